//! What must be ready before access opens, and the data protection officer's signature under each.
//!
//! A signature is of a digest: of the draft assessment as it is made from the live configuration, of the notice as everybody
//! reads it who joins, of the two accounts on duty. Where that changes, the signature falls by itself.

use switchboard_ledger::hash::sha256;
use switchboard_rules::contest::Phase;
use switchboard_rules::ids::AccountId;
use switchboard_rules::moment::{Moment, Span};

use super::row::ContestRow;
use crate::engine::Arg;
use crate::fault::Fault;
use crate::screening;
use crate::scripts;
use crate::seal::Spot;
use crate::session::id16;
use crate::tx::Tx;

macro_rules! items {
    ($($(#[$doc:meta])* $name:ident = $text:literal;)+) => {
        /// Something that must be ready.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Item { $($(#[$doc])* $name,)+ }

        impl Item {
            /// Every item, in the order of the page.
            pub const ALL: [Self; 6] = [$(Self::$name,)+];

            /// The name in tables, entries and addresses.
            pub const fn text(self) -> &'static str {
                match self { $(Self::$name => $text,)+ }
            }

            /// Reads that name.
            pub fn parse(text: &str) -> Option<Self> {
                Self::ALL.into_iter().find(|item| item.text() == text)
            }

            /// The key of what it is, in the message files.
            pub const fn key(self) -> &'static str {
                match self { $(Self::$name => concat!("ready-", $text),)+ }
            }

            /// The key of what is signed there.
            pub const fn text_key(self) -> &'static str {
                match self { $(Self::$name => concat!("ready-", $text, "-text"),)+ }
            }
        }
    };
}

items! {
    /// The draft of the data protection impact assessment.
    Dpia = "dpia";
    /// The notice that everybody reads who joins: what is written down of them.
    Notice = "notice";
    /// The opening lines of calls.
    OpeningLines = "opening-lines";
    /// The screening lists that the rules of the region demand, such as the Telephone Preference Service.
    Tps = "tps";
    /// A restore that was tried.
    Restore = "restore";
    /// Who answers to alarms, and a deputy.
    Roster = "roster";
}

impl Item {
    /// Whether it may be signed as "not in use", with a reason.
    pub const fn may_be_unused(self) -> bool {
        matches!(self, Self::Tps)
    }
}

/// Digests of texts that only the rooms know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Texts {
    /// Of the notice that everybody reads who joins.
    pub notice: [u8; 32],
    /// Of which sentences stand in the draft assessment whatever the settings are: not of how they are worded, so that a better
    /// word voids no signature, and another risk does.
    pub draft: [u8; 32],
}

impl Texts {
    /// Of the sentences of the notice, which callers read, and of the keys of those of the draft, in their order.
    pub fn of(notice: &[String], draft: &[String]) -> Self {
        let digest = |sentences: &[String]| *sha256(sentences.join("\n").as_bytes()).as_bytes();
        Self {
            notice: digest(notice),
            draft: digest(draft),
        }
    }
}

/// How old a tried restore may be.
pub(super) const RESTORE_MAX: Span = Span::days(90);

/// A signature as it is kept.
#[derive(Clone)]
pub(super) struct Signed {
    pub(super) item: Item,
    pub(super) account: AccountId,
    pub(super) at: Moment,
    pub(super) digest: Vec<u8>,
    pub(super) is_unused: bool,
    /// The day of the restore that was tried.
    pub(super) as_of: Moment,
    pub(super) reason_sealed: Option<Vec<u8>>,
}

const SIGNED: &str = "select item, account, at, digest, unused, as_of, reason_sealed from contest_ready where bucket = $1 and contest = $2 order by item limit 20";

pub(super) fn signed(tx: &mut Tx<'_, '_>, row: &ContestRow) -> Result<Vec<Signed>, Fault> {
    let args = [Arg::Int(row.id.bucket()), Arg::Bytes(row.id.as_bytes())];
    let found = tx.all(SIGNED, &args, |row| {
        let Some(item) = Item::parse(row.text(0)?) else {
            return Ok(None);
        };
        Ok(Some(Signed {
            item,
            account: AccountId::from_bytes(id16(row.bytes(1)?).unwrap_or_default()),
            at: Moment::from_millis(row.int(2)?),
            digest: row.bytes(3)?.to_vec(),
            is_unused: row.int(4)? != 0,
            as_of: Moment::from_millis(row.int(5)?),
            reason_sealed: row.opt_bytes(6)?.map(<[u8]>::to_vec),
        }))
    })?;
    Ok(found.into_iter().flatten().collect())
}

/// Where the reason of a signature is sealed.
pub(super) fn spot(row: &[u8; 16], item: Item) -> Spot<'_> {
    Spot {
        table: "contest_ready",
        column: item.text(),
        row,
    }
}

/// What a caller sees of a member.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ShownField {
    /// How they are addressed.
    Title,
    /// Their given name.
    GivenName,
    /// Their family name.
    FamilyName,
    /// Their branch.
    Branch,
    /// In which language they would like to be rung, where they said it.
    Language,
    /// The number, once it is dialled.
    Phone,
}

impl ShownField {
    /// The word in entries.
    const fn text(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::GivenName => "given_name",
            Self::FamilyName => "family_name",
            Self::Branch => "branch",
            Self::Language => "language",
            Self::Phone => "phone",
        }
    }
}

/// What callers of a contest see of a member.
pub(super) const fn shown_fields(by_first_name: bool) -> &'static [ShownField] {
    use ShownField::{Branch, FamilyName, GivenName, Language, Phone, Title};
    if by_first_name {
        &[GivenName, Branch, Language, Phone]
    } else {
        &[Title, GivenName, FamilyName, Branch, Language, Phone]
    }
}

/// The same, in the words of an entry.
pub(super) fn shown_words(by_first_name: bool) -> String {
    let fields: Vec<&str> = shown_fields(by_first_name)
        .iter()
        .map(|field| field.text())
        .collect();
    fields.join(",")
}

/// One fact of the draft assessment: the key of what it is, and what it says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DraftLine {
    /// The key of the sentence: `dpia-…`.
    pub key: &'static str,
    /// What stands in it.
    pub value: String,
}

const CAMPAIGNS: &str = "select name from campaign where contest = $1 order by name, id limit 1000";
const WORDS: &str =
    "select name, opening, notes from bank where contest = $1 order by name, id limit 1000";
const KEPT: &str = "select rule, months from retention order by rule limit 20";

/// The draft of the impact assessment, from the configuration as it is now.
pub(super) fn draft(tx: &mut Tx<'_, '_>, row: &ContestRow) -> Result<Vec<DraftLine>, Fault> {
    let meta = &tx.world.meta;
    let caps = meta.caps;
    let fields = shown_words(row.by_first_name);
    let mut lines = vec![
        line("dpia-organisation", meta.organisation.clone()),
        line("dpia-contest", row.name.clone()),
        line("dpia-kind", row.plan.kind().text().to_owned()),
        line("dpia-zone", meta.zone_name.clone()),
        line("dpia-rules", meta.pack_name.clone()),
        line("dpia-fields", fields),
        line("dpia-cards-hour", caps.hour.to_string()),
        line("dpia-cards-evening", caps.evening.to_string()),
        line("dpia-cards-contest", caps.contest.to_string()),
        line("dpia-backups", meta.backup_keep.as_days().to_string()),
    ];
    let campaigns = tx.all(CAMPAIGNS, &[Arg::Bytes(row.id.as_bytes())], |row| {
        Ok(row.text(0)?.to_owned())
    })?;
    lines.extend(
        campaigns
            .into_iter()
            .map(|name| line("dpia-campaign", name)),
    );
    lines.extend(of_dates(tx, row));
    for (language, words) in scripts::opening_lines(tx)? {
        lines.push(line("dpia-opening", format!("{language}: {words}")));
    }
    lines.extend(of_banks(tx, row)?);
    let kept = tx.all(KEPT, &[], |row| {
        Ok(format!("{} {}", row.text(0)?, row.int(1)?))
    })?;
    lines.extend(kept.into_iter().map(|rule| line("dpia-kept", rule)));
    Ok(lines)
}

/// From when to when members are rung, and until when what was written of them is kept; in the organisation's own time.
fn of_dates(tx: &Tx<'_, '_>, row: &ContestRow) -> Vec<DraftLine> {
    let dated = |(key, phase): (&'static str, Phase)| {
        let at = tx.world.zone.local(row.plan.at(phase)?);
        let (date, hour, past) = (at.date, at.minute / 60, at.minute % 60);
        let (year, month, day) = (date.year, date.month, date.day);
        let value = format!("{year:04}-{month:02}-{day:02} {hour:02}:{past:02}");
        Some(line(key, value))
    };
    let phases = [
        ("dpia-access", Phase::Access),
        ("dpia-ballot", Phase::Ballot),
        ("dpia-closed", Phase::Closed),
        ("dpia-deleted", Phase::Deleted),
    ];
    phases.into_iter().filter_map(dated).collect()
}

/// What callers of each bank say first, and whether they may write a note.
fn of_banks(tx: &mut Tx<'_, '_>, row: &ContestRow) -> Result<Vec<DraftLine>, Fault> {
    let found = tx.all(WORDS, &[Arg::Bytes(row.id.as_bytes())], |row| {
        let words = match row.text(1)? {
            "" => row.text(0)?.to_owned(),
            own => format!("{}: {own}", row.text(0)?),
        };
        let key = if row.int(2)? == 0 {
            "dpia-bank"
        } else {
            "dpia-bank-notes"
        };
        Ok(line(key, words))
    })?;
    Ok(found)
}

const fn line(key: &'static str, value: String) -> DraftLine {
    DraftLine { key, value }
}

/// What a signature under this item would be of now; nothing where there is nothing to sign.
pub(super) fn digest(
    tx: &mut Tx<'_, '_>,
    row: &ContestRow,
    item: Item,
    texts: Texts,
) -> Result<Option<[u8; 32]>, Fault> {
    Ok(match item {
        Item::Dpia => {
            let lines = draft(tx, row)?;
            let facts = lines
                .iter()
                .flat_map(|line| [line.key, "=", &line.value, "\n"]);
            let text: String = facts.collect();
            let both = [text.as_bytes(), &texts.draft].concat();
            Some(*sha256(&both).as_bytes())
        }
        Item::Notice => Some(texts.notice),
        Item::OpeningLines => Some(scripts::opening_digest(tx)?),
        Item::Restore => Some([0; 32]),
        Item::Tps => screening::is_ready(tx)?.then_some([0; 32]),
        Item::Roster => match row.duty {
            [Some(duty), Some(deputy)] if duty != deputy => {
                let both = [duty, deputy];
                let holders = holders(tx)?;
                if both.iter().any(|account| !holders.contains(account)) {
                    return Ok(None);
                }
                Some(*sha256(&both.map(|account| *account.as_bytes()).concat()).as_bytes())
            }
            _ => None,
        },
    })
}

const HOLDERS: &str = "select distinct t.account from term t join account a on a.bucket = t.bucket and a.id = t.account where t.role in ('returning-officer', 'membership-officer', 'dpo') and t.ended_at is null and t.from_at <= $1 and (t.until_at is null or t.until_at > $1) and a.ended_at is null order by t.account limit 100";

/// Whoever may be on duty: who holds an office now.
pub(super) fn holders(tx: &mut Tx<'_, '_>) -> Result<Vec<AccountId>, Fault> {
    tx.all(HOLDERS, &[Arg::Int(tx.now().millis())], |row| {
        Ok(AccountId::from_bytes(
            id16(row.bytes(0)?).unwrap_or_default(),
        ))
    })
}

const SIGNERS: &str = "select distinct t.account from term t join account a on a.bucket = t.bucket and a.id = t.account where t.role = 'dpo' and t.ended_at is null and t.from_at <= $1 and (t.until_at is null or t.until_at > $1) and a.ended_at is null order by t.account limit 100";

/// Whoever is data protection officer now: a signature holds as long as its hand does.
pub(super) fn signers(tx: &mut Tx<'_, '_>) -> Result<Vec<AccountId>, Fault> {
    tx.all(SIGNERS, &[Arg::Int(tx.now().millis())], |row| {
        Ok(AccountId::from_bytes(
            id16(row.bytes(0)?).unwrap_or_default(),
        ))
    })
}

/// Whether a signature stands: by who is data protection officer now, of what is there now, and a tried restore not too long
/// ago.
pub(super) fn stands(
    signed: &Signed,
    signers: &[AccountId],
    digest: Option<[u8; 32]>,
    now: Moment,
) -> bool {
    let is_of_this = digest.is_some_and(|digest| signed.digest == digest);
    let is_fresh = signed.item != Item::Restore
        || (signed.as_of <= now && now.since(signed.as_of) <= RESTORE_MAX);
    is_of_this && is_fresh && signers.contains(&signed.account)
}

/// Whether everything is ready and signed.
pub(super) fn is_signed(
    tx: &mut Tx<'_, '_>,
    row: &ContestRow,
    texts: Texts,
) -> Result<bool, Fault> {
    let now = tx.now();
    let all = signed(tx, row)?;
    let signers = signers(tx)?;
    for item in Item::ALL {
        let Some(signed) = all.iter().find(|signed| signed.item == item) else {
            return Ok(false);
        };
        let digest = digest(tx, row, item, texts)?;
        if !stands(signed, &signers, digest, now) {
            return Ok(false);
        }
    }
    Ok(true)
}
