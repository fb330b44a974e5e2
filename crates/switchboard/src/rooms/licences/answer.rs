//! The answer to a claim as one JSON object, the same from the page and at the console.

use serde_json::{Value, json};
use switchboard_store::Fault;
use switchboard_store::decoy::Acts;
use switchboard_store::licences::{Checked, CheckedAct, Copied, Fits, Known};
use switchboard_store::rules::events::EventKind;
use switchboard_store::rules::licence::{Uncovered, Word};
use switchboard_store::rules::moment::Moment;

/// The answer with its exhibits, each as `docs/log-format.md` §9 has it; times are milliseconds since 1970.
pub fn object(checked: &Checked) -> Result<Value, Fault> {
    let mut exhibits = Vec::with_capacity(checked.exhibits.len());
    for handed in &checked.exhibits {
        let parsed: Value = serde_json::from_str(&handed.json()?)
            .map_err(|error| Fault::World(error.to_string()))?;
        exhibits.push(parsed);
    }
    let people = checked.people.iter().enumerate();
    let people = people.map(|(at, (id, name))| {
        json!({"account": id.to_string(), "name": name, "made_meanwhile": at >= checked.asked})
    });
    Ok(json!({
        "answer": checked.answer.code(),
        "whole": checked.is_whole,
        "over": checked.is_over,
        "members": checked.members,
        "accounts": people.collect::<Vec<_>>(),
        "acts": checked.acts.iter().map(act).collect::<Vec<_>>(),
        "licences": checked.licences.iter().map(licence).collect::<Vec<_>>(),
        "copies": checked.copies.iter().map(copy).collect::<Vec<_>>(),
        "exhibits": exhibits,
    }))
}

/// The files that prove it, by name: the answer, an exhibit of each account, of each licence that it was there before, and of
/// each copy its first entry. Each is a file of its own, so that any of the checkers reads it as it is; `switchboard-verify
/// licence` judges them all.
pub fn files(checked: &Checked) -> Result<Vec<(String, String)>, Fault> {
    let mut files = vec![("answer.json".to_owned(), object(checked)?.to_string())];
    for (at, handed) in checked.exhibits.iter().enumerate() {
        files.push((format!("exhibit-{}.json", at + 1), handed.json()?));
    }
    for known in &checked.licences {
        if let Some(proof) = &known.proof {
            let name = format!("licence-{}.tlog-proof", known.licence.id);
            files.push((name, proof.clone()));
        }
    }
    for copied in &checked.copies {
        files_of(copied, &mut files)?;
    }
    Ok(files)
}

/// Of a copy: what this log says of it, and its own log's first entry, the tester's accounts and what they did.
fn files_of(copied: &Copied, files: &mut Vec<(String, String)>) -> Result<(), Fault> {
    let licence = copied.licence.id;
    let signed = format!("licence-{licence}.tlog-proof");
    let told = copied.told.iter().enumerate();
    let told = told.map(|(at, told)| {
        (
            format!("copy-{licence}-told-{}.tlog-proof", at + 1),
            &told.proof,
        )
    });
    for (name, proof) in copied
        .proof
        .iter()
        .map(|proof| (signed.clone(), proof))
        .chain(told)
    {
        // Another tester's is the same.
        if files.iter().all(|(known, _)| *known != name) {
            files.push((name, proof.clone()));
        }
    }
    let Some(acts) = &copied.acts else {
        return Ok(());
    };
    let own = format!("copy-{licence}-{}", copied.tester);
    files.push((format!("{own}-first.tlog-proof"), acts.first.proof.clone()));
    for (at, account) in acts.accounts.iter().enumerate() {
        let name = format!("{own}-account-{}.tlog-proof", at + 1);
        files.push((name, account.proof.clone()));
    }
    for (at, handed) in acts.exhibits.iter().enumerate() {
        files.push((format!("{own}-exhibit-{}.json", at + 1), handed.json()?));
    }
    Ok(())
}

/// What a tester did in a copy: `first` is a file of the format C2SP tlog-proof over that copy's log.
fn copy(copied: &Copied) -> Value {
    json!({
        "licence": copied.licence.id.to_string(),
        "tester": copied.tester.to_string(),
        "fits": fits(copied.fits),
        "whole": copied.is_whole(),
        "answer": copied.answer().code(),
        "read": copied.acts.as_ref().map(|acts| read(copied, acts)),
    })
}

fn read(copied: &Copied, read: &Acts) -> Value {
    let acts = read.lines.iter().zip(&copied.findings);
    let acts = acts.map(|(line, finding)| {
        json!({
            "index": line.index,
            "at_ms": line.at.millis(),
            "account": line.account.to_string(),
            "role": line.role,
            "kind": EventKind::from_code(line.kind).map(EventKind::name),
            "purpose": line.purpose,
            "licence": finding.ok().map(|id| id.to_string()),
            "why_not": finding.err().map(Uncovered::code),
        })
    });
    json!({
        "log": read.origin,
        "log_key": read.log_key,
        "signed_size": read.head.signed_size,
        "first": read.first.proof,
        "acts": acts.collect::<Vec<_>>(),
    })
}

/// How the two logs fit, as answers of programs say it.
const fn fits(fits: Fits) -> &'static str {
    match fits {
        Fits::Runs => "runs",
        Fits::Ended => "sealed",
        Fits::Not => "does-not-fit",
        Fits::Unread => "not-readable-here",
    }
}

fn act(act: &CheckedAct) -> Value {
    json!({
        "index": act.index,
        "at_ms": act.at.millis(),
        "account": act.account.to_string(),
        "kind": EventKind::from_code(act.kind).map(EventKind::name),
        "purpose": act.purpose,
        "opened": act.opened,
        "members": act.members,
        "detail": act.detail,
        "takes_out": act.takes_out(),
        "licence": act.finding.ok().map(|id| id.to_string()),
        "why_not": act.finding.err().map(Uncovered::code),
    })
}

fn licence(known: &Known) -> Value {
    let licence = &known.licence;
    let terms = &licence.terms;
    json!({
        "licence": licence.id.to_string(),
        "index": licence.index,
        "world": terms.at.code(),
        "scope": terms.scope.text(),
        "testers": terms.testers.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "from_ms": terms.from.millis(),
        "until_ms": terms.until.millis(),
        "begins_ms": licence.begins().map(Moment::millis),
        "ends_ms": licence.ends().millis(),
        "word": known.word.map(word),
        "proof": known.proof,
    })
}

/// On whose word it rests, as answers of programs say it.
pub const fn word(word: Word) -> &'static str {
    match word {
        Word::Witnesses => "witnesses",
        Word::Operator => "operator's word only",
    }
}
