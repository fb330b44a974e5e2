//! The demo world: a whole contest of invented people, gone when the program ends.

pub mod contest;
pub mod csv;
pub mod people;
