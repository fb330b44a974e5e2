//! Cards and objections through a change of keys.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, AtomicI64, AtomicUsize, Ordering};
use std::thread;

use switchboard_rules::budget::{Caps, NewCaps};
use switchboard_rules::card::{Outcome, Size};
use switchboard_rules::moment::Span;
use switchboard_rules::roll::RollRow;

use super::super::calls::{card, has_somebody, numbers, say, ticket};
use super::super::house::{EVENING, House, member, on_both_of};
use super::{rotate, rotate_with};
use crate::desk::{self, Dealt, Report};
use crate::fault::Fault;
use crate::machine::month::Phase;
use crate::tx::Verdict;

/// Two members behind one number, and nobody else.
fn couple() -> Vec<RollRow> {
    let mut row = member(1);
    row.phones = member(0).phones;
    vec![member(0), row]
}

#[test]
fn a_caller_keeps_their_card_and_its_number_stays_locked_at_every_step_of_a_change() {
    on_both_of(&couple(), Caps::NOVEMBER_2026, |house| {
        let (carys, other) = (house.caller(0), house.caller(1));
        let (held, _) = card(house, &carys, house.banks[0], EVENING);
        let mut now = EVENING;
        let mut switched = false;
        rotate_with(&house.world, EVENING, &mut |step| {
            // Who looked is put off for five minutes: look again each time.
            house.tamper("update queue set due_at = 0 where class = 1");
            assert!(
                !has_somebody(house, &other, house.banks[1], now),
                "{step:?}"
            );
            now = now.plus(Span::millis(1));
            switched |= step.phase == Phase::Clear;
            Ok(())
        })
        .unwrap();
        assert!(switched);
        house.tamper("update queue set due_at = 0 where class = 1");
        assert!(!has_somebody(house, &other, house.banks[1], now));
        let (again, _) = card(house, &carys, house.banks[0], now);
        assert_eq!(again.card, held.card, "a reload gives the same card");
        let (shown, _) = numbers(house, &carys, held.card, now);
        assert_eq!(shown, ["tel:+447700900000"]);
        assert_eq!(house.count("select count(*) from open_number"), 1);
        say(house, carys.auth(), held.card, Outcome::Answered, now);
        assert_eq!(house.count("select count(*) from open_number"), 0);
        house.tamper("update queue set due_at = 0 where class = 1");
        assert!(has_somebody(house, &other, house.banks[1], now));
        house.settle(now);
    });
}

#[test]
fn a_card_that_is_dealt_in_the_midst_of_a_change_locks_its_number_to_its_end() {
    on_both_of(&couple(), Caps::NOVEMBER_2026, |house| {
        let other = house.caller(1);
        let mut at = 0;
        // Dealt at each step of a change of its own, and closed again after it.
        for deal_at in 0..7 {
            let carys = house.caller(0);
            let mut held = None;
            at = 0;
            house.tamper("update queue set class = 1, due_at = 0");
            house.tamper("update member_mark set rest_until = 0");
            rotate_with(&house.world, EVENING, &mut |step| {
                if at == deal_at {
                    held = Some(card(house, &carys, house.banks[0], EVENING).0);
                } else if held.is_some() {
                    house.tamper("update queue set due_at = 0 where class = 1");
                    assert!(
                        !has_somebody(house, &other, house.banks[1], EVENING),
                        "dealt at {deal_at}, {step:?}"
                    );
                }
                at += 1;
                Ok(())
            })
            .unwrap();
            let held = held.unwrap();
            // Dealt between the switch and the clearing, it holds its number by both indexes.
            let locked = house.count("select count(*) from open_number");
            assert!(locked == 1 || locked == 2, "dealt at {deal_at}: {locked}");
            say(house, ticket(&held), held.card, Outcome::NoAnswer, EVENING);
            assert_eq!(house.count("select count(*) from open_number"), 0);
        }
        assert!(at >= 8);
    });
}

#[test]
fn an_objection_holds_after_a_change_for_the_member_and_for_everybody_behind_the_number() {
    on_both_of(&couple(), Caps::NOVEMBER_2026, |house| {
        let (carys, other) = (house.caller(0), house.caller(1));
        let (held, _) = card(house, &carys, house.banks[0], EVENING);
        rotate(&house.world, EVENING);
        say(
            house,
            carys.auth(),
            held.card,
            Outcome::DontCall(Size::Anyone),
            EVENING,
        );
        rotate(&house.world, EVENING);
        house.tamper("update queue set class = 1, due_at = 0");
        for (who, bank) in [(&carys, 0), (&other, 1)] {
            assert!(!has_somebody(house, who, house.banks[bank], EVENING));
        }
    });
}

const CALLERS: usize = 12;
const CAPS: Caps = Caps {
    hour: 1_000,
    evening: 1_000,
    contest: 1_000,
    new: NewCaps {
        lasts: Span::hours(24),
        hour: 1_000,
        evening: 1_000,
    },
};

/// No number lies on two desks, told by the never-again hashes, which no change of keys touches.
fn no_number_is_on_two_desks(house: &House) -> usize {
    let open = house.read(|raw| {
        raw.all(
            "select o.card, r.numbers from open_card o join member_row r on r.bucket = o.bucket and r.member = o.member order by o.card limit 1000",
            &[],
            |row| Ok((row.bytes(0)?.to_vec(), row.bytes(1)?.to_vec())),
        )
    });
    let mut holder: HashMap<Vec<u8>, Vec<u8>> = HashMap::new();
    for (card, numbers) in &open {
        for pair in numbers.chunks_exact(32) {
            let before = holder.insert(pair[16..].to_vec(), card.clone());
            assert!(
                before.is_none_or(|before| before == *card),
                "a number lies on two desks"
            );
        }
    }
    open.len()
}

/// Tells whoever still rings to stop, also where what watches them fails: they would be waited for without end.
struct Ends<'a>(&'a AtomicBool);

impl Drop for Ends<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Release);
    }
}

/// Whoever was rung, and whoever was put off, comes again.
fn everybody_comes_again(house: &House) {
    for _ in 0..50 {
        let done = house.world.0.db.write("tamper", |raw| {
            raw.run("update queue set class = 1, due_at = 0", &[])
        });
        match done {
            Ok(_) => return,
            // Twelve callers move the same rows.
            Err(Fault::Conflict | Fault::Busy) => {}
            Err(other) => panic!("{other}"),
        }
    }
    panic!("the queue was never free");
}

#[test]
fn callers_on_two_nodes_ring_through_changes_of_keys_and_no_number_lies_on_two_desks() {
    // Three members behind each number.
    let rows: Vec<RollRow> = (0..180)
        .map(|n| {
            let mut row = member(n);
            row.phones = member(n / 3).phones;
            row
        })
        .collect();
    on_both_of(&rows, CAPS, |house| {
        let callers: Vec<_> = (0..CALLERS).map(|n| house.caller(n % 2)).collect();
        let nodes = [house.world.clone(), house.node()];
        let (ended, dealt) = (AtomicBool::new(false), AtomicUsize::new(0));
        // One clock for all, which goes a hundredth of a second with each look: nobody's cards are overdue for another.
        let clock = AtomicI64::new(0);
        let ring = |n: usize| {
            let (caller, node, bank) = (&callers[n], &nodes[n / 2 % 2], house.banks[n % 2]);
            let account = caller.account;
            while !ended.load(Ordering::Acquire) {
                let now = EVENING.plus(Span::millis(10 * clock.fetch_add(1, Ordering::AcqRel)));
                let asked = node
                    .write("story", caller.auth(), now, move |tx| {
                        desk::next(tx, bank, account)
                    })
                    .wait();
                let card = match asked {
                    Ok(done) => match done.verdict {
                        Verdict::Given(Dealt::Card(card)) => card,
                        _ => continue,
                    },
                    // Too many at once on the same households: the caller asks again.
                    Err(Fault::Conflict | Fault::Busy) => continue,
                    Err(other) => panic!("{other}"),
                };
                dealt.fetch_add(1, Ordering::AcqRel);
                let report = Report {
                    card: card.card,
                    outcome: Outcome::Answered,
                    note: None,
                };
                let said = node.write("story", caller.auth(), now, move |tx| {
                    desk::report(tx, &report)
                });
                match said.wait() {
                    Ok(_) | Err(Fault::Conflict | Fault::Busy) => {}
                    Err(other) => panic!("{other}"),
                }
            }
        };
        let ring = &ring;
        thread::scope(|scope| {
            for n in 0..CALLERS {
                scope.spawn(move || ring(n));
            }
            let ends = Ends(&ended);
            let mut seen = 0;
            for _ in 0..3 {
                everybody_comes_again(house);
                rotate_with(&house.world, EVENING, &mut |_| {
                    seen += no_number_is_on_two_desks(house);
                    Ok(())
                })
                .unwrap();
            }
            drop(ends);
            assert!(seen > 0, "no card was open when anybody looked");
        });
        assert!(dealt.load(Ordering::Acquire) > CALLERS);
        no_number_is_on_two_desks(house);
        house.settle(EVENING.plus(Span::hours(1)));
    });
}
