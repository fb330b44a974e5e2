//! A log that went on over lost entries: no chain leads across unseen, and whoever asks is told what is lost.
#![cfg(test)]

use switchboard_ledger::entry::*;
use switchboard_ledger::hash::{Hash, leaf_hash};
use switchboard_ledger::heads::*;
use switchboard_ledger::resumed::*;

const CALLER: [u8; 16] = [2; 16];

fn resumption() -> Resumption {
    Resumption {
        from: 40,
        size: 60,
        root: leaf_hash(b"the root that was signed"),
    }
}

struct One(Opened, [u8; LEAF_RECORD_BYTES]);

impl One {
    /// An entry of the caller at this place.
    fn at(number: u64, previous: Hash, salt: u8) -> Self {
        Self::of(CALLER, 401, Vec::new(), Place { number, previous }, salt)
    }

    fn of(account: [u8; 16], kind: u16, detail: Vec<u8>, place: Place, salt: u8) -> Self {
        let act = Act {
            at_ms: 5,
            account,
            opened: "code".to_owned(),
            kind,
            purpose: String::new(),
            campaign: None,
            bank: None,
            fields: String::new(),
            licence: None,
            detail,
        };
        let shown = [Tag::ACCOUNT, Tag::KIND, Tag::DETAIL];
        let opened = Opened {
            place: place.open(Salt::from_bytes([salt; 32])),
            act: act.open(&ActSecret::from_bytes([salt; 32]), &shown),
            subjects: Vec::new(),
        };
        let record = opened.leaf_record().unwrap();
        Self(opened, record)
    }

    fn checked(&self) -> Verified<'_> {
        verify_entry(&self.1, &self.0).unwrap()
    }

    fn reached(&self, number: u64) -> Reached {
        Reached {
            number,
            head: leaf_hash(&self.1),
        }
    }
}

/// Two entries before, two lost ones, and two after the log went on over them.
fn story() -> (Vec<One>, Vec<One>, Vec<One>) {
    let first = One::at(1, Hash::ZERO, 1);
    let second = One::at(2, leaf_hash(&first.1), 2);
    let third = One::at(3, leaf_hash(&second.1), 3);
    let fourth = One::at(4, leaf_hash(&third.1), 4);
    let fifth = One::at(4, resumption().link(), 5);
    let sixth = One::at(5, leaf_hash(&fifth.1), 6);
    (vec![first, second], vec![third, fourth], vec![fifth, sixth])
}

fn checked<'a>(entries: impl IntoIterator<Item = &'a One>) -> Vec<Verified<'a>> {
    entries.into_iter().map(One::checked).collect()
}

#[test]
fn what_leads_across_lost_entries_is_refused_by_whoever_isnt_told_of_them() {
    let (before, _, after) = story();
    let to = after[1].reached(5);
    let all = checked(before.iter().chain(&after));
    let from = Reached::NOTHING;
    let refused = Err(NotAll::Gap(2));
    assert_eq!(verify_all_between(&CALLER, from, to, &all), refused);
    assert_eq!(
        verify_all_but_lost(&CALLER, from, to, &all, &[]),
        Err(NotAll::Gap(2))
    );
    let other = Resumption {
        size: 61,
        ..resumption()
    };
    assert_eq!(
        verify_all_but_lost(&CALLER, from, to, &all, &[other]),
        Err(NotAll::Gap(2))
    );
}

#[test]
fn whoever_is_told_sees_which_resumption_the_chain_leads_through_and_nothing_else_is_kept_back() {
    let (before, lost, after) = story();
    let (from, to) = (Reached::NOTHING, after[1].reached(5));
    let told = [resumption()];
    let check =
        |entries: &[Verified<'_>], to| verify_all_but_lost(&CALLER, from, to, entries, &told);
    let all = checked(before.iter().chain(&after));
    assert_eq!(check(&all, to), Ok(vec![0]));
    // Whoever took an exhibit of lost entries in time can show them too: they are leaves of the same tree.
    let more = checked(before.iter().chain(&lost).chain(&after));
    assert_eq!(check(&more, to), Ok(vec![0]));
    // Nothing can be left out after the break, nor before it: the link counts, so the numbers would have a gap.
    for gone in 0..4 {
        let mut fewer = all.clone();
        fewer.remove(gone);
        assert!(check(&fewer, to).is_err(), "entry {gone}");
    }
    // An account that did nothing since has a row that shows the link itself.
    let idle = Reached {
        number: 3,
        head: resumption().link(),
    };
    assert_eq!(check(&checked(&before), idle), Ok(vec![0]));
    assert_eq!(check(&all, idle), Err(NotAll::End), "the link stands once");
    // Wholly before or wholly after, nothing is crossed.
    assert_eq!(check(&checked(&before), before[1].reached(2)), Ok(vec![]));
    let since = verify_all_but_lost(&CALLER, idle, to, &checked(&after), &told);
    assert_eq!(since, Ok(vec![]));
    assert_eq!(
        verify_all_between(&CALLER, idle, to, &checked(&after)),
        Ok(())
    );
}

#[test]
fn links_are_crossed_in_their_order_and_each_once() {
    let one = resumption();
    let two = Resumption {
        from: 70,
        size: 80,
        root: Hash::ZERO,
    };
    let first = One::at(2, one.link(), 1);
    let second = One::at(4, two.link(), 2);
    let third = One::at(6, one.link(), 3);
    let check = |entries: &[&One], to| {
        let entries = checked(entries.iter().copied());
        verify_all_but_lost(&CALLER, Reached::NOTHING, to, &entries, &[one, two])
    };
    assert_eq!(check(&[&first, &second], second.reached(4)), Ok(vec![0, 1]));
    let left_out = check(&[&second], second.reached(4));
    assert_eq!(left_out, Err(NotAll::Gap(0)), "the first one is kept back");
    let newcomer = One::at(2, two.link(), 4);
    assert_eq!(check(&[&newcomer], newcomer.reached(2)), Ok(vec![1]));
    // Who did nothing between: both links count.
    let idle = One::at(3, two.link(), 5);
    assert_eq!(check(&[&idle], idle.reached(3)), Ok(vec![1]));
    let row = |number| Reached {
        number,
        head: two.link(),
    };
    assert_eq!(check(&[], row(2)), Ok(vec![1]));
    assert_eq!(check(&[], row(3)), Err(NotAll::End));
    assert_eq!(
        check(&[&newcomer, &third], third.reached(6)),
        Err(NotAll::Gap(1))
    );
    assert_eq!(
        check(&[&first, &third], third.reached(6)),
        Err(NotAll::Gap(1))
    );
}

#[test]
fn only_an_entry_of_its_kind_with_a_whole_detail_tells_of_it() {
    let told = |kind, detail: &str| {
        let detail = detail.as_bytes().to_vec();
        let one = One::of([0; 16], kind, detail, Place::FIRST, 1);
        Resumption::of(&one.checked())
    };
    let whole = resumption().to_string();
    assert_eq!(told(RESUMED_KIND, &whole), Some(resumption()));
    let more = format!("{whole} lost=18");
    assert_eq!(told(RESUMED_KIND, &more), Some(resumption()));
    assert_eq!(told(401, &whole), None);
    let root = Hash::ZERO.to_hex();
    for detail in [
        String::new(),
        "from=1 size=2".to_owned(),
        "from=1 size=2 root=00".to_owned(),
        format!("size=2 from=1 root={root}"),
        format!("from=2 size=2 root={root}"),
        format!("from=-1 size=2 root={root}"),
        format!("from=+1 size=2 root={root}"),
        format!("from=01 size=2 root={root}"),
        format!("from=1 size=2 root={root}0"),
    ] {
        assert_eq!(told(RESUMED_KIND, &detail), None, "{detail}");
    }
    assert_ne!(resumption().link(), resumption().root);
}
