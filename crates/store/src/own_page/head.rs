//! What was done about the member, by whom and what for: an entry as its head says it, its people covered.

use switchboard_ledger::entry::Act;
use switchboard_rules::events::EventKind;
use switchboard_rules::ids::CampaignId;
use switchboard_rules::moment::Moment;
use switchboard_rules::policy::{Opened, Role};

use super::CODED;
use crate::answers::place;
use crate::fault::Fault;
use crate::log::open_act;
use crate::scripts::{PassedOn, complaint_of_card};
use crate::tx::Tx;

/// Who looked, without their name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum By {
    /// Somebody of this campaign, by its name.
    Campaign(String),
    /// Somebody who holds this role.
    Office(Role),
    /// The member, on their own page.
    Oneself,
    /// Whoever had a code that the office gave for the member's page: the member, as the office says.
    Coded,
    /// The operator, at the machine's console.
    Console,
    /// The program by itself.
    System,
}

/// What was done about the member, by whom and what for. Which of their fields it showed stands in [`OwnLooks`](crate::OwnLooks), at the
/// same place.
#[derive(Debug, Clone)]
pub struct Head {
    /// When, by the server's clock.
    pub at: Moment,
    /// What, as a number.
    pub kind: u16,
    /// By whom.
    pub by: By,
    /// For which contest, by its name, where it was done for a campaign; empty otherwise.
    pub contest: String,
    /// What for, in the words of the entry.
    pub purpose: String,
    /// Which answer of [`Heard`](super::Heard) belongs to it: the place of the campaign, and of the call among its calls.
    pub heard: Option<(usize, usize)>,
    /// To which card it belongs: those of one page or slice, counted from 0. None for what belongs to no card.
    pub card: Option<usize>,
    /// What became of it, where it says that a complaint was passed on.
    pub complained: Option<PassedOn>,
    /// For when the member asked to be rung again on that call, while it stands; beside [`Head::heard`].
    pub again: Option<Moment>,
}

/// The head of an entry; `card` is the one that it tells of, where it tells of one.
pub(super) fn head(
    tx: &mut Tx<'_, '_>,
    (entry, act): (&[u8; 16], &[u8]),
    card: Option<&[u8; 16]>,
) -> Result<Head, Fault> {
    let (act, _) = open_act(tx.world, entry, act)?;
    let (by, contest) = by(tx, &act)?;
    let complained = match card.filter(|_| act.kind == EventKind::Complained.code()) {
        Some(card) => complaint_of_card(tx, card)?,
        None => None,
    };
    Ok(Head {
        at: Moment::from_millis(act.at_ms),
        kind: act.kind,
        by,
        contest,
        purpose: act.purpose,
        heard: None,
        card: None,
        complained,
        again: None,
    })
}

/// Who it was, as far as the member is told: the campaign or the office, never the person; and for which contest, by its name.
fn by(tx: &mut Tx<'_, '_>, act: &Act) -> Result<(By, String), Fault> {
    let alone = |by| Ok((by, String::new()));
    let opened = act.opened.split(' ').next().unwrap_or_default();
    if opened == Opened::Member.text() {
        let mut words = act.detail.split(|byte| *byte == b' ');
        let is_coded = words.any(|word| word == CODED.as_bytes());
        return alone(if is_coded { By::Coded } else { By::Oneself });
    }
    if opened == Opened::Console.text() {
        return alone(By::Console);
    }
    let role = Role::ALL
        .into_iter()
        .find(|role| role.purpose() == act.purpose);
    match (role, act.campaign) {
        (Some(Role::Caller | Role::Organiser) | None, Some(campaign)) => {
            let named = place(tx, CampaignId::from_bytes(campaign))?;
            let named = named.map(|(_, name, contest)| (name, contest));
            let (name, contest) = named.unwrap_or_default();
            Ok((By::Campaign(name), contest))
        }
        (Some(role), _) => alone(By::Office(role)),
        (None, None) => alone(By::System),
    }
}
