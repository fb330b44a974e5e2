//! The act of taking an exhibit: policy once more, its entry, and the members' parts that it opens.

use std::collections::BTreeMap;
use std::sync::Arc;

use switchboard_rules::events::EventKind;
use switchboard_rules::ids::MemberId;
use switchboard_rules::policy::{Reason, Refusal};

use super::choose::Chosen;
use super::make::Opened;
use super::{Of, Whose, may};
use crate::HITS_MAX;
use crate::disclose::{NotDisclosed, Proof, Recorded, Sealed, SealedRow};
use crate::door::rings_for;
use crate::engine::Arg;
use crate::entry::{self, Draft};
use crate::fault::Fault;
use crate::line::KEY;
use crate::personal::SubjectParts;
use crate::tx::{Tx, Verdict};

/// An exhibit whose entry is written, in a transaction that has not committed yet.
pub struct Taken {
    chosen: Arc<Chosen>,
    parts: Option<Recorded<SubjectParts>>,
}

impl std::fmt::Debug for Taken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Taken({:?})", self.chosen)
    }
}

/// Writes that the exhibit is taken. Asks policy afresh; members who were forgotten meanwhile stay covered.
pub fn take(tx: &mut Tx<'_, '_>, chosen: &Arc<Chosen>) -> Result<Verdict<Taken>, Fault> {
    let wanted = &chosen.plan.wanted;
    let grant = match may(tx, wanted)? {
        Ok(grant) => grant,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    if let Whose::Account(account) = chosen.plan.whose
        && wanted.of == Of::Own
        && account != grant.account()
    {
        // Chosen for somebody else: that one's record is not one's own.
        return Err(Fault::NoSeat);
    }
    if wanted.of == Of::Own && !chosen.plan.rings_for.is_subset(&rings_for(tx)?) {
        // A role ended between: what was chosen says more than may be shown now.
        return Ok(Verdict::Refused(Refusal::new(Reason::TermEnded)));
    }
    let kind = match wanted.of {
        Of::Own => EventKind::OwnExhibitTaken,
        Of::Checked(_) => EventKind::LicenceChecked,
        _ => EventKind::ExhibitTaken,
    };
    let draft = Draft::act(kind, &grant).detail(detail(chosen));
    let rows = opened(tx, chosen)?;
    let parts = if rows.is_empty() {
        entry::write(tx, &draft, &[])?;
        None
    } else {
        Some(tx.record_as(draft, Sealed::new(rows))?)
    };
    Ok(Verdict::Given(Taken {
        chosen: Arc::clone(chosen),
        parts,
    }))
}

/// What the entry says of the exhibit. Whom it is about stands in its subject part, where it is a member.
fn detail(chosen: &Chosen) -> String {
    let wanted = &chosen.plan.wanted;
    let what = match chosen.plan.whose {
        Whose::Account(account) => format!("what=account account={account}"),
        Whose::Member(_) => "what=member".to_owned(),
        Whose::Campaign(campaign) => format!("what=campaign campaign={campaign}"),
        Whose::Everybody => "what=span".to_owned(),
    };
    let why = wanted.why.map_or("own", super::Why::code);
    format!(
        "{what} from={} until={} first={} entries={} beside={} size={} opens={} why={why}",
        wanted.from.millis(),
        wanted.until.millis(),
        wanted.first,
        chosen.entries.len(),
        chosen.pinned.fill.len(),
        chosen.signed.size,
        wanted.opens.code(),
    )
}

/// The sealed parts that the exhibit opens, under the keys as they are in this very transaction.
fn opened(tx: &mut Tx<'_, '_>, chosen: &Chosen) -> Result<Vec<SealedRow>, Fault> {
    let mut keys: BTreeMap<[u8; 16], (Vec<u8>, i64)> = BTreeMap::new();
    for member in members(chosen) {
        if let Some(key) = key_of(tx, member)? {
            keys.insert(member, key);
        }
    }
    let mut rows = Vec::new();
    for entry in &chosen.entries {
        for known in entry.known.iter().flatten() {
            if let Some(key) = keys.get(&known.member) {
                let sealed = known.sealed.clone();
                rows.push(SealedRow::words(known.member, key, &entry.id, sealed));
            }
        }
    }
    Ok(rows)
}

/// Whom the exhibit opens, in the order in which they are met.
fn members(chosen: &Chosen) -> Vec<[u8; 16]> {
    let mut members = Vec::new();
    let all = chosen
        .entries
        .iter()
        .flat_map(|entry| entry.known.iter().flatten());
    for known in all.filter(|known| chosen.plan.opens_member(&known.member)) {
        if members.len() < HITS_MAX && !members.contains(&known.member) {
            members.push(known.member);
        }
    }
    members
}

fn key_of(tx: &mut Tx<'_, '_>, member: [u8; 16]) -> Result<Option<(Vec<u8>, i64)>, Fault> {
    let bucket = MemberId::from_bytes(member).bucket();
    let args = [Arg::Int(bucket), Arg::Bytes(&member)];
    let found = tx.one(KEY, &args, |row| Ok((row.bytes(0)?.to_vec(), row.int(1)?)))?;
    Ok(found.filter(|(key, _)| !key.is_empty()))
}

impl Taken {
    /// Opens what the exhibit opens, with the proof that its entry has committed.
    ///
    /// # Errors
    /// [`NotDisclosed::OtherAttempt`] when the proof belongs to another transaction.
    pub fn disclose(self, proof: &Proof) -> Result<Opened, NotDisclosed> {
        let parts = match self.parts {
            Some(recorded) => Some(recorded.disclose(proof)?),
            None => None,
        };
        Ok(Opened {
            chosen: self.chosen,
            parts,
        })
    }
}
