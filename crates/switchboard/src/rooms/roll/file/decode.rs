//! A file's bytes as UTF-8, whatever encoding they came in.
//!
//! A byte order mark decides. Without one the file is ASCII until the first byte that isn't; that
//! byte and the 64 KiB behind it decide whether it is UTF-8 or an older encoding, and which. What
//! was handed on before is the same in all of them, so nothing need be read twice, and no more
//! than two blocks are held, however long the file.
//!
//! A file that is UTF-8 but for a few bytes stays UTF-8: the rows with those bytes are given back.
//! Read as Windows-1252, all its other names would be spoilt.

use std::io::{self, Read};

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Decoder, Encoding, UTF_8};

/// How much is read at once, and looked at to decide.
const BLOCK_BYTES: usize = 64 * 1024;

enum State {
    /// All bytes so far are the same in every encoding that is considered.
    Ascii,
    Utf8,
    Other(Decoder),
}

/// A source of bytes in any encoding, read as UTF-8.
pub(super) struct Decoded<R> {
    source: R,
    state: State,
    /// Bytes that were read and not decoded yet.
    raw: Vec<u8>,
    /// Decoded text, handed on up to `at`.
    text: Vec<u8>,
    at: usize,
    is_end: bool,
    /// The country whose encodings are likely.
    country: Option<&'static [u8]>,
    read: u64,
}

impl<R: Read> Decoded<R> {
    /// `first` is what was read of the source already.
    pub(super) fn new(first: Vec<u8>, source: R, region: &str) -> Self {
        let mut decoded = Self {
            read: u64::try_from(first.len()).unwrap_or(u64::MAX),
            source,
            state: State::Ascii,
            raw: first,
            text: Vec::new(),
            at: 0,
            is_end: false,
            country: country(region),
        };
        decoded.state = match Encoding::for_bom(&decoded.raw) {
            Some((encoding, mark)) if encoding != UTF_8 => {
                decoded.raw.drain(..mark);
                State::Other(encoding.new_decoder_without_bom_handling())
            }
            Some(_) => State::Utf8,
            None => State::Ascii,
        };
        decoded
    }

    /// The name of the encoding that was taken so far.
    pub(super) fn encoding(&self) -> &'static str {
        match &self.state {
            State::Ascii | State::Utf8 => UTF_8.name(),
            State::Other(decoder) => decoder.encoding().name(),
        }
    }

    /// The bytes read of the source, before they were decoded.
    pub(super) fn bytes_read(&self) -> u64 {
        self.read
    }

    /// The text that comes next, without taking it; empty at the end.
    pub(super) fn peek(&mut self) -> io::Result<&[u8]> {
        while self.at >= self.text.len() && !(self.is_end && self.raw.is_empty()) {
            self.fill()?;
        }
        Ok(self.text.get(self.at..).unwrap_or_default())
    }

    /// Decodes the next block.
    fn fill(&mut self) -> io::Result<()> {
        (self.at, self.text) = (0, std::mem::take(&mut self.text));
        self.text.clear();
        if self.raw.is_empty() {
            self.more()?;
        }
        if matches!(self.state, State::Ascii) && !self.raw.is_ascii() {
            self.more()?;
            self.state = self.decide();
        }
        match &mut self.state {
            State::Ascii | State::Utf8 => std::mem::swap(&mut self.raw, &mut self.text),
            State::Other(decoder) => {
                let is_last = self.is_end;
                let room = decoder.max_utf8_buffer_length(self.raw.len());
                self.text.resize(room.unwrap_or(self.raw.len() * 3 + 16), 0);
                let (_, _, written, _) = decoder.decode_to_utf8(&self.raw, &mut self.text, is_last);
                self.text.truncate(written);
                self.raw.clear();
            }
        }
        Ok(())
    }

    /// Reads one block behind what waits.
    fn more(&mut self) -> io::Result<()> {
        let block = u64::try_from(BLOCK_BYTES).unwrap_or(u64::MAX);
        let length = self
            .source
            .by_ref()
            .take(block)
            .read_to_end(&mut self.raw)?;
        self.is_end = length < BLOCK_BYTES;
        self.read += u64::try_from(length).unwrap_or(u64::MAX);
        Ok(())
    }

    fn decide(&self) -> State {
        let start = self.raw.iter().position(|byte| !byte.is_ascii());
        let bytes = self.raw.get(start.unwrap_or(0)..).unwrap_or_default();
        let (good, bad) = sequences(bytes);
        if bad == 0 || good > bad {
            return State::Utf8;
        }
        let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
        detector.feed(&self.raw, self.is_end);
        let encoding = detector.guess(self.country, Utf8Detection::Deny);
        State::Other(encoding.new_decoder_without_bom_handling())
    }
}

impl<R: Read> Read for Decoded<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let mut text = self.peek()?;
        let length = text.read(out)?;
        self.at += length;
        Ok(length)
    }
}

/// How many letters beyond ASCII are well-formed UTF-8, and how many bytes are not.
///
/// A letter that the end of the block cuts off counts as neither.
fn sequences(mut bytes: &[u8]) -> (usize, usize) {
    let (mut good, mut bad) = (0, 0);
    loop {
        let (text, skip) = match std::str::from_utf8(bytes) {
            Ok(text) => (text, None),
            Err(error) => {
                let valid = bytes.get(..error.valid_up_to()).unwrap_or_default();
                let skip = error.error_len().map(|length| error.valid_up_to() + length);
                (std::str::from_utf8(valid).unwrap_or_default(), skip)
            }
        };
        good += text.chars().filter(|c| !c.is_ascii()).count();
        let Some(skip) = skip else {
            return (good, bad);
        };
        bad += 1;
        bytes = bytes.get(skip..).unwrap_or_default();
    }
}

/// The top-level domain by which the detector knows a country's habits.
fn country(region: &str) -> Option<&'static [u8]> {
    match region {
        "GB" => Some(b"uk"),
        "IE" => Some(b"ie"),
        "US" => Some(b"us"),
        "DE" => Some(b"de"),
        "FR" => Some(b"fr"),
        "PL" => Some(b"pl"),
        _ => None,
    }
}

/// The cell in the encoding that old spreadsheets of the West write.
pub(super) fn as_western(cell: &[u8]) -> String {
    let text = encoding_rs::WINDOWS_1252
        .decode_without_bom_handling(cell)
        .0;
    text.into_owned()
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::{BLOCK_BYTES, Decoded};

    fn read(bytes: &[u8]) -> (String, &'static str) {
        let mut decoded = Decoded::new(Vec::new(), bytes, "GB");
        let mut text = Vec::new();
        decoded.read_to_end(&mut text).unwrap();
        assert_eq!(decoded.bytes_read(), bytes.len() as u64);
        (
            String::from_utf8_lossy(&text).into_owned(),
            decoded.encoding(),
        )
    }

    fn utf_16(text: &str, little: bool) -> Vec<u8> {
        let units = std::iter::once(0xfeff).chain(text.encode_utf16());
        let bytes = |unit: u16| {
            if little {
                unit.to_le_bytes()
            } else {
                unit.to_be_bytes()
            }
        };
        units.flat_map(bytes).collect()
    }

    #[test]
    fn the_encoding_is_found_by_itself() {
        fn check(bytes: &[u8], text: &str, encoding: &str) {
            assert_eq!(read(bytes), (text.to_owned(), encoding));
        }
        let text = "name,town\nSiân Ôl,Ynys Môn\nRenée O’Neill,£5\n";
        let western = encoding_rs::WINDOWS_1252.encode(text).0.into_owned();
        check(text.as_bytes(), text, "UTF-8");
        check(&western, text, "windows-1252");
        check(b"a,b\n1,2\n", "a,b\n1,2\n", "UTF-8");
        check(b"", "", "UTF-8");
    }

    #[test]
    fn utf_16_is_known_by_its_mark() {
        let text = "name\nSiân 𝄞\n".repeat(20_000);
        for (little, encoding) in [(true, "UTF-16LE"), (false, "UTF-16BE")] {
            let bytes = utf_16(&text, little);
            let mut decoded = Decoded::new(bytes[..5].to_vec(), &bytes[5..], "GB");
            let mut out = String::new();
            decoded.read_to_string(&mut out).unwrap();
            assert!(out == text, "{encoding}");
            assert_eq!(decoded.encoding(), encoding);
        }
    }

    #[test]
    fn a_name_far_behind_still_decides() {
        for blocks in [0, 1, 3] {
            let mut bytes = b"1,Ann Example\n".repeat(blocks * BLOCK_BYTES / 14 + 1);
            bytes.extend_from_slice(b"2,Si\xe2n Evans\n");
            let (text, encoding) = read(&bytes);
            assert!(text.ends_with("2,Siân Evans\n"), "{blocks}");
            assert_eq!(encoding, "windows-1252");
        }
    }

    #[test]
    fn a_letter_across_two_blocks_is_whole() {
        for shift in 0..4 {
            let text = format!("{}{}", "x".repeat(shift), "Siân ŵ𝄞\n".repeat(30_000));
            assert!(read(text.as_bytes()).0 == text);
        }
    }

    #[test]
    fn one_stray_byte_spoils_no_other_name() {
        let mut bytes = "Siân Evans\nZoë Example\n".repeat(3).into_bytes();
        bytes.extend_from_slice(b"Ren\xe9e\n");
        let (text, encoding) = read(&bytes);
        assert_eq!(encoding, "UTF-8");
        assert!(text.starts_with("Siân Evans\n"), "{text}");
    }

    #[test]
    fn no_more_than_two_blocks_are_held_however_long_the_file() {
        let mut decoded = Decoded::new(Vec::new(), std::io::repeat(0xe9).take(64 << 20), "GB");
        let mut buffer = vec![0; 8192];
        while decoded.read(&mut buffer).unwrap() > 0 {
            assert!(decoded.raw.capacity() + decoded.text.capacity() < 16 * BLOCK_BYTES);
        }
    }
}
