//! Signed notes: a short text and signatures under it (C2SP signed-note).
//!
//! The source is <https://c2sp.org/signed-note>. A note proves nothing until a known key's signature was
//! checked: [`Note::verify`] gives the names of the keys that signed, and refuses a note that a known key
//! signed wrongly.

mod key;
mod signature;

#[cfg(feature = "ed25519")]
mod ed25519;

#[cfg(feature = "ed25519")]
pub use ed25519::{Ed25519Signer, Ed25519Verifier};
pub use key::{COSIGNATURE, ED25519, KeyError, KeyName, VerifierKey, WitnessKey, key_id};
pub use signature::Signature;

use core::fmt;

/// How large a note this crate reads or writes at most, in bytes.
pub const NOTE_BYTES_MAX: usize = 1_000_000;
/// How many signatures a note has here at most; the source asks for at least 16.
pub const SIGNATURES_MAX: usize = 100;

/// A text and the signatures under it, checked or not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    text: String,
    signatures: Vec<Signature>,
}

/// Why bytes are not a note, or a note is not to be believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoteError {
    /// The note is beyond [`NOTE_BYTES_MAX`].
    #[error("a note has at most 1,000,000 bytes; this is not a checkpoint")]
    TooLong,
    /// The note has bytes that no note may have.
    #[error(
        "a note is UTF-8 without control characters other than line ends; fetch it again as it is"
    )]
    Characters,
    /// The text doesn't end in a line end, or no empty line and signatures follow.
    #[error("a note is lines of text, an empty line and signature lines; fetch it again, whole")]
    Shape,
    /// A line below the text isn't a signature.
    #[error("line {0} of the signatures is not one; fetch the note again as it is")]
    SignatureLine(usize),
    /// The note is beyond [`SIGNATURES_MAX`].
    #[error("a note has at most 100 signatures here; this one has more")]
    TooManySignatures,
    /// No signature is by a key at hand.
    #[error(
        "nobody whose key was given signed this note; check that the key is the one of this log"
    )]
    NobodyKnown,
    /// A signature claims a key at hand and isn't that key's.
    #[error(
        "signature {0} claims a known key and is not by it: text, signature or key was changed"
    )]
    Forged(usize),
}

/// Why a note can't be signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SignError {
    /// The cryptographic library refused.
    #[error("the signature could not be made; check the signing key and try again")]
    Provider,
    /// The signer's name can't stand in a signature line.
    #[error("the signer's name can't stand in a note; it has no spaces, no `+`, and is not empty")]
    Name(#[from] KeyError),
    /// The note is beyond [`SIGNATURES_MAX`].
    #[error("a note has at most 100 signatures here; start a new note")]
    TooManySignatures,
}

/// Who signs notes. The server implements it with its own cryptographic library.
pub trait NoteSigner {
    /// The key's name; see [`KeyName`].
    fn name(&self) -> &str;
    /// The key's number; see [`key_id`].
    fn key_id(&self) -> u32;
    /// Signs the text, the last line end included.
    fn sign(&self, text: &[u8]) -> Result<Vec<u8>, SignError>;
}

/// Who checks signatures of one key.
pub trait NoteVerifier {
    /// The key's name; see [`KeyName`].
    fn name(&self) -> &str;
    /// The key's number; see [`key_id`].
    fn key_id(&self) -> u32;
    /// Whether this is the key's signature over the text, the last line end included.
    fn verify(&self, text: &[u8], signature: &[u8]) -> bool;
}

impl Note {
    /// A text to be signed; it ends in a line end.
    pub fn new(text: String) -> Result<Self, NoteError> {
        check_characters(&text)?;
        if !text.ends_with('\n') {
            return Err(NoteError::Shape);
        }
        Ok(Self {
            text,
            signatures: Vec::new(),
        })
    }

    /// Reads a note; its signatures are unchecked, so use nothing of it before [`Note::verify`].
    pub fn parse(bytes: &[u8]) -> Result<Self, NoteError> {
        if bytes.len() > NOTE_BYTES_MAX {
            return Err(NoteError::TooLong);
        }
        let note = core::str::from_utf8(bytes).map_err(|_| NoteError::Characters)?;
        check_characters(note)?;
        // The last empty line divides: the text itself may hold empty lines.
        let blank = note.rfind("\n\n").ok_or(NoteError::Shape)?;
        let (text, rest) = note.split_at_checked(blank + 1).ok_or(NoteError::Shape)?;
        let lines = rest
            .strip_prefix('\n')
            .and_then(|lines| lines.strip_suffix('\n'));
        Ok(Self {
            text: text.to_owned(),
            signatures: parse_lines(lines.ok_or(NoteError::Shape)?)?,
        })
    }

    /// The text, the last line end included.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The signatures, checked or not, in the note's order.
    #[must_use]
    pub fn signatures(&self) -> &[Signature] {
        &self.signatures
    }

    /// Signs the text and adds the signature below those that are there.
    pub fn sign(&mut self, signer: &(impl NoteSigner + ?Sized)) -> Result<(), SignError> {
        let name = KeyName::parse(signer.name())?;
        let signature = signer.sign(self.text.as_bytes())?;
        self.push(Signature::new(name, signer.key_id(), signature))
    }

    /// Adds a signature that somebody else made below those that are there; one that is there already is
    /// not added again.
    pub fn add(&mut self, signature: Signature) -> Result<(), SignError> {
        if self.signatures.contains(&signature) {
            return Ok(());
        }
        self.push(signature)
    }

    fn push(&mut self, signature: Signature) -> Result<(), SignError> {
        if self.signatures.len() >= SIGNATURES_MAX {
            return Err(SignError::TooManySignatures);
        }
        self.signatures.push(signature);
        Ok(())
    }

    /// The same text with only those signatures that `keep` names.
    #[must_use]
    pub fn with_only(&self, keep: impl Fn(&Signature) -> bool) -> Self {
        let kept = self.signatures.iter().filter(|one| keep(one));
        Self {
            text: self.text.clone(),
            signatures: kept.cloned().collect(),
        }
    }

    /// The signatures that keys at hand made, each checked; at least one, one for each key.
    ///
    /// Signatures by other keys are passed over, as the source asks. One that carries name and number of a
    /// key at hand and doesn't verify makes the whole note refused.
    pub fn verify(&self, known: &[&dyn NoteVerifier]) -> Result<Vec<&Signature>, NoteError> {
        let mut by_known = Vec::new();
        for (index, signature) in self.signatures.iter().enumerate() {
            let mut keys = known
                .iter()
                .filter(|key| signature.claims(key.name(), key.key_id()))
                .peekable();
            if keys.peek().is_none() {
                continue;
            }
            if !keys.all(|key| key.verify(self.text.as_bytes(), signature.bytes())) {
                return Err(NoteError::Forged(index + 1));
            }
            // A line given twice counts once: whoever asks for n of m must not be fooled.
            if !by_known
                .iter()
                .any(|seen: &&Signature| seen.claims(signature.name().as_str(), signature.key_id()))
            {
                by_known.push(signature);
            }
        }
        if by_known.is_empty() {
            Err(NoteError::NobodyKnown)
        } else {
            Ok(by_known)
        }
    }
}

/// The note as it is published.
impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.text)?;
        self.signatures
            .iter()
            .try_for_each(|signature| writeln!(f, "{signature}"))
    }
}

/// Reads signature lines that stand alone, each with its line end: a witness's answer.
///
/// They are unchecked: add them to the note they belong to and let [`Note::verify`] judge.
pub fn parse_signatures(bytes: &[u8]) -> Result<Vec<Signature>, NoteError> {
    if bytes.len() > NOTE_BYTES_MAX {
        return Err(NoteError::TooLong);
    }
    let text = core::str::from_utf8(bytes).map_err(|_| NoteError::Characters)?;
    check_characters(text)?;
    parse_lines(text.strip_suffix('\n').ok_or(NoteError::Shape)?)
}

fn parse_lines(lines: &str) -> Result<Vec<Signature>, NoteError> {
    let mut signatures = Vec::new();
    for (index, line) in lines.split('\n').enumerate() {
        if index == SIGNATURES_MAX {
            return Err(NoteError::TooManySignatures);
        }
        signatures.push(Signature::parse(line).ok_or(NoteError::SignatureLine(index + 1))?);
    }
    Ok(signatures)
}

fn check_characters(text: &str) -> Result<(), NoteError> {
    if text.len() > NOTE_BYTES_MAX {
        return Err(NoteError::TooLong);
    }
    if text.bytes().any(|byte| byte < b' ' && byte != b'\n') {
        return Err(NoteError::Characters);
    }
    Ok(())
}
