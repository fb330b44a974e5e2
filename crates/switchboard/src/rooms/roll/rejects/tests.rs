use super::{Reject, RejectWriter, disarmed};

fn written(header: &[&str], rejects: &[(u64, &[&str], &str)]) -> String {
    let owned = |cells: &[&str]| {
        cells
            .iter()
            .map(|cell| (*cell).to_owned())
            .collect::<Vec<_>>()
    };
    let mut writer = RejectWriter::new(Vec::new(), &owned(header)).unwrap();
    for (line, record, reason) in rejects {
        let reject = Reject {
            line: *line,
            record: owned(record),
            reason: (*reason).to_owned(),
            external_id: None,
            stop: None,
        };
        writer.write(&reject).unwrap();
    }
    String::from_utf8(writer.finish().unwrap()).unwrap()
}

#[test]
fn a_rejected_row_comes_back_with_its_cells_line_and_reason() {
    let csv = written(
        &["ext_id", "name", "phone"],
        &[
            (
                2,
                &["M1", "Evans, Siân", "-"],
                "column `phone`: this is not a telephone number we can read",
            ),
            (
                7,
                &["M2", "Two\nlines", "+44 7700 900123"],
                "the row runs over",
            ),
        ],
    );
    assert_eq!(
        csv,
        "\u{feff}ext_id,name,phone,line,reason\n\
        M1,\"Evans, Siân\",'-,2,column `phone`: this is not a telephone number we can read\n\
        M2,\"Two\nlines\",+44 7700 900123,7,the row runs over\n"
    );
}

#[test]
fn line_and_reason_stand_under_their_names_in_short_and_long_rows() {
    let csv = written(
        &["a", "b"],
        &[(2, &["1"], "short"), (3, &["1", "2", "3", "=4"], "long")],
    );
    assert_eq!(
        csv,
        "\u{feff}a,b,line,reason\n1,,2,short\n1,2,3,long,3,'=4\n"
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
