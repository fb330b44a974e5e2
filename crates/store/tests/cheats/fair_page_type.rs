//! What a type of the list says it shows.
use switchboard_store::{Hits, Numbers, Personal, TitledName};

pub fn main() {
    assert!(TitledName::FIELDS.contains("family_name"));
    assert!(!TitledName::FIELDS.contains("phone"));
    assert_eq!(Numbers::FIELDS, "phone");
    assert!(Hits::FIELDS.contains("masked_phone"));
}
