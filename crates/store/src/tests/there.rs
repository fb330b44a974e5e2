//! The organisation's own sign-in as stories about it go there and back.

use serde_json::Value;
use switchboard_rules::moment::Moment;
use switchboard_rules::oidc::{Flaw, Trusted};

use super::house::given;
use super::issuer::Issuer;
use super::office::{Office, auth};
use crate::door::{
    self, Connectable, Connected, Errand, InByIdentity, IssuerKeys, Returned, SignedIn, Told,
};
use crate::session::{Auth, SessionKey};

/// What a token says besides what it usually does.
pub(crate) type Change = fn(&mut Value);

pub(crate) const CLIENT: &str = "switchboard";

/// An office whose organisation has a sign-in of its own.
pub(crate) struct There {
    pub(crate) issuer: Issuer,
    pub(crate) trusted: Trusted,
}

pub(crate) fn seconds(now: Moment) -> i64 {
    now.millis() / 1000
}

impl There {
    pub(crate) fn new() -> Self {
        let issuer = Issuer::new("https://id.example.org");
        let trusted = Trusted {
            issuer: issuer.url.clone(),
            client: CLIENT.to_owned(),
            office_acr: vec!["two".to_owned()],
            office_amr: Vec::new(),
        };
        Self { issuer, trusted }
    }

    pub(crate) fn keys(&self) -> IssuerKeys {
        IssuerKeys::parse(self.issuer.keys("k").as_bytes()).unwrap()
    }

    /// Sends somebody there and back at this moment, as this subject.
    pub(crate) fn go(
        &self,
        office: &Office,
        errand: Errand,
        session: Option<SessionKey>,
        (subject, change): (&str, Change),
        now: Moment,
    ) -> (Returned, Told) {
        let world = &office.world;
        let sent = world.send_for_identity(errand, session, "/", now).unwrap();
        let returned = world
            .come_back(&sent.cookie, &sent.state, session, now)
            .ok()
            .unwrap();
        let mut says = self.issuer.says(CLIENT, subject, &sent.nonce, seconds(now));
        change(&mut says);
        let token = self.issuer.token("ES256", "k-ES256", &says);
        let told = world.check_id_token(&self.keys(), &self.trusted, &token, &returned, now);
        (returned, told.ok().unwrap())
    }

    pub(crate) fn connect(
        &self,
        office: &Office,
        session: &SignedIn,
        subject: &str,
        now: Moment,
    ) -> Connected {
        let key = SessionKey::of(session.token.expose());
        let begun = given(Ok(office.act(auth(session), now, door::begin_identity)));
        assert_ne!(begun, Connectable::Already);
        let (returned, told) = self.go(office, Errand::Connect, key, (subject, |_| ()), now);
        given(Ok(office.act(auth(session), now, move |tx| {
            door::connect_identity(tx, &returned, &told)
        })))
    }

    pub(crate) fn come(&self, office: &Office, who: (&str, Change), now: Moment) -> InByIdentity {
        let (returned, told) = self.go(office, Errand::SignIn, None, who, now);
        given(Ok(office.act(Auth::Job("door"), now, move |tx| {
            door::sign_in_with_identity(tx, &returned, &told)
        })))
    }

    pub(crate) fn inside(&self, office: &Office, subject: &str, now: Moment) -> Option<SignedIn> {
        match self.come(office, (subject, |_| ()), now) {
            InByIdentity::In(signed_in) => Some(signed_in),
            _ => None,
        }
    }

    /// How many sessions a logout token ends; none where it was used before.
    pub(crate) fn leaves(
        &self,
        office: &Office,
        says: &Value,
        now: Moment,
    ) -> Result<Option<u64>, Flaw> {
        let token = self.issuer.token("ES256", "k-ES256", says);
        let left = office
            .world
            .check_logout_token(&self.keys(), &self.trusted, &token, now)?;
        Ok(given(Ok(office.act(Auth::Job("door"), now, move |tx| {
            door::end_by_provider(tx, &left)
        }))))
    }

    pub(crate) fn left(&self, number: &str, more: &Value, now: Moment) -> Value {
        let mut says = self.issuer.left(CLIENT, number, seconds(now));
        for (name, value) in more.as_object().unwrap() {
            says[name] = value.clone();
        }
        says
    }
}
