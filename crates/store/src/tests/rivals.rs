//! Two rivals whose contest isn't open yet, and what they and the officers do.

use switchboard_rules::card::Outcome;
use switchboard_rules::contest::{Dates, Kind, Plan};
use switchboard_rules::events::EventKind;
use switchboard_rules::ids::{BankId, CampaignId, ContestId};
use switchboard_rules::moment::{Moment, Span};
use switchboard_rules::policy::{Reason, Role, Scope};

use super::calls::{card, has_somebody, numbers, say};
use super::house::{EVENING, House, Person, given};
use crate::banks::{NameStyle, NewContest};
use crate::contests::{self, Adding, AddingCampaign, Item, SignedAs, Signing, Texts};
use crate::desk::{self, Dealt};
use crate::tx::{Tx, Verdict};
use crate::world::World;

pub(super) const TEXTS: Texts = Texts {
    notice: [7; 32],
    draft: [8; 32],
};

/// When access begins; the world's clock stands at [`EVENING`] before.
pub(super) fn access() -> Moment {
    EVENING.plus(Span::hours(1))
}

fn plan() -> Plan {
    let dates = Dates {
        announced: EVENING,
        nominations: Some(EVENING),
        access: access(),
        ballot: Some(access().plus(Span::hours(1))),
        closed: access().plus(Span::hours(2)),
        deleted: access().plus(Span::days(1)),
    };
    Plan::parse(Kind::Contest, dates).unwrap()
}

/// Two rivals whose contest isn't open yet.
pub(super) struct Rivals<'a> {
    pub(super) house: &'a House,
    pub(super) contest: ContestId,
    pub(super) campaigns: [CampaignId; 2],
    pub(super) banks: [BankId; 2],
    pub(super) callers: [Person; 2],
    pub(super) dpo: Person,
}

const OF: &str = "select id, campaign from bank where contest = $1 order by name limit 10";

impl<'a> Rivals<'a> {
    pub(super) fn of(house: &'a House) -> Self {
        Self::with(house, plan())
    }

    /// The same with dates of the story's own.
    pub(super) fn with(house: &'a House, plan: Plan) -> Self {
        let returning = house.person("Rhys", Role::ReturningOfficer, Scope::Organisation);
        let campaign = |name: &str| AddingCampaign {
            name: name.to_owned(),
            bank: format!("{name} bank"),
            opening: "Good evening".to_owned(),
        };
        let adding = Adding {
            new: NewContest {
                name: "Frozen".to_owned(),
                style: NameStyle::Titled,
                plan,
            },
            campaigns: vec![campaign("Amber"), campaign("Teal")],
        };
        let add = move |tx: &mut Tx<'_, '_>| contests::add(tx, &adding);
        let contest = given(house.act(&returning, EVENING, add));
        let found = house.read(|raw| {
            raw.all(
                OF,
                &[crate::engine::Arg::Bytes(contest.as_bytes())],
                |row| {
                    let id = |at| crate::session::id16(row.bytes(at).unwrap()).unwrap();
                    Ok((BankId::from_bytes(id(0)), CampaignId::from_bytes(id(1))))
                },
            )
        });
        let [amber, teal] = found.try_into().unwrap();
        let person = |role, (_, campaign)| house.person("Carys", role, Scope::Campaign(campaign));
        let rivals = Self {
            house,
            contest,
            campaigns: [amber.1, teal.1],
            banks: [amber.0, teal.0],
            callers: [person(Role::Caller, amber), person(Role::Caller, teal)],
            dpo: house.person("Dilys", Role::Dpo, Scope::Organisation),
        };
        let duty = [rivals.dpo.account, returning.account];
        let set = move |tx: &mut Tx<'_, '_>| contests::set_duty(tx, contest, duty);
        given(house.act(&returning, EVENING, set));
        // Their organisers can do that from the second on at which access begins; here each story needs it open.
        house.tamper("update bank set state = 'open' where name in ('Amber bank', 'Teal bank')");
        rivals
    }

    pub(super) fn sign(&self, item: Item, now: Moment) -> SignedAs {
        let contest = self.contest;
        // Signing wants whoever signs to have shown lately who they are.
        let dpo = self.house.again(&self.dpo, now);
        let ready = move |tx: &mut Tx<'_, '_>| contests::ready(tx, contest, TEXTS);
        let page = given(self.house.act(&dpo, now, ready));
        let line = page.lines.iter().find(|line| line.item == item).unwrap();
        let signing = Signing {
            item,
            digest: line.digest.unwrap_or_default(),
            reason: if item.may_be_unused() {
                "No list is loaded".to_owned()
            } else {
                String::new()
            },
            as_of: Some(now.minus(Span::days(9))),
        };
        let sign = move |tx: &mut Tx<'_, '_>| contests::sign(tx, contest, &signing, TEXTS);
        given(self.house.act(&dpo, now, sign))
    }

    pub(super) fn sign_all(&self, now: Moment) {
        for item in Item::ALL {
            assert_eq!(self.sign(item, now), SignedAs::Signed, "{}", item.text());
        }
    }

    pub(super) fn prepare(&self, now: Moment) -> usize {
        contests::prepare(&self.house.world, TEXTS, &|| now).unwrap()
    }

    pub(super) fn begin(&self, now: Moment) -> usize {
        contests::begin_phases(&self.house.world, TEXTS, now).unwrap()
    }

    /// Signed, fixed and switched on.
    pub(super) fn open(house: &'a House) -> Self {
        let rivals = Self::of(house);
        rivals.sign_all(EVENING);
        assert_eq!(rivals.prepare(access().minus(Span::minutes(5))), 1);
        rivals.begin(access());
        rivals
    }

    /// What a caller is answered on this node: a card, or why not.
    pub(super) fn asks(&self, world: &World, campaign: usize, now: Moment) -> Result<(), Reason> {
        let (bank, account) = (self.banks[campaign], self.callers[campaign].account);
        let next = move |tx: &mut Tx<'_, '_>| desk::next(tx, bank, account);
        let auth = self.callers[campaign].auth();
        match world
            .write("story", auth, now, next)
            .wait()
            .unwrap()
            .verdict
        {
            Verdict::Given(Dealt::Card(_)) => Ok(()),
            Verdict::Given(_) => panic!("nobody to ring"),
            Verdict::Refused(refusal) => Err(refusal.reason),
        }
    }

    /// Everybody that a campaign is dealt, one after the other.
    pub(super) fn deals(&self, campaign: usize, mut now: Moment) -> usize {
        let (who, bank) = (&self.callers[campaign], self.banks[campaign]);
        let mut dealt = 0;
        while has_somebody(self.house, who, bank, now) {
            let held = card(self.house, who, bank, now).0.card;
            numbers(self.house, who, held, now);
            say(self.house, who.auth(), held, Outcome::NoAnswer, now);
            now = now.plus(Span::seconds(1));
            dealt += 1;
        }
        dealt
    }

    pub(super) fn details(&self, kind: EventKind) -> Vec<String> {
        super::looks::told(self.house, kind.code())
            .into_iter()
            .rev()
            .map(|(_, _, detail)| detail)
            .collect()
    }
}
