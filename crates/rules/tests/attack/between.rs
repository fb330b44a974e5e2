//! The few between two groups, and what is told of them, or refused for their sake.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use switchboard_rules::audience::Joined;
use switchboard_rules::counts::MOVED;
use switchboard_rules::ids::MemberId;

use crate::attacks::{Attack, Guess};
use crate::invented::{AREAS, BANDS, KINDS, Known, Member, TAGS, World};
use crate::oracle::{AGES, Group, Kind, Oracle, Told, bands, is_in};

/// How many others of a small group the attackers know all about.
const KNOWN: usize = 20;
/// Of smaller groups nothing is told by age.
const WHOLE_MIN: usize = 100;
/// Of so many groups that the attackers know wholly they learn how refusals go.
const LEARNT: usize = 30;

/// A whole, the parts of it that can be asked, and who is in none of them: few, of whom the attackers know all but one.
struct Between {
    whole: Group,
    parts: Vec<Group>,
    members: Vec<Member>,
    /// Whether a part that can be asked was left out.
    is_tracker: bool,
    /// Whether the few stand between tags or areas.
    is_wider: bool,
    /// Whether the whole is so small that numbers of it by age are often withheld.
    is_small: bool,
}

/// The members by what is known of them.
type Alike = BTreeMap<Known, Vec<Member>>;

fn alike(world: &World) -> Alike {
    let mut all = Alike::new();
    for member in &world.members {
        all.entry(member.known()).or_default().push(*member);
    }
    all
}

fn under(world: &World, node: Option<usize>) -> Vec<usize> {
    let all = 0..world.above.len();
    all.filter(|at| world.above[*at] == node).collect()
}

/// The ways to cut a whole: by the branches under it, or those under them, or by a field that it leaves open.
fn cuts(world: &World, oracle: &Oracle<'_>, whole: Group) -> Vec<(Vec<Group>, bool)> {
    let branch = |at: usize| Group {
        branch: Some(at),
        ..whole
    };
    let children = under(world, whole.branch);
    let mut all = vec![children.iter().map(|at| branch(*at)).collect::<Vec<_>>()];
    for child in &children {
        let others = children.iter().filter(|at| *at != child).copied();
        let deeper = under(world, Some(*child));
        for one in &deeper {
            let deepest = under(world, Some(*one));
            let beside = deeper.iter().filter(|at| *at != one).copied();
            let cut = others.clone().chain(beside).chain(deepest);
            all.push(cut.map(branch).collect());
        }
        all.push(others.chain(deeper).map(branch).collect());
    }
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
            cuts.push((others, true));
        }
        cuts.push((parts, false));
    }
    cuts.retain(|(parts, _)| !parts.is_empty());
    cuts
}

/// The ways to cut a whole by what overlaps: a tag of it, another tag that has nearly the same people, its areas.
fn wider_cuts(oracle: &Oracle<'_>, whole: Group) -> Vec<Vec<Group>> {
    let tag = |at: usize| Group {
        tag: Some(at),
        ..whole
    };
    let mut all: Vec<Vec<Group>> = (0..TAGS.len()).map(|at| vec![tag(at)]).collect();
    if whole.area.is_none() {
        let areas = (0..AREAS.len()).map(|at| Group {
            area: Some(at),
            ..whole
        });
        all.push(areas.collect());
    }
    for parts in &mut all {
        parts.retain(|part| *part != whole && oracle.is_level(*part));
    }
    all.retain(|parts| !parts.is_empty());
    all
}

/// Every whole that can be cut: of three fields at most, so that an age can be asked for besides.
fn wholes(world: &World, oracle: &Oracle<'_>) -> Vec<Group> {
    let options = |many: usize| (0..many).map(Some).chain([None]).collect::<Vec<_>>();
    let mut all = Vec::new();
    for branch in options(world.above.len()) {
        for kind in options(KINDS.len()) {
            for joined in options(Joined::ALL.len()) {
                for tag in options(TAGS.len()) {
                    let whole = Group {
                        branch,
                        kind,
                        joined,
                        tag,
                        ..Group::default()
                    };
                    // Three are enough, for the time that it takes.
                    let is_short = tag.is_none() || joined.is_none();
                    if is_short && whole.singles().len() < 4 && oracle.is_level(whole) {
                        all.push(whole);
                    }
                }
            }
        }
    }
    all
}

/// Every few people between a whole and its parts.
fn betweens(world: &World, oracle: &Oracle<'_>) -> Vec<Between> {
    let alike = alike(world);
    let mut all = Vec::new();
    // The wholes of one branch stand together.
    let mut branch = (Group::default(), alike.iter().collect::<Vec<_>>());
    for whole in wholes(world, oracle) {
        let own = Group {
            branch: whole.branch,
            ..Group::default()
        };
        if branch.0 != own {
            let there = alike.iter().filter(|(known, _)| is_in(world, &own, known));
            branch = (own, there.collect());
        }
        let inside = branch.1.iter().copied();
        let inside = inside.filter(|(known, _)| is_in(world, &whole, known));
        let inside: Vec<_> = inside.collect();
        let many: usize = inside.iter().map(|(_, some)| some.len()).sum();
        if many < WHOLE_MIN {
            continue;
        }
        let cuts = match whole.tag {
            None => cuts(world, oracle, whole),
            Some(_) => Vec::new(),
        };
        let cuts = cuts.into_iter().map(|(parts, is)| (parts, is, false));
        let wider = wider_cuts(oracle, whole).into_iter();
        for (parts, is_tracker, is_wider) in cuts.chain(wider.map(|parts| (parts, false, true))) {
            let is_left = |known| !parts.iter().any(|part| is_in(world, part, known));
            let mut members = Vec::new();
            for (_, some) in inside.iter().filter(|(known, _)| is_left(known)) {
                members.extend_from_slice(some);
                if members.len() > KNOWN + 1 {
                    break;
                }
            }
            // Another tag may have people whom the whole hasn't got: then their difference is nobody's count.
            let is_beyond = |known: &Known| {
                parts.iter().any(|part| is_in(world, part, known)) && !is_in(world, &whole, known)
            };
            let is_other_tag = parts.iter().any(|part| part.tag != whole.tag);
            let is_count = (1..=KNOWN + 1).contains(&members.len())
                && !(whole.tag.is_some() && is_other_tag && alike.keys().any(is_beyond));
            if is_count {
                all.push(Between {
                    whole,
                    parts,
                    members,
                    is_tracker,
                    is_wider,
                    is_small: many < 400,
                });
            }
        }
    }
    // Few parts mean little noise, so these are the best to ask for.
    all.sort_by_key(|between| (between.is_small, between.parts.len(), between.members.len()));
    all
}

/// What the attackers have worked out before they ask.
pub struct Knowledge {
    all: Vec<Between>,
    /// In which of them somebody is, by id.
    places: HashMap<MemberId, Vec<usize>>,
    /// How often a number was refused, of how many, where so many are left beside what is shown.
    refused: [(f64, f64); KNOWN + 2],
}

/// How likely so many people are, with their noise, to be fewer than ten.
fn as_few(people: usize) -> f64 {
    let people = i64::try_from(people).unwrap();
    let mut few = 0.0;
    for (by, often) in (0_i64..).zip(MOVED) {
        let signs: &[i64] = if by == 0 { &[1] } else { &[1, -1] };
        for sign in signs {
            few += f64::from(u8::from(people + sign * by < 10)) * f64::from(often) / 256.0;
        }
    }
    if people == 0 { 1.0 } else { few }
}

impl Knowledge {
    pub fn of(world: &World, oracle: &mut Oracle<'_>) -> Self {
        let all = betweens(world, oracle);
        let mut refused = [(0.0, 0.0); KNOWN + 2];
        for (people, one) in refused.iter_mut().enumerate() {
            *one = (0.8 * as_few(people) + 0.1, 1.0);
        }
        if oracle.kind == Kind::Noised {
            for between in all.iter().step_by((all.len() / LEARNT).max(1)) {
                oracle.new_campaigns();
                for age in 0..AGES.len() {
                    if let Some(is_refused) = refusal(oracle, between, age) {
                        let (of, n) = &mut refused[of_age(&between.members, age)];
                        *of += f64::from(u8::from(is_refused));
                        *n += 1.0;
                    }
                }
            }
        }
        let mut places: HashMap<MemberId, Vec<usize>> = HashMap::new();
        for (at, between) in all.iter().enumerate() {
            for member in &between.members {
                places.entry(member.id).or_default().push(at);
            }
        }
        Self {
            all,
            places,
            refused,
        }
    }

    /// Whoever is among a few, each once; the most promising first.
    pub fn targets(&self, attack: Attack) -> Vec<Member> {
        let mut taken = BTreeSet::new();
        let all = self.all.iter().filter(|one| is_for(attack, one));
        let members = all.flat_map(|between| &between.members);
        let new = members.filter(|member| taken.insert(*member.id.as_bytes()));
        new.copied().collect()
    }

    /// What the answers say of a target's age; none where they say nothing.
    pub fn of_target(
        &self,
        oracle: &mut Oracle<'_>,
        target: &Member,
        attack: Attack,
    ) -> Option<Guess> {
        let is_there = |between: &&Between| is_for(attack, between);
        let ways = match attack {
            Attack::Partitions | Attack::Refusals | Attack::Overlapping => 4,
            Attack::Known | Attack::Averaging | Attack::Tracker => 2,
        };
        let mut evidence = [0.0; BANDS.len()];
        let mut told = 0;
        let places = self.places.get(&target.id)?.iter();
        let those = places.filter_map(|at| self.all.get(*at));
        for between in those.filter(is_there).take(ways) {
            let others = between.members.iter().filter(|one| one.id != target.id);
            let others: Vec<Member> = others.copied().collect();
            for age in 0..AGES.len() {
                let known = of_age(&others, age);
                let numbers = by_numbers(oracle, (between, attack), (age, known), &mut evidence);
                told += numbers;
                if numbers == 0 && matches!(oracle.kind, Kind::Noised | Kind::ExactRefusals) {
                    told += self.by_refusal(oracle, (between, target), (age, known), &mut evidence);
                }
            }
        }
        (told >= 2).then_some(evidence)
    }

    fn by_refusal(
        &self,
        oracle: &mut Oracle<'_>,
        (between, target): (&Between, &Member),
        (age, known): (usize, usize),
        evidence: &mut Guess,
    ) -> usize {
        let is_exact = oracle.kind == Kind::ExactRefusals;
        let asked = refusal(oracle, between, age);
        let truly = known + usize::from(bands(age).contains(&target.age));
        let is_few = |people: usize| (1..10).contains(&people);
        let told = if is_exact { Some(is_few(truly)) } else { asked };
        let Some(is_refused) = told else {
            return 0;
        };
        for (guess, evidence) in evidence.iter_mut().enumerate() {
            let people = known + usize::from(bands(age).contains(&guess));
            let (of, n) = self.refused[people];
            let chance = match (is_exact, is_few(people)) {
                (true, true) => 0.98,
                (true, false) => 0.02,
                (false, _) => of / n,
            };
            *evidence += if is_refused { chance } else { 1.0 - chance }.ln();
        }
        1
    }
}

const fn is_for(attack: Attack, between: &Between) -> bool {
    match attack {
        Attack::Known | Attack::Averaging => !between.is_tracker && !between.is_wider,
        Attack::Tracker => between.is_tracker,
        Attack::Partitions | Attack::Refusals => !between.is_wider,
        Attack::Overlapping => between.is_wider,
    }
}

/// Adds what numbers say of an age; answers how many do.
fn by_numbers(
    oracle: &mut Oracle<'_>,
    (between, attack): (&Between, Attack),
    (age, known): (usize, usize),
    evidence: &mut Guess,
) -> usize {
    let mut told = 0;
    for split in splits(between, attack) {
        let Some((n, spread)) = left(oracle, (between, split), age, attack) else {
            continue;
        };
        told += 1;
        let n = n - f64::from(u32::try_from(known).unwrap());
        for (guess, evidence) in evidence.iter_mut().enumerate() {
            let is = f64::from(u8::from(bands(age).contains(&guess)));
            *evidence -= (n - is).powi(2) / (2.0 * spread);
        }
    }
    told
}

fn of_age(members: &[Member], age: usize) -> usize {
    let some = members.iter().filter(|one| bands(age).contains(&one.age));
    some.count()
}

/// Whether a part is refused though its whole is told; none where nobody may ask, or the whole is refused as well.
fn refusal(oracle: &mut Oracle<'_>, between: &Between, age: usize) -> Option<bool> {
    oracle.ask(between.whole.with_age(age)).number()?;
    let mut is_refused = false;
    for part in &between.parts {
        match oracle.ask(part.with_age(age)) {
            Told::Nothing => return None,
            Told::Withheld => is_refused = true,
            Told::About(_) => {}
        }
    }
    Some(is_refused)
}

/// Into what a whole and its parts are cut before they are asked, to be added up again.
#[derive(Clone, Copy)]
enum Split {
    Whole,
    Kinds,
    Joined,
    Bands,
}

fn splits(between: &Between, attack: Attack) -> Vec<Split> {
    let group = between.whole;
    match attack {
        Attack::Partitions => {}
        Attack::Refusals => return Vec::new(),
        Attack::Overlapping => return vec![Split::Whole, Split::Bands],
        _ => return vec![Split::Whole],
    }
    let parts = || between.parts.iter();
    let kinds = group.kind.is_none() && parts().all(|part| part.kind.is_none());
    let joined = group.joined.is_none() && parts().all(|part| part.joined.is_none());
    let mut splits = vec![Split::Whole, Split::Bands];
    splits.extend(kinds.then_some(Split::Kinds));
    splits.extend(joined.then_some(Split::Joined));
    splits
}

/// How many of an age are between the whole and its parts, where that is told, and how far it may be off.
fn left(
    oracle: &mut Oracle<'_>,
    (between, split): (&Between, Split),
    age: usize,
    attack: Attack,
) -> Option<(f64, f64)> {
    // Only a group of bands can be cut in bands.
    if matches!(split, Split::Bands) && bands(age).len() == 1 {
        return None;
    }
    let (mut n, mut spread) = summed(oracle, between.whole.with_age(age), Split::Whole, attack)
        .or_else(|| summed(oracle, between.whole.with_age(age), split, attack))?;
    for part in &between.parts {
        let (told, more) = summed(oracle, part.with_age(age), split, attack)?;
        n -= told;
        spread += more;
    }
    Some((n, spread))
}

fn summed(
    oracle: &mut Oracle<'_>,
    group: Group,
    split: Split,
    attack: Attack,
) -> Option<(f64, f64)> {
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
        Split::Bands => group
            .age
            .map_or(0..0, bands)
            .map(|age| group.with_age(age))
            .collect(),
    };
    let (mut n, mut spread) = (0.0, 0.0);
    for part in parts {
        let times = if attack == Attack::Averaging { 6 } else { 1 };
        let told = if times > 1 {
            oracle.repeat(part, times)
        } else {
            oracle.ask(part)
        };
        n += told.number()?;
        // Answers that never differ can't be averaged.
        let many = if oracle.kind == Kind::Anew {
            2.0 * f64::from(u8::try_from(times).unwrap())
        } else {
            1.0
        };
        spread += oracle.spread() / many;
    }
    Some((n, spread))
}
