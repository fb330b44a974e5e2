//! The addresses on practice's pages: those of the site, moved under `/practice`. Nothing on a page says where it is
//! served, so this is done to the finished page, in one place; what people typed stands escaped in it, and never looks
//! like a link.

use axum::body::{Body, to_bytes};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

/// The largest page.
const PAGE_BYTES_MAX: usize = 4 << 20;
/// What leads somewhere.
const LEADS: [&str; 4] = [" href=\"", " action=\"", " formaction=\"", " src=\""];

/// The same answer with its addresses moved.
pub(super) async fn moved(response: Response) -> Response {
    let (mut parts, body) = response.into_parts();
    let to = parts.headers.get(header::LOCATION);
    if let Some(to) = to.and_then(|to| to.to_str().ok())
        && let Ok(to) = HeaderValue::from_str(&place(to))
    {
        parts.headers.insert(header::LOCATION, to);
    }
    let kind = parts.headers.get(header::CONTENT_TYPE);
    let is_page = kind.is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    if !is_page {
        return Response::from_parts(parts, body);
    }
    let Ok(page) = to_bytes(body, PAGE_BYTES_MAX).await else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    parts.headers.remove(header::CONTENT_LENGTH);
    let page = page_moved(&String::from_utf8_lossy(&page));
    Response::from_parts(parts, Body::from(page))
}

fn page_moved(page: &str) -> String {
    let mut out = String::with_capacity(page.len() + 512);
    let mut rest = page;
    while let Some((before, after)) = rest.split_once("=\"/") {
        out.push_str(before);
        out.push_str("=\"");
        let (address, more) = after.split_once('"').unwrap_or((after, ""));
        let address = format!("/{address}");
        let leads = LEADS
            .iter()
            .any(|lead| before.ends_with(lead.trim_end_matches("=\"")));
        out.push_str(&if leads { place(&address) } else { address });
        if after.contains('"') {
            out.push('"');
        }
        rest = more;
    }
    out.push_str(rest);
    out
}

/// What ends a session of practice, as `/sign-out` does a live one.
const LEAVE: &str = "/practice/leave";

/// Where an address of the site is in practice. Files are the same, training is the live world's, and so is signing in:
/// whoever isn't in practice any more begins there.
fn place(address: &str) -> String {
    let is_under = |start: &str| {
        let rest = address.strip_prefix(start);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '?', '#']))
    };
    if address == "/" {
        "/practice/done".to_owned()
    } else if is_under("/sign-out") {
        LEAVE.to_owned()
    } else if is_under("/sign-in") {
        "/training".to_owned()
    } else if is_under("/assets")
        || is_under("/training")
        || is_under("/practice")
        || !address.starts_with('/')
        || address.starts_with("//")
    {
        address.to_owned()
    } else {
        format!("/practice{address}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_and_forms_stay_in_practice_and_files_and_training_are_the_live_worlds() {
        let page = "<a class=\"b\" href=\"/\">x</a><form method=\"post\" action=\"/desk/cards/1/number\">\
            <link href=\"/assets/a.css\"><a href=\"/training?said=a\"><a href=\"https://example.org/\">\
            <a href=\"/sign-in\"><input value=\"/desk\"><p>she said &#34;/desk&#34; =\"/desk\"</p><a href=\"#main\">";
        let there = "<a class=\"b\" href=\"/practice/done\">x</a><form method=\"post\" action=\"/practice/desk/cards/1/number\">\
            <link href=\"/assets/a.css\"><a href=\"/training?said=a\"><a href=\"https://example.org/\">\
            <a href=\"/training\"><input value=\"/desk\"><p>she said &#34;/desk&#34; =\"/desk\"</p><a href=\"#main\">";
        assert_eq!(page_moved(page), there);
        assert_eq!(page_moved("no link"), "no link");
        assert_eq!(
            page_moved("cut off <a href=\"/de"),
            "cut off <a href=\"/practice/de"
        );
    }

    #[test]
    fn an_address_is_moved_once() {
        for (from, to) in [
            ("/", "/practice/done"),
            ("/desk/1", "/practice/desk/1"),
            ("/practice/desk/1", "/practice/desk/1"),
            ("/practices", "/practice/practices"),
            ("/training", "/training"),
            ("/trainings", "/practice/trainings"),
            ("/sign-in?x", "/training"),
            ("/sign-out", "/practice/leave"),
            ("//example.org", "//example.org"),
            ("https://example.org", "https://example.org"),
        ] {
            assert_eq!(place(from), to);
        }
    }
}
