//! The way through a script: which parts are reached by what was answered, and what each part follows.

use std::collections::BTreeSet;

use super::answers::Sent;
use super::{Ask, Next, Script};

/// The answer that a part follows: shown as "If they said …" where a browser doesn't hide what isn't reached.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lead {
    /// The place of the part that asked.
    pub part: usize,
    /// The places of the choices that lead here.
    pub choices: Vec<usize>,
}

impl Script {
    /// Where it goes on from the part at `at`, when the choice at `choice` was made there.
    pub fn next(&self, at: usize, choice: Option<usize>) -> Option<usize> {
        let part = self.parts.get(at)?;
        let chosen = match &part.ask {
            Ask::Single(choices) => choice.and_then(|choice| choices.get(choice)?.then),
            _ => None,
        };
        match chosen.or(part.then) {
            Some(Next::End) => None,
            Some(Next::Part(to)) => Some(to),
            None => Some(at + 1),
        }
        .filter(|to| *to < self.parts.len())
    }

    /// The parts that are reached, in their order, by what was answered.
    pub fn reached(&self, sent: &[Sent]) -> Vec<usize> {
        let mut reached = Vec::new();
        let mut at = (!self.parts.is_empty()).then_some(0);
        while let Some(here) = at {
            reached.push(here);
            let part = self.parts.get(here);
            let chosen = part.and_then(|part| {
                let given = sent.iter().find(|sent| sent.part == part.id)?;
                let is_given = |choice: &super::Choice| choice.id == given.value;
                part.choices().iter().position(is_given)
            });
            at = self.next(here, chosen);
        }
        reached
    }

    /// Where one may go on from a part: to which, and by which choices; none for whatever is answered.
    fn ways(&self, at: usize) -> Vec<(Option<usize>, Vec<usize>)> {
        let Some(Ask::Single(choices)) = self.parts.get(at).map(|part| &part.ask) else {
            return vec![(self.next(at, None), Vec::new())];
        };
        let mut ways: Vec<(Option<usize>, Vec<usize>)> = Vec::new();
        for choice in 0..choices.len() {
            let to = self.next(at, Some(choice));
            match ways.iter_mut().find(|(known, _)| *known == to) {
                Some((_, by)) => by.push(choice),
                None => ways.push((to, vec![choice])),
            }
        }
        ways
    }

    /// Every part that some answers lead to.
    pub(super) fn reachable(&self) -> BTreeSet<usize> {
        let mut reachable: BTreeSet<usize> =
            (!self.parts.is_empty()).then_some(0).into_iter().collect();
        // Ways lead forward only, so one pass in order is enough.
        for at in 0..self.parts.len() {
            if reachable.contains(&at) {
                reachable.extend(self.ways(at).into_iter().filter_map(|(to, _)| to));
            }
        }
        reachable
    }

    /// The answers that the part at `at` follows at once, where not every answer leads to it.
    pub fn leads(&self, at: usize) -> Vec<Lead> {
        let mut leads = Vec::new();
        for part in 0..at {
            let ways = self.ways(part);
            if ways.len() < 2 {
                continue;
            }
            let by = ways.into_iter().find(|(to, _)| *to == Some(at));
            leads.extend(by.map(|(_, choices)| Lead { part, choices }));
        }
        if self.is_always_reached(at) {
            leads.clear();
        }
        leads
    }

    /// Whether every way leads through the part at `at`: none ends, or jumps over it, before.
    fn is_always_reached(&self, at: usize) -> bool {
        let reachable = self.reachable();
        (0..at)
            .filter(|before| reachable.contains(before))
            .all(|before| {
                let ways = self.ways(before);
                ways.iter().all(|(to, _)| to.is_some_and(|to| to <= at))
            })
    }
}
