//! Users and groups as the directory writes and reads them. What it says beyond the core schemas is kept as it is.

use serde_json::{Map, Value, json};
use switchboard_store::directory::{Change, Kept, KindOf};
use switchboard_store::rules::leaving::Why;
use switchboard_store::rules::scim::Attribute;

use super::answer::Wrong;
use super::matching::{Work, get};
use super::patch;

/// The schema of users.
pub(super) const USER: &str = "urn:ietf:params:scim:schemas:core:2.0:User";
/// The schema of groups.
pub(super) const GROUP: &str = "urn:ietf:params:scim:schemas:core:2.0:Group";
/// Why somebody leaves, as an extension: `why` is resigned, expelled, lapsed, deceased or role-ended.
pub(super) const LEAVING: &str = "urn:switchboard:params:scim:schemas:leaving:1.0:User";

/// The names of attributes in the case that the specification gives them.
const NAMES: [&str; 22] = [
    "userName",
    "externalId",
    "displayName",
    "nickName",
    "profileUrl",
    "title",
    "userType",
    "preferredLanguage",
    "locale",
    "timezone",
    "active",
    "name",
    "emails",
    "phoneNumbers",
    "ims",
    "photos",
    "addresses",
    "entitlements",
    "roles",
    "x509Certificates",
    "members",
    "schemas",
];
/// Those that have several values.
const MANY: [&str; 9] = [
    "emails",
    "phoneNumbers",
    "ims",
    "photos",
    "addresses",
    "entitlements",
    "roles",
    "x509Certificates",
    "members",
];
/// What the server says, or nobody keeps.
const NOT_KEPT: [&str; 4] = ["id", "meta", "password", "groups"];
/// The most letters of a resource.
const LETTERS_MAX: usize = 65_536;
/// The most attributes and extensions of a resource: the specification has 22.
const KEYS_MAX: usize = 100;
/// The most steps that the operations of one request take (`matching::Work`): some five changes of one member of the largest group.
pub(super) const WORK_MAX: usize = 50_000;
/// The most letters of a name.
const NAME_MAX: usize = 200;

/// Whether a filter may ask for it: the specification's attributes, and whatever an extension has.
pub(super) fn is_known(attribute: &Attribute) -> bool {
    let mut all = NAMES.iter().chain(&NOT_KEPT);
    attribute.schema.is_some() || all.any(|name| attribute.name.eq_ignore_ascii_case(name))
}

/// Whether an attribute has several values.
pub(super) fn is_many(name: &str) -> bool {
    MANY.iter().any(|many| name.eq_ignore_ascii_case(many))
}

/// Whether a name is that of a core schema itself.
pub(super) fn is_core(name: &str) -> bool {
    name.eq_ignore_ascii_case(USER) || name.eq_ignore_ascii_case(GROUP)
}

/// A name without the core schema before it.
fn bare(name: &str) -> &str {
    let mut parts = [USER, GROUP].into_iter().filter_map(|schema| {
        let head = name.get(..schema.len())?;
        let rest = name.get(schema.len()..)?.strip_prefix(':')?;
        head.eq_ignore_ascii_case(schema).then_some(rest)
    });
    parts.next().unwrap_or(name)
}

/// The same with the specification's names, without what the server says itself. None is there twice.
fn tidy(body: &Map<String, Value>) -> Result<Map<String, Value>, Wrong> {
    let mut kept = Map::new();
    for (key, value) in body {
        if is_core(key) {
            return Err(Wrong::Syntax);
        }
        let key = bare(key);
        if NOT_KEPT.iter().any(|not| key.eq_ignore_ascii_case(not)) || value.is_null() {
            continue;
        }
        let name = NAMES.iter().find(|name| key.eq_ignore_ascii_case(name));
        let name = name.map_or(key, |name| name).to_owned();
        if kept.insert(name, value.clone()).is_some() {
            return Err(Wrong::Syntax);
        }
    }
    Ok(kept)
}

fn text(map: &Map<String, Value>, name: &str) -> Result<Option<String>, Wrong> {
    match get(map, name) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) if text.chars().count() <= NAME_MAX => {
            Ok(Some(text.trim().to_owned()).filter(|text| !text.is_empty()))
        }
        Some(_) => Err(Wrong::Value),
    }
}

/// true or false where it is said, also as a text in any case, as some directories send it.
fn active(map: &Map<String, Value>) -> Result<Option<bool>, Wrong> {
    match get(map, "active") {
        None | Some(Value::Null) => Ok(None),
        Some(Value::Bool(active)) => Ok(Some(*active)),
        Some(Value::String(text)) if text.eq_ignore_ascii_case("true") => Ok(Some(true)),
        Some(Value::String(text)) if text.eq_ignore_ascii_case("false") => Ok(Some(false)),
        Some(_) => Err(Wrong::Value),
    }
}

fn why(map: &Map<String, Value>) -> Result<Why, Wrong> {
    let said = get(map, LEAVING).and_then(Value::as_object);
    let said = said.and_then(|map| get(map, "why")).and_then(Value::as_str);
    match said {
        None => Ok(Why::RoleEnded),
        Some(word) => Why::parse(word).map_err(|_| Wrong::Value),
    }
}

/// What a resource is to be that comes new.
pub(super) fn new(kind: KindOf, body: &Map<String, Value>) -> Result<Change, Wrong> {
    change(kind, true, body)
}

/// What a resource is to be that is sent as a whole. Whoever sends that somebody is not active, and knew it, has said nothing
/// new: a role that was given again since stays.
pub(super) fn replaced(
    kind: KindOf,
    kept: &Kept,
    body: &Map<String, Value>,
) -> Result<Change, Wrong> {
    let new = change(kind, kept.active, body)?;
    let ends = new.ends && kept.active;
    Ok(Change { ends, ..new })
}

/// What a resource is to be of which parts are changed. Only what the parts themselves say of `active` counts. What every
/// resource has can't be removed (RFC 7644, section 3.5.2.2).
pub(super) fn patched(kind: KindOf, kept: &Kept, body: &Value) -> Result<Change, Wrong> {
    let mut map = map_of(kept);
    // Nothing that is sent makes it null: what is still null afterwards wasn't spoken of, and what isn't there was removed.
    if kind == KindOf::User {
        map.insert("active".to_owned(), Value::Null);
    }
    patch::apply(&mut map, body, &mut Work::of(WORK_MAX))?;
    let fixed: &[&str] = match kind {
        KindOf::User => &["userName", "active"],
        KindOf::Group => &["displayName"],
    };
    if fixed.iter().any(|name| get(&map, name).is_none()) {
        return Err(Wrong::Fixed);
    }
    change(kind, kept.active, &map)
}

/// What a resource is to be, from what was sent or patched. Why somebody leaves is told once, and not kept.
fn change(kind: KindOf, was: bool, body: &Map<String, Value>) -> Result<Change, Wrong> {
    let mut kept = tidy(body)?;
    let named = match kind {
        KindOf::User => "userName",
        KindOf::Group => "displayName",
    };
    let name = text(&kept, named)?.ok_or(Wrong::Value)?;
    let named = active(&kept)?;
    let active = named.unwrap_or(was);
    if kind == KindOf::User {
        kept.insert("active".to_owned(), Value::Bool(active));
    }
    let label = text(&kept, "displayName")?.unwrap_or_else(|| spoken(&kept, &name));
    let (external, why) = (text(&kept, "externalId")?, why(&kept)?);
    kept.retain(|key, _| !key.eq_ignore_ascii_case(LEAVING));
    let keys = kept.len();
    let words = Value::Object(kept).to_string();
    if words.len() > LETTERS_MAX || keys > KEYS_MAX {
        return Err(Wrong::Value);
    }
    Ok(Change {
        name,
        external,
        label,
        words,
        active,
        ends: named == Some(false),
        why,
    })
}

/// The name that people say.
fn spoken(map: &Map<String, Value>, otherwise: &str) -> String {
    let Some(Value::Object(name)) = get(map, "name") else {
        return otherwise.to_owned();
    };
    let part = |key| get(name, key).and_then(Value::as_str).unwrap_or_default();
    let whole = match part("formatted") {
        "" => format!("{} {}", part("givenName"), part("familyName")),
        formatted => formatted.to_owned(),
    };
    let whole: String = whole.trim().chars().take(NAME_MAX).collect();
    if whole.is_empty() {
        otherwise.to_owned()
    } else {
        whole
    }
}

/// What was kept, as a map to be patched.
pub(super) fn map_of(kept: &Kept) -> Map<String, Value> {
    match serde_json::from_str(&kept.words) {
        Ok(Value::Object(map)) => map,
        _ => Map::new(),
    }
}

/// When and where: what the server says of a resource.
pub(super) struct Meta<'a> {
    /// The address before `/Users`.
    pub(super) base: &'a str,
    /// When it came.
    pub(super) created: String,
    /// When it changed.
    pub(super) changed: String,
}

/// A resource as it is shown.
pub(super) fn shown(kind: KindOf, kept: &Kept, meta: &Meta<'_>) -> Value {
    let mut map = map_of(kept);
    let (schema, folder, name) = match kind {
        KindOf::User => (USER, "Users", "User"),
        KindOf::Group => (GROUP, "Groups", "Group"),
    };
    let mut schemas = vec![json!(schema)];
    schemas.extend(
        map.keys()
            .filter(|key| key.starts_with("urn:"))
            .map(|key| json!(key)),
    );
    map.insert("schemas".to_owned(), Value::Array(schemas));
    map.insert("id".to_owned(), json!(kept.id.to_string()));
    if kind == KindOf::User {
        map.insert("active".to_owned(), json!(kept.active));
    }
    let location = format!("{}/{folder}/{}", meta.base, kept.id);
    let about = json!({
        "resourceType": name,
        "created": meta.created,
        "lastModified": meta.changed,
        "location": location,
        "version": format!("W/\"{}\"", kept.changed_at.millis()),
    });
    map.insert("meta".to_owned(), about);
    Value::Object(map)
}

/// The same with those attributes alone that were asked for, or without those that were not wanted; `id` and `schemas` always.
/// A part of an attribute, or of an extension, brings the whole.
pub(super) fn chosen(mut whole: Value, wanted: Option<&str>, unwanted: Option<&str>) -> Value {
    if let Value::Object(map) = &mut whole {
        let always = |key: &str| key == "id" || key == "schemas";
        if let Some(wanted) = wanted {
            map.retain(|key, _| always(key) || wanted.split(',').any(|name| asks(name, key)));
        }
        if let Some(unwanted) = unwanted {
            map.retain(|key, _| always(key) || !unwanted.split(',').any(|name| asks(name, key)));
        }
    }
    whole
}

/// Whether a name, perhaps with its schema before and a part behind, is that of an attribute or of what is in an extension.
fn asks(name: &str, key: &str) -> bool {
    let (name, key) = (name.trim().to_lowercase(), key.to_lowercase());
    if key.starts_with("urn:") {
        let part = name.strip_prefix(&key);
        return part.is_some_and(|part| part.is_empty() || part.starts_with(':'));
    }
    bare(&name).split('.').next() == Some(key.as_str())
}
