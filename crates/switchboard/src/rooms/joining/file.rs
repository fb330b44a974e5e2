//! A file of people to invite: a name and an address a line, as a spreadsheet saves it.

use switchboard_store::door::invitations::{BadGuest, GUESTS_MAX, Guest};

use crate::ctx::Ctx;
use crate::problem::{Problem, What};

/// The most bytes of a file: five hundred lines are far less.
const BYTES_MAX: usize = 512 * 1024;
/// The most lines that are said to be wrong at once.
const WRONG_MAX: usize = 50;

/// The form with its file.
pub(super) struct Taken {
    pub(super) bank: String,
    pub(super) bytes: Vec<u8>,
}

/// Takes the form apart; whose it is must be said before the file comes.
pub(super) async fn take(ctx: &Ctx, mut parts: axum::extract::Multipart) -> Result<Taken, Problem> {
    let bad = || ctx.problem(What::BadForm);
    let (mut is_ours, mut bank) = (false, String::new());
    while let Some(part) = parts.next_field().await.map_err(|_| bad())? {
        match part.name() {
            Some("csrf") => {
                ctx.check_form(&part.text().await.map_err(|_| bad())?)?;
                is_ours = true;
            }
            Some("bank") => bank = part.text().await.map_err(|_| bad())?,
            Some("file") if is_ours => {
                let bytes = bytes(part).await.ok_or_else(bad)?;
                return Ok(Taken { bank, bytes });
            }
            _ => {}
        }
    }
    Err(bad())
}

async fn bytes(mut part: axum::extract::multipart::Field<'_>) -> Option<Vec<u8>> {
    let mut all = Vec::new();
    while let Some(piece) = part.chunk().await.ok()? {
        all.extend_from_slice(&piece);
        if all.len() > BYTES_MAX {
            return None;
        }
    }
    Some(all)
}

/// Why nobody can be invited from a file.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Bad {
    /// It is no text in columns.
    Unreadable,
    /// It names nobody.
    Empty,
    /// No column holds names.
    Columns,
    /// It has more lines than one act takes.
    Long,
    /// These lines are wrong, at most fifty of them.
    Lines(Vec<(u64, BadGuest)>),
}

/// The people of a file. One wrong line and nobody is invited: whoever mends the file and sends it again invites nobody twice.
pub(super) fn guests(bytes: &[u8]) -> Result<Vec<Guest>, Bad> {
    let text = text(bytes);
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter(&text))
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes());
    let (mut columns, mut found, mut wrong) = (None, Vec::new(), Vec::new());
    for row in reader.records() {
        let row = row.map_err(|_| Bad::Unreadable)?;
        if row.iter().all(str::is_empty) {
            continue;
        }
        let Some(known) = &columns else {
            let (first, is_header) = Columns::of(&row).ok_or(Bad::Columns)?;
            if !is_header {
                first.read(&row, &mut found, &mut wrong);
            }
            columns = Some(first);
            continue;
        };
        known.read(&row, &mut found, &mut wrong);
        if found.len() + wrong.len() > GUESTS_MAX {
            return Err(Bad::Long);
        }
    }
    if !wrong.is_empty() {
        wrong.truncate(WRONG_MAX);
        return Err(Bad::Lines(wrong));
    }
    if found.is_empty() {
        return Err(Bad::Empty);
    }
    Ok(found)
}

/// The text of a file in UTF-8, or else in the Latin alphabet that old spreadsheets save.
fn text(bytes: &[u8]) -> String {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => bytes.iter().map(|byte| char::from(*byte)).collect(),
    }
}

/// What parts the columns: whichever the first line has most of.
fn delimiter(text: &str) -> u8 {
    let first = text.lines().next().unwrap_or_default();
    let count = |mark: &u8| first.bytes().filter(|byte| byte == mark).count();
    let marks = [b'\t', b';', b','];
    marks.into_iter().max_by_key(count).unwrap_or(b',')
}

/// Which column holds what.
struct Columns {
    names: Vec<usize>,
    email: Option<usize>,
}

const NAME: [&str; 6] = [
    "name",
    "fullname",
    "volunteer",
    "caller",
    "displayname",
    "enw",
];
const GIVEN: [&str; 4] = ["firstname", "givenname", "forename", "first"];
const FAMILY: [&str; 5] = ["lastname", "familyname", "surname", "family", "last"];
const EMAIL: [&str; 5] = ["email", "emailaddress", "mail", "emails", "ebost"];

impl Columns {
    /// By the first line: its words, or, where an address stands in it already, names first and addresses second. The second
    /// half says whether the line names columns.
    fn of(row: &csv::StringRecord) -> Option<(Self, bool)> {
        let words: Vec<String> = row.iter().map(plain).collect();
        let at = |known: &[&str]| words.iter().position(|word| known.contains(&word.as_str()));
        let email = at(&EMAIL);
        if let Some(name) = at(&NAME) {
            return Some((
                Self {
                    names: vec![name],
                    email,
                },
                true,
            ));
        }
        let names: Vec<usize> = [at(&GIVEN), at(&FAMILY)].into_iter().flatten().collect();
        if !names.is_empty() {
            return Some((Self { names, email }, true));
        }
        let is_bare = row.get(1).is_some_and(|cell| cell.contains('@'));
        let bare = Self {
            names: vec![0],
            email: Some(1),
        };
        is_bare.then_some((bare, false))
    }

    fn read(
        &self,
        row: &csv::StringRecord,
        found: &mut Vec<Guest>,
        wrong: &mut Vec<(u64, BadGuest)>,
    ) {
        let cell = |at: usize| row.get(at).unwrap_or_default();
        let names: Vec<&str> = self.names.iter().map(|at| cell(*at)).collect();
        match Guest::parse(&names.join(" "), self.email.map(cell).unwrap_or_default()) {
            Ok(guest) => found.push(guest),
            Err(bad) => {
                let line = row.position().map_or(0, csv::Position::line);
                wrong.push((line, bad));
            }
        }
    }
}

/// A column's word without case, spaces and hyphens.
fn plain(word: &str) -> String {
    let letters = word.chars().filter(|c| c.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str) -> Vec<String> {
        let found = guests(text.as_bytes()).unwrap();
        found.iter().map(|guest| guest.name().to_owned()).collect()
    }

    #[test]
    fn a_file_is_read_by_the_words_over_its_columns() {
        for text in [
            "name,email\nCai Caller,cai@example.org\nDilys Dialler,\n",
            "E-Mail;Full Name\ncai@example.org;Cai Caller\n;Dilys Dialler\n",
            "\u{feff}First name\tLast name\tEmail address\r\nCai\tCaller\tcai@example.org\r\n\r\nDilys\tDialler\t\r\n",
            "Cai Caller,cai@example.org\nDilys Dialler\n",
        ] {
            assert_eq!(names(text), ["Cai Caller", "Dilys Dialler"], "{text}");
        }
        let latin = b"name,email\nSi\xF4n,sion@example.org\n";
        assert_eq!(guests(latin).unwrap()[0].name(), "Siôn");
    }

    #[test]
    fn one_wrong_line_and_nobody_is_invited_and_each_is_said() {
        let text = "name,email\nCai,cai@example.org\n,dilys@example.org\nEmrys,emrys at example\n";
        let lines = vec![(3, BadGuest::NoName), (4, BadGuest::Email)];
        assert_eq!(guests(text.as_bytes()).err(), Some(Bad::Lines(lines)));
        for (text, why) in [
            ("", Bad::Empty),
            ("name,email\n", Bad::Empty),
            ("colour,size\nred,4\n", Bad::Columns),
        ] {
            assert_eq!(guests(text.as_bytes()).err(), Some(why), "{text}");
        }
        let many = "name\n".to_owned() + &"Cai\n".repeat(GUESTS_MAX + 1);
        assert_eq!(guests(many.as_bytes()).err(), Some(Bad::Long));
        let most = "name\n".to_owned() + &"Cai\n".repeat(GUESTS_MAX);
        assert_eq!(guests(most.as_bytes()).unwrap().len(), GUESTS_MAX);
    }
}
