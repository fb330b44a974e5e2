//! Webhooks, one of them, and a secret that is shown once.

use askama::Template;
use switchboard_store::hooks::SecretText;
use switchboard_store::rules::hook::Event;
use switchboard_store::rules::ids::HookId;

use crate::web::page::{Page, Stamp, unprinted};
use crate::web::said::said;
use crate::web::shell::{Link, Shell, sample_stamp};

said! {
    /// A test is on its way.
    Tested = "tested", "hooks-said-tested";
    /// The webhook ended, so no test was sent.
    NotTested = "not-tested", "hooks-said-not-tested";
    /// The secret of before is over.
    BeforeEnded = "before-ended", "hooks-said-before-ended";
    /// It is removed.
    Removed = "removed", "hooks-said-removed";
}

/// The webhooks of the organisation or of a campaign: `GET /hooks`, `GET /campaigns/{campaign}/hooks`.
///
/// `POST` to the same address installs one and takes `csrf`, `address`, and an `event` for each that is chosen.
#[derive(Template)]
#[template(path = "hooks/hooks.html")]
pub struct Hooks {
    /// What stands around it.
    pub shell: Shell,
    /// The page's own address.
    pub at: String,
    /// The campaign's name; none for the organisation.
    pub campaign: Option<String>,
    /// The webhooks, the newest first.
    pub rows: Vec<Row>,
    /// What one more may be told.
    pub choices: Vec<Choice>,
    /// Whether the reader may install one.
    pub may_install: bool,
    /// What was typed.
    pub typed: String,
    /// Why none was installed.
    pub wrong: Option<&'static str>,
    /// What was just done.
    pub said: Option<Said>,
}

/// An event that can be chosen.
pub struct Choice {
    /// Its code, in the form.
    pub code: &'static str,
    /// The key of its name.
    pub label: &'static str,
    /// Whether it is chosen.
    pub is_chosen: bool,
}

/// A webhook.
pub struct Row {
    /// Its id, in addresses.
    pub hook: String,
    /// The machine that is told.
    pub host: String,
    /// When it was installed.
    pub made: Stamp,
    /// Since when it stands as it does.
    pub since: Stamp,
    /// Why it ended, as the key of a sentence; none while it is told what happens.
    pub ended: Option<&'static str>,
}

/// One webhook: `GET /hooks/{hook}`.
///
/// `…/test`, `…/rotate`, `…/end-before` and `…/remove` take `csrf`, the second `address` besides where it takes the webhook over.
#[derive(Template)]
#[template(path = "hooks/hook.html")]
pub struct One {
    /// What stands around it.
    pub shell: Shell,
    /// Where all of them are.
    pub list: String,
    /// The campaign's name; none for the organisation.
    pub campaign: Option<String>,
    /// The webhook.
    pub row: Row,
    /// The keys of what it is told; everything where there are none.
    pub kinds: Vec<&'static str>,
    /// How many events it was not told because too many waited, and when the last.
    pub lost: Option<(u64, Stamp)>,
    /// Until when the secret before the newest is valid.
    pub before_until: Option<Stamp>,
    /// Whether the reader may test it and make it a new secret.
    pub may_change: bool,
    /// Whether a new secret takes it over from somebody else, which needs its address.
    pub takes_over: bool,
    /// What was typed.
    pub typed: String,
    /// Why the address isn't taken.
    pub wrong: Option<&'static str>,
    /// What it was told of late.
    pub told: Vec<Delivery>,
    /// What was just done.
    pub said: Option<Said>,
}

/// One event that it was told.
pub struct Delivery {
    /// The event's id, as the receiver sees it.
    pub id: String,
    /// What happened, as the receiver sees it.
    pub event: &'static str,
    /// When it happened.
    pub put: Stamp,
    /// The sentence of how it stands.
    pub key: &'static str,
    /// The moment that the sentence speaks of.
    pub at: Stamp,
    /// How often it was tried.
    pub tries: u64,
    /// The last answer's status, or a word where there was none.
    pub answer: String,
}

/// A new secret: what `POST /hooks` and `POST /hooks/{hook}/rotate` answer, this once.
#[derive(Template)]
#[template(path = "hooks/secret.html")]
pub struct NewSecret {
    /// What stands around it.
    pub shell: Shell,
    /// The webhook's id, in addresses.
    pub hook: String,
    /// The secret.
    pub secret: String,
}

unprinted!(Hooks, One, NewSecret);

impl NewSecret {
    /// The page of this secret.
    pub fn of(shell: Shell, hook: HookId, secret: &SecretText) -> Self {
        Self {
            shell,
            hook: hook.to_string(),
            secret: secret.expose().to_owned(),
        }
    }
}

impl Row {
    fn sample(ended: Option<&'static str>) -> Self {
        Self {
            hook: "0hook0sample0".to_owned(),
            host: "https://hooks.example.org".to_owned(),
            made: sample_stamp(-600),
            since: sample_stamp(-60),
            ended,
        }
    }
}

impl Page for Hooks {
    fn title_key(&self) -> &'static str {
        "hooks-title"
    }

    fn samples() -> Vec<(&'static str, Self)> {
        let page = |campaign: Option<&str>, rows| Self {
            shell: Shell::sample("Officer 1", &[Link::Home]),
            at: "/hooks".to_owned(),
            campaign: campaign.map(str::to_owned),
            rows,
            choices: super::show::choices(campaign.is_some(), &[Event::FreezeChanged]),
            may_install: true,
            typed: String::new(),
            wrong: None,
            said: None,
        };
        let wrong = Self {
            typed: "http://10.0.0.7/".to_owned(),
            wrong: Some("hooks-bad-inside"),
            ..page(Some("Harbour campaign"), Vec::new())
        };
        let rows = vec![
            Row::sample(None),
            Row::sample(Some("hooks-ended-not-taken")),
        ];
        let removed = Self {
            said: Some(Said::Removed),
            may_install: false,
            ..page(None, vec![Row::sample(Some("hooks-ended-restored"))])
        };
        vec![
            ("hooks-two", page(None, rows)),
            ("hooks-wrong", wrong),
            ("hooks-removed", removed),
        ]
    }
}

impl Page for One {
    fn title_key(&self) -> &'static str {
        "hooks-title"
    }

    fn samples() -> Vec<(&'static str, Self)> {
        let told = |key, tries, answer: &str| Delivery {
            id: "msg_0event0sample0".to_owned(),
            event: "bank.opened",
            put: sample_stamp(-30),
            key,
            at: sample_stamp(5),
            tries,
            answer: answer.to_owned(),
        };
        let page = |ended, told| Self {
            shell: Shell::sample("Organiser 1", &[Link::Home]),
            list: "/hooks".to_owned(),
            campaign: Some("Harbour campaign".to_owned()),
            row: Row::sample(ended),
            kinds: Vec::new(),
            lost: None,
            before_until: None,
            may_change: true,
            takes_over: false,
            typed: String::new(),
            wrong: None,
            told,
            said: None,
        };
        let told = vec![
            told("hooks-told-waits", 3, "500"),
            told("hooks-told-taken", 1, "204"),
            told("hooks-told-given-up", 12, "timeout"),
            told("hooks-told-dropped", 0, ""),
        ];
        let tested = Self {
            said: Some(Said::Tested),
            before_until: Some(sample_stamp(600)),
            kinds: vec![Event::BankClosed.label(), Event::Test.label()],
            lost: Some((12, sample_stamp(-20))),
            ..page(None, told)
        };
        let ended = Self {
            said: Some(Said::NotTested),
            takes_over: true,
            ..page(Some("hooks-ended-nobody-answers"), Vec::new())
        };
        let wrong = Self {
            typed: "https://hooks.example.org:22/".to_owned(),
            wrong: Some("hooks-bad-port"),
            takes_over: true,
            ..page(Some("hooks-ended-gone"), Vec::new())
        };
        vec![
            ("hook-tested", tested),
            ("hook-ended", ended),
            ("hook-taken-over", wrong),
        ]
    }
}

impl Page for NewSecret {
    fn title_key(&self) -> &'static str {
        "hooks-secret-title"
    }

    fn samples() -> Vec<(&'static str, Self)> {
        let page = Self {
            shell: Shell::sample("Officer 1", &[Link::Home]),
            hook: "0hook0sample0".to_owned(),
            secret: "whsec_c2FtcGxlLXNhbXBsZS1zYW1wbGUtc2FtcGxlLTE=".to_owned(),
        };
        vec![("hook-secret", page)]
    }
}
