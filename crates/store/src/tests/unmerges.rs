//! Undoing a merge: both stand again, what changed since is left and said, and nothing that stops calls is lifted.

use switchboard_rules::alike::{Choice, Numbers};
use switchboard_rules::look::Mark;
use switchboard_rules::moment::Span;
use switchboard_rules::person::Email;
use switchboard_rules::roll::{Part, Parts, Typed};

use super::calls::has_somebody;
use super::duplicates::{look, named, page, roll, twin};
use super::house::{EVENING, given};
use super::looks::{file, officer, told, words};
use super::merges::{external, hits, merge, merged, pair, story, undo};
use crate::duplicates::{self, Compared, Merged, Unmerged};
use crate::members;

#[test]
fn an_undo_puts_both_back_and_leaves_what_was_corrected_since() {
    let mut second = twin(0);
    second.email = Some(Email::parse("gwen@members.example.org").unwrap());
    named(&mut second, "Gwenllian", "Evansworthy");
    let mut rows = roll(1, &[]);
    rows.push(second);
    story(&rows, |house| {
        let who = officer(house);
        let looks = pair(house, &who);
        let choice = Choice {
            takes: Parts::NONE.with(Part::Email).with(Part::Name),
            numbers: Numbers::Both,
        };
        let Merged::Done(id) = merged(house, &who, looks, choice) else {
            panic!("not merged")
        };
        let keep = looks[0];
        let typed = Typed {
            email: Some("newest@members.example.org".to_owned()),
            ..Typed::default()
        };
        given(house.act(&who, EVENING, move |tx| members::correct(tx, keep, &typed)));
        let Unmerged::Done(put) = undo(house, &who, id, EVENING) else {
            panic!("not undone")
        };
        assert_eq!(put.back, Parts::NONE.with(Part::Name));
        assert_eq!(put.left, Parts::NONE.with(Part::Email));
        assert!(!put.is_stopped);
        let kept = file(house, &who, keep, EVENING);
        assert_eq!(
            (kept.family.as_str(), kept.email.as_str()),
            ("Evansworth", "newest@members.example.org")
        );
        assert_eq!(hits(house, &who, external("T-000000")), 1);
        assert_eq!(told(house, 346)[0].0, 2);
        assert_eq!(undo(house, &who, id, EVENING), Unmerged::Before);
        assert_eq!(
            house.count("select count(*) from queue where class in (0, 1)"),
            4,
            "both may be rung by both campaigns again"
        );
        // The pair waits again.
        assert_eq!(page(house, &who, None).pairs.len(), 1);
        house.settle(EVENING);
    });
}

#[test]
fn an_undo_lifts_no_objection_or_mark_and_what_was_said_since_stands_for_both() {
    for mark in [None, Some(Mark::Protected)] {
        story(&roll(1, &[0]), |house| {
            let who = officer(house);
            let (keep, id) = merge(house, &who);
            let since = EVENING.plus(Span::minutes(5));
            given(house.act(&who, since, move |tx| match mark {
                Some(mark) => members::mark(tx, keep, mark, &words("the police asked us to")),
                None => members::object(tx, keep, None),
            }));
            let Unmerged::Done(put) = undo(house, &who, id, since) else {
                panic!("not undone")
            };
            assert!(put.is_stopped);
            for campaign in 0..2 {
                let caller = house.caller(campaign);
                assert!(
                    !has_somebody(house, &caller, house.banks[campaign], since),
                    "{mark:?}"
                );
            }
        });
    }
}

#[test]
fn an_objection_that_was_told_again_since_the_merge_stands_for_both() {
    story(&roll(1, &[0]), |house| {
        let who = officer(house);
        let looks = pair(house, &who);
        let keep = looks[0];
        let object = move |tx: &mut crate::Tx<'_, '_>| members::object(tx, keep, None);
        given(house.act(&who, EVENING, object));
        let Merged::Done(id) = merged(house, &who, looks, Choice::default()) else {
            panic!("not merged")
        };
        let since = EVENING.plus(Span::minutes(5));
        given(house.act(&who, since, object));
        let Unmerged::Done(put) = undo(house, &who, id, since) else {
            panic!("not undone")
        };
        assert!(put.is_stopped);
        let caller = house.caller(0);
        assert!(!has_somebody(house, &caller, house.banks[0], since));
    });
}

#[test]
fn of_three_the_last_merge_is_undone_first_and_all_lead_to_one() {
    let mut third = twin(0);
    third.external_id = switchboard_rules::person::ExternalId::parse("Z-1").unwrap();
    let mut rows = roll(1, &[0]);
    rows.push(third);
    story(&rows, |house| {
        let who = officer(house);
        assert_eq!(look(house, EVENING).pairs, 3);
        let mut made = Vec::new();
        for _ in 0..2 {
            let first = page(house, &who, None).pairs.remove(0);
            let Compared::Looks(one, other) = given(house.act(&who, EVENING, move |tx| {
                duplicates::begin(tx, &first.one, &first.other)
            })) else {
                panic!("stale")
            };
            given(house.act(&who, EVENING, move |tx| {
                duplicates::reason(tx, [one, other], &words("They look like one person"))
            }));
            // The one that is kept now goes the next time, if it is in the pair.
            match merged(house, &who, [other, one], Choice::default()) {
                Merged::Done(id) => made.push(id),
                other => panic!("{other:?}"),
            }
        }
        for number in ["M-000000", "T-000000", "Z-1"] {
            assert_eq!(hits(house, &who, external(number)), 1, "{number}");
        }
        assert_eq!(
            house.count("select count(distinct keeper) from member_alias"),
            1,
            "no chain"
        );
        let first = undo(house, &who, made[0], EVENING);
        if first == Unmerged::Later {
            assert!(matches!(
                undo(house, &who, made[1], EVENING),
                Unmerged::Done(_)
            ));
            assert!(matches!(
                undo(house, &who, made[0], EVENING),
                Unmerged::Done(_)
            ));
        } else {
            assert!(matches!(
                undo(house, &who, made[1], EVENING),
                Unmerged::Done(_)
            ));
        }
        assert_eq!(house.count("select count(*) from member_alias"), 0);
        assert_eq!(look(house, EVENING).pairs, 3);
    });
}
