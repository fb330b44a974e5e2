//! Looking through the whole roll for members who stand on it twice, with duplicates planted in the ways in which they come
//! about: what it takes, and how many of them it finds.

use std::io::Write;
use std::time::Instant;

use anyhow::bail;
use switchboard_store::rules::person::{Email, ExternalId, Name, NameText};
use switchboard_store::rules::roll::{RollRow, SaidRow};
use switchboard_store::{Auth, Verdict, duplicates, roll};

use super::StoreArgs;
use super::lease::engine;
use super::machine::{memory_peak_forget, memory_peak_mib};
use super::stage::{Cast, Hours, SEED, Stage, given};
use super::statistics::per_second;
use crate::demo::people;

/// How it is measured.
#[derive(Debug, clap::Args)]
pub(super) struct DuplicatesArgs {
    #[command(flatten)]
    store: StoreArgs,
    /// Members on the roll, each of them once.
    #[arg(long, default_value_t = 600_000)]
    members: usize,
    /// One of so many stands on it twice.
    #[arg(long, default_value_t = 100)]
    one_in: usize,
}

/// How a second record comes about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    /// The same form sent twice.
    Copy,
    /// A slip in the first name, and no number.
    Given,
    /// A slip in the surname, and no birth date.
    Family,
    /// Another e-mail address and another branch.
    Moved,
    /// Name and birth date alone.
    Paper,
    /// Another surname.
    Married,
}

impl Way {
    const ALL: [Self; 6] = [
        Self::Copy,
        Self::Given,
        Self::Family,
        Self::Moved,
        Self::Paper,
        Self::Married,
    ];

    const fn text(self) -> &'static str {
        match self {
            Self::Copy => "the same form twice",
            Self::Given => "slip in the first name, no number",
            Self::Family => "slip in the surname, no birth date",
            Self::Moved => "another e-mail address and branch",
            Self::Paper => "name and birth date alone",
            Self::Married => "another surname",
        }
    }

    /// The second record of somebody; none of whom too little is known for it.
    fn second(self, row: &RollRow, external: &str) -> Option<RollRow> {
        let mut second = row.clone();
        second.external_id = ExternalId::parse(external).ok()?;
        let (has_number, has_birth) = (!row.phones.is_empty(), row.birth_date.is_some());
        let email = row.email.as_ref();
        match self {
            Self::Copy => (has_birth && has_number).then_some(second),
            Self::Given => {
                second.name = named(row, &slip(row.name.given()), row.name.family())?;
                second.phones.clear();
                (has_birth || email.is_some()).then_some(second)
            }
            Self::Family => {
                second.name = named(row, row.name.given(), &slip(row.name.family()))?;
                second.birth_date = None;
                (has_number || email.is_some()).then_some(second)
            }
            Self::Moved => {
                second.email = Email::parse(&format!("{external}@example.org")).ok();
                second.branch = None;
                (has_birth || has_number).then_some(second)
            }
            Self::Paper => {
                second.phones.clear();
                second.email = None;
                second.branch = None;
                has_birth.then_some(second)
            }
            Self::Married => {
                second.name = named(row, row.name.given(), "Featherstonehaugh")?;
                (has_birth && has_number).then_some(second)
            }
        }
    }
}

fn named(row: &RollRow, given: &str, family: &str) -> Option<Name> {
    let text = NameText {
        title: row.name.title().unwrap_or_default(),
        given,
        middle: row.name.middle(),
        family,
        suffix: "",
    };
    Name::parse(text).ok()
}

/// Two letters in the middle the other way round; short names get one letter more.
fn slip(word: &str) -> String {
    let mut letters: Vec<char> = word.chars().collect();
    let middle = letters.len() / 2;
    if letters.len() < 4 {
        letters.extend(letters.last().copied());
    } else if let Some([a, b]) = letters.get_mut(middle - 1..=middle) {
        std::mem::swap(a, b);
    }
    letters.into_iter().collect()
}

/// A pair that was planted.
type Planted = (Way, (ExternalId, ExternalId));

pub(super) fn run(args: &DuplicatesArgs, out: &mut dyn Write) -> anyhow::Result<()> {
    let stage = Stage::set(
        &args.store,
        Cast {
            members: args.members,
            callers: 256,
            hours: Hours::All,
            entries: 0,
        },
    )?;
    let planted = plant(&stage, args)?;
    memory_peak_forget();
    let before = memory_peak_mib();
    let started = Instant::now();
    let found = duplicates::find(&stage.world, &Auth::Console, || stage.clock.now())?;
    let took = started.elapsed();
    let more = memory_peak_mib().saturating_sub(before);
    let Verdict::Given(Some(found)) = found else {
        bail!("the roll could not be looked through");
    };
    let claims: Vec<_> = planted.iter().map(|(_, pair)| pair.clone()).collect();
    let held = duplicates::are_candidates(&stage.world, &claims, stage.clock.now())?;
    let right = held.iter().filter(|is_held| **is_held).count();
    writeln!(
        out,
        "| duplicates | members | s | members/s | MiB more at the peak | pairs | the same in every field | planted | found of them | planted among the pairs |\n|---|---|---|---|---|---|---|---|---|---|"
    )?;
    writeln!(
        out,
        "| {} | {} | {:.1} | {} | {more} | {} | {} | {} | {} | {} |",
        engine(&args.store),
        found.members,
        took.as_secs_f64(),
        per_second(usize::try_from(found.members)?, took),
        found.pairs,
        found.identical,
        planted.len(),
        share(right, planted.len()),
        share(right, usize::try_from(found.pairs)?),
    )?;
    writeln!(
        out,
        "\n| how they came about | planted | found |\n|---|---|---|"
    )?;
    for way in Way::ALL {
        let of_way = || {
            planted
                .iter()
                .zip(&held)
                .filter(move |((one, _), _)| *one == way)
        };
        let found = of_way().filter(|(_, is_held)| **is_held).count();
        writeln!(out, "| {} | {} | {found} |", way.text(), of_way().count())?;
    }
    Ok(())
}

fn share(part: usize, whole: usize) -> String {
    let thousandths = part * 1_000 / whole.max(1);
    format!("{}.{} %", thousandths / 10, thousandths % 10)
}

/// Imports a second record of one in so many.
fn plant(stage: &Stage, args: &DuplicatesArgs) -> anyhow::Result<Vec<Planted>> {
    let mut planted = Vec::new();
    let mut rows = Vec::new();
    let once = people::people(SEED, args.members).enumerate();
    for (n, (at, row)) in once
        .filter(|(at, _)| at % args.one_in.max(1) == 0)
        .enumerate()
    {
        let ways = Way::ALL.iter().cycle().skip(n).take(Way::ALL.len());
        let external = format!("TWICE-{at:07}");
        let second = ways
            .into_iter()
            .find_map(|way| way.second(&row, &external).map(|second| (*way, second)));
        if let Some((way, second)) = second {
            planted.push((way, (row.external_id.clone(), second.external_id.clone())));
            rows.push(SaidRow::from(second));
        }
    }
    let now = stage.clock.now();
    let mut running = given(roll::begin(
        &stage.world,
        &Auth::Console,
        &roll::Plan::default(),
        now,
    )?)?;
    let rows: Vec<_> = (2..).zip(rows).collect();
    for slice in rows.chunks(running.slice_rows()) {
        running.slice(slice, &[], now)?;
    }
    given(running.switch(now)?)?;
    Ok(planted)
}
