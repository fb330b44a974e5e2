//! Seeing and removing one's own device keys.

use switchboard_rules::device_key::DEVICE_KEYS_MAX;
use switchboard_rules::events::EventKind;
use switchboard_rules::ids::{AccountId, DeviceKeyId};
use switchboard_rules::moment::Moment;
use switchboard_rules::policy::{Action, Facts, Grant, Reason, Refusal, Resource};

use crate::door::accounts::label;
use crate::engine::Arg;
use crate::entry::{self, Draft};
use crate::fault::Fault;
use crate::hush::says_only_its_name;
use crate::session::id16;
use crate::tx::{Tx, Verdict};

/// One of one's own device keys.
pub struct OwnKey {
    /// What it is named by; it opens nothing.
    pub id: DeviceKeyId,
    /// Who handed its holder the code with which it was added.
    pub vouched: Option<String>,
    /// When it was added.
    pub made_at: Moment,
    /// When it was used last.
    pub used_at: Option<Moment>,
    /// When it ends by itself.
    pub until: Moment,
}
says_only_its_name!(OwnKey);

const OWN: &str = "select id, vouched, made_at, used_at, until_at from device_key where account = $1 and until_at > $2 order by made_at desc, id desc limit $3";

struct Row {
    id: [u8; 16],
    vouched: Option<AccountId>,
    made_at: i64,
    used_at: Option<i64>,
    until_at: i64,
}

fn ask(tx: &mut Tx<'_, '_>, action: Action) -> Result<Result<Grant, Refusal>, Fault> {
    let account = tx.account()?;
    tx.ask(action, &Resource::Account { account }, Facts::SHUT)
}

/// The device keys of whoever asks, the newest first. Where there is none, nothing is written down.
pub fn own_device_keys(tx: &mut Tx<'_, '_>) -> Result<Verdict<Vec<OwnKey>>, Fault> {
    let grant = match ask(tx, Action::SeeOwnDeviceKeys)? {
        Ok(grant) => grant,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    let account = grant.account();
    let args = [
        Arg::Bytes(account.as_bytes()),
        Arg::Int(tx.now().millis()),
        Arg::Int(i64::try_from(DEVICE_KEYS_MAX).unwrap_or(i64::MAX)),
    ];
    let rows = tx.all(OWN, &args, |row| {
        Ok(Row {
            id: id16(row.bytes(0)?).unwrap_or_default(),
            vouched: row.opt_bytes(1)?.and_then(id16).map(AccountId::from_bytes),
            made_at: row.int(2)?,
            used_at: row.opt_int(3)?,
            until_at: row.int(4)?,
        })
    })?;
    if !rows.is_empty() {
        let draft = Draft::act(EventKind::DeviceKeysShown, &grant);
        entry::write(tx, &draft.detail(format!("keys={}", rows.len())), &[])?;
    }
    let mut listed = Vec::with_capacity(rows.len());
    for row in rows {
        listed.push(OwnKey {
            id: DeviceKeyId::from_bytes(row.id),
            vouched: row.vouched.map(|by| label(tx, by)).transpose()?,
            made_at: Moment::from_millis(row.made_at),
            used_at: row.used_at.map(Moment::from_millis),
            until: Moment::from_millis(row.until_at),
        });
    }
    Ok(Verdict::Given(listed))
}

const REMOVE: &str = "delete from device_key where account = $1 and id = $2";
const END_OPENED: &str = "update session set ended_at = $1 where account = $2 and token_hash <> $3 and opened = 'device' and ended_at is null";

/// Removes one of one's own device keys. Somebody else's looks like one that never was. Sessions that such keys opened end,
/// but for the one that asks: whoever removes a stolen telephone's shuts out who has it.
pub fn remove_device_key(tx: &mut Tx<'_, '_>, id: DeviceKeyId) -> Result<Verdict<()>, Fault> {
    let grant = match ask(tx, Action::RemoveOwnDeviceKey)? {
        Ok(grant) => grant,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    let account = grant.account();
    let args = [Arg::Bytes(account.as_bytes()), Arg::Bytes(id.as_bytes())];
    if tx.run(REMOVE, &args)? == 0 {
        return Ok(Verdict::Refused(Refusal::new(Reason::NotYours)));
    }
    if let Some(this) = tx.session() {
        let args = [
            Arg::Int(tx.now().millis()),
            Arg::Bytes(account.as_bytes()),
            Arg::Bytes(this.hash()),
        ];
        tx.run(END_OPENED, &args)?;
    }
    let draft = Draft::act(EventKind::DeviceKeyRemoved, &grant);
    entry::write(tx, &draft.detail(format!("key={id}")), &[])?;
    tx.changed("account", account.as_bytes());
    Ok(Verdict::Given(()))
}
