//! A second person agrees: the case is opened and the campaign told, in the commit of whoever agrees.

use std::collections::BTreeSet;

use switchboard_rules::answers::{READ_WITHIN, Wanted};
use switchboard_rules::events::EventKind;
use switchboard_rules::ids::AccountId;
use switchboard_rules::moment::{Moment, Span};

use crate::engine::{Arg, Value};
use crate::entry;
use crate::fault::Fault;
use crate::meta::WorldKind;
use crate::outbox::{self, Message, To};
use crate::requests::{By, Filed, Outcome};
use crate::session::id16;
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
    let two = [filed.request.asker, agreed];
    // A demo's people have no addresses.
    let by_letter = tx.world.meta.kind == WorldKind::Live;
    let heard = concerned(tx, &wanted, two, by_letter)?;
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

/// How long an organiser whose role ended still hears of it, where nobody organises the campaign any more.
const FORMER: Span = Span::days(90);

/// Roles of one kind in one place, or in the banks of one campaign, whose holders have an address; those that run, and those that
/// ended since a moment. Neither of the two who open a case hears of it as the campaign.
const ORGANISE: &str = "select distinct t.account from term t join account a on a.bucket = t.bucket and a.id = t.account where t.role = 'organiser' and ((t.scope_kind = 'campaign' and t.scope = $1) or (t.scope_kind = 'bank' and t.scope in (select b.id from bank b where b.campaign = $1))) and t.from_at <= $2 and (t.until_at is null or t.until_at > $3) and (t.ended_at is null or t.ended_at > $3) and (a.email_sealed is not null or cast($6 as bigint) = 0) and t.account <> $4 and t.account <> $5 order by t.account limit 100";
const RUN_IT: &str = "select distinct t.account from term t join account a on a.bucket = t.bucket and a.id = t.account where t.role = 'returning-officer' and (t.scope_kind = 'organisation' or (t.scope_kind = 'contest' and t.scope = $1)) and t.from_at <= $2 and (t.until_at is null or t.until_at > $3) and (t.ended_at is null or t.ended_at > $3) and (a.email_sealed is not null or cast($6 as bigint) = 0) and t.account <> $4 and t.account <> $5 order by t.account limit 100";

/// Who is told: whoever organises the campaign or one of its banks. Where nobody does any more, whoever did within 90 days, and
/// whoever runs its contest. None of the two, and, where letters are sent, nobody whom none reaches.
pub(crate) fn concerned(
    tx: &mut Tx<'_, '_>,
    wanted: &Wanted,
    two: [AccountId; 2],
    by_letter: bool,
) -> Result<BTreeSet<AccountId>, Fault> {
    let (now, but) = (tx.now(), (two, by_letter));
    let campaign = wanted.campaign.as_bytes();
    let organisers = holders(tx, (ORGANISE, campaign), now, but)?;
    if !organisers.is_empty() {
        return Ok(organisers);
    }
    let mut told = holders(tx, (ORGANISE, campaign), now.minus(FORMER), but)?;
    told.extend(holders(tx, (RUN_IT, wanted.contest.as_bytes()), now, but)?);
    Ok(told)
}

fn holders(
    tx: &mut Tx<'_, '_>,
    (sql, place): (&'static str, &[u8; 16]),
    since: Moment,
    ([asker, agreed], by_letter): ([AccountId; 2], bool),
) -> Result<BTreeSet<AccountId>, Fault> {
    let args = [
        Arg::Bytes(place),
        Arg::Int(tx.now().millis()),
        Arg::Int(since.millis()),
        Arg::Bytes(asker.as_bytes()),
        Arg::Bytes(agreed.as_bytes()),
        Arg::Int(i64::from(by_letter)),
    ];
    let found = tx.all(sql, &args, |row| Ok(id16(row.bytes(0)?)))?;
    let found = found.into_iter().flatten();
    Ok(found.map(AccountId::from_bytes).collect())
}
