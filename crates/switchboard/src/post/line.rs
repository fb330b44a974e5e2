//! One line to the mail server, spoken command by command: what an answer means depends on what was asked.

use std::path::Path;
use std::time::Duration;

use lettre::transport::smtp::Error;
use lettre::transport::smtp::authentication::{Credentials, Mechanism};
use lettre::transport::smtp::client::{
    Certificate, CertificateStore, SmtpConnection, TlsParameters,
};
use lettre::transport::smtp::commands::{Data, Mail as From, Rcpt, Rset};
use lettre::transport::smtp::extension::ClientId;
use switchboard_store::machine::Handed;

use super::letter::Written;
use crate::config::{Config, Mail, MailTls};

/// How long one answer may take. RFC 5321 would wait minutes for some; whoever is slower is tried again later.
const PATIENCE: Duration = Duration::from_mins(1);

pub(super) struct Line(SmtpConnection);

impl Line {
    /// Opens a line and signs in; or says in a word why not.
    pub(super) fn open(mail: &Mail, dir: &Path) -> Result<Self, String> {
        let server = mail.server.clone().ok_or("no-server")?;
        let domain = mail.from.as_deref().and_then(super::mailbox).map_or_else(
            || "localhost".to_owned(),
            |from| from.email.domain().to_owned(),
        );
        let hello = ClientId::Domain(domain);
        let place = (server.as_str(), mail.port());
        let word = |error: Error| word(&error);
        let open = |tls: Option<&TlsParameters>| {
            SmtpConnection::connect(place, Some(PATIENCE), &hello, tls, None).map_err(word)
        };
        let mut line = match mail.tls {
            MailTls::Tls => open(Some(&tls(mail, server.clone(), dir)?))?,
            MailTls::Starttls => {
                let mut line = open(None)?;
                if !line.can_starttls() {
                    return Err("no-starttls".to_owned());
                }
                line.starttls(&tls(mail, server.clone(), dir)?, &hello)
                    .map_err(word)?;
                line
            }
            MailTls::NoneOnLoopback => open(None)?,
        };
        if let (Some(user), Some(file)) = (&mail.user, &mail.password_file) {
            let path = Config::path(dir, file);
            let password = std::fs::read_to_string(path).map_err(|_| "no-password-file")?;
            let credentials = Credentials::new(
                user.clone(),
                password.trim_end_matches(['\r', '\n']).to_owned(),
            );
            line.auth(&[Mechanism::Plain, Mechanism::Login], &credentials)
                .map_err(|error| format!("sign-in-{}", self::word(&error)))?;
        }
        Ok(Self(line))
    }

    /// Hands a letter over; the line comes back if it can be used again.
    pub(super) fn hand(mut self, letter: &Written) -> (Handed, Option<Self>) {
        let handed = self.dialogue(letter);
        if self.0.has_broken() {
            return (handed, None);
        }
        if !matches!(handed, Handed::Taken(_)) && self.0.command(Rset).is_err() {
            self.0.abort();
            return (handed, None);
        }
        (handed, Some(self))
    }

    fn dialogue(&mut self, letter: &Written) -> Handed {
        let from = self.0.command(From::new(Some(letter.from.clone()), vec![]));
        if let Err(error) = from {
            // Whom it is from is the installation's, not the member's: it can be mended, so the letter waits.
            return Handed::Later(self.broken(&error));
        }
        // One address; of several, those that are taken get it.
        let mut not_taken = None;
        let mut is_taken = false;
        for to in &letter.to {
            match self.0.command(Rcpt::new(to.clone(), vec![])) {
                Ok(_) => is_taken = true,
                Err(error) => {
                    let code = self.broken(&error);
                    not_taken = Some(match kind(&error, &code) {
                        Kind::Later => Handed::Later(code),
                        Kind::Policy => Handed::Refused(code),
                        Kind::Never => Handed::NoSuchAddress(code),
                    });
                }
            }
        }
        if let (Some(handed), false) = (not_taken, is_taken) {
            return handed;
        }
        let said = self
            .0
            .command(Data)
            .and_then(|_| self.0.message(&letter.bytes));
        match said {
            Ok(response) => Handed::Taken(response.code().to_string()),
            Err(error) => {
                let code = self.broken(&error);
                match kind(&error, &code) {
                    Kind::Later => Handed::Later(code),
                    Kind::Policy | Kind::Never => Handed::Refused(code),
                }
            }
        }
    }

    /// The word of an error; a line that broke is not used again.
    fn broken(&mut self, error: &Error) -> String {
        if !error.is_permanent() && !error.is_transient() {
            self.0.abort();
        }
        word(error)
    }

    pub(super) fn close(mut self) {
        let _said = self.0.quit();
    }
}

enum Kind {
    Later,
    Policy,
    Never,
}

/// What a refusal of the address or of the letter means: a full mailbox empties, a missing sign-in can be mended, policy
/// is no fault of the address.
fn kind(error: &Error, code: &str) -> Kind {
    if !error.is_permanent() || code.starts_with("5.2.2") || ["530", "535", "552"].contains(&code) {
        Kind::Later
    } else if code.starts_with("5.7.") {
        Kind::Policy
    } else {
        Kind::Never
    }
}

/// A code or a word. Never the server's text, which may hold the address.
fn word(error: &Error) -> String {
    let text = error.to_string();
    let enhanced = text
        .split(|c: char| c.is_whitespace() || c == '-')
        .find(|word| is_enhanced(word));
    match (error.status(), enhanced) {
        (Some(_), Some(enhanced)) => enhanced.to_owned(),
        (Some(code), None) => code.to_string(),
        (None, _) if error.is_timeout() => "timeout".to_owned(),
        (None, _) if error.is_tls() => "tls".to_owned(),
        (None, _) if error.is_client() => "dialogue".to_owned(),
        (None, _) => "connection".to_owned(),
    }
}

/// `5.1.1` and its like (RFC 3463).
pub(super) fn is_enhanced(word: &str) -> bool {
    let parts: Vec<&str> = word.split('.').collect();
    matches!(parts.as_slice(), ["2" | "4" | "5", rest @ ..] if rest.len() == 2
        && rest.iter().all(|part| (1..=3).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit())))
}

fn tls(mail: &Mail, server: String, dir: &Path) -> Result<TlsParameters, String> {
    let mut builder = TlsParameters::builder(server);
    if let Some(file) = &mail.authorities {
        let pem = std::fs::read(Config::path(dir, file)).map_err(|_| "no-authorities-file")?;
        let authority = Certificate::from_pem(&pem).map_err(|_| "bad-authorities-file")?;
        builder = builder
            .certificate_store(CertificateStore::None)
            .add_root_certificate(authority);
    }
    builder
        .build_rustls()
        .map_err(|_| "tls-settings".to_owned())
}
