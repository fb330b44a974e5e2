//! The roles of one account, for whoever may see them, and which roles the reader may give.

use switchboard_rules::events::EventKind;
use switchboard_rules::ids::{AccountId, TermId};
use switchboard_rules::moment::Moment;
use switchboard_rules::policy::{
    Action, Facts, Grant, Place, Reason, Refusal, Resource, Role, Scope,
};

use super::accounts::label;
use super::places::{self, Named};
use crate::engine::{Arg, Row};
use crate::entry::{self, Draft};
use crate::fault::Fault;
use crate::hush::says_only_its_name;
use crate::session::{SYSTEM, id16, read_scope};
use crate::tx::{Tx, Verdict};

/// The most roles of one account that are shown, or looked at when it acts.
pub const TERMS_MAX: usize = 64;

/// One role of an account.
#[derive(Clone)]
pub struct HeldTerm {
    /// What it is named by.
    pub id: TermId,
    /// The role.
    pub role: Role,
    /// Where.
    pub place: Named,
    /// Since when, or from when on.
    pub from: Moment,
    /// Until when; this moment is already outside.
    pub until: Option<Moment>,
    /// When somebody ended it before its time.
    pub ended_at: Option<Moment>,
    /// Who gave it, or asked for it; none for the operator at the console.
    pub given_by: Option<String>,
    /// The second person, where it took two.
    pub agreed_by: Option<String>,
    /// Whether the reader may end it.
    pub can_end: bool,
}
says_only_its_name!(HeldTerm);

impl HeldTerm {
    /// Whether it is no more.
    pub fn is_over(&self, now: Moment) -> bool {
        self.ended_at.is_some() || self.until.is_some_and(|until| until <= now)
    }
}

/// A role that the reader may give somebody, alone or with a second person.
#[derive(Debug, Clone)]
pub struct Giveable {
    /// The role.
    pub role: Role,
    /// Where.
    pub place: Named,
}

/// The roles of one account.
#[derive(Clone)]
pub struct TermsOf {
    /// Whose they are.
    pub label: String,
    /// Whether the reader sees all of them, or those alone of the places they answer for.
    pub is_whole: bool,
    /// Those that began last first.
    pub terms: Vec<HeldTerm>,
    /// What the reader may give.
    pub gives: Vec<Giveable>,
}
says_only_its_name!(TermsOf);

/// A term as it lies in its table.
#[derive(Clone, Copy)]
pub(super) struct TermRow {
    pub(super) id: TermId,
    pub(super) role: Role,
    pub(super) scope: Scope,
    pub(super) from: Moment,
    pub(super) until: Option<Moment>,
    pub(super) ended_at: Option<Moment>,
    given_by: AccountId,
    agreed_by: Option<AccountId>,
}

const OF_ACCOUNT: &str = "select id, role, scope_kind, scope, from_at, until_at, ended_at, granted_by, agreed_by from term where bucket = $1 and account = $2 order by coalesce(ended_at, until_at, 9223372036854775807) desc, id limit $3";
const BY_ID: &str = "select id, role, scope_kind, scope, from_at, until_at, ended_at, granted_by, agreed_by from term where bucket = $1 and account = $2 and id = $3 {for_update}";

impl TermRow {
    fn read(row: &Row<'_>) -> Result<Option<Self>, Fault> {
        let role = Role::from_text(row.text(1)?);
        let scope = read_scope(row.text(2)?, row.bytes(3)?);
        let (Some(role), Some(scope)) = (role, scope) else {
            return Ok(None);
        };
        let who = |bytes: &[u8]| AccountId::from_bytes(id16(bytes).unwrap_or_default());
        Ok(Some(Self {
            id: TermId::from_bytes(id16(row.bytes(0)?).unwrap_or_default()),
            role,
            scope,
            from: Moment::from_millis(row.int(4)?),
            until: row.opt_int(5)?.map(Moment::from_millis),
            ended_at: row.opt_int(6)?.map(Moment::from_millis),
            given_by: who(row.bytes(7)?),
            agreed_by: row.opt_bytes(8)?.map(who),
        }))
    }

    /// Whether it is no more.
    pub(super) fn is_over(&self, now: Moment) -> bool {
        self.ended_at.is_some() || self.until.is_some_and(|until| until <= now)
    }
}

/// One term of an account, held until the commit; none where the account has no such term.
pub(super) fn one(
    tx: &mut Tx<'_, '_>,
    account: AccountId,
    term: TermId,
) -> Result<Option<TermRow>, Fault> {
    let args = [
        Arg::Int(account.bucket()),
        Arg::Bytes(account.as_bytes()),
        Arg::Bytes(term.as_bytes()),
    ];
    Ok(tx.one(BY_ID, &args, TermRow::read)?.flatten())
}

/// The terms of an account, those that still run first.
pub(super) fn rows(tx: &mut Tx<'_, '_>, account: AccountId) -> Result<Vec<TermRow>, Fault> {
    let args = [
        Arg::Int(account.bucket()),
        Arg::Bytes(account.as_bytes()),
        Arg::Int(i64::try_from(TERMS_MAX).unwrap_or(i64::MAX)),
    ];
    let found = tx.all(OF_ACCOUNT, &args, TermRow::read)?;
    Ok(found.into_iter().flatten().collect())
}

/// What somebody sees of an account, by which grant.
pub(super) struct Sight {
    pub(super) grant: Grant,
    /// Whether it is all of it.
    pub(super) is_whole: bool,
    /// The terms they may see, each with its place.
    pub(super) terms: Vec<(TermRow, Named)>,
}

/// Asks policy what the one behind this act sees of an account: all, or the roles in the places they answer for; and if
/// that is nothing, the account looks like none.
pub(super) fn sight(
    tx: &mut Tx<'_, '_>,
    account: AccountId,
) -> Result<Result<Sight, Refusal>, Fault> {
    let mut terms = Vec::new();
    for row in rows(tx, account)? {
        if let Some(place) = places::named(tx, row.scope)? {
            terms.push((row, place));
        }
    }
    let whole = Resource::Account { account };
    let of = |row: &TermRow, at: Place| Resource::Term {
        account,
        role: row.role,
        at,
    };
    let mut asked = whole;
    let is_whole = tx.reaches(&whole, &[Action::SeeTerms])?;
    if !is_whole {
        let mut seen = Vec::new();
        for (row, place) in terms {
            if tx.reaches(&of(&row, place.at), &[Action::SeeTerms])? {
                asked = of(&row, place.at);
                seen.push((row, place));
            }
        }
        terms = seen;
    }
    let grant = match tx.ask(Action::SeeTerms, &asked, Facts::SHUT)? {
        Ok(grant) => grant,
        Err(refusal) => return Ok(Err(refusal)),
    };
    if !exists(tx, account)? {
        return Ok(Err(Refusal::new(Reason::NotYours)));
    }
    Ok(Ok(Sight {
        grant,
        is_whole,
        terms,
    }))
}

fn exists(tx: &mut Tx<'_, '_>, account: AccountId) -> Result<bool, Fault> {
    let args = [Arg::Int(account.bucket()), Arg::Bytes(account.as_bytes())];
    let found = tx.one(
        "select 1 from account where bucket = $1 and id = $2",
        &args,
        |row| row.int(0),
    )?;
    Ok(found.is_some())
}

/// Shows the roles of an account to whoever may see them.
pub fn terms_of(tx: &mut Tx<'_, '_>, account: AccountId) -> Result<Verdict<TermsOf>, Fault> {
    let sight = match sight(tx, account)? {
        Ok(sight) => sight,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    let mut terms = Vec::new();
    for (row, place) in sight.terms {
        terms.push(held(tx, account, row, place)?);
    }
    terms.sort_by_key(|term| std::cmp::Reverse((term.from, term.id)));
    let draft = Draft::act(EventKind::TermsShown, &sight.grant);
    let detail = format!("account={account} terms={}", terms.len());
    entry::write(tx, &draft.detail(detail), &[])?;
    Ok(Verdict::Given(TermsOf {
        label: label(tx, account)?,
        is_whole: sight.is_whole,
        terms,
        gives: gives(tx, account)?,
    }))
}

fn held(
    tx: &mut Tx<'_, '_>,
    account: AccountId,
    row: TermRow,
    place: Named,
) -> Result<HeldTerm, Fault> {
    let (role, at) = (row.role, place.at);
    let resource = Resource::Term { account, role, at };
    let can_end = !row.is_over(tx.now()) && tx.reaches(&resource, &[Action::EndTerm])?;
    let given_by = match row.given_by {
        SYSTEM => None,
        by => Some(label(tx, by)?),
    };
    let agreed_by = row.agreed_by.map(|by| label(tx, by)).transpose()?;
    Ok(HeldTerm {
        id: row.id,
        role,
        place,
        from: row.from,
        until: row.until,
        ended_at: row.ended_at,
        given_by,
        agreed_by,
        can_end,
    })
}

/// The branches, where the one behind this act may give a role in one: whoever may in one may in all.
fn branch_places(
    tx: &mut Tx<'_, '_>,
    asker: AccountId,
    account: AccountId,
) -> Result<Vec<Named>, Fault> {
    let all = places::branches(tx)?;
    let Some(first) = all.first() else {
        return Ok(all);
    };
    let asked = Resource::TermRequest {
        asker,
        account,
        role: Role::MembershipOfficer,
        at: first.at,
    };
    Ok(if tx.reaches(&asked, &[Action::AskRequest])? {
        all
    } else {
        Vec::new()
    })
}

/// Which roles the one behind this act may give to an account, alone or by asking a second person.
fn gives(tx: &mut Tx<'_, '_>, account: AccountId) -> Result<Vec<Giveable>, Fault> {
    let asker = tx.account()?;
    if asker == account {
        return Ok(Vec::new());
    }
    let mut found = Vec::new();
    for place in places::all_named(tx)? {
        let at = place.at;
        for role in Role::ALL.into_iter().filter(|role| role.fits(at.scope())) {
            let (resource, action) = if role.takes_two() {
                let asked = Resource::TermRequest {
                    asker,
                    account,
                    role,
                    at,
                };
                (asked, Action::AskRequest)
            } else {
                (Resource::Term { account, role, at }, Action::GrantTerm)
            };
            if tx.reaches(&resource, &[action])? {
                let place = place.clone();
                found.push(Giveable { role, place });
            }
        }
    }
    let role = Role::MembershipOfficer;
    let branches = branch_places(tx, asker, account)?.into_iter();
    found.extend(branches.map(|place| Giveable { role, place }));
    Ok(found)
}
