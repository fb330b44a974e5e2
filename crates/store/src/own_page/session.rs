//! The session of a member before their own page: half an hour, ended by "I'm done", kept as a hash.

use sha2::{Digest, Sha256};
use switchboard_rules::branches::Lineage;
use switchboard_rules::ids::{AccountId, MemberId, bucket_of};
use switchboard_rules::moment::{Moment, Span};
use switchboard_rules::policy::{Action, Facts, Resource, decide};

use crate::desk::shape;
use crate::duplicates::alias;
use crate::engine::{Arg, Raw, Value};
use crate::fault::Fault;
use crate::seal::{fresh, hex};
use crate::session::{id16, somebody};
use crate::tx::{Tx, Verdict};

/// How long a member's session lasts, whatever they do meanwhile.
pub(super) const LASTS: Span = Span::minutes(30);

/// The bearer's secret: 32 random bytes in hexadecimal, with no id of anybody in it. Only its hash is kept.
pub struct OwnToken(String);

impl OwnToken {
    pub(super) fn fresh() -> Result<Self, Fault> {
        let secret: [u8; 32] = fresh()?;
        Ok(Self(hex(&secret)))
    }

    /// The text that goes into the cookie, and nowhere else.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

/// The hash of a member's token: what a request carries into the store.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct OwnKey([u8; 32]);

impl OwnKey {
    /// Reads a cookie's text. A text of another shape is nobody's.
    pub fn of(text: &str) -> Option<Self> {
        let is_hex = |b: u8| b.is_ascii_digit() || (b'a'..=b'f').contains(&b);
        (text.len() == 64 && text.bytes().all(is_hex))
            .then(|| Self(Sha256::digest(text.as_bytes()).into()))
    }

    /// A value that a form of this session carries against cross-site requests; it tells nothing about the token.
    pub fn form_proof(&self) -> String {
        let digest = Sha256::new()
            .chain_update(b"own-form\0")
            .chain_update(self.0)
            .finalize();
        hex(digest.get(..16).unwrap_or_default())
    }
}

/// How much of their own page a member sees.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sight {
    /// All of it.
    Whole,
    /// Not what campaigns wrote, nor a copy: one officer alone gave the code.
    Covered,
}

const BEGIN: &str = "insert into own_session (bucket, token_hash, member, opened_at, until_at, giver) values ($1, $2, $3, $4, $5, $6)";
const RUNNING: &str = "select member, giver from own_session where bucket = $1 and token_hash = $2 and ended_at is null and until_at > $3 and opened_at <= $3";
const END: &str = "update own_session set ended_at = $1 where bucket = $2 and token_hash = $3 and ended_at is null";

/// Queues a new session of a member; by the code of an officer it is covered.
pub(super) fn begin(
    tx: &mut Tx<'_, '_>,
    member: MemberId,
    giver: Option<AccountId>,
) -> Result<OwnToken, Fault> {
    let token = OwnToken::fresh()?;
    let hash: [u8; 32] = Sha256::digest(token.0.as_bytes()).into();
    let now = tx.now();
    tx.later(
        BEGIN,
        vec![
            Value::Int(bucket_of(&hash)),
            Value::Bytes(hash.to_vec()),
            Value::Bytes(member.as_bytes().to_vec()),
            Value::Int(now.millis()),
            Value::Int(now.plus(LASTS).millis()),
            giver.map_or(Value::Null, |giver| Value::Bytes(giver.as_bytes().to_vec())),
        ],
    );
    Ok(token)
}

/// Whose running session this is, and how much it shows; whoever was merged since goes on under the other record. One by an officer's
/// code runs while that officer may give one: they could sit before it themselves.
pub(crate) fn member_of(
    raw: &mut Raw<'_>,
    key: OwnKey,
    now: Moment,
) -> Result<Option<(MemberId, Sight)>, Fault> {
    let args = [
        Arg::Int(bucket_of(&key.0)),
        Arg::Bytes(&key.0),
        Arg::Int(now.millis()),
    ];
    let found = raw.one(RUNNING, &args, |row| {
        let member = id16(row.bytes(0)?).ok_or_else(|| shape("own_session"))?;
        let giver = match row.opt_bytes(1)? {
            Some(giver) => Some(id16(giver).ok_or_else(|| shape("own_session"))?),
            None => None,
        };
        let giver = giver.map(AccountId::from_bytes);
        Ok((MemberId::from_bytes(member), giver))
    })?;
    let Some((member, giver)) = found else {
        return Ok(None);
    };
    let sight = match giver {
        Some(giver) if !still_gives(raw, giver, now)? => return Ok(None),
        Some(_) => Sight::Covered,
        None => Sight::Whole,
    };
    Ok(Some((alias::keeper_of(raw, member)?, sight)))
}

/// Whether an officer may still give such codes, by their roles alone: what a freeze stops isn't asked, so that none ends the session
/// of a member who is there.
fn still_gives(raw: &mut Raw<'_>, giver: AccountId, now: Moment) -> Result<bool, Fault> {
    let Some(actor) = somebody(raw, giver, "password")? else {
        return Ok(false);
    };
    // That takes the office of the whole organisation, wherever the member stands.
    let member = Resource::Member {
        stands: Lineage::NOWHERE,
    };
    Ok(decide(&actor, Action::GiveOwnCode, &member, &Facts::SHUT, now).is_ok())
}

const GIVER: &str = "select giver from own_session where bucket = $1 and token_hash = $2";

/// By which officer's code the session that asks was opened; none where it was by the member's own.
pub(super) fn giver(tx: &mut Tx<'_, '_>) -> Result<Option<AccountId>, Fault> {
    let Some(OwnKey(hash)) = tx.own_key() else {
        return Ok(None);
    };
    let args = [Arg::Int(bucket_of(&hash)), Arg::Bytes(&hash)];
    let found = tx.one(GIVER, &args, |row| Ok(row.opt_bytes(0)?.and_then(id16)))?;
    Ok(found.flatten().map(AccountId::from_bytes))
}

/// Ends the session that asks: "I'm done". One that is over is over.
pub fn end(tx: &mut Tx<'_, '_>) -> Result<Verdict<()>, Fault> {
    if let Some(OwnKey(hash)) = tx.own_key() {
        let args = [
            Arg::Int(tx.now().millis()),
            Arg::Int(bucket_of(&hash)),
            Arg::Bytes(&hash),
        ];
        tx.run(END, &args)?;
    }
    Ok(Verdict::Given(()))
}

const END_ALL: &str = "delete from own_session";
const OLD: &str = "delete from own_session where until_at < $1";

/// Ends every member's session, after a restore.
pub(crate) fn end_all(tx: &mut Tx<'_, '_>) -> Result<(), Fault> {
    tx.run(END_ALL, &[])?;
    Ok(())
}

const END_OF: &str = "delete from own_session where member = $1";

/// Ends the sessions of one record.
pub(super) fn end_of(tx: &mut Tx<'_, '_>, member: MemberId) -> Result<(), Fault> {
    tx.run(END_OF, &[Arg::Bytes(member.as_bytes())])?;
    Ok(())
}

const END_BY: &str = "delete from own_session where giver = $1";

/// Ends the sessions that this officer's codes opened.
pub(super) fn end_by(tx: &mut Tx<'_, '_>, giver: AccountId) -> Result<(), Fault> {
    tx.run(END_BY, &[Arg::Bytes(giver.as_bytes())])?;
    Ok(())
}

/// Deletes sessions that are over.
pub(super) fn forget_old(tx: &mut Tx<'_, '_>) -> Result<u64, Fault> {
    let now = tx.now().millis();
    tx.run(OLD, &[Arg::Int(now)])
}
