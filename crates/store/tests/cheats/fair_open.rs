//! Opening what the committed act returned, with the proof that came with it.
use switchboard_store::rules::ids::{AccountId, BankId};
use switchboard_store::rules::moment::Moment;
use switchboard_store::{Auth, Fault, Verdict, World, desk};

fn name_on_the_card(
    world: &World,
    auth: Auth,
    bank: BankId,
    account: AccountId,
    now: Moment,
) -> Result<Option<String>, Fault> {
    let done = world
        .write("next", auth, now, move |tx| desk::next(tx, bank, account))
        .wait()?;
    Ok(match done.verdict {
        Verdict::Given(desk::Dealt::Card(card)) => card
            .name
            .disclose(&done.proof)
            .ok()
            .map(|(called, ..)| called),
        _ => None,
    })
}

pub fn main() {
    let _ = name_on_the_card;
}
