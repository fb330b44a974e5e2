//! Imports: what a file changes, what it never lifts, and what an import that broke off leaves behind (nothing).

use std::sync::Barrier;
use std::thread;

use switchboard_rules::ids::ImportId;
use switchboard_rules::moment::{Moment, Span};
use switchboard_rules::person::{ExternalId, Name, NameText, Phone, PhoneError, Region};
use switchboard_rules::policy::{Role, Scope};
use switchboard_rules::roll::{Part, PartCounts, Parts, Reason, Rejection, SaidRow, Stop};

use super::calls::{card, has_somebody};
use super::house::{EVENING, House, Person, import, import_at, member, on_both};
use crate::fault::Fault;
use crate::roll::{self, Counts, Plan, Query, Reject, Running};
use crate::session::Auth;
use crate::tx::Verdict;
use crate::{banks, machine};

fn officer(house: &House) -> Person {
    house.person("Orla Officer", Role::MembershipOfficer, Scope::Organisation)
}

fn begin(house: &House, auth: &Auth, now: Moment) -> Running {
    match roll::begin(&house.world, auth, &Plan::default(), now).unwrap() {
        Verdict::Given(running) => running,
        Verdict::Refused(refusal) => panic!("refused: {}", refusal.reason.code()),
    }
}

fn switch(running: Running, now: Moment) -> Counts {
    match running.switch(now).unwrap() {
        Verdict::Given(import) => import.counts,
        Verdict::Refused(refusal) => panic!("refused: {}", refusal.reason.code()),
    }
}

fn hits(house: &House, officer: &Person, query: Query) -> Vec<(String, String)> {
    let done = house
        .act(officer, EVENING, move |tx| roll::search(tx, &query))
        .unwrap();
    let Verdict::Given(roll::Found { hits, .. }) = done.verdict else {
        panic!("refused")
    };
    let hits = hits.disclose(&done.proof).unwrap();
    hits.0
        .iter()
        .map(|hit| (hit.name.clone(), hit.number.clone()))
        .collect()
}

fn external(n: u32) -> Query {
    Query::External(format!("M-{n:06}"))
}

pub(super) fn reject(line: u64, n: u32, do_not_call: bool, deceased: bool) -> Reject {
    let external_id = ExternalId::parse(&format!("M-{n:06}")).unwrap();
    Reject {
        line,
        reason: Rejection {
            column: Some("Mobile".to_owned()),
            reason: Reason::Phone(PhoneError::Words, Region::GB),
        },
        cells: vec![
            format!("M-{n:06}"),
            "Evansworth".to_owned(),
            "ask Ann".to_owned(),
        ],
        external_id: Some(external_id.clone()),
        stop: (do_not_call || deceased).then_some(Stop {
            external_id,
            do_not_call,
            deceased,
        }),
    }
}

fn unchanged() -> Counts {
    Counts {
        unchanged: 40,
        ..Counts::default()
    }
}

fn fields(parts: &[Part]) -> PartCounts {
    let mut counts = PartCounts::default();
    counts.add(parts.iter().copied().collect::<Parts>());
    counts
}

#[test]
fn the_same_file_again_changes_nothing() {
    on_both(40, |house| {
        let rows = || {
            house.count("select count(*) from member_row")
                + house.count("select count(*) from lookup")
        };
        let before = rows();
        assert_eq!(
            import(&house.world, (0..40).map(member).collect()),
            unchanged()
        );
        assert_eq!(rows(), before);
    });
}

#[test]
fn the_same_number_in_another_format_is_no_change() {
    on_both(40, |house| {
        let region = Region::parse("GB").unwrap();
        for form in ["+44 7700 900{}", "0044 (0)7700-900{}", "07700900{}"] {
            let rows = (0..40).map(|n| {
                let mut row = member(n);
                row.phones =
                    vec![Phone::parse(&form.replace("{}", &format!("{n:03}")), region).unwrap()];
                row
            });
            assert_eq!(import(&house.world, rows.collect()), unchanged(), "{form}");
        }
    });
}

#[test]
fn a_changed_row_counts_as_changed_and_the_card_shows_the_new_name() {
    on_both(1, |house| {
        let mut row = member(0);
        let name = NameText {
            title: "Dr",
            given: "Gwenllian",
            family: "Newmarried",
            ..NameText::default()
        };
        row.name = Name::parse(name).unwrap();
        let counts = import(&house.world, vec![row, member(1)]);
        assert_eq!(
            counts,
            Counts {
                created: 1,
                changed: 1,
                fields: fields(&[Part::Name]),
                ..Counts::default()
            }
        );
        let caller = house.caller(0);
        let (card, proof) = card(house, &caller, house.banks[0], EVENING);
        assert_eq!(card.name.disclose(&proof).unwrap().0, "Dr Newmarried");
    });
}

#[test]
fn a_file_imported_after_the_clock_was_set_back_is_still_the_newest() {
    on_both(1, |house| {
        drop(begin(house, &Auth::Console, EVENING));
        let mut row = member(0);
        row.name = Name::parse(NameText {
            given: "Gwenllian",
            family: "Newmarried",
            ..NameText::default()
        })
        .unwrap();
        // Another process, so another maker of ids, whose clock stands an hour back.
        let back = EVENING.plus(Span::seconds(31)).minus(Span::hours(1));
        house.tamper("update import_dark set held_until = 0");
        let other = house.reopened();
        assert_eq!(import_at(&other, vec![row], back).changed, 1);
        let caller = house.caller(0);
        let (card, proof) = card(house, &caller, house.banks[0], EVENING);
        assert!(card.name.disclose(&proof).unwrap().0.contains("Newmarried"));
    });
}

#[test]
fn an_import_under_way_is_seen_by_nobody_and_swept_when_the_next_begins() {
    on_both(1, |house| {
        let (officer, caller) = (officer(house), house.caller(0));
        let (first, _) = card(house, &caller, house.banks[0], EVENING);
        let before = [
            house.count("select count(*) from member"),
            house.count("select count(*) from lookup"),
        ];
        let mut running = begin(house, &Auth::Console, EVENING);
        let mut changed = member(0);
        changed.phones = vec![];
        let rows: Vec<(u64, SaidRow)> = (2..)
            .zip(
                std::iter::once(changed)
                    .chain((1..30).map(member))
                    .map(SaidRow::from),
            )
            .collect();
        running
            .slice(&rows, &[reject(40, 77, false, false)], EVENING)
            .unwrap();
        running.flush().unwrap();
        assert_eq!(
            house.count("select count(*) from member"),
            30,
            "the rows are there, in the dark"
        );
        assert_eq!(hits(house, &officer, external(7)), []);
        assert_eq!(
            hits(house, &officer, Query::Number("07700 900007".to_owned())),
            []
        );
        assert_eq!(
            hits(house, &officer, Query::Number("07700 900000".to_owned())).len(),
            1
        );
        machine::index_names(&house.world, EVENING).unwrap();
        assert_eq!(
            hits(house, &officer, Query::Name("evansworth".to_owned())).len(),
            1
        );
        assert_eq!(
            banks::fill(&house.world, house.banks[0], EVENING).unwrap(),
            0
        );
        let numbers = super::calls::numbers(house, &caller, first.card, EVENING).0;
        assert_eq!(
            numbers,
            ["tel:+447700900000"],
            "the number in force, not the dark one"
        );
        drop(running);
        let later = EVENING.plus(Span::seconds(31));
        let next = begin(house, &Auth::Console, later);
        let after = [
            house.count("select count(*) from member"),
            house.count("select count(*) from lookup"),
        ];
        assert_eq!(after, before);
        assert_eq!(house.count("select count(*) from member_row"), 1);
        assert_eq!(house.count("select count(*) from import_reject"), 0);
        assert_eq!(
            house.count("select count(*) from import where state = 'abandoned'"),
            1
        );
        assert_eq!(
            house.count("select count(*) from import_dark"),
            1,
            "only the next one's"
        );
        switch(next, later);
    });
}

#[test]
fn an_import_that_is_given_up_leaves_nothing_at_the_same_moment() {
    on_both(1, |house| {
        let mut running = begin(house, &Auth::Console, EVENING);
        running
            .slice(
                &[(2, member(1).into()), (3, member(2).into())],
                &[reject(4, 9, false, false)],
                EVENING,
            )
            .unwrap();
        running.abandon(EVENING).unwrap();
        assert_eq!(house.count("select count(*) from member"), 1);
        assert_eq!(house.count("select count(*) from import_dark"), 0);
        assert_eq!(house.count("select count(*) from import_reject"), 0);
        assert_eq!(
            house.count(LATEST_ENTRY),
            EVENING.millis(),
            "nothing is dated in the future"
        );
        switch(begin(house, &Auth::Console, EVENING), EVENING);
    });
}

const LATEST_ENTRY: &str = "select max(at) from entry";

#[test]
fn an_import_that_was_swept_while_it_slept_writes_nothing_when_it_wakes() {
    on_both(1, |house| {
        let mut slept = begin(house, &Auth::Console, EVENING);
        slept.slice(&[(2, member(1).into())], &[], EVENING).unwrap();
        slept.flush().unwrap();
        // The sweep has begun and not ended: its first act takes the import from whoever held it.
        let later = EVENING.plus(Span::seconds(31));
        assert!(roll::claim(&house.world, slept.id, later).unwrap());
        let woken = slept
            .slice(&[(3, member(2).into())], &[], later)
            .and_then(|()| slept.flush());
        assert!(matches!(woken, Err(Fault::World(_))), "{woken:?}");
        assert!(slept.switch(later).is_err());
        switch(begin(house, &Auth::Console, later), later);
        assert_eq!(house.count("select count(*) from member"), 1);
    });
}

#[test]
fn an_import_that_is_held_is_not_swept() {
    on_both(1, |house| {
        let mut held = begin(house, &Auth::Console, EVENING);
        let soon = EVENING.plus(Span::seconds(20));
        held.slice(&[(2, member(1).into())], &[], soon).unwrap();
        held.flush().unwrap();
        assert!(!roll::claim(&house.world, held.id, EVENING.plus(Span::seconds(40))).unwrap());
        assert_eq!(switch(held, soon).created, 1);
    });
}

#[test]
fn a_second_import_is_refused_while_one_runs() {
    on_both(1, |house| {
        let first = begin(house, &Auth::Console, EVENING);
        let second = roll::begin(
            &house.world,
            &Auth::Console,
            &Plan::default(),
            EVENING.plus(Span::seconds(29)),
        );
        assert!(
            matches!(second.err(), Some(Fault::World(text)) if text.contains("another import is running"))
        );
        switch(first, EVENING);
        switch(begin(house, &Auth::Console, EVENING), EVENING);
    });
}

#[test]
fn of_two_imports_that_begin_at_once_on_two_nodes_one_runs() {
    on_both(1, |house| {
        let nodes = [house.node(), house.node()];
        for round in 0..4 {
            let now = EVENING.plus(Span::minutes(round));
            let start = Barrier::new(2);
            let begun: Vec<bool> = thread::scope(|scope| {
                let both = nodes.each_ref().map(|node| {
                    let start = &start;
                    scope.spawn(move || {
                        start.wait();
                        matches!(
                            roll::begin(node, &Auth::Console, &Plan::default(), now),
                            Ok(Verdict::Given(_))
                        )
                    })
                });
                both.map(|one| one.join().unwrap()).into()
            });
            assert_eq!(
                begun.iter().filter(|begun| **begun).count(),
                1,
                "round {round}"
            );
        }
    });
}

#[test]
fn rejected_rows_go_back_to_their_uploader_alone_with_their_true_lines() {
    on_both(1, |house| {
        let (uploader, other) = (officer(house), officer(house));
        let mut running = begin(house, &uploader.auth(), EVENING);
        let id = running.id;
        let rejects = [
            reject(3, 50, false, false),
            reject(1_000_003, 51, false, false),
        ];
        running
            .slice(
                &[
                    (2, member(1).into()),
                    (9, member(2).into()),
                    (12, member(1).into()),
                ],
                &rejects,
                EVENING,
            )
            .unwrap();
        running
            .slice(&[(20, member(2).into())], &[], EVENING)
            .unwrap();
        let counts = switch(running, EVENING);
        assert_eq!(
            counts,
            Counts {
                created: 2,
                rejected: 2,
                duplicates: 2,
                ..Counts::default()
            }
        );
        let refused = house
            .act(&other, EVENING, move |tx| roll::rejects(tx, id))
            .unwrap();
        assert!(
            matches!(refused.verdict, Verdict::Refused(refusal) if refusal.hidden()),
            "another officer"
        );
        let console = house
            .world
            .write("rejects", Auth::Console, EVENING, move |tx| {
                roll::rejects(tx, id)
            })
            .wait();
        assert!(
            matches!(console.unwrap().verdict, Verdict::Refused(_)),
            "the operator"
        );
        let unknown = house
            .act(&uploader, EVENING, |tx| {
                roll::rejects(tx, ImportId::from_bytes([9; 16]))
            })
            .unwrap();
        assert!(matches!(unknown.verdict, Verdict::Refused(_)));
        let done = house
            .act(&uploader, EVENING, move |tx| roll::rejects(tx, id))
            .unwrap();
        let Verdict::Given(rows) = done.verdict else {
            panic!("the uploader")
        };
        let rows = rows.disclose(&done.proof).unwrap();
        assert_eq!(
            rows.0.iter().map(|row| row.line).collect::<Vec<_>>(),
            [3, 12, 20, 1_000_003]
        );
        assert_eq!(rows.0[0].cells, ["M-000050", "Evansworth", "ask Ann"]);
        assert_eq!(rows.0[0].reason, reject(3, 50, false, false).reason);
        assert_eq!(rows.0[1].reason, Rejection::from(Reason::Repeated));
    });
}

/// A stop in a rejected row, and what it must stop.
#[test]
fn a_stop_in_a_row_that_was_rejected_stops_calls_to_the_member_it_names() {
    for (do_not_call, deceased) in [(true, false), (false, true), (true, true), (false, false)] {
        on_both(1, |house| {
            let mut running = begin(house, &Auth::Console, EVENING);
            running
                .slice(&[], &[reject(2, 0, do_not_call, deceased)], EVENING)
                .unwrap();
            switch(running, EVENING);
            let is_free = !do_not_call && !deceased;
            for campaign in 0..2 {
                let caller = house.caller(campaign);
                let dealt = has_somebody(house, &caller, house.banks[campaign], EVENING);
                assert_eq!(
                    dealt,
                    is_free && campaign == 0,
                    "{do_not_call} {deceased}, campaign {campaign}"
                );
            }
            assert_eq!(
                house.count("select count(*) from objection") > 0,
                do_not_call
            );
            assert_eq!(
                house.count("select count(*) from member_mark where deceased = 1"),
                i64::from(deceased)
            );
            let kept = "select count(*) from entry e join entry_subject s on s.entry = e.id where e.kind = 412";
            assert_eq!(
                house.count(kept),
                i64::from(!is_free),
                "a stop has its entry, with its member"
            );
            house.settle(EVENING);
        });
    }
}

#[test]
fn a_stop_is_not_lost_where_its_member_is_new_in_the_same_file_or_stands_in_it_twice() {
    on_both(0, |house| {
        let mut running = begin(house, &Auth::Console, EVENING);
        let mut twice = member(2);
        twice.do_not_call = true;
        running
            .slice(
                &[(3, member(1).into()), (4, member(2).into())],
                &[reject(2, 1, true, false)],
                EVENING,
            )
            .unwrap();
        running
            .slice(&[(5, twice.into()), (6, member(3).into())], &[], EVENING)
            .unwrap();
        assert_eq!(switch(running, EVENING).duplicates, 1);
        assert_eq!(
            banks::fill(&house.world, house.banks[0], EVENING).unwrap(),
            3
        );
        let (first, second) = (house.caller(0), house.caller(0));
        let (only, proof) = card(house, &first, house.banks[0], EVENING);
        let number = super::calls::numbers(house, &first, only.card, EVENING).0;
        assert_eq!(
            number,
            ["tel:+447700900003"],
            "{:?}",
            only.name.disclose(&proof).unwrap()
        );
        assert!(!has_somebody(house, &second, house.banks[0], EVENING));
    });
}
