//! Protected, restricted, objected: no desk from that moment on, in no campaign.

use switchboard_rules::card::{Outcome, Size, State};
use switchboard_rules::ids::{CardId, LookId};
use switchboard_rules::look::Mark;
use switchboard_rules::moment::Span;

use super::calls::{card, has_somebody, numbers, say};
use super::house::{EVENING, House, Person, given, import, member, on_both};
use super::leaving::overtakes;
use super::looks::{officer, open, shown, told, words};
use crate::desk::{self, Shown, Taken};
use crate::members::{self, File};
use crate::tx::{Tx, Verdict};
use crate::world::World;

fn marked(house: &House, who: &Person, look: LookId, mark: Mark) {
    given(house.act(who, EVENING, move |tx| {
        members::mark(tx, look, mark, &words("the police asked us to"))
    }));
}

fn lifted(house: &House, who: &Person, look: LookId, mark: Mark) {
    given(house.act(who, EVENING, move |tx| {
        members::lift(tx, look, mark, &words("she says it is over"))
    }));
}

fn closed(house: &House, who: &Person, card: CardId) -> bool {
    let account = who.account;
    let done = house
        .act(who, EVENING, move |tx| desk::show_number(tx, card, account))
        .unwrap();
    matches!(done.verdict, Verdict::Given(Shown::Closed(_)))
}

#[test]
fn a_marked_member_is_dealt_by_no_bank_from_that_commit_on_and_again_after_the_mark_is_lifted() {
    for mark in Mark::ALL {
        on_both(1, |house| {
            let (red, blue) = (house.caller(0), house.caller(1));
            let who = officer(house);
            let look = open(house, &who, 0, EVENING);
            marked(house, &who, look, mark);
            assert!(!has_somebody(house, &red, house.banks[0], EVENING));
            assert!(!has_somebody(house, &blue, house.banks[1], EVENING));
            let later = house.another_bank(0);
            assert!(
                !has_somebody(house, &red, later, EVENING),
                "a bank filled afterwards"
            );
            import(
                &house.world,
                vec![{
                    let mut row = member(0);
                    row.email = None;
                    row
                }],
            );
            assert!(
                !has_somebody(house, &red, house.banks[0], EVENING),
                "no import lifts it"
            );
            lifted(house, &who, look, mark);
            assert!(has_somebody(house, &red, house.banks[0], EVENING));
        });
    }
}

#[test]
fn a_card_that_is_open_goes_off_its_desk_when_its_member_is_protected() {
    on_both(2, |house| {
        let (red, blue) = (house.caller(0), house.caller(0));
        let (unseen, _) = card(house, &red, house.banks[0], EVENING);
        let (seen, _) = card(house, &blue, house.banks[0], EVENING);
        numbers(house, &blue, seen.card, EVENING);
        let who = officer(house);
        for n in 0..2 {
            let look = open(house, &who, n, EVENING);
            marked(house, &who, look, Mark::Protected);
        }
        for table in [
            "select count(*) from open_card",
            "select count(*) from open_number",
            "select count(*) from open_caller",
        ] {
            assert_eq!(house.count(table), 0, "{table}");
        }
        assert!(closed(house, &red, unseen.card), "its number stays hidden");
        assert_eq!(
            house.count("select count(*) from card where state = 'taken-over'"),
            1
        );
        assert_eq!(
            house.count("select count(*) from card where state = 'unreported'"),
            1
        );
        let said = say(house, blue.auth(), seen.card, Outcome::NoAnswer, EVENING);
        assert_eq!(said, Taken::Late, "what came of the call is still taken");
        assert!(!has_somebody(house, &red, house.banks[0], EVENING));
        let tomorrow = EVENING.plus(Span::hours(26));
        let red = house.again(&red, tomorrow);
        assert!(
            !has_somebody(house, &red, house.banks[0], tomorrow),
            "nor after its rest"
        );
    });
}

#[test]
fn whom_a_bank_was_done_with_it_stays_done_with_after_a_mark_is_lifted() {
    on_both(1, |house| {
        let caller = house.caller(0);
        let (card, _) = card(house, &caller, house.banks[0], EVENING);
        numbers(house, &caller, card.card, EVENING);
        say(house, caller.auth(), card.card, Outcome::Answered, EVENING);
        let who = officer(house);
        let look = open(house, &who, 0, EVENING);
        marked(house, &who, look, Mark::Restricted);
        lifted(house, &who, look, Mark::Restricted);
        assert!(!has_somebody(house, &caller, house.banks[0], EVENING));
        let rival = house.caller(1);
        assert!(has_somebody(house, &rival, house.banks[1], EVENING));
    });
}

#[test]
fn of_two_marks_each_is_lifted_by_itself_and_no_lifting_ends_an_objection() {
    on_both(1, |house| {
        let caller = house.caller(0);
        let who = officer(house);
        let look = open(house, &who, 0, EVENING);
        marked(house, &who, look, Mark::Protected);
        marked(house, &who, look, Mark::Restricted);
        lifted(house, &who, look, Mark::Protected);
        assert!(
            !has_somebody(house, &caller, house.banks[0], EVENING),
            "still restricted"
        );
        given(house.act(&who, EVENING, move |tx| members::object(tx, look, None)));
        lifted(house, &who, look, Mark::Restricted);
        assert!(
            !has_somebody(house, &caller, house.banks[0], EVENING),
            "objects"
        );
        let (shown, _) = shown(house, &who, look, EVENING);
        assert_eq!(shown.beside.objections.every, Some(Size::AnyCampaign));
    });
}

#[test]
fn a_protected_record_is_covered_until_it_is_asked_for_once_more() {
    on_both(1, |house| {
        let who = officer(house);
        let look = open(house, &who, 0, EVENING);
        marked(house, &who, look, Mark::Protected);
        let (covered, proof) = shown(house, &who, look, EVENING);
        let File::Covered(file) = covered.file else {
            panic!("shown at once")
        };
        let file = file.disclose(&proof).unwrap();
        assert_eq!(file.name, "M•• G•••••••• E•••••••••");
        assert_eq!(file.numbers, ["••••• •••000"]);
        given(house.act(&who, EVENING, move |tx| members::uncover(tx, look)));
        assert!(matches!(
            shown(house, &who, look, EVENING).0.file,
            File::Whole(_)
        ));
        let again = open(house, &who, 0, EVENING);
        assert!(
            matches!(shown(house, &who, again, EVENING).0.file, File::Covered(_)),
            "another look asks again"
        );
        assert_eq!(told(house, 329).len(), 1);
        assert_eq!(told(house, 322).len(), 1);
    });
}

#[test]
fn an_objection_at_the_office_stops_one_campaign_or_all_and_takes_the_card_off_the_desk() {
    on_both(1, |house| {
        let (red, blue) = (house.caller(0), house.caller(1));
        let who = officer(house);
        let look = open(house, &who, 0, EVENING);
        let (open_card, _) = card(house, &red, house.banks[0], EVENING);
        let (mine, rival) = (house.campaigns[0], house.campaigns[1]);
        given(house.act(&who, EVENING, move |tx| {
            members::object(tx, look, Some(rival))
        }));
        assert!(
            !closed(house, &red, open_card.card),
            "another campaign's card goes on"
        );
        given(house.act(&who, EVENING, move |tx| {
            members::object(tx, look, Some(mine))
        }));
        assert!(closed(house, &red, open_card.card));
        assert!(!has_somebody(house, &red, house.banks[0], EVENING));
        assert!(!has_somebody(house, &blue, house.banks[1], EVENING));
        let (shown, _) = shown(house, &who, look, EVENING);
        assert_eq!(
            (
                shown.beside.objections.every,
                shown.beside.objections.campaigns
            ),
            (None, 2)
        );
        assert_eq!(
            house.count("select count(*) from entry where kind = 412"),
            2
        );
        assert_eq!(
            house.count("select count(*) from outbox where kind = 'objection-taken'"),
            2,
            "the member is told"
        );
    });
}

#[test]
fn an_objection_ends_only_on_the_members_word_and_somebody_elses_on_the_same_number_stays() {
    let mut rows = vec![member(0), member(1)];
    rows[1].phones = rows[0].phones.clone();
    super::house::on_both_of(
        &rows,
        switchboard_rules::budget::Caps::NOVEMBER_2026,
        |house| {
            let caller = house.caller(0);
            let who = officer(house);
            let looks = [open(house, &who, 0, EVENING), open(house, &who, 1, EVENING)];
            for look in looks {
                given(house.act(&who, EVENING, move |tx| members::object(tx, look, None)));
            }
            let allow = |look| {
                given(house.act(&who, EVENING, move |tx| {
                    members::allow_calls(tx, look, &words("she says your calls are fine"))
                }));
            };
            allow(looks[0]);
            assert!(
                !has_somebody(house, &caller, house.banks[0], EVENING),
                "the other one at that number still objects"
            );
            allow(looks[1]);
            assert!(has_somebody(house, &caller, house.banks[0], EVENING));
            let entries = told(house, 326);
            assert_eq!(entries.len(), 2);
            assert_eq!(entries[0].0, 1);
            let (shown, _) = shown(house, &who, looks[1], EVENING);
            assert_eq!(
                shown.beside.notes[0].what, "calls-allowed",
                "the reason is kept"
            );
        },
    );
}

#[test]
fn settling_a_report_as_right_leads_to_its_member() {
    on_both(1, |house| {
        let caller = house.caller(0);
        let (dealt, _) = card(house, &caller, house.banks[0], EVENING);
        assert!(matches!(dealt.state, State::Dealt { .. }));
        say(house, caller.auth(), dealt.card, Outcome::Moved, EVENING);
        let who = officer(house);
        let work = house.act(&who, EVENING, |tx| members::work(tx).map(Verdict::Given));
        assert_eq!(given(work).reports, Some(1));
        let id = dealt.card;
        let (settled, look) = given(house.act(&who, EVENING, move |tx| {
            crate::roll::open_and_settle(tx, id)
        }));
        assert_eq!(settled, crate::roll::Settled::Now);
        if let (members::Sight::Asked(..), _) = super::looks::sight(house, &who, look, EVENING) {
            given(house.act(&who, EVENING, move |tx| {
                members::reason(tx, look, &words("a caller told us of it"))
            }));
        }
        let (shown, _) = shown(house, &who, look, EVENING);
        assert_eq!(shown.purpose.code(), "after-report");
        assert_eq!(shown.beside.reports.len(), 1);
        let work = house.act(&who, EVENING, |tx| members::work(tx).map(Verdict::Given));
        assert_eq!(given(work).reports, Some(0));
    });
}

/// Lets the only member be stopped while a card of theirs is dealt and not committed yet; answers what is left on desks.
fn stopped_while_dealt(house: &House, stop: impl FnOnce(&World) + Send) -> i64 {
    let caller = house.caller(0);
    let (bank, account) = (house.banks[0], caller.account);
    let lease = move |tx: &mut Tx<'_, '_>| desk::next(tx, bank, account);
    let early = overtakes(house, caller.auth(), lease, stop);
    assert!(!early, "it did not wait for the deal");
    assert_eq!(house.count("select count(*) from card"), 1, "it was dealt");
    house.count("select (select count(*) from open_card) + (select count(*) from open_number) + (select count(*) from open_caller)")
}

#[test]
fn a_card_that_is_dealt_at_the_moment_in_which_its_member_is_stopped_stays_on_no_desk() {
    on_both(1, |house| {
        let who = officer(house);
        let look = open(house, &who, 0, EVENING);
        let auth = who.auth();
        let left = stopped_while_dealt(house, move |node| {
            let marked = node.write("mark", auth, EVENING, move |tx| {
                members::mark(tx, look, Mark::Protected, &words("the police asked us to"))
            });
            given(marked.wait());
        });
        assert_eq!(left, 0, "protected");
        house.settle(EVENING);
    });
    on_both(1, |house| {
        let who = officer(house);
        let look = open(house, &who, 0, EVENING);
        let auth = who.auth();
        let left = stopped_while_dealt(house, move |node| {
            let objected = node.write("object", auth, EVENING, move |tx| {
                members::object(tx, look, None)
            });
            given(objected.wait());
        });
        assert_eq!(left, 0, "an objection by letter");
        house.settle(EVENING);
    });
}
