//! Where a log is published: a folder, or a web server.

use std::io;
use std::path::PathBuf;

use super::fetch::fetch;
use super::url::Url;
use crate::folder::{Unreadable, read};

/// Where a log is published.
pub(crate) enum Place {
    Folder(PathBuf),
    Web(Url),
}

impl Place {
    /// Reads what stands behind `--from`: a URL, or else a folder.
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        if !text.contains("://") {
            return Ok(Self::Folder(text.into()));
        }
        let url = Url::parse(text).ok_or_else(|| {
            format!("`{text}` is no address of a log; one reads https://log.example.org/log")
        })?;
        if url.is_tls && !cfg!(feature = "https") {
            return Err(format!(
                "`{text}`: this program was built without HTTPS; build it with `--features https`, or fetch the \
                 files into a folder and give that"
            ));
        }
        Ok(Self::Web(url))
    }

    /// What a file of the log is called there.
    pub(crate) fn name(&self, file: &str) -> String {
        match self {
            Self::Folder(folder) => folder.join(file).display().to_string(),
            Self::Web(url) => url.of(file),
        }
    }

    /// A file of the log, at most one byte more than `bytes_max` of it; `None` when it isn't there.
    pub(crate) fn read(&self, file: &str, bytes_max: usize) -> Result<Option<Vec<u8>>, String> {
        match self {
            Self::Folder(folder) => match read(&folder.join(file), bytes_max) {
                Ok(bytes) => Ok(Some(bytes)),
                Err(Unreadable { error, .. }) if error.kind() == io::ErrorKind::NotFound => {
                    Ok(None)
                }
                Err(unreadable) => Err(unreadable.to_string()),
            },
            Self::Web(url) => fetch(url, file, bytes_max)
                .map_err(|error| format!("`{}` can't be fetched: {error}", url.of(file))),
        }
    }
}
