//! What the officers do: add a contest, move a date, name who is on duty, sign that something is ready.

use switchboard_ledger::hash::Hash;
use switchboard_rules::contest::{MoveError, Phase, Plan};
use switchboard_rules::deal::Order;
use switchboard_rules::events::EventKind;
use switchboard_rules::ids::{AccountId, ContestId};
use switchboard_rules::moment::Moment;
use switchboard_rules::policy::{Action, Facts, Grant, Reason, Refusal, Resource};

use super::ready::{self, Item, RESTORE_MAX, Texts};
use super::row::ContestRow;
use crate::banks::{self, NewBank, NewContest};
use crate::engine::Value;
use crate::entry::{self, Draft};
use crate::fault::Fault;
use crate::tx::{Tx, Verdict};

/// A contest as the returning officer adds it.
#[derive(Debug, Clone)]
pub struct Adding {
    /// The contest.
    pub new: NewContest,
    /// Its campaigns, each with the words of its first bank.
    pub campaigns: Vec<AddingCampaign>,
}

/// A campaign, and the bank it begins with.
#[derive(Debug, Clone)]
pub struct AddingCampaign {
    /// Its name.
    pub name: String,
    /// The name of its bank.
    pub bank: String,
    /// The opening lines of the bank.
    pub opening: String,
}

/// Adds a contest with its campaigns, and a paused bank each.
pub fn add(tx: &mut Tx<'_, '_>, adding: &Adding) -> Result<Verdict<ContestId>, Fault> {
    let grant = match tx.ask(Action::AddContest, &Resource::Organisation, Facts::SHUT)? {
        Ok(grant) => grant,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    let added = |kind, detail| Draft::act(kind, &grant).detail(detail);
    let contest = banks::lay_contest(tx, &adding.new)?;
    let words = format!("contest={contest} kind={}", adding.new.plan.kind().text());
    entry::write(tx, &added(EventKind::ContestAdded, words), &[])?;
    for one in &adding.campaigns {
        let campaign = banks::lay_campaign(tx, contest, &one.name)?;
        let words = format!("contest={contest} campaign={campaign}");
        entry::write(tx, &added(EventKind::CampaignAdded, words), &[])?;
        let bank = NewBank {
            campaign,
            contest,
            name: one.bank.clone(),
            opening: one.opening.clone(),
            script: String::new(),
            notes: false,
        };
        let bank = banks::lay_bank(tx, &bank, Order::Random)?;
        let words = format!("campaign={campaign} bank={bank}");
        entry::write(tx, &added(EventKind::BankAdded, words), &[])?;
    }
    Ok(Verdict::Given(contest))
}

/// Whether whoever asks may add a contest: for the form.
pub fn may_add(tx: &mut Tx<'_, '_>) -> Result<Verdict<()>, Fault> {
    let asked = tx.ask(Action::AddContest, &Resource::Organisation, Facts::SHUT)?;
    Ok(match asked {
        Ok(_) => Verdict::Given(()),
        Err(refusal) => Verdict::Refused(refusal),
    })
}

/// Whether whoever asks may move a date of this contest: where what they typed can't be read.
pub fn may_move(tx: &mut Tx<'_, '_>, contest: ContestId) -> Result<Verdict<()>, Fault> {
    Ok(match held(tx, Action::MoveDate, contest)? {
        Ok(_) => Verdict::Given(()),
        Err(refusal) => Verdict::Refused(refusal),
    })
}

/// Asks policy about a contest, and holds its row.
fn held(
    tx: &mut Tx<'_, '_>,
    action: Action,
    contest: ContestId,
) -> Result<Result<(Grant, ContestRow), Refusal>, Fault> {
    let resource = Resource::Contest { contest };
    let grant = match tx.ask(action, &resource, Facts::SHUT)? {
        Ok(grant) => grant,
        Err(refusal) => return Ok(Err(refusal)),
    };
    Ok(match ContestRow::locked(tx, contest)? {
        Some(row) => Ok((grant, row)),
        None => Err(Refusal::new(Reason::NotYourCampaign)),
    })
}

const DATES: &str = "update contest set announced_at = $1, nominations_at = $2, opens_at = $3, ballot_at = $4, closes_at = $5, deleted_at = $6 where bucket = $7 and id = $8";
const NOTED: &str = "insert into contest_moved (bucket, contest, at, phase, from_at, to_at) values ($1, $2, $3, $4, $5, $6) on conflict (bucket, contest, at, phase) do update set to_at = excluded.to_at";

/// Moves one date: an entry, and on the calendar for everybody.
pub fn move_date(
    tx: &mut Tx<'_, '_>,
    contest: ContestId,
    (phase, to): (Phase, Moment),
) -> Result<Verdict<Result<(), MoveError>>, Fault> {
    let (grant, row) = match held(tx, Action::MoveDate, contest)? {
        Ok(held) => held,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    let plan = match row.plan.moved(row.phase, (phase, to), tx.now()) {
        Ok(plan) => plan,
        Err(error) => return Ok(Verdict::Given(Err(error))),
    };
    let from = row.plan.at(phase).unwrap_or(to);
    let (bucket, id) = (
        Value::Int(contest.bucket()),
        Value::Bytes(contest.as_bytes().to_vec()),
    );
    let mut dates = dates(&plan);
    dates.extend([bucket.clone(), id.clone()]);
    tx.later(DATES, dates);
    let noted = vec![
        bucket,
        id,
        Value::Int(tx.now().millis()),
        Value::Text(phase.text().to_owned()),
        Value::Int(from.millis()),
        Value::Int(to.millis()),
    ];
    tx.later(NOTED, noted);
    let words = format!(
        "contest={contest} phase={} from={} to={}",
        phase.text(),
        from.millis(),
        to.millis()
    );
    let draft = Draft::act(EventKind::DateMoved, &grant).detail(words);
    entry::write(tx, &draft, &[])?;
    tx.changed("contest", contest.as_bytes());
    Ok(Verdict::Given(Ok(())))
}

/// The dates of a plan, as they stand in the columns.
pub(crate) fn dates(plan: &Plan) -> Vec<Value> {
    let date = |phase| {
        plan.at(phase)
            .map_or(Value::Null, |at| Value::Int(at.millis()))
    };
    Phase::ALL.map(date).to_vec()
}

/// What came of naming who is on duty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DutySet {
    /// It is said.
    Set,
    /// It takes two people.
    Same,
    /// One of the accounts is ended, or there is none.
    NotThere,
}

const DUTY: &str = "update contest set duty = $1, deputy = $2 where bucket = $3 and id = $4";

/// Says who answers to a contest's alarms, and who in their place.
pub fn set_duty(
    tx: &mut Tx<'_, '_>,
    contest: ContestId,
    [duty, deputy]: [AccountId; 2],
) -> Result<Verdict<DutySet>, Fault> {
    let (grant, _) = match held(tx, Action::SetDuty, contest)? {
        Ok(held) => held,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    if duty == deputy {
        return Ok(Verdict::Given(DutySet::Same));
    }
    let holders: Vec<AccountId> = ready::holders(tx)?;
    if [duty, deputy].iter().any(|who| !holders.contains(who)) {
        return Ok(Verdict::Given(DutySet::NotThere));
    }
    let args = vec![
        Value::Bytes(duty.as_bytes().to_vec()),
        Value::Bytes(deputy.as_bytes().to_vec()),
        Value::Int(contest.bucket()),
        Value::Bytes(contest.as_bytes().to_vec()),
    ];
    tx.later(DUTY, args);
    let words = format!("contest={contest} account={duty} deputy={deputy}");
    let draft = Draft::act(EventKind::DutySet, &grant).detail(words);
    entry::write(tx, &draft, &[])?;
    Ok(Verdict::Given(DutySet::Set))
}

/// What is signed.
#[derive(Clone)]
pub struct Signing {
    /// The item.
    pub item: Item,
    /// Of what, as it stood on the page that was read.
    pub digest: [u8; 32],
    /// Why there is nothing of the kind.
    pub reason: String,
    /// The day of the restore that was tried.
    pub as_of: Option<Moment>,
}
crate::hush::says_only_its_name!(Signing);

/// What came of signing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SignedAs {
    /// It is signed.
    Signed,
    /// What was read has changed meanwhile, or there is nothing to sign.
    Changed,
    /// It takes a reason.
    NoReason,
    /// It takes the day of the restore, within the last ninety days.
    NoDay,
    /// Access has begun: nothing is signed any more.
    Open,
}

const SIGN: &str = "insert into contest_ready (bucket, contest, item, account, at, digest, unused, as_of, reason_sealed) values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (bucket, contest, item) do update set account = excluded.account, at = excluded.at, digest = excluded.digest, unused = excluded.unused, as_of = excluded.as_of, reason_sealed = excluded.reason_sealed";
/// The most letters of a reason.
pub const REASON_MAX: usize = 500;

/// Signs that something is ready: of just what stood on the page.
pub fn sign(
    tx: &mut Tx<'_, '_>,
    contest: ContestId,
    signing: &Signing,
    texts: Texts,
) -> Result<Verdict<SignedAs>, Fault> {
    let (grant, row) = match held(tx, Action::SignReady, contest)? {
        Ok(held) => held,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    let (item, now) = (signing.item, tx.now());
    if row.phase >= Some(Phase::Access) {
        // What was signed before access stays as it is.
        return Ok(Verdict::Given(SignedAs::Open));
    }
    let reason: String = signing.reason.trim().chars().take(REASON_MAX).collect();
    if item.may_be_unused() && reason.is_empty() {
        return Ok(Verdict::Given(SignedAs::NoReason));
    }
    if ready::digest(tx, &row, item, texts)? != Some(signing.digest) {
        return Ok(Verdict::Given(SignedAs::Changed));
    }
    let as_of = match (item, signing.as_of) {
        (Item::Restore, Some(day)) if day <= now && now.since(day) <= RESTORE_MAX => day,
        (Item::Restore, _) => return Ok(Verdict::Given(SignedAs::NoDay)),
        _ => now,
    };
    let sealed = if reason.is_empty() {
        Value::Null
    } else {
        let spot = ready::spot(contest.as_bytes(), item);
        Value::Bytes(tx.world.keys.account.seal(spot, reason.as_bytes())?)
    };
    tx.later(
        SIGN,
        vec![
            Value::Int(contest.bucket()),
            Value::Bytes(contest.as_bytes().to_vec()),
            Value::Text(item.text().to_owned()),
            Value::Bytes(grant.account().as_bytes().to_vec()),
            Value::Int(now.millis()),
            Value::Bytes(signing.digest.to_vec()),
            Value::Int(i64::from(item.may_be_unused())),
            Value::Int(as_of.millis()),
            sealed,
        ],
    );
    let hex = Hash::from_bytes(signing.digest).to_hex();
    let words = format!(
        "contest={contest} item={} digest={hex} unused={} as_of={}",
        item.text(),
        u8::from(item.may_be_unused()),
        as_of.millis()
    );
    let draft = Draft::act(EventKind::ReadySigned, &grant).detail(words);
    entry::write(tx, &draft, &[])?;
    Ok(Verdict::Given(SignedAs::Signed))
}
