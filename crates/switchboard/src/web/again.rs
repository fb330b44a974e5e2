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
        Self::any(text)
            .filter(|_| !text.starts_with("/sign-in"))
            .unwrap_or_else(Self::home)
    }

    /// Reads a path of ours, whichever it is.
    fn any(text: &str) -> Option<Self> {
        let is_path = text.starts_with('/') && !text.starts_with("//");
        let is_plain = text.bytes().all(|b| b.is_ascii_graphic() && b != b'\\');
        (is_path && is_plain && text.len() <= Self::MAX).then(|| Self(text.to_owned()))
    }

    /// The page that an address in a `Referer` header names, if it is on this host.
    pub fn from_referer(referer: &str, host: &str) -> Self {
        on_host(referer, host).map_or_else(Self::home, Self::parse)
    }

    /// The same for whoever followed a link on it, also where it is a way in; none where it is no page of ours.
    pub fn of_link(referer: &str, host: &str) -> Option<Self> {
        on_host(referer, host).and_then(Self::any)
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

/// What stands behind the host of an address, if it is on this one.
fn on_host<'a>(referer: &'a str, host: &str) -> Option<&'a str> {
    let (_, after) = referer.split_once("://")?;
    after.strip_prefix(host)
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
    fn a_link_on_a_way_in_leads_back_to_it() {
        let (host, at) = (
            "phone.example.org",
            "https://phone.example.org/sign-in/password",
        );
        let back = Back::of_link(at, host).expect("a page of ours");
        assert_eq!(back.as_str(), "/sign-in/password");
        assert_eq!(Back::from_referer(at, host).as_str(), "/");
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
            let back = Back::of_link(referer, host);
            let is_ours = path != "/";
            assert_eq!(back.is_some(), is_ours, "{referer}");
        }
    }
}
