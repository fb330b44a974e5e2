//! The end of an import: who leaves by a full roll, and the one row that switches everything on.

use switchboard_rules::events::EventKind;
use switchboard_rules::hook::Event;
use switchboard_rules::ids::{ImportId, MemberId};
use switchboard_rules::moment::Moment;
use switchboard_rules::policy::{Action, Facts, Resource};

use super::figures::{Counts, Import};
use super::hand;
use super::import::{END, Running, given_up};
use super::leavers::leavers;
use super::plan::Extent;
use super::prepare::end_row;
use super::stops::{keep, tell};
use super::whole::{self, Version, Why};
use crate::desk::shape;
use crate::engine::{Arg, Value};
use crate::entry::{self, Draft};
use crate::fault::Fault;
use crate::hooks::{self, Whose};
use crate::session::id16;
use crate::tx::{Tx, Verdict};
use crate::world::World;

/// Who would leave by a full roll.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Leaving {
    /// Members before who don't stand in the file.
    pub leaving: u64,
    /// Members before.
    pub members: u64,
    /// Rejected rows that don't say whose they are: any of those who leave may be one of them.
    pub unclear: u64,
}

/// Whether a full roll may end those memberships.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ends {
    /// They end when the import is switched on.
    Written(Leaving),
    /// They are too many. Nothing was changed; give the import up.
    TooMany(Leaving),
    /// Rows that can't be read may be theirs. Nothing was changed; give the import up.
    Unclear(Leaving),
}

/// How many ends one write holds: on SQLite it may not hold the writer longer than 5 ms.
const SLICE: usize = 200;
impl Running {
    /// After the last slice: ends the memberships of those who don't stand in a full roll, under the dark id. Of a partial
    /// file nobody leaves.
    pub fn leave(&mut self, now: Moment) -> Result<Ends, Fault> {
        self.asked_at = now;
        let Extent::FullRoll(most) = self.plan.extent else {
            return Ok(Ends::Written(Leaving::default()));
        };
        let (leaving, members) = leavers(&self.world, &mut self.memory, &self.rejected)?;
        let leavers = Leaving {
            leaving: u64::try_from(leaving.len()).unwrap_or(u64::MAX),
            members,
            unclear: self.unclear,
        };
        if !most.allows(leavers.leaving, members) {
            self.is_answer = true;
            return Ok(Ends::TooMany(leavers));
        }
        if self.unclear > 0 && leavers.leaving > 0 {
            self.is_answer = true;
            return Ok(Ends::Unclear(leavers));
        }
        for slice in leaving.chunks(SLICE) {
            let end = Some((now.millis(), Why::NotInTheRoll));
            let rows: Vec<Vec<Value>> = slice
                .iter()
                .map(|member| end_row(*member, self.id, end))
                .collect();
            self.submit(move |raw| {
                raw.bulk("member_end", &END, &mut rows.iter().cloned())
                    .map(|_| ())
            })?;
        }
        self.counts.ended = i64::try_from(leaving.len()).unwrap_or(i64::MAX);
        Ok(Ends::Written(leavers))
    }

    /// Switches the whole import on with one row, and writes its entry.
    pub fn switch(mut self, now: Moment) -> Result<Verdict<Import>, Fault> {
        self.asked_at = now;
        self.flush()?;
        keep(&self.world, (self.id, &mut self.notes), &self.halts, now)?;
        tell(&self.world, self.id, &self.stops, now)?;
        let (id, counts) = (self.id, self.counts);
        let what = self.plan.code();
        let done = self
            .world
            .write("import-switch", self.auth.clone(), now, move |tx| {
                let grant = match tx.ask(Action::Import, &Resource::Organisation, Facts::SHUT)? {
                    Ok(grant) => grant,
                    Err(refusal) => return Ok(Verdict::Refused(refusal)),
                };
                light(tx, id)?;
                rebase(tx, id)?;
                settle(tx, id, &counts);
                let detail = format!("import={id} what={what} {}", counts.words());
                let draft = Draft::act(EventKind::ImportSwitched, &grant).detail(detail);
                entry::write(tx, &draft, &[])?;
                hooks::tell(
                    tx,
                    Event::RollChanged,
                    Whose::Organisation,
                    &format!("import={id}"),
                )?;
                tx.changed("roll", id.as_bytes());
                Ok(Verdict::Given(Import {
                    id,
                    state: "done".to_owned(),
                    what: what.to_owned(),
                    counts,
                }))
            })
            .wait()?;
        // The members it made may be the first.
        count_anew(&self.world);
        Ok(done.verdict)
    }
}

pub(crate) fn count_anew(world: &World) {
    world
        .0
        .db
        .count_anew("analyze member, member_row, lookup, member_end");
}

/// Deletes the one row that hides everything; refused where somebody took the import away.
pub(crate) fn light(tx: &mut Tx<'_, '_>, id: ImportId) -> Result<(), Fault> {
    let own = [Arg::Int(id.bucket()), Arg::Bytes(id.as_bytes())];
    let lit = tx.run(
        "delete from import_dark where bucket = $1 and import = $2 and held_until >= 0",
        &own,
    )?;
    match lit {
        0 => Err(given_up()),
        _ => Ok(()),
    }
}

const DONE: &str = "update import set state = 'done', created = $1, changed = $2, unchanged = $3, ended = $4, resumed = $5, rejected = $6, duplicates = $7, by_hand = $8, fields = $9, ended_at = $10 where bucket = $11 and id = $12";

/// Keeps what an import did in its own row.
pub(crate) fn settle(tx: &mut Tx<'_, '_>, id: ImportId, counts: &Counts) {
    let mut args = counts.values();
    args.extend([
        Value::Int(tx.now().millis()),
        Value::Int(id.bucket()),
        Value::Bytes(id.as_bytes().to_vec()),
    ]);
    tx.later(DONE, args);
}

/// How many corrections may be made while one import runs.
const SINCE_MAX: usize = 1_000;
/// In the order in which members are locked.
const SINCE: &str = "select distinct member from hand where id > $1 order by member limit 1001";
const OF_IMPORT: &str = "select m.id, m.erase_key, m.key_month, r.import, r.branch, r.kind, r.joined_year, r.ends_on, r.do_not_call, r.deceased, r.digest, r.said, r.parts, r.name_sealed, r.phones_sealed, r.rest_sealed, '', r.language, r.area, r.tags from member m join member_row r on r.bucket = m.bucket and r.member = m.id where m.bucket = $1 and m.id = $2 and r.import = $3";

/// Merges what the import says with what somebody corrected by hand since it began: the correction's version is the newer
/// one, so without this the import's word on that member would be lost.
pub(crate) fn rebase(tx: &mut Tx<'_, '_>, import: ImportId) -> Result<(), Fault> {
    let since = by_hand_since(tx, import)?;
    if since.len() > SINCE_MAX {
        return Err(Fault::World("more than 1,000 members were corrected by hand while this import ran; import the file again".to_owned()));
    }
    for member in since {
        let Some(now) = hand::whole(tx, member)? else {
            continue;
        };
        let world = std::sync::Arc::clone(tx.world);
        let args = [
            Arg::Int(member.bucket()),
            Arg::Bytes(member.as_bytes()),
            Arg::Bytes(import.as_bytes()),
        ];
        let imported = tx.one(OF_IMPORT, &args, |row| whole::read(&world, row))?;
        let Some(imported) = imported.filter(|imported| now.act > imported.act) else {
            continue;
        };
        let mut row = now.row.clone();
        row.take(imported.parts, &imported.row);
        row.do_not_call |= now.row.do_not_call;
        row.deceased |= now.row.deceased;
        let act = hand::act_id(tx, member)?;
        let merged = Version {
            act,
            member: *member.as_bytes(),
            key: &now.key,
            row: &row,
            digest: &imported.digest,
            lasts: &imported.lasts,
            parts: row.differs_from(&now.row),
            today: tx.today()?,
        };
        hand::put(tx, &merged)?;
    }
    tx.flush()
}

/// Whom somebody changed by hand since an import began.
pub(crate) fn by_hand_since(tx: &mut Tx<'_, '_>, import: ImportId) -> Result<Vec<MemberId>, Fault> {
    tx.all(SINCE, &[Arg::Bytes(import.as_bytes())], |row| {
        let member = id16(row.bytes(0)?).ok_or_else(|| shape("hand"))?;
        Ok(MemberId::from_bytes(member))
    })
}
