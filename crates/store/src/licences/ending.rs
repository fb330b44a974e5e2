//! Ending a test before its time, and its report.

use switchboard_rules::events::EventKind;
use switchboard_rules::ids::LicenceId;
use switchboard_rules::licence::Stands;
use switchboard_rules::policy::{Action, Facts, Resource};

use super::writing::not_theirs;
use super::{REPORT, one, spot};
use crate::engine::{Arg, Value};
use crate::entry::{self, Draft};
use crate::fault::Fault;
use crate::session::{SYSTEM, id16};
use crate::tx::{Tx, Verdict};

/// What became of ending a test.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// It is over.
    Ended,
    /// It was over before.
    WasOver,
}

const END: &str = "update licence set ended_at = $1, ended_by = $2, ended_entry = $3, ended_bucket = $4 where bucket = $5 and id = $6 and ended_at is null";
const STOP: &str =
    "update licence_tester set runs_until = $1 where licence = $2 and runs_until > $1";

/// Ends a test at once. Nothing done from now on carries it, and one that nobody signed yet can't be signed any more.
pub fn end(tx: &mut Tx<'_, '_>, id: LicenceId) -> Result<Verdict<End>, Fault> {
    let Some(kept) = one(tx.raw(), id)? else {
        tx.account()?;
        return Ok(Verdict::Refused(not_theirs()));
    };
    let tests = kept.licence.terms.testers.contains(&tx.account()?);
    let grant = match tx.ask(
        Action::EndLicence,
        &Resource::Licence { tests },
        Facts::SHUT,
    )? {
        Ok(grant) => grant,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    let now = tx.now();
    if now >= kept.licence.ends() {
        return Ok(Verdict::Given(End::WasOver));
    }
    let entry = tx.world.ordered.next(now.millis());
    tx.later_expect(
        1,
        END,
        vec![
            Value::Int(now.millis()),
            Value::Bytes(grant.account().as_bytes().to_vec()),
            Value::Bytes(entry.to_vec()),
            Value::Int(grant.account().bucket()),
            Value::Int(id.bucket()),
            Value::Bytes(id.as_bytes().to_vec()),
        ],
    );
    tx.later(
        STOP,
        vec![
            Value::Int(now.millis()),
            Value::Bytes(id.as_bytes().to_vec()),
        ],
    );
    let draft = Draft::act(EventKind::LicenceEnded, &grant);
    entry::write_as(
        tx,
        entry,
        &draft.detail(format!("licence={id} why=by-hand")),
        &[],
    )?;
    tx.changed("licence", id.as_bytes());
    Ok(Verdict::Given(End::Ended))
}

const OPEN: &str = "select id from licence where ended_at is null and until_at > $1 order by until_at, id limit 1000";
const CLOSE: &str = "update licence set ended_at = $1, ended_entry = $2, ended_bucket = $3 where bucket = $4 and id = $5";

/// Ends every licence of a world that came out of a backup: one that was ended since would run again. Each end is an entry.
pub(crate) fn end_all(tx: &mut Tx<'_, '_>) -> Result<(), Fault> {
    let now = tx.now().millis();
    let open = tx.all(OPEN, &[Arg::Int(now)], |row| Ok(id16(row.bytes(0)?)))?;
    for id in open.into_iter().flatten().map(LicenceId::from_bytes) {
        let entry = tx.world.ordered.next(now);
        let words = format!("licence={id} why=restored");
        let draft = Draft::system(EventKind::LicenceEnded, "console").detail(words);
        entry::write_as(tx, entry, &draft, &[])?;
        let args = [
            Arg::Int(now),
            Arg::Bytes(&entry),
            Arg::Int(SYSTEM.bucket()),
            Arg::Int(id.bucket()),
            Arg::Bytes(id.as_bytes()),
        ];
        tx.run(CLOSE, &args)?;
    }
    tx.run(
        "update licence_tester set runs_until = $1 where runs_until > $1",
        &[Arg::Int(now)],
    )?;
    Ok(())
}

/// The most letters of a report.
pub const REPORT_MAX: usize = 20_000;

/// What became of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Report {
    /// It is kept.
    Kept,
    /// The test isn't over, or was never used.
    NotOver,
    /// There is one already.
    Already,
    /// It says nothing, or too much.
    NoWords,
}

const REPORTED: &str = "update licence set reported_at = $1, reported_by = $2, report_sealed = $3 where bucket = $4 and id = $5 and reported_at is null";

/// Hands in the report of a test that is over, also when it is late. Its hash stands in its entry.
pub fn report(tx: &mut Tx<'_, '_>, id: LicenceId, text: &str) -> Result<Verdict<Report>, Fault> {
    use sha2::{Digest, Sha256};

    let Some(kept) = one(tx.raw(), id)? else {
        tx.account()?;
        return Ok(Verdict::Refused(not_theirs()));
    };
    let tests = kept.licence.terms.testers.contains(&tx.account()?);
    let grant = match tx.ask(
        Action::ReportLicence,
        &Resource::Licence { tests },
        Facts::SHUT,
    )? {
        Ok(grant) => grant,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    match kept.licence.stands(tx.now()) {
        Stands::Over { .. } | Stands::Overdue => {}
        Stands::Reported => return Ok(Verdict::Given(Report::Already)),
        _ => return Ok(Verdict::Given(Report::NotOver)),
    }
    let text = text.trim();
    if text.is_empty() || text.chars().count() > REPORT_MAX {
        return Ok(Verdict::Given(Report::NoWords));
    }
    let salt: [u8; 16] = crate::seal::fresh()?;
    let plain = [salt.as_slice(), text.as_bytes()].concat();
    let sealed = tx
        .world
        .keys
        .account
        .seal(spot(REPORT, id.as_bytes()), &plain)?;
    tx.later_expect(
        1,
        REPORTED,
        vec![
            Value::Int(tx.now().millis()),
            Value::Bytes(grant.account().as_bytes().to_vec()),
            Value::Bytes(sealed),
            Value::Int(id.bucket()),
            Value::Bytes(id.as_bytes().to_vec()),
        ],
    );
    let words = format!(
        "licence={id} words={}",
        crate::seal::hex(&Sha256::digest(&plain))
    );
    let draft = Draft::act(EventKind::LicenceReported, &grant).detail(words);
    entry::write(tx, &draft, &[])?;
    tx.changed("licence", id.as_bytes());
    Ok(Verdict::Given(Report::Kept))
}
