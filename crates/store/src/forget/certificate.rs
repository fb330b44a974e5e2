//! The certificate of a forgetting: what was done, when, by whom, what is kept and why, and where the ledger says so. It
//! names nobody; the officer writes the name on the letter.

use switchboard_rules::events::EventKind;
use switchboard_rules::ids::{AccountId, RequestId};
use switchboard_rules::moment::{Date, Moment};
use switchboard_rules::policy::{Action, Facts, Reason, Refusal, Resource};

use crate::desk::shape;
use crate::engine::Arg;
use crate::entry::{self, Draft};
use crate::fault::Fault;
use crate::hush::says_only_its_name;
use crate::log;
use crate::requests::filed;
use crate::session::{SYSTEM, id16};
use crate::tx::{Tx, Verdict};

/// What the certificate says.
#[derive(Clone)]
pub struct Certificate {
    /// The request of the two people.
    pub request: RequestId,
    /// The label of whoever asked; none for the operator at the console.
    pub asked_by: Option<String>,
    /// When.
    pub asked_at: Moment,
    /// The label of whoever approved.
    pub approved_by: String,
    /// When.
    pub approved_at: Moment,
    /// When the member was forgotten.
    pub forgotten_at: Moment,
    /// The day at whose end nothing is readable anywhere, backups included.
    pub everywhere: Date,
    /// Whether rows of files that were given back are still being looked through.
    pub is_going_on: bool,
    /// The entry's index in the log; none for the second until it has its place.
    pub entry: Option<i64>,
    /// The log's name.
    pub origin: String,
    /// How many entries the newest signed checkpoint covers.
    pub signed: i64,
}
says_only_its_name!(Certificate);

const FORGOTTEN: &str =
    "select at, key_month, account, entry from forgotten where request = $1 order by at limit 1";
const SIGNED: &str = "select signed_size from log_head order by origin limit 1";

/// Shows the certificate of one request.
pub fn certificate(tx: &mut Tx<'_, '_>, id: RequestId) -> Result<Verdict<Certificate>, Fault> {
    let grant = match tx.ask(Action::SeeForgetting, &Resource::Organisation, Facts::SHUT)? {
        Ok(grant) => grant,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    let found = tx.one(FORGOTTEN, &[Arg::Bytes(id.as_bytes())], |row| {
        let id = |at: usize| id16(row.bytes(at)?).ok_or_else(|| shape("forgotten"));
        Ok((row.int(0)?, row.int(1)?, id(2)?, id(3)?))
    })?;
    let (Some((at, month, account, entry)), Some(filed)) = (found, filed(tx, id)?) else {
        return Ok(Verdict::Refused(Refusal::new(Reason::NotYours)));
    };
    let at = Moment::from_millis(at);
    let account = AccountId::from_bytes(account);
    let place = log::index_of(tx.raw(), account, &entry)?;
    let signed = tx.one(SIGNED, &[], |row| row.int(0))?.unwrap_or(0);
    let decider = filed.decided_by.unwrap_or(account);
    let labels = crate::door::labels(tx, &[filed.request.asker, decider])?;
    let mut labels = labels.into_iter();
    let asked_by = labels.next().filter(|_| filed.request.asker != SYSTEM);
    entry::write(
        tx,
        &Draft::act(EventKind::CertificateShown, &grant).detail(format!("request={id}")),
        &[],
    )?;
    Ok(Verdict::Given(Certificate {
        request: id,
        asked_by,
        asked_at: filed.asked_at,
        approved_by: labels.next().unwrap_or_default(),
        approved_at: filed.decided_at.unwrap_or(at),
        forgotten_at: at,
        everywhere: tx.forgotten_by(at, month)?,
        is_going_on: !filed.request.state.is_over(),
        entry: place,
        origin: tx.world.meta.origin.clone(),
        signed,
    }))
}
