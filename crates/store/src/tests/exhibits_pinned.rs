//! Exhibits of an account show by themselves that they are all: by the account's rows under the hours' entries.

use std::fs;

use switchboard_ledger::entry::{Proved, verify_entry};
use switchboard_ledger::exhibit::{AllPinned, Exhibit, ExhibitError, RowError};
use switchboard_ledger::heads::HEADS_KIND;
use switchboard_rules::events::EventKind;
use switchboard_rules::ids::AccountId;
use switchboard_rules::moment::{Moment, Span};
use switchboard_rules::policy::{Role, Scope};

use super::exhibits::{dpo, holds, taken_at};
use super::house::{EVENING, House, Person, given, on_both};
use super::own_record::own_page;
use super::restores::{Back, back_up};
use super::resumed::{note, sequence_all};
use crate::engine::Engine;
use crate::log::exhibit::{self, ENTRIES_MAX, Handed, Of, Opened, Opens, Plan, Wanted, Why};
use crate::log::{self, PublishedFolder};
use crate::restore::LogName;
use crate::session::SYSTEM;
use crate::world::World;

fn at(hours: i64, minutes: i64) -> Moment {
    EVENING
        .plus(Span::hours(hours))
        .plus(Span::minutes(minutes))
}

/// Looks at their own record so often: each is an entry of theirs.
fn looks(house: &House, who: &Person, count: usize, now: Moment) {
    for _ in 0..count {
        own_page(&house.world, &who.auth(), None, now);
    }
    house.settle(now);
}

/// Pins every account and signs the entry that says so.
fn pin(house: &House, now: Moment) -> u64 {
    let size = log::pin_heads(&house.world, now).unwrap();
    house.settle(now);
    size.expect("a pin was due")
}

fn own(from: Moment, until: Moment) -> Wanted {
    Wanted::own(from, until, 0)
}

const BEGINNING: Moment = Moment::from_millis(0);

fn all(handed: &Handed) -> AllPinned {
    // Whoever reads the file comes to the same.
    let json = handed.json().unwrap();
    let read = Exhibit::parse(json.as_bytes()).unwrap().pinned().unwrap();
    assert_eq!(read, handed.pinned);
    read.expect("it is shown to be all")
}

/// The numbers of the account's entries that the exhibit is about.
fn numbers(handed: &Handed, account: AccountId) -> Vec<u64> {
    let own = handed.lines.iter().filter(|line| !line.is_beside);
    let of = |line: &exhibit::RecordLine| line.account.as_ref().map(|(id, _)| *id);
    assert!(own.clone().all(|line| of(line) == Some(account)));
    own.filter_map(|line| line.number).collect()
}

fn not_all(exhibit: &Exhibit) {
    let refused = exhibit.pinned().unwrap_err();
    assert!(
        matches!(refused, ExhibitError::Row(_, RowError::NotAll(_))),
        "{refused}"
    );
    assert_eq!(exhibit.encode().unwrap_err(), refused);
}

#[test]
fn an_exhibit_of_ones_own_is_shown_to_be_all_up_to_the_hours_pin() {
    assert_eq!(HEADS_KIND, EventKind::Heads.code());
    on_both(1, |house| {
        let dpo = dpo(house);
        looks(house, &dpo, 5, EVENING);
        let early = taken_at(house, &dpo, &own(BEGINNING, at(0, 5)), at(0, 5));
        assert_eq!(
            (early.pinned, early.exhibit.heads.len()),
            (None, 0),
            "no pin yet"
        );
        house.settle(at(0, 5));
        pin(house, at(0, 6));
        let handed = taken_at(house, &dpo, &own(BEGINNING, at(0, 10)), at(0, 10));
        let shown = all(&handed);
        // Signed in, five looks, and the exhibit before.
        assert_eq!(
            (shown.since, shown.until.number, shown.beyond),
            (None, 7, 0)
        );
        assert_eq!(numbers(&handed, dpo.account), (1..=7).collect::<Vec<_>>());
        assert_eq!(handed.filled, 0);
        // What came after it is here too, and said to be newer.
        house.settle(at(0, 10));
        let more = taken_at(house, &dpo, &own(BEGINNING, at(0, 11)), at(0, 11));
        assert_eq!((all(&more).until.number, all(&more).beyond), (7, 1));
        let mut less = handed.exhibit.clone();
        let last = less
            .entries
            .iter()
            .rposition(|entry| !entry.is_beside)
            .unwrap();
        less.entries.remove(last);
        not_all(&less);
    });
}

#[test]
fn between_two_pins_every_entry_is_here_and_what_is_of_another_time_shows_that_alone() {
    on_both(1, |house| {
        let dpo = dpo(house);
        house.settle(EVENING);
        for hour in 0..4 {
            pin(house, at(hour, 0));
            looks(house, &dpo, 3, at(hour, 10));
            looks(house, &dpo, 3, at(hour, 40));
        }
        let wanted = own(at(1, 30), at(2, 30));
        let handed = taken_at(house, &dpo, &wanted, at(3, 50));
        let shown = all(&handed);
        // One entry for having signed in; six in each hour.
        assert_eq!(numbers(&handed, dpo.account), (11..=16).collect::<Vec<_>>());
        let since = shown.since.unwrap();
        assert_eq!((since.number, shown.until.number, shown.beyond), (7, 19, 0));
        assert!(since.at_ms <= at(1, 0).millis() && shown.until.at_ms >= at(2, 30).millis());
        assert_eq!(handed.filled, 6, "three of before, three of after");
        // What was handed on of other times is counted in the ledger too.
        let page = own_page(&house.world, &dpo.auth(), None, at(3, 50));
        let details = page.lines.iter().filter_map(|line| line.detail.as_deref());
        let taken: Vec<&str> = details
            .filter(|detail| detail.contains("entries="))
            .collect();
        assert!(
            taken.len() == 1 && taken[0].contains("entries=6 beside=6"),
            "{taken:?}"
        );
        let account = *dpo.account.as_bytes();
        let mut filling = 0;
        for entry in handed
            .exhibit
            .entries
            .iter()
            .filter(|entry| entry.is_beside)
        {
            let record = entry.opened.leaf_record().unwrap();
            let entry = verify_entry(&record, &entry.opened).unwrap();
            if entry.account() == Some(Proved::Open(account)) {
                assert_eq!(entry.kind(), Some(Proved::Covered));
                let Some(Proved::Open(ms)) = entry.at_ms() else {
                    panic!("its time is shown")
                };
                assert!(!(at(1, 30).millis()..at(2, 30).millis()).contains(&ms));
                filling += 1;
            }
        }
        assert_eq!(filling, 6);
        // None can be kept back, whether it is what the exhibit is about or stands beside.
        let count = handed.exhibit.entries.len();
        let pins: Vec<u64> = handed.exhibit.heads.iter().map(|row| row.entry).collect();
        let mut refused = 0;
        for kept_back in 0..count {
            let mut less = handed.exhibit.clone();
            let gone = less.entries.remove(kept_back);
            let is_shown = less.pinned().is_ok();
            let record = gone.opened.leaf_record().unwrap();
            let entry = verify_entry(&record, &gone.opened).unwrap();
            let is_needed =
                entry.account() == Some(Proved::Open(account)) || pins.contains(&gone.index);
            assert_eq!(is_shown, !is_needed, "{}", gone.index);
            refused += usize::from(!is_shown);
        }
        assert_eq!(refused, 6 + 6 + 2);
        // An hour in which they did nothing is shown to be one.
        let idle = taken_at(house, &dpo, &own(at(2, 45), at(2, 55)), at(3, 50));
        assert_eq!(
            (numbers(&idle, dpo.account), all(&idle).beyond),
            (Vec::new(), 0)
        );
    });
}

#[test]
fn whoever_comes_after_a_pin_is_not_shown_by_it_and_begins_with_their_first_entry_in_the_next() {
    on_both(1, |house| {
        let first = dpo(house);
        house.settle(EVENING);
        pin(house, EVENING);
        let second = house.person("Dewi Dpo", Role::Dpo, Scope::Organisation);
        looks(house, &second, 2, at(0, 10));
        let of = Wanted {
            of: Of::Account(second.account),
            opens: Opens::Acts,
            why: Some(Why::Dispute),
            ..own(at(0, 5), at(0, 30))
        };
        let handed = taken_at(house, &first, &of, at(0, 30));
        assert_eq!((handed.pinned, handed.exhibit.heads.len()), (None, 0));
        house.settle(at(0, 30));
        pin(house, at(1, 0));
        let handed = taken_at(house, &first, &of, at(1, 5));
        let shown = all(&handed);
        // Their sign-in was at the evening's beginning, before the span.
        assert_eq!(
            (shown.since, shown.until.number, handed.filled),
            (None, 3, 1)
        );
    });
}

#[test]
fn of_a_thousand_entries_each_part_is_shown_to_be_all_and_says_that_it_is_a_part() {
    on_both(1, |house| {
        let dpo = dpo(house);
        note(&house.world, 700);
        house.settle(EVENING);
        pin(house, EVENING);
        let dpo = house.again(&dpo, at(0, 45));
        note(&house.world, 700);
        house.settle(EVENING);
        pin(house, at(1, 0));
        let of = |first| Wanted {
            of: Of::Account(SYSTEM),
            opens: Opens::Acts,
            why: Some(Why::Dispute),
            first,
            ..own(BEGINNING, at(1, 30))
        };
        let one = taken_at(house, &dpo, &of(0), at(1, 30));
        let next = one.next.unwrap();
        assert_eq!(
            (one.exhibit.part.first, one.exhibit.part.next),
            (0, Some(next))
        );
        assert_eq!(numbers(&one, SYSTEM).len(), ENTRIES_MAX);
        let shown = all(&one);
        assert_eq!((shown.since, shown.beyond), (None, 0));
        assert_eq!(shown.places(&one.exhibit), (0, next));
        let two = taken_at(house, &dpo, &of(next), at(1, 30));
        assert_eq!(
            (two.exhibit.part.first, two.exhibit.part.next),
            (next, None)
        );
        let shown = all(&two);
        let since = shown.since.unwrap();
        assert!(
            since.size <= next && two.filled > 200,
            "{since:?} {}",
            two.filled
        );
        let numbers = [numbers(&one, SYSTEM), numbers(&two, SYSTEM)].concat();
        let count = u64::try_from(numbers.len()).unwrap();
        assert_eq!(numbers, (1..=count).collect::<Vec<_>>());
        // A file beside the first page: what came since is not in it, and it says so.
        let end = one.exhibit.entries[40].index;
        let file = Wanted {
            end: Some(end),
            ..of(0)
        };
        let file = taken_at(house, &dpo, &file, at(1, 30));
        assert_eq!(file.exhibit.part.next, Some(end));
        assert_eq!(self::numbers(&file, SYSTEM).len(), 40);
        all(&file);
    });
}

#[test]
fn only_rows_that_changed_are_kept_and_a_pin_that_came_to_nothing_harms_none() {
    on_both(1, |house| {
        let dpo = dpo(house);
        house.settle(EVENING);
        pin(house, EVENING);
        let rows = "select count(*) from account_pinned";
        let accounts = house.count("select count(*) from account_head");
        assert_eq!(house.count(rows), accounts, "each of them changed");
        looks(house, &dpo, 2, at(0, 50));
        pin(house, at(1, 0));
        assert_eq!(
            house.count(rows),
            accounts + 2,
            "the dpo's and the system's"
        );
        let dpo = house.again(&dpo, at(1, 30));
        looks(house, &dpo, 2, at(2, 0));
        // Killed after it kept its rows: no entry tells of them.
        let killed = log::rows_now(&house.world).unwrap();
        log::keep_pinned(&house.world, &killed, at(2, 0)).unwrap();
        looks(house, &dpo, 2, at(2, 10));
        pin(house, at(2, 10));
        for (from, until) in [
            (at(0, 30), at(1, 30)),
            (at(1, 30), at(2, 30)),
            (at(0, 30), at(2, 30)),
        ] {
            let handed = taken_at(house, &dpo, &own(from, until), at(2, 30));
            assert_eq!(all(&handed).beyond, 0);
        }
        // Changed rows are handed out to nobody.
        // A row that was taken out is told from one that never was.
        for hand in [
            "update account_pinned set number = number + 1 where size = (select min(size) from account_pinned)",
            "delete from account_pinned where size = (select min(size) from account_pinned)",
        ] {
            assert!(house.tamper(hand) > 0);
            let asked = own(at(0, 30), at(1, 30));
            let plan = given(house.act(&dpo, at(2, 40), move |tx| exhibit::ask(tx, &asked)));
            let chosen = exhibit::choose(&house.world, plan.unwrap(), at(2, 40));
            let said = chosen
                .err()
                .map(|fault| fault.to_string())
                .unwrap_or_default();
            assert!(said.contains("the database was changed"), "{said}");
        }
    });
}

/// The same without anybody who acts.
fn unasked(world: &World, account: AccountId, wanted: Wanted, now: Moment) -> Handed {
    let chosen = exhibit::choose(world, Plan::unasked(account, wanted), now).unwrap();
    let opened = Opened::unasked(chosen.expect("the log is signed"));
    let handed = opened.make(world, |_| None).unwrap();
    holds(&handed);
    handed
}

fn settle(world: &World, now: Moment) {
    sequence_all(world, "test", now);
    log::sign(world, now).unwrap();
}

/// A world with a pin, restored from a backup made after it, while more was pinned and lost.
fn restored(house: &House, dpo: &Person, is_over: bool, then: impl FnOnce(&World)) {
    looks(house, dpo, 3, EVENING);
    pin(house, EVENING);
    looks(house, dpo, 2, EVENING);
    back_up(house, "backup");
    looks(house, dpo, 4, at(0, 59));
    pin(house, at(1, 0));
    let folder = house.dir.path().join("published");
    log::publish(&house.world, &folder, at(1, 0)).unwrap();
    let tiles = PublishedFolder(folder);
    let back = Back::beside(house, "back", house.world.engine()).unwrap();
    let name = if is_over {
        LogName::Over(&tiles)
    } else {
        LogName::New
    };
    back.restore(house, "backup", name).unwrap();
    then(&back.open());
    assert!(fs::exists(&back.dir).unwrap() || house.world.engine() == Engine::Postgres);
}

#[test]
fn after_a_restore_under_a_new_name_what_the_backup_holds_is_shown_by_its_own_pins() {
    on_both(1, |house| {
        let dpo = dpo(house);
        restored(house, &dpo, false, |world| {
            settle(world, at(2, 0));
            let wanted = own(BEGINNING, at(2, 0));
            let handed = unasked(world, dpo.account, wanted.clone(), at(2, 0));
            let shown = all(&handed);
            // The pin of the old log's second hour is not in this one.
            assert_eq!((shown.until.number, shown.beyond), (4, 2));
            assert!(log::pin_heads(world, at(3, 0)).unwrap().is_some());
            settle(world, at(3, 0));
            let handed = unasked(world, dpo.account, wanted, at(3, 1));
            assert_eq!((all(&handed).until.number, all(&handed).beyond), (6, 0));
            assert_eq!(all(&handed).lost, []);
        });
    });
}

#[test]
fn after_entries_were_lost_an_exhibit_is_shown_to_be_all_but_those() {
    on_both(1, |house| {
        let dpo = dpo(house);
        restored(house, &dpo, true, |world| {
            settle(world, at(2, 0));
            assert!(log::pin_heads(world, at(3, 0)).unwrap().is_some());
            settle(world, at(3, 0));
            for from in [BEGINNING, at(0, 30)] {
                let handed = unasked(world, dpo.account, own(from, at(2, 30)), at(3, 1));
                let shown = all(&handed);
                let resumed = log::resumed(world).unwrap()[0].resumption;
                assert_eq!(shown.lost, [resumed], "{from:?}");
                assert_eq!(shown.until.number, 7, "six entries and the link");
                // Whoever isn't told of the loss is shown nothing.
                let mut untold = handed.exhibit.clone();
                untold.entries.retain(|entry| {
                    let record = entry.opened.leaf_record().unwrap();
                    let entry = verify_entry(&record, &entry.opened).unwrap();
                    entry.kind() != Some(Proved::Open(EventKind::LogResumed.code()))
                });
                not_all(&untold);
            }
        });
    });
}
