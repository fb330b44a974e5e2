//! From what an act answered to the caller's pages.

use axum::http::header::SET_COOKIE;
use axum::response::{AppendHeaders, IntoResponse, Redirect, Response};
use switchboard_store::audiences::NamedChoice;
use switchboard_store::desk::{
    BankWords, Empty, Evening as OwnEvening, FirstScreen, Held as HeldBack, Taken, Why,
};
use switchboard_store::rules::audience::Choice;
use switchboard_store::rules::budget::{self, Exhausted};
use switchboard_store::rules::card::{Outcome, State, Timings};
use switchboard_store::rules::deal::Order;
use switchboard_store::rules::eligible::NotNow;
use switchboard_store::rules::ids::{BankId, CardId};
use switchboard_store::rules::moment::Moment;
use switchboard_store::rules::person::Tongue;
use switchboard_store::rules::script::{Fills, Script};

use super::actions::{self, Open};
use super::pages::{
    self, BackStage, BankFirst, BudgetSpent, Called, Card, Change, EmptyWhy, HandedBack, Late,
    LateStage, NoteRule, Number, Saved, SavedWhat, SoFar, Stage, WhomLine, WhomValue, Window,
};
use crate::ctx::{Ctx, TICKETS_MAX};
use crate::problem::Problem;
use crate::spoken::{Asked, Line, Spoken, asked_of_all, first_words};
use crate::web::held::Held;
use crate::web::page::{Html, Tally};

/// How long a browser keeps a card's ticket.
const TICKET_AGE_S: i64 = 7 * 24 * 3600;

/// Sends the browser to its card, with the ticket for its outcome.
pub(super) fn to_card(ctx: &Ctx, open: &Open) -> Response {
    let others = ctx
        .tickets
        .iter()
        .filter(|ticket| ticket.card() != open.card)
        .map(ToString::to_string);
    let kept: Vec<String> = std::iter::once(open.ticket.clone())
        .chain(others)
        .take(TICKETS_MAX)
        .collect();
    let cookie = ctx
        .app
        .cookies
        .set(ctx.app.cookies.cards(), &kept.join("~"), TICKET_AGE_S);
    let to = Redirect::to(&format!("/desk/cards/{}", open.card));
    (AppendHeaders([(SET_COOKIE, cookie)]), to).into_response()
}

pub(super) fn first_screen(ctx: &Ctx, screen: FirstScreen) -> BankFirst {
    BankFirst {
        shell: ctx.shell(),
        bank: screen.bank.id.to_string(),
        bank_name: screen.bank.name,
        campaign: screen.bank.campaign,
        left: left(screen.left),
        whom: screen.whom.into_iter().map(whom).collect(),
        order_key: (screen.order != Order::Random).then(|| screen.order.meaning()),
    }
}

pub(super) fn on_break(ctx: &Ctx, screen: &FirstScreen, since: Moment) -> pages::OnBreak {
    pages::OnBreak {
        shell: ctx.shell(),
        bank: screen.bank.id.to_string(),
        bank_name: screen.bank.name.clone(),
        since: ctx.stamp(since),
        left: left(screen.left),
    }
}

fn whom(one: NamedChoice) -> WhomLine {
    let value = match (one.question, one.choice.label()) {
        (Some(question), _) => WhomValue::Answer {
            answer: one.name,
            question,
        },
        (None, Some(key)) => WhomValue::Words(key),
        (None, None) if matches!(one.choice, Choice::Spoken(_)) => {
            WhomValue::Words(crate::named::GONE_KEY)
        }
        (None, None) => WhomValue::Name(one.name),
    };
    WhomLine {
        field_key: one.choice.field().label(),
        value,
    }
}

fn left(left: switchboard_store::desk::Left) -> pages::Left {
    let (handed_back, most) = (left.handed_back, left.most);
    pages::Left {
        hour: left.hour.into(),
        evening: left.evening.into(),
        contest: left.contest.into(),
        skips: (handed_back.skips.into(), most.skips.into()),
        known: (handed_back.known.into(), most.known.into()),
        pauses: handed_back.pauses.into(),
    }
}

/// How a card is looked at.
#[derive(Default)]
pub(super) struct View<'a> {
    /// What was wrong with the last form.
    pub(super) error_key: Option<&'a str>,
    /// The language that was chosen for the script; empty for the member's own, where the script has it.
    pub(super) language: &'a str,
    /// Whether a complaint was just passed on.
    pub(super) has_complained: bool,
}

pub(super) fn card(ctx: &Ctx, open: Open, view: &View<'_>) -> Response {
    let timings = Timings::NOVEMBER_2026;
    let until = open.state.until().unwrap_or(ctx.now);
    let wished = open.language.map_or("", Tongue::code);
    let language = Some(view.language).filter(|code| !code.is_empty());
    let language = language.unwrap_or(wished);
    let spoken = spoken(&open, language);
    let opening = opening(ctx, &open, language);
    let stage = match open.state {
        State::Shown { .. } => Stage::Shown {
            numbers: open
                .numbers
                .into_iter()
                .map(|n| Number {
                    text: n.shown,
                    tel: n.tel,
                })
                .collect(),
            extend_from: open.state.offered_from(&timings).map(|at| ctx.stamp(at)),
        },
        _ => Stage::Dealt,
    };
    Html(Card {
        shell: ctx.shell(),
        card: open.card.to_string(),
        opening,
        spoken,
        organisation: ctx.app.world.meta().organisation.clone(),
        contest: open.bank.contest,
        has_complained: view.has_complained,
        bank_name: open.bank.name,
        campaign: open.bank.campaign,
        called: Called {
            name: open.called,
            branch: open.branch,
            language: open.language.map(Tongue::label),
        },
        until: ctx.stamp(until),
        stage,
        skips: (open.bank.skips.skips.into(), open.bank.skips.known.into()),
        notes: note_rule(open.bank.notes),
        error_key: view.error_key.map(str::to_owned),
    })
    .into_response()
}

const fn note_rule(is_allowed: bool) -> NoteRule {
    if is_allowed {
        NoteRule::Allowed
    } else {
        NoteRule::Off
    }
}

/// What the caller says first: the organisation's lines, which nobody takes away, then the bank's own. They are said in the
/// language of the script, which is its first one where none was asked for that it has; without a script in the
/// installation's.
pub(super) fn opening(ctx: &Ctx, open: &Open, language: &str) -> Vec<Line> {
    let bank = &open.bank;
    let set = &open.lines;
    let script = bank.version.and_then(|_| Script::read(&bank.script).ok());
    let code = script.map_or_else(String::new, |script| script.code(language).to_owned());
    let organisation = &ctx.app.world.meta().organisation;
    let mut lines = first_words(&ctx.app.usual, set, &code, organisation, &fills(open));
    let own = bank.opening.lines().filter(|line| !line.trim().is_empty());
    lines.extend(own.map(Line::plain));
    lines
}

fn fills(open: &Open) -> Fills<'_> {
    Fills {
        name: &open.called,
        branch: &open.branch,
        caller: &open.caller,
        campaign: &open.bank.campaign,
        contest: &open.bank.contest,
    }
}

fn spoken(open: &Open, language: &str) -> Spoken {
    let bank = &open.bank;
    let script = bank.version.and_then(|_| Script::read(&bank.script).ok());
    let Some(script) = script else {
        return Spoken::plain(&bank.script);
    };
    Spoken::of(&script, script.language(language), &fills(open))
}

/// The card again with what was wrong; if it has left the desk, the form for a late word.
pub(super) async fn card_with(
    ctx: &Ctx,
    wanted: CardId,
    (error_key, language): (&str, &str),
) -> Result<Response, Problem> {
    Ok(
        match actions::own(ctx).await?.filter(|open| open.card == wanted) {
            Some(open) => {
                let view = View {
                    error_key: Some(error_key),
                    language,
                    ..View::default()
                };
                card(ctx, open, &view)
            }
            None => Redirect::to(&format!("/desk/cards/{wanted}/late")).into_response(),
        },
    )
}

/// An outcome as the form sends it; a time to call back is local.
pub(super) fn read_outcome(ctx: &Ctx, code: &str, call_back_at: Option<&str>) -> Option<Outcome> {
    let at = call_back_at.and_then(|text| local(ctx, text));
    Outcome::parse(code, at).ok()
}

fn local(ctx: &Ctx, text: &str) -> Option<Moment> {
    let wall: jiff::civil::DateTime = text.trim().parse().ok()?;
    let at = ctx.app.zone.to_timestamp(wall).ok()?;
    Some(Moment::from_millis(at.as_millisecond()))
}

/// What was sent can't be read: the form again, and nothing is lost.
pub(super) async fn unclear(ctx: &Ctx, card: CardId, language: &str) -> Result<Response, Problem> {
    if ctx.standing().is_some() {
        return card_with(ctx, card, ("card-call-back", language)).await;
    }
    Ok(Html(Late {
        shell: ctx.shell(),
        card: card.to_string(),
        stage: LateStage::Unclear,
    })
    .into_response())
}

pub(super) async fn taken(
    ctx: &Ctx,
    (card, language): (CardId, &str),
    taken: Taken,
) -> Result<Response, Problem> {
    let leads_on = match taken {
        Taken::Not(error) => return card_with(ctx, card, (error.key(), language)).await,
        Taken::InTime => ctx.standing().is_some(),
        Taken::Late | Taken::Before => leads_on(ctx, card).await,
    };
    if leads_on {
        return Ok(Redirect::to(&format!("/desk/cards/{card}/saved")).into_response());
    }
    Ok(Html(Late {
        shell: ctx.shell(),
        card: card.to_string(),
        stage: LateStage::Saved,
    })
    .into_response())
}

/// Whether whoever told it late reads the page with the way to the next member. It is written down already: where the bank is
/// closed to them, or the session is over, the bare page says so and no more.
async fn leads_on(ctx: &Ctx, card: CardId) -> bool {
    ctx.standing().is_some()
        && actions::saved(ctx, card)
            .await
            .is_ok_and(|saved| saved.outcome.is_some())
}

/// "Saved", with the way to the next card.
pub(super) async fn saved_page(ctx: &Ctx, card: CardId) -> Result<Response, Problem> {
    let saved = actions::saved(ctx, card).await?;
    let Some(outcome) = saved.outcome else {
        return Ok(Redirect::to(&format!("/desk/cards/{card}/late")).into_response());
    };
    let what = match outcome.as_str() {
        code if code.starts_with("dont-call") => SavedWhat::Objection,
        "wrong-number" | "moved" | "deceased" => SavedWhat::Report,
        _ => SavedWhat::Outcome,
    };
    Ok(Html(Saved {
        shell: ctx.shell(),
        bank: saved.screen.bank.id.to_string(),
        card: card.to_string(),
        what,
        outcome,
        call_back_at: saved.call_back_at.map(|at| ctx.stamp(at)),
        changes_until: saved.changes_until.map(|at| ctx.stamp(at)),
        left: left(saved.screen.left),
        so_far: actions::so_far(ctx).await?.map(SoFar),
    })
    .into_response())
}

/// The questions of a script, without a word of whom they are put to; none where it asks nothing.
fn questions(ctx: &Ctx, bank: &BankWords, language: &str) -> Spoken {
    let script = bank.version.and_then(|_| Script::read(&bank.script).ok());
    let Some(script) = script else {
        return Spoken::default();
    };
    let code = Some(language).filter(|code| !code.is_empty());
    let at = script.language(code.unwrap_or(ctx.words.tag()));
    let spoken = Spoken::of(&script, at, &asked_of_all(&bank.campaign));
    let asks = spoken.parts.iter().any(|part| part.asked != Asked::Nothing);
    if asks { spoken } else { Spoken::default() }
}

/// What was saved, and the form for something else while the minute lasts.
pub(super) async fn change_page(
    ctx: &Ctx,
    card: CardId,
    (error_key, language): (Option<&str>, &str),
) -> Result<Response, Problem> {
    let saved = actions::saved(ctx, card).await?;
    let Some(outcome) = saved.outcome else {
        return Ok(Redirect::to(&format!("/desk/cards/{card}/late")).into_response());
    };
    let until = saved.changes_until.map(|at| ctx.stamp(at));
    let over = until.is_none().then_some("card-too-late");
    Ok(Html(Change {
        shell: ctx.shell(),
        card: card.to_string(),
        notes: note_rule(saved.screen.bank.notes),
        spoken: questions(ctx, &saved.screen.bank, language),
        saved: outcome,
        until,
        error_key: error_key.or(over).map(str::to_owned),
    })
    .into_response())
}

/// What became of a card that was handed back: its page, or one's evening.
pub(super) async fn handed_back(ctx: &Ctx, card: CardId) -> Result<Html<HandedBack>, Problem> {
    let saved = actions::saved(ctx, card).await?;
    Ok(Html(HandedBack {
        shell: ctx.shell(),
        bank: saved.screen.bank.id.to_string(),
        left: left(saved.screen.left),
    }))
}

pub(super) fn back(ctx: &Ctx, bank: BankId, stage: BackStage) -> Html<pages::Back> {
    Html(pages::Back {
        shell: ctx.shell(),
        bank: bank.to_string(),
        stage,
    })
}

pub(super) fn evening(ctx: &Ctx, evening: OwnEvening) -> pages::Evening {
    pages::Evening {
        shell: ctx.shell(),
        bank: evening.screen.bank.id.to_string(),
        bank_name: evening.screen.bank.name,
        cards: evening.cards.into(),
        numbers: evening.numbers.into(),
        outcomes: evening
            .outcomes
            .into_iter()
            .map(|(what, n)| (format!("outcome-{what}"), n))
            .collect(),
        rested: evening.screen.rested,
        left: left(evening.screen.left),
    }
}

/// The organiser paused the bank: no refusal, a break.
/// What a caller reads where their bank is not open.
pub(super) fn not_open(ctx: &Ctx, bank: BankId, why: EmptyWhy) -> pages::Empty {
    pages::Empty {
        shell: ctx.shell(),
        bank: bank.to_string(),
        why,
        reasons: Vec::new(),
        again_at: None,
    }
}

pub(super) fn empty(ctx: &Ctx, bank: BankId, (empty, whole): (Empty, &Why)) -> pages::Empty {
    let why = match empty.why {
        Some(NotNow::OutsideHours { .. }) => EmptyWhy::Closed,
        Some(NotNow::ListTooOld) => EmptyWhy::ListTooOld,
        Some(_) => EmptyWhy::NobodyNow,
        None if empty.next_at.is_some() => EmptyWhy::NobodyNow,
        None if empty.is_missed => EmptyWhy::NobodyChosen,
        None => EmptyWhy::NobodyLeft,
    };
    pages::Empty {
        shell: ctx.shell(),
        bank: bank.to_string(),
        why,
        reasons: whole.reasons.iter().map(|one| held(ctx, one)).collect(),
        again_at: empty.next_at.map(|at| ctx.stamp(at)),
    }
}

fn held(ctx: &Ctx, held: &HeldBack) -> Held {
    Held {
        key: held.key.to_owned(),
        count: held.count.map(Tally::from),
        from: held.until.map(|at| ctx.stamp(at)),
    }
}

pub(super) fn spent(ctx: &Ctx, bank: BankId, spent: Exhausted) -> BudgetSpent {
    BudgetSpent {
        shell: ctx.shell(),
        bank: bank.to_string(),
        which: match spent.which {
            budget::Window::Hour => Window::Hour,
            budget::Window::Evening => Window::Evening,
            budget::Window::Contest => Window::Contest,
        },
        again_at: spent.again_at.map(|at| ctx.stamp(at)),
    }
}
