//! Showing again who one is: where it leads back to.

/// A page of our own to go back to: a path with its query, and nothing that leads elsewhere.
///
/// Addresses hold ids and no names, so this may stand in a form and in an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Back(String);

impl Back {
    const MAX: usize = 500;

    /// Reads a path. What isn't one of ours leads home.
    pub fn parse(text: &str) -> Self {
        let is_path = text.starts_with('/') && !text.starts_with("//");
        let is_plain = text.bytes().all(|b| b.is_ascii_graphic() && b != b'\\');
        if is_path && is_plain && text.len() <= Self::MAX && !text.starts_with("/sign-in") {
            Self(text.to_owned())
        } else {
            Self::home()
        }
    }

    /// The page that an address in a `Referer` header names, if it is on this host.
    pub fn from_referer(referer: &str, host: &str) -> Self {
        let after = referer.split_once("://").map_or("", |(_, after)| after);
        after
            .strip_prefix(host)
            .map_or_else(Self::home, Self::parse)
    }

    /// The first page.
    pub fn home() -> Self {
        Self("/".to_owned())
    }

    /// The path.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// By what somebody shows again who they are: by what they came in with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// Password and app.
    Password,
    /// A passkey.
    Passkey,
    /// The organisation's own sign-in.
    Identity,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_leads_nowhere_but_to_our_own_pages() {
        for (text, path) in [
            ("/requests?said=asked", "/requests?said=asked"),
            ("/", "/"),
            ("//evil.example.org/", "/"),
            ("/\\evil.example.org", "/"),
            ("https://evil.example.org/", "/"),
            ("requests", "/"),
            ("", "/"),
            ("/a b", "/"),
            ("/sign-in/again", "/"),
        ] {
            assert_eq!(Back::parse(text).as_str(), path, "{text}");
        }
        assert_eq!(Back::parse(&format!("/{}", "a".repeat(600))).as_str(), "/");
    }

    #[test]
    fn a_referer_of_another_host_leads_home() {
        let host = "phone.example.org";
        for (referer, path) in [
            ("https://phone.example.org/requests", "/requests"),
            ("https://phone.example.org.evil.example/requests", "/"),
            ("https://evil.example.org/requests", "/"),
            ("https://phone.example.org@evil.example/", "/"),
            ("/requests", "/"),
        ] {
            assert_eq!(
                Back::from_referer(referer, host).as_str(),
                path,
                "{referer}"
            );
        }
    }
}
