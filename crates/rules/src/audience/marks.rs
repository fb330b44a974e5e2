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
/// So many levels' rows are kept at most: two bytes a row, all in all.
const KEPT_MAX: usize = 16;

/// The codes of one level of a field.
pub(super) type LevelCodes = (Field, Range<u16>);

/// The rows of the levels that were asked for last.
#[derive(Default)]
pub(super) struct Bits(Mutex<Vec<(LevelCodes, Arc<[u64]>)>>);

impl Bits {
    /// Takes out of these words' rows whoever isn't in a level.
    pub(super) fn keep(
        &self,
        columns: &Columns,
        level: &LevelCodes,
        (words, rows): (&Range<usize>, &mut [u64]),
    ) {
        if level.0 == Field::Tag {
            let has = columns.with_tag(level.1.start);
            return keep(rows, has.get(words.clone()));
        }
        let bits = self.known(level).unwrap_or_else(|| {
            let bits: Arc<[u64]> = columns.bits(level).into();
            self.put(level, &bits);
            bits
        });
        keep(rows, bits.get(words.clone()));
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
fn keep(rows: &mut [u64], bits: Option<&[u64]>) {
    let bits = bits.unwrap_or_default();
    let (there, beyond) = rows.split_at_mut(bits.len().min(rows.len()));
    for (row, bit) in there.iter_mut().zip(bits) {
        *row &= bit;
    }
    beyond.fill(0);
}

/// The words in which these rows lie, and a bit for each of the rows in them.
pub(super) fn all_of(rows: &Range<usize>) -> (Range<usize>, Vec<u64>) {
    let words = rows.start / WORD..rows.end.div_ceil(WORD);
    let mut bits = vec![u64::MAX; words.len()];
    if let Some(first) = bits.first_mut() {
        *first &= u64::MAX << (rows.start % WORD);
    }
    if let Some(last) = bits.last_mut()
        && !rows.end.is_multiple_of(WORD)
    {
        *last &= u64::MAX >> (WORD - rows.end % WORD);
    }
    (words, bits)
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
pub(super) fn tags_of(rows: impl ExactSizeIterator<Item = u16>, tags: usize) -> Vec<Vec<u64>> {
    let mut all = vec![vec![0_u64; rows.len().div_ceil(WORD)]; tags];
    for (at, bits) in rows.enumerate() {
        for tag in tags_in(bits) {
            let word = all.get_mut(tag).and_then(|tag| tag.get_mut(at / WORD));
            if let Some(word) = word {
                *word |= 1 << (at % WORD);
            }
        }
    }
    all
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

/// Calls for every row whose bit is set, in their order; `words` says which words these are. By bits and not by rows, for a branch at each
/// row would be guessed wrong as often as not.
pub(super) fn each_row((words, rows): (&Range<usize>, &[u64]), mut each: impl FnMut(usize)) {
    let first = words.start * WORD;
    for (at, word) in (first..).step_by(WORD).zip(rows) {
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

    fn met(words: &Range<usize>, rows: &[u64]) -> Vec<usize> {
        let mut met = Vec::new();
        each_row((words, rows), |row| met.push(row));
        met
    }

    #[test]
    fn whoever_is_in_a_level_is_met_once_and_in_order_however_many_rows_there_are() {
        for len in [0, 1, 63, 64, 65, 128, 1_000] {
            for step in [1, 2, 3, 8, 13, 64, 65] {
                let codes: Vec<usize> = (0..len).collect();
                let bits = bits_of(&codes, |code| code % step == 0);
                let all: Vec<usize> = (0..len).step_by(step).collect();
                assert_eq!(met(&(0..bits.len()), &bits), all, "{len} {step}");
            }
        }
    }

    #[test]
    fn some_rows_begin_and_end_within_words() {
        for start in [0, 1, 63, 64, 70, 128] {
            for end in [start, start + 1, start + 58, start + 64, start + 200] {
                let rows = start..end;
                let (words, bits) = all_of(&rows);
                assert_eq!(met(&words, &bits), rows.collect::<Vec<_>>());
            }
        }
    }

    #[test]
    fn each_tag_has_the_rows_that_hold_it() {
        let rows: Vec<u16> = (0..130).map(|row| row % 8).collect();
        let tags = tags_of(rows.iter().copied(), 3);
        assert_eq!(tags.len(), 3);
        for (tag, bits) in tags.iter().enumerate() {
            let hold = |row: &usize| rows[*row] >> tag & 1 == 1;
            let all: Vec<usize> = (0..130).filter(hold).collect();
            assert_eq!(met(&(0..bits.len()), bits), all, "{tag}");
        }
    }

    #[test]
    fn nobody_is_kept_by_a_level_that_is_not_there() {
        let mut rows = [u64::MAX; 3];
        keep(&mut rows, None);
        assert_eq!(rows, [0; 3]);
        let mut rows = [u64::MAX; 3];
        keep(&mut rows, Some(&[5]));
        assert_eq!(rows, [5, 0, 0]);
    }
}
