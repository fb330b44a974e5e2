//! Coming in by the organisation's own sign-in, and showing again by it who one is.

use switchboard_rules::ids::{AccountId, bucket_of};
use switchboard_rules::policy::Opened;

use super::{Errand, Returned, Told, find, use_up};
use crate::door::passkey::is_over;
use crate::door::staff::{holds_nothing, rings};
use crate::door::{SignedIn, Vouched, holds_office, open_vouched};
use crate::engine::Value;
use crate::fault::Fault;
use crate::meta::WorldKind;
use crate::tx::{Tx, Verdict};

/// What became of coming in.
pub enum InByIdentity {
    /// They are in.
    In(SignedIn),
    /// No account here is connected with this identity.
    Unknown,
    /// It was not shown well enough for what the account holds.
    TooWeak,
    /// It was used before, or the account has no way in any more.
    NotTaken,
}

/// What an identity opens.
enum Opens {
    Account(AccountId, Opened),
    Unknown,
    TooWeak,
    Nothing,
}

const USED: &str = "update identity set used_at = $1 where bucket = $2 and identity_hash = $3";

/// Signs in whoever the organisation's own sign-in told of. Somebody whom no account is connected with is counted as a
/// stranger, whatever address they have there.
pub fn sign_in_with_identity(
    tx: &mut Tx<'_, '_>,
    returned: &Returned,
    told: &Told,
) -> Result<Verdict<InByIdentity>, Fault> {
    if !returned.is_of(None, Errand::SignIn) || !use_up(tx, returned)? {
        tx.count_stranger();
        return Ok(Verdict::Given(InByIdentity::NotTaken));
    }
    let (account, opened) = match opens(tx, told)? {
        Opens::Account(account, opened) => (account, opened),
        Opens::Unknown => return Ok(Verdict::Given(InByIdentity::Unknown)),
        Opens::TooWeak => return Ok(Verdict::Given(InByIdentity::TooWeak)),
        Opens::Nothing => return Ok(Verdict::Given(InByIdentity::NotTaken)),
    };
    let signed_in = open_vouched(tx, account, opened, by(tx, told))?;
    Ok(Verdict::Given(InByIdentity::In(signed_in)))
}

/// What the session keeps of it: which session at the provider it hangs on, and when its holder showed who they are.
pub(super) fn by(tx: &Tx<'_, '_>, told: &Told) -> Vouched {
    let now = tx.now();
    Vouched {
        sid: told.sid,
        shown_at: Some(told.shown_at.map_or(now, |at| at.min(now))),
        ..Vouched::default()
    }
}

/// Whose account it opens, and how far. Counts who is refused.
fn opens(tx: &mut Tx<'_, '_>, told: &Told) -> Result<Opens, Fault> {
    let now = tx.now();
    let Some(link) = find(tx, &told.identity)? else {
        tx.count_stranger();
        return Ok(Opens::Unknown);
    };
    let account = link.account;
    if is_over(tx, account)? || holds_nothing(tx, account)? {
        tx.world.tries.refuse(account, now);
        return Ok(Opens::Nothing);
    }
    let is_live = tx.world.meta.kind == WorldKind::Live;
    // An account that was connected with no more than a code must not grow with the roles.
    let is_enough =
        told.is_strong && (!is_live || link.is_for_office || !holds_office(tx, account)?);
    let opened = if is_enough {
        Opened::Oidc
    } else if rings(tx, account)? {
        Opened::OidcAlone
    } else {
        tx.world.tries.refuse(account, now);
        return Ok(Opens::TooWeak);
    };
    tx.later(
        USED,
        vec![
            Value::Int(now.millis()),
            Value::Int(bucket_of(&told.identity)),
            Value::Bytes(told.identity.to_vec()),
        ],
    );
    tx.world.tries.settle(account);
    Ok(Opens::Account(account, opened))
}

/// The account whose holder has just shown again who they are, if they did it well enough for everything that it holds.
pub(in crate::door) fn shown_again(
    tx: &mut Tx<'_, '_>,
    returned: &Returned,
    told: &Told,
) -> Result<Option<(AccountId, Vouched)>, Fault> {
    if !returned.is_of(tx.session(), Errand::ShowAgain) || !use_up(tx, returned)? {
        return Ok(None);
    }
    Ok(match opens(tx, told)? {
        Opens::Account(account, Opened::Oidc) => Some((account, by(tx, told))),
        _ => None,
    })
}
