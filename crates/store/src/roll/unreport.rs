//! All waiting reports of one caller since a moment, settled as mistakes in one act of the membership officer: a job does it, in
//! slices, and goes on where it was when the program was killed. Only of a caller who stands apart: otherwise whoever tries accounts would
//! learn whose each report is. What they report after the act isn't undone.
//!
//! One officer begins it, as one settles each report: it stops nobody from being rung who asked for that, and whoever was a mistake to
//! lift is reported again on the next call. Objections stay: they are the member's own, whoever passed them on, and only the member
//! takes one back. Each of those members was written to when it came in, with the words to say if it wasn't theirs.

use switchboard_rules::card::Finding;
use switchboard_rules::events::EventKind;
use switchboard_rules::ids::{AccountId, BulkId, CampaignId, CardId, MemberId};
use switchboard_rules::moment::Moment;
use switchboard_rules::policy::{Action, Facts, Grant, Reason, Refusal, Resource};

use super::apart::StandsApart;
use super::reports::{NOBODYS, OTHERS, SETTLE};
use crate::desk::{shape, stop};
use crate::duplicates::alias;
use crate::engine::{Arg, Row, Value};
use crate::entry::{self, Draft, SubjectPart};
use crate::fault::Fault;
use crate::line;
use crate::members::whose_resource;
use crate::session::{Auth, id16};
use crate::tx::{Tx, Verdict};
use crate::world::World;

/// How such an act stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unreport {
    /// Its id, which tells nothing.
    pub id: BulkId,
    /// Whose reports.
    pub account: AccountId,
    /// When it began.
    pub at: Moment,
    /// Reports from then on.
    pub since: Moment,
    /// What it does.
    pub state: UnreportState,
    /// How many were settled.
    pub done: u64,
    /// How many were left to wait: they are of the officer's own record.
    pub left_out: u64,
}

/// What it does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UnreportState {
    /// Slices are being settled.
    Undoing,
    /// It is done.
    Undone,
    /// Whoever began it may not any more; what is settled stays.
    Stopped,
}

impl UnreportState {
    const ALL: [Self; 3] = [Self::Undoing, Self::Undone, Self::Stopped];

    /// Its name in the table and the API.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Undoing => "undoing",
            Self::Undone => "undone",
            Self::Stopped => "stopped",
        }
    }

    fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }
}

/// What came of beginning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UnreportBegun {
    /// A job does it from here; so many wait.
    Begun(BulkId, u64),
    /// None of theirs waits.
    Nothing,
    /// Another is under way.
    Busy,
}

const RUNNING: &str = "select id from report_undo where state = 'undoing' order by id limit 1";
const WAITING: &str = "select count(*) from report where account = $1 and at >= $2 and at <= $3 and settled_at is null";
const BEGIN: &str = "insert into report_undo (bucket, id, account, since_at, by_account, opened, at, state, at_place, card_place, done, left_out) values ($1, $2, $3, $4, $5, $6, $7, 'undoing', $4, $8, 0, 0)";

/// Begins to settle all waiting reports of a caller who stands apart as mistakes, from the evening of that moment on.
pub fn unreport(
    tx: &mut Tx<'_, '_>,
    apart: StandsApart,
    since: Moment,
) -> Result<Verdict<UnreportBegun>, Fault> {
    let account = apart.account();
    let since = tx.world.zone.evening_start(since);
    let grant = match tx.ask(Action::UndoReports, &Resource::Organisation, Facts::SHUT)? {
        Ok(grant) => grant,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    // Nobody undoes what they said themselves.
    if grant.account() == account {
        return Ok(Verdict::Refused(Refusal::new(Reason::NotYours)));
    }
    if line::is_under_way(tx, RUNNING)? {
        tried(tx, &grant, "busy")?;
        return Ok(Verdict::Given(UnreportBegun::Busy));
    }
    let args = [
        Arg::Bytes(account.as_bytes()),
        Arg::Int(since.millis()),
        Arg::Int(tx.now().millis()),
    ];
    let waiting = tx.one(WAITING, &args, |row| row.int(0))?.unwrap_or(0);
    if waiting == 0 {
        tried(tx, &grant, "nothing")?;
        return Ok(Verdict::Given(UnreportBegun::Nothing));
    }
    let id = BulkId::from_bytes(tx.world.ordered.next(tx.now().millis()));
    tx.later(
        BEGIN,
        vec![
            Value::Int(id.bucket()),
            Value::Bytes(id.as_bytes().to_vec()),
            Value::Bytes(account.as_bytes().to_vec()),
            Value::Int(since.millis()),
            Value::Bytes(grant.account().as_bytes().to_vec()),
            Value::Text(grant.opened().text().to_owned()),
            Value::Int(tx.now().millis()),
            Value::Bytes(Vec::new()),
        ],
    );
    // Whose they are stands in its row alone: members' entries beside this one would say whom that account rang.
    let words = format!("bulk={id} reports={waiting}");
    let draft = Draft::act(EventKind::ReportsUndoing, &grant).detail(words);
    entry::write(tx, &draft, &[])?;
    let waiting = u64::try_from(waiting).unwrap_or(0);
    Ok(Verdict::Given(UnreportBegun::Begun(id, waiting)))
}

/// Whoever tries and finds nothing to undo has learnt something of an account too.
fn tried(tx: &mut Tx<'_, '_>, grant: &Grant, came: &str) -> Result<(), Fault> {
    let draft = Draft::act(EventKind::ReportsUndoing, grant).detail(format!("came={came}"));
    entry::write(tx, &draft, &[])
}

/// Such an act as it lies in its table.
struct Filed {
    told: Unreport,
    by: AccountId,
    opened: String,
    at_place: i64,
    card_place: Vec<u8>,
}

const NEWEST: &str = "select id, account, since_at, by_account, opened, at, state, at_place, card_place, done, left_out from report_undo order by at desc, id desc limit 5";
const FILED: &str = "select id, account, since_at, by_account, opened, at, state, at_place, card_place, done, left_out from report_undo where bucket = $1 and id = $2 {for_update}";

fn read(row: &Row<'_>) -> Result<Filed, Fault> {
    let wrong = || shape("report_undo");
    let id = |at: usize| id16(row.bytes(at)?).ok_or_else(wrong);
    let count = |at: usize| row.int(at).map(|n| u64::try_from(n).unwrap_or(0));
    Ok(Filed {
        told: Unreport {
            id: BulkId::from_bytes(id(0)?),
            account: AccountId::from_bytes(id(1)?),
            since: Moment::from_millis(row.int(2)?),
            at: Moment::from_millis(row.int(5)?),
            state: UnreportState::from_code(row.text(6)?).ok_or_else(wrong)?,
            done: count(9)?,
            left_out: count(10)?,
        },
        by: AccountId::from_bytes(id(3)?),
        opened: row.text(4)?.to_owned(),
        at_place: row.int(7)?,
        card_place: row.bytes(8)?.to_vec(),
    })
}

/// The newest of them, at most five.
pub fn unreports(tx: &mut Tx<'_, '_>) -> Result<Verdict<Vec<Unreport>>, Fault> {
    if let Err(refusal) = tx.ask(Action::SeeApart, &Resource::Organisation, Facts::SHUT)? {
        return Ok(Verdict::Refused(refusal));
    }
    let found = tx.all(NEWEST, &[], read)?;
    Ok(Verdict::Given(
        found.into_iter().map(|filed| filed.told).collect(),
    ))
}

/// How many reports one slice settles: few enough to hold the writer for about 5 ms.
const SLICE: i64 = 8;

/// Goes on with what is under way; answers whether there is more to do. To be called every few seconds.
pub fn carry_on_unreporting(world: &World, now: Moment) -> Result<bool, Fault> {
    let running = world.0.db.read("unreport-running", |raw| {
        raw.one(RUNNING, &[], |row| {
            id16(row.bytes(0)?).ok_or_else(|| shape("report_undo"))
        })
    })?;
    let Some(id) = running.map(BulkId::from_bytes) else {
        return Ok(false);
    };
    let done = world
        .write("unreport", Auth::Job("reports"), now, move |tx| {
            slice(tx, id).map(Verdict::Given)
        })
        .wait()?;
    Ok(matches!(done.verdict, Verdict::Given(true)))
}

/// One report of a slice.
struct Waits {
    card: CardId,
    /// Whom it is about now: of whoever was merged, the record that they go on under.
    member: MemberId,
    campaign: CampaignId,
    at: i64,
}

const NEXT: &str = "select card, member, campaign, at from report where account = $1 and settled_at is null and (at, card) > ($2, $3) and at <= $4 order by at, card limit $5";
const FURTHER: &str = "update report_undo set at_place = $1, card_place = $2, done = done + $3, left_out = left_out + $4 where bucket = $5 and id = $6";

fn slice(tx: &mut Tx<'_, '_>, id: BulkId) -> Result<bool, Fault> {
    let args = [Arg::Int(id.bucket()), Arg::Bytes(id.as_bytes())];
    let Some(filed) = tx.one(FILED, &args, read)? else {
        return Ok(false);
    };
    if filed.told.state != UnreportState::Undoing {
        return Ok(false);
    }
    let who = (filed.by, filed.opened.as_str());
    if !tx.would_grant(who, Action::UndoReports, &Resource::Organisation)? {
        return end(tx, &filed, UnreportState::Stopped).map(|()| false);
    }
    let waits = next(tx, &filed)?;
    let Some(last) = waits.last() else {
        return end(tx, &filed, UnreportState::Undone).map(|()| false);
    };
    let place = (last.at, last.card);
    let (parts, left_out) = settle_all(tx, &filed, &waits)?;
    let done = i64::try_from(waits.len()).unwrap_or(0) - left_out;
    if !parts.is_empty() {
        // Of whose calls they came is not for whoever reads a member's entries (decision 0028).
        let words = format!("finding={} reports={done}", Finding::Mistaken.code());
        let draft = Draft::own(EventKind::ReportsUndone, filed.by, &filed.opened);
        entry::write(tx, &draft.detail(words), &parts)?;
    }
    tx.later(
        FURTHER,
        vec![
            Value::Int(place.0),
            Value::Bytes(place.1.as_bytes().to_vec()),
            Value::Int(done),
            Value::Int(left_out),
            Value::Int(id.bucket()),
            Value::Bytes(id.as_bytes().to_vec()),
        ],
    );
    Ok(true)
}

/// The next reports, whose members nobody changes from here on.
fn next(tx: &mut Tx<'_, '_>, filed: &Filed) -> Result<Vec<Waits>, Fault> {
    let mut waits = read_next(tx, filed)?;
    for one in &mut waits {
        one.member = alias::keeper(tx, one.member)?;
    }
    let members: Vec<MemberId> = waits.iter().map(|one| one.member).collect();
    line::members(tx, &members)?;
    for one in &waits {
        line::still(tx, one.member, one.member)?;
    }
    Ok(waits)
}

fn read_next(tx: &mut Tx<'_, '_>, filed: &Filed) -> Result<Vec<Waits>, Fault> {
    let args = [
        Arg::Bytes(filed.told.account.as_bytes()),
        Arg::Int(filed.at_place),
        Arg::Bytes(&filed.card_place),
        Arg::Int(filed.told.at.millis()),
        Arg::Int(SLICE),
    ];
    tx.all(NEXT, &args, |row| {
        let id = |at: usize| id16(row.bytes(at)?).ok_or_else(|| shape("report"));
        Ok(Waits {
            card: CardId::from_bytes(id(0)?),
            member: MemberId::from_bytes(id(1)?),
            campaign: CampaignId::from_bytes(id(2)?),
            at: row.int(3)?,
        })
    })
}

/// Settles them as mistakes; answers the parts of their entry, and how many were left out.
fn settle_all(
    tx: &mut Tx<'_, '_>,
    filed: &Filed,
    waits: &[Waits],
) -> Result<(Vec<SubjectPart>, i64), Fault> {
    let (mut parts, mut left_out): (Vec<SubjectPart>, i64) = (Vec::new(), 0);
    for one in waits {
        if !may(tx, filed, one.member)? {
            left_out += 1;
            continue;
        }
        tx.later_expect(
            1,
            SETTLE,
            vec![
                Value::Int(tx.now().millis()),
                Value::Text(Finding::Mistaken.code().to_owned()),
                Value::Int(one.card.bucket()),
                Value::Bytes(one.card.as_bytes().to_vec()),
                Value::Bytes(NOBODYS.to_vec()),
            ],
        );
        // What was just settled holds no stop any more.
        tx.flush()?;
        let args = [
            Arg::Bytes(one.member.as_bytes()),
            Arg::Bytes(one.campaign.as_bytes()),
            Arg::Bytes(one.card.as_bytes()),
        ];
        let other = tx.one(OTHERS, &args, |row| Ok(row.bytes(0)?.len()))?;
        if other.is_none() {
            stop::lift_rested(tx, one.member, one.campaign)?;
            tx.flush()?;
        }
        // Whom two campaigns' calls were about stands in the entry once.
        if parts.iter().any(|part| part.is_of(one.member)) {
            continue;
        }
        let (erase_key, month) = line::member(tx, one.member)?;
        let id = *one.member.as_bytes();
        parts.push(entry::subject(tx.world, id, month, &erase_key, None, "")?);
    }
    Ok((parts, left_out))
}

/// Whether whoever began it may settle this one: it isn't of their own record.
fn may(tx: &mut Tx<'_, '_>, filed: &Filed, member: MemberId) -> Result<bool, Fault> {
    let resource = whose_resource(tx, member, filed.by)?;
    let who = (filed.by, filed.opened.as_str());
    tx.would_grant(who, Action::SettleReport, &resource)
}

const END: &str = "update report_undo set state = $1, ended_at = $2 where bucket = $3 and id = $4";

fn end(tx: &mut Tx<'_, '_>, filed: &Filed, state: UnreportState) -> Result<(), Fault> {
    let told = &filed.told;
    tx.later(
        END,
        vec![
            Value::Text(state.code().to_owned()),
            Value::Int(tx.now().millis()),
            Value::Int(told.id.bucket()),
            Value::Bytes(told.id.as_bytes().to_vec()),
        ],
    );
    let words = format!(
        "bulk={} state={} reports={} left_out={}",
        told.id,
        state.code(),
        told.done,
        told.left_out
    );
    let draft = Draft::own(EventKind::ReportsUndoEnded, filed.by, &filed.opened);
    entry::write(tx, &draft.detail(words), &[])
}
