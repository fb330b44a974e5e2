//! States of own calls, against campaigns that report what they like.
//!
//! Three campaigns put the same half of all members down as reached, or as having given one of two answers, and a third of the others as
//! rung in vain, so that each level is told its numbers. Whom they put at the level that they ask for, they know: a bank of one age tells
//! the age of whoever is dealt in it. So of each number they know all but what the target adds, who stands there always. Before the next
//! target they add one more of each age: so no two targets are read from the same numbers. They ask for the target's likeliest ages, with all
//! their questions.

use std::ops::Range;

use switchboard_rules::audience::{
    AnswerPlace, Audience, Choice, Columns, Count, SPOKEN_QUESTIONS_MAX, STATES_MAX, Spoken, State,
};
use switchboard_rules::counts::Noise;
use switchboard_rules::ids::MemberId;

use crate::attacks::Guess;
use crate::invented::{BANDS, Chance, KINDS, Member, World};
use crate::likely::{Reader, any_bytes};
use crate::oracle::{AGES, bands};
use crate::padded::{Standing, codes};

/// Where the campaigns put their targets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Means {
    /// Among those reached.
    Levels,
    /// Among those of one answer.
    Answers,
}

impl Means {
    /// Both; contests take turns.
    pub const ALL: [Self; 2] = [Self::Levels, Self::Answers];

    const fn answers(self) -> usize {
        match self {
            Self::Levels => 0,
            Self::Answers => 2,
        }
    }

    fn level(self) -> Spoken {
        match self {
            Self::Levels => Spoken::Reached,
            Self::Answers => answer(0),
        }
    }

    /// What is said of the member at a place who is no target.
    fn said(self, at: usize) -> Spoken {
        match (self, at % 2, at / 2 % 10) {
            (Self::Answers, 0, 0..6) => answer(0),
            (Self::Answers, 0, 6..8) => answer(1),
            (_, 0, _) => Spoken::Reached,
            _ if at % 6 == 1 => Spoken::NotReached,
            _ => Spoken::NotRung,
        }
    }
}

fn answer(before: usize) -> Spoken {
    Spoken::Answered(AnswerPlace::after(before).unwrap())
}

/// Of how many ages each campaign asks, and in how many states.
fn asked() -> (usize, usize) {
    let questions = usize::try_from(SPOKEN_QUESTIONS_MAX).unwrap();
    let states = usize::try_from(STATES_MAX).unwrap();
    let ages = (questions / states).clamp(2, BANDS.len());
    (ages, (questions / ages).min(states))
}

/// The states of three campaigns in one contest.
pub struct States<'w> {
    columns: &'w Columns,
    means: Means,
    all: Vec<State>,
    /// Who stands at the level that is asked for, as they know.
    standing: Standing,
    /// Somebody as they add them.
    like: Member,
}

impl<'w> States<'w> {
    /// All but the targets, who stand at these places.
    pub fn without(
        (world, columns): (&World, &'w Columns),
        targets: &Range<usize>,
        means: Means,
        chance: &mut Chance,
    ) -> Self {
        let (_, states) = asked();
        let mut state = || {
            let mut secret = [0; 32];
            secret[..16].copy_from_slice(&any_bytes(chance));
            columns.new_state(Noise::new(secret), means.answers())
        };
        let mut states = Self {
            columns,
            means,
            all: (0..3 * states).map(|_| state()).collect(),
            standing: Standing::default(),
            like: world.members[0],
        };
        for (at, member) in world.members.iter().enumerate() {
            // Targets have odd places.
            if at.is_multiple_of(2) || !targets.contains(&at) {
                states.put(member, means.said(at));
            }
        }
        states
    }

    fn put(&mut self, member: &Member, spoken: Spoken) {
        for state in &mut self.all {
            self.columns.add_to_state(
                state,
                (&member.id, spoken),
                (KINDS[member.kind], codes(member)),
            );
        }
        if spoken == self.means.level() {
            self.standing[member.age] += 1;
        }
    }

    /// What the states say of a target's age, in logarithms. From then on the target is one whom they know.
    pub fn read(
        &mut self,
        (target, table): (&Member, &Guess),
        reader: &mut Reader,
        chance: &mut Chance,
    ) -> Guess {
        let (ages, _) = asked();
        let level = self.means.level();
        for age in 0..BANDS.len() {
            let id = MemberId::from_bytes(any_bytes(chance));
            let known = Member {
                id,
                age,
                ..self.like
            };
            self.put(&known, level);
        }
        let others = self.standing;
        self.put(target, level);
        let mut likeliest: Vec<usize> = (0..BANDS.len()).collect();
        likeliest.sort_by(|one, two| table[*two].total_cmp(&table[*one]));
        let mut says = [0.0; BANDS.len()];
        for age in likeliest.into_iter().take(ages) {
            let known: u64 = bands(age).map(|band| others[band]).sum();
            let is_in = bands(age).contains(&target.age);
            for told in self.told(age) {
                says[age] += reader.says(told, (known, is_in), chance);
            }
        }
        says
    }

    /// The numbers of an age at the level that is asked for.
    fn told(&self, age: usize) -> Vec<u64> {
        let level = Choice::Spoken(self.means.level());
        let audience = Audience::of([Choice::Age(AGES[age]), level]).unwrap();
        let count = |state: &State| match self.columns.count_in(state, &audience) {
            Ok(Count::About(count)) => count.rounded(),
            Ok(Count::Withheld) | Err(_) => None,
        };
        self.all.iter().filter_map(count).collect()
    }
}

#[test]
fn a_campaign_asks_no_more_than_it_may() {
    let (ages, states) = asked();
    let asked = u64::try_from(ages * states).unwrap();
    assert!(asked <= SPOKEN_QUESTIONS_MAX && asked * 2 > SPOKEN_QUESTIONS_MAX);
}
