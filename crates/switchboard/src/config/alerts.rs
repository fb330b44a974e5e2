//! `[alerts]`: what is worth a letter, and to whom.

use super::section::section;

section! {
    /// What is worth an alert. One letter a day at most, with everything that is wrong and how to mend it.
    Alerts {
        /// To whom alerts go. Without anybody here they go to the membership officers and the data protection officer.
        to: Vec<String> = Vec::new(), "[]", "[\"operator@example.org\"]";
        /// Whether alerts go out as letters. They stand on the page, in `doctor` and in the metrics in any case.
        letters: bool = true, "true", "false";
        /// How many hours the newest backup may be old.
        backup_hours_max: u32 = 36, "36", "26";
        /// How much of a disk must be free, in percent.
        disk_percent_min: u32 = 10, "10", "20";
    }
}

impl Alerts {
    pub(super) fn wrong(&self) -> Vec<String> {
        let mut wrong = Vec::new();
        if self
            .to
            .iter()
            .any(|text| crate::post::mailbox(text).is_none())
        {
            wrong.push(
                "`alerts.to` has a text that is no address, such as \"operator@example.org\""
                    .to_owned(),
            );
        }
        if !(1..=90).contains(&self.disk_percent_min) {
            wrong.push("`alerts.disk_percent_min` is 1 to 90".to_owned());
        }
        if self.backup_hours_max == 0 {
            wrong.push("`alerts.backup_hours_max` must be 1 or more".to_owned());
        }
        wrong
    }
}
