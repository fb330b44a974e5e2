//! An agreed test as its own entry has it: the second signature's, opened by a proof of that one entry.

use switchboard_ledger::checkpoint::Checkpoint;
use switchboard_ledger::entry::{Opened, Proved, Tag};
use switchboard_ledger::hash::{Hash, leaf_hash};
use switchboard_ledger::tlog_proof::TlogProof;

use super::{ids, is_of};
use crate::args::Whom;
use crate::check::Cosigned;
use crate::proof::{ProofRefused, proved};

/// The kind of the entry by which a test is agreed.
const SIGNED: u16 = 711;

/// What was agreed, and by when the witnesses had seen it.
#[derive(Debug)]
pub(crate) struct Agreed {
    pub(super) terms: Terms,
    /// Its place in the log, and the hash of its leaf there.
    pub(super) index: u64,
    pub(super) leaf: Hash,
    /// The checkpoint that holds it, believed by the reader's own keys.
    pub(super) checkpoint: Checkpoint,
    pub(super) cosigned: Cosigned,
}

/// The words of the entry, which name nobody but by id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Terms {
    pub(super) licence: [u8; 16],
    /// Whether it is for this log's own members, and not for a copy with invented ones.
    pub(super) is_live: bool,
    /// From when, and until when, in milliseconds since 1970.
    pub(super) from_ms: i64,
    pub(super) until_ms: i64,
    pub(super) rooms: Vec<String>,
    pub(super) techniques: Vec<String>,
    pub(super) testers: Vec<[u8; 16]>,
    /// Who signed, as the entry says it.
    pub(super) signers: Vec<[u8; 16]>,
}

impl Agreed {
    /// Reads a proof of the entry by which a test was agreed. None where the entry is another's, or in another log.
    pub(super) fn read(bytes: &[u8], whom: &Whom, now: u64) -> Result<Option<Self>, ProofRefused> {
        let proof = TlogProof::parse(bytes).map_err(ProofRefused::Proof)?;
        let extra = proof.extra().ok_or(ProofRefused::NoOpening)?;
        let opened = Opened::decode(extra).map_err(ProofRefused::Opening)?;
        let origin = Checkpoint::parse(proof.note().text());
        if !origin.is_ok_and(|one| is_of(whom, one.origin())) {
            // A copy's, by a key that this log names.
            return Ok(None);
        }
        let (entry, checkpoint, cosigned) = proved(&opened, &proof, (whom, now))?;
        let record = opened.leaf_record().map_err(ProofRefused::Entry)?;
        let detail = entry.part(Tag::DETAIL).and_then(Proved::open);
        let detail = detail.and_then(|bytes| str::from_utf8(bytes).ok());
        let is_its = entry.kind().and_then(Proved::open) == Some(SIGNED);
        let terms = detail.filter(|_| is_its).and_then(Terms::parse);
        Ok(terms.map(|terms| Self {
            terms,
            index: proof.index(),
            leaf: leaf_hash(&record),
            checkpoint,
            cosigned,
        }))
    }
}

impl Terms {
    /// Reads `licence=… world=… from=… until=… rooms=… techniques=… testers=…`, whatever words follow; none for any other
    /// text. Each word stands there once, in this order, so that it can be read in one way only.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let mut words = text.split(' ');
        let mut next = |name: &str| {
            let (found, value) = words.next()?.split_once('=')?;
            (found == name && !value.is_empty()).then_some(value)
        };
        let licence = ids::read(next("licence")?)?;
        let is_live = match next("world")? {
            "live" => true,
            "decoy" => false,
            _ => return None,
        };
        let mut terms = Self {
            signers: Vec::new(),
            licence,
            is_live,
            from_ms: next("from")?.parse().ok()?,
            until_ms: next("until")?.parse().ok()?,
            rooms: list(next("rooms")?),
            techniques: list(next("techniques")?),
            testers: next("testers")?
                .split(',')
                .map(ids::read)
                .collect::<Option<_>>()?,
        };
        let names = [
            "licence",
            "world",
            "from",
            "until",
            "rooms",
            "techniques",
            "testers",
        ];
        for word in words {
            let (name, value) = word.split_once('=').unwrap_or((word, ""));
            if names.contains(&name) {
                return None;
            }
            if name == "signed" {
                terms.signers.extend(value.split(',').filter_map(ids::read));
            }
        }
        Some(terms)
    }
}

fn list(text: &str) -> Vec<String> {
    text.split(',').map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::Terms;

    const TEXT: &str = "licence=00000000000000000000000009 world=live from=1000 until=2000 rooms=desk,log \
                        techniques=look,probe testers=00000000000000000000000001,00000000000000000000000002";

    #[test]
    fn terms_are_read_as_they_were_entered_and_in_no_other_way() {
        let terms = Terms::parse(TEXT).unwrap();
        assert!(terms.is_live && terms.testers.len() == 2 && terms.rooms == ["desk", "log"]);
        assert_eq!((terms.from_ms, terms.until_ms), (1_000, 2_000));
        assert_eq!(Terms::parse(&format!("{TEXT} purpose=0a1b")), Some(terms));
        for wrong in [
            String::new(),
            TEXT.replace("world=live", "world=any"),
            TEXT.replace("from=1000 until=2000", "until=2000 from=1000"),
            TEXT.replace("=00000000000000000000000009", "=9"),
            TEXT.replace("testers=", "testers=,"),
            // Said twice: nobody could tell which is meant.
            format!("{TEXT} until=9000"),
            format!("world=live {TEXT}"),
        ] {
            assert_eq!(Terms::parse(&wrong), None, "{wrong}");
        }
    }
}
