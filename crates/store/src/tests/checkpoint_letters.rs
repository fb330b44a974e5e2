//! The nightly letter with the checkpoint: to campaigns, offices and those who check them, once a day, whoever is killed meanwhile.

use std::thread;

use switchboard_ledger::checkpoint::Checkpoint;
use switchboard_ledger::note::{Note, VerifierKey};
use switchboard_rules::events::EventKind;
use switchboard_rules::moment::{Moment, Span};
use switchboard_rules::policy::{Role, Scope};

use super::house::{EVENING, House, on_both};
use super::office;
use crate::log;
use crate::machine::{Handed, letters};

/// Three o'clock in the morning after the evening of the stories, in London.
const THREE: Moment = EVENING.plus(Span::minutes(8 * 60 + 23));

fn waiting(house: &House) -> i64 {
    house.count("select count(*) from outbox where kind = 'checkpoint'")
}

fn mailed(house: &House) -> i64 {
    let kind = EventKind::CheckpointMailed;
    assert_eq!(kind.code(), 355);
    house.count("select count(*) from entry where kind = 355")
}

#[test]
fn every_campaign_and_every_office_is_told_once_a_day_and_nobody_else() {
    on_both(1, |house| {
        // Before anything is signed there is nothing to tell.
        assert_eq!(log::mail_checkpoint(&house.world, THREE), Ok(None));
        // An organiser of each campaign is there already.
        house.person("Dilys", Role::Dpo, Scope::Organisation);
        house.person(
            "Rhodri",
            Role::ReturningOfficer,
            Scope::Contest(house.contest),
        );
        house.caller(0);
        let gone = house.person("Gwen", Role::Organiser, Scope::Campaign(house.campaigns[0]));
        let end = house
            .world
            .write("end", crate::Auth::Console, EVENING, move |tx| {
                crate::door::end_access(tx, gone.account)
            });
        super::house::given(end.wait());
        house.settle(EVENING);
        assert_eq!(log::mail_checkpoint(&house.world, THREE), Ok(Some(4)));
        assert_eq!(
            house.count("select count(distinct recipient) from outbox where kind = 'checkpoint'"),
            4
        );
        for later in [Span::minutes(1), Span::hours(20), Span::hours(23)] {
            let now = THREE.plus(later);
            assert_eq!(log::mail_checkpoint(&house.world, now), Ok(None));
        }
        assert_eq!((waiting(house), mailed(house)), (4, 1));
        let next = THREE.plus(Span::days(1));
        assert_eq!(
            log::mail_checkpoint(&house.world, next.minus(Span::minutes(1))),
            Ok(None),
            "not before three"
        );
        assert_eq!(log::mail_checkpoint(&house.world, next), Ok(Some(4)));
        assert_eq!((waiting(house), mailed(house)), (8, 2));
        house.settle(next);
    });
}

/// The two lists of roles in SQL say what the rule says.
#[test]
fn the_letter_goes_to_every_role_that_keeps_checkpoints_and_to_no_other() {
    for role in Role::ALL {
        office::on_both(|office| {
            let holder = office.add("Somebody", role, EVENING);
            while log::sequence(&office.world, "test", EVENING).unwrap().taken > 0 {}
            log::sign(&office.world, EVENING).unwrap();
            let expected = u64::from(role.keeps_checkpoints());
            assert_eq!(
                log::mail_checkpoint(&office.world, THREE),
                Ok(Some(expected)),
                "{role:?}"
            );
            let written_to = checkpoints_handed(office, THREE);
            let to_whom = Some(holder.email).filter(|_| role.keeps_checkpoints());
            assert_eq!(written_to, Vec::from_iter(to_whom), "{role:?}");
        });
    }
}

/// To whom letters with a checkpoint go out now.
fn checkpoints_handed(office: &office::Office, now: Moment) -> Vec<String> {
    let mut written_to = Vec::new();
    letters(&office.world, now, Span::days(5), "", &mut |letter| {
        if letter.kind == "checkpoint" {
            written_to.push(letter.address.clone());
        }
        Handed::Taken("250".to_owned())
    })
    .unwrap();
    written_to
}

#[test]
fn a_committee_member_and_an_auditor_get_the_letter_until_their_term_is_over() {
    office::on_both(|office| {
        let committee = office.add("Cerys", Role::Committee, EVENING);
        let auditor = office.add("Aled", Role::Auditor, EVENING);
        let both = {
            let mut both = [committee.email.clone(), auditor.email.clone()];
            both.sort();
            both
        };
        let settle = |now| {
            while log::sequence(&office.world, "test", now).unwrap().taken > 0 {}
            log::sign(&office.world, now).unwrap();
        };
        let sorted = |now| {
            let mut all = checkpoints_handed(office, now);
            all.sort();
            all
        };
        settle(EVENING);
        assert_eq!(log::mail_checkpoint(&office.world, THREE), Ok(Some(2)));
        assert_eq!(sorted(THREE), both);
        // The committee's term runs out by itself, the auditor's is ended while a letter waits.
        office
            .world
            .0
            .db
            .write("term", |raw| {
                let until = crate::engine::Arg::Int(THREE.plus(Span::hours(1)).millis());
                raw.run(
                    "update term set until_at = $1 where role = 'committee'",
                    &[until],
                )
            })
            .unwrap();
        let next = THREE.plus(Span::days(1));
        assert_eq!(log::mail_checkpoint(&office.world, next), Ok(Some(1)));
        let account = auditor.account;
        let end = office.act(crate::Auth::Console, next, move |tx| {
            crate::door::end_access(tx, account)
        });
        super::house::given(Ok(end));
        assert_eq!(sorted(next.plus(Span::minutes(5))), Vec::<String>::new());
        let third = next.plus(Span::days(1));
        assert_eq!(log::mail_checkpoint(&office.world, third), Ok(Some(0)));
        assert_eq!(sorted(third), Vec::<String>::new());
        settle(third);
        log::verify(&office.world).unwrap();
    });
}

#[test]
fn a_clock_that_is_set_back_repeats_no_nights_letters_and_one_that_stood_far_ahead_stops_none() {
    on_both(1, |house| {
        house.settle(EVENING);
        let told = |now: Moment| log::mail_checkpoint(&house.world, now).unwrap().is_some();
        let day = |n: i64| THREE.plus(Span::days(n));
        assert!(told(day(0)));
        assert!(told(day(1)));
        assert!(!told(day(0)), "set back by a day");
        assert!(!told(day(-1)), "and by another");
        assert!(!told(day(1)), "and right again");
        assert!(told(day(2)));
        assert!(told(day(4_000)), "a clock stands years ahead");
        assert!(told(day(3)), "and is put right");
        assert!(told(day(4)));
        assert_eq!(mailed(house), 6);
    });
}

#[test]
fn a_letter_that_waited_until_its_keeper_had_left_goes_to_nobody() {
    office::on_both(|office| {
        let stays = office.add("Dilys", Role::Dpo, EVENING);
        let leaves = office.add("Osian", Role::MembershipOfficer, EVENING);
        while log::sequence(&office.world, "test", EVENING).unwrap().taken > 0 {}
        log::sign(&office.world, EVENING).unwrap();
        assert_eq!(log::mail_checkpoint(&office.world, THREE), Ok(Some(2)));
        // The mail server is down; meanwhile one of them leaves.
        let end = office
            .world
            .write("end", crate::Auth::Console, THREE, move |tx| {
                crate::door::end_access(tx, leaves.account)
            });
        super::house::given(end.wait());
        let later = THREE.plus(Span::hours(5));
        assert_eq!(checkpoints_handed(office, later), [stays.email]);
    });
}

#[test]
fn more_than_a_slice_is_told_also_by_two_at_once_and_after_a_kill() {
    on_both(1, |house| {
        for n in 0..150 {
            let scope = Scope::Campaign(house.campaigns[n % 2]);
            house.code(&format!("Organiser {n}"), Role::Organiser, scope, EVENING);
        }
        house.settle(EVENING);
        let all = i64::try_from(house_organisers(house)).unwrap();
        let both = thread::scope(|scope| {
            let tries = [0, 1].map(|_| {
                scope.spawn(|| log::mail_checkpoint(&house.world, THREE).unwrap().is_some())
            });
            tries.map(|one| one.join().unwrap())
        });
        assert_eq!(both.iter().filter(|told| **told).count(), 1);
        let told = "select count(distinct recipient) from outbox where kind = 'checkpoint'";
        assert_eq!(
            (waiting(house), house.count(told), mailed(house)),
            (all, all, 1)
        );
        // The next night a process is killed after its first slice: whoever comes next tells the others alone.
        let next = THREE.plus(Span::days(1));
        let last = house.read(|raw| {
            let sql = "select value from meta where key = 'checkpoint_letters'";
            raw.one(sql, &[], |row| Ok(row.text(0)?.to_owned()))
        });
        assert!(last.unwrap().ends_with(" done"));
        let hundredth = house.read(|raw| {
            let sql = "select distinct account from term where role = 'organiser' order by account limit 100";
            raw.all(sql, &[], |row| Ok(crate::session::id16(row.bytes(0)?).unwrap()))
        });
        let hundredth = switchboard_rules::ids::AccountId::from_bytes(*hundredth.last().unwrap());
        let day = house.world.zone().local(next).date;
        let half: &'static str = format!(
            "update meta set value = '{day} 100 {hundredth}' where key = 'checkpoint_letters'"
        )
        .leak();
        assert_eq!(house.tamper(half), 1);
        let count = u64::try_from(all).unwrap();
        assert_eq!(log::mail_checkpoint(&house.world, next), Ok(Some(count)));
        assert_eq!(waiting(house), all + all - 100);
    });
}

fn house_organisers(house: &House) -> u64 {
    let count = house.count("select count(distinct account) from term where role = 'organiser'");
    u64::try_from(count).unwrap()
}

#[test]
fn the_letter_holds_the_checkpoint_word_for_word_and_the_key_that_checks_it() {
    office::on_both(|office| {
        let holder = office.add("Dilys", Role::Dpo, EVENING);
        while log::sequence(&office.world, "test", EVENING).unwrap().taken > 0 {}
        log::sign(&office.world, EVENING).unwrap();
        assert_eq!(log::mail_checkpoint(&office.world, THREE), Ok(Some(1)));
        let mut seen = 0;
        letters(&office.world, THREE, Span::days(5), "", &mut |letter| {
            if letter.kind == "checkpoint" {
                assert_eq!(letter.address, holder.email);
                let of = |wanted: &str| {
                    let found = letter.vars.iter().find(|(name, _)| name == wanted);
                    found.unwrap().1.clone()
                };
                let text = of("checkpoint").replace("%0A", "\n").replace("%20", " ");
                assert_eq!(text, log::checkpoint(&office.world).unwrap());
                let note = Note::parse(text.as_bytes()).unwrap();
                let size = Checkpoint::parse(note.text()).unwrap().size();
                assert_eq!(of("size"), size.to_string());
                let key = VerifierKey::parse(&of("key")).unwrap();
                assert!(note.signatures()[0].claims(key.name().as_str(), key.id()));
                seen += 1;
            }
            Handed::Taken("250".to_owned())
        })
        .unwrap();
        assert_eq!(seen, 1);
    });
}
