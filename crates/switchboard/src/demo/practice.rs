//! What practice is filled with: some invented members, one campaign without rivals, one bank.

use anyhow::{Result, anyhow};
use switchboard_store::banks::{NameStyle, NewBank, NewContest};
use switchboard_store::rules::contest::{Kind, Plan};
use switchboard_store::rules::ids::{BankId, ContestId};
use switchboard_store::rules::moment::{Moment, Span};
use switchboard_store::rules::person::Region;
use switchboard_store::rules::script::Script;
use switchboard_store::{Auth, Fault, Verdict, World, banks, practice, scripts};

use super::csv::InventedRoll;
use crate::clock::Clock;
use crate::rooms::roll::importing::{self, Reading};
use crate::web::messages::Words;

/// What practice was filled with.
#[derive(Debug, Clone, Copy)]
pub struct Filled {
    /// Its bank.
    pub bank: BankId,
    seed: u64,
}

/// Sets the campaign and its bank up, imports so many invented members, and opens it.
///
/// # Errors
/// What the store or the import says.
pub fn fill(world: &World, (words, clock): (&Words, Clock), members: usize) -> Result<Filled> {
    let now = clock.now();
    let (contest, bank) = set_up(world, words, now)?;
    let seed = u64::try_from(now.millis()).unwrap_or_default();
    let filled = Filled { bank, seed };
    invent(world, clock, (filled, members))?;
    practice::begin(world, (contest, bank), now)?;
    Ok(filled)
}

/// Invents more, so that there are so many in all; those who are there already stay as they are.
///
/// # Errors
/// What the store or the import says.
pub fn more(world: &World, clock: Clock, (filled, members): (Filled, usize)) -> Result<()> {
    invent(world, clock, (filled, members))?;
    banks::fill(world, filled.bank, clock.now())?;
    Ok(())
}

fn invent(world: &World, clock: Clock, (filled, members): (Filled, usize)) -> Result<()> {
    let roll = InventedRoll::new(filled.seed, members);
    let reading = Reading::of(Region::parse(&world.meta().region)?);
    importing::run(world, &Auth::Console, clock, roll, &reading, |_| Ok(()))?;
    Ok(())
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
            if let Ok(script) = Script::read(include_str!("script.toml")) {
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
