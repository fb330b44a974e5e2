//! Deciding once for a file what each of its columns means.
//!
//! Most files need nothing: their headers are aliases ([`Field::of_column`]). The others need
//! lines such as these, in the form `--map column=field`.
//!
//! State officials (openstates), where offices have the telephones and the state is the branch:
//! `--map state=branch --map capitol_phone=work_phone --map district_phone=work_phone
//! --map other_phone=phone`; maps by itself: `external_id`, `kind`, `given_name`, `family_name`,
//! `birth_date`, `email`; `name` isn't needed beside them, `gender` is not kept.
//!
//! Members of Congress (unitedstates/congress-legislators): `--map bioguide=external_id
//! --map birthday=birth_date --map dc_phone=work_phone --map state=branch`; maps by itself:
//! `first`, `middle`, `last`, `suffix`.

use super::field::{Field, alias_key};
use super::part::{Part, Parts};
use super::row::part_of;

const PHONES_MAX: usize = 16;
const NAME_CHARS_MAX: usize = 80;

/// What becomes of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Use {
    /// Its cells become part of each row.
    Kept(Field),
    /// Its meaning is known, and nothing of it is recorded.
    NotKept(Field),
    /// Nobody knows what it means; it is dropped, and the importer is told.
    Unknown,
}

/// One column of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its header cell, shortened to 80 characters.
    pub name: String,
    /// What becomes of it.
    pub used: Use,
}

/// What every column of one file means; the default is that of a file without columns.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Mapping {
    columns: Vec<Column>,
    parts: Parts,
}

/// By what a row's member is known. An e-mail address alone is never enough: households share one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum By {
    /// The organisation's own number.
    #[default]
    ExternalId,
    /// The same e-mail address, and the same given and family name.
    EmailAndName,
    /// The same telephone number, and the same given and family name.
    NumberAndName,
    /// The same e-mail address and the same telephone number.
    EmailAndNumber,
}

impl By {
    /// Every way, with the word that `--match` takes for it.
    pub const ALL: [(Self, &'static str); 4] = [
        (Self::ExternalId, "external"),
        (Self::EmailAndName, "email+name"),
        (Self::NumberAndName, "number+name"),
        (Self::EmailAndNumber, "email+number"),
    ];

    /// The word for it.
    pub fn word(self) -> &'static str {
        let found = Self::ALL.iter().find(|(by, _)| *by == self);
        found.map_or("external", |(_, word)| word)
    }

    /// The way of this word.
    pub fn parse(word: &str) -> Option<Self> {
        let found = Self::ALL.iter().find(|(_, one)| *one == word.trim());
        found.map(|(by, _)| *by)
    }

    /// All words, for a message.
    pub fn words() -> String {
        Self::ALL.map(|(_, word)| word).join(", ")
    }
}

/// Why a header can't be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MapError {
    /// There is no header at all.
    #[error("the first line is empty; it must hold the names of the columns")]
    NoHeader,
    /// No column is known: the first line may be a member, so none of it is repeated here.
    #[error(
        "no column name in the first line is known; begin the file with a line of column names, or map them with --map COLUMN=FIELD"
    )]
    NothingKnown,
    /// Nothing tells one member from another.
    #[error(
        "no column holds the member's number; say which with --map COLUMN=external_id, or say by what else members are known with --match {by}",
        by = By::words()
    )]
    NoExternalId,
    /// No name, where members are to be known by it.
    #[error("no column holds a name; say which with --map COLUMN=given_name, family_name or name")]
    NoName,
    /// No e-mail address, where members are to be known by it.
    #[error("no column holds an e-mail address; say which with --map COLUMN=email")]
    NoEmail,
    /// No telephone number, where members are to be known by it.
    #[error("no column holds a telephone number; say which with --map COLUMN=phone")]
    NoPhone,
    /// An override names a column that the file hasn't.
    #[error("there is no column `{0}` in the file; check the spelling in --map")]
    NoSuchColumn(String),
    /// Two columns for something of which a member has one.
    #[error(
        "the columns `{first}` and `{second}` both mean {field}; leave one out with --map {second}=ignore"
    )]
    Twice {
        /// The word of the field.
        field: &'static str,
        /// The first such column.
        first: String,
        /// The second.
        second: String,
    },
    /// More telephone columns than a member is kept with.
    #[error("more than 16 columns hold telephone numbers; leave some out with --map COLUMN=ignore")]
    TooManyPhones,
}

/// Why a `--map` can't be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OverrideError {
    /// No `=`, or nothing on one side of it.
    #[error("`{0}` is not of the form column=field, such as capitol_phone=phone")]
    Form(String),
    /// No such field.
    #[error("`{0}` is not a field; the fields are {list}", list = words())]
    Field(String),
}

/// Reads one `column=field`, as the command line and the page take it.
///
/// # Errors
/// [`OverrideError`], with what was typed: it holds column names, nobody's data.
pub fn parse_override(text: &str) -> Result<(String, Field), OverrideError> {
    // The last `=`: a column's name may hold one, a field's never does.
    let (column, field) = text
        .rsplit_once('=')
        .ok_or_else(|| OverrideError::Form(shown(text)))?;
    if alias_key(column).is_empty() || field.trim().is_empty() {
        return Err(OverrideError::Form(shown(text)));
    }
    let field = Field::parse(field).ok_or_else(|| OverrideError::Field(shown(field)))?;
    Ok((column.trim().to_owned(), field))
}

/// Decides what each column means: by `overrides` first, then by its name.
///
/// An override displaces a column that would have had the field by its name. A whole name beside
/// given or family name is not needed; beside a family name alone it is taken for the given name,
/// as Spoke writes it. Two columns for one field are an error, except telephones and address lines.
///
/// # Errors
/// [`MapError`], saying which `--map` would help.
pub fn map_header(header: &[&str], overrides: &[(String, Field)]) -> Result<Mapping, MapError> {
    if header.iter().all(|cell| alias_key(cell).is_empty()) {
        return Err(MapError::NoHeader);
    }
    let keys: Vec<String> = header.iter().map(|cell| alias_key(cell)).collect();
    if let Some((column, _)) = overrides
        .iter()
        .find(|(column, _)| !keys.contains(&alias_key(column)))
    {
        return Err(MapError::NoSuchColumn(shown(column)));
    }
    let typed = |key: &str| {
        overrides
            .iter()
            .rev()
            .find(|(column, _)| alias_key(column) == key)
            .map(|(_, field)| *field)
    };
    let is_typed =
        |field: Field| !field.may_repeat() && keys.iter().any(|key| typed(key) == Some(field));
    let meaning = |key: &String, cell: &&str| match typed(key) {
        Some(field) => Some(field),
        None => Field::of_column(cell).filter(|field| !is_typed(*field)),
    };
    let mut fields: Vec<Option<Field>> = keys
        .iter()
        .zip(header)
        .map(|(key, cell)| meaning(key, cell))
        .collect();
    if fields.iter().all(Option::is_none) {
        return Err(MapError::NothingKnown);
    }
    let full_name = settle_full_name(&mut fields);
    let columns: Vec<Column> = header
        .iter()
        .zip(fields)
        .map(|(cell, field)| Column {
            name: shown(cell),
            used: use_of(field, full_name),
        })
        .collect();
    check(&columns)?;
    let kept = columns.iter().filter_map(|column| match column.used {
        Use::Kept(field) => part_of(field),
        Use::NotKept(_) | Use::Unknown => None,
    });
    let parts = kept.collect();
    Ok(Mapping { columns, parts })
}

impl Mapping {
    /// The columns in the order of the file.
    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// The names of the columns that nobody knows; what they hold is dropped.
    pub fn unknown(&self) -> impl Iterator<Item = &str> {
        self.columns
            .iter()
            .filter(|column| column.used == Use::Unknown)
            .map(|column| column.name.as_str())
    }

    /// Whether a column of the file is kept as this field.
    pub fn has(&self, field: Field) -> bool {
        self.columns
            .iter()
            .any(|column| column.used == Use::Kept(field))
    }

    /// The parts of a member that the file has columns for.
    pub fn parts(&self) -> Parts {
        self.parts
    }

    /// Whether the file holds what members are to be known by.
    ///
    /// # Errors
    /// [`MapError`], saying which `--map` would help.
    pub fn serves(&self, by: By) -> Result<(), MapError> {
        let has_phone = Part::ALL
            .iter()
            .any(|part| part.phone_kind().is_some() && self.parts.has(*part));
        let (name, email) = (self.parts.has(Part::Name), self.parts.has(Part::Email));
        match by {
            By::ExternalId if !self.has(Field::ExternalId) => Err(MapError::NoExternalId),
            By::EmailAndName | By::NumberAndName if !name => Err(MapError::NoName),
            By::EmailAndName | By::EmailAndNumber if !email => Err(MapError::NoEmail),
            By::NumberAndName | By::EmailAndNumber if !has_phone => Err(MapError::NoPhone),
            _ => Ok(()),
        }
    }

    /// The number of cells that a record must have.
    pub fn width(&self) -> usize {
        self.columns.len()
    }
}

/// What becomes of a whole name beside its parts.
#[derive(Clone, Copy, PartialEq, Eq)]
enum FullName {
    Needed,
    NotNeeded,
}

fn settle_full_name(fields: &mut [Option<Field>]) -> FullName {
    let has = |fields: &[Option<Field>], field| fields.contains(&Some(field));
    let (given, family) = (
        has(fields, Field::GivenName),
        has(fields, Field::FamilyName),
    );
    if family && !given {
        for field in fields
            .iter_mut()
            .filter(|field| **field == Some(Field::FullName))
        {
            *field = Some(Field::GivenName);
        }
    }
    if given || family {
        FullName::NotNeeded
    } else {
        FullName::Needed
    }
}

fn use_of(field: Option<Field>, full_name: FullName) -> Use {
    match field {
        None => Use::Unknown,
        Some(Field::FullName) if full_name == FullName::NotNeeded => Use::NotKept(Field::FullName),
        Some(field) if field.is_kept() => Use::Kept(field),
        Some(field) => Use::NotKept(field),
    }
}

fn check(columns: &[Column]) -> Result<(), MapError> {
    let mut seen: Vec<(Field, &str)> = Vec::new();
    for column in columns {
        let Use::Kept(field) = column.used else {
            continue;
        };
        let earlier = seen
            .iter()
            .find(|(other, _)| *other == field && !field.may_repeat());
        if let Some((_, first)) = earlier {
            let (first, second) = ((*first).to_owned(), column.name.clone());
            return Err(MapError::Twice {
                field: field.word(),
                first,
                second,
            });
        }
        seen.push((field, &column.name));
    }
    if seen
        .iter()
        .filter(|(field, _)| matches!(field, Field::Phone(_)))
        .count()
        > PHONES_MAX
    {
        return Err(MapError::TooManyPhones);
    }
    Ok(())
}

/// A header cell as it may stand in a message: one line, 80 characters.
fn shown(cell: &str) -> String {
    let clean = cell
        .trim_start_matches('\u{FEFF}')
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    clean
        .chars()
        .filter(|c| !c.is_control())
        .take(NAME_CHARS_MAX)
        .collect()
}

fn words() -> String {
    Field::ALL.map(|(_, word)| word).join(", ")
}

#[cfg(test)]
mod tests;
