//! Rows that are matched by two things that agree, and never by one: taken in when their turn comes.

use std::sync::Arc;

use switchboard_rules::alike::folded;
use switchboard_rules::ids::MemberId;
use switchboard_rules::person::{Email, ExternalId, Name};
use switchboard_rules::roll::{By, Reason, SaidRow};

use super::compare::{ComparedRow, Found};
use super::forgotten::TWO_THINGS;
use super::look::{Known, members_of};
use super::matching::{Match, Things, holds_both, key_texts, matches, same_name};
use super::memory::Meant;
use super::prepare::{News, Prepared, Preparer, Use, external_blind};
use super::sharers::Objectors;
use super::stops::{Halt, Whose};
use super::told::Back;
use super::whole::Whole;
use crate::engine::Arg;
use crate::fault::Fault;
use crate::mint::{made_ms, random_id};
use crate::session::id16;

const BORN: &str = "select m.born_import, (select count(*) from hand h where h.id = m.born_import) from member m where m.bucket = $1 and m.id = $2";

/// How many characters a generated number has behind its prefix: 60 bits, so that two are never the same.
const GENERATED: usize = 12;

/// A number for a member whose file gives none.
fn generated(prefix: &str) -> Result<ExternalId, Fault> {
    let id = MemberId::from_bytes(random_id()?).to_string();
    let tail: String = id.chars().rev().take(GENERATED).collect();
    ExternalId::parse(&format!("{prefix}{tail}"))
        .map_err(|why| Fault::World(format!("the prefix of new numbers can't be used: {why}")))
}

/// Whether a row bears a member's name.
fn is_named(member: &Name, row: &SaidRow) -> bool {
    row.name
        .as_ref()
        .is_some_and(|name| same_name(member, name))
}

/// The stop of a row that comes back because its two things were named before. They may be a household's: a death is taken
/// only where it is surely theirs, an objection always.
fn repeated(whose: Whose, row: &SaidRow, is_theirs: bool) -> Option<Halt> {
    if is_theirs {
        Halt::of_row(whose, row)
    } else {
        Halt::objection_of(whose, row)
    }
}

/// The two things of a row, as often as it holds them: as they are read, and by blind index.
struct Both {
    texts: Vec<String>,
    keys: Vec<[u8; 16]>,
}

/// How a member was taken in.
#[derive(Default)]
struct TakenIn {
    /// In milliseconds.
    at: i64,
    /// Whether a person did, and looked at it.
    is_by_hand: bool,
}

/// What became of a row that nobody on the roll fits.
enum Newcomer {
    /// A member, whose number has this blind index.
    Made([u8; 16]),
    /// Nothing, and why.
    Refused(Reason),
}

impl Preparer<'_> {
    /// Takes in a slice whose members are known by two things.
    pub(super) fn by_two_things<'r>(
        &mut self,
        by: By,
        rows: &'r [ComparedRow],
        news: &mut Vec<News<'r>>,
        out: &mut Prepared,
    ) -> Result<(), Fault> {
        let world = self.world;
        let rows: Vec<(u64, &SaidRow)> = rows
            .iter()
            .filter_map(|row| match &row.found {
                Found::Unmatched(said) => Some((row.line, &**said)),
                _ => None,
            })
            .collect();
        let said: Vec<&SaidRow> = rows.iter().map(|(_, row)| *row).collect();
        let aliases = Arc::clone(&self.memory.aliases);
        let found = world.db.read("import-match", |raw| {
            matches(world, raw, by, (&said, &aliases))
        })?;
        for ((line, row), found) in rows.into_iter().zip(found) {
            self.go_on()?;
            match found {
                Match::Unclear(why, _) if !holds_both(by, row) => {
                    out.refuse(line, why);
                    out.unclear += 1;
                    out.halts.extend(self.halt_of_unread(row)?);
                }
                Match::Unclear(why, may_be) => {
                    let keys = self.both(by, row)?.keys;
                    self.turn_back((line, why), Back::Unclear, &keys, out);
                    out.halts.extend(self.objections(&may_be, row)?);
                }
                Match::Shared => self.shared(by, (line, row), out)?,
                Match::One(whole) => news.extend(self.known(by, (line, row), &whole, out)?),
                Match::Nobody => self.nobody_known(by, (line, row), out)?,
            }
        }
        Ok(())
    }

    /// A row that fits one member.
    fn known<'r>(
        &mut self,
        by: By,
        (line, row): (u64, &'r SaidRow),
        whole: &Whole,
        out: &mut Prepared,
    ) -> Result<Option<News<'r>>, Fault> {
        let both = self.both(by, row)?;
        // Before anything of the row is taken for theirs, a repeated one's death too.
        if self.may_be_forgotten(by, row, whole)? {
            self.turn_back((line, Reason::ForgottenToo), Back::Unclear, &both.keys, out);
            out.halts.extend(self.objections(&[whole.member], row)?);
            return Ok(None);
        }
        let (whose, known) = (Whose::Member(whole.member), Known::of(whole));
        if self.memory.seen.insert(known.member) {
            let meant = Meant {
                whose,
                number: external_blind(self.world, &whole.row.external_id)?,
                name: Some(self.name_key(&whole.row.name)?),
            };
            self.memory.keep(&both.keys, meant);
            return self.compare(row, &known, out);
        }
        let turned = (line, Reason::Repeated);
        self.turn_back(turned, Back::Repeated, &[known.member], out);
        // A match has made sure that a number in the row is the member's.
        let is_theirs = row.external_id.is_some() || is_named(&whole.row.name, row);
        out.halts.extend(repeated(whose, row, is_theirs));
        Ok(None)
    }

    /// A row whose address or number more members share than can be told apart. Where it holds an objection they are gone
    /// through for whose it may be; a try keeps none.
    fn shared(
        &mut self,
        by: By,
        (line, row): (u64, &SaidRow),
        out: &mut Prepared,
    ) -> Result<(), Fault> {
        let keys = self.both(by, row)?.keys;
        let objectors = if row.do_not_call && self.used == Use::Import {
            self.objectors(by, row, &keys)?
        } else {
            Objectors {
                why: Reason::SeveralFit,
                may_be: Vec::new(),
            }
        };
        self.turn_back((line, objectors.why), Back::Unclear, &keys, out);
        out.halts.extend(self.objections(&objectors.may_be, row)?);
        Ok(())
    }

    /// An objection is never lost: where it can't be told whose it is, it is kept for each it may be, and for whoever has the
    /// number in the row. A death is told of one member only, and is nobody's where it may be another's.
    fn objections(&self, may_be: &[MemberId], row: &SaidRow) -> Result<Vec<Halt>, Fault> {
        let mut whose: Vec<Whose> = may_be.iter().map(|member| Whose::Member(*member)).collect();
        if let Some(id) = &row.external_id {
            whose.push(Whose::Number(external_blind(self.world, id)?));
        }
        let objection = |whose| Halt::objection_of(whose, row);
        Ok(whose.into_iter().filter_map(objection).collect())
    }

    /// What of a row is kept that holds nothing to match by: it is told of whoever has the number in it.
    fn halt_of_unread(&self, row: &SaidRow) -> Result<Option<Halt>, Fault> {
        let Some(id) = &row.external_id else {
            return Ok(None);
        };
        let whose = Whose::Number(external_blind(self.world, id)?);
        Ok(Halt::of_row(whose, row))
    }

    /// Whether a row that fits a member may be about somebody forgotten with whom they shared both things: an address and
    /// the telephone of a household, a name and the telephone of father and son.
    ///
    /// Their membership number in the row tells. Else so does the name, unless the forgotten one bore it too: then whoever
    /// was taken in afterwards is meant, if by hand, because a person has looked at that, or if a third thing says so that the
    /// forgotten one didn't share. Of whoever stood there before no file can tell.
    fn may_be_forgotten(&self, by: By, row: &SaidRow, whole: &Whole) -> Result<bool, Fault> {
        let forgotten_at = |way| {
            let texts = key_texts(way, Things::from(row));
            self.memory.gone.at_by_two_things(self.world, way, &texts)
        };
        // A match has made sure that a number in the row is the member's.
        if row.external_id.is_some() {
            return Ok(false);
        }
        if !is_named(&whole.row.name, row) {
            // What was kept of the forgotten one may be other two things than those that the file is matched by.
            return Ok(TWO_THINGS
                .into_iter()
                .any(|way| forgotten_at(way).is_some()));
        }
        // A namesake who had another address is told from them by the address, where the row was matched by it.
        let way = match by {
            By::NumberAndName => by,
            By::ExternalId | By::EmailAndName | By::EmailAndNumber => By::EmailAndName,
        };
        let Some(at) = forgotten_at(way) else {
            return Ok(false);
        };
        let taken_in = self.taken_in(whole.member)?;
        if taken_in.at < at {
            return Ok(true);
        }
        let is_born = row.birth_date.is_some() && row.birth_date == whole.row.birth_date;
        let address = |email: &Option<Email>| email.as_ref().map(Email::index_key);
        let has_address = row.email.is_some() && address(&row.email) == address(&whole.row.email);
        let is_own = || has_address && forgotten_at(By::EmailAndName).is_none();
        Ok(!(taken_in.is_by_hand || is_born || is_own()))
    }

    fn taken_in(&self, member: MemberId) -> Result<TakenIn, Fault> {
        let args = [Arg::Int(member.bucket()), Arg::Bytes(member.as_bytes())];
        let found = self.world.db.read("import-match", |raw| {
            raw.one(BORN, &args, |row| Ok((id16(row.bytes(0)?), row.int(1)?)))
        })?;
        let taken_in = found.map(|(born, by_hand)| TakenIn {
            at: born.map_or(0, |born| made_ms(&born)),
            is_by_hand: by_hand > 0,
        });
        Ok(taken_in.unwrap_or_default())
    }

    fn name_key(&self, name: &Name) -> Result<[u8; 16], Fault> {
        let text = format!("{}|{}", folded(name.given()), folded(name.family()));
        let blind = &self.world.keys.current()?.blind;
        Ok(blind.short("match", text.as_bytes()))
    }

    /// Whether a later row with the same two things is surely about them too: its number says so, or else its name.
    fn is_about(&self, meant: &Meant, row: &SaidRow) -> Result<bool, Fault> {
        Ok(match (&row.external_id, &row.name) {
            (Some(id), _) => external_blind(self.world, id)? == meant.number,
            (None, Some(name)) => Some(self.name_key(name)?) == meant.name,
            (None, None) => false,
        })
    }

    fn both(&self, by: By, row: &SaidRow) -> Result<Both, Fault> {
        let texts = key_texts(by, Things::from(row));
        let blind = &self.world.keys.current()?.blind;
        let key = |text: &String| blind.short("match", text.as_bytes());
        let keys = texts.iter().map(key).collect();
        Ok(Both { texts, keys })
    }

    /// A row that fits nobody on the roll: it is about somebody whom this file has named before, about somebody who was
    /// forgotten, or about a newcomer.
    fn nobody_known(
        &mut self,
        by: By,
        (line, row): (u64, &SaidRow),
        out: &mut Prepared,
    ) -> Result<(), Fault> {
        let both = self.both(by, row)?;
        let meant = self.memory.meant(&both.keys);
        let gone = &self.memory.gone;
        if let Some(why) = gone.by_two_things(self.world, by, &both.texts) {
            self.turn_back((line, why), Back::Refused, &both.keys, out);
            // Whoever else may be meant isn't rung; the death is theirs who was forgotten.
            out.halts
                .extend(meant.and_then(|meant| Halt::objection_of(meant.whose, row)));
            out.halts.extend(self.objections(&[], row)?);
            return Ok(());
        }
        if let Some(meant) = meant {
            let turned = (line, Reason::Repeated);
            self.turn_back(turned, Back::Repeated, &both.keys, out);
            let is_theirs = self.is_about(&meant, row)?;
            out.halts.extend(repeated(meant.whose, row, is_theirs));
            return Ok(());
        }
        match self.newcomer(row, out)? {
            Newcomer::Made(number) => {
                let name = row.name.as_ref().map(|name| self.name_key(name));
                let meant = Meant {
                    whose: Whose::Number(number),
                    number,
                    name: name.transpose()?,
                };
                self.memory.keep(&both.keys, meant);
            }
            Newcomer::Refused(why) => {
                self.turn_back((line, why), Back::Refused, &both.keys, out);
            }
        }
        Ok(())
    }

    /// A member nobody knows, under the number in the row or a generated one.
    fn newcomer(&mut self, row: &SaidRow, out: &mut Prepared) -> Result<Newcomer, Fault> {
        let external_id = match (&row.external_id, &self.plan.new_numbers) {
            (Some(id), _) => id.clone(),
            (None, Some(prefix)) => generated(prefix)?,
            (None, None) => return Ok(Newcomer::Refused(Reason::NewNumber)),
        };
        let blind = external_blind(self.world, &external_id)?;
        let taken = self
            .world
            .db
            .read("import-match", |raw| members_of(raw, &[blind]))?;
        if !taken.is_empty() || !self.memory.seen.insert(blind) {
            // Whoever has the number may be meant, so nobody rings them; whose the death is can't be told.
            out.halts
                .extend(Halt::objection_of(Whose::Number(blind), row));
            return Ok(Newcomer::Refused(Reason::NumberTaken));
        }
        let why = self.create(row.member(external_id), row, &blind, out)?;
        Ok(why.map_or(Newcomer::Made(blind), Newcomer::Refused))
    }
}
