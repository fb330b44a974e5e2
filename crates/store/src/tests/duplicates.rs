//! Members who stand on the roll twice: found, listed behind masks, told apart, compared.

use switchboard_rules::alike::Sign;
use switchboard_rules::budget::Caps;
use switchboard_rules::ids::{LookId, MemberId};
use switchboard_rules::moment::{Moment, Span};
use switchboard_rules::person::{Email, ExternalId, Name, NameText};
use switchboard_rules::policy::{Reason, Role, Scope};
use switchboard_rules::roll::RollRow;

use super::house::{EVENING, House, Person, given, import, member, on_both_of};
use super::looks::{officer, refused, told, words};
use crate::duplicates::{self, Compared, PairPage, Sought, Told};
use crate::engine::Arg;
use crate::members::{self, File, Sight};
use crate::roll::What;
use crate::session::{Auth, id16};
use crate::tx::Verdict;

/// A second record of the n-th member, under another number and else the same.
pub(super) fn twin(n: u32) -> RollRow {
    let mut row = member(n);
    row.external_id = ExternalId::parse(&format!("T-{n:06}")).unwrap();
    row
}

pub(super) fn named(row: &mut RollRow, given: &str, family: &str) {
    let text = NameText {
        title: "Mrs",
        given,
        family,
        ..NameText::default()
    };
    row.name = Name::parse(text).unwrap();
}

/// Members 0 to `n`, and second records of those named.
pub(super) fn roll(n: u32, twins: &[u32]) -> Vec<RollRow> {
    let mut rows: Vec<RollRow> = (0..n).map(member).collect();
    rows.extend(twins.iter().map(|n| twin(*n)));
    rows
}

pub(super) fn look(house: &House, now: Moment) -> Sought {
    match duplicates::find(&house.world, &Auth::Console, || now).unwrap() {
        Verdict::Given(sought) => sought.expect("nobody else is looking"),
        Verdict::Refused(refusal) => panic!("{refusal}"),
    }
}

pub(super) fn page(house: &House, who: &Person, after: Option<i64>) -> PairPage {
    given(house.act(who, EVENING, move |tx| duplicates::page(tx, after)))
}

/// Which member a membership number leads to by the lookups alone.
pub(super) fn id_of(house: &House, number: &str) -> MemberId {
    let blind = house
        .world
        .0
        .keys
        .current()
        .unwrap()
        .blind
        .short(What::External.text(), number.as_bytes());
    let found = house.read(|raw| {
        raw.one(
            "select member from lookup where what = 'external' and blind = $1",
            &[Arg::Bytes(&blind)],
            |row| Ok(id16(row.bytes(0)?).unwrap()),
        )
    });
    MemberId::from_bytes(found.unwrap())
}

/// Begins to compare the first pair of the page, giving a reason where one is asked for.
pub(super) fn compare(house: &House, who: &Person) -> [LookId; 2] {
    let first = page(house, who, None).pairs.remove(0);
    let begun = given(house.act(who, EVENING, move |tx| {
        duplicates::begin(tx, &first.one, &first.other)
    }));
    let Compared::Looks(one, other) = begun else {
        panic!("{begun:?}")
    };
    given(house.act(who, EVENING, move |tx| {
        duplicates::reason(tx, [one, other], &words("They look like one person"))
    }));
    [one, other]
}

fn story(rows: &[RollRow], story: impl Fn(&House)) {
    on_both_of(rows, Caps::NOVEMBER_2026, story);
}

#[test]
fn whoever_stands_on_the_roll_twice_is_found_with_the_reasons_and_a_household_is_not() {
    let mut rows = roll(8, &[0]);
    let mut slip = twin(1);
    named(&mut slip, "Gwenlian", "Featherington");
    slip.email = None;
    rows.push(slip);
    // The same telephone and the same e-mail address: another person of the house.
    let mut husband = twin(2);
    named(&mut husband, "Huw", "Penhaligon");
    rows.push(husband);
    story(&rows, |house| {
        let found = look(house, EVENING);
        assert_eq!((found.members, found.pairs, found.identical), (11, 2, 1));
        let who = officer(house);
        let page = page(house, &who, None);
        let [same, slip] = page.pairs.as_slice() else {
            panic!("{:?}", page.pairs)
        };
        assert!(same.is_identical && same.score > slip.score);
        for sign in [
            Sign::SameName,
            Sign::SameEmail,
            Sign::SameNumber,
            Sign::SameBranch,
        ] {
            assert!(same.signs.has(sign), "{sign:?}");
        }
        assert!(slip.signs.has(Sign::AlikeName) && !slip.is_identical);
        assert!((850..1_000).contains(&slip.alike), "{}", slip.alike);
        assert_eq!((page.standing.open, page.standing.identical), (2, 1));
        assert_eq!(page.standing.members, 11);
        // The same look once more finds the same.
        assert_eq!(look(house, EVENING), found);
        assert_eq!(house.count("select count(*) from duplicate"), 2);
    });
}

#[test]
fn what_is_kept_of_a_pair_names_nobody() {
    story(&roll(2, &[0]), |house| {
        look(house, EVENING);
        let texts = house.read(|raw| {
            raw.all("select state, identical from duplicate", &[], |row| {
                Ok((row.text(0)?.to_owned(), row.int(1)?))
            })
        });
        assert_eq!(texts, [("open".to_owned(), 1)]);
        let columns = crate::schema::NOW
            .split("create table duplicate (")
            .nth(1)
            .unwrap()
            .split("\n);")
            .next()
            .unwrap();
        for personal in ["name", "phone", "email", "birth", "address", "_sealed"] {
            assert!(!columns.contains(personal), "{personal}");
        }
    });
}

#[test]
fn a_page_of_pairs_is_masked_ends_at_ten_and_the_next_goes_on_behind_it() {
    let twins: Vec<u32> = (0..13).collect();
    story(&roll(13, &twins), |house| {
        assert_eq!(look(house, EVENING).pairs, 13);
        let who = officer(house);
        let done = house
            .act(&who, EVENING, |tx| duplicates::page(tx, None))
            .unwrap();
        let Verdict::Given(first) = done.verdict else {
            panic!("refused")
        };
        let hits = first.members.disclose(&done.proof).unwrap();
        assert_eq!((first.pairs.len(), hits.0.len()), (10, 20));
        assert!(hits.0.iter().all(|hit| hit.name.starts_with("M•• G•")));
        let second = page(house, &who, first.after);
        assert_eq!((second.pairs.len(), second.after), (3, None));
        let shown = told(house, 343);
        assert_eq!(shown[1].0, 20, "an entry is about everybody on the page");
        house.settle(EVENING);
    });
}

#[test]
fn two_who_were_told_apart_stay_apart_however_often_the_roll_is_looked_through() {
    story(&roll(3, &[0, 1]), |house| {
        look(house, EVENING);
        let who = officer(house);
        let pair = page(house, &who, None).pairs.remove(0);
        let (one, other) = (pair.one.clone(), pair.other.clone());
        let told_apart = given(house.act(&who, EVENING, move |tx| {
            duplicates::tell_apart(tx, &one, &other)
        }));
        assert_eq!(told_apart, Told::Apart);
        assert_eq!(told(house, 344)[0].0, 2, "the entry is about both");
        assert_eq!(page(house, &who, None).pairs.len(), 1);
        let again = look(house, EVENING);
        assert_eq!(again.pairs, 1);
        assert_eq!(page(house, &who, None).pairs.len(), 1);
        // A form that was open meanwhile changes nothing.
        let (one, other) = (pair.one, pair.other);
        let late = given(house.act(&who, EVENING, move |tx| {
            duplicates::tell_apart(tx, &one, &other)
        }));
        assert_eq!(late, Told::Stale);
    });
}

#[test]
fn a_pair_is_compared_by_two_looks_each_with_its_entry() {
    story(&roll(2, &[0]), |house| {
        look(house, EVENING);
        let who = officer(house);
        let [one, other] = compare(house, &who);
        let done = house
            .act(&who, EVENING, move |tx| duplicates::sights(tx, one, other))
            .unwrap();
        let Verdict::Given(sights) = done.verdict else {
            panic!("refused")
        };
        let mut numbers = Vec::new();
        for sight in [sights.0, sights.1] {
            let Sight::Record(shown) = sight else {
                panic!("asked for a reason twice")
            };
            let File::Whole(file) = shown.file else {
                panic!("covered")
            };
            numbers.push(file.disclose(&done.proof).unwrap().external.clone());
        }
        numbers.sort();
        assert_eq!(numbers, ["M-000000", "T-000000"]);
        let opened = told(house, 311);
        assert_eq!(opened.len(), 2);
        for (members, _, detail) in opened {
            assert_eq!(members, 1);
            assert!(detail.contains("purpose=duplicate"), "{detail}");
        }
        // A handle is its account's, for half an hour.
        let pair = page(house, &who, None).pairs.remove(0);
        let rival = officer(house);
        let (a, b) = (pair.one.clone(), pair.other.clone());
        let stolen = given(house.act(&rival, EVENING, move |tx| duplicates::begin(tx, &a, &b)));
        assert_eq!(stolen, Compared::Stale);
        let later = EVENING.plus(Span::minutes(31));
        let old = given(house.act(&who, later, move |tx| {
            duplicates::begin(tx, &pair.one, &pair.other)
        }));
        assert_eq!(old, Compared::Stale);
        assert_eq!(
            refused(house, &rival, EVENING, move |tx| duplicates::sights(
                tx, one, other
            )),
            Reason::NotYours,
            "a look is its account's"
        );
    });
}

#[test]
fn nobody_but_an_officer_sees_pairs_or_has_the_roll_looked_through() {
    story(&roll(2, &[0]), |house| {
        look(house, EVENING);
        let mut people = vec![house.caller(0), house.caller(1)];
        for (role, scope) in [
            (Role::Organiser, Scope::Campaign(house.campaigns[0])),
            (Role::ReturningOfficer, Scope::Organisation),
            (Role::Dpo, Scope::Organisation),
            (Role::Approver, Scope::Organisation),
        ] {
            people.push(house.person("Somebody", role, scope));
        }
        for who in &people {
            refused(house, who, EVENING, |tx| duplicates::page(tx, None));
            refused(house, who, EVENING, duplicates::seek);
            refused(house, who, EVENING, |tx| duplicates::made(tx, None));
            refused(house, who, EVENING, duplicates::count_identical);
            refused(house, who, EVENING, |tx| duplicates::merge_identical(tx, 1));
        }
        assert_eq!(house.count("select count(*) from member_alias"), 0);
        house.settle(EVENING);
    });
}

#[test]
fn a_look_that_was_asked_for_is_done_once_and_each_night_by_itself() {
    story(&roll(2, &[0]), |house| {
        let look_at = |now: Moment| duplicates::look_if_asked(&house.world, || now).unwrap();
        assert_eq!(look_at(EVENING), None, "nobody asked");
        let who = officer(house);
        for _ in 0..2 {
            given(house.act(&who, EVENING, duplicates::seek));
        }
        assert_eq!(told(house, 342).len(), 1, "asked twice it waits once");
        assert!(page(house, &who, None).standing.is_looking);
        assert_eq!(look_at(EVENING).map(|sought| sought.pairs), Some(1));
        assert_eq!(look_at(EVENING), None);
        assert!(!page(house, &who, None).standing.is_looking);
        // Half past two in the night after the next day.
        let night = EVENING.plus(Span::hours(32));
        assert_eq!(look_at(night).map(|sought| sought.members), Some(3));
        assert_eq!(look_at(night.plus(Span::minutes(20))), None);
        let run = house.count("select count(*) from duplicate_run");
        assert_eq!(run, 2);
    });
}

#[test]
fn a_pair_that_is_corrected_apart_is_gone_after_the_next_look() {
    story(&roll(2, &[0]), |house| {
        assert_eq!(look(house, EVENING).pairs, 1);
        let mut other = twin(0);
        named(&mut other, "Huw", "Ap Rhys");
        other.email = Some(Email::parse("huw@members.example.org").unwrap());
        import(&house.world, vec![other]);
        assert_eq!(look(house, EVENING).pairs, 0);
        assert_eq!(house.count("select count(*) from duplicate"), 0);
    });
}

#[test]
fn nobody_says_of_their_own_record_that_it_is_somebody_elses() {
    story(&roll(2, &[0]), |house| {
        look(house, EVENING);
        let (who, colleague) = (officer(house), officer(house));
        let account = who.account;
        let number = ExternalId::parse("T-000000").unwrap();
        given(house.act(&colleague, EVENING, move |tx| {
            members::link(tx, account, &number)
        }))
        .unwrap();
        let pair = page(house, &who, None).pairs.remove(0);
        let told_apart = refused(house, &who, EVENING, move |tx| {
            duplicates::tell_apart(tx, &pair.one, &pair.other)
        });
        assert_eq!(told_apart, Reason::OwnRecord);
        let looks = compare(house, &who);
        let looked_apart = refused(house, &who, EVENING, move |tx| {
            duplicates::looked_apart(tx, looks)
        });
        assert_eq!(looked_apart, Reason::OwnRecord);
        assert_eq!(page(house, &who, None).pairs.len(), 1, "the pair waits");
        let looks = compare(house, &colleague);
        let apart = given(house.act(&colleague, EVENING, move |tx| {
            duplicates::looked_apart(tx, looks)
        }));
        assert_eq!(apart, Told::Apart);
        house.settle(EVENING);
    });
}
