//! A second person agrees: the case is opened and the campaign told, in the commit of whoever agrees.

use std::collections::BTreeSet;

use switchboard_rules::answers::{READ_WITHIN, Wanted};
use switchboard_rules::events::EventKind;
use switchboard_rules::ids::AccountId;
use switchboard_rules::policy::{Role, Scope};

use crate::engine::{Arg, Value};
use crate::entry;
use crate::fault::Fault;
use crate::outbox::{self, Message, To};
use crate::requests::{By, Filed, Outcome};
use crate::session::{id16, scope_columns};
use crate::tx::Tx;

const NEW: &str = "insert into answers_case (bucket, request, campaign, what_for, asked_by, agreed_by, opened_at, until_at, reads) values ($1, $2, $3, $4, $5, $6, $7, $8, 0)";

/// Opens the case for whoever asked, for a day. Nobody can read before the campaign's letters are queued: they commit with it.
pub(crate) fn open_case(tx: &mut Tx<'_, '_>, filed: &Filed, by: &By<'_>) -> Result<Outcome, Fault> {
    let (Some(wanted), By::Grant(grant)) = (Wanted::parse(&filed.about), by) else {
        return Ok(Outcome::Failed("not-understood"));
    };
    let Some(agreed) = filed.agreed_by(grant.account()) else {
        return Ok(Outcome::Failed("takes-two"));
    };
    let subjects = entry::subject_of(tx, filed.member, "")?;
    if subjects.is_empty() {
        return Ok(Outcome::Failed("no-such-member"));
    }
    let heard = concerned(tx, &wanted)?;
    if heard.is_empty() {
        return Ok(Outcome::Failed("nobody-to-tell"));
    }
    let (asker, now) = (filed.request.asker, tx.now());
    let until = now.plus(READ_WITHIN);
    let bytes = |id: &[u8; 16]| Value::Bytes(id.to_vec());
    tx.later(
        NEW,
        vec![
            Value::Int(filed.id.bucket()),
            bytes(filed.id.as_bytes()),
            bytes(wanted.campaign.as_bytes()),
            Value::Text(wanted.purpose.code().to_owned()),
            bytes(asker.as_bytes()),
            bytes(agreed.as_bytes()),
            Value::Int(now.millis()),
            Value::Int(until.millis()),
        ],
    );
    let (campaign, what_for) = (wanted.campaign, wanted.purpose.code());
    let vars = format!(
        "campaign={campaign} asker={asker} by={agreed} what-for={what_for} until={}",
        until.millis()
    );
    for account in &heard {
        outbox::put(tx, Message::AnswersOpened, To::Account(*account), &vars)?;
    }
    let words = format!(
        "case={} what-for={what_for} asked-by={asker} told={}",
        filed.id,
        heard.len()
    );
    let draft = by.draft(EventKind::AnswersOpened, filed).detail(words);
    entry::write(tx, &draft, &subjects)?;
    Ok(Outcome::Done)
}

const RUNS: &str = "select distinct t.account from term t join account a on a.bucket = t.bucket and a.id = t.account where t.role = $1 and t.scope_kind = $2 and t.scope = $3 and t.from_at <= $4 and (t.until_at is null or t.until_at > $4) and t.ended_at is null and a.ended_at is null order by t.account limit 100";

/// Who is told: the campaign's organisers; where it has none any more, whoever runs its contest.
fn concerned(tx: &mut Tx<'_, '_>, wanted: &Wanted) -> Result<BTreeSet<AccountId>, Fault> {
    let organisers = holders(tx, Role::Organiser, Scope::Campaign(wanted.campaign))?;
    if !organisers.is_empty() {
        return Ok(organisers);
    }
    let mut running = holders(tx, Role::ReturningOfficer, Scope::Contest(wanted.contest))?;
    running.extend(holders(tx, Role::ReturningOfficer, Scope::Organisation)?);
    Ok(running)
}

fn holders(tx: &mut Tx<'_, '_>, role: Role, scope: Scope) -> Result<BTreeSet<AccountId>, Fault> {
    let (kind, scope) = scope_columns(scope);
    let args = [
        Arg::Text(role.text()),
        Arg::Text(kind),
        Arg::Bytes(&scope),
        Arg::Int(tx.now().millis()),
    ];
    let found = tx.all(RUNS, &args, |row| Ok(id16(row.bytes(0)?)))?;
    let found = found.into_iter().flatten();
    Ok(found.map(AccountId::from_bytes).collect())
}
