//! What a branch's officer lifts and what they don't: no objection ends that somebody else made, or somebody who was forgotten.

use switchboard_rules::card::{Finding, Outcome};
use switchboard_rules::ids::{LookId, MemberId};
use switchboard_rules::person::PhoneKind;
use switchboard_rules::roll::Typed;

use super::calls::{card, say};
use super::forgetting::forget;
use super::house::{EVENING, House, Person, given, import, member};
use super::looks::{open, words};
use super::one_branch::story;
use crate::desk::never_member;
use crate::engine::Arg;
use crate::members::{self, Corrected};
use crate::roll::{self, never_number};
use crate::session::id16;

/// How many objections stand under the n-th member's number.
fn against(house: &House, n: u32) -> i64 {
    let hash = never_number(&house.world.0, member(n).phones[0].index_key());
    under(house, &hash)
}

fn under(house: &House, hash: &[u8; 16]) -> i64 {
    let sql = "select count(*) from objection where hash = $1";
    let found = house.read(|raw| raw.one(sql, &[Arg::Bytes(hash)], |row| row.int(0)));
    found.unwrap()
}

/// Writes the number of the n-th member on the record of a look, in the place of its own.
fn write_number(house: &House, who: &Person, look: LookId, n: u32) {
    let typed = Typed {
        phones: Some(vec![(PhoneKind::Mobile, format!("07700 900{n:03}"))]),
        ..Typed::default()
    };
    let done = house.act(who, EVENING, move |tx| members::correct(tx, look, &typed));
    assert!(matches!(given(done), Corrected::Done(_)));
}

fn allow(house: &House, who: &Person, look: LookId) {
    given(house.act(who, EVENING, move |tx| {
        members::allow_calls(tx, look, &words("She says that calls are fine"))
    }));
}

fn object(house: &House, who: &Person, look: LookId) {
    given(house.act(who, EVENING, move |tx| members::object(tx, look, None)));
}

#[test]
fn whoever_was_forgotten_is_not_rung_because_another_with_their_number_allows_calls() {
    story(|house, rivals| {
        forget(house, "M-000001", EVENING);
        assert_eq!(against(house, 1), 1);
        let look = open(house, &rivals.gwynedd, 0, EVENING);
        write_number(house, &rivals.gwynedd, look, 1);
        allow(house, &rivals.gwynedd, look);
        assert_eq!(against(house, 1), 1, "by a branch's officer");
        let look = open(house, &rivals.whole, 0, EVENING);
        // Nor where whoever has the number now had objected too.
        object(house, &rivals.whole, look);
        allow(house, &rivals.whole, look);
        assert_eq!(against(house, 1), 1, "by the organisation's");
    });
}

#[test]
fn an_objection_of_somebody_who_shared_a_number_outlives_their_being_forgotten() {
    story(|house, rivals| {
        let look = open(house, &rivals.whole, 0, EVENING);
        write_number(house, &rivals.whole, look, 1);
        let theirs = open(house, &rivals.whole, 1, EVENING);
        object(house, &rivals.whole, theirs);
        forget(house, "M-000001", EVENING);
        allow(house, &rivals.whole, look);
        assert_eq!(against(house, 1), 1);
    });
}

#[test]
fn a_branchs_officer_lifts_a_members_own_objection_and_the_organisation_that_of_the_number() {
    story(|house, rivals| {
        let own = open(house, &rivals.gwynedd, 0, EVENING);
        object(house, &rivals.gwynedd, own);
        let hash = never_member(&house.world.0, super::duplicates::id_of(house, "M-000000"));
        assert_eq!((under(house, &hash), against(house, 0)), (1, 1));
        allow(house, &rivals.gwynedd, own);
        assert_eq!((under(house, &hash), against(house, 0)), (0, 1));
        let look = open(house, &rivals.whole, 0, EVENING);
        allow(house, &rivals.whole, look);
        assert_eq!((under(house, &hash), against(house, 0)), (0, 0));
    });
}

#[test]
fn an_objection_is_found_however_many_have_the_number() {
    story(|house, rivals| {
        let rows = (10..40).map(|n| {
            let mut row = member(n);
            row.phones = member(0).phones;
            row
        });
        import(&house.world, rows.collect());
        // The one who objects comes last in every order by id.
        let last = house.read(|raw| {
            raw.one(
                "select member from lookup where what = 'external' order by member desc limit 1",
                &[],
                |row| Ok(id16(row.bytes(0)?).unwrap()),
            )
        });
        let last = MemberId::from_bytes(last.unwrap());
        let numbers = (0..4).chain(10..40);
        let is_last = |n: &u32| super::duplicates::id_of(house, &format!("M-{n:06}")) == last;
        let objector = numbers.clone().find(is_last).unwrap();
        let other = numbers.rev().find(|n| *n != objector && *n >= 10).unwrap();
        let look = open(house, &rivals.whole, objector, EVENING);
        if objector < 10 {
            write_number(house, &rivals.whole, look, 0);
        }
        object(house, &rivals.whole, look);
        let look = open(house, &rivals.whole, other, EVENING);
        allow(house, &rivals.whole, look);
        assert_eq!(against(house, 0), 1);
    });
}

#[test]
fn a_branchs_officer_says_nothing_against_a_death_that_the_organisation_found_right() {
    story(|house, rivals| {
        let caller = house.caller(0);
        let (dealt, _) = card(house, &caller, house.banks[0], EVENING);
        say(house, caller.auth(), dealt.card, Outcome::Deceased, EVENING);
        let id = dealt.card;
        given(house.act(&rivals.whole, EVENING, move |tx| {
            roll::settle(tx, id, Finding::Right)
        }));
        let found = house.read(|raw| {
            raw.one("select member from report", &[], |row| {
                Ok(id16(row.bytes(0)?).unwrap())
            })
        });
        let died = MemberId::from_bytes(found.unwrap());
        let n = (0..4).find(|n| super::duplicates::id_of(house, &format!("M-{n:06}")) == died);
        let n = n.unwrap();
        // Whichever was dealt comes into Gwynedd.
        let typed = Typed {
            branch: Some("Gwynedd".to_owned()),
            ..Typed::default()
        };
        let look = open(house, &rivals.whole, n, EVENING);
        given(house.act(&rivals.whole, EVENING, move |tx| {
            members::correct(tx, look, &typed)
        }));
        let lives = |who: &Person| {
            let look = open(house, who, n, EVENING);
            let typed = Typed {
                deceased: Some(false),
                ..Typed::default()
            };
            given(house.act(who, EVENING, move |tx| members::correct(tx, look, &typed)));
            house.count("select count(*) from report where settled_as = 'right'")
        };
        assert_eq!(lives(&rivals.gwynedd), 1, "it stays as it was found");
        let look = open(house, &rivals.whole, n, EVENING);
        let typed = Typed {
            deceased: Some(true),
            ..Typed::default()
        };
        given(house.act(&rivals.whole, EVENING, move |tx| {
            members::correct(tx, look, &typed)
        }));
        assert_eq!(
            lives(&rivals.whole),
            0,
            "the organisation says that it was a mistake"
        );
    });
}
