//! Doing once more what was decided since the backup, from never-again.log.
//!
//! A line whose id the restored database knows happened before the backup and is left alone: whatever came after it there
//! stands. Each of the others is done, and its row written, so that doing it all again changes nothing.

use std::collections::{HashMap, HashSet};

use switchboard_rules::card::Size;
use switchboard_rules::events::EventKind;
use switchboard_rules::ids::{AccountId, CampaignId, MemberId, TermId, bucket_of};
use switchboard_rules::moment::Moment;

use crate::desk::{KEEP_OBJECTION, never_member};
use crate::door;
use crate::duplicates::alias;
use crate::engine::{Arg, Value};
use crate::entry::Draft;
use crate::fault::Fault;
use crate::forget;
use crate::leaving;
use crate::machine::month;
use crate::never_again::{self, Fact, Line, Mark, Read, never_account, never_campaign, never_term};
use crate::roll::forgotten;
use crate::session::{Auth, id16};
use crate::tx::{Tx, Verdict};
use crate::walls;
use crate::world::World;

/// What was done once more, counted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Replayed {
    /// Objections, of members and of numbers.
    pub objections: u64,
    /// Marks set or taken away.
    pub marks: u64,
    /// Accounts whose access had ended, and single roles that had.
    pub leavers: u64,
    /// Members who had been erased.
    pub erased: u64,
    /// Campaigns whose words had been destroyed.
    pub shredded: u64,
    /// Changes of how long backups are kept.
    pub keeps: u64,
    /// Facts about somebody whom the backup doesn't know.
    pub unknown: u64,
    /// Lines that can't be read.
    pub damaged: u64,
}

impl Replayed {
    /// As words of an entry.
    pub(crate) fn words(&self) -> String {
        format!(
            "objections={} marks={} leavers={} erased={} shredded={} keeps={} unknown={} damaged={}",
            self.objections,
            self.marks,
            self.leavers,
            self.erased,
            self.shredded,
            self.keeps,
            self.unknown,
            self.damaged
        )
    }

    fn add(&mut self, other: Self) {
        self.objections += other.objections;
        self.marks += other.marks;
        self.leavers += other.leavers;
        self.erased += other.erased;
        self.shredded += other.shredded;
        self.keeps += other.keeps;
        self.unknown += other.unknown;
        self.damaged += other.damaged;
    }
}

/// Facts that one act does again.
const SLICE: usize = 256;

/// Who stands behind a hash.
#[derive(Default)]
struct People {
    members: HashMap<[u8; 16], MemberId>,
    accounts: HashMap<[u8; 16], AccountId>,
    terms: HashMap<[u8; 16], TermId>,
    campaigns: HashMap<[u8; 16], CampaignId>,
}

/// Does every fact again that the database doesn't know.
pub(super) fn replay(world: &World, now: Moment) -> Result<Replayed, Fault> {
    let mut all = Replayed::default();
    let mut missing: Vec<Line> = Vec::new();
    let mut lines = Vec::new();
    world.0.never_again.each(&world.0.keys.never, |_, read| {
        match read {
            Read::Whole(line) => lines.push(line),
            Read::Damaged => all.damaged += 1,
        }
        Ok(())
    })?;
    if lines.is_empty() {
        return Ok(all);
    }
    let mut known = HashSet::new();
    each_id(world, KNOWN, |id| {
        known.insert(id);
    })?;
    missing.extend(lines.into_iter().filter(|line| !known.contains(&line.id)));
    // Two processes may have written a line each; the order of ids is the order in which things happened.
    missing.sort_by_key(|line| line.id);
    missing.dedup_by_key(|line| line.id);
    if missing.is_empty() {
        return Ok(all);
    }
    let people = std::sync::Arc::new(people(world, &missing)?);
    forget_rejects(world, &missing, &people, now)?;
    for slice in missing.chunks(SLICE) {
        let (slice, people) = (slice.to_vec(), std::sync::Arc::clone(&people));
        let done = world
            .write("restore-replay", Auth::Job("restore"), now, move |tx| {
                let mut done = Replayed::default();
                for line in &slice {
                    again(tx, line, &people, &mut done)?;
                    tx.later(never_again::PUT_AGAIN, never_again::row(line));
                }
                Ok(Verdict::Given(done))
            })
            .wait()?;
        if let Verdict::Given(done) = done.verdict {
            all.add(done);
        }
    }
    Ok(all)
}

/// How many people one look through the rows that were given back is for.
const AT_ONCE: usize = 100;

/// Takes away the rows of files that were given back and name whoever is erased, as long as it can be read whom they name.
fn forget_rejects(
    world: &World,
    lines: &[Line],
    people: &People,
    now: Moment,
) -> Result<(), Fault> {
    let erased: Vec<MemberId> = lines
        .iter()
        .filter_map(|line| match Fact::parse(&line.fact) {
            Some(Fact::Erased { member }) => people.members.get(&member).copied(),
            _ => None,
        })
        .collect();
    for chosen in erased.chunks(AT_ONCE) {
        let everybody = world.0.db.read("restore-people", |raw| {
            let mut everybody = Vec::new();
            for member in chosen {
                everybody.extend(alias::of_one_person(raw, *member)?);
            }
            Ok(everybody)
        })?;
        forget::forget_rejects(world, &everybody, now)?;
    }
    Ok(())
}

/// Finds the members and accounts that the facts are about: their ids are hashed and compared.
fn people(world: &World, lines: &[Line]) -> Result<People, Fault> {
    let mut people = People::default();
    let facts: Vec<Fact> = lines.iter().filter_map(|l| Fact::parse(&l.fact)).collect();
    let about_members = facts
        .iter()
        .any(|fact| matches!(fact, Fact::Mark { .. } | Fact::Erased { .. }));
    if about_members {
        each_id(world, MEMBERS, |id| {
            let member = MemberId::from_bytes(id);
            people
                .members
                .insert(never_member(&world.0, member), member);
        })?;
        let wanted: HashSet<[u8; 16]> = facts
            .iter()
            .filter_map(|fact| match fact {
                Fact::Mark { member, .. } | Fact::Erased { member } => Some(*member),
                _ => None,
            })
            .collect();
        people.members.retain(|hash, _| wanted.contains(hash));
    }
    if facts.iter().any(|fact| matches!(fact, Fact::Left { .. })) {
        each_id(world, ACCOUNTS, |id| {
            let account = AccountId::from_bytes(id);
            people
                .accounts
                .insert(never_account(&world.0, account), account);
        })?;
    }
    if facts.iter().any(|fact| matches!(fact, Fact::Over { .. })) {
        each_id(world, TERMS, |id| {
            let term = TermId::from_bytes(id);
            people.terms.insert(never_term(&world.0, term), term);
        })?;
    }
    if facts
        .iter()
        .any(|fact| matches!(fact, Fact::Withdrawn { .. }))
    {
        each_id(world, CAMPAIGNS, |id| {
            let campaign = CampaignId::from_bytes(id);
            people
                .campaigns
                .insert(never_campaign(&world.0, campaign), campaign);
        })?;
    }
    Ok(people)
}

const KNOWN: &str = "select bucket, id from never_again where bucket >= $1 and (bucket > $1 or id > $2) order by bucket, id limit 5000";
const MEMBERS: &str = "select bucket, id from member where bucket >= $1 and (bucket > $1 or id > $2) order by bucket, id limit 5000";
const TERMS: &str = "select bucket, id from term where bucket >= $1 and (bucket > $1 or id > $2) order by bucket, id limit 5000";
const CAMPAIGNS: &str = "select bucket, id from campaign where bucket >= $1 and (bucket > $1 or id > $2) order by bucket, id limit 5000";
const ACCOUNTS: &str = "select bucket, id from account where bucket >= $1 and (bucket > $1 or id > $2) order by bucket, id limit 5000";

fn each_id(world: &World, page: &'static str, mut each: impl FnMut([u8; 16])) -> Result<(), Fault> {
    let mut after = (0, Vec::new());
    loop {
        let args = [Arg::Int(after.0), Arg::Bytes(&after.1)];
        let rows = world.0.db.read("restore-people", |raw| {
            raw.all(page, &args, |row| {
                Ok((row.int(0)?, id16(row.bytes(1)?).unwrap_or_default()))
            })
        })?;
        let Some((bucket, id)) = rows.last() else {
            return Ok(());
        };
        after = (*bucket, id.to_vec());
        for (_, id) in &rows {
            each(*id);
        }
    }
}

fn again(
    tx: &mut Tx<'_, '_>,
    line: &Line,
    people: &People,
    done: &mut Replayed,
) -> Result<(), Fault> {
    match Fact::parse(&line.fact) {
        Some(Fact::Objection {
            hash,
            campaign,
            size,
        }) => {
            object(tx, hash, campaign, size, line.at);
            done.objections += 1;
        }
        Some(Fact::Mark { member, mark, on }) => match people.members.get(&member) {
            Some(member) => {
                set_mark(tx, *member, mark, on);
                done.marks += 1;
            }
            None => done.unknown += 1,
        },
        Some(Fact::Left { account }) => match people.accounts.get(&account) {
            Some(account) => {
                door::end_again(tx, *account)?;
                done.leavers += 1;
            }
            None => done.unknown += 1,
        },
        Some(Fact::Over { term }) => match people.terms.get(&term) {
            Some(term) => {
                door::end_term_again(tx, *term)?;
                done.leavers += 1;
            }
            None => done.unknown += 1,
        },
        Some(Fact::Withdrawn { campaign }) => match people.campaigns.get(&campaign) {
            Some(campaign) => {
                leaving::withdraw_again(tx, *campaign)?;
                done.leavers += 1;
            }
            None => done.unknown += 1,
        },
        Some(Fact::Erased { member }) => match people.members.get(&member) {
            Some(member) => {
                erase(tx, *member, Moment::from_millis(line.at))?;
                done.erased += 1;
            }
            None => done.unknown += 1,
        },
        // Told with the erasure, which is counted.
        Some(Fact::Gone { hash, by }) => forgotten::keep_away(tx, by, hash, line.at),
        Some(Fact::Shredded { campaign }) => {
            let at = Moment::from_millis(line.at);
            if walls::shred_again(tx, campaign, at)? {
                done.shredded += 1;
            } else {
                done.unknown += 1;
            }
        }
        Some(Fact::Keep { keep }) => {
            month::keep_again(tx, keep)?;
            done.keeps += 1;
        }
        None => done.damaged += 1,
    }
    Ok(())
}

fn object(tx: &mut Tx<'_, '_>, hash: [u8; 16], campaign: [u8; 16], size: Size, at: i64) {
    tx.later(
        KEEP_OBJECTION,
        vec![
            Value::Int(bucket_of(&hash)),
            Value::Bytes(hash.to_vec()),
            Value::Bytes(campaign.to_vec()),
            Value::Text(size.code().to_owned()),
            Value::Int(at),
        ],
    );
    tx.changed("objection", &hash);
}

const PROTECTED: &str = "insert into member_mark (bucket, member, rest_until, restricted, protected, deceased) values ($1, $2, 0, 0, $3, 0) on conflict (bucket, member) do update set protected = excluded.protected";
const RESTRICTED: &str = "insert into member_mark (bucket, member, rest_until, restricted, protected, deceased) values ($1, $2, 0, $3, 0, 0) on conflict (bucket, member) do update set restricted = excluded.restricted";
const DECEASED: &str = "insert into member_mark (bucket, member, rest_until, restricted, protected, deceased) values ($1, $2, 0, 0, 0, $3) on conflict (bucket, member) do update set deceased = excluded.deceased";

fn set_mark(tx: &mut Tx<'_, '_>, member: MemberId, mark: Mark, on: bool) {
    let sql = match mark {
        Mark::Protected => PROTECTED,
        Mark::Restricted => RESTRICTED,
        Mark::Deceased => DECEASED,
    };
    tx.later(
        sql,
        vec![
            Value::Int(member.bucket()),
            Value::Bytes(member.as_bytes().to_vec()),
            Value::Int(i64::from(on)),
        ],
    );
}

/// Forgets a member once more, also where a change of keys was under way in the backup.
fn erase(tx: &mut Tx<'_, '_>, member: MemberId, at: Moment) -> Result<(), Fault> {
    let source = forget::Source {
        request: [0; 16],
        draft: Draft::system(EventKind::MemberForgotten, "restore"),
        again: Some(at),
    };
    forget::forget_undisturbed(tx, member, &source)?;
    Ok(())
}
