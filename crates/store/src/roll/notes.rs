//! Members whom an import or its undo wants looked at, for whoever imported, and of the console's for every officer: by
//! membership number, at most 20 a page.

use switchboard_rules::events::EventKind;
use switchboard_rules::ids::{ImportId, MemberId};
use switchboard_rules::policy::{Action, Facts, Reason, Refusal, Resource};
use switchboard_rules::roll::Parts;

use super::figures;
use crate::desk::sealed_row;
use crate::disclose::{Recorded, Sealed};
use crate::engine::Arg;
use crate::fault::Fault;
use crate::personal::{HITS_MAX, MembershipNumbers};
use crate::session::{SYSTEM, id16};
use crate::tx::{Tx, Verdict};

/// A page of them.
pub struct NotePage {
    /// The parts to look at, each where its member stands in `members`; none of somebody who was left because their record
    /// and another are one: the merge has to be undone first.
    pub parts: Vec<Parts>,
    /// Their membership numbers.
    pub members: Recorded<MembershipNumbers>,
    /// Where the next page begins, if there is one.
    pub after: Option<i64>,
}

const NOTES: &str = "select n, member, parts from import_note where bucket = $1 and import = $2 and what in ('by-hand', 'left', 'merged') and n > $3 order by n limit $4";

/// Shows a page: of an import those where its word took the place of a correction, of an undo those in whom something was
/// left because it changed since or was merged.
pub fn notes(tx: &mut Tx<'_, '_>, id: ImportId, after: i64) -> Result<Verdict<NotePage>, Fault> {
    let Some((account, _)) = figures::read(tx, id)? else {
        return Ok(Verdict::Refused(Refusal::new(Reason::NotYourImport)));
    };
    let resource = if account == SYSTEM {
        Resource::ConsoleImport
    } else {
        Resource::Import { uploader: account }
    };
    let grant = match tx.ask(Action::SeeImportNotes, &resource, Facts::SHUT)? {
        Ok(grant) => grant,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    let limit = i64::try_from(HITS_MAX).unwrap_or(0).saturating_add(1);
    let args = [
        Arg::Int(id.bucket()),
        Arg::Bytes(id.as_bytes()),
        Arg::Int(after),
        Arg::Int(limit),
    ];
    let mut found = tx.all(NOTES, &args, |row| {
        let bits = u32::try_from(row.int(2)?).unwrap_or(0);
        Ok((row.int(0)?, id16(row.bytes(1)?), Parts::from_bits(bits)))
    })?;
    let is_more = found.len() > HITS_MAX;
    found.truncate(HITS_MAX);
    let after = found.last().filter(|_| is_more).map(|(n, ..)| *n);
    let (mut parts, mut rows) = (Vec::new(), Vec::new());
    for (_, member, changed) in found {
        let Some(member) = member.map(MemberId::from_bytes) else {
            continue;
        };
        if let Some(row) = sealed_row(tx, member)? {
            rows.push(row);
            parts.push(changed);
        }
    }
    let members = tx.record(&grant, EventKind::ImportNotesShown, Sealed::new(rows))?;
    Ok(Verdict::Given(NotePage {
        parts,
        members,
        after,
    }))
}
