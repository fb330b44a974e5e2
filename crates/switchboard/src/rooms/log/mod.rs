//! The log: what was done, for those who check it.

pub mod pages;
