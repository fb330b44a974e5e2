//! What stands between the network and the rooms: certificates, named proxies, how many may be connected and how long they
//! may dawdle. Nothing here knows a member.

pub mod certificate;
mod lasting;
mod listen;
pub mod proxy;
mod redirect;

use std::net::IpAddr;
use std::path::Path;
use std::sync::Arc;

use switchboard_store::rules::moment::Moment;
use switchboard_store::rules::passkey::Site;

pub use listen::{Doors, Patience, Slots};
pub(crate) use redirect::to_https;

use crate::app::Cookies;
use crate::config::{Config, ProxyHeader};
use crate::oidc::Last;
use certificate::Certificate;

/// How the world is reached: what every request is judged by.
#[derive(Debug, Clone)]
pub struct Front {
    /// The proxies whose word about the browser is believed.
    pub proxies: Vec<IpAddr>,
    /// In which header they say it.
    pub header: ProxyHeader,
    /// The name under which people open it.
    pub host: Option<String>,
    /// The port that it listens on.
    pub port: u16,
    /// Who besides this machine may read the metrics.
    pub metrics_from: Vec<IpAddr>,
    /// The certificate in use, where it has its own.
    pub certificate: Option<Arc<Certificate>>,
    /// The connections there are.
    pub slots: Arc<Slots>,
    /// How long the other end may take.
    pub patience: Patience,
    /// What became of asking the organisation's own sign-in last.
    pub provider: Last,
    /// All that is configured.
    pub config: Arc<Config>,
}

impl Default for Front {
    fn default() -> Self {
        Self {
            proxies: Vec::new(),
            header: ProxyHeader::XForwardedFor,
            host: None,
            port: 8080,
            metrics_from: Vec::new(),
            slots: Slots::new(0),
            patience: Patience::default(),
            certificate: None,
            provider: Last::default(),
            config: Arc::default(),
        }
    }
}

impl Front {
    /// What the section says, with the certificate read. `dir` is the world's directory.
    pub fn open(config: &Config, dir: &Path, now: Moment) -> Result<Self, certificate::Broken> {
        let serve = &config.serve;
        let certificate = match (&serve.certificate, &serve.key) {
            (Some(certificate), Some(key)) => Some(Certificate::open(
                Config::path(dir, certificate),
                Config::path(dir, key),
                now,
            )?),
            _ => None,
        };
        Ok(Self {
            proxies: serve.proxy.clone(),
            header: serve.proxy_header,
            host: serve.host.clone(),
            port: serve.listen.port(),
            metrics_from: serve.metrics_from.clone(),
            certificate,
            slots: Slots::new(serve.connections_max),
            patience: Patience::default(),
            provider: Last::default(),
            config: Arc::new(config.clone()),
        })
    }

    /// The name under which people open it.
    pub fn host(&self) -> Option<&str> {
        self.host.as_deref()
    }

    /// The site that passkeys are for; none where no name says under which people open it. On this machine alone it is
    /// `localhost`. The port is said where it isn't https's own, and never behind a proxy, whose port nobody says.
    pub fn site(&self, cookies: Cookies) -> Option<Site> {
        if !cookies.is_secure() {
            return Some(Site {
                name: "localhost".to_owned(),
                origin: format!("http://localhost:{}", self.port),
            });
        }
        let name = self.host.as_deref()?.to_ascii_lowercase();
        // A passkey is for a name: browsers make none for an address.
        if name.parse::<IpAddr>().is_ok() {
            return None;
        }
        let origin = match self.port {
            port if port != 443 && self.certificate.is_some() => format!("https://{name}:{port}"),
            _ => format!("https://{name}"),
        };
        Some(Site { name, origin })
    }

    /// Whether figures about the machine are for whoever asks from `ip`.
    pub fn may_read_metrics(&self, ip: IpAddr) -> bool {
        let ip = ip.to_canonical();
        ip.is_loopback()
            || self
                .metrics_from
                .iter()
                .any(|from| from.to_canonical() == ip)
    }
}
