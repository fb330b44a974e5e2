//! Checks exhibits: entries for a reader with all that proves them, one file each, no network.

use std::fmt;
use std::io::{self, Write};
use std::path::Path;

use switchboard_ledger::exhibit::{
    About, AllPinned, CheckedExhibit, EXHIBIT_BYTES_MAX, Exhibit, ExhibitError,
};

use crate::args::Whom;
use crate::check::{Cosigned, believed};
use crate::folder::{Unreadable, read};
use crate::refused::Refused;
use crate::report::{in_words, write_cosigned, write_not_shared};

/// Why an exhibit proves nothing to this reader.
#[derive(Debug)]
pub(crate) enum ExhibitRefused {
    Unreadable(Unreadable),
    Page,
    Exhibit(ExhibitError),
    Checkpoint(Refused),
}

impl fmt::Display for ExhibitRefused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable(unreadable) => unreadable.fmt(f),
            Self::Page => f.write_str(
                "this is a page, which checks itself in a browser; give the exhibit alone, saved as `….json`",
            ),
            Self::Exhibit(error) => error.fmt(f),
            Self::Checkpoint(refused) => refused.fmt(f),
        }
    }
}

/// Checks each file at a time and writes what it proves, and what none does; answers whether all were accepted.
pub(crate) fn check_all(
    files: &[impl AsRef<Path>],
    (whom, now): (&Whom, u64),
    out: &mut impl Write,
    errors: &mut impl Write,
) -> io::Result<bool> {
    let (mut is_all, mut is_any) = (true, false);
    for file in files {
        let file = file.as_ref();
        let bytes = read(file, EXHIBIT_BYTES_MAX).map_err(ExhibitRefused::Unreadable);
        match bytes.and_then(|bytes| proved(&bytes, (whom, now))) {
            Ok((exhibit, checked, cosigned)) => {
                is_any = true;
                writeln!(out, "{}:", file.display())?;
                write_exhibit(out, &exhibit, &checked)?;
                write_cosigned(out, &cosigned, now)?;
            }
            Err(refused) => {
                is_all = false;
                let file = file.display();
                writeln!(errors, "switchboard-verify: refused: `{file}`: {refused}")?;
            }
        }
    }
    if is_any {
        writeln!(out, "\nNot proved:")?;
        writeln!(
            out,
            "- that there is no entry before the first or after the last, but for the time and the places of which it says that all is \
             here, and that everything that was done was logged\n\
             - that others are shown the same entries of an account: whoever holds the signing key can give a number twice, \
             in two logs, unless enough witnesses signed, or in one, which is seen by whoever is shown all rows under a root"
        )?;
        writeln!(
            out,
            "- names, and the numbers of covered members: those are the word of whoever made the exhibit"
        )?;
        write_not_shared(out, &whom.policy)?;
    }
    out.flush()?;
    Ok(is_all)
}

/// The exhibit holds by its own keys, and its checkpoint by the keys that the reader has.
pub(crate) fn proved(
    bytes: &[u8],
    (whom, now): (&Whom, u64),
) -> Result<(Exhibit, CheckedExhibit, Cosigned), ExhibitRefused> {
    if bytes.trim_ascii_start().starts_with(b"<") {
        return Err(ExhibitRefused::Page);
    }
    let exhibit = Exhibit::parse(bytes).map_err(ExhibitRefused::Exhibit)?;
    let checked = exhibit.check().map_err(ExhibitRefused::Exhibit)?;
    let note = exhibit.checkpoint.to_string();
    let (_, cosigned) = believed(note.as_bytes(), whom, now).map_err(ExhibitRefused::Checkpoint)?;
    Ok((exhibit, checked, cosigned))
}

fn write_exhibit(
    out: &mut impl Write,
    exhibit: &Exhibit,
    checked: &CheckedExhibit,
) -> io::Result<()> {
    let hex = |id: [u8; 16]| format!("{:032x}", u128::from_be_bytes(id));
    let about = match exhibit.about {
        About::Member(id) => format!("looks at the member {}", hex(id)),
        About::Account(id) => format!("acts of the account {}", hex(id)),
        About::Campaign(id) => format!("acts for the campaign {}", hex(id)),
        About::Span => "acts of a span of time".to_owned(),
    };
    let beside = exhibit
        .entries
        .iter()
        .filter(|entry| entry.is_beside)
        .count();
    let entries = exhibit.entries.len() - beside;
    let (origin, size) = (checked.checkpoint.origin(), checked.checkpoint.size());
    writeln!(
        out,
        "- {about}: {entries} entries, and {beside} beside them"
    )?;
    write_part(out, exhibit)?;
    writeln!(out, "- they are among the {size} in the log {origin}")?;
    if let Some((first, last)) = checked.run {
        writeln!(
            out,
            "- they are the account's entries {first} to {last}, each after the one that it names: none was taken out of this chain"
        )?;
    }
    if let About::Account(_) = exhibit.about {
        write_pinned(out, exhibit, checked.pinned.as_ref())?;
    }
    if let Some((older, seen)) = &checked.before {
        for (witness, time) in seen {
            writeln!(
                out,
                "- none of them was in the log at {}, when the witness {witness} saw {} entries (by a key that stands in the \
                 exhibit: compare it with the one you have)",
                in_words(*time),
                older.size()
            )?;
        }
    }
    Ok(())
}

/// Part of what was asked for must not look like all of it.
pub(crate) fn write_part(out: &mut impl Write, exhibit: &Exhibit) -> io::Result<()> {
    let first = exhibit.part.first;
    match exhibit.part.next {
        _ if exhibit.part.is_whole() => Ok(()),
        Some(next) => writeln!(
            out,
            "- this is a part: it begins at place {first} of the log; more may follow from place {next}"
        ),
        None => writeln!(
            out,
            "- this is a part: it begins at place {first} of the log; none follows"
        ),
    }
}

/// Whether these are all of the account's entries, up to where, and by which entry.
pub(crate) fn write_pinned(
    out: &mut impl Write,
    exhibit: &Exhibit,
    pinned: Option<&AllPinned>,
) -> io::Result<()> {
    let Some(pinned) = pinned else {
        return writeln!(
            out,
            "- not shown to be all of this account's: no row under a `heads` entry is in it; each hour's entry pins them, so ask \
             for it again after that"
        );
    };
    let (first, next) = pinned.places(exhibit);
    let at = |ms: u64| in_words(ms / 1_000);
    let from = match exhibit.from_ms {
        0 => "the log's beginning".to_owned(),
        from => at(from),
    };
    writeln!(
        out,
        "- all that was logged for this account from {from} until {} is here, of what stands in the log from place {first} to \
         before place {next} (pinned by entry {}, at {})",
        at(pinned.until_ms(exhibit)),
        pinned.until.entry,
        at(u64::try_from(pinned.until.at_ms).unwrap_or(0))
    )?;
    for lost in &pinned.lost {
        writeln!(
            out,
            "- some or all of the entries at places {} to {} were lost at a restore: which of them were this account's nobody \
             can say",
            lost.from,
            lost.size.saturating_sub(1)
        )?;
    }
    if pinned.beyond > 0 {
        writeln!(
            out,
            "- {} of the entries here are newer than that: nothing says that they are all",
            pinned.beyond
        )?;
    }
    Ok(())
}
