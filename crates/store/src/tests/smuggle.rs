//! The cheats of the typestate that only show when the program runs, each with its twin that is in order.

use std::sync::{Arc, Mutex};

use switchboard_rules::policy::{Reason, Role, Scope};

use super::calls::{card, next};
use super::house::{EVENING, given, on_both};
use crate::desk::{self, Dealt, RecordedName};
use crate::disclose::{NotDisclosed, Recorded};
use crate::fault::Fault;
use crate::personal::Hits;
use crate::roll::{self, Query};
use crate::session::{Auth, SessionKey};
use crate::tx::Verdict;

type Pocket = Arc<Mutex<Vec<Recorded<Hits>>>>;

#[test]
fn what_a_closure_that_ran_again_recorded_stays_shut_under_the_later_proof() {
    on_both(3, |house| {
        let officer = house.person("Orla Officer", Role::MembershipOfficer, Scope::Organisation);
        let pocket = Pocket::default();
        let inside = Arc::clone(&pocket);
        let done = house.act(&officer, EVENING, move |tx| {
            let found = roll::search(tx, &Query::External("M-000001".to_owned()))?;
            let mut pocket = inside.lock().unwrap();
            let Verdict::Given(roll::Found { hits, .. }) = found else {
                panic!("an officer may search")
            };
            if pocket.is_empty() {
                pocket.push(hits);
                return Err(Fault::Conflict);
            }
            Ok(Verdict::Given(hits))
        });
        let done = done.unwrap();
        let smuggled = pocket.lock().unwrap().pop().unwrap();
        assert_eq!(
            smuggled.disclose(&done.proof).err(),
            Some(NotDisclosed::OtherAttempt)
        );
        let Verdict::Given(returned) = done.verdict else {
            panic!("given")
        };
        assert_eq!(
            returned.disclose(&done.proof).unwrap().0.len(),
            1,
            "what the committed run returned opens"
        );
    });
}

#[test]
fn what_a_closure_that_failed_recorded_opens_with_no_proof_and_leaves_no_entry() {
    on_both(3, |house| {
        let officer = house.person("Orla Officer", Role::MembershipOfficer, Scope::Organisation);
        let pocket = Pocket::default();
        let inside = Arc::clone(&pocket);
        let before = house.count("select count(*) from entry");
        let failed = house.act(&officer, EVENING, move |tx| {
            let query = Query::External("M-000001".to_owned());
            if let Verdict::Given(roll::Found { hits, .. }) = roll::search(tx, &query)? {
                inside.lock().unwrap().push(hits);
            }
            Err::<Verdict<()>, _>(Fault::NoSeat)
        });
        assert_eq!(failed.err(), Some(Fault::NoSeat));
        assert_eq!(house.count("select count(*) from entry"), before);
        let later = house
            .act(&officer, EVENING, |_| Ok(Verdict::Given(())))
            .unwrap();
        let smuggled = pocket.lock().unwrap().pop().unwrap();
        assert_eq!(
            smuggled.disclose(&later.proof).err(),
            Some(NotDisclosed::OtherAttempt)
        );
    });
}

#[test]
fn a_card_opens_with_its_own_proof_and_with_nobody_elses() {
    on_both(3, |house| {
        let (red, blue) = (house.caller(0), house.caller(1));
        let (first, _) = card(house, &red, house.banks[0], EVENING);
        let (second, second_proof) = card(house, &blue, house.banks[1], EVENING);
        let (RecordedName::Titled(first), RecordedName::Titled(second)) = (first.name, second.name)
        else {
            panic!("titled names")
        };
        assert_eq!(
            first.disclose(&second_proof).err(),
            Some(NotDisclosed::OtherAttempt)
        );
        assert!(second.disclose(&second_proof).is_ok());
    });
}

#[test]
fn nobody_works_under_another_accounts_name_or_budget() {
    on_both(3, |house| {
        let (caller, other) = (house.caller(0), house.caller(0));
        let (bank, others) = (house.banks[0], other.account);
        // A room that passes somebody else's account gets nothing dealt.
        let cheat = house.act(&caller, EVENING, move |tx| desk::next(tx, bank, others));
        assert!(
            matches!(cheat, Err(Fault::NoSeat)),
            "another account's desk and budget"
        );
        let cheat = house.act(&caller, EVENING, move |tx| {
            desk::first_screen(tx, bank, others)
        });
        assert!(
            matches!(cheat, Err(Fault::NoSeat)),
            "what is left of another account's cards"
        );
        given(house.act(&caller, EVENING, {
            let own = caller.account;
            move |tx| desk::first_screen(tx, bank, own)
        }));
        assert_eq!(house.count("select count(*) from card"), 0);
        let (dealt, _) = next(house, &caller, bank, EVENING);
        let Dealt::Card(dealt) = dealt else {
            panic!("a card of one's own")
        };
        let id = dealt.card;
        let cheat = house.act(&caller, EVENING, move |tx| {
            desk::show_number(tx, id, others)
        });
        assert!(
            matches!(cheat, Err(Fault::NoSeat)),
            "a number counted to somebody else"
        );
        assert_eq!(
            house.count("select count(*) from budget where numbers_shown > 0"),
            0
        );
        super::calls::numbers(house, &caller, id, EVENING);
        assert_eq!(
            house.count("select count(*) from budget where numbers_shown = 1"),
            1
        );
    });
}

#[test]
fn a_session_token_with_another_accounts_name_in_it_is_a_strangers() {
    on_both(3, |house| {
        let (caller, other) = (house.caller(0), house.caller(0));
        let token = house.token(&caller.code, EVENING);
        let others = house.token(&other.code, EVENING);
        let forged = SessionKey::of(&format!("{}{}", &others[..32], &token[32..])).unwrap();
        let bank = house.banks[0];
        for (key, fine) in [(SessionKey::of(&token).unwrap(), true), (forged, false)] {
            let account = key.account();
            let act = move |tx: &mut crate::tx::Tx<'_, '_>| desk::next(tx, bank, account);
            let done = house
                .world
                .write("story", Auth::Session(key), EVENING, act)
                .wait()
                .unwrap();
            match done.verdict {
                Verdict::Given(_) => assert!(fine),
                Verdict::Refused(refusal) => assert!(!fine && refusal.reason == Reason::SignedOut),
            }
        }
    });
}

#[test]
fn the_operator_at_the_console_sees_no_member() {
    on_both(3, |house| {
        let query = Query::External("M-000001".to_owned());
        let search = house
            .world
            .write("search", Auth::Console, EVENING, move |tx| {
                roll::search(tx, &query)
            })
            .wait();
        assert!(matches!(search.unwrap().verdict, Verdict::Refused(_)));
        let officer = house.person("Orla Officer", Role::MembershipOfficer, Scope::Organisation);
        let query = Query::External("M-000001".to_owned());
        let hits = house.act(&officer, EVENING, move |tx| roll::search(tx, &query));
        given(hits);
    });
}
