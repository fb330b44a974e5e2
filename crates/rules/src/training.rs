//! What practising takes: some cards with invented members, one who wants no more calls, one who is to be called back, and the
//! notice that stands before the first card.

/// How many cards whoever practises reports on.
pub const CARDS: u64 = 5;

/// How far somebody is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Practised {
    /// Cards of which they said what happened.
    pub cards: u64,
    /// Of those, members who want no more calls.
    pub no_calls: u64,
    /// Of those, members who are to be called back.
    pub call_backs: u64,
    /// Whether they said that they read the notice.
    pub has_read: bool,
}

impl Practised {
    /// Counts so many cards that ended with this outcome's code. A card of which nothing was said counts for nothing.
    #[must_use]
    pub fn and(self, code: &str, many: u64) -> Self {
        let is_said = crate::card::Outcome::CODES.contains(&code);
        let plus = |is_so: bool| if is_so { many } else { 0 };
        Self {
            cards: self.cards.saturating_add(plus(is_said)),
            no_calls: self
                .no_calls
                .saturating_add(plus(is_said && code.starts_with("dont-call-"))),
            call_backs: self.call_backs.saturating_add(plus(code == "call-back")),
            ..self
        }
    }

    /// Whether nothing is left to do.
    pub const fn is_finished(&self) -> bool {
        self.cards >= CARDS && self.no_calls > 0 && self.call_backs > 0 && self.has_read
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn practice_is_finished_with_five_cards_of_which_one_wants_no_calls_and_one_is_called_back_and_the_notice()
     {
        let check = |said: &[(&str, u64)], has_read, expected| {
            let start = Practised {
                has_read,
                ..Practised::default()
            };
            let done = said
                .iter()
                .fold(start, |so_far, (code, n)| so_far.and(code, *n));
            assert_eq!(done.is_finished(), expected, "{said:?} {has_read}");
        };
        let all: &[_] = &[("answered", 3), ("dont-call-anyone", 1), ("call-back", 1)];
        check(all, true, true);
        check(all, false, false);
        check(
            &[
                ("answered", 2),
                ("dont-call-this-campaign", 1),
                ("call-back", 1),
            ],
            true,
            false,
        );
        check(&[("answered", 4), ("call-back", 1)], true, false);
        check(
            &[("answered", 4), ("dont-call-any-campaign", 1)],
            true,
            false,
        );
        // A deal and a card that was let go are no outcomes.
        check(
            &[
                ("dealt", 9),
                ("unreported", 9),
                ("dont-call-anyone", 1),
                ("call-back", 1),
            ],
            true,
            false,
        );
        check(&[], true, false);
    }
}
