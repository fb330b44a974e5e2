//! A role as somebody asks for it: for whom, which, where, from when until when; and the words that a request keeps of it.

use std::fmt::Write as _;

use crate::ids::{AccountId, BankId, BranchId, CampaignId, ContestId};
use crate::moment::{Moment, Span};
use crate::policy::{Place, Role};

/// The longest that somebody holds an office without being given it again: two years.
pub const OFFICE_MAX: Span = Span::days(2 * 366);
/// How long an office is given for where nobody says otherwise: a year.
pub const OFFICE_USUAL: Span = Span::days(365);
/// The longest that any role is given for, and the latest that one begins.
const EVER: Span = Span::days(10 * 366);

/// A role to be given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Giving {
    /// Who shall hold it.
    pub account: AccountId,
    /// The role.
    pub role: Role,
    /// Where.
    pub at: Place,
    /// When it begins.
    pub from: Moment,
    /// When it ends by itself; this moment is already outside.
    pub until: Option<Moment>,
}

/// Why a role can't be given so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum GivingError {
    /// The role isn't held in such a place.
    #[error("this role isn't held there; choose another place")]
    NotThere,
    /// It would be over before it begins, or is over already.
    #[error("the last day comes before the first, or has passed; choose a later one")]
    Over,
    /// An office has a last day.
    #[error("an office has a last day; say which, at most two years after the first")]
    NoEnd,
    /// It would last, or be put off, too long.
    #[error("that is too long; an office is given for at most two years")]
    TooLong,
}

impl GivingError {
    /// Every one.
    pub const ALL: [Self; 4] = [Self::NotThere, Self::Over, Self::NoEnd, Self::TooLong];

    /// The name in addresses; never changed.
    pub const fn code(self) -> &'static str {
        match self {
            Self::NotThere => "not-there",
            Self::Over => "over",
            Self::NoEnd => "no-end",
            Self::TooLong => "too-long",
        }
    }

    /// The key of what it says.
    pub const fn key(self) -> &'static str {
        match self {
            Self::NotThere => "giving-not-there",
            Self::Over => "giving-over",
            Self::NoEnd => "giving-no-end",
            Self::TooLong => "giving-too-long",
        }
    }
}

impl Giving {
    /// Whether it can be given so, as of now.
    pub fn check(&self, now: Moment) -> Result<(), GivingError> {
        if !self.role.fits(self.at.scope()) {
            return Err(GivingError::NotThere);
        }
        if self.from > now.plus(EVER) {
            return Err(GivingError::TooLong);
        }
        let Some(until) = self.until else {
            return if self.role.is_office() {
                Err(GivingError::NoEnd)
            } else {
                Ok(())
            };
        };
        let longest = if self.role.is_office() {
            OFFICE_MAX
        } else {
            EVER
        };
        if until <= self.from || until <= now {
            Err(GivingError::Over)
        } else if until > self.from.plus(longest) {
            Err(GivingError::TooLong)
        } else {
            Ok(())
        }
    }

    /// The same, not beginning before `now`: nobody held a role before it was given.
    #[must_use]
    pub fn not_before(self, now: Moment) -> Self {
        Self {
            from: self.from.max(now),
            ..self
        }
    }

    /// As `name=value` words, which name nobody but by id.
    pub fn text(&self) -> String {
        let mut text = format!("account={} role={}", self.account, self.role.text());
        let _ = write!(text, " {}", place_words(self.at));
        let _ = write!(text, " from={}", self.from.millis());
        if let Some(until) = self.until {
            let _ = write!(text, " until={}", until.millis());
        }
        text
    }

    /// Reads what [`Giving::text`] wrote; none for any other text.
    pub fn parse(text: &str) -> Option<Self> {
        let word = |name: &str| {
            let mut words = text.split(' ').filter_map(|word| word.split_once('='));
            words.find_map(|(found, value)| (found == name).then_some(value))
        };
        let moment = |value: &str| value.parse().ok().map(Moment::from_millis);
        let contest = word("contest").map(ContestId::parse).transpose().ok()?;
        let campaign = word("campaign").map(CampaignId::parse).transpose().ok()?;
        let bank = word("bank").map(BankId::parse).transpose().ok()?;
        let branch = word("branch").map(BranchId::parse).transpose().ok()?;
        let at = match (contest, campaign, bank) {
            (None, None, None) => {
                branch.map_or(Place::Organisation, |branch| Place::Branch { branch })
            }
            (Some(contest), None, None) => Place::Contest { contest },
            (Some(contest), Some(campaign), None) => Place::Campaign { campaign, contest },
            (Some(contest), Some(campaign), Some(bank)) => Place::Bank {
                bank,
                campaign,
                contest,
            },
            _ => return None,
        };
        let giving = Self {
            account: AccountId::parse(word("account")?).ok()?,
            role: Role::from_text(word("role")?)?,
            at,
            from: moment(word("from")?)?,
            until: match word("until") {
                Some(until) => Some(moment(until)?),
                None => None,
            },
        };
        // One spelling for each, so that the same is never asked for twice.
        (giving.text() == text).then_some(giving)
    }
}

/// A place as words, with its way up.
pub fn place_words(at: Place) -> String {
    match at {
        Place::Organisation => "scope=organisation".to_owned(),
        Place::Branch { branch } => format!("branch={branch}"),
        Place::Contest { contest } => format!("contest={contest}"),
        Place::Campaign { campaign, contest } => format!("campaign={campaign} contest={contest}"),
        Place::Bank {
            bank,
            campaign,
            contest,
        } => format!("bank={bank} campaign={campaign} contest={contest}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Moment = Moment::from_millis(1_795_543_200_000);
    const BANK: Place = Place::Bank {
        bank: BankId::from_bytes([7; 16]),
        campaign: CampaignId::from_bytes([255; 16]),
        contest: ContestId::from_bytes([3; 16]),
    };

    fn giving(role: Role, at: Place, until: Option<Moment>) -> Giving {
        Giving {
            account: AccountId::from_bytes([2; 16]),
            role,
            at,
            from: NOW,
            until,
        }
    }

    #[test]
    fn what_is_asked_for_reads_back_from_its_words_and_fits_a_request() {
        let contest = ContestId::from_bytes([3; 16]);
        let campaign = CampaignId::from_bytes([4; 16]);
        for at in [
            Place::Organisation,
            Place::Branch {
                branch: BranchId::from_bytes([6; 16]),
            },
            Place::Contest { contest },
            Place::Campaign { campaign, contest },
            BANK,
        ] {
            for until in [None, Some(NOW.plus(OFFICE_USUAL))] {
                for role in Role::ALL {
                    let one = giving(role, at, until);
                    assert_eq!(Giving::parse(&one.text()), Some(one), "{}", one.text());
                }
                assert!(giving(Role::Organiser, at, until).text().len() <= 200);
            }
        }
        let whole = giving(Role::Dpo, Place::Organisation, None).text();
        for wrong in [
            "",
            "role=dpo",
            &whole.replace("dpo", "king"),
            &format!("{whole} x=1"),
        ] {
            assert_eq!(Giving::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn an_office_has_a_last_day_within_two_years_and_no_role_ends_before_it_begins() {
        let day = Span::days(1);
        for (role, at, until, expected) in [
            (
                Role::Dpo,
                Place::Organisation,
                Some(NOW.plus(OFFICE_MAX)),
                Ok(()),
            ),
            (
                Role::Dpo,
                Place::Organisation,
                None,
                Err(GivingError::NoEnd),
            ),
            (
                Role::Dpo,
                Place::Organisation,
                Some(NOW.plus(OFFICE_MAX).plus(day)),
                Err(GivingError::TooLong),
            ),
            (
                Role::Dpo,
                Place::Organisation,
                Some(NOW),
                Err(GivingError::Over),
            ),
            (
                Role::Dpo,
                BANK,
                Some(NOW.plus(day)),
                Err(GivingError::NotThere),
            ),
            (Role::Caller, BANK, None, Ok(())),
            (
                Role::Caller,
                BANK,
                Some(NOW.minus(day)),
                Err(GivingError::Over),
            ),
            (Role::Organiser, BANK, None, Ok(())),
        ] {
            let one = giving(role, at, until);
            assert_eq!(one.check(NOW), expected, "{role:?} {at:?} {until:?}");
        }
        let old = giving(Role::Caller, BANK, None);
        assert_eq!(old.not_before(NOW.plus(day)).from, NOW.plus(day));
    }
}
