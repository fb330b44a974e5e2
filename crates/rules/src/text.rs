//! The keys of message files this crate can hand out.
//!
//! No sentence for people stands in code: a reason, an outcome, a role is a key, and the message
//! files hold the words. [`keys`] lists them all, so that a test can show that none is missing.

use std::collections::BTreeSet;

use crate::alike::Sign;
use crate::answers;
use crate::apart::Word;
use crate::audience::{Field, Joined, Spoken};
use crate::budget::Window;
use crate::card::{CardError, Outcome, Report};
use crate::deal::Order;
use crate::eligible::NotNow;
use crate::events::EventKind;
use crate::giving::GivingError;
use crate::hook::Event;
use crate::leaving;
use crate::licence::{Answer, Room, Technique, TermsError, Uncovered, Where};
use crate::look::{Purpose, Reading, Why, WordsError};
use crate::pack::{BUILT_IN, RulePack};
use crate::person::Tongue;
use crate::policy::{Action, Area, Reason, Role};
use crate::request::{self, RequestError};
use crate::retention::Rule;
use crate::roll::{Reason as RowReason, Wrong};
use crate::script;
use crate::skips::{self, SkipsSpent};

/// Every key, each once, in the order of the alphabet.
pub fn keys() -> BTreeSet<String> {
    let mut keys = BTreeSet::new();
    keys.extend(EventKind::ALL.iter().map(|kind| kind.label().to_owned()));
    keys.extend(Role::ALL.iter().map(|role| role.label().to_owned()));
    keys.extend(Role::ALL.iter().map(|role| role.purpose_label().to_owned()));
    keys.extend(Reason::ALL.iter().map(|reason| reason.key().to_owned()));
    keys.extend(Reason::ALL.iter().map(|reason| reason.why().to_owned()));
    keys.extend(Action::ALL.iter().map(|action| action.key()));
    keys.extend(Area::ALL.iter().map(|area| area.label().to_owned()));
    keys.extend(GivingError::ALL.iter().map(|one| one.key().to_owned()));
    keys.extend(leaving::Why::ALL.iter().map(|why| why.label().to_owned()));
    keys.extend(licences());
    keys.extend(CardError::ALL.iter().map(|error| error.key().to_owned()));
    keys.extend(
        Outcome::CODES
            .iter()
            .chain([&Outcome::UNREPORTED])
            .map(|code| format!("outcome-{code}")),
    );
    keys.extend(Report::ALL.iter().map(|report| report.label().to_owned()));
    keys.extend(NotNow::KEYS.iter().map(|key| (*key).to_owned()));
    keys.extend(Window::ALL.iter().map(|window| window.key().to_owned()));
    keys.extend(Order::ALL.iter().map(|order| order.label().to_owned()));
    keys.extend(Order::ALL.iter().map(|order| order.meaning().to_owned()));
    keys.extend(skips::Why::ALL.map(|why| SkipsSpent(why).key().to_owned()));
    keys.extend(Word::ALL.map(|word| word.label().to_owned()));
    keys.extend(
        request::Kind::ALL
            .iter()
            .map(|kind| kind.label().to_owned()),
    );
    keys.extend(
        request::State::ALL
            .iter()
            .map(|state| state.label().to_owned()),
    );
    keys.extend(RequestError::ALL.iter().map(|error| error.key().to_owned()));
    keys.extend(crate::rights::Kind::ALL.map(|kind| kind.label().to_owned()));
    keys.extend(Rule::ALL.iter().map(|rule| rule.label().to_owned()));
    keys.extend(Sign::ALL.iter().map(|sign| sign.label().to_owned()));
    keys.extend(Wrong::KEYS.iter().map(|key| (*key).to_owned()));
    keys.extend(RowReason::EACH.iter().map(|why| why.key().to_owned()));
    keys.extend(Field::CHOSEN.map(|field| field.label().to_owned()));
    keys.extend(Field::CHOSEN.map(|field| field.title().to_owned()));
    let spoken = Spoken::ALL.into_iter().chain([Spoken::SomeAnswer]);
    keys.extend(spoken.filter_map(Spoken::label).map(str::to_owned));
    keys.extend(Joined::ALL.map(|joined| joined.label().to_owned()));
    keys.extend(answers::Purpose::ALL.map(|one| one.label().to_owned()));
    keys.extend(Purpose::ALL.iter().map(|one| one.label().to_owned()));
    keys.extend(Why::ALL.iter().map(|one| one.label().to_owned()));
    keys.extend(Reading::ALL.iter().map(|one| one.label().to_owned()));
    keys.extend(WordsError::ALL.iter().map(|one| one.key().to_owned()));
    keys.extend(script::Wrong::KEYS.iter().map(|key| (*key).to_owned()));
    keys.extend(Event::ALL.iter().map(|event| event.label().to_owned()));
    keys.extend(Tongue::all().map(|tongue| tongue.label().to_owned()));
    keys.extend(script::OpeningError::KEYS.map(str::to_owned));
    keys.extend(["count-fewer-than-10", "count-about"].map(str::to_owned));
    let packs = BUILT_IN
        .iter()
        .filter_map(|(name, _)| RulePack::built_in(name));
    keys.extend(packs.filter_map(|pack| pack.notice().map(str::to_owned)));
    keys
}

/// The keys of agreed tests.
fn licences() -> impl Iterator<Item = String> {
    let rooms = Room::ALL.iter().map(|one| one.label());
    let techniques = Technique::ALL.iter().map(|one| one.label());
    let places = Where::ALL.iter().map(|one| one.label());
    let wrong = TermsError::ALL.iter().map(|one| one.key());
    let uncovered = Uncovered::ALL.iter().map(|one| one.key());
    let answers = [
        Answer::Nothing,
        Answer::Covered,
        Answer::NotCovered,
        Answer::Partly,
    ];
    rooms
        .chain(techniques)
        .chain(places)
        .chain(wrong)
        .chain(uncovered)
        .chain(answers.map(Answer::key))
        .chain(LICENCE_STANDS)
        .map(str::to_owned)
}

/// How a licence stands.
const LICENCE_STANDS: [&str; 8] = [
    "licence-stands-waiting",
    "licence-stands-signed",
    "licence-stands-agreed",
    "licence-stands-running",
    "licence-stands-over",
    "licence-stands-overdue",
    "licence-stands-reported",
    "licence-stands-unused",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_small_letters_digits_and_hyphens() {
        for key in keys() {
            let good = |letter: char| {
                letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '-'
            };
            assert!(
                key.starts_with(|first: char| first.is_ascii_lowercase()),
                "{key}"
            );
            assert!(key.chars().all(good), "{key}");
        }
    }

    #[test]
    fn the_list_holds_one_key_of_each_kind() {
        for key in [
            "event-card-dealt",
            "role-dpo",
            "refusal-not-your-bank",
            "card-time-up",
            "outcome-call-back",
            "report-moved",
            "not-now-resting",
            "budget-evening-spent",
            "reject-day-form",
            "count-about",
            "pack-demo-all-hours-open",
        ] {
            assert!(keys().contains(key), "{key}");
        }
    }
}
