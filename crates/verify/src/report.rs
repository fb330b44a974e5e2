//! What the check showed, and what it can't show, in plain words.

use std::io::{self, Write};

use crate::check::{Checked, Cosigned};

/// Writes the report.
pub(crate) fn write(out: &mut impl Write, checked: &Checked) -> io::Result<()> {
    let checkpoint = &checked.checkpoint;
    writeln!(
        out,
        "{}: {} entries",
        checkpoint.origin(),
        checkpoint.size()
    )?;
    writeln!(out, "root {}", checkpoint.root().to_base64())?;
    writeln!(out, "\nProved:")?;
    writeln!(
        out,
        "- the key {:08x} of this log signed this size and this root",
        checked.key.id()
    )?;
    writeln!(
        out,
        "- the {} entries here, in this order, and nothing else, make this root; the {} tiles agree",
        checkpoint.size(),
        checked.tiles
    )?;
    write_cosigned(out, &checked.cosigned)?;
    if let Some(old) = &checked.old {
        writeln!(
            out,
            "- the older checkpoint's {} entries are the first of these, unchanged",
            old.size()
        )?;
    }
    writeln!(out, "\nNot proved:")?;
    if checked.old.is_none() {
        writeln!(
            out,
            "- that nothing was rewritten before today: keep this checkpoint, and give it as --old later"
        )?;
    }
    if checked.cosigned.is_empty() {
        writeln!(
            out,
            "- that others are shown the same log: compare size and root with theirs"
        )?;
    }
    writeln!(
        out,
        "- that every look was logged: who holds the machine and its keys can look without an entry"
    )?;
    writeln!(
        out,
        "- what the entries say: here they are hashes; an exhibit opens them"
    )?;
    for (version, count) in &checked.unknown_versions {
        writeln!(
            out,
            "- anything about {count} entries of version {version}, unknown here: only that they are unchanged"
        )?;
    }
    out.flush()
}

/// Who else saw the checkpoint, and when.
pub(crate) fn write_cosigned(out: &mut impl Write, cosigned: &Cosigned) -> io::Result<()> {
    for (witness, time) in cosigned {
        writeln!(
            out,
            "- the witness {witness} saw this size and this root at {}, after everything it saw before",
            in_words(*time)
        )?;
    }
    Ok(())
}

/// A moment as people write it, in UTC: `2026-11-26 08:07:43 UTC`.
///
/// The days are counted as in Howard Hinnant's `civil_from_days`, from 1 March so that the leap day is last.
pub(crate) fn in_words(seconds: u64) -> String {
    let (days, rest) = (seconds / 86_400, seconds % 86_400);
    let days = days + 719_468;
    let (era, day) = (days / 146_097, days % 146_097);
    let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
    let day = day - (365 * year + year / 4 - year / 100);
    let month = (5 * day + 2) / 153;
    let day = day - (153 * month + 2) / 5 + 1;
    let (month, is_next) = if month < 10 {
        (month + 3, 0)
    } else {
        (month - 9, 1)
    };
    let year = year + era * 400 + is_next;
    let (hour, minute, second) = (rest / 3_600, rest / 60 % 60, rest % 60);
    format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02} UTC")
}

#[cfg(test)]
mod tests {
    use super::in_words;

    #[test]
    fn moments_read_as_people_write_them() {
        for (seconds, words) in [
            (0, "1970-01-01 00:00:00 UTC"),
            (951_782_400, "2000-02-29 00:00:00 UTC"),
            (951_868_799, "2000-02-29 23:59:59 UTC"),
            (951_868_800, "2000-03-01 00:00:00 UTC"),
            (1_679_315_147, "2023-03-20 12:25:47 UTC"),
            (1_795_000_000, "2026-11-18 11:06:40 UTC"),
            (4_107_542_400, "2100-03-01 00:00:00 UTC"),
        ] {
            assert_eq!(in_words(seconds), words);
        }
        // The largest time that a cosignature carries is written, not overflowed.
        assert!(in_words(u64::MAX >> 1).ends_with("UTC"));
    }
}
