//! A member proves who they are, sees who looked and what campaigns wrote, and objects: on both engines.

use switchboard_rules::card::{Outcome, Size};
use switchboard_rules::events::EventKind;
use switchboard_rules::moment::{Moment, Span};
use switchboard_rules::person::Email;
use switchboard_rules::policy::{Reason, Refusal};

use super::answers::ring;
use super::house::{EVENING, House, given, import, member, on_both};
use crate::Fault;
use crate::machine::{Handed, letters};
use crate::own_page::{self, By, Mine, OwnKey, OwnToken};
use crate::session::Auth;
use crate::tx::{Tx, Verdict};
use crate::world::Done;

pub(super) const ADDRESS: &str = "member0@members.example.org";

fn asks(house: &House, typed: &'static str, now: Moment) -> Option<String> {
    let done = house.world.write("ask", Auth::Job("door"), now, move |tx| {
        own_page::ask(tx, typed)
    });
    given(done.wait()).shown
}

fn opens(house: &House, typed: &'static str, code: &str, now: Moment) -> Option<OwnToken> {
    let code = code.to_owned();
    let done = house
        .world
        .write("open", Auth::Job("door"), now, move |tx| {
            own_page::open(tx, typed, &code)
        });
    given(done.wait())
}

/// The letters of one run: to whom, which, and with which code.
pub(super) fn mailed(house: &House, now: Moment) -> Vec<(String, String, String)> {
    let mut all = Vec::new();
    letters(
        &house.world,
        now,
        Span::days(5),
        "o@example.org",
        &mut |letter| {
            let code = letter.vars.iter().find(|(name, _)| name == "code");
            let code = code.map(|(_, code)| code.clone()).unwrap_or_default();
            all.push((letter.address.clone(), letter.kind.clone(), code));
            Handed::Taken("250".to_owned())
        },
    )
    .unwrap();
    all.sort();
    all
}

/// The member at this address comes in, by the code that was mailed to them.
pub(super) fn comes_in(house: &House, typed: &'static str, now: Moment) -> OwnKey {
    asks(house, typed, now);
    assert_eq!(own_page::answer_asked(&house.world, now).unwrap(), 1);
    let letters = mailed(house, now);
    let letter = letters.iter().find(|(_, kind, _)| kind == "own-code");
    let token = opens(house, typed, &letter.unwrap().2, now).unwrap();
    OwnKey::of(token.expose()).unwrap()
}

pub(super) fn as_member<T: Send + 'static>(
    house: &House,
    key: OwnKey,
    now: Moment,
    act: impl FnMut(&mut Tx<'_, '_>) -> Result<Verdict<T>, Fault> + Send + 'static,
) -> Done<T> {
    let done = house.world.write("own", Auth::Member(key), now, act);
    done.wait().unwrap()
}

pub(super) fn shown(house: &House, key: OwnKey, now: Moment) -> (Mine, crate::Proof) {
    let done = as_member(house, key, now, |tx| own_page::mine(tx, None));
    let Verdict::Given(mine) = done.verdict else {
        panic!("refused")
    };
    (mine, done.proof)
}

pub(super) fn refused<T>(done: &Done<T>) -> Option<Reason> {
    match &done.verdict {
        Verdict::Given(_) => None,
        Verdict::Refused(Refusal { reason }) => Some(*reason),
    }
}

#[test]
fn a_member_sees_who_rang_them_what_was_shown_and_what_each_campaign_wrote() {
    on_both(2, |house| {
        ring(house, 0, Outcome::Answered, "kind", EVENING);
        ring(house, 0, Outcome::NoAnswer, "elsewhere", EVENING);
        let now = EVENING.plus(Span::minutes(5));
        let key = comes_in(house, ADDRESS, now);
        let (mine, proof) = shown(house, key, now);
        let heads = mine.heads.disclose(&proof).unwrap();
        let looks = mine.looks.disclose(&proof).unwrap();
        assert_eq!(heads.len(), looks.0.len());
        assert!(heads.windows(2).all(|pair| pair[0].at >= pair[1].at));
        let kinds: Vec<u16> = heads.iter().map(|head| head.kind).collect();
        for kind in [
            EventKind::OwnPageOpened,
            EventKind::OwnCodesAsked,
            EventKind::Outcome,
            EventKind::CardDealt,
        ] {
            assert!(kinds.contains(&kind.code()), "{kind:?} {kinds:?}");
        }
        let dealt = heads.iter().zip(&looks.0);
        let (head, look) = dealt
            .clone()
            .find(|(head, _)| head.kind == EventKind::CardDealt.code())
            .unwrap();
        assert!(matches!(head.by, By::Campaign(_)), "{:?}", head.by);
        assert_eq!(head.purpose, "dial members for the campaign");
        assert_eq!(
            look.fields,
            ["title", "given_name", "family_name", "branch", "language"]
        );
        // The neighbour's call is not among them: one call, one note.
        assert_eq!(mine.heard.len(), 1);
        let heard = mine.heard.into_iter().next().unwrap();
        let answers = heard.answers.disclose(&proof).unwrap();
        assert_eq!(answers.0.len(), 1);
        let (note, outcome) = (&answers.0[0].note, answers.0[0].outcome);
        let is_theirs = (note, outcome) == (&"kind".to_owned(), Outcome::Answered)
            || (note, outcome) == (&"elsewhere".to_owned(), Outcome::NoAnswer);
        assert!(is_theirs, "{note}");
        assert!(!mine.sources.is_empty());
        house.settle(now);
    });
}

#[test]
fn each_campaigns_words_open_under_a_grant_that_names_it_with_an_entry_each() {
    on_both(1, |house| {
        ring(house, 0, Outcome::Answered, "kind", EVENING);
        let later = EVENING.plus(Span::days(7));
        ring(house, 1, Outcome::NoAnswer, "sour", later);
        let now = later.plus(Span::minutes(5));
        let key = comes_in(house, ADDRESS, now);
        let opened = "select count(*) from entry where kind = 963";
        assert_eq!(house.count(opened), 0);
        let (mine, proof) = shown(house, key, now);
        let notes: Vec<String> = mine
            .heard
            .into_iter()
            .map(|heard| heard.answers.disclose(&proof).unwrap().0[0].note.clone())
            .collect();
        assert!(notes.contains(&"kind".to_owned()) && notes.contains(&"sour".to_owned()));
        assert_eq!(house.count(opened), 2);
        // A row that lies under another campaign's name stays shut, and with it the whole page.
        house.tamper("update card set campaign = (select c.campaign from card c order by c.campaign limit 1)");
        let (mine, proof) = shown(house, key, now);
        let shut = mine
            .heard
            .into_iter()
            .any(|heard| heard.answers.disclose(&proof).is_err());
        assert!(shut);
    });
}

#[test]
fn whoever_asks_gets_the_same_and_the_ledger_grows_by_one_whether_anybody_is_found_or_not() {
    on_both(1, |house| {
        let entries = "select count(*) from entry";
        for (nth, typed) in [ADDRESS, "nobody@example.org", "M-000000", "M-999999"]
            .into_iter()
            .enumerate()
        {
            let now = EVENING.plus(Span::minutes(i64::try_from(nth).unwrap()));
            let before = house.count(entries);
            assert!(asks(house, typed, now).is_some(), "a demo shows every code");
            assert_eq!(house.count(entries), before, "{typed}");
            assert_eq!(own_page::answer_asked(&house.world, now).unwrap(), 1);
            mailed(house, now);
            assert_eq!(house.count(entries), before + 1, "{typed}");
        }
        let left = "select count(*) from own_code where said_sealed is not null";
        assert_eq!(house.count(left), 0);
        // While a code is good none takes its place, whoever it is.
        let again = |typed, minutes| asks(house, typed, EVENING.plus(Span::minutes(minutes)));
        assert!(again("nobody@example.org", 20).is_none() && again(ADDRESS, 20).is_none());
        assert!(again("nobody@example.org", 40).is_some() && again(ADDRESS, 40).is_some());
    });
}

#[test]
fn a_code_opens_once_with_what_was_typed_for_half_an_hour_and_nobody_else_ends_it() {
    on_both(2, |house| {
        let code = asks(house, ADDRESS, EVENING).unwrap();
        own_page::answer_asked(&house.world, EVENING).unwrap();
        let at = |minutes| EVENING.plus(Span::minutes(minutes));
        assert!(opens(house, "member1@members.example.org", &code, at(1)).is_none());
        assert!(opens(house, "M-000000", &code, at(1)).is_none());
        assert!(opens(house, ADDRESS, &code, at(31)).is_none());
        assert!(opens(house, ADDRESS, &code, at(2)).is_some());
        assert!(opens(house, ADDRESS, &code, at(3)).is_none(), "a replay");
        let code = asks(house, ADDRESS, at(4)).unwrap();
        own_page::answer_asked(&house.world, at(4)).unwrap();
        for _ in 0..5 {
            assert!(opens(house, ADDRESS, "2222-2222-2222", at(5)).is_none());
        }
        // A stranger who types wrong ones and asks again ends nobody's code.
        assert!(asks(house, ADDRESS, at(5)).is_none());
        assert!(opens(house, ADDRESS, &code, at(5)).is_some());
        // The number as it is on the roll, and no other that looks like it.
        let code = asks(house, "M-000000", at(6)).unwrap();
        assert!(asks(house, "m-000000", at(6)).is_some());
        own_page::answer_asked(&house.world, at(6)).unwrap();
        house.tamper("update own_code set wrong = 10000");
        assert!(opens(house, "M-000000", &code, at(6)).is_none());
        house.tamper("update own_code set wrong = 0");
        assert!(opens(house, "M-000000", &code, at(6)).is_some());
        // The number says who it is as well, in whichever form it is typed.
        let code = asks(house, "07700 900001", at(6)).unwrap();
        own_page::answer_asked(&house.world, at(6)).unwrap();
        assert!(opens(house, "+44 7700 900001", &code, at(7)).is_some());
        // Nobody's code opens nothing.
        let code = asks(house, "nobody@example.org", at(8)).unwrap();
        own_page::answer_asked(&house.world, at(8)).unwrap();
        assert!(opens(house, "nobody@example.org", &code, at(9)).is_none());
    });
}

#[test]
fn two_at_one_address_are_told_to_give_their_number_and_each_opens_their_own_alone() {
    on_both(1, |house| {
        let mut second = member(1);
        second.email.clone_from(&member(0).email);
        import(&house.world, vec![second]);
        let code = asks(house, ADDRESS, EVENING).unwrap();
        own_page::answer_asked(&house.world, EVENING).unwrap();
        let kinds: Vec<String> = mailed(house, EVENING)
            .into_iter()
            .map(|(_, kind, _)| kind)
            .collect();
        assert_eq!(kinds, ["own-shared", "own-shared"]);
        assert!(opens(house, ADDRESS, &code, EVENING).is_none());
        let key = comes_in(house, "M-000001", EVENING.plus(Span::minutes(3)));
        let now = EVENING.plus(Span::minutes(4));
        as_member(house, key, now, |tx| {
            own_page::object(tx, Size::Anyone, None)
        });
        let first = comes_in(house, "M-000000", EVENING.plus(Span::minutes(6)));
        let now = EVENING.plus(Span::minutes(7));
        let (mine, _) = shown(house, first, now);
        assert!(mine.objections.standing.is_empty());
        let (mine, _) = shown(house, key, now);
        assert_eq!(mine.objections.standing.len(), 1);
    });
}

#[test]
fn an_objection_on_the_own_page_holds_at_once_everywhere_and_the_member_takes_it_back() {
    on_both(1, |house| {
        let key = comes_in(house, ADDRESS, EVENING);
        let (red, out) = (
            house.campaigns[0],
            "select count(*) from queue where class = 8",
        );
        let of_campaign = as_member(house, key, EVENING, move |tx| {
            own_page::object(tx, Size::ThisCampaign, Some(red))
        });
        assert!(matches!(of_campaign.verdict, Verdict::Given(())));
        assert_eq!(house.count(out), 1, "the other campaign goes on");
        as_member(house, key, EVENING, |tx| {
            own_page::object(tx, Size::Anyone, None)
        });
        assert_eq!(house.count(out), 2);
        let later = EVENING.plus(Span::minutes(1));
        let kinds: Vec<String> = mailed(house, later)
            .into_iter()
            .map(|(_, kind, _)| kind)
            .collect();
        assert_eq!(kinds, ["objection-taken", "objection-taken"]);
        let (mine, _) = shown(house, key, later);
        assert_eq!(mine.objections.standing.len(), 2);
        as_member(house, key, later, own_page::allow);
        let (mine, _) = shown(house, key, later);
        assert!(mine.objections.standing.is_empty());
        assert_eq!(house.count(out), 0);
        assert_eq!(house.count("select count(*) from objection"), 0);
    });
}

#[test]
fn a_members_session_ends_by_their_word_by_its_time_and_with_a_restore_and_opens_nothing_else() {
    on_both(1, |house| {
        let key = comes_in(house, ADDRESS, EVENING);
        let other = as_member(house, key, EVENING, |tx| {
            crate::roll::search(tx, &crate::roll::Query::Name("Gwen".to_owned()))
        });
        assert_eq!(refused(&other), Some(Reason::NotYours));
        let own = |now| refused(&as_member(house, key, now, |tx| own_page::mine(tx, None)));
        assert_eq!(own(EVENING.plus(Span::minutes(29))), None);
        assert_eq!(
            own(EVENING.plus(Span::minutes(30))),
            Some(Reason::SignedOut)
        );
        as_member(house, key, EVENING, own_page::end);
        assert_eq!(own(EVENING), Some(Reason::SignedOut));
        // Nobody who works here gets there by their own session.
        let dpo = house.person(
            "Dai",
            switchboard_rules::policy::Role::Dpo,
            switchboard_rules::policy::Scope::Organisation,
        );
        let staff = house
            .act(&dpo, EVENING, |tx| own_page::mine(tx, None))
            .unwrap();
        assert_eq!(refused(&staff), Some(Reason::SignedOut));
    });
}

#[test]
fn the_copy_holds_the_record_and_all_that_was_done_and_says_so_in_the_ledger() {
    on_both(1, |house| {
        ring(house, 0, Outcome::Answered, "kind", EVENING);
        house.tamper("insert into spoken (bucket, member, campaign, number, level) select m.bucket, m.id, c.id, 1, 2 from member m, campaign c");
        house.tamper("insert into spoken_state (bucket, campaign, contest, number, made_at, making, held_until, seed) select bucket, id, contest, 1, 0, id, 0, id from campaign");
        let now = EVENING.plus(Span::minutes(5));
        let key = comes_in(house, ADDRESS, now);
        let done = as_member(house, key, now, |tx| own_page::copy(tx, None));
        let Verdict::Given(copy) = done.verdict else {
            panic!("refused")
        };
        let file = copy.file.unwrap().disclose(&done.proof).unwrap();
        assert_eq!(
            (file.external.as_str(), file.email.as_str()),
            ("M-000000", ADDRESS)
        );
        assert_eq!(
            copy.heads.disclose(&done.proof).unwrap().len(),
            copy.looks.disclose(&done.proof).unwrap().0.len()
        );
        assert_eq!((copy.heard.len(), copy.called.len()), (1, 2));
        assert!(copy.after.is_none());
        assert_eq!(
            house.count("select count(*) from entry where kind = 964"),
            2
        );
        house.settle(now);
    });
}

/// Somebody in the office writes another address on the first member's record.
fn readdressed(house: &House, address: &str, now: Moment) {
    let address = Email::parse(address).unwrap();
    let done = house.world.write("correct", Auth::Console, now, move |tx| {
        let all = crate::roll::find(tx, &crate::roll::Query::External("M-000000".to_owned()))?;
        let whole = crate::roll::hand::whole(tx, all[0])?.unwrap();
        let mut row = whole.row.clone();
        row.email = Some(address.clone());
        crate::roll::hand::correct(tx, &whole, &row)?;
        Ok(Verdict::Given(()))
    });
    given(done.wait());
}

/// Whether asking with the membership number has the code sent, and opens the page.
fn gets_in(house: &House, now: Moment) -> bool {
    let code = asks(house, "M-000000", now).unwrap();
    own_page::answer_asked(&house.world, now).unwrap();
    let sent = mailed(house, now)
        .iter()
        .any(|(_, kind, _)| kind == "own-code");
    let opened = opens(house, "M-000000", &code, now).is_some();
    assert_eq!(sent, opened);
    opened
}

#[test]
fn whoever_changes_a_members_address_by_hand_or_by_file_gets_no_code_there_for_two_weeks() {
    let day = |n| EVENING.plus(Span::days(n));
    for by_file in [false, true] {
        on_both(2, |house| {
            assert!(
                gets_in(house, EVENING),
                "an address that came with the record"
            );
            let now = day(20);
            if by_file {
                let mut row = member(0);
                row.email = Some(Email::parse("officer@example.org").unwrap());
                super::house::import_at(&house.world, vec![row, member(1)], now);
            } else {
                readdressed(house, "officer@example.org", now);
            }
            assert!(!gets_in(house, now.plus(Span::hours(1))));
            assert!(!gets_in(house, day(33)));
            // Put back, it is a change as well.
            readdressed(house, ADDRESS, day(33));
            assert!(!gets_in(house, day(36)));
            assert!(gets_in(house, day(48)));
            house.settle(day(48));
        });
    }
}

#[test]
fn a_code_that_was_sent_opens_nothing_where_the_address_was_changed_before_it_was_typed() {
    on_both(1, |house| {
        let code = asks(house, "M-000000", EVENING).unwrap();
        own_page::answer_asked(&house.world, EVENING).unwrap();
        let later = EVENING.plus(Span::minutes(2));
        readdressed(house, "officer@example.org", later);
        assert!(opens(house, "M-000000", &code, later.plus(Span::minutes(1))).is_none());
    });
}

#[test]
fn a_mailbox_of_two_gets_no_code_for_a_mobile_of_one_of_them() {
    on_both(1, |house| {
        let mut second = member(1);
        second.email.clone_from(&member(0).email);
        import(&house.world, vec![member(0), second]);
        let code = asks(house, "07700 900001", EVENING).unwrap();
        own_page::answer_asked(&house.world, EVENING).unwrap();
        let letters = mailed(house, EVENING);
        assert!(matches!(letters.as_slice(), [(_, kind, _)] if kind == "own-shared"));
        assert!(opens(house, "07700 900001", &code, EVENING).is_none());
    });
}

#[test]
fn an_objection_said_again_is_told_once_and_taking_it_back_is_told_too() {
    on_both(1, |house| {
        let key = comes_in(house, ADDRESS, EVENING);
        for _ in 0..3 {
            as_member(house, key, EVENING, |tx| {
                own_page::object(tx, Size::Anyone, None)
            });
        }
        as_member(house, key, EVENING, own_page::allow);
        let letters = mailed(house, EVENING.plus(Span::minutes(1)));
        let kinds: Vec<&str> = letters.iter().map(|(_, kind, _)| kind.as_str()).collect();
        assert_eq!(kinds, ["objection-taken", "own-calls-allowed"]);
    });
}

#[test]
fn taking_an_objection_back_lifts_no_word_against_a_number_that_was_not_the_members_own() {
    on_both(1, |house| {
        let key = comes_in(house, ADDRESS, EVENING);
        as_member(house, key, EVENING, |tx| {
            own_page::object(tx, Size::Anyone, None)
        });
        // The number's word is of another moment: of somebody who had it before, whom nobody finds.
        house.tamper("update objection set at = at - 1 where hash = (select hash from objection order by hash limit 1)");
        as_member(house, key, EVENING, own_page::allow);
        assert_eq!(house.count("select count(*) from objection"), 1);
    });
}

#[test]
fn a_page_walks_no_longer_for_whoever_looked_at_it_again_and_again() {
    on_both(1, |house| {
        let key = comes_in(house, ADDRESS, EVENING);
        for _ in 0..220 {
            shown(house, key, EVENING);
        }
        let (mine, _) = shown(house, key, EVENING);
        let done = as_member(house, key, EVENING, move |tx| {
            own_page::mine(tx, mine.after)
        });
        let proof = &done.proof;
        let Verdict::Given(older) = done.verdict else {
            panic!("refused")
        };
        assert!(mine.after.is_some());
        let heads = older.heads.disclose(proof).unwrap();
        let opened = EventKind::OwnPageOpened.code();
        assert!(heads.iter().any(|head| head.kind == opened));
    });
}

#[test]
fn only_campaigns_whose_contest_has_begun_are_named_and_can_be_objected_to() {
    on_both(1, |house| {
        let (_, [early, _], _) = super::house::contest(&house.world);
        let key = comes_in(house, ADDRESS, EVENING);
        let (mine, _) = shown(house, key, EVENING);
        let named = mine.objections.campaigns.iter().map(|(id, _)| *id);
        let mut named: Vec<_> = named.collect();
        named.sort();
        let mut begun = house.campaigns.to_vec();
        begun.sort();
        assert_eq!(named, begun);
        let done = as_member(house, key, EVENING, move |tx| {
            own_page::object(tx, Size::ThisCampaign, Some(early))
        });
        assert_eq!(refused(&done), Some(Reason::NotYours));
    });
}
