//! What became of asking the provider last, for whoever looks at the installation.

use std::sync::{Arc, Mutex, PoisonError};

use switchboard_store::rules::moment::{Moment, Span};

use super::{Away, is_within};

/// How long a failure says something of now, when nobody has asked since.
const SAYS_FOR: Span = Span::hours(1);

/// The last outcome, shared by whoever asks and whoever looks.
#[derive(Debug, Clone, Default)]
pub struct Last(Arc<Mutex<Option<(Away, Moment)>>>);

impl Last {
    /// Notes it. A code that was made up, or a token of a key that is not known yet, says nothing against the provider: it answered.
    pub(super) fn note(&self, why: Option<Away>, now: Moment) {
        let why = why.filter(|why| !matches!(why, Away::Code | Away::Key | Away::Busy));
        let mut last = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        *last = why.map(|why| (why, now));
    }

    /// Why it can't be used, if the last who asked it couldn't.
    pub fn unusable(&self, now: Moment) -> Option<Away> {
        let last = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (why, at) = (*last)?;
        is_within(at, SAYS_FOR, now).then_some(why)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_is_said_until_somebody_is_answered_or_an_hour_is_over_and_a_made_up_code_is_none()
    {
        let (last, now) = (Last::default(), Moment::from_millis(1_800_000_000_000));
        assert_eq!(last.unusable(now), None);
        last.note(Some(Away::Client), now);
        assert_eq!(last.unusable(now), Some(Away::Client));
        last.note(None, now);
        assert_eq!(last.unusable(now), None);
        last.note(Some(Away::Code), now);
        assert_eq!(last.unusable(now), None);
        last.note(Some(Away::Silent("timeout")), now);
        assert!(last.unusable(now.plus(Span::minutes(59))).is_some());
        assert_eq!(last.unusable(now.plus(Span::hours(1))), None);
    }
}
