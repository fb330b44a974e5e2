//! Who is behind a request: the other end of the line, or, where that is a named proxy, whom it says it speaks for.
//!
//! Only the one header that the proxy is said to write is read, from its right end, hop by hop while the hop is a named
//! proxy: what stands further left was written by the browser and may be anything.

use std::net::{IpAddr, SocketAddr};

use axum::http::{HeaderMap, HeaderName, header};

use super::Front;
use crate::config::ProxyHeader;

const FOR: HeaderName = HeaderName::from_static("x-forwarded-for");
const PROTO: HeaderName = HeaderName::from_static("x-forwarded-proto");
/// What proxies say of the browser; nobody behind this file reads any of it.
const ALL: [HeaderName; 6] = [
    FOR,
    PROTO,
    header::FORWARDED,
    HeaderName::from_static("x-forwarded-host"),
    HeaderName::from_static("x-forwarded-port"),
    HeaderName::from_static("x-real-ip"),
];
/// The most hops that are read.
const HOPS_MAX: usize = 8;

/// Who asks, and how.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Client {
    /// The browser's address, as far as it can be believed.
    pub address: SocketAddr,
    /// Whether a named proxy says that the browser came in the clear.
    pub is_plain: bool,
}

impl Front {
    /// Who is behind a request, and takes the proxies' headers away from it.
    pub fn client(&self, peer: SocketAddr, headers: &mut HeaderMap) -> Client {
        let client = self.believed(peer, headers);
        for name in &ALL {
            headers.remove(name);
        }
        client
    }

    fn believed(&self, peer: SocketAddr, headers: &HeaderMap) -> Client {
        let mut client = Client {
            address: peer,
            is_plain: false,
        };
        if !self.is_proxy(peer.ip()) {
            return client;
        }
        let hops = match self.header {
            ProxyHeader::XForwardedFor => plain_hops(headers),
            ProxyHeader::Forwarded => forwarded_hops(headers),
        };
        client.is_plain = hops.first().is_some_and(|hop| hop.is_plain);
        for hop in hops {
            let Some(address) = hop.address else { break };
            client.address = SocketAddr::new(address, 0);
            if !self.is_proxy(address) {
                break;
            }
        }
        client
    }

    fn is_proxy(&self, ip: IpAddr) -> bool {
        let ip = ip.to_canonical();
        self.proxies.iter().any(|proxy| proxy.to_canonical() == ip)
    }
}

/// One hop, the nearest first.
#[derive(Debug, Clone, Copy)]
struct Hop {
    /// None where it is hidden or no address.
    address: Option<IpAddr>,
    is_plain: bool,
}

/// The words of a list header, from the right.
fn words<'h>(headers: &'h HeaderMap, name: &HeaderName) -> impl Iterator<Item = &'h str> {
    let mut lines: Vec<&str> = headers
        .get_all(name)
        .iter()
        .map(|line| line.to_str().unwrap_or_default())
        .collect();
    lines.reverse();
    lines
        .into_iter()
        .flat_map(|line| line.rsplit(','))
        .map(str::trim)
        .take(HOPS_MAX)
}

fn plain_hops(headers: &HeaderMap) -> Vec<Hop> {
    let is_plain = words(headers, &PROTO)
        .next()
        .is_some_and(|proto| proto.eq_ignore_ascii_case("http"));
    let mut hops: Vec<Hop> = words(headers, &FOR)
        .map(|word| Hop {
            address: address(word),
            is_plain,
        })
        .collect();
    if hops.is_empty() {
        hops.push(Hop {
            address: None,
            is_plain,
        });
    }
    hops
}

fn forwarded_hops(headers: &HeaderMap) -> Vec<Hop> {
    words(headers, &header::FORWARDED)
        .map(|element| {
            let mut hop = Hop {
                address: None,
                is_plain: false,
            };
            for pair in element.split(';') {
                let Some((name, value)) = pair.trim().split_once('=') else {
                    continue;
                };
                let value = value.trim().trim_matches('"');
                match name.trim().to_ascii_lowercase().as_str() {
                    "for" => hop.address = address(value),
                    "proto" => hop.is_plain = value.eq_ignore_ascii_case("http"),
                    _ => {}
                }
            }
            hop
        })
        .collect()
}

/// `192.0.2.1`, `192.0.2.1:80`, `2001:db8::1`, `[2001:db8::1]`, `[2001:db8::1]:80`.
fn address(word: &str) -> Option<IpAddr> {
    if let Ok(ip) = word.parse::<IpAddr>() {
        return Some(ip.to_canonical());
    }
    if let Ok(socket) = word.parse::<SocketAddr>() {
        return Some(socket.ip().to_canonical());
    }
    let inner = word.strip_prefix('[')?.strip_suffix(']')?;
    inner.parse::<IpAddr>().ok().map(|ip| ip.to_canonical())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(
        header: ProxyHeader,
        peer: &str,
        lines: &[(&'static str, &'static str)],
    ) -> (String, bool) {
        let front = Front {
            proxies: vec!["10.0.0.5".parse().unwrap(), "10.0.0.6".parse().unwrap()],
            header,
            ..Front::default()
        };
        let mut headers = HeaderMap::new();
        for (name, value) in lines {
            headers.append(*name, value.parse().unwrap());
        }
        let client = front.client(SocketAddr::new(peer.parse().unwrap(), 9), &mut headers);
        assert!(headers.is_empty(), "nobody behind reads them: {headers:?}");
        (client.address.ip().to_string(), client.is_plain)
    }

    #[test]
    #[expect(clippy::too_many_lines, reason = "one row after the other")]
    fn a_proxys_word_is_believed_from_the_named_proxy_alone() {
        let xff = ProxyHeader::XForwardedFor;
        let proxy = "10.0.0.5";
        for (peer, lines, address, is_plain) in [
            (
                proxy,
                vec![("x-forwarded-for", "192.0.2.1")],
                "192.0.2.1",
                false,
            ),
            (
                "192.0.2.9",
                vec![
                    ("x-forwarded-for", "192.0.2.1"),
                    ("x-forwarded-proto", "http"),
                ],
                "192.0.2.9",
                false,
            ),
            (
                "::ffff:10.0.0.5",
                vec![("x-forwarded-for", "192.0.2.1")],
                "192.0.2.1",
                false,
            ),
            // What the browser wrote stands further left.
            (
                proxy,
                vec![("x-forwarded-for", "198.51.100.1, 192.0.2.1")],
                "192.0.2.1",
                false,
            ),
            (
                proxy,
                vec![
                    ("x-forwarded-for", "198.51.100.1"),
                    ("x-forwarded-for", "192.0.2.1"),
                ],
                "192.0.2.1",
                false,
            ),
            // Through two named proxies.
            (
                proxy,
                vec![("x-forwarded-for", "198.51.100.1, 192.0.2.1, 10.0.0.6")],
                "192.0.2.1",
                false,
            ),
            (proxy, vec![("x-forwarded-for", "unknown")], proxy, false),
            (
                proxy,
                vec![("x-forwarded-for", "2001:db8::1")],
                "2001:db8::1",
                false,
            ),
            (
                proxy,
                vec![
                    ("x-forwarded-for", "192.0.2.1:5000"),
                    ("x-forwarded-proto", "http"),
                ],
                "192.0.2.1",
                true,
            ),
            (proxy, vec![("x-forwarded-proto", "https")], proxy, false),
            (proxy, vec![("x-forwarded-proto", "http")], proxy, true),
            (proxy, vec![], proxy, false),
            // Not the header this proxy writes: it came from the browser.
            (
                proxy,
                vec![
                    ("forwarded", "for=198.51.100.1;proto=http"),
                    ("x-real-ip", "198.51.100.1"),
                ],
                proxy,
                false,
            ),
        ] {
            assert_eq!(
                seen(xff, peer, &lines),
                (address.to_owned(), is_plain),
                "{peer} {lines:?}"
            );
        }
        let rfc = ProxyHeader::Forwarded;
        for (lines, address, is_plain) in [
            (
                vec![("forwarded", "for=192.0.2.1;proto=https")],
                "192.0.2.1",
                false,
            ),
            (
                vec![(
                    "forwarded",
                    "for=198.51.100.1, For=\"[2001:db8::7]:4711\";Proto=http",
                )],
                "2001:db8::7",
                true,
            ),
            (vec![("forwarded", "for=_hidden")], proxy, false),
            (
                vec![
                    ("x-forwarded-for", "198.51.100.1"),
                    ("x-forwarded-proto", "http"),
                ],
                proxy,
                false,
            ),
        ] {
            assert_eq!(
                seen(rfc, proxy, &lines),
                (address.to_owned(), is_plain),
                "{lines:?}"
            );
        }
    }
}
