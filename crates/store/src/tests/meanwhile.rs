//! What comes while two records are being merged waits for that, and then is true of the one person.

use std::sync::mpsc;
use std::thread;

use switchboard_rules::alike::Choice;
use switchboard_rules::card::{Finding, Outcome, Size};
use switchboard_rules::ids::{CardId, LookId, MemberId};
use switchboard_rules::look::{Mark, Purpose, Why};
use switchboard_rules::moment::{Moment, Span};
use switchboard_rules::person::{ExternalId, Phone, Region};
use switchboard_rules::policy::Reason;
use switchboard_rules::roll::RollRow;

use super::calls::{card, has_somebody, say};
use super::duplicates::{id_of, twin};
use super::house::{EVENING, House, Person, given, member};
use super::leaving::{WATCHED, overtakes};
use super::looks::{begin, file, officer, open, sight, words};
use super::merges::{merge, pair, story};
use crate::desk::{self, Report, Taken};
use crate::duplicates::{self, Merging};
use crate::engine::Arg;
use crate::members::{self, Begun, Opening, Sight};
use crate::roll::{self, Query, Settled};
use crate::session::{Auth, id16};
use crate::tx::{Tx, Verdict};
use crate::world::World;
use crate::{line, retention};

/// After the time of every card that was dealt in the evening.
pub(super) const LATER: Moment = Moment::from_millis(EVENING.millis() + 5 * 60_000);

/// One person twice, with another number each.
pub(super) fn twice() -> Vec<RollRow> {
    let mut second = twin(0);
    second.phones = vec![Phone::parse("07700 900777", Region::GB).unwrap()];
    vec![member(0), second]
}

/// A card that was dealt of a record by the first bank, with its caller; the time of every card is up.
pub(super) fn card_of(house: &House, number: &str) -> (CardId, Person) {
    let callers = [house.caller(0), house.caller(0)];
    for caller in &callers {
        card(house, caller, house.banks[0], EVENING);
    }
    while desk::sweep(&house.world, EVENING.plus(Span::minutes(4))).unwrap() > 0 {}
    let id = id_of(house, number);
    let found = house.read(|raw| {
        raw.one(
            "select id, account from card where member = $1",
            &[Arg::Bytes(id.as_bytes())],
            |row| Ok((id16(row.bytes(0)?).unwrap(), row.bytes(1)?.to_vec())),
        )
    });
    let (card, account) = found.unwrap();
    let [one, other] = callers;
    let caller = if one.account.as_bytes().as_slice() == account {
        one
    } else {
        other
    };
    (CardId::from_bytes(card), caller)
}

/// Merges the second of two looks into the first, and lets somebody else act before that is committed.
fn while_merging(
    house: &House,
    who: &Person,
    [keep, gone]: [LookId; 2],
    second: impl FnOnce(&World) + Send,
) {
    let merge = move |tx: &mut Tx<'_, '_>| {
        let merging = Merging {
            keep,
            gone,
            choice: Choice::default(),
            words: None,
        };
        duplicates::merge(tx, &merging)
    };
    let early = overtakes(house, who.auth(), merge, second);
    assert!(!early, "it did not wait for the merge");
    assert_eq!(house.count("select count(*) from member_alias"), 1);
}

fn say_on(node: &World, auth: Auth, card: CardId, outcome: Outcome) -> Taken {
    let report = Report {
        card,
        outcome,
        note: None,
    };
    given(
        node.write("report", auth, LATER, move |tx| desk::report(tx, &report))
            .wait(),
    )
}

#[test]
fn an_objection_that_comes_while_its_member_is_merged_stops_the_one_person() {
    story(&twice(), |house| {
        let (card, caller) = card_of(house, "T-000000");
        let who = officer(house);
        let looks = pair(house, &who);
        let auth = caller.auth();
        while_merging(house, &who, looks, move |node| {
            let no = Outcome::DontCall(Size::AnyCampaign);
            assert_eq!(say_on(node, auth, card, no), Taken::Late);
        });
        for campaign in 0..2 {
            let caller = house.caller(campaign);
            assert!(
                !has_somebody(house, &caller, house.banks[campaign], LATER),
                "campaign {campaign}"
            );
        }
        house.settle(LATER);
    });
}

#[test]
fn a_report_that_comes_while_its_member_is_merged_is_about_the_one_person() {
    story(&twice(), |house| {
        let (card, caller) = card_of(house, "T-000000");
        let who = officer(house);
        let looks = pair(house, &who);
        let auth = caller.auth();
        while_merging(house, &who, looks, move |node| {
            assert_eq!(say_on(node, auth, card, Outcome::Moved), Taken::Late);
        });
        let (red, blue) = (house.caller(0), house.caller(1));
        assert!(!has_somebody(house, &red, house.banks[0], LATER));
        assert!(has_somebody(house, &blue, house.banks[1], LATER));
        assert_eq!(of_member(house, REPORTS, id_of(house, "M-000000")), 1);
    });
}

const REPORTS: &str = "select count(*) from report where member = $1";
const DEAD: &str = "select count(*) from member_mark where member = $1 and deceased = 1";
const LOOKED_AT: &str = "select count(*) from member_look where member = $1 and until_at > at";

fn of_member(house: &House, sql: &'static str, member: MemberId) -> i64 {
    let args = [Arg::Bytes(member.as_bytes())];
    house
        .read(|raw| raw.one(sql, &args, |row| row.int(0)))
        .unwrap()
}

#[test]
fn a_death_that_is_settled_while_its_member_is_merged_is_the_one_persons() {
    story(&twice(), |house| {
        let (card, caller) = card_of(house, "T-000000");
        say(house, caller.auth(), card, Outcome::Deceased, LATER);
        let who = officer(house);
        let looks = pair(house, &who);
        let auth = officer(house).auth();
        while_merging(house, &who, looks, move |node| {
            let settled = node.write("settle", auth, EVENING, move |tx| {
                roll::settle(tx, card, Finding::Right)
            });
            assert_eq!(given(settled.wait()), Settled::Now);
        });
        assert_eq!(of_member(house, DEAD, id_of(house, "M-000000")), 1);
        for campaign in 0..2 {
            let caller = house.caller(campaign);
            assert!(!has_somebody(house, &caller, house.banks[campaign], LATER));
        }
        house.settle(LATER);
    });
}

#[test]
fn a_look_that_begins_while_its_member_is_merged_is_at_the_one_record() {
    story(&twice(), |house| {
        let (who, other) = (officer(house), officer(house));
        let looks = pair(house, &who);
        let query = Query::External("T-000000".to_owned());
        let found = given(house.act(&other, EVENING, move |tx| roll::search(tx, &query)));
        let opening = Opening {
            handle: found.handles.into_iter().next().unwrap(),
            purpose: Purpose::RingsUs,
            words: String::new(),
        };
        let auth = other.auth();
        let (tell, told) = mpsc::channel();
        while_merging(house, &who, looks, move |node| {
            let begun = node.write("look", auth, EVENING, move |tx| {
                members::begin(tx, &opening)
            });
            tell.send(given(begun.wait())).unwrap();
        });
        let Begun::Look(look) = told.recv().unwrap() else {
            panic!("no look")
        };
        given(house.act(&other, EVENING, move |tx| {
            members::reason(tx, look, &words("She rang about her address"))
        }));
        assert_eq!(file(house, &other, look, EVENING).external, "M-000000");
        let gone = id_of(house, "T-000000");
        assert_eq!(
            of_member(house, LOOKED_AT, gone),
            0,
            "no look at who went is open"
        );
    });
}

#[test]
fn an_act_by_a_look_at_somebody_who_is_being_merged_is_refused_and_never_lost() {
    story(&twice(), |house| {
        let (who, other) = (officer(house), officer(house));
        let looks = pair(house, &who);
        let gone = super::duplicates::compare(house, &other)
            .into_iter()
            .find(|look| file(house, &other, *look, EVENING).external == "T-000000")
            .unwrap();
        let auth = other.auth();
        while_merging(house, &who, looks, move |node| {
            let marked = node.write("mark", auth, EVENING, move |tx| {
                members::mark(tx, gone, Mark::Protected, &words("the police asked us to"))
            });
            match marked.wait().unwrap().verdict {
                Verdict::Refused(refusal) => assert_eq!(refusal.reason, Reason::LookOver),
                Verdict::Given(()) => panic!("written of somebody who is nobody any more"),
            }
        });
        assert_eq!(
            house.count("select count(*) from member_mark where protected = 1"),
            0
        );
        // Opened once more it is the one record, which is marked.
        let look = open(house, &other, 0, EVENING);
        given(house.act(&other, EVENING, move |tx| {
            members::mark(tx, look, Mark::Protected, &words("the police asked us to"))
        }));
        let caller = house.caller(0);
        assert!(!has_somebody(house, &caller, house.banks[0], LATER));
    });
}

const FREE: &str = "select id from member where bucket = $1 and id = $2 {skip_locked}";

/// Holds the line while another node begins something that has to wait there; answers whether that holds a member already.
fn holds_a_member_while_it_waits(
    house: &House,
    member: MemberId,
    second: impl FnOnce(&World) + Send,
) -> bool {
    let node = house.node();
    let (begun, has_begun) = mpsc::channel();
    let (ended, has_ended) = mpsc::channel();
    let act = move |tx: &mut Tx<'_, '_>| {
        line::wait(tx)?;
        let _ = begun.send(());
        assert!(
            has_ended.recv_timeout(WATCHED).is_err(),
            "it did not wait in the line"
        );
        let args = [Arg::Int(member.bucket()), Arg::Bytes(member.as_bytes())];
        let free = tx.one(FREE, &args, |row| Ok(row.bytes(0)?.len()))?;
        Ok(Verdict::Given(free.is_none()))
    };
    thread::scope(|scope| {
        let held = scope.spawn(|| {
            house
                .world
                .write("held", Auth::Console, EVENING, act)
                .wait()
        });
        has_begun.recv().unwrap();
        scope.spawn(move || {
            second(&node);
            let _ = ended.send(());
        });
        given(held.join().unwrap())
    })
}

#[test]
fn whoever_waits_in_the_line_holds_no_member_that_others_wait_for() {
    story(&twice(), |house| {
        let member = id_of(house, "M-000000");
        let before = EVENING.minus(Span::days(300));
        let holds = holds_a_member_while_it_waits(house, member, move |node| {
            retention::forget_those(node, &[member], before, EVENING).unwrap();
        });
        assert!(!holds, "retention");
        let who = officer(house);
        let [keep, gone] = pair(house, &who);
        let auth = who.auth();
        let holds = holds_a_member_while_it_waits(house, member, move |node| {
            let merging = Merging {
                keep,
                gone,
                choice: Choice::default(),
                words: None,
            };
            let merged = node.write("merge", auth, EVENING, move |tx| {
                duplicates::merge(tx, &merging)
            });
            given(merged.wait());
        });
        assert!(!holds, "a merge");
        let id = house.read(|raw| {
            raw.one("select id from member_merge", &[], |row| {
                Ok(id16(row.bytes(0)?).unwrap())
            })
        });
        let id = switchboard_rules::ids::MergeId::from_bytes(id.unwrap());
        let auth = who.auth();
        let holds = holds_a_member_while_it_waits(house, member, move |node| {
            let undone = node.write("unmerge", auth, EVENING, move |tx| {
                duplicates::unmerge(tx, id)
            });
            given(undone.wait());
        });
        assert!(!holds, "its undo");
    });
}

#[test]
fn two_officers_who_merge_a_pair_the_other_way_round_make_one_record() {
    story(&twice(), |house| {
        let (who, other) = (officer(house), officer(house));
        let looks = pair(house, &who);
        let theirs = super::duplicates::compare(house, &other);
        let auth = other.auth();
        while_merging(house, &who, looks, move |node| {
            let [one, other] = theirs;
            for (keep, gone) in [(one, other), (other, one)] {
                let merging = Merging {
                    keep,
                    gone,
                    choice: Choice::default(),
                    words: None,
                };
                let late = node.write("merge", auth.clone(), EVENING, move |tx| {
                    duplicates::merge(tx, &merging)
                });
                match late.wait().unwrap().verdict {
                    Verdict::Refused(refusal) => assert_eq!(refusal.reason, Reason::LookOver),
                    Verdict::Given(merged) => panic!("{merged:?}"),
                }
            }
        });
    });
}

#[test]
fn a_late_word_on_whoever_was_merged_meanwhile_is_the_one_persons() {
    story(&twice(), |house| {
        let (card, caller) = card_of(house, "T-000000");
        let who = officer(house);
        merge(house, &who);
        let said = say(house, caller.auth(), card, Outcome::Answered, LATER);
        assert_eq!(said, Taken::Late);
        let (red, blue) = (house.caller(0), house.caller(1));
        assert!(
            !has_somebody(house, &red, house.banks[0], LATER),
            "this bank has reached them"
        );
        assert!(has_somebody(house, &blue, house.banks[1], LATER));
    });
}

#[test]
fn an_account_that_is_linked_to_a_record_while_it_is_merged_is_linked_to_the_one_that_stays() {
    story(&twice(), |house| {
        let (who, other) = (officer(house), officer(house));
        let looks = pair(house, &who);
        let account = officer(house).account;
        while_merging(house, &who, looks, move |node| {
            let number = ExternalId::parse("T-000000").unwrap();
            let linked = node.write("link", Auth::Console, EVENING, move |tx| {
                members::link(tx, account, &number)
            });
            given(linked.wait()).unwrap();
        });
        let look = begin(house, &other, 0, EVENING);
        match sight(house, &other, look, EVENING).0 {
            Sight::Asked(why, _) => assert_eq!(why, Why::Colleague),
            Sight::Record(_) => panic!("a colleague's record is shown without a reason"),
        }
    });
}
