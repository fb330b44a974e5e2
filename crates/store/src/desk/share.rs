//! Passing over many at once who can't be rung for a while: a rival's share, and whoever is where it is no hour for calls.

use switchboard_rules::deal::Class;
use switchboard_rules::eligible::NotNow;
use switchboard_rules::fairness::draw::Draw;
use switchboard_rules::moment::Moment;

use super::deal::Place;
use super::facts::BankRow;
use super::{tongues, turn};
use crate::engine::Arg;
use crate::fault::Fault;
use crate::tx::Tx;

/// Passes over those of the next in turn whom the same reason as of the one who was looked at keeps away, where it is one of those:
/// among those of the language of this class.
pub(super) fn pass_over(
    tx: &mut Tx<'_, '_>,
    bank: &BankRow,
    (class, reason): (i64, NotNow),
) -> Result<(), Fault> {
    let in_turn = tongues::beside(class, Class::Open.code());
    match reason {
        NotNow::KeptFor { until } => others_share(tx, bank, (in_turn, until)),
        NotNow::OutsideHours { .. } => closed(tx, bank, in_turn),
        _ => Ok(()),
    }
}

/// Whoever is in turn and was rung by nobody in the contest; what the first campaign has rung is no longer kept for it.
const IN_TURN: &str = "select q.member, q.class, q.due_at, q.rank from queue q where q.bank = $1 and q.class = $4 and q.due_at <= $2 and not exists (select 1 from rung r where r.bucket = q.bucket and r.member = q.member and r.contest = $3) order by q.due_at, q.rank limit 64 {skip_locked}";

/// Puts off those of the next 64 in turn whom the draw gives to another campaign, until their share is no longer kept.
fn others_share(
    tx: &mut Tx<'_, '_>,
    bank: &BankRow,
    (class, until): (i64, Moment),
) -> Result<(), Fault> {
    let Some(draw) = turn::draw(tx, bank.contest)? else {
        return Ok(());
    };
    let args = [
        Arg::Bytes(bank.words.id.as_bytes()),
        Arg::Int(tx.now().millis()),
        Arg::Bytes(bank.contest.as_bytes()),
        Arg::Int(class),
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

/// Whoever is in turn, with their branch on the roll in force.
const BRANCHES: &str = "select q.member, q.class, q.due_at, q.rank, coalesce((select r.branch from member_row r where r.bucket = q.bucket and r.member = q.member and not exists (select 1 from import_dark d where d.import = r.import) order by r.import desc limit 1), '') from queue q where q.bank = $1 and q.class = $3 and q.due_at <= $2 order by q.due_at, q.rank limit 64 {skip_locked}";

/// Puts off those of the next 64 in turn where it is no hour for calls, until it is one.
fn closed(tx: &mut Tx<'_, '_>, bank: &BankRow, class: i64) -> Result<(), Fault> {
    let now = tx.now();
    let args = [
        Arg::Bytes(bank.words.id.as_bytes()),
        Arg::Int(now.millis()),
        Arg::Int(class),
    ];
    let in_turn = tx.all(BRANCHES, &args, |row| {
        Ok((Place::read(row, bank.words.id)?, row.text(4)?.to_owned()))
    })?;
    for (place, branch) in in_turn {
        let at = tx.world.pack.whereabouts(&branch);
        let next = tx.world.pack.next_open_at(at, now);
        if let Some(next) = next.filter(|next| *next > now) {
            place.move_to(tx, place.class, next.millis());
        }
    }
    tx.flush()
}
