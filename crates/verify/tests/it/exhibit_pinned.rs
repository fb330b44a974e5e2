//! Exhibits of an account that show that they are all: by the account's rows under two entries that pin every account.

use std::fs;

use super::exhibit_log::*;
use super::house::{folder, witness};
use switchboard_ledger::Hash;
use switchboard_ledger::entry::Tag;
use switchboard_ledger::exhibit::*;
use switchboard_ledger::heads::NotAll;

fn refused(change: impl FnOnce(&mut Exhibit)) -> ExhibitError {
    let mut exhibit = Log::new().of_account_pinned();
    change(&mut exhibit);
    let refused = exhibit.check().unwrap_err();
    assert_eq!(exhibit.encode().unwrap_err(), refused);
    refused
}

fn without(index: u64) -> ExhibitError {
    refused(|e| e.entries.retain(|entry| entry.index != index))
}

#[test]
fn two_rows_and_what_lies_between_show_that_all_is_here() {
    let exhibit = Log::new().of_account_pinned();
    let json = exhibit.encode().unwrap();
    assert_eq!(Exhibit::parse(json.as_bytes()).unwrap(), exhibit);
    let all = exhibit.check().unwrap().pinned.unwrap();
    let since = all.since.unwrap();
    assert_eq!((since.entry, since.size, since.number), (10, 10, 4));
    assert_eq!(
        (all.until.entry, all.until.size, all.until.number),
        (38, 38, 13)
    );
    assert_eq!((all.beyond, all.places(&exhibit)), (1, (10, 38)));
    assert_eq!(exhibit.pinned().unwrap(), Some(all));
    // What is newer than the last row can be left out: the exhibit says that it doesn't reach there.
    let mut less = exhibit;
    less.entries.pop();
    assert_eq!(less.check().unwrap().pinned.unwrap().beyond, 0);
}

#[test]
fn from_an_accounts_first_entry_on_one_row_is_enough() {
    let log = Log::new();
    let mut exhibit = log.of_account_pinned();
    exhibit.from_ms = 0;
    exhibit.before = None;
    exhibit.heads.remove(0);
    let shown = [Tag::TIME, Tag::ACCOUNT, Tag::PLACE];
    exhibit.entries.retain(|entry| entry.index > 12);
    for index in [0, 3, 6, 9, 12] {
        exhibit.entries.push(log.exhibited(index, &shown, &[]));
    }
    exhibit.entries.sort_by_key(|entry| entry.index);
    let all = exhibit.check().unwrap().pinned.unwrap();
    assert_eq!((all.since, all.places(&exhibit)), (None, (0, 38)));
    exhibit.entries.remove(0);
    let refused = exhibit.check().unwrap_err();
    assert_eq!(
        refused,
        ExhibitError::Row(38, RowError::NotAll(NotAll::Gap(0)))
    );
}

#[test]
fn an_entry_that_is_kept_back_or_passed_off_as_beside_is_noticed() {
    for (at, index) in (0..).zip((12..38).step_by(3)) {
        let end = if index == 36 {
            NotAll::End
        } else {
            NotAll::Gap(at)
        };
        assert_eq!(
            without(index),
            ExhibitError::Row(38, RowError::NotAll(end)),
            "{index}"
        );
    }
    let filler = |index: u64| {
        refused(|e| {
            let all = &mut e.entries;
            let entry = all.iter_mut().find(|entry| entry.index == index).unwrap();
            *entry = Log::new().beside(index, &[Tag::TIME, Tag::ACCOUNT, Tag::PLACE]);
        })
    };
    for index in (15..40).step_by(3) {
        assert_eq!(filler(index), ExhibitError::Beside(index));
    }
    let shows = |shown: &[Tag]| refused(|e| e.entries[1] = Log::new().beside(12, shown));
    assert_eq!(shows(&[Tag::ACCOUNT, Tag::PLACE]), ExhibitError::Beside(12));
    let not_all = |why| ExhibitError::Row(38, RowError::NotAll(why));
    assert_eq!(shows(&[Tag::TIME, Tag::ACCOUNT]), not_all(NotAll::Place(0)));
    assert_eq!(shows(&[Tag::TIME, Tag::PLACE]), not_all(NotAll::Gap(0)));
}

#[test]
fn a_row_that_is_changed_or_stands_under_another_root_is_refused() {
    let row = ExhibitError::Row;
    assert_eq!(refused(|e| e.heads.swap(0, 1)), row(38, RowError::Rows));
    let thrice = |e: &mut Exhibit| e.heads.insert(0, e.heads[0].clone());
    assert_eq!(refused(thrice), row(38, RowError::Rows));
    for entry in [12, 13, 38] {
        let wrong = refused(|e| e.heads[0].entry = entry);
        assert!(
            matches!(wrong, ExhibitError::Row(at, _) if at == entry),
            "{wrong}"
        );
    }
    // The entry covers what it pins, or when.
    for left in [Tag::KIND, Tag::DETAIL, Tag::TIME] {
        let mut shown = vec![Tag::TIME, Tag::ACCOUNT, Tag::KIND, Tag::DETAIL];
        shown.retain(|tag| *tag != left);
        let wrong = refused(|e| e.entries[0] = Log::new().beside(10, &shown));
        assert_eq!(wrong, row(10, RowError::Entry), "{left}");
    }
    let changes: [fn(&mut PinnedRow); 6] = [
        |r| r.row.reached.number += 1,
        |r| r.row.reached.head = Hash::ZERO,
        |r| r.row.index ^= 1,
        |r| r.row.rows += 1,
        |r| r.row.path[0] = Hash::ZERO,
        |r| r.row.path.push(Hash::ZERO),
    ];
    for (at, change) in changes.into_iter().enumerate() {
        for which in [0, 1] {
            let wrong = refused(|e| change(&mut e.heads[which]));
            let entry = PINS[which];
            assert!(
                matches!(wrong, ExhibitError::Row(it, _) if it == entry),
                "{at}: {wrong}"
            );
        }
    }
    // Whoever begins the span before the earlier row could keep back what was logged between.
    for from in [AT_MS + 10_000, AT_MS + 9_000, 0] {
        let wrong = refused(|e| {
            e.from_ms = from;
            e.entries[1] = Log::new().exhibited(12, &[Tag::TIME, Tag::ACCOUNT, Tag::PLACE], &[]);
        });
        assert_eq!(wrong, row(10, RowError::Late), "{from}");
    }
    let other = refused(|e| {
        e.about = About::Span;
        e.from_ms = AT_MS;
    });
    assert_eq!(other, row(10, RowError::Rows));
}

#[test]
fn a_part_says_where_it_begins_and_what_follows_and_holds_for_that_alone() {
    let log = Log::new();
    let mut exhibit = log.of_account_pinned();
    exhibit.from_ms = AT_MS;
    exhibit.part = Places {
        first: 13,
        next: Some(39),
    };
    // The part before has entry 12, the next one 39.
    exhibit.entries.pop();
    let all = exhibit.check().unwrap().pinned.unwrap();
    assert_eq!(all.places(&exhibit), (13, 38));
    let json = exhibit.encode().unwrap();
    assert_eq!(Exhibit::parse(json.as_bytes()).unwrap(), exhibit);
    let with = |part: Places| {
        let mut other = exhibit.clone();
        other.part = part;
        other.check().unwrap_err()
    };
    let part = |first, next| Places { first, next };
    assert_eq!(with(part(12, Some(39))), ExhibitError::Beside(12));
    assert_eq!(with(part(16, Some(39))), ExhibitError::About(15));
    assert_eq!(with(part(13, Some(36))), ExhibitError::About(36));
    for wrong in [part(13, Some(13)), part(13, Some(40)), part(40, Some(39))] {
        assert_eq!(with(wrong), ExhibitError::Part);
    }
}

#[test]
fn a_chain_that_leads_over_lost_entries_is_shown_to_be_all_but_those() {
    let exhibit = Log::resumed().of_account_pinned();
    let all = exhibit.check().unwrap().pinned.unwrap();
    assert_eq!(all.lost.len(), 1);
    assert_eq!((all.lost[0].from, all.lost[0].size), (LOST, TOLD));
    assert_eq!((all.since.unwrap().number, all.until.number), (4, 12));
    // Without the entry that tells of it nothing is shown.
    let mut untold = exhibit.clone();
    untold.entries.retain(|entry| entry.index != TOLD);
    let gap = ExhibitError::Row(38, RowError::NotAll(NotAll::Gap(1)));
    assert_eq!(untold.check().unwrap_err(), gap);
    // The last one before the loss can be kept back as little as any other, though the next one names the link alone.
    for (index, at) in [(12, 0), (21, 1), (24, 2), (27, 3)] {
        let mut gone = exhibit.clone();
        gone.entries.retain(|entry| entry.index != index);
        let gap = ExhibitError::Row(38, RowError::NotAll(NotAll::Gap(at)));
        assert_eq!(gone.check().unwrap_err(), gap, "{index}");
    }
}

#[test]
fn the_program_says_up_to_where_all_is_here_and_that_a_part_is_one() {
    let log = Log::new();
    let path = folder("exhibit-pinned").join("exhibit.json");
    let said = |exhibit: &Exhibit| {
        fs::write(&path, exhibit.encode().unwrap()).unwrap();
        let mut words = vec!["exhibit".to_owned(), path.to_str().unwrap().to_owned()];
        words.extend(["--key".to_owned(), exhibit.log.to_string()]);
        for number in [1, 2] {
            let key = witness(number).witness_key().to_string();
            words.extend(["--witness".to_owned(), key]);
        }
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        super::house::accepted(&super::house::run(&words))
    };
    let mut exhibit = log.of_account_pinned();
    let whole = said(&exhibit);
    for line in [
        "- all that was logged for this account from 2026-11-18 11:06:53 UTC until 2026-11-18 11:07:18 UTC is here, of what \
         stands in the log from place 10 to before place 38 (pinned by entry 38, at 2026-11-18 11:07:18 UTC)",
        "- 1 of the entries here are newer than that: nothing says that they are all",
    ] {
        assert!(whole.contains(line), "{line}\n{whole}");
    }
    assert!(!whole.contains("this is a part") && !whole.contains("not shown to be all"));
    exhibit.entries.pop();
    exhibit.part.next = Some(39);
    let part = said(&exhibit);
    let line = "- this is a part: it begins at place 0 of the log; more may follow from place 39";
    assert!(
        part.contains(line) && !part.contains("newer than that"),
        "{part}"
    );
    let lost = said(&Log::resumed().of_account_pinned());
    let line = "- some or all of the entries at places 15 to 18 were lost at a restore";
    assert!(lost.contains(line), "{lost}");
}

#[test]
fn a_link_that_was_undone_makes_no_room_for_an_entry_that_is_kept_back() {
    let log = Log::resumed();
    let mut exhibit = log.of_account_pinned();
    let shown = [Tag::TIME, Tag::ACCOUNT, Tag::KIND, Tag::DETAIL];
    exhibit.entries.push(log.beside(UNDONE, &shown));
    exhibit.entries.sort_by_key(|entry| entry.index);
    assert_eq!(exhibit.check().unwrap().pinned.unwrap().lost.len(), 1);
    exhibit.entries.retain(|entry| entry.index != 12);
    let gap = ExhibitError::Row(38, RowError::NotAll(NotAll::Gap(0)));
    assert_eq!(exhibit.check().unwrap_err(), gap);
}

#[test]
fn a_row_from_before_what_the_exhibit_is_about_is_refused() {
    let early = ExhibitError::Row(38, RowError::Early);
    let all_beside = |e: &mut Exhibit| {
        let old = e.entries.iter_mut().filter(|entry| entry.index < 38);
        old.for_each(|entry| entry.is_beside = true);
    };
    let by_time = refused(|e| {
        e.from_ms = AT_MS + 38_000;
        all_beside(e);
    });
    assert_eq!(by_time, early);
    let by_place = refused(|e| {
        e.part.first = 38;
        all_beside(e);
    });
    assert_eq!(by_place, early);
}
