//! A page of the ledger for the data protection officer: what was done, by whom, for what; keyset, newest first.

use switchboard_rules::events::EventKind;
use switchboard_rules::ids::{AccountId, BankId, CampaignId};
use switchboard_rules::moment::{Moment, Span};
use switchboard_rules::policy::{Action, Facts, Resource};

use super::exhibit::begins_at;
use super::sequence::{open_act, size_of_head};
use super::shown::{self, ShownHour};
use crate::answers;
use crate::engine::{Arg, Row};
use crate::entry::{self, Draft};
use crate::fault::Fault;
use crate::mint::OrderedIds;
use crate::session::{SYSTEM, id16};
use crate::tx::{Tx, Verdict};

/// One line of the ledger.
#[derive(Debug, Clone)]
pub struct EntryLine {
    /// Its index in the tree.
    pub index: i64,
    /// When, by the server's clock.
    pub at: Moment,
    /// Who.
    pub account: AccountId,
    /// The account's label; empty for the system itself.
    pub label: String,
    /// How their session was opened, with the id of who vouched for them.
    pub opened: String,
    /// The name of who vouched for them.
    pub vouched: Option<String>,
    /// What, as a number; verifiers accept numbers they don't know.
    pub kind: u16,
    /// What for.
    pub purpose: String,
    /// For which campaign, by id and name.
    pub campaign: Option<(CampaignId, String)>,
    /// In which bank, by id and name.
    pub bank: Option<(BankId, String)>,
    /// The fields shown.
    pub fields: String,
    /// How many members it is about.
    pub members: usize,
    /// What else the kind says.
    pub detail: String,
    /// Under whose names strangers were refused, at most [`TRIED_MAX`]; on an account's own pages that account alone.
    pub tried: Vec<Tried>,
    /// Under how many names more.
    pub tried_more: usize,
}

/// Under whose name strangers were refused in a minute.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tried {
    /// Whose name.
    pub account: AccountId,
    /// The account's label.
    pub label: String,
    /// How often.
    pub refused: u64,
    /// How many wrong numbers came with the right password until then, where the offices were told; else 0.
    pub numbers: u64,
}

/// A page of lines and where the next one begins.
#[derive(Debug, Clone)]
pub struct EntryPage {
    /// At most [`PAGE_MAX`] lines, newest first.
    pub lines: Vec<EntryLine>,
    /// Pass this as `before` for the page after.
    pub older: Option<i64>,
    /// The label of the account whose entries these are, where only one account's were asked for.
    pub label: Option<String>,
    /// What was shown in the last [`super::SHOWN_DAYS`] days, by the hour; only with the newest page of all entries.
    pub shown: Vec<ShownHour>,
    /// Every campaign, to choose from: id and name.
    pub campaigns: Vec<(CampaignId, String)>,
}

/// The most lines of one page.
pub const PAGE_MAX: usize = 50;
/// The most names of one line under which strangers were refused.
pub const TRIED_MAX: usize = 10;
/// How many entries one page looks through for a kind at most …
const LOOK_MAX: i64 = 2_000;
/// … and for a campaign, which stands in the sealed act alone.
const OPEN_MAX: i64 = 400;
/// How far entries may stand from their moment's place: an act is placed within a second of its commit, and a long one may
/// have begun some minutes before.
const SLACK: Span = Span::minutes(10);

/// Which entries.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Filter {
    /// Only of this account, and of strangers who tried its name.
    pub account: Option<AccountId>,
    /// Only of this kind.
    pub kind: Option<EventKind>,
    /// Only for this campaign.
    pub campaign: Option<CampaignId>,
    /// Only from this moment on, by the server's clock.
    pub from: Option<Moment>,
    /// Only before this moment.
    pub until: Option<Moment>,
    /// Only with a smaller index than this.
    pub before: Option<i64>,
}

const NEWEST: &str = "select idx, id, at, account, kind, act_sealed, subjects from entry where idx >= $1 and idx < $2 and at >= $3 and at < $4 order by idx desc limit $5";
/// An account's entries lie in the order of their ids under its bucket: no index of their own, which would cost every act
/// a page. (Where two of PostgreSQL's commits overtook each other, or a clock was set back, that is not the order of
/// places; pages go by ids, so none is left out.)
const OF_ACCOUNT: &str = "select idx, id, at, account, kind, act_sealed, subjects from entry where bucket = $1 and id >= $2 and id < $3 and account = $4 and idx is not null and at >= $5 and at < $6 order by id desc limit $7";
/// What strangers tried under the account's name stands in the system's entries, and is found by rows of its own.
const OF_TRIED: &str = "select e.idx, e.id, e.at, e.account, e.kind, e.act_sealed, e.subjects from entry_tried t join entry e on e.bucket = $1 and e.id = t.entry where t.bucket = $2 and t.account = $3 and t.entry >= $4 and t.entry < $5 and e.idx is not null and e.at >= $6 and e.at < $7 order by t.entry desc limit $8";
const ID_AT: &str = "select id from entry where idx >= $1 order by idx limit 1";

struct Found {
    index: i64,
    id: Vec<u8>,
    at: i64,
    account: [u8; 16],
    kind: i64,
    act: Vec<u8>,
    members: usize,
}

fn read(row: &Row<'_>) -> Result<Found, Fault> {
    Ok(Found {
        index: row.int(0)?,
        id: row.bytes(1)?.to_vec(),
        at: row.int(2)?,
        account: id16(row.bytes(3)?).unwrap_or_default(),
        kind: row.int(4)?,
        act: row.bytes(5)?.to_vec(),
        members: row.bytes(6)?.len() / 32,
    })
}

/// Shows a page of the ledger to whoever may see it, with an entry of its own.
pub fn page(tx: &mut Tx<'_, '_>, filter: &Filter) -> Result<Verdict<EntryPage>, Fault> {
    let grant = match tx.ask(Action::SeeLedger, &Resource::Ledger, Facts::SHUT)? {
        Ok(grant) => grant,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    let limit = filter.looks_through();
    let found = match filter.account {
        Some(account) => of_account(tx, account, filter, limit)?,
        None => of_all(tx, filter, limit)?,
    };
    let looked = found.len();
    let last_looked = found.last().map(|f| f.index);
    let mut fitting = Vec::new();
    for one in found {
        if fitting.len() == PAGE_MAX {
            break;
        }
        if fits(tx, &one, filter)? {
            fitting.push(one);
        }
    }
    let campaigns = names(tx, CAMPAIGNS)?;
    let lines = lines_of(tx, fitting, (&campaigns, filter.account))?;
    let label = match filter.account {
        Some(account) => crate::door::labels(tx, &[account])?.pop(),
        None => None,
    };
    let shown = if *filter == Filter::default() {
        shown::lately(tx)?
    } else {
        Vec::new()
    };
    let older = if lines.len() == PAGE_MAX {
        lines.last().map(|line| line.index)
    } else if i64::try_from(looked).is_ok_and(|n| n == limit) {
        last_looked
    } else {
        None
    };
    let words = format!("lines={}", lines.len());
    entry::write(
        tx,
        &Draft::act(EventKind::LedgerPageShown, &grant).detail(words),
        &[],
    )?;
    Ok(Verdict::Given(EntryPage {
        lines,
        older,
        label,
        shown,
        campaigns: campaigns
            .into_iter()
            .map(|(id, name)| (CampaignId::from_bytes(id), name))
            .collect(),
    }))
}

impl Filter {
    /// How many entries one page looks at, to find its lines.
    fn looks_through(&self) -> i64 {
        match (self.campaign, self.kind) {
            (Some(_), _) => OPEN_MAX,
            (None, Some(_)) => LOOK_MAX,
            (None, None) => i64::try_from(PAGE_MAX).unwrap_or(50),
        }
    }

    /// The moments between which entries are, in milliseconds, the second not included.
    fn times(&self) -> [i64; 2] {
        let of = |at: Option<Moment>| at.map(Moment::millis);
        [
            of(self.from).unwrap_or(i64::MIN),
            of(self.until).unwrap_or(i64::MAX),
        ]
    }
}

/// Whether an entry is of the kind and for the campaign that is asked for.
fn fits(tx: &Tx<'_, '_>, found: &Found, filter: &Filter) -> Result<bool, Fault> {
    if filter
        .kind
        .is_some_and(|kind| i64::from(kind.code()) != found.kind)
    {
        return Ok(false);
    }
    let Some(campaign) = filter.campaign else {
        return Ok(true);
    };
    let (act, _) = open_act(tx.world, &found.id, &found.act)?;
    Ok(act.campaign == Some(*campaign.as_bytes()))
}

/// Everybody's entries, the newest first.
fn of_all(tx: &mut Tx<'_, '_>, filter: &Filter, limit: i64) -> Result<Vec<Found>, Fault> {
    let origin = tx.world.meta.origin.clone();
    let size = i64::try_from(size_of_head(tx.raw(), &origin)?).unwrap_or(i64::MAX);
    // Neither a moment nor a day leads to an entry: the log rises with the clock, so halving finds the place.
    let low = match filter.from {
        Some(from) => begins_at(tx.raw(), from.minus(SLACK), size)?,
        None => 0,
    };
    let high = match filter.until {
        Some(until) => begins_at(tx.raw(), until.plus(SLACK), size)?,
        None => i64::MAX,
    };
    let [from, until] = filter.times();
    let args = [
        Arg::Int(low),
        Arg::Int(high.min(filter.before.unwrap_or(i64::MAX))),
        Arg::Int(from),
        Arg::Int(until),
        Arg::Int(limit),
    ];
    tx.all(NEWEST, &args, read)
}

/// An account's entries, and those that say what strangers tried under its name, before the one that has that place, the
/// newest first.
fn of_account(
    tx: &mut Tx<'_, '_>,
    account: AccountId,
    filter: &Filter,
    limit: i64,
) -> Result<Vec<Found>, Fault> {
    let before = match filter.before {
        Some(place) => tx.one(ID_AT, &[Arg::Int(place)], |row| Ok(row.bytes(0)?.to_vec()))?,
        None => None,
    };
    // Ids have 16 bytes: longer than any of them and larger.
    let mut before = before.unwrap_or_else(|| vec![u8::MAX; 17]);
    if let Some(until) = filter.until {
        let end = OrderedIds::first_from(until.plus(SLACK).millis());
        before = before.min(end.to_vec());
    }
    let low = match filter.from {
        Some(from) => OrderedIds::first_from(from.minus(SLACK).millis()),
        None => [0; 16],
    };
    let [from, until] = filter.times();
    let mut found = tx.all(
        OF_ACCOUNT,
        &[
            Arg::Int(account.bucket()),
            Arg::Bytes(&low),
            Arg::Bytes(&before),
            Arg::Bytes(account.as_bytes()),
            Arg::Int(from),
            Arg::Int(until),
            Arg::Int(limit),
        ],
        read,
    )?;
    if account != SYSTEM {
        let tried = tx.all(
            OF_TRIED,
            &[
                Arg::Int(SYSTEM.bucket()),
                Arg::Int(account.bucket()),
                Arg::Bytes(account.as_bytes()),
                Arg::Bytes(&low),
                Arg::Bytes(&before),
                Arg::Int(from),
                Arg::Int(until),
                Arg::Int(limit),
            ],
            read,
        )?;
        found.extend(tried);
        found.sort_by(|one, other| other.id.cmp(&one.id));
        found.truncate(usize::try_from(limit).unwrap_or(PAGE_MAX));
    }
    Ok(found)
}

const CAMPAIGNS: &str = "select id, name from campaign order by id limit 1000";
const BANKS: &str = "select id, name from bank order by id limit 1000";

fn names(tx: &mut Tx<'_, '_>, sql: &'static str) -> Result<Vec<([u8; 16], String)>, Fault> {
    tx.all(sql, &[], |row: &Row<'_>| {
        Ok((
            id16(row.bytes(0)?).unwrap_or_default(),
            row.text(1)?.to_owned(),
        ))
    })
}

fn lines_of(
    tx: &mut Tx<'_, '_>,
    found: Vec<Found>,
    (campaigns, only): (&Names, Option<AccountId>),
) -> Result<Vec<EntryLine>, Fault> {
    let accounts: Vec<AccountId> = found
        .iter()
        .map(|f| AccountId::from_bytes(f.account))
        .collect();
    let labels = crate::door::labels(tx, &accounts)?;
    let banks = names(tx, BANKS)?;
    found
        .into_iter()
        .zip(labels)
        .map(|(f, label)| line(tx, &f, label, (campaigns, &banks), only))
        .collect()
}

/// The name of who vouched, where somebody did.
fn vouched(tx: &mut Tx<'_, '_>, opened: &str) -> Result<Option<String>, Fault> {
    let world = std::sync::Arc::clone(tx.world);
    let by = entry::voucher_in(opened);
    by.map(|by| crate::door::label_of(&world, tx.raw(), by))
        .transpose()
}

type Names = [([u8; 16], String)];

fn named(names: &Names, id: [u8; 16]) -> String {
    names
        .iter()
        .find(|(known, _)| *known == id)
        .map(|(_, name)| name.clone())
        .unwrap_or_default()
}

fn line(
    tx: &mut Tx<'_, '_>,
    found: &Found,
    label: String,
    (campaigns, banks): (&Names, &Names),
    only: Option<AccountId>,
) -> Result<EntryLine, Fault> {
    let (act, _) = open_act(tx.world, &found.id, &found.act)?;
    // What came of a call is its campaign's, and not told here.
    let detail = if answers::is_told_by(&act) {
        String::new()
    } else {
        String::from_utf8_lossy(&act.detail).into_owned()
    };
    let (tried, tried_more) = if act.kind == EventKind::RefusalsCounted.code() {
        tried(tx, &detail, only)?
    } else {
        (Vec::new(), 0)
    };
    Ok(EntryLine {
        index: found.index,
        at: Moment::from_millis(found.at),
        account: AccountId::from_bytes(found.account),
        label,
        vouched: vouched(tx, &act.opened)?,
        opened: act.opened,
        kind: act.kind,
        purpose: act.purpose,
        campaign: act
            .campaign
            .map(|id| (CampaignId::from_bytes(id), named(campaigns, id))),
        bank: act
            .bank
            .map(|id| (BankId::from_bytes(id), named(banks, id))),
        fields: act.fields,
        members: found.members,
        detail,
        tried,
        tried_more,
    })
}

/// Whose names an entry says were tried, the first of them with their labels, and how many more there are.
fn tried(
    tx: &mut Tx<'_, '_>,
    detail: &str,
    only: Option<AccountId>,
) -> Result<(Vec<Tried>, usize), Fault> {
    let mut all = crate::door::tried_in(detail);
    all.retain(|(account, ..)| only.is_none_or(|only| only == *account));
    let more = all.len().saturating_sub(TRIED_MAX);
    all.truncate(TRIED_MAX);
    let accounts: Vec<AccountId> = all.iter().map(|(account, ..)| *account).collect();
    let labels = crate::door::labels(tx, &accounts)?;
    let named = all.into_iter().zip(labels);
    let tried = named.map(|((account, refused, numbers), label)| Tried {
        account,
        label,
        refused,
        numbers,
    });
    Ok((tried.collect(), more))
}
