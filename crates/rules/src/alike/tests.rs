use super::*;
use crate::person::{
    Address, BirthDate, BranchName, Email, ExternalId, Name, NameText, Phone, PhoneKind, Region,
};
use crate::roll::{Part, Parts, RollRow};

/// `given family|number|email|birth date|first line, postcode|branch`, empty where nothing is known.
fn row(text: &str) -> RollRow {
    numbered("M-1", text)
}

fn numbered(external: &str, text: &str) -> RollRow {
    let mut cells = text.split('|').map(str::trim);
    let name = cells.next().unwrap();
    let (name, suffix) = name.split_once(", ").unwrap_or((name, ""));
    let words: Vec<&str> = name.split(' ').collect();
    let (given, middle, family) = match words.as_slice() {
        [given, middle, family] => (*given, *middle, *family),
        [given, family] => (*given, "", *family),
        _ => (name, "", ""),
    };
    let text = NameText {
        given,
        middle,
        family,
        suffix,
        ..NameText::default()
    };
    let mut row = RollRow::new(
        ExternalId::parse(external).unwrap(),
        Name::parse(text).unwrap(),
    );
    let mut next = || cells.next().filter(|cell| !cell.is_empty());
    row.phones = next()
        .map(|text| {
            let numbers = text.split(' ');
            let phone = |n| Phone::parse(&format!("07700 900{n}"), Region::GB).unwrap();
            numbers.map(phone).collect()
        })
        .unwrap_or_default();
    row.email = next().map(|text| Email::parse(&format!("{text}@example.org")).unwrap());
    row.birth_date = next().map(|text| BirthDate::parse(text, Region::GB).unwrap());
    row.address = next().map(|text| {
        let (line, code) = text.split_once(", ").unwrap();
        Address::parse([line], code).unwrap()
    });
    row.branch = next().map(|text| BranchName::parse(text).unwrap());
    row
}

fn judged(one: &RollRow, other: &RollRow) -> Option<Likeness> {
    let mut sketches = Sketches::default();
    let mut other = other.clone();
    if one.external_id == other.external_id {
        other.external_id = ExternalId::parse("Z-9").unwrap();
    }
    sketches.add(one).unwrap();
    sketches.add(&other).unwrap();
    let found = judge(&sketches, 0, 1);
    let back = judge(&sketches, 1, 0);
    assert_eq!(found, back, "whoever is named first");
    found
}

#[test]
fn a_pair_is_told_by_its_name_and_by_what_it_shares_and_a_household_is_none() {
    let whole = "Gwen Evans|123|gwen|1961-03-24|1 Quay Lane, ZZ99 9ZZ|Abercwm";
    for (one, other, is_pair) in [
        (whole, whole, true),
        (whole, "Gwen Evans|123", true),
        (whole, "Gwen Evans||gwen", true),
        (whole, "Gwen Evans|||1961-03-24", true),
        (whole, "Gwenn Evans||gwen", true),
        (whole, "Gwen Evens|||1961-03-24", true),
        (whole, "Evans Gwen|123|", false),
        (whole, "Evans Gwen||gwen", true),
        (whole, "G Evans||gwen|||Abercwm", true),
        (whole, "Gwen Evans-Khan||gwen", true),
        // Married: first name, birth date and number are the same.
        (
            whole,
            "Gwen Khan|123||1961-03-24|1 Quay Lane, ZZ99 9ZZ",
            true,
        ),
        (whole, "Gwen Khan|123|gwen", false),
        // A household shares everything but the first name.
        (
            whole,
            "Huw Evans|123|gwen||1 Quay Lane, ZZ99 9ZZ|Abercwm",
            false,
        ),
        // Mother and daughter of one name.
        (
            "Gwen Evans|123|gwen|1961-03-24",
            "Gwen Evans|123|gwen|1994-11-02",
            false,
        ),
        ("Gwen Evans, Sr|123|gwen", "Gwen Evans, Jr|123|gwen", false),
        // A date with one wrong digit, or day and month the other way round.
        (
            "Gwen Evans||gwen|1961-03-04",
            "Gwen Evans||gwen|1961-04-03",
            true,
        ),
        (
            "Gwen Evans||gwen|1961-03-24",
            "Gwen Evans||gwen|1961-03-25",
            true,
        ),
        // A name alone is many people's.
        (whole, "Gwen Evans|||||Abercwm", true),
        (whole, "Gwen Evans|124||||Abercwm", false),
        (whole, "Gwen Evans|||||Porthmor", false),
        (whole, "Gwen Evans", false),
        ("Siân Jones||sian", "Sian Jones||sian", true),
    ] {
        let found = judged(&row(one), &row(other));
        assert_eq!(found.is_some(), is_pair, "{one}  ~  {other}: {found:?}");
    }
}

#[test]
fn a_membership_number_without_its_zeros_is_the_same_number() {
    let one = numbered("M-000417", "Gwen Evans|||||Abercwm");
    for (number, is_pair) in [
        ("m 417", true),
        ("M417", true),
        ("M-418", false),
        ("4170", false),
    ] {
        let other = numbered(number, "Gwen Evans|124|other|||Abercwm");
        let found = judged(&one, &other).filter(|l| l.signs.has(Sign::AlikeMembership));
        assert_eq!(found.is_some(), is_pair, "{number}");
    }
}

#[test]
fn the_reasons_of_a_pair_say_what_is_shared_and_what_is_not() {
    let one = row("Gwen Evans|123|gwen|1961-03-24|1 Quay Lane, ZZ99 9ZZ|Abercwm");
    let other = row("Gwen Ann Evans|123 124||1961-03-24|1 Quay Lane, ZZ99 9ZZ|Abercwm");
    let signs = judged(&one, &other).unwrap().signs;
    assert_eq!(
        format!("{signs:?}"),
        r#"{"same-name", "same-number", "same-birth-date", "same-address", "same-branch"}"#
    );
    assert_eq!(Signs::from_bits(signs.bits()), signs);
    assert_eq!(Signs::from_bits(u32::MAX).iter().count(), Sign::ALL.len());
    let jane = row("Gwen Mary Evans|123|gwen");
    let ann = row("Gwen Ann Evans|123|gwen");
    assert!(judged(&jane, &ann).unwrap().signs.has(Sign::OtherMiddle));
}

#[test]
fn every_candidate_of_a_roll_is_found_also_among_many_who_share_a_number() {
    let mut sketches = Sketches::default();
    let mut rows: Vec<RollRow> = (0..300)
        .map(|n| {
            let name: String = [n / 26, n % 26]
                .map(|n| char::from(b'a' + u8::try_from(n).unwrap()))
                .iter()
                .collect();
            numbered(&format!("M-{n}"), &format!("{name}nor Q{name}x|500"))
        })
        .collect();
    rows.push(numbered("D-1", "aanor Qaax|500"));
    rows.push(numbered("D-2", "zzynor Brown||b|1950-01-02"));
    rows.push(numbered("D-3", "zzynor Browne||c|1950-01-02"));
    for row in &rows {
        sketches.add(row).unwrap();
    }
    let found = pairs(&sketches);
    let places: Vec<(usize, usize)> = found.iter().map(|pair| (pair.one, pair.other)).collect();
    assert!(places.contains(&(0, 300)), "{places:?}");
    assert!(places.contains(&(301, 302)), "{places:?}");
    assert!(found.is_sorted_by_key(|pair| std::cmp::Reverse(pair.likeness.score)));
    let mut once = places.clone();
    once.sort_unstable();
    once.dedup();
    assert_eq!(once.len(), places.len(), "each pair once");
}

#[test]
fn records_are_identical_only_when_nothing_differs_and_enough_agrees() {
    let whole = "Gwen Evans|123|gwen|1961-03-24|1 Quay Lane, ZZ99 9ZZ|Abercwm";
    for (other, expected) in [
        (whole, true),
        ("Gwen Evans|123|gwen|||Abercwm", true),
        ("Gwen Evans|||1961-03-24||Abercwm", true),
        ("Gwen Evans|123 124|gwen|||Abercwm", true),
        // Whose roll they stand on is no missing cell: whoever keeps one branch's would be given somebody of no branch.
        ("Gwen Evans|123|gwen", false),
        (
            "Gwen Evans|123|gwen|1961-03-24|1 Quay Lane, ZZ99 9ZZ",
            false,
        ),
        // One thing that a household shares.
        ("Gwen Evans|123||||Abercwm", false),
        ("Gwen Evans||gwen|||Abercwm", false),
        ("Gwen Evans|||||Abercwm", false),
        ("Gwen Evans", false),
        // Something differs.
        ("Gwen Evans|123|gwen|1961-03-25||Abercwm", false),
        ("Gwen Evans|123|other|1961-03-24||Abercwm", false),
        ("Gwen Evans|124|gwen|1961-03-24||Abercwm", false),
        ("Gwen Evens|123|gwen|1961-03-24||Abercwm", false),
        ("Gwen Evans|123|gwen|1961-03-24||Porthmor", false),
        ("Huw Evans|123|gwen|1961-03-24||Abercwm", false),
    ] {
        let (one, other_row) = (row(whole), row(other));
        assert_eq!(is_identical(&one, &other_row), expected, "{other}");
        assert_eq!(
            is_identical(&other_row, &one),
            expected,
            "{other}, the other way round"
        );
    }
    let nowhere = "Gwen Evans|123|gwen|1961-03-24";
    assert!(
        is_identical(&row(nowhere), &row("Gwen Evans|123|gwen")),
        "of no branch both"
    );
}

#[test]
fn of_two_that_are_one_nothing_is_lost_and_marks_of_either_stay() {
    let mut kept = row("Gwen Evans|123|gwen");
    let mut gone = row("Gwen Ann Evans|123 124|gwen|1961-03-24|1 Quay Lane, ZZ99 9ZZ|Abercwm");
    gone.do_not_call = true;
    kept.deceased = true;
    let row = united(&kept, &gone);
    assert!(row.do_not_call && row.deceased);
    assert_eq!(row.name.middle(), "Ann");
    assert_eq!(row.phones.len(), 2);
    assert_eq!(row.birth_date, gone.birth_date);
    assert_eq!(row.address, gone.address);
    assert_eq!(
        row.branch, None,
        "whose roll they stand on is not decided here"
    );
    assert_eq!(row.external_id, kept.external_id);
}

#[test]
fn a_choice_takes_what_was_chosen_and_never_the_number_or_a_mark_away() {
    let mut kept = numbered("M-1", "Gwen Evans|123|gwen||1 Quay Lane, ZZ99 9ZZ|Abercwm");
    let mut gone = numbered("M-2", "Gwen Khan|124|khan|1961-03-24||Porthmor");
    kept.phones = kept
        .phones
        .iter()
        .map(|p| p.clone().of_kind(PhoneKind::Mobile))
        .collect();
    gone.deceased = true;
    kept.do_not_call = true;
    let choice = |takes: &[Part], numbers| Choice {
        takes: takes.iter().copied().collect(),
        numbers,
    };
    let numbers = |row: &RollRow| row.phones.iter().map(Phone::national).collect::<Vec<_>>();
    let same = merged(&kept, &gone, choice(&[], Numbers::Kept));
    assert_eq!(same.differs_from(&kept), Parts::NONE.with(Part::Deceased));
    let taken = merged(
        &kept,
        &gone,
        choice(&[Part::Name, Part::BirthDate], Numbers::Both),
    );
    assert_eq!(taken.name.family(), "Khan");
    assert_eq!(taken.email, kept.email);
    assert_eq!(numbers(&taken), ["07700 900123", "07700 900124"]);
    assert_eq!(taken.external_id, kept.external_id);
    // A form that names marks or numbers among the parts changes nothing by it.
    let all = merged(&kept, &gone, choice(Part::ALL, Numbers::Gone));
    assert_eq!(numbers(&all), ["07700 900124"]);
    assert!(all.do_not_call && all.deceased, "marks of either stay");
    assert_eq!(all.external_id, kept.external_id);
}
