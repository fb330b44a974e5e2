//! The test copy of a licence, beside the live world: made when the licence's window begins, served at an address of its
//! own, closed when it ends. A registry that is passed along in [`App`], never a global.
//!
//! One runs at a time, for there is one address: the one that runs goes on until it ends, and of those that wait the one
//! whose window began first comes next.

mod enter;
mod keep;
mod make;

use std::fmt;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};

use switchboard_store::decoy::DecoyOf;
use switchboard_store::rules::ids::LicenceId;

pub use enter::{Gate, WayIn, enter, enter_as};
pub use keep::{Due, Keeper};

use crate::app::App;
use crate::config;

/// The test copies of this process.
#[derive(Debug, Clone)]
pub struct Decoys(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    /// The address that testers are sent to; none where none is configured.
    url: Option<String>,
    running: Mutex<Option<Running>>,
}

/// The test copy that runs.
#[derive(Clone)]
pub struct Running {
    /// What it was made from.
    pub of: DecoyOf,
    /// The program around it.
    pub app: Arc<App>,
    /// Where it listens.
    pub address: SocketAddr,
}

impl fmt::Debug for Running {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Running({})", self.of.licence)
    }
}

/// How a licence's test copy stands on this machine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stand {
    /// None can run: `[decoy]` isn't set.
    NotConfigured,
    /// It doesn't run: it is being made, another one runs, its window isn't open, or it has ended.
    NotRunning,
    /// It runs, and testers are sent to this address.
    Running(String),
}

impl Decoys {
    /// None yet, at the configured address.
    pub fn of(config: &config::Decoy) -> Self {
        Self(Arc::new(Shared {
            url: config.url.clone().filter(|_| config.is_set()),
            running: Mutex::default(),
        }))
    }

    /// Whether a test copy can run at all.
    pub fn is_configured(&self) -> bool {
        self.0.url.is_some()
    }

    /// How the test copy of a licence stands.
    pub fn stand(&self, licence: LicenceId) -> Stand {
        match (&self.0.url, self.running(licence)) {
            (None, _) => Stand::NotConfigured,
            (Some(_), None) => Stand::NotRunning,
            (Some(url), Some(_)) => Stand::Running(url.clone()),
        }
    }

    /// The test copy of a licence, if it runs.
    pub fn running(&self, licence: LicenceId) -> Option<Running> {
        self.now().filter(|running| running.of.licence == licence)
    }

    /// The one that runs, if one does.
    pub fn now(&self) -> Option<Running> {
        let running = self.0.running.lock();
        running.unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn set(&self, running: Option<Running>) {
        let now = self.0.running.lock();
        *now.unwrap_or_else(PoisonError::into_inner) = running;
    }
}
