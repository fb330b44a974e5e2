//! What a lease costs on PostgreSQL: round trips, counted.

use switchboard_rules::card::Outcome;
use switchboard_rules::moment::Span;

use super::calls::{card, say};
use super::house::{EVENING, on_both};

#[test]
fn a_lease_takes_at_most_six_round_trips() {
    on_both(20, |house| {
        if house.place.is_none() {
            return;
        }
        let caller = house.caller(0);
        // One at a time they all run on the one connection, so a few leases prepare every statement there.
        for round in 0..12 {
            let now = EVENING.plus(Span::seconds(round));
            let before = house.world.gauges();
            let (dealt, _) = card(house, &caller, house.banks[0], now);
            let after = house.world.gauges();
            let (trips, writes) = (
                after.round_trips - before.round_trips,
                after.jobs - before.jobs,
            );
            assert_eq!(writes, 1);
            assert!(
                round < 3 || trips <= 6,
                "round {round}: {trips} round trips"
            );
            say(house, caller.auth(), dealt.card, Outcome::Answered, now);
        }
    });
}
