//! Who the log's witnesses are: a file that names them, where they are asked, and how many are enough (C2SP tlog-policy).

use switchboard_ledger::checkpoint::Checkpoint;
use switchboard_ledger::cosignature::{Cosigned, cosigned_message};
use switchboard_ledger::note::{NoteVerifier, WitnessKey};
use switchboard_ledger::policy::{Policy, PolicyError, Witness};

/// The witnesses that this log asks, and how many of them are enough.
#[derive(Debug, Clone)]
pub struct Witnesses {
    pub(super) policy: Policy,
}

/// Why a file names no witnesses.
#[derive(Debug, thiserror::Error)]
pub enum WitnessesError {
    /// It can't be read as a policy.
    #[error("{0}")]
    Policy(#[from] PolicyError),
    /// It names logs, and not this one.
    #[error(
        "the file names logs, and not this one; put `log {0}` in, or leave all lines that begin with `log` away"
    )]
    OtherLog(String),
    /// Nobody in it can be asked.
    #[error("no witness in it has an address to be asked at, such as https://witness.example.org")]
    NoAddress,
    /// An address that can't be asked.
    #[error("`{0}` is no address of a witness; one begins with https:// or http://")]
    Address(String),
}

impl Witnesses {
    /// Reads the file. `own` is the log's key, where it is known: a file that names logs must name this one.
    pub fn parse(text: &str, own: Option<&str>) -> Result<Self, WitnessesError> {
        let policy = Policy::parse(text)?;
        let mut logs = policy.logs().iter().map(|log| log.key.to_string());
        if let Some(own) = own
            && !policy.logs().is_empty()
            && !logs.any(|log| log == own)
        {
            return Err(WitnessesError::OtherLog(own.to_owned()));
        }
        let urls = policy.witnesses().iter().filter_map(|one| one.url.as_ref());
        for url in urls {
            if !url.starts_with("https://") && !url.starts_with("http://") {
                return Err(WitnessesError::Address(url.clone()));
            }
        }
        let witnesses = Self { policy };
        if witnesses.count() == 0 {
            return Err(WitnessesError::NoAddress);
        }
        Ok(witnesses)
    }

    /// How many can be asked.
    pub fn count(&self) -> usize {
        self.asked().count()
    }

    /// Those that can be asked, each with its address.
    pub(super) fn asked(&self) -> impl Iterator<Item = (&Witness, &str)> {
        let all = self.policy.witnesses().iter();
        all.filter_map(|one| Some((one, one.url.as_deref()?)))
    }
}

/// Checks cosignatures of one witness with this server's provider.
pub(super) struct CosignatureVerifier(pub(super) WitnessKey);

impl NoteVerifier for CosignatureVerifier {
    fn name(&self) -> &str {
        self.0.name().as_str()
    }

    fn key_id(&self) -> u32 {
        self.0.id()
    }

    fn verify(&self, text: &[u8], signature: &[u8]) -> bool {
        let Ok(text) = core::str::from_utf8(text) else {
            return false;
        };
        let ed25519 = &aws_lc_rs::signature::ED25519;
        let key = aws_lc_rs::signature::UnparsedPublicKey::new(ed25519, self.0.public());
        Checkpoint::parse(text).is_ok()
            && Cosigned::parse(signature).is_ok_and(|cosigned| {
                let message = cosigned_message(cosigned.time, text);
                key.verify(&message, &cosigned.signature).is_ok()
            })
    }
}
