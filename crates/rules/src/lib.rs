//! What may be done: pure functions over plain types.
//!
//! Nothing here reads a clock, draws a random number, opens a file or waits: the moment and the
//! seed are arguments, so that a decision made on one machine can be made again on another, years
//! later, from the same facts. The store asks here and keeps; the rooms show.
//!
//! Absent on purpose: SQL, pages, sentences for people (only the keys of message files, [`text`]).

pub mod alike;
pub mod answers;
pub mod apart;
pub mod audience;
pub mod branches;
pub mod budget;
pub mod card;
pub mod contest;
pub mod counts;
pub mod deal;
pub mod device_key;
pub mod eligible;
pub mod events;
pub mod fairness;
pub mod forgetting;
pub mod freeze;
pub mod giving;
pub mod hook;
pub mod ids;
pub mod language;
pub mod leaving;
pub mod licence;
pub mod look;
pub mod moment;
pub mod oidc;
pub mod pace;
pub mod pack;
pub mod passkey;
pub mod person;
pub mod policy;
pub mod program;
pub mod request;
pub mod retention;
pub mod rights;
pub mod roll;
pub mod scim;
pub mod screening;
pub mod script;
pub mod shift;
pub mod skips;
pub mod text;
pub mod training;
