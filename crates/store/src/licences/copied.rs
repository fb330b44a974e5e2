//! What testers did in the copy of a licence, beside what they did in this world.
//!
//! The two logs name each other: the copy's first entry the licence's place, leaf and cosigned checkpoint here, and this log the
//! copy's name and key, and at its end its last checkpoint. What is answered hangs on both; the table of licences only leads to
//! them.

use switchboard_ledger::entry::Tag;
use switchboard_ledger::hash::leaf_hash;
use switchboard_rules::events::EventKind;
use switchboard_rules::ids::{AccountId, LicenceId};
use switchboard_rules::licence::{Act, Answer, Finding, Licence, Uncovered, Where, answer, judge};
use switchboard_rules::moment::Moment;

use super::{Question, one, word};
use crate::decoy::{self, Acts};
use crate::engine::{Arg, Raw};
use crate::fault::Fault;
use crate::log::{self, Single};
use crate::session::id16;
use crate::world::World;

/// What one tester did in one copy.
#[derive(Debug, Clone)]
pub struct Copied {
    /// The licence.
    pub licence: Licence,
    /// The tester's account in this world.
    pub tester: AccountId,
    /// What they did there, with the first entry of its log and the proof of that; none where the copy can't be read on this
    /// machine.
    pub acts: Option<Acts>,
    /// Of each of these acts, whether the licence covers it.
    pub findings: Vec<Finding>,
    /// How its log and this one fit.
    pub fits: Fits,
    /// What this log says of the copy, with proofs: the name and the key of its log, and its last checkpoint where it ended.
    pub told: Vec<Single>,
    /// The licence's own entry under the checkpoint that was enough, with its proof.
    pub proof: Option<String>,
}

/// How a copy's log and this one fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fits {
    /// Its first entry names the licence's entry in this log; it runs still.
    Runs,
    /// The same, and its log is whole up to the last checkpoint, which this log holds.
    Ended,
    /// They don't: its log is another, or was changed. Nothing in it is covered.
    Not,
    /// It can't be read here.
    Unread,
}

impl Copied {
    /// Whether all of it is here.
    pub fn is_whole(&self) -> bool {
        self.acts.as_ref().is_some_and(|acts| !acts.is_cut)
    }

    /// In one word, of this copy alone.
    pub fn answer(&self) -> Answer {
        answer(&self.findings)
    }
}

const OF_TESTER: &str = "select t.licence from licence_tester t join licence l on l.id = t.licence where t.bucket = $1 and t.account = $2 and l.place = 'decoy' and l.agreed_at is not null and l.from_at < $3 and l.until_at > $4 order by t.licence limit 100";
const LEAF: &str = "select e.leaf from licence l join entry e on e.bucket = l.entry_bucket and e.id = l.entry where l.bucket = $1 and l.id = $2";

/// The copies in which these accounts may have done something in that time, as far as one was made.
pub(super) fn copied(
    world: &World,
    accounts: &[AccountId],
    question: &Question,
    (now, kinds): (Moment, &dyn Fn(u16) -> Option<String>),
) -> Result<Vec<Copied>, Fault> {
    let mut all = Vec::new();
    let span = [question.from, question.until, now];
    for account in accounts {
        let found = world
            .0
            .db
            .read("licence-copies", |raw| of_tester(raw, *account, question))?;
        for (licence, leaf, note) in found {
            if let Some(made) = decoy::made(world, licence.id)? {
                let id = licence.id;
                let dir = decoy::dir_of(world.dir(), id);
                let read = dir
                    .is_dir()
                    .then(|| decoy::acts(&dir, *account, span, kinds));
                if let Some(mut copied) = of_one((licence, leaf), *account, read, &made) {
                    copied.told = told(world, id, now)?;
                    copied.proof = signed(world, copied.licence.index, &note)?;
                    all.push(copied);
                }
            }
        }
    }
    Ok(all)
}

type Leaf = Option<[u8; 32]>;

fn of_tester(
    raw: &mut Raw<'_>,
    account: AccountId,
    question: &Question,
) -> Result<Vec<(Licence, Leaf, String)>, Fault> {
    let args = [
        Arg::Int(account.bucket()),
        Arg::Bytes(account.as_bytes()),
        Arg::Int(question.until.millis()),
        Arg::Int(question.from.millis()),
    ];
    let ids = raw.all(OF_TESTER, &args, |row| Ok(id16(row.bytes(0)?)))?;
    let mut all = Vec::new();
    for id in ids.into_iter().flatten().map(LicenceId::from_bytes) {
        let key = [Arg::Int(id.bucket()), Arg::Bytes(id.as_bytes())];
        let leaf = raw.one(LEAF, &key, |row| {
            let record = row.opt_bytes(0)?;
            Ok(record.map(|record| *leaf_hash(record).as_bytes()))
        })?;
        all.extend(one(raw, id)?.map(|kept| (kept.licence, leaf.flatten(), kept.note)));
    }
    Ok(all)
}

/// None where the tester did nothing in it.
fn of_one(
    (mut licence, leaf): (Licence, Leaf),
    tester: AccountId,
    read: Option<Result<Acts, Fault>>,
    made: &decoy::Made,
) -> Option<Copied> {
    let acts = match read {
        Some(Ok(acts)) if acts.lines.is_empty() => return None,
        Some(Ok(acts)) => acts,
        Some(Err(_)) | None => {
            return Some(Copied {
                licence,
                tester,
                acts: None,
                findings: Vec::new(),
                fits: Fits::Unread,
                told: Vec::new(),
                proof: None,
            });
        }
    };
    let fits = fits(&licence, leaf, &acts, made);
    from_first(&mut licence, &acts.first.detail);
    let findings = acts.lines.iter().map(|line| match fits {
        Fits::Runs | Fits::Ended => found(line, &licence),
        Fits::Not | Fits::Unread => Err(Uncovered::OtherWorld),
    });
    Some(Copied {
        findings: findings.collect(),
        licence,
        tester,
        acts: Some(acts),
        fits,
        told: Vec::new(),
        proof: None,
    })
}

/// The second signature's entry, as the checkpoint holds it by which the licence was seen.
pub(super) fn signed(
    world: &World,
    index: Option<u64>,
    note: &str,
) -> Result<Option<String>, Fault> {
    let Some(index) = index.filter(|_| !note.is_empty()) else {
        return Ok(None);
    };
    // How whoever signed had come in is nobody's business.
    let single = log::single(world, (index, note), &[Tag::SESSION])?;
    Ok(Some(single.proof))
}

/// This log's own entries about a copy.
fn told(world: &World, licence: LicenceId, now: Moment) -> Result<Vec<Single>, Fault> {
    let note = log::to_publish(world, now)?;
    if note.is_empty() {
        return Ok(Vec::new());
    }
    let named = format!("licence={licence} ");
    let mut all = Vec::new();
    for kind in [EventKind::DecoyMade, EventKind::DecoyEnded] {
        let fitting = |words: &str| words.starts_with(&named);
        all.extend(log::by_system(world, kind, &note, fitting)?);
    }
    Ok(all)
}

fn fits(licence: &Licence, leaf: Leaf, acts: &Acts, made: &decoy::Made) -> Fits {
    let first = &acts.first.detail;
    let names = leaf.is_some_and(|leaf| word(first, "leaf") == Some(&crate::seal::hex(&leaf)))
        && word(first, "licence") == Some(&licence.id.to_string());
    let is_one = names && acts.is_whole_log && made.log_key == acts.log_key;
    let root = acts.head.signed_root.map(|root| *root.as_bytes());
    let is_at_its_end = made.size == acts.head.signed_size && made.root == root;
    match made.ended_at {
        None if is_one => Fits::Runs,
        Some(_) if is_one && is_at_its_end => Fits::Ended,
        _ => Fits::Not,
    }
}

/// From when until when the copy could be used, as its own first entry says.
fn from_first(licence: &mut Licence, first: &str) {
    let moment = |name| word(first, name)?.parse().ok().map(Moment::from_millis);
    if let (Some(from), Some(until)) = (moment("from"), moment("until")) {
        licence.terms.from = from;
        licence.terms.until = until;
        licence.happened.agreed = Some(from);
    }
}

fn found(line: &decoy::ActLine, licence: &Licence) -> Finding {
    let kind = EventKind::from_code(line.kind).ok_or(Uncovered::OutOfScope)?;
    let act = Act {
        account: line.account,
        at: line.at,
        index: line.index.unwrap_or(0),
        kind,
        purpose: line.purpose.clone(),
        opened: line.opened.clone(),
        licence: line.licence,
    };
    judge(&act, Where::Decoy, std::slice::from_ref(licence))
}
