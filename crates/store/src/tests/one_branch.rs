//! Officers of two branches, who are rivals: what each reaches, and what neither learns of the other's.

use switchboard_rules::budget::Caps;
use switchboard_rules::ids::{BranchId, LookId};
use switchboard_rules::look::Purpose;
use switchboard_rules::person::{BranchName, ExternalId};
use switchboard_rules::policy::{Action, Reason, Role, Scope};
use switchboard_rules::roll::{RollRow, Typed};

use super::house::{EVENING, House, Person, given, member, on_both_of};
use super::looks::{file, officer, open, refused, shown, told, words};
use crate::branches::{self, Change, Changed};
use crate::members::{self, Added, Begun, Corrected, Opening};
use crate::roll::{self, Query};
use crate::tx::Verdict;
use crate::{door, duplicates, log, machine};

/// Two rivals, and the tree they stand in.
pub(super) struct Rivals {
    pub(super) whole: Person,
    /// Keeps the roll of Gwynedd, under which Abercwm stands.
    pub(super) gwynedd: Person,
    /// Keeps that of Powys.
    pub(super) powys: Person,
    pub(super) tree: [BranchId; 4],
}

pub(super) fn name(text: &str) -> BranchName {
    BranchName::parse(text).unwrap()
}

pub(super) fn change(house: &House, who: &Person, change: Change) -> BranchId {
    let done = house.act(who, EVENING, move |tx| branches::change(tx, &change));
    match given(done) {
        Changed::Done(branch) => branch,
        other => panic!("{other:?}"),
    }
}

/// Four members: of Abercwm, of Powys, of Gwynedd, and of a branch that nobody knows.
fn roll_of_four() -> Vec<RollRow> {
    let branches = ["Abercwm", "Powys", "Gwynedd", "Atlantis"];
    let rows = branches.iter().zip(0..).map(|(branch, n)| RollRow {
        branch: Some(name(branch)),
        ..member(n)
    });
    rows.collect()
}

pub(super) fn story(told: impl Fn(&House, &Rivals)) {
    let caps = Caps::NOVEMBER_2026;
    on_both_of(&roll_of_four(), caps, |house| {
        machine::index_names(&house.world, EVENING).unwrap();
        let whole = officer(house);
        let add = |text: &str, parent| {
            let name = name(text);
            change(house, &whole, Change::Add { name, parent })
        };
        let cymru = add("Cymru", None);
        let gwynedd = add("Gwynedd", Some(cymru));
        let abercwm = add("Abercwm", Some(gwynedd));
        let powys = add("Powys", Some(cymru));
        let of = |label: &str, branch| {
            house.person(label, Role::MembershipOfficer, Scope::Branch(branch))
        };
        let rivals = Rivals {
            gwynedd: of("Gwen Gwynedd", gwynedd),
            powys: of("Pryce Powys", powys),
            whole,
            tree: [cymru, gwynedd, abercwm, powys],
        };
        told(house, &rivals);
        house.settle(EVENING);
    });
}

pub(super) fn hits(house: &House, who: &Person, query: Query) -> Vec<String> {
    given(house.act(who, EVENING, move |tx| roll::search(tx, &query))).handles
}

fn queries(n: u32) -> [Query; 3] {
    [
        Query::Number(format!("07700 900{n:03}")),
        Query::Email(format!("member{n}@members.example.org")),
        Query::External(format!("M-{n:06}")),
    ]
}

#[test]
fn a_branchs_officer_finds_and_opens_those_under_the_branch_and_nobody_else() {
    story(|house, rivals| {
        let all = |who: &Person| hits(house, who, Query::Name("gwenll".to_owned())).len();
        let found = [&rivals.whole, &rivals.gwynedd, &rivals.powys].map(all);
        assert_eq!(found, [4, 2, 1]);
        for (n, [gwynedd, powys]) in [[1, 0], [0, 1], [1, 0], [0, 0]].into_iter().enumerate() {
            for query in queries(u32::try_from(n).unwrap()) {
                assert_eq!(hits(house, &rivals.gwynedd, query.clone()).len(), gwynedd);
                assert_eq!(hits(house, &rivals.powys, query.clone()).len(), powys);
                assert_eq!(hits(house, &rivals.whole, query).len(), 1);
            }
        }
        for n in [0, 2] {
            let look = open(house, &rivals.gwynedd, n, EVENING);
            assert_eq!(
                file(house, &rivals.gwynedd, look, EVENING).external,
                format!("M-{n:06}")
            );
        }
        let [_, gwynedd, ..] = rivals.tree;
        let (members, _, detail) = told(house, 310).pop().unwrap();
        assert_eq!(
            members, 4,
            "the first search was the organisation's: {detail}"
        );
        let searches = told(house, 310);
        let of_branch = format!("by=name branch={gwynedd}");
        let mine: Vec<usize> = searches
            .iter()
            .filter(|(_, _, detail)| *detail == of_branch)
            .map(|(members, ..)| *members)
            .collect();
        assert_eq!(
            mine,
            [2],
            "an entry names the branch, and those alone who were shown"
        );
        let opened = told(house, 311);
        assert!(
            opened
                .iter()
                .all(|(_, _, detail)| detail.ends_with(&format!("branch={gwynedd}")))
        );
    });
}

/// A handle is for whoever searched, and a look for whoever began it.
#[test]
fn a_hit_or_a_look_of_somebody_else_opens_nothing_to_a_branchs_officer() {
    story(|house, rivals| {
        let query = Query::External("M-000001".to_owned());
        let stolen = hits(house, &rivals.whole, query).remove(0);
        let opening = Opening {
            handle: stolen,
            purpose: Purpose::RingsUs,
            words: String::new(),
        };
        let begun = house.act(&rivals.gwynedd, EVENING, move |tx| {
            members::begin(tx, &opening)
        });
        assert_eq!(given(begun), Begun::Stale, "as any handle that is none");
        let look = open(house, &rivals.whole, 1, EVENING);
        let why = refused(house, &rivals.gwynedd, EVENING, move |tx| {
            members::show(tx, look)
        });
        assert_eq!(why, Reason::NotYours);
    });
}

fn is_out_of_reach(house: &House, who: &Person, look: LookId) {
    let acts: [Reason; 4] = [
        refused(house, who, EVENING, move |tx| members::show(tx, look)),
        refused(house, who, EVENING, move |tx| {
            members::note(tx, look, &words("A note on it"))
        }),
        refused(house, who, EVENING, move |tx| {
            members::object(tx, look, None)
        }),
        refused(house, who, EVENING, move |tx| {
            members::correct(tx, look, &Typed::default())
        }),
    ];
    assert_eq!(acts, [Reason::NotYours; 4]);
}

#[test]
fn whoever_moves_out_of_the_branch_between_search_and_look_is_out_of_reach_at_once() {
    story(|house, rivals| {
        let who = &rivals.gwynedd;
        let handle = hits(house, who, Query::External("M-000000".to_owned())).remove(0);
        let look = open(house, who, 0, EVENING);
        // By the organisation's hand.
        let theirs = open(house, &rivals.whole, 0, EVENING);
        let moved = Typed {
            branch: Some("Powys".to_owned()),
            ..Typed::default()
        };
        let done = house.act(&rivals.whole, EVENING, move |tx| {
            members::correct(tx, theirs, &moved)
        });
        assert!(matches!(given(done), Corrected::Done(_)));
        is_out_of_reach(house, who, look);
        let opening = Opening {
            handle,
            purpose: Purpose::RingsUs,
            words: String::new(),
        };
        let why = refused(house, who, EVENING, move |tx| members::begin(tx, &opening));
        assert_eq!(why, Reason::NotYours);
        assert_eq!(
            hits(house, who, Query::Name("gwenll".to_owned())).len(),
            1,
            "nor found by name"
        );
        assert_eq!(
            hits(house, &rivals.powys, Query::External("M-000000".to_owned())).len(),
            1
        );
        // By a file.
        let look = open(house, who, 2, EVENING);
        let row = RollRow {
            branch: Some(name("Powys")),
            ..member(2)
        };
        super::house::import(&house.world, vec![row]);
        is_out_of_reach(house, who, look);
    });
}

#[test]
fn moving_a_branch_moves_who_reaches_it_and_joining_ends_the_roles_of_the_one_that_is_no_more() {
    story(|house, rivals| {
        let [_, gwynedd, abercwm, powys] = rivals.tree;
        let look = open(house, &rivals.gwynedd, 0, EVENING);
        let (branch, parent) = (abercwm, Some(powys));
        change(house, &rivals.whole, Change::Move { branch, parent });
        is_out_of_reach(house, &rivals.gwynedd, look);
        open(house, &rivals.powys, 0, EVENING);
        let look = open(house, &rivals.gwynedd, 2, EVENING);
        let (branch, into) = (gwynedd, powys);
        change(house, &rivals.whole, Change::Join { branch, into });
        let why = refused(house, &rivals.gwynedd, EVENING, move |tx| {
            members::show(tx, look)
        });
        assert_eq!(why, Reason::NotYours);
        let query = Query::Name("gwenll".to_owned());
        let why = refused(house, &rivals.gwynedd, EVENING, move |tx| {
            roll::search(tx, &query)
        });
        assert_eq!(why, Reason::NotYours);
        assert_eq!(
            hits(house, &rivals.powys, Query::Name("gwenll".to_owned())).len(),
            3
        );
        let ended = told(house, 222);
        assert_eq!(ended.len(), 1);
        assert!(
            ended[0].2.contains(&format!("branch={gwynedd} why=joined")),
            "{ended:?}"
        );
    });
}

#[test]
fn a_number_that_is_taken_elsewhere_is_answered_as_one_that_is_free() {
    story(|house, rivals| {
        let who = &rivals.gwynedd;
        let look = open(house, who, 0, EVENING);
        // M-000001 is somebody's in Powys, M-000009 is nobody's.
        for number in ["M-000001", "M-000009"] {
            let typed = Typed {
                external: Some(number.to_owned()),
                ..Typed::default()
            };
            let why = refused(house, who, EVENING, move |tx| {
                members::correct(tx, look, &typed)
            });
            assert_eq!(why, Reason::WholeRoll, "{number}");
            let typed = Typed {
                family: Some("Khan".to_owned()),
                external: Some(number.to_owned()),
                branch: Some("Gwynedd".to_owned()),
                ..Typed::default()
            };
            let why = refused(house, who, EVENING, move |tx| members::add(tx, &typed));
            assert_eq!(why, Reason::WholeRoll, "{number}");
        }
        // The number that the record has already is no change.
        let same = Typed {
            external: Some("M-000000".to_owned()),
            ..Typed::default()
        };
        let done = house.act(who, EVENING, move |tx| members::correct(tx, look, &same));
        assert_eq!(given(done), Corrected::Done(Vec::new()));
    });
}

#[test]
fn a_branchs_officer_puts_nobody_where_they_do_not_reach_them() {
    story(|house, rivals| {
        let who = &rivals.gwynedd;
        let look = open(house, who, 0, EVENING);
        for branch in ["Powys", "Cymru", "Atlantis", "Nowhere", ""] {
            let typed = Typed {
                branch: Some(branch.to_owned()),
                ..Typed::default()
            };
            let new = Typed {
                family: Some("Khan".to_owned()),
                ..typed.clone()
            };
            let done = house.act(who, EVENING, move |tx| members::correct(tx, look, &typed));
            assert_eq!(given(done), Corrected::Elsewhere, "{branch}");
            let done = house.act(who, EVENING, move |tx| members::add(tx, &new));
            assert_eq!(given(done), Added::Elsewhere, "{branch}");
        }
        let typed = Typed {
            branch: Some(" GWYNEDD ".to_owned()),
            ..Typed::default()
        };
        let done = house.act(who, EVENING, move |tx| members::correct(tx, look, &typed));
        assert_eq!(given(done), Corrected::Done(vec!["branch"]));
    });
}

#[test]
fn adding_somebody_who_is_a_member_elsewhere_tells_nothing_of_them() {
    story(|house, rivals| {
        let who = &rivals.gwynedd;
        // The one in Powys objects to calls, so that their number is kept with the objection.
        let theirs = open(house, &rivals.powys, 1, EVENING);
        given(house.act(&rivals.powys, EVENING, move |tx| {
            members::object(tx, theirs, None)
        }));
        let typed = Typed {
            family: Some("Khan".to_owned()),
            phones: Some(vec![(
                switchboard_rules::person::PhoneKind::Mobile,
                "07700 900001".to_owned(),
            )]),
            email: Some("member1@members.example.org".to_owned()),
            branch: Some("Abercwm".to_owned()),
            ..Typed::default()
        };
        let done = house.act(who, EVENING, move |tx| members::add(tx, &typed));
        let Added::Done(look) = given(done) else {
            panic!("it is done, as for a number that nobody has");
        };
        given(house.act(who, EVENING, move |tx| {
            members::reason(tx, look, &words("She has joined today"))
        }));
        let (seen, _) = shown(house, who, look, EVENING);
        assert!(
            !seen.beside.objections.is_any(),
            "what others said is not told"
        );
        assert_eq!(seen.beside.merged, 0);
        assert!(file(house, who, look, EVENING).external.starts_with("NEW-"));
        // And searching by that number finds the own one alone, though the other's comes first or not.
        assert_eq!(
            hits(house, who, Query::Number("07700 900001".to_owned())).len(),
            1
        );
        assert_eq!(
            hits(
                house,
                &rivals.whole,
                Query::Number("07700 900001".to_owned())
            )
            .len(),
            2
        );
        // The organisation's officer sees what stands against the number.
        let id = hits(house, &rivals.whole, Query::Name("khan".to_owned()));
        assert!(id.len() <= 1, "found once the index has caught up");
    });
}

#[test]
fn what_goes_over_all_branches_is_not_a_branchs_officers() {
    story(|house, rivals| {
        let who = &rivals.gwynedd;
        let two = [0, 2].map(|n| open(house, who, n, EVENING));
        let whole = [
            refused(house, who, EVENING, |tx| roll::reports(tx, None)),
            refused(house, who, EVENING, |tx| members::reasons(tx, None)),
            refused(house, who, EVENING, members::colleagues),
            refused(house, who, EVENING, |tx| duplicates::page(tx, None)),
            refused(house, who, EVENING, branches::see_tree),
            refused(house, who, EVENING, |tx| door::accounts(tx, None)),
            refused(house, who, EVENING, |tx| {
                log::page(tx, &log::Filter::default())
            }),
        ];
        assert_eq!(whole, [Reason::NotYours; 7]);
        let why = refused(house, who, EVENING, move |tx| {
            Ok(match members::hold_two(tx, two, Action::MergeMembers)? {
                Ok(_) => Verdict::Given(()),
                Err(refusal) => Verdict::Refused(refusal),
            })
        });
        assert_eq!(why, Reason::WholeRoll);
        let number = ExternalId::parse("M-000002").unwrap();
        let account = rivals.powys.account;
        let why = refused(house, who, EVENING, move |tx| {
            members::link(tx, account, &number)
        });
        assert_eq!(why, Reason::NotYours);
        // Whoever works for a branch is a colleague whose record others read the reason for.
        let list = given(house.act(&rivals.whole, EVENING, members::colleagues));
        assert!(list.iter().any(|one| one.account == who.account));
    });
}
