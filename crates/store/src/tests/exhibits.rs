//! Exhibits of one's own record: what they hold, what they cover, what they prove.

use std::sync::Arc;

use switchboard_ledger::entry::{Proved, verify_entry};
use switchboard_ledger::exhibit::{About, Exhibit};
use switchboard_rules::card::Outcome;
use switchboard_rules::events::EventKind;
use switchboard_rules::ids::CardId;
use switchboard_rules::moment::{Moment, Span};
use switchboard_rules::policy::{Reason, Role, Scope};
use switchboard_rules::request::{Because, Kind};

use super::calls::{card, numbers, say};
use super::house::{EVENING, House, Person, given, on_both};
use super::leavers_code::made_by_two;
use super::own_record::own_page;
use super::witnesses::Bench;
use crate::disclose::NotDisclosed;
use crate::engine::Arg;
use crate::log::exhibit::{self, Handed, Of, Opens, OwnPage, Wanted, Why};
use crate::log::{self, PAGE_MAX};
use crate::requests::{self, Asked, Asking};
use crate::tx::Verdict;
use crate::world::Done;
use crate::{Fault, door};

/// When the stories look back.
pub(super) const LATER: Moment = EVENING.plus(Span::minutes(30));

pub(super) fn own() -> Wanted {
    Wanted::own(Moment::from_millis(0), LATER, 0)
}

pub(super) fn by_office(of: Of, opens: Opens) -> Wanted {
    Wanted {
        of,
        opens,
        why: Some(Why::Dispute),
        ..own()
    }
}

pub(super) fn dpo(house: &House) -> Person {
    house.person("Della Dpo", Role::Dpo, Scope::Organisation)
}

/// Takes an exhibit in all its steps.
pub(super) fn taken(house: &House, who: &Person, wanted: &Wanted) -> Handed {
    taken_at(house, who, wanted, LATER)
}

/// The same at another moment.
pub(super) fn taken_at(house: &House, who: &Person, wanted: &Wanted, now: Moment) -> Handed {
    let asked = wanted.clone();
    let plan = given(house.act(who, now, move |tx| exhibit::ask(tx, &asked)));
    let chosen = exhibit::choose(&house.world, plan.expect("it is there"), now).unwrap();
    let chosen = Arc::new(chosen.expect("the log is signed"));
    let done = house
        .act(who, now, move |tx| exhibit::take(tx, &chosen))
        .unwrap();
    let Verdict::Given(taken) = done.verdict else {
        panic!("refused")
    };
    let opened = taken.disclose(&done.proof).unwrap();
    let kinds = |kind| EventKind::from_code(kind).map(|kind| kind.name().to_owned());
    let handed = opened.make(&house.world, kinds).unwrap();
    holds(&handed);
    handed
}

/// The exhibit reads back as it was, is held against itself, and its checkpoint is the log's own.
pub(super) fn holds(handed: &Handed) {
    let json = handed.json().unwrap();
    assert_eq!(Exhibit::parse(json.as_bytes()).unwrap(), handed.exhibit);
    let shown: Vec<_> = handed
        .lines
        .iter()
        .map(|line| line.index.unwrap())
        .collect();
    let proved: Vec<_> = handed
        .exhibit
        .entries
        .iter()
        .map(|entry| entry.index)
        .filter(|index| handed.filled == 0 || shown.contains(index))
        .collect();
    assert_eq!(handed.exhibit.entries.len(), proved.len() + handed.filled);
    assert_eq!(
        shown, proved,
        "the table and the proofs are of the same entries"
    );
}

pub(super) fn refused<T>(done: Result<Done<T>, Fault>) -> Reason {
    match done.unwrap().verdict {
        Verdict::Refused(refusal) => refusal.reason,
        Verdict::Given(_) => panic!("given"),
    }
}

/// Two callers of one campaign ring somebody each; answers them and their cards.
pub(super) fn evening(house: &House) -> [(Person, CardId, u32); 2] {
    [0, 1].map(|_| {
        let caller = house.caller(0);
        let (dealt, _) = card(house, &caller, house.banks[0], EVENING);
        let (shown, _) = numbers(house, &caller, dealt.card, EVENING);
        say(house, caller.auth(), dealt.card, Outcome::Answered, EVENING);
        let member = shown[0]
            .trim_start_matches("tel:+447700900")
            .parse()
            .unwrap();
        (caller, dealt.card, member)
    })
}

fn page(house: &House, who: &Person, before: Option<[u8; 16]>) -> OwnPage {
    own_page(&house.world, &who.auth(), before, LATER)
}

fn kinds(page: &OwnPage) -> Vec<u16> {
    page.lines.iter().map(|line| line.kind).collect()
}

#[test]
fn everybody_sees_their_own_entries_newest_first_and_members_by_number_alone() {
    on_both(6, |house| {
        let [(caller, ..), (other, ..)] = evening(house);
        house.settle(EVENING);
        let seen = page(house, &caller, None);
        let known = [401, 400, 200];
        let known: Vec<_> = seen
            .lines
            .iter()
            .filter(|line| known.contains(&line.kind))
            .collect();
        let told = known.iter().map(|line| (line.kind, line.members.clone()));
        let told: Vec<(u16, Vec<u64>)> = told.collect();
        assert_eq!(told, [(401, vec![1]), (400, vec![1]), (200, vec![])]);
        let account = caller.account;
        let names = seen.lines.iter().map(|line| line.account.clone().unwrap());
        for (id, name) in names {
            assert_eq!((id, name.as_str()), (account, "Carys Caller"));
        }
        assert_eq!(known[0].campaign.as_deref(), Some("Red"));
        assert_eq!(seen.older, None);
        // The look is an entry of its own, and has no place yet.
        let again = page(house, &caller, None);
        assert_eq!(kinds(&again)[0], EventKind::OwnRecordShown.code());
        assert_eq!(again.lines[0].index, None);
        assert!(!kinds(&page(house, &other, None)).contains(&601));
    });
}

#[test]
fn the_pages_of_ones_own_record_hold_each_entry_once() {
    on_both(1, |house| {
        let dpo = dpo(house);
        for _ in 0..PAGE_MAX + 20 {
            page(house, &dpo, None);
        }
        house.settle(LATER);
        let (mut seen, mut before) = (Vec::new(), None);
        loop {
            let page = page(house, &dpo, before);
            seen.extend(page.lines.iter().filter_map(|line| line.number));
            before = page.older;
            if before.is_none() {
                break;
            }
        }
        let whole: Vec<u64> = (1..=u64::try_from(PAGE_MAX).unwrap() + 21).rev().collect();
        assert_eq!(seen, whole);
    });
}

#[test]
fn ones_own_exhibit_holds_every_entry_in_order_and_covers_the_members() {
    on_both(6, |house| {
        let [(caller, ..), _] = evening(house);
        house.settle(EVENING);
        let handed = taken(house, &caller, &own());
        let exhibit = &handed.exhibit;
        assert_eq!(exhibit.about, About::Account(*caller.account.as_bytes()));
        let entries: Vec<_> = exhibit
            .entries
            .iter()
            .filter(|entry| !entry.is_beside)
            .collect();
        let last = house.read(|raw| {
            let account = [Arg::Bytes(caller.account.as_bytes())];
            raw.one(
                "select number from account_head where account = $1",
                &account,
                |row| row.int(0),
            )
        });
        assert_eq!(i64::try_from(entries.len()).ok(), last);
        for (number, entry) in (1..).zip(&entries) {
            let record = entry.opened.leaf_record().unwrap();
            let verified = verify_entry(&record, &entry.opened).unwrap();
            assert_eq!(
                verified.account(),
                Some(Proved::Open(*caller.account.as_bytes()))
            );
            let Proved::Open(place) = verified.place() else {
                panic!("one's own place is open")
            };
            assert_eq!(place.number, number, "none is left out");
            let covered = verified
                .subjects()
                .iter()
                .all(|one| *one == Proved::Covered);
            assert!(covered, "no member is shown");
        }
        assert_eq!(exhibit.members, [None], "M1 is nobody's id");
        assert_eq!(exhibit.names["400"], "card_dealt");
        let version = exhibit
            .entries
            .iter()
            .filter(|entry| entry.is_beside)
            .count();
        assert_eq!(version, 1, "which version ran stands beside them");
        assert_eq!(
            house.count("select count(*) from entry where kind = 359"),
            1
        );
        assert_eq!(
            house.count("select count(*) from entry where kind = 360"),
            0
        );
        // What is logged meanwhile belongs to none of the files; the same question gives the same entries.
        house.settle(LATER);
        let again = taken(house, &caller, &own());
        let places = |handed: &Handed| -> Vec<u64> {
            handed
                .exhibit
                .entries
                .iter()
                .map(|entry| entry.index)
                .collect()
        };
        assert_eq!(places(&again), places(&handed));
        assert!(again.size > handed.size);
    });
}

#[test]
fn what_an_act_says_of_somebody_elses_account_is_covered_in_ones_own_record() {
    on_both(1, |house| {
        let (dpo, officer) = (
            dpo(house),
            house.person("Orla", Role::MembershipOfficer, Scope::Organisation),
        );
        let account = officer.account;
        given(house.act(&dpo, EVENING, move |tx| door::shut_account(tx, account)));
        house.settle(EVENING);
        let handed = |handed: &Handed| -> Option<String> {
            let mut lines = handed.lines.iter();
            lines
                .find(|line| line.purpose == Role::Dpo.purpose())
                .unwrap()
                .detail
                .clone()
        };
        assert_eq!(handed(&taken(house, &dpo, &own())), None);
        let open = by_office(Of::Account(dpo.account), Opens::Accounts);
        let told = handed(&taken(house, &dpo, &open)).unwrap();
        assert_eq!(told, format!("account={account}"));
    });
}

#[test]
fn what_was_changed_in_the_database_is_handed_out_to_nobody() {
    on_both(6, |house| {
        let [(caller, ..), _] = evening(house);
        house.settle(EVENING);
        taken(house, &caller, &own());
        let choose = || {
            let asked = own();
            let plan = given(house.act(&caller, LATER, move |tx| exhibit::ask(tx, &asked)));
            exhibit::choose(&house.world, plan.unwrap(), LATER)
        };
        let numbered = "update entry set number = number + 100 where kind = 401";
        assert_eq!(house.tamper(numbered), 2);
        let chosen = Arc::new(choose().unwrap().unwrap());
        let done = house
            .act(&caller, LATER, move |tx| exhibit::take(tx, &chosen))
            .unwrap();
        let Verdict::Given(taken) = done.verdict else {
            panic!("refused")
        };
        let opened = taken.disclose(&done.proof).unwrap();
        let error = opened.make(&house.world, |_| None).unwrap_err().to_string();
        assert!(error.contains("does not hold"), "{error}");
        // Where the part no longer is what its entry commits to, nothing is chosen at all.
        let changed = "update entry set subjects = (select e.subjects from entry e where e.kind = 400 and e.account = entry.account) where kind = 401 and idx = (select min(f.idx) from entry f where f.kind = 401)";
        assert_eq!(house.tamper(changed), 1);
        let error = choose().unwrap_err().to_string();
        assert!(error.contains("ledger verify"), "{error}");
    });
}

#[test]
fn every_changed_byte_of_an_exhibits_parts_and_proofs_is_noticed() {
    on_both(6, |house| {
        let [(caller, ..), _] = evening(house);
        house.settle(EVENING);
        let handed = taken(house, &caller, &own());
        for (at, entry) in handed.exhibit.entries.iter().enumerate() {
            let bytes = entry.opened.encode().unwrap();
            for byte in (0..bytes.len()).step_by(7) {
                let mut changed = bytes.clone();
                changed[byte] ^= 1;
                let Ok(opened) = switchboard_ledger::entry::Opened::decode(&changed) else {
                    continue;
                };
                let mut exhibit = handed.exhibit.clone();
                exhibit.entries[at].opened = opened;
                assert!(exhibit.encode().is_err(), "byte {byte} of entry {at}");
            }
            let mut exhibit = handed.exhibit.clone();
            exhibit.entries[at].proof.reverse();
            exhibit.entries[at].proof.pop();
            assert!(exhibit.encode().is_err(), "the proof of entry {at}");
        }
    });
}

#[test]
fn an_exhibit_opens_with_the_proof_of_its_own_act_alone() {
    on_both(6, |house| {
        let [(_, _, member), _] = evening(house);
        house.settle(EVENING);
        let dpo = dpo(house);
        let of = Of::Member {
            number: format!("M-{member:06}"),
            record: 0,
        };
        let wanted = by_office(of, Opens::Acts);
        let asked = wanted.clone();
        let plan = given(house.act(&dpo, LATER, move |tx| exhibit::ask(tx, &asked)));
        let chosen = exhibit::choose(&house.world, plan.unwrap(), LATER).unwrap();
        let chosen = Arc::new(chosen.unwrap());
        let once = Arc::clone(&chosen);
        let first = house
            .act(&dpo, LATER, move |tx| exhibit::take(tx, &once))
            .unwrap();
        let second = house
            .act(&dpo, LATER, move |tx| exhibit::take(tx, &chosen))
            .unwrap();
        let Verdict::Given(taken) = first.verdict else {
            panic!("refused")
        };
        let shut = taken.disclose(&second.proof).unwrap_err();
        assert_eq!(shut, NotDisclosed::OtherAttempt);
    });
}

#[test]
fn whoever_left_is_let_in_to_their_own_record_and_to_nothing_else() {
    on_both(6, |house| {
        let [(leaver, ..), (colleague, ..)] = evening(house);
        let dpo = dpo(house);
        let (account, stays) = (leaver.account, colleague.account);
        let ended = house
            .world
            .write("end", crate::session::Auth::Console, EVENING, move |tx| {
                door::end_access(tx, account)
            });
        given(ended.wait());
        house.settle(EVENING);
        // The session of before is over, and whoever still works here is not let in by others.
        let done = house.act(&leaver, LATER, |tx| exhibit::own_ask(tx, None));
        assert_eq!(refused(done), Reason::SignedOut);
        let ask = |account| {
            let because = Because::parse("They asked for it by letter").unwrap();
            let about = door::about_record(account);
            let asking = Asking::about_nobody(Kind::OpenRecord, about, because);
            given(house.act(&dpo, LATER, move |tx| requests::ask(tx, &asking)))
        };
        assert!(matches!(ask(stays), Asked::Not(_)));
        let officer = house.person("Orla", Role::MembershipOfficer, Scope::Organisation);
        let told = Person {
            code: made_by_two(&house.world, (dpo.auth(), officer.auth()), account, LATER),
            ..leaver
        };
        let fresh = house.again(&told, LATER);
        assert!(kinds(&page(house, &fresh, None)).contains(&400));
        let record = taken(house, &fresh, &own());
        assert!(record.lines.len() >= 4);
        let bank = house.banks[0];
        let done = house.act(&fresh, LATER, move |tx| {
            crate::desk::next(tx, bank, account)
        });
        assert!(matches!(done.unwrap().verdict, Verdict::Refused(_)));
        let done = house.act(&fresh, LATER, |tx| log::page(tx, &log::Filter::default()));
        assert!(matches!(done.unwrap().verdict, Verdict::Refused(_)));
    });
}

#[test]
fn witnesses_bound_when_the_entries_came_into_the_log() {
    on_both(6, |house| {
        let mut bench = Bench::of(&["north", "south"]);
        house.settle(EVENING.minus(Span::hours(2)));
        let early = EVENING.minus(Span::hours(2));
        bench.round(&house.world, 2, early).unwrap();
        let older = log::head(&house.world).unwrap().signed_size;
        let [(caller, ..), _] = evening(house);
        house.settle(EVENING);
        bench.round(&house.world, 2, LATER).unwrap();
        let handed = taken(house, &caller, &own());
        let names = |seen: &[exhibit::Seen]| -> Vec<String> {
            seen.iter().map(|one| one.witness.clone()).collect()
        };
        let both = ["witness.example.org/north", "witness.example.org/south"];
        assert_eq!(names(&handed.seen), both);
        let (size, seen) = handed.before.clone().expect("an older checkpoint is kept");
        assert_eq!(
            (size, names(&seen)),
            (older, both.map(str::to_owned).to_vec())
        );
        assert_eq!(handed.exhibit.witnesses.len(), 2);
        // An entry that was in the log by then has no such bound.
        let dpo = dpo(house);
        let all = taken(house, &dpo, &by_office(Of::Span, Opens::Acts));
        assert_eq!(all.before, None);
    });
}
