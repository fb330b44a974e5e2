//! `[oidc]`: the organisation's own sign-in.

use std::path::PathBuf;

use axum::http::Uri;

use super::section::section;
use super::serve::Serve;

section! {
    /// The organisation's own sign-in (`OpenID` Connect), such as Keycloak or Entra: whoever connects their account with it
    /// signs in by it too. Without `issuer` there is none. Whoever runs it can come in as everybody connected
    /// (docs/trust.md); how to set it up stands in docs/operate.md.
    Oidc {
        /// Its address, letter by letter as its own document under `/.well-known/openid-configuration` says. Over HTTPS, but
        /// for a trial on this machine alone: `http://127.0.0.1:PORT`, while this program has no certificate and no proxy.
        issuer: Option<String> = None, "", "\"https://id.example.org/realms/members\"";
        /// What this program is called there.
        client_id: Option<String> = None, "", "\"switchboard\"";
        /// The file that holds this program's secret there, and nothing else.
        client_secret: Option<PathBuf> = None, "", "\"oidc.secret\"";
        /// What people call it; the button says so.
        name: String = "your organisation's own sign-in".to_owned(), "\"your organisation's own sign-in\"", "\"the staff sign-in\"";
        /// How well somebody must have shown there who they are, to do more here than ring: one of these stands in its token as `acr`.
        office_acr: Vec<String> = Vec::new(), "[]", "[\"https://refeds.org/profile/mfa\"]";
        /// The same by what they showed it: one of these stands among `amr`. Any one word of either list is enough, so name none
        /// that stands for one thing alone, such as `hwk`. Either must have been an hour ago at most. Where both lists are empty,
        /// only callers come in by it.
        office_amr: Vec<String> = Vec::new(), "[]", "[\"mfa\"]";
        /// A file with the certificates of the authority that issued its certificate, where that is one of your own (PEM).
        ca: Option<PathBuf> = None, "", "\"house-ca.pem\"";
    }
}

/// More of them nobody means.
const WORDS_MAX: usize = 16;
const NAME_MAX: usize = 60;

impl Oidc {
    pub(super) fn wrong(&self, serve: &Serve) -> Vec<String> {
        let mut wrong = Vec::new();
        let Some(issuer) = &self.issuer else {
            if self.client_id.is_some() || self.client_secret.is_some() {
                wrong.push("`oidc.issuer` must be set, or none of the section".to_owned());
            }
            return wrong;
        };
        let is_trial = !serve.is_https() && serve.listen.ip().is_loopback();
        if !is_address(issuer, is_trial) || issuer.contains(['?', '#']) {
            wrong.push(
                "`oidc.issuer` is an address that begins with \"https://\", such as \"https://id.example.org\", without ? and #"
                    .to_owned(),
            );
        }
        if self.client_id.as_deref().is_none_or(str::is_empty) || self.client_secret.is_none() {
            wrong.push(
                "`oidc.issuer` needs `oidc.client_id` and `oidc.client_secret` beside it"
                    .to_owned(),
            );
        }
        let is_plain = self.name.chars().all(|letter| !letter.is_control());
        if self.name.trim().is_empty() || self.name.chars().count() > NAME_MAX || !is_plain {
            wrong.push(format!("`oidc.name` holds 1 to {NAME_MAX} letters"));
        }
        let words = [&self.office_acr, &self.office_amr];
        if words
            .iter()
            .any(|words| words.len() > WORDS_MAX || words.iter().any(String::is_empty))
        {
            wrong.push(format!(
                "`oidc.office_acr` and `oidc.office_amr` hold at most {WORDS_MAX} texts each, none of them empty"
            ));
        }
        wrong
    }
}

/// Whether a text is an address that may be called, and shown in a page: over HTTPS, or, in a trial, in the clear to this very
/// machine, named by its number.
pub(crate) fn is_address(text: &str, is_trial: bool) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_graphic() && !b"\"'<>\\;".contains(&byte);
    let Ok(uri) = text.parse::<Uri>() else {
        return false;
    };
    let Some(authority) = uri.authority() else {
        return false;
    };
    let host = authority.host();
    let named = host.trim_matches(['[', ']']).parse::<std::net::IpAddr>();
    let is_here = named.is_ok_and(|ip| ip.is_loopback());
    let over = match uri.scheme_str() {
        Some("https") => true,
        Some("http") => is_trial && is_here,
        _ => false,
    };
    over && !host.is_empty() && !authority.as_str().contains('@') && text.bytes().all(is_plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrong(serve: &str, text: &str) -> String {
        let serve: Serve = toml::from_str(serve).unwrap();
        let oidc: Oidc = toml::from_str(text).unwrap();
        oidc.wrong(&serve).join("; ")
    }

    #[test]
    fn a_provider_is_spoken_to_over_https_or_on_this_very_machine_in_a_trial() {
        let rest = "\nclient_id = \"a\"\nclient_secret = \"b\"";
        let trial = "listen = \"127.0.0.1:8080\"";
        let behind = "listen = \"127.0.0.1:8080\"\nproxy = [\"127.0.0.1\"]";
        for (serve, issuer, is_taken) in [
            (trial, "https://id.example.org", true),
            (trial, "https://id.example.org/realms/a", true),
            (trial, "http://127.0.0.1:4000", true),
            (trial, "http://[::1]:4000", true),
            (trial, "http://localhost:4000", false),
            (trial, "http://id.example.org", false),
            (behind, "http://127.0.0.1:4000", false),
            (trial, "https://a@id.example.org", false),
            (trial, "https://id.example.org?a", false),
            (trial, "https://id.example.org/;url=x", false),
            (trial, "id.example.org", false),
        ] {
            let sentence = wrong(serve, &format!("issuer = \"{issuer}\"{rest}"));
            assert_eq!(sentence.is_empty(), is_taken, "{issuer}: {sentence}");
        }
    }

    #[test]
    fn what_is_missing_is_said() {
        for (text, said) in [
            ("", ""),
            ("client_id = \"a\"", "`oidc.issuer` must be set"),
            ("issuer = \"https://a.example\"", "beside it"),
            (
                "issuer = \"https://a.example\"\nclient_id = \"a\"\nclient_secret = \"b\"\nname = \" \"",
                "letters",
            ),
            (
                "issuer = \"https://a.example\"\nclient_id = \"a\"\nclient_secret = \"b\"\noffice_acr = [\"\"]",
                "none of them empty",
            ),
        ] {
            let sentence = wrong("", text);
            assert_eq!(sentence.is_empty(), said.is_empty(), "{text}: {sentence}");
            assert!(sentence.contains(said), "{text}: {sentence}");
        }
    }
}
