//! What was said of the one record since a merge and stops calls is true of both after its undo.

use switchboard_rules::alike::Choice;
use switchboard_rules::look::Mark;
use switchboard_rules::moment::{Moment, Span};
use switchboard_rules::person::{Day, Region};
use switchboard_rules::roll::{RollRow, SaidRow};

use super::calls::has_somebody;
use super::house::{EVENING, House, Person, given, import, importing, member, switched};
use super::looks::{officer, words};
use super::meanwhile::twice;
use super::merges::{merge, merged, pair, story, undo};
use crate::duplicates::{Merged, Put, Unmerged};
use crate::members;
use crate::roll::{self, EndsMax, Extent, Plan};

const SINCE: Moment = Moment::from_millis(EVENING.millis() + 60_000);

fn undone(house: &House, who: &Person, id: switchboard_rules::ids::MergeId) -> Put {
    match undo(house, who, id, SINCE) {
        Unmerged::Done(put) => put,
        other => panic!("{other:?}"),
    }
}

/// Whether anybody of the two can be rung by either campaign.
fn can_be_rung(house: &House) -> bool {
    (0..2).any(|campaign| {
        let caller = house.caller(campaign);
        has_somebody(house, &caller, house.banks[campaign], SINCE)
    })
}

fn said(change: impl Fn(&mut RollRow)) -> RollRow {
    let mut row = member(0);
    change(&mut row);
    row
}

const STOPPED: &str = "select count(*) from member_row r where r.do_not_call + r.deceased > 0 and r.import = (select x.import from member_row x where x.bucket = r.bucket and x.member = r.member order by x.import desc limit 1)";

#[test]
fn what_a_file_said_against_calls_since_a_merge_stands_for_both_after_its_undo() {
    let files = [
        said(|row| row.do_not_call = true),
        said(|row| row.deceased = true),
    ];
    for file in files {
        story(&twice(), |house| {
            let who = officer(house);
            let (_, id) = merge(house, &who);
            assert_eq!(import(&house.world, vec![file.clone()]).changed, 1);
            assert!(undone(house, &who, id).is_stopped);
            assert!(!can_be_rung(house));
            assert_eq!(
                house.count(STOPPED),
                2,
                "of both records it is written down"
            );
            house.settle(SINCE);
        });
    }
}

#[test]
fn a_day_of_ending_that_was_said_since_a_merge_stands_for_both_after_its_undo() {
    story(&twice(), |house| {
        let who = officer(house);
        let (_, id) = merge(house, &who);
        let region = Region::parse("GB").unwrap();
        let last = Day::parse("2026-10-31", region).ok();
        import(&house.world, vec![said(|row| row.ends_on = last)]);
        assert!(undone(house, &who, id).is_stopped);
        assert!(!can_be_rung(house));
    });
}

#[test]
fn a_mark_that_was_lifted_and_set_anew_since_a_merge_stands_for_both_after_its_undo() {
    for mark in Mark::ALL {
        for sets_anew in [true, false] {
            story(&twice(), |house| {
                let who = officer(house);
                let looks = pair(house, &who);
                let keep = looks[0];
                let set = move |tx: &mut crate::Tx<'_, '_>| {
                    members::mark(tx, keep, mark, &words("the police asked us to"))
                };
                given(house.act(&who, EVENING, set));
                let Merged::Done(id) = merged(house, &who, looks, Choice::default()) else {
                    panic!("not merged")
                };
                given(house.act(&who, EVENING, move |tx| {
                    members::lift(tx, keep, mark, &words("she says it is over"))
                }));
                if sets_anew {
                    given(house.act(&who, SINCE, set));
                }
                assert_eq!(undone(house, &who, id).is_stopped, sets_anew);
                assert_eq!(can_be_rung(house), !sets_anew, "{mark:?}");
            });
        }
    }
}

#[test]
fn a_mark_that_stood_before_a_merge_is_not_the_others_after_its_undo() {
    story(&twice(), |house| {
        let who = officer(house);
        let looks = pair(house, &who);
        let keep = looks[0];
        given(house.act(&who, EVENING, move |tx| {
            members::mark(tx, keep, Mark::Protected, &words("the police asked us to"))
        }));
        let Merged::Done(id) = merged(house, &who, looks, Choice::default()) else {
            panic!("not merged")
        };
        assert!(!undone(house, &who, id).is_stopped);
        assert!(can_be_rung(house), "the one who was never marked");
        let marked = house.count("select count(*) from member_mark where protected = 1");
        assert_eq!(marked, 1);
    });
}

const ENDED: &str = "select count(*) from member_end e where e.ended_at is not null and e.why <> 'merged' and e.import = (select x.import from member_end x where x.bucket = e.bucket and x.member = e.member order by x.import desc limit 1)";

#[test]
fn a_membership_that_was_ended_since_a_merge_is_ended_for_both_after_its_undo() {
    for by_hand in [true, false] {
        let mut rows = twice();
        rows.push(member(1));
        story(&rows, |house| {
            let who = officer(house);
            let (keep, id) = merge(house, &who);
            if by_hand {
                given(house.act(&who, EVENING, move |tx| {
                    members::end(tx, keep, &words("Left by letter"))
                }));
            } else {
                let plan = Plan {
                    extent: Extent::FullRoll(EndsMax::Count(9)),
                    ..Plan::default()
                };
                let rest = vec![SaidRow::from(member(1))];
                let mut running = importing(&house.world, &plan, rest, EVENING);
                running.leave(EVENING).unwrap();
                assert_eq!(switched(running, EVENING).counts.ended, 1);
                roll::follow(&house.world, EVENING).unwrap();
            }
            assert!(undone(house, &who, id).is_stopped);
            assert_eq!(house.count(ENDED), 2, "by hand: {by_hand}");
            let queued = "select count(distinct member) from queue where class in (0, 1)";
            assert_eq!(house.count(queued), 1, "the third alone");
        });
    }
}

#[test]
fn a_rest_after_a_call_since_a_merge_is_kept_for_both_after_its_undo() {
    story(&twice(), |house| {
        let who = officer(house);
        let (_, id) = merge(house, &who);
        let caller = house.caller(0);
        let (dealt, _) = super::calls::card(house, &caller, house.banks[0], EVENING);
        super::calls::numbers(house, &caller, dealt.card, EVENING);
        let up = EVENING.plus(Span::minutes(21));
        while crate::desk::sweep(&house.world, up).unwrap() > 0 {}
        let rested = "select count(*) from member_mark where rest_until > 0";
        assert_eq!(house.count(rested), 1);
        undo(house, &who, id, up);
        assert_eq!(house.count(rested), 2);
    });
}
