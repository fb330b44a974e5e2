//! The one integration binary: stories named after what happened, and the tests that keep the house tidy.
#![cfg(test)]

mod every_route;
mod house;
mod tidy;
