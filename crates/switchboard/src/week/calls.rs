//! How calls end, in the shares that were measured in real phone banks.

use fake::rand::RngExt as _;
use fake::rand::rngs::StdRng;
use switchboard_store::rules::card::{Outcome, Size};
use switchboard_store::rules::moment::{Moment, Span};

/// What came of a call, by what was measured; none where nobody says.
pub(crate) fn outcome(chance: &mut StdRng, now: Moment, was_not_rung: bool) -> Option<Outcome> {
    if was_not_rung {
        return Some(Outcome::NoAnswer);
    }
    let back = Span::minutes(chance.random_range(20..180));
    Some(match chance.random_range(0..1_000) {
        0..190 => Outcome::Answered,
        190..470 => Outcome::Machine,
        470..500 => Outcome::Busy,
        500..520 => Outcome::Refused,
        520..535 => Outcome::WrongNumber,
        535..540 => Outcome::Moved,
        540..543 => Outcome::Deceased,
        543..560 => Outcome::CallBack(now.plus(back)),
        560..565 => Outcome::DontCall(Size::ThisCampaign),
        565..567 => Outcome::DontCall(Size::AnyCampaign),
        567..569 => Outcome::DontCall(Size::Anyone),
        569..580 => return None,
        _ => Outcome::NoAnswer,
    })
}
