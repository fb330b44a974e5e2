//! Making a practice world: some invented members, one campaign without rivals, one bank.

use anyhow::{Result, anyhow};
use switchboard_store::banks::{NameStyle, NewBank, NewContest};
use switchboard_store::rules::contest::{Kind, Plan};
use switchboard_store::rules::ids::{BankId, ContestId};
use switchboard_store::rules::moment::{Moment, Span};
use switchboard_store::rules::person::Region;
use switchboard_store::rules::script::Script;
use switchboard_store::{Auth, Fault, Verdict, World, banks, practice, scripts};

use crate::app::App;
use crate::demo::csv::InventedRoll;
use crate::rooms::roll::importing::{self, Reading};
use crate::web::messages::Words;

/// How many members are invented: five or six are used up by whoever practises, until the next day.
pub(super) const MEMBERS: usize = 2_000;

/// A new practice world beside this one, open.
pub(super) fn made(live: &App, members: usize) -> Result<World> {
    let now = live.clock.now();
    let world = World::create_practice(&live.world, now)?;
    let made = fill(live, &world, members);
    if made.is_err() {
        let _left = std::fs::remove_dir_all(world.dir());
    }
    made.map(|()| world)
}

fn fill(live: &App, world: &World, members: usize) -> Result<()> {
    let now = live.clock.now();
    let (contest, bank) = set_up(world, &live.words, now)?;
    let seed = u64::try_from(now.millis()).unwrap_or_default();
    let roll = InventedRoll::new(seed, members);
    let reading = Reading::of(Region::parse(&world.meta().region)?);
    importing::run(
        world,
        &Auth::Console,
        live.clock,
        roll,
        &reading,
        |_| Ok(()),
    )?;
    Ok(practice::begin(world, (contest, bank), now)?)
}

fn set_up(world: &World, words: &Words, now: Moment) -> Result<(ContestId, BankId)> {
    let (from, until) = (now.minus(Span::days(1)), now.plus(Span::days(20)));
    let plan = Plan::of_calls(Kind::Standing, from, until)
        .map_err(|error| Fault::World(error.to_string()))?;
    let words = words.clone();
    let done = world
        .write("practice-made", Auth::Console, now, move |tx| {
            let new = NewContest {
                name: words.t("practice-contest"),
                style: NameStyle::Titled,
                plan,
            };
            let contest = banks::new_contest(tx, &new)?;
            let campaign = banks::new_campaign(tx, contest, &words.t("practice-campaign"))?;
            let new = NewBank {
                campaign,
                contest,
                name: words.t("practice-bank"),
                opening: String::new(),
                script: String::new(),
                notes: false,
            };
            let bank = banks::new_bank(tx, &new)?;
            if let Ok(script) = Script::read(include_str!("../demo/script.toml")) {
                scripts::lay(tx, campaign, bank, &script)?;
            }
            Ok(Verdict::Given((contest, bank)))
        })
        .wait()?;
    match done.verdict {
        Verdict::Given(made) => Ok(made),
        Verdict::Refused(refusal) => Err(anyhow!("practice was refused: {refusal}")),
    }
}
