//! A file's slices, read one after the other and compared several at once.
//!
//! ```text
//! file ─▶ (one thread at a time) parse, join ─▶ (several threads) compare ─▶ (one thread, in the file's order) take
//! ```
//! Of a monthly roll nearly every row is parsed and compared and nothing else. So each thread reads its next slice while it
//! has the file, lets go of it, and compares; none waits for another but for its turn at the file. At most [`AHEAD`] slices
//! are under way, so that a file of any length takes the same memory.

use std::collections::BTreeMap;
use std::io;
use std::sync::Mutex;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

use switchboard_store::Fault;

use super::file::{FileError, Notice, RollFile, Slice};
use super::importing::ImportError;
use super::joining::Joiner;

/// How many slices may be under way.
const AHEAD: usize = 8;
/// Threads that compare: as many as there are cores, but each takes one of the store's readers, and callers need some.
const THREADS_MAX: usize = 3;

/// How far the file has been read, and what its keeper should hear of so far.
#[derive(Debug, Clone, Default)]
pub(super) struct Read {
    pub(super) bytes: u64,
    pub(super) notices: Vec<Notice>,
}

/// Reads and compares on threads of their own, while `take` takes in what was compared before, in the order of the file;
/// answers what the file's keeper should hear of.
pub(super) fn each_slice<R: io::Read + Send, C: Send>(
    file: RollFile<R>,
    rows_max: usize,
    compare: impl Fn(Slice) -> Result<C, Fault> + Sync,
    mut take: impl FnMut(C, &Read) -> Result<(), ImportError>,
) -> Result<Vec<Notice>, ImportError> {
    let (permit, permits) = sync_channel(AHEAD);
    let source = Mutex::new(Source::new(file, rows_max, permits));
    let (source, compare) = (&source, &compare);
    std::thread::scope(|scope| {
        // They end when the permits do: with this closure, whichever way it is left.
        let permit = permit;
        let (send, compared) = sync_channel(AHEAD);
        for _ in 0..threads() {
            let send = send.clone();
            scope.spawn(move || work(source, compare, &send));
        }
        drop(send);
        for _ in 0..AHEAD {
            let _all_ended = permit.try_send(());
        }
        let (mut early, mut next, mut noticed) = (BTreeMap::new(), 0, Vec::new());
        for (number, done) in compared {
            early.insert(number, done);
            while let Some(done) = early.remove(&next) {
                let (one, read) = done?;
                take(one, &read)?;
                noticed = read.notices;
                next += 1;
                let _all_ended = permit.try_send(());
            }
        }
        Ok(noticed)
    })
}

fn threads() -> usize {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    cores.clamp(1, THREADS_MAX)
}

type Done<C> = (usize, Result<(C, Read), ImportError>);

/// Takes the next slice, compares it and hands it over, until there is none or nobody wants one.
fn work<R: io::Read, C>(
    source: &Mutex<Source<R>>,
    compare: &(impl Fn(Slice) -> Result<C, Fault> + Sync),
    to: &SyncSender<Done<C>>,
) {
    loop {
        let next = match source.lock() {
            Ok(mut source) => source.next(),
            // Whoever had the file broke off with it.
            Err(_) => return,
        };
        let Some((number, parsed)) = next else {
            return;
        };
        let owed = Owed { number, to };
        let done = parsed
            .map_err(ImportError::from)
            .and_then(|(slice, read)| Ok((compare(slice)?, read)));
        if !owed.pay(done) {
            return;
        }
    }
}

/// The slice of a number, which whoever takes them waits for: it is handed over also where its thread breaks off.
struct Owed<'a, C> {
    number: usize,
    to: &'a SyncSender<Done<C>>,
}

impl<C> Owed<'_, C> {
    /// Hands it over; false where nobody wants it.
    fn pay(self, done: Result<(C, Read), ImportError>) -> bool {
        let (number, to) = (self.number, self.to);
        std::mem::forget(self);
        to.send((number, done)).is_ok()
    }
}

impl<C> Drop for Owed<'_, C> {
    fn drop(&mut self) {
        // There is room for all that may be under way: this never waits.
        let broken = Err(ImportError::Store(Fault::Gone));
        let _nobody_wants_it = self.to.send((self.number, broken));
    }
}

/// A slice with its number, and how far the file is read.
type Numbered = (usize, Result<(Slice, Read), FileError>);

/// A file whose slices are numbered.
struct Source<R: io::Read> {
    file: RollFile<R>,
    joiner: Joiner,
    rows_max: usize,
    permits: Receiver<()>,
    next: usize,
    is_over: bool,
}

impl<R: io::Read> Source<R> {
    fn new(file: RollFile<R>, rows_max: usize, permits: Receiver<()>) -> Self {
        Self {
            joiner: Joiner::of(file.mapping()),
            file,
            rows_max,
            permits,
            next: 0,
            is_over: false,
        }
    }

    /// The next slice with its number; the last one may be empty, for only at the end everything was noticed.
    fn next(&mut self) -> Option<Numbered> {
        if self.is_over || self.permits.recv().is_err() {
            return None;
        }
        let parsed = self.file.next_slice(self.rows_max);
        self.is_over = !matches!(parsed, Ok(Some(_)));
        let number = self.next;
        self.next += 1;
        let read = Read {
            bytes: self.file.bytes_read(),
            notices: self.file.notices(),
        };
        let slice = parsed.map(|parsed| match parsed {
            Some(slice) => self.joiner.join(slice),
            None => self.joiner.last().unwrap_or_default(),
        });
        Some((number, slice.map(|slice| (slice, read))))
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;
    use std::sync::atomic::{AtomicUsize, Ordering};

    use switchboard_store::rules::person::{Region, Tongue};

    use super::*;
    use crate::rooms::roll::importing::Reading;

    fn file(rows: usize) -> String {
        let mut text = "ext_id,name\n".to_owned();
        for n in 0..rows {
            writeln!(text, "M{n},Ann Roe").unwrap();
        }
        text
    }

    fn opened(text: &str) -> RollFile<&[u8]> {
        let region = Region::parse("GB").unwrap();
        RollFile::open(text.as_bytes(), &Reading::of(region).asked(Tongue::ENGLISH)).unwrap()
    }

    fn lines(slice: &Slice) -> Vec<u64> {
        slice.rows.iter().map(|(line, _)| *line).collect()
    }

    #[test]
    fn slices_are_taken_in_the_order_of_the_file_whichever_was_compared_first() {
        let text = file(500);
        let begun = AtomicUsize::new(0);
        let compare = |slice: Slice| {
            // Each other slice takes longer than the next ones.
            if begun.fetch_add(1, Ordering::SeqCst).is_multiple_of(2) {
                std::thread::park_timeout(std::time::Duration::from_millis(2));
            }
            Ok(lines(&slice))
        };
        let mut taken = Vec::new();
        each_slice(opened(&text), 7, compare, |lines, _| {
            taken.extend(lines);
            Ok(())
        })
        .unwrap();
        assert_eq!(taken, (2..502).collect::<Vec<u64>>());
    }

    #[test]
    fn no_more_slices_are_under_way_than_may_be() {
        let text = file(2_000);
        let under_way = AtomicUsize::new(0);
        let compare = |slice: Slice| {
            under_way.fetch_add(1, Ordering::SeqCst);
            Ok(lines(&slice))
        };
        let mut most = 0;
        each_slice(opened(&text), 10, compare, |_, _| {
            std::thread::park_timeout(std::time::Duration::from_micros(200));
            most = most.max(under_way.fetch_sub(1, Ordering::SeqCst));
            Ok(())
        })
        .unwrap();
        assert!((1..=AHEAD).contains(&most), "{most}");
    }

    #[test]
    fn whoever_fails_ends_all_of_them() {
        let text = file(2_000);
        let compare = |slice: Slice| match lines(&slice).first() {
            Some(1_002) => Err(Fault::DiskFull),
            _ => Ok(()),
        };
        let mut taken = 0;
        let failed = each_slice(opened(&text), 10, compare, |(), _| {
            taken += 1;
            Ok(())
        });
        assert!(matches!(failed, Err(ImportError::Store(Fault::DiskFull))));
        assert_eq!(taken, 100, "what stands before it was taken");
        let refused = each_slice(
            opened(&text),
            10,
            |_| Ok(()),
            |(), _| Err(FileError::Empty.into()),
        );
        assert!(matches!(refused, Err(ImportError::File(FileError::Empty))));
    }

    #[test]
    fn a_thread_that_breaks_off_leaves_nobody_waiting() {
        let text = file(200);
        let compare = |slice: Slice| -> Result<(), Fault> {
            assert_ne!(lines(&slice), [2, 3, 4, 5], "the first slice breaks");
            Ok(())
        };
        let run = std::panic::AssertUnwindSafe(|| {
            let _ended = each_slice(opened(&text), 4, compare, |(), _| Ok(()));
        });
        assert!(std::panic::catch_unwind(run).is_err());
    }

    #[test]
    fn the_last_word_on_a_file_comes_at_its_end_also_of_an_empty_one() {
        let text = "ext_id,name\n";
        let mut taken = 0;
        let noticed = each_slice(
            opened(text),
            10,
            |_| Ok(()),
            |(), read| {
                taken += 1;
                assert_eq!(read.bytes, 12);
                Ok(())
            },
        );
        assert_eq!(taken, 1);
        assert_eq!(noticed.unwrap(), [Notice::Encoding("UTF-8")]);
    }
}
