//! Exhibits: entries of the ledger for a reader, with what proves them (docs/log-format.md §9), and "My record".
//!
//! An exhibit is a disclosure, and made in the way of all of them:
//!
//! ```text
//! Wanted ──ask──▶ Plan ──choose──▶ Chosen ──take──▶ Taken ──Proof──▶ Opened ──make──▶ Handed
//!         policy        reads, long        entry, policy   committed
//! ```
//! Reading a thousand entries is too long for the writer, so it is done between two short acts; policy is asked in both, and
//! nothing leaves before the entry of the second has committed.
//!
//! What is opened, part by part:
//!
//! | part | one's own record | by an office |
//! |---|---|---|
//! | time, kind, purpose, campaign, bank, fields, licence | open | open |
//! | way of signing in, with who vouched | open | open where the account is, or where nobody vouched |
//! | account and place | open: they are one's own | where the exhibit is of that account, or accounts are asked for |
//! | what else the kind says | open, unless it names somebody else's id | the same; open where accounts are asked for |
//! | what came of a call | open while one rings for its campaign | covered |
//! | the member whom the exhibit is about | | open, as long as the part is there |
//! | other members | covered, `M1` to `Mn` | covered, or open for the data protection officer: at most twenty an exhibit |
//!
//! The numbers of covered members are told apart with the members' own keys, by comparing hashes; nothing but the number
//! comes out. Whoever was forgotten has no number, and their part stays covered for ever.

mod behind;
mod choose;
mod line;
mod make;
mod of_copy;
mod own;
mod pinned;
mod take;
mod whose;

pub use behind::Behind;
pub(super) use choose::begins_at;
pub use choose::{Chosen, choose};
pub use line::RecordLine;
pub use make::{Handed, Opened, Seen};
pub(crate) use of_copy::of_copy;
pub use own::{OwnPage, OwnPlan, OwnRead, own_ask, own_read, own_take};
pub use switchboard_ledger::exhibit::Places;
pub use take::{Taken, take};

use std::collections::BTreeSet;

use switchboard_rules::events::EventKind;
use switchboard_rules::ids::{AccountId, CampaignId, MemberId};
use switchboard_rules::moment::Moment;
use switchboard_rules::policy::{Action, Facts, Grant, Reason, Refusal, Resource};

use crate::branches;
use crate::door::rings_for;
use crate::duplicates::alias;
use crate::engine::Arg;
use crate::entry::{self, Draft};
use crate::fault::Fault;
use crate::hush::says_only_its_name;
use crate::roll::{Query, find};
use crate::session::SYSTEM;
use crate::tx::{Tx, Verdict};

/// The most entries of one exhibit; more are another exhibit.
pub const ENTRIES_MAX: usize = 1_000;
/// The most exhibits that an office's account takes in 24 hours, one's own not counted.
pub const A_DAY_MAX: i64 = 100;
/// The most exhibits that an account takes in 24 hours to be answered whether something was a test.
pub const CHECKS_A_DAY_MAX: i64 = 500;
/// The most exhibits of their own record that one account takes in 24 hours; a long record is several.
pub const OWN_A_DAY_MAX: i64 = 50;
/// How often one account looks at its own record in 24 hours: each page of it is a look, and an entry.
pub const OWN_LOOKS_A_DAY_MAX: u32 = 200;

/// What an exhibit is to be of.
#[derive(Clone, PartialEq, Eq)]
pub enum Of {
    /// Whoever asks.
    Own,
    /// An account.
    Account(AccountId),
    /// An account, to answer whether what it did was an agreed test.
    Checked(AccountId),
    /// The member with this number in the books, and which of the records that were merged into theirs: 0 is the one they go
    /// on under.
    Member {
        /// The number, as it was typed.
        number: String,
        /// Which record.
        record: usize,
    },
    /// The member behind what whoever checks has before them, and which of their merged records.
    Behind {
        /// What they stand behind.
        behind: Behind,
        /// Which record.
        record: usize,
    },
    /// A campaign.
    Campaign(CampaignId),
    /// Everything in a span of time.
    Span,
}
says_only_its_name!(Of);

/// How much of an exhibit is opened beyond the acts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Opens {
    /// Nothing: what was done and when, by covered accounts.
    Acts,
    /// Accounts and their names too.
    Accounts,
    /// Accounts and members.
    Members,
}

impl Opens {
    /// All of them, from the least.
    pub const ALL: [Self; 3] = [Self::Acts, Self::Accounts, Self::Members];

    /// What forms and entries call it.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Acts => "acts",
            Self::Accounts => "accounts",
            Self::Members => "members",
        }
    }

    /// Reads [`Opens::code`].
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }
}

/// What an office takes an exhibit for: a closed list, so that nothing personal is typed into the ledger.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// A person asks what is kept about them.
    Person,
    /// Two sides disagree about what happened.
    Dispute,
    /// Something has leaked or gone wrong.
    Incident,
    /// An authority or a court asks.
    Authority,
}

impl Why {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Person, Self::Dispute, Self::Incident, Self::Authority];

    /// What forms and entries call it.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Dispute => "dispute",
            Self::Incident => "incident",
            Self::Authority => "authority",
        }
    }

    /// Reads [`Why::code`].
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }
}

/// Which exhibit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// Of what.
    pub of: Of,
    /// From when on.
    pub from: Moment,
    /// Until when, this moment not included.
    pub until: Moment,
    /// From which place in the log on: where the exhibit before ended.
    pub first: u64,
    /// Before which place in the log only: for a file beside a page, which must not hold what came into the log since.
    pub end: Option<u64>,
    /// What is opened.
    pub opens: Opens,
    /// What for; none for one's own.
    pub why: Option<Why>,
}

impl Wanted {
    /// One's own record.
    pub const fn own(from: Moment, until: Moment, first: u64) -> Self {
        Self {
            of: Of::Own,
            from,
            until,
            first,
            end: None,
            opens: Opens::Acts,
            why: None,
        }
    }
}

/// An exhibit that policy allows.
#[derive(Debug)]
pub struct Plan {
    pub(super) wanted: Wanted,
    pub(super) whose: Whose,
    /// How many records were merged into one person's; 1 where it isn't about a member.
    pub(super) records: usize,
    /// Whether whoever asks may see the whole ledger: for which campaign a member was rung and what came of it is nothing
    /// that the roll's office learns.
    pub(super) is_whole: bool,
    /// The campaigns for which whoever takes their own record rings: of another's calls it isn't told what came of them.
    pub(super) rings_for: BTreeSet<CampaignId>,
}

#[cfg(test)]
impl Plan {
    /// An account's exhibit that nobody asked for.
    pub(crate) const fn unasked(account: AccountId, wanted: Wanted) -> Self {
        Self {
            wanted,
            whose: Whose::Account(account),
            records: 1,
            is_whole: true,
            rings_for: BTreeSet::new(),
        }
    }
}

/// Whose entries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Whose {
    Account(AccountId),
    Member(MemberId),
    Campaign(CampaignId),
    Everybody,
}

/// Asks whether this exhibit may be taken; none where there is nobody and nothing of that name.
pub fn ask(tx: &mut Tx<'_, '_>, wanted: &Wanted) -> Result<Verdict<Option<Plan>>, Fault> {
    let grant = match may(tx, wanted)? {
        Ok(grant) => grant,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    let is_whole = tx.reaches(&Resource::Ledger, &[Action::TakeExhibit])?;
    let rings_for = match wanted.of {
        Of::Own => rings_for(tx)?,
        _ => BTreeSet::new(),
    };
    let (whose, records) = match &wanted.of {
        Of::Own => (Some(Whose::Account(tx.account()?)), 1),
        Of::Account(account) | Of::Checked(account) => (known_account(tx, *account)?, 1),
        Of::Campaign(campaign) => (known_campaign(tx, *campaign)?, 1),
        Of::Span => (Some(Whose::Everybody), 1),
        Of::Member { number, record } => {
            let found = find(tx, &Query::External(number.clone()))?;
            let records = match found.first() {
                Some(member) => alias::of_one_person(tx.raw(), *member)?,
                None => Vec::new(),
            };
            (
                records.get(*record).copied().map(Whose::Member),
                records.len(),
            )
        }
        Of::Behind { behind, record } => {
            let records = behind::records(tx, *behind)?;
            let whose = records.get(*record).copied().map(Whose::Member);
            (whose, records.len())
        }
    };
    if whose.is_none() && matches!(wanted.of, Of::Member { .. }) {
        // Whether somebody has a number is told, and so it is written down and counts, as every other search does.
        let draft = Draft::act(EventKind::ExhibitTaken, &grant).detail("what=member found=0");
        entry::write(tx, &draft, &[])?;
    }
    Ok(Verdict::Given(whose.map(|whose| Plan {
        wanted: wanted.clone(),
        whose,
        records,
        is_whole,
        rings_for: rings_for.clone(),
    })))
}

/// Policy, and the budget of a day.
pub(super) fn may(tx: &mut Tx<'_, '_>, wanted: &Wanted) -> Result<Result<Grant, Refusal>, Fault> {
    let (action, resource) = match &wanted.of {
        Of::Own => {
            let account = tx.account()?;
            (Action::TakeOwnExhibit, Resource::Account { account })
        }
        Of::Checked(_) => (Action::CheckLicence, Resource::Ledger),
        // Whoever opens more than the acts is the one who checks.
        Of::Member { .. } if wanted.opens == Opens::Acts => {
            (Action::TakeExhibit, branches::anybody(tx)?)
        }
        Of::Member { .. } | Of::Behind { .. } | Of::Account(_) | Of::Campaign(_) | Of::Span => {
            (Action::TakeExhibit, Resource::Ledger)
        }
    };
    let grant = match tx.ask(action, &resource, Facts::SHUT)? {
        Ok(grant) => grant,
        Err(refusal) => return Ok(Err(refusal)),
    };
    let (kind, most) = match wanted.of {
        Of::Own => (EventKind::OwnExhibitTaken, OWN_A_DAY_MAX),
        Of::Checked(_) => (EventKind::LicenceChecked, CHECKS_A_DAY_MAX),
        _ => (EventKind::ExhibitTaken, A_DAY_MAX),
    };
    if entry::written_today(tx, grant.account(), kind)? >= most {
        return Ok(Err(Refusal::new(Reason::ExhibitsSpent)));
    }
    Ok(Ok(grant))
}

/// Ids begin with the moment at which they were made, so a day of one account is a short stretch.
fn known_account(tx: &mut Tx<'_, '_>, account: AccountId) -> Result<Option<Whose>, Fault> {
    let args = [Arg::Int(account.bucket()), Arg::Bytes(account.as_bytes())];
    let found = tx.one(
        "select 1 from account where bucket = $1 and id = $2",
        &args,
        |row| row.int(0),
    )?;
    let is_known = found.is_some() || account == SYSTEM;
    Ok(is_known.then_some(Whose::Account(account)))
}

fn known_campaign(tx: &mut Tx<'_, '_>, campaign: CampaignId) -> Result<Option<Whose>, Fault> {
    let args = [Arg::Int(campaign.bucket()), Arg::Bytes(campaign.as_bytes())];
    let found = tx.one(
        "select 1 from campaign where bucket = $1 and id = $2",
        &args,
        |row| row.int(0),
    )?;
    Ok(found.map(|_| Whose::Campaign(campaign)))
}

/// Which exhibits whoever asks may take, for the form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Form {
    /// Of one member, accounts covered.
    OfMembers,
    /// Of everything; these campaigns are to choose from.
    OfAll(Vec<(CampaignId, String)>),
}

/// The most campaigns that the form offers.
const CAMPAIGNS: &str = "select id, name from campaign order by id limit 200";

/// Shows the form to whoever may take an exhibit; it shows nobody.
pub fn form(tx: &mut Tx<'_, '_>) -> Result<Verdict<Form>, Fault> {
    let is_whole = tx.reaches(&Resource::Ledger, &[Action::TakeExhibit])?;
    let resource = if is_whole {
        Resource::Ledger
    } else {
        branches::anybody(tx)?
    };
    if let Err(refusal) = tx.ask(Action::TakeExhibit, &resource, Facts::SHUT)? {
        return Ok(Verdict::Refused(refusal));
    }
    if !is_whole {
        return Ok(Verdict::Given(Form::OfMembers));
    }
    let campaigns = tx.all(CAMPAIGNS, &[], |row| {
        let id = crate::session::id16(row.bytes(0)?).unwrap_or_default();
        Ok((CampaignId::from_bytes(id), row.text(1)?.to_owned()))
    })?;
    Ok(Verdict::Given(Form::OfAll(campaigns)))
}
