//! What a lease must know of a bank and a card, read inside the act's own transaction.

use switchboard_rules::card::{Outcome, State};
use switchboard_rules::contest::Phase;
use switchboard_rules::ids::{AccountId, BankId, CampaignId, CardId, ContestId, MemberId};
use switchboard_rules::moment::Moment;
use switchboard_rules::policy::{Facts, Resource};
use switchboard_rules::skips::SkipCaps;

use crate::engine::{Arg, Row, Rows, Stmt, Value};
use crate::fairness;
use crate::fault::Fault;
use crate::requests::NOBODY;
use crate::scripts::Version;
use crate::session::id16;
use crate::tx::Tx;

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
    /// How many cards an account hands back in an evening, by its contest's terms.
    pub skips: SkipCaps,
}

pub(crate) struct BankRow {
    pub(crate) words: BankWords,
    pub(crate) campaign: CampaignId,
    pub(crate) contest: ContestId,
    pub(crate) facts: Facts,
    /// Whether access has begun, by the calendar and the row; it may be over.
    pub(crate) has_begun: bool,
    pub(crate) by_first_name: bool,
    /// Whether it is closed for good.
    pub(crate) is_closed: bool,
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

pub(crate) const BANK: &str = "select b.id, b.campaign, b.contest, b.name, b.state, b.opening, b.script, b.notes, c.opens_at, c.closes_at, c.name_style, p.name, c.opened_at, c.kind, c.snapshot, c.phase, c.name, b.script_id, b.script_version, (select w.body from opening_lines w where w.bucket = 0 and w.id = 0), t.skips, t.known from bank b join contest c on c.id = b.contest join campaign p on p.id = b.campaign left join contest_terms t on t.bucket = c.bucket and t.contest = c.id where b.bucket = $1 and b.id = $2";

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
                skips: fairness::skips_of(row, 20)?,
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
            is_closed: row.text(4)? == "closed",
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
    let key = vec![Arg::Int(id.bucket()), Arg::Bytes(id.as_bytes())];
    let rows = tx.gather(&[Stmt::shared(BANK, key)])?;
    let row = rows.first().and_then(Rows::first);
    row.map(|row| BankRow::read(&row, now)).transpose()
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
    /// The class of the queue that it was dealt from: whoever asked to be rung again goes back there.
    pub(crate) class: i64,
    /// The version of a script that it was dealt with.
    pub(crate) version: Option<Version>,
    until_at: i64,
    outcome: String,
}

pub(crate) const CARD: &str = "select id, member, bank, campaign, contest, account, state, dealt_at, shown_at, until_at, extensions, ended_at, outcome, late, rank, script_id, script_version, class from card where bucket = $1 and id = $2";

impl CardRow {
    pub(crate) fn read(row: &Row<'_>) -> Result<Self, Fault> {
        let id = |at: usize| -> Result<[u8; 16], Fault> {
            id16(row.bytes(at)?).ok_or_else(|| shape("card"))
        };
        // Of an erased card the member stays for a complaint alone that waits: to the desk it is nobody's.
        let is_erased = row.text(6)? == "erased";
        Ok(Self {
            id: CardId::from_bytes(id(0)?),
            member: if is_erased {
                NOBODY
            } else {
                MemberId::from_bytes(id(1)?)
            },
            bank: BankId::from_bytes(id(2)?),
            campaign: CampaignId::from_bytes(id(3)?),
            contest: ContestId::from_bytes(id(4)?),
            holder: AccountId::from_bytes(id(5)?),
            state: read_state(row)?,
            rank: row.int(14)?,
            class: row.int(17)?,
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

    /// Whether it was taken off its desk after its number was seen, before its time, which isn't over yet.
    pub(super) fn is_just_cut(&self, now: Moment) -> bool {
        let until = Moment::from_millis(self.until_at);
        matches!(self.state, State::Unreported { at } if at < until) && now < until
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
