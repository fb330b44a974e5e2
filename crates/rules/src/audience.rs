//! Who to call, said without naming anybody: at most four choices, each a whole level of a published lattice.
//!
//! A choice is one branch with all under it, one kind of membership, one band or group of ages, one span of joining, one area, one
//! tag of those that the installation offers, or what came of the campaign's own calls: at most one of each field and four in all,
//! beside own calls one alone, none of them turned round, no free ranges. So two choices overlap only where the lattice says so, and what a campaign could ask is known beforehand. Which
//! levels there are for a contest is worked out from its members and is the same for every campaign ([`Columns::levels`]); where a
//! level holds few, its members count with the level above.
//!
//! Counts come from [`Columns`] alone, with the noise of [`crate::counts`]. What two choices or fewer give is published to
//! every campaign of the contest; every other question stands in the campaign's book, which holds
//! [`QUESTIONS_MAX`] of them. What all this keeps secret, and what it can't, is measured by
//! `five_hundred_questions_by_three_campaigns_tell_little_of_anybody` and said in
//! `docs/decisions/0035-counts-of-a-fixed-roll-with-noise.md`.
//!
//! How far a bank is with each group is [`Columns::progress`].
//!
//! Tags are sets that overlap: each is a level of its own, with whoever lacks it beside it; two of them never stand in one question,
//! and of two that hold nearly the same people only one is told. Why so: `docs/decisions/0047-areas-and-tags.md`.
//!
//! What came of own calls ([`Spoken`]) is a campaign's alone, and a subset of its own choosing. So it is counted apart from the columns, in a
//! [`State`] that stands still, with a wider noise of its own: `docs/decisions/0050-states-of-own-calls.md`.
//!
//! Absent on purpose: names, numbers, days, two tags at once, tags that nobody offers.

mod choice;
mod columns;
mod filling;
mod judged;
mod levels;
mod marks;
mod progress;
mod spoken;
mod tables;
mod tags;

use std::fmt;

use crate::counts::first_eight;
use crate::ids::{BranchId, MemberId};
use crate::person::{AgeBand, AreaName, MemberKind, Tag};

pub use choice::{AgeGroup, ChoiceError, Joined};
pub use columns::{Columns, Count, MemberCodes};
pub use filling::{AREAS_MAX, NewColumns};
pub use levels::{Level, Line, UnknownLevel};
pub use progress::{DRAWS_MAX, Done, Group, TABLES_MAX, batch};
pub use spoken::{
    ANSWERS_MAX, AnswerPlace, CHANGED_MIN, SPOKEN_QUESTIONS_MAX, STATE_AT_LEAST, STATES_MAX,
    Spoken, Stand, State, may_move,
};
pub use tags::OFFERED_MAX;

/// A member's place in the drawing of a sample: whoever has the smallest are in it. Anybody who has the seed draws the same.
/// The first 8 bytes of HMAC-SHA256 of the id under the seed (RFC 2104).
pub fn lot(seed: &[u8; 32], member: &MemberId) -> u64 {
    first_eight(seed, member.as_bytes())
}

/// How many different questions a campaign may ask in a contest, beyond what is published.
pub const QUESTIONS_MAX: u64 = 200;
/// So many fields are chosen at once, at most.
pub const CHOICES_MAX: usize = 4;
/// Questions of so many fields, or fewer, are answered by the published tables.
pub const PUBLISHED_FIELDS: usize = 2;

/// What a member has that an audience can be chosen by, in the order in which choices are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// The branch, and all above it.
    Branch,
    /// The kind of membership.
    Kind,
    /// The band of ages.
    Age,
    /// How long they have been members.
    Joined,
    /// The area in which they live or vote.
    Area,
    /// A tag that they have.
    Tag,
    /// What came of the campaign's own calls.
    Spoken,
}

impl Field {
    /// Every field of the roll: each has a column of its own.
    pub const ALL: [Self; 6] = [
        Self::Branch,
        Self::Kind,
        Self::Age,
        Self::Joined,
        Self::Area,
        Self::Tag,
    ];

    /// Every field that can be chosen by: those of the roll, and what came of own calls.
    pub const CHOSEN: [Self; 7] = [
        Self::Branch,
        Self::Kind,
        Self::Age,
        Self::Joined,
        Self::Area,
        Self::Tag,
        Self::Spoken,
    ];

    /// Its name in a written audience and in the API.
    pub const fn text(self) -> &'static str {
        match self {
            Self::Branch => "branch",
            Self::Kind => "kind",
            Self::Age => "age",
            Self::Joined => "joined",
            Self::Area => "area",
            Self::Tag => "tag",
            Self::Spoken => "spoken",
        }
    }

    /// The key of its name in the message files.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Branch => "audience-field-branch",
            Self::Kind => "audience-field-kind",
            Self::Age => "audience-field-age",
            Self::Joined => "audience-field-joined",
            Self::Area => "audience-field-area",
            Self::Tag => "audience-field-tag",
            Self::Spoken => "audience-field-spoken",
        }
    }

    /// The key of what stands over its groups.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Branch => "audience-by-branch",
            Self::Kind => "audience-by-kind",
            Self::Age => "audience-by-age",
            Self::Joined => "audience-by-joined",
            Self::Area => "audience-by-area",
            Self::Tag => "audience-by-tag",
            Self::Spoken => "audience-by-spoken",
        }
    }

    const fn place(self) -> usize {
        match self {
            Self::Branch => 0,
            Self::Kind => 1,
            Self::Age => 2,
            Self::Joined => 3,
            Self::Area => 4,
            Self::Tag => 5,
            Self::Spoken => 6,
        }
    }
}

/// One choice: a whole level of one field.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Choice {
    /// In this branch or in one under it.
    Branch(BranchId),
    /// This kind of membership, as the roll calls it.
    Kind(MemberKind),
    /// In this band or group of ages.
    Age(AgeGroup),
    /// Joined then.
    Joined(Joined),
    /// In this area, as the roll calls it.
    Area(AreaName),
    /// With this tag.
    Tag(Tag),
    /// Of whom the campaign's own calls came to this, or who answered so in them.
    Spoken(Spoken),
}

impl Choice {
    /// Of which field it is.
    pub const fn field(&self) -> Field {
        match self {
            Self::Branch(_) => Field::Branch,
            Self::Kind(_) => Field::Kind,
            Self::Age(_) => Field::Age,
            Self::Joined(_) => Field::Joined,
            Self::Area(_) => Field::Area,
            Self::Tag(_) => Field::Tag,
            Self::Spoken(_) => Field::Spoken,
        }
    }

    /// Its level as it is written, without its field: an id, a name, `65+`, `this-year`.
    pub fn value(&self) -> String {
        match self {
            Self::Branch(id) => id.to_string(),
            Self::Kind(kind) => choice::escaped(kind.as_str()),
            Self::Age(group) => group.text().to_owned(),
            Self::Joined(joined) => joined.text().to_owned(),
            Self::Area(area) => choice::escaped(area.as_str()),
            Self::Tag(tag) => choice::escaped(tag.as_str()),
            Self::Spoken(spoken) => spoken.text().to_owned(),
        }
    }

    /// The key of its words in the message files; none where it has a name, or figures, of its own.
    pub fn label(&self) -> Option<&'static str> {
        match self {
            Self::Joined(joined) => Some(joined.label()),
            Self::Spoken(spoken) => spoken.label(),
            Self::Age(AgeGroup::Band(AgeBand::Unknown)) => Some("audience-unknown"),
            Self::Branch(_) | Self::Kind(_) | Self::Age(_) | Self::Area(_) | Self::Tag(_) => None,
        }
    }

    /// A level of a field, as [`Choice::value`] writes it.
    ///
    /// # Errors
    /// [`ChoiceError::Level`] where the field has no such level.
    pub fn parse(field: Field, value: &str) -> Result<Self, ChoiceError> {
        let level = |_| ChoiceError::Level;
        let plain = || choice::unescaped(value).ok_or(ChoiceError::Level);
        Ok(match field {
            Field::Branch => Self::Branch(BranchId::parse(value).map_err(|_| ChoiceError::Level)?),
            Field::Kind => Self::Kind(MemberKind::parse(&plain()?).map_err(level)?),
            Field::Age => Self::Age(AgeGroup::parse(value).ok_or(ChoiceError::Level)?),
            Field::Joined => Self::Joined(Joined::parse(value).ok_or(ChoiceError::Level)?),
            Field::Area => Self::Area(AreaName::parse(&plain()?).map_err(level)?),
            Field::Tag => {
                let tag = Tag::parse(&plain()?).map_err(|_| ChoiceError::Level)?;
                Self::Tag(tag.ok_or(ChoiceError::Level)?)
            }
            Field::Spoken => Self::Spoken(Spoken::parse(value).ok_or(ChoiceError::Level)?),
        })
    }
}

/// Whom a phone bank rings: everybody, or those who are all that was chosen.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Audience(Vec<Choice>);

impl Audience {
    /// Everybody in the contest.
    pub const EVERYBODY: Self = Self(Vec::new());

    /// Puts choices together; in which order they are made is no difference.
    ///
    /// # Errors
    /// [`ChoiceError::Twice`] where a field is chosen twice, [`ChoiceError::Many`] where more than [`CHOICES_MAX`] are chosen,
    /// [`ChoiceError::Beside`] where more than one other is chosen beside what came of own calls.
    pub fn of(choices: impl IntoIterator<Item = Choice>) -> Result<Self, ChoiceError> {
        let mut all: Vec<Choice> = choices.into_iter().take(Field::CHOSEN.len() + 1).collect();
        all.sort();
        let is_twice = |pair: &[Choice]| matches!(pair, [one, two] if one.field() == two.field());
        if all.windows(2).any(is_twice) {
            return Err(ChoiceError::Twice);
        }
        if all.len() > CHOICES_MAX {
            return Err(ChoiceError::Many);
        }
        let is_own = all.iter().any(|one| one.field() == Field::Spoken);
        if is_own && all.len() > PUBLISHED_FIELDS {
            return Err(ChoiceError::Beside);
        }
        Ok(Self(all))
    }

    /// An audience as [`fmt::Display`] writes it: `branch=…,kind=full,age=65+,joined=this-year`; nothing for everybody.
    ///
    /// ```
    /// use switchboard_rules::audience::Audience;
    /// let one = Audience::parse("joined=this-year,age=65+").unwrap();
    /// assert_eq!(one.to_string(), "age=65+,joined=this-year");
    /// assert!(Audience::parse("age=65+,age=18-24").is_err());
    /// assert!(Audience::parse("age=64-66").is_err(), "no free ranges");
    /// ```
    ///
    /// # Errors
    /// [`ChoiceError`], with what to do.
    pub fn parse(text: &str) -> Result<Self, ChoiceError> {
        if text.is_empty() {
            return Ok(Self::EVERYBODY);
        }
        let one = |part: &str| {
            let (name, value) = part.split_once('=').ok_or(ChoiceError::Field)?;
            let mut fields = Field::CHOSEN.into_iter();
            let field = fields.find(|field| field.text() == name);
            Choice::parse(field.ok_or(ChoiceError::Field)?, value)
        };
        let choices: Result<Vec<Choice>, ChoiceError> = text
            .split(',')
            .take(Field::CHOSEN.len() + 1)
            .map(one)
            .collect();
        Self::of(choices?)
    }

    /// The same with another choice in its field.
    #[must_use]
    pub fn with(&self, choice: Choice) -> Self {
        let field = choice.field();
        let others = self.0.iter().filter(|one| one.field() != field);
        let mut all: Vec<Choice> = others.cloned().chain([choice]).collect();
        all.sort();
        Self(all)
    }

    /// What was chosen, by field.
    pub fn choices(&self) -> &[Choice] {
        &self.0
    }

    /// What was chosen of a field.
    pub fn of_field(&self, field: Field) -> Option<&Choice> {
        self.0.iter().find(|choice| choice.field() == field)
    }

    /// The same without what was chosen of a field.
    #[must_use]
    pub fn without(&self, field: Field) -> Self {
        let others = self.0.iter().filter(|one| one.field() != field);
        Self(others.cloned().collect())
    }

    /// What was chosen of the campaign's own calls.
    pub fn spoken(&self) -> Option<Spoken> {
        match self.of_field(Field::Spoken) {
            Some(Choice::Spoken(spoken)) => Some(*spoken),
            _ => None,
        }
    }

    /// The same without which answer it asks for, as it lies beside a bank in clear: `spoken=answer`, which nobody can ask for.
    ///
    /// ```
    /// use switchboard_rules::audience::Audience;
    /// let one = Audience::parse("kind=full,spoken=answer-2").unwrap();
    /// assert_eq!(one.without_place().to_string(), "kind=full,spoken=answer");
    /// assert_eq!(Audience::parse_kept("kind=full,spoken=answer"), Ok(one.without_place()));
    /// assert!(Audience::parse("kind=full,spoken=answer").is_err());
    /// ```
    #[must_use]
    pub fn without_place(&self) -> Self {
        match self.spoken() {
            Some(Spoken::Answered(_)) => self.with(Choice::Spoken(Spoken::SomeAnswer)),
            _ => self.clone(),
        }
    }

    /// Reads what stands beside a bank: as [`Audience::parse`] does, and some answer too.
    ///
    /// # Errors
    /// [`ChoiceError`], with what to do.
    pub fn parse_kept(text: &str) -> Result<Self, ChoiceError> {
        // Own calls are written last, and no name has a `=` in it.
        let some = Choice::Spoken(Spoken::SomeAnswer);
        let written = format!("{}={}", some.field().text(), some.value());
        match text.strip_suffix(written.as_str()) {
            Some("") => Ok(Self::EVERYBODY.with(some)),
            Some(others) => {
                let others = others.strip_suffix(',').ok_or(ChoiceError::Level)?;
                Ok(Self::parse(others)?.with(some))
            }
            None => Self::parse(text),
        }
    }

    /// As an entry says it: that it was chosen by own calls, and not by what came of them. Whoever reads the log sees of which bank a card
    /// was, and would read there what its member answered (`docs/decisions/0028-a-campaigns-answers-take-two.md`).
    ///
    /// ```
    /// use switchboard_rules::audience::Audience;
    /// let said = |text| Audience::parse(text).unwrap().in_log();
    /// assert_eq!(said("kind=full,spoken=answer-2"), "kind=full,spoken=own");
    /// assert_eq!(said("spoken=not-rung"), "spoken=own");
    /// assert_eq!(said("kind=full,age=65+"), "kind=full,age=65+");
    /// ```
    pub fn in_log(&self) -> String {
        if self.spoken().is_none() {
            return self.to_string();
        }
        let others = self.without(Field::Spoken).to_string();
        let comma = if others.is_empty() { "" } else { "," };
        format!("{others}{comma}{}=own", Field::Spoken.text())
    }

    /// Whether nobody was left out.
    pub fn is_everybody(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether the published tables answer it, so that asking costs no question. Of own calls the number of each level is told
    /// freely; each with a group beside it is asked for.
    pub fn is_published(&self) -> bool {
        match self.spoken() {
            Some(_) => self.0.len() == 1,
            None => self.0.len() <= PUBLISHED_FIELDS,
        }
    }
}

impl fmt::Display for Audience {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (choice, place) in self.0.iter().zip(0..) {
            let comma = if place == 0 { "" } else { "," };
            write!(f, "{comma}{}={}", choice.field().text(), choice.value())?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;
