//! The closed part of CBOR (RFC 8949) that passkeys need: definite lengths, the shortest form of each number, no tags, no
//! floating point, at most four levels, nothing left over.
//!
//! CTAP2 asks authenticators for just this form, so what is refused here comes from no authenticator that keeps to it.

/// How deep lists and maps may lie in one another.
const DEPTH_MAX: u8 = 4;

/// Why bytes are not what was expected there. It says nothing of what they were.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the bytes are not the CBOR that is expected there")]
pub struct NotCbor;

/// Reads values one after another.
#[derive(Debug, Clone)]
pub struct Reader<'a> {
    rest: &'a [u8],
}

/// The head of a value: what it is, and its number, length or count.
#[derive(Clone, Copy)]
enum Head {
    Unsigned(u64),
    Negative(u64),
    Bytes(u64),
    Text(u64),
    List(u64),
    Map(u64),
    Simple,
}

impl<'a> Reader<'a> {
    /// Begins at the first byte.
    pub const fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
    }

    /// What has not been read yet.
    pub const fn rest(&self) -> &'a [u8] {
        self.rest
    }

    /// Nothing is left over.
    pub fn end(&self) -> Result<(), NotCbor> {
        if self.rest.is_empty() {
            Ok(())
        } else {
            Err(NotCbor)
        }
    }

    fn take(&mut self, count: u64) -> Result<&'a [u8], NotCbor> {
        let count = usize::try_from(count).map_err(|_| NotCbor)?;
        let (taken, rest) = self.rest.split_at_checked(count).ok_or(NotCbor)?;
        self.rest = rest;
        Ok(taken)
    }

    fn head(&mut self) -> Result<Head, NotCbor> {
        let first = *self.take(1)?.first().ok_or(NotCbor)?;
        let number = self.number(first & 0x1f)?;
        Ok(match first >> 5 {
            0 => Head::Unsigned(number),
            1 => Head::Negative(number),
            2 => Head::Bytes(number),
            3 => Head::Text(number),
            4 => Head::List(number),
            5 => Head::Map(number),
            // false, true, null.
            7 if (20..=22).contains(&number) => Head::Simple,
            _ => return Err(NotCbor),
        })
    }

    /// The number of a head, in its shortest form only; indefinite lengths have none.
    fn number(&mut self, short: u8) -> Result<u64, NotCbor> {
        let (bytes, least) = match short {
            0..=23 => return Ok(u64::from(short)),
            24 => (1, 24),
            25 => (2, 0x100),
            26 => (4, 0x1_0000),
            27 => (8, 0x1_0000_0000),
            _ => return Err(NotCbor),
        };
        let taken = self.take(bytes)?;
        let number = taken
            .iter()
            .fold(0_u64, |n, byte| n << 8 | u64::from(*byte));
        if number < least {
            return Err(NotCbor);
        }
        Ok(number)
    }

    /// A whole number.
    pub fn int(&mut self) -> Result<i64, NotCbor> {
        match self.head()? {
            Head::Unsigned(number) => i64::try_from(number).map_err(|_| NotCbor),
            Head::Negative(number) => i64::try_from(number).map(|n| -1 - n).map_err(|_| NotCbor),
            _ => Err(NotCbor),
        }
    }

    /// A string of bytes.
    pub fn bytes(&mut self) -> Result<&'a [u8], NotCbor> {
        match self.head()? {
            Head::Bytes(length) => self.take(length),
            _ => Err(NotCbor),
        }
    }

    /// A text.
    pub fn text(&mut self) -> Result<&'a str, NotCbor> {
        match self.head()? {
            Head::Text(length) => std::str::from_utf8(self.take(length)?).map_err(|_| NotCbor),
            _ => Err(NotCbor),
        }
    }

    /// The head of a map: how many pairs follow.
    pub fn map(&mut self) -> Result<u64, NotCbor> {
        match self.head()? {
            Head::Map(pairs) => Ok(pairs),
            _ => Err(NotCbor),
        }
    }

    /// Passes over one value, whatever it is.
    pub fn skip(&mut self) -> Result<(), NotCbor> {
        self.skip_in(DEPTH_MAX)
    }

    fn skip_in(&mut self, levels: u8) -> Result<(), NotCbor> {
        let values = match self.head()? {
            Head::Unsigned(_) | Head::Negative(_) | Head::Simple => return Ok(()),
            Head::Bytes(length) => return self.take(length).map(|_| ()),
            Head::Text(length) => {
                let text = self.take(length)?;
                return std::str::from_utf8(text).map(|_| ()).map_err(|_| NotCbor);
            }
            Head::List(values) => values,
            Head::Map(pairs) => pairs.checked_mul(2).ok_or(NotCbor)?,
        };
        let levels = levels.checked_sub(1).ok_or(NotCbor)?;
        // Each value takes a byte at least, so this ends with the bytes whatever the count says.
        for _ in 0..values {
            self.skip_in(levels)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn passes(bytes: &[u8]) -> bool {
        let mut reader = Reader::new(bytes);
        reader.skip().and_then(|()| reader.end()).is_ok()
    }

    #[test]
    fn only_the_shortest_definite_form_is_read() {
        for (bytes, is_read) in [
            (&[0x00][..], true),
            (&[0x17], true),
            (&[0x18, 0x18], true),
            (&[0x18, 0x17], false),
            (&[0x19, 0x01, 0x00], true),
            (&[0x19, 0x00, 0xff], false),
            (&[0x1a, 0, 1, 0, 0], true),
            (&[0x1a, 0, 0, 0xff, 0xff], false),
            (&[0x20], true),
            (&[0x42, 1, 2], true),
            (&[0x42, 1], false),
            (&[0x5f, 0x41, 1, 0xff], false),
            (&[0x61, b'a'], true),
            (&[0x61, 0xff], false),
            (&[0x80], true),
            (&[0x81, 0x80], true),
            (&[0x84, 0, 0, 0, 0], true),
            (
                &[0x9b, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
                false,
            ),
            (&[0xa1, 0, 0], true),
            (&[0xa1, 0], false),
            (
                &[0xbb, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
                false,
            ),
            (&[0xc0, 0x00], false),
            (&[0xf4], true),
            (&[0xf6], true),
            (&[0xf7], false),
            (&[0xf9, 0, 0], false),
            (&[0xff], false),
            (&[0x00, 0x00], false),
            (&[], false),
        ] {
            assert_eq!(passes(bytes), is_read, "{bytes:02x?}");
        }
    }

    #[test]
    fn lists_lie_four_deep_and_no_deeper() {
        assert!(passes(&[0x81, 0x81, 0x81, 0x81, 0x00]));
        assert!(!passes(&[0x81, 0x81, 0x81, 0x81, 0x81, 0x00]));
        assert!(!passes(&[0x81; 4096]));
    }

    #[test]
    fn negative_numbers_are_read_as_cose_writes_its_algorithms() {
        for (bytes, number) in [
            (&[0x26][..], -7),
            (&[0x27], -8),
            (&[0x39, 0x01, 0x00], -257),
            (&[0x01], 1),
        ] {
            assert_eq!(Reader::new(bytes).int(), Ok(number));
        }
        assert!(
            Reader::new(&[0x3b, 0xff, 0, 0, 0, 0, 0, 0, 0])
                .int()
                .is_err()
        );
    }

    proptest! {
        #[test]
        fn whatever_comes_is_read_or_refused_and_never_read_past(bytes: Vec<u8>) {
            let mut reader = Reader::new(&bytes);
            if reader.skip().is_ok() {
                prop_assert!(bytes.ends_with(reader.rest()));
                let used = bytes.len() - reader.rest().len();
                prop_assert!(used > 0 && passes(&bytes[..used]));
                prop_assert!(!passes(&bytes[..used - 1]));
            }
        }
    }
}
