//! The invented roll as a CSV file that is never written: made while it is read.

use std::io::{self, Read};

use super::people::{HEADER, people, record};

/// A CSV file of `members` invented people.
pub struct InventedRoll {
    rows: Box<dyn Iterator<Item = switchboard_store::rules::roll::RollRow> + Send>,
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
        Self {
            rows: Box::new(people(seed, members)),
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
            writer.write_record(HEADER)?;
        }
        let mut any = false;
        for row in self.rows.by_ref().take(100) {
            writer.write_record(record(&row))?;
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
