//! What is asked: the counts as they are, or, to see that the attacks can win, exact counts that are only rounded.

use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap, HashSet};

use switchboard_rules::audience::{
    AgeGroup, Audience, CHOICES_MAX, Choice, Columns, Count, Joined, NewColumns, QUESTIONS_MAX,
};
use switchboard_rules::counts::{Noise, safe};
use switchboard_rules::person::{AreaName, MemberKind, Tag};

use crate::invented::{AREAS, BANDS, Chance, KINDS, Known, TAGS, World, branch_id, tags};

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// As a campaign is answered.
    Noised,
    /// As they are: nothing is moved, rounded or withheld.
    Exact,
    /// Rounded to five, withheld below ten: nothing else.
    Rounded,
    /// With a noise that is drawn anew for each answer.
    Anew,
    /// As a campaign is answered, but where one to nine are left beside what is shown, that is told exactly by a refusal.
    ExactRefusals,
}

/// The levels of age: the bands by their place, then the groups of them.
pub const AGES: [AgeGroup; 11] = [
    AgeGroup::Band(BANDS[0]),
    AgeGroup::Band(BANDS[1]),
    AgeGroup::Band(BANDS[2]),
    AgeGroup::Band(BANDS[3]),
    AgeGroup::Band(BANDS[4]),
    AgeGroup::Band(BANDS[5]),
    AgeGroup::Band(BANDS[6]),
    AgeGroup::Band(BANDS[7]),
    AgeGroup::Younger,
    AgeGroup::Middle,
    AgeGroup::Older,
];

/// The bands of a level of age.
pub fn bands(age: usize) -> std::ops::Range<usize> {
    match age {
        8 => 0..2,
        9 => 2..5,
        10 => 5..7,
        band => band..band + 1,
    }
}

/// A group: the place of a branch, a kind, a level of age, a joining, an area and a tag, each of them or none.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Default)]
pub struct Group {
    pub branch: Option<usize>,
    pub kind: Option<usize>,
    pub age: Option<usize>,
    pub joined: Option<usize>,
    pub area: Option<usize>,
    pub tag: Option<usize>,
}

impl Group {
    pub fn audience(self) -> Audience {
        let kind = |at: usize| MemberKind::parse(KINDS[at]).unwrap();
        let area = |at: usize| AreaName::parse(AREAS[at]).unwrap();
        let tag = |at: usize| Tag::parse(TAGS[at]).unwrap().unwrap();
        let choices = [
            self.branch.map(|at| Choice::Branch(branch_id(at))),
            self.kind.map(|at| Choice::Kind(kind(at))),
            self.age.map(|at| Choice::Age(AGES[at])),
            self.joined.map(|at| Choice::Joined(Joined::ALL[at])),
            self.area.map(|at| Choice::Area(area(at))),
            self.tag.map(|at| Choice::Tag(tag(at))),
        ];
        Audience::of(choices.into_iter().flatten()).unwrap()
    }

    /// Each of its fields by itself.
    pub fn singles(self) -> Vec<Self> {
        let none = Self::default();
        let all = [
            Self {
                branch: self.branch,
                ..none
            },
            Self {
                kind: self.kind,
                ..none
            },
            Self {
                age: self.age,
                ..none
            },
            Self {
                joined: self.joined,
                ..none
            },
            Self {
                area: self.area,
                ..none
            },
            Self {
                tag: self.tag,
                ..none
            },
        ];
        all.into_iter().filter(|one| *one != none).collect()
    }

    pub fn with_age(self, age: usize) -> Self {
        Self {
            age: Some(age),
            ..self
        }
    }
}

/// What was answered.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Told {
    About(u64),
    Withheld,
    /// There is no such level, or no campaign has a question left: this tells nothing.
    Nothing,
}

impl Told {
    pub fn number(self) -> Option<f64> {
        match self {
            Self::About(n) => Some(f64::from(u32::try_from(n).unwrap())),
            Self::Withheld | Self::Nothing => None,
        }
    }
}

/// Whether whoever is known as this is in a group, but for their age.
pub fn is_in(world: &World, group: &Group, known: &Known) -> bool {
    let is_under = |node| world.is_under(known.branch, node);
    group.branch.is_none_or(is_under)
        && group.kind.is_none_or(|one| one == known.kind)
        && group.joined.is_none_or(|one| one == known.joined)
        && group.area.is_none_or(|one| one == known.area)
        && group.tag.is_none_or(|one| known.tags >> one & 1 == 1)
}

/// Three campaigns and their books.
pub struct Oracle<'w> {
    world: &'w World,
    pub kind: Kind,
    /// The same members behind two nodes, each of which built its own.
    nodes: [Columns; 2],
    /// How many members are alike, by what is known of them and by age.
    exact: Vec<((Known, usize), u64)>,
    levels: BTreeSet<Group>,
    /// What the three have asked: what one was told all know, so nobody asks what stands here.
    book: HashSet<Group>,
    chance: Chance,
    most: usize,
    // What was worked out before, for the time that it takes: an answer stays the same as long as the nodes do.
    audiences: HashMap<Group, Audience>,
    asked: HashMap<Group, (Costs, Told)>,
    tables: RefCell<HashMap<Group, Option<u64>>>,
}

/// Whether a campaign has to have a question left.
#[derive(Clone, Copy)]
enum Costs {
    Nothing,
    AQuestion,
}

/// How many questions three campaigns have.
fn questions() -> usize {
    3 * usize::try_from(QUESTIONS_MAX).unwrap()
}

pub fn columns(world: &World, without: usize) -> Columns {
    let mut new = NewColumns::new(Noise::new(world.secret), &world.tree()).offering(tags());
    let mut text = String::new();
    for member in world.members.iter().skip(without) {
        new.add(&member.id, KINDS[member.kind], member.codes(&mut text));
    }
    new.finish()
}

impl<'w> Oracle<'w> {
    pub fn over(world: &'w World, kind: Kind) -> Self {
        let nodes = [columns(world, 0), columns(world, 0)];
        let mut oracle = Self {
            world,
            kind,
            nodes,
            exact: Vec::new(),
            levels: BTreeSet::new(),
            book: HashSet::new(),
            chance: Chance::new(77),
            most: 0,
            audiences: HashMap::new(),
            asked: HashMap::new(),
            tables: RefCell::default(),
        };
        let mut exact: HashMap<(Known, usize), u64> = HashMap::new();
        for member in &world.members {
            *exact.entry((member.known(), member.age)).or_default() += 1;
        }
        oracle.exact = exact.into_iter().collect();
        oracle.find_levels();
        oracle
    }

    fn find_levels(&mut self) {
        let none = Group::default();
        let branches = (0..self.world.above.len()).map(|at| Group {
            branch: Some(at),
            ..none
        });
        let kinds = (0..KINDS.len()).map(|at| Group {
            kind: Some(at),
            ..none
        });
        let ages = (0..AGES.len()).map(|at| none.with_age(at));
        let joined = (0..Joined::ALL.len()).map(|at| Group {
            joined: Some(at),
            ..none
        });
        let areas = (0..AREAS.len()).map(|at| Group {
            area: Some(at),
            ..none
        });
        let tags = (0..TAGS.len()).map(|at| Group {
            tag: Some(at),
            ..none
        });
        let all = branches.chain(kinds).chain(ages).chain(joined);
        self.levels = all
            .chain(areas)
            .chain(tags)
            .filter(|one| self.nodes[0].count(&one.audience()).is_ok())
            .collect();
    }

    /// The roll as it is on another day.
    pub fn replace(&mut self, columns: Columns) {
        let [_, second] = &mut self.nodes;
        *second = columns;
        self.nodes.swap(0, 1);
        self.asked.clear();
        self.tables.borrow_mut().clear();
        self.find_levels();
    }

    pub fn new_campaigns(&mut self) {
        self.book.clear();
    }

    /// The spread of one shown number around the truth, squared: the noise and the rounding together.
    pub fn spread(&self) -> f64 {
        match self.kind {
            Kind::Noised | Kind::ExactRefusals => 7.2,
            Kind::Anew => 8.7,
            Kind::Rounded => 2.0,
            // As good as none, and not nothing, for it is divided by.
            Kind::Exact => 0.1,
        }
    }

    /// Whether these campaigns have hardly a question left: then others go on, with empty books.
    pub fn is_spent(&self) -> bool {
        self.book.len() > 560
    }

    /// The most that three campaigns asked together beyond the published tables, since this was last read.
    pub fn take_most(&mut self) -> usize {
        std::mem::take(&mut self.most)
    }

    /// Whether a group is made of levels that can be asked.
    pub fn is_level(&self, group: Group) -> bool {
        let singles = group.singles();
        let is_known = matches!(self.kind, Kind::Exact | Kind::Rounded | Kind::Anew)
            || singles.iter().all(|one| self.levels.contains(one));
        singles.len() <= CHOICES_MAX && is_known
    }

    /// What the published tables say, for whoever asks nothing.
    pub fn published(&self, group: Group) -> Option<u64> {
        if let Some(told) = self.tables.borrow().get(&group) {
            return *told;
        }
        let audience = group.audience();
        assert!(audience.is_published());
        let told = match self.nodes[0].count(&audience) {
            Ok(Count::About(count)) => count.rounded(),
            Ok(Count::Withheld) | Err(_) => None,
        };
        self.tables.borrow_mut().insert(group, told);
        told
    }

    /// An answer, by whichever campaign has asked or has questions left.
    pub fn ask(&mut self, group: Group) -> Told {
        let before = self.asked.get(&group).copied();
        let costs = match before {
            Some((costs, _)) => costs,
            None if !self.is_level(group) => Costs::Nothing,
            None if group.audience().is_published() => Costs::Nothing,
            None => Costs::AQuestion,
        };
        if matches!(costs, Costs::AQuestion) && !self.is_booked(group) {
            return Told::Nothing;
        }
        if let Some((_, told)) = before {
            return told;
        }
        let told = if self.is_level(group) {
            self.answer(group, 0)
        } else {
            Told::Nothing
        };
        // What is drawn anew differs each time.
        if self.kind != Kind::Anew {
            self.asked.insert(group, (costs, told));
        }
        told
    }

    /// Whether some campaign has asked this before, or asks it now.
    fn is_booked(&mut self, group: Group) -> bool {
        if self.book.len() >= questions() && !self.book.contains(&group) {
            return false;
        }
        self.book.insert(group);
        self.most = self.most.max(self.book.len());
        true
    }

    /// The same question again and again, on one node and on the other.
    pub fn repeat(&mut self, group: Group, times: usize) -> Told {
        let mut all = Vec::new();
        for time in 0..times {
            match (self.ask(group), self.answer(group, time % 2)) {
                (Told::About(one), Told::About(two)) => {
                    assert!(one == two || self.kind != Kind::Noised);
                    all.extend([one, two]);
                }
                (Told::Withheld, Told::Withheld) => {}
                (Told::Nothing, _) => return Told::Nothing,
                (one, two) => assert_ne!(self.kind, Kind::Noised, "{one:?}, {two:?}"),
            }
        }
        let many = u64::try_from(all.len()).unwrap();
        if many == 0 {
            return Told::Withheld;
        }
        Told::About((all.iter().sum::<u64>() + many / 2) / many)
    }

    fn answer(&mut self, group: Group, node: usize) -> Told {
        let told = match self.kind {
            Kind::Noised | Kind::ExactRefusals => {
                let audience = self.audiences.entry(group);
                let audience = audience.or_insert_with(|| group.audience());
                match self.nodes[node].count(audience) {
                    Ok(Count::About(count)) => count.rounded(),
                    Ok(Count::Withheld) => None,
                    Err(_) => return Told::Nothing,
                }
            }
            Kind::Exact => Some(self.exact(group)),
            Kind::Rounded => safe(self.exact(group)).rounded(),
            Kind::Anew => {
                let moved = self.exact(group) + u64::try_from(self.chance.below(9)).unwrap();
                safe(moved.saturating_sub(4)).rounded()
            }
        };
        told.map_or(Told::Withheld, Told::About)
    }

    fn exact(&self, group: Group) -> u64 {
        let world = self.world;
        let is_in = |(known, age): &(Known, usize)| {
            is_in(world, &group, known) && group.age.is_none_or(|one| bands(one).contains(age))
        };
        let some = self.exact.iter().filter(|(alike, _)| is_in(alike));
        some.map(|(_, n)| *n).sum()
    }
}
