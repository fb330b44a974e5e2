//! Webhooks: whom an act tells, that nothing is told which didn't commit, and what ends one.

use std::collections::BTreeSet;

use switchboard_rules::events::EventKind;
use switchboard_rules::hook::{Address, CAMPAIGNS_MAX, Event, Reach};
use switchboard_rules::ids::{CampaignId, HookId};
use switchboard_rules::moment::{Moment, Span};
use switchboard_rules::policy::{Role, Scope};

use super::house::{EVENING, House, Person, given, on_both};
use crate::banks::{self, Wanted};
use crate::hooks::{self, Installed, Lent, New, State};
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
    hooks::take(&house.world, &BTreeSet::new(), 32, now).unwrap()
}

fn told(lent: &[Lent]) -> BTreeSet<(HookId, &'static str)> {
    lent.iter()
        .map(|one| (one.hook, one.event.text()))
        .collect()
}

fn pause(house: &House, who: &Person, now: Moment) {
    let bank = house.banks[0];
    given(house.act(who, now, move |tx| {
        banks::set_open(tx, bank, Wanted::Paused)
    }));
}

#[test]
fn an_act_tells_its_own_campaign_and_the_organisation_and_no_rival_and_nothing_that_rolled_back() {
    on_both(3, |house| {
        let officer = house.person("Orla Officer", Role::MembershipOfficer, Scope::Organisation);
        let (ours, rival) = (organiser(house, 0), organiser(house, 1));
        let campaign = |at: usize| Some(house.campaigns[at]);
        let all = installed(house, &officer, new(None, &[])).unwrap();
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
        assert_eq!(
            told(&lent),
            BTreeSet::from([(all, "bank.paused"), (own, "bank.paused")])
        );
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
                Ok(hooks::rotate(tx, hook)?.map(drop))
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
        // A colleague takes it over.
        given(house.act(&colleague, EVENING, move |tx| hooks::rotate(tx, hook)));
        pause(house, &colleague, EVENING);
        assert_eq!(
            told(&taken(house, EVENING)),
            BTreeSet::from([(hook, "bank.paused")])
        );
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
        let hook = installed(house, &ours, new(Some(house.campaigns[0]), &[])).unwrap();
        pause(house, &ours, EVENING);
        let restored = house
            .world
            .write("story", Auth::Job("restore"), EVENING, |tx| {
                hooks::end_all(tx).map(Verdict::Given)
            });
        given(restored.wait());
        assert!(!hooks::is_due(&house.world, EVENING.plus(Span::days(9))).unwrap());
        let shown = given(house.act(&ours, EVENING, move |tx| hooks::show(tx, hook)));
        assert_eq!(
            (shown.line.state, shown.line.why.as_str()),
            (State::Off, "restored")
        );
    });
}
