//! Masked search for the membership officer: at most 20 hits, each with its subject in the ledger.

use std::sync::Arc;

use switchboard_rules::events::EventKind;
use switchboard_rules::ids::{MemberId, bucket_of};
use switchboard_rules::person::{Email, Phone, Region};
use switchboard_rules::policy::{Action, Facts, Resource};

use super::What;
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

const BY_BLIND: &str = "select member from lookup where bucket = $1 and what = $2 and blind = $3 and not exists (select 1 from import_dark d where d.import = lookup.import) order by member limit 20";

/// What a search found.
pub struct Found {
    /// The members, masked.
    pub hits: Recorded<Hits>,
    /// By what each of them can be opened, in their order. For forms and bodies of this account, never for addresses.
    pub handles: Vec<String>,
}

/// Searches; the hits are recorded, each with its member, before anything of them is opened.
pub fn search(tx: &mut Tx<'_, '_>, query: &Query) -> Result<Verdict<Found>, Fault> {
    let grant = match tx.ask(Action::SearchMembers, &Resource::Organisation, Facts::SHUT)? {
        Ok(grant) => grant,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    let members = find(tx, query)?;
    let mut rows = Vec::with_capacity(members.len());
    let mut handles = Vec::with_capacity(members.len());
    for member in members {
        if let Some(row) = sealed_row(tx, member)? {
            rows.push(row);
            handles.push(handle(tx.world, member, grant.account(), tx.now())?);
        }
    }
    // By what it was searched, never for what: whoever checks later tells one search from another.
    let by = format!("by={}", query.by());
    let draft = Draft::act(EventKind::Search, &grant).detail(by);
    let hits = tx.record_as(draft, Sealed::new(rows))?;
    Ok(Verdict::Given(Found { hits, handles }))
}

/// Finds members; whoever was merged is found as the one they go on under, once.
pub(crate) fn find(tx: &mut Tx<'_, '_>, query: &Query) -> Result<Vec<MemberId>, Fault> {
    let mut members: Vec<MemberId> = Vec::new();
    for member in found(tx, query)? {
        let keeper = alias::keeper(tx, member)?;
        if !members.contains(&keeper) {
            members.push(keeper);
        }
    }
    Ok(members)
}

fn found(tx: &mut Tx<'_, '_>, query: &Query) -> Result<Vec<MemberId>, Fault> {
    let world = Arc::clone(tx.world);
    let (what, key) = match query {
        Query::Name(text) => return Ok(world.names.find(text, HITS_MAX)),
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
    for blind in tx.blinds_to_read()?.of_text(what, &key) {
        let args = [
            Arg::Int(bucket_of(&blind)),
            Arg::Text(what.text()),
            Arg::Bytes(&blind),
        ];
        let found = tx.all(BY_BLIND, &args, |row| {
            Ok(MemberId::from_bytes(
                id16(row.bytes(0)?).unwrap_or_default(),
            ))
        })?;
        if !found.is_empty() {
            return Ok(found);
        }
    }
    Ok(Vec::new())
}
