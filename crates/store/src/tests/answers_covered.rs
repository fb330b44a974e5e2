//! What came of a call, and whom a case is about, is covered wherever somebody else could read it through a record or an exhibit.

use switchboard_rules::card::{Finding, Outcome, Report};
use switchboard_rules::events::EventKind;
use switchboard_rules::policy::{Reason, Role, Scope};

use super::answers::{NEXT, also, case, leaves, office, read, ring};
use super::answers_alone::tells;
use super::calls::{card, say};
use super::exhibits::{by_office, own, taken};
use super::house::{EVENING, House, Person, given, on_both};
use super::leavers_code::made_by_two;
use super::own_record::own_page;
use crate::engine::Arg;
use crate::entry::{self, Draft};
use crate::log::exhibit::{self, Handed, Of, Opens};
use crate::session::Auth;
use crate::tx::Verdict;
use crate::{log, requests, roll};

/// Somebody rings for a campaign, and writes down that they were refused.
fn rang(house: &House, caller: &Person, campaign: usize) {
    let (card, _) = card(house, caller, house.banks[campaign], EVENING);
    say(house, caller.auth(), card.card, Outcome::Refused, EVENING);
}

/// Whether somebody's own page, and their own exhibit, say what came of a call.
fn own_tells(house: &House, who: &Person) -> bool {
    house.settle(NEXT);
    let page = own_page(&house.world, &who.auth(), None, NEXT);
    assert!(
        page.lines.iter().any(|line| line.kind == 410),
        "the call itself stands there"
    );
    let mut details = page.lines.iter().filter_map(|line| line.detail.as_ref());
    let in_page = details.any(|detail| detail.starts_with("outcome="));
    let in_exhibit = tells(&taken(house, who, &own()));
    assert_eq!(in_page, in_exhibit, "page and exhibit");
    in_page
}

#[test]
fn two_officials_read_no_outcome_through_the_record_of_a_caller_who_left() {
    on_both(3, |house| {
        let caller = house.caller(0);
        rang(house, &caller, 0);
        assert!(own_tells(house, &caller), "while they ring for it");
        leaves(house, caller.account);
        let (dpo, officer) = (
            office(house, Role::Dpo),
            office(house, Role::MembershipOfficer),
        );
        let code = made_by_two(
            &house.world,
            (dpo.auth(), officer.auth()),
            caller.account,
            NEXT,
        );
        let opened = house.again(&Person { code, ..caller }, NEXT);
        assert!(!own_tells(house, &opened), "by a code of two officials");
    });
}

#[test]
fn whoever_rings_for_another_campaign_now_reads_what_came_of_their_calls_for_that_one_alone() {
    on_both(3, |house| {
        let caller = house.caller(0);
        rang(house, &caller, 0);
        also(house, &caller, Role::Caller, 1);
        house.tamper("update term set ended_at = from_at where role = 'caller' and scope in (select id from campaign where name = 'Red')");
        assert!(!own_tells(house, &caller));
        rang(house, &caller, 1);
        assert!(own_tells(house, &caller));
        let page = own_page(&house.world, &caller.auth(), None, NEXT);
        let told = page.lines.iter().filter(|line| {
            line.detail
                .as_ref()
                .is_some_and(|detail| detail.starts_with("outcome="))
        });
        let told: Vec<_> = told.map(|line| line.campaign.as_deref()).collect();
        assert_eq!(told, [Some("Blue")]);
    });
}

#[test]
fn a_code_that_an_office_told_opens_no_outcome_though_the_role_runs_and_an_organisers_does() {
    on_both(3, |house| {
        let caller = house.caller(0);
        rang(house, &caller, 0);
        let (dpo, rival) = (office(house, Role::Dpo), house.caller(1));
        let organiser = house.person(
            "Rhys Red",
            Role::Organiser,
            Scope::Campaign(house.campaigns[0]),
        );
        for (by, is_told) in [(&dpo, false), (&rival, false), (&organiser, true)] {
            let (account, by) = (caller.account, by.account);
            let vouched = move |raw: &mut crate::engine::Raw<'_>| {
                let args = [Arg::Bytes(by.as_bytes()), Arg::Bytes(account.as_bytes())];
                raw.run("update session set vouched = $1 where account = $2", &args)
            };
            house.world.0.db.write("vouched", vouched).unwrap();
            assert_eq!(own_tells(house, &caller), is_told);
        }
    });
}

#[test]
fn what_was_read_while_a_role_ran_is_not_shown_after_it() {
    on_both(3, |house| {
        let caller = house.caller(0);
        rang(house, &caller, 0);
        house.settle(NEXT);
        let plan = given(house.act(&caller, NEXT, |tx| exhibit::own_ask(tx, None)));
        let page = std::sync::Arc::new(exhibit::own_read(&house.world, &plan).unwrap());
        let wanted = own();
        let plan = given(house.act(&caller, NEXT, move |tx| exhibit::ask(tx, &wanted)));
        let chosen = exhibit::choose(&house.world, plan.unwrap(), NEXT).unwrap();
        let chosen = std::sync::Arc::new(chosen.unwrap());
        house.tamper("update term set ended_at = from_at where role = 'caller'");
        let shown = house.act(&caller, NEXT, move |tx| exhibit::own_take(tx, &page));
        assert_eq!(super::answers::refused(shown), Reason::TermEnded);
        let handed = house.act(&caller, NEXT, move |tx| exhibit::take(tx, &chosen));
        assert_eq!(super::answers::refused(handed), Reason::TermEnded);
    });
}

/// What a page of the ledger and an exhibit of everything say in the entries of settled reports.
fn settled(house: &House, dpo: &Person) -> (Vec<String>, Handed) {
    house.settle(NEXT);
    let page = given(house.act(dpo, NEXT, |tx| log::page(tx, &log::Filter::default())));
    let lines = page.lines.into_iter().filter(|line| line.kind == 313);
    let lines = lines.map(|line| line.detail).collect();
    (
        lines,
        taken(house, dpo, &by_office(Of::Span, Opens::Members)),
    )
}

#[test]
fn a_settled_report_says_neither_what_was_said_in_the_call_nor_which_call_it_was() {
    on_both(1, |house| {
        let caller = house.caller(0);
        let (dealt, _) = card(house, &caller, house.banks[0], EVENING);
        say(house, caller.auth(), dealt.card, Outcome::Moved, EVENING);
        let (officer, dpo) = (
            office(house, Role::MembershipOfficer),
            office(house, Role::Dpo),
        );
        let card = dealt.card;
        given(house.act(&officer, EVENING, move |tx| {
            roll::settle(tx, card, Finding::Right)
        }));
        let (lines, handed) = settled(house, &dpo);
        assert_eq!(lines, ["finding=right"]);
        let of_the_call = |entry: &switchboard_ledger::exhibit::Exhibited| {
            let parts = entry.opened.subjects.iter().filter_map(|part| part.bytes());
            parts
                .into_iter()
                .any(|part| part.windows(16).any(|some| some == card.as_bytes()))
        };
        let kinds = handed.lines.iter().map(|line| line.kind);
        let entries: Vec<_> = kinds.zip(&handed.exhibit.entries).collect();
        let is = |kind: u16| entries.iter().filter(move |(one, _)| *one == kind);
        assert!(
            is(410).any(|(_, entry)| of_the_call(entry)),
            "the call names its card"
        );
        assert_eq!(is(313).count(), 1);
        assert!(!is(313).any(|(_, entry)| of_the_call(entry)));
    });
}

#[test]
fn a_settled_report_written_before_that_is_covered_in_pages_and_exhibits() {
    on_both(1, |house| {
        let words = format!(
            "report={} finding={}",
            Report::Deceased.code(),
            Finding::Right.code()
        );
        let before = house
            .world
            .write("before", Auth::Job("test"), EVENING, move |tx| {
                let draft = Draft::system(EventKind::ReportSettled, "test").detail(words.clone());
                entry::write(tx, &draft, &[])?;
                Ok(Verdict::Given(()))
            });
        given(before.wait());
        let (lines, handed) = settled(house, &office(house, Role::Dpo));
        assert_eq!(lines, [""]);
        let mut details = handed.lines.iter().filter(|line| line.kind == 313);
        assert!(details.all(|line| line.detail.is_none()));
        let mut parts = handed
            .exhibit
            .entries
            .iter()
            .flat_map(|entry| &entry.opened.act);
        let told = |bytes: &[u8]| bytes.starts_with(b"report=deceased");
        assert!(!parts.any(|(_, part)| part.bytes().is_some_and(told)));
    });
}

#[test]
fn no_exhibit_tells_by_a_number_whom_a_case_is_about_but_one_that_opens_that_member() {
    on_both(1, |house| {
        ring(house, 0, Outcome::Answered, "kind", EVENING);
        let (asks, id) = case(house, 0);
        read(house, &asks, id, EVENING);
        given(house.act(&asks, EVENING, |tx| requests::page(tx, None)));
        house.settle(NEXT);
        let dpo = office(house, Role::Dpo);
        let of_case = |handed: &Handed| {
            let lines = handed.lines.iter();
            let lines = lines.filter(|line| [700, 701, 705, 706, 720, 721].contains(&line.kind));
            let numbers: Vec<u64> = lines.flat_map(|line| line.members.clone()).collect();
            assert!(numbers.len() >= 2, "{numbers:?}");
            let in_file = handed
                .exhibit
                .entries
                .iter()
                .flat_map(|entry| &entry.members);
            (numbers, in_file.copied().collect::<Vec<_>>())
        };
        let red = house.campaigns[0];
        for of in [Of::Campaign(red), Of::Span] {
            for opens in [Opens::Acts, Opens::Accounts] {
                let handed = taken(house, &dpo, &by_office(of.clone(), opens));
                let (numbers, in_file) = of_case(&handed);
                assert!(numbers.iter().all(|number| *number == 0), "{numbers:?}");
                assert!(in_file.contains(&1), "calls go on having numbers");
                house.settle(NEXT);
            }
            let handed = taken(house, &dpo, &by_office(of, Opens::Members));
            assert!(of_case(&handed).0.iter().all(|number| *number == 1));
            house.settle(NEXT);
        }
        let own = taken(house, &asks, &own());
        assert!(of_case(&own).0.iter().all(|number| *number == 0));
        house.settle(NEXT);
        let number = "M-000000".to_owned();
        let of = Of::Member { number, record: 0 };
        let handed = taken(house, &dpo, &by_office(of, Opens::Acts));
        assert!(of_case(&handed).0.iter().all(|number| *number == 1));
    });
}
