//! Restoring: everything back, nothing of what was decided since undone, nobody let in, and one history of the log.

use std::path::PathBuf;

use switchboard_rules::card::{Outcome, Size};
use switchboard_rules::forgetting::Keep;
use switchboard_rules::ids::{MemberId, bucket_of};
use switchboard_rules::moment::{Moment, Span};
use switchboard_rules::policy::{Opened, Reason, Role, Scope};
use switchboard_rules::request::{Because, Kind};
use switchboard_rules::roll::By;

use super::house::{EVENING, House, Person, given, on_both, postgres};
use crate::desk::{self, Dealt, Report};
use crate::engine::{Arg, Engine, Options, Place, Raw};
use crate::never_again::{Fact, Mark};
use crate::requests::{self, Asked, Asking, Decided, Decision};
use crate::restore::{self, LogName, Restored, Wanted};
use crate::session::Auth;
use crate::tx::Verdict;
use crate::world::World;
use crate::{Fault, backup, door};

pub(super) const LATER: Moment = EVENING.plus(Span::hours(2));

/// A place of the same engine for the restored world, or of the other one.
pub(super) struct Back {
    pub(super) dir: PathBuf,
    pub(super) place: Option<Place>,
}

impl Back {
    pub(super) fn beside(house: &House, name: &str, on: Engine) -> Option<Self> {
        Some(Self {
            dir: house.dir.path().join(name),
            place: match on {
                Engine::Sqlite => None,
                Engine::Postgres => Some(postgres()?),
            },
        })
    }

    pub(super) fn restore(
        &self,
        house: &House,
        from: &str,
        log: LogName,
    ) -> Result<Restored, Fault> {
        let wanted = Wanted {
            backup: &house.dir.path().join(from),
            keys: &house.data().join("keys"),
            dir: &self.dir,
            place: self.place.as_ref(),
            log,
        };
        restore::restore(&wanted, LATER, &few())
    }

    pub(super) fn open(&self) -> World {
        World::open(&self.dir, few()).unwrap()
    }
}

impl Drop for Back {
    fn drop(&mut self) {
        if let Some(place) = &self.place {
            super::house::drop_database(place);
        }
    }
}

pub(super) fn few() -> Options {
    Options {
        writers: 2,
        ..Options::default()
    }
}

pub(super) fn back_up(house: &House, name: &str) {
    house.settle(EVENING);
    backup::make(&house.world, &house.dir.path().join(name), || EVENING).unwrap();
}

pub(super) fn count(world: &World, sql: &'static str) -> i64 {
    let look = |raw: &mut Raw<'_>| raw.one(sql, &[], |row| row.int(0));
    world.0.db.read("look", look).unwrap().unwrap()
}

/// A member whom nothing else befalls.
fn another(house: &House) -> MemberId {
    let id = house.read(|raw| {
        raw.one(
            "select id from member order by id desc limit 1",
            &[],
            |row| Ok(crate::session::id16(row.bytes(0)?).unwrap()),
        )
    });
    MemberId::from_bytes(id.unwrap())
}

/// A member of the roll, as the store knows them.
pub(super) fn somebody(house: &House) -> MemberId {
    let id = house.read(|raw| {
        raw.one("select id from member order by id limit 1", &[], |row| {
            Ok(crate::session::id16(row.bytes(0)?).unwrap())
        })
    });
    MemberId::from_bytes(id.unwrap())
}

/// Has a caller write down that somebody wants no more calls, of whatever size.
pub(super) fn object(house: &House, size: Size) {
    let caller = house.caller(0);
    let (bank, account) = (house.banks[0], caller.account);
    let dealt = given(house.act(&caller, EVENING, move |tx| desk::next(tx, bank, account)));
    let Dealt::Card(card) = dealt else {
        panic!("a card is dealt");
    };
    let report = Report {
        card: card.card,
        outcome: Outcome::DontCall(size),
        note: None,
    };
    given(house.act(&caller, EVENING, move |tx| desk::report(tx, &report)));
}

fn fact(house: &House, fact: Fact) {
    let done = house
        .world
        .write("fact", Auth::Job("test"), EVENING, move |tx| {
            tx.never_again(&fact);
            Ok(Verdict::Given(()))
        });
    done.wait().unwrap();
}

/// What the restored world says of a mark.
fn marked(house: &House, world: &World, column: &'static str) -> bool {
    let member = somebody(house);
    let args = [Arg::Int(member.bucket()), Arg::Bytes(member.as_bytes())];
    let found = world.0.db.read("look", |raw| {
        raw.one(
            "select protected, restricted, deceased from member_mark where bucket = $1 and member = $2",
            &args,
            |row| Ok([row.int(0)?, row.int(1)?, row.int(2)?]),
        )
    });
    let at = ["protected", "restricted", "deceased"]
        .iter()
        .position(|c| *c == column);
    found.unwrap().is_some_and(|marks| marks[at.unwrap()] == 1)
}

/// One kind of fact: how it is made after the backup, and whether a world knows it.
struct Row {
    name: &'static str,
    make: fn(&House),
    stands: fn(&House, &World) -> bool,
}

/// Every kind of fact that a restored backup may not undo. **A new kind gets its row here.**
const FACTS: &[Row] = &[
    Row {
        name: "an objection to one campaign",
        make: |house| object(house, Size::ThisCampaign),
        stands: |_, world| {
            count(
                world,
                "select count(*) from objection where size = 'this-campaign'",
            ) >= 2
        },
    },
    Row {
        name: "an objection to anyone",
        make: |house| object(house, Size::Anyone),
        stands: |_, world| {
            count(
                world,
                "select count(*) from objection where size = 'anyone'",
            ) >= 2
        },
    },
    Row {
        name: "somebody's access was ended",
        make: end_caller,
        stands: |house, world| {
            let caller = caller_before(house);
            let args = [Arg::Int(bucket_of(&caller)), Arg::Bytes(&caller)];
            let open = world.0.db.read("look", |raw| {
                raw.one(
                    "select count(*) from term where bucket = $1 and account = $2 and ended_at is null",
                    &args,
                    |row| row.int(0),
                )
            });
            open.unwrap() == Some(0)
        },
    },
    Row {
        name: "a member was protected",
        make: |house| {
            let it = Fact::mark(&house.world.0, somebody(house), Mark::Protected, true);
            fact(house, it);
        },
        stands: |house, world| marked(house, world, "protected"),
    },
    Row {
        name: "a member was restricted",
        make: |house| {
            let it = Fact::mark(&house.world.0, somebody(house), Mark::Restricted, true);
            fact(house, it);
        },
        stands: |house, world| marked(house, world, "restricted"),
    },
    Row {
        name: "a member died, said a row that was rejected",
        make: |house| {
            let it = Fact::mark(&house.world.0, somebody(house), Mark::Deceased, true);
            fact(house, it);
        },
        stands: |house, world| marked(house, world, "deceased"),
    },
    Row {
        name: "a member was erased",
        make: |house| {
            let it = Fact::erased(&house.world.0, another(house));
            fact(house, it);
        },
        stands: |house, world| {
            let member = another(house);
            let args = [Arg::Int(member.bucket()), Arg::Bytes(member.as_bytes())];
            let key = world.0.db.read("look", |raw| {
                raw.one(
                    "select erase_key from member where bucket = $1 and id = $2",
                    &args,
                    |row| Ok(row.bytes(0)?.len()),
                )
            });
            key.unwrap() == Some(0)
        },
    },
    Row {
        name: "whoever is known so was erased",
        make: |house| {
            let (hash, by) = ([9; 16], By::EmailAndName);
            fact(house, Fact::Gone { hash, by });
        },
        // Beside four of the one who was erased above.
        stands: |_, world| count(world, "select count(*) from forgotten_key") == 5,
    },
    Row {
        name: "fewer days of backups were agreed on",
        make: |house| {
            let keep = Keep::days(20).unwrap();
            fact(house, Fact::Keep { keep });
        },
        stands: |_, world| count(world, "select keep_days from month_key") == 20,
    },
];

/// The one caller of the second campaign, who was there before the backup.
fn caller_before(house: &House) -> Vec<u8> {
    let campaign = house.campaigns[1];
    let found = house.read(|raw| {
        raw.one(
            "select account from term where role = 'caller' and scope = $1 limit 1",
            &[Arg::Bytes(campaign.as_bytes())],
            |row| Ok(row.bytes(0)?.to_vec()),
        )
    });
    found.unwrap()
}

fn end_caller(house: &House) {
    let account = crate::session::id16(&caller_before(house)).unwrap();
    let account = switchboard_rules::ids::AccountId::from_bytes(account);
    let ended = house.world.write("end", Auth::Console, EVENING, move |tx| {
        door::end_access(tx, account)
    });
    given(ended.wait());
}

#[test]
fn what_was_decided_after_a_backup_stands_in_what_is_restored_from_it() {
    on_both(8, |house| {
        let _there_before = house.caller(1);
        back_up(house, "backup");
        for row in FACTS {
            (row.make)(house);
        }
        let back = Back::beside(house, "back", house.world.engine()).unwrap();
        let restored = back.restore(house, "backup", LogName::New).unwrap();
        assert_eq!(restored.replayed.damaged, 0);
        let world = back.open();
        for row in FACTS {
            assert!((row.stands)(house, &world), "{} was undone", row.name);
        }
        // Doing it all again, as after a kill, changes nothing.
        let again = restore::in_place(
            &back.dir,
            LogName::New,
            LATER.plus(Span::minutes(1)),
            &few(),
        );
        drop(world);
        assert_eq!(again.unwrap().replayed, restore::Replayed::default());
    });
}

#[test]
fn none_of_the_facts_is_in_the_backup_itself() {
    on_both(8, |house| {
        let _there_before = house.caller(1);
        back_up(house, "backup");
        let back = Back::beside(house, "back", house.world.engine()).unwrap();
        back.restore(house, "backup", LogName::New).unwrap();
        let world = back.open();
        for row in FACTS {
            assert!(
                !(row.stands)(house, &world),
                "{} stands by itself",
                row.name
            );
        }
    });
}

#[test]
fn what_had_happened_before_the_backup_is_not_done_again() {
    on_both(4, |house| {
        let member = somebody(house);
        let set = |on| Fact::mark(&house.world.0, member, Mark::Protected, on);
        fact(house, set(true));
        let leaver = house.caller(0);
        let account = leaver.account;
        given(
            house
                .world
                .write("end", Auth::Console, EVENING, move |tx| {
                    door::end_access(tx, account)
                })
                .wait(),
        );
        back_up(house, "backup");
        let back = Back::beside(house, "back", house.world.engine()).unwrap();
        let restored = back.restore(house, "backup", LogName::New).unwrap();
        assert_eq!(restored.replayed, restore::Replayed::default());
    });
}

fn asked(world: &World, person: &Person, now: Moment) -> switchboard_rules::ids::RequestId {
    let asking = Asking::about_nobody(
        Kind::ThawWorld,
        String::new(),
        Because::parse("The last import was done again").unwrap(),
    );
    let done = world.write("ask", person.auth(), now, move |tx| {
        requests::ask(tx, &asking)
    });
    match given(done.wait()) {
        Asked::New { id, .. } => id,
        other => panic!("{other:?}"),
    }
}

fn decided(
    world: &World,
    person: &Person,
    id: switchboard_rules::ids::RequestId,
    now: Moment,
) -> Result<Decided, Reason> {
    let done = world.write("decide", person.auth(), now, move |tx| {
        requests::decide(tx, id, Decision::Approve, None)
    });
    match done.wait().unwrap().verdict {
        Verdict::Given(decided) => Ok(decided),
        Verdict::Refused(refusal) => Err(refusal.reason),
    }
}

#[test]
fn a_restored_world_lets_nobody_in_shows_nobody_and_is_let_go_on_by_two() {
    on_both(12, |house| {
        let officer = house.person("Olga Officer", Role::MembershipOfficer, Scope::Organisation);
        let dpo = house.person("Dilys DPO", Role::Dpo, Scope::Organisation);
        let caller = house.caller(0);
        let (bank, account) = (house.banks[0], caller.account);
        given(house.act(&caller, EVENING, move |tx| desk::next(tx, bank, account)));
        back_up(house, "backup");
        let back = Back::beside(house, "back", house.world.engine()).unwrap();
        let restored = back.restore(house, "backup", LogName::New).unwrap();
        let world = back.open();
        assert_eq!(world.frozen().unwrap().unwrap().made_at, Some(EVENING));
        for none in [
            "select count(*) from session where ended_at is null",
            "select count(*) from open_card",
            "select count(*) from open_caller",
            "select count(*) from open_number",
            "select count(*) from bank where state = 'open'",
        ] {
            assert_eq!(count(&world, none), 0, "{none}");
        }
        for old in [&officer, &dpo, &caller] {
            assert!(
                world.standing(old.key, LATER).unwrap().is_none(),
                "an old session"
            );
        }
        let old_code = officer.code.clone();
        let door = world.write("sign-in", Auth::Job("door"), LATER, move |tx| {
            door::sign_in(tx, &old_code, Opened::Code)
        });
        assert!(
            matches!(door.wait().unwrap().verdict, Verdict::Refused(_)),
            "an old code"
        );
        let names: Vec<&str> = restored
            .codes
            .iter()
            .map(|(name, _)| name.as_str())
            .collect();
        assert_eq!(names.len(), 2, "{names:?}");
        let [olga, dilys] = ["Olga Officer", "Dilys DPO"].map(|name| {
            let code = &restored
                .codes
                .iter()
                .find(|(label, _)| label == name)
                .unwrap()
                .1;
            signed_in(&world, &code.expose())
        });
        let search = |who: &Person| {
            let query = crate::roll::Query::Number("07700 900001".to_owned());
            let done = world.write("search", who.auth(), LATER, move |tx| {
                crate::roll::search(tx, &query)
            });
            match done.wait().unwrap().verdict {
                Verdict::Given(_) => Ok(()),
                Verdict::Refused(refusal) => Err(refusal.reason),
            }
        };
        assert_eq!(search(&olga), Err(Reason::WorldFrozen));
        let id = asked(&world, &olga, LATER);
        assert_eq!(decided(&world, &olga, id, LATER), Err(Reason::SecondPerson));
        assert!(world.frozen().unwrap().is_some(), "one is not enough");
        assert_eq!(decided(&world, &dilys, id, LATER), Ok(Decided::Done));
        assert!(world.frozen().unwrap().is_none());
        assert_eq!(search(&olga), Ok(()));
        assert_eq!(
            count(&world, "select count(*) from entry where kind = 118"),
            1
        );
        assert_eq!(
            count(&world, "select count(*) from bank where state = 'open'"),
            0,
            "organisers open them"
        );
        assert!(back.open().frozen().unwrap().is_none());
    });
}

fn signed_in(world: &World, code: &str) -> Person {
    let typed = code.to_owned();
    let done = world.write("sign-in", Auth::Job("door"), LATER, move |tx| {
        door::sign_in(tx, &typed, Opened::Code)
    });
    let token = given(done.wait()).token;
    let key = crate::session::SessionKey::of(token.expose()).unwrap();
    Person {
        account: key.account(),
        key,
        code: code.to_owned(),
    }
}
