//! Whether a caller may be dealt a card now: session, terms, bank, desk and budget, read together.

use switchboard_rules::budget::{Exhausted, Window};
use switchboard_rules::freeze::spend_in;
use switchboard_rules::ids::{AccountId, BankId};
use switchboard_rules::policy::{Action, Facts, Grant, Reason, Refusal, Resource};

use super::budget::{Budget, DESK, read_budget, read_open_card};
use super::deal::{CardOnDesk, hand_back};
use super::facts::{self, BankRow};
use super::own::{OWN, Own};
use crate::engine::{Arg, Stmt};
use crate::fault::Fault;
use crate::freezes;
use crate::training;
use crate::tx::{Tx, Verdict};

/// How far a caller is before a member is looked for.
pub(super) enum Ready {
    /// A card may be dealt.
    Deals(Box<MayDeal>),
    /// One lies on the desk already.
    Holds(Box<CardOnDesk>),
    /// The account's cards are spent for now.
    Spent(Exhausted),
    /// They may not.
    Refused(Refusal),
}

/// What a deal goes by: the budget is the one that this card leaves.
pub(super) struct MayDeal {
    pub(super) bank: BankRow,
    pub(super) grant: Grant,
    pub(super) budget: Budget,
    /// What the caller said of themselves.
    pub(super) own: Own,
}

/// Whoever pauses or closes the bank on another node waits until this deal is over; a deal after that finds it so.
const STANDS: &str = "select state from bank where bucket = $1 and id = $2 {for_share}";

/// Asks whether this caller may be dealt a card of `bank` now.
pub(super) fn ready(tx: &mut Tx<'_, '_>, bank: BankId, account: AccountId) -> Result<Ready, Fault> {
    let by_account = [Arg::Int(account.bucket()), Arg::Bytes(account.as_bytes())];
    let by_bank = [Arg::Int(bank.bucket()), Arg::Bytes(bank.as_bytes())];
    let by_both = [by_account, by_bank].concat();
    let world = std::sync::Arc::clone(tx.world);
    let found = tx.seat_with(&[
        Stmt::shared(STANDS, by_bank.to_vec()),
        Stmt::shared(facts::BANK, by_bank.to_vec()),
        Stmt::owning(DESK, by_both),
        freezes::given_asked(&bank),
        training::lacks_asked(&world, &bank, &account),
        Stmt::owning(OWN, by_account.to_vec()),
    ])?;
    let [_, bank_rows, desk, given, lacks, own] = found.as_slice() else {
        return Err(facts::shape("bank"));
    };
    // Desk and budget were read under the name that was passed: it must be the session's own.
    if tx.account()? != account {
        return Err(Fault::NoSeat);
    }
    let now = tx.now();
    let given = freezes::windows(tx, given, (&account, &bank))?;
    let Some(bank) = bank_rows
        .first()
        .map(|row| BankRow::read(&row, now))
        .transpose()?
    else {
        let unknown = Resource::Organisation;
        return Ok(Ready::Refused(
            match tx.ask(Action::Lease, &unknown, Facts::SHUT)? {
                Err(refusal) => refusal,
                Ok(_) => Refusal::new(Reason::NotYourBank),
            },
        ));
    };
    if let Some(held) = read_open_card(desk)?
        && let Some(again) = hand_back(tx, held)?
    {
        return Ok(match again {
            Verdict::Given(card) => Ready::Holds(card),
            Verdict::Refused(refusal) => Ready::Refused(refusal),
        });
    }
    let facts = Facts {
        untrained: lacks.first().is_some(),
        ..bank.facts
    };
    let grant = match tx.ask(Action::Lease, &bank.resource(), facts)? {
        Ok(grant) => grant,
        // Not to be waited for.
        Err(refusal) if refusal.reason == Reason::BankNotOpen && bank.is_closed => {
            return Ok(Ready::Refused(Refusal::new(Reason::BankClosed)));
        }
        Err(refusal) => return Ok(Ready::Refused(refusal)),
    };
    let age = now.since(tx.created_at()?);
    let caps = tx.world.meta.caps;
    let before = read_budget(desk, bank.contest)?;
    let spent = match spend_in(&given, &caps, &before.spent, (now, age), &tx.world.zone) {
        Ok(spent) => spent,
        Err(exhausted) => return Ok(Ready::Spent(exhausted)),
    };
    let evening = before.rolled(now, &tx.world.zone);
    if evening.skips.ends_the_evening(&bank.words.skips) {
        return Ok(Ready::Spent(Exhausted {
            which: Window::Evening,
            again_at: Some(tx.world.zone.evening_end(now)),
        }));
    }
    let budget = Budget { spent, ..before };
    let own = Own::read(own)?;
    Ok(Ready::Deals(Box::new(MayDeal {
        bank,
        grant,
        budget,
        own,
    })))
}
