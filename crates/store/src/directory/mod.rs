//! The organisation's own directory (SCIM 2.0): it adds accounts without any role, and ends access. It can do nothing else.
//!
//! It comes with a key made at the console, kept as a hash; its entries stand under an account of the key's own, which holds no
//! role, so policy gives it nothing. What it may is this module: names of accounts that it put here itself, never a member, and
//! the end of one of them, by the same fact as everywhere ([`crate::leaving`]). The offices are not emptied by it: the last one in
//! an office, and a second colleague's within a day, are left to people, who get a letter.

mod entries;
mod keys;
mod reading;

pub use entries::{Change, Changed, Kept, KindOf, change, put, remove, see};
pub use keys::{DirectoryKey, KeyLine, end_key, is_on, keys, make_key};
pub use reading::{Find, Found, IDS_MAX, SCAN_MAX, before, find};
