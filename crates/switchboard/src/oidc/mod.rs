//! The organisation's own sign-in, as this program speaks with it: its document (`OpenID` Connect Discovery 1.0), its keys, and
//! the code for a token (Core 1.0, §3.1.3; RFC 7636). What a token says is checked by the store.
//!
//! It is asked when somebody needs it and not before: a provider that is away keeps nobody from their other ways in. Only the
//! addresses of its own document are called, none that an answer leads on to.

mod document;
mod last;

use std::path::{Path, PathBuf};
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::Deserialize;
use switchboard_store::door::{IssuerKeys, Sent};
use switchboard_store::rules::moment::{Moment, Span};
use switchboard_store::rules::oidc::{AUTH_AGE_MAX, Trusted};
use tokio::sync::{Mutex, Semaphore, SemaphorePermit};

use crate::calls::Calls;
use crate::config::{Config, Oidc};

pub use document::Document;
pub use last::Last;

/// The most that an answer of the provider may take: some publish two dozen keys with certificates.
const ANSWER_BYTES_MAX: usize = 128 * 1024;
/// How long its document and its keys are used without asking again.
const KNOWN_FOR: Span = Span::hours(1);
/// How long after asking for its keys they are not asked for again, whoever names a key that isn't among them.
const KEYS_APART: Span = Span::minutes(1);
/// How long after it was away it isn't asked again.
const AWAY_FOR: Span = Span::seconds(5);

/// Codes that are changed for a token at once.
const TURNS: usize = 8;
/// How long one may wait for that.
const TURN_WAIT: Duration = Duration::from_secs(5);

/// How far the moment of one request may lie behind that of another which overtook it. What was heard later than that was heard
/// by a clock that stood ahead, and is old.
const OVERTAKEN: Span = Span::minutes(1);

/// Whether that was at most so long ago.
fn is_within(at: Moment, span: Span, now: Moment) -> bool {
    at <= now.plus(OVERTAKEN) && now.since(at) < span
}

/// Why nothing came of asking it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Away {
    /// It doesn't answer, or not as it should.
    #[error("the sign-in doesn't answer, or not as it should ({0})")]
    Silent(&'static str),
    /// A token names a key that isn't among those heard of, and they were asked for within the minute.
    #[error("the token's key isn't known yet")]
    Key,
    /// The code is none of its own, or was used before.
    #[error("the code was not taken")]
    Code,
    /// It doesn't take us for the client that we say we are.
    #[error("`oidc.client_id` with `oidc.client_secret` is not taken")]
    Client,
    /// Too many come in at once.
    #[error("too many come in by it at once")]
    Busy,
    /// The file with our secret can't be read.
    #[error("`oidc.client_secret` can't be read")]
    Secret,
    /// Its document is of another issuer, or leads to places that may not be called.
    #[error("the document names another issuer, or addresses that can't be used")]
    Document,
}

/// What was heard of it, and when.
struct Known<T> {
    heard: Option<(T, Moment)>,
    asked_at: Option<Moment>,
}

impl<T> Default for Known<T> {
    fn default() -> Self {
        Self {
            heard: None,
            asked_at: None,
        }
    }
}

impl<T> Known<T> {
    fn young(&self, now: Moment) -> Option<&T> {
        let (heard, at) = self.heard.as_ref()?;
        is_within(*at, KNOWN_FOR, now).then_some(heard)
    }

    fn was_asked_within(&self, span: Span, now: Moment) -> bool {
        self.asked_at.is_some_and(|at| is_within(at, span, now))
    }
}

/// The provider.
pub struct Provider {
    /// What people call it.
    pub name: String,
    /// Whose tokens are taken.
    pub trusted: Trusted,
    is_trial: bool,
    secret: PathBuf,
    calls: Calls,
    document: Mutex<Known<Document>>,
    keys: Mutex<Known<IssuerKeys>>,
    turns: Semaphore,
    last: Last,
}

impl std::fmt::Debug for Provider {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Provider")
    }
}

#[derive(Deserialize)]
struct Tokens {
    id_token: String,
}

impl Provider {
    /// The provider of the section, if there is one. `dir` is the world's directory; what becomes of asking it is noted in `last`.
    pub fn of(config: &Oidc, dir: &Path, last: &Last) -> Option<Self> {
        let issuer = config.issuer.clone()?;
        let ca = config.ca.as_ref().map(|path| Config::path(dir, path));
        Some(Self {
            name: config.name.clone(),
            is_trial: issuer.starts_with("http://"),
            trusted: Trusted {
                issuer,
                client: config.client_id.clone()?,
                office_acr: config.office_acr.clone(),
                office_amr: config.office_amr.clone(),
            },
            secret: Config::path(dir, config.client_secret.as_ref()?),
            calls: Calls::taking(ANSWER_BYTES_MAX, ca),
            document: Mutex::default(),
            keys: Mutex::default(),
            turns: Semaphore::new(TURNS),
            last: last.clone(),
        })
    }

    /// Waits for a turn at changing a code for a token.
    pub async fn turn(&self) -> Result<SemaphorePermit<'_>, Away> {
        let turn = tokio::time::timeout(TURN_WAIT, self.turns.acquire()).await;
        turn.map_err(|_| Away::Busy)?.map_err(|_| Away::Busy)
    }

    /// Notes what became of asking it.
    pub fn note<T>(&self, heard: &Result<T, Away>, now: Moment) {
        self.last.note(heard.as_ref().err().copied(), now);
    }

    /// Its document, as it was heard within the hour.
    pub async fn document(&self, now: Moment) -> Result<Document, Away> {
        let mut known = self.document.lock().await;
        if let Some(document) = known.young(now) {
            return Ok(document.clone());
        }
        if known.was_asked_within(AWAY_FOR, now) {
            return Err(Away::Silent("asked a moment ago"));
        }
        known.asked_at = Some(now);
        let heard = self.ask_document().await;
        self.note(&heard, now);
        let document = heard?;
        known.heard = Some((document.clone(), now));
        known.asked_at = None;
        Ok(document)
    }

    async fn ask_document(&self) -> Result<Document, Away> {
        let issuer = &self.trusted.issuer;
        let body = self.get(&Document::address(issuer)).await?;
        Document::parse(&body, issuer, self.is_trial).ok_or(Away::Document)
    }

    async fn ask_keys(&self, url: &str) -> Result<IssuerKeys, Away> {
        let body = self.get(url).await?;
        IssuerKeys::parse(&body).ok_or(Away::Silent("keys"))
    }

    /// Does something with its keys: those heard within the hour, or new ones where a token names a key that isn't among
    /// them, once a minute at most: within that minute nothing is known of such a token yet, and it may be shown again.
    pub async fn with_keys<T>(
        &self,
        token: &str,
        now: Moment,
        check: impl FnOnce(&IssuerKeys) -> T,
    ) -> Result<T, Away> {
        let document = self.document(now).await?;
        let mut known = self.keys.lock().await;
        let may_do = known.young(now).is_some_and(|keys| keys.may_know(token));
        if !may_do {
            if known.was_asked_within(KEYS_APART, now) {
                return Err(known.young(now).map_or(Away::Silent("keys"), |_| Away::Key));
            }
            known.asked_at = Some(now);
            let heard = self.ask_keys(&document.keys).await;
            self.note(&heard, now);
            known.heard = Some((heard?, now));
        }
        known.young(now).map(check).ok_or(Away::Silent("keys"))
    }

    async fn get(&self, url: &str) -> Result<Vec<u8>, Away> {
        let answer = self.calls.get(url).await.map_err(Away::Silent)?;
        match answer.status {
            200 => Ok(answer.body),
            _ => Err(Away::Silent("status")),
        }
    }

    /// Where somebody is sent, with what is asked of it. They may be asked to show afresh who they are.
    pub fn ask(&self, document: &Document, sent: &Sent, back: &str, afresh: bool) -> String {
        let age = if afresh {
            0
        } else {
            AUTH_AGE_MAX.as_millis() / 1000
        };
        let age = age.to_string();
        let mut asked = vec![
            ("response_type", "code"),
            ("scope", "openid"),
            ("client_id", &self.trusted.client),
            ("redirect_uri", back),
            ("state", &sent.state),
            ("nonce", &sent.nonce),
            ("code_challenge", &sent.challenge),
            ("code_challenge_method", "S256"),
            ("max_age", &age),
        ];
        let classes = self.trusted.office_acr.join(" ");
        if !classes.is_empty() {
            asked.push(("acr_values", &classes));
        }
        if afresh {
            asked.push(("prompt", "login"));
        }
        let join = if document.sign_in.contains('?') {
            '&'
        } else {
            '?'
        };
        format!("{}{join}{}", document.sign_in, form(&asked))
    }

    /// Changes the code for a token.
    pub async fn exchange(
        &self,
        document: &Document,
        code: &str,
        verifier: &str,
        back: &str,
    ) -> Result<String, Away> {
        let secret = std::fs::read_to_string(&self.secret).map_err(|_| Away::Secret)?;
        let secret = secret.trim();
        let client = &self.trusted.client;
        let mut fields = vec![
            ("grant_type", "authorization_code"),
            ("code", code),
            ("redirect_uri", back),
            ("code_verifier", verifier),
        ];
        let header = if document.takes_basic {
            let both = format!("{}:{}", encoded(client), encoded(secret));
            Some(format!("Basic {}", STANDARD.encode(both)))
        } else {
            fields.extend([("client_id", client.as_str()), ("client_secret", secret)]);
            None
        };
        let body = form(&fields);
        let answer = self.calls.post_form(&document.tokens, body, header).await;
        let answer = answer.map_err(Away::Silent)?;
        match answer.status {
            200 => {}
            401 => return Err(Away::Client),
            // It is we who ask too often, or it was too slow.
            408 | 429 => return Err(Away::Silent("status")),
            400..=499 => return Err(Away::Code),
            _ => return Err(Away::Silent("status")),
        }
        let tokens: Tokens =
            serde_json::from_slice(&answer.body).map_err(|_| Away::Silent("tokens"))?;
        Ok(tokens.id_token)
    }
}

/// Fields as a form's body or an address has them.
pub fn form(fields: &[(&str, &str)]) -> String {
    let pairs = fields
        .iter()
        .map(|(name, value)| format!("{}={}", encoded(name), encoded(value)));
    pairs.collect::<Vec<_>>().join("&")
}

/// A text as it may stand in an address (RFC 3986, §2.3).
fn encoded(text: &str) -> String {
    use std::fmt::Write as _;
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn eight_codes_are_changed_at_once_and_the_next_waits() {
        let config: Oidc = toml::from_str(
            "issuer = \"https://id.example.org\"\nclient_id = \"a\"\nclient_secret = \"b\"",
        )
        .unwrap();
        let provider = Provider::of(&config, Path::new("/nowhere"), &Last::default()).unwrap();
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap();
        runtime.block_on(async {
            let mut turns = Vec::new();
            for _ in 0..8 {
                turns.push(provider.turn().await.unwrap());
            }
            let soon = Duration::from_millis(20);
            assert!(tokio::time::timeout(soon, provider.turn()).await.is_err());
            turns.pop();
            assert!(tokio::time::timeout(soon, provider.turn()).await.is_ok());
        });
    }

    #[test]
    fn what_was_heard_by_a_clock_that_stood_ahead_is_old() {
        let now = Moment::from_millis(1_800_000_000_000);
        let heard = |at: Moment| Known {
            heard: Some(((), at)),
            asked_at: Some(at),
        };
        let is_young = |at| {
            let known = heard(at);
            let asked = known.was_asked_within(KEYS_APART, now);
            (known.young(now).is_some(), asked)
        };
        assert_eq!(is_young(now), (true, true));
        assert_eq!(is_young(now.minus(Span::minutes(59))), (true, false));
        assert_eq!(is_young(now.minus(Span::minutes(60))), (false, false));
        assert_eq!(is_young(now.plus(Span::seconds(5))), (true, true));
        assert_eq!(is_young(now.plus(Span::hours(24 * 365))), (false, false));
    }
}
