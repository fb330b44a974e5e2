//! The groups of members that an audience is chosen by, in words.

use switchboard_store::rules::audience::{AgeGroup, Choice, Field, Joined};
use switchboard_store::rules::person::AgeBand;

/// The key of a field's name.
pub const fn field_key(field: Field) -> &'static str {
    match field {
        Field::Branch => "audience-field-branch",
        Field::Kind => "audience-field-kind",
        Field::Age => "audience-field-age",
        Field::Joined => "audience-field-joined",
    }
}

/// The key of a choice's words; none where it has a name, or figures, of its own.
pub fn value_key(choice: &Choice) -> Option<String> {
    let key = match choice {
        Choice::Joined(Joined::ThisYear) => "audience-joined-this-year",
        Choice::Joined(Joined::LastYear) => "audience-joined-last-year",
        Choice::Joined(Joined::To5) => "audience-joined-to-5",
        Choice::Joined(Joined::To10) => "audience-joined-to-10",
        Choice::Joined(Joined::Earlier) => "audience-joined-earlier",
        Choice::Joined(Joined::Unknown) | Choice::Age(AgeGroup::Band(AgeBand::Unknown)) => {
            "audience-unknown"
        }
        Choice::Branch(_) | Choice::Kind(_) | Choice::Age(_) => return None,
    };
    Some(key.to_owned())
}
