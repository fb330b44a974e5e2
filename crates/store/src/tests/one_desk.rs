//! One person, one number, one caller: one desk. A seeded evening of sixty-four callers who all ask at once.

use std::sync::Barrier;
use std::thread;

use switchboard_rules::budget::{Caps, NewCaps};
use switchboard_rules::card::{Outcome, Size};
use switchboard_rules::ids::CardId;
use switchboard_rules::moment::{Moment, Span};
use switchboard_rules::roll::RollRow;

use super::house::{EVENING, House, Person, member, on_both_of};
use crate::desk::{self, Dealt, Report};
use crate::engine::{Arg, Raw};
use crate::fault::Fault;
use crate::tx::Verdict;

const CALLERS: usize = 64;
const ROUNDS: u64 = 7;
const SEED: u64 = 20_261_124;
const CAPS: Caps = Caps {
    hour: 5,
    evening: 6,
    contest: 6,
    new: NewCaps {
        lasts: Span::hours(24),
        hour: 5,
        evening: 6,
    },
};

/// Three members behind each number; one in ten has a second number of their own.
fn households() -> Vec<RollRow> {
    (0..200)
        .map(|n| {
            let mut row = member(n);
            row.phones = member(n / 3).phones;
            if n % 10 == 0 {
                row.phones.extend(member(500 + n).phones);
            }
            row
        })
        .collect()
}

#[test]
fn nobody_and_no_number_is_ever_on_two_desks_and_no_budget_is_overrun() {
    on_both_of(&households(), CAPS, |house| {
        let callers: Vec<Person> = (0..CALLERS).map(|n| house.caller(n % 2)).collect();
        let mut now = EVENING;
        for round in 0..ROUNDS {
            let dealt = ask_all_at_once(house, &callers, now);
            check_desks(house);
            check_budgets(house);
            let open = house.count("select count(*) from open_card");
            assert!(
                dealt.iter().flatten().count() > 0 || open > 0 || round > 4,
                "round {round}: nobody rings"
            );
            go_on(house, &callers, &dealt, round, now);
            check_desks(house);
            now = now.plus(Span::minutes(if round % 2 == 0 { 4 } else { 21 }));
            if round % 3 == 2 {
                while desk::sweep(&house.world, now).unwrap() > 0 {}
                check_desks(house);
            }
        }
        check_ledger(house);
        let checked = house.settle(now);
        assert_eq!(
            i64::try_from(checked.entries),
            Ok(house.count("select count(*) from entry"))
        );
    });
}

fn ask_all_at_once(house: &House, callers: &[Person], now: Moment) -> Vec<Option<CardId>> {
    let start = Barrier::new(callers.len());
    thread::scope(|scope| {
        let asked: Vec<_> = callers
            .iter()
            .enumerate()
            .map(|(n, caller)| {
                let start = &start;
                scope.spawn(move || {
                    start.wait();
                    let (bank, account) = (house.banks[n % 2], caller.account);
                    match house.act(caller, now, move |tx| desk::next(tx, bank, account)) {
                        Ok(done) => match done.verdict {
                            Verdict::Given(Dealt::Card(card)) => Some(card.card),
                            Verdict::Given(Dealt::Empty(_) | Dealt::Spent(_)) => None,
                            Verdict::Refused(refusal) => {
                                panic!("refused: {}", refusal.reason.code())
                            }
                        },
                        // Too many at once on the same households: the caller asks again.
                        Err(Fault::Conflict | Fault::Busy) => None,
                        Err(other) => panic!("{other}"),
                    }
                })
            })
            .collect();
        asked.into_iter().map(|one| one.join().unwrap()).collect()
    })
}

/// What each caller does with the card, drawn from the seed: an outcome, the number shown and no word, or nothing.
fn go_on(house: &House, callers: &[Person], dealt: &[Option<CardId>], round: u64, now: Moment) {
    thread::scope(|scope| {
        for (n, (caller, card)) in (0_u64..).zip(callers.iter().zip(dealt)) {
            let Some(card) = *card else { continue };
            scope.spawn(move || {
                let account = caller.account;
                let outcome = match draw(round, n) % 8 {
                    0 => return,
                    1 | 2 => {
                        house
                            .act(caller, now, move |tx| desk::show_number(tx, card, account))
                            .unwrap();
                        return;
                    }
                    3 => Outcome::NoAnswer,
                    4 => Outcome::CallBack(now.plus(Span::minutes(10))),
                    5 => Outcome::DontCall(Size::ThisCampaign),
                    6 => Outcome::Moved,
                    _ => Outcome::Answered,
                };
                let report = Report {
                    card,
                    outcome,
                    note: None,
                };
                house
                    .act(caller, now, move |tx| desk::report(tx, &report))
                    .unwrap();
            });
        }
    });
}

fn draw(round: u64, n: u64) -> u64 {
    let mut bits = SEED ^ (round << 32) ^ n.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    bits ^ (bits >> 31)
}

/// Statements that find what must not be, each with what it would mean.
const NEVER: [(&str, &str); 9] = [
    (
        "a member on two open cards",
        "select count(*) from (select member from card where state in ('dealt', 'shown') group by member having count(*) > 1) x",
    ),
    (
        "a caller with two open cards",
        "select count(*) from (select account from card where state in ('dealt', 'shown') group by account having count(*) > 1) x",
    ),
    (
        "an open card without its member's row",
        "select count(*) from card c where c.state in ('dealt', 'shown') and not exists (select 1 from open_card o where o.member = c.member and o.card = c.id and o.until_at = c.until_at)",
    ),
    (
        "an open card without its caller's row",
        "select count(*) from card c where c.state in ('dealt', 'shown') and not exists (select 1 from open_caller o where o.account = c.account and o.card = c.id and o.bank = c.bank)",
    ),
    (
        "a member's row without an open card",
        "select count(*) from open_card o where not exists (select 1 from card c where c.id = o.card and c.state in ('dealt', 'shown'))",
    ),
    (
        "a caller's row without an open card",
        "select count(*) from open_caller o where not exists (select 1 from card c where c.id = o.card and c.state in ('dealt', 'shown'))",
    ),
    (
        "a number's row without an open card",
        "select count(*) from open_number o where not exists (select 1 from card c where c.id = o.card and c.state in ('dealt', 'shown') and c.until_at = o.until_at)",
    ),
    (
        "numbers on cards that do not stand alone",
        "select (select coalesce(sum(length(numbers)), 0) from open_card) - 16 * (select count(*) from open_number)",
    ),
    (
        "a queue row in turn for a member on a desk of that bank",
        "select count(*) from card c join queue q on q.member = c.member and q.bank = c.bank where c.state in ('dealt', 'shown') and q.class in (0, 1)",
    ),
];

fn check_desks(house: &House) {
    for (what, sql) in NEVER {
        assert_eq!(house.count(sql), 0, "{what}");
    }
    // What the members' own rows say of their numbers, past the desk's tables.
    let numbers = house.read(|raw: &mut Raw<'_>| {
        raw.all("select r.numbers from open_card o join member_row r on r.member = o.member limit 10000", &[], |row| {
            Ok(row.bytes(0)?.chunks(32).map(|pair| pair[..16].to_vec()).collect::<Vec<_>>())
        })
    });
    let mut numbers: Vec<Vec<u8>> = numbers.into_iter().flatten().collect();
    let all = numbers.len();
    numbers.sort();
    numbers.dedup();
    assert_eq!(numbers.len(), all, "a number on two desks");
}

fn check_budgets(house: &House) {
    let over = house.read(|raw| {
        let caps = [
            Arg::Int(i64::from(CAPS.hour)),
            Arg::Int(i64::from(CAPS.evening)),
            Arg::Int(i64::from(CAPS.contest)),
        ];
        raw.one(OVER, &caps, |row| row.int(0))
    });
    assert_eq!(over, Some(0), "a budget over its cap");
    assert_eq!(house.count(UNCOUNTED), 0, "a card that no budget knows of");
}

const OVER: &str =
    "select count(*) from budget where hour_spent > $1 or evening_spent > $2 or contest_spent > $3";
const UNCOUNTED: &str = "select count(*) from (select c.account from card c group by c.account having count(*) <> (select max(b.contest_spent) from budget b where b.account = c.account)) x";

/// Every card has its entry with its member, and no entry is without a card.
fn check_ledger(house: &House) {
    let cards = house.count("select count(*) from card");
    assert!(
        cards > 150,
        "only {cards} cards: the evening was too quiet to show anything"
    );
    let told =
        "select count(*) from entry e join entry_subject s on s.entry = e.id where e.kind = 400";
    assert_eq!(house.count(told), cards);
    assert_eq!(
        house.count("select count(*) from entry where kind = 400"),
        cards
    );
    let by_member = "select count(*) from (select member, count(*) as n from card group by member) c join (select s.member, count(*) as n from entry e join entry_subject s on s.entry = e.id where e.kind = 400 group by s.member) l on l.member = c.member and l.n = c.n";
    assert_eq!(
        house.count(by_member),
        house.count("select count(distinct member) from card")
    );
    let closed = "select count(*) from card where state in ('done', 'unreported', 'taken-over')";
    let ends = "select count(*) from entry where kind in (410, 411, 412, 420, 421)";
    assert_eq!(
        house.count(ends),
        house.count(closed),
        "each card ends once"
    );
}
