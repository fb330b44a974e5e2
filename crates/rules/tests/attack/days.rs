//! From one day to the next.

use crate::attacks::{Result, best, home, prior};
use crate::invented::{BANDS, World};
use crate::oracle::{Group, Kind, Oracle, columns};

/// The groups a target is in: each of the three things known of them kept or left out.
fn kept(home: Group) -> Vec<Group> {
    let all = (0..8_u8).map(|which| Group {
        branch: home.branch.filter(|_| which & 1 > 0),
        kind: home.kind.filter(|_| which & 2 > 0),
        joined: home.joined.filter(|_| which & 4 > 0),
        ..Group::default()
    });
    all.collect()
}

/// Somebody leaves on a day the attackers know. They compare every count that the leaver was in with that of the day before:
/// on a living roll those that changed say which age it was.
pub fn day_by_day(days: usize, is_living: bool) -> Vec<Result> {
    let mut results = Vec::new();
    for seed in 0..2 {
        let world = World::invent(900 + seed, 2_000);
        let mut oracle = Oracle::over(&world, Kind::Noised);
        for day in 0..days / 2 {
            if day % 20 == 0 {
                oracle.new_campaigns();
            }
            let target = world.members[day];
            let table = prior(&world, &oracle, &target);
            let home = home(&world, &oracle, &target);
            let groups = kept(home);
            let look = |oracle: &mut Oracle<'_>| -> Vec<Vec<Option<f64>>> {
                let ages = (0..BANDS.len()).map(|age| {
                    let groups = groups
                        .iter()
                        .map(|group| oracle.ask(group.with_age(age)).number());
                    groups.collect()
                });
                ages.collect()
            };
            let before = look(&mut oracle);
            if is_living {
                oracle.replace(columns(&world, day + 1));
            } else if day % 100 == 0 {
                // Another day, and another node: the same members.
                oracle.replace(columns(&world, 0));
            }
            let after = look(&mut oracle);
            let mut guess = table;
            for (age, weight) in guess.iter_mut().enumerate() {
                let pairs = before[age].iter().zip(&after[age]);
                let changed = pairs.filter(|(before, after)| before != after).count();
                *weight *= 50_f64.powi(i32::try_from(changed).unwrap());
            }
            results.push(Result {
                table: best(&table) == target.age,
                attack: best(&guess) == target.age,
            });
        }
    }
    results
}
