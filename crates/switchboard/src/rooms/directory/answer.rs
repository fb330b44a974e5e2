//! Answers in the shape of SCIM: resources, lists and errors (RFC 7644, sections 3.4.2 and 3.12).

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};
use switchboard_store::rules::moment::Span;

/// Why a request is not done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wrong {
    /// There is no key, so there is no such address; or no such resource.
    NotFound,
    /// No key, or one that has ended.
    SignedOut,
    /// The body can't be read.
    Syntax,
    /// A value can't be taken.
    Value,
    /// What every resource has would be removed.
    Fixed,
    /// A path can't be read.
    Path,
    /// What a path names isn't there.
    NoTarget,
    /// A filter can't be read.
    Filter,
    /// A filter or a change would go through too much.
    TooMany,
    /// Another resource has this name.
    Taken,
    /// It holds an office that nobody else does.
    Office,
    /// Such a resource is not changed so.
    Method,
    /// Users and groups are not looked for at once.
    NotBuilt,
    /// Too many requests of this key, or wrong keys from this address: so long is to be waited.
    TooOften(Span),
    /// The world stands still after a restore, or the store is busy.
    NotNow,
}

impl Wrong {
    const fn parts(self) -> (StatusCode, Option<&'static str>, &'static str) {
        match self {
            Self::NotFound => (StatusCode::NOT_FOUND, None, "there is no such resource"),
            Self::SignedOut => (
                StatusCode::UNAUTHORIZED,
                None,
                "send a key that runs as `Authorization: Bearer`",
            ),
            Self::Syntax => (
                StatusCode::BAD_REQUEST,
                Some("invalidSyntax"),
                "the body can't be read",
            ),
            Self::Value => (
                StatusCode::BAD_REQUEST,
                Some("invalidValue"),
                "a value is missing or can't be taken",
            ),
            Self::Fixed => (
                StatusCode::BAD_REQUEST,
                Some("mutability"),
                "every resource has this; replace it with another value",
            ),
            Self::Path => (
                StatusCode::BAD_REQUEST,
                Some("invalidPath"),
                "the path can't be read",
            ),
            Self::NoTarget => (
                StatusCode::BAD_REQUEST,
                Some("noTarget"),
                "the path names nothing",
            ),
            Self::Filter => (
                StatusCode::BAD_REQUEST,
                Some("invalidFilter"),
                "the filter can't be read, or asks for an attribute that isn't known",
            ),
            Self::TooMany => (
                StatusCode::BAD_REQUEST,
                Some("tooMany"),
                "this would go through too much; look up one by userName or externalId, or send fewer operations",
            ),
            Self::Taken => (
                StatusCode::CONFLICT,
                Some("uniqueness"),
                "another resource has this name",
            ),
            Self::Office => (
                StatusCode::FORBIDDEN,
                None,
                "this account holds an office that a person has to end; the offices were told",
            ),
            Self::Method => (
                StatusCode::METHOD_NOT_ALLOWED,
                None,
                "this is read and not changed",
            ),
            Self::NotBuilt => (
                StatusCode::NOT_IMPLEMENTED,
                None,
                "look for users and for groups one after the other",
            ),
            Self::TooOften(_) => (
                StatusCode::TOO_MANY_REQUESTS,
                None,
                "too many requests; wait as long as `Retry-After` says",
            ),
            Self::NotNow => (StatusCode::SERVICE_UNAVAILABLE, None, "not now; try again"),
        }
    }
}

impl IntoResponse for Wrong {
    fn into_response(self) -> Response {
        let (status, kind, detail) = self.parts();
        let mut body = json!({
            "schemas": ["urn:ietf:params:scim:api:messages:2.0:Error"],
            "status": status.as_u16().to_string(),
            "detail": detail,
        });
        if let (Some(kind), Some(map)) = (kind, body.as_object_mut()) {
            map.insert("scimType".to_owned(), Value::String(kind.to_owned()));
        }
        let mut response = scim(status, &body);
        if status == StatusCode::UNAUTHORIZED {
            let bearer = HeaderValue::from_static("Bearer");
            response
                .headers_mut()
                .insert(header::WWW_AUTHENTICATE, bearer);
        }
        if let Self::TooOften(wait) = self {
            let seconds = (wait.as_millis() + 999).div_euclid(1_000);
            response
                .headers_mut()
                .insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }
}

/// An answer of SCIM's own kind, which nobody keeps.
pub(super) fn scim(status: StatusCode, body: &Value) -> Response {
    let kind = [
        (header::CONTENT_TYPE, "application/scim+json"),
        (header::CACHE_CONTROL, "no-store"),
    ];
    (status, kind, body.to_string()).into_response()
}

/// A list.
pub(super) fn list(total: usize, start: usize, resources: &[Value]) -> Response {
    scim(
        StatusCode::OK,
        &json!({
            "schemas": ["urn:ietf:params:scim:api:messages:2.0:ListResponse"],
            "totalResults": total,
            "startIndex": start,
            "itemsPerPage": resources.len(),
            "Resources": resources,
        }),
    )
}
