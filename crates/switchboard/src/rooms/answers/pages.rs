//! The form that asks, what a campaign wrote, and that it was read.

use askama::Template;
use switchboard_store::rules::answers::Purpose;

use crate::web::messages::Words;
use crate::web::page::{Page, Stamp, unprinted};
use crate::web::shell::{Link, Shell, sample_stamp};

/// The form: `GET /answers/ask`; `POST` sends `number`, `campaign`, `purpose` and `reason`.
#[derive(Template)]
#[template(path = "answers/ask.html")]
pub struct Ask {
    /// What stands around it.
    pub shell: Shell,
    /// What was wrong with it.
    pub slip: Option<Slip>,
    /// The campaigns to choose from.
    pub campaigns: Vec<Campaign>,
}

/// A campaign to choose.
#[derive(Clone)]
pub struct Campaign {
    /// Its id, for the form.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its contest's name.
    pub contest: String,
}

/// What is wrong with the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slip {
    /// Nobody on the roll has the number.
    Nobody,
    /// The reason is missing or too long.
    Why,
    /// No campaign, or no purpose, was chosen.
    Choose,
}

impl Slip {
    /// The key of what it says.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Nobody => "answers-slip-nobody",
            Self::Why => "answers-slip-why",
            Self::Choose => "answers-slip-choose",
        }
    }
}

impl Ask {
    const fn purposes() -> [Purpose; 3] {
        Purpose::ALL
    }
}

/// What a campaign wrote about one member: `GET /answers/cases/{case}`.
#[derive(Template)]
#[template(path = "answers/read.html")]
pub struct Read {
    /// What stands around it.
    pub shell: Shell,
    /// The case, in addresses.
    pub case: String,
    /// Whose callers wrote it.
    pub campaign: String,
    /// The campaign's contest.
    pub contest: String,
    /// The key of what it is read for.
    pub what_for: &'static str,
    /// Who agreed.
    pub agreed_by: String,
    /// Until when it can be read.
    pub until: Stamp,
    /// At most twenty calls, newest first.
    pub calls: Vec<Call>,
    /// Whether older entries were left out.
    pub is_cut: bool,
    /// Where this page begins; none at the head.
    pub here: Option<String>,
    /// Where the next page begins.
    pub after: Option<String>,
}

/// One call.
#[derive(Clone)]
pub struct Call {
    /// When it was written down.
    pub at: Stamp,
    /// In which bank.
    pub bank: String,
    /// The key of what came of it.
    pub outcome: &'static str,
    /// Whether it came after the call's time was over.
    pub late: bool,
    /// The note; empty where none is kept.
    pub note: String,
    /// What was asked and answered.
    pub answers: Vec<Answered>,
}

/// A question of the script, as it was read out, with its answer.
#[derive(Clone)]
pub struct Answered {
    /// What was asked.
    pub asked: String,
    /// What was answered.
    pub answered: String,
}
unprinted!(Answered);

/// That it was read: `GET /answers` of every campaign, `GET /answers/campaigns/{campaign}` of one.
#[derive(Template)]
#[template(path = "answers/cases.html")]
pub struct Cases {
    /// What stands around it.
    pub shell: Shell,
    /// The page's own address.
    pub address: String,
    /// The campaign's name, where only one's are shown.
    pub campaign: Option<String>,
    /// At most twenty, newest first.
    pub cases: Vec<Case>,
    /// Whether the reader may ask for one.
    pub asks: bool,
    /// Where this page begins; none at the head.
    pub here: Option<String>,
    /// Where the next page begins.
    pub after: Option<String>,
}

/// One case. It names no member.
#[derive(Clone)]
pub struct Case {
    /// Whose answers.
    pub campaign: String,
    /// The campaign's contest.
    pub contest: String,
    /// The key of what for.
    pub what_for: &'static str,
    /// Who asked.
    pub asked_by: String,
    /// Who agreed.
    pub agreed_by: String,
    /// When they agreed.
    pub opened_at: Stamp,
    /// Until when it could be read.
    pub until: Stamp,
    /// Whether it still can.
    pub is_open: bool,
    /// How often it was read.
    pub reads: u64,
    /// When last.
    pub read_at: Option<Stamp>,
}

impl Case {
    const fn until_key(&self) -> &'static str {
        if self.is_open {
            "cases-until-open"
        } else {
            "cases-until"
        }
    }

    fn last_read(&self, words: &Words) -> String {
        let at = self.read_at.as_ref();
        at.map(|at| at.full(words)).unwrap_or_default()
    }
}

unprinted!(Ask, Campaign, Read, Call, Cases, Case);

impl Page for Ask {
    fn title_key(&self) -> &'static str {
        "answers-ask-title"
    }

    fn samples() -> Vec<(&'static str, Self)> {
        let campaign = |name: &str| Campaign {
            id: format!("0{}0sample0", name.to_lowercase()),
            name: format!("{name} campaign"),
            contest: "Leadership 2026".to_owned(),
        };
        let page = |slip, campaigns| Self {
            shell: Shell::sample("Officer 1", &[Link::Home, Link::Search, Link::Requests]),
            slip,
            campaigns,
        };
        let both = vec![campaign("Harbour"), campaign("Quayside")];
        vec![
            ("answers-ask", page(None, both.clone())),
            ("answers-ask-none", page(None, Vec::new())),
            ("answers-ask-nobody", page(Some(Slip::Nobody), both.clone())),
            ("answers-ask-why", page(Some(Slip::Why), both.clone())),
            ("answers-ask-choose", page(Some(Slip::Choose), both)),
        ]
    }
}

impl Page for Read {
    fn title_key(&self) -> &'static str {
        "answers-read-title"
    }

    fn samples() -> Vec<(&'static str, Self)> {
        let page = |calls, here: Option<&str>, after: Option<&str>| Self {
            shell: Shell::sample("Officer 1", &[Link::Home, Link::Search, Link::Requests]),
            case: "0request1sample0".to_owned(),
            campaign: "Harbour campaign".to_owned(),
            contest: "Leadership 2026".to_owned(),
            what_for: Purpose::Complaint.label(),
            agreed_by: "Dilys Dpo".to_owned(),
            until: sample_stamp(24 * 60),
            calls,
            is_cut: here.is_some(),
            here: here.map(str::to_owned),
            after: after.map(str::to_owned),
        };
        let call = |minutes, outcome, late, note: &str| Call {
            at: sample_stamp(minutes),
            bank: "Evening bank".to_owned(),
            outcome,
            late,
            note: note.to_owned(),
            answers: Vec::new(),
        };
        let said = Answered {
            asked: "Will you vote for us?".to_owned(),
            answered: "Perhaps".to_owned(),
        };
        let calls = vec![
            Call {
                answers: vec![said],
                ..call(-60, "outcome-answered", true, "Was kind. Rings back.")
            },
            call(-1500, "outcome-no-answer", false, ""),
        ];
        vec![
            ("answers-read-none", page(Vec::new(), None, None)),
            ("answers-read", page(calls, None, Some("0after0"))),
            ("answers-read-end", page(Vec::new(), Some("0here0"), None)),
        ]
    }
}

impl Page for Cases {
    fn title_key(&self) -> &'static str {
        "cases-title"
    }

    fn samples() -> Vec<(&'static str, Self)> {
        let case = |is_open, reads| Case {
            campaign: "Harbour campaign".to_owned(),
            contest: "Leadership 2026".to_owned(),
            what_for: Purpose::MemberAsks.label(),
            asked_by: "Orla Officer".to_owned(),
            agreed_by: "Dilys Dpo".to_owned(),
            opened_at: sample_stamp(-90),
            until: sample_stamp(24 * 60 - 90),
            is_open,
            reads,
            read_at: (reads > 0).then(|| sample_stamp(-30)),
        };
        let page = |cases, asks| Self {
            shell: Shell::sample("Dilys Dpo", &[Link::Home, Link::Requests, Link::Cases]),
            address: "/answers".to_owned(),
            campaign: None,
            cases,
            asks,
            here: None,
            after: None,
        };
        let all = vec![case(true, 2), case(true, 0), case(false, 1)];
        vec![
            ("cases", page(all.clone(), true)),
            ("cases-none", page(Vec::new(), false)),
            (
                "cases-campaign",
                Self {
                    shell: Shell::sample("Organiser 1", &[Link::Home]),
                    address: "/answers/campaigns/0campaign0sample0".to_owned(),
                    campaign: Some("Harbour campaign".to_owned()),
                    after: Some("0after0".to_owned()),
                    ..page(all, false)
                },
            ),
            (
                "cases-end",
                Self {
                    here: Some("0here0".to_owned()),
                    ..page(Vec::new(), false)
                },
            ),
        ]
    }
}
