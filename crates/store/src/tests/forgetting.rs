//! Forgetting a member destroys what leads to them, brings nobody back, and breaks no proof.

use switchboard_rules::card::Outcome;
use switchboard_rules::forgetting::{Keep, KeyMonth, KeyStanding, forgotten_by};
use switchboard_rules::ids::{CardId, MemberId};
use switchboard_rules::moment::{Moment, Span};
use switchboard_rules::policy::{Role, Scope};
use switchboard_rules::request::Kind;
use switchboard_rules::roll::Reason;

use super::calls::{card, has_somebody, numbers, say};
use super::house::{EVENING, House, Person, given, import_at, member, on_both};
use super::requests::{ask, because, decide, new, officer};
use crate::desk::{self, Report, Taken};
use crate::engine::Arg;
use crate::forget::{self, Preview};
use crate::requests::{self, Asked, Asking, Cannot, Decided, Decision};
use crate::roll::{self, Query};
use crate::session::{Auth, id16};
use crate::tx::Verdict;
use crate::{log, machine};

fn preview(house: &House, who: &Person, number: &str) -> Preview {
    let number = number.to_owned();
    let shown = house.act(who, EVENING, move |tx| forget::preview(tx, &number));
    given(shown).expect("the member is on the roll")
}

fn asking(member: MemberId) -> Asking {
    Asking {
        kind: Kind::ForgetMember,
        member,
        about: String::new(),
        because: because("Mrs Evansworth wrote us a letter"),
        second: requests::Second::Person,
    }
}

/// One officer asks, another approves.
pub(super) fn forget(
    house: &House,
    number: &str,
    now: Moment,
) -> (MemberId, switchboard_rules::ids::RequestId) {
    let (one, two) = (officer(house), officer(house));
    let member = preview(house, &one, number).member;
    let id = new(ask(house, one.auth(), asking(member), now));
    assert_eq!(
        decide(house, &two, id, Decision::Approve, now),
        Decided::Done
    );
    (member, id)
}

fn hits(house: &House, who: &Person, query: Query) -> usize {
    let done = house
        .act(who, EVENING, move |tx| roll::search(tx, &query))
        .unwrap();
    match done.verdict {
        Verdict::Given(hits) => hits.hits.disclose(&done.proof).unwrap().0.len(),
        Verdict::Refused(refusal) => panic!("{refusal}"),
    }
}

/// How many rows of a table still name this member.
fn rows(house: &House, sql: &'static str, member: MemberId) -> i64 {
    let id = member.as_bytes().to_vec();
    house
        .read(|raw| raw.one(sql, &[Arg::Bytes(&id)], |row| row.int(0)))
        .unwrap()
}

const NAMED: [&str; 9] = [
    "select count(*) from member_row where member = $1",
    "select count(*) from member_mark where member = $1",
    "select count(*) from lookup where member = $1",
    "select count(*) from queue where member = $1",
    "select count(*) from entry_subject where member = $1",
    "select count(*) from report where member = $1",
    "select count(*) from outbox where recipient = $1",
    "select count(*) from open_card where member = $1",
    "select count(*) from card where member = $1",
];

/// A member whom a campaign rang, with a note, and who was reported as moved; another who is open on a desk.
fn evening(house: &House) -> CardId {
    let caller = house.caller(0);
    let (one, _) = card(house, &caller, house.banks[0], EVENING);
    numbers(house, &caller, one.card, EVENING);
    let report = Report {
        card: one.card,
        outcome: Outcome::Moved,
        note: Some("Her sister Blodwen answered".to_owned()),
    };
    given(house.act(&caller, EVENING, move |tx| desk::report(tx, &report)));
    one.card
}

fn number_of(house: &House, card: CardId) -> (MemberId, String) {
    let member = house
        .read(|raw| {
            let args = [Arg::Int(card.bucket()), Arg::Bytes(card.as_bytes())];
            raw.one(
                "select member from card where bucket = $1 and id = $2",
                &args,
                |row| Ok(MemberId::from_bytes(id16(row.bytes(0)?).unwrap())),
            )
        })
        .unwrap();
    let officer = officer(house);
    let number = (0..10)
        .map(|n| format!("M-{n:06}"))
        .find(|number| preview(house, &officer, number).member == member)
        .unwrap();
    (member, number)
}

#[test]
fn forgetting_destroys_what_leads_to_a_member_and_leaves_everybody_else_alone() {
    on_both(3, |house| {
        let rung = evening(house);
        let (member, number) = number_of(house, rung);
        house.settle(EVENING);
        let before = house.count("select count(*) from member_row");
        let tallies = house.count("select cast(sum(n) as bigint) from tally");
        let one = officer(house);
        let goes = preview(house, &one, &number).goes;
        assert_eq!((goes.versions, goes.calls, goes.reports), (1, 1, 1));
        assert!(goes.entries >= 3 && !goes.is_on_a_desk, "{goes:?}");
        let (forgotten, _) = forget(house, &number, EVENING);
        assert_eq!(forgotten, member);
        for sql in NAMED {
            assert_eq!(rows(house, sql, member), 0, "{sql}");
        }
        assert_eq!(
            house
                .count("select count(*) from member where length(erase_key) = 0 and key_month = 0"),
            1
        );
        assert_eq!(
            house.count("select count(*) from card where note_sealed is not null"),
            0
        );
        assert_eq!(
            house.count("select count(*) from card where outcome = 'moved'"),
            1,
            "the campaign's count stays"
        );
        assert_eq!(
            house.count("select cast(sum(n) as bigint) from tally"),
            tallies
        );
        assert_eq!(house.count("select count(*) from member_row"), before - 1);
        assert_eq!(hits(house, &one, Query::External(number.clone())), 0);
        assert_eq!(
            hits(house, &one, Query::External("M-000002".to_owned())),
            usize::from(number != "M-000002")
        );
        let caller = house.caller(1);
        assert!(
            has_somebody(house, &caller, house.banks[1], EVENING),
            "the others are rung as before"
        );
        house.settle(EVENING);
    });
}

#[test]
fn no_proof_breaks_and_the_entry_that_says_so_tells_nobody_who_it_was() {
    on_both(2, |house| {
        evening(house);
        let before = house.settle(EVENING);
        let (member, id) = forget(house, "M-000001", EVENING);
        let after = house.settle(EVENING);
        assert!(after.entries > before.entries);
        assert_eq!(
            house.count("select count(*) from entry where kind = 330 and length(subjects) = 32"),
            1
        );
        assert_eq!(
            rows(
                house,
                "select count(*) from entry_subject where member = $1",
                member
            ),
            0
        );
        let dpo = house.person("Dilys Dpo", Role::Dpo, Scope::Organisation);
        let shown = given(house.act(&dpo, EVENING, move |tx| forget::certificate(tx, id)));
        assert_eq!(shown.asked_by.as_deref(), Some("Orla Officer"));
        assert_eq!(shown.approved_by, "Orla Officer");
        assert!(
            shown.entry.unwrap() < shown.signed,
            "a signed checkpoint covers the entry"
        );
        let key = KeyStanding::InUse(KeyMonth::of(EVENING, house.world.zone()));
        let by = forgotten_by(EVENING, key, Keep::USUAL, house.world.zone());
        assert_eq!(shown.everywhere, by);
        let waiting = given(house.act(&dpo, EVENING, |tx| forget::being_forgotten(tx, None)));
        assert_eq!(waiting.all.len(), 1);
        assert_eq!(
            (waiting.all[0].request, waiting.all[0].everywhere),
            (Some(id), by)
        );
        assert!((1..=66).contains(&waiting.all[0].days_left), "{waiting:?}");
        let left = waiting.all[0].days_left;
        let later = EVENING.plus(Span::days(39));
        let dpo = house.again(&dpo, later);
        let waiting = given(house.act(&dpo, later, |tx| forget::being_forgotten(tx, None)));
        assert_eq!(waiting.all[0].days_left, left - 39);
        log::verify(&house.world).unwrap();
    });
}

#[test]
fn a_stolen_copy_taken_after_the_forgetting_opens_nothing_of_the_member() {
    on_both(2, |house| {
        // What a thief could have kept of them: every sealed column and the wrapped key as they are after it.
        let (member, _) = forget(house, "M-000000", EVENING);
        let wrapped = house
            .read(|raw| {
                let args = [Arg::Int(member.bucket()), Arg::Bytes(member.as_bytes())];
                raw.one(
                    "select erase_key, key_month from member where bucket = $1 and id = $2",
                    &args,
                    |row| Ok((row.bytes(0)?.to_vec(), row.int(1)?)),
                )
            })
            .unwrap();
        let opened = house
            .world
            .0
            .keys
            .member(member.as_bytes(), wrapped.1, &wrapped.0);
        assert!(
            opened.is_err(),
            "with every key of the world nothing opens any more"
        );
        assert_eq!(
            house.count("select count(*) from request where length(reason_sealed) > 0"),
            0,
            "the reason went too"
        );
        assert_eq!(
            house.count("select count(*) from request where work_sealed is not null"),
            0
        );
    });
}

#[test]
fn an_open_card_ends_and_a_word_that_comes_after_it_changes_nothing() {
    on_both(1, |house| {
        let caller = house.caller(0);
        let (open, _) = card(house, &caller, house.banks[0], EVENING);
        numbers(house, &caller, open.card, EVENING);
        let one = officer(house);
        assert!(preview(house, &one, "M-000000").goes.is_on_a_desk);
        forget(house, "M-000000", EVENING);
        for sql in [
            "select count(*) from open_card",
            "select count(*) from open_number",
            "select count(*) from open_caller",
        ] {
            assert_eq!(house.count(sql), 0, "{sql}");
        }
        let late = say(house, caller.auth(), open.card, Outcome::Answered, EVENING);
        assert_eq!(late, Taken::Before);
        let objected = say(
            house,
            caller.auth(),
            open.card,
            Outcome::DontCall(switchboard_rules::card::Size::Anyone),
            EVENING,
        );
        assert_eq!(objected, Taken::Before);
        let id = open.card;
        let account = caller.account;
        let shown = house.act(&caller, EVENING, move |tx| {
            desk::show_number(tx, id, account)
        });
        assert!(matches!(given(shown), desk::Shown::Closed(_)));
        assert!(!has_somebody(house, &caller, house.banks[0], EVENING));
        let filled = "select cast(sum(filled) as bigint) from bank";
        assert_eq!(
            house.count(filled),
            1,
            "the bank that rang counts them still"
        );
        house.settle(EVENING);
    });
}

#[test]
fn no_import_brings_a_forgotten_member_back_and_nobody_is_rung_at_their_number() {
    on_both(2, |house| {
        forget(house, "M-000000", EVENING);
        let counts = import_at(
            &house.world,
            vec![member(0), member(1)],
            EVENING.plus(Span::minutes(1)),
        );
        assert_eq!(
            (counts.created, counts.rejected, counts.unchanged),
            (0, 1, 1)
        );
        assert_eq!(house.count("select count(*) from member_row"), 1);
        // Under another number in the books it may be somebody new; at the same telephone nobody is rung.
        let mut again = member(0);
        again.external_id = switchboard_rules::person::ExternalId::parse("M-777777").unwrap();
        let counts = import_at(&house.world, vec![again], EVENING.plus(Span::minutes(2)));
        assert_eq!(counts.created, 1);
        for bank in house.banks {
            crate::banks::fill(&house.world, bank, EVENING).unwrap();
        }
        let caller = house.caller(0);
        let (other, _) = card(house, &caller, house.banks[0], EVENING);
        say(house, caller.auth(), other.card, Outcome::Answered, EVENING);
        assert!(
            !has_somebody(house, &caller, house.banks[0], EVENING),
            "the number is never rung again"
        );
    });
}

#[test]
fn while_an_import_runs_forgetting_waits_and_is_done_when_it_has_ended() {
    on_both(2, |house| {
        let (one, two) = (officer(house), officer(house));
        let member_id = preview(house, &one, "M-000000").member;
        let id = new(ask(house, one.auth(), asking(member_id), EVENING));
        let Verdict::Given(mut running) = roll::begin(
            &house.world,
            &Auth::Console,
            &roll::Plan::default(),
            EVENING,
        )
        .unwrap() else {
            panic!("the console may import")
        };
        assert_eq!(
            decide(house, &two, id, Decision::Approve, EVENING),
            Decided::Begun
        );
        assert_eq!(
            requests::carry_on(&house.world, EVENING).unwrap(),
            0,
            "it still waits"
        );
        let mut changed = member(0);
        changed.email = None;
        running.slice(&[(2, changed.into())], &[], EVENING).unwrap();
        running.switch(EVENING).unwrap();
        assert_eq!(requests::carry_on(&house.world, EVENING).unwrap(), 1);
        for sql in NAMED {
            assert_eq!(rows(house, sql, member_id), 0, "{sql}");
        }
        assert_eq!(
            house.count("select count(*) from request where state = 'done'"),
            1
        );
    });
}

#[test]
fn rows_given_back_that_name_a_forgotten_member_go_too_slice_by_slice() {
    on_both(2, |house| {
        let Verdict::Given(mut running) = roll::begin(
            &house.world,
            &Auth::Console,
            &roll::Plan::default(),
            EVENING,
        )
        .unwrap() else {
            panic!("the console may import")
        };
        let reject = |line: u64, cells: [&str; 2]| roll::Reject {
            line,
            reason: Reason::Nameless.into(),
            cells: cells.map(str::to_owned).to_vec(),
            stop: None,
            external_id: None,
        };
        let mut rejects: Vec<roll::Reject> = (2..500)
            .map(|line| reject(line, ["M-999999", "07700 900777"]))
            .collect();
        rejects.push(reject(500, ["M-000001", ""]));
        rejects.push(reject(501, ["", "+44 7700 900001"]));
        running.slice(&[], &rejects, EVENING).unwrap();
        running.switch(EVENING).unwrap();
        let (one, two) = (officer(house), officer(house));
        let member_id = preview(house, &one, "M-000001").member;
        let id = new(ask(house, one.auth(), asking(member_id), EVENING));
        assert_eq!(
            decide(house, &two, id, Decision::Approve, EVENING),
            Decided::Begun
        );
        assert_eq!(
            rows(
                house,
                "select count(*) from member_row where member = $1",
                member_id
            ),
            0,
            "the member is gone at once"
        );
        let mut rounds = 0;
        while requests::carry_on(&house.world, EVENING).unwrap() > 0 {
            rounds += 1;
        }
        assert!(rounds >= 2, "{rounds} slices");
        assert_eq!(house.count("select count(*) from import_reject"), 498);
        assert_eq!(
            house
                .count("select count(*) from request where state = 'done' and work_sealed is null"),
            1
        );
        house.settle(EVENING);
    });
}

#[test]
fn a_number_that_another_member_has_too_stays_callable_for_them() {
    let mut shared = member(1);
    shared.phones = member(0).phones;
    let all = [member(0), shared];
    super::house::on_both_of(
        &all,
        switchboard_rules::budget::Caps::NOVEMBER_2026,
        |house| {
            forget(house, "M-000000", EVENING);
            let caller = house.caller(0);
            assert!(has_somebody(house, &caller, house.banks[0], EVENING));
        },
    );
}

#[test]
fn whoever_is_forgotten_is_asked_about_no_more_and_the_console_only_asks() {
    on_both(2, |house| {
        let (member_id, _) = forget(house, "M-000000", EVENING);
        let one = officer(house);
        let again = ask(house, one.auth(), asking(member_id), EVENING);
        assert_eq!(again, Asked::Not(Cannot::NoSuchMember));
        let number = |number: &'static str| {
            let asked = house
                .world
                .write("forget", Auth::Console, EVENING, move |tx| {
                    forget::ask_by_number(tx, number, &because("She asked us by letter"))
                });
            given(asked.wait())
        };
        assert_eq!(number("M-000000"), Asked::Not(Cannot::NoSuchMember));
        let id = new(number("M-000001"));
        assert_eq!(
            house.count("select count(*) from member_row"),
            1,
            "nothing happened yet"
        );
        assert_eq!(
            decide(house, &one, id, Decision::Approve, EVENING),
            Decided::Done
        );
        assert_eq!(house.count("select count(*) from member_row"), 0);
        let caller = house.caller(0);
        let seen = house
            .act(&caller, EVENING, |tx| forget::being_forgotten(tx, None))
            .unwrap();
        assert!(matches!(seen.verdict, Verdict::Refused(r) if r.hidden()));
    });
}

#[test]
fn the_name_search_forgets_when_the_change_feed_says_so() {
    on_both(2, |house| {
        machine::index_names(&house.world, EVENING).unwrap();
        let mut cursor = house.world.feed_now().unwrap();
        let found = |house: &House| house.world.0.names.find("featherington", 20, None).len();
        assert_eq!(found(house), 1);
        let (member_id, _) = forget(house, "M-000001", EVENING);
        let one = officer(house);
        assert_eq!(
            hits(house, &one, Query::Name("Featherington".to_owned())),
            0,
            "no page shows them at once"
        );
        let told = house.told(&mut cursor, "forgotten");
        assert_eq!(told.reference, member_id.as_bytes());
        machine::forget_name(&house.world, &told.reference);
        assert_eq!(found(house), 0);
        forget::sweep(&house.world, EVENING.plus(Span::hours(1))).unwrap();
    });
}
