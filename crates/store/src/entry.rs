//! Writing ledger entries in the act's own transaction. Place, index and leaf come from the sequencer, after the commit.

use std::collections::BTreeSet;
use std::sync::Arc;

use switchboard_ledger::entry::{Act, Salt, Subject};
use switchboard_rules::events::EventKind;
use switchboard_rules::ids::{AccountId, BankId, BranchId, CampaignId, MemberId, bucket_of};
use switchboard_rules::moment::Span;
use switchboard_rules::policy::{Action, Grant, Refusal, Resource};
use zeroize::Zeroizing;

use crate::disclose::SealedRow;
use crate::engine::{Arg, Value};
use crate::fault::Fault;
use crate::keys::MemberKey;
use crate::licences::{self, Marked};
use crate::seal::{Spot, fresh};
use crate::session::Seat;
use crate::tx::Tx;
use crate::world::Inner;

/// An entry about to be written.
#[derive(Clone)]
pub(crate) struct Draft {
    account: AccountId,
    opened: String,
    kind: EventKind,
    purpose: &'static str,
    campaign: Option<CampaignId>,
    bank: Option<BankId>,
    branch: Option<BranchId>,
    fields: &'static str,
    detail: Vec<u8>,
}

impl Draft {
    /// An act done under a grant.
    pub(crate) fn act(kind: EventKind, grant: &Grant) -> Self {
        Self {
            account: grant.account(),
            opened: grant.opened().text().to_owned(),
            kind,
            purpose: grant.purpose(),
            campaign: grant.campaign(),
            bank: grant.bank(),
            branch: grant.branch(),
            fields: "",
            detail: Vec::new(),
        }
    }

    /// Something the system did by itself.
    pub(crate) fn system(kind: EventKind, how: &str) -> Self {
        Self {
            account: crate::session::SYSTEM,
            opened: how.to_owned(),
            kind,
            purpose: "keep the system running",
            campaign: None,
            bank: None,
            branch: None,
            fields: "",
            detail: Vec::new(),
        }
    }

    /// An act of `account` that policy did not need to be asked about, such as signing in.
    pub(crate) fn own(kind: EventKind, account: AccountId, opened: &str) -> Self {
        Self {
            account,
            purpose: "come and go",
            ..Self::system(kind, opened)
        }
    }

    /// The same for what an office is there for.
    pub(crate) const fn purpose(mut self, purpose: &'static str) -> Self {
        self.purpose = purpose;
        self
    }

    /// The same in a campaign.
    pub(crate) const fn in_campaign(mut self, campaign: CampaignId) -> Self {
        self.campaign = Some(campaign);
        self
    }

    /// That somebody known asked for something and did not get it.
    pub(crate) fn refusal(
        seat: &Seat,
        action: Action,
        resource: &Resource,
        refusal: Refusal,
    ) -> Self {
        Self {
            account: seat.account(),
            opened: seat.opened().to_owned(),
            kind: EventKind::Refusal,
            purpose: action.text(),
            campaign: resource.campaign(),
            bank: resource.bank(),
            branch: None,
            fields: "",
            detail: refusal.reason.code().as_bytes().to_vec(),
        }
    }

    /// Whose entry it is.
    pub(crate) fn account(&self) -> AccountId {
        self.account
    }

    pub(crate) fn fields(mut self, fields: &'static str) -> Self {
        self.fields = fields;
        self
    }

    /// The same as it is written: with the branch by whose role alone the act was granted.
    fn detail_in(&self) -> Vec<u8> {
        let mut detail = self.detail.clone();
        if let Some(branch) = self.branch {
            if !detail.is_empty() {
                detail.push(b' ');
            }
            detail.extend_from_slice(format!("branch={branch}").as_bytes());
        }
        detail
    }

    /// Facts of the act itself, as `name=value` words. Never anything personal.
    pub(crate) fn detail(mut self, detail: impl Into<String>) -> Self {
        self.detail = detail.into().into_bytes();
        self
    }
}

/// How a session was opened, as an entry says it: with who vouched for its holder, where somebody did
/// (`docs/log-format.md`).
pub(crate) fn opened_text(opened: &str, vouched: Option<AccountId>) -> String {
    match vouched {
        Some(by) => format!("{opened}{VOUCHED}{by}"),
        None => opened.to_owned(),
    }
}

/// Who vouched, as an entry says it.
pub(crate) fn voucher_in(opened: &str) -> Option<AccountId> {
    let (_, by) = opened.split_once(VOUCHED)?;
    AccountId::parse(by).ok()
}

const VOUCHED: &str = " vouched=";

/// The same of the session behind this very act, whichever module writes the entry: so that none is left out.
fn opened_in(tx: &Tx<'_, '_>, draft: &Draft) -> String {
    let seat = tx
        .seated()
        .filter(|seat| seat.account() == draft.account && seat.opened() == draft.opened.as_str());
    opened_text(&draft.opened, seat.and_then(Seat::vouched))
}

/// A member an entry is about: the commitment that goes into the leaf, and the part, which is sealed by the member's key
/// when the entry is written, because it opens in that entry alone.
pub(crate) struct SubjectPart {
    member: [u8; 16],
    commitment: [u8; 32],
    kept: Option<Kept>,
}

/// What is kept of a part: its salt and its bytes, and the key that seals them.
struct Kept {
    plain: Zeroizing<Vec<u8>>,
    key: MemberKey,
}

impl SubjectPart {
    /// Whether it is this member's.
    pub(crate) fn is_of(&self, member: MemberId) -> bool {
        self.member == *member.as_bytes()
    }
}

/// Makes the subject parts for rows that are being shown.
pub(crate) fn subjects_of(
    world: &Inner,
    rows: &[SealedRow],
    fields: &str,
) -> Result<Vec<SubjectPart>, Fault> {
    // Rejected rows are about no member of the roll; whoever stands on a page twice has one part.
    let mut seen = BTreeSet::from([[0; 16]]);
    rows.iter()
        .filter(|row| seen.insert(row.member))
        .map(|row| {
            subject(
                world,
                row.member,
                row.month,
                &row.erase_key,
                row.card,
                fields,
            )
        })
        .collect()
}

pub(crate) fn subject(
    world: &Inner,
    member: [u8; 16],
    month: i64,
    erase_key: &[u8],
    card: Option<[u8; 16]>,
    fields: &str,
) -> Result<SubjectPart, Fault> {
    let salt: [u8; 32] = fresh()?;
    let part = Subject {
        member,
        card,
        fields: fields.to_owned(),
    };
    let bytes = part.encode();
    let commitment = part.commitment(&Salt::from_bytes(salt));
    let mut plain = Zeroizing::new(salt.to_vec());
    plain.extend_from_slice(&bytes);
    let key = world.keys.member(&member, month, erase_key)?;
    Ok(SubjectPart {
        member,
        commitment: *commitment.as_bytes(),
        kept: Some(Kept { plain, key }),
    })
}

/// A part that nobody can ever open: the leaf commits to it, and its salt is gone. For the entry that says that a member was
/// forgotten, and for no other: [`crate::log::verify`] misses the parts of every other entry.
pub(crate) fn covered(member: [u8; 16]) -> Result<SubjectPart, Fault> {
    let salt: [u8; 32] = fresh()?;
    let part = Subject {
        member,
        card: None,
        fields: String::new(),
    };
    Ok(SubjectPart {
        member,
        commitment: *part.commitment(&Salt::from_bytes(salt)).as_bytes(),
        kept: None,
    })
}

const ENTRY: &str = "insert into entry (bucket, id, at, account, kind, act_sealed, subjects) values ($1, $2, $3, $4, $5, $6, $7)";
const ENTRY_SUBJECT: &str = "insert into entry_subject (bucket, member, entry, part_sealed, entry_bucket) values ($1, $2, $3, $4, $5)";

/// Queues an entry with its subjects; it commits with the act or not at all.
pub(crate) fn write(
    tx: &mut Tx<'_, '_>,
    draft: &Draft,
    subjects: &[SubjectPart],
) -> Result<(), Fault> {
    let id = tx.world.ordered.next(tx.now().millis());
    write_as(tx, id, draft, subjects)
}

/// The same under an id that is known before.
pub(crate) fn write_as(
    tx: &mut Tx<'_, '_>,
    id: [u8; 16],
    draft: &Draft,
    subjects: &[SubjectPart],
) -> Result<(), Fault> {
    let world = Arc::clone(tx.world);
    let now = tx.now().millis();
    let marked = Marked {
        account: draft.account,
        kind: draft.kind,
        purpose: draft.purpose,
        opened: &draft.opened,
    };
    let licence = licences::mark(tx, &marked)?;
    let copy = world.meta.licensed.as_ref().map(|of| of.licence);
    let act = Act {
        at_ms: now,
        account: *draft.account.as_bytes(),
        opened: opened_in(tx, draft),
        kind: draft.kind.code(),
        purpose: draft.purpose.to_owned(),
        campaign: draft.campaign.map(|c| *c.as_bytes()),
        bank: draft.bank.map(|b| *b.as_bytes()),
        fields: draft.fields.to_owned(),
        // Whatever is done in a test copy is done under its licence.
        licence: copy.or(licence).map(|id| *id.as_bytes()),
        detail: draft.detail_in(),
    };
    let secret: [u8; 32] = fresh()?;
    let mut plain = secret.to_vec();
    plain.extend_from_slice(&act.encode());
    let sealed = world.keys.log_seal.seal(act_spot(&id), &plain)?;
    let commitments: Vec<u8> = subjects.iter().flat_map(|s| s.commitment).collect();
    tx.later(
        ENTRY,
        vec![
            Value::Int(draft.account.bucket()),
            Value::Bytes(id.to_vec()),
            Value::Int(now),
            Value::Bytes(draft.account.as_bytes().to_vec()),
            Value::Int(i64::from(draft.kind.code())),
            Value::Bytes(sealed),
            Value::Bytes(commitments),
        ],
    );
    for part in subjects {
        let Some(kept) = &part.kept else { continue };
        let place = subject_place(&part.member, &id);
        tx.later(
            ENTRY_SUBJECT,
            vec![
                Value::Int(bucket_of(&part.member)),
                Value::Bytes(part.member.to_vec()),
                Value::Bytes(id.to_vec()),
                Value::Bytes(kept.key.own().seal(subject_spot(&place), &kept.plain)?),
                Value::Int(draft.account.bucket()),
            ],
        );
    }
    Ok(())
}

/// The row of a member's part of an entry.
pub(crate) fn subject_place(member: &[u8; 16], entry: &[u8; 16]) -> [u8; 32] {
    let mut place = [0; 32];
    for (to, from) in place.iter_mut().zip(member.iter().chain(entry)) {
        *to = *from;
    }
    place
}

/// Where a member's part of an entry is sealed: moved to another member or to another entry it doesn't open.
pub(crate) fn subject_spot(place: &[u8; 32]) -> Spot<'_> {
    Spot {
        table: "entry_subject",
        column: "part_sealed",
        row: place,
    }
}

/// Where an entry's act part is sealed.
pub(crate) fn act_spot(id: &[u8]) -> Spot<'_> {
    Spot {
        table: "entry",
        column: "act_sealed",
        row: id,
    }
}

const WRITTEN: &str =
    "select count(*) from entry where bucket = $1 and id >= $2 and account = $3 and kind = $4";

/// How many entries of a kind an account has left within the last day: what a budget of a day is counted by.
pub(crate) fn written_today(
    tx: &mut Tx<'_, '_>,
    account: AccountId,
    kind: EventKind,
) -> Result<i64, Fault> {
    let since = u64::try_from(tx.now().minus(Span::days(1)).millis()).unwrap_or(0);
    let since = (u128::from(since) << 80).to_be_bytes();
    let args = [
        Arg::Int(account.bucket()),
        Arg::Bytes(&since),
        Arg::Bytes(account.as_bytes()),
        Arg::Int(i64::from(kind.code())),
    ];
    Ok(tx.one(WRITTEN, &args, |row| row.int(0))?.unwrap_or(0))
}

/// The card that a member's part of an entry tells of. What doesn't open tells nothing.
pub(crate) fn card_of(
    key: &MemberKey,
    member: &[u8; 16],
    entry: &[u8; 16],
    sealed: &[u8],
) -> Option<[u8; 16]> {
    let place = subject_place(member, entry);
    let plain = key.own().open(subject_spot(&place), sealed).ok()?;
    let (_salt, subject) = plain.split_first_chunk::<32>()?;
    Subject::decode(subject).ok()?.card
}

const KEY: &str = "select erase_key, key_month from member where bucket = $1 and id = $2 and length(erase_key) > 0";

/// The part of one member in an entry that shows nothing of them; none for somebody who is forgotten.
pub(crate) fn subject_of(
    tx: &mut Tx<'_, '_>,
    member: MemberId,
    fields: &str,
) -> Result<Vec<SubjectPart>, Fault> {
    let args = [Arg::Int(member.bucket()), Arg::Bytes(member.as_bytes())];
    let key = tx.one(KEY, &args, |row| Ok((row.bytes(0)?.to_vec(), row.int(1)?)))?;
    let Some((erase_key, month)) = key else {
        return Ok(Vec::new());
    };
    let part = subject(
        tx.world,
        *member.as_bytes(),
        month,
        &erase_key,
        None,
        fields,
    )?;
    Ok(vec![part])
}
