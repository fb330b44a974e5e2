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
fn a_branch_joins_another_where_all_under_it_find_room() {
    let most = u8::try_from(DEPTH_MAX).unwrap();
    let chain = (1..=most).map(|n| branch(n, "b", (n > 1).then(|| n - 1)));
    let others = [
        branch(100, "other", None),
        branch(101, "o", Some(100)),
        branch(102, "p", Some(101)),
    ];
    let tree = Tree::new(chain.chain(others));
    for (what, into, answer) in [
        // What stands under it takes two levels.
        (100, most - 2, Ok(())),
        (100, most - 1, Err(MoveError::Deep)),
        (100, most, Err(MoveError::Deep)),
        (101, most - 1, Ok(())),
        // Nothing stands under it.
        (102, most, Ok(())),
        (2, 1, Ok(())),
        (1, 2, Err(MoveError::Circle)),
        (1, 1, Err(MoveError::Circle)),
        (9, 100, Err(MoveError::Unknown)),
        (100, 99, Err(MoveError::Unknown)),
    ] {
        assert_eq!(tree.may_join(id(what), id(into)), answer, "{what} {into}");
    }
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

proptest! {
    #[test]
    fn a_lineage_leads_to_a_branch_only_where_the_tree_puts_it_under_that_branch(
        parents in prop::collection::vec(prop::option::of(0_u8..24), 1..24),
    ) {
        let all = parents.iter().zip(0_u8..);
        let tree = Tree::new(all.map(|(parent, n)| branch(n, "branch", *parent)));
        for n in 0..24 {
            let way = tree.lineage(id(n));
            prop_assert_eq!(way.is_nowhere(), tree.get(id(n)).is_none());
            for above in 0..24 {
                if way.is_in(id(above)) {
                    prop_assert!(tree.with_all_under(id(above)).contains(&id(n)));
                }
            }
        }
    }

    #[test]
    fn whoever_stands_under_a_branch_in_a_tree_as_it_may_grow_is_found_by_the_way_up(
        moves in prop::collection::vec((0_u8..16, prop::option::of(0_u8..16)), 0..60),
    ) {
        let mut parents: BTreeMap<u8, Option<u8>> = (0..16).map(|n| (n, None)).collect();
        let grown = |parents: &BTreeMap<u8, Option<u8>>| {
            Tree::new(parents.iter().map(|(n, parent)| branch(*n, "branch", *parent)))
        };
        for (n, parent) in moves {
            if grown(&parents).may_move(id(n), parent.map(id)).is_ok() {
                parents.insert(n, parent);
            }
        }
        let tree = grown(&parents);
        for above in 0..16 {
            for under in tree.with_all_under(id(above)) {
                prop_assert!(tree.lineage(under).is_in(id(above)));
            }
        }
    }
}

#[test]
fn a_branch_that_moves_takes_its_way_up_along() {
    let before = harbour();
    assert!(before.lineage(id(4)).is_in(id(1)) && before.lineage(id(4)).is_in(id(3)));
    assert!(!before.lineage(id(1)).is_in(id(4)), "never downwards");
    let mut moved: Vec<Branch> = before.in_order().iter().map(|p| p.branch.clone()).collect();
    for branch in moved.iter_mut().filter(|branch| branch.id == id(3)) {
        branch.parent = Some(id(5));
    }
    let now = Tree::new(moved);
    assert!(now.lineage(id(4)).is_in(id(5)) && !now.lineage(id(4)).is_in(id(1)));
    assert!(now.lineage(id(9)).is_nowhere());
}
