//! What the server says of itself (RFC 7643, sections 5 to 7): the same for everybody who has a key.

use serde_json::{Value, json};

use super::resource::{GROUP, USER};

/// `/ServiceProviderConfig`.
pub(super) fn config(base: &str) -> Value {
    json!({
        "schemas": ["urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig"],
        "patch": {"supported": true},
        "bulk": {"supported": false, "maxOperations": 0, "maxPayloadSize": 0},
        "filter": {"supported": true, "maxResults": 200},
        "changePassword": {"supported": false},
        "sort": {"supported": false},
        "etag": {"supported": false},
        "authenticationSchemes": [{
            "type": "oauthbearertoken",
            "name": "A key made at the console",
            "description": "Sent as Authorization: Bearer",
            "primary": true,
        }],
        "meta": {"resourceType": "ServiceProviderConfig", "location": format!("{base}/ServiceProviderConfig")},
    })
}

/// The kinds of resources.
pub(super) fn types(base: &str) -> Vec<Value> {
    [("User", "/Users", USER), ("Group", "/Groups", GROUP)]
        .into_iter()
        .map(|(name, endpoint, schema)| {
            json!({
                "schemas": ["urn:ietf:params:scim:schemas:core:2.0:ResourceType"],
                "id": name,
                "name": name,
                "endpoint": endpoint,
                "description": name,
                "schema": schema,
                "meta": {"resourceType": "ResourceType", "location": format!("{base}/ResourceTypes/{name}")},
            })
        })
        .collect()
}

fn attribute(name: &str, kind: &str, is_many: bool, parts: &[Value]) -> Value {
    let mut whole = json!({
        "name": name,
        "type": kind,
        "multiValued": is_many,
        "description": name,
        "required": false,
        "mutability": "readWrite",
        "returned": "default",
    });
    if let Some(map) = whole.as_object_mut() {
        match kind {
            "complex" => {
                map.insert("subAttributes".to_owned(), Value::Array(parts.to_vec()));
            }
            "string" => {
                map.insert("caseExact".to_owned(), json!(false));
                map.insert("uniqueness".to_owned(), json!("none"));
            }
            _ => {}
        }
    }
    whole
}

fn text(name: &str) -> Value {
    attribute(name, "string", false, &[])
}

/// The one by which a resource is known.
fn known_by(name: &str) -> Value {
    let mut whole = text(name);
    if let Some(map) = whole.as_object_mut() {
        map.insert("required".to_owned(), json!(true));
        map.insert("uniqueness".to_owned(), json!("server"));
    }
    whole
}

/// Whether access goes on: every user has it. A new one of whom nothing is said is active; removing it would say neither that
/// somebody left nor that they stay, so it is refused.
fn active() -> Value {
    let mut whole = attribute("active", "boolean", false, &[]);
    if let Some(map) = whole.as_object_mut() {
        map.insert("required".to_owned(), json!(true));
    }
    whole
}

fn many(name: &str) -> Value {
    let primary = attribute("primary", "boolean", false, &[]);
    let parts = [text("value"), text("display"), text("type"), primary];
    attribute(name, "complex", true, &parts)
}

/// The schemas.
pub(super) fn schemas(base: &str) -> Vec<Value> {
    let name = [
        "formatted",
        "familyName",
        "givenName",
        "middleName",
        "honorificPrefix",
        "honorificSuffix",
    ];
    let name = attribute("name", "complex", false, &name.map(text));
    let user = [
        known_by("userName"),
        name,
        text("displayName"),
        text("nickName"),
        text("title"),
        text("userType"),
        text("preferredLanguage"),
        text("locale"),
        text("timezone"),
        active(),
        many("emails"),
        many("phoneNumbers"),
    ];
    let member = [text("value"), text("display"), text("type")];
    let members = attribute("members", "complex", true, &member);
    let group = [known_by("displayName"), members];
    let schema = |id: &str, name: &str, attributes: &[Value]| {
        json!({
            "schemas": ["urn:ietf:params:scim:schemas:core:2.0:Schema"],
            "id": id,
            "name": name,
            "description": name,
            "attributes": attributes,
            "meta": {"resourceType": "Schema", "location": format!("{base}/Schemas/{id}")},
        })
    };
    vec![schema(USER, "User", &user), schema(GROUP, "Group", &group)]
}
