//! A screening list into the store: a file of as many numbers as are registered in the whole country, and once more with a
//! hundredth of them new.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;
use std::time::Instant;

use anyhow::bail;
use switchboard_store::rules::moment::Date;
use switchboard_store::rules::screening::List;
use switchboard_store::{Auth, Verdict};

use super::StoreArgs;
use super::machine::{memory_peak_forget, memory_peak_mib};
use super::stage::{Cast, Hours, Stage};
use crate::cli::read_list;

/// How a screening list is measured.
#[derive(Debug, clap::Args)]
pub(super) struct ScreenArgs {
    #[command(flatten)]
    store: StoreArgs,
    /// Numbers on the list.
    #[arg(long, default_value_t = 18_100_000)]
    numbers: u64,
}

pub(super) fn run(args: &ScreenArgs, out: &mut dyn Write) -> anyhow::Result<()> {
    let cast = Cast {
        members: 500,
        callers: 1,
        hours: Hours::All,
        entries: 0,
    };
    let stage = Stage::set(&args.store, cast)?;
    let path = std::env::temp_dir().join(format!("screen_{}.txt", std::process::id()));
    writeln!(
        out,
        "| screening list | numbers | s | numbers/s | peak MiB, all in all | told |\n|---|---|---|---|---|---|"
    )?;
    for (name, from, ago) in [
        ("the first", 0, 8),
        ("the next week's", args.numbers / 100, 1),
    ] {
        write_list(&path, from..from + args.numbers)?;
        let now = stage.clock.now();
        let today = stage.world.zone().local(now).date;
        let dated = today.plus_days(-ago).unwrap_or(today);
        memory_peak_forget();
        let started = Instant::now();
        let told = take(&stage, &path, dated)?;
        let took = started.elapsed().as_secs_f64();
        #[expect(clippy::cast_precision_loss, reason = "a figure for people")]
        let each = args.numbers as f64 / took;
        let peak = memory_peak_mib();
        writeln!(
            out,
            "| {name} | {} | {took:.1} | {each:.0} | {peak} | {told} |",
            args.numbers
        )?;
    }
    std::fs::remove_file(&path)?;
    Ok(())
}

fn take(stage: &Stage, path: &Path, dated: Date) -> anyhow::Result<String> {
    let filling = read_list(&stage.world, path, (List::Tps, dated))?;
    match filling.finish(&Auth::Console, &|| stage.clock.now())? {
        Verdict::Given(told) => Ok(format!("{:?}", told?)),
        Verdict::Refused(refusal) => bail!("{refusal}"),
    }
}

/// Numbers that could be, in no order: 18.1 million of the billion that begin with 020 to 029.
fn write_list(path: &Path, numbers: std::ops::Range<u64>) -> anyhow::Result<()> {
    let mut file = BufWriter::new(File::create(path)?);
    for n in numbers {
        let digits = n.wrapping_mul(618_033_989) % 1_000_000_000;
        writeln!(file, "02{digits:09}")?;
    }
    file.flush()?;
    Ok(())
}
