//! What the organisation's own sign-in opened ends with the connection, with its word, and with a way back in.

use std::sync::Barrier;
use std::thread;

use serde_json::{Value, json};
use switchboard_rules::giving::Giving;
use switchboard_rules::ids::AccountId;
use switchboard_rules::moment::{Moment, Span};
use switchboard_rules::policy::{Opened, Place, Role};
use switchboard_rules::request::{Because, Kind};

use super::house::{EVENING, given};
use super::identities::make;
use super::office::{Office, PASSWORD, auth, later, on_both};
use super::there::{Change, There};
use crate::door::{
    self, AddedPasskey, Connected, Disconnected, Errand, Granted, InByIdentity, SignedIn,
    code_for_once,
};
use crate::requests::{self, Asked, Asking, Decided, Decision};
use crate::session::{Auth, SessionKey};
use crate::tx::Verdict;

#[test]
fn whoever_disconnects_their_account_is_out_everywhere_where_it_had_let_them_in_here_too() {
    on_both(|office| {
        let there = There::new();
        let orla = office.add("Orla", Role::MembershipOfficer, EVENING);
        let (by_password, _) = office.set_up(&orla, EVENING);
        assert!(matches!(
            there.connect(office, &by_password, "248", later(1)),
            Connected::Connected
        ));
        let [asks, other] = [2, 3].map(|at| there.inside(office, "248", later(at)).unwrap());
        let gone = given(Ok(office.act(
            auth(&asks),
            later(4),
            door::disconnect_identity,
        )));
        assert_eq!(gone, Disconnected::Out);
        assert!(!office.is_in(&asks, later(4)) && !office.is_in(&other, later(4)));
        assert!(office.is_in(&by_password, later(4)));
        // So there is nobody left whom news of leaving would miss.
        let says = there.left("j1", &json!({ "sub": "248", "sid": "at 248" }), later(5));
        assert_eq!(there.leaves(office, &says, later(5)), Ok(Some(0)));
    });
}

#[test]
fn news_of_leaving_ends_what_it_names_by_either_name_and_what_was_opened_without_any() {
    on_both(|office| {
        let there = There::new();
        let [anwen, bryn] = ["1", "2"].map(|subject| {
            let holder = office.add(&format!("Person{subject}"), Role::Auditor, EVENING);
            let inside = office.with_code(&holder.code, EVENING).unwrap();
            there.connect(office, &inside, subject, later(1));
            (inside, there.inside(office, subject, later(2)).unwrap())
        });
        let without: Change = |says| says["sid"] = Value::Null;
        let InByIdentity::In(nameless) = there.come(office, ("1", without), later(2)) else {
            panic!("not in");
        };
        let elsewhere: Change = |says| says["sid"] = json!("elsewhere");
        let InByIdentity::In(elsewhere) = there.come(office, ("1", elsewhere), later(2)) else {
            panic!("not in");
        };
        let says = there.left("j1", &json!({ "sub": "1", "sid": "at 1" }), later(3));
        assert_eq!(there.leaves(office, &says, later(3)), Ok(Some(2)));
        assert!(!office.is_in(&anwen.1, later(3)) && !office.is_in(&nameless, later(3)));
        // What it didn't open, and what hangs on another session there, goes on.
        assert!(office.is_in(&anwen.0, later(3)) && office.is_in(&elsewhere, later(3)));
        // Nobody is connected with this subject; the session has a name of its own.
        let says = there.left("j2", &json!({ "sub": "3", "sid": "at 2" }), later(4));
        assert_eq!(there.leaves(office, &says, later(4)), Ok(Some(1)));
        assert!(!office.is_in(&bryn.1, later(4)) && office.is_in(&bryn.0, later(4)));
    });
}

#[test]
fn whoever_comes_back_with_a_code_leaves_no_way_in_but_the_one_that_they_make_with_it() {
    on_both(|office| {
        let there = There::new();
        let [dpo, second] = [("Della", Role::Dpo), ("Orla", Role::MembershipOfficer)]
            .map(|(name, role)| office.set_up(&office.add(name, role, EVENING), EVENING).0);
        for made in ["password", "passkey", "identity", "the same identity"] {
            let name = made.replace(' ', "-");
            let stolen = format!("stolen {name}");
            let holder = office.add(&name, Role::ReturningOfficer, EVENING);
            let (before, app) = office.set_up(&holder, EVENING);
            assert!(matches!(
                there.connect(office, &before, &stolen, later(1)),
                Connected::Connected
            ));
            let (key, _) = office.add_passkey(&before, later(1));
            let thief = there.inside(office, &stolen, later(1)).unwrap();
            let handed = office.let_back((&dpo, &second), holder.account, later(2));
            let begun = office.with_code(&handed.code.expose(), later(2)).unwrap();
            assert!(
                office.is_in(&thief, later(2)),
                "{made}: until there is another way"
            );
            let new = format!("own {name}");
            let own = if made == "identity" { &new } else { &stolen };
            let inside = match made {
                "password" => {
                    let app = office.choose(&begun, super::office::OTHER, later(3));
                    office.confirm(&begun, &app.number(later(3)), later(3))
                }
                "passkey" => match office.add_passkey(&begun, later(3)).1 {
                    AddedPasskey::In(inside) => Some(inside),
                    _ => None,
                },
                _ => match there.connect(office, &begun, own, later(3)) {
                    Connected::In(inside) => Some(inside),
                    _ => None,
                },
            };
            let inside = inside.expect(made);
            for over in [&before, &thief, &begun] {
                assert!(!office.is_in(over, later(3)), "{made}");
            }
            assert!(office.is_in(&inside, later(3)), "{made}");
            let is_connected = there.inside(office, &stolen, later(4)).is_some();
            assert_eq!(is_connected, made == "the same identity", "{made}");
            let is_new = there.inside(office, &new, later(4)).is_some();
            assert_eq!(is_new, made == "identity", "{made}");
            assert!(office.with_passkey(&key, 0, later(4)).is_none(), "{made}");
            let number = app.number(later(4));
            let old = office.with_password(&holder.email, PASSWORD, &number, later(4));
            assert!(old.is_none(), "{made}");
        }
    });
}

#[test]
fn of_two_identities_that_are_connected_with_one_account_at_once_one_is() {
    on_both(|office| {
        let there = There::new();
        for n in 0..4 {
            let holder = office.add(&format!("Cai{n}"), Role::Auditor, EVENING);
            let account = holder.account;
            let code = given(Ok(office.act(Auth::Console, EVENING, move |tx| {
                code_for_once(tx, account, later(60)).map(Verdict::Given)
            })));
            let sessions = [holder.code.clone(), code.expose()]
                .map(|code| office.with_code(&code, EVENING).unwrap());
            let start = Barrier::new(2);
            let connect = |at: usize| {
                let session = &sessions[at];
                let key = SessionKey::of(session.token.expose());
                let subject = format!("{n} {at}");
                let who: (&str, Change) = (&subject, |_| ());
                let (returned, told) = there.go(office, Errand::Connect, key, who, later(1));
                start.wait();
                given(Ok(office.act(auth(session), later(1), move |tx| {
                    door::connect_identity(tx, &returned, &told)
                })))
            };
            let done = thread::scope(|scope| {
                let other = scope.spawn(|| connect(1));
                [connect(0), other.join().unwrap()]
            });
            let of = |wanted: fn(&Connected) -> bool| done.iter().filter(|one| wanted(one)).count();
            assert_eq!(of(|one| matches!(one, Connected::Connected)), 1);
            assert_eq!(of(|one| matches!(one, Connected::Already)), 1);
        }
    });
}

fn dpo(account: AccountId, now: Moment) -> Giving {
    Giving {
        account,
        role: Role::Dpo,
        at: Place::Organisation,
        from: now,
        until: Some(now.plus(Span::days(300))),
    }
}

/// Somebody who is in with a code, and by a connection that they made with it.
fn with_a_code(office: &Office, there: &There, name: &str) -> (AccountId, [SignedIn; 2]) {
    let holder = office.add(name, Role::Auditor, EVENING);
    let inside = office.with_code(&holder.code, EVENING).unwrap();
    assert_eq!(inside.opened, Opened::Code);
    there.connect(office, &inside, name, later(1));
    let by_identity = there.inside(office, name, later(1)).unwrap();
    (holder.account, [inside, by_identity])
}

#[test]
fn what_was_opened_before_an_office_was_given_is_none_of_that_offices() {
    on_both(|office| {
        let there = There::new();
        let [asks, agrees] = [
            ("Rhys", Role::ReturningOfficer),
            ("Orla", Role::MembershipOfficer),
        ]
        .map(|(name, role)| office.set_up(&office.add(name, role, EVENING), EVENING).0);
        // By the console.
        let (account, before) = with_a_code(office, &there, "Cai");
        let giving = dpo(account, later(2));
        let granted = office.act(Auth::Console, later(2), move |tx| {
            door::grant_term(tx, &giving)
        });
        assert!(matches!(given(Ok(granted)), Granted::Given(_)));
        assert!(before.iter().all(|one| !office.is_in(one, later(2))));
        // By two people, to somebody who organises and keeps their way in.
        let (account, before) = with_a_code(office, &there, "Olwen");
        office.act(Auth::Job("story"), later(2), move |tx| {
            make(tx, account, "organiser", 1)
        });
        assert!(before.iter().all(|one| office.is_in(one, later(2))));
        let because = Because::parse("The committee chose them on Monday").unwrap();
        let about = dpo(account, later(2)).text();
        let asking = Asking::about_nobody(Kind::GrantTerm, about, because);
        let asked = office.act(auth(&asks), later(2), move |tx| requests::ask(tx, &asking));
        let Asked::New { id, .. } = given(Ok(asked)) else {
            panic!("not asked")
        };
        let decided = office.act(auth(&agrees), later(3), move |tx| {
            requests::decide(tx, id, Decision::Approve, None)
        });
        assert!(!matches!(given(Ok(decided)), Decided::Handed(_)));
        assert!(before.iter().all(|one| !office.is_in(one, later(3))));
        // Whoever holds one already goes on.
        let orla = agrees.account;
        let giving = dpo(orla, later(3));
        let granted = office.act(Auth::Console, later(3), move |tx| {
            door::grant_term(tx, &giving)
        });
        assert!(matches!(given(Ok(granted)), Granted::Given(_)));
        assert!(office.is_in(&agrees, later(3)));
    });
}
