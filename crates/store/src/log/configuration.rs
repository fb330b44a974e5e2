//! That the configuration changed, as an entry: which keys, and never a value.

use std::collections::BTreeMap;

use switchboard_rules::events::EventKind;
use switchboard_rules::moment::Moment;

use crate::engine::Arg;
use crate::entry::{self, Draft};
use crate::fault::Fault;
use crate::seal::hex;
use crate::session::Auth;
use crate::tx::Verdict;
use crate::world::World;

const KNOWN: &str = "select value from meta where key = 'configuration'";
const KEEP: &str = "insert into meta (key, value) values ('configuration', $1) on conflict (key) do update set value = excluded.value";

/// Compares the keys that are set with those of the last start, and writes an entry when they differ. What is kept of a
/// value is a keyed hash.
pub fn note_configuration(
    world: &World,
    values: &[(String, String)],
    now: Moment,
) -> Result<(), Fault> {
    let door = &world.0.keys.door;
    let found: BTreeMap<String, String> = values
        .iter()
        .map(|(key, value)| {
            let data = format!("{key}={value}");
            (
                key.clone(),
                hex(&door.short("configuration", data.as_bytes())),
            )
        })
        .collect();
    world
        .write("configuration", Auth::Job("system"), now, move |tx| {
            let known = tx.one(KNOWN, &[], |row| Ok(row.text(0)?.to_owned()))?;
            let known = parse(known.as_deref().unwrap_or_default());
            let mut changed: Vec<&str> = found
                .iter()
                .filter(|(key, hash)| known.get(*key) != Some(hash))
                .map(|(key, _)| key.as_str())
                .chain(
                    known
                        .keys()
                        .filter(|key| !found.contains_key(*key))
                        .map(String::as_str),
                )
                .collect();
            if changed.is_empty() {
                return Ok(Verdict::Given(()));
            }
            changed.sort_unstable();
            let draft = Draft::system(EventKind::Configuration, "system")
                .detail(format!("changed={}", changed.join(",")));
            entry::write(tx, &draft, &[])?;
            let kept: Vec<String> = found
                .iter()
                .map(|(key, hash)| format!("{key}={hash}"))
                .collect();
            tx.run(KEEP, &[Arg::Text(&kept.join(" "))])?;
            Ok(Verdict::Given(()))
        })
        .wait()?;
    Ok(())
}

fn parse(text: &str) -> BTreeMap<String, String> {
    text.split(' ')
        .filter_map(|word| word.split_once('='))
        .map(|(key, hash)| (key.to_owned(), hash.to_owned()))
        .collect()
}
