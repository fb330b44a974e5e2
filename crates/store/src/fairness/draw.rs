//! What a campaign adds to the draw, and showing what it was drawn from.

use switchboard_rules::events::EventKind;
use switchboard_rules::fairness::draw::{Draw, Lot, Secret};
use switchboard_rules::ids::{CampaignId, ContestId};
use switchboard_rules::moment::Moment;
use switchboard_rules::policy::{Action, Facts, Reason, Refusal, Resource};

use super::spot;
use crate::desk::shape;
use crate::engine::Arg;
use crate::entry::{self, Draft};
use crate::fault::Fault;
use crate::seal::hex;
use crate::session::{Auth, id16};
use crate::tx::{Tx, Verdict};
use crate::world::World;

/// What became of a campaign's own words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lotted {
    /// They count: their hash, as everybody sees it.
    Added([u8; 32]),
    /// The draw has been shown: nothing can be added any more.
    TooLate,
}

const OF_CAMPAIGN: &str = "select p.contest, c.opens_at from campaign p join contest c on c.id = p.contest where p.bucket = $1 and p.id = $2";
const HELD: &str =
    "select shown_at from contest_terms where bucket = $1 and contest = $2 {for_update}";
const PUT: &str = "insert into draw_lot (bucket, campaign, contest, lot, at) values ($1, $2, $3, $4, $5) on conflict (bucket, campaign) do update set lot = excluded.lot, at = excluded.at";

/// Adds a campaign's own words to the draw, or puts others in their place. Only their hash is kept; the campaign remembers
/// the words, and shows with them that the draw was not steered.
pub fn add_lot(
    tx: &mut Tx<'_, '_>,
    campaign: CampaignId,
    words: &str,
) -> Result<Verdict<Lotted>, Fault> {
    let key = [Arg::Int(campaign.bucket()), Arg::Bytes(campaign.as_bytes())];
    let found = tx.one(OF_CAMPAIGN, &key, |row| {
        let contest = id16(row.bytes(0)?).ok_or_else(|| shape("contest"))?;
        Ok((ContestId::from_bytes(contest), row.int(1)?))
    })?;
    let Some((contest, opens_at)) = found else {
        return Ok(Verdict::Refused(Refusal::new(Reason::NotYourCampaign)));
    };
    let resource = Resource::Campaign { campaign, contest };
    let grant = match tx.ask(Action::AddLot, &resource, Facts::SHUT)? {
        Ok(grant) => grant,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    // Whoever shows the draw waits for this act, or is seen by it.
    let key = [Arg::Int(contest.bucket()), Arg::Bytes(contest.as_bytes())];
    let shown = tx.one(HELD, &key, |row| row.opt_int(0))?;
    if shown != Some(None) || tx.now().millis() >= opens_at {
        return Ok(Verdict::Given(Lotted::TooLate));
    }
    let lot = Lot::of_words(words);
    let args = [
        Arg::Int(campaign.bucket()),
        Arg::Bytes(campaign.as_bytes()),
        Arg::Bytes(contest.as_bytes()),
        Arg::Bytes(lot.as_bytes()),
        Arg::Int(tx.now().millis()),
    ];
    tx.run(PUT, &args)?;
    let detail = format!("campaign={campaign} lot={}", hex(lot.as_bytes()));
    let draft = Draft::act(EventKind::LotAdded, &grant).detail(detail);
    entry::write(tx, &draft, &[])?;
    Ok(Verdict::Given(Lotted::Added(*lot.as_bytes())))
}

const DUE: &str = "select t.contest from contest_terms t join contest c on c.id = t.contest where t.shown_at is null and c.opened_at <= $1 order by c.opens_at, t.contest limit 20";
const SECRET: &str = "select secret_sealed from contest_terms where bucket = $1 and contest = $2 and shown_at is null {for_update}";
const LOTS: &str = "select p.id, l.lot from campaign p left join draw_lot l on l.bucket = p.bucket and l.campaign = p.id where p.contest = $1 order by p.id limit 200";
const SHOW: &str = "update contest_terms set shown_at = $1, secret = $2, seed = $3, shown_entry = $4 where bucket = $5 and contest = $6 and shown_at is null";

/// Shows what the draw of each contest was made of whose members are fixed; answers how many.
pub fn show_due(world: &World, now: Moment) -> Result<u64, Fault> {
    let due = world.0.db.read("draw-due", |raw| {
        raw.all(DUE, &[Arg::Int(now.millis())], |row| {
            Ok(id16(row.bytes(0)?))
        })
    })?;
    let mut shown = 0;
    for contest in due.into_iter().flatten().map(ContestId::from_bytes) {
        let done = world
            .write("draw-show", Auth::Job("contests"), now, move |tx| {
                show(tx, contest).map(Verdict::Given)
            })
            .wait()?;
        if matches!(done.verdict, Verdict::Given(true)) {
            shown += 1;
        }
    }
    Ok(shown)
}

fn show(tx: &mut Tx<'_, '_>, contest: ContestId) -> Result<bool, Fault> {
    let key = [Arg::Int(contest.bucket()), Arg::Bytes(contest.as_bytes())];
    let Some(sealed) = tx.one(SECRET, &key, |row| Ok(row.bytes(0)?.to_vec()))? else {
        return Ok(false);
    };
    let opened = tx
        .world
        .keys
        .account
        .open(spot(contest.as_bytes()), &sealed)?;
    let secret = <[u8; 32]>::try_from(opened.as_slice()).map_err(|_| shape("contest_terms"))?;
    let secret = Secret::from_bytes(secret);
    let lots = tx.all(LOTS, &[Arg::Bytes(contest.as_bytes())], |row| {
        let campaign = id16(row.bytes(0)?).ok_or_else(|| shape("campaign"))?;
        let lot = row.opt_bytes(1)?.map(<[u8; 32]>::try_from).transpose();
        let lot = lot.map_err(|_| shape("draw_lot"))?.map(Lot::from_bytes);
        Ok((CampaignId::from_bytes(campaign), lot))
    })?;
    let draw = Draw::new(&secret, &lots);
    let entry = tx.world.ordered.next(tx.now().millis());
    let drawn = lots.iter().map(|(campaign, lot)| {
        let lot = lot.map_or_else(|| "-".to_owned(), |lot| hex(lot.as_bytes()));
        format!("{}:{lot}", hex(campaign.as_bytes()))
    });
    let detail = format!(
        "contest={contest} secret={} seed={} campaigns={}",
        hex(secret.as_bytes()),
        hex(draw.seed()),
        drawn.collect::<Vec<_>>().join(",")
    );
    let draft = Draft::system(EventKind::DrawShown, "contests").detail(detail);
    entry::write_as(tx, entry, &draft, &[])?;
    let args = [
        Arg::Int(tx.now().millis()),
        Arg::Bytes(secret.as_bytes()),
        Arg::Bytes(draw.seed()),
        Arg::Bytes(&entry),
        Arg::Int(contest.bucket()),
        Arg::Bytes(contest.as_bytes()),
    ];
    Ok(tx.run(SHOW, &args)? == 1)
}
