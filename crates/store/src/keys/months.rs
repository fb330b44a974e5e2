//! Month keys: files that are made whole or not at all, opened when they are first needed, and destroyed for good.

use std::collections::BTreeMap;
use std::fs::{self, File, OpenOptions};
use std::io::{Seek, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, PoisonError, RwLock};

use switchboard_rules::forgetting::KeyMonth;

use super::{KeyError, read_key, unreadable, write_key};
use crate::seal::{KeyedHash, SealError, SealKey, Secret};

/// Wraps erase keys and makes blind indexes for one month.
#[derive(Clone)]
pub(crate) struct MonthKey {
    pub(crate) wrap: Arc<SealKey>,
    pub(crate) blind: KeyedHash,
    /// Tells this key from every other one; whoever sees it learns nothing of the key.
    pub(crate) mark: [u8; 16],
}

impl MonthKey {
    fn of(secret: &Secret) -> Result<Self, SealError> {
        let root = KeyedHash::new(secret.as_slice())?;
        Ok(Self {
            wrap: Arc::new(SealKey::new(&root.full("wrap", b""))?),
            blind: KeyedHash::new(&root.full("blind", b""))?,
            mark: root.short("mark", b""),
        })
    }
}

/// The month keys of a world: those in memory, and the directory where the others may lie. Another process may make and
/// destroy some meanwhile.
pub(crate) struct Months {
    dir: PathBuf,
    open: RwLock<BTreeMap<i64, Arc<MonthKey>>>,
    current: AtomicI64,
}

impl Months {
    /// Opens every month key in `dir`; the newest is taken for the current one until the world says which is.
    pub(crate) fn read(dir: &Path) -> Result<Self, KeyError> {
        let months = Self {
            dir: dir.to_owned(),
            open: RwLock::default(),
            current: AtomicI64::new(0),
        };
        for month in months.files()? {
            months.load(month)?;
        }
        let newest = months.names().last().copied();
        let newest = newest.ok_or_else(|| KeyError::NoMonth {
            dir: dir.display().to_string(),
        })?;
        months.set_current(newest);
        Ok(months)
    }

    /// The numbers of the months whose files lie in the directory.
    fn files(&self) -> Result<Vec<i64>, KeyError> {
        let listing = fs::read_dir(&self.dir).map_err(|e| unreadable(&self.dir, &e))?;
        let mut found = Vec::new();
        for file in listing {
            let path = file.map_err(|e| unreadable(&self.dir, &e))?.path();
            found.extend(month_of(&path));
        }
        Ok(found)
    }

    fn names(&self) -> Vec<i64> {
        let open = self.open.read().unwrap_or_else(PoisonError::into_inner);
        open.keys().copied().collect()
    }

    fn load(&self, month: i64) -> Result<Arc<MonthKey>, KeyError> {
        let key = Arc::new(MonthKey::of(&read_key(&self.path(month)?)?)?);
        let mut open = self.open.write().unwrap_or_else(PoisonError::into_inner);
        Ok(Arc::clone(open.entry(month).or_insert(key)))
    }

    /// The key of this month. One that another process made is read from its file.
    pub(crate) fn get(&self, month: i64) -> Result<Arc<MonthKey>, SealError> {
        let open = self.open.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(key) = open.get(&month) {
            return Ok(Arc::clone(key));
        }
        drop(open);
        self.load(month).map_err(|_| SealError::NoMonth(month))
    }

    /// The month that this process takes for the current one.
    pub(crate) fn current(&self) -> i64 {
        self.current.load(Ordering::Acquire)
    }

    pub(crate) fn set_current(&self, month: i64) {
        self.current.store(month, Ordering::Release);
    }

    /// Makes this month's key, unless its file is there already: written beside, synced, renamed, and the directory
    /// synced, so that a program that is killed leaves a whole key or none.
    pub(crate) fn make(&self, month: i64) -> Result<Arc<MonthKey>, KeyError> {
        let path = self.path(month)?;
        if !path.exists() {
            let beside = path.with_extension("new");
            let _left_by_a_crash = fs::remove_file(&beside);
            write_key(&beside)?;
            fs::rename(&beside, &path).map_err(|e| unreadable(&path, &e))?;
            sync_dir(&self.dir)?;
        }
        self.load(month)
    }

    /// Destroys this month's key: overwritten, taken out of the directory, and gone from this process's memory. What was
    /// wrapped by it opens nowhere any more. Where it is gone already, nothing is done.
    pub(crate) fn destroy(&self, month: i64) -> Result<(), KeyError> {
        let path = self.path(month)?;
        match OpenOptions::new().write(true).open(&path) {
            Ok(file) => {
                overwrite(file).map_err(|e| unreadable(&path, &e))?;
                fs::remove_file(&path).map_err(|e| unreadable(&path, &e))?;
                sync_dir(&self.dir)?;
            }
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
            Err(error) => return Err(unreadable(&path, &error)),
        }
        self.let_go()
    }

    /// Lets go of the keys whose files are gone.
    pub(crate) fn let_go(&self) -> Result<(), KeyError> {
        let files = self.files()?;
        let mut open = self.open.write().unwrap_or_else(PoisonError::into_inner);
        open.retain(|month, _| files.contains(month));
        Ok(())
    }

    fn path(&self, month: i64) -> Result<PathBuf, KeyError> {
        let month = KeyMonth::from_code(month).ok_or(KeyError::Month { month })?;
        Ok(self.dir.join(format!("month-{month}.key")))
    }
}

/// Writes over a file's bytes. A disk that keeps old blocks may still have them: docs/trust.md says so.
fn overwrite(mut file: File) -> std::io::Result<()> {
    let len = usize::try_from(file.metadata()?.len())
        .unwrap_or(0)
        .min(4096);
    for byte in [0xff, 0] {
        file.rewind()?;
        file.write_all(&vec![byte; len])?;
        file.sync_all()?;
    }
    Ok(())
}

pub(super) fn sync_dir(dir: &Path) -> Result<(), KeyError> {
    File::open(dir)
        .and_then(|dir| dir.sync_all())
        .map_err(|e| unreadable(dir, &e))
}

fn month_of(path: &Path) -> Option<i64> {
    let name = path
        .file_name()?
        .to_str()?
        .strip_prefix("month-")?
        .strip_suffix(".key")?;
    let code = match name.split_once('-') {
        None => name.parse().ok()?,
        Some((month, turn)) => {
            let (month, turn): (i64, i64) = (month.parse().ok()?, turn.parse().ok()?);
            month.checked_mul(100)?.checked_add(turn)?
        }
    };
    KeyMonth::from_code(code)
        .filter(|month| month.to_string() == name)
        .map(KeyMonth::code)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn months() -> (tempfile::TempDir, Months) {
        let dir = tempfile::tempdir().unwrap();
        write_key(&dir.path().join("month-202611.key")).unwrap();
        let months = Months::read(dir.path()).unwrap();
        (dir, months)
    }

    #[test]
    fn a_key_that_another_process_made_is_found_and_one_that_it_destroyed_is_let_go() {
        let (dir, here) = months();
        let there = Months::read(dir.path()).unwrap();
        assert_eq!(here.get(202_612).err(), Some(SealError::NoMonth(202_612)));
        let made = there.make(202_612).unwrap();
        assert_eq!(here.get(202_612).unwrap().mark, made.mark);
        assert_eq!(here.make(202_612).unwrap().mark, made.mark);
        there.destroy(202_611).unwrap();
        there.destroy(202_611).unwrap();
        assert!(there.get(202_611).is_err());
        here.let_go().unwrap();
        assert!(here.get(202_611).is_err());
        assert!(here.get(202_612).is_ok());
    }

    #[test]
    fn a_program_that_was_killed_while_it_made_a_key_leaves_no_half_of_one() {
        let (dir, months) = months();
        fs::write(dir.path().join("month-202612.new"), "half").unwrap();
        assert!(months.get(202_612).is_err());
        let made = months.make(202_612).unwrap();
        assert_eq!(
            Months::read(dir.path()).unwrap().get(202_612).unwrap().mark,
            made.mark
        );
        let left: Vec<_> = fs::read_dir(dir.path())
            .unwrap()
            .map(|file| file.unwrap().file_name().into_string().unwrap())
            .filter(|name| month_of(Path::new(name)).is_none())
            .collect();
        assert!(left.is_empty(), "{left:?}");
    }

    #[cfg(unix)]
    #[test]
    fn a_key_is_its_owners_alone_and_what_is_destroyed_is_overwritten_first() {
        use std::os::unix::fs::PermissionsExt;
        let (dir, months) = months();
        months.make(20_261_102).unwrap();
        let path = dir.path().join("month-202611-2.key");
        assert_eq!(
            fs::metadata(&path).unwrap().permissions().mode() & 0o777,
            0o600
        );
        let other_name = dir.path().join("a second name");
        fs::hard_link(&path, &other_name).unwrap();
        months.destroy(20_261_102).unwrap();
        assert!(!path.exists());
        assert!(fs::read(&other_name).unwrap().iter().all(|byte| *byte == 0));
    }
}
