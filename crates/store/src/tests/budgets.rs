//! The budget of cards: what one account can learn, whatever it tries.

use switchboard_rules::budget::{Caps, Exhausted, NewCaps, Window};
use switchboard_rules::card::Outcome;
use switchboard_rules::ids::BankId;
use switchboard_rules::moment::{Moment, Span};
use switchboard_rules::policy::{Role, Scope};

use super::calls::{card, next, numbers, say};
use super::house::{EVENING, House, Person, member, on_both_of};
use crate::desk::Dealt;
use crate::engine::Arg;

const CAPS: Caps = Caps {
    hour: 3,
    evening: 5,
    contest: 12,
    new: NewCaps {
        lasts: Span::hours(24),
        hour: 2,
        evening: 4,
    },
};

fn story(tell: impl Fn(&House)) {
    let rows: Vec<_> = (0..60).map(member).collect();
    on_both_of(&rows, CAPS, tell);
}

/// Rings one member, or says which cap is reached.
pub(super) fn ring(
    house: &House,
    who: &Person,
    bank: BankId,
    now: Moment,
) -> Result<(), Exhausted> {
    let who = house.again(who, now);
    match next(house, &who, bank, now).0 {
        Dealt::Card(card) => {
            say(house, who.auth(), card.card, Outcome::Answered, now);
            Ok(())
        }
        Dealt::Spent(spent) => Err(spent),
        Dealt::Empty(empty) => panic!("nobody to ring: {:?}", empty.why),
    }
}

pub(super) fn ring_until_spent(
    house: &House,
    who: &Person,
    bank: BankId,
    now: Moment,
) -> (u32, Exhausted) {
    for dealt in 0..100 {
        if let Err(spent) = ring(house, who, bank, now) {
            return (dealt, spent);
        }
    }
    panic!("no cap was reached");
}

#[test]
fn hour_evening_and_contest_each_end_the_cards_and_say_when_they_go_on() {
    story(|house| {
        let (caller, bank) = (house.caller(0), house.banks[0]);
        // 18:37: three in this hour.
        let (dealt, spent) = ring_until_spent(house, &caller, bank, EVENING);
        assert_eq!((dealt, spent.which), (3, Window::Hour));
        let nineteen = EVENING.plus(Span::minutes(23));
        assert_eq!(spent.again_at, Some(nineteen));
        // 19:00: two more end the evening, until 04:00.
        let (dealt, spent) = ring_until_spent(house, &caller, bank, nineteen);
        assert_eq!((dealt, spent.which), (2, Window::Evening));
        assert_eq!(spent.again_at, Some(nineteen.plus(Span::hours(9))));
        // The evenings after: five, and then two end the contest for good.
        let tomorrow = nineteen.plus(Span::hours(24));
        assert_eq!(ring_until_spent(house, &caller, bank, tomorrow).0, 3);
        assert_eq!(
            ring_until_spent(house, &caller, bank, tomorrow.plus(Span::hours(1))).0,
            2
        );
        let (dealt, spent) = ring_until_spent(house, &caller, bank, tomorrow.plus(Span::hours(24)));
        assert_eq!(
            (dealt, spent.which, spent.again_at),
            (2, Window::Contest, None)
        );
        assert_eq!(
            house.count("select max(contest_spent) from budget"),
            i64::from(CAPS.contest)
        );
        assert_eq!(
            house.count("select count(*) from card"),
            i64::from(CAPS.contest)
        );
    });
}

#[test]
fn a_new_account_gets_less_until_it_is_a_day_old() {
    story(|house| {
        let scope = Scope::Campaign(house.campaigns[0]);
        let new = house.person_made_at("Nesta New", Role::Caller, scope, EVENING);
        let (dealt, spent) = ring_until_spent(house, &new, house.banks[0], EVENING);
        assert_eq!((dealt, spent.which), (2, Window::Hour));
        let tomorrow = EVENING.plus(Span::hours(25));
        assert_eq!(ring_until_spent(house, &new, house.banks[0], tomorrow).0, 3);
    });
}

#[test]
fn a_reload_spends_nothing_and_a_number_is_counted_once() {
    story(|house| {
        let (caller, bank) = (house.caller(0), house.banks[0]);
        let (first, _) = card(house, &caller, bank, EVENING);
        for _ in 0..3 {
            numbers(house, &caller, first.card, EVENING);
            let (again, proof) = card(house, &caller, bank, EVENING);
            assert_eq!(again.card, first.card);
            assert_eq!(again.numbers.unwrap().disclose(&proof).unwrap().0.len(), 1);
        }
        assert_eq!(house.count("select max(hour_spent) from budget"), 1);
        assert_eq!(house.count("select max(numbers_shown) from budget"), 1);
        assert_eq!(
            house.count("select count(*) from entry where kind = 400"),
            1,
            "dealt once"
        );
        assert_eq!(
            house.count("select count(*) from entry where kind = 401"),
            3,
            "but each look is an entry"
        );
    });
}

#[test]
fn many_evenings_in_another_contest_do_not_give_a_contest_s_cards_back() {
    story(|house| {
        let (caller, bank) = (house.caller(0), house.banks[0]);
        assert_eq!(ring_until_spent(house, &caller, bank, EVENING).0, 3);
        // Twenty evenings in another contest lie above this contest's row.
        let written = house.world.0.db.write("elsewhere", |raw| {
            let mut made = 0;
            for evening in 1..=20 {
                made += raw.run(
                    ELSEWHERE,
                    &[Arg::Bytes(&[9; 16]), Arg::Int(evening * 86_400_000)],
                )?;
            }
            Ok(made)
        });
        assert_eq!(written.unwrap().value, 20);
        assert_eq!(
            ring_until_spent(house, &caller, bank, EVENING.plus(Span::hours(24))).0,
            3
        );
        assert_eq!(house.count("select max(contest_spent) from budget"), 6);
    });
}

const ELSEWHERE: &str = "insert into budget (bucket, account, contest, evening_at, hour_at, hour_spent, evening_spent, contest_spent, numbers_shown, skips, known, pauses) select bucket, account, $1, evening_at + $2, 0, 1, 1, 1, 0, 0, 0, 0 from budget where contest <> $1";
