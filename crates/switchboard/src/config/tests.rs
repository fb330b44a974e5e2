//! The reference is made from the code, and whole.

use std::fmt::Write as _;
use std::path::PathBuf;

use super::*;

fn reference() -> String {
    let mut text = String::from(
        "# Configuration\n\nOne file, `switchboard.toml` in the world's directory (`--data DIR`). Every key may be left out. A key that isn't here is\nan error, so that a slip of the pen doesn't pass for a setting. Secrets never stand in the file: it names the files they\nlie in, and nobody but their owner and group may read those. Paths begin at the world's directory unless they begin with\n`/`. `switchboard doctor --data DIR` says what is wrong with it; a change is an entry in the ledger at the next start.\n\nMade from the program's code; don't edit it. After a change of the code: `UPDATE_CONFIGURATION=1 cargo nextest run -p\nswitchboard -E 'test(the_reference)'`.\n",
    );
    for section in SECTIONS {
        write!(
            text,
            "\n## [{}]\n\n{}\n\n",
            section.name,
            flowing(section.doc)
        )
        .unwrap();
        text.push_str("| key | default | example | what it is for |\n|---|---|---|---|\n");
        for key in section.keys {
            let default = if key.default.is_empty() {
                "not set".to_owned()
            } else {
                format!("`{}`", key.default)
            };
            writeln!(
                text,
                "| `{}` | {default} | `{}` | {} |",
                key.name,
                key.example,
                flowing(key.doc)
            )
            .unwrap();
        }
    }
    text
}

/// A doc comment's lines as one.
fn flowing(doc: &str) -> String {
    doc.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
#[expect(
    clippy::disallowed_methods,
    reason = "the one who changed a key asks for the reference to be written anew"
)]
fn the_reference_is_the_one_the_code_makes() {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../docs/configuration.md");
    if std::env::var("UPDATE_CONFIGURATION").is_ok() {
        std::fs::write(&path, reference()).unwrap();
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(
        kept,
        reference(),
        "run it with UPDATE_CONFIGURATION=1, read the difference, commit both"
    );
}

/// The sections as the file's own reader knows them: whatever it takes has a row, and every row is taken.
#[test]
fn every_key_the_file_may_hold_has_a_row_and_every_row_is_taken() {
    let toml::Value::Table(whole) = toml::Value::try_from(Config::default()).unwrap() else {
        panic!("a table");
    };
    let names: Vec<&str> = SECTIONS.iter().map(|section| section.name).collect();
    let mut known: Vec<&str> = whole.keys().map(String::as_str).collect();
    known.sort_unstable();
    let mut sorted = names.clone();
    sorted.sort_unstable();
    assert_eq!(known, sorted);
    for section in SECTIONS {
        for key in section.keys {
            let set = format!("[{}]\n{} = {}\n", section.name, key.name, key.example);
            let config: Config =
                toml::from_str(&set).unwrap_or_else(|error| panic!("{set}{error}"));
            assert_ne!(
                config,
                Config::default(),
                "the example says something: {set}"
            );
            if !key.default.is_empty() {
                let set = format!("[{}]\n{} = {}\n", section.name, key.name, key.default);
                assert_eq!(
                    toml::from_str::<Config>(&set).unwrap(),
                    Config::default(),
                    "{set}"
                );
            }
            let unset = Config::default()
                .every_value()
                .iter()
                .all(|(name, _)| *name != format!("{}.{}", section.name, key.name));
            assert_eq!(
                unset,
                key.default.is_empty(),
                "{}.{}: what is not set has no default",
                section.name,
                key.name
            );
            assert!(
                flowing(key.doc).ends_with('.'),
                "{}: says in a sentence what it is for",
                key.name
            );
        }
    }
}

#[test]
fn a_key_that_nobody_knows_is_an_error_that_names_it() {
    for (text, named) in [
        ("[serve]\nlissten = \"127.0.0.1:80\"", "lissten"),
        ("[mail]\npassword = \"hunter2\"", "password"),
        ("[post]\nserver = \"x\"", "post"),
    ] {
        let error = toml::from_str::<Config>(text).unwrap_err().to_string();
        assert!(error.contains(named), "{error}");
    }
    let config: Config = toml::from_str("[serve]\nlisten = \"127.0.0.1:9000\"").unwrap();
    assert_eq!(config.serve.listen.port(), 9000);
}

#[test]
fn what_can_not_be_is_said_when_the_file_is_read() {
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(dir.path().join(FILE), "[serve]\nlisten = \"0.0.0.0:80\"\n").unwrap();
    let said = format!("{:#}", read(dir.path()).unwrap_err());
    assert!(
        said.contains("switchboard.toml") && said.contains("set `serve.certificate`"),
        "{said}"
    );
}
