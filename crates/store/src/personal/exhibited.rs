//! Members' parts of entries, as an exhibit opens them: whom an act touched, on which card, and which fields it showed.

use std::collections::{BTreeMap, BTreeSet};

use switchboard_ledger::entry::{Part, Salt};

use crate::disclose::Personal;
use crate::disclose::open::{Open, Rows};
use crate::entry::{subject_place, subject_spot};
use crate::hush::says_only_its_name;
use crate::keys::Keys;
use crate::seal::SealError;
use crate::session::id16;

/// The subject parts that an exhibit opens, by entry and member. They hold ids and the names of fields; no name, number or
/// address.
pub struct SubjectParts {
    parts: BTreeMap<(Vec<u8>, [u8; 16]), Part>,
}
says_only_its_name!(SubjectParts);

impl SubjectParts {
    /// A member's part of an entry, opened.
    pub(crate) fn of(&self, entry: &[u8], member: &[u8; 16]) -> Option<Part> {
        self.parts.get(&(entry.to_vec(), *member)).cloned()
    }

    /// Whether any part of this member is open.
    pub(crate) fn shows(&self, member: &[u8; 16]) -> bool {
        self.members().contains(member)
    }

    /// Every member whose part is open.
    pub(crate) fn members(&self) -> BTreeSet<[u8; 16]> {
        self.parts.keys().map(|(_, member)| *member).collect()
    }
}

impl Personal for SubjectParts {
    const FIELDS: &'static str = "member,card,fields";
}

impl Open for SubjectParts {
    fn open(keys: &Keys, rows: &Rows<'_>) -> Result<Self, SealError> {
        let mut parts = BTreeMap::new();
        for row in rows.0 {
            let key = keys.member(&row.member, row.month, &row.erase_key)?;
            let entry = id16(&row.row_key).ok_or(SealError::Short)?;
            let place = subject_place(&row.member, &entry);
            let plain = key.own().open(subject_spot(&place), &row.rest)?;
            let (salt, bytes) = plain.split_first_chunk::<32>().ok_or(SealError::Short)?;
            let part = Part::open(Salt::from_bytes(*salt), bytes.to_vec());
            parts.insert((row.row_key.clone(), row.member), part);
        }
        Ok(Self { parts })
    }
}
