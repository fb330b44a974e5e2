//! What the check showed, and what it can't show, in plain words.

use std::io::{self, Write};

use crate::check::Checked;

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
    writeln!(
        out,
        "- that others are shown the same log: compare size and root with theirs"
    )?;
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
