use switchboard_rules::ids::{CampaignId, ContestId};

use super::drawn::{Ranked, SAMPLE, draw};
use super::*;

/// Whatever stands against so many members.
fn some(many: u32, against: Option<Against>) -> Vec<Looked> {
    let key = against.map_or(0, |(key, _)| u32::try_from(key.len()).unwrap());
    let one = |n: u32| {
        (
            Cell::of(1, (n + 1_000 * key).wrapping_mul(0x9e37_79b9)),
            against,
        )
    };
    (0..many).map(one).collect()
}

fn at(minutes: i64) -> Moment {
    Moment::from_millis(1_795_545_000_000).plus(Span::minutes(minutes))
}

fn may(members: Members) -> MayAskWhy {
    MayAskWhy {
        bank: BankId::from_bytes([1; 16]),
        asking: Asking {
            campaign: CampaignId::from_bytes([2; 16]),
            contest: ContestId::from_bytes([3; 16]),
            members,
            own: None,
            caller: None,
        },
    }
}

fn sample(members: &[Looked], stands_for: u64) -> Sample {
    Sample {
        members: members.to_vec(),
        stands_for,
        telling: Telling::Numbers,
    }
}

fn why_of(sampled: &[Looked], filled: u64, at: (&MayAskWhy, Moment)) -> Why {
    told((&sample(sampled, filled), &Noise::new([8; 32])), at)
}

/// The reasons with about how many each holds back, to ten.
fn reasons(why: &Why) -> Vec<(&'static str, Option<u64>, Option<Moment>)> {
    let about = |count: Safe| count.rounded().map_or(0, |n| (n + 5) / 10 * 10);
    let each = why.reasons.iter();
    each.map(|held| (held.key, held.count.map(about), held.until))
        .collect()
}

#[test]
fn of_a_few_who_want_another_language_there_is_no_row_at_all() {
    let live = may(Members::Live);
    for (many, rows) in [(1, 1), (6, 1), (40, 2)] {
        let mut sampled = some(60, Some((DONE_KEY, None)));
        sampled.extend(some(many, Some((LANGUAGE_KEY, None))));
        let filled = u64::from(60 + many);
        let why = why_of(&sampled, filled, (&live, at(0)));
        assert_eq!(why.reasons.len(), rows, "{many}");
    }
}

#[test]
fn a_sample_stands_for_its_queue_and_says_when_it_fills() {
    let resting = NotNow::Resting { until: at(7) }.key();
    let mut sampled = some(150, Some((DONE_KEY, None)));
    sampled.extend(some(49, Some((resting, Some(at(18))))));
    sampled.extend(some(1, Some((resting, Some(at(7))))));
    let live = may(Members::Live);
    let why = why_of(&sampled, 600_000, (&live, at(0)));
    assert_eq!(
        reasons(&why),
        [
            (DONE_KEY, Some(450_000), None),
            (resting, Some(150_000), Some(at(10))),
        ]
    );
    assert_eq!(why.fills_at, Some(at(10)));
    let again = why_of(&sampled, 600_000, (&live, at(0)));
    assert_eq!(again, why, "the same members give the same numbers");
    let three = why_of(&sampled[148..151], 3, (&live, at(0)));
    let told = three.reasons.iter().filter_map(|held| held.count);
    assert!(told.into_iter().all(|count| count == Safe::FEW));
    let free = some(1, None);
    assert_eq!(why_of(&free, 1, (&live, at(3))).fills_at, Some(at(3)));
    assert_eq!(why_of(&[], 0, (&live, at(3))), Why::default());
}

#[test]
fn a_few_take_the_number_of_the_only_reason_beside_them_with_them() {
    let few = NotNow::NoNumber.key();
    let live = may(Members::Live);
    let mut sampled = some(120, Some((DONE_KEY, None)));
    let alone = why_of(&sampled, 120, (&live, at(0)));
    assert!(
        alone.reasons[0]
            .count
            .is_some_and(|count| count != Safe::FEW)
    );
    sampled.extend(some(3, Some((few, None))));
    let why = why_of(&sampled, 123, (&live, at(0)));
    assert_eq!(
        reasons(&why),
        [(few, Some(0), None), (DONE_KEY, None, None)]
    );
}

#[test]
fn where_whom_a_bank_holds_is_of_the_campaigns_choosing_reasons_have_no_numbers() {
    let live = may(Members::Live);
    let mut own = sample(&some(120, Some((DONE_KEY, None))), 120);
    own.telling = Telling::Reasons;
    let why = told((&own, &Noise::new([8; 32])), (&live, at(0)));
    assert_eq!(reasons(&why), [(DONE_KEY, None, None)]);
    assert!(!why.is_untold);
}

#[test]
fn of_a_draw_too_many_it_is_told_when_there_will_be_somebody_and_no_reason() {
    let live = may(Members::Live);
    let resting = NotNow::Resting { until: at(7) }.key();
    let mut sampled = some(49, Some((DONE_KEY, None)));
    sampled.extend(some(1, Some((resting, Some(at(7))))));
    let mut draw = sample(&sampled, 50);
    draw.telling = Telling::Nothing;
    let why = told((&draw, &Noise::new([8; 32])), (&live, at(0)));
    assert!(why.is_untold && why.reasons.is_empty());
    assert_eq!(why.fills_at, Some(at(10)));
}

#[test]
fn which_of_two_reasons_stands_first_goes_by_what_is_told_and_not_by_how_many_they_are() {
    let live = may(Members::Live);
    let number = NotNow::NoNumber.key();
    let mut ties = 0;
    for done in 100..140 {
        let mut sampled = some(done, Some((DONE_KEY, None)));
        sampled.extend(some(120, Some((number, None))));
        let why = why_of(&sampled, u64::from(done + 120), (&live, at(0)));
        let told = |held: &Held| held.count.and_then(Safe::rounded);
        let [one, other] = why.reasons.as_slice() else {
            panic!("two reasons");
        };
        assert!(told(one) >= told(other), "{done}");
        if told(one) == told(other) {
            ties += 1;
            assert_eq!(
                one.key, number,
                "of two that are told alike, by their keys: {done}"
            );
        }
    }
    assert!(ties > 0);
}

/// A queue of so many, each with the rank that is given of their number, in its order.
fn queue(many: u16, rank: impl Fn(u16) -> i64) -> Vec<Ranked> {
    let member = |n: u16| MemberId::from_bytes(u128::from(n).to_be_bytes());
    let mut queue: Vec<Ranked> = (0..many).map(|n| (rank(n), member(n))).collect();
    queue.sort_by_key(|(rank, _)| *rank);
    queue
}

/// Who is drawn from a queue that is read in pages, and how many pages that takes.
fn drawn_of(queue: &[Ranked], seed: u8, page: i64) -> (Vec<MemberId>, usize) {
    let mut pages = 0;
    let drawn = draw(&[seed; 32], page, |from, limit| {
        pages += 1;
        assert!(pages <= 4_000, "it goes on for ever");
        let rest = queue.iter().filter(|(rank, _)| *rank >= from);
        Ok(rest
            .take(usize::try_from(limit).unwrap())
            .copied()
            .collect())
    });
    (drawn.unwrap(), pages)
}

#[test]
fn who_is_looked_at_hangs_on_the_members_and_on_the_draw_and_not_on_the_order_of_a_queue() {
    let looked = |queue: &[Ranked], seed| drawn_of(queue, seed, 5_000).0;
    let sample = looked(&queue(260, i64::from), 1);
    assert_eq!(sample.len(), SAMPLE);
    assert_eq!(looked(&queue(260, |n| 900 - i64::from(n)), 1), sample);
    assert_ne!(looked(&queue(260, i64::from), 2), sample);
    // Whoever is in it stays in it when others leave the queue.
    let first = queue(230, i64::from);
    let left = looked(&first, 1);
    let stays = |member: &&MemberId| first.iter().any(|(_, of)| of == *member);
    let mut stay = sample.iter().filter(stays);
    assert!(stay.all(|member| left.contains(member)));
    assert_eq!(looked(&queue(150, i64::from), 1).len(), 150);
    assert!(looked(&[], 1).is_empty());
}

#[test]
fn whatever_the_pages_in_which_a_queue_is_read_nobody_is_missed_and_nobody_is_drawn_twice() {
    type Rank = fn(u16) -> i64;
    // Each has a rank of their own; three share one, across the ends of pages; hundreds do, more than a page holds; and all do.
    let ranks: [Rank; 5] = [
        |n| i64::from(n) * 1_000,
        |n| i64::from(n / 3),
        |n| i64::from(n / 250),
        |_| 0,
        |_| i64::MAX,
    ];
    for (at, rank) in ranks.into_iter().enumerate() {
        let queue = queue(600, rank);
        let (whole, pages) = drawn_of(&queue, 1, 5_000);
        assert_eq!((whole.len(), pages), (SAMPLE, 1));
        for page in [1, 2, 3, 7, 64, 200, 599, 600, 601] {
            let (drawn, _) = drawn_of(&queue, 1, page);
            assert_eq!(drawn, whole, "ranks {at}, pages of {page}");
        }
    }
    let (_, pages) = drawn_of(&queue(600, i64::from), 1, 100);
    assert!(
        pages <= 8,
        "{pages}: each page but the last begins where one ended"
    );
}

#[test]
fn a_page_that_cannot_be_read_is_no_end_of_a_queue() {
    let queue = queue(300, i64::from);
    let drawn = draw(&[1; 32], 100, |from, _| match from {
        0 => Ok(queue.iter().take(100).copied().collect()),
        _ => Err(Fault::Busy),
    });
    assert!(matches!(drawn, Err(Fault::Busy)));
}

#[test]
fn beside_rivals_whoever_waits_because_of_a_call_is_told_of_without_a_number_and_a_time() {
    let rivals = may(Members::Fixed([4; 16]));
    let mut sampled = some(50, Some((WAITS_KEY, Some(at(7)))));
    sampled.extend(some(20, Some((DONE_KEY, None))));
    let why = why_of(&sampled, 70, (&rivals, at(0)));
    assert_eq!(
        reasons(&why),
        [(DONE_KEY, Some(20), None), (WAITS_KEY, None, None)]
    );
    assert_eq!(why.fills_at, Some(rivals.rounded_up(at(7))));
    assert_eq!(why.fills_at.unwrap().millis() % 1_800_000, 0);
}
