//! What is held of each record while the whole roll is compared: a folded name and hashes, about a hundred bytes.
//!
//! A sketch lives in memory for one run and is never stored. Hashes are the standard library's, 64 bits: of 600,000
//! numbers two meet by chance once in 100,000 runs.

use std::hash::{DefaultHasher, Hash, Hasher};

use super::folded;
use crate::person::{Address, Day, says_only_its_name};
use crate::roll::RollRow;

/// One record's sketch; its words lie in [`Sketches`].
#[derive(Clone, Copy)]
pub struct Sketch {
    words_at: u32,
    /// Lengths of given, family, middle name and suffix.
    words: [u16; 4],
    numbers_at: u32,
    numbers: u16,
    pub(super) email: u64,
    pub(super) address: u64,
    pub(super) postcode: u64,
    pub(super) membership: u64,
    pub(super) branch: u64,
    /// 19610324, or 0.
    pub(super) birth: u32,
}

/// The sketches of a roll.
#[derive(Default)]
pub struct Sketches {
    words: String,
    numbers: Vec<u64>,
    list: Vec<Sketch>,
}
says_only_its_name!(Sketch, Sketches);

/// A sketch with its words.
#[derive(Clone, Copy)]
pub(super) struct View<'a> {
    pub(super) sketch: &'a Sketch,
    pub(super) given: &'a str,
    pub(super) family: &'a str,
    pub(super) middle: &'a str,
    pub(super) suffix: &'a str,
    pub(super) numbers: &'a [u64],
}

impl Sketches {
    /// Adds a record; answers its place. A roll of more than four thousand million letters is not sketched further.
    pub fn add(&mut self, row: &RollRow) -> Option<usize> {
        let words_at = u32::try_from(self.words.len()).ok()?;
        let numbers_at = u32::try_from(self.numbers.len()).ok()?;
        let name = &row.name;
        let parts = [
            name.given(),
            name.family(),
            name.middle(),
            name.suffix().unwrap_or_default(),
        ];
        let mut words = [0; 4];
        for (length, part) in words.iter_mut().zip(parts) {
            let text = folded(part);
            *length = u16::try_from(text.len()).ok()?;
            self.words.push_str(&text);
        }
        let mut numbers: Vec<u64> = row
            .phones
            .iter()
            .map(|phone| hash("number", phone.index_key()))
            .collect();
        numbers.sort_unstable();
        numbers.dedup();
        let address = row.address.as_ref();
        let email = row.email.as_ref();
        self.list.push(Sketch {
            words_at,
            words,
            numbers_at,
            numbers: u16::try_from(numbers.len()).unwrap_or(u16::MAX),
            email: email.map_or(0, |email| hash("email", &email.index_key())),
            address: address.map_or(0, lines),
            postcode: address
                .and_then(Address::postcode)
                .map_or(0, |code| hash("postcode", &squeezed(code))),
            membership: hash("membership", &membership(row.external_id.as_str())),
            branch: row
                .branch
                .as_ref()
                .map_or(0, |branch| hash("branch", &branch.as_str().to_lowercase())),
            birth: row.birth_date.map_or(0, |birth| digits(birth.day())),
        });
        self.numbers.append(&mut numbers);
        Some(self.list.len() - 1)
    }

    /// How many records are sketched.
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    pub(super) fn view(&self, at: usize) -> Option<View<'_>> {
        let sketch = self.list.get(at)?;
        let start = usize::try_from(sketch.words_at).ok()?;
        let mut rest = self.words.get(start..)?;
        let mut parts = [""; 4];
        for (part, length) in parts.iter_mut().zip(sketch.words) {
            (*part, rest) = rest.split_at_checked(usize::from(length))?;
        }
        let from = usize::try_from(sketch.numbers_at).ok()?;
        let to = from + usize::from(sketch.numbers);
        let [given, family, middle, suffix] = parts;
        Some(View {
            sketch,
            given,
            family,
            middle,
            suffix,
            numbers: self.numbers.get(from..to)?,
        })
    }
}

/// A hash that is never 0, which stands for "nothing".
pub(super) fn hash(kind: &str, text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    (kind, text).hash(&mut hasher);
    hasher.finish().max(1)
}

/// The first line with the postcode, whatever stands between words: the rest of an address is written in many ways. Without
/// a postcode all lines, for there is a flat 1 in every town.
fn lines(address: &Address) -> u64 {
    let Some(first) = address.lines().first() else {
        return 0;
    };
    let text = match address.postcode() {
        Some(code) => format!("{}|{}", squeezed(first), squeezed(code)),
        None => squeezed(&address.lines().join(" ")),
    };
    hash("address", &text)
}

fn squeezed(text: &str) -> String {
    folded(text)
        .chars()
        .filter(|c| c.is_alphanumeric())
        .collect()
}

/// A membership number without what spreadsheets take away from it: leading zeros, spaces, strokes, capitals.
pub(super) fn membership(number: &str) -> String {
    let mut out = String::with_capacity(number.len());
    let mut is_leading = true;
    for letter in number.chars().filter(|c| c.is_alphanumeric()) {
        if letter == '0' && is_leading {
            continue;
        }
        is_leading = !letter.is_ascii_digit();
        out.extend(letter.to_lowercase());
    }
    out
}

fn digits(day: Day) -> u32 {
    let text: String = day
        .to_string()
        .chars()
        .filter(char::is_ascii_digit)
        .collect();
    text.parse().unwrap_or(0)
}
