//! The one integration binary: stories named after what happened, and the tests that keep the house tidy.
#![cfg(test)]

mod cross_campaign;
mod every_route;
mod house;
mod leaked_link;
mod leaver;
mod manners;
mod objection;
mod openapi;
mod quiet;
mod scraper;
mod streams;
mod tidy;
