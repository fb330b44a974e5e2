//! What a caller reads before the first card: whose bank this is and how many cards are left.

use switchboard_rules::card::{Outcome, Timings};
use switchboard_rules::deal::Order;
use switchboard_rules::freeze::left_in;
use switchboard_rules::ids::{AccountId, BankId, CardId, ContestId, MemberId};
use switchboard_rules::moment::Moment;
use switchboard_rules::policy::{Action, Reason, Refusal};
use switchboard_rules::skips::{SkipCaps, Skips};

use super::budget::{DESK, read_budget};
use super::facts::{self, BankRow, BankWords, shape};
use super::rest;
use crate::audiences::{self, NamedChoice};
use crate::engine::{Arg, Stmt};
use crate::fault::Fault;
use crate::freezes;
use crate::scripts::{self, Version};
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
    /// In which order the bank deals: it says a little of whoever comes first.
    pub order: Order,
    /// Since when the caller is on a break from this bank, if they are.
    pub on_break: Option<Moment>,
    /// How many minutes their breaks of this evening lasted so far.
    pub rested: u64,
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
    /// Cards handed back this evening, which are no longer left.
    pub handed_back: Skips,
    /// As many as may be handed back, by the contest's terms.
    pub most: SkipCaps,
}

/// What was written down of one's own card, and the bank it belongs to.
#[derive(Debug, Clone)]
pub struct Saved {
    /// The outcome's code; none while the card is open or when nobody reported.
    pub outcome: Option<String>,
    /// Until when another outcome can be written down instead; none where that is over, or never was.
    pub changes_until: Option<Moment>,
    /// When the member is to be rung again, while that can be changed: later it may be another caller's word.
    pub call_back_at: Option<Moment>,
    /// The bank, with what is left; while it can be changed, with the script that the card was dealt with.
    pub screen: FirstScreen,
}

const CALL_BACK: &str =
    "select due_at from queue where bucket = $1 and member = $2 and bank = $3 and class = 0";

/// What was saved of a card that this account held. It shows nothing of the member.
pub fn saved(tx: &mut Tx<'_, '_>, id: CardId, account: AccountId) -> Result<Verdict<Saved>, Fault> {
    // Whoever only says whose session it is learns nothing of whose card it was.
    if !tx.is_running()? {
        return Ok(Verdict::Refused(Refusal::new(Reason::SignedOut)));
    }
    let found = tx.one(
        "select bank, account, outcome, ended_at, member, script_id, script_version from card where bucket = $1 and id = $2",
        &[Arg::Int(id.bucket()), Arg::Bytes(id.as_bytes())],
        |row| {
            Ok((
                id16(row.bytes(0)?),
                id16(row.bytes(1)?),
                row.opt_text(2)?.map(str::to_owned),
                row.opt_int(3)?.map(Moment::from_millis),
                id16(row.bytes(4)?),
                Version::read(row, 5)?,
            ))
        },
    )?;
    let Some((Some(bank), Some(holder), outcome, ended_at, Some(member), version)) = found else {
        return Ok(Verdict::Refused(Refusal::new(Reason::NotYourCard)));
    };
    if holder != *account.as_bytes() {
        return Ok(Verdict::Refused(Refusal::new(Reason::NotYourCard)));
    }
    let (bank, member) = (BankId::from_bytes(bank), MemberId::from_bytes(member));
    let mut screen = match first_screen(tx, bank, account)? {
        Verdict::Given(screen) => screen,
        Verdict::Refused(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    let changes_until = changes_until(tx, outcome.as_deref(), ended_at);
    if changes_until.is_some() {
        scripts::as_dealt(tx, version, &mut screen.bank)?;
    }
    let is_call_back = changes_until.is_some() && outcome.as_deref() == Some("call-back");
    let call_back_at = if is_call_back {
        call_back(tx, member, bank)?
    } else {
        None
    };
    Ok(Verdict::Given(Saved {
        outcome,
        changes_until,
        call_back_at,
        screen,
    }))
}

/// When a member is to be rung again in a bank.
fn call_back(tx: &mut Tx<'_, '_>, member: MemberId, bank: BankId) -> Result<Option<Moment>, Fault> {
    let place = [
        Arg::Int(member.bucket()),
        Arg::Bytes(member.as_bytes()),
        Arg::Bytes(bank.as_bytes()),
    ];
    tx.one(CALL_BACK, &place, |row| row.int(0).map(Moment::from_millis))
}

/// The minute after an outcome that its holder may still change; an objection stands.
fn changes_until(tx: &Tx<'_, '_>, outcome: Option<&str>, at: Option<Moment>) -> Option<Moment> {
    let (outcome, at) = (outcome?, at?);
    let until = at.plus(Timings::NOVEMBER_2026.amend);
    let is_objection = Outcome::parse(outcome, Some(at))
        .ok()?
        .objection()
        .is_some();
    (!is_objection && tx.now() < until).then_some(until)
}

/// What an account did in one bank: its own calls, so nothing is rounded.
#[derive(Debug, Clone)]
pub struct Evening {
    /// The bank, with what is left.
    pub screen: FirstScreen,
    /// Cards this evening, in the whole contest.
    pub cards: u32,
    /// Numbers seen this evening, in the whole contest.
    pub numbers: u32,
    /// What came of the account's cards in this bank so far, by code.
    pub outcomes: Vec<(String, u64)>,
}

const OWN_TALLIES: &str = "select what, n from tally where bucket = $1 and account = $2 and bank = $3 and n > 0 and what <> 'unseen' order by what limit 50";

/// One's own evening in a bank.
pub fn evening(
    tx: &mut Tx<'_, '_>,
    bank: BankId,
    account: AccountId,
) -> Result<Verdict<Evening>, Fault> {
    let screen = match first_screen(tx, bank, account)? {
        Verdict::Given(screen) => screen,
        Verdict::Refused(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    let by_account = [Arg::Int(account.bucket()), Arg::Bytes(account.as_bytes())];
    let by_bank = [Arg::Int(bank.bucket()), Arg::Bytes(bank.as_bytes())];
    let found = tx.gather(&[Stmt::owning(DESK, [by_account, by_bank].concat())])?;
    let rows = found.first().ok_or_else(|| shape("budget"))?;
    let contest = rows
        .first()
        .and_then(|row| row.bytes(0).ok().and_then(id16));
    let contest = ContestId::from_bytes(contest.unwrap_or_default());
    let budget = read_budget(rows, contest)?;
    let spent = budget.spent.rolled(tx.now(), &tx.world.zone);
    let is_this_evening = spent.evening_from == budget.spent.evening_from;
    let args = [
        Arg::Int(account.bucket()),
        Arg::Bytes(account.as_bytes()),
        Arg::Bytes(bank.as_bytes()),
    ];
    let outcomes = tx.all(OWN_TALLIES, &args, |row| {
        Ok((
            row.text(0)?.to_owned(),
            u64::try_from(row.int(1)?).unwrap_or(0),
        ))
    })?;
    let numbers = u32::try_from(budget.numbers_shown).unwrap_or(0);
    Ok(Verdict::Given(Evening {
        screen,
        cards: spent.evening,
        numbers: if is_this_evening { numbers } else { 0 },
        outcomes: outcomes
            .into_iter()
            .filter(|(what, _)| what != "dealt")
            .collect(),
    }))
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
    let found = tx.seat_with(&[
        Stmt::owning(facts::BANK, by_bank.to_vec()),
        Stmt::owning(DESK, [by_account, by_bank].concat()),
        freezes::given_asked(&bank),
    ])?;
    let [row, budget, given] = found.as_slice() else {
        return Err(shape("bank"));
    };
    // The budget was read under the name that was passed: it must be the session's own.
    if tx.account()? != account {
        return Err(Fault::NoSeat);
    }
    let given = freezes::windows(tx, given, (&account, &bank))?;
    let Some(bank) = row
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
    let budget = read_budget(budget, bank.contest)?.rolled(now, &tx.world.zone);
    let spent = budget.spent;
    let age = now.since(tx.created_at()?);
    let (hour, evening, contest) = left_in(&given, &caps, &spent, (now, age), &tx.world.zone);
    let left = Left {
        hour,
        evening,
        contest,
        handed_back: budget.skips,
        most: bank.words.skips,
    };
    let order = order_of(tx, bank.words.id)?;
    let (on_break, rested) = rest::of(tx, (bank.words.id, account))?;
    let whom = audiences::whom(tx.raw(), bank.words.id)?;
    let whom = match &whom {
        Some(whom) => audiences::named_whom(tx, bank.campaign, whom)?,
        None => Vec::new(),
    };
    Ok(Verdict::Given(FirstScreen {
        bank: bank.words,
        left,
        whom,
        order,
        on_break,
        rested,
    }))
}

const ORDER: &str = "select dealing from bank where bucket = $1 and id = $2";

fn order_of(tx: &mut Tx<'_, '_>, bank: BankId) -> Result<Order, Fault> {
    let key = [Arg::Int(bank.bucket()), Arg::Bytes(bank.as_bytes())];
    let code = tx.one(ORDER, &key, |row| Ok(Order::from_code(row.text(0)?)))?;
    Ok(code.flatten().unwrap_or_default())
}
