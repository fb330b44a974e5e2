//! Witnesses that are asked: enough of them or too few, one that is down, one that lies, and a log that shows two of them
//! two histories.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use aws_lc_rs::signature::{Ed25519KeyPair, KeyPair as _};
use switchboard_ledger::cosignature::{Cosigned, cosigned_message};
use switchboard_ledger::hash::sha256;
use switchboard_ledger::note::{KeyName, Note, NoteVerifier, Signature, WitnessKey};
use switchboard_ledger::witness::{AddCheckpoint, Seen, judge};
use switchboard_rules::budget::Caps;
use switchboard_rules::events::EventKind;
use switchboard_rules::moment::{Moment, Span};

use super::house::{EVENING, House, member, on_both};
use crate::engine::Options;
use crate::log::{self, Answer, Ask, Round, RoundEnd, Said, Witnesses};
use crate::world::World;

/// A witness as anybody could write one: the ledger crate's decision, and a key.
pub(super) struct Fake {
    key: Ed25519KeyPair,
    public: WitnessKey,
    seen: Seen,
    /// What it cosigned last, as it shows it to whoever asks.
    shown: String,
    pub(super) manner: Manner,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Manner {
    Honest,
    Down,
    /// It shows nobody what it cosigned.
    Mute,
    /// Its clock is so many seconds from ours.
    Off(i64),
    /// It signs something else than it was asked to.
    Lies,
    /// It answers with somebody else's line.
    AnothersLine,
}

impl Fake {
    fn new(name: &str, seed: u8) -> Self {
        let key = Ed25519KeyPair::from_seed_unchecked(&[seed; 32]).unwrap();
        let name = KeyName::parse(&format!("witness.example.org/{name}")).unwrap();
        let public = <[u8; 32]>::try_from(key.public_key().as_ref()).unwrap();
        Self {
            public: WitnessKey::new(name, public),
            key,
            seen: Seen::nothing(),
            shown: String::new(),
            manner: Manner::Honest,
        }
    }

    fn answer(&mut self, world: &World, ask: &Ask, now: Moment) -> Option<Answer> {
        if self.manner == Manner::Down {
            return None;
        }
        let Some(body) = &ask.body else {
            return Some(self.show(world, ask));
        };
        let request = AddCheckpoint::parse(body.as_bytes()).unwrap();
        let log = world.0.keys.verifier(&world.meta().origin).unwrap();
        let keys: [&dyn NoteVerifier; 1] = [&log];
        let (status, kind, body) = match judge(&request, Some(&keys), &self.seen) {
            Ok(checkpoint) => {
                self.seen = Seen {
                    size: checkpoint.size(),
                    root: *checkpoint.root(),
                };
                let line = self.cosign(request.note(), now);
                self.shown = format!("{}{line}", request.note());
                (200, "text/plain", line)
            }
            Err(refused) => (refused.status(), refused.content_type(), refused.body()),
        };
        Some(Answer {
            status,
            content_type: kind.to_owned(),
            body: body.into_bytes(),
        })
    }

    fn show(&self, world: &World, ask: &Ask) -> Answer {
        let hash = sha256(world.meta().origin.as_bytes()).to_hex();
        assert!(
            ask.url
                .ends_with(&format!(".example.org/{hash}/checkpoint")),
            "{}",
            ask.url
        );
        let is_mute = self.manner == Manner::Mute;
        Answer {
            status: if is_mute { 404 } else { 200 },
            content_type: "text/plain".to_owned(),
            body: self.shown.clone().into_bytes(),
        }
    }

    fn cosign(&self, note: &Note, now: Moment) -> String {
        let off = match self.manner {
            Manner::Off(seconds) => seconds,
            _ => 0,
        };
        let time = u64::try_from(now.millis() / 1000 + off).unwrap();
        let text = match self.manner {
            Manner::Lies => note.text().replace('\n', "x\n"),
            _ => note.text().to_owned(),
        };
        let signed = self.key.sign(&cosigned_message(time, &text));
        let signature = signed.as_ref().try_into().unwrap();
        let name = match self.manner {
            Manner::AnothersLine => KeyName::parse("witness.example.org/other").unwrap(),
            _ => self.public.name().clone(),
        };
        let line = Signature::new(
            name,
            self.public.id(),
            Cosigned { time, signature }.encode(),
        );
        format!("{line}\n")
    }
}

/// Some witnesses, by the address at which they are asked.
pub(super) struct Bench(BTreeMap<String, Fake>);

impl Bench {
    pub(super) fn of(names: &[&str]) -> Self {
        let fakes = (1..).zip(names).map(|(seed, name)| {
            let url = format!("https://{name}.example.org/add-checkpoint");
            (url, Fake::new(name, seed))
        });
        Self(fakes.collect())
    }

    pub(super) fn of_name(&mut self, name: &str) -> &mut Fake {
        let url = format!("https://{name}.example.org/add-checkpoint");
        self.0.get_mut(&url).unwrap()
    }

    /// The file that asks for so many of them.
    fn file(&self, need: usize) -> String {
        let mut text = String::from("# who must have seen it\n");
        let mut names = Vec::new();
        for (url, fake) in &self.0 {
            let url = url.trim_end_matches("/add-checkpoint");
            let name = fake.public.name();
            writeln!(text, "witness {name} {} {url}", fake.public).unwrap();
            names.push(name.to_string());
        }
        text + &format!("group all {need} {}\nquorum all\n", names.join(" "))
    }

    pub(super) fn witnesses(&self, world: &World, need: usize) -> Witnesses {
        let own = world.verifier_key().unwrap();
        Witnesses::parse(&self.file(need), Some(&own)).unwrap()
    }

    /// One round, as the server's job carries it; nothing when none was due. Answers how often somebody was asked, too.
    pub(super) fn round(
        &mut self,
        world: &World,
        need: usize,
        now: Moment,
    ) -> Option<(RoundEnd, usize)> {
        let witnesses = self.witnesses(world, need);
        let mut round = Round::begin(world, &witnesses, "test", now).unwrap()?;
        let mut asks = round.asks(world).unwrap();
        let mut asked = 0;
        while let Some(ask) = asks.pop() {
            asked += 1;
            let host = ask.url.split('/').nth(2).unwrap();
            let fake = self.0.get_mut(&format!("https://{host}/add-checkpoint"));
            match fake.unwrap().answer(world, &ask, now) {
                Some(answer) => asks.extend(round.answered(world, ask.at, &answer).unwrap()),
                None => round.silent(ask.at),
            }
        }
        Some((round.end(world, now).unwrap(), asked))
    }
}

pub(super) fn grow(house: &House, n: usize, now: Moment) {
    grow_world(&house.world, n, now);
}

pub(super) fn grow_world(world: &World, n: usize, now: Moment) {
    for at in 0..n {
        log::note_system(world, EventKind::Configuration, format!("n={at}"), now).unwrap();
    }
    while log::sequence(world, "test", now).unwrap().taken > 0 {}
    log::sign(world, now).unwrap();
}

pub(super) fn ended(cosigned: usize, of: usize, is_met: bool) -> RoundEnd {
    RoundEnd {
        cosigned,
        of,
        is_met,
    }
}

/// How many lines stand under a note, the log's own among them.
fn lines(note: &str) -> usize {
    Note::parse(note.as_bytes()).unwrap().signatures().len()
}

pub(super) fn standing(world: &World, name: &str) -> log::Witnessed {
    let all = log::witnessed(world, EVENING).unwrap();
    all.into_iter()
        .find(|one| one.name.ends_with(name))
        .unwrap()
}

pub(super) fn entries(house: &House, kind: EventKind) -> i64 {
    match kind {
        EventKind::WitnessesSet => house.count("select count(*) from entry where kind = 356"),
        _ => house.count("select count(*) from entry where kind = 357"),
    }
}

#[test]
fn two_of_three_are_enough_and_the_one_that_is_down_is_behind_since_it_was_first_missed() {
    on_both(1, |house| {
        let mut bench = Bench::of(&["north", "south", "west"]);
        let minute = |n: i64| EVENING.plus(Span::minutes(n));
        grow(house, 3, EVENING);
        let first = bench.round(&house.world, 2, EVENING).unwrap();
        assert_eq!(first, (ended(3, 3, true), 3));
        assert_eq!(lines(&log::checkpoint(&house.world).unwrap()), 4);
        bench.of_name("west").manner = Manner::Down;
        for n in 1..4 {
            grow(house, 2, minute(n));
            let (end, _) = bench.round(&house.world, 2, minute(n)).unwrap();
            assert_eq!(end, ended(2, 3, true));
        }
        let size = log::head(&house.world).unwrap().signed_size;
        let west = standing(&house.world, "west");
        assert_eq!(
            (west.behind_since, west.said, west.cosigned_at),
            (Some(minute(1)), Said::Silent, Some(EVENING))
        );
        let north = standing(&house.world, "north");
        assert_eq!(
            (north.size, north.behind_since, north.cosigned_at),
            (size, None, Some(minute(3)))
        );
        let agreed = log::agreed(&house.world).unwrap().unwrap();
        assert_eq!((agreed.size, agreed.unmet_since), (size, None));
        assert_eq!((lines(&agreed.note), agreed.at), (3, minute(3)));
        // Only the one that is missing is asked again, from where it was; then nothing is due.
        bench.of_name("west").manner = Manner::Honest;
        let back = bench.round(&house.world, 2, minute(5)).unwrap();
        assert_eq!(back, (ended(3, 3, true), 1));
        assert_eq!(standing(&house.world, "west").behind_since, None);
        assert_eq!(lines(&log::checkpoint(&house.world).unwrap()), 4);
        assert_eq!(bench.round(&house.world, 2, minute(6)), None);
        // What was kept makes the log no longer.
        assert_eq!(entries(house, EventKind::WitnessesSet), 1);
        log::verify(&house.world).unwrap();
    });
}

#[test]
fn too_few_witnesses_are_said_to_be_too_few_since_when_and_the_last_agreement_stays() {
    on_both(1, |house| {
        let mut bench = Bench::of(&["north", "south"]);
        let minute = |n: i64| EVENING.plus(Span::minutes(n));
        grow(house, 3, EVENING);
        bench.round(&house.world, 2, EVENING).unwrap();
        let before = log::agreed(&house.world).unwrap().unwrap();
        bench.of_name("south").manner = Manner::Down;
        for n in [1, 2] {
            grow(house, 1, minute(n));
            let (end, _) = bench.round(&house.world, 2, minute(n)).unwrap();
            assert_eq!(end, ended(1, 2, false));
        }
        let agreed = log::agreed(&house.world).unwrap().unwrap();
        assert_eq!(
            (agreed.size, &agreed.note, agreed.unmet_since),
            (before.size, &before.note, Some(minute(1)))
        );
        // Whoever asks for witnesses is given what they agreed on, and after a minute the newest.
        assert_eq!(
            log::to_publish(&house.world, EVENING.plus(Span::seconds(60))).unwrap(),
            before.note
        );
        let newest = log::checkpoint(&house.world).unwrap();
        assert_eq!(log::to_publish(&house.world, minute(2)).unwrap(), newest);
        assert_eq!(lines(&newest), 2);
        let condition = crate::condition::look(&house.world, minute(2)).unwrap();
        assert_eq!(condition.unmet_since, Some(minute(1)));
        assert_eq!(condition.witnessed.len(), 2);
    });
}

#[test]
fn a_witness_at_another_size_is_asked_again_from_there_and_once() {
    on_both(1, |house| {
        let mut bench = Bench::of(&["north"]);
        grow(house, 300, EVENING);
        bench.round(&house.world, 1, EVENING).unwrap();
        grow(house, 20, EVENING);
        // What was kept of it is lost: it is asked from the beginning, and says where it is.
        house.tamper("delete from log_witness");
        let again = bench.round(&house.world, 1, EVENING).unwrap();
        assert_eq!(again, (ended(1, 1, true), 2));
        // It says each time that it is somewhere else.
        grow(house, 20, EVENING);
        let witnesses = bench.witnesses(&house.world, 1);
        let begun = Round::begin(&house.world, &witnesses, "test", EVENING);
        let mut round = begun.unwrap().unwrap();
        let elsewhere = |size: &str| Answer {
            status: 409,
            content_type: "text/x.tlog.size".to_owned(),
            body: format!("{size}\n").into_bytes(),
        };
        let next = round.answered(&house.world, 0, &elsewhere("7")).unwrap();
        assert!(next.unwrap().body.unwrap().starts_with("old 7\n"));
        assert_eq!(round.answered(&house.world, 0, &elsewhere("9")), Ok(None));
        assert!(!round.end(&house.world, EVENING).unwrap().is_met);
        assert_eq!(standing(&house.world, "north").said, Said::Refused);
    });
}

#[test]
fn a_cosignature_that_is_not_the_witnesss_own_is_not_taken() {
    on_both(1, |house| {
        let mut bench = Bench::of(&["north", "south"]);
        grow(house, 3, EVENING);
        bench.of_name("south").manner = Manner::Lies;
        let (end, _) = bench.round(&house.world, 2, EVENING).unwrap();
        assert_eq!(end, ended(1, 2, false));
        assert_eq!(standing(&house.world, "south").said, Said::Forged);
        assert_eq!(lines(&log::checkpoint(&house.world).unwrap()), 2);
        assert_eq!(log::agreed(&house.world).unwrap().unwrap().size, 0);
        bench.of_name("south").manner = Manner::AnothersLine;
        grow(house, 1, EVENING);
        let (end, _) = bench.round(&house.world, 2, EVENING).unwrap();
        assert_eq!(end, ended(1, 2, false));
        assert_eq!(standing(&house.world, "south").said, Said::Refused);
        for (status, kind, body, said) in [
            (200, "text/plain", "no line\n", Said::Refused),
            (200, "text/plain", "", Said::Refused),
            (409, "text/x.tlog.size", "many\n", Said::Refused),
            (404, "text/plain", "unknown\n", Said::Stranger),
            (403, "text/plain", "not signed\n", Said::Stranger),
            (500, "text/html", "<p>", Said::Refused),
            (302, "text/html", "", Said::Refused),
        ] {
            grow(house, 1, EVENING);
            let witnesses = bench.witnesses(&house.world, 2);
            let begun = Round::begin(&house.world, &witnesses, "test", EVENING);
            let mut round = begun.unwrap().unwrap();
            let answer = Answer {
                status,
                content_type: kind.to_owned(),
                body: body.as_bytes().to_vec(),
            };
            assert_eq!(round.answered(&house.world, 1, &answer), Ok(None));
            round.end(&house.world, EVENING).unwrap();
            assert_eq!(
                standing(&house.world, "south").said,
                said,
                "{status} {body}"
            );
        }
        assert_eq!(entries(house, EventKind::WitnessContradicted), 0);
    });
}

#[test]
fn other_witnesses_are_an_entry_and_who_is_no_witness_any_more_is_forgotten() {
    on_both(1, |house| {
        let mut both = Bench::of(&["north", "south"]);
        grow(house, 3, EVENING);
        both.round(&house.world, 1, EVENING).unwrap();
        let mut one = Bench::of(&["north"]);
        let (end, asked) = one.round(&house.world, 1, EVENING).unwrap();
        assert_eq!((end, asked), (ended(1, 1, true), 0));
        assert_eq!(log::witnessed(&house.world, EVENING).unwrap().len(), 1);
        assert_eq!(entries(house, EventKind::WitnessesSet), 2);
    });
}

#[test]
fn witnesses_are_left_to_the_node_that_is_at_the_log() {
    on_both(1, |house| {
        let bench = Bench::of(&["north"]);
        grow(house, 3, EVENING);
        let witnesses = bench.witnesses(&house.world, 1);
        let begin = |node: &str, now: Moment| {
            Round::begin(&house.world, &witnesses, node, now)
                .unwrap()
                .is_some()
        };
        assert!(begin("test", EVENING));
        assert!(!begin("other", EVENING));
        assert!(begin("other", EVENING.plus(Span::seconds(10))));
    });
}

#[test]
fn a_split_view_shown_to_two_witnesses_is_caught_by_the_first_that_is_shown_both() {
    let house = House::build(None, &[member(0)], Caps::NOVEMBER_2026);
    let mut bench = Bench::of(&["north", "south"]);
    grow(&house, 5, EVENING);
    bench.round(&house.world, 2, EVENING).unwrap();
    // Whoever holds machine and keys runs a second server, and tells each a history of its own.
    let copy = house.dir.path().join("copy");
    copy_folder(&house.data(), &copy);
    let other = World::open(&copy, Options::default()).unwrap();
    grow(&house, 4, EVENING);
    grow_world(&other, 4, EVENING.plus(Span::seconds(1)));
    bench.of_name("south").manner = Manner::Down;
    assert_eq!(
        bench.round(&house.world, 2, EVENING).unwrap().0,
        ended(1, 2, false)
    );
    bench.of_name("south").manner = Manner::Honest;
    bench.of_name("north").manner = Manner::Down;
    assert_eq!(
        bench.round(&other, 2, EVENING).unwrap().0,
        ended(1, 2, false)
    );
    // To get its quorum it must show one of them the other's history.
    bench.of_name("north").manner = Manner::Honest;
    assert_eq!(
        bench.round(&other, 2, EVENING).unwrap().0,
        ended(1, 2, false)
    );
    assert_eq!(standing(&other, "north").said, Said::OtherHistory);
    assert_eq!(
        bench.round(&house.world, 2, EVENING).unwrap().0,
        ended(1, 2, false)
    );
    assert_eq!(standing(&house.world, "south").said, Said::OtherHistory);
    assert_eq!(entries(&house, EventKind::WitnessContradicted), 1);
    // However far either grows, it stays so.
    grow(&house, 30, EVENING);
    assert_eq!(
        bench.round(&house.world, 2, EVENING).unwrap().0,
        ended(1, 2, false)
    );
    assert_eq!(standing(&house.world, "south").said, Said::OtherHistory);
    let agreed = log::agreed(&house.world).unwrap().unwrap();
    assert!(agreed.unmet_since.is_some() && agreed.size < log::head(&house.world).unwrap().size);
    assert_eq!(entries(&house, EventKind::WitnessContradicted), 1);
}

pub(super) fn copy_folder(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let beside = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy_folder(&path, &beside);
        } else if !path.to_str().unwrap().ends_with("-shm") {
            std::fs::copy(&path, beside).unwrap();
        }
    }
}

#[test]
fn a_file_that_names_no_witnesses_says_what_to_write() {
    let bench = Bench::of(&["north"]);
    let file = bench.file(1);
    let own = "log.example.org/live-0a1b2c3d+1b8e8d2c+AQ==";
    let nobody = file.replace(" https://north.example.org", "");
    let odd = file.replace("https://", "ftp://");
    let other = Fake::new("log", 9).public;
    let logs = format!(
        "log {}\n{file}",
        switchboard_ledger::note::VerifierKey::new(other.name().clone(), *other.public(),)
    );
    for (text, said) in [
        ("", "whole lines"),
        ("quorum none\n", "has an address"),
        (nobody.as_str(), "has an address"),
        (odd.as_str(), "is no address of a witness"),
        (logs.as_str(), "and not this one"),
        ("witness a b\nquorum a\n", "line 1"),
    ] {
        let error = Witnesses::parse(text, Some(own)).unwrap_err().to_string();
        assert!(error.contains(said), "{text}: {error}");
    }
    assert_eq!(Witnesses::parse(&file, Some(own)).unwrap().count(), 1);
    assert_eq!(Witnesses::parse(&logs, None).unwrap().count(), 1);
}
