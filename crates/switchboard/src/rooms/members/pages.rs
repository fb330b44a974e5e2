//! One member's pages: the record, the reason asked for first, and the second reader's queue.

mod colleagues;
mod correct;
mod reason;
mod reasons;
mod record;

pub use colleagues::{Colleagues, LinkSaid, OneColleague};
pub use correct::{Against, Correct, Fields, KINDS, PhoneField};
pub use reason::{AskReason, Open};
pub use reasons::{OneReason, ReadSaid, Reasons};
pub use record::{Change, Covered, File, Marks, Note, Number, Record, Said, Told, Whole};
