//! Complaints from calls: passed on once, naming nobody, never late in silence, and kept until somebody has seen to them.

use switchboard_rules::card::{Outcome, Size};
use switchboard_rules::ids::CardId;
use switchboard_rules::moment::{Moment, Span};
use switchboard_rules::policy::{Role, Scope};
use switchboard_rules::retention::Rule;
use switchboard_rules::rights::{COMPLAINT_WITHIN, SETTLED_SHOWN, Settled, WARNED_BEFORE};

use super::calls::{card, say};
use super::exhibits::dpo;
use super::house::{EVENING, House, Person, given, on_both};
use super::retention::{keep, run};
use super::walls::shred;
use crate::desk::Taken;
use crate::scripts::{self, Behind};
use crate::tx::Verdict;
use crate::{rights, walls};

/// A campaign's call of which its member complains.
fn complained(house: &House, campaign: usize) -> CardId {
    complained_to(house, &house.caller(campaign), campaign)
}

fn complained_to(house: &House, caller: &Person, campaign: usize) -> CardId {
    let (card, _) = card(house, caller, house.banks[campaign], EVENING);
    let id = card.card;
    given(house.act(caller, EVENING, move |tx| scripts::complain(tx, id)));
    say(house, caller.auth(), id, Outcome::Answered, EVENING);
    id
}

fn settles(house: &House, dpo: &Person, card: CardId, now: Moment) -> bool {
    let dpo = house.again(dpo, now);
    given(house.act(&dpo, now, move |tx| {
        scripts::settle(tx, card, Settled::Told)
    }))
}

fn watch(house: &House, now: Moment) {
    while rights::watch(&house.world, now).unwrap() > 0 {}
}

const LETTERS: &str = "select count(*) from outbox where kind = 'complaint-due'";
const KEPT: &str = "select count(*) from complaint";
/// Cards of somebody.
const NAMED: &str = "select count(*) from card c join member m on m.id = c.member";
const LATE: &str = "select count(*) from entry where kind = 948";

#[test]
fn a_complaint_is_kept_once_names_nobody_and_waits_for_the_data_protection_officer() {
    on_both(1, |house| {
        let caller = house.caller(0);
        let (card, _) = card(house, &caller, house.banks[0], EVENING);
        let (id, later) = (card.card, EVENING.plus(Span::minutes(2)));
        given(house.act(&caller, EVENING, move |tx| scripts::complain(tx, id)));
        given(house.act(&caller, later, move |tx| scripts::complain(tx, id)));
        let told = house.count("select count(*) from entry where kind = 945");
        assert_eq!(told, 1, "twice is once, in the log too");
        let too_late = EVENING.plus(Span::days(8));
        let old = house.act(&caller, too_late, move |tx| scripts::complain(tx, id));
        assert!(matches!(old.unwrap().verdict, Verdict::Refused(_)));
        let other = house.act(&house.caller(1), EVENING, move |tx| {
            scripts::complain(tx, id)
        });
        assert!(matches!(other.unwrap().verdict, Verdict::Refused(_)));
        let dpo = house.person("Dilys", Role::Dpo, Scope::Organisation);
        let list = |tx: &mut crate::tx::Tx<'_, '_>| scripts::complaints(tx, Behind::default());
        let first = given(house.act(&dpo, later, list));
        assert!(first.settled.is_empty() && first.late == 0);
        let waiting = first.complaints;
        assert_eq!(waiting[0].due_at, EVENING.plus(COMPLAINT_WITHIN));
        // As if it had come 29 days before.
        house.tamper("update complaint set at = at - 2505600000");
        assert_eq!(given(house.act(&dpo, later, list)).late, 1, "loudly");
        house.tamper("update complaint set at = at + 2505600000");
        let seen = |of: &scripts::Complaint| (of.card, of.at, of.campaign.clone());
        assert_eq!(
            waiting.iter().map(seen).collect::<Vec<_>>(),
            [(id, EVENING, "Red".to_owned())]
        );
        for (how, is_first) in [(Settled::CampaignTold, true), (Settled::Told, false)] {
            let done = given(house.act(&dpo, later, move |tx| scripts::settle(tx, id, how)));
            assert_eq!(done, is_first);
        }
        let done = given(house.act(&dpo, later, list));
        assert!(done.complaints.is_empty() && done.late == 0);
        let [one] = done.settled.as_slice() else {
            panic!("{:?}", done.settled)
        };
        let said = (one.card, one.at, one.settled_at, one.how);
        assert_eq!(said, (id, EVENING, later, Settled::CampaignTold), "once");
        let behind = Behind {
            settled: Some((one.settled_at, one.card)),
            ..Behind::default()
        };
        let older = move |tx: &mut crate::tx::Tx<'_, '_>| scripts::complaints(tx, behind);
        assert!(given(house.act(&dpo, later, older)).settled.is_empty());
        house.tamper("update complaint set settled_at = settled_at - 31622400000");
        let gone = given(house.act(&dpo, later, list)).settled;
        assert!(gone.is_empty(), "a year later");
        let officer = house.person("Orla", Role::MembershipOfficer, Scope::Organisation);
        let asked = house.act(&officer, later, list).unwrap();
        assert!(matches!(asked.verdict, Verdict::Refused(_)));
        house.settle(later);
    });
}

#[test]
fn no_complaint_is_late_in_silence() {
    on_both(3, |house| {
        let [one, other] = [0, 1].map(|campaign| complained(house, campaign));
        let dai = dpo(house);
        let due = EVENING.plus(COMPLAINT_WITHIN);
        watch(house, due.minus(WARNED_BEFORE).minus(Span::minutes(1)));
        assert_eq!((house.count(LETTERS), house.count(LATE)), (0, 0));
        for _ in 0..2 {
            watch(house, due.minus(WARNED_BEFORE));
            assert_eq!((house.count(LETTERS), house.count(LATE)), (2, 0), "once");
        }
        // Settled in time: nothing more is said of it.
        assert!(settles(house, &dai, one, due.minus(Span::minutes(1))));
        for _ in 0..2 {
            watch(house, due);
            assert_eq!((house.count(LETTERS), house.count(LATE)), (3, 1), "once");
        }
        assert!(settles(house, &dai, other, due.plus(Span::minutes(1))));
        assert_eq!(house.count(LATE), 1, "it was written down before");
        house.settle(due.plus(Span::minutes(1)));
    });
}

#[test]
fn a_complaint_that_is_settled_late_was_late_though_nobody_looked_at_the_clock() {
    on_both(1, |house| {
        let id = complained(house, 0);
        let late = EVENING.plus(COMPLAINT_WITHIN);
        assert!(settles(house, &dpo(house), id, late));
        assert_eq!(house.count(LATE), 1);
        watch(house, late);
        assert_eq!((house.count(LETTERS), house.count(LATE)), (0, 1));
        house.settle(late);
    });
}

#[test]
fn a_settled_complaint_goes_when_no_list_shows_it_any_more() {
    on_both(1, |house| {
        let id = complained(house, 0);
        assert!(settles(house, &dpo(house), id, EVENING));
        watch(house, EVENING.plus(SETTLED_SHOWN).minus(Span::minutes(1)));
        assert_eq!(house.count(KEPT), 1);
        watch(house, EVENING.plus(SETTLED_SHOWN));
        assert_eq!(house.count(KEPT), 0);
    });
}

/// Whoever complained has to be answered, whatever has become of the campaign.
#[test]
fn a_complaint_that_waits_outlives_the_campaigns_calls_and_with_it_whose_call_it_was() {
    on_both(2, |house| {
        let caller = house.caller(0);
        let waiting = complained_to(house, &caller, 0);
        let settled = complained(house, 1);
        let dai = dpo(house);
        assert!(settles(house, &dai, settled, EVENING));
        shred(&house.world, house, EVENING);
        walls::sweep(&house.world, EVENING).unwrap();
        let said = "select count(*) from card where outcome is not null";
        assert_eq!(house.count(said), 0);
        assert_eq!((house.count(KEPT), house.count(NAMED)), (1, 1));
        // To its caller the card is as gone as any other.
        let objection = Outcome::DontCall(Size::Anyone);
        let late = say(house, caller.auth(), waiting, objection, EVENING);
        assert_eq!(late, Taken::Before);
        assert!(settles(
            house,
            &dai,
            waiting,
            EVENING.plus(Span::minutes(1))
        ));
        assert_eq!(house.count(NAMED), 0);
        house.settle(EVENING.plus(Span::minutes(1)));
    });
}

#[test]
fn a_call_is_kept_for_as_long_as_a_complaint_of_it_waits() {
    on_both(2, |house| {
        let [waiting, settled] = [0, 1].map(|campaign| complained(house, campaign));
        let dai = dpo(house);
        assert!(settles(house, &dai, settled, EVENING));
        house.tamper("update card set note_sealed = id");
        let noted = || house.count("select count(*) from card where note_sealed is not null");
        for rule in [Rule::Notes, Rule::Outcomes] {
            keep(house, rule, 1, EVENING);
        }
        let erased = |now| {
            let of = |one: &&crate::retention::Erased| one.rule == Rule::Outcomes;
            run(house, now).iter().find(of).unwrap().erased
        };
        let late = EVENING.plus(Span::days(35));
        assert_eq!((erased(late), house.count(NAMED), noted()), (1, 1, 1));
        assert!(settles(house, &dai, waiting, late));
        let next = late.plus(Span::minutes(1));
        assert_eq!((erased(next), house.count(NAMED), noted()), (1, 0, 0));
        house.settle(next);
    });
}
