//! On the way to the organisation's own sign-in and back: what the browser keeps meanwhile, in a cookie of ten minutes.
//!
//! Nothing of it is kept here until it comes back. The cookie holds the moment, what it is for, 16 bytes of chance, where to
//! go on, and a keyed hash of all that; where somebody is signed in, also of their session. What the provider is told (the
//! state, the nonce, the hash of the verifier: RFC 7636) are keyed hashes of the chance: whoever sees the address can make
//! neither the cookie nor the verifier of it.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};
use switchboard_rules::moment::{Moment, Span};
use switchboard_rules::oidc::GOOD_FOR;

use crate::fault::Fault;
use crate::seal::fresh;
use crate::session::SessionKey;
use crate::world::{Inner, World};

/// How far the clock of the machine that asked may be before that of the one that is answered.
const AHEAD_MAX: Span = Span::minutes(1);
/// The longest address to go on to.
const TO_MAX: usize = 600;

/// What somebody is sent there for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Errand {
    /// To sign in.
    SignIn,
    /// To connect the account that they are signed in to.
    Connect,
    /// To show again who they are.
    ShowAgain,
}

impl Errand {
    /// Whether they must show afresh there who they are: whoever happens to be signed in there on this computer is neither
    /// connected nor taken for the one who shows it again.
    pub const fn wants_afresh(self) -> bool {
        match self {
            Self::SignIn => false,
            Self::Connect | Self::ShowAgain => true,
        }
    }

    const fn byte(self) -> u8 {
        match self {
            Self::SignIn => 1,
            Self::Connect => 2,
            Self::ShowAgain => 3,
        }
    }

    const fn read(byte: u8) -> Option<Self> {
        match byte {
            1 => Some(Self::SignIn),
            2 => Some(Self::Connect),
            3 => Some(Self::ShowAgain),
            _ => None,
        }
    }
}

/// What is sent along, and what the browser keeps.
pub struct Sent {
    /// For the cookie, and nowhere else.
    pub cookie: String,
    /// The state.
    pub state: String,
    /// The nonce.
    pub nonce: String,
    /// The challenge of the verifier, S256.
    pub challenge: String,
}

/// Moment, errand, chance.
type Head = [u8; 25];

fn head(now: Moment, errand: Errand) -> Result<Head, Fault> {
    let chance: [u8; 16] = fresh()?;
    let mut head = [0; 25];
    let bytes = now.millis().to_be_bytes().into_iter();
    let bytes = bytes.chain([errand.byte()]).chain(chance);
    for (to, from) in head.iter_mut().zip(bytes) {
        *to = from;
    }
    Ok(head)
}

fn made_of(world: &Inner, label: &'static str, head: &Head) -> String {
    URL_SAFE_NO_PAD.encode(world.keys.door.full(label, head))
}

fn verifier(world: &Inner, head: &Head) -> String {
    made_of(world, "oidc-verifier", head)
}

fn seal(world: &Inner, head: &Head, to: &str, session: Option<SessionKey>) -> [u8; 32] {
    let whose = session.map_or([0; 32], |key| *key.hash());
    let data = [head.as_slice(), &whose, to.as_bytes()].concat();
    world.keys.door.full("oidc-cookie", &data)
}

/// Why nobody goes on: the cookie is missing or too old, or it belongs to another answer, browser or session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lost;

/// Somebody who came back to the browser that was sent.
#[derive(Clone)]
pub struct Returned {
    head: Head,
    asked_at: Moment,
    errand: Errand,
    to: String,
    session: Option<SessionKey>,
}

impl Returned {
    /// What they were sent for.
    pub const fn errand(&self) -> Errand {
        self.errand
    }

    /// Where to go on.
    pub fn to(&self) -> &str {
        &self.to
    }

    /// What the provider wants to see for the code.
    pub fn verifier(&self, world: &World) -> String {
        verifier(&world.0, &self.head)
    }

    pub(super) fn nonce(&self, world: &World) -> String {
        made_of(&world.0, "oidc-nonce", &self.head)
    }

    pub(super) const fn asked_at(&self) -> Moment {
        self.asked_at
    }

    pub(super) const fn was_afresh(&self) -> bool {
        self.errand.wants_afresh()
    }

    pub(super) fn is_of(&self, session: Option<SessionKey>, errand: Errand) -> bool {
        self.errand == errand && (errand == Errand::SignIn || self.session == session)
    }

    pub(super) fn hash(&self, world: &Inner) -> [u8; 32] {
        world.keys.door.full("oidc-answered", &self.head)
    }

    /// What stands for its one turn at changing the code for a token.
    pub(super) fn turn_hash(&self, world: &Inner) -> [u8; 32] {
        world.keys.door.full("oidc-exchanged", &self.head)
    }

    pub(super) fn until(&self) -> Moment {
        self.asked_at.plus(GOOD_FOR)
    }
}

impl World {
    /// Sends somebody on their way. Nothing is kept here.
    pub fn send_for_identity(
        &self,
        errand: Errand,
        session: Option<SessionKey>,
        to: &str,
        now: Moment,
    ) -> Result<Sent, Fault> {
        let world = &self.0;
        let head = head(now, errand)?;
        let session = session.filter(|_| errand != Errand::SignIn);
        let mac = seal(world, &head, to, session);
        let parts = [head.as_slice(), to.as_bytes(), &mac];
        let challenge = Sha256::digest(verifier(world, &head).as_bytes());
        Ok(Sent {
            cookie: parts.map(|part| URL_SAFE_NO_PAD.encode(part)).join("."),
            state: made_of(world, "oidc-state", &head),
            nonce: made_of(world, "oidc-nonce", &head),
            challenge: URL_SAFE_NO_PAD.encode(challenge),
        })
    }

    /// Whether an answer belongs to this browser and to this session, and came in time.
    pub fn come_back(
        &self,
        cookie: &str,
        state: &str,
        session: Option<SessionKey>,
        now: Moment,
    ) -> Result<Returned, Lost> {
        let world = &self.0;
        let mut parts = cookie.split('.').map(|part| URL_SAFE_NO_PAD.decode(part));
        let (Some(Ok(head)), Some(Ok(to)), Some(Ok(mac)), None) =
            (parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return Err(Lost);
        };
        let head: Head = head.try_into().map_err(|_| Lost)?;
        let to = String::from_utf8(to).map_err(|_| Lost)?;
        let (millis, rest) = head.split_first_chunk::<8>().ok_or(Lost)?;
        let errand = rest.first().copied().and_then(Errand::read).ok_or(Lost)?;
        let session = session.filter(|_| errand != Errand::SignIn);
        is_same(&seal(world, &head, &to, session), &mac)?;
        let wanted = made_of(world, "oidc-state", &head);
        is_same(wanted.as_bytes(), state.as_bytes())?;
        let asked_at = Moment::from_millis(i64::from_be_bytes(*millis));
        let age = now.since(asked_at);
        if age >= GOOD_FOR || asked_at > now.plus(AHEAD_MAX) || to.len() > TO_MAX {
            return Err(Lost);
        }
        Ok(Returned {
            head,
            asked_at,
            errand,
            to,
            session,
        })
    }
}

fn is_same(one: &[u8], other: &[u8]) -> Result<(), Lost> {
    aws_lc_rs::constant_time::verify_slices_are_equal(one, other).map_err(|_| Lost)
}
