//! Reports from calls wait for the officer, masked, and each is settled once; settling lifts nothing but its own stop.

use std::sync::Barrier;
use std::thread;

use switchboard_rules::card::{Finding, Outcome, Report, Size};
use switchboard_rules::ids::CardId;
use switchboard_rules::moment::{Moment, Span};
use switchboard_rules::person::ExternalId;
use switchboard_rules::policy::{Reason, Role, Scope};

use super::calls::{card, has_somebody, say};
use super::house::{EVENING, House, Person, given, on_both};
use super::looks::refused;
use crate::disclose::{Disclosed, Proof};
use crate::fault::Fault;
use crate::members;
use crate::personal::Hits;
use crate::roll::{self, After, ReportPage, Settled};
use crate::tx::Verdict;
use crate::world::{Done, World};

fn officer(house: &House) -> Person {
    house.person("Orla Officer", Role::MembershipOfficer, Scope::Organisation)
}

/// A card of the campaign's bank, reported then.
fn reported(house: &House, campaign: usize, outcome: Outcome, now: Moment) -> CardId {
    let caller = house.caller(campaign);
    let (card, _) = card(house, &caller, house.banks[campaign], now);
    say(house, caller.auth(), card.card, outcome, now);
    card.card
}

fn page(house: &House, officer: &Person, after: Option<After>) -> (ReportPage, Proof) {
    let done = house
        .act(officer, EVENING, move |tx| roll::reports(tx, after))
        .unwrap();
    let Verdict::Given(page) = done.verdict else {
        panic!("refused")
    };
    (page, done.proof)
}

fn try_settle(
    world: &World,
    officer: &Person,
    card: CardId,
    finding: Finding,
) -> Result<Done<Settled>, Fault> {
    world
        .write("settle", officer.auth(), EVENING, move |tx| {
            roll::settle(tx, card, finding)
        })
        .wait()
}

fn settle(house: &House, officer: &Person, card: CardId, finding: Finding) -> Settled {
    given(try_settle(&house.world, officer, card, finding))
}

const STOPPED: &str = "select count(*) from queue where class = 8";
const SETTLED: &str = "select count(*) from entry where kind = 313";

#[test]
fn the_officer_sees_reports_oldest_first_behind_a_mask_and_nobody_else_does() {
    on_both(2, |house| {
        let later = EVENING.plus(Span::minutes(1));
        let second = reported(house, 0, Outcome::Deceased, later);
        let first = reported(house, 0, Outcome::Moved, EVENING);
        let officer = officer(house);
        let (page, proof) = page(house, &officer, None);
        let told: Vec<_> = page
            .waiting
            .iter()
            .map(|one| (one.card, one.report, one.at))
            .collect();
        assert_eq!(
            told,
            [
                (first, Report::Moved, EVENING),
                (second, Report::Deceased, later)
            ]
        );
        assert!(page.after.is_none());
        let members: Disclosed<Hits> = page.members.disclose(&proof).unwrap();
        assert_eq!(members.0.len(), 2);
        for hit in &members.0 {
            assert!(hit.name.starts_with("M•• G•••") && hit.number.starts_with('•'));
        }
        assert_eq!(
            house.count("select count(*) from entry e join entry_subject s on s.entry = e.id where e.kind = 312"),
            2,
            "one entry, a part for each member"
        );
        let caller = house.caller(0);
        let asked = house.act(&caller, EVENING, |tx| roll::reports(tx, None));
        assert!(matches!(asked.unwrap().verdict, Verdict::Refused(refusal) if refusal.hidden()));
        let asked = try_settle(&house.world, &caller, first, Finding::Mistaken);
        assert!(matches!(asked.unwrap().verdict, Verdict::Refused(refusal) if refusal.hidden()));
        assert_eq!(house.count(SETTLED), 0);
        house.settle(EVENING);
    });
}

#[test]
fn a_member_whom_two_campaigns_reported_stands_on_one_page_twice_and_in_its_entry_once() {
    on_both(1, |house| {
        reported(house, 0, Outcome::Moved, EVENING);
        reported(house, 1, Outcome::WrongNumber, EVENING);
        let officer = officer(house);
        let (page, proof) = page(house, &officer, None);
        assert_eq!(page.waiting.len(), 2);
        assert_eq!(page.members.disclose(&proof).unwrap().0.len(), 2);
        assert_eq!(
            house.count("select count(*) from entry e join entry_subject s on s.entry = e.id where e.kind = 312"),
            1
        );
        house.settle(EVENING);
    });
}

#[test]
fn a_page_of_reports_ends_at_twenty_and_the_next_goes_on_behind_it() {
    on_both(23, |house| {
        // Some at the same moment, so that the place in the queue needs the card too.
        let mut all: Vec<(Moment, CardId)> = (0..23)
            .map(|n| {
                let at = EVENING.plus(Span::seconds(n / 8));
                (at, reported(house, 0, Outcome::Moved, at))
            })
            .collect();
        all.sort_by_key(|(at, card)| (*at, *card.as_bytes()));
        let officer = officer(house);
        let (first, _) = page(house, &officer, None);
        assert_eq!(first.waiting.len(), crate::HITS_MAX);
        let text = first.after.unwrap().to_string();
        let (second, _) = page(house, &officer, After::parse(&text));
        assert!(second.after.is_none());
        let seen: Vec<CardId> = [first.waiting, second.waiting]
            .concat()
            .iter()
            .map(|one| one.card)
            .collect();
        let all: Vec<CardId> = all.into_iter().map(|(_, card)| card).collect();
        assert_eq!(seen, all);
    });
}

#[test]
fn what_was_right_stays_stopped_a_death_stops_every_campaign_and_a_mistake_is_lifted() {
    for outcome in [Outcome::Moved, Outcome::WrongNumber, Outcome::Deceased] {
        for finding in Finding::ALL {
            on_both(1, |house| {
                let card = reported(house, 0, outcome, EVENING);
                assert_eq!(house.count(STOPPED), 1);
                let officer = officer(house);
                assert_eq!(settle(house, &officer, card, finding), Settled::Now);
                let (page, _) = page(house, &officer, None);
                assert!(page.waiting.is_empty(), "it left the queue");
                let stopped = match (finding, outcome) {
                    (Finding::Mistaken, _) => 0,
                    (Finding::Right, Outcome::Deceased) => 2,
                    (Finding::Right, _) => 1,
                };
                assert_eq!(house.count(STOPPED), stopped, "{outcome:?} {finding:?}");
                let new_bank = house.another_bank(1);
                assert_eq!(
                    has_somebody(house, &house.caller(1), new_bank, EVENING),
                    stopped < 2,
                    "{outcome:?} {finding:?}"
                );
                assert_eq!(house.count(SETTLED), 1);
                house.settle(EVENING);
            });
        }
    }
}

#[test]
fn after_a_mistake_the_campaign_rings_again() {
    on_both(1, |house| {
        let card = reported(house, 0, Outcome::WrongNumber, EVENING);
        let caller = house.caller(0);
        assert!(!has_somebody(house, &caller, house.banks[0], EVENING));
        settle(house, &officer(house), card, Finding::Mistaken);
        assert!(has_somebody(house, &caller, house.banks[0], EVENING));
    });
}

#[test]
fn a_mistake_lifts_no_objection() {
    for size in Size::ALL {
        on_both(1, |house| {
            let caller = house.caller(0);
            let (dealt, _) = card(house, &caller, house.banks[0], EVENING);
            // The card's time is up unseen; its sister calls, and both say something.
            let later = EVENING.plus(Span::minutes(4));
            let second = house.another_bank(0);
            let sister = house.caller(0);
            let (objected, _) = card(house, &sister, second, later);
            say(
                house,
                sister.auth(),
                objected.card,
                Outcome::DontCall(size),
                later,
            );
            say(house, caller.auth(), dealt.card, Outcome::Moved, later);
            let stopped = house.count(STOPPED);
            settle(house, &officer(house), dealt.card, Finding::Mistaken);
            assert_eq!(house.count(STOPPED), stopped, "{size:?}");
            assert!(
                !has_somebody(house, &caller, house.banks[0], later),
                "{size:?}"
            );
        });
    }
}

/// Two cards of one campaign on the one member, both reported: the first one late.
fn reported_twice(house: &House, now: Moment) -> [CardId; 2] {
    let (first, second) = (house.caller(0), house.caller(0));
    let bank = house.another_bank(0);
    let (early, _) = card(house, &first, house.banks[0], now);
    let later = now.plus(Span::minutes(4));
    let (late, _) = card(house, &second, bank, later);
    say(house, second.auth(), late.card, Outcome::Moved, later);
    say(house, first.auth(), early.card, Outcome::WrongNumber, later);
    [early.card, late.card]
}

#[test]
fn another_report_of_the_campaign_keeps_the_stop_until_it_was_a_mistake_too() {
    for last in Finding::ALL {
        on_both(1, |house| {
            let [one, other] = reported_twice(house, EVENING);
            let officer = officer(house);
            settle(house, &officer, one, Finding::Mistaken);
            assert_eq!(house.count(STOPPED), 2, "the other one waits");
            settle(house, &officer, other, last);
            let stopped = if last == Finding::Right { 2 } else { 0 };
            assert_eq!(house.count(STOPPED), stopped, "{last:?}");
        });
    }
}

#[test]
fn a_bank_that_was_done_with_the_member_is_still_done_after_a_mistake() {
    on_both(1, |house| {
        let second = house.another_bank(0);
        let caller = house.caller(0);
        let (first, _) = card(house, &caller, house.banks[0], EVENING);
        say(house, caller.auth(), first.card, Outcome::Answered, EVENING);
        let (moved, _) = card(house, &caller, second, EVENING);
        say(house, caller.auth(), moved.card, Outcome::Moved, EVENING);
        settle(house, &officer(house), moved.card, Finding::Mistaken);
        assert!(!has_somebody(house, &caller, house.banks[0], EVENING));
        assert!(has_somebody(house, &caller, second, EVENING));
    });
}

#[test]
fn a_report_is_settled_once_also_by_two_at_the_same_moment() {
    on_both(6, |house| {
        let nodes = [house.node(), house.node()];
        let officers = [officer(house), officer(house)];
        for round in 0..6 {
            let card = reported(house, 0, Outcome::Deceased, EVENING);
            let start = Barrier::new(2);
            let findings: Vec<Settled> = thread::scope(|scope| {
                let both: Vec<_> = (0..2)
                    .map(|n| {
                        let (node, officer, start) = (&nodes[n], &officers[n], &start);
                        scope.spawn(move || {
                            start.wait();
                            given(try_settle(node, officer, card, Finding::ALL[n]))
                        })
                    })
                    .collect();
                both.into_iter().map(|one| one.join().unwrap()).collect()
            });
            let done = findings.iter().filter(|one| **one == Settled::Now).count();
            assert_eq!(done, 1, "{findings:?}");
            assert_eq!(house.count(SETTLED), round + 1);
            assert_eq!(
                settle(house, &officers[0], card, Finding::Mistaken),
                Settled::Before
            );
        }
        assert_eq!(
            house.count("select count(*) from report where settled_at is not null and settled_as is not null"),
            6
        );
    });
}

#[test]
fn two_mistakes_settled_at_the_same_moment_leave_no_stop_behind() {
    for _ in 0..3 {
        on_both(1, |house| {
            let nodes = [house.node(), house.node()];
            let officers = [officer(house), officer(house)];
            let cards = reported_twice(house, EVENING);
            let start = Barrier::new(2);
            thread::scope(|scope| {
                for n in 0..2 {
                    let (node, officer, start) = (&nodes[n], &officers[n], &start);
                    scope.spawn(move || {
                        start.wait();
                        given(try_settle(node, officer, cards[n], Finding::Mistaken));
                    });
                }
            });
            assert_eq!(house.count(STOPPED), 0);
        });
    }
}

#[test]
fn nobody_settles_what_was_reported_of_themselves_and_a_colleague_does() {
    on_both(1, |house| {
        let card = reported(house, 0, Outcome::WrongNumber, EVENING);
        let (own, colleague) = (officer(house), officer(house));
        let account = own.account;
        let number = ExternalId::parse("M-000000").unwrap();
        given(house.act(&colleague, EVENING, move |tx| {
            members::link(tx, account, &number)
        }))
        .unwrap();
        for finding in Finding::ALL {
            let settle = move |tx: &mut crate::Tx<'_, '_>| roll::settle(tx, card, finding);
            assert_eq!(refused(house, &own, EVENING, settle), Reason::OwnRecord);
        }
        let opened = refused(house, &own, EVENING, move |tx| {
            roll::open_and_settle(tx, card)
        });
        assert_eq!(opened, Reason::OwnRecord);
        assert_eq!((house.count(SETTLED), house.count(STOPPED)), (0, 1));
        let settled = settle(house, &colleague, card, Finding::Mistaken);
        assert_eq!((settled, house.count(STOPPED)), (Settled::Now, 0));
        house.settle(EVENING);
    });
}
