//! The order that an organiser chooses, dealt by the same index.

use switchboard_rules::audience::Audience;
use switchboard_rules::budget::Caps;
use switchboard_rules::card::Outcome;
use switchboard_rules::deal::Order;
use switchboard_rules::ids::{BankId, bucket_of};
use switchboard_rules::moment::Span;
use switchboard_rules::person::BranchName;
use switchboard_rules::policy::{Role, Scope};
use switchboard_rules::roll::RollRow;

use super::calls::{card, say};
use super::house::{EVENING, House, Person, given, member, on_both, on_both_of};
use crate::banks::{self, Added, NewOwnBank, Ordered, Wanted};
use crate::desk::{self, NearSet};
use crate::engine::Arg;
use crate::tx::Verdict;

fn organiser(house: &House, campaign: usize) -> Person {
    let scope = Scope::Campaign(house.campaigns[campaign]);
    house.person("Olwen Organiser", Role::Organiser, scope)
}

fn ordered(house: &House, who: &Person, bank: BankId, order: Order) -> Ordered {
    given(house.act(who, EVENING, move |tx| banks::set_order(tx, bank, order)))
}

/// The hour is over in which an order stands.
fn an_hour_on(house: &House) {
    house.tamper("update bank set ordered_at = null");
}

fn sorted(house: &House) {
    while banks::sort_anew(&house.world, EVENING).unwrap() {}
}

fn set(house: &House, who: &Person, bank: BankId, wanted: Wanted) {
    given(house.act(who, EVENING, move |tx| banks::set_open(tx, bank, wanted)));
}

/// Half of them joined in the year of the story, the other half long ago.
fn old_and_new() -> Vec<RollRow> {
    let row = |n| RollRow {
        joined_year: Some(if n % 2 == 0 { 2_026 } else { 1_990 }),
        ..member(n)
    };
    (0..360).map(row).collect()
}

/// How many of the first so many in turn joined lately.
fn new_ones_first(house: &House, bank: BankId, first: i64) -> i64 {
    let args = [Arg::Bytes(bank.as_bytes()), Arg::Int(first)];
    let new = house.read(|raw| {
        raw.all("select r.joined_year from queue q join member_row r on r.bucket = q.bucket and r.member = q.member where q.bank = $1 and q.class = 1 order by q.due_at, q.rank limit $2", &args, |row| row.int(0))
    });
    i64::try_from(new.iter().filter(|year| **year == 2_026).count()).unwrap()
}

#[test]
fn a_paused_bank_is_sorted_anew_and_an_open_one_is_not() {
    on_both_of(&old_and_new(), Caps::NOVEMBER_2026, |house| {
        let (who, bank) = (organiser(house, 0), house.banks[0]);
        assert_eq!(ordered(house, &who, bank, Order::Newer), Ordered::Open);
        set(house, &who, bank, Wanted::Paused);
        assert_eq!(ordered(house, &who, bank, Order::Newer), Ordered::Done);
        assert_eq!(ordered(house, &who, bank, Order::Newer), Ordered::Before);
        assert_eq!(
            ordered(house, &who, bank, Order::Oldest),
            Ordered::Soon,
            "one change an hour"
        );
        sorted(house);
        let new = new_ones_first(house, bank, 120);
        assert!((72..=120).contains(&new), "{new} of 120 where 60 is even");
        an_hour_on(house);
        assert_eq!(ordered(house, &who, bank, Order::Longer), Ordered::Done);
        sorted(house);
        let new = new_ones_first(house, bank, 120);
        assert!((0..=48).contains(&new), "{new} of 120");
        an_hour_on(house);
        assert_eq!(ordered(house, &who, bank, Order::Random), Ordered::Done);
        sorted(house);
        assert_eq!(
            house.count("select count(*) from queue where due_at <> 0"),
            0
        );
        assert_eq!(
            house.count("select count(*) from entry where kind = 991"),
            3
        );
        set(house, &who, bank, Wanted::Open);
        let caller = house.caller(0);
        card(house, &caller, bank, EVENING);
        // Whoever is on a desk, or waits for a moment that was agreed, keeps that.
        set(house, &who, bank, Wanted::Paused);
        an_hour_on(house);
        ordered(house, &who, bank, Order::Oldest);
        sorted(house);
        assert_eq!(house.count("select count(*) from queue where class = 9"), 1);
        house.settle(EVENING);
    });
}

#[test]
fn whom_the_campaign_rang_longest_ago_comes_after_whom_it_never_rang() {
    on_both(3, |house| {
        let (who, bank) = (organiser(house, 0), house.banks[0]);
        let day = |days| EVENING.minus(Span::days(days)).millis();
        let ids = house.read(|raw| {
            raw.all(
                "select bucket, id from member order by id limit 3",
                &[],
                |row| Ok((row.int(0)?, row.bytes(1)?.to_vec())),
            )
        });
        for ((bucket, id), at) in ids.iter().zip([day(2), day(9)]) {
            let (bucket, id, campaign, contest) =
                (*bucket, id.clone(), house.campaigns[0], house.contest);
            house.world.0.db.write("rung", move |raw| {
                let args = [
                    Arg::Int(bucket),
                    Arg::Bytes(&id),
                    Arg::Bytes(contest.as_bytes()),
                    Arg::Bytes(campaign.as_bytes()),
                    Arg::Int(at),
                ];
                raw.run("insert into rung (bucket, member, contest, campaign, calls, last_at, card, asked_at) values ($1, $2, $3, $4, 1, $5, $2, null)", &args)
            }).unwrap();
        }
        set(house, &who, bank, Wanted::Paused);
        ordered(house, &who, bank, Order::Oldest);
        sorted(house);
        let args = [Arg::Bytes(bank.as_bytes())];
        let order = house.read(|raw| {
            raw.all(
                "select member from queue where bank = $1 order by class, due_at, rank limit 3",
                &args,
                |row| Ok(row.bytes(0)?.to_vec()),
            )
        });
        let wanted = [&ids[2].1, &ids[1].1, &ids[0].1];
        assert_eq!(order.iter().collect::<Vec<_>>(), wanted);
    });
}

#[test]
fn a_new_bank_is_filled_in_its_own_order_and_rivals_choose_none_for_it() {
    on_both_of(&old_and_new(), Caps::NOVEMBER_2026, |house| {
        let (who, rival) = (organiser(house, 0), organiser(house, 1));
        let new = NewOwnBank {
            campaign: house.campaigns[0],
            name: "New members".to_owned(),
            opening: "Good evening".to_owned(),
            script: "Will you vote?".to_owned(),
            notes: false,
            audience: Audience::default(),
            state: None,
            sample: None,
            order: Order::Newer,
        };
        let added = given(house.act(&who, EVENING, move |tx| banks::add_bank(tx, &new)));
        let Added::Done(bank) = added else { panic!() };
        banks::fill(&house.world, bank, EVENING).unwrap();
        let filled = new_ones_first(house, bank, 120);
        assert!((72..=120).contains(&filled), "{filled} of 120");
        let asked = house.act(&rival, EVENING, move |tx| {
            banks::set_order(tx, bank, Order::Random)
        });
        assert!(matches!(asked.unwrap().verdict, Verdict::Refused(refusal) if refusal.hidden()));
    });
}

/// The tree of branches has a name.
fn in_the_tree(house: &House, name: &'static str) {
    let write = house.world.0.db.write("tree", move |raw| {
        let args = [
            Arg::Int(bucket_of(name.as_bytes())),
            Arg::Text(name),
            Arg::Bytes(&[7; 16]),
        ];
        raw.run(
            "insert into branch_name (bucket, name, branch) values ($1, $2, $3)",
            &args,
        )
    });
    write.unwrap();
}

#[test]
fn only_every_third_card_is_near_and_nobody_looks_far_down_the_queue() {
    let row = |n| RollRow {
        branch: Some(BranchName::parse(if n % 2 == 0 { "Porth Du" } else { "Abercwm" }).unwrap()),
        ..member(n)
    };
    let rows: Vec<RollRow> = (0..80).map(row).collect();
    on_both_of(&rows, Caps::NOVEMBER_2026, |house| {
        let (caller, bank) = (house.caller(0), house.banks[0]);
        let account = caller.account;
        in_the_tree(house, "porth du");
        let near = [BranchName::parse("Porth Du").unwrap()];
        given(house.act(&caller, EVENING, move |tx| {
            desk::set_near(tx, account, &near)
        }));
        // Whose turn it is in any case, and who of the next eight is there.
        let next = || {
            house.read(|raw| {
                raw.all("select r.branch from queue q join member_row r on r.bucket = q.bucket and r.member = q.member join bank b on b.id = q.bank where b.name = 'Red evening' and q.class = 1 and q.due_at = 0 order by q.rank limit 8", &[], |row| Ok(row.text(0)?.to_owned()))
            })
        };
        for n in 0..12 {
            let turn = next();
            let (card, proof) = card(house, &caller, bank, EVENING);
            let id = card.card;
            let of = card.name.disclose(&proof).unwrap().1;
            let is_near = n % 3 == 0 && turn.iter().any(|branch| branch == "Porth Du");
            assert_eq!(
                of,
                if is_near {
                    "Porth Du"
                } else {
                    turn[0].as_str()
                },
                "card {n}"
            );
            say(house, caller.auth(), id, Outcome::Answered, EVENING);
        }
    });
}

#[test]
fn whoever_is_put_into_a_queue_stands_in_the_order_that_holds_then() {
    on_both_of(&old_and_new(), Caps::NOVEMBER_2026, |house| {
        let (who, bank) = (organiser(house, 0), house.banks[0]);
        house.tamper("delete from queue");
        set(house, &who, bank, Wanted::Paused);
        banks::fill_meanwhile(&house.world, bank, EVENING, || {
            assert_eq!(ordered(house, &who, bank, Order::Newer), Ordered::Done);
            sorted(house);
        });
        let new = new_ones_first(house, bank, 120);
        assert!((72..=120).contains(&new), "{new} of 120");
    });
}

#[test]
fn whoever_is_in_a_branch_that_the_caller_named_comes_first_and_a_call_back_before_them() {
    let row = |n| RollRow {
        branch: Some(BranchName::parse(if n == 7 { "Porth Du" } else { "Abercwm" }).unwrap()),
        ..member(n)
    };
    // As many as are looked at: whoever is there is among them, whatever is drawn.
    let rows: Vec<RollRow> = (0..8).map(row).collect();
    on_both_of(&rows, Caps::NOVEMBER_2026, |house| {
        let (caller, bank) = (house.caller(0), house.banks[0]);
        let account = caller.account;
        in_the_tree(house, "porth du");
        let wish = |names: &[&str]| {
            let near: Vec<_> = names
                .iter()
                .map(|n| BranchName::parse(n).unwrap())
                .collect();
            given(house.act(&caller, EVENING, move |tx| {
                desk::set_near(tx, account, &near)
            }))
        };
        let typed = "Mrs Evans 07700 900123";
        assert_eq!(wish(&["porth du", typed]), NearSet::Kept);
        assert_eq!(wish(&["porth du"]), NearSet::Tomorrow, "once an evening");
        let named = given(house.act(&caller, EVENING, move |tx| desk::near(tx, account)));
        assert_eq!(named, ["porth du"]);
        let branch = |now| {
            let (card, proof) = card(house, &caller, bank, now);
            let id = card.card;
            (id, card.name.disclose(&proof).unwrap().1)
        };
        let (first, of_first) = branch(EVENING);
        assert_eq!(of_first, "Porth Du");
        let back = EVENING.plus(Span::minutes(10));
        say(house, caller.auth(), first, Outcome::Busy, EVENING);
        let (second, of_second) = branch(EVENING);
        assert_eq!(of_second, "Abercwm", "nobody else is there");
        say(
            house,
            caller.auth(),
            second,
            Outcome::CallBack(back),
            EVENING,
        );
        let later = EVENING.plus(Span::hours(2));
        assert_eq!(
            branch(later).1,
            "Abercwm",
            "who asked to be rung comes first"
        );
        assert_eq!(wish(&[]), NearSet::Kept, "taking back is never refused");
        assert_eq!(wish(&["porth du"]), NearSet::Tomorrow);
        let rival = house.caller(1);
        let asked = house.act(&rival, EVENING, move |tx| desk::near(tx, account));
        assert!(matches!(asked.unwrap().verdict, Verdict::Refused(refusal) if refusal.hidden()));
        house.settle(later);
    });
}
