//! The built program, from outside: logs and proofs that it checks, a witness that it is, and what it is made of.
#![cfg(test)]

mod exhibit;
mod exhibit_log;
mod exhibit_pinned;
mod exhibit_witnesses;
mod house;
mod licence;
mod log;
mod outsiders;
mod proof;
mod same_id;
mod tidy;
mod witness;
