//! What an opening proves, and that nothing changed proves anything.
#![cfg(test)]

use proptest::prelude::*;
use switchboard_ledger::entry::*;
use switchboard_ledger::hash::{Hash, HashError};

fn act() -> Act {
    Act {
        at_ms: 1_795_000_000_000,
        account: [1; 16],
        opened: "code".to_owned(),
        kind: 401,
        purpose: "dial".to_owned(),
        campaign: Some([2; 16]),
        bank: None,
        fields: "branch".to_owned(),
        licence: None,
        detail: vec![5],
    }
}

fn member(number: u8) -> Subject {
    Subject {
        member: [number; 16],
        card: Some([9; 16]),
        fields: "branch".to_owned(),
    }
}

fn salt(number: u8) -> Salt {
    Salt::from_bytes([number; 32])
}

const PLACE: Place = Place {
    number: 7,
    previous: Hash::from_bytes([8; 32]),
};

/// An entry with two subjects: the record, and an opening that shows some of the act and the first subject.
fn small_entry(shown: &[Tag]) -> (Vec<u8>, Opened) {
    let secret = ActSecret::from_bytes([3; 32]);
    let subjects = [member(1), member(2)];
    let commitments = [
        subjects[0].commitment(&salt(11)),
        subjects[1].commitment(&salt(12)),
    ];
    let record = leaf_record(
        &PLACE.commitment(&salt(10)),
        &act().root(&secret),
        &commitments,
    )
    .unwrap();
    let opened = Opened {
        place: PLACE.open(salt(10)),
        act: act().open(&secret, shown),
        subjects: vec![subjects[0].open(salt(11)), Part::Covered(commitments[1])],
    };
    (record.to_vec(), opened)
}

fn believed(record: &[u8], opening: &[u8]) -> bool {
    Opened::decode(opening).is_ok_and(|opened| verify_entry(record, &opened).is_ok())
}

#[test]
fn every_changed_bit_of_an_opening_or_its_record_is_refused() {
    let (record, opened) = small_entry(&[Tag::TIME, Tag::KIND, Tag::CAMPAIGN, Tag::BANK]);
    let opening = opened.encode().unwrap();
    assert!(believed(&record, &opening));
    let mut mutations = 0;
    for bit in 0..opening.len() * 8 {
        let mut changed = opening.clone();
        changed[bit / 8] ^= 1 << (bit % 8);
        assert!(!believed(&record, &changed), "bit {bit} of the opening");
        mutations += 1;
    }
    for bit in 0..record.len() * 8 {
        let mut changed = record.clone();
        changed[bit / 8] ^= 1 << (bit % 8);
        assert!(!believed(&changed, &opening), "bit {bit} of the record");
        mutations += 1;
    }
    assert!(mutations >= 1000, "{mutations}");
}

#[test]
fn every_shortened_or_lengthened_opening_is_refused() {
    let (record, opened) = small_entry(&[Tag::KIND]);
    let opening = opened.encode().unwrap();
    for length in 0..opening.len() {
        assert!(!believed(&record, &opening[..length]), "{length} bytes");
    }
    assert_eq!(
        Opened::decode(&[&opening[..], &[0]].concat()),
        Err(OpenedError::Trailing)
    );
}

#[test]
fn what_is_open_is_read_and_what_is_covered_stays_so() {
    let (record, opened) = small_entry(&[Tag::TIME, Tag::FIELDS]);
    let verified = verify_entry(&record, &opened).unwrap();
    assert_eq!(verified.at_ms(), Some(Proved::Open(1_795_000_000_000)));
    assert_eq!(
        verified.part(Tag::FIELDS),
        Some(Proved::Open(&b"branch"[..]))
    );
    assert_eq!(verified.account(), Some(Proved::Covered));
    assert_eq!(verified.kind(), Some(Proved::Covered));
    assert_eq!(verified.kind_in_words(&[]), KindInWords::Covered);
    assert_eq!(verified.part(Tag::new(11)), None);
    assert_eq!(verified.place(), Proved::Open(PLACE));
    assert_eq!(
        verified.subjects(),
        [Proved::Open(member(1)), Proved::Covered]
    );
}

#[test]
fn covering_every_part_still_proves_the_record() {
    let (record, mut opened) = small_entry(&[]);
    opened.place = Part::Covered(opened.place.commitment(Tag::PLACE));
    for part in &mut opened.subjects {
        *part = Part::Covered(part.commitment(Tag::SUBJECT));
    }
    let verified = verify_entry(&record, &opened).unwrap();
    assert_eq!(verified.place(), Proved::Covered);
    assert_eq!(verified.subjects(), [Proved::Covered, Proved::Covered]);
}

#[test]
fn an_absent_part_covered_looks_like_any_other() {
    let (_, opened) = small_entry(&[]);
    assert!(opened.act.iter().all(|(_, part)| part.bytes().is_none()));
    assert_eq!(opened.act.len(), 10);
    let mut with_all = act();
    with_all.bank = Some([4; 16]);
    with_all.licence = Some([5; 16]);
    let secret = ActSecret::from_bytes([3; 32]);
    let lengths = |act: &Act| {
        let parts = Opened {
            place: Part::Covered(Hash::ZERO),
            act: act.open(&secret, &[]),
            subjects: vec![],
        };
        parts.encode().unwrap().len()
    };
    assert_eq!(lengths(&act()), lengths(&with_all));
}

#[test]
fn subjects_in_another_order_are_another_entry() {
    let (record, mut opened) = small_entry(&[]);
    opened.subjects.reverse();
    assert_eq!(verify_entry(&record, &opened), Err(EntryError::Mismatch));
    opened.subjects.pop();
    assert_eq!(verify_entry(&record, &opened), Err(EntryError::Mismatch));
}

#[test]
fn a_record_of_another_version_is_refused_by_its_number() {
    let (mut record, opened) = small_entry(&[]);
    assert_eq!(
        verify_entry(&record[..32], &opened),
        Err(EntryError::Length(32))
    );
    assert_eq!(verify_entry(&[], &opened), Err(EntryError::Empty));
    record[0] = 2;
    assert_eq!(
        verify_entry(&record, &opened),
        Err(EntryError::UnknownVersion(2))
    );
    let said = EntryError::UnknownVersion(2).to_string();
    assert_eq!(
        said,
        "this is version 2 of an entry and this program knows version 1; take a newer checker"
    );
    assert_eq!(Opened::decode(&[9]), Err(OpenedError::UnknownVersion(9)));
}

#[test]
fn parts_out_of_order_twice_or_foreign_are_no_act() {
    let hash = Hash::ZERO;
    assert!(act_root(&[(Tag::TIME, hash), (Tag::KIND, hash), (Tag::new(9000), hash)]).is_ok());
    assert!(act_root(&[]).is_ok());
    assert_eq!(
        act_root(&[(Tag::KIND, hash), (Tag::TIME, hash)]),
        Err(PartsError::Order(Tag::TIME))
    );
    assert_eq!(
        act_root(&[(Tag::KIND, hash), (Tag::KIND, hash)]),
        Err(PartsError::Order(Tag::KIND))
    );
    assert_eq!(
        act_root(&[(Tag::PLACE, hash)]),
        Err(PartsError::Foreign(Tag::PLACE))
    );
    assert_eq!(
        act_root(&[(Tag::SUBJECT, hash)]),
        Err(PartsError::Foreign(Tag::SUBJECT))
    );
    let many: Vec<(Tag, Hash)> = (0..=u16::MAX).map(|n| (Tag::new(n), hash)).collect();
    assert_eq!(act_root(&many), Err(PartsError::Count));
}

#[test]
fn a_part_that_a_later_version_adds_is_proved_all_the_same() {
    let newer = Tag::new(4711);
    let part = Part::open(salt(1), b"what we cannot know".to_vec());
    let root = act_root(&[(newer, part.commitment(newer))]).unwrap();
    let place = PLACE.commitment(&salt(10));
    let record = leaf_record(&place, &root, &[]).unwrap();
    let opened = Opened {
        place: Part::Covered(place),
        act: vec![(newer, part)],
        subjects: vec![],
    };
    let verified = verify_entry(&record, &opened).unwrap();
    assert_eq!(
        verified.part(newer),
        Some(Proved::Open(&b"what we cannot know"[..]))
    );
    assert_eq!(verified.kind_in_words(&[]), KindInWords::Absent);
}

/// An entry whose one act part, place and subject are open with these bytes, truly committed to.
fn entry_of(tag: Tag, bytes: &[u8], place: &[u8], subject: &[u8]) -> Result<(), EntryError> {
    let part = Part::open(salt(1), bytes.to_vec());
    let (place, subject) = (
        Part::open(salt(2), place.to_vec()),
        Part::open(salt(3), subject.to_vec()),
    );
    let root = act_root(&[(tag, part.commitment(tag))]).unwrap();
    let subjects = [subject.commitment(Tag::SUBJECT)];
    let record = leaf_record(&place.commitment(Tag::PLACE), &root, &subjects).unwrap();
    let opened = Opened {
        place,
        act: vec![(tag, part)],
        subjects: vec![subject],
    };
    verify_entry(&record, &opened).map(|_| ())
}

#[test]
fn bytes_that_were_logged_but_have_not_the_shape_of_their_part_are_said_to_be_so() {
    let (place, subject) = (PLACE.encode(), member(1).encode());
    let of = |tag, bytes: &[u8]| entry_of(tag, bytes, &place, &subject);
    assert_eq!(of(Tag::TIME, &[0; 8]), Ok(()));
    for (tag, bytes) in [
        (Tag::TIME, &[0; 7][..]),
        (Tag::ACCOUNT, &[]),
        (Tag::KIND, &[1]),
        (Tag::CAMPAIGN, &[1]),
        (Tag::BANK, &[0; 17]),
        (Tag::LICENCE, &[0; 15]),
        (Tag::SESSION, &[0xff]),
        (Tag::PURPOSE, &[0xff]),
        (Tag::FIELDS, &[0xc3]),
    ] {
        assert_eq!(of(tag, bytes), Err(EntryError::Shape(tag)));
    }
    assert_eq!(of(Tag::DETAIL, &[0xff]), Ok(()));
    let place_of = |bytes: &[u8]| entry_of(Tag::DETAIL, &[], bytes, &subject);
    assert_eq!(
        place_of(&[0; 39]),
        Err(EntryError::Place(PlaceError::Length))
    );
    assert_eq!(
        place_of(&[0; 41]),
        Err(EntryError::Place(PlaceError::Length))
    );
    assert_eq!(
        place_of(&[0; 40]),
        Err(EntryError::Place(PlaceError::Number))
    );
    let number_zero = Place {
        number: 0,
        previous: PLACE.previous,
    };
    assert_eq!(
        place_of(&number_zero.encode()),
        Err(EntryError::Place(PlaceError::Number))
    );
    let first_with_head = Place {
        number: 1,
        previous: PLACE.previous,
    }
    .encode();
    assert_eq!(
        place_of(&first_with_head),
        Err(EntryError::Place(PlaceError::Number))
    );
    let later_without = Place {
        number: 2,
        previous: Hash::ZERO,
    }
    .encode();
    assert_eq!(
        place_of(&later_without),
        Err(EntryError::Place(PlaceError::Number))
    );
    let refused = Err(EntryError::Subject {
        index: 0,
        error: SubjectError::Trailing,
    });
    assert_eq!(
        entry_of(Tag::DETAIL, &[], &place, &[&subject[..], &[0]].concat()),
        refused
    );
}

#[test]
fn an_entry_of_more_subjects_than_two_bytes_count_is_refused_before_it_is_written() {
    let subjects = vec![Hash::ZERO; SUBJECTS_MAX + 1];
    assert!(leaf_record(&Hash::ZERO, &Hash::ZERO, &subjects[1..]).is_ok());
    assert_eq!(
        leaf_record(&Hash::ZERO, &Hash::ZERO, &subjects),
        Err(LeafError::Subjects)
    );
    let parts = vec![Part::Covered(Hash::ZERO); SUBJECTS_MAX + 1];
    let opened = Opened {
        place: Part::Covered(Hash::ZERO),
        act: vec![],
        subjects: parts,
    };
    assert_eq!(opened.encode(), Err(OpenedError::Count));
    assert_eq!(
        verify_entry(&[1; 33], &opened),
        Err(EntryError::Leaf(LeafError::Subjects))
    );
}

#[test]
fn the_same_bytes_under_another_salt_or_tag_have_another_commitment() {
    let base = commitment(Tag::CAMPAIGN, &salt(1), b"x");
    assert_ne!(base, commitment(Tag::BANK, &salt(1), b"x"));
    assert_ne!(base, commitment(Tag::CAMPAIGN, &salt(2), b"x"));
    assert_ne!(base, commitment(Tag::CAMPAIGN, &salt(1), b"y"));
    let secret = ActSecret::from_bytes([1; 32]);
    assert_ne!(secret.salt(Tag::BANK), secret.salt(Tag::CAMPAIGN));
    assert_ne!(
        secret.salt(Tag::BANK),
        ActSecret::from_bytes([2; 32]).salt(Tag::BANK)
    );
}

#[test]
fn debug_shows_no_secret_and_nobody() {
    let mut act = act();
    "07700 900123".clone_into(&mut act.purpose);
    let secret = ActSecret::from_bytes([0xab; 32]);
    let part = member(1).open(salt(0xab));
    let shown = format!(
        "{act:?} {:?} {secret:?} {:?} {part:?} {PLACE:?}",
        member(1),
        salt(0xab)
    );
    let wanted = "Act(kind 401, …) Subject(…) ActSecret(…) Salt(…) Open(46 bytes) Place(7, …)";
    assert_eq!(shown, wanted);
}

#[test]
fn a_hash_reads_back_from_its_texts_and_from_nothing_else() {
    let hash = Hash::from_bytes([0xab; 32]);
    assert_eq!(Hash::from_hex(&hash.to_hex()), Ok(hash));
    assert_eq!(Hash::from_base64(&hash.to_base64()), Ok(hash));
    assert_eq!(format!("{hash:?}"), "abababab…");
    assert_eq!(
        Hash::from_hex(&hash.to_hex().to_uppercase()),
        Err(HashError::Hex)
    );
    assert_eq!(Hash::from_hex("ab"), Err(HashError::Length));
    assert_eq!(Hash::from_base64("q6s="), Err(HashError::Length));
    assert_eq!(Hash::from_base64("q6t="), Err(HashError::Base64));
}

prop_compose! {
    fn any_act()(
        at_ms in any::<i64>(), account in any::<[u8; 16]>(), opened in ".{0,12}", kind in any::<u16>(),
        purpose in ".{0,12}", campaign in any::<Option<[u8; 16]>>(), bank in any::<Option<[u8; 16]>>(),
        fields in "[a-z,]{0,20}", licence in any::<Option<[u8; 16]>>(), detail in any::<Vec<u8>>(),
    ) -> Act {
        Act { at_ms, account, opened, kind, purpose, campaign, bank, fields, licence, detail }
    }
}

proptest! {
    #[test]
    fn an_act_reads_back_as_it_was_written(act in any_act()) {
        prop_assert_eq!(Act::decode(&act.encode()), Ok(act));
    }

    #[test]
    fn a_changed_act_is_refused_or_another_act_written_the_same_way(
        act in any_act(), at in any::<prop::sample::Index>(), bit in 0_u8..8,
    ) {
        let mut bytes = act.encode();
        let at = at.index(bytes.len());
        bytes[at] ^= 1_u8 << bit;
        if let Ok(other) = Act::decode(&bytes) {
            prop_assert_ne!(&other, &act);
            prop_assert_eq!(other.encode(), bytes);
        }
    }

    #[test]
    fn a_shortened_or_lengthened_act_is_refused(act in any_act(), cut in any::<prop::sample::Index>()) {
        let bytes = act.encode();
        prop_assert!(Act::decode(&bytes[..cut.index(bytes.len())]).is_err());
        prop_assert_eq!(Act::decode(&[&bytes[..], &[0]].concat()), Err(ActError::Trailing));
    }

    #[test]
    fn any_choice_of_open_parts_makes_the_same_root(act in any_act(), shown in any::<[bool; 10]>()) {
        let secret = ActSecret::from_bytes([4; 32]);
        let tags: Vec<Tag> = (1..=10).filter(|n| shown[usize::from(n - 1)]).map(Tag::new).collect();
        let parts = act.open(&secret, &tags);
        let made: Vec<(Tag, Hash)> = parts.iter().map(|(tag, part)| (*tag, part.commitment(*tag))).collect();
        prop_assert_eq!(act_root(&made), Ok(act.root(&secret)));
    }

    #[test]
    fn any_bytes_are_a_subject_or_opening_that_writes_itself_again_or_refused(
        bytes in proptest::collection::vec(0_u8..3, 0..120),
    ) {
        if let Ok(subject) = Subject::decode(&bytes) {
            prop_assert_eq!(subject.encode(), bytes.clone());
        }
        if let Ok(opened) = Opened::decode(&bytes) {
            prop_assert_eq!(opened.encode(), Ok(bytes));
        }
    }

    #[test]
    fn a_subject_reads_back_as_it_was_written(
        member in any::<[u8; 16]>(), card in any::<Option<[u8; 16]>>(), fields in ".{0,20}",
    ) {
        let subject = Subject { member, card, fields };
        prop_assert_eq!(Subject::decode(&subject.encode()), Ok(subject));
    }
}
