//! A code that an officer gave a member: it opens once, covered, and while whoever gave it may still give one.

use switchboard_rules::card::{Outcome, Size};
use switchboard_rules::events::EventKind;
use switchboard_rules::look::Words;
use switchboard_rules::moment::{Moment, Span};
use switchboard_rules::policy::{Reason, Role, Scope};
use switchboard_rules::rights::Kind;

use super::answers::ring;
use super::house::{EVENING, House, Person, given, on_both};
use super::looks::{self, officer};
use super::own_page::{ADDRESS, as_member, mailed, refused, shown};
use crate::own_page::{self, Given, OwnKey, Sight};
use crate::rights;
use crate::session::Auth;
use crate::tx::Tx;

const NUMBER: &str = "M-000000";

fn at(minutes: i64) -> Moment {
    EVENING.plus(Span::minutes(minutes))
}

/// A code for the first member.
fn code(house: &House, who: &Person, now: Moment) -> String {
    let who = house.again(who, now);
    let look = looks::open(house, &who, 0, now);
    match given(house.act(&who, now, move |tx| own_page::give(tx, look))) {
        Given::Code(code, until) => {
            assert_eq!(until, now.plus(Span::hours(1)));
            code
        }
        Given::TooMany => panic!("too many"),
    }
}

fn comes_in(house: &House, typed: &'static str, code: &str, now: Moment) -> Option<OwnKey> {
    let code = code.to_owned();
    let open = move |tx: &mut Tx<'_, '_>| own_page::open(tx, typed, &code);
    let opened = house.world.write("open", Auth::Job("door"), now, open);
    given(opened.wait()).and_then(|token| OwnKey::of(token.expose()))
}

#[test]
fn by_an_officers_code_a_member_sees_who_rang_and_nothing_that_a_campaign_wrote() {
    // One member: whom a campaign rings is chance.
    on_both(1, |house| {
        ring(house, 0, Outcome::Answered, "kind", EVENING);
        let now = at(5);
        let code = code(house, &officer(house), now);
        let office = "select count(*) from outbox where kind = 'own-code-given-office'";
        assert!(house.count(office) >= 1);
        let letters = mailed(house, now).into_iter().map(|(_, kind, _)| kind);
        assert!(
            letters
                .collect::<Vec<_>>()
                .contains(&"own-code-given".to_owned())
        );
        let key = comes_in(house, NUMBER, &code, now).unwrap();
        let (mine, proof) = shown(house, key, now);
        assert_eq!((mine.sight, mine.heard.len()), (Sight::Covered, 0));
        let heads = mine.heads.disclose(&proof).unwrap();
        let kinds: Vec<u16> = heads.iter().map(|head| head.kind).collect();
        for kind in [EventKind::CardDealt, EventKind::OwnCodeGiven] {
            assert!(kinds.contains(&kind.code()), "{kind:?} {kinds:?}");
        }
        assert_eq!(EventKind::OwnCodeGiven.code(), 1092);
        assert_eq!(
            house.count("select count(*) from entry where kind = 963"),
            0
        );
        let copy = as_member(house, key, now, |tx| own_page::copy(tx, None));
        assert_eq!(refused(&copy), Some(Reason::OwnCovered));
        given(Ok(as_member(house, key, now, |tx| {
            own_page::object(tx, Size::Anyone, None)
        })));
        let back = as_member(house, key, now, own_page::allow);
        assert_eq!(refused(&back), Some(Reason::OwnCovered));
        let words = Words::parse("Who was it on Tuesday?").unwrap();
        given(Ok(as_member(house, key, now, move |tx| {
            rights::ask(tx, Kind::Access, &words)
        })));
        let own = given(Ok(as_member(house, key, now, rights::own)));
        assert!(own.sight == Sight::Covered && own.standing.is_empty() && own.words.is_none());
        assert_eq!(looks::told(house, 1092).len(), 1);
    });
}

#[test]
fn such_a_code_opens_once_within_an_hour_with_something_of_its_member_and_no_stranger_ends_it() {
    on_both(2, |house| {
        let orla = officer(house);
        let first = code(house, &orla, EVENING);
        for _ in 0..20 {
            assert!(comes_in(house, NUMBER, "2222-2222-2222", at(1)).is_none());
        }
        // A neighbour's number, and nobody's.
        for typed in ["M-000001", "nobody@example.org"] {
            assert!(comes_in(house, typed, &first, at(1)).is_none());
        }
        assert!(comes_in(house, ADDRESS, &first, at(2)).is_some());
        assert!(
            comes_in(house, ADDRESS, &first, at(3)).is_none(),
            "a replay"
        );
        let old = code(house, &orla, at(4));
        assert!(
            comes_in(house, NUMBER, &old, at(65)).is_none(),
            "an hour is over"
        );
        let tried = code(house, &orla, at(66));
        for _ in 0..3 {
            assert!(comes_in(house, "M-000001", &tried, at(67)).is_none());
        }
        assert!(
            comes_in(house, NUMBER, &tried, at(67)).is_none(),
            "three tries are over"
        );
        let before = code(house, &orla, at(68));
        let last = code(house, &orla, at(69));
        assert!(
            comes_in(house, NUMBER, &before, at(70)).is_none(),
            "another was given"
        );
        assert!(comes_in(house, NUMBER, &last, at(70)).is_some());
        // As many in a day as may be.
        let who = house.again(&orla, at(71));
        let look = looks::open(house, &who, 0, at(71));
        let more = house.act(&who, at(71), move |tx| own_page::give(tx, look));
        assert!(matches!(given(more), Given::TooMany));
    });
}

#[test]
fn no_officers_code_shows_the_page_whole_whoever_gave_one_before() {
    on_both(1, |house| {
        ring(house, 0, Outcome::Answered, "kind", EVENING);
        let orla = officer(house);
        let olga = house.person("Olga Officer", Role::MembershipOfficer, Scope::Organisation);
        let sees = |who: &Person, now: Moment| {
            let code = code(house, who, now);
            let key = comes_in(house, NUMBER, &code, now).unwrap();
            let (mine, _) = shown(house, key, now);
            (mine.sight, mine.heard.len())
        };
        let covered = (Sight::Covered, 0);
        assert_eq!(sees(&orla, at(5)), covered);
        // As if three weeks had passed.
        house.tamper("update own_given set given_at = given_at - 1814400000");
        assert_eq!(sees(&olga, at(10)), covered, "another officer's");
        own_page::forget_old(&house.world, at(0).plus(Span::days(3))).unwrap();
        assert_eq!(house.count("select count(*) from own_given"), 0);
    });
}

#[test]
fn a_code_ends_with_the_office_of_whoever_gave_it() {
    on_both(2, |house| {
        let orla = officer(house);
        let given_before = code(house, &orla, at(1));
        house.tamper("update term set ended_at = 1 where role = 'membership-officer'");
        assert!(comes_in(house, NUMBER, &given_before, at(2)).is_none());
    });
}
