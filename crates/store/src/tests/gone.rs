//! Whoever was forgotten comes back by no file, also by one that holds no membership numbers.

use switchboard_rules::ids::ImportId;
use switchboard_rules::moment::Span;
use switchboard_rules::person::{Email, Phone, PhoneKind, Region};
use switchboard_rules::roll::{By, RollRow, SaidRow, Typed};

use super::forgetting::forget;
use super::house::{EVENING, House, given, import, member, on_both};
use super::looks::officer;
use super::matching::{WAYS, by, named, taken, without_number};
use super::restores::{Back, back_up, count};
use crate::engine::Arg;
use crate::machine::month;
use crate::members::{self, Added};
use crate::restore::LogName;
use crate::roll::forgotten::Gone;
use crate::roll::matching::{Things, key_texts};
use crate::roll::{TryBegun, never_number, try_begin};
use crate::session::{Auth, id16};
use crate::tx::Verdict;
use crate::world::World;

/// The first member after they have moved: another address, another telephone.
fn moved() -> RollRow {
    let mut row = member(0);
    row.email = Email::parse("moved@members.example.org").ok();
    row.phones = vec![Phone::parse("07700 900555", Region::GB).unwrap()];
    row
}

fn unnumbered(row: RollRow) -> SaidRow {
    SaidRow {
        external_id: None,
        ..SaidRow::from(row)
    }
}

/// What is kept of the rows that were given back: why, and their cells.
fn given_back(house: &House) -> Vec<(String, Vec<String>)> {
    let rows = house.read(|raw| {
        raw.all(
            "select import, line, sealed from import_reject where line > 0 order by import, line limit 100",
            &[],
            |row| {
                let import = ImportId::from_bytes(id16(row.bytes(0)?).unwrap());
                Ok((import, row.int(1)?, row.bytes(2)?.to_vec()))
            },
        )
    });
    let open = |(import, line, sealed)| {
        let row = crate::rejects::row(import, line, sealed);
        let row = crate::rejects::open(&house.world.0.keys, &row).unwrap();
        (row.reason.to_string(), row.cells)
    };
    rows.into_iter().map(open).collect()
}

#[test]
fn no_file_without_membership_numbers_brings_a_forgotten_member_back() {
    on_both(2, |house| {
        import(&house.world, vec![moved()]);
        forget(house, "M-000000", EVENING);
        for way in WAYS {
            for row in [member(0), moved()] {
                let plan = by(way, Some("N-"));
                let counts = taken(house, &plan, vec![unnumbered(row.clone())]);
                assert_eq!((counts.created, counts.rejected), (0, 1), "{way:?}");
                // A number of its own makes nobody else of them.
                let mut numbered = SaidRow::from(row);
                numbered.external_id = Some(member(7).external_id);
                let counts = taken(house, &plan, vec![numbered]);
                assert_eq!((counts.created, counts.rejected), (0, 1), "{way:?}");
            }
            let known = taken(house, &by(way, Some("N-")), vec![without_number(1)]);
            assert_eq!(known.unchanged, 1, "{way:?}");
        }
        assert_eq!(
            house.count("select count(*) from member_row"),
            1,
            "the other member"
        );
        for (reason, cells) in given_back(house) {
            assert!(
                reason.starts_with(
                    "this member was forgotten on 2026-11-24; take them out of the file."
                ),
                "{reason}"
            );
            assert_eq!(cells, Vec::<String>::new(), "nothing of the row is kept");
        }
    });
}

#[test]
fn a_try_of_such_a_file_counts_the_rows_as_ones_that_are_given_back() {
    on_both(10, |house| {
        for n in 0..10 {
            forget(house, &format!("M-{n:06}"), EVENING);
        }
        let who = officer(house);
        let plan = by(By::NumberAndName, Some("N-"));
        let begun = try_begin(&house.world, &who.auth(), &plan, EVENING).unwrap();
        let Verdict::Given(TryBegun::Trial(mut trial)) = begun else {
            panic!("refused")
        };
        let rows: Vec<_> = (2..).zip((0..10).map(without_number)).collect();
        trial.slice(&rows, &[], EVENING).unwrap();
        let Verdict::Given(tried) = trial.finish(EVENING).unwrap() else {
            panic!("refused")
        };
        assert_eq!(tried.refused.rounded(), Some(10));
        assert_eq!((tried.created.rounded(), tried.rejected), (None, 0));
    });
}

#[test]
fn whoever_shares_one_thing_with_a_forgotten_member_is_taken_as_before() {
    on_both(1, |house| {
        forget(house, "M-000000", EVENING);
        let mut sister = without_number(0);
        sister.name = named("Mair");
        let mut namesake = without_number(9);
        namesake.name = without_number(0).name;
        let mut husband = without_number(8);
        husband.email = without_number(0).email;
        for (way, row) in [
            (By::EmailAndName, sister.clone()),
            (By::NumberAndName, sister),
            (By::EmailAndName, namesake),
            (By::EmailAndNumber, husband),
        ] {
            // Each in a file of its own, and sought by what the one before can't fit.
            let counts = taken(house, &by(way, Some("N-")), vec![row]);
            assert_eq!(counts.rejected, 0, "{way:?}");
            assert_eq!(counts.created + counts.unchanged, 1, "{way:?}");
        }
        assert_eq!(house.count("select count(*) from member_row"), 3);
    });
}

#[test]
fn whoever_joins_again_is_added_by_hand_and_known_to_the_next_file() {
    on_both(1, |house| {
        forget(house, "M-000000", EVENING);
        let who = officer(house);
        let typed = Typed {
            given: Some("Gwenllian".to_owned()),
            family: Some("Evansworth".to_owned()),
            external: Some("M-000000".to_owned()),
            email: Some("member0@members.example.org".to_owned()),
            phones: Some(vec![(PhoneKind::Mobile, "07700 900000".to_owned())]),
            ..Typed::default()
        };
        let added = given(house.act(&who, EVENING, move |tx| members::add(tx, &typed)));
        assert!(matches!(added, Added::Done(_)), "{added:?}");
        for way in WAYS {
            let counts = taken(house, &by(way, None), vec![without_number(0)]);
            assert_eq!(counts.rejected, 0, "{way:?}");
            assert_eq!(counts.changed + counts.unchanged, 1, "{way:?}");
        }
    });
}

#[test]
fn a_change_of_the_months_key_brings_nobody_back() {
    on_both(2, |house| {
        forget(house, "M-000000", EVENING);
        let changed = month::rotate(&house.world, &Auth::Console, &|| EVENING, &mut |_| Ok(()));
        assert!(matches!(changed.unwrap(), Verdict::Given(_)));
        for way in WAYS {
            let counts = taken(house, &by(way, Some("N-")), vec![without_number(0)]);
            assert_eq!((counts.created, counts.rejected), (0, 1), "{way:?}");
        }
    });
}

/// Whether an import would take this member for somebody forgotten, in each way of knowing them.
fn is_kept_away(world: &World, n: u32) -> bool {
    let number = format!("M-{n:06}");
    let by_number = Gone::read(world, By::ExternalId).unwrap();
    let by_pair = |way: &By| {
        let said = without_number(n);
        let texts = key_texts(*way, Things::from(&said));
        let gone = Gone::read(world, *way).unwrap();
        gone.by_two_things(&world.0, *way, &texts).is_some()
    };
    by_number.by_number(&world.0, &number).is_some() && WAYS.iter().all(by_pair)
}

#[test]
fn a_restored_backup_keeps_away_whoever_was_forgotten_since_also_whom_it_never_knew() {
    on_both(2, |house| {
        back_up(house, "backup");
        import(&house.world, vec![member(5)]);
        for number in ["M-000000", "M-000005"] {
            forget(house, number, EVENING.plus(Span::minutes(5)));
        }
        let back = Back::beside(house, "back", house.world.engine()).unwrap();
        let restored = back.restore(house, "backup", LogName::New).unwrap();
        assert_eq!(restored.replayed.damaged, 0);
        let world = back.open();
        assert!(is_kept_away(&world, 0), "whom the backup knew");
        assert!(is_kept_away(&world, 5), "who joined after it");
        assert!(!is_kept_away(&world, 1));
        assert_eq!(count(&world, "select count(*) from member_row"), 1);
        let never = never_number(&world.0, member(5).phones[0].index_key());
        let objects = world.0.db.read("look", |raw| {
            raw.one(
                "select count(*) from objection where hash = $1",
                &[Arg::Bytes(&never)],
                |row| row.int(0),
            )
        });
        assert_eq!(objects.unwrap(), Some(1), "nobody rings that number");
    });
}

#[test]
fn what_keeps_a_forgotten_member_away_names_them_to_nobody() {
    on_both(1, |house| {
        import(&house.world, vec![moved()]);
        forget(house, "M-000000", EVENING);
        // One number; two addresses and two telephones, each pair as a record held it.
        for (what, n) in [
            ("external", 1),
            ("email+name", 2),
            ("number+name", 2),
            ("email+number", 2),
        ] {
            let found = house.read(|raw| {
                raw.one(
                    "select count(*) from forgotten_key where what = $1",
                    &[Arg::Text(what)],
                    |row| row.int(0),
                )
            });
            assert_eq!(found, Some(n), "{what}");
        }
        // Without the never-again key the hashes can't be tried: another world's differ.
        let texts = key_texts(By::EmailAndName, Things::from(&without_number(0)));
        let ours = crate::roll::forgotten::hash(&house.world.0, By::EmailAndName, &texts[0]);
        let plain = house.read(|raw| {
            raw.one(
                "select count(*) from forgotten_key where hash = $1",
                &[Arg::Bytes(&ours)],
                |row| row.int(0),
            )
        });
        assert_eq!(plain, Some(1));
        let other = House::build(None, &[], switchboard_rules::budget::Caps::NOVEMBER_2026);
        let theirs = crate::roll::forgotten::hash(&other.world.0, By::EmailAndName, &texts[0]);
        assert_ne!(ours, theirs);
    });
}
