//! Parsed types about one person: what a cell of a roll becomes, and never goes back from.
//!
//! Each type has private fields and one way in (`parse`), so that a function taking a [`Phone`]
//! need not ask whether it is one. Errors are closed enums; their message is for the person who
//! typed the text, says what to do, and never contains the text itself: it may stand in a log.
//!
//! `Debug` of every type that holds something personal prints the type's name only.
//!
//! Absent on purpose: guesses. No title is made up from a first name, no gender is kept, no area
//! code is added, no century is supplied.

mod address;
mod age;
mod codec;
mod day;
mod email;
mod labels;
mod name;
mod phone;
mod region;
mod tags;
mod text;
mod tongue;

pub use address::{Address, AddressError};
pub use age::{AgeBand, BirthDate, BirthDateError};
pub use codec::DecodeError;
pub use day::{Day, DayError};
pub use email::{Email, EmailError};
pub use labels::{AreaName, BranchName, ExternalId, LabelError, MemberKind};
pub use name::{Name, NameError, NameText};
pub use phone::{
    PHONES_MAX, Phone, PhoneCell, PhoneError, PhoneKind, decode_phones, encode_phones,
};
pub use region::{Region, RegionError};
pub use tags::{TAGS_MAX, Tag, Tags, TagsError};
pub use tongue::Tongue;

pub(crate) use codec::{Reader, Writer};

/// Prints a type's name instead of its value, because values here are personal.
macro_rules! says_only_its_name {
    ($($name:ident),+) => {$(
        impl ::core::fmt::Debug for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str(concat!(stringify!($name), "(…)"))
            }
        }
    )+};
}
pub(crate) use says_only_its_name;
