//! Tracing: whether an entry of the ledger is about a member whom somebody names.

use std::collections::HashMap;
use std::sync::Arc;

use switchboard_ledger::entry::{Salt, Subject};
use switchboard_rules::ids::{MemberId, bucket_of};
use switchboard_rules::moment::Moment;
use switchboard_rules::person::ExternalId;

use super::ran;
use crate::blinds::Blinds;
use crate::duplicates::alias;
use crate::engine::{Arg, Raw};
use crate::entry::{subject_place, subject_spot};
use crate::fault::Fault;
use crate::log;
use crate::roll::What;
use crate::session::id16;
use crate::world::{Inner, World};

/// That an entry is about a member.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Claim {
    /// The entry's index in the tree.
    pub entry: i64,
    /// The organisation's own number for the member.
    pub member: ExternalId,
}

impl std::fmt::Debug for Claim {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Claim(entry {})", self.entry)
    }
}

/// What tracing says of a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Traced {
    /// The entry is about the member.
    Holds,
    /// It isn't, as far as anybody can tell.
    HoldsNot,
    /// Only the entry's record is left since a restore: whom it was about nobody can say.
    Lost,
}

/// The most claims of one run.
pub const CLAIMS_MAX: usize = 5_000;

/// Says of each claim whether it holds: whether the entry has a part that the member's own key opens, that names the
/// member, and whose commitment stands in the entry's leaf. A member who was forgotten, or whom nobody knows, is in none.
///
/// It shows nobody: the members come from whoever asks, and what goes back is yes, no, or that the entry is lost. Asked by the audit of the
/// stories; a leaked list will be traced by it.
pub fn trace(world: &World, claims: &[Claim], now: Moment) -> Result<Vec<Traced>, Fault> {
    if claims.len() > CLAIMS_MAX {
        return Err(Fault::World(format!(
            "{} claims were to be traced at once; give at most {CLAIMS_MAX}",
            claims.len()
        )));
    }
    let holds = world.0.db.read("machine-trace", |raw| {
        let mut members: HashMap<&str, Vec<MemberId>> = HashMap::new();
        let mut holds = Vec::with_capacity(claims.len());
        for claim in claims {
            let number = claim.member.as_str();
            if !members.contains_key(number) {
                members.insert(number, members_of(&world.0, raw, number)?);
            }
            let of_number = members.get(number).into_iter().flatten();
            holds.push(about_any(&world.0, raw, claim.entry, of_number)?);
        }
        Ok(holds)
    })?;
    ran(world, "trace", claims.len(), now)?;
    Ok(holds)
}

const MEMBERS: &str = "select member from lookup where bucket = $1 and what = 'external' and blind = $2 order by member limit 20";
const ENTRY: &str = "select id, subjects from entry where idx = $1";
const PART: &str = "select s.part_sealed, m.key_month, m.erase_key from entry_subject s join member m on m.bucket = s.bucket and m.id = s.member where s.bucket = $1 and s.member = $2 and s.entry = $3";

fn members_of(world: &Arc<Inner>, raw: &mut Raw<'_>, number: &str) -> Result<Vec<MemberId>, Fault> {
    for blind in Blinds::read(world, raw)?.of_text(What::External, number) {
        let args = [Arg::Int(bucket_of(&blind)), Arg::Bytes(&blind)];
        let found = raw.all(MEMBERS, &args, |row| {
            Ok(MemberId::from_bytes(
                id16(row.bytes(0)?).unwrap_or_default(),
            ))
        })?;
        if !found.is_empty() {
            return of_one_person(raw, found);
        }
    }
    Ok(Vec::new())
}

/// Who were merged are one person: an entry about the one is about the other. That holds for what was seen meanwhile after an
/// undo too, so it says rather too much than too little.
fn of_one_person(raw: &mut Raw<'_>, found: Vec<MemberId>) -> Result<Vec<MemberId>, Fault> {
    let mut all = Vec::with_capacity(found.len());
    for member in found {
        all.push(member);
        all.extend(alias::of_one_person(raw, member)?);
        all.extend(alias::ever_one_with(raw, member)?);
    }
    all.sort_unstable();
    all.dedup();
    Ok(all)
}

fn about_any<'m>(
    world: &Inner,
    raw: &mut Raw<'_>,
    entry: i64,
    members: impl Iterator<Item = &'m MemberId>,
) -> Result<Traced, Fault> {
    let found = raw.one(ENTRY, &[Arg::Int(entry)], |row| {
        let id = id16(row.bytes(0)?).unwrap_or_default();
        Ok((id, row.bytes(1)?.to_vec()))
    })?;
    let Some((id, commitments)) = found else {
        let is_lost = log::is_lost(raw, entry)?;
        return Ok(if is_lost {
            Traced::Lost
        } else {
            Traced::HoldsNot
        });
    };
    for member in members {
        if is_about(world, raw, (&id, &commitments), *member)? {
            return Ok(Traced::Holds);
        }
    }
    Ok(Traced::HoldsNot)
}

fn is_about(
    world: &Inner,
    raw: &mut Raw<'_>,
    (entry, commitments): (&[u8; 16], &[u8]),
    member: MemberId,
) -> Result<bool, Fault> {
    let id = member.as_bytes();
    let args = [Arg::Int(member.bucket()), Arg::Bytes(id), Arg::Bytes(entry)];
    let part = raw.one(PART, &args, |row| {
        Ok((row.bytes(0)?.to_vec(), row.int(1)?, row.bytes(2)?.to_vec()))
    })?;
    let Some((sealed, month, erase_key)) = part else {
        return Ok(false);
    };
    // What doesn't open is no proof of anything: the key is destroyed, or the part is another's or another entry's.
    let Ok(key) = world.keys.member(id, month, &erase_key) else {
        return Ok(false);
    };
    let place = subject_place(id, entry);
    let Ok(plain) = key.own().open(subject_spot(&place), &sealed) else {
        return Ok(false);
    };
    let Some((salt, subject)) = plain.split_first_chunk::<32>() else {
        return Ok(false);
    };
    let Ok(subject) = Subject::decode(subject) else {
        return Ok(false);
    };
    let commitment = subject.commitment(&Salt::from_bytes(*salt));
    let stands = commitments
        .chunks_exact(32)
        .any(|one| one == commitment.as_bytes());
    Ok(stands && subject.member == *id)
}
