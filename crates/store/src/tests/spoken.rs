//! What came of a campaign's own calls: states that are kept, and move seldom.

use switchboard_rules::audience::Audience;
use switchboard_rules::budget::Caps;
use switchboard_rules::ids::{CampaignId, CardId, bucket_of};
use switchboard_rules::moment::{Moment, Span};

use super::audiences::{adds, organiser, rows};
use super::house::{EVENING, House, Person, given, on_both_of};
use crate::audiences::spoken::making::{Making, Next};
use crate::audiences::{self, Counted};
use crate::banks::{self, Added};
use crate::engine::Arg;
use crate::session::Auth;
use crate::tx::{Tx, Verdict};

const MEMBERS: &str = "select id from member order by id limit 1000";
const CARD: &str = "insert into card (bucket, id, member, bank, campaign, contest, account, rank, class, state, dealt_at, until_at, extensions, late, ended_at, outcome) values ($1, $2, $3, $4, $5, $6, $7, 0, 1, 'done', 0, 0, 0, 0, 1, $8)";
const NUMBER: &str = "select number from spoken_state";
const ROWS: &str = "select count(*) from spoken";
/// Rows of the state that stands.
const STANDING: &str = "select count(*) from spoken s join spoken_state t on t.campaign = s.campaign and t.number = s.number";
/// Of them, whoever was reached.
const REACHED: &str = "select count(*) from spoken s join spoken_state t on t.campaign = s.campaign and t.number = s.number where s.level = 2";

pub(super) fn members(house: &House) -> Vec<[u8; 16]> {
    house.read(|raw| {
        raw.all(MEMBERS, &[], |row| {
            Ok(<[u8; 16]>::try_from(row.bytes(0)?).unwrap())
        })
    })
}

/// Cards of the first campaign that ended so; `time` tells several to one member apart.
pub(super) fn rings(house: &House, members: &[[u8; 16]], (outcome, time): (&'static str, u8)) {
    let (campaign, bank, contest) = (house.campaigns[0], house.banks[0], house.contest);
    let members = members.to_vec();
    let act = move |tx: &mut Tx<'_, '_>| {
        for member in &members {
            let mut id = *member;
            id[15] ^= time;
            let args = [
                Arg::Int(CardId::from_bytes(id).bucket()),
                Arg::Bytes(&id),
                Arg::Bytes(member),
                Arg::Bytes(bank.as_bytes()),
                Arg::Bytes(campaign.as_bytes()),
                Arg::Bytes(contest.as_bytes()),
                Arg::Bytes(&[7; 16]),
                Arg::Text(outcome),
            ];
            tx.run(CARD, &args)?;
        }
        Ok(Verdict::Given(()))
    };
    let done = house.world.write("story", Auth::Console, EVENING, act);
    given(done.wait());
}

pub(super) fn moves(house: &House, now: Moment) -> usize {
    audiences::move_states(&house.world, now).unwrap()
}

pub(super) fn after(days: i64) -> Moment {
    EVENING.plus(Span::days(days))
}

fn asks(house: &House, who: &Person, (campaign, text): (CampaignId, &str), now: Moment) -> Counted {
    let audience = Audience::parse(text).unwrap();
    let act = move |tx: &mut Tx<'_, '_>| audiences::count(tx, campaign, (&audience, None));
    given(house.act(who, now, act))
}

pub(super) fn prepares(house: &House, campaign: CampaignId, now: Moment) {
    assert!(audiences::prepare(&house.world, house.contest, now).unwrap());
    audiences::prepare_own(&house.world, (campaign, house.contest), now).unwrap();
}

#[test]
fn nothing_moves_a_state_but_fifty_who_stand_otherwise() {
    on_both_of(&rows(), Caps::NOVEMBER_2026, |house| {
        let all = members(house);
        rings(house, &all[..49], ("answered", 1));
        assert_eq!(
            moves(house, EVENING),
            0,
            "forty-nine are too few for a first"
        );
        rings(house, &all[49..200], ("answered", 1));
        rings(house, &all[200..300], ("no-answer", 1));
        assert_eq!(moves(house, EVENING), 1);
        let stands = |house: &House| [NUMBER, ROWS, REACHED].map(|sql| house.count(sql));
        assert_eq!(stands(house), [1, 300, 200]);
        // Fifty repeats and one new.
        rings(house, &all[..50], ("answered", 2));
        rings(house, &all[300..301], ("answered", 2));
        assert_eq!((moves(house, after(8)), stands(house)), (0, [1, 300, 200]));
        house.tamper("update card set outcome = 'dont-call-anyone', ended_at = 99 where outcome = 'answered'");
        assert_eq!(
            (moves(house, after(9)), stands(house)),
            (0, [1, 300, 200]),
            "objections"
        );
        house.tamper("update card set outcome = 'busy' where outcome = 'dont-call-anyone'");
        assert_eq!(
            (moves(house, after(10)), stands(house)),
            (0, [1, 300, 200]),
            "other words"
        );
        house.tamper("update card set state = 'erased', outcome = null");
        assert_eq!(
            (moves(house, after(11)), stands(house)),
            (0, [1, 300, 200]),
            "erasure"
        );
        house.settle(after(20));
    });
}

#[test]
fn a_state_stands_for_a_week_then_moves_whole_and_nobody_goes_back() {
    on_both_of(&rows(), Caps::NOVEMBER_2026, |house| {
        let all = members(house);
        rings(house, &all[..60], ("no-answer", 1));
        assert_eq!(moves(house, EVENING), 1);
        rings(house, &all[..50], ("call-back", 2));
        assert_eq!(moves(house, after(3)), 0, "fifty, and three days");
        assert_eq!(house.count(REACHED), 0);
        assert_eq!(moves(house, after(7)), 1);
        assert_eq!(house.count(NUMBER), 2);
        assert_eq!((house.count(STANDING), house.count(REACHED)), (60, 50));
        // They are rung in vain now, and sixty others are reached.
        rings(house, &all[..50], ("no-answer", 3));
        rings(house, &all[60..120], ("answered", 3));
        assert_eq!(moves(house, after(14)), 1);
        assert_eq!((house.count(STANDING), house.count(REACHED)), (120, 110));
        house.settle(after(20));
    });
}

#[test]
fn what_was_begun_and_broken_off_never_stands_and_the_next_begins_anew() {
    on_both_of(&rows(), Caps::NOVEMBER_2026, |house| {
        let (all, world) = (members(house), &house.world);
        rings(house, &all[..60], ("no-answer", 1));
        assert_eq!(moves(house, EVENING), 1);
        rings(house, &all[60..160], ("answered", 1));
        let (campaign, later) = (house.campaigns[0], after(8));
        let next = Next::of(world, campaign).unwrap();
        assert_eq!((next.number, next.changed, next.rows.len()), (1, 100, 160));
        let at = (campaign, house.contest);
        let making = Making::claim(world, at, next.number, later)
            .unwrap()
            .unwrap();
        assert!(
            Making::claim(world, at, 1, later).unwrap().is_none(),
            "one alone"
        );
        assert!(making.clear(world, later).unwrap());
        assert!(making.put(world, &next.rows[..80], later).unwrap());
        assert_eq!(
            (house.count(NUMBER), house.count(STANDING)),
            (1, 60),
            "the old one stands"
        );
        assert_eq!(
            moves(house, later.plus(Span::minutes(10))),
            0,
            "somebody makes it"
        );
        assert_eq!(moves(house, later.plus(Span::hours(2))), 1);
        assert_eq!((house.count(NUMBER), house.count(STANDING)), (2, 160));
        assert!(
            !making.put(world, &next.rows[80..], later).unwrap(),
            "too late"
        );
        assert!(!making.stand(world, later).unwrap());
        assert_eq!(house.count(NUMBER), 2);
        house.settle(after(20));
    });
}

#[test]
fn a_state_made_once_more_under_its_number_has_another_seed() {
    on_both_of(&rows(), Caps::NOVEMBER_2026, |house| {
        rings(house, &members(house)[..60], ("no-answer", 1));
        let seed = |house: &House| {
            let sql = "select seed from spoken_state limit 1";
            house.read(|raw| raw.one(sql, &[], |row| Ok(row.bytes(0)?.to_vec())))
        };
        assert_eq!(moves(house, EVENING), 1);
        let first = seed(house);
        assert!(first.as_ref().is_some_and(|seed| *seed != [0; 16]));
        // As in a backup from before it was made.
        house.tamper("delete from spoken");
        house.tamper("delete from spoken_state");
        assert_eq!(moves(house, EVENING), 1);
        assert_eq!(house.count(NUMBER), 1);
        assert_ne!(seed(house), first);
        house.settle(after(20));
    });
}

#[test]
fn a_merged_member_counts_as_the_one_who_stays() {
    on_both_of(&rows(), Caps::NOVEMBER_2026, |house| {
        let all = members(house);
        house.tamper("insert into member_alias (bucket, member, keeper, merge) select m.bucket, m.id, (select id from member order by id limit 1), m.id from member m where m.id = (select id from member order by id limit 1 offset 1)");
        // The second goes on under the first, whom nobody rang.
        rings(house, &all[1..50], ("answered", 1));
        assert_eq!(
            Next::of(&house.world, house.campaigns[0]).unwrap().changed,
            49
        );
        rings(house, &all[..1], ("no-answer", 1));
        assert_eq!(moves(house, EVENING), 0, "they are one person");
        rings(house, &all[50..51], ("answered", 1));
        assert_eq!(moves(house, EVENING), 1);
        assert_eq!(
            (house.count(STANDING), house.count(REACHED)),
            (51, 51),
            "both records"
        );
        house.settle(after(20));
    });
}

#[test]
fn a_bank_rings_those_who_were_not_rung_and_a_rival_has_no_such_group() {
    on_both_of(&rows(), Caps::NOVEMBER_2026, |house| {
        let (olwen, campaign) = (organiser(house, 0), house.campaigns[0]);
        let all = members(house);
        rings(house, &all[..200], ("answered", 1));
        prepares(house, campaign, EVENING);
        let own = (campaign, "spoken=not-rung");
        assert_eq!(
            asks(house, &olwen, own, EVENING),
            Counted::Unknown,
            "no state yet"
        );
        assert_eq!(moves(house, EVENING), 1);
        assert_eq!(
            asks(house, &olwen, own, EVENING),
            Counted::NotReady,
            "not counted yet"
        );
        prepares(house, campaign, EVENING);
        let Counted::About(told) = asks(house, &olwen, own, EVENING) else {
            panic!("no number");
        };
        assert!(told.rounded().unwrap().abs_diff(280) <= 37, "{told}");
        let Added::Done(bank) = adds(house, &olwen, (campaign, "spoken=not-rung", None)) else {
            panic!("no bank");
        };
        // One of them is reached before the bank is filled.
        rings(house, &all[200..201], ("answered", 2));
        assert_eq!(banks::fill(&house.world, bank, EVENING).unwrap(), 279);
        let rung: std::collections::BTreeSet<[u8; 16]> = all[..201].iter().copied().collect();
        let queued = house.read(|raw| {
            let of = "select member from queue where bank = $1 order by bucket, member limit 1000";
            raw.all(of, &[Arg::Bytes(bank.as_bytes())], |row| {
                Ok(<[u8; 16]>::try_from(row.bytes(0)?).unwrap())
            })
        });
        assert!(queued.iter().all(|member| !rung.contains(member)));
        let (rival, theirs) = (organiser(house, 1), house.campaigns[1]);
        prepares(house, theirs, EVENING);
        let asked = asks(house, &rival, (theirs, "spoken=not-rung"), EVENING);
        assert_eq!(asked, Counted::Unknown);
        house.settle(after(20));
    });
}

#[test]
fn each_state_is_asked_of_anew_and_an_answer_of_an_old_one_is_not_told_again() {
    on_both_of(&rows(), Caps::NOVEMBER_2026, |house| {
        let (olwen, campaign) = (organiser(house, 0), house.campaigns[0]);
        let all = members(house);
        rings(house, &all[..200], ("answered", 1));
        assert_eq!(moves(house, EVENING), 1);
        prepares(house, campaign, EVENING);
        let asked = || house.count("select count(*) from audience_asked");
        let own = (campaign, "spoken=not-rung,kind=full");
        let first = asks(house, &olwen, own, EVENING);
        assert!(
            !matches!(first, Counted::Unknown | Counted::NotReady),
            "{first:?}"
        );
        assert_eq!(asks(house, &olwen, own, EVENING), first);
        assert_eq!(asked(), 1, "a repeat is free");
        // The book answers, whatever this node would count by now.
        house.tamper("update audience_asked set told = 7000");
        let is_kept = |counted: &Counted| matches!(counted, Counted::About(told) if told.rounded() == Some(7000));
        assert!(is_kept(&asks(house, &olwen, own, EVENING)));
        let look = move |tx: &mut Tx<'_, '_>| audiences::look(tx, campaign);
        let seen = given(house.act(&olwen, EVENING, look));
        assert!(seen.book.iter().all(|chosen| is_kept(&chosen.counted)));
        assert_eq!(seen.book.len(), 1);
        house.tamper("update audience_asked set told = -1");
        assert_eq!(asks(house, &olwen, own, EVENING), Counted::Withheld);
        rings(house, &all[200..260], ("no-answer", 1));
        assert_eq!(moves(house, after(8)), 1);
        prepares(house, campaign, after(8));
        let olwen = house.again(&olwen, after(8));
        let look = move |tx: &mut Tx<'_, '_>| audiences::look(tx, campaign);
        let seen = given(house.act(&olwen, after(8), look));
        assert_eq!((seen.asked, seen.book.len()), (1, 0));
        asks(house, &olwen, own, after(8));
        let seen = given(house.act(&olwen, after(8), look));
        assert_eq!((asked(), seen.asked, seen.book.len()), (2, 2, 1));
        // Those of an earlier state are used too, and one that isn't about own calls is none of them.
        let other = (campaign, "kind=full,age=75+,joined=earlier");
        asks(house, &olwen, other, after(8));
        let seen = given(house.act(&olwen, after(8), look));
        assert_eq!((seen.asked, seen.asked_of_own), (3, 2));
        let listed = seen.may_list.unwrap().read(&house.world).unwrap();
        assert_eq!(listed.asked_of_own, 2);
        house.settle(after(8));
    });
}

#[test]
fn no_more_than_eight_questions_are_about_own_calls() {
    on_both_of(&rows(), Caps::NOVEMBER_2026, |house| {
        let (olwen, campaign) = (organiser(house, 0), house.campaigns[0]);
        rings(house, &members(house)[..200], ("answered", 1));
        assert_eq!(moves(house, EVENING), 1);
        prepares(house, campaign, EVENING);
        let fill = move |tx: &mut Tx<'_, '_>| {
            for n in 0..8 {
                let text = format!("age=65+,spoken=reached@{}", 100 + n);
                let sql = "insert into audience_asked (bucket, campaign, audience, at) values ($1, $2, $3, 0)";
                let id = Arg::Bytes(campaign.as_bytes());
                tx.run(sql, &[Arg::Int(campaign.bucket()), id, Arg::Text(&text)])?;
            }
            Ok(Verdict::Given(()))
        };
        given(
            house
                .world
                .write("story", Auth::Console, EVENING, fill)
                .wait(),
        );
        let own = (campaign, "spoken=not-rung,kind=full");
        assert_eq!(asks(house, &olwen, own, EVENING), Counted::BookFull);
        let other = (campaign, "kind=full,age=75+,joined=earlier");
        assert!(matches!(
            asks(house, &olwen, other, EVENING),
            Counted::About(_)
        ));
        house.settle(after(20));
    });
}

#[test]
fn what_is_made_while_a_contest_closes_is_not_left_behind() {
    on_both_of(&rows(), Caps::NOVEMBER_2026, |house| {
        let world = &house.world;
        rings(house, &members(house)[..60], ("answered", 1));
        let at = (house.campaigns[0], house.contest);
        let next = Next::of(world, at.0).unwrap();
        let making = Making::claim(world, at, 0, EVENING).unwrap().unwrap();
        house.tamper("update contest set phase = 'closed'");
        assert_eq!(moves(house, EVENING), 0);
        assert_eq!(house.count("select count(*) from spoken_state"), 0);
        assert!(Making::claim(world, at, 0, EVENING).unwrap().is_none());
        assert!(!making.put(world, &next.rows, EVENING).unwrap());
        assert_eq!(house.count(ROWS), 0);
    });
}

#[test]
fn the_state_of_a_campaign_that_withdrew_is_taken_away() {
    on_both_of(&rows(), Caps::NOVEMBER_2026, |house| {
        rings(house, &members(house)[..60], ("answered", 1));
        assert_eq!(moves(house, EVENING), 1);
        house.tamper("insert into withdrawn (bucket, campaign, at, by_account, after, followed) select bucket, campaign, 1, campaign, campaign, 1 from spoken_state");
        assert_eq!(moves(house, after(8)), 0);
        assert_eq!(house.count(ROWS), 0);
        assert_eq!(house.count("select count(*) from spoken_state"), 0);
        house.settle(after(20));
    });
}

/// A row of a state that never stood.
const LEFT: &str =
    "insert into spoken (bucket, member, campaign, number, level) values ($1, $2, $3, 7, 1)";

#[test]
fn more_than_a_slice_of_rows_that_lie_side_by_side_are_taken_away() {
    on_both_of(&rows(), Caps::NOVEMBER_2026, |house| {
        rings(house, &members(house)[..60], ("answered", 1));
        assert_eq!(moves(house, EVENING), 1);
        let campaign = house.campaigns[0];
        let ids = (0_u128..).map(u128::to_be_bytes);
        let ids: Vec<[u8; 16]> = ids.filter(|id| bucket_of(id) < 32).take(450).collect();
        let act = move |tx: &mut Tx<'_, '_>| {
            for id in &ids {
                let args = [
                    Arg::Int(bucket_of(id)),
                    Arg::Bytes(id),
                    Arg::Bytes(campaign.as_bytes()),
                ];
                tx.run(LEFT, &args)?;
            }
            Ok(Verdict::Given(()))
        };
        given(
            house
                .world
                .write("story", Auth::Console, EVENING, act)
                .wait(),
        );
        assert_eq!(house.count(ROWS), 510);
        house.tamper("update contest set phase = 'closed'");
        assert_eq!(moves(house, after(8)), 0);
        assert_eq!(house.count(ROWS), 0);
    });
}
