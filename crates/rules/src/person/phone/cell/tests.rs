use super::{PhoneCell, PhoneError, PhoneKind};
use crate::person::Region;
use proptest::prelude::*;

fn read(text: &str) -> Result<PhoneCell, PhoneError> {
    PhoneCell::parse(text, Region::GB, PhoneKind::Other)
}

fn uris(cell: &PhoneCell) -> Vec<String> {
    cell.phones.iter().map(super::Phone::tel_uri).collect()
}

#[test]
fn several_numbers_in_a_cell_are_all_taken_in_their_order() {
    fn check(text: &str, expected: &[&str]) {
        let cell = read(text).unwrap_or_else(|why| panic!("{text:?}: {why}"));
        let expected: Vec<String> = expected.iter().map(|uri| format!("tel:+{uri}")).collect();
        assert_eq!(uris(&cell), expected, "{text:?}");
    }
    let (mobile, other, london) = ("447700900123", "447700900124", "442079460000");
    check("07700 900123", &[mobile]);
    check("07700 900123 / 020 7946 0000", &[mobile, london]);
    check("07700900123 or 07700900124", &[mobile, other]);
    check(
        "07700 900123, 07700 900124; 020 7946 0000",
        &[mobile, other, london],
    );
    check("07700 900123\n07700 900124", &[mobile, other]);
    check("07700900123|07700900124", &[mobile, other]);
    check("07700900123 & 07700900124", &[mobile, other]);
    check("Call: 020 7946 0000 Text: 07700 900123", &[london, mobile]);
    check(
        "Call: 020 7946 0000. Text: 07700 900123.",
        &[london, mobile],
    );
    check("M: 07700 900123 H: 020 7946 0000", &[mobile, london]);
    check(
        "07700 900123 (mobile), 020 7946 0000 (home)",
        &[mobile, london],
    );
    check("+447700900123 +447700900124", &[mobile, other]);
    check("07700 900123 07700 900124", &[mobile, other]);
    check("07700 900123 / 07700 900123", &[mobile]);
    check("020/7946 0000", &[london]);
    check("Tel: 07700 900123", &[mobile]);
    check("Mobile 07700 900123", &[mobile]);
    check("020 7946 0000 ext 12", &["442079460000;ext=12"]);
    check(
        "020 7946 0000 ext. 12 or 07700 900123",
        &["442079460000;ext=12", mobile],
    );
    check(
        "Work: 020 7946 0000 x7 / Mobile: 07700 900123",
        &["442079460000;ext=7", mobile],
    );
}

#[test]
fn american_numbers_side_by_side_are_told_apart() {
    let cell =
        PhoneCell::parse("212-555-0123 / 212-555-0124", Region::US, PhoneKind::Work).unwrap();
    assert_eq!(uris(&cell), ["tel:+12125550123", "tel:+12125550124"]);
    assert!(
        cell.phones
            .iter()
            .all(|phone| phone.kind() == PhoneKind::Work)
    );
    assert_eq!(cell.zeros_restored, 0);
}

#[test]
fn what_a_word_says_of_a_number_becomes_its_kind() {
    let kinds = |text| -> Vec<PhoneKind> {
        let cell = read(text).unwrap();
        cell.phones.iter().map(super::Phone::kind).collect()
    };
    let (mobile, home, work) = (PhoneKind::Mobile, PhoneKind::Landline, PhoneKind::Work);
    assert_eq!(
        kinds("Call: 020 7946 0000 Text: 07700 900123"),
        [PhoneKind::Other, mobile]
    );
    assert_eq!(
        kinds("home 020 7946 0000, work 020 7946 0001"),
        [home, work]
    );
    assert_eq!(
        kinds("020 7946 0000 (home) 07700 900123 (mob)"),
        [home, mobile]
    );
}

#[test]
fn a_fax_in_a_cell_is_left_out_and_said() {
    let cell = read("Tel: 020 7946 0000 Fax: 020 7946 0001").unwrap();
    assert_eq!(uris(&cell), ["tel:+442079460000"]);
    assert_eq!(cell.faxes, 1);
    assert!(read("Fax 020 7946 0001").unwrap().phones.is_empty());
}

#[test]
fn what_people_write_for_no_number_is_no_fault() {
    for text in [
        "",
        " ",
        "n/a",
        "N/A",
        "none",
        "None",
        "-",
        "--",
        "—",
        "?",
        "x",
        "X",
        "unknown",
        "nil",
        "TBC",
        "0",
        "00000000000",
        "no phone",
        "()",
    ] {
        assert_eq!(read(text), Ok(PhoneCell::default()), "{text:?}");
    }
    for text in [
        "ex-directory",
        "Ex Directory",
        "EX-DIRECTORY",
        "exdirectory",
        "XD",
        "unlisted",
    ] {
        let cell = read(text).unwrap();
        assert!(cell.is_ex_directory && cell.phones.is_empty(), "{text:?}");
    }
}

#[test]
fn a_lost_zero_is_put_back_and_counted() {
    fn check(text: &str, expected: u64) {
        let cell = read(text).unwrap();
        assert_eq!(cell.zeros_restored, expected, "{text:?}");
        assert_eq!(cell.phones[0].e164(), "+447700900123", "{text:?}");
    }
    check("7700900123", 1);
    check("7700 900123", 1);
    check("07700900123", 0);
    check("447700900123", 0);
    check("+447700900123", 0);
    check("00447700900123", 0);
    check("7700900123 / 7700900124", 2);
    check("7700900123 x12", 1);
}

#[test]
fn a_number_that_ends_in_many_zeros_is_counted() {
    assert_eq!(read("447700900000").unwrap().maybe_rounded, 1);
    assert_eq!(read("07700900000").unwrap().maybe_rounded, 0);
    assert_eq!(read("020 7946 0000").unwrap().maybe_rounded, 0);
}

#[test]
fn half_a_cell_is_never_taken() {
    fn check(text: &str, expected: PhoneError) {
        assert_eq!(read(text).err(), Some(expected), "{text:?}");
    }
    check("07700 900123 (ask for Ann)", PhoneError::Words);
    check("07700 900123 / 07700 9001", PhoneError::Several);
    check("020 7946 0000/1", PhoneError::Several);
    check("4.47701E+11", PhoneError::Spreadsheet);
    check("07700 9001", PhoneError::WrongLength);
    check("07700 900123 4", PhoneError::TooLong);
    check("+999 12345678", PhoneError::NoSuchCountry);
    check("yes", PhoneError::Words);
}

proptest! {
    #[test]
    fn no_cell_makes_the_reader_panic(text in ".{0,90}") {
        let _ = read(&text);
    }

    #[test]
    fn cells_that_look_like_numbers_make_no_panic(text in "[0-9+() /,;|&.xX\n]{0,60}( or | call: |fax){0,2}[0-9 +]{0,14}") {
        let _ = read(&text);
    }

    #[test]
    fn any_two_numbers_are_both_found(one in 0_u32..1000, other in 0_u32..1000, between in "( / |, | or |; | & |\n)") {
        let text = format!("07700 900{one:03}{between}020 7946 0{other:03}");
        let cell = read(&text).unwrap();
        prop_assert_eq!(uris(&cell), [format!("tel:+447700900{one:03}"), format!("tel:+442079460{other:03}")]);
    }
}
