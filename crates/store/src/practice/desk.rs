//! A desk in practice: an account of its own for whoever comes with a ticket, and how far they are.

use switchboard_rules::events::EventKind;
use switchboard_rules::ids::{AccountId, BankId, CampaignId};
use switchboard_rules::moment::{Moment, Span};
use switchboard_rules::policy::{Opened, Reason, Refusal, Role, Scope};
use switchboard_rules::training::Practised;

use super::seal::{Seal, Who, bucket};
use crate::door::{self, NewAccount, NewTerm, SignedIn};
use crate::engine::{Arg, Value};
use crate::entry::{self, Draft};
use crate::fault::Fault;
use crate::meta::WorldKind;
use crate::mint::random_id;
use crate::session::{Auth, SYSTEM, id16};
use crate::training::{self, Notice};
use crate::tx::{Tx, Verdict};
use crate::world::World;

/// How long the code works that nobody sees.
const CODE_LASTS: Span = Span::minutes(1);
/// Whoever practises has the budget of somebody who has rung before.
const MADE_BEFORE: Span = Span::days(7);

/// Somebody who came in.
pub struct Entered {
    /// Their session in practice.
    pub signed_in: SignedIn,
    /// The bank that they practise in.
    pub bank: BankId,
}

const BANK: &str = "select id, campaign from bank where state = 'open' order by id limit 1";
const DESK: &str =
    "select account from practice_desk where bucket = $1 and who = $2 order by entered_at limit 1";
const PUT: &str =
    "insert into practice_desk (bucket, who, account, entered_at) values ($1, $2, $3, $4)";
const WHO: &str = "select who from practice_desk where account = $1";

/// Lets whoever comes with a ticket in: at a desk of their own, which is theirs until the day is over, finished or not. Its
/// cards are so few that nobody empties practice for others.
///
/// # Errors
/// Where this is no practice world, or its bank isn't there.
pub fn enter(practice: &World, who: Who, called: String, now: Moment) -> Result<Entered, Fault> {
    if practice.meta().kind != WorldKind::Practice {
        return Err(Fault::World("this world is not for practice".to_owned()));
    }
    let done = practice
        .write("practice-enter", Auth::Job("practice"), now, move |tx| {
            let (bank, campaign) = the_bank(tx)?;
            let account = desk_of(tx, who, campaign, &called)?;
            let code = door::code_for_once(tx, account, now.plus(CODE_LASTS))?;
            Ok(Verdict::Given((code, bank)))
        })
        .wait()?;
    let (code, bank) = given(done.verdict)?;
    let code = code.expose();
    let done = practice
        .write("practice-sign-in", Auth::Job("practice"), now, move |tx| {
            door::sign_in(tx, &code, Opened::Demo)
        })
        .wait()?;
    Ok(Entered {
        signed_in: given(done.verdict)?,
        bank,
    })
}

fn given<T>(verdict: Verdict<T>) -> Result<T, Fault> {
    match verdict {
        Verdict::Given(value) => Ok(value),
        Verdict::Refused(refusal) => Err(Fault::World(refusal.to_string())),
    }
}

fn the_bank(tx: &mut Tx<'_, '_>) -> Result<(BankId, CampaignId), Fault> {
    let found = tx.one(BANK, &[], |row| {
        Ok((id16(row.bytes(0)?), id16(row.bytes(1)?)))
    })?;
    match found {
        Some((Some(bank), Some(campaign))) => {
            Ok((BankId::from_bytes(bank), CampaignId::from_bytes(campaign)))
        }
        _ => Err(Fault::World(
            "this practice world has no phone bank".to_owned(),
        )),
    }
}

/// The desk that whoever it is sits down at.
fn desk_of(
    tx: &mut Tx<'_, '_>,
    who: Who,
    campaign: CampaignId,
    called: &str,
) -> Result<AccountId, Fault> {
    let args = [Arg::Int(bucket(who)), Arg::Bytes(who.as_bytes())];
    let desk = tx.one(DESK, &args, |row| {
        Ok(id16(row.bytes(0)?).map(AccountId::from_bytes))
    })?;
    if let Some(theirs) = desk.flatten() {
        return Ok(theirs);
    }
    let account = AccountId::from_bytes(random_id()?);
    let scope = Scope::Campaign(campaign);
    let new = NewAccount {
        label: called.to_owned(),
        role: Role::Caller,
        scope,
        code_until: tx.now(),
        reusable: false,
        made_at: tx.now().minus(MADE_BEFORE),
    };
    let term = NewTerm {
        role: Role::Caller,
        scope,
        from: tx.now(),
        until: None,
        agreed_by: None,
    };
    door::write_account(tx, account, &new, None)?;
    door::write_term(tx, account, &term, SYSTEM)?;
    let row = vec![
        Value::Int(bucket(who)),
        Value::Bytes(who.as_bytes().to_vec()),
        Value::Bytes(account.as_bytes().to_vec()),
        Value::Int(tx.now().millis()),
    ];
    tx.later_expect(1, PUT, row);
    let draft = Draft::system(EventKind::AccountAdded, "practice");
    entry::write(tx, &draft.detail(format!("account={account}")), &[])?;
    Ok(account)
}

const TALLIES: &str = "select what, n from tally where bucket = $1 and account = $2 and bank = $3 order by what limit 50";

fn practised(
    tx: &mut Tx<'_, '_>,
    account: AccountId,
    bank: BankId,
    notice: Notice,
) -> Result<Practised, Fault> {
    let args = [
        Arg::Int(account.bucket()),
        Arg::Bytes(account.as_bytes()),
        Arg::Bytes(bank.as_bytes()),
    ];
    let tallies = tx.all(TALLIES, &args, |row| {
        Ok((row.text(0)?.to_owned(), row.int(1)?))
    })?;
    let start = Practised {
        has_read: training::read_at(tx, account, notice)?.is_some(),
        ..Practised::default()
    };
    Ok(tallies.iter().fold(start, |so_far, (code, n)| {
        so_far.and(code, u64::try_from(*n).unwrap_or(0))
    }))
}

/// How far somebody in practice is.
#[derive(Clone)]
pub struct Far {
    /// What they did.
    pub practised: Practised,
    /// Where they go on.
    pub bank: BankId,
    /// What they take back to the live world, once nothing is left to do.
    pub receipt: Option<String>,
}
crate::hush::says_only_its_name!(Far);

/// How far the one behind this act is, with the receipt once they have finished.
pub fn far(tx: &mut Tx<'_, '_>, seal: &Seal, notice: Notice) -> Result<Verdict<Far>, Fault> {
    if !tx.is_running()? || tx.world.meta.kind != WorldKind::Practice {
        return Ok(Verdict::Refused(Refusal::new(Reason::SignedOut)));
    }
    let account = tx.account()?;
    let (bank, _) = the_bank(tx)?;
    let practised = practised(tx, account, bank, notice)?;
    let who = tx.one(WHO, &[Arg::Bytes(account.as_bytes())], |row| {
        Ok(id16(row.bytes(0)?))
    })?;
    let receipt = match who.flatten() {
        Some(who) if practised.is_finished() => {
            let desk = (Who::from_bytes(who), account);
            Some(seal.receipt(desk, notice, tx.now())?)
        }
        _ => None,
    };
    Ok(Verdict::Given(Far {
        practised,
        bank,
        receipt,
    }))
}
