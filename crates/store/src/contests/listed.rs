//! The page on which a contest is made ready: each item as it stands, and who signed it.

use switchboard_rules::contest::Phase;
use switchboard_rules::ids::{AccountId, ContestId};
use switchboard_rules::moment::Moment;
use switchboard_rules::policy::{Action, Facts, Reason, Refusal, Resource};

use super::calendar::late_since;
use super::ready::{self, DraftLine, Item, ShownField, Texts};
use super::row::ContestRow;
use crate::fault::Fault;
use crate::hush::says_only_its_name;
use crate::tx::{Tx, Verdict};

/// Somebody on the list of who may be on duty.
#[derive(Clone)]
pub struct Holder {
    /// The account.
    pub account: AccountId,
    /// Its label.
    pub label: String,
}
says_only_its_name!(Holder);

/// One item as it stands.
#[derive(Clone)]
pub struct ReadyLine {
    /// The item.
    pub item: Item,
    /// Of what a signature would be; nothing where there is nothing to sign yet.
    pub digest: Option<[u8; 32]>,
    /// Whether it is signed, and the signature stands.
    pub is_signed: bool,
    /// Who signed it, and when, whether it stands or fell.
    pub signed: Option<(String, Moment)>,
    /// Why it is not in use.
    pub reason: Option<String>,
    /// The day of the restore that was tried.
    pub as_of: Option<Moment>,
}
says_only_its_name!(ReadyLine);

/// What must be ready, and how it stands.
#[derive(Clone)]
pub struct Ready {
    /// The contest's name.
    pub name: String,
    /// When access begins by the calendar.
    pub access: Moment,
    /// Since when it is late.
    pub late_since: Option<Moment>,
    /// Whether it is open, or was.
    pub has_opened: bool,
    /// The items.
    pub lines: Vec<ReadyLine>,
    /// The draft of the impact assessment.
    pub draft: Vec<DraftLine>,
    /// What callers see of a member.
    pub fields: &'static [ShownField],
    /// Who may be on duty.
    pub holders: Vec<Holder>,
    /// Who is, and who in their place.
    pub duty: [Option<AccountId>; 2],
    /// Whether whoever asks may sign.
    pub may_sign: bool,
}
says_only_its_name!(Ready);

/// Shows what must be ready before access opens.
pub fn ready(
    tx: &mut Tx<'_, '_>,
    contest: ContestId,
    texts: Texts,
) -> Result<Verdict<Ready>, Fault> {
    let resource = Resource::Contest { contest };
    if let Err(refusal) = tx.ask(Action::SeeReady, &resource, Facts::SHUT)? {
        return Ok(Verdict::Refused(refusal));
    }
    let Some(row) = ContestRow::of(tx, contest)? else {
        return Ok(Verdict::Refused(Refusal::new(Reason::NotYourCampaign)));
    };
    let now = tx.now();
    let ids = ready::holders(tx)?;
    let labels = crate::door::labels(tx, &ids)?;
    let holders = ids.into_iter().zip(labels);
    let access = row.plan.at(Phase::Access).unwrap_or(now);
    let has_opened = row.phase >= Some(Phase::Access);
    Ok(Verdict::Given(Ready {
        name: row.name.clone(),
        access,
        late_since: late_since(&row, now),
        has_opened,
        lines: lines(tx, &row, texts)?,
        // Once it is open the settings of today are not what was signed.
        draft: if has_opened {
            Vec::new()
        } else {
            ready::draft(tx, &row)?
        },
        fields: ready::shown_fields(row.by_first_name),
        holders: holders
            .map(|(account, label)| Holder { account, label })
            .collect(),
        duty: row.duty,
        may_sign: tx.reaches(&resource, &[Action::SignReady])?,
    }))
}

fn lines(tx: &mut Tx<'_, '_>, row: &ContestRow, texts: Texts) -> Result<Vec<ReadyLine>, Fault> {
    let (signed, now) = (ready::signed(tx, row)?, tx.now());
    let signers = ready::signers(tx)?;
    let has_opened = row.phase >= Some(Phase::Access);
    let mut lines = Vec::new();
    for item in Item::ALL {
        let found = signed.iter().find(|signed| signed.item == item);
        let digest = match found.filter(|_| has_opened) {
            // What was signed stays, whatever has changed since; only who is on duty may still be named anew.
            Some(found) => found.digest.as_slice().try_into().ok(),
            None => ready::digest(tx, row, item, texts)?,
        };
        let (mut who, mut reason) = (None, None);
        if let Some(found) = found {
            let label = crate::door::labels(tx, &[found.account])?;
            who = label.into_iter().next().map(|label| (label, found.at));
            if let Some(sealed) = found.reason_sealed.as_ref().filter(|_| found.is_unused) {
                let spot = ready::spot(row.id.as_bytes(), item);
                let plain = tx.world.keys.account.open(spot, sealed)?;
                reason = Some(String::from_utf8_lossy(&plain).into_owned());
            }
        }
        lines.push(ReadyLine {
            item,
            digest,
            is_signed: found
                .is_some_and(|found| has_opened || ready::stands(found, &signers, digest, now)),
            signed: who,
            reason,
            as_of: found
                .filter(|_| item == Item::Restore)
                .map(|found| found.as_of),
        });
    }
    Ok(lines)
}
