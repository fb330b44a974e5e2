//! "These are all logged acts of this account between A and B": what convinces, and what doesn't.
#![cfg(test)]

use switchboard_ledger::entry::*;
use switchboard_ledger::hash::{Hash, leaf_hash};
use switchboard_ledger::heads::*;

const CALLER: [u8; 16] = [2; 16];

/// An account's entries one after the other, each with its record.
struct Account {
    id: [u8; 16],
    entries: Vec<(Opened, [u8; LEAF_RECORD_BYTES])>,
    reached: Vec<Reached>,
}

impl Account {
    fn new(id: [u8; 16], count: u8) -> Self {
        let mut account = Self {
            id,
            entries: Vec::new(),
            reached: vec![Reached::NOTHING],
        };
        for n in 1..=count {
            let before = account.reached[usize::from(n) - 1];
            let place = Place {
                number: u64::from(n),
                previous: before.head,
            };
            let opened = Opened {
                place: place.open(Salt::from_bytes([n; 32])),
                act: act(id, n).open(&ActSecret::from_bytes([n; 32]), &[Tag::TIME, Tag::ACCOUNT]),
                subjects: Vec::new(),
            };
            let record = opened.leaf_record().unwrap();
            account.reached.push(Reached {
                number: u64::from(n),
                head: leaf_hash(&record),
            });
            account.entries.push((opened, record));
        }
        account
    }

    /// The entries after the first `from` up to number `to`.
    fn between(&self, from: usize, to: usize) -> Vec<Verified<'_>> {
        let entries = self.entries[from..to].iter();
        entries
            .map(|(opened, record)| verify_entry(record, opened).unwrap())
            .collect()
    }
}

fn act(account: [u8; 16], n: u8) -> Act {
    Act {
        at_ms: i64::from(n),
        account,
        opened: "code".to_owned(),
        kind: 401,
        purpose: String::new(),
        campaign: None,
        bank: None,
        fields: String::new(),
        licence: None,
        detail: Vec::new(),
    }
}

/// The rows of three accounts when the caller had `number` entries, and the others some.
fn rows(caller: &Account, number: usize) -> Vec<([u8; 16], u64, Hash)> {
    let at = caller.reached[number];
    let mut rows = vec![([1; 16], 4, Hash::ZERO), ([3; 16], 7, Hash::ZERO)];
    if number > 0 {
        rows.insert(1, (caller.id, at.number, at.head));
    }
    rows
}

#[test]
fn all_entries_between_two_heads_are_shown_and_no_fewer_and_no_more() {
    let caller = Account::new(CALLER, 9);
    for (a, b) in [(0, 0), (0, 9), (0, 1), (3, 7), (4, 4), (8, 9)] {
        let point = |number: usize| {
            if number == 0 {
                return Reached::NOTHING;
            }
            let rows = rows(&caller, number);
            let root = heads_root(&rows).unwrap();
            let proof = HeadProof::prove(&rows, &CALLER).unwrap();
            proof.verify(&CALLER, &root).unwrap()
        };
        let (from, to) = (point(a), point(b));
        let all = caller.between(a, b);
        assert_eq!(verify_all_between(&CALLER, from, to, &all), Ok(()));
        for gone in 0..all.len() {
            let mut fewer = all.clone();
            fewer.remove(gone);
            assert!(verify_all_between(&CALLER, from, to, &fewer).is_err());
            let mut doubled = all.clone();
            doubled.insert(gone, all[gone].clone());
            assert!(verify_all_between(&CALLER, from, to, &doubled).is_err());
        }
        if b < 9 {
            let more = caller.between(a, b + 1);
            assert_eq!(
                verify_all_between(&CALLER, from, to, &more),
                Err(NotAll::End)
            );
        }
    }
}

#[test]
fn entries_of_another_account_or_with_a_covered_place_show_nothing() {
    let (caller, other) = (Account::new(CALLER, 3), Account::new([9; 16], 3));
    let (from, to) = (Reached::NOTHING, caller.reached[3]);
    let check = |entries: &[Verified<'_>]| verify_all_between(&CALLER, from, to, entries);
    assert_eq!(check(&other.between(0, 3)), Err(NotAll::Account(0)));
    let mut all = caller.between(0, 3);
    let (opened, record) = &caller.entries[1];
    let covered = Opened {
        place: Part::Covered(opened.place.commitment(Tag::PLACE)),
        ..opened.clone()
    };
    all[1] = verify_entry(record, &covered).unwrap();
    assert_eq!(check(&all), Err(NotAll::Place(1)));
    let nobody = Opened {
        act: act(CALLER, 2).open(&ActSecret::from_bytes([2; 32]), &[Tag::TIME]),
        ..opened.clone()
    };
    all[1] = verify_entry(record, &nobody).unwrap();
    assert_eq!(check(&all), Err(NotAll::Account(1)));
    let mut swapped = caller.between(0, 3);
    swapped.swap(0, 1);
    assert_eq!(check(&swapped), Err(NotAll::Gap(0)));
}

#[test]
fn a_row_is_proved_under_its_root_and_under_no_other_for_no_other_account() {
    let caller = Account::new(CALLER, 9);
    let (early, late) = (rows(&caller, 3), rows(&caller, 9));
    let (then, now) = (heads_root(&early).unwrap(), heads_root(&late).unwrap());
    let proof = HeadProof::prove(&late, &CALLER).unwrap();
    assert_eq!(proof.verify(&CALLER, &now), Ok(caller.reached[9]));
    assert!(proof.verify(&CALLER, &then).is_err());
    assert!(proof.verify(&[1; 16], &now).is_err());
    let mut fewer = proof.clone();
    fewer.reached = caller.reached[3];
    assert!(fewer.verify(&CALLER, &now).is_err());
    assert_eq!(
        HeadProof::prove(&rows(&caller, 0), &CALLER),
        Err(HeadsError::NoRow)
    );
    let twice = [late[1], late[1]];
    assert_eq!(HeadProof::prove(&twice, &CALLER), Err(HeadsError::Order(1)));
    let many: Vec<_> = (0..100_u8)
        .map(|n| ([n; 16], u64::from(n) + 1, leaf_hash(&[n])))
        .collect();
    let root = heads_root(&many).unwrap();
    for (account, number, head) in &many {
        let proof = HeadProof::prove(&many, account).unwrap();
        let (number, head) = (*number, *head);
        assert_eq!(proof.verify(account, &root), Ok(Reached { number, head }));
    }
}
