//! Joining by membership number and birth year: five tries, one answer, and nothing learned of the roll.

use switchboard_rules::ids::InvitationId;
use switchboard_rules::moment::{Moment, Span};
use switchboard_rules::person::{BirthDate, ExternalId, Region};
use switchboard_rules::policy::{Role, Scope};
use switchboard_rules::roll::RollRow;

use super::house::{EVENING, House, given, member, on_both_of};
use crate::door::SignedIn;
use crate::door::invitations::{self, Guest, Guests, Inviting, TRIES_MAX, Told};
use crate::session::Auth;
use crate::tx::Verdict;

const YEAR: i16 = 1961;

fn rows() -> Vec<RollRow> {
    let mut born = member(0);
    born.birth_date = BirthDate::parse("1961-03-24", Region::GB).ok();
    vec![born, member(1)]
}

fn number(n: u32) -> String {
    member(n).external_id.as_str().to_owned()
}

fn on_both(story: impl Fn(&House)) {
    on_both_of(
        &rows(),
        switchboard_rules::budget::Caps::NOVEMBER_2026,
        story,
    );
}

/// Invites somebody by their membership number; answers the invitation and its code.
fn invited(house: &House, number: &str) -> (InvitationId, String) {
    let scope = Scope::Campaign(house.campaigns[0]);
    let by = house.person("Olwen Organiser", Role::Organiser, scope);
    let (campaign, number) = (house.campaigns[0], number.to_owned());
    let done = given(house.act(&by, EVENING, move |tx| {
        let guest = Guest::parse("Cai Caller", "").unwrap();
        let guests = Guests {
            bank: None,
            people: vec![guest.with_number(&number).unwrap()],
        };
        invitations::invite(tx, campaign, &guests)
    }));
    let Inviting::Done { told, .. } = done else {
        panic!("nobody was invited")
    };
    match told.into_iter().next() {
        Some(Told::New { id, code, .. }) => (id, code.expose()),
        _ => panic!("nobody was invited"),
    }
}

fn try_at(
    house: &House,
    id: InvitationId,
    number: &str,
    year: i16,
    now: Moment,
) -> Option<SignedIn> {
    let number = number.to_owned();
    let done = house
        .world
        .write("join", Auth::Job("door"), now, move |tx| {
            invitations::join_by_birth(tx, id, (&number, year), "2026-11-27")
        });
    match done.wait().unwrap().verdict {
        Verdict::Given(signed_in) => Some(signed_in),
        Verdict::Refused(_) => None,
    }
}

fn join(house: &House, id: InvitationId, number: &str, year: i16) -> bool {
    try_at(house, id, number, year, EVENING).is_some()
}

const TRIED: &str = "select count(*) from entry where kind = 262";

#[test]
fn whoever_is_invited_by_their_number_joins_with_it_and_the_year_they_were_born_in() {
    on_both(|house| {
        let (id, _) = invited(house, &number(0));
        assert!(!join(house, id, &number(0), YEAR + 1));
        assert!(!join(house, id, &number(1), YEAR), "another number");
        assert!(join(house, id, &format!(" {} ", number(0)), YEAR));
        assert!(!join(house, id, &number(0), YEAR), "once");
        assert_eq!(house.count(TRIED), 3);
        assert_eq!(
            house.count("select count(*) from entry_subject s join entry e on e.id = s.entry where e.kind = 262"),
            2,
            "the member sees each look at their year, and nothing of who had the link alone"
        );
        let left = "select count(*) from invitation where number_sealed is not null";
        assert_eq!(house.count(left), 0, "nothing of the number is left");
        house.settle(EVENING);
    });
}

#[test]
fn after_five_wrong_years_at_whichever_invitations_only_the_code_is_left_for_a_month() {
    on_both(|house| {
        let (first, _) = invited(house, &number(0));
        let (second, code) = invited(house, &number(0));
        for n in 0..i16::try_from(TRIES_MAX).unwrap() {
            let id = if n % 2 == 0 { first } else { second };
            assert!(!join(house, id, &number(0), YEAR + 1 + n));
        }
        for id in [first, second] {
            assert!(
                !join(house, id, &number(0), YEAR),
                "the right one, too late"
            );
        }
        assert_eq!(
            house.count(TRIED),
            i64::from(TRIES_MAX),
            "no look after that"
        );
        let (fresh, _) = invited(house, &number(0));
        assert!(!join(house, fresh, &number(0), YEAR), "nor at a new one");
        let joined = house
            .world
            .write("join", Auth::Job("door"), EVENING, move |tx| {
                invitations::join(tx, second, &code, "2026-11-27")
            });
        assert!(matches!(joined.wait().unwrap().verdict, Verdict::Given(_)));
        let later = EVENING.plus(Span::days(31));
        let blind = "select count(*) from birth_try where tries = 5";
        assert_eq!(house.count(blind), 1);
        assert!(
            try_at(house, first, &number(0), YEAR, later).is_none(),
            "it is over"
        );
        invitations::forget_old(&house.world, later).unwrap();
        assert_eq!(house.count("select count(*) from birth_try"), 0);
        house.settle(EVENING);
    });
}

#[test]
fn whoever_has_the_link_alone_spends_none_of_the_members_tries_and_writes_nothing_about_them() {
    on_both(|house| {
        let (first, _) = invited(house, &number(0));
        let (second, _) = invited(house, &number(0));
        for n in 0..20 {
            assert!(!join(house, first, &format!("T-{n}"), YEAR));
        }
        assert_eq!(
            house.count(TRIED),
            i64::from(TRIES_MAX),
            "five of an invitation, and no look after that"
        );
        assert_eq!(
            house.count("select count(*) from entry_subject s join entry e on e.id = s.entry where e.kind = 262"),
            0
        );
        assert!(
            !join(house, first, &number(0), YEAR),
            "there it takes the code"
        );
        assert!(join(house, second, &number(0), YEAR), "and nowhere else");
        house.settle(EVENING);
    });
}

#[test]
fn a_number_that_nobody_has_and_a_year_that_is_not_kept_answer_alike_and_leave_as_many_entries() {
    on_both(|house| {
        let nobody = ExternalId::parse("T-999999").unwrap();
        let entries = || house.count("select count(*) from entry");
        let grown: Vec<i64> = [nobody.as_str().to_owned(), number(1), number(0)]
            .into_iter()
            .map(|number| {
                let (id, _) = invited(house, &number);
                let before = entries();
                assert!(!join(house, id, &number, YEAR - 1));
                entries() - before
            })
            .collect();
        assert_eq!(grown, [1, 1, 1]);
        let (plain, _) = {
            let own = house.person(
                "Olwen Organiser",
                Role::Organiser,
                Scope::Campaign(house.campaigns[0]),
            );
            let campaign = house.campaigns[0];
            let done = given(house.act(&own, EVENING, move |tx| {
                let guests = Guests {
                    bank: None,
                    people: vec![Guest::parse("Dilys Dialler", "").unwrap()],
                };
                invitations::invite(tx, campaign, &guests)
            }));
            match done {
                Inviting::Done { told, .. } => match told.into_iter().next() {
                    Some(Told::New { id, code, .. }) => (id, code.expose()),
                    _ => panic!("nobody was invited"),
                },
                _ => panic!("nobody was invited"),
            }
        };
        assert!(
            !join(house, plain, &number(0), YEAR),
            "not by this invitation"
        );
        house.settle(EVENING);
    });
}
