//! Trying a file: safe counts, an entry, a budget, and nothing of the roll written.

use switchboard_rules::budget::Caps;
use switchboard_rules::policy::{Role, Scope};
use switchboard_rules::roll::{ROWS_MAX, SaidRow, TRIES_MAX, TriedOut};

use super::duplicates::{roll as roll_with, twin};
use super::forgetting::forget;
use super::house::{EVENING, House, Person, member, on_both, on_both_of};
use super::matching::{WAYS, by, without_number};
use super::merges::merge;
use crate::roll::{self, EndsMax, Extent, Plan, TriedFile, TryBegun};
use crate::tx::Verdict;

fn officer(house: &House) -> Person {
    house.person("Orla Officer", Role::MembershipOfficer, Scope::Organisation)
}

fn tried(house: &House, who: &Person, plan: &Plan, n: std::ops::Range<u32>) -> TriedFile {
    tried_of(house, who, plan, n.map(|n| member(n).into()).collect())
}

fn tried_of(house: &House, who: &Person, plan: &Plan, said: Vec<SaidRow>) -> TriedFile {
    let Verdict::Given(TryBegun::Trial(mut trial)) =
        roll::try_begin(&house.world, &who.auth(), plan, EVENING).unwrap()
    else {
        panic!("refused")
    };
    let rows: Vec<_> = (2..).zip(said).collect();
    trial.slice(&rows, &[], EVENING).unwrap();
    match trial.finish(EVENING).unwrap() {
        Verdict::Given(tried) => tried,
        Verdict::Refused(refusal) => panic!("refused: {}", refusal.reason.code()),
    }
}

#[test]
fn a_try_writes_nothing_of_the_roll_and_says_safe_counts() {
    on_both(40, |house| {
        let officer = officer(house);
        let tables = [
            "member",
            "member_row",
            "member_end",
            "lookup",
            "import",
            "import_reject",
        ];
        let rows = || -> i64 {
            let count = |table: &&str| -> i64 {
                house.count(format!("select count(*) from {table}").leak())
            };
            tables.iter().map(count).sum()
        };
        let before = rows();
        let full = Plan {
            extent: Extent::FullRoll(EndsMax::Usual),
            ..Plan::default()
        };
        let found = tried(house, &officer, &full, 23..42);
        assert_eq!(rows(), before);
        assert_eq!(found.unchanged.rounded(), Some(15), "17, rounded");
        assert_eq!(found.created.rounded(), None, "2 are not said");
        let leaving = found.leaving.unwrap();
        assert_eq!(
            (leaving.leaving.rounded(), leaving.too_many),
            (Some(25), true)
        );
        // One number in a file doesn't tell whether it is a member's.
        let known = tried(house, &officer, &Plan::default(), 0..1);
        let unknown = tried(house, &officer, &Plan::default(), 77..78);
        assert_eq!(said(&known), said(&unknown));
        assert_eq!(
            house.count("select count(*) from entry where kind = 304"),
            3
        );
    });
}

/// Everything that a try says.
fn said(tried: &TriedFile) -> String {
    let mut tried = tried.clone();
    tried.id = switchboard_rules::ids::ImportId::from_bytes([0; 16]);
    format!("{tried:?}")
}

/// A row that holds a membership number and nothing else.
fn only_number(n: u32) -> SaidRow {
    SaidRow {
        external_id: Some(member(n).external_id),
        ..SaidRow::default()
    }
}

#[test]
fn however_often_a_file_names_one_person_its_try_never_tells_whether_they_are_a_member() {
    on_both(3, |house| {
        let officer = officer(house);
        forget(house, "M-000002", EVENING);
        let told =
            |plan: &Plan, row: SaidRow| said(&tried_of(house, &officer, plan, vec![row; 30]));
        // A member, nobody, and somebody forgotten.
        let whom = [1, 77, 2];
        let [known, others @ ..] = whom.map(|n| told(&Plan::default(), only_number(n)));
        assert_eq!(others, [known.clone(), known], "by number");
        for way in WAYS {
            let [known, others @ ..] = whom.map(|n| told(&by(way, Some("N-")), without_number(n)));
            assert_eq!(others, [known.clone(), known], "{way:?}");
        }
        let way = &by(WAYS[0], None);
        let [known, others @ ..] = whom.map(|n| told(way, without_number(n)));
        assert_eq!(others, [known.clone(), known], "without new numbers");
    });
}

#[test]
fn what_the_file_alone_is_the_reason_for_is_told_exactly_and_the_rest_rounded() {
    on_both(1, |house| {
        let officer = officer(house);
        let mut file: Vec<SaidRow> = (50..67).map(only_number).collect();
        file.extend([SaidRow::default(), SaidRow::default(), only_number(50)]);
        let found = tried_of(house, &officer, &Plan::default(), file);
        assert_eq!((found.rejected, found.duplicates), (2, 1));
        assert_eq!(found.refused.rounded(), Some(15), "17 whom nobody knows");
        assert_eq!(found.repeated.rounded(), None);
        // By two things even who stands in the file twice depends on the roll.
        let plan = by(WAYS[0], None);
        let twice = (50..67).flat_map(|n| [without_number(n), without_number(n)]);
        let found = tried_of(house, &officer, &plan, twice.collect());
        assert_eq!((found.rejected, found.duplicates), (0, 0));
        assert_eq!(found.refused.rounded(), Some(15));
    });
}

#[test]
fn a_try_of_the_whole_roll_knows_whoever_a_try_of_a_few_finds() {
    on_both_of(&roll_with(40, &[0]), Caps::NOVEMBER_2026, |house| {
        let officer = officer(house);
        merge(house, &officer);
        let full = Plan {
            extent: Extent::FullRoll(EndsMax::Usual),
            ..Plan::default()
        };
        // Eighteen whose rows say what is known, one merged whose old number stands in the file, and twenty who are new.
        let file = || -> Vec<SaidRow> {
            let mut rows: Vec<SaidRow> = (2..20).chain(60..80).map(|n| member(n).into()).collect();
            rows.push(twin(0).into());
            rows
        };
        let of_few = tried_of(house, &officer, &Plan::default(), file());
        let mut of_all = tried_of(house, &officer, &full, file());
        let leaving = of_all.leaving.take().unwrap();
        assert_eq!(said(&of_all), said(&of_few));
        assert_eq!(
            (of_all.unchanged.rounded(), of_all.created.rounded()),
            (Some(20), Some(20))
        );
        assert_eq!(
            leaving.leaving.rounded(),
            Some(20),
            "21: whoever was merged has not left"
        );
    });
}

#[test]
fn a_limit_that_is_given_asks_for_no_digit_of_how_many_would_leave() {
    on_both(40, |house| {
        let officer = officer(house);
        let is_too_many = |most| {
            let full = Plan {
                extent: Extent::FullRoll(most),
                ..Plan::default()
            };
            let leaving = tried(house, &officer, &full, 23..40).leaving.unwrap();
            assert_eq!(leaving.leaving.rounded(), Some(25), "23");
            leaving.too_many
        };
        let told = [20, 22, 23, 24].map(|most| is_too_many(EndsMax::Count(most)));
        assert_eq!(told, [true; 4]);
        assert!(!is_too_many(EndsMax::Count(25)));
        assert!(is_too_many(EndsMax::Percent(60)) && !is_too_many(EndsMax::Percent(63)));
    });
}

#[test]
fn tries_end_for_the_day_and_go_on_the_next() {
    on_both(1, |house| {
        let officer = officer(house);
        for _ in 0..TRIES_MAX {
            tried(house, &officer, &Plan::default(), 0..1);
        }
        let next = |now| {
            let plan = Plan::default();
            let officer = house.again(&officer, now);
            match roll::try_begin(&house.world, &officer.auth(), &plan, now).unwrap() {
                Verdict::Given(TryBegun::TriedOut(out)) => Some(out),
                Verdict::Given(TryBegun::Trial(_)) => None,
                Verdict::Refused(_) => panic!("refused"),
            }
        };
        assert_eq!(next(EVENING), Some(TriedOut::Tries));
        let tomorrow = EVENING.plus(switchboard_rules::moment::Span::hours(11));
        assert_eq!(next(tomorrow), None);
        house.tamper(format!("update import_try set tries = 1, tried_rows = {ROWS_MAX}").leak());
        assert_eq!(next(tomorrow), Some(TriedOut::Rows));
    });
}

#[test]
fn a_caller_tries_nothing() {
    on_both(1, |house| {
        let caller = house.caller(0);
        let plan = Plan::default();
        let asked = roll::try_begin(&house.world, &caller.auth(), &plan, EVENING).unwrap();
        assert!(matches!(asked, Verdict::Refused(_)));
    });
}
