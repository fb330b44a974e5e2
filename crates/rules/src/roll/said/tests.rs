use super::*;
use crate::person::{NameText, PhoneKind, Region};
use crate::roll::PartCounts;
use proptest::prelude::*;

fn hash(part: Part, bytes: &[u8]) -> PartHash {
    // Any hash will do here: FNV over part and bytes.
    let mut sum = 0xcbf2_9ce4_8422_2325_u64 ^ u64::from(part.place());
    for byte in bytes {
        sum = (sum ^ u64::from(*byte)).wrapping_mul(0x100_0000_01b3);
    }
    sum.to_be_bytes()
}

fn phone(n: u16, kind: PhoneKind) -> Phone {
    Phone::parse(&format!("07700 900{:03}", n % 1000), Region::GB)
        .unwrap()
        .of_kind(kind)
}

fn name(family: &str) -> Name {
    Name::parse(NameText {
        given: "Siân",
        family,
        ..NameText::default()
    })
    .unwrap()
}

fn any_row() -> impl Strategy<Value = RollRow> {
    let numbers = prop::collection::vec((0_u16..6, 0_usize..4), 0..5);
    let texts = (0_u8..3, 0_u8..4, 0_u8..4, 0_u8..3);
    (texts, numbers, 0_i16..3, any::<(bool, bool)>()).prop_map(
        |((family, email, branch, kind), numbers, year, (do_not_call, deceased))| {
            let kinds = [
                PhoneKind::Mobile,
                PhoneKind::Landline,
                PhoneKind::Work,
                PhoneKind::Other,
            ];
            let families = ["Evans", "Khan", "Roe"];
            let mut row = RollRow::new(
                ExternalId::parse("M1").unwrap(),
                name(families[usize::from(family)]),
            );
            for (n, of) in numbers {
                let phone = phone(n, kinds[of]);
                if !row.phones.iter().any(|known| known.is_same_line(&phone)) {
                    row.phones.push(phone);
                }
            }
            let text = |n: u8| (n > 0).then(|| format!("v{n}"));
            row.email = text(email).map(|v| Email::parse(&format!("{v}@example.org")).unwrap());
            row.branch = text(branch).map(|v| BranchName::parse(&v).unwrap());
            row.kind = text(kind).map(|v| MemberKind::parse(&v).unwrap());
            row.joined_year = (year > 0).then_some(1990 + year);
            row.do_not_call = do_not_call;
            row.deceased = deceased;
            row
        },
    )
}

/// A row of a file with only some columns.
fn any_said() -> impl Strategy<Value = SaidRow> {
    (any_row(), any::<u32>()).prop_map(|(row, bits)| {
        let columns = Parts::from_bits(bits);
        let mut said = SaidRow::from(row);
        said.columns = columns;
        said.phones
            .retain(|phone| columns.has(Part::of_phone(phone.kind())));
        if !columns.has(Part::Name) {
            said.name = None;
        }
        if !columns.has(Part::Email) {
            said.email = None;
        }
        if !columns.has(Part::Branch) {
            said.branch = None;
        }
        if !columns.has(Part::Kind) {
            said.kind = None;
        }
        if !columns.has(Part::JoinedYear) {
            said.joined_year = None;
        }
        said.do_not_call &= columns.has(Part::DoNotCall);
        said.deceased &= columns.has(Part::Deceased);
        said
    })
}

fn any_clears() -> impl Strategy<Value = Parts> {
    any::<u32>().prop_map(Parts::from_bits)
}

/// One file's row taken in, as the store does it.
fn take_in(stored: &RollRow, lasts: &mut Lasts, said: &SaidRow, clears: Parts) -> (RollRow, Parts) {
    let news = lasts.news(said, clears, hash);
    let (row, changed) = merge(stored, said, news);
    lasts.learn(said, clears, hash);
    (row, changed)
}

proptest! {
    #[test]
    fn the_same_row_again_changes_nothing_also_after_a_correction_by_hand(
        first in any_row(), said in any_said(), corrected in any_row(), clears in any_clears(),
    ) {
        let mut lasts = Lasts::default();
        let _ = take_in(&first, &mut lasts, &said, clears);
        let (row, changed) = take_in(&corrected, &mut lasts, &said, clears);
        prop_assert!(changed.is_empty());
        prop_assert!(row == corrected);
    }

    #[test]
    fn what_a_file_does_not_say_stays(stored in any_row(), said in any_said(), clears in any_clears()) {
        let mut lasts = Lasts::default();
        let (row, changed) = take_in(&stored, &mut lasts, &said, clears);
        let numbers = Parts::NONE.with(Part::Mobile).with(Part::Landline).with(Part::WorkPhone).with(Part::Phone);
        // A line that is now called otherwise moves from one kind to the other: numbers may change together.
        let said_numbers = !said.says(clears).and(numbers).is_empty();
        let may = said.says(clears).or(if said_numbers { numbers } else { Parts::NONE });
        prop_assert!(changed.without(may).is_empty(), "{changed:?} beyond {may:?}");
        prop_assert!(row.differs_from(&stored) == changed);
    }

    #[test]
    fn no_number_is_lost_that_the_file_does_not_replace(stored in any_row(), said in any_said()) {
        let mut lasts = Lasts::default();
        let (row, _) = take_in(&stored, &mut lasts, &said, Parts::NONE);
        let says = said.says(Parts::NONE);
        for phone in &stored.phones {
            let is_kept = row.phones.iter().any(|known| known.is_same_line(phone));
            prop_assert!(is_kept || says.has(Part::of_phone(phone.kind())));
        }
        for phone in &said.phones {
            prop_assert!(row.phones.iter().any(|known| known == phone));
        }
        for (n, phone) in row.phones.iter().enumerate() {
            prop_assert!(!row.phones.iter().skip(n + 1).any(|other| other.is_same_line(phone)), "no line twice");
        }
    }

    #[test]
    fn no_file_lifts_a_mark_or_takes_a_name_away(stored in any_row(), said in any_said(), clears in any_clears()) {
        let mut lasts = Lasts::default();
        let (row, _) = take_in(&stored, &mut lasts, &said, clears);
        prop_assert!(row.do_not_call || !stored.do_not_call);
        prop_assert!(row.deceased || !stored.deceased);
        prop_assert!(row.external_id == stored.external_id);
        prop_assert!(row.name == said.name.unwrap_or(stored.name));
    }

    #[test]
    fn empty_cells_change_nothing_unless_asked(stored in any_row(), said in any_said()) {
        let mut lasts = Lasts::default();
        let (row, _) = take_in(&stored, &mut lasts, &said, Parts::NONE);
        for part in said.columns.iter().filter(|part| said.part(*part).is_empty() && part.phone_kind().is_none()) {
            prop_assert!(row.part(part) == stored.part(part));
        }
        let (cleared, _) = merge(&stored, &said, Lasts::default().news(&said, Parts::ALL, hash));
        for part in [Part::Email, Part::Branch, Part::Kind, Part::JoinedYear] {
            if said.columns.has(part) {
                prop_assert!(cleared.part(part) == said.part(part));
            }
        }
    }

    #[test]
    fn an_undo_restores_only_what_is_as_the_import_left_it(before in any_row(), imported in any_row(), now in any_row()) {
        let undo = undoing(&before, &imported, &now);
        prop_assert!(undo.back.and(undo.left).is_empty());
        prop_assert!(undo.back.or(undo.left) == imported.differs_from(&before));
        for part in undo.back.iter() {
            prop_assert!(now.part(part) == imported.part(part));
        }
        let untouched = undoing(&before, &imported, &imported);
        let mut row = imported.clone();
        row.take(untouched.back, &before);
        prop_assert!(untouched.left.is_empty() && row.differs_from(&before).is_empty());
    }

    #[test]
    fn what_the_last_file_said_reads_back(said in any_said(), clears in any_clears(), bytes in prop::collection::vec(any::<u8>(), 0..40)) {
        let mut lasts = Lasts::default();
        lasts.learn(&said, clears, hash);
        prop_assert!(Lasts::decode(&lasts.encode()) == Ok(lasts));
        let _ = Lasts::decode(&bytes);
    }
}

#[test]
fn mrs_khans_new_number_stays_until_the_files_own_cell_changes() {
    let mut stored = RollRow::new(ExternalId::parse("M1").unwrap(), name("Khan"));
    stored.phones = vec![phone(1, PhoneKind::Mobile)];
    let said = SaidRow::from(stored.clone());
    let mut lasts = Lasts::default();
    lasts.learn(&said, Parts::NONE, hash);
    assert!(lasts.by_hand(&stored, hash).is_empty());
    // She rings at 10:05 with a new mobile.
    stored.phones = vec![phone(2, PhoneKind::Mobile)];
    assert_eq!(lasts.by_hand(&stored, hash), Parts::NONE.with(Part::Mobile));
    // Next week's file still has the old one.
    assert!(lasts.news(&said, Parts::NONE, hash).is_empty());
    // Then the file's own cell changes.
    let mut newer = said.clone();
    newer.phones = vec![phone(3, PhoneKind::Mobile)];
    let news = lasts.news(&newer, Parts::NONE, hash);
    let (row, changed) = merge(&stored, &newer, news);
    assert_eq!(changed, Parts::NONE.with(Part::Mobile));
    assert!(row.phones == newer.phones);
    let mut counts = PartCounts::default();
    counts.add(changed.and(lasts.by_hand(&stored, hash)));
    assert_eq!(counts.text(), "mobile=1");
}

#[test]
fn rows_of_offices_are_joined_into_one_and_rows_that_contradict_are_not() {
    let office = |n: u16, branch: &str| SaidRow {
        external_id: ExternalId::parse("M1").ok(),
        phones: vec![phone(n, PhoneKind::Other)],
        branch: BranchName::parse(branch).ok(),
        ..SaidRow::default()
    };
    let mut first = office(1, "Abercwm");
    assert!(first.join(&office(2, "Abercwm")));
    assert!(first.join(&office(2, "Abercwm")), "the same line once");
    assert_eq!(first.phones.len(), 2);
    assert!(!first.join(&office(3, "Pentre")));
    assert_eq!(first.phones.len(), 2);
    let another = SaidRow {
        external_id: ExternalId::parse("M2").ok(),
        ..office(4, "Abercwm")
    };
    assert!(!first.join(&another));
}

#[test]
fn what_was_kept_when_there_were_sixteen_parts_is_still_read() {
    let mut kept = vec![1, 0, 1];
    kept.extend([7; 8]);
    let lasts = Lasts::decode(&kept).unwrap();
    assert_eq!(lasts.of(Part::Name), Some([7; 8]));
    assert!(Lasts::decode(&lasts.encode()) == Ok(lasts));
    assert!(Lasts::decode(&kept[..2]).is_err());
}
