//! The few between two groups, and what is told of them.

use std::collections::{BTreeMap, BTreeSet};

use switchboard_rules::audience::Joined;

use crate::attacks::{Guess, Result, best, number, prior};
use crate::invented::{BANDS, KINDS, Member, World};
use crate::oracle::{Group, Oracle};

/// How many others of a small group the attackers know all about.
const KNOWN: usize = 20;

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
pub fn between(
    world: &World,
    oracle: &mut Oracle<'_>,
    many: usize,
    every_way: bool,
) -> Vec<Result> {
    let all = betweens(world, oracle);
    let mut results = Vec::new();
    let mut taken = BTreeSet::new();
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
