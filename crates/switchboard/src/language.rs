//! The languages of pages and letters, for `web`, which knows nothing that is kept.

pub use switchboard_store::rules::language::Language;
