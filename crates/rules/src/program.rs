//! API tokens that somebody makes for programs: what they are called, how long they run, how many there may be.

use std::fmt;

use crate::moment::Span;

/// The most API tokens of one account that run at once.
pub const PROGRAMS_MAX: usize = 5;

/// The most letters of what a token is for.
pub const NAME_MAX: usize = 60;

/// How long a token runs from when it is made; it isn't made longer afterwards.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lasts {
    /// One day: as long as any token of an account that rings and does nothing else.
    Day,
    /// Seven days.
    Week,
    /// Thirty days.
    Month,
    /// Ninety days.
    Quarter,
}

impl Lasts {
    /// Every choice, the shortest first.
    pub const ALL: [Self; 4] = [Self::Day, Self::Week, Self::Month, Self::Quarter];

    /// The longest that any token runs.
    pub const MAX: Span = Self::Quarter.span();

    /// How many days.
    pub const fn days(self) -> u32 {
        match self {
            Self::Day => 1,
            Self::Week => 7,
            Self::Month => 30,
            Self::Quarter => 90,
        }
    }

    /// The same as a time.
    pub const fn span(self) -> Span {
        match self {
            Self::Day => Span::days(1),
            Self::Week => Span::days(7),
            Self::Month => Span::days(30),
            Self::Quarter => Span::days(90),
        }
    }

    /// Reads a number of days, if it is one of them.
    pub fn parse(text: &str) -> Option<Self> {
        let mut all = Self::ALL.into_iter();
        all.find(|lasts| lasts.days().to_string() == text)
    }
}

/// What a token is for, in its holder's words, which may name a person.
#[derive(Clone, PartialEq, Eq)]
pub struct Name(String);

/// Why a text is no name of a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NameError {
    /// There is nothing in it.
    #[error("the name is empty; say what the token is for")]
    Empty,
    /// It is too long.
    #[error("the name is longer than 60 letters; shorten it")]
    TooLong,
}

impl Name {
    /// Reads what was typed: 1 to 60 letters; blanks around it and control characters are left out.
    pub fn parse(text: &str) -> Result<Self, NameError> {
        let kept: String = text.chars().filter(|letter| !letter.is_control()).collect();
        let kept = kept.trim();
        if kept.is_empty() {
            return Err(NameError::Empty);
        }
        if kept.chars().count() > NAME_MAX {
            return Err(NameError::TooLong);
        }
        Ok(Self(kept.to_owned()))
    }

    /// The name.
    pub fn text(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Name(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_has_one_to_sixty_letters_of_any_alphabet_and_nothing_that_moves_a_cursor() {
        let parsed = |text: &str| Name::parse(text).map(|name| name.text().to_owned());
        assert_eq!(
            parsed(" Shift\u{7} planner\n"),
            Ok("Shift planner".to_owned())
        );
        assert_eq!(parsed(" \t\n"), Err(NameError::Empty));
        let sixty = "ŵ".repeat(60);
        assert_eq!(parsed(&sixty), Ok(sixty.clone()));
        assert_eq!(parsed(&format!("{sixty}x")), Err(NameError::TooLong));
        assert_eq!(format!("{:?}", Name::parse("Olwen")), "Ok(Name(…))");
    }

    #[test]
    fn a_token_lasts_one_of_four_times_and_no_other() {
        for lasts in Lasts::ALL {
            assert_eq!(Lasts::parse(&lasts.days().to_string()), Some(lasts));
            assert_eq!(lasts.span(), Span::days(i64::from(lasts.days())));
            assert!(lasts.span() <= Lasts::MAX);
        }
        for other in ["", "0", "01", "+7", "8", "91", "365", "-1", "seven"] {
            assert_eq!(Lasts::parse(other), None, "{other}");
        }
    }
}
