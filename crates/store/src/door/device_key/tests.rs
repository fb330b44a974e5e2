use std::collections::BTreeMap;

use switchboard_rules::device_key::{DeviceKey, Purpose, signed_text};
use switchboard_rules::passkey::{Flaw, Site};

use super::ShownKey;
use super::proof::is_signed;

const VECTORS: &str = include_str!("../../../../rules/tests/device_key.vectors");

fn bytes(hex: &str) -> Vec<u8> {
    let text = |pair| std::str::from_utf8(pair).unwrap();
    let pairs = hex.as_bytes().chunks(2);
    pairs
        .map(|pair| u8::from_str_radix(text(pair), 16).unwrap())
        .collect()
}

struct Vector {
    key: Vec<u8>,
    text: String,
    signature: Vec<u8>,
}

fn vectors() -> Vec<Vector> {
    let sections = VECTORS.split("\n[").skip(1);
    let read = sections.map(|section| {
        let lines = section.lines().filter_map(|line| line.split_once(" = "));
        let of: BTreeMap<_, _> = lines.collect();
        let site = Site {
            name: "calls.example.org".to_owned(),
            origin: of["origin"].to_owned(),
        };
        let purpose = match of["purpose"] {
            "add" => Purpose::Add,
            _ => Purpose::SignIn,
        };
        Vector {
            key: bytes(of["key"]),
            text: signed_text(purpose, &site, of["challenge"]),
            signature: bytes(of["signature"]),
        }
    });
    read.collect()
}

fn check(key: &[u8], text: &[u8], signature: &[u8]) -> Result<(), Flaw> {
    let key = DeviceKey::parse(key).ok_or(Flaw::Key)?;
    is_signed(&key, text, signature)
}

#[test]
fn what_another_program_signed_is_good_and_no_byte_of_it_can_be_changed() {
    let found = vectors();
    assert_eq!(found.len(), 3);
    for of in &found {
        let text = of.text.as_bytes();
        assert_eq!(check(&of.key, text, &of.signature), Ok(()));
        let bent = |bytes: &[u8], at: usize| {
            let mut bent = bytes.to_vec();
            bent[at] ^= 1;
            bent
        };
        for at in 0..text.len() {
            assert!(check(&of.key, &bent(text, at), &of.signature).is_err());
        }
        for at in 0..of.key.len() {
            assert!(check(&bent(&of.key, at), text, &of.signature).is_err());
        }
        for at in 0..of.signature.len() {
            assert!(check(&of.key, text, &bent(&of.signature, at)).is_err());
        }
        for cut in 0..of.signature.len() {
            assert!(check(&of.key, text, &of.signature[..cut]).is_err());
        }
        let long = [of.signature.as_slice(), &[0]].concat();
        assert!(check(&of.key, text, &long).is_err());
        assert!(check(&of.key, text, &[0; 64]).is_err(), "nought and nought");
    }
    let [one, two, ..] = found.as_slice() else {
        panic!("too few");
    };
    assert!(check(&two.key, one.text.as_bytes(), &one.signature).is_err());
}

#[test]
fn a_point_off_the_curve_and_parts_that_are_too_long_are_refused() {
    let mut off = [1; 65];
    off[0] = 4;
    assert_eq!(check(&off, b"", &[1; 64]), Err(Flaw::Key));
    let long = "A".repeat(129);
    let (key, signature) = ("B".repeat(87), "C".repeat(86));
    for parts in [
        [long.as_str(), "D", &signature],
        [&key, &long, &signature],
        [&key, "D", &long],
        ["", "", ""],
        ["?", "D", &signature],
    ] {
        assert!(ShownKey::decode(parts).is_err());
    }
}
