//! Passing over members of whom another campaign has first call: many at once, so that no lease looks at each of them.

use switchboard_rules::fairness::draw::Draw;
use switchboard_rules::moment::Moment;

use super::deal::Place;
use super::facts::BankRow;
use super::turn;
use crate::engine::Arg;
use crate::fault::Fault;
use crate::tx::Tx;

/// Whoever is in turn and was rung by nobody in the contest; what the first campaign has rung is no longer kept for it.
const IN_TURN: &str = "select q.member, q.class, q.due_at, q.rank from queue q where q.bank = $1 and q.class = 1 and q.due_at <= $2 and not exists (select 1 from rung r where r.bucket = q.bucket and r.member = q.member and r.contest = $3) order by q.due_at, q.rank limit 64 {skip_locked}";

/// Puts off those of the next 64 in turn whom the draw gives to another campaign, until their share is no longer kept.
pub(super) fn pass_over(tx: &mut Tx<'_, '_>, bank: &BankRow, until: Moment) -> Result<(), Fault> {
    let Some(draw) = turn::draw(tx, bank.contest)? else {
        return Ok(());
    };
    let args = [
        Arg::Bytes(bank.words.id.as_bytes()),
        Arg::Int(tx.now().millis()),
        Arg::Bytes(bank.contest.as_bytes()),
    ];
    let in_turn = tx.all(IN_TURN, &args, |row| Place::read(row, bank.words.id))?;
    let is_others = |draw: &Draw, place: &Place| {
        let first = draw.first(&place.member);
        first.is_some_and(|first| first != bank.campaign)
    };
    for place in in_turn.iter().filter(|place| is_others(&draw, place)) {
        place.move_to(tx, place.class, until.millis());
    }
    tx.flush()
}
