//! The alert: once a day at most, whatever is wrong then, with how to mend it.

use switchboard_store::rules::moment::Moment;
use switchboard_store::{Fault, World, condition};

use super::looking;
use crate::front::Front;
use crate::watch::{self, Severity};

/// Looks again and again, and writes an alert when something is wrong twice running.
pub(super) struct Alarm {
    front: Front,
    /// What was wrong at the last look: what mends itself within minutes is no alert.
    before: Vec<&'static str>,
}

impl Alarm {
    pub(super) fn new(front: Front) -> Self {
        Self {
            front,
            before: Vec::new(),
        }
    }

    pub(super) fn look(&mut self, world: &World, now: Moment) -> Result<(), Fault> {
        let facts = looking::look(world, &self.front, now);
        if let Some(condition) = &facts.condition {
            condition::keep_size(world, condition, now)?;
        }
        let mut wrong = watch::judge(&facts, now);
        wrong.retain(|finding| finding.severity > Severity::Information);
        let codes: Vec<&'static str> = wrong.iter().map(|finding| finding.code).collect();
        let lasts = codes.iter().any(|code| self.before.contains(code));
        self.before.clone_from(&codes);
        let alerts = &self.front.config.alerts;
        if !lasts || !alerts.letters || !facts.has_mail {
            return Ok(());
        }
        let vars: Vec<String> = wrong
            .iter()
            .map(|finding| format!("finding={}", watch::encoded(finding)))
            .collect();
        let alert = condition::Alert {
            codes,
            vars: vars.join(" "),
            has_operator: !alerts.to.is_empty(),
        };
        if condition::alert(world, alert, now)? {
            tracing::info!("an alert was written");
        }
        Ok(())
    }
}
