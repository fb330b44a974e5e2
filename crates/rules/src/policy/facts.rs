//! What else a decision hangs on, as read in the act's own transaction.

use crate::freeze::What;

/// The state of the place an act is done in.
///
/// The default is the safe one: nothing is open. For acts outside a campaign, which don't ask,
/// pass [`Facts::SHUT`].
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a fact of its own, and no two of them exclude each other"
)]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Facts {
    /// Whether the contest's phase for calling is open at this moment.
    pub phase_open: bool,
    /// The freeze that stops this act, if one does; the store fills it in for every act.
    pub frozen: Option<What>,
    /// Whether the bank is open, not paused or closed.
    pub bank_open: bool,
    /// Whether the whole world stands still after a restore; the store fills it in for every act.
    pub world_frozen: bool,
    /// Whether so few accounts hold an office that an auditor may be the second person; the store fills it in where it
    /// counts.
    pub few_offices: bool,
    /// Whether nobody else holds the office that is to be ended.
    pub last_in_office: bool,
    /// Whether the one behind this act ended another colleague's office within the last day.
    pub ended_another: bool,
    /// Whether the account whose access is to end checks the offices: it audits, or sits on an election's committee.
    pub checks_offices: bool,
    /// Whether the one who asks or decides stands in the campaign of what takes two people; the store fills it in.
    pub same_campaign: bool,
    /// Whether the one behind this act holds or ever held a role in a campaign of the contest; the store fills it in where it
    /// counts.
    pub in_contest: bool,
    /// Whether the bank wants practice of its callers, and the one behind this act hasn't practised.
    pub untrained: bool,
}

/// With fewer accounts than this in an office, an auditor may be the second person who agrees to a role.
pub const OFFICES_FEW: u32 = 4;

impl Facts {
    /// Nothing is open, nothing frozen.
    pub const SHUT: Self = Self {
        phase_open: false,
        frozen: None,
        bank_open: false,
        world_frozen: false,
        few_offices: false,
        last_in_office: false,
        ended_another: false,
        checks_offices: false,
        same_campaign: false,
        in_contest: false,
        untrained: false,
    };

    /// The phase and the bank are open.
    pub const OPEN: Self = Self {
        phase_open: true,
        frozen: None,
        bank_open: true,
        world_frozen: false,
        few_offices: false,
        last_in_office: false,
        ended_another: false,
        checks_offices: false,
        same_campaign: false,
        in_contest: false,
        untrained: false,
    };

    /// The same, with the phase not open.
    #[must_use]
    pub const fn before_phase(self) -> Self {
        Self {
            phase_open: false,
            ..self
        }
    }

    /// The same, with the campaign frozen.
    #[must_use]
    pub const fn frozen(self) -> Self {
        Self {
            frozen: Some(What::Campaign),
            ..self
        }
    }

    /// The same, with the whole world frozen.
    #[must_use]
    pub const fn in_ice(self) -> Self {
        Self {
            world_frozen: true,
            ..self
        }
    }

    /// The same, with the bank paused.
    #[must_use]
    pub const fn paused(self) -> Self {
        Self {
            bank_open: false,
            ..self
        }
    }

    /// The same, where the bank wants practice that the actor lacks.
    #[must_use]
    pub const fn untrained(self) -> Self {
        Self {
            untrained: true,
            ..self
        }
    }

    /// The same, with few accounts in an office.
    #[must_use]
    pub const fn with_few_offices(self) -> Self {
        Self {
            few_offices: true,
            ..self
        }
    }

    /// The same, where nobody else holds the office.
    #[must_use]
    pub const fn last_in_office(self) -> Self {
        Self {
            last_in_office: true,
            ..self
        }
    }

    /// The same, where the actor ended another colleague's office within the last day.
    #[must_use]
    pub const fn ended_another(self) -> Self {
        Self {
            ended_another: true,
            ..self
        }
    }

    /// The same, where the actor stands in the campaign of what takes two people.
    #[must_use]
    pub const fn of_same_campaign(self) -> Self {
        Self {
            same_campaign: true,
            ..self
        }
    }

    /// The same, where the actor stands or stood in a campaign of the contest.
    #[must_use]
    pub const fn in_contest(self) -> Self {
        Self {
            in_contest: true,
            ..self
        }
    }
}
