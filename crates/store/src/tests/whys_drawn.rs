//! Of which samples it is told in numbers why nobody can be rung.

use switchboard_rules::audience::Audience;
use switchboard_rules::budget::Caps;
use switchboard_rules::counts::Safe;
use switchboard_rules::deal::Order;
use switchboard_rules::ids::BankId;
use switchboard_rules::moment::{Moment, Span};

use super::audiences::{organiser, rows};
use super::house::{EVENING, House, Person, given, on_both_of};
use crate::audiences;
use crate::banks::{self, Added, Cloning, Draw, Look, NewOwnBank};
use crate::desk::{self, Held, MayAskWhy};

fn may_ask(house: &House, who: &Person, bank: BankId) -> MayAskWhy {
    let watch = move |tx: &mut crate::tx::Tx<'_, '_>| banks::watch(tx, bank, Look::First);
    given(house.act(who, EVENING, watch)).may_ask.unwrap()
}

/// The reasons that are told then.
fn reasons(house: &House, may: &MayAskWhy, now: Moment) -> Vec<Held> {
    desk::why(&house.world, may, now).unwrap().reasons
}

/// So long after it was asked first that the answer is looked for again.
fn a_minute_later() -> Moment {
    EVENING.plus(Span::seconds(60))
}

/// The students, of whom so many are drawn, in a bank that is added then.
fn drawn(house: &House, who: &Person, (campaign, sample): (usize, u32), now: Moment) -> BankId {
    let new = NewOwnBank {
        campaign: house.campaigns[campaign],
        name: "Students".to_owned(),
        opening: "Good evening".to_owned(),
        script: "Will you vote?".to_owned(),
        notes: false,
        audience: Audience::parse("kind=student").unwrap(),
        state: None,
        sample: Some(sample),
        order: Order::Random,
    };
    filled(
        house,
        given(house.act(who, now, move |tx| banks::add_bank(tx, &new))),
    )
}

fn filled(house: &House, added: Added) -> BankId {
    let Added::Done(bank) = added else {
        panic!("{added:?}");
    };
    banks::fill(&house.world, bank, EVENING).unwrap();
    bank
}

#[test]
fn a_campaign_has_numbers_of_four_draws_and_of_their_copies_and_closing_one_gives_no_fifth() {
    on_both_of(&rows(), Caps::NOVEMBER_2026, |house| {
        let (olwen, rival) = (organiser(house, 0), organiser(house, 1));
        audiences::prepare(&house.world, house.contest, EVENING).unwrap();
        let at = |n: i64| EVENING.plus(Span::seconds(n));
        // Halves of an audience of 240: the whole of it is no draw, and neither is a sample that leaves nobody out.
        let draws: Vec<BankId> = (1..=5)
            .map(|n| drawn(house, &olwen, (0, 120), at(n)))
            .collect();
        let whole = drawn(house, &olwen, (0, 9_999), at(6));
        let of_rival = drawn(house, &rival, (1, 120), at(7));
        let new = Cloning {
            of: draws[0],
            name: "Second round".to_owned(),
            draw: Draw::Same,
        };
        let made = house.act(&olwen, at(8), move |tx| banks::clone_bank(tx, &new));
        let copy = filled(house, given(made));
        let sixth = drawn(house, &olwen, (0, 120), at(9));
        house.tamper("update queue set class = 9, due_at = -2");

        let told = |who: &Person, bank| {
            let may = may_ask(house, who, bank);
            let told = reasons(house, &may, EVENING);
            assert_eq!(told.len(), 1, "{told:?}");
            assert_eq!(told[0].key, "why-done");
            told[0].count
        };
        for bank in &draws[..4] {
            let many = told(&olwen, *bank).and_then(Safe::rounded);
            assert!(many.is_some_and(|many| many.abs_diff(120) <= 7), "{many:?}");
        }
        assert_eq!(told(&olwen, draws[4]), None);
        assert_eq!(told(&olwen, sixth), None);
        assert_eq!(told(&olwen, copy), told(&olwen, draws[0]));
        assert!(told(&olwen, whole).is_some());
        assert!(told(&rival, of_rival).is_some());

        let fifth = may_ask(house, &olwen, draws[4]);
        let first = draws[0];
        given(house.act(&olwen, at(10), move |tx| banks::close(tx, first)));
        let later = reasons(house, &fifth, a_minute_later());
        assert_eq!((later.len(), later[0].count), (1, None));
    });
}
