mod progress;
mod spoken;
mod wider;

use super::*;
use crate::branches::{Branch, Tree};
use crate::counts::Noise;
use crate::ids::MemberId;
use crate::person::AgeBand;
use proptest::prelude::*;

fn id(n: u8) -> BranchId {
    BranchId::from_bytes([n; 16])
}

fn tree() -> Tree {
    let branch = |n: u8, name: &str, parent: Option<u8>| Branch {
        id: id(n),
        name: name.to_owned(),
        parent: parent.map(id),
    };
    Tree::new([
        branch(1, "North", None),
        branch(2, "Harbour", Some(1)),
        branch(3, "Hill", Some(1)),
        branch(4, "South", None),
        branch(5, "Quay", Some(4)),
    ])
}

/// So many members of a branch, kind, age and joining.
type Group<'g> = (u8, &'g str, AgeBand, Joined, u16);

/// The columns of some groups.
fn columns(groups: &[Group]) -> Columns {
    let mut new = NewColumns::new(Noise::new([7; 32]), &tree());
    let mut next = 0_u128;
    for (branch, kind, age, joined, many) in groups {
        for _ in 0..*many {
            next += 1;
            let codes = MemberCodes {
                branch: Some(id(*branch)),
                age: *age,
                joined: *joined,
                ..MemberCodes::UNKNOWN
            };
            new.add(&MemberId::from_bytes(next.to_be_bytes()), kind, codes);
        }
    }
    new.finish()
}

fn about(columns: &Columns, audience: &str) -> Option<u64> {
    match columns.count(&Audience::parse(audience).unwrap()).unwrap() {
        Count::About(count) => count.rounded(),
        Count::Withheld => None,
    }
}

const OLD: AgeBand = AgeBand::From75;
const YOUNG: AgeBand = AgeBand::From18;

fn some() -> Columns {
    columns(&[
        (2, "full", OLD, Joined::Earlier, 400),
        (2, "student", YOUNG, Joined::ThisYear, 300),
        (3, "full", OLD, Joined::ThisYear, 200),
        (3, "student", YOUNG, Joined::ThisYear, 30),
        (5, "full", OLD, Joined::Earlier, 500),
        (4, "full", YOUNG, Joined::Earlier, 20),
    ])
}

#[test]
fn counts_come_near_the_truth_in_any_order_and_over_the_tree() {
    let mut groups = Vec::new();
    let mut many = 60;
    for branch in [2, 3, 5] {
        for kind in ["full", "student"] {
            for age in [OLD, YOUNG] {
                for joined in [Joined::Earlier, Joined::ThisYear] {
                    groups.push((branch, kind, age, joined, many));
                    many += 7;
                }
            }
        }
    }
    let columns = columns(&groups);
    let truth = |is_in: &dyn Fn(&Group) -> bool| -> u64 {
        groups
            .iter()
            .filter(|one| is_in(one))
            .map(|one| u64::from(one.4))
            .sum()
    };
    let near = |audience: &str, truth: u64| {
        let told = about(&columns, audience).unwrap();
        assert!(
            told.abs_diff(truth) <= 7 && told.is_multiple_of(5),
            "{audience}: {told}, {truth}"
        );
    };
    near("", truth(&|_| true));
    near("kind=full", truth(&|one| one.1 == "full"));
    let north = format!("branch={}", id(1));
    near(&north, truth(&|one| one.0 < 4));
    near(
        &format!("{north},kind=full"),
        truth(&|one| one.0 < 4 && one.1 == "full"),
    );
    let three = truth(&|one| one.0 < 4 && one.1 == "full" && one.2 == OLD);
    near(&format!("{north},kind=full,age=65+"), three);
    near(&format!("age=75+,kind=full,{north}"), three);
    let four = format!("branch={},kind=full,age=18-24,joined=this-year", id(3));
    let is_in =
        |one: &Group| one.0 == 3 && one.1 == "full" && one.2 == YOUNG && one.3 == Joined::ThisYear;
    near(&four, truth(&is_in));
}

#[test]
fn a_level_of_few_or_beside_few_is_not_published() {
    let columns = some();
    let names = |field| {
        let levels = columns.levels(field).iter();
        levels.map(|level| level.name.as_str()).collect::<Vec<_>>()
    };
    // Twenty stand in South itself: with Quay published, they would be the difference.
    assert_eq!(names(Field::Branch), ["North", "Harbour", "Hill", "South"]);
    assert_eq!(names(Field::Kind), ["full", "student"]);
    assert_eq!(names(Field::Age), ["18-34", "18-24", "65+", "75+"]);
    let quay = Audience::parse(&format!("branch={}", id(5))).unwrap();
    assert_eq!(columns.count(&quay), Err(UnknownLevel));
}

#[test]
fn an_audience_of_too_few_has_no_number_and_neither_has_its_twin_in_the_table() {
    let columns = some();
    let few = format!("branch={},kind=student", id(3));
    assert_eq!(about(&columns, &few), None);
    let few = format!("branch={},kind=student,age=18-24", id(3));
    assert_eq!(about(&columns, &few), None);
}

#[test]
fn a_group_that_is_nearly_a_larger_one_has_no_number_whether_by_one_or_by_nobody() {
    // All 330 students but these stand in North.
    for others in [0, 1, 4] {
        let columns = columns(&[
            (2, "full", OLD, Joined::Earlier, 400),
            (2, "student", YOUNG, Joined::ThisYear, 330),
            (5, "full", OLD, Joined::Earlier, 500),
            (5, "student", YOUNG, Joined::ThisYear, others),
        ]);
        let north = format!("branch={},kind=student", id(1));
        assert_eq!(about(&columns, &north), None, "{others} others");
        let three = format!("branch={},kind=student,joined=this-year", id(1));
        assert_eq!(about(&columns, &three), None, "{others} others");
        assert!(about(&columns, "kind=student").is_some());
    }
}

/// What a level of ages is told within some others, with 60 standing in North itself and this many of them of that age.
fn told_with(itself: u16, audience: &str) -> Option<u64> {
    let columns = columns(&[
        (2, "full", OLD, Joined::Earlier, 200),
        (2, "full", YOUNG, Joined::Earlier, 200),
        (2, "student", YOUNG, Joined::ThisYear, 200),
        (3, "full", OLD, Joined::Earlier, 210),
        (3, "full", YOUNG, Joined::Earlier, 210),
        (1, "full", OLD, Joined::Earlier, itself),
        (1, "student", YOUNG, Joined::ThisYear, 70),
        (5, "full", OLD, Joined::Earlier, 300),
        (5, "full", YOUNG, Joined::Earlier, 300),
        (5, "student", YOUNG, Joined::ThisYear, 300),
    ]);
    about(&columns, audience)
}

#[test]
fn whether_a_few_stand_in_the_branch_itself_or_nobody_changes_no_refusal() {
    for branch in [2, 3] {
        let three = format!("branch={},kind=full,age=75+", id(branch));
        let two = format!("branch={},age=75+", id(branch));
        for audience in [two, three] {
            let told: Vec<bool> = (0..5)
                .map(|itself| told_with(itself, &audience).is_some())
                .collect();
            assert!(
                told.windows(2).all(|pair| pair[0] == pair[1]),
                "{audience}: {told:?}"
            );
        }
    }
    // The smallest goes with them.
    let smallest = format!("branch={},kind=full,age=75+", id(2));
    assert_eq!(told_with(0, &smallest), None);
}

#[test]
fn the_few_beside_all_levels_are_in_no_count_and_no_audience() {
    let with = |few: u16| {
        columns(&[
            (2, "full", OLD, Joined::Earlier, 400),
            (3, "full", YOUNG, Joined::Earlier, 300),
            (5, "full", OLD, Joined::Earlier, 500),
            (2, "patron", OLD, Joined::Earlier, few),
            (1, "full", OLD, Joined::Earlier, few),
        ])
    };
    let nobody = with(0);
    for few in 1..5 {
        let some = with(few);
        let names = |columns: &Columns, field| -> Vec<String> {
            let levels = columns.levels(field).iter();
            levels.map(|level| level.name.clone()).collect()
        };
        for field in Field::ALL {
            assert_eq!(names(&some, field), names(&nobody, field), "{few}");
        }
        for text in ["", "kind=full", "age=75+"] {
            assert_eq!(about(&some, text), about(&nobody, text), "{few} {text}");
        }
        let codes = |branch| MemberCodes {
            branch: Some(id(branch)),
            age: OLD,
            joined: Joined::Earlier,
            ..MemberCodes::UNKNOWN
        };
        assert!(!some.is_in(&Audience::EVERYBODY, "patron", codes(2)));
        assert!(!some.is_in(&Audience::EVERYBODY, "full", codes(1)));
        assert!(some.is_in(&Audience::EVERYBODY, "full", codes(2)));
    }
}

#[test]
fn a_withheld_whole_withholds_its_parts_however_deep_they_lie() {
    // Of North's students all but three stand in Harbour, and Hill is as good as nobody: no part of North has a number then.
    for unknown in 0..4 {
        let columns = columns(&[
            (2, "full", YOUNG, Joined::Earlier, 200),
            (2, "full", AgeBand::From25, Joined::Earlier, 200),
            (2, "full", AgeBand::Unknown, Joined::Earlier, unknown),
            (5, "full", OLD, Joined::Earlier, 400),
            (5, "full", AgeBand::Unknown, Joined::Earlier, 100),
            (5, "full", YOUNG, Joined::Earlier, 100),
            (5, "full", AgeBand::From25, Joined::Earlier, 100),
        ]);
        for age in ["18-34", "18-24", "25-34"] {
            let north = format!("branch={},age={age}", id(1));
            assert_eq!(about(&columns, &north), None, "{unknown} {age}");
            let harbour = format!("branch={},age={age}", id(2));
            assert_eq!(
                columns.count(&Audience::parse(&harbour).unwrap()),
                Ok(Count::Withheld),
                "{unknown} {age}"
            );
        }
    }
}

#[test]
fn whoever_is_under_age_is_counted_nowhere() {
    let columns = columns(&[
        (2, "full", OLD, Joined::Earlier, 100),
        (2, "full", AgeBand::Under18, Joined::ThisYear, 100),
    ]);
    assert_eq!(columns.len(), 100);
    let codes = MemberCodes {
        branch: Some(id(2)),
        age: AgeBand::Under18,
        joined: Joined::ThisYear,
        ..MemberCodes::UNKNOWN
    };
    assert!(!columns.is_in(&Audience::EVERYBODY, "full", codes));
    let codes = MemberCodes {
        age: OLD,
        joined: Joined::Earlier,
        ..codes
    };
    assert!(columns.is_in(&Audience::EVERYBODY, "full", codes));
}

#[test]
fn the_published_tables_say_what_a_question_of_two_fields_is_answered() {
    let columns = some();
    let mut lines = 0;
    for line in columns.published() {
        let choices = line.levels.iter().map(|level| level.choice.clone());
        let audience = Audience::of(choices).unwrap();
        assert!(audience.is_published());
        let told = about(&columns, &audience.to_string());
        assert_eq!(
            told,
            line.count.rounded().filter(|n| *n >= 50),
            "{audience}"
        );
        lines += 1;
    }
    assert!(lines > 60, "{lines}");
}

#[test]
fn one_pass_counts_what_a_walk_over_members_does() {
    let columns = some();
    let audience = Audience::parse(&format!("branch={},kind=full,joined=earlier", id(2)));
    let audience = audience.unwrap();
    let codes = |branch, age, joined| MemberCodes {
        branch: Some(id(branch)),
        age,
        joined,
        ..MemberCodes::UNKNOWN
    };
    assert!(columns.is_in(&audience, "full", codes(2, OLD, Joined::Earlier)));
    assert!(!columns.is_in(&audience, "full", codes(3, OLD, Joined::Earlier)));
    assert!(!columns.is_in(&audience, "student", codes(2, OLD, Joined::Earlier)));
    assert!(!columns.is_in(&audience, "full", codes(2, OLD, Joined::ThisYear)));
}

#[test]
fn a_kind_with_commas_and_signs_is_written_and_read_again() {
    for name in ["full", "Full, unwaged", "50% off", "ça=va", "a b"] {
        let kind = MemberKind::parse(name).unwrap();
        let audience = Audience::of([Choice::Kind(kind)]).unwrap();
        assert_eq!(Audience::parse(&audience.to_string()), Ok(audience));
    }
    for text in [
        "kind=a b", "kind=%2c", "kind=%zz", "kind=%", "kind", "what=1", "age=0-17",
    ] {
        assert!(Audience::parse(text).is_err(), "{text}");
    }
}

proptest! {
    #[test]
    fn whatever_is_read_is_written_the_same(text in ".{0,60}") {
        if let Ok(audience) = Audience::parse(&text) {
            prop_assert_eq!(Audience::parse(&audience.to_string()), Ok(audience));
        }
    }

    #[test]
    fn the_order_of_choices_is_no_difference(a in 0..11_usize, j in 0..6_usize, turned: bool) {
        let mut both = vec![Choice::Age(AgeGroup::ALL[a]), Choice::Joined(Joined::ALL[j])];
        let one = Audience::of(both.clone()).unwrap();
        if turned { both.reverse(); }
        prop_assert_eq!(Audience::of(both).unwrap(), one);
    }
}

#[test]
fn a_table_of_two_fields_says_what_the_published_tables_say() {
    let columns = some();
    let table = columns.crossed([Field::Branch, Field::Age], [2, 100]);
    assert_eq!(table.len(), 2);
    let narrow = columns.crossed([Field::Age, Field::Branch], [100, 2]);
    assert!(narrow.len() > 2 && narrow.iter().all(|row| row.len() == 2));
    for (level, row) in columns.levels(Field::Branch).iter().zip(&table) {
        for (age, told) in columns.levels(Field::Age).iter().zip(row) {
            let both = Audience::of([level.choice.clone(), age.choice.clone()]).unwrap();
            assert_eq!(told.rounded(), about(&columns, &both.to_string()), "{both}");
        }
    }
}
