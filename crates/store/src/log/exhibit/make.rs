//! Making the exhibit: proofs from the tiles, checkpoints, parts open and covered.

use std::collections::BTreeMap;
use std::sync::Arc;

use switchboard_ledger::cosignature::Cosigned;
use switchboard_ledger::entry::{Opened as OpenedParts, Part};
use switchboard_ledger::exhibit::{
    About, AllPinned, Before, Exhibit, ExhibitError, Exhibited, Places,
};
use switchboard_ledger::hash::Hash;
use switchboard_ledger::note::{Note, NoteVerifier as _, Signature, VerifierKey, WitnessKey};
use switchboard_ledger::tile::{RecentTiles, TiledHashes};
use switchboard_ledger::tree::{prove_consistency, prove_inclusion};
use switchboard_rules::ids::bucket_of;
use switchboard_rules::moment::Moment;

use super::super::cosigned::{kept, size_of};
use super::super::lost::Resumed;
use super::super::publish::to_publish;
use super::super::tiles;
use super::super::witnesses::CosignatureVerifier;
use super::Whose;
use super::choose::{Chosen, parsed};
use super::line::{Numbers, Picked, RecordLine};
use crate::disclose::Disclosed;
use crate::engine::Arg;
use crate::fault::Fault;
use crate::meta::WorldKind;
use crate::personal::SubjectParts;
use crate::world::World;

/// Which witness saw a checkpoint, and when by its clock.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// The witness's name.
    pub witness: String,
    /// When.
    pub at: Moment,
}

/// The checkpoint of an exhibit, with the witnesses who cosigned it, and one from before its entries.
pub(super) struct Signed {
    note: Note,
    pub(super) size: u64,
    witnesses: Vec<WitnessKey>,
    before: Option<Note>,
}

const KEPT: &str = "select note from log_kept where bucket = $1 and origin = $2 and size <= $3 order by size desc, hour desc limit 1";

impl Signed {
    /// The checkpoint on which the witnesses agreed lately, or else the newest; none before the first signature.
    pub(super) fn read(world: &World, now: Moment) -> Result<Option<Self>, Fault> {
        let text = to_publish(world, now)?;
        if text.is_empty() {
            return Ok(None);
        }
        let note = parsed(&text)?;
        let origin = world.meta().origin.clone();
        let rows = world.0.db.read("log-witnessed", |raw| kept(raw, &origin))?;
        let keys = rows
            .iter()
            .filter_map(|row| WitnessKey::parse(&row.key).ok());
        Ok(Some(Self {
            size: size_of(&note),
            witnesses: keys.filter(|key| line(&note, key).is_some()).collect(),
            note,
            before: None,
        }))
    }

    /// The same with the newest kept checkpoint that was cosigned before `first`, where one of these witnesses did.
    pub(super) fn since(self, world: &World, first: Option<u64>) -> Result<Self, Fault> {
        let Some(first) = first.and_then(|first| i64::try_from(first).ok()) else {
            return Ok(self);
        };
        let origin = world.meta().origin.clone();
        let args = [
            Arg::Int(bucket_of(origin.as_bytes())),
            Arg::Text(&origin),
            Arg::Int(first),
        ];
        let found = world.0.db.read("log-kept", |raw| {
            raw.one(KEPT, &args, |row| Ok(row.text(0)?.to_owned()))
        })?;
        let before = found.map(|text| parsed(&text)).transpose()?;
        let is_seen = |note: &Note| self.witnesses.iter().any(|key| line(note, key).is_some());
        Ok(Self {
            before: before.filter(|note| size_of(note) > 0 && is_seen(note)),
            ..self
        })
    }

    fn seen(&self, note: &Note) -> Vec<Seen> {
        let all = self.witnesses.iter();
        all.filter_map(|key| {
            let cosigned = Cosigned::parse(line(note, key)?.bytes()).ok()?;
            let seconds = i64::try_from(cosigned.time).ok()?;
            Some(Seen {
                witness: key.name().to_string(),
                at: Moment::from_millis(seconds.saturating_mul(1_000)),
            })
        })
        .collect()
    }
}

/// The witness's line under a note, if it is there and holds.
fn line<'n>(note: &'n Note, key: &WitnessKey) -> Option<&'n Signature> {
    let verifier = CosignatureVerifier(key.clone());
    let mut lines = note.signatures().iter();
    let line = lines.find(|one| one.claims(verifier.name(), verifier.key_id()))?;
    verifier
        .verify(note.text().as_bytes(), line.bytes())
        .then_some(line)
}

/// An exhibit whose entry has committed: it may be made.
pub struct Opened {
    pub(super) chosen: Arc<Chosen>,
    pub(super) parts: Option<Disclosed<SubjectParts>>,
}

impl Opened {
    /// An exhibit of a test copy, without an act: nobody in it exists, its log may have ended, and it opens no member's part.
    /// None of any other world.
    pub(super) fn of_copy(copy: &World, chosen: Chosen) -> Option<Self> {
        (copy.meta().kind == WorldKind::Decoy).then(|| Self {
            chosen: Arc::new(chosen),
            parts: None,
        })
    }
}

#[cfg(test)]
impl Opened {
    /// An exhibit that opens nobody, without an act: of a world in which nobody may act yet.
    pub(crate) fn unasked(chosen: Chosen) -> Self {
        Self {
            chosen: Arc::new(chosen),
            parts: None,
        }
    }
}

impl std::fmt::Debug for Opened {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Opened({:?})", self.chosen)
    }
}

/// What is handed on.
#[derive(Debug, Clone)]
pub struct Handed {
    /// The exhibit itself.
    pub exhibit: Exhibit,
    /// Its entries as lines for people.
    pub lines: Vec<RecordLine>,
    /// The log's name.
    pub origin: String,
    /// How many entries the log has under the checkpoint.
    pub size: u64,
    /// The checkpoint's root, in base64.
    pub root: String,
    /// Who cosigned it, and when: the entries are no younger.
    pub seen: Vec<Seen>,
    /// How many entries an older checkpoint has, and who saw it when: the entries weren't in the log then.
    pub before: Option<(u64, Vec<Seen>)>,
    /// From where the next exhibit goes on, where there may be more.
    pub next: Option<u64>,
    /// The times the log went on over lost entries, as far as some of those could belong here: nobody can say.
    pub lost: Vec<Resumed>,
    /// Up to where all of an account's entries are shown to be here; none where that isn't pinned.
    pub pinned: Option<AllPinned>,
    /// How many of the account's entries stand beside in the files, only to show that none is missing; no line is theirs.
    pub filled: usize,
    /// How many records were merged into the person's.
    pub records: usize,
}

impl Handed {
    /// The exhibit as `docs/log-format.md` §9 says, held against itself once more.
    pub fn json(&self) -> Result<String, Fault> {
        self.exhibit.encode().map_err(|error| broken(&error))
    }

    /// A checker's page with the exhibit in it.
    pub fn within(&self, page: &str) -> Result<String, Fault> {
        let made = self.exhibit.within(page).map_err(|error| broken(&error))?;
        made.ok_or_else(|| {
            Fault::World("the checker's page has no place for an exhibit".to_owned())
        })
    }
}

fn broken(error: &ExhibitError) -> Fault {
    Fault::World(format!(
        "the exhibit does not hold ({error}); run `switchboard ledger verify` before anything else"
    ))
}

impl Opened {
    /// Makes the exhibit. `kinds` says what was done in words: this server's word, which nothing proves.
    pub fn make(
        &self,
        world: &World,
        kinds: impl Fn(u16) -> Option<String>,
    ) -> Result<Handed, Fault> {
        let chosen = &self.chosen;
        let (signed, plan) = (&chosen.signed, &chosen.plan);
        let tiles = tiles::Kept(world);
        let hashes = TiledHashes::new(RecentTiles::new(&tiles), signed.size);
        let unproved = |error: &dyn std::fmt::Display| Fault::World(error.to_string());
        let (mut numbers, mut lines, mut entries) = (Numbers::default(), Vec::new(), Vec::new());
        for (index, (entry, stands)) in in_order(chosen) {
            let members = numbers.of(&entry.known);
            let proof =
                prove_inclusion(signed.size, index, &hashes).map_err(|error| unproved(&error))?;
            if stands != Stands::Filling {
                let mut line = entry.line(plan.reach(), &chosen.names, members.clone());
                line.is_beside = stands == Stands::Beside;
                lines.push(line);
            }
            entries.push(Exhibited {
                index,
                is_beside: stands != Stands::About,
                opened: OpenedParts {
                    place: entry.place(&world.0, plan.reach())?,
                    act: match stands {
                        Stands::Filling => entry.covered(),
                        Stands::About | Stands::Beside => entry.parts(plan.reach()),
                    },
                    subjects: self.subjects(entry),
                },
                proof,
                members,
            });
        }
        let before = match &signed.before {
            None => None,
            Some(note) => Some(Before {
                proof: prove_consistency(size_of(note), signed.size, &hashes)
                    .map_err(|error| unproved(&error))?,
                checkpoint: note.clone(),
            }),
        };
        let log = VerifierKey::parse(&world.verifier_key()?).map_err(|error| unproved(&error))?;
        let exhibit = Exhibit {
            about: self.about(),
            from_ms: natural(plan.wanted.from),
            until_ms: natural(plan.wanted.until),
            part: Places {
                first: plan.wanted.first,
                next: chosen.next,
            },
            log,
            witnesses: signed.witnesses.clone(),
            checkpoint: signed.note.clone(),
            before,
            members: self.members(&numbers),
            names: self.names(&entries_kinds(chosen), kinds),
            entries,
            heads: chosen.pinned.rows.clone(),
        };
        self.handed(world, exhibit, lines)
    }

    fn handed(
        &self,
        world: &World,
        exhibit: Exhibit,
        lines: Vec<RecordLine>,
    ) -> Result<Handed, Fault> {
        let signed = &self.chosen.signed;
        let checkpoint = switchboard_ledger::checkpoint::Checkpoint::parse(signed.note.text())
            .map_err(|error| Fault::World(error.to_string()))?;
        let before = signed.before.as_ref();
        let pinned = exhibit.pinned().map_err(|error| broken(&error))?;
        let filled = exhibit.entries.len().saturating_sub(lines.len());
        Ok(Handed {
            exhibit,
            lines,
            origin: world.meta().origin.clone(),
            size: signed.size,
            root: checkpoint.root().to_base64(),
            seen: signed.seen(&signed.note),
            before: before.map(|note| (size_of(note), signed.seen(note))),
            next: self.chosen.next,
            lost: self.chosen.lost.clone(),
            pinned,
            filled,
            records: self.chosen.plan.records,
        })
    }

    fn about(&self) -> About {
        match self.chosen.plan.whose {
            Whose::Account(account) => About::Account(*account.as_bytes()),
            Whose::Member(member) => About::Member(*member.as_bytes()),
            Whose::Campaign(campaign) => About::Campaign(*campaign.as_bytes()),
            Whose::Everybody => About::Span,
        }
    }

    /// An entry's subjects: open where this exhibit opened the part, and its commitment otherwise.
    fn subjects(&self, entry: &Picked) -> Vec<Part> {
        let all = entry.subjects.iter().enumerate();
        all.map(|(at, hash)| self.subject(entry, at, *hash))
            .collect()
    }

    fn subject(&self, entry: &Picked, at: usize, hash: Hash) -> Part {
        let known = entry.known.get(at).and_then(Option::as_ref);
        let opened = known.zip(self.parts.as_ref());
        let part = opened.and_then(|(known, parts)| parts.of(&entry.id, &known.member));
        part.unwrap_or(Part::Covered(hash))
    }

    /// Who M1 to Mn are, where a part of theirs is open.
    fn members(&self, numbers: &Numbers) -> Vec<Option<[u8; 16]>> {
        let is_open = |member: &[u8; 16]| {
            let parts = self.parts.as_ref();
            parts.is_some_and(|parts| parts.shows(member))
        };
        let all = numbers.members().iter();
        all.map(|member| Some(*member).filter(is_open)).collect()
    }

    fn names(
        &self,
        kinds: &[u16],
        words: impl Fn(u16) -> Option<String>,
    ) -> BTreeMap<String, String> {
        let ids = self.chosen.names.all();
        let mut names: BTreeMap<String, String> = ids
            .map(|(id, name)| (crate::seal::hex(id), name.to_owned()))
            .collect();
        for kind in kinds {
            names.extend(words(*kind).map(|words| (kind.to_string(), words)));
        }
        names
    }
}

/// How an entry stands in an exhibit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stands {
    /// It is what the exhibit is about.
    About,
    /// Beside: which version ran, what pins all accounts, what tells of lost entries.
    Beside,
    /// Beside, to show that none is missing, and covered.
    Filling,
}

/// Every entry once, as the log has them: one that the exhibit is about is that and nothing else.
fn in_order(chosen: &Chosen) -> BTreeMap<u64, (&Picked, Stands)> {
    let filling = chosen.pinned.fill.iter();
    let told = chosen.pinned.tell.iter().chain(&chosen.licences);
    let beside = chosen.version.iter().chain(told);
    let all = filling
        .map(|entry| (entry, Stands::Filling))
        .chain(beside.map(|entry| (entry, Stands::Beside)))
        .chain(chosen.entries.iter().map(|entry| (entry, Stands::About)));
    all.filter_map(|(entry, stands)| Some((entry.index?, (entry, stands))))
        .collect()
}

fn entries_kinds(chosen: &Chosen) -> Vec<u16> {
    let all = in_order(chosen);
    let open = all
        .values()
        .filter(|(_, stands)| *stands != Stands::Filling);
    let kinds: std::collections::BTreeSet<u16> = open.map(|(entry, _)| entry.act.kind).collect();
    kinds.into_iter().collect()
}

fn natural(at: Moment) -> u64 {
    u64::try_from(at.millis()).unwrap_or(0)
}
