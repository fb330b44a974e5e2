//! Progress by group, against campaigns that choose whom their banks are done with.
//!
//! Three campaigns have all the tables they can, in as many banks as they like: each is done with the same half of all members, whose ages
//! they know, and with the target. So of each number they know all but what the target adds.

use switchboard_rules::audience::{Audience, Choice, Columns, Done, TABLES_MAX};
use switchboard_rules::ids::BankId;

use crate::attacks::Guess;
use crate::invented::{BANDS, Chance, KINDS, Member, World};
use crate::likely::{Reader, any_bytes};
use crate::oracle::{AGES, bands};
use crate::padded::{Standing, codes};

/// Whom all banks are done with.
pub struct Banks<'w> {
    columns: &'w Columns,
    done: Done,
    known: Standing,
}

impl<'w> Banks<'w> {
    pub fn over(world: &World, columns: &'w Columns) -> Self {
        let mut banks = Self {
            columns,
            done: columns.nobody_done(),
            known: Standing::default(),
        };
        // Targets have odd places.
        for member in world.members.iter().step_by(2) {
            add(columns, &mut banks.done, member);
            banks.known[member.age] += 1;
        }
        banks
    }

    /// What the tables say of a target's age, in logarithms.
    pub fn read(&self, target: &Member, reader: &mut Reader, chance: &mut Chance) -> Guess {
        let mut done = self.done.clone();
        add(self.columns, &mut done, target);
        let mut says = [0.0; BANDS.len()];
        for _ in 0..3 * TABLES_MAX {
            let bank = BankId::from_bytes(any_bytes(chance));
            for group in self.columns.progress((bank, &Audience::EVERYBODY), &done) {
                let age = AGES
                    .iter()
                    .position(|age| Choice::Age(*age) == group.choice);
                let (Some(age), Some(told)) = (age, group.done.rounded()) else {
                    continue;
                };
                let known: u64 = bands(age).map(|band| self.known[band]).sum();
                let is_in = bands(age).contains(&target.age);
                let more = reader.says(told, (known, is_in), chance);
                for band in bands(age) {
                    says[band] += more;
                }
            }
        }
        says
    }
}

fn add(columns: &Columns, done: &mut Done, member: &Member) {
    columns.add_done(done, &member.id, KINDS[member.kind], codes(member));
}
