//! Counting audiences in memory: invented members, many questions of each shape, each asked for the first time, and all that is
//! published.

use std::collections::HashSet;
use std::io::Write;
use std::time::Instant;

use switchboard_store::rules::audience::{
    AgeGroup, Audience, Choice, Columns, Field, Joined, MemberCodes, NewColumns, OFFERED_MAX,
};
use switchboard_store::rules::branches::{Branch, Tree};
use switchboard_store::rules::counts::Noise;
use switchboard_store::rules::ids::{BranchId, MemberId};
use switchboard_store::rules::person::{AgeBand, Tag};

use super::machine::memory_peak_mib;
use super::statistics::Samples;

/// How it is measured.
#[derive(Debug, clap::Args)]
pub(super) struct CountArgs {
    /// Members of the contest.
    #[arg(long, default_value_t = 600_000)]
    members: u64,
    /// Branches, ten to a district.
    #[arg(long, default_value_t = 400)]
    branches: u16,
    /// Areas; each branch lies in one, and one member of eight lives in another.
    #[arg(long, default_value_t = 100)]
    areas: u16,
    /// How many questions of each shape are asked.
    #[arg(long, default_value_t = 101)]
    questions: usize,
}

const KINDS: [&str; 5] = ["full", "student", "unwaged", "retired", "honorary"];

fn branch(n: u16) -> BranchId {
    BranchId::from_bytes(u128::from(n).to_be_bytes())
}

/// A stream of numbers that look like chance (`SplitMix64`), the same each time.
const fn mixed(n: u64) -> u64 {
    let mut z = n.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

fn tree(branches: u16) -> Tree {
    let named = |n: u16, parent: Option<u16>| Branch {
        id: branch(n),
        name: format!("Branch {n:04}"),
        parent: parent.map(branch),
    };
    let districts = (0..branches.div_ceil(10)).map(|n| named(10_000 + n, None));
    let all = (0..branches).map(|n| named(n, Some(10_000 + n / 10)));
    Tree::new(districts.chain(all))
}

fn tag(at: usize) -> String {
    format!("tag {at:02}")
}

/// About two tags of sixteen for each member, one more often than another.
fn tags(chance: u64) -> String {
    let has = |at: &usize| {
        let often = 40 + 4 * u64::try_from(*at).unwrap_or(0);
        mixed(chance ^ u64::try_from(*at).unwrap_or(0)) % 1_024 < often * 2
    };
    let some = (0..OFFERED_MAX).filter(has).map(tag);
    some.collect::<Vec<_>>().join("; ")
}

fn invented(args: &CountArgs) -> Columns {
    let offered = (0..OFFERED_MAX).filter_map(|at| Tag::parse(&tag(at)).ok());
    let new = NewColumns::new(Noise::new([7; 32]), &tree(args.branches));
    let mut new = new.offering(offered.flatten().collect());
    for n in 0..args.members {
        let chance = mixed(n + 1);
        // A part of the chance for each field: the smaller of two, so that groups differ in size.
        let draw = |at: u32, of: u64| ((chance >> at) % of).min((chance >> (at + 6)) % of);
        let pick = |at: u32, of: usize| usize::try_from(draw(at, of as u64)).unwrap_or(0);
        let at = draw(0, u64::from(args.branches));
        let far = if chance >> 61 == 0 { mixed(chance) } else { 0 };
        let area = format!(
            "Area {:03}",
            (at + far % 1_000) % u64::from(args.areas.max(1))
        );
        let tags = tags(chance);
        let codes = MemberCodes {
            branch: u16::try_from(at).ok().map(branch),
            area: &area,
            tags: &tags,
            age: AgeBand::ALL
                .get(2 + pick(20, 7))
                .copied()
                .unwrap_or(AgeBand::Unknown),
            joined: Joined::ALL
                .get(pick(36, 6))
                .copied()
                .unwrap_or(Joined::Unknown),
        };
        let kind = KINDS.get(pick(50, 5)).copied().unwrap_or("full");
        new.add(
            &MemberId::from_bytes(u128::from(n).to_be_bytes()),
            kind,
            codes,
        );
    }
    new.finish()
}

/// A kind of question: by which name, and the audience that is its `n`th.
type Shape = (&'static str, fn(usize) -> anyhow::Result<Vec<Choice>>);

const SHAPES: [Shape; 6] = [
    ("kind, age", |n| Ok(vec![kind(n)?, age(n / 5)])),
    ("kind, age, joined", |n| {
        Ok(vec![kind(n)?, age(n / 5), joined(n / 15)])
    }),
    ("branch, kind, age", |n| {
        Ok(vec![district(n)?, kind(n)?, age(n)])
    }),
    ("branch, kind, age, joined", |n| {
        Ok(vec![district(n)?, kind(n)?, age(n), joined(n)])
    }),
    ("tag, kind, age", |n| Ok(vec![tagged(n)?, kind(n)?, age(n)])),
    ("tag, area, kind, age", |n| {
        let area = format!("Area%20{:03}", n % 100);
        let area = Choice::parse(Field::Area, &area)?;
        Ok(vec![tagged(n)?, area, kind(n)?, age(n)])
    }),
];

fn kind(n: usize) -> anyhow::Result<Choice> {
    let kind = KINDS.get(n % KINDS.len()).copied().unwrap_or("full");
    Ok(Choice::parse(Field::Kind, kind)?)
}

const fn age(n: usize) -> Choice {
    Choice::Age(match n % 3 {
        0 => AgeGroup::Younger,
        1 => AgeGroup::Middle,
        _ => AgeGroup::Older,
    })
}

const fn joined(n: usize) -> Choice {
    Choice::Joined(match n % 3 {
        0 => Joined::Earlier,
        1 => Joined::ThisYear,
        _ => Joined::LastYear,
    })
}

fn district(n: usize) -> anyhow::Result<Choice> {
    Ok(Choice::Branch(branch(10_000 + u16::try_from(n % 40)?)))
}

fn tagged(n: usize) -> anyhow::Result<Choice> {
    let tag = format!("tag%20{:02}", n % OFFERED_MAX);
    Ok(Choice::parse(Field::Tag, &tag)?)
}

/// Builds the columns and asks.
pub(super) fn run(args: &CountArgs, out: &mut impl Write) -> anyhow::Result<()> {
    let started = Instant::now();
    let columns = invented(args);
    writeln!(
        out,
        "{} members, {} branches: built in {:?}, {} KiB of columns, peak {} MiB",
        columns.len(),
        args.branches,
        started.elapsed(),
        columns.bytes() / 1_024,
        memory_peak_mib(),
    )?;
    writeln!(
        out,
        "| fields | questions | p50 | p90 | p99 | most |\n|---|---|---|---|---|---|"
    )?;
    // Once asked it is kept, with what it was held against: who asks again is answered without counting.
    let mut asked = HashSet::new();
    for (shape, choices) in SHAPES {
        let mut took = Samples::default();
        for n in 0..args.questions {
            let audience = Audience::of(choices(n)?)?;
            if !asked.insert(audience.clone()) {
                continue;
            }
            let started = Instant::now();
            std::hint::black_box(columns.count(std::hint::black_box(&audience))?);
            took.add(started.elapsed());
        }
        writeln!(
            out,
            "| {shape} | {} | {} | {} | {} | {} |",
            took.len(),
            took.text(50),
            took.text(90),
            took.text(99),
            took.text(100)
        )?;
    }
    let started = Instant::now();
    let lines = columns.published().count();
    writeln!(
        out,
        "published tables: {lines} lines, walked in {:?}",
        started.elapsed()
    )?;
    Ok(())
}
