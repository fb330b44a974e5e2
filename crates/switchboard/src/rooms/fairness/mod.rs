//! Fairness: what every campaign of a contest gets and used, and what headquarters took. For everybody, about nobody.

pub mod actions;
pub mod api;
pub mod pages;
pub mod stood;

use std::sync::Arc;

use axum::Router;
use axum::routing::{get, post};
use serde::Deserialize;
use switchboard_store::fairness::{Board, LotShown, Lotted, Measured, Own};
use switchboard_store::rules::fairness::draw::{Fingerprint, Gave, Part, Words};
use switchboard_store::rules::ids::ContestId;

use crate::app::App;
use crate::ctx::{Anybody, Ctx};
use crate::problem::{Problem, What};
use crate::taking::{Form, Path, campaign_of};
use crate::web::hex::hex;
use crate::web::page::Html;
use pages::{Campaign, Contests, Draw, Fairness, Line, OwnBank, Shown, Slip, Taken, Terms};
use stood::Stood;

/// The room's addresses.
pub fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/fairness", get(contests))
        .route("/fairness/{contest}", get(fairness))
        .route("/contests/campaigns/{campaign}", get(own))
        .route("/contests/campaigns/{campaign}/lot", post(lot))
        .route("/contests/campaigns/{campaign}/lot/check", post(check))
        .route("/contests/campaigns/{campaign}/lot/words", post(words))
}

async fn contests(Anybody(ctx): Anybody) -> Result<Html<Contests>, Problem> {
    let all = actions::contests(&ctx).await?;
    Ok(Html(Contests {
        shell: ctx.outside(),
        contests: all
            .iter()
            .map(|(id, name)| (id.to_string(), name.clone()))
            .collect(),
    }))
}

async fn fairness(
    Anybody(ctx): Anybody,
    Path(contest): Path<String>,
) -> Result<Html<Fairness>, Problem> {
    let id = ContestId::parse(&contest).map_err(|_| ctx.problem(What::NotFound))?;
    let found = actions::board(&ctx, id).await?;
    let found = found
        .as_ref()
        .and_then(|(board, measured)| board.as_ref().as_ref().map(|board| (board, measured)));
    let (board, measured) = found.ok_or_else(|| ctx.problem(What::NotFound))?;
    Ok(Html(page(&ctx, board, measured)))
}

fn page(ctx: &Ctx, board: &Board, measured: &Measured) -> Fairness {
    let caps = ctx.app.world.meta().caps;
    let name_keys: &[&str] = if board.by_first_name {
        &["field-given-name"]
    } else {
        &["field-title", "field-family-name"]
    };
    let fields = name_keys
        .iter()
        .chain(&["field-branch", "field-language", "field-phone"]);
    let cards = |id| {
        let one = measured.cards.iter().find(|(one, _)| *one == id);
        one.map_or(0, |(_, cards)| *cards)
    };
    let is_fixed = board.campaigns.iter().any(|used| used.part.is_some());
    Fairness {
        shell: ctx.outside(),
        name: board.name.clone(),
        is_over: board.is_over,
        opens_at: ctx.stamp(board.opens_at),
        closes_at: ctx.stamp(board.closes_at),
        terms: Terms {
            field_keys: fields.map(|key| (*key).to_owned()).collect(),
            cards_hour: caps.hour.into(),
            cards_evening: caps.evening.into(),
            cards_contest: caps.contest.into(),
        },
        draw: board.terms.as_ref().map(|fair| Draw {
            slots: fair.slots,
            rest_hours: u64::try_from(fair.rest.as_millis() / 3_600_000).unwrap_or(0),
            put_aside: (fair.skips.skips.into(), fair.skips.known.into()),
            first_call_until: ctx.stamp(fair.first_call_until),
            commitment: hex(&fair.commitment),
            committed: index(fair.committed),
            fingerprints_until: ctx.stamp(fair.standing.fingerprints_until),
            words_until: fair.standing.words_until().map(|until| ctx.stamp(until)),
            shown: fair.drawn.as_ref().map(|drawn| Shown {
                at: ctx.stamp(drawn.at),
                secret: hex(&drawn.secret),
                seed: hex(&drawn.seed),
                entry: index(drawn.entry),
            }),
        }),
        campaigns: board
            .campaigns
            .iter()
            .map(|used| Line {
                id: used.id.to_string(),
                name: used.name.clone(),
                bytes: hex(used.id.as_bytes()),
                cards: cards(used.id),
                is_left_out: is_fixed && used.part.is_none(),
                fingerprint: used.part.as_ref().and_then(print),
                words: used.part.as_ref().and_then(shown),
            })
            .collect(),
        measured_at: ctx.stamp(measured.at),
        took_since: ctx.stamp(measured.took_since),
        took: measured
            .took
            .iter()
            .map(|(took, n)| Taken {
                key: took.label(),
                n: *n,
            })
            .collect(),
        stood: Stood::of(ctx, &board.stood, |id| {
            let one = board.campaigns.iter().find(|one| one.id == id);
            one.map(|one| one.name.clone()).unwrap_or_default()
        }),
    }
}

fn print(part: &Part) -> Option<String> {
    part.fingerprint.map(|print| hex(print.as_bytes()))
}

fn shown(part: &Part) -> Option<String> {
    match part.gave() {
        Gave::Words(words) => Some(words.as_str().to_owned()),
        Gave::Nothing | Gave::Withheld => None,
    }
}

fn index(entry: Option<i64>) -> Option<u64> {
    entry.and_then(|entry| u64::try_from(entry).ok())
}

async fn own(ctx: Ctx, Path(campaign): Path<String>) -> Result<Html<Campaign>, Problem> {
    let id = campaign_of(&ctx, &campaign)?;
    let own = actions::own(&ctx, id).await?;
    Ok(Html(own_page(&ctx, own, None)))
}

#[derive(Deserialize)]
struct LotForm {
    csrf: String,
    #[serde(default)]
    fingerprint: String,
}

/// The fingerprint of a campaign's own words: the words stay with the campaign.
async fn lot(
    ctx: Ctx,
    Path(campaign): Path<String>,
    Form(form): Form<LotForm>,
) -> Result<Html<Campaign>, Problem> {
    ctx.check_form(&form.csrf)?;
    let id = campaign_of(&ctx, &campaign)?;
    let slip = match Fingerprint::parse(&form.fingerprint) {
        None => Slip::Fingerprint,
        Some(fingerprint) => match actions::add_lot(&ctx, id, fingerprint).await? {
            Lotted::Added(_) => Slip::Added,
            Lotted::TooLate => Slip::TooLate,
            Lotted::LeftOut => Slip::LeftOut,
            Lotted::NoDraw => Slip::NoDraw,
        },
    };
    let own = actions::own(&ctx, id).await?;
    Ok(Html(own_page(&ctx, own, Some(slip))))
}

#[derive(Deserialize)]
struct WordsForm {
    csrf: String,
    #[serde(default)]
    words: String,
}

async fn words(
    ctx: Ctx,
    Path(campaign): Path<String>,
    Form(form): Form<WordsForm>,
) -> Result<Html<Campaign>, Problem> {
    ctx.check_form(&form.csrf)?;
    let id = campaign_of(&ctx, &campaign)?;
    let slip = match Words::parse(&form.words) {
        None => Slip::Words,
        Some(words) => match actions::show_lot(&ctx, id, words).await? {
            LotShown::Shown => Slip::Shown,
            LotShown::NotYet(_) => Slip::NotYet,
            LotShown::Others => Slip::Others,
            LotShown::TooLate => Slip::Drawn,
            LotShown::NoDraw => Slip::NoDraw,
        },
    };
    let own = actions::own(&ctx, id).await?;
    Ok(Html(own_page(&ctx, own, Some(slip))))
}

/// Which fingerprint words give, without keeping them or handing anything in.
async fn check(
    ctx: Ctx,
    Path(campaign): Path<String>,
    Form(form): Form<WordsForm>,
) -> Result<Html<Campaign>, Problem> {
    ctx.check_form(&form.csrf)?;
    let id = campaign_of(&ctx, &campaign)?;
    let own = actions::own(&ctx, id).await?;
    let gives = Words::parse(&form.words).map(|words| Fingerprint::of(&words));
    let slip = gives.map_or(Slip::Words, |_| Slip::Checked);
    let mut page = own_page(&ctx, own, Some(slip));
    page.checked = gives.map(|print| hex(print.as_bytes()));
    Ok(Html(page))
}

fn own_page(ctx: &Ctx, own: Own, slip: Option<Slip>) -> Campaign {
    let stood = Stood::of(ctx, &own.stood, |_| own.name.clone());
    Campaign {
        shell: ctx.shell(),
        id: own.id.to_string(),
        name: own.name,
        contest: own.contest,
        contest_id: own.contest_id.to_string(),
        opens_at: ctx.stamp(own.opens_at),
        closes_at: ctx.stamp(own.closes_at),
        callers: own.callers.into(),
        on_now: own.on_now,
        cards: own.cards,
        banks: own
            .banks
            .into_iter()
            .map(|(id, name, state)| OwnBank {
                id: id.to_string(),
                name,
                is_open: state == "open",
            })
            .collect(),
        fingerprint: own.part.as_ref().and_then(print),
        words: own.part.as_ref().and_then(shown),
        is_left_out: own.is_left_out,
        draw: own.stage,
        may_add: own.may_add,
        fingerprints_until: own.draw.map(|draw| ctx.stamp(draw.fingerprints_until)),
        words_until: own
            .draw
            .and_then(|draw| draw.words_until())
            .map(|until| ctx.stamp(until)),
        checked: None,
        is_shredded: own.is_shredded,
        stood,
        slip,
    }
}
