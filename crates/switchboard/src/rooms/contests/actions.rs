//! What is asked of contests: the overview, the calendar, what must be ready.

use switchboard_store::contests::{
    self, Adding, Calendar, DutySet, Overview, Ready, SignedAs, Signing, Texts,
};
use switchboard_store::rules::contest::{MoveError, Phase};
use switchboard_store::rules::ids::{AccountId, CampaignId, ContestId};
use switchboard_store::rules::moment::Moment;
use switchboard_store::walls::{self, Certificate};

use crate::ctx::Ctx;
use crate::problem::Problem;
use crate::web::messages::Words;
use crate::web::{assessment, notice};

/// A contest with its campaigns and accounts.
pub async fn overview(ctx: &Ctx, contest: ContestId) -> Result<Overview, Problem> {
    ctx.act("contest", move |tx| contests::overview(tx, contest))
        .await
        .map(|(overview, _)| overview)
}

/// The contests that whoever asks works for.
pub async fn calendar(ctx: &Ctx) -> Result<Calendar, Problem> {
    let account = ctx.account()?;
    ctx.act("contest-calendar", move |tx| {
        contests::calendar(tx, account)
    })
    .await
    .map(|(calendar, _)| calendar)
}

/// Whether whoever asks may add a contest.
pub async fn may_add(ctx: &Ctx) -> Result<(), Problem> {
    ctx.act("contest-form", contests::may_add).await.map(|_| ())
}

/// Adds a contest.
pub async fn add(ctx: &Ctx, adding: Adding) -> Result<ContestId, Problem> {
    ctx.act("contest-add", move |tx| contests::add(tx, &adding))
        .await
        .map(|(contest, _)| contest)
}

/// Whether whoever asks may move a date.
pub async fn may_move(ctx: &Ctx, contest: ContestId) -> Result<(), Problem> {
    ctx.act("contest-date-form", move |tx| {
        contests::may_move(tx, contest)
    })
    .await
    .map(|_| ())
}

/// Moves a date.
pub async fn move_date(
    ctx: &Ctx,
    contest: ContestId,
    to: (Phase, Moment),
) -> Result<Result<(), MoveError>, Problem> {
    let act = move |tx: &mut switchboard_store::Tx<'_, '_>| contests::move_date(tx, contest, to);
    ctx.act("contest-date", act).await.map(|(moved, _)| moved)
}

/// What is signed, and only the message files know: the English, which every other language says again.
fn texts() -> Texts {
    Texts::of(&notice::sentences(&Words::english()), &assessment::keys())
}

/// What must be ready before access, and how it stands.
pub async fn ready(ctx: &Ctx, contest: ContestId) -> Result<Ready, Problem> {
    let texts = texts();
    ctx.act("contest-ready", move |tx| {
        contests::ready(tx, contest, texts)
    })
    .await
    .map(|(ready, _)| ready)
}

/// Signs that something is ready.
pub async fn sign(ctx: &Ctx, contest: ContestId, signing: Signing) -> Result<SignedAs, Problem> {
    let texts = texts();
    ctx.act("contest-sign", move |tx| {
        contests::sign(tx, contest, &signing, texts)
    })
    .await
    .map(|(signed, _)| signed)
}

/// Says who is on duty, and who in their place.
pub async fn set_duty(
    ctx: &Ctx,
    contest: ContestId,
    both: [AccountId; 2],
) -> Result<DutySet, Problem> {
    ctx.act("contest-duty", move |tx| {
        contests::set_duty(tx, contest, both)
    })
    .await
    .map(|(set, _)| set)
}

/// The certificate of a campaign whose words are destroyed.
pub async fn certificate(ctx: &Ctx, campaign: CampaignId) -> Result<Certificate, Problem> {
    ctx.act("shredding", move |tx| walls::certificate(tx, campaign))
        .await
        .map(|(certificate, _)| certificate)
}
