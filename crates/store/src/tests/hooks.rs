//! Webhooks: whom an act tells, that nothing is told which didn't commit, and what ends one.

use std::collections::BTreeSet;

use switchboard_rules::events::EventKind;
use switchboard_rules::hook::{Address, CAMPAIGNS_MAX, Event, Reach, WAITING_MAX};
use switchboard_rules::ids::{CampaignId, HookId};
use switchboard_rules::moment::{Moment, Span};
use switchboard_rules::person::ExternalId;
use switchboard_rules::policy::{Role, Scope};

use super::freezes;
use super::house::{EVENING, House, Person, given, on_both};
use super::restores::{Back, back_up, count, somebody};
use super::withdrawn;
use crate::banks::{self, Wanted};
use crate::hooks::{self, Installed, Lent, New, Outcome, Rotated, State, Whose};
use crate::members;
use crate::restore::LogName;
use crate::tx::Verdict;
use crate::{Auth, Fault, door};

fn organiser(house: &House, campaign: usize) -> Person {
    let scope = Scope::Campaign(house.campaigns[campaign]);
    house.person("Olwen Organiser", Role::Organiser, scope)
}

fn new(campaign: Option<CampaignId>, kinds: &[Event]) -> New {
    New {
        campaign,
        address: Address::parse("https://hooks.example.org/in", Reach::Public).unwrap(),
        kinds: kinds.to_vec(),
    }
}

fn installed(house: &House, who: &Person, new: New) -> Option<HookId> {
    match given(house.act(who, EVENING, move |tx| hooks::install(tx, &new))) {
        Installed::Done(hook, _) => Some(hook),
        Installed::TooMany => None,
    }
}

fn taken(house: &House, now: Moment) -> Vec<Lent> {
    let due = hooks::due(&house.world, now).unwrap();
    let lent = due
        .into_iter()
        .map(|hook| hooks::take(&house.world, hook, now).unwrap());
    lent.flatten().collect()
}

fn told(lent: &[Lent]) -> BTreeSet<(HookId, &'static str)> {
    lent.iter()
        .map(|one| (one.hook, one.event.text()))
        .collect()
}

fn pause(house: &House, who: &Person, now: Moment) {
    set(house, who, Wanted::Paused, now);
}

fn set(house: &House, who: &Person, wanted: Wanted, now: Moment) {
    let bank = house.banks[0];
    given(house.act(who, now, move |tx| banks::set_open(tx, bank, wanted)));
}

fn settle(house: &House, lent: &Lent, outcome: Outcome, now: Moment) {
    hooks::settle(&house.world, lent, outcome, now).unwrap();
}

fn rotated(house: &House, who: &Person, hook: HookId, names_it: bool) -> bool {
    let address = names_it.then(|| new(None, &[]).address);
    let rotated = house.act(who, EVENING, move |tx| {
        hooks::rotate(tx, hook, address.as_ref())
    });
    matches!(given(rotated), Rotated::Done(_))
}

fn stands(house: &House, who: &Person, hook: HookId, now: Moment) -> (State, String) {
    let who = house.again(who, now);
    let shown = given(house.act(&who, now, move |tx| hooks::show(tx, hook)));
    (shown.line.state, shown.line.why)
}

#[test]
fn an_act_tells_its_own_campaign_and_no_officer_and_no_rival_and_nothing_that_rolled_back() {
    on_both(3, |house| {
        let officer = house.person("Orla Officer", Role::MembershipOfficer, Scope::Organisation);
        let (ours, rival) = (organiser(house, 0), organiser(house, 1));
        let campaign = |at: usize| Some(house.campaigns[at]);
        let _all = installed(house, &officer, new(None, &[])).unwrap();
        let _shifts = installed(house, &officer, new(None, &[Event::ShiftPlanned])).unwrap();
        let own = installed(house, &ours, new(campaign(0), &[])).unwrap();
        let _rivals = installed(house, &rival, new(campaign(1), &[])).unwrap();
        let bank = house.banks[0];
        let broken = house.act(&ours, EVENING, move |tx| {
            banks::set_open(tx, bank, Wanted::Paused)?;
            Err::<Verdict<()>, Fault>(Fault::World("the story ends here".to_owned()))
        });
        assert!(broken.is_err() && taken(house, EVENING).is_empty());
        pause(house, &ours, EVENING);
        let lent = taken(house, EVENING);
        assert_eq!(told(&lent), BTreeSet::from([(own, "bank.paused")]));
        let about = format!("bank={bank} campaign={}", house.campaigns[0]);
        assert!(
            lent.iter()
                .all(|one| one.about == about && one.secrets.len() == 1)
        );
        // Taken by one process; by another only when the first was killed meanwhile, under the same id.
        assert!(taken(house, EVENING.plus(Span::minutes(1))).is_empty());
        let again = taken(house, EVENING.plus(Span::minutes(3)));
        let ids = |lent: &[Lent]| lent.iter().map(|one| one.id).collect::<BTreeSet<_>>();
        assert_eq!(ids(&again), ids(&lent));
    });
}

#[test]
fn a_rival_sees_and_removes_no_webhook_of_ours_and_a_campaign_has_few() {
    on_both(3, |house| {
        let (ours, rival) = (organiser(house, 0), organiser(house, 1));
        let campaign = Some(house.campaigns[0]);
        for _ in 0..CAMPAIGNS_MAX {
            assert!(installed(house, &ours, new(campaign, &[])).is_some());
        }
        assert_eq!(installed(house, &ours, new(campaign, &[])), None);
        let listed = given(house.act(&ours, EVENING, move |tx| hooks::list(tx, campaign)));
        let hook = listed.hooks[0].id;
        for asked in [
            house.act(&rival, EVENING, move |tx| {
                Ok(hooks::list(tx, campaign)?.map(drop))
            }),
            house.act(&rival, EVENING, move |tx| {
                Ok(hooks::show(tx, hook)?.map(drop))
            }),
            house.act(&rival, EVENING, move |tx| {
                Ok(hooks::rotate(tx, hook, None)?.map(drop))
            }),
            house.act(&rival, EVENING, move |tx| {
                Ok(hooks::remove(tx, hook)?.map(drop))
            }),
            house.act(&rival, EVENING, move |tx| {
                Ok(hooks::test(tx, hook)?.map(drop))
            }),
        ] {
            assert!(matches!(asked.unwrap().verdict, Verdict::Refused(_)));
        }
        given(house.act(&ours, EVENING, move |tx| hooks::remove(tx, hook)));
        given(house.act(&ours, EVENING, move |tx| hooks::remove(tx, hook)));
        assert!(installed(house, &ours, new(campaign, &[])).is_some());
        house.settle(EVENING);
    });
}

#[test]
fn whoever_answered_for_it_has_left_so_it_ends_before_it_is_told_anything() {
    on_both(3, |house| {
        let (ours, colleague) = (organiser(house, 0), organiser(house, 0));
        let campaign = Some(house.campaigns[0]);
        let hook = installed(house, &ours, new(campaign, &[])).unwrap();
        let account = ours.account;
        let ended = house.world.write("end", Auth::Console, EVENING, move |tx| {
            door::end_access(tx, account)
        });
        given(ended.wait());
        pause(house, &colleague, EVENING);
        assert!(taken(house, EVENING).is_empty());
        let shown = given(house.act(&colleague, EVENING, move |tx| hooks::show(tx, hook)));
        assert_eq!(
            (shown.line.state, shown.line.why.as_str()),
            (State::Off, "nobody-answers")
        );
        // A colleague takes it over, who must know where it leads; whoever left signs nothing more.
        assert!(!rotated(house, &colleague, hook, false));
        assert!(rotated(house, &colleague, hook, true));
        set(house, &colleague, Wanted::Open, EVENING);
        let lent = taken(house, EVENING);
        assert_eq!(told(&lent), BTreeSet::from([(hook, "bank.opened")]));
        assert_eq!(lent[0].secrets.len(), 1);
        house.settle(EVENING);
        let kinds = [
            EventKind::HookEnded,
            EventKind::HookRotated,
            EventKind::HookInstalled,
        ];
        for kind in kinds {
            let n = house.read(|raw| {
                let of = [crate::engine::Arg::Int(i64::from(kind.code()))];
                raw.one("select count(*) from entry where kind = $1", &of, |row| {
                    row.int(0)
                })
            });
            assert_eq!(n, Some(1), "{kind:?}");
        }
    });
}

#[test]
fn a_restored_world_tells_nobody_what_waited_in_the_backup() {
    on_both(3, |house| {
        let ours = organiser(house, 0);
        installed(house, &ours, new(Some(house.campaigns[0]), &[])).unwrap();
        pause(house, &ours, EVENING);
        back_up(house, "backup");
        let back = Back::beside(house, "back", house.world.engine()).unwrap();
        back.restore(house, "backup", LogName::New).unwrap();
        let restored = back.open();
        assert!(!hooks::is_due(&restored, EVENING.plus(Span::days(9))).unwrap());
        let off = "select count(*) from hook where state = 'off' and why = 'restored'";
        assert_eq!(count(&restored, off), 1);
        // Where it was backed up, it goes on.
        assert_eq!(taken(house, EVENING).len(), 1);
    });
}

#[test]
fn only_whoever_answers_members_is_told_that_one_waits_and_never_of_their_own() {
    on_both(1, |house| {
        let office = |role| house.person("Orla Official", role, Scope::Organisation);
        let (officer, dpo) = (office(Role::MembershipOfficer), office(Role::Dpo));
        installed(house, &officer, new(None, &[])).unwrap();
        let theirs = installed(house, &dpo, new(None, &[])).unwrap();
        let member = somebody(house);
        let told_of = |about: &'static str| {
            let act = house
                .world
                .write("story", Auth::Job("rights"), EVENING, move |tx| {
                    let whose = Whose::Member(member);
                    hooks::tell(tx, Event::RightDue, whose, about).map(Verdict::Given)
                });
            given(act.wait());
            told(&taken(house, EVENING))
        };
        assert_eq!(told_of("right=a"), BTreeSet::from([(theirs, "right.due")]));
        let account = dpo.account;
        let number = ExternalId::parse("M-000000").unwrap();
        given(house.act(&officer, EVENING, move |tx| {
            members::link(tx, account, &number)
        }))
        .unwrap();
        assert_eq!(told_of("right=b"), BTreeSet::new());
    });
}

#[test]
fn one_event_that_nobody_takes_ends_no_webhook_that_takes_the_others() {
    on_both(3, |house| {
        let ours = organiser(house, 0);
        let hook = installed(house, &ours, new(Some(house.campaigns[0]), &[])).unwrap();
        pause(house, &ours, EVENING);
        let mut now = EVENING;
        // Nobody tried for four days: the first failed try ends nothing, nor does the second.
        for days in [4, 8] {
            now = EVENING.plus(Span::days(days));
            let lent = taken(house, now);
            settle(house, &lent[0], Outcome::Answered(500), now);
            assert_eq!(stands(house, &ours, hook, now).0, State::On);
        }
        let first = EVENING.plus(Span::days(4));
        let again = house.again(&ours, now);
        assert!(given(
            house.act(&again, now, move |tx| hooks::test(tx, hook))
        ));
        for _ in 0..6 {
            now = now.plus(Span::hours(16));
            // One at a time: the one that is refused, and then the test.
            for lent in taken(house, now).into_iter().chain(taken(house, now)) {
                let status = match lent.event {
                    Event::Test => 204,
                    _ => 400,
                };
                settle(house, &lent, Outcome::Answered(status), now);
            }
        }
        assert!(first.plus(Span::days(3)) < now);
        let ended = "select count(*) from hook_event where ended_as = 'given-up'";
        assert_eq!(house.count(ended), 1);
        assert_eq!(stands(house, &ours, hook, now).0, State::On);
    });
}

#[test]
fn a_receiver_that_says_it_is_gone_ends_its_webhook() {
    on_both(3, |house| {
        let ours = organiser(house, 0);
        let hook = installed(house, &ours, new(Some(house.campaigns[0]), &[])).unwrap();
        pause(house, &ours, EVENING);
        settle(
            house,
            &taken(house, EVENING)[0],
            Outcome::Answered(410),
            EVENING,
        );
        let wanted = (State::Off, "gone".to_owned());
        assert_eq!(stands(house, &ours, hook, EVENING), wanted);
    });
}

#[test]
fn one_in_a_freeze_waits_some_minutes_and_holds_up_nobody() {
    on_both(3, |house| {
        let (ours, rival) = (organiser(house, 0), organiser(house, 1));
        installed(house, &ours, new(Some(house.campaigns[0]), &[])).unwrap();
        let theirs = installed(house, &rival, new(Some(house.campaigns[1]), &[])).unwrap();
        pause(house, &ours, EVENING);
        let dpo = freezes::office(house, Role::Dpo);
        freezes::press(house, &dpo, freezes::campaign(house, 0), 0);
        let bank = house.banks[1];
        given(house.act(&rival, EVENING, move |tx| {
            banks::set_open(tx, bank, Wanted::Paused)
        }));
        let lent = taken(house, EVENING);
        assert_eq!(told(&lent), BTreeSet::from([(theirs, "bank.paused")]));
        settle(house, &lent[0], Outcome::Answered(204), EVENING);
        assert!(!hooks::is_due(&house.world, EVENING.plus(Span::minutes(4))).unwrap());
        assert!(hooks::is_due(&house.world, EVENING.plus(Span::minutes(6))).unwrap());
        assert_eq!(
            house.count("select count(*) from hook where state = 'on'"),
            2
        );
    });
}

#[test]
fn one_that_cannot_be_read_or_is_of_no_known_kind_holds_up_no_other() {
    on_both(3, |house| {
        let (ours, rival) = (organiser(house, 0), organiser(house, 1));
        let own = installed(house, &ours, new(Some(house.campaigns[0]), &[])).unwrap();
        installed(house, &rival, new(Some(house.campaigns[1]), &[])).unwrap();
        pause(house, &ours, EVENING);
        house.tamper("update hook_event set kind = 'of.another.version'");
        set(house, &ours, Wanted::Open, EVENING);
        assert_eq!(
            told(&taken(house, EVENING)),
            BTreeSet::from([(own, "bank.opened")])
        );
        let dropped = "select count(*) from hook_event where ended_as = 'dropped'";
        assert_eq!(house.count(dropped), 1);
        house.tamper("update hook set url_sealed = secret_sealed");
        let later = EVENING.plus(Span::minutes(3));
        assert!(hooks::take(&house.world, own, later).is_err());
        hooks::put_off(&house.world, own, later).unwrap();
        assert!(hooks::due(&house.world, later).unwrap().is_empty());
    });
}

#[test]
fn what_waits_already_is_not_put_twice_and_only_so_much_waits() {
    on_both(3, |house| {
        let ours = organiser(house, 0);
        let hook = installed(house, &ours, new(Some(house.campaigns[0]), &[])).unwrap();
        let waits = || house.count("select count(*) from hook_event");
        for _ in 0..3 {
            assert!(given(
                house.act(&ours, EVENING, move |tx| hooks::test(tx, hook))
            ));
        }
        assert_eq!(waits(), 1);
        for wanted in [Wanted::Paused, Wanted::Open, Wanted::Paused, Wanted::Open] {
            set(house, &ours, wanted, EVENING);
        }
        assert_eq!(waits(), 3);
        let campaign = house.campaigns[0];
        let put = house
            .world
            .write("story", Auth::Job("story"), EVENING, move |tx| {
                for n in 0..WAITING_MAX {
                    let whose = Whose::Campaign(campaign);
                    hooks::tell(tx, Event::ShiftPlanned, whose, &format!("shift={n}"))?;
                }
                Ok(Verdict::Given(()))
            });
        given(put.wait());
        set(house, &ours, Wanted::Paused, EVENING);
        let most = i64::try_from(WAITING_MAX).unwrap();
        assert!(waits() >= most);
        let before = waits();
        let put = house
            .world
            .write("story", Auth::Job("story"), EVENING, move |tx| {
                let whose = Whose::Campaign(campaign);
                hooks::tell(tx, Event::ShiftPlanned, whose, "shift=other").map(Verdict::Given)
            });
        given(put.wait());
        assert_eq!(waits(), before);
    });
}

#[test]
fn a_campaign_that_withdraws_is_told_nothing_more() {
    on_both(3, |house| {
        let ours = organiser(house, 0);
        installed(house, &ours, new(Some(house.campaigns[0]), &[])).unwrap();
        pause(house, &ours, EVENING);
        let returning = freezes::office(house, Role::ReturningOfficer);
        withdrawn::withdraw(house, &returning, house.campaigns[0]);
        assert!(taken(house, EVENING).is_empty());
        let off = "select count(*) from hook where state = 'off' and why = 'nobody-answers'";
        assert_eq!(house.count(off), 1);
        assert!(!hooks::is_due(&house.world, EVENING.plus(Span::days(9))).unwrap());
    });
}
