//! What live pages show alike, of one bank or of several side by side: made once for all who see the same in one language, by
//! whoever finds it too old.
//!
//! It says nothing of who asks. Whoever makes it asks the store for it under their own authority; whoever is handed it has just been
//! let in, or is known to be let in still ([`super::live`]).

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::Duration;

use switchboard_store::rules::ids::BankId;
use switchboard_store::rules::language::Language;
use tokio::time::Instant;

/// What a live page shows.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Seen {
    /// One bank.
    Bank(BankId),
    /// These banks side by side: whoever may watch the same ones sees the same.
    Beside(Vec<BankId>),
}

/// So long after a part was begun the next one is at the earliest, whoever asks: pages that are opened at once share one.
const APART: Duration = Duration::from_millis(100);

/// A process's parts, by what they show and in which language, for as long as somebody watches.
#[derive(Debug, Default)]
pub struct Parts(Mutex<HashMap<(Seen, Language), Weak<Part>>>);

/// One part, in one language.
#[derive(Debug, Default)]
pub(super) struct Part(tokio::sync::Mutex<Option<Made>>);

#[derive(Debug)]
struct Made {
    at: Instant,
    html: Arc<str>,
}

impl Parts {
    /// The part that shows this, for whoever begins to watch.
    pub(super) fn of(&self, seen: &Seen, language: Language) -> Arc<Part> {
        let mut parts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let which = (seen.clone(), language);
        if let Some(part) = parts.get(&which).and_then(Weak::upgrade) {
            return part;
        }
        parts.retain(|_, part| part.strong_count() > 0);
        let part = Arc::new(Part::default());
        parts.insert(which, Arc::downgrade(&part));
        part
    }
}

impl Part {
    /// What is shown now: at most as old as `fresh` and not begun before `since`, or else made by `make`, while the others wait for it.
    ///
    /// A page that was opened after an act shows what came of it already: by `since` it is never sent what stood before.
    /// Where nothing changed it is the same `Arc` as before.
    pub(super) async fn html<E>(
        &self,
        (fresh, since): (Duration, Instant),
        make: impl Future<Output = Result<String, E>>,
    ) -> Result<Arc<str>, E> {
        let mut made = self.0.lock().await;
        if let Some(before) = made.as_ref() {
            let age = before.at.elapsed();
            if age < fresh && before.at >= since {
                return Ok(Arc::clone(&before.html));
            }
            if let Some(early) = APART.min(fresh).checked_sub(age) {
                tokio::time::sleep(early).await;
            }
        }
        let at = Instant::now();
        let html = make.await?;
        let html = match made.take() {
            Some(before) if *before.html == *html => before.html,
            _ => Arc::from(html),
        };
        *made = Some(Made {
            at,
            html: Arc::clone(&html),
        });
        Ok(html)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Nothing is too old, or everything.
    const FRESH: Duration = Duration::from_hours(1);
    const STALE: Duration = Duration::ZERO;

    async fn shown(part: &Part, fresh: (Duration, Instant), html: &str) -> Arc<str> {
        let made = part.html(fresh, async { Ok::<_, ()>(html.to_owned()) });
        made.await.unwrap()
    }

    /// For pages that are open from now on.
    fn from_now() -> ((Duration, Instant), (Duration, Instant)) {
        let now = Instant::now();
        ((FRESH, now), (STALE, now))
    }

    #[tokio::test]
    async fn a_part_is_made_once_while_it_is_fresh_and_is_the_same_where_nothing_changed() {
        let part = Part::default();
        let (fresh, stale) = from_now();
        let first = shown(&part, fresh, "one").await;
        assert_eq!(&*shown(&part, fresh, "two").await, "one", "it is fresh");
        let again = shown(&part, stale, "one").await;
        assert!(Arc::ptr_eq(&first, &again));
        assert_eq!(&*shown(&part, stale, "two").await, "two");
    }

    #[tokio::test]
    async fn a_page_is_never_sent_a_part_that_is_older_than_itself() {
        let part = Part::default();
        let (earlier, _) = from_now();
        shown(&part, earlier, "paused").await;
        let (opened, _) = from_now();
        assert_eq!(&*shown(&part, opened, "closed").await, "closed");
        assert_eq!(&*shown(&part, earlier, "other").await, "closed", "shared");
    }

    #[tokio::test]
    async fn whoever_may_not_make_it_leaves_it_to_the_next() {
        let part = Part::default();
        let (fresh, stale) = from_now();
        shown(&part, fresh, "one").await;
        let refused = part.html(stale, async { Err("refused") });
        assert_eq!(refused.await, Err("refused"));
        assert_eq!(&*shown(&part, stale, "two").await, "two");
    }

    #[test]
    fn a_part_that_nobody_watches_is_given_up() {
        let parts = Parts::default();
        let [one, other] = [BankId::from_bytes([1; 16]), BankId::from_bytes([2; 16])];
        let (first, both) = (Seen::Bank(one), Seen::Beside(vec![one, other]));
        let (english, welsh) = (Language::English, Language::Welsh);
        let watched = parts.of(&first, english);
        assert!(Arc::ptr_eq(&watched, &parts.of(&first, english)));
        assert!(!Arc::ptr_eq(&watched, &parts.of(&first, welsh)));
        let alone = Seen::Beside(vec![one]);
        assert!(!Arc::ptr_eq(&watched, &parts.of(&alone, english)));
        drop(watched);
        let _others = parts.of(&both, english);
        assert_eq!(parts.0.lock().unwrap().len(), 1);
    }
}
