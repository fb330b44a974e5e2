//! How the installation stands, as far as the store knows: figures and moments, nobody's data.

use switchboard_rules::events::EventKind;
use switchboard_rules::hook::Event;
use switchboard_rules::moment::{Moment, Span};
use switchboard_rules::policy::{Action, Facts, Resource};

use crate::engine::{Arg, Raw, Value};
use crate::entry::{self, Draft};
use crate::fault::Fault;
use crate::hooks::{self, Whose};
use crate::log::Witnessed;
use crate::machine;
use crate::outbox::{self, Message, Queue};
use crate::session::Auth;
use crate::tx::{Tx, Verdict};
use crate::world::World;

/// How the store stands.
#[derive(Debug, Clone, Default)]
pub struct Condition {
    /// The database server's clock; on SQLite the machine's own.
    pub server_at: Option<Moment>,
    /// How large the database is.
    pub database_bytes: u64,
    /// How much larger it gets in a day, once it was measured a day apart.
    pub grows_bytes: Option<u64>,
    /// When the ledger began, once its first entry has its place.
    pub begun_at: Option<Moment>,
    /// When the oldest entry was made that has no place in the ledger yet, if one waits.
    pub waits_since: Option<Moment>,
    /// Entries in the ledger.
    pub entries: u64,
    /// Those of them that are signed.
    pub signed: u64,
    /// When the last signature was made.
    pub signed_at: Option<Moment>,
    /// When the last backup was made.
    pub backup_at: Option<Moment>,
    /// The month of the key that wraps what is written now.
    pub key_month: String,
    /// For how many whole days that key should have been changed.
    pub key_overdue_days: u64,
    /// How many keys should have been destroyed.
    pub keys_undestroyed: u64,
    /// How the letters stand.
    pub queue: Queue,
    /// When the last alert was written.
    pub alert_at: Option<Moment>,
    /// How each witness stands that the log asks.
    pub witnessed: Vec<Witnessed>,
    /// Since when too few of them cosign, if so.
    pub unmet_since: Option<Moment>,
    /// How many tests in copies are agreed and not over.
    pub copies_agreed: u64,
}

const CLOCK: &str = "select {now_ms}, {database_bytes}";
const BEGUN: &str = "select at from entry where idx = 0";
const WAITS: &str = "select at from entry where idx is null order by id limit 1";
const COPIES: &str = "select count(*) from licence where place = 'decoy' and signed_at is not null and ended_at is null and until_at > $1";
const KNOWN: &str = "select value from meta where key = $1";
const SIZE: &str = "database_sizes";
const ALERT: &str = "alert_last_at";
/// How many days of sizes are kept.
const SIZES_MAX: usize = 30;

/// Looks at the store.
pub fn look(world: &World, now: Moment) -> Result<Condition, Fault> {
    let head = crate::log::head(world)?;
    let queue = outbox::queue(world, now)?;
    let keys = machine::month::key_age(world, now)?;
    let mut condition = world.0.db.read("condition", |raw| {
        let (server, bytes) = raw
            .one(CLOCK, &[], |row| Ok((row.int(0)?, row.int(1)?)))?
            .unwrap_or_default();
        let begun = raw.one(BEGUN, &[], |row| row.int(0))?;
        let waits = raw.one(WAITS, &[], |row| row.int(0))?;
        let copies = raw.one(COPIES, &[Arg::Int(now.millis())], |row| row.int(0))?;
        let sizes = sizes(&fact(raw, SIZE)?.unwrap_or_default());
        let moment = |text: Option<String>| {
            text.and_then(|text| text.parse().ok())
                .map(Moment::from_millis)
        };
        let bytes = u64::try_from(bytes).unwrap_or(0);
        Ok(Condition {
            server_at: Some(Moment::from_millis(server)),
            begun_at: begun.map(Moment::from_millis),
            waits_since: waits.map(Moment::from_millis),
            database_bytes: bytes,
            grows_bytes: grows(&sizes, now, bytes),
            copies_agreed: copies.and_then(|n| u64::try_from(n).ok()).unwrap_or(0),
            backup_at: moment(fact(raw, "backup_last_at")?),
            alert_at: moment(fact(raw, ALERT)?),
            ..Condition::default()
        })
    })?;
    condition.entries = head.size;
    condition.signed = head.signed_size;
    condition.signed_at = (head.signed_size > 0).then_some(head.signed_at);
    condition.queue = queue;
    condition.witnessed = crate::log::witnessed(world, now)?;
    condition.unmet_since = crate::log::agreed(world)?.and_then(|agreed| agreed.unmet_since);
    let month = keys.current.to_string();
    condition.key_month = match month.split_at_checked(4) {
        Some((year, rest)) => format!("{year}-{rest}"),
        None => month,
    };
    condition.key_overdue_days = u64::try_from(keys.overdue_days).unwrap_or(0);
    condition.keys_undestroyed = u64::try_from(keys.undestroyed).unwrap_or(0);
    Ok(condition)
}

fn fact(raw: &mut Raw<'_>, key: &'static str) -> Result<Option<String>, Fault> {
    raw.one(KNOWN, &[Arg::Text(key)], |row| Ok(row.text(0)?.to_owned()))
}

/// `millis:bytes` words, the oldest first.
fn sizes(text: &str) -> Vec<(Moment, u64)> {
    text.split(' ')
        .filter_map(|word| word.split_once(':'))
        .filter_map(|(at, bytes)| {
            Some((Moment::from_millis(at.parse().ok()?), bytes.parse().ok()?))
        })
        .collect()
}

/// What a day adds, from the oldest size there is.
fn grows(sizes: &[(Moment, u64)], now: Moment, bytes: u64) -> Option<u64> {
    let (then, was) = sizes.first()?;
    let days = now.since(*then).as_millis() / Span::days(1).as_millis();
    bytes
        .saturating_sub(*was)
        .checked_div(u64::try_from(days).ok()?)
}

/// Asks whether whoever is behind this act may see how the installation stands, and writes down that they did.
pub fn see(tx: &mut Tx<'_, '_>) -> Result<Verdict<()>, Fault> {
    let grant = match tx.ask(
        Action::SeeInstallation,
        &Resource::Organisation,
        Facts::SHUT,
    )? {
        Ok(grant) => grant,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    entry::write(tx, &Draft::act(EventKind::HealthShown, &grant), &[])?;
    Ok(Verdict::Given(()))
}

const KEEP: &str = "insert into meta (key, value) values ($1, $2) on conflict (key) do update set value = excluded.value";

/// Keeps how large the database is, once a day.
pub fn keep_size(world: &World, condition: &Condition, now: Moment) -> Result<(), Fault> {
    let bytes = condition.database_bytes;
    world
        .write("condition-size", Auth::Job("watch"), now, move |tx| {
            let mut all = sizes(&fact(tx.raw(), SIZE)?.unwrap_or_default());
            if all
                .last()
                .is_some_and(|(at, _)| now.since(*at) < Span::days(1))
            {
                return Ok(Verdict::Given(()));
            }
            all.push((now, bytes));
            let late = all.len().saturating_sub(SIZES_MAX);
            let words: Vec<String> = all
                .iter()
                .skip(late)
                .map(|(at, bytes)| format!("{}:{bytes}", at.millis()))
                .collect();
            tx.run(KEEP, &[Arg::Text(SIZE), Arg::Text(&words.join(" "))])?;
            Ok(Verdict::Given(()))
        })
        .wait()?;
    Ok(())
}

/// One alert a day at most.
pub const ALERT_EACH: Span = Span::days(1);
const FIRST_ALERT: &str =
    "insert into meta (key, value) values ($1, $2) on conflict (key) do nothing";
const NEXT_ALERT: &str = "update meta set value = $1 where key = $2 and value = $3";

/// What an alert says: findings as codes with what fills their sentences.
#[derive(Debug, Clone)]
pub struct Alert {
    /// The codes, for the ledger.
    pub codes: Vec<&'static str>,
    /// The letter's variables.
    pub vars: String,
    /// Whether the configuration names somebody, or it goes to the offices.
    pub has_operator: bool,
}

/// Puts an alert into the queue, unless there was one within the day. Of two processes that want to at once, one does.
pub fn alert(world: &World, alert: Alert, now: Moment) -> Result<bool, Fault> {
    let done = world
        .write("alert", Auth::Job("watch"), now, move |tx| {
            let last = fact(tx.raw(), ALERT)?;
            let last_at = last
                .as_deref()
                .and_then(|text| text.parse().ok())
                .map(Moment::from_millis);
            if last_at.is_some_and(|at| now.since(at) < ALERT_EACH) {
                return Ok(Verdict::Given(false));
            }
            let (key, new) = (
                Value::Text(ALERT.to_owned()),
                Value::Text(now.millis().to_string()),
            );
            match last {
                None => tx.later_expect(1, FIRST_ALERT, vec![key, new]),
                Some(last) => tx.later_expect(1, NEXT_ALERT, vec![new, key, Value::Text(last)]),
            }
            if alert.has_operator {
                outbox::put(tx, Message::Alert, outbox::To::Operator, &alert.vars)?;
            } else {
                outbox::put_to_officers(tx, Message::Alert, &alert.vars)?;
            }
            let draft = Draft::system(EventKind::AlertWritten, "watch")
                .detail(format!("findings={}", alert.codes.join(",")));
            entry::write(tx, &draft, &[])?;
            let about = format!("findings={}", alert.codes.join(","));
            hooks::tell(tx, Event::Alert, Whose::Organisation, &about)?;
            Ok(Verdict::Given(true))
        })
        .wait()?;
    Ok(matches!(done.verdict, Verdict::Given(true)))
}
