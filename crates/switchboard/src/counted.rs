//! The one way by which a number that a campaign may see comes onto a page: as a [`Safe`], which only `rules::counts` makes.

use switchboard_store::rules::counts::Safe;

use crate::web::page::Tally;

impl From<Safe> for Tally {
    fn from(count: Safe) -> Self {
        Tally::rounded(count.rounded())
    }
}
