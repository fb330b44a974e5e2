//! The ledger's pages: everything once, newest first, whole or of one account.

use switchboard_rules::events::EventKind;
use switchboard_rules::ids::AccountId;
use switchboard_rules::moment::{Moment, Span};
use switchboard_rules::policy::{Role, Scope};

use super::calls::{card, numbers};
use super::house::{EVENING, House, Person, given, on_both};
use crate::log::{self, Filter, ShownHour};

/// The places on all pages of one account, or of everybody, from the newest page to the oldest.
fn places(
    house: &House,
    dpo: &Person,
    account: Option<AccountId>,
    before: Option<i64>,
) -> Vec<i64> {
    let filter = Filter {
        account,
        before,
        ..Filter::default()
    };
    fitting(house, dpo, filter)
}

/// The places on all pages of a filter, from the newest page to the oldest.
fn fitting(house: &House, dpo: &Person, mut filter: Filter) -> Vec<i64> {
    let mut places = Vec::new();
    loop {
        let asked = filter;
        let page = given(house.act(dpo, EVENING, move |tx| log::page(tx, &asked)));
        assert!(page.lines.len() <= log::PAGE_MAX);
        places.extend(page.lines.iter().map(|line| line.index));
        filter.before = page.older;
        if filter.before.is_none() {
            return places;
        }
    }
}

#[test]
fn an_accounts_pages_hold_each_of_its_entries_once_and_nobody_elses() {
    on_both(3, |house| {
        let dpo = house.person("Della Dpo", Role::Dpo, Scope::Organisation);
        let other = house.person("Dora Dpo", Role::Dpo, Scope::Organisation);
        // Two accounts look by turns, each look an entry: more than two pages of each.
        for n in 0..120 {
            for who in [&dpo, &other] {
                let now = EVENING.plus(Span::seconds(n));
                given(house.act(who, now, |tx| log::page(tx, &Filter::default())));
            }
        }
        house.settle(EVENING.plus(Span::minutes(3)));
        let all = house.read(|raw| {
            raw.all(
                "select idx from entry where account = $1 and idx is not null order by idx desc",
                &[crate::engine::Arg::Bytes(dpo.account.as_bytes())],
                |row| row.int(0),
            )
        });
        assert!(all.len() >= 120);
        assert_eq!(places(house, &dpo, Some(dpo.account), None), all);
        // From any place on, whether it is the account's own or not; behind the end; before the beginning.
        let middle = all[60];
        for before in [middle, middle + 1] {
            let older: Vec<i64> = all.iter().copied().filter(|at| *at < before).collect();
            assert_eq!(places(house, &dpo, Some(dpo.account), Some(before)), older);
        }
        assert_eq!(places(house, &dpo, Some(dpo.account), Some(i64::MAX)), all);
        assert_eq!(
            places(house, &dpo, Some(dpo.account), Some(-1)),
            Vec::<i64>::new()
        );
        assert_eq!(places(house, &dpo, None, Some(3)), [2, 1, 0]);
    });
}

#[test]
fn the_newest_page_tells_how_much_was_shown_in_each_hour_and_no_other_page_does() {
    on_both(3, |house| {
        let dpo = house.person("Della Dpo", Role::Dpo, Scope::Organisation);
        let caller = house.caller(0);
        let shown = |filter: Filter| {
            given(house.act(&dpo, EVENING, move |tx| log::page(tx, &filter))).shown
        };
        assert_eq!(shown(Filter::default()), [], "nobody was shown anything");
        let (dealt, _) = card(house, &caller, house.banks[0], EVENING);
        numbers(house, &caller, dealt.card, EVENING);
        house.settle(EVENING);
        let hour = ShownHour {
            from: Moment::from_millis(EVENING.millis() - EVENING.millis() % 3_600_000),
            looks: 2,
            members: 2,
        };
        assert_eq!(shown(Filter::default()), [hour]);
        let chosen = [
            Filter {
                account: Some(caller.account),
                ..Filter::default()
            },
            Filter {
                before: Some(9),
                ..Filter::default()
            },
        ];
        for filter in chosen {
            assert_eq!(shown(filter), []);
        }
        // Looking at the ledger shows no member.
        house.settle(EVENING);
        assert_eq!(shown(Filter::default()), [hour]);
    });
}

/// What a filter must find, looked for by hand: places, moments, accounts and kinds, the newest first.
fn by_hand(house: &House) -> Vec<(i64, i64, Vec<u8>, i64)> {
    house.read(|raw| {
        raw.all(
            "select idx, at, account, kind from entry where idx is not null order by idx desc",
            &[],
            |row| {
                Ok((
                    row.int(0)?,
                    row.int(1)?,
                    row.bytes(2)?.to_vec(),
                    row.int(3)?,
                ))
            },
        )
    })
}

#[test]
fn a_span_of_time_holds_each_of_its_entries_once_of_everybody_and_of_one_account() {
    on_both(3, |house| {
        let dpo = house.person("Della Dpo", Role::Dpo, Scope::Organisation);
        let other = house.person("Dora Dpo", Role::Dpo, Scope::Organisation);
        let minute = |n: i64| EVENING.plus(Span::minutes(n));
        for n in 0..130 {
            for who in [&dpo, &other] {
                given(house.act(who, minute(n), |tx| log::page(tx, &Filter::default())));
            }
        }
        // One that began some minutes before it was committed.
        given(house.act(&other, minute(123), |tx| log::page(tx, &Filter::default())));
        house.settle(minute(140));
        let all = by_hand(house);
        for (from, until) in [
            (Some(minute(20)), Some(minute(90))),
            (Some(minute(20)), None),
            (None, Some(minute(1))),
            (Some(minute(129)), None),
            (Some(minute(120)), Some(minute(125))),
            (Some(minute(30)), Some(minute(30))),
            (
                Some(EVENING.minus(Span::days(900))),
                Some(EVENING.plus(Span::days(900))),
            ),
        ] {
            for account in [None, Some(other.account)] {
                let filter = Filter {
                    account,
                    from,
                    until,
                    ..Filter::default()
                };
                let wanted = |(_, at, who, _): &&(i64, i64, Vec<u8>, i64)| {
                    from.is_none_or(|from| *at >= from.millis())
                        && until.is_none_or(|until| *at < until.millis())
                        && account.is_none_or(|account| *who == account.as_bytes())
                };
                let expected: Vec<i64> = all.iter().filter(wanted).map(|one| one.0).collect();
                let mut found = fitting(house, &dpo, filter);
                if account.is_some() {
                    // An account's pages go by the order of its acts.
                    found.sort_unstable_by(|one, other| other.cmp(one));
                }
                // Looking writes entries too, at the evening's first minute; they are in no place yet.
                assert_eq!(found, expected, "{from:?} {until:?} {account:?}");
            }
        }
        let kind = EventKind::LedgerPageShown;
        let filter = Filter {
            kind: Some(kind),
            from: Some(minute(20)),
            until: Some(minute(90)),
            ..Filter::default()
        };
        assert_eq!(fitting(house, &dpo, filter).len(), 140);
    });
}

#[test]
fn a_campaign_s_pages_hold_its_acts_and_no_rivals_and_go_on_over_a_stretch_without_any() {
    on_both(4, |house| {
        let dpo = house.person("Della Dpo", Role::Dpo, Scope::Organisation);
        let callers = [house.caller(0), house.caller(1)];
        card(house, &callers[0], house.banks[0], EVENING);
        card(house, &callers[1], house.banks[1], EVENING);
        for n in 0..450 {
            let now = EVENING.plus(Span::seconds(n));
            log::note_system(
                &house.world,
                EventKind::Configuration,
                format!("n={n}"),
                now,
            )
            .unwrap();
        }
        house.settle(EVENING.plus(Span::minutes(20)));
        let of = |campaign| Filter {
            campaign: Some(campaign),
            ..Filter::default()
        };
        let mut seen = Vec::new();
        for campaign in house.campaigns {
            let first = given(house.act(&dpo, EVENING, move |tx| log::page(tx, &of(campaign))));
            assert!(
                first.lines.is_empty() && first.older.is_some(),
                "looked through in vain"
            );
            assert_eq!(first.campaigns.len(), 2);
            let places = fitting(house, &dpo, of(campaign));
            assert!(!places.is_empty());
            seen.push(places);
        }
        let lines = |filter: Filter| {
            given(house.act(&dpo, EVENING, move |tx| log::page(tx, &filter))).lines
        };
        for (places, campaign) in seen.iter().zip(house.campaigns) {
            for place in places {
                let before = Some(place + 1);
                let line = lines(Filter {
                    before,
                    ..Filter::default()
                })
                .remove(0);
                assert_eq!(line.index, *place);
                assert_eq!(line.campaign.map(|(id, _)| id), Some(campaign));
            }
        }
        assert!(seen[0].iter().all(|place| !seen[1].contains(place)));
    });
}
