//! The document in which a provider says where it does what (`OpenID` Connect Discovery 1.0, §3).

use serde::Deserialize;

use crate::config::is_address;

/// What is used of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// Where people sign in.
    pub sign_in: String,
    /// Where a code is changed for a token.
    pub tokens: String,
    /// Where its keys lie.
    pub keys: String,
    /// Where people sign out of it, if it says so.
    pub sign_out: Option<String>,
    /// Whether it says with every answer who it is (RFC 9207).
    pub names_itself: bool,
    /// Whether our secret goes into a header; else it goes into the form.
    pub takes_basic: bool,
}

#[derive(Deserialize)]
struct Written {
    issuer: String,
    authorization_endpoint: String,
    token_endpoint: String,
    jwks_uri: String,
    end_session_endpoint: Option<String>,
    #[serde(default)]
    authorization_response_iss_parameter_supported: bool,
    token_endpoint_auth_methods_supported: Option<Vec<String>>,
}

impl Document {
    /// Where an issuer's document lies.
    pub fn address(issuer: &str) -> String {
        format!(
            "{}/.well-known/openid-configuration",
            issuer.trim_end_matches('/')
        )
    }

    /// Reads it: of this very issuer, and leading to places that may be called.
    pub fn parse(text: &[u8], issuer: &str, is_trial: bool) -> Option<Self> {
        let written: Written = serde_json::from_slice(text).ok()?;
        let may_call = |url: &String| is_address(url, is_trial);
        let places = [
            &written.authorization_endpoint,
            &written.token_endpoint,
            &written.jwks_uri,
        ];
        if written.issuer != issuer || !places.into_iter().all(may_call) {
            return None;
        }
        let basic = "client_secret_basic".to_owned();
        let ways = written.token_endpoint_auth_methods_supported;
        Some(Self {
            sign_in: written.authorization_endpoint,
            tokens: written.token_endpoint,
            keys: written.jwks_uri,
            sign_out: written.end_session_endpoint.filter(may_call),
            names_itself: written.authorization_response_iss_parameter_supported,
            takes_basic: ways.is_none_or(|ways| ways.contains(&basic)),
        })
    }

    /// Whether an answer that says `said` of its issuer may be this one's (RFC 9207, §2.4).
    pub fn may_be_of(&self, issuer: &str, said: Option<&str>) -> bool {
        match said {
            Some(said) => said == issuer,
            None => !self.names_itself,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ISSUER: &str = "https://id.example.org";

    fn read(change: impl Fn(String) -> String) -> Option<Document> {
        let text = r#"{"issuer": "https://id.example.org", "authorization_endpoint": "https://id.example.org/auth",
            "token_endpoint": "https://tokens.example.org/t", "jwks_uri": "https://id.example.org/keys"}"#;
        Document::parse(change(text.to_owned()).as_bytes(), ISSUER, false)
    }

    #[test]
    fn a_document_is_of_its_issuer_and_leads_to_nothing_in_the_clear_and_nothing_that_could_leave_a_page()
     {
        assert!(read(|text| text).is_some());
        for (from, to) in [
            ("\"https://id.example.org\"", "\"https://id.example.org/\""),
            ("https://id.example.org/auth", "http://id.example.org/auth"),
            ("https://id.example.org/auth", "javascript:alert(1)"),
            (
                "https://id.example.org/auth",
                "https://id.example.org/;url=x",
            ),
            ("https://tokens.example.org/t", "http://127.0.0.1/t"),
            ("https://id.example.org/keys", "file:///etc/passwd"),
        ] {
            assert!(read(|text| text.replacen(from, to, 1)).is_none(), "{to}");
        }
    }

    #[test]
    fn a_provider_that_says_who_it_is_must_say_so_each_time() {
        let mut of = read(|text| text).unwrap();
        assert!(of.may_be_of(ISSUER, None) && of.may_be_of(ISSUER, Some(ISSUER)));
        assert!(!of.may_be_of(ISSUER, Some("https://evil.example")));
        of.names_itself = true;
        assert!(!of.may_be_of(ISSUER, None));
    }
}
