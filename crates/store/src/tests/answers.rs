//! What a campaign wrote about a member is read outside the campaign by two people, for a day, and the campaign is told.

use switchboard_rules::answers::Purpose;
use switchboard_rules::card::Outcome;
use switchboard_rules::ids::{AccountId, RequestId};
use switchboard_rules::moment::{Moment, Span};
use switchboard_rules::policy::{Reason, Role, Scope};
use switchboard_rules::request::State;

use super::calls::card;
use super::house::{EVENING, House, Person, given, on_both};
use super::requests::{because, new};
use crate::answers::{self, Question, Reading};
use crate::desk::{self, Report};
use crate::engine::Arg;
use crate::personal::Answer;
use crate::requests::{self, Asked, Decided, Decision};
use crate::session::Auth;
use crate::tx::Verdict;
use crate::world::Done;
use crate::{Fault, NotDisclosed, Proof, door};

pub(super) const NEXT: Moment = EVENING.plus(Span::minutes(30));

pub(super) fn office(house: &House, role: Role) -> Person {
    house.person("Orla Official", role, Scope::Organisation)
}

/// Rings whoever the bank has next, and writes down what came of it.
pub(super) fn ring(house: &House, campaign: usize, outcome: Outcome, note: &str, now: Moment) {
    let caller = house.again(&house.caller(campaign), now);
    let (card, _) = card(house, &caller, house.banks[campaign], now);
    let report = Report {
        card: card.card,
        outcome,
        note: Some(note.to_owned()),
    };
    given(house.act(&caller, now, move |tx| desk::report(tx, &report)));
}

fn question(house: &House, campaign: usize) -> Question {
    Question {
        number: "M-000000".to_owned(),
        campaign: house.campaigns[campaign],
        what_for: Purpose::Complaint,
        because: because("Mrs Evansworth says she was shouted at"),
    }
}

pub(super) fn try_ask(house: &House, who: &Person, campaign: usize) -> Result<Done<Asked>, Fault> {
    let question = question(house, campaign);
    house.act(who, EVENING, move |tx| answers::ask(tx, &question))
}

pub(super) fn ask(house: &House, who: &Person, campaign: usize) -> RequestId {
    new(given(try_ask(house, who, campaign)))
}

pub(super) fn approve(house: &House, who: &Person, id: RequestId) -> Result<Done<Decided>, Fault> {
    house.act(who, EVENING, move |tx| {
        requests::decide(tx, id, Decision::Approve, None)
    })
}

/// A case of a membership officer that the data protection officer agreed to.
pub(super) fn case(house: &House, campaign: usize) -> (Person, RequestId) {
    let (asks, agrees) = (
        office(house, Role::MembershipOfficer),
        office(house, Role::Dpo),
    );
    let id = ask(house, &asks, campaign);
    assert_eq!(given(approve(house, &agrees, id)), Decided::Done);
    (asks, id)
}

pub(super) fn try_read(
    house: &House,
    who: &Person,
    id: RequestId,
    now: Moment,
) -> Result<Done<Reading>, Fault> {
    house.act(who, now, move |tx| answers::read(tx, id, None))
}

pub(super) fn opened(reading: Reading, proof: &Proof) -> Result<Vec<Answer>, NotDisclosed> {
    reading.answers.disclose(proof).map(|all| all.0.clone())
}

pub(super) fn read(house: &House, who: &Person, id: RequestId, now: Moment) -> Vec<Answer> {
    let done = try_read(house, who, id, now).unwrap();
    match done.verdict {
        Verdict::Given(reading) => opened(reading, &done.proof).unwrap(),
        Verdict::Refused(refusal) => panic!("refused: {}", refusal.reason.code()),
    }
}

pub(super) fn refused<T>(done: Result<Done<T>, Fault>) -> Reason {
    match done.unwrap().verdict {
        Verdict::Given(_) => panic!("given"),
        Verdict::Refused(refusal) => refusal.reason,
    }
}

/// Ends every role of an account at the console.
pub(super) fn leaves(house: &House, account: AccountId) {
    let ended = house
        .world
        .write("leave", Auth::Console, EVENING, move |tx| {
            door::end_access(tx, account)
        });
    given(ended.wait());
}

/// Gives one more role at the console.
pub(super) fn also(house: &House, who: &Person, role: Role, campaign: usize) {
    let giving = switchboard_rules::giving::Giving {
        account: who.account,
        role,
        at: switchboard_rules::policy::Place::Campaign {
            campaign: house.campaigns[campaign],
            contest: house.contest,
        },
        from: EVENING,
        until: Some(EVENING.plus(Span::days(300))),
    };
    let done = house
        .world
        .write("also", Auth::Console, EVENING, move |tx| {
            door::grant_term(tx, &giving)
        });
    assert!(matches!(given(done.wait()), door::Granted::Given(_)));
}

fn letters(house: &House) -> i64 {
    house.count("select count(*) from outbox where kind = 'answers-opened'")
}

#[test]
fn two_people_of_whom_one_is_the_dpo_read_one_campaigns_answers_and_it_is_told_first() {
    on_both(1, |house| {
        ring(house, 0, Outcome::Answered, "kind", EVENING);
        ring(house, 1, Outcome::Refused, "cross", NEXT);
        let (asks, agrees) = (
            office(house, Role::MembershipOfficer),
            office(house, Role::Dpo),
        );
        let id = ask(house, &asks, 0);
        assert_eq!(
            refused(try_read(house, &asks, id, EVENING)),
            Reason::TakesTwo
        );
        assert_eq!(letters(house), 0, "a request may be refused");
        assert_eq!(given(approve(house, &agrees, id)), Decided::Done);
        // The letter lies in the commit that agreed, to the organiser of that campaign and to nobody else.
        let told = "select count(*) from outbox o join term t on t.account = o.recipient where o.kind = 'answers-opened' and t.role = 'organiser' and t.scope = (select campaign from answers_case)";
        assert_eq!((letters(house), house.count(told)), (1, 1));
        assert_eq!(
            house.count("select count(*) from answers_case where reads = 0"),
            1
        );
        let answers = read(house, &asks, id, NEXT);
        assert_eq!(answers.len(), 1, "the rival's call isn't there");
        assert_eq!(
            (answers[0].outcome, answers[0].late),
            (Outcome::Answered, false)
        );
        assert_eq!(
            (answers[0].note.as_str(), answers[0].bank.as_str()),
            ("kind", "Red evening")
        );
        read(house, &asks, id, NEXT);
        assert_eq!(
            house.count("select count(*) from answers_case where reads = 2"),
            1
        );
        // Each look is an entry with the member's part, and so is what was agreed.
        let parts = "select count(*) from entry e join entry_subject s on s.entry = e.id where e.kind in (720, 721)";
        assert_eq!(house.count(parts), 3);
        // The other who agreed reads nothing, and neither does a colleague.
        let colleague = office(house, Role::MembershipOfficer);
        for who in [&agrees, &colleague] {
            assert_eq!(refused(try_read(house, who, id, NEXT)), Reason::NotYours);
        }
        house.settle(NEXT);
    });
}

#[test]
fn the_dpo_asks_and_another_office_agrees_but_without_the_dpo_there_are_no_two() {
    on_both(1, |house| {
        ring(house, 0, Outcome::NoAnswer, "", EVENING);
        let officer = office(house, Role::MembershipOfficer);
        let id = ask(house, &officer, 0);
        for role in [
            Role::MembershipOfficer,
            Role::Approver,
            Role::ReturningOfficer,
        ] {
            let other = office(house, role);
            assert_eq!(
                refused(approve(house, &other, id)),
                Reason::NotYours,
                "{role:?}"
            );
        }
        assert_eq!(refused(approve(house, &officer, id)), Reason::NotYours);
        let dpo = office(house, Role::Dpo);
        let own = ask(house, &dpo, 1);
        assert_eq!(refused(approve(house, &dpo, own)), Reason::SecondPerson);
        assert_eq!(
            given(approve(house, &office(house, Role::Approver), own)),
            Decided::Done
        );
        assert!(
            read(house, &dpo, own, EVENING).is_empty(),
            "that campaign never rang"
        );
        // Whoever holds no office that keeps the roll or watches over it doesn't ask.
        for role in [Role::Approver, Role::ReturningOfficer, Role::Auditor] {
            let asked = try_ask(house, &office(house, role), 0);
            assert_eq!(refused(asked), Reason::NotYourRole, "{role:?}");
        }
        let question = Question {
            number: "M-999999".to_owned(),
            ..question(house, 0)
        };
        let asked = given(house.act(&officer, EVENING, move |tx| answers::ask(tx, &question)));
        assert_eq!(asked, Asked::Not(requests::Cannot::NoSuchMember));
        house.settle(EVENING);
    });
}

#[test]
fn whoever_stands_or_stood_on_any_side_of_the_contest_is_none_of_the_two_and_reads_nothing() {
    on_both(1, |house| {
        ring(house, 0, Outcome::Answered, "kind", EVENING);
        let dpo = office(house, Role::Dpo);
        for side in [0, 1] {
            let caller = office(house, Role::MembershipOfficer);
            also(house, &caller, Role::Caller, side);
            assert_eq!(refused(try_ask(house, &caller, 0)), Reason::InContest);
            let organiser = office(house, Role::Dpo);
            let id = ask(house, &office(house, Role::MembershipOfficer), side);
            also(house, &organiser, Role::Organiser, side);
            assert_eq!(refused(approve(house, &organiser, id)), Reason::InContest);
            given(approve(house, &dpo, id));
        }
        // Laying the role down for an evening doesn't help.
        let former = house.caller(1);
        leaves(house, former.account);
        let giving = switchboard_rules::giving::Giving {
            account: former.account,
            role: Role::MembershipOfficer,
            at: switchboard_rules::policy::Place::Organisation,
            from: EVENING,
            until: None,
        };
        house.tamper("update account set ended_at = null");
        let done = house
            .world
            .write("give", Auth::Console, EVENING, move |tx| {
                door::grant_term(tx, &giving)
            });
        given(done.wait());
        let resource = crate::rules::policy::Resource::Answers {
            asker: former.account,
            guarded: false,
            campaign: house.campaigns[0],
            contest: house.contest,
        };
        let account = former.account;
        let would = house
            .world
            .write("would", Auth::Job("test"), EVENING, move |tx| {
                let action = crate::rules::policy::Action::AskRequest;
                Ok(Verdict::Given((
                    tx.would_grant((account, "password"), action, &resource)?,
                    door::has_stood(tx, account, action, &resource)?,
                )))
            });
        assert_eq!(given(would.wait()), (false, true));
        // Nor is anybody read to who has gone over since.
        let (asks, id) = case(house, 0);
        assert_eq!(read(house, &asks, id, EVENING).len(), 1);
        also(house, &asks, Role::Caller, 1);
        assert_eq!(
            refused(try_read(house, &asks, id, EVENING)),
            Reason::InContest
        );
        house.settle(EVENING);
    });
}

#[test]
fn it_is_read_for_a_day_by_whoever_still_holds_the_office_and_the_member_is_still_known() {
    on_both(1, |house| {
        ring(house, 0, Outcome::Answered, "kind", EVENING);
        let (asks, id) = case(house, 0);
        let last = EVENING.plus(Span::hours(24));
        let before = last.minus(Span::minutes(1));
        assert_eq!(
            read(house, &house.again(&asks, before), id, before).len(),
            1
        );
        let again = house.again(&asks, last);
        assert_eq!(refused(try_read(house, &again, id, last)), Reason::CaseOver);
        // Whoever lost the office between.
        let (left, id) = case(house, 0);
        leaves(house, left.account);
        let read = try_read(house, &left, id, EVENING);
        assert!(matches!(read.unwrap().verdict, Verdict::Refused(_)));
        let (left, id) = {
            let asks = office(house, Role::MembershipOfficer);
            let id = ask(house, &asks, 0);
            (asks, id)
        };
        leaves(house, left.account);
        let dpo = office(house, Role::Dpo);
        // What a leaver asked for lapses with their leaving.
        assert!(matches!(given(approve(house, &dpo, id)), Decided::Not(_)));
        // Whoever was forgotten between.
        let (asks, id) = case(house, 0);
        super::forgetting::forget(house, "M-000000", EVENING);
        assert_eq!(
            refused(try_read(house, &asks, id, EVENING)),
            Reason::CaseOver
        );
        assert_eq!(
            house.count("select count(*) from answers_case"),
            3,
            "that it was read stays"
        );
        house.settle(EVENING);
    });
}

#[test]
fn a_campaign_without_organisers_is_told_by_whoever_runs_its_contest_and_untold_it_isnt_opened() {
    on_both(1, |house| {
        ring(house, 0, Outcome::Answered, "kind", EVENING);
        let organiser = house.read(|raw| {
            let args = [Arg::Bytes(house.campaigns[0].as_bytes())];
            raw.one(
                "select account from term where role = 'organiser' and scope = $1",
                &args,
                |row| Ok(crate::session::id16(row.bytes(0)?).unwrap()),
            )
        });
        leaves(house, AccountId::from_bytes(organiser.unwrap()));
        // Longer ago than 90 days.
        house.tamper("update term set ended_at = ended_at - 7862400000 where ended_at is not null");
        let (asks, dpo) = (
            office(house, Role::MembershipOfficer),
            office(house, Role::Dpo),
        );
        let id = ask(house, &asks, 0);
        assert_eq!(given(approve(house, &dpo, id)), Decided::Failed);
        assert_eq!(
            refused(try_read(house, &asks, id, EVENING)),
            Reason::TakesTwo
        );
        let failed = format!(
            "select count(*) from request where state = '{}'",
            State::Failed.code()
        );
        assert_eq!(house.count(Box::leak(failed.into_boxed_str())), 1);
        office(house, Role::ReturningOfficer);
        let id = ask(house, &asks, 0);
        assert_eq!(given(approve(house, &dpo, id)), Decided::Done);
        assert_eq!(letters(house), 1);
        assert_eq!(read(house, &asks, id, EVENING).len(), 1);
        house.settle(EVENING);
    });
}

#[test]
fn a_note_lies_sealed_in_steps_of_length_and_is_read_as_it_was_written() {
    on_both(1, |house| {
        let lengths = |house: &House| {
            let of = "select note_sealed from card where note_sealed is not null limit 10";
            house.read(|raw| raw.all(of, &[], |row| Ok(row.bytes(0)?.len())))
        };
        let note = " Ill,\n\nsays her sister \n\n";
        ring(house, 0, Outcome::Answered, note, EVENING);
        // What stands before and behind is 29 bytes.
        assert_eq!(lengths(house), [512 + 29]);
        let (asks, id) = case(house, 0);
        assert_eq!(
            read(house, &asks, id, NEXT)[0].note,
            "Ill,\n\nsays her sister"
        );
        house.settle(NEXT);
    });
}
