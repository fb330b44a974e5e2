//! The world of the week: its roll with what is known of each number, a contest of four campaigns, and who rings.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use switchboard_store::rules::contest::{Kind, Plan};
use switchboard_store::rules::ids::{AccountId, BankId, CampaignId, ContestId};
use switchboard_store::rules::moment::{Date, Moment, Span};
use switchboard_store::rules::policy::{Opened, Role, Scope};
use switchboard_store::rules::screening::List;
use switchboard_store::screening::Filling;
use switchboard_store::{
    Auth, Fault, Meta, Options, Place, SessionKey, Tx, Verdict, World, WorldKind,
};
use switchboard_store::{banks, contests, door, roll};

use super::Setting;
use super::promises::{Number, Promises};
use crate::demo::people;

/// Monday, 30 November 2026, six o'clock in the evening in London.
pub(super) const MONDAY: Moment = Moment::from_millis(1_796_061_600_000);
/// How many campaigns ring.
pub(super) const CAMPAIGNS: usize = 4;
/// Each so many numbers one stands on the screening list.
const LISTED_EACH: usize = 25;
const PACK: &str = "uk-2026-11";
/// The day of the screening list.
const LISTED: &str = "2026-11-27";
/// Calls of a campaign to a member, as a contest has them if nobody says otherwise.
const SLOTS: u32 = 3;

/// Somebody who rings or organises, with a code that signs them in each evening.
pub(super) struct Person {
    pub(super) account: AccountId,
    code: String,
    pub(super) campaign: usize,
    pub(super) key: SessionKey,
}

/// Everybody and everything the week begins with.
pub(super) struct Cast {
    pub(super) world: World,
    pub(super) dir: PathBuf,
    pub(super) contest: ContestId,
    pub(super) campaigns: Vec<CampaignId>,
    pub(super) banks: Vec<BankId>,
    pub(super) callers: Vec<Person>,
    pub(super) returning: Person,
    pub(super) promises: Promises,
}

impl Cast {
    pub(super) fn gather(
        dir: &Path,
        place: Option<Place>,
        setting: &Setting,
    ) -> anyhow::Result<Self> {
        let mut meta = Meta::new(WorldKind::Demo, "Invented Party", "week.example.org")?;
        PACK.clone_into(&mut meta.pack_name);
        let caps = meta.caps;
        let now = MONDAY.minus(Span::days(2));
        let world = World::create(dir, place, &meta, now, Options::default())?;
        let numbers = import(&world, setting, now)?;
        let (contest, made) = contest(&world, now)?;
        contests::open_at_once(&world, contest, now)?;
        let promises = Promises::new(numbers, world.pack().clone(), caps, SLOTS);
        let mut cast = Self {
            dir: dir.to_owned(),
            contest,
            campaigns: made.iter().map(|(campaign, _)| *campaign).collect(),
            banks: made.iter().map(|(_, bank)| *bank).collect(),
            callers: Vec::new(),
            returning: person(&world, Role::ReturningOfficer, Scope::Organisation, 0)?,
            promises,
            world,
        };
        for (at, (campaign, bank)) in made.into_iter().enumerate() {
            let scope = Scope::Campaign(campaign);
            let organiser = person(&cast.world, Role::Organiser, scope, at)?;
            given(&cast.world, Auth::Session(organiser.key), now, move |tx| {
                banks::set_open(tx, bank, banks::Wanted::Open)
            })?;
            for _ in 0..setting.callers {
                cast.callers
                    .push(person(&cast.world, Role::Caller, scope, at)?);
            }
        }
        Ok(cast)
    }

    /// Signs everybody in for an evening, but those whose access has ended.
    pub(super) fn sign_in(&mut self, now: Moment) {
        let people = self.callers.iter_mut().chain([&mut self.returning]);
        for person in people {
            if let Ok(key) = signed_in(&self.world, &person.code, now) {
                person.key = key;
            }
        }
    }

    /// Ends the program and opens its world again.
    pub(super) fn open_again(self) -> anyhow::Result<Self> {
        let dir = self.dir.clone();
        drop(self.world);
        Ok(Self {
            world: World::open(&dir, Options::default())?,
            ..self
        })
    }
}

/// Imports the roll and a screening list; answers what is known of each number.
fn import(
    world: &World,
    setting: &Setting,
    now: Moment,
) -> anyhow::Result<BTreeMap<String, Number>> {
    let dated = Date::parse(LISTED).context("a day that can't be read")?;
    let mut list = Filling::begin(world, List::Tps, dated, setting.members / LISTED_EACH)?;
    let mut numbers: BTreeMap<String, Number> = BTreeMap::new();
    let mut running = match roll::begin(world, &Auth::Console, &roll::Plan::default(), now)? {
        Verdict::Given(running) => running,
        Verdict::Refused(refusal) => bail!("refused: {}", refusal.reason.code()),
    };
    let mut slice = Vec::with_capacity(running.slice_rows());
    let today = world.zone().local(now).date.year;
    for (line, row) in (2_u64..).zip(people::people(setting.seed, setting.members)) {
        for phone in &row.phones {
            let known = numbers.entry(phone.tel_uri()).or_default();
            known.add(&row, today);
            if numbers.len().is_multiple_of(LISTED_EACH)
                && let Some(known) = numbers.get_mut(&phone.tel_uri())
            {
                list.take(phone.e164());
                known.is_never = true;
            }
        }
        slice.push((line, row.into()));
        if slice.len() == running.slice_rows() {
            running.slice(&slice, &[], now)?;
            slice.clear();
        }
    }
    running.slice(&slice, &[], now)?;
    settled(running.switch(now)?)?;
    settled(list.finish(&Auth::Console, &|| now)?)??;
    Ok(numbers)
}

fn contest(world: &World, now: Moment) -> anyhow::Result<(ContestId, Vec<(CampaignId, BankId)>)> {
    let plan = Plan::of_calls(Kind::Contest, now, now.plus(Span::days(14)))?;
    given(world, Auth::Console, now, move |tx| {
        let new = banks::NewContest {
            name: "Leadership".to_owned(),
            style: banks::NameStyle::Titled,
            plan,
        };
        let contest = banks::new_contest(tx, &new)?;
        let made = (0..CAMPAIGNS)
            .map(|at| {
                let name = format!("Campaign {at}");
                let campaign = banks::new_campaign(tx, contest, &name)?;
                let bank = banks::NewBank {
                    campaign,
                    contest,
                    name: format!("{name}, evenings"),
                    opening:
                        "Good evening, I am ringing for a candidate; you can say no at any time."
                            .to_owned(),
                    script: "May we count on you?".to_owned(),
                    notes: false,
                };
                Ok((campaign, banks::new_bank(tx, &bank)?))
            })
            .collect::<Result<Vec<_>, Fault>>()?;
        Ok(Verdict::Given((contest, made)))
    })
}

/// Somebody with a role, some weeks old.
fn person(world: &World, role: Role, scope: Scope, campaign: usize) -> anyhow::Result<Person> {
    let now = MONDAY.minus(Span::days(2));
    let new = door::NewAccount {
        label: "Invented Caller".to_owned(),
        role,
        scope,
        code_until: now.plus(Span::days(20)),
        reusable: true,
        made_at: now.minus(Span::days(30)),
    };
    let (account, code) = given(world, Auth::Console, now, move |tx| {
        door::add_account(tx, &new)
    })?;
    let code = code.expose();
    let key = signed_in(world, &code, now)?;
    Ok(Person {
        account,
        code,
        campaign,
        key,
    })
}

fn signed_in(world: &World, code: &str, now: Moment) -> anyhow::Result<SessionKey> {
    let code = code.to_owned();
    let signed = given(world, Auth::Job("week"), now, move |tx| {
        door::sign_in(tx, &code, Opened::Token)
    })?;
    SessionKey::of(signed.token.expose()).context("a token of another shape")
}

/// Runs an act; a refusal is an error.
pub(super) fn given<T, F>(world: &World, auth: Auth, now: Moment, act: F) -> anyhow::Result<T>
where
    F: FnMut(&mut Tx<'_, '_>) -> Result<Verdict<T>, Fault> + Send + 'static,
    T: Send + 'static,
{
    settled(world.write("week", auth, now, act).wait()?.verdict)
}

fn settled<T>(verdict: Verdict<T>) -> anyhow::Result<T> {
    match verdict {
        Verdict::Given(value) => Ok(value),
        Verdict::Refused(refusal) => bail!("refused: {}", refusal.reason.code()),
    }
}
