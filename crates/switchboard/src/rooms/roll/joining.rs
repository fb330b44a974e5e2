//! Rows of one member that stand one after the other in a file without names: a list of offices has a row for each.
//!
//! Such a file can only add to members who are known, so a second row of the same member is no mistake there: their numbers
//! are taken together. In a file with names it is one, and goes back to its uploader.

use switchboard_store::rules::roll::{Mapping, Part, SaidRow};

use super::file::Slice;

/// Joins rows across slices.
pub(super) struct Joiner {
    is_list: bool,
    held: Option<(u64, SaidRow)>,
}

impl Joiner {
    pub(super) fn of(mapping: &Mapping) -> Self {
        Self {
            is_list: !mapping.parts().has(Part::Name),
            held: None,
        }
    }

    /// The slice with rows of one member joined; its last row waits for what comes after it.
    pub(super) fn join(&mut self, slice: Slice) -> Slice {
        if !self.is_list {
            return slice;
        }
        let mut out = Slice {
            rows: Vec::with_capacity(slice.rows.len()),
            ..slice
        };
        for (line, row) in slice.rows {
            let is_joined = self.held.as_mut().is_some_and(|(_, held)| held.join(&row));
            if !is_joined {
                out.rows.extend(self.held.replace((line, row)));
            }
        }
        out
    }

    /// The row that waits at the end.
    pub(super) fn last(&mut self) -> Option<Slice> {
        let row = self.held.take()?;
        Some(Slice {
            rows: vec![row],
            ..Slice::default()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rooms::roll::file::RollFile;
    use crate::rooms::roll::importing::Reading;
    use switchboard_store::rules::person::{Region, Tongue};

    fn joined(csv: &str) -> Vec<(u64, usize)> {
        let region = Region::parse("GB").unwrap();
        let reading = Reading::of(region);
        let mut file = RollFile::open(csv.as_bytes(), &reading.asked(Tongue::ENGLISH)).unwrap();
        let mut joiner = Joiner::of(file.mapping());
        let mut rows = Vec::new();
        // A slice a row: what belongs together may be torn apart anywhere.
        while let Some(slice) = file.next_slice(1).unwrap() {
            rows.extend(joiner.join(slice).rows);
        }
        rows.extend(joiner.last().into_iter().flat_map(|slice| slice.rows));
        rows.iter()
            .map(|(line, row)| (*line, row.phones.len()))
            .collect()
    }

    #[test]
    fn the_offices_of_one_member_become_one_row_and_named_rows_stay_apart() {
        let list = "ext_id,phone\nM1,07700 900001\nM1,07700 900002\nM2,07700 900003\nM2,\n";
        assert_eq!(joined(list), [(2, 2), (4, 1)]);
        let named = "ext_id,name,phone\nM1,Ann Roe,07700 900001\nM1,Ann Roe,07700 900002\n";
        assert_eq!(joined(named), [(2, 1), (3, 1)]);
    }
}
