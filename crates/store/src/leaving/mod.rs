//! Leaving: one fact ends everything of an account, in one commit, whichever way it came.
//!
//! A page, the JSON API, the console, the organisation's directory and a file of the roll all end at [`end_all`]. No act that
//! begins after its commit gets a grant; whoever is in one is waited for, by the locks of the account's roles. Exports that
//! wait for nobody are none yet: who asked for what takes two people, and was not answered, lapses here.
//!
//! What is left: the own record, by two people's word (`door::leaver`), and one late word on each card dealt before, which
//! shows nothing (`desk`).

mod follow;
mod withdraw;

use switchboard_rules::events::EventKind;
use switchboard_rules::ids::{AccountId, MemberId};
use switchboard_rules::leaving::{By, Leaving, Why};
use switchboard_rules::person::ExternalId;
use switchboard_rules::policy::{Action, Facts, Grant, Reason, Refusal, Resource};

pub use follow::follow;
pub use withdraw::{CampaignName, Standing, ask_withdrawal, campaigns, standing};
pub(crate) use withdraw::{
    announce, carry_out, is_withdrawn, may_withdraw, named, organisers, resource, withdraw_again,
};

use crate::desk;
use crate::door::{self, Offices};
use crate::duplicates::alias;
use crate::engine::Arg;
use crate::entry::{self, Draft};
use crate::fault::Fault;
use crate::line;
use crate::members::{self, Call};
use crate::never_again::Fact;
use crate::outbox::{self, Message, To};
use crate::requests;
use crate::session::SYSTEM;
use crate::shifts;
use crate::tx::{Tx, Verdict};

/// Under whose word an account ends.
pub(crate) enum Word<'a> {
    /// Somebody's, or the console's, whom policy let.
    Grant(&'a Grant),
    /// The system's own: a file of the roll, or a campaign's withdrawal, said it.
    Job(&'static str),
    /// The key of the organisation's directory, under whose account its entries stand.
    Directory(AccountId),
}

impl Word<'_> {
    pub(crate) fn account(&self) -> AccountId {
        match self {
            Self::Grant(grant) => grant.account(),
            Self::Job(_) => SYSTEM,
            Self::Directory(account) => *account,
        }
    }

    pub(crate) fn draft(&self, kind: EventKind) -> Draft {
        match self {
            Self::Grant(grant) => Draft::act(kind, grant),
            Self::Job(name) => Draft::system(kind, name),
            Self::Directory(account) => Draft::own(kind, *account, "token"),
        }
    }
}

/// Ends everything of an account because its holder has left, for whoever is behind this act.
///
/// A second time changes nothing, and says so with an entry: whoever reports that somebody left is never told that it was known.
pub fn end(
    tx: &mut Tx<'_, '_>,
    account: AccountId,
    leaving: Leaving,
) -> Result<Verdict<()>, Fault> {
    let me = tx.account()?;
    hold(tx, me, &[account])?;
    let Offices {
        leads,
        checks,
        last,
        ended_another,
        ..
    } = door::offices_of(tx, account, me)?;
    let facts = Facts {
        last_in_office: last,
        ended_another,
        checks_offices: checks,
        ..Facts::SHUT
    };
    let grant = match tx.ask(Action::EndAccess, &Resource::Account { account }, facts)? {
        Ok(grant) => grant,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    if !is_there(tx, account)? {
        return Ok(Verdict::Refused(Refusal::new(Reason::NotYours)));
    }
    end_all(tx, account, leaving, &Word::Grant(&grant))?;
    if leads || leaving.by == By::Console {
        tell(tx, Message::AccountEnded, account, me)?;
    }
    Ok(Verdict::Given(()))
}

/// Ends the accounts of whoever has this membership number; answers how many. Whether anybody has it, only an official learns.
pub fn end_of_member(
    tx: &mut Tx<'_, '_>,
    number: &ExternalId,
    leaving: Leaving,
) -> Result<Verdict<u64>, Fault> {
    // Whoever may end nobody's access asks here in vain before anything is looked up.
    let nobody = Resource::Account { account: NOBODY };
    let grant = match tx.ask(Action::EndAccess, &nobody, Facts::SHUT)? {
        Ok(grant) => grant,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    let accounts = members::owners_of_number(tx, number)?;
    if accounts.is_empty() {
        let words = format!("account=none {}", leaving.words());
        entry::write(tx, &Draft::act(EventKind::Left, &grant).detail(words), &[])?;
    }
    let mut ended = 0;
    let me = tx.account()?;
    hold(tx, me, &accounts)?;
    for account in accounts {
        match end(tx, account, leaving)? {
            Verdict::Given(()) => ended += 1,
            Verdict::Refused(refusal) => return Ok(Verdict::Refused(refusal)),
        }
    }
    Ok(Verdict::Given(ended))
}

/// What the roll says of a death: the newest version, or a mark that a call or a file left.
const DIED: &str = "select 1 from member_mark where bucket = $1 and member = $2 and deceased = 1 union all select 1 from member_row r where r.bucket = $1 and r.member = $2 and r.deceased = 1 and r.import = (select n.import from member_row n where n.bucket = $1 and n.member = $2 and not exists (select 1 from import_dark d where d.import = n.import) order by n.import desc limit 1) limit 1";
const ENDED: &str = "select e.ended_at from member_end e where e.bucket = $1 and e.member = $2 and not exists (select 1 from import_dark d where d.import = e.import) order by e.import desc limit 1";

fn has_died(tx: &mut Tx<'_, '_>, member: MemberId) -> Result<bool, Fault> {
    let args = [Arg::Int(member.bucket()), Arg::Bytes(member.as_bytes())];
    Ok(tx.one(DIED, &args, |row| row.int(0))?.is_some())
}

/// Ends the account of whoever's membership has ended. Whoever holds an office is left to a person, whom a letter calls: one file
/// must not empty the offices.
pub(crate) fn end_with_membership(tx: &mut Tx<'_, '_>, member: MemberId) -> Result<(), Fault> {
    let owners = hold_owners(tx, member)?;
    if owners.is_empty() {
        return Ok(());
    }
    let why = if has_died(tx, member)? {
        Why::Deceased
    } else {
        Why::Lapsed
    };
    for account in owners {
        end_by_roll(tx, (member, account), why)?;
    }
    Ok(())
}

/// Ends the account of whoever has died as the roll says, also while it lets the membership go on. Files say it again and again:
/// an account that holds nothing any more isn't ended anew.
pub(crate) fn end_with_death(tx: &mut Tx<'_, '_>, member: MemberId) -> Result<(), Fault> {
    for account in hold_owners(tx, member)? {
        if door::holds_something(tx, account)? {
            end_by_roll(tx, (member, account), Why::Deceased)?;
        }
    }
    Ok(())
}

/// For the job that follows a file: the same of whoever's membership is still ended, behind the member's lock. What was undone or
/// corrected since the job looked ends nobody.
pub(crate) fn end_if_ended(tx: &mut Tx<'_, '_>, member: MemberId) -> Result<(), Fault> {
    let Some(member) = held_with_owners(tx, member)? else {
        return Ok(());
    };
    let args = [Arg::Int(member.bucket()), Arg::Bytes(member.as_bytes())];
    if tx
        .one(ENDED, &args, |row| row.opt_int(0))?
        .flatten()
        .is_none()
    {
        return Ok(());
    }
    end_with_membership(tx, member)
}

/// The same of whoever has still died.
pub(crate) fn end_if_died(tx: &mut Tx<'_, '_>, member: MemberId) -> Result<(), Fault> {
    match held_with_owners(tx, member)? {
        Some(member) if has_died(tx, member)? => end_with_death(tx, member),
        _ => Ok(()),
    }
}

/// Holds the accounts whose own record it is, and then the record that the member goes on under, whom it answers; none where there
/// are no such accounts.
fn held_with_owners(tx: &mut Tx<'_, '_>, member: MemberId) -> Result<Option<MemberId>, Fault> {
    let keeper = alias::keeper(tx, member)?;
    if hold_owners(tx, keeper)?.is_empty() {
        return Ok(None);
    }
    line::member(tx, keeper)?;
    line::still(tx, member, keeper).map(Some)
}

fn end_by_roll(
    tx: &mut Tx<'_, '_>,
    (member, account): (MemberId, AccountId),
    why: Why,
) -> Result<(), Fault> {
    let by = By::Import;
    let (leaving, word) = (Leaving { why, by }, Word::Job("follow"));
    let offices = door::offices_of(tx, account, SYSTEM)?;
    if offices.any || offices.checks {
        let call = match why {
            Why::Deceased => Call::Died,
            _ => Call::Lapsed,
        };
        if !members::is_first_call(tx, (member, account), call)? {
            return Ok(());
        }
        let words = format!("account={account} {}", leaving.words());
        let draft = word.draft(EventKind::OfficeLeft).detail(words);
        entry::write(tx, &draft, &[])?;
        return tell(tx, Message::OfficeLeft, account, SYSTEM);
    }
    end_all(tx, account, leaving, &word)?;
    if offices.leads {
        tell(tx, Message::AccountEnded, account, SYSTEM)?;
    }
    Ok(())
}

/// Ends everything of an account, unless it holds the last of an office, checks the offices, or `word` ended another office or
/// organiser within a day: then the offices get a letter, and it answers false.
pub(crate) fn end_unless_office(
    tx: &mut Tx<'_, '_>,
    account: AccountId,
    leaving: Leaving,
    word: &Word<'_>,
) -> Result<bool, Fault> {
    let offices = door::offices_of(tx, account, word.account())?;
    if !offices.last && !offices.ended_another && !offices.checks {
        end_all(tx, account, leaving, word)?;
        if offices.leads {
            tell(tx, Message::AccountEnded, account, word.account())?;
        }
        return Ok(true);
    }
    let words = format!("account={account} {}", leaving.words());
    entry::write(tx, &word.draft(EventKind::OfficeLeft).detail(words), &[])?;
    tell(tx, Message::OfficeLeft, account, word.account())?;
    Ok(false)
}

/// A letter to every office and to whoever audits, in the same commit.
fn tell(
    tx: &mut Tx<'_, '_>,
    message: Message,
    account: AccountId,
    by: AccountId,
) -> Result<(), Fault> {
    let mut heard = outbox::officers(tx)?;
    heard.extend(outbox::auditors(tx)?);
    heard.sort_unstable();
    heard.dedup();
    for one in heard {
        outbox::put(tx, message, To::Account(one), &door::vars(account, by))?;
    }
    Ok(())
}

/// Tells every node, and whatever restores a backup, that this account has left.
pub(crate) fn remember(tx: &mut Tx<'_, '_>, account: AccountId) {
    tx.changed("account", account.as_bytes());
    let fact = Fact::left(tx.world, account);
    tx.never_again(&fact);
}

/// An account that nobody has.
const NOBODY: AccountId = AccountId::from_bytes([0xFF; 16]);

/// Holds accounts that are about to end, in the order of [`line`]: what they asked for first, then they and whoever ends them, the
/// smallest id first, so that two who end each other wait for each other.
pub(crate) fn hold(tx: &mut Tx<'_, '_>, me: AccountId, ended: &[AccountId]) -> Result<(), Fault> {
    let mut held = ended.to_vec();
    held.sort_unstable();
    for account in &held {
        requests::hold_of(tx, *account)?;
    }
    if me != SYSTEM {
        held.push(me);
    }
    held.sort_unstable();
    held.dedup();
    for account in held {
        line::account(tx, account)?;
    }
    Ok(())
}

/// Holds the accounts whose own record a member's is, and answers them; to be called before the member is held.
pub(crate) fn hold_owners(tx: &mut Tx<'_, '_>, member: MemberId) -> Result<Vec<AccountId>, Fault> {
    let owners = members::owners(tx, member)?;
    hold(tx, SYSTEM, &owners)?;
    Ok(owners)
}

const THERE: &str = "select created_at from account where bucket = $1 and id = $2";

pub(crate) fn is_there(tx: &mut Tx<'_, '_>, account: AccountId) -> Result<bool, Fault> {
    let args = [Arg::Int(account.bucket()), Arg::Bytes(account.as_bytes())];
    Ok(tx.one(THERE, &args, |row| row.int(0))?.is_some())
}

const INVITED: &str = "update invitation set until_at = $1 where invited_by = $2 and joined_at is null and until_at > $1";
const INACTIVE: &str = "update directory_entry set active = 0, changed_at = $1 where bucket = $2 and id = $3 and active = 1";
const KEY: &str = "update directory_key set ended_at = $1 where account = $2 and ended_at is null";

/// Ends everything of an account. Who may was asked before, and the account is held.
pub(crate) fn end_all(
    tx: &mut Tx<'_, '_>,
    account: AccountId,
    leaving: Leaving,
    word: &Word<'_>,
) -> Result<(), Fault> {
    requests::lapse_of(tx, account)?;
    door::end_ways(tx, account, word.account())?;
    let now = Arg::Int(tx.now().millis());
    let id = Arg::Bytes(account.as_bytes());
    tx.run(INVITED, &[now, id])?;
    tx.run(KEY, &[now, id])?;
    tx.run(INACTIVE, &[now, Arg::Int(account.bucket()), id])?;
    desk::leave(tx, account)?;
    shifts::leave(tx, account)?;
    let words = format!("account={account} {}", leaving.words());
    entry::write(tx, &word.draft(EventKind::Left).detail(words), &[])?;
    remember(tx, account);
    Ok(())
}
