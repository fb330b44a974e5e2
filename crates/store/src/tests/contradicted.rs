//! Witnesses that answer as if there were another history: accused only by what the log's key signed, told at once, and once.

use switchboard_ledger::checkpoint::Checkpoint;
use switchboard_ledger::hash::sha256;
use switchboard_ledger::note::Note;
use switchboard_rules::events::EventKind;
use switchboard_rules::moment::{Moment, Span};
use switchboard_rules::policy::{Role, Scope};

use super::house::{EVENING, House, on_both};
use super::witnesses::{Bench, Manner, ended, entries, grow, standing};
use crate::log::{self, Answer, Round, Said};

fn answer(status: u16, body: &str) -> Answer {
    Answer {
        status,
        content_type: "text/plain".to_owned(),
        body: body.as_bytes().to_vec(),
    }
}

/// A checkpoint of so many entries that never were, signed with the log's key.
fn another(house: &House, size: u64) -> String {
    let origin = &house.world.meta().origin;
    let root = sha256(b"another history");
    let checkpoint = Checkpoint::new(origin, size, root).unwrap();
    let mut note = Note::new(checkpoint.body()).unwrap();
    note.sign(&house.world.0.keys.signer(origin).unwrap())
        .unwrap();
    note.to_string()
}

/// One round in which the only witness answers so, and shows that when it is asked to.
fn round(house: &House, bench: &Bench, (status, shown): (u16, Option<&str>), now: Moment) {
    grow(house, 1, now);
    let witnesses = bench.witnesses(&house.world, 1);
    let begun = Round::begin(&house.world, &witnesses, "test", now);
    let mut round = begun.unwrap().unwrap();
    let refused = answer(status, "another root\n");
    let ask = round.answered(&house.world, 0, &refused).unwrap();
    let ask = ask.expect("it is asked to show what it saw");
    assert_eq!(ask.body, None);
    match shown {
        Some(note) => {
            let none = round.answered(&house.world, 0, &answer(200, note));
            assert_eq!(none.unwrap(), None, "it is asked once");
        }
        None => round.silent(0),
    }
    round.end(&house.world, now).unwrap();
}

fn letters(house: &House) -> i64 {
    house.count("select count(*) from outbox where kind = 'witness-contradicts'")
}

#[test]
fn a_witness_that_shows_no_other_history_answers_strangely_and_accuses_nobody() {
    on_both(1, |house| {
        house.person("Della Dpo", Role::Dpo, Scope::Organisation);
        let bench = Bench::of(&["north"]);
        grow(house, 9, EVENING);
        let own = log::checkpoint(&house.world).unwrap();
        let forged = another(house, 5).replace("\n5\n", "\n6\n");
        let elsewhere = another(house, 5).replace(&house.world.meta().origin, "log.example.org/x");
        for shown in [
            None,
            Some("no note"),
            Some(own.as_str()),
            Some(forged.as_str()),
            Some(elsewhere.as_str()),
        ] {
            for status in [409, 422] {
                round(house, &bench, (status, shown), EVENING);
                assert_eq!(
                    standing(&house.world, "north").said,
                    Said::Strange,
                    "{shown:?}"
                );
            }
        }
        assert_eq!(
            (
                entries(house, EventKind::WitnessContradicted),
                letters(house)
            ),
            (0, 0)
        );
    });
}

#[test]
fn a_witness_that_shows_another_history_is_told_to_every_office_at_once_and_once_a_day() {
    on_both(1, |house| {
        house.person("Della Dpo", Role::Dpo, Scope::Organisation);
        house.person(
            "Olwen Officer",
            Role::MembershipOfficer,
            Scope::Organisation,
        );
        let offices = house.count("select count(distinct account) from term where role in ('membership-officer', 'returning-officer', 'dpo', 'approver') and ended_at is null");
        let bench = Bench::of(&["north"]);
        grow(house, 9, EVENING);
        let longer = another(house, 4_000);
        for shown in [another(house, 5), longer] {
            round(house, &bench, (409, Some(&shown)), EVENING);
            assert_eq!(standing(&house.world, "north").said, Said::OtherHistory);
        }
        let told = |house: &House| {
            (
                entries(house, EventKind::WitnessContradicted),
                letters(house),
            )
        };
        assert_eq!(told(house), (1, offices));
        assert!(offices >= 2);
        // By turns, as fast as it is asked: the log grows by none of it.
        let shown = another(house, 5);
        for n in 1..6 {
            let now = EVENING.plus(Span::seconds(10 * n));
            round(house, &bench, (422, None), now);
            round(house, &bench, (422, Some(&shown)), now);
        }
        assert_eq!(told(house), (1, offices));
        round(
            house,
            &bench,
            (409, Some(&shown)),
            EVENING.plus(Span::hours(25)),
        );
        assert_eq!(told(house), (2, 2 * offices));
        log::verify(&house.world).unwrap();
    });
}

#[test]
fn a_witness_whose_clock_is_wrong_does_not_count() {
    on_both(1, |house| {
        let mut bench = Bench::of(&["north", "south"]);
        for (off, said) in [
            (299, Said::Cosigned),
            (-299, Said::Cosigned),
            (301, Said::WrongTime),
            (-301, Said::WrongTime),
            (86_400 * 365 * 1_000, Said::WrongTime),
        ] {
            grow(house, 1, EVENING);
            bench.of_name("south").manner = Manner::Off(off);
            let (end, _) = bench.round(&house.world, 2, EVENING).unwrap();
            let is_met = said == Said::Cosigned;
            assert_eq!(end, ended(1 + usize::from(is_met), 2, is_met), "{off}");
            assert_eq!(standing(&house.world, "south").said, said, "{off}");
        }
    });
}

#[test]
fn a_witness_that_nobody_asks_any_more_is_not_said_to_be_up_to_date() {
    on_both(1, |house| {
        let mut bench = Bench::of(&["north"]);
        grow(house, 3, EVENING);
        bench.round(&house.world, 1, EVENING).unwrap();
        let is_asked = |after: Span| {
            let all = log::witnessed(&house.world, EVENING.plus(after)).unwrap();
            all[0].is_asked
        };
        // It has cosigned all there is, however long ago.
        assert!(is_asked(Span::hours(9)));
        // The file that named it is gone: nobody begins a round.
        grow(house, 3, EVENING.plus(Span::seconds(5)));
        assert!(is_asked(Span::seconds(20)));
        assert!(!is_asked(Span::minutes(2)));
        // One that is asked and is behind is asked.
        bench.of_name("north").manner = Manner::Down;
        bench.round(&house.world, 1, EVENING).unwrap();
        assert!(is_asked(Span::minutes(2)));
    });
}
