//! Knowing the true line of a record while the CSV reader reads ahead.
//!
//! The reader's own line number is that of the place where it stopped before: with CRLF, or behind
//! blank lines, that is not where the next record begins. Here every line end that passes is noted
//! by its place in the file; when a record is done, those before it, inside it and behind it are
//! told apart.

use std::collections::VecDeque;
use std::io::{self, Read};

/// What makes the rest of a file unreadable.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fault {
    /// A NUL byte on this line.
    Nul { line: u64 },
    /// A record that began on this line and is too long.
    TooLong { line: u64 },
}

/// A source of bytes whose line ends are counted.
pub(super) struct Lines<R> {
    inner: R,
    record_bytes_max: u64,
    /// Bytes handed on so far.
    delivered: u64,
    /// Line ends handed on so far.
    ends_delivered: u64,
    /// The places of those that no finished record has passed yet.
    ends: VecDeque<u64>,
    /// Line ends before the record that is being read.
    passed: u64,
    /// The byte from which the record that is being read was looked for.
    start: u64,
    fault: Option<Fault>,
}

impl<R: Read> Lines<R> {
    pub(super) fn new(inner: R, record_bytes_max: u64) -> Self {
        let (delivered, ends_delivered, passed, start) = (0, 0, 0, 0);
        Self {
            inner,
            record_bytes_max,
            delivered,
            ends_delivered,
            ends: VecDeque::new(),
            passed,
            start,
            fault: None,
        }
    }

    /// Where the bytes come from.
    pub(super) fn inner(&self) -> &R {
        &self.inner
    }

    pub(super) fn fault(&self) -> Option<Fault> {
        self.fault
    }

    /// A record will be looked for from this byte on.
    pub(super) fn begin(&mut self, byte: u64) {
        self.start = byte;
    }

    /// A record ends before this byte and holds so many line ends; answers the line it begins on.
    ///
    /// Between the last record and this byte stand: line ends skipped before the record (blank
    /// lines; after CRLF the LF of the last record), those inside it, and its own.
    pub(super) fn end(&mut self, byte: u64, inside: u64) -> u64 {
        let mut all = 0_u64;
        let mut last = None;
        while let Some(end) = self.ends.front().copied().filter(|end| *end < byte) {
            self.ends.pop_front();
            last = Some(end);
            all += 1;
        }
        let own = u64::from(last.is_some_and(|end| end + 1 == byte));
        let line = self.passed + all.saturating_sub(inside + own) + 1;
        self.passed += all;
        line
    }

    fn fail(&mut self, fault: Fault) -> io::Error {
        self.fault = Some(fault);
        io::Error::from(io::ErrorKind::InvalidData)
    }
}

impl<R: Read> Read for Lines<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        // The CSV reader asks for more only when it has used up all before: all since `start` is
        // one record.
        if self.delivered.saturating_sub(self.start) > self.record_bytes_max {
            return Err(self.fail(Fault::TooLong {
                line: self.passed + 1,
            }));
        }
        let length = self.inner.read(buffer)?;
        for (byte, place) in buffer.iter().take(length).zip(self.delivered..) {
            match byte {
                b'\n' => {
                    self.ends.push_back(place);
                    self.ends_delivered += 1;
                }
                0 => {
                    let line = self.ends_delivered + 1;
                    return Err(self.fail(Fault::Nul { line }));
                }
                _ => {}
            }
        }
        self.delivered += u64::try_from(length).unwrap_or(u64::MAX);
        Ok(length)
    }
}

/// The line ends in some bytes.
pub(super) fn line_ends(bytes: &[u8]) -> u64 {
    bytes.iter().map(|byte| u64::from(*byte == b'\n')).sum()
}
