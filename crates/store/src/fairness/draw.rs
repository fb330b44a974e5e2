//! What a campaign adds to the draw: a fingerprint first, its words when all are in; and showing what it was drawn from.
//!
//! The campaigns of a draw are its rows in `draw_lot`, fixed by the first fingerprint. When words begin stands in a row, too:
//! an officer who moves the date of access moves neither.

use switchboard_rules::events::EventKind;
use switchboard_rules::fairness::draw::{Draw, Fingerprint, Gave, Secret, Stage, Standing, Words};
use switchboard_rules::ids::{CampaignId, ContestId};
use switchboard_rules::moment::Moment;
use switchboard_rules::policy::{Action, Facts, Grant, Reason, Refusal, Resource};

use super::parts::{self, parts};
use super::{spot, words_begin};
use crate::desk::shape;
use crate::engine::Arg;
use crate::entry::{self, Draft};
use crate::fault::Fault;
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
    /// The campaign was added after the campaigns of the draw were fixed.
    LeftOut,
    /// This contest has no draw.
    NoDraw,
}

/// What became of words that were shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LotShown {
    /// They count, and are published.
    Shown,
    /// Others may still hand in a fingerprint, until then.
    NotYet(Moment),
    /// They are not the words of this campaign's fingerprint.
    Others,
    /// It is drawn.
    TooLate,
    /// This contest has no draw.
    NoDraw,
}

const OF_CAMPAIGN: &str = "select contest from campaign where bucket = $1 and id = $2";
const HOLD: &str =
    "select shown_at from contest_terms where bucket = $1 and contest = $2 {for_update}";

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
    hold(tx, contest)?;
    Ok(Ok((grant, contest, standing(tx, contest)?)))
}

/// Whoever draws, fixes the campaigns, or adds one waits for this act.
fn hold(tx: &mut Tx<'_, '_>, contest: ContestId) -> Result<(), Fault> {
    let key = [Arg::Int(contest.bucket()), Arg::Bytes(contest.as_bytes())];
    tx.one(HOLD, &key, |row| row.opt_int(0))?;
    Ok(())
}

const TERMS: &str = "select fingerprints_until, words_from, shown_at, (select count(*) from draw_lot l where l.contest = $2 and l.fingerprint is not null and l.words is null) from contest_terms where bucket = $1 and contest = $2";

/// How things stand with a contest's draw; none where it has none.
pub(super) fn standing(tx: &mut Tx<'_, '_>, contest: ContestId) -> Result<Option<Standing>, Fault> {
    let key = [Arg::Int(contest.bucket()), Arg::Bytes(contest.as_bytes())];
    tx.one(TERMS, &key, |row| {
        Ok(Standing {
            fingerprints_until: Moment::from_millis(row.int(0)?),
            words_from: row.opt_int(1)?.map(Moment::from_millis),
            some_wait: row.int(3)? > 0,
            is_drawn: row.opt_int(2)?.is_some(),
        })
    })
}

/// Whether the campaigns of a contest's draw are fixed, so that one which is added now is in none; nobody fixes them
/// meanwhile.
pub(crate) fn is_fixed(tx: &mut Tx<'_, '_>, contest: ContestId) -> Result<bool, Fault> {
    hold(tx, contest)?;
    parts::is_fixed(tx, contest)
}

const PUT: &str =
    "update draw_lot set fingerprint = $1, at = $2 where bucket = $3 and campaign = $4";
const MISSING: &str = "select count(*) from draw_lot where contest = $1 and fingerprint is null";

/// Hands in the fingerprint of a campaign's own words, or another in its place. The words themselves stay with the campaign
/// until everybody's fingerprint is in. The first one fixes the campaigns of the draw, the last begins the words.
pub fn add_lot(
    tx: &mut Tx<'_, '_>,
    campaign: CampaignId,
    fingerprint: Fingerprint,
) -> Result<Verdict<Lotted>, Fault> {
    let (grant, contest, standing) = match held(tx, campaign)? {
        Ok(held) => held,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    match standing.map(|standing| standing.stage(tx.now())) {
        Some(Stage::Fingerprints) => {}
        Some(Stage::Words | Stage::Over) => return Ok(Verdict::Given(Lotted::TooLate)),
        None => return Ok(Verdict::Given(Lotted::NoDraw)),
    }
    parts::fix(tx, contest)?;
    let args = [
        Arg::Bytes(fingerprint.as_bytes()),
        Arg::Int(tx.now().millis()),
        Arg::Int(campaign.bucket()),
        Arg::Bytes(campaign.as_bytes()),
    ];
    if tx.run(PUT, &args)? == 0 {
        return Ok(Verdict::Given(Lotted::LeftOut));
    }
    let print = hex(fingerprint.as_bytes());
    let draft = Draft::act(EventKind::LotAdded, &grant)
        .detail(format!("campaign={campaign} fingerprint={print}"));
    entry::write(tx, &draft, &[])?;
    let missing = tx.one(MISSING, &[Arg::Bytes(contest.as_bytes())], |row| row.int(0))?;
    if missing == Some(0) {
        words_begin::begin(tx, contest)?;
    }
    Ok(Verdict::Given(Lotted::Added(*fingerprint.as_bytes())))
}

const FINGERPRINT: &str = "select fingerprint from draw_lot where bucket = $1 and campaign = $2";
const SHOWN: &str =
    "update draw_lot set words = $1, shown_at = $2 where bucket = $3 and campaign = $4";

/// Shows a campaign's own words, once everybody's fingerprint is in or the time for that is over. They are published.
pub fn show_lot(
    tx: &mut Tx<'_, '_>,
    campaign: CampaignId,
    words: &Words,
) -> Result<Verdict<LotShown>, Fault> {
    let (grant, contest, standing) = match held(tx, campaign)? {
        Ok(held) => held,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    let Some(standing) = standing else {
        return Ok(Verdict::Given(LotShown::NoDraw));
    };
    match standing.stage(tx.now()) {
        Stage::Words => {}
        Stage::Fingerprints => {
            let until = standing.fingerprints_until;
            return Ok(Verdict::Given(LotShown::NotYet(until)));
        }
        Stage::Over => return Ok(Verdict::Given(LotShown::TooLate)),
    }
    if standing.words_from.is_none() {
        // The job hasn't come by yet: others get their whole day from now.
        words_begin::begin(tx, contest)?;
    }
    let key = [Arg::Int(campaign.bucket()), Arg::Bytes(campaign.as_bytes())];
    let kept = tx.one(FINGERPRINT, &key, |row| {
        Ok(row.opt_bytes(0)?.map(<[u8]>::to_vec))
    })?;
    if kept.flatten().as_deref() != Some(Fingerprint::of(words).as_bytes().as_slice()) {
        return Ok(Verdict::Given(LotShown::Others));
    }
    let args = [
        Arg::Text(words.as_str()),
        Arg::Int(tx.now().millis()),
        Arg::Int(campaign.bucket()),
        Arg::Bytes(campaign.as_bytes()),
    ];
    tx.run(SHOWN, &args)?;
    let published = hex(words.as_str().as_bytes());
    let draft = Draft::act(EventKind::LotShown, &grant)
        .detail(format!("campaign={campaign} words={published}"));
    entry::write(tx, &draft, &[])?;
    Ok(Verdict::Given(LotShown::Shown))
}

/// Draws whose words can begin, or that can be drawn: members are fixed, and nobody's words are waited for any more.
const DUE: &str = "select t.contest from contest_terms t join contest c on c.id = t.contest where t.shown_at is null and ((t.words_from is null and t.fingerprints_until <= $1) or (c.opened_at <= $1 and t.words_from is not null and (t.words_from <= $2 or not exists (select 1 from draw_lot l where l.contest = t.contest and l.fingerprint is not null and l.words is null)))) order by c.opens_at, t.contest limit 200";
const SECRET: &str = "select secret_sealed from contest_terms where bucket = $1 and contest = $2 and shown_at is null {for_update}";
const OPENED: &str = "select opened_at from contest where bucket = $1 and id = $2";
const SHOW: &str = "update contest_terms set shown_at = $1, secret = $2, seed = $3, shown_entry = $4 where bucket = $5 and contest = $6 and shown_at is null";

/// Begins the words of each draw whose time for fingerprints is over, and shows what the draw of each contest was made of
/// whose members are fixed and whose words are in, or had their day; answers how many were shown.
pub fn show_due(world: &World, now: Moment) -> Result<u64, Fault> {
    let since = now.minus(switchboard_rules::fairness::draw::WORDS_FOR);
    let times = [Arg::Int(now.millis()), Arg::Int(since.millis())];
    let due = world.0.db.read("draw-due", |raw| {
        raw.all(DUE, &times, |row| Ok(id16(row.bytes(0)?)))
    })?;
    let (mut shown, mut first) = (0, None);
    for contest in due.into_iter().flatten().map(ContestId::from_bytes) {
        let act = move |tx: &mut Tx<'_, '_>| go_on(tx, contest).map(Verdict::Given);
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

fn go_on(tx: &mut Tx<'_, '_>, contest: ContestId) -> Result<bool, Fault> {
    // What came out of a backup stands still until two people let it go on.
    if tx.is_world_frozen()? {
        return Ok(false);
    }
    let key = [Arg::Int(contest.bucket()), Arg::Bytes(contest.as_bytes())];
    let Some(sealed) = tx.one(SECRET, &key, |row| Ok(row.bytes(0)?.to_vec()))? else {
        return Ok(false);
    };
    let now = tx.now();
    let is_due = |standing: &Standing| standing.stage(now) == Stage::Words;
    if standing(tx, contest)?
        .is_some_and(|standing| is_due(&standing) && standing.words_from.is_none())
    {
        words_begin::begin(tx, contest)?;
    }
    let opened = tx.one(OPENED, &key, |row| row.opt_int(0))?.flatten();
    let is_open = opened.is_some_and(|at| at <= now.millis());
    if !is_open || !standing(tx, contest)?.is_some_and(|standing| standing.is_settled(now)) {
        return Ok(false);
    }
    let opened = tx
        .world
        .keys
        .account
        .open(spot(contest.as_bytes()), &sealed)?;
    let secret = <[u8; 32]>::try_from(opened.as_slice()).map_err(|_| shape("contest_terms"))?;
    show(tx, contest, &Secret::from_bytes(secret))
}

fn show(tx: &mut Tx<'_, '_>, contest: ContestId, secret: &Secret) -> Result<bool, Fault> {
    let parts = parts(tx.raw(), contest)?;
    let draw = Draw::of(secret, &parts);
    let entry = tx.world.ordered.next(tx.now().millis());
    let drawn = parts.iter().map(|part| {
        let gave = match part.gave() {
            Gave::Words(words) => hex(words.as_str().as_bytes()),
            Gave::Withheld => "withheld".to_owned(),
            Gave::Nothing => "-".to_owned(),
        };
        format!("{}:{gave}", hex(part.campaign.as_bytes()))
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
