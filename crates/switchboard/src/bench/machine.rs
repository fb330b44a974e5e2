//! The machine a figure was measured on, and what it was doing besides.

use std::fs::{self, File};
use std::io::Write;
use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::Context as _;

use switchboard_store::rules::ids::bucket_of;

use super::statistics::Samples;

/// How many syncs the disk is asked for.
const SYNCS: usize = 50;
/// How many digests the processor is asked for in one run.
const DIGESTS: u32 = 20_000;

/// One line: processor with its speed at this moment, kernel, the disk's sync, the build. A rented machine may be half as
/// fast an hour later: only figures beside the same digest and sync can be compared.
pub(super) fn line(disk: &Path) -> anyhow::Result<String> {
    let info = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = info
        .lines()
        .find_map(|line| line.strip_prefix("model name"))
        .map_or("unknown processor", |rest| {
            rest.trim_start_matches([' ', '\t', ':'])
        });
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    let kernel = fs::read_to_string("/proc/sys/kernel/osrelease").unwrap_or_default();
    let build = if cfg!(debug_assertions) {
        "DEBUG BUILD"
    } else {
        "release"
    };
    let sync = sync_time(disk)?;
    Ok(format!(
        "machine: {model}, {cores} cores, SHA-256 of 160 bytes {} ns, Linux {}, fsync p50 {} p99 {}, {build} {}\n{}",
        digest_ns(),
        kernel.trim(),
        sync.text(50),
        sync.text(99),
        env!("CARGO_PKG_VERSION"),
        load()
    ))
}

/// The load now: what else ran beside the figures.
pub(super) fn load() -> String {
    let load = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    format!("load: {}", load.trim())
}

/// Nanoseconds for one SHA-256 of 160 bytes: the median of nine runs.
fn digest_ns() -> u128 {
    let mut runs: Vec<u128> = (0..9)
        .map(|_| {
            let started = Instant::now();
            for _ in 0..DIGESTS {
                // A bucket is the head of a SHA-256.
                std::hint::black_box(bucket_of(std::hint::black_box(&[7; 160])));
            }
            started.elapsed().as_nanos() / u128::from(DIGESTS)
        })
        .collect();
    runs.sort_unstable();
    runs.get(runs.len() / 2).copied().unwrap_or(0)
}

fn sync_time(dir: &Path) -> anyhow::Result<Samples> {
    let path = dir.join(format!("switchboard-fsync-{}", std::process::id()));
    let mut file = File::create(&path)?;
    let mut samples = Samples::default();
    for _ in 0..SYNCS {
        file.write_all(&[7; 4096])?;
        let started = Instant::now();
        file.sync_data()?;
        samples.add(started.elapsed());
    }
    drop(file);
    fs::remove_file(&path)?;
    Ok(samples)
}

/// Nanoseconds of processor time that this process's threads of that name have had; all of them without a name.
pub(super) fn thread_cpu_ns(name: Option<&str>) -> u64 {
    let Ok(tasks) = fs::read_dir("/proc/self/task") else {
        return 0;
    };
    tasks
        .flatten()
        .map(|task| task.path())
        .filter(|task| {
            name.is_none_or(|name| {
                fs::read_to_string(task.join("comm")).is_ok_and(|comm| comm.trim() == name)
            })
        })
        .filter_map(|task| {
            let stat = fs::read_to_string(task.join("schedstat")).ok()?;
            stat.split_whitespace().next()?.parse::<u64>().ok()
        })
        .sum()
}

/// Nanoseconds of processor time that this process has had, threads that have ended included; to 10 ms.
pub(super) fn process_cpu_ns() -> u64 {
    let stat = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    cpu_ns(&stat)
}

/// The same out of a process's `stat`.
fn cpu_ns(stat: &str) -> u64 {
    const TICK_NS: u64 = 10_000_000;
    // The name in brackets may hold spaces; user and system time are the 12th and 13th fields behind it.
    let behind = stat.rsplit_once(')').map_or("", |(_, rest)| rest);
    let times = behind.split_whitespace().skip(11).take(2);
    times
        .filter_map(|ticks| ticks.parse::<u64>().ok())
        .sum::<u64>()
        * TICK_NS
}

/// Bytes that this process has handed to the kernel to write, so far.
pub(super) fn bytes_written() -> u64 {
    let io = fs::read_to_string("/proc/self/io").unwrap_or_default();
    let bytes = io.lines().find_map(|line| line.strip_prefix("wchar: "));
    bytes.and_then(|n| n.trim().parse().ok()).unwrap_or(0)
}

/// The most memory this process has held, in MiB, as the kernel counts it (`VmHWM`).
pub(super) fn memory_peak_mib() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    status_mib(&status, "VmHWM:")
}

fn status_mib(status: &str, what: &str) -> u64 {
    let kib = status
        .lines()
        .find_map(|line| line.strip_prefix(what))
        .and_then(|rest| rest.split_whitespace().next())
        .and_then(|kib| kib.parse::<u64>().ok());
    kib.unwrap_or(0) / 1024
}

/// Another process, as it is at one moment.
pub(super) struct Watched {
    at: Instant,
    cpu_ns: u64,
    pub(super) resident_mib: u64,
    pub(super) peak_mib: u64,
}

impl Watched {
    /// Reads a process of this machine.
    pub(super) fn read(pid: u32) -> anyhow::Result<Self> {
        let read = |what: &str| {
            fs::read_to_string(format!("/proc/{pid}/{what}")).context("no such process is there")
        };
        let status = read("status")?;
        Ok(Self {
            at: Instant::now(),
            cpu_ns: cpu_ns(&read("stat")?),
            resident_mib: status_mib(&status, "VmRSS:"),
            peak_mib: status_mib(&status, "VmHWM:"),
        })
    }

    /// How much of one core it has had since `before`, in per cent.
    pub(super) fn percent_of_a_core_since(&self, before: &Self) -> f64 {
        let cpu = Duration::from_nanos(self.cpu_ns.saturating_sub(before.cpu_ns));
        100.0 * cpu.as_secs_f64() / self.at.duration_since(before.at).as_secs_f64()
    }
}

/// Starts the count of [`memory_peak_mib`] afresh.
pub(super) fn memory_peak_forget() {
    let _not_allowed = fs::write("/proc/self/clear_refs", "5");
}
