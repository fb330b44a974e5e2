//! Reads an exhibit; nothing of it is believed yet.

use std::collections::BTreeMap;

use base64::{Engine as _, engine::general_purpose::STANDARD};

use super::json::Json;
use super::write::FORMAT;
use super::{
    About, Before, EXHIBIT_BYTES_MAX, Exhibit, ExhibitError, Exhibited, PinnedRow, Places,
};
use crate::entry::Opened;
use crate::hash::Hash;
use crate::heads::{HeadProof, Reached};
use crate::note::{Note, VerifierKey, WitnessKey};

impl Exhibit {
    /// Reads an exhibit of version 1. A key that none has, or that stands there twice, is refused: what isn't read
    /// must not stand beside what is proved.
    pub fn parse(bytes: &[u8]) -> Result<Self, ExhibitError> {
        if bytes.len() > EXHIBIT_BYTES_MAX {
            return Err(ExhibitError::TooLong);
        }
        let text = core::str::from_utf8(bytes).map_err(|_| ExhibitError::Characters)?;
        let json = Json::parse(text).map_err(|at| ExhibitError::Json { left: at.left })?;
        let mut rows = Rows::of(json, "format")?;
        if rows.text("format")? != FORMAT {
            return Err(ExhibitError::Format);
        }
        let mut about = Rows::of(rows.take("about")?, "about")?;
        let exhibit = Self {
            about: read_about(&mut about)?,
            from_ms: about.number("from")?,
            until_ms: about.number("until")?,
            part: read_part(rows.take("part")?)?,
            log: VerifierKey::parse(&rows.text("log")?)?,
            witnesses: rows.each("witnesses", |key| {
                Ok(WitnessKey::parse(&text_of(key, "witnesses")?)?)
            })?,
            checkpoint: Note::parse(rows.text("checkpoint")?.as_bytes())?,
            before: read_before(rows.take("before")?)?,
            members: rows.each("members", |id| match id {
                Json::Null => Ok(None),
                id => id_of(&text_of(id, "members")?, "members").map(Some),
            })?,
            entries: rows.each("entries", read_entry)?,
            heads: rows.each("heads", read_row)?,
            names: read_names(rows.take("names")?)?,
        };
        about.end()?;
        rows.end()?;
        Ok(exhibit)
    }
}

fn read_about(rows: &mut Rows) -> Result<About, ExhibitError> {
    let (what, id) = (rows.text("what")?, rows.text("id")?);
    Ok(match what.as_str() {
        "member" => About::Member(id_of(&id, "id")?),
        "account" => About::Account(id_of(&id, "id")?),
        "campaign" => About::Campaign(id_of(&id, "id")?),
        "span" if id.is_empty() => About::Span,
        _ => return Err(ExhibitError::Key("what")),
    })
}

fn read_part(json: Json) -> Result<Places, ExhibitError> {
    let mut rows = Rows::of(json, "part")?;
    let part = Places {
        first: rows.number("first")?,
        next: match rows.take("next")? {
            Json::Null => None,
            Json::Number(next) => Some(next),
            _ => return Err(ExhibitError::Key("next")),
        },
    };
    rows.end()?;
    Ok(part)
}

fn read_row(json: Json) -> Result<PinnedRow, ExhibitError> {
    let mut rows = Rows::of(json, "heads")?;
    let row = PinnedRow {
        entry: rows.number("entry")?,
        row: HeadProof {
            reached: Reached {
                number: rows.number("number")?,
                head: Hash::from_base64(&rows.text("head")?)?,
            },
            index: rows.number("row")?,
            rows: rows.number("rows")?,
            path: rows.each("path", |hash| hash_of(hash, "path"))?,
        },
    };
    rows.end()?;
    Ok(row)
}

fn read_before(json: Json) -> Result<Option<Before>, ExhibitError> {
    if json == Json::Null {
        return Ok(None);
    }
    let mut rows = Rows::of(json, "before")?;
    let before = Before {
        checkpoint: Note::parse(rows.text("checkpoint")?.as_bytes())?,
        proof: rows.each("proof", |hash| hash_of(hash, "proof"))?,
    };
    rows.end()?;
    Ok(Some(before))
}

fn read_entry(json: Json) -> Result<Exhibited, ExhibitError> {
    let mut rows = Rows::of(json, "entries")?;
    let index = rows.number("index")?;
    let Json::Truth(is_beside) = rows.take("beside")? else {
        return Err(ExhibitError::Key("beside"));
    };
    let opening = STANDARD.decode(rows.text("opening")?);
    let opening = opening.map_err(|_| ExhibitError::Key("opening"))?;
    let entry = Exhibited {
        index,
        is_beside,
        opened: Opened::decode(&opening).map_err(|error| ExhibitError::Opening(index, error))?,
        proof: rows.each("proof", |hash| hash_of(hash, "proof"))?,
        members: rows.each("members", |number| match number {
            Json::Number(number) => Ok(number),
            _ => Err(ExhibitError::Key("members")),
        })?,
    };
    rows.end()?;
    Ok(entry)
}

fn read_names(json: Json) -> Result<BTreeMap<String, String>, ExhibitError> {
    let mut names = BTreeMap::new();
    for (of, name) in Rows::of(json, "names")?.0 {
        if names.insert(of, text_of(name, "names")?).is_some() {
            return Err(ExhibitError::Key("names"));
        }
    }
    Ok(names)
}

fn text_of(json: Json, key: &'static str) -> Result<String, ExhibitError> {
    match json {
        Json::Text(text) => Ok(text),
        _ => Err(ExhibitError::Key(key)),
    }
}

fn hash_of(json: Json, key: &'static str) -> Result<Hash, ExhibitError> {
    Ok(Hash::from_base64(&text_of(json, key)?)?)
}

/// An id in 32 lower-case hexadecimal digits.
fn id_of(text: &str, key: &'static str) -> Result<[u8; 16], ExhibitError> {
    let is_hex = |byte: u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
    let id = u128::from_str_radix(text, 16).ok();
    id.filter(|_| text.len() == 32 && text.bytes().all(is_hex))
        .map(u128::to_be_bytes)
        .ok_or(ExhibitError::Key(key))
}

/// The rows of a table, each taken once.
struct Rows(Vec<(String, Json)>);

impl Rows {
    fn of(json: Json, key: &'static str) -> Result<Self, ExhibitError> {
        match json {
            Json::Table(rows) => Ok(Self(rows)),
            _ => Err(ExhibitError::Key(key)),
        }
    }

    fn take(&mut self, key: &'static str) -> Result<Json, ExhibitError> {
        let mut found = self.0.extract_if(.., |(name, _)| name == key);
        match (found.next(), found.next()) {
            (Some((_, value)), None) => Ok(value),
            _ => Err(ExhibitError::Key(key)),
        }
    }

    fn text(&mut self, key: &'static str) -> Result<String, ExhibitError> {
        text_of(self.take(key)?, key)
    }

    fn number(&mut self, key: &'static str) -> Result<u64, ExhibitError> {
        match self.take(key)? {
            Json::Number(number) => Ok(number),
            _ => Err(ExhibitError::Key(key)),
        }
    }

    fn each<T>(
        &mut self,
        key: &'static str,
        read: impl Fn(Json) -> Result<T, ExhibitError>,
    ) -> Result<Vec<T>, ExhibitError> {
        match self.take(key)? {
            Json::List(values) => values.into_iter().map(read).collect(),
            _ => Err(ExhibitError::Key(key)),
        }
    }

    /// Nothing may be left.
    fn end(self) -> Result<(), ExhibitError> {
        match self.0.into_iter().next() {
            Some((key, _)) => Err(ExhibitError::UnknownKey(key)),
            None => Ok(()),
        }
    }
}
