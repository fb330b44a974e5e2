//! Exact totals, counted over members, and a tree that changes without them.

use switchboard_rules::person::BranchName;
use switchboard_rules::policy::{Role, Scope};

use super::house::{EVENING, House, Person, import, member, on_both};
use crate::branches::{self, Change, Changed, Totals};
use crate::tx::Verdict;

fn officer(house: &House) -> Person {
    house.person("Orla Officer", Role::MembershipOfficer, Scope::Organisation)
}

fn totals(house: &House, who: &Person) -> Totals {
    let asked = house.act(who, EVENING, |tx| branches::ask_totals(tx, 2026));
    match asked.unwrap().verdict {
        Verdict::Given(leave) => leave.count(&house.world).unwrap(),
        Verdict::Refused(_) => panic!("an officer may see totals"),
    }
}

#[test]
fn totals_count_each_member_once_and_a_renamed_branch_keeps_its_members() {
    on_both(4, |house| {
        let officer = officer(house);
        // One joined this year, one ended last year; both have two versions by now.
        let mut joined = member(0);
        joined.joined_year = Some(2026);
        let mut over = member(1);
        over.ends_on = crate::roll::day("2025-06-30");
        import(&house.world, vec![joined, over]);
        let all = totals(house, &officer).all();
        assert_eq!(
            (all.at_start, all.joined, all.left, all.at_end),
            (2, 1, 0, 3)
        );
        assert_eq!(totals(house, &officer).unplaced(), ["Abercwm"]);

        let name = |text: &str| BranchName::parse(text).unwrap();
        let change = |change: Change| {
            let done = house.act(&officer, EVENING, move |tx| branches::change(tx, &change));
            match done.unwrap().verdict {
                Verdict::Given(Changed::Done(branch)) => branch,
                _ => panic!("the change is done"),
            }
        };
        let parent = None;
        let branch = change(Change::Add {
            name: name("abercwm"),
            parent,
        });
        change(Change::Rename {
            branch,
            name: name("Aber Quay"),
        });
        let after = totals(house, &officer);
        assert!(after.unplaced().is_empty());
        assert!(after.lines.iter().all(|line| line.name == "Aber Quay"));
        assert_eq!(after.all(), all);
        let caller = house.caller(0);
        let refused = house.act(&caller, EVENING, |tx| branches::ask_totals(tx, 2026));
        assert!(matches!(refused.unwrap().verdict, Verdict::Refused(_)));
    });
}
