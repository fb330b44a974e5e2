//! Passkeys past the edge: whom they let in, whom no more, and who hears of it.

use switchboard_rules::events::EventKind;
use switchboard_rules::ids::AccountId;
use switchboard_rules::moment::Moment;
use switchboard_rules::passkey::Site;
use switchboard_rules::policy::{Opened, Role};

use super::authenticator::{Passkey, Place};
use super::house::{EVENING, given};
use super::office::{Office, auth, later, on_both};
use crate::door::{
    self, AddedPasskey, Begun, Created, Device, RemovedPasskey, Shown, SignedIn, Way,
};
use crate::engine::Arg;
use crate::session::Auth;
use crate::tx::Verdict;

fn site() -> Site {
    Site {
        name: "localhost".to_owned(),
        origin: "http://localhost:8080".to_owned(),
    }
}

impl Office {
    pub(crate) fn add_passkey(&self, session: &SignedIn, now: Moment) -> (Passkey, AddedPasskey) {
        let begun = given(Ok(self.act(auth(session), now, door::begin_passkey)));
        let Begun::Ready(new) = begun else {
            panic!("not now");
        };
        let (passkey, made) = Passkey::make(&Place::here(), &new.challenge, &new.handle);
        let added = given(Ok(self.act(auth(session), now, move |tx| {
            let created = Created::decode(&made[0], &made[1]).unwrap();
            door::add_passkey(tx, &site(), &created, "My telephone")
        })));
        (passkey, added)
    }

    pub(crate) fn with_passkey(
        &self,
        passkey: &Passkey,
        count: u32,
        now: Moment,
    ) -> Option<SignedIn> {
        let challenge = self.world.passkey_challenge(now).unwrap();
        self.shown(&passkey.show(&Place::here(), &challenge, count), now)
    }

    fn shown(&self, parts: &[String; 5], now: Moment) -> Option<SignedIn> {
        let parts = parts.clone();
        let done = self.act(Auth::Job("door"), now, move |tx| {
            let shown = Shown::decode(parts.each_ref().map(String::as_str)).unwrap();
            door::sign_in_with_passkey(tx, &site(), &shown)
        });
        match done.verdict {
            Verdict::Given(signed_in) => Some(signed_in),
            Verdict::Refused(_) => None,
        }
    }

    fn note(&self, signed_in: SignedIn, device: &Device, now: Moment) {
        let device = device.clone();
        self.act(Auth::Job("door"), now, move |tx| {
            door::seen_in(tx, &signed_in, &device).map(Verdict::Given)
        });
    }

    fn count(&self, sql: &'static str) -> i64 {
        let counted = self
            .world
            .0
            .db
            .read("look", move |raw| raw.one(sql, &[], |row| row.int(0)));
        counted.unwrap().unwrap()
    }
}

#[test]
fn an_officers_code_leads_to_a_passkey_which_lets_them_in_from_then_on() {
    on_both(|office| {
        let orla = office.add("Orla", Role::MembershipOfficer, EVENING);
        let begun = office.with_code(&orla.code, EVENING).unwrap();
        assert_eq!(begun.opened, Opened::SetUp);
        // An hour is there for setting up: longer than ten minutes.
        let (passkey, added) = office.add_passkey(&begun, later(30));
        let AddedPasskey::In(inside) = added else {
            panic!("not in");
        };
        assert_eq!(inside.opened, Opened::Passkey);
        assert!(!office.is_in(&begun, later(30)), "the code's session ended");
        assert_eq!(office.messages("passkey-added", orla.account), 1);
        assert_eq!(office.entries(EventKind::PasskeyAdded), 1);
        let again = office.with_passkey(&passkey, 0, later(31)).unwrap();
        let list = |tx: &mut crate::tx::Tx<'_, '_>| door::accounts(tx, None);
        let listed = given(Ok(office.act(auth(&again), later(31), list)));
        assert_eq!(listed[0].way, Way::Set);
        // It is the only way in: it can't be removed before there is another.
        let own = given(Ok(office.act(auth(&again), later(31), door::own_passkeys)));
        assert_eq!((own.len(), own[0].label.as_str()), (1, "My telephone"));
        let id = own[0].id;
        let remove = move |tx: &mut crate::tx::Tx<'_, '_>| door::remove_passkey(tx, id);
        let removed = given(Ok(office.act(auth(&again), later(32), remove)));
        assert_eq!(removed, RemovedPasskey::LastWay);
        let (other, _) = office.add_passkey(&again, later(32));
        let removed = given(Ok(office.act(auth(&again), later(32), remove)));
        assert_eq!(removed, RemovedPasskey::Removed);
        assert!(office.with_passkey(&passkey, 0, later(33)).is_none());
        assert!(office.with_passkey(&other, 0, later(33)).is_some());
        crate::log::sequence(&office.world, "test", later(34)).unwrap();
        crate::log::sign(&office.world, later(34)).unwrap();
        crate::log::verify(&office.world).unwrap();
    });
}

const GRANT: &str = "insert into term (bucket, account, id, role, scope_kind, scope, from_at, granted_by) values ($1, $2, $3, 'dpo', 'organisation', $3, $4, $2)";

fn make_officer(office: &Office, account: AccountId, now: Moment) {
    office.act(Auth::Job("story"), now, move |tx| {
        tx.run(
            GRANT,
            &[
                Arg::Int(account.bucket()),
                Arg::Bytes(account.as_bytes()),
                Arg::Bytes(&[0; 16]),
                Arg::Int(now.millis()),
            ],
        )?;
        Ok(Verdict::Given(()))
    });
}

#[test]
fn a_passkey_that_was_added_with_a_code_alone_does_not_grow_with_the_roles() {
    on_both(|office| {
        let cai = office.add("Cai", Role::Auditor, EVENING);
        let inside = office.with_code(&cai.code, EVENING).unwrap();
        assert_eq!(inside.opened, Opened::Code);
        let (passkey, added) = office.add_passkey(&inside, later(1));
        assert!(matches!(added, AddedPasskey::Added));
        assert!(office.with_passkey(&passkey, 0, later(2)).is_some());
        make_officer(office, cai.account, later(3));
        assert!(office.with_passkey(&passkey, 0, later(4)).is_none());
        let own = given(Ok(office.act(auth(&inside), later(4), door::own_passkeys)));
        assert!(own[0].is_too_weak, "and the page says so");
    });
}

/// How somebody's access ends; the second is an official who may do it.
type End = fn(&Office, &SignedIn, AccountId);

#[test]
fn whoever_has_left_was_shut_or_holds_nothing_comes_in_with_no_passkey() {
    on_both(|office| {
        let orla = office.add("Orla", Role::Dpo, EVENING);
        let (official, _) = office.set_up(&orla, EVENING);
        let ways: [(&str, End); 3] = [
            ("Anwen", |office, _, account| {
                office.act(Auth::Console, later(3), move |tx| {
                    door::end_access(tx, account)
                });
            }),
            ("Bryn", |office, official, account| {
                let shut = office.act(auth(official), later(3), move |tx| {
                    door::shut_account(tx, account)
                });
                given(Ok(shut));
            }),
            ("Cai", |office, _, account| {
                office.act(Auth::Job("story"), later(3), move |tx| {
                    let args = [Arg::Int(later(3).millis()), Arg::Bytes(account.as_bytes())];
                    tx.run("update term set until_at = $1 where account = $2", &args)?;
                    Ok(Verdict::Given(()))
                });
            }),
        ];
        for (name, end) in ways {
            let holder = office.add(name, Role::MembershipOfficer, EVENING);
            let begun = office.with_code(&holder.code, EVENING).unwrap();
            let (passkey, added) = office.add_passkey(&begun, later(1));
            assert!(matches!(added, AddedPasskey::In(_)));
            let inside = office.with_passkey(&passkey, 1, later(2)).unwrap();
            end(office, &official, holder.account);
            assert!(
                office.with_passkey(&passkey, 2, later(4)).is_none(),
                "{name}"
            );
            assert_eq!(office.is_in(&inside, later(4)), name == "Cai", "{name}");
        }
        assert_eq!(
            office.count("select count(*) from passkey"),
            1,
            "the one whose roles ran out"
        );
    });
}

#[test]
fn a_count_that_goes_back_lets_nobody_in_and_its_holder_is_told_once_for_each_try() {
    on_both(|office| {
        let cai = office.add("Cai", Role::Auditor, EVENING);
        let inside = office.with_code(&cai.code, EVENING).unwrap();
        let (passkey, _) = office.add_passkey(&inside, later(1));
        assert!(office.with_passkey(&passkey, 7, later(2)).is_some());
        let challenge = office.world.passkey_challenge(later(3)).unwrap();
        let copy = passkey.show(&Place::here(), &challenge, 7);
        assert!(office.shown(&copy, later(3)).is_none());
        assert!(office.shown(&copy, later(3)).is_none(), "the same again");
        assert_eq!(office.messages("passkey-doubted", cai.account), 1);
        assert_eq!(office.entries(EventKind::PasskeyDoubted), 1);
        assert!(office.with_passkey(&passkey, 0, later(4)).is_none());
        assert!(office.with_passkey(&passkey, 8, later(5)).is_some());
    });
}

#[test]
fn whoever_asks_for_a_challenge_leaves_nothing_and_an_answered_one_is_swept() {
    on_both(|office| {
        let cai = office.add("Cai", Role::Auditor, EVENING);
        let inside = office.with_code(&cai.code, EVENING).unwrap();
        let (passkey, _) = office.add_passkey(&inside, later(1));
        let before = office.all_entries();
        for _ in 0..20 {
            office.world.passkey_challenge(later(2)).unwrap();
        }
        assert_eq!(office.all_entries(), before);
        assert_eq!(office.count("select count(*) from ceremony"), 1);
        assert!(office.with_passkey(&passkey, 0, later(3)).is_some());
        assert_eq!(office.count("select count(*) from ceremony"), 2);
        assert!(office.with_passkey(&passkey, 0, later(120)).is_some());
        assert_eq!(office.count("select count(*) from ceremony"), 1);
    });
}

#[test]
fn a_browser_that_was_not_used_before_is_told_but_for_the_first() {
    on_both(|office| {
        let orla = office.add("Orla", Role::MembershipOfficer, EVENING);
        let bryn = office.add("Bryn", Role::Auditor, EVENING);
        let (first, second) = (Device::fresh().unwrap(), Device::fresh().unwrap());
        let (_, app) = office.set_up(&orla, EVENING);
        let sign_in = |now: Moment| {
            let number = app.number(now);
            let password = super::office::PASSWORD;
            office
                .with_password(&orla.email, password, &number, now)
                .unwrap()
        };
        for (minute, device, letters) in [
            (1, &first, 0),
            (2, &first, 0),
            (3, &second, 1),
            (4, &first, 1),
            (5, &second, 1),
        ] {
            office.note(sign_in(later(minute)), device, later(minute));
            assert_eq!(
                office.messages("new-device", orla.account),
                letters,
                "{minute}"
            );
        }
        assert_eq!(office.entries(EventKind::NewDevice), 1);
        // The same browser is another one for somebody else, and the first they have.
        let theirs = office.with_code(&bryn.code, later(6)).unwrap();
        office.note(theirs, &first, later(6));
        assert_eq!(office.messages("new-device", bryn.account), 0);
        assert_eq!(
            office.count("select count(distinct device_hash) from device"),
            3
        );
        // A year later it is forgotten, and told again.
        let year = later(7).plus(switchboard_rules::moment::Span::days(366));
        office.note(sign_in(year), &first, year);
        assert_eq!(office.count("select count(*) from device"), 2);
        assert_eq!(
            office.messages("new-device", orla.account),
            1,
            "all were forgotten"
        );
        office.note(
            sign_in(year.plus(switchboard_rules::moment::Span::minutes(1))),
            &second,
            year,
        );
        assert_eq!(office.messages("new-device", orla.account), 2);
        let account = orla.account;
        office.act(Auth::Console, year, move |tx| door::end_access(tx, account));
        assert_eq!(office.count("select count(*) from device"), 1);
    });
}
