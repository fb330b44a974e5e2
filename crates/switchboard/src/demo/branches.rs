//! The branches of a demo: one of each name that its roll uses, invented ones in districts.
//!
//! They are there before the members of its contest are fixed and counted, so that its campaigns choose whom they ring by branch. The
//! membership officer makes them, as on the page of branches (“Make a branch of each”): a count of the roll and an entry for each act.

use std::collections::BTreeMap;

use switchboard_store::branches::{self, Change, Changed};
use switchboard_store::rules::ids::BranchId;
use switchboard_store::rules::moment::Moment;
use switchboard_store::rules::person::BranchName;
use switchboard_store::rules::policy::Role;
use switchboard_store::{Auth, Fault, SessionKey, World};

use super::contest::{Setup, given};
use super::people::district_of;

/// Makes a branch of each name on the roll that none is known by. Names of somebody's own roll stand at the top: where they belong
/// is nobody's here to say.
pub(super) fn set_up(world: &World, setup: &Setup, now: Moment) -> Result<(), Fault> {
    let mut people = setup.people.iter();
    let officer = people.find(|one| one.role == Role::MembershipOfficer);
    let officer = officer.ok_or(Fault::NoSeat)?;
    let key = SessionKey::of(&officer.token).ok_or(Fault::NoSeat)?;
    let names = unplaced(world, key, now)?;
    let districts: Option<Vec<&str>> = names.iter().map(|name| district_of(name)).collect();
    let Some(districts) = districts else {
        let done = world
            .write("demo-branch", Auth::Session(key), now, move |tx| {
                branches::place(tx, &names)
            })
            .wait()?;
        return given(done).map(|_| ());
    };
    let mut made: BTreeMap<&str, BranchId> = BTreeMap::new();
    for (name, district) in names.iter().zip(districts) {
        let parent = match made.get(district) {
            Some(parent) => Some(*parent),
            None => add(world, key, (district, None), now)?,
        };
        made.extend(parent.map(|parent| (district, parent)));
        add(world, key, (name.as_str(), parent), now)?;
    }
    Ok(())
}

/// The names that files use and no branch is known by.
fn unplaced(world: &World, key: SessionKey, now: Moment) -> Result<Vec<String>, Fault> {
    let year = world.zone().local(now).date.year;
    let done = world
        .write("demo-totals", Auth::Session(key), now, move |tx| {
            branches::ask_totals(tx, year)
        })
        .wait()?;
    Ok(given(done)?.count(world)?.unplaced())
}

/// A new branch; none where it can't stand there.
fn add(
    world: &World,
    key: SessionKey,
    (name, parent): (&str, Option<BranchId>),
    now: Moment,
) -> Result<Option<BranchId>, Fault> {
    let Ok(name) = BranchName::parse(name) else {
        return Ok(None);
    };
    let change = Change::Add { name, parent };
    let done = world
        .write("demo-branch", Auth::Session(key), now, move |tx| {
            branches::change(tx, &change)
        })
        .wait()?;
    Ok(match given(done)? {
        Changed::Done(branch) => Some(branch),
        Changed::Place(_) | Changed::NameTaken | Changed::TooMany => None,
    })
}
