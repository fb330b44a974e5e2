//! The hours that a freeze took are given back: to those who stood still, by two people, and never more than was lost.

use std::sync::Barrier;
use std::thread;

use switchboard_rules::budget::{Caps, NewCaps, Window};
use switchboard_rules::fairness::took::Took;
use switchboard_rules::freeze::{NotBack, Target, What};
use switchboard_rules::ids::FreezeId;
use switchboard_rules::moment::Span;
use switchboard_rules::policy::{Reason, Role, Scope};

use super::budgets::{ring, ring_until_spent};
use super::freezes::{at, bank, campaign, decide, office, press, refused};
use super::house::{EVENING, House, Person, given, member, on_both_of};
use crate::desk;
use crate::exposure;
use crate::fairness;
use crate::fault::Fault;
use crate::freezes::{self, Decided, Given, Taken, Wanted};
use crate::session::Auth;
use crate::tx::Tx;
use crate::world::Done;

const CAPS: Caps = Caps {
    hour: 4,
    evening: 6,
    contest: 13,
    new: NewCaps {
        lasts: Span::hours(24),
        hour: 4,
        evening: 6,
    },
};
/// The minute of 21:00, two hours and more after the press.
const NINE: i64 = 143;

fn story(tell: impl Fn(&House)) {
    let rows: Vec<_> = (0..60).map(member).collect();
    on_both_of(&rows, CAPS, tell);
}

fn try_give(
    house: &House,
    who: &Person,
    id: FreezeId,
    (minute, from, minutes): (i64, i64, u32),
) -> Result<Done<Given>, Fault> {
    let who = house.again(who, at(minute));
    let wanted = Wanted {
        contest: house.contest,
        from: at(from),
        minutes,
    };
    house.act(&who, at(minute), move |tx| freezes::give(tx, id, wanted))
}

/// Why they aren't given back, if they aren't.
fn give(house: &House, who: &Person, id: FreezeId, window: (i64, i64, u32)) -> Result<(), NotBack> {
    match given(try_give(house, who, id, window)) {
        Given::Back(_) => Ok(()),
        Given::Not(why) => Err(why),
    }
}

fn lift(house: &House, who: &Person, id: FreezeId, minute: i64) {
    let lifted = decide(house, who, minute, move |tx| freezes::lift(tx, id));
    assert_eq!(given(lifted), Decided::Lifted);
}

#[test]
fn in_the_window_those_who_stood_still_are_dealt_more_and_of_the_whole_contest_no_more_than_before()
{
    story(|house| {
        let (returning, dpo) = (
            office(house, Role::ReturningOfficer),
            office(house, Role::Dpo),
        );
        let (caller, rival) = (house.caller(0), house.caller(1));
        let id = press(house, &returning, campaign(house, 0), 0);
        let scope = Scope::Campaign(house.campaigns[0]);
        let late = house.person_made_at("Late Larry", Role::Caller, scope, at(60));
        house.tamper("update term set from_at = 1795553220000 where account in (select id from account where created_at = 1795549020000)");
        lift(house, &dpo, id, 120);
        // From 21:00 for an hour, so that four more are dealt in it.
        assert_eq!(give(house, &dpo, id, (121, NINE, 60)), Ok(()));
        let told = house.world.hours_back(caller.key, at(121)).unwrap();
        let [back] = told.as_slice() else {
            panic!("{told:?}")
        };
        assert_eq!(
            (back.what, back.from, back.until),
            (What::Campaign, at(NINE), at(NINE + 60))
        );
        assert!(
            house
                .world
                .hours_back(rival.key, at(121))
                .unwrap()
                .is_empty()
        );
        let over = house.world.hours_back(caller.key, at(NINE + 60)).unwrap();
        assert!(over.is_empty(), "{over:?}");

        // Before it begins the caps are what they were, and whoever waits is told when.
        let before = at(NINE - 23);
        let (dealt, spent) = ring_until_spent(house, &caller, house.banks[0], before);
        assert_eq!((dealt, spent.which), (4, Window::Hour));
        assert_eq!(spent.again_at, Some(at(NINE)));
        // In it: the evening's six and four more, of which four are dealt already.
        let (dealt, spent) = ring_until_spent(house, &caller, house.banks[0], at(NINE));
        assert_eq!((dealt, spent.which), (6, Window::Evening));
        // Nobody else's caps change: the rival's, nor whoever came to the campaign after it went on.
        for (who, n) in [(&rival, 1), (&late, 0)] {
            let (dealt, spent) = ring_until_spent(house, who, house.banks[n], at(NINE));
            assert_eq!((dealt, spent.which), (4, Window::Hour));
        }
        // When it is over the evening is.
        assert!(ring(house, &caller, house.banks[0], at(NINE + 61)).is_err());
        // The next evening three are left of the contest's thirteen.
        let tomorrow = at(NINE).plus(Span::hours(24));
        let (dealt, spent) = ring_until_spent(house, &caller, house.banks[0], tomorrow);
        assert_eq!((dealt, spent.which), (3, Window::Contest));
        house.settle(tomorrow);
    });
}

#[test]
fn a_colleague_of_the_pressers_gives_back_and_never_more_than_was_lost() {
    story(|house| {
        let (returning, dpo) = (
            office(house, Role::ReturningOfficer),
            office(house, Role::Dpo),
        );
        let id = press(house, &returning, campaign(house, 0), 0);
        let give = |who, window| give(house, who, id, window);
        assert_eq!(give(&dpo, (30, NINE, 10)), Err(NotBack::StandsStill));
        lift(house, &dpo, id, 41);
        // Whoever pressed is no second person; whoever rings there is none either, nor a caller.
        let wanted = (42, NINE, 41);
        let own = try_give(house, &returning, id, wanted);
        assert_eq!(refused(own), Reason::SecondPerson);
        let caller = try_give(house, &house.caller(0), id, wanted);
        assert_eq!(refused(caller), Reason::NotYourRole);
        assert_eq!(give(&dpo, (42, NINE, 42)), Err(NotBack::TooMuch));
        assert_eq!(give(&dpo, (42, 41, 10)), Err(NotBack::Past));
        let after = 40 * 24 * 60;
        assert_eq!(give(&dpo, (42, after, 15)), Err(NotBack::OutsideCalls));
        assert_eq!(give(&dpo, (42, NINE, 14)), Err(NotBack::TooShort));
        assert_eq!(give(&dpo, (42, NINE, 25)), Ok(()));
        assert_eq!(give(&dpo, (42, NINE + 24, 15)), Err(NotBack::Given));
        assert_eq!(give(&dpo, (42, NINE + 60, 17)), Err(NotBack::TooMuch));
        assert_eq!(give(&dpo, (42, NINE + 60, 16)), Ok(()));
        assert_eq!(give(&dpo, (42, NINE + 90, 15)), Err(NotBack::TooMuch));

        // The page for everybody tells of it, and the log's own counts are what is kept.
        house.settle(at(43));
        let board = fairness::board(&house.world, house.contest, at(43));
        let board = board.unwrap().unwrap();
        let [told] = board.stood.freezes.as_slice() else {
            panic!("{:?}", board.stood)
        };
        assert_eq!(told.campaign, Some(house.campaigns[0]));
        assert_eq!(told.pressed_as, "returning-officer");
        assert_eq!(
            (told.lost, told.given_back),
            (Span::minutes(41), Span::minutes(41))
        );
        assert!(told.is_lifted && !told.is_confirmed && !told.is_on);
        let measured = fairness::measured(&house.world, house.contest, false, at(43)).unwrap();
        let took = |what| {
            measured
                .took
                .iter()
                .find(|(took, _)| *took == what)
                .unwrap()
                .1
        };
        assert_eq!((took(Took::Freezes), took(Took::Settings)), (1, 2));
        for (n, freezes) in [(0, 1), (1, 0)] {
            let id = house.campaigns[n];
            let who = house.person("Olwen", Role::Organiser, Scope::Campaign(id));
            let own = house.act(&who, EVENING, move |tx| fairness::own(tx, id));
            assert_eq!(given(own).stood.freezes.len(), freezes);
        }
    });
}

#[test]
fn what_a_campaign_and_its_bank_lost_at_once_is_given_back_once() {
    story(|house| {
        let (returning, dpo) = (
            office(house, Role::ReturningOfficer),
            office(house, Role::Dpo),
        );
        let third = office(house, Role::Dpo);
        let small = press(house, &returning, bank(house, 0), 0);
        let wide = press(house, &dpo, campaign(house, 0), 20);
        lift(house, &third, small, 60);
        lift(house, &third, wide, 70);
        let give = |id, minutes, from| give(house, &third, id, (71, from, minutes));
        assert_eq!(give(small, 21, NINE), Err(NotBack::TooMuch));
        assert_eq!(give(small, 20, NINE), Ok(()));
        assert_eq!(give(wide, 51, NINE + 20), Err(NotBack::TooMuch));
        assert_eq!(give(wide, 50, NINE + 20), Ok(()));
        house.settle(at(72));
    });
}

#[test]
fn an_accounts_hours_go_to_that_account_and_everybody_reads_a_number_and_no_name() {
    story(|house| {
        let (returning, dpo) = (
            office(house, Role::ReturningOfficer),
            office(house, Role::Dpo),
        );
        let (caller, colleague) = (house.caller(0), house.caller(0));
        let id = press(house, &returning, Target::Account(caller.account), 0);
        lift(house, &dpo, id, 60);
        assert_eq!(give(house, &dpo, id, (61, NINE, 60)), Ok(()));
        for (who, cards) in [(&caller, 8), (&colleague, 4)] {
            let (dealt, _) = ring_until_spent(house, who, house.banks[0], at(NINE));
            assert_eq!(dealt, cards);
        }
        let board = fairness::board(&house.world, house.contest, at(61));
        let stood = board.unwrap().unwrap().stood;
        assert!(stood.freezes.is_empty(), "{:?}", stood.freezes);
        let [told] = stood.accounts.as_slice() else {
            panic!("{:?}", stood.accounts)
        };
        assert_eq!((told.campaign, told.freezes), (house.campaigns[0], 1));
        assert_eq!(
            (told.lost, told.given_back),
            (Span::hours(1), Span::hours(1))
        );
        house.settle(at(NINE + 1));
    });
}

#[test]
fn the_bound_that_is_shown_of_what_a_campaign_can_learn_holds_what_was_given_back() {
    story(|house| {
        let (returning, dpo) = (
            office(house, Role::ReturningOfficer),
            office(house, Role::Dpo),
        );
        house.caller(0);
        let most = |minute| {
            let dpo = house.again(&dpo, at(minute));
            let shown = given(house.act(&dpo, at(minute), exposure::exposure));
            let mut all: Vec<u64> = shown.campaigns.iter().map(|one| one.most).collect();
            all.sort_unstable();
            all
        };
        house.tamper("update contest set opens_at = 1795541820000, closes_at = 1795581420000");
        let before = most(0);
        let id = press(house, &returning, Target::Reading, 0);
        lift(house, &dpo, id, 60);
        assert_eq!(give(house, &dpo, id, (61, NINE, 60)), Ok(()));
        let after = most(62);
        assert_eq!(before.last(), Some(&6));
        assert_eq!(after.last(), Some(&10));
    });
}

#[test]
fn what_two_banks_lost_at_once_is_got_back_once_and_the_first_screen_says_so() {
    story(|house| {
        let (returning, dpo) = (
            office(house, Role::ReturningOfficer),
            office(house, Role::Dpo),
        );
        let third = office(house, Role::Dpo);
        let caller = house.person("Cara", Role::Caller, Scope::Campaign(house.campaigns[0]));
        let other = Target::Bank {
            bank: house.another_bank(0),
            campaign: house.campaigns[0],
            contest: house.contest,
        };
        let one = press(house, &returning, bank(house, 0), 0);
        let two = press(house, &dpo, other, 0);
        lift(house, &third, one, 60);
        lift(house, &third, two, 60);
        assert_eq!(give(house, &third, one, (61, NINE - 60, 60)), Ok(()));
        assert_eq!(give(house, &third, two, (61, NINE, 60)), Ok(()));
        let left = |minute| {
            let who = house.again(&caller, at(minute));
            let (bank, account) = (house.banks[0], who.account);
            let look = move |tx: &mut Tx<'_, '_>| desk::first_screen(tx, bank, account);
            let left = given(house.act(&who, at(minute), look)).left;
            (left.hour, left.evening, left.contest)
        };
        assert_eq!(left(NINE - 70), (4, 6, 13));
        assert_eq!(left(NINE - 60), (8, 10, 13));
        let (dealt, spent) = ring_until_spent(house, &caller, house.banks[0], at(NINE - 60));
        assert_eq!((dealt, spent.which), (8, Window::Hour));
        // An hour was lost and came back: the second window gives nothing more, and nobody is told of it.
        assert_eq!(left(NINE), (0, 0, 5));
        let (dealt, spent) = ring_until_spent(house, &caller, house.banks[0], at(NINE));
        assert_eq!((dealt, spent.which), (0, Window::Evening));
        let told = house.world.hours_back(caller.key, at(62)).unwrap();
        assert_eq!(told.len(), 1, "{told:?}");
    });
}

#[test]
fn another_official_takes_a_window_back_before_it_begins_and_nobody_after() {
    story(|house| {
        let (returning, dpo) = (
            office(house, Role::ReturningOfficer),
            office(house, Role::Dpo),
        );
        let caller = house.caller(0);
        let third = office(house, Role::Dpo);
        let id = press(house, &returning, campaign(house, 0), 0);
        lift(house, &dpo, id, 41);
        assert_eq!(give(house, &dpo, id, (42, NINE, 30)), Ok(()));
        let contest = house.contest;
        let take = |who: &Person, minute| {
            let who = house.again(who, at(minute));
            let act = move |tx: &mut Tx<'_, '_>| freezes::take_back(tx, id, contest, at(NINE));
            house.act(&who, at(minute), act)
        };
        assert_eq!(refused(take(&dpo, 43)), Reason::SecondPerson);
        assert_eq!(refused(take(&caller, 43)), Reason::NotYourRole);
        let letters = || house.count("select count(*) from outbox where kind = 'freeze'");
        let heard = letters();
        assert_eq!(given(take(&third, 44)), Taken::Back);
        assert_eq!(given(take(&third, 45)), Taken::NotThere);
        assert!(
            house
                .world
                .hours_back(caller.key, at(45))
                .unwrap()
                .is_empty()
        );
        assert!(letters() >= heard + 3, "the offices hear of it");
        // What was taken back may be given again.
        assert_eq!(give(house, &dpo, id, (46, NINE, 41)), Ok(()));
        assert_eq!(given(take(&third, NINE)), Taken::HasBegun);
        house.settle(at(NINE));
    });
}

#[test]
fn what_two_people_confirmed_comes_back_only_if_somebody_lifted_it_and_never_while_it_stands_still()
{
    story(|house| {
        let (returning, dpo) = (
            office(house, Role::ReturningOfficer),
            office(house, Role::Dpo),
        );
        let (third, fourth) = (office(house, Role::Dpo), office(house, Role::Dpo));
        let confirmed = |n| {
            let id = press(house, &returning, campaign(house, n), 0);
            let done = decide(house, &dpo, 10, move |tx| freezes::confirm(tx, id));
            assert_eq!(given(done), Decided::Confirmed);
            id
        };
        let (lifted, lapsed) = (confirmed(0), confirmed(1));
        lift(house, &third, lifted, 60);
        let again = press(house, &fourth, campaign(house, 0), 61);
        let wanted = (62, NINE, 30);
        assert_eq!(
            give(house, &third, lifted, wanted),
            Err(NotBack::StandsStill)
        );
        lift(house, &third, again, 63);
        for who in [&returning, &dpo] {
            let own = try_give(house, who, lifted, (64, NINE, 30));
            assert_eq!(refused(own), Reason::SecondPerson);
        }
        assert_eq!(give(house, &third, lifted, (64, NINE, 30)), Ok(()));
        let week = 7 * 24 * 60 + 60;
        let after = (week, week + 60, 15);
        assert_eq!(give(house, &third, lapsed, after), Err(NotBack::Confirmed));
    });
}

#[test]
fn two_officials_who_give_at_once_on_two_nodes_give_no_more_than_was_lost() {
    story(|house| {
        let (returning, dpo) = (
            office(house, Role::ReturningOfficer),
            office(house, Role::Dpo),
        );
        let id = press(house, &returning, campaign(house, 0), 0);
        lift(house, &dpo, id, 41);
        let givers = [dpo, office(house, Role::Dpo)].map(|one| house.again(&one, at(42)).key);
        let (contest, start) = (house.contest, Barrier::new(2));
        let nodes = [house.node(), house.node()];
        let given = thread::scope(|scope| {
            let (start, nodes) = (&start, &nodes);
            let both = [0_usize, 1].map(|n| {
                let key = givers[n];
                scope.spawn(move || {
                    let wanted = Wanted {
                        contest,
                        from: at(NINE + 5 * i64::try_from(n).unwrap()),
                        minutes: 41,
                    };
                    start.wait();
                    let act = move |tx: &mut Tx<'_, '_>| freezes::give(tx, id, wanted);
                    given(
                        nodes[n]
                            .write("give", Auth::Session(key), at(42), act)
                            .wait(),
                    )
                })
            });
            both.map(|one| one.join().unwrap())
        });
        let back = given.iter().filter(|one| matches!(one, Given::Back(_)));
        assert_eq!(back.count(), 1, "{given:?}");
        assert_eq!(house.count("select count(*) from given_hours"), 1);
    });
}
