//! Directions and licences, as the manifests and the resolved tree say them.

use std::{collections::BTreeSet, fs, process::Command};

use super::root;

/// Each crate and the crates of ours it may name. A new edge is argued in a decision first.
const EDGES: [(&str, &[&str]); 5] = [
    ("ledger", &[]),
    ("rules", &["switchboard-ledger"]),
    ("store", &["switchboard-ledger", "switchboard-rules"]),
    ("switchboard", &["switchboard-store"]),
    ("verify", &["switchboard-ledger"]),
];

const KINDS: [&str; 3] = ["dependencies", "dev-dependencies", "build-dependencies"];

fn manifest(folder: &str) -> toml::Table {
    let path = root().join("crates").join(folder).join("Cargo.toml");
    fs::read_to_string(path).unwrap().parse().unwrap()
}

/// The names of everything a crate depends on, for running, testing and building, on any target.
fn named(manifest: &toml::Table) -> BTreeSet<String> {
    let targets = manifest.get("target").and_then(|all| all.as_table());
    let targets = targets
        .into_iter()
        .flatten()
        .filter_map(|(_, one)| one.as_table());
    std::iter::once(manifest)
        .chain(targets)
        .flat_map(|table| KINDS.iter().filter_map(|kind| table.get(*kind)?.as_table()))
        .flatten()
        .map(|(name, how)| {
            how.get("package")
                .and_then(|p| p.as_str())
                .unwrap_or(name)
                .to_owned()
        })
        .collect()
}

#[test]
fn every_crate_depends_only_on_the_crates_below_it() {
    let folders: BTreeSet<String> = fs::read_dir(root().join("crates"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    let known: BTreeSet<String> = EDGES.iter().map(|(name, _)| (*name).to_owned()).collect();
    assert_eq!(folders, known, "every crate has its place in the order");
    for (folder, below) in EDGES {
        let manifest = manifest(folder);
        let own = manifest["package"]["name"].as_str().unwrap();
        for name in named(&manifest) {
            let is_ours = name.starts_with("switchboard");
            // A crate may turn its own features on for its tests.
            assert!(
                !is_ours || name == own || below.contains(&name.as_str()),
                "crates/{folder} must not depend on {name}"
            );
        }
    }
}

#[test]
fn only_the_store_knows_a_database() {
    let drivers = [
        "rusqlite",
        "libsqlite3-sys",
        "tokio-postgres",
        "postgres",
        "postgres-types",
        "sqlx",
        "diesel",
    ];
    for (folder, _) in EDGES {
        let named = named(&manifest(folder));
        let found: Vec<_> = drivers
            .iter()
            .filter(|driver| named.contains(**driver))
            .collect();
        assert_eq!(
            found.is_empty(),
            folder != "store",
            "crates/{folder} names {found:?}"
        );
    }
}

#[test]
fn every_manifest_names_its_licence_and_holds_to_the_house_lints() {
    for (folder, _) in EDGES {
        let manifest = manifest(folder);
        let licence = &manifest["package"]["license"];
        if ["ledger", "verify"].contains(&folder) {
            assert_eq!(
                licence.as_str(),
                Some("MIT OR Apache-2.0"),
                "crates/{folder}"
            );
            for text in ["LICENSE-MIT", "LICENSE-APACHE"] {
                let copy = fs::read(root().join("crates").join(folder).join(text)).unwrap();
                assert_eq!(
                    copy,
                    fs::read(root().join(text)).unwrap(),
                    "crates/{folder}/{text}"
                );
            }
        } else {
            assert_eq!(
                licence.get("workspace").and_then(toml::Value::as_bool),
                Some(true),
                "crates/{folder}"
            );
        }
        assert_eq!(
            manifest["lints"]["workspace"].as_bool(),
            Some(true),
            "crates/{folder}"
        );
    }
    let house: toml::Table = fs::read_to_string(root().join("Cargo.toml"))
        .unwrap()
        .parse()
        .unwrap();
    assert_eq!(
        house["workspace"]["package"]["license"].as_str(),
        Some("AGPL-3.0-or-later")
    );
    assert_eq!(
        house["workspace"]["lints"]["rust"]["unsafe_code"].as_str(),
        Some("forbid")
    );
    let text = fs::read_to_string(root().join("LICENSE")).unwrap();
    assert!(
        text.trim_start()
            .starts_with("GNU AFFERO GENERAL PUBLIC LICENSE")
    );
    assert_eq!(text.lines().count(), 661, "the licence stands whole");
}

/// The store lays worlds for tests under a feature of its own, which nothing but tests may turn on.
#[test]
fn no_program_is_built_with_what_tests_lay_their_worlds_with() {
    for (folder, _) in EDGES {
        let manifest = manifest(folder);
        for table in ["dependencies", "build-dependencies", "features"] {
            let said = format!("{:?}", manifest.get(table));
            let is_its_own = folder == "store" && table == "features";
            assert_eq!(
                said.contains("testing\""),
                is_its_own,
                "crates/{folder}, {table}"
            );
        }
    }
    let store = manifest("store");
    assert_eq!(store["features"].get("default"), None);
}

/// `name version` of everything that is built into a package.
fn tree(package: &str) -> BTreeSet<String> {
    let out = Command::new(env!("CARGO"))
        .args([
            "tree",
            "--locked",
            "--offline",
            "--edges",
            "normal,build",
            "--prefix",
            "none",
        ])
        .args(["--format", "{p}", "--package", package])
        .current_dir(root())
        .output()
        .unwrap();
    assert!(
        out.status.success(),
        "{}",
        String::from_utf8_lossy(&out.stderr)
    );
    let lines = String::from_utf8(out.stdout).unwrap();
    lines
        .lines()
        .map(|line| line.split(' ').take(2).collect::<Vec<_>>().join(" "))
        .collect()
}

fn copies<'t>(tree: &'t BTreeSet<String>, name: &str) -> Vec<&'t String> {
    tree.iter()
        .filter(|line| line.split(' ').next() == Some(name))
        .collect()
}

#[test]
fn one_sqlite_and_one_provider_of_cryptography_are_in_the_program() {
    let tree = tree("switchboard");
    for one in [
        "libsqlite3-sys",
        "aws-lc-rs",
        "aws-lc-sys",
        "sha2",
        "hmac",
        "jiff",
    ] {
        assert_eq!(
            copies(&tree, one).len(),
            1,
            "{one}: {:?}",
            copies(&tree, one)
        );
    }
    for never in [
        "ring",
        "openssl",
        "openssl-sys",
        "aes-gcm",
        "ed25519-dalek",
        "chrono",
        "native-tls",
    ] {
        assert!(
            copies(&tree, never).is_empty(),
            "{never} does what another crate here does"
        );
    }
}

/// `zxcvbn` asks `time` which year it is; nothing of ours does, and no crate of ours names it.
#[test]
fn jiff_is_the_only_time_library_that_a_crate_of_ours_names() {
    for (folder, _) in EDGES {
        let named = named(&manifest(folder));
        assert!(
            !named.contains("time") && !named.contains("chrono"),
            "crates/{folder}"
        );
    }
}

#[test]
fn a_verifier_is_built_without_a_runtime_a_database_or_a_c_compiler() {
    let tree = tree("switchboard-verify");
    assert_eq!(
        copies(&tree, "ed25519-dalek").len(),
        1,
        "the tree was read: {tree:?}"
    );
    for never in [
        "tokio",
        "rusqlite",
        "tokio-postgres",
        "aws-lc-rs",
        "ring",
        "cc",
        "switchboard-store",
        "switchboard-rules",
    ] {
        assert!(
            copies(&tree, never).is_empty(),
            "{never} is in the verifier"
        );
    }
}
