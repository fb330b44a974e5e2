//! Accounts at the console: naming the first officers, listing, recovering, ending.

use crate::program::{Server, done, on_terminal, told};

#[test]
fn init_names_officers_and_the_console_lists_recovers_and_ends_accounts() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("data").to_str().unwrap().to_owned();
    let (code, _, err) = told(&["init", "--data", &data, "--officer", "Orla"]);
    assert!(code == 2 && err.contains("NAME=EMAIL"), "{err}");
    let twice = [
        "init",
        "--data",
        &data,
        "--officer",
        "A=a@example.org",
        "--approver",
        "B=a@example.org",
    ];
    let (code, _, err) = told(&twice);
    assert!(code == 1 && err.contains("same e-mail"), "{err}");
    assert!(!dir.path().join("data").exists(), "nothing was made");
    let out = done(&[
        "init",
        "--data",
        &data,
        "--officer",
        "Orla Officer=orla@office.example.org",
        "--approver",
        "Ari Approver=ari@office.example.org",
    ]);
    assert!(
        out.contains("membership-officer, Orla Officer: code "),
        "{out}"
    );
    assert!(out.contains("approver, Ari Approver: code "), "{out}");
    let list = done(&["account", "list", "--data", &data]);
    assert_eq!(list.lines().count(), 2, "{list}");
    assert!(
        list.contains("Orla Officer  membership-officer  has a code until"),
        "{list}"
    );
    let add = [
        "account",
        "add",
        "--data",
        &data,
        "--role",
        "dpo",
        "--name",
        "Della Dpo",
    ];
    let (code, _, err) = told(&add);
    assert!(code == 1 && err.contains("--email"), "{err}");
    done(&[&add[..], &["--email", "della@office.example.org"]].concat());
    let (code, _, err) = told(&[&add[..], &["--email", "orla@office.example.org"]].concat());
    assert!(
        code == 1 && err.contains("another account has this e-mail address"),
        "{err}"
    );

    let recover = ["account", "recover", "--data", &data];
    let out = done(&[&recover[..], &["--email", "orla@office.example.org"]].concat());
    assert!(
        out.contains("for     Orla Officer") && out.contains("Every officer is told"),
        "{out}"
    );
    assert!(done(&[&recover[..], &["--name", "orla officer"]].concat()).contains("code    "));
    let (code, _, err) = told(&[&recover[..], &["--name", "nobody"]].concat());
    assert!(code == 1 && err.contains("account list"), "{err}");
    let (code, _, _) = told(&recover);
    assert_eq!(code, 2, "whose account?");
    done(&["account", "end", "--data", &data, "--name", "Ari Approver"]);
    let list = done(&["account", "list", "--data", &data]);
    assert!(
        !list.contains("Ari Approver") && list.contains("Della Dpo"),
        "{list}"
    );
    let verified = done(&["ledger", "verify", "--data", &data]);
    assert!(verified.contains("entries"), "{verified}");
}

#[test]
fn init_on_a_terminal_asks_for_officers_and_works_without_an_answer() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("data").to_str().unwrap().to_owned();
    let screen = on_terminal(100, &["init", "--data", &data]);
    assert!(screen.contains("Who keeps the roll?"), "{screen}");
    assert!(
        screen.contains("next: `switchboard account add"),
        "{screen}"
    );
    let server = Server::serve(dir.path().join("data").as_path());
    assert_eq!(server.end(), 0);
}
