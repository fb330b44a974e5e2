//! What people see: the rooms, the pages, the edge, the command line.

mod api;
pub mod app;
pub mod bench;
mod calls;
mod cli;
pub mod clock;
pub mod config;
mod counted;
pub mod ctx;
pub mod decoys;
pub mod demo;
pub mod edge;
pub mod front;
pub mod guard;
mod health;
pub mod hooks;
pub mod jobs;
pub mod language;
pub mod lately;
pub mod limits;
mod named;
pub mod oidc;
mod post;
pub mod practice;
pub mod problem;
pub mod rooms;
pub mod spoken;
mod taking;
pub mod watch;
mod ways;
pub mod web;
pub mod week;

pub use cli::run;
