//! A log whose exhibits are checked: two accounts' acts, and the system's entries that pin them.

use std::collections::BTreeMap;

use super::house::{ORIGIN, key, witness};
use switchboard_ledger::Hash;
use switchboard_ledger::checkpoint::Checkpoint;
use switchboard_ledger::entry::*;
use switchboard_ledger::exhibit::*;
use switchboard_ledger::hash::{leaf_hash, sha256};
use switchboard_ledger::heads::{HEADS_KIND, HeadProof, HeadsRoot, heads_root};
use switchboard_ledger::note::Note;
use switchboard_ledger::resumed::{RESUMED_KIND, Resumption};
use switchboard_ledger::tree::{Frontier, HashReader, prove_consistency, prove_inclusion};

/// How many entries the log has; the older checkpoint has [`OLD`], and every third entry is the one account's.
pub(super) const SIZE: u64 = 40;
pub(super) const OLD: u64 = 11;
pub(super) const AT_MS: u64 = 1_795_000_000_000;

pub(super) const CALLER: [u8; 16] = [0xca; 16];
pub(super) const RIVAL: [u8; 16] = [0x1f; 16];
pub(super) const SYSTEM: [u8; 16] = [0; 16];
pub(super) const CAMPAIGN: [u8; 16] = [0xc0; 16];
pub(super) const MEMBER: [u8; 16] = [0x3e; 16];

pub(super) fn salt(of: &str, index: u64) -> [u8; 32] {
    *sha256(format!("{of} {index}").as_bytes()).as_bytes()
}

/// A log whose entries' places are what a sequencer writes.
pub(super) struct Log {
    leaves: Vec<Hash>,
    places: Vec<Place>,
    /// What the system's own entries say.
    details: BTreeMap<u64, (u16, String)>,
    /// The rows that those of kind `heads` pin.
    rows: BTreeMap<u64, Vec<([u8; 16], u64, Hash)>>,
    /// From where on what the one account does carries the agreed test.
    carries: u64,
}

/// The agreed test of a log in which one is agreed, the place of its entry, how many entries the checkpoint has by which it was
/// seen, and where it is ended before its time.
pub(super) const TEST: [u8; 16] = [0x7e; 16];
pub(super) const AGREED: u64 = 13;
pub(super) const TEST_SEEN: u64 = 17;
pub(super) const TEST_ENDED: u64 = 32;

/// Where every account's last entry is pinned.
pub(super) const PINS: [u64; 2] = [10, 38];
/// The entry that tells of it, where the log went on over those from [`LOST`] on.
pub(super) const TOLD: u64 = 19;
pub(super) const LOST: u64 = 15;
/// There it had gone on once before, which was lost with the rest.
pub(super) const UNDONE: u64 = 16;

fn subjects(index: u64) -> [Subject; 2] {
    let subject = |member| Subject {
        member,
        card: Some([0xcc; 16]),
        fields: "title,family_name".to_owned(),
    };
    let other = salt("other", index)[..16].try_into().unwrap();
    [subject(MEMBER), subject(other)]
}

type Heads = BTreeMap<[u8; 16], (u64, Hash)>;

impl Log {
    pub(super) fn new() -> Self {
        Self::grown(false, BTreeMap::new())
    }

    /// The same, with an agreed test of these terms, and its end where there is one.
    pub(super) fn tested(terms: &str, ended: Option<&str>) -> Self {
        let mut details = BTreeMap::from([(AGREED, (711, terms.to_owned()))]);
        details.extend(ended.map(|words| (TEST_ENDED, (713, words.to_owned()))));
        Self::grown(false, details)
    }

    /// The same, but it went on over entries that a restore had lost.
    pub(super) fn resumed() -> Self {
        Self::grown(true, BTreeMap::new())
    }

    pub(super) fn account(&self, index: u64) -> [u8; 16] {
        if self.details.contains_key(&index) {
            SYSTEM
        } else if index.is_multiple_of(3) {
            CALLER
        } else {
            RIVAL
        }
    }

    pub(super) fn act(&self, index: u64) -> Act {
        let (kind, detail) = self.details.get(&index).cloned().unwrap_or_default();
        Act {
            at_ms: i64::try_from(AT_MS + index * 1_000).unwrap(),
            account: self.account(index),
            opened: "code".to_owned(),
            kind: if kind == 0 { 401 } else { kind },
            purpose: "ring members – for <b>Lighthouse</b>".to_owned(),
            campaign: Some(CAMPAIGN),
            bank: None,
            fields: "title,family_name".to_owned(),
            licence: (index >= self.carries && self.account(index) == CALLER).then_some(TEST),
            detail: detail.into_bytes(),
        }
    }

    /// What the system says by itself at this place.
    fn say(&mut self, index: u64, heads: &mut Heads, old: &Heads) {
        if PINS.contains(&index) {
            let rows: Vec<_> = heads
                .iter()
                .map(|(id, (n, head))| (*id, *n, *head))
                .collect();
            let root = HeadsRoot {
                size: index,
                rows: u64::try_from(rows.len()).unwrap(),
                root: heads_root(&rows).unwrap(),
            };
            self.details.insert(index, (HEADS_KIND, root.to_string()));
            self.rows.insert(index, rows);
        } else if index == TOLD {
            let root = root_of(&self.leaves);
            let told = Resumption {
                from: LOST,
                size: TOLD,
                root,
            };
            self.details.insert(index, (RESUMED_KIND, told.to_string()));
            *heads = old.clone();
            for head in heads.values_mut() {
                *head = (head.0 + 1, told.link());
            }
        }
    }

    /// What told of lost entries and was lost itself: no chain leads through it any more.
    fn say_undone(&mut self) {
        let told = Resumption {
            from: OLD,
            size: UNDONE,
            root: root_of(&self.leaves),
        };
        self.details
            .insert(UNDONE, (RESUMED_KIND, told.to_string()));
    }

    fn grown(is_resumed: bool, details: BTreeMap<u64, (u16, String)>) -> Self {
        let mut log = Self {
            leaves: Vec::new(),
            places: Vec::new(),
            carries: if details.is_empty() { u64::MAX } else { AGREED },
            details,
            rows: BTreeMap::new(),
        };
        let (mut heads, mut old) = (Heads::new(), Heads::new());
        for index in 0..SIZE {
            if index == LOST {
                old.clone_from(&heads);
            }
            if is_resumed || index != TOLD {
                log.say(index, &mut heads, &old);
            }
            if is_resumed && index == UNDONE {
                log.say_undone();
            }
            let head = heads.entry(log.account(index)).or_insert((0, Hash::ZERO));
            log.places.push(Place {
                number: head.0 + 1,
                previous: head.1,
            });
            let record = log.opened(index, &[], &[]).leaf_record().unwrap();
            *head = (head.0 + 1, leaf_hash(&record));
            log.leaves.push(leaf_hash(&record));
        }
        log
    }

    /// An entry with these parts of its act open, its place, and the subjects with these numbers.
    pub(super) fn opened(&self, index: u64, shown: &[Tag], members: &[usize]) -> Opened {
        let place = self.places[usize::try_from(index).unwrap()];
        let place_salt = Salt::from_bytes(salt("place", index));
        let parts = subjects(index)
            .into_iter()
            .enumerate()
            .map(|(at, subject)| {
                let own = Salt::from_bytes(salt(&format!("subject {at}"), index));
                if members.contains(&at) {
                    subject.open(own)
                } else {
                    Part::Covered(subject.commitment(&own))
                }
            });
        Opened {
            place: if shown.contains(&Tag::PLACE) {
                place.open(place_salt)
            } else {
                Part::Covered(place.commitment(&place_salt))
            },
            act: self
                .act(index)
                .open(&ActSecret::from_bytes(salt("secret", index)), shown),
            subjects: parts.collect(),
        }
    }

    pub(super) fn note(&self, size: u64, witnesses: &[u8], seconds: u64) -> Note {
        let mut tree = Frontier::new();
        let leaves = self.leaves.iter().take(usize::try_from(size).unwrap());
        leaves.for_each(|leaf| tree.append(*leaf));
        let checkpoint = Checkpoint::new(ORIGIN, size, tree.root()).unwrap();
        let mut note = Note::new(checkpoint.body()).unwrap();
        note.sign(&key()).unwrap();
        for number in witnesses {
            note.add(witness(*number).cosign(&note, seconds).unwrap())
                .unwrap();
        }
        note
    }

    pub(super) fn exhibited(&self, index: u64, shown: &[Tag], members: &[usize]) -> Exhibited {
        let number = |at: usize| u64::from(members.contains(&at) && at == 0);
        Exhibited {
            index,
            is_beside: false,
            opened: self.opened(index, shown, members),
            proof: prove_inclusion(SIZE, index, self).unwrap(),
            members: vec![number(0), number(1)],
        }
    }

    /// The exhibit of an account: its entries from the twelfth of the log on, cosigned by two witnesses.
    pub(super) fn of_account(&self) -> Exhibit {
        let shown = [
            Tag::TIME,
            Tag::ACCOUNT,
            Tag::KIND,
            Tag::PURPOSE,
            Tag::FIELDS,
            Tag::PLACE,
        ];
        let indexes = (OLD + 1..SIZE).filter(|index| self.account(*index) == CALLER);
        Exhibit {
            about: About::Account(CALLER),
            from_ms: AT_MS,
            until_ms: AT_MS + SIZE * 1_000,
            part: Places::default(),
            log: key().verifier_key().clone(),
            witnesses: [1, 2].map(|one| witness(one).witness_key().clone()).into(),
            checkpoint: self.note(SIZE, &[1, 2], AT_MS / 1_000 + 100),
            before: Some(Before {
                checkpoint: self.note(OLD, &[1], AT_MS / 1_000 + 11),
                proof: prove_consistency(OLD, SIZE, self).unwrap(),
            }),
            members: vec![Some(MEMBER)],
            entries: indexes.map(|at| self.exhibited(at, &shown, &[0])).collect(),
            heads: Vec::new(),
            names: [("401", "A card was shown"), ("ca", "Caller 12")]
                .map(|(of, name)| {
                    (
                        if of == "ca" {
                            of.repeat(16)
                        } else {
                            of.to_owned()
                        },
                        name.to_owned(),
                    )
                })
                .into(),
        }
    }

    /// The same from entry 13 on, with the account's rows under both pins: its entry 12 stands beside, and its last is newer
    /// than they.
    pub(super) fn of_account_pinned(&self) -> Exhibit {
        let mut exhibit = self.of_account();
        exhibit.from_ms = AT_MS + 13_000;
        let is_lost =
            |index: u64| self.details.contains_key(&TOLD) && (LOST..TOLD).contains(&index);
        exhibit.entries.retain(|entry| !is_lost(entry.index));
        let filler = [Tag::TIME, Tag::ACCOUNT, Tag::PLACE];
        exhibit.entries[0] = self.beside(12, &filler);
        for index in self.details.keys().filter(|index| !is_lost(**index)) {
            let shown = [Tag::TIME, Tag::ACCOUNT, Tag::KIND, Tag::DETAIL, Tag::PLACE];
            exhibit.entries.push(self.beside(*index, &shown));
        }
        exhibit.entries.sort_by_key(|entry| entry.index);
        exhibit.heads = PINS
            .map(|entry| PinnedRow {
                entry,
                row: HeadProof::prove(&self.rows[&entry], &CALLER).unwrap(),
            })
            .into();
        exhibit
    }

    pub(super) fn beside(&self, index: u64, shown: &[Tag]) -> Exhibited {
        Exhibited {
            is_beside: true,
            ..self.exhibited(index, shown, &[])
        }
    }
}

fn root_of(leaves: &[Hash]) -> Hash {
    let mut tree = Frontier::new();
    for leaf in leaves {
        tree.append(*leaf);
    }
    tree.root()
}

impl HashReader for Log {
    type Error = ();

    fn node(&self, level: u8, index: u64) -> Result<Hash, ()> {
        let count = 1 << level;
        let mut tree = Frontier::new();
        let first = usize::try_from(index * count).unwrap();
        let leaves = self.leaves.iter().skip(first);
        leaves
            .take(usize::try_from(count).unwrap())
            .for_each(|leaf| tree.append(*leaf));
        Ok(tree.root())
    }
}
