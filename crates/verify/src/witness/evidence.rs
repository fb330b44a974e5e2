//! What a log signed and a witness keeps though it cosigned something else, as signed notes.
//!
//! | folder | holds |
//! |---|---|
//! | `evidence/` | checkpoints of a size that was cosigned with another root, each beside the cosigned one, `….cosigned` |
//! | `unproved/` | checkpoints that came without a proof that they go on from the cosigned one, or are older |
//!
//! The first prove by themselves that the log lies. The second prove nothing: an honest checkpoint is public, and
//! anybody can send it with a wrong proof. So each has room of its own, each log too, and only lines that the log's
//! own key made are kept: whoever has no such key can neither fill the first nor blow up the second.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use switchboard_ledger::checkpoint::Checkpoint;
use switchboard_ledger::hash::sha256;
use switchboard_ledger::note::{Note, NoteError, NoteVerifier};

use super::Trouble;
use super::home::put;

/// How many a log can have in each of the two folders.
const KEPT_MAX: usize = 100;

/// The two folders of a witness's home.
pub(super) struct Evidence<'h>(pub(super) &'h Path);

/// The note with one checked line for each of these keys, and nothing that others added.
pub(super) fn signed_by(note: &Note, keys: &[&dyn NoteVerifier]) -> Result<Note, NoteError> {
    let mut own = Note::new(note.text().to_owned())?;
    for signature in note.verify(keys)? {
        // A note with fewer lines than the one that was read has room for each.
        let _ = own.add(signature.clone());
    }
    Ok(own)
}

impl Evidence<'_> {
    /// Keeps a checkpoint that contradicts the cosigned one, with that one beside it; `None` when there are enough.
    pub(super) fn keep_contradiction(
        &self,
        signed: &Note,
        cosigned: &Note,
    ) -> Result<Option<PathBuf>, Trouble> {
        let Some(name) = name_of(signed) else {
            return Ok(None);
        };
        let folder = self.folder("evidence")?;
        let path = folder.join(&name);
        if !path.exists() {
            if of_same_log(&files_in(&folder)?, &name).len() >= KEPT_MAX {
                return Ok(None);
            }
            // First what it contradicts: that in `seen` is replaced by the next one.
            put(
                &path.with_extension("cosigned"),
                cosigned.to_string().as_bytes(),
            )?;
            put(&path, signed.to_string().as_bytes())?;
        }
        Ok(Some(path))
    }

    /// Keeps a checkpoint that was not proved to go with the cosigned one; the oldest of this log makes room.
    pub(super) fn keep_unproved(&self, signed: &Note) -> Result<Option<PathBuf>, Trouble> {
        let Some(name) = name_of(signed) else {
            return Ok(None);
        };
        let folder = self.folder("unproved")?;
        let path = folder.join(&name);
        if path.exists() {
            return Ok(Some(path));
        }
        let files = files_in(&folder)?;
        let mut others = of_same_log(&files, &name);
        if others.len() >= KEPT_MAX {
            others
                .sort_by_key(|path| (fs::metadata(path).and_then(|of| of.modified()).ok(), *path));
            for oldest in others.iter().take(others.len() + 1 - KEPT_MAX) {
                fs::remove_file(oldest).map_err(|e| Trouble::File((*oldest).clone(), e))?;
            }
        }
        put(&path, signed.to_string().as_bytes())?;
        Ok(Some(path))
    }

    /// The checkpoints that contradict what was cosigned.
    pub(super) fn contradictions(&self) -> Result<Vec<PathBuf>, Trouble> {
        files_in(&self.0.join("evidence"))
    }

    /// How many checkpoints were not proved, and the folder in which they are.
    pub(super) fn unproved(&self) -> Result<(usize, PathBuf), Trouble> {
        let folder = self.0.join("unproved");
        Ok((files_in(&folder)?.len(), folder))
    }

    fn folder(&self, name: &str) -> Result<PathBuf, Trouble> {
        let folder = self.0.join(name);
        match fs::create_dir_all(&folder) {
            Ok(()) => Ok(folder),
            Err(error) => Err(Trouble::File(folder, error)),
        }
    }
}

/// The log's name as in `seen/`, then what the checkpoint says: the same however it was signed and sent.
fn name_of(signed: &Note) -> Option<String> {
    let read = Checkpoint::parse(signed.text()).ok()?;
    let bare = Checkpoint::new(read.origin(), read.size(), *read.root()).ok()?;
    let origin = sha256(read.origin().as_bytes()).to_hex();
    Some(format!(
        "{origin}-{}",
        sha256(bare.body().as_bytes()).to_hex()
    ))
}

fn of_same_log<'f>(files: &'f [PathBuf], name: &str) -> Vec<&'f PathBuf> {
    let origin = name.split('-').next();
    let is_same = |path: &&PathBuf| {
        let name = path.file_name().and_then(|name| name.to_str());
        name.is_some_and(|name| name.split('-').next() == origin)
    };
    files.iter().filter(is_same).collect()
}

/// The files of a folder, without those beside them; none when it isn't there yet.
fn files_in(folder: &Path) -> Result<Vec<PathBuf>, Trouble> {
    let entries = match fs::read_dir(folder).and_then(Iterator::collect::<io::Result<Vec<_>>>) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(Trouble::File(folder.to_owned(), error)),
    };
    let mut paths: Vec<_> = entries.iter().map(fs::DirEntry::path).collect();
    paths.retain(|path| path.extension().is_none());
    paths.sort();
    Ok(paths)
}
