//! The invented roll as a CSV file that is never written: made while it is read.

use std::io::{self, Read};

use super::people::groups::{COLUMNS, Groups};
use super::people::{HEADER, people, record};

/// A CSV file of `members` invented people.
pub struct InventedRoll {
    header: Vec<&'static str>,
    rows: Box<dyn Iterator<Item = Vec<String>> + Send>,
    line: Vec<u8>,
    at: usize,
    has_begun: bool,
}

impl std::fmt::Debug for InventedRoll {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("InventedRoll")
    }
}

impl InventedRoll {
    /// The same people for the same seed.
    pub fn new(seed: u64, members: usize) -> Self {
        let rows = people(seed, members).map(|row| Vec::from(record(&row)));
        Self::of(HEADER.to_vec(), rows)
    }

    /// The same people with an area, tags, and for some a language in which they would like to be rung.
    pub fn with_groups(seed: u64, members: usize) -> Self {
        let mut groups = Groups::new(seed);
        let rows = people(seed, members).map(move |row| {
            let mut cells = Vec::from(record(&row));
            cells.extend(groups.of(&row));
            cells
        });
        Self::of(HEADER.into_iter().chain(COLUMNS).collect(), rows)
    }

    fn of(
        header: Vec<&'static str>,
        rows: impl Iterator<Item = Vec<String>> + Send + 'static,
    ) -> Self {
        Self {
            header,
            rows: Box::new(rows),
            line: Vec::new(),
            at: 0,
            has_begun: false,
        }
    }

    fn next_line(&mut self) -> io::Result<bool> {
        self.line.clear();
        self.at = 0;
        let mut writer = csv::Writer::from_writer(&mut self.line);
        if !self.has_begun {
            self.has_begun = true;
            writer.write_record(&self.header)?;
        }
        let mut any = false;
        for row in self.rows.by_ref().take(100) {
            writer.write_record(&row)?;
            any = true;
        }
        writer.flush()?;
        drop(writer);
        Ok(any || !self.line.is_empty())
    }
}

impl Read for InventedRoll {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if self.at >= self.line.len() && !self.next_line()? {
            return Ok(0);
        }
        let rest = self.line.get(self.at..).unwrap_or_default();
        let taken = rest.len().min(out.len());
        if let (Some(to), Some(from)) = (out.get_mut(..taken), rest.get(..taken)) {
            to.copy_from_slice(from);
        }
        self.at += taken;
        Ok(taken)
    }
}
