//! Directories that are there whole or not at all, and what may not lie in one another.

use std::fs::{self, DirBuilder, File, OpenOptions, TryLockError};
use std::io::{self, ErrorKind, Write as _};
use std::path::{Component, Path, PathBuf};

use crate::fault::Fault;

/// What the disk said, with what to do.
pub(crate) fn told(path: &Path, error: &io::Error) -> Fault {
    let path = path.display();
    Fault::World(match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge => {
            format!(
                "the disk is full at `{path}`; nothing half made is left; make room and begin again"
            )
        }
        kind => {
            format!("`{path}` can't be read or written ({kind}); check whose it is, and the disk")
        }
    })
}

/// A new file of the operator's alone.
pub(crate) fn create(path: &Path) -> Result<File, Fault> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map_err(|e| told(path, &e))
}

/// A new file with these bytes, on the disk when this returns.
pub(crate) fn put(path: &Path, bytes: &[u8]) -> Result<(), Fault> {
    let mut file = create(path)?;
    file.write_all(bytes)
        .and_then(|()| file.sync_all())
        .map_err(|e| told(path, &e))
}

/// A new directory of the operator's alone.
pub(crate) fn private_dir(path: &Path) -> Result<(), Fault> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path).map_err(|e| told(path, &e))
}

/// Makes what a directory lists last.
pub(crate) fn sync_dir(path: &Path) -> Result<(), Fault> {
    File::open(path)
        .and_then(|dir| dir.sync_all())
        .map_err(|e| told(path, &e))
}

/// Whether there is nothing at `path`, or an empty directory.
pub(crate) fn is_free(path: &Path) -> bool {
    !path.exists() || fs::read_dir(path).is_ok_and(|mut all| all.next().is_none())
}

/// A directory under way beside its target, which vanishes unless it is finished.
pub(crate) struct Half {
    dir: PathBuf,
    lock: Option<File>,
}

impl Half {
    /// Begins `target.half`; the remains of one whose process is gone are thrown away.
    pub(crate) fn begin(target: &Path) -> Result<Self, Fault> {
        if !is_free(target) {
            return Err(Fault::World(format!(
                "`{}` is there already; give the name of a directory that isn't",
                target.display()
            )));
        }
        let mut name = target.as_os_str().to_owned();
        name.push(".half");
        let dir = PathBuf::from(name);
        if dir.exists() {
            let held = File::open(&dir).map_err(|e| told(&dir, &e))?;
            match held.try_lock() {
                Ok(()) => fs::remove_dir_all(&dir).map_err(|e| told(&dir, &e))?,
                Err(TryLockError::WouldBlock) => {
                    return Err(Fault::World(format!(
                        "something is being made at `{}` at this moment; wait for its end",
                        target.display()
                    )));
                }
                Err(TryLockError::Error(error)) => return Err(told(&dir, &error)),
            }
        }
        private_dir(&dir)?;
        let lock = File::open(&dir).map_err(|e| told(&dir, &e))?;
        let half = Self {
            dir,
            lock: Some(lock),
        };
        if let Some(lock) = &half.lock {
            lock.try_lock()
                .map_err(|e| told(&half.dir, &io::Error::from(e)))?;
        }
        Ok(half)
    }

    pub(crate) fn dir(&self) -> &Path {
        &self.dir
    }

    /// Gives it its name; from then on it is there, also after a power cut.
    pub(crate) fn finish(mut self, target: &Path) -> Result<(), Fault> {
        sync_dir(&self.dir)?;
        fs::rename(&self.dir, target).map_err(|e| told(target, &e))?;
        self.lock = None;
        let parent = target.parent().filter(|p| !p.as_os_str().is_empty());
        sync_dir(parent.unwrap_or(Path::new(".")))
    }
}

impl Drop for Half {
    fn drop(&mut self) {
        if self.lock.is_some() {
            let _left = fs::remove_dir_all(&self.dir);
        }
    }
}

/// A path without `..`, links and `.`, also where its last parts don't exist yet.
pub(crate) fn real(path: &Path) -> PathBuf {
    let whole = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let mut missing = Vec::new();
    let mut at = whole.as_path();
    loop {
        if let Ok(mut found) = at.canonicalize() {
            for part in missing.iter().rev() {
                match part {
                    Component::ParentDir => {
                        found.pop();
                    }
                    part => found.push(part),
                }
            }
            return found;
        }
        match (at.parent(), at.components().next_back()) {
            (Some(parent), Some(part)) => {
                missing.push(part);
                at = parent;
            }
            _ => return whole,
        }
    }
}

/// Refuses one directory in the other, or twice the same.
pub(crate) fn refuse_inside(one: &Path, other: &Path) -> Result<(), Fault> {
    let (a, b) = (real(one), real(other));
    if a.starts_with(&b) || b.starts_with(&a) {
        return Err(Fault::World(format!(
            "`{}` and `{}` lie in one another: whoever takes the data must not get the keys with it; give a directory elsewhere",
            one.display(),
            other.display()
        )));
    }
    Ok(())
}

/// Refuses a place for data beneath a directory that holds keys.
pub(crate) fn refuse_beside_keys(target: &Path) -> Result<(), Fault> {
    refuse_beneath(target, "log-sign.key", "holds keys")
}

/// Refuses a place for keys beneath a directory that holds a backup.
pub(crate) fn refuse_beside_data(target: &Path) -> Result<(), Fault> {
    refuse_beneath(target, "manifest.json", "holds a backup")
}

fn refuse_beneath(target: &Path, file: &str, what: &str) -> Result<(), Fault> {
    let real = real(target);
    match real.ancestors().find(|dir| dir.join(file).exists()) {
        None => Ok(()),
        Some(dir) => Err(Fault::World(format!(
            "`{}` {what}: backups never pack keys with data; give a directory elsewhere",
            dir.display()
        ))),
    }
}
