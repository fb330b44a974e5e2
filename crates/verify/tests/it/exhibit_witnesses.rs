//! Who counts as a witness of an exhibit.

use super::exhibit_log::Log;
use super::house::{key, witness};
use switchboard_ledger::exhibit::ExhibitError;
use switchboard_ledger::note::{KeyName, Signature, WitnessKey};

#[test]
fn one_witness_does_not_count_twice_under_two_names() {
    let log = Log::new();
    for (public, why) in [
        (
            *witness(1).witness_key().public(),
            "a witness under a second name",
        ),
        (*key().verifier_key().public(), "the log as its own witness"),
    ] {
        let mut exhibit = log.of_account();
        let name = KeyName::parse("witness.example.org/second").unwrap();
        let second = WitnessKey::new(name.clone(), public);
        // The very bytes of a cosignature verify under any name: it signs time and checkpoint, and no name.
        let first = witness(1).witness_key().clone();
        let mut signatures = exhibit.checkpoint.signatures().iter();
        let cosigned = signatures.find(|one| one.claims(first.name().as_str(), first.id()));
        let bytes = cosigned.unwrap().bytes().to_vec();
        let again = Signature::new(name, second.id(), bytes);
        exhibit.checkpoint.add(again).unwrap();
        exhibit.witnesses.push(second);
        let refused = exhibit.check().unwrap_err();
        assert!(
            matches!(refused, ExhibitError::Key("witnesses")),
            "{why}: {refused}"
        );
        assert_eq!(exhibit.encode().unwrap_err(), refused);
    }
}
