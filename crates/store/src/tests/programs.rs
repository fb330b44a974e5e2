//! API tokens for programs: what they may not, and each way in which they end.

use switchboard_rules::events::EventKind;
use switchboard_rules::giving::Giving;
use switchboard_rules::ids::{SessionId, TermId};
use switchboard_rules::moment::{Moment, Span};
use switchboard_rules::policy::{Place, Reason, Role, Scope};
use switchboard_rules::program::{Lasts, Name, PROGRAMS_MAX};

use super::device_keys_end::ways;
use super::house::{EVENING, House, Person, given, on_both};
use super::office::{self, Office, auth};
use crate::door::{
    self, Ended, EndedProgram, Granted, MadeProgram, NewProgram, OwnProgram, SignedIn,
};
use crate::engine::Arg;
use crate::log;
use crate::requests::{self, Decision};
use crate::session::{Auth, SessionKey, id16};
use crate::tx::{Tx, Verdict};
use crate::world::World;

/// So many minutes later.
fn later(minutes: i64) -> Moment {
    EVENING.plus(Span::minutes(minutes))
}

/// So many days later.
fn days(days: i64) -> Moment {
    EVENING.plus(Span::days(days))
}

fn make(house: &House, who: &Person, lasts: Lasts, now: Moment) -> MadeProgram {
    let name = Name::parse("Shift planner").unwrap();
    given(house.act(who, now, move |tx| door::make_program(tx, &name, lasts)))
}

pub(super) fn key_of(new: &NewProgram) -> SessionKey {
    SessionKey::of(new.token.expose()).unwrap()
}

/// A program of somebody's.
pub(super) fn program(house: &House, who: &Person, lasts: Lasts, now: Moment) -> Person {
    match make(house, who, lasts, now) {
        MadeProgram::Made(new) => Person {
            account: who.account,
            key: key_of(&new),
            code: String::new(),
        },
        other => panic!("{other:?}"),
    }
}

pub(super) fn list(house: &House, who: &Person, now: Moment) -> Vec<OwnProgram> {
    given(house.act(who, now, door::own_programs)).list
}

/// Why somebody is refused a look at their own programs on this node, if they are.
fn refused_on(node: &World, who: &Person, now: Moment) -> Option<Reason> {
    let done = node.write("look", who.auth(), now, door::own_programs);
    match done.wait().unwrap().verdict {
        Verdict::Given(_) => None,
        Verdict::Refused(refusal) => Some(refusal.reason),
    }
}

pub(super) fn refused(house: &House, who: &Person, now: Moment) -> Option<Reason> {
    refused_on(&house.world, who, now)
}

fn end(house: &House, who: &Person, id: SessionId, now: Moment) -> EndedProgram {
    given(house.act(who, now, move |tx| door::end_program(tx, id)))
}

pub(super) fn organiser(house: &House) -> Person {
    let scope = Scope::Campaign(house.campaigns[0]);
    house.person("Olwen Organiser", Role::Organiser, scope)
}

/// What the entries of that kind say, newest first.
fn told(house: &House, kind: EventKind, now: Moment) -> Vec<String> {
    house.settle(now);
    let dpo = house.person("Della Dpo", Role::Dpo, Scope::Organisation);
    let dpo = house.again(&dpo, now);
    let filter = log::Filter {
        kind: Some(kind),
        ..log::Filter::default()
    };
    let page = given(house.act(&dpo, now, move |tx| log::page(tx, &filter)));
    page.lines.into_iter().map(|line| line.detail).collect()
}

/// The secret of a new token whose name names somebody: neither lies anywhere in clear (`legible`).
pub(super) fn secret(house: &House, code: &str) -> String {
    let key = SessionKey::of(&house.token(code, EVENING)).unwrap();
    let name = Name::parse("The table of Peregrine Winterbottomley").unwrap();
    let act = move |tx: &mut Tx<'_, '_>| door::make_program(tx, &name, Lasts::Day);
    let made = house
        .world
        .write("program", Auth::Session(key), EVENING, act);
    match given(made.wait()) {
        MadeProgram::Made(new) => new.token.expose().to_owned(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_token_acts_for_its_time_and_says_on_which_day_it_was_used_last_and_no_finer() {
    on_both(1, |house| {
        let olwen = organiser(house);
        let week = program(house, &olwen, Lasts::Week, later(1));
        let fresh = list(house, &olwen, later(2));
        assert_eq!(fresh[0].name, "Shift planner");
        assert_eq!(fresh[0].made_at, later(1));
        assert_eq!(fresh[0].until, later(1).plus(Span::days(7)));
        assert_eq!(fresh[0].used_on, None, "nothing was done with it");
        assert!(!fresh[0].is_this);
        assert!(list(house, &week, days(3))[0].is_this);
        let day = Span::days(1).as_millis();
        let midnight = Moment::from_millis(days(3).millis() / day * day);
        let again = house.again(&olwen, days(3));
        assert_eq!(list(house, &again, days(3))[0].used_on, Some(midnight));
        // It is no browser: where one is signed in it stands not.
        let sessions = given(house.act(&again, days(3), door::own_sessions));
        assert!(sessions.iter().all(|one| one.id != fresh[0].id));
        let id = fresh[0].id;
        let done = house.act(&again, days(3), move |tx| door::end_session(tx, id));
        assert!(matches!(done.unwrap().verdict, Verdict::Refused(_)));
        let over = later(1).plus(Span::days(7));
        assert_eq!(refused(house, &week, over.minus(Span::millis(1))), None);
        assert_eq!(refused(house, &week, over), Some(Reason::SignedOut));
        assert_eq!(
            told(house, EventKind::ProgramTokenMade, days(8)),
            [format!("token={id} until={}", over.millis())]
        );
    });
}

#[test]
fn an_ended_token_is_refused_at_its_next_request_on_every_node_whoever_ended_it() {
    on_both(1, |house| {
        let (olwen, other) = (organiser(house), organiser(house));
        let [first, second, third] =
            [1, 2, 3].map(|at| program(house, &olwen, Lasts::Day, later(at)));
        let node = house.node();
        for one in [&first, &second, &third] {
            assert_eq!(refused_on(&node, one, later(4)), None);
        }
        let ids: Vec<SessionId> = list(house, &olwen, later(4))
            .iter()
            .map(|one| one.id)
            .collect();
        // Somebody else's looks like one that never was.
        for id in [ids[0], SessionId::from_bytes([7; 16])] {
            let done = house.act(&other, later(5), move |tx| door::end_program(tx, id));
            let Verdict::Refused(refusal) = done.unwrap().verdict else {
                panic!("ended another's token");
            };
            assert!(refusal.hidden());
        }
        let mut cursor = house.world.feed_now().unwrap();
        assert_eq!(end(house, &olwen, ids[2], later(6)), EndedProgram::Now);
        let change = house.told(&mut cursor, "session");
        assert_eq!(change.reference, first.key.hash());
        assert_eq!(refused_on(&node, &first, later(6)), Some(Reason::SignedOut));
        assert_eq!(end(house, &olwen, ids[2], later(7)), EndedProgram::Before);
        // A program ends another of its account's, and itself.
        assert_eq!(end(house, &third, ids[1], later(8)), EndedProgram::Now);
        assert_eq!(end(house, &third, ids[0], later(9)), EndedProgram::Now);
        for one in [&second, &third] {
            assert_eq!(refused_on(&node, one, later(9)), Some(Reason::SignedOut));
        }
        assert_eq!(refused(house, &olwen, later(9)), None);
        let said = told(house, EventKind::ProgramTokenEnded, later(10));
        let by = [(ids[0], "itself"), (ids[1], "another"), (ids[2], "holder")];
        assert_eq!(said, by.map(|(id, by)| format!("token={id} by={by}")));
    });
}

#[test]
fn tokens_end_with_all_other_sessions_and_with_whatever_ends_their_account() {
    on_both(1, |house| {
        let olwen = organiser(house);
        let api = program(house, &olwen, Lasts::Month, later(1));
        assert_eq!(refused(house, &api, later(2)), None);
        let ended = given(house.act(&olwen, later(2), door::end_other_sessions));
        assert_eq!(ended, 1);
        assert_eq!(refused(house, &api, later(2)), Some(Reason::SignedOut));
        let api = program(house, &olwen, Lasts::Month, later(3));
        assert_eq!(refused(house, &api, later(4)), None);
        let account = olwen.account;
        let act = move |tx: &mut Tx<'_, '_>| door::end_access(tx, account);
        given(
            house
                .world
                .write("end", Auth::Console, later(5), act)
                .wait(),
        );
        assert_eq!(refused(house, &api, later(5)), Some(Reason::SignedOut));
        house.settle(later(6));
    });
}

/// The account's one role.
fn term_of(house: &House, who: &Person) -> TermId {
    let sql = "select id from term where account = $1 and ended_at is null";
    let args = [Arg::Bytes(who.account.as_bytes())];
    let found = house.read(|raw| raw.one(sql, &args, |row| Ok(id16(row.bytes(0)?))));
    TermId::from_bytes(found.flatten().unwrap())
}

#[test]
fn a_token_ends_with_the_last_role_and_one_that_is_given_later_wakes_it_not() {
    on_both(1, |house| {
        let (olwen, cai) = (organiser(house), house.caller(0));
        let api = program(house, &cai, Lasts::Day, later(1));
        let (account, term) = (cai.account, term_of(house, &cai));
        assert_eq!(refused(house, &api, later(2)), None);
        given(house.act(&olwen, later(3), move |tx| {
            door::end_term(tx, account, term)
        }));
        assert_eq!(refused(house, &api, later(3)), Some(Reason::SignedOut));
        let giving = Giving {
            account,
            role: Role::Caller,
            at: Place::Campaign {
                campaign: house.campaigns[0],
                contest: house.contest,
            },
            from: later(4),
            until: None,
        };
        let granted = given(house.act(&olwen, later(4), move |tx| door::grant_term(tx, &giving)));
        assert!(matches!(granted, Granted::Given(_)));
        assert_eq!(refused(house, &cai, later(5)), None, "the role runs again");
        assert_eq!(refused(house, &api, later(5)), Some(Reason::SignedOut));
        house.settle(later(6));
    });
}

#[test]
fn whoever_rings_and_does_nothing_else_has_tokens_for_a_day_also_where_they_were_made_for_more() {
    on_both(1, |house| {
        let cai = house.caller(0);
        for lasts in [Lasts::Week, Lasts::Month, Lasts::Quarter] {
            let made = make(house, &cai, lasts, later(1));
            assert!(matches!(made, MadeProgram::TooLong), "{made:?}");
        }
        let seen = given(house.act(&cai, later(1), door::own_programs));
        assert_eq!(seen.choices, [Lasts::Day]);
        program(house, &cai, Lasts::Day, later(1));
        let olwen = organiser(house);
        let seen = given(house.act(&olwen, later(1), door::own_programs));
        assert_eq!(seen.choices, Lasts::ALL);
        // The organiser's role becomes a caller's: what was made for ninety days is over after one.
        let api = program(house, &olwen, Lasts::Quarter, later(1));
        house.tamper("update term set role = 'caller' where role = 'organiser'");
        assert_eq!(refused(house, &api, later(60)), None);
        assert_eq!(refused(house, &api, days(2)), Some(Reason::SignedOut));
    });
}

#[test]
fn five_tokens_run_at_once_and_each_is_made_within_a_quarter_of_an_hour_of_signing_in() {
    on_both(1, |house| {
        let olwen = organiser(house);
        assert!(matches!(
            make(house, &olwen, Lasts::Day, later(15)),
            MadeProgram::SignInAgain
        ));
        for _ in 0..PROGRAMS_MAX {
            program(house, &olwen, Lasts::Day, later(14));
        }
        let made = make(house, &olwen, Lasts::Day, later(14));
        assert!(matches!(made, MadeProgram::Full), "{made:?}");
        let listed = list(house, &olwen, later(14));
        assert_eq!(listed.len(), PROGRAMS_MAX);
        let one = listed[0].id;
        assert_eq!(end(house, &olwen, one, later(14)), EndedProgram::Now);
        program(house, &olwen, Lasts::Day, later(14));
        // Those that ended by themselves count no more.
        let next_week = house.again(&olwen, days(7));
        program(house, &next_week, Lasts::Day, days(7));
        let made = told(house, EventKind::ProgramTokenMade, days(8));
        assert_eq!(made.len(), PROGRAMS_MAX + 2);
        let letters = "select count(*) from outbox where kind = 'program-made'";
        assert_eq!(house.count(letters), 7, "each is told to its holder");
    });
}

/// An officer's program.
fn officers(office: &Office, session: &SignedIn, now: Moment) -> Auth {
    let name = Name::parse("Nightly totals").unwrap();
    let act = move |tx: &mut Tx<'_, '_>| door::make_program(tx, &name, Lasts::Month);
    match given(Ok(office.act(auth(session), now, act))) {
        MadeProgram::Made(new) => Auth::Session(key_of(&new)),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_program_makes_no_programs_ends_no_sessions_and_says_no_word_as_the_second_person() {
    office::on_both(|office| {
        let orla = office.add("Orla", Role::MembershipOfficer, EVENING);
        let osian = office.add("Osian", Role::MembershipOfficer, EVENING);
        let della = office.add("Della", Role::Dpo, EVENING);
        let (inside, _) = office.set_up(&orla, EVENING);
        let (dpo, _) = office.set_up(&della, EVENING);
        let api = officers(office, &inside, later(1));
        let asked = given(Ok(office.ask_back(&dpo, osian.account, later(2))));
        let requests::Asked::New { id, .. } = asked else {
            panic!("{asked:?}")
        };
        let decided = office.act(api.clone(), later(3), move |tx| {
            requests::decide(tx, id, Decision::Approve, None)
        });
        assert_eq!(office::reason(decided), Reason::ByHand);
        let name = Name::parse("Another").unwrap();
        let made = office.act(api.clone(), later(3), move |tx| {
            door::make_program(tx, &name, Lasts::Day)
        });
        assert_eq!(office::reason(made), Reason::ByHand);
        let ended = office.act(api.clone(), later(3), door::end_other_sessions);
        assert_eq!(office::reason(ended), Reason::ByHand);
        let passkey = office.act(api.clone(), later(3), door::begin_passkey);
        assert_eq!(office::reason(passkey), Reason::NotYours);
        // What a person in the same office may, it may too, and its entries say that it was a program.
        given(Ok(
            office.act(api.clone(), later(4), |tx| door::accounts(tx, None))
        ));
        let said = ways(office, orla.account);
        assert!(said.iter().any(|way| way == "program"), "{said:?}");
        assert_eq!(office.messages("program-made", orla.account), 1);
        // The second person says the word themselves.
        given(Ok(office.act(auth(&inside), later(5), move |tx| {
            requests::decide(tx, id, Decision::Approve, None)
        })));
    });
}

#[test]
fn whoever_showed_too_long_ago_who_they_are_makes_no_token_and_a_shut_account_has_none() {
    office::on_both(|office| {
        let orla = office.add("Orla", Role::MembershipOfficer, EVENING);
        let della = office.add("Della", Role::Dpo, EVENING);
        let (inside, _) = office.set_up(&orla, EVENING);
        let (dpo, _) = office.set_up(&della, EVENING);
        let name = Name::parse("Too late").unwrap();
        let late = office.act(auth(&inside), later(20), move |tx| {
            door::make_program(tx, &name, Lasts::Day)
        });
        assert_eq!(office::reason(late), Reason::ShowAgain);
        let api = officers(office, &inside, later(14));
        let look = |now| office.act(api.clone(), now, door::own_programs);
        given(Ok(look(later(21))));
        let account = orla.account;
        given(Ok(office.act(auth(&dpo), later(22), move |tx| {
            door::shut_account(tx, account)
        })));
        assert_eq!(office::reason(look(later(22))), Reason::SignedOut);
    });
}

#[test]
fn a_browser_ends_as_before_and_leaves_the_programs_running() {
    on_both(1, |house| {
        let olwen = organiser(house);
        let here = house.again(&olwen, later(1));
        let api = program(house, &here, Lasts::Month, later(2));
        let sessions = given(house.act(&here, later(3), door::own_sessions));
        let first = sessions.last().unwrap().id;
        let ended = given(house.act(&here, later(3), move |tx| door::end_session(tx, first)));
        assert_eq!(ended, Ended::Other);
        let key = here.key;
        given(house.act(&here, later(4), move |tx| door::sign_out(tx, key)));
        assert_eq!(refused(house, &api, later(5)), None);
    });
}
