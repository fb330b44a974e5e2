//! What the first bytes of a file tell: which kind it is, and what stands between its cells.

use super::error::{FileError, Kind};

/// What a file is read as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Door {
    Csv,
    /// XLSX, or something else that is packed.
    Zip,
    /// An Office file of before 2007, or a locked workbook of today.
    Ole,
}

/// The byte order mark of UTF-8.
pub(super) const MARK: &[u8] = b"\xef\xbb\xbf";

/// Tells by the first bytes how to read the file; its name is never asked.
pub(super) fn door(first: &[u8]) -> Result<Door, FileError> {
    const KINDS: [(&[u8], Kind); 12] = [
        (b"%PDF", Kind::Pdf),
        (b"\x89PNG", Kind::Picture),
        (b"\xff\xd8\xff", Kind::Picture),
        (b"GIF8", Kind::Picture),
        (b"{\\rtf", Kind::Document),
        (b"\x1f\x8b", Kind::Archive),
        (b"BZh", Kind::Archive),
        (b"7z\xbc\xaf", Kind::Archive),
        (b"Rar!", Kind::Archive),
        (b"\xfd7zXZ", Kind::Archive),
        (b"<?xml", Kind::Xml),
        (b"<", Kind::Page),
    ];
    if first.starts_with(b"PK\x03\x04") || first.starts_with(b"PK\x05\x06") {
        return Ok(Door::Zip);
    }
    if first.starts_with(b"\xd0\xcf\x11\xe0") {
        return Ok(Door::Ole);
    }
    let text = first.strip_prefix(MARK).unwrap_or(first).trim_ascii_start();
    match KINDS.iter().find(|(mark, _)| text.starts_with(mark)) {
        Some((_, kind)) => Err(FileError::Kind(*kind)),
        None => Ok(Door::Csv),
    }
}

/// What stands between cells, and whether the first line only says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Delimiter {
    pub(super) byte: u8,
    /// `sep=;`, which spreadsheets take for an instruction and no row.
    pub(super) is_said: bool,
}

impl Delimiter {
    /// The one that the first line names, or that stands most often in it outside quotation marks.
    ///
    /// Where a comma is the decimal sign, spreadsheets save "CSV" with semicolons.
    pub(super) fn of(first: &[u8]) -> Self {
        let text = first.strip_prefix(MARK).unwrap_or(first);
        if let Some(byte) = said(text) {
            return Self {
                byte,
                is_said: true,
            };
        }
        let mut counts = [(b',', 0_usize), (b';', 0), (b'\t', 0), (b'|', 0)];
        let mut is_quoted = false;
        let is_blank = |byte: &u8| matches!(byte, b'\r' | b'\n');
        for byte in text.iter().skip_while(|byte| is_blank(byte)) {
            match byte {
                b'"' => is_quoted = !is_quoted,
                b'\r' | b'\n' if !is_quoted => break,
                _ if is_quoted => {}
                byte => {
                    if let Some((_, count)) = counts.iter_mut().find(|(other, _)| other == byte) {
                        *count += 1;
                    }
                }
            }
        }
        let mut most = (b',', 0);
        for (byte, count) in counts {
            if count > most.1 {
                most = (byte, count);
            }
        }
        Self {
            byte: most.0,
            is_said: false,
        }
    }
}

/// The delimiter of a first line such as `sep=;`.
fn said(text: &[u8]) -> Option<u8> {
    let line = text.split(|byte| matches!(byte, b'\r' | b'\n')).next()?;
    let line = match line.strip_prefix(b"\"") {
        Some(rest) => rest.strip_suffix(b"\"")?,
        None => line,
    };
    let (word, rest) = line.split_at_checked(4)?;
    if !word.eq_ignore_ascii_case(b"sep=") {
        return None;
    }
    match rest {
        [byte @ (b',' | b';' | b'\t' | b'|'), ..] => Some(*byte),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{Delimiter, Door, door};

    #[test]
    fn the_delimiter_is_the_one_that_is_said_or_stands_most_often() {
        fn check(first: &str, byte: u8, is_said: bool) {
            let expected = Delimiter { byte, is_said };
            assert_eq!(Delimiter::of(first.as_bytes()), expected, "{first:?}");
        }
        check("a,b,c\n1;2;3;4;5", b',', false);
        check("a;b;c,d\n", b';', false);
        check("a\tb\tc\n", b'\t', false);
        check("a|b|c\n", b'|', false);
        check("\"a;b;c;d\",e,f\n", b',', false);
        check("\r\n\r\na;b\n", b';', false);
        check("alone\n", b',', false);
        check("sep=;\na,b,c\n", b';', true);
        check("\u{feff}SEP=|\r\na,b\r\n", b'|', true);
        check("\"sep=\t\"\na\n", b'\t', true);
        check("sep=x\na,b\n", b',', false);
        check("separate,b\n", b',', false);
        check("", b',', false);
    }

    #[test]
    fn the_kind_of_a_file_is_told_by_its_bytes() {
        assert_eq!(door(b"ext_id,name\n").ok(), Some(Door::Csv));
        assert_eq!(door(b"").ok(), Some(Door::Csv));
        assert_eq!(door(b"PK\x03\x04..").ok(), Some(Door::Zip));
        assert_eq!(door(b"\xd0\xcf\x11\xe0\xa1\xb1").ok(), Some(Door::Ole));
        for (bytes, what) in [
            (&b"%PDF-1.7\n"[..], "this is a PDF; ask for the spreadsheet"),
            (
                b"\xef\xbb\xbf <html>",
                "this is a web page; open it in your spreadsheet",
            ),
            (b"<?xml version=\"1.0\"?>", "this is an XML file"),
            (b"\x89PNG\r\n", "this is a picture"),
            (b"{\\rtf1", "this is a written document"),
            (b"\x1f\x8b\x08", "this is a packed archive; unpack it"),
        ] {
            let error = door(bytes).unwrap_err().to_string();
            assert!(error.starts_with(what), "{error}");
        }
    }
}
