//! What an entry's kind is called, in which part of the program it is done and how, as `docs/checkers/kinds.tsv` has it.

const TABLE: &str = include_str!("../../../../docs/checkers/kinds.tsv");
/// The kind of an entry that says that something was refused; its purpose says what was asked for.
const REFUSED: u16 = 210;

/// What a test must name to cover an act.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Needs {
    /// Nothing: whoever tests anything does it.
    Nothing,
    /// This part of the program, tried in this way.
    Part(&'static str, &'static str),
    /// No test covers it, or this program doesn't know it.
    More,
}

/// The name of a kind, and what a test must name to cover it.
pub(super) fn kind(code: u16, purpose: &str) -> (Option<&'static str>, Needs) {
    let rows = TABLE.lines().filter(|line| !line.starts_with('#'));
    let mut fitting = rows.filter_map(|line| {
        let mut cells = line.split('\t');
        let row = (cells.next()?, cells.next()?, cells.next()?);
        let needs = (cells.next()?, cells.next()?);
        (row.0.parse() == Ok(code)).then_some((row.1, row.2, needs))
    });
    let row = if code == REFUSED {
        // The last row is for what this table doesn't know by name.
        fitting.find(|(asked, ..)| *asked == purpose || *asked == "*")
    } else {
        fitting.next()
    };
    match row {
        Some((_, name, ("*", "*"))) => (Some(name), Needs::Nothing),
        Some((_, name, ("-", "-"))) => (Some(name), Needs::More),
        Some((_, name, (part, how))) => (Some(name), Needs::Part(part, how)),
        None => (None, Needs::More),
    }
}

#[cfg(test)]
mod tests {
    use super::{Needs, kind};

    #[test]
    fn a_kind_is_found_by_its_number_and_a_refusal_by_what_was_asked_for() {
        assert_eq!(kind(400, "").1, Needs::Part("desk", "look"));
        assert_eq!(kind(200, "").1, Needs::Nothing);
        assert_eq!(kind(101, ""), (Some("stop"), Needs::More));
        assert_eq!(kind(65_000, ""), (None, Needs::More));
        let refused = kind(210, "search members").1;
        assert_eq!(refused, Needs::Part("members", "probe"));
        assert_eq!(kind(210, "none of ours").1, Needs::Part("door", "probe"));
    }
}
