//! `[audiences]`: by what campaigns may choose whom they ring.

use switchboard_store::rules::audience::OFFERED_MAX;
use switchboard_store::rules::person::Tag;

use super::section::section;

section! {
    /// By what campaigns may choose whom they ring, beside branch, kind of membership, age, time of joining and area.
    Audiences {
        /// The tags of the roll that campaigns may choose by: at most 16. Without any here no campaign learns of a tag. Whoever rings
        /// in a phone bank that is chosen by a tag knows that each of its members has it; so offer none that tells what somebody would
        /// keep to themselves. Set it before a contest gives access, on every node alike: later it changes what campaigns can choose
        /// in the middle of it.
        tags: Vec<String> = Vec::new(), "[]", "[\"volunteer\", \"delegate\"]";
    }
}

impl Audiences {
    pub(super) fn wrong(&self) -> Vec<String> {
        let is_one = |text: &String| matches!(Tag::parse(text), Ok(Some(_)));
        if self.tags.len() <= OFFERED_MAX && self.tags.iter().all(is_one) {
            return Vec::new();
        }
        vec![format!(
            "`audiences.tags` holds at most {OFFERED_MAX} tags of at most {} characters, such as \"volunteer\", without commas and semicolons",
            Tag::CHARS_MAX
        )]
    }

    /// The tags, as the roll has them.
    pub fn offered(&self) -> Vec<Tag> {
        let tags = self.tags.iter().filter_map(|text| Tag::parse(text).ok());
        tags.flatten().take(OFFERED_MAX).collect()
    }
}
