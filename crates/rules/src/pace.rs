//! When a bank runs dry, told from rounded counts: at this pace, this evening, or not.
//!
//! What it is told from is what a page shows anyway, and the hour is told in tens of minutes: nothing exact comes out this way.

use crate::counts::Safe;
use crate::moment::{Moment, Span, Zone};
use crate::pack::RulePack;

/// What may be said of when a bank runs dry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Forecast {
    /// So few are left that no more is said.
    Soon,
    /// At this pace about then.
    At(Moment),
    /// Not before calls end this evening.
    NotThisEvening,
    /// Too few calls were made in the last hour to say.
    Unknown,
}

/// How finely the hour is told.
const STEP: Span = Span::minutes(10);

/// When a bank runs dry of which so many are left, and in which so many calls were made in the last hour.
pub fn runs_dry(
    (left, hour): (Safe, Safe),
    now: Moment,
    (pack, zone): (&RulePack, &Zone),
) -> Forecast {
    let Some(left) = left.rounded() else {
        return Forecast::Soon;
    };
    let Some(hour) = hour.rounded().filter(|hour| *hour > 0) else {
        return Forecast::Unknown;
    };
    let lasts = left.saturating_mul(3_600_000) / hour;
    let lasts = Span::millis(i64::try_from(lasts).unwrap_or(i64::MAX));
    let step = STEP.as_millis();
    let at = now.plus(lasts).millis();
    let at = Moment::from_millis(at.saturating_sub(at.rem_euclid(step)).saturating_add(step));
    if at >= zone.evening_end(now) || !pack.is_open(at) {
        return Forecast::NotThisEvening;
    }
    Forecast::At(at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::counts::safe;

    #[test]
    fn a_bank_runs_dry_at_its_pace_unless_calls_end_before() {
        let pack = RulePack::built_in("uk-2026-11").unwrap();
        let zone = Zone::parse("Europe/London").unwrap();
        let at = |text: &str| zone.typed(text).unwrap();
        for (left, hour, now, wanted) in [
            (
                60,
                60,
                "2026-11-24T18:00",
                Forecast::At(at("2026-11-24T19:10")),
            ),
            (
                30,
                60,
                "2026-11-24T18:04",
                Forecast::At(at("2026-11-24T18:40")),
            ),
            (600, 60, "2026-11-24T18:00", Forecast::NotThisEvening),
            (9, 60, "2026-11-24T18:00", Forecast::Soon),
            (0, 0, "2026-11-24T18:00", Forecast::Soon),
            (60, 9, "2026-11-24T18:00", Forecast::Unknown),
            (u64::MAX, 10, "2026-11-24T18:00", Forecast::NotThisEvening),
        ] {
            let said = runs_dry((safe(left), safe(hour)), at(now), (&pack, &zone));
            assert_eq!(said, wanted, "{left} left, {hour} an hour, {now}");
        }
    }
}
