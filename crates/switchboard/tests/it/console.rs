//! Accounts at the console: naming the first officers, listing, recovering, ending.

use std::fs;

use crate::house::roll;
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

#[test]
fn the_console_says_whose_record_is_whose_when_somebody_is_added_and_later() {
    let dir = tempfile::tempdir().unwrap();
    let at = |name: &str| dir.path().join(name).to_str().unwrap().to_owned();
    let (data, file) = (at("data"), at("roll.csv"));
    done(&["init", "--data", &data]);
    let text = roll(2);
    fs::write(&file, &text).unwrap();
    done(&["import", &file, "--data", &data]);
    // The membership number stands first.
    let rows = text.lines().skip(1);
    let numbers: Vec<&str> = rows.filter_map(|row| row.split(',').next()).collect();
    let add = [
        "account",
        "add",
        "--data",
        &data,
        "--role",
        "membership-officer",
        "--name",
        "Orla",
        "--email",
        "orla@office.example.org",
    ];
    let own = done(&[&add[..], &["--own-record", numbers[0]]].concat());
    assert!(own.contains("will be read by a second person"), "{own}");
    let own = |number: &str| {
        told(&[
            "account",
            "own-record",
            number,
            "--data",
            &data,
            "--name",
            "Orla",
        ])
    };
    let (code, _, err) = own("nobody's");
    assert!(code == 1 && err.contains("nothing was changed"), "{err}");
    assert!(
        err.contains("no member has this membership number"),
        "{err}"
    );
    let (code, said, err) = own(numbers[1]);
    assert_eq!(code, 0, "{err}");
    assert!(said.contains("will be read by a second person"), "{said}");
    done(&["ledger", "verify", "--data", &data]);
}

#[test]
fn the_console_names_an_auditor_with_an_address_and_asks_two_people_for_a_leavers_code() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("data").to_str().unwrap().to_owned();
    let officer = "Orla Officer=orla@office.example.org";
    done(&["init", "--data", &data, "--officer", officer]);
    let add = |more: &[&str]| {
        let add = ["account", "add", "--data", &data, "--name", "Aled"];
        told(&[&add[..], &["--role", "auditor"], more].concat())
    };
    let address = ["--email", "aled@audit.example.org"];
    let (code, _, err) = add(&[]);
    assert!(
        code == 1 && err.contains("letter") && err.contains("--email"),
        "{err}"
    );
    let narrow = ["--scope", "contest:00000000000000000000000001"];
    let (code, _, err) = add(&[address, narrow].concat());
    assert!(code == 1 && err.contains("isn't held there"), "{err}");
    let (code, out, err) = add(&address);
    assert!(code == 0 && out.contains("code    "), "{err}");
    let list = done(&["account", "list", "--data", &data]);
    assert!(list.contains("Aled  auditor  has a code until"), "{list}");

    let ask = |name: &str, why: &str| {
        let ask = ["account", "own-code", "--data", &data, "--name", name];
        told(&[&ask[..], &["--reason", why]].concat())
    };
    let why = "He asked for it by letter";
    let (code, _, err) = ask("Aled", "so");
    assert!(code == 1 && err.contains("--reason"), "{err}");
    let (code, out, err) = ask("Aled", why);
    let words = "an approver approves it on the page \"Requests\"";
    assert!(
        code == 0 && out.contains(words) && !out.contains("code    "),
        "{out}{err}"
    );
    assert!(ask("Aled", why).1.contains("already"));
    let (code, _, err) = ask("Orla Officer", why);
    assert!(code == 1 && err.contains("holds a role"), "{err}");
}
