//! The edge: pages, words, files and headers. Nothing here touches the store.

pub mod again;
pub mod assessment;
pub mod assets;
pub(crate) mod bars;
pub mod csv_cell;
pub mod held;
pub mod hex;
pub mod marked;
pub mod messages;
pub mod notice;
pub mod page;
pub mod place;
pub mod recovery;
pub(crate) mod said;
pub mod shell;
pub mod stopped;
