//! Which rows a level holds: a bit for each row, sixty-four to a word.
//!
//! A question hangs on others, of the same levels but for one, and whoever asks asks for the like again. So the rows of a level are
//! looked up once for many counts, and what several levels have in common is had by laying their bits over each other.

use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};

use super::Field;
use super::columns::Columns;
use super::tags::tags_in;

/// Rows to a word.
const WORD: usize = 64;
/// Words that are looked at together.
const PIECE: usize = 64;
/// So many levels' rows are kept at most: two bytes a row, all in all.
const KEPT_MAX: usize = 16;

/// The codes of one level of a field.
pub(super) type LevelCodes = (Field, Range<u16>);

/// The rows of the levels that were asked for last.
#[derive(Default)]
pub(super) struct Bits(Mutex<Vec<(LevelCodes, Arc<[u64]>)>>);

impl Bits {
    /// The rows of a level.
    pub(super) fn of(&self, columns: &Columns, level: &LevelCodes) -> Arc<[u64]> {
        if level.0 == Field::Tag {
            return columns.with_tag(level.1.start);
        }
        self.known(level).unwrap_or_else(|| {
            let bits: Arc<[u64]> = columns.bits(level).into();
            self.put(level, &bits);
            bits
        })
    }

    fn known(&self, level: &LevelCodes) -> Option<Arc<[u64]>> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let at = kept.iter().position(|(met, _)| met == level)?;
        // The last that was asked for goes last.
        let one = kept.remove(at);
        let bits = Arc::clone(&one.1);
        kept.push(one);
        Some(bits)
    }

    fn put(&self, level: &LevelCodes, bits: &Arc<[u64]>) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= KEPT_MAX {
            kept.remove(0);
        }
        kept.push((level.clone(), Arc::clone(bits)));
    }
}

/// Leaves the bits that both have; none where there is nothing to keep.
fn keep(rows: &mut [u64], bits: &[u64]) {
    let (there, beyond) = rows.split_at_mut(bits.len().min(rows.len()));
    for (row, bit) in there.iter_mut().zip(bits) {
        *row &= bit;
    }
    beyond.fill(0);
}

/// Some rows, of which those are meant that lie in all of some levels.
pub(super) struct Marked {
    rows: Range<usize>,
    levels: Vec<Arc<[u64]>>,
}

impl Marked {
    pub(super) const fn new(rows: Range<usize>, levels: Vec<Arc<[u64]>>) -> Self {
        Self { rows, levels }
    }

    /// Calls for every row that is meant, in their order. The levels' bits are laid over each other a few words at a time, which stay at
    /// hand.
    pub(super) fn each(&self, mut each: impl FnMut(usize)) {
        for start in (self.rows.start / WORD..self.rows.end.div_ceil(WORD)).step_by(PIECE) {
            let mut piece = within(&self.rows, start);
            for level in &self.levels {
                keep(&mut piece, level.get(start..).unwrap_or_default());
            }
            each_row(start, &piece, &mut each);
        }
    }
}

/// So many words from this one on: a bit for each of these rows that lies in them.
fn within(rows: &Range<usize>, start: usize) -> [u64; PIECE] {
    let mut piece = [u64::MAX; PIECE];
    let first = start * WORD;
    if rows.start <= first && first + PIECE * WORD <= rows.end {
        return piece;
    }
    // What lies before the first row, and from the end on.
    let before = rows.start.saturating_sub(first);
    let end = rows.end.saturating_sub(first);
    for (at, word) in (0..).step_by(WORD).zip(&mut piece) {
        *word &= from(before.saturating_sub(at)) & !from(end.saturating_sub(at));
    }
    piece
}

/// The bits of a word from a place on.
fn from(place: usize) -> u64 {
    let place = u32::try_from(place).unwrap_or(u32::MAX);
    u64::MAX.checked_shl(place).unwrap_or(0)
}

/// A bit for each code: whether it is in the level.
pub(super) fn bits_of<C: Copy>(codes: &[C], is_in: impl Fn(C) -> bool) -> Vec<u64> {
    let word = |some: &[C]| {
        let mut marks = [0_u8; WORD];
        for (mark, code) in marks.iter_mut().zip(some) {
            *mark = u8::from(is_in(*code));
        }
        packed(&marks)
    };
    let (words, rest) = codes.as_chunks::<WORD>();
    let mut bits = Vec::with_capacity(words.len() + 1);
    bits.extend(words.iter().map(|some| word(some)));
    if !rest.is_empty() {
        bits.push(word(rest));
    }
    bits
}

/// For each tag of so many a bit for each row, by the tags of each row.
pub(super) fn tags_of(rows: impl ExactSizeIterator<Item = u16>, tags: usize) -> Vec<Arc<[u64]>> {
    let mut all = vec![vec![0_u64; rows.len().div_ceil(WORD)]; tags];
    for (at, bits) in rows.enumerate() {
        for tag in tags_in(bits) {
            let word = all.get_mut(tag).and_then(|tag| tag.get_mut(at / WORD));
            if let Some(word) = word {
                *word |= 1 << (at % WORD);
            }
        }
    }
    all.into_iter().map(Arc::from).collect()
}

/// Puts the lowest bit of eight bytes into the highest byte, that of the first byte lowest: each is moved to a place of its own.
const PACKS: u64 = 0x0102_0408_1020_4080;

/// Bytes that are 0 or 1 as the bits of one word.
fn packed(marks: &[u8; WORD]) -> u64 {
    let eights = (0..).step_by(8).zip(marks.as_chunks::<8>().0);
    eights.fold(0, |word, (at, eight)| {
        word | u64::from_le_bytes(*eight).wrapping_mul(PACKS) >> 56 << at
    })
}

/// Calls for every row whose bit is set, in their order, from this word on. By bits and not by rows, for a branch at each row would be
/// guessed wrong as often as not.
fn each_row(start: usize, words: &[u64], mut each: impl FnMut(usize)) {
    for (at, word) in (start * WORD..).step_by(WORD).zip(words) {
        let mut left = *word;
        while left != 0 {
            each(at + usize::try_from(left.trailing_zeros()).unwrap_or(0));
            left &= left - 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn met(rows: Range<usize>, levels: &[&[u64]]) -> Vec<usize> {
        let mut met = Vec::new();
        let levels = levels.iter().map(|bits| Arc::from(*bits)).collect();
        Marked::new(rows, levels).each(|row| met.push(row));
        met
    }

    #[test]
    fn whoever_is_in_a_level_is_met_once_and_in_order_however_many_rows_there_are() {
        for len in [0, 1, 63, 64, 65, 128, 1_000, 4_095, 4_096, 4_097, 10_000] {
            for step in [1, 2, 3, 8, 13, 64, 65] {
                let codes: Vec<usize> = (0..len).collect();
                let bits = bits_of(&codes, |code| code % step == 0);
                let all: Vec<usize> = (0..len).step_by(step).collect();
                assert_eq!(met(0..len, &[&bits]), all, "{len} {step}");
            }
        }
    }

    #[test]
    fn some_rows_begin_and_end_within_words_and_pieces() {
        for start in [0, 1, 63, 64, 70, 128, 4_095, 4_096, 4_097] {
            for len in [0, 1, 58, 64, 200, 4_095, 4_096, 4_097, 9_000] {
                let rows = start..start + len;
                assert_eq!(met(rows.clone(), &[]), rows.collect::<Vec<_>>());
            }
        }
    }

    #[test]
    fn those_are_met_who_are_in_every_level() {
        let codes: Vec<usize> = (0..10_000).collect();
        let levels = [2, 3, 7].map(|step| bits_of(&codes, |code| code % step == 0));
        let levels: Vec<&[u64]> = levels.iter().map(Vec::as_slice).collect();
        let all: Vec<usize> = (100..9_999).filter(|row| row % 42 == 0).collect();
        assert_eq!(met(100..9_999, &levels), all);
    }

    #[test]
    fn each_tag_has_the_rows_that_hold_it() {
        let rows: Vec<u16> = (0..130).map(|row| row % 8).collect();
        let tags = tags_of(rows.iter().copied(), 3);
        assert_eq!(tags.len(), 3);
        for (tag, bits) in tags.iter().enumerate() {
            let hold = |row: &usize| rows[*row] >> tag & 1 == 1;
            let all: Vec<usize> = (0..130).filter(hold).collect();
            assert_eq!(met(0..130, &[bits]), all, "{tag}");
        }
    }

    #[test]
    fn nobody_is_kept_by_a_level_that_is_not_there() {
        assert_eq!(met(0..200, &[&[]]), []);
        assert_eq!(met(0..200, &[&[5]]), [0, 2]);
    }
}
