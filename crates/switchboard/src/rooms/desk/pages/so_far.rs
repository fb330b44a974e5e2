//! How far whoever practises is, on the page that says that what happened was saved.

use switchboard_store::rules::training::{CARDS, Practised};

/// How far somebody in practice is.
#[derive(Clone, Copy, Debug)]
pub struct SoFar(pub Practised);

impl SoFar {
    /// How many of the cards they did that it takes.
    pub fn done(self) -> u64 {
        self.0.cards.min(CARDS)
    }

    /// How many it takes.
    pub const fn all() -> u64 {
        CARDS
    }

    /// Whether all of them are done.
    pub const fn has_all_cards(self) -> bool {
        self.0.cards >= CARDS
    }

    /// Whether nothing is left but to have it recorded.
    pub const fn is_finished(self) -> bool {
        self.0.is_finished()
    }

    /// The keys of what is left beside the cards.
    pub fn left(self) -> Vec<&'static str> {
        let steps = [
            (self.0.no_calls > 0, "practice-step-no-calls"),
            (self.0.call_backs > 0, "practice-step-call-back"),
            (self.0.has_read, "practice-step-read"),
        ];
        let open = steps.into_iter().filter(|(is_done, _)| !is_done);
        open.map(|(_, key)| key).collect()
    }

    /// The key of the way on: recording it, reading the notice, or seeing what is left.
    pub fn way(self) -> &'static str {
        match self.left().as_slice() {
            [] => "practice-take-back",
            ["practice-step-read"] => "practice-step-read",
            _ => "practice-far",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_after_five_cards_leads_to_the_notice_when_it_is_the_last_and_to_recording_when_nothing_is()
     {
        let far = |cards, no_calls, call_backs, has_read| {
            SoFar(Practised {
                cards,
                no_calls,
                call_backs,
                has_read,
            })
        };
        let early = far(3, 1, 0, false);
        assert_eq!((early.done(), early.has_all_cards()), (3, false));
        let unread = far(7, 1, 1, false);
        assert_eq!((unread.done(), SoFar::all()), (5, 5));
        assert!(unread.has_all_cards() && !unread.is_finished());
        assert_eq!(unread.left(), ["practice-step-read"]);
        assert_eq!(unread.way(), "practice-step-read");
        let unsaid = far(5, 0, 1, false);
        assert_eq!(unsaid.left().len(), 2);
        assert_eq!(unsaid.way(), "practice-far");
        let finished = far(5, 1, 1, true);
        assert!(finished.is_finished() && finished.left().is_empty());
        assert_eq!(finished.way(), "practice-take-back");
    }
}
