//! The attacks, and the guess they have to beat.

use crate::between::Knowledge;
use crate::invented::{BANDS, Member, World};
use crate::oracle::{Group, Oracle};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Attack {
    /// The few between two groups, of whom all but the target are known.
    Known,
    /// The same, each question asked again and again, on both nodes.
    Averaging,
    /// A small group as what is left of a large one when all its other parts are taken away.
    Tracker,
    /// Every way to cut the groups in parts, as deep as levels go, and to add them up again.
    Partitions,
    /// Not what is told but what is refused.
    Refusals,
    /// The few between a group and its part with a tag, between two tags that have nearly the same people, or in no area.
    Overlapping,
}

impl Attack {
    pub const ALL: [Self; 6] = [
        Self::Known,
        Self::Averaging,
        Self::Tracker,
        Self::Partitions,
        Self::Refusals,
        Self::Overlapping,
    ];
}

/// Whether the published tables, and the attack, guessed right.
pub struct Result {
    pub table: bool,
    pub attack: bool,
}

pub type Guess = [f64; BANDS.len()];

pub fn best(weights: &Guess) -> usize {
    let by = |a: &usize, b: &usize| weights[*a].total_cmp(&weights[*b]);
    (0..BANDS.len()).max_by(by).unwrap()
}

/// What the published tables say of somebody's age whose branch, kind and joining are known: each of the three moves the
/// odds by itself.
pub fn prior(world: &World, oracle: &Oracle<'_>, member: &Member) -> Guess {
    let group = home(world, oracle, member);
    let row = |group: Group| -> Guess {
        let ages = 0..BANDS.len();
        let row: Vec<f64> = ages
            .map(|age| number(oracle.published(group.with_age(age))))
            .collect();
        let sum: f64 = row.iter().sum();
        std::array::from_fn(|age| row[age] / sum)
    };
    let all = row(Group::default());
    let mut guess = all;
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
    let singles = singles.into_iter().filter(|one| *one != Group::default());
    for single in singles {
        for ((weight, here), all) in guess.iter_mut().zip(row(single)).zip(all) {
            *weight *= here / all;
        }
    }
    let sum: f64 = guess.iter().sum();
    guess.map(|weight| weight / sum)
}

/// A withheld number is somewhere below fifty, and oftener near the lower end.
fn number(told: Option<u64>) -> f64 {
    told.map_or(12.0, |n| f64::from(u32::try_from(n).unwrap()))
}

/// The smallest group a target is in, by what is known of it and can be asked.
pub fn home(world: &World, oracle: &Oracle<'_>, member: &Member) -> Group {
    let above = |branch: &usize| world.above.get(*branch).copied().flatten();
    let some = world.above.get(member.branch).map(|_| member.branch);
    let branch = std::iter::successors(some, above).find(|branch| {
        oracle.is_level(Group {
            branch: Some(*branch),
            ..Group::default()
        })
    });
    let kind = Group {
        kind: Some(member.kind),
        ..Group::default()
    };
    let joined = Group {
        joined: Some(member.joined),
        ..Group::default()
    };
    Group {
        branch,
        kind: oracle.is_level(kind).then_some(member.kind),
        joined: oracle.is_level(joined).then_some(member.joined),
        ..Group::default()
    }
}

/// Attacks so many targets of a world, chosen where the attackers can learn anything; answers how many questions beyond the
/// published tables three campaigns asked together.
pub fn run(
    world: &World,
    (oracle, knowledge): (&mut Oracle<'_>, &Knowledge),
    attack: Attack,
    many: usize,
) -> (Vec<Result>, usize) {
    oracle.new_campaigns();
    oracle.take_most();
    let mut results = Vec::new();
    for target in knowledge.targets(attack) {
        if results.len() == many {
            break;
        }
        if oracle.is_spent() {
            oracle.new_campaigns();
        }
        let Some(evidence) = knowledge.of_target(oracle, &target, attack) else {
            continue;
        };
        let table = prior(world, oracle, &target);
        let mut guess = table;
        for (weight, evidence) in guess.iter_mut().zip(evidence) {
            *weight = weight.max(1e-6).ln() + evidence;
        }
        results.push(Result {
            table: best(&table) == target.age,
            attack: best(&guess) == target.age,
        });
    }
    (results, oracle.take_most())
}
