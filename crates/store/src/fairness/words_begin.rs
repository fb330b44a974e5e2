//! The first moment at which words of a draw can be shown: in a row, an entry, and a letter to every organiser.

use switchboard_rules::events::EventKind;
use switchboard_rules::fairness::draw::WORDS_FOR;
use switchboard_rules::ids::{AccountId, ContestId};

use super::parts;
use crate::engine::Arg;
use crate::entry::{self, Draft};
use crate::fault::Fault;
use crate::outbox::{self, Message, To};
use crate::session::id16;
use crate::tx::Tx;

const BEGIN: &str = "update contest_terms set words_from = $1 where bucket = $2 and contest = $3 and words_from is null and shown_at is null";
const ORGANISERS: &str = "select distinct t.account from term t join account a on a.bucket = t.bucket and a.id = t.account where t.role = 'organiser' and t.from_at <= $1 and (t.until_at is null or t.until_at > $1) and t.ended_at is null and a.ended_at is null and t.scope_kind = 'campaign' and t.scope in (select l.campaign from draw_lot l where l.contest = $2) order by t.account limit 1000";

/// Begins the words of a draw, once. Whoever calls it holds the row of the terms.
pub(super) fn begin(tx: &mut Tx<'_, '_>, contest: ContestId) -> Result<(), Fault> {
    parts::fix(tx, contest)?;
    let now = tx.now();
    let args = [
        Arg::Int(now.millis()),
        Arg::Int(contest.bucket()),
        Arg::Bytes(contest.as_bytes()),
    ];
    if tx.run(BEGIN, &args)? == 0 {
        return Ok(());
    }
    let until = now.plus(WORDS_FOR).millis();
    let detail = format!("contest={contest} until={until}");
    let draft = Draft::system(EventKind::DrawWords, "contests").detail(detail);
    entry::write(tx, &draft, &[])?;
    let to = [Arg::Int(now.millis()), Arg::Bytes(contest.as_bytes())];
    let organisers = tx.all(ORGANISERS, &to, |row| Ok(id16(row.bytes(0)?)))?;
    let vars = format!("contest={contest} due={until}");
    for account in organisers.into_iter().flatten().map(AccountId::from_bytes) {
        outbox::put(tx, Message::DrawWords, To::Account(account), &vars)?;
    }
    Ok(())
}
