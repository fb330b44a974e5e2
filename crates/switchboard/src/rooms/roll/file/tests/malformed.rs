//! Files that are broken, or made to break whoever reads them.

use std::cell::Cell;
use std::io::{self, Read};

use super::{GB, error_of, whole};
use crate::rooms::roll::file::RollFile;
use proptest::prelude::*;

/// A file that exists only while it is read, and says how much was.
struct Endless<'a> {
    begin: &'static [u8],
    of: u8,
    left: u64,
    taken: &'a Cell<u64>,
}

impl Read for Endless<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let length = if self.begin.is_empty() {
            let length = out.len().min(usize::try_from(self.left).unwrap());
            out[..length].fill(self.of);
            self.left -= u64::try_from(length).unwrap();
            length
        } else {
            self.begin.read(out)?
        };
        self.taken
            .set(self.taken.get() + u64::try_from(length).unwrap());
        Ok(length)
    }
}

/// What a file of a gigabyte answers, and how much of it was read for that.
fn gigabyte(begin: &'static [u8], of: u8) -> (String, u64) {
    let taken = Cell::new(0);
    let source = Endless {
        begin,
        of,
        left: 1 << 30,
        taken: &taken,
    };
    let error = whole(source, &GB).map(|_| ()).unwrap_err();
    (error.to_string(), taken.get())
}

#[test]
fn a_line_of_a_gigabyte_is_refused_after_two_megabytes() {
    for (begin, of, line) in [
        (&b"ext_id,name\n1,"[..], b'a', 2),
        (b"", b'a', 1),
        (b"ext_id,name\n1,\"", b',', 2),
        (b"ext_id,name\n1,Si\xe2n", b'a', 2),
    ] {
        let (error, taken) = gigabyte(begin, of);
        let expected = format!(
            "the row that begins on line {line} is longer than 1 MiB; look there for a missing quotation mark"
        );
        assert_eq!(error, expected);
        assert!(taken < 2 << 20, "{taken}");
    }
}

#[test]
fn a_gigabyte_that_calls_itself_a_workbook_is_refused_at_its_limit() {
    let (error, taken) = gigabyte(b"PK\x03\x04", 0);
    assert!(error.starts_with("this workbook is larger than 64 MiB; save it as `CSV UTF-8`"));
    assert!(taken <= (64 << 20) + 1, "{taken}");
}

#[test]
fn ten_thousand_columns_are_refused() {
    let header = format!("ext_id,name{}\n", ",x".repeat(9_998));
    assert_eq!(
        error_of(header.as_bytes()),
        "the file has 10000 columns; 500 is the most, so leave out those that aren't needed"
    );
}

#[test]
fn rows_of_a_million_commas_take_no_more_memory_than_their_bytes() {
    let row = format!("1,A{}\n", ",".repeat(1_000_000 - 10));
    let csv = format!("ext_id,name\n{}", row.replace(",\n", ",x\n").repeat(12));
    let mut file = RollFile::open(csv.as_bytes(), &GB).unwrap();
    let mut rejects = 0;
    while let Some(slice) = file.next_slice(1_000).unwrap() {
        let bytes: usize = slice.rejects.iter().map(super::Reject::bytes).sum();
        assert!(bytes < 10 << 20, "{bytes}");
        rejects += slice.rejects.len();
        for reject in &slice.rejects {
            assert_eq!(reject.record.len(), 501);
            assert!(
                reject
                    .reason
                    .to_string()
                    .starts_with("the row has 999992 cells and the header 2")
            );
        }
    }
    assert_eq!(rejects, 12);
}

#[test]
fn a_file_without_a_header_is_refused() {
    assert!(
        error_of(b"Ann Example,07700 900123\nTom Example,07700 900124\n").starts_with(
            "no column name in the first line is known; begin the file with a line of column names"
        )
    );
}

#[test]
fn a_workbook_of_the_old_kind_says_what_to_do() {
    let ole = |name: &str| {
        let mut file = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
        file.resize(1024, 0);
        file.extend(name.encode_utf16().flat_map(u16::to_le_bytes));
        file.resize(4096, 0);
        error_of(&file)
    };
    assert_eq!(
        ole("Workbook"),
        "this is a workbook of the old kind; open it in your spreadsheet and save it as XLSX"
    );
    assert!(ole("EncryptedPackage").starts_with("this workbook is locked with a password"));
    assert!(ole("WordDocument").starts_with("this is a written document"));
}

proptest! {
    #[test]
    fn no_bytes_make_the_reader_panic(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let _ = whole(bytes.as_slice(), &GB);
        for start in [&b"ext_id,name,phone\n"[..], b"\xff\xfe", b"\xfe\xff", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"sep=;\n"] {
            let file = [start, bytes.as_slice()].concat();
            let _ = whole(file.as_slice(), &GB);
        }
    }

    #[test]
    fn no_text_makes_the_reader_panic(text in "([a-z0-9éŵ\"',;|\t\r\n =+@-]|ext_id|name|phone|sep=){0,60}") {
        let file = format!("ext_id,name,phone,dob\n{text}");
        for text in [text.as_str(), file.as_str()] {
            let _ = whole(text.as_bytes(), &GB);
            let western = encoding_rs::WINDOWS_1252.encode(text).0;
            let _ = whole(&*western, &GB);
        }
    }

    #[test]
    fn a_file_reads_the_same_in_utf_8_and_utf_16(names in prop::collection::vec("[A-Za-zâéïôüÂÉ’£]{1,12}", 1..20)) {
        let rows: Vec<String> = names.iter().enumerate().map(|(n, name)| format!("{n},x{name}\r\n")).collect();
        let csv = format!("ext_id,name\r\n{}", rows.concat());
        let read = |bytes: &[u8]| {
            let read = whole(bytes, &GB).unwrap();
            read.rows.into_iter().map(|row| row.1.name.unwrap().given().to_owned()).collect::<Vec<_>>()
        };
        let expected = read(csv.as_bytes());
        let marked = format!("\u{feff}{csv}");
        let little: Vec<u8> = marked.encode_utf16().flat_map(u16::to_le_bytes).collect();
        prop_assert_eq!(&read(marked.as_bytes()), &expected);
        prop_assert_eq!(&read(&little), &expected);
    }
}
