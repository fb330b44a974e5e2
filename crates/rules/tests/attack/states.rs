//! States of own calls, against campaigns that report what they like.
//!
//! Three campaigns put the same half of all members down as reached or as having given one of two answers, a sixth as rung in vain, and the
//! same fifty more before each state, so that it moves; so each level is told its numbers from the first state on. Of a target each says
//! something else. Of every other one: reached from the first state on, from the middle, or never. Of those between: one answer or the
//! other, drawn anew for each state. So all that differs between what the three are told is the targets and the noise. They ask for the
//! target's likeliest ages, with all their questions.

use switchboard_rules::audience::{
    AnswerPlace, Audience, Choice, Columns, Count, SPOKEN_QUESTIONS_MAX, STATES_MAX, Spoken, State,
};
use switchboard_rules::counts::Noise;

use crate::attacks::{Guess, Result, best, prior};
use crate::invented::{BANDS, Chance, KINDS, Member, World};
use crate::oracle::{AGES, Kind, Oracle, columns};

/// How many members a world has.
const MEMBERS: usize = 8_000;
/// Behind so many more odd places each state begins; a third of them stands as rung in vain before, so fifty change.
const MOVED: usize = 75;
/// The states from which each campaign says that a target was reached; the ninth never comes.
const FROM: [[usize; 3]; 10] = [
    [1, 5, 9],
    [5, 9, 1],
    [9, 1, 5],
    [1, 9, 5],
    [5, 1, 9],
    [9, 5, 1],
    [1, 3, 9],
    [9, 1, 7],
    [3, 9, 1],
    [1, 9, 7],
];
/// The first target's place: behind those who are put down as rung in vain.
const BEHIND: usize = 1_100;
/// The spread of one number around the truth, squared.
const SPREAD: f64 = 197.0;

/// What the attackers read.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Numbers {
    /// What a campaign is told.
    Told,
    /// The truth, to see that the attack can win.
    Exact,
}

/// What a campaign says of a target.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Means {
    /// Reached, or not rung.
    Levels,
    /// One answer, or the other.
    Answers,
}

impl Means {
    /// Both; in a contest the targets take turns.
    pub const ALL: [Self; 2] = [Self::Levels, Self::Answers];

    /// The two levels at which a target stands.
    fn levels(self) -> [Spoken; 2] {
        match self {
            Self::Levels => [Spoken::Reached, Spoken::NotRung],
            Self::Answers => [0, 1].map(answer),
        }
    }

    fn of(target: usize) -> Self {
        Self::ALL[target % Self::ALL.len()]
    }
}

fn answer(before: usize) -> Spoken {
    Spoken::Answered(AnswerPlace::after(before).unwrap())
}

impl Numbers {
    /// So many are guessed at in one contest by each means: what is asked for one says hardly anything of another, and time is saved.
    const fn together(self) -> usize {
        match self {
            Self::Told => 40,
            Self::Exact => 10,
        }
    }

    /// How far the other targets of a contest move what is read of one, squared. Answers are drawn for each, so they move less together.
    const fn others(self, means: Means) -> f64 {
        match (self, means) {
            (Self::Told, Means::Levels) => 1.8,
            (Self::Told, Means::Answers) => 0.5,
            (Self::Exact, Means::Levels) => 0.4,
            (Self::Exact, Means::Answers) => 0.15,
        }
    }
}

/// What a campaign says of the target at this place among the targets, at a state.
fn said_of(target: usize, campaign: usize, number: usize) -> Spoken {
    let [first, second] = Means::of(target).levels();
    let is_first = match Means::of(target) {
        Means::Levels => number >= FROM[target / 2 % FROM.len()][campaign],
        Means::Answers => {
            let seed = u64::try_from((target * 3 + campaign) * 10 + number).unwrap();
            Chance::new(seed).next().is_multiple_of(2)
        }
    };
    if is_first { first } else { second }
}

/// What is known of one state of one campaign.
struct Seen {
    state: State,
    exact: Vec<(usize, Spoken)>,
}

/// What a campaign says of the member at a place, at a state.
fn said(at: usize, targets: &[usize], campaign: usize, number: usize) -> Spoken {
    if let Some(target) = targets.iter().position(|one| *one == at) {
        return said_of(target, campaign, number);
    }
    if at.is_multiple_of(2) {
        return match at / 2 % 10 {
            0..4 => Spoken::Reached,
            4..7 => answer(0),
            _ => answer(1),
        };
    }
    if at % 6 == 1 {
        return Spoken::NotReached;
    }
    // Fifty more before each state after the first.
    if at / 2 < MOVED * (number - 1) {
        Spoken::NotReached
    } else {
        Spoken::NotRung
    }
}

fn seen(
    (world, columns): (&World, &Columns),
    targets: &[usize],
    (campaign, number): (usize, usize),
    chance: &mut Chance,
) -> Seen {
    let mut secret = [0; 32];
    secret[..8].copy_from_slice(&chance.next().to_be_bytes());
    let mut state = columns.new_state(Noise::new(secret), 2);
    let mut text = String::new();
    let mut exact = Vec::new();
    for (at, member) in world.members.iter().enumerate() {
        let spoken = said(at, targets, campaign, number);
        let codes = member.codes(&mut text);
        columns.add_to_state(
            &mut state,
            (&member.id, spoken),
            (KINDS[member.kind], codes),
        );
        exact.push((member.age, spoken));
    }
    Seen { state, exact }
}

impl Seen {
    fn number(
        &self,
        columns: &Columns,
        (spoken, age): (Spoken, usize),
        numbers: Numbers,
    ) -> Option<f64> {
        // What is withheld isn't known to whoever would read the truth of the rest either.
        let audience = Audience::of([Choice::Age(AGES[age]), Choice::Spoken(spoken)]);
        let told = match columns.count_in(&self.state, &audience.unwrap()) {
            Ok(Count::About(count)) => count.rounded()?,
            Ok(Count::Withheld) | Err(_) => return None,
        };
        let n = match numbers {
            Numbers::Told => told,
            Numbers::Exact => {
                let is_in = |one: &&(usize, Spoken)| **one == (age, spoken);
                u64::try_from(self.exact.iter().filter(is_in).count()).unwrap()
            }
        };
        Some(f64::from(u32::try_from(n).unwrap()))
    }
}

/// The mean of what is read where the target is put at the level asked for above what is read where not, and its spread; none where nothing
/// can be compared. Who is reached beside the target, or answered so, is the same in every state, so all its numbers are one comparison; who
/// isn't rung is not, so there each state is one.
fn contrast(
    (columns, all): (&Columns, &[Vec<Seen>]),
    target: usize,
    asked: (Spoken, usize),
    numbers: Numbers,
) -> Option<(f64, f64)> {
    let (mut sum, mut spread, mut many) = (0.0, 0.0, 0.0);
    let mut sides = [(0.0, 0.0); 2];
    for (number, seen) in (1..).zip(all) {
        for (campaign, seen) in seen.iter().enumerate() {
            if let Some(n) = seen.number(columns, asked, numbers) {
                let is_in = said_of(target, campaign, number) == asked.0;
                let side = &mut sides[usize::from(is_in)];
                side.0 += n;
                side.1 += 1.0;
            }
        }
        if asked.0 != Spoken::NotRung && number < all.len() {
            continue;
        }
        let [(out, outs), (is, ins)] = std::mem::take(&mut sides);
        if ins > 0.0 && outs > 0.0 {
            sum += is / ins - out / outs;
            spread += 1.0 / ins + 1.0 / outs;
            many += 1.0;
        }
    }
    (many > 0.0).then(|| (sum / many, spread / (many * many)))
}

/// What a campaign asks of each state, the likeliest ages first: two of them of both levels, and one more of the first.
fn questions(table: &Guess, means: Means) -> Vec<(Spoken, usize)> {
    let [first, second] = means.levels();
    let mut ages: Vec<usize> = (0..BANDS.len()).collect();
    ages.sort_by(|one, two| table[*two].total_cmp(&table[*one]));
    let both = |age: usize| [(first, age), (second, age)];
    let mut all: Vec<_> = ages[..2].iter().flat_map(|age| both(*age)).collect();
    all.push((first, ages[2]));
    let many = u64::try_from(all.len()).unwrap() * u64::from(STATES_MAX);
    assert!(many <= SPOKEN_QUESTIONS_MAX);
    all
}

fn guessed(
    told: (&Columns, &[Vec<Seen>]),
    target: usize,
    table: &Guess,
    numbers: Numbers,
) -> Guess {
    let mut guess = table.map(|weight| weight.max(1e-6).ln());
    let means = Means::of(target);
    for (spoken, age) in questions(table, means) {
        let Some((mean, factor)) = contrast(told, target, (spoken, age), numbers) else {
            continue;
        };
        let own = if numbers == Numbers::Told {
            SPREAD
        } else {
            0.0
        };
        let spread = own * factor + numbers.others(means);
        for (of, weight) in guess.iter_mut().enumerate() {
            let is = f64::from(u8::from(of == age));
            *weight -= (mean - is).powi(2) / (2.0 * spread);
        }
    }
    guess
}

/// Guesses at so many members in some worlds by each of [`Means::ALL`].
pub fn own_calls(numbers: Numbers, (worlds, targets): (u64, usize)) -> [Vec<Result>; 2] {
    let mut results = [Vec::new(), Vec::new()];
    for seed in 0..worlds {
        let world = World::invent(700 + seed, MEMBERS);
        let oracle = Oracle::over(&world, Kind::Noised);
        let columns = columns(&world, 0);
        let mut chance = Chance::new(7_000 + seed);
        let many = targets / usize::try_from(worlds).unwrap();
        for first in (0..many).step_by(numbers.together()) {
            let many = 2 * numbers.together();
            let places: Vec<usize> = (0..many).map(|at| BEHIND + 2 * first + at).collect();
            let all: Vec<Vec<Seen>> = (1..=usize::try_from(STATES_MAX).unwrap())
                .map(|number| {
                    let of = |campaign| {
                        let at = (campaign, number);
                        seen((&world, &columns), &places, at, &mut chance)
                    };
                    (0..3).map(of).collect()
                })
                .collect();
            for (target, at) in places.iter().enumerate() {
                let member: &Member = &world.members[*at];
                let table = prior(&world, &oracle, member);
                let guess = guessed((&columns, &all), target, &table, numbers);
                results[target % 2].push(Result {
                    table: best(&table) == member.age,
                    attack: best(&guess) == member.age,
                });
            }
        }
    }
    results
}
