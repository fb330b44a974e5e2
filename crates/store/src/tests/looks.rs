//! An officer's look at one record: found, opened with a purpose, sometimes asked for more, and read by a second person.

use switchboard_rules::ids::LookId;
use switchboard_rules::look::{Purpose, Reading, Why, Words};
use switchboard_rules::moment::{Moment, Span};
use switchboard_rules::person::ExternalId;
use switchboard_rules::policy::{Reason, Role, Scope};

use super::house::{EVENING, House, Person, given, on_both};
use crate::disclose::Proof;
use crate::log;
use crate::members::{self, Begun, File, LinkError, Opening, Shown, Sight};
use crate::personal::MemberFile;
use crate::roll::{self, Query, Settled};
use crate::tx::Verdict;

pub(super) fn officer(house: &House) -> Person {
    house.person("Orla Officer", Role::MembershipOfficer, Scope::Organisation)
}

pub(super) fn words(text: &str) -> Words {
    Words::parse(text).unwrap()
}

/// The handle of the n-th member's hit.
pub(super) fn handle(house: &House, who: &Person, n: u32, now: Moment) -> String {
    let query = Query::External(format!("M-{n:06}"));
    let found = given(house.act(who, now, move |tx| roll::search(tx, &query)));
    found.handles.into_iter().next().unwrap()
}

pub(super) fn begin(house: &House, who: &Person, n: u32, now: Moment) -> LookId {
    let opening = Opening {
        handle: handle(house, who, n, now),
        purpose: Purpose::RingsUs,
        words: String::new(),
    };
    match given(house.act(who, now, move |tx| members::begin(tx, &opening))) {
        Begun::Look(look) => look,
        other => panic!("{other:?}"),
    }
}

/// Opens the n-th member, giving a reason where one is asked for.
pub(super) fn open(house: &House, who: &Person, n: u32, now: Moment) -> LookId {
    let look = begin(house, who, n, now);
    given(house.act(who, now, move |tx| {
        members::reason(tx, look, &words("She rang about her address"))
    }));
    look
}

pub(super) fn sight(house: &House, who: &Person, look: LookId, now: Moment) -> (Sight, Proof) {
    let done = house
        .act(who, now, move |tx| members::show(tx, look))
        .unwrap();
    match done.verdict {
        Verdict::Given(sight) => (sight, done.proof),
        Verdict::Refused(refusal) => panic!("refused: {}", refusal.reason.code()),
    }
}

pub(super) fn shown(house: &House, who: &Person, look: LookId, now: Moment) -> (Shown, Proof) {
    match sight(house, who, look, now) {
        (Sight::Record(shown), proof) => (*shown, proof),
        (Sight::Asked(why, _), _) => panic!("asked for a reason: {why:?}"),
    }
}

pub(super) fn file(house: &House, who: &Person, look: LookId, now: Moment) -> MemberFile {
    let (shown, proof) = shown(house, who, look, now);
    match shown.file {
        File::Whole(file) => MemberFile::clone(&file.disclose(&proof).unwrap()),
        File::Covered(_) => panic!("covered"),
    }
}

pub(super) fn refused<T: Send + 'static>(
    house: &House,
    who: &Person,
    now: Moment,
    act: impl FnMut(&mut crate::Tx<'_, '_>) -> Result<Verdict<T>, crate::Fault> + Send + 'static,
) -> Reason {
    match house.act(who, now, act).unwrap().verdict {
        Verdict::Refused(refusal) => refusal.reason,
        Verdict::Given(_) => panic!("given"),
    }
}

/// What the ledger's entries of a kind say of themselves, the newest first.
pub(super) fn told(house: &House, kind: u16) -> Vec<(usize, String, String)> {
    house.settle(EVENING);
    let dpo = house.person("Della Dpo", Role::Dpo, Scope::Organisation);
    let page = given(house.act(&dpo, EVENING, |tx| log::page(tx, &log::Filter::default())));
    let lines = page.lines.into_iter().filter(|line| line.kind == kind);
    lines
        .map(|line| (line.members, line.fields, line.detail))
        .collect()
}

#[test]
fn a_hit_is_opened_with_a_purpose_and_shows_the_whole_record_with_its_entry() {
    on_both(3, |house| {
        let who = officer(house);
        let look = open(house, &who, 1, EVENING);
        let file = file(house, &who, look, EVENING);
        assert_eq!(
            (file.given.as_str(), file.family.as_str()),
            ("Gwenllian", "Featherington")
        );
        assert_eq!(file.external, "M-000001");
        assert_eq!(file.phones[0].shown, "07700 900001");
        assert_eq!(file.email, "member1@members.example.org");
        let entries = told(house, 311);
        assert_eq!(entries.len(), 1);
        let (members, fields, detail) = &entries[0];
        assert_eq!(*members, 1);
        assert!(
            fields.contains("address") && fields.contains("birth_date"),
            "{fields}"
        );
        assert!(detail.contains("purpose=rings-us"), "{detail}");
        assert!(!detail.contains("M-0000"), "{detail}");
    });
}

#[test]
fn a_hit_opens_for_its_own_account_and_for_half_an_hour_only() {
    on_both(2, |house| {
        let (who, other) = (officer(house), officer(house));
        let handle = handle(house, &who, 0, EVENING);
        assert!(!handle.contains("M-000"));
        let opening = move |purpose| Opening {
            handle: handle.clone(),
            purpose,
            words: String::new(),
        };
        let ask = |person: &Person, purpose, now| {
            let opening = opening(purpose);
            given(house.act(person, now, move |tx| members::begin(tx, &opening)))
        };
        assert_eq!(ask(&other, Purpose::RingsUs, EVENING), Begun::Stale);
        let late = EVENING.plus(Span::minutes(30));
        assert_eq!(ask(&who, Purpose::RingsUs, late), Begun::Stale);
        assert!(
            matches!(ask(&who, Purpose::Other, EVENING), Begun::Words(_)),
            "something else is said in words"
        );
        let Begun::Look(look) = ask(&who, Purpose::Letter, EVENING) else {
            panic!("its own account opens it")
        };
        assert_eq!(
            refused(house, &other, EVENING, move |tx| members::show(tx, look)),
            Reason::NotYours
        );
        let over = EVENING.plus(Span::hours(1));
        assert_eq!(
            refused(house, &who, over, move |tx| members::show(tx, look)),
            Reason::LookOver
        );
        let caller = house.caller(0);
        let theirs = open(house, &who, 1, EVENING);
        assert_eq!(
            refused(house, &caller, EVENING, move |tx| members::show(tx, theirs)),
            Reason::NotYours
        );
    });
}

#[test]
fn about_one_look_in_ten_is_asked_for_a_reason_and_trying_again_draws_no_other_lot() {
    on_both(120, |house| {
        let who = officer(house);
        let mut asked = Vec::new();
        for n in 0..120 {
            let look = begin(house, &who, n, EVENING);
            if let (Sight::Asked(why, purpose), _) = sight(house, &who, look, EVENING) {
                assert_eq!((why, purpose), (Why::Drawn, Purpose::RingsUs));
                asked.push((n, look));
            }
        }
        // 120 draws of one in ten: outside of these bounds once in some millions of runs.
        assert!((1..=40).contains(&asked.len()), "{} of 120", asked.len());
        for (n, look) in &asked {
            assert_eq!(begin(house, &who, *n, EVENING), *look, "asked again");
        }
        let (later, (n, look)) = (EVENING.plus(Span::days(2)), asked[0]);
        let again = house.again(&who, later);
        assert_eq!(begin(house, &again, n, later), look, "and in two days");
        let entries = house.count("select count(*) from entry where kind = 314");
        assert_eq!(usize::try_from(entries).unwrap(), asked.len());
        let (_, look) = asked[0];
        assert_eq!(
            refused(house, &who, EVENING, move |tx| {
                members::note(tx, look, &words("without a reason"))
            }),
            Reason::ReasonFirst
        );
        given(house.act(&who, EVENING, move |tx| {
            members::reason(tx, look, &words("Her daughter wrote to us"))
        }));
        shown(house, &who, look, EVENING);
        assert_eq!(
            house.count("select count(*) from entry where kind = 315"),
            1
        );
    });
}

#[test]
fn ones_own_record_and_a_colleagues_are_flagged_and_never_shown_without_a_reason() {
    on_both(3, |house| {
        let (who, other) = (officer(house), officer(house));
        let account = who.account;
        let number = |n: u32| ExternalId::parse(&format!("M-{n:06}")).unwrap();
        let link = move |tx: &mut crate::Tx<'_, '_>, n| members::link(tx, account, &number(n));
        assert_eq!(
            given(house.act(&other, EVENING, move |tx| link(tx, 77))),
            Err(LinkError::NoMember)
        );
        given(house.act(&other, EVENING, move |tx| link(tx, 1))).unwrap();
        assert_eq!(
            refused(house, &who, EVENING, move |tx| link(tx, 2)),
            Reason::OwnAccount,
            "nobody moves their own link away"
        );
        for (person, why) in [(&who, Why::Own), (&other, Why::Colleague)] {
            let look = begin(house, person, 1, EVENING);
            let (Sight::Asked(asked, _), _) = sight(house, person, look, EVENING) else {
                panic!("shown without a reason")
            };
            assert_eq!(asked, why);
        }
        let look = open(house, &who, 1, EVENING);
        let own =
            move |tx: &mut crate::Tx<'_, '_>| members::note(tx, look, &words("I am a nice person"));
        assert_eq!(refused(house, &who, EVENING, own), Reason::OwnRecord);
        let look = open(house, &other, 1, EVENING);
        let note =
            move |tx: &mut crate::Tx<'_, '_>| members::note(tx, look, &words("moved in May"));
        given(house.act(&other, EVENING, note));
        let list = given(house.act(&other, EVENING, members::colleagues));
        let linked: Vec<_> = list.iter().filter(|one| one.is_linked).collect();
        assert_eq!((linked.len(), linked[0].account), (1, account));
        assert_eq!(told(house, 328)[0].0, 1, "the link is about its member");
    });
}

#[test]
fn a_reason_is_read_by_a_second_person_and_never_by_the_one_who_gave_it() {
    on_both(3, |house| {
        let (who, other) = (officer(house), officer(house));
        let dpo = house.person("Della Dpo", Role::Dpo, Scope::Organisation);
        let account = who.account;
        given(house.act(&other, EVENING, move |tx| {
            members::link(tx, account, &ExternalId::parse("M-000002").unwrap())
        }))
        .unwrap();
        let look = open(house, &who, 2, EVENING);
        let page = |person: &Person| {
            let done = house
                .act(person, EVENING, |tx| members::reasons(tx, None))
                .unwrap();
            let Verdict::Given(page) = done.verdict else {
                panic!("refused")
            };
            let reasons = page.reasons.disclose(&done.proof).unwrap();
            let texts = reasons
                .0
                .iter()
                .map(|one| (one.name.clone(), one.reason.clone()));
            (page.waiting, texts.collect::<Vec<_>>())
        };
        assert!(
            page(&who).0.is_empty(),
            "one's own reason is not in one's own queue"
        );
        for reader in [&other, &dpo] {
            let (waiting, texts) = page(reader);
            assert_eq!(waiting.len(), 1);
            assert_eq!(waiting[0].look, look);
            assert_eq!(
                (waiting[0].by.as_str(), waiting[0].why),
                ("Orla Officer", Why::Own)
            );
            assert_eq!(texts[0].0, "M•• G•••••••• P•••••••••");
            assert_eq!(texts[0].1, "She rang about her address");
        }
        let read = move |tx: &mut crate::Tx<'_, '_>, reading| members::read(tx, look, reading);
        assert_eq!(
            refused(house, &who, EVENING, move |tx| read(tx, Reading::Fine)),
            Reason::OwnReason
        );
        let answer = |person: &Person, reading| {
            given(house.act(person, EVENING, move |tx| read(tx, reading)))
        };
        assert_eq!(answer(&dpo, Reading::AskAbout), Settled::Now);
        assert_eq!(answer(&other, Reading::AskAbout), Settled::Before);
        assert!(page(&other).0[0].is_questioned);
        let work = house.act(&who, EVENING, |tx| members::work(tx).map(Verdict::Given));
        assert_eq!(given(work).questioned, 1, "who is asked about learns it");
        assert_eq!(answer(&other, Reading::Fine), Settled::Now);
        assert!(page(&dpo).0.is_empty());
        let said: Vec<_> = told(house, 317)
            .into_iter()
            .map(|(_, _, detail)| detail)
            .collect();
        assert_eq!(said.len(), 2);
        assert!(said[0].contains("reading=fine") && said[1].contains("reading=ask-about"));
        let caller = house.caller(0);
        assert_eq!(
            refused(house, &caller, EVENING, move |tx| read(tx, Reading::Fine)),
            Reason::NotYours
        );
    });
}

#[test]
fn a_note_is_read_back_by_the_next_officer_and_lies_sealed() {
    on_both(2, |house| {
        let (who, other) = (officer(house), officer(house));
        let look = open(house, &who, 0, EVENING);
        given(house.act(&who, EVENING, move |tx| {
            members::note(tx, look, &words("Writes to us in large print"))
        }));
        let look = open(house, &other, 0, EVENING);
        let (shown, proof) = shown(house, &other, look, EVENING);
        assert_eq!(shown.beside.notes.len(), 1);
        assert_eq!(shown.beside.notes[0].by, "Orla Officer");
        let File::Whole(file) = shown.file else {
            panic!("covered")
        };
        assert_eq!(
            file.disclose(&proof).unwrap().notes,
            ["Writes to us in large print"]
        );
        let sealed = house.read(|raw| {
            raw.one("select note_sealed from member_note", &[], |row| {
                Ok(row.bytes(0)?.to_vec())
            })
        });
        assert!(!String::from_utf8_lossy(&sealed.unwrap()).contains("large print"));
        assert_eq!(shown.beside.looks.opened, 2);
        assert_eq!(told(house, 327)[0].0, 1);
    });
}
