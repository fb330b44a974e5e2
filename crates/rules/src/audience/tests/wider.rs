//! Areas, and tags that overlap.

use super::super::*;
use super::{OLD, YOUNG, about, id, tree};
use crate::counts::Noise;
use crate::ids::{BankId, MemberId};
use crate::person::Tag;

pub(super) const BANK: BankId = BankId::from_bytes([7; 16]);

/// So many members of an area, with these tags.
type Group<'g> = (&'g str, &'g str, u16);

fn tags(all: &[&str]) -> Vec<Tag> {
    let all = all.iter().filter_map(|text| Tag::parse(text).unwrap());
    all.collect()
}

fn codes<'m>(at: u128, area: &'m str, tags: &'m str) -> MemberCodes<'m> {
    let is_old = at.is_multiple_of(2);
    MemberCodes {
        branch: Some(id(if is_old { 2 } else { 3 })),
        age: if is_old { OLD } else { YOUNG },
        area,
        tags,
        ..MemberCodes::UNKNOWN
    }
}

fn each(groups: &[Group], mut take: impl FnMut(MemberId, MemberCodes<'_>)) {
    let mut next = 0_u128;
    for (area, tags, many) in groups {
        for _ in 0..*many {
            next += 1;
            take(
                MemberId::from_bytes(next.to_be_bytes()),
                codes(next, area, tags),
            );
        }
    }
}

fn columns(offered: &[&str], groups: &[Group]) -> Columns {
    let new = NewColumns::new(Noise::new([7; 32]), &tree());
    let mut new = new.offering(tags(offered));
    each(groups, |member, codes| new.add(&member, "full", codes));
    new.finish()
}

fn names(columns: &Columns, field: Field) -> Vec<String> {
    let levels = columns.levels(field).iter();
    levels.map(|level| level.name.clone()).collect()
}

#[test]
fn areas_and_offered_tags_are_counted_and_whoever_has_several_tags_counts_with_each() {
    let groups: &[Group] = &[
        ("Ash", "walker; driver", 200),
        ("Ash", "walker", 150),
        ("Birch", "driver", 300),
        ("Birch", "", 400),
        ("", "secret", 120),
        ("", "walker; driver", 80),
    ];
    let columns = columns(&["driver", "walker"], groups);
    assert_eq!(names(&columns, Field::Area), ["Ash", "Birch"]);
    assert_eq!(names(&columns, Field::Tag), ["driver", "walker"]);
    for (audience, truth) in [
        ("area=Ash", 350_u64),
        ("area=Birch", 700),
        ("tag=walker", 430),
        ("tag=driver", 580),
        ("area=Birch,tag=driver", 300),
        ("age=75+,area=Ash,tag=driver", 100),
    ] {
        let told = about(&columns, audience).unwrap();
        assert!(told.abs_diff(truth) <= 7, "{audience}: {told}");
    }
    let secret = Audience::parse("tag=secret").unwrap();
    assert_eq!(
        columns.count(&secret),
        Err(UnknownLevel),
        "nobody offers it"
    );
    let walkers = Audience::parse("area=Ash,tag=walker").unwrap();
    let is_in = |area, tags| columns.is_in(&walkers, "full", codes(2, area, tags));
    assert!(is_in("Ash", "driver; walker") && is_in("Ash", "walker"));
    assert!(!is_in("Birch", "walker") && !is_in("Ash", "driver") && !is_in("Ash", "secret"));
}

#[test]
fn a_tag_that_nearly_all_or_hardly_any_have_is_no_level_nor_is_one_that_is_nearly_another() {
    let groups: &[Group] = &[
        ("Ash", "a; all", 400),
        ("Ash", "a; all; nearly a", 400),
        ("Ash", "all; nearly all a; few", 20),
        ("Ash", "all", 60),
        ("Ash", "all; b", 300),
        ("Ash", "b", 20),
    ];
    let offered = ["a", "all", "b", "few", "nearly a"];
    assert_eq!(
        names(&columns(&offered, groups), Field::Tag),
        ["a", "b", "nearly a"]
    );
    // Of two tags with thirty people between them the smaller isn't published.
    let near: &[Group] = &[("Ash", "a; b", 300), ("Ash", "a", 30), ("Ash", "", 500)];
    assert_eq!(names(&columns(&["a", "b"], near), Field::Tag), ["a"]);
}

#[test]
fn within_a_group_the_smaller_of_two_tags_with_few_or_nobody_between_them_has_no_number() {
    for few in 0..5 {
        let groups: &[Group] = &[
            ("Ash", "a; b", 300),
            ("Ash", "a", few),
            ("Ash", "", 200),
            ("Birch", "a", 200),
            ("Birch", "b", 100),
            ("Birch", "", 200),
        ];
        let columns = columns(&["a", "b"], groups);
        let told = ["area=Ash,tag=a", "area=Ash,tag=b"].map(|text| about(&columns, text));
        let refused = told.iter().filter(|told| told.is_none()).count();
        assert_eq!(refused, 1, "{few}: {told:?}");
        assert!(about(&columns, "tag=a").is_some() && about(&columns, "tag=b").is_some());
    }
}

#[test]
fn a_tag_that_all_but_a_few_of_a_group_have_has_no_number_there() {
    for few in 0..5 {
        let groups: &[Group] = &[
            ("Ash", "a", 300),
            ("Ash", "", few),
            ("Birch", "a", 200),
            ("Birch", "", 300),
        ];
        let columns = columns(&["a"], groups);
        assert_eq!(about(&columns, "area=Ash,tag=a"), None, "{few}");
        assert!(about(&columns, "area=Birch,tag=a").is_some(), "{few}");
    }
}

#[test]
fn at_most_four_choices_stand_in_one_question() {
    let four = "kind=full,age=65+,joined=earlier,area=Ash";
    assert!(Audience::parse(four).is_ok());
    let five = format!("{four},tag=a");
    assert_eq!(Audience::parse(&five), Err(ChoiceError::Many));
    for text in ["area=Harbour%20Ward", "tag=street%20team"] {
        assert_eq!(Audience::parse(text).unwrap().to_string(), text);
    }
    for text in ["tag=", "area=", "tag=a%2Cb"] {
        assert!(Audience::parse(text).is_err(), "{text}");
    }
}

#[test]
fn progress_by_tag_covers_a_few_with_the_tag_and_a_few_without() {
    let groups: &[Group] = &[("Ash", "a", 300), ("Ash", "", 300)];
    let columns = columns(&["a"], groups);
    let told = |with: u16, without: u16| {
        let mut done = columns.nobody_done();
        let some: &[Group] = &[("Ash", "a", with), ("Ash", "", without)];
        each(some, |member, codes| {
            columns.add_done(&mut done, &member, "full", codes);
        });
        let all = columns.progress((BANK, &Audience::EVERYBODY), &done);
        let tag = all.iter().find(|one| one.choice.field() == Field::Tag);
        tag.unwrap().done.rounded()
    };
    assert!(told(200, 200).is_some_and(|n| n.abs_diff(200) <= 37));
    for few in 0..4 {
        assert_eq!(told(few, 200), None, "{few}");
        assert_eq!(told(200, few), None, "{few}");
    }
}

#[test]
fn a_tag_that_is_nearly_an_area_is_no_level() {
    let groups: &[Group] = &[
        ("Ash", "team; all", 300),
        ("Ash", "", 3),
        ("Birch", "all", 150),
        ("Birch", "", 300),
    ];
    assert_eq!(
        names(&columns(&["all", "team"], groups), Field::Tag),
        ["all"]
    );
}

#[test]
fn a_tag_that_with_others_makes_up_all_but_a_few_of_a_larger_one_is_no_level() {
    for few in [0, 4, 30] {
        let groups: &[Group] = &[
            ("Ash", "delegate; north", 150),
            ("Birch", "delegate; north", 150),
            ("Ash", "delegate; south", 100),
            ("Birch", "delegate; south", 100),
            ("Ash", "delegate", few),
            ("Ash", "", 400),
            ("Birch", "", 300),
        ];
        let columns = columns(&["delegate", "north", "south"], groups);
        assert_eq!(names(&columns, Field::Tag), ["delegate", "north"], "{few}");
    }
}

#[test]
fn the_areas_told_apart_are_the_largest_in_whatever_order_members_come() {
    let small: Vec<String> = (0..AREAS_MAX).map(|n| format!("Ward {n:04}")).collect();
    let mut groups: Vec<Group> = small.iter().map(|name| (name.as_str(), "", 1)).collect();
    groups.push(("Zoar", "", 100));
    let last = columns(&[], &groups);
    groups.rotate_right(1);
    let first = columns(&[], &groups);
    for columns in [last, first] {
        assert_eq!(names(&columns, Field::Area), ["Zoar"]);
    }
}
