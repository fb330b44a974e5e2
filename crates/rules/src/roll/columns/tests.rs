use super::{By, MapError, Mapping, OverrideError, Use, map_header, parse_override};
use crate::person::PhoneKind;
use crate::roll::{Field, Part};

const STATE_OFFICIALS: [&str; 20] = [
    "external_id",
    "kind",
    "state",
    "name",
    "given_name",
    "family_name",
    "gender",
    "birth_date",
    "email",
    "party",
    "chamber",
    "district",
    "role_start",
    "role_end",
    "capitol_address",
    "capitol_phone",
    "district_address",
    "district_phone",
    "other_address",
    "other_phone",
];
const CONGRESS: [&str; 19] = [
    "bioguide",
    "first",
    "middle",
    "last",
    "suffix",
    "nickname",
    "official_full",
    "birthday",
    "gender",
    "chamber",
    "state",
    "district",
    "party",
    "term_start",
    "term_end",
    "dc_phone",
    "dc_address",
    "url",
    "n_district_offices",
];
const OFFICES: [&str; 13] = [
    "office_id",
    "bioguide",
    "address",
    "suite",
    "building",
    "city",
    "state",
    "zip",
    "latitude",
    "longitude",
    "phone",
    "fax",
    "hours",
];

fn typed(lines: &[&str]) -> Vec<(String, Field)> {
    lines
        .iter()
        .map(|line| parse_override(line).unwrap())
        .collect()
}

/// "column=field" for what is kept, "column-field" for what is known and not kept.
fn known(mapping: &Mapping) -> Vec<String> {
    let line = |column: &super::Column| match column.used {
        Use::Kept(field) => Some(format!("{}={}", column.name, field.word())),
        Use::NotKept(field) => Some(format!("{}-{}", column.name, field.word())),
        Use::Unknown => None,
    };
    mapping.columns().iter().filter_map(line).collect()
}

#[test]
fn state_officials_map_by_themselves_but_for_state_and_telephones() {
    let alone = map_header(&STATE_OFFICIALS, &[]).unwrap();
    assert_eq!(
        known(&alone),
        [
            "external_id=external_id",
            "kind=kind",
            "state=state",
            "name-name",
            "given_name=given_name",
            "family_name=family_name",
            "gender-gender",
            "birth_date=birth_date",
            "email=email",
        ]
    );
    let lines = [
        "state=branch",
        "capitol_phone=work_phone",
        "district_phone=work_phone",
        "other_phone=phone",
    ];
    let mapped = map_header(&STATE_OFFICIALS, &typed(&lines)).unwrap();
    assert!(
        lines
            .iter()
            .all(|line| known(&mapped).iter().any(|known| known == line))
    );
    assert_eq!(
        mapped.unknown().collect::<Vec<_>>(),
        [
            "party",
            "chamber",
            "district",
            "role_start",
            "role_end",
            "capitol_address",
            "district_address",
            "other_address",
        ]
    );
}

#[test]
fn members_of_congress_need_lines_for_number_birthday_and_telephone() {
    assert_eq!(
        map_header(&CONGRESS, &[]).unwrap().serves(By::ExternalId),
        Err(MapError::NoExternalId)
    );
    let lines = [
        "bioguide=external_id",
        "birthday=birth_date",
        "dc_phone=work_phone",
        "state=branch",
    ];
    let mapped = map_header(&CONGRESS, &typed(&lines)).unwrap();
    assert_eq!(
        known(&mapped),
        [
            "bioguide=external_id",
            "first=given_name",
            "middle=middle_name",
            "last=family_name",
            "suffix=suffix",
            "birthday=birth_date",
            "gender-gender",
            "state=branch",
            "dc_phone=work_phone",
        ]
    );
}

#[test]
fn a_list_of_offices_can_be_matched_by_number_and_never_by_name() {
    let offices = map_header(&OFFICES, &typed(&["bioguide=external_id"])).unwrap();
    assert_eq!(offices.serves(By::ExternalId), Ok(()));
    assert_eq!(offices.serves(By::NumberAndName), Err(MapError::NoName));
    assert!(!offices.parts().has(Part::Name) && offices.parts().has(Part::Phone));
}

#[test]
fn a_file_must_hold_what_members_are_to_be_known_by() {
    fn check(header: &[&str], by: &str, message: &str) {
        let mapped = map_header(header, &[]).unwrap();
        let error = mapped.serves(By::parse(by).unwrap()).unwrap_err();
        assert!(error.to_string().contains(message), "{error}");
    }
    check(&["name", "phone"], "external", "--map COLUMN=external_id");
    check(
        &["name", "phone"],
        "external",
        "--match external, email+name",
    );
    check(&["name", "phone"], "email+name", "--map COLUMN=email");
    check(&["email", "phone"], "number+name", "no column holds a name");
    check(&["email", "name"], "email+number", "--map COLUMN=phone");
    assert_eq!(
        By::parse("email"),
        None,
        "a shared address alone matches nobody"
    );
    for (by, word) in By::ALL {
        assert_eq!((By::parse(word), by.word()), (Some(by), word));
    }
}

#[test]
fn a_fax_is_never_callable() {
    let mapped = map_header(&["ext_id", "name", "Fax"], &[]).unwrap();
    assert_eq!(mapped.columns()[2].used, Use::NotKept(Field::Fax));
    let typed = map_header(
        &["ext_id", "name", "Office Machine"],
        &typed(&["office machine=fax"]),
    )
    .unwrap();
    assert_eq!(typed.columns()[2].used, Use::NotKept(Field::Fax));
}

#[test]
fn a_whole_name_is_read_only_where_its_parts_are_missing() {
    fn check(header: &[&str], expected: &[&str]) {
        assert_eq!(known(&map_header(header, &[]).unwrap()), expected);
    }
    check(&["ext_id", "name"], &["ext_id=external_id", "name=name"]);
    check(
        &["ext_id", "name", "first"],
        &["ext_id=external_id", "name-name", "first=given_name"],
    );
    check(
        &["ext_id", "name", "last"],
        &["ext_id=external_id", "name=given_name", "last=family_name"],
    );
}

#[test]
fn what_somebody_typed_comes_before_what_a_name_says() {
    let mapped = map_header(
        &["ext_id", "name", "email", "Work E-Mail"],
        &typed(&["work e-mail=email"]),
    )
    .unwrap();
    assert_eq!(
        known(&mapped),
        ["ext_id=external_id", "name=name", "Work E-Mail=email"]
    );
    assert_eq!(mapped.unknown().collect::<Vec<_>>(), ["email"]);
    let ignored = map_header(&["ext_id", "name", "email"], &typed(&["EMAIL=ignore"])).unwrap();
    assert_eq!(ignored.columns()[2].used, Use::NotKept(Field::Ignore));
}

#[test]
fn a_header_that_cannot_be_used_says_which_line_would_help() {
    fn check(header: &[&str], lines: &[&str], message: &str) {
        let error = map_header(header, &typed(lines)).unwrap_err();
        assert!(error.to_string().contains(message), "{error}");
    }
    check(&[], &[], "the first line is empty");
    check(&["", " "], &[], "the first line is empty");
    check(
        &["Ann Example", "07700 900123"],
        &[],
        "no column name in the first line is known",
    );
    check(
        &["ext_id", "name"],
        &["shoe=phone"],
        "there is no column `shoe`",
    );
    check(
        &["ext_id", "name", "dob", "birth date"],
        &[],
        "`dob` and `birth date` both mean birth_date",
    );
    check(
        &["ext_id", "name", "a", "b"],
        &["a=email", "b=email"],
        "--map b=ignore",
    );
}

#[test]
fn an_unknown_first_line_is_not_repeated_since_it_may_be_a_member() {
    let error = map_header(&["Ann Example", "07700 900123"], &[]).unwrap_err();
    assert!(!error.to_string().contains("Ann"), "{error}");
}

#[test]
fn several_columns_may_hold_telephones_up_to_sixteen() {
    let mapped = map_header(&["ext_id", "name", "phone", "Phone", "mobile"], &[]).unwrap();
    assert_eq!(
        mapped.columns()[3].used,
        Use::Kept(Field::Phone(PhoneKind::Other))
    );
    let header: Vec<&str> = ["ext_id", "name"]
        .into_iter()
        .chain(["phone"; 17])
        .collect();
    assert_eq!(
        map_header(&header, &[]).err(),
        Some(MapError::TooManyPhones)
    );
}

#[test]
fn a_line_is_a_column_and_a_field() {
    assert_eq!(
        parse_override("capitol_phone=phone"),
        Ok(("capitol_phone".to_owned(), Field::Phone(PhoneKind::Other)))
    );
    assert_eq!(
        parse_override(" a=b = Surname "),
        Ok(("a=b".to_owned(), Field::FamilyName))
    );
    for text in ["phone", "=phone", "x=", ""] {
        assert_eq!(
            parse_override(text),
            Err(OverrideError::Form(text.to_owned()))
        );
    }
    let error = parse_override("x=shoe size").unwrap_err();
    assert!(
        error
            .to_string()
            .starts_with("`shoe size` is not a field; the fields are external_id, title"),
        "{error}"
    );
}

#[test]
fn a_byte_order_mark_or_a_long_cell_does_no_harm() {
    let long = "x".repeat(5000);
    let mapped = map_header(&["\u{feff}ext_id", "name", &long], &[]).unwrap();
    assert_eq!(mapped.columns()[0].used, Use::Kept(Field::ExternalId));
    assert_eq!(mapped.columns()[0].name, "ext_id");
    assert_eq!(mapped.columns()[2].name.len(), 80);
}
