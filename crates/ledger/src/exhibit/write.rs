//! Writes an exhibit, in the one way that there is.

use base64::{Engine as _, engine::general_purpose::STANDARD};

use super::json::{Json, NUMBER_MAX};
use super::{About, EXHIBIT_BYTES_MAX, Exhibit, ExhibitError, Exhibited, PinnedRow, Places};
use crate::hash::Hash;

/// The value of the key `format`.
pub(super) const FORMAT: &str = "switchboard/exhibit/v1";

impl Exhibit {
    /// Writes it as `docs/log-format.md` §9 says; its entries are held against each other and the checkpoint first, so
    /// that nobody is handed an exhibit that doesn't hold. Signatures are not checked here.
    pub fn encode(&self) -> Result<String, ExhibitError> {
        self.fits()?;
        let mut entries = Vec::with_capacity(self.entries.len());
        for entry in &self.entries {
            entries.push(entry_in_json(entry)?);
        }
        let mut heads = Vec::with_capacity(self.heads.len());
        for row in &self.heads {
            heads.push(row_in_json(row)?);
        }
        let (what, id) = match self.about {
            About::Member(id) => ("member", hex(&id)),
            About::Account(id) => ("account", hex(&id)),
            About::Campaign(id) => ("campaign", hex(&id)),
            About::Span => ("span", String::new()),
        };
        let about = Json::table([
            ("what", Json::text(what)),
            ("id", Json::text(id)),
            ("from", number(self.from_ms, "from")?),
            ("until", number(self.until_ms, "until")?),
        ]);
        let before = self.before.as_ref().map_or(Json::Null, |before| {
            Json::table([
                ("checkpoint", Json::text(before.checkpoint.to_string())),
                ("proof", hashes(&before.proof)),
            ])
        });
        let keys = self.witnesses.iter().map(|key| Json::text(key.to_string()));
        let members = self.members.iter().map(|id| match id {
            Some(id) => Json::text(hex(id)),
            None => Json::Null,
        });
        let names = self
            .names
            .iter()
            .map(|(of, name)| (of.clone(), Json::text(name.clone())));
        let json = Json::table([
            ("format", Json::text(FORMAT)),
            ("about", about),
            ("part", part_in_json(self.part)?),
            ("log", Json::text(self.log.to_string())),
            ("witnesses", Json::List(keys.collect())),
            ("checkpoint", Json::text(self.checkpoint.to_string())),
            ("before", before),
            ("members", Json::List(members.collect())),
            ("entries", Json::List(entries)),
            ("heads", Json::List(heads)),
            ("names", Json::Table(names.collect())),
        ])
        .to_string();
        if json.len() > EXHIBIT_BYTES_MAX {
            return Err(ExhibitError::TooLong);
        }
        Ok(json)
    }
}

fn entry_in_json(entry: &Exhibited) -> Result<Json, ExhibitError> {
    let opening = entry.opened.encode();
    let opening = opening.map_err(|error| ExhibitError::Opening(entry.index, error))?;
    let members = entry.members.iter().copied().map(Json::Number);
    Ok(Json::table([
        ("index", number(entry.index, "index")?),
        ("beside", Json::Truth(entry.is_beside)),
        ("opening", Json::text(STANDARD.encode(opening))),
        ("proof", hashes(&entry.proof)),
        ("members", Json::List(members.collect())),
    ]))
}

fn part_in_json(part: Places) -> Result<Json, ExhibitError> {
    Ok(Json::table([
        ("first", number(part.first, "first")?),
        (
            "next",
            match part.next {
                Some(next) => number(next, "next")?,
                None => Json::Null,
            },
        ),
    ]))
}

fn row_in_json(PinnedRow { entry, row }: &PinnedRow) -> Result<Json, ExhibitError> {
    Ok(Json::table([
        ("entry", number(*entry, "entry")?),
        ("number", number(row.reached.number, "number")?),
        ("head", Json::text(row.reached.head.to_base64())),
        ("row", number(row.index, "row")?),
        ("rows", number(row.rows, "rows")?),
        ("path", hashes(&row.path)),
    ]))
}

fn hashes(path: &[Hash]) -> Json {
    Json::List(
        path.iter()
            .map(|hash| Json::text(hash.to_base64()))
            .collect(),
    )
}

fn hex(id: &[u8; 16]) -> String {
    format!("{:032x}", u128::from_be_bytes(*id))
}

fn number(number: u64, key: &'static str) -> Result<Json, ExhibitError> {
    if number > NUMBER_MAX {
        return Err(ExhibitError::Key(key));
    }
    Ok(Json::Number(number))
}
