//! A bar chart of counts of groups with names: SVG made here, drawn from rounded counts only.

use super::messages::Words;
use super::page::Tally;

/// The drawing's width, in units of its view box.
pub(crate) const WIDTH: u64 = 320;
/// What one bar with its label takes.
const STEP: u64 = 36;

/// A chart with its title.
#[derive(Clone, Debug)]
pub struct Chart {
    /// The key of its title.
    pub title_key: &'static str,
    /// The groups with their counts.
    pub bars: Vec<(String, Tally)>,
}

/// A bar with its place in the drawing.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Drawn<'c> {
    pub(crate) label: &'c str,
    pub(crate) count: String,
    pub(crate) text_y: u64,
    pub(crate) bar_y: u64,
    pub(crate) width: u64,
}

impl Chart {
    pub(crate) fn height(&self) -> u64 {
        u64::try_from(self.bars.len())
            .unwrap_or(u64::MAX)
            .saturating_mul(STEP)
    }

    /// Places each bar: the longest fills the width, a count not said is a sliver.
    pub(crate) fn drawn(&self, words: &Words) -> Vec<Drawn<'_>> {
        let longest = self.bars.iter().map(|(_, count)| count.drawn()).max();
        let longest = longest.unwrap_or(0).max(1);
        let placed = self
            .bars
            .iter()
            .zip(0_u64..)
            .map(|((label, count), place)| {
                let top = place.saturating_mul(STEP);
                Drawn {
                    label,
                    count: count.text(words),
                    text_y: top.saturating_add(14),
                    bar_y: top.saturating_add(20),
                    width: (count.drawn().saturating_mul(WIDTH) / longest).max(2),
                }
            });
        placed.collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_bar_fills_the_width_and_a_hidden_count_is_a_sliver() {
        let bars = [
            ("Harbour", Tally::About(40)),
            ("Hill", Tally::About(10)),
            ("Quay", Tally::FewerThanTen),
        ];
        let chart = Chart {
            title_key: "audience-field-branch",
            bars: bars
                .map(|(label, count)| (label.to_owned(), count))
                .to_vec(),
        };
        let words = Words::english();
        let widths: Vec<u64> = chart.drawn(&words).iter().map(|bar| bar.width).collect();
        assert_eq!((widths, chart.height()), (vec![320, 80, 2], 108));
    }
}
