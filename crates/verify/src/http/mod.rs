//! As much HTTP/1.1 as a witness speaks and a fetcher needs (RFC 9112), by hand and bounded everywhere.

mod connection;
mod fetch;
mod lines;
mod place;
#[cfg(feature = "https")]
mod tls;
mod url;

pub(crate) use connection::{Connection, Request, Response};
pub(crate) use place::Place;
