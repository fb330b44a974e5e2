//! Whether a member may be rung now: one closed list of reasons why not.

use crate::card::Size;
use crate::moment::Moment;
use crate::pack::RulePack;

/// How the member stands with the organisation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// A member.
    Current,
    /// No longer a member.
    Ended,
    /// The member has died.
    Deceased,
}

/// A mark the officer has set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Care {
    /// None.
    Usual,
    /// The data is kept and not used (GDPR Art. 18).
    Restricted,
    /// Nobody is to find this person through a phone bank.
    Protected,
}

/// What of a member decides whether they may be rung, for one campaign.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MemberFacts {
    /// How the member stands.
    pub standing: Standing,
    /// The largest objection that reaches this campaign.
    pub objection: Option<Size>,
    /// The officer's mark.
    pub care: Care,
    /// The youngest age the member can have; none where the roll doesn't say.
    pub age_at_least: Option<u8>,
    /// Whether this campaign has reported the member as moved, deceased or not at the number.
    pub reported: bool,
    /// Until when the member rests from the last call, or the moment to call them back.
    pub resting_until: Option<Moment>,
    /// Whether the member lies on another desk.
    pub open_elsewhere: bool,
}

/// What of a member's telephone numbers decides, all numbers taken together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NumberFacts {
    /// Whether there is a number a person can be rung at.
    pub callable: bool,
    /// Whether every such number stands on the organisation's do-not-call list.
    pub do_not_call: bool,
    /// Whether one of the numbers lies on another desk, under whatever member.
    pub open_elsewhere: bool,
}

macro_rules! not_now {
    ($($(#[$doc:meta])* $name:ident $({ $($field:tt)* })? = $key:literal;)+) => {
        /// Why a member isn't rung now.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum NotNow { $($(#[$doc])* $name $({ $($field)* })?,)+ }

        impl NotNow {
            /// The key of each reason in the message files.
            pub const KEYS: &'static [&'static str] = &[$(concat!("not-now-", $key),)+];

            /// The key in the message files.
            pub const fn key(self) -> &'static str {
                match self { $(Self::$name { .. } => concat!("not-now-", $key),)+ }
            }
        }
    };
}

not_now! {
    /// The member has died.
    Deceased = "deceased";
    /// No longer a member.
    Ended = "ended";
    /// The data is kept and not used.
    Restricted = "restricted";
    /// The member is protected.
    Protected = "protected";
    /// The member objected to calls.
    Objection {
        /// How far the objection reaches.
        size: Size
    } = "objection";
    /// The member is or may be too young.
    UnderAge = "under-age";
    /// This campaign reported the member, and the officer hasn't looked yet.
    Reported = "reported";
    /// There is no number to ring.
    NoNumber = "no-number";
    /// Every number is on the do-not-call list.
    DoNotCall = "do-not-call";
    /// The member lies on another desk.
    OpenElsewhere = "open-elsewhere";
    /// The number lies on another desk.
    NumberOpenElsewhere = "number-open-elsewhere";
    /// The member rests.
    Resting {
        /// Until when.
        until: Moment
    } = "resting";
    /// It isn't an hour for calls.
    OutsideHours {
        /// When the next such hour begins; none within a fortnight.
        next: Option<Moment>
    } = "outside-hours";
}

impl NotNow {
    /// Whether it stands until somebody does something about it: it ends with no rest, no hour and no new number.
    pub const fn lasts(self) -> bool {
        match self {
            Self::Deceased
            | Self::Ended
            | Self::Restricted
            | Self::Protected
            | Self::Objection { .. }
            | Self::UnderAge
            | Self::Reported
            | Self::DoNotCall => true,
            Self::NoNumber
            | Self::OpenElsewhere
            | Self::NumberOpenElsewhere
            | Self::Resting { .. }
            | Self::OutsideHours { .. } => false,
        }
    }
}

/// Decides whether the member may be rung at `now`; what lasts longest is said first.
pub fn may_ring(
    member: &MemberFacts,
    number: &NumberFacts,
    pack: &RulePack,
    now: Moment,
) -> Result<(), NotNow> {
    for_ever(member, pack)?;
    if !number.callable {
        return Err(NotNow::NoNumber);
    }
    if number.do_not_call {
        return Err(NotNow::DoNotCall);
    }
    if member.open_elsewhere {
        return Err(NotNow::OpenElsewhere);
    }
    if number.open_elsewhere {
        return Err(NotNow::NumberOpenElsewhere);
    }
    match member.resting_until {
        Some(until) if now < until => return Err(NotNow::Resting { until }),
        _ => {}
    }
    if pack.is_open(now) {
        Ok(())
    } else {
        Err(NotNow::OutsideHours {
            next: pack.next_open(now),
        })
    }
}

fn for_ever(member: &MemberFacts, pack: &RulePack) -> Result<(), NotNow> {
    match member.standing {
        Standing::Deceased => return Err(NotNow::Deceased),
        Standing::Ended => return Err(NotNow::Ended),
        Standing::Current => {}
    }
    match member.care {
        Care::Restricted => return Err(NotNow::Restricted),
        Care::Protected => return Err(NotNow::Protected),
        Care::Usual => {}
    }
    if let Some(size) = member.objection {
        return Err(NotNow::Objection { size });
    }
    if member.age_at_least.is_some_and(|age| age < pack.age_min()) {
        return Err(NotNow::UnderAge);
    }
    if member.reported {
        Err(NotNow::Reported)
    } else {
        Ok(())
    }
}

impl NumberFacts {
    /// A member without any number.
    pub const NONE: Self = Self {
        callable: false,
        do_not_call: false,
        open_elsewhere: false,
    };

    /// The facts of one callable number.
    pub const fn of_one(do_not_call: bool, open_elsewhere: bool) -> Self {
        Self {
            callable: true,
            do_not_call,
            open_elsewhere,
        }
    }

    /// The facts of a member's numbers taken together.
    ///
    /// A do-not-call number is left off the card; the member can be rung while another is left,
    /// and while none of those lies on another desk.
    pub fn of_all(numbers: impl IntoIterator<Item = Self>) -> Self {
        let callable = numbers.into_iter().filter(|number| number.callable);
        callable.fold(Self::NONE, |all, one| {
            match (all.callable && !all.do_not_call, one) {
                (
                    _,
                    Self {
                        do_not_call: true, ..
                    },
                ) if all.callable => all,
                (true, one) => Self {
                    open_elsewhere: all.open_elsewhere || one.open_elsewhere,
                    ..all
                },
                (false, one) => one,
            }
        })
    }
}

#[cfg(test)]
mod tests;
