//! Why somebody's access ends, and by which way that was said: one fact, which ends everything at once.
//!
//! Whatever the reason, the same ends: every role, session, stream, token, code, password, passkey, device key and connection of
//! the account, its invitations, what it asked for and nobody has decided, and the card on its desk, which becomes unreported.
//! What is left is the own record, by two people's word, and one late word on each card that was dealt before.

macro_rules! words {
    ($(#[$about:meta])* $name:ident, $wrong:literal { $($(#[$doc:meta])* $case:ident = $text:literal;)+ }) => {
        $(#[$about])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$doc])* $case,)+ }

        impl $name {
            /// All of them, in the order of the pages.
            pub const ALL: &'static [Self] = &[$(Self::$case,)+];

            /// The word in entries, in the API and in forms.
            pub const fn text(self) -> &'static str {
                match self { $(Self::$case => $text,)+ }
            }

            /// The one of this word, if there is one.
            pub fn parse(text: &str) -> Result<Self, Unknown> {
                let mut all = Self::ALL.iter().copied();
                all.find(|one| one.text() == text).ok_or(Unknown($wrong))
            }
        }
    };
}

/// A word that is none of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Unknown(&'static str);

words! {
    /// Why access ends.
    Why, "no such reason; say resigned, expelled, lapsed, deceased, role-ended or campaign-withdrew" {
        /// The member resigned.
        Resigned = "resigned";
        /// The member was expelled.
        Expelled = "expelled";
        /// The membership has ended, whatever for: a file of the roll says no more.
        Lapsed = "lapsed";
        /// The person has died.
        Deceased = "deceased";
        /// What they did here is over; they may be a member as ever.
        RoleEnded = "role-ended";
        /// Their campaign withdrew from the contest.
        CampaignWithdrew = "campaign-withdrew";
    }
}

words! {
    /// By which way the fact came.
    By, "no such way" {
        /// Somebody said it on a page.
        Page = "page";
        /// A file of the roll said it, or a correction of it.
        Import = "import";
        /// A program said it over the JSON API.
        Api = "api";
        /// The organisation's directory said it over SCIM.
        Scim = "scim";
        /// The operator said it at the machine's console.
        Console = "console";
    }
}

impl Why {
    /// The reasons that somebody gives for one account; a campaign withdraws as a whole.
    pub const OF_ONE: &'static [Self] = &[
        Self::Resigned,
        Self::Expelled,
        Self::Lapsed,
        Self::Deceased,
        Self::RoleEnded,
    ];

    /// The key of its name in the message files.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Resigned => "leaving-why-resigned",
            Self::Expelled => "leaving-why-expelled",
            Self::Lapsed => "leaving-why-lapsed",
            Self::Deceased => "leaving-why-deceased",
            Self::RoleEnded => "leaving-why-role-ended",
            Self::CampaignWithdrew => "leaving-why-campaign-withdrew",
        }
    }
}

/// One fact: why, and by which way it came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Leaving {
    /// Why.
    pub why: Why,
    /// By which way.
    pub by: By,
}

impl Leaving {
    /// What a role's end at the console says.
    pub const AT_CONSOLE: Self = Self {
        why: Why::RoleEnded,
        by: By::Console,
    };

    /// The words of its entry.
    pub fn words(self) -> String {
        format!("why={} by={}", self.why.text(), self.by.text())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reason_and_every_way_reads_back_from_its_word() {
        for why in Why::ALL {
            assert_eq!(Why::parse(why.text()), Ok(*why));
        }
        for by in By::ALL {
            assert_eq!(By::parse(by.text()), Ok(*by));
        }
        for wrong in ["", "Resigned", "left"] {
            assert!(Why::parse(wrong).is_err(), "{wrong}");
        }
        assert!(!Why::OF_ONE.contains(&Why::CampaignWithdrew));
    }
}
