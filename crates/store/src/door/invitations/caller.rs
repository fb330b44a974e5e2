//! A new code for a caller who lost their way in, from the organiser of the campaign they ring for.

use switchboard_rules::events::EventKind;
use switchboard_rules::ids::{AccountId, CampaignId, InvitationId};
use switchboard_rules::moment::Moment;
use switchboard_rules::policy::{Action, Facts, Reason, Refusal, Resource, Role, Scope};

use super::{Campaign, campaign, kept};
use crate::desk;
use crate::door::accounts::{email_of, label, vars};
use crate::door::code::{Works, end_codes, new_code};
use crate::door::staff::{CODE_FOR, CodeOpens, Handed};
use crate::engine::Arg;
use crate::entry::{self, Draft};
use crate::fault::Fault;
use crate::line;
use crate::outbox::{self, Message, To};
use crate::session::read_scope;
use crate::tx::{Tx, Verdict};

/// Hands out a new code to somebody who joined by this invitation, and tells them so by mail. Older codes stop working; until
/// the new one is used their password stays. Only for who rings for this campaign and does nothing else: a code opens all
/// that an account holds.
pub fn code_for_caller(
    tx: &mut Tx<'_, '_>,
    id: CampaignId,
    invitation: InvitationId,
) -> Result<Verdict<Handed>, Fault> {
    let absent = || Ok(Verdict::Refused(Refusal::new(Reason::NotYourCampaign)));
    let Some(campaign) = campaign(tx, id)? else {
        return absent();
    };
    let found = kept(tx, invitation)?.filter(|kept| kept.campaign == id);
    let Some((scope, account)) = found.and_then(|kept| Some((kept.scope, kept.account?))) else {
        // Whose campaign it is comes first: a rival learns nothing from what is there.
        return match tx.ask(Action::SeeInvitations, &campaign.resource(), Facts::SHUT)? {
            Ok(_) => absent(),
            Err(refusal) => Ok(Verdict::Refused(refusal)),
        };
    };
    let resource = Resource::Term {
        account,
        role: Role::Caller,
        at: campaign.place(scope),
    };
    let grant = match tx.ask(Action::HandOutCode, &resource, Facts::SHUT)? {
        Ok(grant) => grant,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    line::account(tx, account)?;
    let Some(rings_until) = rings_here_until(tx, account, &campaign)? else {
        return Ok(Verdict::Refused(Refusal::new(Reason::NotYours)));
    };
    end_codes(tx, account)?;
    let works = Works {
        from: tx.now(),
        // Beyond the role it would open the record of somebody who has left.
        until: tx.now().plus(CODE_FOR).min(rings_until),
        reusable: false,
        by: grant.account(),
    };
    let (code, _) = new_code(tx, account, &works)?;
    let detail = format!("account={account}");
    let draft = Draft::act(EventKind::CodeHandedOut, &grant).detail(detail);
    entry::write(tx, &draft, &[])?;
    let world = std::sync::Arc::clone(tx.world);
    if email_of(&world, tx.raw(), account)?.is_some() {
        let vars = vars(account, grant.account());
        outbox::put(tx, Message::CallersCode, To::Account(account), &vars)?;
    }
    Ok(Verdict::Given(Handed {
        code,
        label: label(tx, account)?,
        until: works.until,
        opens: CodeOpens::Account,
    }))
}

const HELD: &str = "select role, scope_kind, scope, from_at, until_at from term where bucket = $1 and account = $2 and ended_at is null and (until_at is null or until_at > $3) order by id limit 64 {for_share}";

/// Until when the account rings for this campaign; none if it doesn't now, or holds anything else, now or from a later day on.
fn rings_here_until(
    tx: &mut Tx<'_, '_>,
    account: AccountId,
    campaign: &Campaign,
) -> Result<Option<Moment>, Fault> {
    let now = tx.now();
    let args = [
        Arg::Int(account.bucket()),
        Arg::Bytes(account.as_bytes()),
        Arg::Int(now.millis()),
    ];
    let held = tx.all(HELD, &args, |row| {
        let runs = row.int(3)? <= now.millis();
        let until = row.opt_int(4)?.unwrap_or(i64::MAX);
        let role = Role::from_text(row.text(0)?);
        let scope = read_scope(row.text(1)?, row.bytes(2)?);
        Ok((role, scope, runs.then(|| Moment::from_millis(until))))
    })?;
    for (role, scope, _) in &held {
        let is_here = match scope {
            Some(Scope::Campaign(of)) => *of == campaign.id,
            Some(Scope::Bank(bank)) => {
                let bank = desk::bank(tx, *bank)?;
                bank.is_some_and(|bank| bank.campaign == campaign.id)
            }
            Some(Scope::Organisation | Scope::Branch(_) | Scope::Contest(_)) | None => false,
        };
        if *role != Some(Role::Caller) || !is_here {
            return Ok(None);
        }
        // Who organises one bank opens no other with it.
        let held = Resource::Term {
            account,
            role: Role::Caller,
            at: campaign.place(scope.unwrap_or(Scope::Campaign(campaign.id))),
        };
        if !tx.reaches(&held, &[Action::HandOutCode])? {
            return Ok(None);
        }
    }
    Ok(held.into_iter().filter_map(|(.., until)| until).max())
}
