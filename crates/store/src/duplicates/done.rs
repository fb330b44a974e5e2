//! Merges that were made lately, behind masks: what can be undone.

use switchboard_rules::events::EventKind;
use switchboard_rules::ids::{AccountId, BulkId, MemberId, MergeId};
use switchboard_rules::moment::Moment;
use switchboard_rules::policy::{Action, Facts, Resource};

use super::merge::NO_BULK;
use crate::desk::{sealed_row, shape};
use crate::disclose::{Recorded, Sealed};
use crate::door;
use crate::engine::Arg;
use crate::entry::Draft;
use crate::fault::Fault;
use crate::hush::says_only_its_name;
use crate::personal::{HITS_MAX, Hits};
use crate::session::id16;
use crate::tx::{Tx, Verdict};

/// The most merges on a page: two masked hits each.
pub const MERGES_MAX: usize = HITS_MAX / 2;

/// One merge, without its members.
#[derive(Clone)]
pub struct MergeMade {
    /// Its id, which tells nothing of whom.
    pub id: MergeId,
    /// When.
    pub at: Moment,
    /// Who did it.
    pub by: String,
    /// Whether it was one of many done together.
    pub is_of_many: bool,
}
says_only_its_name!(MergeMade);

/// A place in the list. Its text is safe in an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MergesAfter {
    at: Moment,
    id: MergeId,
}

impl MergesAfter {
    /// Reads what `to_string` wrote.
    pub fn parse(text: &str) -> Option<Self> {
        let (at, id) = text.split_once('-')?;
        Some(Self {
            at: Moment::from_millis(at.parse().ok()?),
            id: MergeId::parse(id).ok()?,
        })
    }
}

impl std::fmt::Display for MergesAfter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}-{}", self.at.millis(), self.id)
    }
}

/// A page of merges.
pub struct MergePage {
    /// The newest first.
    pub merges: Vec<MergeMade>,
    /// Of each the member who stayed and the one who goes on under them, masked.
    pub members: Recorded<Hits>,
    /// Where the next page begins, if there is one.
    pub after: Option<MergesAfter>,
}

const PAGE: &str = "select id, keeper, loser, account, bulk, at from member_merge where undone_at is null and (at, id) < ($1, $2) order by at desc, id desc limit $3";

/// Shows a page of merges that stand.
pub fn made(tx: &mut Tx<'_, '_>, after: Option<MergesAfter>) -> Result<Verdict<MergePage>, Fault> {
    let grant = match tx.ask(Action::SeeDuplicates, &Resource::Organisation, Facts::SHUT)? {
        Ok(grant) => grant,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    let (at, id) = after.map_or((i64::MAX, vec![0xff; 16]), |after| {
        (after.at.millis(), after.id.as_bytes().to_vec())
    });
    let most = i64::try_from(MERGES_MAX).unwrap_or(0) + 1;
    let args = [Arg::Int(at), Arg::Bytes(&id), Arg::Int(most)];
    let mut found = tx.all(PAGE, &args, |row| {
        let id = |at: usize| id16(row.bytes(at)?).ok_or_else(|| shape("member_merge"));
        Ok((
            MergeId::from_bytes(id(0)?),
            [MemberId::from_bytes(id(1)?), MemberId::from_bytes(id(2)?)],
            AccountId::from_bytes(id(3)?),
            BulkId::from_bytes(id(4)?),
            Moment::from_millis(row.int(5)?),
        ))
    })?;
    let is_more = found.len() > MERGES_MAX;
    found.truncate(MERGES_MAX);
    let after = found
        .last()
        .filter(|_| is_more)
        .map(|(id, .., at)| MergesAfter { at: *at, id: *id });
    let (mut merges, mut rows) = (Vec::new(), Vec::new());
    for (id, members, account, bulk, at) in found {
        let (Some(keeper), Some(loser)) =
            (sealed_row(tx, members[0])?, sealed_row(tx, members[1])?)
        else {
            continue;
        };
        rows.extend([keeper, loser]);
        let by = door::labels(tx, &[account])?.into_iter().next();
        merges.push(MergeMade {
            id,
            at,
            by: by.unwrap_or_default(),
            is_of_many: bulk != NO_BULK,
        });
    }
    let draft = Draft::act(EventKind::DuplicatesShown, &grant).detail("what=merges");
    let members = tx.record_as(draft, Sealed::new(rows))?;
    Ok(Verdict::Given(MergePage {
        merges,
        members,
        after,
    }))
}
