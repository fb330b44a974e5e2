//! Live streams and the end of access: what the change feed says of an account wakes that account's streams, which ask again
//! whether they may go on. One poll for all streams of a node, and none while there are none.
//!
//! Each stream asks by itself now and then too, so a change that was missed costs a tick. A node that can't read the feed for
//! [`CONFIRM_MAX`] closes all of its streams.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Weak};
use std::time::Duration;

use switchboard_store::rules::ids::AccountId;
use switchboard_store::{Change, Cursor, Fault, World};
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
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wake {
    /// The streams of one account.
    Account(AccountId),
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

impl Heard {
    /// Waits until this account's stream is to ask again, at most so long; false where it is to close.
    pub(crate) async fn wait(&mut self, account: AccountId, most: Duration) -> bool {
        let until = Instant::now() + most;
        loop {
            match tokio::time::timeout_at(until, self.0.recv()).await {
                Ok(Ok(Wake::Close)) => return false,
                Ok(Ok(Wake::Account(other))) if other != account => {}
                Ok(Err(RecvError::Closed)) => {
                    tokio::time::sleep_until(until).await;
                    return true;
                }
                Ok(Ok(Wake::Account(_) | Wake::All) | Err(RecvError::Lagged(_))) | Err(_) => {
                    return true;
                }
            }
        }
    }
}

async fn poll(app: Weak<App>) {
    let mut cursor: Option<Cursor> = None;
    let mut confirmed = Instant::now();
    loop {
        tokio::time::sleep(POLL).await;
        let Some(app) = app.upgrade() else { return };
        let wakes = &app.streams.wakes;
        if wakes.receiver_count() == 0 {
            cursor = None;
            confirmed = Instant::now();
            continue;
        }
        let (world, before) = (app.world.clone(), cursor.clone());
        let read = tokio::task::spawn_blocking(move || read(&world, before));
        let Ok(Ok(Ok((next, woken)))) = tokio::time::timeout(CONFIRM_MAX, read).await else {
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

fn woken(change: &Change) -> Option<Wake> {
    match change.kind.as_str() {
        "account" => {
            let account = change.reference.as_slice().try_into().ok()?;
            Some(Wake::Account(AccountId::from_bytes(account)))
        }
        "campaign" => Some(Wake::All),
        _ => None,
    }
}
