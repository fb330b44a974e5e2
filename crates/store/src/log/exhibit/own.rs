//! "My record": what the ledger holds about whoever asks, newest first, a page at a time.

use switchboard_rules::events::EventKind;
use switchboard_rules::ids::AccountId;
use switchboard_rules::policy::{Action, Facts, Resource};

use super::line::{Names, Numbers, Picked, Reach, RecordLine, read};
use super::whose::whose;
use crate::door::tried_in;
use crate::engine::Arg;
use crate::entry::{self, Draft};
use crate::fault::Fault;
use crate::log::PAGE_MAX;
use crate::session::SYSTEM;
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

/// What strangers tried under the account's name stands in the system's entries, and is found by rows of its own.
const TRIED: &str = "select e.idx, e.id, e.act_sealed, e.subjects, e.number, e.previous from entry_tried t join entry e on e.bucket = $1 and e.id = t.entry where t.bucket = $2 and t.account = $3 and t.entry < $4 order by t.entry desc limit $5";

/// Shows whoever asks a page of their own entries, and of those that say what strangers tried under their name, before the one
/// with that id, members as M1 to Mn, with an entry of its own.
pub fn own_page(tx: &mut Tx<'_, '_>, before: Option<[u8; 16]>) -> Result<Verdict<OwnPage>, Fault> {
    let account = tx.account()?;
    let own = Resource::Account { account };
    let grant = match tx.ask(Action::SeeOwnRecord, &own, Facts::SHUT)? {
        Ok(grant) => grant,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    // Ids have 16 bytes: longer than any of them and larger.
    let before = before.map_or_else(|| vec![u8::MAX; 17], |id| id.to_vec());
    let (bucket, own) = (Arg::Int(account.bucket()), Arg::Bytes(account.as_bytes()));
    let (before, limit) = (
        Arg::Bytes(&before),
        Arg::Int(i64::try_from(PAGE_MAX + 1).unwrap_or(i64::MAX)),
    );
    let mut found = tx.all(OWN, &[bucket, before, own, limit], read)?;
    let system = Arg::Int(SYSTEM.bucket());
    found.extend(tx.all(TRIED, &[system, bucket, own, before, limit], read)?);
    found.sort_by(|one, other| other.id.cmp(&one.id));
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
        .map(|(entry, known)| {
            let line = entry.line(reach, &names, numbers.of(known));
            if entry.act.kind == EventKind::RefusalsCounted.code() {
                tried(line, &entry.act.detail, account)
            } else {
                line
            }
        })
        .collect();
    let draft = Draft::act(EventKind::OwnRecordShown, &grant);
    entry::write(tx, &draft.detail(format!("lines={}", lines.len())), &[])?;
    Ok(Verdict::Given(OwnPage { lines, older }))
}

/// Of a minute's refusals somebody sees those under their own name: how many, and how many wrong numbers had come with the
/// right password where the offices were told of it.
fn tried(line: RecordLine, detail: &[u8], own: AccountId) -> RecordLine {
    let mut all = tried_in(&String::from_utf8_lossy(detail)).into_iter();
    let detail =
        all.find(|(account, ..)| *account == own)
            .map(|(_, refused, numbers)| match numbers {
                0 => format!("tried={refused}"),
                some => format!("tried={refused} numbers={some}"),
            });
    RecordLine { detail, ..line }
}
