//! Counting audiences in memory: invented members, five questions, and a breakdown.

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
    /// How often each question is asked again.
    #[arg(long, default_value_t = 101)]
    times: usize,
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

fn questions() -> anyhow::Result<Vec<Audience>> {
    let joined = Choice::Joined(Joined::Earlier);
    let old = Choice::Age(AgeGroup::Older);
    let full = Choice::parse(Field::Kind, "full")?;
    let district = Choice::Branch(branch(10_000));
    let all = [
        vec![old.clone()],
        vec![full.clone(), old.clone()],
        vec![full.clone(), old.clone(), joined.clone()],
        vec![district.clone(), full.clone(), old.clone()],
        vec![district, full.clone(), old.clone(), joined],
        vec![Choice::parse(Field::Tag, "tag%2005")?, old.clone()],
        vec![
            Choice::parse(Field::Tag, "tag%2005")?,
            Choice::parse(Field::Area, "Area%20007")?,
            full,
            old,
        ],
    ];
    Ok(all
        .into_iter()
        .map(Audience::of)
        .collect::<Result<_, _>>()?)
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
    for audience in questions()? {
        // Once asked it is kept: who asks again is answered without counting.
        let started = Instant::now();
        std::hint::black_box(columns.count(std::hint::black_box(&audience))?);
        let first = started.elapsed();
        let mut took = Samples::default();
        for _ in 0..args.times {
            let started = Instant::now();
            std::hint::black_box(columns.count(std::hint::black_box(&audience))?);
            took.add(started.elapsed());
        }
        writeln!(
            out,
            "{:>2} fields: first {first:?}, again p50 {} p99 {}",
            audience.choices().len(),
            took.text(50),
            took.text(99)
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
