//! The compact binary form in which parts of a person are sealed.
//!
//! One version byte, then fields in a fixed order; a text is its length in bytes (LEB128, one
//! byte up to 127) and its UTF-8. The same value always gives the same bytes, so a keyed hash of
//! them tells "unchanged". A new shape gets a new version byte; the old one stays readable.

/// The bytes are not something this version wrote.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DecodeError {
    /// The first byte names a version that this program doesn't know.
    #[error("this part was written by a newer version; run the newest program")]
    Version,
    /// The bytes end early, go on too long, or hold what no such part can hold.
    #[error("this part is damaged; restore it from a backup")]
    Damaged,
}

/// Appends fields to a buffer.
pub(crate) struct Writer {
    bytes: Vec<u8>,
}

impl Writer {
    pub(crate) fn new(version: u8) -> Self {
        let mut bytes = Vec::with_capacity(96);
        bytes.push(version);
        Self { bytes }
    }

    pub(crate) fn byte(&mut self, byte: u8) {
        self.bytes.push(byte);
    }

    pub(crate) fn count(&mut self, count: usize) {
        let mut rest = count;
        loop {
            let low = u8::try_from(rest & 0x7f).unwrap_or(0x7f);
            rest >>= 7;
            if rest == 0 {
                self.bytes.push(low);
                return;
            }
            self.bytes.push(low | 0x80);
        }
    }

    pub(crate) fn bytes(&mut self, bytes: &[u8]) {
        self.count(bytes.len());
        self.bytes.extend_from_slice(bytes);
    }

    pub(crate) fn text(&mut self, text: &str) {
        self.bytes(text.as_bytes());
    }

    /// Nothing and the empty text are the same: no field here has an empty value.
    pub(crate) fn maybe(&mut self, text: Option<&str>) {
        self.text(text.unwrap_or(""));
    }

    pub(crate) fn finish(self) -> Vec<u8> {
        self.bytes
    }
}

/// Takes fields from a buffer.
pub(crate) struct Reader<'a> {
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    pub(crate) fn new(bytes: &'a [u8], version: u8) -> Result<Self, DecodeError> {
        match bytes.split_first() {
            Some((first, rest)) if *first == version => Ok(Self { rest }),
            Some(_) => Err(DecodeError::Version),
            None => Err(DecodeError::Damaged),
        }
    }

    pub(crate) fn byte(&mut self) -> Result<u8, DecodeError> {
        let (first, rest) = self.rest.split_first().ok_or(DecodeError::Damaged)?;
        self.rest = rest;
        Ok(*first)
    }

    /// At most three bytes: no field here is longer than 2 MiB.
    pub(crate) fn count(&mut self) -> Result<usize, DecodeError> {
        let mut count = 0_usize;
        for shift in [0, 7, 14] {
            let byte = self.byte()?;
            count |= usize::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Ok(count);
            }
        }
        Err(DecodeError::Damaged)
    }

    pub(crate) fn text(&mut self) -> Result<&'a str, DecodeError> {
        let length = self.count()?;
        let (text, rest) = self
            .rest
            .split_at_checked(length)
            .ok_or(DecodeError::Damaged)?;
        self.rest = rest;
        std::str::from_utf8(text).map_err(|_| DecodeError::Damaged)
    }

    pub(crate) fn maybe(&mut self) -> Result<Option<String>, DecodeError> {
        let text = self.text()?;
        Ok((!text.is_empty()).then(|| text.to_owned()))
    }

    /// Nothing may be left over.
    pub(crate) fn finish(self) -> Result<(), DecodeError> {
        if self.rest.is_empty() {
            Ok(())
        } else {
            Err(DecodeError::Damaged)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{DecodeError, Reader, Writer};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_written_is_read(texts in prop::collection::vec(".{0,200}", 0..5), n in 0_usize..2_000_000) {
            let mut writer = Writer::new(7);
            writer.count(n);
            for text in &texts {
                writer.text(text);
            }
            let bytes = writer.finish();
            let mut reader = Reader::new(&bytes, 7).unwrap();
            prop_assert_eq!(reader.count().unwrap(), n);
            for text in &texts {
                prop_assert_eq!(reader.text().unwrap(), text);
            }
            prop_assert!(reader.finish().is_ok());
        }

        #[test]
        fn no_bytes_make_the_reader_panic(bytes in prop::collection::vec(any::<u8>(), 0..40)) {
            if let Ok(mut reader) = Reader::new(&bytes, 1) {
                while reader.text().is_ok() && reader.byte().is_ok() {}
            }
        }
    }

    #[test]
    fn another_version_is_not_guessed_at() {
        assert_eq!(Reader::new(&[2, 0], 1).err(), Some(DecodeError::Version));
        assert_eq!(Reader::new(&[], 1).err(), Some(DecodeError::Damaged));
    }
}
