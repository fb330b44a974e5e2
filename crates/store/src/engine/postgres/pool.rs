//! Connections to PostgreSQL: a bounded pool, each with its prepared statements.

use std::{
    collections::HashMap,
    net::IpAddr,
    sync::{Condvar, Mutex, PoisonError},
    time::{Duration, Instant},
};

use tokio::runtime::Handle;
use tokio_postgres::{
    Client, Config, NoTls, Statement,
    config::{Host, SslMode},
};

use super::fault;
use crate::engine::{Fault, sql::Key, wait::wait_for};

/// How long a connection may take to come about.
const CONNECT_WAIT: Duration = Duration::from_secs(10);
/// What every session is told first.
///
/// A statement is planned once for a connection, perhaps while its tables are still empty. So that a plan made then is good
/// for a million rows too, it doesn't depend on how many there are: by indexes, row by row, whatever the arguments.
const SESSION: &str = "set statement_timeout = '30s'; set lock_timeout = '5s'; \
    set synchronous_commit = on; set idle_in_transaction_session_timeout = '60s'; \
    set default_transaction_isolation = 'read committed'; set client_min_messages = warning; \
    set standard_conforming_strings = on; \
    set plan_cache_mode = force_generic_plan; set enable_seqscan = off; set enable_hashjoin = off; \
    set enable_mergejoin = off; set jit = off";

/// A connection and what is prepared on it.
pub(super) struct Conn {
    pub(super) client: Client,
    /// Under the texts that one statement was joined of.
    pub(super) prepared: HashMap<Box<[Key]>, Statement>,
}

/// A bounded set of connections, made when they are wanted.
pub(super) struct Pool {
    config: Config,
    handle: Handle,
    size: usize,
    wait: Duration,
    state: Mutex<State>,
    returned: Condvar,
}

#[derive(Default)]
struct State {
    idle: Vec<Conn>,
    /// Connections that exist or are being made.
    open: usize,
}

/// Reads the address and refuses what we can't do safely.
pub(super) fn config(url: &str) -> Result<Config, Fault> {
    let mut config: Config = url.parse().map_err(|_| {
        Fault::Unavailable(
            "the database's address can't be read; write postgres://account@host/database"
                .to_owned(),
        )
    })?;
    let by_name = config.get_hosts().iter().all(|host| match host {
        Host::Unix(_) => true,
        Host::Tcp(name) => {
            name == "localhost" || name.parse().is_ok_and(|ip: IpAddr| ip.is_loopback())
        }
    });
    let by_address = config.get_hostaddrs().iter().all(IpAddr::is_loopback);
    if !by_name || !by_address || config.get_ssl_mode() == SslMode::Require {
        return Err(Fault::Unavailable(
            "a database on another machine needs TLS, which is not built yet; \
             use a socket, localhost, or a tunnel that ends here"
                .to_owned(),
        ));
    }
    config
        .application_name("switchboard")
        .connect_timeout(CONNECT_WAIT);
    Ok(config)
}

impl Pool {
    pub(super) fn new(config: Config, handle: Handle, size: usize, wait: Duration) -> Self {
        Self {
            config,
            handle,
            size: size.max(1),
            wait,
            state: Mutex::default(),
            returned: Condvar::new(),
        }
    }

    /// An idle connection, or a new one where the pool has room; else waits for one.
    pub(super) fn take(&self) -> Result<Conn, Fault> {
        let deadline = Instant::now() + self.wait;
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            while let Some(conn) = state.idle.pop() {
                if !conn.client.is_closed() {
                    return Ok(conn);
                }
                state.open -= 1;
            }
            if state.open < self.size {
                state.open += 1;
                drop(state);
                return self.connect().inspect_err(|_| self.forget());
            }
            let left = deadline
                .checked_duration_since(Instant::now())
                .ok_or(Fault::Busy)?;
            (state, _) = self
                .returned
                .wait_timeout(state, left)
                .unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// Takes a connection back; none means that it is of no more use.
    pub(super) fn give(&self, conn: Option<Conn>) {
        match conn {
            Some(conn) => {
                let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
                state.idle.push(conn);
                drop(state);
                self.returned.notify_one();
            }
            None => self.forget(),
        }
    }

    /// Closes the connections that are idle.
    pub(super) fn close(&self) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.open -= state.idle.len();
        state.idle.clear();
    }

    fn forget(&self) {
        self.state
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .open -= 1;
        self.returned.notify_one();
    }

    fn connect(&self) -> Result<Conn, Fault> {
        let config = self.config.clone();
        let talk = self.handle.clone();
        let made = self.handle.spawn(async move {
            let (client, connection) = config.connect(NoTls).await?;
            talk.spawn(connection);
            client.batch_execute(SESSION).await?;
            Ok(client)
        });
        match wait_for(made, Some(CONNECT_WAIT)) {
            Some(Ok(Ok(client))) => Ok(Conn {
                client,
                prepared: HashMap::new(),
            }),
            Some(Ok(Err(error))) => Err(fault::connecting(&error)),
            Some(Err(_)) => Err(Fault::Gone),
            None => Err(Fault::Unavailable(
                "the server does not answer; check that it runs".to_owned(),
            )),
        }
    }
}
