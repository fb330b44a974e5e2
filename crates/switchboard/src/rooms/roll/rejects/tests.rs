use super::{Reject, RejectWriter, Words, disarmed};
use crate::language::Language;
use switchboard_store::rules::person::{PhoneError, Region};
use switchboard_store::rules::roll::{Reason, Rejection, map_header};

fn written(words: &Words, header: &[&str], rejects: &[(u64, &[&str], Rejection)]) -> String {
    let owned = |cells: &[&str]| {
        cells
            .iter()
            .map(|cell| (*cell).to_owned())
            .collect::<Vec<_>>()
    };
    let mut writer = RejectWriter::new(Vec::new(), words, &owned(header)).unwrap();
    for (line, record, reason) in rejects {
        let reject = Reject {
            line: *line,
            record: owned(record),
            reason: reason.clone(),
            external_id: None,
            stop: None,
        };
        writer.write(&reject).unwrap();
    }
    String::from_utf8(writer.finish().unwrap()).unwrap()
}

fn no_number() -> Rejection {
    Rejection {
        column: Some("phone".to_owned()),
        reason: Reason::Phone(PhoneError::NotANumber, Region::GB),
    }
}

#[test]
fn a_rejected_row_comes_back_with_its_cells_line_and_reason() {
    let csv = written(
        &Words::english(),
        &["ext_id", "name", "phone"],
        &[
            (2, &["M1", "Evans, Siân", "-"], no_number()),
            (
                7,
                &["M2", "Two\nlines", "+44 7700 900123"],
                Reason::Lines { lines: 101 }.into(),
            ),
        ],
    );
    assert_eq!(
        csv,
        "\u{feff}ext_id,name,phone,line,reason\n\
        M1,\"Evans, Siân\",'-,2,column `phone`: this is not a telephone number we can read; write it like 07700 900123\n\
        M2,\"Two\nlines\",+44 7700 900123,7,the row runs over 101 lines; look for a missing quotation mark\n"
    );
}

#[test]
fn the_reason_is_said_in_the_language_of_whoever_takes_the_file() {
    let csv = written(
        &Words::of(Language::Welsh),
        &["ext_id", "phone"],
        &[(2, &["M1", "-"], no_number())],
    );
    assert_eq!(
        csv,
        "\u{feff}ext_id,phone,llinell,rheswm\n\
        M1,'-,2,colofn `phone`: nid yw hwn yn rhif ffôn y gallwn ei ddarllen; ysgrifennwch ef fel 07700 900123\n"
    );
}

/// Whatever stood under them would else be read as something of the member.
#[test]
fn the_columns_of_line_and_reason_mean_nothing_when_the_file_is_imported_again() {
    for language in Language::ALL {
        let words = Words::of(language);
        let own = [words.t("rejects-line"), words.t("rejects-reason")];
        let header = ["ext_id", own[0].as_str(), own[1].as_str()];
        let mapping = map_header(&header, &[]).unwrap();
        assert_eq!(mapping.unknown().collect::<Vec<_>>(), own);
    }
}

#[test]
fn line_and_reason_stand_under_their_names_in_short_and_long_rows() {
    let why = || Rejection::from(Reason::Numberless);
    let csv = written(
        &Words::english(),
        &["a", "b"],
        &[(2, &["1"], why()), (3, &["1", "2", "3", "=4"], why())],
    );
    assert_eq!(
        csv,
        "\u{feff}a,b,line,reason\n\
        1,,2,the row holds no membership number\n\
        1,2,3,the row holds no membership number,3,'=4\n"
    );
}

#[test]
fn no_cell_becomes_a_formula_and_no_number_is_touched() {
    fn check(cell: &str, expected: &str) {
        assert_eq!(disarmed(cell), expected);
    }
    check(
        "=HYPERLINK(\"http://example.org\")",
        "'=HYPERLINK(\"http://example.org\")",
    );
    check("@SUM(A1)", "'@SUM(A1)");
    check("+1+cmd|' /C calc'!A0", "'+1+cmd|' /C calc'!A0");
    check("-2+3", "'-2+3");
    check("-", "'-");
    check("\t=1", "'\t=1");
    check("\r=1", "'\r=1");
    check("=1", "'=1");
    check("+44 (0)7700 900-123", "+44 (0)7700 900-123");
    check("-3.5", "-3.5");
    check("Evans", "Evans");
    check("", "");
}
