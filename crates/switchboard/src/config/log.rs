//! `[log]`: who else keeps the log, and where it is published.

use std::path::PathBuf;

use super::section::section;

section! {
    /// The public log: its witnesses, where it is published as files, and the nightly letter with its checkpoint.
    Log {
        /// The file that names the log's witnesses, where each is asked, and how many are enough, as docs/witness.md shows
        /// it. It is read again every ten seconds.
        witnesses: Option<PathBuf> = None, "", "\"witnesses.txt\"";
        /// For how many minutes a witness may be behind before it is worth an alert.
        witness_minutes_max: u32 = 60, "60", "15";
        /// A directory into which the log is published as files, so that any web server can serve it. Every ten seconds.
        /// `{log}` in it becomes the log's short name, so that a log with another name, after a restore, gets a directory
        /// and an address of its own.
        publish: Option<PathBuf> = None, "", "\"/var/lib/switchboard-log/{log}\"";
        /// Whether the checkpoint goes out each night as a letter to campaigns, offices, the committee and auditors.
        letters: bool = true, "true", "false";
    }
}

impl Log {
    /// Where the log of this short name is published, as it is configured.
    pub fn publish_to(&self, log_name: &str) -> Option<PathBuf> {
        let path = self.publish.as_ref()?;
        Some(match path.to_str() {
            Some(text) => PathBuf::from(text.replace("{log}", log_name)),
            None => path.clone(),
        })
    }

    pub(super) fn wrong(&self) -> Vec<String> {
        let mut wrong = Vec::new();
        if self.witness_minutes_max == 0 {
            wrong.push("`log.witness_minutes_max` must be 1 or more".to_owned());
        }
        wrong
    }
}
