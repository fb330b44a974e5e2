//! The door: signing in, sessions, signing out.

pub mod pages;
