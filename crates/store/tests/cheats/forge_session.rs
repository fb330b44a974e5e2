//! Making a session key that no bearer's text stands behind, or a ticket without the world's key.
use switchboard_store::SessionKey;
use switchboard_store::desk::Ticket;
use switchboard_store::rules::ids::{AccountId, CardId};

fn key(account: AccountId) -> SessionKey {
    SessionKey { account, hash: [0; 32] }
}

fn ticket(card: CardId, account: AccountId) -> Ticket {
    Ticket { card, account, mac: [0; 16] }
}

fn main() {}
