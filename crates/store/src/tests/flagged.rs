//! Records that are flagged stay flagged, and a reason that was asked for is read or said never to have come.

use switchboard_rules::ids::{AccountId, LookId};
use switchboard_rules::look::{Reading, Why};
use switchboard_rules::moment::{Moment, Span};
use switchboard_rules::person::ExternalId;
use switchboard_rules::policy::{Reason, Role, Scope};

use super::house::{EVENING, House, Person, given, on_both};
use super::looks::{begin, officer, open, refused, shown, sight, told, words};
use crate::fault::Fault;
use crate::members::{self, LinkError, Sight, WaitingReason};
use crate::roll::Settled;
use crate::session::Auth;
use crate::tx::{Tx, Verdict};

type Linked = Result<Verdict<Result<(), LinkError>>, Fault>;

fn link_to(tx: &mut Tx<'_, '_>, account: AccountId, n: u32) -> Linked {
    let number = ExternalId::parse(&format!("M-{n:06}")).unwrap();
    members::link(tx, account, &number)
}

/// A colleague says that the n-th member's record is this account's own.
fn link(house: &House, colleague: &Person, account: AccountId, n: u32) {
    given(house.act(colleague, EVENING, move |tx| link_to(tx, account, n))).unwrap();
}

/// Why a reason is asked for before this record is shown.
fn asked(house: &House, who: &Person, n: u32) -> Why {
    let look = begin(house, who, n, EVENING);
    match sight(house, who, look, EVENING) {
        (Sight::Asked(why, _), _) => why,
        (Sight::Record(_), _) => panic!("shown without a reason"),
    }
}

#[test]
fn a_record_that_was_a_colleagues_stays_flagged_when_the_account_is_linked_elsewhere_and_back() {
    on_both(3, |house| {
        let (who, other) = (officer(house), officer(house));
        link(house, &other, who.account, 1);
        link(house, &other, who.account, 2);
        assert_eq!(asked(house, &other, 1), Why::Colleague, "the first record");
        assert_eq!(asked(house, &other, 2), Why::Colleague, "and the second");
        assert_eq!(asked(house, &who, 2), Why::Own);
        assert_eq!(asked(house, &who, 1), Why::Colleague);
        let change =
            |look| move |tx: &mut Tx<'_, '_>| members::note(tx, look, &words("moved in May"));
        let (first, second) = (open(house, &who, 1, EVENING), open(house, &who, 2, EVENING));
        given(house.act(&who, EVENING, change(first)));
        assert_eq!(
            refused(house, &who, EVENING, change(second)),
            Reason::OwnRecord
        );
        open(house, &other, 2, EVENING);
        link(house, &other, who.account, 1);
        assert_eq!(
            asked(house, &other, 2),
            Why::Colleague,
            "asked anew after the way back"
        );
        assert_eq!(
            refused(house, &who, EVENING, change(first)),
            Reason::OwnRecord
        );
        given(house.act(&who, EVENING, change(second)));
        assert_eq!(house.count("select count(*) from account_member"), 2);
        let list = given(house.act(&other, EVENING, members::colleagues));
        let linked: Vec<_> = list.iter().filter(|one| one.is_linked).collect();
        assert_eq!((linked.len(), linked[0].account), (1, who.account));
    });
}

#[test]
fn nobody_says_which_record_is_their_own_but_the_console_may() {
    on_both(2, |house| {
        let who = officer(house);
        let account = who.account;
        assert_eq!(
            refused(house, &who, EVENING, move |tx| link_to(tx, account, 1)),
            Reason::OwnAccount
        );
        assert_eq!(house.count("select count(*) from account_member"), 0);
        let linked = house
            .world
            .write("link", Auth::Console, EVENING, move |tx| {
                link_to(tx, account, 1)
            });
        given(linked.wait()).unwrap();
        assert_eq!(asked(house, &who, 1), Why::Own);
    });
}

const LETTERS: &str = "select count(*) from outbox where kind = 'account-linked'";

#[test]
fn the_offices_hear_by_letter_when_the_console_says_whose_record_is_whose() {
    on_both(2, |house| {
        let (who, other) = (officer(house), officer(house));
        link(house, &other, who.account, 1);
        assert_eq!(house.count(LETTERS), 0, "a colleague did it by name");
        let account = who.account;
        let linked = house
            .world
            .write("link", Auth::Console, EVENING, move |tx| {
                link_to(tx, account, 0)
            });
        given(linked.wait()).unwrap();
        assert_eq!(house.count(LETTERS), 2, "one to each officer");
    });
}

#[test]
fn however_many_accounts_have_one_record_each_knows_its_own() {
    on_both(2, |house| {
        let other = officer(house);
        let many: Vec<Person> = (0..25).map(|_| officer(house)).collect();
        for one in &many {
            link(house, &other, one.account, 1);
        }
        for one in &many {
            assert_eq!(asked(house, one, 1), Why::Own);
        }
    });
}

/// What waits for a second reader, and what was said of each.
fn queue(house: &House, reader: &Person, now: Moment) -> Vec<(WaitingReason, String, String)> {
    let reader = house.again(reader, now);
    let done = house
        .act(&reader, now, |tx| members::reasons(tx, None))
        .unwrap();
    let Verdict::Given(page) = done.verdict else {
        panic!("refused")
    };
    let reasons = page.reasons.disclose(&done.proof).unwrap();
    let said = reasons
        .0
        .iter()
        .map(|one| (one.name.clone(), one.reason.clone()));
    let pairs = page.waiting.into_iter().zip(said);
    pairs
        .map(|(waiting, (name, reason))| (waiting, name, reason))
        .collect()
}

fn read(house: &House, reader: &Person, look: LookId, reading: Reading, now: Moment) -> Settled {
    given(house.act(reader, now, move |tx| members::read(tx, look, reading)))
}

fn work(house: &House, who: &Person, now: Moment) -> members::Work {
    given(house.act(who, now, |tx| members::work(tx).map(Verdict::Given)))
}

const LATER: Moment = EVENING.plus(Span::hours(1));

#[test]
fn a_reason_that_was_asked_for_and_never_came_stands_on_the_second_readers_page_after_an_hour() {
    on_both(3, |house| {
        let (who, other) = (officer(house), officer(house));
        let dpo = house.person("Della Dpo", Role::Dpo, Scope::Organisation);
        link(house, &other, who.account, 2);
        let look = begin(house, &who, 2, EVENING);
        let soon = LATER.minus(Span::millis(1));
        assert!(queue(house, &other, soon).is_empty(), "there is time yet");
        assert_eq!(
            refused(house, &other, soon, move |tx| members::read(
                tx,
                look,
                Reading::Fine
            )),
            Reason::NotYours
        );
        // Whoever was asked begins once more meanwhile; it is the same ask, and as old as it was.
        assert_eq!(begin(house, &who, 2, soon), look);
        assert!(
            queue(house, &who, LATER).is_empty(),
            "not on one's own page"
        );
        for reader in [&other, &dpo] {
            let waiting = queue(house, reader, LATER);
            assert_eq!(waiting.len(), 1);
            let (one, name, reason) = &waiting[0];
            assert_eq!((one.look, one.by.as_str()), (look, "Orla Officer"));
            assert!(one.is_unanswered && !one.is_questioned);
            assert_eq!(
                (name.as_str(), reason.as_str()),
                ("M•• G•••••••• P•••••••••", "")
            );
        }
        let (who, other) = (house.again(&who, LATER), house.again(&other, LATER));
        assert_eq!(work(house, &other, LATER).reasons, Some(1));
        assert_eq!(work(house, &who, LATER).reasons, Some(0));
        assert_eq!(
            read(house, &other, look, Reading::AskAbout, LATER),
            Settled::Now
        );
        assert_eq!(
            work(house, &who, LATER).questioned,
            1,
            "who never said learns it"
        );
        let waiting = queue(house, &other, LATER);
        assert!(waiting[0].0.is_unanswered && waiting[0].0.is_questioned);
        let entries = told(house, 317);
        assert!(
            entries[0].2.ends_with("reading=ask-about answered=never"),
            "{entries:?}"
        );
    });
}

#[test]
fn what_a_reader_says_of_a_reason_that_never_came_opens_nothing_and_draws_no_other_lot() {
    on_both(3, |house| {
        let (who, other) = (officer(house), officer(house));
        link(house, &other, who.account, 2);
        let look = begin(house, &who, 2, EVENING);
        let soon = LATER.minus(Span::minutes(1));
        assert_eq!(begin(house, &who, 2, soon), look, "the hour begins anew");
        let other = house.again(&other, LATER);
        assert_eq!(
            read(house, &other, look, Reading::Fine, LATER),
            Settled::Now
        );
        assert_eq!(
            read(house, &other, look, Reading::AskAbout, LATER),
            Settled::Before
        );
        assert!(queue(house, &other, LATER).is_empty());
        let who = house.again(&who, LATER);
        assert!(
            matches!(sight(house, &who, look, LATER), (Sight::Asked(..), _)),
            "the reason still comes first"
        );
        assert_eq!(
            begin(house, &who, 2, LATER),
            look,
            "and it is the same that is asked for"
        );
        given(house.act(&who, LATER, move |tx| {
            members::reason(tx, look, &words("My subscription was taken twice"))
        }));
        shown(house, &who, look, LATER);
        let waiting = queue(house, &other, LATER);
        assert_eq!(waiting.len(), 1, "what was said at last is read as ever");
        assert!(!waiting[0].0.is_unanswered);
        assert_eq!(waiting[0].2, "My subscription was taken twice");
    });
}
