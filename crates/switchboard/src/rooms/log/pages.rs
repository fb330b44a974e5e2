//! The ledger's pages: what the data protection officer reads, what anybody may, and what everybody may of themselves.

mod ask;
mod exhibit;
mod explorer;
mod exposure;
mod public;
mod record;
mod row;
mod shown;
mod wrong;

pub use ask::{ExhibitForm, Offer, Typed};
pub(super) use exhibit::COLUMNS;
pub use exhibit::{Again, All, ExhibitPage, Proof, Subject};
pub use explorer::{Act, Entry, Explorer, Filters, KindChoice, Lost, Shown, Tried};
pub use exposure::{CallerEvening, Exposure, Most};
pub use public::{Agreed, Before, Behind, Checkpoint, Cosigned, PublicLog, ResumedOnce, Witness};
pub use record::MyRecord;
pub use row::{RecordRow, way};
pub use shown::Day;
pub use wrong::Wrong;
