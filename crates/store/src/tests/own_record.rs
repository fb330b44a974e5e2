//! "My record" is read beside the writer and opens as everything does: after its entry has committed, and so often a day.

use std::sync::Arc;
use std::sync::mpsc::channel;
use std::time::Duration;

use switchboard_rules::moment::{Moment, Span};
use switchboard_rules::policy::Reason;

use super::exhibits::{LATER, evening, refused};
use super::house::{EVENING, House, Person, given, on_both};
use crate::disclose::NotDisclosed;
use crate::log::exhibit::{self, OWN_LOOKS_A_DAY_MAX, OwnPage, OwnRead};
use crate::session::Auth;
use crate::tx::Verdict;
use crate::world::World;
use crate::{Fault, door};

/// Shows somebody a page of their own record in all its steps.
pub(super) fn own_page(
    world: &World,
    auth: &Auth,
    before: Option<[u8; 16]>,
    now: Moment,
) -> OwnPage {
    let asked = world.write("ask", auth.clone(), now, move |tx| {
        exhibit::own_ask(tx, before)
    });
    let plan = given(asked.wait());
    let read = Arc::new(exhibit::own_read(world, &plan).unwrap());
    let done = world.write("take", auth.clone(), now, move |tx| {
        exhibit::own_take(tx, &read)
    });
    let done = done.wait().unwrap();
    let Verdict::Given(taken) = done.verdict else {
        panic!("refused")
    };
    taken.disclose(&done.proof).unwrap()
}

fn read(house: &House, who: &Person) -> Arc<OwnRead> {
    let plan = given(house.act(who, LATER, |tx| exhibit::own_ask(tx, None)));
    Arc::new(exhibit::own_read(&house.world, &plan).unwrap())
}

const LOOKS: &str = "select count(*) from entry where kind = 601";

#[test]
fn ones_own_record_is_read_while_somebody_else_writes() {
    on_both(6, |house| {
        let [(caller, ..), _] = evening(house);
        let plan = given(house.act(&caller, LATER, |tx| exhibit::own_ask(tx, None)));
        let (begun, has_begun) = channel();
        let (go_on, goes_on) = channel();
        let held = house
            .world
            .write("held", Auth::Job("story"), LATER, move |_| {
                begun.send(()).unwrap();
                let waited = goes_on.recv_timeout(Duration::from_secs(20));
                Ok(Verdict::Given(waited.is_ok()))
            });
        has_begun.recv().unwrap();
        let read = exhibit::own_read(&house.world, &plan).unwrap();
        go_on.send(()).unwrap();
        assert!(given(held.wait()), "the writer was waited for");
        assert!(format!("{read:?}").starts_with("OwnRead("));
        assert_eq!(house.count(LOOKS), 0, "what was read is not shown yet");
    });
}

#[test]
fn ones_own_record_opens_with_the_proof_of_its_own_act_alone() {
    on_both(6, |house| {
        let [(caller, ..), _] = evening(house);
        let read = read(house, &caller);
        let take = |read: &Arc<OwnRead>| {
            let read = Arc::clone(read);
            let done = house.act(&caller, LATER, move |tx| exhibit::own_take(tx, &read));
            let done = done.unwrap();
            let Verdict::Given(taken) = done.verdict else {
                panic!("refused")
            };
            (taken, done.proof)
        };
        let (first, own) = take(&read);
        let (second, others) = take(&read);
        let shut = first.disclose(&others).unwrap_err();
        assert_eq!(shut, NotDisclosed::OtherAttempt);
        assert!(matches!(
            second.disclose(&own),
            Err(NotDisclosed::OtherAttempt)
        ));
        let (third, proof) = take(&read);
        assert!(third.disclose(&proof).unwrap().lines.len() >= 4);
        assert_eq!(house.count(LOOKS), 3, "each is an entry");
    });
}

#[test]
fn what_was_read_for_one_opens_to_nobody_else_and_not_after_a_session_has_ended() {
    on_both(6, |house| {
        let [(caller, ..), (other, ..)] = evening(house);
        let read = read(house, &caller);
        let once = Arc::clone(&read);
        let others = house.act(&other, LATER, move |tx| exhibit::own_take(tx, &once));
        assert!(matches!(others, Err(Fault::NoSeat)));
        let account = caller.account;
        let ended = house.world.write("end", Auth::Console, LATER, move |tx| {
            door::end_access(tx, account)
        });
        given(ended.wait());
        let late = house.act(&caller, LATER, move |tx| exhibit::own_take(tx, &read));
        assert_eq!(refused(late), Reason::SignedOut);
        assert_eq!(house.count(LOOKS), 0);
    });
}

#[test]
fn ones_own_record_opens_so_often_a_day_and_again_a_day_later() {
    on_both(6, |house| {
        let [(caller, ..), (other, ..)] = evening(house);
        let last = read(house, &caller);
        for _ in 0..OWN_LOOKS_A_DAY_MAX {
            own_page(&house.world, &caller.auth(), None, LATER);
        }
        let entries = "select count(*) from entry";
        let before = house.count(entries);
        let more = house.act(&caller, LATER, |tx| exhibit::own_ask(tx, None));
        assert_eq!(refused(more), Reason::LooksSpent);
        // What was read before the last look is not shown after it either.
        let late = house.act(&caller, LATER, move |tx| exhibit::own_take(tx, &last));
        assert_eq!(refused(late), Reason::LooksSpent);
        assert_eq!(house.count(entries), before, "the log grows no more by it");
        own_page(&house.world, &other.auth(), None, LATER);
        let next = LATER.plus(Span::days(1)).plus(Span::minutes(1));
        let fresh = house.again(&caller, next);
        own_page(&house.world, &fresh.auth(), None, next);
        house.settle(EVENING);
    });
}
