//! All telephone numbers of one cell, as people write them into a spreadsheet.

use super::{Phone, PhoneError, PhoneKind};
use crate::person::Region;

/// Fewer digits in all are never taken for two numbers with only a space between them.
const TWO_NUMBERS_DIGITS_MIN: usize = 14;
/// More pieces are no telephone numbers any more.
const PIECES_MAX: usize = 40;

/// What stands in a cell for telephone numbers.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct PhoneCell {
    /// The numbers, in the order in which they stand there.
    pub phones: Vec<Phone>,
    /// How many had lost the zero that they begin with.
    pub zeros_restored: u64,
    /// How many were a fax and are left out: a fax is never rung.
    pub faxes: u64,
    /// How many end in so many zeros that a spreadsheet may have rounded them.
    pub maybe_rounded: u64,
    /// The member is in no directory. They may have a number that the organisation knows of.
    pub is_ex_directory: bool,
}
crate::person::says_only_its_name!(PhoneCell);

impl PhoneCell {
    /// Reads the numbers of a cell; none where it says that there is none ("n/a", "none", "-").
    ///
    /// A cell with one number is read as [`Phone::parse`] does. Else it is taken to pieces at
    /// words that say what a number is for ("Call:", "Text:", "mobile", "or") and at `/ , ; | &`
    /// and line breaks; each piece must be a number. Other words stay refused: they are notes.
    /// What a word says of a number ("home", "work") becomes its kind, else it is `kind`.
    ///
    /// # Errors
    /// [`PhoneError`]; where there are several and one of them can't be read,
    /// [`PhoneError::Several`]: half of a cell is never taken.
    pub fn parse(text: &str, region: Region, kind: PhoneKind) -> Result<Self, PhoneError> {
        let text = text.trim();
        let mut cell = Self::default();
        if is_nothing(text) {
            return Ok(cell);
        }
        if is_ex_directory(text) {
            cell.is_ex_directory = true;
            return Ok(cell);
        }
        match Phone::parse(text, region) {
            Ok(phone) => cell.add(text, phone.of_kind(kind), region),
            Err(why @ (PhoneError::Spreadsheet | PhoneError::NoSuchCountry)) => return Err(why),
            Err(why) => cell.take_apart(text, why, (region, kind))?,
        }
        Ok(cell)
    }

    fn add(&mut self, text: &str, phone: Phone, region: Region) {
        self.zeros_restored += u64::from(has_lost_zero(text, &phone, region));
        self.maybe_rounded += u64::from(is_maybe_rounded(text));
        if !self.phones.iter().any(|other| other.is_same_line(&phone)) {
            self.phones.push(phone);
        }
    }

    fn take_apart(
        &mut self,
        text: &str,
        why: PhoneError,
        (region, kind): (Region, PhoneKind),
    ) -> Result<(), PhoneError> {
        let pieces = pieces(text).ok_or(why)?;
        let labels_lead = matches!(pieces.first(), Some(Piece::Label(_)));
        let mut found = 0_usize;
        for (at, piece) in pieces.iter().enumerate() {
            let Piece::Number(run) = piece else { continue };
            let beside = if labels_lead {
                at.checked_sub(1)
            } else {
                Some(at + 1)
            };
            let label = beside.and_then(|at| pieces.get(at)).and_then(Piece::label);
            let Some(kind) = label.unwrap_or(Label::Nothing).kind(kind) else {
                self.faxes += 1;
                found += 1;
                continue;
            };
            let numbers = numbers_of(run, region)?;
            found += numbers.len();
            for (text, phone) in numbers {
                self.add(text, phone.of_kind(kind), region);
            }
        }
        if found == 0 { Err(why) } else { Ok(()) }
    }
}

/// What a word beside a number says of it.
#[derive(Clone, Copy)]
enum Label {
    Nothing,
    Kind(PhoneKind),
    Fax,
}

impl Label {
    /// The kind of a number with this label in a column of `column`; none for a fax.
    fn kind(self, column: PhoneKind) -> Option<PhoneKind> {
        match self {
            Self::Nothing => Some(column),
            Self::Kind(kind) => Some(kind),
            Self::Fax => None,
        }
    }

    fn of(word: &str) -> Option<Self> {
        Some(match word.to_lowercase().as_str() {
            "mobile" | "mob" | "cell" | "text" | "texts" | "sms" | "whatsapp" | "m" | "c" => {
                Self::Kind(PhoneKind::Mobile)
            }
            "home" | "landline" | "house" | "h" => Self::Kind(PhoneKind::Landline),
            "work" | "office" | "w" => Self::Kind(PhoneKind::Work),
            "fax" | "f" => Self::Fax,
            "call" | "calls" | "ring" | "tel" | "telephone" | "phone" | "ph" | "t" | "p" | "no"
            | "number" | "or" | "and" | "then" | "also" | "day" | "daytime" | "evening"
            | "evenings" | "eve" | "main" | "direct" | "first" | "second" | "other" | "alt"
            | "alternative" | "new" | "voice" => Self::Nothing,
            _ => return None,
        })
    }
}

/// A part of a cell.
enum Piece {
    Label(Label),
    /// Digits and what stands between them, with the extension behind.
    Number(String),
}

impl Piece {
    fn label(&self) -> Option<Label> {
        match self {
            Self::Label(label) => Some(*label),
            Self::Number(_) => None,
        }
    }
}

/// The cell as labels and numbers; none when it holds other words, or too much.
fn pieces(text: &str) -> Option<Vec<Piece>> {
    const EXTENSION: [&str; 4] = ["x", "ext", "extn", "extension"];
    let has_digits = |run: &str| run.chars().any(char::is_numeric);
    let mut pieces = Vec::new();
    let mut run = String::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let is_word = first.is_alphabetic();
        let end = rest
            .find(|c: char| c.is_alphabetic() != is_word)
            .unwrap_or(rest.len());
        let (part, behind) = rest.split_at_checked(end)?;
        rest = behind;
        if !is_word {
            run.push_str(part);
        } else if has_digits(&run) && EXTENSION.iter().any(|x| part.eq_ignore_ascii_case(x)) {
            run.push('x');
        } else {
            let label = Label::of(part)?;
            if has_digits(&run) {
                pieces.push(Piece::Number(std::mem::take(&mut run)));
            }
            run.clear();
            pieces.push(Piece::Label(label));
        }
        if pieces.len() > PIECES_MAX {
            return None;
        }
    }
    if has_digits(&run) {
        pieces.push(Piece::Number(run));
    }
    Some(pieces)
}

/// The numbers between two words, each with how it is written.
fn numbers_of(run: &str, region: Region) -> Result<Vec<(&str, Phone)>, PhoneError> {
    let read = |text| Phone::parse(text, region).map(|phone| (text, phone));
    let run = trimmed(run);
    let why = match read(run) {
        Ok(number) => return Ok(vec![number]),
        Err(why) => why,
    };
    let parts: Vec<&str> = run
        .split(['/', ',', ';', '|', '&', '\n', '\r'])
        .map(trimmed)
        .filter(|part| !part.is_empty())
        .take(PIECES_MAX)
        .collect();
    if let [part] = parts.as_slice() {
        return two_side_by_side(part, region).ok_or(why);
    }
    parts
        .into_iter()
        .map(|part| read(part).map_err(|_| PhoneError::Several))
        .collect()
}

/// Two numbers with nothing but a space between them, where only one place for it makes two numbers.
fn two_side_by_side(text: &str, region: Region) -> Option<Vec<(&str, Phone)>> {
    if text.chars().filter(|c| c.is_numeric()).count() < TWO_NUMBERS_DIGITS_MIN {
        return None;
    }
    let read = |text: &'_ str| Phone::parse(text, region).ok();
    let mut found = None;
    for (place, _) in text.match_indices(' ').take(PIECES_MAX) {
        let (first, second) = text.split_at_checked(place)?;
        let (first, second) = (first.trim(), second.trim());
        if let (Some(one), Some(other)) = (read(first), read(second)) {
            if found.is_some() {
                return None;
            }
            found = Some(vec![(first, one), (second, other)]);
        }
    }
    found
}

/// Without what stands around a number: colons, dashes, half a pair of brackets.
fn trimmed(run: &str) -> &str {
    run.trim_start_matches(|c: char| !c.is_numeric() && !matches!(c, '+' | '＋' | '('))
        .trim_end_matches(|c: char| !c.is_numeric())
}

/// True for what people write where there is no number.
fn is_nothing(text: &str) -> bool {
    const NOTHING: [&str; 24] = [
        "n/a",
        "na",
        "n.a.",
        "n.a",
        "n/k",
        "nk",
        "none",
        "no",
        "nil",
        "null",
        "unknown",
        "not known",
        "x",
        "xx",
        "xxx",
        "tbc",
        "tba",
        "no phone",
        "no number",
        "no telephone",
        "not given",
        "not provided",
        "not applicable",
        "#",
    ];
    !text
        .chars()
        .any(|c| c.is_alphabetic() || (c.is_numeric() && c != '0'))
        || NOTHING.iter().any(|word| text.eq_ignore_ascii_case(word))
}

fn is_ex_directory(text: &str) -> bool {
    const SAID: [&str; 8] = [
        "exdirectory",
        "exdir",
        "xdirectory",
        "xd",
        "unlisted",
        "notlisted",
        "withheld",
        "numberwithheld",
    ];
    let key: String = text
        .chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect();
    SAID.contains(&key.as_str())
}

/// True when the number's own zero isn't written: a spreadsheet took the cell for a quantity.
fn has_lost_zero(text: &str, phone: &Phone, region: Region) -> bool {
    if !text.starts_with(|c: char| matches!(c, '1'..='9')) {
        return false;
    }
    let util = &super::PHONE_NUMBER_UTIL;
    let Some(code) = util.get_country_code_for_region(region.inner()) else {
        return false;
    };
    let Some(national) = phone.index_key().strip_prefix(code.to_string().as_str()) else {
        return false;
    };
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    // In North America nothing stands before a number at home: the way there need not be asked.
    code != 1 && digits.starts_with(national) && phone.national().starts_with('0')
}

/// True for a bare quantity whose last five digits are zeros, such as `447700900000`.
fn is_maybe_rounded(text: &str) -> bool {
    let is_quantity = text.bytes().all(|b| b.is_ascii_digit()) && !text.starts_with('0');
    is_quantity && text.len() >= 10 && text.ends_with("00000")
}

#[cfg(test)]
mod tests;
