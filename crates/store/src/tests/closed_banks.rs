//! A bank that is closed for good: nobody gets a card of it, nothing is lost, and it costs nothing any more.

use switchboard_rules::card::{Outcome, Size};
use switchboard_rules::counts::Safe;
use switchboard_rules::events::EventKind;
use switchboard_rules::ids::BankId;
use switchboard_rules::moment::Span;
use switchboard_rules::policy::{Reason, Role, Scope};

use super::audiences::organiser;
use super::calls::{card, say};
use super::house::{EVENING, House, Person, given, on_both};
use super::leaving::overtakes;
use super::looks::{refused, told};
use crate::banks::{self, Wanted};
use crate::desk::{self, Taken};
use crate::engine::Arg;
use crate::tx::Tx;

fn close(house: &House, who: &Person, bank: BankId) {
    given(house.act(who, EVENING, move |tx| banks::close(tx, bank)));
}

fn queued(house: &House, bank: BankId) -> i64 {
    let sql = "select count(*) from queue where bank = $1";
    let args = [Arg::Bytes(bank.as_bytes())];
    house
        .read(|raw| raw.one(sql, &args, |row| row.int(0)))
        .unwrap()
}

#[test]
fn a_closed_bank_deals_nothing_takes_what_came_of_its_cards_and_never_opens_again() {
    on_both(30, |house| {
        let (olwen, bank) = (organiser(house, 0), house.banks[0]);
        let (carys, other) = (house.caller(0), house.caller(0));
        let (held, _) = card(house, &carys, bank, EVENING);
        for (who, why) in [
            (&carys, Reason::NotYourRole),
            (&organiser(house, 1), Reason::NotYourBank),
        ] {
            let tried = refused(house, who, EVENING, move |tx: &mut Tx<'_, '_>| {
                banks::close(tx, bank)
            });
            assert_eq!(tried, why);
        }
        close(house, &olwen, bank);
        close(house, &olwen, bank);
        assert_eq!(told(house, EventKind::BankClosed.code()).len(), 1, "once");

        let account = other.account;
        let next = refused(house, &other, EVENING, move |tx: &mut Tx<'_, '_>| {
            desk::next(tx, bank, account)
        });
        assert_eq!(next, Reason::BankClosed, "not paused: nobody waits for it");
        for wanted in [Wanted::Open, Wanted::Paused] {
            let again = refused(house, &olwen, EVENING, move |tx: &mut Tx<'_, '_>| {
                banks::set_open(tx, bank, wanted)
            });
            assert_eq!(again, Reason::BankClosed);
        }
        assert!(banks::empty_closed(&house.world, EVENING).unwrap() >= 29);
        let later = EVENING.plus(Span::minutes(1));
        let taken = say(house, carys.auth(), held.card, Outcome::Answered, later);
        assert_eq!(taken, Taken::InTime, "also when its queue is gone");
        assert_eq!(queued(house, bank), 0);
        banks::fill(&house.world, bank, later).unwrap();
        assert_eq!(queued(house, bank), 0, "it stays empty");
        let rung = "select cast(sum(n) as bigint) from tally where what = 'answered'";
        assert_eq!(house.count(rung), 1, "its figures stay");
        house.settle(later);
    });
}

#[test]
fn whom_a_campaign_may_not_ring_stays_known_when_its_bank_is_closed() {
    on_both(20, |house| {
        let (olwen, bank) = (organiser(house, 0), house.banks[0]);
        let carys = house.caller(0);
        let (held, _) = card(house, &carys, bank, EVENING);
        let no = Outcome::DontCall(Size::ThisCampaign);
        say(house, carys.auth(), held.card, no, EVENING);
        close(house, &olwen, bank);
        assert_eq!(banks::empty_closed(&house.world, EVENING).unwrap(), 19);
        assert_eq!(queued(house, bank), 1);
        let next = house.another_bank(0);
        let stopped = "select count(*) from queue where class = 8 and bank <> (select id from bank where state = 'closed')";
        assert_eq!((queued(house, next), house.count(stopped)), (20, 1));
        assert_eq!(banks::empty_closed(&house.world, EVENING).unwrap(), 0);
        house.settle(EVENING);
    });
}

#[test]
fn the_close_of_a_bank_waits_for_a_deal_that_found_it_open() {
    on_both(5, |house| {
        let (olwen, bank) = (organiser(house, 0), house.banks[0]);
        let carys = house.caller(0);
        let account = carys.account;
        let deal = move |tx: &mut Tx<'_, '_>| desk::next(tx, bank, account);
        let early = overtakes(house, carys.auth(), deal, |node| {
            let act = move |tx: &mut Tx<'_, '_>| banks::close(tx, bank);
            let done = node.write("close", olwen.auth(), EVENING, act);
            given(done.wait());
        });
        assert!(!early, "it was closed, and then a card was committed");
        house.settle(EVENING);
    });
}

#[test]
fn of_a_closed_bank_nobody_is_told_why_some_cant_be_rung() {
    on_both(20, |house| {
        let (olwen, bank) = (organiser(house, 0), house.banks[0]);
        let carys = house.caller(0);
        let (held, _) = card(house, &carys, bank, EVENING);
        let no = Outcome::DontCall(Size::ThisCampaign);
        say(house, carys.auth(), held.card, no, EVENING);
        let may_ask = || {
            let watch = move |tx: &mut Tx<'_, '_>| banks::watch(tx, bank, banks::Look::First);
            given(house.act(&olwen, EVENING, watch)).may_ask.is_some()
        };
        assert!(may_ask());
        close(house, &olwen, bank);
        assert!(!may_ask(), "its queue is what is left: the one who said no");
        house.settle(EVENING);
    });
}

#[test]
fn whoever_closes_a_bank_is_told_how_many_asked_to_be_rung_again() {
    on_both(40, |house| {
        let (olwen, bank) = (organiser(house, 0), house.banks[0]);
        let waiting = || {
            let ask = move |tx: &mut Tx<'_, '_>| banks::asked_again(tx, bank);
            given(house.act(&olwen, EVENING, ask))
        };
        assert_eq!(waiting(), Safe::FEW);
        house.tamper("update queue set class = 0 where bank = (select id from bank where name = 'Red evening')");
        let told = waiting().rounded().unwrap();
        assert!(told.abs_diff(40) <= 7, "{told}");
        let rival = organiser(house, 1);
        let tried = refused(house, &rival, EVENING, move |tx: &mut Tx<'_, '_>| {
            banks::asked_again(tx, bank)
        });
        assert_eq!(tried, Reason::NotYourBank);
        house.settle(EVENING);
    });
}

#[test]
fn a_campaign_may_add_another_bank_when_it_closed_one_of_twenty() {
    on_both(2, |house| {
        let (olwen, campaign) = (organiser(house, 0), house.campaigns[0]);
        let adds = || super::audiences::adds(house, &olwen, (campaign, "", None));
        for _ in 1..banks::BANKS_MAX {
            assert!(matches!(adds(), banks::Added::Done(_)));
        }
        assert_eq!(adds(), banks::Added::TooMany);
        close(house, &olwen, house.banks[0]);
        assert!(matches!(adds(), banks::Added::Done(_)));
        // And not for ever: each leaves the rows of whom it may not ring.
        let mut had = banks::BANKS_MAX + 1;
        while had < banks::BANKS_EVER_MAX {
            house.tamper("update bank set state = 'closed' where campaign in (select campaign from bank where name = 'Red evening')");
            for _ in 0..banks::BANKS_MAX.min(banks::BANKS_EVER_MAX - had) {
                assert!(matches!(adds(), banks::Added::Done(_)));
                had += 1;
            }
        }
        house.tamper("update bank set state = 'closed' where campaign in (select campaign from bank where name = 'Red evening')");
        assert_eq!(adds(), banks::Added::EverTooMany);
        house.settle(EVENING);
    });
}

#[test]
fn what_was_rung_in_a_closed_bank_does_not_count_as_rung_in_the_last_hour_for_ever() {
    on_both(5, |house| {
        let (olwen, bank) = (organiser(house, 0), house.banks[0]);
        let campaign = house.campaigns[0];
        house.tamper("insert into tally (bucket, account, bank, what, n) select 0, id, id, 'answered', 100 from bank where name = 'Red evening'");
        close(house, &olwen, bank);
        let hour = |minutes| {
            let now = EVENING.plus(Span::minutes(minutes));
            banks::note_pace(&house.world, now).unwrap();
            let see = move |tx: &mut Tx<'_, '_>| banks::side_by_side(tx, campaign);
            given(house.act(&olwen, now, see))[0].hour
        };
        assert!(hour(1).rounded().is_some(), "just now");
        house.tamper("update tally set n = 140");
        assert!(hour(70).rounded().is_some(), "outcomes that came late");
        assert_eq!(hour(140), Safe::FEW);
        let leads_it = house.person("Bea", Role::Organiser, Scope::Bank(bank));
        close(house, &leads_it, bank);
        house.settle(EVENING.plus(Span::hours(3)));
    });
}
