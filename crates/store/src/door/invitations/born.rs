//! Joining by membership number and birth year, instead of by the code: for an organisation that has switched it on.
//!
//! It is weaker than a code: a birth year is guessed in a few dozen tries, and known to friends. So five wrong ones are the most
//! for a number in a month, whichever invitation they are made at; then only the code is left. Wrong numbers count for their
//! invitation alone. Whoever invites learns nothing
//! of the roll: the number is sealed as typed, and looked up when somebody joins.

use switchboard_rules::events::EventKind;
use switchboard_rules::ids::{InvitationId, MemberId, bucket_of};
use switchboard_rules::moment::{Moment, Span};
use switchboard_rules::policy::{Reason, Refusal};

use super::joining::{wanted, write};
use super::{Kept, kept, number_spot};
use crate::door::SignedIn;
use crate::engine::Arg;
use crate::entry::{self, Draft};
use crate::fault::Fault;
use crate::machine;
use crate::tx::{Tx, Verdict};

/// How many wrong birth years are taken for a number within [`TRIES_FOR`].
pub const TRIES_MAX: u32 = 5;
/// For how long wrong ones count.
const TRIES_FOR: Span = Span::days(30);

/// Joins as [`super::join`] does, by what the person knows of themselves. Wrong, unknown, spent, over: all are refused alike.
///
/// Each look at a birth year is an entry, also where nobody has the number, so that the log's size tells nothing; where
/// somebody has, they have a part in it.
pub fn join_by_birth(
    tx: &mut Tx<'_, '_>,
    id: InvitationId,
    (number, year): (&str, i16),
    notice: &'static str,
) -> Result<Verdict<SignedIn>, Fault> {
    let now = tx.now();
    let found = kept(tx, id)?.filter(|kept| kept.is_open(now) && kept.number.is_some());
    if let Some(kept) = found
        && let Some((kept, campaign)) = wanted(tx, kept)?
        && is_theirs(tx, &kept, number, year)?
    {
        return write(tx, &kept, &campaign, notice).map(Verdict::Given);
    }
    tx.count_stranger();
    Ok(Verdict::Refused(Refusal::new(Reason::SignedOut)))
}

/// Whether number and year are those of the member whom the invitation is for; counts a wrong year against the number, and a
/// wrong number against the invitation.
fn is_theirs(tx: &mut Tx<'_, '_>, kept: &Kept, typed: &str, year: i16) -> Result<bool, Fault> {
    let Some(sealed) = &kept.number else {
        return Ok(false);
    };
    let place = number_spot(kept.id.as_bytes());
    let number = tx.world.keys.account.open(place, sealed)?;
    let number = String::from_utf8_lossy(&number).into_owned();
    let door = &tx.world.keys.door;
    let here = door.short("birth-try-here", kept.id.as_bytes());
    let blind = door.short("birth-try", number.as_bytes());
    // Held in one order by all: the invitation, which has one number, then the number.
    let spent = tries(tx, &here, tx.now())?.max(tries(tx, &blind, tx.now())?);
    if spent >= i64::from(TRIES_MAX) {
        return Ok(false);
    }
    let member = machine::member_born_in(tx, &number, year)?;
    if typed.trim() != number {
        // Whoever has the link and not the number learns nothing of the member, so that nothing is counted against them
        // and nothing is written into their record.
        note(tx, kept, None)?;
        count(tx, &here)?;
        return Ok(false);
    }
    note(tx, kept, member)?;
    let is_right = member.is_some_and(|(_, is_born)| is_born);
    if !is_right {
        count(tx, &blind)?;
    }
    Ok(is_right)
}

const HELD: &str = "insert into birth_try (bucket, blind, tries, since) values ($1, $2, 0, $3) on conflict (bucket, blind) do nothing";
const TRIES: &str =
    "select tries, since from birth_try where bucket = $1 and blind = $2 {for_update}";

/// Wrong ones that still count.
fn tries(tx: &mut Tx<'_, '_>, blind: &[u8; 16], now: Moment) -> Result<i64, Fault> {
    let (bucket, blind) = (Arg::Int(bucket_of(blind)), Arg::Bytes(blind));
    // A row to hold, so that tries at two invitations of one number wait for each other.
    tx.run(HELD, &[bucket, blind, Arg::Int(now.millis())])?;
    let args = [bucket, blind];
    let found = tx.one(TRIES, &args, |row| Ok((row.int(0)?, row.int(1)?)))?;
    Ok(found.map_or(0, |(tries, since)| {
        let is_old = now.since(Moment::from_millis(since)) >= TRIES_FOR;
        if is_old { 0 } else { tries }
    }))
}

const COUNT: &str = "update birth_try set tries = case when since <= $4 then 1 else tries + 1 end, since = case when since <= $4 or tries = 0 then $3 else since end where bucket = $1 and blind = $2";

fn count(tx: &mut Tx<'_, '_>, blind: &[u8; 16]) -> Result<(), Fault> {
    let now = tx.now();
    let args = [
        Arg::Int(bucket_of(blind)),
        Arg::Bytes(blind),
        Arg::Int(now.millis()),
        Arg::Int(now.minus(TRIES_FOR).millis()),
    ];
    tx.run(COUNT, &args)?;
    Ok(())
}

/// Writes down that a birth year was compared, for whoever has the number.
fn note(tx: &mut Tx<'_, '_>, kept: &Kept, member: Option<(MemberId, bool)>) -> Result<(), Fault> {
    let subjects = match member {
        Some((member, _)) => entry::subject_of(tx, member, "birth_date")?,
        None => Vec::new(),
    };
    let detail = format!("invitation={}", kept.id);
    let draft = Draft::system(EventKind::BirthYearTried, "join").detail(detail);
    entry::write(tx, &draft.in_campaign(kept.campaign), &subjects)
}
