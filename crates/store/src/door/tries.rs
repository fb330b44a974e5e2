//! Tries at signing in that were refused: counted in memory, written down once a minute, all in one entry.
//!
//! The log's size is public, and grows within a second. If a try at an account's name made an entry more than a try at a
//! name that nobody has, anybody could ask the log which addresses have accounts, and whether a password was right. So a
//! minute's refusals are one entry of the system's, whatever was tried; whose names were tried stands in its sealed act,
//! and in `entry_tried`, by which an account's record finds it. The letters that tell the offices are counted there too.
//!
//! Nothing here locks anybody out for good. After many right passwords with wrong numbers one number is looked at in five
//! minutes: whoever has the password has then some three chances in a million each time, and the offices are told.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use switchboard_rules::events::EventKind;
use switchboard_rules::ids::AccountId;
use switchboard_rules::moment::{Moment, Span};

use super::accounts::vars;
use crate::engine::Value;
use crate::entry::{self, Draft};
use crate::fault::Fault;
use crate::outbox::{self, Message};
use crate::session::Auth;
use crate::tx::{Tx, Verdict};
use crate::world::World;

/// How many wrong numbers with the right password are a mistake of one's own.
const NUMBERS_MAX: u32 = 10;
/// How long after that the next number is not looked at.
const PAUSE: Span = Span::minutes(5);

/// Accounts that one entry names at most. Those beyond would be named a minute later, by an entry more, which would tell
/// outsiders that so many of the names that were tried have accounts: it is far above the six hundred tries a minute that
/// all strangers together are let (`switchboard::guard`), so there are none.
const ACCOUNTS_MAX: usize = 5_000;

/// Refused tries of accounts that exist; those of nobody are counted elsewhere.
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
struct Named {
    account: AccountId,
    refused: u64,
    /// Wrong numbers, where the offices are to hear of them now.
    numbers: Option<u32>,
}

/// What a minute came to.
struct Minute {
    /// Refusals of whoever named no account.
    strangers: u64,
    /// In the order of accounts.
    named: Vec<Named>,
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

    /// Takes what was counted since the last time.
    fn take(&self) -> Vec<Named> {
        let mut all = self.all();
        let mut accounts: Vec<AccountId> = all
            .iter()
            .filter(|(_, tried)| tried.refused > 0)
            .map(|(account, _)| *account)
            .collect();
        accounts.sort_unstable();
        accounts.truncate(ACCOUNTS_MAX);
        let mut named = Vec::with_capacity(accounts.len());
        for account in accounts {
            let Some(tried) = all.get_mut(&account) else {
                continue;
            };
            let is_news = tried.numbers >= NUMBERS_MAX && !tried.is_told;
            tried.is_told |= is_news;
            named.push(Named {
                account,
                refused: std::mem::take(&mut tried.refused),
                numbers: is_news.then_some(tried.numbers),
            });
        }
        all.retain(|_, tried| tried.numbers > 0 || tried.refused > 0);
        named
    }

    /// Puts back what could not be written down.
    fn put_back(&self, named: &[Named], now: Moment) {
        for one in named {
            self.change(one.account, now, |tried| {
                tried.refused = tried.refused.saturating_add(one.refused);
                tried.is_told &= one.numbers.is_none();
            });
        }
    }
}

impl Minute {
    fn take(world: &World) -> Self {
        Self {
            strangers: world.0.strangers.swap(0, Ordering::Relaxed),
            named: world.0.tries.take(),
        }
    }

    fn refused(&self) -> u64 {
        let named = self.named.iter().map(|one| one.refused);
        named.fold(self.strangers, u64::saturating_add)
    }

    /// Facts of the act, sealed with it: all refusals, then each account with its own, and the wrong numbers of which the
    /// offices hear.
    fn words(&self) -> String {
        let mut words = format!("refused={}", self.refused());
        for one in &self.named {
            let _ = write!(words, " tried={}:{}", one.account, one.refused);
            if let Some(numbers) = one.numbers {
                let _ = write!(words, ":{numbers}");
            }
        }
        words
    }

    fn write(&self, tx: &mut Tx<'_, '_>) -> Result<(), Fault> {
        let id = tx.world.ordered.next(tx.now().millis());
        let mut letters = 0;
        for one in &self.named {
            tx.later(
                TRIED,
                vec![
                    Value::Int(one.account.bucket()),
                    Value::Bytes(one.account.as_bytes().to_vec()),
                    Value::Bytes(id.to_vec()),
                ],
            );
            if one.numbers.is_some() {
                let vars = vars(one.account, one.account);
                letters += outbox::put_to_officers(tx, Message::NumbersRefused, &vars)?;
            }
        }
        // Opening those letters writes no entry of its own (`machine::letters`): it is said here.
        let words = match letters {
            0 => self.words(),
            some => format!("{} letters={some}", self.words()),
        };
        let draft = Draft::system(EventKind::RefusalsCounted, "door").detail(words);
        entry::write_as(tx, id, &draft, &[])
    }
}

const TRIED: &str = "insert into entry_tried (bucket, account, entry) values ($1, $2, $3)";

/// Reads what an entry says was tried: accounts, how often each, and how many wrong numbers the offices heard of.
pub(crate) fn tried_in(detail: &str) -> Vec<(AccountId, u64, u64)> {
    let words = detail.split(' ');
    let tried = words.filter_map(|word| word.strip_prefix("tried="));
    tried
        .filter_map(|word| {
            let mut parts = word.split(':');
            let account = AccountId::parse(parts.next()?).ok()?;
            let refused = parts.next()?.parse().ok()?;
            let numbers = parts.next().and_then(|n| n.parse().ok()).unwrap_or(0);
            Some((account, refused, numbers))
        })
        .collect()
}

/// Writes one entry that says how many were refused since the last one, if any were, and under whose names. What could not
/// be written is counted again; where the commit stood all the same, the log says too much rather than too little.
pub fn write_strangers(world: &World, now: Moment) -> Result<(), Fault> {
    let minute = Arc::new(Minute::take(world));
    if minute.refused() == 0 {
        return Ok(());
    }
    let written = Arc::clone(&minute);
    let done = world
        .write("strangers", Auth::Job("door"), now, move |tx| {
            written.write(tx)?;
            Ok(Verdict::Given(()))
        })
        .wait();
    if let Err(fault) = done {
        world
            .0
            .strangers
            .fetch_add(minute.strangers, Ordering::Relaxed);
        world.0.tries.put_back(&minute.named, now);
        return Err(fault);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_tried_is_read_again_as_it_was_written() {
        let (one, two) = (
            AccountId::from_bytes([1; 16]),
            AccountId::from_bytes([2; 16]),
        );
        let named = |account, refused, numbers| Named {
            account,
            refused,
            numbers,
        };
        let minute = Minute {
            strangers: 7,
            named: vec![named(one, 3, None), named(two, 12, Some(10))],
        };
        assert_eq!(
            minute.words(),
            format!("refused=22 tried={one}:3 tried={two}:12:10")
        );
        assert_eq!(tried_in(&minute.words()), [(one, 3, 0), (two, 12, 10)]);
        assert!(tried_in("refused=22 tried=nobody:1 tried=").is_empty());
    }

    #[test]
    fn what_could_not_be_written_is_counted_again_and_no_account_is_left_out() {
        let tries = Tries::default();
        let now = Moment::from_millis(0);
        let account = |n: u16| {
            let [high, low] = n.to_be_bytes();
            let mut id = [0; 16];
            (id[0], id[1]) = (high, low);
            AccountId::from_bytes(id)
        };
        let many = u16::try_from(ACCOUNTS_MAX).unwrap() + 1;
        for n in 0..many {
            tries.refuse(account(n), now);
        }
        for _ in 0..NUMBERS_MAX {
            tries.refuse_number(account(0), now);
        }
        let first = tries.take();
        assert_eq!(first.len(), ACCOUNTS_MAX);
        assert_eq!((first[0].refused, first[0].numbers), (11, Some(10)));
        tries.put_back(&first, now);
        let again = tries.take();
        assert_eq!(again.len(), ACCOUNTS_MAX);
        assert_eq!((again[0].refused, again[0].numbers), (11, Some(10)));
        let rest: Vec<AccountId> = tries.take().iter().map(|one| one.account).collect();
        assert_eq!(rest, [account(many - 1)]);
        assert!(tries.take().is_empty());
    }
}
