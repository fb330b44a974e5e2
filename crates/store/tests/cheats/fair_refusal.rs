//! Saying why not.
use switchboard_store::Verdict;
use switchboard_store::rules::policy::{Reason, Refusal};

fn said(verdict: &Verdict<()>) -> Option<&'static str> {
    match verdict {
        Verdict::Given(()) => None,
        Verdict::Refused(refusal) => Some(refusal.key()),
    }
}

pub fn main() {
    assert_eq!(said(&Verdict::Given(())), None);
    assert!(said(&Verdict::Refused(Refusal::new(Reason::NotYourCard))).is_some());
}
