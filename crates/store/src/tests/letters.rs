//! Letters: opened one at a time, after their entry; tried again, given up, and what comes back.

use switchboard_rules::events::EventKind;
use switchboard_rules::ids::MemberId;
use switchboard_rules::moment::{Moment, Span};

use super::house::{EVENING, House, given, import_at, member, on_both};
use crate::machine::{Handed, Returned, letter_returned, letters};
use crate::outbox::{self, Message, Queue, To};
use crate::session::{Auth, id16};
use crate::tx::Verdict;

const GIVE_UP: Span = Span::days(5);

fn someone(house: &House) -> MemberId {
    let id = house.read(|raw| {
        raw.one(
            "select id from member order by bucket, id limit 1",
            &[],
            |row| Ok(id16(row.bytes(0)?).unwrap()),
        )
    });
    MemberId::from_bytes(id.unwrap())
}

fn put(house: &House, to: To) {
    let vars = format!("size=anyone at={} way=call", EVENING.millis());
    let done = house.world.write("put", Auth::Console, EVENING, move |tx| {
        outbox::put(tx, Message::ObjectionTaken, to, &vars)?;
        Ok(Verdict::Given(()))
    });
    given(done.wait());
}

/// One run in which every letter meets the same fate; answers the addresses and marks that were lent.
fn run(house: &House, now: Moment, fate: &Handed) -> Vec<(String, String)> {
    let mut seen = Vec::new();
    letters(
        &house.world,
        now,
        GIVE_UP,
        "operator@example.org",
        &mut |letter| {
            assert!(
                letter
                    .vars
                    .iter()
                    .any(|(name, value)| name == "size" && value == "anyone")
            );
            assert_eq!(format!("{letter:?}"), "Letter(…)");
            seen.push((letter.address.clone(), letter.mark.clone()));
            fate.clone()
        },
    )
    .unwrap();
    seen
}

fn queue(house: &House, now: Moment) -> Queue {
    outbox::queue(&house.world, now).unwrap()
}

fn entries(house: &House, kind: EventKind) -> usize {
    let code = i64::from(kind.code());
    house
        .read(|raw| {
            raw.all(
                "select kind from entry order by id limit 1000",
                &[],
                |row| row.int(0),
            )
        })
        .into_iter()
        .filter(|kind| *kind == code)
        .count()
}

fn taken() -> Handed {
    Handed::Taken("250".to_owned())
}

#[test]
fn a_letter_is_lent_with_its_own_members_address_after_an_entry_about_that_member() {
    on_both(4, |house| {
        let member = someone(house);
        put(house, To::Member(member));
        put(house, To::Member(member));
        put(house, To::Operator);
        let before = house.count("select count(*) from entry_subject");
        let lent = run(house, EVENING, &taken());
        assert_eq!(lent.len(), 3);
        assert!(lent[0].0.starts_with("member") && lent[0].0.ends_with("@members.example.org"));
        assert_eq!(
            (&lent[0].0, lent[2].0.as_str()),
            (&lent[1].0, "operator@example.org")
        );
        assert_ne!(lent[0].1, lent[1].1, "each letter has a mark of its own");
        assert_eq!(
            entries(house, EventKind::LettersOpened),
            1,
            "one run is one entry"
        );
        assert_eq!(
            house.count("select count(*) from entry_subject"),
            before + 1,
            "with one part for the member"
        );
        assert_eq!(queue(house, EVENING).waiting, 0);
        assert!(queue(house, EVENING).sent_at.is_some());
        assert!(
            run(house, EVENING.plus(Span::days(1)), &taken()).is_empty(),
            "a letter goes out once"
        );
        assert_eq!(
            entries(house, EventKind::LettersOpened),
            1,
            "an empty run is no entry"
        );
        house.settle(EVENING);
    });
}

#[test]
fn a_letter_nobody_takes_is_tried_after_growing_waits_and_given_up_after_days() {
    on_both(4, |house| {
        put(house, To::Member(someone(house)));
        let later = Handed::Later("4.2.0".to_owned());
        let mut tries = Vec::new();
        let mut now = EVENING;
        while now < EVENING.plus(Span::days(6)) {
            if !run(house, now, &later).is_empty() {
                tries.push(now);
            }
            now = now.plus(Span::minutes(30));
        }
        let gaps: Vec<i64> = tries
            .windows(2)
            .map(|pair| pair[1].since(pair[0]).as_millis())
            .collect();
        assert!(gaps.windows(2).all(|pair| pair[0] <= pair[1]), "{gaps:?}");
        assert!(
            (20..30).contains(&tries.len()),
            "{} tries in five days",
            tries.len()
        );
        assert!(tries.last().unwrap().since(EVENING) >= GIVE_UP);
        assert_eq!(entries(house, EventKind::LetterGivenUp), 1);
        let end = queue(house, now);
        assert_eq!((end.waiting, end.given_up, end.failing), (0, 1, 0));
    });
}

#[test]
fn an_address_that_does_not_work_is_noted_and_left_alone_until_there_is_another() {
    on_both(1, |house| {
        let whom = someone(house);
        put(house, To::Member(whom));
        assert_eq!(
            run(house, EVENING, &Handed::NoSuchAddress("5.1.1".to_owned())).len(),
            1
        );
        assert_eq!(entries(house, EventKind::LetterBounced), 1);
        let noted = queue(house, EVENING);
        assert_eq!((noted.waiting, noted.bounced, noted.failing), (0, 1, 1));
        put(house, To::Member(whom));
        assert!(
            run(house, EVENING, &taken()).is_empty(),
            "nothing more is sent there"
        );
        assert_eq!(queue(house, EVENING).waiting, 0);
        let mut row = member(0);
        row.email =
            Some(switchboard_rules::person::Email::parse("other@members.example.org").unwrap());
        import_at(&house.world, vec![row], EVENING.plus(Span::hours(1)));
        put(house, To::Member(whom));
        let lent = run(house, EVENING.plus(Span::hours(2)), &taken());
        assert_eq!(lent[0].0, "other@members.example.org");
        assert_eq!(queue(house, EVENING.plus(Span::hours(2))).failing, 0);
    });
}

#[test]
fn a_killed_run_loses_no_letter_and_its_mark_stays() {
    on_both(4, |house| {
        put(house, To::Member(someone(house)));
        let mut mark = String::new();
        let world = house.world.clone();
        let killed = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            let _never = letters(&world, EVENING, GIVE_UP, "", &mut |letter| {
                mark.clone_from(&letter.mark);
                panic!("killed in the midst of it");
            });
        }));
        assert!(killed.is_err());
        assert!(
            run(house, EVENING.plus(Span::minutes(9)), &taken()).is_empty(),
            "it is left alone for a while"
        );
        let lent = run(house, EVENING.plus(Span::minutes(11)), &taken());
        assert_eq!(lent[0].1, mark);
    });
}

#[test]
fn a_letter_that_comes_back_is_noted_once_and_a_forged_mark_notes_nothing() {
    on_both(4, |house| {
        put(house, To::Member(someone(house)));
        let lent = run(house, EVENING, &taken());
        let mark = &lent[0].1;
        let later = EVENING.plus(Span::hours(1));
        let back = |mark: &str| letter_returned(&house.world, mark, "5.1.1", later).unwrap();
        let mut forged = mark.clone();
        forged.replace_range(47..48, if mark.ends_with('0') { "1" } else { "0" });
        for wrong in [
            forged.as_str(),
            "",
            "0",
            &"f".repeat(48),
            &mark[..47],
            &"é".repeat(24),
        ] {
            assert_eq!(back(wrong), Returned::Unknown, "{wrong}");
        }
        assert_eq!(queue(house, later).failing, 0);
        assert_eq!(back(mark), Returned::Noted);
        assert_eq!(back(mark), Returned::Known);
        assert_eq!(queue(house, later).failing, 1);
        assert_eq!(entries(house, EventKind::LetterBounced), 1);
    });
}

#[test]
fn an_alert_is_written_once_a_day_also_by_two_who_want_to_at_once() {
    on_both(1, |house| {
        let alert = |now| {
            let alert = crate::condition::Alert {
                codes: vec!["disk-low"],
                vars: "finding=disk-low?".to_owned(),
                has_operator: true,
            };
            crate::condition::alert(&house.world, alert, now).unwrap()
        };
        let day = Span::days(1);
        assert!(alert(EVENING));
        assert!(!alert(EVENING.plus(Span::hours(23))));
        let both = std::thread::scope(|scope| {
            let tries = [0, 1].map(|_| scope.spawn(|| alert(EVENING.plus(day))));
            tries.map(|one| one.join().unwrap())
        });
        assert_eq!(both.iter().filter(|wrote| **wrote).count(), 1);
        assert_eq!(queue(house, EVENING.plus(day)).waiting, 2);
        assert_eq!(entries(house, EventKind::AlertWritten), 2);
    });
}

#[test]
fn the_store_knows_its_size_its_clock_and_how_much_a_day_adds() {
    on_both(4, |house| {
        let first = crate::condition::look(&house.world, EVENING).unwrap();
        assert!(first.database_bytes > 10_000 && first.grows_bytes.is_none());
        assert!(first.server_at.unwrap().millis() > 1_700_000_000_000);
        assert_eq!(
            (first.key_month.as_str(), first.key_overdue_days),
            ("2026-11", 0)
        );
        assert!(first.backup_at.is_none());
        crate::condition::keep_size(&house.world, &first, EVENING).unwrap();
        let then = EVENING.plus(Span::days(4));
        let grown = crate::condition::look(&house.world, then).unwrap();
        let grows = grown.database_bytes.saturating_sub(first.database_bytes) / 4;
        assert_eq!(grown.grows_bytes, Some(grows));
    });
}
