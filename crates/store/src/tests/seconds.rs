//! What a contest holds back until its very second, and from its close on; what is shown of whom it was fixed for; and the
//! signatures that fall.

use switchboard_rules::card::Outcome;
use switchboard_rules::ids::{BankId, CampaignId};
use switchboard_rules::moment::{Moment, Span};
use switchboard_rules::person::{Phone, Region};
use switchboard_rules::policy::{Reason, Role, Scope};

use super::calls::{card, numbers, say};
use super::house::{EVENING, House, given, import_at, member, on_both};
use super::rivals::{Rivals, access};
use crate::contests::{Item, SignedAs};
use crate::engine::Arg;
use crate::fault::Fault;
use crate::session::id16;
use crate::tx::{Tx, Verdict};
use crate::world::Done;
use crate::{banks, desk};

fn second(span: i64) -> Span {
    Span::millis(span)
}

fn access_end() -> Moment {
    access().plus(Span::hours(3))
}

#[test]
fn every_number_that_is_shown_is_locked() {
    on_both(0, |house| {
        let phone = |n: u32| {
            Phone::parse(&format!("07700 9008{n:02}"), Region::parse("GB").unwrap()).unwrap()
        };
        let with = |numbers: std::ops::Range<u32>| {
            let mut row = member(1);
            row.phones = numbers.map(phone).collect();
            row
        };
        // Three numbers stand in the snapshot; three more are put before them afterwards.
        import_at(&house.world, vec![with(3..6)], EVENING);
        let rivals = Rivals::open(house);
        import_at(&house.world, vec![with(0..6)], access());
        banks::fill(&house.world, rivals.banks[0], access()).unwrap();
        let caller = &rivals.callers[0];
        let held = card(house, caller, rivals.banks[0], access()).0.card;
        let (shown, _) = numbers(house, caller, held, access());
        assert_eq!(shown.len(), 3);
        assert_eq!(
            house.count("select count(*) from open_number"),
            3,
            "each of them lies on this desk alone"
        );
        house.settle(access_end());
    });
}

#[test]
fn a_bank_tells_nothing_of_the_roll_before_access() {
    on_both(40, |house| {
        let rivals = Rivals::of(house);
        rivals.sign_all(EVENING);
        let bank = rivals.banks[0];
        let campaign = campaign_of(house, bank);
        let organiser = house.person("Olwen", Role::Organiser, Scope::Campaign(campaign));
        let filled = |now: Moment| {
            let watch = move |tx: &mut Tx<'_, '_>| banks::watch(tx, bank, banks::Look::First);
            let seen = given(house.act(&house.again(&organiser, now), now, watch));
            (seen.filled.rounded(), seen.left.rounded())
        };
        let nothing = (None, None);
        assert_eq!(rivals.prepare(access().minus(Span::minutes(5))), 1);
        assert_eq!(filled(access().minus(second(1))), nothing);
        assert_eq!(filled(access()), nothing, "no row is switched");
        rivals.begin(access());
        let told = filled(access());
        assert!(
            told.0.is_some_and(|told| told.abs_diff(40) <= 7),
            "{told:?}"
        );
        assert_eq!(told.0, told.1);
        // As if it had been filled twice, for a snapshot that was given up too.
        house.tamper("update bank set filled = filled * 2");
        assert_eq!(filled(access()), told);
        house.settle(access_end());
    });
}

pub(super) fn campaign_of(house: &House, bank: BankId) -> CampaignId {
    let of = "select campaign from bank where bucket = $1 and id = $2";
    let key = [Arg::Int(bank.bucket()), Arg::Bytes(bank.as_bytes())];
    let found = house.read(|raw| raw.one(of, &key, |row| Ok(id16(row.bytes(0).unwrap()))));
    CampaignId::from_bytes(found.flatten().unwrap())
}

#[test]
fn at_each_boundary_every_act_of_a_campaign_that_touches_the_roll_is_refused() {
    on_both(6, |house| {
        let rivals = Rivals::of(house);
        rivals.sign_all(EVENING);
        rivals.prepare(access().minus(Span::minutes(5)));
        let (bank, closed) = (rivals.banks[0], access().plus(Span::hours(2)));
        let organiser = house.person(
            "Olwen",
            Role::Organiser,
            Scope::Campaign(campaign_of(house, bank)),
        );
        let caller = &rivals.callers[0];
        let account = caller.account;
        let open = |now| {
            let open = move |tx: &mut Tx<'_, '_>| banks::set_open(tx, bank, banks::Wanted::Open);
            why(house.act(&house.again(&organiser, now), now, open))
        };
        let lease = |now| why(house.act(caller, now, move |tx| desk::next(tx, bank, account)));
        for now in [access().minus(second(1)), access()] {
            assert_eq!([open(now), lease(now)], [Some(Reason::PhaseNotOpen); 2]);
        }
        rivals.begin(access());
        let held = card(house, caller, bank, access()).0.card;
        let acts = |now| {
            [
                open(now),
                // The same card again.
                lease(now),
                why(house.act(caller, now, move |tx| desk::beat(tx, held))),
                why(house.act(caller, now, move |tx| desk::show_number(tx, held, account))),
                why(house.act(caller, now, move |tx| desk::extend(tx, held))),
            ]
        };
        // A node whose clock is behind, though the row is switched.
        let (shut, free) = ([Some(Reason::PhaseNotOpen); 5], [None; 5]);
        assert_eq!(acts(access().minus(second(1))), shut);
        assert_eq!(acts(access()), free);
        say(house, caller.auth(), held, Outcome::NoAnswer, access());
        let held = card(house, caller, bank, closed.minus(second(2))).0.card;
        let acts = |now| {
            [
                open(now),
                lease(now),
                why(house.act(caller, now, move |tx| desk::beat(tx, held))),
                why(house.act(caller, now, move |tx| desk::show_number(tx, held, account))),
                why(house.act(caller, now, move |tx| desk::extend(tx, held))),
            ]
        };
        assert_eq!(acts(closed.minus(second(1))), free);
        assert_eq!(acts(closed), shut, "by this node's clock");
        rivals.begin(closed);
        assert_eq!(
            acts(closed.minus(second(1))),
            shut,
            "by the row, on a node whose clock is behind"
        );
        // What shows nothing is taken at any time.
        say(house, caller.auth(), held, Outcome::NoAnswer, closed);
        house.settle(closed);
    });
}

/// Why an act was refused, if it was.
fn why<T>(done: Result<Done<T>, Fault>) -> Option<Reason> {
    match done.unwrap().verdict {
        Verdict::Given(_) => None,
        Verdict::Refused(refusal) => Some(refusal.reason),
    }
}

#[test]
fn a_signature_falls_with_its_hand_with_a_date_and_with_an_office_on_duty() {
    on_both(1, |house| {
        let rivals = Rivals::of(house);
        rivals.sign_all(EVENING);
        let ready = || rivals.prepare(access().minus(Span::minutes(5)));
        assert_eq!(ready(), 1);
        let undo = "update contest set prepared = null";
        for (change, back) in [
            (
                "update contest set deleted_at = deleted_at + 60000 where name = 'Frozen'",
                "update contest set deleted_at = deleted_at - 60000 where name = 'Frozen'",
            ),
            (
                "update bank set opening = 'Hello' where name = 'Teal bank'",
                "update bank set opening = 'Good evening' where name = 'Teal bank'",
            ),
            (
                "update term set role = 'committee' where role = 'returning-officer'",
                "update term set role = 'returning-officer' where role = 'committee'",
            ),
            (
                "update term set role = 'witnessing' where role = 'dpo'",
                "update term set role = 'dpo' where role = 'witnessing'",
            ),
        ] {
            house.tamper(undo);
            house.tamper(change);
            assert_eq!(ready(), 0, "{change}");
            house.tamper(back);
            assert_eq!(ready(), 1, "{back}");
        }
        rivals.begin(access());
        assert_eq!(rivals.asks(&house.world, 0, access()), Ok(()));
        assert_eq!(rivals.sign(Item::Notice, access()), SignedAs::Open);
        house.settle(access_end());
    });
}
