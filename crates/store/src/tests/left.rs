//! Why somebody left and by which way it was said: the same ends, and nobody else notices.

use switchboard_rules::card::Outcome;
use switchboard_rules::giving::Giving;
use switchboard_rules::ids::AccountId;
use switchboard_rules::leaving::{By, Leaving, Why};
use switchboard_rules::moment::Span;
use switchboard_rules::person::ExternalId;
use switchboard_rules::policy::{Place, Reason, Role, Scope};
use switchboard_rules::request::{Because, Kind};

use super::calls::{card, has_somebody, numbers, say, ticket};
use super::full_roll::full_roll;
use super::house::{EVENING, House, Person, given, on_both};
use super::withdrawn::{why, withdraw};
use crate::desk::Taken;
use crate::requests::{self, Asking};
use crate::session::Auth;
use crate::tx::{Tx, Verdict};
use crate::{door, leaving, members};

fn because(why: Why) -> Leaving {
    Leaving { why, by: By::Page }
}

/// Has this person end that account; the reason of the refusal, if it is one.
fn end(house: &House, who: &Person, account: AccountId, why: Why) -> Option<Reason> {
    let act = move |tx: &mut Tx<'_, '_>| leaving::end(tx, account, because(why));
    match house.act(who, EVENING, act).unwrap().verdict {
        Verdict::Given(()) => None,
        Verdict::Refused(refusal) => Some(refusal.reason),
    }
}

fn officer(house: &House) -> Person {
    house.person("Orla Officer", Role::MembershipOfficer, Scope::Organisation)
}

pub(super) fn runs(house: &House, who: &Person) -> bool {
    house.world.standing(who.key, EVENING).unwrap().is_some()
}

/// Says that the n-th member's record is this account's own.
pub(super) fn own(house: &House, account: AccountId, n: u32) {
    own_of(house, account, &format!("M-{n:06}"));
}

/// The same of the record with this number.
pub(super) fn own_of(house: &House, account: AccountId, number: &str) {
    let number = ExternalId::parse(number).unwrap();
    let linked = house
        .world
        .write("link", Auth::Console, EVENING, move |tx| {
            members::link(tx, account, &number)
        });
    given(linked.wait()).unwrap();
}

const LEFT: &str = "select count(*) from entry where kind = 850";
const UNREPORTED: &str = "select count(*) from card where state = 'unreported'";
const OPEN: &str = "select count(*) from open_caller";

#[test]
fn whatever_the_reason_everything_of_the_account_ends_and_a_late_word_is_taken_once() {
    on_both(12, |house| {
        let officer = officer(house);
        for (n, why) in (1..).zip(Why::OF_ONE) {
            let (leaver, stays) = (house.caller(0), house.caller(0));
            let bank = house.banks[0];
            let (held, _) = card(house, &leaver, bank, EVENING);
            numbers(house, &leaver, held.card, EVENING);
            let (others, _) = card(house, &stays, bank, EVENING);
            assert_eq!(end(house, &officer, leaver.account, *why), None, "{why:?}");
            assert!(!runs(house, &leaver) && runs(house, &stays), "{why:?}");
            assert_eq!(house.count(LEFT), n, "{why:?}");
            assert_eq!(house.count(UNREPORTED), 1, "its card went at once");
            let word = |outcome| say(house, ticket(&held), held.card, outcome, EVENING);
            assert!(matches!(word(Outcome::NoAnswer), Taken::Late), "{why:?}");
            assert_eq!(
                word(Outcome::NoAnswer),
                Taken::Before,
                "once, and not again"
            );
            let told = say(house, stays.auth(), others.card, Outcome::NoAnswer, EVENING);
            assert_eq!(told, Taken::InTime, "the colleague's card went on");
        }
        house.settle(EVENING);
    });
}

#[test]
fn what_a_leaver_asked_for_and_nobody_decided_lapses() {
    on_both(2, |house| {
        let (officer, asks) = (officer(house), officer(house));
        let why = Because::parse("The members' meeting decided it").unwrap();
        let about = "rule=notes months=12".to_owned();
        let asking = Asking::about_nobody(Kind::ChangeRetention, about, why);
        given(house.act(&asks, EVENING, move |tx| requests::ask(tx, &asking)));
        let asked = "select count(*) from request where state = 'asked'";
        assert_eq!(house.count(asked), 1);
        assert_eq!(end(house, &officer, asks.account, Why::Resigned), None);
        assert_eq!(house.count(asked), 0);
        house.settle(EVENING);
    });
}

#[test]
fn an_official_ends_no_last_office_none_of_two_colleagues_a_day_and_not_their_own() {
    on_both(2, |house| {
        let officer = officer(house);
        let dpo = |name: &str| house.person(name, Role::Dpo, Scope::Organisation);
        let first = dpo("Della Dpo");
        let refused = |who: &Person| end(house, &officer, who.account, Why::Expelled);
        assert_eq!(refused(&first), Some(Reason::LastInOffice));
        let (second, _third) = (dpo("Dorian Dpo"), dpo("Doris Dpo"));
        assert_eq!(refused(&first), None);
        assert_eq!(refused(&second), Some(Reason::EndedAnother));
        assert_eq!(refused(&officer), Some(Reason::NotYoursToGive));
        let caller = house.caller(0);
        assert_eq!(
            end(house, &caller, second.account, Why::Expelled),
            Some(Reason::NotYours)
        );
        assert_eq!(refused(&caller), None, "callers' ends are not counted");
        house.settle(EVENING);
    });
}

#[test]
fn a_file_that_leaves_somebody_out_ends_their_account_and_calls_a_person_for_an_office() {
    on_both(4, |house| {
        let (leaver, stays) = (house.caller(0), house.caller(0));
        let officer = officer(house);
        own(house, leaver.account, 0);
        own(house, officer.account, 1);
        own(house, stays.account, 2);
        full_roll(house, 2..4, 2);
        assert!(
            !runs(house, &leaver),
            "whoever the file leaves out has left"
        );
        assert!(runs(house, &stays) && runs(house, &officer));
        assert_eq!(house.count(LEFT), 1);
        let told = "select count(*) from entry where kind = 852";
        assert_eq!(house.count(told), 1, "a person ends an office");
        house.settle(EVENING);
    });
}

#[test]
fn a_membership_number_ends_the_account_whose_own_record_it_is_and_no_other() {
    on_both(3, |house| {
        let (leaver, stays, officer) = (house.caller(0), house.caller(0), officer(house));
        own(house, leaver.account, 1);
        let by_number = |who: &Person, n: u32| {
            let number = ExternalId::parse(&format!("M-{n:06}")).unwrap();
            let act = move |tx: &mut Tx<'_, '_>| {
                leaving::end_of_member(tx, &number, because(Why::Lapsed))
            };
            house.act(who, EVENING, act).unwrap().verdict
        };
        assert!(matches!(by_number(&stays, 1), Verdict::Refused(_)));
        assert!(matches!(by_number(&officer, 2), Verdict::Given(0)));
        assert!(runs(house, &leaver));
        assert!(matches!(by_number(&officer, 1), Verdict::Given(1)));
        assert!(!runs(house, &leaver) && runs(house, &stays));
        house.settle(EVENING);
    });
}

#[test]
fn a_campaign_that_withdraws_takes_its_own_people_and_its_rival_goes_on() {
    on_both(8, |house| {
        let (ours, theirs) = (house.caller(0), house.caller(1));
        let both = house.caller(0);
        let returning = house.person(
            "Rhys Returning",
            Role::ReturningOfficer,
            Scope::Organisation,
        );
        let campaign = house.campaigns[0];
        let (held, _) = card(house, &ours, house.banks[0], EVENING);
        numbers(house, &ours, held.card, EVENING);
        let (others, _) = card(house, &theirs, house.banks[1], EVENING);
        let look = move |tx: &mut Tx<'_, '_>| leaving::standing(tx, campaign);
        let found = given(house.act(&returning, EVENING, look));
        assert!(found.people >= 2 && found.cards == 1 && !found.is_withdrawn);
        let asks = move |tx: &mut Tx<'_, '_>| leaving::ask_withdrawal(tx, campaign, why());
        let rival = house.act(&theirs, EVENING, asks).unwrap().verdict;
        assert!(matches!(rival, Verdict::Refused(_)));
        withdraw(house, &returning, campaign);
        // At once, before anything followed.
        let next = |who: &Person, bank| {
            let id = who.account;
            let act = move |tx: &mut Tx<'_, '_>| crate::desk::next(tx, bank, id);
            matches!(
                house.act(who, EVENING, act).unwrap().verdict,
                Verdict::Given(_)
            )
        };
        assert!(!next(&ours, house.banks[0]) && !next(&both, house.banks[0]));
        while leaving::follow(&house.world, EVENING).unwrap() > 0 {}
        assert!(!runs(house, &ours) && !runs(house, &both) && runs(house, &theirs));
        assert_eq!(u64::try_from(house.count(LEFT)), Ok(found.people));
        assert_eq!((house.count(OPEN), house.count(UNREPORTED)), (1, 1));
        let told = say(
            house,
            theirs.auth(),
            others.card,
            Outcome::NoAnswer,
            EVENING,
        );
        assert_eq!(told, Taken::InTime);
        assert!(has_somebody(house, &theirs, house.banks[1], EVENING));
        house.settle(EVENING);
    });
}

#[test]
fn a_campaign_that_withdraws_twice_is_followed_once_and_takes_nobody_on_any_more() {
    on_both(4, |house| {
        let ours = [house.caller(0), house.caller(0), house.caller(0)];
        let campaign = house.campaigns[0];
        let again =
            move |tx: &mut Tx<'_, '_>| leaving::withdraw_again(tx, campaign).map(Verdict::Given);
        let returning = house.person(
            "Rhys Returning",
            Role::ReturningOfficer,
            Scope::Organisation,
        );
        withdraw(house, &returning, campaign);
        let later = EVENING.plus(Span::seconds(5));
        given(house.act(&returning, later, again));
        while leaving::follow(&house.world, later).unwrap() > 0 {}
        assert!(ours.iter().all(|one| !runs(house, one)));
        let left = house.count(LEFT);
        assert!(left >= 3, "{left} were followed");
        given(house.act(&returning, later, again));
        while leaving::follow(&house.world, later).unwrap() > 0 {}
        assert_eq!(house.count(LEFT), left, "each once");
        let contest = house.contest;
        let giving = Giving {
            account: ours[0].account,
            role: Role::Caller,
            at: Place::Campaign { campaign, contest },
            from: later,
            until: None,
        };
        let give = house.world.write("give", Auth::Console, later, move |tx| {
            door::grant_term(tx, &giving)
        });
        let give = give.wait().unwrap().verdict;
        assert!(
            matches!(give, Verdict::Refused(_)),
            "a role in what withdrew"
        );
        house.settle(later);
    });
}

#[test]
fn who_checks_the_offices_is_ended_by_none_of_them_and_of_organisers_one_a_day() {
    on_both(2, |house| {
        let officer = officer(house);
        let auditor = house.person("Aldo Auditor", Role::Auditor, Scope::Organisation);
        let sits = house.person("Cora Committee", Role::Committee, Scope::Organisation);
        let organiser = |name: &str| {
            let scope = Scope::Campaign(house.campaigns[1]);
            house.person(name, Role::Organiser, scope)
        };
        let (first, second) = (organiser("Olga One"), organiser("Otto Two"));
        let refused = |who: &Person| end(house, &officer, who.account, Why::Expelled);
        assert_eq!(refused(&auditor), Some(Reason::NotYoursToGive));
        assert_eq!(refused(&sits), Some(Reason::NotYoursToGive));
        let letters = "select count(*) from outbox";
        let before = house.count(letters);
        assert_eq!(refused(&first), None);
        assert!(
            house.count(letters) >= before + 2,
            "offices and auditors hear"
        );
        assert_eq!(refused(&second), Some(Reason::EndedAnother));
        assert!(runs(house, &second) && runs(house, &auditor));
        house.settle(EVENING);
    });
}

#[test]
fn what_was_asked_for_a_leaver_lapses_too() {
    on_both(2, |house| {
        let (officer, asks) = (officer(house), officer(house));
        let leaver = house.caller(0);
        let why = Because::parse("They are to hold the office").unwrap();
        let giving = Giving {
            account: leaver.account,
            role: Role::Dpo,
            at: Place::Organisation,
            from: EVENING,
            until: Some(EVENING.plus(Span::days(300))),
        };
        let about = giving.text();
        let asking = Asking::about_nobody(Kind::GrantTerm, about, why);
        given(house.act(&asks, EVENING, move |tx| requests::ask(tx, &asking)));
        let asked = "select count(*) from request where state = 'asked'";
        assert_eq!(house.count(asked), 1);
        assert_eq!(end(house, &officer, leaver.account, Why::Resigned), None);
        assert_eq!(house.count(asked), 0);
        house.settle(EVENING);
    });
}
