//! Workbooks put together part by part: as rare programs write them, and as somebody with bad intent would.

use std::io::{Cursor, Write};

use super::{GB, Matter, Notice, whole};
use proptest::prelude::*;
use zip::write::SimpleFileOptions;

/// A workbook put together part by part.
struct Parts(Vec<(&'static str, Vec<u8>)>);

impl Parts {
    /// A workbook with one sheet whose rows are given as XML.
    fn new(workbook: &str, rows: &str) -> Self {
        const TYPE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        let rels = |id: &str, kind: &str, target: &str| {
            format!("<Relationships><Relationship Id=\"{id}\" Type=\"{TYPE}/{kind}\" Target=\"{target}\"/></Relationships>")
                .into_bytes()
        };
        let text = |column: &str, text: &str| {
            format!("<c r=\"{column}1\" t=\"inlineStr\"><is><t>{text}</t></is></c>")
        };
        let header = [text("A", "ext_id"), text("B", "name"), text("C", "dob")].concat();
        Self(vec![
            ("_rels/.rels", rels("r1", "officeDocument", "xl/workbook.xml")),
            ("xl/_rels/workbook.xml.rels", rels("r1", "worksheet", "worksheets/sheet1.xml")),
            (
                "xl/workbook.xml",
                format!("<workbook>{workbook}<sheets><sheet name=\"One\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>").into_bytes(),
            ),
            (
                "xl/worksheets/sheet1.xml",
                format!("<worksheet><sheetData><row r=\"1\">{header}</row>{rows}</sheetData></worksheet>").into_bytes(),
            ),
        ])
    }

    fn with(mut self, name: &'static str, bytes: Vec<u8>) -> Self {
        self.0.push((name, bytes));
        self
    }

    fn packed(&self) -> Vec<u8> {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in &self.0 {
            zip.start_file(*name, SimpleFileOptions::default()).unwrap();
            zip.write_all(bytes).unwrap();
        }
        zip.finish().unwrap().into_inner()
    }

    fn error(&self) -> String {
        whole(self.packed().as_slice(), &GB)
            .map(|_| ())
            .unwrap_err()
            .to_string()
    }
}

const ROW: &str = "<row r=\"2\"><c r=\"A2\"><v>7</v></c><c r=\"B2\" t=\"str\"><v>Ann Example</v></c><c r=\"C2\"><v>22009</v></c></row>";
const BOMB: &str = "this workbook unpacks to more than a roll needs";
const DAMAGED: &str = "this workbook is damaged or cut off";

#[test]
fn a_formula_without_a_result_is_told() {
    let rows = "<row r=\"2\"><c r=\"A2\"><v>7</v></c><c r=\"B2\" t=\"str\"><v>Ann Example</v></c><c r=\"C2\"><f>A1</f></c></row>";
    let read = whole(Parts::new("", rows).packed().as_slice(), &GB).unwrap();
    assert!(read.rows[0].1.birth_date.is_none());
    let formulas = Notice::Count(Matter::FormulasWithoutResult, 1);
    assert_eq!(read.notices, [Notice::Sheet("One".to_owned()), formulas]);
}

#[test]
fn the_days_of_both_calendars_are_told_apart() {
    for (workbook, born) in [
        ("", "1960-04-03"),
        ("<workbookPr date1904=\"1\"/>", "1964-04-04"),
    ] {
        let read = whole(Parts::new(workbook, ROW).packed().as_slice(), &GB).unwrap();
        assert_eq!(read.rows[0].1.birth_date.unwrap().day().to_string(), born);
    }
}

#[test]
fn a_workbook_that_unpacks_to_a_gigabyte_is_refused_before_it_is_read() {
    let zeros = Parts::new("", ROW).with("xl/media/a.bin", vec![0; 80 << 20]);
    assert!(zeros.packed().len() < 1 << 20);
    assert!(zeros.error().starts_with(BOMB), "{}", zeros.error());
    let cell = format!(
        "<row r=\"2\"><c r=\"A2\" t=\"str\"><v>{}</v></c></row>",
        "a".repeat(40 << 20)
    );
    assert!(Parts::new("", &cell).error().starts_with(BOMB));
}

#[test]
fn a_workbook_that_lies_about_its_size_is_refused() {
    let mut bytes = Parts::new("", ROW)
        .with("xl/media/a.bin", vec![0; 80 << 20])
        .packed();
    let size = u32::try_from(80 << 20).unwrap().to_le_bytes();
    let places: Vec<usize> = (0..bytes.len() - 4)
        .filter(|at| bytes[*at..at + 4] == size)
        .collect();
    assert!(!places.is_empty());
    for at in places {
        bytes[at..at + 4].copy_from_slice(&100_u32.to_le_bytes());
    }
    let error = whole(bytes.as_slice(), &GB)
        .map(|_| ())
        .unwrap_err()
        .to_string();
    assert!(
        error.starts_with(BOMB) || error.starts_with(DAMAGED),
        "{error}"
    );
}

#[test]
fn a_workbook_that_announces_more_than_it_has_is_refused() {
    let texts = b"<sst uniqueCount=\"99999999999\"><si><t>a</t></si></sst>".to_vec();
    assert!(
        Parts::new("", ROW)
            .with("xl/sharedStrings.xml", texts)
            .error()
            .starts_with(BOMB)
    );
    let names = "<definedName name=\"a\">b</definedName>".repeat(400_001);
    assert!(Parts::new(&names, ROW).error().starts_with(BOMB));
    let mut many = Parts::new("", ROW).packed();
    many.extend(b"PK\x01\x02".repeat(10_001));
    assert!(
        whole(many.as_slice(), &GB)
            .map(|_| ())
            .unwrap_err()
            .to_string()
            .starts_with(BOMB)
    );
}

#[test]
fn a_workbook_made_to_break_its_reader_is_an_error() {
    let wide = ROW.replace("A2", "ZZZZZZZZZZ2");
    assert!(Parts::new("", &wide).error().starts_with(DAMAGED));
    let turned = "<row r=\"2\"><c r=\"A2\" t=\"s\"><v>9</v></c></row>";
    assert!(Parts::new("", turned).error().starts_with(DAMAGED));
}

#[test]
fn a_workbook_cut_off_anywhere_is_an_error() {
    let bytes = Parts::new("", ROW).packed();
    for length in (4..bytes.len()).step_by(7) {
        let error = whole(&bytes[..length], &GB)
            .map(|_| ())
            .unwrap_err()
            .to_string();
        assert!(error.starts_with(DAMAGED), "{length}: {error}");
    }
}

#[test]
fn what_else_is_packed_says_what_it_is() {
    fn check(parts: &[&'static str], message: &str) {
        let parts = Parts(parts.iter().map(|&name| (name, b"x".to_vec())).collect());
        assert!(parts.error().starts_with(message), "{}", parts.error());
    }
    check(
        &["word/document.xml", "_rels/.rels"],
        "this is a written document",
    );
    check(&["content.xml", "mimetype"], "this is an ODS workbook");
    check(
        &["xl/workbook.bin", "_rels/.rels"],
        "this is a binary workbook",
    );
    check(&["members.csv"], "this is a packed archive; unpack it");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn no_change_of_a_workbook_makes_the_reader_panic(
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8),
        is_packed in any::<bool>(),
    ) {
        let mut parts = Parts::new("<workbookPr/>", ROW).with("xl/sharedStrings.xml", b"<sst uniqueCount=\"1\"><si><t>a</t></si></sst>".to_vec());
        if !is_packed {
            for (place, byte) in &changes {
                let part = place.index(parts.0.len());
                let at = place.index(parts.0[part].1.len());
                parts.0[part].1[at] = *byte;
            }
        }
        let mut bytes = parts.packed();
        if is_packed {
            for (place, byte) in &changes {
                let at = place.index(bytes.len());
                bytes[at] = *byte;
            }
        }
        let _ = whole(bytes.as_slice(), &GB);
    }
}
