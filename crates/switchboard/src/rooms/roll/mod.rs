//! The roll: bringing members in, finding one.

pub mod pages;
