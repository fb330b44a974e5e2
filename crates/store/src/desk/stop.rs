//! Stops: whom one campaign, or all of them, may not ring any more; and how the stop that a report brought ends again.
//!
//! A row of the queue in class 8 is out of turn. Its `due_at` says where it would go back to: -1 to those the bank was
//! done with, otherwise into the turn, at that moment.
//!
//! Whom a bank was done with under one record, it is done with under the record that they go on under: class 9 with -1, or
//! class 8 with -1 where something stops them besides. No card's outcome and no lifting brings them back, and neither does an
//! undo of the merge: nobody can tell which of the two was on the telephone. So a bank that was done with the record that
//! stayed, before the merge or since, or has it on a desk at the undo, doesn't ring the other either: rather nobody than one
//! of them twice.

use switchboard_rules::eligible::{MemberFacts, NotNow};
use switchboard_rules::ids::{AccountId, BankId, CampaignId, CardId, ContestId, MemberId};
use switchboard_rules::moment::Span;
use switchboard_rules::policy::{Reason, Refusal};

use super::candidate::{Asking, candidate};
use super::facts::{self, CardRow, Members, shape};
use super::finish;
use crate::engine::{Arg, Value};
use crate::fault::Fault;
use crate::session::id16;
use crate::tx::{Tx, Verdict};

/// Should it ever be lifted, whom a bank was done with, it stays done with; the bank whose call this is would ring again.
const STOP_CAMPAIGN: &str = "update queue set class = 8, due_at = case when class = 8 then due_at when class = 9 and due_at <= 0 then -1 else 0 end where bucket = $1 and member = $2 and bank in (select id from bank where campaign = $3)";
const STOP_ALL: &str = "update queue set class = 8, due_at = case when class = 8 then due_at when class = 9 and due_at <= 0 then -1 else 0 end where bucket = $1 and member = $2";
/// The bank that reports was on the call: it would have to ring again. Its sisters may have been done with the member.
const STOP_REPORTED: &str = "update queue set class = 8, due_at = case when class in (1, 8) or class >= 16 then due_at when class = 9 and (bank <> $4 or due_at = -1) then -1 else 0 end where bucket = $1 and member = $2 and bank in (select id from bank where campaign = $3)";
/// An end may be taken back, so each bank remembers where the member goes back to.
const STOP_ENDED: &str = "update queue set class = 8, due_at = case when class in (1, 8) or class >= 16 then due_at when class = 9 then -1 else 0 end where bucket = $1 and member = $2";
/// Whom a bank was done with goes back there with the -1: no late word on a card brings them into the turn again.
const LIFT: &str = "update queue set class = case when due_at = -1 then 9 else 1 end, due_at = case when due_at <> -1 and due_at < $4 then $4 else due_at end where bucket = $1 and member = $2 and class = 8 and bank in (select id from bank where campaign = $3)";
/// Stops every campaign until it is lifted: whom a bank was done with, it stays done with.
const HOLD_ALL: &str = "update queue set class = 8, due_at = case when class in (0, 1, 8) or class >= 16 then due_at when class = 9 then -1 else 0 end where bucket = $1 and member = $2";
const OPEN: &str = "select card from open_card where bucket = $1 and member = $2";
/// A member's place in every queue, held until the commit.
const HELD: &str = "select bank from queue where bucket = $1 and member = $2 order by bank limit 1000 {for_update}";
/// The campaigns that are stopped, in a queue or by a report that wasn't a mistake.
const STOPPED_BY: &str = "select distinct b.campaign from queue q join bank b on b.id = q.bank where q.bucket = $1 and q.member = $2 and q.class = 8 order by b.campaign limit 1000";
const REPORTED: &str = "select card from report where member = $1 and campaign = $2 and (settled_as is null or settled_as = 'right') limit 1";

pub(crate) fn of_member(member: MemberId) -> Vec<Value> {
    vec![
        Value::Int(member.bucket()),
        Value::Bytes(member.as_bytes().to_vec()),
    ]
}

fn of_campaign(member: MemberId, campaign: CampaignId) -> Vec<Value> {
    let mut args = of_member(member);
    args.push(Value::Bytes(campaign.as_bytes().to_vec()));
    args
}

/// Stops one campaign for good.
pub(crate) fn campaign(tx: &mut Tx<'_, '_>, member: MemberId, campaign: CampaignId) {
    tx.later(STOP_CAMPAIGN, of_campaign(member, campaign));
}

/// Stops every campaign for good.
pub(crate) fn everybody(tx: &mut Tx<'_, '_>, member: MemberId) {
    tx.later(STOP_ALL, of_member(member));
}

/// Takes a member whose membership has ended out of every turn.
pub(crate) fn ended(tx: &mut Tx<'_, '_>, member: MemberId) {
    tx.later(STOP_ENDED, of_member(member));
}

/// Stops the card's campaign until the officer has settled what it reports of `member`, who is the card's unless that was
/// merged.
pub(super) fn reported(tx: &mut Tx<'_, '_>, card: &CardRow, member: MemberId) {
    let mut args = of_campaign(member, card.campaign);
    args.push(Value::Bytes(card.bank.as_bytes().to_vec()));
    tx.later(STOP_REPORTED, args);
}

/// By what a bank is done with somebody whatever comes of a card that is open.
const DONE_WITH: &str = "update queue set class = case when class = 8 then 8 else 9 end, due_at = -1 where bucket = $1 and member = $2 and bank = $3 and (class in (0, 1, 7, 8) or class >= 16 or due_at > 0)";
/// The same in every bank that was done with whoever goes on under them.
const DONE_AS_ONE: &str = "update queue set class = case when class = 8 then 8 else 9 end, due_at = -1 where bucket = $1 and member = $2 and (class in (0, 1, 7, 8) or class >= 16 or due_at > 0) and bank in (select q.bank from member_alias a join queue q on q.bucket = a.bucket and q.member = a.member where a.keeper = $2 and (q.class = 9 or (q.class = 8 and q.due_at = -1)))";

/// Takes somebody out of one bank's turn for good.
pub(crate) fn done_with(tx: &mut Tx<'_, '_>, member: MemberId, bank: BankId) {
    let mut args = of_member(member);
    args.push(Value::Bytes(bank.as_bytes().to_vec()));
    tx.later(DONE_WITH, args);
}

/// Takes somebody out of the turn of every bank that was done with a record which goes on under theirs.
pub(crate) fn done_as_one(tx: &mut Tx<'_, '_>, keeper: MemberId) {
    tx.later(DONE_AS_ONE, of_member(keeper));
}

/// The banks that were done with a record, or have it on a desk just now.
const DONE: &str = "select bank from queue where bucket = $1 and member = $2 and (class = 9 or (class = 8 and due_at = -1)) order by bank limit 1000";
/// A bank that was opened while the two were one never had the other record: it has it from here, as done with.
const HAVE: &str = "insert into queue (bucket, member, bank, class, due_at, rank) select $1, $2, k.bank, 9, -1, k.rank from queue k where k.bucket = $3 and k.member = $4 and k.bank = $5 on conflict (bucket, member, bank) do nothing";
const ONE_MORE: &str = "update bank set filled = filled + 1 where id = $1";
const DONE_TOO: &str = "update queue set class = case when class = 8 then 8 else 9 end, due_at = -1 where bucket = $1 and member = $2 and bank = $3";

/// Takes a record that stands on its own again out of the turn of every bank that was done with the one it went on under.
pub(crate) fn done_with_both(
    tx: &mut Tx<'_, '_>,
    keeper: MemberId,
    loser: MemberId,
) -> Result<(), Fault> {
    let args = [Arg::Int(keeper.bucket()), Arg::Bytes(keeper.as_bytes())];
    let banks = tx.all(DONE, &args, |row| {
        id16(row.bytes(0)?).ok_or_else(|| shape("queue"))
    })?;
    for bank in banks {
        let (l, k) = (loser.as_bytes(), keeper.as_bytes());
        let args = [
            Arg::Int(loser.bucket()),
            Arg::Bytes(l),
            Arg::Int(keeper.bucket()),
            Arg::Bytes(k),
            Arg::Bytes(&bank),
        ];
        if tx.run(HAVE, &args)? == 1 {
            tx.later(ONE_MORE, vec![Value::Bytes(bank.to_vec())]);
        } else {
            let mut args = of_member(loser);
            args.push(Value::Bytes(bank.to_vec()));
            tx.later(DONE_TOO, args);
        }
    }
    Ok(())
}

/// The same for whom many at once were stopped by one caller: they rest a day first, and come behind those who wait, so that those whose
/// report was true aren't the next to be rung.
pub(crate) fn lift_rested(
    tx: &mut Tx<'_, '_>,
    member: MemberId,
    campaign: CampaignId,
) -> Result<(), Fault> {
    let due = tx.now().plus(Span::days(1));
    lift_after(tx, (member, campaign), due.millis())
}

/// Ends what a report stopped. Whatever else stands against a call, an objection above all, keeps the stop as it is.
pub(crate) fn lift(
    tx: &mut Tx<'_, '_>,
    member: MemberId,
    campaign: CampaignId,
) -> Result<(), Fault> {
    lift_after(tx, (member, campaign), 0)
}

fn lift_after(
    tx: &mut Tx<'_, '_>,
    (member, campaign): (MemberId, CampaignId),
    due: i64,
) -> Result<(), Fault> {
    let asking = Asking {
        campaign,
        contest: ContestId::from_bytes([0; 16]),
        members: Members::Live,
        own: None,
        caller: None,
    };
    let Some(found) = candidate(tx, member, &asking)? else {
        return Ok(());
    };
    // Whoever lifts a report looked for others, and the one that is lifted is settled only with the commit.
    let unreported = |facts| MemberFacts {
        reported: false,
        ..facts
    };
    let is_held = found
        .may_ring_but(tx.world, tx.now(), unreported)
        .is_err_and(NotNow::lasts);
    if !is_held {
        let mut args = of_campaign(member, campaign);
        args.push(Value::Int(due));
        tx.later(LIFT, args);
    }
    Ok(())
}

/// Stops every campaign until [`lift_all`], and takes a card that is open off its desk.
pub(crate) fn hold_all(tx: &mut Tx<'_, '_>, member: MemberId) -> Result<(), Fault> {
    cut(tx, member, None)?;
    tx.later(HOLD_ALL, of_member(member));
    Ok(())
}

/// Takes the member's open card off its desk, if it is one of this campaign, or of any; also one that is dealt at this very
/// moment.
pub(crate) fn cut(
    tx: &mut Tx<'_, '_>,
    member: MemberId,
    campaign: Option<CampaignId>,
) -> Result<(), Fault> {
    if let Some(card) = on_a_desk(tx, member, campaign)? {
        return finish::cut(tx, &card);
    }
    // Whoever deals holds the member's place in the queue until the card is committed: after this it is seen, or the place is
    // ours and the deal finds that it has changed. Where a card of theirs is open, its end is waited for by the card itself,
    // and holding the queue first would be the order of locks the other way round.
    let args = [Arg::Int(member.bucket()), Arg::Bytes(member.as_bytes())];
    tx.all(HELD, &args, |row| Ok(row.bytes(0)?.len()))?;
    match on_a_desk(tx, member, campaign)? {
        Some(card) => finish::cut(tx, &card),
        None => Ok(()),
    }
}

/// The member's card that is on a desk of this campaign, or of any. None also where the card that was open has ended before it
/// was read: another may be open by then.
fn on_a_desk(
    tx: &mut Tx<'_, '_>,
    member: MemberId,
    campaign: Option<CampaignId>,
) -> Result<Option<CardRow>, Fault> {
    let Some(open) = open_card(tx, member)? else {
        return Ok(None);
    };
    let card = facts::card(tx, open)?;
    Ok(card.filter(|card| {
        card.state.until().is_some() && campaign.is_none_or(|campaign| campaign == card.campaign)
    }))
}

/// A record that went into another one is stopped, and its member may be rung on under the other.
const STOPPED: &str = "select class from queue where bucket = $1 and member = $2 and bank = $3 and class = 8 and not exists (select 1 from member_alias a where a.bucket = $1 and a.member = $2)";

/// Whether one's own card was taken back in mid-call, because its member is not to be rung any more: whoever has them on the
/// telephone is to end the call. Only within the time that the card had: what a member says later is no caller's to know. It
/// shows nothing of the member.
pub fn is_taken_back(
    tx: &mut Tx<'_, '_>,
    id: CardId,
    account: AccountId,
) -> Result<Verdict<bool>, Fault> {
    if !tx.is_running()? {
        return Ok(Verdict::Refused(Refusal::new(Reason::SignedOut)));
    }
    let now = tx.now();
    let card = facts::card(tx, id)?;
    let Some(card) = card.filter(|card| card.holder == account && card.is_just_cut(now)) else {
        return Ok(Verdict::Given(false));
    };
    let args = [
        Arg::Int(card.member.bucket()),
        Arg::Bytes(card.member.as_bytes()),
        Arg::Bytes(card.bank.as_bytes()),
    ];
    let stopped = tx.one(STOPPED, &args, |row| row.int(0))?;
    Ok(Verdict::Given(stopped.is_some()))
}

fn open_card(tx: &mut Tx<'_, '_>, member: MemberId) -> Result<Option<CardId>, Fault> {
    let args = [Arg::Int(member.bucket()), Arg::Bytes(member.as_bytes())];
    tx.one(OPEN, &args, |row| {
        let card = id16(row.bytes(0)?).ok_or_else(|| shape("open_card"))?;
        Ok(CardId::from_bytes(card))
    })
}

/// Ends what stopped each campaign, unless something else stands against a call: an objection, a mark, a report.
pub(crate) fn lift_all(tx: &mut Tx<'_, '_>, member: MemberId) -> Result<(), Fault> {
    // What was just lifted is not to be found again.
    tx.flush()?;
    let args = [Arg::Int(member.bucket()), Arg::Bytes(member.as_bytes())];
    let stopped = tx.all(STOPPED_BY, &args, |row| {
        id16(row.bytes(0)?).ok_or_else(|| shape("bank"))
    })?;
    for campaign in stopped {
        let args = [Arg::Bytes(member.as_bytes()), Arg::Bytes(&campaign)];
        let reported = tx.one(REPORTED, &args, |row| Ok(row.bytes(0)?.len()))?;
        if reported.is_none() {
            lift(tx, member, CampaignId::from_bytes(campaign))?;
        }
    }
    Ok(())
}
