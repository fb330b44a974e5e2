//! One whole record, one covered, and the reasons that a second person reads.

use switchboard_rules::person::{Address, Email, Name, Phone, PhoneKind};

use super::{HITS_MAX, REST, masked_number, masked_words, name_of, phones_of, spot};
use crate::disclose::open::{Open, Rows};
use crate::disclose::{Personal, SealedRow};
use crate::hush::says_only_its_name;
use crate::keys::Keys;
use crate::members::{look_spot, note_spot};
use crate::roll::whole::Rest;
use crate::seal::SealError;

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
    /// The words of the notes, in their order.
    pub notes: Vec<String>,
}

impl MemberFile {
    /// Title, first, middle and family name and what stands behind it, as far as they are there.
    pub fn full_name(&self) -> String {
        let Self {
            title,
            given,
            middle,
            family,
            suffix,
            ..
        } = self;
        let parts = [title, given, middle, family, suffix].map(String::as_str);
        let there: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        there.join(" ")
    }
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
    const FIELDS: &'static str = "title,given_name,middle_name,family_name,suffix,phone,email,address,birth_date,external_id,branch,kind,joined_year,ends_on,area,tags,notes";
}

impl Open for MemberFile {
    fn open(keys: &Keys, rows: &Rows<'_>) -> Result<Self, SealError> {
        let (newest, notes) = rows.0.split_first().ok_or(SealError::Short)?;
        let newest = opened(keys, newest)?;
        let notes = notes.iter().map(|row| {
            let key = keys.member(&row.member, row.month, &row.erase_key)?;
            text(&key.own().open(note_spot(&row.row_key), &row.rest)?)
        });
        let notes = notes.collect::<Result<_, _>>()?;
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
            email: some(rest.email.as_ref().map(Email::as_str)),
            address: rest
                .address
                .as_ref()
                .map(|address| address.lines().to_vec())
                .unwrap_or_default(),
            postcode: some(rest.address.as_ref().and_then(Address::postcode)),
            birth_date: rest
                .birth_date
                .map(|birth| birth.day().to_string())
                .unwrap_or_default(),
            external: rest.external_id.as_str().to_owned(),
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

fn opened(keys: &Keys, row: &SealedRow) -> Result<Opened, SealError> {
    let key = keys.member(&row.member, row.month, &row.erase_key)?;
    let plain = key.own().open(spot(REST, &row.row_key), &row.rest)?;
    Ok(Opened {
        name: name_of(keys, row)?,
        phones: phones_of(keys, row)?,
        rest: Rest::decode(&plain)?,
    })
}

fn text(bytes: &[u8]) -> Result<String, SealError> {
    let text = std::str::from_utf8(bytes).map_err(|_| SealError::Short)?;
    Ok(text.to_owned())
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
            external: version.rest.external_id.as_str().to_owned(),
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
    /// The fuller reason; empty when none came.
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
            let opened = |column, sealed: &[u8]| match sealed {
                [] => Ok(String::new()),
                sealed => text(&key.own().open(look_spot(column, &said.row_key), sealed)?),
            };
            Ok(ReasonFor {
                name: masked_words(&name_of(keys, member)?.full()),
                branch: member.branch.clone(),
                number,
                words: opened("words_sealed", &said.name)?,
                reason: opened("reason_sealed", &said.rest)?,
            })
        });
        Ok(Self(all.collect::<Result<_, SealError>>()?))
    }
}
