//! The languages of pages and letters, and which of them a browser asks for.

use std::cmp::Reverse;

/// A language that every sentence is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Language {
    /// English: the language in which sentences are written first.
    #[default]
    English,
    /// Welsh.
    Welsh,
}

impl Language {
    /// Every language.
    pub const ALL: [Self; 2] = [Self::English, Self::Welsh];

    /// Its code, which is its BCP 47 tag.
    pub const fn code(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Welsh => "cy",
        }
    }

    /// The language of exactly this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }

    /// The language of a tag, whatever its region or script: `cy-GB` is Welsh.
    pub fn from_tag(tag: &str) -> Option<Self> {
        let primary = tag.split('-').next()?;
        let mut all = Self::ALL.into_iter();
        all.find(|one| one.code().eq_ignore_ascii_case(primary))
    }
}

/// How many ranges of a header are looked at: browsers send a handful.
const RANGES_MAX: usize = 32;

/// How much a language is wanted: first how much, in thousandths, then whether it is named, then who stands before whom.
type Rank = (u16, bool, Reverse<usize>);

/// The language that an `Accept-Language` header (RFC 9110, 12.5.4) likes best; `usual` where it likes none of ours, or several alike
/// without naming them.
///
/// A range with a weight that is none is passed over. A language that is named with a weight of nothing is not taken, also
/// where `*` is.
pub fn accepted(header: &str, usual: Language) -> Language {
    let mut named: [Option<Rank>; Language::ALL.len()] = [None; Language::ALL.len()];
    let mut any = 0;
    for (place, range) in header.split(',').take(RANGES_MAX).enumerate() {
        let Some((tag, weight)) = weighed(range) else {
            continue;
        };
        if tag == "*" {
            any = any.max(weight);
        }
        let language = Language::from_tag(tag);
        for (rank, of) in named.iter_mut().zip(Language::ALL) {
            if language == Some(of) {
                *rank = (*rank).max(Some((weight, true, Reverse(place))));
            }
        }
    }
    let mut best = (usual, (0, false, Reverse(0)));
    // The usual one first: among those that only `*` names, it stays.
    let others = Language::ALL.into_iter().filter(|one| *one != usual);
    for language in std::iter::once(usual).chain(others) {
        let rank = named
            .iter()
            .zip(Language::ALL)
            .find(|(_, of)| *of == language);
        let rank = rank
            .and_then(|(rank, _)| *rank)
            .unwrap_or((any, false, Reverse(0)));
        if rank.0 > 0 && rank > best.1 {
            best = (language, rank);
        }
    }
    best.0
}

/// A range and its weight in thousandths.
fn weighed(range: &str) -> Option<(&str, u16)> {
    let mut parts = range.split(';').map(str::trim);
    let tag = parts.next().filter(|tag| !tag.is_empty())?;
    let mut weight = 1000;
    for part in parts {
        let (name, value) = part.split_once('=')?;
        if name.trim().eq_ignore_ascii_case("q") {
            weight = thousandths(value.trim())?;
        }
    }
    Some((tag, weight))
}

/// A weight such as `0.8`: one digit before the point, at most three behind it, at most 1.
fn thousandths(text: &str) -> Option<u16> {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    if part.len() > 3 || !part.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let part: u16 = format!("{part:0<3}").parse().ok()?;
    match (whole, part) {
        ("0", part) => Some(part),
        ("1", 0) => Some(1000),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_language_is_found_by_its_code_and_by_any_tag_of_it() {
        for language in Language::ALL {
            assert_eq!(Language::from_code(language.code()), Some(language));
        }
        assert_eq!(Language::from_code("cy-GB"), None);
        assert_eq!(Language::from_tag("cy-GB"), Some(Language::Welsh));
        assert_eq!(Language::from_tag("EN"), Some(Language::English));
        assert_eq!(Language::from_tag("cym"), None);
        assert_eq!(Language::from_tag(""), None);
    }

    #[test]
    fn the_language_that_a_browser_likes_best_is_taken() {
        use Language::{English, Welsh};
        for (header, usual, taken) in [
            ("", English, English),
            ("", Welsh, Welsh),
            ("cy", English, Welsh),
            ("cy-GB,cy;q=0.9,en;q=0.8", English, Welsh),
            ("en-GB,en;q=0.9,cy;q=0.8", Welsh, English),
            ("en;q=0.2, cy;q=0.3", English, Welsh),
            ("en ; q=0.2 , CY ; Q=0.3", English, Welsh),
            // The one that stands first, where both are liked alike.
            ("cy,en", English, Welsh),
            ("en,cy", Welsh, English),
            // Others, or none of ours.
            ("fr,de;q=0.9", English, English),
            ("fr,de;q=0.9", Welsh, Welsh),
            ("fr,cy;q=0.1", English, Welsh),
            // Any: the usual one, unless it isn't wanted.
            ("*", Welsh, Welsh),
            ("fr,*;q=0.1", Welsh, Welsh),
            ("*,en;q=0", English, Welsh),
            ("*;q=0.5,cy;q=0.4", English, English),
            ("*;q=0.5,cy;q=0.5", English, Welsh),
            // Not wanted, and nothing else said.
            ("cy;q=0", English, English),
            ("en;q=0,cy;q=0", English, English),
            // Weights that are none.
            ("cy;q=1.5", English, English),
            ("cy;q=0.1234", English, English),
            ("cy;q=-1,en;q=0.1", Welsh, English),
            ("cy;q=", English, English),
            ("cy;q", English, English),
            ("cy;q=1.000", English, Welsh),
            ("cy;level=1;q=0.5", English, Welsh),
            (";q=1,cy", English, Welsh),
        ] {
            assert_eq!(accepted(header, usual), taken, "{header} {usual:?}");
        }
    }

    #[test]
    fn of_an_endless_header_only_the_beginning_is_read() {
        let header = format!("{}cy", "fr,".repeat(RANGES_MAX));
        assert_eq!(accepted(&header, Language::English), Language::English);
    }

    proptest! {
        #[test]
        fn no_header_is_too_odd(header in "[a-z*;=.,q0-9 -]{0,60}") {
            for usual in Language::ALL {
                let taken = accepted(&header, usual);
                prop_assert!(Language::ALL.contains(&taken));
            }
        }
    }
}
