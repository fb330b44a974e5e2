//! The organisation's own sign-in: on the way there and back, what didn't work, and one's own account's connection.

use askama::Template;
use axum::http::StatusCode;

use crate::web::page::{Page, Stamp, unprinted};
use crate::web::said::said;
use crate::web::shell::{Link, Shell, sample_stamp};

/// A step on the way there or back, which goes on by itself: after `POST /sign-in/oidc`, `POST /sign-in/again/oidc` and
/// `POST /identity/connect`, and at `GET /oidc/back`.
///
/// Our cookies don't come along from another site, nor through a redirect that began there: so whoever comes back is led on
/// from a page of ours. No form of ours leads to another site, as the policy of its pages says: so a page leads there too.
#[derive(Template)]
#[template(path = "door/onward.html")]
pub struct Onward {
    /// What stands around it.
    pub shell: Shell,
    /// What the provider is called, where it leads there; nothing where it leads back.
    pub there: Option<String>,
    /// Where it leads.
    pub to: String,
}

/// Nobody was let in, or nothing was connected: the answer of `GET /oidc/back` and `GET /oidc/in`.
#[derive(Template)]
#[template(path = "door/identity_failed.html")]
pub struct IdentityFailed {
    /// What stands around it.
    pub shell: Shell,
    /// What the provider is called.
    pub name: String,
    /// Why.
    pub why: Failed,
}

/// Why nothing came of it. Never more than its subject may know: what was wrong with a token is not told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failed {
    /// It was stopped there.
    Denied,
    /// The provider doesn't answer.
    Away,
    /// It signed with a key that isn't known here yet.
    Soon,
    /// It took too long, or belongs to another browser or session.
    Lost,
    /// What came back proves nothing, or was used before.
    NotTaken,
    /// Who it is was shown there before it was asked for, or too long ago, or when isn't said.
    Stale,
    /// No account here is connected with it.
    Unknown,
    /// It is not enough for what the account holds.
    TooWeak,
    /// Another account is connected with it.
    Elsewhere,
}

impl Failed {
    /// Every one.
    const ALL: [Self; 9] = [
        Self::Denied,
        Self::Away,
        Self::Soon,
        Self::Lost,
        Self::NotTaken,
        Self::Stale,
        Self::Unknown,
        Self::TooWeak,
        Self::Elsewhere,
    ];

    /// The key of its sentence.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Denied => "identity-failed-denied",
            Self::Away => "identity-failed-away",
            Self::Soon => "identity-failed-soon",
            Self::Lost => "identity-failed-lost",
            Self::NotTaken => "identity-failed-not-taken",
            Self::Stale => "identity-failed-stale",
            Self::Unknown => "identity-failed-unknown",
            Self::TooWeak => "identity-failed-weak",
            Self::Elsewhere => "identity-failed-elsewhere",
        }
    }

    const fn sample(self) -> &'static str {
        match self {
            Self::Denied => "door-identity-denied",
            Self::Away => "door-identity-away",
            Self::Soon => "door-identity-soon",
            Self::Lost => "door-identity-lost",
            Self::NotTaken => "door-identity-not-taken",
            Self::Stale => "door-identity-stale",
            Self::Unknown => "door-identity-unknown",
            Self::TooWeak => "door-identity-weak",
            Self::Elsewhere => "door-identity-elsewhere",
        }
    }
}

/// Whether one's own account is connected: `GET /identity`.
///
/// `POST /identity/connect` begins connecting it, `POST /identity/disconnect` ends it.
#[derive(Template)]
#[template(path = "door/identity.html")]
pub struct Identity {
    /// What stands around it.
    pub shell: Shell,
    /// What was just done.
    pub said: Option<Said>,
    /// What the provider is called.
    pub name: String,
    /// What connects it, if anything does.
    pub row: Option<IdentityRow>,
    /// Whether whoever reads it came with a code that opens nothing but this.
    pub is_setting_up: bool,
}

/// What connects an account.
#[derive(Clone)]
pub struct IdentityRow {
    /// Since when.
    pub made_at: Stamp,
    /// When its holder came in by it last.
    pub used_at: Option<Stamp>,
    /// Whether its holder can't come in by it, because of their office.
    pub is_too_weak: bool,
}

said! {
    /// It is connected.
    Connected = "connected", "identity-said-connected";
    /// It isn't any more.
    Disconnected = "disconnected", "identity-said-disconnected";
    /// It still is: it is the last way in.
    LastWay = "last-way", "identity-said-last-way";
    /// Signing in was too long ago.
    Again = "again", "identity-said-again";
    /// It was connected before.
    Already = "already", "identity-said-already";
}

impl Said {
    /// The page with it.
    pub fn address(self) -> String {
        format!("/identity?said={}", self.code())
    }
}

unprinted!(Onward, IdentityFailed, Identity, IdentityRow);

impl Page for Onward {
    fn title_key(&self) -> &'static str {
        "identity-onward-title"
    }

    fn samples() -> Vec<(&'static str, Self)> {
        let page = |there: Option<&str>, to: &str| Self {
            shell: Shell::sample_stranger(),
            there: there.map(str::to_owned),
            to: to.to_owned(),
        };
        let there = "https://id.example.org/auth?response_type=code&state=a";
        vec![
            ("door-onward-there", page(Some("the staff sign-in"), there)),
            ("door-onward-back", page(None, "/oidc/in?code=a&state=b")),
        ]
    }
}

impl Page for IdentityFailed {
    fn title_key(&self) -> &'static str {
        "identity-failed-title"
    }

    fn status(&self) -> StatusCode {
        match self.why {
            Failed::Away | Failed::Soon => StatusCode::SERVICE_UNAVAILABLE,
            _ => StatusCode::UNPROCESSABLE_ENTITY,
        }
    }

    fn samples() -> Vec<(&'static str, Self)> {
        let page = |why| Self {
            shell: Shell::sample_stranger(),
            name: "the staff sign-in".to_owned(),
            why,
        };
        let every = Failed::ALL.into_iter();
        every.map(|why| (why.sample(), page(why))).collect()
    }
}

impl Page for Identity {
    fn title_key(&self) -> &'static str {
        "identity-title"
    }

    fn samples() -> Vec<(&'static str, Self)> {
        let page = |said, row| Self {
            shell: Shell::sample("Organiser 1", &[Link::Home, Link::Record, Link::Sessions]),
            said,
            name: "the staff sign-in".to_owned(),
            row,
            is_setting_up: false,
        };
        let row = |used: Option<i64>, is_too_weak| IdentityRow {
            made_at: sample_stamp(-4000),
            used_at: used.map(sample_stamp),
            is_too_weak,
        };
        let begun = Self {
            shell: Shell::sample("Officer 1", &[]),
            is_setting_up: true,
            ..page(None, None)
        };
        vec![
            ("door-identity", page(None, Some(row(Some(-30), false)))),
            (
                "door-identity-too-weak",
                page(Some(Said::Connected), Some(row(None, true))),
            ),
            ("door-identity-none", page(Some(Said::Disconnected), None)),
            ("door-identity-set-up", begun),
        ]
    }
}
