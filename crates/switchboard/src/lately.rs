//! What anybody may see and nobody says who they are for: read at most once in a while, by one at a time, whoever asks.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use switchboard_store::Fault;
use switchboard_store::rules::moment::{Moment, Span};
use tokio::sync::Semaphore;

use crate::ctx::Ctx;
use crate::problem::Problem;

/// How long somebody waits for the one who reads.
const PATIENCE: Duration = Duration::from_secs(2);
/// How many answers are kept; the oldest go.
const KEPT_MAX: usize = 64;

/// Answers that were read lately, by what was asked.
#[derive(Debug)]
pub struct Lately<K, V> {
    fresh: Span,
    reads: Arc<Semaphore>,
    seen: Mutex<HashMap<K, (Moment, Arc<V>)>>,
}

impl<K: Eq + Hash + Clone, V: Send + Sync + 'static> Lately<K, V> {
    /// Answers that are shown for as long as `fresh`.
    pub fn new(fresh: Span) -> Self {
        Self {
            fresh,
            reads: Arc::new(Semaphore::new(1)),
            seen: Mutex::default(),
        }
    }

    /// What was read lately, or else what `read` reads now.
    ///
    /// # Errors
    /// What `read` says, or that too many wait.
    pub async fn get(
        &self,
        ctx: &Ctx,
        key: K,
        read: impl FnOnce() -> Result<V, Fault> + Send + 'static,
    ) -> Result<Arc<V>, Problem> {
        if let Some(seen) = self.seen(&key, ctx.now) {
            return Ok(seen);
        }
        let place = Arc::clone(&self.reads).acquire_owned();
        let place = tokio::time::timeout(PATIENCE, place).await;
        let place = place.ok().and_then(Result::ok);
        let place = place.ok_or_else(|| ctx.problem(Fault::Busy))?;
        // Whoever waited finds what the one before has read.
        if let Some(seen) = self.seen(&key, ctx.now) {
            return Ok(seen);
        }
        let work = move || {
            // Held for as long as the store is asked, also when whoever asks hangs up.
            let _place = place;
            read()
        };
        let value = Arc::new(ctx.blocking(work).await?);
        self.keep(key, ctx.now, &value);
        Ok(value)
    }

    /// A clock that was set back makes it none.
    fn seen(&self, key: &K, now: Moment) -> Option<Arc<V>> {
        let seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        let (at, value) = seen.get(key)?;
        let is_fresh = *at <= now.plus(self.fresh) && now < at.plus(self.fresh);
        is_fresh.then(|| Arc::clone(value))
    }

    fn keep(&self, key: K, now: Moment, value: &Arc<V>) {
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        if seen.len() >= KEPT_MAX && !seen.contains_key(&key) {
            let oldest = seen.iter().min_by_key(|(_, (at, _))| *at);
            if let Some(oldest) = oldest.map(|(key, _)| key.clone()) {
                seen.remove(&oldest);
            }
        }
        seen.insert(key, (now, Arc::clone(value)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_kept_while_it_is_fresh_and_the_oldest_goes_when_there_are_many() {
        let lately = Lately::<u32, u32>::new(Span::seconds(10));
        let at = |second| Moment::from_millis(second * 1_000);
        lately.keep(1, at(100), &Arc::new(7));
        assert_eq!(lately.seen(&1, at(109)).as_deref(), Some(&7));
        assert_eq!(lately.seen(&1, at(110)), None);
        assert_eq!(lately.seen(&1, at(80)), None, "the clock was set back");
        assert_eq!(lately.seen(&2, at(100)), None);
        for key in 2..=65 {
            lately.keep(key, at(100 + i64::from(key)), &Arc::new(key));
        }
        assert_eq!(lately.seen.lock().unwrap().len(), KEPT_MAX);
        assert_eq!(lately.seen(&1, at(101)), None);
    }
}
