//! Signing in with a device key and its PIN. Whoever may not is told nothing of why.

use switchboard_rules::device_key::WRONG_MAX;
use switchboard_rules::events::EventKind;
use switchboard_rules::ids::{AccountId, DeviceKeyId, bucket_of};
use switchboard_rules::moment::Moment;
use switchboard_rules::passkey::Site;
use switchboard_rules::policy::{Opened, Reason, Refusal};

use super::key_hash;
use super::proof::{PinChecked, ShownKey};
use crate::door::accounts::vars;
use crate::door::passkey::challenge::Whose;
use crate::door::passkey::{is_over, use_up};
use crate::door::staff::only_rings;
use crate::door::{SignedIn, Vouched, open_vouched};
use crate::engine::{Arg, Value};
use crate::entry::{self, Draft, opened_text};
use crate::fault::Fault;
use crate::outbox::{self, Message, To};
use crate::session::id16;
use crate::tx::{Tx, Verdict};

/// The row, held until this act has ended: whoever ends the account waits, and then finds the session. Of several who try
/// PINs at once each finds what the one before left.
const FIND: &str = "select id, account, pin, vouched, until_at, wrong from device_key where bucket = $1 and key_hash = $2 {for_update}";

struct Kept {
    hash: [u8; 32],
    id: DeviceKeyId,
    account: AccountId,
    pin: String,
    vouched: Option<AccountId>,
    until: Moment,
    wrong: i64,
}

fn find(tx: &mut Tx<'_, '_>, shown: &ShownKey) -> Result<Option<Kept>, Fault> {
    let hash = key_hash(tx.world, shown.key.as_bytes());
    let key = [Arg::Int(bucket_of(&hash)), Arg::Bytes(&hash)];
    tx.one(FIND, &key, |row| {
        Ok(Kept {
            hash,
            id: DeviceKeyId::from_bytes(id16(row.bytes(0)?).unwrap_or_default()),
            account: AccountId::from_bytes(id16(row.bytes(1)?).unwrap_or_default()),
            pin: row.text(2)?.to_owned(),
            vouched: row.opt_bytes(3)?.and_then(id16).map(AccountId::from_bytes),
            until: Moment::from_millis(row.int(4)?),
            wrong: row.int(5)?,
        })
    })
}

/// Signs in with a key that its browser showed and the PIN that [`World::check_pin`](crate::World::check_pin) looked at.
pub fn sign_in_with_device_key(
    tx: &mut Tx<'_, '_>,
    site: &Site,
    shown: &ShownKey,
    checked: &PinChecked,
) -> Result<Verdict<SignedIn>, Fault> {
    let refused = || Ok(Verdict::Refused(Refusal::new(Reason::SignedOut)));
    let now = tx.now();
    let Some(kept) = find(tx, shown)? else {
        tx.count_stranger();
        return refused();
    };
    let Ok(answered) = shown.check(tx.world, site, Whose::AnyDevice, now) else {
        tx.world.tries.refuse(kept.account, now);
        return refused();
    };
    let is_unchanged = checked.hash.as_deref() == Some(kept.pin.as_str());
    if !is_unchanged || !may_come_in(tx, &kept)? || !use_up(tx, &answered)? {
        tx.world.tries.refuse(kept.account, now);
        return refused();
    }
    if !checked.is_right {
        wrong(tx, &kept)?;
        return refused();
    }
    note_use(tx, &kept);
    let vouched = Vouched {
        by: kept.vouched,
        until: Some(kept.until),
        ..Vouched::default()
    };
    open_vouched(tx, kept.account, Opened::Device, vouched).map(Verdict::Given)
}

/// Whoever rings now and holds no other role comes in, until the key's time is over: it must not grow with the roles.
fn may_come_in(tx: &mut Tx<'_, '_>, kept: &Kept) -> Result<bool, Fault> {
    if kept.until <= tx.now() || is_over(tx, kept.account)? {
        return Ok(false);
    }
    only_rings(tx, kept.account)
}

const USED: &str =
    "update device_key set used_at = $1, wrong = 0 where bucket = $2 and key_hash = $3";

fn note_use(tx: &mut Tx<'_, '_>, kept: &Kept) {
    tx.later(
        USED,
        vec![
            Value::Int(tx.now().millis()),
            Value::Int(bucket_of(&kept.hash)),
            Value::Bytes(kept.hash.to_vec()),
        ],
    );
}

const WRONG: &str = "update device_key set wrong = $1 where bucket = $2 and key_hash = $3";
const END: &str = "delete from device_key where bucket = $1 and key_hash = $2";

/// The right key signed, and the PIN was wrong. After five in a row the key is over, and its holder hears of it.
fn wrong(tx: &mut Tx<'_, '_>, kept: &Kept) -> Result<(), Fault> {
    let (account, now) = (kept.account, tx.now());
    tx.world.tries.refuse(account, now);
    let (bucket, wrong) = (bucket_of(&kept.hash), kept.wrong + 1);
    if wrong < WRONG_MAX {
        let args = [Arg::Int(wrong), Arg::Int(bucket), Arg::Bytes(&kept.hash)];
        tx.run(WRONG, &args)?;
        return Ok(());
    }
    tx.run(END, &[Arg::Int(bucket), Arg::Bytes(&kept.hash)])?;
    let opened = opened_text(Opened::Device.text(), kept.vouched);
    let draft = Draft::own(EventKind::DeviceKeyEnded, account, &opened);
    entry::write(tx, &draft.detail(format!("key={}", kept.id)), &[])?;
    tx.changed("account", account.as_bytes());
    let vars = vars(account, account);
    outbox::put(tx, Message::DeviceKeyEnded, To::Account(account), &vars)
}
