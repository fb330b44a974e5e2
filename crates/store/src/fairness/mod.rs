//! The same terms for every campaign of a contest, the draw, and the page on which everybody can look.
//!
//! When a contest is made its terms are laid, and the draw's secret is committed to in the log. Each campaign may
//! add words of its own: their fingerprint first, the words when every fingerprint is in. When members are fixed and every
//! campaign had a day to show its words, the secret is shown, in an entry, and the seed with it. The rules themselves are
//! `rules::fairness`.

mod afresh;
mod board;
mod draw;
mod own;
mod parts;
mod words_begin;

use switchboard_rules::events::EventKind;
use switchboard_rules::fairness::Terms;
use switchboard_rules::fairness::draw::{Secret, fingerprints_until};
use switchboard_rules::ids::ContestId;
use switchboard_rules::moment::{Moment, Span};
use switchboard_rules::skips::SkipCaps;

use crate::engine::{Row, Value};
use crate::entry::{self, Draft};
use crate::fault::Fault;
use crate::seal::{Spot, fresh, hex};
use crate::tx::Tx;

pub use crate::freezes::Stood;
pub(crate) use afresh::draw_afresh;
pub use board::{Board, Drawn, Fair, Measured, Used, board, contests, measured};
pub(crate) use draw::is_fixed;
pub use draw::{LotShown, Lotted, add_lot, show_due, show_lot};
pub use own::{Own, own};
#[cfg(test)]
pub(crate) use parts::drawn;
pub(crate) use parts::read_part;

/// How often a campaign may ring one member, unless somebody says otherwise.
pub const SLOTS: u8 = 3;
/// How long a member rests after a call, where there is time enough.
pub const COOLDOWN: Span = Span::hours(20);

/// The terms of a contest that is rung from `opens_at` until `closes_at`: shares are kept for the first half.
fn usual(opens_at: Moment, closes_at: Moment) -> Option<Terms> {
    let half = closes_at.since(opens_at).as_millis() / 2;
    Terms::new(
        SLOTS,
        COOLDOWN,
        opens_at.plus(Span::millis(half)),
        closes_at,
    )
    .ok()
}

const LAY: &str = "insert into contest_terms (bucket, contest, slots, cooldown_ms, first_call_until, commitment, secret_sealed, made_entry, fingerprints_until, skips, known) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";

/// Lays the terms of a new contest and commits to its draw. One that is never open has none.
pub(crate) fn lay(
    tx: &mut Tx<'_, '_>,
    contest: ContestId,
    opens_at: Moment,
    closes_at: Moment,
) -> Result<(), Fault> {
    let Some(terms) = usual(opens_at, closes_at) else {
        return Ok(());
    };
    let drawn = commit(tx, contest, &terms)?;
    let until = fingerprints_until(tx.now(), opens_at);
    tx.later(
        LAY,
        vec![
            Value::Int(contest.bucket()),
            Value::Bytes(contest.as_bytes().to_vec()),
            Value::Int(terms.slots().into()),
            Value::Int(terms.cooldown().as_millis()),
            Value::Int(terms.first_call_until().millis()),
            Value::Bytes(drawn.commitment.to_vec()),
            Value::Bytes(drawn.sealed),
            Value::Bytes(drawn.entry.to_vec()),
            Value::Int(until.millis()),
            Value::Int(terms.skips().skips.into()),
            Value::Int(terms.skips().known.into()),
        ],
    );
    Ok(())
}

/// How many cards an account hands back in an evening, out of two columns from `at` on; as usual where a contest has no terms.
pub(crate) fn skips_of(row: &Row<'_>, at: usize) -> Result<SkipCaps, Fault> {
    let number = |n: Option<i64>| n.and_then(|n| u32::try_from(n).ok());
    let said = number(row.opt_int(at)?).zip(number(row.opt_int(at + 1)?));
    let caps = said.and_then(|(skips, known)| SkipCaps::of(skips, known));
    Ok(caps.unwrap_or(SkipCaps::NOVEMBER_2026))
}

/// A secret that was committed to.
struct Committed {
    commitment: [u8; 32],
    sealed: Vec<u8>,
    entry: [u8; 16],
}

/// A new secret, and the entry that commits to it.
fn commit(tx: &mut Tx<'_, '_>, contest: ContestId, terms: &Terms) -> Result<Committed, Fault> {
    let secret = Secret::from_bytes(fresh()?);
    let sealed = tx
        .world
        .keys
        .account
        .seal(spot(contest.as_bytes()), secret.as_bytes())?;
    let entry = tx.world.ordered.next(tx.now().millis());
    let commitment = secret.commitment();
    let detail = format!(
        "contest={contest} slots={} rest-ms={} first-call-until={} commitment={} put-aside={} known={}",
        terms.slots(),
        terms.cooldown().as_millis(),
        terms.first_call_until().millis(),
        hex(&commitment),
        terms.skips().skips,
        terms.skips().known
    );
    let draft = Draft::system(EventKind::DrawCommitted, "contests").detail(detail);
    entry::write_as(tx, entry, &draft, &[])?;
    Ok(Committed {
        commitment,
        sealed,
        entry,
    })
}

fn spot(contest: &[u8]) -> Spot<'_> {
    Spot {
        table: "contest_terms",
        column: "secret_sealed",
        row: contest,
    }
}
