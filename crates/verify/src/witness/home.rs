//! A witness's home: its key, the logs that it knows, and what it cosigned last of each.
//!
//! | file | holds |
//! |---|---|
//! | `witness.key` | name and private key; the one secret |
//! | `logs` | the logs it knows, as a policy (C2SP tlog-policy) |
//! | `seen/HASH` | the last cosigned checkpoint of the log whose origin has this SHA-256, or `none` |
//! | `evidence/`, `unproved/` | what a log signed besides ([`super::evidence`]) |
//! | `lock` | held while a checkpoint is judged and kept |
//!
//! Every file is replaced as a whole and on the disk before anything that follows from it is told anyone.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use switchboard_ledger::checkpoint::Checkpoint;
use switchboard_ledger::cosignature::{CosignatureVerifier, Cosigned, Cosigner};
use switchboard_ledger::hash::{Hash, sha256};
use switchboard_ledger::note::{
    Ed25519Verifier, KeyName, Note, NoteError, NoteVerifier, Signature, WitnessKey,
};
use switchboard_ledger::policy::{Log, Policy};
use switchboard_ledger::witness::{AddCheckpoint, NotCosigned, Seen, judge};

use super::Trouble;
use super::evidence::{Evidence, signed_by};
use crate::clock::{fresh_seed, now_s};
use crate::folder::{Unreadable, read_note, read_policy};

const KEY_HEADER: &str = "switchboard-witness-key-v1";
const NOTHING_SEEN: &str = "none\n";

/// A witness and its home.
pub(crate) struct Home {
    folder: PathBuf,
    cosigner: Cosigner,
}

/// The last checkpoint that was cosigned for a log.
pub(crate) struct Kept {
    pub(crate) note: Note,
    pub(crate) checkpoint: Checkpoint,
    /// When it was cosigned, in seconds since 1970.
    pub(crate) time: u64,
}

impl Kept {
    pub(crate) fn as_seen(&self) -> Seen {
        Seen {
            size: self.checkpoint.size(),
            root: *self.checkpoint.root(),
        }
    }
}

/// What became of a request.
pub(crate) enum Answer {
    Cosigned(Signature),
    Refused(NotCosigned, Option<PathBuf>),
}

impl Home {
    /// Makes a home with a fresh key, where none is.
    pub(crate) fn init(folder: &Path, name: KeyName) -> Result<Self, Trouble> {
        let of = |error| Trouble::File(folder.to_owned(), error);
        fs::create_dir_all(folder.join("seen")).map_err(of)?;
        let path = folder.join("witness.key");
        let seed = fresh_seed()?;
        let text = format!(
            "{KEY_HEADER}\n{name}\n{}\n",
            Hash::from_bytes(seed).to_hex()
        );
        // Created new: two who begin at once can't overwrite each other's key.
        match secret(&path).and_then(|mut file| {
            file.write_all(text.as_bytes())?;
            file.sync_all()
        }) {
            Ok(()) => {}
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                return Err(Trouble::KeyThere(folder.to_owned()));
            }
            Err(error) => return Err(Trouble::File(path, error)),
        }
        put(&folder.join("logs"), b"quorum none\n")?;
        sync_folder(folder).map_err(of)?;
        Ok(Self {
            folder: folder.to_owned(),
            cosigner: Cosigner::from_seed(name, &seed),
        })
    }

    /// Opens a home that is there.
    pub(crate) fn open(folder: &Path) -> Result<Self, Trouble> {
        let path = folder.join("witness.key");
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return Err(Trouble::NoHome(folder.to_owned()));
            }
            Err(error) => return Err(Trouble::File(path, error)),
        };
        let mut lines = text.lines();
        let (header, name, seed) = (lines.next(), lines.next(), lines.next());
        let name = name.and_then(|name| KeyName::parse(name).ok());
        let seed = seed.and_then(|seed| Hash::from_hex(seed).ok());
        match (header, name, seed, lines.next()) {
            (Some(KEY_HEADER), Some(name), Some(seed), None) => Ok(Self {
                folder: folder.to_owned(),
                cosigner: Cosigner::from_seed(name, seed.as_bytes()),
            }),
            _ => Err(Trouble::Key(path)),
        }
    }

    /// The key to give to whoever shall believe this witness.
    pub(crate) fn key(&self) -> WitnessKey {
        self.cosigner.witness_key().clone()
    }

    /// The logs that this witness knows.
    pub(crate) fn logs(&self) -> Result<Vec<Log>, Trouble> {
        let path = self.folder.join("logs");
        let text = read_policy(&path).map_err(of_file)?;
        let policy = Policy::parse(&text).map_err(|error| Trouble::Logs(path, error))?;
        Ok(policy.logs().to_vec())
    }

    /// The names of the logs that this witness knows, each once.
    pub(crate) fn origins(&self) -> Result<Vec<String>, Trouble> {
        let logs = self.logs()?;
        let mut origins: Vec<_> = logs.iter().map(|log| log.key.name().to_string()).collect();
        origins.sort();
        origins.dedup();
        Ok(origins)
    }

    /// Knows a log from now on. One that has a new key keeps what was cosigned for it.
    pub(crate) fn add(&self, log: Log) -> Result<(), Trouble> {
        if log.key.public() == self.cosigner.witness_key().public() {
            return Err(Trouble::OwnKey);
        }
        let _lock = self.lock()?;
        let mut logs = self.logs()?;
        // The same log again takes its place; another name for the same key is refused below.
        logs.retain(|known| known.key != log.key);
        let origin = log.key.name().as_str();
        if self.origins()?.iter().any(|known| known == origin) {
            // A log that is known was seen, or is known not to have been: what is gone is not nothing.
            self.seen(origin)?;
        }
        let seen = self.seen_path(origin);
        logs.push(log);
        let path = self.folder.join("logs");
        let policy =
            Policy::of(&logs, 0, &[]).map_err(|error| Trouble::Logs(path.clone(), error))?;
        if !seen.exists() {
            put(&seen, NOTHING_SEEN.as_bytes())?;
        }
        put(&path, policy.to_string().as_bytes())
    }

    /// What was cosigned last for a log that this witness knows; `None` when nothing was yet.
    ///
    /// A file that is gone or changed is an error and never "nothing yet".
    pub(crate) fn seen(&self, origin: &str) -> Result<Option<Kept>, Trouble> {
        let path = self.seen_path(origin);
        let bytes = match read_note(&path) {
            Ok(bytes) => bytes,
            Err(Unreadable { error, .. }) if error.kind() == io::ErrorKind::NotFound => {
                return Err(Trouble::Seen(path, "is gone"));
            }
            Err(unreadable) => return Err(of_file(unreadable)),
        };
        if bytes == NOTHING_SEEN.as_bytes() {
            return Ok(None);
        }
        let kept = self.own(&bytes, origin);
        kept.map(Some)
            .ok_or(Trouble::Seen(path, "is not what this witness cosigned"))
    }

    fn own(&self, bytes: &[u8], origin: &str) -> Option<Kept> {
        let own = CosignatureVerifier::new(self.cosigner.witness_key()).ok()?;
        let note = Note::parse(bytes).ok()?;
        let time = Cosigned::of(note.verify(&[&own]).ok()?.first()?).ok()?.time;
        let checkpoint = Checkpoint::parse(note.text()).ok()?;
        (checkpoint.origin() == origin).then_some(Kept {
            note,
            checkpoint,
            time,
        })
    }

    /// Judges a request and, when it may be cosigned, keeps it and cosigns it, as one step.
    pub(crate) fn cosign(&self, request: &AddCheckpoint) -> Result<Answer, Trouble> {
        let _lock = self.lock()?;
        let note = request.note();
        // Who signed is checked by `judge`; until then the origin only chooses the keys.
        let origin = Checkpoint::parse(note.text()).map_or_else(
            |_| String::new(),
            |checkpoint| checkpoint.origin().to_owned(),
        );
        let keys = self.keys_of(&origin)?;
        let known: Vec<&dyn NoteVerifier> =
            keys.iter().map(|key| key as &dyn NoteVerifier).collect();
        let kept = match known.as_slice() {
            [] => None,
            _ => self.seen(&origin)?,
        };
        let seen = kept.as_ref().map_or_else(Seen::nothing, Kept::as_seen);
        if let Err(refused) = judge(request, (!known.is_empty()).then_some(&known), &seen) {
            let evidence = self.keep(note, &known, refused, kept.as_ref())?;
            return Ok(Answer::Refused(refused, evidence));
        }
        let signature = self.cosigner.cosign(note, now_s()?)?;
        let unsigned =
            |error: NoteError| Trouble::Fetched("checkpoint".to_owned(), error.to_string());
        let mut kept = signed_by(note, &known).map_err(unsigned)?;
        if kept.add(signature.clone()).is_err() {
            // A hundred lines by a hundred keys of the log: they make room.
            kept = Note::new(note.text().to_owned()).map_err(unsigned)?;
            let _ = kept.add(signature.clone());
        }
        put(&self.seen_path(&origin), kept.to_string().as_bytes())?;
        Ok(Answer::Cosigned(signature))
    }

    /// Keeps what the log signed when it says something against the log, or may come to.
    fn keep(
        &self,
        note: &Note,
        known: &[&dyn NoteVerifier],
        refused: NotCosigned,
        kept: Option<&Kept>,
    ) -> Result<Option<PathBuf>, Trouble> {
        let Ok(signed) = signed_by(note, known) else {
            return Ok(None);
        };
        match (kept, refused) {
            (Some(kept), refused) if refused.is_contradiction() => {
                self.evidence().keep_contradiction(&signed, &kept.note)
            }
            (_, NotCosigned::NotProved { .. }) => self.evidence().keep_unproved(&signed),
            _ => Ok(None),
        }
    }

    /// Keeps a checkpoint that is smaller than the cosigned one, when the log signed it.
    pub(super) fn keep_smaller(
        &self,
        note: &Note,
        origin: &str,
    ) -> Result<Option<PathBuf>, Trouble> {
        let _lock = self.lock()?;
        let keys = self.keys_of(origin)?;
        let known: Vec<&dyn NoteVerifier> =
            keys.iter().map(|key| key as &dyn NoteVerifier).collect();
        let signed = signed_by(note, &known).map_err(|error| {
            Trouble::NotCosigned(origin.to_owned(), NotCosigned::Unsigned(error), None)
        })?;
        self.evidence().keep_unproved(&signed)
    }

    /// The checkers of the keys that the log of this name has.
    fn keys_of(&self, origin: &str) -> Result<Vec<Ed25519Verifier>, Trouble> {
        let logs = self.logs()?;
        let own = logs.iter().filter(|log| log.key.name().as_str() == origin);
        Ok(own
            .filter_map(|log| Ed25519Verifier::new(&log.key).ok())
            .collect())
    }

    /// The last cosigned checkpoint of the log whose origin has this SHA-256, in digits.
    pub(crate) fn by_hash(&self, digits: &str) -> Result<Option<Kept>, Trouble> {
        let origins = self.origins()?;
        let origin = origins
            .iter()
            .find(|origin| sha256(origin.as_bytes()).to_hex() == digits);
        origin.map_or(Ok(None), |origin| self.seen(origin))
    }

    /// What the logs signed besides.
    pub(super) fn evidence(&self) -> Evidence<'_> {
        Evidence(&self.folder)
    }

    fn seen_path(&self, origin: &str) -> PathBuf {
        self.folder
            .join("seen")
            .join(sha256(origin.as_bytes()).to_hex())
    }

    /// Only one at a time, whichever process it is in: held until the file is dropped.
    fn lock(&self) -> Result<File, Trouble> {
        let path = self.folder.join("lock");
        let options = OpenOptions::new()
            .create(true)
            .truncate(false)
            .write(true)
            .open(&path);
        options
            .and_then(|file| file.lock().map(|()| file))
            .map_err(|error| Trouble::File(path, error))
    }
}

fn of_file(unreadable: Unreadable) -> Trouble {
    Trouble::File(unreadable.path, unreadable.error)
}

/// A new file that, where the system can say so, only its owner reads.
fn secret(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// Replaces a file as a whole, and is back when it is on the disk.
pub(super) fn put(path: &Path, bytes: &[u8]) -> Result<(), Trouble> {
    let beside = path.with_extension("next");
    let write = || {
        let mut file = File::create(&beside)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        drop(file);
        fs::rename(&beside, path)?;
        path.parent().map_or(Ok(()), sync_folder)
    };
    write().map_err(|error| Trouble::File(path.to_owned(), error))
}

/// Waits until the names in a folder are on the disk. Windows keeps them itself and can't be asked.
fn sync_folder(folder: &Path) -> io::Result<()> {
    if cfg!(windows) {
        return Ok(());
    }
    File::open(folder)?.sync_all()
}
