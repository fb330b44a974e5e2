//! The opening lines: who calls, for whom, from which organisation. They are the organisation's, and stand before every script.

/// How many characters the opening lines have at most.
pub const OPENING_MAX: usize = 600;

/// Opening lines in one language, with nothing filled in yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opening(String);

/// What is wrong with opening lines.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OpeningError {
    /// They are empty, or too long.
    #[error("opening lines have 1 to {OPENING_MAX} characters")]
    Length,
    /// They don't say who calls, for whom, or from which organisation.
    #[error("`{{{0}}}` must be in the opening lines; add it")]
    Lacks(&'static str),
    /// Something in them can't be filled in.
    #[error("only {{caller}}, {{campaign}}, {{organisation}} and {{contest}} can be filled in")]
    Field,
}

impl OpeningError {
    /// Every key, for the test of the message files.
    pub const KEYS: [&'static str; 3] = [
        "opening-wrong-length",
        "opening-wrong-lacks",
        "opening-wrong-field",
    ];

    /// The key of the sentence that says what to do.
    pub const fn key(&self) -> &'static str {
        match self {
            Self::Length => "opening-wrong-length",
            Self::Lacks(_) => "opening-wrong-lacks",
            Self::Field => "opening-wrong-field",
        }
    }
}

const FIELDS: [&str; 4] = ["caller", "campaign", "organisation", "contest"];
/// What may not be left out.
const NEEDED: [&str; 3] = ["caller", "campaign", "organisation"];

impl Opening {
    /// Reads opening lines as they were typed.
    pub fn parse(text: &str) -> Result<Self, OpeningError> {
        let kept = |c: &char| !c.is_control() || *c == '\n';
        let text: String = text.trim().chars().filter(kept).collect();
        if text.is_empty() || text.chars().count() > OPENING_MAX {
            return Err(OpeningError::Length);
        }
        let mut bare = text.clone();
        for field in FIELDS {
            // Not nothing: what stood around a field must not become one.
            bare = bare.replace(&format!("{{{field}}}"), "\u{0}");
        }
        if bare.contains(['{', '}']) {
            return Err(OpeningError::Field);
        }
        let lacks = |field: &&str| !text.contains(&format!("{{{field}}}"));
        match NEEDED.into_iter().find(lacks) {
            Some(field) => Err(OpeningError::Lacks(field)),
            None => Ok(Self(text)),
        }
    }

    /// As it was typed.
    pub fn text(&self) -> &str {
        &self.0
    }

    /// The lines with everything filled in. What is filled in is never read as a field itself.
    pub fn fill(
        &self,
        organisation: &str,
        caller: &str,
        (campaign, contest): (&str, &str),
    ) -> String {
        let values = [caller, campaign, organisation, contest];
        let mut out = String::new();
        let mut rest = self.0.as_str();
        while let Some((before, after)) = rest.split_once('{') {
            out.push_str(before);
            let (field, after) = after.split_once('}').unwrap_or((after, ""));
            let filled = FIELDS
                .iter()
                .zip(values)
                .find(|(known, _)| **known == field);
            out.push_str(filled.map_or("", |(_, value)| value));
            rest = after;
        }
        out.push_str(rest);
        out
    }
}
