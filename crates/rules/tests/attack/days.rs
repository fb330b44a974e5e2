//! From one day to the next.

use crate::attacks::{Result, best, home, prior};
use crate::invented::{BANDS, World};
use crate::oracle::{Group, Kind, Oracle, columns};

/// Somebody leaves on a day the attackers know. They compare every count that the leaver was in with that of the day before:
/// on a living roll those that changed say which age it was.
pub fn day_by_day(days: usize, is_living: bool) -> Vec<Result> {
    let mut results = Vec::new();
    for seed in 0..2 {
        let world = World::invent(900 + seed, 2_000);
        let mut oracle = Oracle::over(&world, Kind::Noised);
        for day in 0..days / 2 {
            oracle.new_campaigns();
            let target = world.members[day];
            let table = prior(&world, &mut oracle, &target);
            let home = home(&world, &oracle, &target);
            let groups = [
                Group::default(),
                Group {
                    branch: home.branch,
                    ..Group::default()
                },
                Group {
                    kind: home.kind,
                    ..Group::default()
                },
                Group {
                    joined: home.joined,
                    ..Group::default()
                },
            ];
            let look = |oracle: &mut Oracle<'_>| -> Vec<Vec<Option<u64>>> {
                let ages = (0..BANDS.len()).map(|age| {
                    let groups = groups.iter().map(|group| oracle.ask(group.with_age(age)));
                    groups.collect()
                });
                ages.collect()
            };
            let before = look(&mut oracle);
            if is_living {
                oracle.replace(columns(&world, day + 1));
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
                asked: oracle.asked(),
                is_reached: true,
            });
        }
    }
    results
}
