//! Complaints: a caller passes on that a member complains, and the data protection officer sees of which call.

use switchboard_rules::card::State;
use switchboard_rules::events::EventKind;
use switchboard_rules::ids::CardId;
use switchboard_rules::moment::{Moment, Span};
use switchboard_rules::policy::{Action, Facts, Reason, Refusal, Resource};

use crate::desk::{card_row, shape};
use crate::engine::Arg;
use crate::entry::{self, Draft};
use crate::fault::Fault;
use crate::line;
use crate::requests::NOBODY;
use crate::session::id16;
use crate::tx::{Tx, Verdict};

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
}

const WAITING: &str = "select c.card, p.name, c.at from complaint c join campaign p on p.id = c.campaign where c.settled_at is null and (c.at > $1 or (c.at = $1 and c.card > $2)) order by c.at, c.card limit 21";
const PAGE: usize = 20;

/// Complaints that wait, the oldest first.
#[derive(Debug, Clone)]
pub struct Waiting {
    /// At most twenty.
    pub complaints: Vec<Complaint>,
    /// Whether there are more behind the last.
    pub has_more: bool,
}

/// Shows the complaints that wait: the oldest, or those behind one.
pub fn complaints(
    tx: &mut Tx<'_, '_>,
    after: Option<(Moment, CardId)>,
) -> Result<Verdict<Waiting>, Fault> {
    let grant = match tx.ask(Action::SeeComplaints, &Resource::Organisation, Facts::SHUT)? {
        Ok(grant) => grant,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    let at = after.map_or(0, |(at, _)| at.millis());
    let card = after.map_or([0; 16], |(_, card)| *card.as_bytes());
    let args = [Arg::Int(at), Arg::Bytes(&card)];
    let mut complaints = tx.all(WAITING, &args, |row| {
        let card = id16(row.bytes(0)?).ok_or_else(|| shape("complaint"))?;
        Ok(Complaint {
            card: CardId::from_bytes(card),
            campaign: row.text(1)?.to_owned(),
            at: Moment::from_millis(row.int(2)?),
        })
    })?;
    entry::write(tx, &Draft::act(EventKind::ComplaintsShown, &grant), &[])?;
    let has_more = complaints.len() > PAGE;
    complaints.truncate(PAGE);
    Ok(Verdict::Given(Waiting {
        complaints,
        has_more,
    }))
}

const SETTLE: &str =
    "update complaint set settled_at = $1 where bucket = $2 and card = $3 and settled_at is null";

/// Marks a complaint as settled.
pub fn settle(tx: &mut Tx<'_, '_>, card: CardId) -> Result<Verdict<()>, Fault> {
    let grant = match tx.ask(Action::SeeComplaints, &Resource::Organisation, Facts::SHUT)? {
        Ok(grant) => grant,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    let args = [
        Arg::Int(tx.now().millis()),
        Arg::Int(card.bucket()),
        Arg::Bytes(card.as_bytes()),
    ];
    if tx.run(SETTLE, &args)? == 1 {
        let draft = Draft::act(EventKind::ComplaintSettled, &grant).detail(format!("card={card}"));
        entry::write(tx, &draft, &[])?;
    }
    Ok(Verdict::Given(()))
}
