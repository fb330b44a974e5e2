//! What retention looks at once more before it erases, and what each rule about officers' looks and notes takes.

use switchboard_rules::ids::LookId;
use switchboard_rules::look::{Mark, Reading};
use switchboard_rules::moment::{Moment, Span};
use switchboard_rules::person::ExternalId;
use switchboard_rules::retention::Rule;

use super::duplicates::id_of;
use super::house::{EVENING, House, Person, given, on_both};
use super::looks::{officer, open, words};
use super::retention::{keep, run, would};
use crate::members;
use crate::retention::{self, Erased};

/// The first night after a year and ten days.
const NIGHT: Moment = Moment::from_millis(EVENING.millis() + (370 * 24 + 9) * 3_600_000);

fn end(house: &House, who: &Person, look: LookId) {
    given(house.act(who, EVENING, move |tx| {
        members::end(tx, look, &words("Left by letter"))
    }));
}

const WAITING: &str = "select count(*) from member_look where state = 'waiting'";

/// Opens the n-th member. About one look in ten is asked for a reason: if this one was, it has been read.
fn looked(house: &House, who: &Person, n: u32) -> LookId {
    let waiting = house.count(WAITING);
    let look = open(house, who, n, EVENING);
    if house.count(WAITING) > waiting {
        let reader = officer(house);
        given(house.act(&reader, EVENING, move |tx| {
            members::read(tx, look, Reading::Fine)
        }));
    }
    look
}

#[test]
fn whoever_was_restricted_or_a_member_again_since_they_were_found_is_not_forgotten() {
    for is_restricted in [true, false] {
        on_both(2, |house| {
            let who = officer(house);
            let look = looked(house, &who, 1);
            end(house, &who, look);
            let before = NIGHT.minus(Span::days(365));
            let found = retention::ended(&house.world, before, NIGHT).unwrap();
            assert_eq!(found, [id_of(house, "M-000001")]);
            // Between the look over the whole roll and the act upon this member.
            given(house.act(&who, EVENING, move |tx| {
                if is_restricted {
                    members::mark(tx, look, Mark::Restricted, &words("keep it, she says"))
                } else {
                    members::resume(tx, look, &words("it was another person"))
                }
            }));
            let gone = retention::forget_those(&house.world, &found, before, NIGHT).unwrap();
            assert_eq!(gone, 0, "restricted: {is_restricted}");
            assert_eq!(house.count("select count(*) from forgotten"), 0);
            given(house.act(&who, EVENING, move |tx| {
                if is_restricted {
                    members::lift(tx, look, Mark::Restricted, &words("no need any more"))
                } else {
                    members::end(tx, look, &words("it was this person"))
                }
            }));
            let gone = retention::forget_those(&house.world, &found, before, NIGHT).unwrap();
            assert_eq!(gone, 1);
        });
    }
}

#[test]
fn a_look_that_waits_for_its_second_reader_keeps_its_member() {
    on_both(2, |house| {
        let (who, other) = (officer(house), officer(house));
        // A colleague's own record: looks at it are always asked for a reason.
        let account = officer(house).account;
        given(house.act(&who, EVENING, move |tx| {
            members::link(tx, account, &ExternalId::parse("M-000001").unwrap())
        }))
        .unwrap();
        let look = open(house, &who, 1, EVENING);
        end(house, &who, look);
        keep(house, Rule::EndedMembers, 12, EVENING);
        let none = [Erased {
            rule: Rule::EndedMembers,
            erased: 0,
        }];
        for (reading, night) in [(Reading::AskAbout, NIGHT), (Reading::Fine, next(NIGHT))] {
            assert_eq!(would(house, Rule::EndedMembers, night), 0);
            assert_eq!(run(house, night), none, "before {reading:?}");
            given(house.act(&other, EVENING, move |tx| members::read(tx, look, reading)));
        }
        let night = next(next(NIGHT));
        assert_eq!(would(house, Rule::EndedMembers, night), 1);
        assert_eq!(run(house, night)[0].erased, 1);
        assert_eq!(house.count("select count(*) from member_look"), 0);
        house.settle(night);
    });
}

fn next(night: Moment) -> Moment {
    night.plus(Span::days(1))
}

/// What the job erased that night, by the report that it leaves.
fn tonight(house: &House, night: Moment) -> Vec<(Rule, u64)> {
    let erased = retention::run_tonight(&house.world, night)
        .unwrap()
        .unwrap();
    let who = officer(house);
    let report = given(house.act(&who, EVENING, retention::overview));
    let newest = &report.runs[0];
    assert_eq!((newest.at, newest.is_done), (night, true));
    let told: Vec<(Rule, u64)> = erased.iter().map(|one| (one.rule, one.erased)).collect();
    assert_eq!(newest.erased, told, "the report says what was erased");
    told
}

#[test]
fn officers_notes_are_erased_by_the_job_after_their_time_and_reasons_of_marks_stay() {
    on_both(2, |house| {
        let who = officer(house);
        let look = open(house, &who, 0, EVENING);
        for text in ["Writes in large print", "Rings us on Mondays"] {
            given(house.act(&who, EVENING, move |tx| {
                members::note(tx, look, &words(text))
            }));
        }
        given(house.act(&who, EVENING, move |tx| {
            members::mark(tx, look, Mark::Protected, &words("the police asked us to"))
        }));
        keep(house, Rule::OfficersNotes, 12, EVENING);
        let early = NIGHT.minus(Span::days(10));
        assert_eq!(tonight(house, early), [(Rule::OfficersNotes, 0)]);
        assert_eq!(would(house, Rule::OfficersNotes, NIGHT), 2);
        assert_eq!(tonight(house, NIGHT), [(Rule::OfficersNotes, 2)]);
        assert_eq!(
            house.count("select count(*) from member_note where what = 'note'"),
            0
        );
        assert_eq!(
            house.count("select count(*) from member_note where what = 'protected'"),
            1,
            "why somebody is protected is kept as long as they are"
        );
        assert_eq!(tonight(house, next(NIGHT)), [(Rule::OfficersNotes, 0)]);
        house.settle(NIGHT);
    });
}

#[test]
fn looks_are_erased_by_the_job_after_their_time_and_unread_reasons_stay() {
    on_both(3, |house| {
        let (who, other) = (officer(house), officer(house));
        let account = officer(house).account;
        given(house.act(&who, EVENING, move |tx| {
            members::link(tx, account, &ExternalId::parse("M-000002").unwrap())
        }))
        .unwrap();
        let waiting = open(house, &who, 2, EVENING);
        looked(house, &who, 0);
        assert_eq!(house.count("select count(*) from member_look"), 2);
        keep(house, Rule::Looks, 12, EVENING);
        let early = NIGHT.minus(Span::days(10));
        assert_eq!(tonight(house, early), [(Rule::Looks, 0)]);
        assert_eq!(would(house, Rule::Looks, NIGHT), 1);
        assert_eq!(tonight(house, NIGHT), [(Rule::Looks, 1)]);
        assert_eq!(house.count(WAITING), 1, "nobody has read that reason yet");
        given(house.act(&other, EVENING, move |tx| {
            members::read(tx, waiting, Reading::Fine)
        }));
        assert_eq!(tonight(house, next(NIGHT)), [(Rule::Looks, 1)]);
        assert_eq!(house.count("select count(*) from member_look"), 0);
        house.settle(NIGHT);
    });
}
