//! Whether what accounts did was an agreed test: the answer to a claim, with what proves it.
//!
//! The proof is an exhibit of each account, which shows by itself that it is all of the account's entries; each act opens which
//! licence it carries, and the licence's own entries stand beside. The mark was written with the act, so nobody added it later.

use std::collections::BTreeSet;
use std::sync::Arc;

use sha2::{Digest, Sha256};
use switchboard_rules::events::EventKind;
use switchboard_rules::ids::{AccountId, LicenceId};
use switchboard_rules::licence::{
    Act, Answer, Finding, Happened, Licence, Uncovered, Where, Word, answer, judge, read_entered,
};
use switchboard_rules::moment::Moment;
use switchboard_rules::policy::{Action, Facts, Refusal, Resource};

use super::copied::{Copied, copied, signed};
use super::{Kept, one, word, word_of};
use crate::disclose::NotDisclosed;
use crate::engine::{Arg, Raw};
use crate::fault::Fault;
use crate::log::exhibit;
use crate::log::exhibit::{Handed, Of, Opens, RecordLine, Wanted, Why};
use crate::seal::hex;
use crate::session::{Auth, id16};
use crate::tx::{Tx, Verdict};
use crate::world::{Done, World};

/// The most accounts of one question; those that they made meanwhile come besides.
pub const ACCOUNTS_MAX: usize = 10;
/// The most accounts that those made meanwhile; where there are more the answer says that it isn't whole.
pub const MADE_MAX: usize = 40;
/// The most exhibits of one account: each has a thousand entries at most.
const PARTS_MAX: usize = 20;

/// What is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// Which accounts.
    pub accounts: Vec<AccountId>,
    /// From when on.
    pub from: Moment,
    /// Until when, this moment not included.
    pub until: Moment,
}

/// What came of asking.
#[derive(Debug)]
pub enum Check {
    /// The answer.
    Checked(Box<Checked>),
    /// There is no such account.
    Nobody(AccountId),
    /// The log isn't signed yet.
    NotSigned,
}

/// One act, and whether it was a test.
#[derive(Debug, Clone)]
pub struct CheckedAct {
    /// Its place in the log.
    pub index: u64,
    /// When, by the server's clock.
    pub at: Moment,
    /// Whose.
    pub account: AccountId,
    /// What, as a number.
    pub kind: u16,
    /// What for; of a refusal, what was asked for.
    pub purpose: String,
    /// How the session was opened.
    pub opened: String,
    /// How many members it showed or touched.
    pub members: usize,
    /// What else it says.
    pub detail: String,
    /// Which licence covers it, or why none does.
    pub finding: Finding,
}

impl CheckedAct {
    /// Whether personal data left the program by it in a file.
    pub const fn takes_out(&self) -> bool {
        matches!(
            EventKind::from_code(self.kind),
            Some(
                EventKind::RejectsOpened
                    | EventKind::ExhibitTaken
                    | EventKind::OwnExhibitTaken
                    | EventKind::LicenceChecked
            )
        )
    }

    /// Whether it was refused.
    pub const fn is_refused(&self) -> bool {
        matches!(EventKind::from_code(self.kind), Some(EventKind::Refusal))
    }
}

/// A licence that an act carries, with what shows that it was there before.
#[derive(Debug, Clone)]
pub struct Known {
    /// The licence.
    pub licence: Licence,
    /// On whose word it rests that it was there before the test.
    pub word: Option<Word>,
    /// That it was there: a file of the format C2SP tlog-proof, its entry under the checkpoint that was enough, with the
    /// cosignatures; none where that checkpoint isn't kept as its entry names it.
    pub proof: Option<String>,
}

/// The answer.
#[derive(Debug)]
pub struct Checked {
    /// In one word.
    pub answer: Answer,
    /// Every account that was looked at, with its name; those that the others made meanwhile come last.
    pub people: Vec<(AccountId, String)>,
    /// How many of them were asked about.
    pub asked: usize,
    /// What they did, in the order of the log.
    pub acts: Vec<CheckedAct>,
    /// How many different members it showed or touched.
    pub members: usize,
    /// The licences that it carries.
    pub licences: Vec<Known>,
    /// What testers among them did in copies with invented members.
    pub copies: Vec<Copied>,
    /// What proves it: an exhibit of each account, several where there is more than one holds.
    pub exhibits: Vec<Handed>,
    /// Whether it is all: an account with very much is asked about in shorter spans.
    pub is_whole: bool,
    /// Whether the time that was asked about is over, and all that was done in it signed.
    pub is_over: bool,
}

/// Answers whether what these accounts did was an agreed test. Each account's exhibit is an entry before anything is answered.
///
/// `kinds` says what was done in words.
pub fn check(
    world: &World,
    auth: &Auth,
    question: &Question,
    now: Moment,
    kinds: &dyn Fn(u16) -> Option<String>,
) -> Result<Verdict<Check>, Fault> {
    let mut accounts: Vec<AccountId> = Vec::new();
    for account in question.accounts.iter().take(ACCOUNTS_MAX) {
        if !accounts.contains(account) {
            accounts.push(*account);
        }
    }
    let asked = accounts.len();
    let mut is_whole = question.accounts.len() <= ACCOUNTS_MAX;
    let mut is_over = question.until <= now;
    let (mut exhibits, mut at) = (Vec::new(), 0);
    while let Some(account) = accounts.get(at).copied() {
        is_over &= !waits(world, account, question)?;
        let parts = match exhibits_of(world, auth, (account, question), now, kinds)? {
            Ok(parts) => parts,
            Err(Instead::Refused(refusal)) => return Ok(Verdict::Refused(refusal)),
            Err(Instead::Nobody) => return Ok(Verdict::Given(Check::Nobody(account))),
            Err(Instead::NotSigned) => return Ok(Verdict::Given(Check::NotSigned)),
        };
        is_whole &= parts.last().is_none_or(|last| last.next.is_none());
        let added = parts.iter().flat_map(|part| &part.lines).filter_map(made);
        let joined = joined(world, account, question)?;
        is_whole &= joined.len() < JOINED_MAX;
        for made in added.chain(joined) {
            if accounts.contains(&made) {
                continue;
            }
            if accounts.len() < MADE_MAX + ACCOUNTS_MAX {
                accounts.push(made);
            } else {
                is_whole = false;
            }
        }
        exhibits.extend(parts);
        at += 1;
    }
    let lines = || exhibits.iter().flat_map(|one: &Handed| &one.lines);
    let own = || lines().filter(|line| !line.is_beside);
    let carried: BTreeSet<LicenceId> = own().filter_map(|line| line.licence).collect();
    let indices: BTreeSet<u64> = own().filter_map(|line| line.index).collect();
    let (kept, members) = world.0.db.read("licence-check", |raw| {
        let mut kept = Vec::new();
        for id in &carried {
            kept.extend(one(raw, *id)?);
        }
        Ok((kept, members(raw, &indices)?))
    })?;
    let mut licences: Vec<Known> = Vec::new();
    for one in &kept {
        licences.extend(known(world, one, &exhibits)?);
    }
    let all: Vec<Licence> = licences.iter().map(|one| one.licence.clone()).collect();
    let mut acts: Vec<CheckedAct> = own().filter_map(|line| act(line, &all)).collect();
    acts.sort_by_key(|act| act.index);
    acts.dedup_by_key(|act| act.index);
    let copies = copied(world, &accounts, question, (now, kinds))?;
    is_whole &= copies.iter().all(Copied::is_whole);
    let people = names(world, &accounts)?;
    Ok(Verdict::Given(Check::Checked(Box::new(Checked {
        answer: answer(acts.iter().map(|act| &act.finding)),
        people,
        asked,
        acts,
        members,
        licences,
        copies,
        exhibits,
        is_whole,
        is_over,
    }))))
}

/// Whether whoever is behind this act may ask that, for the form.
pub fn may_check(tx: &mut Tx<'_, '_>) -> Result<Verdict<()>, Fault> {
    Ok(
        match tx.ask(Action::CheckLicence, &Resource::Ledger, Facts::SHUT)? {
            Ok(_) => Verdict::Given(()),
            Err(refusal) => Verdict::Refused(refusal),
        },
    )
}

/// What comes instead of an exhibit.
enum Instead {
    Refused(Refusal),
    Nobody,
    NotSigned,
}

fn exhibits_of(
    world: &World,
    auth: &Auth,
    (account, question): (AccountId, &Question),
    now: Moment,
    kinds: &dyn Fn(u16) -> Option<String>,
) -> Result<Result<Vec<Handed>, Instead>, Fault> {
    let mut parts: Vec<Handed> = Vec::new();
    let mut first = 0;
    while parts.len() < PARTS_MAX {
        let wanted = Wanted {
            of: Of::Checked(account),
            from: question.from,
            until: question.until,
            first,
            end: None,
            opens: Opens::Accounts,
            why: Some(Why::Dispute),
        };
        let asked = world
            .write("licence-check-ask", auth.clone(), now, move |tx| {
                exhibit::ask(tx, &wanted)
            })
            .wait()?;
        let plan = match asked.verdict {
            Verdict::Given(Some(plan)) => plan,
            Verdict::Given(None) => return Ok(Err(Instead::Nobody)),
            Verdict::Refused(refusal) => return Ok(Err(Instead::Refused(refusal))),
        };
        let Some(chosen) = exhibit::choose(world, plan, now)?.map(Arc::new) else {
            return Ok(Err(Instead::NotSigned));
        };
        let Done { verdict, proof } = world
            .write("licence-check", auth.clone(), now, move |tx| {
                exhibit::take(tx, &chosen)
            })
            .wait()?;
        let taken = match verdict {
            Verdict::Given(taken) => taken,
            Verdict::Refused(refusal) => return Ok(Err(Instead::Refused(refusal))),
        };
        let opened = taken.disclose(&proof).map_err(shut)?;
        let handed = opened.make(world, kinds)?;
        let next = handed.next;
        parts.push(handed);
        match next {
            Some(next) => first = next,
            None => break,
        }
    }
    Ok(Ok(parts))
}

fn shut(error: NotDisclosed) -> Fault {
    Fault::World(error.to_string())
}

/// Which account somebody made by this act.
fn made(line: &RecordLine) -> Option<AccountId> {
    let is_one = line.kind == EventKind::AccountAdded.code() && !line.is_beside;
    let detail = line.detail.as_deref().filter(|_| is_one)?;
    let id = word(detail, "account")?;
    AccountId::parse(id).ok()
}

const WAITS: &str = "select count(*) from entry where bucket = $1 and account = $2 and idx is null and at >= $3 and at < $4";

/// Whether something that the account did in that time isn't signed yet, and so in no exhibit.
fn waits(world: &World, account: AccountId, question: &Question) -> Result<bool, Fault> {
    let args = [
        Arg::Int(account.bucket()),
        Arg::Bytes(account.as_bytes()),
        Arg::Int(question.from.millis()),
        Arg::Int(question.until.millis()),
    ];
    let count = world.0.db.read("licence-waits", |raw| {
        raw.one(WAITS, &args, |row| row.int(0))
    })?;
    Ok(count.unwrap_or(0) > 0)
}

const JOINED: &str = "select account from invitation where invited_by = $1 and joined_at >= $2 and joined_at < $3 order by joined_at, id limit 41";
/// As many as that may be more.
const JOINED_MAX: usize = MADE_MAX + 1;

/// Who joined meanwhile by this account's invitation: whoever joins adds their account themselves.
fn joined(world: &World, inviter: AccountId, question: &Question) -> Result<Vec<AccountId>, Fault> {
    let args = [
        Arg::Bytes(inviter.as_bytes()),
        Arg::Int(question.from.millis()),
        Arg::Int(question.until.millis()),
    ];
    let found = world.0.db.read("licence-joined", |raw| {
        raw.all(JOINED, &args, |row| Ok(row.opt_bytes(0)?.and_then(id16)))
    })?;
    Ok(found
        .into_iter()
        .flatten()
        .map(AccountId::from_bytes)
        .collect())
}

fn act(line: &RecordLine, licences: &[Licence]) -> Option<CheckedAct> {
    let (account, index) = (line.account.as_ref()?.0, line.index?);
    let kind = EventKind::from_code(line.kind);
    let act = Act {
        account,
        at: line.at,
        index,
        kind: kind.unwrap_or(EventKind::Refusal),
        purpose: line.purpose.clone(),
        opened: line.opened.clone(),
        licence: line.licence,
    };
    Some(CheckedAct {
        index,
        at: line.at,
        account,
        kind: line.kind,
        // What this version doesn't know it can't find covered.
        finding: match kind {
            Some(_) => judge(&act, Where::Live, licences),
            None => Err(Uncovered::OutOfScope),
        },
        purpose: act.purpose,
        opened: act.opened,
        members: line.members.len(),
        detail: line.detail.clone().unwrap_or_default(),
    })
}

/// A licence as its own entries have it, which stand in the exhibit with their proofs: the table only leads to them. None where
/// they don't say that it was signed and could be used; what carries it is covered by nothing then.
fn known(world: &World, kept: &Kept, exhibits: &[Handed]) -> Result<Option<Known>, Fault> {
    let Some((licence, word, note)) = entered(kept, exhibits) else {
        return Ok(None);
    };
    Ok(Some(Known {
        proof: signed(world, licence.index, note.unwrap_or_default())?,
        licence,
        word,
    }))
}

/// The licence as it was entered, on whose word it rests, and the checkpoint that holds it, where it is the one that its entry
/// names by its hash.
fn entered<'k>(
    kept: &'k Kept,
    exhibits: &[Handed],
) -> Option<(Licence, Option<Word>, Option<&'k str>)> {
    let id = kept.licence.id;
    let says = |kind: EventKind| {
        let lines = exhibits.iter().flat_map(|one| &one.lines);
        let mut of_kind = lines.filter(move |line| line.kind == kind.code());
        of_kind.find_map(|line| {
            let detail = line.detail.as_deref()?;
            let is_its = word(detail, "licence")? == id.to_string();
            is_its.then_some((line, detail))
        })
    };
    let (signed, detail) = says(EventKind::LicenceSigned)?;
    let (agreed, said) = says(EventKind::LicenceAgreed)?;
    let (entered, terms) = read_entered(detail)?;
    let ended = says(EventKind::LicenceEnded).map(|(line, _)| line.at);
    let is_its = entered == id && word(said, "index") == Some(&signed.index?.to_string());
    let note = hex(&Sha256::digest(&kept.note));
    let licence = Licence {
        id,
        terms,
        happened: Happened {
            signed: Some(signed.at),
            agreed: Some(agreed.at),
            ended,
            reported: kept.licence.happened.reported,
        },
        index: signed.index,
    };
    let word = word(said, "word").and_then(word_of);
    let is_note = super::word(said, "note") == Some(&note);
    is_its.then_some((licence, word, is_note.then_some(kept.note.as_str())))
}

const MEMBERS: &str =
    "select s.member from entry e join entry_subject s on s.entry = e.id where e.idx = $1";

/// How many different members these entries are about, without saying which. Forgotten ones have no part any more.
fn members(raw: &mut Raw<'_>, indices: &BTreeSet<u64>) -> Result<usize, Fault> {
    let mut all = BTreeSet::new();
    for index in indices {
        let args = [Arg::Int(i64::try_from(*index).unwrap_or(i64::MAX))];
        let found = raw.all(MEMBERS, &args, |row| Ok(id16(row.bytes(0)?)))?;
        all.extend(found.into_iter().flatten());
    }
    Ok(all.len())
}

fn names(world: &World, accounts: &[AccountId]) -> Result<Vec<(AccountId, String)>, Fault> {
    let inner = Arc::clone(&world.0);
    world.0.db.read("licence-names", |raw| {
        let label = |account: &AccountId| {
            let label = crate::door::label_of(&inner, raw, *account)?;
            Ok((*account, label))
        };
        accounts.iter().map(label).collect()
    })
}
