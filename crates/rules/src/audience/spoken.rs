//! What came of one campaign's own calls, as a state that stands still.
//!
//! A caller may report anything, so who is "reached" is a subset of the campaign's own choosing: two campaigns that ring the same
//! members but for one would read that one off two tables. So a state is kept when it is made and moves seldom ([`may_move`]), levels only
//! go up, every state of every campaign has a noise of its own (the same people have another number in another state, so which
//! numbers moved says nothing), the noise is wide ([`Noise::own_choice`]), and one group alone stands beside it in a question. What that leaves
//! is measured by `campaigns_that_choose_whom_they_reached_learn_little_of_anybody` and said in
//! `docs/decisions/0050-states-of-own-calls.md`.
//!
//! Answers to one question of the campaign's choosing are levels of the same state, above "reached": no second table of the same people
//! (`docs/decisions/0051-own-answers-are-levels.md`).

use super::columns::{Columns, MemberCodes};
use super::levels::UnknownLevel;
use super::{Audience, Choice, Count, Field};
use crate::counts::{AUDIENCE_MIN, Cell, Noise, Part, Safe, uncovering};
use crate::ids::MemberId;
use crate::moment::{Moment, Span};
use crate::person::AgeBand;

/// A state moves when so many members' levels differ from the one that stands; the first is made when so many were rung.
pub const CHANGED_MIN: u64 = AUDIENCE_MIN;
/// A campaign has so many states in a contest.
pub const STATES_MAX: u32 = 8;
/// A state stands so long at least.
pub const STATE_AT_LEAST: Span = Span::days(7);
/// So many of a campaign's questions in a contest may ask for what came of its own calls.
pub const SPOKEN_QUESTIONS_MAX: u64 = 8;

/// So many answers to one question are told apart, at most.
pub const ANSWERS_MAX: usize = 6;

/// The place of an answer among those of its question, in the order in which they are read out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AnswerPlace(u8);

impl AnswerPlace {
    /// Every place, the first first.
    pub const ALL: [Self; ANSWERS_MAX] = [Self(0), Self(1), Self(2), Self(3), Self(4), Self(5)];

    /// The place with so many before it; none from [`ANSWERS_MAX`] on.
    pub fn after(before: usize) -> Option<Self> {
        Self::ALL.get(before).copied()
    }

    /// How many are before it.
    pub fn before(self) -> usize {
        usize::from(self.0)
    }

    const fn text(self) -> &'static str {
        match self.0 {
            0 => "answer-1",
            1 => "answer-2",
            2 => "answer-3",
            3 => "answer-4",
            4 => "answer-5",
            _ => "answer-6",
        }
    }
}

/// What came of a campaign's own calls to a member in this contest, as it stood when its state was made. The order is the way it goes:
/// nobody ever goes back, and of two answers the newer stands ([`Stand::with`]).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Spoken {
    /// This campaign has not rung them.
    NotRung,
    /// Rung, and nobody was spoken to.
    NotReached,
    /// Somebody was spoken to at least once, also where they wished to be rung again.
    Reached,
    /// They gave this answer to the question of which the campaign counts the answers.
    Answered(AnswerPlace),
    /// They gave one of the answers: which one is sealed beside a bank, or not known any more. Nobody stands so, and nobody can ask for it.
    SomeAnswer,
}

impl Spoken {
    /// Every level, the lowest first; a state has the first three, and as many answers as its question.
    pub const ALL: [Self; 3 + ANSWERS_MAX] = [
        Self::NotRung,
        Self::NotReached,
        Self::Reached,
        Self::Answered(AnswerPlace(0)),
        Self::Answered(AnswerPlace(1)),
        Self::Answered(AnswerPlace(2)),
        Self::Answered(AnswerPlace(3)),
        Self::Answered(AnswerPlace(4)),
        Self::Answered(AnswerPlace(5)),
    ];

    /// As it is written; pages have their own words.
    pub const fn text(self) -> &'static str {
        match self {
            Self::NotRung => "not-rung",
            Self::NotReached => "not-reached",
            Self::Reached => "reached",
            Self::Answered(place) => place.text(),
            Self::SomeAnswer => "answer",
        }
    }

    /// The key of its words in the message files; none of an answer, which has the words of its question.
    pub const fn label(self) -> Option<&'static str> {
        match self {
            Self::NotRung => Some("audience-spoken-not-rung"),
            Self::NotReached => Some("audience-spoken-not-reached"),
            Self::Reached => Some("audience-spoken-reached"),
            Self::Answered(_) => None,
            Self::SomeAnswer => Some("audience-answer-unknown"),
        }
    }

    /// The level of this name.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.text() == text)
    }

    /// What one call was, by its outcome's code; whatever isn't known as a call in vain reached somebody.
    ///
    /// ```
    /// use switchboard_rules::audience::Spoken;
    /// assert_eq!(Spoken::of_outcome("call-back"), Spoken::Reached);
    /// assert_eq!(Spoken::of_outcome("busy"), Spoken::NotReached);
    /// ```
    pub fn of_outcome(code: &str) -> Self {
        match code {
            "no-answer" | "busy" | "machine" | "wrong-number" | "moved" | "deceased" => {
                Self::NotReached
            }
            _ => Self::Reached,
        }
    }

    /// Its number in the store. Whoever answered lies there as reached: which answer it was is sealed beside it.
    pub const fn code(self) -> i64 {
        match self {
            Self::NotRung => 0,
            Self::NotReached => 1,
            Self::Reached | Self::Answered(_) | Self::SomeAnswer => 2,
        }
    }

    /// The level of this number, without an answer.
    pub const fn from_code(code: i64) -> Option<Self> {
        match code {
            0 => Some(Self::NotRung),
            1 => Some(Self::NotReached),
            2 => Some(Self::Reached),
            _ => None,
        }
    }

    fn place(self) -> usize {
        match self {
            Self::NotRung => 0,
            Self::NotReached => 1,
            Self::Reached => 2,
            Self::Answered(place) => 3 + place.before(),
            // Behind every level that a state may have.
            Self::SomeAnswer => 3 + ANSWERS_MAX,
        }
    }
}

/// How somebody stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stand {
    /// Their level.
    pub level: Spoken,
    /// When the answer was written down; the same moment for every other level.
    at: Moment,
}

impl Stand {
    /// Nobody rang them.
    pub const NOT_RUNG: Self = Self::of(Spoken::NotRung);

    /// At a level; of an answer nothing newer is known than that.
    pub const fn of(level: Spoken) -> Self {
        Self {
            level,
            at: Moment::from_millis(0),
        }
    }

    /// With this answer, written down then.
    pub const fn answered(place: AnswerPlace, at: Moment) -> Self {
        Self {
            level: Spoken::Answered(place),
            at,
        }
    }

    /// When the answer was written down.
    pub const fn at(self) -> Moment {
        self.at
    }

    /// The same person by another call, or another record: of two answers the newer, else whatever goes further.
    ///
    /// ```
    /// use switchboard_rules::audience::{AnswerPlace, Spoken, Stand};
    /// use switchboard_rules::moment::Moment;
    /// let [first, second] = [0, 1].map(|at| AnswerPlace::after(at).unwrap());
    /// let early = Stand::answered(second, Moment::from_millis(1));
    /// let late = Stand::answered(first, Moment::from_millis(2));
    /// assert_eq!(early.with(late), late);
    /// assert_eq!(late.with(early), late);
    /// assert_eq!(late.with(Stand::of(Spoken::Reached)), late);
    /// ```
    #[must_use]
    pub fn with(self, other: Self) -> Self {
        let is_further = match (self.level, other.level) {
            (Spoken::Answered(_), Spoken::Answered(_)) => {
                (other.at, other.level) > (self.at, self.level)
            }
            _ => other.level > self.level,
        };
        if is_further { other } else { self }
    }
}

/// Whether a campaign's state may move: so many members' levels differ from the one that stands, so many states it has had, and
/// how long ago the last was made.
///
/// ```
/// use switchboard_rules::audience::may_move;
/// use switchboard_rules::moment::Span;
/// assert!(may_move(50, 0, None), "the first");
/// assert!(!may_move(49, 1, Some(Span::days(30))));
/// assert!(!may_move(5_000, 1, Some(Span::days(3))));
/// assert!(may_move(50, 7, Some(Span::days(7))));
/// assert!(!may_move(5_000, 8, Some(Span::days(30))));
/// ```
pub fn may_move(changed: u64, states: u32, since: Option<Span>) -> bool {
    changed >= CHANGED_MIN
        && states < STATES_MAX
        && since.is_none_or(|since| since >= STATE_AT_LEAST)
}

/// The members of some columns by their code of each field of the roll.
type ByField = [Vec<Cell>; 6];

/// What came of one campaign's calls, among the fixed members: counted by code, with nobody's id in memory.
pub struct State {
    noise: Noise,
    /// Of each of its levels, the lowest first.
    by: Vec<ByField>,
}

impl State {
    /// Its levels: nobody stands at any other.
    fn levels(&self) -> impl Iterator<Item = Spoken> {
        Spoken::ALL.into_iter().take(self.by.len())
    }

    fn by(&self, spoken: Spoken) -> Option<&ByField> {
        self.by.get(spoken.place())
    }

    /// Everybody of a level.
    fn all(&self, spoken: Spoken) -> Cell {
        let by_field = self.by(spoken);
        let one = by_field.and_then(|by_field| by_field.get(Field::Age.place()));
        let cells = one.into_iter().flatten();
        cells.fold(Cell::EMPTY, |all, cell| all.and(*cell))
    }

    /// The number of a level by itself; none where it is told no number.
    fn alone(&self, spoken: Spoken) -> Option<Safe> {
        let parts: Vec<Part> = self.levels().map(|one| self.part(self.all(one))).collect();
        let own = spoken.place();
        if uncovering(&self.noise, &parts, None) == Some(own) {
            return None;
        }
        self.noise.own_choice(self.all(spoken))
    }

    fn part(&self, cell: Cell) -> Part {
        Part {
            cell,
            is_shown: self.noise.own_choice(cell).is_some(),
        }
    }
}

impl Columns {
    /// A state in which nobody stands yet, with so many answers. Its noise is that of this state of this campaign alone.
    pub fn new_state(&self, noise: Noise, answers: usize) -> State {
        let empty = || Field::ALL.map(|field| vec![Cell::EMPTY; self.width(field)]);
        let levels = 0..3 + answers.min(ANSWERS_MAX);
        State {
            noise,
            by: levels.map(|_| empty()).collect(),
        }
    }

    /// Adds a member with their level, as they were when the members were fixed. Every member is to be added once, also those whom nobody
    /// rang; whoever is counted nowhere, as those under age, isn't counted here.
    pub fn add_to_state(
        &self,
        state: &mut State,
        (member, spoken): (&MemberId, Spoken),
        (kind, codes): (&str, MemberCodes<'_>),
    ) {
        let age = codes.age;
        let own = self.codes_of(kind, codes);
        let mut by_field = Field::ALL.into_iter().zip(own);
        if age == AgeBand::Under18 || by_field.any(|(field, code)| self.is_left_out(field, code)) {
            return;
        }
        let one = Cell::of(1, state.noise.record_key(member));
        // An answer that the state hasn't got is none.
        let place = spoken.place();
        let place = if place < state.by.len() {
            place
        } else {
            Spoken::Reached.place()
        };
        let fields = state.by.get_mut(place).into_iter().flatten();
        for (cells, code) in fields.zip(own) {
            if let Some(cell) = cells.get_mut(code) {
                *cell = cell.and(one);
            }
        }
    }

    /// The levels that can be chosen in a state, each with its number: those that are told one.
    pub fn spoken_levels(&self, state: &State) -> Vec<(Spoken, Safe)> {
        let all = state.levels();
        all.filter_map(|one| Some((one, state.alone(one)?)))
            .collect()
    }

    /// How many an audience has that asks for what came of calls, about; one that doesn't is answered as to all campaigns.
    ///
    /// # Errors
    /// [`UnknownLevel`] where a choice is none of the levels of this contest, or of this state.
    pub fn count_in(&self, state: &State, audience: &Audience) -> Result<Count, UnknownLevel> {
        let Some(spoken) = audience.spoken() else {
            return self.count(audience);
        };
        let others = audience.without(Field::Spoken);
        self.ranges(&others)?;
        let alone = state.alone(spoken).ok_or(UnknownLevel)?;
        let told = match others.choices() {
            [] => Some(alone),
            [one] => self.told_beside(state, spoken, one),
            _ => None,
        };
        Ok(told.map_or(Count::Withheld, Count::About))
    }

    /// The number of a level of calls within a group. It is told where the group's own number is, where it uncovers nobody beside it,
    /// neither in the group's field nor of the other levels of calls, and where that of the group above is told too.
    fn told_beside(&self, state: &State, spoken: Spoken, choice: &Choice) -> Option<Safe> {
        let field = choice.field();
        self.judged(&Audience::of([choice.clone()]).ok()?)?;
        let codes = &self.levels.find(choice)?.codes;
        let within = |one: Spoken| {
            let by_code = state
                .by(one)
                .and_then(|by_field| by_field.get(field.place()));
            by_code.map_or(Cell::EMPTY, |by_code| self.sum(field, by_code, codes))
        };
        let told = state.noise.own_choice(within(spoken))?;
        let parts: Vec<Part> = state.levels().map(|one| state.part(within(one))).collect();
        if uncovering(&state.noise, &parts, None) == Some(spoken.place()) {
            return None;
        }
        let by_code = state.by(spoken)?.get(field.place())?;
        let siblings = self.level_siblings(choice)?;
        let is_shown = |cell: Cell| state.noise.own_choice(cell).is_some();
        if siblings.uncovers_as(self, (&state.noise, &is_shown), (field, by_code)) {
            return None;
        }
        if let Some(whole) = siblings.whole {
            self.told_beside(state, spoken, &whole.choice)?;
        }
        Some(told)
    }
}
