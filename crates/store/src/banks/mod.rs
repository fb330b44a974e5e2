//! Contests, campaigns and banks: making them, opening them, filling their queues, watching them in safe counts.

mod adding;
mod beside;
mod cloning;
mod closing;
mod fill;
mod groups;
mod leftover;
mod ordering;
mod pace;
mod telling;
mod watching;

use switchboard_rules::contest::{Phase, Plan};
use switchboard_rules::deal::Order;
use switchboard_rules::events::EventKind;
use switchboard_rules::ids::{BankId, CampaignId, ContestId};
use switchboard_rules::policy::{Action, Reason, Refusal};

use crate::contests;
use crate::desk::{BankRow, BankWords};
use crate::engine::{Arg, Value};
use crate::entry::{self, Draft};
use crate::fairness;
use crate::fault::Fault;
use crate::mint::random_id;
use crate::seal::fresh;
use crate::tx::{Tx, Verdict};
use crate::walls;

pub use adding::{Added, BANKS_EVER_MAX, BANKS_MAX, NewOwnBank, SAMPLE_MIN, add_bank};
pub use beside::{Beside, go_on_beside, side_by_side, those_beside};
pub use cloning::{Cloning, Draw, Source, clone_bank, cloned_from};
pub use closing::{Wanted, asked_again, close, empty_closed, set_open};
#[cfg(test)]
pub(crate) use fill::fill_meanwhile;
pub use fill::{all_banks, fill, fill_with, unfilled};
pub use groups::{GroupLine, Progress, bring_up_to_date, groups};
pub(crate) use leftover::erase_left_over;
pub use ordering::{Ordered, set_order, sort_anew};
pub use pace::note_pace;
pub use watching::{CallerOn, Look, Resting, Watched, begin_watching, go_on, watch};
pub(crate) use watching::{Own, callers_of};

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

const LINES: &str = "select b.id, b.campaign, b.contest, b.name, b.state, b.opening, b.script, b.notes, c.opens_at, c.closes_at, c.name_style, p.name, c.opened_at, c.kind, c.snapshot, c.phase, c.name, b.script_id, b.script_version, (select w.body from opening_lines w where w.bucket = 0 and w.id = 0), t.skips, t.known from bank b join contest c on c.id = b.contest join campaign p on p.id = b.campaign left join contest_terms t on t.bucket = c.bucket and t.contest = c.id where exists (select 1 from term h where h.bucket = $1 and h.account = $2 and h.ended_at is null and (h.scope_kind = 'organisation' or h.scope in (b.id, b.campaign, b.contest))) order by b.name, b.id limit 500";

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
        // Nobody rings in one that is closed for good.
        let rings = state != "closed" && tx.reaches(&bank.resource(), &[Action::Lease])?;
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
