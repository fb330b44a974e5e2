//! A disk that really gets full under a running evening: a clear answer, nothing acknowledged lost, and it goes on by itself
//! when there is room again.

use std::fs::{self, File};
use std::io::Write as _;
use std::path::Path;

use axum::http::Method;
use switchboard_store::rules::moment::Span;

use crate::house::{House, Person, Plan, grounds, setting};

/// Fills the disk to the last byte.
fn fill(path: &Path) {
    let mut file = File::create(path).unwrap();
    for size in [4096, 512, 1] {
        while file.write_all(&vec![0_u8; size]).is_ok() {}
    }
}

/// One card dealt and done: what was acknowledged, or the refusal.
fn card(house: &House, caller: &Person<'_>) -> Result<(String, bool), serde_json::Value> {
    let next = caller.api(
        Method::POST,
        &format!("/api/v1/banks/{}/next", house.banks[0]),
        None,
    );
    if next.status != 200 {
        assert_eq!(
            (next.status.as_u16(), next.header("content-type")),
            (503, "application/problem+json")
        );
        return Err(next.json());
    }
    let body = next.json();
    assert_eq!(body["kind"], "card", "{body}");
    let card = body["card"].as_str().unwrap().to_owned();
    let said = serde_json::json!({ "outcome": "busy" });
    let done = caller.api(
        Method::POST,
        &format!("/api/v1/cards/{card}/outcome"),
        Some(said),
    );
    assert!(matches!(done.status.as_u16(), 200 | 503), "{}", done.body);
    Ok((card, done.status == 200))
}

#[test]
fn a_full_disk_is_said_clearly_loses_nothing_and_goes_on_by_itself() {
    let Some(disk) = setting("TEST_SMALL_DISK") else {
        eprintln!(
            "SKIPPED: the full disk: set TEST_SMALL_DISK to a tmpfs of 6 MiB (./scripts/test does)"
        );
        return;
    };
    let dir = tempfile::tempdir_in(&disk).unwrap();
    let filler = dir.path().join("filler");
    let house = House::build_in(
        dir,
        &grounds()[0],
        Plan {
            members: 24,
            ..Plan::default()
        },
    );
    let caller = house.caller(0);
    let mut kept = vec![card(&house, &caller).unwrap()];

    fill(&filler);
    let refused = loop {
        match card(&house, &caller) {
            Ok(done) => kept.push(done),
            Err(problem) => break problem,
        }
        assert!(kept.len() < 20, "the disk never was full");
        fill(&filler.with_extension(kept.len().to_string()));
    };
    assert_eq!(refused["type"], "urn:switchboard:disk-full", "{refused}");
    assert!(
        refused["title"].as_str().unwrap().contains("disk is full"),
        "{refused}"
    );
    let page = caller.post(&format!("/desk/{}/next", house.banks[0]), &[]);
    assert_eq!(page.status, 503, "{}", page.short());

    for file in fs::read_dir(filler.parent().unwrap()).unwrap().flatten() {
        if file.file_name().to_string_lossy().starts_with("filler") {
            fs::remove_file(file.path()).unwrap();
        }
    }
    house.pass(Span::seconds(5));
    let (_, is_done) = card(&house, &caller).expect("it goes on by itself");
    assert!(is_done);
    for (card, is_done) in kept {
        let saved = caller.get(&format!("/desk/cards/{card}/saved"));
        let expected = if is_done { 200 } else { 303 };
        assert_eq!(
            saved.status.as_u16(),
            expected,
            "what was acknowledged of a card is there"
        );
    }
}
