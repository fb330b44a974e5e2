//! Why a bank has nobody to ring: rounded numbers of its queue, without whose call a rest is from.

use switchboard_rules::budget::Caps;
use switchboard_rules::card::{Outcome, Size};
use switchboard_rules::counts::Safe;
use switchboard_rules::ids::BankId;
use switchboard_rules::moment::Span;
use switchboard_rules::screening::List;

use super::audiences::{adds, organiser, rows};
use super::calls::{next, numbers, say};
use super::house::{EVENING, House, Person, given, member, on_both, on_both_of};
use super::rivals::{Rivals, access};
use super::screened::take_in;
use crate::audiences;
use crate::banks::{self, Added, Look};
use crate::desk::{self, Dealt, Why};

#[test]
fn an_empty_queue_says_why_in_rounded_numbers_and_when_it_fills() {
    let rows: Vec<_> = (0..30).map(member).collect();
    on_both_of(&rows, Caps::NOVEMBER_2026, |house| {
        let listed: Vec<String> = (0..12).map(|n| format!("07700 900{n:03}")).collect();
        let listed: Vec<&str> = listed.iter().map(String::as_str).collect();
        take_in(house, (List::Tps, "2026-11-20"), &listed, EVENING).unwrap();
        let (caller, bank) = (house.caller(0), house.banks[0]);
        let mut outcomes = vec![Outcome::DontCall(Size::ThisCampaign), Outcome::Answered];
        let empty = loop {
            match next(house, &caller, bank, EVENING).0 {
                Dealt::Card(dealt) => {
                    let outcome = outcomes.pop().unwrap_or(Outcome::NoAnswer);
                    numbers(house, &caller, dealt.card, EVENING);
                    say(house, caller.auth(), dealt.card, outcome, EVENING);
                }
                Dealt::Empty(empty) => break empty,
                Dealt::Spent(_) => panic!("budget spent"),
            }
        };
        let why = desk::why(&house.world, &empty.may_ask, EVENING).unwrap();
        let found: Vec<_> = why
            .reasons
            .iter()
            .map(|held| (held.key, held.count))
            .collect();
        for (key, truth) in [("not-now-screened", 12_u64), ("not-now-resting", 16)] {
            let (_, count) = found.iter().find(|(found, _)| *found == key).unwrap();
            // The smaller may be withheld beside the two that are few.
            let told = count.and_then(Safe::rounded);
            assert!(
                told.is_none_or(|told| told.abs_diff(truth) <= 7),
                "{key}: {found:?}"
            );
        }
        for key in ["why-stopped", "why-done"] {
            assert!(found.contains(&(key, Some(Safe::FEW))), "{key}: {found:?}");
        }
        let withheld = found.iter().filter(|(_, count)| count.is_none()).count();
        assert!(found.len() == 4 && withheld <= 1, "{found:?}");
        let fills_at = why.fills_at.unwrap();
        assert!(fills_at >= empty.next_at.unwrap() && fills_at.millis() % 300_000 == 0);
        let again = house.again(&caller, fills_at);
        let dealt = next(house, &again, bank, fills_at).0;
        assert!(matches!(dealt, Dealt::Card(_)));
        // Asked again at once, it says the same, whatever happened since.
        house.tamper("update queue set due_at = 0 where class = 1");
        let soon = EVENING.plus(Span::seconds(29));
        assert_eq!(desk::why(&house.world, &empty.may_ask, soon).unwrap(), why);
        let later = EVENING.plus(Span::seconds(31));
        let later = desk::why(&house.world, &empty.may_ask, later).unwrap();
        assert_eq!(later.fills_at, Some(EVENING.plus(Span::seconds(31))));
    });
}

const AUDIENCE: &str = "insert into bank_audience (bucket, bank, audience, told, seed, cut, year) select bucket, id, 'age=65+', 700, seed, id, 2026 from bank";

#[test]
fn a_bank_with_an_audience_is_as_large_as_was_told_of_it_and_one_of_own_calls_has_no_numbers() {
    on_both(30, |house| {
        house.tamper("update queue set class = 9, due_at = -2");
        house.tamper(AUDIENCE);
        let caller = house.caller(0);
        let told = |bank, now| {
            let Dealt::Empty(empty) = next(house, &caller, bank, now).0 else {
                panic!("somebody")
            };
            let why = desk::why(&house.world, &empty.may_ask, now).unwrap();
            let each = why.reasons.iter().map(|held| (held.key, held.count));
            each.collect::<Vec<_>>()
        };
        let [(key, Some(count))] = told(house.banks[0], EVENING)[..] else {
            panic!("one reason with a number")
        };
        assert_eq!(key, "why-done");
        // There are thirty in it.
        assert!(
            count.rounded().is_some_and(|told| told.abs_diff(700) <= 7),
            "{count:?}"
        );
        house.tamper("update bank_audience set audience = 'spoken=reached'");
        let later = EVENING.plus(Span::seconds(31));
        assert_eq!(told(house.banks[0], later), [("why-done", None)]);
    });
}

/// Sixty: the students of the house who are young and no new members.
const SIXTY: &str = "kind=student,age=18-24,joined=earlier";

/// Adds a bank of the first campaign, and fills it.
fn filled(house: &House, who: &Person, (text, sample): (&str, Option<u32>)) -> BankId {
    let Added::Done(bank) = adds(house, who, (house.campaigns[0], text, sample)) else {
        panic!("no bank");
    };
    banks::fill(&house.world, bank, EVENING).unwrap();
    bank
}

/// Why some of a bank can't be rung, as its organiser is told.
fn watched(house: &House, who: &Person, bank: BankId) -> Why {
    let seen = given(house.act(who, EVENING, move |tx| banks::watch(tx, bank, Look::First)));
    desk::why(&house.world, &seen.may_ask.unwrap(), EVENING).unwrap()
}

#[test]
fn however_many_banks_of_one_audience_a_campaign_adds_they_all_say_the_same_of_the_same_members() {
    on_both_of(&rows(), Caps::NOVEMBER_2026, |house| {
        let olwen = organiser(house, 0);
        audiences::prepare(&house.world, house.contest, EVENING).unwrap();
        // In another order, and in samples that leave nobody out, it is the same members.
        let turned = "joined=earlier,age=18-24,kind=student";
        let each = [(SIXTY, None), (turned, None), (SIXTY, Some(9_999))];
        let banks: Vec<BankId> = (0..5)
            .flat_map(|_| each)
            .map(|of| filled(house, &olwen, of))
            .collect();
        // The bank is done with the same ones in each.
        house.tamper("update queue set class = 9, due_at = -2 where bucket < 500");
        let whys: Vec<Why> = (banks.iter())
            .map(|bank| watched(house, &olwen, *bank))
            .collect();
        let told = whys[0].reasons.iter().find(|held| held.key == "why-done");
        assert!(told.is_some_and(|held| held.count.is_some_and(|count| count != Safe::FEW)));
        // So the mean of all is as far from the truth as the first.
        for why in &whys {
            assert_eq!(why, &whys[0]);
        }
    });
}

const DONE_OF_AUDIENCES: &str =
    "select count(*) from queue q join bank_audience a on a.bank = q.bank where q.class = 9";

#[test]
fn ten_banks_of_an_audience_larger_than_a_sample_look_at_the_same_members_and_say_the_same() {
    on_both_of(&rows(), Caps::NOVEMBER_2026, |house| {
        let olwen = organiser(house, 0);
        audiences::prepare(&house.world, house.contest, EVENING).unwrap();
        // Two hundred and forty: forty are not looked at, and each bank deals in an order of its own.
        let each = [("kind=student", None), ("kind=student", Some(9_999))];
        let banks: Vec<BankId> = (0..5)
            .flat_map(|_| each)
            .map(|of| filled(house, &olwen, of))
            .collect();
        // Some of them were rung, the same ones in each.
        house.tamper("update queue set class = 9, due_at = -2 where bucket < 500");
        let whys: Vec<Why> = (banks.iter())
            .map(|bank| watched(house, &olwen, *bank))
            .collect();
        let done = house.count(DONE_OF_AUDIENCES) / 10;
        let told = whys[0].reasons.iter().find(|held| held.key == "why-done");
        let told = told.and_then(|held| held.count).and_then(Safe::rounded);
        // A sample errs by some four, its noise by up to five, and so does how many the audience is told to have.
        assert!(
            told.is_some_and(|told| told.abs_diff(u64::try_from(done).unwrap()) <= 40),
            "{told:?} of {done}"
        );
        for why in &whys {
            assert_eq!(why, &whys[0]);
        }
    });
}

#[test]
fn noise_goes_by_whom_a_bank_is_of_and_by_the_draw_unless_its_sample_left_nobody_out_for_certain() {
    on_both_of(&rows(), Caps::NOVEMBER_2026, |house| {
        let olwen = organiser(house, 0);
        audiences::prepare(&house.world, house.contest, EVENING).unwrap();
        let of = |text, sample| {
            let bank = filled(house, &olwen, (text, sample));
            house
                .read(|raw| audiences::whom(raw, bank))
                .unwrap()
                .table_name()
        };
        let all = of(SIXTY, None);
        assert_eq!(of(SIXTY, None), all);
        assert_ne!(of("kind=student,age=18-24", None), all);
        // They are sixty, and told are as many as seven more or fewer: whoever tries one size after another doesn't see where it ends.
        for sample in [50, 60, 61, 62] {
            let drawn = of(SIXTY, Some(sample));
            assert_ne!(of(SIXTY, Some(sample)), drawn, "each draw has its own");
            assert_ne!(drawn, all, "{sample}");
        }
        assert_eq!(of(SIXTY, Some(80)), all);
    });
}

#[test]
fn before_anybody_was_dealt_whys_tell_of_no_mark_objection_or_age() {
    on_both(3, |house| {
        house.tamper("insert into member_mark (bucket, member, rest_until, restricted, protected, deceased) select bucket, id, 0, 0, 1, 0 from member");
        let caller = house.caller(0);
        let Dealt::Empty(empty) = next(house, &caller, house.banks[0], EVENING).0 else {
            panic!("somebody")
        };
        // As at the beginning, when all stand in turn.
        house.tamper("update queue set class = 1, due_at = 0");
        let why = desk::why(&house.world, &empty.may_ask, EVENING).unwrap();
        let keys: Vec<_> = why.reasons.iter().map(|held| held.key).collect();
        assert_eq!(keys, ["why-stopped"]);
    });
}

#[test]
fn whom_a_rival_rang_or_rings_is_told_of_without_a_number_and_a_time() {
    on_both(30, |house| {
        let rivals = Rivals::open(house);
        let open = access().plus(Span::minutes(61));
        let callers = [0, 1].map(|who| house.again(&rivals.callers[who], open));
        // The one campaign rings some, and has somebody on a desk.
        for _ in 0..15 {
            let Dealt::Card(dealt) = next(house, &callers[0], rivals.banks[0], open).0 else {
                panic!("nobody")
            };
            numbers(house, &callers[0], dealt.card, open);
            say(
                house,
                callers[0].auth(),
                dealt.card,
                Outcome::NoAnswer,
                open,
            );
        }
        next(house, &callers[0], rivals.banks[0], open);
        // The other rings whoever is left, until nobody is.
        let empty = loop {
            match next(house, &callers[1], rivals.banks[1], open).0 {
                Dealt::Card(dealt) => {
                    let said = Outcome::DontCall(Size::ThisCampaign);
                    say(house, callers[1].auth(), dealt.card, said, open);
                }
                Dealt::Empty(empty) => break empty,
                Dealt::Spent(_) => panic!("budget spent"),
            }
        };
        let why = desk::why(&house.world, &empty.may_ask, open).unwrap();
        let waits = why.reasons.iter().find(|held| held.key == "why-waits");
        let waits = waits.expect("some wait");
        assert_eq!((waits.count, waits.until), (None, None));
        let only = ["why-waits", "why-stopped", "why-done"];
        assert!(
            why.reasons.iter().all(|held| only.contains(&held.key)),
            "{why:?}"
        );
        assert!(why.fills_at.is_none_or(|at| at.millis() % 1_800_000 == 0));
    });
}
