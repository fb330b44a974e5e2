//! How webhooks are told what happened: where calls may go, what is said, and its signature (Standard Webhooks 1.0,
//! <https://www.standardwebhooks.com>).
//!
//! A body holds the event's type, its moment, and ids; `docs/webhooks.md` says how a receiver checks it.

use jiff::Timestamp;
use serde_json::{Map, Value, json};
use switchboard_store::Fault;
use switchboard_store::WorldKind;
use switchboard_store::hooks::{Lent, Outcome, sign};
use switchboard_store::rules::hook::{Address, Reach};
use switchboard_store::rules::ids::HookId;
use switchboard_store::rules::moment::Moment;

use crate::calls::Calls;
use crate::config::Hooks;

/// Where calls of a webhook may go: those of a campaign to what everybody reaches, those of a demo to this machine alone.
pub const fn reach(kind: WorldKind, config: &Hooks, is_campaigns: bool) -> Reach {
    match kind {
        WorldKind::Demo => Reach::Here,
        _ if config.internal && !is_campaigns => Reach::Internal,
        _ => Reach::Public,
    }
}

/// An event's id as it is told, the same at each try.
pub fn id_of(lent: &Lent) -> String {
    format!("msg_{}", HookId::from_bytes(lent.id))
}

/// What is said of an event.
pub fn body(lent: &Lent) -> String {
    let words = lent
        .about
        .split(' ')
        .filter_map(|word| word.split_once('='));
    let data: Map<String, Value> = words
        .map(|(name, value)| (name.to_owned(), Value::from(value)))
        .collect();
    let at = Timestamp::from_millisecond(lent.at.millis()).unwrap_or_default();
    json!({ "type": lent.event.text(), "timestamp": at.to_string(), "data": data }).to_string()
}

/// The lines that a receiver checks.
pub fn lines(lent: &Lent, body: &str, now: Moment) -> Result<Vec<(&'static str, String)>, Fault> {
    let (id, seconds) = (id_of(lent), now.millis().div_euclid(1_000));
    let secrets = lent.secrets.iter().map(|secret| secret.as_slice());
    let signature = sign(secrets, &id, seconds, body)?;
    Ok(vec![
        ("webhook-id", id),
        ("webhook-timestamp", seconds.to_string()),
        ("webhook-signature", signature),
    ])
}

/// Tells one event.
pub(crate) async fn tell(calls: &Calls, lent: &Lent, reach: Reach, now: Moment) -> Outcome {
    let Ok(address) = Address::parse(&lent.url, reach) else {
        return Outcome::Silent("inside");
    };
    let body = body(lent);
    let Ok(lines) = lines(lent, &body, now) else {
        return Outcome::Silent("secret");
    };
    match calls.tell(&address, reach, &lines, body).await {
        Ok(status) => Outcome::Answered(status),
        Err(word) => Outcome::Silent(word),
    }
}
