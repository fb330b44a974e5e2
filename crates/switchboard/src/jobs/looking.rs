//! Looking at an installation: files, certificate, disks, store. What it means is judged by `watch`.

use std::path::{Path, PathBuf};

use switchboard_store::rules::moment::Moment;
use switchboard_store::rules::screening::Age;
use switchboard_store::{Engine, Fault, World, condition, log, screening};

use crate::config::Config;
use crate::front::{Front, certificate};
use crate::oidc::{Last, Provider};
use crate::watch::{Certified, Database, Disk, Facts};

/// Looks at a world that this process serves.
pub(crate) fn look(world: &World, front: &Front, now: Moment) -> Facts {
    let mut facts = about(world.dir(), &front.config);
    if let Some(certificate) = &front.certificate {
        facts.certificate_unusable = None;
        facts.certificate = Some(Certified {
            until: certificate.facts().until,
            not_for: not_for(&front.config, |host| certificate.covers(host)),
            broken: certificate.broken(),
        });
    }
    // It isn't asked for this: what the last heard who came in by it is told.
    let unusable = front.provider.unusable(now);
    facts.provider_unusable = nameless(&front.config).or(unusable.map(|away| away.to_string()));
    of_store(&mut facts, world, &front.config, now);
    facts
}

/// Looks at a world from outside, as `doctor` does.
pub(crate) fn look_at(dir: &Path, config: &Config, world: Option<&World>, now: Moment) -> Facts {
    let mut facts = about(dir, config);
    facts.provider_unusable = provider(dir, config, now);
    if let Some(world) = world {
        of_store(&mut facts, world, config, now);
    }
    facts
}

/// What can be seen without the store.
fn about(dir: &Path, config: &Config) -> Facts {
    let keys = dir.join("keys");
    let mut facts = Facts {
        has_keys: keys.is_dir(),
        is_https: config.serve.is_https(),
        has_mail: config.mail.server.is_some(),
        has_host: config.serve.host.is_some(),
        has_decoy: config.decoy.is_set(),
        testing_contacts: config.testing.contact.len(),
        backup_hours_max: config.alerts.backup_hours_max,
        disk_percent_min: config.alerts.disk_percent_min,
        disks: disk(dir).into_iter().collect(),
        ..Facts::default()
    };
    own(&keys, &mut facts);
    witnesses(dir, config, None, &mut facts);
    for path in [
        &config.serve.key,
        &config.mail.password_file,
        &config.oidc.client_secret,
    ]
    .into_iter()
    .flatten()
    {
        secret(&Config::path(dir, path), &mut facts);
    }
    if let (Some(certificate), Some(key)) = (&config.serve.certificate, &config.serve.key) {
        match certificate::read(&Config::path(dir, certificate), &Config::path(dir, key)) {
            Ok(pair) => {
                facts.certificate = Some(Certified {
                    until: pair.facts.until,
                    not_for: not_for(config, |host| pair.covers(host)),
                    broken: None,
                });
            }
            Err(broken) => facts.certificate_unusable = Some(broken.to_string()),
        }
    }
    facts
}

/// The names at which people open the pages, or a test's copy, and for which a certificate isn't.
fn not_for(config: &Config, covers: impl Fn(&str) -> bool) -> Vec<String> {
    let names = [config.serve.host.clone(), config.decoy.host()];
    let names = names.into_iter().flatten();
    names.filter(|name| !covers(name)).collect()
}

/// Why the organisation's own sign-in can't be used, if it is configured and can't.
fn provider(dir: &Path, config: &Config, now: Moment) -> Option<String> {
    let provider = Provider::of(&config.oidc, dir, &Last::default())?;
    if let Some(why) = nameless(config) {
        return Some(why);
    }
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .ok()?;
    let heard = runtime.block_on(provider.document(now));
    heard.err().map(|away| away.to_string())
}

/// Why nobody comes back from it, where this site has no name to come back to.
fn nameless(config: &Config) -> Option<String> {
    let is_nameless = config.serve.is_https() && config.serve.host.is_none();
    (config.oidc.issuer.is_some() && is_nameless)
        .then(|| "`serve.host` is not set, so it can send nobody back".to_owned())
}

/// How the screening list stands that is the worst of those the rules demand, and how old it is; one that they don't demand is
/// fine as it is.
fn worst_list(world: &World, now: Moment) -> Result<Option<(Age, i64)>, Fault> {
    let worst = screening::demanded(world, now)?
        .into_iter()
        .max_by_key(|demanded| {
            let step = match demanded.age {
                Age::Fine => 0,
                Age::Old { .. } => 1,
                Age::TooOld => 2,
                Age::Missing => 3,
            };
            (step, demanded.days)
        });
    Ok(match worst {
        Some(worst) => Some((worst.age, worst.days.unwrap_or_default())),
        None if screening::lists(world)?.is_empty() => None,
        None => Some((Age::Fine, 0)),
    })
}

/// The witnesses that the log asks, as the file says that names them.
fn witnesses(dir: &Path, config: &Config, own: Option<&str>, facts: &mut Facts) {
    facts.witness_minutes_max = config.log.witness_minutes_max;
    let Some(path) = &config.log.witnesses else {
        return;
    };
    match super::witnesses::read(&Config::path(dir, path), own) {
        Ok(witnesses) => {
            facts.witnesses = u64::try_from(witnesses.count()).unwrap_or(u64::MAX);
        }
        Err(why) => facts.witnesses_unusable = Some(why),
    }
}

fn of_store(facts: &mut Facts, world: &World, config: &Config, now: Moment) {
    facts.screening = worst_list(world, now).unwrap_or_default();
    // Whether the file names this very log.
    if let Ok(own) = world.verifier_key() {
        witnesses(world.dir(), config, Some(&own), facts);
    }
    if let Some(path) = config.log.publish_to(world.meta().log_name()) {
        let dir = Config::path(world.dir(), &path);
        facts.unpublished = log::unpublished(world, &dir).unwrap_or_default();
        facts.published_to = Some(dir.display().to_string());
    }
    match condition::look(world, now) {
        Ok(condition) => facts.condition = Some(condition),
        Err(fault) => facts.store = Some(fault.to_string()),
    }
    facts.panics = world.gauges().panics;
    facts.database = match world.engine() {
        Engine::Sqlite => Database::Here,
        Engine::Postgres => Database::Elsewhere,
    };
}

/// The keys are the operator's alone.
fn own(keys: &Path, facts: &mut Facts) {
    let files = std::fs::read_dir(keys)
        .into_iter()
        .flatten()
        .filter_map(Result::ok);
    let paths: Vec<PathBuf> = files
        .map(|file| file.path())
        .chain([keys.to_owned(), keys.with_file_name("store.url")])
        .collect();
    for path in paths {
        if mode(&path).is_some_and(|mode| mode & 0o077 != 0) {
            facts.open_files.push(path.display().to_string());
        }
    }
}

/// A secret that the configuration names: its group may read it, for that is how certificates are shared.
fn secret(path: &Path, facts: &mut Facts) {
    match mode(path) {
        Some(mode) if mode & 0o037 != 0 => facts.open_files.push(path.display().to_string()),
        Some(_) => {}
        None => facts.absent_files.push(path.display().to_string()),
    }
}

fn mode(path: &Path) -> Option<u32> {
    use std::os::unix::fs::PermissionsExt;
    std::fs::metadata(path)
        .ok()
        .map(|meta| meta.permissions().mode())
}

fn disk(path: &Path) -> Option<Disk> {
    let seen = rustix::fs::statvfs(path).ok()?;
    Some(Disk {
        path: path.display().to_string(),
        free: seen.f_bavail.saturating_mul(seen.f_frsize),
        total: seen.f_blocks.saturating_mul(seen.f_frsize),
    })
}
