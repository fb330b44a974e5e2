//! The ledger's pages: what the data protection officer reads, what anybody may.

mod explorer;
mod exposure;
mod public;

pub use explorer::{Act, Entry, Explorer, Filters, KindChoice, Lost, Shown};
pub use exposure::{CallerEvening, Exposure, Most};
pub use public::{
    Agreed, Before, Behind, Checkpoint, Cosigned, PublicLog, ResumedOnce, Witness,
};
