//! Contests: when each of their phases begins, what every campaign gets, and what their returning officer sees.
//!
//! A contest's members are fixed once, for all its campaigns. [`prepare`] writes them in slices under an id that nothing
//! leads to, and fills the banks' queues from it. [`begin_phases`] switches everything on with one row of `contest`, and one
//! entry. From there what changes on the roll only takes away: a desk asks for the roll as it is *and* for the snapshot.
//!
//! **Architecture Invariant:** no member of a contest is dealt before its row is switched, whatever a node's clock says, and
//! all its campaigns get the same members at the same commit
//! (`no_card_is_dealt_before_the_row_is_switched_and_then_both_campaigns_get_the_same`).

mod acts;
mod calendar;
mod fix;
mod follow;
mod gone;
mod listed;
mod overview;
mod phases;
mod prepare;
mod ready;
mod row;

pub use acts::{
    Adding, AddingCampaign, DutySet, REASON_MAX, SignedAs, Signing, add, may_add, may_move,
    move_date, set_duty, sign,
};
pub use calendar::{Calendar, CalendarLine, Dated, calendar};
pub use gone::sweep;
pub use listed::{Holder, Ready, ReadyLine, ready};
pub use overview::{
    ACCOUNTS_MAX, AccountLine, CampaignLine, ContestLine, Overview, overview, own_contests,
};
pub use phases::{begin_phases, clock, fix_at_once, open_at_once};
pub use prepare::{Prepared, prepare};
pub use ready::{DraftLine, Item, ShownField, Texts};

pub(crate) use acts::dates;
pub(crate) use follow::merged;
pub(crate) use overview::campaign_line;
pub(crate) use row::{Source, source, take_campaign};
