//! What a campaign wrote opens with its own key alone, and with none once its contest is deleted.

use switchboard_rules::card::Outcome;
use switchboard_rules::ids::CampaignId;
use switchboard_rules::moment::{Moment, Span};
use switchboard_rules::policy::{Reason, Role, Scope};

use super::answers::{NEXT, case, opened, read, refused, ring, try_read};
use super::house::{EVENING, House, Person, given, on_both};
use super::restores::{Back, LATER, back_up, count};
use crate::disclose::NotDisclosed;
use crate::machine::month;
use crate::restore::LogName;
use crate::seal::SealError;
use crate::session::Auth;
use crate::tx::Verdict;
use crate::walls;
use crate::world::{Done, World};

const NOTES: &str = "select count(*) from card where note_sealed is not null";
const OUTCOMES: &str = "select count(*) from card where outcome is not null";
const WAITING: &str = "select count(*) from queue";
const SHUT: &str =
    "select count(*) from campaign_key where length(key_sealed) = 0 and shredded_at is not null";

/// A call of each campaign, with a note.
fn rung(house: &House) {
    ring(house, 0, Outcome::Answered, "kind", EVENING);
    ring(house, 1, Outcome::NoAnswer, "sour", EVENING);
}

pub(super) fn shred(world: &World, house: &House, now: Moment) -> u64 {
    let contest = house.contest;
    let done = world.write("shred", Auth::Job("contests"), now, move |tx| {
        walls::shred(tx, contest).map(Verdict::Given)
    });
    given(done.wait())
}

fn certificate(
    house: &House,
    who: &Person,
    campaign: CampaignId,
) -> Result<Done<walls::Certificate>, crate::Fault> {
    house.act(who, NEXT, move |tx| walls::certificate(tx, campaign))
}

#[test]
fn a_key_that_was_laid_under_another_campaigns_name_opens_nothing() {
    on_both(1, |house| {
        ring(house, 0, Outcome::Answered, "kind", EVENING);
        let (asks, id) = case(house, 1);
        // The rows of the other campaign are let through, and its key with them: what was sealed for it stays shut.
        house.tamper("update card set campaign = (select campaign from answers_case)");
        house.tamper("update campaign_key set key_sealed = (select k.key_sealed from campaign_key k where k.campaign <> (select campaign from answers_case))");
        let done = try_read(house, &asks, id, NEXT).unwrap();
        let Verdict::Given(reading) = done.verdict else {
            panic!("refused")
        };
        let shut = opened(reading, &done.proof).err();
        assert_eq!(shut, Some(NotDisclosed::Seal(SealError::Refused)));
    });
}

#[test]
fn the_months_key_changes_and_what_was_written_opens_as_before() {
    on_both(1, |house| {
        ring(house, 0, Outcome::Answered, "kind", EVENING);
        let before = house.count("select min(key_month) from campaign_key");
        let rotated = month::rotate(&house.world, &Auth::Console, &|| EVENING, &mut |_| Ok(()));
        assert!(matches!(rotated.unwrap(), Verdict::Given(_)));
        let after = house.count("select min(key_month) from campaign_key");
        assert!(after > before, "{before} {after}");
        let (asks, id) = case(house, 0);
        assert_eq!(read(house, &asks, id, NEXT)[0].note, "kind");
        // And the old month's key is destroyed when its time is over, for it wraps nobody.
        let late = EVENING.plus(Span::days(80));
        let gone = month::destroy_due(&house.world, late).unwrap();
        assert_eq!(gone.len(), 1);
        assert_eq!(read(house, &asks, id, NEXT)[0].note, "kind");
    });
}

#[test]
fn at_deleted_the_keys_go_in_one_commit_with_one_entry_and_what_was_said_is_erased_after() {
    on_both(1, |house| {
        ring(house, 0, Outcome::Answered, "kind", EVENING);
        let (asks, id) = case(house, 0);
        assert_eq!(read(house, &asks, id, NEXT)[0].note, "kind");
        assert_eq!(house.count(NOTES), 1);
        let before = house.count("select count(*) from entry");
        assert_eq!(shred(&house.world, house, NEXT), 2);
        assert_eq!(house.count("select count(*) from entry"), before + 1);
        assert_eq!(house.count(SHUT), 2);
        assert_eq!(
            house.count("select count(*) from bank where state <> 'closed'"),
            0
        );
        // In every page at once, though the rows are still there.
        assert_eq!(house.count(NOTES), 1);
        assert_eq!(read(house, &asks, id, NEXT)[0].note, "");
        // Done again it changes nothing.
        assert_eq!(shred(&house.world, house, NEXT), 0);
        assert!(walls::sweep(&house.world, NEXT).unwrap() > 1);
        assert_eq!(walls::sweep(&house.world, NEXT).unwrap(), 0);
        for left in [NOTES, OUTCOMES, WAITING] {
            assert_eq!(house.count(left), 0, "{left}");
        }
        let named = "select count(*) from card where state <> 'erased'";
        assert_eq!(house.count(named), 0);
        assert!(read(house, &asks, id, NEXT).is_empty());
        house.settle(NEXT);
    });
}

#[test]
fn a_certificate_says_how_much_when_and_by_which_entries_to_those_concerned() {
    on_both(12, |house| {
        rung(house);
        let [red, blue] = house.campaigns;
        let organiser = house.person("Olive", Role::Organiser, Scope::Campaign(red));
        let early = given(certificate(house, &organiser, red));
        assert!(early.shredded_at.is_none() && early.everywhere.is_none());
        shred(&house.world, house, NEXT);
        walls::sweep(&house.world, NEXT).unwrap();
        house.settle(NEXT);
        for role in [Role::ReturningOfficer, Role::Dpo] {
            let who = house.person("Watching", role, Scope::Organisation);
            given(certificate(house, &who, blue));
        }
        let said = given(certificate(house, &organiser, red));
        assert_eq!(
            (said.campaign.as_str(), said.calls, said.notes),
            ("Red", 1, 1)
        );
        assert_eq!((said.shredded_at, said.swept_at), (Some(NEXT), Some(NEXT)));
        // The last member is out of the queue, or not: twelve places, whoever was rung.
        assert_eq!(said.turns, 12);
        assert!(said.entry < said.sweep_entry && said.entry.is_some());
        assert!(said.everywhere.is_some());
        assert_eq!(
            refused(certificate(house, &organiser, blue)),
            Reason::NotYourCampaign
        );
        let officer = house.person("Office", Role::MembershipOfficer, Scope::Organisation);
        assert_eq!(
            refused(certificate(house, &officer, red)),
            Reason::NotYourRole
        );
    });
}

#[test]
fn a_sweep_that_was_killed_goes_on_with_the_same_figures() {
    on_both(12, |house| {
        for _ in 0..3 {
            ring(house, 0, Outcome::Answered, "kind", EVENING);
        }
        shred(&house.world, house, NEXT);
        // As after a kill: part of it is erased and counted, and no end is written.
        house.tamper("update campaign_key set calls = 1, notes = 1 where campaign in (select campaign from card)");
        house.tamper("update card set state = 'erased', outcome = null, note_sealed = null where (bucket, id) in (select bucket, id from card order by id limit 1)");
        walls::sweep(&house.node(), NEXT).unwrap();
        let counted = "select calls * 10 + notes from campaign_key where calls > 0";
        assert_eq!(house.count(counted), 33);
    });
}

#[test]
fn a_restored_backup_keeps_shut_what_was_shredded_since() {
    on_both(2, |house| {
        rung(house);
        back_up(house, "backup");
        shred(&house.world, house, LATER);
        let Some(back) = Back::beside(house, "back", house.world.engine()) else {
            return;
        };
        let done = back.restore(house, "backup", LogName::New).unwrap();
        assert_eq!((done.replayed.shredded, done.replayed.damaged), (2, 0));
        let world = back.open();
        assert_eq!(count(&world, SHUT), 2);
        assert_eq!(count(&world, NOTES), 2);
        walls::sweep(&world, LATER).unwrap();
        // No file fills their queues again.
        let closed = "select count(*) from bank where state = 'closed'";
        assert_eq!((count(&world, NOTES), count(&world, closed)), (0, 2));
        for bank in house.banks {
            crate::banks::fill(&world, bank, LATER).unwrap();
        }
        assert_eq!(count(&world, WAITING), 0);
    });
}

#[test]
fn what_a_caller_notes_after_the_end_is_not_kept() {
    on_both(2, |house| {
        let caller = house.caller(0);
        let (card, _) = super::calls::card(house, &caller, house.banks[0], EVENING);
        shred(&house.world, house, EVENING);
        let report = crate::desk::Report {
            card: card.card,
            outcome: Outcome::Answered,
            note: Some("kind".to_owned()),
        };
        assert_eq!(house.count("select count(*) from open_card"), 0);
        let say = |now| {
            let report = report.clone();
            given(house.act(&caller, now, move |tx| crate::desk::report(tx, &report)))
        };
        assert_eq!(say(EVENING), crate::desk::Taken::Before);
        walls::sweep(&house.world, EVENING).unwrap();
        assert_eq!(say(EVENING), crate::desk::Taken::Before);
        assert_eq!((house.count(NOTES), house.count(OUTCOMES)), (0, 0));
        let named = "select count(*) from card where state <> 'erased' or rank <> 0";
        assert_eq!(house.count(named), 0);
    });
}
