//! Complaints: a caller passes on that a member complains, and the data protection officer sees of which call.

use switchboard_rules::card::State;
use switchboard_rules::events::EventKind;
use switchboard_rules::ids::CardId;
use switchboard_rules::moment::{Moment, Span};
use switchboard_rules::policy::{Action, Facts, Reason, Refusal, Resource};
use switchboard_rules::rights::{COMPLAINT_WITHIN, SETTLED_SHOWN, Settled};

use crate::desk::{card_row, shape};
use crate::engine::{Arg, Row};
use crate::entry::{self, Draft};
use crate::fault::Fault;
use crate::line;
use crate::requests::NOBODY;
use crate::rights::Queued;
use crate::session::id16;
use crate::tx::{Tx, Verdict};

/// Whoever erases the card on another node waits, or has done it: a complaint that waits keeps whose call it was.
pub(crate) const HOLD: &str = "select member from card where bucket = $1 and id = $2 {for_update}";
const KEEP: &str = "insert into complaint (bucket, card, campaign, at) values ($1, $2, $3, $4) on conflict (bucket, card) do nothing";

/// For how many days a complaint of a call can be passed on.
const DAYS: i64 = 7;

/// Keeps that the member of this card complains, in the week from the card's last turn on; twice is once, in the log too. It
/// shows nothing, and is taken from whoever is still signed in, whatever has become of the card.
pub fn complain(tx: &mut Tx<'_, '_>, id: CardId) -> Result<Verdict<()>, Fault> {
    if !tx.is_running()? {
        return Ok(Verdict::Refused(Refusal::new(Reason::SignedOut)));
    }
    let card = card_row(tx, id)?.filter(|card| tx.may_speak_of(card.id));
    let Some(card) = card.filter(|card| tx.now() < since(&card.state).plus(Span::days(DAYS)))
    else {
        return Ok(Verdict::Refused(Refusal::new(Reason::NotYourCard)));
    };
    let grant = match tx.ask(Action::Complain, &card.resource(), Facts::SHUT)? {
        Ok(grant) => grant,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    let key = line::known(tx, card.member)?;
    let Some((key, month)) = key.filter(|(key, _)| !key.is_empty() && card.member != NOBODY) else {
        // Forgotten meanwhile: there is nobody left to write anything down of.
        return Ok(Verdict::Given(()));
    };
    let held = [Arg::Int(id.bucket()), Arg::Bytes(id.as_bytes())];
    let held = tx.one(HOLD, &held, |row| Ok(id16(row.bytes(0)?)))?;
    if held.flatten() != Some(*card.member.as_bytes()) {
        return Ok(Verdict::Given(()));
    }
    let part = entry::subject(
        tx.world,
        *card.member.as_bytes(),
        month,
        &key,
        Some(*id.as_bytes()),
        "",
    )?;
    let args = [
        Arg::Int(id.bucket()),
        Arg::Bytes(id.as_bytes()),
        Arg::Bytes(card.campaign.as_bytes()),
        Arg::Int(tx.now().millis()),
    ];
    if tx.run(KEEP, &args)? == 1 {
        entry::write(tx, &Draft::act(EventKind::Complained, &grant), &[part])?;
    }
    Ok(Verdict::Given(()))
}

const fn since(state: &State) -> Moment {
    match *state {
        State::Dealt { at, .. }
        | State::Shown { at, .. }
        | State::Done { at, .. }
        | State::Unreported { at }
        | State::TakenOver { at } => at,
    }
}

/// A complaint that waits. It names no member: the ledger says of the card whose it was.
#[derive(Debug, Clone)]
pub struct Complaint {
    /// The card of the call.
    pub card: CardId,
    /// The campaign's name.
    pub campaign: String,
    /// When it was passed on.
    pub at: Moment,
    /// By when its arrival is acknowledged.
    pub due_at: Moment,
}

/// A complaint that was settled.
#[derive(Debug, Clone)]
pub struct SettledComplaint {
    /// The card of the call.
    pub card: CardId,
    /// The campaign's name.
    pub campaign: String,
    /// When it was passed on.
    pub at: Moment,
    /// When it was settled.
    pub settled_at: Moment,
    /// What was done.
    pub how: Settled,
}

/// Behind which complaints a page begins: of those that wait, by when they came, and of those that are settled, by when they were.
#[derive(Debug, Clone, Copy, Default)]
pub struct Behind {
    /// Of those that wait.
    pub waiting: Option<(Moment, CardId)>,
    /// Of those that are settled.
    pub settled: Option<(Moment, CardId)>,
}

const WAITING: &str = "select c.card, p.name, c.at from complaint c join campaign p on p.id = c.campaign where c.settled_at is null and (c.at > $1 or (c.at = $1 and c.card > $2)) order by c.at, c.card limit 21";
const SETTLED: &str = "select c.card, p.name, c.at, c.settled_at, c.settled_as from complaint c join campaign p on p.id = c.campaign where c.settled_at > $1 and (c.settled_at < $2 or (c.settled_at = $2 and c.card < $3)) order by c.settled_at desc, c.card desc limit 21";
const LATE: &str = "select count(*) from complaint where settled_at is null and at <= $1";
const PAGE: usize = 20;

/// Complaints: those that wait, what is due first on top, and those that were settled in the last year, the newest on top.
#[derive(Debug, Clone)]
pub struct Waiting {
    /// At most twenty.
    pub complaints: Vec<Complaint>,
    /// Whether there are more behind the last.
    pub has_more: bool,
    /// How many are late, on all pages.
    pub late: u64,
    /// At most twenty that are settled.
    pub settled: Vec<SettledComplaint>,
    /// Whether there are more of those behind the last.
    pub has_more_settled: bool,
}

const QUEUED: &str = "select count(*), min(at) from complaint where settled_at is null";

/// How many complaints wait, for the first page of whoever sees to them; none for anybody else.
pub fn complaints_queued(tx: &mut Tx<'_, '_>) -> Result<Option<Queued>, Fault> {
    if !tx.reaches(&Resource::Organisation, &[Action::SeeComplaints])? {
        return Ok(None);
    }
    tx.one(QUEUED, &[], |row| {
        let first = row.opt_int(1)?.map(Moment::from_millis);
        Ok(Queued {
            count: u64::try_from(row.int(0)?).unwrap_or(0),
            first: first.map(|at| at.plus(COMPLAINT_WITHIN)),
        })
    })
}

/// Shows the complaints.
pub fn complaints(tx: &mut Tx<'_, '_>, behind: Behind) -> Result<Verdict<Waiting>, Fault> {
    let grant = match tx.ask(Action::SeeComplaints, &Resource::Organisation, Facts::SHUT)? {
        Ok(grant) => grant,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    let at = behind.waiting.map_or(0, |(at, _)| at.millis());
    let card = behind.waiting.map_or([0; 16], |(_, card)| *card.as_bytes());
    let args = [Arg::Int(at), Arg::Bytes(&card)];
    let mut complaints = tx.all(WAITING, &args, |row| {
        let at = Moment::from_millis(row.int(2)?);
        Ok(Complaint {
            card: card_at(row)?,
            campaign: row.text(1)?.to_owned(),
            at,
            due_at: at.plus(COMPLAINT_WITHIN),
        })
    })?;
    let mut settled = settled(tx, behind.settled)?;
    let overdue = [Arg::Int(tx.now().minus(COMPLAINT_WITHIN).millis())];
    let late = tx.one(LATE, &overdue, |row| row.int(0))?;
    entry::write(tx, &Draft::act(EventKind::ComplaintsShown, &grant), &[])?;
    let (has_more, has_more_settled) = (complaints.len() > PAGE, settled.len() > PAGE);
    complaints.truncate(PAGE);
    settled.truncate(PAGE);
    Ok(Verdict::Given(Waiting {
        complaints,
        has_more,
        late: late.and_then(|late| u64::try_from(late).ok()).unwrap_or(0),
        settled,
        has_more_settled,
    }))
}

fn card_at(row: &Row<'_>) -> Result<CardId, Fault> {
    let card = id16(row.bytes(0)?).ok_or_else(|| shape("complaint"))?;
    Ok(CardId::from_bytes(card))
}

fn settled(
    tx: &mut Tx<'_, '_>,
    behind: Option<(Moment, CardId)>,
) -> Result<Vec<SettledComplaint>, Fault> {
    let since = tx.now().minus(SETTLED_SHOWN).millis();
    let at = behind.map_or(i64::MAX, |(at, _)| at.millis());
    let card = behind.map_or([u8::MAX; 16], |(_, card)| *card.as_bytes());
    let args = [Arg::Int(since), Arg::Int(at), Arg::Bytes(&card)];
    tx.all(SETTLED, &args, |row| {
        Ok(SettledComplaint {
            card: card_at(row)?,
            campaign: row.text(1)?.to_owned(),
            at: Moment::from_millis(row.int(2)?),
            settled_at: Moment::from_millis(row.int(3)?),
            how: Settled::from_code(row.text(4)?).ok_or_else(|| shape("complaint"))?,
        })
    })
}

const SETTLE: &str = "update complaint set settled_at = $1, settled_as = $4 where bucket = $2 and card = $3 and settled_at is null";

/// Whose card it was stayed for the complaint alone where the rest is erased.
const LET_GO: &str =
    "update card set member = $1 where bucket = $2 and id = $3 and state = 'erased'";

const CAME: &str = "select at, late_at from complaint where bucket = $1 and card = $2";

/// Marks a complaint as settled, and says what was done; false where it was before, or there is none: then nothing changes.
pub fn settle(tx: &mut Tx<'_, '_>, card: CardId, how: Settled) -> Result<Verdict<bool>, Fault> {
    let grant = match tx.ask(Action::SeeComplaints, &Resource::Organisation, Facts::SHUT)? {
        Ok(grant) => grant,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    let key = [Arg::Int(card.bucket()), Arg::Bytes(card.as_bytes())];
    tx.one(HOLD, &key, |_| Ok(()))?;
    let now = [Arg::Int(tx.now().millis())];
    let args = [&now[..], &key, &[Arg::Text(how.code())]].concat();
    if tx.run(SETTLE, &args)? != 1 {
        return Ok(Verdict::Given(false));
    }
    let nobody = [Arg::Bytes(NOBODY.as_bytes())];
    tx.run(LET_GO, &[&nobody[..], &key].concat())?;
    let came = tx.one(CAME, &key, |row| {
        Ok((Moment::from_millis(row.int(0)?), row.opt_int(1)?))
    })?;
    // Whatever comes first, the clock or this: that it was late is written down once.
    if let Some((at, None)) = came
        && at.plus(COMPLAINT_WITHIN) <= tx.now()
    {
        let draft = Draft::system(EventKind::ComplaintLate, "rights");
        let detail = late_detail(card, at);
        entry::write(tx, &draft.detail(detail), &[])?;
    }
    let detail = format!("card={card} as={}", how.code());
    let draft = Draft::act(EventKind::ComplaintSettled, &grant).detail(detail);
    entry::write(tx, &draft, &[])?;
    Ok(Verdict::Given(true))
}

/// What the log says of a complaint that was not acknowledged in time.
pub(crate) fn late_detail(card: CardId, at: Moment) -> String {
    format!("card={card} due={}", at.plus(COMPLAINT_WITHIN).millis())
}

/// What became of a complaint, as the member is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PassedOn {
    /// When it was passed on.
    pub at: Moment,
    /// When it was settled; none while it waits.
    pub settled_at: Option<Moment>,
}

const OF_CARD: &str = "select at, settled_at from complaint where bucket = $1 and card = $2";

/// What became of the complaint of this card; none where nobody complained, and once it is settled and gone: with the campaign's calls, or
/// after a year.
pub(crate) fn of_card(tx: &mut Tx<'_, '_>, card: &[u8; 16]) -> Result<Option<PassedOn>, Fault> {
    let args = [
        Arg::Int(CardId::from_bytes(*card).bucket()),
        Arg::Bytes(card),
    ];
    tx.one(OF_CARD, &args, |row| {
        Ok(PassedOn {
            at: Moment::from_millis(row.int(0)?),
            settled_at: row.opt_int(1)?.map(Moment::from_millis),
        })
    })
}
