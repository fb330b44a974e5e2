//! A draw that wasn't over in a backup begins anew in what is restored from it.
//!
//! Words may have been shown since, and the secret with them: with both known, whoever handed in a fingerprint again would
//! choose. So there is another secret, committed to in the log, and fingerprints are taken anew.

use switchboard_rules::fairness::Terms;
use switchboard_rules::fairness::draw::fingerprints_until;
use switchboard_rules::ids::ContestId;
use switchboard_rules::moment::{Moment, Span};

use super::commit;
use crate::desk::shape;
use crate::engine::Arg;
use crate::fault::Fault;
use crate::session::id16;
use crate::tx::Tx;

/// How long fingerprints are taken after a restore at least: two people must let the world go on first.
const AFRESH: Span = Span::days(4);
const OPEN: &str = "select t.contest, t.slots, t.cooldown_ms, t.first_call_until, c.opens_at, c.closes_at, t.skips, t.known from contest_terms t join contest c on c.id = t.contest where t.shown_at is null order by t.contest limit 1000 offset $1";
const ANEW: &str = "update contest_terms set commitment = $1, secret_sealed = $2, made_entry = $3, fingerprints_until = $4, words_from = null where bucket = $5 and contest = $6";
const FORGET: &str = "delete from draw_lot where contest = $1";

struct Row {
    contest: ContestId,
    terms: Terms,
    opens_at: Moment,
}

/// Takes another secret for each draw that isn't over, and forgets what campaigns gave to the one before.
pub(crate) fn draw_afresh(tx: &mut Tx<'_, '_>) -> Result<(), Fault> {
    let mut from = 0;
    loop {
        let page = page(tx, from)?;
        if page.is_empty() {
            return Ok(());
        }
        from += i64::try_from(page.len()).unwrap_or(i64::MAX);
        for row in &page {
            one(tx, row)?;
        }
    }
}

fn page(tx: &mut Tx<'_, '_>, from: i64) -> Result<Vec<Row>, Fault> {
    tx.all(OPEN, &[Arg::Int(from)], |row| {
        let wrong = || shape("contest_terms");
        let contest = id16(row.bytes(0)?).ok_or_else(wrong)?;
        let slots = u8::try_from(row.int(1)?).map_err(|_| wrong())?;
        let rest = Span::millis(row.int(2)?);
        let [first, opens_at, closes_at] = [row.int(3)?, row.int(4)?, row.int(5)?];
        let until = Moment::from_millis(first);
        // A close that was moved before the first call's end leaves terms that hold nothing back.
        let closes_at = Moment::from_millis(closes_at.max(first));
        Ok(Row {
            contest: ContestId::from_bytes(contest),
            terms: Terms::new(slots, rest, until, closes_at)
                .map_err(|_| wrong())?
                .with_skips(super::skips_of(row, 6)?),
            opens_at: Moment::from_millis(opens_at),
        })
    })
}

fn one(tx: &mut Tx<'_, '_>, row: &Row) -> Result<(), Fault> {
    let now = tx.now();
    let drawn = commit(tx, row.contest, &row.terms)?;
    let until = fingerprints_until(now, row.opens_at).max(now.plus(AFRESH));
    let args = [
        Arg::Bytes(&drawn.commitment),
        Arg::Bytes(&drawn.sealed),
        Arg::Bytes(&drawn.entry),
        Arg::Int(until.millis()),
        Arg::Int(row.contest.bucket()),
        Arg::Bytes(row.contest.as_bytes()),
    ];
    tx.run(ANEW, &args)?;
    tx.run(FORGET, &[Arg::Bytes(row.contest.as_bytes())])?;
    Ok(())
}
