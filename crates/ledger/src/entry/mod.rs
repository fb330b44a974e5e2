//! Entry v1: what was done, to whom and in which order, in parts that open one by one.
//!
//! An entry is a *place* (where it stands among its account's entries), an *act* (when, who, how signed in,
//! what for, what was shown) and one *subject* a member. Each part has a commitment of its own, under a salt
//! of its own; the leaf is one hash over the commitments. So an exhibit opens the parts that matter and covers
//! the rest; and destroying one subject's part and salt forgets that member while the act stays provable.
//!
//! **Architecture Invariant:** the bytes of version 1 never change (`the_golden_vectors_of_entry_v1_stand`).
//! Another shape would be another version byte, and old entries stay as they are.

mod act;
mod leaf;
mod opening;
mod part;
mod place;
mod subject;
mod verify;

pub use act::{Act, ActError};
pub use leaf::{ENTRY_VERSION, LEAF_RECORD_BYTES, LeafError, SUBJECTS_MAX, leaf_record};
pub use opening::{Opened, OpenedError};
pub use part::{ActSecret, Part, PartsError, Salt, Tag, act_root, commitment};
pub use place::{Place, PlaceError};
pub use subject::{Subject, SubjectError};
pub use verify::{EntryError, KindInWords, Proved, Verified, verify_entry};
