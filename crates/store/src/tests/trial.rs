//! Trying a file: safe counts, an entry, a budget, and nothing of the roll written.

use switchboard_rules::policy::{Role, Scope};
use switchboard_rules::roll::{ROWS_MAX, TRIES_MAX, TriedOut};

use super::house::{EVENING, House, Person, member, on_both};
use crate::roll::{self, EndsMax, Extent, Plan, TriedFile, TryBegun};
use crate::tx::Verdict;

fn officer(house: &House) -> Person {
    house.person("Orla Officer", Role::MembershipOfficer, Scope::Organisation)
}

fn tried(house: &House, who: &Person, plan: &Plan, n: std::ops::Range<u32>) -> TriedFile {
    let Verdict::Given(TryBegun::Trial(mut trial)) =
        roll::try_begin(&house.world, &who.auth(), plan, EVENING).unwrap()
    else {
        panic!("refused")
    };
    let rows: Vec<_> = (2..).zip(n.map(|n| member(n).into())).collect();
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
        let said = |t: &TriedFile| (t.created, t.changed, t.unchanged, t.fields.clone());
        assert_eq!(said(&known), said(&unknown));
        assert_eq!(
            house.count("select count(*) from entry where kind = 304"),
            3
        );
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
            match roll::try_begin(&house.world, &officer.auth(), &plan, now).unwrap() {
                Verdict::Given(TryBegun::TriedOut(out)) => Some(out),
                Verdict::Given(TryBegun::Trial(_)) => None,
                Verdict::Refused(_) => panic!("refused"),
            }
        };
        assert_eq!(next(EVENING), Some(TriedOut::Tries));
        let tomorrow = EVENING.plus(switchboard_rules::moment::Span::hours(24));
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
