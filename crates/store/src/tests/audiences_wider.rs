//! Areas and tags of the roll as groups to ring.

use switchboard_rules::audience::Audience;
use switchboard_rules::budget::Caps;
use switchboard_rules::deal::Order;
use switchboard_rules::ids::CampaignId;
use switchboard_rules::moment::Moment;
use switchboard_rules::person::{AreaName, Tag, Tags};
use switchboard_rules::roll::RollRow;

use super::audiences::{organiser, rows};
use super::house::{EVENING, Person, given, on_both_of};
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
    let act = move |tx: &mut Tx<'_, '_>| audiences::count(tx, campaign, (&audience, None));
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
        let offering = house.reopened();
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
        state: None,
        sample: None,
        order: Order::Random,
    }
}
