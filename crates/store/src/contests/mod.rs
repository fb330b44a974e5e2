//! Contests: what their returning officer sees, when each of their phases begins, and what every campaign gets.

mod overview;

pub use overview::{
    ACCOUNTS_MAX, AccountLine, CampaignLine, ContestLine, Overview, overview, own_contests,
};
