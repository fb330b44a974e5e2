//! Campaigns that put their heads together against the counts: how much better do they guess somebody's age than anybody can
//! who reads the published tables?
//!
//! Invented members whose branch, kind, age and joining hang together as in a real organisation. In each attack three campaigns
//! ask what they like, each within its 200 questions beyond the published tables, and choose the next question by the answers to
//! those before. They know of each target branch, kind and time of joining, and guess the band of ages. The best guess from
//! the published tables is the yardstick; 1,000 targets, chosen by the attackers where they see the best chance. `ATTACK_WORLDS`
//! and `ATTACK_MEMBERS` make it larger.
#![cfg(test)]

mod attacks;
mod between;
mod days;
mod invented;
mod oracle;

use attacks::{Attack, Result, run};
use invented::World;
use oracle::Kind;

/// How many people each attack guesses at.
const TARGETS: usize = 1_000;

#[expect(
    clippy::disallowed_methods,
    reason = "a larger attack is asked for from outside"
)]
fn size(name: &str, usual: usize) -> usize {
    std::env::var(name)
        .ok()
        .and_then(|n| n.parse().ok())
        .unwrap_or(usual)
}

/// The gain over the yardstick in points, and how far its 95 % interval goes either way.
fn gain<'r>(results: impl IntoIterator<Item = &'r Result>) -> (f64, f64) {
    let results: Vec<&Result> = results.into_iter().collect();
    let n = f64::from(u32::try_from(results.len()).unwrap());
    let differences: Vec<f64> = results
        .iter()
        .map(|one| f64::from(u8::from(one.attack)) - f64::from(u8::from(one.table)))
        .collect();
    let mean = differences.iter().sum::<f64>() / n;
    let spread = differences.iter().map(|d| (d - mean).powi(2)).sum::<f64>() / (n - 1.0);
    (100.0 * mean, 196.0 * (spread / n).sqrt())
}

fn played(
    kind: Kind,
    (worlds, targets): (usize, usize),
    attacks: &[Attack],
) -> Vec<(Attack, Vec<Result>)> {
    let members = size("ATTACK_MEMBERS", 20_000);
    let mut all: Vec<(Attack, Vec<Result>)> =
        attacks.iter().map(|attack| (*attack, Vec::new())).collect();
    for seed in 0..worlds {
        let world = World::invent(u64::try_from(seed).unwrap(), members);
        let mut oracle = oracle::Oracle::over(&world, kind);
        for (attack, results) in &mut all {
            oracle.new_campaigns();
            let many = targets.saturating_sub(results.len()).min(targets / worlds);
            results.extend(run(&world, &mut oracle, *attack, many));
        }
    }
    all
}

#[test]
fn five_hundred_questions_by_three_campaigns_tell_little_of_anybody() {
    let mut asked = 0;
    for (attack, results) in played(
        Kind::Noised,
        (size("ATTACK_WORLDS", 4), TARGETS),
        &Attack::ALL,
    ) {
        let (mean, either_way) = gain(&results);
        let (reached, _) = gain(results.iter().filter(|one| one.is_reached));
        let most = results.iter().map(|one| one.asked).max().unwrap();
        println!(
            "{attack:?}: gain {mean:.1} ± {either_way:.1}; of {} whom a number says anything of, {reached:.1}; {most} questions",
            results.iter().filter(|one| one.is_reached).count(),
        );
        assert!(results.len() >= TARGETS, "{attack:?}: {}", results.len());
        assert!(
            mean + either_way <= 5.0,
            "{attack:?}: {mean:.1} ± {either_way:.1}"
        );
        asked = asked.max(most);
    }
    assert!(asked >= 500, "{asked} questions");
}

#[test]
fn the_same_attacks_win_against_rounding_alone() {
    for (attack, results) in played(
        Kind::Rounded,
        (8, 960),
        &[Attack::Known, Attack::Partitions],
    ) {
        let reached: Vec<&Result> = results.iter().filter(|one| one.is_reached).collect();
        assert!(reached.len() > 300, "{attack:?}: {}", reached.len());
        let (mean, either_way) = gain(reached);
        println!("{attack:?}: gain {mean:.1} ± {either_way:.1}");
        assert!(
            mean - either_way > 5.0,
            "{attack:?}: {mean:.1} ± {either_way:.1}"
        );
    }
}

#[test]
fn day_by_day_counts_of_a_living_roll_would_tell_who_left() {
    let (living, _) = gain(&days::day_by_day(60, true));
    let (fixed, either_way) = gain(&days::day_by_day(1_000, false));
    println!("living {living:.1}, fixed {fixed:.1} ± {either_way:.1}");
    assert!(living > 15.0, "{living:.1}");
    assert!(fixed + either_way <= 5.0, "{fixed:.1} ± {either_way:.1}");
}
