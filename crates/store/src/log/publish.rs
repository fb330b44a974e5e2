//! The log as static files in the C2SP tlog-tiles layout: `checkpoint`, `tile/<level>/<n>`, `tile/entries/<n>`.

use std::path::Path;

use switchboard_ledger::tile::{LogPath, bundles_between, encode_bundle, tiles_between};

use super::sequence::head;
use super::tiles;
use crate::engine::Arg;
use crate::fault::Fault;
use crate::world::World;

/// Writes the signed log into `dir`; answers its size. Whole tiles that are there already are left alone.
pub fn publish(world: &World, dir: &Path) -> Result<u64, Fault> {
    let head = head(world)?;
    let size = head.signed_size;
    for id in tiles_between(0, size) {
        let path = dir.join(LogPath::Tile(id).to_string());
        let hashes = world.0.db.read("log-publish", |raw| {
            tiles::read(raw, id.level(), id.index())
        })?;
        let wanted = usize::from(id.width()).saturating_mul(32);
        put(&path, hashes.get(..wanted).unwrap_or(&hashes))?;
    }
    for id in bundles_between(0, size) {
        let from = i64::try_from(id.index().saturating_mul(256)).unwrap_or(i64::MAX);
        let to = from.saturating_add(i64::from(id.width()));
        let records = world.0.db.read("log-publish", |raw| {
            raw.all(
                "select leaf from entry where idx >= $1 and idx < $2 order by idx limit 256",
                &[Arg::Int(from), Arg::Int(to)],
                |row| Ok(row.bytes(0)?.to_vec()),
            )
        })?;
        let bundle = encode_bundle(records.iter().map(Vec::as_slice))
            .map_err(|e| Fault::World(e.to_string()))?;
        put(&dir.join(LogPath::Bundle(id).to_string()), &bundle)?;
    }
    put(&dir.join("checkpoint"), head.note.as_bytes())?;
    Ok(size)
}

fn put(path: &Path, bytes: &[u8]) -> Result<(), Fault> {
    let write = || -> std::io::Result<()> {
        if let Some(parent) = path.parent() {
            std::fs::create_dir_all(parent)?;
        }
        let next = path.with_extension("next");
        std::fs::write(&next, bytes)?;
        std::fs::rename(&next, path)
    };
    write().map_err(|e| {
        Fault::World(format!(
            "`{}` can't be written ({})",
            path.display(),
            e.kind()
        ))
    })
}
