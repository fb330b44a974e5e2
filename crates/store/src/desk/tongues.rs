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
use super::facts::CardRow;
use super::near::{NearSet, call_back_is_due, is_of_this_evening};
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

const WANTS: &str = "select r.language from member_row r where r.bucket = $1 and r.member = $2 and not exists (select 1 from import_dark d where d.import = r.import) order by r.import desc limit 1";

/// The class in which a card's member goes back into the turn: among those of the language that they want now, where it was dealt among
/// those of another than the usual one. Out of the usual ones whoever deals next moves them on.
pub(super) fn put_back(tx: &mut Tx<'_, '_>, card: &CardRow, class: i64) -> Result<i64, Fault> {
    let back = beside(card.class, class);
    if back < KINDS {
        return Ok(back);
    }
    let args = [
        Arg::Int(card.member.bucket()),
        Arg::Bytes(card.member.as_bytes()),
    ];
    let wants = tx.one(WANTS, &args, |row| Ok(Tongue::from_code(row.text(0)?)))?;
    let usual = tx.world.usual;
    let wants = wants.flatten().filter(|tongue| *tongue != usual);
    Ok(class_in(wants, back))
}

const SAID: &str = "select languages, languages_at from caller_own where bucket = $1 and account = $2 {for_update}";
const SAY: &str = "insert into caller_own (bucket, account, languages, languages_at, rested_evening, rested_ms) values ($1, $2, $3, $4, 0, 0) on conflict (bucket, account) do update set languages = excluded.languages, languages_at = excluded.languages_at";

/// What a caller said of languages, and when they last named one more.
fn said(tx: &mut Tx<'_, '_>, account: AccountId) -> Result<(Vec<Tongue>, Option<i64>), Fault> {
    let args = [Arg::Int(account.bucket()), Arg::Bytes(account.as_bytes())];
    let said = tx.one(SAID, &args, |row| Ok((read(row.text(0)?), row.opt_int(1)?)))?;
    Ok(said.unwrap_or_default())
}

/// The languages in which the caller rings beside the usual one.
pub fn tongues(tx: &mut Tx<'_, '_>, account: AccountId) -> Result<Verdict<Vec<Tongue>>, Fault> {
    let own = Resource::Account { account };
    if let Err(refusal) = tx.ask(Action::RingInLanguages, &own, Facts::SHUT)? {
        return Ok(Verdict::Refused(refusal));
    }
    Ok(Verdict::Given(said(tx, account)?.0))
}

/// Says in which languages the caller rings beside the usual one, at most [`TONGUES_MAX`]. One more can be named once an evening, as
/// branches can; what was named can be taken back at any time.
pub fn set_tongues(
    tx: &mut Tx<'_, '_>,
    account: AccountId,
    tongues: &[Tongue],
) -> Result<Verdict<NearSet>, Fault> {
    let own = Resource::Account { account };
    let grant = match tx.ask(Action::RingInLanguages, &own, Facts::SHUT)? {
        Ok(grant) => grant,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    let usual = tx.world.usual;
    let others = tongues.iter().filter(|tongue| **tongue != usual);
    let mut codes: Vec<&str> = others.map(|tongue| tongue.code()).collect();
    codes.sort_unstable();
    codes.dedup();
    codes.truncate(TONGUES_MAX);
    let (before, before_at) = said(tx, account)?;
    let is_new = |code: &&str| !before.iter().any(|tongue| tongue.code() == *code);
    let now = tx.now();
    let at = if codes.iter().any(is_new) {
        if is_of_this_evening(tx, before_at) {
            return Ok(Verdict::Given(NearSet::Tomorrow));
        }
        Some(now.millis())
    } else {
        before_at
    };
    tx.later(
        SAY,
        vec![
            Value::Int(account.bucket()),
            Value::Bytes(account.as_bytes().to_vec()),
            Value::Text(codes.join(",")),
            at.map_or(Value::Null, Value::Int),
        ],
    );
    let draft =
        Draft::act(EventKind::LanguagesRung, &grant).detail(format!("languages={}", codes.len()));
    entry::write(tx, &draft, &[])?;
    Ok(Verdict::Given(NearSet::Kept))
}

/// Out of their column.
pub(super) fn read(codes: &str) -> Vec<Tongue> {
    let codes = codes.split(',').take(TONGUES_MAX);
    codes.filter_map(Tongue::from_code).collect()
}

const FIRST: &str = "select member, class, due_at, rank from queue where bank = $1 and class = $2 and due_at <= $3 order by due_at, rank limit 1 {skip_locked}";

/// After so many in one deal it is the turn of those who want the usual language: many of another may be kept for a rival.
const TAKEN_MAX: usize = 8;

/// In one deal, those who want a language in which the caller rings beside the usual one.
///
/// Who asked to be rung back in it comes at once; who is in turn, with every third card or where nobody is in turn who wants the usual
/// one. So nobody looks through a bank for one language. What is found empty isn't looked at again in the same deal.
pub(super) struct Apart {
    call_backs: Vec<Tongue>,
    in_turn: Vec<Tongue>,
    taken: usize,
    comes_first: bool,
}

impl Apart {
    /// For the card of the evening that is about to be dealt.
    pub(super) fn of(
        tx: &mut Tx<'_, '_>,
        bank: BankId,
        (spoken, card): (&[Tongue], u32),
    ) -> Result<Self, Fault> {
        // A call-back that everybody can make goes before.
        let comes_first = !spoken.is_empty() && card % 3 == 1 && !call_back_is_due(tx, bank)?;
        Ok(Self {
            call_backs: spoken.to_vec(),
            in_turn: spoken.to_vec(),
            taken: 0,
            comes_first,
        })
    }

    /// Whoever comes before those who want the usual language.
    pub(super) fn before(
        &mut self,
        tx: &mut Tx<'_, '_>,
        bank: BankId,
    ) -> Result<Option<Place>, Fault> {
        if self.taken >= TAKEN_MAX {
            return Ok(None);
        }
        let mut place = first(tx, bank, (&mut self.call_backs, Class::CallBack))?;
        if place.is_none() && self.comes_first {
            place = first(tx, bank, (&mut self.in_turn, Class::Open))?;
        }
        self.taken += usize::from(place.is_some());
        Ok(place)
    }

    /// Whoever comes where nobody is in turn who wants the usual language.
    pub(super) fn after(
        &mut self,
        tx: &mut Tx<'_, '_>,
        bank: BankId,
    ) -> Result<Option<Place>, Fault> {
        match first(tx, bank, (&mut self.call_backs, Class::CallBack))? {
            Some(back) => Ok(Some(back)),
            None => first(tx, bank, (&mut self.in_turn, Class::Open)),
        }
    }
}

/// The first of this class in one of these languages; those in which there is nobody are dropped.
fn first(
    tx: &mut Tx<'_, '_>,
    bank: BankId,
    (tongues, class): (&mut Vec<Tongue>, Class),
) -> Result<Option<Place>, Fault> {
    let now = tx.now().millis();
    while let Some(tongue) = tongues.first() {
        let args = [
            Arg::Bytes(bank.as_bytes()),
            Arg::Int(class_in(Some(*tongue), class.code())),
            Arg::Int(now),
        ];
        if let Some(place) = tx.one(FIRST, &args, |row| Place::read(row, bank))? {
            return Ok(Some(place));
        }
        tongues.remove(0);
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
