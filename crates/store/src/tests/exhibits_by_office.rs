//! Exhibits that the data protection officer takes: of an account, of a campaign, of a span of time.

use switchboard_ledger::entry::Tag;
use switchboard_rules::events::EventKind;
use switchboard_rules::ids::AccountId;
use switchboard_rules::moment::{Moment, Span};
use switchboard_rules::policy::{Reason, Role, Scope};

use super::calls::card;
use super::exhibits::{LATER, by_office, dpo, evening, own, refused, taken};
use super::house::{EVENING, House, given, on_both};
use crate::log;
use crate::log::exhibit::{self, A_DAY_MAX, Handed, OWN_A_DAY_MAX, Of, Opens, Wanted};

#[test]
fn an_exhibit_of_an_account_is_for_the_dpo_alone_and_names_nobody_elses_account() {
    on_both(6, |house| {
        let [(caller, ..), (other, ..)] = evening(house);
        house.settle(EVENING);
        let wanted = by_office(Of::Account(caller.account), Opens::Acts);
        let officer = house.person("Orla", Role::MembershipOfficer, Scope::Organisation);
        for (who, why) in [(&officer, Reason::NotYourRole), (&other, Reason::NotYours)] {
            let asked = wanted.clone();
            let done = house.act(who, LATER, move |tx| exhibit::ask(tx, &asked));
            assert_eq!(refused(done), why);
        }
        let handed = taken(house, &dpo(house), &wanted);
        let accounts = handed.lines.iter().filter(|line| !line.is_beside);
        for line in accounts {
            assert_eq!(line.account.as_ref().unwrap().0, caller.account);
        }
        assert_eq!(
            house.count("select count(*) from entry where kind = 360"),
            1
        );
        let nobody = by_office(Of::Account(AccountId::from_bytes([9; 16])), Opens::Acts);
        let done = house.act(&dpo(house), LATER, move |tx| exhibit::ask(tx, &nobody));
        assert!(given(done).is_none());
    });
}

#[test]
fn an_exhibit_of_a_campaign_or_a_span_covers_accounts_until_they_are_asked_for() {
    on_both(6, |house| {
        evening(house);
        let rival = house.caller(1);
        card(house, &rival, house.banks[1], EVENING);
        house.settle(EVENING);
        let dpo = dpo(house);
        let red = Of::Campaign(house.campaigns[0]);
        let covered = taken(house, &dpo, &by_office(red.clone(), Opens::Acts));
        let lines = || covered.lines.iter().filter(|line| !line.is_beside);
        assert!(lines().count() >= 6, "two callers' calls and more");
        assert!(lines().all(|line| line.campaign.as_deref() == Some("Red")));
        // The console's acts are the system's own.
        let covered_of = |line: &exhibit::RecordLine| match &line.account {
            Some((id, _)) => *id.as_bytes() == [0; 16],
            None => line.number.is_none(),
        };
        assert!(lines().all(covered_of));
        assert!(lines().any(|line| line.account.is_none()));
        let open = taken(house, &dpo, &by_office(red, Opens::Accounts));
        assert!(open.lines.iter().all(|line| line.account.is_some()));
        let kinds =
            |handed: &Handed| -> Vec<u16> { handed.lines.iter().map(|line| line.kind).collect() };
        assert_eq!(kinds(&open), kinds(&covered));
        let span = Wanted {
            from: EVENING,
            until: EVENING.plus(Span::seconds(1)),
            ..by_office(Of::Span, Opens::Acts)
        };
        let all = taken(house, &dpo, &span);
        assert!(
            all.lines
                .iter()
                .any(|line| line.campaign.as_deref() == Some("Blue"))
        );
        let entries = all.exhibit.entries.iter().filter(|entry| !entry.is_beside);
        for entry in entries {
            let account = entry
                .opened
                .act
                .iter()
                .find(|(tag, _)| *tag == Tag::ACCOUNT);
            let is_system = entry.opened.place.bytes().is_some();
            assert_eq!(account.unwrap().1.bytes().is_some(), is_system);
        }
        let before = Wanted {
            until: EVENING,
            ..span
        };
        let nothing = taken(house, &dpo, &before);
        assert!(nothing.lines.iter().all(|line| line.is_beside));
    });
}

/// Entries that a machine wrote whose clock stood elsewhere; they get their places at once.
fn stamped(house: &House, entries: usize, at: Moment) {
    for n in 0..entries {
        let detail = format!("n={n}");
        log::note_system(&house.world, EventKind::Configuration, detail, at).unwrap();
    }
    house.settle(at);
}

/// Whether an exhibit of two hours of the evening shows both campaigns' looks.
fn shows_both(house: &House) -> bool {
    let span = Wanted {
        from: EVENING.minus(Span::hours(1)),
        until: EVENING.plus(Span::hours(1)),
        ..by_office(Of::Span, Opens::Acts)
    };
    let handed = taken(house, &dpo(house), &span);
    let looks = |campaign: &str| {
        let mut lines = handed.lines.iter();
        lines.any(|line| line.kind == 400 && line.campaign.as_deref() == Some(campaign))
    };
    assert_eq!(handed.next, None);
    looks("Red") && looks("Blue")
}

#[test]
fn no_clock_that_goes_wrong_for_a_while_keeps_an_entry_out_of_an_exhibit() {
    // Fast: what comes after it is in the exhibit.
    on_both(6, |house| {
        evening(house);
        house.settle(EVENING);
        stamped(house, 3, EVENING.plus(Span::days(1)));
        let rival = house.caller(1);
        card(house, &rival, house.banks[1], EVENING);
        house.settle(EVENING);
        assert!(shows_both(house));
    });
    // Slow: what stands before it is, wherever halving falls upon it.
    on_both(6, |house| {
        evening(house);
        house.settle(EVENING);
        stamped(house, 120, EVENING.minus(Span::days(1)));
        let rival = house.caller(1);
        card(house, &rival, house.banks[1], EVENING);
        house.settle(EVENING);
        assert!(shows_both(house));
    });
}

#[test]
fn an_office_takes_so_many_exhibits_a_day_and_ones_own_are_not_counted() {
    on_both(1, |house| {
        house.settle(EVENING);
        let dpo = dpo(house);
        let wanted = Wanted {
            until: Moment::from_millis(1),
            ..by_office(Of::Span, Opens::Acts)
        };
        for _ in 0..A_DAY_MAX {
            taken(house, &dpo, &wanted);
        }
        let asked = wanted.clone();
        let done = house.act(&dpo, LATER, move |tx| exhibit::ask(tx, &asked));
        assert_eq!(refused(done), Reason::ExhibitsSpent);
        house.settle(LATER);
        taken(house, &dpo, &own());
        // Another day, signed in afresh.
        let next = LATER.plus(Span::hours(25));
        let again = house.again(&dpo, next);
        assert!(given(house.act(&again, next, move |tx| exhibit::ask(tx, &wanted))).is_some());
    });
}

#[test]
fn an_account_takes_so_many_exhibits_of_its_own_record_a_day() {
    on_both(1, |house| {
        house.settle(EVENING);
        let caller = house.caller(0);
        let wanted = Wanted {
            until: Moment::from_millis(1),
            ..own()
        };
        for _ in 0..OWN_A_DAY_MAX {
            taken(house, &caller, &wanted);
        }
        let asked = wanted.clone();
        let done = house.act(&caller, LATER, move |tx| exhibit::ask(tx, &asked));
        assert_eq!(refused(done), Reason::ExhibitsSpent);
        taken(house, &house.caller(0), &wanted);
    });
}

#[test]
fn an_exhibit_says_which_lost_entries_could_have_belonged_to_it() {
    on_both(6, |house| {
        let [(caller, ..), _] = evening(house);
        house.settle(EVENING);
        let dpo = dpo(house);
        let span = |from, until, first| Wanted {
            from,
            until,
            first,
            ..by_office(Of::Span, Opens::Acts)
        };
        let hour = Span::hours(1);
        let whole = span(EVENING.minus(hour), EVENING.plus(hour), 0);
        assert!(taken(house, &dpo, &whole).lost.is_empty());
        // Between the second and the fifth, at the moment of the evening.
        let put = house.tamper("insert into log_resumed (bucket, size, from_size, root, lost, at) select 0, 4, 2, e.previous, 2, 1795545420000 from entry e where e.idx = 0");
        assert_eq!(put, 1);
        let lost = |who, wanted: &Wanted| -> Vec<(u64, u64)> {
            let lost = taken(house, who, wanted).lost;
            lost.iter()
                .map(|one| (one.resumption.from, one.resumption.size))
                .collect()
        };
        assert_eq!(lost(&dpo, &whole), [(2, 4)]);
        assert_eq!(lost(&caller, &own()), [(2, 4)]);
        let behind = Wanted { first: 4, ..whole };
        assert_eq!(lost(&dpo, &behind), []);
        let after = span(EVENING.plus(Span::seconds(1)), LATER, 0);
        assert_eq!(lost(&dpo, &after), []);
        let before = span(Moment::from_millis(0), Moment::from_millis(1), 0);
        assert_eq!(lost(&dpo, &before), []);
    });
}
