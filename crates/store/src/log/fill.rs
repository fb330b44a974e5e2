//! Entries by the million, for measuring: laid in bulk, as so many calls would leave them.
//!
//! A figure about a ledger of five million entries needs such a ledger, and to make it call by call takes an hour. So the
//! calls are left out and their entries written: three for each, about one member, by one account, each with its act part
//! and its subject part sealed under the keys they belong to, their members scattered as in dealing. They go through
//! [`entry::write`], get their places like any other, and verify. Each is of the kind "console" and says that it was made
//! for measuring: nobody can take it for a call. Only a demo's world takes them.

use switchboard_rules::events::EventKind;
use switchboard_rules::ids::{AccountId, bucket_of};
use switchboard_rules::moment::Moment;

use crate::desk::shape;
use crate::engine::Arg;
use crate::entry::{self, Draft};
use crate::fault::Fault;
use crate::hush::says_only_its_name;
use crate::meta::WorldKind;
use crate::seal::fresh;
use crate::session::{Auth, id16};
use crate::tx::{Tx, Verdict};
use crate::world::{Outcome, World};

/// What a caller is shown of a member; the fields that such an entry names.
const FIELDS: &str = "title,given_name,family_name,branch,language";
/// Calls of one act: few enough to hold the writer for less than 5 ms.
const SLICE: usize = 32;
/// Acts that wait for the writer at once.
const AHEAD: usize = 8;
/// Entries of one call: the card dealt, the number asked for, the outcome.
const OF_CALL: usize = 3;
/// From one call's member to the next one's, in the order of their ids: far, and prime.
const STRIDE: usize = 48_611;
/// Accounts that stand behind the entries at most.
const ACCOUNTS_MAX: i64 = 1_000;

#[derive(Clone)]
struct Known {
    member: [u8; 16],
    erase_key: Vec<u8>,
    month: i64,
}

/// Lays entries; it remembers whose turn it is.
pub struct Filler {
    world: World,
    members: Vec<Known>,
    accounts: Vec<AccountId>,
    turn: usize,
}

impl std::fmt::Debug for Filler {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Filler")
            .field("turn", &self.turn)
            .finish_non_exhaustive()
    }
}

impl Filler {
    /// Gets ready: reads which members and accounts there are.
    ///
    /// # Errors
    /// Where the world is not a demo's, or has nobody.
    pub fn new(world: &World) -> Result<Self, Fault> {
        if world.meta().kind != WorldKind::Demo {
            return Err(Fault::World(
                "entries for measuring are laid in a demo's world alone; make one with `switchboard bench`"
                    .to_owned(),
            ));
        }
        let members = members(world)?;
        let accounts = world.0.db.read("fill-accounts", |raw| {
            raw.all(ACCOUNTS, &[Arg::Int(ACCOUNTS_MAX)], |row| {
                id16(row.bytes(0)?).ok_or_else(|| shape("account"))
            })
        })?;
        if members.is_empty() || accounts.is_empty() {
            return Err(Fault::World(
                "there is nobody yet whom entries could be about; import members and add accounts first"
                    .to_owned(),
            ));
        }
        Ok(Self {
            world: world.clone(),
            members,
            accounts: accounts.into_iter().map(AccountId::from_bytes).collect(),
            turn: 0,
        })
    }

    /// Lays at least so many entries; answers how many.
    pub fn fill(&mut self, entries: usize, now: Moment) -> Result<usize, Fault> {
        let calls = entries.div_ceil(OF_CALL);
        let (mut left, mut waiting) = (calls, std::collections::VecDeque::new());
        while left > 0 {
            let some = left.min(SLICE);
            let slice = (0..some).filter_map(|_| self.whose()).collect();
            waiting.push_back(submit(&self.world, slice, now));
            left -= some;
            if waiting.len() >= AHEAD
                && let Some(first) = waiting.pop_front()
            {
                first.wait()?;
            }
        }
        for rest in waiting {
            rest.wait()?;
        }
        Ok(calls * OF_CALL)
    }

    /// The next who are to stand in entries.
    pub fn turn(&mut self) -> Option<Turn> {
        self.whose().map(|(known, account)| Turn(known, account))
    }

    fn whose(&mut self) -> Option<(Known, AccountId)> {
        let member = self.turn.wrapping_mul(STRIDE) % self.members.len();
        let account = self.turn % self.accounts.len();
        self.turn += 1;
        Some((
            self.members.get(member)?.clone(),
            *self.accounts.get(account)?,
        ))
    }
}

fn submit(world: &World, slice: Vec<(Known, AccountId)>, now: Moment) -> Outcome<()> {
    world.write("log-fill", Auth::Job("bench"), now, move |tx| {
        for (known, account) in &slice {
            call(tx, known, *account)?;
        }
        Ok(Verdict::Given(()))
    })
}

fn call(tx: &mut Tx<'_, '_>, known: &Known, account: AccountId) -> Result<(), Fault> {
    let card: [u8; 16] = fresh()?;
    for (what, fields) in [("dealt", FIELDS), ("number", "phone"), ("outcome", "")] {
        one(tx, (known, account), card, (what, fields))?;
    }
    Ok(())
}

fn one(
    tx: &mut Tx<'_, '_>,
    (known, account): (&Known, AccountId),
    card: [u8; 16],
    (what, fields): (&str, &'static str),
) -> Result<(), Fault> {
    let world = std::sync::Arc::clone(tx.world);
    let part = entry::subject(
        &world,
        known.member,
        known.month,
        &known.erase_key,
        Some(card),
        fields,
    )?;
    let draft = Draft::own(EventKind::Console, account, "code")
        .fields(fields)
        .detail(format!(
            "made-for-measuring={what} card={}",
            crate::seal::hex(&card)
        ));
    entry::write(tx, &draft, &[part])
}

/// Who stands in entries that an act of its own writes.
#[derive(Clone)]
pub struct Turn(Known, AccountId);
says_only_its_name!(Turn);

/// One act that writes so many entries and nothing else, each as a card that is dealt leaves it.
pub fn entries(tx: &mut Tx<'_, '_>, turn: &Turn, count: usize) -> Result<Verdict<()>, Fault> {
    let card: [u8; 16] = fresh()?;
    for _ in 0..count {
        one(tx, (&turn.0, turn.1), card, ("dealt", FIELDS))?;
    }
    Ok(Verdict::Given(()))
}

const ACCOUNTS: &str = "select id from account order by bucket, id limit $1";
const MEMBERS: &str = "select bucket, id, erase_key, key_month from member where (bucket, id) > ($1, $2) order by bucket, id limit 5000";

fn members(world: &World) -> Result<Vec<Known>, Fault> {
    let (mut all, mut after) = (Vec::new(), Vec::new());
    loop {
        let bucket = if after.is_empty() {
            -1
        } else {
            bucket_of(&after)
        };
        let args = [Arg::Int(bucket), Arg::Bytes(&after)];
        let page = world.0.db.read("fill-members", |raw| {
            raw.all(MEMBERS, &args, |row| {
                Ok(Known {
                    member: id16(row.bytes(1)?).ok_or_else(|| shape("member"))?,
                    erase_key: row.bytes(2)?.to_vec(),
                    month: row.int(3)?,
                })
            })
        })?;
        let Some(last) = page.last() else {
            return Ok(all);
        };
        after = last.member.to_vec();
        all.extend(page.into_iter().filter(|known| !known.erase_key.is_empty()));
    }
}
