//! Counting the members of a contest, and banks that ring some of them.

use std::collections::BTreeMap;

use switchboard_rules::audience::{Audience, Field, QUESTIONS_MAX};
use switchboard_rules::budget::Caps;
use switchboard_rules::deal::Order;
use switchboard_rules::events::EventKind;
use switchboard_rules::ids::{BankId, CampaignId, ContestId, MemberId};
use switchboard_rules::moment::{Moment, Span};
use switchboard_rules::person::{BirthDate, BranchName, MemberKind, Region};
use switchboard_rules::policy::{Reason, Role, Scope};
use switchboard_rules::roll::RollRow;

use super::house::{EVENING, House, Person, given, import_at, member, on_both_of};
use super::leaving::overtakes;
use super::rivals::{Rivals, access};
use super::seconds::campaign_of;
use crate::audiences::{self, Counted};
use crate::banks::{self, Added, Look, NewOwnBank};
use crate::branches;
use crate::engine::Arg;
use crate::session::Auth;
use crate::tx::{Tx, Verdict};
use crate::world::World;

/// Sixty of each kind, age and time of joining.
pub(super) fn rows() -> Vec<RollRow> {
    let mut rows = Vec::new();
    for (at, kind) in ["full", "student"].into_iter().enumerate() {
        for born in ["1940-05-01", "2005-05-01"] {
            for year in [1999, 2026] {
                for _ in 0..60 {
                    let mut row = member(u32::try_from(rows.len()).unwrap());
                    row.kind = Some(MemberKind::parse(kind).unwrap());
                    let born = BirthDate::parse(born, Region::parse("GB").unwrap());
                    row.birth_date = Some(born.unwrap());
                    row.joined_year = Some(year);
                    row.branch = Some(BranchName::parse(["Abercwm", "Quay"][at]).unwrap());
                    rows.push(row);
                }
            }
        }
    }
    rows
}

pub(super) fn organiser(house: &House, campaign: usize) -> Person {
    let scope = Scope::Campaign(house.campaigns[campaign]);
    house.person("Olwen", Role::Organiser, scope)
}

fn counts(who: &Person, world: &World, campaign: CampaignId, text: &str, now: Moment) -> Counted {
    let audience = Audience::parse(text).unwrap();
    let act = move |tx: &mut Tx<'_, '_>| audiences::count(tx, campaign, (&audience, None));
    given(world.write("story", who.auth(), now, act).wait())
}

fn about(counted: Counted) -> u64 {
    match counted {
        Counted::About(count) => count.rounded().unwrap(),
        other => panic!("{other:?}"),
    }
}

/// The number of the state of a campaign's own calls that stands, as its page has it.
pub(super) fn standing(house: &House, campaign: CampaignId) -> Option<i64> {
    let state = "select number from spoken_state where campaign = $1 and number > 0";
    let of = [Arg::Bytes(campaign.as_bytes())];
    house.read(|raw| raw.one(state, &of, |row| row.int(0)))
}

pub(super) fn adds(
    house: &House,
    who: &Person,
    (campaign, text, sample): (CampaignId, &str, Option<u32>),
) -> Added {
    let new = NewOwnBank {
        campaign,
        name: "Students".to_owned(),
        opening: "Good evening".to_owned(),
        script: "Will you vote?".to_owned(),
        notes: false,
        audience: Audience::parse(text).unwrap(),
        state: standing(house, campaign),
        sample,
        order: Order::Random,
    };
    given(house.act(who, EVENING, move |tx| banks::add_bank(tx, &new)))
}

const KINDS: &str = "select r.kind from queue q join member_row r on r.bucket = q.bucket and r.member = q.member where q.bank = $1 order by q.bucket, q.member limit 1000";

/// The kinds of those in a bank's queue.
fn queued(house: &House, bank: BankId) -> BTreeMap<String, usize> {
    let kinds = house.read(|raw| {
        raw.all(KINDS, &[Arg::Bytes(bank.as_bytes())], |row| {
            Ok(row.text(0)?.to_owned())
        })
    });
    let mut all = BTreeMap::new();
    for kind in kinds {
        *all.entry(kind).or_default() += 1;
    }
    all
}

#[test]
fn an_organiser_counts_without_seeing_anybody_and_the_bank_rings_the_audience_alone() {
    on_both_of(&rows(), Caps::NOVEMBER_2026, |house| {
        let (olwen, campaign) = (organiser(house, 0), house.campaigns[0]);
        assert!(audiences::prepare(&house.world, house.contest, EVENING).unwrap());
        let seen = given(house.act(&olwen, EVENING, move |tx| audiences::look(tx, campaign)));
        assert_eq!(about(seen.everybody).abs_diff(480) / 8, 0);
        let names: Vec<&str> = seen.fields[1]
            .1
            .iter()
            .map(|one| one.name.as_str())
            .collect();
        assert_eq!(names, ["full", "student"]);
        let told = about(counts(
            &olwen,
            &house.world,
            campaign,
            "kind=student",
            EVENING,
        ));
        assert!(told.abs_diff(240) <= 7, "{told}");
        let Added::Done(bank) = adds(house, &olwen, (campaign, "kind=student", None)) else {
            panic!("no bank");
        };
        assert_eq!(banks::fill(&house.world, bank, EVENING).unwrap(), 240);
        assert_eq!(
            queued(house, bank),
            BTreeMap::from([("student".to_owned(), 240)])
        );
        let watch = move |tx: &mut Tx<'_, '_>| banks::watch(tx, bank, Look::First);
        let watched = given(house.act(&olwen, EVENING, watch));
        assert_eq!(
            watched.filled.rounded(),
            Some(told),
            "as it was told, with its noise"
        );
        house.settle(EVENING);
    });
}

#[test]
fn a_table_of_two_fields_is_the_same_for_every_campaign_and_costs_no_question() {
    on_both_of(&rows(), Caps::NOVEMBER_2026, |house| {
        let fields = [Field::Kind, Field::Age];
        let table = |campaign: usize, fields| {
            let (who, id) = (organiser(house, campaign), house.campaigns[campaign]);
            let act = move |tx: &mut Tx<'_, '_>| audiences::cross(tx, id, fields);
            given(house.act(&who, EVENING, act)).map(|may| may.table())
        };
        assert!(table(0, fields).is_none(), "not counted yet");
        audiences::prepare(&house.world, house.contest, EVENING).unwrap();
        let red = table(0, fields).unwrap();
        assert_eq!(red.cells, table(1, fields).unwrap().cells);
        assert!(table(0, [Field::Kind; 2]).is_none());
        let names = |facets: &[audiences::Facet]| -> Vec<String> {
            facets.iter().map(|facet| facet.name.clone()).collect()
        };
        assert_eq!(names(&red.lines), ["full", "student"]);
        let at = names(&red.columns).iter().position(|name| name == "75+");
        let told = red.cells[0][at.unwrap()].rounded().unwrap();
        assert!(told.abs_diff(120) <= 7, "{told}");
        let asked = house.count("select count(*) from audience_asked");
        assert_eq!((asked, red.is_cut), (0, false));
        let (rival, id) = (organiser(house, 1), house.campaigns[0]);
        let act = move |tx: &mut Tx<'_, '_>| audiences::cross(tx, id, fields);
        let tried = super::looks::refused(house, &rival, EVENING, act);
        assert_eq!(tried, Reason::NotYourCampaign);
        house.settle(EVENING);
    });
}

#[test]
fn where_no_branches_were_set_up_when_members_were_counted_it_is_said() {
    let rows = rows();
    for has_tree in [false, true] {
        on_both_of(&rows, Caps::NOVEMBER_2026, |house| {
            let (olwen, campaign) = (organiser(house, 0), house.campaigns[0]);
            let officer = house.person("Orla", Role::MembershipOfficer, Scope::Organisation);
            let place = || {
                let names = ["Abercwm", "Quay"].map(str::to_owned);
                let act = move |tx: &mut Tx<'_, '_>| branches::place(tx, &names);
                assert_eq!(given(house.act(&officer, EVENING, act)), 2);
            };
            if has_tree {
                place();
            }
            audiences::prepare(&house.world, house.contest, EVENING).unwrap();
            if !has_tree {
                place();
            }
            let act = move |tx: &mut Tx<'_, '_>| audiences::look(tx, campaign);
            let seen = given(house.act(&olwen, EVENING, act));
            assert_eq!(seen.has_branches, has_tree);
            let (field, branches) = &seen.fields[0];
            assert_eq!(*field, Field::Branch);
            assert_eq!(branches.len(), if has_tree { 2 } else { 0 });
            house.settle(EVENING);
        });
    }
}

#[test]
fn a_sample_is_drawn_once_and_another_draw_gives_others() {
    on_both_of(&rows(), Caps::NOVEMBER_2026, |house| {
        let (olwen, campaign) = (organiser(house, 0), house.campaigns[0]);
        audiences::prepare(&house.world, house.contest, EVENING).unwrap();
        let drawn = || {
            let made = adds(house, &olwen, (campaign, "kind=student", Some(60)));
            let Added::Done(bank) = made else {
                panic!("{made:?}");
            };
            assert_eq!(banks::fill(&house.world, bank, EVENING).unwrap(), 60);
            assert_eq!(banks::fill(&house.world, bank, EVENING).unwrap(), 0);
            let of = "select member from queue where bank = $1 order by bucket, member limit 1000";
            house.read(|raw| {
                raw.all(of, &[Arg::Bytes(bank.as_bytes())], |row| {
                    Ok(row.bytes(0)?.to_vec())
                })
            })
        };
        assert_ne!(drawn(), drawn());
        let told = super::looks::told(house, EventKind::BankAdded.code());
        let (_, _, detail) = told.last().unwrap();
        assert!(
            detail.contains(" audience=kind=student sample=60 seed="),
            "{detail}"
        );
        house.settle(EVENING);
    });
}

const ASKED: &str =
    "insert into audience_asked (bucket, campaign, audience, at) values ($1, $2, $3, 0)";

/// Fills a campaign's book with invented questions, up to the last place.
fn all_but_one(house: &House, campaign: CampaignId) {
    let fill = move |tx: &mut Tx<'_, '_>| {
        for n in 1..QUESTIONS_MAX {
            let text = format!("invented-{n}");
            let bucket = Arg::Int(campaign.bucket());
            tx.run(
                ASKED,
                &[bucket, Arg::Bytes(campaign.as_bytes()), Arg::Text(&text)],
            )?;
        }
        Ok(Verdict::Given(()))
    };
    given(
        house
            .world
            .write("story", Auth::Console, EVENING, fill)
            .wait(),
    );
}

#[test]
fn the_book_holds_two_hundred_questions_and_answers_those_again() {
    on_both_of(&rows(), Caps::NOVEMBER_2026, |house| {
        let (olwen, campaign) = (organiser(house, 0), house.campaigns[0]);
        audiences::prepare(&house.world, house.contest, EVENING).unwrap();
        all_but_one(house, campaign);
        let ask = |text| counts(&olwen, &house.world, campaign, text, EVENING);
        let last = ask("kind=full,age=75+,joined=earlier");
        assert!(about(last) >= 50);
        let other = "kind=full,age=18-24,joined=earlier";
        assert_eq!(ask(other), Counted::BookFull);
        assert_eq!(
            ask("joined=earlier,kind=full,age=75+"),
            last,
            "in any order"
        );
        assert!(
            about(ask("kind=full,age=75+")) > 50,
            "what is published costs nothing"
        );
        let blue = organiser(house, 1);
        let theirs = counts(&blue, &house.world, house.campaigns[1], other, EVENING);
        assert!(about(theirs) >= 50, "each campaign has its own");
        house.settle(EVENING);
    });
}

#[test]
fn two_nodes_never_write_the_question_after_the_last() {
    on_both_of(&rows(), Caps::NOVEMBER_2026, |house| {
        let (olwen, campaign) = (organiser(house, 0), house.campaigns[0]);
        all_but_one(house, campaign);
        audiences::prepare(&house.world, house.contest, EVENING).unwrap();
        let audience = Audience::parse("kind=full,age=75+,joined=earlier").unwrap();
        let last = move |tx: &mut Tx<'_, '_>| audiences::count(tx, campaign, (&audience, None));
        let other = house.again(&olwen, EVENING);
        overtakes(house, olwen.auth(), last, |node| {
            audiences::prepare(node, house.contest, EVENING).unwrap();
            let one_more = "kind=full,age=18-24,joined=earlier";
            let answer = counts(&other, node, campaign, one_more, EVENING);
            assert_eq!(answer, Counted::BookFull);
        });
        let asked = house.count("select count(*) from audience_asked");
        assert_eq!(u64::try_from(asked), Ok(QUESTIONS_MAX));
        house.settle(EVENING);
    });
}

#[test]
fn how_many_some_members_are_is_said_alike_each_time_and_never_of_a_few() {
    on_both_of(&rows(), Caps::NOVEMBER_2026, |house| {
        let contest = house.contest;
        let about = move |tx: &mut Tx<'_, '_>| {
            let some = |from: u8, many: u8| {
                let ids = (from..from + many).map(|n| MemberId::from_bytes([n; 16]));
                audiences::about(tx, contest, ids.collect::<Vec<_>>()).rounded()
            };
            Ok(Verdict::Given([
                some(0, 9),
                some(0, 100),
                some(0, 100),
                some(100, 100),
            ]))
        };
        let told = given(
            house
                .world
                .write("story", Auth::Console, EVENING, about)
                .wait(),
        );
        assert_eq!((told[0], told[1]), (None, told[2]));
        assert!(told.iter().skip(1).flatten().all(|n| n.abs_diff(100) <= 7));
        house.settle(EVENING);
    });
}

#[test]
fn whoever_does_not_organise_the_campaign_counts_nothing() {
    on_both_of(&rows(), Caps::NOVEMBER_2026, |house| {
        audiences::prepare(&house.world, house.contest, EVENING).unwrap();
        let campaign = house.campaigns[0];
        for (who, why) in [
            (organiser(house, 1), Reason::NotYourCampaign),
            (house.caller(0), Reason::NotYourRole),
        ] {
            let look = house.act(&who, EVENING, move |tx| audiences::look(tx, campaign));
            let Verdict::Refused(refusal) = look.unwrap().verdict else {
                panic!("counted");
            };
            assert_eq!(refusal.reason, why);
        }
        house.settle(EVENING);
    });
}

#[test]
fn a_contests_counts_are_of_its_snapshot_whatever_becomes_of_the_roll() {
    on_both_of(&rows(), Caps::NOVEMBER_2026, |house| {
        let rivals = Rivals::of(house);
        let campaign = campaign_of(house, rivals.banks[0]);
        let scope = Scope::Campaign(campaign);
        let olwen = house.person("Olwen", Role::Organiser, scope);
        let contest: ContestId = rivals.contest;
        assert!(!audiences::prepare(&house.world, contest, EVENING).unwrap());
        let early = house.act(&olwen, EVENING, move |tx| audiences::look(tx, campaign));
        assert!(
            matches!(early.unwrap().verdict, Verdict::Refused(_)),
            "before access"
        );
        rivals.sign_all(EVENING);
        rivals.prepare(access().minus(Span::minutes(5)));
        rivals.begin(access());
        let now = access().plus(Span::minutes(1));
        let ask = |world: &World| {
            audiences::prepare(world, contest, now).unwrap();
            let all = ["kind=student", "kind=student,age=75+,joined=earlier", ""];
            all.map(|text| about(counts(&olwen, world, campaign, text, now)))
        };
        let before = ask(&house.world);
        let mut moved = rows();
        for row in &mut moved {
            row.kind = Some(MemberKind::parse("full").unwrap());
        }
        import_at(&house.world, moved, now);
        assert_eq!(ask(&house.world), before);
        assert_eq!(ask(&house.node()), before, "a node that comes later, too");
        house.settle(now);
    });
}
