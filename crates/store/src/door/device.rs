//! Browsers that an account was signed in with: so that its holder hears of one that it wasn't.
//!
//! A browser is known by a cookie of chance alone. Of that a keyed hash is kept, bound to the account, so that two accounts
//! of one browser can't be told to be so. No address, no make of a browser, no place.

use switchboard_rules::events::EventKind;
use switchboard_rules::ids::{AccountId, bucket_of};
use switchboard_rules::moment::Span;

use super::SignedIn;
use crate::engine::Arg;
use crate::entry::{self, Draft, opened_text};
use crate::fault::Fault;
use crate::meta::WorldKind;
use crate::outbox::{self, Message, To};
use crate::seal::{fresh, hex};
use crate::tx::Tx;

/// After how long without a sign-in a browser is forgotten: as long as its cookie lives.
pub const KNOWN_FOR: Span = Span::days(365);

/// What a browser is known by: 32 bytes of chance in hexadecimal. It opens nothing.
#[derive(Clone, PartialEq, Eq)]
pub struct Device(String);

impl Device {
    /// One that was never seen.
    pub fn fresh() -> Result<Self, Fault> {
        let chance: [u8; 32] = fresh()?;
        Ok(Self(hex(&chance)))
    }

    /// Reads a cookie.
    pub fn parse(text: &str) -> Option<Self> {
        let is_hex = |b: u8| b.is_ascii_digit() || (b'a'..=b'f').contains(&b);
        (text.len() == 64 && text.bytes().all(is_hex)).then(|| Self(text.to_owned()))
    }

    /// The text for the cookie, and nowhere else.
    pub fn expose(&self) -> &str {
        &self.0
    }

    fn hash(&self, tx: &Tx<'_, '_>, account: AccountId) -> [u8; 32] {
        let data = [account.as_bytes().as_slice(), self.0.as_bytes()].concat();
        tx.world.keys.door.full("device", &data)
    }
}
crate::hush::says_only_its_name!(Device);

const SEEN: &str = "update device set seen_at = $1 where bucket = $2 and device_hash = $3";
const OTHERS: &str = "select 1 from device where account = $1 limit 1";
const PUT: &str = "insert into device (bucket, device_hash, account, first_at, seen_at) values ($1, $2, $3, $4, $4) on conflict (bucket, device_hash) do nothing";

/// Notes in which browser somebody has just signed in. One that the account had not used before is told to the person, but
/// for the very first. People of a demo or a test copy have none.
pub fn seen_in(tx: &mut Tx<'_, '_>, signed_in: &SignedIn, device: &Device) -> Result<(), Fault> {
    if tx.world.meta.kind != WorldKind::Live {
        return Ok(());
    }
    let (account, now) = (signed_in.account, tx.now());
    let hash = device.hash(tx, account);
    tx.run(
        "delete from device where account = $1 and seen_at < $2",
        &[
            Arg::Bytes(account.as_bytes()),
            Arg::Int(now.minus(KNOWN_FOR).millis()),
        ],
    )?;
    let key = [Arg::Int(bucket_of(&hash)), Arg::Bytes(&hash)];
    let [bucket, bytes] = key;
    if tx.run(SEEN, &[Arg::Int(now.millis()), bucket, bytes])? == 1 {
        return Ok(());
    }
    let is_first = tx
        .one(OTHERS, &[Arg::Bytes(account.as_bytes())], |row| row.int(0))?
        .is_none();
    tx.run(
        PUT,
        &[
            Arg::Int(bucket_of(&hash)),
            Arg::Bytes(&hash),
            Arg::Bytes(account.as_bytes()),
            Arg::Int(now.millis()),
        ],
    )?;
    if is_first {
        return Ok(());
    }
    let opened = signed_in.opened.text();
    let words = opened_text(opened, signed_in.vouched);
    entry::write(tx, &Draft::own(EventKind::NewDevice, account, &words), &[])?;
    let vars = format!(
        "account={account} by={account} opened={opened} at={}",
        now.millis()
    );
    outbox::put(tx, Message::NewDevice, To::Account(account), &vars)
}

/// Forgets an account's browsers.
pub(super) fn forget_devices(tx: &mut Tx<'_, '_>, account: AccountId) -> Result<(), Fault> {
    tx.run(
        "delete from device where account = $1",
        &[Arg::Bytes(account.as_bytes())],
    )?;
    Ok(())
}
