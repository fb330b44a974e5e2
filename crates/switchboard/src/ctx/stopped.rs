//! What a request knows of what stands still: looked up where it is told, at a refusal and on the first page.

use switchboard_store::freezes::{Appealed, Notice};
use switchboard_store::rules::freeze::What as Frozen;
use switchboard_store::rules::policy::{Reason, Refusal};

use super::Ctx;
use crate::problem::{Problem, What};
use crate::web::stopped::{HoursBack, Stopped, hours};

/// The key of what stands still.
const fn what_key(what: Frozen) -> &'static str {
    match what {
        Frozen::Account => "freeze-account",
        Frozen::Bank => "freeze-bank",
        Frozen::Campaign => "freeze-campaign",
        Frozen::Branch => "freeze-branch",
        Frozen::Contest => "freeze-contest",
        Frozen::Reading => "freeze-reading",
    }
}

impl Ctx {
    /// A refusal; where something stands still, with what those read whom it stops.
    pub(super) async fn refused(&self, refusal: Refusal) -> Problem {
        if refusal.reason != Reason::Frozen {
            return self.problem(What::Refused(refusal));
        }
        match self.with_freezes().await {
            Ok(ctx) => ctx.problem(What::Refused(refusal)),
            Err(problem) => problem,
        }
    }

    /// The same request, with what stops this account now.
    pub async fn with_freezes(&self) -> Result<Self, Problem> {
        let Some(key) = self.key else {
            return Ok(self.clone());
        };
        let (world, now) = (self.app.world.clone(), self.now);
        let look = move || Ok((world.freezes_of(key, now)?, world.hours_back(key, now)?));
        let (stopped, back) = self.blocking(look).await?;
        Ok(Self {
            stopped: stopped.into(),
            back: back.into(),
            ..self.clone()
        })
    }

    /// What stops this account, as pages show it.
    pub(super) fn freezes(&self) -> Vec<Stopped> {
        let notices = self.stopped.iter();
        notices.map(|notice| self.stopped_by(notice)).collect()
    }

    /// What is given back to this account, as pages show it.
    pub(super) fn hours_back(&self) -> Vec<HoursBack> {
        let back = self.back.iter().map(|one| HoursBack {
            what: one.what.code(),
            contest: one.contest.clone(),
            from: self.stamp(one.from),
            until: self.stamp(one.until),
        });
        back.collect()
    }

    fn stopped_by(&self, notice: &Notice) -> Stopped {
        Stopped {
            freeze: notice.id.to_string(),
            what: what_key(notice.what),
            at: self.stamp(notice.pressed_at),
            office: notice.pressed_as.clone(),
            reason: notice.reason.clone(),
            until: self.stamp(notice.stops_at),
            is_confirmed: notice.is_confirmed,
            lost: hours(notice.lost.as_millis()),
            may_appeal: notice.may_appeal,
            has_appealed: !matches!(notice.appealed, Appealed::Not),
            answer: match &notice.appealed {
                Appealed::Answered(words) => Some(words.clone()),
                Appealed::Not | Appealed::Waits => None,
            },
        }
    }
}
