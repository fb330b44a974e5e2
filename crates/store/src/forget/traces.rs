//! Where something about a member lies, table by table; a test holds the list against the schema.

use switchboard_rules::ids::{BankId, MemberId, bucket_of};
use switchboard_rules::moment::{Moment, Span};

use crate::desk::{CALLS_FINE, never_member, shape};
use crate::engine::{Arg, Value};
use crate::fault::Fault;
use crate::log;
use crate::session::{Auth, id16};
use crate::tx::{Tx, Verdict};
use crate::world::World;

/// Tables whose rows about a member are deleted, by the member's own bucket.
const OWN: [&str; 11] = [
    "delete from address_fault where bucket = $1 and recipient = $2",
    "delete from member_row where bucket = $1 and member = $2",
    "delete from member_end where bucket = $1 and member = $2",
    "delete from member_mark where bucket = $1 and member = $2",
    "delete from queue where bucket = $1 and member = $2",
    "delete from rung where bucket = $1 and member = $2",
    "delete from member_note where bucket = $1 and member = $2",
    "delete from member_alias where bucket = $1 and member = $2",
    "delete from duplicate where bucket = $1 and one = $2",
    "delete from snapshot_member where bucket = $1 and member = $2",
    "delete from spoken where bucket = $1 and member = $2",
];
/// The same where the rows lie under other keys.
const ELSEWHERE: [&str; 12] = [
    "delete from import_note where member = $1",
    "delete from member_look where member = $1",
    "delete from report where member = $1",
    "delete from member_alias where keeper = $1",
    "delete from duplicate where other = $1",
    "delete from member_merge where keeper = $1",
    "delete from member_merge where loser = $1",
    "delete from outbox where recipient = $1 and whom = 'member'",
    "delete from own_code where member = $1",
    "delete from own_session where member = $1",
    "delete from own_given where member = $1",
    "delete from right_asked where member = $1",
];

const QUEUED: &str = "select bank from queue where bucket = $1 and member = $2 order by bank limit 1000 {for_update}";

/// Takes a member out of every queue at once; answers of which banks. Whoever is just dealing them a card comes first, and
/// is seen by what is read after it.
pub(super) fn out_of_queues(tx: &mut Tx<'_, '_>, member: MemberId) -> Result<Vec<BankId>, Fault> {
    let args = [Arg::Int(member.bucket()), Arg::Bytes(member.as_bytes())];
    let banks = tx.all(QUEUED, &args, |row| {
        let bank = id16(row.bytes(0)?).ok_or_else(|| shape("queue"))?;
        Ok(BankId::from_bytes(bank))
    })?;
    tx.run("delete from queue where bucket = $1 and member = $2", &args)?;
    Ok(banks)
}

/// Queues the deletion of everything else that stands under a member's id.
pub(super) fn destroy(tx: &mut Tx<'_, '_>, member: MemberId) {
    let id = Value::Bytes(member.as_bytes().to_vec());
    for sql in OWN {
        tx.later(sql, vec![Value::Int(member.bucket()), id.clone()]);
    }
    for sql in ELSEWHERE {
        tx.later(sql, vec![id.clone()]);
    }
    let never = never_member(tx.world, member);
    let said = vec![Value::Int(bucket_of(&never)), Value::Bytes(never.to_vec())];
    tx.later(CALLS_FINE, said);
    crate::members::unlink(tx, member);
    crate::desk::known_by_nobody(tx, member);
}

/// How long after forgetting a member their tables are looked through once more.
const AFTER: Span = Span::days(1);
const ROUND: i64 = 32;

/// Deletes what an act that was under way while a member was forgotten wrote about them a moment later: nobody can open
/// it, and it goes too. To be called each hour; answers how many members were looked at.
pub fn sweep(world: &World, now: Moment) -> Result<usize, Fault> {
    let since = now.minus(AFTER).millis();
    let (mut at, mut last, mut looked) = (i64::MIN, Vec::new(), 0);
    loop {
        let (from, after) = (at, last.clone());
        let done = world
            .write("forget-sweep", Auth::Job("forget"), now, move |tx| {
                let args = [
                    Arg::Int(since),
                    Arg::Int(from),
                    Arg::Bytes(&after),
                    Arg::Int(ROUND),
                ];
                let members = tx.all(LATELY_AT, &args, |row| {
                    let id = id16(row.bytes(0)?).ok_or_else(|| shape("forgotten"))?;
                    Ok((MemberId::from_bytes(id), row.int(1)?))
                })?;
                let mut parts = 0;
                for (member, forgotten_at) in &members {
                    let at = Moment::from_millis(*forgotten_at);
                    parts += log::destroy_late(tx, *member, at)?;
                    destroy(tx, *member);
                }
                log::note_destroyed(tx, "forget", parts)?;
                Ok(Verdict::Given(members))
            })
            .wait()?;
        let Verdict::Given(members) = done.verdict else {
            return Ok(looked);
        };
        let Some((member, when)) = members.last() else {
            return Ok(looked);
        };
        looked += members.len();
        at = *when;
        last = member.as_bytes().to_vec();
    }
}

const LATELY_AT: &str = "select member, at from forgotten where at > $1 and (at, member) > ($2, $3) order by at, member limit $4";

#[cfg(test)]
mod tests {
    use super::{ELSEWHERE, OWN};
    use crate::log::PARTS;

    /// Tables with a column of members' ids that are cleared otherwise, or keep an id that leads to nobody.
    const OTHERWISE: [(&str, &str); 6] = [
        ("lookup", "by what the member was found by"),
        ("open_card", "the card is taken off its desk first"),
        (
            "card",
            "stays without its member, for the counts are made of it",
        ),
        ("request", "stays without its member and its reasons"),
        ("hand", "says that an act was done, and when"),
        ("forgotten", "says that there was somebody"),
    ];

    #[test]
    fn every_table_that_names_a_member_is_cleared_when_the_member_is_forgotten() {
        let mut seen = 0;
        for table in crate::schema::NOW.split("create table ").skip(1) {
            let (name, rest) = table.split_once(' ').unwrap();
            let columns = rest.split("\n);").next().unwrap();
            let names_a_member = columns.split([',', '(', '\n']).any(|column| {
                ["member", "recipient", "keeper", "loser", "one", "other"]
                    .contains(&column.trim().split(' ').next().unwrap())
            });
            if !names_a_member {
                continue;
            }
            seen += 1;
            let cleared = OWN
                .iter()
                .chain(&ELSEWHERE)
                .chain([&PARTS])
                .any(|sql| sql.split(' ').nth(2) == Some(name));
            let otherwise = OTHERWISE.iter().any(|(table, _)| *table == name);
            assert!(
                cleared != otherwise,
                "`{name}` names a member: clear it in forget/traces.rs, or say there why not"
            );
        }
        assert!(seen >= 10, "{seen} tables were found");
    }
}
