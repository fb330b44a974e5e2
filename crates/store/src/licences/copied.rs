//! What testers did in the copy of a licence, beside what they did in this world.
//!
//! The two logs name each other: the copy's first entry the licence's place, leaf and cosigned checkpoint here, and this log the
//! copy's name and key, and at its end its last checkpoint.

use switchboard_rules::events::EventKind;
use switchboard_rules::ids::{AccountId, LicenceId};
use switchboard_rules::licence::{Act, Finding, Licence, Where, judge};
use switchboard_rules::moment::Moment;

use super::{Question, one};
use crate::decoy::{self, Acts};
use crate::engine::{Arg, Raw};
use crate::fault::Fault;
use crate::session::id16;
use crate::world::World;

/// What one tester did in one copy.
#[derive(Debug, Clone)]
pub struct Copied {
    /// The licence.
    pub licence: Licence,
    /// The tester's account in this world.
    pub tester: AccountId,
    /// What they did there, with the first entry of its log and the proof of that.
    pub acts: Acts,
    /// Of each of these acts, whether the licence covers it.
    pub findings: Vec<Finding>,
    /// Whether its log's last checkpoint is the one that this world entered; none while it runs.
    pub is_sealed: Option<bool>,
}

const OF_TESTER: &str = "select t.licence from licence_tester t where t.bucket = $1 and t.account = $2 order by t.licence limit 100";

/// The copies in which these accounts did something in that time. One whose directory is gone answers nothing: its licence's
/// entries and its last checkpoint are in this log all the same.
pub(super) fn copied(
    world: &World,
    accounts: &[AccountId],
    question: &Question,
) -> Result<Vec<Copied>, Fault> {
    let mut all = Vec::new();
    for account in accounts {
        let licences = world
            .0
            .db
            .read("licence-copies", |raw| of_tester(raw, *account))?;
        for licence in licences {
            let overlaps = licence.terms.from < question.until && licence.ends() > question.from;
            let dir = decoy::dir_of(world.dir(), licence.id);
            if licence.terms.at == Where::Decoy && overlaps && dir.is_dir() {
                let acts = decoy::acts(&dir, *account, question.from, question.until)?;
                if !acts.lines.is_empty() {
                    all.push(judged(world, licence, *account, acts)?);
                }
            }
        }
    }
    Ok(all)
}

fn of_tester(raw: &mut Raw<'_>, account: AccountId) -> Result<Vec<Licence>, Fault> {
    let key = [Arg::Int(account.bucket()), Arg::Bytes(account.as_bytes())];
    let ids = raw.all(OF_TESTER, &key, |row| Ok(id16(row.bytes(0)?)))?;
    let mut all = Vec::new();
    for id in ids.into_iter().flatten().map(LicenceId::from_bytes) {
        all.extend(one(raw, id)?.map(|kept| kept.licence));
    }
    Ok(all)
}

fn judged(world: &World, licence: Licence, tester: AccountId, acts: Acts) -> Result<Copied, Fault> {
    let findings = acts.lines.iter().map(|line| {
        let act = Act {
            account: line.account,
            at: line.at,
            index: line.index.unwrap_or(0),
            kind: EventKind::from_code(line.kind).unwrap_or(EventKind::Refusal),
            purpose: String::new(),
            opened: String::new(),
            licence: line.licence,
        };
        judge(&act, Where::Decoy, std::slice::from_ref(&licence))
    });
    let made = decoy::made(world, licence.id)?;
    let is_sealed = made.and_then(|made| {
        let ended: Option<Moment> = made.ended_at;
        ended.map(|_| made.size == acts.head.signed_size && made.log_key == acts.log_key)
    });
    Ok(Copied {
        findings: findings.collect(),
        licence,
        tester,
        acts,
        is_sealed,
    })
}
