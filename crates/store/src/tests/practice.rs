//! Practice: a world of its own beside the live one. A ticket goes there, a receipt comes back, and not one row more.

use std::collections::BTreeMap;
use std::fs;

use switchboard_rules::card::{Outcome, Size};
use switchboard_rules::contest::Kind;
use switchboard_rules::events::EventKind;
use switchboard_rules::ids::{BankId, ContestId};
use switchboard_rules::moment::{Moment, Span};
use switchboard_rules::policy::{Reason, Role, Scope};

use super::house::{EVENING, House, Person, given, import, member, on_both, plan};
use super::looks;
use crate::banks::{NameStyle, NewBank, NewContest};
use crate::desk::{self, Dealt, Report};
use crate::practice::{self, Seal};
use crate::session::SessionKey;
use crate::training::{self, Did, Notice, Taken, Wish};
use crate::tx::Verdict;
use crate::world::World;
use crate::{Auth, banks};

/// The words of a notice, in its first version and its second.
fn notice(version: &str) -> Notice {
    Notice::of(&[
        "Members will see your number.".to_owned(),
        version.to_owned(),
    ])
}

/// A practice world beside the house's, open.
fn practice_of(house: &House) -> World {
    let world = World::create_practice(&house.world, EVENING).unwrap();
    import(&world, (300..320).map(member).collect());
    let made = world.write("practice-made", Auth::Console, EVENING, |tx| {
        let new = NewContest {
            name: "Practice".to_owned(),
            style: NameStyle::Titled,
            plan: plan(Kind::Standing),
        };
        let contest = banks::new_contest(tx, &new)?;
        let campaign = banks::new_campaign(tx, contest, "Practice")?;
        let new = NewBank {
            campaign,
            contest,
            name: "Practice bank".to_owned(),
            opening: String::new(),
            script: String::new(),
            notes: false,
        };
        Ok(Verdict::Given((contest, banks::new_bank(tx, &new)?)))
    });
    let made: (ContestId, BankId) = given(made.wait());
    practice::begin(&world, made, EVENING).unwrap();
    world
}

/// Somebody in practice.
struct Desk<'w> {
    world: &'w World,
    key: SessionKey,
    bank: BankId,
}

impl<'w> Desk<'w> {
    /// Sits down with a ticket.
    fn of(world: &'w World, seal: &Seal, ticket: &str) -> Self {
        let who = seal.admit(ticket, EVENING).unwrap().unwrap();
        let entered = practice::enter(world, who, "Someone".to_owned(), EVENING).unwrap();
        Self {
            world,
            key: SessionKey::of(entered.signed_in.token.expose()).unwrap(),
            bank: entered.bank,
        }
    }

    fn act<T: Send + 'static>(
        &self,
        act: impl FnMut(&mut crate::Tx<'_, '_>) -> Result<Verdict<T>, crate::Fault> + Send + 'static,
    ) -> T {
        given(
            self.world
                .write("practice", Auth::Session(self.key), EVENING, act)
                .wait(),
        )
    }

    /// Rings one, and says what happened.
    fn ring(&self, outcome: Outcome) {
        let (bank, account) = (self.bank, self.key.account());
        let Dealt::Card(on_desk) = self.act(move |tx| desk::next(tx, bank, account)) else {
            panic!("practice has no card");
        };
        let card = on_desk.card;
        let _shown = self.act(move |tx| desk::show_number(tx, card, account));
        let report = Report {
            card,
            outcome,
            note: None,
        };
        self.act(move |tx| desk::report(tx, &report));
    }

    fn receipt(&self, seal: &Seal) -> Option<String> {
        let seal = seal.clone();
        self.act(move |tx| practice::far(tx, &seal, notice("1")))
            .receipt
    }

    /// Everything there is to do, but for the notice.
    fn practises(&self) {
        for _ in 0..3 {
            self.ring(Outcome::Answered);
        }
        self.ring(Outcome::DontCall(Size::Anyone));
        self.ring(Outcome::CallBack(EVENING.plus(Span::hours(1))));
    }

    fn reads(&self) {
        self.act(|tx| training::read_in_practice(tx, notice("1")));
    }
}

fn ticket(house: &House, who: &Person, seal: &Seal) -> String {
    let seal = seal.clone();
    given(house.act(who, EVENING, move |tx| {
        training::own(tx, &seal, notice("1"))
    }))
    .ticket
}

fn take(house: &House, who: &Person, (seal, receipt): (&Seal, &str), now: Moment) -> Taken {
    let (seal, receipt) = (seal.clone(), receipt.to_owned());
    given(house.act(who, now, move |tx| training::take(tx, &seal, &receipt)))
}

/// What the entries of a kind say, the oldest last.
fn told(house: &House, kind: EventKind) -> Vec<String> {
    let lines = looks::told(house, kind.code()).into_iter();
    lines.map(|(_, _, detail)| detail).collect()
}

/// How many rows each table of the live world has.
fn rows(house: &House) -> BTreeMap<&'static str, i64> {
    let schema = include_str!("../schema/now.sql");
    let tables = schema.split("create table ").skip(1);
    let tables = tables.filter_map(|rest| rest.split_whitespace().next());
    tables
        .map(|table| {
            let sql: &'static str = format!("select count(*) from {table}").leak();
            (table, house.count(sql))
        })
        .collect()
}

#[test]
fn practice_and_the_live_world_exchange_a_ticket_and_a_receipt_and_never_a_row() {
    on_both(2, |house| {
        let seal = Seal::of(&house.world);
        let [caller, rival] = [house.caller(0), house.caller(1)];
        let practice = practice_of(house);
        let ticket_of_caller = ticket(house, &caller, &seal);
        let before = rows(house);
        let desk = Desk::of(&practice, &seal, &ticket_of_caller);
        assert_eq!(desk.receipt(&seal), None);
        desk.practises();
        assert_eq!(desk.receipt(&seal), None, "the notice wasn't read");
        desk.reads();
        let receipt = desk.receipt(&seal).unwrap();
        assert_eq!(rows(house), before, "practice wrote into the live world");

        assert_eq!(
            take(house, &rival, (&seal, &receipt), EVENING),
            Taken::NotYours
        );
        let forged = Seal::of(&practice);
        assert_eq!(
            take(house, &caller, (&forged, &receipt), EVENING),
            Taken::NotYours
        );
        for bad in [
            "",
            "x",
            &ticket_of_caller,
            &format!("{receipt}."),
            &receipt.replacen('1', "2", 1),
            &receipt.to_uppercase(),
        ] {
            assert_eq!(
                take(house, &caller, (&seal, bad), EVENING),
                Taken::NotYours,
                "{bad}"
            );
        }
        let late = EVENING.plus(Span::hours(25));
        let again = house.again(&caller, late);
        assert_eq!(take(house, &again, (&seal, &receipt), late), Taken::TooOld);
        assert_eq!(house.count("select count(*) from training"), 0);

        assert_eq!(
            take(house, &caller, (&seal, &receipt), EVENING),
            Taken::Kept
        );
        assert_eq!(
            take(house, &caller, (&seal, &receipt), EVENING),
            Taken::Before
        );
        let same = desk.receipt(&seal).unwrap();
        assert_eq!(take(house, &caller, (&seal, &same), EVENING), Taken::Before);
        assert_eq!(house.count("select count(*) from training"), 2);
        let mut after = rows(house);
        after.retain(|table, n| before.get(table) != Some(n));
        let changed: Vec<_> = after.into_keys().collect();
        let allowed = [
            "account_head",
            "entry",
            "entry_tried",
            "log_head",
            "log_tile",
            "session",
            "shown_hour",
            "training",
        ];
        assert!(
            changed.iter().all(|table| allowed.contains(table)),
            "{changed:?}"
        );
        assert_eq!(told(house, EventKind::Practice).len(), 1);
        assert_eq!(told(house, EventKind::CallersNoticeRead).len(), 1);
        fs::remove_dir_all(practice.dir()).unwrap();
    });
}

#[test]
fn whoever_practises_again_that_day_goes_on_where_they_were_also_once_they_have_finished() {
    on_both(1, |house| {
        let seal = Seal::of(&house.world);
        let (caller, practice) = (house.caller(0), practice_of(house));
        let ticket = ticket(house, &caller, &seal);
        let first = Desk::of(&practice, &seal, &ticket);
        let again = Desk::of(&practice, &seal, &ticket);
        assert_eq!(first.key.account(), again.key.account());
        assert_ne!(
            first.key.account(),
            caller.account,
            "a word, and no account of the live world"
        );
        again.practises();
        again.reads();
        let next = Desk::of(&practice, &seal, &ticket);
        assert_eq!(first.key.account(), next.key.account());
        assert!(next.receipt(&seal).is_some());
        // Nobody empties it for others: fifteen cards are all that one person has.
        for _ in 0..10 {
            next.ring(Outcome::NoAnswer);
        }
        let (bank, account) = (next.bank, next.key.account());
        let over = next.act(move |tx| desk::next(tx, bank, account));
        assert!(matches!(over, Dealt::Spent(_)), "a sixteenth card");
        let late = EVENING.plus(Span::minutes(10));
        assert_eq!(
            seal.admit(&ticket, late).unwrap(),
            None,
            "a ticket lasts ten minutes"
        );
        assert_eq!(seal.admit("1.2", EVENING).unwrap(), None);
    });
}

#[test]
fn a_bank_that_wants_practice_deals_to_those_alone_who_have_practised_and_read_the_words_of_now() {
    on_both(3, |house| {
        house.world.say_notice(notice("1"));
        let seal = Seal::of(&house.world);
        let organiser = house.person(
            "Olwen Organiser",
            Role::Organiser,
            Scope::Campaign(house.campaigns[0]),
        );
        let caller = house.caller(0);
        let bank = house.banks[0];
        let deal = |who: &Person, now| {
            let account = who.account;
            let dealt = house.act(who, now, move |tx| desk::next(tx, bank, account));
            match dealt.unwrap().verdict {
                Verdict::Given(_) => None,
                Verdict::Refused(refusal) => Some(refusal.reason),
            }
        };
        let ask = |who: &Person, wish| {
            let asked = house.act(who, EVENING, move |tx| training::ask(tx, bank, wish));
            match asked.unwrap().verdict {
                Verdict::Given(()) => None,
                Verdict::Refused(refusal) => Some(refusal.reason),
            }
        };
        assert_eq!(ask(&caller, Wish::Practice), Some(Reason::NotYourRole));
        assert_eq!(
            ask(&house.caller(1), Wish::Practice),
            Some(Reason::NotYourBank)
        );
        assert_eq!(ask(&organiser, Wish::Practice), None);
        assert_eq!(ask(&organiser, Wish::Practice), None, "twice is once");
        assert_eq!(deal(&caller, EVENING), Some(Reason::PractiseFirst));
        given(house.act(&caller, EVENING, |tx| {
            training::read_notice(tx, notice("1"))
        }));
        assert_eq!(
            deal(&caller, EVENING),
            Some(Reason::PractiseFirst),
            "read alone is not practised"
        );

        let receipt = {
            let who = (seal.who(caller.account).unwrap(), organiser.account);
            seal.receipt(who, notice("0"), EVENING).unwrap()
        };
        assert_eq!(
            take(house, &caller, (&seal, &receipt), EVENING),
            Taken::Kept
        );
        assert_eq!(deal(&caller, EVENING), None);

        // Another program, with other words: who has practised reads them, and need not practise again.
        let newer = house.reopened();
        newer.say_notice(notice("2"));
        let other = house.caller(0);
        let receipt = {
            let who = (seal.who(other.account).unwrap(), other.account);
            seal.receipt(who, notice("1"), EVENING).unwrap()
        };
        assert_eq!(take(house, &other, (&seal, &receipt), EVENING), Taken::Kept);
        let account = other.account;
        let deal_there = || {
            let deal = newer.write("story", other.auth(), EVENING, move |tx| {
                desk::next(tx, bank, account)
            });
            match deal.wait().unwrap().verdict {
                Verdict::Given(_) => None,
                Verdict::Refused(refusal) => Some(refusal.reason),
            }
        };
        assert_eq!(deal_there(), Some(Reason::PractiseFirst));
        let read = newer.write("story", other.auth(), EVENING, |tx| {
            training::read_notice(tx, notice("2"))
        });
        given(read.wait());
        assert_eq!(deal_there(), None);

        let third = house.caller(0);
        assert_eq!(deal(&third, EVENING), Some(Reason::PractiseFirst));
        assert_eq!(ask(&organiser, Wish::Nothing), None);
        assert_eq!(deal(&third, EVENING), None);
        let asked = told(house, EventKind::TrainingAsked);
        assert_eq!(asked, ["asks=nothing", "asks=practice"], "twice is once");
    });
}

#[test]
fn an_organiser_sees_who_of_their_own_campaign_has_practised_and_a_rival_sees_nothing() {
    on_both(1, |house| {
        let seal = Seal::of(&house.world);
        let campaign = house.campaigns[0];
        let [organiser, rival] = [0, 1].map(|n| {
            let scope = Scope::Campaign(house.campaigns[n]);
            house.person("Olwen Organiser", Role::Organiser, scope)
        });
        let caller = house.caller(0);
        let receipt = {
            let who = (seal.who(caller.account).unwrap(), caller.account);
            seal.receipt(who, notice("1"), EVENING).unwrap()
        };
        assert_eq!(
            take(house, &caller, (&seal, &receipt), EVENING),
            Taken::Kept
        );
        let see = |who: &Person, version| {
            let seen = house.act(who, EVENING, move |tx| {
                training::of_campaign(tx, (campaign, None), notice(version))
            });
            seen.unwrap().verdict
        };
        let seen = |version| {
            let Verdict::Given(seen) = see(&organiser, version) else {
                panic!("refused");
            };
            let people = seen.people.into_iter();
            let mut people: Vec<_> = people
                .map(|one| (one.name, one.practised, one.read))
                .collect();
            people.sort_by(|a, b| a.0.cmp(&b.0));
            people.dedup();
            people
        };
        let trained = |read| ("Carys Caller".to_owned(), Did::At(EVENING), read);
        let untrained = ("Olwen Organiser".to_owned(), Did::NotYet, Did::NotYet);
        assert_eq!(seen("1"), [trained(Did::At(EVENING)), untrained.clone()]);
        assert_eq!(seen("2"), [trained(Did::NotYet), untrained]);
        for (who, reason) in [
            (&rival, Reason::NotYourCampaign),
            (&caller, Reason::NotYourRole),
        ] {
            match see(who, "1") {
                Verdict::Refused(refusal) => assert_eq!(refusal.reason, reason),
                Verdict::Given(_) => panic!("shown to {reason:?}"),
            }
        }
        assert_eq!(told(house, EventKind::TrainingShown).len(), 2);
    });
}
