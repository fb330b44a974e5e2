//! The demo world: a whole contest of invented people, gone when the program ends.

pub mod people;
