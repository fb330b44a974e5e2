//! Figures of one core, printed: `cargo test -p switchboard-ledger --release --test speed -- --ignored --nocapture`.
#![cfg(test)]

use std::hint::black_box;
use std::time::Instant;

use switchboard_ledger::entry::{Act, ActSecret};
use switchboard_ledger::hash::leaf_hash;
use switchboard_ledger::tree::Frontier;

fn rate(what: &str, count: u32, mut once: impl FnMut(u32)) -> f64 {
    let started = Instant::now();
    for n in 0..count {
        once(n);
    }
    let per_second = f64::from(count) / started.elapsed().as_secs_f64();
    println!("{what}: {per_second:.0}/s");
    per_second
}

#[test]
#[ignore = "a figure, only true of a release build"]
fn a_million_leaves_a_second_are_hashed_and_appended() {
    let mut frontier = Frontier::new();
    let mut record = [1; 33];
    let appended = rate("hash and append", 4_000_000, |n| {
        record[1..5].copy_from_slice(&n.to_be_bytes());
        frontier.append(leaf_hash(&record));
    });
    black_box(frontier.root());
    let act = Act {
        at_ms: 0,
        account: [1; 16],
        opened: "code".to_owned(),
        kind: 401,
        purpose: "dial members for the campaign".to_owned(),
        campaign: Some([2; 16]),
        bank: Some([3; 16]),
        fields: "title,family_name,branch".to_owned(),
        licence: None,
        detail: Vec::new(),
    };
    rate("salts and commitments of an act", 100_000, |n| {
        let mut secret = [0; 32];
        secret[..4].copy_from_slice(&n.to_be_bytes());
        black_box(act.root(&ActSecret::from_bytes(secret)));
    });
    assert!(appended >= 1_000_000.0);
}
