//! Asking witnesses: every ten seconds, when the log has grown or one of them is behind.
//!
//! What is asked and what an answer means is the store's (`log::Round`); here it goes over the network.

use std::path::PathBuf;

use switchboard_store::log::{Ask, Round, Witnesses};
use switchboard_store::rules::moment::Moment;
use switchboard_store::{Fault, World};
use tokio::runtime::Runtime;
use tokio::task::JoinSet;

use crate::calls::{Calls, Heard};

/// Whoever asks the witnesses of one world.
pub(super) struct Asking {
    /// The file that names them.
    path: PathBuf,
    node: String,
    runtime: Runtime,
    calls: Calls,
    /// What was wrong with the file at the last look, so that it is said once.
    wrong: String,
}

impl Asking {
    pub(super) fn new(path: PathBuf, node: String) -> std::io::Result<Self> {
        Ok(Self {
            path,
            node,
            runtime: tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()?,
            calls: Calls::default(),
            wrong: String::new(),
        })
    }

    /// One round, if one is due.
    pub(super) fn round(&mut self, world: &World, now: Moment) -> Result<(), Fault> {
        let Some(witnesses) = self.witnesses(world)? else {
            return Ok(());
        };
        let Some(mut round) = Round::begin(world, &witnesses, &self.node, now)? else {
            return Ok(());
        };
        let mut asks = round.asks(world)?;
        // A witness that is at another size is asked once more, and one that answers strangely to show what it saw.
        while !asks.is_empty() {
            let mut again = Vec::new();
            for (at, heard) in self.ask(asks) {
                match heard {
                    Ok(answer) => again.extend(round.answered(world, at, &answer)?),
                    Err(word) => {
                        tracing::debug!(witness = at, word, "a witness did not answer");
                        round.silent(at);
                    }
                }
            }
            asks = again;
        }
        let end = round.end(world, now)?;
        if !end.is_met {
            tracing::warn!(
                cosigned = end.cosigned,
                of = end.of,
                "too few witnesses cosigned the log"
            );
        }
        Ok(())
    }

    /// Asks all at once, each for so long as one may take.
    fn ask(&self, asks: Vec<Ask>) -> Vec<(usize, Heard)> {
        self.runtime.block_on(async {
            let mut all = JoinSet::new();
            for ask in asks {
                let calls = self.calls.clone();
                all.spawn(async move {
                    let heard = match ask.body {
                        Some(body) => calls.post(&ask.url, body).await,
                        None => calls.get(&ask.url).await,
                    };
                    (ask.at, heard)
                });
            }
            let mut heard = Vec::new();
            while let Some(one) = all.join_next().await {
                heard.extend(one);
            }
            heard
        })
    }

    /// The witnesses as the file names them now; nothing when it can't be used, which `doctor` says too.
    fn witnesses(&mut self, world: &World) -> Result<Option<Witnesses>, Fault> {
        let own = world.verifier_key()?;
        match read(&self.path, Some(&own)) {
            Ok(witnesses) => {
                self.wrong.clear();
                Ok(Some(witnesses))
            }
            Err(why) => {
                if self.wrong != why {
                    tracing::warn!(%why, "no witness is asked: `log.witnesses` can't be used");
                }
                self.wrong = why;
                Ok(None)
            }
        }
    }
}

/// Reads the file that names the witnesses. `own` is the log's key, where it is known.
pub(super) fn read(path: &std::path::Path, own: Option<&str>) -> Result<Witnesses, String> {
    let text = std::fs::read_to_string(path)
        .map_err(|error| format!("`{}` can't be read ({})", path.display(), error.kind()))?;
    Witnesses::parse(&text, own).map_err(|error| format!("`{}`: {error}", path.display()))
}
