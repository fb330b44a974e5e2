//! `[mail]`: the server that takes letters, and how they are signed.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::section::section;

/// How the line to the mail server is kept from being read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum MailTls {
    /// It begins in the clear and must go over to TLS before anything is said (port 587).
    Starttls,
    /// TLS from the first byte (port 465).
    Tls,
    /// In the clear, to a mail server on this machine alone (port 25).
    NoneOnLoopback,
}

impl MailTls {
    /// The usual port.
    pub const fn port(self) -> u16 {
        match self {
            Self::Starttls => 587,
            Self::Tls => 465,
            Self::NoneOnLoopback => 25,
        }
    }
}

section! {
    /// How letters go out: over one mail server, which sends them on. Without `server` none goes out, and they wait.
    Mail {
        /// The mail server's name, or its address where it is this machine.
        server: Option<String> = None, "", "\"smtp.example.org\"";
        /// Its port; by default 587 with `starttls`, 465 with `tls`, 25 on this machine.
        port: Option<u16> = None, "", "587";
        /// How the line to it is kept from being read: `starttls`, `tls`, or `none-on-loopback` for a server on this
        /// machine. Its certificate is checked against its name.
        tls: MailTls = MailTls::Starttls, "\"starttls\"", "\"tls\"";
        /// A file of certificates (PEM) to trust instead of the system's, for a mail server with a certificate of your own.
        authorities: Option<PathBuf> = None, "", "\"/etc/switchboard/mail-ca.pem\"";
        /// Who signs in there.
        user: Option<String> = None, "", "\"switchboard@example.org\"";
        /// The file with the password, and nothing else in it. Nobody but its owner and group may read it.
        password_file: Option<PathBuf> = None, "", "\"/etc/switchboard/mail-password\"";
        /// Whom letters are from.
        from: Option<String> = None, "", "\"The Example Party <members@example.org>\"";
        /// Where answers go, if not there.
        reply_to: Option<String> = None, "", "\"office@example.org\"";
        /// Where letters go back that can't be delivered: `bounces+…@`, with the letter's own mark after the plus. The
        /// mailbox hands them to `switchboard mail bounce`. Without it they go to `from`, and nobody counts them.
        bounces: Option<String> = None, "", "\"bounces@example.org\"";
        /// After how many days a letter that the server doesn't take is given up, which is an alert.
        give_up_days: u32 = 5, "5", "3";
    }
}

impl Mail {
    pub(super) fn wrong(&self) -> Vec<String> {
        let mut wrong = Vec::new();
        if self.server.is_some() && self.from.is_none() {
            wrong.push(
                "`mail.server` is set, so `mail.from` must say whom letters are from".to_owned(),
            );
        }
        if self.user.is_some() != self.password_file.is_some() {
            wrong.push(
                "`mail.user` and `mail.password_file` go together: set both, or none".to_owned(),
            );
        }
        let is_near = self.server.as_deref().is_none_or(is_loopback);
        if self.tls == MailTls::NoneOnLoopback && !is_near {
            wrong.push(
                "`mail.tls = \"none-on-loopback\"` is for a server on this machine: set `starttls` or `tls`"
                    .to_owned(),
            );
        }
        for (key, text) in [("from", &self.from), ("reply_to", &self.reply_to)] {
            if text
                .as_deref()
                .is_some_and(|text| crate::post::mailbox(text).is_none())
            {
                wrong.push(format!(
                    "`mail.{key}` is no address, such as \"Members <members@example.org>\""
                ));
            }
        }
        if self.bounces.as_deref().is_some_and(|text| {
            text.split_once('@').is_none_or(|(local, domain)| {
                local.contains('+') || local.is_empty() || local.len() > 12 || domain.is_empty()
            })
        }) {
            wrong.push("`mail.bounces` is a short address without a plus, such as \"bounces@example.org\" (at most 12 characters before the @)".to_owned());
        }
        if !(1..=30).contains(&self.give_up_days) {
            wrong.push("`mail.give_up_days` is 1 to 30".to_owned());
        }
        wrong
    }

    /// The server's port.
    pub fn port(&self) -> u16 {
        self.port.unwrap_or_else(|| self.tls.port())
    }
}

fn is_loopback(server: &str) -> bool {
    server == "localhost"
        || server
            .parse::<std::net::IpAddr>()
            .is_ok_and(|ip| ip.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mail_section_that_could_not_work_is_refused_with_what_to_do() {
        let whole = "server = \"smtp.example.org\"\nfrom = \"members@example.org\"\n";
        for (text, said) in [
            ("", ""),
            (whole, ""),
            ("server = \"smtp.example.org\"", "`mail.from`"),
            ("from = \"nobody\"", "is no address"),
            ("reply_to = \"a b c\"", "is no address"),
            (&format!("{whole}user = \"me\""), "go together"),
            (
                &format!("{whole}tls = \"none-on-loopback\""),
                "on this machine",
            ),
            (
                "server = \"::1\"\nfrom = \"a@example.org\"\ntls = \"none-on-loopback\"",
                "",
            ),
            ("bounces = \"bounces+x@example.org\"", "without a plus"),
            ("give_up_days = 0", "1 to 30"),
        ] {
            let sentence = toml::from_str::<Mail>(text).unwrap().wrong().join("; ");
            assert_eq!(sentence.is_empty(), said.is_empty(), "{text}: {sentence}");
            assert!(sentence.contains(said), "{text}: {sentence}");
        }
    }
}
