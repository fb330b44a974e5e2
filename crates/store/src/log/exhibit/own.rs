//! "My record": what the ledger holds about whoever asks, newest first, a page at a time.

use switchboard_rules::events::EventKind;
use switchboard_rules::policy::{Action, Facts, Resource};

use super::line::{Names, Numbers, Picked, Reach, RecordLine, read};
use super::whose::whose;
use crate::engine::Arg;
use crate::entry::{self, Draft};
use crate::fault::Fault;
use crate::log::PAGE_MAX;
use crate::tx::{Tx, Verdict};

/// A page of one's own entries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnPage {
    /// At most [`PAGE_MAX`] lines, newest first. `M1` is the same member in all lines of this page.
    pub lines: Vec<RecordLine>,
    /// Pass this as `before` for the page after.
    pub older: Option<[u8; 16]>,
}

/// An account's entries lie in the order of their ids under its bucket, those without a place too.
const OWN: &str = "select idx, id, act_sealed, subjects, number, previous from entry where bucket = $1 and id < $2 and account = $3 order by id desc limit $4";

/// Shows whoever asks a page of their own entries before the one with that id, members as M1 to Mn, with an entry of its own.
pub fn own_page(tx: &mut Tx<'_, '_>, before: Option<[u8; 16]>) -> Result<Verdict<OwnPage>, Fault> {
    let account = tx.account()?;
    let own = Resource::Account { account };
    let grant = match tx.ask(Action::SeeOwnRecord, &own, Facts::SHUT)? {
        Ok(grant) => grant,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    // Ids have 16 bytes: longer than any of them and larger.
    let before = before.map_or_else(|| vec![u8::MAX; 17], |id| id.to_vec());
    let args = [
        Arg::Int(account.bucket()),
        Arg::Bytes(&before),
        Arg::Bytes(account.as_bytes()),
        Arg::Int(i64::try_from(PAGE_MAX + 1).unwrap_or(i64::MAX)),
    ];
    let mut found = tx.all(OWN, &args, read)?;
    let is_more = found.len() > PAGE_MAX;
    found.truncate(PAGE_MAX);
    let older = found.last().filter(|_| is_more);
    let older = older.and_then(|last| crate::session::id16(&last.id));
    let world = std::sync::Arc::clone(tx.world);
    let mut entries = Vec::with_capacity(found.len());
    for row in found {
        entries.push(Picked::of(&world, row)?);
    }
    let asked: Vec<_> = entries
        .iter()
        .map(|entry| (entry.id.as_slice(), entry.subjects.as_slice()))
        .collect();
    let known = whose(&world, tx.raw(), &asked)?;
    let reach = Reach::Only(account);
    let names = Names::gather((&world, tx.raw()), &entries, reach)?;
    let mut numbers = Numbers::default();
    let lines: Vec<RecordLine> = entries
        .iter()
        .zip(&known)
        .map(|(entry, known)| entry.line(reach, &names, numbers.of(known)))
        .collect();
    let draft = Draft::act(EventKind::OwnRecordShown, &grant);
    entry::write(tx, &draft.detail(format!("lines={}", lines.len())), &[])?;
    Ok(Verdict::Given(OwnPage { lines, older }))
}
