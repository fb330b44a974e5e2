//! Contests: campaigns on the same terms.

pub mod pages;
