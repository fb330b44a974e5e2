//! Letters: each is lent, with its address open, to whoever hands it to the mail server, and to nobody else.
//!
//! A run takes what is due and writes one entry, with a part for each member written to; only when that has committed are
//! the addresses opened, one at a time. What came of a letter is a code, never the server's words: those may hold the
//! address. A killed run loses nothing: what it took is due again after ten minutes, under the same message id.

use std::collections::BTreeSet;

use switchboard_rules::events::EventKind;
use switchboard_rules::ids::{AccountId, CampaignId, bucket_of};
use switchboard_rules::language::Language;
use switchboard_rules::moment::{Moment, Span};

use super::ended::{address_hash, ended, is_failing};
use super::returned::mark;
use crate::door::{invitations, read_language};
use crate::engine::{Arg, Row, Value};
use crate::entry::{self, Draft};
use crate::fault::Fault;
use crate::hush::says_only_its_name;
use crate::outbox::{self, Ended, Message};
use crate::personal::{REST, row_key, spot};
use crate::seal::Spot;
use crate::session::{Auth, id16};
use crate::tx::{Tx, Verdict};
use crate::world::{Inner, World};

/// A letter, open for as long as it is handed over.
pub struct Letter {
    /// What it is: the name in the table, which is the key of its words.
    pub kind: String,
    /// To whom it goes.
    pub address: String,
    /// What its words need, as names and values.
    pub vars: Vec<(String, String)>,
    /// Who reads it, as far as its language hangs on that.
    pub reader: Reader,
    /// When it was put into the queue.
    pub put_at: Moment,
    /// The letter's own mark in its return address: its id, and what proves that this world made it.
    pub mark: String,
}
says_only_its_name!(Letter);

/// Who reads a letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reader {
    /// A member, who has never said in which language.
    Member,
    /// Whoever holds an account, and the language that they have chosen, if they have.
    Account(Option<Language>),
    /// Somebody else: who is invited, or runs the machine.
    Other,
}

/// What came of handing a letter to the mail server. The text is a code such as `250` or `5.1.1`, or a word such as
/// `timeout`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Handed {
    /// The server has it.
    Taken(String),
    /// The server says that there is no such address.
    NoSuchAddress(String),
    /// The server doesn't want what it says, and never will.
    Refused(String),
    /// Not now.
    Later(String),
}

/// Who is said to have done what the operator did.
const CONSOLE: &str = "console";

/// How many letters one run takes.
pub const LETTERS_MAX: usize = 20;
const TAKE_MAX: i64 = 20;
/// How long a letter that was taken is left alone before it is tried again.
const AGAIN: Span = Span::minutes(10);

const DUE: &str = "select id, kind, whom, recipient, vars_sealed, put_at, tries from outbox where done_at is null and due_at <= $1 order by due_at limit $2 {skip_locked}";
const TRIED: &str =
    "update outbox set due_at = $1, tries = tries + 1 where bucket = $2 and id = $3";
const MEMBER: &str = "select m.erase_key, m.key_month, r.import, r.rest_sealed from member m join member_row r on r.bucket = m.bucket and r.member = m.id where m.bucket = $1 and m.id = $2 and not exists (select 1 from import_dark d where d.import = r.import) order by r.import desc limit 1";
const ACCOUNT: &str = "select email_sealed, language from account where bucket = $1 and id = $2";
/// The same, of somebody who keeps checkpoints at that moment (`Role::keeps_checkpoints`).
const KEEPER: &str = "select a.email_sealed, a.language from account a where a.bucket = $1 and a.id = $2 and a.ended_at is null and exists (select 1 from term t where t.bucket = $1 and t.account = $2 and t.role in ('membership-officer', 'returning-officer', 'dpo', 'approver', 'organiser', 'committee', 'auditor') and t.from_at <= $3 and (t.until_at is null or t.until_at > $3) and t.ended_at is null)";
const CAMPAIGN: &str = "select name from campaign where bucket = $1 and id = $2";
const LABEL: &str = "select label_sealed from account where bucket = $1 and id = $2";

/// Where a letter's address lies.
enum Sealed {
    /// In the member's newest row.
    Member {
        erase_key: Vec<u8>,
        month: i64,
        place: Vec<u8>,
        rest: Vec<u8>,
    },
    /// At the account, with its holder's language.
    Account(Vec<u8>, Option<Language>),
    /// At the invitation.
    Invited(Vec<u8>),
    /// With whoever runs the machine: the configuration has it.
    Operator,
    /// Nowhere: there is none.
    None,
}

impl Sealed {
    /// Who reads what goes there.
    const fn reader(&self) -> Reader {
        match self {
            Self::Member { .. } => Reader::Member,
            Self::Account(_, language) => Reader::Account(*language),
            Self::Invited(_) | Self::Operator | Self::None => Reader::Other,
        }
    }
}

pub(super) struct Taken {
    pub(super) id: [u8; 16],
    pub(super) kind: String,
    pub(super) recipient: [u8; 16],
    vars: Vec<u8>,
    put_at: Moment,
    tries: i64,
    sealed: Sealed,
}

/// Lends every letter that is due to `hand`, one after the other, and writes down what came of it. Answers how many there
/// were: as many as one run takes means that there may be more. `operator` is where alerts go that have no account;
/// after `give_up` a letter that nobody takes is given up.
pub fn letters(
    world: &World,
    now: Moment,
    give_up: Span,
    operator: &str,
    hand: &mut dyn FnMut(&Letter) -> Handed,
) -> Result<usize, Fault> {
    let taken = take(world, now)?;
    for one in &taken {
        let Some(address) = open(&world.0, one, operator) else {
            ended(world, one, None, Ended::NoAddress, "", now)?;
            continue;
        };
        let hash = address_hash(&world.0, &address);
        if is_failing(world, &one.recipient, &hash)? {
            ended(world, one, None, Ended::NoAddress, "known", now)?;
            continue;
        }
        let letter = Letter {
            kind: one.kind.clone(),
            vars: vars(world, &one.vars, &one.id)?,
            reader: one.sealed.reader(),
            put_at: one.put_at,
            mark: mark(&world.0, &one.id),
            address,
        };
        settle(world, one, (hand(&letter), hash), give_up, now)?;
    }
    Ok(taken.len())
}

fn settle(
    world: &World,
    one: &Taken,
    (handed, hash): (Handed, [u8; 16]),
    give_up: Span,
    now: Moment,
) -> Result<(), Fault> {
    let hash = Some(hash);
    match handed {
        Handed::Taken(code) => ended(world, one, hash, Ended::Sent, &code, now),
        Handed::NoSuchAddress(code) => ended(world, one, hash, Ended::Bounced, &code, now),
        Handed::Refused(code) => ended(world, one, hash, Ended::Refused, &code, now),
        Handed::Later(code) if one.put_at.plus(give_up) <= now => {
            ended(world, one, hash, Ended::GivenUp, &code, now)
        }
        Handed::Later(code) => outbox::later(world, one.id, one.tries, &code, now),
    }
}

/// Whether an entry said already that such letters would be opened: the one that counts a minute's refusals has their
/// number, and the one about codes for members' own pages those who are written to. Another entry for them would tell outsiders,
/// by the log's size, that somebody's password was right, or that somebody is a member.
fn is_told(kind: &str) -> bool {
    [
        Message::NumbersRefused,
        Message::OwnCode,
        Message::OwnShared,
    ]
    .iter()
    .any(|message| message.text() == kind)
}

/// Whether such a letter is for those who work here: it may have waited until they had left.
fn is_for_keepers(kind: &str) -> bool {
    [Message::Checkpoint, Message::WitnessContradicts]
        .iter()
        .any(|message| message.text() == kind)
}

/// Takes what is due, with an entry that says so.
fn take(world: &World, now: Moment) -> Result<Vec<Taken>, Fault> {
    let done = world
        .write("outbox-take", Auth::Job("post"), now, move |tx| {
            let mut due = tx.all(DUE, &[Arg::Int(now.millis()), Arg::Int(TAKE_MAX)], |row| {
                let whom = row.text(2)?.to_owned();
                Ok((
                    whom,
                    Taken {
                        id: id16(row.bytes(0)?).unwrap_or_default(),
                        kind: row.text(1)?.to_owned(),
                        recipient: id16(row.bytes(3)?).unwrap_or_default(),
                        vars: row.bytes(4)?.to_vec(),
                        put_at: Moment::from_millis(row.int(5)?),
                        tries: row.int(6)?,
                        sealed: Sealed::None,
                    },
                ))
            })?;
            let mut subjects = Vec::new();
            let mut told = BTreeSet::new();
            for (whom, one) in &mut due {
                one.sealed = if is_for_keepers(&one.kind) {
                    find_keeper(tx, &one.recipient)?
                } else {
                    find(tx, whom, &one.recipient)?
                };
                // Whoever gets two letters in one run has one part of its entry.
                if let Sealed::Member {
                    erase_key, month, ..
                } = &one.sealed
                    && told.insert(one.recipient)
                {
                    let part =
                        entry::subject(tx.world, one.recipient, *month, erase_key, None, "email");
                    // A member who was forgotten has no key: nothing of theirs opens, and nothing is sent.
                    match part {
                        Ok(part) => subjects.push(part),
                        Err(_) => one.sealed = Sealed::None,
                    }
                }
                tx.later(
                    TRIED,
                    vec![
                        Value::Int(now.plus(AGAIN).millis()),
                        Value::Int(bucket_of(&one.id)),
                        Value::Bytes(one.id.to_vec()),
                    ],
                );
            }
            let opened = due.iter().filter(|(_, one)| !is_told(&one.kind)).count();
            if opened > 0 {
                let draft = Draft::system(EventKind::LettersOpened, "post")
                    .fields("email")
                    .detail(format!("letters={opened}"));
                entry::write(tx, &draft, &subjects)?;
            }
            Ok(Verdict::Given(
                due.into_iter().map(|(_, one)| one).collect(),
            ))
        })
        .wait()?;
    Ok(match done.verdict {
        Verdict::Given(taken) => taken,
        Verdict::Refused(_) => Vec::new(),
    })
}

/// Where the address lies of whom a letter is for.
fn find(tx: &mut Tx<'_, '_>, whom: &str, recipient: &[u8; 16]) -> Result<Sealed, Fault> {
    let args = [Arg::Int(bucket_of(recipient)), Arg::Bytes(recipient)];
    let found = match whom {
        "member" => tx.one(MEMBER, &args, |row| {
            let import = id16(row.bytes(2)?).unwrap_or_default();
            Ok(Sealed::Member {
                erase_key: row.bytes(0)?.to_vec(),
                month: row.int(1)?,
                place: row_key(recipient, &import),
                rest: row.bytes(3)?.to_vec(),
            })
        })?,
        "account" => tx.one(ACCOUNT, &args, at_account)?.flatten(),
        "invitation" => invitations::address(tx, recipient)?.map(Sealed::Invited),
        "operator" => Some(Sealed::Operator),
        _ => None,
    };
    Ok(found.unwrap_or(Sealed::None))
}

/// Where the address lies of somebody who works here now; nowhere for whoever has left meanwhile.
fn find_keeper(tx: &mut Tx<'_, '_>, account: &[u8; 16]) -> Result<Sealed, Fault> {
    let args = [
        Arg::Int(bucket_of(account)),
        Arg::Bytes(account),
        Arg::Int(tx.now().millis()),
    ];
    let sealed = tx.one(KEEPER, &args, at_account)?;
    Ok(sealed.flatten().unwrap_or(Sealed::None))
}

/// The address and the language of an account; none where it has no address.
fn at_account(row: &Row<'_>) -> Result<Option<Sealed>, Fault> {
    let language = read_language(row, 1)?;
    let address = row.opt_bytes(0)?.map(<[u8]>::to_vec);
    Ok(address.map(|address| Sealed::Account(address, language)))
}

/// The address of a letter, if there is one and its keys still live.
fn open(world: &Inner, one: &Taken, operator: &str) -> Option<String> {
    let plain = match &one.sealed {
        Sealed::Member {
            erase_key,
            month,
            place,
            rest,
        } => {
            let key = world.keys.member(&one.recipient, *month, erase_key).ok()?;
            let rest = key.own().open(spot(REST, place), rest).ok()?;
            email_in(&rest)?.to_vec()
        }
        Sealed::Account(sealed, _) => world
            .keys
            .account
            .open(account_spot("email_sealed", &one.recipient), sealed)
            .ok()?
            .to_vec(),
        Sealed::Invited(sealed) => invitations::open_address(world, &one.recipient, sealed)?,
        Sealed::Operator => operator.as_bytes().to_vec(),
        Sealed::None => return None,
    };
    let text = String::from_utf8(plain).ok()?;
    (!text.is_empty()).then_some(text)
}

/// The second of the parts that `roll::prepare` writes, each with its length before it.
fn email_in(rest: &[u8]) -> Option<&[u8]> {
    let (version, rest) = rest.split_first()?;
    if *version != 1 {
        return None;
    }
    let (_, rest) = part(rest)?;
    part(rest).map(|(email, _)| email)
}

fn part(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let (length, rest) = bytes.split_first_chunk::<4>()?;
    rest.split_at_checked(usize::try_from(u32::from_be_bytes(*length)).ok()?)
}

fn account_spot<'a>(column: &'static str, account: &'a [u8; 16]) -> Spot<'a> {
    Spot {
        table: "account",
        column,
        row: account,
    }
}

/// What the words need; accounts become the names that colleagues know.
fn vars(world: &World, sealed: &[u8], id: &[u8; 16]) -> Result<Vec<(String, String)>, Fault> {
    let plain = world.0.keys.account.open(outbox::spot(id), sealed)?;
    let text = String::from_utf8_lossy(&plain).into_owned();
    let mut vars = Vec::new();
    for (name, value) in text
        .lines()
        .flat_map(|line| line.split(' '))
        .filter_map(|word| word.split_once('='))
    {
        let value = match name {
            "account" | "by" | "asker" => label(world, value)?,
            "campaign" => campaign_name(world, value)?,
            "guest" => invitations::guest_label(world, value)?,
            _ => value.to_owned(),
        };
        vars.push((name.to_owned(), value));
    }
    Ok(vars)
}

/// The name of a campaign, which its own people know.
fn campaign_name(world: &World, id: &str) -> Result<String, Fault> {
    let Ok(campaign) = CampaignId::parse(id) else {
        return Ok(String::new());
    };
    let found = world.0.db.read("letter-campaign", |raw| {
        let args = [Arg::Int(campaign.bucket()), Arg::Bytes(campaign.as_bytes())];
        raw.one(CAMPAIGN, &args, |row| Ok(row.text(0)?.to_owned()))
    })?;
    Ok(found.unwrap_or_default())
}

/// The name of an account; of one that nobody has the word `console`.
fn label(world: &World, id: &str) -> Result<String, Fault> {
    let Ok(account) = AccountId::parse(id) else {
        return Ok(CONSOLE.to_owned());
    };
    let sealed = world.0.db.read("letter-label", |raw| {
        raw.one(
            LABEL,
            &[Arg::Int(account.bucket()), Arg::Bytes(account.as_bytes())],
            |row| Ok(row.bytes(0)?.to_vec()),
        )
    })?;
    let Some(sealed) = sealed else {
        return Ok(CONSOLE.to_owned());
    };
    let plain = world
        .0
        .keys
        .account
        .open(account_spot("label_sealed", account.as_bytes()), &sealed)?;
    Ok(String::from_utf8_lossy(&plain).into_owned())
}
