//! The dates of a contest, in their order.

use super::{Kind, Phase};
use crate::moment::{Moment, Span};

/// How long before it begins access, the vote or the close can't be moved to: campaigns and callers must hear of it.
const NOTICE: Span = Span::hours(1);

/// How long after the close what campaigns wrote is gone, where nobody said otherwise.
const DELETED_AFTER: Span = Span::days(30);

/// When each phase begins, as somebody typed it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dates {
    /// From when it is announced.
    pub announced: Moment,
    /// From when candidates are named; a campaign without a contest has none.
    pub nominations: Option<Moment>,
    /// From when campaigns may ring.
    pub access: Moment,
    /// From when members vote; a campaign without a contest has none.
    pub ballot: Option<Moment>,
    /// From when nobody is rung any more.
    pub closed: Moment,
    /// From when what campaigns wrote is gone.
    pub deleted: Moment,
}

/// Why dates are no plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PlanError {
    /// A phase begins before the one in front of it.
    #[error("`{}` begins before `{}`; change one of the two", .0.text(), .1.text())]
    Order(Phase, Phase),
    /// A contest lacks the date of a phase.
    #[error("`{}` has no date; give one", .0.text())]
    Missing(Phase),
    /// A campaign without a contest has no such phase.
    #[error("a campaign without a contest has no `{}`; leave its date out", .0.text())]
    NotItsPhase(Phase),
}

/// Why a date can't be moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MoveError {
    /// The phase has begun, or its date has passed.
    #[error("`{}` has begun; only later phases can be moved", .0.text())]
    Begun(Phase),
    /// The new date is past.
    #[error("that moment is past; choose a later one")]
    Past,
    /// Access, the vote or the close would come within the hour.
    #[error(
        "`access`, `ballot` and `closed` can't begin sooner than an hour from now; choose a later moment"
    )]
    TooSoon,
    /// The dates would be no plan.
    #[error(transparent)]
    Plan(#[from] PlanError),
}

/// When each phase begins; always in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Plan {
    kind: Kind,
    dates: Dates,
}

impl Plan {
    /// Takes dates that are in order: announced ≤ nominations ≤ access < ballot ≤ closed < deleted.
    pub fn parse(kind: Kind, dates: Dates) -> Result<Self, PlanError> {
        for (phase, date) in [
            (Phase::Nominations, dates.nominations),
            (Phase::Ballot, dates.ballot),
        ] {
            match (kind, date) {
                (Kind::Contest, None) => return Err(PlanError::Missing(phase)),
                (Kind::Standing, Some(_)) => return Err(PlanError::NotItsPhase(phase)),
                _ => {}
            }
        }
        let plan = Self { kind, dates };
        let mut before: Option<(Phase, Moment)> = None;
        for (phase, at) in plan.begins() {
            if let Some((earlier, from)) = before {
                // Calls take some time, and so does what comes between the close and the end.
                let strict = earlier == Phase::Access || phase == Phase::Deleted;
                if at < from || (strict && at == from) {
                    return Err(PlanError::Order(phase, earlier));
                }
            }
            before = Some((phase, at));
        }
        Ok(plan)
    }

    /// A plan of which only the calls matter: everything before begins with them, and what was written goes a month after
    /// their end.
    pub fn of_calls(kind: Kind, from: Moment, until: Moment) -> Result<Self, PlanError> {
        let of_contest = |at| (kind == Kind::Contest).then_some(at);
        let dates = Dates {
            announced: from,
            nominations: of_contest(from),
            access: from,
            ballot: of_contest(until),
            closed: until,
            deleted: until.plus(DELETED_AFTER),
        };
        Self::parse(kind, dates)
    }

    /// What it is the plan of.
    pub const fn kind(&self) -> Kind {
        self.kind
    }

    /// When each of its phases begins, in order.
    pub fn begins(&self) -> impl Iterator<Item = (Phase, Moment)> + use<> {
        let plan = *self;
        Phase::ALL
            .into_iter()
            .filter_map(move |phase| plan.at(phase).map(|at| (phase, at)))
    }

    /// When a phase begins; none where it hasn't one.
    pub const fn at(&self, phase: Phase) -> Option<Moment> {
        match phase {
            Phase::Announced => Some(self.dates.announced),
            Phase::Nominations => self.dates.nominations,
            Phase::Access => Some(self.dates.access),
            Phase::Ballot => self.dates.ballot,
            Phase::Closed => Some(self.dates.closed),
            Phase::Deleted => Some(self.dates.deleted),
        }
    }

    /// The phase by the calendar; none before it is announced. A phase begins with its very millisecond.
    pub fn phase_at(&self, now: Moment) -> Option<Phase> {
        self.begins()
            .take_while(|(_, at)| *at <= now)
            .last()
            .map(|(phase, _)| phase)
    }

    /// The first moment to which access may be moved, or set, at `now`.
    pub const fn soonest(now: Moment) -> Moment {
        now.plus(NOTICE)
    }

    /// The next change by the calendar.
    pub fn next_change(&self, now: Moment) -> Option<(Phase, Moment)> {
        self.begins().find(|(_, at)| *at > now)
    }

    /// The same plan with one date moved, where `reached` is the phase that has really begun. What the calendar says has
    /// begun isn't moved either, though no row says so yet; but for access, which waits for what must be ready.
    pub fn moved(
        &self,
        reached: Option<Phase>,
        (phase, to): (Phase, Moment),
        now: Moment,
    ) -> Result<Self, MoveError> {
        if reached.is_some_and(|reached| phase <= reached) {
            return Err(MoveError::Begun(phase));
        }
        let has_passed = self.at(phase).is_some_and(|at| at <= now);
        if has_passed && phase != Phase::Access {
            return Err(MoveError::Begun(phase));
        }
        if to <= now {
            return Err(MoveError::Past);
        }
        let with_notice = matches!(phase, Phase::Access | Phase::Ballot | Phase::Closed);
        if with_notice && to < now.plus(NOTICE) {
            return Err(MoveError::TooSoon);
        }
        let mut dates = self.dates;
        match phase {
            Phase::Announced => dates.announced = to,
            Phase::Nominations => dates.nominations = Some(to),
            Phase::Access => dates.access = to,
            Phase::Ballot => dates.ballot = Some(to),
            Phase::Closed => dates.closed = to,
            Phase::Deleted => dates.deleted = to,
        }
        Ok(Self::parse(self.kind, dates)?)
    }
}
