//! Progress by group, against campaigns that choose whom their banks are done with.
//!
//! Three campaigns have all the tables they can, in as many banks as they like: each is done with the same members, and with about half of the
//! targets, drawn anew for each table. So all that differs between the tables is the targets and the noise. Nobody knows how many of the
//! same members a group has: whoever attacks sums over what it may be, so that nothing that the tables say is lost.

use std::array::from_fn;

use switchboard_rules::audience::{Audience, Choice, Columns, Done, TABLES_MAX};
use switchboard_rules::counts::{MOVED, safe};
use switchboard_rules::ids::BankId;

use crate::attacks::{Guess, Result, best, prior};
use crate::invented::{Chance, KINDS, Member, World};
use crate::oracle::{AGES, Kind, Oracle, bands, columns};
use crate::states::Numbers;

/// How many members a world has.
const MEMBERS: usize = 8_000;
/// Every so many-th member is one whom all banks are done with.
const EVERY: usize = 5;
/// So many are guessed at in one run of banks: they hide each other a little, and time is saved.
const TOGETHER: usize = 5;
/// A number is told this far from the truth at most: it is moved by 35, and rounded by 2.
const REACH: usize = 37;
/// How far the other targets move the mean of half of the tables against that of the others, squared.
const OTHERS: f64 = 0.05;
/// How far from the mean of all tables the number of the same members is looked for.
const AROUND: usize = 24;

/// One level of age, as the tables of a run say it: each number with whether each target was done with.
struct Seen {
    age: usize,
    told: Vec<(usize, [bool; TOGETHER])>,
}

/// How likely each number is told, in logarithms: by what is counted, modulo five, and by how much more is told.
struct Likely([[f64; 2 * REACH + 1]; 5]);

impl Likely {
    /// Of the wide noise: six times what the table says, and once more.
    fn new() -> Self {
        let mut moved = Vec::new();
        for (by, often) in (0_i64..).zip(MOVED) {
            let part = f64::from(often) / 256.0;
            moved.extend(
                [(by, part), (-by, part)]
                    .into_iter()
                    .skip(usize::from(by == 0)),
            );
        }
        Self(from_fn(|over| {
            let counted = 1_000 + i64::try_from(over).unwrap();
            let mut likely = [0.0_f64; 2 * REACH + 1];
            for (wide, one) in &moved {
                for (narrow, other) in &moved {
                    let n = u64::try_from(counted + 6 * wide + narrow).unwrap();
                    let told = i64::try_from(safe(n).rounded().unwrap()).unwrap();
                    let by = told - counted + i64::try_from(REACH).unwrap();
                    likely[usize::try_from(by).unwrap()] += one * other;
                }
            }
            likely.map(|share| share.max(1e-9).ln())
        }))
    }

    fn of(&self, counted: usize, told: usize) -> f64 {
        let by = (told + REACH).checked_sub(counted);
        let by_much = self.0[counted % 5].get(by.unwrap_or(usize::MAX));
        by_much.copied().unwrap_or(-20.0)
    }
}

/// The logarithm of a sum of what is given in logarithms.
fn summed(all: &[f64]) -> f64 {
    let most = all.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let sum: f64 = all.iter().map(|one| (one - most).exp()).sum();
    most + sum.ln()
}

/// What speaks for it that a target is in a level rather than not, in logarithms.
fn evidence(seen: &Seen, target: usize, likely: &Likely) -> f64 {
    let many = seen.told.len();
    if many == 0 {
        return 0.0;
    }
    let mean = seen.told.iter().map(|(told, _)| told).sum::<usize>() / many;
    let counted = mean.saturating_sub(AROUND)..mean + AROUND;
    let weight = |counted: usize, more: usize| -> f64 {
        let told = seen.told.iter();
        let one =
            told.map(|(told, is_in)| likely.of(counted + more * usize::from(is_in[target]), *told));
        one.sum()
    };
    let of = |more| -> Vec<f64> { counted.clone().map(|n| weight(n, more)).collect() };
    summed(&of(1)) - summed(&of(0))
}

/// The same of exact numbers: the difference of the means, and its spread.
fn exact_evidence(seen: &Seen, target: usize) -> f64 {
    let mean = |side: bool| -> Option<f64> {
        let told = seen.told.iter().filter(|(_, is_in)| is_in[target] == side);
        let told: Vec<f64> = told.map(|(told, _)| number(*told)).collect();
        (!told.is_empty()).then(|| told.iter().sum::<f64>() / number(told.len()))
    };
    let (Some(with), Some(without)) = (mean(true), mean(false)) else {
        return 0.0;
    };
    let by = with - without;
    (by.powi(2) - (by - 1.0).powi(2)) / (2.0 * OTHERS)
}

fn number(n: usize) -> f64 {
    f64::from(u32::try_from(n).unwrap())
}

/// What the tables of one run of banks say of ages.
fn run(
    columns: &Columns,
    (same, targets): (&[&Member], &[&Member; TOGETHER]),
    base: &Done,
    (numbers, chance): (Numbers, &mut Chance),
) -> Vec<Seen> {
    let mut all: Vec<Seen> = (0..AGES.len())
        .map(|age| Seen {
            age,
            told: Vec::new(),
        })
        .collect();
    let mut text = String::new();
    for _ in 0..3 * TABLES_MAX {
        let drawn = chance.next();
        let is_in: [bool; TOGETHER] = from_fn(|at| drawn >> at & 1 == 1);
        let mut done = base.clone();
        for (target, _) in targets.iter().zip(is_in).filter(|(_, is_in)| *is_in) {
            let codes = target.codes(&mut text);
            columns.add_done(&mut done, &target.id, KINDS[target.kind], codes);
        }
        let bank = u128::from(chance.next()) << 64 | u128::from(chance.next());
        let bank = BankId::from_bytes(bank.to_be_bytes());
        for group in columns.progress((bank, &Audience::EVERYBODY), &done) {
            let age = AGES
                .iter()
                .position(|age| Choice::Age(*age) == group.choice);
            let (Some(age), Some(told)) = (age, group.done.rounded()) else {
                continue;
            };
            let told = match numbers {
                Numbers::Told => usize::try_from(told).unwrap(),
                Numbers::Exact => {
                    let some = targets.iter().zip(is_in).filter(|(_, is_in)| *is_in);
                    let some = some.map(|(target, _)| *target).chain(same.iter().copied());
                    some.filter(|one| bands(age).contains(&one.age)).count()
                }
            };
            all[age].told.push((told, is_in));
        }
    }
    all
}

fn guessed(
    all: &[Seen],
    target: usize,
    table: &Guess,
    judge: &dyn Fn(&Seen, usize) -> f64,
) -> Guess {
    let mut guess = table.map(|weight| weight.max(1e-6).ln());
    for seen in all {
        let says = judge(seen, target);
        for band in bands(seen.age) {
            guess[band] += says;
        }
    }
    guess
}

/// Guesses at so many members in some worlds.
pub fn many_banks(numbers: Numbers, (worlds, targets): (u64, usize)) -> Vec<Result> {
    let likely = Likely::new();
    let judge = |seen: &Seen, target: usize| match numbers {
        Numbers::Told => evidence(seen, target, &likely),
        Numbers::Exact => exact_evidence(seen, target),
    };
    let mut results = Vec::new();
    for seed in 0..worlds {
        let world = World::invent(800 + seed, MEMBERS);
        let oracle = Oracle::over(&world, Kind::Noised);
        let columns = columns(&world, 0);
        let mut chance = Chance::new(8_000 + seed);
        let (mut same, mut others) = (Vec::new(), Vec::new());
        for (at, member) in world.members.iter().enumerate() {
            if at.is_multiple_of(EVERY) {
                same.push(member);
            } else {
                others.push(member);
            }
        }
        let mut base = columns.nobody_done();
        let mut text = String::new();
        for member in &same {
            let codes = member.codes(&mut text);
            columns.add_done(&mut base, &member.id, KINDS[member.kind], codes);
        }
        let many = targets / usize::try_from(worlds).unwrap();
        for some in others[..many].chunks_exact(TOGETHER) {
            let some: &[&Member; TOGETHER] = some.try_into().unwrap();
            let with = (numbers, &mut chance);
            let all = run(&columns, (same.as_slice(), some), &base, with);
            for (at, member) in some.iter().enumerate() {
                let table = prior(&world, &oracle, member);
                let guess = guessed(&all, at, &table, &judge);
                results.push(Result {
                    table: best(&table) == member.age,
                    attack: best(&guess) == member.age,
                });
            }
        }
    }
    results
}

#[test]
fn each_number_that_can_be_told_is_likely_to_one_in_all() {
    for likely in Likely::new().0 {
        let sum: f64 = likely.iter().map(|one| one.exp()).sum();
        assert!((sum - 1.0).abs() < 1e-6, "{sum}");
    }
}
