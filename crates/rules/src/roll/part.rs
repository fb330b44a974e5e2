//! The parts of a member's row that are merged, counted and undone one by one.

use crate::person::PhoneKind;

macro_rules! parts {
    ($($(#[$doc:meta])* $name:ident = $word:literal;)+) => {
        /// One part of a row. Its place in the list never changes: kept hashes stand by it.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Part { $($(#[$doc])* $name,)+ }

        impl Part {
            /// Every part.
            pub const ALL: &'static [Self] = &[$(Self::$name,)+];

            /// The word for it, the same as the field's on the command line.
            pub const fn word(self) -> &'static str {
                match self { $(Self::$name => $word,)+ }
            }
        }
    };
}

parts! {
    /// Title, given, middle and family name, suffix.
    Name = "name";
    /// The numbers that the file calls mobile.
    Mobile = "mobile";
    /// The numbers that the file calls landline.
    Landline = "landline";
    /// The numbers at work.
    WorkPhone = "work_phone";
    /// The numbers of which the file doesn't say what they are.
    Phone = "phone";
    /// E-mail address.
    Email = "email";
    /// Postal address, all lines.
    Address = "address";
    /// Branch.
    Branch = "branch";
    /// Kind of membership.
    Kind = "kind";
    /// Birth date.
    BirthDate = "birth_date";
    /// The year of joining.
    JoinedYear = "joined_on";
    /// The day on which the membership ends.
    EndsOn = "ends_on";
    /// Does not want to be rung: only ever said, never taken back by a file.
    DoNotCall = "do_not_call";
    /// Has died: only ever said, never taken back by a file.
    Deceased = "deceased";
    /// In which language they would like to be rung.
    Language = "language";
    /// The area.
    Area = "area";
    /// All tags together.
    Tags = "tags";
}

impl Part {
    /// The key of its name on the pages of one member and of two.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Name => "field-name",
            Self::Mobile => "member-mobile",
            Self::Landline => "member-landline",
            Self::WorkPhone => "member-work-phone",
            Self::Phone => "member-phone",
            Self::Email => "field-email",
            Self::Address => "field-address",
            Self::Branch => "field-branch",
            Self::Kind => "field-kind",
            Self::BirthDate => "field-birth-date",
            Self::JoinedYear => "field-joined-on",
            Self::EndsOn => "field-ends-on",
            Self::DoNotCall => "field-do-not-call",
            Self::Deceased => "field-deceased",
            Self::Language => "field-language",
            Self::Area => "field-area",
            Self::Tags => "field-tags",
        }
    }

    /// The part of a kind of number.
    pub const fn of_phone(kind: PhoneKind) -> Self {
        match kind {
            PhoneKind::Mobile => Self::Mobile,
            PhoneKind::Landline => Self::Landline,
            PhoneKind::Work => Self::WorkPhone,
            PhoneKind::Other => Self::Phone,
        }
    }

    /// The kind of number, for the four parts that hold numbers.
    pub const fn phone_kind(self) -> Option<PhoneKind> {
        match self {
            Self::Mobile => Some(PhoneKind::Mobile),
            Self::Landline => Some(PhoneKind::Landline),
            Self::WorkPhone => Some(PhoneKind::Work),
            Self::Phone => Some(PhoneKind::Other),
            _ => None,
        }
    }

    /// The part of this word.
    pub fn parse(word: &str) -> Option<Self> {
        let word = word.trim();
        Self::ALL
            .iter()
            .copied()
            .find(|part| part.word().eq_ignore_ascii_case(word))
    }

    /// Its place in [`Part::ALL`].
    pub(super) const fn place(self) -> u8 {
        self as u8
    }
}

/// A set of parts.
#[derive(Clone, Copy, PartialEq, Eq, Default, Hash)]
pub struct Parts(u32);

impl Parts {
    /// No part.
    pub const NONE: Self = Self(0);
    /// Every part.
    pub const ALL: Self = Self(u32::MAX >> (32 - Part::ALL.len()));

    /// Whether the part is in it.
    pub const fn has(self, part: Part) -> bool {
        self.0 & (1 << part.place()) != 0
    }

    /// The same with one part more.
    #[must_use]
    pub const fn with(self, part: Part) -> Self {
        Self(self.0 | 1 << part.place())
    }

    /// What is in either.
    #[must_use]
    pub const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// What is in both.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// What is in this and not in the other.
    #[must_use]
    pub const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// Whether nothing is in it.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The parts in it, in their order.
    pub fn iter(self) -> impl Iterator<Item = Part> {
        Part::ALL
            .iter()
            .copied()
            .filter(move |part| self.has(*part))
    }

    /// As one number, for the store.
    pub const fn bits(self) -> u32 {
        self.0
    }

    /// From what [`Parts::bits`] gave; bits of parts that this version doesn't know fall away.
    pub const fn from_bits(bits: u32) -> Self {
        Self(bits).and(Self::ALL)
    }
}

impl FromIterator<Part> for Parts {
    fn from_iter<I: IntoIterator<Item = Part>>(parts: I) -> Self {
        parts.into_iter().fold(Self::NONE, Self::with)
    }
}

impl std::fmt::Debug for Parts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_set().entries(self.iter().map(Part::word)).finish()
    }
}

/// How many members changed in each part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct PartCounts([i64; Part::ALL.len()]);

impl PartCounts {
    /// Counts one member who changed in these parts.
    pub fn add(&mut self, parts: Parts) {
        for part in parts.iter() {
            if let Some(count) = self.0.get_mut(usize::from(part.place())) {
                *count += 1;
            }
        }
    }

    /// Adds what another count counted.
    pub fn merge(&mut self, other: &Self) {
        for (count, more) in self.0.iter_mut().zip(other.0) {
            *count += more;
        }
    }

    /// How many changed in this part.
    pub fn of(&self, part: Part) -> i64 {
        self.0.get(usize::from(part.place())).copied().unwrap_or(0)
    }

    /// The parts in which somebody changed, with how many.
    pub fn iter(&self) -> impl Iterator<Item = (Part, i64)> + '_ {
        Part::ALL
            .iter()
            .map(|part| (*part, self.of(*part)))
            .filter(|(_, count)| *count != 0)
    }

    /// `name=2,email=1`, for the store and the ledger.
    pub fn text(&self) -> String {
        self.iter()
            .map(|(part, count)| format!("{}={count}", part.word()))
            .collect::<Vec<_>>()
            .join(",")
    }

    /// Reads what [`PartCounts::text`] wrote; what it doesn't know falls away.
    pub fn parse(text: &str) -> Self {
        let mut counts = Self::default();
        for (word, count) in text.split(',').filter_map(|one| one.split_once('=')) {
            let place = Part::parse(word).map(|part| usize::from(part.place()));
            if let (Some(place), Ok(count)) = (place, count.parse())
                && let Some(slot) = counts.0.get_mut(place)
            {
                *slot = count;
            }
        }
        counts
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_has_one_word_and_one_place() {
        for (place, part) in Part::ALL.iter().enumerate() {
            assert_eq!(usize::from(part.place()), place);
            assert_eq!(Part::parse(part.word()), Some(*part));
            if let Some(kind) = part.phone_kind() {
                assert_eq!(Part::of_phone(kind), *part);
            }
        }
        assert_eq!(Parts::ALL.iter().count(), Part::ALL.len());
        assert_eq!(Parts::from_bits(u32::MAX), Parts::ALL);
    }

    #[test]
    fn counts_read_back_from_their_text() {
        let mut counts = PartCounts::default();
        counts.add(Parts::NONE.with(Part::Mobile).with(Part::Email));
        counts.add(Parts::NONE.with(Part::Email));
        assert_eq!(counts.text(), "mobile=1,email=2");
        assert_eq!(PartCounts::parse(&counts.text()), counts);
        assert_eq!(
            PartCounts::parse("shoe=3,,=,email=x"),
            PartCounts::default()
        );
    }
}
