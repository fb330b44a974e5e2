//! Webhooks: that every event they can be told is put by some act, and what is not told is said.

use std::collections::BTreeSet;

use switchboard_rules::events::EventKind;
use switchboard_rules::hook::{Address, Event, KEPT_FOR, Reach, WAITING_MAX};
use switchboard_rules::ids::{CampaignId, HookId};
use switchboard_rules::look::Words;
use switchboard_rules::moment::{Moment, Span};
use switchboard_rules::policy::{Role, Scope};
use switchboard_rules::rights::Kind;
use switchboard_rules::script::Script;
use switchboard_rules::shift;

use super::house::{EVENING, House, Person, given, import_at, member, on_both};
use super::own_page::{as_member, comes_in};
use super::restores::{Back, back_up, count};
use super::rivals::{Rivals, access};
use super::{freezes, withdrawn};
use crate::banks::{self, Wanted};
use crate::hooks::{self, Installed, New, Whose};
use crate::restore::LogName;
use crate::scripts::{self, Kept};
use crate::shifts::{self, Planned};
use crate::tx::Verdict;
use crate::{Auth, condition, leaving, log, rights};

fn organiser(house: &House) -> Person {
    let scope = Scope::Campaign(house.campaigns[0]);
    house.person("Olwen Organiser", Role::Organiser, scope)
}

fn installed(house: &House, who: &Person, campaign: Option<CampaignId>) -> HookId {
    let new = New {
        campaign,
        address: Address::parse("https://hooks.example.org/in", Reach::Public).unwrap(),
        kinds: Vec::new(),
    };
    match given(house.act(who, EVENING, move |tx| hooks::install(tx, &new))) {
        Installed::Done(hook, _) => hook,
        Installed::TooMany => panic!("there are too many"),
    }
}

/// What was put for anybody.
fn put(house: &House) -> BTreeSet<String> {
    let kinds = house.read(|raw| {
        raw.all("select distinct kind from hook_event", &[], |row| {
            Ok(row.text(0)?.to_owned())
        })
    });
    kinds.into_iter().collect()
}

fn banks_change(house: &House, who: &Person) {
    let bank = house.banks[0];
    for wanted in [Wanted::Paused, Wanted::Open] {
        given(house.act(who, EVENING, move |tx| banks::set_open(tx, bank, wanted)));
    }
    given(house.act(who, EVENING, move |tx| banks::close(tx, bank)));
}

fn shifts_change(house: &House, who: &Person) {
    let campaign = house.campaigns[0];
    let new = |hours| {
        let starts = EVENING.plus(Span::hours(hours));
        shifts::New {
            bank: None,
            hours: shift::Hours::of(starts, starts.plus(Span::hours(2)), EVENING).unwrap(),
            places: shift::Places::of(2).unwrap(),
            words: shift::Words::parse("").unwrap(),
        }
    };
    let first = new(24);
    let planned = given(house.act(who, EVENING, move |tx| shifts::plan(tx, campaign, &first)));
    let Planned::Done(shift) = planned else {
        panic!("{planned:?}")
    };
    let moved = new(30);
    given(house.act(who, EVENING, move |tx| shifts::change(tx, shift, &moved)));
    given(house.act(who, EVENING, move |tx| shifts::cancel(tx, shift)));
}

fn script_is_published(house: &House, who: &Person) {
    const FILE: &str =
        "title = \"A\"\nlanguages = [\"en\"]\n[[part]]\nid = \"a\"\nwords = \"Hello\"\n";
    let campaign = house.campaigns[0];
    let script = || Script::read(FILE).unwrap();
    let (new, again) = (script(), script());
    let kept = given(house.act(who, EVENING, move |tx| {
        scripts::keep(tx, campaign, None, &new)
    }));
    let Kept::Script(id) = kept else { panic!() };
    given(house.act(who, EVENING, move |tx| {
        scripts::publish(tx, campaign, id, &again)
    }));
}

fn a_member_waits_for_an_answer(house: &House) {
    let key = comes_in(house, "member0@members.example.org", EVENING);
    let said = Words::parse("Who was it on Tuesday?").unwrap();
    given(Ok(as_member(house, key, EVENING, move |tx| {
        rights::ask(tx, Kind::Access, &said)
    })));
    rights::watch(&house.world, EVENING.plus(Span::days(28))).unwrap();
}

#[test]
fn every_event_that_a_webhook_can_be_told_is_put_by_some_act() {
    on_both(3, |house| {
        let ours = organiser(house);
        let dpo = house.person("Dai Dpo", Role::Dpo, Scope::Organisation);
        let own = installed(house, &ours, Some(house.campaigns[0]));
        installed(house, &dpo, None);
        given(house.act(&ours, EVENING, move |tx| hooks::test(tx, own)));
        script_is_published(house, &ours);
        shifts_change(house, &ours);
        freezes::press(house, &dpo, freezes::bank(house, 1), 0);
        banks_change(house, &ours);
        a_member_waits_for_an_answer(house);
        import_at(
            &house.world,
            vec![member(9)],
            EVENING.plus(Span::minutes(1)),
        );
        let alert = condition::Alert {
            codes: vec!["disk-low"],
            vars: "finding=disk-low?".to_owned(),
            has_operator: true,
        };
        assert!(condition::alert(&house.world, alert, EVENING).unwrap());
        let returning = freezes::office(house, Role::ReturningOfficer);
        withdrawn::withdraw(house, &returning, house.campaigns[1]);
        Rivals::open(house);
        house.settle(access());
        let night = access().plus(Span::hours(10));
        assert!(log::mail_checkpoint(&house.world, night).unwrap().is_some());
        let all: BTreeSet<String> = Event::ALL.iter().map(|one| one.text().to_owned()).collect();
        assert_eq!(put(house), all);
    });
}

fn tell(house: &House, n: usize, now: Moment) {
    let campaign = house.campaigns[0];
    let put = house
        .world
        .write("story", Auth::Job("story"), now, move |tx| {
            for n in 0..n {
                let whose = Whose::Campaign(campaign);
                hooks::tell(tx, Event::ShiftPlanned, whose, &format!("shift={n}"))?;
            }
            Ok(Verdict::Given(()))
        });
    given(put.wait());
}

/// Whether the data protection officer finds that too much waited among a campaign's entries.
fn is_told_of(house: &House, campaign: CampaignId) -> bool {
    house.settle(EVENING);
    let dpo = house.person("Della Dpo", Role::Dpo, Scope::Organisation);
    let filter = log::Filter {
        kind: Some(EventKind::HookOverran),
        campaign: Some(campaign),
        ..log::Filter::default()
    };
    let page = house.act(&dpo, EVENING, move |tx| log::page(tx, &filter));
    !given(page).lines.is_empty()
}

#[test]
fn what_is_beyond_the_most_that_waits_is_counted_and_said_by_one_entry_in_seven_days() {
    on_both(1, |house| {
        let ours = organiser(house);
        let hook = installed(house, &ours, Some(house.campaigns[0]));
        let lost = |now| {
            let ours = house.again(&ours, now);
            given(house.act(&ours, now, move |tx| hooks::show(tx, hook))).lost
        };
        assert_eq!(EventKind::HookOverran.code(), 1091);
        let said = || house.count("select count(*) from entry where kind = 1091");
        tell(house, WAITING_MAX, EVENING);
        assert_eq!((lost(EVENING), said()), (None, 0));
        tell(house, WAITING_MAX + 2, EVENING);
        assert_eq!((lost(EVENING), said()), (Some((2, EVENING)), 1));
        let letters = "select count(*) from outbox where kind = 'hook-overran'";
        assert_eq!(house.count(letters), 2, "to the two organisers");
        let [red, blue] = [house.campaigns[0], house.campaigns[1]];
        assert!(is_told_of(house, red) && !is_told_of(house, blue));
        let soon = EVENING.plus(Span::days(1));
        tell(house, WAITING_MAX + 1, soon);
        assert_eq!((lost(soon), said()), (Some((3, soon)), 1));
        assert_eq!(house.count(letters), 2, "once in seven days");
        let later = soon.plus(KEPT_FOR);
        assert_eq!(lost(later), None);
        tell(house, WAITING_MAX + 1, later);
        assert_eq!((lost(later), said()), (Some((1, later)), 2));
    });
}

#[test]
fn the_secret_of_before_ends_at_once_where_somebody_says_so() {
    on_both(1, |house| {
        let ours = organiser(house);
        let rival = {
            let scope = Scope::Campaign(house.campaigns[1]);
            house.person("Rhian Rival", Role::Organiser, scope)
        };
        let hook = installed(house, &ours, Some(house.campaigns[0]));
        let ends = |who: &Person| house.act(who, EVENING, move |tx| hooks::end_before(tx, hook));
        assert!(!given(ends(&ours)), "there is none");
        given(house.act(&ours, EVENING, move |tx| hooks::rotate(tx, hook, None)));
        given(house.act(&ours, EVENING, move |tx| hooks::test(tx, hook)));
        let signed = |now| {
            let lent = hooks::take(&house.world, hook, now).unwrap().unwrap();
            lent.secrets.len()
        };
        assert_eq!(signed(EVENING), 2);
        let refused = ends(&rival).unwrap().verdict;
        assert!(matches!(refused, Verdict::Refused(_)));
        assert!(given(ends(&ours)) && !given(ends(&ours)));
        assert_eq!(signed(EVENING.plus(Span::minutes(3))), 1);
        assert_eq!(EventKind::HookSecretEnded.code(), 1090);
        let entries = "select count(*) from entry where kind = 1090";
        assert_eq!(house.count(entries), 1);
    });
}

#[test]
fn in_a_freeze_the_secret_of_before_is_ended_by_whoever_may_remove_the_webhook() {
    on_both(1, |house| {
        let ours = organiser(house);
        let hook = installed(house, &ours, Some(house.campaigns[0]));
        let rotates = || house.act(&ours, EVENING, move |tx| hooks::rotate(tx, hook, None));
        assert!(matches!(rotates().unwrap().verdict, Verdict::Given(_)));
        let returning = freezes::office(house, Role::ReturningOfficer);
        freezes::press(house, &returning, freezes::campaign(house, 0), 0);
        assert!(matches!(rotates().unwrap().verdict, Verdict::Refused(_)));
        let ends = |who: &Person| house.act(who, EVENING, move |tx| hooks::end_before(tx, hook));
        let refused = ends(&returning).unwrap().verdict;
        assert!(matches!(refused, Verdict::Refused(_)));
        let dpo = house.person("Dai Dpo", Role::Dpo, Scope::Organisation);
        assert!(given(ends(&dpo)), "a campaign's too");
        assert!(!given(ends(&ours)), "let through, and done before");
        let valid = "select count(*) from hook where before_sealed is not null";
        assert_eq!(house.count(valid), 0);
    });
}

#[test]
fn a_campaign_that_withdrew_has_no_webhook_left_and_no_address_or_secret_of_one() {
    on_both(1, |house| {
        let ours = organiser(house);
        let hook = installed(house, &ours, Some(house.campaigns[0]));
        given(house.act(&ours, EVENING, move |tx| hooks::test(tx, hook)));
        let returning = freezes::office(house, Role::ReturningOfficer);
        withdrawn::withdraw(house, &returning, house.campaigns[0]);
        while leaving::follow(&house.world, EVENING).unwrap() > 0 {}
        let there = "select count(*) from hook where state <> 'removed' or length(url_sealed) > 0 or length(secret_sealed) > 0";
        assert_eq!(house.count(there), 0);
        assert!(!hooks::is_due(&house.world, EVENING.plus(Span::days(9))).unwrap());
        let old = EVENING.plus(KEPT_FOR).plus(Span::minutes(1));
        hooks::forget_old(&house.world, old).unwrap();
        assert_eq!(house.count("select count(*) from hook"), 0);
    });
}

#[test]
fn in_a_world_that_stands_still_nobody_is_told_and_nothing_that_waits_is_lost() {
    on_both(1, |house| {
        let ours = organiser(house);
        let hook = installed(house, &ours, Some(house.campaigns[0]));
        given(house.act(&ours, EVENING, move |tx| hooks::test(tx, hook)));
        back_up(house, "backup");
        let back = Back::beside(house, "back", house.world.engine()).unwrap();
        back.restore(house, "backup", LogName::New).unwrap();
        let world = back.open();
        // As if one had come on again: nothing but the stillness is in its way.
        let on = |tx: &mut crate::Tx<'_, '_>| {
            tx.run("update hook set state = 'on', why = ''", &[])?;
            tx.run("update hook_event set done_at = null, ended_as = null", &[])?;
            Ok(Verdict::Given(()))
        };
        let now = EVENING.plus(Span::days(1));
        given(world.write("story", Auth::Job("story"), now, on).wait());
        assert!(hooks::is_due(&world, now).unwrap());
        assert!(hooks::take(&world, hook, now).unwrap().is_none());
        assert!(!hooks::is_due(&world, now.plus(Span::minutes(4))).unwrap());
        let waits = "select count(*) from hook h join hook_event e on e.hook = h.id where h.state = 'on' and e.done_at is null and e.tries = 0";
        assert_eq!(count(&world, waits), 1);
    });
}
