//! A bank as its organiser watches it: counts, never members.

use switchboard_rules::counts::{Noise, Safe};
use switchboard_rules::deal::Order;
use switchboard_rules::events::EventKind;
use switchboard_rules::freeze::exposure_with;
use switchboard_rules::ids::{AccountId, BankId, CampaignId, SnapshotId};
use switchboard_rules::moment::{Moment, Span};
use switchboard_rules::policy::{Action, Reason, Refusal, Resource};

use super::BankLine;
use crate::audiences::{self, Whom};
use crate::desk::{self, BankRow, Members};
use crate::engine::Arg;
use crate::entry::{self, Draft};
use crate::fault::Fault;
use crate::hush::says_only_its_name;
use crate::session::id16;
use crate::tx::{Tx, Verdict};

/// A bank as its organiser watches it: counts as `rules::counts` tells them, and accounts, never members.
#[derive(Debug, Clone)]
pub struct Watched {
    /// Name and state.
    pub line: BankLine,
    /// How many members the queue was filled with.
    pub filled: Safe,
    /// How many of them were rung at least once, about.
    pub rung: Safe,
    /// How many of them were spoken to.
    pub reached: Safe,
    /// How many are still to ring.
    pub left: Safe,
    /// What came of them, by outcome code.
    pub outcomes: Vec<(String, Safe)>,
    /// Who has a card now.
    pub on: Vec<CallerOn>,
    /// Who takes a break from it.
    pub resting: Vec<Resting>,
    /// The most that one account can learn in an evening.
    pub account_exposure: u64,
    /// The most that all callers of this campaign can learn in an evening; for who organises this bank alone, the callers
    /// of this bank.
    pub campaign_exposure: u64,
    /// How many accounts may ring in this campaign, or in this bank, likewise.
    pub callers: u32,
    /// In which order those in turn are dealt.
    pub order: Order,
    /// Whether whoever watches may add banks to its campaign, and so a copy of this one.
    pub may_add: bool,
    /// Whether nobody gets into its queue: the state of own calls by which they were to be chosen had gone when it was to be filled,
    /// or too few of them were left.
    pub is_missed: bool,
    /// Leave to ask why some can't be rung now.
    pub may_ask: Option<desk::MayAskWhy>,
}

/// An account with a card on its desk.
#[derive(Clone)]
pub struct CallerOn {
    /// The account's label.
    pub account: String,
    /// Since when it has this card.
    pub since: Moment,
    /// Cards dealt to it this evening: its own work, so not rounded.
    pub cards: u64,
}
/// An account on a break.
#[derive(Clone)]
pub struct Resting {
    /// The account's label.
    pub account: String,
    /// Since when.
    pub since: Moment,
}
says_only_its_name!(CallerOn, Resting);

/// Whether looking at a bank is an entry of its own: the first look is, a stream that goes on is not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    /// A page was opened.
    First,
    /// A page that is open is brought up to date; access is asked for again each time.
    GoesOn,
}

/// Whether whoever watches a bank may go on: refused where they may not, and true where nothing but a change can end it before
/// `ahead` has passed, no role's end and no session's.
pub fn go_on(tx: &mut Tx<'_, '_>, id: BankId, ahead: Span) -> Result<Verdict<bool>, Fault> {
    let Some(bank) = desk::bank(tx, id)? else {
        return Ok(Verdict::Refused(Refusal::new(Reason::NotYourBank)));
    };
    let (watch, resource) = (Action::WatchBank, bank.resource());
    if let Err(refusal) = tx.ask(watch, &resource, bank.facts)? {
        return Ok(Verdict::Refused(refusal));
    }
    let then = tx.now().plus(ahead);
    tx.lasts(then, watch, &resource, bank.facts)
        .map(Verdict::Given)
}

/// Begins to watch a bank live, as a look of its own: nobody has to have opened the page before. What is shown is asked for after,
/// and made once for all who watch; so ten thousand pages that open at once cost an entry each and not a page each.
pub fn begin_watching(tx: &mut Tx<'_, '_>, id: BankId) -> Result<Verdict<()>, Fault> {
    let Some(bank) = desk::bank(tx, id)? else {
        return Ok(Verdict::Refused(Refusal::new(Reason::NotYourBank)));
    };
    let grant = match tx.ask(Action::WatchBank, &bank.resource(), bank.facts)? {
        Ok(grant) => grant,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    entry::write(tx, &Draft::act(EventKind::CountsShown, &grant), &[])?;
    Ok(Verdict::Given(()))
}

/// Shows a bank's progress. Every number about members is `rules::counts`'s: moved a little, rounded, and withheld below ten.
pub fn watch(tx: &mut Tx<'_, '_>, id: BankId, look: Look) -> Result<Verdict<Watched>, Fault> {
    let Some(bank) = desk::bank(tx, id)? else {
        return Ok(Verdict::Refused(Refusal::new(Reason::NotYourBank)));
    };
    let grant = match tx.ask(Action::WatchBank, &bank.resource(), bank.facts)? {
        Ok(grant) => grant,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    let tallies = tallies(tx, id)?;
    let on = on(tx, id)?;
    let resting = resting(tx, id)?;
    let Some((line, filled, order)) = line(tx, &bank)? else {
        return Ok(Verdict::Refused(Refusal::new(Reason::NotYourBank)));
    };
    let whom = audiences::whom(tx.raw(), id)?;
    let is_missed = whom.as_ref().is_some_and(|whom| whom.is_missed);
    let filled = about_filled(tx, &bank, (whom, filled))?;
    // A closed bank's queue is let go of but for those who are stopped: a sample of it says nothing true of the bank.
    let may_ask = bank.facts.phase_open && !bank.is_closed;
    let callers = callers_seen(tx, &bank)?;
    let given = crate::freezes::given_to_campaign(tx, bank.campaign)?;
    let (campaign, contest) = (bank.campaign, bank.contest);
    let whole = Resource::Campaign { campaign, contest };
    let may_add = tx.reaches(&whole, &[Action::AddBank])?;
    let counted = Own::of(tx, &bank);
    let sum = |is_in: &dyn Fn(&str) -> bool| -> u64 {
        let some = tallies.iter().filter(|(what, _)| is_in(what));
        some.map(|(_, n)| *n).sum()
    };
    let rung = counted.about("rung", sum(&|_| true));
    if look == Look::First {
        entry::write(tx, &Draft::act(EventKind::CountsShown, &grant), &[])?;
    }
    let caps = tx.world.meta.caps;
    Ok(Verdict::Given(Watched {
        line,
        filled,
        rung,
        reached: counted.about("reached", sum(&|what| REACHED.contains(&what))),
        left: filled.less(rung),
        outcomes: tallies
            .into_iter()
            .map(|(what, n)| {
                let about = counted.about(&format!("outcome:{what}"), n);
                (what, about)
            })
            .collect(),
        on,
        resting,
        account_exposure: exposure_with(&caps, 1, 1, given),
        campaign_exposure: exposure_with(&caps, callers, 1, given),
        callers,
        order,
        may_add,
        is_missed,
        // Before access nobody learns how many the roll holds, or what stands against them.
        may_ask: may_ask.then(|| desk::MayAskWhy::of(&bank)),
    }))
}

/// The noise of what a bank's campaign did in it.
pub(crate) struct Own {
    noise: Noise,
    bank: BankId,
}

impl Own {
    pub(crate) fn of(tx: &Tx<'_, '_>, bank: &BankRow) -> Self {
        Self {
            noise: audiences::own_noise(tx, bank.contest),
            bank: bank.words.id,
        }
    }

    /// About how many of something, which has this name within the bank.
    pub(crate) fn about(&self, what: &str, many: u64) -> Safe {
        let name = [self.bank.as_bytes(), what.as_bytes()].concat();
        self.noise.own(&name, many)
    }
}

const TALLIES: &str = "select what, cast(sum(n) as bigint) from tally where bank = $1 and what not in ('dealt', 'unseen') group by what order by what limit 50";

/// What came of the bank's cards, exactly.
fn tallies(tx: &mut Tx<'_, '_>, bank: BankId) -> Result<Vec<(String, u64)>, Fault> {
    tx.all(TALLIES, &[Arg::Bytes(bank.as_bytes())], |row| {
        Ok((row.text(0)?.to_owned(), natural(row.int(1)?)))
    })
}

const ON: &str = "select o.account, o.since, coalesce((select b.evening_spent from budget b where b.bucket = o.bucket and b.account = o.account order by b.evening_at desc limit 1), 0) from open_caller o where o.bank = $1 order by o.since limit 200";

fn on(tx: &mut Tx<'_, '_>, bank: BankId) -> Result<Vec<CallerOn>, Fault> {
    let on = tx.all(ON, &[Arg::Bytes(bank.as_bytes())], |row| {
        let account = AccountId::from_bytes(id16(row.bytes(0)?).unwrap_or_default());
        Ok((account, Moment::from_millis(row.int(1)?), row.int(2)?))
    })?;
    let accounts: Vec<AccountId> = on.iter().map(|(account, ..)| *account).collect();
    let labels = crate::door::labels(tx, &accounts)?;
    let each = labels.into_iter().zip(on);
    let each = each.map(|(account, (_, since, cards))| CallerOn {
        account,
        since,
        cards: natural(cards),
    });
    Ok(each.collect())
}

fn resting(tx: &mut Tx<'_, '_>, bank: BankId) -> Result<Vec<Resting>, Fault> {
    let resting = desk::resting(tx, bank)?;
    let accounts: Vec<AccountId> = resting.iter().map(|(account, _)| *account).collect();
    let labels = crate::door::labels(tx, &accounts)?;
    let each = labels.into_iter().zip(resting);
    let each = each.map(|(account, (_, since))| Resting { account, since });
    Ok(each.collect())
}

const LINE: &str = "select b.name, p.name, c.name, b.state, b.filled, b.dealing from bank b join contest c on c.id = b.contest join campaign p on p.id = b.campaign where b.bucket = $1 and b.id = $2";

/// The bank's line, how many its queue was filled with, and its order.
fn line(tx: &mut Tx<'_, '_>, bank: &BankRow) -> Result<Option<(BankLine, i64, Order)>, Fault> {
    let id = bank.words.id;
    let key = [Arg::Int(id.bucket()), Arg::Bytes(id.as_bytes())];
    tx.one(LINE, &key, |row| {
        let line = BankLine {
            id,
            campaign_id: bank.campaign,
            name: row.text(0)?.to_owned(),
            campaign: row.text(1)?.to_owned(),
            contest: row.text(2)?.to_owned(),
            state: row.text(3)?.to_owned(),
            rings: false,
            watches: true,
        };
        let order = Order::from_code(row.text(5)?).unwrap_or_default();
        Ok((line, row.int(4)?, order))
    })
}

/// How many the bank rings, about. Of an audience it is what was told when it was chosen: the exact length of its queue would take the
/// noise away. Everybody are as many in one bank as in another of the contest.
fn about_filled(
    tx: &mut Tx<'_, '_>,
    bank: &BankRow,
    (whom, filled): (Option<Whom>, i64),
) -> Result<Safe, Fault> {
    let most = most_filled(tx, bank)?;
    let noise = audiences::own_noise(tx, bank.contest);
    let many = match whom {
        Some(whom) if whom.shown() <= most => {
            return Ok(Safe::again(u64::try_from(whom.shown()).ok()));
        }
        // More were told than there are: then it is everybody, as everybody is told, not their exact number.
        Some(_) => most,
        None => filled.min(most),
    };
    Ok(noise.own(b"everybody", natural(many)))
}

fn natural(n: i64) -> u64 {
    u64::try_from(n).unwrap_or(0)
}

const FIXED: &str = "select members from snapshot where bucket = $1 and id = $2";

/// The most members that a bank's figures may speak of: nobody before access, for how many there are is of the roll; and not
/// whom its queue held for a snapshot that was given up.
fn most_filled(tx: &mut Tx<'_, '_>, bank: &BankRow) -> Result<i64, Fault> {
    match bank.members {
        _ if !bank.has_begun => Ok(0),
        Members::Live => Ok(i64::MAX),
        Members::Fixed(id) => {
            let id = SnapshotId::from_bytes(id);
            let args = [Arg::Int(id.bucket()), Arg::Bytes(id.as_bytes())];
            Ok(tx.one(FIXED, &args, |row| row.int(0))?.unwrap_or(0))
        }
    }
}

/// Outcomes after which the member was spoken to.
const REACHED: [&str; 6] = [
    "answered",
    "refused",
    "call-back",
    "dont-call-this-campaign",
    "dont-call-any-campaign",
    "dont-call-anyone",
];

/// How many may ring, of whom whoever watches may know: in the whole campaign, or, for who organises this bank alone, in it.
fn callers_seen(tx: &mut Tx<'_, '_>, bank: &BankRow) -> Result<u32, Fault> {
    let (campaign, contest) = (bank.campaign, bank.contest);
    let whole = Resource::Campaign { campaign, contest };
    if tx.reaches(&whole, &[Action::SeeExposure])? {
        return callers_of(tx, campaign);
    }
    let args = [
        Arg::Int(tx.now().millis()),
        Arg::Bytes(bank.words.id.as_bytes()),
    ];
    let n = tx.one(
        "select count(distinct account) from term where role = 'caller' and ended_at is null and from_at <= $1 and (until_at is null or until_at > $1) and scope_kind = 'bank' and scope = $2",
        &args,
        |row| row.int(0),
    )?;
    Ok(n.and_then(|n| u32::try_from(n).ok()).unwrap_or(0))
}

pub(crate) fn callers_of(tx: &mut Tx<'_, '_>, campaign: CampaignId) -> Result<u32, Fault> {
    let now = tx.now().millis();
    let n = tx.one(
        "select count(distinct account) from term where role = 'caller' and ended_at is null and from_at <= $1 and (until_at is null or until_at > $1) and ((scope_kind = 'campaign' and scope = $2) or (scope_kind = 'bank' and scope in (select id from bank where campaign = $2)))",
        &[Arg::Int(now), Arg::Bytes(campaign.as_bytes())],
        |row| row.int(0),
    )?;
    Ok(n.and_then(|n| u32::try_from(n).ok()).unwrap_or(0))
}
