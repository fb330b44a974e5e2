//! The code that a caller is mailed before they add a device key. It shows that the address is theirs, and opens nothing.

use switchboard_rules::device_key::{CODE_GOOD_FOR, CODE_TRIES_MAX, CODES_MAX};
use switchboard_rules::events::EventKind;
use switchboard_rules::ids::AccountId;
use switchboard_rules::moment::{Moment, Span};
use switchboard_rules::policy::Grant;

use super::{is_demo, may_add};
use crate::door::accounts::{email_of, label, vars};
use crate::engine::{Arg, Value};
use crate::entry::{self, Draft};
use crate::fault::Fault;
use crate::hush::says_only_its_name;
use crate::outbox::{self, Message, To};
use crate::seal::fresh;
use crate::tx::{Tx, Verdict};
use crate::world::Inner;

/// What is known of a caller who is about to add a device key.
pub struct DeviceWay {
    /// Where the code is mailed to; none where the account has no address.
    pub email: Option<String>,
    /// Who handed them the code with which they came in.
    pub vouched: Option<String>,
    /// Whether a code was mailed, and still works.
    pub is_mailed: bool,
}

/// What became of asking for a code.
pub enum AskedCode {
    /// It is on its way.
    Mailed,
    /// A demo mails nothing: here it is.
    Shown(String),
    /// The account has no address.
    NoAddress,
    /// As many were mailed in this hour as may be.
    TooMany,
}
says_only_its_name!(DeviceWay, AskedCode);

/// What is known of whoever asks.
pub fn device_way(tx: &mut Tx<'_, '_>) -> Result<Verdict<DeviceWay>, Fault> {
    let grant = match may_add(tx)? {
        Ok(grant) => grant,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    let account = grant.account();
    let by = tx.vouched()?;
    let vouched = by.map(|by| label(tx, by)).transpose()?;
    let now = tx.now();
    Ok(Verdict::Given(DeviceWay {
        email: address(tx, account)?,
        vouched,
        is_mailed: locked(tx, account)?.is_some_and(|row| row.works(now)),
    }))
}

fn address(tx: &mut Tx<'_, '_>, account: AccountId) -> Result<Option<String>, Fault> {
    let world = std::sync::Arc::clone(tx.world);
    let email = email_of(&world, tx.raw(), account)?;
    Ok(email.map(|email| email.as_str().to_owned()))
}

/// What is kept of the code that was mailed last.
struct Row {
    hash: Option<Vec<u8>>,
    until: Moment,
    wrong: i64,
    mailed: i64,
    hour: Moment,
}

impl Row {
    fn works(&self, now: Moment) -> bool {
        self.hash.is_some() && now < self.until && self.wrong < CODE_TRIES_MAX
    }
}

const ROW: &str = "select code_hash, until_at, wrong, mailed, hour_at from device_code where bucket = $1 and account = $2 {for_update}";
const FIRST: &str = "insert into device_code (bucket, account, until_at, wrong, mailed, hour_at) values ($1, $2, 0, 0, 0, $3) on conflict (bucket, account) do nothing";
const MAILED: &str = "update device_code set code_hash = $1, until_at = $2, wrong = 0, mailed = $3, hour_at = $4 where bucket = $5 and account = $6";

fn locked(tx: &mut Tx<'_, '_>, account: AccountId) -> Result<Option<Row>, Fault> {
    let args = [Arg::Int(account.bucket()), Arg::Bytes(account.as_bytes())];
    tx.one(ROW, &args, |row| {
        Ok(Row {
            hash: row.opt_bytes(0)?.map(<[u8]>::to_vec),
            until: Moment::from_millis(row.int(1)?),
            wrong: row.int(2)?,
            mailed: row.int(3)?,
            hour: Moment::from_millis(row.int(4)?),
        })
    })
}

/// Mails a new code to the account's own address; one that was mailed before stops working.
pub fn ask_device_code(tx: &mut Tx<'_, '_>) -> Result<Verdict<AskedCode>, Fault> {
    let grant = match may_add(tx)? {
        Ok(grant) => grant,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    let (account, now) = (grant.account(), tx.now());
    if !is_demo(tx) && address(tx, account)?.is_none() {
        return Ok(Verdict::Given(AskedCode::NoAddress));
    }
    tx.run(
        FIRST,
        &[
            Arg::Int(account.bucket()),
            Arg::Bytes(account.as_bytes()),
            Arg::Int(now.millis()),
        ],
    )?;
    let row = locked(tx, account)?.ok_or(Fault::Conflict)?;
    let (mailed, hour) = if now.since(row.hour) < Span::hours(1) {
        (row.mailed, row.hour)
    } else {
        (0, now)
    };
    if mailed >= CODES_MAX {
        return Ok(Verdict::Given(AskedCode::TooMany));
    }
    let code = fresh_code()?;
    tx.later(
        MAILED,
        vec![
            Value::Bytes(code_hash(tx.world, account, &code).to_vec()),
            Value::Int(now.plus(CODE_GOOD_FOR).millis()),
            Value::Int(mailed + 1),
            Value::Int(hour.millis()),
            Value::Int(account.bucket()),
            Value::Bytes(account.as_bytes().to_vec()),
        ],
    );
    entry::write(tx, &Draft::act(EventKind::DeviceCodeMailed, &grant), &[])?;
    if is_demo(tx) {
        return Ok(Verdict::Given(AskedCode::Shown(code)));
    }
    let vars = format!("{} code={code}", vars(account, account));
    outbox::put(tx, Message::DeviceCode, To::Account(account), &vars)?;
    Ok(Verdict::Given(AskedCode::Mailed))
}

/// Eight digits in two groups: a hundred million, of which five may be tried.
fn fresh_code() -> Result<String, Fault> {
    let chance: [u8; 8] = fresh()?;
    let number = u64::from_be_bytes(chance) % 100_000_000;
    Ok(format!("{:04}-{:04}", number / 10_000, number % 10_000))
}

fn code_hash(world: &Inner, account: AccountId, typed: &str) -> [u8; 32] {
    let digits: String = typed
        .chars()
        .filter(char::is_ascii_digit)
        .take(16)
        .collect();
    let data = [account.as_bytes().as_slice(), digits.as_bytes()].concat();
    world.keys.door.full("device-code", &data)
}

const WRONG: &str = "update device_code set wrong = wrong + 1 where bucket = $1 and account = $2";
const USED: &str = "update device_code set code_hash = null where bucket = $1 and account = $2";

/// Whether this is the code that was mailed last. The right one is used up; each wrong one leaves an entry, and after five
/// none is right any more.
pub(super) fn is_right(tx: &mut Tx<'_, '_>, grant: &Grant, typed: &str) -> Result<bool, Fault> {
    let account = grant.account();
    let hash = code_hash(tx.world, account, typed);
    let now = tx.now();
    let waiting = locked(tx, account)?.filter(|row| row.works(now));
    let Some(kept) = waiting.and_then(|row| row.hash) else {
        return Ok(false);
    };
    let is_right = aws_lc_rs::constant_time::verify_slices_are_equal(&kept, &hash).is_ok();
    let args = [Arg::Int(account.bucket()), Arg::Bytes(account.as_bytes())];
    if is_right {
        tx.run(USED, &args)?;
    } else {
        tx.run(WRONG, &args)?;
        entry::write(tx, &Draft::act(EventKind::DeviceCodeWrong, grant), &[])?;
    }
    Ok(is_right)
}
