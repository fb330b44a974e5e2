//! What is done when two people agree: one arm for each kind, here and in nothing else.
//!
//! An act runs in the transaction of whoever approves it. One that is too large, or has to wait, answers
//! [`Outcome::Begun`]; a job then calls it again until it is done.

use switchboard_rules::policy::Grant;
use switchboard_rules::request::{Kind, Request};
use switchboard_rules::retention::Change;

use super::asking::{Asking, Cannot};
use super::{Filed, NOBODY, member_key};
use crate::door::Handed;
use crate::entry::Draft;
use crate::fault::Fault;
use crate::machine::month;
use crate::tx::Tx;
use crate::{answers, door, forget, frozen, leaving, licences, retention};
use switchboard_rules::events::EventKind;

/// What came of an act.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// It is done.
    Done,
    /// It waits for something to end: a job tries again.
    Begun,
    /// A part of it is done: a job goes on with the rest at once.
    More,
    /// It is done, and whoever approved it is handed a code.
    Handed(Handed),
    /// It can't be done any more, for this reason (data-free words).
    Failed(&'static str),
}

/// Under whose authority an act is done: the approver's grant, or, when a job goes on with it, their approval.
pub(crate) enum By<'g> {
    /// In the approver's own transaction.
    Grant(&'g Grant),
    /// Later, by a job.
    Approval,
}

impl By<'_> {
    /// The entry of what is done for a request.
    pub(crate) fn draft(&self, kind: EventKind, filed: &Filed) -> Draft {
        match self {
            By::Grant(grant) => Draft::act(kind, grant),
            By::Approval => {
                let decider = filed.decided_by.unwrap_or(crate::session::SYSTEM);
                Draft::own(kind, decider, "approved")
            }
        }
    }
}

/// Whether what is asked for makes sense at all; asked before anybody is bothered with it.
pub(super) fn sense(tx: &mut Tx<'_, '_>, asking: &Asking) -> Result<Option<Cannot>, Fault> {
    Ok(match asking.kind {
        Kind::ForgetMember if !asking.about.is_empty() => Some(Cannot::NotUnderstood),
        Kind::ForgetMember => match member_key(tx, asking.member)? {
            Some(_) => None,
            None => Some(Cannot::NoSuchMember),
        },
        Kind::ChangeRetention => {
            let is_change = asking.member == NOBODY && Change::parse(&asking.about).is_ok();
            (!is_change).then_some(Cannot::NotUnderstood)
        }
        Kind::ChangeBackupKeep => {
            let is_change = asking.member == NOBODY && month::is_other_keep(tx, &asking.about)?;
            (!is_change).then_some(Cannot::NotUnderstood)
        }
        Kind::ThawWorld => {
            let is_frozen =
                asking.member == NOBODY && asking.about.is_empty() && tx.is_world_frozen()?;
            (!is_frozen).then_some(Cannot::NotUnderstood)
        }
        Kind::OpenRecord => {
            let is_leavers = asking.member == NOBODY && door::is_a_leavers(tx, &asking.about)?;
            (!is_leavers).then_some(Cannot::NotUnderstood)
        }
        Kind::GrantLicence => {
            let is_writable = asking.member == NOBODY && licences::is_writable(tx, &asking.about)?;
            (!is_writable).then_some(Cannot::NotUnderstood)
        }
        Kind::GrantTerm => {
            let is_givable = asking.member == NOBODY && door::is_givable(tx, &asking.about)?;
            (!is_givable).then_some(Cannot::NotUnderstood)
        }
        Kind::ReadAnswers => match member_key(tx, asking.member)? {
            Some(_) if answers::is_readable(tx, &asking.about)? => None,
            Some(_) => Some(Cannot::NotUnderstood),
            None => Some(Cannot::NoSuchMember),
        },
        Kind::WithdrawCampaign => {
            let may = asking.member == NOBODY && leaving::may_withdraw(tx, &asking.about)?;
            (!may).then_some(Cannot::NotUnderstood)
        }
        Kind::RecoverAccount => {
            let may_come = asking.member == NOBODY && door::may_come_back(tx, &asking.about)?;
            (!may_come).then_some(Cannot::NotUnderstood)
        }
    })
}

/// Tells whoever else must hear of it at once that it was asked for.
pub(super) fn announce(
    tx: &mut Tx<'_, '_>,
    asking: &Asking,
    request: &Request,
) -> Result<(), Fault> {
    match asking.kind {
        Kind::OpenRecord => door::announce(tx, &asking.about, request),
        Kind::RecoverAccount => door::announce_back(tx, &asking.about, request),
        Kind::WithdrawCampaign => leaving::announce(tx, &asking.about, request),
        Kind::ForgetMember
        | Kind::ChangeRetention
        | Kind::ChangeBackupKeep
        | Kind::ThawWorld
        | Kind::GrantTerm
        | Kind::GrantLicence
        // The campaign is told when a second person agrees: until then nobody reads, and a request may be refused.
        | Kind::ReadAnswers => Ok(()),
    }
}

/// Does what was approved.
pub(super) fn carry_out(tx: &mut Tx<'_, '_>, filed: &Filed, by: &By<'_>) -> Result<Outcome, Fault> {
    match filed.request.kind {
        Kind::ForgetMember => forget::carry_out(tx, filed, by),
        Kind::ChangeRetention => retention::set(tx, filed, by),
        Kind::ChangeBackupKeep => month::set_keep(tx, filed, by),
        Kind::ThawWorld => frozen::thaw(tx, filed, by),
        Kind::OpenRecord => door::carry_out(tx, filed, by),
        Kind::GrantTerm => door::give(tx, filed, by),
        Kind::GrantLicence => licences::sign(tx, filed, by),
        Kind::RecoverAccount => door::let_back(tx, filed, by),
        Kind::ReadAnswers => answers::open_case(tx, filed, by),
        Kind::WithdrawCampaign => leaving::carry_out(tx, filed, by),
    }
}
