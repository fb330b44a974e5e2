//! Joining: the act of the person named.

use switchboard_rules::events::EventKind;
use switchboard_rules::ids::{AccountId, InvitationId};
use switchboard_rules::person::Email;
use switchboard_rules::policy::{Action, Opened, Reason, Refusal, Resource, Role};

use super::{Campaign, Kept, campaign, email_spot, kept};
use crate::door::accounts::{NewAccount, NewTerm, account_of, write_account, write_term};
use crate::door::code::invitation_hash;
use crate::door::{SignedIn, Vouched, open_vouched};
use crate::engine::Value;
use crate::entry::{self, Draft, opened_text};
use crate::fault::Fault;
use crate::mint::random_id;
use crate::session::scope_columns;
use crate::tx::{Tx, Verdict};

/// Joins by the code of an invitation: account, caller's role until the contest closes, and session, in one commit. `notice`
/// names the words about what is written down, which the person says they have read.
///
/// A wrong code, an invitation that was used, taken back or is over, and one that never was: all are refused alike, and
/// nothing is written but that some stranger was.
pub fn join(
    tx: &mut Tx<'_, '_>,
    id: InvitationId,
    code: &str,
    notice: &'static str,
) -> Result<Verdict<SignedIn>, Fault> {
    let Some((kept, campaign)) = opened_by(tx, id, code)? else {
        tx.count_stranger();
        return Ok(Verdict::Refused(Refusal::new(Reason::SignedOut)));
    };
    write(tx, &kept, &campaign, notice).map(Verdict::Given)
}

/// The invitation and its campaign, if this is its code and it still stands.
fn opened_by(
    tx: &mut Tx<'_, '_>,
    id: InvitationId,
    code: &str,
) -> Result<Option<(Kept, Campaign)>, Fault> {
    let now = tx.now();
    let hash = invitation_hash(tx.world, id, code);
    let found = kept(tx, id)?;
    let Some(kept) = found.filter(|kept| kept.is_open(now) && kept.code_hash == hash) else {
        return Ok(None);
    };
    wanted(tx, kept)
}

/// An open invitation with its campaign, if it still stands: the contest goes on, and whoever invited may still do so.
pub(super) fn wanted(tx: &mut Tx<'_, '_>, kept: Kept) -> Result<Option<(Kept, Campaign)>, Fault> {
    let now = tx.now();
    let Some(campaign) = campaign(tx, kept.campaign)? else {
        return Ok(None);
    };
    let is_over = campaign.closes_at <= now || tx.is_world_frozen()?;
    if is_over || !is_still_wanted(tx, &kept, &campaign)? {
        return Ok(None);
    }
    Ok(Some((kept, campaign)))
}

/// Whether whoever invited may still do so, and give the role, as they stand now.
fn is_still_wanted(tx: &mut Tx<'_, '_>, kept: &Kept, campaign: &Campaign) -> Result<bool, Fault> {
    // What they were signed in with then says nothing of what they may now.
    let inviter = (kept.invited_by, Opened::Code.text());
    let given = Resource::Term {
        account: AccountId::from_bytes(random_id()?),
        role: Role::Caller,
        at: campaign.place(kept.scope),
    };
    Ok(
        tx.would_grant(inviter, Action::Invite, &campaign.within(kept.scope))?
            && tx.would_grant(inviter, Action::GrantTerm, &given)?,
    )
}

/// Account, role, session and entries of whoever joins.
pub(super) fn write(
    tx: &mut Tx<'_, '_>,
    kept: &Kept,
    campaign: &Campaign,
    notice: &'static str,
) -> Result<SignedIn, Fault> {
    let now = tx.now();
    let account = AccountId::from_bytes(random_id()?);
    let new = NewAccount {
        label: kept.label(tx)?,
        role: Role::Caller,
        scope: kept.scope,
        code_until: now,
        reusable: false,
        made_at: now,
    };
    let email = free_address(tx, kept)?;
    write_account(tx, account, &new, email.as_ref())?;
    let term = NewTerm {
        role: Role::Caller,
        scope: kept.scope,
        from: now,
        until: Some(campaign.closes_at),
        agreed_by: None,
    };
    write_term(tx, account, &term, kept.invited_by)?;
    use_up(tx, kept, account);
    write_entries(tx, kept, account, notice)?;
    let vouched = Vouched {
        by: Some(kept.invited_by),
        ..Vouched::default()
    };
    open_vouched(tx, account, Opened::Joined, vouched)
}

/// The address of the invitation, if no other account has it; the person may type another one.
fn free_address(tx: &mut Tx<'_, '_>, kept: &Kept) -> Result<Option<Email>, Fault> {
    let Some(sealed) = &kept.email else {
        return Ok(None);
    };
    let plain = tx
        .world
        .keys
        .account
        .open(email_spot(kept.id.as_bytes()), sealed)?;
    let Ok(email) = Email::parse(&String::from_utf8_lossy(&plain)) else {
        return Ok(None);
    };
    let world = std::sync::Arc::clone(tx.world);
    let holder = account_of(&world, tx.raw(), &email)?;
    Ok(holder.is_none().then_some(email))
}

/// Name and address are the account's now.
fn use_up(tx: &mut Tx<'_, '_>, kept: &Kept, account: AccountId) {
    tx.later_expect(
        1,
        "update invitation set joined_at = $1, account = $2, label_sealed = null, email_sealed = null, number_sealed = null where bucket = $3 and id = $4 and joined_at is null",
        vec![
            Value::Int(tx.now().millis()),
            Value::Bytes(account.as_bytes().to_vec()),
            Value::Int(kept.id.bucket()),
            Value::Bytes(kept.id.as_bytes().to_vec()),
        ],
    );
}

fn write_entries(
    tx: &mut Tx<'_, '_>,
    kept: &Kept,
    account: AccountId,
    notice: &'static str,
) -> Result<(), Fault> {
    let (scope, _) = scope_columns(kept.scope);
    let who = format!(
        "account={account} invitation={} by={}",
        kept.id, kept.invited_by
    );
    let opened = opened_text(Opened::Joined.text(), Some(kept.invited_by));
    for (kind, detail) in [
        (EventKind::AccountAdded, who.clone()),
        (
            EventKind::TermGranted,
            format!("{who} role={} scope={scope}", Role::Caller.text()),
        ),
        (EventKind::NoticeRead, format!("notice={notice}")),
    ] {
        let draft = Draft::own(kind, account, &opened);
        entry::write(tx, &draft.in_campaign(kept.campaign).detail(detail), &[])?;
    }
    Ok(())
}
