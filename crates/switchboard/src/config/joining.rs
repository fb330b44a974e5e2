//! `[joining]`: what stands in for the code of an invitation.

use super::section::section;

section! {
    /// Joining by an invitation.
    Joining {
        /// Whether an invitation may be made for a membership number, so that whoever is invited joins with that number and
        /// the year they were born in, instead of with the code. It is weaker than a code: friends know the year, and it is
        /// one of a few dozen. Five wrong ones are taken for a number in 30 days. It needs a roll with membership numbers
        /// and birth dates.
        birth_year: bool = false, "false", "true";
    }
}
