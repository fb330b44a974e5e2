//! A passkey's public key, as COSE writes it (RFC 9052, RFC 9053, RFC 8230).

use super::Flaw;
use super::cbor::{NotCbor, Reader};

/// The public key of a passkey: one of the three kinds that are asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PublicKey {
    /// ECDSA on P-256 with SHA-256 (-7): the point, not compressed.
    Es256(Box<[u8; 65]>),
    /// Ed25519 (-8).
    EdDsa([u8; 32]),
    /// RSA with PKCS #1 v1.5 and SHA-256 (-257): the modulus and the exponent, without zeros before them.
    Rs256 {
        /// The modulus, 2048 to 4096 bits.
        n: Vec<u8>,
        /// The exponent.
        e: Vec<u8>,
    },
}

/// The kinds that are asked for, the best first, by their numbers in COSE's registry.
pub const ALGORITHMS: [i64; 3] = [-7, -8, -257];

const KEY_TYPE: i64 = 1;
const ALGORITHM: i64 = 3;
const RSA_BYTES: std::ops::RangeInclusive<usize> = 256..=512;
const EXPONENT_BYTES: std::ops::RangeInclusive<usize> = 1..=4;

/// A key's fields as they stand in the map; which are there depends on its kind.
#[derive(Default)]
struct Fields<'a> {
    key_type: Option<i64>,
    algorithm: Option<i64>,
    /// -1: the curve, or the modulus.
    curve: Option<i64>,
    first: Option<&'a [u8]>,
    /// -2: x, or the exponent.
    second: Option<&'a [u8]>,
    /// -3: y.
    third: Option<&'a [u8]>,
}

impl<'a> Fields<'a> {
    fn read(reader: &mut Reader<'a>) -> Result<Self, NotCbor> {
        let mut fields = Self::default();
        let mut last = None;
        for _ in 0..reader.map()? {
            let label = reader.int()?;
            // In the one order that CTAP2 writes: so no label stands there twice.
            let place = (label < 0, label.unsigned_abs());
            if last.replace(place).is_some_and(|before| before >= place) {
                return Err(NotCbor);
            }
            match label {
                KEY_TYPE => fields.key_type = Some(reader.int()?),
                ALGORITHM => fields.algorithm = Some(reader.int()?),
                -1 if fields.key_type == Some(3) => fields.first = Some(reader.bytes()?),
                -1 => fields.curve = Some(reader.int()?),
                -2 => fields.second = Some(reader.bytes()?),
                -3 => fields.third = Some(reader.bytes()?),
                _ => return Err(NotCbor),
            }
        }
        Ok(fields)
    }
}

impl PublicKey {
    /// Reads one from bytes that hold nothing else, as it is kept.
    pub fn parse(bytes: &[u8]) -> Result<Self, Flaw> {
        let mut reader = Reader::new(bytes);
        let key = Self::read(&mut reader)?;
        reader.end().map_err(|_| Flaw::Unreadable)?;
        Ok(key)
    }

    /// Reads one at the reader's place.
    pub(super) fn read(reader: &mut Reader<'_>) -> Result<Self, Flaw> {
        let fields = Fields::read(reader).map_err(|_| Flaw::Unreadable)?;
        let kind = (fields.key_type, fields.algorithm, fields.curve);
        match (kind, fields.first, fields.second, fields.third) {
            ((Some(2), Some(-7), Some(1)), None, Some(x), Some(y)) => point(x, y),
            ((Some(1), Some(-8), Some(6)), None, Some(x), None) => {
                let x = x.try_into().map_err(|_| Flaw::Key)?;
                Ok(Self::EdDsa(x))
            }
            ((Some(3), Some(-257), None), Some(n), Some(e), None) => rsa(n, e),
            _ => Err(Flaw::Key),
        }
    }
}

fn point(x: &[u8], y: &[u8]) -> Result<PublicKey, Flaw> {
    if x.len() != 32 || y.len() != 32 {
        return Err(Flaw::Key);
    }
    let point = [&[4], x, y].concat();
    let point = point.try_into().map_err(|_| Flaw::Key)?;
    Ok(PublicKey::Es256(Box::new(point)))
}

fn rsa(n: &[u8], e: &[u8]) -> Result<PublicKey, Flaw> {
    let is_odd = |number: &[u8]| number.last().is_some_and(|last| last & 1 == 1);
    let is_short = |number: &[u8]| number.first().is_some_and(|first| *first != 0);
    let fits = RSA_BYTES.contains(&n.len()) && EXPONENT_BYTES.contains(&e.len());
    if !fits
        || ![n, e]
            .into_iter()
            .all(|number| is_odd(number) && is_short(number))
        || e == [1]
    {
        return Err(Flaw::Key);
    }
    Ok(PublicKey::Rs256 {
        n: n.to_vec(),
        e: e.to_vec(),
    })
}
