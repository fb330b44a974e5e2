//! Forgetting a member: what leads to them is destroyed in one commit, and no proof breaks.
//!
//! | gone at once | stays, and why |
//! |---|---|
//! | the wrapping of their erase key, and with it whatever a backup's newer copy could still seal | |
//! | every version of their row, lookups, marks, queues, the open card, reports, notes, messages | cards and counts of calls, unlinked: they are about the campaign |
//! | their part of every ledger entry | the leaf's commitment: nobody can open it, and every proof still holds; how many parts went, for `ledger verify` misses every other one |
//! | reasons of requests about them | who asked, who approved, when |
//! | rows of files that were given back and name them, in slices | |
//! | | never-again hashes of their number in the books and their telephone numbers: so that no file rings them again |
//!
//! Backups hold the older copies until the month key that wrapped them is destroyed: `rules::forgetting` says by when.
//! An import or a change of keys that is under way may be writing about the member just now, so forgetting waits for it.

mod certificate;
mod identity;
mod preview;
mod rejects;
mod traces;
mod waiting;

use switchboard_rules::events::EventKind;
use switchboard_rules::ids::{MemberId, RequestId};
use switchboard_rules::moment::Moment;

use crate::blinds::Turn;
use crate::desk::close_for_ever;
use crate::duplicates::alias;
use crate::engine::Value;
use crate::entry::{self, Draft};
use crate::fault::Fault;
use crate::line;
use crate::log;
use crate::never_again::Fact;
use crate::requests::{self, By, Filed, NOBODY, Outcome};
use crate::rights;
use crate::tx::Tx;
use identity::Identity;

pub use certificate::{Certificate, certificate};
pub use preview::{Goes, Preview, ask_by_number, may_preview, preview};
pub use traces::sweep;
pub use waiting::{After, Forgotten, ForgottenPage, being_forgotten};

pub(crate) use rejects::forget_rejects;

/// Forgets the member of an approved request; when it is called again, goes on with the rest.
pub(crate) fn carry_out(tx: &mut Tx<'_, '_>, filed: &Filed, by: &By<'_>) -> Result<Outcome, Fault> {
    if let Some((needles, at)) = requests::work(tx, filed)? {
        return rejects::go_on(tx, filed, &needles, &at);
    }
    let source = Source {
        request: *filed.id.as_bytes(),
        draft: by.draft(EventKind::MemberForgotten, filed),
        again: None,
    };
    if is_busy(tx)? {
        return Ok(Outcome::Begun);
    }
    if !is_who_was_meant(tx, filed)? {
        return Ok(Outcome::Failed("merged-since"));
    }
    match forget_undisturbed(tx, filed.member, &source)? {
        Forgot::Busy => Ok(Outcome::Begun),
        Forgot::Before => Ok(Outcome::Failed("forgotten-before")),
        Forgot::Now(identity) => rejects::begin(tx, filed, &identity.needles()),
    }
}

/// Whether the member of a request is still that person and nobody else. Whoever asked and whoever agreed were shown one
/// record: merged into another, or another into it, since it was asked for, somebody would be destroyed whom neither meant.
fn is_who_was_meant(tx: &mut Tx<'_, '_>, filed: &Filed) -> Result<bool, Fault> {
    let keeper = alias::keeper(tx, filed.member)?;
    let is_merged = alias::is_merged_since(tx.raw(), filed.member, filed.asked_at)?;
    Ok(keeper == filed.member && !is_merged)
}

/// By what a member is forgotten: a request of two people, a retention rule (sixteen zero bytes), or a restored backup that
/// doesn't know yet that it was done.
pub(crate) struct Source {
    pub(crate) request: [u8; 16],
    pub(crate) draft: Draft,
    /// When it was done, where it is only done once more: from that moment the days count that somebody was told.
    pub(crate) again: Option<Moment>,
}

impl Source {
    fn at(&self, now: Moment) -> Moment {
        self.again.unwrap_or(now)
    }

    fn word(&self) -> String {
        if self.again.is_some() {
            return "by=restore".to_owned();
        }
        if self.request == [0; 16] {
            return "by=retention".to_owned();
        }
        format!("request={}", RequestId::from_bytes(self.request))
    }

    /// Tells `never-again.log`, which has it already where it is done once more.
    fn tell(&self, tx: &mut Tx<'_, '_>, fact: &Fact) {
        if self.again.is_none() {
            tx.never_again(fact);
        }
    }
}

/// What became of it.
pub(crate) enum Forgot {
    /// An import or a change of keys is under way.
    Busy,
    /// There is no such member any more.
    Before,
    /// Whoever this was is forgotten.
    Now(Identity),
}

/// Destroys what leads to a member, and to whoever goes on under the same record.
pub(crate) fn forget(
    tx: &mut Tx<'_, '_>,
    member: MemberId,
    source: &Source,
) -> Result<Forgot, Fault> {
    if is_busy(tx)? {
        return Ok(Forgot::Busy);
    }
    forget_undisturbed(tx, member, source)
}

/// The same where nobody else writes: an import that the backup of a restored world was taken in is given up before, and
/// whatever change of keys it was taken in finds, when it goes on, that there is nobody to wrap. Both keys' indexes go.
pub(crate) fn forget_undisturbed(
    tx: &mut Tx<'_, '_>,
    member: MemberId,
    source: &Source,
) -> Result<Forgot, Fault> {
    // Whoever was merged is the same person: their records are forgotten first, so that no number of theirs looks shared.
    let mut person = alias::of_one_person(tx.raw(), member)?;
    line::members(tx, &person)?;
    person.reverse();
    let mut all: Option<Identity> = None;
    for record in person {
        if let Some(identity) = forget_record(tx, record, source)? {
            all = Some(match all {
                Some(before) => before.and(identity),
                None => identity,
            });
        }
        tx.flush()?;
    }
    Ok(all.map_or(Forgot::Before, Forgot::Now))
}

/// Destroys what leads to one record; nothing where it is forgotten already.
fn forget_record(
    tx: &mut Tx<'_, '_>,
    member: MemberId,
    source: &Source,
) -> Result<Option<Identity>, Fault> {
    let key = line::known(tx, member)?;
    let Some((wrapped, month)) = key.filter(|(wrapped, _)| !wrapped.is_empty()) else {
        return Ok(None);
    };
    let world = std::sync::Arc::clone(tx.world);
    let identity = Identity::gather((&world, tx.raw()), member, &wrapped, month)?;
    // From here no queue deals them; a card that was dealt a moment ago is found below.
    let banks = traces::out_of_queues(tx, member)?;
    close_for_ever(tx, member)?;
    tx.flush()?;
    identity.out_of_banks(tx, &banks)?;
    identity.never_again(tx, member, source)?;
    identity.out_of_lookups(tx, member)?;
    identity.off_cards(tx, member);
    let id = tx.world.ordered.next(tx.now().millis());
    write_down(tx, member, month, (id, source));
    requests::unlink(tx, member, &source.request)?;
    // What is queued until here may hold parts of theirs; the entry says how many parts the log has lost.
    tx.flush()?;
    let key = world.keys.member(member.as_bytes(), month, &wrapped)?;
    let parts = log::destroy_parts(tx, member, &key)?;
    let words = format!(
        "calls={} versions={} {}",
        identity.cards.len(),
        identity.versions,
        log::destroyed_words(parts)
    );
    let words = format!("{} {words}", source.word());
    let covered = [entry::covered(*member.as_bytes())?];
    let draft = source.draft.clone().detail(words);
    entry::write_as(tx, id, &draft, &covered)?;
    rights::end_with(tx, member)?;
    traces::destroy(tx, member);
    tx.changed("forgotten", member.as_bytes());
    source.tell(tx, &Fact::erased(&world, member));
    Ok(Some(identity))
}

/// Whether something is under way that may be writing about anybody.
fn is_busy(tx: &mut Tx<'_, '_>) -> Result<bool, Fault> {
    let is_importing = line::is_importing(tx)?;
    // Nobody begins to change keys before this has ended.
    let turn = Turn::hold(tx.raw())?;
    Ok(is_importing || turn.is_changing())
}

const FORGOTTEN: &str = "insert into forgotten (bucket, member, at, key_month, request, account, entry) values ($1, $2, $3, $4, $5, $6, $7)";
const NO_KEY: &str = "update member set erase_key = $1, key_month = 0 where bucket = $2 and id = $3 and key_month = $4";

/// Destroys the wrapping, and writes down that there was somebody.
fn write_down(
    tx: &mut Tx<'_, '_>,
    member: MemberId,
    month: i64,
    (entry, source): ([u8; 16], &Source),
) {
    debug_assert!(member != NOBODY);
    tx.later(
        FORGOTTEN,
        vec![
            Value::Int(member.bucket()),
            Value::Bytes(member.as_bytes().to_vec()),
            Value::Int(source.at(tx.now()).millis()),
            Value::Int(month),
            Value::Bytes(source.request.to_vec()),
            Value::Bytes(source.draft.account().as_bytes().to_vec()),
            Value::Bytes(entry.to_vec()),
        ],
    );
    tx.later_expect(
        1,
        NO_KEY,
        vec![
            Value::Bytes(Vec::new()),
            Value::Int(member.bucket()),
            Value::Bytes(member.as_bytes().to_vec()),
            Value::Int(month),
        ],
    );
}
