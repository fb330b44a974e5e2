//! Corrections by hand beside imports: what a file may take back, and what stays.

use switchboard_rules::ids::MemberId;
use switchboard_rules::moment::Span;
use switchboard_rules::person::{Email, Phone, PhoneKind, Region};
use switchboard_rules::roll::{Part, PartCounts, Parts, RollRow, SaidRow};

use super::calls::{card, has_somebody, numbers};
use super::house::{
    EVENING, House, given, import, import_at, importing, member, on_both, switched,
};
use crate::roll::hand;
use crate::roll::{self, Counts, Plan, Why};
use crate::session::Auth;
use crate::tx::Verdict;

/// The only member of the house.
fn only(house: &House) -> MemberId {
    let id = house.world.0.db.read("only", |raw| {
        raw.one("select id from member limit 1", &[], |row| {
            Ok(<[u8; 16]>::try_from(row.bytes(0)?).unwrap())
        })
    });
    MemberId::from_bytes(id.unwrap().unwrap())
}

/// Corrects the only member.
pub(super) fn correct(
    house: &House,
    change: impl Fn(&mut RollRow) + Send + Clone + 'static,
) -> Parts {
    correct_one(house, only(house), change)
}

fn correct_one(
    house: &House,
    member: MemberId,
    change: impl Fn(&mut RollRow) + Send + Clone + 'static,
) -> Parts {
    let done = house
        .world
        .write("correct", Auth::Job("test"), EVENING, move |tx| {
            let whole = hand::whole(tx, member)?.unwrap();
            let mut row = whole.row.clone();
            change(&mut row);
            Ok(Verdict::Given(hand::correct(tx, &whole, &row)?))
        })
        .wait()
        .unwrap();
    match done.verdict {
        Verdict::Given(parts) => parts,
        Verdict::Refused(_) => panic!("refused"),
    }
}

pub(super) fn stored(house: &House) -> RollRow {
    let member = only(house);
    let done = house
        .world
        .write("read", Auth::Job("test"), EVENING, move |tx| {
            Ok(Verdict::Given(
                hand::whole(tx, member)?.unwrap().row.clone(),
            ))
        })
        .wait()
        .unwrap();
    match done.verdict {
        Verdict::Given(row) => row,
        Verdict::Refused(_) => panic!("refused"),
    }
}

fn mobile(n: u32) -> Phone {
    Phone::parse(&format!("07700 900{n:03}"), Region::parse("GB").unwrap())
        .unwrap()
        .of_kind(PhoneKind::Mobile)
}

fn counts(parts: &[Part]) -> PartCounts {
    let mut counts = PartCounts::default();
    counts.add(parts.iter().copied().collect());
    counts
}

fn khan(n: u32) -> RollRow {
    let mut row = member(0);
    row.phones = vec![mobile(n)];
    row
}

#[test]
fn a_number_corrected_by_hand_stays_until_the_files_own_cell_changes() {
    on_both(1, |house| {
        import(&house.world, vec![khan(0)]);
        let parts = correct(house, |row| row.phones = vec![mobile(555)]);
        assert_eq!(parts, Parts::NONE.with(Part::Mobile));
        // Next week's file still has the old one, and another e-mail address.
        let mut next = khan(0);
        next.email = Some(Email::parse("new@members.example.org").unwrap());
        let later = EVENING.plus(Span::hours(1));
        let seen = import_at(&house.world, vec![next.clone()], later);
        assert_eq!((seen.changed, seen.by_hand), (1, 0));
        assert_eq!(seen.fields, counts(&[Part::Email]));
        assert!(stored(house).phones == [mobile(555)]);
        let caller = house.caller(0);
        let (card, _) = card(house, &caller, house.banks[0], EVENING);
        let shown = numbers(house, &caller, card.card, EVENING).0;
        assert_eq!(
            shown,
            ["tel:+447700900555"],
            "her new number is the one to ring"
        );
        // Then the file itself has something new: it wins, and that is counted.
        next.phones = vec![mobile(777)];
        let last = import_at(&house.world, vec![next.clone()], later.plus(Span::hours(1)));
        assert_eq!((last.changed, last.by_hand), (1, 1));
        assert!(stored(house).phones == [mobile(777)]);
        let again = import_at(&house.world, vec![next], later.plus(Span::hours(2)));
        assert_eq!(again.unchanged, 1);
    });
}

#[test]
fn a_file_with_fewer_columns_and_empty_cells_takes_nothing_away() {
    on_both(1, |house| {
        let mut said = SaidRow::from(member(0));
        said.phones.clear();
        said.email = None;
        said.name = None;
        let before = stored(house);
        let seen = take(house, &Plan::default(), said.clone());
        assert_eq!((seen.unchanged, seen.changed), (1, 0));
        assert!(stored(house) == before);
        let clears = Plan {
            clears: Parts::NONE.with(Part::Email).with(Part::Name),
            ..Plan::default()
        };
        let seen = take(house, &clears, said);
        assert_eq!(seen.fields, counts(&[Part::Email]));
        let after = stored(house);
        assert!(after.email.is_none() && after.name == before.name);
        assert!(after.phones == before.phones);
    });
}

fn take(house: &House, plan: &Plan, said: SaidRow) -> Counts {
    let Verdict::Given(mut running) =
        roll::begin(&house.world, &Auth::Console, plan, EVENING).unwrap()
    else {
        panic!("refused")
    };
    running.slice(&[(2, said)], &[], EVENING).unwrap();
    match running.switch(EVENING).unwrap() {
        Verdict::Given(import) => import.counts,
        Verdict::Refused(_) => panic!("refused"),
    }
}

#[test]
fn a_row_without_a_name_adds_to_a_known_member_and_makes_nobody_new() {
    on_both(1, |house| {
        let mut said = SaidRow {
            external_id: Some(member(0).external_id),
            ..SaidRow::default()
        };
        said.phones = vec![mobile(321).of_kind(PhoneKind::Work)];
        said.columns = Parts::NONE.with(Part::WorkPhone);
        let seen = take(house, &Plan::default(), said.clone());
        assert_eq!(seen.fields, counts(&[Part::WorkPhone]));
        assert_eq!(
            stored(house).phones.len(),
            2,
            "the other number is still there"
        );
        said.external_id = Some(member(7).external_id);
        let seen = take(house, &Plan::default(), said);
        assert_eq!((seen.rejected, seen.created), (1, 0));
    });
}

#[test]
fn what_is_corrected_while_an_import_runs_is_merged_with_it() {
    on_both(1, |house| {
        import(&house.world, vec![khan(0)]);
        let Verdict::Given(mut running) =
            roll::begin(&house.world, &Auth::Console, &Plan::default(), EVENING).unwrap()
        else {
            panic!("refused")
        };
        let mut said = khan(0);
        said.email = Some(Email::parse("new@members.example.org").unwrap());
        running.slice(&[(2, said.into())], &[], EVENING).unwrap();
        running.flush().unwrap();
        correct(house, |row| row.phones = vec![mobile(555)]);
        let Verdict::Given(_) = running.switch(EVENING).unwrap() else {
            panic!("refused")
        };
        let row = stored(house);
        assert!(row.phones == [mobile(555)]);
        assert_eq!(row.email.unwrap().as_str(), "new@members.example.org");
    });
}

#[test]
fn nobody_rings_a_member_whose_membership_was_ended_until_it_goes_on() {
    on_both(1, |house| {
        let id = only(house);
        let act = |resume: bool| {
            house
                .world
                .write("end", Auth::Job("test"), EVENING, move |tx| {
                    if resume {
                        hand::resume(tx, id)?;
                    } else {
                        hand::end(tx, id, Why::ByHand)?;
                    }
                    Ok(Verdict::Given(()))
                })
                .wait()
                .unwrap();
        };
        act(false);
        let caller = house.caller(0);
        assert!(!has_somebody(house, &caller, house.banks[0], EVENING));
        assert_eq!(
            import(&house.world, vec![member(0)]).resumed,
            0,
            "no file lifts it"
        );
        assert!(!has_somebody(house, &caller, house.banks[0], EVENING));
        act(true);
        assert!(has_somebody(house, &caller, house.banks[0], EVENING));
    });
}

#[test]
fn a_member_added_by_hand_is_known_by_their_number_and_matched_by_the_next_file() {
    on_both(1, |house| {
        let add = |n: u32| {
            let done = house
                .world
                .write("add", Auth::Job("test"), EVENING, move |tx| {
                    Ok(Verdict::Given(hand::add(tx, &member(n))?))
                })
                .wait()
                .unwrap();
            match done.verdict {
                Verdict::Given(id) => id,
                Verdict::Refused(_) => panic!("refused"),
            }
        };
        assert!(add(5).is_some());
        assert!(add(5).is_none(), "that number is given");
        let seen = import(&house.world, vec![member(5), member(6)]);
        assert_eq!((seen.created, seen.changed + seen.unchanged), (1, 1));
        assert_eq!(seen.fields, PartCounts::default());
    });
}

#[test]
fn whoever_was_corrected_during_an_import_is_locked_in_the_order_in_which_everybody_locks_members()
{
    on_both(12, |house| {
        let mut ids = house.read(|raw| {
            raw.all(
                "select id from member order by id desc limit 12",
                &[],
                |row| {
                    Ok(MemberId::from_bytes(
                        <[u8; 16]>::try_from(row.bytes(0)?).unwrap(),
                    ))
                },
            )
        });
        let import = importing(&house.world, &Plan::default(), Vec::new(), EVENING);
        let id = import.id;
        for member in &ids {
            correct_one(house, *member, |row| row.email = None);
        }
        let done = house
            .world
            .write("since", Auth::Job("test"), EVENING, move |tx| {
                roll::by_hand_since(tx, id).map(Verdict::Given)
            });
        let since = given(done.wait());
        ids.sort_unstable();
        assert_eq!(since, ids, "they were corrected the other way round");
        switched(import, EVENING);
    });
}
