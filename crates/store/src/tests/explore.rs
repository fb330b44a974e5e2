//! The ledger's pages: everything once, newest first, whole or of one account.

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
    let mut places = Vec::new();
    let mut filter = Filter {
        account,
        before,
        ..Filter::default()
    };
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
