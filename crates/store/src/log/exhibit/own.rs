//! "My record": what the ledger holds about whoever asks, newest first, a page at a time.
//!
//! ```text
//! own_ask ──▶ OwnPlan ──own_read──▶ OwnRead ──own_take──▶ Attempted ──Proof──▶ OwnPage
//! policy               beside the writer      entry, policy        committed
//! ```
//! As exhibits are made; no member's part leaves, only which of them are the same, so that what opens are lines.

use std::collections::BTreeSet;

use switchboard_rules::events::EventKind;
use switchboard_rules::ids::{AccountId, CampaignId};
use switchboard_rules::policy::{Action, Facts, Grant, Reason, Refusal, Resource};

use super::OWN_LOOKS_A_DAY_MAX;
use super::line::{Names, Numbers, Picked, Reach, RecordLine, read};
use super::whose::whose;
use crate::disclose::Attempted;
use crate::door::{rings_for, tried_in};
use crate::engine::{Arg, Raw};
use crate::entry::{self, Draft};
use crate::fault::Fault;
use crate::log::PAGE_MAX;
use crate::session::SYSTEM;
use crate::tx::{Tx, Verdict};
use crate::world::{Inner, World};

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

/// What is to be read: whose, and from where on.
#[derive(Debug)]
pub struct OwnPlan {
    account: AccountId,
    /// The campaigns for which they ring: of another's calls it isn't told what came of them.
    rings_for: BTreeSet<CampaignId>,
    before: Vec<u8>,
}

/// A page that was read and is not handed on.
pub struct OwnRead {
    account: AccountId,
    rings_for: BTreeSet<CampaignId>,
    page: OwnPage,
}

impl std::fmt::Debug for OwnRead {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "OwnRead({} lines)", self.page.lines.len())
    }
}

/// Asks whether whoever asks may see a page of their own entries, and of those that say what strangers tried under their
/// name, before the one with that id. Writes nothing: [`own_take`] does.
pub fn own_ask(tx: &mut Tx<'_, '_>, before: Option<[u8; 16]>) -> Result<Verdict<OwnPlan>, Fault> {
    let grant = match may_look(tx)? {
        Ok(grant) => grant,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    Ok(Verdict::Given(OwnPlan {
        account: grant.account(),
        rings_for: rings_for(tx)?,
        // Ids have 16 bytes: longer than any of them and larger.
        before: before.map_or_else(|| vec![u8::MAX; 17], |id| id.to_vec()),
    }))
}

/// Reads the page, members as M1 to Mn: fifty acts and their parts are too long for the writer, so it is done beside it.
pub fn own_read(world: &World, plan: &OwnPlan) -> Result<OwnRead, Fault> {
    let inner = std::sync::Arc::clone(&world.0);
    let page = world
        .0
        .db
        .read("own-record", |raw| read_page(&inner, raw, plan))?;
    Ok(OwnRead {
        account: plan.account,
        rings_for: plan.rings_for.clone(),
        page,
    })
}

/// Writes that the page is shown. Asks policy afresh; what was read opens with the proof of this very attempt.
pub fn own_take(
    tx: &mut Tx<'_, '_>,
    read: &std::sync::Arc<OwnRead>,
) -> Result<Verdict<Attempted<OwnPage>>, Fault> {
    let grant = match may_look(tx)? {
        Ok(grant) => grant,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    if grant.account() != read.account {
        // Read for somebody else: that one's record is not one's own.
        return Err(Fault::NoSeat);
    }
    if !read.rings_for.is_subset(&rings_for(tx)?) {
        // A role ended between: what was read says more than may be shown now.
        return Ok(Verdict::Refused(Refusal::new(Reason::TermEnded)));
    }
    let draft = Draft::act(EventKind::OwnRecordShown, &grant);
    let lines = read.page.lines.len();
    entry::write(tx, &draft.detail(format!("lines={lines}")), &[])?;
    Ok(Verdict::Given(tx.attempted(read.page.clone())))
}

/// Policy, and the budget of a day: each look is an entry, which stands in the next one.
fn may_look(tx: &mut Tx<'_, '_>) -> Result<Result<Grant, Refusal>, Fault> {
    let account = tx.account()?;
    let own = Resource::Account { account };
    let grant = match tx.ask(Action::SeeOwnRecord, &own, Facts::SHUT)? {
        Ok(grant) => grant,
        Err(refusal) => return Ok(Err(refusal)),
    };
    let looks = entry::written_today(tx, grant.account(), EventKind::OwnRecordShown)?;
    Ok(if looks >= i64::from(OWN_LOOKS_A_DAY_MAX) {
        Err(Refusal::new(Reason::LooksSpent))
    } else {
        Ok(grant)
    })
}

fn read_page(world: &Inner, raw: &mut Raw<'_>, plan: &OwnPlan) -> Result<OwnPage, Fault> {
    let account = plan.account;
    let (bucket, own) = (Arg::Int(account.bucket()), Arg::Bytes(account.as_bytes()));
    let (before, limit) = (
        Arg::Bytes(&plan.before),
        Arg::Int(i64::try_from(PAGE_MAX + 1).unwrap_or(i64::MAX)),
    );
    let mut found = raw.all(OWN, &[bucket, before, own, limit], read)?;
    let system = Arg::Int(SYSTEM.bucket());
    found.extend(raw.all(TRIED, &[system, bucket, own, before, limit], read)?);
    found.sort_by(|one, other| other.id.cmp(&one.id));
    let is_more = found.len() > PAGE_MAX;
    found.truncate(PAGE_MAX);
    let older = found.last().filter(|_| is_more);
    let older = older.and_then(|last| crate::session::id16(&last.id));
    let mut entries = Vec::with_capacity(found.len());
    for row in found {
        let mut entry = Picked::of(world, row)?;
        entry.told_in(&plan.rings_for);
        entries.push(entry);
    }
    let asked: Vec<_> = entries
        .iter()
        .map(|entry| (entry.id.as_slice(), entry.subjects.as_slice()))
        .collect();
    let known = whose(world, raw, &asked)?;
    let reach = Reach::Own(account);
    let names = Names::gather((world, raw), &entries, reach)?;
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
    Ok(OwnPage { lines, older })
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
