//! Judges whether what accounts did was an agreed test, from the files of `switchboard licence check --proof`: without the
//! accused's program, and by the reader's own keys.
//!
//! The files are told apart by what is in them; `answer.json` isn't read. What counts is the exhibits of the accounts
//! (`docs/log-format.md` §9) and the proofs of the tests' own entries (§7). How an act is judged stands in §10.

mod copies;
mod ids;
mod judge;
mod kinds;
mod report;
mod terms;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use switchboard_ledger::Hash;
use switchboard_ledger::entry::{Opened, Part, Tag};
use switchboard_ledger::exhibit::{About, AllPinned, CheckedExhibit, EXHIBIT_BYTES_MAX, Exhibit};
use switchboard_ledger::hash::leaf_hash;

use crate::args::Whom;
use crate::exhibit::{ExhibitRefused, proved};
use crate::folder::{Unreadable, read};
use crate::proof::ProofRefused;
use copies::Copy;
use judge::{Act, NoTest, judge};
use terms::Agreed;

/// The kind of the entry by which somebody ends an agreed test.
const ENDED: u16 = 713;
/// The answer of whoever made the files, for people.
const ANSWER: &str = "answer.json";
const PROOF: &[u8] = b"c2sp.org/tlog-proof@";

/// Why the files answer nothing to this reader.
#[derive(Debug)]
pub(crate) enum LicenceRefused {
    Unreadable(Unreadable),
    Exhibit(PathBuf, ExhibitRefused),
    Proof(PathBuf, ProofRefused),
    NoExhibit(PathBuf),
    NotOfAccount(PathBuf),
    OtherLog(PathBuf),
    TwoHistories(u64),
    TwoTests(u64, u64),
    OtherTime,
}

impl fmt::Display for LicenceRefused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable(unreadable) => unreadable.fmt(f),
            Self::Exhibit(path, refused) => write!(f, "`{}`: {refused}", path.display()),
            Self::Proof(path, refused) => write!(f, "`{}`: {refused}", path.display()),
            Self::NoExhibit(path) => write!(
                f,
                "`{}` holds no exhibit of an account; give the folder that `switchboard licence check … --proof` wrote, whole",
                path.display()
            ),
            Self::NotOfAccount(path) => write!(
                f,
                "`{}` is no exhibit of an account; this judges what accounts did",
                path.display()
            ),
            Self::OtherLog(path) => write!(
                f,
                "`{}` is of another log than the first file; ask about one log at a time",
                path.display()
            ),
            Self::TwoHistories(index) => write!(
                f,
                "entry {index} is one thing in the exhibit and another in the proof, both signed: the log shows two histories. \
                 Keep both files; they prove it"
            ),
            Self::OtherTime => f.write_str(
                "the exhibits are not all about the same time, so that something could lie between them; ask for the answer again",
            ),
            Self::TwoTests(one, other) => write!(
                f,
                "entries {one} and {other} agree two tests under one number, so that nobody can say which an act carries. Keep \
                 both files; they prove it"
            ),
        }
    }
}

/// What was found of an act.
struct Found {
    /// The act, as far as it is open.
    act: Option<Act>,
    /// Which test covers it, or why none does.
    finding: Result<[u8; 16], NoTest>,
}

/// What was found of each, by its place in the log.
type AllFound = BTreeMap<u64, Found>;

/// What the files hold, each part believed by the reader's own keys.
struct Files {
    exhibits: Vec<(PathBuf, Exhibit, CheckedExhibit)>,
    agreed: Vec<Agreed>,
    /// The tests' copies with invented members.
    copies: Vec<Copy>,
    /// Files that are nothing that this knows.
    unread: Vec<PathBuf>,
}

/// Judges a folder's files at a time and writes the answer with what it rests on.
pub(crate) fn check(
    folder: &Path,
    (whom, now): (&Whom, u64),
    out: &mut impl Write,
) -> Result<io::Result<()>, LicenceRefused> {
    let files = Files::read(folder, (whom, now))?;
    files.fit()?;
    Ok(report::write(out, &files, (whom, now)))
}

impl Files {
    fn read(folder: &Path, (whom, now): (&Whom, u64)) -> Result<Self, LicenceRefused> {
        let mut files = Self {
            exhibits: Vec::new(),
            agreed: Vec::new(),
            copies: Vec::new(),
            unread: Vec::new(),
        };
        let (mut singles, mut of_copies) = (Vec::new(), Vec::new());
        for path in paths(folder).map_err(LicenceRefused::Unreadable)? {
            if path.file_name().is_some_and(|name| name == ANSWER) {
                continue;
            }
            let bytes = if path.is_file() {
                read(&path, EXHIBIT_BYTES_MAX).map_err(LicenceRefused::Unreadable)?
            } else {
                Vec::new()
            };
            if bytes.starts_with(PROOF) {
                match Agreed::read(&bytes, whom, now) {
                    Ok(Some(agreed)) => files.agreed.push(agreed),
                    Ok(None) => singles.push(bytes),
                    Err(refused) => return Err(LicenceRefused::Proof(path, refused)),
                }
            } else if bytes.trim_ascii_start().starts_with(b"{") {
                of_copies.extend(files.take(path, bytes, (whom, now))?);
            } else {
                files.unread.push(path);
            }
        }
        files.copies = copies::read(&singles, (whom, now))
            .map_err(|refused| LicenceRefused::Proof(folder.to_owned(), refused))?;
        for (path, bytes) in of_copies {
            let mut is_taken = false;
            for copy in &mut files.copies {
                let taken = copy.take(&bytes, now);
                is_taken |=
                    taken.map_err(|refused| LicenceRefused::Exhibit(path.clone(), refused))?;
            }
            if !is_taken {
                return Err(LicenceRefused::OtherLog(path));
            }
        }
        if files.exhibits.is_empty() {
            return Err(LicenceRefused::NoExhibit(folder.to_owned()));
        }
        Ok(files)
    }

    /// Takes an exhibit of a log that the reader named; hands back one of another log.
    fn take(
        &mut self,
        path: PathBuf,
        bytes: Vec<u8>,
        whom: (&Whom, u64),
    ) -> Result<Option<(PathBuf, Vec<u8>)>, LicenceRefused> {
        let exhibit = Exhibit::parse(&bytes).map_err(ExhibitRefused::Exhibit);
        let is_own = exhibit.map(|exhibit| is_of(whom.0, exhibit.log.name().as_str()));
        let found = match is_own {
            Ok(false) => return Ok(Some((path, bytes))),
            Ok(true) => proved(&bytes, whom),
            Err(refused) => Err(refused),
        };
        match found {
            Ok((exhibit, checked, _)) => self.exhibits.push((path, exhibit, checked)),
            Err(refused) => return Err(LicenceRefused::Exhibit(path, refused)),
        }
        Ok(None)
    }

    /// All of it is of one log and one time, and says one thing of each place.
    fn fit(&self) -> Result<(), LicenceRefused> {
        let origin = |checked: &CheckedExhibit| checked.checkpoint.origin().to_owned();
        let first = self.exhibits.first().map(|(.., checked)| origin(checked));
        let (mut leaves, mut tests) = (Leaves::new(), BTreeMap::new());
        for agreed in &self.agreed {
            one_leaf(&mut leaves, agreed.index, agreed.leaf)?;
            let before = tests.insert(agreed.terms.licence, agreed.index);
            if let Some(before) = before.filter(|before| *before != agreed.index) {
                return Err(LicenceRefused::TwoTests(before, agreed.index));
            }
        }
        for copy in &self.copies {
            for (index, leaf) in &copy.here {
                one_leaf(&mut leaves, *index, *leaf)?;
            }
            let mut own: Leaves = Leaves::new();
            for (index, leaf) in &copy.there {
                one_leaf(&mut own, *index, *leaf)?;
            }
            for (exhibit, _) in &copy.exhibits {
                self.one_time(exhibit)?;
                leaves_of(exhibit, &mut own)?;
            }
        }
        for (path, exhibit, checked) in &self.exhibits {
            if !matches!(exhibit.about, About::Account(_)) {
                return Err(LicenceRefused::NotOfAccount(path.clone()));
            }
            let is_one = |agreed: &Agreed| agreed.checkpoint.origin() == origin(checked);
            if first.as_ref() != Some(&origin(checked)) || !self.agreed.iter().all(is_one) {
                return Err(LicenceRefused::OtherLog(path.clone()));
            }
            self.one_time(exhibit)?;
            leaves_of(exhibit, &mut leaves)?;
        }
        Ok(())
    }

    /// Whose exhibits are here.
    fn accounts(&self) -> BTreeSet<[u8; 16]> {
        let abouts = self.exhibits.iter().map(|(_, exhibit, _)| exhibit.about);
        let accounts = abouts.filter_map(|about| match about {
            About::Account(account) => Some(account),
            _ => None,
        });
        accounts.collect()
    }

    /// What was asked about: from when until when, in milliseconds since 1970.
    fn span(&self) -> (u64, u64) {
        let first = self.exhibits.first();
        first.map_or((0, 0), |(_, exhibit, _)| {
            (exhibit.from_ms, exhibit.until_ms)
        })
    }

    /// An exhibit of a shorter time would leave out what was done in the rest of it.
    fn one_time(&self, exhibit: &Exhibit) -> Result<(), LicenceRefused> {
        if (exhibit.from_ms, exhibit.until_ms) == self.span() {
            Ok(())
        } else {
            Err(LicenceRefused::OtherTime)
        }
    }

    /// Whether the exhibits show that they are all that their accounts did: pinned to the last entry, and of several parts none
    /// is missing.
    fn are_all(&self) -> bool {
        let exhibits = self.exhibits.iter();
        are_all(
            exhibits.map(|(_, exhibit, checked)| (exhibit, checked)),
            |_| false,
        )
    }

    /// When somebody ended this test, as far as an entry among the files says it.
    fn ended_ms(&self, licence: [u8; 16]) -> Option<i64> {
        let entries = self
            .exhibits
            .iter()
            .flat_map(|(_, exhibit, _)| &exhibit.entries);
        let ends = entries.filter_map(|entry| {
            let part = |tag| open(&entry.opened, tag);
            let is_end = part(Tag::KIND)? == ENDED.to_be_bytes();
            let detail = str::from_utf8(part(Tag::DETAIL)?).ok()?;
            let named = detail.strip_prefix("licence=")?.split(' ').next()?;
            let is_its = is_end && ids::read(named)? == licence;
            let at = i64::from_be_bytes(part(Tag::TIME)?.try_into().ok()?);
            is_its.then_some(at)
        });
        ends.min()
    }

    /// What was found of each act in this log.
    fn found(&self) -> AllFound {
        let exhibits = self.exhibits.iter().map(|(_, exhibit, _)| exhibit);
        found(exhibits, |act| {
            judge(act, &self.agreed, |licence| self.ended_ms(licence))
        })
    }

    /// The test of a copy, as far as it is proved.
    fn test_of(&self, copy: &Copy) -> Option<&Agreed> {
        let mut agreed = self.agreed.iter();
        agreed.find(|agreed| agreed.terms.licence == copy.licence)
    }

    /// What was found of each act in a copy.
    fn found_in(&self, copy: &Copy) -> AllFound {
        let ended_ms = self.ended_ms(copy.licence);
        let exhibits = copy.exhibits.iter().map(|(exhibit, _)| exhibit);
        found(exhibits, |act| match self.test_of(copy) {
            Some(agreed) => copy.judge(act, agreed, ended_ms),
            None => Err(NoTest::Unproved),
        })
    }
}

fn open(opened: &Opened, tag: Tag) -> Option<&[u8]> {
    let mut parts = opened.act.iter();
    parts
        .find(|(found, _)| *found == tag)
        .and_then(|(_, part)| Part::bytes(part))
}

/// Whether the reader named a log of this name.
pub(super) fn is_of(whom: &Whom, origin: &str) -> bool {
    let mut logs = whom.policy.logs().iter();
    logs.any(|log| log.key.name().as_str() == origin)
}

/// What stands at each place of a log.
type Leaves = BTreeMap<u64, Hash>;

fn one_leaf(leaves: &mut Leaves, index: u64, leaf: Hash) -> Result<(), LicenceRefused> {
    if *leaves.entry(index).or_insert(leaf) == leaf {
        Ok(())
    } else {
        Err(LicenceRefused::TwoHistories(index))
    }
}

fn leaves_of(exhibit: &Exhibit, leaves: &mut Leaves) -> Result<(), LicenceRefused> {
    for entry in &exhibit.entries {
        // The exhibit was checked, so that it makes one.
        if let Ok(record) = entry.opened.leaf_record() {
            one_leaf(leaves, entry.index, leaf_hash(&record))?;
        }
    }
    Ok(())
}

/// What is found of each act, in the order of the log; an act stands in two exhibits where both are of one account.
fn found<'e>(
    exhibits: impl Iterator<Item = &'e Exhibit>,
    judge: impl Fn(&Act) -> Result<[u8; 16], NoTest>,
) -> AllFound {
    let own = exhibits.flat_map(|exhibit| exhibit.entries.iter().filter(|one| !one.is_beside));
    let found = own.map(|entry| {
        let act = Act::read(entry.index, &entry.opened);
        let finding = act.as_ref().map_or(Err(NoTest::Covered), &judge);
        (entry.index, Found { act, finding })
    });
    found.collect()
}

/// The folder's files, in the order of their names.
fn paths(folder: &Path) -> Result<Vec<PathBuf>, Unreadable> {
    let unreadable = |error| Unreadable {
        path: folder.to_owned(),
        error,
    };
    let entries = std::fs::read_dir(folder).map_err(unreadable)?;
    let paths = entries.map(|entry| entry.map(|entry| entry.path()));
    let mut paths = paths.collect::<io::Result<Vec<_>>>().map_err(unreadable)?;
    paths.sort();
    Ok(paths)
}

/// Whether exhibits of accounts show that they are all: pinned to their end, or by the last entry that the log has, and of
/// several parts none is missing.
fn are_all<'e>(
    exhibits: impl Iterator<Item = (&'e Exhibit, &'e CheckedExhibit)>,
    is_last: impl Fn(&AllPinned) -> bool,
) -> bool {
    let mut reached: BTreeMap<[u8; 16], Vec<(u64, Option<u64>)>> = BTreeMap::new();
    let mut are_pinned = true;
    for (exhibit, checked) in exhibits {
        let pinned = checked.pinned.as_ref();
        are_pinned &= pinned.is_some_and(|pinned| {
            let is_to_its_end = match exhibit.part.next {
                Some(next) => pinned.until.size >= next,
                None => pinned.until_ms(exhibit) >= exhibit.until_ms || is_last(pinned),
            };
            is_to_its_end && pinned.beyond == 0 && pinned.lost.is_empty()
        });
        if let About::Account(account) = exhibit.about {
            let part = (exhibit.part.first, exhibit.part.next);
            reached.entry(account).or_default().push(part);
        }
    }
    let is_chain = |parts: &mut Vec<(u64, Option<u64>)>| {
        parts.sort_unstable();
        let mut at = Some(0);
        let follows = parts.iter().all(|(first, next)| {
            let is_next = at == Some(*first);
            at = *next;
            is_next
        });
        follows && at.is_none()
    };
    are_pinned && reached.values_mut().all(is_chain)
}
