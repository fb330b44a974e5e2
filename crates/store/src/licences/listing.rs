//! The list of agreed tests, and one of them.

use switchboard_rules::events::EventKind;
use switchboard_rules::ids::{AccountId, LicenceId};
use switchboard_rules::licence::{Licence, Word};
use switchboard_rules::moment::Moment;
use switchboard_rules::policy::{Action, Facts, Resource};

use super::writing::not_theirs;
use super::{Kept, REPORT, SALT, WORDS, Words, kept, one, read, spot, with_testers};
use crate::door;
use crate::engine::Arg;
use crate::entry::{self, Draft};
use crate::fault::Fault;
use crate::hush::says_only_its_name;
use crate::tx::{Tx, Verdict};

/// At most fifty: whoever looks for an older one knows its id from the ledger.
const NEWEST: &str = kept!("order by l.asked_at desc, l.id desc limit 50");
const OWN: &str = kept!(
    "where l.id in (select t.licence from licence_tester t where t.bucket = $1 and t.account = $2) order by l.asked_at desc, l.id desc limit 50"
);

/// Somebody who tests.
#[derive(Clone, PartialEq, Eq)]
pub struct Tester {
    /// Whose account.
    pub account: AccountId,
    /// Their name.
    pub label: String,
}
says_only_its_name!(Tester);

/// A licence as a line of the list.
#[derive(Clone)]
pub struct Listed {
    /// What it says and what has happened to it.
    pub licence: Licence,
    /// What it is for.
    pub purpose: String,
    /// Who tests.
    pub testers: Vec<Tester>,
}
says_only_its_name!(Listed);

fn listed(tx: &mut Tx<'_, '_>, kept: &Kept) -> Result<Listed, Fault> {
    let accounts: Vec<AccountId> = kept.licence.terms.testers.iter().copied().collect();
    let labels = door::labels(tx, &accounts)?;
    let testers = accounts.into_iter().zip(labels);
    Ok(Listed {
        licence: kept.licence.clone(),
        purpose: words(tx, kept)?.purpose,
        testers: testers
            .map(|(account, label)| Tester { account, label })
            .collect(),
    })
}

fn words(tx: &Tx<'_, '_>, kept: &Kept) -> Result<Words, Fault> {
    let id = kept.licence.id;
    let plain = tx
        .world
        .keys
        .account
        .open(spot(WORDS, id.as_bytes()), &kept.words)?;
    Words::open(&plain).ok_or_else(|| crate::desk::shape("licence"))
}

/// The newest licences: all of them for whoever may see them, otherwise those that one is to test under.
pub fn page(tx: &mut Tx<'_, '_>) -> Result<Verdict<Vec<Listed>>, Fault> {
    let sees_all = tx.reaches(&Resource::Organisation, &[Action::SeeLicences])?;
    let account = tx.account()?;
    let key = [Arg::Int(account.bucket()), Arg::Bytes(account.as_bytes())];
    let found = if sees_all {
        tx.all(NEWEST, &[], read)?
    } else {
        tx.all(OWN, &key, read)?
    };
    let resource = if sees_all || found.is_empty() {
        Resource::Organisation
    } else {
        Resource::Licence { tests: true }
    };
    let grant = match tx.ask(Action::SeeLicences, &resource, Facts::SHUT)? {
        Ok(grant) => grant,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    let mut all = Vec::with_capacity(found.len());
    for kept in found {
        let kept = with_testers(tx.raw(), kept)?;
        all.push(listed(tx, &kept)?);
    }
    let draft = Draft::act(EventKind::LicencesShown, &grant);
    entry::write(tx, &draft.detail(format!("licences={}", all.len())), &[])?;
    Ok(Verdict::Given(all))
}

/// One licence, whole.
#[derive(Clone)]
pub struct Shown {
    /// Its line.
    pub listed: Listed,
    /// How the testers are reached while it runs.
    pub contact: String,
    /// Who wrote it down, which is the first signature, and when.
    pub asked: (String, Moment),
    /// Whose the second signature is.
    pub signed_by: Option<String>,
    /// Who ended it before its time; empty for the console.
    pub ended_by: Option<String>,
    /// On whose word it rests that it was there before the test.
    pub word: Option<Word>,
    /// The checkpoint that holds it, with its cosignatures; empty before there is one.
    pub note: String,
    /// The report; empty before it is handed in.
    pub report: String,
    /// Whether whoever looks is one of the testers.
    pub tests: bool,
    /// Whether whoever looks may end it.
    pub may_end: bool,
    /// Whether whoever looks may hand in its report.
    pub may_report: bool,
}
says_only_its_name!(Shown);

/// Shows one licence.
pub fn shown(tx: &mut Tx<'_, '_>, id: LicenceId) -> Result<Verdict<Shown>, Fault> {
    let Some(kept) = one(tx.raw(), id)? else {
        tx.account()?;
        return Ok(Verdict::Refused(not_theirs()));
    };
    let tests = kept.licence.terms.testers.contains(&tx.account()?);
    let resource = Resource::Licence { tests };
    let grant = match tx.ask(Action::SeeLicences, &resource, Facts::SHUT)? {
        Ok(grant) => grant,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    let signers: Vec<AccountId> = [Some(kept.asked_by), kept.signed_by, kept.ended_by]
        .into_iter()
        .flatten()
        .collect();
    let names = door::labels(tx, &signers)?;
    let name = |account: AccountId| {
        let at = signers.iter().position(|one| *one == account);
        at.and_then(|at| names.get(at)).cloned().unwrap_or_default()
    };
    let report = if kept.report.is_empty() {
        String::new()
    } else {
        let plain = tx
            .world
            .keys
            .account
            .open(spot(REPORT, id.as_bytes()), &kept.report)?;
        String::from_utf8_lossy(plain.get(SALT..).unwrap_or_default()).into_owned()
    };
    let draft = Draft::act(EventKind::LicencesShown, &grant);
    entry::write(tx, &draft.detail(format!("licence={id}")), &[])?;
    Ok(Verdict::Given(Shown {
        contact: words(tx, &kept)?.contact,
        asked: (name(kept.asked_by), kept.asked_at),
        signed_by: kept.signed_by.map(name),
        ended_by: kept.ended_by.map(name),
        word: kept.word,
        report,
        tests,
        may_end: tx.reaches(&resource, &[Action::EndLicence])?,
        may_report: tx.reaches(&resource, &[Action::ReportLicence])?,
        note: kept.note.clone(),
        listed: listed(tx, &kept)?,
    }))
}
