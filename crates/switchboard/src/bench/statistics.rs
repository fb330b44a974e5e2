//! Times as they were measured, and what is said of them.

use std::time::Duration;

/// Durations in microseconds, at most some millions.
#[derive(Debug, Clone, Default)]
pub(super) struct Samples {
    us: Vec<u32>,
}

impl Samples {
    pub(super) fn add(&mut self, took: Duration) {
        self.us
            .push(u32::try_from(took.as_micros()).unwrap_or(u32::MAX));
    }

    pub(super) fn extend(&mut self, other: &Self) {
        self.us.extend_from_slice(&other.us);
    }

    pub(super) fn len(&self) -> usize {
        self.us.len()
    }

    /// The value below which `percent` of the samples lie, in microseconds.
    pub(super) fn us(&self, percent: usize) -> u32 {
        let mut us = self.us.clone();
        let last = us.len().saturating_sub(1);
        let at = (us.len() * percent / 100).min(last);
        if us.is_empty() {
            0
        } else {
            *us.select_nth_unstable(at).1
        }
    }

    /// That value as people read it.
    pub(super) fn text(&self, percent: usize) -> String {
        let us = self.us(percent);
        match us {
            0..1_000 => format!("{us} µs"),
            1_000..100_000 => format!("{}.{} ms", us / 1_000, us % 1_000 / 100),
            _ => format!("{} ms", us / 1_000),
        }
    }
}

/// So many in that time, each second.
pub(super) fn per_second(n: usize, took: Duration) -> u64 {
    let us = took.as_micros().max(1);
    u64::try_from(u128::try_from(n).unwrap_or(0) * 1_000_000 / us).unwrap_or(u64::MAX)
}

/// The one in the middle; of rounds that a shared machine disturbs now and then.
pub(super) fn median(mut values: Vec<u64>) -> u64 {
    values.sort_unstable();
    values.get(values.len() / 2).copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_percentile_is_a_value_that_was_measured() {
        let mut samples = Samples::default();
        for us in 1..=100 {
            samples.add(Duration::from_micros(us));
        }
        assert_eq!(
            (samples.us(50), samples.us(99), samples.us(100)),
            (51, 100, 100)
        );
        assert_eq!(Samples::default().us(99), 0);
    }

    #[test]
    fn times_are_said_in_the_unit_people_would_choose() {
        let mut samples = Samples::default();
        samples.add(Duration::from_micros(12_345));
        assert_eq!(samples.text(50), "12.3 ms");
    }

    #[test]
    fn rates_count_whole_seconds() {
        assert_eq!(per_second(500, Duration::from_millis(250)), 2_000);
        assert_eq!(median(vec![9, 1, 5]), 5);
    }
}
