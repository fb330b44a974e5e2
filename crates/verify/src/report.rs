//! What the check showed, and what it can't show, in plain words.

use std::io::{self, Write};

use switchboard_ledger::policy::Policy;

use crate::check::{Checked, Cosigned};
use crate::clock::AHEAD_MAX_S;

/// Writes the report; `now` is in seconds since 1970.
pub(crate) fn write(
    out: &mut impl Write,
    checked: &Checked,
    policy: &Policy,
    now: u64,
) -> io::Result<()> {
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
    write_cosigned(out, &checked.cosigned, now)?;
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
    write_not_shared(out, policy)?;
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
pub(crate) fn write_cosigned(
    out: &mut impl Write,
    cosigned: &Cosigned,
    now: u64,
) -> io::Result<()> {
    for (witness, time) in cosigned {
        let seen = format!(
            "- the witness {witness} saw this size and this root at {}",
            in_words(*time)
        );
        let ahead = time.saturating_sub(now);
        if ahead > AHEAD_MAX_S {
            writeln!(
                out,
                "{seen}, after everything it saw before; BUT THAT IS {} AHEAD of this computer's clock: one of the two \
                 clocks is wrong, and the time proves nothing",
                long(ahead)
            )?;
        } else {
            writeln!(
                out,
                "{seen} ({}), after everything it saw before",
                age(*time, now)
            )?;
        }
    }
    Ok(())
}

/// That others may be shown another log, or a newer one; what witnesses of this policy change about it.
pub(crate) fn write_not_shared(out: &mut impl Write, policy: &Policy) -> io::Result<()> {
    match policy.liars_for_two_histories() {
        0 if policy.asks_nobody() => writeln!(
            out,
            "- that others are shown the same log: compare size and root with theirs"
        ),
        0 => writeln!(
            out,
            "- that others are shown the same log: so few witnesses are asked for that two readers could be shown two \
             logs though no witness lies; ask for more than half of them, or compare size and root with others"
        ),
        1 => writeln!(
            out,
            "- that these witnesses are honest: two readers could be shown two logs when one of them lies"
        ),
        liars => writeln!(
            out,
            "- that these witnesses are honest: two readers could be shown two logs when {liars} of them lie"
        ),
    }?;
    writeln!(
        out,
        "- that nothing newer exists: this is the newest that you were given; `--max-age` asks for one that was \
         cosigned lately"
    )
}

/// How long ago a moment was.
pub(crate) fn age(time: u64, now: u64) -> String {
    match now.checked_sub(time) {
        Some(past) => format!("{} ago", long(past)),
        None => format!("{} ahead of this computer's clock", long(time - now)),
    }
}

/// A length of time, roughly.
fn long(seconds: u64) -> String {
    match seconds {
        0..120 => "less than two minutes".to_owned(),
        120..7_200 => format!("{} minutes", seconds / 60),
        7_200..172_800 => format!("{} hours", seconds / 3_600),
        _ => format!("{} days", seconds / 86_400),
    }
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
    use super::{age, in_words, write_cosigned};

    #[test]
    fn each_cosignature_has_its_age_and_one_from_the_future_is_flagged() {
        let said = |time: u64| {
            let mut out = Vec::new();
            let now = 1_795_000_000;
            write_cosigned(&mut out, &vec![("w".to_owned(), time)], now).unwrap();
            String::from_utf8(out).unwrap()
        };
        for (time, words) in [
            (
                1_795_000_000,
                "2026-11-18 11:06:40 UTC (less than two minutes ago)",
            ),
            (1_794_999_880, "(2 minutes ago)"),
            (1_794_900_000, "(27 hours ago)"),
            (1_700_000_000, "(1099 days ago)"),
            (1_795_000_300, "(5 minutes ahead of this computer's clock)"),
            (1_795_000_301, "BUT THAT IS 5 minutes AHEAD"),
            (1_795_100_000, "BUT THAT IS 27 hours AHEAD"),
        ] {
            assert!(said(time).contains(words), "{}", said(time));
        }
        assert!(!said(1_795_000_300).contains("BUT"));
        assert!(age(u64::MAX >> 1, 0).contains("days ahead"));
    }

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
