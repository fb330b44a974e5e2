//! How long things are kept. Every rule is off until two people set it.

use switchboard_rules::events::EventKind;
use switchboard_rules::ids::bucket_of;
use switchboard_rules::retention::Change;

use crate::engine::{Arg, Value};
use crate::entry;
use crate::fault::Fault;
use crate::requests::{By, Filed, Outcome};
use crate::tx::Tx;

const SET: &str = "insert into retention (bucket, rule, months, set_at, request) values ($1, $2, $3, $4, $5) on conflict (bucket, rule) do update set months = excluded.months, set_at = excluded.set_at, request = excluded.request";
const OFF: &str = "delete from retention where bucket = $1 and rule = $2";

/// Sets a rule that two people agreed on.
pub(crate) fn set(tx: &mut Tx<'_, '_>, filed: &Filed, by: &By<'_>) -> Result<Outcome, Fault> {
    let Ok(change) = Change::parse(&filed.about) else {
        return Ok(Outcome::Failed("not-understood"));
    };
    let rule = change.rule.code();
    let bucket = bucket_of(rule.as_bytes());
    match change.months {
        Some(months) => tx.later(
            SET,
            vec![
                Value::Int(bucket),
                Value::Text(rule.to_owned()),
                Value::Int(i64::from(months.count())),
                Value::Int(tx.now().millis()),
                Value::Bytes(filed.id.as_bytes().to_vec()),
            ],
        ),
        None => {
            tx.run(OFF, &[Arg::Int(bucket), Arg::Text(rule)])?;
        }
    }
    let draft = by.draft(EventKind::RetentionChanged, filed);
    entry::write(
        tx,
        &draft.detail(format!("{change} request={}", filed.id)),
        &[],
    )?;
    Ok(Outcome::Done)
}
