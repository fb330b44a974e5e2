use std::collections::BTreeMap;

use proptest::prelude::*;

use super::{Branch, DEPTH_MAX, MoveError, Tree, name_key};
use crate::ids::BranchId;

fn id(n: u8) -> BranchId {
    BranchId::from_bytes([n; 16])
}

fn branch(n: u8, name: &str, parent: Option<u8>) -> Branch {
    Branch {
        id: id(n),
        name: name.to_owned(),
        parent: parent.map(id),
    }
}

fn harbour() -> Tree {
    Tree::new([
        branch(1, "Wales", None),
        branch(2, "south quay", Some(1)),
        branch(3, "North quay", Some(1)),
        branch(4, "Dry dock", Some(3)),
        branch(5, "England", None),
    ])
}

fn lines(tree: &Tree) -> Vec<String> {
    let placed = tree.in_order();
    let line = |p: &super::Placed<'_>| format!("{}{}", "  ".repeat(p.depth), p.branch.name);
    placed.iter().map(line).collect()
}

#[test]
fn branches_stand_below_what_they_belong_to_by_name() {
    let expected = [
        "England",
        "Wales",
        "  North quay",
        "    Dry dock",
        "  south quay",
    ];
    assert_eq!(lines(&harbour()), expected);
}

#[test]
fn a_branch_whose_parent_is_gone_stands_at_the_top() {
    let tree = Tree::new([branch(4, "Dry dock", Some(9))]);
    assert_eq!(lines(&tree), ["Dry dock"]);
}

#[test]
fn a_branch_moves_anywhere_but_under_itself() {
    let tree = harbour();
    for (what, under, answer) in [
        (4, Some(2), Ok(())),
        (4, None, Ok(())),
        (1, Some(5), Ok(())),
        (1, Some(1), Err(MoveError::Circle)),
        (1, Some(4), Err(MoveError::Circle)),
        (9, None, Err(MoveError::Unknown)),
        (4, Some(9), Err(MoveError::Unknown)),
    ] {
        assert_eq!(tree.may_move(id(what), under.map(id)), answer, "{what}");
    }
}

#[test]
fn a_tree_grows_so_deep_and_no_deeper() {
    let most = u8::try_from(DEPTH_MAX).unwrap();
    let chain = (1..=most).map(|n| branch(n, "b", (n > 1).then(|| n - 1)));
    let tree = Tree::new(chain.chain([branch(100, "other", None), branch(101, "o", Some(100))]));
    assert_eq!(tree.may_add(Some(id(most))), Err(MoveError::Deep));
    assert_eq!(tree.may_add(Some(id(most - 1))), Ok(()));
    assert_eq!(
        tree.may_move(id(100), Some(id(most - 1))),
        Err(MoveError::Deep)
    );
    assert_eq!(tree.may_move(id(100), Some(id(most - 2))), Ok(()));
}

#[test]
fn sums_go_up_to_the_top() {
    let own = BTreeMap::from([(id(1), 5), (id(3), 10), (id(4), 100)]);
    let sums = harbour().sums(&own);
    assert_eq!(sums.get(&id(1)), Some(&115));
    assert_eq!(sums.get(&id(3)), Some(&110));
    assert_eq!(sums.get(&id(2)), Some(&0));
}

#[test]
fn a_name_is_the_same_in_capitals_and_with_more_spaces() {
    assert_eq!(name_key("  North  QUAY "), name_key("north quay"));
    assert_ne!(name_key("North quay"), name_key("Northquay"));
}

proptest! {
    #[test]
    fn whatever_is_moved_every_branch_stands_in_the_list_once(
        moves in prop::collection::vec((0u8..12, prop::option::of(0u8..12)), 0..40)
    ) {
        let mut branches: Vec<Branch> = (0..12).map(|n| branch(n, "b", None)).collect();
        for (what, under) in moves {
            let tree = Tree::new(branches.clone());
            if tree.may_move(id(what), under.map(id)).is_ok() {
                branches[usize::from(what)].parent = under.map(id);
            }
        }
        let tree = Tree::new(branches);
        let placed = tree.in_order();
        prop_assert_eq!(placed.len(), 12);
        prop_assert!(placed.iter().all(|p| p.depth < DEPTH_MAX));
    }
}
