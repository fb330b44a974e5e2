//! Device keys past the edge: what ends one, what a stolen row is worth, and what entries say of who vouched.

use switchboard_rules::device_key::WORKS_MAX;
use switchboard_rules::events::EventKind;
use switchboard_rules::ids::AccountId;
use switchboard_rules::moment::Span;
use switchboard_rules::person::Email;
use switchboard_rules::policy::{Opened, Reason};

use super::browser_key::{BrowserKey, HERE};
use super::house::{EVENING, given};
use super::office::{Office, auth, later, reason};
use super::ring::{PIN, closes, ring};
use crate::door::{self, AddedKey, NewPassword, WayIn, invitations};
use crate::engine::{Arg, Value};
use crate::session::Auth;
use crate::tx::{Tx, Verdict};

#[test]
fn one_has_three_a_new_one_of_the_same_browser_takes_the_old_ones_place_and_a_removed_one_is_over()
{
    ring(|ring| {
        let begun = ring.joined("cai@example.org");
        let hour = |n: i64| later(60 * n);
        let first = ring.add(&begun, hour(0));
        let second = ring.add(&begun, hour(0));
        ring.add(&begun, hour(0));
        ring.ask(&begun, hour(1));
        let (_, code) = ring.mailed(hour(1));
        let next = BrowserKey::make();
        let add = |key: &BrowserKey, before: &str, code: &str| {
            let shown = key.sign("add", HERE, &ring.challenge(&begun, hour(1)));
            ring.add_shown(&begun, &shown, before, code, hour(1))
        };
        assert_eq!(add(&next, "", &code), AddedKey::Full);
        ring.ask(&begun, hour(1));
        let (_, code) = ring.mailed(hour(1));
        assert_eq!(add(&next, &first.key(), &code), AddedKey::Added);
        assert!(ring.sign_in(&first, PIN, hour(1)).is_none());
        let inside = ring.sign_in(&second, PIN, hour(1)).unwrap();
        let other = ring.sign_in(&next, PIN, hour(1)).unwrap();
        // Somebody else's looks like none, and theirs is nobody's to replace.
        let dilys = ring.joined("dilys@example.org");
        let own = ring.own(&begun, hour(1));
        assert_eq!(own.len(), 3);
        let id = own[0];
        let remove = move |tx: &mut Tx<'_, '_>| door::remove_device_key(tx, id);
        assert_eq!(
            reason(ring.office.act(auth(&dilys), hour(1), remove)),
            Reason::NotYours
        );
        ring.ask(&dilys, hour(1));
        let (_, code) = ring.mailed(hour(1));
        let shown = second.sign("add", HERE, &ring.challenge(&dilys, hour(1)));
        let stolen = ring.add_shown(&dilys, &shown, &next.key(), &code, hour(1));
        assert_eq!(
            stolen,
            AddedKey::NotTaken,
            "one browser's key is one person's"
        );
        assert!(ring.sign_in(&next, PIN, hour(1)).is_some());
        // The newest goes; who came in with a device key is out, but for who asks.
        given(Ok(ring.office.act(auth(&inside), hour(1), remove)));
        assert!(ring.sign_in(&next, PIN, hour(1)).is_none());
        assert!(ring.office.is_in(&inside, hour(1)));
        assert!(!ring.office.is_in(&other, hour(1)));
        assert_eq!(ring.office.entries(EventKind::DeviceKeyRemoved), 1);
    });
}

const TERM: &str = "insert into term (bucket, account, id, role, scope_kind, scope, from_at, granted_by) values ($1, $2, $3, 'organiser', 'campaign', $4, $5, $3)";

#[test]
fn a_key_does_not_grow_with_the_roles_and_ends_with_them() {
    ring(|ring| {
        let begun = ring.joined("cai@example.org");
        let key = ring.add(&begun, EVENING);
        let (account, campaign) = (begun.account, ring.campaign);
        assert!(
            ring.sign_in(&key, PIN, closes().minus(Span::minutes(1)))
                .is_some()
        );
        let last = ring
            .sign_in(&key, PIN, closes().minus(Span::minutes(1)))
            .unwrap();
        assert_eq!(last.until, closes(), "no session outlives the contest");
        assert!(ring.sign_in(&key, PIN, closes()).is_none());
        let inside = ring.sign_in(&key, PIN, later(1)).unwrap();
        ring.office.act(Auth::Job("story"), later(2), move |tx| {
            tx.later(
                TERM,
                vec![
                    Value::Int(account.bucket()),
                    Value::Bytes(account.as_bytes().to_vec()),
                    Value::Bytes(vec![9; 16]),
                    Value::Bytes(campaign.as_bytes().to_vec()),
                    Value::Int(later(2).millis()),
                ],
            );
            Ok(Verdict::Given(()))
        });
        assert!(ring.sign_in(&key, PIN, later(3)).is_none());
        let look =
            move |tx: &mut Tx<'_, '_>| invitations::people(tx, campaign, invitations::Page::FIRST);
        let seen = ring.office.act(auth(&inside), later(3), look);
        assert_eq!(reason(seen), Reason::RingsOnly);
    });
}

#[test]
fn a_role_without_an_end_leaves_a_key_for_a_year_at_most() {
    ring(|ring| {
        ring.joined("cai@example.org");
        ring.tamper("update term set until_at = null where role = 'caller'");
        let begun = ring.joined("dilys@example.org");
        ring.tamper("update term set until_at = null where role = 'caller'");
        ring.add(&begun, EVENING);
        let own = given(Ok(ring.office.act(
            auth(&begun),
            EVENING,
            door::own_device_keys,
        )));
        assert_eq!(own[0].until, EVENING.plus(WORKS_MAX));
    });
}

#[test]
fn whoever_has_left_comes_in_with_no_key_and_a_new_password_after_a_loss_ends_it() {
    ring(|ring| {
        let gone = ring.joined("gone@example.org");
        let key = ring.add(&gone, EVENING);
        let account = gone.account;
        given(Ok(ring.office.act(Auth::Console, later(1), move |tx| {
            door::end_access(tx, account)
        })));
        assert!(ring.sign_in(&key, PIN, later(2)).is_none());
        let count = ring.office.world.0.db.read("look", |raw| {
            raw.one(
                "select (select count(*) from device_key) + (select count(*) from device_code)",
                &[],
                |row| row.int(0),
            )
        });
        assert_eq!(count.unwrap(), Some(0), "nothing of it is kept");

        let (invitation, code) = ring.invite("cai@example.org");
        let cai = ring.join((invitation, code));
        let key = ring.add(&cai, later(3));
        let campaign = ring.campaign;
        let handed = given(Ok(ring.office.act(
            auth(&ring.organiser),
            later(4),
            move |tx| invitations::code_for_caller(tx, campaign, invitation),
        )));
        let back = ring
            .office
            .with_code(&handed.code.expose(), later(5))
            .unwrap();
        assert_eq!(back.opened, Opened::Code);
        assert!(
            ring.sign_in(&key, PIN, later(5)).is_some(),
            "until then it stays"
        );
        // With the organiser's code a key of another browser may be added …
        let other = ring.add(&back, later(6));
        assert!(ring.sign_in(&other, PIN, later(6)).is_some());
        // … and a new password leaves none.
        let password = NewPassword::parse_alone("kettle drawn by four geese", &[])
            .ok()
            .unwrap();
        let hashed = ring.office.world.hash(&password).unwrap();
        let set = given(Ok(ring.office.act(auth(&back), later(7), move |tx| {
            let email = Email::parse("cai@example.org").unwrap();
            door::set_callers_password(tx, &email, &hashed)
        })));
        assert_eq!(set, WayIn::Set);
        assert!(ring.sign_in(&key, PIN, later(8)).is_none());
        assert!(ring.sign_in(&other, PIN, later(8)).is_none());
    });
}

#[test]
fn a_pin_fits_its_own_key_alone_also_where_somebody_moves_the_hash() {
    ring(|ring| {
        let (one, two) = (
            ring.joined("cai@example.org"),
            ring.joined("dilys@example.org"),
        );
        let (first, second) = (ring.add(&one, EVENING), ring.add(&two, EVENING));
        assert!(ring.sign_in(&second, PIN, EVENING).is_some());
        ring.tamper("update device_key set pin = (select max(pin) from device_key)");
        let in_all = [&first, &second].map(|key| ring.sign_in(key, PIN, EVENING).is_some());
        assert_eq!(in_all.iter().filter(|is_in| **is_in).count(), 1);
    });
}

/// How the entries of an account say that its sessions were opened, each once.
pub(super) fn ways(office: &Office, account: AccountId) -> Vec<String> {
    let world = &office.world;
    let rows = world.0.db.read("look", move |raw| {
        let args = [Arg::Bytes(account.as_bytes())];
        let sql = "select id, act_sealed from entry where account = $1 order by id";
        raw.all(sql, &args, |row| {
            Ok((row.bytes(0)?.to_vec(), row.bytes(1)?.to_vec()))
        })
    });
    let mut ways: Vec<String> = Vec::new();
    for (id, sealed) in rows.unwrap() {
        let plain = world
            .0
            .keys
            .log_seal
            .open(crate::entry::act_spot(&id), &sealed)
            .unwrap();
        let act = switchboard_ledger::entry::Act::decode(&plain[32..]).unwrap();
        if !ways.contains(&act.opened) {
            ways.push(act.opened);
        }
    }
    ways
}

#[test]
fn every_entry_says_how_its_session_was_opened_and_who_vouched() {
    ring(|ring| {
        let (invitation, code) = ring.invite("cai@example.org");
        let begun = ring.join((invitation, code));
        let key = ring.add(&begun, EVENING);
        let by = ring.organiser.account;
        let vouched = |way: &str| format!("{way} vouched={by}");
        assert_eq!(ways(ring.office, begun.account), [vouched("joined")]);
        let inside = ring.sign_in(&key, PIN, later(1)).unwrap();
        ring.own(&inside, later(1));
        // A refusal too.
        let asked = ring
            .office
            .act(auth(&inside), later(1), door::ask_device_code);
        assert_eq!(reason(asked), Reason::NotYours);
        let campaign = ring.campaign;
        let handed = given(Ok(ring.office.act(
            auth(&ring.organiser),
            later(2),
            move |tx| invitations::code_for_caller(tx, campaign, invitation),
        )));
        let back = ring
            .office
            .with_code(&handed.code.expose(), later(3))
            .unwrap();
        let this = auth(&back);
        let Auth::Session(key) = this else { panic!() };
        given(Ok(ring
            .office
            .act(this, later(3), move |tx| door::sign_out(tx, key))));
        assert_eq!(
            ways(ring.office, begun.account),
            ["joined", "device", "code"].map(vouched)
        );
        // Nobody vouches for a code of the console.
        assert_eq!(ways(ring.office, by), ["code"]);
    });
}
