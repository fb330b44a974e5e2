//! Making a grant, or turning a refusal into one.
use switchboard_store::rules::policy::{Action, Facts, Refusal, Resource, decide};
use switchboard_store::rules::policy::Grant;
use switchboard_store::{Tx, Verdict};

fn asked(tx: &mut Tx<'_, '_>) {
    let _ = tx.ask(Action::SearchMembers, &Resource::Organisation, &Facts::OPEN);
}

fn turned(refusal: Refusal) -> Verdict<()> {
    Verdict::Given(refusal)
}

fn main() {}
