//! Why no exhibit was made.

/// Why no exhibit was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wrong {
    /// What it is to be of was not chosen.
    What,
    /// Nobody has this number.
    Number,
    /// What a member stood behind is gone.
    Behind,
    /// There is no such account.
    Account,
    /// There is no such campaign.
    Campaign,
    /// The days are no days, or the first one comes after the last.
    Days,
    /// What for was not said.
    Why,
    /// The log isn't signed yet.
    NotSigned,
}

impl Wrong {
    /// The key of what it says.
    pub const fn key(self) -> &'static str {
        match self {
            Self::What => "exhibit-wrong-what",
            Self::Number => "exhibit-wrong-number",
            Self::Behind => "exhibit-wrong-behind",
            Self::Account => "exhibit-wrong-account",
            Self::Campaign => "exhibit-wrong-campaign",
            Self::Days => "exhibit-wrong-days",
            Self::Why => "exhibit-wrong-why",
            Self::NotSigned => "exhibit-wrong-not-signed",
        }
    }
}
