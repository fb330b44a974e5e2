//! Whether a request comes from our own pages.

use axum::http::HeaderMap;

/// Whether a form comes from our own pages: by `Sec-Fetch-Site`, or else by `Origin`. Browsers send at least one of them
/// with every form; a request without both is no form of a browser, and carries no cookie of ours (`SameSite=Strict`).
pub(crate) fn same_origin(headers: &HeaderMap) -> bool {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    if let Some(site) = text("sec-fetch-site") {
        return site == "same-origin" || site == "none";
    }
    match (text("origin"), text("host")) {
        (Some(origin), Some(host)) => origin
            .split_once("://")
            .is_some_and(|(_, from)| from == host),
        (Some(_), None) => false,
        (None, _) => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    fn from(lines: &[(&'static str, &'static str)]) -> HeaderMap {
        lines
            .iter()
            .map(|(name, value)| (name.parse().unwrap(), HeaderValue::from_static(value)))
            .collect()
    }

    #[test]
    fn a_form_of_another_site_is_not_ours() {
        for (lines, ours) in [
            (vec![("sec-fetch-site", "same-origin")], true),
            (vec![("sec-fetch-site", "cross-site")], false),
            (
                vec![
                    ("sec-fetch-site", "same-site"),
                    ("origin", "https://a.example.org"),
                ],
                false,
            ),
            (
                vec![
                    ("origin", "https://a.example.org"),
                    ("host", "a.example.org"),
                ],
                true,
            ),
            (
                vec![
                    ("origin", "https://b.example.org"),
                    ("host", "a.example.org"),
                ],
                false,
            ),
            (vec![("origin", "null"), ("host", "a.example.org")], false),
            (vec![("host", "a.example.org")], true),
        ] {
            assert_eq!(same_origin(&from(&lines)), ours, "{lines:?}");
        }
    }
}
