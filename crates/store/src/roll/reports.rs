//! Reports from calls, for the membership officer: at most 20 a page, oldest first, each member behind a mask; and the
//! settling of one.

use switchboard_rules::card::{Finding, Report, Settling};
use switchboard_rules::events::EventKind;
use switchboard_rules::ids::{CampaignId, CardId, LookId, MemberId};
use switchboard_rules::look::Purpose;
use switchboard_rules::moment::Moment;
use switchboard_rules::policy::{Action, Facts, Reason, Refusal, Resource};

use crate::desk::{never_member, sealed_row, stop};
use crate::disclose::{Recorded, Sealed};
use crate::duplicates::alias;
use crate::engine::{Arg, Value};
use crate::entry::{self, Draft};
use crate::fault::Fault;
use crate::leaving;
use crate::line;
use crate::members;
use crate::never_again::{Fact, Mark};
use crate::personal::{HITS_MAX, Hits};
use crate::session::id16;
use crate::tx::{Tx, Verdict};

/// One report that waits. Who rang is not in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    /// The card of the call: the report's own name.
    pub card: CardId,
    /// What was reported.
    pub report: Report,
    /// When. On a call of which campaign is not said: what its callers heard is the campaign's.
    pub at: Moment,
}

/// A page of the queue.
pub struct ReportPage {
    /// What waits, oldest first.
    pub waiting: Vec<Waiting>,
    /// The members, masked: each stands where its report stands in `waiting`.
    pub members: Recorded<Hits>,
    /// Where the next page begins, if there is one.
    pub after: Option<After>,
}

/// A place in the queue. Its text is safe in an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct After {
    at: Moment,
    card: CardId,
}

impl After {
    /// Reads what `to_string` wrote.
    pub fn parse(text: &str) -> Option<Self> {
        let (at, card) = text.split_once('-')?;
        Some(Self {
            at: Moment::from_millis(at.parse().ok()?),
            card: CardId::parse(card).ok()?,
        })
    }
}

impl std::fmt::Display for After {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}-{}", self.at.millis(), self.card)
    }
}

const WAITING: &str = "select r.card, r.member, r.kind, r.at from report r where r.settled_at is null and (r.at, r.card) > ($1, $2) order by r.at, r.card limit $3";

/// Shows a page of the queue; each member on it is recorded before anything of them is opened.
pub fn reports(tx: &mut Tx<'_, '_>, after: Option<After>) -> Result<Verdict<ReportPage>, Fault> {
    let grant = match tx.ask(Action::SeeReports, &Resource::Organisation, Facts::SHUT)? {
        Ok(grant) => grant,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    let mut found = read(tx, after)?;
    let is_more = found.len() > HITS_MAX;
    found.truncate(HITS_MAX);
    let after = found.last().filter(|_| is_more).map(|(_, last)| After {
        at: last.at,
        card: last.card,
    });
    let (mut waiting, mut rows) = (Vec::new(), Vec::new());
    for (member, report) in found {
        // A member without a row in force has nothing to be known by; the report waits for one.
        if let Some(row) = sealed_row(tx, member)? {
            rows.push(row);
            waiting.push(report);
        }
    }
    let members = tx.record(&grant, EventKind::ReportsShown, Sealed::new(rows))?;
    Ok(Verdict::Given(ReportPage {
        waiting,
        members,
        after,
    }))
}

fn read(tx: &mut Tx<'_, '_>, after: Option<After>) -> Result<Vec<(MemberId, Waiting)>, Fault> {
    let (at, card) = after.map_or((i64::MIN, Vec::new()), |after| {
        (after.at.millis(), after.card.as_bytes().to_vec())
    });
    let limit = i64::try_from(HITS_MAX).unwrap_or(0).saturating_add(1);
    let args = [Arg::Int(at), Arg::Bytes(&card), Arg::Int(limit)];
    tx.all(WAITING, &args, |row| {
        let id = |at: usize| id16(row.bytes(at)?).ok_or_else(shape);
        let waiting = Waiting {
            card: CardId::from_bytes(id(0)?),
            report: Report::from_code(row.text(2)?).ok_or_else(shape)?,
            at: Moment::from_millis(row.int(3)?),
        };
        Ok((MemberId::from_bytes(id(1)?), waiting))
    })
}

fn shape() -> Fault {
    Fault::Row("a row of `report` can't be read; restore it from a backup".to_owned())
}

/// What became of a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Settled {
    /// It is written down and acts.
    Now,
    /// The report was settled before; nothing changed.
    Before,
}

struct Filed {
    member: MemberId,
    campaign: CampaignId,
    report: Report,
    is_settled: bool,
}

const FILED: &str =
    "select member, campaign, kind, settled_at from report where bucket = $1 and card = $2 limit 1";
/// Whose word a settled report was is nobody's business any more: it may stand for as long as the member does.
pub(super) const NOBODYS: [u8; 16] = [0; 16];
pub(super) const SETTLE: &str = "update report set settled_at = $1, settled_as = $2, account = $5 where bucket = $3 and card = $4 and settled_at is null";
/// Other reports of the campaign that hold the stop: those that wait, and those that were right.
pub(super) const OTHERS: &str = "select card from report where member = $1 and campaign = $2 and card <> $3 and (settled_as is null or settled_as = 'right') limit 1";
const DECEASED: &str = "insert into member_mark (bucket, member, rest_until, restricted, protected, deceased) values ($1, $2, 0, 0, 0, 1) on conflict (bucket, member) do update set deceased = 1";

/// Settles one report, by the card of its call: it leaves the queue and acts. Whoever is second changes nothing, and nobody
/// settles what was reported of themselves.
pub fn settle(
    tx: &mut Tx<'_, '_>,
    card: CardId,
    finding: Finding,
) -> Result<Verdict<Settled>, Fault> {
    let filed = filed(tx, card)?;
    if let Some(filed) = &filed
        && Settling::of(filed.report, finding) == Settling::StopsEveryCampaign
    {
        // The account of whoever has died ends with it, and is held before the member.
        leaving::hold_owners(tx, filed.member)?;
    }
    let resource = match &filed {
        Some(filed) => {
            let account = tx.account()?;
            members::whose_resource(tx, filed.member, account)?
        }
        None => crate::branches::anybody(tx)?,
    };
    let grant = match tx.ask(Action::SettleReport, &resource, Facts::SHUT)? {
        Ok(grant) => grant,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    let Some(filed) = filed else {
        return Ok(Verdict::Refused(Refusal::new(Reason::NotYours)));
    };
    if filed.is_settled {
        return Ok(Verdict::Given(Settled::Before));
    }
    // From here nobody writes or settles another report on this member: which of them hold the stop is read after it.
    let (erase_key, month) = line::member(tx, filed.member)?;
    // A merge that came first has made it a report about whoever stays: the closure runs again and finds that.
    if self::filed(tx, card)?.is_none_or(|now| now.member != filed.member) {
        return Err(Fault::Conflict);
    }
    // Whoever was faster has settled it: the closure runs again and finds that.
    tx.later_expect(
        1,
        SETTLE,
        vec![
            Value::Int(tx.now().millis()),
            Value::Text(finding.code().to_owned()),
            Value::Int(card.bucket()),
            Value::Bytes(card.as_bytes().to_vec()),
            Value::Bytes(NOBODYS.to_vec()),
        ],
    );
    follow(tx, card, &filed, finding)?;
    let subject = entry::subject(
        tx.world,
        *filed.member.as_bytes(),
        month,
        &erase_key,
        None,
        "",
    )?;
    // Of which campaign's call it came, what was said in it, and its card, which the call's own entry names beside its
    // campaign, are not for whoever reads entries (decision 0028).
    let draft =
        Draft::act(EventKind::ReportSettled, &grant).detail(format!("finding={}", finding.code()));
    entry::write(tx, &draft, &[subject])?;
    Ok(Verdict::Given(Settled::Now))
}

/// Settles one report as right and begins a look at its member, to correct what the caller was told.
pub fn open_and_settle(
    tx: &mut Tx<'_, '_>,
    card: CardId,
) -> Result<Verdict<(Settled, LookId)>, Fault> {
    let settled = match settle(tx, card, Finding::Right)? {
        Verdict::Given(settled) => settled,
        Verdict::Refused(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    let Some(filed) = filed(tx, card)? else {
        return Ok(Verdict::Refused(Refusal::new(Reason::NotYours)));
    };
    Ok(
        match members::start(tx, filed.member, Purpose::AfterReport, None)? {
            Verdict::Given(look) => Verdict::Given((settled, look)),
            Verdict::Refused(refusal) => Verdict::Refused(refusal),
        },
    )
}

fn filed(tx: &mut Tx<'_, '_>, card: CardId) -> Result<Option<Filed>, Fault> {
    let args = [Arg::Int(card.bucket()), Arg::Bytes(card.as_bytes())];
    let found = tx.one(FILED, &args, |row| {
        let id = |at: usize| id16(row.bytes(at)?).ok_or_else(shape);
        Ok(Filed {
            member: MemberId::from_bytes(id(0)?),
            campaign: CampaignId::from_bytes(id(1)?),
            report: Report::from_code(row.text(2)?).ok_or_else(shape)?,
            is_settled: row.opt_int(3)?.is_some(),
        })
    })?;
    let Some(filed) = found else {
        return Ok(None);
    };
    // Of whoever was merged it is about the record that they go on under.
    let member = alias::keeper(tx, filed.member)?;
    Ok(Some(Filed { member, ..filed }))
}

fn follow(tx: &mut Tx<'_, '_>, card: CardId, filed: &Filed, finding: Finding) -> Result<(), Fault> {
    let member = filed.member;
    match Settling::of(filed.report, finding) {
        Settling::Stays => Ok(()),
        Settling::StopsEveryCampaign => {
            tx.later(
                DECEASED,
                vec![
                    Value::Int(member.bucket()),
                    Value::Bytes(member.as_bytes().to_vec()),
                ],
            );
            stop::everybody(tx, member);
            tx.never_again_of(member, |world, record| {
                Fact::mark(world, record, Mark::Deceased, true)
            })?;
            let never = never_member(tx.world, member);
            tx.changed("objection", &never);
            leaving::end_with_death(tx, member)
        }
        Settling::Lifts => {
            let args = [
                Arg::Bytes(member.as_bytes()),
                Arg::Bytes(filed.campaign.as_bytes()),
                Arg::Bytes(card.as_bytes()),
            ];
            let other = tx.one(OTHERS, &args, |row| Ok(row.bytes(0)?.len()))?;
            match other {
                Some(_) => Ok(()),
                None => stop::lift(tx, member, filed.campaign),
            }
        }
    }
}
