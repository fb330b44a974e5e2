//! What is asked: the counts as they are, or, to see that the attacks can win, exact counts that are only rounded.

use std::collections::{BTreeSet, HashMap};

use switchboard_rules::audience::{
    AgeGroup, Audience, Choice, Columns, Count, Joined, NewColumns, QUESTIONS_MAX,
};
use switchboard_rules::counts::{Noise, safe};
use switchboard_rules::person::MemberKind;

use crate::invented::{BANDS, KINDS, World, branch_id};

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Noised,
    Rounded,
}

/// A group: the place of a branch, a kind, a band and a joining, each of them or none.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Default)]
pub struct Group {
    pub branch: Option<usize>,
    pub kind: Option<usize>,
    pub age: Option<usize>,
    pub joined: Option<usize>,
}

impl Group {
    pub fn audience(self) -> Audience {
        let kind = |at: usize| MemberKind::parse(KINDS[at]).unwrap();
        let choices = [
            self.branch.map(|at| Choice::Branch(branch_id(at))),
            self.kind.map(|at| Choice::Kind(kind(at))),
            self.age.map(|at| Choice::Age(AgeGroup::Band(BANDS[at]))),
            self.joined.map(|at| Choice::Joined(Joined::ALL[at])),
        ];
        Audience::of(choices.into_iter().flatten()).unwrap()
    }

    pub fn with_age(self, age: usize) -> Self {
        Self {
            age: Some(age),
            ..self
        }
    }
}

/// Three campaigns and their books.
pub struct Oracle<'w> {
    world: &'w World,
    kind: Kind,
    columns: Columns,
    /// The published tables.
    table: HashMap<Audience, Option<u64>>,
    /// What was answered already, so that the test is quick; the books count all the same.
    memory: HashMap<Group, Option<u64>>,
    /// How many members have each branch, kind, age and joining.
    exact: HashMap<[usize; 4], u64>,
    books: [BTreeSet<Group>; 3],
}

pub fn columns(world: &World, without: usize) -> Columns {
    let mut new = NewColumns::new(Noise::new(world.secret), &world.tree());
    for member in world.members.iter().skip(without) {
        new.add(&member.id, KINDS[member.kind], member.codes());
    }
    new.finish()
}

impl<'w> Oracle<'w> {
    pub fn over(world: &'w World, kind: Kind) -> Self {
        let mut oracle = Self {
            world,
            kind,
            columns: columns(world, 0),
            table: HashMap::new(),
            memory: HashMap::new(),
            exact: HashMap::new(),
            books: Default::default(),
        };
        for member in &world.members {
            let codes = [member.branch, member.kind, member.age, member.joined];
            *oracle.exact.entry(codes).or_default() += 1;
        }
        oracle.publish();
        oracle
    }

    fn publish(&mut self) {
        let lines = self.columns.published().map(|line| {
            let choices = line.levels.iter().map(|level| level.choice.clone());
            (Audience::of(choices).unwrap(), line.count.rounded())
        });
        self.table = lines.collect();
        let all = self.columns.count(&Audience::EVERYBODY);
        if let Ok(Count::About(all)) = all {
            self.table.insert(Audience::EVERYBODY, all.rounded());
        }
    }

    /// Another roll behind the same secret; for the roll that lives on.
    pub fn replace(&mut self, columns: Columns) {
        self.columns = columns;
        self.memory.clear();
        self.publish();
    }

    pub fn new_campaigns(&mut self) {
        self.books = Default::default();
    }

    /// The spread of one shown number around the truth, squared: the noise and the rounding together.
    pub fn spread(&self) -> f64 {
        match self.kind {
            Kind::Noised => 7.2,
            Kind::Rounded => 2.0,
        }
    }

    pub fn asked(&self) -> usize {
        self.books.iter().map(BTreeSet::len).sum()
    }

    /// Whether a group is one of the levels that can be asked.
    pub fn is_level(&self, group: Group) -> bool {
        let levels = |choice: &Choice| {
            let mut levels = self.columns.levels(choice.field()).iter();
            levels.any(|level| level.choice == *choice)
        };
        self.kind == Kind::Rounded || group.audience().choices().iter().all(levels)
    }

    /// An answer, by whichever campaign has asked or has questions left; none where it is withheld or nobody may ask any more.
    pub fn ask(&mut self, group: Group) -> Option<u64> {
        if self.kind == Kind::Rounded {
            return self.exact(group);
        }
        if !self.is_level(group) {
            return None;
        }
        let audience = group.audience();
        if audience.is_published() {
            return self.table.get(&audience).copied().flatten();
        }
        let left = usize::try_from(QUESTIONS_MAX).unwrap();
        if !self.books.iter().any(|book| book.contains(&group)) {
            let book = self.books.iter_mut().find(|book| book.len() < left)?;
            book.insert(group);
        }
        self.answer(group)
    }

    /// The same question once more, by each of the campaigns.
    pub fn repeat(&mut self, group: Group) -> Vec<Option<u64>> {
        let left = usize::try_from(QUESTIONS_MAX).unwrap();
        let mut answers = Vec::new();
        for at in 0..self.books.len() {
            if self.books[at].contains(&group) || self.books[at].len() < left {
                self.books[at].insert(group);
                answers.push(self.answer(group));
            }
        }
        answers
    }

    fn answer(&mut self, group: Group) -> Option<u64> {
        if let Some(answer) = self.memory.get(&group) {
            return *answer;
        }
        let answer = match self.columns.count(&group.audience()) {
            Ok(Count::About(count)) => count.rounded(),
            Ok(Count::Withheld) | Err(_) => None,
        };
        self.memory.insert(group, answer);
        answer
    }

    fn exact(&mut self, group: Group) -> Option<u64> {
        if let Some(answer) = self.memory.get(&group) {
            return *answer;
        }
        let world = self.world;
        let is_in = |[branch, kind, age, joined]: &[usize; 4]| {
            group
                .branch
                .is_none_or(|node| world.is_under(*branch, node))
                && group.kind.is_none_or(|one| one == *kind)
                && group.age.is_none_or(|one| one == *age)
                && group.joined.is_none_or(|one| one == *joined)
        };
        let some = self.exact.iter().filter(|(codes, _)| is_in(codes));
        let answer = safe(some.map(|(_, n)| n).sum()).rounded();
        self.memory.insert(group, answer);
        answer
    }
}
