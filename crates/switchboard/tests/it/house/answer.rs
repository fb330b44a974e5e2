//! What came back for one request.

use axum::http::{HeaderMap, StatusCode};

/// One answer, with its whole body.
#[derive(Debug, Clone)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: String,
}

impl Answer {
    /// A header's text, or nothing.
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().unwrap())
    }

    /// Where it sends the browser.
    pub(crate) fn location(&self) -> &str {
        self.header("location")
    }

    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body)
            .unwrap_or_else(|error| panic!("no JSON ({error}): {}", self.body))
    }

    /// The status, with the place it sends to: `303 /sign-in`.
    pub(crate) fn short(&self) -> String {
        if self.status.is_redirection() {
            format!("{} {}", self.status.as_u16(), self.location())
        } else {
            self.status.as_u16().to_string()
        }
    }

    /// The answer, if it has this status.
    #[track_caller]
    pub(crate) fn expect(self, status: u16) -> Self {
        assert_eq!(
            self.status.as_u16(),
            status,
            "{} {}",
            self.location(),
            self.body
        );
        self
    }

    /// The card that the answer names, in its address or its body.
    pub(crate) fn card(&self) -> Option<String> {
        if let Some(rest) = self.location().strip_prefix("/desk/cards/") {
            let card = rest.split('?').next().unwrap_or_default();
            return (!card.contains('/')).then(|| card.to_owned());
        }
        let body: serde_json::Value = serde_json::from_str(&self.body).ok()?;
        body.get("card")?.as_str().map(str::to_owned)
    }
}
