//! Destroying the keys of a contest's campaigns, and then erasing what no longer opens.

use switchboard_rules::events::EventKind;
use switchboard_rules::ids::{CampaignId, CardId, ContestId, bucket_of};
use switchboard_rules::moment::Moment;

use crate::desk::{self, shape};
use crate::engine::{Arg, stmt};
use crate::entry::{self, Draft};
use crate::fault::Fault;
use crate::never_again::Fact;
use crate::requests::NOBODY;
use crate::scripts::HOLD;
use crate::session::{Auth, id16};
use crate::stretch::{self, Stretch};
use crate::tx::{Tx, Verdict};
use crate::world::World;

const OF_CONTEST: &str = "select campaign from campaign_key where contest = $1 and shredded_at is null order by bucket, campaign limit 200 {for_update}";
/// An empty key wraps nothing, so that no month's key is kept for it.
const SHRED: &str = "update campaign_key set key_sealed = $1, shredded_at = $2, shred_entry = $3 where bucket = $4 and campaign = $5 and shredded_at is null";
/// Those whose callers still have a card of the contest.
const OPEN: &str = "select card from open_caller where bank in (select id from bank where contest = $1) order by account limit 10000";
const CLOSE: &str = "update bank set state = 'closed' where contest = $1";

/// Destroys the keys of all campaigns of a contest in one commit, with one entry, and closes their banks. From the commit on
/// nothing that they wrote about anybody opens, here or in a restored backup. Answers how many campaigns that were.
pub(crate) fn shred(tx: &mut Tx<'_, '_>, contest: ContestId) -> Result<u64, Fault> {
    let found = tx.all(OF_CONTEST, &[Arg::Bytes(contest.as_bytes())], |row| {
        id16(row.bytes(0)?).ok_or_else(|| shape("campaign_key"))
    })?;
    if found.is_empty() {
        return Ok(0);
    }
    let entry = tx.world.ordered.next(tx.now().millis());
    let detail = format!("contest={contest} campaigns={}", found.len());
    let draft = Draft::system(EventKind::CampaignsShredded, "contests").detail(detail);
    entry::write_as(tx, entry, &draft, &[])?;
    for campaign in &found {
        destroy(tx, *campaign, &entry, tx.now())?;
        let fact = Fact::Shredded {
            campaign: *campaign,
        };
        tx.never_again(&fact);
    }
    // A card that is still on a desk goes off it: what is written down of it afterwards is not kept.
    let open = tx.all(OPEN, &[Arg::Bytes(contest.as_bytes())], |row| {
        Ok(id16(row.bytes(0)?))
    })?;
    for card in open.into_iter().flatten().map(CardId::from_bytes) {
        if let Some(card) = desk::card_row(tx, card)? {
            desk::take_from(tx, &card)?;
        }
    }
    tx.run(CLOSE, &[Arg::Bytes(contest.as_bytes())])?;
    tx.changed("contest", contest.as_bytes());
    Ok(u64::try_from(found.len()).unwrap_or(u64::MAX))
}

/// Whether there was a key to destroy.
fn destroy(
    tx: &mut Tx<'_, '_>,
    campaign: [u8; 16],
    entry: &[u8; 16],
    at: Moment,
) -> Result<bool, Fault> {
    let args = [
        Arg::Bytes(&[]),
        Arg::Int(at.millis()),
        Arg::Bytes(entry),
        Arg::Int(bucket_of(&campaign)),
        Arg::Bytes(&campaign),
    ];
    Ok(tx.run(SHRED, &args)? == 1)
}

const CLOSE_OF: &str = "update bank set state = 'closed' where campaign = $1";

/// Destroys a campaign's key once more in a world that came out of a backup. Its entry stands in the log that was before.
/// Answers whether the backup knew it.
pub(crate) fn shred_again(
    tx: &mut Tx<'_, '_>,
    campaign: [u8; 16],
    at: Moment,
) -> Result<bool, Fault> {
    tx.run(CLOSE_OF, &[Arg::Bytes(&campaign)])?;
    destroy(tx, campaign, &[0; 16], at)
}

const UNSWEPT: &str = "select campaign from campaign_key where shredded_at is not null and swept_at is null order by bucket, campaign limit 1";

/// Erases what the shredded campaigns' cards and queues still say: what came of each call, the notes that no longer open, whose
/// card it was, and who was in turn. Answers how many rows that were.
pub fn sweep(world: &World, now: Moment) -> Result<u64, Fault> {
    let mut erased = 0;
    loop {
        let found = world.0.db.read("walls-unswept", |raw| {
            raw.one(UNSWEPT, &[], |row| Ok(id16(row.bytes(0)?)))
        })?;
        let Some(campaign) = found.flatten().map(CampaignId::from_bytes) else {
            return Ok(erased);
        };
        erased += sweep_one(world, campaign, now)?;
    }
}

/// How many rows one act erases: few enough to hold the writer for less than 5 ms.
const SLICE: i64 = 200;

fn sweep_one(world: &World, campaign: CampaignId, now: Moment) -> Result<u64, Fault> {
    let mut erased = 0;
    stretch::along_cards(stretch::ALL, |stretch| {
        let (last, calls) = cards(world, campaign, stretch, now)?;
        erased += calls;
        Ok(last)
    })?;
    for rows in [TALLIES, COMPLAINTS] {
        while beside(world, (campaign, rows), now)? > 0 {}
    }
    loop {
        let gone = turns(world, campaign, now)?;
        erased += gone;
        // Another node may have been taking the same ones, and be gone.
        if gone == 0 && end(world, campaign, now)? {
            return Ok(erased);
        }
    }
}

const CARDS: &str = "select id, case when note_sealed is null then 0 else 1 end, case when answers_sealed is null then 0 else 1 end from card where (bucket, id) > ($1, $2) and bucket < $3 and campaign = $4 and state <> 'erased' and ended_at is not null order by bucket, id limit $5";
/// The same as the retention rule for outcomes: that there was a card stays, for budgets and for what the ledger says. The rank
/// goes too: with the bank's seed it would name the member again. Whose card it was stays where a complaint of the call waits: the member
/// has to be answered, whatever has become of the campaign.
const ERASE: &str = "update card set state = 'erased', outcome = null, note_sealed = null, answers_sealed = null, member = case when exists (select 1 from complaint w where w.bucket = card.bucket and w.card = card.id and w.settled_at is null) then member else $1 end, rank = 0 where bucket = $2 and id = $3 and state <> 'erased' and ended_at is not null";
/// Counted in the act that erases: a sweep that is killed goes on with the same figures.
const COUNT: &str = "update campaign_key set calls = calls + $1, notes = notes + $2, answers = answers + $3, turns = turns + $4 where bucket = $5 and campaign = $6";

fn cards(
    world: &World,
    campaign: CampaignId,
    stretch: &Stretch,
    now: Moment,
) -> Result<(Option<[u8; 16]>, u64), Fault> {
    let [bucket, after, until] = stretch.args();
    let args = [
        bucket,
        after,
        until,
        Arg::Bytes(campaign.as_bytes()),
        Arg::Int(SLICE),
    ];
    let found = world.0.db.read("walls-cards", |raw| {
        raw.all(CARDS, &args, |row| {
            let id = id16(row.bytes(0)?).ok_or_else(|| shape("card"))?;
            Ok((id, [row.int(1)? != 0, row.int(2)? != 0]))
        })
    })?;
    let is_full = i64::try_from(found.len()).is_ok_and(|found| found == SLICE);
    let last = found.last().filter(|_| is_full).map(|(last, _)| *last);
    if found.is_empty() {
        return Ok((None, 0));
    }
    let done = world
        .write("walls-sweep", Auth::Job("contests"), now, move |tx| {
            let args: Vec<[Arg<'_>; 3]> = found
                .iter()
                .map(|(card, _)| {
                    let nobody = Arg::Bytes(NOBODY.as_bytes());
                    [
                        nobody,
                        Arg::Int(CardId::from_bytes(*card).bucket()),
                        Arg::Bytes(card),
                    ]
                })
                .collect();
            let held: Vec<_> = args.iter().map(|[_, key @ ..]| stmt(HOLD, key)).collect();
            tx.gather(&held)?;
            let writes: Vec<_> = args.iter().map(|args| stmt(ERASE, args)).collect();
            let touched = tx.raw().many(&writes)?;
            // Another node may have been faster with some of them.
            let mine = || found.iter().zip(&touched).filter(|(_, rows)| **rows > 0);
            let notes = mine().filter(|((_, [note, _]), _)| *note).count();
            let answers = mine().filter(|((_, [_, answers]), _)| *answers).count();
            let calls = mine().count();
            count(tx, campaign, [calls, notes, answers, 0])?;
            Ok(Verdict::Given(u64::try_from(calls).unwrap_or(0)))
        })
        .wait()?;
    Ok((last, given(&done.verdict)))
}

/// What was answered, in figures: a choice that one caller counted once is one member's.
const TALLIES: &str = "delete from answer_tally where (bucket, account, bank, what) in (select t.bucket, t.account, t.bank, t.what from answer_tally t where t.bank in (select b.id from bank b where b.campaign = $1) limit $2)";

/// That a member complained of a call of the campaign, where that is settled: whose call it was is erased with the card. The log keeps
/// that a complaint was passed on.
const COMPLAINTS: &str = "delete from complaint where (bucket, card) in (select c.bucket, c.card from complaint c where c.campaign = $1 and c.settled_at is not null limit $2)";

/// Deletes a slice of what lies beside the cards.
fn beside(
    world: &World,
    (campaign, rows): (CampaignId, &'static str),
    now: Moment,
) -> Result<u64, Fault> {
    let done = world
        .write("walls-sweep", Auth::Job("contests"), now, move |tx| {
            let args = [Arg::Bytes(campaign.as_bytes()), Arg::Int(SLICE)];
            tx.run(rows, &args).map(Verdict::Given)
        })
        .wait()?;
    Ok(given(&done.verdict))
}

const TURNS: &str = "delete from queue where (bucket, member, bank) in (select q.bucket, q.member, q.bank from queue q where q.bank in (select b.id from bank b where b.campaign = $1) limit $2)";

fn turns(world: &World, campaign: CampaignId, now: Moment) -> Result<u64, Fault> {
    let done = world
        .write("walls-sweep", Auth::Job("contests"), now, move |tx| {
            let args = [Arg::Bytes(campaign.as_bytes()), Arg::Int(SLICE)];
            let gone = tx.run(TURNS, &args)?;
            count(tx, campaign, [0, 0, 0, usize::try_from(gone).unwrap_or(0)])?;
            Ok(Verdict::Given(gone + tx.run(RUNG, &args)?))
        })
        .wait()?;
    Ok(given(&done.verdict))
}

fn count(tx: &mut Tx<'_, '_>, campaign: CampaignId, more: [usize; 4]) -> Result<(), Fault> {
    let more = more.map(|n| Arg::Int(i64::try_from(n).unwrap_or(0)));
    let key = [Arg::Int(campaign.bucket()), Arg::Bytes(campaign.as_bytes())];
    tx.run(COUNT, &[more.as_slice(), &key].concat())?;
    Ok(())
}

fn given(verdict: &Verdict<u64>) -> u64 {
    match verdict {
        Verdict::Given(n) => *n,
        Verdict::Refused(_) => 0,
    }
}

/// How often the campaign rang each member, and when last.
const RUNG: &str = "delete from rung where (bucket, member, contest, campaign) in (select bucket, member, contest, campaign from rung where campaign = $1 limit $2)";
const COUNTED: &str = "select calls, notes, answers, turns from campaign_key where bucket = $1 and campaign = $2 and swept_at is null {for_update}";
const SWEPT: &str = "update campaign_key set swept_at = $1, sweep_entry = $2 where bucket = $3 and campaign = $4 and swept_at is null";

/// Whether somebody of the campaign's queues is left.
const LEFT: &str = "select 1 from queue where bank in (select id from bank where campaign = $1) union all select 1 from rung where campaign = $1 limit 1";

/// Writes down that nothing is left, unless something is.
fn end(world: &World, campaign: CampaignId, now: Moment) -> Result<bool, Fault> {
    let done = world
        .write("walls-swept", Auth::Job("contests"), now, move |tx| {
            let key = [Arg::Int(campaign.bucket()), Arg::Bytes(campaign.as_bytes())];
            let found = tx.one(COUNTED, &key, |row| {
                Ok([row.int(0)?, row.int(1)?, row.int(2)?, row.int(3)?])
            })?;
            // Otherwise another node was faster, and has written it down.
            let Some([calls, notes, answers, turns]) = found else {
                return Ok(Verdict::Given(true));
            };
            let left = [Arg::Bytes(campaign.as_bytes())];
            if tx.one(LEFT, &left, |row| row.int(0))?.is_some() {
                return Ok(Verdict::Given(false));
            }
            let entry = tx.world.ordered.next(now.millis());
            let detail = format!(
                "campaign={campaign} calls={calls} notes={notes} answers={answers} turns={turns}"
            );
            let draft = Draft::system(EventKind::CampaignSwept, "contests").detail(detail);
            entry::write_as(tx, entry, &draft, &[])?;
            let swept = [Arg::Int(now.millis()), Arg::Bytes(&entry)];
            tx.run(SWEPT, &[swept.as_slice(), &key].concat())?;
            Ok(Verdict::Given(true))
        })
        .wait()?;
    Ok(matches!(done.verdict, Verdict::Given(true)))
}
