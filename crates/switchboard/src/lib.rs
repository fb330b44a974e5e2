//! What people see: the rooms, the pages, the edge, the command line.

pub mod demo;
pub mod rooms;
pub mod web;
