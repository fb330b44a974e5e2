//! Nothing but a case tells headquarters what a campaign wrote: no other key, record, log page, exhibit or restored world.

use switchboard_rules::card::Outcome;
use switchboard_rules::ids::CampaignId;
use switchboard_rules::policy::{Reason, Role, Scope};
use switchboard_rules::retention::Rule;

use super::answers::{NEXT, case, office, opened, read, ring, try_read};
use super::exhibits::{by_office, own, taken};
use super::house::{EVENING, House, Person, given, on_both};
use super::restores::{Back, back_up};
use crate::answers::{self, CasePage};
use crate::engine::Engine;
use crate::log::exhibit::{Handed, Of, Opens};
use crate::restore::LogName;
use crate::tx::Verdict;
use crate::{NotDisclosed, SealError, log};

fn cases(house: &House, who: &Person, campaign: Option<CampaignId>) -> Result<CasePage, Reason> {
    let done = house.act(who, NEXT, move |tx| answers::cases(tx, campaign, None));
    match done.unwrap().verdict {
        Verdict::Given(page) => Ok(page),
        Verdict::Refused(refusal) => Err(refusal.reason),
    }
}

#[test]
fn the_campaign_sees_when_what_for_and_how_often_and_its_rival_sees_nothing() {
    on_both(1, |house| {
        ring(house, 0, Outcome::Answered, "kind", EVENING);
        let (asks, id) = case(house, 0);
        read(house, &asks, id, NEXT);
        let [red, blue] = house.campaigns;
        let organiser = house.person("Rhys Red", Role::Organiser, Scope::Campaign(red));
        let page = cases(house, &organiser, Some(red)).unwrap();
        assert_eq!(page.campaign.as_deref(), Some("Red"));
        let [one] = page.cases.as_slice() else {
            panic!("one case")
        };
        assert_eq!((one.reads, one.read_at), (1, Some(NEXT)));
        assert_eq!(
            (one.asked_by.as_str(), one.campaign.as_str()),
            ("Orla Official", "Red")
        );
        assert_eq!(one.what_for, switchboard_rules::answers::Purpose::Complaint);
        let hidden = Reason::NotYourCampaign;
        assert_eq!(cases(house, &organiser, Some(blue)).err(), Some(hidden));
        assert_eq!(cases(house, &organiser, None).err(), Some(Reason::NotYours));
        let rival = house.person("Bleddyn Blue", Role::Organiser, Scope::Campaign(blue));
        assert_eq!(cases(house, &rival, Some(red)).err(), Some(hidden));
        assert!(cases(house, &rival, Some(blue)).unwrap().cases.is_empty());
        for role in [Role::Dpo, Role::Auditor] {
            let who = office(house, role);
            assert_eq!(cases(house, &who, None).unwrap().cases.len(), 1);
            assert_eq!(cases(house, &who, Some(red)).unwrap().cases.len(), 1);
        }
        let officer = office(house, Role::MembershipOfficer);
        assert_eq!(
            cases(house, &officer, None).err(),
            Some(Reason::NotYourRole)
        );
        house.settle(NEXT);
    });
}

#[test]
fn a_note_of_one_campaign_opens_under_no_other_campaigns_grant() {
    on_both(1, |house| {
        ring(house, 0, Outcome::Answered, "kind", EVENING);
        let (asks, id) = case(house, 1);
        assert!(read(house, &asks, id, NEXT).is_empty());
        // Whoever moves the row to the other campaign gets a row that doesn't open.
        let moved = "update card set campaign = (select campaign from answers_case)";
        assert_eq!(house.tamper(moved), 1);
        let done = try_read(house, &asks, id, NEXT).unwrap();
        let Verdict::Given(reading) = done.verdict else {
            panic!("refused")
        };
        let shut = opened(reading, &done.proof).err();
        assert_eq!(shut, Some(NotDisclosed::Seal(SealError::Refused)));
    });
}

#[test]
fn whoever_was_merged_was_rung_under_both_records() {
    let rows = super::duplicates::roll(1, &[0]);
    super::merges::story(&rows, |house| {
        ring(house, 0, Outcome::Answered, "kind", EVENING);
        let who = super::looks::officer(house);
        let (_, merge) = super::merges::merge(house, &who);
        let (asks, id) = case(house, 0);
        let notes = |at| {
            let answers = read(house, &asks, id, at);
            answers.into_iter().map(|one| one.note).collect::<Vec<_>>()
        };
        assert_eq!(notes(NEXT), ["kind"]);
        super::merges::undo(house, &who, merge, NEXT);
        // Two again: each has the calls to their own record.
        let member = super::duplicates::id_of(house, "M-000000");
        let own = house.read(|raw| {
            let args = [crate::engine::Arg::Bytes(member.as_bytes())];
            raw.one(
                "select count(*) from card where member = $1",
                &args,
                |row| row.int(0),
            )
        });
        assert_eq!(i64::try_from(notes(NEXT).len()).ok(), own);
        house.settle(NEXT);
    });
}

#[test]
fn twenty_calls_stand_on_a_page_newest_first_and_the_next_goes_on_behind_them() {
    on_both(1, |house| {
        let day = |n: i64| EVENING.plus(switchboard_rules::moment::Span::days(n));
        for n in 0..22 {
            ring(house, 0, Outcome::NoAnswer, &format!("day {n}"), day(n));
        }
        let (asks, id) = case(house, 0);
        let mut after = None;
        let mut pages = Vec::new();
        for _ in 0..2 {
            let done = house.act(&asks, NEXT, move |tx| answers::read(tx, id, after));
            let done = done.unwrap();
            let Verdict::Given(reading) = done.verdict else {
                panic!("refused")
            };
            after = reading.after;
            let calls = opened(reading, &done.proof).unwrap();
            pages.push(calls.into_iter().map(|one| one.note).collect::<Vec<_>>());
        }
        assert_eq!(after, None);
        let all: Vec<String> = (0..22).rev().map(|n| format!("day {n}")).collect();
        assert_eq!(pages, [all[..20].to_vec(), all[20..].to_vec()]);
    });
}

#[test]
fn what_retention_erased_no_case_reads() {
    on_both(1, |house| {
        ring(house, 0, Outcome::Answered, "kind", EVENING);
        super::retention::keep(house, Rule::Notes, 1, EVENING);
        let later = EVENING.plus(switchboard_rules::moment::Span::days(60));
        super::retention::run(house, later);
        let (asks, id) = case(house, 0);
        let answers = read(house, &asks, id, NEXT);
        assert_eq!((answers.len(), answers[0].note.as_str()), (1, ""));
    });
}

/// Whether an exhibit says what came of a call, in its table or in an opened part.
pub(super) fn tells(handed: &Handed) -> bool {
    let is_told = |bytes: &[u8]| bytes.windows(8).any(|word| word == b"outcome=");
    let lines = handed.lines.iter().filter_map(|line| line.detail.as_ref());
    let in_lines = lines.clone().any(|detail| is_told(detail.as_bytes()));
    let parts = handed
        .exhibit
        .entries
        .iter()
        .flat_map(|entry| &entry.opened.act);
    let mut in_parts = parts.filter_map(|(_, part)| part.bytes());
    let in_parts = in_parts.any(is_told);
    assert_eq!(in_lines, in_parts, "the table is what is open");
    in_parts
}

#[test]
fn neither_the_logs_pages_nor_an_exhibit_say_what_came_of_a_call_but_to_whoever_wrote_it_down() {
    on_both(3, |house| {
        let caller = house.caller(0);
        let (card, _) = super::calls::card(house, &caller, house.banks[0], EVENING);
        super::calls::say(house, caller.auth(), card.card, Outcome::Refused, EVENING);
        house.settle(EVENING);
        let dpo = office(house, Role::Dpo);
        let page = given(house.act(&dpo, NEXT, |tx| log::page(tx, &log::Filter::default())));
        assert!(
            page.lines.iter().any(|line| line.kind == 410),
            "the outcome's entry"
        );
        assert!(
            page.lines
                .iter()
                .all(|line| !line.detail.contains("outcome="))
        );
        let [red, _] = house.campaigns;
        let of_all = [Of::Account(caller.account), Of::Campaign(red), Of::Span];
        for of in of_all {
            for opens in [Opens::Acts, Opens::Accounts, Opens::Members] {
                let handed = taken(house, &dpo, &by_office(of.clone(), opens));
                assert!(handed.lines.iter().any(|line| line.kind == 410));
                assert!(!tells(&handed), "{opens:?}");
                house.settle(NEXT);
            }
        }
        let handed = taken(house, &caller, &own());
        assert!(tells(&handed), "one's own");
    });
}

#[test]
fn in_a_restored_world_no_case_is_read_any_more() {
    on_both(1, |house| {
        ring(house, 0, Outcome::Answered, "kind", EVENING);
        let (asks, id) = case(house, 0);
        assert_eq!(read(house, &asks, id, NEXT).len(), 1);
        back_up(house, "backup");
        let Some(back) = Back::beside(house, "back", Engine::Sqlite) else {
            return;
        };
        back.restore(house, "backup", LogName::New).unwrap();
        let world = back.open();
        let open = "select count(*) from answers_case where until_at > opened_at + 7200000";
        assert_eq!(super::restores::count(&world, open), 0);
        assert_eq!(
            super::restores::count(&world, "select count(*) from answers_case"),
            1
        );
    });
}

#[test]
fn a_case_of_a_record_that_became_the_askers_own_by_a_merge_shows_nothing() {
    let rows = super::duplicates::roll(1, &[0]);
    super::merges::story(&rows, |house| {
        ring(house, 0, Outcome::Answered, "kind", EVENING);
        let (asks, id) = case(house, 0);
        // Whichever of the two was rung: it can be read.
        read(house, &asks, id, NEXT);
        super::left::own_of(house, asks.account, "T-000000");
        let who = super::looks::officer(house);
        super::merges::merge(house, &who);
        let refused = super::answers::refused(try_read(house, &asks, id, NEXT));
        assert_eq!(refused, Reason::OwnRecord);
        house.settle(NEXT);
    });
}

#[test]
fn a_case_is_asked_for_by_the_record_that_somebody_goes_on_under() {
    let rows = super::duplicates::roll(1, &[0]);
    super::merges::story(&rows, |house| {
        let gone = super::duplicates::id_of(house, "T-000000");
        let who = super::looks::officer(house);
        super::merges::merge(house, &who);
        let wanted = switchboard_rules::answers::Wanted {
            campaign: house.campaigns[0],
            contest: house.contest,
            purpose: switchboard_rules::answers::Purpose::Complaint,
            guarded: false,
        };
        let asking = crate::requests::Asking {
            kind: switchboard_rules::request::Kind::ReadAnswers,
            member: gone,
            about: wanted.text(),
            because: switchboard_rules::request::Because::parse("She was shouted at").unwrap(),
            second: crate::requests::Second::Person,
        };
        let asked = house.act(&who, EVENING, move |tx| crate::requests::ask(tx, &asking));
        let asked = super::house::given(asked);
        let no = crate::requests::Cannot::NoSuchMember;
        assert_eq!(asked, crate::requests::Asked::Not(no));
        house.settle(EVENING);
    });
}
