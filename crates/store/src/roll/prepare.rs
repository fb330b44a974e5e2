//! Before a slice is written: match against what is kept, tell changed from unchanged, merge, seal. On the importing
//! thread, so that the writer only writes.

use switchboard_rules::ids::{ImportId, MemberId, bucket_of};
use switchboard_rules::person::{Day, ExternalId};
use switchboard_rules::roll::{By, Lasts, Parts, Reason, RollRow, SaidRow, merge};

use super::Counts;
use super::compare::{ComparedRow, Found};
use super::hold::Hold;
use super::look::{Known, wholes};
use super::lookups::{Lookup, Lookups, What};
use super::memory::Memory;
use super::plan::Plan;
use super::stops::{Halt, Whose};
use super::told::{Back, Turned, TurnedPeople};
use super::whole::{self, Version, Whole, Why, part_hash};
use crate::engine::Value;
use crate::fault::Fault;
use crate::keys::MemberKey;
use crate::world::Inner;

/// Rows of one slice, ready to be written, by table.
#[derive(Default)]
pub(crate) struct Prepared {
    pub(crate) members: Vec<Vec<Value>>,
    pub(crate) rows: Vec<Vec<Value>>,
    pub(crate) ends: Vec<Vec<Value>>,
    pub(crate) notes: Vec<([u8; 16], Parts)>,
    pub(crate) lookups: Lookups,
    pub(crate) counts: Counts,
    /// Lines that were not taken, and why: it stands in the file alone.
    pub(crate) refused: Vec<(u64, Reason)>,
    /// Rows that were not taken because of who is on the roll. They are not among `counts`.
    pub(crate) turned: Vec<Turned>,
    /// Of a file that is tried: how many people those are about.
    pub(crate) people: TurnedPeople,
    /// Rows that hold nothing to tell whose they are.
    pub(crate) unclear: u64,
    /// The stops that stand in those lines.
    pub(crate) halts: Vec<Halt>,
    /// What stops calls and is new in rows that are taken.
    pub(crate) stops: Vec<Halt>,
}

/// A row that says something new of a member who is known.
pub(super) struct News<'r> {
    said: &'r SaidRow,
    member: MemberId,
    digest: [u8; 32],
    parts: Parts,
    resumes: bool,
}

/// What becomes of what is made ready.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Use {
    /// It is written.
    Import,
    /// It is only counted.
    Trial,
}

/// Makes slices ready.
pub(crate) struct Preparer<'w> {
    pub(crate) used: Use,
    pub(crate) world: &'w Inner,
    pub(crate) import: ImportId,
    pub(crate) plan: &'w Plan,
    pub(crate) today: Day,
    pub(crate) memory: &'w mut Memory,
    /// What is renewed where a slice takes long; a try holds nothing.
    pub(crate) hold: Option<&'w mut Hold>,
}

impl Prepared {
    pub(super) fn refuse(&mut self, line: u64, why: Reason) {
        self.counts.rejected += 1;
        self.refused.push((line, why));
    }

    pub(super) fn repeat(&mut self, line: u64) {
        self.counts.duplicates += 1;
        self.refused.push((line, Reason::Repeated));
    }
}

impl Preparer<'_> {
    /// Says that the slice is still being made ready.
    pub(super) fn go_on(&mut self) -> Result<(), Fault> {
        match &mut self.hold {
            Some(hold) => hold.go_on(),
            None => Ok(()),
        }
    }

    /// Gives a row back because of who is on the roll. A try counts the person to whom `whom` leads once, however many rows
    /// are about them: a thousand rows of one person would else stand out of every rounded count.
    pub(super) fn turn_back(
        &mut self,
        (line, why): (u64, Reason),
        back: Back,
        whom: &[[u8; 16]],
        out: &mut Prepared,
    ) {
        out.turned.push(Turned { line, why, back });
        if self.used == Use::Trial && self.memory.is_first_turned(whom) {
            out.people.add(back);
        }
    }

    /// Takes in one slice that was compared: counts, merges and seals.
    pub(super) fn slice(&mut self, rows: &[ComparedRow]) -> Result<Prepared, Fault> {
        let mut out = Prepared::default();
        let mut news = Vec::new();
        match self.plan.by {
            By::ExternalId => self.by_number(rows, &mut news, &mut out)?,
            by => self.by_two_things(by, rows, &mut news, &mut out)?,
        }
        self.take_in(&news, &mut out)?;
        Ok(out)
    }

    fn by_number<'r>(
        &mut self,
        rows: &'r [ComparedRow],
        news: &mut Vec<News<'r>>,
        out: &mut Prepared,
    ) -> Result<(), Fault> {
        for row in rows {
            let (blind, said) = match &row.found {
                Found::Numberless | Found::Unmatched(_) => {
                    out.refuse(row.line, Reason::Numberless);
                    continue;
                }
                Found::Nobody(blind, said) => (*blind, Some(&**said)),
                Found::Same { blind, stop, .. } => (*blind, stop.as_deref()),
                Found::Other(differing) => (differing.blind, Some(&differing.said)),
            };
            if !self.memory.seen.insert(blind) {
                out.repeat(row.line);
                out.halts
                    .extend(said.and_then(|said| Halt::of_row(Whose::Number(blind), said)));
                continue;
            }
            // The file has both numbers of somebody who was merged.
            let again = row.found.member();
            if let Some(member) = again.filter(|member| self.is_named_again(*member)) {
                let turned = (row.line, Reason::Repeated);
                self.turn_back(turned, Back::Repeated, &[member], out);
                out.halts
                    .extend(said.and_then(|said| Halt::of_row(Whose::Number(blind), said)));
                continue;
            }
            match &row.found {
                Found::Numberless | Found::Unmatched(_) => {}
                Found::Same { member, .. } => self.unchanged(*member, out),
                Found::Other(other) => {
                    news.extend(self.differing(&other.said, &other.known, other.digest, out)?);
                }
                Found::Nobody(_, said) => {
                    if let Some(why) = self.create(said.whole(), said, &blind, out)? {
                        self.turn_back((row.line, why), Back::Refused, &[blind], out);
                    }
                }
            }
        }
        Ok(())
    }

    /// Whether the file has named this member before by another number, which only happens to whom others were merged into.
    fn is_named_again(&mut self, member: [u8; 16]) -> bool {
        let is_keeper = self.memory.aliases.is_keeper(MemberId::from_bytes(member));
        is_keeper && !self.memory.seen.insert(member)
    }

    /// Tells whether a row says something new of its member, without opening anything of them.
    pub(super) fn compare<'r>(
        &mut self,
        row: &'r SaidRow,
        known: &Known,
        out: &mut Prepared,
    ) -> Result<Option<News<'r>>, Fault> {
        let keys = &self.world.keys;
        let key = keys.member(&known.member, known.month, &known.erase_key)?;
        let digest = key.digest(&row.canonical(self.plan.clears));
        if known.digest == digest && !known.resumes() {
            self.unchanged(known.member, out);
            return Ok(None);
        }
        self.differing(row, known, digest, out)
    }

    /// The row says what the last file said of this member.
    fn unchanged(&mut self, member: [u8; 16], out: &mut Prepared) {
        self.stands(member);
        out.counts.unchanged += 1;
    }

    /// A member of the roll stands in the file.
    fn stands(&mut self, member: [u8; 16]) {
        if self.plan.is_full_roll() {
            self.memory.present.insert(member);
        }
    }

    /// Tells which parts a row that is not what the last file said says otherwise.
    fn differing<'r>(
        &mut self,
        row: &'r SaidRow,
        known: &Known,
        digest: [u8; 32],
        out: &mut Prepared,
    ) -> Result<Option<News<'r>>, Fault> {
        self.stands(known.member);
        let (clears, keys) = (self.plan.clears, &self.world.keys);
        let key = keys.member(&known.member, known.month, &known.erase_key)?;
        let damaged = |_| {
            Fault::Row("a row of `member_row` can't be read; restore it from a backup".to_owned())
        };
        let lasts = Lasts::decode(&known.said).map_err(damaged)?;
        let parts = lasts.news(row, clears, |part, bytes| part_hash(&key, part, bytes));
        let resumes = known.resumes();
        if parts.is_empty() && !resumes {
            out.counts.unchanged += 1;
            return Ok(None);
        }
        Ok(Some(News {
            said: row,
            member: MemberId::from_bytes(known.member),
            digest,
            parts,
            resumes,
        }))
    }

    /// Opens the members of whom the file says something new, merges and seals.
    fn take_in(&mut self, news: &[News<'_>], out: &mut Prepared) -> Result<(), Fault> {
        if news.is_empty() {
            return Ok(());
        }
        let world = self.world;
        let members: Vec<MemberId> = news.iter().map(|news| news.member).collect();
        let wholes = world
            .db
            .read("import-open", |raw| wholes(world, raw, &members))?;
        for (news, whole) in news.iter().zip(wholes) {
            self.merged(news, &whole, out)?;
        }
        Ok(())
    }

    fn merged(&mut self, news: &News<'_>, whole: &Whole, out: &mut Prepared) -> Result<(), Fault> {
        let hash = |part, bytes: &[u8]| part_hash(&whole.key, part, bytes);
        let (row, changed) = merge(&whole.row, news.said, news.parts);
        let mut lasts = whole.lasts;
        lasts.learn(news.said, self.plan.clears, hash);
        if changed.is_empty() && !news.resumes {
            out.counts.unchanged += 1;
        } else {
            out.counts.changed += 1;
            out.counts.fields.add(changed);
        }
        let by_hand = changed.and(whole.lasts.by_hand(&whole.row, hash));
        // What was never there was not changed by hand: a first value is no conflict.
        let by_hand: Parts = by_hand
            .iter()
            .filter(|part| !whole.row.part(*part).is_empty() || whole.lasts.of(*part).is_some())
            .collect();
        if !by_hand.is_empty() {
            out.counts.by_hand += 1;
            out.notes.push((*whole.member.as_bytes(), by_hand));
        }
        if news.resumes {
            out.counts.resumed += 1;
        }
        if self.used == Use::Trial {
            return Ok(());
        }
        if news.resumes {
            out.ends.push(end_row(whole.member, self.import, None));
        }
        out.stops
            .extend(Halt::news_of(whole.member, &whole.row, &row));
        let version = Version {
            act: *self.import.as_bytes(),
            member: *whole.member.as_bytes(),
            key: &whole.key,
            row: &row,
            digest: &news.digest,
            lasts: &lasts,
            parts: changed,
            today: self.today,
        };
        let (values, found) = whole::version(self.world, &version)?;
        out.rows.push(values);
        out.lookups.again.extend(found);
        Ok(())
    }

    /// Makes a new member of a row; answers why it can't, where it can't.
    pub(super) fn create(
        &mut self,
        row: Option<RollRow>,
        said: &SaidRow,
        blind: &[u8; 16],
        out: &mut Prepared,
    ) -> Result<Option<Reason>, Fault> {
        let Some(row) = row else {
            return Ok(Some(Reason::Nameless));
        };
        let gone = &self.memory.gone;
        if let Some(why) = gone.by_number(self.world, row.external_id.as_str()) {
            return Ok(Some(why));
        }
        if self.used == Use::Trial {
            out.counts.created += 1;
            return Ok(None);
        }
        let member = self.memory.new_id()?;
        let (key, wrapped) = self.world.keys.new_member(&member)?;
        out.members.push(vec![
            Value::Int(bucket_of(&member)),
            Value::Bytes(member.to_vec()),
            Value::Bytes(self.import.as_bytes().to_vec()),
            Value::Bytes(wrapped),
            Value::Int(self.world.keys.month()),
        ]);
        out.counts.created += 1;
        let found = self.first_version(member, &key, &row, said, out)?;
        out.lookups
            .fresh
            .push(Lookup::new(What::External, *blind, member));
        out.lookups.fresh.extend(found);
        Ok(None)
    }

    fn first_version(
        &self,
        member: [u8; 16],
        key: &MemberKey,
        row: &RollRow,
        said: &SaidRow,
        out: &mut Prepared,
    ) -> Result<Vec<Lookup>, Fault> {
        let mut lasts = Lasts::default();
        lasts.learn(said, self.plan.clears, |part, bytes| {
            part_hash(key, part, bytes)
        });
        let version = Version {
            act: *self.import.as_bytes(),
            member,
            key,
            row,
            digest: &key.digest(&said.canonical(self.plan.clears)),
            lasts: &lasts,
            parts: Parts::ALL,
            today: self.today,
        };
        let (values, found) = whole::version(self.world, &version)?;
        out.rows.push(values);
        Ok(found)
    }
}

/// The blind index of a membership number.
pub(crate) fn external_blind(world: &Inner, id: &ExternalId) -> Result<[u8; 16], Fault> {
    let blind = &world.keys.current()?.blind;
    Ok(blind.short("external", id.as_str().as_bytes()))
}

/// A row of `member_end`.
pub(crate) fn end_row(member: MemberId, act: ImportId, end: Option<(i64, Why)>) -> Vec<Value> {
    vec![
        Value::Int(member.bucket()),
        Value::Bytes(member.as_bytes().to_vec()),
        Value::Bytes(act.as_bytes().to_vec()),
        end.map_or(Value::Null, |(at, _)| Value::Int(at)),
        Value::Text(end.map_or("", |(_, why)| why.code()).to_owned()),
    ]
}
