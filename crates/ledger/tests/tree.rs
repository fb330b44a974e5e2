//! The tree against a naive one and against `tlog_tiles`.
#![cfg(test)]

use std::cell::RefCell;

use proptest::prelude::*;
use switchboard_ledger::hash::{Hash, leaf_hash, node_hash};
use switchboard_ledger::heads::{HeadsError, head_leaf, heads_root};
use switchboard_ledger::tree::*;

/// RFC 6962 §2.1 as it is written, nothing clever.
fn naive_root(leaves: &[Hash]) -> Hash {
    match leaves {
        [] => root_of_empty(),
        [leaf] => *leaf,
        _ => {
            let (left, right) = leaves.split_at(leaves.len().next_power_of_two() / 2);
            node_hash(&naive_root(left), &naive_root(right))
        }
    }
}

struct Leaves(Vec<Hash>);

impl Leaves {
    fn new(count: u64) -> Self {
        Self((0..count).map(|n| leaf_hash(&n.to_be_bytes())).collect())
    }

    fn root(&self, size: u64) -> Hash {
        naive_root(&self.0[..usize::try_from(size).unwrap()])
    }

    fn leaf(&self, index: u64) -> Hash {
        self.0[usize::try_from(index).unwrap()]
    }
}

impl HashReader for Leaves {
    type Error = (u8, u64);

    fn node(&self, level: u8, index: u64) -> Result<Hash, (u8, u64)> {
        let start = usize::try_from(index << level).unwrap();
        let group = self
            .0
            .get(start..start + (1 << level))
            .ok_or((level, index))?;
        Ok(naive_root(group))
    }
}

/// The same leaves as `tlog_tiles` stores them.
struct Theirs(RefCell<Vec<tlog_tiles::Hash>>);

impl Theirs {
    fn new(count: u64) -> Self {
        let stored = Self(RefCell::default());
        for n in 0..count {
            let new = tlog_tiles::stored_hashes(n, &n.to_be_bytes(), &stored).unwrap();
            stored.0.borrow_mut().extend(new);
        }
        stored
    }
}

impl tlog_tiles::HashReader for Theirs {
    fn read_hashes(&self, indexes: &[u64]) -> Result<Vec<tlog_tiles::Hash>, tlog_tiles::Error> {
        let stored = self.0.borrow();
        Ok(indexes
            .iter()
            .map(|at| stored[usize::try_from(*at).unwrap()])
            .collect())
    }
}

fn ours(theirs: &[tlog_tiles::Hash]) -> Vec<Hash> {
    theirs.iter().map(|hash| Hash::from_bytes(hash.0)).collect()
}

#[test]
fn appending_gives_the_root_of_a_naive_tree_at_every_size() {
    let leaves = Leaves::new(300);
    let mut frontier = Frontier::new();
    for size in 0..300 {
        assert_eq!(
            (frontier.size(), frontier.root()),
            (size, leaves.root(size))
        );
        assert_eq!(root_at(size, &leaves), Ok(leaves.root(size)));
        assert_eq!(Frontier::decode(&frontier.encode()).as_ref(), Ok(&frontier));
        frontier.append(leaves.leaf(size));
    }
}

#[test]
fn appending_visits_every_node_that_becomes_complete_once() {
    let leaves = Leaves::new(64);
    let mut frontier = Frontier::new();
    let mut visited = Vec::new();
    for index in 0..64 {
        frontier.append_visiting(leaves.leaf(index), |node| visited.push(node));
    }
    assert_eq!(visited.len(), 127);
    for node in visited {
        assert_eq!(leaves.node(node.level, node.index), Ok(node.hash));
    }
}

#[test]
fn roots_and_proofs_are_those_of_tlog_tiles_at_every_small_size() {
    let (leaves, theirs) = (Leaves::new(70), Theirs::new(70));
    for size in 1..=70 {
        let root = leaves.root(size);
        let their_root = tlog_tiles::tree_hash(size, &theirs).unwrap();
        assert_eq!(their_root.0, *root.as_bytes());
        for index in 0..size {
            let proof = prove_inclusion(size, index, &leaves).unwrap();
            assert_eq!(
                proof,
                ours(&tlog_tiles::prove_record(size, index, &theirs).unwrap())
            );
            assert_eq!(
                verify_inclusion(&leaves.leaf(index), index, size, &root, &proof),
                Ok(())
            );
        }
        for old in 1..=size {
            let proof = prove_consistency(old, size, &leaves).unwrap();
            assert_eq!(
                proof,
                ours(&tlog_tiles::prove_tree(size, old, &theirs).unwrap())
            );
            assert_eq!(
                verify_consistency((old, &leaves.root(old)), (size, &root), &proof),
                Ok(())
            );
        }
    }
}

#[test]
fn an_empty_log_is_the_beginning_of_every_log() {
    let leaves = Leaves::new(5);
    let (empty, root) = (root_of_empty(), leaves.root(5));
    assert_eq!(prove_consistency(0, 5, &leaves), Ok(Vec::new()));
    assert_eq!(verify_consistency((0, &empty), (5, &root), &[]), Ok(()));
    assert_eq!(verify_consistency((0, &empty), (0, &empty), &[]), Ok(()));
    assert_eq!(
        verify_consistency((0, &root), (5, &root), &[]),
        Err(ProofError::OldRoot)
    );
    assert_eq!(
        verify_consistency((0, &empty), (0, &root), &[]),
        Err(ProofError::OldRoot)
    );
    assert_eq!(
        verify_consistency((0, &empty), (5, &root), &[root]),
        Err(ProofError::Length)
    );
}

#[test]
fn two_roots_of_one_size_are_refused() {
    let leaves = Leaves::new(5);
    let (root, other) = (leaves.root(5), leaves.root(4));
    assert_eq!(verify_consistency((5, &root), (5, &root), &[]), Ok(()));
    assert_eq!(
        verify_consistency((5, &other), (5, &root), &[]),
        Err(ProofError::OldRoot)
    );
    assert_eq!(
        verify_consistency((5, &root), (5, &root), &[root]),
        Err(ProofError::Length)
    );
}

#[test]
fn what_is_beyond_the_tree_is_neither_proved_nor_believed() {
    let leaves = Leaves::new(5);
    let root = leaves.root(5);
    let beyond = ProveError::OutOfRange { of: 5, size: 5 };
    assert_eq!(prove_inclusion(5, 5, &leaves), Err(beyond));
    assert_eq!(
        prove_inclusion(0, 0, &leaves),
        Err(ProveError::OutOfRange { of: 0, size: 0 })
    );
    assert_eq!(
        prove_consistency(6, 5, &leaves),
        Err(ProveError::OutOfRange { of: 6, size: 5 })
    );
    let refused = Err(ProofError::OutOfRange { of: 5, size: 5 });
    assert_eq!(verify_inclusion(&leaves.leaf(0), 5, 5, &root, &[]), refused);
    let refused = Err(ProofError::OutOfRange { of: 6, size: 5 });
    assert_eq!(verify_consistency((6, &root), (5, &root), &[]), refused);
    assert_eq!(
        prove_inclusion(8, 1, &leaves),
        Err(ProveError::Read((2, 1)))
    );
}

#[test]
fn an_inner_node_with_a_short_proof_is_not_taken_for_a_leaf() {
    let leaves = Leaves::new(4);
    let root = leaves.root(4);
    assert_eq!(
        verify_inclusion(&root, 0, 4, &root, &[]),
        Err(ProofError::Length)
    );
    let left = leaves.node(1, 0).unwrap();
    let right = leaves.node(1, 1).unwrap();
    assert_eq!(
        verify_inclusion(&left, 0, 4, &root, &[right]),
        Err(ProofError::Length)
    );
    assert_eq!(
        verify_consistency((1, &root), (4, &root), &[]),
        Err(ProofError::Length)
    );
}

#[test]
fn a_frontier_of_the_wrong_shape_is_refused() {
    let hash = Hash::ZERO;
    let refused = FrontierError::Count {
        size: 5,
        wanted: 2,
        given: 1,
    };
    assert_eq!(Frontier::from_parts(5, vec![hash]), Err(refused));
    assert_eq!(
        Frontier::from_parts(TREE_SIZE_MAX * 2, vec![hash]),
        Err(FrontierError::Size)
    );
    assert_eq!(Frontier::decode(&[0; 7]), Err(FrontierError::Length));
    assert_eq!(Frontier::decode(&[0; 9]), Err(FrontierError::Length));
    assert_eq!(Frontier::decode(&[0; 8]), Ok(Frontier::new()));
}

#[test]
fn heads_are_refused_out_of_order_or_twice() {
    let (low, high) = ([1; 16], [2; 16]);
    let head = leaf_hash(b"head");
    let root = node_hash(&head_leaf(&low, 1, &head), &head_leaf(&high, 2, &head));
    assert_eq!(heads_root(&[(low, 1, head), (high, 2, head)]), Ok(root));
    assert_eq!(
        heads_root(&[(high, 2, head), (low, 1, head)]),
        Err(HeadsError::Order(1))
    );
    assert_eq!(
        heads_root(&[(low, 1, head), (low, 2, head)]),
        Err(HeadsError::Order(1))
    );
    assert_eq!(heads_root(&[]), Ok(root_of_empty()));
    assert_ne!(head_leaf(&low, 1, &head), head_leaf(&low, 2, &head));
}

/// Every change of one hash's bit, one hash too many or too few.
fn wrong_proofs(proof: &[Hash], bit: usize) -> Vec<Vec<Hash>> {
    let mut wrong = vec![[proof, &[Hash::ZERO]].concat()];
    if !proof.is_empty() {
        wrong.push(proof[1..].to_vec());
        wrong.push(proof[..proof.len() - 1].to_vec());
    }
    for at in 0..proof.len() {
        let mut changed = proof.to_vec();
        let mut bytes = *changed[at].as_bytes();
        bytes[bit / 8] ^= 1 << (bit % 8);
        changed[at] = Hash::from_bytes(bytes);
        wrong.push(changed);
    }
    wrong
}

proptest! {
    #[test]
    fn a_proof_of_inclusion_holds_and_no_changed_one_does(
        (size, index) in (1_u64..2000).prop_flat_map(|size| (Just(size), 0..size)), bit in 0_usize..256,
    ) {
        let leaves = Leaves::new(size);
        let (leaf, root) = (leaves.leaf(index), leaves.root(size));
        let proof = prove_inclusion(size, index, &leaves).unwrap();
        prop_assert_eq!(verify_inclusion(&leaf, index, size, &root, &proof), Ok(()));
        for wrong in wrong_proofs(&proof, bit) {
            prop_assert!(verify_inclusion(&leaf, index, size, &root, &wrong).is_err());
        }
        prop_assert!(verify_inclusion(&Hash::ZERO, index, size, &root, &proof).is_err());
        prop_assert!(verify_inclusion(&leaf, index, size, &Hash::ZERO, &proof).is_err());
        if size > 1 {
            prop_assert!(verify_inclusion(&leaf, (index + 1) % size, size, &root, &proof).is_err());
        }
    }

    #[test]
    fn a_proof_of_consistency_holds_and_no_changed_one_does(
        (new, old) in (1_u64..2000).prop_flat_map(|new| (Just(new), 1..=new)), bit in 0_usize..256,
    ) {
        let leaves = Leaves::new(new);
        let (old_root, new_root) = (leaves.root(old), leaves.root(new));
        let proof = prove_consistency(old, new, &leaves).unwrap();
        let check = |proof: &[Hash]| verify_consistency((old, &old_root), (new, &new_root), proof);
        prop_assert_eq!(check(&proof), Ok(()));
        for wrong in wrong_proofs(&proof, bit) {
            prop_assert!(check(&wrong).is_err());
        }
        prop_assert!(verify_consistency((old, &Hash::ZERO), (new, &new_root), &proof).is_err());
        prop_assert!(verify_consistency((old, &old_root), (new, &Hash::ZERO), &proof).is_err());
    }

    #[test]
    fn any_bytes_are_a_frontier_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        if let Ok(frontier) = Frontier::decode(&bytes) {
            prop_assert_eq!(frontier.encode(), bytes);
        }
    }

    #[test]
    fn any_proof_is_refused_without_a_fault(
        index in any::<u64>(), size in any::<u64>(), length in 0_usize..70,
    ) {
        let proof = vec![Hash::ZERO; length];
        prop_assert!(verify_inclusion(&Hash::ZERO, index, size, &leaf_hash(b""), &proof).is_err());
        let (old, new) = ((index, &leaf_hash(b"a")), (size, &leaf_hash(b"b")));
        prop_assert!(verify_consistency(old, new, &proof).is_err());
    }
}
