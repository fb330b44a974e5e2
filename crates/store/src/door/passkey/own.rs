//! One's own passkeys: which there are, and removing one.

use switchboard_rules::events::EventKind;
use switchboard_rules::ids::{AccountId, PasskeyId};
use switchboard_rules::moment::Moment;
use switchboard_rules::passkey::PASSKEYS_MAX;
use switchboard_rules::policy::{Action, Facts, Reason, Refusal, Resource};

use super::label_spot;
use crate::door::{has_password, holds_office};
use crate::engine::Arg;
use crate::entry::{self, Draft};
use crate::fault::Fault;
use crate::hush::says_only_its_name;
use crate::session::id16;
use crate::tx::{Tx, Verdict};

/// One of one's own passkeys.
#[derive(Clone)]
pub struct OwnPasskey {
    /// What it is named by; it opens nothing.
    pub id: PasskeyId,
    /// What its holder calls it.
    pub label: String,
    /// When it was added.
    pub made_at: Moment,
    /// When it was used last, if it was.
    pub used_at: Option<Moment>,
    /// Whether it lies in some other place too, as with the makers of telephones.
    pub is_backed_up: bool,
    /// Whether its holder, who holds an office, can't sign in with it, because it was added with no more than a code.
    pub is_too_weak: bool,
}
says_only_its_name!(OwnPasskey);

/// What became of removing one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RemovedPasskey {
    /// It is gone.
    Removed,
    /// It is the last way in of somebody who holds an office.
    LastWay,
}

/// More than there may be: two that were added at the same moment are both shown.
const SHOWN_MAX: usize = 2 * PASSKEYS_MAX;

const OWN: &str = "select id, label_sealed, made_at, used_at, backed_up, for_office from passkey where account = $1 order by made_at desc, id desc limit $2";

struct Row {
    id: [u8; 16],
    label: Vec<u8>,
    made_at: i64,
    used_at: Option<i64>,
    is_backed_up: bool,
    is_for_office: bool,
}

fn rows(tx: &mut Tx<'_, '_>, account: AccountId) -> Result<Vec<Row>, Fault> {
    let most = i64::try_from(SHOWN_MAX).unwrap_or(i64::MAX);
    let args = [Arg::Bytes(account.as_bytes()), Arg::Int(most)];
    tx.all(OWN, &args, |row| {
        Ok(Row {
            id: id16(row.bytes(0)?).unwrap_or_default(),
            label: row.bytes(1)?.to_vec(),
            made_at: row.int(2)?,
            used_at: row.opt_int(3)?,
            is_backed_up: row.int(4)? != 0,
            is_for_office: row.int(5)? != 0,
        })
    })
}

/// The passkeys of whoever asks, the newest first.
pub fn own_passkeys(tx: &mut Tx<'_, '_>) -> Result<Verdict<Vec<OwnPasskey>>, Fault> {
    let account = tx.account()?;
    let own = Resource::Account { account };
    let grant = match tx.ask(Action::SeeOwnPasskeys, &own, Facts::SHUT)? {
        Ok(grant) => grant,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    let needs_more = needs_more(tx, account)?;
    let mut listed = Vec::new();
    for row in rows(tx, account)? {
        let keys = &tx.world.keys.account;
        let label = keys.open(label_spot(&row.id), &row.label)?;
        listed.push(OwnPasskey {
            id: PasskeyId::from_bytes(row.id),
            label: String::from_utf8_lossy(&label).into_owned(),
            made_at: Moment::from_millis(row.made_at),
            used_at: row.used_at.map(Moment::from_millis),
            is_backed_up: row.is_backed_up,
            is_too_weak: needs_more && !row.is_for_office,
        });
    }
    let draft = Draft::act(EventKind::PasskeysShown, &grant);
    entry::write(tx, &draft.detail(format!("passkeys={}", listed.len())), &[])?;
    Ok(Verdict::Given(listed))
}

/// Whether a passkey must have been added with more than a code: an office's, in a live world.
pub(in crate::door) fn needs_more(tx: &mut Tx<'_, '_>, account: AccountId) -> Result<bool, Fault> {
    let is_live = tx.world.meta.kind == crate::meta::WorldKind::Live;
    Ok(is_live && holds_office(tx, account)?)
}

/// All of one's own, held until this act has ended, so that of two that are removed at once one stays.
const HELD: &str = "select id, for_office from passkey where account = $1 order by id {for_update}";

const END_OPENED: &str = "update session set ended_at = $1 where account = $2 and token_hash <> $3 and opened = 'passkey' and ended_at is null";

/// Removes one of one's own passkeys. Somebody else's looks like one that never was. Sessions that passkeys opened end, but
/// for the one that asks: whoever removes a stolen one shuts out who has it.
pub fn remove_passkey(
    tx: &mut Tx<'_, '_>,
    id: PasskeyId,
) -> Result<Verdict<RemovedPasskey>, Fault> {
    let account = tx.account()?;
    let own = Resource::Account { account };
    let grant = match tx.ask(Action::RemoveOwnPasskey, &own, Facts::SHUT)? {
        Ok(grant) => grant,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    let held = tx.all(HELD, &[Arg::Bytes(account.as_bytes())], |row| {
        Ok((id16(row.bytes(0)?).unwrap_or_default(), row.int(1)? != 0))
    })?;
    let Some((_, is_a_way_in)) = held.iter().find(|(found, _)| found == id.as_bytes()) else {
        return Ok(Verdict::Refused(Refusal::new(Reason::NotYours)));
    };
    let others = held.iter().filter(|(found, _)| found != id.as_bytes());
    let has_another = others.into_iter().any(|(_, is_for_office)| *is_for_office);
    if *is_a_way_in && !has_another && needs_more(tx, account)? && !has_password(tx, account)? {
        return Ok(Verdict::Given(RemovedPasskey::LastWay));
    }
    tx.run(
        "delete from passkey where account = $1 and id = $2",
        &[Arg::Bytes(account.as_bytes()), Arg::Bytes(id.as_bytes())],
    )?;
    if let Some(this) = tx.session() {
        let args = [
            Arg::Int(tx.now().millis()),
            Arg::Bytes(account.as_bytes()),
            Arg::Bytes(this.hash()),
        ];
        tx.run(END_OPENED, &args)?;
    }
    entry::write(tx, &Draft::act(EventKind::PasskeyRemoved, &grant), &[])?;
    tx.changed("account", account.as_bytes());
    Ok(Verdict::Given(RemovedPasskey::Removed))
}
