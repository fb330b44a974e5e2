//! Exhibits that an office takes.

use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use switchboard_store::log::exhibit::{Behind, Form as Allowed, Of, Opens, Wanted, Why};
use switchboard_store::rules::ids::{AccountId, CampaignId, CardId, RightId};

use super::actions::{self, Took};
use super::asked::{As, Asked, end_of, first_of, span_of};
use super::files;
use super::pages::{ExhibitForm, Offer, Typed, Wrong};
use crate::ctx::Ctx;
use crate::problem::Problem;
use crate::taking::{Form, Query};
use crate::web::page::Html;

#[derive(Deserialize, Default)]
pub(super) struct Filled {
    account: Option<String>,
    right: Option<String>,
    complaint: Option<String>,
}

impl Filled {
    /// Behind what the member stands that the exhibit is to be of, and what it is for then.
    fn behind(&self) -> Option<(Behind, Why)> {
        let right = self.right.as_deref().map(RightId::parse);
        let card = self.complaint.as_deref().map(CardId::parse);
        match (right, card) {
            (Some(Ok(id)), _) => Some((Behind::Right(id), Why::Person)),
            (_, Some(Ok(id))) => Some((Behind::Complaint(id), Why::Dispute)),
            _ => None,
        }
    }
}

pub(super) async fn form(ctx: Ctx, Query(of): Query<Filled>) -> Result<Html<ExhibitForm>, Problem> {
    if let Some((behind, why)) = of.behind() {
        let typed = Typed {
            behind: behind.to_string(),
            why: why.code().to_owned(),
            ..Typed::default()
        };
        return asked_again(&ctx, typed, None).await;
    }
    let account = of.account.unwrap_or_default();
    // Only what is an id is written into the form.
    let account = AccountId::parse(&account).map(|id| id.to_string());
    let typed = match account {
        Ok(account) => Typed {
            what: "account".to_owned(),
            account,
            ..Typed::default()
        },
        Err(_) => Typed::default(),
    };
    asked_again(&ctx, typed, None).await
}

async fn asked_again(
    ctx: &Ctx,
    mut typed: Typed,
    wrong: Option<Wrong>,
) -> Result<Html<ExhibitForm>, Problem> {
    let offer = match actions::form(ctx).await? {
        Allowed::OfMembers => {
            // The roll's office names a member by their number.
            typed.behind.clear();
            Offer::OfMembers
        }
        Allowed::OfAll(campaigns) => {
            let campaigns = campaigns.into_iter();
            Offer::OfAll(campaigns.map(|(id, name)| (id.to_string(), name)).collect())
        }
    };
    Ok(Html(ExhibitForm {
        shell: ctx.shell(),
        offer,
        typed,
        wrong,
    }))
}

/// Takes an exhibit.
pub(super) async fn take(ctx: Ctx, Form(asked): Form<Asked>) -> Result<Response, Problem> {
    ctx.check_form(&asked.csrf)?;
    let wanted = match wanted(&ctx, &asked) {
        Ok(wanted) => wanted,
        Err(wrong) => return again(&ctx, &asked, wrong).await,
    };
    if asked.file() == As::Columns {
        actions::may_take(&ctx, wanted).await?;
        return files::columns(&ctx);
    }
    match actions::exhibit(&ctx, wanted.clone()).await? {
        Took::Handed(handed) => files::answer(&ctx, &asked, &wanted, &handed),
        Took::Nobody => {
            let wrong = match wanted.of {
                Of::Account(_) | Of::Checked(_) => Wrong::Account,
                Of::Campaign(_) => Wrong::Campaign,
                Of::Behind { .. } => Wrong::Behind,
                Of::Member { .. } | Of::Own | Of::Span => Wrong::Number,
            };
            again(&ctx, &asked, wrong).await
        }
        Took::NotSigned => again(&ctx, &asked, Wrong::NotSigned).await,
    }
}

async fn again(ctx: &Ctx, asked: &Asked, wrong: Wrong) -> Result<Response, Problem> {
    let typed = Typed {
        what: asked.what.clone(),
        number: asked.number.clone(),
        behind: Behind::parse(&asked.behind).map_or_else(String::new, |one| one.to_string()),
        account: asked.account.clone(),
        campaign: asked.campaign.clone(),
        from: asked.from.clone(),
        until: asked.until.clone(),
        opens: asked.opens.clone(),
        why: asked.why.clone(),
    };
    let page = asked_again(ctx, typed, Some(wrong)).await?;
    Ok(page.into_response())
}

fn wanted(ctx: &Ctx, asked: &Asked) -> Result<Wanted, Wrong> {
    let of = match asked.what.as_str() {
        "member" if asked.number.trim().is_empty() => return Err(Wrong::Number),
        "member" => Of::Member {
            number: asked.number.trim().to_owned(),
            record: asked.record(),
        },
        "behind" => Of::Behind {
            behind: Behind::parse(&asked.behind).ok_or(Wrong::Behind)?,
            record: asked.record(),
        },
        "account" => {
            let account = AccountId::parse(asked.account.trim());
            Of::Account(account.map_err(|_| Wrong::Account)?)
        }
        "campaign" => {
            let campaign = CampaignId::parse(asked.campaign.trim());
            Of::Campaign(campaign.map_err(|_| Wrong::Campaign)?)
        }
        "span" => Of::Span,
        _ => return Err(Wrong::What),
    };
    let (from, until) = span_of(ctx, asked)?;
    Ok(Wanted {
        of,
        from,
        until,
        first: first_of(asked),
        end: end_of(asked),
        opens: Opens::parse(&asked.opens).unwrap_or(Opens::Acts),
        why: Some(Why::parse(&asked.why).ok_or(Wrong::Why)?),
    })
}
