//! A test's copy with invented members: a log of its own, which this log names by its key, and which names the test in this log.

use std::collections::BTreeMap;

use switchboard_ledger::Hash;
use switchboard_ledger::checkpoint::Checkpoint;
use switchboard_ledger::entry::{Opened, Proved, Tag};
use switchboard_ledger::exhibit::{About, AllPinned, CheckedExhibit, Exhibit};
use switchboard_ledger::hash::leaf_hash;
use switchboard_ledger::note::VerifierKey;
use switchboard_ledger::policy::{Log, Policy};
use switchboard_ledger::tlog_proof::TlogProof;

use super::judge::{Act, NoTest, is_within};
use super::terms::Agreed;
use super::{are_all, ids, is_of};
use crate::args::Whom;
use crate::check::believed;
use crate::exhibit::{ExhibitRefused, proved as proved_exhibit};
use crate::proof::{ProofRefused, proved};

const BEGUN: u16 = 280;
const ACCOUNT: u16 = 281;
const MADE: u16 = 282;
const ENDED: u16 = 284;

/// A copy, as far as the files show it.
pub(super) struct Copy {
    pub(super) licence: [u8; 16],
    /// The key of its log, as this log names it.
    key: VerifierKey,
    /// Its last checkpoint, as this log holds it: size and root.
    pub(super) last: Option<(u64, Hash)>,
    /// Its first entry.
    begun: Option<Begun>,
    /// Whose each of its accounts is: the tester's account in this log.
    testers: BTreeMap<[u8; 16], [u8; 16]>,
    pub(super) exhibits: Vec<(Exhibit, CheckedExhibit)>,
    /// The leaves of this log's entries about it, and of its own log's, by their places.
    pub(super) here: Vec<(u64, Hash)>,
    pub(super) there: Vec<(u64, Hash)>,
    /// The sizes and roots under which its own log's entries are proved.
    proved: Vec<(u64, Hash)>,
}

/// What a copy's first entry says.
struct Begun {
    leaf: String,
    from_ms: i64,
    until_ms: i64,
    /// The checkpoint of this log that it carries.
    checkpoint: Option<String>,
}

/// A word's value in an entry's words; none where it stands there twice.
fn word<'t>(text: &'t str, name: &str) -> Option<&'t str> {
    let words = text.split(' ').filter_map(|word| word.split_once('='));
    let mut fitting = words.filter(|(found, _)| *found == name);
    let (_, value) = fitting.next()?;
    fitting.next().is_none().then_some(value)
}

/// What one entry says: its place, its kind, its words.
fn said(
    opened: &Opened,
    proof: &TlogProof,
    whom: (&Whom, u64),
) -> Result<(u16, String), ProofRefused> {
    let (entry, ..) = proved(opened, proof, whom)?;
    let kind = entry.kind().and_then(Proved::open).unwrap_or_default();
    let detail = entry
        .part(Tag::DETAIL)
        .and_then(Proved::open)
        .unwrap_or_default();
    Ok((kind, String::from_utf8_lossy(detail).into_owned()))
}

fn own(key: &VerifierKey) -> Result<Whom, ProofRefused> {
    let log = Log {
        key: key.clone(),
        url: None,
    };
    let policy = Policy::of(&[log], 0, &[]).map_err(|_| ProofRefused::NoOpening)?;
    Ok(Whom {
        policy,
        max_age_s: None,
    })
}

/// The proofs of single entries about copies: those of this log first, by the reader's own keys; then those of the copies, by the
/// keys that this log names. One that proves nothing is refused.
pub(super) fn read(files: &[Vec<u8>], whom: (&Whom, u64)) -> Result<Vec<Copy>, ProofRefused> {
    let mut proofs = Vec::new();
    for bytes in files {
        let proof = TlogProof::parse(bytes).map_err(ProofRefused::Proof)?;
        let extra = proof.extra().ok_or(ProofRefused::NoOpening)?;
        let opened = Opened::decode(extra).map_err(ProofRefused::Opening)?;
        proofs.push((opened, proof));
    }
    let of_this = |proof: &TlogProof| {
        let checkpoint = Checkpoint::parse(proof.note().text()).ok();
        checkpoint.is_some_and(|one| is_of(whom.0, one.origin()))
    };
    let (here, there): (Vec<_>, Vec<_>) = proofs.into_iter().partition(|(_, proof)| of_this(proof));
    let mut copies: Vec<Copy> = Vec::new();
    let mut ends: BTreeMap<[u8; 16], (u64, Hash)> = BTreeMap::new();
    for (opened, proof) in &here {
        let (kind, words) = said(opened, proof, whom)?;
        let Some(licence) = word(&words, "licence").and_then(ids::read) else {
            continue;
        };
        match kind {
            MADE => {
                let key = word(&words, "key").and_then(|key| VerifierKey::parse(key).ok());
                let key = key.ok_or(ProofRefused::TwoCopies)?;
                match copies.iter().find(|copy| copy.licence == licence) {
                    Some(known) if known.key != key => return Err(ProofRefused::TwoCopies),
                    Some(_) => {}
                    None => copies.push(Copy::new(licence, key)),
                }
            }
            ENDED => {
                let size = word(&words, "size").and_then(|size| size.parse().ok());
                let root = word(&words, "root").and_then(hash);
                let last = size.zip(root).ok_or(ProofRefused::TwoCopies)?;
                if *ends.entry(licence).or_insert(last) != last {
                    return Err(ProofRefused::TwoCopies);
                }
            }
            _ => {}
        }
    }
    for copy in &mut copies {
        copy.last = ends.get(&copy.licence).copied();
        for (opened, proof) in &here {
            copy.here
                .extend(leaf(opened).map(|leaf| (proof.index(), leaf)));
        }
    }
    for (opened, proof) in &there {
        let origin = Checkpoint::parse(proof.note().text()).map(|one| one.origin().to_owned());
        let named = |copy: &&mut Copy| origin.as_deref() == Ok(copy.key.name().as_str());
        let Some(copy) = copies.iter_mut().find(named) else {
            return Err(ProofRefused::NoCopy);
        };
        let (kind, words) = said(opened, proof, (&own(&copy.key)?, whom.1))?;
        copy.there
            .extend(leaf(opened).map(|leaf| (proof.index(), leaf)));
        if let Ok(checkpoint) = Checkpoint::parse(proof.note().text()) {
            copy.proved.push((checkpoint.size(), *checkpoint.root()));
        }
        copy.add(proof.index(), (kind, &words));
    }
    Ok(copies)
}

fn leaf(opened: &Opened) -> Option<Hash> {
    let record = opened.leaf_record().ok()?;
    Some(leaf_hash(&record))
}

fn hash(text: &str) -> Option<Hash> {
    let digit = |at: usize| u8::from_str_radix(text.get(at * 2..at * 2 + 2)?, 16).ok();
    let bytes: Vec<u8> = (0..32).map(digit).collect::<Option<_>>()?;
    let is_one = text.len() == 64;
    bytes
        .try_into()
        .ok()
        .filter(|_| is_one)
        .map(Hash::from_bytes)
}

impl Copy {
    const fn new(licence: [u8; 16], key: VerifierKey) -> Self {
        Self {
            licence,
            key,
            last: None,
            begun: None,
            testers: BTreeMap::new(),
            exhibits: Vec::new(),
            here: Vec::new(),
            there: Vec::new(),
            proved: Vec::new(),
        }
    }

    /// Whether of each of its accounts that is named an exhibit is here, and they show that they are all: a copy that has ended
    /// pins every account last of all.
    pub(super) fn is_all(&self) -> bool {
        let of = |account: &[u8; 16]| {
            let mut all = self.exhibits.iter();
            all.any(|(exhibit, _)| exhibit.about == About::Account(*account))
        };
        let is_last = |pinned: &AllPinned| {
            self.last
                .is_some_and(|(size, _)| pinned.until.entry.checked_add(1) == Some(size))
        };
        let exhibits = self.exhibits.iter();
        !self.exhibits.is_empty()
            && self.testers.keys().all(of)
            && are_all(
                exhibits.map(|(exhibit, checked)| (exhibit, checked)),
                is_last,
            )
    }

    fn add(&mut self, index: u64, (kind, words): (u16, &str)) {
        let id = |name| word(words, name).and_then(ids::read);
        let number = |name| word(words, name)?.parse().ok();
        match kind {
            BEGUN if index == 0 && id("licence") == Some(self.licence) => {
                let (Some(from_ms), Some(until_ms)) = (number("from"), number("until")) else {
                    return;
                };
                self.begun = Some(Begun {
                    leaf: word(words, "leaf").unwrap_or_default().to_owned(),
                    from_ms,
                    until_ms,
                    checkpoint: word(words, "checkpoint").map(unescaped),
                });
            }
            ACCOUNT => self.testers.extend(id("account").zip(id("tester"))),
            _ => {}
        }
    }

    /// Takes an exhibit of this copy's log, checked by the key that this log names; none where it is of another log.
    pub(super) fn take(&mut self, bytes: &[u8], now: u64) -> Result<bool, ExhibitRefused> {
        let Ok(whom) = own(&self.key) else {
            return Ok(false);
        };
        let is_own = Exhibit::parse(bytes).is_ok_and(|exhibit| exhibit.log == self.key);
        if is_own {
            let (exhibit, checked, _) = proved_exhibit(bytes, (&whom, now))?;
            self.exhibits.push((exhibit, checked));
        }
        Ok(is_own)
    }

    pub(super) fn origin(&self) -> &str {
        self.key.name().as_str()
    }

    /// Why nothing in the copy counts, if so.
    pub(super) fn wrong(
        &self,
        agreed: Option<&Agreed>,
        (whom, now): (&Whom, u64),
    ) -> Option<&'static str> {
        let Some(begun) = &self.begun else {
            return Some("its first entry isn't proved");
        };
        let Some(agreed) = agreed else {
            return Some("no proof of the test itself is among the files");
        };
        if begun.leaf != agreed.leaf.to_hex() {
            return Some("its first entry names another test's entry than the one that is proved");
        }
        let seen = begun.checkpoint.as_ref().and_then(|note| {
            let (checkpoint, _) = believed(note.as_bytes(), whom, now).ok()?;
            let is_this = checkpoint.origin() == agreed.checkpoint.origin();
            Some(is_this && checkpoint.size() > agreed.index)
        });
        if seen != Some(true) {
            return Some(
                "its first entry carries no checkpoint that enough of your witnesses cosigned and that holds the test",
            );
        }
        let shown = self.exhibits.iter().map(|(_, checked)| {
            let at = &checked.checkpoint;
            (at.size(), *at.root())
        });
        let mut all = shown.chain(self.proved.iter().copied());
        all.any(|one| self.last.is_some_and(|last| last != one))
            .then_some("its log isn't the one whose last checkpoint this log holds")
    }

    /// Whether an act in the copy was covered by its test.
    pub(super) fn judge(
        &self,
        act: &Act,
        agreed: &Agreed,
        ended_ms: Option<i64>,
    ) -> Result<[u8; 16], NoTest> {
        let terms = &agreed.terms;
        let tester = self.testers.get(&act.account);
        let (from_ms, until_ms) = self.begun.as_ref().map_or((i64::MAX, i64::MIN), |begun| {
            (begun.from_ms, begun.until_ms)
        });
        if act.licence != Some(self.licence) {
            return Err(NoTest::Unmarked);
        }
        if !tester.is_some_and(|tester| terms.testers.contains(tester)) {
            return Err(NoTest::OtherAccount);
        }
        if terms.is_live {
            return Err(NoTest::OtherWorld);
        }
        if act.at_ms < from_ms.max(terms.from_ms) {
            return Err(NoTest::Early);
        }
        let until_ms = until_ms.min(terms.until_ms);
        if act.at_ms >= ended_ms.map_or(until_ms, |ended| ended.min(until_ms)) {
            return Err(NoTest::Late);
        }
        is_within(act, terms)
            .then_some(self.licence)
            .ok_or(NoTest::Scope)
    }
}

/// A text that was written as one word.
fn unescaped(word: &str) -> String {
    word.replace("%0A", "\n")
        .replace("%20", " ")
        .replace("%25", "%")
}

#[cfg(test)]
mod tests {
    use super::{hash, unescaped, word};

    #[test]
    fn words_that_stand_there_twice_and_hashes_of_another_length_are_none() {
        let text = "licence=a key=log+0a+b= size=7 size=9";
        assert_eq!(word(text, "key"), Some("log+0a+b="));
        assert_eq!(word(text, "size"), None);
        assert_eq!(word(text, "root"), None);
        let root = "0a".repeat(32);
        assert_eq!(hash(&root).map(|hash| hash.to_hex()), Some(root.clone()));
        for wrong in [&root[2..], &format!("{root}0a"), &root.replace('a', "x")] {
            assert_eq!(hash(wrong), None, "{wrong}");
        }
        assert_eq!(unescaped("a%20b%0Ac%252"), "a b\nc%2");
    }
}
