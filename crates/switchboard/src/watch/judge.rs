//! What the facts mean. Pure: the same facts give the same findings.

use switchboard_store::condition::Condition;
use switchboard_store::log::{Said, Unpublished, Witnessed};
use switchboard_store::rules::moment::{Moment, Span};
use switchboard_store::rules::screening::Age;

use super::Finding;

/// A disk.
#[derive(Debug, Clone)]
pub struct Disk {
    /// A directory on it.
    pub path: String,
    /// Bytes that can still be written.
    pub free: u64,
    /// Bytes in all.
    pub total: u64,
}

/// Where the database lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Database {
    /// On the first of the disks.
    #[default]
    Here,
    /// On a server of its own, whose disk isn't seen from here.
    Elsewhere,
}

/// The certificate.
#[derive(Debug, Clone)]
pub struct Certified {
    /// Until when it is good.
    pub until: Moment,
    /// The hosts that it does not cover.
    pub not_for: Vec<String>,
    /// Why the files as they are can't be used, while an older pair still is.
    pub broken: Option<String>,
}

/// Everything there is to know.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a fact of its own, and no two of them exclude each other"
)]
#[derive(Debug, Clone, Default)]
pub struct Facts {
    /// Why the configuration can't be used.
    pub configuration: Option<String>,
    /// Why the store can't be opened or read.
    pub store: Option<String>,
    /// How the store stands, if it can be read.
    pub condition: Option<Condition>,
    /// Closures that failed inside, of this process.
    pub panics: u64,
    /// Whether the directory of keys is there.
    pub has_keys: bool,
    /// Secret files that others may read.
    pub open_files: Vec<String>,
    /// Secret files that the configuration names and that can't be read.
    pub absent_files: Vec<String>,
    /// Why the certificate can't be used at all.
    pub certificate_unusable: Option<String>,
    /// The certificate, where it has one.
    pub certificate: Option<Certified>,
    /// Whether people reach it over HTTPS.
    pub is_https: bool,
    /// The disks.
    pub disks: Vec<Disk>,
    /// Where the database lies.
    pub database: Database,
    /// Whether letters go anywhere.
    pub has_mail: bool,
    /// Whether a test's copy has an address.
    pub has_decoy: bool,
    /// Whether it is said under which name people reach it.
    pub has_host: bool,
    /// How many are named to whom a hole can be told.
    pub testing_contacts: usize,
    /// How many hours old the newest backup may be.
    pub backup_hours_max: u32,
    /// How much of a disk must be free, in percent.
    pub disk_percent_min: u32,
    /// How the screening list stands that the rules of the region demand, and how many days old it is; none where they demand
    /// none and none is kept.
    pub screening: Option<(Age, i64)>,
    /// How many witnesses are asked to countersign the log.
    pub witnesses: u64,
    /// Why the file that names them can't be used.
    pub witnesses_unusable: Option<String>,
    /// Why the organisation's own sign-in can't be used.
    pub provider_unusable: Option<String>,
    /// For how many minutes one of them may be behind.
    pub witness_minutes_max: u32,
    /// Where the log is to be published as files, if anywhere.
    pub published_to: Option<String>,
    /// What keeps it from being published there, and since when.
    pub unpublished: Option<(Unpublished, Moment)>,
}

const UNSIGNED_MAX: Span = Span::minutes(1);
const BEHIND_MAX: Span = Span::seconds(5);
const APART_MAX: Span = Span::seconds(5);
const CERTIFICATE_WARN: Span = Span::days(21);
const CERTIFICATE_SEVERE: Span = Span::days(7);
const DISK_DAYS_MIN: u64 = 30;
const DISK_SEVERE: u64 = 2;
const MAIL_WAITS: Span = Span::hours(2);
const MAIL_STUCK: Span = Span::days(1);
const KEY_OVERDUE_DAYS: u64 = 2;

/// What is worth saying of these facts, the worst first.
pub fn judge(facts: &Facts, now: Moment) -> Vec<Finding> {
    let mut found = Vec::new();
    files(facts, &mut found);
    certificate(facts, now, &mut found);
    disks(facts, &mut found);
    if let Some(condition) = &facts.condition {
        ledger(condition, now, &mut found);
        backup(condition, facts, now, &mut found);
        key(condition, &mut found);
        mail(condition, facts, now, &mut found);
    }
    if facts.panics > 0 {
        found.push(Finding::new("panics").with("count", facts.panics));
    }
    found.extend(screening(facts.screening));
    if facts.has_mail && !facts.has_host {
        found.push(Finding::new("host-absent"));
    }
    let copies = facts.condition.as_ref().map_or(0, |c| c.copies_agreed);
    if copies > 0 && !facts.has_decoy {
        found.push(Finding::new("copy-nowhere").with("count", copies));
    }
    if let Some(why) = &facts.provider_unusable {
        found.push(Finding::new("oidc-unusable").with("why", why));
    }
    if facts.testing_contacts == 0 {
        found.push(Finding::new("testing-contact"));
    }
    witnesses(facts, now, &mut found);
    found.extend(unpublished(facts, now));
    found.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
    found
}

fn files(facts: &Facts, found: &mut Vec<Finding>) {
    if let Some(why) = &facts.configuration {
        found.push(Finding::new("configuration").with("why", why));
    }
    if let Some(why) = &facts.store {
        found.push(Finding::new("store").with("why", why));
    }
    if !facts.has_keys {
        found.push(Finding::new("keys-absent"));
    }
    for path in &facts.open_files {
        found.push(Finding::new("file-open").with("path", path));
    }
    for path in &facts.absent_files {
        found.push(Finding::new("secret-absent").with("path", path));
    }
}

fn certificate(facts: &Facts, now: Moment, found: &mut Vec<Finding>) {
    if let Some(why) = &facts.certificate_unusable {
        found.push(Finding::new("certificate-unusable").with("why", why));
    }
    let Some(certificate) = &facts.certificate else {
        if !facts.is_https && facts.certificate_unusable.is_none() {
            found.push(Finding::new("plain"));
        }
        return;
    };
    let left = certificate.until.since(now);
    let days = left.as_millis() / Span::days(1).as_millis();
    if left <= Span::ZERO {
        found.push(Finding::new("certificate-past"));
    } else if left <= CERTIFICATE_SEVERE {
        found.push(Finding::new("certificate-soon").with("days", days));
    } else if left <= CERTIFICATE_WARN {
        found.push(Finding::new("certificate-ends").with("days", days));
    }
    for host in &certificate.not_for {
        found.push(Finding::new("certificate-name").with("host", host));
    }
    if let Some(why) = &certificate.broken {
        found.push(Finding::new("certificate-renewal").with("why", why));
    }
}

fn disks(facts: &Facts, found: &mut Vec<Finding>) {
    let least = u64::from(facts.disk_percent_min);
    for disk in &facts.disks {
        let percent = (disk.free / 1024).saturating_mul(100) / (disk.total / 1024).max(1);
        let of = |code| {
            Finding::new(code)
                .with("path", &disk.path)
                .with("percent", percent)
                .with("megabytes", disk.free / 1_000_000)
        };
        if percent < DISK_SEVERE {
            found.push(of("disk-full"));
        } else if percent < least {
            found.push(of("disk-low"));
        }
    }
    if facts.database == Database::Elsewhere {
        found.push(Finding::new("disk-elsewhere"));
    }
    let grows = facts
        .condition
        .as_ref()
        .and_then(|condition| condition.grows_bytes);
    if facts.database == Database::Here
        && let (Some(grows), Some(disk)) = (grows, facts.disks.first())
        && let Some(days) = disk.free.checked_div(grows)
        && days < DISK_DAYS_MIN
    {
        found.push(
            Finding::new("disk-days")
                .with("path", &disk.path)
                .with("days", days),
        );
    }
}

fn ledger(condition: &Condition, now: Moment, found: &mut Vec<Finding>) {
    if let Some(since) = condition.waits_since
        && now.since(since) > UNSIGNED_MAX
    {
        let minutes = now.since(since).as_millis() / Span::minutes(1).as_millis();
        found.push(Finding::new("unplaced").with("minutes", minutes));
    }
    if let Some(signed_at) = condition.signed_at {
        if condition.entries > condition.signed && now.since(signed_at) > UNSIGNED_MAX {
            found
                .push(Finding::new("unsigned").with("count", condition.entries - condition.signed));
        }
        if signed_at.since(now) > BEHIND_MAX {
            found.push(Finding::new("clock-behind"));
        }
    } else if condition
        .begun_at
        .is_some_and(|begun| now.since(begun) > UNSIGNED_MAX)
    {
        found.push(Finding::new("unsigned").with("count", condition.entries));
    }
    if let Some(server_at) = condition.server_at {
        let apart = server_at.since(now).as_millis().abs();
        if apart > APART_MAX.as_millis() {
            found.push(Finding::new("clock-apart").with("seconds", apart / 1000));
        }
    }
}

fn backup(condition: &Condition, facts: &Facts, now: Moment, found: &mut Vec<Finding>) {
    let most = Span::hours(i64::from(facts.backup_hours_max));
    let Some(at) = condition.backup_at else {
        let is_new = condition
            .begun_at
            .is_none_or(|begun| now.since(begun) <= most);
        let code = if is_new { "backup-new" } else { "backup-never" };
        found.push(Finding::new(code));
        return;
    };
    if now.since(at) > most {
        let hours = now.since(at).as_millis() / Span::hours(1).as_millis();
        found.push(Finding::new("backup-old").with("hours", hours));
    }
}

/// A month key is changed when its month is over, and destroyed when no backup needs it any more.
fn key(condition: &Condition, found: &mut Vec<Finding>) {
    if condition.key_overdue_days >= KEY_OVERDUE_DAYS {
        let days = condition.key_overdue_days;
        found.push(
            Finding::new("key-old")
                .with("month", &condition.key_month)
                .with("days", days),
        );
    }
    if condition.keys_undestroyed > 0 {
        found.push(Finding::new("key-kept").with("count", condition.keys_undestroyed));
    }
}

fn mail(condition: &Condition, facts: &Facts, now: Moment, found: &mut Vec<Finding>) {
    let queue = &condition.queue;
    if !facts.has_mail {
        found.push(Finding::new("mail-absent").with("count", queue.waiting));
        return;
    }
    let waits = queue.oldest_at.map_or(Span::ZERO, |at| now.since(at));
    let of = |code| {
        Finding::new(code)
            .with("count", queue.waiting)
            .with("hours", waits.as_millis() / Span::hours(1).as_millis())
    };
    if waits > MAIL_STUCK {
        found.push(of("mail-stuck"));
    } else if waits > MAIL_WAITS {
        found.push(of("mail-waits"));
    }
    if queue.given_up > 0 {
        found.push(Finding::new("mail-given-up").with("count", queue.given_up));
    }
    if queue.failing > 0 {
        found.push(Finding::new("mail-bounced").with("count", queue.failing));
    }
}

/// How old the list may be stands in the rule pack.
fn screening(screening: Option<(Age, i64)>) -> Option<Finding> {
    let Some((age, days)) = screening else {
        return Some(Finding::new("tps-none"));
    };
    match age {
        Age::Fine => None,
        Age::Old { days_left } => {
            let finding = Finding::new("tps-ends").with("days", days);
            Some(finding.with("limit", days.saturating_add(days_left)))
        }
        Age::TooOld => Some(Finding::new("tps-past").with("days", days)),
        Age::Missing => Some(Finding::new("tps-needed")),
    }
}

/// What the publisher found where it publishes.
fn unpublished(facts: &Facts, now: Moment) -> Option<Finding> {
    let path = facts.published_to.as_ref()?;
    let (wrong, since) = facts.unpublished?;
    let code = match wrong {
        Unpublished::OtherLog => "publish-other-log",
        Unpublished::OtherHistory => "publish-other-history",
        Unpublished::Unwritable => "publish-unwritable",
        Unpublished::Unreadable => "publish-unreadable",
    };
    let hours = now.since(since).as_millis() / Span::hours(1).as_millis();
    Some(Finding::new(code).with("path", path).with("hours", hours))
}

/// One that has seen another history is worse than any that is silent; too few are worse than one that is behind.
fn witnesses(facts: &Facts, now: Moment, found: &mut Vec<Finding>) {
    if let Some(why) = &facts.witnesses_unusable {
        found.push(Finding::new("witness-file").with("why", why));
        return;
    }
    if facts.witnesses == 0 {
        found.push(Finding::new("witness-none"));
        return;
    }
    let Some(condition) = &facts.condition else {
        return;
    };
    let names_of = |wanted: &dyn Fn(&Witnessed) -> bool| -> Vec<&str> {
        let all = condition.witnessed.iter().filter(|one| wanted(one));
        all.map(|one| one.name.as_str()).collect()
    };
    let contradict = names_of(&|one| one.said == Said::OtherHistory);
    if !contradict.is_empty() {
        found.push(Finding::new("witness-contradicts").with("names", contradict.join(", ")));
    }
    let strange = names_of(&|one| one.said == Said::Strange);
    if !strange.is_empty() {
        found.push(Finding::new("witness-strange").with("names", strange.join(", ")));
    }
    let most = Span::minutes(i64::from(facts.witness_minutes_max));
    let hours = |since: Moment| now.since(since).as_millis() / Span::hours(1).as_millis();
    if let Some(since) = condition.unmet_since.filter(|at| now.since(*at) > most) {
        found.push(Finding::new("witness-few").with("hours", hours(since)));
        return;
    }
    let is_late = |one: &Witnessed| one.behind_since.filter(|at| now.since(*at) > most);
    let since = condition.witnessed.iter().filter_map(is_late).min();
    if let Some(since) = since {
        let names = names_of(&|one| is_late(one).is_some());
        found.push(
            Finding::new("witness-behind")
                .with("names", names.join(", "))
                .with("hours", hours(since)),
        );
    }
}
