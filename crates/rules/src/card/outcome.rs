//! How a call ended, with the codes of forms and the API.

use crate::moment::Moment;

/// How far an objection to calls reaches; the order is the reach.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Size {
    /// No more calls from this campaign.
    ThisCampaign,
    /// No more calls from any campaign of the contest.
    AnyCampaign,
    /// No more calls from the organisation at all.
    Anyone,
}

/// How a call ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// The member was spoken to.
    Answered,
    /// Nobody picked up.
    NoAnswer,
    /// The line was busy.
    Busy,
    /// A machine answered.
    Machine,
    /// The number isn't the member's.
    WrongNumber,
    /// The member has moved away.
    Moved,
    /// The member has died.
    Deceased,
    /// The member didn't want to talk now; not an objection to calls.
    Refused,
    /// The member doesn't want calls.
    DontCall(Size),
    /// The member asked to be called then.
    CallBack(Moment),
}

/// Why a form's outcome can't be read; it doesn't repeat what was sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum OutcomeError {
    /// The code isn't one of the list.
    #[error("no such outcome; choose one of the list")]
    Unknown,
    /// A call back without a time.
    #[error("choose when to call back")]
    NoTime,
}

impl Size {
    /// Every size, the smallest first.
    pub const ALL: [Self; 3] = [Self::ThisCampaign, Self::AnyCampaign, Self::Anyone];

    /// The name in tables, entries and the API.
    pub const fn code(self) -> &'static str {
        match self {
            Self::ThisCampaign => "this-campaign",
            Self::AnyCampaign => "any-campaign",
            Self::Anyone => "anyone",
        }
    }

    /// The size of this name, if there is one.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|size| size.code() == code)
    }
}

impl Outcome {
    /// The codes a form can send, in the order a caller sees them.
    pub const CODES: [&'static str; 12] = [
        "answered",
        "no-answer",
        "busy",
        "machine",
        "call-back",
        "refused",
        "wrong-number",
        "moved",
        "deceased",
        "dont-call-this-campaign",
        "dont-call-any-campaign",
        "dont-call-anyone",
    ];

    /// What a call is counted as of which nobody said what came of it: no outcome, for no form can send it.
    pub const UNREPORTED: &'static str = "unreported";

    /// The code in forms, tables, entries and the API.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Answered => "answered",
            Self::NoAnswer => "no-answer",
            Self::Busy => "busy",
            Self::Machine => "machine",
            Self::WrongNumber => "wrong-number",
            Self::Moved => "moved",
            Self::Deceased => "deceased",
            Self::Refused => "refused",
            Self::DontCall(Size::ThisCampaign) => "dont-call-this-campaign",
            Self::DontCall(Size::AnyCampaign) => "dont-call-any-campaign",
            Self::DontCall(Size::Anyone) => "dont-call-anyone",
            Self::CallBack(_) => "call-back",
        }
    }

    /// Reads a code; `call_back_at` is asked for with `call-back` and else passed over.
    pub fn parse(code: &str, call_back_at: Option<Moment>) -> Result<Self, OutcomeError> {
        Ok(match code {
            "answered" => Self::Answered,
            "no-answer" => Self::NoAnswer,
            "busy" => Self::Busy,
            "machine" => Self::Machine,
            "wrong-number" => Self::WrongNumber,
            "moved" => Self::Moved,
            "deceased" => Self::Deceased,
            "refused" => Self::Refused,
            "dont-call-this-campaign" => Self::DontCall(Size::ThisCampaign),
            "dont-call-any-campaign" => Self::DontCall(Size::AnyCampaign),
            "dont-call-anyone" => Self::DontCall(Size::Anyone),
            "call-back" => Self::CallBack(call_back_at.ok_or(OutcomeError::NoTime)?),
            _ => return Err(OutcomeError::Unknown),
        })
    }

    /// The moment to call back, where that is the outcome.
    pub const fn call_back_at(self) -> Option<Moment> {
        match self {
            Self::CallBack(at) => Some(at),
            _ => None,
        }
    }

    /// The size of the objection, where that is the outcome.
    pub const fn objection(self) -> Option<Size> {
        match self {
            Self::DontCall(size) => Some(size),
            _ => None,
        }
    }

    /// The key in the message files.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Answered => "outcome-answered",
            Self::NoAnswer => "outcome-no-answer",
            Self::Busy => "outcome-busy",
            Self::Machine => "outcome-machine",
            Self::WrongNumber => "outcome-wrong-number",
            Self::Moved => "outcome-moved",
            Self::Deceased => "outcome-deceased",
            Self::Refused => "outcome-refused",
            Self::DontCall(Size::ThisCampaign) => "outcome-dont-call-this-campaign",
            Self::DontCall(Size::AnyCampaign) => "outcome-dont-call-any-campaign",
            Self::DontCall(Size::Anyone) => "outcome-dont-call-anyone",
            Self::CallBack(_) => "outcome-call-back",
        }
    }
}
