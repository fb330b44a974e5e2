//! Whether a member may be rung now: one closed list of reasons why not.
//!
//! [`may_ring`] is asked when a card is dealt and once more before its number is shown. What lasts longest is said first.

use crate::card::Size;
use crate::fairness::Terms;
use crate::fairness::slots::{self, NotYet, Rung};
use crate::ids::CampaignId;
use crate::moment::{Date, Moment, Span};
use crate::pack::{RulePack, Whereabouts};
use crate::screening::{Dated, Listed};

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

/// Whose the member is to whoever would ring them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kin {
    /// Nobody known.
    Nobody,
    /// Somebody who holds an office, or works for the campaign that asks.
    Staff,
    /// Somebody whom the caller said they know.
    Known,
    /// The caller, or somebody at the caller's own number or address.
    Own,
}

/// What was rung of the member in the contest, beside the contest's terms.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Turn {
    /// The terms.
    pub terms: Terms,
    /// The campaign that asks.
    pub campaign: CampaignId,
    /// The campaign with first call on the member, if one has it.
    pub first: Option<CampaignId>,
    /// What was rung.
    pub rung: Rung,
    /// Whether the member asked this campaign to ring again, and that moment has come and isn't long ago: such a call breaks no
    /// rest of theirs.
    pub is_asked_for: bool,
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
    /// Whose the member is.
    pub kin: Kin,
    /// Whether the member said to the organisation that its calls are fine: that stands above a screening list.
    pub calls_are_fine: bool,
    /// What the contest's terms say; none where it has no rivals.
    pub turn: Option<Turn>,
    /// Where the member is, as far as the roll says.
    pub whereabouts: Whereabouts,
    /// Until when the member rests from the last call, or the moment to call them back.
    pub resting_until: Option<Moment>,
    /// Whether the member lies on another desk.
    pub open_elsewhere: bool,
}

/// What of one telephone number decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NumberFacts {
    /// Whether it stands on the organisation's do-not-call list.
    pub do_not_call: bool,
    /// Whether it stands on a screening list, and since when.
    pub listed: Option<Listed>,
    /// How many members have it, counted to one more than an office has.
    pub shared_by: u16,
    /// Whether the caller's own record has it.
    pub callers_own: bool,
    /// Whether it lies on another desk, under whatever member.
    pub open_elsewhere: bool,
    /// When it was last rung for another member who has it.
    pub rung_at: Option<Moment>,
}

impl NumberFacts {
    /// A number of one member that nothing stands against.
    pub const FREE: Self = Self {
        do_not_call: false,
        listed: None,
        shared_by: 1,
        callers_own: false,
        open_elsewhere: false,
        rung_at: None,
    };
}

/// What decides beside the member.
#[derive(Debug, Clone, Copy)]
pub struct Frame<'a> {
    /// The rules of the region.
    pub pack: &'a RulePack,
    /// How old each screening list is.
    pub lists: &'a [Dated],
    /// Now.
    pub now: Moment,
}

/// The message key for whoever was stopped for good: by an objection, a mark, an end, a report.
pub const STOPPED_KEY: &str = "why-stopped";

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
    /// The member is the caller, or lives with them.
    OwnHousehold = "own-household";
    /// The caller said that they know the member.
    Known = "known";
    /// The member holds an office, or works for this campaign.
    Staff = "staff";
    /// There is no number to ring.
    NoNumber = "no-number";
    /// Every number is on the do-not-call list.
    DoNotCall = "do-not-call";
    /// Every number that is left is on a screening list.
    Screened = "screened";
    /// Every number that is left is an office's: so many members have it that nobody in particular would answer.
    OfficeNumber = "office-number";
    /// The campaign has used all its calls to the member.
    CallsUsed = "calls-used";
    /// A screening list that must be there is not, or is too old: nobody is rung.
    ListTooOld = "list-too-old";
    /// Another campaign has first call.
    KeptFor {
        /// Until when.
        until: Moment
    } = "kept-for";
    /// The member lies on another desk.
    OpenElsewhere = "open-elsewhere";
    /// The number lies on another desk.
    NumberOpenElsewhere = "number-open-elsewhere";
    /// The member rests, or the number does.
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
    /// Whether it stands until somebody does something about it: it ends with no rest, no hour, no new number and no new list.
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
            Self::OwnHousehold
            | Self::Known
            | Self::Staff
            | Self::NoNumber
            | Self::Screened
            | Self::OfficeNumber
            | Self::CallsUsed
            | Self::ListTooOld
            | Self::KeptFor { .. }
            | Self::OpenElsewhere
            | Self::NumberOpenElsewhere
            | Self::Resting { .. }
            | Self::OutsideHours { .. } => false,
        }
    }

    /// The message key for a caller or an organiser: what stands for good, and who works for the organisation, is not told apart,
    /// since each of these is something that a person has told the office alone.
    pub const fn told(self) -> &'static str {
        if self.lasts() || matches!(self, Self::Staff) {
            STOPPED_KEY
        } else {
            self.key()
        }
    }

    /// Whether it stands against everybody alike, so that no other member need be looked at: a list that is too old, and hours
    /// where they have begun in no place.
    pub fn is_everybodys(self, pack: &RulePack, now: Moment) -> bool {
        match self {
            Self::ListTooOld | Self::OutsideHours { next: None } => true,
            Self::OutsideHours { .. } => !pack.is_open_somewhere(now),
            _ => false,
        }
    }
}

/// Decides whether the member may be rung now, at any of `numbers`; what lasts longest is said first.
pub fn may_ring(
    member: &MemberFacts,
    numbers: &[NumberFacts],
    frame: Frame<'_>,
) -> Result<(), NotNow> {
    let Frame { pack, lists, now } = frame;
    for_ever(member, pack)?;
    any_stands(member, numbers, frame)?;
    let yet = member.turn.map_or(Ok(()), |turn| turn.may_ring(now));
    if yet == Err(NotYet::Used) {
        return Err(NotNow::CallsUsed);
    }
    let today = frame.today();
    if pack
        .screens()
        .iter()
        .any(|screen| screen.is_too_old(lists, today))
    {
        return Err(NotNow::ListTooOld);
    }
    if let Err(NotYet::KeptFor { until }) = yet {
        return Err(NotNow::KeptFor { until });
    }
    if member.open_elsewhere {
        return Err(NotNow::OpenElsewhere);
    }
    let left = || {
        numbers
            .iter()
            .filter(|number| stands(member, number, frame).is_ok())
    };
    if left().any(|number| number.open_elsewhere) {
        return Err(NotNow::NumberOpenElsewhere);
    }
    let is_asked_for = member.turn.is_some_and(|turn| turn.is_asked_for);
    let rests = match yet {
        Err(NotYet::Rests { until }) if !is_asked_for => Some(until),
        _ => None,
    };
    // Whom somebody else has at the same number asked for no call.
    let of_numbers = left()
        .filter_map(|number| number_rests(member, number, pack))
        .max();
    let until = member.resting_until.max(rests).max(of_numbers);
    if let Some(until) = until.filter(|until| now < *until) {
        return Err(NotNow::Resting { until });
    }
    if yet == Err(NotYet::Over) {
        return Err(NotNow::OutsideHours { next: None });
    }
    if pack.is_open_at(member.whereabouts, now) {
        Ok(())
    } else {
        Err(NotNow::OutsideHours {
            next: pack.next_open_at(member.whereabouts, now),
        })
    }
}

/// Whether the number may stand on the member's card: nothing that lasts longer than a rest is against it.
///
/// # Errors
/// What is.
pub fn stands(member: &MemberFacts, number: &NumberFacts, frame: Frame<'_>) -> Result<(), NotNow> {
    if number.do_not_call {
        return Err(NotNow::DoNotCall);
    }
    let today = frame.today();
    let is_listed = |listed: Listed| listed.counts_on(today, frame.pack.grace_days(listed.list));
    if !member.calls_are_fine && number.listed.is_some_and(is_listed) {
        return Err(NotNow::Screened);
    }
    if frame
        .pack
        .office_from()
        .is_some_and(|from| number.shared_by > from)
    {
        return Err(NotNow::OfficeNumber);
    }
    Ok(())
}

impl Turn {
    fn may_ring(&self, now: Moment) -> Result<(), NotYet> {
        slots::may_ring(&self.terms, (self.campaign, self.first), &self.rung, now)
    }
}

/// Whether any number is left; if not, what stands against the one that comes furthest.
fn any_stands(
    member: &MemberFacts,
    numbers: &[NumberFacts],
    frame: Frame<'_>,
) -> Result<(), NotNow> {
    // A number of the caller's own household keeps the whole household away, whichever other number its members have.
    if numbers.iter().any(|number| number.callers_own) {
        return Err(NotNow::OwnHousehold);
    }
    let mut why = NotNow::NoNumber;
    for number in numbers {
        match stands(member, number, frame) {
            Ok(()) => return Ok(()),
            Err(reason) => why = furthest(why, reason),
        }
    }
    Err(why)
}

/// Of two reasons against two numbers the one that an act could lift the soonest.
fn furthest(one: NotNow, other: NotNow) -> NotNow {
    let step = |reason| match reason {
        NotNow::NoNumber => 0,
        NotNow::DoNotCall => 1,
        NotNow::Screened => 2,
        _ => 3,
    };
    if step(other) > step(one) { other } else { one }
}

/// Until when a number rests that was rung for somebody else. Where a contest ends, the rest takes no call from those who are
/// still to come: it is at most an equal part of the time that was left.
fn number_rests(member: &MemberFacts, number: &NumberFacts, pack: &RulePack) -> Option<Moment> {
    let at = number.rung_at?;
    let rest = pack.number_rest()?;
    let room = member.turn.map_or(rest.as_millis(), |turn| {
        let left = turn.terms.closes_at().since(at).as_millis().max(0);
        left / (i64::from(number.shared_by) + 1)
    });
    Some(at.plus(Span::millis(room.min(rest.as_millis()))))
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
        return Err(NotNow::Reported);
    }
    match member.kin {
        Kin::Own => Err(NotNow::OwnHousehold),
        Kin::Known => Err(NotNow::Known),
        Kin::Staff => Err(NotNow::Staff),
        Kin::Nobody => Ok(()),
    }
}

impl Frame<'_> {
    /// The day, as the pack's zone has it.
    fn today(self) -> Date {
        self.pack.zone().local(self.now).date
    }
}

#[cfg(test)]
mod tests;
