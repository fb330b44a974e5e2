//! Nothing legible at rest: who holds the files or a dump without the keys reads no name, number, address or birth date.

mod scan;

use std::fs;
use std::path::Path;

use switchboard_rules::budget::Caps;
use switchboard_rules::card::{Outcome, Size};
use switchboard_rules::moment::Span;
use switchboard_rules::person::{
    Address, BirthDate, BranchName, Email, ExternalId, Name, NameText, Phone, Region,
};
use switchboard_rules::policy::{Opened, Role, Scope};
use switchboard_rules::roll::{Reason, RollRow, Stop};

use super::calls::{card, numbers};
use super::house::{EVENING, House, given, on_both_of, on_server};
use crate::desk::{self, Report};
use crate::engine::Place;
use crate::roll::{self, Query, Reject};
use crate::session::Auth;
use crate::tx::Verdict;
use crate::{door, log, machine};
use scan::Scan;

const MEMBERS: usize = 240;
/// Stands in clear, as docs say: the scan must find it, or it finds nothing.
const BRANCH: &str = "Cwmllwyngwril";

const FIRST: [&str; 16] = [
    "Quillarn",
    "Peverelt",
    "Bramwisk",
    "Thistlow",
    "Marigund",
    "Oswaldra",
    "Fenwyrda",
    "Halcyonde",
    "Isambarth",
    "Jessamint",
    "Leopoldra",
    "Nightwenn",
    "Rosamundel",
    "Sapphirel",
    "Undinella",
    "Valentyne",
];
const LAST: [&str; 15] = [
    "Abernathwaite",
    "Blatherwyck",
    "Cholmondish",
    "Dunsterford",
    "Entwhistleby",
    "Fotheringale",
    "Grimsthwaite",
    "Higginbothem",
    "Inglethorpe",
    "Jolliffeson",
    "Knatchbullen",
    "Loughborrow",
    "Micklethwain",
    "Netherclift",
    "Oglethorpen",
];
const STREETS: [&str; 6] = [
    "Pumpernickel Terrace",
    "Buttercross Mews",
    "Gallowgate Rise",
    "Tollhouse Crescent",
    "Wherrymans Quay",
    "Zephyr Embankment",
];

/// A member with everything a roll can hold, told apart from all others.
struct Person {
    given: String,
    family: String,
    mobile: String,
    home: String,
    email: String,
    street: String,
    born: (i16, i8, i8),
}

fn people() -> Vec<Person> {
    (0..MEMBERS)
        .map(|n| {
            let small = i16::try_from(n).unwrap();
            Person {
                given: format!("{}{}", FIRST[n % 16], ["a", "o", "is", "eth"][n % 4]),
                family: format!("{}{}", LAST[n / 16], ["s", "ton", "ley", "worth"][n % 4]),
                mobile: format!("7700900{n:03}"),
                home: format!("2079460{n:03}"),
                email: format!("{}.{n}@post{n}.example.org", FIRST[n % 16].to_lowercase()),
                street: format!("{} {}", 101 + n, STREETS[n % 6]),
                born: (
                    1931 + small % 60,
                    i8::try_from(1 + n % 12).unwrap(),
                    i8::try_from(1 + n % 28).unwrap(),
                ),
            }
        })
        .collect()
}

impl Person {
    fn row(&self, n: usize) -> RollRow {
        let region = Region::parse("GB").unwrap();
        let name = NameText {
            title: "Mrs",
            given: &self.given,
            family: &self.family,
            ..NameText::default()
        };
        let (year, month, day) = self.born;
        RollRow {
            phones: [&self.mobile, &self.home]
                .map(|tail| Phone::parse(&format!("0{tail}"), region).unwrap())
                .into(),
            email: Some(Email::parse(&self.email).unwrap()),
            address: Some(
                Address::parse([self.street.as_str(), "Lower Quagsworthy"], "ZZ99 9QX").unwrap(),
            ),
            branch: Some(BranchName::parse(BRANCH).unwrap()),
            birth_date: Some(
                BirthDate::parse(&format!("{year}-{month:02}-{day:02}"), region).unwrap(),
            ),
            ..RollRow::new(
                ExternalId::parse(&format!("X{n}")).unwrap(),
                Name::parse(name).unwrap(),
            )
        }
    }

    /// Every way in which this person could be legible.
    fn needles(&self) -> Vec<String> {
        let (year, month, day) = self.born;
        let mut all = vec![
            self.given.clone(),
            self.family.clone(),
            self.email.clone(),
            self.street.clone(),
        ];
        all.push(self.email.split_once('@').unwrap().1.to_owned());
        for tail in [&self.mobile, &self.home] {
            let (head, rest) = tail.split_at(4);
            let (area, local) = tail.split_at(2);
            all.extend([
                tail.clone(),
                format!("+44{tail}"),
                format!("0{head} {rest}"),
                format!("+44 {head} {rest}"),
                format!("0{area} {} {}", &local[..4], &local[4..]),
            ]);
        }
        all.extend([
            format!("{year}-{month:02}-{day:02}"),
            format!("{year}{month:02}{day:02}"),
            format!("{day:02}/{month:02}/{year}"),
            format!("{day}/{month}/{year}"),
            format!("{month:02}/{day:02}/{year}"),
        ]);
        all
    }
}

/// An evening in which everything personal passes through the store once. Answers the secrets that it handed out.
fn live(house: &House, people: &[Person]) -> Vec<String> {
    let officer = house.person(
        "Peregrine Winterbottomley",
        Role::MembershipOfficer,
        Scope::Organisation,
    );
    let plan = roll::Plan::default();
    let begun = roll::begin(&house.world, &officer.auth(), &plan, EVENING);
    let Verdict::Given(mut running) = begun.unwrap() else {
        panic!("an officer may import")
    };
    let cells = |person: &Person| {
        vec![
            person.given.clone(),
            person.family.clone(),
            person.mobile.clone(),
            person.street.clone(),
        ]
    };
    let rejects: Vec<Reject> = (0_u64..)
        .zip(&people[200..])
        .map(|(n, person)| Reject {
            line: 300 + n,
            reason: Reason::TooManyPhones.into(),
            cells: cells(person),
            external_id: None,
            stop: (n == 3).then(|| Stop {
                external_id: ExternalId::parse("X3").unwrap(),
                do_not_call: true,
                deceased: true,
            }),
        })
        .collect();
    let mut changed = people[5].row(5);
    changed.email = people[6].row(6).email;
    running
        .slice(&[(2, changed.into())], &rejects, EVENING)
        .unwrap();
    let id = running.id;
    assert!(matches!(
        running.switch(EVENING).unwrap(),
        Verdict::Given(_)
    ));
    let handed_back = house
        .act(&officer, EVENING, move |tx| roll::rejects(tx, id))
        .unwrap();
    let Verdict::Given(rows) = handed_back.verdict else {
        panic!("the uploader")
    };
    assert_eq!(
        rows.disclose(&handed_back.proof).unwrap().0[0].cells,
        cells(&people[200])
    );
    machine::index_names(&house.world, EVENING).unwrap();
    for person in &people[..6] {
        let queries = [
            Query::Name(person.family.clone()),
            Query::Number(format!("0{}", person.mobile)),
            Query::Email(person.email.clone()),
        ];
        for query in queries {
            let found = house
                .act(&officer, EVENING, move |tx| roll::search(tx, &query))
                .unwrap();
            let Verdict::Given(roll::Found { hits, .. }) = found.verdict else {
                panic!("an officer may search")
            };
            assert!(!hits.disclose(&found.proof).unwrap().0.is_empty());
        }
    }
    let mut secrets = ring(house);
    let code = house.code(
        "Wilhelmina Featherstonehaugh",
        Role::Caller,
        Scope::Campaign(house.campaigns[0]),
        EVENING,
    );
    secrets.extend([
        code.clone(),
        code.replace('-', ""),
        house.token(&code, EVENING),
        super::programs::secret(house, &code),
    ]);
    for typed in ["WRONGCODE234", &people[9].given] {
        let typed = typed.to_owned();
        let act = move |tx: &mut crate::tx::Tx<'_, '_>| door::sign_in(tx, &typed, Opened::Code);
        let refused = house
            .world
            .write("sign-in", Auth::Job("door"), EVENING, act)
            .wait();
        assert!(matches!(refused.unwrap().verdict, Verdict::Refused(_)));
    }
    house.settle(EVENING.plus(Span::minutes(1)));
    log::publish(&house.world, &house.data().join("published"), EVENING).unwrap();
    secrets
}

/// Cards with names and numbers shown, notes and every kind of outcome.
fn ring(house: &House) -> Vec<String> {
    let outcomes = [
        Outcome::Answered,
        Outcome::NoAnswer,
        Outcome::Moved,
        Outcome::Deceased,
        Outcome::WrongNumber,
        Outcome::Refused,
        Outcome::CallBack(EVENING.plus(Span::hours(1))),
        Outcome::DontCall(Size::ThisCampaign),
        Outcome::DontCall(Size::Anyone),
    ];
    let mut secrets = Vec::new();
    for (n, outcome) in outcomes.into_iter().enumerate() {
        let caller = house.caller(n % 2);
        let (dealt, proof) = card(house, &caller, house.banks[n % 2], EVENING);
        numbers(house, &caller, dealt.card, EVENING);
        let called = dealt.name.disclose(&proof).unwrap().0;
        let note = format!("{called} asked after the hippopotamus regatta");
        let report = Report {
            card: dealt.card,
            outcome,
            note: Some(note),
        };
        given(house.act(&caller, EVENING, move |tx| desk::report(tx, &report)));
        secrets.push(caller.code.clone());
    }
    assert!(house.count("select count(*) from card where note_sealed is not null") > 5);
    secrets
}

#[test]
fn nothing_legible_lies_in_files_and_dumps() {
    let people = people();
    let mut scan = Scan::new();
    for person in &people {
        person.needles().iter().for_each(|needle| scan.text(needle));
    }
    for text in [
        "Lower Quagsworthy",
        "ZZ99 9QX",
        "hippopotamus regatta",
        "Peregrine Winterbottomley",
        "Featherstonehaugh",
        "Carys Caller",
    ] {
        scan.text(text);
    }
    check_the_scan(&scan, &people);
    let rows: Vec<RollRow> = people
        .iter()
        .take(200)
        .enumerate()
        .map(|(n, person)| person.row(n))
        .collect();
    on_both_of(&rows, Caps::NOVEMBER_2026, |house| {
        let mut secrets = Scan::new();
        for secret in live(house, &people) {
            secret_in_all_forms(&mut secrets, &secret);
        }
        let mut clear = Scan::new();
        clear.text(BRANCH);
        let mut branches = 0;
        let mut check = |what: &str, bytes: &[u8]| {
            assert!(
                scan.find(bytes).is_empty(),
                "{what} shows {:?}",
                scan.find(bytes)
            );
            assert_eq!(secrets.find(bytes).len(), 0, "{what} shows codes or tokens");
            branches += clear.find(bytes).len();
        };
        let seen = files(&house.data(), &mut check);
        assert!(seen > 3, "only {seen} files were looked at");
        if let Some(Place::Postgres(url)) = &house.place {
            let dump = dump(url);
            assert!(
                dump.len() > 200_000,
                "the dump holds only {} bytes",
                dump.len()
            );
            check("the dump", &dump);
        }
        assert!(
            branches > 0,
            "the branch stands in clear and was not found: the scan is blind"
        );
    });
}

/// A code with and without its hyphens, a token as it is written and as the bytes it stands for.
fn secret_in_all_forms(scan: &mut Scan, secret: &str) {
    scan.text(secret);
    scan.text(&secret.replace('-', ""));
    if secret.len() == 96 {
        // The account's id is no secret; what comes after it is.
        scan.text(&secret[32..]);
        let bytes: Vec<u8> = (16..48)
            .map(|at| u8::from_str_radix(&secret[2 * at..2 * at + 2], 16).unwrap())
            .collect();
        scan.bytes(bytes.to_ascii_lowercase(), "a token's bytes");
    }
}

/// The scan finds what is planted, in each coding; else it proves nothing.
fn check_the_scan(scan: &Scan, people: &[Person]) {
    for needle in [
        people[7].family.as_str(),
        &people[7].email,
        "+447700900007",
        "07700 900007",
        "020 7946 0007",
    ] {
        let wide: Vec<u8> = needle.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let planted = [
            b"\x00\x01noise".as_slice(),
            needle.to_uppercase().as_bytes(),
            b"\xff noise",
        ]
        .concat();
        assert!(!scan.find(&planted).is_empty(), "{needle}");
        assert!(
            !scan.find(&[b"odd".as_slice(), &wide].concat()).is_empty(),
            "{needle}"
        );
    }
    let (year, month, day) = people[7].born;
    let born = format!("{year}{month:02}{day:02}");
    assert_eq!(scan.find(format!("(7,{born},f)").as_bytes()), [&born]);
    assert!(scan.find(format!("(7,41{born}3,f)").as_bytes()).is_empty());
    assert!(
        scan.find(b"select nothing from an ordinary page of a schema, 2026-11-24 and 020 7946")
            .is_empty()
    );
}

/// Every file of a world but its keys.
fn files(dir: &Path, see: &mut impl FnMut(&str, &[u8])) -> usize {
    let mut seen = 0;
    for item in fs::read_dir(dir).unwrap() {
        let path = item.unwrap().path();
        if path.is_dir() {
            if !path.ends_with("keys") {
                seen += files(&path, see);
            }
        } else {
            see(&path.display().to_string(), &fs::read(&path).unwrap());
            seen += 1;
        }
    }
    seen
}

/// All rows of all tables as a dump would hold them, bytes decoded.
fn dump(url: &str) -> Vec<u8> {
    let text = on_server(url, async |client| {
        let tables =
            "select tablename from pg_tables where schemaname = 'public' order by tablename";
        let mut text = String::new();
        for table in client.query(tables, &[]).await.unwrap() {
            let table: String = table.get(0);
            for row in client
                .query(&format!("select t::text from \"{table}\" t"), &[])
                .await
                .unwrap()
            {
                text.push_str(row.get(0));
                text.push('\n');
            }
        }
        text
    });
    let mut pieces = text.split("\\x");
    let mut bytes = pieces.next().unwrap_or_default().as_bytes().to_vec();
    for piece in pieces {
        let hex: Vec<u8> = piece.bytes().take_while(u8::is_ascii_hexdigit).collect();
        bytes.push(b'\n');
        bytes.extend(
            hex.chunks_exact(2)
                .filter_map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()),
        );
        bytes.push(b'\n');
        bytes.extend_from_slice(&piece.as_bytes()[hex.len()..]);
    }
    bytes
}
