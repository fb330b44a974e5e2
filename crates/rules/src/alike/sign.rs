//! What speaks for and against two records being one person, as codes: a stored pair holds nothing of anybody.

macro_rules! signs {
    ($($(#[$doc:meta])* $name:ident = $bit:literal, $code:literal, $label:literal;)+) => {
        /// One reason. Its bit stands in stored pairs, so it is never changed and never given twice.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Sign { $($(#[$doc])* $name,)+ }

        impl Sign {
            /// Every reason, in the order in which they are said.
            pub const ALL: &'static [Self] = &[$(Self::$name,)+];

            /// Its name in the API.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$name => $code,)+ }
            }

            /// The key in the message files.
            pub const fn label(self) -> &'static str {
                match self { $(Self::$name => $label,)+ }
            }

            const fn bit(self) -> u32 {
                match self { $(Self::$name => 1 << $bit,)+ }
            }
        }
    };
}

signs! {
    /// The same first name and surname.
    SameName = 0, "same-name", "alike-same-name";
    /// Names that are much alike.
    AlikeName = 1, "alike-name", "alike-alike-name";
    /// First name and surname stand the other way round.
    SwappedName = 2, "swapped-name", "alike-swapped-name";
    /// The same first name, another surname.
    OtherSurname = 3, "other-surname", "alike-other-surname";
    /// The same telephone number.
    SameNumber = 4, "same-number", "alike-same-number";
    /// The same e-mail address.
    SameEmail = 5, "same-email", "alike-same-email";
    /// The same birth date.
    SameBirth = 6, "same-birth-date", "alike-same-birth-date";
    /// A birth date with one digit different, or day and month the other way round.
    AlikeBirth = 7, "alike-birth-date", "alike-alike-birth-date";
    /// The same address.
    SameAddress = 8, "same-address", "alike-same-address";
    /// The same postcode.
    SamePostcode = 9, "same-postcode", "alike-same-postcode";
    /// The same membership number, written otherwise.
    AlikeMembership = 10, "alike-membership-number", "alike-alike-membership";
    /// The same branch.
    SameBranch = 11, "same-branch", "alike-same-branch";
    /// Of one of the two nothing is known by which it could be told.
    Bare = 12, "little-known", "alike-bare";
    /// The birth dates differ.
    OtherBirth = 13, "other-birth-date", "alike-other-birth-date";
    /// The further first names differ.
    OtherMiddle = 14, "other-middle-name", "alike-other-middle-name";
    /// What comes behind the names differs, as "Jr" and "Sr" do.
    OtherSuffix = 15, "other-suffix", "alike-other-suffix";
}

/// A set of reasons.
#[derive(Clone, Copy, PartialEq, Eq, Default, Hash)]
pub struct Signs(u32);

impl Signs {
    /// No reason.
    pub const NONE: Self = Self(0);

    /// Whether it is in the set.
    pub const fn has(self, sign: Sign) -> bool {
        self.0 & sign.bit() != 0
    }

    /// The same with one more.
    #[must_use]
    pub const fn with(self, sign: Sign) -> Self {
        Self(self.0 | sign.bit())
    }

    /// The reasons in it, in their order.
    pub fn iter(self) -> impl Iterator<Item = Sign> {
        Sign::ALL
            .iter()
            .copied()
            .filter(move |sign| self.has(*sign))
    }

    /// As one number, for the store.
    pub const fn bits(self) -> u32 {
        self.0
    }

    /// From what [`Signs::bits`] gave; bits that this version doesn't know fall away.
    pub fn from_bits(bits: u32) -> Self {
        Sign::ALL
            .iter()
            .filter(|sign| bits & sign.bit() != 0)
            .fold(Self::NONE, |signs, sign| signs.with(*sign))
    }
}

impl std::fmt::Debug for Signs {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_set().entries(self.iter().map(Sign::code)).finish()
    }
}
