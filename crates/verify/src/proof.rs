//! Checks proofs of single entries, as they come with an exhibit: one file, one entry, no network.

use std::fmt;
use std::io::{self, Write};
use std::path::Path;

use switchboard_ledger::checkpoint::Checkpoint;
use switchboard_ledger::entry::{
    EntryError, KindInWords, Opened, OpenedError, Proved, Tag, Verified, verify_entry,
};
use switchboard_ledger::hash::leaf_hash;
use switchboard_ledger::tlog_proof::{TLOG_PROOF_BYTES_MAX, TlogProof, TlogProofError};

use crate::args::Whom;
use crate::check::{Cosigned, believed};
use crate::folder::{Unreadable, read};
use crate::refused::Refused;
use crate::report::{in_words, write_cosigned, write_not_shared};

/// Why a proof proves nothing.
#[derive(Debug)]
pub(crate) enum ProofRefused {
    Unreadable(Unreadable),
    Proof(TlogProofError),
    NoOpening,
    NoCopy,
    TwoCopies,
    Opening(OpenedError),
    Entry(EntryError),
    Checkpoint(Refused),
}

impl fmt::Display for ProofRefused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable(unreadable) => unreadable.fmt(f),
            Self::Proof(error) => error.fmt(f),
            Self::NoOpening => f.write_str(
                "the proof has no `extra` line with the entry's opening; ask for it again, whole",
            ),
            Self::NoCopy => f.write_str(
                "it is an entry of a copy's log, and no proof of yours names that log's key; give the folder whole",
            ),
            Self::TwoCopies => f.write_str(
                "two entries of this log say different things of one copy, or one says nothing that can be read. Keep the files; they \
                 prove it",
            ),
            Self::Opening(error) => {
                write!(f, "the `extra` line is no opening of an entry: {error}")
            }
            Self::Entry(error) => error.fmt(f),
            Self::Checkpoint(refused) => refused.fmt(f),
        }
    }
}

/// Checks each file at a time and writes what it proves, and what none does; answers whether all were accepted.
pub(crate) fn check_all(
    files: &[impl AsRef<Path>],
    (whom, now): (&Whom, u64),
    out: &mut impl Write,
    errors: &mut impl Write,
) -> io::Result<bool> {
    let (mut is_all, mut is_any) = (true, false);
    for file in files {
        let file = file.as_ref();
        if let Err(refused) = check(file, (whom, now), out)? {
            is_all = false;
            writeln!(
                errors,
                "switchboard-verify: refused: `{}`: {refused}",
                file.display()
            )?;
        } else {
            is_any = true;
        }
    }
    if is_any {
        writeln!(out, "\nNot proved:")?;
        write_not_shared(out, &whom.policy)?;
    }
    out.flush()?;
    Ok(is_all)
}

fn check(
    file: &Path,
    (whom, now): (&Whom, u64),
    out: &mut impl Write,
) -> io::Result<Result<(), ProofRefused>> {
    let parsed = read(file, TLOG_PROOF_BYTES_MAX)
        .map_err(ProofRefused::Unreadable)
        .and_then(|bytes| TlogProof::parse(&bytes).map_err(ProofRefused::Proof))
        .and_then(|proof| Ok((opening(&proof)?, proof)));
    let (opened, proof) = match parsed {
        Ok(parsed) => parsed,
        Err(refused) => return Ok(Err(refused)),
    };
    match proved(&opened, &proof, (whom, now)) {
        Ok((entry, checkpoint, cosigned)) => {
            writeln!(out, "{}:", file.display())?;
            let (origin, size) = (checkpoint.origin(), checkpoint.size());
            let index = proof.index();
            writeln!(
                out,
                "- it is entry {index} of the {size} in the log {origin}"
            )?;
            write_cosigned(out, &cosigned, now)?;
            write_entry(out, &entry).map(Ok)
        }
        Err(refused) => Ok(Err(refused)),
    }
}

fn opening(proof: &TlogProof) -> Result<Opened, ProofRefused> {
    let bytes = proof.extra().ok_or(ProofRefused::NoOpening)?;
    Opened::decode(bytes).map_err(ProofRefused::Opening)
}

/// The entry of a proof, and the checkpoint that holds it, believed by the reader's own keys.
pub(crate) fn proved<'o>(
    opened: &'o Opened,
    proof: &TlogProof,
    (whom, now): (&Whom, u64),
) -> Result<(Verified<'o>, Checkpoint, Cosigned), ProofRefused> {
    let record = opened.leaf_record().map_err(ProofRefused::Entry)?;
    let entry = verify_entry(&record, opened).map_err(ProofRefused::Entry)?;
    let note = proof.note().to_string();
    let (checkpoint, cosigned) =
        believed(note.as_bytes(), whom, now).map_err(ProofRefused::Checkpoint)?;
    proof
        .leads_to(&leaf_hash(&record))
        .map_err(ProofRefused::Proof)?;
    Ok((entry, checkpoint, cosigned))
}

fn write_entry(out: &mut impl Write, entry: &Verified<'_>) -> io::Result<()> {
    let kind = entry.kind_in_words(&[]);
    if let KindInWords::Unknown(kind) = kind {
        writeln!(out, "- what was done: kind {kind}")?;
    }
    if let Some(at) = entry.at_ms().and_then(Proved::open) {
        let seconds = u64::try_from(at / 1_000).unwrap_or_default();
        writeln!(out, "- when, by the server's clock: {}", in_words(seconds))?;
    }
    if let Some(account) = entry.account().and_then(Proved::open) {
        let digits = u128::from_be_bytes(account);
        writeln!(out, "- by the account {digits:032x}")?;
    }
    for (tag, name) in [
        (Tag::SESSION, "signed in by"),
        (Tag::PURPOSE, "what for"),
        (Tag::FIELDS, "fields shown"),
    ] {
        let bytes = entry.part(tag).and_then(Proved::open).unwrap_or_default();
        if !bytes.is_empty() {
            // The shape was checked: text is UTF-8. Quoted, so that no line of it looks like one of ours.
            writeln!(out, "- {name}: {:?}", String::from_utf8_lossy(bytes))?;
        }
    }
    if let Proved::Open(place) = entry.place() {
        writeln!(out, "- it is the account's entry number {}", place.number)?;
    }
    let open = entry
        .subjects()
        .iter()
        .filter(|one| matches!(one, Proved::Open(_)));
    writeln!(
        out,
        "- members whom it touched: {}, of whom {} are shown",
        entry.subjects().len(),
        open.count()
    )
}
