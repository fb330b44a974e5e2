//! The questions every decision is put together from.

use std::cmp::Reverse;

use crate::ids::{AccountId, BranchId};
use crate::moment::Moment;
use crate::policy::{Action, Actor, Facts, Opened, Reason, Resource, Role, Scope, Session, Term};
use crate::request::Kind;

/// One question to policy, with all it hangs on.
pub(super) struct Ask<'a> {
    pub(super) actor: &'a Actor,
    pub(super) resource: &'a Resource,
    pub(super) facts: &'a Facts,
    pub(super) now: Moment,
}

/// What makes an act allowed: the purpose it is done for, and how long that holds.
pub(super) struct Leave {
    pub(super) purpose: &'static str,
    pub(super) until: Option<Moment>,
    /// The branch whose role it comes from, where it comes from one.
    pub(super) branch: Option<BranchId>,
}

pub(super) type Verdict = Result<Leave, Reason>;

impl Leave {
    /// A leave that comes from no role.
    pub(super) const fn for_purpose(purpose: &'static str) -> Self {
        Self {
            purpose,
            until: None,
            branch: None,
        }
    }

    /// The leave that a role gives.
    const fn of(term: &Term) -> Self {
        Self {
            purpose: term.role.purpose(),
            until: term.until,
            branch: match term.scope {
                Scope::Branch(branch) => Some(branch),
                Scope::Organisation | Scope::Contest(_) | Scope::Campaign(_) | Scope::Bank(_) => {
                    None
                }
            },
        }
    }
}

impl Ask<'_> {
    /// The session runs, and more of it than setting a password is open.
    pub(super) fn signed_in(&self) -> Result<&Self, Reason> {
        self.session_runs()?;
        match self.actor.opened {
            Opened::SetUp => Err(Reason::SetUpFirst),
            Opened::Code
            | Opened::Password
            | Opened::Passkey
            | Opened::PasswordAlone
            | Opened::Joined
            | Opened::Device
            | Opened::Oidc
            | Opened::OidcAlone
            | Opened::Token
            | Opened::Program
            | Opened::Console
            | Opened::Demo
            | Opened::Member => Ok(self),
        }
    }

    /// The session runs, whatever it opens.
    pub(super) const fn session_runs(&self) -> Result<&Self, Reason> {
        match self.actor.session {
            Session::Running | Session::Aged => Ok(self),
            Session::Ended => Err(Reason::SignedOut),
        }
    }

    /// Whether who it is was shown as lately as the act wants it.
    pub(super) const fn shown_lately(&self, action: Action) -> Result<(), Reason> {
        match self.actor.session {
            Session::Aged if action.wants_fresh() => Err(Reason::ShowAgain),
            Session::Aged | Session::Running | Session::Ended => Ok(()),
        }
    }

    /// A program does nothing that takes a person.
    pub(super) const fn by_a_person(&self, action: Action) -> Result<(), Reason> {
        if matches!(self.actor.opened, Opened::Program) && action.takes_a_person() {
            Err(Reason::ByHand)
        } else {
            Ok(())
        }
    }

    /// Whether this session may use the term: one that was opened with a password alone, with a device key, or by joining,
    /// uses a caller's terms and no others.
    fn serves(&self, term: &Term) -> bool {
        !self.actor.opened.only_rings() || term.role == Role::Caller
    }

    /// The account holds one of these roles, running now and reaching the resource.
    ///
    /// Of several such terms the one that lasts longest counts.
    pub(super) fn holds(&self, roles: &[Role]) -> Verdict {
        let reaching = || {
            let terms = self.actor.terms.iter();
            terms.filter(|term| term.role.fits(term.scope) && self.resource.lies_in(term.scope))
        };
        let wanted = || reaching().filter(|term| roles.contains(&term.role));
        let running = || wanted().filter(|term| term.runs(self.now));
        if let Some(term) = longest(running().filter(|term| self.serves(term))) {
            return Ok(Leave::of(term));
        }
        if running().next().is_some() {
            return Err(Reason::RingsOnly);
        }
        if wanted().any(|term| term.is_over(self.now)) {
            return Err(Reason::TermEnded);
        }
        if wanted().next().is_some() {
            return Err(Reason::TermNotBegun);
        }
        if reaching().any(|term| term.runs(self.now)) {
            return Err(Reason::NotYourRole);
        }
        Err(self.out_of_reach())
    }

    /// The account holds one of these roles for the whole organisation. Whoever holds one of a branch that reaches the
    /// resource is told that others do this; whoever reaches nothing of it learns nothing.
    pub(super) fn holds_whole(&self, roles: &[Role]) -> Verdict {
        let whole = Ask {
            resource: &Resource::Organisation,
            ..*self
        };
        whole.holds(roles).map_err(|why| match self.holds(roles) {
            Ok(_) => Reason::WholeRoll,
            // Nothing of a branch says why it isn't theirs.
            Err(Reason::NotYours) => Reason::NotYours,
            Err(_) => why,
        })
    }

    /// The account holds this role running somewhere, wherever that is.
    pub(super) fn holds_somewhere(&self, role: Role) -> Verdict {
        let held = || {
            let terms = self.actor.terms.iter();
            terms.filter(|term| term.role == role && term.role.fits(term.scope))
        };
        let running = || held().filter(|term| term.runs(self.now));
        if let Some(term) = longest(running().filter(|term| self.serves(term))) {
            return Ok(Leave::of(term));
        }
        if running().next().is_some() {
            return Err(Reason::RingsOnly);
        }
        if held().any(|term| term.is_over(self.now)) {
            return Err(Reason::TermEnded);
        }
        Err(if held().next().is_some() {
            Reason::TermNotBegun
        } else {
            Reason::NotYourRole
        })
    }

    /// The operator at the machine's console, or else one of these roles.
    pub(super) fn console_or(&self, roles: &[Role]) -> Verdict {
        match self.actor.opened {
            Opened::Console => Ok(Leave::for_purpose("run the machine")),
            Opened::Code
            | Opened::SetUp
            | Opened::Password
            | Opened::Passkey
            | Opened::PasswordAlone
            | Opened::Joined
            | Opened::Device
            | Opened::Oidc
            | Opened::OidcAlone
            | Opened::Token
            | Opened::Program
            | Opened::Demo
            | Opened::Member => self.holds(roles),
        }
    }

    /// The account stands, and stood, in no campaign of the contest, on whatever side.
    pub(super) const fn apart(&self) -> Result<(), Reason> {
        if self.facts.in_contest {
            Err(Reason::InContest)
        } else {
            Ok(())
        }
    }

    /// A second official agrees to what is done to a campaign: apart from its contest, and of no campaign of the asker's.
    ///
    /// Whoever may not decide it learns nothing of it, also where another role of theirs reaches the campaign.
    pub(super) fn agrees(&self, deciders: &[Role], asker: AccountId) -> Verdict {
        let leave = self.holds(deciders).map_err(|why| match why {
            Reason::NotYourRole => Reason::NotYours,
            other => other,
        })?;
        if self.is_self(asker) {
            return Err(Reason::SecondPerson);
        }
        self.apart()?;
        if self.facts.same_campaign {
            return Err(Reason::SameCampaign);
        }
        Ok(leave)
    }

    /// The account is the actor's own.
    pub(super) fn is_self(&self, account: AccountId) -> bool {
        self.actor.account == account
    }

    /// The resource is a card dealt to this account.
    pub(super) fn own_card(&self) -> Result<(), Reason> {
        match *self.resource {
            Resource::Card { holder, .. } if self.is_self(holder) => Ok(()),
            Resource::Card { .. } => Err(Reason::NotYourCard),
            _ => Err(Reason::NoSuchAct),
        }
    }

    /// No freeze stops the act.
    ///
    /// One that came out of a backup keeps nobody from letting the world go on.
    pub(super) const fn thawed(&self, action: Action) -> Result<(), Reason> {
        let is_thaw = match action {
            Action::AskRequest | Action::DecideRequest => matches!(
                self.resource,
                Resource::Request {
                    kind: Kind::ThawWorld,
                    ..
                }
            ),
            Action::SeeRequests => self.facts.world_frozen,
            _ => false,
        };
        match self.facts.frozen {
            Some(what) if what.stops(action, self.resource) && !is_thaw => Err(Reason::Frozen),
            Some(_) | None => Ok(()),
        }
    }

    /// The phase is open.
    pub(super) fn phase_open(&self) -> Result<(), Reason> {
        if self.facts.phase_open {
            Ok(())
        } else {
            Err(Reason::PhaseNotOpen)
        }
    }

    /// Calls may be made: phase and bank are open.
    pub(super) fn calls_open(&self) -> Result<(), Reason> {
        self.phase_open()?;
        if self.facts.bank_open {
            Ok(())
        } else {
            Err(Reason::BankNotOpen)
        }
    }

    /// Whoever asks has practised, where the bank wants it.
    pub(super) const fn trained(&self) -> Result<(), Reason> {
        if self.facts.untrained {
            Err(Reason::PractiseFirst)
        } else {
            Ok(())
        }
    }

    /// What to say of a thing no term reaches.
    const fn out_of_reach(&self) -> Reason {
        match self.resource {
            Resource::Bank { .. } => Reason::NotYourBank,
            Resource::Card { .. } => Reason::NotYourCard,
            Resource::Contest { .. } | Resource::Campaign { .. } | Resource::Term { .. } => {
                Reason::NotYourCampaign
            }
            Resource::Import { .. } | Resource::ConsoleImport => Reason::NotYourImport,
            Resource::Organisation
            | Resource::Ledger
            | Resource::Branch { .. }
            | Resource::Member { .. }
            | Resource::Request { .. }
            | Resource::ForgetRequest { .. }
            | Resource::TermRequest { .. }
            | Resource::LicenceRequest { .. }
            | Resource::Answers { .. }
            | Resource::Withdrawal { .. }
            | Resource::Freeze { .. }
            | Resource::Licence { .. }
            | Resource::AccountRequest { .. }
            | Resource::OwnMember { .. }
            | Resource::OwnPage { .. }
            | Resource::Account { .. }
            | Resource::Left { .. } => Reason::NotYours,
        }
    }
}

fn longest<'a>(terms: impl Iterator<Item = &'a Term>) -> Option<&'a Term> {
    // The organisation's role before a branch's: an entry names a branch only where nothing else gave leave.
    terms.max_by_key(|term| {
        (
            !matches!(term.scope, Scope::Branch(_)),
            term.until.is_none(),
            term.until,
            // Of those that tie always the same one, in whatever order they were read.
            Reverse((term.role, term.scope)),
        )
    })
}
