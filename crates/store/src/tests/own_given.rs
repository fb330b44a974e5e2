//! A code that an officer gave a member: it opens once, covered, and while whoever gave it may still give one, as does the page itself.

use switchboard_rules::budget::Caps;
use switchboard_rules::card::{Outcome, Size};
use switchboard_rules::events::EventKind;
use switchboard_rules::look::Words;
use switchboard_rules::moment::{Moment, Span};
use switchboard_rules::policy::{Reason, Role, Scope};
use switchboard_rules::rights::Kind;

use super::answers::ring;
use super::duplicates::roll;
use super::house::{EVENING, House, Person, given, member, on_both, on_both_of};
use super::leaving::overtakes;
use super::looks::{self, officer};
use super::merges::{merge, story};
use super::one_branch;
use super::own_page::{self as page, ADDRESS, as_member, mailed, refused, shown};
use crate::door;
use crate::own_page::{self, By, Given, OwnKey, Sight};
use crate::rights::{self, Asked};
use crate::session::Auth;
use crate::tx::{Tx, Verdict};

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
        assert!(own.sight == Sight::Covered && own.words.is_none());
        let [asked] = own.standing.as_slice() else {
            panic!("{:?}", own.standing)
        };
        assert!(asked.is_covered && asked.kind == Kind::Access);
        let (mine, proof) = shown(house, key, now);
        let heads = mine.heads.disclose(&proof).unwrap();
        for kind in [EventKind::OwnObjection, EventKind::RightAsked] {
            let head = heads.iter().find(|head| head.kind == kind.code());
            assert_eq!(head.unwrap().by, By::Coded, "{kind:?}");
            let told = looks::told(house, kind.code());
            assert!(told[0].2.contains(" code=officer by="), "{told:?}");
        }
        let looked = looks::told(house, EventKind::OwnPageShown.code());
        assert!(looked[0].2.contains(" code=officer by="), "{looked:?}");
        // What is asked with a code uses up nothing of what the member may ask.
        let ask = |key| {
            let words = Words::parse("Once more, please.").unwrap();
            let ask = move |tx: &mut Tx<'_, '_>| rights::ask(tx, Kind::Other, &words);
            matches!(given(Ok(as_member(house, key, now, ask))), Asked::Yes(_))
        };
        while ask(key) {}
        assert!(ask(page::comes_in(house, ADDRESS, now)));
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

/// Why somebody's page shows nothing now; none where it is shown.
fn shut(house: &House, key: OwnKey, now: Moment) -> Option<Reason> {
    refused(&as_member(house, key, now, |tx| own_page::mine(tx, None)))
}

#[test]
fn a_covered_page_ends_with_the_office_of_whoever_gave_the_code_and_a_members_own_does_not() {
    on_both(2, |house| {
        let orla = officer(house);
        let olga = house.person("Olga", Role::MembershipOfficer, Scope::Organisation);
        let opened = |who: &Person| {
            let code = code(house, who, at(1));
            comes_in(house, NUMBER, &code, at(2)).unwrap()
        };
        let (orlas, olgas) = (opened(&orla), opened(&olga));
        let own = page::comes_in(house, ADDRESS, at(2));
        for key in [orlas, olgas, own] {
            assert_eq!(shut(house, key, at(3)), None);
        }
        house.tamper("update term set until_at = 1 where role = 'membership-officer'");
        let ended = Some(Reason::SignedOut);
        assert_eq!(shut(house, orlas, at(4)), ended);
        let words = Words::parse("Who was it on Tuesday?").unwrap();
        let asks = as_member(house, olgas, at(4), move |tx| {
            rights::ask(tx, Kind::Erase, &words)
        });
        assert_eq!(refused(&asks), ended);
        assert_eq!(shut(house, own, at(4)), None, "their own way in");
    });
}

#[test]
fn whoever_leaves_leaves_no_code_and_no_covered_page_behind_though_they_come_back() {
    on_both(2, |house| {
        let orla = officer(house);
        let olga = house.person("Olga", Role::MembershipOfficer, Scope::Organisation);
        let (first, olgas) = (code(house, &orla, at(1)), code(house, &olga, at(1)));
        let key = comes_in(house, NUMBER, &first, at(2)).unwrap();
        let waits = code(house, &orla, at(2));
        let account = orla.account;
        let end = move |tx: &mut Tx<'_, '_>| door::end_access(tx, account);
        given(house.world.write("end", Auth::Console, at(3), end).wait());
        house.tamper("update term set ended_at = null where role = 'membership-officer'");
        house.tamper("update account set ended_at = null");
        assert_eq!(shut(house, key, at(4)), Some(Reason::SignedOut));
        assert!(comes_in(house, NUMBER, &waits, at(4)).is_none());
        assert!(comes_in(house, NUMBER, &olgas, at(4)).is_some());
    });
}

#[test]
fn no_code_and_no_covered_page_outlives_a_merge_or_a_restore() {
    story(&roll(3, &[0]), |house| {
        let orla = officer(house);
        let first = code(house, &orla, EVENING);
        let key = comes_in(house, NUMBER, &first, EVENING).unwrap();
        let waits = code(house, &orla, EVENING);
        merge(house, &orla);
        assert_eq!(shut(house, key, at(1)), Some(Reason::SignedOut));
        assert!(comes_in(house, NUMBER, &waits, at(1)).is_none(), "a merge");
        let then = code(house, &orla, at(2));
        let key = comes_in(house, NUMBER, &then, at(2)).unwrap();
        let waits = code(house, &orla, at(2));
        let end = |tx: &mut Tx<'_, '_>| own_page::end_all(tx).map(Verdict::Given);
        let ended = house.world.write("end", Auth::Job("restore"), at(3), end);
        given(ended.wait());
        assert_eq!(shut(house, key, at(4)), Some(Reason::SignedOut));
        assert!(comes_in(house, NUMBER, &waits, at(4)).is_none());
    });
}

#[test]
fn one_officers_codes_neither_end_nor_use_up_a_colleagues_and_a_day_has_a_most() {
    on_both(9, |house| {
        let orla = officer(house);
        let olga = house.person("Olga", Role::MembershipOfficer, Scope::Organisation);
        let olgas = code(house, &olga, at(1));
        let gives = |who: &Person, n: u32| {
            let look = looks::open(house, who, n, at(2));
            let made = (0..6).filter(|_| {
                let done = house.act(who, at(2), move |tx| own_page::give(tx, look));
                matches!(given(done), Given::Code(..))
            });
            made.count()
        };
        let orla = house.again(&orla, at(2));
        for n in 0..8 {
            assert_eq!(gives(&orla, n), 5, "to {n}");
        }
        assert_eq!(gives(&orla, 8), 0, "forty in a day");
        let olga = house.again(&olga, at(2));
        assert_eq!(gives(&olga, 8), 5);
        assert!(comes_in(house, NUMBER, &olgas, at(3)).is_some());
    });
}

#[test]
fn two_codes_that_one_officer_gives_at_once_are_counted_one_after_the_other() {
    on_both(10, |house| {
        let orla = officer(house);
        let looks: Vec<_> = (0..10)
            .map(|n| looks::open(house, &orla, n, EVENING))
            .collect();
        let gives = |look| {
            let done = house.act(&orla, EVENING, move |tx| own_page::give(tx, look));
            matches!(given(done), Given::Code(..))
        };
        // Thirty-nine: five to each of seven, and four to the next.
        let each = looks[..8].iter().flat_map(|look| [*look; 5]);
        assert_eq!(each.take(39).filter(|look| gives(*look)).count(), 39);
        let (last, beyond) = (looks[8], looks[9]);
        let first = move |tx: &mut Tx<'_, '_>| own_page::give(tx, last);
        let early = overtakes(house, orla.auth(), first, |node| {
            let act = move |tx: &mut Tx<'_, '_>| own_page::give(tx, beyond);
            let done = node.write("give", orla.auth(), EVENING, act).wait();
            assert!(matches!(given(done), Given::TooMany), "the forty-first");
        });
        assert!(!early, "it waits for the fortieth");
        assert_eq!(house.count("select count(*) from own_given"), 40);
        house.settle(EVENING);
    });
}

#[test]
fn whoever_answers_is_told_that_the_office_gave_the_code_and_that_no_letter_gets_there() {
    let mut rows = vec![member(0), member(1)];
    rows[0].email = None;
    on_both_of(&rows, Caps::NOVEMBER_2026, |house| {
        let asks = |key: OwnKey, now: Moment| {
            let words = Words::parse("Who was it on Tuesday?").unwrap();
            let ask = move |tx: &mut Tx<'_, '_>| rights::ask(tx, Kind::Access, &words);
            match given(Ok(as_member(house, key, now, ask))) {
                Asked::Yes(id) => id,
                Asked::TooMany => panic!("too many"),
            }
        };
        let first = code(house, &officer(house), at(1));
        let coded = asks(comes_in(house, NUMBER, &first, at(1)).unwrap(), at(1));
        let key = page::comes_in(house, "member1@members.example.org", at(2));
        let own = asks(key, at(2));
        let dai = house.person("Dai Dpo", Role::Dpo, Scope::Organisation);
        let queue = given(house.act(&dai, at(3), |tx| rights::queue(tx, None)));
        let marked: Vec<_> = queue.waiting.iter().map(|one| one.standing).collect();
        for one in &marked {
            assert_eq!(one.is_covered, one.id == coded);
        }
        assert_eq!(marked.len(), 2);
        let read = |id| {
            let read = given(house.act(&dai, at(3), move |tx| rights::read(tx, id)));
            (read.standing.is_covered, read.has_email)
        };
        assert_eq!(read(coded), (true, false));
        assert_eq!(read(own), (false, true));
        let seen = given(Ok(as_member(house, key, at(4), rights::own)));
        assert_eq!(seen.standing.len(), 1);
    });
}

#[test]
fn the_link_to_give_a_code_stands_where_policy_would_let_it_and_not_before_a_branchs_officer() {
    one_branch::story(|house, rivals| {
        let is_led = |who: &Person| {
            let look = looks::open(house, who, 0, EVENING);
            let (shown, _) = looks::shown(house, who, look, EVENING);
            shown.beside.may_give_code
        };
        assert!(is_led(&rivals.whole) && !is_led(&rivals.gwynedd));
    });
}
