//! Reading a log's published files: from a folder here, or from wherever the caller reads.

use std::fs::File;
use std::io::Read as _;
use std::path::PathBuf;

use switchboard_ledger::tile::{BundleId, TILE_WIDTH, parse_bundle};

use super::lost::RECORD;
use crate::fault::Fault;

/// A bundle of our own records has 256 times 35 bytes, and a checkpoint a line for each witness: what is longer isn't ours.
pub const FILE_BYTES_MAX: usize = 16_000;

/// Where the published files of a log are.
pub trait Published: std::fmt::Debug {
    /// The file of this path of C2SP tlog-tiles, of at most [`FILE_BYTES_MAX`] bytes; nothing where there is none.
    ///
    /// # Errors
    /// Where nobody can say whether there is one, or it is longer.
    fn file(&self, path: &str) -> Result<Option<Vec<u8>>, Fault>;
}

/// A folder.
#[derive(Debug, Clone)]
pub struct PublishedFolder(pub PathBuf);

impl Published for PublishedFolder {
    fn file(&self, path: &str) -> Result<Option<Vec<u8>>, Fault> {
        let path = self.0.join(path);
        let told = |error: &std::io::Error| {
            Fault::World(format!(
                "`{}` can't be read ({})",
                path.display(),
                error.kind()
            ))
        };
        let file = match File::open(&path) {
            Ok(file) => file,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(told(&error)),
        };
        let mut bytes = Vec::new();
        let limit = u64::try_from(FILE_BYTES_MAX).unwrap_or(u64::MAX);
        file.take(limit.saturating_add(1))
            .read_to_end(&mut bytes)
            .map_err(|error| told(&error))?;
        if bytes.len() > FILE_BYTES_MAX {
            return Err(Fault::World(format!(
                "`{}` is longer than a file of this log can be",
                path.display()
            )));
        }
        Ok(Some(bytes))
    }
}

/// The text of the published checkpoint.
pub(super) fn checkpoint(published: &dyn Published) -> Result<Vec<u8>, Fault> {
    published.file("checkpoint")?.ok_or_else(|| {
        Fault::World(
            "there is no `checkpoint` among the published files: give the folder or the address under which it lies"
                .to_owned(),
        )
    })
}

/// The records from the index `from` on, before `to`.
pub(super) fn records(
    published: &dyn Published,
    from: u64,
    to: u64,
) -> Result<Vec<[u8; RECORD]>, Fault> {
    let width = u64::from(TILE_WIDTH);
    let mut records = Vec::new();
    for index in (from / width)..to.div_ceil(width) {
        let start = index.saturating_mul(width);
        let all = bundle(published, index, to)?;
        let wanted = from.saturating_sub(start);
        records.extend(
            all.into_iter()
                .skip(usize::try_from(wanted).unwrap_or(usize::MAX)),
        );
    }
    Ok(records)
}

/// A bundle's records as far as a log of `size` entries has them. A partial file is gone once the full one is there.
fn bundle(published: &dyn Published, index: u64, size: u64) -> Result<Vec<[u8; RECORD]>, Fault> {
    let nowhere = || {
        Fault::World(format!(
            "the published files end before entry {size}: some of what was signed is nowhere to be had; leave `--tiles` away, and the log goes on under a new name"
        ))
    };
    let asked = BundleId::at(index, size).ok_or_else(nowhere)?;
    let full = BundleId::new(index, TILE_WIDTH).map_err(|e| Fault::World(e.to_string()))?;
    for id in [asked, full] {
        let Some(bytes) = published.file(&id.to_string())? else {
            continue;
        };
        let broken = |why: &str| Fault::World(format!("the published `{id}` is broken: {why}"));
        let parsed = parse_bundle(&bytes, id.width()).map_err(|e| broken(&e.to_string()))?;
        let parsed = parsed.into_iter().take(usize::from(asked.width()));
        return parsed
            .map(|record| {
                <[u8; RECORD]>::try_from(record)
                    .map_err(|_| broken("it holds entries of another version; use a newer program"))
            })
            .collect();
    }
    Err(nowhere())
}
