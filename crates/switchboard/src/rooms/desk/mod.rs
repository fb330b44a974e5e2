//! The desk: one caller, one card.

pub mod pages;
