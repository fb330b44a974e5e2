//! The act: when, who, how signed in, what, what for, for whom, and which fields were shown.

use core::fmt;

use super::part::{ActHasher, ActSecret, Part, Tag, commitment};
use crate::hash::Hash;
use crate::wire::{Short, Wire, push_prefixed};

/// What somebody did, without the members it touched.
///
/// No field holds personal data of members: those stand in [`super::Subject`]. `Debug` shows only the kind,
/// since account and purpose say who acted.
#[derive(Clone, PartialEq, Eq)]
pub struct Act {
    /// Milliseconds since 1970 in UTC, by the server's clock.
    pub at_ms: i64,
    /// The account that acted.
    pub account: [u8; 16],
    /// How the session was opened.
    pub opened: String,
    /// What was done; the numbers belong to the server's rules.
    pub kind: u16,
    /// What for.
    pub purpose: String,
    /// For which campaign.
    pub campaign: Option<[u8; 16]>,
    /// In which phone bank.
    pub bank: Option<[u8; 16]>,
    /// The names of the fields shown, separated by commas; empty when nothing was shown.
    pub fields: String,
    /// Under which licence, when it was a test.
    pub licence: Option<[u8; 16]>,
    /// What the kind needs beyond this.
    pub detail: Vec<u8>,
}

/// How many parts an act of version 1 has: always all of them, so that none's absence shows.
const PARTS: u16 = 10;

/// Why bytes are not an act.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ActError {
    /// The bytes end before the act does.
    #[error("the act is cut short; read it again from the store")]
    Short,
    /// Bytes follow the act.
    #[error("bytes follow the act; give exactly one act")]
    Trailing,
    /// Another part stands where this one belongs.
    #[error(
        "the part `{0}` is missing from its place; an act has all its parts, in the order of their tags"
    )]
    Missing(Tag),
    /// A part has a shape that its kind never has.
    #[error("the part `{0}` has not the shape of its kind; these are not the bytes of an act")]
    Shape(Tag),
}

impl From<Short> for ActError {
    fn from(Short: Short) -> Self {
        Self::Short
    }
}

impl Act {
    /// Writes the act: for each part, in the order of the tags, `tag u16 || length u32 || bytes`.
    ///
    /// Every part is there, an absent one with length 0. There is exactly one way to write an act.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        let mut out = Vec::with_capacity(160_usize.saturating_add(self.text_bytes()));
        self.each_part(|tag, bytes| {
            out.extend_from_slice(&tag.number().to_be_bytes());
            push_prefixed(&mut out, bytes);
        });
        out
    }

    /// Reads what [`Act::encode`] wrote, and nothing else.
    pub fn decode(bytes: &[u8]) -> Result<Self, ActError> {
        let mut wire = Wire::new(bytes);
        let act = Self {
            at_ms: i64::from_be_bytes(fixed(Tag::TIME, part(&mut wire, Tag::TIME)?)?),
            account: fixed(Tag::ACCOUNT, part(&mut wire, Tag::ACCOUNT)?)?,
            opened: text(Tag::SESSION, part(&mut wire, Tag::SESSION)?)?,
            kind: u16::from_be_bytes(fixed(Tag::KIND, part(&mut wire, Tag::KIND)?)?),
            purpose: text(Tag::PURPOSE, part(&mut wire, Tag::PURPOSE)?)?,
            campaign: optional(Tag::CAMPAIGN, part(&mut wire, Tag::CAMPAIGN)?)?,
            bank: optional(Tag::BANK, part(&mut wire, Tag::BANK)?)?,
            fields: text(Tag::FIELDS, part(&mut wire, Tag::FIELDS)?)?,
            licence: optional(Tag::LICENCE, part(&mut wire, Tag::LICENCE)?)?,
            detail: part(&mut wire, Tag::DETAIL)?.to_vec(),
        };
        if wire.is_empty() {
            Ok(act)
        } else {
            Err(ActError::Trailing)
        }
    }

    /// The commitments to all parts, ordered by tag.
    #[must_use]
    pub fn commitments(&self, secret: &ActSecret) -> Vec<(Tag, Hash)> {
        let mut out = Vec::with_capacity(usize::from(PARTS));
        self.each_part(|tag, bytes| out.push((tag, commitment(tag, &secret.salt(tag), bytes))));
        out
    }

    /// The one hash that stands for the act in the entry; see [`super::act_root`].
    pub fn root(&self, secret: &ActSecret) -> Hash {
        let mut act = ActHasher::new(PARTS);
        self.each_part(|tag, bytes| act.add(tag, &commitment(tag, &secret.salt(tag), bytes)));
        act.root()
    }

    /// The act for an exhibit: the parts with these tags open, all others covered.
    #[must_use]
    pub fn open(&self, secret: &ActSecret, shown: &[Tag]) -> Vec<(Tag, Part)> {
        let mut out = Vec::with_capacity(usize::from(PARTS));
        self.each_part(|tag, bytes| {
            let salt = secret.salt(tag);
            let part = if shown.contains(&tag) {
                Part::open(salt, bytes.to_vec())
            } else {
                Part::Covered(commitment(tag, &salt, bytes))
            };
            out.push((tag, part));
        });
        out
    }

    /// Visits every part in the order of the tags, with the bytes that are committed to.
    fn each_part(&self, mut visit: impl FnMut(Tag, &[u8])) {
        visit(Tag::TIME, &self.at_ms.to_be_bytes());
        visit(Tag::ACCOUNT, &self.account);
        visit(Tag::SESSION, self.opened.as_bytes());
        visit(Tag::KIND, &self.kind.to_be_bytes());
        visit(Tag::PURPOSE, self.purpose.as_bytes());
        visit(Tag::CAMPAIGN, self.campaign.as_ref().map_or(&[], |id| id));
        visit(Tag::BANK, self.bank.as_ref().map_or(&[], |id| id));
        visit(Tag::FIELDS, self.fields.as_bytes());
        visit(Tag::LICENCE, self.licence.as_ref().map_or(&[], |id| id));
        visit(Tag::DETAIL, &self.detail);
    }

    fn text_bytes(&self) -> usize {
        [
            self.opened.len(),
            self.purpose.len(),
            self.fields.len(),
            self.detail.len(),
        ]
        .iter()
        .fold(0, |sum: usize, length| sum.saturating_add(*length))
    }
}

impl fmt::Debug for Act {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Act(kind {}, …)", self.kind)
    }
}

/// Whether these bytes have the shape that parts with this tag always have; of a tag without a name nothing
/// is known, so anything fits.
pub(super) fn shape_fits(tag: Tag, bytes: &[u8]) -> bool {
    match tag {
        Tag::TIME => bytes.len() == 8,
        Tag::ACCOUNT => bytes.len() == 16,
        Tag::KIND => bytes.len() == 2,
        Tag::CAMPAIGN | Tag::BANK | Tag::LICENCE => bytes.is_empty() || bytes.len() == 16,
        Tag::SESSION | Tag::PURPOSE | Tag::FIELDS => core::str::from_utf8(bytes).is_ok(),
        _ => true,
    }
}

fn part<'a>(wire: &mut Wire<'a>, tag: Tag) -> Result<&'a [u8], ActError> {
    if wire.u16()? != tag.number() {
        return Err(ActError::Missing(tag));
    }
    Ok(wire.prefixed()?)
}

fn fixed<const N: usize>(tag: Tag, bytes: &[u8]) -> Result<[u8; N], ActError> {
    <[u8; N]>::try_from(bytes).map_err(|_| ActError::Shape(tag))
}

fn optional(tag: Tag, bytes: &[u8]) -> Result<Option<[u8; 16]>, ActError> {
    if bytes.is_empty() {
        Ok(None)
    } else {
        fixed(tag, bytes).map(Some)
    }
}

fn text(tag: Tag, bytes: &[u8]) -> Result<String, ActError> {
    core::str::from_utf8(bytes)
        .map(str::to_owned)
        .map_err(|_| ActError::Shape(tag))
}
