//! One's own training, a campaign's, and how far somebody in practice is.

use askama::Template;
use switchboard_store::rules::training::{CARDS, Practised};

use crate::practice::NOTICE;
use crate::web::page::{Page, Stamp, unprinted};
use crate::web::said::said;
use crate::web::shell::{Link, Shell, sample_stamp};

said! {
    /// Practice comes before a card of this bank.
    First = "first", "training-said-first";
    /// Practice is being made.
    Soon = "soon", "training-said-soon";
    /// The ticket was none, or too old.
    Ticket = "ticket", "training-said-ticket";
    /// The notice was read.
    Read = "read", "training-said-read";
    /// The practice is recorded.
    Recorded = "recorded", "training-said-recorded";
    /// It was recorded before.
    Before = "before", "training-said-before";
    /// It is no receipt of the reader's.
    NotYours = "not-yours", "training-said-not-yours";
    /// The receipt is too old.
    TooOld = "too-old", "training-said-too-old";
    /// The bank wants practice of its callers.
    Asks = "asks", "training-said-asks";
    /// It wants nothing of them.
    AsksNothing = "asks-nothing", "training-said-asks-nothing";
}

impl Said {
    /// The address of a page that says it.
    pub fn of(self, path: &str) -> String {
        format!("{path}?said={}", self.code())
    }
}

/// One's own training, and the way into practice: `GET /training`.
///
/// `POST /training/notice` with `csrf` says that the notice was read. `POST /practice/enter` with `ticket` goes into
/// practice.
#[derive(Template)]
#[template(path = "training/training.html")]
pub struct Training {
    /// What stands around it.
    pub shell: Shell,
    /// When the reader last finished practising.
    pub practised_at: Option<Stamp>,
    /// When they read the notice in its words of now.
    pub read_at: Option<Stamp>,
    /// What lets them into practice.
    pub ticket: String,
    /// What was just done.
    pub said: Option<Said>,
}

impl Training {
    fn notice(&self) -> [String; 3] {
        NOTICE.map(|key| self.shell.t(key))
    }
}

unprinted!(Training);

impl Page for Training {
    fn title_key(&self) -> &'static str {
        "training-title"
    }

    fn samples() -> Vec<(&'static str, Self)> {
        let page = || Self {
            shell: Shell::sample("Caller 1", &[Link::Home]),
            practised_at: None,
            read_at: None,
            ticket: "1795545420000.ticket.sample".to_owned(),
            said: None,
        };
        let done = Self {
            practised_at: Some(sample_stamp(-30)),
            read_at: Some(sample_stamp(-31)),
            said: Some(Said::Recorded),
            ..page()
        };
        let soon = Self {
            said: Some(Said::Soon),
            ..page()
        };
        let first = Self {
            said: Some(Said::First),
            ..page()
        };
        vec![
            ("training", page()),
            ("training-done", done),
            ("training-soon", soon),
            ("training-first", first),
        ]
    }
}

/// Who of a campaign has practised, and which banks want it: `GET /training/campaigns/{campaign}`.
///
/// `POST /training/banks/{bank}` with `csrf`, `campaign` and `wish` says what a bank wants.
#[derive(Template)]
#[template(path = "training/campaign.html")]
pub struct Campaign {
    /// What stands around it.
    pub shell: Shell,
    /// The campaign's id.
    pub campaign: String,
    /// The campaign's name.
    pub name: String,
    /// Those who ring or lead in it.
    pub people: Vec<PersonLine>,
    /// Its banks.
    pub banks: Vec<BankLine>,
    /// Whom the next page begins after, where there is one.
    pub after: Option<String>,
    /// What was just done.
    pub said: Option<Said>,
}

/// Somebody of a campaign.
#[derive(Clone)]
pub struct PersonLine {
    /// Their name.
    pub name: String,
    /// Whether they finished practising.
    pub practised: Trained,
    /// Whether they read the notice in its words of now.
    pub read: Trained,
}

impl PersonLine {
    const fn both(&self) -> [&Trained; 2] {
        [&self.practised, &self.read]
    }
}

/// Whether somebody did it, as their organiser sees it.
#[derive(Clone)]
pub enum Trained {
    /// They didn't.
    NotYet,
    /// Before they came to this campaign.
    Before,
    /// Since they are in it.
    At(Stamp),
}

/// A bank.
#[derive(Clone, Debug)]
pub struct BankLine {
    /// Its id.
    pub bank: String,
    /// Its name.
    pub name: String,
    /// Since when it wants practice of its callers; none where it doesn't.
    pub since: Option<Stamp>,
}

unprinted!(Campaign, PersonLine, Trained);

impl Page for Campaign {
    fn title_key(&self) -> &'static str {
        "training-campaign-title"
    }

    fn samples() -> Vec<(&'static str, Self)> {
        let did = |at: Option<i64>| match at {
            None => Trained::NotYet,
            Some(0) => Trained::Before,
            Some(at) => Trained::At(sample_stamp(at)),
        };
        let person = |name: &str, practised: Option<i64>, read: Option<i64>| PersonLine {
            name: name.to_owned(),
            practised: did(practised),
            read: did(read),
        };
        let bank = |name: &str, since: Option<i64>| BankLine {
            bank: "0bank0sample0".to_owned(),
            name: name.to_owned(),
            since: since.map(sample_stamp),
        };
        let page = || Self {
            shell: Shell::sample("Organiser 1", &[Link::Home]),
            campaign: "0campaign0sample0".to_owned(),
            name: "Harbour campaign".to_owned(),
            people: Vec::new(),
            banks: vec![bank("Evening bank", None)],
            after: None,
            said: None,
        };
        let some = Self {
            people: vec![
                person("Cara Caller", Some(-90), Some(-91)),
                person("Carwyn Caller", None, Some(-20)),
                person("Cerys Caller", None, None),
                person("Ceri Caller", Some(0), Some(-10)),
            ],
            banks: vec![bank("Evening bank", Some(-60)), bank("Weekend bank", None)],
            after: Some("0account0sample0".to_owned()),
            said: Some(Said::Asks),
            ..page()
        };
        vec![
            ("training-campaign-none", page()),
            ("training-campaign", some),
        ]
    }
}

/// How far somebody in practice is: `GET /practice/done`.
///
/// `POST /practice/notice` with `csrf` says that the notice was read. Once nothing is left to do,
/// `POST /training/receipt` with `receipt` takes it to the live world.
#[derive(Template)]
#[template(path = "training/done.html")]
pub struct Done {
    /// What stands around it.
    pub shell: Shell,
    /// What they did.
    pub practised: Practised,
    /// Where they go on.
    pub bank: String,
    /// What they take back.
    pub receipt: Option<String>,
}

impl Done {
    fn notice(&self) -> [String; 3] {
        NOTICE.map(|key| self.shell.t(key))
    }

    const fn cards_left(&self) -> u64 {
        CARDS.saturating_sub(self.practised.cards)
    }

    /// Each thing there is to do but the cards, with whether it is done.
    fn steps(&self) -> [(&'static str, &'static str); 3] {
        let mark = |is_done| {
            if is_done {
                "practice-step-done"
            } else {
                "practice-step-open"
            }
        };
        let Practised {
            no_calls,
            call_backs,
            has_read,
            ..
        } = self.practised;
        [
            ("practice-step-no-calls", mark(no_calls > 0)),
            ("practice-step-call-back", mark(call_backs > 0)),
            ("practice-step-read", mark(has_read)),
        ]
    }
}

unprinted!(Done);

impl Page for Done {
    fn title_key(&self) -> &'static str {
        "practice-done-title"
    }

    fn samples() -> Vec<(&'static str, Self)> {
        let page = |practised| Self {
            shell: Shell::sample_practice(),
            practised,
            bank: "0bank0sample0".to_owned(),
            receipt: None,
        };
        let some = page(Practised {
            cards: 4,
            no_calls: 1,
            ..Practised::default()
        });
        let all = Self {
            receipt: Some("1795545420000.receipt.sample".to_owned()),
            ..page(Practised {
                cards: 6,
                no_calls: 1,
                call_backs: 1,
                has_read: true,
            })
        };
        vec![
            ("practice-begun", page(Practised::default())),
            ("practice-some", some),
            ("practice-finished", all),
        ]
    }
}
