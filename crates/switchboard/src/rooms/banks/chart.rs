//! The bar chart of outcomes: SVG made here, drawn from rounded counts only.

use crate::web::messages::Words;
use crate::web::page::Tally;

/// One outcome's bar.
#[derive(Clone, Debug)]
pub struct Bar {
    /// The message key of the outcome: `outcome-…`.
    pub key: String,
    /// How many, rounded.
    pub count: Tally,
}

/// A bar with its place in the drawing, in units of the view box.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Drawn {
    pub(crate) label: String,
    pub(crate) count: String,
    pub(crate) text_y: u64,
    pub(crate) bar_y: u64,
    pub(crate) width: u64,
}

/// The drawing's width.
pub(crate) const WIDTH: u64 = 320;
/// What one bar with its label takes.
const STEP: u64 = 36;

/// How high a drawing of so many bars is.
pub(crate) fn height(bars: &[Bar]) -> u64 {
    u64::try_from(bars.len())
        .unwrap_or(u64::MAX)
        .saturating_mul(STEP)
}

/// Place each bar; the longest fills the width, a count not said is a sliver.
pub(crate) fn drawn(bars: &[Bar], words: &Words) -> Vec<Drawn> {
    let longest = bars
        .iter()
        .map(|bar| bar.count.drawn())
        .max()
        .unwrap_or(0)
        .max(1);
    bars.iter()
        .zip(0_u64..)
        .map(|(bar, place)| {
            let top = place.saturating_mul(STEP);
            Drawn {
                label: words.t(&bar.key),
                count: bar.count.text(words),
                text_y: top.saturating_add(14),
                bar_y: top.saturating_add(20),
                width: (bar.count.drawn().saturating_mul(WIDTH) / longest).max(2),
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_bar_fills_the_width_and_a_hidden_count_is_a_sliver() {
        let bar = |key: &str, count| Bar {
            key: key.to_owned(),
            count,
        };
        let bars = [
            bar("outcome-answered", Tally::About(40)),
            bar("outcome-busy", Tally::About(10)),
            bar("outcome-deceased", Tally::FewerThanTen),
        ];
        let widths: Vec<u64> = drawn(&bars, &Words::english())
            .iter()
            .map(|bar| bar.width)
            .collect();
        assert_eq!(widths, [320, 80, 2]);
        assert_eq!(height(&bars), 108);
    }
}
