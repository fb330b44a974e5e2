//! Where a role is held, in words.

use crate::web::messages::Words;
use crate::web::page::unprinted;

/// A place by its names.
#[derive(Clone, PartialEq, Eq)]
pub enum Place {
    /// The whole organisation.
    Organisation,
    /// A branch and all under it.
    Branch(String),
    /// A contest.
    Contest(String),
    /// A campaign.
    Campaign {
        /// Its name.
        campaign: String,
        /// Its contest's.
        contest: String,
    },
    /// One bank.
    Bank {
        /// Its name.
        bank: String,
        /// Its campaign's.
        campaign: String,
    },
}
unprinted!(Place);

impl Place {
    /// The place as a part of a sentence.
    pub fn say(&self, words: &Words) -> String {
        match self {
            Self::Organisation => words.t("place-organisation"),
            Self::Branch(branch) => words.say("place-branch").text("branch", branch).to_string(),
            Self::Contest(contest) => words
                .say("place-contest")
                .text("contest", contest)
                .to_string(),
            Self::Campaign { campaign, contest } => words
                .say("place-campaign")
                .text("campaign", campaign)
                .text("contest", contest)
                .to_string(),
            Self::Bank { bank, campaign } => words
                .say("place-bank")
                .text("bank", bank)
                .text("campaign", campaign)
                .to_string(),
        }
    }
}
