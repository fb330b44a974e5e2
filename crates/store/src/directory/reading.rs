//! What a directory reads of what it put here. Pages and filters go through many rows, so a reader does that: only their entry is
//! a write, a short one, and nobody is shown anything before it.

use switchboard_rules::events::EventKind;
use switchboard_rules::ids::AccountId;
use switchboard_rules::moment::Moment;

use super::entries::{Kept, KindOf, external_blind, named, note, one, signed_out};
use super::keys::{DirectoryKey, Holder, holder, reader};
use crate::engine::{Arg, Raw};
use crate::fault::Fault;
use crate::hush::says_only_its_name;
use crate::session::{Auth, id16};
use crate::tx::Verdict;
use crate::world::{Inner, World};

/// The most entries that one filter opens.
pub const SCAN_MAX: i64 = 1_000;
/// How far a page may begin.
pub const IDS_MAX: i64 = 10_000;
/// The most entries of one page.
const PAGE_MAX: usize = 200;

/// What is looked for.
#[derive(Clone)]
pub enum Find {
    /// The entry of this name.
    Name(String),
    /// Those with this id of the directory's.
    External(String),
    /// All, for a filter; at most [`SCAN_MAX`].
    All,
    /// A page: so many are left out, so many follow.
    Page(usize, usize),
}
says_only_its_name!(Find);

/// What was found.
pub struct Found {
    /// The entries.
    pub kept: Vec<Kept>,
    /// How many there are, at most [`IDS_MAX`]; of a filter's, those that were opened.
    pub total: usize,
    /// Whether there are more than a filter opens.
    pub is_cut: bool,
}

const EXTERNAL: &str = "select id from directory_entry where external_blind = $1 and kind = $2 order by made_at, id limit $3";
const IDS: &str = "select id from directory_entry where directory = $1 and kind = $2 order by made_at, id limit $3";

fn ids(raw: &mut Raw<'_>, sql: &'static str, args: &[Arg<'_>]) -> Result<Vec<AccountId>, Fault> {
    let found = raw.all(sql, args, |row| Ok(id16(row.bytes(0)?)))?;
    let found = found.into_iter().flatten();
    Ok(found.map(AccountId::from_bytes).collect())
}

/// Looks entries up, and writes the entry of that; none where the key doesn't run. It waits for the store.
pub fn find(
    world: &World,
    key: DirectoryKey,
    (kind, wanted): (KindOf, &Find),
    now: Moment,
) -> Result<Option<Found>, Fault> {
    let found = world.0.db.read("directory-find", |raw| {
        match reader((&world.0, &mut *raw), key)? {
            Some(me) => look((&world.0, raw), me, kind, wanted).map(Some),
            None => Ok(None),
        }
    })?;
    let Some(found) = found else {
        world.count_stranger();
        return Ok(None);
    };
    let words = format!("kind={} entries={}", kind.code(), found.kept.len());
    let done = world.write("directory-found", Auth::Job("directory"), now, move |tx| {
        let Some(me) = holder(tx, key)? else {
            return Ok(signed_out());
        };
        note(tx, me, EventKind::DirectoryRead, words.clone())?;
        Ok(Verdict::Given(()))
    });
    Ok(match done.wait()?.verdict {
        Verdict::Given(()) => Some(found),
        Verdict::Refused(_) => None,
    })
}

fn look(
    (world, raw): (&Inner, &mut Raw<'_>),
    me: Holder,
    kind: KindOf,
    wanted: &Find,
) -> Result<Found, Fault> {
    let (whose, code) = (Arg::Bytes(me.directory.as_bytes()), Arg::Text(kind.code()));
    let mut all = match wanted {
        Find::Name(name) => {
            let found = named((world, &mut *raw), me, kind, name)?;
            found.into_iter().collect()
        }
        Find::External(id) => {
            let blind = external_blind(world, me, Some(id));
            let page = i64::try_from(PAGE_MAX).unwrap_or(i64::MAX);
            ids(raw, EXTERNAL, &[Arg::Bytes(&blind), code, Arg::Int(page)])?
        }
        Find::All => ids(raw, IDS, &[whose, code, Arg::Int(SCAN_MAX + 1)])?,
        Find::Page(..) => ids(raw, IDS, &[whose, code, Arg::Int(IDS_MAX)])?,
    };
    let scan = usize::try_from(SCAN_MAX).unwrap_or(usize::MAX);
    let is_cut = matches!(wanted, Find::All) && all.len() > scan;
    let total = all.len();
    if let Find::Page(skip, count) = wanted {
        let page = all.into_iter().skip(*skip).take((*count).min(PAGE_MAX));
        all = page.collect();
    }
    let mut kept = Vec::new();
    for id in all.into_iter().take(if is_cut { 0 } else { scan }) {
        kept.extend(one((world, &mut *raw), me, kind, id)?);
    }
    Ok(Found {
        kept,
        total,
        is_cut,
    })
}

/// What a change is made of, as it is now: the outer none where the key doesn't run, the inner where there is no such entry.
/// Nobody is shown it; what is made of it goes to [`super::change`].
pub fn before(
    world: &World,
    key: DirectoryKey,
    kind: KindOf,
    id: AccountId,
) -> Result<Option<Option<Kept>>, Fault> {
    let found = world.0.db.read("directory-before", |raw| {
        match reader((&world.0, &mut *raw), key)? {
            Some(me) => one((&world.0, raw), me, kind, id).map(Some),
            None => Ok(None),
        }
    })?;
    if found.is_none() {
        world.count_stranger();
    }
    Ok(found)
}
