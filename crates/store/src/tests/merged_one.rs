//! Whoever is merged is one person to imports, search, forgetting, tracing and totals.

use switchboard_rules::alike::Choice;
use switchboard_rules::person::{Email, Phone, Region};
use switchboard_rules::roll::{By, SaidRow};

use super::duplicates::{id_of, named, roll, twin};
use super::house::{EVENING, given, import, importing, member, switched};
use super::looks::{file, officer, shown};
use super::merges::{external, hits, merge, merged, pair, story, undo};
use super::requests::{ask, because, decide, new};
use crate::duplicates::{Merged, Unmerged};
use crate::engine::Arg;
use crate::requests::{Asking, Decided, Decision};
use crate::roll::{Plan, Query};
use crate::{branches, forget, machine};

#[test]
fn whoever_is_merged_is_found_as_one_by_every_trace_of_either() {
    let mut second = twin(0);
    named(&mut second, "Gwenllian", "Evansworth-Jones");
    second.phones = vec![Phone::parse("07700 900777", Region::GB).unwrap()];
    let mut rows = roll(2, &[]);
    rows.push(second);
    story(&rows, |house| {
        machine::index_names(&house.world, EVENING).unwrap();
        let who = officer(house);
        assert_eq!(hits(house, &who, Query::Name("gwenllian ev".to_owned())), 2);
        let (_, merge) = merge(house, &who);
        for query in [
            external("M-000000"),
            external("T-000000"),
            Query::Number("07700 900777".to_owned()),
            Query::Number("07700 900000".to_owned()),
            Query::Email("member0@members.example.org".to_owned()),
            Query::Name("gwenllian evansworth".to_owned()),
            Query::Name("evansworth-jo".to_owned()),
        ] {
            assert_eq!(hits(house, &who, query.clone()), 1, "{query:?}");
        }
        undo(house, &who, merge, EVENING);
        assert_eq!(hits(house, &who, Query::Name("gwenllian ev".to_owned())), 2);
    });
}

#[test]
fn an_import_that_names_either_number_is_about_the_one_who_stayed() {
    story(&roll(3, &[0]), |house| {
        let who = officer(house);
        let (look, _) = merge(house, &who);
        let mut row = twin(0);
        row.email = Some(Email::parse("new@members.example.org").unwrap());
        let counts = import(&house.world, vec![row.clone()]);
        assert_eq!((counts.created, counts.changed), (0, 1));
        assert_eq!(
            file(house, &who, look, EVENING).email,
            "new@members.example.org"
        );
        assert_eq!(import(&house.world, vec![row.clone()]).unchanged, 1);
        // Both numbers in one file are one member twice.
        let counts = import(&house.world, vec![member(0), row]);
        assert_eq!((counts.created, counts.duplicates), (0, 1));
        assert_eq!(house.count("select count(*) from member"), 4);
    });
}

#[test]
fn a_full_roll_with_the_old_number_ends_nobodys_membership() {
    story(&roll(4, &[0]), |house| {
        let who = officer(house);
        let (look, _) = merge(house, &who);
        let plan = Plan {
            extent: crate::roll::Extent::FullRoll(crate::roll::EndsMax::parse("100%").unwrap()),
            ..Plan::default()
        };
        let mut rows: Vec<SaidRow> = (1..4).map(|n| SaidRow::from(member(n))).collect();
        rows.push(SaidRow::from(twin(0)));
        let mut running = importing(&house.world, &plan, rows, EVENING);
        running.leave(EVENING).unwrap();
        let done = switched(running, EVENING);
        assert_eq!(done.counts.ended, 0);
        let (seen, _) = shown(house, &who, look, EVENING);
        assert!(seen.beside.ended.is_none());
    });
}

#[test]
fn a_file_matched_by_two_things_knows_whoever_was_merged_by_what_either_record_says() {
    let mut second = twin(0);
    second.email = Some(Email::parse("gwen@members.example.org").unwrap());
    let mut rows = roll(2, &[]);
    rows.push(second.clone());
    story(&rows, |house| {
        let who = officer(house);
        merge(house, &who);
        let plan = Plan {
            by: By::EmailAndName,
            ..Plan::default()
        };
        for mut said in [SaidRow::from(member(0)), SaidRow::from(second.clone())] {
            said.external_id = None;
            let done = switched(importing(&house.world, &plan, vec![said], EVENING), EVENING);
            assert_eq!((done.counts.created, done.counts.rejected), (0, 0));
        }
    });
}

#[test]
fn while_an_import_runs_nobody_is_merged_or_put_back() {
    story(&roll(2, &[0]), |house| {
        let who = officer(house);
        let looks = pair(house, &who);
        let running = importing(
            &house.world,
            &Plan::default(),
            vec![SaidRow::from(member(1))],
            EVENING,
        );
        assert_eq!(merged(house, &who, looks, Choice::default()), Merged::Busy);
        switched(running, EVENING);
        let Merged::Done(id) = merged(house, &who, looks, Choice::default()) else {
            panic!("not merged")
        };
        let running = importing(
            &house.world,
            &Plan::default(),
            vec![SaidRow::from(member(1))],
            EVENING,
        );
        assert_eq!(undo(house, &who, id, EVENING), Unmerged::Busy);
        switched(running, EVENING);
        assert!(matches!(undo(house, &who, id, EVENING), Unmerged::Done(_)));
    });
}

#[test]
fn forgetting_whoever_stayed_forgets_whoever_was_merged() {
    story(&roll(2, &[0]), |house| {
        let who = officer(house);
        merge(house, &who);
        let gone = id_of(house, "T-000000");
        let (one, two) = (officer(house), officer(house));
        // Asked for by the number of whoever went.
        let preview = given(house.act(&one, EVENING, |tx| forget::preview(tx, "T-000000")));
        let preview = preview.expect("they are on the roll");
        assert_eq!(preview.goes.versions, 2);
        let asking = Asking {
            kind: switchboard_rules::request::Kind::ForgetMember,
            member: preview.member,
            about: String::new(),
            because: because("She wrote us a letter"),
            second: crate::requests::Second::Person,
        };
        let id = new(ask(house, one.auth(), asking, EVENING));
        assert_eq!(
            decide(house, &two, id, Decision::Approve, EVENING),
            Decided::Done
        );
        let bytes = gone.as_bytes().to_vec();
        for sql in [
            "select count(*) from member_row where member = $1",
            "select count(*) from lookup where member = $1",
            "select count(*) from entry_subject where member = $1",
            "select count(*) from member_alias where member = $1",
            "select count(*) from member_merge where loser = $1",
            "select count(*) from duplicate where one = $1 or other = $1",
            "select count(*) from member where id = $1 and length(erase_key) > 0",
        ] {
            let left = house.read(|raw| raw.one(sql, &[Arg::Bytes(&bytes)], |row| row.int(0)));
            assert_eq!(left, Some(0), "{sql}");
        }
        assert_eq!(house.count("select count(*) from forgotten"), 2);
        // Neither number brings anybody back.
        let counts = import(&house.world, vec![member(0), twin(0)]);
        assert_eq!((counts.created, counts.rejected), (0, 2));
        house.settle(EVENING);
    });
}

#[test]
fn who_saw_the_one_saw_the_other() {
    story(&roll(1, &[0]), |house| {
        let who = officer(house);
        let (keep, _) = merge(house, &who);
        let (seen, _) = shown(house, &who, keep, EVENING);
        assert_eq!(seen.beside.looks.opened, 2, "both looks of the comparison");
        assert_eq!(seen.beside.merged, 1);
        house.settle(EVENING);
        // An entry about the one is an entry about the other.
        let size = house.count("select max(idx) from entry");
        let claims: Vec<machine::Claim> = (0..=size)
            .map(|entry| machine::Claim {
                entry,
                member: switchboard_rules::person::ExternalId::parse("T-000000").unwrap(),
            })
            .collect();
        let of_other = machine::trace(&house.world, &claims, EVENING).unwrap();
        let claims: Vec<machine::Claim> = (0..=size)
            .map(|entry| machine::Claim {
                entry,
                member: switchboard_rules::person::ExternalId::parse("M-000000").unwrap(),
            })
            .collect();
        let of_one = machine::trace(&house.world, &claims, EVENING).unwrap();
        assert_eq!(of_one, of_other);
        let holds = |one: &&machine::Traced| **one == machine::Traced::Holds;
        assert!(of_one.iter().filter(holds).count() >= 4);
    });
}

#[test]
fn exact_totals_count_the_one_person_once_and_nobody_who_left() {
    let rows = roll(3, &[0]);
    story(&rows, |house| {
        let who = officer(house);
        let totals = || {
            let leave = given(house.act(&who, EVENING, |tx| branches::ask_totals(tx, 2026)));
            leave.count(&house.world).unwrap().all()
        };
        assert_eq!(totals().at_end, 4);
        let (_, id) = merge(house, &who);
        assert_eq!((totals().at_end, totals().left), (3, 0));
        undo(house, &who, id, EVENING);
        assert_eq!((totals().at_end, totals().left), (4, 0));
    });
}
