//! SCIM 2.0 (RFC 7643, 7644): the organisation's own directory adds accounts without any role, and says who has left.
//!
//! It is off until somebody makes a key at the console (`switchboard scim key`): without one, there is no such address. Pages
//! begin by position, as the RFC has it, at most 200 a page and among the first 10,000; a filter that doesn't ask for one name or
//! one id opens at most 1,000 entries, or says that there are too many.

pub mod actions;
mod answer;
#[cfg(test)]
mod anything;
mod fixed;
mod matching;
mod patch;
mod resource;

use std::net::SocketAddr;
use std::sync::Arc;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{any, get, post};
use serde::Deserialize;
use serde_json::{Map, Value};
use switchboard_store::directory::{DirectoryKey, Find, Kept, KindOf};
use switchboard_store::rules::ids::AccountId;
use switchboard_store::rules::scim::{self, Filter, Op};

use crate::app::App;
use crate::ctx::{Anybody, Ctx};
use crate::taking::{Path, Query};
use actions::By;
use answer::Wrong;
use matching::Work;
use resource::Meta;

/// The most letters of a body.
const BODY_MAX: usize = 262_144;
/// The most attributes that a request names.
const ATTRIBUTES_MAX: usize = 100;
/// The most steps that a filter takes over all that it is tried on (`matching::Work`).
const SCAN_WORK_MAX: usize = 1_000_000;
/// The most resources of one page.
const PAGE_MAX: usize = 200;

/// The room's addresses.
pub fn routes() -> Router<Arc<App>> {
    Router::new()
        .route(
            "/scim/v2/ServiceProviderConfig",
            get(config).fallback(unchanged),
        )
        .route("/scim/v2/ResourceTypes", get(types).fallback(unchanged))
        .route(
            "/scim/v2/ResourceTypes/{name}",
            get(one_type).fallback(unchanged),
        )
        .route("/scim/v2/Schemas", get(schemas).fallback(unchanged))
        .route(
            "/scim/v2/Schemas/{schema}",
            get(one_schema).fallback(unchanged),
        )
        .route("/scim/v2/.search", post(search_all))
        .route("/scim/v2/Users/.search", post(search_users))
        .route("/scim/v2/Groups/.search", post(search_groups))
        .route("/scim/v2/{*path}", any(nothing))
        .route("/scim/v2/Users", get(users).post(add_user))
        .route(
            "/scim/v2/Users/{id}",
            get(user)
                .put(put_user)
                .patch(patch_user)
                .delete(delete_user),
        )
        .route("/scim/v2/Groups", get(groups).post(add_group))
        .route(
            "/scim/v2/Groups/{id}",
            get(group)
                .put(put_group)
                .patch(patch_group)
                .delete(delete_group),
        )
}

/// A request as it came.
struct Came {
    ctx: Ctx,
    headers: HeaderMap,
    from: SocketAddr,
}

impl FromRequestParts<Arc<App>> for Came {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Response> {
        let ConnectInfo(from) = ConnectInfo::from_request_parts(parts, app)
            .await
            .map_err(IntoResponse::into_response)?;
        let Anybody(ctx) = Anybody::from_request_parts(parts, app)
            .await
            .map_err(|never| match never {})?;
        Ok(Self {
            ctx,
            headers: parts.headers.clone(),
            from,
        })
    }
}

/// A request of the directory, with its key.
struct Asked {
    by: By,
    base: String,
    kind: KindOf,
}

impl Asked {
    async fn of(came: Came, kind: KindOf) -> Result<Self, Wrong> {
        let Came { ctx, headers, from } = came;
        let said = |name| headers.get(name).and_then(|value| value.to_str().ok());
        let bearer = said(header::AUTHORIZATION).and_then(|text| text.split_once(' '));
        let bearer = bearer.filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"));
        let key = bearer.and_then(|(_, text)| DirectoryKey::of(text.trim()));
        let by = actions::let_in(ctx, key, from.ip()).await?;
        let scheme = if by.ctx.app.cookies.is_secure() {
            "https"
        } else {
            "http"
        };
        let host = said(header::HOST).unwrap_or("localhost");
        let base = format!("{scheme}://{host}/scim/v2");
        Ok(Self { by, base, kind })
    }

    fn show(&self, kept: &Kept, wanted: &Wanted) -> Value {
        let meta = Meta {
            base: &self.base,
            created: self.by.ctx.stamp(kept.made_at).iso(),
            changed: self.by.ctx.stamp(kept.changed_at).iso(),
        };
        let whole = resource::shown(self.kind, kept, &meta);
        let chosen = wanted.attributes.as_deref();
        resource::chosen(whole, chosen, wanted.excluded.as_deref())
    }

    fn answer(&self, status: StatusCode, kept: &Kept) -> Response {
        let shown = self.show(kept, &Wanted::default());
        let mut response = answer::scim(status, &shown);
        let location = shown.pointer("/meta/location").and_then(Value::as_str);
        if let Some(Ok(location)) = location.map(str::parse) {
            response.headers_mut().insert(header::LOCATION, location);
        }
        response
    }
}

#[derive(Deserialize, Default)]
struct Wanted {
    filter: Option<String>,
    #[serde(rename = "startIndex")]
    start: Option<String>,
    count: Option<String>,
    attributes: Option<String>,
    #[serde(rename = "excludedAttributes")]
    excluded: Option<String>,
}

impl Wanted {
    /// The same as it stands in the body of a search (RFC 7644, section 3.4.3).
    fn said(body: &Map<String, Value>) -> Result<Self, Wrong> {
        let number = |name| match matching::get(body, name) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::Number(number)) => Ok(Some(number.to_string())),
            Some(_) => Err(Wrong::Value),
        };
        let names = |name| -> Result<Option<String>, Wrong> {
            match matching::get(body, name) {
                None | Some(Value::Null) => Ok(None),
                Some(Value::Array(all)) => {
                    let names: Option<Vec<&str>> = all.iter().map(Value::as_str).collect();
                    names.map(|names| Some(names.join(","))).ok_or(Wrong::Value)
                }
                Some(_) => Err(Wrong::Value),
            }
        };
        let filter = match matching::get(body, "filter") {
            None | Some(Value::Null) => None,
            Some(Value::String(filter)) => Some(filter.clone()),
            Some(_) => return Err(Wrong::Filter),
        };
        Ok(Self {
            filter,
            start: number("startIndex")?,
            count: number("count")?,
            attributes: names("attributes")?,
            excluded: names("excludedAttributes")?,
        })
    }
}

impl Wanted {
    /// Refused where it names very many attributes: each is tried on every attribute of every resource.
    fn few(&self) -> Result<(), Wrong> {
        let named = [&self.attributes, &self.excluded];
        let names = named
            .into_iter()
            .flatten()
            .map(|text| text.split(',').count());
        if names.sum::<usize>() > ATTRIBUTES_MAX {
            return Err(Wrong::TooMany);
        }
        Ok(())
    }
}

/// A whole number as it is asked for, at least `least`: what is less is taken for that (RFC 7644, section 3.4.2.4).
fn whole(said: Option<&str>, otherwise: usize, least: usize) -> Result<usize, Wrong> {
    let Some(text) = said.map(str::trim).filter(|text| !text.is_empty()) else {
        return Ok(otherwise);
    };
    let number: i64 = text.parse().map_err(|_| Wrong::Value)?;
    Ok(usize::try_from(number).unwrap_or(least).max(least))
}

fn id_of(text: &str) -> Result<AccountId, Wrong> {
    AccountId::parse(text).map_err(|_| Wrong::NotFound)
}

fn body_of(body: &Bytes) -> Result<Map<String, Value>, Wrong> {
    if body.len() > BODY_MAX {
        return Err(Wrong::TooMany);
    }
    match serde_json::from_slice(body) {
        Ok(Value::Object(map)) => Ok(map),
        _ => Err(Wrong::Syntax),
    }
}

/// What the store looks up for a filter; the filter is tried on what it finds.
fn lookup(kind: KindOf, filter: &Filter) -> Find {
    let Filter::Compare(attribute, Op::Eq, scim::Value::Text(text)) = filter else {
        return Find::All;
    };
    let is_plain = attribute.part.is_none() && attribute.schema.is_none();
    let is = |name: &str| is_plain && attribute.name.eq_ignore_ascii_case(name);
    match kind {
        KindOf::User if is("userName") => Find::Name(text.clone()),
        KindOf::Group if is("displayName") => Find::Name(text.clone()),
        _ if is("externalId") => Find::External(text.clone()),
        _ => Find::All,
    }
}

async fn list(asked: Asked, wanted: Wanted) -> Result<Response, Wrong> {
    wanted.few()?;
    let start = whole(wanted.start.as_deref(), 1, 1)?;
    let count = whole(wanted.count.as_deref(), 100, 0)?.min(PAGE_MAX);
    let text = wanted.filter.as_deref();
    let Some(text) = text.filter(|text| !text.trim().is_empty()) else {
        let page = Find::Page(start - 1, count);
        let found = actions::find(&asked.by, asked.kind, page).await?;
        let shown = found.kept.iter().map(|kept| asked.show(kept, &wanted));
        let shown: Vec<Value> = shown.collect();
        return Ok(answer::list(found.total, start, &shown));
    };
    let filter = Filter::parse(text).map_err(|_| Wrong::Filter)?;
    if !filter.attributes().into_iter().all(resource::is_known) {
        return Err(Wrong::Filter);
    }
    let lookup = lookup(asked.kind, &filter);
    let found = actions::find(&asked.by, asked.kind, lookup).await?;
    if found.is_cut {
        return Err(Wrong::TooMany);
    }
    // A thousand resources are read and compared: not on a thread that others' requests need.
    let ctx = asked.by.ctx.clone();
    let tried = move || {
        Ok(tried(
            &asked,
            &wanted,
            (&filter, &found.kept),
            (start, count),
        ))
    };
    ctx.blocking(tried).await.map_err(|_| Wrong::NotNow)?
}

/// The page of those that fit.
fn tried(
    asked: &Asked,
    wanted: &Wanted,
    (filter, kept): (&Filter, &[Kept]),
    (start, count): (usize, usize),
) -> Result<Response, Wrong> {
    let mut work = Work::of(SCAN_WORK_MAX);
    let mut fitting = Vec::new();
    for one in kept {
        if matching::fits(filter, &asked.show(one, &Wanted::default()), &mut work)? {
            fitting.push(one);
        }
    }
    let page = fitting.iter().skip(start - 1).take(count);
    let shown: Vec<Value> = page.map(|kept| asked.show(kept, wanted)).collect();
    Ok(answer::list(fitting.len(), start, &shown))
}

async fn see(asked: Asked, id: &str, wanted: &Wanted) -> Result<Response, Wrong> {
    wanted.few()?;
    let kept = actions::see(&asked.by, asked.kind, id_of(id)?).await?;
    Ok(answer::scim(StatusCode::OK, &asked.show(&kept, wanted)))
}

async fn add(asked: Asked, body: &Bytes) -> Result<Response, Wrong> {
    let new = resource::new(asked.kind, &body_of(body)?)?;
    let kept = actions::put(&asked.by, asked.kind, new).await?;
    Ok(asked.answer(StatusCode::CREATED, &kept))
}

async fn put(asked: Asked, id: &str, body: &Bytes) -> Result<Response, Wrong> {
    let (kind, body) = (asked.kind, body_of(body)?);
    let make = move |kept: &Kept| resource::replaced(kind, kept, &body);
    let done = actions::change(&asked.by, kind, id_of(id)?, make).await?;
    Ok(asked.answer(StatusCode::OK, &done))
}

async fn patch(asked: Asked, id: &str, body: &Bytes) -> Result<Response, Wrong> {
    let (kind, body) = (asked.kind, Value::Object(body_of(body)?));
    let make = move |kept: &Kept| resource::patched(kind, kept, &body);
    let done = actions::change(&asked.by, kind, id_of(id)?, make).await?;
    Ok(asked.answer(StatusCode::OK, &done))
}

async fn delete(asked: Asked, id: &str) -> Result<Response, Wrong> {
    actions::remove(&asked.by, asked.kind, id_of(id)?).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// The handlers of one kind of resource.
macro_rules! handlers {
    ($kind:expr, $list:ident, $add:ident, $see:ident, $put:ident, $patch:ident, $delete:ident, $search:ident) => {
        async fn $list(came: Came, Query(wanted): Query<Wanted>) -> Result<Response, Wrong> {
            list(Asked::of(came, $kind).await?, wanted).await
        }
        async fn $search(came: Came, body: Bytes) -> Result<Response, Wrong> {
            let asked = Asked::of(came, $kind).await?;
            list(asked, Wanted::said(&body_of(&body)?)?).await
        }
        async fn $add(came: Came, body: Bytes) -> Result<Response, Wrong> {
            add(Asked::of(came, $kind).await?, &body).await
        }
        async fn $see(
            came: Came,
            Path(id): Path<String>,
            Query(wanted): Query<Wanted>,
        ) -> Result<Response, Wrong> {
            see(Asked::of(came, $kind).await?, &id, &wanted).await
        }
        async fn $put(came: Came, Path(id): Path<String>, body: Bytes) -> Result<Response, Wrong> {
            put(Asked::of(came, $kind).await?, &id, &body).await
        }
        async fn $patch(
            came: Came,
            Path(id): Path<String>,
            body: Bytes,
        ) -> Result<Response, Wrong> {
            patch(Asked::of(came, $kind).await?, &id, &body).await
        }
        async fn $delete(came: Came, Path(id): Path<String>) -> Result<Response, Wrong> {
            delete(Asked::of(came, $kind).await?, &id).await
        }
    };
}
handlers!(
    KindOf::User,
    users,
    add_user,
    user,
    put_user,
    patch_user,
    delete_user,
    search_users
);
handlers!(
    KindOf::Group,
    groups,
    add_group,
    group,
    put_group,
    patch_group,
    delete_group,
    search_groups
);

/// What the server says of itself, to whoever has a key that runs.
async fn fixed(came: Came, say: impl FnOnce(&str) -> Option<Response>) -> Result<Response, Wrong> {
    let asked = Asked::of(came, KindOf::User).await?;
    // The key is tried by a page of nobody.
    actions::find(&asked.by, asked.kind, Find::Page(0, 0)).await?;
    say(&asked.base).ok_or(Wrong::NotFound)
}

/// The key is tried, and then it is said what can't be done.
async fn refused(came: Came, wrong: Wrong) -> Wrong {
    let tried = fixed(came, |_| Some(StatusCode::OK.into_response()));
    tried.await.err().unwrap_or(wrong)
}

async fn unchanged(came: Came) -> Wrong {
    refused(came, Wrong::Method).await
}

async fn search_all(came: Came) -> Wrong {
    refused(came, Wrong::NotBuilt).await
}

async fn nothing(came: Came) -> Wrong {
    refused(came, Wrong::NotFound).await
}

async fn config(came: Came) -> Result<Response, Wrong> {
    let say = |base: &str| Some(answer::scim(StatusCode::OK, &fixed::config(base)));
    fixed(came, say).await
}

fn all(found: &[Value]) -> Response {
    answer::list(found.len(), 1, found)
}

fn one_of(found: &[Value], id: &str) -> Option<Response> {
    let mut found = found.iter();
    let one = found.find(|one| one.get("id").and_then(Value::as_str) == Some(id))?;
    Some(answer::scim(StatusCode::OK, one))
}

async fn types(came: Came) -> Result<Response, Wrong> {
    fixed(came, |base| Some(all(&fixed::types(base)))).await
}

async fn one_type(came: Came, Path(name): Path<String>) -> Result<Response, Wrong> {
    fixed(came, |base| one_of(&fixed::types(base), &name)).await
}

async fn schemas(came: Came) -> Result<Response, Wrong> {
    fixed(came, |base| Some(all(&fixed::schemas(base)))).await
}

async fn one_schema(came: Came, Path(schema): Path<String>) -> Result<Response, Wrong> {
    fixed(came, |base| one_of(&fixed::schemas(base), &schema)).await
}
