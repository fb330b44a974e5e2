//! Every parser of this crate, fed with what a stranger may send: valid bytes, changed at random.
//!
//! Each must answer without a fault, within its limits, and what it accepts it must write again byte for byte:
//! there is one way to write each thing (where there are several, reading again must give the same thing). Bounded here; `FUZZ_ROUNDS=1000000` makes it a long run.
#![cfg(test)]

use std::path::Path;

use switchboard_ledger::checkpoint::Checkpoint;
use switchboard_ledger::cosignature::Cosigned;
use switchboard_ledger::entry::{Act, Opened, Place, Subject, verify_entry};
use switchboard_ledger::exhibit::Exhibit;
use switchboard_ledger::hash::Hash;
use switchboard_ledger::note::{KeyName, Note, VerifierKey, WitnessKey, parse_signatures};
use switchboard_ledger::policy::Policy;
use switchboard_ledger::resumed::Resumption;
use switchboard_ledger::tile::{LogPath, Tile, TileId, encode_bundle, parse_bundle};
use switchboard_ledger::tlog_proof::TlogProof;
use switchboard_ledger::tree::Frontier;
use switchboard_ledger::witness::{AddCheckpoint, parse_size};

const ROUNDS: u32 = 4_000;

/// What a parser makes of any bytes: `None` refused, else written again.
type Parse = fn(&[u8]) -> Option<Vec<u8>>;

/// A parser, and bytes that it accepts.
struct Target {
    name: &'static str,
    seeds: Vec<Vec<u8>>,
    parse: Parse,
}

fn target(name: &'static str, seeds: Vec<Vec<u8>>, parse: Parse) -> Target {
    Target { name, seeds, parse }
}

fn text(bytes: &[u8]) -> Option<&str> {
    std::str::from_utf8(bytes).ok()
}

fn golden(file: &str, name: &str) -> Vec<u8> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/vectors")
        .join(file);
    let all = std::fs::read_to_string(path).unwrap();
    let start = format!("{name} = ");
    let line = all
        .lines()
        .find_map(|line| line.strip_prefix(&start))
        .unwrap();
    (0..line.len())
        .step_by(2)
        .map(|at| u8::from_str_radix(&line[at..at + 2], 16).unwrap())
        .collect()
}

fn texts() -> Vec<Target> {
    let witness = |name| golden("witness.txt", name);
    let resumed = format!("from=40 size=60 root={} lost=18", Hash::ZERO.to_hex());
    let note = golden("checkpoint.txt", "note");
    vec![
        target("note", vec![note.clone(), witness("cosigned")], |bytes| {
            Some(Note::parse(bytes).ok()?.to_string().into_bytes())
        }),
        target("signature lines", vec![witness("answer")], |bytes| {
            let lines = parse_signatures(bytes).ok()?;
            Some(
                lines
                    .iter()
                    .flat_map(|line| [line.to_string(), "\n".to_owned()])
                    .collect::<String>()
                    .into_bytes(),
            )
        }),
        target("resumption", vec![resumed.into_bytes()], |bytes| {
            let mut again = Resumption::parse(bytes)?.to_string().into_bytes();
            again.extend_from_slice(bytes.get(again.len()..)?);
            Some(again)
        }),
        target(
            "checkpoint",
            vec![golden("checkpoint.txt", "body")],
            |bytes| Some(Checkpoint::parse(text(bytes)?).ok()?.body().into_bytes()),
        ),
        target(
            "key of a log",
            vec![golden("checkpoint.txt", "vkey")],
            |bytes| {
                Some(
                    VerifierKey::parse(text(bytes)?)
                        .ok()?
                        .to_string()
                        .into_bytes(),
                )
            },
        ),
        target("key of a witness", vec![witness("vkey")], |bytes| {
            Some(
                WitnessKey::parse(text(bytes)?)
                    .ok()?
                    .to_string()
                    .into_bytes(),
            )
        }),
        target(
            "name of a key",
            vec![b"log.example.org/demo".to_vec()],
            |bytes| {
                Some(
                    KeyName::parse(text(bytes)?)
                        .ok()?
                        .as_str()
                        .as_bytes()
                        .to_vec(),
                )
            },
        ),
        target("request to a witness", vec![witness("request")], |bytes| {
            Some(AddCheckpoint::parse(bytes).ok()?.to_string().into_bytes())
        }),
        target("size from a witness", vec![b"1234\n".to_vec()], |bytes| {
            Some(format!("{}\n", parse_size(bytes)?).into_bytes())
        }),
        target("proof in a file", vec![witness("proof")], |bytes| {
            Some(TlogProof::parse(bytes).ok()?.to_string().into_bytes())
        }),
        target(
            "path in a log",
            vec![
                b"tile/0/x001/234.p/5".to_vec(),
                b"tile/entries/067".to_vec(),
            ],
            |bytes| {
                Some(
                    text(bytes)?
                        .parse::<LogPath>()
                        .ok()?
                        .to_string()
                        .into_bytes(),
                )
            },
        ),
        target("hash", vec![Hash::ZERO.to_base64().into_bytes()], |bytes| {
            Some(
                Hash::from_base64(text(bytes)?)
                    .ok()?
                    .to_base64()
                    .into_bytes(),
            )
        }),
        target(
            "hash in digits",
            vec![Hash::ZERO.to_hex().into_bytes()],
            |bytes| Some(Hash::from_hex(text(bytes)?).ok()?.to_hex().into_bytes()),
        ),
    ]
}

/// What may be written in many ways: read again, it is the same.
fn loose() -> Vec<Target> {
    let policy = "log log.example.org/demo+ee37ca6e+AddamAGCsQq31Uv+08lkBzoO4XLz2qYjJa8CGmj3B1Ea\nquorum none\n";
    let exhibits = ["exhibit.txt", "exhibit_account.txt"].map(|file| golden(file, "exhibit"));
    let exhibits = exhibits.to_vec();
    vec![
        target("policy", vec![policy.as_bytes().to_vec()], |bytes| {
            let policy = Policy::parse(text(bytes)?).ok()?;
            assert_eq!(Policy::parse(&policy.to_string()).as_ref(), Ok(&policy));
            Some(bytes.to_vec())
        }),
        target("exhibit", exhibits, |bytes| {
            let exhibit = Exhibit::parse(bytes).ok()?;
            let _ = exhibit.check();
            if let Ok(again) = exhibit.encode() {
                assert_eq!(Exhibit::parse(again.as_bytes()), Ok(exhibit));
            }
            Some(bytes.to_vec())
        }),
    ]
}

fn bytes() -> Vec<Target> {
    let card = |name| golden("entry_v1_card.txt", name);
    let bare = |name| golden("entry_v1_bare.txt", name);
    vec![
        target("cosignature", vec![vec![0; Cosigned::BYTES]], |bytes| {
            Some(Cosigned::parse(bytes).ok()?.encode())
        }),
        target("act", vec![card("act"), bare("act")], |bytes| {
            Some(Act::decode(bytes).ok()?.encode())
        }),
        target("place", vec![card("place"), bare("place")], |bytes| {
            Some(Place::decode(bytes).ok()?.encode().to_vec())
        }),
        target(
            "subject",
            vec![card("subject_1"), card("subject_2")],
            |bytes| Some(Subject::decode(bytes).ok()?.encode()),
        ),
        target("opening", vec![card("opening"), bare("opening")], |bytes| {
            let opened = Opened::decode(bytes).ok()?;
            let _ = verify_entry(&golden_record(), &opened);
            opened.encode().ok()
        }),
        target("tile", vec![vec![7; 32 * 5]], |bytes| {
            let id = TileId::new(0, 0, 5).ok()?;
            Some(Tile::parse(id, bytes).ok()?.encode())
        }),
        target(
            "bundle",
            vec![encode_bundle([b"one".as_slice(), b"", b"three"]).unwrap()],
            |bytes| encode_bundle(parse_bundle(bytes, 3).ok()?).ok(),
        ),
        target(
            "edge of a tree",
            vec![[&[0, 0, 0, 0, 0, 0, 0, 5], [1; 64].as_slice()].concat()],
            |bytes| Some(Frontier::decode(bytes).ok()?.encode()),
        ),
    ]
}

fn golden_record() -> Vec<u8> {
    golden("entry_v1_card.txt", "leaf_record")
}

/// Marsaglia's xorshift: the same bytes in every run.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % u64::try_from(end.max(1)).unwrap()).unwrap()
    }

    fn byte(&mut self) -> u8 {
        // Bytes that mean something to one of the formats come oftener than others.
        const MEANT: &[u8] = b"\n \0\x01\xff+=/.0A9ax\xe2\x80\x94\x7f";
        if self.next().is_multiple_of(2) {
            MEANT[self.below(MEANT.len())]
        } else {
            u8::try_from(self.next() % 256).unwrap()
        }
    }

    /// One to four changes of the kinds that break parsers: a byte, a cut, a piece twice, a piece gone.
    fn change(&mut self, bytes: &mut Vec<u8>) {
        for _ in 0..=self.below(4) {
            let at = self.below(bytes.len() + 1);
            let to = (at + self.below(40)).min(bytes.len());
            match self.below(6) {
                0 if at < bytes.len() => bytes[at] = self.byte(),
                1 if at < bytes.len() => bytes[at] ^= 1 << self.below(8),
                2 => bytes.truncate(at),
                3 => {
                    let piece = bytes[at..to].to_vec();
                    bytes.splice(at..at, piece);
                }
                4 => drop(bytes.drain(at..to)),
                _ => {
                    let byte = self.byte();
                    bytes.insert(at, byte);
                }
            }
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "a test's own setting")]
fn rounds() -> u32 {
    std::env::var("FUZZ_ROUNDS").map_or(ROUNDS, |rounds| rounds.parse().unwrap())
}

#[test]
fn every_parser_answers_to_any_bytes_and_writes_again_what_it_accepts() {
    for Target { name, seeds, parse } in [texts(), loose(), bytes()].into_iter().flatten() {
        for seed in &seeds {
            assert_eq!(parse(seed).as_ref(), Some(seed), "{name}");
        }
        let mut random = Random(0x5eed_0000_0000_0001);
        for round in 0..rounds() {
            let mut bytes = seeds[random.below(seeds.len())].clone();
            random.change(&mut bytes);
            if let Some(again) = parse(&bytes) {
                assert_eq!(again, bytes, "{name}, round {round}");
            }
        }
    }
}
