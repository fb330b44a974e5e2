//! What was kept long enough is erased, and nothing else; until two people set a rule, nothing is.

use switchboard_rules::card::{Finding, Outcome};
use switchboard_rules::look::Reading;
use switchboard_rules::moment::{Moment, Span};
use switchboard_rules::person::{Day, ExternalId, Region};
use switchboard_rules::request::Kind;
use switchboard_rules::retention::Rule;
use switchboard_rules::roll::{Reason, SaidRow};

use super::calls::{card, say};
use super::house::{EVENING, House, given, importing, member, on_both, switched};
use super::requests::{ask, because, decide, new, officer};
use crate::desk::{self, Report};
use crate::engine::Arg;
use crate::members;
use crate::requests::{Asking, Decided, Decision};
use crate::retention::{self, Counted, Erased};
use crate::roll;
use crate::session::Auth;
use crate::tx::Verdict;

pub(super) fn keep(house: &House, rule: Rule, months: u32, now: Moment) {
    let about = format!("rule={} months={months}", rule.code());
    let asking = Asking::about_nobody(Kind::ChangeRetention, about, because("our new policy"));
    let (one, two) = (officer(house), officer(house));
    let id = new(ask(house, one.auth(), asking, now));
    assert_eq!(
        decide(house, &two, id, Decision::Approve, now),
        Decided::Done
    );
}

fn counted(house: &House, now: Moment) -> Vec<Counted> {
    match retention::count(&house.world, &Auth::Console, now).unwrap() {
        Verdict::Given(counted) => counted,
        Verdict::Refused(refusal) => panic!("{refusal}"),
    }
}

pub(super) fn would(house: &House, rule: Rule, now: Moment) -> u64 {
    let all = counted(house, now);
    all.iter().find(|one| one.rule == rule).unwrap().would_erase
}

pub(super) fn run(house: &House, now: Moment) -> Vec<Erased> {
    match retention::run(&house.world, &Auth::Console, now).unwrap() {
        Verdict::Given(erased) => erased,
        Verdict::Refused(refusal) => panic!("{refusal}"),
    }
}

/// Two calls with notes, one of them reported and settled.
fn calls(house: &House) {
    for outcome in [Outcome::Answered, Outcome::Moved] {
        let caller = house.caller(0);
        let (one, _) = card(house, &caller, house.banks[0], EVENING);
        let report = Report {
            card: one.card,
            outcome,
            note: Some("Rang back twice".to_owned()),
        };
        given(house.act(&caller, EVENING, move |tx| desk::report(tx, &report)));
        if outcome == Outcome::Moved {
            let (one_card, officer) = (one.card, officer(house));
            given(house.act(&officer, EVENING, move |tx| {
                roll::settle(tx, one_card, Finding::Mistaken)
            }));
        }
    }
}

#[test]
fn nothing_is_erased_until_two_people_have_set_a_rule() {
    on_both(3, |house| {
        calls(house);
        let late = EVENING.plus(Span::days(3_650));
        let rules = counted(house, late);
        assert!(rules.iter().all(|one| !one.is_set));
        assert_eq!(
            would(house, Rule::Notes, late),
            2,
            "the dry run says what our suggestion would do"
        );
        assert_eq!(run(house, late), []);
        assert_eq!(
            house.count("select count(*) from card where note_sealed is not null"),
            2
        );
    });
}

#[test]
fn each_rule_erases_what_is_old_enough_and_keeps_the_counts_and_the_ledger() {
    on_both(3, |house| {
        calls(house);
        let tallies = house.count("select cast(sum(n) as bigint) from tally");
        for rule in [Rule::Outcomes, Rule::Notes, Rule::Reports, Rule::Sessions] {
            keep(house, rule, 12, EVENING);
        }
        let soon = EVENING.plus(Span::days(360));
        assert!(
            run(house, soon).iter().all(|one| one.erased == 0),
            "it is not time yet"
        );
        let late = EVENING.plus(Span::days(370));
        assert_eq!(would(house, Rule::Notes, late), 2);
        assert_eq!(would(house, Rule::Outcomes, late), 2);
        assert_eq!(would(house, Rule::Reports, late), 1);
        let sessions = would(house, Rule::Sessions, late);
        assert!(sessions > 0);
        assert_eq!(
            house.count("select count(*) from card where note_sealed is not null"),
            2,
            "a dry run is dry"
        );
        let erased = run(house, late);
        let of = |rule| erased.iter().find(|one| one.rule == rule).unwrap().erased;
        assert_eq!(
            (of(Rule::Outcomes), of(Rule::Reports), of(Rule::Sessions)),
            (2, 1, sessions)
        );
        assert_eq!(of(Rule::Notes), 0, "they went with the outcomes");
        assert_eq!(house.count("select count(*) from card where state = 'erased' and outcome is null and note_sealed is null"), 2);
        assert_eq!(
            house.count("select count(*) from card where account is not null and bank is not null"),
            2
        );
        assert_eq!(house.count("select count(*) from report"), 0);
        assert_eq!(
            house.count("select cast(sum(n) as bigint) from tally"),
            tallies
        );
        assert!(
            run(house, late.plus(Span::minutes(1)))
                .iter()
                .all(|one| one.erased == 0),
            "nothing is erased twice"
        );
        let ledger = house.settle(late);
        assert_eq!(ledger.waiting, 0);
        assert_eq!(
            house.count("select count(*) from entry where kind = 331"),
            3
        );
    });
}

#[test]
fn a_reason_that_never_came_is_kept_until_somebody_has_read_that() {
    on_both(3, |house| {
        let (who, other) = (officer(house), officer(house));
        let account = who.account;
        given(house.act(&other, EVENING, move |tx| {
            members::link(tx, account, &ExternalId::parse("M-000001").unwrap())
        }))
        .unwrap();
        let look = super::looks::begin(house, &who, 1, EVENING);
        keep(house, Rule::Looks, 1, EVENING);
        let late = EVENING.plus(Span::days(35));
        let looks = |now| {
            let erased = run(house, now);
            let looks = erased.into_iter().find(|one| one.rule == Rule::Looks);
            looks.unwrap().erased
        };
        assert_eq!(looks(late), 0, "nobody has read that no reason came");
        let other = house.again(&other, late);
        given(house.act(&other, late, move |tx| {
            members::read(tx, look, Reading::Fine)
        }));
        assert_eq!(looks(late.plus(Span::minutes(1))), 1);
    });
}

#[test]
fn a_late_word_on_an_erased_card_changes_nothing() {
    on_both(1, |house| {
        let caller = house.caller(0);
        let (one, _) = card(house, &caller, house.banks[0], EVENING);
        say(house, caller.auth(), one.card, Outcome::Answered, EVENING);
        keep(house, Rule::Outcomes, 1, EVENING);
        let late = EVENING.plus(Span::days(35));
        run(house, late);
        let again = house.again(&caller, late);
        let said = say(house, again.auth(), one.card, Outcome::Refused, late);
        assert_eq!(said, desk::Taken::Before);
        house.settle(late);
    });
}

#[test]
fn rows_given_back_go_after_their_time_with_their_headings() {
    on_both(1, |house| {
        let Verdict::Given(mut running) = roll::begin(
            &house.world,
            &Auth::Console,
            &roll::Plan::default(),
            EVENING,
        )
        .unwrap() else {
            panic!("the console may import")
        };
        running
            .header(&["number".to_owned(), "mobile".to_owned()])
            .unwrap();
        let rejects: Vec<roll::Reject> = (2..300)
            .map(|line| roll::Reject {
                line,
                reason: Reason::Nameless.into(),
                cells: vec!["M-1".to_owned(), "07700 900777".to_owned()],
                stop: None,
                external_id: None,
            })
            .collect();
        running.slice(&[], &rejects, EVENING).unwrap();
        running.switch(EVENING).unwrap();
        keep(house, Rule::RejectedRows, 3, EVENING);
        let late = EVENING.plus(Span::days(100));
        assert_eq!(would(house, Rule::RejectedRows, late), 298);
        run(house, late);
        assert_eq!(house.count("select count(*) from import_reject"), 0);
        assert_eq!(
            house.count("select count(*) from import where rejected = 298"),
            1
        );
    });
}

#[test]
fn members_whose_membership_ended_long_ago_are_forgotten_and_the_others_stay() {
    on_both(3, |house| {
        let ended = house.world.write("end", Auth::Console, EVENING, |tx| {
            let query = roll::Query::External("M-000001".to_owned());
            let member = roll::find(tx, &query)?[0];
            roll::hand::end(tx, member, roll::Why::ByHand)?;
            Ok(Verdict::Given(()))
        });
        given(ended.wait());
        // Another whose membership ended asked that their record be kept and not used.
        let restricted = house.world.write("restrict", Auth::Console, EVENING, |tx| {
            let query = roll::Query::External("M-000002".to_owned());
            let member = roll::find(tx, &query)?[0];
            roll::hand::end(tx, member, roll::Why::ByHand)?;
            let row = [Arg::Int(member.bucket()), Arg::Bytes(member.as_bytes())];
            tx.run("insert into member_mark (bucket, member, rest_until, restricted, protected, deceased) values ($1, $2, 0, 1, 0, 0)", &row)?;
            Ok(Verdict::Given(()))
        });
        given(restricted.wait());
        keep(house, Rule::EndedMembers, 12, EVENING);
        let soon = EVENING.plus(Span::days(360));
        assert_eq!(would(house, Rule::EndedMembers, soon), 0);
        let late = EVENING.plus(Span::days(370));
        assert_eq!(would(house, Rule::EndedMembers, late), 1);
        let erased = run(house, late);
        assert_eq!(
            erased,
            [Erased {
                rule: Rule::EndedMembers,
                erased: 1
            }]
        );
        assert_eq!(house.count("select count(*) from member_row"), 2);
        assert_eq!(house.count("select count(*) from member_end"), 1);
        assert_eq!(house.count("select count(*) from forgotten"), 1);
        assert_eq!(
            house.count("select count(*) from entry where kind = 330"),
            1
        );
        assert_eq!(
            run(house, late.plus(Span::minutes(1))),
            [Erased {
                rule: Rule::EndedMembers,
                erased: 0
            }]
        );
        house.settle(late);
    });
}

#[test]
fn a_day_of_ending_that_was_written_lately_erases_nobody_yet() {
    on_both(2, |house| {
        keep(house, Rule::EndedMembers, 12, EVENING);
        let late = EVENING.plus(Span::days(370));
        let mut row = SaidRow::from(member(1));
        row.ends_on = Day::parse("2001-01-01", Region::parse("GB").unwrap()).ok();
        let running = importing(&house.world, &roll::Plan::default(), vec![row], late);
        switched(running, late);
        assert_eq!(would(house, Rule::EndedMembers, late), 0);
        let a_month_later = late.plus(Span::days(34));
        assert_eq!(would(house, Rule::EndedMembers, a_month_later), 0);
        let later = late.plus(Span::days(36));
        assert_eq!(would(house, Rule::EndedMembers, later), 1);
    });
}

#[test]
fn it_runs_once_a_night_and_only_at_night() {
    on_both(1, |house| {
        keep(house, Rule::Notes, 12, EVENING);
        assert_eq!(retention::run_tonight(&house.world, EVENING).unwrap(), None);
        let night = EVENING.plus(Span::hours(9));
        assert!(
            retention::run_tonight(&house.world, night)
                .unwrap()
                .is_some()
        );
        assert_eq!(
            retention::run_tonight(&house.world, night.plus(Span::minutes(10))).unwrap(),
            None
        );
        let next = night.plus(Span::days(1));
        assert!(
            retention::run_tonight(&house.world, next)
                .unwrap()
                .is_some()
        );
        let officer = officer(house);
        let seen = given(house.act(&officer, EVENING, retention::overview));
        assert_eq!(seen.runs.len(), 2);
        assert!(seen.runs.iter().all(|run| run.is_done));
        assert_eq!(
            seen.rules
                .iter()
                .filter(|kept| kept.months.is_some())
                .count(),
            1
        );
        let caller = house.caller(0);
        let hidden = house.act(&caller, EVENING, retention::overview).unwrap();
        assert!(matches!(hidden.verdict, Verdict::Refused(r) if r.hidden()));
    });
}

#[test]
fn whoever_was_merged_goes_with_the_record_they_go_on_under_and_not_before() {
    super::merges::story(&super::duplicates::roll(2, &[0]), |house| {
        let who = super::looks::officer(house);
        super::merges::merge(house, &who);
        keep(house, Rule::EndedMembers, 12, EVENING);
        let late = EVENING.plus(Span::days(370));
        assert_eq!(would(house, Rule::EndedMembers, late), 0);
        run(house, late);
        assert_eq!(house.count("select count(*) from forgotten"), 0);
        assert_eq!(house.count("select count(*) from member_alias"), 1);
    });
}
