use std::collections::{BTreeMap, HashSet};

use super::groups::{COLUMNS, Groups, OFFERED};
use super::{BRANCH_SHARES, BRANCHES, HEADER, people, record};
use switchboard_store::rules::person::{AreaName, Email, Phone, Region, Tag, Tongue};
use switchboard_store::rules::roll::{
    Defaults, Noticed, Parts, RollRow, SaidRow, map_header, parse_row,
};

const SEED: u64 = 1904;
const DEFAULTS: Defaults = Defaults {
    region: Region::GB,
    usual: Tongue::ENGLISH,
};

fn all(n: usize) -> Vec<RollRow> {
    people(SEED, n).collect()
}

#[test]
fn as_many_members_as_asked_for_are_invented() {
    assert_eq!(all(20_000).len(), 20_000);
    assert_eq!(people(SEED, 0).count(), 0);
}

#[test]
fn the_same_seed_gives_the_same_members_and_another_others() {
    let canonical = |seed, n| {
        people(seed, n)
            .map(|row| SaidRow::from(row).canonical(Parts::NONE))
            .collect::<Vec<_>>()
    };
    assert!(canonical(1, 500) == canonical(1, 500));
    assert!(
        canonical(1, 500) == canonical(1, 900)[..500],
        "a larger demo begins with the smaller one"
    );
    assert!(canonical(1, 500) != canonical(2, 500));
}

#[test]
fn an_import_of_the_same_people_gives_the_same_rows() {
    let mapping = map_header(&HEADER, &[]).unwrap();
    assert_eq!(mapping.unknown().count(), 0);
    for row in people(SEED, 3_000).chain(people(SEED, 30_000).skip(29_000)) {
        let cells = record(&row);
        let cells: Vec<&str> = cells.iter().map(String::as_str).collect();
        let read = parse_row(&mapping, &cells, &DEFAULTS, &mut Noticed::default()).unwrap();
        assert!(
            read.canonical(Parts::NONE) == SaidRow::from(row.clone()).canonical(Parts::NONE),
            "{}",
            row.external_id.as_str()
        );
    }
}

#[test]
fn two_thousand_are_enough_for_every_area_each_tag_offered_and_callers_in_welsh() {
    let header: Vec<&str> = HEADER.into_iter().chain(COLUMNS).collect();
    let mapping = map_header(&header, &[]).unwrap();
    assert_eq!(mapping.unknown().count(), 0);
    let mut groups = Groups::new(SEED);
    let mut many: BTreeMap<String, usize> = BTreeMap::new();
    for row in people(SEED, 2_000) {
        let cells: Vec<String> = record(&row).into_iter().chain(groups.of(&row)).collect();
        let cells: Vec<&str> = cells.iter().map(String::as_str).collect();
        let read = parse_row(&mapping, &cells, &DEFAULTS, &mut Noticed::default()).unwrap();
        let area = read.area.as_ref().map_or("nowhere", AreaName::as_str);
        let tags = read.tags.iter().map(Tag::as_str);
        let language = read.language.map(Tongue::code);
        for one in tags.chain(language).chain([area]) {
            *many.entry(one.to_owned()).or_default() += 1;
        }
    }
    for (group, members) in &many {
        let least = match group.as_str() {
            "pl" | "ur" => 5,
            _ => 60,
        };
        assert!(*members > least, "{group}: {members}");
    }
    assert_eq!(many.len(), 13, "{:?}", many.keys());
    assert!(OFFERED.iter().all(|tag| many.contains_key(*tag)));
}

#[test]
fn nobody_shares_a_number_an_address_or_an_id_among_twenty_thousand() {
    let rows = all(20_000);
    let phones: Vec<&str> = rows
        .iter()
        .flat_map(|row| &row.phones)
        .map(Phone::e164)
        .collect();
    let mails: Vec<String> = rows
        .iter()
        .filter_map(|row| row.email.as_ref())
        .map(Email::index_key)
        .collect();
    let ids: HashSet<&str> = rows.iter().map(|row| row.external_id.as_str()).collect();
    assert_eq!(phones.iter().collect::<HashSet<_>>().len(), phones.len());
    assert_eq!(mails.iter().collect::<HashSet<_>>().len(), mails.len());
    assert_eq!(ids.len(), rows.len());
    assert!(mails.iter().all(|mail| mail.ends_with("@example.org")));
}

#[test]
fn the_members_look_like_those_of_a_real_roll() {
    let rows = all(20_000);
    let per_mille = |has: &dyn Fn(&RollRow) -> bool| {
        rows.iter().filter(|row| has(row)).count() * 1000 / rows.len()
    };
    let share = |has: &dyn Fn(&RollRow) -> bool, low: usize, high: usize| {
        let found = per_mille(has);
        assert!(
            (low..=high).contains(&found),
            "{found} per mille, expected {low} to {high}"
        );
    };
    share(&|row| row.phones.is_empty(), 15, 25);
    share(&|row| row.email.is_some(), 840, 875);
    share(&|row| row.do_not_call, 12, 22);
    share(&|row| row.name.title().is_some(), 740, 830);
    share(&|row| row.birth_date.is_some(), 880, 920);
    share(
        &|row| {
            row.branch
                .as_ref()
                .is_some_and(|branch| branch.as_str() == "Abercwm")
        },
        95,
        125,
    );
    share(
        &|row| {
            row.branch
                .as_ref()
                .is_some_and(|branch| branch.as_str() == "Lower Tolland")
        },
        1,
        4,
    );
    share(&|row| !row.name.family().is_ascii(), 20, 80);
    let names: HashSet<String> = rows.iter().map(|row| row.name.full()).collect();
    assert!(names.len() > 12_000, "{} different names", names.len());
}

#[test]
fn the_shares_of_the_branches_make_a_whole() {
    assert_eq!(
        BRANCHES.iter().map(|branch| branch.1).sum::<u32>(),
        BRANCH_SHARES
    );
}

#[test]
fn nobody_joined_before_fourteen() {
    for row in all(5_000) {
        let (Some(birth), Some(joined)) = (row.birth_date, row.joined_year) else {
            continue;
        };
        assert!(joined - birth.day().year() >= 14 && joined <= 2026);
    }
}
