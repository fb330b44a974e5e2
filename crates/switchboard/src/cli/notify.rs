//! The service manager: it hears when the program is ready, lives, and ends (`sd_notify(3)`, one datagram each).

use std::ffi::OsString;
use std::os::unix::net::{SocketAddr, UnixDatagram};

use crate::config;

/// Who started this program, if it wants to hear of it.
#[derive(Debug, Clone)]
pub(super) struct ServiceManager {
    socket: Option<OsString>,
}

impl ServiceManager {
    /// The one that started this process.
    pub(super) fn of_this_process() -> Self {
        Self {
            socket: config::notify_socket(),
        }
    }

    /// Tells it something; that nobody hears it is no reason to end.
    pub(super) fn tell(&self, state: &str) {
        if let Some(name) = &self.socket
            && let Err(error) = send(name, state)
        {
            tracing::warn!(%error, "the service manager could not be told `{state}`");
        }
    }

    /// Tells it that the program lives, as often as it wants to hear it.
    pub(super) async fn live(self) {
        let Some(each) = config::watchdog().filter(|each| !each.is_zero()) else {
            return;
        };
        let mut again = tokio::time::interval(each);
        loop {
            again.tick().await;
            self.tell("WATCHDOG=1");
        }
    }
}

fn send(name: &OsString, state: &str) -> std::io::Result<()> {
    use std::os::linux::net::SocketAddrExt;
    use std::os::unix::ffi::OsStrExt;
    let address = match name.as_bytes().strip_prefix(b"@") {
        Some(rest) => SocketAddr::from_abstract_name(rest)?,
        None => SocketAddr::from_pathname(name)?,
    };
    let socket = UnixDatagram::unbound()?;
    socket.send_to_addr(state.as_bytes(), &address).map(|_| ())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_service_manager_hears_what_it_is_told_at_a_path_and_at_an_abstract_name() {
        use std::os::linux::net::SocketAddrExt;
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("notify");
        let abstract_name = format!("switchboard-test-{}", std::process::id());
        let at_path = UnixDatagram::bind(&path).unwrap();
        let at_name =
            UnixDatagram::bind_addr(&SocketAddr::from_abstract_name(&abstract_name).unwrap())
                .unwrap();
        for (socket, name) in [
            (at_path, path.into_os_string()),
            (at_name, format!("@{abstract_name}").into()),
        ] {
            ServiceManager { socket: Some(name) }.tell("READY=1");
            let mut heard = [0; 64];
            let length = socket.recv(&mut heard).unwrap();
            assert_eq!(&heard[..length], b"READY=1");
        }
        ServiceManager {
            socket: Some("/nowhere/at/all".into()),
        }
        .tell("READY=1");
        ServiceManager { socket: None }.tell("READY=1");
    }
}
