//! What lies in the dark before access, and what never comes into a queue after it.

use switchboard_rules::contest::{Dates, Kind, Plan};
use switchboard_rules::ids::{BankId, ContestId, MemberId, bucket_of};
use switchboard_rules::moment::{Moment, Span};
use switchboard_rules::person::{Phone, Region};
use switchboard_rules::policy::{Role, Scope};

use super::calls::{card, numbers, say};
use super::duplicates::id_of;
use super::house::{EVENING, House, Person, given, import_at, member, on_both};
use super::leaving::overtakes;
use super::looks::officer;
use super::rivals::{Rivals, access};
use super::seconds::campaign_of;
use crate::banks::{self, NameStyle, NewContest};
use crate::contests::{self, Adding, AddingCampaign};
use crate::engine::{Arg, Value};
use crate::fault::Fault;
use crate::roll::hand;
use crate::roll::whole::Why;
use crate::session::id16;
use crate::tx::{Tx, Verdict};

fn phone(number: &str) -> Phone {
    Phone::parse(number, Region::parse("GB").unwrap()).unwrap()
}

/// The member's newest number, written by hand.
fn renumber(tx: &mut Tx<'_, '_>, member: MemberId, number: &str) -> Result<Verdict<()>, Fault> {
    let before = hand::whole(tx, member)?.unwrap();
    let mut row = before.row.clone();
    row.phones = vec![phone(number)];
    hand::correct(tx, &before, &row)?;
    Ok(Verdict::Given(()))
}

/// A member's place in a bank's queue: the class in which they wait.
fn class(house: &House, member: MemberId, bank: BankId) -> Option<i64> {
    let args = [
        Arg::Int(member.bucket()),
        Arg::Bytes(member.as_bytes()),
        Arg::Bytes(bank.as_bytes()),
    ];
    let of = "select class from queue where bucket = $1 and member = $2 and bank = $3";
    house.read(|raw| raw.one(of, &args, |row| row.int(0)))
}

#[test]
fn whoever_changed_their_number_after_the_switch_is_put_into_no_queue_by_an_import() {
    on_both(3, |house| {
        let rivals = Rivals::open(house);
        let (bank, moved) = (rivals.banks[0], id_of(house, "M-000002"));
        let changes = |number: &str, now: Moment| {
            let mut row = member(2);
            row.phones = vec![phone(number)];
            import_at(&house.world, vec![row], now);
            banks::fill(&house.world, bank, now).unwrap()
        };
        let minute = |n| access().plus(Span::minutes(n));
        changes("07700 900778", minute(1));
        assert_eq!(rivals.deals(0, minute(1)), 2, "the desk passes over them");
        assert_eq!(class(house, moved, bank), Some(7), "they wait for a number");
        for (n, number) in [(2, "07700 900779"), (3, "07700 900780")] {
            assert_eq!(changes(number, minute(n)), 0, "nobody is put in");
            assert_eq!(class(house, moved, bank), Some(7));
        }
        // A bank that comes later never has them in turn at all.
        let later = house.world.write("bank", crate::Auth::Console, minute(4), {
            let (contest, of) = (rivals.contest, campaign_of(house, bank));
            move |tx| {
                let new = banks::NewBank {
                    campaign: of,
                    contest,
                    name: "Later".to_owned(),
                    opening: "Good evening".to_owned(),
                    script: String::new(),
                    notes: false,
                };
                banks::new_bank(tx, &new).map(Verdict::Given)
            }
        });
        let later = given(later.wait());
        assert_eq!(banks::fill(&house.world, later, minute(4)).unwrap(), 3);
        assert_eq!(class(house, moved, later), Some(7));
        // The number that stood in the snapshot again.
        assert_eq!(changes("07700 900002", minute(5)), 1);
        assert_eq!(class(house, moved, bank), Some(1));
        house.settle(minute(200));
    });
}

#[test]
fn a_correction_by_hand_is_before_the_cut_or_after_it_and_never_half() {
    on_both(3, |house| {
        let rivals = Rivals::of(house);
        rivals.sign_all(EVENING);
        let officer = officer(house);
        let [first, second] = ["M-000000", "M-000001"].map(|number| id_of(house, number));
        let other = house.again(&officer, EVENING);
        let early = access().minus(Span::minutes(5));
        let correct = move |tx: &mut Tx<'_, '_>| renumber(tx, first, "07700 900777");
        // It has its id; another's with a later id is committed; then the members are fixed.
        let is_early = overtakes(house, officer.auth(), correct, |node| {
            let act = move |tx: &mut Tx<'_, '_>| renumber(tx, second, "07700 900778");
            given(node.write("story", other.auth(), EVENING, act).wait());
            let fixed = contests::prepare(node, super::rivals::TEXTS, &|| early);
            assert_eq!(fixed.unwrap(), 1);
        });
        assert!(
            !is_early,
            "the members were fixed beside an act that was under way"
        );
        rivals.begin(access());
        let mut seen = Vec::new();
        for n in 0..3 {
            let now = access().plus(Span::seconds(n));
            let held = card(house, &rivals.callers[0], rivals.banks[0], now).0.card;
            seen.extend(numbers(house, &rivals.callers[0], held, now).0);
            let no = switchboard_rules::card::Outcome::NoAnswer;
            say(house, rivals.callers[0].auth(), held, no, now);
        }
        seen.sort();
        let new = [
            "tel:+447700900002",
            "tel:+447700900777",
            "tel:+447700900778",
        ];
        assert_eq!(seen, new, "both corrections are in the snapshot");
        house.settle(access().plus(Span::hours(3)));
    });
}

const QUEUED: &str = "select count(*) from queue q join bank b on b.id = q.bank where b.name in ('Amber bank', 'Teal bank')";
const FILLED: &str =
    "select cast(sum(filled) as bigint) from bank where name in ('Amber bank', 'Teal bank')";

#[test]
fn whoever_stood_in_a_snapshot_that_was_given_up_stands_in_no_queue() {
    on_both(5, |house| {
        let rivals = Rivals::of(house);
        rivals.sign_all(EVENING);
        let early = access().minus(Span::minutes(10));
        assert_eq!(rivals.prepare(early), 1);
        assert_eq!((house.count(QUEUED), house.count(FILLED)), (10, 10));
        leaves(house, &officer(house), "M-000003", early);
        // It waited too long for the switch.
        house.tamper("update snapshot set held_until = 0");
        assert_eq!(rivals.prepare(early.plus(Span::minutes(1))), 1);
        assert_eq!((house.count(QUEUED), house.count(FILLED)), (8, 8));
        rivals.begin(access());
        assert_eq!(rivals.deals(0, access()), 4);
        assert_eq!(contests::sweep(&house.world, access()).unwrap(), 1);
        assert_eq!(house.count(QUEUED), 8, "nothing goes once it is open");
        house.settle(access().plus(Span::hours(3)));
    });
}

fn leaves(house: &House, officer: &Person, number: &str, now: Moment) {
    let member = id_of(house, number);
    let end = move |tx: &mut Tx<'_, '_>| hand::end(tx, member, Why::ByHand).map(Verdict::Given);
    given(house.act(&house.again(officer, now), now, end));
}

#[test]
fn a_contest_that_closes_without_ever_having_been_open_keeps_nobody_in_its_queues() {
    on_both(3, |house| {
        let rivals = Rivals::of(house);
        rivals.sign_all(EVENING);
        assert_eq!(rivals.prepare(access().minus(Span::minutes(5))), 1);
        assert_eq!(house.count(QUEUED), 6);
        let others = house.count("select count(*) from queue") - 6;
        let closed = access().plus(Span::hours(2));
        rivals.begin(closed);
        assert_eq!(contests::sweep(&house.world, closed).unwrap(), 1);
        assert_eq!((house.count(QUEUED), house.count(FILLED)), (0, 0));
        assert_eq!(house.count("select count(*) from queue"), others);
        house.settle(closed);
    });
}

#[test]
fn a_campaign_without_a_contest_has_nobody_in_its_queue_before_access() {
    on_both(4, |house| {
        let returning = house.person("Rhys", Role::ReturningOfficer, Scope::Organisation);
        let contest = given(house.act(&returning, EVENING, |tx| contests::add(tx, &alone())));
        let bank = bank_of(house, contest);
        let fill = |now| banks::fill(&house.world, bank, now).unwrap();
        let after = access().plus(Span::minutes(1));
        assert_eq!((fill(EVENING), fill(after)), (0, 0), "no row is switched");
        let told = || {
            let of = "select count(*) from change where kind = 'roll' and ref = $1";
            let args = [Arg::Bytes(contest.as_bytes())];
            house.read(|raw| raw.one(of, &args, |row| row.int(0)))
        };
        assert_eq!(told(), Some(0));
        contests::open_at_once(&house.world, contest, after).unwrap();
        assert_eq!(told(), Some(1), "whoever fills queues hears of it");
        assert_eq!(fill(after), 4);
        house.settle(after);
    });
}

fn alone() -> Adding {
    let dates = Dates {
        announced: EVENING,
        nominations: None,
        access: access(),
        ballot: None,
        closed: access().plus(Span::hours(2)),
        deleted: access().plus(Span::days(1)),
    };
    Adding {
        new: NewContest {
            name: "Welcome".to_owned(),
            style: NameStyle::First,
            plan: Plan::parse(Kind::Standing, dates).unwrap(),
        },
        campaigns: vec![AddingCampaign {
            name: "Welcome calls".to_owned(),
            bank: "Welcome bank".to_owned(),
            opening: "Good evening".to_owned(),
        }],
    }
}

fn bank_of(house: &House, contest: ContestId) -> BankId {
    let of = "select id from bank where contest = $1";
    let args = [Arg::Bytes(contest.as_bytes())];
    let found = house.read(|raw| raw.one(of, &args, |row| Ok(id16(row.bytes(0)?))));
    BankId::from_bytes(found.flatten().unwrap())
}

/// A contest that can't be read: its close lies before everything else.
const BROKEN: &str = "insert into contest (bucket, id, name, name_style, kind, announced_at, nominations_at, opens_at, ballot_at, closes_at, deleted_at, phase) values ($1, $2, 'Broken', 'first', 'contest', 5, 5, 5, 6, 1, 1, '')";

#[test]
fn no_broken_contest_holds_another_and_more_than_two_hundred_go_on() {
    on_both(2, |house| {
        let rivals = Rivals::of(house);
        rivals.sign_all(EVENING);
        // Their ids lie before any other: all of them are met first.
        for n in 1..=201_u16 {
            let mut id = [0; 16];
            id[14..].copy_from_slice(&n.to_be_bytes());
            let broken = [Value::Int(bucket_of(&id)), Value::Bytes(id.to_vec())];
            let put = move |tx: &mut Tx<'_, '_>| {
                tx.later(BROKEN, broken.to_vec());
                Ok(Verdict::Given(()))
            };
            given(
                house
                    .world
                    .write("story", crate::Auth::Console, EVENING, put)
                    .wait(),
            );
        }
        let early = access().minus(Span::minutes(5));
        let all = [
            contests::prepare(&house.world, super::rivals::TEXTS, &|| early),
            contests::begin_phases(&house.world, super::rivals::TEXTS, access()),
        ];
        for what in all {
            let said = what.unwrap_err().to_string();
            assert!(said.contains("a contest is damaged"), "{said}");
        }
        assert_eq!(rivals.asks(&house.world, 0, access()), Ok(()));
        let account = rivals.dpo.account;
        let look = move |tx: &mut Tx<'_, '_>| contests::calendar(tx, account);
        let dpo = house.again(&rivals.dpo, access());
        let seen = given(house.act(&dpo, access(), look));
        assert!(seen.contests.iter().any(|line| line.id == rivals.contest));
        assert_eq!(seen.unreadable, 201);
        house.settle(access().plus(Span::hours(3)));
    });
}

#[test]
fn no_world_of_real_members_opens_a_contest_without_signatures() {
    let dir = tempfile::tempdir().unwrap();
    let meta = crate::Meta::new(crate::WorldKind::Live, "Invented Party", "test.example.org");
    let place = dir.path().join("data");
    let options = crate::engine::Options::default();
    let world = crate::World::create(&place, None, &meta.unwrap(), EVENING, options).unwrap();
    let (contest, ..) = super::house::contest(&world);
    let tried = [
        contests::open_at_once(&world, contest, EVENING).map(|()| contests::Prepared::Done),
        contests::fix_at_once(&world, contest, &|| EVENING),
    ];
    for tried in tried {
        let said = tried.unwrap_err().to_string();
        assert!(said.contains("in a demo's world alone"), "{said}");
    }
}
