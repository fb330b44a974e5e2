//! Following the change feed: the names in the search, and the queues of phone banks.

use switchboard_store::rules::ids::{BankId, MemberId};
use switchboard_store::rules::moment::Moment;
use switchboard_store::{Fault, World, banks, machine, roll};

use super::{Left, Part};

/// Follows the change feed and brings what lives on it up to date.
pub(super) struct Follower {
    part: Part,
    cursor: Option<switchboard_store::Cursor>,
    /// Changes of the roll that are still to be followed.
    waiting: Vec<Vec<u8>>,
    /// Whether one of them is of the whole roll.
    is_whole: bool,
}

impl Follower {
    pub(super) fn of(part: Part) -> Self {
        Self {
            part,
            cursor: None,
            waiting: Vec::new(),
            is_whole: false,
        }
    }

    pub(super) fn follow(&mut self, world: &World, now: Moment) -> Result<(), Fault> {
        let Some(cursor) = &mut self.cursor else {
            self.cursor = Some(world.feed_now()?);
            self.is_whole = true;
            roll::sweep(world, now)?;
            return self.follow_roll(world, now);
        };
        let changes = world.feed(cursor)?;
        let roll = changes.iter().filter(|change| change.kind == "roll");
        self.waiting
            .extend(roll.map(|change| change.reference.clone()));
        for change in changes.iter().filter(|change| change.kind == "forgotten") {
            machine::forget_name(world, &change.reference);
        }
        if changes.iter().any(|change| change.kind == "keys") {
            world.follow_keys()?;
        }
        self.follow_roll(world, now)
    }

    /// Follows the changes of the roll that wait. The feed gives each once, so what a fault stopped is done the next time.
    fn follow_roll(&mut self, world: &World, now: Moment) -> Result<(), Fault> {
        while let Some(reference) = self.waiting.first() {
            match machine::by_hand(world, reference)? {
                Some(member) => hand_changed(world, self.part, member, now)?,
                None => self.is_whole = true,
            }
            self.waiting.remove(0);
        }
        if self.is_whole {
            roll_changed(world, self.part, now)?;
            self.is_whole = false;
        }
        Ok(())
    }
}

/// After a change of one member by hand: their name goes into the search, and they into the queues that lack them.
fn hand_changed(world: &World, part: Part, member: MemberId, now: Moment) -> Result<(), Fault> {
    if part == Part::Serve {
        machine::index_name(world, member, now)?;
    }
    each_bank(world, |bank| banks::fill_with(world, bank, member, now))
}

/// After an import: who left goes out of every queue, new members go into it, and names into the search.
fn roll_changed(world: &World, part: Part, now: Moment) -> Result<(), Fault> {
    if part == Part::Serve {
        machine::index_names(world, now)?;
    }
    roll::follow(world, now)?;
    each_bank(world, |bank| banks::fill(world, bank, now))
}

/// Does something with each bank; a fault with one keeps it from no other.
fn each_bank(
    world: &World,
    mut with: impl FnMut(BankId) -> Result<u64, Fault>,
) -> Result<(), Fault> {
    let mut first = Ok(());
    for bank in banks::all_banks(world)? {
        if let Err(fault) = with(bank)
            && first.is_ok()
        {
            first = Err(fault);
        }
    }
    first
}

/// Fills the queues of banks that were added, beside everything else that waits for changes, and sorts anew those whose order
/// was changed.
pub(super) fn fill_new(world: &World, now: Moment) -> Result<Left, Fault> {
    let mut first = Ok(Left::Nothing);
    for bank in banks::unfilled(world)? {
        if let Err(fault) = banks::fill(world, bank, now)
            && first.is_ok()
        {
            first = Err(fault);
        }
    }
    let sorting = banks::sort_anew(world, now);
    let left = first?;
    Ok(if sorting? { Left::More } else { left })
}
