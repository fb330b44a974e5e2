//! The closed list of what personal data looks like when it comes out: the only code that opens a member's columns.
//!
//! | type | plural? | who gets it |
//! |---|---|---|
//! | [`TitledName`], [`FirstName`] | one | the caller with the card |
//! | [`Numbers`] | one member's, ≤4 | the caller with the card, after asking for it |
//! | [`Hits`] | ≤20 members, masked | the membership officer: a search, a page of reports from calls, of pairs or of merges |
//! | [`MemberFile`], [`CoveredFile`] | one | the membership officer who opened that record |
//! | [`Reasons`] | ≤20 members, masked | the second reader of reasons for looks |
//! | [`MembershipNumbers`] | ≤20 members | whoever imported: whom the import or its undo left to be looked at |
//! | [`RejectedRows`] | rows of one file | whoever uploaded that file |
//! | [`SubjectParts`] | ≤20 members: ids, cards and fields of parts of the ledger | whoever takes an exhibit that opens them |
//! | [`Answers`] | one member, ≤20 calls of one campaign | whoever asked in a case that two people agreed to |
//! | [`OwnLooks`] | one: which fields of them each entry showed | the member, on their own page |
//! | [`OwnAnswers`] | one: what one campaign wrote about them | the member, on their own page |
//! | [`OwnCounted`] | one: which answer of theirs one campaign counts | the member, in their own copy |
//! | [`RightWords`] | one member, ≤20 requests of theirs | the member, and the data protection officer who reads one |
//! | [`Petitions`] | ≤20 members, masked, with the reasons | who asked, and who may decide |

mod answers;
mod exhibited;
mod member;
mod own;
mod right;

pub(crate) use answers::Call;
pub use answers::{Answer, Answers};
pub use exhibited::SubjectParts;
pub use member::{CoveredFile, FilePhone, MemberFile, ReasonFor, Reasons};
pub(crate) use own::Counted;
pub use own::{CountedAnswer, OwnAnswers, OwnCounted, OwnLook, OwnLooks};
pub use right::{RightWords, SaidRight};

use switchboard_rules::person::{Name, Phone, Tongue, decode_phones};
use switchboard_rules::roll::Rejection;

use crate::disclose::open::{Open, Rows};
use crate::disclose::{Personal, SealedRow};
use crate::hush::says_only_its_name;
use crate::keys::Keys;
use crate::seal::{SealError, Spot};

/// The most telephone numbers of one member that a card carries.
pub const NUMBERS_MAX: usize = 4;
/// The most masked hits on one page.
pub const HITS_MAX: usize = 20;

pub(crate) const TABLE: &str = "member_row";
pub(crate) const NAME: &str = "name_sealed";
pub(crate) const PHONES: &str = "phones_sealed";
pub(crate) const REST: &str = "rest_sealed";

/// The associated row of a member row: member ‖ import.
pub(crate) fn row_key(member: &[u8; 16], import: &[u8; 16]) -> Vec<u8> {
    [member.as_slice(), import.as_slice()].concat()
}

pub(crate) fn spot<'a>(column: &'static str, row_key: &'a [u8]) -> Spot<'a> {
    Spot {
        table: TABLE,
        column,
        row: row_key,
    }
}

/// The membership number and the e-mail address of an opened `rest_sealed`; the address is empty where there is none.
pub(crate) fn external_and_email(rest: &[u8]) -> Option<(&str, &str)> {
    let part = |from: &'_ [u8]| -> Option<(usize, usize)> {
        let len = u32::from_be_bytes(*from.first_chunk::<4>()?);
        Some((4, usize::try_from(len).ok()?))
    };
    let (_version, parts) = rest.split_first()?;
    let (head, len) = part(parts)?;
    let (external, parts) = parts.get(head..)?.split_at_checked(len)?;
    let (head, len) = part(parts)?;
    let (email, _) = parts.get(head..)?.split_at_checked(len)?;
    Some((
        std::str::from_utf8(external).ok()?,
        std::str::from_utf8(email).ok()?,
    ))
}

fn name_of(keys: &Keys, row: &SealedRow) -> Result<Name, SealError> {
    let key = keys.member(&row.member, row.month, &row.erase_key)?;
    let plain = key.own().open(spot(NAME, &row.row_key), &row.name)?;
    Name::decode(&plain).map_err(|_| SealError::Short)
}

fn phones_of(keys: &Keys, row: &SealedRow) -> Result<Vec<Phone>, SealError> {
    let key = keys.member(&row.member, row.month, &row.erase_key)?;
    let plain = key.own().open(spot(PHONES, &row.row_key), &row.phones)?;
    decode_phones(&plain).map_err(|_| SealError::Short)
}

/// Title and surname, as in "Mrs Evans", with the branch and the language; without a title, first and last name. The ledger names
/// them all, so it never says less than was shown.
pub struct TitledName {
    /// What to call the member.
    pub called: String,
    /// The branch.
    pub branch: String,
    /// In which language they would like to be rung, where they said it.
    pub language: Option<Tongue>,
}
says_only_its_name!(TitledName);

impl Personal for TitledName {
    const FIELDS: &'static str = "title,given_name,family_name,branch,language";
}

impl Open for TitledName {
    fn open(keys: &Keys, rows: &Rows<'_>) -> Result<Self, SealError> {
        let row = rows.0.first().ok_or(SealError::Short)?;
        Ok(Self {
            called: name_of(keys, row)?.titled(),
            branch: row.branch.clone(),
            language: Tongue::from_code(&row.language),
        })
    }
}

/// The first name alone, with the branch and the language.
pub struct FirstName {
    /// What to call the member.
    pub called: String,
    /// The branch.
    pub branch: String,
    /// In which language they would like to be rung, where they said it.
    pub language: Option<Tongue>,
}
says_only_its_name!(FirstName);

impl Personal for FirstName {
    const FIELDS: &'static str = "given_name,branch,language";
}

impl Open for FirstName {
    fn open(keys: &Keys, rows: &Rows<'_>) -> Result<Self, SealError> {
        let row = rows.0.first().ok_or(SealError::Short)?;
        Ok(Self {
            called: name_of(keys, row)?.first().to_owned(),
            branch: row.branch.clone(),
            language: Tongue::from_code(&row.language),
        })
    }
}

/// One number as it is read and as it is dialled.
#[derive(Clone, PartialEq, Eq)]
pub struct Dialable {
    /// The national form, for eyes.
    pub shown: String,
    /// The `tel:` address (RFC 3966).
    pub tel: String,
}
says_only_its_name!(Dialable);

/// The numbers of one member.
pub struct Numbers(pub Vec<Dialable>);
says_only_its_name!(Numbers);

impl Personal for Numbers {
    const FIELDS: &'static str = "phone";
}

impl Open for Numbers {
    fn open(keys: &Keys, rows: &Rows<'_>) -> Result<Self, SealError> {
        let row = rows.0.first().ok_or(SealError::Short)?;
        let phones = phones_of(keys, row)?;
        let may_be_shown = |phone: &&Phone| {
            let never = || keys.never.short("number", phone.index_key().as_bytes());
            row.only.as_ref().is_none_or(|only| only.contains(&never()))
        };
        Ok(Self(
            phones
                .iter()
                .filter(may_be_shown)
                .take(NUMBERS_MAX)
                .map(|p| Dialable {
                    shown: p.national(),
                    tel: p.tel_uri(),
                })
                .collect(),
        ))
    }
}

/// One masked hit of a search.
pub struct Hit {
    /// The name with most letters covered.
    pub name: String,
    /// The branch.
    pub branch: String,
    /// The first number with most digits covered; empty when there is none.
    pub number: String,
    /// Whether the membership has ended.
    pub former: bool,
}
says_only_its_name!(Hit);

/// At most [`HITS_MAX`] masked hits.
pub struct Hits(pub Vec<Hit>);
says_only_its_name!(Hits);

impl Personal for Hits {
    const FIELDS: &'static str = "masked_name,branch,masked_phone,ended";
}

impl Open for Hits {
    fn open(keys: &Keys, rows: &Rows<'_>) -> Result<Self, SealError> {
        let hits = rows.0.iter().take(HITS_MAX).map(|row| masked(keys, row));
        Ok(Self(hits.collect::<Result<_, SealError>>()?))
    }
}

/// The organisation's own numbers of at most [`HITS_MAX`] members.
pub struct MembershipNumbers(pub Vec<String>);
says_only_its_name!(MembershipNumbers);

impl Personal for MembershipNumbers {
    const FIELDS: &'static str = "membership_number";
}

impl Open for MembershipNumbers {
    fn open(keys: &Keys, rows: &Rows<'_>) -> Result<Self, SealError> {
        let number = |row: &SealedRow| {
            let key = keys.member(&row.member, row.month, &row.erase_key)?;
            let plain = key.own().open(spot(REST, &row.row_key), &row.rest)?;
            let rest = crate::roll::whole::Rest::decode(&plain)?;
            Ok(rest.external_id.as_str().to_owned())
        };
        let numbers = rows.0.iter().take(HITS_MAX).map(number);
        Ok(Self(numbers.collect::<Result<_, SealError>>()?))
    }
}

/// The rows of a file that were not taken, with the true line and the reason, as the uploader wrote them.
pub struct RejectedRows(pub Vec<RejectedRow>);
says_only_its_name!(RejectedRows);

/// One row that was not taken.
pub struct RejectedRow {
    /// The line on which the row begins in the file, from 1; 0 for the file's header.
    pub line: u64,
    /// Why; of the header nothing is said.
    pub reason: Rejection,
    /// The cells as they were.
    pub cells: Vec<String>,
}
says_only_its_name!(RejectedRow);

impl Personal for RejectedRows {
    const FIELDS: &'static str = "rejected_rows";
}

impl Open for RejectedRows {
    fn open(keys: &Keys, rows: &Rows<'_>) -> Result<Self, SealError> {
        rows.0
            .iter()
            .map(|row| crate::rejects::open(keys, row))
            .collect::<Result<_, _>>()
            .map(Self)
    }
}

/// What a request is about, for whoever asked and whoever may decide: the member masked, and the reasons as written.
pub struct Petitions(pub Vec<Petition>);
says_only_its_name!(Petitions);

/// One request's member and reasons.
pub struct Petition {
    /// The member, masked; none where the request is about nobody, or about somebody who is forgotten.
    pub member: Option<Hit>,
    /// Why it was asked for; empty once it is forgotten with the member.
    pub reason: String,
    /// What the second person said; empty before, or when they said nothing.
    pub decision: String,
}
says_only_its_name!(Petition);

impl Personal for Petitions {
    const FIELDS: &'static str = "masked_name,branch,masked_phone,reason";
}

impl Open for Petitions {
    fn open(keys: &Keys, rows: &Rows<'_>) -> Result<Self, SealError> {
        rows.0
            .iter()
            .take(HITS_MAX)
            .map(|row| crate::requests::open(keys, row))
            .collect::<Result<_, _>>()
            .map(Self)
    }
}

/// A member masked.
pub(crate) fn masked(keys: &Keys, row: &SealedRow) -> Result<Hit, SealError> {
    let number = phones_of(keys, row)?
        .first()
        .map(|p| masked_number(&p.national()))
        .unwrap_or_default();
    Ok(Hit {
        name: masked_words(&name_of(keys, row)?.full()),
        branch: row.branch.clone(),
        number,
        former: row.ended,
    })
}

/// The first letter of each word, the rest covered: "Gwen Evans" becomes "G••• E••••".
fn masked_words(text: &str) -> String {
    text.split(' ')
        .map(|word| {
            word.chars()
                .enumerate()
                .map(|(at, letter)| if at == 0 { letter } else { '•' })
                .collect::<String>()
        })
        .collect::<Vec<_>>()
        .join(" ")
}

/// The last three digits, the rest covered.
fn masked_number(text: &str) -> String {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let mut seen = 0;
    text.chars()
        .map(|letter| {
            if !letter.is_ascii_digit() {
                return letter;
            }
            seen += 1;
            if seen + 3 > digits { letter } else { '•' }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mask_leaves_first_letters_and_last_three_digits() {
        assert_eq!(masked_words("Gwen Evans"), "G••• E••••");
        assert_eq!(masked_number("07700 900123"), "••••• •••123");
        assert_eq!(masked_number(""), "");
    }
}
