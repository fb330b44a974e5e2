//! Masked search for the membership officer: at most 20 hits, each with its subject in the ledger.

use std::sync::Arc;

use switchboard_rules::events::EventKind;
use switchboard_rules::ids::{MemberId, bucket_of};
use switchboard_rules::person::{Email, Phone, Region};
use switchboard_rules::policy::{Action, Facts, Resource};

use super::What;
use crate::branches::{self, Reach};
use crate::desk::sealed_row;
use crate::disclose::{Recorded, Sealed};
use crate::duplicates::alias;
use crate::engine::Arg;
use crate::entry::Draft;
use crate::fault::Fault;
use crate::members::handle;
use crate::personal::{HITS_MAX, Hits};
use crate::session::id16;
use crate::tx::{Tx, Verdict};

/// What is searched for. Typed text travels in bodies, never in addresses.
#[derive(Clone)]
pub enum Query {
    /// The beginning of a first or last name.
    Name(String),
    /// A telephone number in any form.
    Number(String),
    /// A whole e-mail address.
    Email(String),
    /// The organisation's own number for the member.
    External(String),
}

impl Query {
    /// By what it searches, in a word.
    const fn by(&self) -> &'static str {
        match self {
            Self::Name(_) => "name",
            Self::Number(_) => "number",
            Self::Email(_) => "email",
            Self::External(_) => "membership-number",
        }
    }
}

impl std::fmt::Debug for Query {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Name(_) => "Query::Name",
            Self::Number(_) => "Query::Number",
            Self::Email(_) => "Query::Email",
            Self::External(_) => "Query::External",
        })
    }
}

const BY_BLIND: &str = "select member from lookup where bucket = $1 and what = $2 and blind = $3 and not exists (select 1 from import_dark d where d.import = lookup.import) order by member limit $4";

/// What a search found.
pub struct Found {
    /// The members, masked.
    pub hits: Recorded<Hits>,
    /// By what each of them can be opened, in their order. For forms and bodies of this account, never for addresses.
    pub handles: Vec<String>,
}

/// Searches; the hits are recorded, each with its member, before anything of them is opened.
pub fn search(tx: &mut Tx<'_, '_>, query: &Query) -> Result<Verdict<Found>, Fault> {
    let place = branches::roll(tx)?;
    let grant = match tx.ask(Action::SearchMembers, &place, Facts::SHUT)? {
        Ok(grant) => grant,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    let members = find(tx, query)?;
    let mut rows = Vec::with_capacity(members.len());
    let mut handles = Vec::with_capacity(members.len());
    for member in members {
        if let Some(row) = sealed_row(tx, member)?
            && is_shown(tx, &row.branch)?
        {
            rows.push(row);
            handles.push(handle(tx.world, member, grant.account(), tx.now())?);
        }
    }
    // By what it was searched, never for what: whoever checks later tells one search from another.
    let mut by = format!("by={}", query.by());
    if let Some(words) = branches::reach(tx)?.and_then(|reach| reach.words()) {
        by = format!("{by} {words}");
    }
    let draft = Draft::act(EventKind::Search, &grant).detail(by);
    let hits = tx.record_as(draft, Sealed::new(rows))?;
    Ok(Verdict::Given(Found { hits, handles }))
}

/// Whether a row is among those that a search shows: asked once more of the very row that would be shown.
fn is_shown(tx: &mut Tx<'_, '_>, branch: &str) -> Result<bool, Fault> {
    let Some(reach) = branches::reach(tx)? else {
        return Ok(true);
    };
    let stands = reach.lineage(branch);
    tx.reaches(&Resource::Member { stands }, &[Action::SearchMembers])
}

/// Finds members; whoever was merged is found as the one they go on under, once. Who looks by a branch's role finds those alone
/// who stand there: not before anything is shown, but before anything is counted.
pub(crate) fn find(tx: &mut Tx<'_, '_>, query: &Query) -> Result<Vec<MemberId>, Fault> {
    let reach = branches::reach(tx)?;
    let found = found(tx, query, reach.as_deref())?;
    let mut members: Vec<MemberId> = Vec::new();
    let mut elsewhere = 0;
    for member in found {
        match reached(tx, member)? {
            Some(keeper) if !members.contains(&keeper) => members.push(keeper),
            Some(_) => {}
            None => elsewhere += 1,
        }
    }
    for _ in 0..filler(reach.as_deref(), elsewhere) {
        reached(tx, NOBODY)?;
    }
    members.truncate(HITS_MAX);
    Ok(members)
}

/// Under whose record somebody goes on, if they are among those whom whoever searches finds.
fn reached(tx: &mut Tx<'_, '_>, member: MemberId) -> Result<Option<MemberId>, Fault> {
    let keeper = alias::keeper(tx, member)?;
    Ok(branches::is_found(tx, keeper)?.then_some(keeper))
}

/// How many are looked up who aren't there. Those of the own branch are no part of it: else an officer would write a number on
/// enough of them, and a search for it would take longer by whoever has it elsewhere.
fn filler(reach: Option<&Reach>, elsewhere: usize) -> usize {
    reach.map_or(0, |_| SAME_WORK.saturating_sub(elsewhere))
}

/// A search of a branch's officer looks up at least so many members of other branches, there or not: so that it takes no longer
/// where somebody elsewhere has the number than where nobody has.
const SAME_WORK: usize = 4;
const NOBODY: MemberId = MemberId::from_bytes([0; 16]);
/// Somebody's number is rarely more than a household's; whoever looks by a branch's role looks behind those of others.
const ELSEWHERE_MAX: i64 = 500;

fn found(
    tx: &mut Tx<'_, '_>,
    query: &Query,
    reach: Option<&Reach>,
) -> Result<Vec<MemberId>, Fault> {
    let world = Arc::clone(tx.world);
    let (what, key) = match query {
        Query::Name(text) => {
            let within = reach.map(Reach::names);
            return Ok(world.names.find(text, HITS_MAX, within.as_ref()));
        }
        Query::Number(text) => {
            let region =
                Region::parse(&world.meta.region).map_err(|e| Fault::World(e.to_string()))?;
            match Phone::parse(text, region) {
                Ok(phone) => (What::Number, phone.index_key().to_owned()),
                Err(_) => return Ok(Vec::new()),
            }
        }
        Query::Email(text) => match Email::parse(text) {
            Ok(email) => (What::Email, email.index_key()),
            Err(_) => return Ok(Vec::new()),
        },
        Query::External(text) => (What::External, text.trim().to_owned()),
    };
    let most = match reach {
        Some(_) => ELSEWHERE_MAX,
        None => i64::try_from(HITS_MAX).unwrap_or(0),
    };
    let mut all = Vec::new();
    for blind in tx.blinds_to_read()?.of_text(what, &key) {
        let args = [
            Arg::Int(bucket_of(&blind)),
            Arg::Text(what.text()),
            Arg::Bytes(&blind),
            Arg::Int(most),
        ];
        let found = tx.all(BY_BLIND, &args, |row| {
            Ok(MemberId::from_bytes(
                id16(row.bytes(0)?).unwrap_or_default(),
            ))
        })?;
        all.extend(found);
        // Whoever may not learn that there is somebody looks under every month's key, there or not.
        if reach.is_none() && !all.is_empty() {
            break;
        }
    }
    Ok(all)
}
