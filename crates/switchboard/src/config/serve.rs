//! `[serve]`: where to listen, and who speaks HTTPS.

use std::net::{IpAddr, Ipv6Addr, SocketAddr};
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::section::section;

/// The one header in which the proxy says whom it speaks for. The other is not believed from anybody: a proxy that
/// doesn't write it passes it on as the browser sent it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ProxyHeader {
    /// `X-Forwarded-For`, with `X-Forwarded-Proto` beside it (nginx, Apache, Caddy).
    XForwardedFor,
    /// `Forwarded` (RFC 7239).
    Forwarded,
}

section! {
    /// How the world is served: with its own certificate, behind a named proxy, or on this machine alone.
    Serve {
        /// Where to listen. Without a certificate this must be an address of this machine alone, or a private one that
        /// only the named proxies are answered on.
        listen: SocketAddr = SocketAddr::from(([127, 0, 0, 1], 8080)), "\"127.0.0.1:8080\"", "\"0.0.0.0:443\"";
        /// The name under which people open it. The certificate is checked for it, the redirect leads to it, letters name
        /// it, and passkeys are for it alone: under another name nobody's works any more.
        host: Option<String> = None, "", "\"calls.example.org\"";
        /// The certificate with its chain (PEM). It is read again when the file changes (looked at every minute, and at
        /// once on SIGHUP); a pair that doesn't fit is reported and the old one stays.
        certificate: Option<PathBuf> = None, "", "\"/etc/switchboard/fullchain.pem\"";
        /// The certificate's key (PEM). Nobody but its owner and group may read it.
        key: Option<PathBuf> = None, "", "\"/etc/switchboard/privkey.pem\"";
        /// A second listener without encryption that only sends browsers on to https. Needs a certificate.
        redirect: Option<SocketAddr> = None, "", "\"0.0.0.0:80\"";
        /// A directory whose files the redirect listener answers under `/.well-known/acme-challenge/`, so that a
        /// certificate can be renewed (`certbot --webroot` writes them).
        challenges: Option<PathBuf> = None, "", "\"/var/lib/switchboard-acme/.well-known/acme-challenge\"";
        /// The addresses of the proxies that speak HTTPS before it. Whom they speak for is believed from them alone; on a
        /// listener without a certificate nobody else is answered, this machine excepted.
        proxy: Vec<IpAddr> = Vec::new(), "[]", "[\"127.0.0.1\", \"10.0.0.5\"]";
        /// The header in which the proxy says for whom it speaks: `x-forwarded-for` or `forwarded`. It must write that
        /// header itself; the other one is ignored.
        proxy_header: ProxyHeader = ProxyHeader::XForwardedFor, "\"x-forwarded-for\"", "\"forwarded\"";
        /// How many connections are open at once; more wait. One address gets a quarter of them, a proxy all.
        connections_max: u32 = 2048, "2048", "512";
        /// Which addresses besides this machine may read `/metrics`. Everybody else is told that nothing is there.
        metrics_from: Vec<IpAddr> = Vec::new(), "[]", "[\"10.0.0.9\"]";
    }
}

impl Serve {
    pub(super) fn wrong(&self) -> Vec<String> {
        let mut wrong = Vec::new();
        let mut refuse = |sentence: String| wrong.push(sentence);
        if self.certificate.is_some() != self.key.is_some() {
            refuse("`serve.certificate` and `serve.key` go together: set both, or none".to_owned());
        }
        if self.certificate.is_none() {
            if let Some(sentence) = self.public_plain() {
                refuse(sentence);
            }
            if self.redirect.is_some() {
                refuse(
                    "`serve.redirect` leads to https, which needs `serve.certificate` and `serve.key`"
                        .to_owned(),
                );
            }
        }
        if self.challenges.is_some() && self.redirect.is_none() {
            refuse(
                "`serve.challenges` is answered on the redirect listener: set `serve.redirect`"
                    .to_owned(),
            );
        }
        if self.host.as_deref().is_some_and(|host| !is_host(host)) {
            refuse(
                "`serve.host` is a name alone, such as \"calls.example.org\", without https:// and without a path"
                    .to_owned(),
            );
        }
        if self.connections_max < 16 {
            refuse("`serve.connections_max` must be 16 or more".to_owned());
        }
        wrong
    }

    /// Why a listener without a certificate would carry passwords where others can read them, if it would.
    fn public_plain(&self) -> Option<String> {
        let listen = self.listen;
        let ip = listen.ip().to_canonical();
        if ip.is_loopback() {
            return None;
        }
        if self.proxy.is_empty() {
            return Some(format!(
                "`{listen}` can be reached from other machines, and without a certificate everything on it could be read on the way: set `serve.certificate` and `serve.key`; or listen on 127.0.0.1 behind a proxy that speaks HTTPS, and name it in `serve.proxy`"
            ));
        }
        if !ip.is_unspecified() && !is_private(ip) {
            return Some(format!(
                "`{listen}` is a public address, and what the proxy sends there could be read on the way: listen on 127.0.0.1 or on an address of your own network, or set `serve.certificate` and `serve.key`"
            ));
        }
        let far = self
            .proxy
            .iter()
            .find(|proxy| !is_private(proxy.to_canonical()))?;
        Some(format!(
            "the proxy `{far}` is not in your own network, and what it sends here could be read on the way: set `serve.certificate` and `serve.key` too"
        ))
    }

    /// Whether people reach it over HTTPS.
    pub fn is_https(&self) -> bool {
        self.certificate.is_some() || !self.proxy.is_empty()
    }
}

/// Whether an address is this machine's or of a network of one's own (RFC 1918, RFC 4193, link-local).
fn is_private(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => ip.is_loopback() || ip.is_private() || ip.is_link_local(),
        IpAddr::V6(ip) => {
            ip == Ipv6Addr::LOCALHOST || ip.is_unique_local() || ip.is_unicast_link_local()
        }
    }
}

fn is_host(text: &str) -> bool {
    let is_label = |label: &str| {
        !label.is_empty()
            && label.len() <= 63
            && label
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b == b'-')
    };
    text.len() <= 253 && text.split('.').all(is_label)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrong(text: &str) -> String {
        toml::from_str::<Serve>(text).unwrap().wrong().join("; ")
    }

    #[test]
    fn a_listener_that_others_can_read_along_is_refused_with_what_to_do() {
        let certified = "certificate = \"a.pem\"\nkey = \"a.key\"\n";
        for (text, said) in [
            ("listen = \"127.0.0.1:80\"", ""),
            ("listen = \"[::1]:80\"", ""),
            ("listen = \"0.0.0.0:80\"", "set `serve.certificate`"),
            ("listen = \"[::]:80\"", "set `serve.certificate`"),
            (
                "listen = \"[::ffff:192.0.2.1]:80\"",
                "set `serve.certificate`",
            ),
            ("listen = \"10.0.0.7:80\"", "set `serve.certificate`"),
            ("listen = \"10.0.0.7:80\"\nproxy = [\"10.0.0.5\"]", ""),
            ("listen = \"0.0.0.0:80\"\nproxy = [\"10.0.0.5\"]", ""),
            (
                "listen = \"192.0.2.7:80\"\nproxy = [\"10.0.0.5\"]",
                "is a public address",
            ),
            (
                "listen = \"10.0.0.7:80\"\nproxy = [\"192.0.2.9\"]",
                "not in your own network",
            ),
            (&format!("{certified}listen = \"0.0.0.0:443\""), ""),
            (&format!("{certified}redirect = \"0.0.0.0:80\""), ""),
            ("redirect = \"0.0.0.0:80\"", "leads to https"),
            ("certificate = \"a.pem\"", "go together"),
            ("challenges = \"acme\"", "set `serve.redirect`"),
            ("host = \"https://calls.example.org/\"", "a name alone"),
            ("connections_max = 1", "16 or more"),
        ] {
            let sentence = wrong(text);
            assert_eq!(sentence.is_empty(), said.is_empty(), "{text}: {sentence}");
            assert!(sentence.contains(said), "{text}: {sentence}");
        }
    }
}
