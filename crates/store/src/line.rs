//! Who waits for whom: the locks that an act takes before it reads what must not change under it, in one order.
//!
//! PostgreSQL lets several acts on at once. Each takes what it needs of these from the top to the bottom, and of members the
//! smallest id first, so no two wait for each other. What an act read before it waited is read again behind the lock.
//!
//! | lock | who takes it |
//! |---|---|
//! | terms of the account, shared | whoever acts (`session`) |
//! | a key of the directory, shared | whoever comes with it; one that ends an account takes more below, and whoever ends the very key meanwhile may have to run again |
//! | a request, then its case | whoever decides it; whoever reads what a campaign wrote by it; whoever ends the account that asked for it, the smallest id first |
//! | an account ([`account`]) | whoever opens or ends its ways in: codes, recovery, shutting, ending; whoever gives it a role or ends one; whoever ends the membership of whose own record it is, or writes down that they have died; whoever tries a file, one after the other; whoever gives members codes by word of mouth, of which a day has a most |
//! | a campaign ([`campaign`]) | whoever lays a phone bank of it; whoever invites to it; whoever asks a question that its book doesn't hold, or chooses of which question it counts the answers; whoever writes down how far one of its banks is with each group; whoever carries out its withdrawal, behind the request |
//! | terms of others in the same office | whoever ends an office, so that it is never held by nobody |
//! | the line, shared ([`tree_stays`]) | whoever acts upon members as the officer of a branch; whoever lets a state of own calls stand ([`merges_stay`]) |
//! | the line ([`wait`]) | whoever asks for what takes two people, so that the same is asked for once; an import or a change of keys that begins, a merge and its undo, forgetting, the tree of branches |
//! | a merge of many; the undo of a caller's reports | its next slice, which takes its members below |
//! | the switch of an import, shared ([`behind_the_switch`]) | whoever writes a version by hand, or agrees that somebody be forgotten |
//! | members ([`member`], [`members`], [`person`]) | whoever writes about one; the switch of an import, of those who were corrected since |
//! | the cut, shared ([`before_the_cut`]) | whoever writes a version by hand, before it gets its id |
//! | the cut ([`cut`]) | whoever says as of which act a contest's members are fixed; nothing else is waited for behind it |
//! | queue, cards, objections, all the rest | what is queued, when it is sent; where no card is open, whoever takes a member off every desk holds their places first |
//! | the number of what acts share | whoever wrote to a bank, a contest or the like, with the commit (`engine`) |
//!
//! Acts at a desk that share a transaction take theirs one act after the other; where two such groups wait for each other, one of them
//! is undone and its acts run each alone.
//!
//! Two keep to another order, or to none, because the order would cost more than a closure that runs again now and then:
//!
//! | who | what, and why |
//! |---|---|
//! | a slice of an import, or of its undo | its rows and lookups first, and last the import's own row, which says that it goes on: slices are written side by side, and one that held that row from its beginning would make the others wait, and every correction by hand. A correction that writes the very lookup of a slice comes the other way round |
//! | stops of rows that were not taken | no member: nobody is merged, nor is that undone, nor is anybody forgotten while an import runs, so whose a stop is does not change; objections in the order of the file |
//!
//! SQLite has one writer, and none of this costs more than a look. Where an engine finds two waiting for each other in spite
//! of it, it ends one of them, whose closure runs again.

use switchboard_rules::ids::{AccountId, CampaignId, MemberId};

use crate::desk::shape;
use crate::duplicates::alias;
use crate::engine::Arg;
use crate::fault::Fault;
use crate::tx::Tx;

const LINE: &str = "select key from meta where key = 'origin' {for_update}";
const TREE: &str = "select key from meta where key = 'origin' {for_share}";
const BEFORE_CUT: &str = "select key from meta where key = 'kind' {for_share}";
const CUT: &str = "select key from meta where key = 'kind' {for_update}";
const ACCOUNT: &str = "select ended_at from account where bucket = $1 and id = $2 {for_update}";
const CAMPAIGN: &str = "select id from campaign where bucket = $1 and id = $2 {for_update}";
const DARK: &str = "select import from import_dark limit 1";
const SWITCH: &str = "select import from import_dark order by import limit 1 {for_share}";
/// A member's wrapped key with its month, for whoever only reads it: nobody waits.
pub(crate) const KEY: &str =
    "select erase_key, key_month from member where bucket = $1 and id = $2";
const MEMBER: &str =
    "select erase_key, key_month from member where bucket = $1 and id = $2 {for_update}";

/// Makes whoever else opens or ends ways in to this account, gives it a role or ends one wait; answers whether there is such an
/// account. A code that is made while access ends is ended with it, or isn't made.
pub(crate) fn account(tx: &mut Tx<'_, '_>, account: AccountId) -> Result<bool, Fault> {
    // The terms of whoever acts come first.
    tx.account()?;
    let args = [Arg::Int(account.bucket()), Arg::Bytes(account.as_bytes())];
    let found = tx.one(ACCOUNT, &args, |row| Ok(row.opt_int(0)?.is_none()))?;
    Ok(found == Some(true))
}

/// Makes whoever lays a bank of this campaign, or takes it out of its contest, wait: no bank is laid that a withdrawal doesn't close.
pub(crate) fn campaign(tx: &mut Tx<'_, '_>, campaign: CampaignId) -> Result<(), Fault> {
    let args = [Arg::Int(campaign.bucket()), Arg::Bytes(campaign.as_bytes())];
    tx.one(CAMPAIGN, &args, |row| Ok(row.bytes(0)?.len()))?;
    Ok(())
}

/// Waits in the line: no import begins, nobody is merged or forgotten, and no key is changed until this act has ended.
pub(crate) fn wait(tx: &mut Tx<'_, '_>) -> Result<(), Fault> {
    tx.one(LINE, &[], |row| Ok(row.text(0)?.len()))?;
    Ok(())
}

/// Whether an act that a job does in slices is under way, as this look finds it. Two who begin one at once wait for each other first.
pub(crate) fn is_under_way(tx: &mut Tx<'_, '_>, running: &'static str) -> Result<bool, Fault> {
    wait(tx)?;
    let found = tx.one(running, &[], |row| Ok(row.bytes(0)?.len()))?;
    Ok(found.is_some())
}

/// Waits until nobody changes the tree of branches, and makes whoever would wait for this act. Several look at once.
pub(crate) fn tree_stays(tx: &mut Tx<'_, '_>) -> Result<(), Fault> {
    tx.one(TREE, &[], |row| Ok(row.text(0)?.len()))?;
    Ok(())
}

/// Waits until nobody merges members or undoes that, and makes whoever would wait for this act: what is read next of merges is so until the
/// commit. Several look at once.
pub(crate) fn merges_stay(tx: &mut Tx<'_, '_>) -> Result<(), Fault> {
    tree_stays(tx)
}

/// Before an act by hand gets its id: whoever says as of which act a contest's members are fixed waits until it is committed,
/// or it comes after that one. Several of them look at once.
pub(crate) fn before_the_cut(tx: &mut Tx<'_, '_>) -> Result<(), Fault> {
    tx.one(BEFORE_CUT, &[], |row| Ok(row.text(0)?.len()))?;
    Ok(())
}

/// Waits until every act by hand that has an id is committed; the next one's comes after whatever is read then.
pub(crate) fn cut(tx: &mut Tx<'_, '_>) -> Result<(), Fault> {
    tx.one(CUT, &[], |row| Ok(row.text(0)?.len()))?;
    Ok(())
}

/// Waits in the line, and answers whether an import is under way, which may be writing about anybody.
pub(crate) fn is_importing(tx: &mut Tx<'_, '_>) -> Result<bool, Fault> {
    wait(tx)?;
    Ok(tx.one(DARK, &[], |row| Ok(row.bytes(0)?.len()))?.is_some())
}

/// Waits for the switch of an import that is just being made, so that what is read next is what it left.
pub(crate) fn behind_the_switch(tx: &mut Tx<'_, '_>) -> Result<(), Fault> {
    tx.one(SWITCH, &[], |row| Ok(row.bytes(0)?.len()))?;
    Ok(())
}

/// Makes whoever writes about this member wait, and answers the member's wrapped key with its month; none where nobody has
/// that id.
pub(crate) fn known(
    tx: &mut Tx<'_, '_>,
    member: MemberId,
) -> Result<Option<(Vec<u8>, i64)>, Fault> {
    let args = [Arg::Int(member.bucket()), Arg::Bytes(member.as_bytes())];
    tx.one(MEMBER, &args, |row| {
        Ok((row.bytes(0)?.to_vec(), row.int(1)?))
    })
}

/// The same of somebody who is there: ids never vanish.
pub(crate) fn member(tx: &mut Tx<'_, '_>, member: MemberId) -> Result<(Vec<u8>, i64), Fault> {
    known(tx, member)?.ok_or_else(|| shape("member"))
}

/// The same of several.
pub(crate) fn members(tx: &mut Tx<'_, '_>, members: &[MemberId]) -> Result<(), Fault> {
    let mut members = members.to_vec();
    members.sort_unstable();
    members.dedup();
    for one in members {
        known(tx, one)?;
    }
    Ok(())
}

/// The same of a member and of whom they go on under, whom it answers: no merge and no undo of one comes between what is
/// read next and the commit.
pub(crate) fn person(tx: &mut Tx<'_, '_>, member: MemberId) -> Result<MemberId, Fault> {
    let keeper = alias::keeper(tx, member)?;
    members(tx, &[member, keeper])?;
    still(tx, member, keeper)
}

/// Whether this member still goes on under that one, now that nobody can change it; otherwise the closure runs again.
pub(crate) fn still(
    tx: &mut Tx<'_, '_>,
    member: MemberId,
    keeper: MemberId,
) -> Result<MemberId, Fault> {
    if alias::keeper(tx, member)? == keeper {
        Ok(keeper)
    } else {
        Err(Fault::Conflict)
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::{Path, PathBuf};

    fn sources(dir: &Path, found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(dir).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                sources(&path, found);
            } else if path.extension().is_some_and(|end| end == "rs") {
                found.push(path);
            }
        }
    }

    #[test]
    fn members_and_the_line_are_locked_in_one_place_only() {
        let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        let mut files = Vec::new();
        sources(&src, &mut files);
        let mut locks = 0;
        for file in files {
            let text = fs::read_to_string(&file).unwrap();
            for line in text.lines().filter(|line| line.contains("{for_")) {
                let is_one = [
                    "from meta ",
                    "from member ",
                    "from import_dark ",
                    "from account ",
                ]
                .iter()
                .any(|table| line.contains(table));
                if !is_one {
                    continue;
                }
                locks += 1;
                assert!(
                    file.ends_with("src/line.rs"),
                    "{}: lock it by `line`, where the order of locks stands:\n{line}",
                    file.display()
                );
            }
        }
        assert_eq!(locks, 7, "the seven statements of this file");
    }
}
