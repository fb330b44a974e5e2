//! What people see: the rooms, the pages, the edge, the command line.

mod api;
pub mod app;
pub mod bench;
mod cli;
pub mod clock;
mod config;

pub mod ctx;
pub mod demo;
pub mod edge;
pub mod guard;
mod health;
pub mod jobs;
pub mod limits;
pub mod problem;
pub mod rooms;
mod taking;
pub mod web;

pub use cli::run;
