//! How much an account may try without importing.
//!
//! A dry run tells how many of a file's people are on the roll. Without a bound that is a test of membership: a list of
//! telephone numbers goes in, and what is "unchanged" comes out. So the counts are safe counts
//! ([`counts::safe`](crate::counts::safe)), never exact ones, and each account has a bounded number of tries and rows a day.
//! An import that is given up because of what the roll says tells something too, and is one of those tries.

/// How many files an account may try in a day, and have given up because of what the roll says.
pub const TRIES_MAX: u32 = 20;
/// How many rows an account may try in a day, all files together.
pub const ROWS_MAX: u64 = 3_000_000;

/// How many rows of one account's imports may come back in a day because of who is on the roll. Each tells exactly what a try
/// tells rounded, so without a bound a file of names, imported for good, would ask who is a member of them.
pub const TOLD_MAX: u64 = 100_000;

/// What an account has tried today.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tried {
    /// Files.
    pub tries: u32,
    /// Rows of those that came to an end.
    pub rows: u64,
}

/// Why an account may not try any more today.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TriedOut {
    /// Too many files: neither another try nor an import begins.
    #[error(
        "you have tried {TRIES_MAX} files today, or had them given up because of who is on the roll, and that is a day's. Nothing was changed. Mend the file meanwhile and go on tomorrow; if it can't wait, ask a colleague who may import too"
    )]
    Tries,
    /// Too many rows.
    #[error("you have tried {ROWS_MAX} rows today; go on tomorrow, or import the file")]
    Rows,
    /// An import would give too many rows back because of who is on the roll.
    #[error(
        "too many rows of this file would come back because of who is on the roll: a day's imports give back {TOLD_MAX} such rows. Nothing was changed. Look whether members are known by the right things (--match), and whether new ones are to get numbers (--new-numbers PREFIX); else go on tomorrow"
    )]
    Told,
}

impl Tried {
    /// Whether an import may begin: one that is given up because of what the roll says is a try. Rows that were tried keep
    /// nobody from importing.
    ///
    /// # Errors
    /// [`TriedOut`] where the day's tries are spent.
    pub const fn may_import(self) -> Result<(), TriedOut> {
        if self.tries >= TRIES_MAX {
            return Err(TriedOut::Tries);
        }
        Ok(())
    }

    /// Spends one try.
    ///
    /// # Errors
    /// [`TriedOut`] where the day's are spent.
    pub fn one_more(self) -> Result<Self, TriedOut> {
        if self.tries >= TRIES_MAX {
            return Err(TriedOut::Tries);
        }
        if self.rows >= ROWS_MAX {
            return Err(TriedOut::Rows);
        }
        Ok(Self {
            tries: self.tries + 1,
            ..self
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_has_so_many_tries_and_no_more() {
        let mut tried = Tried::default();
        for _ in 0..TRIES_MAX {
            tried = tried.one_more().unwrap();
        }
        assert_eq!(tried.one_more(), Err(TriedOut::Tries));
        assert_eq!(tried.may_import(), Err(TriedOut::Tries));
        let rows = Tried {
            tries: 1,
            rows: ROWS_MAX,
        };
        assert_eq!(rows.one_more(), Err(TriedOut::Rows));
        assert_eq!(rows.may_import(), Ok(()));
    }
}
