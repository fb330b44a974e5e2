//! A code that an officer gives a member who has no e-mail address: in person, or on the telephone.
//!
//! The officer has the member's record open, with a purpose, and says the code to them. It opens their page together with anything by
//! which they are found, once, within an hour, and while whoever gave it may still give one. An officer could type it alone: so the page
//! is covered, and what campaigns wrote is not on it, whoever gave a code before. Decision 0049 says what this can't do.

use switchboard_rules::events::EventKind;
use switchboard_rules::ids::{AccountId, LookId, MemberId, bucket_of};
use switchboard_rules::moment::{Moment, Span};
use switchboard_rules::policy::{Action, Resource};

use super::proof;
use crate::branches;
use crate::desk::shape;
use crate::door::Code;
use crate::engine::{Arg, Row, Value};
use crate::entry::{self, Draft};
use crate::fault::Fault;
use crate::hush::says_only_its_name;
use crate::line;
use crate::members;
use crate::outbox::{self, Message, To};
use crate::session::id16;
use crate::tx::{Tx, Verdict};
use crate::world::Inner;

/// How long such a code works.
const GOOD_FOR: Span = Span::hours(1);
/// How often it may come without anything of that member.
const WRONG_MAX: i64 = 3;
/// How many one officer gives one member in a day. Counted by officer, so that nobody uses up what a colleague may give.
const A_DAY_MAX: i64 = 5;
/// How many one officer gives in a day, to whomever: an office's honest day, and no way through the roll.
const OFFICER_MAX: i64 = 40;
/// How long it is remembered that one was given: those of a day are counted.
const KEPT_FOR: Span = Span::days(2);

/// What came of giving a code.
pub enum Given {
    /// The code, to be said this once, and until when it works.
    Code(String, Moment),
    /// This officer gave as many today as may be: to this member, or to all together.
    TooMany,
}
says_only_its_name!(Given);

/// Under what a code is kept: itself, so that nobody's is ended by a stranger who types wrong ones.
fn hash(world: &Inner, code: &str) -> [u8; 16] {
    let typed = Code::typed(code);
    world.keys.door.short("own-given", typed.as_bytes())
}

const TODAY: &str =
    "select count(*) from own_given where member = $1 and given_at > $2 and account = $3";
const TODAY_ALL: &str = "select count(*) from own_given where account = $1 and given_at > $2";
const END_GOOD: &str =
    "update own_given set until_at = 0 where member = $1 and until_at > $2 and account = $3";
const GIVE: &str = "insert into own_given (bucket, code_hash, member, account, given_at, until_at, wrong) values ($1, $2, $3, $4, $5, $6, 0)";

/// Gives the member of a look a code, in place of any that the same officer gave before. The member and the offices hear of it by letter.
pub fn give(tx: &mut Tx<'_, '_>, look: LookId) -> Result<Verdict<Given>, Fault> {
    // Whoever gives two at once, in two windows, waits for themselves: those of the day are counted behind it.
    let giver = tx.account()?;
    line::account(tx, giver)?;
    let held = match members::hold(tx, look, Action::GiveOwnCode)? {
        Ok(held) => held,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    let (member, now) = (held.member(), tx.now());
    let whose = Arg::Bytes(member.as_bytes());
    let by = Arg::Bytes(giver.as_bytes());
    let since = Arg::Int(now.minus(Span::days(1)).millis());
    let to_them = tx.one(TODAY, &[whose, since, by], |row| row.int(0))?;
    let to_all = tx.one(TODAY_ALL, &[by, since], |row| row.int(0))?;
    if to_them.unwrap_or(0) >= A_DAY_MAX || to_all.unwrap_or(0) >= OFFICER_MAX {
        return Ok(Verdict::Given(Given::TooMany));
    }
    tx.run(END_GOOD, &[whose, Arg::Int(now.millis()), by])?;
    let code = Code::fresh()?.expose();
    let key = hash(tx.world, &code);
    let until = now.plus(GOOD_FOR);
    tx.later(
        GIVE,
        vec![
            Value::Int(bucket_of(&key)),
            Value::Bytes(key.to_vec()),
            Value::Bytes(member.as_bytes().to_vec()),
            Value::Bytes(giver.as_bytes().to_vec()),
            Value::Int(now.millis()),
            Value::Int(until.millis()),
        ],
    );
    let subject = entry::subject_of(tx, member, "")?;
    let detail = format!("look={look} until={}", until.millis());
    let draft = Draft::act(EventKind::OwnCodeGiven, &held.grant).detail(detail);
    entry::write(tx, &draft, &subject)?;
    let at = format!("at={}", now.millis());
    outbox::put(tx, Message::OwnCodeGiven, To::Member(member), &at)?;
    let vars = format!("{at} by={giver}");
    outbox::put_to_officers(tx, Message::OwnCodeGivenOffice, &vars)?;
    Ok(Verdict::Given(Given::Code(code, until)))
}

/// Whether a code may be given by this look: nothing is done.
pub fn may_give(tx: &mut Tx<'_, '_>, look: LookId) -> Result<Verdict<()>, Fault> {
    Ok(match members::hold(tx, look, Action::GiveOwnCode)? {
        Ok(_) => Verdict::Given(()),
        Err(refusal) => Verdict::Refused(refusal),
    })
}

/// What is kept of a code.
struct Kept {
    member: MemberId,
    account: AccountId,
    until: i64,
    wrong: i64,
}

fn kept(row: &Row<'_>) -> Result<Kept, Fault> {
    let bad = || shape("own_given");
    Ok(Kept {
        member: MemberId::from_bytes(id16(row.bytes(0)?).ok_or_else(bad)?),
        account: AccountId::from_bytes(id16(row.bytes(1)?).ok_or_else(bad)?),
        until: row.int(2)?,
        wrong: row.int(3)?,
    })
}

const KEPT: &str = "select member, account, until_at, wrong from own_given where bucket = $1 and code_hash = $2 {for_update}";
const WRONG: &str = "update own_given set wrong = wrong + 1 where bucket = $1 and code_hash = $2";
const USED: &str = "update own_given set until_at = 0 where bucket = $1 and code_hash = $2";

/// Takes a code that an officer gave: whose page it opens, covered, and who gave it; none where it is no such code, nothing of its
/// member was typed, or whoever gave it may give none any more.
pub(super) fn taken(
    tx: &mut Tx<'_, '_>,
    typed: &str,
    code: &str,
) -> Result<Option<(MemberId, AccountId)>, Fault> {
    let hash = hash(tx.world, code);
    let key = [Arg::Int(bucket_of(&hash)), Arg::Bytes(&hash)];
    let now = tx.now();
    let kept = tx.one(KEPT, &key, kept)?;
    let Some(kept) = kept.filter(|kept| kept.until > now.millis() && kept.wrong < WRONG_MAX) else {
        return Ok(None);
    };
    // Whoever has the code has it from the office: nobody else is told that somebody is found.
    if !proof::found(tx, typed)?.contains(&kept.member) {
        tx.run(WRONG, &key)?;
        return Ok(None);
    }
    let stands = branches::stands(tx, kept.member)?;
    let giver = (kept.account, "password");
    if !tx.would_grant(giver, Action::GiveOwnCode, &Resource::Member { stands })? {
        return Ok(None);
    }
    tx.run(USED, &key)?;
    Ok(Some((kept.member, kept.account)))
}

const OLD: &str = "delete from own_given where given_at <= $1";
const END_ALL: &str = "update own_given set until_at = 0";
const END_OF: &str = "delete from own_given where member = $1";

/// Forgets what was given long ago.
pub(super) fn forget_old(tx: &mut Tx<'_, '_>) -> Result<u64, Fault> {
    let before = tx.now().minus(KEPT_FOR).millis();
    tx.run(OLD, &[Arg::Int(before)])
}

const END_BY: &str = "update own_given set until_at = 0 where account = $1";

/// Ends every code that this officer gave.
pub(super) fn end_by(tx: &mut Tx<'_, '_>, giver: AccountId) -> Result<(), Fault> {
    tx.run(END_BY, &[Arg::Bytes(giver.as_bytes())])?;
    Ok(())
}

/// Ends every code, after a restore.
pub(super) fn end_all(tx: &mut Tx<'_, '_>) -> Result<(), Fault> {
    tx.run(END_ALL, &[])?;
    Ok(())
}

/// Forgets the codes of a record that is merged with another: what was said of the one is no proof for the other.
pub(super) fn end_of(tx: &mut Tx<'_, '_>, member: MemberId) -> Result<(), Fault> {
    tx.run(END_OF, &[Arg::Bytes(member.as_bytes())])?;
    Ok(())
}
