//! Testers: their accounts in a test copy, made on first use, and that they asked for a way in.

use switchboard_rules::events::EventKind;
use switchboard_rules::ids::{AccountId, CampaignId, ContestId, LicenceId};
use switchboard_rules::moment::{Moment, Span};
use switchboard_rules::policy::{Reason, Refusal, Role, Scope};

use super::made::licence_of;
use crate::door::{self, Code, NewAccount, NewTerm};
use crate::engine::{Arg, Value};
use crate::entry::{self, Draft};
use crate::fault::Fault;
use crate::mint::random_id;
use crate::session::{Auth, SYSTEM, id16};
use crate::tx::{Tx, Verdict};
use crate::world::World;

/// In which roles one may test.
pub const ROLES: [Role; 4] = [
    Role::Caller,
    Role::Organiser,
    Role::ReturningOfficer,
    Role::MembershipOfficer,
];

/// How long a tester has to type the code.
const CODE_LASTS: Span = Span::minutes(10);
/// Testers have the budgets of somebody who has rung before, as a demo's people have: new accounts are held shorter.
const MADE_BEFORE: Span = Span::days(7);

/// Who comes into a test copy, and as what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entering {
    /// The tester's account in the live world.
    pub tester: AccountId,
    /// In which role; one of [`ROLES`].
    pub role: Role,
    /// What testers are called; their number follows.
    pub called: String,
}

const OPEN: &str = "select made_at from decoy where bucket = $1 and licence = $2 and ended_at is null {for_update}";

/// Writes down in the live world that whoever asks goes into the test copy of a licence. Refused, as if there were none, to
/// whoever isn't among `testers`, and once the copy has ended.
///
/// Whether the licence may be used is asked before, in the same act.
pub fn entered(
    tx: &mut Tx<'_, '_>,
    licence: LicenceId,
    role: Role,
    testers: &[AccountId],
) -> Result<Verdict<AccountId>, Fault> {
    if !tx.is_running()? {
        tx.count_stranger();
        return Ok(Verdict::Refused(Refusal::new(Reason::SignedOut)));
    }
    let (account, opened) = (tx.account()?, tx.opened()?);
    let key = [Arg::Int(licence.bucket()), Arg::Bytes(licence.as_bytes())];
    let is_open = tx.one(OPEN, &key, |row| row.int(0))?.is_some();
    if !is_open || !testers.contains(&account) || !ROLES.contains(&role) {
        return Ok(Verdict::Refused(Refusal::new(Reason::NotYours)));
    }
    let told = format!("licence={licence} role={}", role.text());
    let draft = Draft::own(EventKind::DecoyEntered, account, opened).detail(told);
    entry::write(tx, &draft, &[])?;
    Ok(Verdict::Given(account))
}

/// Lets a tester into a test copy: makes their account in this role if there is none, and a code that works once.
///
/// # Errors
/// Where this is no test copy, or its contest isn't there.
pub fn enter(decoy: &World, entering: &Entering, now: Moment) -> Result<Code, Fault> {
    licence_of(decoy)?;
    let entering = entering.clone();
    let done = decoy
        .write("decoy-enter", Auth::Job("decoy"), now, move |tx| {
            let account = match known(tx, &entering)? {
                Some(account) => account,
                None => add(tx, &entering)?,
            };
            let until = now.plus(CODE_LASTS);
            Ok(Verdict::Given(door::code_for_once(tx, account, until)?))
        })
        .wait()?;
    match done.verdict {
        Verdict::Given(code) => Ok(code),
        Verdict::Refused(refusal) => Err(Fault::World(refusal.to_string())),
    }
}

const KNOWN: &str =
    "select account from decoy_account where bucket = $1 and tester = $2 and role = $3";
const NUMBER: &str = "select number from decoy_account where bucket = $1 and tester = $2 limit 1";
const LAST: &str = "select max(number) from decoy_account";
const PUT: &str = "insert into decoy_account (bucket, tester, role, account, number) values ($1, $2, $3, $4, $5) on conflict (bucket, tester, role) do nothing";

fn known(tx: &mut Tx<'_, '_>, entering: &Entering) -> Result<Option<AccountId>, Fault> {
    let tester = entering.tester;
    let args = [
        Arg::Int(tester.bucket()),
        Arg::Bytes(tester.as_bytes()),
        Arg::Text(entering.role.text()),
    ];
    let found = tx.one(KNOWN, &args, |row| Ok(id16(row.bytes(0)?)))?;
    Ok(found.flatten().map(AccountId::from_bytes))
}

/// A tester's account in a role. No name of the live world comes along: testers are numbered as they come.
fn add(tx: &mut Tx<'_, '_>, entering: &Entering) -> Result<AccountId, Fault> {
    let (tester, role) = (entering.tester, entering.role);
    let number = number(tx, tester)?;
    let account = AccountId::from_bytes(random_id()?);
    let new = NewAccount {
        label: format!("{} {number}", entering.called),
        role,
        scope: scope(tx, role)?,
        code_until: tx.now(),
        reusable: false,
        made_at: tx.now().minus(MADE_BEFORE),
    };
    let term = NewTerm {
        role,
        scope: new.scope,
        from: tx.now(),
        until: None,
        agreed_by: None,
    };
    door::write_account(tx, account, &new, None)?;
    door::write_term(tx, account, &term, SYSTEM)?;
    tx.later_expect(
        1,
        PUT,
        vec![
            Value::Int(tester.bucket()),
            Value::Bytes(tester.as_bytes().to_vec()),
            Value::Text(role.text().to_owned()),
            Value::Bytes(account.as_bytes().to_vec()),
            Value::Int(number),
        ],
    );
    let told = format!("account={account} tester={tester} role={}", role.text());
    let draft = Draft::system(EventKind::DecoyAccount, "decoy").detail(told);
    entry::write(tx, &draft, &[])?;
    Ok(account)
}

fn number(tx: &mut Tx<'_, '_>, tester: AccountId) -> Result<i64, Fault> {
    let own = [Arg::Int(tester.bucket()), Arg::Bytes(tester.as_bytes())];
    if let Some(number) = tx.one(NUMBER, &own, |row| row.int(0))? {
        return Ok(number);
    }
    let last = tx.one(LAST, &[], |row| row.opt_int(0))?.flatten();
    Ok(last.unwrap_or(0).saturating_add(1))
}

/// By name, so that all testers are in the same campaign and the other one is their rival.
const CAMPAIGN: &str = "select id, contest from campaign order by name, id limit 1";

/// How far a tester's role reaches: the whole organisation, the contest, or one of its campaigns.
fn scope(tx: &mut Tx<'_, '_>, role: Role) -> Result<Scope, Fault> {
    let found = tx.one(CAMPAIGN, &[], |row| {
        Ok((id16(row.bytes(0)?), id16(row.bytes(1)?)))
    })?;
    let Some((Some(campaign), Some(contest))) = found else {
        return Err(Fault::World("this test copy has no contest".to_owned()));
    };
    Ok(match role {
        Role::Caller | Role::Organiser => Scope::Campaign(CampaignId::from_bytes(campaign)),
        Role::ReturningOfficer => Scope::Contest(ContestId::from_bytes(contest)),
        _ => Scope::Organisation,
    })
}
