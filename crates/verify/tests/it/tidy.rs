//! What the verifier is made of, as `cargo tree` says it: pure Rust for checking and cosigning, without a database, a
//! runtime or a C compiler; TLS only with the feature of that name.

use std::collections::BTreeSet;
use std::process::Command;

/// The names of everything that is built into the verifier, for running and for building.
fn tree(features: &[&str]) -> BTreeSet<String> {
    let output = Command::new(env!("CARGO"))
        .args(["tree", "--locked", "--offline", "--edges", "normal,build"])
        .args(["--prefix", "none", "--format", "{p}"])
        .args(["--package", "switchboard-verify", "--no-default-features"])
        .args(features)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    said.lines()
        .map(|line| line.split(' ').next().unwrap().to_owned())
        .collect()
}

#[test]
fn checking_and_cosigning_are_pure_rust_and_https_is_a_feature_of_its_own() {
    let plain = tree(&[]);
    for own in ["switchboard-ledger", "sha2", "ed25519-dalek", "getrandom"] {
        assert!(plain.contains(own), "{own} in {plain:?}");
    }
    let never = [
        "aws-lc-rs",
        "aws-lc-sys",
        "ring",
        "openssl",
        "rustls",
        "cc",
        "cmake",
        "tokio",
        "rusqlite",
        "switchboard-store",
        "switchboard-rules",
        "switchboard",
    ];
    let found: Vec<_> = never.iter().filter(|name| plain.contains(**name)).collect();
    assert!(found.is_empty(), "{found:?} in the verifier without HTTPS");
    let with_tls = tree(&["--features", "https"]);
    assert!(with_tls.contains("rustls") && with_tls.contains("aws-lc-rs"));
    assert!(!with_tls.contains("ring") && !with_tls.contains("tokio"));
    assert!(plain.len() <= 40, "few enough to be read: {plain:?}");
}

#[test]
fn a_witness_asks_nothing_of_the_system_that_only_unix_has() {
    let mut found = Vec::new();
    let mut folders = vec![std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let text = std::fs::read_to_string(&path).unwrap();
            let lines: Vec<&str> = text.lines().collect();
            for (number, line) in lines.iter().enumerate() {
                let is_marked = number > 0 && lines[number - 1].contains("#[cfg(unix)]");
                if (line.contains("os::unix") || line.contains("os::fd")) && !is_marked {
                    found.push(format!("{}:{}", path.display(), number + 1));
                }
            }
        }
    }
    assert_eq!(
        found,
        Vec::<String>::new(),
        "guard it with #[cfg(unix)], and do without elsewhere"
    );
}
