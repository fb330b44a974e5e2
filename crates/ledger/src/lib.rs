//! What was done: entries, the tree over them, and the signed statements about the tree.
//!
//! An organisation that logs every look at a member must be able to show one entry without showing the
//! rest, to forget a member without breaking a proof, and to be caught if it rewrites anything. So:
//!
//! - [`entry`]: one act as separately salted commitments, of which any may be opened and any covered;
//! - [`tree`]: the append-only Merkle tree of RFC 6962 over all entries, with its proofs;
//! - [`heads`]: one root over every account's last entry, so that "these are all" can be shown;
//! - [`resumed`]: how that is shown, and what is not, where a log went on over entries that a restore lost;
//! - [`tile`]: the tree and the entries as files (C2SP tlog-tiles);
//! - [`checkpoint`] and [`note`]: size and root, signed (C2SP tlog-checkpoint and signed-note);
//! - [`witness`], [`cosignature`] and [`policy`]: what others are asked, what they say they saw, and how many
//!   of them are enough (C2SP tlog-witness, tlog-cosignature and tlog-policy);
//! - [`tlog_proof`]: one entry's proof as one file (C2SP tlog-proof);
//! - [`exhibit`]: entries chosen for a reader, opened in part, with all their proofs, as one document;
//! - [`publish`]: in which order the files of a growing log are written.
//!
//! The bytes of all of it are written down in `docs/log-format.md`, well enough to write a checker from.
//!
//! **Architecture Invariant:** no I/O, no clock, no chance. Salts, secrets and times are arguments; whoever
//! calls owns the disk. A checker built on this crate needs nothing of the server. The one exception has a
//! feature of its own, `folder`: publishing into a folder of the file system, so that nobody has to write
//! again in which order files reach the disk.
//!
//! What is absent on purpose: names of kinds (an old checker must accept new kinds), sealing, storage.

pub mod checkpoint;
pub mod cosignature;
pub mod entry;
pub mod exhibit;
pub mod hash;
pub mod heads;
pub mod note;
mod number;
pub mod policy;
pub mod publish;
pub mod resumed;
pub mod tile;
pub mod tlog_proof;
pub mod tree;
mod wire;
pub mod witness;

pub use hash::Hash;
