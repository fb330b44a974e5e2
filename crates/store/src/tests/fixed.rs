//! Rivals on one frozen snapshot: nothing before the row is switched, the same for both, and from there only less.

use switchboard_rules::card::{Outcome, Size};
use switchboard_rules::contest::Phase;
use switchboard_rules::events::EventKind;
use switchboard_rules::moment::{Moment, Span};
use switchboard_rules::person::{Phone, Region};
use switchboard_rules::policy::{Reason, Role, Scope};

use super::calls::{card, has_somebody, numbers, say};
use super::house::{EVENING, given, import_at, member, on_both};
use super::rivals::{Rivals, TEXTS, access};
use crate::banks;
use crate::contests::{self, Item, SignedAs};
use crate::session::Auth;
use crate::tx::{Tx, Verdict};

fn second(span: i64) -> Span {
    Span::millis(span)
}

#[test]
fn no_card_is_dealt_before_the_row_is_switched_and_then_both_campaigns_get_the_same() {
    on_both(9, |house| {
        let rivals = Rivals::of(house);
        rivals.sign_all(EVENING);
        let (node, ahead) = (house.node(), Span::millis(700));
        let early = access().minus(Span::minutes(5));
        assert_eq!(rivals.prepare(early), 1);
        let queues = "select count(*) from queue q join bank b on b.id = q.bank where b.name in ('Amber bank', 'Teal bank')";
        assert_eq!(house.count(queues), 18, "filled in the dark");
        let shut = Err(Reason::PhaseNotOpen);
        for now in [
            early,
            access().minus(second(1_000)),
            access().minus(second(1)),
        ] {
            rivals.begin(now);
            for campaign in 0..2 {
                assert_eq!(rivals.asks(&house.world, campaign, now), shut);
                assert_eq!(
                    rivals.asks(&node, campaign, now.plus(ahead)),
                    shut,
                    "a clock that is ahead"
                );
            }
        }
        // The second itself, before any node has switched the row.
        for campaign in 0..2 {
            assert_eq!(rivals.asks(&house.world, campaign, access()), shut);
        }
        assert_eq!(
            contests::begin_phases(&node, TEXTS, access().plus(ahead)).unwrap(),
            1
        );
        assert_eq!(
            rivals.begin(access().plus(ahead)),
            0,
            "once, by whichever node is first"
        );
        let behind = access().plus(ahead).minus(second(701));
        assert_eq!(
            rivals.asks(&house.world, 0, behind),
            shut,
            "a clock that is behind waits"
        );
        for campaign in 0..2 {
            assert_eq!(rivals.asks(&node, campaign, access().plus(ahead)), Ok(()));
        }
        let same = "select count(*) from (select q.member from queue q join bank b on b.id = q.bank where b.name = 'Amber bank' except select q.member from queue q join bank b on b.id = q.bank where b.name = 'Teal bank') d";
        assert_eq!(house.count(same), 0);
        let opened = rivals.details(EventKind::PhaseOpened);
        let access: Vec<_> = opened
            .iter()
            .filter(|words| words.contains("phase=access") && words.contains("members=9"))
            .collect();
        assert_eq!(access.len(), 1, "one entry for all campaigns: {opened:?}");
        let fields = "fields=title,given_name,family_name,branch,language,phone hour=";
        assert!(access[0].contains(fields), "{}", access[0]);
        house.settle(access_end());
    });
}

fn access_end() -> Moment {
    access().plus(Span::hours(3))
}

#[test]
fn calls_end_with_the_very_second_and_the_snapshot_goes_when_its_data_is_deleted() {
    on_both(3, |house| {
        let rivals = Rivals::open(house);
        let closed = access().plus(Span::hours(2));
        assert_eq!(
            rivals.asks(&house.world, 0, closed.minus(second(1))),
            Ok(())
        );
        let shut = Err(Reason::PhaseNotOpen);
        assert_eq!(
            rivals.asks(&house.world, 1, closed),
            shut,
            "though no node has said so yet"
        );
        assert_eq!(
            rivals.begin(closed),
            2,
            "the ballot, which was missed, and the close"
        );
        assert_eq!(house.count("select count(*) from snapshot_member"), 3);
        assert_eq!(contests::sweep(&house.world, closed).unwrap(), 0);
        let deleted = access().plus(Span::days(1));
        assert_eq!(rivals.begin(deleted), 1);
        assert_eq!(contests::sweep(&house.world, deleted).unwrap(), 1);
        assert_eq!(house.count("select count(*) from snapshot_member"), 0);
        let phases: Vec<_> = rivals.details(EventKind::PhaseOpened);
        let of_ours = phases
            .iter()
            .filter(|words| words.contains(&rivals.contest.to_string()));
        let named: Vec<_> = of_ours
            .map(|words| words.split(' ').nth(1).unwrap())
            .collect();
        assert_eq!(
            named,
            [
                "phase=announced",
                "phase=nominations",
                "phase=access",
                "phase=ballot",
                "phase=closed",
                "phase=deleted"
            ]
        );
        house.settle(deleted);
    });
}

#[test]
fn what_changes_on_the_roll_afterwards_only_takes_away() {
    on_both(4, |house| {
        let rivals = Rivals::open(house);
        let now = access().plus(Span::minutes(1));
        // Somebody new, and a new number beside the old one of somebody else.
        let mut changed = member(1);
        let second = Phone::parse("07700 900777", Region::parse("GB").unwrap()).unwrap();
        changed.phones.push(second);
        let mut moved = member(2);
        moved.phones = vec![Phone::parse("07700 900778", Region::parse("GB").unwrap()).unwrap()];
        import_at(&house.world, vec![member(9), changed, moved], now);
        for bank in rivals.banks {
            banks::fill(&house.world, bank, now).unwrap();
        }
        // Whoever objects to one is gone for the other at once.
        let rival = &rivals.callers[1];
        let held = card(house, rival, rivals.banks[1], now).0.card;
        let mut seen = numbers(house, rival, held, now).0;
        say(
            house,
            rival.auth(),
            held,
            Outcome::DontCall(Size::Anyone),
            now,
        );
        let caller = &rivals.callers[0];
        for round in 1..3 {
            let now = now.plus(Span::minutes(round));
            let held = card(house, caller, rivals.banks[0], now).0.card;
            seen.extend(numbers(house, caller, held, now).0);
            say(house, caller.auth(), held, Outcome::Answered, now);
        }
        seen.sort();
        let old = [
            "tel:+447700900000",
            "tel:+447700900001",
            "tel:+447700900003",
        ];
        assert_eq!(
            seen, old,
            "neither the new member nor a new number, and nobody at a number that went"
        );
        let later = now.plus(Span::minutes(9));
        assert!(!has_somebody(house, caller, rivals.banks[0], later));
        house.settle(later);
    });
}

#[test]
fn a_preparation_that_broke_off_is_begun_anew_and_what_it_left_is_swept_away() {
    on_both(5, |house| {
        let rivals = Rivals::of(house);
        rivals.sign_all(EVENING);
        let early = access().minus(Span::minutes(14));
        assert_eq!(rivals.prepare(early.minus(Span::minutes(2))), 0, "not yet");
        assert_eq!(rivals.prepare(early), 1);
        // As a process leaves it that was killed in the middle.
        house.tamper("update snapshot set state = 'preparing', filled_at = null, held_until = held_until - 3600000 + 60000");
        house.tamper(
            "delete from snapshot_member where member = (select member from snapshot_member order by member limit 1)",
        );
        assert_eq!(
            rivals.prepare(early.plus(second(59_000))),
            0,
            "it may still be running"
        );
        let later = early.plus(second(61_000));
        assert_eq!(rivals.prepare(later), 1);
        assert_eq!(house.count("select count(*) from snapshot_member"), 9);
        assert_eq!(contests::sweep(&house.world, later).unwrap(), 1);
        assert_eq!(house.count("select count(*) from snapshot_member"), 5);
        assert_eq!(rivals.prepare(later), 1, "nothing is left to do");
        rivals.begin(access());
        assert_eq!(rivals.deals(0, access()), 5);
        house.settle(access_end());
    });
}

#[test]
fn an_import_that_was_under_way_at_the_cut_is_in_nobodys_snapshot() {
    on_both(2, |house| {
        let rivals = Rivals::of(house);
        rivals.sign_all(EVENING);
        let early = access().minus(Span::minutes(5));
        let running = super::house::importing(
            &house.world,
            &crate::roll::Plan::default(),
            vec![member(5).into()],
            early,
        );
        assert_eq!(rivals.prepare(early), 1);
        super::house::switched(running, early);
        rivals.begin(access());
        for campaign in 0..2 {
            banks::fill(&house.world, rivals.banks[campaign], access()).unwrap();
        }
        assert_eq!(rivals.deals(0, access()), 2);
        house.settle(access_end());
    });
}

#[test]
fn access_waits_for_every_signature_and_the_offices_hear_of_it_once() {
    on_both(2, |house| {
        let rivals = Rivals::of(house);
        rivals.sign_all(EVENING);
        // What was signed is no longer what there is.
        let contest = rivals.contest;
        let third = house
            .world
            .write("campaign", Auth::Console, EVENING, move |tx| {
                banks::new_campaign(tx, contest, "Late").map(Verdict::Given)
            });
        given(third.wait());
        assert_eq!(
            rivals.prepare(access()),
            0,
            "nothing is fixed for what isn't signed"
        );
        rivals.begin(access());
        let late = access().plus(Span::minutes(20));
        assert_eq!(rivals.begin(late), 0);
        let told = "select count(*) from outbox where kind = 'contest-late'";
        let offices = house.count(told);
        assert!(offices >= 2);
        assert_eq!(rivals.details(EventKind::ContestLate).len(), 1);
        assert_eq!(
            rivals.asks(&house.world, 0, late),
            Err(Reason::PhaseNotOpen)
        );
        let account = rivals.dpo.account;
        let calendar = move |tx: &mut Tx<'_, '_>| contests::calendar(tx, account);
        let page = given(house.act(&house.again(&rivals.dpo, late), late, calendar));
        let line = page
            .contests
            .iter()
            .find(|line| line.id == contest)
            .unwrap();
        assert_eq!(line.late_since, Some(access()));
        assert_eq!(rivals.sign(Item::Dpia, late), SignedAs::Signed);
        assert_eq!(rivals.prepare(late), 1);
        assert_eq!(rivals.begin(late), 1);
        assert_eq!(house.count(told), offices, "once");
        assert_eq!(rivals.asks(&house.world, 0, late), Ok(()));
        house.settle(access_end());
    });
}

#[test]
fn a_campaign_that_comes_after_the_switch_is_refused_at_the_console_too() {
    on_both(2, |house| {
        let rivals = Rivals::open(house);
        let (contest, now) = (rivals.contest, access().plus(second(1)));
        let count = "select count(*) from campaign";
        let before = house.count(count);
        for moment in [now, access().plus(Span::days(1))] {
            rivals.begin(moment);
            let late = house
                .world
                .write("campaign", Auth::Console, moment, move |tx| {
                    banks::new_campaign(tx, contest, "Late").map(Verdict::Given)
                });
            let why = late.wait().map(|_| ()).unwrap_err().to_string();
            assert!(
                why.contains("the campaigns of a contest are fixed when access begins"),
                "{why}"
            );
        }
        assert_eq!(house.count(count), before);
        house.settle(access_end());
    });
}

#[test]
fn each_thing_that_must_be_ready_holds_access_back_by_itself() {
    on_both(1, |house| {
        for left_out in Item::ALL {
            let rivals = Rivals::of(house);
            for item in Item::ALL.into_iter().filter(|item| *item != left_out) {
                rivals.sign(item, EVENING);
            }
            let before = rivals.details(EventKind::PhaseOpened).len();
            let ready = rivals.prepare(access());
            rivals.begin(access());
            let begun = rivals.details(EventKind::PhaseOpened);
            assert!(
                ready == 0 && begun.len() == before + 2,
                "{}",
                left_out.text()
            );
            let gone = "update contest set phase = 'deleted' where name = 'Frozen'";
            house.tamper(gone);
        }
        house.settle(access_end());
    });
}

#[test]
fn a_date_moves_before_its_phase_and_the_calendar_says_from_when() {
    on_both(1, |house| {
        let rivals = Rivals::of(house);
        let (contest, returning) = (
            rivals.contest,
            house.person(
                "Rhian",
                Role::ReturningOfficer,
                Scope::Contest(rivals.contest),
            ),
        );
        let later = access().plus(Span::minutes(30));
        let moved =
            move |tx: &mut Tx<'_, '_>| contests::move_date(tx, contest, (Phase::Access, later));
        assert_eq!(given(house.act(&returning, EVENING, moved)), Ok(()));
        let soon = move |tx: &mut Tx<'_, '_>| {
            contests::move_date(
                tx,
                contest,
                (Phase::Access, EVENING.plus(Span::minutes(59))),
            )
        };
        assert!(given(house.act(&returning, EVENING, soon)).is_err());
        let caller = &rivals.callers[0];
        let refused = house.act(caller, EVENING, moved).unwrap();
        assert!(matches!(refused.verdict, Verdict::Refused(_)));
        let account = caller.account;
        let calendar = move |tx: &mut Tx<'_, '_>| contests::calendar(tx, account);
        let page = given(house.act(caller, EVENING, calendar));
        assert_eq!(page.contests.len(), 1, "their own alone");
        let date = page.contests[0]
            .dates
            .iter()
            .find(|date| date.phase == Phase::Access);
        let date = date.unwrap();
        assert_eq!((date.at, date.moved_from), (later, Some(access())));
        rivals.sign_all(EVENING);
        rivals.prepare(access());
        rivals.begin(access());
        assert_eq!(
            rivals.asks(&house.world, 0, access()),
            Err(Reason::PhaseNotOpen)
        );
        assert_eq!(rivals.details(EventKind::DateMoved).len(), 1);
        house.settle(access_end());
    });
}
