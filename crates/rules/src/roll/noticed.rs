//! What was put right or left out while rows were read, counted for the person who keeps the file.

/// Something in a cell that is no fault, and that its keeper should hear of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Sign {
    /// A telephone number without the zero that it begins with; the zero was put back.
    ZeroRestored,
    /// A ZIP code without the zero that it begins with; the zero was put back.
    ZipZeroRestored,
    /// A cell with several telephone numbers; all were taken.
    SeveralNumbers,
    /// A cell that says "ex-directory"; no number was taken.
    ExDirectory,
    /// A fax beside telephone numbers; it was left out.
    Fax,
    /// A telephone number that ends in five zeros, as rounded ones do; it was taken.
    MaybeRounded,
    /// A row with letters that were read in the wrong encoding before they came here.
    Misread,
    /// A language that the list doesn't know; it was left out.
    UnknownLanguage,
}

impl Sign {
    /// Every sign, in the order in which they are told.
    pub const ALL: [Self; 8] = [
        Self::ZeroRestored,
        Self::ZipZeroRestored,
        Self::SeveralNumbers,
        Self::ExDirectory,
        Self::Fax,
        Self::MaybeRounded,
        Self::Misread,
        Self::UnknownLanguage,
    ];
}

/// How often each sign was seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Noticed([u64; Sign::ALL.len()]);

impl Noticed {
    /// Counts a sign.
    pub fn count(&mut self, sign: Sign, times: u64) {
        if let Some(count) = self.0.get_mut(sign as usize) {
            *count = count.saturating_add(times);
        }
    }

    /// Adds what was noticed elsewhere.
    pub fn add(&mut self, other: &Self) {
        for (sign, times) in other.seen() {
            self.count(sign, times);
        }
    }

    /// The signs that were seen, each with how often.
    pub fn seen(&self) -> impl Iterator<Item = (Sign, u64)> {
        Sign::ALL
            .into_iter()
            .zip(self.0)
            .filter(|(_, times)| *times > 0)
    }
}

#[cfg(test)]
mod tests {
    use super::{Noticed, Sign};

    #[test]
    fn signs_are_counted_and_added() {
        let mut one = Noticed::default();
        one.count(Sign::Misread, 1);
        let mut all = Noticed::default();
        all.count(Sign::ZeroRestored, 2);
        all.add(&one);
        all.add(&one);
        assert_eq!(
            all.seen().collect::<Vec<_>>(),
            [(Sign::ZeroRestored, 2), (Sign::Misread, 2)]
        );
        for (place, sign) in Sign::ALL.into_iter().enumerate() {
            assert_eq!(sign as usize, place, "{sign:?}");
        }
    }
}
