//! The roll: bringing members in, finding one.

pub mod file;
pub mod pages;
pub mod rejects;
