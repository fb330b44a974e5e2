//! Tokens of the organisation's own sign-in: whose signature they bear, and what they say.
//!
//! Shape and signature are read by `jsonwebtoken`, over the one provider of cryptography; what they say is compared by
//! `switchboard_rules::oidc`, with the moment as an argument. Only what was checked here becomes a [`Told`] or a [`Left`].

use jsonwebtoken::jwk::{Jwk, PublicKeyUse};
use jsonwebtoken::{Algorithm, DecodingKey, Header, Validation, decode, decode_header};
use serde::Deserialize;
use serde_json::Value;
use switchboard_rules::moment::Moment;
use switchboard_rules::oidc::{Asked, Claims, Flaw, Trusted, remembered_until};

use super::begun::Returned;
use super::{identity_hash, number_hash, sid_hash};
use crate::world::World;

/// How tokens may be signed: by a private key that the issuer alone has.
const ALGORITHMS: [Algorithm; 4] = [
    Algorithm::RS256,
    Algorithm::PS256,
    Algorithm::ES256,
    Algorithm::EdDSA,
];
/// The most that a token may take.
const TOKEN_MAX: usize = 16 * 1024;
/// More keys than this an issuer has no use for.
const KEYS_MAX: usize = 64;
/// What a logout token says that has happened.
const LOGOUT: &str = "http://schemas.openid.net/event/backchannel-logout";

/// The keys that an issuer publishes.
pub struct IssuerKeys(Vec<Jwk>);

impl IssuerKeys {
    /// Reads a set of keys (RFC 7517). One that isn't understood is passed over, as the RFC asks.
    pub fn parse(text: &[u8]) -> Option<Self> {
        #[derive(Deserialize)]
        struct Set {
            keys: Vec<Value>,
        }
        let set: Set = serde_json::from_slice(text).ok()?;
        let keys = set.keys.into_iter().take(KEYS_MAX);
        Some(Self(
            keys.filter_map(|key| serde_json::from_value(key).ok())
                .filter(is_for_signatures)
                .collect(),
        ))
    }

    /// Whether the key is among them that a token says it is signed by. A text that is no token needs no new keys.
    pub fn may_know(&self, token: &str) -> bool {
        match header(token) {
            Ok(header) => self.find(&header).is_some(),
            Err(_) => true,
        }
    }

    fn find(&self, header: &Header) -> Option<&Jwk> {
        let fits = |key: &&Jwk| {
            let of = &key.common.key_algorithm;
            of.is_none_or(|of| of.to_string() == format!("{:?}", header.alg))
        };
        let mut fitting = self.0.iter().filter(fits);
        match &header.kid {
            Some(kid) => fitting.find(|key| key.common.key_id.as_ref() == Some(kid)),
            // Without a name the one there is.
            None => fitting.next().filter(|_| self.0.len() == 1),
        }
    }
}

fn is_for_signatures(key: &Jwk) -> bool {
    let is_for = &key.common.public_key_use;
    is_for
        .as_ref()
        .is_none_or(|of| *of == PublicKeyUse::Signature)
}

fn header(token: &str) -> Result<Header, Flaw> {
    if token.len() > TOKEN_MAX {
        return Err(Flaw::Unreadable);
    }
    let header = decode_header(token).map_err(|_| Flaw::Algorithm)?;
    if !ALGORITHMS.contains(&header.alg) {
        return Err(Flaw::Algorithm);
    }
    // What must be understood and isn't (RFC 7515, §4.1.11).
    if header.crit.is_some() {
        return Err(Flaw::Unreadable);
    }
    Ok(header)
}

/// One text or several, as `aud` may be.
#[derive(Deserialize)]
#[serde(untagged)]
enum OneOrMany {
    One(String),
    Many(Vec<String>),
}

/// What is read of a token. An address or a name isn't.
#[derive(Deserialize)]
struct Written {
    iss: String,
    aud: OneOrMany,
    azp: Option<String>,
    sub: Option<String>,
    sid: Option<String>,
    nonce: Option<Value>,
    exp: Option<i64>,
    iat: Option<i64>,
    auth_time: Option<i64>,
    acr: Option<String>,
    #[serde(default)]
    amr: Vec<String>,
    jti: Option<String>,
    #[serde(default)]
    events: Value,
}

impl Written {
    fn claims(self) -> Claims {
        let moment = |seconds: i64| Moment::from_millis(seconds.saturating_mul(1000));
        Claims {
            issuer: self.iss,
            audience: match self.aud {
                OneOrMany::One(aud) => vec![aud],
                OneOrMany::Many(aud) => aud,
            },
            asked_by: self.azp,
            subject: self.sub,
            session: self.sid,
            // Of another kind it is there all the same, and no question of ours.
            nonce: self.nonce.map(|nonce| match nonce {
                Value::String(nonce) => nonce,
                other => other.to_string(),
            }),
            until: self.exp.map(moment),
            made: self.iat.map(moment),
            shown: self.auth_time.map(moment),
            acr: self.acr,
            amr: self.amr,
            number: self.jti,
            is_logout: self.events.get(LOGOUT).is_some_and(Value::is_object),
        }
    }
}

/// What a token says, if one of these keys signed it.
fn signed(keys: &IssuerKeys, token: &str, header: &Header) -> Result<Claims, Flaw> {
    let key = keys.find(header).ok_or(Flaw::Key)?;
    let key = DecodingKey::from_jwk(key).map_err(|_| Flaw::Key)?;
    let mut shape = Validation::new(header.alg);
    shape.required_spec_claims.clear();
    // Against the moment of the act, and not against a clock: by `rules::oidc`.
    shape.validate_exp = false;
    shape.validate_nbf = false;
    shape.validate_aud = false;
    let written = decode::<Written>(token, &key, &shape).map_err(|_| Flaw::Signature)?;
    Ok(written.claims.claims())
}

/// Whether a token names the kind that it is of as logout tokens do; it need not name any.
fn names_logout(header: &Header) -> bool {
    let kind = header.typ.as_deref().unwrap_or_default();
    let kind = kind.to_ascii_lowercase();
    kind.trim_start_matches("application/") == "logout+jwt"
}

/// What the organisation's own sign-in told of whoever was sent there: whose identity it is, as a keyed hash, and how well
/// they showed it. It comes from a token that was checked, and from nothing else.
pub struct Told {
    pub(super) identity: [u8; 32],
    pub(super) sid: Option<[u8; 32]>,
    pub(super) shown_at: Option<Moment>,
    pub(super) is_strong: bool,
}

/// News that somebody signed out there: of which identity, of which session.
pub struct Left {
    pub(super) identity: Option<[u8; 32]>,
    pub(super) sid: Option<[u8; 32]>,
    pub(super) number: [u8; 32],
    pub(super) until: Moment,
}

impl World {
    /// Checks an ID token against what was asked.
    pub fn check_id_token(
        &self,
        keys: &IssuerKeys,
        trusted: &Trusted,
        token: &str,
        returned: &Returned,
        now: Moment,
    ) -> Result<Told, Flaw> {
        let header = header(token)?;
        if names_logout(&header) {
            return Err(Flaw::Kind);
        }
        let claims = signed(keys, token, &header)?;
        let asked = Asked {
            nonce: &returned.nonce(self),
            at: returned.asked_at(),
            afresh: returned.was_afresh(),
        };
        trusted.check_sign_in(&claims, &asked, now)?;
        let subject = claims.subject.as_deref().ok_or(Flaw::Subject)?;
        Ok(Told {
            identity: identity_hash(&self.0, &claims.issuer, subject),
            sid: sid_of(self, &claims),
            shown_at: claims.shown,
            is_strong: trusted.is_strong(&claims, now),
        })
    }

    /// Checks a logout token.
    pub fn check_logout_token(
        &self,
        keys: &IssuerKeys,
        trusted: &Trusted,
        token: &str,
        now: Moment,
    ) -> Result<Left, Flaw> {
        let header = header(token)?;
        let is_named = header
            .typ
            .as_deref()
            .is_some_and(|typ| !typ.eq_ignore_ascii_case("jwt"));
        if is_named && !names_logout(&header) {
            return Err(Flaw::Kind);
        }
        let claims = signed(keys, token, &header)?;
        trusted.check_logout(&claims, now)?;
        let subject = claims.subject.as_deref();
        let number = claims.number.as_deref().ok_or(Flaw::Subject)?;
        Ok(Left {
            identity: subject.map(|subject| identity_hash(&self.0, &claims.issuer, subject)),
            sid: sid_of(self, &claims),
            number: number_hash(&self.0, &claims.issuer, number),
            until: remembered_until(&claims, now),
        })
    }
}

fn sid_of(world: &World, claims: &Claims) -> Option<[u8; 32]> {
    let sid = claims.session.as_deref()?;
    Some(sid_hash(&world.0, &claims.issuer, sid))
}
