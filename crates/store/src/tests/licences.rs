//! Agreed tests, from the first signature to the answer to a claim.

use std::collections::BTreeSet;

use switchboard_ledger::entry::{Opened, Tag};
use switchboard_ledger::hash::leaf_hash;
use switchboard_ledger::tlog_proof::TlogProof;
use switchboard_rules::events::EventKind;
use switchboard_rules::ids::{AccountId, LicenceId, RequestId};
use switchboard_rules::licence::{
    Answer, Asked as About, Room, Scope as Covers, Stands, Technique, Terms, TermsError, Uncovered,
    Where, Word,
};
use switchboard_rules::moment::{Moment, Span};
use switchboard_rules::policy::{Reason, Role, Scope};
use switchboard_rules::request::{Because, Kind};

use super::exhibits::{holds, refused};
use super::house::{EVENING, House, Person, given, on_both};
use super::witnesses::Bench;
use crate::Fault;
use crate::engine::Arg;
use crate::licences::{self, Check, Checked, NewLicence, Question, Seen, Words, Written};
use crate::requests::{self, Asked, Asking, Decided, Decision};
use crate::roll::{self, Query};
use crate::session::Auth;
use crate::tx::Verdict;

pub(super) fn entries(house: &House, kind: EventKind) -> i64 {
    let kind = i64::from(kind.code());
    let found = house.read(|raw| {
        raw.one(
            "select count(*) from entry where kind = $1",
            &[Arg::Int(kind)],
            |row| row.int(0),
        )
    });
    found.unwrap()
}

pub(super) fn minutes(n: i64) -> Moment {
    EVENING.plus(Span::minutes(n))
}

/// Who signs, and who tests.
pub(super) struct Offices {
    pub(super) returning: Person,
    pub(super) dpo: Person,
    pub(super) officer: Person,
}

impl Offices {
    pub(super) fn of(house: &House) -> Self {
        let person = |label, role| house.person(label, role, Scope::Organisation);
        Self {
            returning: person("Rhiannon", Role::ReturningOfficer),
            dpo: person("Dilys", Role::Dpo),
            officer: person("Owain", Role::MembershipOfficer),
        }
    }
}

pub(super) fn terms(testers: &[AccountId], at: Where) -> Terms {
    Terms {
        testers: testers.iter().copied().collect(),
        at,
        scope: Covers {
            rooms: BTreeSet::from([Room::Members, Room::Desk]),
            techniques: BTreeSet::from([Technique::Look, Technique::Probe]),
        },
        from: minutes(10),
        until: minutes(50),
    }
}

pub(super) fn new(terms: Terms) -> NewLicence {
    NewLicence {
        terms,
        words: Words {
            purpose: "Whether search can be used to take the list home".to_owned(),
            contact: "07700 900123, day and night".to_owned(),
        },
        because: Because::parse("The yearly test that the board wants").unwrap(),
    }
}

pub(super) fn write(
    house: &House,
    by: &Person,
    new: &NewLicence,
) -> Result<crate::world::Done<Written>, Fault> {
    let new = new.clone();
    house.act(by, EVENING, move |tx| licences::write_down(tx, &new))
}

pub(super) fn written(house: &House, by: &Person, testers: &[AccountId], at: Where) -> LicenceId {
    match given(write(house, by, &new(terms(testers, at)))) {
        Written::New { licence, .. } => licence,
        other => panic!("{other:?}"),
    }
}

/// The request that waits for a second signature.
pub(super) fn request_of(house: &House, licence: LicenceId) -> RequestId {
    let key = [Arg::Bytes(licence.as_bytes())];
    let found = house.read(|raw| {
        raw.one("select request from licence where id = $1", &key, |row| {
            Ok(row.bytes(0)?.to_vec())
        })
    });
    RequestId::from_bytes(crate::session::id16(&found.unwrap()).unwrap())
}

pub(super) fn decide(
    house: &House,
    by: &Person,
    id: RequestId,
    now: Moment,
) -> Result<crate::world::Done<Decided>, Fault> {
    house.act(by, now, move |tx| {
        requests::decide(tx, id, Decision::Approve, None)
    })
}

/// A licence that witnesses have seen.
pub(super) fn agreed(
    house: &House,
    offices: &Offices,
    testers: &[AccountId],
    at: Where,
) -> LicenceId {
    agreed_to(house, offices, terms(testers, at))
}

/// The same of these terms.
pub(super) fn agreed_to(house: &House, offices: &Offices, terms: Terms) -> LicenceId {
    let Written::New { licence, .. } = given(write(house, &offices.returning, &new(terms))) else {
        panic!("it isn't written down")
    };
    let request = request_of(house, licence);
    assert_eq!(
        given(decide(house, &offices.dpo, request, minutes(1))),
        Decided::Done
    );
    house.settle(minutes(1));
    Bench::of(&["north", "south"])
        .round(&house.world, 2, minutes(2))
        .unwrap();
    assert_eq!(
        licences::agree(&house.world, Seen::ByWitnesses, minutes(2)).unwrap(),
        1
    );
    licence
}

pub(super) fn search(house: &House, who: &Person, now: Moment) -> bool {
    let query = Query::External("M-000001".to_owned());
    let done = house.act(who, now, move |tx| roll::search(tx, &query));
    matches!(done.unwrap().verdict, Verdict::Given(_))
}

pub(super) fn checked(house: &House, by: &Auth, accounts: &[AccountId], now: Moment) -> Checked {
    let question = Question {
        accounts: accounts.to_vec(),
        from: EVENING,
        until: minutes(600),
    };
    let answer = licences::check(&house.world, by, &question, now, &|_| None).unwrap();
    match answer {
        Verdict::Given(Check::Checked(checked)) => *checked,
        Verdict::Given(other) => panic!("{other:?}"),
        Verdict::Refused(refusal) => panic!("{}", refusal.reason.code()),
    }
}

pub(super) fn stands(house: &House, by: &Person, licence: LicenceId, now: Moment) -> Stands {
    let shown = given(house.act(by, now, move |tx| licences::shown(tx, licence)));
    shown.listed.licence.stands(now)
}

#[test]
fn what_is_done_while_a_licence_runs_carries_it_and_nothing_else_does() {
    on_both(6, |house| {
        let offices = Offices::of(house);
        let (tester, other) = (
            house.person("Tess", Role::MembershipOfficer, Scope::Organisation),
            &offices.officer,
        );
        let licence = agreed(house, &offices, &[tester.account], Where::Live);
        // Before it begins, while it runs, by somebody else, out of its rooms, and after its end.
        for (who, at) in [
            (&tester, 9),
            (&tester, 10),
            (other, 11),
            (&tester, 49),
            (&tester, 50),
        ] {
            assert!(search(house, who, minutes(at)));
        }
        given(house.act(&tester, minutes(20), requests_page));
        // What a tester is refused is a try.
        let bank = house.banks[0];
        let account = tester.account;
        let done = house.act(&tester, minutes(21), move |tx| {
            crate::desk::next(tx, bank, account)
        });
        refused(done);
        house.settle(minutes(55));
        let found = checked(
            house,
            &offices.dpo.auth(),
            &[tester.account, other.account],
            minutes(56),
        );
        let said: Vec<(i64, u16, bool)> = found
            .acts
            .iter()
            .map(|act| {
                (
                    act.at.since(EVENING).as_millis() / 60_000,
                    act.kind,
                    act.finding.is_ok(),
                )
            })
            .filter(|(_, kind, _)| *kind != EventKind::SignIn.code())
            .collect();
        assert_eq!(
            said,
            [
                (9, 310, false),
                (10, 310, true),
                (11, 310, false),
                (49, 310, true),
                (50, 310, false),
                (20, 705, false),
                (21, 210, true),
            ]
        );
        assert_eq!(found.answer, Answer::Partly);
        assert_eq!(found.members, 1, "the same member, again and again");
        assert_eq!(found.licences.len(), 1);
        assert_eq!(found.licences[0].licence.id, licence);
        assert_eq!(found.licences[0].word, Some(Word::Witnesses));
        // Its own entry, under the checkpoint that both witnesses cosigned.
        let proof = found.licences[0].proof.as_deref().unwrap();
        let proof = TlogProof::parse(proof.as_bytes()).unwrap();
        assert_eq!(Some(proof.index()), found.licences[0].licence.index);
        let signatures = proof.note().to_string();
        assert_eq!(signatures.matches("witness.example.org/").count(), 2);
        let opened = Opened::decode(proof.extra().unwrap()).unwrap();
        let record = opened.leaf_record().unwrap();
        assert!(proof.leads_to(&leaf_hash(&record)).unwrap().size() > proof.index());
        let is_open = |tag: Tag| {
            let mut parts = opened.act.iter();
            parts.any(|(found, part)| *found == tag && part.bytes().is_some())
        };
        assert!(is_open(Tag::DETAIL) && !is_open(Tag::SESSION));
        assert!(found.is_whole && found.exhibits.len() == 2);
        for handed in &found.exhibits {
            holds(handed);
        }
        // The licence's own entries stand beside, open.
        let beside = found.exhibits[0].lines.iter().filter(|line| line.is_beside);
        let told: Vec<&str> = beside
            .filter(|line| (711..=712).contains(&line.kind))
            .filter_map(|line| line.detail.as_deref())
            .collect();
        assert_eq!(told.len(), 2, "{told:?}");
        assert!(told.iter().all(|text| text.contains(&licence.to_string())));
        assert!(told[1].contains("word=witnesses") && told[1].contains("leaf="));
        assert_eq!(entries(house, EventKind::LicenceChecked), 2);
    });
}

fn requests_page(tx: &mut crate::Tx<'_, '_>) -> Result<Verdict<()>, Fault> {
    Ok(match requests::page(tx, None)? {
        Verdict::Given(_) => Verdict::Given(()),
        Verdict::Refused(refusal) => Verdict::Refused(refusal),
    })
}

#[test]
fn two_sign_it_of_whom_one_is_the_dpo_and_none_is_to_test() {
    on_both(6, |house| {
        let offices = Offices::of(house);
        let caller = house.caller(0);
        let tests = [caller.account];
        let licence = written(house, &offices.returning, &tests, Where::Decoy);
        let request = request_of(house, licence);
        let why = |by: &Person, request| refused(decide(house, by, request, minutes(1)));
        assert_eq!(why(&offices.returning, request), Reason::SecondPerson);
        assert_eq!(why(&offices.officer, request), Reason::GuardianSigns);
        assert_eq!(why(&caller, request), Reason::NotYours);
        let unsigned = written(house, &offices.returning, &tests, Where::Decoy);
        let id = request_of(house, unsigned);
        let because = Because::parse("Not in this month").unwrap();
        let refuse = house.act(&offices.dpo, minutes(1), move |tx| {
            requests::decide(tx, id, Decision::Refuse, Some(&because))
        });
        assert_eq!(given(refuse), Decided::Refused);
        let stood = stands(house, &offices.dpo, unsigned, minutes(2));
        assert_eq!(stood, Stands::Unused, "nobody will sign it");
        assert_eq!(
            given(decide(house, &offices.dpo, request, minutes(1))),
            Decided::Done
        );
        // Where the first is the DPO, any other office is the second.
        let by_dpo = written(house, &offices.dpo, &tests, Where::Decoy);
        let request = request_of(house, by_dpo);
        assert_eq!(why(&offices.dpo, request), Reason::SecondPerson);
        assert_eq!(
            given(decide(house, &offices.officer, request, minutes(1))),
            Decided::Done
        );
        // Whoever is to test neither writes it down nor signs it.
        let own = new(terms(&[offices.officer.account], Where::Live));
        assert_eq!(
            refused(write(house, &offices.officer, &own)),
            Reason::OwnTest
        );
        let of_dpo = written(
            house,
            &offices.returning,
            &[offices.dpo.account],
            Where::Live,
        );
        assert_eq!(
            why(&offices.dpo, request_of(house, of_dpo)),
            Reason::OwnTest
        );
        let mine = new(terms(&[offices.officer.account], Where::Live));
        assert_eq!(refused(write(house, &caller, &mine)), Reason::NotYours);
        let by_console = house
            .world
            .write("write", Auth::Console, EVENING, move |tx| {
                licences::write_down(tx, &new(terms(&tests, Where::Decoy)))
            });
        assert!(matches!(
            by_console.wait().unwrap().verdict,
            Verdict::Refused(_)
        ));
        assert_eq!(entries(house, EventKind::LicenceSigned), 2);
    });
}

#[test]
fn a_request_that_says_other_testers_than_the_licence_signs_nothing() {
    on_both(6, |house| {
        let offices = Offices::of(house);
        let dpo = offices.dpo.account;
        let licence = written(house, &offices.returning, &[dpo], Where::Live);
        // As if the data protection officer weren't to test.
        let about = About {
            licence,
            guarded: false,
            testers: BTreeSet::from([house.caller(0).account]),
        };
        let because = Because::parse("Nobody will look at it").unwrap();
        let asking = Asking::about_nobody(Kind::GrantLicence, about.text(), because.clone());
        let asked = given(house.act(&offices.returning, EVENING, move |tx| {
            requests::ask(tx, &asking)
        }));
        let Asked::New { id, .. } = asked else {
            panic!("{asked:?}")
        };
        assert_eq!(
            given(decide(house, &offices.dpo, id, minutes(1))),
            Decided::Failed
        );
        // As if whoever asks were the data protection officer, so that anybody may be the second.
        let guarded = About {
            guarded: true,
            ..about
        };
        let asking = Asking::about_nobody(Kind::GrantLicence, guarded.text(), because);
        let asked = house.act(&offices.returning, EVENING, move |tx| {
            requests::ask(tx, &asking)
        });
        assert_eq!(refused(asked), Reason::NotYourRole);
        assert_eq!(entries(house, EventKind::LicenceSigned), 0);
    });
}

#[test]
fn what_cannot_be_a_licence_is_said_before_anybody_is_bothered() {
    on_both(6, |house| {
        let offices = Offices::of(house);
        let caller = house.caller(0).account;
        let said = |change: &dyn Fn(&mut NewLicence)| {
            let mut one = new(terms(&[caller], Where::Decoy));
            change(&mut one);
            given(write(house, &offices.returning, &one))
        };
        assert_eq!(
            said(&|one| one.terms.from = EVENING.minus(Span::millis(1))),
            Written::Not(TermsError::Past)
        );
        assert_eq!(
            said(&|one| one.words.purpose = "  ".to_owned()),
            Written::NoWords
        );
        assert_eq!(
            said(&|one| one.words.contact = "x".repeat(1_001)),
            Written::NoWords
        );
        let nobody = AccountId::from_bytes([9; 16]);
        assert_eq!(
            said(&|one| one.terms.testers = BTreeSet::from([nobody])),
            Written::NoSuchAccount
        );
        assert_eq!(house.count("select count(*) from licence"), 0);
        assert_eq!(house.count("select count(*) from request"), 0);
    });
}

#[test]
fn nothing_is_covered_before_witnesses_have_seen_it_and_without_any_it_is_the_operators_word() {
    on_both(6, |house| {
        let offices = Offices::of(house);
        let tester = house.person("Tess", Role::MembershipOfficer, Scope::Organisation);
        let licence = written(house, &offices.returning, &[tester.account], Where::Live);
        let agree = |seen, at| licences::agree(&house.world, seen, minutes(at)).unwrap();
        assert_eq!(agree(Seen::ByNobody, 1), 0, "nobody has signed it");
        given(decide(
            house,
            &offices.dpo,
            request_of(house, licence),
            minutes(1),
        ));
        assert_eq!(agree(Seen::ByNobody, 1), 0, "its entry has no place");
        assert_eq!(
            stands(house, &offices.dpo, licence, minutes(12)),
            Stands::Signed
        );
        house.settle(minutes(12));
        assert_eq!(agree(Seen::ByWitnesses, 12), 0, "no witness has seen it");
        assert!(search(house, &tester, minutes(13)));
        assert_eq!(agree(Seen::ByNobody, 14), 1);
        assert_eq!(agree(Seen::ByNobody, 14), 0, "once");
        assert!(search(house, &tester, minutes(15)));
        house.settle(minutes(16));
        let found = checked(house, &Auth::Console, &[tester.account], minutes(17));
        let searches = found.acts.iter().filter(|act| act.kind == 310);
        let findings: Vec<_> = searches.map(|act| act.finding).collect();
        assert_eq!(findings, [Err(Uncovered::None), Ok(licence)]);
        assert_eq!(found.licences[0].word, Some(Word::Operator));
    });
}
