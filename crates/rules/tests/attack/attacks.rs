//! The attacks, each as strong as its rules let it be.

use std::collections::BTreeMap;

use switchboard_rules::audience::Joined;

use crate::invented::{BANDS, Chance, KINDS, Member, World};
use crate::oracle::{Group, Kind, Oracle, columns};

/// How many others of a small group the attackers know all about.
const KNOWN: usize = 20;

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

type Guess = [f64; BANDS.len()];

fn best(weights: &Guess) -> usize {
    let by = |a: &usize, b: &usize| weights[*a].total_cmp(&weights[*b]);
    (0..BANDS.len()).max_by(by).unwrap()
}

/// What the published tables say of somebody's age whose branch, kind and joining are known: each of the three moves the
/// odds by itself.
fn prior(world: &World, oracle: &mut Oracle<'_>, member: &Member) -> Guess {
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
fn number(told: Option<u64>) -> f64 {
    told.map_or(4.0, |n| f64::from(u32::try_from(n).unwrap()))
}

/// The smallest group a target is in, by what is known of it and can be asked.
fn home(world: &World, oracle: &Oracle<'_>, member: &Member) -> Group {
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

/// A whole, the parts of it that can be asked, and who is in none of them: few, of whom the attackers know all but one.
struct Between {
    whole: Group,
    parts: Vec<Group>,
    members: Vec<Member>,
}

/// The members by what is known of them.
type Alike = BTreeMap<(usize, usize, usize), Vec<Member>>;

fn alike(world: &World) -> Alike {
    let mut all = Alike::new();
    for member in &world.members {
        let known = (member.branch, member.kind, member.joined);
        all.entry(known).or_default().push(*member);
    }
    all
}

/// The ways to cut a whole: by the branches under it, or by a field that it leaves open; each level left out in turn, and none.
fn cuts(world: &World, oracle: &Oracle<'_>, whole: Group) -> Vec<Vec<Group>> {
    let under = (0..world.above.len()).filter(|at| world.above[*at] == whole.branch);
    let mut all = vec![
        under
            .map(|at| Group {
                branch: Some(at),
                ..whole
            })
            .collect::<Vec<_>>(),
    ];
    if whole.kind.is_none() {
        let kinds = (0..KINDS.len()).map(|at| Group {
            kind: Some(at),
            ..whole
        });
        all.push(kinds.collect());
    }
    if whole.joined.is_none() {
        let joined = (0..Joined::ALL.len()).map(|at| Group {
            joined: Some(at),
            ..whole
        });
        all.push(joined.collect());
    }
    let mut cuts = Vec::new();
    for mut parts in all {
        parts.retain(|part| oracle.is_level(*part));
        for out in 0..parts.len() {
            let mut others = parts.clone();
            others.remove(out);
            cuts.push(others);
        }
        cuts.push(parts);
    }
    cuts.retain(|parts| !parts.is_empty());
    cuts
}

/// Every few people between a whole and its parts.
fn betweens(world: &World, oracle: &Oracle<'_>) -> Vec<Between> {
    let alike = alike(world);
    let mut all = Vec::new();
    let options = |many: usize| (0..many).map(Some).chain([None]).collect::<Vec<_>>();
    for branch in options(world.above.len()) {
        for kind in options(KINDS.len()) {
            for joined in options(Joined::ALL.len()) {
                let whole = Group {
                    branch,
                    kind,
                    joined,
                    age: None,
                };
                if !oracle.is_level(whole) {
                    continue;
                }
                let inside: Vec<_> = alike
                    .iter()
                    .filter(|(known, _)| is_in(world, &whole, known))
                    .collect();
                for parts in cuts(world, oracle, whole) {
                    let left = inside
                        .iter()
                        .filter(|(known, _)| !parts.iter().any(|part| is_in(world, part, known)));
                    let mut members = Vec::new();
                    for (_, some) in left {
                        members.extend_from_slice(some);
                        if members.len() > KNOWN + 1 {
                            break;
                        }
                    }
                    if (1..=KNOWN + 1).contains(&members.len()) {
                        all.push(Between {
                            whole,
                            parts,
                            members,
                        });
                    }
                }
            }
        }
    }
    // Few parts mean little noise, so these are the best to ask for.
    all.sort_by_key(|between| (between.parts.len(), between.members.len()));
    all
}

fn is_in(world: &World, group: &Group, (branch, kind, joined): &(usize, usize, usize)) -> bool {
    group
        .branch
        .is_none_or(|node| world.is_under(*branch, node))
        && group.kind.is_none_or(|one| one == *kind)
        && group.joined.is_none_or(|one| one == *joined)
}

/// Targets between a whole and its parts; the attackers know everybody there but the target. First those of whom any number
/// says anything.
fn between(world: &World, oracle: &mut Oracle<'_>, many: usize, every_way: bool) -> Vec<Result> {
    let all = betweens(world, oracle);
    let mut results = Vec::new();
    let mut taken = std::collections::BTreeSet::new();
    for target in all.iter().flat_map(|between| &between.members) {
        if results.len() == many {
            break;
        }
        if !taken.insert(*target.id.as_bytes()) {
            continue;
        }
        let is_there =
            |between: &&Between| between.members.iter().any(|member| member.id == target.id);
        let ways = if every_way { 24 } else { 1 };
        let mut evidence = [0.0; BANDS.len()];
        let mut told = 0;
        for between in all.iter().filter(is_there).take(ways) {
            for split in splits(between, every_way) {
                told += weigh(oracle, (between, split), target, &mut evidence);
            }
        }
        if told < 2 {
            continue;
        }
        let table = prior(world, oracle, target);
        let mut guess = table;
        for (weight, evidence) in guess.iter_mut().zip(evidence) {
            *weight = weight.max(1e-6).ln() + evidence;
        }
        results.push(Result {
            table: best(&table) == target.age,
            attack: best(&guess) == target.age,
            asked: oracle.asked(),
            is_reached: true,
        });
    }
    // Of the others the attackers learn no more than the tables say.
    let others = world
        .members
        .iter()
        .filter(|member| !taken.contains(member.id.as_bytes()));
    for target in others.take(many.saturating_sub(results.len())) {
        let table = prior(world, oracle, target);
        let is_right = best(&table) == target.age;
        results.push(Result {
            table: is_right,
            attack: is_right,
            asked: oracle.asked(),
            is_reached: false,
        });
    }
    results
}

/// Into what a whole and its parts are cut before they are asked, to be added up again.
#[derive(Clone, Copy)]
enum Split {
    Whole,
    Kinds,
    Joined,
}

fn splits(between: &Between, every_way: bool) -> Vec<Split> {
    let group = between.whole;
    let is_open = |open: bool| open && every_way;
    let kinds = is_open(group.kind.is_none() && between.parts.iter().all(|p| p.kind.is_none()));
    let joined =
        is_open(group.joined.is_none() && between.parts.iter().all(|p| p.joined.is_none()));
    let mut splits = vec![Split::Whole];
    splits.extend(kinds.then_some(Split::Kinds));
    splits.extend(joined.then_some(Split::Joined));
    splits
}

/// Adds what one difference says of each age; answers of how many ages it says anything.
fn weigh(
    oracle: &mut Oracle<'_>,
    (between, split): (&Between, Split),
    target: &Member,
    evidence: &mut Guess,
) -> usize {
    let known = between
        .members
        .iter()
        .filter(|member| member.id != target.id);
    let known: Vec<usize> = known.map(|member| member.age).collect();
    let mut answered = 0;
    for age in 0..BANDS.len() {
        let Some((n, spread)) = left(oracle, between, split, age) else {
            continue;
        };
        answered += 1;
        let known = known.iter().filter(|known| **known == age).count();
        let n = n - f64::from(u32::try_from(known).unwrap());
        for (guess, evidence) in evidence.iter_mut().enumerate() {
            let is = f64::from(u8::from(guess == age));
            *evidence -= (n - is).powi(2) / (2.0 * spread);
        }
    }
    answered
}

/// How many of an age are between the whole and its parts, where that is told, and how far it may be off.
fn left(
    oracle: &mut Oracle<'_>,
    between: &Between,
    split: Split,
    age: usize,
) -> Option<(f64, f64)> {
    let (mut n, mut spread) = summed(oracle, between.whole.with_age(age), split)?;
    for part in &between.parts {
        let (told, more) = summed(oracle, part.with_age(age), split)?;
        n -= told;
        spread += more;
    }
    Some((n, spread))
}

fn summed(oracle: &mut Oracle<'_>, group: Group, split: Split) -> Option<(f64, f64)> {
    let parts: Vec<Group> = match split {
        Split::Whole => vec![group],
        Split::Kinds => (0..KINDS.len())
            .map(|at| Group {
                kind: Some(at),
                ..group
            })
            .collect(),
        Split::Joined => (0..Joined::ALL.len())
            .map(|at| Group {
                joined: Some(at),
                ..group
            })
            .collect(),
    };
    let (mut n, mut spread) = (0.0, 0.0);
    for part in parts {
        n += number(Some(oracle.ask(part)?));
        spread += oracle.spread();
    }
    Some((n, spread))
}

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
