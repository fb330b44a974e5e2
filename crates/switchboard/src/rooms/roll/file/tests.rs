use std::fmt::Write as _;
use std::io::Read;

use super::{Asked, FileError, Matter, Notice, Reject, RollFile};
use crate::rooms::roll::rejects::RejectWriter;
use crate::web::messages::Words;
use switchboard_store::rules::person::{Region, Tongue};
use switchboard_store::rules::roll::{
    By, Defaults, Field, Reason, Rejection, SaidRow, parse_override,
};

const GB: Asked<'static> = asked(Region::GB);

const fn asked(region: Region) -> Asked<'static> {
    Asked {
        overrides: &[],
        defaults: Defaults {
            region,
            usual: Tongue::ENGLISH,
        },
        by: By::ExternalId,
        sheet: None,
    }
}

struct Whole {
    rows: Vec<(u64, SaidRow)>,
    rejects: Vec<Reject>,
    notices: Vec<Notice>,
}

fn read(csv: impl Read, lines: &[&str], region: Region) -> Result<Whole, FileError> {
    let overrides: Vec<(String, Field)> = lines
        .iter()
        .map(|line| parse_override(line).unwrap())
        .collect();
    let asked = Asked {
        overrides: &overrides,
        ..asked(region)
    };
    whole(csv, &asked)
}

fn whole(source: impl Read, asked: &Asked<'_>) -> Result<Whole, FileError> {
    let mut file = RollFile::open(source, asked)?;
    let (mut rows, mut rejects) = (Vec::new(), Vec::new());
    while let Some(slice) = file.next_slice(1000)? {
        rows.extend(slice.rows);
        rejects.extend(slice.rejects);
    }
    let notices = file.notices();
    Ok(Whole {
        rows,
        rejects,
        notices,
    })
}

/// The lines on which good and bad rows begin.
fn lines_of(csv: &str) -> (Vec<u64>, Vec<u64>) {
    let read = read(csv.as_bytes(), &[], Region::GB).unwrap();
    (
        read.rows.iter().map(|row| row.0).collect(),
        read.rejects.iter().map(|reject| reject.line).collect(),
    )
}

fn error_of(csv: &[u8]) -> String {
    read(csv, &[], Region::GB)
        .map(|_| ())
        .unwrap_err()
        .to_string()
}

#[test]
fn a_row_is_known_by_the_line_it_begins_on() {
    fn check(csv: &str, good: &[u64], bad: &[u64]) {
        let expected = (good.to_vec(), bad.to_vec());
        assert_eq!(lines_of(csv), expected, "{csv:?}");
        let crlf = csv.replace('\n', "\r\n");
        assert_eq!(lines_of(&crlf), expected, "{crlf:?}");
        let marked = format!("\u{feff}{csv}");
        assert_eq!(lines_of(&marked), expected, "{marked:?}");
        let unended = csv.trim_end_matches('\n');
        assert_eq!(lines_of(unended), expected, "{unended:?}");
    }
    check("ext_id,name\n1,A\n2,B\n3,C\n", &[2, 3, 4], &[]);
    check("ext_id,name\n1,A\n,B\n3,C\n", &[2, 4], &[3]);
    check("ext_id,name\n1,\"A\nB\nC\"\n2,D\n", &[2, 5], &[]);
    check("ext_id,name\n1,\"A\n\n\nC\"\n\n\n2,D\n,E\n", &[2, 8], &[9]);
    check("\n\next_id,name\n\n1,A\n\n\n2,B\n", &[5, 8], &[]);
    check("\"ext_id\",\"no\nte\",name\n1,x,A\n2,x,B\n", &[3, 4], &[]);
    check("ext_id,name\n1,A\n,\n , \n2,B\n", &[2, 5], &[]);
    check("ext_id,name\n1,A\n2\n3,C,x\n4,D,\n", &[2, 5], &[3, 4]);
}

#[test]
fn lines_stay_true_across_the_blocks_in_which_a_file_is_read() {
    let mut csv = String::from("ext_id,name,notes\r\n");
    for row in 0..20_000 {
        writeln!(
            csv,
            "{row},Ann Example,\"one\r\ntwo, {}\"\r",
            "x".repeat(row % 97)
        )
        .unwrap();
    }
    let (good, bad) = lines_of(&csv);
    assert!(bad.is_empty());
    assert_eq!(
        good,
        (0..20_000).map(|row| 2 + 2 * row).collect::<Vec<u64>>()
    );
}

#[test]
fn slices_hold_what_was_asked_for_and_end() {
    let csv = "ext_id,name\n1,A\n,B\n3,C\n4,D\n5,E\n";
    let mut file = RollFile::open(csv.as_bytes(), &GB).unwrap();
    let mut sizes = Vec::new();
    while let Some(slice) = file.next_slice(2).unwrap() {
        sizes.push((slice.rows.len(), slice.rejects.len()));
    }
    assert_eq!(sizes, [(1, 1), (2, 0), (1, 0)]);
    assert_eq!(file.bytes_read(), 31);
    assert!(file.next_slice(2).unwrap().is_none());
}

#[test]
fn semicolons_tabs_and_strokes_are_understood() {
    for csv in [
        "ext_id|name|town\n1|A, B; C|x\n",
        "sep=;\next_id;name;town\n1;A, B, C, D;x\n",
        "\u{feff}sep=|\r\next_id|name\r\n1|A,B\r\n",
        "ext_id;name;town\n1;\"A, B; C\";x\n",
        "ext_id\tname\ttown\n1\t\"A, B\"\tx\n",
    ] {
        let read = read(csv.as_bytes(), &[], Region::GB).unwrap();
        assert_eq!((read.rows.len(), read.rejects.len()), (1, 0), "{csv:?}");
    }
}

#[test]
fn what_is_no_csv_is_refused_with_a_reason() {
    fn check(csv: &[u8], message: &str) {
        let error = error_of(csv);
        assert!(error.contains(message), "{error}");
    }
    check(b"", "the file is empty");
    check(b"\xef\xbb\xbf\r\n", "the file is empty");
    check(b"PK\x03\x04rest", "this workbook is damaged or cut off");
    check(b"\xff\xfe", "the file is empty");
    check(b"e\0x\0", "line 1 holds a NUL byte");
    check(b"ext_id,name\n1,A\n2,\0B\n", "line 3 holds a NUL byte");
    check(
        b"ext_id\xc3\xa9\xc3\xa9,na\xefme\n",
        "line 1 can't be read as text",
    );
    check(
        b"%PDF-1.7 ext_id,name\n",
        "this is a PDF; ask for the spreadsheet",
    );
    check(
        b"<html><table>",
        "this is a web page; open it in your spreadsheet",
    );
    check(
        b"Ann Example,07700 900123\n",
        "no column name in the first line is known",
    );
    check(b",,\n1,2,3\n", "the first line is empty");
    let wide = format!("ext_id,name{}\n", ",x".repeat(499));
    check(wide.as_bytes(), "the file has 501 columns; 500 is the most");
}

#[test]
fn a_quotation_mark_that_swallows_the_file_is_found() {
    let mut csv = String::from("ext_id,name,notes\n1,A,\"\n");
    (2..40_000)
        .for_each(|row| writeln!(csv, "{row},Ann Example,a note that is not closed").unwrap());
    assert!(
        error_of(csv.as_bytes()).starts_with("the row that begins on line 2 is longer than 1 MiB")
    );
    let short: String = csv.split_inclusive('\n').take(200).collect();
    let read = read(short.as_bytes(), &[], Region::GB).unwrap();
    assert!(read.rows.is_empty());
    assert_eq!(
        read.rejects[0].reason.to_string(),
        "the row runs over 200 lines; look for a missing quotation mark"
    );
    assert_eq!(read.rejects[0].line, 2);
}

#[test]
fn a_source_that_breaks_is_an_error_and_no_end() {
    struct Broken;
    impl Read for Broken {
        fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
            Err(std::io::Error::from(std::io::ErrorKind::ConnectionReset))
        }
    }
    let csv = format!("ext_id,name\n{}", "1,A\n".repeat(30_000));
    let mut file = RollFile::open(csv.as_bytes().chain(Broken), &GB).unwrap();
    let error = loop {
        match file.next_slice(1000) {
            Ok(Some(_)) => {}
            Ok(None) => panic!("the file seems to end"),
            Err(error) => break error,
        }
    };
    assert!(matches!(error, FileError::Read(_)), "{error}");
}

#[test]
fn rejected_rows_once_corrected_go_in() {
    let csv = "Member ID,Name,Mobile\n1,Siân Evans,07700 900123\n2,\"Jones, Tom\",07700 9001\n";
    let first = read(csv.as_bytes(), &[], Region::GB).unwrap();
    let header: Vec<String> = ["Member ID", "Name", "Mobile"].map(str::to_owned).to_vec();
    let mut writer = RejectWriter::new(Vec::new(), &Words::english(), &header).unwrap();
    first
        .rejects
        .iter()
        .for_each(|reject| writer.write(reject).unwrap());
    let given_back = String::from_utf8(writer.finish().unwrap()).unwrap();
    let corrected = given_back.replace("07700 9001,", "07700 900124,");
    let second = read(corrected.as_bytes(), &[], Region::GB).unwrap();
    assert_eq!(
        (second.rows.len(), second.rejects.len()),
        (1, 0),
        "{given_back}"
    );
    assert_eq!(second.rows[0].1.name.as_ref().unwrap().given(), "Tom");
}

#[test]
fn nothing_personal_is_printed_for_a_developer() {
    let read = read("ext_id,name,phone\n1,Siân,12\n".as_bytes(), &[], Region::GB).unwrap();
    let shown = format!("{:?}", read.rejects);
    assert!(
        !shown.contains("Siân") && shown.contains("line 2"),
        "{shown}"
    );
}

mod malformed;
mod packed;
mod workbook;

#[test]
fn a_file_that_says_its_delimiter_keeps_its_lines() {
    let read = read("sep=;\next_id;name\n1;A\n;B\n".as_bytes(), &[], Region::GB).unwrap();
    assert_eq!((read.rows[0].0, read.rejects[0].line), (3, 4));
}

#[test]
fn the_encoding_is_found_and_told() {
    fn check(bytes: &[u8], encoding: &'static str) {
        let read = read(bytes, &[], Region::GB).unwrap();
        assert_eq!(
            read.rows[0].1.name.as_ref().unwrap().given(),
            "Siân",
            "{encoding}"
        );
        assert_eq!(read.notices, [Notice::Encoding(encoding)]);
    }
    let csv = "ext_id,name\n1,Siân\n";
    check(csv.as_bytes(), "UTF-8");
    check(format!("\u{feff}{csv}").as_bytes(), "UTF-8");
    check(b"ext_id,name\n1,Si\xe2n\n", "windows-1252");
    let units = || "\u{feff}".encode_utf16().chain(csv.encode_utf16());
    let little: Vec<u8> = units().flat_map(u16::to_le_bytes).collect();
    let big: Vec<u8> = units().flat_map(u16::to_be_bytes).collect();
    check(&little, "UTF-16LE");
    check(&big, "UTF-16BE");
}

#[test]
fn a_row_in_another_encoding_is_given_back_and_its_objection_kept() {
    let mut csv = "ext_id,name,do_not_call\n1,Siân,\n2,Zoë,\n"
        .as_bytes()
        .to_vec();
    csv.extend_from_slice(b"3,Ren\xe9e,yes\n4,Ann,\n");
    let read = read(csv.as_slice(), &[], Region::GB).unwrap();
    assert_eq!(
        read.rows.iter().map(|row| row.0).collect::<Vec<_>>(),
        [2, 3, 5]
    );
    let reject = &read.rejects[0];
    assert_eq!((reject.line, reject.record[1].as_str()), (4, "Renée"));
    assert_eq!(reject.reason, Rejection::from(Reason::Encoding));
    assert!(reject.stop.as_ref().unwrap().do_not_call);
}

#[test]
fn what_was_put_right_is_told_with_its_count() {
    let csv = "ext_id,name,phone\n1,A,7700900123\n2,B,07700 900124 / 020 7946 0000\n3,C,ex-directory\n4,D,7700900125\n5,E,none\n";
    let read = read(csv.as_bytes(), &[], Region::GB).unwrap();
    let told: Vec<(&str, Option<u64>)> = read
        .notices
        .iter()
        .map(|notice| (notice.word(), notice.count()))
        .collect();
    assert_eq!(
        told,
        [
            ("utf-8", None),
            ("zero-restored", Some(2)),
            ("several-numbers", Some(1)),
            ("ex-directory", Some(1)),
        ]
    );
    assert_eq!(read.rows[1].1.phones.len(), 2);
    assert!(read.rejects.is_empty());
}

#[test]
fn rows_of_one_member_are_joined_where_the_file_only_adds() {
    let csv = "ext_id,phone,address,branch\n1,07700 900001,1 Mill Lane,A\n2,07700 900002,,B\n1,07700 900003,2 Mill Lane,A\n2,07700 900002,3 Mill Lane,B\n3,12,,\n1,07700 900004,,C\n";
    let read = read(csv.as_bytes(), &[], Region::GB).unwrap();
    let rows: Vec<(u64, usize, bool)> = read
        .rows
        .iter()
        .map(|(line, row)| (*line, row.phones.len(), row.address.is_some()))
        .collect();
    // The last row contradicts the first of its member: it goes on, and is given back as a repeated one.
    assert_eq!(rows, [(2, 2, false), (3, 1, true), (7, 1, false)]);
    assert_eq!(read.rejects[0].line, 6);
    let joined = Notice::Count(Matter::RowsJoined, 2);
    let differ = Notice::Count(Matter::AddressesDiffer, 1);
    assert!(read.notices.contains(&joined) && read.notices.contains(&differ));
}

#[test]
fn rows_of_one_member_are_not_joined_where_the_file_names_people() {
    let csv = "ext_id,name,phone\n1,A,07700 900001\n1,A,07700 900003\n";
    let read = read(csv.as_bytes(), &[], Region::GB).unwrap();
    assert_eq!(read.rows.len(), 2);
}

#[test]
fn a_row_that_is_rejected_adds_nothing_to_what_was_put_right() {
    let csv = "ext_id,name,phone,email\n1,A,7700900123,nobody\n";
    let read = read(csv.as_bytes(), &[], Region::GB).unwrap();
    let put_right = |notice: &Notice| matches!(notice, Notice::Count(Matter::Sign(_), _));
    assert!(!read.notices.iter().any(put_right));
}

/// Real files, kept outside the project because their people are real.
mod real {
    use super::{Region, Whole, read};
    use std::path::Path;

    fn real(name: &str, lines: &[&str]) -> Option<Whole> {
        let path =
            Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data")).join(name);
        let Ok(file) = std::fs::File::open(&path) else {
            eprintln!("SKIPPED: shared data absent: {name}");
            return None;
        };
        Some(read(file, lines, Region::US).unwrap())
    }

    #[test]
    fn state_officials_go_in_as_they_are() {
        let lines = [
            "state=branch",
            "capitol_phone=work_phone",
            "district_phone=work_phone",
            "other_phone=phone",
        ];
        let Some(read) = real("state-officials.csv", &lines) else {
            return;
        };
        assert_eq!((read.rows.len(), read.rejects.len()), (8_265, 536));
        let web = read.rejects.iter().filter(|reject| {
            reject
                .reason
                .to_string()
                .starts_with("column `email`: this is a web address")
        });
        assert_eq!(web.count(), 533);
        assert!(
            read.rejects
                .iter()
                .all(|reject| reject.reason.column.as_deref() == Some("email"))
        );
        let callable = read
            .rows
            .iter()
            .filter(|(_, row)| !row.phones.is_empty())
            .count();
        let numbers: usize = read.rows.iter().map(|(_, row)| row.phones.len()).sum();
        let extensions = read
            .rows
            .iter()
            .flat_map(|(_, row)| &row.phones)
            .filter(|phone| phone.extension().is_some());
        assert_eq!((callable, numbers, extensions.count()), (7_980, 10_267, 12));
    }

    #[test]
    fn all_state_officials_go_in_where_the_web_addresses_are_left_out() {
        let lines = [
            "state=branch",
            "email=ignore",
            "capitol_phone=work_phone",
            "district_phone=work_phone",
            "other_phone=phone",
        ];
        let Some(read) = real("state-officials.csv", &lines) else {
            return;
        };
        assert_eq!((read.rows.len(), read.rejects.len()), (8_801, 0));
        let callable = read
            .rows
            .iter()
            .filter(|(_, row)| !row.phones.is_empty())
            .count();
        assert_eq!(callable, 8_516);
    }

    #[test]
    fn offices_add_their_numbers_to_members_of_congress() {
        let Some(read) = real("congress_district_offices.csv", &["bioguide=external_id"]) else {
            return;
        };
        assert_eq!((read.rows.len(), read.rejects.len()), (536, 0));
        let numbers = read.rows.iter().map(|(_, row)| row.phones.len());
        assert_eq!(
            (numbers.clone().sum::<usize>(), numbers.max()),
            (1_206, Some(9))
        );
        let told = |word| {
            let notices = read.notices.iter();
            notices
                .filter(|notice| notice.word() == word)
                .find_map(super::Notice::count)
        };
        assert_eq!(told("rows-joined"), Some(776));
        assert_eq!(told("addresses-differ"), Some(340));
    }

    #[test]
    fn members_of_congress_go_in_as_they_are() {
        let lines = [
            "bioguide=external_id",
            "birthday=birth_date",
            "dc_phone=work_phone",
            "state=branch",
        ];
        let Some(read) = real("congress_people.csv", &lines) else {
            return;
        };
        assert_eq!((read.rows.len(), read.rejects.len()), (537, 0));
    }
}
