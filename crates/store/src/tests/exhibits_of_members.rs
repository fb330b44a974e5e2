//! Exhibits of looks at members, and those that open members' parts.

use switchboard_ledger::entry::{Proved, verify_entry};
use switchboard_ledger::exhibit::About;
use switchboard_rules::ids::CardId;
use switchboard_rules::look::Words;
use switchboard_rules::policy::{Reason, Role, Scope};
use switchboard_rules::rights::Kind;

use super::calls::card;
use super::exhibits::{LATER, by_office, dpo, evening, own, taken};
use super::forgetting::forget;
use super::house::{EVENING, House, Person, given, on_both};
use super::own_page::{ADDRESS, as_member, comes_in};
use crate::HITS_MAX;
use crate::log::exhibit::{self, Behind, Handed, Of, Opens, Wanted};
use crate::rights::{self, Asked};
use crate::scripts;
use crate::tx::Verdict;

fn of(member: u32) -> Of {
    Of::Member {
        number: format!("M-{member:06}"),
        record: 0,
    }
}

fn officer(house: &House) -> Person {
    house.person("Orla Officer", Role::MembershipOfficer, Scope::Organisation)
}

/// How many subjects of an exhibit are open.
fn open(handed: &Handed) -> usize {
    let entries = handed.exhibit.entries.iter();
    entries
        .map(|entry| {
            let record = entry.opened.leaf_record().unwrap();
            let verified = verify_entry(&record, &entry.opened).unwrap();
            let all = verified.subjects().iter();
            all.filter(|one| matches!(one, Proved::Open(_))).count()
        })
        .sum()
}

#[test]
fn an_exhibit_of_a_member_holds_every_look_at_them_and_covers_who_looked() {
    on_both(6, |house| {
        let [(_, _, member), _] = evening(house);
        house.settle(EVENING);
        for who in [officer(house), dpo(house)] {
            let handed = taken(house, &who, &by_office(of(member), Opens::Acts));
            assert!(matches!(handed.exhibit.about, About::Member(_)));
            let lines = || handed.lines.iter().filter(|line| !line.is_beside);
            let kinds: Vec<u16> = lines().map(|line| line.kind).collect();
            assert!(kinds.contains(&400) && kinds.contains(&401), "{kinds:?}");
            assert!(lines().all(|line| line.members == [1] && line.account.is_none()));
            assert_eq!(open(&handed), lines().count());
            assert_eq!(handed.exhibit.members.len(), 1);
            house.settle(LATER);
        }
        // For whom somebody rang the roll's office learns nothing, and the one who checks does. What came of it is the
        // campaign's, and nobody's here.
        let officers = taken(house, &officer(house), &by_office(of(member), Opens::Acts));
        let calls = |handed: &Handed| {
            let known =
                |line: &&exhibit::RecordLine| line.campaign.is_some() || line.bank.is_some();
            handed.lines.iter().filter(known).count()
        };
        assert_eq!(calls(&officers), 0);
        assert!(!officers.json().unwrap().contains("outcome="));
        house.settle(LATER);
        let dpos = taken(house, &dpo(house), &by_office(of(member), Opens::Acts));
        assert!(calls(&dpos) >= 2, "campaign and bank");
        let outcomes = dpos.lines.iter().filter(|line| line.kind == 410);
        assert!(outcomes.clone().count() > 0 && outcomes.clone().all(|line| line.detail.is_none()));
        house.settle(LATER);
        // Each is a look itself, with its subject.
        let looks = "select count(*) from entry e join entry_subject s on s.entry = e.id where e.kind = 360";
        assert_eq!(house.count(looks), 4);
    });
}

#[test]
fn the_member_behind_a_request_or_a_complaint_is_found_for_whoever_checks_and_for_nobody_else() {
    on_both(1, |house| {
        let caller = house.caller(0);
        let (dealt, _) = card(house, &caller, house.banks[0], EVENING);
        let id = dealt.card;
        let behind = |behind| by_office(Of::Behind { behind, record: 0 }, Opens::Acts);
        let dpo = dpo(house);
        let nobody = |wanted: Wanted| {
            let ask = house.act(&dpo, EVENING, move |tx| exhibit::ask(tx, &wanted));
            given(ask).is_none()
        };
        let complaint = Behind::Complaint(id);
        assert!(nobody(behind(complaint)), "nobody complained of it yet");
        given(house.act(&caller, EVENING, move |tx| scripts::complain(tx, id)));
        let key = comes_in(house, ADDRESS, EVENING);
        let said = Words::parse("Who was it on Tuesday?").unwrap();
        let asked = as_member(house, key, EVENING, move |tx| {
            rights::ask(tx, Kind::Access, &said)
        });
        let Asked::Yes(right) = given(Ok(asked)) else {
            panic!("too many")
        };
        house.settle(EVENING);
        for one in [complaint, Behind::Right(right)] {
            assert_eq!(Behind::parse(&one.to_string()), Some(one));
            let handed = taken(house, &dpo, &behind(one));
            assert!(matches!(handed.exhibit.about, About::Member(_)));
            let kinds: Vec<u16> = handed.lines.iter().map(|line| line.kind).collect();
            assert!(kinds.contains(&400) && kinds.contains(&945), "{kinds:?}");
            house.settle(LATER);
            let wanted = behind(one);
            let officers = house.act(&officer(house), LATER, move |tx| exhibit::ask(tx, &wanted));
            assert!(matches!(officers.unwrap().verdict, Verdict::Refused(_)));
        }
        assert!(nobody(behind(Behind::Complaint(CardId::from_bytes(
            [7; 16]
        )))));
    });
}

#[test]
fn a_look_whose_part_was_changed_or_moved_is_told_and_not_left_out() {
    let changed = "update entry_subject set part_sealed = (select s.part_sealed from entry_subject s join entry e on e.id = s.entry where e.kind = 401 order by e.id limit 1) where entry in (select e.id from entry e where e.kind = 400)";
    let moved = "update entry_subject set entry_bucket = 1024 where entry in (select e.id from entry e where e.kind = 400)";
    for tamper in [changed, moved] {
        on_both(6, |house| {
            let [(_, _, member), _] = evening(house);
            house.settle(EVENING);
            let dpo = dpo(house);
            let wanted = by_office(of(member), Opens::Acts);
            let plan = given(house.act(&dpo, LATER, move |tx| exhibit::ask(tx, &wanted)));
            assert_eq!(house.tamper(tamper), 2);
            let chosen = exhibit::choose(&house.world, plan.unwrap(), LATER);
            let text = chosen.unwrap_err().to_string();
            assert!(text.contains("run `switchboard ledger verify`"), "{text}");
            let text = crate::log::verify(&house.world).unwrap_err().to_string();
            assert!(text.contains("changed, moved or put in"), "{text}");
        });
    }
}

#[test]
fn only_the_dpo_opens_who_looked_at_a_member() {
    on_both(6, |house| {
        let [(caller, _, member), _] = evening(house);
        house.settle(EVENING);
        let wanted = by_office(of(member), Opens::Accounts);
        let asked = wanted.clone();
        let done = house.act(&officer(house), LATER, move |tx| exhibit::ask(tx, &asked));
        let Verdict::Refused(refusal) = done.unwrap().verdict else {
            panic!("given")
        };
        assert_eq!(refusal.reason, Reason::NotYourRole);
        let handed = taken(house, &dpo(house), &wanted);
        let line = handed.lines.iter().find(|line| line.kind == 401).unwrap();
        assert_eq!(line.account.as_ref().unwrap().0, caller.account);
        let nobody = by_office(of(999), Opens::Acts);
        let done = house.act(&dpo(house), LATER, move |tx| exhibit::ask(tx, &nobody));
        assert!(given(done).is_none());
        assert_eq!(
            house.count("select count(*) from entry where kind = 360"),
            2,
            "asking for somebody who isn't there is written down"
        );
    });
}

#[test]
fn an_exhibit_that_opens_members_ends_at_twenty_and_the_next_goes_on() {
    on_both(30, |house| {
        for _ in 0..25 {
            let caller = house.caller(0);
            card(house, &caller, house.banks[0], EVENING);
        }
        house.settle(EVENING);
        let dpo = dpo(house);
        let (mut first, mut places, mut members) = (0, Vec::new(), 0);
        loop {
            let wanted = Wanted {
                first,
                ..by_office(Of::Campaign(house.campaigns[0]), Opens::Members)
            };
            let handed = taken(house, &dpo, &wanted);
            let opened = handed.exhibit.members.iter().flatten().count();
            assert!(opened <= HITS_MAX);
            members += opened;
            let lines = handed.lines.iter().filter(|line| !line.is_beside);
            places.extend(lines.map(|line| line.index.unwrap()));
            match handed.next {
                Some(next) => first = next,
                None => break,
            }
        }
        assert_eq!(members, 25, "each was dealt once");
        let mut once = places.clone();
        once.sort_unstable();
        once.dedup();
        assert_eq!(places, once, "each entry once, in the order of the log");
    });
}

#[test]
fn whoever_was_forgotten_has_no_number_and_the_acts_stay_provable() {
    on_both(6, |house| {
        let [(caller, _, member), _] = evening(house);
        house.settle(EVENING);
        let before = taken(house, &caller, &own());
        forget(house, &format!("M-{member:06}"), EVENING);
        house.settle(LATER);
        let after = taken(house, &caller, &own());
        let about = |handed: &Handed| -> Vec<Vec<u64>> {
            let lines = handed.lines.iter().filter(|line| !line.members.is_empty());
            lines.map(|line| line.members.clone()).collect()
        };
        assert!(about(&before).iter().all(|members| members == &[1]));
        assert!(about(&after).iter().all(|members| members == &[0]));
        assert_eq!(about(&after).len(), about(&before).len());
        let wanted = by_office(of(member), Opens::Acts);
        let done = house.act(&dpo(house), LATER, move |tx| exhibit::ask(tx, &wanted));
        assert!(given(done).is_none(), "nobody has that number any more");
    });
}

#[test]
fn whoever_is_forgotten_while_an_exhibit_is_read_stays_covered() {
    on_both(6, |house| {
        let [(_, _, member), _] = evening(house);
        house.settle(EVENING);
        let dpo = dpo(house);
        let asked = by_office(Of::Campaign(house.campaigns[0]), Opens::Members);
        let plan = given(house.act(&dpo, LATER, move |tx| exhibit::ask(tx, &asked)));
        let chosen = exhibit::choose(&house.world, plan.unwrap(), LATER).unwrap();
        let chosen = std::sync::Arc::new(chosen.unwrap());
        forget(house, &format!("M-{member:06}"), EVENING);
        let done = house
            .act(&dpo, LATER, move |tx| exhibit::take(tx, &chosen))
            .unwrap();
        let Verdict::Given(taken) = done.verdict else {
            panic!("refused")
        };
        let opened = taken.disclose(&done.proof).unwrap();
        let handed = opened.make(&house.world, |_| None).unwrap();
        handed.json().unwrap();
        let told = handed.exhibit.members.iter().flatten().count();
        assert_eq!(told, 1, "the other one, who is still on the roll");
    });
}
