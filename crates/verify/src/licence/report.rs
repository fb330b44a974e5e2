//! The answer in plain words, and what it rests on.

use std::collections::BTreeSet;
use std::io::{self, Write};

use switchboard_ledger::exhibit::{About, CheckedExhibit, Exhibit};

use super::copies::Copy;
use super::terms::Agreed;
use super::{AllFound, Files, ids};
use crate::args::Whom;
use crate::exhibit::{write_part, write_pinned};
use crate::report::{in_words, write_cosigned, write_not_shared};

/// Writes the answer and what it rests on; `now` is in seconds since 1970.
pub(super) fn write(
    out: &mut impl Write,
    files: &Files,
    (whom, now): (&Whom, u64),
) -> io::Result<()> {
    let found = files.found();
    writeln!(out, "{}", in_short(&found, files.are_all()))?;
    let (from, until) = files.span();
    writeln!(
        out,
        "Asked about: {} accounts, from {} until {}",
        files.accounts().len(),
        in_words(from / 1_000),
        in_words(until / 1_000)
    )?;
    if !files.are_all() {
        writeln!(
            out,
            "BUT NOT ALL: these files don't show that it is all that these accounts did in that time; see below"
        )?;
    }
    for (_, exhibit, checked) in &files.exhibits {
        write_account(out, (exhibit, checked), &found)?;
    }
    for copy in &files.copies {
        write_copy(out, files, copy, (whom, now))?;
    }
    for agreed in &files.agreed {
        write_agreed(out, agreed, whom, now)?;
    }
    write_not_proved(out)?;
    for path in &files.unread {
        writeln!(
            out,
            "- anything by `{}`: it is nothing that this reads",
            path.display()
        )?;
    }
    write_not_shared(out, &whom.policy)?;
    out.flush()
}

/// The answer in short; `is_all` says whether the files show that nothing is missing.
fn in_short(found: &AllFound, is_all: bool) -> &'static str {
    let covered = found.values().filter(|one| one.finding.is_ok()).count();
    match (covered, found.len() - covered) {
        (0, 0) if is_all => "NOTHING was done by these accounts in this time",
        (0, 0) => "NOTHING IS SHOWN of what these accounts did in this time",
        (_, 0) if is_all => "COVERED: all of it was an agreed test",
        (_, 0) => "COVERED AS FAR AS SHOWN: all that is here was an agreed test",
        (0, _) => "NOT COVERED: none of it was an agreed test",
        _ => "PARTLY COVERED: some of it was an agreed test, and some was not",
    }
}

/// What was done in a test's copy: an answer of its own.
fn write_copy(
    out: &mut impl Write,
    files: &Files,
    copy: &Copy,
    (whom, now): (&Whom, u64),
) -> io::Result<()> {
    writeln!(
        out,
        "\nIn the copy with invented members of the test {}, whose log is {}:",
        ids::text(copy.licence),
        copy.origin()
    )?;
    if let Some(wrong) = copy.wrong(files.test_of(copy), (whom, now)) {
        return writeln!(out, "- NOTHING IN IT COUNTS: {wrong}");
    }
    let found = files.found_in(copy);
    let short = match copy.exhibits.len() {
        0 => "NOTHING IS SHOWN of what was done in it",
        _ => in_short(&found, copy.is_all()),
    };
    writeln!(out, "- {short}")?;
    if !copy.is_all() {
        writeln!(
            out,
            "- BUT NOT ALL: these files don't show that it is all that was done in it; see below"
        )?;
    }
    writeln!(
        out,
        "- this log names the key of that log, and its first entry names the test, by the test's leaf and a checkpoint that holds it"
    )?;
    match copy.last {
        Some((size, _)) => writeln!(
            out,
            "- it has ended: this log holds its last checkpoint, of {size} entries, and these are among those"
        )?,
        None => writeln!(out, "- that it has ended is not shown")?,
    }
    for (exhibit, checked) in &copy.exhibits {
        write_account(out, (exhibit, checked), &found)?;
    }
    Ok(())
}

fn write_account(
    out: &mut impl Write,
    (exhibit, checked): (&Exhibit, &CheckedExhibit),
    found: &AllFound,
) -> io::Result<()> {
    let About::Account(account) = exhibit.about else {
        return Ok(());
    };
    writeln!(out, "\nThe account {}:", ids::text(account))?;
    write_part(out, exhibit)?;
    write_pinned(out, exhibit, checked.pinned.as_ref())?;
    let members: BTreeSet<u64> = exhibit
        .entries
        .iter()
        .filter(|entry| !entry.is_beside)
        .flat_map(|entry| entry.members.iter().copied().filter(|number| *number > 0))
        .collect();
    writeln!(
        out,
        "- different members whom it showed or touched, by the word of whoever made the exhibit: {}",
        members.len()
    )?;
    for entry in exhibit.entries.iter().filter(|entry| !entry.is_beside) {
        let Some(found) = found.get(&entry.index) else {
            continue;
        };
        let (what, when) = found.act.as_ref().map_or_else(
            || ("an act".to_owned(), "at a time that is covered".to_owned()),
            |act| (act.what(), act.when()),
        );
        let index = entry.index;
        let what = match found.act.as_ref().map(|act| act.kind) {
            Some(kind) if TAKES_OUT.contains(&kind) => {
                format!("{what} (personal data left in a file)")
            }
            _ => what,
        };
        match &found.finding {
            Ok(licence) => writeln!(
                out,
                "- entry {index}, {when}, {what}: covered by the test {}",
                ids::text(*licence)
            )?,
            Err(why) => writeln!(out, "- entry {index}, {when}, {what}: NOT COVERED, {why}")?,
        }
    }
    Ok(())
}

/// Kinds of entries by which personal data leaves in a file.
const TAKES_OUT: [u16; 4] = [303, 359, 360, 717];

fn write_agreed(out: &mut impl Write, agreed: &Agreed, whom: &Whom, now: u64) -> io::Result<()> {
    let terms = &agreed.terms;
    let at = |ms: i64| in_words(u64::try_from(ms / 1_000).unwrap_or_default());
    writeln!(out, "\nThe test {}:", ids::text(terms.licence))?;
    writeln!(
        out,
        "- from {} until {}, {}: {}; in these ways: {}",
        at(terms.from_ms),
        at(terms.until_ms),
        if terms.is_live {
            "among the members"
        } else {
            "in a copy with invented members"
        },
        terms.rooms.join(", "),
        terms.techniques.join(", ")
    )?;
    for signer in &terms.signers {
        writeln!(
            out,
            "- signed by the account {}, as its entry says",
            ids::text(*signer)
        )?;
    }
    for tester in &terms.testers {
        writeln!(out, "- it names the account {}", ids::text(*tester))?;
    }
    let (index, size) = (agreed.index, agreed.checkpoint.size());
    writeln!(
        out,
        "- it is entry {index} of the log, among the first {size}: what is covered stands behind those"
    )?;
    if whom.policy.asks_nobody() {
        writeln!(
            out,
            "- THE OPERATOR'S WORD ONLY: no witness was asked for, so nobody else says that it was there before"
        )?;
    }
    write_cosigned(out, &agreed.cosigned, now)
}

fn write_not_proved(out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "\nNot proved:")?;
    writeln!(
        out,
        "- that these are all of the accounts: whoever asked chose them, and those that they made meanwhile stand among their acts\n\
         - that nobody ended a test before its time: an end that is among the files was counted, and who made them could leave \
         one out\n\
         - that nothing was done in copies of which no file is here, nor that others were shown the same copy while it ran: its log has no \
         witnesses of its own, and only its last checkpoint stands in this one\n\
         - that two people agreed to a test: its entry says who signed, and whoever writes the log writes that\n\
         - that a tester has no other account in a copy\n\
         - that everything that was done was logged, and that the times are right: places in the log are proved, clocks are not"
    )
}
