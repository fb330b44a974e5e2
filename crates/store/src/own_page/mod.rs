//! A member's own page: who looked at them, who rang them, what was shown and written; their objection, their requests.
//!
//! ```text
//! ask (what was typed, sealed) ─▶ job: who is that? ─▶ a letter with a code ─▶ open (what was typed + code) ─▶ a session of 30 min
//! give (an officer, with a look) ─▶ a code by word of mouth ─▶ open (anything of theirs + code) ─▶ the same, covered
//! ```
//! Such a session is no account: it belongs to one member, and nothing here takes a member's id from outside. Decision 0040 says
//! what this way of proving who one is can't do.

mod copy;
mod given;
mod head;
mod looks;
mod object;
mod proof;
mod session;

use switchboard_rules::ids::{AccountId, CampaignId, ContestId, MemberId};
use switchboard_rules::policy::{Action, Facts, Grant, Reason, Refusal, Resource};

use crate::answers::{self, Key};
use crate::fault::Fault;
use crate::tx::Tx;

pub use copy::{Called, Copy, SLICE, copy};
pub use given::{Given, give, may_give};
pub use head::{By, Head};
pub use looks::{After, Heard, Mine, PAGE_MAX, Source, mine};
pub use object::{Objections, Standing, allow, object};
pub use proof::{Asked, answer_asked, ask, forget_old, is_full, open};
pub use session::{OwnKey, OwnToken, Sight, end};

use proof::end_codes;
pub(crate) use session::member_of;

use session::end_all as end_sessions;

/// Ends every code and every session, after a restore.
pub(crate) fn end_all(tx: &mut Tx<'_, '_>) -> Result<(), Fault> {
    end_codes(tx)?;
    given::end_all(tx)?;
    end_sessions(tx)
}

/// Ends codes and sessions of a record that is merged with another: who came in as the one doesn't see the other's page.
pub(crate) fn end_of(tx: &mut Tx<'_, '_>, member: MemberId) -> Result<(), Fault> {
    proof::end_codes_of(tx, member)?;
    given::end_of(tx, member)?;
    session::end_of(tx, member)
}

/// Ends the codes that an officer gave and the sessions that they opened: whoever has left could sit before one.
pub(crate) fn end_by(tx: &mut Tx<'_, '_>, giver: AccountId) -> Result<(), Fault> {
    given::end_by(tx, giver)?;
    session::end_by(tx, giver)
}

/// Asks policy whether the member before their own page may do this there; of a campaign, where what it wrote is to be opened.
pub(crate) fn grant(
    tx: &mut Tx<'_, '_>,
    action: Action,
    of: Option<(CampaignId, ContestId)>,
) -> Result<Result<(Grant, MemberId), Refusal>, Fault> {
    let Some(member) = tx.own_member()? else {
        tx.count_stranger();
        return Ok(Err(Refusal::new(Reason::SignedOut)));
    };
    let resource = Resource::OwnPage { member, of };
    let answer = tx.ask(action, &resource, Facts::SHUT)?;
    Ok(answer.map(|grant| (grant, member)))
}

/// The word in an entry of what was done on a page that an officer's code opened.
const CODED: &str = "code=officer";

/// What an entry's detail ends with where that is so, with whose code it was; nothing otherwise.
pub(crate) fn code_words(tx: &mut Tx<'_, '_>) -> Result<String, Fault> {
    Ok(session::giver(tx)?.map_or_else(String::new, |by| format!(" {CODED} by={by}")))
}

/// What somebody is told of whom nothing is kept any more.
pub(crate) fn nobody() -> Refusal {
    Refusal::new(Reason::NotYours)
}

/// Every record of the member before their own page, held, each with its key.
fn records(tx: &mut Tx<'_, '_>, member: MemberId) -> Result<Vec<(MemberId, Key)>, Fault> {
    answers::records(tx, member)
}
