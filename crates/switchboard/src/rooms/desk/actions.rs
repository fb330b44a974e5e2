//! The caller's acts. What comes back is disclosed: its entry has committed.

use switchboard_store::desk::{
    self, Back, BreakTaken, CardOnDesk, Dealt, Empty, FirstScreen, HandedBack, NearSet, Report,
    Said, Shown, Taken,
};
use switchboard_store::rules::budget::Exhausted;
use switchboard_store::rules::card::{CardError, Outcome, State};
use switchboard_store::rules::eligible::NotNow;
use switchboard_store::rules::ids::{BankId, CardId};
use switchboard_store::rules::person::{BranchName, Tongue};
use switchboard_store::rules::skips::Why;
use switchboard_store::rules::training::Practised;
use switchboard_store::scripts::{self, Lines};
use switchboard_store::{Auth, Dialable, Proof, WorldKind, practice};

use crate::ctx::Ctx;
use crate::problem::{Problem, What};

/// A card as its holder sees it.
pub struct Open {
    /// The card.
    pub card: CardId,
    /// Its bank.
    pub bank: desk::BankWords,
    /// Where it stands.
    pub state: State,
    /// What to call the member.
    pub called: String,
    /// The member's branch.
    pub branch: String,
    /// The language in which they would like to be rung, where they said it.
    pub language: Option<Tongue>,
    /// The numbers, once they were asked for.
    pub numbers: Vec<Dialable>,
    /// Lets the outcome in after sign-out.
    pub ticket: String,
    /// What the caller is called.
    pub caller: String,
    /// The organisation's opening lines; none while the program's own stand.
    pub lines: Lines,
}

/// What asking for a card came to.
pub enum Next {
    /// A card.
    Card(Box<Open>),
    /// Nobody now.
    Empty(Empty),
    /// The budget is spent.
    Spent(Exhausted),
}

fn disclosed(ctx: &Ctx, card: CardOnDesk, proof: &Proof) -> Result<Open, Problem> {
    let shut = |shut| ctx.problem(What::Shut(shut));
    let (called, branch, language) = card.name.disclose(proof).map_err(shut)?;
    let numbers = match card.numbers {
        Some(numbers) => numbers.disclose(proof).map_err(shut)?.0.clone(),
        None => Vec::new(),
    };
    let lines = card.bank.lines.as_deref();
    Ok(Open {
        lines: lines.map(scripts::opening_of).unwrap_or_default(),
        card: card.card,
        bank: card.bank,
        state: card.state,
        called,
        branch,
        language,
        numbers,
        ticket: card.ticket,
        caller: card.caller,
    })
}

/// A bank before the first card.
pub async fn first_screen(ctx: &Ctx, bank: BankId) -> Result<FirstScreen, Problem> {
    let account = ctx.account()?;
    ctx.act("desk-first", move |tx| {
        desk::first_screen(tx, bank, account)
    })
    .await
    .map(|(screen, _)| screen)
}

/// The next card of a bank, or the one on the desk.
pub async fn next(ctx: &Ctx, bank: BankId) -> Result<Next, Problem> {
    let account = ctx.account()?;
    let (dealt, proof) = ctx
        .act("desk-next", move |tx| desk::next(tx, bank, account))
        .await?;
    Ok(match dealt {
        Dealt::Card(card) => Next::Card(Box::new(disclosed(ctx, *card, &proof)?)),
        Dealt::Empty(empty) => {
            // More exactly it would tell when a rival rang.
            let next_at = empty.next_at.filter(|at| *at > ctx.now);
            let next_at = next_at.map(|at| empty.may_ask.rounded_up(at));
            let next_at = next_at.or(empty.next_at);
            Next::Empty(Empty { next_at, ..empty })
        }
        Dealt::Spent(exhausted) => Next::Spent(exhausted),
    })
}

/// Why the whole queue has nobody: read beside the writer. What stands against everybody needs no look, and where the look
/// fails the page goes without: what the deal wrote stands.
pub async fn why(ctx: &Ctx, empty: &Empty) -> desk::Why {
    let (world, now, may) = (ctx.app.world.clone(), ctx.now, empty.may_ask);
    let is_everybodys = |why: NotNow| why.is_everybodys(world.pack(), now);
    if empty.why.is_some_and(is_everybodys) {
        return desk::Why::default();
    }
    let look = move || desk::why(&world, &may, now);
    ctx.blocking(look).await.unwrap_or_default()
}

/// What lies on one's own desk.
pub async fn own(ctx: &Ctx) -> Result<Option<Open>, Problem> {
    let account = ctx.account()?;
    let (dealt, proof) = ctx
        .act("desk-own", move |tx| desk::own_desk(tx, account))
        .await?;
    match dealt {
        Some(Dealt::Card(card)) => disclosed(ctx, *card, &proof).map(Some),
        _ => Ok(None),
    }
}

/// The page is still there.
pub async fn beat(ctx: &Ctx, card: CardId) -> Result<Result<State, CardError>, Problem> {
    ctx.act("desk-beat", move |tx| desk::beat(tx, card))
        .await
        .map(|(state, _)| state)
}

/// Whether one's own card was taken back in mid-call, because its member is not to be rung any more; no where nobody is signed
/// in, or it can't be read now: the page that asks takes a word without it.
pub async fn is_taken_back(ctx: &Ctx, card: CardId) -> bool {
    let (Some(_), Ok(account)) = (ctx.standing(), ctx.account()) else {
        return false;
    };
    let looked = ctx.act("desk-taken-back", move |tx| {
        desk::is_taken_back(tx, card, account)
    });
    looked.await.is_ok_and(|(taken_back, _)| taken_back)
}

/// "I'm still talking".
pub async fn extend(ctx: &Ctx, card: CardId) -> Result<Result<State, CardError>, Problem> {
    ctx.act("desk-extend", move |tx| desk::extend(tx, card))
        .await
        .map(|(state, _)| state)
}

/// The numbers of a card, and the card's state.
pub enum Number {
    /// To ring.
    Shown(Vec<Dialable>, State),
    /// The card has closed.
    Closed(CardError),
    /// Not to be rung as of now.
    NotNow(NotNow),
}

/// Shows the numbers.
pub async fn number(ctx: &Ctx, card: CardId) -> Result<Number, Problem> {
    let account = ctx.account()?;
    let (shown, proof) = ctx
        .act("desk-number", move |tx| {
            desk::show_number(tx, card, account)
        })
        .await?;
    Ok(match shown {
        Shown::Numbers(numbers, state) => {
            let numbers = numbers
                .disclose(&proof)
                .map_err(|shut| ctx.problem(What::Shut(shut)))?;
            Number::Shown(numbers.0.clone(), state)
        }
        Shown::Closed(error) => Number::Closed(error),
        Shown::NotNow(reason) => Number::NotNow(reason),
    })
}

/// Writes down what came of a card; with the card's ticket where the session is over.
pub async fn report(
    ctx: &Ctx,
    card: CardId,
    outcome: Outcome,
    (note, said): (Option<String>, Said),
) -> Result<Taken, Problem> {
    let report = Report {
        card,
        outcome,
        note,
    };
    let ticket = ctx.tickets.iter().find(|ticket| ticket.card() == card);
    let auth = match (ctx.standing().is_some(), ctx.key, ticket) {
        (true, Some(key), _) | (false, Some(key), None) => Auth::Session(key),
        (_, _, Some(ticket)) => Auth::Ticket(*ticket),
        (_, None, None) => return Err(ctx.problem(What::NotFound)),
    };
    ctx.act_as("desk-report", auth, move |tx| {
        desk::report_with(tx, &report, &said)
    })
    .await
    .map(|(taken, _)| taken)
}

/// Hands one's own card back without an outcome.
pub async fn hand_back(ctx: &Ctx, card: CardId, why: Why) -> Result<HandedBack, Problem> {
    ctx.act("desk-hand-back", move |tx| desk::hand_back(tx, card, why))
        .await
        .map(|(handed_back, _)| handed_back)
}

/// The branches in which one would like to ring.
pub async fn near(ctx: &Ctx) -> Result<Vec<String>, Problem> {
    let account = ctx.account()?;
    ctx.act("desk-near", move |tx| desk::near(tx, account))
        .await
        .map(|(near, _)| near)
}

/// Says in which branches one would like to ring.
pub async fn set_near(ctx: &Ctx, branches: Vec<BranchName>) -> Result<NearSet, Problem> {
    let account = ctx.account()?;
    ctx.act("desk-set-near", move |tx| {
        desk::set_near(tx, account, &branches)
    })
    .await
    .map(|(set, _)| set)
}

/// The languages in which one rings beside the usual one.
pub async fn tongues(ctx: &Ctx) -> Result<Vec<Tongue>, Problem> {
    let account = ctx.account()?;
    ctx.act("desk-tongues", move |tx| desk::tongues(tx, account))
        .await
        .map(|(tongues, _)| tongues)
}

/// Says in which languages one rings.
pub async fn set_tongues(ctx: &Ctx, tongues: Vec<Tongue>) -> Result<NearSet, Problem> {
    let account = ctx.account()?;
    ctx.act("desk-set-tongues", move |tx| {
        desk::set_tongues(tx, account, &tongues)
    })
    .await
    .map(|(set, _)| set)
}

/// Takes a break from a bank.
pub async fn take_break(ctx: &Ctx, bank: BankId) -> Result<BreakTaken, Problem> {
    let account = ctx.account()?;
    ctx.act("desk-break", move |tx| desk::take_break(tx, bank, account))
        .await
        .map(|(taken, _)| taken)
}

/// Passes on that the member of one's own card complains.
pub async fn complain(ctx: &Ctx, card: CardId) -> Result<(), Problem> {
    ctx.account()?;
    ctx.act("desk-complain", move |tx| scripts::complain(tx, card))
        .await
        .map(|_| ())
}

/// Writes down another outcome instead of the one before, with its note and its answers where there are any.
pub async fn amend(
    ctx: &Ctx,
    card: CardId,
    outcome: Outcome,
    (note, said): (Option<String>, Said),
) -> Result<Taken, Problem> {
    let report = Report {
        card,
        outcome,
        note,
    };
    ctx.act("desk-amend", move |tx| desk::amend_with(tx, &report, &said))
        .await
        .map(|(taken, _)| taken)
}

/// What asking who rings back came to.
pub enum Rings {
    /// A card of that member.
    Card(Box<Open>),
    /// A card on the desk comes first.
    Held,
    /// Nobody whom this caller may be told.
    Nobody,
    /// The budget is spent.
    Spent(Exhausted),
}

/// Who rings back from this number.
pub async fn rings_back(ctx: &Ctx, bank: BankId, number: String) -> Result<Rings, Problem> {
    let account = ctx.account()?;
    let (back, proof) = ctx
        .act("desk-back", move |tx| {
            desk::rings_back(tx, (bank, account), &number)
        })
        .await?;
    Ok(match back {
        Back::Card(card) => Rings::Card(Box::new(disclosed(ctx, *card, &proof)?)),
        Back::Held => Rings::Held,
        Back::Nobody => Rings::Nobody,
        Back::Spent(exhausted) => Rings::Spent(exhausted),
    })
}

/// One's own evening in a bank.
pub async fn evening(ctx: &Ctx, bank: BankId) -> Result<desk::Evening, Problem> {
    let account = ctx.account()?;
    ctx.act("desk-evening", move |tx| desk::evening(tx, bank, account))
        .await
        .map(|(evening, _)| evening)
}

/// What was saved of one's own card, with the way to the next.
pub async fn saved(ctx: &Ctx, card: CardId) -> Result<desk::Saved, Problem> {
    let account = ctx.account()?;
    ctx.act("desk-saved", move |tx| desk::saved(tx, card, account))
        .await
        .map(|(saved, _)| saved)
}

/// How far whoever asks is in practice; none in any other world.
pub async fn so_far(ctx: &Ctx) -> Result<Option<Practised>, Problem> {
    if ctx.app.world.meta().kind != WorldKind::Practice {
        return Ok(None);
    }
    let (seal, notice) = (ctx.app.practice.seal().clone(), ctx.app.notice);
    ctx.act("practice-far", move |tx| practice::far(tx, &seal, notice))
        .await
        .map(|(far, _)| Some(far.practised))
}
