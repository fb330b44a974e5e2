//! Areas and tags of the roll, and what came of one campaign's own calls, as groups to ring.

use switchboard_rules::audience::{Audience, Field};
use switchboard_rules::budget::Caps;
use switchboard_rules::deal::Order;
use switchboard_rules::ids::CampaignId;
use switchboard_rules::moment::{Moment, Span};
use switchboard_rules::person::{AreaName, Tag, Tags};
use switchboard_rules::roll::RollRow;

use super::audiences::{organiser, rows};
use super::house::{EVENING, House, Person, given, on_both_of};
use crate::audiences::{self, Counted};
use crate::banks::{self, Added, NewOwnBank};
use crate::tx::Tx;
use crate::world::World;

fn counts(
    who: &Person,
    world: &World,
    (campaign, text): (CampaignId, &str),
    now: Moment,
) -> Counted {
    let audience = Audience::parse(text).unwrap();
    let act = move |tx: &mut Tx<'_, '_>| audiences::count(tx, campaign, &audience);
    given(world.write("story", who.auth(), now, act).wait())
}

/// Asserts that about so many are told.
fn is_about(counted: Counted, truth: u64) {
    let Counted::About(count) = counted else {
        panic!("{counted:?}, not {truth}");
    };
    assert!(
        count.rounded().unwrap().abs_diff(truth) <= 7,
        "{count}, not {truth}"
    );
}

/// Half of them live in each of two areas; all students and every second of the others are walkers.
fn with_tags() -> Vec<RollRow> {
    let mut all = rows();
    for (at, row) in all.iter_mut().enumerate() {
        let area = if at % 4 < 2 {
            "Harbour Ward"
        } else {
            "Hill Ward"
        };
        row.area = AreaName::parse(area).ok();
        let is_walker = at % 2 == 0
            || row
                .kind
                .as_ref()
                .is_some_and(|kind| kind.as_str() == "student");
        let tags = if is_walker {
            "walker; secret"
        } else {
            "secret"
        };
        row.tags = Tags::parse(tags).unwrap();
    }
    all
}

#[test]
fn a_tag_that_nobody_offers_is_no_group_and_one_that_is_offered_is() {
    on_both_of(&with_tags(), Caps::NOVEMBER_2026, |house| {
        let (olwen, campaign) = (organiser(house, 0), house.campaigns[0]);
        audiences::prepare(&house.world, house.contest, EVENING).unwrap();
        let ask = |world: &World, text| counts(&olwen, world, (campaign, text), EVENING);
        is_about(ask(&house.world, "area=Harbour%20Ward"), 240);
        assert_eq!(ask(&house.world, "tag=walker"), Counted::Unknown);
        let offering = house.node();
        audiences::offer_tags(
            &offering,
            Tag::parse("walker").unwrap().into_iter().collect(),
        );
        audiences::prepare(&offering, house.contest, EVENING).unwrap();
        is_about(ask(&offering, "tag=walker"), 360);
        is_about(ask(&offering, "kind=full,tag=walker"), 120);
        is_about(ask(&offering, "area=Hill%20Ward,tag=walker"), 180);
        assert_eq!(ask(&offering, "tag=secret"), Counted::Unknown);
        let new = bank(campaign, "kind=full,tag=walker");
        let add = move |tx: &mut Tx<'_, '_>| banks::add_bank(tx, &new);
        let added = given(offering.write("story", olwen.auth(), EVENING, add).wait());
        let Added::Done(bank) = added else {
            panic!("{added:?}");
        };
        assert_eq!(banks::fill(&offering, bank, EVENING).unwrap(), 120);
        house.settle(EVENING);
    });
}

fn bank(campaign: CampaignId, audience: &str) -> NewOwnBank {
    NewOwnBank {
        campaign,
        name: "Walkers".to_owned(),
        opening: "Good evening".to_owned(),
        script: "Will you vote?".to_owned(),
        notes: false,
        audience: Audience::parse(audience).unwrap(),
        sample: None,
        order: Order::Random,
    }
}

/// Red rang all students yesterday, sixty each with another outcome but for 120 who weren't reached, and sixty others this evening.
fn rings(house: &House) {
    let rung = house.tamper("insert into card (bucket, id, member, bank, campaign, contest, account, rank, class, state, dealt_at, shown_at, until_at, extensions, ended_at, outcome, late) select r.bucket, r.member, r.member, b.id, b.campaign, b.contest, b.id, 0, 1, 'done', 1795459020000, 1795459020000, 1795459020000, 0, 1795459020000, case when r.age_band = '75+' then 'no-answer' when r.joined_year = 1999 then 'answered' else 'call-back' end, 0 from member_row r join bank b on b.name = 'Red evening' where r.kind = 'student'");
    assert_eq!(rung, 240);
    let rung = house.tamper("insert into card (bucket, id, member, bank, campaign, contest, account, rank, class, state, dealt_at, shown_at, until_at, extensions, ended_at, outcome, late) select r.bucket, r.member, r.member, b.id, b.campaign, b.contest, b.id, 0, 1, 'done', 1795545420000, 1795545420000, 1795545420000, 0, 1795545420000, 'answered', 0 from member_row r join bank b on b.name = 'Red evening' where r.kind = 'full' and r.age_band = '75+' and r.joined_year = 1999");
    assert_eq!(rung, 60);
}

#[test]
fn what_came_of_calls_is_counted_for_their_own_campaign_by_whole_days_and_for_no_rival() {
    on_both_of(&rows(), Caps::NOVEMBER_2026, |house| {
        rings(house);
        let (red, blue) = (organiser(house, 0), organiser(house, 1));
        let own = |at: usize| (house.campaigns[at], house.contest);
        audiences::prepare(&house.world, house.contest, EVENING).unwrap();
        let ask = |text, now| counts(&red, &house.world, (own(0).0, text), now);
        assert_eq!(ask("spoken=reached", EVENING), Counted::NotReady);
        for campaign in [0, 1] {
            audiences::prepare_own(&house.world, own(campaign), EVENING).unwrap();
        }
        for (text, truth) in [
            ("spoken=not-rung", 240),
            ("spoken=not-reached", 120),
            ("spoken=reached", 60),
            ("spoken=call-back", 60),
            ("age=75+,spoken=not-rung", 120),
        ] {
            is_about(ask(text, EVENING), truth);
        }
        for text in ["spoken=not-rung", "spoken=reached"] {
            let told = counts(&blue, &house.world, (own(1).0, text), EVENING);
            assert_eq!(told, Counted::Unknown, "Blue has rung nobody");
        }
        // Red's bank rings those whom it hadn't rung yesterday, whatever this evening brings.
        let added = super::audiences::adds(house, &red, (own(0).0, "spoken=not-rung", None));
        let Added::Done(bank) = added else {
            panic!("{added:?}");
        };
        assert_eq!(banks::fill(&house.node(), bank, EVENING).unwrap(), 240);
        let tomorrow = EVENING.plus(Span::hours(24));
        assert_eq!(ask("spoken=reached", tomorrow), Counted::NotReady);
        audiences::prepare_own(&house.world, own(0), tomorrow).unwrap();
        is_about(ask("spoken=reached", tomorrow), 120);
        is_about(ask("spoken=not-rung", tomorrow), 180);
        house.settle(tomorrow);
    });
}

#[test]
fn calls_that_are_no_batch_change_nothing_on_the_next_day() {
    on_both_of(&rows(), Caps::NOVEMBER_2026, |house| {
        rings(house);
        let few = house.tamper("update card set outcome = null where ended_at = 1795545420000 and id not in (select id from card where ended_at = 1795545420000 order by id limit 49)");
        assert_eq!(few, 11);
        let red = organiser(house, 0);
        let own = (house.campaigns[0], house.contest);
        let tomorrow = EVENING.plus(Span::hours(24));
        let seen = [EVENING, tomorrow].map(|now| {
            audiences::prepare(&house.world, house.contest, now).unwrap();
            audiences::prepare_own(&house.world, own, now).unwrap();
            counts(&red, &house.world, (own.0, "spoken=not-rung"), now)
        });
        is_about(seen[0], 240);
        assert_eq!(seen[0], seen[1]);
        let table =
            move |tx: &mut Tx<'_, '_>| audiences::cross(tx, own.0, [Field::Spoken, Field::Kind]);
        let table = given(house.act(&red, tomorrow, table)).unwrap().table();
        assert_eq!((table.lines.len(), table.columns.len()), (4, 2));
        house.settle(tomorrow);
    });
}
