//! The style sheet and scripts, in the binary, under names that carry their hash.
//!
//! A name changes when its bytes do, so a browser may keep a file for a year
//! and never runs an old script with a new page.

use std::sync::Arc;

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

/// Where assets are served: `GET /assets/{name}`.
pub const PREFIX: &str = "/assets/";

const CSS: &str = "text/css; charset=utf-8";
const SCRIPT: &str = "text/javascript; charset=utf-8";
const IMMUTABLE: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");

/// The files as they lie in `assets/`: name, media type, bytes.
const FILES: [(&str, &str, &[u8]); 9] = [
    ("app.css", CSS, include_bytes!("../../assets/app.css")),
    ("card.js", SCRIPT, include_bytes!("../../assets/card.js")),
    (
        "device.js",
        SCRIPT,
        include_bytes!("../../assets/device.js"),
    ),
    ("live.js", SCRIPT, include_bytes!("../../assets/live.js")),
    (
        "offline-keep.js",
        SCRIPT,
        include_bytes!("../../assets/offline-keep.js"),
    ),
    (
        "offline-page.js",
        SCRIPT,
        include_bytes!("../../assets/offline-page.js"),
    ),
    (
        "passkey.js",
        SCRIPT,
        include_bytes!("../../assets/passkey.js"),
    ),
    (
        "script.js",
        SCRIPT,
        include_bytes!("../../assets/script.js"),
    ),
    (
        "unsent.js",
        SCRIPT,
        include_bytes!("../../assets/unsent.js"),
    ),
];

/// Not among them: its address is fixed.
const OFFLINE_WORKER: &[u8] = include_bytes!("../../assets/offline-worker.js");

/// One file, ready to be sent.
#[derive(Debug)]
pub struct Asset {
    /// The name as in `assets/`.
    pub file: &'static str,
    /// The name with its hash: `app-1f0c2a….css`.
    pub name: String,
    /// The media type to send.
    pub media_type: &'static str,
    /// What is in it.
    pub bytes: &'static [u8],
}

/// All files under their hashed names; cloning the handle is cheap.
#[derive(Clone, Debug)]
pub struct Assets(Arc<[Asset]>);

impl Assets {
    /// Hash and name every file: done once, when the program starts.
    pub fn load() -> Self {
        Self(
            FILES
                .iter()
                .map(|&(file, media_type, bytes)| named(file, media_type, bytes))
                .collect(),
        )
    }

    /// The address of a file of `assets/`, for a template.
    ///
    /// A file that isn't there gives an address that answers 404; a test
    /// renders every page and looks each address up.
    pub fn url(&self, file: &str) -> String {
        let name = self
            .0
            .iter()
            .find(|asset| asset.file == file)
            .map_or(file, |asset| &asset.name);
        format!("{PREFIX}{name}")
    }

    /// The file with this hashed name.
    pub fn get(&self, name: &str) -> Option<&Asset> {
        self.0.iter().find(|asset| asset.name == name)
    }

    /// Every file.
    pub fn iter(&self) -> impl Iterator<Item = &Asset> {
        self.0.iter()
    }

    /// Answer `GET /assets/{name}`: the file to keep for a year, or 404.
    pub fn respond(&self, name: &str) -> Response {
        let Some(asset) = self.get(name) else {
            return StatusCode::NOT_FOUND.into_response();
        };
        let headers = [
            (
                header::CONTENT_TYPE,
                HeaderValue::from_static(asset.media_type),
            ),
            (header::CACHE_CONTROL, IMMUTABLE),
            (
                header::X_CONTENT_TYPE_OPTIONS,
                HeaderValue::from_static("nosniff"),
            ),
        ];
        (headers, asset.bytes).into_response()
    }
}

/// Answer `GET /offline-worker.js`: it stands at the root, for a service worker sees what lies below its own address.
///
/// Each look at it asks whether there is a newer one, so that a later version can end it. It may ask nobody but us.
pub fn offline_worker() -> Response {
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(SCRIPT)),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-cache")),
        (
            header::CONTENT_SECURITY_POLICY,
            HeaderValue::from_static("default-src 'self'"),
        ),
        (
            header::X_CONTENT_TYPE_OPTIONS,
            HeaderValue::from_static("nosniff"),
        ),
    ];
    (headers, OFFLINE_WORKER).into_response()
}

fn named(file: &'static str, media_type: &'static str, bytes: &'static [u8]) -> Asset {
    let (stem, ending) = file.rsplit_once('.').unwrap_or((file, "bin"));
    let name = format!("{stem}-{:016x}.{ending}", fnv1a(bytes));
    Asset {
        file,
        name,
        media_type,
        bytes,
    }
}

/// FNV-1a, 64 bits: tells two versions of our own files apart, guards nothing.
fn fnv1a(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, &byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_is_fnv_1a_as_published() {
        assert_eq!(fnv1a(b""), 0xcbf2_9ce4_8422_2325);
        assert_eq!(fnv1a(b"foobar"), 0x8594_4171_f739_67e8);
    }

    #[test]
    fn a_file_is_kept_for_a_year_and_an_unknown_name_is_not_found() {
        let assets = Assets::load();
        let url = assets.url("app.css");
        let found = assets.respond(url.strip_prefix(PREFIX).unwrap());
        assert_eq!(found.status(), StatusCode::OK);
        assert_eq!(
            found.headers()[header::CACHE_CONTROL],
            "public, max-age=31536000, immutable"
        );
        assert_eq!(assets.respond("app.css").status(), StatusCode::NOT_FOUND);
    }

    #[test]
    fn the_offline_worker_is_asked_for_anew_and_speaks_with_nobody_else() {
        let answer = offline_worker();
        assert_eq!(answer.headers()[header::CACHE_CONTROL], "no-cache");
        assert_eq!(
            answer.headers()[header::CONTENT_SECURITY_POLICY],
            "default-src 'self'"
        );
        assert_eq!(
            answer.headers()[header::CONTENT_TYPE],
            "text/javascript; charset=utf-8"
        );
    }

    #[test]
    fn the_style_sheet_stays_small_enough_for_a_slow_phone() {
        let css = Assets::load()
            .iter()
            .find(|asset| asset.file == "app.css")
            .map(|a| a.bytes.len());
        assert!(
            css.is_some_and(|bytes| bytes <= 12_288),
            "app.css is {css:?} bytes, at most 12 kB"
        );
    }
}
