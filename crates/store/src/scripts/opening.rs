//! The opening lines: the organisation's words before every script, which no organiser takes away.

use std::collections::BTreeMap;

use switchboard_ledger::hash::sha256;
use switchboard_rules::events::EventKind;
use switchboard_rules::policy::{Action, Facts, Resource};
use switchboard_rules::script::Opening;

use crate::engine::Value;
use crate::entry::{self, Draft};
use crate::fault::Fault;
use crate::tx::{Tx, Verdict};

/// The lines by the code of their language.
pub type Lines = BTreeMap<String, String>;

const BODY: &str = "select body from opening_lines where bucket = 0 and id = 0";
const SET: &str = "insert into opening_lines (bucket, id, body, at, account) values (0, 0, $1, $2, $3) on conflict (bucket, id) do update set body = excluded.body, at = excluded.at, account = excluded.account";

/// The lines out of the text in which they are kept.
pub fn opening_of(body: &str) -> Lines {
    serde_json::from_str(body).unwrap_or_default()
}

fn body(tx: &mut Tx<'_, '_>) -> Result<Option<String>, Fault> {
    tx.one(BODY, &[], |row| Ok(row.text(0)?.to_owned()))
}

/// The lines that were set; none while the program's own stand.
pub(crate) fn kept(tx: &mut Tx<'_, '_>) -> Result<Lines, Fault> {
    Ok(body(tx)?.as_deref().map(opening_of).unwrap_or_default())
}

/// The lines that were set, for whoever may set them; none while the program's own stand.
pub fn lines(tx: &mut Tx<'_, '_>) -> Result<Verdict<Lines>, Fault> {
    let asked = tx.ask(Action::SetOpening, &Resource::Organisation, Facts::SHUT)?;
    if let Err(refusal) = asked {
        return Ok(Verdict::Refused(refusal));
    }
    Ok(Verdict::Given(kept(tx)?))
}

/// Sets the lines of one language; they stand on every card from now on.
pub fn set_opening(
    tx: &mut Tx<'_, '_>,
    language: &str,
    opening: &Opening,
) -> Result<Verdict<()>, Fault> {
    let grant = match tx.ask(Action::SetOpening, &Resource::Organisation, Facts::SHUT)? {
        Ok(grant) => grant,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    crate::line::wait(tx)?;
    let mut lines = kept(tx)?;
    lines.insert(language.to_owned(), opening.text().to_owned());
    let text = serde_json::to_string(&lines).unwrap_or_default();
    let digest = sha256(text.as_bytes());
    tx.later(
        SET,
        vec![
            Value::Text(text),
            Value::Int(tx.now().millis()),
            Value::Bytes(grant.account().as_bytes().to_vec()),
        ],
    );
    let detail = format!("language={language} digest={digest}");
    let draft = Draft::act(EventKind::OpeningSet, &grant).detail(detail);
    entry::write(tx, &draft, &[])?;
    Ok(Verdict::Given(()))
}

/// What a signature under the opening lines is of: the lines as they are set, or that the program's own stand.
pub(crate) fn digest(tx: &mut Tx<'_, '_>) -> Result<[u8; 32], Fault> {
    let body = body(tx)?;
    Ok(body.map_or([0; 32], |body| *sha256(body.as_bytes()).as_bytes()))
}
