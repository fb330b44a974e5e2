//! Whether one's own account is connected, and disconnecting it.

use switchboard_rules::events::EventKind;
use switchboard_rules::moment::Moment;
use switchboard_rules::policy::{Action, Facts, Opened, Reason, Refusal, Resource};

use super::forget_identity;
use crate::door::has_password;
use crate::door::passkey::{has_for_office, needs_more};
use crate::engine::Arg;
use crate::entry::{self, Draft};
use crate::fault::Fault;
use crate::tx::{Tx, Verdict};

/// What connects one's own account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OwnIdentity {
    /// Since when.
    pub made_at: Moment,
    /// When its holder came in by it last, if they did.
    pub used_at: Option<Moment>,
    /// Whether its holder, who holds an office, can't come in by it, because it was connected with no more than a code.
    pub is_too_weak: bool,
}

/// What became of disconnecting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Disconnected {
    /// Nothing connects it any more.
    Gone,
    /// Nothing does, and the session that asked, which it had opened, is over too.
    Out,
    /// It is the last way in of somebody who holds an office.
    LastWay,
}

const OWN: &str = "select made_at, used_at, for_office from identity where account = $1 order by made_at limit 1 {for_update}";

struct Row {
    made_at: i64,
    used_at: Option<i64>,
    is_for_office: bool,
}

fn row(tx: &mut Tx<'_, '_>) -> Result<Option<Row>, Fault> {
    let account = tx.account()?;
    tx.one(OWN, &[Arg::Bytes(account.as_bytes())], |row| {
        Ok(Row {
            made_at: row.int(0)?,
            used_at: row.opt_int(1)?,
            is_for_office: row.int(2)? != 0,
        })
    })
}

/// What connects the account of whoever asks, if anything does.
pub fn own_identity(tx: &mut Tx<'_, '_>) -> Result<Verdict<Option<OwnIdentity>>, Fault> {
    let account = tx.account()?;
    let own = Resource::Account { account };
    let grant = match tx.ask(Action::SeeIdentity, &own, Facts::SHUT)? {
        Ok(grant) => grant,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    let needs_more = needs_more(tx, account)?;
    let found = row(tx)?.map(|row| OwnIdentity {
        made_at: Moment::from_millis(row.made_at),
        used_at: row.used_at.map(Moment::from_millis),
        is_too_weak: needs_more && !row.is_for_office,
    });
    let draft = Draft::act(EventKind::IdentityShown, &grant);
    let detail = format!("connected={}", u8::from(found.is_some()));
    entry::write(tx, &draft.detail(detail), &[])?;
    Ok(Verdict::Given(found))
}

const END_OPENED: &str = "update session set ended_at = $1 where account = $2 and opened in ('oidc', 'oidc-alone') and ended_at is null";

/// Disconnects the account of whoever asks. Every session that was opened by it ends, the one that asks too: the provider's
/// word that somebody left finds an account by what connects it.
pub fn disconnect_identity(tx: &mut Tx<'_, '_>) -> Result<Verdict<Disconnected>, Fault> {
    let account = tx.account()?;
    let own = Resource::Account { account };
    let grant = match tx.ask(Action::DisconnectIdentity, &own, Facts::SHUT)? {
        Ok(grant) => grant,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    let Some(row) = row(tx)? else {
        return Ok(Verdict::Refused(Refusal::new(Reason::NotYours)));
    };
    let has_another = has_password(tx, account)? || has_for_office(tx, account)?;
    if row.is_for_office && !has_another && needs_more(tx, account)? {
        return Ok(Verdict::Given(Disconnected::LastWay));
    }
    forget_identity(tx, account)?;
    let args = [Arg::Int(tx.now().millis()), Arg::Bytes(account.as_bytes())];
    tx.run(END_OPENED, &args)?;
    entry::write(
        tx,
        &Draft::act(EventKind::IdentityDisconnected, &grant),
        &[],
    )?;
    tx.changed("account", account.as_bytes());
    Ok(Verdict::Given(match grant.opened() {
        Opened::Oidc | Opened::OidcAlone => Disconnected::Out,
        _ => Disconnected::Gone,
    }))
}
