//! The languages in which a caller rings beside the usual one, and the turn of the members who want one of those.
//!
//! A queue keeps them apart by its class: 16 times the language's number stands on top of it. So whoever rings in the usual language
//! alone is dealt by the very look that there was before, and never sees who waits for somebody else. A row that stands in the wrong
//! place, because a member's language was changed since, is moved by whoever comes upon it, and by the job that fills queues.

use switchboard_rules::deal::Class;
use switchboard_rules::events::EventKind;
use switchboard_rules::ids::{AccountId, BankId};
use switchboard_rules::moment::Moment;
use switchboard_rules::person::Tongue;
use switchboard_rules::policy::{Action, Facts, Resource};

use super::deal::Place;
use crate::engine::{Arg, Value};
use crate::entry::{self, Draft};
use crate::fault::Fault;
use crate::tx::{Tx, Verdict};

/// How many languages beside the usual one a caller may name.
pub const TONGUES_MAX: usize = 5;

/// The classes below are those of every language; what stands above is which.
const KINDS: i64 = 16;

/// A class of the queue among those who want this language; as it is for those who want the usual one.
pub(crate) fn class_in(tongue: Option<Tongue>, class: i64) -> i64 {
    let kind = class.rem_euclid(KINDS);
    tongue.map_or(kind, |tongue| tongue.number() * KINDS + kind)
}

/// A class among those in which `other` stands: whoever asked for a language goes on waiting for it.
pub(super) fn beside(other: i64, class: i64) -> i64 {
    let in_turn = class == Class::Open.code() || class == Class::CallBack.code();
    if in_turn {
        other - other.rem_euclid(KINDS) + class
    } else {
        class
    }
}

const SAID: &str = "select languages from caller_own where bucket = $1 and account = $2";
const SAY: &str = "insert into caller_own (bucket, account, languages, rested_evening, rested_ms) values ($1, $2, $3, 0, 0) on conflict (bucket, account) do update set languages = excluded.languages";

/// The languages in which the caller rings beside the usual one.
pub fn tongues(tx: &mut Tx<'_, '_>, account: AccountId) -> Result<Verdict<Vec<Tongue>>, Fault> {
    let own = Resource::Account { account };
    if let Err(refusal) = tx.ask(Action::RingInLanguages, &own, Facts::SHUT)? {
        return Ok(Verdict::Refused(refusal));
    }
    let args = [Arg::Int(account.bucket()), Arg::Bytes(account.as_bytes())];
    let said = tx.one(SAID, &args, |row| Ok(read(row.text(0)?)))?;
    Ok(Verdict::Given(said.unwrap_or_default()))
}

/// Says in which languages the caller rings beside the usual one, at most [`TONGUES_MAX`]; none takes it back.
pub fn set_tongues(
    tx: &mut Tx<'_, '_>,
    account: AccountId,
    tongues: &[Tongue],
) -> Result<Verdict<()>, Fault> {
    let own = Resource::Account { account };
    let grant = match tx.ask(Action::RingInLanguages, &own, Facts::SHUT)? {
        Ok(grant) => grant,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    let usual = tx.world.usual_tongue();
    let others = tongues.iter().filter(|tongue| **tongue != usual);
    let mut codes: Vec<&str> = others.map(|tongue| tongue.code()).collect();
    codes.sort_unstable();
    codes.dedup();
    codes.truncate(TONGUES_MAX);
    tx.later(
        SAY,
        vec![
            Value::Int(account.bucket()),
            Value::Bytes(account.as_bytes().to_vec()),
            Value::Text(codes.join(",")),
        ],
    );
    let draft =
        Draft::act(EventKind::LanguagesRung, &grant).detail(format!("languages={}", codes.len()));
    entry::write(tx, &draft, &[])?;
    Ok(Verdict::Given(()))
}

/// Out of their column.
pub(super) fn read(codes: &str) -> Vec<Tongue> {
    let codes = codes.split(',').take(TONGUES_MAX);
    codes.filter_map(Tongue::from_code).collect()
}

/// Whoever asked to be rung back now comes before whoever's turn it is, in whatever language.
const CALL_BACK: &str =
    "select rank from queue where bank = $1 and class = 0 and due_at <= $2 limit 1";
const FIRST: &str = "select member, class, due_at, rank from queue where bank = $1 and class = $2 and due_at <= $3 order by due_at, rank limit 1 {skip_locked}";

/// The first who wants one of these languages, which few ring in; none where nobody does, or a call-back is due that everybody can
/// make.
pub(super) fn pick(
    tx: &mut Tx<'_, '_>,
    bank: BankId,
    tongues: &[Tongue],
) -> Result<Option<Place>, Fault> {
    if tongues.is_empty() {
        return Ok(None);
    }
    if let Some(back) = first(tx, bank, (tongues, Class::CallBack))? {
        return Ok(Some(back));
    }
    let now = tx.now().millis();
    let args = [Arg::Bytes(bank.as_bytes()), Arg::Int(now)];
    if tx.one(CALL_BACK, &args, |row| row.int(0))?.is_some() {
        return Ok(None);
    }
    first(tx, bank, (tongues, Class::Open))
}

fn first(
    tx: &mut Tx<'_, '_>,
    bank: BankId,
    (tongues, class): (&[Tongue], Class),
) -> Result<Option<Place>, Fault> {
    let now = tx.now().millis();
    for tongue in tongues {
        let args = [
            Arg::Bytes(bank.as_bytes()),
            Arg::Int(class_in(Some(*tongue), class.code())),
            Arg::Int(now),
        ];
        if let Some(place) = tx.one(FIRST, &args, |row| Place::read(row, bank))? {
            return Ok(Some(place));
        }
    }
    Ok(None)
}

const NEXT_DUE: &str =
    "select min(due_at) from queue where bank = $1 and class = $2 and due_at > $3";

/// When the next one is due whom a caller may be dealt who rings in these languages beside the usual one.
pub(super) fn next_due(
    tx: &mut Tx<'_, '_>,
    bank: BankId,
    spoken: &[Tongue],
) -> Result<Option<Moment>, Fault> {
    let now = tx.now().millis();
    let among = spoken.iter().copied().map(Some);
    let mut best: Option<i64> = None;
    for tongue in std::iter::once(None).chain(among) {
        for class in [Class::CallBack, Class::Open] {
            let args = [
                Arg::Bytes(bank.as_bytes()),
                Arg::Int(class_in(tongue, class.code())),
                Arg::Int(now),
            ];
            let due = tx.one(NEXT_DUE, &args, |row| row.opt_int(0))?.flatten();
            best = match (best, due) {
                (Some(a), Some(b)) => Some(a.min(b)),
                (a, b) => a.or(b),
            };
        }
    }
    Ok(best.map(Moment::from_millis))
}

const WAIT: &str =
    "select rank from queue where bank = $1 and class >= 16 and due_at <= $2 limit 1";

/// Whether anybody whose turn it is waits for another language than the usual one: asked where there is nobody else.
pub(super) fn others_wait(tx: &mut Tx<'_, '_>, bank: BankId) -> Result<bool, Fault> {
    let args = [Arg::Bytes(bank.as_bytes()), Arg::Int(tx.now().millis())];
    Ok(tx.one(WAIT, &args, |row| row.int(0))?.is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_class_keeps_its_language_and_being_out_has_none() {
        let welsh = Tongue::from_code("cy");
        assert_eq!(class_in(None, Class::Open.code()), 1);
        assert_eq!(class_in(welsh, Class::Open.code()), 33);
        assert_eq!(class_in(welsh, 33), 33);
        assert_eq!((class_in(None, 33), class_in(None, 32)), (1, 0));
        assert_eq!(beside(33, Class::CallBack.code()), 32);
        assert_eq!(beside(32, Class::Open.code()), 33);
        assert_eq!(beside(0, Class::Open.code()), 1);
        assert_eq!(beside(33, Class::Out.code()), 9);
    }
}
