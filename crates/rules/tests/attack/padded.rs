//! Campaigns that know everybody beside the target, by what they are told of groups of their own choosing: states of own calls, tables of
//! progress, or both.

use switchboard_rules::audience::{Columns, Joined, MemberCodes, NewColumns};
use switchboard_rules::branches::Tree;
use switchboard_rules::counts::Noise;

use crate::attacks::{Result, best, prior};
use crate::banks::Banks;
use crate::invented::{BANDS, Chance, KINDS, Member, World};
use crate::likely::{Numbers, Reader};
use crate::oracle::{Kind, Oracle};
use crate::states::{Means, States};

/// How many members a world has; every second one may be guessed at.
const MEMBERS: usize = 8_000;
/// So many are guessed at in one contest, one after the other.
const TOGETHER: usize = 500;

/// By what the attackers guess.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    States,
    Tables,
    Both,
}

/// How many of each of [`BANDS`] stand somewhere.
pub type Standing = [u64; BANDS.len()];

/// A member as far as it is told of here: whoever stands in a branch or an area with hardly anybody is counted nowhere.
pub fn codes(member: &Member) -> MemberCodes<'static> {
    MemberCodes {
        age: BANDS[member.age],
        joined: Joined::ALL[member.joined],
        ..MemberCodes::UNKNOWN
    }
}

fn columns(world: &World) -> Columns {
    let mut new = NewColumns::new(Noise::new(world.secret), &Tree::new([]));
    for member in &world.members {
        new.add(&member.id, KINDS[member.kind], codes(member));
    }
    new.finish()
}

/// Guesses at so many members in some worlds.
pub fn guessed((by, numbers): (By, Numbers), (worlds, targets): (usize, usize)) -> Vec<Result> {
    let mut reader = Reader::of(numbers);
    let mut results = Vec::new();
    for seed in (0..worlds).map(|at| u64::try_from(at).unwrap()) {
        let world = World::invent(700 + seed, MEMBERS);
        let oracle = Oracle::over(&world, Kind::Noised);
        let columns = columns(&world);
        let banks = Banks::over(&world, &columns);
        let mut chance = Chance::new(7_000 + seed);
        let many = targets.div_ceil(worlds).min(MEMBERS / 2);
        let contests = (0..many)
            .step_by(TOGETHER)
            .zip(Means::ALL.into_iter().cycle());
        for (first, means) in contests {
            let places = 2 * first..2 * (first + TOGETHER).min(many);
            let mut states = (by != By::Tables)
                .then(|| States::without((&world, &columns), &places, means, &mut chance));
            for member in places.skip(1).step_by(2).map(|at| &world.members[at]) {
                let table = prior(&world, &oracle, member);
                let mut guess = table.map(|weight| weight.max(1e-6).ln());
                let mut says = Vec::new();
                if let Some(states) = &mut states {
                    says.push(states.read((member, &table), &mut reader, &mut chance));
                }
                if by != By::States {
                    says.push(banks.read(member, &mut reader, &mut chance));
                }
                for said in says {
                    for (weight, more) in guess.iter_mut().zip(said) {
                        *weight += more;
                    }
                }
                results.push(Result {
                    table: best(&table) == member.age,
                    attack: best(&guess) == member.age,
                });
            }
        }
    }
    reader.assert_read_by_their_noise();
    results
}
