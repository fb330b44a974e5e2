//! Training is taken: a receipt from practice, and the word that the notice was read.

use switchboard_rules::events::EventKind;
use switchboard_rules::policy::{Action, Facts, Grant, Reason, Refusal};

use super::{Kind, Notice, oneself, put};
use crate::entry::{self, Draft};
use crate::fault::Fault;
use crate::meta::WorldKind;
use crate::practice::{RECEIPT_LASTS, Seal, is_fresh};
use crate::tx::{Tx, Verdict};

/// What became of a receipt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Taken {
    /// The training is recorded.
    Kept,
    /// It was recorded before; nothing has changed.
    Before,
    /// It is no receipt for this account.
    NotYours,
    /// It is of this account, and too old.
    TooOld,
}

/// Takes a receipt of the one behind this act: their practice is recorded, and the notice that they read there.
pub fn take(tx: &mut Tx<'_, '_>, seal: &Seal, text: &str) -> Result<Verdict<Taken>, Fault> {
    let account = tx.account()?;
    let oneself = oneself(tx)?;
    let grant = match tx.ask(Action::Train, &oneself, Facts::SHUT)? {
        Ok(grant) => grant,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    let whose = seal.who(account)?;
    let Some(receipt) = seal
        .read_receipt(text)?
        .filter(|receipt| receipt.who == whose)
    else {
        return Ok(Verdict::Given(Taken::NotYours));
    };
    if !is_fresh(receipt.at, tx.now(), RECEIPT_LASTS) {
        return Ok(Verdict::Given(Taken::TooOld));
    }
    if !put(tx, account, (Kind::Practice, &receipt.id))? {
        return Ok(Verdict::Given(Taken::Before));
    }
    let draft = Draft::act(EventKind::Practice, &grant);
    let told = format!("finished notice={}", receipt.notice.text());
    entry::write(tx, &draft.detail(told), &[])?;
    note_read(tx, &grant, receipt.notice)?;
    Ok(Verdict::Given(Taken::Kept))
}

/// Writes down that the one behind this act read the notice in these words.
pub fn read_notice(tx: &mut Tx<'_, '_>, notice: Notice) -> Result<Verdict<()>, Fault> {
    let oneself = oneself(tx)?;
    match tx.ask(Action::Train, &oneself, Facts::SHUT)? {
        Ok(grant) => note_read(tx, &grant, notice).map(Verdict::Given),
        Err(refusal) => Ok(Verdict::Refused(refusal)),
    }
}

/// The same in practice, where it counts towards finishing; refused in every other world.
pub fn read_in_practice(tx: &mut Tx<'_, '_>, notice: Notice) -> Result<Verdict<()>, Fault> {
    if tx.world.meta.kind != WorldKind::Practice {
        return Ok(Verdict::Refused(Refusal::new(Reason::NotYours)));
    }
    read_notice(tx, notice)
}

fn note_read(tx: &mut Tx<'_, '_>, grant: &Grant, notice: Notice) -> Result<(), Fault> {
    if !put(tx, grant.account(), (Kind::Notice, notice.as_bytes()))? {
        return Ok(());
    }
    let draft = Draft::act(EventKind::CallersNoticeRead, grant);
    entry::write(tx, &draft.detail(format!("notice={}", notice.text())), &[])
}
