//! What a tester did in a test copy: read from its own log, while it runs or when it has ended.

use std::path::Path;

use switchboard_rules::events::EventKind;
use switchboard_rules::ids::{AccountId, LicenceId};
use switchboard_rules::moment::Moment;

use super::made::licence_of;
use crate::engine::{Arg, Options, Raw, Row};
use crate::fault::Fault;
use crate::log::exhibit::{self, Handed};
use crate::log::{self, Head};
use crate::session::id16;
use crate::world::{Inner, World};

pub use crate::log::Single;

/// The most acts of one answer.
pub const ACTS_MAX: usize = 5_000;

/// What a tester did between two moments, and what shows that it was in the test copy of this licence.
#[derive(Debug, Clone)]
pub struct Acts {
    /// The licence of the test copy.
    pub licence: LicenceId,
    /// The name of the copy's log.
    pub origin: String,
    /// The key with which anybody checks that log.
    pub log_key: String,
    /// How far that log is signed. When the copy has ended it is what the live log says of it.
    pub head: Head,
    /// The copy's first entry with its proof, which names the licence in the live log.
    pub first: Single,
    /// What was done, by the log's order of each account; at most [`ACTS_MAX`].
    pub lines: Vec<ActLine>,
    /// Of each of the tester's accounts there, the entry that says whose it is, with its proof.
    pub accounts: Vec<Single>,
    /// The same acts as exhibits of the copy's log.
    pub exhibits: Vec<Handed>,
    /// Whether there was more.
    pub is_cut: bool,
    /// Whether every entry of that log makes the leaf that its signed tree holds: nothing in it was changed afterwards.
    pub is_whole_log: bool,
}

/// One act.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActLine {
    /// Its index in the copy's log; none before it has a place.
    pub index: Option<u64>,
    /// When, by the server's clock.
    pub at: Moment,
    /// What, as the number of its kind.
    pub kind: u16,
    /// The account in the copy.
    pub account: AccountId,
    /// The role that this account is for.
    pub role: String,
    /// What for; of a refusal, what was asked for.
    pub purpose: String,
    /// How the session was opened.
    pub opened: String,
    /// Under which licence the entry says that it was done.
    pub licence: Option<LicenceId>,
}

const OWN: &str = "select account, role from decoy_account where bucket = $1 and tester = $2 order by role limit 16";
const OF_ACCOUNT: &str = "select idx, id, act_sealed from entry where bucket = $1 and account = $2 and at >= $3 and at < $4 order by id limit $5";

/// What the accounts of a tester did in the test copy that lies in `dir`, from `from` on and before `until`, as of `now`.
/// Nothing is written, and the copy may run meanwhile.
///
/// # Errors
/// Where there is no test copy, or its first entry is not what it was.
pub fn acts(
    dir: &Path,
    tester: AccountId,
    [from, until, now]: [Moment; 3],
    kinds: &dyn Fn(u16) -> Option<String>,
) -> Result<Acts, Fault> {
    let decoy = World::open(dir, Options::default())?;
    let licence = licence_of(&decoy)?;
    let (head, first) = (log::head(&decoy)?, log::first(&decoy)?);
    let span = [from.millis(), until.millis()];
    let inner = std::sync::Arc::clone(&decoy.0);
    let (mut lines, own) = decoy.0.db.read("decoy-acts", |raw| {
        let key = [Arg::Int(tester.bucket()), Arg::Bytes(tester.as_bytes())];
        let own = raw.all(OWN, &key, |row| {
            Ok((
                id16(row.bytes(0)?).unwrap_or_default(),
                row.text(1)?.to_owned(),
            ))
        })?;
        let mut lines = Vec::new();
        for (account, role) in &own {
            lines.extend(of_account(&inner, raw, (*account, role), span)?);
        }
        Ok((lines, own))
    })?;
    let mut is_cut = lines.len() > ACTS_MAX;
    let mut exhibits = Vec::new();
    for (account, _) in own {
        let account = AccountId::from_bytes(account);
        let (parts, are_all) = exhibit::of_copy(&decoy, account, [from, until, now], kinds)?;
        exhibits.extend(parts);
        is_cut |= !are_all;
    }
    let named = format!(" tester={tester} ");
    let accounts = log::by_system(&decoy, EventKind::DecoyAccount, &head.note, |words| {
        words.contains(&named)
    })?;
    lines.truncate(ACTS_MAX);
    Ok(Acts {
        licence,
        origin: decoy.meta().origin.clone(),
        log_key: decoy.verifier_key()?,
        head,
        first,
        lines,
        accounts,
        exhibits,
        is_cut,
        is_whole_log: log::verify(&decoy).is_ok(),
    })
}

fn of_account(
    world: &Inner,
    raw: &mut Raw<'_>,
    (account, role): ([u8; 16], &str),
    [from, until]: [i64; 2],
) -> Result<Vec<ActLine>, Fault> {
    let account = AccountId::from_bytes(account);
    let args = [
        Arg::Int(account.bucket()),
        Arg::Bytes(account.as_bytes()),
        Arg::Int(from),
        Arg::Int(until),
        Arg::Int(i64::try_from(ACTS_MAX + 1).unwrap_or(i64::MAX)),
    ];
    let found = raw.all(OF_ACCOUNT, &args, |row: &Row<'_>| {
        Ok((
            row.opt_int(0)?,
            row.bytes(1)?.to_vec(),
            row.bytes(2)?.to_vec(),
        ))
    })?;
    found
        .into_iter()
        .map(|(index, id, sealed)| {
            let act = log::act_of(world, &id, &sealed)?;
            Ok(ActLine {
                index: index.and_then(|index| u64::try_from(index).ok()),
                at: Moment::from_millis(act.at_ms),
                kind: act.kind,
                account,
                role: role.to_owned(),
                purpose: act.purpose,
                opened: act.opened,
                licence: act.licence.map(LicenceId::from_bytes),
            })
        })
        .collect()
}
