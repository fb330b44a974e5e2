//! How the calls of a demo's yesterday end.

use fake::rand::RngExt as _;
use fake::rand::rngs::StdRng;
use switchboard_store::desk::Said;
use switchboard_store::rules::card::Outcome;
use switchboard_store::rules::moment::{Moment, Span};
use switchboard_store::rules::script::Sent;

use super::COUNTED;
use crate::week::calls::outcome;

/// How a call ends.
pub(super) struct Ends {
    pub(super) outcome: Outcome,
    pub(super) said: Said,
    pub(super) talks: Span,
}

impl Ends {
    /// Drawn whoever is dealt, so that the next call's doesn't hang on this one.
    pub(super) fn draw(chance: &mut StdRng, next: Moment) -> Self {
        let back = next.plus(Span::minutes(chance.random_range(0..120)));
        let talks = Span::seconds(chance.random_range(5..40));
        let answers = answers(chance);
        // Who says nothing of a call let it ring.
        let ends = outcome(chance, next, false).unwrap_or(Outcome::NoAnswer);
        Self {
            outcome: match ends {
                Outcome::CallBack(_) => Outcome::CallBack(back),
                other => other,
            },
            said: match ends {
                Outcome::Answered => Said {
                    answers,
                    language: "en".to_owned(),
                },
                _ => Said::default(),
            },
            talks,
        }
    }
}

/// What is answered to the demo's script.
pub(super) fn answers(chance: &mut StdRng) -> Vec<Sent> {
    let sent = |part: &str, value: &str| Sent {
        part: part.to_owned(),
        value: value.to_owned(),
    };
    let support = match chance.random_range(0..100) {
        0..38 => "yes",
        38..65 => "perhaps",
        65..87 => "no",
        _ => "private",
    };
    let help: u8 = chance.random_range(0..=5);
    let named = ["pay", "housing", "climate"].map(|one| (one, chance.random_range(0..2) == 0));
    let mut all = vec![sent(COUNTED, support)];
    match support {
        "yes" => all.push(sent("help", &help.to_string())),
        "perhaps" => {
            let named = named.into_iter().filter(|(_, is_named)| *is_named);
            all.extend(named.map(|(one, _)| sent("matters", one)));
        }
        _ => {}
    }
    all
}
