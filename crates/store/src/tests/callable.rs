//! Who may be rung, by what the store knows: shared numbers, one's own household, staff, age, and a contest's terms; asked when
//! a card is dealt and again before its number is shown.

use switchboard_rules::budget::Caps;
use switchboard_rules::card::Outcome;
use switchboard_rules::eligible::NotNow;
use switchboard_rules::fairness::draw::Draw;
use switchboard_rules::ids::CardId;
use switchboard_rules::moment::{Moment, Span};
use switchboard_rules::person::{Address, BirthDate, BranchName};
use switchboard_rules::policy::{Role, Scope};
use switchboard_rules::roll::RollRow;
use switchboard_rules::screening::List;

use super::calls::{card, has_somebody, next, numbers, say};
use super::house::{
    EVENING, House, Person, import, member, on_both, on_both_in_britain, on_both_of,
};
use super::rivals::{Rivals, access};
use super::screened::take_in;
use crate::desk::{self, Dealt, Shown};
use crate::engine::Arg;
use crate::tx::Verdict;

/// So many members at one number.
fn sharing(members: std::ops::Range<u32>) -> Vec<RollRow> {
    let shared = member(900).phones;
    let row = |n| RollRow {
        phones: shared.clone(),
        ..member(n)
    };
    members.map(row).collect()
}

/// Why a member who is on a desk is not rung after all.
fn not_after_all(house: &House, who: &Person, card: CardId, now: Moment) -> Option<NotNow> {
    let account = who.account;
    let shown = house.act(who, now, move |tx| desk::show_number(tx, card, account));
    match shown.unwrap().verdict {
        Verdict::Given(Shown::NotNow(reason)) => Some(reason),
        Verdict::Given(_) => None,
        Verdict::Refused(refusal) => panic!("refused: {}", refusal.reason.code()),
    }
}

fn empty(house: &House, who: &Person, bank: usize, now: Moment) -> Option<NotNow> {
    match next(house, who, house.banks[bank], now).0 {
        Dealt::Empty(empty) => empty.why,
        _ => panic!("not empty"),
    }
}

#[test]
fn nobody_is_rung_at_a_number_that_too_many_members_have() {
    on_both_of(&sharing(0..13), Caps::NOVEMBER_2026, |house| {
        let caller = house.caller(0);
        assert_eq!(
            empty(house, &caller, 0, EVENING),
            Some(NotNow::OfficeNumber)
        );
        assert_eq!(house.count("select count(*) from card"), 0);
    });
    // Two records of the seven are one person's.
    on_both_of(&sharing(0..13), Caps::NOVEMBER_2026, |house| {
        house.tamper("insert into member_alias (bucket, member, keeper, merge) select m.bucket, m.id, (select id from member order by id limit 1), m.id from member m where m.id = (select id from member order by id limit 1 offset 1)");
        let caller = house.caller(0);
        assert!(has_somebody(house, &caller, house.banks[0], EVENING));
    });
    on_both_of(&sharing(0..6), Caps::NOVEMBER_2026, |house| {
        assert!(has_somebody(
            house,
            &house.caller(0),
            house.banks[0],
            EVENING
        ));
    });
}

#[test]
fn a_number_that_was_rung_for_one_rests_for_the_other_who_has_it_also_for_a_rival() {
    on_both_of(&sharing(0..2), Caps::NOVEMBER_2026, |house| {
        let [red, blue] = [house.caller(0), house.caller(1)];
        let (first, _) = card(house, &red, house.banks[0], EVENING);
        numbers(house, &red, first.card, EVENING);
        say(house, red.auth(), first.card, Outcome::Answered, EVENING);
        let until = EVENING.plus(Span::minutes(30));
        // Red was done with the first; Blue may ring that one, but not the other.
        assert_eq!(
            empty(house, &red, 0, EVENING),
            Some(NotNow::Resting { until })
        );
        assert!(has_somebody(house, &blue, house.banks[1], EVENING));
        assert!(has_somebody(house, &red, house.banks[0], until));
        let late = EVENING.plus(Span::days(2));
        assert!(desk::forget_rung(&house.world, late).unwrap() > 0);
        assert_eq!(house.count("select count(*) from number_rung"), 0);
    });
}

/// Says at the database whose record an account's own is.
fn link(house: &House, who: &Person, n: u32) {
    let id = super::duplicates::id_of(house, &format!("M-{n:06}"));
    let hash = crate::desk::record_hash(&house.world.0, id);
    let (account, bucket) = (who.account, switchboard_rules::ids::bucket_of(&hash));
    house
        .world
        .0
        .db
        .write("link", move |raw| {
            let args = [
                Arg::Int(bucket),
                Arg::Bytes(&hash),
                Arg::Bytes(account.as_bytes()),
            ];
            raw.run("insert into account_member (bucket, member_hash, account, at, own, called) values ($1, $2, $3, 0, 1, 0)", &args)
        })
        .unwrap();
}

#[test]
fn nobody_is_dealt_themselves_or_somebody_at_their_own_number() {
    on_both_of(&sharing(0..2), Caps::NOVEMBER_2026, |house| {
        let [own, other] = [house.caller(0), house.caller(1)];
        // A caller of the other campaign: for this one she is no staff.
        link(house, &own, 0);
        assert_eq!(empty(house, &own, 0, EVENING), Some(NotNow::OwnHousehold));
        let later = EVENING.plus(Span::minutes(6));
        assert_eq!(empty(house, &own, 0, later), Some(NotNow::OwnHousehold));
        assert!(has_somebody(house, &other, house.banks[1], EVENING));
    });
}

#[test]
fn nobody_is_dealt_somebody_at_their_own_address_and_others_are() {
    let at = |line: &str, n| RollRow {
        address: Address::parse([line, "Abercwm"], "SY99 9ZZ").ok(),
        ..member(n)
    };
    let rows = [at("1, Mill Lane", 0), at("1 Mill lane", 1)];
    on_both_of(&rows, Caps::NOVEMBER_2026, |house| {
        let [own, other] = [house.caller(0), house.caller(1)];
        link(house, &own, 0);
        assert_eq!(empty(house, &own, 0, EVENING), Some(NotNow::OwnHousehold));
        assert!(has_somebody(house, &other, house.banks[1], EVENING));
        // Whoever moved away is somebody else's neighbour.
        import(
            &house.world,
            vec![at("1 Mill Lane", 0), at("7 Quay Lane", 1)],
        );
        let later = EVENING.plus(Span::minutes(6));
        let house_of_two = house.count("select count(*) from lookup where what = 'address'");
        assert_eq!(
            house_of_two, 3,
            "what once led to somebody goes on leading to them"
        );
        assert!(has_somebody(house, &own, house.banks[0], later));
    });
}

#[test]
fn where_a_caller_lived_before_and_where_many_live_is_nobodys_own_address() {
    let at = |line: &str, n| RollRow {
        address: Address::parse([line, "Abercwm"], "SY99 9ZZ").ok(),
        ..member(n)
    };
    // The caller moves away, and the other stays where both lived.
    let both = [at("1 Mill Lane", 0), at("1 Mill Lane", 1)];
    on_both_of(&both, Caps::NOVEMBER_2026, |house| {
        let own = house.caller(0);
        link(house, &own, 0);
        assert_eq!(empty(house, &own, 0, EVENING), Some(NotNow::OwnHousehold));
        import(&house.world, vec![at("7 Quay Lane", 0)]);
        let later = EVENING.plus(Span::minutes(6));
        assert!(has_somebody(house, &own, house.banks[0], later));
    });
    for (neighbours, is_dealt) in [(16, false), (17, true)] {
        let court: Vec<_> = (0..neighbours).map(|n| at("Bishop's Court", n)).collect();
        on_both_of(&court, Caps::NOVEMBER_2026, |house| {
            let own = house.caller(0);
            link(house, &own, 0);
            assert_eq!(
                has_somebody(house, &own, house.banks[0], EVENING),
                is_dealt,
                "{neighbours}"
            );
        });
    }
}

#[test]
fn whoever_holds_an_office_or_works_for_the_campaign_is_not_rung() {
    on_both(2, |house| {
        let officer = house.person("Orla", Role::MembershipOfficer, Scope::Organisation);
        let colleague = house.caller(0);
        link(house, &officer, 0);
        link(house, &colleague, 1);
        let caller = house.caller(0);
        assert_eq!(empty(house, &caller, 0, EVENING), Some(NotNow::Staff));
        // For a rival the colleague is a member like others; the officer isn't.
        let rival = house.caller(1);
        let (dealt, _) = card(house, &rival, house.banks[1], EVENING);
        say(house, rival.auth(), dealt.card, Outcome::Answered, EVENING);
        assert!(!has_somebody(house, &rival, house.banks[1], EVENING));
        assert_eq!(house.count("select count(*) from card"), 1);
    });
}

#[test]
fn whoever_is_under_age_by_the_roll_is_not_rung() {
    let mut young = member(0);
    young.birth_date = BirthDate::from_day(crate::roll::day("2012-01-01").unwrap()).ok();
    on_both_of(&[young], Caps::NOVEMBER_2026, |house| {
        let caller = house.caller(0);
        assert_eq!(empty(house, &caller, 0, EVENING), Some(NotNow::UnderAge));
    });
}

/// What comes between the deal to somebody and their asking for the number.
type Between = fn(&House, &Person);

#[test]
fn what_comes_between_the_deal_and_the_number_keeps_the_number_back() {
    let cases: [(&str, Between); 5] = [
        ("not-now-screened", |house, _| {
            let list = (List::Tps, "2026-11-24");
            take_in(house, list, &["07700 900000"], EVENING).unwrap();
        }),
        ("not-now-own-household", |house, who| link(house, who, 0)),
        ("not-now-staff", |house, _| {
            link(house, &house.caller(0), 0);
        }),
        ("not-now-office-number", |house, _| {
            let others = (10..22).map(|n| RollRow {
                phones: member(0).phones,
                ..member(n)
            });
            import(&house.world, others.collect());
        }),
        ("not-now-do-not-call", |house, _| {
            let mut row = member(0);
            row.do_not_call = true;
            import(&house.world, vec![row]);
        }),
    ];
    for (key, between) in cases {
        on_both(1, |house| {
            let caller = house.caller(0);
            let (dealt, _) = card(house, &caller, house.banks[0], EVENING);
            between(house, &caller);
            let why = not_after_all(house, &caller, dealt.card, EVENING).map(NotNow::key);
            assert_eq!(why, Some(key));
            assert_eq!(
                house.count("select count(*) from entry where kind = 602"),
                0
            );
        });
    }
}

/// Draws for the rivals' contest.
fn draw(rivals: &Rivals<'_>) -> Draw {
    let house = rivals.house;
    house.tamper("update contest_terms set secret = commitment, shown_at = 0");
    house.tamper("insert into draw_lot (bucket, campaign, contest) select p.bucket, p.id, p.contest from campaign p where not exists (select 1 from draw_lot l where l.campaign = p.id)");
    let contest = rivals.contest;
    let draw = house.read(|raw| crate::fairness::drawn(raw, contest));
    draw.unwrap()
}

/// The same, and which of the rivals has first call on the one member.
fn drawn(rivals: &Rivals<'_>) -> usize {
    let member = super::duplicates::id_of(rivals.house, "M-000000");
    let first = draw(rivals).first(&member).unwrap();
    usize::from(rivals.campaigns[1] == first)
}

#[test]
fn while_shares_are_kept_each_rival_is_dealt_its_own_and_nobody_elses() {
    on_both(30, |house| {
        let rivals = Rivals::open(house);
        let draw = draw(&rivals);
        let of_first = |n| {
            let member = super::duplicates::id_of(house, &format!("M-{n:06}"));
            draw.first(&member) == Some(rivals.campaigns[0])
        };
        let own = (0..30).filter(|n| of_first(*n)).count();
        assert!((5..25).contains(&own), "{own}");
        assert_eq!(rivals.deals(0, access()), own);
        let until = access().plus(Span::minutes(60)).millis();
        let put_off = format!("select count(*) from queue where class = 1 and due_at = {until}");
        let put_off = house.count(put_off.leak());
        assert_eq!(usize::try_from(put_off).unwrap(), 30 - own);
        assert_eq!(rivals.deals(1, access()), 30 - own);
        let caller = house.again(&rivals.callers[0], access().plus(Span::minutes(61)));
        let later = access().plus(Span::minutes(61));
        assert!(has_somebody(house, &caller, rivals.banks[0], later));
    });
}

/// What a campaign gets of the one member, `minutes` after access: a call with that outcome, or why not.
fn rings(rivals: &Rivals<'_>, who: usize, minutes: i64, outcome: Outcome) -> Result<(), NotNow> {
    let (house, now) = (rivals.house, access().plus(Span::minutes(minutes)));
    // What the bank itself would wait for after a call that nobody took is not what is looked at here.
    house.tamper("update queue set due_at = 0 where class = 1");
    let caller = house.again(&rivals.callers[who], now);
    match next(house, &caller, rivals.banks[who], now).0 {
        Dealt::Card(dealt) => {
            numbers(house, &caller, dealt.card, now);
            // Asked for once more, it is no second attempt.
            numbers(house, &caller, dealt.card, now);
            say(house, caller.auth(), dealt.card, outcome, now);
            Ok(())
        }
        Dealt::Empty(empty) => Err(empty.why.expect("somebody was looked at")),
        Dealt::Spent(_) => panic!("budget spent"),
    }
}

#[test]
fn rivals_deal_by_the_terms_of_their_contest_first_call_slots_and_a_rest_that_takes_nobodys_call() {
    on_both(1, |house| {
        let rivals = Rivals::open(house);
        let first = drawn(&rivals);
        let second = 1 - first;
        let none = Outcome::NoAnswer;
        let at = |minutes| access().plus(Span::minutes(minutes));
        let kept = NotNow::KeptFor { until: at(60) };
        assert_eq!(rings(&rivals, second, 0, none), Err(kept));
        assert_eq!(rings(&rivals, first, 0, none), Ok(()));
        // Two hours are left for five calls: a sixth of them is the rest, for both alike.
        let rests = NotNow::Resting { until: at(20) };
        for who in [first, second] {
            assert_eq!(rings(&rivals, who, 19, none), Err(rests));
        }
        assert_eq!(rings(&rivals, second, 20, none), Ok(()));
        for minutes in [40, 60] {
            assert_eq!(rings(&rivals, first, minutes, none), Ok(()), "{minutes}");
        }
        assert_eq!(rings(&rivals, first, 80, none), Err(NotNow::CallsUsed));
        for minutes in [80, 100] {
            assert_eq!(rings(&rivals, second, minutes, none), Ok(()), "{minutes}");
        }
        assert_eq!(
            house.count("select cast(sum(calls) as bigint) from rung"),
            6
        );
        house.settle(at(110));
    });
}

#[test]
fn whom_a_campaign_is_to_ring_again_at_their_word_it_rings_also_while_they_rest() {
    on_both(1, |house| {
        let rivals = Rivals::open(house);
        let first = drawn(&rivals);
        let at = access().plus(Span::minutes(10));
        let call_back = Outcome::CallBack(at);
        assert_eq!(rings(&rivals, first, 0, call_back), Ok(()));
        assert_eq!(
            rings(&rivals, 1 - first, 10, Outcome::NoAnswer).map_err(NotNow::key),
            Err("not-now-resting")
        );
        assert_eq!(rings(&rivals, first, 10, Outcome::NoAnswer), Ok(()));
        assert_eq!(
            rings(&rivals, first, 11, Outcome::NoAnswer).map_err(NotNow::key),
            Err("not-now-resting")
        );
    });
}

/// Members 0 and 1, each with a number of their own beside the one of 900.
fn two_beside_one_number() -> Vec<RollRow> {
    let shared = member(900).phones;
    let row = |n| {
        let mut row = member(n);
        row.phones.extend(shared.clone());
        row
    };
    (0..2).map(row).collect()
}

const SHARED: &str = "07700 900900";

#[test]
fn two_who_share_a_number_that_is_left_off_their_cards_lie_on_two_desks_at_once() {
    on_both_of(&two_beside_one_number(), Caps::NOVEMBER_2026, |house| {
        take_in(house, (List::Tps, "2026-11-20"), &[SHARED], EVENING).unwrap();
        let callers = [house.caller(0), house.caller(0)];
        let bank = house.banks[0];
        let cards: Vec<CardId> = (callers.iter())
            .map(|caller| card(house, caller, bank, EVENING).0.card)
            .collect();
        assert_eq!(house.count("select count(*) from open_number"), 2);
        // It comes free between the deal and the number: it stands on neither card, and keeps nobody from the other number.
        house.tamper("delete from screening_list");
        for (caller, card) in callers.iter().zip(cards) {
            let (shown, _) = numbers(house, caller, card, EVENING);
            assert_eq!(shown.len(), 1, "{shown:?}");
            assert!(!shown[0].ends_with("900900"), "{shown:?}");
            say(house, caller.auth(), card, Outcome::Answered, EVENING);
        }
        house.settle(EVENING);
    });
}

#[test]
fn two_who_share_a_number_that_may_be_rung_never_lie_on_two_desks() {
    on_both_of(&two_beside_one_number(), Caps::NOVEMBER_2026, |house| {
        let callers = [house.caller(0), house.caller(0)];
        card(house, &callers[0], house.banks[0], EVENING);
        let why = empty(house, &callers[1], 0, EVENING);
        assert_eq!(why, Some(NotNow::NumberOpenElsewhere));
    });
}

#[test]
fn a_call_back_within_minutes_or_long_ago_breaks_no_rest() {
    on_both(1, |house| {
        let rivals = Rivals::open(house);
        let first = drawn(&rivals);
        let soon = Outcome::CallBack(access().plus(Span::minutes(1)));
        assert_eq!(rings(&rivals, first, 0, soon), Ok(()));
        let again = rings(&rivals, first, 2, Outcome::NoAnswer).map_err(NotNow::key);
        assert_eq!(again, Err("not-now-resting"));
        let asked = "select count(*) from rung where asked_at is not null";
        assert_eq!(house.count(asked), 0);
        // What was agreed three hours ago is no longer what was asked for.
        let long_ago = access().minus(Span::hours(3)).millis();
        house.tamper(format!("update rung set asked_at = {long_ago}").leak());
        house.tamper("update queue set class = 1");
        let again = rings(&rivals, first, 2, Outcome::NoAnswer).map_err(NotNow::key);
        assert_eq!(again, Err("not-now-resting"));
    });
}

#[test]
fn many_where_it_is_a_holiday_don_t_keep_a_caller_from_whoever_is_where_it_is_none() {
    let at = |n: u32, branch| RollRow {
        branch: Some(BranchName::parse(branch).unwrap()),
        ..member(n)
    };
    let mut rows: Vec<RollRow> = (1..120).map(|n| at(n, "Scotland")).collect();
    rows.push(at(0, "England"));
    on_both_in_britain(&rows, |house| {
        // Saint Andrew's day.
        let then = EVENING.plus(Span::days(6));
        let list = (List::Tps, "2026-11-28");
        take_in(house, list, &["020 7946 0001"], then).unwrap();
        let caller = house.again(&house.caller(0), then);
        assert!(has_somebody(house, &caller, house.banks[0], then));
    });
}
