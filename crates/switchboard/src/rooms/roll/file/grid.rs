//! A sheet's rows as texts, in one piece of memory.

/// The most bytes of text that a sheet may hold.
const TEXT_BYTES_MAX: usize = 256 << 20;
/// The most cells, empty ones between others too.
const CELLS_MAX: usize = 32_000_000;

/// Rows of the same width. A cell costs its text and four bytes.
#[derive(Default)]
pub(super) struct Grid {
    text: String,
    /// Where each cell's text ends.
    ends: Vec<u32>,
    /// The line of each row.
    lines: Vec<u32>,
    width: usize,
}

/// The sheet holds more than fits.
#[derive(Debug)]
pub(super) struct Full;

impl Grid {
    pub(super) fn new(width: usize) -> Self {
        Self {
            width,
            ..Self::default()
        }
    }

    /// Adds a row; cells beyond the width are left out, missing ones are empty.
    pub(super) fn push(&mut self, line: u32, cells: &[String]) -> Result<(), Full> {
        for place in 0..self.width {
            self.text
                .push_str(cells.get(place).map_or("", String::as_str));
            self.ends
                .push(u32::try_from(self.text.len()).map_err(|_| Full)?);
        }
        self.lines.push(line);
        if self.text.len() > TEXT_BYTES_MAX || self.ends.len() > CELLS_MAX {
            return Err(Full);
        }
        Ok(())
    }

    pub(super) fn len(&self) -> usize {
        self.lines.len()
    }

    /// The row at this place, with its line.
    pub(super) fn row(&self, place: usize) -> Option<(u64, Vec<&str>)> {
        let line = self.lines.get(place)?;
        let first = place * self.width;
        let ends = self.ends.get(first..first + self.width)?;
        let before = first.checked_sub(1).and_then(|at| self.ends.get(at));
        let mut start = before.map_or(0, |end| at(*end));
        let mut cells = Vec::with_capacity(self.width);
        for end in ends {
            cells.push(self.text.get(start..at(*end))?);
            start = at(*end);
        }
        Some((u64::from(*line), cells))
    }
}

fn at(end: u32) -> usize {
    usize::try_from(end).unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::Grid;

    #[test]
    fn rows_come_back_as_they_went_in() {
        let mut grid = Grid::new(3);
        let row = |cells: &[&str]| {
            cells
                .iter()
                .map(|&cell| cell.to_owned())
                .collect::<Vec<_>>()
        };
        grid.push(2, &row(&["M1", "Siân", ""])).unwrap();
        grid.push(5, &row(&["M2"])).unwrap();
        grid.push(6, &row(&["", "", "x", "beside"])).unwrap();
        assert_eq!(grid.len(), 3);
        assert_eq!(grid.row(0), Some((2, vec!["M1", "Siân", ""])));
        assert_eq!(grid.row(1), Some((5, vec!["M2", "", ""])));
        assert_eq!(grid.row(2), Some((6, vec!["", "", "x"])));
        assert_eq!(grid.row(3), None);
    }
}
