//! Which answer a bank rings: sealed beside it, in no entry, and of a crowd alone; and what an undone merge leaves of answers.

use std::collections::{BTreeMap, BTreeSet};

use switchboard_rules::audience::{Choice, Spoken};
use switchboard_rules::budget::Caps;
use switchboard_rules::events::EventKind;
use switchboard_rules::ids::{BankId, ScriptId};
use switchboard_rules::moment::{Moment, Span};

use super::answered_audiences::{
    ANSWERED, answer, asks, counting, members, moves, prepares, rings, says, tally, tampers,
};
use super::audiences::{adds, rows};
use super::duplicates::{id_of, roll};
use super::house::{EVENING, House, Person, given, on_both_of};
use super::looks::{officer, told};
use super::merges::{merge, story, undo};
use super::spoken_missed::watched;
use crate::audiences;
use crate::audiences::spoken::making::{Making, Next};
use crate::banks::{self, Added, Cloning, Draw};
use crate::duplicates::Unmerged;
use crate::engine::Arg;
use crate::tx::Tx;

/// The first campaign's organiser, with 150 members who said "no" and 150 who said "unsure", counted; 20 were rung in vain, so that what
/// has no number uncovers nobody, and 160 weren't rung.
pub(super) fn with_answers(house: &House) -> (Person, ScriptId) {
    let (olwen, script) = counting(house);
    let all = members(house);
    says(house, (script, &all[..150]), "no", 1);
    says(house, (script, &all[150..300]), "unsure", 1);
    rings(house, (script, &all[300..320]), ("no-answer", None, 1));
    assert_eq!(moves(house, 0), 1);
    prepares(house);
    (olwen, script)
}

fn bank_of(house: &House, who: &Person, text: &str) -> BankId {
    let Added::Done(bank) = adds(house, who, (house.campaigns[0], text, None)) else {
        panic!("no bank");
    };
    bank
}

/// What a bank's audience is called, and the words of the question.
fn named(house: &House, who: &Person, bank: BankId) -> (Choice, String, Option<String>) {
    let mut source = given(house.act(who, EVENING, move |tx| banks::cloned_from(tx, bank)));
    let one = source.audience.remove(0);
    (one.choice, one.name, one.question)
}

/// What the rows of a bank say in clear, and how long what is sealed is. Its number has noise.
const SAID: [&str; 4] = [
    "select audience || '|' || coalesce(cast(sample as text), '-') || '|' || cast(year as text) || '|' || coalesce(cast(spoken_number as text), '-') || '|' || coalesce(cast(missed_at as text), '-') || '|' || coalesce(cast(length(answer_sealed) as text), '-') from bank_audience where bank = $1",
    "select name || '|' || state || '|' || opening || '|' || script || '|' || cast(notes as text) || '|' || cast(filled as text) || '|' || dealing from bank where id = $1",
    "select distinct cast(class as text) from queue where bank = $1 limit 1000",
    "select distinct c.state || '|' || c.outcome || '|' || cast(length(c.answers_sealed) as text) || '|' || cast(s.level as text) || '|' || cast(length(s.answer_sealed) as text) from queue q join card c on c.member = q.member join spoken s on s.member = q.member where q.bank = $1 limit 1000",
];

fn said_of(house: &House, bank: BankId) -> [BTreeSet<String>; 4] {
    SAID.map(|sql| {
        let lines = house.read(|raw| {
            raw.all(sql, &[Arg::Bytes(bank.as_bytes())], |row| {
                Ok(row.text(0)?.to_owned())
            })
        });
        assert!(!lines.is_empty(), "{sql}");
        lines.into_iter().collect()
    })
}

const BOOK: &str = "select audience from audience_asked order by audience limit 10";

/// Asks for either answer beside a group, as a bank and by itself: the book has a line of each, and they are alike but for their blinds.
fn asks_beside_a_group(house: &House, who: &Person) {
    let campaign = house.campaigns[0];
    let texts = ["kind=full,spoken=answer-2", "kind=full,spoken=answer-3"];
    assert_eq!(house.count("select count(*) from audience_asked"), 0);
    for text in texts {
        adds(house, who, (campaign, text, None));
        asks(house, who, (campaign, text));
    }
    let lines = house.read(|raw| raw.all(BOOK, &[], |row| Ok(row.text(0)?.to_owned())));
    let blinds: Vec<&str> = lines
        .iter()
        .map(|line| {
            let blind = line.strip_prefix("kind=full,spoken=answer.").unwrap();
            blind.strip_suffix("@1").unwrap()
        })
        .collect();
    assert_eq!(blinds.len(), 2, "a repeat is free: {lines:?}");
    assert_ne!(blinds[0], blinds[1]);
    for blind in blinds {
        assert_eq!(blind.len(), 32, "{blind}");
        assert!(blind.bytes().all(|one| one.is_ascii_hexdigit()), "{blind}");
    }
    // Whoever asked reads which they were, while there is a key.
    let look = move |tx: &mut Tx<'_, '_>| audiences::look(tx, campaign);
    let told_again = || {
        let seen = given(house.act(who, EVENING, look));
        let book = seen.book.iter().map(|one| one.audience.to_string());
        (seen.asked, book.collect::<Vec<String>>())
    };
    assert_eq!(told_again(), (2, texts.map(str::to_owned).to_vec()));
    house.tamper("update campaign_key set shredded_at = 1");
    assert_eq!(told_again(), (2, Vec::new()));
    house.tamper("update campaign_key set shredded_at = null");
}

#[test]
fn a_copy_of_the_database_tells_no_bank_of_one_answer_from_one_of_another() {
    on_both_of(&rows(), Caps::NOVEMBER_2026, |house| {
        let (olwen, _) = with_answers(house);
        let [no, unsure] = ["spoken=answer-2", "spoken=answer-3"].map(|text| {
            let bank = bank_of(house, &olwen, text);
            assert_eq!(banks::fill(&house.world, bank, EVENING).unwrap(), 150);
            bank
        });
        let said = said_of(house, no);
        assert_eq!(said, said_of(house, unsure));
        let audience = said[0].first().unwrap();
        assert!(audience.starts_with("spoken=answer|"), "{audience}");
        assert_eq!(said[3].len(), 1, "{said:?}");
        asks_beside_a_group(house, &olwen);
        // With the key they are told apart.
        assert_eq!(named(house, &olwen, no).1, "Them");
        assert_eq!(named(house, &olwen, unsure).1, "Undecided");
        house.settle(EVENING);
    });
}

#[test]
fn a_bank_whose_answer_nobody_can_know_any_more_says_so_and_rings_nobody() {
    on_both_of(&rows(), Caps::NOVEMBER_2026, |house| {
        let (olwen, _) = with_answers(house);
        let [no, unsure, last] = ["spoken=answer-2", "spoken=answer-3", "spoken=answer-3"]
            .map(|text| bank_of(house, &olwen, text));
        // What is sealed beside one bank put beside another.
        let moved = "update bank_audience set answer_sealed = (select x.answer_sealed from bank_audience x where x.bank = $1) where bank = $2";
        let of = |bank: BankId| bank.as_bytes().to_vec();
        tampers(house, moved, [of(no), of(unsure)]);
        let some = Choice::Spoken(Spoken::SomeAnswer);
        let unknown = (some, "answer".to_owned(), None);
        assert_eq!(named(house, &olwen, unsure), unknown);
        assert_eq!(named(house, &olwen, no).1, "Them");
        assert_eq!(named(house, &olwen, last).1, "Undecided");
        assert_eq!(banks::fill(&house.world, unsure, EVENING).unwrap(), 0);
        assert!(watched(house, &olwen, unsure, EVENING).is_missed);
        let cloning = Cloning {
            of: unsure,
            name: "Again".to_owned(),
            draw: Draw::Anew,
        };
        let copy = move |tx: &mut Tx<'_, '_>| banks::clone_bank(tx, &cloning);
        let copied = given(house.act(&olwen, EVENING, copy));
        assert_eq!(copied, Added::NotCounted);
        house.settle(EVENING);
        house.tamper("update campaign_key set shredded_at = 1");
        for bank in [no, last] {
            assert_eq!(named(house, &olwen, bank), unknown);
            assert_eq!(banks::fill(&house.world, bank, EVENING).unwrap(), 0);
            assert!(watched(house, &olwen, bank, EVENING).is_missed);
        }
    });
}

#[test]
fn no_entry_of_a_bank_or_a_count_says_what_came_of_own_calls() {
    on_both_of(&rows(), Caps::NOVEMBER_2026, |house| {
        let (olwen, _) = with_answers(house);
        let campaign = house.campaigns[0];
        for text in ["spoken=answer-2", "kind=full,spoken=answer-3", "age=65+"] {
            asks(house, &olwen, (campaign, text));
        }
        bank_of(house, &olwen, "spoken=answer-2");
        bank_of(house, &olwen, "spoken=not-rung");
        let details = |kind: EventKind| -> Vec<String> {
            let lines = told(house, kind.code()).into_iter();
            let mut all: Vec<String> = lines.map(|(_, _, detail)| detail).collect();
            all.sort();
            all
        };
        let counted = [
            "audience=age=65+",
            "audience=kind=full,spoken=own",
            "audience=spoken=own",
        ];
        assert_eq!(details(EventKind::AudienceCounted), counted);
        let added = details(EventKind::BankAdded);
        let own = added.iter().filter(|one| one.contains("audience="));
        let own: Vec<&String> = own.collect();
        assert_eq!(own.len(), 2);
        assert!(
            own.iter().all(|one| one.ends_with(" audience=spoken=own")),
            "{own:?}"
        );
    });
}

#[test]
fn whoever_is_left_alone_because_all_others_moved_is_not_rung() {
    on_both_of(&rows(), Caps::NOVEMBER_2026, |house| {
        let (olwen, script) = with_answers(house);
        let all = members(house);
        let [crowd, alone, rest] = ["spoken=answer-2", "spoken=answer-2", "spoken=not-rung"]
            .map(|text| bank_of(house, &olwen, text));
        let fills = |bank| banks::fill(&house.world, bank, EVENING).unwrap();
        says(house, (script, &all[..5]), "unsure", 2);
        assert_eq!(fills(crowd), 145);
        assert!(!watched(house, &olwen, crowd, EVENING).is_missed);
        // All but one of those who said "no", and all but one of those whom nobody had rung.
        says(house, (script, &all[5..149]), "unsure", 2);
        says(house, (script, &all[320..479]), "unsure", 2);
        for bank in [alone, rest] {
            assert_eq!(fills(bank), 0);
            assert!(watched(house, &olwen, bank, EVENING).is_missed);
            assert!(!watched(house, &olwen, crowd, EVENING).is_missed);
        }
        house.settle(EVENING);
    });
}

#[test]
fn a_bank_that_one_node_found_missed_while_another_filled_it_is_not_missed() {
    on_both_of(&rows(), Caps::NOVEMBER_2026, |house| {
        let (olwen, _) = with_answers(house);
        let [full, empty] = ["spoken=answer-2", "spoken=answer-3"].map(|text| {
            let bank = bank_of(house, &olwen, text);
            assert!(!watched(house, &olwen, bank, EVENING).is_missed);
            bank
        });
        let fills = |bank| banks::fill(&house.world, bank, EVENING).unwrap();
        assert_eq!(fills(full), 150);
        // As the other node leaves both, before this one ends.
        house.tamper("update bank_audience set missed_at = 1");
        house.tamper("update bank set first_filled = 1");
        for bank in [full, empty] {
            assert!(watched(house, &olwen, bank, EVENING).is_missed);
            assert_eq!(fills(bank), 0);
        }
        assert!(!watched(house, &olwen, full, EVENING).is_missed);
        assert!(watched(house, &olwen, empty, EVENING).is_missed);
        house.settle(EVENING);
    });
}

/// Begins the first campaign's next state, however few stand in it.
fn begins(house: &House, now: Moment) -> (Next, Making) {
    let (world, campaign) = (&house.world, house.campaigns[0]);
    let next = Next::of(world, campaign).unwrap();
    let at = (campaign, house.contest);
    let making = Making::claim(world, at, next.number, now).unwrap();
    let making = making.unwrap().by(&next);
    assert!(making.clear(world, now).unwrap());
    (next, making)
}

#[test]
fn a_merge_that_is_undone_leaves_neither_record_the_others_answer() {
    story(&roll(1, &[0]), |house| {
        let kept = *id_of(house, "M-000000").as_bytes();
        let who = officer(house);
        let (_, merge) = merge(house, &who);
        let (_, script) = counting(house);
        says(house, (script, &[kept]), "no", 1);
        let (next, making) = begins(house, EVENING);
        assert!(making.put(&house.world, &next.rows, EVENING).unwrap());
        assert!(making.stand(&house.world, EVENING).unwrap());
        assert_eq!(house.count(ANSWERED), 2, "each under its own key");
        let undone = undo(house, &who, merge, EVENING);
        assert!(matches!(undone, Unmerged::Done(_)));
        assert_eq!(house.count(ANSWERED), 0);
        let reached = "select count(*) from spoken where level = 2";
        assert_eq!(house.count(reached), 2);
        // By its own card the one has its answer again.
        let will = BTreeMap::from([(Spoken::Reached, 1), (answer(1), 1)]);
        assert_eq!(tally(house), will);
        house.settle(EVENING);
    });
}

#[test]
fn a_state_that_was_worked_out_before_a_merge_was_undone_never_stands() {
    story(&roll(1, &[0]), |house| {
        let kept = *id_of(house, "M-000000").as_bytes();
        let who = officer(house);
        let (_, merge) = merge(house, &who);
        let (_, script) = counting(house);
        says(house, (script, &[kept]), "no", 1);
        let world = &house.world;
        let (next, making) = begins(house, EVENING);
        let since = EVENING.plus(Span::minutes(5));
        let undone = undo(house, &who, merge, since);
        assert!(matches!(undone, Unmerged::Done(_)));
        assert!(making.put(world, &next.rows, since).unwrap());
        assert!(!making.stand(world, since).unwrap());
        // Nor by whoever had read it before and begins now, by whatever clock.
        let at = (house.campaigns[0], house.contest);
        let late = Making::claim(world, at, 0, since).unwrap().unwrap();
        let late = late.by(&next);
        assert!(late.put(world, &next.rows, since).unwrap());
        assert!(!late.stand(world, since).unwrap());
        let standing = "select count(*) from spoken_state where number > 0";
        assert_eq!(house.count(standing), 0);
        // Who reads it anew has the answer of the one alone.
        let (next, making) = begins(house, since);
        assert!(making.put(world, &next.rows, since).unwrap());
        assert!(making.stand(world, since).unwrap());
        assert_eq!((house.count(standing), house.count(ANSWERED)), (1, 1));
        assert_eq!(house.count("select count(*) from spoken"), 1);
        house.settle(since);
    });
}
