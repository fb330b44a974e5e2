//! Dealing: the next member whom this caller may ring, in one transaction with budget and entry.

use switchboard_rules::branches::name_key;
use switchboard_rules::budget::Exhausted;
use switchboard_rules::card::{State, Timings};
use switchboard_rules::deal::Class;
use switchboard_rules::eligible::NotNow;
use switchboard_rules::events::EventKind;
use switchboard_rules::ids::{AccountId, BankId, CardId, MemberId, bucket_of};
use switchboard_rules::moment::{Moment, Span};
use switchboard_rules::person::Tongue;
use switchboard_rules::policy::{Action, Facts, Grant, Resource};

use super::budget::{Budget, put_budget, tally};
use super::candidate::{Asking, Candidate, candidate};
use super::facts::{self, BankRow, BankWords};
use super::finish::close_overdue;
use super::near;
use super::ready::{MayDeal, Ready, ready};
use super::rest;
use super::share;
use super::tongues::{self, Apart, class_in};
use super::why::MayAskWhy;
use crate::audiences;
use crate::disclose::{Proof, Recorded, Sealed};
use crate::engine::{Arg, Row, Rows, Stmt, Value};
use crate::fault::Fault;
use crate::freezes;
use crate::personal::{FirstName, Numbers, TitledName};
use crate::scripts::{self, Version};
use crate::session::id16;
use crate::tx::{Tx, Verdict};

/// How many candidates one lease looks at before it says that nobody can be rung now; there may be somebody behind those.
const CANDIDATES_MAX: usize = 24;
/// A member open elsewhere is looked at again after this.
pub(super) const LOOK_AGAIN: Span = Span::minutes(5);

/// What asking for a card answers.
pub enum Dealt {
    /// A card, new or the one already on the desk.
    Card(Box<CardOnDesk>),
    /// Nobody can be rung now.
    Empty(Empty),
    /// The account's cards are spent for now.
    Spent(Exhausted),
}

/// Why the queue gives nobody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Empty {
    /// What stood in the way of the last candidate, if there was one.
    pub why: Option<NotNow>,
    /// When the next one is due, if one is.
    pub next_at: Option<Moment>,
    /// Whether nobody gets into the queue at all: what its members were to be chosen by had gone when it was to be filled,
    /// or too few of them were left.
    pub is_missed: bool,
    /// Leave to ask why of the whole queue.
    pub may_ask: MayAskWhy,
}

/// A name, in the form that the contest shows.
pub enum RecordedName {
    /// "Mrs Evans".
    Titled(Recorded<TitledName>),
    /// "Gwen".
    First(Recorded<FirstName>),
}

impl RecordedName {
    /// What to call the member, their branch, and in which language they would like to be rung, once the entry has committed.
    pub fn disclose(
        self,
        proof: &Proof,
    ) -> Result<(String, String, Option<Tongue>), crate::disclose::NotDisclosed> {
        match self {
            Self::Titled(name) => name
                .disclose(proof)
                .map(|n| (n.called.clone(), n.branch.clone(), n.language)),
            Self::First(name) => name
                .disclose(proof)
                .map(|n| (n.called.clone(), n.branch.clone(), n.language)),
        }
    }
}

/// One open card.
pub struct CardOnDesk {
    /// The card's id: all that a caller gets of a member's identity.
    pub card: CardId,
    /// The bank it belongs to.
    pub bank: BankWords,
    /// Where it stands.
    pub state: State,
    /// The name, recorded.
    pub name: RecordedName,
    /// The numbers, recorded, when they were shown before.
    pub numbers: Option<Recorded<Numbers>>,
    /// Lets the outcome in even after sign-out; write-only.
    pub ticket: String,
    /// What the caller is called, for the lines that say who rings.
    pub caller: String,
}

pub(super) const OPEN_CALLER: &str =
    "select card from open_caller where bucket = $1 and account = $2";
/// Whoever asked to be rung now comes before whoever's turn it is.
const PICK: &str = "with call_back as (select member, class, due_at, rank from queue where bank = $1 and class = 0 and due_at <= $2 order by due_at, rank limit 1 {skip_locked}), in_turn as (select member, class, due_at, rank from queue where bank = $1 and class = 1 and due_at <= $2 order by due_at, rank limit 1 {skip_locked}) select member, class, due_at, rank from call_back union all select member, class, due_at, rank from in_turn limit 1";
/// By its rank, not by its key, whose index lies all over the roll; and not by the index it moves in, which SQLite would
/// have to copy its place from first.
const QUEUE_SET: &str = "update queue set class = $1, due_at = $2 where bank = $3 and rank = $4 and member = $5 and +class = $6 and +due_at = $7";

/// Deals the next card of `bank`, or hands back the one that is on the desk already.
pub fn next(
    tx: &mut Tx<'_, '_>,
    bank: BankId,
    account: AccountId,
) -> Result<Verdict<Dealt>, Fault> {
    Ok(match ready(tx, bank, account)? {
        Ready::Deals(may) => Verdict::Given(deal_new(tx, &may)?),
        Ready::Holds(card) => Verdict::Given(Dealt::Card(card)),
        Ready::Spent(exhausted) => Verdict::Given(Dealt::Spent(exhausted)),
        Ready::Refused(refusal) => Verdict::Refused(refusal),
    })
}

/// What lies on the account's own desk, without dealing anything.
pub fn own_desk(tx: &mut Tx<'_, '_>, account: AccountId) -> Result<Verdict<Option<Dealt>>, Fault> {
    let by_account = [Arg::Int(account.bucket()), Arg::Bytes(account.as_bytes())];
    let found = tx.seat_with(&[Stmt::owning(OPEN_CALLER, by_account.to_vec())])?;
    if let Err(refusal) = tx.ask(
        Action::SeeOwnDesk,
        &Resource::Account { account },
        Facts::SHUT,
    )? {
        return Ok(Verdict::Refused(refusal));
    }
    let held = found
        .first()
        .and_then(Rows::first)
        .and_then(|row| row.bytes(0).ok().and_then(id16));
    let Some(held) = held else {
        return Ok(Verdict::Given(None));
    };
    Ok(match hand_back(tx, CardId::from_bytes(held))? {
        Some(Verdict::Given(card)) => Verdict::Given(Some(Dealt::Card(card))),
        Some(Verdict::Refused(refusal)) => Verdict::Refused(refusal),
        None => Verdict::Given(None),
    })
}

/// The card that is on the desk already, shown again with its own entry; none when its time was up and it was closed.
pub(super) fn hand_back(
    tx: &mut Tx<'_, '_>,
    held: CardId,
) -> Result<Option<Verdict<Box<CardOnDesk>>>, Fault> {
    let Some(card) = facts::card(tx, held)? else {
        return Ok(None);
    };
    if card.state.until().is_none_or(|until| until <= tx.now()) {
        close_overdue(tx, &card)?;
        tx.flush()?;
        return Ok(None);
    }
    let Some(mut bank) = facts::bank(tx, card.bank)? else {
        return Ok(None);
    };
    scripts::as_dealt(tx, card.version, &mut bank.words)?;
    let facts = freezes::with_branch(tx, card.member, bank.facts)?;
    let grant = match tx.ask(Action::SeeCard, &card.resource(), facts)? {
        Ok(grant) => grant,
        Err(refusal) => return Ok(Some(Verdict::Refused(refusal))),
    };
    let asking = Asking::of(&bank).by(card.holder).on(card.id);
    let Some(found) = candidate(tx, card.member, &asking)? else {
        return Ok(None);
    };
    let candidate = found.with_numbers_left(tx.world, tx.now());
    let shown = matches!(card.state, State::Shown { .. });
    let numbers = if shown {
        let again = candidate.again(card.id);
        Some(tx.record(
            &grant,
            EventKind::CardRedisclosed,
            Sealed::<Numbers>::new(vec![again]),
        )?)
    } else {
        None
    };
    let on_desk = on_desk(
        tx,
        &bank,
        &grant,
        card.id,
        card.state,
        candidate,
        EventKind::CardRedisclosed,
        numbers,
    )?;
    Ok(Some(Verdict::Given(Box::new(on_desk))))
}

fn deal_new(tx: &mut Tx<'_, '_>, may: &MayDeal) -> Result<Dealt, Fault> {
    let (bank, grant, budget) = (&may.bank, &may.grant, &may.budget);
    rest::over(tx, may)?;
    let now = tx.now();
    let bank_id = bank.words.id;
    let args = [Arg::Bytes(bank_id.as_bytes()), Arg::Int(now.millis())];
    let frozen = freezes::frozen_names(tx)?;
    let asking = Asking::of(bank).by(grant.account());
    let (mut why, mut is_through) = (None, false);
    let spoken = &may.own.tongues;
    let card = budget.spent.evening;
    let mut apart = Apart::of(tx, bank_id, (spoken, card))?;
    let mut near = near::pick(tx, bank, may.own.near(card))?;
    for _ in 0..CANDIDATES_MAX {
        let picked = match apart.before(tx, bank_id)? {
            Some(first) => Some(first),
            None => match near.take() {
                Some(near) => Some(near),
                None => tx.one(PICK, &args, |row| Place::read(row, bank_id))?,
            },
        };
        let picked = match picked {
            Some(picked) => Some(picked),
            None => apart.after(tx, bank_id)?,
        };
        let Some(place) = picked else {
            is_through = true;
            break;
        };
        let Some(found) = candidate(tx, place.member, &asking)? else {
            place.move_to(tx, STOPPED, 0);
            tx.flush()?;
            continue;
        };
        if let Some(tongue) = found.candidate.tongue
            && !spoken.contains(&tongue)
        {
            // Put where whoever rings in that language looks first.
            place.move_to(tx, class_in(Some(tongue), place.class), place.due_at);
            tx.flush()?;
            continue;
        }
        if !frozen.is_empty() && frozen.contains(&name_key(&found.candidate.row.branch)) {
            // Passed over while their branch stands still; they stay in the queue, and a call-back stays one.
            place.move_to(tx, place.class, now.plus(LOOK_AGAIN).millis());
            tx.flush()?;
            continue;
        }
        let verdict = found.may_ring(tx.world, now);
        let candidate = found.with_numbers_left(tx.world, now);
        if verdict.is_ok() && !candidate.left_behind.is_empty() {
            // Closing those may make the member rest, or stop them: look again at what stands then.
            close_left_behind(tx, &candidate)?;
            tx.flush()?;
            continue;
        }
        match verdict {
            Ok(()) => return lease(tx, bank, grant, budget, &place, candidate),
            Err(why) if why.is_everybodys(&tx.world.pack, now) => {
                let next_at = match why {
                    NotNow::OutsideHours { next } => next,
                    _ => None,
                };
                return Ok(Dealt::Empty(Empty {
                    why: Some(why),
                    next_at,
                    is_missed: false,
                    may_ask: MayAskWhy::of(bank),
                }));
            }
            Err(reason) => {
                put_off(tx, &place, reason);
                tx.flush()?;
                share::pass_over(tx, bank, (place.class, reason))?;
                why = Some(reason);
            }
        }
    }
    let next_at = tongues::next_due(tx, bank_id, spoken)?;
    let next_at = (!is_through).then_some(now).or(next_at);
    let has_some = why.is_some() || next_at.is_some();
    Ok(Dealt::Empty(Empty {
        why,
        next_at,
        is_missed: !has_some && audiences::has_missed(tx, bank_id)?,
        may_ask: MayAskWhy::of(bank),
    }))
}

/// Nothing lifts this class but an act of its own.
pub(crate) const STOPPED: i64 = 8;
/// When whoever is out of turn is due whose calls are used up: nobody talked to them in this bank.
pub(crate) const NOT_REACHED: i64 = -2;
/// Waiting for a number.
pub(crate) const NO_NUMBER: i64 = 7;

/// Whom a list, an office's number or their age keeps away is looked at again after this: each of them may end.
const LOOK_IN_A_WEEK: Span = Span::days(7);

fn put_off(tx: &mut Tx<'_, '_>, place: &Place, reason: NotNow) {
    let now = tx.now();
    let in_turn = tongues::beside(place.class, Class::Open.code());
    let (class, due) = match reason {
        NotNow::Resting { until } | NotNow::KeptFor { until } => (place.class, until.millis()),
        NotNow::OutsideHours { next: Some(next) } => (place.class, next.millis()),
        NotNow::OpenElsewhere
        | NotNow::NumberOpenElsewhere
        | NotNow::OwnHousehold
        | NotNow::Known => (place.class, now.plus(LOOK_AGAIN).millis()),
        NotNow::Screened | NotNow::OfficeNumber | NotNow::UnderAge | NotNow::Staff => {
            (in_turn, now.plus(LOOK_IN_A_WEEK).millis())
        }
        NotNow::NoNumber => (NO_NUMBER, 0),
        NotNow::CallsUsed => (Class::Out.code(), NOT_REACHED),
        _ => (STOPPED, 0),
    };
    place.move_to(tx, class, due);
}

/// Where a member stands in a bank's queue, as this act found it.
pub(super) struct Place {
    pub(super) member: MemberId,
    bank: BankId,
    pub(super) class: i64,
    due_at: i64,
    pub(super) rank: i64,
}

impl Place {
    pub(super) fn read(row: &Row<'_>, bank: BankId) -> Result<Self, Fault> {
        let member = id16(row.bytes(0)?).ok_or_else(|| facts::shape("queue"))?;
        Ok(Self {
            member: MemberId::from_bytes(member),
            bank,
            class: row.int(1)?,
            due_at: row.int(2)?,
            rank: row.int(3)?,
        })
    }

    /// Queues the move; where somebody else was faster the act runs again.
    pub(super) fn move_to(&self, tx: &mut Tx<'_, '_>, class: i64, due_at: i64) {
        tx.later_expect(
            1,
            QUEUE_SET,
            vec![
                Value::Int(class),
                Value::Int(due_at),
                Value::Bytes(self.bank.as_bytes().to_vec()),
                Value::Int(self.rank),
                Value::Bytes(self.member.as_bytes().to_vec()),
                Value::Int(self.class),
                Value::Int(self.due_at),
            ],
        );
    }
}

const CARD_NEW: &str = "insert into card (bucket, id, member, bank, campaign, contest, account, rank, state, dealt_at, until_at, extensions, late, script_id, script_version, class) values ($1, $2, $3, $4, $5, $6, $7, $8, 'dealt', $9, $10, 0, 0, $11, $12, $13)";
const OPEN_CARD: &str = "insert into open_card (bucket, member, card, until_at, numbers) values ($1, $2, $3, $4, $6) on conflict (bucket, member) do update set card = excluded.card, until_at = excluded.until_at, numbers = excluded.numbers where open_card.until_at <= $5";
const OPEN_NUMBER: &str = "insert into open_number (bucket, blind, card, until_at) values ($1, $2, $3, $4) on conflict (bucket, blind) do update set card = excluded.card, until_at = excluded.until_at where open_number.until_at <= $5";
const OPEN_CALLER_NEW: &str =
    "insert into open_caller (bucket, account, card, bank, since) values ($1, $2, $3, $4, $5)";

pub(super) fn lease(
    tx: &mut Tx<'_, '_>,
    bank: &BankRow,
    grant: &Grant,
    budget: &Budget,
    place: &Place,
    candidate: Candidate,
) -> Result<Dealt, Fault> {
    let now = tx.now();
    let member = place.member;
    let card = tx.world.decks.card(now)?;
    let state = State::deal(now, &Timings::NOVEMBER_2026);
    let until = state.until().unwrap_or(now).millis();
    let account = grant.account();
    place.move_to(tx, Class::Out.code(), until);
    tx.later(
        CARD_NEW,
        vec![
            Value::Int(card.bucket()),
            Value::Bytes(card.as_bytes().to_vec()),
            Value::Bytes(member.as_bytes().to_vec()),
            Value::Bytes(bank.words.id.as_bytes().to_vec()),
            Value::Bytes(bank.campaign.as_bytes().to_vec()),
            Value::Bytes(bank.contest.as_bytes().to_vec()),
            Value::Bytes(account.as_bytes().to_vec()),
            Value::Int(place.rank),
            Value::Int(now.millis()),
            Value::Int(until),
            bank.words.version.map_or(Value::Null, Version::script),
            bank.words.version.map_or(Value::Null, Version::number),
            Value::Int(place.class),
        ],
    );
    let opened = |bucket: i64, key: &[u8]| {
        vec![
            Value::Int(bucket),
            Value::Bytes(key.to_vec()),
            Value::Bytes(card.as_bytes().to_vec()),
            Value::Int(until),
            Value::Int(now.millis()),
        ]
    };
    let mut blinds = candidate.blinds_shown();
    blinds.sort_unstable();
    blinds.dedup();
    let mut on_member = opened(member.bucket(), member.as_bytes());
    on_member.push(Value::Bytes(blinds.concat()));
    tx.later_expect(1, OPEN_CARD, on_member);
    for blind in &blinds {
        tx.later_expect(1, OPEN_NUMBER, opened(bucket_of(blind), blind));
    }
    tx.later_expect(
        1,
        OPEN_CALLER_NEW,
        vec![
            Value::Int(account.bucket()),
            Value::Bytes(account.as_bytes().to_vec()),
            Value::Bytes(card.as_bytes().to_vec()),
            Value::Bytes(bank.words.id.as_bytes().to_vec()),
            Value::Int(now.millis()),
        ],
    );
    put_budget(tx, account, bank.contest, budget);
    tally(tx, account, bank.words.id, "dealt");
    let on_desk = on_desk(
        tx,
        bank,
        grant,
        card,
        state,
        candidate,
        EventKind::CardDealt,
        None,
    )?;
    Ok(Dealt::Card(Box::new(on_desk)))
}

/// Closes cards whose time is up and that still stand on this member or these numbers, each with its entry.
pub(super) fn close_left_behind(tx: &mut Tx<'_, '_>, candidate: &Candidate) -> Result<(), Fault> {
    for card in &candidate.left_behind {
        if let Some(row) = facts::card(tx, *card)? {
            close_overdue(tx, &row)?;
        }
    }
    Ok(())
}

#[expect(
    clippy::too_many_arguments,
    reason = "a card on a desk is made of just these; a struct would only rename them"
)]
fn on_desk(
    tx: &mut Tx<'_, '_>,
    bank: &BankRow,
    grant: &Grant,
    card: CardId,
    state: State,
    mut candidate: Candidate,
    kind: EventKind,
    numbers: Option<Recorded<Numbers>>,
) -> Result<CardOnDesk, Fault> {
    candidate.row.card = Some(*card.as_bytes());
    let sealed = vec![candidate.row];
    let name = if bank.by_first_name {
        RecordedName::First(tx.record(grant, kind, Sealed::new(sealed))?)
    } else {
        RecordedName::Titled(tx.record(grant, kind, Sealed::new(sealed))?)
    };
    let ticket = super::finish::ticket_text(tx.world, card, grant.account());
    Ok(CardOnDesk {
        card,
        bank: bank.words.clone(),
        state,
        name,
        numbers,
        ticket,
        caller: tx.label()?,
    })
}
