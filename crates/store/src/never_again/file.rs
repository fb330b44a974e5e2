//! `never-again.log`: one line a fact, its own check at its end, synced before anybody is answered.
//!
//! ```text
//! <id, 32 digits> <milliseconds since 1970> <the fact's words> <check, 16 digits>
//! ```
//! The check is 8 bytes of a keyed hash over what stands before it. A line that was cut short by a power cut is the last
//! one, was never answered for, and is taken off before the next is written; any other bad line is damage, and said.

use std::fs;
use std::io::{BufRead, BufReader, ErrorKind, Read as _, Seek, SeekFrom, Write as _};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use super::fact::hash;
use crate::fault::Fault;
use crate::seal::{KeyedHash, hex};

/// One line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Line {
    /// Its row's id: ids rise as facts come.
    pub(crate) id: [u8; 16],
    /// When, in milliseconds since 1970.
    pub(crate) at: i64,
    /// The fact's words.
    pub(crate) fact: String,
}

/// A line as it was found.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Read {
    /// As it was written.
    Whole(Line),
    /// Changed or damaged.
    Damaged,
}

impl Line {
    fn text(&self, key: &KeyedHash) -> String {
        let body = format!("{} {} {}", hex(&self.id), self.at, self.fact);
        let check = check(key, &body);
        format!("{body} {check}\n")
    }

    fn parse(key: &KeyedHash, line: &str) -> Option<Self> {
        let (body, seen) = line.rsplit_once(' ')?;
        if check(key, body) != seen {
            return None;
        }
        let (id, rest) = body.split_once(' ')?;
        let (at, fact) = rest.split_once(' ')?;
        Some(Self {
            id: hash(id)?,
            at: at.parse().ok()?,
            fact: fact.to_owned(),
        })
    }
}

fn check(key: &KeyedHash, body: &str) -> String {
    let full = key.full("never-again.log", body.as_bytes());
    hex(full.get(..8).unwrap_or_default())
}

/// How far back the last lines are looked for.
const TAIL: u64 = 8 * 1024;

/// The file beside the keys. Several processes may write it.
#[derive(Debug)]
pub(crate) struct File {
    path: PathBuf,
    writing: Mutex<()>,
}

impl File {
    /// The file in a directory of keys; it need not be there yet.
    pub(crate) fn beside(keys: &Path) -> Self {
        Self {
            path: keys.join("never-again.log"),
            writing: Mutex::new(()),
        }
    }

    /// Appends lines; they are on the disk when this returns.
    pub(crate) fn append(&self, key: &KeyedHash, lines: &[Line]) -> Result<(), Fault> {
        let text: String = lines.iter().map(|line| line.text(key)).collect();
        self.put(text.as_bytes()).map_err(|e| self.fault(e.kind()))
    }

    fn put(&self, text: &[u8]) -> std::io::Result<()> {
        let _one_at_a_time = self.writing.lock().unwrap_or_else(PoisonError::into_inner);
        let is_new = !self.path.exists();
        let mut options = fs::OpenOptions::new();
        options.read(true).write(true).create(true).truncate(false);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = options.open(&self.path)?;
        file.lock()?;
        let whole = whole_len(&mut file)?;
        file.set_len(whole)?;
        file.seek(SeekFrom::Start(whole))?;
        if let Err(error) = file.write_all(text).and_then(|()| file.sync_data()) {
            // No half line stays for the next one to stand behind.
            let _shorter = file.set_len(whole);
            return Err(error);
        }
        if is_new && let Some(dir) = self.path.parent() {
            fs::File::open(dir)?.sync_all()?;
        }
        Ok(())
    }

    /// Goes through the lines with their numbers. What stands behind the last line's end is no line.
    pub(crate) fn each(
        &self,
        key: &KeyedHash,
        mut each: impl FnMut(u64, Read) -> Result<(), Fault>,
    ) -> Result<(), Fault> {
        let file = match fs::File::open(&self.path) {
            Ok(file) => file,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
            Err(error) => return Err(self.fault(error.kind())),
        };
        let mut lines = BufReader::new(file);
        let mut bytes = Vec::new();
        for number in 1.. {
            bytes.clear();
            let read = lines
                .read_until(b'\n', &mut bytes)
                .map_err(|e| self.fault(e.kind()))?;
            if read == 0 || bytes.pop() != Some(b'\n') {
                break;
            }
            let line = std::str::from_utf8(&bytes)
                .ok()
                .and_then(|text| Line::parse(key, text));
            each(number, line.map_or(Read::Damaged, Read::Whole))?;
        }
        Ok(())
    }

    /// The last whole lines, a few dozen.
    pub(crate) fn last(&self, key: &KeyedHash) -> Result<Vec<Line>, Fault> {
        let read = || -> std::io::Result<Vec<u8>> {
            let mut file = fs::File::open(&self.path)?;
            let len = file.metadata()?.len();
            file.seek(SeekFrom::Start(len.saturating_sub(TAIL)))?;
            let mut tail = Vec::new();
            file.take(TAIL).read_to_end(&mut tail)?;
            Ok(tail)
        };
        let tail = match read() {
            Ok(tail) => tail,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(self.fault(error.kind())),
        };
        // The first may be cut by where the tail begins: it has no good check then. What has no end is no line.
        let end = tail.iter().rposition(|b| *b == b'\n').unwrap_or(0);
        let lines = tail.get(..end).unwrap_or_default().split(|b| *b == b'\n');
        Ok(lines
            .filter_map(|line| Line::parse(key, std::str::from_utf8(line).ok()?))
            .collect())
    }

    fn fault(&self, kind: ErrorKind) -> Fault {
        Fault::World(format!(
            "`{}` can't be read or written ({kind}); check whose it is, and the disk",
            self.path.display()
        ))
    }
}

/// Where the last whole line ends.
fn whole_len(file: &mut fs::File) -> std::io::Result<u64> {
    let len = file.metadata()?.len();
    let mut end = len;
    while end > 0 {
        let from = end.saturating_sub(TAIL);
        let mut part = vec![0; usize::try_from(end - from).unwrap_or(0)];
        file.seek(SeekFrom::Start(from))?;
        file.read_exact(&mut part)?;
        if let Some(at) = part.iter().rposition(|b| *b == b'\n') {
            return Ok(from + u64::try_from(at).unwrap_or(0) + 1);
        }
        end = from;
    }
    Ok(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(n: u8) -> Line {
        Line {
            id: [n; 16],
            at: i64::from(n),
            fact: format!("left {}", hex(&[n; 16])),
        }
    }

    fn found(file: &File, key: &KeyedHash) -> (Vec<u8>, Vec<u64>) {
        let (mut whole, mut damaged) = (Vec::new(), Vec::new());
        file.each(key, |number, read| {
            match read {
                Read::Whole(line) => whole.push(line.id[0]),
                Read::Damaged => damaged.push(number),
            }
            Ok(())
        })
        .unwrap();
        (whole, damaged)
    }

    #[test]
    fn a_torn_last_line_is_taken_off_and_damage_in_the_middle_is_told() {
        let dir = tempfile::tempdir().unwrap();
        let key = KeyedHash::new(&[1; 32]).unwrap();
        let file = File::beside(dir.path());
        assert_eq!(found(&file, &key), (vec![], vec![]));
        file.append(&key, &[line(1), line(2)]).unwrap();
        let path = dir.path().join("never-again.log");
        let two = fs::read(&path).unwrap();
        for cut in 1..two.len() / 2 {
            fs::write(&path, &two[..two.len() - cut]).unwrap();
            assert_eq!(found(&file, &key), (vec![1], vec![]), "cut by {cut}");
            assert_eq!(file.last(&key).unwrap(), [line(1)]);
            file.append(&key, &[line(3)]).unwrap();
            assert_eq!(found(&file, &key), (vec![1, 3], vec![]), "cut by {cut}");
        }
        fs::write(&path, &two).unwrap();
        file.append(&key, &[line(3)]).unwrap();
        for at in 0..two.len() / 2 - 1 {
            let mut bent = fs::read(&path).unwrap();
            bent[at] ^= 4;
            fs::write(dir.path().join("never-again.log"), &bent).unwrap();
            assert_eq!(found(&file, &key), (vec![2, 3], vec![1]), "byte {at}");
            bent[at] ^= 4;
            fs::write(&path, &bent).unwrap();
        }
        let other = KeyedHash::new(&[2; 32]).unwrap();
        assert_eq!(found(&file, &other).1, [1, 2, 3], "another world's file");
    }
}
