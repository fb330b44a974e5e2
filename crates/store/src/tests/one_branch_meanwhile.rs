//! What comes while a branch's officer acts: the tree that changes, and the member who is moved.

use switchboard_rules::policy::Reason;
use switchboard_rules::roll::Typed;

use super::house::{EVENING, House, Person};
use super::leaving::overtakes;
use super::looks::{open, refused};
use super::one_branch::{Rivals, story};
use crate::branches::{self, Change};
use crate::fault::Fault;
use crate::members::{self, Corrected};
use crate::session::Auth;
use crate::tx::{Tx, Verdict};
use crate::world::World;

/// Puts Abercwm under Powys.
fn relocation(rivals: &Rivals) -> Change {
    let [_, _, branch, powys] = rivals.tree;
    let parent = Some(powys);
    Change::Move { branch, parent }
}

/// Whether a look shows its record, on another node.
fn is_shown(node: &World, auth: Auth, look: switchboard_rules::ids::LookId) -> bool {
    let shown = node.write("show", auth, EVENING, move |tx| members::show(tx, look));
    matches!(shown.wait().unwrap().verdict, Verdict::Given(_))
}

fn showing(
    look: switchboard_rules::ids::LookId,
) -> impl Fn(&mut Tx<'_, '_>) -> Result<Verdict<members::Sight>, Fault> + Send + 'static {
    move |tx| members::show(tx, look)
}

#[test]
fn a_look_that_comes_while_its_branch_is_moved_waits_and_shows_nobody() {
    story(|house, rivals| {
        let look = open(house, &rivals.gwynedd, 0, EVENING);
        let change = relocation(rivals);
        let moving = move |tx: &mut Tx<'_, '_>| branches::change(tx, &change);
        let auth = rivals.gwynedd.auth();
        let early = overtakes(house, rivals.whole.auth(), moving, move |node| {
            assert!(
                !is_shown(node, auth, look),
                "shown after the branch was moved"
            );
        });
        assert!(!early, "it did not wait for the tree");
    });
}

#[test]
fn a_branch_that_is_moved_waits_for_a_look_under_way() {
    story(|house, rivals| {
        let look = open(house, &rivals.gwynedd, 0, EVENING);
        let (change, auth) = (relocation(rivals), rivals.whole.auth());
        let early = overtakes(house, rivals.gwynedd.auth(), showing(look), move |node| {
            let act = move |tx: &mut Tx<'_, '_>| branches::change(tx, &change);
            node.write("move", auth, EVENING, act).wait().unwrap();
        });
        assert!(
            !early,
            "the branch was moved, and then the look was committed"
        );
        out_of_reach(house, &rivals.gwynedd, look);
    });
}

#[test]
fn a_look_that_comes_while_its_member_is_moved_by_hand_waits_and_shows_nobody() {
    story(|house, rivals| {
        let look = open(house, &rivals.gwynedd, 0, EVENING);
        let theirs = open(house, &rivals.whole, 0, EVENING);
        let typed = Typed {
            branch: Some("Powys".to_owned()),
            ..Typed::default()
        };
        let moving = move |tx: &mut Tx<'_, '_>| members::correct(tx, theirs, &typed);
        let auth = rivals.gwynedd.auth();
        let early = overtakes::<Corrected, _, _>(house, rivals.whole.auth(), moving, move |node| {
            assert!(
                !is_shown(node, auth, look),
                "shown after the member was moved"
            );
        });
        assert!(!early, "it did not wait for the member");
    });
}

#[test]
fn a_branch_that_is_joined_while_its_officer_looks_ends_their_role_after_the_look() {
    story(|house, rivals| {
        let look = open(house, &rivals.gwynedd, 2, EVENING);
        let [_, branch, _, into] = rivals.tree;
        let auth = rivals.whole.auth();
        let early = overtakes(house, rivals.gwynedd.auth(), showing(look), move |node| {
            let change = Change::Join { branch, into };
            let act = move |tx: &mut Tx<'_, '_>| branches::change(tx, &change);
            node.write("join", auth, EVENING, act).wait().unwrap();
        });
        assert!(
            !early,
            "the role had ended, and then the look was committed"
        );
        out_of_reach(house, &rivals.gwynedd, look);
    });
}

fn out_of_reach(house: &House, who: &Person, look: switchboard_rules::ids::LookId) {
    let why = refused(house, who, EVENING, move |tx| members::show(tx, look));
    assert_eq!(why, Reason::NotYours);
}
