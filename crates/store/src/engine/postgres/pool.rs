//! Connections to PostgreSQL: a bounded pool, each with its prepared statements.

use std::{
    collections::HashMap,
    future::Future,
    net::IpAddr,
    pin::{Pin, pin},
    sync::{Condvar, Mutex, PoisonError},
    time::{Duration, Instant},
};

use tokio::{
    runtime::{self, Handle, Runtime},
    task,
};
use tokio_postgres::{
    Client, Config, NoTls, Statement,
    config::{Host, SslMode},
};

use super::{fault, together::ANSWER_WAIT};
use crate::engine::{
    Fault,
    sql::Key,
    wait::{send_only, wait_for},
};

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

/// What is prepared.
pub(super) struct Prepared {
    pub(super) statement: Statement,
    /// Whether it writes to what shared answers are read of.
    pub(super) unshares: bool,
}

/// A connection and what is prepared on it.
pub(super) struct Conn {
    pub(super) client: Client,
    /// Under the texts that one statement was joined of.
    pub(super) prepared: HashMap<Box<[Key]>, Prepared>,
    talker: Talker,
}

impl Conn {
    /// Waits on this thread for what the server answers, until `limit` is over.
    pub(super) fn wait<F: Future>(&self, future: F, limit: Option<Duration>) -> Option<F::Output> {
        match &self.talker {
            Talker::Own(Some(runtime)) => on_own(runtime, future, limit),
            _ => wait_for(future, limit),
        }
    }

    /// Whether the server has ended it.
    fn is_closed(&self) -> bool {
        if let Talker::Own(Some(runtime)) = &self.talker {
            // Nobody has listened while it was idle: once to hear what there is, once more to act on it.
            let listen = async {
                task::yield_now().await;
                task::yield_now().await;
            };
            on_own(runtime, listen, None);
        }
        self.client.is_closed()
    }

    /// Gives up the transaction that is open; whether the connection is of use after it.
    pub(super) fn roll_back(&self) -> bool {
        let end = self.client.batch_execute("rollback");
        match self.talker {
            // Nobody needs the answer: the next transaction's BEGIN queues behind it.
            Talker::Others => {
                send_only(end);
                true
            }
            // Nobody would send it before the next transaction begins.
            Talker::Own(_) => matches!(self.wait(end, Some(ANSWER_WAIT)), Some(Ok(()))),
        }
    }
}

/// Who talks with the server.
enum Talker {
    /// Threads of the store's own.
    Others,
    /// The thread that waits, while it waits: no answer has to wake a second one. Only where that thread is no runtime's worker.
    Own(Option<Runtime>),
}

/// Drives a connection's own runtime on this thread until `future` is ready, or until `limit` is over.
fn on_own<F: Future>(runtime: &Runtime, future: F, limit: Option<Duration>) -> Option<F::Output> {
    let mut output = None;
    drive(runtime, pin!(async { output = Some(future.await) }), limit);
    output
}

/// One for all futures: each that a runtime is told of is a copy of its loop in the program.
fn drive(runtime: &Runtime, future: Pin<&mut dyn Future<Output = ()>>, limit: Option<Duration>) {
    let future = task::unconstrained(future);
    runtime.block_on(async {
        match limit {
            None => future.await,
            Some(limit) => tokio::time::timeout(limit, future).await.unwrap_or(()),
        }
    });
}

impl Drop for Talker {
    fn drop(&mut self) {
        if let Self::Own(runtime) = self
            && let Some(runtime) = runtime.take()
        {
            // The last handle to a store may be dropped on a runtime's worker, which must not wait.
            runtime.shutdown_background();
        }
    }
}

/// A bounded set of connections, made when they are wanted.
pub(super) struct Pool {
    config: Config,
    /// Threads that talk with the server; none where each connection is its thread's own.
    others: Option<Handle>,
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
    pub(super) fn new(config: Config, others: Option<Handle>, size: usize, wait: Duration) -> Self {
        Self {
            config,
            others,
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
                if !conn.is_closed() {
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
        let connect = |talk: Handle| async move {
            let (client, connection) = config.connect(NoTls).await?;
            talk.spawn(connection);
            client.batch_execute(SESSION).await?;
            Ok(client)
        };
        let (made, talker) = if let Some(others) = &self.others {
            let made = others.spawn(connect(others.clone()));
            let made = wait_for(made, Some(CONNECT_WAIT));
            (made.transpose().map_err(|_| Fault::Gone)?, Talker::Others)
        } else {
            let runtime = runtime::Builder::new_current_thread()
                .enable_io()
                .enable_time()
                .build()
                .map_err(|_| {
                    Fault::Unavailable(
                        "no file handle is left for a connection; raise the limit of open files"
                            .to_owned(),
                    )
                })?;
            let made = connect(runtime.handle().clone());
            let made = on_own(&runtime, made, Some(CONNECT_WAIT));
            (made, Talker::Own(Some(runtime)))
        };
        match made {
            Some(Ok(client)) => Ok(Conn {
                client,
                prepared: HashMap::new(),
                talker,
            }),
            Some(Err(error)) => Err(fault::connecting(&error)),
            None => Err(Fault::Unavailable(
                "the server does not answer; check that it runs".to_owned(),
            )),
        }
    }
}
