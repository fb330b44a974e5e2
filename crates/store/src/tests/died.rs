//! Whoever has died, as the roll says: their account ends, also where it lets the membership go on.

use switchboard_rules::card::{Finding, Outcome};
use switchboard_rules::ids::{LookId, MemberId};
use switchboard_rules::moment::Span;
use switchboard_rules::roll::{RollRow, Typed};

use super::calls::{card, say};
use super::duplicates::id_of;
use super::house::{EVENING, House, Person, import, importing, member, on_both, switched};
use super::imports::reject;
use super::left::{own, runs};
use super::looks::{officer, open};
use crate::engine::Arg;
use crate::fault::Fault;
use crate::roll::{self, Plan};
use crate::session::Auth;
use crate::tx::Tx;
use crate::{Verdict, leaving, members};

const LEFT: &str = "select count(*) from entry where kind = 850";
const NOTED: &str = "select count(*) from import_note where what = 'died'";
const OBJECTIONS: &str = "select count(*) from objection";
const CALLED: &str = "select count(*) from entry where kind = 852";

/// The n-th member, marked as having died.
fn dead(n: u32) -> RollRow {
    RollRow {
        deceased: true,
        ..member(n)
    }
}

/// Takes a file whose only row can't be taken, and says that the n-th member has died.
fn rejecting(house: &House, n: u32) -> roll::Running {
    let mut running = importing(&house.world, &Plan::default(), Vec::new(), EVENING);
    let rejects = [reject(2, n, true, true)];
    running.slice(&[], &rejects, EVENING).unwrap();
    running
}

fn follow(house: &House) {
    roll::follow(&house.world, EVENING).unwrap();
}

fn corrects(house: &House, orla: &Person, look: LookId, deceased: bool) {
    let typed = Typed {
        deceased: Some(deceased),
        ..Typed::default()
    };
    let done = house.act(orla, EVENING, move |tx| members::correct(tx, look, &typed));
    assert!(matches!(done.unwrap().verdict, Verdict::Given(_)));
}

/// Has the job judge the n-th member, as though a file had named them.
fn judged(house: &House, n: u32, judge: fn(&mut Tx<'_, '_>, MemberId) -> Result<(), Fault>) {
    let member = id_of(house, &format!("M-{n:06}"));
    let act = move |tx: &mut Tx<'_, '_>| judge(tx, member).map(Verdict::Given);
    let done = house
        .world
        .write("judge", Auth::Job("follow"), EVENING, act);
    done.wait().unwrap();
}

fn take(house: &House, rows: Vec<RollRow>) {
    import(&house.world, rows);
    roll::follow(&house.world, EVENING).unwrap();
}

#[test]
fn a_file_that_says_somebody_has_died_ends_their_account_though_their_membership_goes_on() {
    on_both(4, |house| {
        let (died, stays, nobodys) = (house.caller(0), house.caller(0), house.caller(0));
        own(house, died.account, 0);
        own(house, stays.account, 1);
        take(house, vec![dead(0), member(1), dead(3)]);
        assert!(!runs(house, &died));
        assert!(runs(house, &stays) && runs(house, &nobodys));
        assert_eq!(house.count(LEFT), 1);
        let ended = "select count(*) from member_end where ended_at is not null";
        assert_eq!(house.count(ended), 0, "no membership ended");
        // The same file, and one that says more of them, end nothing anew.
        take(house, vec![dead(0)]);
        let mut moved = dead(0);
        moved.email = None;
        take(house, vec![moved]);
        assert_eq!(house.count(LEFT), 1);
        house.settle(EVENING);
    });
}

#[test]
fn a_row_that_cant_be_taken_ends_the_account_of_whom_it_says_to_have_died_once_the_file_is_switched_on()
 {
    on_both(2, |house| {
        let died = house.caller(0);
        own(house, died.account, 0);
        let running = rejecting(house, 0);
        assert_eq!(house.count(OBJECTIONS), 1, "the objection acts at once");
        follow(house);
        assert!(runs(house, &died));
        drop(running);
        roll::sweep(&house.world, EVENING.plus(Span::days(2))).unwrap();
        take(house, vec![member(1)]);
        assert!(runs(house, &died), "that file was never switched on");
        assert_eq!(house.count(NOTED), 0, "and nothing of it is left");
        switched(rejecting(house, 0), EVENING);
        assert!(runs(house, &died));
        follow(house);
        assert!(!runs(house, &died));
        assert_eq!((house.count(LEFT), house.count(NOTED)), (1, 0));
        house.settle(EVENING);
    });
}

#[test]
fn whoever_is_alive_again_before_the_job_comes_stays() {
    on_both(3, |house| {
        let (orla, first, second) = (officer(house), house.caller(0), house.caller(0));
        own(house, first.account, 0);
        own(house, second.account, 1);
        switched(rejecting(house, 0), EVENING);
        let look = open(house, &orla, 0, EVENING);
        corrects(house, &orla, look, false);
        let import = switched(rejecting(house, 1), EVENING);
        roll::undo(&house.world, &Auth::Console, import.id, || EVENING, |_| {}).unwrap();
        assert_eq!(house.count(NOTED), 1, "of the file that stands");
        follow(house);
        assert!(runs(house, &first) && runs(house, &second));
        assert_eq!((house.count(LEFT), house.count(NOTED)), (0, 0));
        house.settle(EVENING);
    });
}

#[test]
fn what_the_job_saw_is_judged_again_in_its_act() {
    on_both(3, |house| {
        let (orla, corrected, died) = (officer(house), house.caller(0), house.caller(0));
        own(house, corrected.account, 0);
        own(house, died.account, 1);
        for judge in [leaving::end_if_died, leaving::end_if_ended] {
            judged(house, 1, judge);
        }
        assert!(runs(house, &died), "alive, and a member");
        let look = open(house, &orla, 0, EVENING);
        import(&house.world, vec![dead(0), dead(1)]);
        corrects(house, &orla, look, false);
        judged(house, 0, leaving::end_if_died);
        assert!(runs(house, &corrected), "alive again");
        judged(house, 1, leaving::end_if_ended);
        assert!(runs(house, &died), "the membership goes on");
        judged(house, 1, leaving::end_if_died);
        assert!(!runs(house, &died));
        house.settle(EVENING);
    });
}

#[test]
fn a_file_that_says_an_officer_has_died_calls_a_person() {
    on_both(2, |house| {
        let orla = officer(house);
        own(house, orla.account, 0);
        take(house, vec![dead(0)]);
        assert!(runs(house, &orla));
        assert_eq!((house.count(LEFT), house.count(CALLED)), (0, 1));
        // Later files say it again, and a call of a person is no news.
        switched(rejecting(house, 0), EVENING);
        follow(house);
        let mut moved = dead(0);
        moved.email = None;
        take(house, vec![moved]);
        assert_eq!(house.count(CALLED), 1);
        // It was a mistake, and then it is so.
        let olive = officer(house);
        let look = open(house, &olive, 0, EVENING);
        corrects(house, &olive, look, false);
        corrects(house, &olive, look, true);
        assert_eq!(house.count(CALLED), 2);
        house.settle(EVENING);
    });
}

#[test]
fn an_import_that_is_not_switched_on_ends_nobody() {
    on_both(2, |house| {
        let caller = house.caller(0);
        own(house, caller.account, 0);
        let running = importing(
            &house.world,
            &Plan::default(),
            vec![dead(0).into()],
            EVENING,
        );
        roll::follow(&house.world, EVENING).unwrap();
        drop(running);
        roll::follow(&house.world, EVENING).unwrap();
        assert!(runs(house, &caller));
        house.settle(EVENING);
    });
}

#[test]
fn whom_somebody_corrects_to_have_died_has_left() {
    on_both(3, |house| {
        let (orla, died, stays) = (officer(house), house.caller(0), house.caller(0));
        own(house, died.account, 0);
        own(house, stays.account, 1);
        let look = open(house, &orla, 0, EVENING);
        for (deceased, left) in [(false, 0), (true, 1), (true, 1)] {
            corrects(house, &orla, look, deceased);
            assert_eq!(house.count(LEFT), left);
        }
        assert!(!runs(house, &died) && runs(house, &stays));
        house.settle(EVENING);
    });
}

#[test]
fn a_report_of_a_death_ends_an_account_once_it_was_found_right() {
    for (finding, left) in [(Finding::Right, 1), (Finding::Mistaken, 0)] {
        on_both(1, |house| {
            let (orla, rings, died) = (officer(house), house.caller(0), house.caller(1));
            own(house, died.account, 0);
            let (dealt, _) = card(house, &rings, house.banks[0], EVENING);
            say(house, rings.auth(), dealt.card, Outcome::Deceased, EVENING);
            assert!(runs(house, &died), "a call alone ends nobody");
            let done = house.act(&orla, EVENING, move |tx| {
                roll::settle(tx, dealt.card, finding)
            });
            assert!(matches!(done.unwrap().verdict, Verdict::Given(_)));
            assert_eq!(house.count(LEFT), left, "{finding:?}");
            assert_eq!(runs(house, &died), left == 0, "{finding:?}");
            house.settle(EVENING);
        });
    }
}

#[test]
fn a_report_on_a_record_that_was_merged_away_ends_the_account_of_the_person() {
    for is_told_before in [false, true] {
        let rows = super::duplicates::roll(1, &[0]);
        super::merges::story(&rows, |house| {
            let (orla, rings, died) = (officer(house), house.caller(0), house.caller(1));
            super::left::own_of(house, died.account, "T-000000");
            let gone = id_of(house, "T-000000");
            let dealt = loop {
                let (dealt, _) = card(house, &rings, house.banks[0], EVENING);
                let of = "select count(*) from card where id = $1 and member = $2";
                let args = [
                    Arg::Bytes(dealt.card.as_bytes()),
                    Arg::Bytes(gone.as_bytes()),
                ];
                let is_theirs = house.read(|raw| raw.one(of, &args, |row| row.int(0)));
                if is_theirs == Some(1) {
                    break dealt;
                }
                say(house, rings.auth(), dealt.card, Outcome::NoAnswer, EVENING);
            };
            let tell = || say(house, rings.auth(), dealt.card, Outcome::Deceased, EVENING);
            if is_told_before {
                tell();
            }
            super::merges::merge(house, &orla);
            if !is_told_before {
                tell();
            }
            let done = house.act(&orla, EVENING, move |tx| {
                roll::settle(tx, dealt.card, Finding::Right)
            });
            assert!(matches!(done.unwrap().verdict, Verdict::Given(_)));
            assert!(!runs(house, &died), "{is_told_before}");
            house.settle(EVENING);
        });
    }
}
