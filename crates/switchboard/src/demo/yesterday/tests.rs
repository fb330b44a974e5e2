use super::Evenings;
use super::ends::{Ends, answers};
use super::phones::SEED;
use fake::rand::SeedableRng as _;
use fake::rand::rngs::StdRng;
use switchboard_store::rules::card::Outcome;
use switchboard_store::rules::moment::{Moment, Span, Zone};
use switchboard_store::rules::script::Script;

/// Tuesday 24 November 2026, 18:37 in London.
const EVENING: Moment = Moment::from_millis(1_795_545_420_000);

#[test]
fn every_answer_that_is_written_down_is_one_that_the_script_leads_to() {
    let script = Script::read(include_str!("../script.toml")).unwrap();
    let mut chance = StdRng::seed_from_u64(SEED);
    for _ in 0..500 {
        let sent = answers(&mut chance);
        let (kept, lost) = script.answers(&sent);
        assert!(!kept.is_empty());
        assert_eq!(lost, 0);
    }
}

#[test]
fn whoever_asks_to_be_rung_again_is_due_in_the_evening_after() {
    let mut chance = StdRng::seed_from_u64(SEED);
    let next = EVENING.plus(Span::days(1));
    let ends = (0..2_000).map(|_| Ends::draw(&mut chance, next).outcome);
    let back: Vec<Moment> = ends.filter_map(Outcome::call_back_at).collect();
    assert!(back.len() > 5, "{}", back.len());
    assert!(
        back.iter()
            .all(|at| *at >= next && *at < next.plus(Span::hours(2)))
    );
}

#[test]
fn the_evenings_of_a_demo_lie_before_its_own_whenever_it_begins() {
    let zone = Zone::parse("Europe/London").unwrap();
    for hours in 0..48 {
        let now = EVENING.plus(Span::hours(hours));
        let evenings = Evenings::before(now, &zone);
        let [first, second] = evenings.rung;
        for evening in [first, second, evenings.today()] {
            assert_eq!(zone.local(evening).minute, 18 * 60, "at six");
        }
        assert_eq!(second.since(first), Span::days(1));
        assert_eq!(evenings.today().since(second), Span::days(1));
        assert!(second.plus(Span::hours(5)) < now, "it was over");
        assert!(evenings.begun < first);
        assert!(now.since(evenings.begun) < Span::days(4));
    }
}
