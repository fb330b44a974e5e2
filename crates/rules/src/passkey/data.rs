//! What an authenticator says: its data (Web Authentication, §6.1), and the object in which a new passkey comes (§6.5.4).

use super::Flaw;
use super::cbor::Reader;
use super::key::PublicKey;

const USER_PRESENT: u8 = 0x01;
const USER_VERIFIED: u8 = 0x04;
const BACKUP_ELIGIBLE: u8 = 0x08;
const BACKED_UP: u8 = 0x10;
const ATTESTED: u8 = 0x40;
const EXTENSIONS: u8 = 0x80;

/// The longest name of a credential that the specification lets an authenticator give (§7.1).
const CREDENTIAL_BYTES_MAX: usize = 1023;

/// What an authenticator says of itself and of the person at it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuthenticatorData<'a> {
    /// The SHA-256 of the name of the site that the browser asked it for.
    pub site_hash: &'a [u8; 32],
    flags: u8,
    /// How often it has signed, or zero where it doesn't count.
    pub count: u32,
    /// The new passkey, where one was just made.
    pub made: Option<Made<'a>>,
}

/// A passkey that was just made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made<'a> {
    /// The name that the authenticator gave it.
    pub credential: &'a [u8],
    /// Its public key.
    pub key: PublicKey,
    /// The same as it came, to be kept.
    pub key_bytes: &'a [u8],
}

impl<'a> AuthenticatorData<'a> {
    /// Reads all of it; nothing may be left over.
    pub fn parse(bytes: &'a [u8]) -> Result<Self, Flaw> {
        let short = Flaw::Unreadable;
        let (site_hash, rest) = bytes.split_first_chunk::<32>().ok_or(short)?;
        let (&[flags], rest) = rest.split_first_chunk::<1>().ok_or(short)?;
        let (count, rest) = rest.split_first_chunk::<4>().ok_or(short)?;
        let (made, rest) = if flags & ATTESTED == 0 {
            (None, rest)
        } else {
            made(rest).map(|(made, rest)| (Some(made), rest))?
        };
        let mut reader = Reader::new(rest);
        if flags & EXTENSIONS != 0 {
            // None was asked for. Whatever comes unasked is passed over, as the specification says, but it must be a map.
            reader.clone().map().map_err(|_| short)?;
            reader.skip().map_err(|_| short)?;
        }
        reader.end().map_err(|_| short)?;
        Ok(Self {
            site_hash,
            flags,
            count: u32::from_be_bytes(*count),
            made,
        })
    }

    const fn has(&self, flag: u8) -> bool {
        self.flags & flag != 0
    }

    /// Whether somebody was at it.
    pub const fn is_somebody_there(&self) -> bool {
        self.has(USER_PRESENT)
    }

    /// Whether it knows that it is its holder: by a finger, a face, a number.
    pub const fn is_holder_known(&self) -> bool {
        self.has(USER_VERIFIED)
    }

    /// Whether the passkey lies in some other place too, as with the makers of telephones.
    pub const fn is_backed_up(&self) -> bool {
        self.has(BACKED_UP)
    }

    /// Whether it says that it is backed up though it can't be.
    pub(super) const fn contradicts_itself(&self) -> bool {
        self.has(BACKED_UP) && !self.has(BACKUP_ELIGIBLE)
    }
}

fn made(bytes: &[u8]) -> Result<(Made<'_>, &[u8]), Flaw> {
    let short = Flaw::Unreadable;
    // 16 bytes name the authenticator's model: they are not looked at, and not kept.
    let (_model, rest) = bytes.split_first_chunk::<16>().ok_or(short)?;
    let (length, rest) = rest.split_first_chunk::<2>().ok_or(short)?;
    let length = usize::from(u16::from_be_bytes(*length));
    if length == 0 || length > CREDENTIAL_BYTES_MAX {
        return Err(short);
    }
    let (credential, rest) = rest.split_at_checked(length).ok_or(short)?;
    let mut reader = Reader::new(rest);
    let key = PublicKey::read(&mut reader)?;
    let used = rest.len().saturating_sub(reader.rest().len());
    let (key_bytes, rest) = rest.split_at_checked(used).ok_or(short)?;
    let made = Made {
        credential,
        key,
        key_bytes,
    };
    Ok((made, rest))
}

/// The authenticator's data in the object that a new passkey comes in. What the authenticator says of its maker is passed
/// over: none was asked for, and nothing of it is kept.
pub fn in_attestation(bytes: &[u8]) -> Result<&[u8], Flaw> {
    let mut reader = Reader::new(bytes);
    let mut data = None;
    let mut fields = 0;
    for _ in 0..reader.map().map_err(|_| Flaw::Unreadable)? {
        fields += 1;
        match reader.text().map_err(|_| Flaw::Unreadable)? {
            "authData" if data.is_none() => {
                data = Some(reader.bytes().map_err(|_| Flaw::Unreadable)?);
            }
            "fmt" => {
                reader.text().map_err(|_| Flaw::Unreadable)?;
            }
            "attStmt" => reader.skip().map_err(|_| Flaw::Unreadable)?,
            _ => return Err(Flaw::Unreadable),
        }
    }
    reader.end().map_err(|_| Flaw::Unreadable)?;
    data.filter(|_| fields == 3).ok_or(Flaw::Unreadable)
}
