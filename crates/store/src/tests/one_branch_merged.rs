//! Whom a branch's officer had forgotten, and who was merged meanwhile: nobody is destroyed whom nobody meant.

use switchboard_rules::alike::Choice;
use switchboard_rules::ids::{LookId, MemberId};
use switchboard_rules::look::Purpose;
use switchboard_rules::moment::{Moment, Span};
use switchboard_rules::person::PhoneKind;
use switchboard_rules::policy::Reason;
use switchboard_rules::request::Kind;
use switchboard_rules::roll::Typed;

use super::duplicates::id_of;
use super::house::{EVENING, House, Person, given};
use super::looks::{file, open, refused, words};
use super::one_branch::{Rivals, hits, story};
use super::requests::{ask, because, decide, new};
use crate::duplicates::{self, Merged, Merging};
use crate::engine::Arg;
use crate::members::{self, Added, Begun, Opening};
use crate::requests::{self, Asked, Asking, Cannot, Decided, Decision, Second};
use crate::roll::Query;

const LATER: Moment = EVENING.plus(Span::minutes(1));

/// A record that Gwynedd's officer adds in their own branch, with name and number of the one in Powys. Answers its number.
fn double(house: &House, rivals: &Rivals) -> String {
    let who = &rivals.gwynedd;
    let look = open(house, &rivals.whole, 1, EVENING);
    let victim = file(house, &rivals.whole, look, EVENING);
    let typed = Typed {
        given: Some(victim.given.clone()),
        family: Some(victim.family.clone()),
        phones: Some(vec![(PhoneKind::Mobile, "07700 900001".to_owned())]),
        branch: Some("Abercwm".to_owned()),
        ..Typed::default()
    };
    let done = house.act(who, EVENING, move |tx| members::add(tx, &typed));
    let Added::Done(look) = given(done) else {
        panic!("they may add somebody")
    };
    given(house.act(who, EVENING, move |tx| {
        members::reason(tx, look, &words("She has joined today"))
    }));
    file(house, who, look, EVENING).external.clone()
}

fn open_by(house: &House, who: &Person, number: &str) -> LookId {
    let handle = hits(house, who, Query::External(number.to_owned())).remove(0);
    let opening = Opening {
        handle,
        purpose: Purpose::RingsUs,
        words: String::new(),
    };
    let Begun::Look(look) = given(house.act(who, EVENING, move |tx| members::begin(tx, &opening)))
    else {
        panic!("the hit is new")
    };
    given(house.act(who, EVENING, move |tx| {
        members::reason(tx, look, &words("They look like one person"))
    }));
    look
}

/// The organisation's officer merges one record into another.
fn merge(house: &House, rivals: &Rivals, keep: &str, gone: &str) {
    let who = &rivals.whole;
    let [keep, gone] = [keep, gone].map(|number| open_by(house, who, number));
    let done = house.act(who, LATER, move |tx| {
        let merging = Merging {
            keep,
            gone,
            choice: Choice::default(),
            words: None,
        };
        duplicates::merge(tx, &merging)
    });
    assert!(matches!(given(done), Merged::Done(_)));
}

fn asking(member: MemberId) -> Asking {
    Asking {
        kind: Kind::ForgetMember,
        member,
        about: String::new(),
        because: because("She wrote and asked for it"),
        second: Second::Person,
    }
}

fn is_there(house: &House, member: MemberId) -> bool {
    let args = [Arg::Bytes(member.as_bytes())];
    let sql = "select count(*) from member where id = $1 and length(erase_key) > 0";
    house.read(|raw| raw.one(sql, &args, |row| row.int(0))) == Some(1)
}

#[test]
fn a_request_to_forget_a_double_destroys_nobody_it_was_merged_into() {
    story(|house, rivals| {
        let number = double(house, rivals);
        let (mine, theirs) = (id_of(house, &number), id_of(house, "M-000001"));
        let id = new(ask(house, rivals.gwynedd.auth(), asking(mine), EVENING));
        merge(house, rivals, "M-000001", &number);
        assert_eq!(
            decide(house, &rivals.whole, id, Decision::Approve, LATER),
            Decided::AskerLeft,
            "they go on under a record that isn't the asker's"
        );
        assert!(is_there(house, theirs) && is_there(house, mine));
        // Nor is it asked for once more by the id that was kept.
        let why = refused(house, &rivals.gwynedd, EVENING, move |tx| {
            requests::ask(tx, &asking(mine))
        });
        assert_eq!(why, Reason::NotYours);
        let again = ask(house, rivals.whole.auth(), asking(mine), EVENING);
        assert_eq!(again, Asked::Not(Cannot::NoSuchMember));
    });
}

#[test]
fn a_request_to_forget_somebody_into_whom_another_was_merged_since_destroys_neither() {
    story(|house, rivals| {
        let number = double(house, rivals);
        let (mine, theirs) = (id_of(house, &number), id_of(house, "M-000001"));
        let id = new(ask(house, rivals.gwynedd.auth(), asking(mine), EVENING));
        merge(house, rivals, &number, "M-000001");
        assert_eq!(
            decide(house, &rivals.whole, id, Decision::Approve, LATER),
            Decided::Failed,
            "who asked and who agrees were shown one of the two"
        );
        assert!(is_there(house, theirs) && is_there(house, mine));
        // Asked for now, it is asked for both.
        let now = new(ask(house, rivals.whole.auth(), asking(mine), LATER));
        let second = super::looks::officer(house);
        assert_eq!(
            decide(house, &second, now, Decision::Approve, LATER),
            Decided::Done
        );
        assert!(!is_there(house, theirs) && !is_there(house, mine));
    });
}
