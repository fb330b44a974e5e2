//! The attacks, each as strong as its rules let it be.

use std::collections::BTreeMap;

use crate::between::between;
use crate::invented::{BANDS, Chance, Member, World};
use crate::oracle::{Group, Oracle};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Attack {
    /// The same question over and over, by all campaigns.
    Averaging,
    /// A small group as what is left of a large one, and as the product of those it lies in.
    Tracker,
    /// The few between two groups, of whom all but the target are known.
    Known,
    /// The same, with every way to cut the two groups in parts and add them up again.
    Partitions,
}

impl Attack {
    pub const ALL: [Self; 4] = [
        Self::Averaging,
        Self::Tracker,
        Self::Known,
        Self::Partitions,
    ];
}

/// Whether the published tables, and the attack, guessed right; and how much was asked up to then.
pub struct Result {
    pub table: bool,
    pub attack: bool,
    pub asked: usize,
    /// Whether any number was told that moves the guess.
    pub is_reached: bool,
}

pub type Guess = [f64; BANDS.len()];

pub fn best(weights: &Guess) -> usize {
    let by = |a: &usize, b: &usize| weights[*a].total_cmp(&weights[*b]);
    (0..BANDS.len()).max_by(by).unwrap()
}

/// What the published tables say of somebody's age whose branch, kind and joining are known: each of the three moves the
/// odds by itself.
pub fn prior(world: &World, oracle: &mut Oracle<'_>, member: &Member) -> Guess {
    let mut guess = [1.0; BANDS.len()];
    let group = home(world, oracle, member);
    let everybody = |age| number(oracle.ask(Group::default().with_age(age)));
    let all: Vec<f64> = (0..BANDS.len()).map(everybody).collect();
    let total: f64 = all.iter().sum();
    let singles = [
        Group {
            branch: group.branch,
            ..Group::default()
        },
        Group {
            kind: group.kind,
            ..Group::default()
        },
        Group {
            joined: group.joined,
            ..Group::default()
        },
    ];
    for (age, weight) in guess.iter_mut().enumerate() {
        *weight = all[age] / total;
    }
    for single in singles
        .into_iter()
        .filter(|single| *single != Group::default())
    {
        let row: Vec<f64> = (0..BANDS.len())
            .map(|age| number(oracle.ask(single.with_age(age))))
            .collect();
        let sum: f64 = row.iter().sum();
        for (age, weight) in guess.iter_mut().enumerate() {
            *weight *= (row[age] / sum) / (all[age] / total);
        }
    }
    let sum: f64 = guess.iter().sum();
    guess.map(|weight| weight / sum)
}

/// A withheld number of a table is somewhere below ten.
pub fn number(told: Option<u64>) -> f64 {
    told.map_or(4.0, |n| f64::from(u32::try_from(n).unwrap()))
}

/// The smallest group a target is in, by what is known of it and can be asked.
pub fn home(world: &World, oracle: &Oracle<'_>, member: &Member) -> Group {
    let mut group = Group::default();
    let branches = [Some(member.branch), world.above[member.branch]];
    let is_level = |group: Group| oracle.is_level(group);
    group.branch = branches.into_iter().flatten().find(|branch| {
        is_level(Group {
            branch: Some(*branch),
            ..Group::default()
        })
    });
    let kind = Group {
        kind: Some(member.kind),
        ..Group::default()
    };
    group.kind = is_level(kind).then_some(member.kind);
    let joined = Group {
        joined: Some(member.joined),
        ..Group::default()
    };
    group.joined = is_level(joined).then_some(member.joined);
    group
}

pub fn run(world: &World, oracle: &mut Oracle<'_>, attack: Attack, many: usize) -> Vec<Result> {
    match attack {
        Attack::Averaging => in_cells(world, oracle, (many, 25), averaged),
        Attack::Tracker => in_cells(world, oracle, (many, 20), tracked),
        Attack::Known => between(world, oracle, many, false),
        Attack::Partitions => between(world, oracle, many, true),
    }
}

/// Targets out of the groups in which there is most to learn; each group is attacked once.
fn in_cells(
    world: &World,
    oracle: &mut Oracle<'_>,
    (many, cells): (usize, usize),
    attack: fn(&World, &mut Oracle<'_>, Group, &Guess) -> Guess,
) -> Vec<Result> {
    let mut groups: BTreeMap<Group, Vec<Member>> = BTreeMap::new();
    for member in &world.members {
        groups
            .entry(home(world, oracle, member))
            .or_default()
            .push(*member);
    }
    let mut groups: Vec<(Group, Vec<Member>)> = groups.into_iter().collect();
    groups.sort_by_key(|(_, members)| std::cmp::Reverse(members.len()));
    groups.truncate(cells);
    let mut chance = Chance::new(world.members.len() as u64);
    let mut learnt: Vec<Option<(Guess, Guess)>> = vec![None; groups.len()];
    (0..many)
        .map(|_| {
            let at = chance.below(groups.len());
            let (group, members) = &groups[at];
            let target = members[chance.below(members.len())];
            let (table, guess) = *learnt[at].get_or_insert_with(|| {
                let table = prior(world, oracle, &target);
                (table, attack(world, oracle, *group, &table))
            });
            Result {
                table: best(&table) == target.age,
                attack: best(&guess) == target.age,
                asked: oracle.asked(),
                is_reached: true,
            }
        })
        .collect()
}

fn averaged(_: &World, oracle: &mut Oracle<'_>, group: Group, table: &Guess) -> Guess {
    let total = number(oracle.ask(group));
    let mut guess = *table;
    for (age, weight) in guess.iter_mut().enumerate() {
        let answers = oracle.repeat(group.with_age(age));
        let told: Vec<f64> = answers
            .into_iter()
            .flatten()
            .map(|n| number(Some(n)))
            .collect();
        if !told.is_empty() {
            *weight =
                told.iter().sum::<f64>() / f64::from(u32::try_from(told.len()).unwrap()) / total;
        }
    }
    guess
}

/// The size of a group of each age in three ways: asked, as its whole without its siblings, and from the groups it lies in.
fn tracked(world: &World, oracle: &mut Oracle<'_>, group: Group, table: &Guess) -> Guess {
    let mut guess = *table;
    let total = number(oracle.ask(group)).max(10.0);
    for (age, weight) in guess.iter_mut().enumerate() {
        let here = group.with_age(age);
        let mut ways: Vec<(f64, f64)> = vec![(*weight * total, 1.0 + 0.1 * total)];
        if let Some(told) = oracle.ask(here) {
            ways.push((number(Some(told)), oracle.spread()));
        }
        let above = group.branch.and_then(|branch| world.above[branch]);
        if let Some(whole) = oracle.ask(Group {
            branch: above,
            ..here
        }) {
            let siblings = (0..world.above.len()).filter(|at| {
                world.above[*at] == above && Some(*at) != group.branch && above.is_some()
            });
            let told: Option<Vec<u64>> = siblings
                .map(|at| {
                    oracle.ask(Group {
                        branch: Some(at),
                        ..here
                    })
                })
                .collect();
            if let Some(told) = told.filter(|told| !told.is_empty()) {
                let others: f64 = told.iter().map(|n| number(Some(*n))).sum();
                let spread = oracle.spread() * f64::from(u32::try_from(told.len() + 1).unwrap());
                ways.push((number(Some(whole)) - others, spread));
            }
        }
        let both = [
            oracle.ask(Group {
                joined: None,
                ..here
            }),
            oracle.ask(Group { kind: None, ..here }),
            oracle.ask(Group {
                kind: None,
                joined: None,
                ..here
            }),
        ];
        if let [Some(kind), Some(joined), Some(branch)] = both {
            let size = number(Some(kind)) * number(Some(joined)) / number(Some(branch));
            ways.push((size, 1.0 + 0.5 * size));
        }
        let weights: f64 = ways.iter().map(|(_, spread)| 1.0 / spread).sum();
        *weight = ways.iter().map(|(size, spread)| size / spread).sum::<f64>() / weights / total;
    }
    guess
}
