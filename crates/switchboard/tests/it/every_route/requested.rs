//! What colleagues asked for before the table is read: something that waits, and somebody who is forgotten.

use std::collections::BTreeSet;

use switchboard_store::answers::{self, Question};
use switchboard_store::forget;
use switchboard_store::freezes::{self, Pressed};
use switchboard_store::licences::{self, NewLicence, Words, Written};
use switchboard_store::requests::{self, Asked, Asking, Decided, Decision};
use switchboard_store::rules::answers::Purpose;
use switchboard_store::rules::freeze::Target;
use switchboard_store::rules::licence::{Room, Scope, Technique, Terms, Where};
use switchboard_store::rules::moment::Span;
use switchboard_store::rules::request::{Because, Kind};

use crate::house::{House, Person, given};

/// Something that another officer asked for.
pub(super) fn asked(house: &House) -> String {
    let because = Because::parse("so that it is asked for").unwrap();
    let about = "rule=notes months=12".to_owned();
    let asking = Asking::about_nobody(Kind::ChangeRetention, about, because);
    let auth = house.officer().auth();
    match given(house.act(auth, move |tx| requests::ask(tx, &asking))) {
        Asked::New { id, .. } => id.to_string(),
        other => panic!("{other:?}"),
    }
}

/// Somebody's passkey, key of a telephone and API token: for everybody else they look like none at all.
pub(super) fn somebodys_ways(house: &House) -> [(&'static str, String); 3] {
    [
        ("passkey", crate::passkey::somebodys(house)),
        ("key", crate::device::somebodys(house)),
        ("program", crate::programs_tokens::somebodys(house)),
    ]
}

/// The id of the member with this number.
pub(super) fn member_of(house: &House, number: &'static str) -> String {
    let auth = house.officer().auth();
    let found = given(house.act(auth, move |tx| forget::preview(tx, number)));
    found.unwrap().member.to_string()
}

/// The request by which somebody was forgotten.
pub(super) fn forgotten(house: &House) -> String {
    let because = Because::parse("so that it is done").unwrap();
    let asked = house.act(house.officer().auth(), move |tx| {
        forget::ask_by_number(tx, "M-40002", &because)
    });
    let Asked::New { id, .. } = given(asked) else {
        panic!("it was asked for already")
    };
    let decided = house.act(house.dpo().auth(), move |tx| {
        requests::decide(tx, id, Decision::Approve, None)
    });
    given(decided);
    id.to_string()
}

/// A case of this officer, to which the data protection officer agreed.
pub(super) fn case(house: &House, officer: &Person<'_>) -> String {
    let question = Question {
        number: "M-40003".to_owned(),
        campaign: house.campaigns[0],
        what_for: Purpose::MemberAsks,
        because: Because::parse("so that it is asked for").unwrap(),
    };
    let asked = house.act(officer.auth(), move |tx| answers::ask(tx, &question));
    let Asked::New { id, .. } = given(asked) else {
        panic!("it was asked for already")
    };
    let decided = house.act(house.dpo().auth(), move |tx| {
        requests::decide(tx, id, Decision::Approve, None)
    });
    assert_eq!(given(decided), Decided::Done);
    id.to_string()
}

/// A test that the returning officer wrote down, for an account that is none of the table's.
pub(super) fn licence(house: &House) -> String {
    let new = NewLicence {
        terms: Terms {
            testers: BTreeSet::from([house.caller(0).account()]),
            at: Where::Decoy,
            scope: Scope {
                rooms: BTreeSet::from([Room::Members]),
                techniques: BTreeSet::from([Technique::Look]),
            },
            from: house.now().plus(Span::hours(1)),
            until: house.now().plus(Span::hours(2)),
        },
        words: Words {
            purpose: "The yearly test".to_owned(),
            contact: "07700 900123".to_owned(),
        },
        because: Because::parse("so that it is asked for").unwrap(),
    };
    let auth = house.returning().auth();
    match given(house.act(auth, move |tx| licences::write_down(tx, &new))) {
        Written::New { licence, .. } => licence.to_string(),
        other => panic!("{other:?}"),
    }
}

/// An invitation that this organiser made.
pub(super) fn invited(house: &House, organiser: &Person<'_>) -> String {
    let people = format!("/campaigns/{}/people", house.campaigns[0]);
    let guest = [("name", "Cai Caller"), ("email", ""), ("bank", "")];
    let told = organiser.post(&people, &guest).expect(200);
    let (_, link) = told.body.split_once("href=\"/join/").unwrap();
    link.split('"').next().unwrap().to_owned()
}

/// A word for where such an answer leads.
pub(super) fn word_of(to: &str) -> Option<&'static str> {
    let all = [
        ("/passkeys?", "passkeys"),
        ("/hooks", "hook"),
        ("/shifts/", "shift"),
    ];
    let found = all.into_iter().find(|(start, _)| to.starts_with(start));
    found.map(|(_, word)| word)
}

/// A webhook that this officer installed; nobody listens there.
pub(super) fn hooked(officer: &Person<'_>) -> String {
    let address = [("address", "https://127.0.0.1:9/")];
    let shown = officer.post("/hooks", &address).expect(200);
    let (_, hook) = shown.body.split_once("href=\"/hooks/").unwrap();
    hook.split('"').next().unwrap().to_owned()
}

/// A shift that this organiser planned.
pub(super) fn planned(house: &House, organiser: &Person<'_>) -> String {
    let shifts = format!("/campaigns/{}/shifts", house.campaigns[0]);
    let shift = [
        ("starts", "2026-12-09T18:00"),
        ("ends", "2026-12-09T20:00"),
        ("places", "5"),
        ("words", "Bring headphones"),
    ];
    let planned = organiser.post(&shifts, &shift).expect(303);
    let (_, shift) = planned.location().split_once("/shifts/").unwrap();
    shift.split('?').next().unwrap().to_owned()
}

/// The first role on an account's page.
pub(super) fn term_of(officer: &Person<'_>, account: &str) -> String {
    let page = officer
        .get(&format!("/accounts/{account}"))
        .expect(200)
        .body;
    let (_, term) = page.split_once("/roles/").unwrap();
    term.split('/').next().unwrap().to_owned()
}

/// An account of none of the table's people that stands still.
pub(super) fn frozen(house: &House) -> String {
    let target = Target::Account(house.caller(0).account());
    let auth = house.dpo().auth();
    let pressed = house.act(auth, move |tx| freezes::press(tx, target, "so that it is"));
    match given(pressed) {
        Pressed::Frozen { id, .. } => id.to_string(),
        other => panic!("{other:?}"),
    }
}
