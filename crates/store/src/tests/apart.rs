//! A caller whose word stands apart: seen by the officer alone, and all their waiting reports undone in one act.

use switchboard_rules::apart::Word;
use switchboard_rules::card::{Outcome, Size};
use switchboard_rules::ids::{AccountId, BankId};
use switchboard_rules::moment::{Moment, Span};
use switchboard_rules::policy::{Reason, Role, Scope};

use super::calls::{card, has_somebody, numbers, say};
use super::house::{EVENING, House, Person, given, on_both};
use super::looks::refused;
use crate::engine::Arg;
use crate::roll::{self, Apart, StandsApart, UnreportBegun, UnreportState};

fn officer(house: &House) -> Person {
    house.person("Orla Officer", Role::MembershipOfficer, Scope::Organisation)
}

/// Counts as if an account had rung so often in the first bank.
fn counted(house: &House, account: AccountId, what: &'static str, n: i64) {
    counted_in(house, (account, house.banks[0]), what, n);
}

fn counted_in(house: &House, (account, bank): (AccountId, BankId), what: &'static str, n: i64) {
    house.world.0.db.write("counted", move |raw| {
        let args = [
            Arg::Int(account.bucket()),
            Arg::Bytes(account.as_bytes()),
            Arg::Bytes(bank.as_bytes()),
            Arg::Text(what),
            Arg::Int(n),
        ];
        raw.run("insert into tally (bucket, account, bank, what, n) values ($1, $2, $3, $4, $5) on conflict (bucket, account, bank, what) do update set n = tally.n + excluded.n", &args)
    }).unwrap();
}

fn compared(house: &House, who: &Person) -> Vec<Apart> {
    let may = given(house.act(who, EVENING, roll::may_compare));
    roll::apart(&house.world, &may).unwrap()
}

fn begin(house: &House, who: &Person, of: &Person, since: Moment) -> UnreportBegun {
    let apart = StandsApart::for_tests(of.account);
    given(house.act(who, EVENING, move |tx| roll::unreport(tx, apart, since)))
}

fn begin_at(
    house: &House,
    who: &Person,
    of: &Person,
    (since, now): (Moment, Moment),
) -> UnreportBegun {
    let apart = StandsApart::for_tests(of.account);
    let who = house.again(who, now);
    given(house.act(&who, now, move |tx| roll::unreport(tx, apart, since)))
}

#[test]
fn few_calls_in_each_of_a_campaigns_banks_are_seen_and_calls_that_never_were_do_not_hide_them() {
    on_both(1, |house| {
        let [bad, honest] = [house.caller(0), house.caller(0)];
        let other = house.another_bank(0);
        counted(house, honest.account, "no-answer", 300);
        counted(house, honest.account, "deceased", 3);
        for bank in [house.banks[0], other] {
            counted_in(house, (bad.account, bank), "deceased", 12);
            // Said to be busy without a look at the number.
            counted_in(house, (bad.account, bank), "busy", 900);
            counted_in(house, (bad.account, bank), "unseen", 900);
        }
        let found = compared(house, &officer(house));
        let [apart] = found.as_slice() else {
            panic!("{found:?}")
        };
        assert_eq!(apart.account, bad.account);
        assert_eq!((apart.own.with, apart.own.calls), (24, 24));
    });
}

fn finished(house: &House) {
    while roll::carry_on_unreporting(&house.world, EVENING).unwrap() {}
}

/// A card of the campaign's bank, with this outcome.
fn said(house: &House, who: &Person, outcome: Outcome, now: Moment) {
    let (card, _) = card(house, who, house.banks[0], now);
    numbers(house, who, card.card, now);
    say(house, who.auth(), card.card, outcome, now);
}

#[test]
fn whoever_says_that_everybody_has_died_stands_apart_before_the_officer_and_before_nobody_else() {
    on_both(1, |house| {
        let [bad, one, two] = [house.caller(0), house.caller(0), house.caller(0)];
        for honest in [&one, &two] {
            counted(house, honest.account, "dealt", 300);
            counted(house, honest.account, "no-answer", 270);
            counted(house, honest.account, "deceased", 3);
            counted(house, honest.account, "moved", 9);
        }
        counted(house, bad.account, "no-answer", 30);
        counted(house, bad.account, "moved", 1);
        let officer = officer(house);
        assert_eq!(compared(house, &officer), []);
        counted(house, bad.account, "deceased", 29);
        let found = compared(house, &officer);
        let [apart] = found.as_slice() else {
            panic!("{found:?}")
        };
        assert_eq!((apart.account, apart.word), (bad.account, Word::Deceased));
        assert_eq!((apart.own.with, apart.own.calls), (29, 60));
        assert_eq!((apart.others.with, apart.others.calls), (6, 564));
        assert!(apart.most < 15, "{}", apart.most);
        assert_eq!(apart.campaign, "Red");
        let may = given(house.act(&officer, EVENING, roll::may_compare));
        let stands = |who: &Person| roll::stands(&house.world, &may, who.account).unwrap();
        assert!(stands(&bad).is_some());
        assert!(
            stands(&one).is_none(),
            "nothing of theirs is undone in one act"
        );
        house.tamper("update bank set state = 'closed'");
        assert_eq!(
            compared(house, &officer),
            found,
            "nobody vanishes with a bank"
        );
        let names = vec![bad.account];
        let names = given(house.act(&officer, EVENING, move |tx| roll::named(tx, &names)));
        assert_eq!(names, ["Carys Caller"]);
        assert_eq!(
            house.count("select count(*) from entry where kind = 992"),
            4
        );
        let organiser = house.person(
            "Olwen",
            Role::Organiser,
            Scope::Campaign(house.campaigns[0]),
        );
        let rival = house.person("Rhys", Role::Organiser, Scope::Campaign(house.campaigns[1]));
        for who in [&organiser, &rival, &bad] {
            let reason = refused(house, who, EVENING, roll::may_compare);
            assert_eq!(reason, Reason::NotYours, "nobody of a campaign");
        }
    });
}

#[test]
fn all_waiting_reports_of_one_caller_are_undone_since_a_moment_and_objections_stand() {
    on_both(14, |house| {
        let [bad, honest] = [house.caller(0), house.caller(0)];
        let later = EVENING.plus(Span::days(1));
        said(house, &bad, Outcome::Moved, EVENING);
        let [bad, honest] = [&bad, &honest].map(|who| house.again(who, later));
        for _ in 0..10 {
            said(house, &bad, Outcome::Deceased, later);
        }
        said(house, &bad, Outcome::DontCall(Size::Anyone), later);
        said(house, &honest, Outcome::WrongNumber, later);
        let officer = officer(house);
        assert_eq!(
            begin_at(house, &officer, &officer_like(house), (EVENING, later)),
            UnreportBegun::Nothing
        );
        let begun = begin_at(
            house,
            &officer,
            &bad,
            (later.plus(Span::minutes(30)), later),
        );
        assert!(matches!(begun, UnreportBegun::Begun(_, 10)), "{begun:?}");
        assert_eq!(
            begin_at(house, &officer, &honest, (EVENING, later)),
            UnreportBegun::Busy
        );
        assert_eq!(
            house.count("select count(*) from entry where kind = 993"),
            3,
            "also where nothing waits, and where another is under way"
        );
        // What they say after the act isn't undone by it.
        let after = later.plus(Span::minutes(1));
        said(house, &bad, Outcome::Moved, after);
        while roll::carry_on_unreporting(&house.world, after).unwrap() {}
        let told = given(house.act(&officer, EVENING, roll::unreports));
        let [told] = told.as_slice() else { panic!() };
        assert_eq!(
            (told.state, told.done, told.left_out),
            (UnreportState::Undone, 10, 0)
        );
        assert_eq!(
            house.count("select count(*) from report where settled_as = 'mistaken'"),
            10
        );
        assert_eq!(
            house.count("select count(*) from report where settled_at is null"),
            3
        );
        assert_eq!(
            house.count("select count(*) from queue q join bank b on b.id = q.bank where b.name = 'Red evening' and q.class = 8"),
            4,
            "what was reported before and after, by another, and who wants no calls"
        );
        assert!(house.count("select count(*) from objection") > 0);
        assert!(
            !has_somebody(house, &honest, house.banks[0], after),
            "whoever was stopped rests a day"
        );
        assert_eq!(
            house.count("select count(distinct q.due_at) from queue q join bank b on b.id = q.bank where b.name = 'Red evening' and q.class = 1 and q.due_at > 0"),
            1
        );
        assert_eq!(
            house.count("select count(*) from entry_subject s join entry e on e.id = s.entry where e.kind = 994"),
            10,
            "each member's own record says it"
        );
        house.settle(later.plus(Span::hours(1)));
    });
}

fn officer_like(house: &House) -> Person {
    house.caller(1)
}

#[test]
fn undoing_goes_on_where_it_was_and_stops_where_whoever_began_it_may_no_more() {
    on_both(20, |house| {
        let bad = house.caller(0);
        for _ in 0..18 {
            said(house, &bad, Outcome::Moved, EVENING);
        }
        let officer = officer(house);
        begin(house, &officer, &bad, EVENING);
        assert!(roll::carry_on_unreporting(&house.world, EVENING).unwrap());
        let settled = house.count("select count(*) from report where settled_at is not null");
        assert_eq!(settled, 8, "a slice");
        house.tamper("update term set ended_at = 1 where role = 'membership-officer'");
        finished(house);
        let settled = house.count("select count(*) from report where settled_at is not null");
        assert_eq!(settled, 8);
        assert_eq!(
            house.count("select count(*) from report_undo where state = 'stopped'"),
            1
        );
        let rival = house.person("Rhys", Role::Organiser, Scope::Campaign(house.campaigns[1]));
        let apart = StandsApart::for_tests(bad.account);
        let reason = refused(house, &rival, EVENING, move |tx| {
            roll::unreport(tx, apart, EVENING)
        });
        assert_eq!(reason, Reason::NotYours);
    });
}
