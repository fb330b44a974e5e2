//! Tries at signing in that were refused: counted in memory, written down once a minute.
//!
//! Nothing here locks anybody out for good. After many right passwords with wrong numbers one number is looked at in five
//! minutes: whoever has the password has then some three chances in a million each time, and the offices are told.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use switchboard_rules::events::EventKind;
use switchboard_rules::ids::AccountId;
use switchboard_rules::moment::{Moment, Span};

use super::accounts::vars;
use crate::entry::{self, Draft};
use crate::fault::Fault;
use crate::outbox::{self, Message};
use crate::session::Auth;
use crate::tx::Verdict;
use crate::world::World;

/// How many wrong numbers with the right password are a mistake of one's own.
const NUMBERS_MAX: u32 = 10;
/// How long after that the next number is not looked at.
const PAUSE: Span = Span::minutes(5);

/// Refused tries of accounts that exist; strangers are counted elsewhere.
#[derive(Default)]
pub(crate) struct Tries(Mutex<HashMap<AccountId, Tried>>);

#[derive(Clone, Copy)]
struct Tried {
    /// Since the last entry.
    refused: u64,
    /// Wrong numbers with the right password, in a row.
    numbers: u32,
    /// Whether the offices heard of them.
    is_told: bool,
    looked_at: Moment,
}

/// What a minute came to for one account.
#[derive(Clone, Copy)]
struct Minute {
    account: AccountId,
    refused: u64,
    /// Wrong numbers, where the offices are to hear of them now.
    numbers: Option<u32>,
}

impl Tries {
    fn all(&self) -> MutexGuard<'_, HashMap<AccountId, Tried>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn change(&self, account: AccountId, now: Moment, change: impl FnOnce(&mut Tried)) {
        let mut all = self.all();
        change(all.entry(account).or_insert(Tried {
            refused: 0,
            numbers: 0,
            is_told: false,
            looked_at: now,
        }));
    }

    /// Counts a try with a wrong password, or one that was not looked at.
    pub(super) fn refuse(&self, account: AccountId, now: Moment) {
        self.change(account, now, |tried| tried.refused += 1);
    }

    /// Counts a wrong number with the right password.
    pub(super) fn refuse_number(&self, account: AccountId, now: Moment) {
        self.change(account, now, |tried| {
            tried.refused += 1;
            tried.numbers = tried.numbers.saturating_add(1);
            tried.looked_at = now;
        });
    }

    /// Forgets what was wrong: the holder is in.
    pub(super) fn settle(&self, account: AccountId) {
        if let Some(tried) = self.all().get_mut(&account) {
            tried.numbers = 0;
            tried.is_told = false;
        }
    }

    /// Whether the account's next number is not looked at yet.
    pub(super) fn pauses(&self, account: AccountId, now: Moment) -> bool {
        self.all()
            .get(&account)
            .is_some_and(|tried| tried.numbers >= NUMBERS_MAX && now < tried.looked_at.plus(PAUSE))
    }

    fn minute(&self) -> Vec<Minute> {
        let mut all = self.all();
        let minute = all
            .iter_mut()
            .filter(|(_, tried)| tried.refused > 0)
            .map(|(account, tried)| {
                let is_news = tried.numbers >= NUMBERS_MAX && !tried.is_told;
                tried.is_told |= is_news;
                Minute {
                    account: *account,
                    refused: std::mem::take(&mut tried.refused),
                    numbers: is_news.then_some(tried.numbers),
                }
            })
            .collect();
        all.retain(|_, tried| tried.numbers > 0);
        minute
    }
}

/// Writes one entry that says how many strangers were refused since the last one, if any were; and one for each account
/// under whose name somebody was refused.
pub fn write_strangers(world: &World, now: Moment) -> Result<(), Fault> {
    let refused = world
        .0
        .strangers
        .swap(0, std::sync::atomic::Ordering::Relaxed);
    if refused > 0 {
        world
            .write("strangers", Auth::Job("door"), now, move |tx| {
                let draft = Draft::system(EventKind::RefusalsCounted, "door")
                    .detail(format!("refused={refused}"));
                entry::write(tx, &draft, &[])?;
                Ok(Verdict::Given(()))
            })
            .wait()?;
    }
    for minute in world.0.tries.minute() {
        write_minute(world, minute, now)?;
    }
    Ok(())
}

fn write_minute(world: &World, minute: Minute, now: Moment) -> Result<(), Fault> {
    world
        .write("refused-sign-ins", Auth::Job("door"), now, move |tx| {
            let account = minute.account;
            let draft = Draft::own(EventKind::SignInRefused, account, "password");
            let draft = draft.detail(format!("tries={}", minute.refused));
            entry::write(tx, &draft, &[])?;
            if let Some(numbers) = minute.numbers {
                let draft = Draft::own(EventKind::NumbersRefused, account, "password");
                entry::write(tx, &draft.detail(format!("numbers={numbers}")), &[])?;
                let vars = vars(account, account);
                outbox::put_to_officers(tx, Message::NumbersRefused, &vars)?;
            }
            Ok(Verdict::Given(()))
        })
        .wait()?;
    Ok(())
}
