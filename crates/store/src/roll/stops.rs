//! Stops that must not be lost: marks in rows that were not taken, because they were rejected or stood in the file before.

use std::sync::Arc;

use switchboard_rules::card::Size;
use switchboard_rules::events::EventKind;
use switchboard_rules::ids::{ImportId, MemberId, bucket_of};
use switchboard_rules::moment::Moment;
use switchboard_rules::roll::{Parts, RollRow, SaidRow, Stop};

use super::import::{given_up, note_row};
use crate::desk::{EVERY_CAMPAIGN, KEEP_OBJECTION, never_member};
use crate::duplicates::alias::{self, Aliases};
use crate::engine::{Arg, Value};
use crate::entry::{self, Draft};
use crate::fault::Fault;
use crate::line::KEY;
use crate::never_again::{Fact, Mark};
use crate::session::{Auth, id16};
use crate::tx::{Tx, Verdict};
use crate::world::{Inner, World};

/// Whose a stop is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Whose {
    /// Whose membership number has this blind index.
    Number([u8; 16]),
    /// This member's.
    Member(MemberId),
}

/// A stop of one member.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Halt {
    whose: Whose,
    do_not_call: bool,
    deceased: bool,
}

impl Halt {
    /// The stop that a rejected row holds.
    pub(crate) fn of(world: &Inner, stop: &Stop) -> Result<Self, Fault> {
        let blind = world
            .keys
            .current()?
            .blind
            .short("external", stop.external_id.as_str().as_bytes());
        Ok(Self {
            whose: Whose::Number(blind),
            do_not_call: stop.do_not_call,
            deceased: stop.deceased,
        })
    }

    /// The stop that a row of a file holds, if it holds one.
    pub(crate) fn of_row(whose: Whose, row: &SaidRow) -> Option<Self> {
        let (do_not_call, deceased) = (row.do_not_call, row.deceased);
        (do_not_call || deceased).then_some(Self {
            whose,
            do_not_call,
            deceased,
        })
    }

    /// What stops calls and is new in a row that is taken: it holds from the switch on, by the row itself.
    pub(crate) fn news_of(member: MemberId, before: &RollRow, now: &RollRow) -> Option<Self> {
        let do_not_call = now.do_not_call && !before.do_not_call;
        let deceased = now.deceased && !before.deceased;
        (do_not_call || deceased).then_some(Self {
            whose: Whose::Member(member),
            do_not_call,
            deceased,
        })
    }

    /// The objection that a row of a file holds, without the death that it may tell of too.
    pub(crate) fn objection_of(whose: Whose, row: &SaidRow) -> Option<Self> {
        row.do_not_call.then_some(Self {
            whose,
            do_not_call: true,
            deceased: false,
        })
    }

    fn tell(self, tx: &mut Tx<'_, '_>, record: MemberId) {
        if self.do_not_call {
            // In a restored backup the row is another; there it stands as an objection.
            let fact = objection(never_member(tx.world, record));
            tx.never_again(&fact);
        }
        if self.deceased {
            let fact = Fact::mark(tx.world, record, Mark::Deceased, true);
            tx.never_again(&fact);
        }
    }

    const fn words(self) -> &'static str {
        match (self.do_not_call, self.deceased) {
            (true, true) => "stop=do-not-call,deceased",
            (true, false) => "stop=do-not-call",
            (false, _) => "stop=deceased",
        }
    }
}

/// How many stops one act keeps: few enough to hold the writer for less than 5 ms.
const SLICE: usize = 32;

/// Keeps the stops of members who are there, each with its entry, and hands back those of members who are not. They act at once;
/// an account ends with a death only once the import is switched on, by a note that `follow` reads.
pub(crate) fn keep(
    world: &World,
    (import, notes): (ImportId, &mut i64),
    halts: &[Halt],
    now: Moment,
) -> Result<Vec<Halt>, Fault> {
    let mut unknown = Vec::new();
    for slice in halts.chunks(SLICE) {
        let (slice, first) = (slice.to_vec(), *notes + 1);
        *notes += i64::try_from(slice.len()).unwrap_or(0);
        let done = world.write("import-stop", Auth::Job("import"), now, move |tx| {
            let mut unknown = Vec::new();
            for (n, halt) in (first..).zip(&slice) {
                if !keep_one(tx, (import, n), *halt)? {
                    unknown.push(*halt);
                }
            }
            Ok(Verdict::Given(unknown))
        });
        if let Verdict::Given(these) = done.wait()?.verdict {
            unknown.extend(these);
        }
    }
    Ok(unknown)
}

/// How many stops one act writes down.
const FACTS: usize = 64;
const OURS: &str =
    "select 1 from import_dark where bucket = $1 and import = $2 and held_until >= 0";

/// Writes down what stops calls and comes with rows that are just being switched on, so that no restored backup is without
/// it. It is told before the switch: an import that is given up after all has told too much, never too little.
pub(crate) fn tell(
    world: &World,
    import: ImportId,
    stops: &[Halt],
    now: Moment,
) -> Result<(), Fault> {
    if stops.is_empty() {
        return Ok(());
    }
    // Nobody is merged while an import runs. A restored backup may be from before a merge: each record has its own fact.
    let person = Arc::new(Aliases::read(world)?.persons());
    for slice in stops.chunks(FACTS) {
        let (slice, person) = (slice.to_vec(), Arc::clone(&person));
        world
            .write("import-facts", Auth::Job("import"), now, move |tx| {
                let args = [Arg::Int(import.bucket()), Arg::Bytes(import.as_bytes())];
                if tx.one(OURS, &args, |row| row.int(0))?.is_none() {
                    return Err(given_up());
                }
                for stop in &slice {
                    if let Whose::Member(member) = stop.whose {
                        let others = person.get(&member).into_iter().flatten();
                        for record in std::iter::once(&member).chain(others) {
                            stop.tell(tx, *record);
                        }
                    }
                }
                Ok(Verdict::Given(()))
            })
            .wait()?;
    }
    Ok(())
}

const MEMBER_OF: &str =
    "select member from lookup where bucket = $1 and what = 'external' and blind = $2 limit 1";
/// Whose account ends when the import is followed.
const DIED: &str = "insert into import_note (bucket, import, what, n, member, parts) values ($1, $2, $3, $4, $5, $6)";
const DECEASED: &str = "insert into member_mark (bucket, member, rest_until, restricted, protected, deceased) values ($1, $2, 0, 0, 0, 1) on conflict (bucket, member) do update set deceased = 1";

const fn objection(hash: [u8; 16]) -> Fact {
    Fact::Objection {
        hash,
        campaign: EVERY_CAMPAIGN,
        size: Size::Anyone,
    }
}

/// Whose a stop is: of whoever was merged it is the record they go on under that must stop.
fn whose(tx: &mut Tx<'_, '_>, halt: Halt) -> Result<Option<MemberId>, Fault> {
    let found = match halt.whose {
        Whose::Member(member) => Some(member),
        Whose::Number(blind) => tx
            .one(
                MEMBER_OF,
                &[Arg::Int(bucket_of(&blind)), Arg::Bytes(&blind)],
                |row| Ok(id16(row.bytes(0)?)),
            )?
            .flatten()
            .map(MemberId::from_bytes),
    };
    found.map(|member| alias::keeper(tx, member)).transpose()
}

fn keep_one(tx: &mut Tx<'_, '_>, (import, n): (ImportId, i64), halt: Halt) -> Result<bool, Fault> {
    let Some(member) = whose(tx, halt)? else {
        return Ok(false);
    };
    let by_id = [Arg::Int(member.bucket()), Arg::Bytes(member.as_bytes())];
    let Some((erase_key, month)) =
        tx.one(KEY, &by_id, |row| Ok((row.bytes(0)?.to_vec(), row.int(1)?)))?
    else {
        return Ok(false);
    };
    let never = never_member(tx.world, member);
    if halt.do_not_call {
        tx.later(
            KEEP_OBJECTION,
            vec![
                Value::Int(bucket_of(&never)),
                Value::Bytes(never.to_vec()),
                Value::Bytes(EVERY_CAMPAIGN.to_vec()),
                Value::Text(Size::Anyone.code().to_owned()),
                Value::Int(tx.now().millis()),
            ],
        );
        tx.never_again_of(member, |world, record| {
            objection(never_member(world, record))
        })?;
    }
    if halt.deceased {
        tx.never_again_of(member, |world, record| {
            Fact::mark(world, record, Mark::Deceased, true)
        })?;
        tx.later(
            DECEASED,
            vec![
                Value::Int(member.bucket()),
                Value::Bytes(member.as_bytes().to_vec()),
            ],
        );
        let member = *member.as_bytes();
        let note = note_row(import, "died", n, member, Parts::default());
        tx.later(DIED, note);
    }
    let subject = entry::subject(tx.world, *member.as_bytes(), month, &erase_key, None, "")?;
    let draft = Draft::system(EventKind::Objection, "import").detail(halt.words());
    entry::write(tx, &draft, &[subject])?;
    tx.changed("objection", &never);
    Ok(true)
}
