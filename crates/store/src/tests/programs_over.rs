//! API tokens that are over stay over: with roles that come and go, and where one is made just then.

use std::sync::mpsc;
use std::thread;

use switchboard_rules::device_key::Pin;
use switchboard_rules::giving::Giving;
use switchboard_rules::ids::{AccountId, TermId};
use switchboard_rules::moment::{Moment, Span};
use switchboard_rules::policy::{Place, Reason, Role, Scope};
use switchboard_rules::program::{Lasts, Name};

use super::browser_key::{BrowserKey, HERE};
use super::house::{EVENING, House, Person, given, on_both};
use super::leaving::WATCHED;
use super::office::{self, CHEAP, OTHER, Office, PASSWORD, auth, later, options};
use super::programs::{key_of, list, organiser, program, refused};
use super::ring::{PIN, read, ring, site};
use crate::contests;
use crate::door::{
    self, AddedKey, EndedTerm, Granted, MadeProgram, NewKey, NewPassword, NewTerm, SignedIn,
    invitations,
};
use crate::engine::{Arg, Engine};
use crate::session::{Auth, SYSTEM, id16};
use crate::tx::{Tx, Verdict};
use crate::world::World;

/// So many days later.
fn days(days: i64) -> Moment {
    EVENING.plus(Span::days(days))
}

/// Writes a role down, past whatever giving one does besides.
fn write(house: &House, account: AccountId, role: Role, until: Option<Moment>) {
    let scope = Scope::Campaign(house.campaigns[0]);
    let written = house
        .world
        .write("term", Auth::Console, EVENING, move |tx| {
            let new = NewTerm {
                role,
                scope,
                from: EVENING.minus(Span::days(1)),
                until,
                agreed_by: None,
            };
            door::write_term(tx, account, &new, SYSTEM)?;
            Ok(Verdict::Given(()))
        });
    given(written.wait());
}

/// An organiser gives somebody a caller's role.
fn give(house: &House, by: &Person, account: AccountId, now: Moment) {
    let giving = Giving {
        account,
        role: Role::Caller,
        at: Place::Campaign {
            campaign: house.campaigns[0],
            contest: house.contest,
        },
        from: now,
        until: None,
    };
    let granted = given(house.act(by, now, move |tx| door::grant_term(tx, &giving)));
    assert!(matches!(granted, Granted::Given(_)), "{granted:?}");
}

/// The term by which an account organises.
fn organises(house: &House, account: AccountId) -> TermId {
    let sql = "select id from term where account = $1 and role = 'organiser' and ended_at is null";
    let args = [Arg::Bytes(account.as_bytes())];
    let found = house.read(|raw| raw.one(sql, &args, |row| Ok(id16(row.bytes(0)?))));
    TermId::from_bytes(found.flatten().unwrap())
}

#[test]
fn a_token_of_whoever_only_rings_from_here_is_over_after_a_day_and_organising_again_wakes_it_not() {
    on_both(1, |house| {
        let cai = house.caller(0);
        let account = cai.account;
        write(house, account, Role::Organiser, None);
        let api = program(house, &cai, Lasts::Quarter, later(1));
        let term = organises(house, account);
        let ended = house
            .world
            .write("end", Auth::Console, later(2), move |tx| {
                door::end_term(tx, account, term)
            });
        assert_eq!(given(ended.wait()), EndedTerm::Now);
        assert_eq!(
            list(house, &cai, later(3))[0].until,
            later(1).plus(Span::days(1))
        );
        assert_eq!(refused(house, &api, later(60)), None, "they ring still");
        write(house, account, Role::Organiser, None);
        assert_eq!(refused(house, &api, later(60)), None);
        assert_eq!(refused(house, &api, days(2)), Some(Reason::SignedOut));
        house.settle(days(2));
    });
}

#[test]
fn a_token_that_was_over_because_a_role_ended_by_its_date_is_woken_by_none_that_is_given_then() {
    on_both(1, |house| {
        let olwen = organiser(house);
        // One who organised until the third day, and rings.
        let cai = house.caller(0);
        write(house, cai.account, Role::Organiser, Some(days(3)));
        let api = program(house, &cai, Lasts::Quarter, later(1));
        assert_eq!(refused(house, &api, days(2)), None);
        assert_eq!(refused(house, &api, days(4)), Some(Reason::SignedOut));
        let again = house.again(&olwen, days(4));
        give(house, &again, cai.account, days(4));
        write(house, cai.account, Role::Organiser, None);
        assert_eq!(refused(house, &api, days(4)), Some(Reason::SignedOut));
        // One who rang for an hour, and rings again.
        let dai = house.caller(0);
        let account = dai.account;
        let api = program(house, &dai, Lasts::Day, later(1));
        let sql = "update term set until_at = $1 where account = $2";
        let written = house.world.0.db.write("until", move |raw| {
            let args = [Arg::Int(later(60).millis()), Arg::Bytes(account.as_bytes())];
            raw.run(sql, &args)
        });
        assert_eq!(written.unwrap().value, 1);
        assert_eq!(refused(house, &api, later(59)), None);
        assert_eq!(refused(house, &api, later(60)), Some(Reason::SignedOut));
        give(house, &olwen, account, later(61));
        assert_eq!(refused(house, &dai, later(62)), None, "they ring again");
        assert_eq!(refused(house, &api, later(62)), Some(Reason::SignedOut));
        house.settle(days(4));
    });
}

#[test]
fn whose_program_runs_is_not_called_signed_in() {
    on_both(1, |house| {
        let olwen = organiser(house);
        program(house, &olwen, Lasts::Month, later(1));
        let rhys = house.person("Rhys", Role::ReturningOfficer, Scope::Organisation);
        let contest = house.contest;
        let is_on = |now| {
            let seen = given(house.act(&rhys, now, move |tx| contests::overview(tx, contest)));
            let mut lines = seen.accounts.into_iter();
            lines.find(|line| line.account == olwen.account).unwrap().on
        };
        assert!(is_on(later(2)));
        let key = olwen.key;
        given(house.act(&olwen, later(3), move |tx| door::sign_out(tx, key)));
        assert!(!is_on(later(4)), "the program is no person");
        house.settle(later(5));
    });
}

/// Makes a token on one node and holds that open while another node begins `second`; answers the token.
fn made_meanwhile(
    office: &Office,
    session: &SignedIn,
    now: Moment,
    second: impl FnOnce(&World) + Send,
) -> Auth {
    let node = match office.world.engine() {
        Engine::Postgres => World::open(&office.dir.path().join("data"), options(CHEAP)).unwrap(),
        Engine::Sqlite => office.world.clone(),
    };
    let name = Name::parse("Made meanwhile").unwrap();
    let by = auth(session);
    let (begun, has_begun) = mpsc::channel();
    let (ended, has_ended) = mpsc::channel();
    let act = move |tx: &mut Tx<'_, '_>| {
        let made = door::make_program(tx, &name, Lasts::Day)?;
        tx.flush()?;
        let _ = begun.send(());
        let _ = has_ended.recv_timeout(WATCHED);
        Ok(made)
    };
    let made = thread::scope(|scope| {
        let held = scope.spawn(|| office.world.write("held", by, now, act).wait());
        has_begun.recv().unwrap();
        scope.spawn(move || {
            second(&node);
            let _ = ended.send(());
        });
        given(held.join().unwrap())
    });
    match made {
        MadeProgram::Made(new) => Auth::Session(key_of(&new)),
        other => panic!("{other:?}"),
    }
}

fn is_over(office: &Office, api: Auth, now: Moment) -> bool {
    let done = office.act(api, now, door::own_programs);
    office::reason(done) == Reason::SignedOut
}

#[test]
fn a_token_that_is_just_being_made_is_over_with_the_sessions_that_a_new_password_or_app_ends() {
    office::on_both(|office| {
        let orla = office.add("Orla", Role::MembershipOfficer, EVENING);
        let (inside, app) = office.set_up(&orla, EVENING);
        let enter = |password, minute| {
            let (now, number) = (later(minute), app.number(later(minute)));
            office
                .with_password(&orla.email, password, &number, now)
                .unwrap()
        };
        let own = |password| {
            let world = &office.world;
            world.check_own_password(orla.account, password).unwrap()
        };
        let (makes, old, by) = (enter(PASSWORD, 2), own(PASSWORD), auth(&inside));
        let new = NewPassword::parse(OTHER, &[]).ok().unwrap();
        let (new, number) = (office.world.hash(&new).unwrap(), app.number(later(4)));
        let api = made_meanwhile(office, &makes, later(4), move |node| {
            let done = node.write("password", by, later(4), move |tx| {
                door::change_password(tx, &old, &number, &new)
            });
            assert!(given(done.wait()).is_some());
        });
        assert!(is_over(office, api, later(5)), "a new password");
        let here = enter(OTHER, 6);
        let (old, number) = (own(OTHER), app.number(later(8)));
        let renewed = office.act(auth(&here), later(8), move |tx| {
            door::renew_app(tx, &old, &number)
        });
        assert!(given(Ok(renewed)));
        let next = office.app(&here, later(8)).number(later(11));
        let (makes, by) = (enter(OTHER, 10), auth(&here));
        let api = made_meanwhile(office, &makes, later(11), move |node| {
            let done = node.write("app", by, later(11), move |tx| door::confirm_app(tx, &next));
            assert!(given(done.wait()).is_some());
        });
        assert!(is_over(office, api, later(12)), "a new app");
    });
}

#[test]
fn a_token_that_is_just_being_made_is_over_with_the_sessions_that_a_new_device_key_ends() {
    ring(|ring| {
        let (id, code) = ring.invite("cai@example.org");
        let begun = ring.join((id, code));
        let campaign = ring.campaign;
        let handed = given(Ok(ring.office.act(
            auth(&ring.organiser),
            later(1),
            move |tx| invitations::code_for_caller(tx, campaign, id),
        )));
        let makes = ring.office.with_code(&handed.code.expose(), later(1));
        let makes = makes.unwrap();
        ring.ask(&begun, later(2));
        let (_, code) = ring.mailed(later(2));
        let shown = BrowserKey::make().sign("add", HERE, &ring.challenge(&begun, later(2)));
        let pin = Pin::parse(PIN).unwrap();
        let hashed = ring.office.world.hash_pin(&read(&shown), &pin).unwrap();
        let new = NewKey::new(read(&shown), "", code, hashed).unwrap();
        let by = auth(&begun);
        let api = made_meanwhile(ring.office, &makes, later(2), move |node| {
            let done = node.write("key", by, later(2), move |tx| {
                door::add_device_key(tx, &site(), &new)
            });
            assert_eq!(given(done.wait()), AddedKey::Added);
        });
        assert!(is_over(ring.office, api, later(3)));
    });
}
