use super::{Defaults, parse_row};
use crate::person::{AgeBand, Day, PhoneKind, Region, Tongue};
use crate::roll::{Field, Noticed, Parts, Reason, RowError, SaidRow, Sign, Stop, map_header};
use proptest::prelude::*;

const GB: Defaults = of(Region::GB);

const fn of(region: Region) -> Defaults {
    let usual = Tongue::ENGLISH;
    Defaults { region, usual }
}

fn read(header: &[&str], record: &[&str]) -> Result<SaidRow, RowError> {
    let mapping = map_header(header, &[]).unwrap();
    parse_row(&mapping, record, &GB, &mut Noticed::default())
}

/// What is noticed in a row with one more cell.
fn noticed(column: &str, cell: &str, region: Region) -> Vec<(Sign, u64)> {
    let mapping = map_header(&["ext_id", "name", column], &[]).unwrap();
    let mut noticed = Noticed::default();
    let record = ["M1", "Siân Evans", cell];
    parse_row(&mapping, &record, &of(region), &mut noticed).unwrap();
    noticed.seen().collect()
}

/// A member with number and name, and one more cell.
fn read_with(column: &str, cell: &str) -> Result<SaidRow, RowError> {
    read(
        &["ext_id", "given_name", "family_name", column],
        &["M1", "Siân", "Evans", cell],
    )
}

#[test]
fn every_field_of_a_row_is_read() {
    let header = [
        "Membership Number",
        "Title",
        "First Name",
        "Surname",
        "Mobile",
        "Home Phone",
        "E-mail",
        "Address 1",
        "Town",
        "Postcode",
        "Branch",
        "Membership Type",
        "DOB",
        "Joined",
        "Expires On",
        "Do Not Call",
        "Deceased",
        "Shoe",
    ];
    let row = read(
        &header,
        &[
            "M1",
            "Mrs",
            "Siân",
            "Evans",
            "07700 900123",
            "020 7946 0018",
            "Sian@Example.org",
            "1 Mill Lane",
            "Abercwm",
            "sy99 9zz",
            "Mid Powys",
            "full",
            "3/4/1960",
            "1998",
            "2027-01-31",
            "",
            "no",
            "7",
        ],
    )
    .unwrap();
    assert_eq!(row.external_id.as_ref().unwrap().as_str(), "M1");
    assert_eq!(row.name.as_ref().unwrap().titled(), "Mrs Evans");
    let phones: Vec<_> = row
        .phones
        .iter()
        .map(|phone| (phone.e164(), phone.kind()))
        .collect();
    assert_eq!(
        phones,
        [
            ("+447700900123", PhoneKind::Mobile),
            ("+442079460018", PhoneKind::Landline)
        ]
    );
    assert_eq!(row.email.as_ref().unwrap().as_str(), "Sian@example.org");
    let address = row.address.as_ref().unwrap();
    assert_eq!(
        (address.lines(), address.postcode()),
        (
            &["1 Mill Lane".to_owned(), "Abercwm".to_owned()][..],
            Some("SY99 9ZZ")
        )
    );
    assert_eq!(row.branch.as_ref().unwrap().as_str(), "Mid Powys");
    assert_eq!(row.kind.as_ref().unwrap().as_str(), "full");
    assert_eq!(row.birth_date.unwrap().day().to_string(), "1960-04-03");
    assert_eq!(
        row.whole()
            .unwrap()
            .age_band(Day::new(2026, 11, 24).unwrap()),
        AgeBand::From65
    );
    assert_eq!(row.joined_year, Some(1998));
    assert_eq!(row.ends_on.unwrap().to_string(), "2027-01-31");
    assert!(!row.do_not_call && !row.deceased);
}

#[test]
fn a_language_is_kept_by_its_code_and_one_that_nobody_knows_or_a_second_one_is_counted() {
    let header = ["ext_id", "name", "preferred_language"];
    let of = |cell: &str| {
        let mapping = map_header(&header, &[]).unwrap();
        let mut noticed = Noticed::default();
        let record = ["M1", "Siân Evans", cell];
        let row = parse_row(&mapping, &record, &GB, &mut noticed);
        let seen: Vec<_> = noticed.seen().collect();
        (row.unwrap().language.map(Tongue::code), seen)
    };
    assert_eq!(of("Cymraeg"), (Some("cy"), vec![]));
    assert_eq!(of("pl-PL"), (Some("pl"), vec![]));
    assert_eq!(of(" "), (None, vec![]));
    for (cell, kept) in [
        ("Klingon", None),
        ("No", None),
        ("Polish; Urdu", Some("pl")),
        ("Welsh/English", None),
    ] {
        let counted = vec![(Sign::UnknownLanguage, 1)];
        assert_eq!(of(cell), (kept, counted), "{cell}");
    }
}

#[test]
fn empty_cells_are_no_fault_but_for_number_and_name() {
    let header = [
        "ext_id", "name", "phone", "email", "dob", "joined", "branch", "kind", "address", "ends_on",
    ];
    let row = read(
        &header,
        &["M1", "Siân Evans", "", " ", "", "", "", "", "", ""],
    )
    .unwrap();
    assert!(
        row.phones.is_empty()
            && row.email.is_none()
            && row.address.is_none()
            && row.birth_date.is_none()
    );
}

#[test]
fn a_wrong_cell_rejects_the_row_and_says_what_to_write() {
    fn check(column: &str, cell: &str, message: &str) {
        assert_eq!(read_with(column, cell).unwrap_err().to_string(), message);
    }
    check(
        "Mobile",
        "yes",
        "column `Mobile`: this holds words; leave only the number; write it like 07700 900123",
    );
    check(
        "Mobile",
        "07700 9001",
        "column `Mobile`: this telephone number has a digit too many or too few; write it like 07700 900123",
    );
    check(
        "E-Mail",
        "sian at home",
        "column `E-Mail`: this holds more than one e-mail address; leave only one, without words around it",
    );
    check(
        "DOB",
        "1 April",
        "column `DOB`: this is not a date we can read; write it like 1960-04-03",
    );
    check(
        "DOB",
        "31/02/1960",
        "column `DOB`: there is no such day in the calendar; check day and month",
    );
    check(
        "Joined",
        "98",
        "column `Joined`: this is not a date we can read; write it like 1960-04-03",
    );
    check(
        "Branch",
        "\u{1}",
        "column `Branch`: this holds a character that can't be shown; type it again",
    );
    check(
        "Postcode",
        "somewhere in Powys",
        "column `Postcode`: the address is too long; keep to 10 lines of 300 characters, and 16 for the postcode",
    );
}

#[test]
fn a_row_without_number_or_name_is_rejected() {
    let header = ["ext_id", "given_name", "family_name"];
    let message = |record: &[&str]| read(&header, record).unwrap_err().to_string();
    assert_eq!(
        message(&[" ", "Siân", "Evans"]),
        "column `ext_id`: this is empty; fill it in"
    );
    assert_eq!(
        message(&["M1", "", ""]),
        "column `family_name`: there is no name; fill in a first name or a surname"
    );
}

#[test]
fn a_row_with_cells_missing_or_left_over_is_rejected() {
    let header = ["ext_id", "given_name", "family_name"];
    let reason = |record: &[&str]| {
        read(&header, record)
            .map(|_| ())
            .map_err(|error| error.reason)
    };
    assert_eq!(
        reason(&["M1", "Siân"]),
        Err(Reason::Cells {
            found: 2,
            expected: 3
        })
    );
    assert_eq!(
        reason(&["M1", "Siân", "Evans", "x"]),
        Err(Reason::Cells {
            found: 4,
            expected: 3
        })
    );
    assert_eq!(reason(&["M1", "Siân", "Evans", "", " "]), Ok(()));
}

#[test]
fn an_objection_is_not_lost_with_the_row_that_holds_it() {
    let header = ["ext_id", "name", "phone", "do_not_call", "deceased"];
    let stop = |record: &[&str]| {
        read(&header, record).unwrap_err().stop.map(
            |Stop {
                 external_id,
                 do_not_call,
                 deceased,
             }| { (external_id.as_str().to_owned(), do_not_call, deceased) },
        )
    };
    assert_eq!(
        stop(&["M1", "Siân Evans", "07700 9001", "yes", ""]),
        Some(("M1".to_owned(), true, false))
    );
    assert_eq!(
        stop(&["M1", "", "", "", "2024-03-01"]),
        Some(("M1".to_owned(), false, true))
    );
    assert_eq!(stop(&["M1", "Siân Evans", "07700 9001", "", ""]), None);
}

#[test]
fn one_number_in_two_columns_is_one_number() {
    let row = read(
        &["ext_id", "name", "mobile", "phone"],
        &["M1", "Siân Evans", "07700 900123", "+44 7700 900123"],
    )
    .unwrap();
    assert_eq!(row.phones.len(), 1);
    assert_eq!(row.phones[0].kind(), PhoneKind::Mobile);
}

#[test]
fn what_was_put_right_is_counted() {
    let (gb, us) = (Region::GB, Region::US);
    assert_eq!(noticed("phone", "07700 900123", gb), []);
    assert_eq!(
        noticed("phone", "7700900123", gb),
        [(Sign::ZeroRestored, 1)]
    );
    assert_eq!(
        noticed("phone", "07700 900123 / 020 7946 0000", gb),
        [(Sign::SeveralNumbers, 1)]
    );
    assert_eq!(
        noticed("phone", "ex-directory", gb),
        [(Sign::ExDirectory, 1)]
    );
    assert_eq!(noticed("zip", "2139", us), [(Sign::ZipZeroRestored, 1)]);
    assert_eq!(noticed("zip", "2139", gb), []);
    assert_eq!(noticed("town", "Ynys MÃ´n", gb), [(Sign::Misread, 1)]);
    assert_eq!(
        noticed("phone", "Tel 020 7946 0000 Fax 020 7946 0001", gb),
        [(Sign::Fax, 1)]
    );
}

#[test]
fn what_a_spreadsheet_broke_rejects_the_row_and_says_so() {
    fn check(record: &[&str], message: &str) {
        let error = read(&["ext_id", "name", "phone", "dob"], record).unwrap_err();
        assert!(error.to_string().contains(message), "{record:?}: {error}");
    }
    let name = "Siân Evans";
    check(
        &["1.23457E+11", name, "", ""],
        "column `ext_id`: a spreadsheet has shortened this number",
    );
    check(
        &["=A1", name, "", ""],
        "column `ext_id`: this is a formula and not its result",
    );
    check(
        &["M1", name, "4.47701E+11", ""],
        "column `phone`: a spreadsheet has shortened this number",
    );
    check(
        &["M1", name, "=B2", ""],
        "column `phone`: this is a formula",
    );
    check(
        &["M1", name, "#N/A", ""],
        "column `phone`: a spreadsheet's error stands here",
    );
    check(
        &["M1", name, "", "########"],
        "column `dob`: a spreadsheet's error stands here",
    );
    check(
        &["M1", name, "", "22009"],
        "column `dob`: this is a spreadsheet's own number for a date",
    );
    check(
        &["n/a", name, "", ""],
        "column `ext_id`: this is empty; fill it in",
    );
    check(&["M1", "-", "", ""], "column `name`: there is no name");
}

#[test]
fn a_text_kept_safe_from_a_spreadsheet_is_read_as_the_text() {
    let header = ["ext_id", "name", "phone"];
    let row = read(&header, &["=\"007\"", "Siân Evans", "'+447700900123"]).unwrap();
    assert_eq!(row.external_id.unwrap().as_str(), "007");
    assert_eq!(row.phones[0].e164(), "+447700900123");
}

#[test]
fn what_people_write_for_nothing_is_an_empty_cell() {
    let header = [
        "ext_id", "name", "phone", "email", "dob", "branch", "postcode", "town",
    ];
    let record = [
        "M1",
        "Siân Evans",
        "n/a",
        "none",
        "unknown",
        "-",
        "N/A",
        "-",
    ];
    let row = read(&header, &record).unwrap();
    assert!(row.phones.is_empty() && row.email.is_none() && row.address.is_none());
    assert!(row.birth_date.is_none() && row.branch.is_none());
}

#[test]
fn a_row_with_more_numbers_than_can_be_kept_is_rejected() {
    let numbers: Vec<String> = (0..17).map(|n| format!("07700 9001{n:02}")).collect();
    let cell = |part: &[String]| part.join(" / ");
    let record = [
        "M1",
        "Siân Evans",
        &cell(&numbers[..4]),
        &cell(&numbers[4..8]),
        &cell(&numbers[8..12]),
        &cell(&numbers[12..]),
    ];
    let header = ["ext_id", "name", "phone", "phone", "phone", "phone"];
    assert_eq!(
        read(&header, &record).unwrap_err().reason,
        Reason::TooManyPhones
    );
}

#[test]
fn a_fax_never_becomes_a_telephone() {
    assert!(read_with("Fax", "07700 900123").unwrap().phones.is_empty());
}

#[test]
fn the_same_meaning_in_other_writing_is_no_change() {
    fn check(column: &str, one: &str, other: &str) {
        let (one, other) = (
            read_with(column, one).unwrap(),
            read_with(column, other).unwrap(),
        );
        assert!(
            one.canonical(Parts::NONE) == other.canonical(Parts::NONE),
            "{column}"
        );
    }
    check("phone", "07700 900123", "+44 (0)7700-900123");
    check("phone", "020 7946 0018 x12", "+442079460018 ext 12");
    check("email", "sian@EXAMPLE.org", " sian@example.org");
    check("dob", "1960-04-03", "3/4/1960");
    check("joined", "1998", "1998-05-01");
    check("branch", "Mid Powys", " Mid  Powys ");
    check("do_not_call", "1", "yes");
    check("shoe", "7", "8");
}

#[test]
fn every_kept_field_counts_as_a_change() {
    let plain = read_with("phone", "").unwrap().canonical(Parts::NONE);
    let cells = [
        ("phone", "07700 900123"),
        ("mobile", "07700 900123"),
        ("email", "a@example.org"),
        ("address", "1 Mill Lane"),
        ("postcode", "SY99 9ZZ"),
        ("branch", "Mid Powys"),
        ("kind", "full"),
        ("dob", "1960-04-03"),
        ("joined", "1998"),
        ("ends_on", "1998-01-01"),
        ("do_not_call", "1"),
        ("deceased", "1"),
        ("title", "Mrs"),
        ("middle_name", "Mair"),
        ("suffix", "OBE"),
    ];
    let mut seen = vec![plain];
    for (column, cell) in cells {
        let canonical = read_with(column, cell).unwrap().canonical(Parts::NONE);
        assert!(!seen.contains(&canonical), "{column}");
        seen.push(canonical);
    }
}

#[test]
fn the_canonical_form_never_changes() {
    let row = read_with("phone", "07700 900123").unwrap();
    let expected =
        b"\x02\x02M1\x00\x10\x01\x00\x05Si\xc3\xa2n\x00\x05Evans\x00\x04\x0e447700900123x;";
    assert_eq!(row.canonical(Parts::NONE), expected);
}

#[test]
fn printing_for_a_developer_shows_nothing_of_a_row() {
    assert_eq!(
        format!("{:?}", read_with("phone", "07700 900123").unwrap()),
        "SaidRow(…)"
    );
}

proptest! {
    #[test]
    fn no_cells_make_the_reader_panic(record in prop::collection::vec(".{0,30}", 0..8)) {
        let header = ["ext_id", "name", "phone", "email", "dob", "joined", "zip"];
        let record: Vec<&str> = record.iter().map(String::as_str).collect();
        let _ = read(&header, &record);
    }

    #[test]
    fn a_message_never_repeats_a_cell(cell in "[a-z]{9,30}") {
        for (_, field) in Field::ALL.iter().filter(|(field, _)| !matches!(field, Field::ExternalId | Field::GivenName | Field::FamilyName)) {
            if let Err(error) = read_with(field, &format!("{cell}\u{1}")) {
                prop_assert!(!error.to_string().contains(&cell));
            }
        }
    }
}

#[test]
fn area_and_tags_are_read_and_too_many_tags_give_the_row_back_with_the_limit() {
    let area = read_with("Ward", " Harbour  Ward ").unwrap().area.unwrap();
    assert_eq!(area.as_str(), "Harbour Ward");
    let tags = |cell: &str| read_with("tag_list", cell).map(|row| row.tags.text());
    assert_eq!(
        tags("Walker, Street team; walker"),
        Ok("street team; walker".to_owned())
    );
    assert_eq!(tags("n/a"), Ok(String::new()));
    let many: Vec<String> = (0..17).map(|n| format!("tag {n}")).collect();
    let error = tags(&many.join(",")).unwrap_err();
    assert_eq!(error.column.as_deref(), Some("tag_list"));
    assert!(error.to_string().contains("16"), "{error}");
}
