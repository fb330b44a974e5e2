//! From what the store answers to the pages.

use switchboard_store::Answer;
use switchboard_store::answers::{Case as Kept, CasePage, Choice};
use switchboard_store::rules::ids::{CampaignId, RequestId};
use switchboard_store::rules::policy::Role;
use switchboard_store::rules::script::{self, Fills};

use super::actions::{CasePlace, Opened, Place};
use super::pages::{Answered, Ask, Call, Campaign, Case, Cases, Read, Slip};
use crate::ctx::Ctx;
use crate::spoken::{asked_of_all, in_one_line};

/// The form.
pub(super) fn ask(ctx: &Ctx, choices: &[Choice], slip: Option<Slip>) -> Ask {
    let campaign = |choice: &Choice| Campaign {
        id: choice.campaign.to_string(),
        name: choice.name.clone(),
        contest: choice.contest.clone(),
    };
    Ask {
        shell: ctx.shell(),
        slip,
        campaigns: choices.iter().map(campaign).collect(),
    }
}

/// In plain words. Who was called, and by whom, is not filled in: the case is of one member, and their calls name the callers.
fn answered(kept: &script::Kept, (campaign, contest): (&str, &str)) -> Answered {
    let fills = Fills {
        contest,
        ..asked_of_all(campaign)
    };
    let is_typed = kept.value == kept.answered;
    Answered {
        asked: in_one_line(&kept.asked, &fills),
        answered: if is_typed {
            kept.answered.clone()
        } else {
            fills.fill(&kept.answered)
        },
    }
}

/// What a campaign wrote.
pub(super) fn read(ctx: &Ctx, opened: &Opened, id: RequestId, here: Option<Place>) -> Read {
    let (of, at) = &opened.campaign;
    let in_words = |kept: &script::Kept| answered(kept, (of, at));
    let call = |answer: &Answer| Call {
        at: ctx.stamp(answer.at),
        bank: answer.bank.clone(),
        outcome: answer.outcome.label(),
        late: answer.late,
        note: answer.note.clone(),
        answers: answer.answers.iter().map(in_words).collect(),
    };
    let (campaign, contest) = opened.campaign.clone();
    Read {
        shell: ctx.shell(),
        case: id.to_string(),
        campaign,
        contest,
        what_for: opened.what_for.label(),
        agreed_by: opened.agreed_by.clone(),
        until: ctx.stamp(opened.until),
        calls: opened.answers.0.iter().map(call).collect(),
        here: here.map(|here| here.to_string()),
        is_cut: opened.is_cut,
        after: opened.after.map(|after| after.to_string()),
    }
}

/// That it was read.
pub(super) fn cases(
    ctx: &Ctx,
    page: &CasePage,
    campaign: Option<CampaignId>,
    here: Option<CasePlace>,
) -> Cases {
    let case = |kept: &Kept| Case {
        campaign: kept.campaign.clone(),
        contest: kept.contest.clone(),
        what_for: kept.what_for.label(),
        asked_by: kept.asked_by.clone(),
        agreed_by: kept.agreed_by.clone(),
        opened_at: ctx.stamp(kept.opened_at),
        until: ctx.stamp(kept.until),
        is_open: ctx.now < kept.until,
        reads: kept.reads,
        read_at: kept.read_at.map(|at| ctx.stamp(at)),
    };
    let address = match campaign {
        Some(campaign) => format!("/answers/campaigns/{campaign}"),
        None => "/answers".to_owned(),
    };
    let is_dpo = ctx.standing().is_some_and(|standing| {
        let mut roles = standing.roles.iter();
        roles.any(|(role, _)| *role == Role::Dpo)
    });
    Cases {
        shell: ctx.shell(),
        address,
        campaign: page.campaign.clone(),
        cases: page.cases.iter().map(case).collect(),
        asks: campaign.is_none() && is_dpo,
        here: here.map(|here| here.to_string()),
        after: page.after.map(|after| after.to_string()),
    }
}
