//! Invented members, from a seed.

use switchboard_rules::audience::{Joined, MemberCodes};
use switchboard_rules::branches::{Branch, Tree};
use switchboard_rules::ids::{BranchId, MemberId};
use switchboard_rules::person::{AgeBand, Tag};

/// The bands that are guessed at; the last is that of whose age nobody knows.
pub const BANDS: [AgeBand; 8] = [
    AgeBand::From18,
    AgeBand::From25,
    AgeBand::From35,
    AgeBand::From45,
    AgeBand::From55,
    AgeBand::From65,
    AgeBand::From75,
    AgeBand::Unknown,
];
pub const KINDS: [&str; 5] = ["full", "student", "unwaged", "retired", "honorary"];
/// Areas; whoever lives beyond them has none.
pub const AREAS: [&str; 7] = ["Ash", "Birch", "Cedar", "Elm", "Fir", "Gorse", "Hazel"];
/// Tags. Many hold nearly the same people as another: of the second, the third and the fifth each has nearly all of the one before,
/// and the last has nearly all students and nobody else.
pub const TAGS: [&str; 7] = [
    "active", "active a", "active b", "board", "board a", "walker", "young",
];

pub fn tags() -> Vec<Tag> {
    let all = TAGS.iter().filter_map(|text| Tag::parse(text).unwrap());
    all.collect()
}

/// A seeded stream of numbers (`SplitMix64`).
pub struct Chance(u64);

impl Chance {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ 0x1234_5678)
    }

    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub fn share(&mut self) -> f64 {
        f64::from(u32::try_from(self.next() >> 32).unwrap()) / f64::from(u32::MAX)
    }

    pub fn below(&mut self, n: usize) -> usize {
        usize::try_from(self.next() % u64::try_from(n).unwrap()).unwrap()
    }

    /// A place, by weights.
    pub fn pick(&mut self, weights: &[f64]) -> usize {
        let mut left = self.share() * weights.iter().sum::<f64>();
        for (at, weight) in weights.iter().enumerate() {
            left -= weight;
            if left <= 0.0 {
                return at;
            }
        }
        weights.len() - 1
    }
}

/// The place of the branch of whoever stands in none.
pub const NOWHERE: usize = usize::MAX;

/// A member by places: branch in `World::above`, or [`NOWHERE`], kind in [`KINDS`], age in [`BANDS`], joining in [`Joined::ALL`].
#[derive(Clone, Copy)]
pub struct Member {
    pub id: MemberId,
    pub branch: usize,
    pub kind: usize,
    pub age: usize,
    pub joined: usize,
    /// In [`AREAS`], or beyond.
    pub area: usize,
    /// A bit for each of [`TAGS`].
    pub tags: u8,
}

/// What the attackers know of everybody: all but the age.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Known {
    pub branch: usize,
    pub kind: usize,
    pub joined: usize,
    pub area: usize,
    pub tags: u8,
}

impl Member {
    /// As they lie in the roll; their tags are written for them.
    pub fn codes<'m>(&self, tags: &'m mut String) -> MemberCodes<'m> {
        let some = TAGS.iter().enumerate();
        let some = some.filter(|(at, _)| self.tags >> at & 1 == 1);
        *tags = some.map(|(_, tag)| *tag).collect::<Vec<_>>().join("; ");
        MemberCodes {
            branch: (self.branch != NOWHERE).then(|| branch_id(self.branch)),
            age: BANDS[self.age],
            joined: Joined::ALL[self.joined],
            area: AREAS.get(self.area).copied().unwrap_or_default(),
            tags,
        }
    }

    pub fn known(&self) -> Known {
        Known {
            branch: self.branch,
            kind: self.kind,
            joined: self.joined,
            area: self.area,
            tags: self.tags,
        }
    }
}

pub fn branch_id(at: usize) -> BranchId {
    BranchId::from_bytes(u128::try_from(at + 1).unwrap().to_be_bytes())
}

pub struct World {
    /// The branch above each; the regions stand first.
    pub above: Vec<Option<usize>>,
    pub members: Vec<Member>,
    /// The branches above each and itself, a bit for each.
    paths: Vec<u64>,
    pub secret: [u8; 32],
}

/// How many branches each region has: where it has one or two, a difference has little noise.
const BRANCHES: [usize; 6] = [1, 1, 2, 2, 5, 8];

impl World {
    /// Regions with branches of very different sizes. In a region itself stand a few, in the first only three or four, and
    /// some in no branch at all. The second and the third region have a branch under their first branch: a chain of three.
    pub fn invent(seed: u64, many: usize) -> Self {
        let mut chance = Chance::new(seed + 1);
        let mut above: Vec<Option<usize>> = vec![None; BRANCHES.len()];
        let mut sizes: Vec<f64> = BRANCHES
            .iter()
            .map(|_| 0.005 + 0.06 * chance.share())
            .collect();
        sizes[0] = 0.002;
        let mut slopes: Vec<f64> = vec![0.0; BRANCHES.len()];
        for (region, branches) in BRANCHES.into_iter().enumerate() {
            for at in 0..branches {
                above.push(Some(region));
                let large = if branches < 3 { 2.0 } else { 0.05 };
                sizes.push(large + chance.share().powi(2));
                slopes.push(2.0 * chance.share() - 1.0);
                if at == 0 && (1..3).contains(&region) {
                    // Nearly everybody of the branch stands in the one under it.
                    above.push(Some(above.len() - 1));
                    let all = sizes.last().copied().unwrap_or(1.0);
                    sizes.pop();
                    sizes.extend([0.03, all]);
                    slopes.push(2.0 * chance.share() - 1.0);
                }
            }
        }
        // Whoever stands nowhere.
        sizes.push(0.06);
        slopes.push(0.0);
        let mut members: Vec<Member> = (0..many)
            .map(|n| member(&mut chance, n, (&sizes, &slopes)))
            .collect();
        // A stream of its own, so that the members stay who they were without all this.
        let mut more = Chance::new(seed ^ 0x7a67);
        for member in &mut members {
            member.area = area(&mut more, member.branch);
            member.tags = tagged(&mut more, member);
            if member.branch == above.len() {
                member.branch = NOWHERE;
            }
        }
        let mut secret = [0; 32];
        secret[..8].copy_from_slice(&chance.next().to_be_bytes());
        let up = |at: &usize| above[*at];
        let path = |at| std::iter::successors(Some(at), up).fold(0, |path, one| path | 1 << one);
        let paths = (0..above.len()).map(path).collect();
        Self {
            above,
            members,
            paths,
            secret,
        }
    }

    pub fn tree(&self) -> Tree {
        let branches = self.above.iter().enumerate().map(|(at, above)| Branch {
            id: branch_id(at),
            name: format!("Branch {at:03}"),
            parent: above.map(branch_id),
        });
        Tree::new(branches)
    }

    /// Whether a branch is this one or stands under it.
    pub fn is_under(&self, branch: usize, node: usize) -> bool {
        let path = self.paths.get(branch).copied().unwrap_or(0);
        path >> node & 1 == 1
    }
}

/// The area hangs on the branch, and a few of each branch have none.
fn area(chance: &mut Chance, branch: usize) -> usize {
    match chance.below(100) {
        0..2 => AREAS.len(),
        2..90 => branch % AREAS.len(),
        _ => chance.below(AREAS.len()),
    }
}

/// Tags that overlap: some hang on the age, and some have nearly everybody of another, but for one in sixty.
fn tagged(chance: &mut Chance, member: &Member) -> u8 {
    let mut tags = 0;
    let mut is = |at: u32, share: f64, chance: &mut Chance| {
        let has = chance.share() < share;
        tags |= u8::from(has) << at;
        has
    };
    let old = f64::from(u8::try_from(member.age.min(6)).unwrap()) / 6.0;
    if is(0, 0.3 + 0.3 * old, chance) {
        let nearly = 59.0 / 60.0;
        let _ = is(1, nearly, chance) && is(2, nearly, chance);
    }
    if is(3, 0.35 - 0.2 * old, chance) {
        is(4, 59.0 / 60.0, chance);
    }
    is(5, 0.02 + 0.1 * old, chance);
    is(6, if member.kind == 1 { 59.0 / 60.0 } else { 0.0 }, chance);
    tags
}

/// Age hangs on the branch; kind and joining hang on the age, and a little on each other.
fn member(chance: &mut Chance, n: usize, (sizes, slopes): (&[f64], &[f64])) -> Member {
    let branch = chance.pick(sizes);
    let base = [0.06, 0.13, 0.15, 0.17, 0.19, 0.18, 0.12];
    let mut weights = base;
    for (place, weight) in (0_u8..).zip(&mut weights) {
        *weight *= (slopes[branch] * (f64::from(place) - 3.0) * 0.35).exp();
    }
    let age = chance.pick(&weights);
    let kind = chance.pick(match age {
        0 => &[0.35, 0.50, 0.14, 0.0, 0.01],
        1 | 2 => &[0.75, 0.08, 0.15, 0.01, 0.01],
        3 | 4 => &[0.80, 0.02, 0.13, 0.04, 0.01],
        _ => &[0.35, 0.01, 0.04, 0.58, 0.02],
    });
    let joined = chance.pick(match (age, kind) {
        (0, _) => &[0.45, 0.25, 0.25, 0.02, 0.0, 0.03],
        (1 | 2, 1) => &[0.35, 0.30, 0.28, 0.04, 0.0, 0.03],
        (1 | 2, _) => &[0.20, 0.15, 0.35, 0.20, 0.07, 0.03],
        (3 | 4, _) => &[0.10, 0.09, 0.26, 0.22, 0.30, 0.03],
        _ => &[0.05, 0.05, 0.15, 0.15, 0.56, 0.04],
    });
    let age = if chance.below(80) == 0 { 7 } else { age };
    let id = u128::from(chance.next()) << 64 | u128::try_from(n).unwrap();
    Member {
        id: MemberId::from_bytes(id.to_be_bytes()),
        branch,
        kind,
        age,
        joined,
        area: 0,
        tags: 0,
    }
}
