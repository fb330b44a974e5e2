//! The outcomes a caller can tap, as the pages offer them.

/// One button: what it says and the code it sends in the field `outcome`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The code, as `rules::card::Outcome` parses it.
    pub code: &'static str,
    /// The key of what the button says.
    pub key: &'static str,
}

const fn choice(code: &'static str, key: &'static str) -> Choice {
    Choice { code, key }
}

impl Choice {
    /// What happens on most calls.
    pub const CALL: [Self; 5] = [
        choice("answered", "outcome-answered"),
        choice("no-answer", "outcome-no-answer"),
        choice("busy", "outcome-busy"),
        choice("machine", "outcome-machine"),
        choice("refused", "outcome-refused"),
    ];

    /// What stops the campaign's calls until the membership officer has looked.
    pub const PERSON: [Self; 3] = [
        choice("wrong-number", "outcome-wrong-number"),
        choice("moved", "outcome-moved"),
        choice("deceased", "outcome-deceased"),
    ];

    /// The three sizes of a wish not to be called.
    pub const OBJECTION: [Self; 3] = [
        choice("dont-call-this-campaign", "outcome-dont-call-this-campaign"),
        choice("dont-call-any-campaign", "outcome-dont-call-any-campaign"),
        choice("dont-call-anyone", "outcome-dont-call-anyone"),
    ];

    /// Needs a time in the field `call_back_at`.
    pub const CALL_BACK: Self = choice("call-back", "outcome-call-back");
}
