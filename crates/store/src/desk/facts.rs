//! What a lease must know of a bank, a card and a candidate, read inside the act's own transaction.

use switchboard_rules::card::{Outcome, Size, State};
use switchboard_rules::contest::Phase;
use switchboard_rules::eligible::{Care, MemberFacts, NumberFacts, Standing};
use switchboard_rules::ids::{
    AccountId, BankId, CampaignId, CardId, ContestId, MemberId, bucket_of,
};
use switchboard_rules::moment::Moment;
use switchboard_rules::person::Day;
use switchboard_rules::policy::{Facts, Resource};

use crate::disclose::SealedRow;
use crate::engine::{Arg, Row, Stmt, Value};
use crate::fault::Fault;
use crate::personal::{NUMBERS_MAX, row_key};
use crate::scripts::Version;
use crate::session::id16;
use crate::tx::Tx;
use crate::world::Inner;

/// What stands on every card of a bank.
#[derive(Debug, Clone)]
pub struct BankWords {
    /// The bank.
    pub id: BankId,
    /// Its name.
    pub name: String,
    /// Its campaign's name.
    pub campaign: String,
    /// The opening lines, which no organiser can remove.
    pub opening: String,
    /// What to talk about.
    pub script: String,
    /// Whether a free note may be written.
    pub notes: bool,
    /// Its contest's name.
    pub contest: String,
    /// Which version of a script that is; none where it is plain words.
    pub version: Option<Version>,
    /// The organisation's opening lines, as they are kept.
    pub lines: Option<String>,
}

pub(crate) struct BankRow {
    pub(crate) words: BankWords,
    pub(crate) campaign: CampaignId,
    pub(crate) contest: ContestId,
    pub(crate) facts: Facts,
    /// Whether access has begun, by the calendar and the row; it may be over.
    pub(crate) has_begun: bool,
    pub(crate) by_first_name: bool,
    /// Who of the roll may be rung in its contest.
    pub(crate) members: Members,
}

/// Who of the roll may be rung in a contest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Members {
    /// The roll as it is: a campaign without rivals.
    Live,
    /// Whoever stands in this snapshot, at the numbers that stand there.
    Fixed([u8; 16]),
}

pub(crate) const BANK: &str = "select b.id, b.campaign, b.contest, b.name, b.state, b.opening, b.script, b.notes, c.opens_at, c.closes_at, c.name_style, p.name, c.opened_at, c.kind, c.snapshot, c.phase, c.name, b.script_id, b.script_version, (select w.body from opening_lines w where w.bucket = 0 and w.id = 0) from bank b join contest c on c.id = b.contest join campaign p on p.id = b.campaign where b.bucket = $1 and b.id = $2";

impl BankRow {
    pub(crate) fn read(row: &Row<'_>, now: Moment) -> Result<Self, Fault> {
        let id = |at: usize| -> Result<[u8; 16], Fault> {
            id16(row.bytes(at)?).ok_or_else(|| shape("bank"))
        };
        let has_begun = row.int(8)? <= now.millis() && row.opt_int(12)?.is_some();
        let calls = Phase::parse(row.text(15)?).is_some_and(Phase::calls);
        Ok(Self {
            words: BankWords {
                id: BankId::from_bytes(id(0)?),
                name: row.text(3)?.to_owned(),
                campaign: row.text(11)?.to_owned(),
                opening: row.text(5)?.to_owned(),
                script: row.text(6)?.to_owned(),
                notes: row.int(7)? != 0,
                contest: row.text(16)?.to_owned(),
                version: Version::read(row, 17)?,
                lines: row.opt_text(19)?.map(str::to_owned),
            },
            campaign: CampaignId::from_bytes(id(1)?),
            contest: ContestId::from_bytes(id(2)?),
            facts: Facts {
                // By the calendar at this node's clock, and by the row: neither early nor after what the row says.
                phase_open: has_begun && calls && now.millis() < row.int(9)?,
                bank_open: row.text(4)? == "open",
                ..Facts::SHUT
            },
            has_begun,
            by_first_name: row.text(10)? == "first",
            members: match row.text(13)? {
                "standing" => Members::Live,
                _ => Members::Fixed(row.opt_bytes(14)?.and_then(id16).unwrap_or_default()),
            },
        })
    }

    pub(crate) fn resource(&self) -> Resource {
        Resource::Bank {
            bank: self.words.id,
            campaign: self.campaign,
            contest: self.contest,
        }
    }
}

pub(crate) fn shape(what: &str) -> Fault {
    Fault::Row(format!(
        "a row of `{what}` has an id that is not 16 bytes; restore it from a backup"
    ))
}

pub(crate) fn bank(tx: &mut Tx<'_, '_>, id: BankId) -> Result<Option<BankRow>, Fault> {
    let now = tx.now();
    let key = [Arg::Int(id.bucket()), Arg::Bytes(id.as_bytes())];
    tx.one(BANK, &key, |row| BankRow::read(row, now))
}

/// A card as it lies in its table.
pub(crate) struct CardRow {
    pub(crate) id: CardId,
    pub(crate) member: MemberId,
    pub(crate) bank: BankId,
    pub(crate) campaign: CampaignId,
    pub(crate) contest: ContestId,
    pub(crate) holder: AccountId,
    pub(crate) state: State,
    /// The member's rank in the bank's queue.
    pub(crate) rank: i64,
    /// The version of a script that it was dealt with.
    pub(crate) version: Option<Version>,
    until_at: i64,
    outcome: String,
}

pub(crate) const CARD: &str = "select id, member, bank, campaign, contest, account, state, dealt_at, shown_at, until_at, extensions, ended_at, outcome, late, rank, script_id, script_version from card where bucket = $1 and id = $2";

impl CardRow {
    pub(crate) fn read(row: &Row<'_>) -> Result<Self, Fault> {
        let id = |at: usize| -> Result<[u8; 16], Fault> {
            id16(row.bytes(at)?).ok_or_else(|| shape("card"))
        };
        Ok(Self {
            id: CardId::from_bytes(id(0)?),
            member: MemberId::from_bytes(id(1)?),
            bank: BankId::from_bytes(id(2)?),
            campaign: CampaignId::from_bytes(id(3)?),
            contest: ContestId::from_bytes(id(4)?),
            holder: AccountId::from_bytes(id(5)?),
            state: read_state(row)?,
            rank: row.int(14)?,
            version: Version::read(row, 15)?,
            until_at: row.int(9)?,
            outcome: row.opt_text(12)?.unwrap_or_default().to_owned(),
        })
    }

    /// The columns by which a write makes sure that the card is as it was read. PostgreSQL lets two act on one card at
    /// once: the second then finds no such row and runs again, so that no outcome is overwritten and no card ends twice.
    pub(crate) fn as_read(&self) -> [Value; 3] {
        [
            Value::Text(state_name(&self.state).to_owned()),
            Value::Int(self.until_at),
            Value::Text(self.outcome.clone()),
        ]
    }

    pub(crate) fn resource(&self) -> Resource {
        Resource::Card {
            card: self.id,
            bank: self.bank,
            campaign: self.campaign,
            contest: self.contest,
            holder: self.holder,
        }
    }
}

fn read_state(row: &Row<'_>) -> Result<State, Fault> {
    let until = Moment::from_millis(row.int(9)?);
    let at = Moment::from_millis(row.opt_int(11)?.unwrap_or_default());
    Ok(match row.text(6)? {
        "dealt" => State::Dealt {
            at: Moment::from_millis(row.int(7)?),
            until,
        },
        "shown" => State::Shown {
            at: Moment::from_millis(row.int(8)?),
            until,
            extensions: u8::try_from(row.int(10)?).unwrap_or(u8::MAX),
        },
        "done" => {
            // The time of a call-back lives in the queue; here only that it was one matters.
            let outcome = Outcome::parse(row.text(12)?, Some(at)).map_err(|_| shape("card"))?;
            State::Done {
                outcome,
                at,
                late: row.int(13)? != 0,
            }
        }
        "unreported" => State::Unreported { at },
        _ => State::TakenOver { at },
    })
}

/// A state's name in its column.
pub(crate) fn state_name(state: &State) -> &'static str {
    match state {
        State::Dealt { .. } => "dealt",
        State::Shown { .. } => "shown",
        State::Done { .. } => "done",
        State::Unreported { .. } => "unreported",
        State::TakenOver { .. } => "taken-over",
    }
}

pub(crate) fn card(tx: &mut Tx<'_, '_>, id: CardId) -> Result<Option<CardRow>, Fault> {
    tx.one(
        CARD,
        &[Arg::Int(id.bucket()), Arg::Bytes(id.as_bytes())],
        CardRow::read,
    )
}

/// A member who may come onto a desk, with the sealed row that would be shown.
pub(crate) struct Candidate {
    pub(crate) row: SealedRow,
    /// For each number: blind index and never-again hash.
    pub(crate) numbers: Vec<([u8; 16], [u8; 16])>,
    standing: Standing,
    do_not_call: bool,
    care: Care,
    resting_until: Option<Moment>,
    open_elsewhere: bool,
    objection: Option<Size>,
    /// Cards whose time was up and that still stand on this member or these numbers.
    pub(crate) left_behind: Vec<CardId>,
}

/// A member in force with the member's mark, the card that is open on them and the objections kept under their own hash, if there
/// are such: one against every campaign, one against this.
const CANDIDATE: &str = "select m.erase_key, m.key_month, r.import, r.branch, r.do_not_call, r.deceased, r.numbers, r.name_sealed, r.phones_sealed, r.rest_sealed, r.ends_on, (select x.ended_at from member_end x where x.bucket = m.bucket and x.member = m.id and not exists (select 1 from import_dark d where d.import = x.import) order by x.import desc limit 1), k.rest_until, k.restricted, k.protected, k.deceased, o.card, o.until_at, e.size, c.size, n.nevers from member m join member_row r on r.bucket = m.bucket and r.member = m.id left join member_mark k on k.bucket = m.bucket and k.member = m.id left join open_card o on o.bucket = m.bucket and o.member = m.id left join objection e on e.bucket = $3 and e.hash = $4 and e.campaign = $5 left join objection c on c.bucket = $3 and c.hash = $4 and c.campaign = $6 left join snapshot_member n on n.bucket = m.bucket and n.member = m.id and n.snapshot = $7 where m.bucket = $1 and m.id = $2 and not exists (select 1 from import_dark d where d.import = r.import) order by r.import desc limit 1";
/// The card that is open on a number and the objections kept under its hash; always one row.
const NUMBER: &str = "select o.card, o.until_at, e.size, c.size from (select 1 as one) x left join open_number o on o.bucket = $1 and o.blind = $2 left join objection e on e.bucket = $3 and e.hash = $4 and e.campaign = $5 left join objection c on c.bucket = $3 and c.hash = $4 and c.campaign = $6";
/// What stands in an objection against every campaign.
pub(crate) const EVERY_CAMPAIGN: [u8; 16] = [0; 16];

/// Reads a member with everything that decides whether they may be rung, in two round trips.
/// `own` is a card whose own open rows don't count as elsewhere. Nobody where the contest's snapshot doesn't hold them; of
/// their numbers only those that it holds, so that what changes on the roll only ever takes away.
pub(crate) fn candidate(
    tx: &mut Tx<'_, '_>,
    member: MemberId,
    campaign: CampaignId,
    own: Option<CardId>,
    members: Members,
) -> Result<Option<(Candidate, Vec<NumberFacts>)>, Fault> {
    let never = never_member(tx.world, member);
    let snapshot = match members {
        Members::Live => [0; 16],
        Members::Fixed(snapshot) => snapshot,
    };
    let found = tx.gather(&[Stmt::owning(
        CANDIDATE,
        vec![
            Arg::Int(member.bucket()),
            Arg::Bytes(member.as_bytes()),
            Arg::Int(bucket_of(&never)),
            Arg::Bytes(&never),
            Arg::Bytes(&EVERY_CAMPAIGN),
            Arg::Bytes(campaign.as_bytes()),
            Arg::Bytes(&snapshot),
        ],
    )])?;
    let of_member = found.first().ok_or_else(|| shape("member"))?;
    let Some(row) = of_member.first() else {
        return Ok(None);
    };
    let then = match members {
        Members::Live => None,
        Members::Fixed(_) => match row.opt_bytes(20)? {
            Some(then) => Some(then.chunks_exact(16).filter_map(id16).collect()),
            None => return Ok(None),
        },
    };
    let mut candidate = read_candidate(&row, member, tx.today()?, then)?;
    candidate.read_mark(&row)?;
    candidate.open_elsewhere = match row.opt_bytes(16)? {
        Some(card) => candidate.open_by_others(card, row.int(17)?, own, tx.now())?,
        None => false,
    };
    candidate.objection = widest(&row, 18, None)?;
    let numbers = number_facts(tx, &mut candidate, campaign, own)?;
    Ok(Some((candidate, numbers)))
}

/// The last day of a membership that ends is still a day of it.
pub(super) fn read_candidate(
    row: &Row<'_>,
    member: MemberId,
    today: Day,
    then: Option<Vec<[u8; 16]>>,
) -> Result<Candidate, Fault> {
    let is_over = crate::roll::day(row.text(10)?).is_some_and(|ends_on| ends_on < today);
    let ended = is_over || row.opt_int(11)?.is_some();
    let import = id16(row.bytes(2)?).ok_or_else(|| shape("member_row"))?;
    Ok(Candidate {
        numbers: pairs(row.bytes(6)?, then.as_deref()),
        row: SealedRow {
            member: *member.as_bytes(),
            month: row.int(1)?,
            erase_key: row.bytes(0)?.to_vec(),
            row_key: row_key(member.as_bytes(), &import),
            name: row.bytes(7)?.to_vec(),
            phones: row.bytes(8)?.to_vec(),
            rest: row.bytes(9)?.to_vec(),
            branch: row.text(3)?.to_owned(),
            ended,
            card: None,
            only: then,
        },
        standing: if row.int(5)? != 0 {
            Standing::Deceased
        } else if ended {
            Standing::Ended
        } else {
            Standing::Current
        },
        do_not_call: row.int(4)? != 0,
        care: Care::Usual,
        resting_until: None,
        open_elsewhere: false,
        objection: None,
        left_behind: Vec::new(),
    })
}

/// Blind index and never-again hash of the numbers that a card carries. While keys are changed a number has a pair under
/// each key, and a card takes both: so two members who share it never lie on two desks, however far each of their rows is.
///
/// Of those that stood in the snapshot, just the ones that `Numbers` shows (`every_number_that_is_shown_is_locked`).
fn pairs(numbers: &[u8], then: Option<&[[u8; 16]]>) -> Vec<([u8; 16], [u8; 16])> {
    let mut pairs: Vec<([u8; 16], [u8; 16])> = Vec::new();
    let mut carried: Vec<[u8; 16]> = Vec::new();
    for pair in numbers.chunks_exact(32) {
        let Some((blind, never)) = pair.split_at_checked(16) else {
            break;
        };
        let (Some(blind), Some(never)) = (id16(blind), id16(never)) else {
            break;
        };
        if then.is_some_and(|then| !then.contains(&never)) {
            continue;
        }
        if !carried.contains(&never) {
            if carried.len() == NUMBERS_MAX {
                break;
            }
            carried.push(never);
        }
        pairs.push((blind, never));
    }
    pairs
}

impl Candidate {
    fn read_mark(&mut self, row: &Row<'_>) -> Result<(), Fault> {
        self.resting_until = row.opt_int(12)?.map(Moment::from_millis);
        if self.resting_until.is_none() {
            return Ok(());
        }
        self.care = match (row.int(13)? != 0, row.int(14)? != 0) {
            (_, true) => Care::Protected,
            (true, false) => Care::Restricted,
            (false, false) => Care::Usual,
        };
        if row.int(15)? != 0 {
            self.standing = Standing::Deceased;
        }
        Ok(())
    }

    /// Whether an open row belongs to another card whose time is not up; one whose time is up is noted as left behind.
    fn open_by_others(
        &mut self,
        card: &[u8],
        until_at: i64,
        own: Option<CardId>,
        now: Moment,
    ) -> Result<bool, Fault> {
        let card = CardId::from_bytes(id16(card).ok_or_else(|| shape("open_card"))?);
        if own == Some(card) {
            return Ok(false);
        }
        let is_open = until_at > now.millis();
        if !is_open && !self.left_behind.contains(&card) {
            self.left_behind.push(card);
        }
        Ok(is_open)
    }

    /// The same sealed row once more, for a second thing shown of the same card.
    pub(crate) fn again(&self, card: CardId) -> SealedRow {
        let row = &self.row;
        SealedRow {
            member: row.member,
            month: row.month,
            erase_key: row.erase_key.clone(),
            row_key: row.row_key.clone(),
            name: row.name.clone(),
            phones: row.phones.clone(),
            rest: row.rest.clone(),
            branch: row.branch.clone(),
            ended: row.ended,
            card: Some(*card.as_bytes()),
            only: row.only.clone(),
        }
    }

    pub(crate) fn facts(&self) -> MemberFacts {
        MemberFacts {
            standing: self.standing,
            objection: self.objection,
            care: self.care,
            age_at_least: None,
            reported: false,
            resting_until: self.resting_until,
            open_elsewhere: self.open_elsewhere,
        }
    }
}

fn number_facts(
    tx: &mut Tx<'_, '_>,
    candidate: &mut Candidate,
    campaign: CampaignId,
    own: Option<CardId>,
) -> Result<Vec<NumberFacts>, Fault> {
    let batch: Vec<_> = candidate
        .numbers
        .iter()
        .map(|(blind, never)| {
            Stmt::owning(
                NUMBER,
                vec![
                    Arg::Int(bucket_of(blind)),
                    Arg::Bytes(blind),
                    Arg::Int(bucket_of(never)),
                    Arg::Bytes(never),
                    Arg::Bytes(&EVERY_CAMPAIGN),
                    Arg::Bytes(campaign.as_bytes()),
                ],
            )
        })
        .collect();
    if batch.is_empty() {
        return Ok(Vec::new());
    }
    let found = tx.gather(&batch)?;
    let now = tx.now();
    let mut facts = Vec::with_capacity(found.len());
    for rows in &found {
        let row = rows.first().ok_or_else(|| shape("open_number"))?;
        candidate.objection = widest(&row, 2, candidate.objection)?;
        facts.push(NumberFacts {
            callable: true,
            do_not_call: candidate.do_not_call,
            open_elsewhere: match row.opt_bytes(0)? {
                Some(card) => candidate.open_by_others(card, row.int(1)?, own, now)?,
                None => false,
            },
        });
    }
    Ok(facts)
}

/// The widest of the objections that stand in two columns from `at` on, and of `before`.
fn widest(row: &Row<'_>, at: usize, before: Option<Size>) -> Result<Option<Size>, Fault> {
    let mut widest = before;
    for size in [row.opt_text(at)?, row.opt_text(at + 1)?]
        .into_iter()
        .flatten()
    {
        widest = widest.max(Some(Size::from_code(size).unwrap_or(Size::Anyone)));
    }
    Ok(widest)
}

/// The never-again hash of a member.
pub(crate) fn never_member(world: &Inner, member: MemberId) -> [u8; 16] {
    world.keys.never.short("member", member.as_bytes())
}
