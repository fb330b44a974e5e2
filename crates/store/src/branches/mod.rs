//! The tree of branches, and exact totals over it.
//!
//! A member's row keeps the branch's name as the file has it. The tree knows which names mean which branch, so that it can
//! be renamed, moved and joined without a member's row being written.

mod reach;
mod totals;

use std::collections::BTreeMap;

use switchboard_rules::branches::{BRANCHES_MAX, Branch, MoveError, Tree, name_key};
use switchboard_rules::events::EventKind;
use switchboard_rules::ids::{BranchId, bucket_of};
use switchboard_rules::person::BranchName;
use switchboard_rules::policy::{Action, Facts, Grant, Refusal, Resource};

use crate::door;
use crate::engine::{Arg, Raw, Value};
use crate::entry::{self, Draft};
use crate::fault::Fault;
use crate::line;
use crate::mint::random_id;
use crate::session::id16;
use crate::tx::{Tx, Verdict};

pub use reach::{Kept, kept};
pub(crate) use reach::{
    Looked, Reach, anybody, is_found, name_of, reach, roll, standing, stands, stands_to_all,
};
pub use totals::{Figures, Leave, Line, Totals, ask_totals};

/// What is done to the tree.
#[derive(Debug, Clone)]
pub enum Change {
    /// A new branch under another, or at the top.
    Add {
        /// Its name.
        name: BranchName,
        /// What it belongs to.
        parent: Option<BranchId>,
    },
    /// Another name; files may go on saying the old one.
    Rename {
        /// Which.
        branch: BranchId,
        /// The new name.
        name: BranchName,
    },
    /// Another place.
    Move {
        /// Which.
        branch: BranchId,
        /// What it belongs to from now on.
        parent: Option<BranchId>,
    },
    /// Two branches become one: its names and all under it go to the other. Roles that were held in it end.
    Join {
        /// Which is no branch of its own any more.
        branch: BranchId,
        /// Which goes on.
        into: BranchId,
    },
}

/// What became of a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Changed {
    /// It is done.
    Done(BranchId),
    /// It can't stand there.
    Place(MoveError),
    /// Another branch has the name, or is known by it.
    NameTaken,
    /// There are as many branches as there may be.
    TooMany,
}

impl Change {
    const fn text(&self) -> &'static str {
        match self {
            Self::Add { .. } => "add",
            Self::Rename { .. } => "rename",
            Self::Move { .. } => "move",
            Self::Join { .. } => "join",
        }
    }
}

const TREE: &str =
    "select id, name, parent from branch where joined_to is null order by bucket, id limit $1";

/// The tree as it is now.
pub(crate) fn tree(raw: &mut Raw<'_>) -> Result<Tree, Fault> {
    let most = i64::try_from(BRANCHES_MAX).unwrap_or(i64::MAX);
    let all = raw.all(TREE, &[Arg::Int(most)], |row| {
        Ok(Branch {
            id: BranchId::from_bytes(id16(row.bytes(0)?).unwrap_or_default()),
            name: row.text(1)?.to_owned(),
            parent: row.opt_bytes(2)?.and_then(id16).map(BranchId::from_bytes),
        })
    })?;
    Ok(Tree::new(all))
}

const NAMES: &str = "select name, branch from branch_name order by bucket, name limit 50000";

/// Which branch each name means, as names are compared.
pub(crate) fn names(raw: &mut Raw<'_>) -> Result<BTreeMap<String, BranchId>, Fault> {
    let all = raw.all(NAMES, &[], |row| {
        let branch = BranchId::from_bytes(id16(row.bytes(1)?).unwrap_or_default());
        Ok((row.text(0)?.to_owned(), branch))
    })?;
    Ok(all.into_iter().collect())
}

/// The tree, for whoever may change it. It holds nobody's data, so no entry is written.
pub fn see_tree(tx: &mut Tx<'_, '_>) -> Result<Verdict<Tree>, Fault> {
    match tx.ask(Action::EditBranches, &Resource::Organisation, Facts::SHUT)? {
        Ok(_) => tree(tx.raw()).map(Verdict::Given),
        Err(refusal) => Ok(Verdict::Refused(refusal)),
    }
}

/// Changes the tree.
pub fn change(tx: &mut Tx<'_, '_>, change: &Change) -> Result<Verdict<Changed>, Fault> {
    let grant = match tx.ask(Action::EditBranches, &Resource::Organisation, Facts::SHUT)? {
        Ok(grant) => grant,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    // Held before the line, as whoever acts holds their own before they wait there.
    let held = match change {
        Change::Join { branch, .. } => door::held_at_branch(tx, *branch)?,
        Change::Add { .. } | Change::Rename { .. } | Change::Move { .. } => Vec::new(),
    };
    line::wait(tx)?;
    let tree = tree(tx.raw())?;
    let words = words(tx, &tree, change)?;
    let done = match change {
        Change::Add { name, parent } => add(tx, &tree, name, *parent)?,
        Change::Rename { branch, name } => rename(tx, &tree, *branch, name)?,
        Change::Move { branch, parent } => relocate(tx, &tree, *branch, *parent),
        Change::Join { branch, into } => join(tx, &tree, *branch, *into)?,
    };
    if let Changed::Done(branch) = done {
        let detail = format!("act={} branch={branch}{words}", change.text());
        write_entry(tx, &grant, detail, branch)?;
        // Who kept the roll of a branch that is no more keeps none of the one that goes on: two people give that.
        door::end_with_branch(tx, &grant, &held)?;
    }
    Ok(Verdict::Given(done))
}

/// What an entry says of a change besides which branch it was: from where to where, so that whoever reads it sees who reaches
/// whom by it. Names are none of its words.
fn words(tx: &mut Tx<'_, '_>, tree: &Tree, change: &Change) -> Result<String, Fault> {
    let place = |at: Option<BranchId>| at.map_or_else(|| "top".to_owned(), |id| id.to_string());
    Ok(match change {
        Change::Add { parent, .. } => format!(" parent={}", place(*parent)),
        Change::Rename { name, .. } => match known_as(tx, name.as_str())? {
            // Members whose file says so come under it.
            None => " new_name=1".to_owned(),
            Some(_) => String::new(),
        },
        Change::Move { branch, parent } => {
            let from = tree.get(*branch).and_then(|branch| branch.parent);
            format!(" from={} to={}", place(from), place(*parent))
        }
        Change::Join { branch, .. } => format!(" joined={branch}"),
    })
}

/// Makes a branch at the top of each name that files use and no branch is known by. Answers how many.
pub fn place(tx: &mut Tx<'_, '_>, names: &[String]) -> Result<Verdict<usize>, Fault> {
    let grant = match in_line(tx)? {
        Ok(grant) => grant,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    let before = tree(tx.raw())?.in_order().len();
    let mut made = 0;
    for name in names {
        let Ok(name) = BranchName::parse(name) else {
            continue;
        };
        if before + made >= BRANCHES_MAX {
            break;
        }
        if known_as(tx, name.as_str())?.is_none() {
            insert(tx, &name, None)?;
            // The next name may be the same but for its spaces.
            tx.flush()?;
            made += 1;
        }
    }
    if made > 0 {
        let nowhere = BranchId::from_bytes([0; 16]);
        write_entry(tx, &grant, format!("act=place branches={made}"), nowhere)?;
    }
    Ok(Verdict::Given(made))
}

/// Asks policy, and makes whoever changes the tree at the same time wait: two moves that are right each by itself could
/// make a circle together.
fn in_line(tx: &mut Tx<'_, '_>) -> Result<Result<Grant, Refusal>, Fault> {
    let answer = tx.ask(Action::EditBranches, &Resource::Organisation, Facts::SHUT)?;
    if answer.is_ok() {
        line::wait(tx)?;
    }
    Ok(answer)
}

fn write_entry(
    tx: &mut Tx<'_, '_>,
    grant: &Grant,
    detail: String,
    branch: BranchId,
) -> Result<(), Fault> {
    let draft = Draft::act(EventKind::BranchChanged, grant).detail(detail);
    entry::write(tx, &draft, &[])?;
    tx.changed("branch", branch.as_bytes());
    Ok(())
}

fn add(
    tx: &mut Tx<'_, '_>,
    tree: &Tree,
    name: &BranchName,
    parent: Option<BranchId>,
) -> Result<Changed, Fault> {
    if let Err(why) = tree.may_add(parent) {
        return Ok(Changed::Place(why));
    }
    if tree.in_order().len() >= BRANCHES_MAX {
        return Ok(Changed::TooMany);
    }
    if known_as(tx, name.as_str())?.is_some() {
        return Ok(Changed::NameTaken);
    }
    insert(tx, name, parent).map(Changed::Done)
}

fn insert(
    tx: &mut Tx<'_, '_>,
    name: &BranchName,
    parent: Option<BranchId>,
) -> Result<BranchId, Fault> {
    let id = BranchId::from_bytes(random_id()?);
    tx.later(
        "insert into branch (bucket, id, name, parent) values ($1, $2, $3, $4)",
        vec![
            Value::Int(id.bucket()),
            Value::Bytes(id.as_bytes().to_vec()),
            Value::Text(name.as_str().to_owned()),
            parent.map_or(Value::Null, |p| Value::Bytes(p.as_bytes().to_vec())),
        ],
    );
    know_as(tx, name.as_str(), id);
    Ok(id)
}

fn rename(
    tx: &mut Tx<'_, '_>,
    tree: &Tree,
    branch: BranchId,
    name: &BranchName,
) -> Result<Changed, Fault> {
    if tree.get(branch).is_none() {
        return Ok(Changed::Place(MoveError::Unknown));
    }
    match known_as(tx, name.as_str())? {
        Some(other) if other != branch => return Ok(Changed::NameTaken),
        Some(_) => {}
        None => know_as(tx, name.as_str(), branch),
    }
    tx.later(
        "update branch set name = $1 where bucket = $2 and id = $3",
        vec![
            Value::Text(name.as_str().to_owned()),
            Value::Int(branch.bucket()),
            Value::Bytes(branch.as_bytes().to_vec()),
        ],
    );
    Ok(Changed::Done(branch))
}

fn relocate(
    tx: &mut Tx<'_, '_>,
    tree: &Tree,
    branch: BranchId,
    parent: Option<BranchId>,
) -> Changed {
    if let Err(why) = tree.may_move(branch, parent) {
        return Changed::Place(why);
    }
    tx.later(
        "update branch set parent = $1 where bucket = $2 and id = $3",
        vec![
            parent.map_or(Value::Null, |p| Value::Bytes(p.as_bytes().to_vec())),
            Value::Int(branch.bucket()),
            Value::Bytes(branch.as_bytes().to_vec()),
        ],
    );
    Changed::Done(branch)
}

fn join(
    tx: &mut Tx<'_, '_>,
    tree: &Tree,
    branch: BranchId,
    into: BranchId,
) -> Result<Changed, Fault> {
    if let Err(why) = tree.may_join(branch, into) {
        return Ok(Changed::Place(why));
    }
    let pair = [Arg::Bytes(into.as_bytes()), Arg::Bytes(branch.as_bytes())];
    tx.run("update branch set parent = $1 where parent = $2", &pair)?;
    tx.run(
        "update branch_name set branch = $1 where branch = $2",
        &pair,
    )?;
    tx.later(
        "update branch set joined_to = $1 where bucket = $2 and id = $3",
        vec![
            Value::Bytes(into.as_bytes().to_vec()),
            Value::Int(branch.bucket()),
            Value::Bytes(branch.as_bytes().to_vec()),
        ],
    );
    Ok(Changed::Done(into))
}

/// The branch that this name means.
pub(crate) fn known_as(tx: &mut Tx<'_, '_>, name: &str) -> Result<Option<BranchId>, Fault> {
    let key = name_key(name);
    let args = [Arg::Int(bucket_of(key.as_bytes())), Arg::Text(&key)];
    let found = tx.one(
        "select branch from branch_name where bucket = $1 and name = $2",
        &args,
        |row| Ok(id16(row.bytes(0)?)),
    )?;
    Ok(found.flatten().map(BranchId::from_bytes))
}

fn know_as(tx: &mut Tx<'_, '_>, name: &str, branch: BranchId) {
    let key = name_key(name);
    tx.later(
        "insert into branch_name (bucket, name, branch) values ($1, $2, $3)",
        vec![
            Value::Int(bucket_of(key.as_bytes())),
            Value::Text(key),
            Value::Bytes(branch.as_bytes().to_vec()),
        ],
    );
}
