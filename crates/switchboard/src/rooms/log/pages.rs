//! The ledger's pages: what the data protection officer reads, what anybody may.

mod explorer;
mod exposure;
mod public;
mod shown;

pub use explorer::{Act, Entry, Explorer, Filters, KindChoice, Shown, Tried};
pub use exposure::{CallerEvening, Exposure, Most};
pub use public::{Agreed, Before, Behind, Checkpoint, Cosigned, PublicLog, Witness};
pub use shown::Day;
