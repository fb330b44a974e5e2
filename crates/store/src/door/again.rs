//! Showing again who one is: what goes out of the house, keys, roles and what takes two people want it shown lately
//! (`Action::wants_fresh`).

use switchboard_rules::events::EventKind;
use switchboard_rules::ids::AccountId;
use switchboard_rules::passkey::Site;
use switchboard_rules::policy::{Action, Facts, Grant, Opened, Refusal, Resource};

use super::identity::{self, Returned, Told};
use super::passkey::{self, Shown};
use super::password::Checked;
use super::staff::proven;
use super::{SignedIn, Vouched, open_vouched};
use crate::engine::Value;
use crate::entry::{self, Draft};
use crate::fault::Fault;
use crate::tx::{Tx, Verdict};

const OVER: &str =
    "update session set ended_at = $1 where bucket = $2 and token_hash = $3 and ended_at is null";

/// Shows again who one is, by password and number. The session that asked ends, and a new one takes its place (ASVS 5.0,
/// 7.2.4). None where one of the two was wrong, which counts as a wrong try.
pub fn show_again(
    tx: &mut Tx<'_, '_>,
    checked: &Checked,
    number: &str,
) -> Result<Verdict<Option<SignedIn>>, Fault> {
    let grant = match ask(tx)? {
        Ok(grant) => grant,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    let proven = proven(tx, checked, number)?;
    let proven = proven.map(|account| (account, Vouched::default()));
    anew(tx, &grant, proven, Opened::Password)
}

/// The same by a passkey.
pub fn show_again_with_passkey(
    tx: &mut Tx<'_, '_>,
    site: &Site,
    shown: &Shown,
) -> Result<Verdict<Option<SignedIn>>, Fault> {
    let grant = match ask(tx)? {
        Ok(grant) => grant,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    let proven = passkey::proven(tx, site, shown)?;
    let proven = proven.map(|account| (account, Vouched::default()));
    anew(tx, &grant, proven, Opened::Passkey)
}

/// The same by the organisation's own sign-in, which was asked to let them show it afresh.
pub fn show_again_with_identity(
    tx: &mut Tx<'_, '_>,
    returned: &Returned,
    told: &Told,
) -> Result<Verdict<Option<SignedIn>>, Fault> {
    let grant = match ask(tx)? {
        Ok(grant) => grant,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    let proven = identity::shown_again(tx, returned, told)?;
    anew(tx, &grant, proven, Opened::Oidc)
}

fn ask(tx: &mut Tx<'_, '_>) -> Result<Result<Grant, Refusal>, Fault> {
    let account = tx.account()?;
    let own = Resource::Account { account };
    tx.ask(Action::ShowAgain, &own, Facts::SHUT)
}

/// A new session in the old one's place, if it is the same person.
fn anew(
    tx: &mut Tx<'_, '_>,
    grant: &Grant,
    proven: Option<(AccountId, Vouched)>,
    opened: Opened,
) -> Result<Verdict<Option<SignedIn>>, Fault> {
    let Some((_, how)) = proven.filter(|(account, _)| *account == grant.account()) else {
        return Ok(Verdict::Given(None));
    };
    let key = tx.session().ok_or(Fault::NoSeat)?;
    tx.later_expect(
        1,
        OVER,
        vec![
            Value::Int(tx.now().millis()),
            Value::Int(key.bucket()),
            Value::Bytes(key.hash().to_vec()),
        ],
    );
    entry::write(tx, &Draft::act(EventKind::ShownAgain, grant), &[])?;
    tx.changed("session", key.hash());
    let signed_in = open_vouched(tx, grant.account(), opened, how)?;
    Ok(Verdict::Given(Some(signed_in)))
}
