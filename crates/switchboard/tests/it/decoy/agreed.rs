//! The whole way of an agreed test: two sign it, its copy is made, its tester works there, an office ends it, and one question
//! tells what was done in which log.

use std::fmt::Write as _;

use switchboard::decoys::Gate;
use switchboard::rooms::licences::answer;
use switchboard_store::licences::{
    self, Check, Checked, Fits, NewLicence, Question, Seen, Words, Written,
};
use switchboard_store::requests::{self, After, Decision};
use switchboard_store::rules::licence::{Answer, Room, Scope, Technique, Terms, Uncovered, Where};
use switchboard_store::rules::request::Because;

use super::*;
use crate::house::given;
use crate::witnesses::{ran, verifier};

/// A licence for an hour from now on, which two offices signed and a signed checkpoint holds.
fn agreed(house: &House, tester: &Person<'_>, at: Where) -> LicenceId {
    let new = NewLicence {
        terms: Terms {
            testers: [tester.account()].into(),
            at,
            scope: Scope {
                rooms: [Room::Members].into(),
                techniques: [Technique::Look].into(),
            },
            from: house.now().plus(Span::seconds(2)),
            until: house.now().plus(Span::hours(1)),
        },
        words: Words {
            purpose: "Whether search can be used to take the list home".to_owned(),
            contact: "07700 900123".to_owned(),
        },
        because: Because::parse("The yearly test that the board wants").unwrap(),
    };
    let written = house.act(house.returning().auth(), move |tx| {
        licences::write_down(tx, &new)
    });
    let Written::New { licence, .. } = given(written) else {
        panic!("it isn't written down")
    };
    let dpo = house.dpo().auth();
    let page = given(house.act(dpo.clone(), |tx| requests::page(tx, None::<After>)));
    let id = page.waiting.last().unwrap().id;
    given(house.act(dpo, move |tx| {
        requests::decide(tx, id, Decision::Approve, None)
    }));
    house.settle();
    let agreed = licences::agree(house.world(), Seen::ByNobody, house.now());
    assert_eq!(agreed.unwrap(), 1);
    house.pass(Span::seconds(3));
    licence
}

#[test]
fn an_agreed_tests_copy_is_entered_by_its_tester_ended_by_an_office_and_told_in_the_answer() {
    for ground in grounds() {
        eprintln!("on {}", ground.name);
        let house = House::build(&ground, live());
        let (tester, other) = (house.caller(0), house.caller(0));
        let from = house.now();
        let licence = agreed(&house, &tester, Where::Decoy);
        let due = licences::decoys_due(house.world(), house.now()).unwrap();
        assert_eq!(due.len(), 1);
        let leaf = due[0].leaf.iter().fold(String::new(), |mut hex, byte| {
            write!(hex, "{byte:02x}").unwrap();
            hex
        });
        let [said] = told(&house, EventKind::LicenceAgreed).try_into().unwrap();
        assert!(said.contains(&format!(" leaf={leaf} ")), "{said}");
        let proof = switchboard_store::log::checkpoint(house.world()).unwrap();
        assert!(!due[0].checkpoint.is_empty() && proof.starts_with(&house.world().meta().origin));
        let kept = Kept::begin(&house, Arc::new(licences::decoys_due));
        let address = until(|| kept.app.decoys.running(licence).map(|one| one.address));

        let enter = |who: &Person<'_>, role| {
            let who = (who.auth(), licences::may_enter as Gate);
            decoys::enter_as(&kept.app, who, (licence, role), house.now()).unwrap()
        };
        for stranger in [&other, &house.officer()] {
            let Verdict::Refused(refusal) = enter(stranger, Role::Caller) else {
                panic!("a stranger to the licence came in");
            };
            assert_eq!(refusal.reason, Reason::NotYours);
        }
        let Verdict::Given(way) = enter(&tester, Role::MembershipOfficer) else {
            panic!("the tester is refused");
        };
        let officer = Browser::sign_in(address, &way);
        for name in ["Khan", "Evans", "Price"] {
            officer.search(name);
        }

        // An office ends it at once, and the copy with it.
        let auth = house.officer().auth();
        given(house.act(auth, move |tx| licences::end(tx, licence)));
        until(|| kept.app.decoys.running(licence).is_none().then_some(()));
        let ended = until(|| {
            let made = decoy::made(house.world(), licence).unwrap().unwrap();
            made.ended_at.map(|_| made)
        });
        let Verdict::Refused(_) = enter(&tester, Role::Caller) else {
            panic!("the tester came in after the end");
        };
        kept.end();

        house.settle();
        let question = Question {
            accounts: vec![tester.account()],
            from,
            until: house.now().plus(Span::minutes(1)),
        };
        let dpo = house.dpo().auth();
        let ask = || {
            let answer = licences::check(house.world(), &dpo, &question, house.now(), &|_| None);
            answer.unwrap()
        };
        let Verdict::Given(Check::Checked(checked)) = ask() else {
            panic!("it isn't answered");
        };
        let [copied] = checked.copies.as_slice() else {
            panic!("one copy was worked in: {:?}", checked.copies.len());
        };
        assert_eq!(copied.fits, Fits::Ended);
        let acts = copied.acts.as_ref().unwrap();
        assert_eq!(acts.head.signed_size, ended.size);
        let searches = acts.lines.iter().zip(&copied.findings);
        let searches = searches.filter(|(line, _)| line.kind == EventKind::Search.code());
        let covered: Vec<_> = searches.map(|(_, finding)| *finding).collect();
        assert_eq!(covered, [Ok(licence); 3]);
        assert_eq!(copied.answer(), Answer::Covered, "coming in too");
        let first = &acts.first.detail;
        for said in [
            format!("licence={licence}"),
            format!("index={}", due[0].index),
            format!("live={}", house.world().meta().origin),
        ] {
            assert!(first.contains(&said), "{said} in {first}");
        }
        // What the tester did in this world meanwhile was no test.
        assert!(
            checked
                .acts
                .iter()
                .all(|act| act.finding == Err(Uncovered::None))
        );
        assert_eq!(checked.answer, Answer::NotCovered, "of this world alone");

        let named = format!(
            "of the test {licence}, whose log is {}:\n- COVERED: all of it",
            acts.origin
        );
        judged_outside(
            &house,
            &checked,
            &[&named, "it has ended: this log holds its last checkpoint"],
        );
        changed_and_taken_away(&house, licence, ask);
    }
}

/// What is answered when the copy's log is another than the one that ended, and when it is gone.
fn changed_and_taken_away(house: &House, licence: LicenceId, ask: impl Fn() -> Verdict<Check>) {
    let asked = || {
        let Verdict::Given(Check::Checked(checked)) = ask() else {
            panic!("it isn't answered");
        };
        checked
    };
    let copy = decoy::dir_of(house.world().dir(), licence);
    go_on(&copy, house.now());
    let checked = asked();
    assert_eq!(checked.copies[0].fits, Fits::Not);
    assert_eq!(checked.copies[0].answer(), Answer::NotCovered);
    let said = "NOTHING IN IT COUNTS: its log isn't the one whose last checkpoint this log holds";
    judged_outside(house, &checked, &[said]);
    std::fs::remove_dir_all(copy).unwrap();
    let checked = asked();
    assert_eq!(checked.copies[0].fits, Fits::Unread);
    assert!(!checked.is_whole);
    let said = "NOTHING IN IT COUNTS: its first entry isn't proved";
    judged_outside(house, &checked, &[said]);
}

/// What a program that isn't ours says of the answer's files.
fn judged_outside(house: &House, checked: &Checked, expected: &[&str]) {
    let Some(program) = verifier() else {
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in answer::files(checked).unwrap() {
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    let key = house.world().verifier_key().unwrap();
    let mut judge = std::process::Command::new(program);
    judge
        .arg("licence")
        .arg(folder.path())
        .args(["--key", &key]);
    let said = ran(&mut judge).unwrap();
    assert!(said.starts_with("NOT COVERED"), "of this log alone: {said}");
    for expected in expected {
        assert!(said.contains(expected), "{expected}\n{said}");
    }
}

/// Lets a copy's log go on after its end, as whoever holds the machine and its keys can.
fn go_on(copy: &Path, now: Moment) {
    let world = World::open(copy, Options::default()).unwrap();
    log::note_system(&world, EventKind::Configuration, "later".to_owned(), now).unwrap();
    while log::sequence(&world, "later", now).unwrap().taken > 0 {}
    log::sign(&world, now).unwrap();
}

#[test]
fn a_licence_for_a_copy_is_due_from_its_checkpoint_until_its_end_alone() {
    let ground = &grounds()[0];
    let house = House::build(ground, live());
    let tester = house.caller(0);
    let due = |at: Moment| licences::decoys_due(house.world(), at).unwrap().len();
    assert_eq!(due(house.now()), 0);
    agreed(&house, &tester, Where::Decoy);
    assert_eq!(
        licences::agree(house.world(), Seen::ByNobody, house.now()).unwrap(),
        0
    );
    assert_eq!(due(house.now()), 1);
    assert_eq!(due(house.now().plus(Span::hours(2))), 0);
    agreed(&house, &tester, Where::Live);
    assert_eq!(due(house.now()), 1, "one for this world makes no copy");
}
