//! Name search: an index in memory only, built by a job of the closed list, never at rest.
//!
//! One text of folded names with a member's position after each; a search looks for words that begin with what was
//! typed. 600,000 members take about 20 MB and a search a few milliseconds, whatever is typed.

use std::sync::RwLock;

use switchboard_rules::alike::folded;
use switchboard_rules::ids::MemberId;
use switchboard_rules::person::Name;

/// The index, empty until the job has run.
#[derive(Default)]
pub(crate) struct NameIndex(RwLock<Names>);

#[derive(Default)]
struct Names {
    /// ` gwen evans\n` for each member, in the order of `members`.
    text: String,
    members: Vec<MemberId>,
    /// Where each member's line begins.
    starts: Vec<u32>,
}

/// Collects names and then takes the place of the index before.
#[derive(Default)]
pub(crate) struct NewNames(Names);

impl Names {
    fn add(&mut self, member: MemberId, name: &Name) {
        let Ok(start) = u32::try_from(self.text.len()) else {
            return;
        };
        self.starts.push(start);
        self.members.push(member);
        for word in [name.given(), name.family()] {
            self.text.push(' ');
            self.text.push_str(&folded(word));
        }
        self.text.push('\n');
    }

    fn take_out(&mut self, at: usize) {
        let place = |start: u32| usize::try_from(start).unwrap_or(usize::MAX);
        let Some(begin) = self.starts.get(at).copied() else {
            return;
        };
        let end = self
            .starts
            .get(at + 1)
            .map_or(self.text.len(), |s| place(*s));
        if place(begin) < end && end <= self.text.len() {
            self.text.replace_range(place(begin)..end, "");
        }
        let gone = u32::try_from(end.saturating_sub(place(begin))).unwrap_or(0);
        self.members.remove(at);
        self.starts.remove(at);
        for start in self.starts.iter_mut().skip(at) {
            *start = start.saturating_sub(gone);
        }
    }

    fn take_out_all(&mut self, member: MemberId) {
        while let Some(at) = self.members.iter().position(|one| *one == member) {
            self.take_out(at);
        }
    }
}

impl NewNames {
    pub(crate) fn add(&mut self, member: MemberId, name: &Name) {
        self.0.add(member, name);
    }

    pub(crate) fn len(&self) -> usize {
        self.0.members.len()
    }
}

impl NameIndex {
    /// Names one member anew, who may be new.
    pub(crate) fn put(&self, member: MemberId, name: &Name) {
        let mut names = self
            .0
            .write()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        names.take_out_all(member);
        names.add(member, name);
    }

    pub(crate) fn replace(&self, mut names: NewNames) {
        names.0.text.shrink_to_fit();
        names.0.members.shrink_to_fit();
        names.0.starts.shrink_to_fit();
        *self
            .0
            .write()
            .unwrap_or_else(std::sync::PoisonError::into_inner) = names.0;
    }

    /// Takes a member out of the index.
    pub(crate) fn forget(&self, member: MemberId) {
        let mut names = self
            .0
            .write()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        names.take_out_all(member);
    }

    /// Members with words that begin with each of the words typed, at most `most` of them.
    pub(crate) fn find(&self, typed: &str, most: usize) -> Vec<MemberId> {
        let words: Vec<String> = typed
            .split_whitespace()
            .take(4)
            .map(|word| format!(" {}", folded(word)))
            .filter(|w| w.len() > 2)
            .collect();
        let Some(first) = words.iter().max_by_key(|word| word.len()) else {
            return Vec::new();
        };
        let names = self
            .0
            .read()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        let mut found = Vec::new();
        let mut from = 0;
        while let Some(at) = names
            .text
            .get(from..)
            .and_then(|rest| rest.find(first.as_str()))
        {
            let at = from + at;
            let line = names
                .starts
                .partition_point(|start| usize::try_from(*start).is_ok_and(|s| s <= at))
                .saturating_sub(1);
            let end = names
                .text
                .get(at..)
                .and_then(|rest| rest.find('\n'))
                .map_or(names.text.len(), |n| at + n);
            let begin = names
                .starts
                .get(line)
                .and_then(|s| usize::try_from(*s).ok())
                .unwrap_or(at);
            let whole = names.text.get(begin..end).unwrap_or_default();
            if words.iter().all(|word| whole.contains(word.as_str())) {
                found.extend(names.members.get(line));
                if found.len() == most {
                    break;
                }
            }
            from = end;
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use switchboard_rules::person::NameText;

    fn index(names: &[(&str, &str)]) -> NameIndex {
        let mut new = NewNames::default();
        for (n, (given, family)) in names.iter().enumerate() {
            let name = Name::parse(NameText {
                given,
                family,
                ..NameText::default()
            })
            .unwrap();
            new.add(MemberId::from_bytes([u8::try_from(n).unwrap(); 16]), &name);
        }
        let index = NameIndex::default();
        index.replace(new);
        index
    }

    #[test]
    fn a_search_finds_words_by_their_beginning_and_ignores_accents() {
        let index = index(&[("Siân", "Evans"), ("Evan", "Sullivan"), ("Gwen", "O'Neill")]);
        let found = |typed: &str| {
            index
                .find(typed, 20)
                .iter()
                .map(|m| m.as_bytes()[0])
                .collect::<Vec<_>>()
        };
        assert_eq!(found("evan"), [0, 1]);
        assert_eq!(found("sian ev"), [0]);
        assert_eq!(found("van"), Vec::<u8>::new());
        assert_eq!(found("o’neill"), [2]);
        assert_eq!(found("e"), Vec::<u8>::new(), "one letter is no search");
    }

    #[test]
    fn a_forgotten_name_is_found_no_more_and_the_others_still_are() {
        let index = index(&[("Siân", "Evans"), ("Evan", "Sullivan"), ("Gwen", "O'Neill")]);
        let found = |typed: &str| index.find(typed, 20).len();
        for (n, left) in [
            (1, [1, 0, 1]),
            (0, [0, 0, 1]),
            (2, [0, 0, 0]),
            (2, [0, 0, 0]),
        ] {
            index.forget(MemberId::from_bytes([n; 16]));
            assert_eq!(["evans", "sullivan", "gwen"].map(found), left);
        }
    }

    #[test]
    fn whoever_is_named_anew_is_found_by_the_new_name_alone() {
        let index = index(&[("Gwen", "Evans"), ("Ann", "Evans")]);
        let name = |family| {
            let text = NameText {
                given: "Gwen",
                family,
                ..NameText::default()
            };
            Name::parse(text).unwrap()
        };
        let gwen = MemberId::from_bytes([0; 16]);
        index.put(gwen, &name("Khan"));
        assert_eq!(index.find("khan", 20), [gwen]);
        assert_eq!(index.find("evans", 20), [MemberId::from_bytes([1; 16])]);
        index.put(gwen, &name("Khan-Evans"));
        assert_eq!(index.find("khan", 20), [gwen]);
        assert_eq!(index.find("gwen", 20), [gwen], "found once");
    }

    #[test]
    fn a_search_never_gives_more_than_it_was_asked_for() {
        let many: Vec<(&str, &str)> = (0..100).map(|_| ("Gwen", "Evans")).collect();
        assert_eq!(index(&many).find("evans", 20).len(), 20);
    }
}
