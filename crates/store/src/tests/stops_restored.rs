//! What stops calls stands in a restored backup, however it came in; and a death that was a mistake can be taken back.

use switchboard_rules::card::{Finding, Outcome, Size};
use switchboard_rules::ids::{LookId, MemberId};
use switchboard_rules::look::Mark;
use switchboard_rules::roll::{RollRow, Typed};

use super::calls::{card, has_somebody, say};
use super::house::{EVENING, House, Person, given, import, member, on_both};
use super::looks::{officer, open, words};
use super::meanwhile::twice;
use super::merges::{merge, story};
use super::restores::{Back, LATER, back_up, count};
use crate::desk::{self, Dealt, never_member};
use crate::engine::Arg;
use crate::members::{self, Corrected};
use crate::restore::LogName;
use crate::roll;
use crate::session::{Auth, id16};
use crate::world::World;

const DEAD: &str = "select count(*) from member_mark where deceased = 1";
const OBJECTS: &str = "select count(*) from objection where size = 'anyone'";

/// A caller is told of a death, and the officer finds that it is so.
fn settled(house: &House) {
    let caller = house.caller(0);
    let (dealt, _) = card(house, &caller, house.banks[0], EVENING);
    say(house, caller.auth(), dealt.card, Outcome::Deceased, EVENING);
    let (who, id) = (officer(house), dealt.card);
    given(house.act(&who, EVENING, move |tx| {
        roll::settle(tx, id, Finding::Right)
    }));
}

fn typed(house: &House, typed: Typed) -> Corrected {
    let who = officer(house);
    let look = open(house, &who, 0, EVENING);
    given(house.act(&who, EVENING, move |tx| members::correct(tx, look, &typed)))
}

fn dead(is: bool) -> Typed {
    Typed {
        deceased: Some(is),
        ..Typed::default()
    }
}

fn row(do_not_call: bool, deceased: bool) -> RollRow {
    let mut row = member(0);
    row.do_not_call = do_not_call;
    row.deceased = deceased;
    row
}

/// Restores a backup from before `since`, and looks at what comes up.
fn restored(since: impl Fn(&House), look: impl Fn(&World)) {
    on_both(1, |house| {
        back_up(house, "backup");
        since(house);
        let back = Back::beside(house, "back", house.world.engine()).unwrap();
        let done = back.restore(house, "backup", LogName::New).unwrap();
        assert_eq!((done.replayed.damaged, done.replayed.unknown), (0, 0));
        look(&back.open());
    });
}

/// How a stop comes in.
struct Way {
    name: &'static str,
    since: fn(&House),
    stands: &'static str,
}

const WAYS: [Way; 4] = [
    Way {
        name: "a death that a call told of",
        since: settled,
        stands: DEAD,
    },
    Way {
        name: "a death that was typed",
        since: |house| {
            typed(house, dead(true));
        },
        stands: DEAD,
    },
    Way {
        name: "a death in a row that a file brought",
        since: |house| {
            import(&house.world, vec![row(false, true)]);
        },
        stands: DEAD,
    },
    Way {
        name: "do not call, in a row that a file brought",
        since: |house| {
            import(&house.world, vec![row(true, false)]);
        },
        stands: OBJECTS,
    },
];

#[test]
fn whatever_stops_calls_and_came_after_a_backup_stops_them_in_what_is_restored() {
    for way in WAYS {
        restored(way.since, |world| {
            assert_eq!(count(world, way.stands), 1, "{} was undone", way.name);
        });
    }
}

#[test]
fn a_death_that_was_typed_by_mistake_and_taken_back_after_a_backup_stops_nobody_in_what_is_restored()
 {
    let since = |house: &House| {
        for is in [true, false] {
            typed(house, dead(is));
        }
    };
    restored(since, |world| {
        assert_eq!(count(world, DEAD), 0);
    });
}

#[test]
fn a_death_that_a_call_told_of_by_mistake_is_taken_back_by_whoever_corrects_the_record() {
    on_both(1, |house| {
        settled(house);
        assert_eq!(house.count(DEAD), 1);
        assert_eq!(
            typed(house, dead(false)),
            Corrected::Done(vec!["deceased"]),
            "the row never said so, and the mark did"
        );
        assert_eq!(house.count(DEAD), 0);
        assert_eq!(
            house.count("select count(*) from queue where class in (0, 1)"),
            2,
            "both campaigns, also the one that was told so"
        );
        let red = house.caller(0);
        assert!(has_somebody(house, &red, house.banks[0], EVENING));
        house.settle(EVENING);
    });
    // In what is restored, too.
    let since = |house: &House| {
        settled(house);
        typed(house, dead(false));
    };
    restored(since, |world| assert_eq!(count(world, DEAD), 0));
}

#[test]
fn a_correction_that_says_nothing_of_a_death_takes_none_back() {
    on_both(1, |house| {
        settled(house);
        let moved = Typed {
            email: Some("widower@members.example.org".to_owned()),
            ..Typed::default()
        };
        typed(house, moved);
        assert_eq!(house.count(DEAD), 1);
        assert_eq!(
            house.count("select count(*) from queue where class in (0, 1)"),
            0
        );
    });
}

#[test]
fn an_objection_is_taken_also_while_everything_stands_still() {
    on_both(6, |house| {
        let caller = house.caller(0);
        let (bank, account) = (house.banks[0], caller.account);
        let dealt = given(house.act(&caller, EVENING, move |tx| desk::next(tx, bank, account)));
        let Dealt::Card(card) = dealt else { panic!() };
        back_up(house, "backup");
        let back = Back::beside(house, "back", house.world.engine()).unwrap();
        back.restore(house, "backup", LogName::New).unwrap();
        let world = back.open();
        let ticket = desk::Ticket::parse(&card.ticket).unwrap();
        let report = desk::Report {
            card: card.card,
            outcome: Outcome::DontCall(Size::Anyone),
            note: None,
        };
        let done = world.write("late", Auth::Ticket(ticket), LATER, move |tx| {
            desk::report(tx, &report)
        });
        given(done.wait());
        assert!(count(&world, "select count(*) from objection") >= 2);
    });
}

/// Restores a backup from before two records were merged, and asks of each whether it stands there.
fn restored_apart(
    since: impl Fn(&House, &Person, LookId),
    stands: impl Fn(&World, MemberId) -> bool,
) {
    story(&twice(), |house| {
        back_up(house, "backup");
        let who = officer(house);
        let (keep, _) = merge(house, &who);
        since(house, &who, keep);
        let back = Back::beside(house, "back", house.world.engine()).unwrap();
        back.restore(house, "backup", LogName::New).unwrap();
        let world = back.open();
        assert_eq!(count(&world, "select count(*) from member_alias"), 0);
        let both = house.read(|raw| {
            raw.all("select id from member order by id limit 3", &[], |row| {
                Ok(MemberId::from_bytes(id16(row.bytes(0)?).unwrap()))
            })
        });
        assert_eq!(both.len(), 2);
        for member in both {
            assert!(stands(&world, member), "{member}");
        }
    });
}

fn one(world: &World, sql: &'static str, key: &[u8]) -> bool {
    let look = world.0.db.read("look", |raw| {
        raw.one(sql, &[Arg::Bytes(key)], |row| row.int(0))
    });
    look.unwrap().is_some()
}

fn objects(world: &World, member: MemberId) -> bool {
    let hash = never_member(&world.0, member);
    one(world, "select 1 from objection where hash = $1", &hash)
}

#[test]
fn what_was_said_of_two_who_had_become_one_stands_for_both_in_what_is_restored_from_before() {
    restored_apart(
        |house, who, keep| {
            let typed = dead(true);
            given(house.act(who, EVENING, move |tx| members::correct(tx, keep, &typed)));
        },
        |world, member| {
            one(
                world,
                "select 1 from member_mark where member = $1 and deceased = 1",
                member.as_bytes(),
            )
        },
    );
    restored_apart(
        |house, who, keep| {
            given(house.act(who, EVENING, move |tx| {
                members::mark(tx, keep, Mark::Protected, &words("the police asked us to"))
            }));
        },
        |world, member| {
            one(
                world,
                "select 1 from member_mark where member = $1 and protected = 1",
                member.as_bytes(),
            )
        },
    );
    restored_apart(
        |house, who, keep| {
            given(house.act(who, EVENING, move |tx| members::object(tx, keep, None)));
        },
        objects,
    );
    restored_apart(
        |house, _, _| {
            let rows = twice().into_iter().map(|mut row| {
                row.do_not_call = true;
                row
            });
            import(&house.world, rows.collect());
        },
        objects,
    );
}
