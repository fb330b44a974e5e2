//! Before somebody is forgotten: who it would be, what would go, what has to stay. Shown to whoever may ask for it.

use switchboard_rules::events::EventKind;
use switchboard_rules::ids::MemberId;
use switchboard_rules::policy::{Action, Facts};
use switchboard_rules::request::{Because, Kind};

use super::identity::Identity;
use crate::branches;
use crate::desk::{row_in_force, sealed_row};
use crate::disclose::{Recorded, Sealed};
use crate::duplicates::alias;
use crate::engine::{Arg, Stmt};
use crate::entry::{self, Draft};
use crate::fault::Fault;
use crate::personal::Hits;
use crate::requests::{Asked, Asking, Cannot, ask};
use crate::roll::{Query, find};
use crate::tx::{Tx, Verdict};

/// Who would be forgotten, and with what.
pub struct Preview {
    /// The member, for the form that asks.
    pub member: MemberId,
    /// The member, masked.
    pub masked: Recorded<Hits>,
    /// What would be destroyed.
    pub goes: Goes,
}

/// What would be destroyed, counted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Goes {
    /// Versions of the member's row, the newest and those before.
    pub versions: u64,
    /// Calls, which stay without the member.
    pub calls: u64,
    /// Reports from calls.
    pub reports: u64,
    /// Messages to the member, sent or waiting.
    pub messages: u64,
    /// Entries of the ledger whose part about the member would be destroyed.
    pub entries: u64,
    /// Whether a card of theirs lies on a desk just now.
    pub is_on_a_desk: bool,
}

impl Goes {
    fn and(self, other: Self) -> Self {
        Self {
            versions: self.versions + other.versions,
            calls: self.calls + other.calls,
            reports: self.reports + other.reports,
            messages: self.messages + other.messages,
            entries: self.entries + other.entries,
            is_on_a_desk: self.is_on_a_desk || other.is_on_a_desk,
        }
    }
}

const COUNTS: [&str; 4] = [
    "select count(*) from report where member = $1",
    "select count(*) from outbox where recipient = $1 and whom = 'member'",
    "select count(*) from open_card where bucket = $2 and member = $1",
    "select count(*) from entry_subject where bucket = $2 and member = $1",
];

/// Whether whoever asks may see what forgetting does; it shows nobody.
pub fn may_preview(tx: &mut Tx<'_, '_>) -> Result<Verdict<()>, Fault> {
    let anybody = branches::anybody(tx)?;
    Ok(
        match tx.ask(Action::PreviewForgetting, &anybody, Facts::SHUT)? {
            Ok(_) => Verdict::Given(()),
            Err(refusal) => Verdict::Refused(refusal),
        },
    )
}

/// Shows what forgetting the member with this number in the books would do; none where nobody has it.
pub fn preview(tx: &mut Tx<'_, '_>, number: &str) -> Result<Verdict<Option<Preview>>, Fault> {
    let anybody = branches::anybody(tx)?;
    let grant = match tx.ask(Action::PreviewForgetting, &anybody, Facts::SHUT)? {
        Ok(grant) => grant,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    let found = find(tx, &Query::External(number.to_owned()))?;
    let row = match found.first() {
        Some(member) => sealed_row(tx, *member)?,
        None => None,
    };
    let Some(row) = row else {
        let draft = Draft::act(EventKind::ForgettingPreviewed, &grant).detail("found=0");
        entry::write(tx, &draft, &[])?;
        return Ok(Verdict::Given(None));
    };
    let member = MemberId::from_bytes(row.member);
    // Whoever was merged into this record is the same person, and goes too.
    let mut goes = goes(tx, member, (&row.erase_key, row.month))?;
    for merged in alias::merged_into(tx.raw(), member)? {
        if let Some(row) = row_in_force(tx, merged)? {
            goes = goes.and(self::goes(tx, merged, (&row.erase_key, row.month))?);
        }
    }
    let masked = tx.record(
        &grant,
        EventKind::ForgettingPreviewed,
        Sealed::new(vec![row]),
    )?;
    Ok(Verdict::Given(Some(Preview {
        member,
        masked,
        goes,
    })))
}

fn goes(
    tx: &mut Tx<'_, '_>,
    member: MemberId,
    (wrapped, month): (&[u8], i64),
) -> Result<Goes, Fault> {
    let world = std::sync::Arc::clone(tx.world);
    let identity = Identity::gather((&world, tx.raw()), member, wrapped, month)?;
    let mut counts = Vec::with_capacity(COUNTS.len());
    for sql in COUNTS {
        let mut args = vec![Arg::Bytes(member.as_bytes())];
        if sql.contains("$2") {
            args.push(Arg::Int(member.bucket()));
        }
        let rows = tx.gather(&[Stmt::owning(sql, args)])?;
        let n = match rows.first().and_then(crate::engine::Rows::first) {
            Some(row) => row.int(0)?,
            None => 0,
        };
        counts.push(u64::try_from(n).unwrap_or(0));
    }
    let count = |n: usize| u64::try_from(n).unwrap_or(u64::MAX);
    let [reports, messages, open, entries] = counts.as_slice() else {
        return Ok(Goes::default());
    };
    Ok(Goes {
        versions: count(identity.versions),
        calls: count(identity.cards.len()),
        reports: *reports,
        messages: *messages,
        entries: *entries,
        is_on_a_desk: *open > 0,
    })
}

/// Asks that the member with this number in the books be forgotten: for the console, which is shown nobody.
pub fn ask_by_number(
    tx: &mut Tx<'_, '_>,
    number: &str,
    because: &Because,
) -> Result<Verdict<Asked>, Fault> {
    let anybody = branches::anybody(tx)?;
    let grant = match tx.ask(Action::PreviewForgetting, &anybody, Facts::SHUT)? {
        Ok(grant) => grant,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    let found = find(tx, &Query::External(number.to_owned()))?;
    let Some(member) = found.first().copied() else {
        let draft = Draft::act(EventKind::ForgettingPreviewed, &grant).detail("found=0");
        entry::write(tx, &draft, &[])?;
        return Ok(Verdict::Given(Asked::Not(Cannot::NoSuchMember)));
    };
    let asking = Asking {
        kind: Kind::ForgetMember,
        member,
        about: String::new(),
        because: because.clone(),
        second: crate::requests::Second::Person,
    };
    ask(tx, &asking)
}
