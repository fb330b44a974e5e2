//! What a caller reads before the first card: whose bank this is and how many cards are left.

use switchboard_rules::freeze::left_in;
use switchboard_rules::ids::{AccountId, BankId, CardId};
use switchboard_rules::policy::{Action, Reason, Refusal};

use super::budget::{DESK, read_budget};
use super::facts::{self, BankRow, BankWords, shape};
use crate::audiences::{self, NamedChoice};
use crate::engine::{Arg, Stmt};
use crate::fault::Fault;
use crate::freezes;
use crate::session::id16;
use crate::tx::{Tx, Verdict};

/// A bank's first screen.
#[derive(Debug, Clone)]
pub struct FirstScreen {
    /// The bank.
    pub bank: BankWords,
    /// What is left of the account's cards.
    pub left: Left,
    /// What everybody in the bank's list has in common, so that its callers know it of whomever they ring.
    pub whom: Vec<NamedChoice>,
}

/// Cards left in each window.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Left {
    /// Until the hour is over.
    pub hour: u32,
    /// Until the evening is over.
    pub evening: u32,
    /// Until the contest is over.
    pub contest: u32,
}

/// What was written down of one's own card, and the bank it belongs to.
#[derive(Debug, Clone)]
pub struct Saved {
    /// The outcome's code; none while the card is open or when nobody reported.
    pub outcome: Option<String>,
    /// The bank, with what is left.
    pub screen: FirstScreen,
}

/// What was saved of a card that this account held. It shows nothing of the member.
pub fn saved(tx: &mut Tx<'_, '_>, id: CardId, account: AccountId) -> Result<Verdict<Saved>, Fault> {
    // Whoever only says whose session it is learns nothing of whose card it was.
    if !tx.is_running()? {
        return Ok(Verdict::Refused(Refusal::new(Reason::SignedOut)));
    }
    let found = tx.one(
        "select bank, account, outcome from card where bucket = $1 and id = $2",
        &[Arg::Int(id.bucket()), Arg::Bytes(id.as_bytes())],
        |row| {
            Ok((
                id16(row.bytes(0)?),
                id16(row.bytes(1)?),
                row.opt_text(2)?.map(str::to_owned),
            ))
        },
    )?;
    let Some((Some(bank), Some(holder), outcome)) = found else {
        return Ok(Verdict::Refused(Refusal::new(Reason::NotYourCard)));
    };
    if holder != *account.as_bytes() {
        return Ok(Verdict::Refused(Refusal::new(Reason::NotYourCard)));
    }
    Ok(match first_screen(tx, BankId::from_bytes(bank), account)? {
        Verdict::Given(screen) => Verdict::Given(Saved { outcome, screen }),
        Verdict::Refused(refusal) => Verdict::Refused(refusal),
    })
}

/// A bank with what is left of the account's budget in it.
pub fn first_screen(
    tx: &mut Tx<'_, '_>,
    bank: BankId,
    account: AccountId,
) -> Result<Verdict<FirstScreen>, Fault> {
    let now = tx.now();
    let by_account = [Arg::Int(account.bucket()), Arg::Bytes(account.as_bytes())];
    let by_bank = [Arg::Int(bank.bucket()), Arg::Bytes(bank.as_bytes())];
    let given = freezes::given_args(&account, &bank, now);
    let found = tx.seat_with(&[
        Stmt::owning(facts::BANK, by_bank.to_vec()),
        Stmt::owning(DESK, [by_account, by_bank].concat()),
        Stmt::owning(freezes::GIVEN, given),
    ])?;
    let [bank, budget, given] = found.as_slice() else {
        return Err(shape("bank"));
    };
    // The budget was read under the name that was passed: it must be the session's own.
    if tx.account()? != account {
        return Err(Fault::NoSeat);
    }
    let Some(bank) = bank
        .first()
        .map(|row| BankRow::read(&row, now))
        .transpose()?
    else {
        return Ok(Verdict::Refused(Refusal::new(Reason::NotYourBank)));
    };
    if let Err(refusal) = tx.ask(Action::SeeOwnDesk, &bank.resource(), bank.facts)? {
        return Ok(Verdict::Refused(refusal));
    }
    let caps = tx.world.meta.caps;
    let spent = read_budget(budget, bank.contest)?.spent;
    let given = freezes::windows_in(given, &tx.world.pack)?;
    let age = now.since(tx.created_at()?);
    let (hour, evening, contest) = left_in(&given, &caps, &spent, (now, age), &tx.world.zone);
    let left = Left {
        hour,
        evening,
        contest,
    };
    let whom = audiences::whom(tx.raw(), bank.words.id)?;
    let whom = match &whom {
        Some(whom) => audiences::named(tx, &whom.audience)?,
        None => Vec::new(),
    };
    Ok(Verdict::Given(FirstScreen {
        bank: bank.words,
        left,
        whom,
    }))
}
