//! Two keys of one id: the numbers of keys are short, and a checker must tell keys apart by their names as well.

use std::fs;
use std::process::Command;

use super::house::*;
use super::outsiders::{BOTH, checkers, keys, missing, python};

/// Ids are 32 bits: whoever wants two keys with one id makes them in an hour.
#[test]
fn a_checker_in_python_does_not_take_one_witness_for_another_with_the_same_id() {
    let Some(python) = python() else {
        return missing("Python with cryptography: apt install python3-cryptography");
    };
    // The second witness gets the first one's id, in its key and in its line; the names still tell them apart.
    let driver = r#"
import base64, sys
source, note, *vkeys = sys.argv[1:]
exec(open(source).read().split("\nkeys, refused = ")[0])
keys = [read_key(vkey) for vkey in vkeys]
same = keys[1][1]
second = keys[2][0]
keys[2] = (second, same, *keys[2][2:])
note = open(note).read().split("\n")
for n, line in enumerate(note):
    if line.startswith("— " + second):
        signed = base64.b64decode(line.split(" ")[2])
        note[n] = f"— {second} {base64.b64encode(same + signed[4:]).decode()}"
try:
    print("accepted", read_note("\n".join(note).encode(), keys)[0])
except ValueError as why:
    print("refused", why)
"#;
    let history = History::new(3);
    let path = folder("outsiders-same-id").join("checkpoint");
    let said = |witnesses: &[u8]| {
        fs::write(&path, history.note(3, witnesses).to_string()).unwrap();
        let output = Command::new(python)
            .args(["-c", driver])
            .arg(checkers().join("check.py"))
            .arg(&path)
            .args(keys())
            .output()
            .unwrap();
        accepted(&output)
    };
    assert_eq!(said(&BOTH), "accepted 3\n");
    for one in BOTH {
        assert_eq!(said(&[one]), "refused the log or a witness did not sign\n");
    }
}
