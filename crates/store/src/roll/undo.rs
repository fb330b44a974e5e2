//! Undoing an import: what it changed goes back, part by part, where nothing changed it since.
//!
//! It writes slices under a dark id of its own, as an import does, and one row switches them on. What changed since stays and
//! is listed; a mark that stops calls stays; nobody comes back who was forgotten; entries stay. Where a record and another
//! became one since, no membership is ended or resumed: it is listed, for the merge has to be undone first.

use switchboard_rules::events::EventKind;
use switchboard_rules::hook::Event;
use switchboard_rules::ids::{ImportId, MemberId};
use switchboard_rules::moment::{Moment, Span};
use switchboard_rules::policy::{Action, Facts, Reason, Refusal, Resource};
use switchboard_rules::roll::{Part, Parts, undoing};

use super::figures::{self, Counts, Import};
use super::import::{END, NOTE, darken, given_up, new_id, note_row};
use super::lookups::Lookup;
use super::prepare::end_row;
use super::sweep::{give_up, sweep};
use super::switch::{count_anew, light, rebase, settle};
use super::whole::{self, ROW, Version, WHOLE, Whole, Why};
use crate::duplicates::alias::Aliases;
use crate::engine::{Arg, Raw, Row, Stmt, Value, stmt};
use crate::entry::{self, Draft};
use crate::fault::Fault;
use crate::hooks::{self, Whose};
use crate::session::{Auth, id16};
use crate::stretch::{self, Stretch};
use crate::tx::{Tx, Verdict};
use crate::world::{Inner, World};

/// How many members one write puts back: on SQLite it may not hold the writer longer than 5 ms.
const SLICE: i64 = 100;
const HELD: Span = Span::seconds(30);
/// Marks that stop calls: no undo takes one back.
const KEPT: Parts = Parts::NONE.with(Part::DoNotCall).with(Part::Deceased);

const TOUCHED: &str = "select m.id, case when m.born_import = $4 then 1 else 0 end from member m where (m.bucket, m.id) > ($1, $2) and m.bucket < $3 and (exists (select 1 from member_row r where r.bucket = m.bucket and r.member = m.id and r.import = $4) or exists (select 1 from member_end e where e.bucket = m.bucket and e.member = m.id and e.import = $4)) order by m.bucket, m.id limit $5";
const OF_ACT: &str = "select m.id, m.erase_key, m.key_month, r.import, r.branch, r.kind, r.joined_year, r.ends_on, r.do_not_call, r.deceased, r.digest, r.said, r.parts, r.name_sealed, r.phones_sealed, r.rest_sealed, '', r.language, r.area, r.tags from member m join member_row r on r.bucket = m.bucket and r.member = m.id where m.bucket = $1 and m.id = $2 and r.import = $3";
const BEFORE: &str = "select m.id, m.erase_key, m.key_month, r.import, r.branch, r.kind, r.joined_year, r.ends_on, r.do_not_call, r.deceased, r.digest, r.said, r.parts, r.name_sealed, r.phones_sealed, r.rest_sealed, '', r.language, r.area, r.tags from member m join member_row r on r.bucket = m.bucket and r.member = m.id where m.bucket = $1 and m.id = $2 and r.import < $3 and not exists (select 1 from import_dark d where d.import = r.import) order by r.import desc limit 1";
/// The newest word on whether the membership goes on.
const NEWEST_END: &str = "select e.import, e.ended_at from member_end e where e.bucket = $1 and e.member = $2 and not exists (select 1 from import_dark d where d.import = e.import) order by e.import desc limit 1";
const LOOKUP: &str = "insert into lookup (bucket, what, blind, member, import, key_month) values ($1, $2, $3, $4, $5, $6) on conflict (bucket, what, blind, member) do nothing";
const UNDONE: &str = "update import set state = 'undone' where bucket = $1 and id = $2";
/// What it said of a death in rows that were not taken ends no account any more.
pub(super) const NOBODY_DIED: &str =
    "delete from import_note where bucket = $1 and import = $2 and what = 'died'";
const UNDOES: &str = "update import set undoes = $1 where bucket = $2 and id = $3";

/// What an undo came to.
pub enum Undone {
    /// It is done.
    Done(Box<Import>),
    /// There is nothing to undo: it never took effect, was undone before, or is an undo itself.
    NotDone,
}

/// Undoes an import; `told` hears how many of the roll's 1,024 parts are done.
pub fn undo(
    world: &World,
    auth: &Auth,
    import: ImportId,
    clock: impl Fn() -> Moment,
    mut told: impl FnMut(i64),
) -> Result<Verdict<Undone>, Fault> {
    let now = clock();
    sweep(world, now)?;
    let id = new_id(world, now)?;
    let begun = world
        .write("undo-begin", auth.clone(), now, move |tx| {
            begin(tx, id, import)
        })
        .wait()?;
    match begun.verdict {
        Verdict::Given(Some(month)) => world.0.keys.months.set_current(month),
        Verdict::Given(None) => return Ok(Verdict::Given(Undone::NotDone)),
        Verdict::Refused(refusal) => return Ok(Verdict::Refused(refusal)),
    }
    let mut undoing = Undoing {
        world,
        id,
        import,
        // From here nobody is merged until it is switched on.
        aliases: Aliases::read(world)?,
        counts: Counts::default(),
    };
    let slices = stretch::along(stretch::ALL, |stretch| {
        let last = undoing.slice(stretch, &clock)?;
        if last.is_none() {
            told(stretch.until);
        }
        Ok(last)
    });
    if let Err(fault) = slices {
        give_up(world, id, clock())?;
        return Err(fault);
    }
    let counts = undoing.counts;
    let done = world
        .write("undo-switch", auth.clone(), clock(), move |tx| {
            switch(tx, id, import, counts)
        })
        .wait()?;
    count_anew(world);
    Ok(match done.verdict {
        Verdict::Given(import) => Verdict::Given(Undone::Done(Box::new(import))),
        Verdict::Refused(refusal) => Verdict::Refused(refusal),
    })
}

fn begin(
    tx: &mut Tx<'_, '_>,
    id: ImportId,
    import: ImportId,
) -> Result<Verdict<Option<i64>>, Fault> {
    let grant = match tx.ask(Action::UndoImport, &Resource::Organisation, Facts::SHUT)? {
        Ok(grant) => grant,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    let Some((_, found)) = figures::read(tx, import)? else {
        return Ok(Verdict::Refused(Refusal::new(Reason::NotYourImport)));
    };
    if found.state != "done" || found.what == "undo" {
        return Ok(Verdict::Given(None));
    }
    let month = darken(tx, id, "undo", &grant)?;
    tx.later(
        UNDOES,
        vec![
            Value::Bytes(import.as_bytes().to_vec()),
            Value::Int(id.bucket()),
            Value::Bytes(id.as_bytes().to_vec()),
        ],
    );
    let draft = Draft::act(EventKind::ImportBegun, &grant)
        .detail(format!("import={id} what=undo of={import}"));
    entry::write(tx, &draft, &[])?;
    Ok(Verdict::Given(Some(month)))
}

fn switch(
    tx: &mut Tx<'_, '_>,
    id: ImportId,
    import: ImportId,
    counts: Counts,
) -> Result<Verdict<Import>, Fault> {
    let grant = match tx.ask(Action::UndoImport, &Resource::Organisation, Facts::SHUT)? {
        Ok(grant) => grant,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    light(tx, id)?;
    rebase(tx, id)?;
    settle(tx, id, &counts);
    let of_import = || {
        vec![
            Value::Int(import.bucket()),
            Value::Bytes(import.as_bytes().to_vec()),
        ]
    };
    tx.later(UNDONE, of_import());
    tx.later(NOBODY_DIED, of_import());
    let detail = format!("import={import} by={id} {}", counts.words());
    let draft = Draft::act(EventKind::ImportUndone, &grant).detail(detail);
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
        what: "undo".to_owned(),
        counts,
    }))
}

/// An undo under way.
struct Undoing<'w> {
    world: &'w World,
    id: ImportId,
    import: ImportId,
    aliases: Aliases,
    counts: Counts,
}

/// What one slice writes.
#[derive(Default)]
struct Slice {
    rows: Vec<Vec<Value>>,
    ends: Vec<Vec<Value>>,
    notes: Vec<Vec<Value>>,
    lookups: Vec<Lookup>,
}

/// A member as the undo finds them.
struct Found {
    now: Whole,
    imported: Option<Whole>,
    before: Option<Whole>,
    was_born: bool,
    /// Whether the newest word on the membership is the import's, and whether it is that it ended.
    end: Option<bool>,
    is_former: bool,
}

impl Undoing<'_> {
    /// Undoes one slice; answers its last member, behind whom more may follow.
    fn slice(
        &mut self,
        stretch: &Stretch,
        clock: &impl Fn() -> Moment,
    ) -> Result<Option<[u8; 16]>, Fault> {
        let (world, import) = (&self.world.0, self.import);
        let found = world
            .db
            .read("undo-look", |raw| touched(raw, stretch, import))?;
        let Some(last) = found.last().map(|(last, _)| *last.as_bytes()) else {
            return Ok(None);
        };
        let mut slice = Slice::default();
        for (member, was_born) in found {
            let found = world.db.read("undo-open", |raw| {
                open(world, raw, member, (import, was_born))
            })?;
            if let Some(found) = found {
                self.one(&found, clock(), &mut slice)?;
            }
        }
        self.write(slice, clock())?;
        Ok(Some(last))
    }

    /// What becomes of one member.
    fn one(&mut self, found: &Found, now: Moment, slice: &mut Slice) -> Result<(), Fault> {
        let member = found.now.member;
        if found.was_born {
            self.born(found, now, slice);
            return Ok(());
        }
        match found.end {
            // Whoever goes on under another record would be a member twice, or those under this one would be none.
            Some(true) if self.aliases.is_merged(member) => self.bound(member, slice),
            Some(false) if self.aliases.is_keeper(member) => self.bound(member, slice),
            Some(true) => {
                self.counts.resumed += 1;
                slice.ends.push(end_row(member, self.id, None));
            }
            Some(false) => {
                self.counts.ended += 1;
                let end = Some((now.millis(), Why::NotInTheRoll));
                slice.ends.push(end_row(member, self.id, end));
            }
            None => {}
        }
        let (Some(imported), Some(before)) = (&found.imported, &found.before) else {
            return Ok(());
        };
        let parts = undoing(&before.row, &imported.row, &found.now.row);
        let back = parts.back.without(KEPT);
        let left = parts.left.or(parts.back.and(KEPT));
        if !left.is_empty() {
            self.leave(member, left, slice);
        }
        if !back.is_empty() {
            self.counts.changed += 1;
            self.counts.fields.add(back);
            self.put_back(found, before, back, (now, slice))?;
        }
        Ok(())
    }

    /// Of somebody whom the import made.
    fn born(&mut self, found: &Found, now: Moment, slice: &mut Slice) {
        let member = found.now.member;
        let since = match &found.imported {
            Some(imported) => found.now.row.differs_from(&imported.row),
            None => Parts::ALL,
        };
        // The end would end the membership of those who go on under this record, and an undo of the merge would bring back
        // whom the undo of the import was to take away.
        if self.aliases.is_merged(member) || self.aliases.is_keeper(member) {
            self.bound(member, slice);
        } else if !since.is_empty() {
            self.leave(member, since, slice);
        } else if !found.is_former {
            self.counts.ended += 1;
            let end = Some((now.millis(), Why::Undo));
            slice.ends.push(end_row(member, self.id, end));
        }
    }

    /// Lists a member whose record and another are one: the merge comes first.
    fn bound(&mut self, member: MemberId, slice: &mut Slice) {
        self.note("merged", member, Parts::NONE, slice);
    }

    fn leave(&mut self, member: MemberId, parts: Parts, slice: &mut Slice) {
        self.note("left", member, parts, slice);
    }

    fn note(&mut self, what: &'static str, member: MemberId, parts: Parts, slice: &mut Slice) {
        self.counts.by_hand += 1;
        let note = note_row(
            self.id,
            what,
            self.counts.by_hand,
            *member.as_bytes(),
            parts,
        );
        slice.notes.push(note);
    }

    /// The member's newest version with these parts as they were; what files said last of them goes back too, so that the
    /// same file could be imported again.
    fn put_back(
        &self,
        found: &Found,
        before: &Whole,
        back: Parts,
        (now, slice): (Moment, &mut Slice),
    ) -> Result<(), Fault> {
        let mut row = found.now.row.clone();
        row.take(back, &before.row);
        let mut lasts = found.now.lasts;
        lasts.take(back, &before.lasts);
        let version = Version {
            act: *self.id.as_bytes(),
            member: *found.now.member.as_bytes(),
            key: &found.now.key,
            row: &row,
            digest: &before.digest,
            lasts: &lasts,
            parts: back,
            today: self.world.today(now)?,
        };
        let (values, lookups) = whole::version(&self.world.0, &version)?;
        slice.rows.push(values);
        slice.lookups.extend(lookups);
        Ok(())
    }

    /// Writes a slice under the dark id, and renews the hold on it.
    fn write(&self, slice: Slice, now: Moment) -> Result<(), Fault> {
        let (id, held) = (self.id, now.plus(HELD).millis());
        let month = self.world.0.keys.month();
        let write = move |raw: &mut Raw<'_>| {
            raw.bulk("member_row", &ROW, &mut slice.rows.iter().cloned())?;
            raw.bulk("member_end", &END, &mut slice.ends.iter().cloned())?;
            raw.bulk("import_note", &NOTE, &mut slice.notes.iter().cloned())?;
            let values: Vec<Vec<Value>> = slice
                .lookups
                .iter()
                .map(|lookup| lookup.values(id.as_bytes(), month))
                .collect();
            let args: Vec<Vec<Arg<'_>>> = values
                .iter()
                .map(|values| values.iter().map(Value::as_arg).collect())
                .collect();
            let lookups: Vec<Stmt<'_>> = args.iter().map(|args| stmt(LOOKUP, args)).collect();
            raw.many(&lookups)?;
            let held = [
                Arg::Int(held),
                Arg::Int(id.bucket()),
                Arg::Bytes(id.as_bytes()),
            ];
            match raw.run("update import_dark set held_until = $1 where bucket = $2 and import = $3 and held_until >= 0", &held)? {
                1 => Ok(()),
                _ => Err(given_up()),
            }
        };
        self.world.0.db.write("undo-slice", write).map(|_| ())
    }
}

/// The members of a stretch whom an import touched, with whether it made them.
fn touched(
    raw: &mut Raw<'_>,
    stretch: &Stretch,
    import: ImportId,
) -> Result<Vec<(MemberId, bool)>, Fault> {
    let [bucket, after, until] = stretch.args();
    let import = Arg::Bytes(import.as_bytes());
    let args = [bucket, after, until, import, Arg::Int(SLICE)];
    raw.all(TOUCHED, &args, |row| {
        let id = id16(row.bytes(0)?).ok_or_else(|| crate::desk::shape("member"))?;
        Ok((MemberId::from_bytes(id), row.int(1)? != 0))
    })
}

/// Opens what is needed of one member; none of somebody who was forgotten: their key opens nothing any more.
fn open(
    world: &Inner,
    raw: &mut Raw<'_>,
    member: MemberId,
    (import, was_born): (ImportId, bool),
) -> Result<Option<Found>, Fault> {
    let bucket = member.bucket();
    let act = [
        Arg::Int(bucket),
        Arg::Bytes(member.as_bytes()),
        Arg::Bytes(import.as_bytes()),
    ];
    let [in_force, newest_end] = [WHOLE, NEWEST_END].map(|sql| (sql, &act[..2]));
    let Some(now) = readable(world, raw, in_force)? else {
        return Ok(None);
    };
    let (sql, args) = newest_end;
    let end = raw.one(sql, args, |row| {
        Ok((
            row.bytes(0)? == import.as_bytes(),
            row.opt_int(1)?.is_some(),
        ))
    })?;
    Ok(Some(Found {
        imported: readable(world, raw, (OF_ACT, &act))?,
        before: readable(world, raw, (BEFORE, &act))?,
        was_born,
        end: end.filter(|(is_its, _)| *is_its).map(|(_, ended)| ended),
        is_former: now.ended.is_some(),
        now,
    }))
}

fn readable(
    world: &Inner,
    raw: &mut Raw<'_>,
    (sql, args): (&'static str, &[Arg<'_>]),
) -> Result<Option<Whole>, Fault> {
    let read = |row: &Row<'_>| match whole::read(world, row) {
        Ok(whole) => Ok(Some(whole)),
        Err(Fault::Seal(_)) => Ok(None),
        Err(fault) => Err(fault),
    };
    Ok(raw.one(sql, args, read)?.flatten())
}
