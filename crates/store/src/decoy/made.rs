//! What the live world knows of its test copies: that one was made, and with which checkpoint it ended.

use switchboard_rules::events::EventKind;
use switchboard_rules::ids::LicenceId;
use switchboard_rules::moment::Moment;

use crate::engine::{Arg, Row};
use crate::entry::{self, Draft};
use crate::fault::Fault;
use crate::log::{self, Head};
use crate::session::{Auth, id16};
use crate::tx::Verdict;
use crate::world::World;

/// A test copy, as the live world knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    /// The name of its log.
    pub origin: String,
    /// The key with which anybody checks that log.
    pub log_key: String,
    /// When it was made.
    pub made_at: Moment,
    /// When it ended, if it did.
    pub ended_at: Option<Moment>,
    /// How many entries its log has under its last checkpoint; 0 before.
    pub size: u64,
    /// That checkpoint's root; none before.
    pub root: Option<[u8; 32]>,
}

const PUT: &str = "insert into decoy (bucket, licence, origin, log_key, made_at) values ($1, $2, $3, $4, $5) on conflict (bucket, licence) do nothing";
const KNOWN: &str = "select origin, log_key, made_at, ended_at, size, root from decoy where bucket = $1 and licence = $2";
const OPEN: &str =
    "select licence from decoy where ended_at is null order by made_at, licence limit 100";
const END: &str = "update decoy set ended_at = $1, size = $2, root = $3 where bucket = $4 and licence = $5 and ended_at is null";

fn read(row: &Row<'_>) -> Result<Made, Fault> {
    Ok(Made {
        origin: row.text(0)?.to_owned(),
        log_key: row.text(1)?.to_owned(),
        made_at: Moment::from_millis(row.int(2)?),
        ended_at: row.opt_int(3)?.map(Moment::from_millis),
        size: u64::try_from(row.opt_int(4)?.unwrap_or(0)).unwrap_or(0),
        root: row.opt_bytes(5)?.and_then(|root| root.try_into().ok()),
    })
}

/// The test copy of a licence; none where none was made.
pub fn made(live: &World, licence: LicenceId) -> Result<Option<Made>, Fault> {
    live.0
        .db
        .read("decoy", |raw| raw.one(KNOWN, &by_licence(&licence), read))
}

/// The licences whose test copies were made and haven't ended, the oldest first; at most a hundred.
pub fn open_ones(live: &World) -> Result<Vec<LicenceId>, Fault> {
    live.0.db.read("decoys-open", |raw| {
        raw.all(OPEN, &[], |row| {
            Ok(LicenceId::from_bytes(
                id16(row.bytes(0)?).unwrap_or_default(),
            ))
        })
    })
}

fn by_licence(licence: &LicenceId) -> [Arg<'_>; 2] {
    [Arg::Int(licence.bucket()), Arg::Bytes(licence.as_bytes())]
}

/// Enters a test copy in the live log, with the name and the key of its own: once, whoever does it first. Answers how it
/// stands there, which may be another copy's that another machine made.
pub fn note_made(live: &World, decoy: &World, now: Moment) -> Result<Made, Fault> {
    let licence = licence_of(decoy)?;
    let (origin, key) = (decoy.meta().origin.clone(), decoy.verifier_key()?);
    let done = live
        .write("decoy-made", Auth::Job("decoy"), now, move |tx| {
            let [bucket, id] = by_licence(&licence);
            let args = [
                bucket,
                id,
                Arg::Text(&origin),
                Arg::Text(&key),
                Arg::Int(now.millis()),
            ];
            if tx.run(PUT, &args)? == 1 {
                let told = format!("licence={licence} origin={origin} key={key}");
                let draft = Draft::system(EventKind::DecoyMade, "decoy").detail(told);
                entry::write(tx, &draft, &[])?;
            }
            let known = tx.one(KNOWN, &by_licence(&licence), read)?;
            known.map(Verdict::Given).ok_or(Fault::Conflict)
        })
        .wait()?;
    match done.verdict {
        Verdict::Given(made) => Ok(made),
        Verdict::Refused(refusal) => Err(Fault::World(refusal.to_string())),
    }
}

/// Signs what a test copy has and enters that last checkpoint in the live log, once. Nothing may be done in the copy any
/// more: whoever calls this has closed it. The copy's last entry pins every account's, so that an exhibit of one shows that it
/// is all.
///
/// # Errors
/// Where not all of the copy's entries have a place and a signature; it is tried again then.
pub fn ended(live: &World, decoy: &World, now: Moment) -> Result<Head, Fault> {
    let licence = licence_of(decoy)?;
    while log::keep_up(decoy, "end", || now, |_| {})? {}
    log::pin_last(decoy, now)?;
    while log::keep_up(decoy, "end", || now, |_| {})? {}
    log::let_go(decoy, "end", now)?;
    let head = log::head(decoy)?;
    if head.size == 0 || head.signed_size != head.size || waits(decoy)? {
        return Err(Fault::World(
            "another process is at the test copy's log; it is ended when that one has let go"
                .to_owned(),
        ));
    }
    let (origin, size, root) = (decoy.meta().origin.clone(), head.size, head.root);
    live.write("decoy-ended", Auth::Job("decoy"), now, move |tx| {
        let [bucket, id] = by_licence(&licence);
        let args = [
            Arg::Int(now.millis()),
            Arg::Int(i64::try_from(size).unwrap_or(i64::MAX)),
            Arg::Bytes(root.as_bytes()),
            bucket,
            id,
        ];
        if tx.run(END, &args)? == 1 {
            let told = format!(
                "licence={licence} origin={origin} size={size} root={}",
                root.to_hex()
            );
            let draft = Draft::system(EventKind::DecoyEnded, "decoy").detail(told);
            entry::write(tx, &draft, &[])?;
        }
        Ok(Verdict::Given(()))
    })
    .wait()?;
    Ok(head)
}

const WAITS: &str = "select 1 from entry where idx is null limit 1";

/// Whether an entry has no place yet.
fn waits(decoy: &World) -> Result<bool, Fault> {
    let waiting = decoy
        .0
        .db
        .read("decoy-waits", |raw| raw.one(WAITS, &[], |row| row.int(0)))?;
    Ok(waiting.is_some())
}

/// The licence of a test copy.
pub(super) fn licence_of(decoy: &World) -> Result<LicenceId, Fault> {
    let licensed = decoy.meta().licensed.as_ref();
    licensed
        .map(|licensed| licensed.licence)
        .ok_or_else(|| Fault::World("this world is no test copy".to_owned()))
}
