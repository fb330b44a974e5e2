//! What takes two people, for whoever decides and whoever asked.

mod code;

use askama::Template;
pub use code::RecordCode;
use switchboard_store::requests::Decided;
use switchboard_store::rules::request::RequestError;

use crate::web::page::{Page, Stamp, unprinted};
use crate::web::place::Place;
use crate::web::said::said;
use crate::web::shell::{Link, Shell, sample_stamp};

/// What waits, and what became of one's own: `GET /requests`.
///
/// Query fields, none of them typed by hand: `after` (from the link to the next ones) and `said` (what was just done).
/// Each request has a form that sends `step` and `word` to `POST /requests/{request}`.
#[derive(Template)]
#[template(path = "requests/requests.html")]
pub struct Requests {
    /// What stands around it.
    pub shell: Shell,
    /// What was just done, if something was.
    pub said: Option<Said>,
    /// What this account may decide.
    pub waiting: Vec<Waiting>,
    /// What it asked for.
    pub own: Vec<Own>,
    /// Where this page begins; none at the head.
    pub here: Option<String>,
    /// Where the next page begins.
    pub after: Option<String>,
}

/// One request that waits.
#[derive(Clone)]
pub struct Waiting {
    /// Its id.
    pub request: String,
    /// The key of what is asked for.
    pub what: &'static str,
    /// What it is about.
    pub about: About,
    /// Why.
    pub reason: String,
    /// Who asked.
    pub asked: Who,
    /// Until when it can be decided.
    pub until: Stamp,
    /// From when on whoever asked may do it alone, if nobody refuses.
    pub alone_from: Option<Stamp>,
    /// Whether the reader may approve it, not only refuse it.
    pub can_approve: bool,
}

/// One request of one's own.
#[derive(Clone)]
pub struct Own {
    /// Its id.
    pub request: String,
    /// The key of what was asked for.
    pub what: &'static str,
    /// What it is about.
    pub about: About,
    /// Why; empty once it is forgotten.
    pub reason: String,
    /// Whether somebody was forgotten by it, so that there is a certificate.
    pub certificate: bool,
    /// Whether what a campaign wrote can be read by it now.
    pub reads: bool,
    /// Whether it wasn't opened because nobody could be told.
    pub untold: bool,
    /// When.
    pub asked_at: Stamp,
    /// The key of how it stands.
    pub state: &'static str,
    /// Until when it can be decided, while it waits.
    pub until: Option<Stamp>,
    /// A day that stands in for the second person.
    pub alone: Option<Alone>,
    /// What the second person decided.
    pub verdict: Option<Verdict>,
}

/// A day that stands in for the second person.
#[derive(Clone)]
pub struct Alone {
    /// When it is over.
    pub from: Stamp,
    /// Whether it is.
    pub is_due: bool,
}

/// What the second person decided.
#[derive(Clone)]
pub struct Verdict {
    /// Who.
    pub by: Who,
    /// What they said; may be empty.
    pub said: String,
}

/// Somebody at a moment; without a name, the operator at the console.
#[derive(Clone)]
pub struct Who {
    /// The account's label.
    pub name: Option<String>,
    /// When.
    pub at: Stamp,
}

/// What a request is about.
#[derive(Clone)]
pub enum About {
    /// A member, masked.
    Member(Masked),
    /// A member who is forgotten.
    Forgotten,
    /// How long something is kept; without months, for ever.
    Keep {
        /// The key of what is kept.
        what: &'static str,
        /// For how long.
        months: Option<u32>,
    },
    /// How long backups are kept.
    Backups {
        /// For how long.
        days: u32,
    },
    /// Letting a restored world go on.
    Thaw,
    /// A code for somebody's own record.
    Record {
        /// Whose.
        name: String,
        /// Whether they have been told by letter.
        is_told: bool,
    },
    /// A role that takes two people.
    Role(GivenRole),
    /// A test to be agreed to: which, in addresses.
    Licence(String),
    /// What a campaign wrote about a member.
    Answers(Wrote),
    /// That a campaign be taken out of its contest: the names of both.
    Withdrawal(String, String),
    /// A new code for somebody who lost every way in.
    Back {
        /// Whose account it is.
        name: String,
        /// Whether they have been told by letter.
        is_told: bool,
    },
}

/// What a campaign wrote about a member.
#[derive(Clone)]
pub struct Wrote {
    /// The member; none of somebody who is forgotten.
    pub member: Option<Masked>,
    /// Whose callers wrote it.
    pub campaign: String,
    /// The campaign's contest.
    pub contest: String,
    /// The key of what it is to be read for.
    pub what_for: &'static str,
}

/// A role that somebody is to be given.
#[derive(Clone)]
pub struct GivenRole {
    /// Whose account it is, in addresses.
    pub account: String,
    /// Who shall hold it.
    pub name: String,
    /// The key of the role's name.
    pub role: &'static str,
    /// The key of what it is for.
    pub purpose: &'static str,
    /// Where.
    pub place: Place,
    /// When it begins.
    pub from: Stamp,
    /// When it ends by itself.
    pub until: Option<Stamp>,
}

/// A member behind a mask.
#[derive(Clone)]
pub struct Masked {
    /// `E••• Ev•••`
    pub name: String,
    /// The branch.
    pub branch: String,
    /// The last three digits; empty when there is no number.
    pub number: String,
}

said! {
    /// It is done.
    Done = "done", "requests-said-done";
    /// It is done, and the code was shown.
    Handed = "handed", "requests-said-handed";
    /// A job does it.
    Begun = "begun", "requests-said-begun";
    /// It can't be done any more.
    Failed = "failed", "requests-said-failed";
    /// It was refused.
    Refused = "refused", "requests-said-refused";
    /// It was taken back.
    Withdrawn = "withdrawn", "requests-said-withdrawn";
    /// Whoever asked lost the role.
    AskerLeft = "asker-left", "requests-said-asker-left";
    /// Whoever asked stands still just now.
    Waits = "waits", "requests-said-waits";
    /// A refusal lacked its reason.
    Why = "why", "requests-said-why";
    /// It was asked for.
    Asked = "asked", "requests-said-asked";
    /// It was asked for, to be done alone after a day.
    AskedAlone = "asked-alone", "requests-said-asked-alone";
    /// The same waits already.
    Already = "already", "requests-said-already";
    /// Whoever asked wanted to decide.
    SamePerson = "same-person", "request-not-same-person";
    /// Somebody else wanted to take it back.
    NotTheirs = "not-theirs", "request-not-theirs";
    /// Too late.
    TimeUp = "time-up", "request-not-time-up";
    /// Too early.
    StillTime = "still-time", "request-not-still-time";
    /// It was decided before.
    Before = "before", "request-not-decided";
    /// It isn't approved.
    NotApproved = "not-approved", "request-not-not-approved";
    /// It waits for a second person.
    NotAlone = "not-alone", "request-not-alone";
    /// Its day is not over.
    DayNotOver = "day-not-over", "request-not-day-over";
}

impl Said {
    /// What a decision answered.
    pub const fn of(decided: &Decided) -> Self {
        match decided {
            Decided::Done => Self::Done,
            Decided::Handed(_) => Self::Handed,
            Decided::Begun => Self::Begun,
            Decided::Failed => Self::Failed,
            Decided::Refused => Self::Refused,
            Decided::Withdrawn => Self::Withdrawn,
            Decided::AskerLeft => Self::AskerLeft,
            Decided::Waits => Self::Waits,
            Decided::Not(RequestError::SamePerson) => Self::SamePerson,
            Decided::Not(RequestError::NotTheirs) => Self::NotTheirs,
            Decided::Not(RequestError::TimeUp) => Self::TimeUp,
            Decided::Not(RequestError::StillTime) => Self::StillTime,
            Decided::Not(RequestError::Decided) => Self::Before,
            Decided::Not(RequestError::NotApproved) => Self::NotApproved,
            Decided::Not(RequestError::NotAlone) => Self::NotAlone,
            Decided::Not(RequestError::DayNotOver) => Self::DayNotOver,
        }
    }
}

impl Requests {
    fn is_due(one: &Own) -> bool {
        one.alone.as_ref().is_some_and(|alone| alone.is_due)
    }

    const fn nothing_key(&self) -> &'static str {
        if self.here.is_some() {
            "requests-none-here"
        } else {
            "requests-none"
        }
    }
}

unprinted!(
    Requests, Waiting, Own, Alone, Verdict, Who, About, Masked, GivenRole, Wrote
);

/// Invented, for samples.
fn sample_role() -> GivenRole {
    GivenRole {
        account: "0account0sample0".to_owned(),
        name: "Olwen Organiser".to_owned(),
        role: "role-organiser",
        purpose: "purpose-organiser",
        place: Place::Campaign {
            campaign: "Harbour campaign".to_owned(),
            contest: "Leadership 2026".to_owned(),
        },
        from: sample_stamp(0),
        until: Some(sample_stamp(30 * 24 * 60)),
    }
}

/// Invented, for samples.
fn sample_answers(is_known: bool) -> About {
    About::Answers(Wrote {
        member: is_known.then(|| Masked {
            name: "E••• Ev•••".to_owned(),
            branch: "Abercwm".to_owned(),
            number: "07••• •••123".to_owned(),
        }),
        campaign: "Harbour campaign".to_owned(),
        contest: "Leadership 2026".to_owned(),
        what_for: "answers-purpose-complaint",
    })
}

impl Page for Requests {
    fn title_key(&self) -> &'static str {
        "requests-title"
    }

    #[expect(clippy::too_many_lines, reason = "one sample after the other")]
    fn samples() -> Vec<(&'static str, Self)> {
        let page = |said, waiting, own| Self {
            shell: Shell::sample("Officer 2", &[Link::Home, Link::Search, Link::Requests]),
            said,
            waiting,
            own,
            here: None,
            after: None,
        };
        let who = |name: &str, minutes| Who {
            name: (!name.is_empty()).then(|| name.to_owned()),
            at: sample_stamp(minutes),
        };
        let member = About::Member(Masked {
            name: "E••• Ev•••".to_owned(),
            branch: "Abercwm".to_owned(),
            number: "07••• •••123".to_owned(),
        });
        let keep = |months| About::Keep {
            what: "retention-notes",
            months,
        };
        let record = |name: &str, is_told| About::Record {
            name: name.to_owned(),
            is_told,
        };
        let back = About::Back {
            name: "Orla Officer".to_owned(),
            is_told: true,
        };
        let waiting = |n: u32, about: &About, asked| Waiting {
            request: format!("0request{n}sample0"),
            what: "request-kind-change-retention",
            about: about.clone(),
            reason: "The committee decided it on Monday.".to_owned(),
            asked,
            until: sample_stamp(7 * 24 * 60),
            alone_from: None,
            can_approve: true,
        };
        let own = |n: u32, about: &About, state, verdict: Option<Verdict>| Own {
            request: format!("0request{n}sample0"),
            what: "request-kind-change-retention",
            about: about.clone(),
            reason: "The committee decided it on Monday.".to_owned(),
            certificate: false,
            reads: false,
            untold: false,
            asked_at: sample_stamp(-90),
            state,
            until: verdict.is_none().then(|| sample_stamp(7 * 24 * 60)),
            alone: None,
            verdict,
        };
        let verdict = |said: &str| Verdict {
            by: who("Officer 3", -5),
            said: said.to_owned(),
        };
        let all = vec![
            waiting(1, &keep(Some(12)), who("Officer 1", -60)),
            Waiting {
                what: "request-kind-change-backup-keep",
                ..waiting(6, &About::Backups { days: 20 }, who("", -45))
            },
            Waiting {
                what: "request-kind-forget-member",
                ..waiting(2, &member, who("", -30))
            },
            Waiting {
                what: "request-kind-open-record",
                ..waiting(7, &record("Carys Caller", true), who("Della Dpo", -20))
            },
            Waiting {
                what: "request-kind-open-record",
                ..waiting(8, &record("Cadi Caller", false), who("Della Dpo", -20))
            },
            Waiting {
                what: "request-kind-grant-term",
                ..waiting(9, &About::Role(sample_role()), who("Ruth Returning", -10))
            },
            Waiting {
                what: "request-kind-recover-account",
                alone_from: Some(sample_stamp(24 * 60)),
                can_approve: false,
                ..waiting(10, &back, who("Della Dpo", -10))
            },
            Waiting {
                what: "request-kind-read-answers",
                ..waiting(13, &sample_answers(false), who("Officer 1", -10))
            },
        ];
        let alone = |n, is_due| Own {
            what: "request-kind-recover-account",
            alone: Some(Alone {
                from: sample_stamp(24 * 60),
                is_due,
            }),
            ..own(n, &back, "request-state-asked", None)
        };
        let mine = vec![
            own(3, &keep(None), "request-state-asked", None),
            alone(11, false),
            alone(12, true),
            Own {
                what: "request-kind-read-answers",
                reads: true,
                ..own(
                    14,
                    &sample_answers(true),
                    "request-state-done",
                    Some(verdict("")),
                )
            },
            Own {
                what: "request-kind-read-answers",
                untold: true,
                ..own(
                    15,
                    &sample_answers(true),
                    "request-state-failed",
                    Some(verdict("")),
                )
            },
            own(
                4,
                &keep(Some(1)),
                "request-state-refused",
                Some(verdict("It is too short.")),
            ),
            Own {
                what: "request-kind-forget-member",
                reason: String::new(),
                certificate: true,
                ..own(
                    5,
                    &About::Forgotten,
                    "request-state-done",
                    Some(verdict("")),
                )
            },
        ];
        let mut samples = vec![
            ("requests-none", page(None, Vec::new(), Vec::new())),
            ("requests", page(None, all.clone(), mine.clone())),
            (
                "requests-next",
                Self {
                    here: Some("0here0".to_owned()),
                    after: Some("0after0".to_owned()),
                    ..page(None, all, Vec::new())
                },
            ),
            (
                "requests-end",
                Self {
                    here: Some("0here0".to_owned()),
                    ..page(Some(Said::Done), Vec::new(), mine)
                },
            ),
        ];
        samples.extend([
            (
                "requests-refused",
                page(Some(Said::Refused), Vec::new(), Vec::new()),
            ),
            (
                "requests-asker-left",
                page(Some(Said::AskerLeft), Vec::new(), Vec::new()),
            ),
            (
                "requests-why",
                page(Some(Said::Why), Vec::new(), Vec::new()),
            ),
        ]);
        samples
    }
}
