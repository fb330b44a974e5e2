use super::{Phone, PhoneError, PhoneKind, decode_phones, encode_phones};
use crate::person::{DecodeError, Region};
use proptest::prelude::*;

fn phone(text: &str) -> Phone {
    Phone::parse(text, Region::GB).unwrap()
}

#[test]
fn a_number_is_read_as_people_of_the_region_write_it() {
    fn check(text: &str, region: Region, expected: Result<&str, PhoneError>) {
        assert_eq!(
            Phone::parse(text, region).map(|p| p.tel_uri()),
            expected.map(str::to_owned),
            "{text:?}"
        );
    }
    let (gb, us) = (Region::GB, Region::US);
    check("07700 900123", gb, Ok("tel:+447700900123"));
    check("07700900123", gb, Ok("tel:+447700900123"));
    check(" (07700) 900-123 ", gb, Ok("tel:+447700900123"));
    check("+44 (0)7700 900 123", gb, Ok("tel:+447700900123"));
    check("0044 7700 900123", gb, Ok("tel:+447700900123"));
    check("447700900123", gb, Ok("tel:+447700900123"));
    check("tel:+44-7700-900123", gb, Ok("tel:+447700900123"));
    check("０７７００ ９００１２３", gb, Ok("tel:+447700900123"));
    check("7700900123", gb, Ok("tel:+447700900123")); // a spreadsheet ate the 0
    check("020 7946 0018", gb, Ok("tel:+442079460018"));
    check("020 7946 0018 ext. 12", gb, Ok("tel:+442079460018;ext=12"));
    check("020 7946 0018 x007", gb, Ok("tel:+442079460018;ext=007"));
    check("212-555-0123", us, Ok("tel:+12125550123"));
    check(
        "(212) 555-0123 extension 9",
        us,
        Ok("tel:+12125550123;ext=9"),
    );
    check("+44 7700 900123", us, Ok("tel:+447700900123"));
    check("+1 212 555 0123", gb, Ok("tel:+12125550123"));
    check("+39 06 1234 5678", gb, Ok("tel:+390612345678"));
}

#[test]
fn what_is_no_number_is_refused_with_a_reason() {
    fn check(text: &str, region: Region, expected: PhoneError) {
        assert_eq!(Phone::parse(text, region).err(), Some(expected), "{text:?}");
    }
    let (gb, us) = (Region::GB, Region::US);
    check("", gb, PhoneError::Empty);
    check("  ", gb, PhoneError::Empty);
    check("none", gb, PhoneError::Words);
    check("07700 900123 (ask for Ann)", gb, PhoneError::Words);
    check("07700 900123 or 07700 900124", gb, PhoneError::Words);
    check("1-800-FLOWERS", us, PhoneError::Words);
    check("4.47701E+11", gb, PhoneError::Spreadsheet);
    check("4.47701e11", gb, PhoneError::Spreadsheet);
    check("-", gb, PhoneError::NotANumber);
    check("+999 12345678", gb, PhoneError::NoSuchCountry);
    check("555-0123", us, PhoneError::NoAreaCode);
    check("12", gb, PhoneError::TooShort);
    check("07700 9001", gb, PhoneError::WrongLength);
    check("123-456-7890", us, PhoneError::WrongLength);
    check("07700 900123 4", gb, PhoneError::TooLong);
    check("07700 900123 / 07700 900124", gb, PhoneError::Several);
    check("07700 900123, 07700 900124", gb, PhoneError::Several);
    check("07700 900123; 07700 900124", gb, PhoneError::Several);
    check(&"1".repeat(81), gb, PhoneError::TooLong);
}

/// Ranges set aside for fiction: the demo and all tests live on them.
#[test]
fn numbers_for_fiction_are_read() {
    for text in [
        "07700 900000",
        "07700 900999",
        "020 7946 0000",
        "020 7946 0999",
        "0113 496 0000",
        "0191 498 0000",
        "028 9649 6000",
        "029 2018 0000",
        "01632 960000",
        "03069 990000",
    ] {
        assert!(Phone::parse(text, Region::GB).is_ok(), "{text}");
    }
    for text in ["212-555-0100", "800-555-0199", "907-555-0142"] {
        assert!(Phone::parse(text, Region::US).is_ok(), "{text}");
    }
}

#[test]
fn a_number_is_shown_as_people_at_home_write_it() {
    assert_eq!(phone("+447700900123").national(), "07700 900123");
    assert_eq!(phone("+447700900123").display(Region::GB), "07700 900123");
    assert_eq!(
        phone("+447700900123").display(Region::US),
        "+44 7700 900123"
    );
    assert_eq!(phone("+12125550123").display(Region::GB), "+1 212-555-0123");
    assert_eq!(phone("+12125550123").display(Region::US), "(212) 555-0123");
    assert_eq!(phone("020 7946 0018 x12").national(), "020 7946 0018 x12");
    assert_eq!(phone("+390612345678").national(), "06 1234 5678");
}

#[test]
fn one_line_has_one_key_whatever_its_extension() {
    assert_eq!(phone("020 7946 0018 x12").index_key(), "442079460018");
    assert_eq!(
        phone("020 7946 0018 x12").index_key(),
        phone("+44 20 7946 0018").index_key()
    );
    assert!(!phone("020 7946 0018 x12").is_same_line(&phone("020 7946 0018")));
    assert!(
        phone("07700 900123")
            .of_kind(PhoneKind::Mobile)
            .is_same_line(&phone("+447700900123"))
    );
}

#[test]
fn printing_for_a_developer_shows_no_number() {
    assert_eq!(format!("{:?}", phone("07700 900123")), "Phone(…)");
}

#[test]
fn the_sealed_form_of_numbers_never_changes() {
    let phones = [
        phone("07700 900123").of_kind(PhoneKind::Mobile),
        phone("020 7946 0018 x12"),
    ];
    assert_eq!(
        encode_phones(&phones),
        b"\x01\x02\x01\x0c447700900123\x00\x04\x0c442079460018\x0212"
    );
    assert_eq!(
        decode_phones(b"\x01\x01\x01\x01x\x00").err(),
        Some(DecodeError::Damaged)
    );
    assert_eq!(
        decode_phones(b"\x01\x01\x09\x011\x00").err(),
        Some(DecodeError::Damaged)
    );
    assert_eq!(
        decode_phones(b"\x01\x00\x00").err(),
        Some(DecodeError::Damaged)
    );
    assert_eq!(decode_phones(b"\x01\x11").err(), Some(DecodeError::Damaged));
    assert_eq!(decode_phones(b"\x02\x00").err(), Some(DecodeError::Version));
}

proptest! {
    #[test]
    fn a_number_in_any_dress_is_the_same_number(line in 0_u32..1000, dress in 0_usize..6) {
        let last = format!("{line:03}");
        let text = match dress {
            0 => format!("07700 900{last}"),
            1 => format!("+44 7700 900 {last}"),
            2 => format!("(07700)900{last}"),
            3 => format!("00447700900{last}"),
            4 => format!("7700900{last}"),
            _ => format!("+44(0)7700-900-{last}"),
        };
        let read = phone(&text);
        prop_assert_eq!(read.e164(), format!("+447700900{last}"));
        prop_assert_eq!(&phone(&read.national()), &read);
        prop_assert_eq!(&Phone::parse(&read.display(Region::US), Region::US).unwrap(), &read);
        prop_assert_eq!(&Phone::parse(&read.tel_uri(), Region::US).unwrap(), &read);
    }

    #[test]
    fn numbers_encoded_and_decoded_are_the_same(
        lines in prop::collection::vec((0_u32..1000, "[0-9]{0,5}", 1_u8..=4), 0..8),
    ) {
        let phones: Vec<Phone> = lines.iter().map(|(line, extension, kind)| {
            let mark = if extension.is_empty() { "" } else { " x" };
            phone(&format!("020 7946 0{line:03}{mark}{extension}")).of_kind(PhoneKind::from_code(*kind).unwrap())
        }).collect();
        prop_assert_eq!(decode_phones(&encode_phones(&phones)), Ok(phones));
    }

    #[test]
    fn whatever_is_accepted_is_digits_and_reads_back(text in "[+0-9 ()./x-]{0,24}") {
        for region in [Region::GB, Region::US] {
            if let Ok(read) = Phone::parse(&text, region) {
                prop_assert!(read.index_key().bytes().all(|b| b.is_ascii_digit()));
                prop_assert!(read.extension().is_none_or(|digits| digits.bytes().all(|b| b.is_ascii_digit())));
                prop_assert_eq!(decode_phones(&encode_phones(std::slice::from_ref(&read))), Ok(vec![read]));
            }
        }
    }

    #[test]
    fn no_text_makes_the_reader_panic(text in ".{0,90}") {
        let _ = Phone::parse(&text, Region::GB);
    }

    #[test]
    fn no_bytes_make_the_decoder_panic(bytes in prop::collection::vec(any::<u8>(), 0..60)) {
        let _ = decode_phones(&bytes);
    }
}
