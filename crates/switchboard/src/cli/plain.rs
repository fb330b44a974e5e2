//! Text of a file as a terminal, or whoever reads a log of it, may see it.

/// A cell or a heading can hold what moves a terminal's cursor, sets its title, or turns a line around: such letters are
/// shown as `\u{fffd}`.
pub(super) fn plain(text: &str) -> String {
    let shown = |letter: char| match letter {
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
            '\u{fffd}'
        }
        letter if letter.is_control() => '\u{fffd}',
        letter => letter,
    };
    text.chars().map(shown).collect()
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn a_cell_moves_no_cursor_and_turns_no_line_around() {
        assert_eq!(
            plain("Si\u{e2}n \u{1b}[2J\u{202e}x\ny\u{200f}\u{61c}\u{2028}"),
            "Si\u{e2}n \u{fffd}[2J\u{fffd}x\u{fffd}y\u{fffd}\u{fffd}\u{fffd}"
        );
    }
}
