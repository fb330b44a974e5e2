//! What two people must agree to: one asks and says why, another decides.
//!
//! ```text
//! Asked ──approve──▶ Approved ──finish──▶ Done
//!   │                   └──────fail─────▶ Failed
//!   ├──alone───▶ Approved     (by whoever asked, a day later, where that was said when asking: see [`Kind::may_wait`])
//!   ├──refuse──▶ Refused      (by somebody else)
//!   ├──withdraw▶ Withdrawn    (by whoever asked)
//!   └──lapse───▶ Lapsed       (nobody decided in time, or whoever asked lost the role)
//! ```
//!
//! Nothing leads back, and whoever asked never approves; where nobody else can, a day in which everybody may refuse stands in
//! for the second person. Approving and doing are two states, because an act may be too
//! large for one commit, or may have to wait for something; most go through both in one.

use crate::ids::AccountId;
use crate::moment::{Moment, Span};

macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident = $code:literal;)+) => {
        /// What can be asked for. The names tell nothing about anybody.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Kind { $($(#[$doc])* $name,)+ }

        impl Kind {
            /// Every kind.
            pub const ALL: &'static [Self] = &[$(Self::$name,)+];

            /// The name in tables, entries and the API; never changed.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$name => $code,)+ }
            }

            /// The key of what it is, in the message files.
            pub const fn label(self) -> &'static str {
                match self { $(Self::$name => concat!("request-kind-", $code),)+ }
            }

            /// The kind of this name, if there is one.
            pub fn from_code(code: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|kind| kind.code() == code)
            }
        }
    };
}

kinds! {
    /// Forget a member: destroy what is known of them.
    ForgetMember = "forget-member";
    /// Change how long something is kept.
    ChangeRetention = "change-retention";
    /// Change for how many days backups can be read.
    ChangeBackupKeep = "change-backup-keep";
    /// Let a world go on that came out of a backup.
    ThawWorld = "thaw-world";
    /// Make a code that opens the own record of somebody who holds nothing any more, and nothing else.
    OpenRecord = "open-record";
    /// Give somebody an office, or make them an organiser.
    GrantTerm = "grant-term";
    /// Agree to a test before it begins.
    GrantLicence = "grant-licence";
    /// Make a new code for somebody who holds an office, or organises, and lost every way in.
    RecoverAccount = "recover-account";
    /// Read what a campaign wrote about a member.
    ReadAnswers = "read-answers";
    /// Take a campaign out of its contest.
    WithdrawCampaign = "withdraw-campaign";
}

impl Kind {
    /// How long somebody else has to decide.
    pub const fn lasts(self) -> Span {
        match self {
            Self::ForgetMember
            | Self::ChangeRetention
            | Self::ChangeBackupKeep
            | Self::ThawWorld
            | Self::OpenRecord
            | Self::GrantTerm
            | Self::RecoverAccount
            | Self::ReadAnswers
            | Self::WithdrawCampaign
            | Self::GrantLicence => Span::days(7),
        }
    }
}

/// How long everybody may refuse what one person would do alone.
pub const ALONE_AFTER: Span = Span::days(1);

impl Kind {
    /// Whether a day in which everybody who holds an office may refuse can stand in for the second person, where so few hold
    /// one that there may be none.
    #[expect(
        clippy::match_same_arms,
        reason = "each kind stands with its own reason"
    )]
    pub const fn may_wait(self) -> bool {
        match self {
            // It shows no member and destroys nothing; what is given can be ended again by one person at once.
            Self::GrantTerm => true,
            // A code shows no member by itself; its owner hears of it at once, and a second code ends the first.
            Self::RecoverAccount => true,
            // What is destroyed doesn't come back: that takes two, always. How long something is kept is when it is destroyed.
            Self::ForgetMember | Self::ChangeRetention | Self::ChangeBackupKeep => false,
            // What is tried under it may show members: that takes two, and one of them is the data protection officer.
            Self::GrantLicence => false,
            // Data going out takes two, always: what somebody did here goes to whoever has the code.
            Self::OpenRecord => false,
            // The same: what callers of one campaign wrote goes to somebody outside it.
            Self::ReadAnswers => false,
            // Its roles don't come back. Whatever can't wait is a freeze, which one person presses.
            Self::WithdrawCampaign => false,
            // A world out of a backup may stand on a thief's machine, with a clock of theirs and letters that reach nobody.
            // One officer is enough there: the console asks.
            Self::ThawWorld => false,
        }
    }
}

/// How a request stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// It waits for a second person.
    Asked,
    /// A second person said yes; it is being done.
    Approved,
    /// A second person said no.
    Refused,
    /// Whoever asked took it back.
    Withdrawn,
    /// Nobody decided in time, or whoever asked may not ask any more.
    Lapsed,
    /// It is done.
    Done,
    /// It was approved and could not be done.
    Failed,
}

impl State {
    /// Every state.
    pub const ALL: [Self; 7] = [
        Self::Asked,
        Self::Approved,
        Self::Refused,
        Self::Withdrawn,
        Self::Lapsed,
        Self::Done,
        Self::Failed,
    ];

    /// The name in its column and in the API; never changed.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Asked => "asked",
            Self::Approved => "approved",
            Self::Refused => "refused",
            Self::Withdrawn => "withdrawn",
            Self::Lapsed => "lapsed",
            Self::Done => "done",
            Self::Failed => "failed",
        }
    }

    /// The key of what it says.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Asked => "request-state-asked",
            Self::Approved => "request-state-approved",
            Self::Refused => "request-state-refused",
            Self::Withdrawn => "request-state-withdrawn",
            Self::Lapsed => "request-state-lapsed",
            Self::Done => "request-state-done",
            Self::Failed => "request-state-failed",
        }
    }

    /// The state of this name, if there is one.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }

    /// Whether nothing will happen to it any more.
    pub const fn is_over(self) -> bool {
        !matches!(self, Self::Asked | Self::Approved)
    }
}

/// Why a request doesn't change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RequestError {
    /// Whoever asked wants to decide.
    #[error("whoever asked can't decide; a second person does")]
    SamePerson,
    /// Somebody else wants to take it back.
    #[error("only whoever asked can take a request back")]
    NotTheirs,
    /// The time to decide is over.
    #[error("the time to decide is over; ask again")]
    TimeUp,
    /// The time to decide is not over.
    #[error("there is still time to decide")]
    StillTime,
    /// It was decided before.
    #[error("this was decided before; nothing was changed")]
    Decided,
    /// It is not approved, so it can't be done.
    #[error("this isn't approved; nothing was done")]
    NotApproved,
    /// It waits for a second person, not for a day.
    #[error("this waits for a second person; ask for it once more if nobody else can decide")]
    NotAlone,
    /// The day in which everybody may refuse is not over.
    #[error("everybody may still refuse this; come back when the day is over")]
    DayNotOver,
}

impl RequestError {
    /// Every one.
    pub const ALL: [Self; 8] = [
        Self::SamePerson,
        Self::NotTheirs,
        Self::TimeUp,
        Self::StillTime,
        Self::Decided,
        Self::NotApproved,
        Self::NotAlone,
        Self::DayNotOver,
    ];

    /// The key of what it says.
    pub const fn key(self) -> &'static str {
        match self {
            Self::SamePerson => "request-not-same-person",
            Self::NotTheirs => "request-not-theirs",
            Self::TimeUp => "request-not-time-up",
            Self::StillTime => "request-not-still-time",
            Self::Decided => "request-not-decided",
            Self::NotApproved => "request-not-not-approved",
            Self::NotAlone => "request-not-alone",
            Self::DayNotOver => "request-not-day-over",
        }
    }
}

/// A request, with what its rules hang on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Request {
    /// What is asked for.
    pub kind: Kind,
    /// Who asked.
    pub asker: AccountId,
    /// Until when it can be decided; this moment is already outside.
    pub until: Moment,
    /// How it stands.
    pub state: State,
    /// From when on whoever asked may do it alone; none where it waits for a second person.
    pub alone_from: Option<Moment>,
}

impl Request {
    /// Somebody asks.
    pub const fn ask(kind: Kind, asker: AccountId, now: Moment) -> Self {
        Self {
            kind,
            asker,
            until: now.plus(kind.lasts()),
            state: State::Asked,
            alone_from: None,
        }
    }

    /// Somebody asks for what nobody else can decide: a day stands in for the second person, who may decide it all the same.
    pub fn ask_alone(kind: Kind, asker: AccountId, now: Moment) -> Result<Self, RequestError> {
        if !kind.may_wait() {
            return Err(RequestError::NotAlone);
        }
        Ok(Self {
            alone_from: Some(now.plus(ALONE_AFTER)),
            ..Self::ask(kind, asker, now)
        })
    }

    /// The day is over and nobody refused: whoever asked says that it be done.
    pub fn go_alone(self, who: AccountId, now: Moment) -> Result<Self, RequestError> {
        if self.state != State::Asked {
            return Err(RequestError::Decided);
        }
        if who != self.asker {
            return Err(RequestError::NotTheirs);
        }
        let Some(from) = self.alone_from else {
            return Err(RequestError::NotAlone);
        };
        if now < from {
            return Err(RequestError::DayNotOver);
        }
        if now >= self.until {
            return Err(RequestError::TimeUp);
        }
        Ok(Self {
            state: State::Approved,
            ..self
        })
    }

    /// Somebody else says yes.
    pub fn approve(self, who: AccountId, now: Moment) -> Result<Self, RequestError> {
        self.decide(who, now, State::Approved)
    }

    /// Somebody else says no.
    pub fn refuse(self, who: AccountId, now: Moment) -> Result<Self, RequestError> {
        self.decide(who, now, State::Refused)
    }

    fn decide(self, who: AccountId, now: Moment, state: State) -> Result<Self, RequestError> {
        if self.state != State::Asked {
            return Err(RequestError::Decided);
        }
        if who == self.asker {
            return Err(RequestError::SamePerson);
        }
        if now >= self.until {
            return Err(RequestError::TimeUp);
        }
        Ok(Self { state, ..self })
    }

    /// Whoever asked takes it back, also when its time is over.
    pub fn withdraw(self, who: AccountId) -> Result<Self, RequestError> {
        if who != self.asker {
            return Err(RequestError::NotTheirs);
        }
        self.moved(State::Asked, State::Withdrawn, RequestError::Decided)
    }

    /// Nobody decided in time.
    pub fn lapse(self, now: Moment) -> Result<Self, RequestError> {
        if now < self.until {
            return Err(RequestError::StillTime);
        }
        self.give_up()
    }

    /// Whoever asked may not ask any more, so nobody can approve.
    pub fn give_up(self) -> Result<Self, RequestError> {
        self.moved(State::Asked, State::Lapsed, RequestError::Decided)
    }

    /// It is done.
    pub fn finish(self) -> Result<Self, RequestError> {
        self.moved(State::Approved, State::Done, RequestError::NotApproved)
    }

    /// It could not be done.
    pub fn fail(self) -> Result<Self, RequestError> {
        self.moved(State::Approved, State::Failed, RequestError::NotApproved)
    }

    fn moved(self, from: State, to: State, other: RequestError) -> Result<Self, RequestError> {
        if self.state == from {
            Ok(Self { state: to, ..self })
        } else {
            Err(other)
        }
    }
}

/// Why somebody asks, or decides as they do, in their own words.
///
/// It may name people, so it is kept sealed and doesn't print.
#[derive(Clone, PartialEq, Eq)]
pub struct Because(String);

/// Why a text is no reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BecauseError {
    /// There is too little in it.
    #[error("say why, in a few words")]
    Short,
    /// It is too long.
    #[error("say why in at most 500 letters")]
    Long,
}

impl Because {
    const CHARS_MIN: usize = 8;
    const CHARS_MAX: usize = 500;

    /// Reads a reason: white space is drawn together, and eight letters are the least.
    pub fn parse(text: &str) -> Result<Self, BecauseError> {
        let words: Vec<&str> = text.split_whitespace().collect();
        let text: String = words
            .join(" ")
            .chars()
            .filter(|c| !c.is_control())
            .collect();
        match text.chars().count() {
            n if n < Self::CHARS_MIN => Err(BecauseError::Short),
            n if n > Self::CHARS_MAX => Err(BecauseError::Long),
            _ => Ok(Self(text)),
        }
    }

    /// The words.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for Because {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Because(…)")
    }
}

#[cfg(test)]
mod tests;
