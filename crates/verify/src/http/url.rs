//! The few URLs that a log is published under.

/// `http://host:port/prefix` or the same with TLS.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Url {
    pub(super) is_tls: bool,
    /// The name or address, without brackets.
    pub(super) host: String,
    pub(super) port: u16,
    /// Begins with a slash and ends in none.
    prefix: String,
}

impl Url {
    /// Reads a URL without user, query and fragment, which none of a log has.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let (is_tls, rest) = match text.split_once("://")? {
            ("http", rest) => (false, rest),
            ("https", rest) => (true, rest),
            _ => return None,
        };
        let (authority, prefix) = rest.find('/').map_or((rest, ""), |at| rest.split_at(at));
        let (host, port) = match authority.strip_prefix('[') {
            Some(address) => {
                let (address, behind) = address.split_once(']')?;
                let port = if behind.is_empty() {
                    None
                } else {
                    Some(behind.strip_prefix(':')?)
                };
                (address, port)
            }
            None => match authority.split_once(':') {
                Some((host, port)) => (host, Some(port)),
                None => (authority, None),
            },
        };
        let port = match port {
            Some(port) => port.parse().ok().filter(|port| *port > 0)?,
            None if is_tls => 443,
            None => 80,
        };
        let is_plain = |c: char| c.is_ascii_graphic() && !"@?#\\[]\"<>".contains(c);
        if host.is_empty() || !host.chars().all(is_plain) || !prefix.chars().all(is_plain) {
            return None;
        }
        Some(Self {
            is_tls,
            host: host.to_owned(),
            port,
            prefix: prefix.trim_end_matches('/').to_owned(),
        })
    }

    /// The path of a file of the log on the server.
    pub(super) fn path(&self, file: &str) -> String {
        format!("{}/{file}", self.prefix)
    }

    /// What a request names as its host.
    pub(super) fn authority(&self) -> String {
        let host = if self.host.contains(':') {
            format!("[{}]", self.host)
        } else {
            self.host.clone()
        };
        let usual = if self.is_tls { 443 } else { 80 };
        if self.port == usual {
            host
        } else {
            format!("{host}:{}", self.port)
        }
    }

    /// The whole URL of a file of the log.
    pub(super) fn of(&self, file: &str) -> String {
        let scheme = if self.is_tls { "https" } else { "http" };
        format!("{scheme}://{}{}", self.authority(), self.path(file))
    }
}

#[cfg(test)]
mod tests {
    use super::Url;

    #[test]
    fn urls_of_logs_are_read_and_others_refused() {
        for (text, file) in [
            (
                "http://log.example.org",
                "http://log.example.org/checkpoint",
            ),
            (
                "https://log.example.org/",
                "https://log.example.org/checkpoint",
            ),
            (
                "https://log.example.org:443/log/",
                "https://log.example.org/log/checkpoint",
            ),
            (
                "http://127.0.0.1:8080/log",
                "http://127.0.0.1:8080/log/checkpoint",
            ),
            ("http://[::1]:8080/log", "http://[::1]:8080/log/checkpoint"),
            ("http://[::1]", "http://[::1]/checkpoint"),
        ] {
            assert_eq!(Url::parse(text).unwrap().of("checkpoint"), file);
        }
        for text in [
            "",
            "log.example.org",
            "ftp://log.example.org",
            "http://",
            "http:///log",
            "http://user@log.example.org",
            "http://log.example.org:0",
            "http://log.example.org:port",
            "http://log.example.org:65536",
            "http://[::1",
            "http://[::1]8080",
            "http://log.example.org/?a",
            "http://log.example.org/#a",
            "http://log.example.org/a b",
            "http://log.example.org/a\r\nb: c",
        ] {
            assert_eq!(Url::parse(text), None, "{text}");
        }
    }
}
