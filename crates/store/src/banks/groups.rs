//! How far a bank is with each group of its audience.
//!
//! What is told lies in a row of its own, so that all nodes tell the same, and what was told stays when the bank is closed
//! and its queue let go of: the row is sealed before that, and nothing that is counted of what is left of the queue gets
//! into it. It is brought up to date when so many more were done with that no single call shows in it
//! (`rules::audience::batch`), and all banks of a campaign have so many tables together that averaging them tells little
//! (`rules::audience::TABLES_MAX`).

use switchboard_rules::audience::{Audience, Choice, Group, TABLES_MAX, batch};
use switchboard_rules::counts::Safe;
use switchboard_rules::events::EventKind;
use switchboard_rules::ids::{BankId, CampaignId, ContestId};
use switchboard_rules::moment::Moment;
use switchboard_rules::policy::{Action, Reason, Refusal, Resource};

use crate::audiences::{self, NamedChoice};
use crate::desk::{self, BankRow};
use crate::engine::{Arg, Raw, Value};
use crate::entry::{self, Draft};
use crate::fault::Fault;
use crate::line;
use crate::session::{Auth, id16};
use crate::tx::{Tx, Verdict};
use crate::world::World;

/// How far a bank is with one group.
#[derive(Debug, Clone)]
pub struct GroupLine {
    /// The group, with its name.
    pub group: NamedChoice,
    /// How many of the audience are in it, where the campaign was told before.
    pub members: Option<Safe>,
    /// How many of them the bank was done with.
    pub done: Safe,
}

/// How far a bank is with all groups one level below its audience.
#[derive(Debug, Clone, Default)]
pub struct Progress {
    /// When it was counted; none where too few were done with.
    pub at: Option<Moment>,
    /// Each group.
    pub groups: Vec<GroupLine>,
    /// Whether it stays so: its campaign was told as many tables as there are.
    pub is_last: bool,
    /// Whether the bank is closed, which moves nothing any more.
    pub is_closed: bool,
}

const STATE: &str = "select b.contest, cast(coalesce((select sum(t.n) from tally t where t.bank = b.id and t.what in ('answered', 'refused')), 0) as bigint), coalesce((select g.done from bank_groups g where g.bucket = b.bucket and g.bank = b.id), 0), b.campaign from bank b where b.bucket = $1 and b.id = $2";
const TELL: &str = "insert into bank_groups (bucket, bank, done, body, at, told) values ($1, $2, $3, $4, $5, 1) on conflict (bucket, bank) do update set done = excluded.done, body = excluded.body, at = excluded.at, told = bank_groups.told + 1 where bank_groups.done = $6";

const TABLES: &str = "select cast(coalesce(sum(g.told), 0) as bigint) from bank b join bank_groups g on g.bucket = b.bucket and g.bank = b.id where b.campaign = $1";

/// Whether a campaign was told as many tables as there are, of all its banks together.
fn has_all(raw: &mut Raw<'_>, campaign: CampaignId) -> Result<bool, Fault> {
    let of = [Arg::Bytes(campaign.as_bytes())];
    let told = raw.one(TABLES, &of, |row| row.int(0))?;
    Ok(told.unwrap_or(0) >= i64::from(TABLES_MAX))
}

/// Brings what is told of a bank's groups up to date, where a whole batch was done with since; to be called outside of any act.
pub fn bring_up_to_date(world: &World, bank: BankId, now: Moment) -> Result<(), Fault> {
    refresh(world, bank, now).map(|_| ())
}

/// For good: no number of this gets so high that a batch more is done.
const SEALED: i64 = i64::MAX;
const SEAL: &str = "insert into bank_groups (bucket, bank, done, body, at, told) values ($1, $2, $3, '', $4, 0) on conflict (bucket, bank) do update set done = excluded.done";

/// Tells of a closed bank's groups for the last time; false where somebody else counts just now, and this is to be tried again. Whoever
/// counted while its queue is let go of finds the row sealed.
pub(super) fn tell_last(world: &World, bank: BankId, now: Moment) -> Result<bool, Fault> {
    if !refresh(world, bank, now)? {
        return Ok(false);
    }
    let act = move |tx: &mut Tx<'_, '_>| {
        let args = [
            Arg::Int(bank.bucket()),
            Arg::Bytes(bank.as_bytes()),
            Arg::Int(SEALED),
            Arg::Int(now.millis()),
        ];
        tx.run(SEAL, &args).map(|_| Verdict::Given(()))
    };
    world
        .write("bank-groups", Auth::Job("groups"), now, act)
        .wait()?;
    Ok(true)
}

/// False where somebody else counts just now.
fn refresh(world: &World, bank: BankId, now: Moment) -> Result<bool, Fault> {
    let key = [Arg::Int(bank.bucket()), Arg::Bytes(bank.as_bytes())];
    let found = world.0.db.read("bank-groups", |raw| {
        raw.one(STATE, &key, |row| {
            let (contest, campaign) = (id16(row.bytes(0)?), id16(row.bytes(3)?));
            Ok((contest, campaign, row.int(1)?, row.int(2)?))
        })
    })?;
    let Some((Some(contest), Some(campaign), done, before)) = found else {
        return Ok(true);
    };
    let natural = |n: i64| u64::try_from(n).unwrap_or(0);
    if natural(done.saturating_sub(before)) < batch(natural(before)) {
        return Ok(true);
    }
    let campaign = CampaignId::from_bytes(campaign);
    let has_all_told = world
        .0
        .db
        .read("bank-tables", |raw| has_all(raw, campaign))?;
    if has_all_told {
        return Ok(true);
    }
    // Whoever looks meanwhile sees what was told before.
    let Some(_looking) = world.0.shelf.looks_alone() else {
        return Ok(false);
    };
    let at = (bank, ContestId::from_bytes(contest));
    let Some(groups) = audiences::progress(world, at, now)? else {
        // Its contest is over, and what was told is what there is.
        return Ok(true);
    };
    let body = written(&groups);
    let act = move |tx: &mut Tx<'_, '_>| {
        // Two of its banks that are brought up to date at once are counted one after the other.
        line::campaign(tx, campaign)?;
        if has_all(tx.raw(), campaign)? {
            return Ok(Verdict::Given(()));
        }
        let args = vec![
            Value::Int(bank.bucket()),
            Value::Bytes(bank.as_bytes().to_vec()),
            Value::Int(done),
            Value::Text(body.clone()),
            Value::Int(now.millis()),
            Value::Int(before),
        ];
        tx.later(TELL, args);
        Ok(Verdict::Given(()))
    };
    world
        .write("bank-groups", Auth::Job("groups"), now, act)
        .wait()?;
    Ok(true)
}

/// Each group with its number, or a dash.
fn written(groups: &[Group]) -> String {
    let one = |group: &Group| {
        let number = group
            .done
            .rounded()
            .map_or_else(|| "-".to_owned(), |n| n.to_string());
        let choice = &group.choice;
        format!("{}={}:{number}", choice.field().text(), choice.value())
    };
    groups.iter().map(one).collect::<Vec<_>>().join(" ")
}

/// Reads what [`written`] wrote; what can't be read is left out.
fn read(body: &str) -> Vec<(Choice, Safe)> {
    let one = |text: &str| {
        let (choice, number) = text.rsplit_once(':')?;
        let audience = Audience::parse(choice).ok()?;
        let choice = audience.choices().first()?.clone();
        Some((choice, Safe::again(number.parse().ok())))
    };
    body.split(' ').filter_map(one).collect()
}

const TOLD: &str = "select body, at from bank_groups where bucket = $1 and bank = $2";

/// How far a bank is with each group of its audience, for whoever watches it.
pub fn groups(tx: &mut Tx<'_, '_>, id: BankId) -> Result<Verdict<Progress>, Fault> {
    let Some(bank) = desk::bank(tx, id)? else {
        return Ok(Verdict::Refused(Refusal::new(Reason::NotYourBank)));
    };
    let grant = match tx.ask(Action::WatchBank, &bank.resource(), bank.facts)? {
        Ok(grant) => grant,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    let key = [Arg::Int(id.bucket()), Arg::Bytes(id.as_bytes())];
    let told = tx.one(TOLD, &key, |row| Ok((row.text(0)?.to_owned(), row.int(1)?)))?;
    let is_last = has_all(tx.raw(), bank.campaign)?;
    // A row that is sealed before anything was told says nothing.
    let Some((body, at)) = told.filter(|(body, _)| !body.is_empty()) else {
        return Ok(Verdict::Given(Progress {
            is_last,
            is_closed: bank.is_closed,
            ..Progress::default()
        }));
    };
    let told = read(&body);
    let members = members(tx, &bank, &told)?;
    let mut groups = Vec::with_capacity(told.len());
    for ((choice, done), members) in told.into_iter().zip(members) {
        let alone = Audience::EVERYBODY.with(choice);
        let named = audiences::named(tx, &alone)?;
        groups.extend(named.into_iter().map(|group| GroupLine {
            group,
            members,
            done,
        }));
    }
    let draft = Draft::act(EventKind::CountsShown, &grant).detail("groups=1");
    entry::write(tx, &draft, &[])?;
    Ok(Verdict::Given(Progress {
        at: Some(Moment::from_millis(at)),
        groups,
        is_last,
        is_closed: bank.is_closed,
    }))
}

/// How many of the audience each group has, for whoever may count.
fn members(
    tx: &mut Tx<'_, '_>,
    bank: &BankRow,
    told: &[(Choice, Safe)],
) -> Result<Vec<Option<Safe>>, Fault> {
    let (campaign, contest) = (bank.campaign, bank.contest);
    let whole = Resource::Campaign { campaign, contest };
    let whom = audiences::whom(tx.raw(), bank.words.id)?;
    // A sample is spread over the groups as its audience is, which tells nobody how many of it are in one.
    let is_sample = whom.as_ref().is_some_and(|whom| whom.sample.is_some());
    let may_count = bank.facts.phase_open && tx.reaches(&whole, &[Action::CountAudience])?;
    if is_sample || !may_count {
        return Ok(vec![None; told.len()]);
    }
    let audience = whom.map_or(Audience::EVERYBODY, |whom| whom.audience);
    let narrowed = told.iter().map(|(choice, _)| audience.with(choice.clone()));
    let narrowed: Vec<Audience> = narrowed.collect();
    audiences::told_before(tx, (campaign, contest), &narrowed)
}

#[cfg(test)]
mod tests {
    use switchboard_rules::counts::safe;

    use super::*;

    #[test]
    fn what_was_told_is_read_as_it_was_written() {
        let group = |text: &str, done| Group {
            choice: Audience::parse(text).unwrap().choices()[0].clone(),
            done,
        };
        let groups = [
            group("age=65+", safe(40)),
            group("kind=Full%2C%20unwaged", safe(3)),
            group("joined=2-5-years", safe(1_205)),
        ];
        let body = written(&groups);
        assert_eq!(
            body,
            "age=65+:40 kind=Full%2C%20unwaged:- joined=2-5-years:1205"
        );
        let again = read(&body)
            .into_iter()
            .map(|(choice, done)| Group { choice, done });
        assert_eq!(again.collect::<Vec<_>>(), groups);
        assert_eq!(read(""), []);
    }
}
