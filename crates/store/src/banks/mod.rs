//! Contests, campaigns and banks: making them, opening them, filling their queues, watching them in safe counts.

mod adding;
mod beside;
mod callers;
mod fill;
mod leftover;
mod ordering;
mod pace;

use switchboard_rules::contest::{Phase, Plan};
use switchboard_rules::counts::{Safe, safe};
use switchboard_rules::deal::Order;
use switchboard_rules::events::EventKind;
use switchboard_rules::freeze::exposure_with;
use switchboard_rules::ids::{AccountId, BankId, CampaignId, ContestId, SnapshotId};
use switchboard_rules::moment::{Moment, Span};
use switchboard_rules::policy::{Action, Reason, Refusal, Resource};

use crate::contests;
use crate::desk::{self, BankRow, BankWords, Members};
use crate::engine::{Arg, Value};
use crate::entry::{self, Draft};
use crate::fairness;
use crate::fault::Fault;
use crate::hush::says_only_its_name;
use crate::mint::random_id;
use crate::seal::fresh;
use crate::session::id16;
use crate::tx::{Tx, Verdict};
use crate::walls;
use callers::callers_seen;

pub use adding::{Added, BANKS_MAX, NewOwnBank, SAMPLE_MIN, add_bank};
pub use beside::{Beside, side_by_side};
pub(crate) use callers::callers_of;
pub use fill::{all_banks, fill, fill_with, unfilled};
pub(crate) use leftover::erase_left_over;
pub use ordering::{Ordered, set_order, sort_anew};
pub use pace::note_pace;

/// How a contest's callers see members' names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NameStyle {
    /// "Mrs Evans".
    Titled,
    /// "Gwen".
    First,
}

/// A contest to be made.
#[derive(Debug, Clone)]
pub struct NewContest {
    /// Its name.
    pub name: String,
    /// How names are shown.
    pub style: NameStyle,
    /// What it is, and when each of its phases begins.
    pub plan: Plan,
}

/// Makes a contest at the console. It opens when its time has come, what must be ready is signed, and its members are fixed
/// (`contests::begin_phases`).
pub fn new_contest(tx: &mut Tx<'_, '_>, new: &NewContest) -> Result<ContestId, Fault> {
    let id = lay_contest(tx, new)?;
    let draft = Draft::system(EventKind::Console, "console").detail(format!("contest={id}"));
    entry::write(tx, &draft, &[])?;
    Ok(id)
}

/// Queues a contest's row; its entry is the caller's to write.
pub(crate) fn lay_contest(tx: &mut Tx<'_, '_>, new: &NewContest) -> Result<ContestId, Fault> {
    let id = ContestId::from_bytes(random_id()?);
    let style = match new.style {
        NameStyle::Titled => "titled",
        NameStyle::First => "first",
    };
    let mut row = vec![
        Value::Int(id.bucket()),
        Value::Bytes(id.as_bytes().to_vec()),
        Value::Text(new.name.clone()),
        Value::Text(style.to_owned()),
        Value::Text(new.plan.kind().text().to_owned()),
    ];
    row.extend(contests::dates(&new.plan));
    tx.later(
        "insert into contest (bucket, id, name, name_style, kind, announced_at, nominations_at, opens_at, ballot_at, closes_at, deleted_at, phase) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, '')",
        row,
    );
    if let (Some(opens_at), Some(closes_at)) =
        (new.plan.at(Phase::Access), new.plan.at(Phase::Closed))
    {
        fairness::lay(tx, id, opens_at, closes_at)?;
    }
    Ok(id)
}

/// Makes a campaign in a contest, at the console; refused once access has begun. Where the campaigns of the contest's draw are
/// fixed by then it is in none, and the entry says so: no campaign keeps another out of the contest by its fingerprint.
pub fn new_campaign(
    tx: &mut Tx<'_, '_>,
    contest: ContestId,
    name: &str,
) -> Result<CampaignId, Fault> {
    contests::take_campaign(tx, contest)?;
    let id = lay_campaign(tx, contest, name)?;
    let mut words = format!("campaign={id}");
    if fairness::is_fixed(tx, contest)? {
        words.push_str(" draw=no");
    }
    let draft = Draft::system(EventKind::Console, "console").detail(words);
    entry::write(tx, &draft, &[])?;
    Ok(id)
}

/// Queues a campaign's row; its entry is the caller's to write.
pub(crate) fn lay_campaign(
    tx: &mut Tx<'_, '_>,
    contest: ContestId,
    name: &str,
) -> Result<CampaignId, Fault> {
    let id = CampaignId::from_bytes(random_id()?);
    tx.later(
        "insert into campaign (bucket, id, contest, name) values ($1, $2, $3, $4)",
        vec![
            Value::Int(id.bucket()),
            Value::Bytes(id.as_bytes().to_vec()),
            Value::Bytes(contest.as_bytes().to_vec()),
            Value::Text(name.to_owned()),
        ],
    );
    walls::lay(tx, id, contest.as_bytes())?;
    Ok(id)
}

/// A bank to be made.
#[derive(Debug, Clone)]
pub struct NewBank {
    /// Its campaign.
    pub campaign: CampaignId,
    /// That campaign's contest.
    pub contest: ContestId,
    /// Its name.
    pub name: String,
    /// Who rings, for whom, how they have the number, and that one can say no.
    pub opening: String,
    /// What to talk about.
    pub script: String,
    /// Whether callers may write a free note.
    pub notes: bool,
}

/// Makes a bank of everybody, paused and empty, at the console.
pub fn new_bank(tx: &mut Tx<'_, '_>, new: &NewBank) -> Result<BankId, Fault> {
    let id = lay_bank(tx, new, Order::Random)?;
    let draft = Draft::system(EventKind::Console, "console").detail(format!("bank={id}"));
    entry::write(tx, &draft, &[])?;
    Ok(id)
}

/// Queues a bank's row; its entry is the caller's to write.
pub(crate) fn lay_bank(tx: &mut Tx<'_, '_>, new: &NewBank, order: Order) -> Result<BankId, Fault> {
    crate::line::campaign(tx, new.campaign)?;
    if crate::leaving::is_withdrawn(tx, new.campaign)? {
        return Err(Fault::World(
            "this campaign has withdrawn, and gets no phone bank any more; make a new campaign in a contest that hasn't begun"
                .to_owned(),
        ));
    }
    let id = BankId::from_bytes(random_id()?);
    let seed: [u8; 32] = fresh()?;
    tx.later(
        "insert into bank (bucket, id, campaign, contest, name, state, opening, script, notes, seed, filled, created_at, dealing) values ($1, $2, $3, $4, $5, 'paused', $6, $7, $8, $9, 0, $10, $11)",
        vec![
            Value::Int(id.bucket()),
            Value::Bytes(id.as_bytes().to_vec()),
            Value::Bytes(new.campaign.as_bytes().to_vec()),
            Value::Bytes(new.contest.as_bytes().to_vec()),
            Value::Text(new.name.clone()),
            Value::Text(new.opening.clone()),
            Value::Text(new.script.clone()),
            Value::Int(i64::from(new.notes)),
            Value::Bytes(seed.to_vec()),
            Value::Int(tx.now().millis()),
            Value::Text(order.code().to_owned()),
        ],
    );
    Ok(id)
}

/// Opens or pauses a bank.
pub fn set_open(tx: &mut Tx<'_, '_>, id: BankId, wanted: Wanted) -> Result<Verdict<()>, Fault> {
    let Some(bank) = desk::bank(tx, id)? else {
        return Ok(Verdict::Refused(Refusal::new(Reason::NotYourBank)));
    };
    let (action, kind, state) = match wanted {
        Wanted::Open => (Action::OpenBank, EventKind::BankOpened, "open"),
        Wanted::Paused => (Action::PauseBank, EventKind::BankPaused, "paused"),
    };
    let grant = match tx.ask(action, &bank.resource(), bank.facts)? {
        Ok(grant) => grant,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    tx.later(
        "update bank set state = $1 where bucket = $2 and id = $3 and state <> 'closed'",
        vec![
            Value::Text(state.to_owned()),
            Value::Int(id.bucket()),
            Value::Bytes(id.as_bytes().to_vec()),
        ],
    );
    entry::write(tx, &Draft::act(kind, &grant), &[])?;
    tx.changed("bank", id.as_bytes());
    Ok(Verdict::Given(()))
}

/// What a bank is to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    /// Calls may be made.
    Open,
    /// No new cards.
    Paused,
}

/// A bank's name and state, for those who work in it.
#[derive(Debug, Clone)]
pub struct BankLine {
    /// The bank.
    pub id: BankId,
    /// Its name.
    pub name: String,
    /// Its campaign.
    pub campaign_id: CampaignId,
    /// Its campaign's name.
    pub campaign: String,
    /// Its contest's name.
    pub contest: String,
    /// open, paused or closed.
    pub state: String,
    /// Whether whoever asks may ring in it.
    pub rings: bool,
    /// Whether they may watch it.
    pub watches: bool,
}

const LINES: &str = "select b.id, b.campaign, b.contest, b.name, b.state, b.opening, b.script, b.notes, c.opens_at, c.closes_at, c.name_style, p.name, c.opened_at, c.kind, c.snapshot, c.phase, c.name, b.script_id, b.script_version, (select w.body from opening_lines w where w.bucket = 0 and w.id = 0) from bank b join contest c on c.id = b.contest join campaign p on p.id = b.campaign where exists (select 1 from term t where t.bucket = $1 and t.account = $2 and t.ended_at is null and (t.scope_kind = 'organisation' or t.scope in (b.id, b.campaign, b.contest))) order by b.name, b.id limit 500";

/// The banks in which the one behind this act may lease or watch.
pub fn own_banks(tx: &mut Tx<'_, '_>) -> Result<Verdict<Vec<BankLine>>, Fault> {
    if !tx.is_running()? {
        return Ok(Verdict::Refused(Refusal::new(Reason::SignedOut)));
    }
    let now = tx.now();
    let account = tx.account()?;
    let args = [Arg::Int(account.bucket()), Arg::Bytes(account.as_bytes())];
    let rows = tx.all(LINES, &args, |row| {
        Ok((
            BankRow::read(row, now)?,
            row.text(4)?.to_owned(),
            row.text(16)?.to_owned(),
        ))
    })?;
    let mut lines = Vec::new();
    for (bank, state, contest) in rows {
        let rings = tx.reaches(&bank.resource(), &[Action::Lease])?;
        let watches = tx.reaches(&bank.resource(), &[Action::WatchBank])?;
        if rings || watches {
            let campaign_id = bank.campaign;
            let BankWords {
                id, name, campaign, ..
            } = bank.words;
            lines.push(BankLine {
                id,
                name,
                campaign_id,
                campaign,
                contest,
                state,
                rings,
                watches,
            });
        }
    }
    Ok(Verdict::Given(lines))
}

/// A bank as its organiser watches it: safe counts and accounts, never members.
#[derive(Debug, Clone)]
pub struct Watched {
    /// Name and state.
    pub line: BankLine,
    /// How many members the queue was filled with.
    pub filled: Safe,
    /// How many of them were rung at least once, about.
    pub rung: Safe,
    /// How many of them were spoken to.
    pub reached: Safe,
    /// How many are still to ring.
    pub left: Safe,
    /// What came of them, by outcome code.
    pub outcomes: Vec<(String, Safe)>,
    /// Who has a card now.
    pub on: Vec<CallerOn>,
    /// The most that one account can learn in an evening.
    pub account_exposure: u64,
    /// The most that all callers of this campaign can learn in an evening; for who organises this bank alone, the callers
    /// of this bank.
    pub campaign_exposure: u64,
    /// How many accounts may ring in this campaign, or in this bank, likewise.
    pub callers: u32,
    /// In which order those in turn are dealt.
    pub order: Order,
    /// Leave to ask why some can't be rung now.
    pub may_ask: Option<desk::MayAskWhy>,
}

/// An account with a card on its desk.
#[derive(Clone)]
pub struct CallerOn {
    /// The account's label.
    pub account: String,
    /// Since when it has this card.
    pub since: Moment,
    /// Cards dealt to it this evening: its own work, so not rounded.
    pub cards: u64,
}
says_only_its_name!(CallerOn);

/// Whether looking at a bank is an entry of its own: the first look is, a stream that goes on is not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    /// A page was opened.
    First,
    /// A page that is open is brought up to date; access is asked for again each time.
    GoesOn,
}

/// Whether whoever watches a bank may go on: refused where they may not, and true where nothing but a change can end it before
/// `ahead` has passed, no role's end and no session's.
pub fn go_on(tx: &mut Tx<'_, '_>, id: BankId, ahead: Span) -> Result<Verdict<bool>, Fault> {
    let Some(bank) = desk::bank(tx, id)? else {
        return Ok(Verdict::Refused(Refusal::new(Reason::NotYourBank)));
    };
    let (watch, resource) = (Action::WatchBank, bank.resource());
    if let Err(refusal) = tx.ask(watch, &resource, bank.facts)? {
        return Ok(Verdict::Refused(refusal));
    }
    let then = tx.now().plus(ahead);
    tx.lasts(then, watch, &resource, bank.facts)
        .map(Verdict::Given)
}

/// Shows a bank's progress. Everything numeric about members goes through the one rounding function.
pub fn watch(tx: &mut Tx<'_, '_>, id: BankId, look: Look) -> Result<Verdict<Watched>, Fault> {
    let Some(bank) = desk::bank(tx, id)? else {
        return Ok(Verdict::Refused(Refusal::new(Reason::NotYourBank)));
    };
    let grant = match tx.ask(Action::WatchBank, &bank.resource(), bank.facts)? {
        Ok(grant) => grant,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    let natural = |n: i64| u64::try_from(n).unwrap_or(0);
    let most = most_filled(tx, &bank)?;
    let by_bank = [Arg::Bytes(id.as_bytes())];
    let tallies = tx.all(
        "select what, cast(sum(n) as bigint) from tally where bank = $1 group by what order by what limit 50",
        &by_bank,
        |row| Ok((row.text(0)?.to_owned(), row.int(1)?)),
    )?;
    let on = tx.all(
        "select o.account, o.since, coalesce((select b.evening_spent from budget b where b.bucket = o.bucket and b.account = o.account order by b.evening_at desc limit 1), 0) from open_caller o where o.bank = $1 order by o.since limit 200",
        &by_bank,
        |row| {
            let account = AccountId::from_bytes(id16(row.bytes(0)?).unwrap_or_default());
            Ok((account, Moment::from_millis(row.int(1)?), row.int(2)?))
        },
    )?;
    let accounts: Vec<AccountId> = on.iter().map(|(account, ..)| *account).collect();
    let labels = crate::door::labels(tx, &accounts)?;
    let line = tx.one(
        "select b.name, p.name, c.name, b.state, b.filled, b.dealing from bank b join contest c on c.id = b.contest join campaign p on p.id = b.campaign where b.bucket = $1 and b.id = $2",
        &[Arg::Int(id.bucket()), Arg::Bytes(id.as_bytes())],
        |row| {
            let line = BankLine {
                id,
                campaign_id: bank.campaign,
                name: row.text(0)?.to_owned(),
                campaign: row.text(1)?.to_owned(),
                contest: row.text(2)?.to_owned(),
                state: row.text(3)?.to_owned(),
                rings: false,
                watches: true,
            };
            let order = Order::from_code(row.text(5)?).unwrap_or_default();
            Ok((line, row.int(4)?, order))
        },
    )?;
    let Some((line, filled, order)) = line else {
        return Ok(Verdict::Refused(Refusal::new(Reason::NotYourBank)));
    };
    // How many an audience has is what was told when it was chosen: the exact length of its queue would take the noise away.
    let filled = match crate::audiences::whom(tx.raw(), id)? {
        Some(whom) => whom.shown().min(most),
        None => filled.min(most),
    };
    let callers = callers_seen(tx, &bank)?;
    let given = crate::freezes::given_to_campaign(tx, bank.campaign)?;
    let of = |wanted: &[&str]| -> u64 {
        tallies
            .iter()
            .filter(|(what, _)| wanted.contains(&what.as_str()))
            .map(|(_, n)| natural(*n))
            .sum()
    };
    let rung: u64 = tallies
        .iter()
        .filter(|(what, _)| what != "dealt")
        .map(|(_, n)| natural(*n))
        .sum();
    let reached = of(&REACHED);
    if look == Look::First {
        entry::write(tx, &Draft::act(EventKind::CountsShown, &grant), &[])?;
    }
    let caps = tx.world.meta.caps;
    Ok(Verdict::Given(Watched {
        line,
        filled: safe(natural(filled)),
        rung: safe(rung),
        reached: safe(reached),
        left: safe(natural(filled).saturating_sub(rung)),
        outcomes: tallies
            .into_iter()
            .filter(|(what, _)| what != "dealt")
            .map(|(what, n)| (what, safe(natural(n))))
            .collect(),
        on: labels
            .into_iter()
            .zip(on)
            .map(|(account, (_, since, cards))| CallerOn {
                account,
                since,
                cards: natural(cards),
            })
            .collect(),
        account_exposure: exposure_with(&caps, 1, 1, given),
        campaign_exposure: exposure_with(&caps, callers, 1, given),
        callers,
        order,
        // Before access nobody learns how many the roll holds, or what stands against them.
        may_ask: bank.facts.phase_open.then(|| desk::MayAskWhy::of(&bank)),
    }))
}

const FIXED: &str = "select members from snapshot where bucket = $1 and id = $2";

/// The most members that a bank's figures may speak of: nobody before access, for how many there are is of the roll; and not
/// whom its queue held for a snapshot that was given up.
fn most_filled(tx: &mut Tx<'_, '_>, bank: &BankRow) -> Result<i64, Fault> {
    match bank.members {
        _ if !bank.has_begun => Ok(0),
        Members::Live => Ok(i64::MAX),
        Members::Fixed(id) => {
            let id = SnapshotId::from_bytes(id);
            let args = [Arg::Int(id.bucket()), Arg::Bytes(id.as_bytes())];
            Ok(tx.one(FIXED, &args, |row| row.int(0))?.unwrap_or(0))
        }
    }
}

/// Outcomes after which the member was spoken to.
const REACHED: [&str; 6] = [
    "answered",
    "refused",
    "call-back",
    "dont-call-this-campaign",
    "dont-call-any-campaign",
    "dont-call-anyone",
];
