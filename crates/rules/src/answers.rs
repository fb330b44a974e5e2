//! Reading what a campaign wrote about one member: what for, and what the two who agree to it say.
//!
//! Outcomes and notes belong to the campaign whose caller wrote them. Headquarters reads them for one member and one campaign at
//! a time, when two of its people agree, of whom one is the data protection officer, and when the campaign is told.

use crate::ids::{CampaignId, ContestId};
use crate::moment::Span;

/// For how long whoever asked may read it once a second person has agreed.
pub const READ_WITHIN: Span = Span::hours(24);
/// The most calls on one page.
pub const CALLS_MAX: usize = 20;

/// What a campaign's answers are read for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Purpose {
    /// The member asks what is kept about them.
    MemberAsks,
    /// Somebody complains about a call.
    Complaint,
    /// A legal claim, or an order of an authority.
    Claim,
}

impl Purpose {
    /// Every purpose, in the order of the form.
    pub const ALL: [Self; 3] = [Self::MemberAsks, Self::Complaint, Self::Claim];

    /// Its name in forms, tables and entries; never changed.
    pub const fn code(self) -> &'static str {
        match self {
            Self::MemberAsks => "member-asks",
            Self::Complaint => "complaint",
            Self::Claim => "claim",
        }
    }

    /// The key in the message files.
    pub const fn label(self) -> &'static str {
        match self {
            Self::MemberAsks => "answers-purpose-member-asks",
            Self::Complaint => "answers-purpose-complaint",
            Self::Claim => "answers-purpose-claim",
        }
    }

    /// The purpose of this name, if there is one.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|purpose| purpose.code() == code)
    }
}

/// What a request to read a campaign's answers is about, besides the member. It tells nothing about anybody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wanted {
    /// Whose answers.
    pub campaign: CampaignId,
    /// The campaign's contest: nobody who has stood in it is one of the two.
    pub contest: ContestId,
    /// What for.
    pub purpose: Purpose,
    /// Whether whoever asked did so as the data protection officer, one of the two.
    pub guarded: bool,
}

impl Wanted {
    /// As `name=value` words.
    pub fn text(&self) -> String {
        let Self {
            campaign,
            contest,
            purpose,
            guarded,
        } = self;
        let (purpose, guarded) = (purpose.code(), u8::from(*guarded));
        format!("campaign={campaign} contest={contest} what-for={purpose} guarded={guarded}")
    }

    /// Reads what [`Wanted::text`] wrote; none for any other text.
    pub fn parse(text: &str) -> Option<Self> {
        let (campaign, rest) = text.strip_prefix("campaign=")?.split_once(" contest=")?;
        let (contest, rest) = rest.split_once(" what-for=")?;
        let (purpose, guarded) = rest.split_once(" guarded=")?;
        let wanted = Self {
            campaign: CampaignId::parse(campaign).ok()?,
            contest: ContestId::parse(contest).ok()?,
            purpose: Purpose::from_code(purpose)?,
            guarded: guarded == "1",
        };
        (wanted.text() == text).then_some(wanted)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_reads_back_from_its_words_and_from_no_others() {
        for purpose in Purpose::ALL {
            assert_eq!(Purpose::from_code(purpose.code()), Some(purpose));
            for guarded in [true, false] {
                let wanted = Wanted {
                    campaign: CampaignId::from_bytes([5; 16]),
                    contest: ContestId::from_bytes([3; 16]),
                    purpose,
                    guarded,
                };
                let text = wanted.text();
                assert!(text.len() <= 200 && text.is_ascii(), "{}", text.len());
                assert_eq!(Wanted::parse(&text), Some(wanted));
                for wrong in [
                    text.replace("guarded=", "guarded=2"),
                    text.replace(purpose.code(), "curiosity"),
                    format!("{text} more=1"),
                ] {
                    assert_eq!(Wanted::parse(&wrong), None, "{wrong}");
                }
            }
        }
    }
}
