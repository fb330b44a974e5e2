//! Live streams and the end of access: what the change feed says of an account or a session wakes its streams, which ask again
//! whether they may go on; what may end anybody's wakes all. One poll for all streams of a node, and none while there are none.
//!
//! Each stream asks by itself now and then too. A node that can't read the feed for [`CONFIRM_MAX`] closes all of its streams.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Weak};
use std::time::Duration;

use switchboard_store::rules::ids::AccountId;
use switchboard_store::{Change, Cursor, Fault, SessionKey, World};
use tokio::sync::broadcast::{Receiver, Sender, channel, error::RecvError};
use tokio::time::Instant;

use crate::app::App;

/// How often the feed is read.
const POLL: Duration = Duration::from_millis(200);
/// For how long it may be unreadable.
pub(crate) const CONFIRM_MAX: Duration = Duration::from_secs(1);
/// How many answers of the feed one poll reads, each of some hundreds of changes; where that isn't all, everybody asks again.
const READS_MAX: usize = 20;
/// How many changes wait for a stream that is busy; one that missed some asks again.
const WAITING_MAX: usize = 256;

/// Who is to ask again.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Wake {
    /// The streams of one account.
    Account(AccountId),
    /// Those of one session, by its name in the feed.
    Session(Box<[u8]>),
    /// Every stream.
    All,
    /// None: they close, because nobody can tell whether they may go on.
    Close,
}

/// A node's streams.
#[derive(Debug)]
pub struct Streams {
    wakes: Sender<Wake>,
    is_polled: AtomicBool,
}

impl Default for Streams {
    fn default() -> Self {
        Self {
            wakes: channel(WAITING_MAX).0,
            is_polled: AtomicBool::new(false),
        }
    }
}

/// What one stream hears.
#[derive(Debug)]
pub(crate) struct Heard(Receiver<Wake>);

/// Has a stream hear of what ends its access, from here on.
pub(crate) fn hear(app: &Arc<App>) -> Heard {
    let heard = Heard(app.streams.wakes.subscribe());
    if !app.streams.is_polled.swap(true, Ordering::AcqRel) {
        tokio::spawn(poll(Arc::downgrade(app)));
    }
    heard
}

/// What a stream woke from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Woken {
    /// Its access may have ended: it asks again.
    Meant,
    /// The time was up.
    Not,
    /// Nobody can tell whether it may go on: it closes.
    Closed,
}

impl Heard {
    /// Waits until this session's stream is to ask again, at most so long.
    pub(crate) async fn wait(&mut self, key: &SessionKey, most: Duration) -> Woken {
        let until = Instant::now() + most;
        loop {
            let Ok(heard) = tokio::time::timeout_at(until, self.0.recv()).await else {
                return Woken::Not;
            };
            match heard {
                Ok(Wake::Close) => return Woken::Closed,
                Ok(wake) if !wake.means(key) => {}
                Ok(_) | Err(RecvError::Lagged(_)) => return Woken::Meant,
                Err(RecvError::Closed) => {
                    tokio::time::sleep_until(until).await;
                    return Woken::Meant;
                }
            }
        }
    }
}

impl Wake {
    fn means(&self, key: &SessionKey) -> bool {
        match self {
            Self::Account(account) => *account == key.account(),
            Self::Session(named) => key.is_named(named),
            Self::All | Self::Close => true,
        }
    }
}

async fn poll(app: Weak<App>) {
    let mut cursor: Option<Cursor> = None;
    let mut confirmed = Instant::now();
    // A read that hangs is waited for, and never one more begun beside it.
    let mut reading = None;
    loop {
        tokio::time::sleep(POLL).await;
        let Some(app) = app.upgrade() else { return };
        let wakes = &app.streams.wakes;
        if wakes.receiver_count() == 0 {
            cursor = None;
            confirmed = Instant::now();
            continue;
        }
        let read = reading.get_or_insert_with(|| {
            let (world, before) = (app.world.clone(), cursor.clone());
            tokio::task::spawn_blocking(move || read(&world, before))
        });
        let answer = tokio::time::timeout(CONFIRM_MAX, read).await;
        if answer.is_ok() {
            reading = None;
        }
        let Ok(Ok(Ok((next, woken)))) = answer else {
            if confirmed.elapsed() >= CONFIRM_MAX {
                let _nobody = wakes.send(Wake::Close);
            }
            continue;
        };
        cursor = Some(next);
        confirmed = Instant::now();
        for wake in woken {
            let _nobody = wakes.send(wake);
        }
    }
}

/// Whom the changes after a place in the feed wake; without a place everybody, because some may have been missed.
fn read(world: &World, before: Option<Cursor>) -> Result<(Cursor, Vec<Wake>), Fault> {
    let Some(mut cursor) = before else {
        return Ok((world.feed_now()?, vec![Wake::All]));
    };
    let mut wakes = Vec::new();
    for _ in 0..READS_MAX {
        let changes = world.feed(&mut cursor)?;
        if changes.is_empty() {
            return Ok((cursor, wakes));
        }
        wakes.extend(changes.iter().filter_map(woken));
    }
    Ok((world.feed_now()?, vec![Wake::All]))
}

/// Whom a change wakes: whatever may end somebody's access to a live page has its line here
/// (`every_change_wakes_whom_it_may_mean_or_is_said_to_mean_nobody`).
fn woken(change: &Change) -> Option<Wake> {
    match change.kind.as_str() {
        "account" => {
            let account = change.reference.as_slice().try_into().ok()?;
            Some(Wake::Account(AccountId::from_bytes(account)))
        }
        "session" => Some(Wake::Session(change.reference.as_slice().into())),
        "branch" | "campaign" | "contest" | "freeze" | "licence" | "world" => Some(Wake::All),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Changes after which everybody sees as much as before.
    const END_NOTHING: [&str; 8] = [
        "bank",
        "bank-added",
        "forgotten",
        "keys",
        "objection",
        "request",
        "roll",
        "screening",
    ];

    #[test]
    fn every_change_wakes_whom_it_may_mean_or_is_said_to_mean_nobody() {
        let store = concat!(env!("CARGO_MANIFEST_DIR"), "/../store/src");
        let mut folders = vec![std::path::PathBuf::from(store)];
        let mut kinds = std::collections::BTreeSet::new();
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() && !path.ends_with("tests") {
                    folders.push(path);
                } else if path.extension().is_some_and(|ext| ext == "rs") {
                    let text = std::fs::read_to_string(&path).unwrap();
                    let said = text.split(".changed(\"").skip(1);
                    kinds.extend(said.filter_map(|rest| Some(rest.split_once('"')?.0.to_owned())));
                }
            }
        }
        assert!(kinds.len() > 10, "{kinds:?}");
        for kind in kinds {
            let change = Change {
                kind: kind.clone(),
                reference: vec![7; 16],
                at: switchboard_store::rules::moment::Moment::from_millis(0),
            };
            let is_known = END_NOTHING.contains(&kind.as_str());
            assert_ne!(woken(&change).is_some(), is_known, "{kind}");
        }
    }
}
