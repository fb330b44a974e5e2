//! Workbooks, as spreadsheets write them.

use super::{Asked, GB, Notice, Whole, whole};
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook, Worksheet};

const HEADER: [&str; 4] = ["Member ID", "Name", "Mobile", "DOB"];

/// A sheet with a header and members by number and name.
fn sheet<'w>(book: &'w mut Workbook, name: &str, header: &[&str]) -> &'w mut Worksheet {
    let sheet = book.add_worksheet().set_name(name).unwrap();
    for (column, cell) in (0..).zip(header) {
        sheet.write(0, column, *cell).unwrap();
    }
    sheet
}

fn member(sheet: &mut Worksheet, row: u32, id: &str, name: &str) {
    sheet.write(row, 0, id).unwrap();
    sheet.write(row, 1, name).unwrap();
}

fn read(book: &mut Workbook) -> Whole {
    read_sheet(book, None).unwrap()
}

fn read_sheet(book: &mut Workbook, sheet: Option<&str>) -> Result<Whole, String> {
    let bytes = book.save_to_buffer().unwrap();
    whole(bytes.as_slice(), &Asked { sheet, ..GB }).map_err(|error| error.to_string())
}

/// What is told besides the sheet's name.
fn told(whole: &Whole) -> Vec<(&'static str, Option<u64>)> {
    let notices = whole.notices.iter();
    notices
        .filter(|notice| !matches!(notice, Notice::Sheet(_)))
        .map(|notice| (notice.word(), notice.count()))
        .collect()
}

fn reasons(whole: &Whole) -> Vec<(u64, String)> {
    whole
        .rejects
        .iter()
        .map(|reject| (reject.line, reject.reason.to_string()))
        .collect()
}

#[test]
fn a_workbook_is_read_with_numbers_dates_and_texts() {
    let mut book = Workbook::new();
    let members = sheet(&mut book, "Members", &HEADER);
    let date = Format::new().set_num_format("dd/mm/yyyy");
    member(members, 1, "M1", "Siân Evans");
    members.write(1, 2, 447_700_900_123_f64).unwrap();
    let born = ExcelDateTime::from_ymd(1960, 4, 3).unwrap();
    members.write_with_format(1, 3, born, &date).unwrap();
    members.write(2, 0, 1904).unwrap();
    members.write(2, 1, "Tom & Ann <Example>").unwrap();
    members.write(2, 2, "+44 7700 900124").unwrap();
    members.write(2, 3, "3/4/1960").unwrap();
    member(members, 4, "M3", "Renée O’Neill");
    let read = read(&mut book);
    assert_eq!(reasons(&read), []);
    let lines: Vec<u64> = read.rows.iter().map(|row| row.0).collect();
    assert_eq!(lines, [2, 3, 5]);
    let (siân, tom) = (&read.rows[0].1, &read.rows[1].1);
    assert_eq!(siân.phones[0].e164(), "+447700900123");
    assert_eq!(siân.birth_date.unwrap().day().to_string(), "1960-04-03");
    assert_eq!(tom.external_id.as_ref().unwrap().as_str(), "1904");
    assert_eq!(tom.phones[0].e164(), "+447700900124");
    assert_eq!(tom.birth_date, siân.birth_date);
    assert_eq!(read.notices, [Notice::Sheet("Members".to_owned())]);
}

#[test]
fn a_number_that_lost_its_zero_gets_it_back_and_one_shown_with_zeros_keeps_them() {
    let mut book = Workbook::new();
    let members = sheet(&mut book, "Members", &HEADER);
    let six = Format::new().set_num_format("000000");
    members.write_with_format(1, 0, 123, &six).unwrap();
    members.write(1, 1, "Siân Evans").unwrap();
    members.write(1, 2, 7_700_900_123_f64).unwrap();
    let read = read(&mut book);
    assert_eq!(
        read.rows[0].1.external_id.as_ref().unwrap().as_str(),
        "000123"
    );
    assert_eq!(read.rows[0].1.phones[0].e164(), "+447700900123");
    assert_eq!(told(&read), [("zero-restored", Some(1))]);
}

#[test]
fn a_number_too_long_for_a_spreadsheet_rejects_its_row() {
    let mut book = Workbook::new();
    let members = sheet(&mut book, "Members", &HEADER);
    members.write(1, 0, 1_234_567_890_123_456_789_f64).unwrap();
    members.write(1, 1, "Siân Evans").unwrap();
    let read = read(&mut book);
    assert!(
        reasons(&read)[0]
            .1
            .starts_with("column `Member ID`: a spreadsheet has shortened this number")
    );
}

#[test]
fn hidden_and_filtered_rows_and_hidden_columns_are_read_and_told() {
    for is_filtered in [false, true] {
        let mut book = Workbook::new();
        let members = sheet(&mut book, "Members", &HEADER);
        for row in 1..=20 {
            member(members, row, &format!("M{row}"), "Ann Example");
            if row > 3 {
                members.set_row_hidden(row).unwrap();
            }
        }
        members.set_row_hidden(30).unwrap();
        members.set_column_hidden(2).unwrap();
        if is_filtered {
            members.autofilter(0, 0, 20, 3).unwrap();
            let condition = rust_xlsxwriter::FilterCondition::new().add_list_filter("M1");
            members.filter_column(0, &condition).unwrap();
        }
        let read = read(&mut book);
        assert_eq!(read.rows.len(), 20);
        let rows = if is_filtered {
            ("filtered-rows", Some(19))
        } else {
            ("hidden-rows", Some(17))
        };
        let expected = [rows, ("hidden-columns", Some(1))];
        assert_eq!(told(&read), expected);
    }
}

#[test]
fn the_first_sheet_with_a_header_is_read_and_the_others_are_named() {
    let mut book = Workbook::new();
    sheet(&mut book, "Read me", &["How to fill this in"]);
    sheet(&mut book, "Old", &HEADER).set_hidden(true);
    member(sheet(&mut book, "Members", &HEADER), 1, "M1", "Siân Evans");
    member(sheet(&mut book, "Lapsed", &HEADER), 1, "M2", "Tom Example");
    sheet(&mut book, "Empty", &[]);
    let first = read(&mut book);
    assert_eq!(first.rows[0].1.external_id.as_ref().unwrap().as_str(), "M1");
    let names = |names: &[&str]| {
        names
            .iter()
            .map(|&name| name.to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(
        first.notices,
        [
            Notice::Sheet("Members".to_owned()),
            Notice::OtherSheets(names(&["Read me", "Lapsed"])),
            Notice::HiddenSheets(names(&["Old"])),
        ]
    );
    let lapsed = read_sheet(&mut book, Some("lapsed ")).unwrap();
    assert_eq!(
        lapsed.rows[0].1.external_id.as_ref().unwrap().as_str(),
        "M2"
    );
    assert_eq!(
        read_sheet(&mut book, Some("Lost")).err().unwrap(),
        "there is no sheet `Lost`; the sheets are Read me, Old, Members, Lapsed, Empty"
    );
    assert!(
        read_sheet(&mut book, Some("Empty"))
            .err()
            .unwrap()
            .starts_with("the file is empty")
    );
    assert!(
        read_sheet(&mut book, Some("Read me"))
            .err()
            .unwrap()
            .starts_with("no column name in the first line is known")
    );
    assert_eq!(
        whole(
            &b"ext_id,name\n"[..],
            &Asked {
                sheet: Some("Members"),
                ..GB
            }
        )
        .map(|_| ())
        .unwrap_err()
        .to_string(),
        "a CSV file has no sheets; leave out --sheet"
    );
}

#[test]
fn a_title_above_the_header_is_passed_over_and_told() {
    let mut book = Workbook::new();
    let members = sheet(&mut book, "Members", &["Members of Abercwm branch"]);
    members.write(1, 0, "as of 1 November").unwrap();
    for (column, cell) in (0..).zip(HEADER) {
        members.write(3, column, cell).unwrap();
    }
    member(members, 4, "M1", "Siân Evans");
    let read = read(&mut book);
    assert_eq!((read.rows.len(), read.rows[0].0), (1, 5));
    assert_eq!(told(&read), [("rows-above", Some(2))]);
}

#[test]
fn merged_cells_count_for_each_of_their_rows() {
    let mut book = Workbook::new();
    let members = sheet(&mut book, "Members", &["ext_id", "name", "branch"]);
    for row in 1..=4 {
        member(members, row, &format!("M{row}"), "Ann Example");
    }
    let plain = Format::new();
    members.merge_range(1, 2, 3, 2, "Abercwm", &plain).unwrap();
    let read = read(&mut book);
    let branches: Vec<_> = read
        .rows
        .iter()
        .map(|row| row.1.branch.as_ref().map(|b| b.as_str().to_owned()))
        .collect();
    let abercwm = Some("Abercwm".to_owned());
    assert_eq!(branches, [abercwm.clone(), abercwm.clone(), abercwm, None]);
    assert_eq!(told(&read), [("merged", Some(1))]);
}

#[test]
fn a_formula_counts_by_its_result() {
    let mut book = Workbook::new();
    let members = sheet(&mut book, "Members", &HEADER);
    member(members, 1, "M1", "Siân Evans");
    members
        .write(
            1,
            2,
            Formula::new("=\"07700 \"&900123").set_result("07700 900123"),
        )
        .unwrap();
    member(members, 3, "M3", "Ann Example");
    members
        .write(3, 2, Formula::new("=VLOOKUP(1,A1,1)").set_result("#N/A"))
        .unwrap();
    let read = read(&mut book);
    assert_eq!(read.rows[0].1.phones[0].e164(), "+447700900123");
    assert_eq!(told(&read), []);
    assert_eq!(reasons(&read)[0].0, 4);
    assert!(
        reasons(&read)[0]
            .1
            .contains("a spreadsheet's error stands here")
    );
}

#[test]
fn dates_that_stand_as_numbers_are_dates_and_numbers_that_became_dates_are_not() {
    let mut book = Workbook::new();
    let members = sheet(
        &mut book,
        "Members",
        &["ext_id", "name", "dob", "joined", "suffix", "shoe"],
    );
    let date = Format::new().set_num_format("d mmm");
    let third = ExcelDateTime::from_ymd(2026, 4, 3).unwrap();
    member(members, 1, "M1", "Siân Evans");
    members.write(1, 2, 22_009).unwrap();
    members.write(1, 3, 1998).unwrap();
    members.write_with_format(1, 4, &third, &date).unwrap();
    members.write_with_format(1, 5, &third, &date).unwrap();
    members.write_with_format(2, 0, &third, &date).unwrap();
    members.write(2, 1, "Tom Example").unwrap();
    let read = read(&mut book);
    let row = &read.rows[0].1;
    assert_eq!(row.birth_date.unwrap().day().to_string(), "1960-04-03");
    assert_eq!(row.joined_year, Some(1998));
    assert_eq!(
        told(&read),
        [
            ("dates-from-numbers", Some(1)),
            ("dates-elsewhere", Some(1))
        ]
    );
    assert_eq!(reasons(&read)[0].0, 3);
    assert!(
        reasons(&read)[0]
            .1
            .starts_with("column `ext_id`: a spreadsheet has made a date of this")
    );
}

#[test]
fn what_stands_beside_the_table_is_left_out_and_told() {
    let mut book = Workbook::new();
    let members = sheet(&mut book, "Members", &HEADER);
    member(members, 1, "M1", "Siân Evans");
    members.write(1, 9, "rang on Tuesday").unwrap();
    let read = read(&mut book);
    assert_eq!(read.rows.len(), 1);
    assert_eq!(told(&read), [("cells-beside", Some(1))]);
}

#[test]
fn ten_thousand_columns_of_a_sheet_are_refused() {
    let mut book = Workbook::new();
    let header: Vec<String> = (0..10_000)
        .map(|n| {
            if n == 0 {
                "ext_id".to_owned()
            } else {
                format!("name{n}")
            }
        })
        .collect();
    let header: Vec<&str> = header.iter().map(String::as_str).collect();
    sheet(&mut book, "Wide", &header);
    assert!(
        read_sheet(&mut book, None)
            .err()
            .unwrap()
            .starts_with("the file has 10000 columns; 500 is the most")
    );
}
