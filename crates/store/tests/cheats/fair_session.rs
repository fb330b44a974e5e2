//! Reading what a request carried.
use switchboard_store::desk::Ticket;
use switchboard_store::{Auth, SessionKey};

fn auth(cookie: &str, form: &str) -> Option<Auth> {
    SessionKey::of(cookie)
        .map(Auth::Session)
        .or_else(|| Ticket::parse(form).map(Auth::Ticket))
}

pub fn main() {
    assert!(auth("no cookie", "no ticket").is_none());
}
