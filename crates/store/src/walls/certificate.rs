//! That what a campaign wrote is destroyed: when, how much, by which entries, and from which day nowhere any more.

use switchboard_rules::events::EventKind;
use switchboard_rules::ids::{CampaignId, ContestId};
use switchboard_rules::moment::{Date, Moment};
use switchboard_rules::policy::{Action, Facts, Reason, Refusal, Resource};

use crate::desk::shape;
use crate::engine::Arg;
use crate::entry::{self, Draft};
use crate::fault::Fault;
use crate::log;
use crate::session::{SYSTEM, id16};
use crate::tx::{Tx, Verdict};

/// What the certificate of one campaign says. It names nobody.
#[derive(Debug, Clone)]
pub struct Certificate {
    /// The campaign's name.
    pub campaign: String,
    /// Its contest's name.
    pub contest: String,
    /// When its key was destroyed; none before.
    pub shredded_at: Option<Moment>,
    /// The day at whose end no backup opens what it wrote.
    pub everywhere: Option<Date>,
    /// When what stood in clear beside it was erased too; none while that goes on.
    pub swept_at: Option<Moment>,
    /// Calls whose outcome was erased.
    pub calls: u64,
    /// Notes that were destroyed with the key.
    pub notes: u64,
    /// Calls whose answers were destroyed with the key.
    pub answers: u64,
    /// Places in queues that were erased.
    pub turns: u64,
    /// The index in the log of the entry that says that the key is destroyed; none until it has its place, or where it stands in
    /// the log before a restore.
    pub entry: Option<i64>,
    /// The index of the entry that says that the rest is erased.
    pub sweep_entry: Option<i64>,
    /// The log's name.
    pub origin: String,
}

const FOUND: &str = "select p.name, c.name, c.id, k.shredded_at, k.swept_at, k.calls, k.notes, k.turns, k.shred_entry, k.sweep_entry, k.key_month, k.answers from campaign_key k join campaign p on p.id = k.campaign join contest c on c.id = p.contest where k.bucket = $1 and k.campaign = $2";

/// A campaign as its row tells it, with what its certificate still has to look up.
struct Found {
    contest: ContestId,
    month: i64,
    entries: [Option<Vec<u8>>; 2],
    certificate: Certificate,
}

/// Shows the certificate of one campaign to its organisers, and to those who run or watch the contest.
pub fn certificate(
    tx: &mut Tx<'_, '_>,
    campaign: CampaignId,
) -> Result<Verdict<Certificate>, Fault> {
    let origin = tx.world.meta.origin.clone();
    let args = [Arg::Int(campaign.bucket()), Arg::Bytes(campaign.as_bytes())];
    let found = tx.one(FOUND, &args, |row| {
        let count = |at: usize| Ok::<_, Fault>(u64::try_from(row.int(at)?).unwrap_or(0));
        let moment = |at: usize| Ok::<_, Fault>(row.opt_int(at)?.map(Moment::from_millis));
        let entry = |at: usize| Ok::<_, Fault>(row.opt_bytes(at)?.map(<[u8]>::to_vec));
        let contest = id16(row.bytes(2)?).ok_or_else(|| shape("contest"))?;
        Ok(Found {
            contest: ContestId::from_bytes(contest),
            month: row.int(10)?,
            entries: [entry(8)?, entry(9)?],
            certificate: Certificate {
                campaign: row.text(0)?.to_owned(),
                contest: row.text(1)?.to_owned(),
                shredded_at: moment(3)?,
                everywhere: None,
                swept_at: moment(4)?,
                calls: count(5)?,
                notes: count(6)?,
                answers: count(11)?,
                turns: count(7)?,
                entry: None,
                sweep_entry: None,
                origin,
            },
        })
    })?;
    let Some(found) = found else {
        return Ok(Verdict::Refused(Refusal::new(Reason::NotYourCampaign)));
    };
    let resource = Resource::Campaign {
        campaign,
        contest: found.contest,
    };
    let grant = match tx.ask(Action::SeeCampaign, &resource, Facts::SHUT)? {
        Ok(grant) => grant,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    let mut certificate = found.certificate;
    if let Some(at) = certificate.shredded_at {
        certificate.everywhere = Some(tx.forgotten_by(at, found.month)?);
    }
    let [shredded, swept] = found.entries;
    certificate.entry = index(tx, shredded)?;
    certificate.sweep_entry = index(tx, swept)?;
    let detail = format!("campaign={campaign}");
    let draft = Draft::act(EventKind::ShreddingShown, &grant).detail(detail);
    entry::write(tx, &draft, &[])?;
    Ok(Verdict::Given(certificate))
}

/// Both entries are the system's own.
fn index(tx: &mut Tx<'_, '_>, entry: Option<Vec<u8>>) -> Result<Option<i64>, Fault> {
    match entry {
        Some(entry) => log::index_of(tx.raw(), SYSTEM, &entry),
        None => Ok(None),
    }
}
