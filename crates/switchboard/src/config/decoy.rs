//! `[decoy]`: where the test copy of a licence is served.

use std::net::SocketAddr;

use axum::http::Uri;

use super::section::section;
use super::serve::Serve;

section! {
    /// Where `serve` shows a licence's test copy: the same program over invented members, at an address of its own. Without
    /// this section no test copy runs. One runs at a time: a second licence's begins when the first has ended.
    Decoy {
        /// A second listener, under the same certificate or behind the same proxies as the first. What holds of
        /// `serve.listen` holds of it too.
        listen: Option<SocketAddr> = None, "", "\"127.0.0.1:8081\"";
        /// The address that testers are sent to, without a path. Over HTTPS, unless both are of this machine alone.
        url: Option<String> = None, "", "\"https://test.members.example.org\"";
    }
}

impl Decoy {
    /// Whether a test copy can run.
    pub const fn is_set(&self) -> bool {
        self.listen.is_some() && self.url.is_some()
    }

    /// The name in `url`, if it is one.
    pub fn host(&self) -> Option<String> {
        let url: Uri = self.url.as_deref()?.parse().ok()?;
        url.host().map(str::to_owned)
    }

    /// The listener as the first one would be set.
    pub(crate) fn serve(&self, live: &Serve) -> Option<Serve> {
        Some(Serve {
            listen: self.listen?,
            host: self.host().filter(|_| live.is_https()),
            redirect: None,
            challenges: None,
            ..live.clone()
        })
    }

    pub(super) fn wrong(&self, live: &Serve) -> Vec<String> {
        let mut wrong = Vec::new();
        if self.listen.is_some() != self.url.is_some() {
            wrong.push("`decoy.listen` and `decoy.url` go together: set both, or none".to_owned());
        }
        if self
            .listen
            .is_some_and(|listen| listen.port() != 0 && listen == live.listen)
        {
            wrong.push("`decoy.listen` is where `serve.listen` is: take another port".to_owned());
        }
        if self
            .url
            .as_deref()
            .is_some_and(|url| !is_address(url, live.is_https()))
        {
            let begin = if live.is_https() { "https" } else { "http" };
            wrong.push(format!(
                "`decoy.url` is an address alone that begins with {begin}://, such as \"{begin}://test.members.example.org\", without a path"
            ));
        }
        // The rest is said of the second listener in the first one's words.
        if let Some(serve) = self.serve(live) {
            let said = serve.wrong().into_iter();
            let known = live.wrong();
            wrong.extend(
                said.filter(|sentence| !known.contains(sentence))
                    .map(|sentence| format!("of `decoy.listen`: {sentence}")),
            );
        }
        wrong
    }
}

fn is_address(text: &str, is_https: bool) -> bool {
    let scheme = if is_https { "https" } else { "http" };
    text.parse::<Uri>().is_ok_and(|url| {
        let authority = url.authority().map(axum::http::uri::Authority::as_str);
        url.scheme_str() == Some(scheme)
            && authority.is_some_and(|name| !name.contains('@'))
            && url.host().is_some_and(|host| !host.is_empty())
            && url.path_and_query().is_none_or(|path| path.as_str() == "/")
            && !text.ends_with('/')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrong(decoy: &str, serve: &str) -> String {
        let live: Serve = toml::from_str(serve).unwrap();
        let decoy: Decoy = toml::from_str(decoy).unwrap();
        decoy.wrong(&live).join("; ")
    }

    #[test]
    fn a_test_copys_listener_is_held_to_what_the_first_one_is() {
        let https = "certificate = \"a.pem\"\nkey = \"a.key\"";
        let at = |listen: &str, url: &str| format!("listen = \"{listen}\"\nurl = \"{url}\"");
        for (decoy, serve, said) in [
            (String::new(), "", ""),
            (at("127.0.0.1:8081", "http://localhost:8081"), "", ""),
            (at("127.0.0.1:8081", "https://test.example.org"), https, ""),
            (
                at("0.0.0.0:8443", "https://calls.example.org:8443"),
                https,
                "",
            ),
            ("listen = \"127.0.0.1:8081\"".to_owned(), "", "go together"),
            (
                at("127.0.0.1:8080", "http://localhost:8080"),
                "",
                "another port",
            ),
            (
                at("0.0.0.0:8081", "http://localhost:8081"),
                "",
                "of `decoy.listen`",
            ),
            (
                at("127.0.0.1:8081", "http://test.example.org"),
                https,
                "an address alone",
            ),
            (
                at("127.0.0.1:8081", "https://test.example.org/x"),
                https,
                "an address alone",
            ),
            (
                at("127.0.0.1:8081", "https://a@test.example.org"),
                https,
                "an address alone",
            ),
            (
                at("127.0.0.1:8081", "javascript:alert(1)"),
                https,
                "an address alone",
            ),
        ] {
            let sentence = wrong(&decoy, serve);
            assert_eq!(sentence.is_empty(), said.is_empty(), "{decoy}: {sentence}");
            assert!(sentence.contains(said), "{decoy}: {sentence}");
        }
    }
}
