//! From what the store answers to the page.

use switchboard_store::Petition;
use switchboard_store::door::Wanted;
use switchboard_store::requests::Listed;
use switchboard_store::rules::answers::READ_WITHIN;
use switchboard_store::rules::forgetting::Keep;
use switchboard_store::rules::licence::Asked;
use switchboard_store::rules::request::{Kind, State};
use switchboard_store::rules::retention::Change;

use super::actions::List;
use super::pages::{About, Alone, GivenRole, Masked, Own, Verdict, Waiting, Who, Wrote};
use crate::ctx::Ctx;

fn about(ctx: &Ctx, listed: &Listed, petition: &Petition) -> About {
    match listed.kind {
        Kind::ForgetMember => member(petition),
        Kind::ChangeRetention => match Change::parse(&listed.about) {
            Ok(change) => About::Keep {
                what: change.rule.label(),
                months: change
                    .months
                    .map(switchboard_store::rules::retention::Months::count),
            },
            Err(_) => member(petition),
        },
        Kind::ChangeBackupKeep => match Keep::from_word(&listed.about) {
            Ok(keep) => About::Backups {
                days: u32::from(keep.as_days()),
            },
            Err(_) => member(petition),
        },
        Kind::ThawWorld => About::Thaw,
        Kind::OpenRecord => match &listed.owner {
            Some(owner) => About::Record {
                name: owner.label.clone(),
                is_told: owner.has_address,
            },
            None => member(petition),
        },
        Kind::GrantLicence => match Asked::parse(&listed.about) {
            Some(asked) => About::Licence(asked.licence.to_string()),
            None => member(petition),
        },
        Kind::RecoverAccount => match &listed.owner {
            Some(owner) => About::Back {
                name: owner.label.clone(),
                is_told: owner.has_address,
            },
            None => member(petition),
        },
        Kind::ReadAnswers => match &listed.answers {
            Some((choice, what_for)) => About::Answers(Wrote {
                member: masked(petition),
                campaign: choice.name.clone(),
                contest: choice.contest.clone(),
                what_for: what_for.label(),
            }),
            None => member(petition),
        },
        Kind::WithdrawCampaign => match &listed.campaign {
            Some((campaign, contest)) => About::Withdrawal(campaign.clone(), contest.clone()),
            None => member(petition),
        },
        Kind::GrantTerm => match &listed.giving {
            Some(wanted) => About::Role(role(ctx, wanted)),
            None => member(petition),
        },
    }
}

fn role(ctx: &Ctx, wanted: &Wanted) -> GivenRole {
    let giving = &wanted.giving;
    GivenRole {
        account: giving.account.to_string(),
        name: wanted.label.clone(),
        role: giving.role.label(),
        purpose: giving.role.purpose_label(),
        place: ctx.place(&wanted.place),
        from: ctx.stamp(giving.from),
        until: giving.until.map(|until| ctx.stamp(until)),
    }
}

fn member(petition: &Petition) -> About {
    masked(petition).map_or(About::Forgotten, About::Member)
}

fn masked(petition: &Petition) -> Option<Masked> {
    petition.member.as_ref().map(|hit| Masked {
        name: hit.name.clone(),
        branch: hit.branch.clone(),
        number: hit.number.clone(),
    })
}

/// Whether what a campaign wrote can be read by this request now; policy says so again.
fn is_read_now(ctx: &Ctx, listed: &Listed) -> bool {
    let agreed_at = listed.decided.as_ref().map(|(_, at)| *at);
    let runs = agreed_at.is_some_and(|at| ctx.now < at.plus(READ_WITHIN));
    listed.kind == Kind::ReadAnswers && listed.state == State::Done && runs
}

/// Whether what a campaign wrote stayed shut, though its member is known still: then there was nobody to tell.
fn is_untold(listed: &Listed, petition: &Petition) -> bool {
    let failed = listed.kind == Kind::ReadAnswers && listed.state == State::Failed;
    failed && petition.member.is_some()
}

/// What waits for this account.
pub(super) fn waiting(ctx: &Ctx, list: &List) -> Vec<Waiting> {
    let petitions = &list.petitions.0;
    let row = |(listed, petition): (&Listed, &Petition)| Waiting {
        request: listed.id.to_string(),
        what: listed.kind.label(),
        about: about(ctx, listed, petition),
        reason: petition.reason.clone(),
        asked: Who {
            name: listed.asked_by.clone(),
            at: ctx.stamp(listed.asked_at),
        },
        until: ctx.stamp(listed.until),
        alone_from: listed.alone_from.map(|from| ctx.stamp(from)),
        can_approve: listed.can_approve,
    };
    list.waiting.iter().zip(petitions).map(row).collect()
}

/// What this account asked for.
pub(super) fn own(ctx: &Ctx, list: &List) -> Vec<Own> {
    let petitions = list.petitions.0.iter().skip(list.waiting.len());
    let row = |(listed, petition): (&Listed, &Petition)| Own {
        request: listed.id.to_string(),
        what: listed.kind.label(),
        about: about(ctx, listed, petition),
        reason: petition.reason.clone(),
        certificate: listed.kind == Kind::ForgetMember && listed.state == State::Done,
        reads: petition.member.is_some() && is_read_now(ctx, listed),
        untold: is_untold(listed, petition),
        asked_at: ctx.stamp(listed.asked_at),
        state: listed.state.label(),
        until: (listed.state == State::Asked).then(|| ctx.stamp(listed.until)),
        alone: listed.alone_from.map(|from| Alone {
            from: ctx.stamp(from),
            is_due: from <= ctx.now,
        }),
        verdict: listed.decided.as_ref().map(|(name, at)| Verdict {
            by: Who {
                name: Some(name.clone()),
                at: ctx.stamp(*at),
            },
            said: petition.decision.clone(),
        }),
    };
    list.own.iter().zip(petitions).map(row).collect()
}
