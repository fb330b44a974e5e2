use std::collections::BTreeSet;

use switchboard_rules::ids::{CampaignId, ContestId};

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
        table: Vec::new(),
        is_counted: true,
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
        [(DONE_KEY, None, None), (few, Some(0), None)]
    );
}

#[test]
fn where_whom_a_bank_holds_is_of_the_campaigns_choosing_reasons_have_no_numbers() {
    let live = may(Members::Live);
    let mut own = sample(&some(120, Some((DONE_KEY, None))), 120);
    own.is_counted = false;
    let why = told((&own, &Noise::new([8; 32])), (&live, at(0)));
    assert_eq!(reasons(&why), [(DONE_KEY, None, None)]);
}

#[test]
fn the_sample_of_an_audience_is_the_same_at_every_hour() {
    let sample = |table: u8, has_audience, minutes| {
        let hour = hour_of(has_audience, &Zone::utc(), at(minutes));
        starts(&draw_of(&[table; 16], hour))
    };
    for minutes in [30, 60, 1_440] {
        assert_eq!(sample(1, true, 0), sample(1, true, minutes));
        assert_ne!(sample(1, false, 0), sample(1, false, minutes));
    }
    // It is half past: the others' hour has half an hour to go.
    assert_eq!(sample(1, false, 0), sample(1, false, 29));
    assert_ne!(sample(1, true, 0), sample(2, true, 0));
}

#[test]
fn who_is_looked_at_hangs_on_the_members_and_on_the_draw_and_not_on_the_order_of_a_queue() {
    let place = |n: u16| Place {
        member: MemberId::from_bytes(u128::from(n).to_be_bytes()),
        class: 1,
        due_at: 0,
    };
    let looked = |places: Vec<Place>, seed: u8| -> BTreeSet<MemberId> {
        let places = looked_at(places, &[seed; 32]);
        places.iter().map(|place| place.member).collect()
    };
    let sample = looked((0..260).map(place).collect(), 1);
    assert_eq!(sample.len(), SAMPLE);
    assert_eq!(looked((0..260_u16).rev().map(place).collect(), 1), sample);
    assert_ne!(looked((0..260).map(place).collect(), 2), sample);
    // Whoever is in it stays in it when others leave the queue.
    let first: BTreeSet<MemberId> = (0..230).map(|n| place(n).member).collect();
    let left = looked((0..230).map(place).collect(), 1);
    assert!(
        sample
            .intersection(&first)
            .all(|member| left.contains(member))
    );
    assert_eq!(looked((0..150).map(place).collect(), 1).len(), 150);
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
