//! One whole record, one covered, and the reasons that a second person reads.

use switchboard_rules::person::{Address, Name, Phone, PhoneKind};

use super::{HITS_MAX, REST, masked_number, masked_words, name_of, phones_of, spot};
use crate::disclose::open::{Open, Rows};
use crate::disclose::{Personal, SealedRow};
use crate::hush::says_only_its_name;
use crate::keys::Keys;
use crate::members::{look_spot, note_spot};
use crate::seal::SealError;

/// A note's row is named by its id alone, a version of the record by the member's and the import's.
const NOTE_ID_LEN: usize = 16;

/// One member's whole record, for the officer who opened it.
#[derive(Clone)]
pub struct MemberFile {
    /// "Mrs"; empty when there is none.
    pub title: String,
    /// First name.
    pub given: String,
    /// Further first names.
    pub middle: String,
    /// Surname.
    pub family: String,
    /// What comes behind the name.
    pub suffix: String,
    /// Telephone numbers.
    pub phones: Vec<FilePhone>,
    /// E-mail address; empty when there is none.
    pub email: String,
    /// The lines of the address.
    pub address: Vec<String>,
    /// The postcode.
    pub postcode: String,
    /// The birth date, as 1961-03-24; empty when there is none.
    pub birth_date: String,
    /// The membership number.
    pub external: String,
    /// For each version, the newest first, which sealed fields differ from the one before, by their words.
    pub changed: Vec<Vec<&'static str>>,
    /// The words of the notes, in their order.
    pub notes: Vec<String>,
}

/// One number of a record.
#[derive(Clone, PartialEq, Eq)]
pub struct FilePhone {
    /// What kind of line.
    pub kind: PhoneKind,
    /// As it is read and typed.
    pub shown: String,
}
says_only_its_name!(MemberFile, FilePhone);

impl Personal for MemberFile {
    const FIELDS: &'static str = "title,given_name,middle_name,family_name,suffix,phone,email,address,birth_date,external_id,branch,kind,joined_year,notes";
}

impl Open for MemberFile {
    fn open(keys: &Keys, rows: &Rows<'_>) -> Result<Self, SealError> {
        let (notes, versions): (Vec<_>, Vec<_>) = rows
            .0
            .iter()
            .partition(|row| row.row_key.len() == NOTE_ID_LEN);
        let opened: Vec<Opened> = versions
            .into_iter()
            .map(|row| opened(keys, row))
            .collect::<Result<_, _>>()?;
        let changed = opened
            .iter()
            .enumerate()
            .map(|(at, version)| version.differs(opened.get(at + 1)))
            .collect();
        let notes = notes.into_iter().map(|row| {
            let key = keys.member(&row.member, row.month, &row.erase_key)?;
            text(&key.own().open(note_spot(&row.row_key), &row.rest)?)
        });
        let notes = notes.collect::<Result<_, _>>()?;
        let newest = opened.into_iter().next().ok_or(SealError::Short)?;
        let phones = newest.phones.iter().map(|phone| FilePhone {
            kind: phone.kind(),
            shown: phone.national(),
        });
        let rest = newest.rest;
        let some = |text: Option<&str>| text.unwrap_or_default().to_owned();
        Ok(Self {
            title: some(newest.name.title()),
            given: newest.name.given().to_owned(),
            middle: newest.name.middle().to_owned(),
            family: newest.name.family().to_owned(),
            suffix: some(newest.name.suffix()),
            phones: phones.collect(),
            email: rest.email,
            address: rest
                .address
                .as_ref()
                .map(|address| address.lines().to_vec())
                .unwrap_or_default(),
            postcode: some(rest.address.as_ref().and_then(Address::postcode)),
            birth_date: rest.birth_date,
            external: rest.external,
            changed,
            notes,
        })
    }
}

/// A version of a record, opened.
struct Opened {
    name: Name,
    phones: Vec<Phone>,
    rest: Rest,
}

/// What stands in the column of the rest.
struct Rest {
    external: String,
    email: String,
    birth_date: String,
    address: Option<Address>,
}

fn opened(keys: &Keys, row: &SealedRow) -> Result<Opened, SealError> {
    let key = keys.member(&row.member, row.month, &row.erase_key)?;
    let plain = key.own().open(spot(REST, &row.row_key), &row.rest)?;
    Ok(Opened {
        name: name_of(keys, row)?,
        phones: phones_of(keys, row)?,
        rest: rest(&plain)?,
    })
}

/// Reads what an import wrote: a version, and four parts, each with its length before it.
fn rest(plain: &[u8]) -> Result<Rest, SealError> {
    let (_, mut left) = plain.split_at_checked(1).ok_or(SealError::Short)?;
    let mut part = || -> Result<&[u8], SealError> {
        let (head, tail) = left.split_at_checked(4).ok_or(SealError::Short)?;
        let head = <[u8; 4]>::try_from(head).map_err(|_| SealError::Short)?;
        let len = usize::try_from(u32::from_be_bytes(head)).map_err(|_| SealError::Short)?;
        let (part, after) = tail.split_at_checked(len).ok_or(SealError::Short)?;
        left = after;
        Ok(part)
    };
    let (external, email, birth_date, address) = (part()?, part()?, part()?, part()?);
    Ok(Rest {
        external: text(external)?,
        email: text(email)?,
        birth_date: text(birth_date)?,
        address: if address.is_empty() {
            None
        } else {
            Some(Address::decode(address).map_err(|_| SealError::Short)?)
        },
    })
}

fn text(bytes: &[u8]) -> Result<String, SealError> {
    let text = std::str::from_utf8(bytes).map_err(|_| SealError::Short)?;
    Ok(text.to_owned())
}

impl Opened {
    /// Which fields differ from the version before; none for the first.
    fn differs(&self, before: Option<&Self>) -> Vec<&'static str> {
        let Some(before) = before else {
            return Vec::new();
        };
        let address = |one: &Self| one.rest.address.as_ref().map(Address::encode);
        let pairs = [
            (self.name != before.name, "name"),
            (self.phones != before.phones, "phone"),
            (self.rest.email != before.rest.email, "email"),
            (address(self) != address(before), "address"),
            (self.rest.birth_date != before.rest.birth_date, "birth-date"),
            (self.rest.external != before.rest.external, "external-id"),
        ];
        let differing = pairs.into_iter().filter(|(is, _)| *is);
        differing.map(|(_, word)| word).collect()
    }
}

/// A record that is protected or restricted, before it was asked for once more: enough to know whom one speaks of.
#[derive(Clone)]
pub struct CoveredFile {
    /// The name with most letters covered.
    pub name: String,
    /// The numbers with most digits covered.
    pub numbers: Vec<String>,
    /// The membership number.
    pub external: String,
}
says_only_its_name!(CoveredFile);

impl Personal for CoveredFile {
    const FIELDS: &'static str = "masked_name,masked_phone,external_id,branch,kind,joined_year";
}

impl Open for CoveredFile {
    fn open(keys: &Keys, rows: &Rows<'_>) -> Result<Self, SealError> {
        let version = opened(keys, rows.0.first().ok_or(SealError::Short)?)?;
        let numbers = version.phones.iter();
        Ok(Self {
            name: masked_words(&version.name.full()),
            numbers: numbers.map(|one| masked_number(&one.national())).collect(),
            external: version.rest.external,
        })
    }
}

/// The reason for one look, with the member masked.
#[derive(Clone)]
pub struct ReasonFor {
    /// The name with most letters covered.
    pub name: String,
    /// The branch.
    pub branch: String,
    /// The first number with most digits covered; empty when there is none.
    pub number: String,
    /// What was said of the purpose; empty when nothing was.
    pub words: String,
    /// The fuller reason.
    pub reason: String,
}

/// At most [`HITS_MAX`] reasons, each for one look at one masked member.
pub struct Reasons(pub Vec<ReasonFor>);
says_only_its_name!(ReasonFor, Reasons);

impl Personal for Reasons {
    const FIELDS: &'static str = "masked_name,branch,masked_phone,reason";
}

impl Open for Reasons {
    fn open(keys: &Keys, rows: &Rows<'_>) -> Result<Self, SealError> {
        let (pairs, _) = rows.0.as_chunks::<2>();
        let all = pairs.iter().take(HITS_MAX).map(|[member, said]| {
            let key = keys.member(&said.member, said.month, &said.erase_key)?;
            let number = phones_of(keys, member)?
                .first()
                .map(|phone| masked_number(&phone.national()))
                .unwrap_or_default();
            Ok(ReasonFor {
                name: masked_words(&name_of(keys, member)?.full()),
                branch: member.branch.clone(),
                number,
                words: match said.name.as_slice() {
                    [] => String::new(),
                    sealed => text(
                        &key.own()
                            .open(look_spot("words_sealed", &said.row_key), sealed)?,
                    )?,
                },
                reason: text(
                    &key.own()
                        .open(look_spot("reason_sealed", &said.row_key), &said.rest)?,
                )?,
            })
        });
        Ok(Self(all.collect::<Result<_, SealError>>()?))
    }
}
