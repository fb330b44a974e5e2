//! Of which banks a campaign is told why some can't be rung, and in numbers.
//!
//! Banks of the same members say the same, however many there are. A sample is another matter: each draw has members and a noise of its own,
//! and what a hundred of them say averages to their audience's number; without numbers too, for of a draw of fifty a reason stands there or
//! doesn't. So the first [`DRAWS_MAX`] draws of a campaign are told of, in the order in which their banks were added, which nobody changes: a
//! bank that is closed counts, and so does one at which nobody looked. A copy with the same draw costs nothing, for it says the same.

use std::collections::BTreeSet;

use switchboard_rules::audience::DRAWS_MAX;
use switchboard_rules::ids::{BankId, CampaignId};

use super::Whom;
use crate::desk::shape;
use crate::engine::{Arg, Raw};
use crate::fault::Fault;
use crate::session::id16;

/// As many banks at most as a campaign adds ever (`banks::BANKS_EVER_MAX`).
const SAMPLES: &str = "select a.audience, a.told, a.sample, a.seed, a.snapshot, a.cut, a.year, a.spoken_number, a.missed_at, a.answer_sealed, a.bank from bank b join bank_audience a on a.bucket = b.bucket and a.bank = b.id where b.campaign = $1 and a.sample is not null order by b.created_at, b.id limit 100";

/// What is told of why some of those whom a bank rings can't be rung.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Telling {
    /// The reasons, and of how many each holds.
    Numbers,
    /// The reasons alone.
    Reasons,
    /// Nothing but when there will be somebody.
    Nothing,
}

/// What is told of why some of those whom a bank of a campaign rings can't be rung. No numbers by what came of its own calls: whom it
/// holds then is of the campaign's choosing.
pub(crate) fn telling(
    raw: &mut Raw<'_>,
    campaign: CampaignId,
    whom: &Whom,
) -> Result<Telling, Fault> {
    if whom.audience.spoken().is_some() {
        return Ok(Telling::Reasons);
    }
    if !whom.is_drawn() {
        return Ok(Telling::Numbers);
    }
    let of = [Arg::Bytes(campaign.as_bytes())];
    let samples = raw.all(SAMPLES, &of, |row| {
        let bank = id16(row.bytes(10)?).ok_or_else(|| shape("bank_audience"))?;
        Whom::read(row, BankId::from_bytes(bank))
    })?;
    let draws = samples.iter().filter(|whom| is_draw(whom));
    let draws = draws.map(Whom::table_name);
    Ok(if is_among_the_first(draws, &whom.table_name()) {
        Telling::Numbers
    } else {
        Telling::Nothing
    })
}

/// Whether it is a draw that is counted among the first.
fn is_draw(whom: &Whom) -> bool {
    whom.is_drawn() && whom.audience.spoken().is_none()
}

fn is_among_the_first(draws: impl Iterator<Item = Vec<u8>>, own: &[u8]) -> bool {
    let mut before = BTreeSet::new();
    for draw in draws {
        if draw == own {
            return true;
        }
        before.insert(draw);
        if before.len() >= DRAWS_MAX {
            return false;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn four_draws_have_numbers_and_so_has_every_copy_of_one_of_them() {
        let told = |draws: &[u8], own: u8| {
            let draws = draws.iter().map(|draw| vec![*draw]);
            is_among_the_first(draws, &[own])
        };
        // The second and the third bank are copies of the first, and the last two of the third draw and of the fifth.
        let draws = [1, 1, 1, 2, 3, 4, 5, 3, 5];
        for own in 1..=4 {
            assert!(told(&draws, own), "{own}");
        }
        assert!(!told(&draws, 5));
        assert!(!told(&[], 1), "a draw of no bank");
    }
}
