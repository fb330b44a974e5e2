//! What a campaign adds to the draw: a fingerprint first, its words when all are in; and showing what it was drawn from.

use switchboard_rules::events::EventKind;
use switchboard_rules::fairness::draw::{Draw, Fingerprint, Lot, Secret, Stage, Standing};
use switchboard_rules::ids::{CampaignId, ContestId};
use switchboard_rules::moment::Moment;
use switchboard_rules::policy::{Action, Facts, Grant, Reason, Refusal, Resource};

use super::spot;
use crate::desk::shape;
use crate::engine::Arg;
use crate::entry::{self, Draft};
use crate::fault::Fault;
use crate::mint::made_ms;
use crate::seal::hex;
use crate::session::{Auth, id16};
use crate::tx::{Tx, Verdict};
use crate::world::World;

/// What became of the fingerprint of a campaign's own words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lotted {
    /// It counts, as everybody sees it.
    Added([u8; 32]),
    /// Words are shown by now, or it is drawn: nothing can be added any more.
    TooLate,
}

/// What became of words that were shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LotShown {
    /// They count: their hash, as it goes into the seed.
    Shown([u8; 32]),
    /// Others may still hand in a fingerprint, until then.
    NotYet(Moment),
    /// They are not the words of this campaign's fingerprint.
    Others,
    /// It is drawn.
    TooLate,
}

const OF_CAMPAIGN: &str = "select contest from campaign where bucket = $1 and id = $2";
const HOLD: &str =
    "select shown_at from contest_terms where bucket = $1 and contest = $2 {for_update}";
const OPENS: &str = "select opens_at, (select count(*) from campaign p where p.contest = $2), (select count(*) from draw_lot l where l.contest = $2), (select count(*) from draw_lot l where l.contest = $2 and l.lot is not null) from contest where bucket = $1 and id = $2";

/// What a campaign's part in the draw hangs on: leave, its contest, and how things stand there, if there is a draw.
type Held = (Grant, ContestId, Option<Standing>);

/// Asks policy for a campaign's part in the draw; whoever draws, or hands something in for another campaign, waits for this
/// act or is seen by it.
fn held(tx: &mut Tx<'_, '_>, campaign: CampaignId) -> Result<Result<Held, Refusal>, Fault> {
    let key = [Arg::Int(campaign.bucket()), Arg::Bytes(campaign.as_bytes())];
    let found = tx.one(OF_CAMPAIGN, &key, |row| Ok(id16(row.bytes(0)?)))?;
    let Some(contest) = found.flatten().map(ContestId::from_bytes) else {
        return Ok(Err(Refusal::new(Reason::NotYourCampaign)));
    };
    let resource = Resource::Campaign { campaign, contest };
    let grant = match tx.ask(Action::AddLot, &resource, Facts::SHUT)? {
        Ok(grant) => grant,
        Err(refusal) => return Ok(Err(refusal)),
    };
    let key = [Arg::Int(contest.bucket()), Arg::Bytes(contest.as_bytes())];
    tx.one(HOLD, &key, |row| row.opt_int(0))?;
    Ok(Ok((grant, contest, standing(tx, contest)?)))
}

const TERMS: &str =
    "select shown_at, made_entry from contest_terms where bucket = $1 and contest = $2";

/// How things stand with a contest's draw; none where it has none.
pub(super) fn standing(tx: &mut Tx<'_, '_>, contest: ContestId) -> Result<Option<Standing>, Fault> {
    let key = [Arg::Int(contest.bucket()), Arg::Bytes(contest.as_bytes())];
    let terms = tx.one(TERMS, &key, |row| {
        let made = id16(row.bytes(1)?).ok_or_else(|| shape("contest_terms"))?;
        Ok((row.opt_int(0)?.is_some(), made_ms(&made)))
    })?;
    let counts = tx.one(OPENS, &key, |row| {
        Ok([row.int(0)?, row.int(1)?, row.int(2)?, row.int(3)?])
    })?;
    let both = terms.zip(counts);
    Ok(both.map(
        |((is_drawn, made), [opens, campaigns, lots, shown])| Standing {
            made_at: Moment::from_millis(made),
            opens_at: Moment::from_millis(opens),
            all_in: lots >= campaigns,
            some_shown: shown > 0,
            is_drawn,
        },
    ))
}

const PUT: &str = "insert into draw_lot (bucket, campaign, contest, fingerprint, at) values ($1, $2, $3, $4, $5) on conflict (bucket, campaign) do update set fingerprint = excluded.fingerprint, at = excluded.at";

/// Hands in the fingerprint of a campaign's own words, or another in its place. The words themselves stay with the campaign
/// until everybody's fingerprint is in.
pub fn add_lot(
    tx: &mut Tx<'_, '_>,
    campaign: CampaignId,
    fingerprint: Fingerprint,
) -> Result<Verdict<Lotted>, Fault> {
    let (grant, contest, standing) = match held(tx, campaign)? {
        Ok(held) => held,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    if standing.map(|standing| standing.stage(tx.now())) != Some(Stage::Fingerprints) {
        return Ok(Verdict::Given(Lotted::TooLate));
    }
    let args = [
        Arg::Int(campaign.bucket()),
        Arg::Bytes(campaign.as_bytes()),
        Arg::Bytes(contest.as_bytes()),
        Arg::Bytes(fingerprint.as_bytes()),
        Arg::Int(tx.now().millis()),
    ];
    tx.run(PUT, &args)?;
    let detail = format!("campaign={campaign} lot={}", hex(fingerprint.as_bytes()));
    let draft = Draft::act(EventKind::LotAdded, &grant).detail(detail);
    entry::write(tx, &draft, &[])?;
    Ok(Verdict::Given(Lotted::Added(*fingerprint.as_bytes())))
}

const FINGERPRINT: &str = "select fingerprint from draw_lot where bucket = $1 and campaign = $2";
const SHOWN: &str =
    "update draw_lot set lot = $1, shown_at = $2 where bucket = $3 and campaign = $4";

/// Shows a campaign's own words, once everybody's fingerprint is in or the time for that is over. Only their hash is kept.
pub fn show_lot(
    tx: &mut Tx<'_, '_>,
    campaign: CampaignId,
    words: &str,
) -> Result<Verdict<LotShown>, Fault> {
    let (grant, _, standing) = match held(tx, campaign)? {
        Ok(held) => held,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    let Some(standing) = standing else {
        return Ok(Verdict::Given(LotShown::TooLate));
    };
    match standing.stage(tx.now()) {
        Stage::Words => {}
        Stage::Fingerprints => {
            let until = standing.fingerprints_until();
            return Ok(Verdict::Given(LotShown::NotYet(until)));
        }
        Stage::Over => return Ok(Verdict::Given(LotShown::TooLate)),
    }
    let key = [Arg::Int(campaign.bucket()), Arg::Bytes(campaign.as_bytes())];
    let kept = tx.one(FINGERPRINT, &key, |row| Ok(row.bytes(0)?.to_vec()))?;
    if kept.as_deref() != Some(Fingerprint::of_words(words).as_bytes().as_slice()) {
        return Ok(Verdict::Given(LotShown::Others));
    }
    let lot = Lot::of_words(words);
    let args = [
        Arg::Bytes(lot.as_bytes()),
        Arg::Int(tx.now().millis()),
        Arg::Int(campaign.bucket()),
        Arg::Bytes(campaign.as_bytes()),
    ];
    tx.run(SHOWN, &args)?;
    let detail = format!("campaign={campaign} lot={}", hex(lot.as_bytes()));
    let draft = Draft::act(EventKind::LotShown, &grant).detail(detail);
    entry::write(tx, &draft, &[])?;
    Ok(Verdict::Given(LotShown::Shown(*lot.as_bytes())))
}

const DUE: &str = "select t.contest from contest_terms t join contest c on c.id = t.contest where t.shown_at is null and c.opened_at <= $1 order by c.opens_at, t.contest limit 200";
const SECRET: &str = "select secret_sealed from contest_terms where bucket = $1 and contest = $2 and shown_at is null {for_update}";
const LOTS: &str = "select p.id, l.lot, l.fingerprint from campaign p left join draw_lot l on l.bucket = p.bucket and l.campaign = p.id where p.contest = $1 order by p.id limit 200";
const SHOW: &str = "update contest_terms set shown_at = $1, secret = $2, seed = $3, shown_entry = $4 where bucket = $5 and contest = $6 and shown_at is null";

/// Shows what the draw of each contest was made of whose members are fixed; answers how many.
pub fn show_due(world: &World, now: Moment) -> Result<u64, Fault> {
    let due = world.0.db.read("draw-due", |raw| {
        raw.all(DUE, &[Arg::Int(now.millis())], |row| {
            Ok(id16(row.bytes(0)?))
        })
    })?;
    let (mut shown, mut first) = (0, None);
    for contest in due.into_iter().flatten().map(ContestId::from_bytes) {
        let act = move |tx: &mut Tx<'_, '_>| show(tx, contest).map(Verdict::Given);
        match world
            .write("draw-show", Auth::Job("contests"), now, act)
            .wait()
        {
            Ok(done) => shown += u64::from(matches!(done.verdict, Verdict::Given(true))),
            // One that can't be shown holds no other.
            Err(fault) => {
                first.get_or_insert(fault);
            }
        }
    }
    first.map_or(Ok(shown), Err)
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
        let is_withheld = lot.is_none() && row.opt_bytes(2)?.is_some();
        Ok(((CampaignId::from_bytes(campaign), lot), is_withheld))
    })?;
    let (lots, withheld): (Vec<_>, Vec<_>) = lots.into_iter().unzip();
    // Whoever handed in a fingerprint and showed no words adds nothing to the seed, and has no first call.
    let draw = Draw::new(&secret, &lots);
    let entry = tx.world.ordered.next(tx.now().millis());
    let drawn = lots
        .iter()
        .zip(withheld)
        .map(|((campaign, lot), is_withheld)| {
            let lot = match lot {
                Some(lot) => hex(lot.as_bytes()),
                None if is_withheld => "withheld".to_owned(),
                None => "-".to_owned(),
            };
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
