//! Rows that are matched by two things that agree, and never by one: taken in when their turn comes.

use std::sync::Arc;

use switchboard_rules::ids::MemberId;
use switchboard_rules::person::ExternalId;
use switchboard_rules::roll::{By, SaidRow};

use super::compare::{ComparedRow, Found};
use super::look::{Known, members_of};
use super::matching::{Match, Things, key_texts, matches};
use super::prepare::{News, Prepared, Preparer, external_blind};
use super::stops::{Halt, Whose};
use crate::fault::Fault;
use crate::mint::random_id;

const NEW_NUMBERS: &str = "nobody on the roll fits this row, and it holds no membership number; give it one, or have numbers made with --new-numbers PREFIX";
const TAKEN: &str =
    "another member stands under this membership number, who doesn't fit the rest of the row";

/// How many characters a generated number has behind its prefix: 60 bits, so that two are never the same.
const GENERATED: usize = 12;

/// A number for a member whose file gives none.
fn generated(prefix: &str) -> Result<ExternalId, Fault> {
    let id = MemberId::from_bytes(random_id()?).to_string();
    let tail: String = id.chars().rev().take(GENERATED).collect();
    ExternalId::parse(&format!("{prefix}{tail}"))
        .map_err(|why| Fault::World(format!("the prefix of new numbers can't be used: {why}")))
}

/// The two things of a row, as often as it holds them: as they are read, and by blind index.
struct Both {
    texts: Vec<String>,
    keys: Vec<[u8; 16]>,
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
            match found {
                Match::Unclear(why, may_be) => {
                    out.refuse(line, why);
                    out.unclear += 1;
                    out.halts.extend(self.halts_of_any(&may_be, row)?);
                }
                Match::One(whole) => {
                    let known = Known::of(&whole);
                    if self.memory.seen.insert(known.member) {
                        let both = self.both(by, row)?;
                        self.memory.keep(&both.keys, Whose::Member(whole.member));
                        news.extend(self.compare(row, &known, out)?);
                    } else {
                        out.repeat(line);
                        out.halts.extend(Halt::of_any(&[whole.member], row));
                    }
                }
                Match::Nobody => self.nobody_known(by, (line, row), out)?,
            }
        }
        Ok(())
    }

    /// An objection is never lost: where it can't be told whose it is, it is kept for each it may be, and for whoever has the
    /// number in the row. A death is told of one member only.
    fn halts_of_any(&self, may_be: &[MemberId], row: &SaidRow) -> Result<Vec<Halt>, Fault> {
        let mut halts = Halt::of_any(may_be, row);
        if let Some(id) = &row.external_id {
            let whose = Whose::Number(external_blind(self.world, id)?);
            halts.extend(if may_be.is_empty() {
                Halt::of_row(whose, row)
            } else {
                Halt::objection_of(whose, row)
            });
        }
        Ok(halts)
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
        if let Some(whose) = self.memory.whose(&both.keys) {
            out.repeat(line);
            out.halts.extend(Halt::of_row(whose, row));
            return Ok(());
        }
        let gone = &self.memory.gone;
        if let Some(why) = gone.by_two_things(self.world, by, &both.texts) {
            out.refuse(line, &why);
            return Ok(());
        }
        if let Some(blind) = self.newcomer(line, row, out)? {
            self.memory.keep(&both.keys, Whose::Number(blind));
        }
        Ok(())
    }

    /// A member nobody knows, under the number in the row or a generated one; answers its blind index, if they are taken in.
    fn newcomer(
        &mut self,
        line: u64,
        row: &SaidRow,
        out: &mut Prepared,
    ) -> Result<Option<[u8; 16]>, Fault> {
        let external_id = match (&row.external_id, &self.plan.new_numbers) {
            (Some(id), _) => id.clone(),
            (None, Some(prefix)) => generated(prefix)?,
            (None, None) => {
                out.refuse(line, NEW_NUMBERS);
                return Ok(None);
            }
        };
        let blind = external_blind(self.world, &external_id)?;
        let taken = self
            .world
            .db
            .read("import-match", |raw| members_of(raw, &[blind]))?;
        if !taken.is_empty() || !self.memory.seen.insert(blind) {
            out.refuse(line, TAKEN);
            // Whoever has the number may be meant: what stops calls stops theirs.
            out.halts.extend(Halt::of_row(Whose::Number(blind), row));
            return Ok(None);
        }
        let is_made = self.create(line, row.member(external_id), row, &blind, out)?;
        Ok(is_made.then_some(blind))
    }
}
