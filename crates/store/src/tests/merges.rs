//! Merging two records and undoing it: nothing is lost, no stop is lifted, and whoever is merged is one person everywhere.

use switchboard_rules::alike::{Choice, Numbers};
use switchboard_rules::budget::Caps;
use switchboard_rules::card::{Finding, Outcome, Report, Size};
use switchboard_rules::ids::{LookId, MergeId};
use switchboard_rules::look::Mark;
use switchboard_rules::moment::{Moment, Span};
use switchboard_rules::person::{Email, Phone, Region, Tongue};
use switchboard_rules::policy::{Reason, Role, Scope};
use switchboard_rules::roll::{Part, Parts, RollRow};

use super::calls::{card, has_somebody, numbers, say, ticket};
use super::duplicates::{compare, look, named, page, roll, twin};
use super::house::{EVENING, House, Person, given, on_both_of};
use super::looks::{file, officer, refused, shown, told, words};
use crate::desk::Taken;
use crate::duplicates::{self, Merged, Merging, Unmerged};
use crate::engine::Arg;
use crate::members;
use crate::roll::Query;

pub(super) fn story(rows: &[RollRow], story: impl Fn(&House)) {
    on_both_of(rows, Caps::NOVEMBER_2026, story);
}

/// Whose look is whose: the one of "M-000000" first.
fn sorted(house: &House, who: &Person, looks: [LookId; 2]) -> [LookId; 2] {
    let [one, other] = looks;
    if file(house, who, one, EVENING).external.starts_with('M') {
        [one, other]
    } else {
        [other, one]
    }
}

/// Compares the only pair; the look at the record "M-…" first.
pub(super) fn pair(house: &House, who: &Person) -> [LookId; 2] {
    look(house, EVENING);
    let looks = compare(house, who);
    sorted(house, who, looks)
}

pub(super) fn merged(house: &House, who: &Person, looks: [LookId; 2], choice: Choice) -> Merged {
    let [keep, gone] = looks;
    given(house.act(who, EVENING, move |tx| {
        let merging = Merging {
            keep,
            gone,
            choice,
            words: Some(words("She joined twice")),
        };
        duplicates::merge(tx, &merging)
    }))
}

/// Merges the only pair into the record "M-…".
pub(super) fn merge(house: &House, who: &Person) -> (LookId, MergeId) {
    let looks = pair(house, who);
    match merged(house, who, looks, Choice::default()) {
        Merged::Done(id) => (looks[0], id),
        other => panic!("{other:?}"),
    }
}

pub(super) fn undo(house: &House, who: &Person, merge: MergeId, now: Moment) -> Unmerged {
    given(house.act(who, now, move |tx| duplicates::unmerge(tx, merge)))
}

pub(super) fn hits(house: &House, who: &Person, query: Query) -> usize {
    let done = house
        .act(who, EVENING, move |tx| crate::roll::search(tx, &query))
        .unwrap();
    match done.verdict {
        crate::Verdict::Given(found) => found.hits.disclose(&done.proof).unwrap().0.len(),
        crate::Verdict::Refused(refusal) => panic!("{refusal}"),
    }
}

pub(super) fn external(number: &str) -> Query {
    Query::External(number.to_owned())
}

#[test]
fn whoever_is_a_member_is_not_merged_into_the_record_of_a_former_one() {
    story(&roll(1, &[0]), |house| {
        let who = officer(house);
        let [one, other] = pair(house, &who);
        given(house.act(&who, EVENING, move |tx| {
            members::end(tx, one, &words("Left by letter"))
        }));
        let ended = merged(house, &who, [one, other], Choice::default());
        assert_eq!(ended, Merged::Ended);
        assert_eq!(house.count("select count(*) from member_alias"), 0);
        let kept = merged(house, &who, [other, one], Choice::default());
        assert!(matches!(kept, Merged::Done(_)), "{kept:?}");
    });
}

#[test]
fn a_merge_leaves_one_record_with_what_was_chosen_and_an_entry_about_both() {
    let mut second = twin(0);
    named(&mut second, "Gwenllian Ann", "Evansworth");
    second.email = Some(Email::parse("gwen@members.example.org").unwrap());
    second
        .phones
        .push(Phone::parse("07700 900777", Region::GB).unwrap());
    let mut rows = roll(3, &[]);
    rows.push(second);
    story(&rows, |house| {
        let who = officer(house);
        let looks = pair(house, &who);
        let choice = Choice {
            takes: Parts::NONE.with(Part::Email),
            numbers: Numbers::Both,
        };
        assert!(matches!(
            merged(house, &who, looks, choice),
            Merged::Done(_)
        ));
        let kept = file(house, &who, looks[0], EVENING);
        assert_eq!(
            (kept.external.as_str(), kept.given.as_str()),
            ("M-000000", "Gwenllian")
        );
        assert_eq!(kept.email, "gwen@members.example.org");
        assert_eq!(kept.phones.len(), 2);
        assert!(kept.notes.iter().any(|note| note == "She joined twice"));
        let entries = told(house, 345);
        assert_eq!(entries.len(), 1);
        let (members, _, detail) = &entries[0];
        assert_eq!(*members, 2);
        assert!(
            detail.contains("fields=phone,email") || detail.contains("fields=mobile,email"),
            "{detail}"
        );
        // The look at who went is over, and the pair is no pair any more.
        let gone = looks[1];
        assert_eq!(
            refused(house, &who, EVENING, move |tx| members::show(tx, gone)),
            Reason::LookOver
        );
        assert!(page(house, &who, None).pairs.is_empty());
        assert_eq!(
            look(house, EVENING).pairs,
            0,
            "who goes on under another is not compared"
        );
        // Sent once more it changes nothing.
        let late = house.act(&who, EVENING, move |tx| {
            let merging = Merging {
                keep: looks[0],
                gone: looks[1],
                choice,
                words: None,
            };
            duplicates::merge(tx, &merging)
        });
        assert!(matches!(late.unwrap().verdict, crate::Verdict::Refused(_)));
        house.settle(EVENING);
    });
}

#[test]
fn who_is_merged_leaves_the_desk_at_once_and_is_rung_as_one() {
    story(&roll(1, &[0]), |house| {
        let (first, second, rival) = (house.caller(0), house.caller(0), house.caller(1));
        // The two share a number, so that only one of them is on a desk.
        let (dealt, _) = card(house, &first, house.banks[0], EVENING);
        assert!(!has_somebody(house, &second, house.banks[0], EVENING));
        numbers(house, &first, dealt.card, EVENING);
        say(house, first.auth(), dealt.card, Outcome::Answered, EVENING);
        let who = officer(house);
        merge(house, &who);
        assert_eq!(
            house.count("select count(*) from queue where class in (0, 1)"),
            1,
            "the rival rings the one, and nobody rings the other"
        );
        // Their number rests first.
        let later = EVENING.plus(Span::minutes(30));
        assert!(has_somebody(house, &rival, house.banks[1], later));
        assert_eq!(house.count("select count(*) from open_card"), 1);
        let tomorrow = EVENING.plus(Span::hours(26));
        let second = house.again(&second, tomorrow);
        assert!(!has_somebody(house, &second, house.banks[0], tomorrow));
    });
}

#[test]
fn a_card_that_is_open_on_whoever_goes_is_taken_off_its_desk() {
    let mut second = twin(0);
    second.phones = vec![Phone::parse("07700 900777", Region::GB).unwrap()];
    let mut rows = roll(1, &[]);
    rows.push(second);
    story(&rows, |house| {
        let (one, two) = (house.caller(0), house.caller(0));
        let (first, _) = card(house, &one, house.banks[0], EVENING);
        let (second, _) = card(house, &two, house.banks[0], EVENING);
        let who = officer(house);
        merge(house, &who);
        assert_eq!(house.count("select count(*) from open_card"), 1);
        assert_eq!(house.count("select count(*) from open_caller"), 1);
        let closed = house.count("select count(*) from card where state = 'taken-over'");
        assert_eq!(closed, 1, "the card of whoever went");
        // A late word of the caller who was cut off is an objection of the one person.
        let gone = house.read(|raw| {
            raw.one(
                "select id from card where state = 'taken-over'",
                &[],
                |row| Ok(row.bytes(0)?.to_vec()),
            )
        });
        let cut = if gone.as_deref() == Some(first.card.as_bytes().as_slice()) {
            &first
        } else {
            &second
        };
        let taken = say(
            house,
            ticket(cut),
            cut.card,
            Outcome::DontCall(Size::AnyCampaign),
            EVENING,
        );
        assert!(matches!(taken, Taken::Late | Taken::InTime));
        assert_eq!(house.count("select count(*) from open_card"), 0);
        for campaign in 0..2 {
            let caller = house.caller(campaign);
            assert!(!has_somebody(
                house,
                &caller,
                house.banks[campaign],
                EVENING
            ));
        }
    });
}

#[test]
fn no_merge_frees_an_objection_a_protection_or_a_restriction_of_either() {
    for mark in [None, Some(Mark::Protected), Some(Mark::Restricted)] {
        for objects in [0, 1] {
            story(&roll(2, &[0]), |house| {
                let who = officer(house);
                let looks = pair(house, &who);
                let look = looks[objects];
                given(house.act(&who, EVENING, move |tx| match mark {
                    Some(mark) => members::mark(tx, look, mark, &words("the police asked us to")),
                    None => members::object(tx, look, None),
                }));
                merged(house, &who, looks, Choice::default());
                let (seen, _) = shown(house, &who, looks[0], EVENING);
                match mark {
                    None => assert_eq!(seen.beside.objections.every, Some(Size::AnyCampaign)),
                    Some(Mark::Protected) => assert!(seen.beside.is_protected),
                    Some(Mark::Restricted) => assert!(seen.beside.is_restricted),
                }
                for campaign in 0..2 {
                    let (caller, bank) = (house.caller(campaign), house.banks[campaign]);
                    // Only the other member of the house is left.
                    let (only, _) = card(house, &caller, bank, EVENING);
                    let no = Outcome::DontCall(Size::ThisCampaign);
                    say(house, caller.auth(), only.card, no, EVENING);
                    assert!(
                        !has_somebody(house, &caller, bank, EVENING),
                        "{mark:?} {objects}"
                    );
                }
            });
        }
    }
}

#[test]
fn a_number_that_objected_under_the_one_record_is_never_dealt_under_the_other() {
    let mut second = twin(0);
    second.phones = vec![Phone::parse("07700 900777", Region::GB).unwrap()];
    let mut rows = roll(1, &[]);
    rows.push(second);
    story(&rows, |house| {
        let who = officer(house);
        let looks = pair(house, &who);
        let gone = looks[1];
        let campaign = house.campaigns[0];
        given(house.act(&who, EVENING, move |tx| {
            members::object(tx, gone, Some(campaign))
        }));
        let choice = Choice {
            numbers: Numbers::Gone,
            ..Choice::default()
        };
        let Merged::Done(merge) = merged(house, &who, looks, choice) else {
            panic!("not merged")
        };
        let (red, blue) = (house.caller(0), house.caller(1));
        assert!(!has_somebody(house, &red, house.banks[0], EVENING));
        assert!(
            has_somebody(house, &blue, house.banks[1], EVENING),
            "the other campaign may"
        );
        undo(house, &who, merge, EVENING);
        let tomorrow = EVENING.plus(Span::days(1));
        let red = house.again(&red, tomorrow);
        assert!(
            !has_somebody(house, &red, house.banks[0], tomorrow),
            "nor after an undo"
        );
    });
}

#[test]
fn what_a_caller_reported_of_the_one_stops_the_other_until_it_is_settled() {
    story(&roll(1, &[0]), |house| {
        let caller = house.caller(0);
        let (dealt, _) = card(house, &caller, house.banks[0], EVENING);
        numbers(house, &caller, dealt.card, EVENING);
        say(house, caller.auth(), dealt.card, Outcome::Deceased, EVENING);
        let who = officer(house);
        let (look, merge) = merge(house, &who);
        let (seen, _) = shown(house, &who, look, EVENING);
        assert_eq!(seen.beside.reports.len(), 1);
        assert_eq!(seen.beside.reports[0].report, Report::Deceased);
        assert!(!has_somebody(house, &caller, house.banks[0], EVENING));
        let card = dealt.card;
        given(house.act(&who, EVENING, move |tx| {
            crate::roll::settle(tx, card, Finding::Mistaken)
        }));
        // Their number rests as if it were somebody else's.
        let later = EVENING.plus(Span::minutes(30));
        assert!(
            has_somebody(house, &caller, house.banks[0], later),
            "it was a mistake"
        );
        undo(house, &who, merge, EVENING);
        assert_eq!(
            house.count("select count(*) from report r where exists (select 1 from card c where c.id = r.card and c.member = r.member)"),
            1,
            "the report is of whom its card was dealt"
        );
    });
}

#[test]
fn what_is_reported_of_the_one_stops_the_other_among_those_of_any_language_too() {
    let in_welsh = |row: RollRow| RollRow {
        language: Tongue::from_code("cy"),
        ..row
    };
    let rows: Vec<_> = roll(1, &[0]).into_iter().map(in_welsh).collect();
    story(&rows, |house| {
        let who = officer(house);
        let kept = super::duplicates::id_of(house, "M-000000");
        let bank = house.banks[0];
        let reported = house.world.0.db.write("reported", move |raw| {
            let args = [Arg::Bytes(kept.as_bytes()), Arg::Bytes(bank.as_bytes())];
            raw.run("insert into report (bucket, card, member, campaign, kind, at, account) select m.bucket, m.id, m.id, b.campaign, 'wrong-number', 0, m.id from member m cross join bank b where m.id <> $1 and b.id = $2", &args)
        });
        assert_eq!(reported.unwrap().value, 1);
        let apart = "select count(*) from queue where class = 33";
        assert_eq!(house.count(apart), 4, "two in each of two banks");
        merge(house, &who);
        assert_eq!(house.count(apart), 1, "the rival's, of the one that stays");
    });
}

#[test]
fn nobody_but_an_officer_merges_and_nobody_their_own_record() {
    story(&roll(2, &[0]), |house| {
        let who = officer(house);
        let looks = pair(house, &who);
        let merging = Merging {
            keep: looks[0],
            gone: looks[1],
            choice: Choice::default(),
            words: None,
        };
        let others = [
            house.caller(0),
            house.caller(1),
            house.person(
                "Olwen",
                Role::Organiser,
                Scope::Campaign(house.campaigns[1]),
            ),
            house.person("Della", Role::Dpo, Scope::Organisation),
            officer(house),
        ];
        for other in &others {
            let merging = merging.clone();
            refused(house, other, EVENING, move |tx| {
                duplicates::merge(tx, &merging)
            });
        }
        // The officer's own record.
        let account = who.account;
        let number = switchboard_rules::person::ExternalId::parse("T-000000").unwrap();
        let colleague = officer(house);
        given(house.act(&colleague, EVENING, move |tx| {
            members::link(tx, account, &number)
        }))
        .unwrap();
        let own = merging.clone();
        assert_eq!(
            refused(house, &who, EVENING, move |tx| duplicates::merge(tx, &own)),
            Reason::OwnRecord
        );
        assert_eq!(house.count("select count(*) from member_alias"), 0);
        // A colleague may; and then the one record is the officer's own.
        let (_, id) = merge(house, &colleague);
        assert_eq!(
            refused(house, &who, EVENING, move |tx| duplicates::unmerge(tx, id)),
            Reason::OwnRecord
        );
        house.settle(EVENING);
    });
}

#[test]
fn the_list_of_merges_is_masked_and_shows_those_that_stand() {
    story(&roll(2, &[0]), |house| {
        let who = officer(house);
        let (_, id) = merge(house, &who);
        let made = given(house.act(&who, EVENING, |tx| duplicates::made(tx, None)));
        assert_eq!(made.merges.len(), 1);
        assert_eq!(made.merges[0].id, id);
        assert_eq!(made.merges[0].by, "Orla Officer");
        undo(house, &who, id, EVENING);
        let made = given(house.act(&who, EVENING, |tx| duplicates::made(tx, None)));
        assert!(made.merges.is_empty());
    });
}
