//! The roles of one account, giving one and ending one.

use askama::Template;

use crate::web::page::{Page, Stamp, unprinted};
use crate::web::place::Place;
use crate::web::said::said;
use crate::web::shell::{Link, Shell, sample_stamp};

/// The roles of one account: `GET /accounts/{account}`.
///
/// `POST /accounts/{account}/roles` with `what`, `from`, `until` and `reason` gives one or asks for it, and
/// `POST /accounts/{account}/roles/{term}/end` ends one.
#[derive(Template)]
#[template(path = "accounts/terms.html")]
pub struct Terms {
    /// What stands around it.
    pub shell: Shell,
    /// The account, in addresses.
    pub account: String,
    /// Whose it is.
    pub name: String,
    /// What was just done.
    pub said: Option<Said>,
    /// Whether the reader sees all roles, or those alone of the places they answer for.
    pub is_whole: bool,
    /// Whether the reader may end everything of the account because its holder left.
    pub can_leave: bool,
    /// Whether a day may stand in for a second person.
    pub may_wait: bool,
    /// Roles that run now.
    pub running: Vec<Row>,
    /// Roles that begin later.
    pub coming: Vec<Row>,
    /// Roles that are over.
    pub past: Vec<Row>,
    /// What the reader may give.
    pub choices: Vec<Choice>,
}

/// One role.
#[derive(Clone)]
pub struct Row {
    /// Its id, in addresses.
    pub term: String,
    /// The key of the role's name.
    pub role: &'static str,
    /// The key of what it is for.
    pub purpose: &'static str,
    /// Where.
    pub place: Place,
    /// Since when.
    pub from: Stamp,
    /// Until when, if it ends by itself.
    pub until: Option<Stamp>,
    /// When somebody ended it before.
    pub ended_at: Option<Stamp>,
    /// Who gave it or asked for it; none for the operator at the console.
    pub given_by: Option<String>,
    /// The second person.
    pub agreed_by: Option<String>,
    /// Whether the reader may end it.
    pub can_end: bool,
}

/// A role that the reader may give.
#[derive(Clone)]
pub struct Choice {
    /// What the form sends.
    pub value: String,
    /// The key of the role's name.
    pub role: &'static str,
    /// Where.
    pub place: Place,
    /// Whether a second person has to agree.
    pub takes_two: bool,
}

said! {
    /// The role is given.
    Given = "given", "terms-said-given";
    /// The role is over.
    Ended = "ended", "terms-said-ended";
    /// It was over before.
    Before = "before", "terms-said-before";
    /// A reason is missing.
    Why = "why", "terms-said-why";
    /// Nothing was chosen, or a day can't be read.
    Unclear = "unclear", "terms-said-unclear";
    /// The account holds as many roles as one can.
    Full = "full", "terms-said-full";
    /// The role isn't held in such a place.
    NotThere = "not-there", "giving-not-there";
    /// It would be over already.
    Over = "over", "giving-over";
    /// An office has a last day.
    NoEnd = "no-end", "giving-no-end";
    /// It would last too long.
    TooLong = "too-long", "giving-too-long";
}

unprinted!(Terms, Row, Choice);

impl Terms {
    /// The lists of roles, each with the keys of its heading and of what it says when it is empty.
    fn lists(&self) -> [(&'static str, &'static str, &[Row]); 3] {
        [
            ("terms-running", "terms-none", self.running.as_slice()),
            ("terms-coming", "", self.coming.as_slice()),
            ("terms-past", "", self.past.as_slice()),
        ]
    }

    fn any_takes_two(&self) -> bool {
        self.choices.iter().any(|choice| choice.takes_two)
    }
}

impl Page for Terms {
    fn title_key(&self) -> &'static str {
        "terms-title"
    }

    fn samples() -> Vec<(&'static str, Self)> {
        let place = Place::Campaign {
            campaign: "Harbour campaign".to_owned(),
            contest: "Leadership 2026".to_owned(),
        };
        let bank = Place::Bank {
            bank: "Evening bank".to_owned(),
            campaign: "Harbour campaign".to_owned(),
        };
        let row = |n: u32, from, until: Option<i64>, ended: Option<i64>| Row {
            term: format!("0term{n}sample0"),
            role: "role-organiser",
            purpose: "purpose-organiser",
            place: place.clone(),
            from: sample_stamp(from),
            until: until.map(sample_stamp),
            ended_at: ended.map(sample_stamp),
            given_by: Some("Ruth Returning".to_owned()),
            agreed_by: Some("Della Dpo".to_owned()),
            can_end: ended.is_none(),
        };
        let choice = |value: &str, role, place: &Place, takes_two| Choice {
            value: value.to_owned(),
            role,
            place: place.clone(),
            takes_two,
        };
        let page = |said, running, coming, past, choices| Self {
            shell: Shell::sample("Ruth Returning", &[Link::Home, Link::Accounts, Link::Own]),
            account: "0account0sample0".to_owned(),
            name: "Olwen Organiser".to_owned(),
            said,
            is_whole: said.is_none(),
            can_leave: said.is_none(),
            may_wait: said.is_none(),
            running,
            coming,
            past,
            choices,
        };
        let caller = Row {
            role: "role-caller",
            purpose: "purpose-caller",
            place: bank.clone(),
            given_by: None,
            agreed_by: None,
            ..row(4, -90, None, None)
        };
        let choices = vec![
            choice("role=caller bank=0", "role-caller", &bank, false),
            choice("role=organiser campaign=0", "role-organiser", &place, true),
        ];
        let day = 24 * 60;
        vec![
            (
                "terms",
                page(
                    None,
                    vec![row(1, -day, Some(30 * day), None), caller],
                    vec![row(2, day, None, None)],
                    vec![row(3, -9 * day, None, Some(-day))],
                    choices,
                ),
            ),
            (
                "terms-ended",
                page(Some(Said::Ended), vec![], vec![], vec![], vec![]),
            ),
        ]
    }
}
