//! By whom of a long queue it is told why nobody can be rung, and of which samples in numbers.

use std::collections::BTreeSet;

use switchboard_rules::audience::Audience;
use switchboard_rules::budget::Caps;
use switchboard_rules::counts::Safe;
use switchboard_rules::deal::Order;
use switchboard_rules::ids::{BankId, MemberId};
use switchboard_rules::moment::{Moment, Span};

use super::audiences::{organiser, rows};
use super::house::{EVENING, House, Person, given, import_at, member, on_both, on_both_of};
use crate::audiences;
use crate::banks::{self, Added, Cloning, Draw, Look, NewOwnBank};
use crate::desk::{self, Held, MayAskWhy};
use crate::engine::Arg;

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

#[test]
fn however_a_queue_is_read_the_same_are_drawn_of_it_in_every_bank_of_the_same_members() {
    on_both_of(&rows(), Caps::NOVEMBER_2026, |house| {
        let [one, other] = house.banks;
        let drawn = |bank, page| desk::drawn_in_pages(&house.world, bank, page);
        let whole = drawn(one, 1_000);
        assert_eq!(whole.len(), 200);
        // Members have other ranks in each bank; and then hundreds have the same.
        for ranks in [
            "update queue set rank = rank",
            "update queue set rank = bucket / 100",
            "update queue set rank = 9223372036854775807",
        ] {
            house.tamper(ranks);
            for page in [7, 200, 479, 480, 481] {
                assert_eq!(drawn(one, page), whole, "{ranks} {page}");
                assert_eq!(drawn(other, page), whole, "{ranks} {page}");
            }
        }
    });
}

#[test]
fn of_a_bank_of_everybody_the_same_members_are_told_of_at_every_hour_and_in_every_bank() {
    on_both_of(&rows(), Caps::NOVEMBER_2026, |house| {
        let olwen = organiser(house, 0);
        let second = house.another_bank(0);
        let [first, second] = [house.banks[0], second].map(|bank| may_ask(house, &olwen, bank));
        // For good, so that the hour of the day changes nothing.
        house.tamper("update queue set class = 9, due_at = -2 where bucket < 500");
        house.tamper("update queue set class = 8, due_at = -1 where bucket >= 500");
        let told = reasons(house, &first, EVENING);
        assert!(told.len() == 2 && told.iter().all(|held| held.count.is_some()));
        for hours in 1..10 {
            let later = EVENING.plus(Span::hours(hours));
            assert_eq!(reasons(house, &first, later), told, "{hours}");
            assert_eq!(reasons(house, &second, later), told, "{hours}");
        }
        let looked = desk::looked_at(&house.world, &first);
        assert_eq!(looked.len(), 200);
        assert_eq!(desk::looked_at(&house.world, &second), looked);
    });
}

#[test]
fn whoever_is_put_into_a_queue_is_drawn_from_at_the_next_look() {
    on_both(30, |house| {
        let olwen = organiser(house, 0);
        let bank = house.banks[0];
        let may = may_ask(house, &olwen, bank);
        house.tamper("update queue set class = 9, due_at = -2");
        let done = |now| {
            let told = reasons(house, &may, now);
            let done = told.into_iter().find(|held| held.key == "why-done");
            done.unwrap().count.unwrap().rounded().unwrap()
        };
        assert!(done(EVENING).abs_diff(30) <= 7);
        assert_eq!(desk::looked_at(&house.world, &may).len(), 30);
        import_at(&house.world, (0..70).map(member).collect(), EVENING);
        assert_eq!(banks::fill(&house.world, bank, EVENING).unwrap(), 40);
        // Of seventy it is still done with thirty: by those of before alone it would be with all of them.
        assert!(done(a_minute_later()).abs_diff(30) <= 7);
        assert_eq!(desk::looked_at(&house.world, &may).len(), 70);
    });
}

const LEFT: &str = "select member from queue where bank = $1 order by member limit 1000";

#[test]
fn where_one_who_was_drawn_has_gone_all_are_drawn_anew_as_in_a_bank_that_draws_for_the_first_time()
{
    on_both_of(&rows(), Caps::NOVEMBER_2026, |house| {
        let olwen = organiser(house, 0);
        let second = house.another_bank(0);
        let [first, second] = [house.banks[0], second].map(|bank| may_ask(house, &olwen, bank));
        let before = desk::looked_at(&house.world, &first);
        assert_eq!(before.len(), 200);
        // As the forgetting of some fifty takes them out of every queue.
        assert!(house.tamper("delete from queue where bucket < 100") > 0);
        let after = desk::looked_at(&house.world, &first);
        assert_eq!(desk::looked_at(&house.world, &second), after);
        assert_eq!(after.len(), 200, "others take their places");
        let bank = house.banks[0];
        let left: BTreeSet<Vec<u8>> = house
            .read(|raw| {
                raw.all(LEFT, &[Arg::Bytes(bank.as_bytes())], |row| {
                    Ok(row.bytes(0)?.to_vec())
                })
            })
            .into_iter()
            .collect();
        let is_left = |member: &MemberId| left.contains(member.as_bytes().as_slice());
        assert!(after.iter().all(is_left));
        assert!(!before.iter().all(is_left), "some of those drawn have gone");
        // Whoever is drawn and still there stays drawn.
        assert!(
            before
                .iter()
                .filter(|one| is_left(one))
                .all(|one| after.contains(one))
        );
    });
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
            let one = told.first()?;
            assert_eq!((told.len(), one.key), (1, "why-done"), "{told:?}");
            one.count
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
        // Not even that there is a reason: of a small draw it would tell that one of them has it.
        let later = desk::why(&house.world, &fifth, a_minute_later()).unwrap();
        assert!(later.is_untold && later.reasons.is_empty(), "{later:?}");
    });
}
