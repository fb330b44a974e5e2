//! What happens to licences by themselves: a cosigned checkpoint makes one usable, its end is written down, its report is
//! asked for.

use sha2::{Digest, Sha256};
use switchboard_ledger::hash::leaf_hash;
use switchboard_rules::events::EventKind;
use switchboard_rules::ids::{AccountId, LicenceId};
use switchboard_rules::licence::{Stands, Where, Word};
use switchboard_rules::moment::Moment;

use super::{Kept, kept, one, read, with_testers, word_text};
use crate::engine::{Arg, Value};
use crate::entry::{self, Draft};
use crate::fault::Fault;
use crate::log;
use crate::outbox::{self, Message, To};
use crate::seal::hex;
use crate::session::Auth;
use crate::tx::{Tx, Verdict};
use crate::world::World;

/// Who sees this world's log grow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Seen {
    /// Witnesses, who cosign its checkpoints.
    ByWitnesses,
    /// Nobody: the installation has none, so that every answer rests on the operator's word.
    ByNobody,
}

const JOB: &str = "licences";
const SIGNED: &str = kept!(
    "where l.signed_at is not null and l.agreed_at is null and l.ended_at is null and l.until_at > $1 order by l.signed_at, l.id limit 20"
);
const LEAF: &str = "select leaf from entry where bucket = $1 and id = $2";
const AGREED: &str = "update licence set agreed_at = $1, agreed_entry = $2, word = $3, size = $4, note = $5 where bucket = $6 and id = $7 and agreed_at is null and ended_at is null";
const RUNS: &str = "update licence_tester set runs_from = $1 where licence = $2";

/// A checkpoint that is enough: how many entries it holds, its note, on whose word.
struct Enough {
    size: u64,
    note: String,
    word: Word,
}

fn enough(world: &World, seen: Seen) -> Result<Option<Enough>, Fault> {
    Ok(match seen {
        Seen::ByWitnesses => log::agreed(world)?.map(|agreed| Enough {
            size: agreed.size,
            note: agreed.note,
            word: Word::Witnesses,
        }),
        Seen::ByNobody => {
            let head = log::head(world)?;
            Some(Enough {
                size: head.signed_size,
                note: head.note,
                word: Word::Operator,
            })
        }
    })
}

/// Makes licences usable that a cosigned checkpoint holds; answers how many. Their own entry says which checkpoint that was.
pub fn agree(world: &World, seen: Seen, now: Moment) -> Result<usize, Fault> {
    let waiting = world.0.db.read("licence-signed", |raw| {
        raw.all(SIGNED, &[Arg::Int(now.millis())], read)
    })?;
    if waiting.is_empty() {
        return Ok(0);
    }
    let Some(enough) = enough(world, seen)?.filter(|enough| !enough.note.is_empty()) else {
        return Ok(0);
    };
    let mut agreed = 0;
    for kept in waiting {
        let held = kept.licence.index.is_some_and(|index| index < enough.size);
        if !held {
            continue;
        }
        let (id, size, word) = (kept.licence.id, enough.size, enough.word);
        let note = enough.note.clone();
        let done = world
            .write("licence-agree", Auth::Job(JOB), now, move |tx| {
                agreed_now(tx, id, (size, &note, word)).map(Verdict::Given)
            })
            .wait()?;
        agreed += usize::from(matches!(done.verdict, Verdict::Given(true)));
    }
    Ok(agreed)
}

fn agreed_now(
    tx: &mut Tx<'_, '_>,
    id: LicenceId,
    (size, note, word): (u64, &str, Word),
) -> Result<bool, Fault> {
    let now = tx.now();
    let Some(kept) = one(tx.raw(), id)? else {
        return Ok(false);
    };
    let is_waiting = kept.licence.happened.agreed.is_none() && now < kept.licence.ends();
    let (Some(entry), Some(by), Some(index)) = (kept.entry, kept.signed_by, kept.licence.index)
    else {
        return Ok(false);
    };
    if !is_waiting {
        return Ok(false);
    }
    let key = [Arg::Int(by.bucket()), Arg::Bytes(&entry)];
    let leaf = tx.one(LEAF, &key, |row| {
        let record = row.opt_bytes(0)?;
        Ok(record.map(|record| leaf_hash(record).to_hex()))
    })?;
    let detail = format!(
        "licence={id} index={index} leaf={} size={size} note={} word={}",
        leaf.flatten().unwrap_or_default(),
        hex(&Sha256::digest(note)),
        word_text(word),
    );
    let own = tx.world.ordered.next(now.millis());
    let draft = Draft::system(EventKind::LicenceAgreed, JOB).detail(detail);
    entry::write_as(tx, own, &draft, &[])?;
    tx.later_expect(
        1,
        AGREED,
        vec![
            Value::Int(now.millis()),
            Value::Bytes(own.to_vec()),
            Value::Text(word_text(word).to_owned()),
            Value::Int(i64::try_from(size).unwrap_or(i64::MAX)),
            Value::Text(note.to_owned()),
            Value::Int(id.bucket()),
            Value::Bytes(id.as_bytes().to_vec()),
        ],
    );
    if kept.licence.terms.at == Where::Live {
        let from = now.max(kept.licence.terms.from);
        let id = Value::Bytes(id.as_bytes().to_vec());
        tx.later(RUNS, vec![Value::Int(from.millis()), id]);
    }
    tx.changed("licence", id.as_bytes());
    Ok(true)
}

const ENDED: &str = kept!(
    "where l.signed_at is not null and l.over_at is null and (l.until_at <= $1 or l.ended_at is not null) order by l.until_at, l.id limit 20"
);
const LATE: &str = kept!(
    "where l.over_at is not null and l.agreed_at is not null and l.reported_at is null and l.overdue_at is null order by l.until_at, l.id limit 20"
);
const OVER: &str =
    "update licence set over_at = $1 where bucket = $2 and id = $3 and over_at is null";
const OVERDUE: &str = "update licence set overdue_at = $1 where bucket = $2 and id = $3 and overdue_at is null and reported_at is null";

/// Writes down which tests are over, and which reports didn't come; answers how many.
pub fn keep(world: &World, now: Moment) -> Result<usize, Fault> {
    let (ended, late) = world.0.db.read("licence-keep", |raw| {
        let ended = raw.all(ENDED, &[Arg::Int(now.millis())], read)?;
        let late = raw.all(LATE, &[], read)?;
        let mut both = (Vec::new(), Vec::new());
        for kept in ended {
            both.0.push(with_testers(raw, kept)?);
        }
        for kept in late {
            both.1.push(with_testers(raw, kept)?);
        }
        Ok(both)
    })?;
    let mut done = 0;
    for kept in ended {
        done += written(world, now, kept, over)?;
    }
    let is_late = |kept: &Kept| kept.licence.stands(now) == Stands::Overdue;
    for kept in late.into_iter().filter(is_late) {
        done += written(world, now, kept, overdue)?;
    }
    Ok(done)
}

fn written(
    world: &World,
    now: Moment,
    kept: Kept,
    step: fn(&mut Tx<'_, '_>, &Kept) -> Result<(), Fault>,
) -> Result<usize, Fault> {
    let done = world
        .write("licence-step", Auth::Job(JOB), now, move |tx| {
            step(tx, &kept)?;
            tx.changed("licence", kept.licence.id.as_bytes());
            Ok(Verdict::Given(1))
        })
        .wait()?;
    Ok(match done.verdict {
        Verdict::Given(n) => n,
        Verdict::Refused(_) => 0,
    })
}

fn stamp(tx: &mut Tx<'_, '_>, sql: &'static str, id: LicenceId) {
    let now = Value::Int(tx.now().millis());
    let key = [
        Value::Int(id.bucket()),
        Value::Bytes(id.as_bytes().to_vec()),
    ];
    tx.later_expect(1, sql, [vec![now], key.to_vec()].concat());
}

/// It is over: by its time, unless somebody ended it, which is an entry of theirs. Whoever tested is told until when the report
/// is due.
fn over(tx: &mut Tx<'_, '_>, kept: &Kept) -> Result<(), Fault> {
    let id = kept.licence.id;
    stamp(tx, OVER, id);
    let stands = kept.licence.stands(tx.now());
    if kept.licence.happened.ended.is_none() {
        let why = match stands {
            Stands::Unused => "never-used",
            _ => "time",
        };
        let draft = Draft::system(EventKind::LicenceEnded, JOB);
        entry::write(tx, &draft.detail(format!("licence={id} why={why}")), &[])?;
    }
    if stands == Stands::Unused && kept.licence.happened.agreed.is_some() {
        // Nothing to report, so nobody waits for it.
        stamp(tx, OVERDUE, id);
    }
    let Stands::Over { due } = stands else {
        return Ok(());
    };
    for account in concerned(kept) {
        let vars = format!("due={}", due.millis());
        outbox::put(tx, Message::TestOver, To::Account(account), &vars)?;
    }
    Ok(())
}

/// The report didn't come in time: the offices hear of it.
fn overdue(tx: &mut Tx<'_, '_>, kept: &Kept) -> Result<(), Fault> {
    let id = kept.licence.id;
    stamp(tx, OVERDUE, id);
    let draft = Draft::system(EventKind::LicenceOverdue, JOB);
    entry::write(tx, &draft.detail(format!("licence={id}")), &[])?;
    let vars = format!("ended={}", kept.licence.ends().millis());
    outbox::put_to_officers(tx, Message::TestOverdue, &vars)?;
    Ok(())
}

/// Whoever tests, and the two who signed.
fn concerned(kept: &Kept) -> Vec<AccountId> {
    let signers = [Some(kept.asked_by), kept.signed_by];
    let mut all = kept.licence.terms.testers.clone();
    all.extend(signers.into_iter().flatten());
    all.into_iter().collect()
}
