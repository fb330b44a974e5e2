//! Hands that make it look as if a restore had lost entries.

use switchboard_ledger::resumed::Resumption;
use switchboard_rules::events::EventKind;
use switchboard_rules::ids::{AccountId, bucket_of};

use super::house::{EVENING, on_both};
use super::resumed::{note, sequence_all};
use crate::engine::{Arg, Raw};
use crate::session::{Auth, SYSTEM};
use crate::tx::Verdict;
use crate::world::World;
use crate::{entry, log};

/// Takes the entries from this index on out of the log, all of them the system's, as if a restore had lost them.
fn hide_from(world: &World, from: u64) {
    let head = log::head(world).unwrap();
    let resumption = Resumption {
        from,
        size: head.size,
        root: head.root,
    };
    let link = resumption.link().as_bytes().to_vec();
    let whole = |n: u64| i64::try_from(n).unwrap();
    let bucket = move |n: u64| bucket_of(&whole(n).to_be_bytes());
    let (first, size, hidden) = (whole(from), whole(head.size), whole(head.size - from));
    let tamper = move |raw: &mut Raw<'_>| {
        let behind = "select leaf from entry where idx >= $1 order by idx";
        let records = raw.all(behind, &[Arg::Int(first)], |row| Ok(row.bytes(0)?.to_vec()))?;
        let records = records.concat();
        let args = [
            Arg::Int(bucket(from)),
            Arg::Int(first),
            Arg::Bytes(&records),
        ];
        raw.run(
            "insert into log_lost (bucket, idx, records) values ($1, $2, $3)",
            &args,
        )?;
        let args = [
            Arg::Int(bucket(head.size)),
            Arg::Int(size),
            Arg::Int(first),
            Arg::Bytes(resumption.root.as_bytes()),
            Arg::Int(hidden),
        ];
        raw.run("insert into log_resumed (bucket, size, from_size, root, lost, at) values ($1, $2, $3, $4, $5, 0)", &args)?;
        raw.run("delete from entry where idx >= $1", &[Arg::Int(first)])?;
        raw.run(
            "update account_head set number = number + 1, head = $1",
            &[Arg::Bytes(&link)],
        )?;
        let args = [Arg::Int(hidden), Arg::Bytes(SYSTEM.as_bytes())];
        raw.run(
            "update account_head set number = number - $1 where account = $2",
            &args,
        )
    };
    assert_eq!(world.0.db.write("tamper", tamper).unwrap().value, 1);
}

#[test]
fn entries_taken_out_as_if_they_were_lost_are_missed_whatever_waits_for_its_place() {
    on_both(5, |house| {
        house.settle(EVENING);
        let from = log::head(&house.world).unwrap().size;
        note(&house.world, 5);
        let size = house.settle(EVENING).entries;
        assert_eq!(size, from + 5);
        note(&house.world, 1);
        assert_eq!(log::verify(&house.world).unwrap().waiting, 1);
        hide_from(&house.world, from);
        let said = log::verify(&house.world).unwrap_err().to_string();
        assert!(said.contains("no entry says so"), "{said}");
        // The system's own word excuses it as long as it waits, and nobody else's does.
        let head = log::head(&house.world).unwrap();
        let told = Resumption {
            from,
            size: head.size,
            root: head.root,
        };
        tells(&house.world, AccountId::from_bytes([7; 16]), told);
        let said = log::verify(&house.world).unwrap_err().to_string();
        assert!(said.contains("no entry says so"), "{said}");
        tells(&house.world, SYSTEM, told);
        assert_eq!(log::verify(&house.world).unwrap().lost, 5);
        sequence_all(&house.world, "test", EVENING);
        assert_eq!(log::verify(&house.world).unwrap().waiting, 0);
    });
}

/// Writes an entry that tells of lost ones.
fn tells(world: &World, who: AccountId, told: Resumption) {
    let draft = entry::Draft::own(EventKind::LogResumed, who, "test");
    let draft = draft.detail(told.to_string());
    world
        .write("told", Auth::Job("test"), EVENING, move |tx| {
            entry::write(tx, &draft, &[])?;
            Ok(Verdict::Given(()))
        })
        .wait()
        .unwrap();
}
