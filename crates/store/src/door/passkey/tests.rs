use std::collections::BTreeMap;

use sha2::{Digest, Sha256};
use switchboard_rules::passkey::{AuthenticatorData, Flaw, PublicKey, in_attestation};

use super::proof::{is_signed, is_usable};
use super::signed_over;

const VECTORS: &str = include_str!("../../../../rules/tests/passkey.vectors");

fn bytes(hex: &str) -> Vec<u8> {
    let text = |pair| std::str::from_utf8(pair).unwrap();
    let pairs = hex.as_bytes().chunks(2);
    pairs
        .map(|pair| u8::from_str_radix(text(pair), 16).unwrap())
        .collect()
}

struct Vector {
    name: &'static str,
    key: PublicKey,
    client: Vec<u8>,
    data: Vec<u8>,
    signature: Vec<u8>,
}

/// Every section in which somebody signs in.
fn vectors() -> Vec<Vector> {
    let sections = VECTORS.split("\n[").skip(1);
    let read = sections.filter_map(|section| {
        let (name, lines) = section.split_once("]\n").unwrap();
        let lines = lines.lines().filter_map(|line| line.split_once(" = "));
        let lines: BTreeMap<_, _> = lines.map(|(key, hex)| (key, bytes(hex))).collect();
        let data = in_attestation(&lines["attestation"]).unwrap();
        let key = AuthenticatorData::parse(data).unwrap().made.unwrap().key;
        Some(Vector {
            name,
            key,
            client: lines.get("get_client")?.clone(),
            data: lines["get_data"].clone(),
            signature: lines["signature"].clone(),
        })
    });
    read.collect()
}

fn check(of: &Vector, data: &[u8], client: &[u8], signature: &[u8]) -> Result<(), Flaw> {
    is_signed(&of.key, &signed_over(data, client), signature)
}

#[test]
fn the_signatures_of_the_specification_and_of_every_kind_of_key_are_good() {
    let found = vectors();
    assert_eq!(found.len(), 6);
    for of in &found {
        assert_eq!(is_usable(&of.key), Ok(()), "{}", of.name);
        let answer = check(of, &of.data, &of.client, &of.signature);
        assert_eq!(answer, Ok(()), "{}", of.name);
        assert_eq!(
            signed_over(&of.data, &of.client),
            [&of.data[..], &Sha256::digest(&of.client)[..]].concat()
        );
        for other in found.iter().filter(|other| other.name != of.name) {
            let answer = check(other, &of.data, &of.client, &of.signature);
            assert!(answer.is_err(), "{} by {}", of.name, other.name);
        }
    }
}

#[test]
fn no_byte_of_what_is_signed_or_of_the_signature_can_be_changed() {
    for of in &vectors() {
        for bit in [0x01_u8, 0x80] {
            let changed = |whole: &[u8], at: usize| {
                let mut changed = whole.to_vec();
                changed[at] ^= bit;
                changed
            };
            for at in 0..of.data.len() {
                let data = changed(&of.data, at);
                let answer = check(of, &data, &of.client, &of.signature);
                assert!(answer.is_err(), "{} data {at}", of.name);
            }
            for at in 0..of.client.len() {
                let client = changed(&of.client, at);
                let answer = check(of, &of.data, &client, &of.signature);
                assert!(answer.is_err(), "{} client {at}", of.name);
            }
            for at in 0..of.signature.len() {
                let signature = changed(&of.signature, at);
                let answer = check(of, &of.data, &of.client, &signature);
                assert!(answer.is_err(), "{} signature {at}", of.name);
            }
        }
        for cut in 0..of.signature.len() {
            assert!(check(of, &of.data, &of.client, &of.signature[..cut]).is_err());
        }
    }
}

#[test]
fn a_point_beside_the_curve_is_no_key() {
    let found = vectors();
    let of = found.iter().find(|of| of.name == "made-es256").unwrap();
    let PublicKey::Es256(point) = &of.key else {
        panic!("another kind of key");
    };
    let mut beside = point.clone();
    beside[64] ^= 1;
    assert_eq!(is_usable(&PublicKey::Es256(beside)), Err(Flaw::Key));
    assert_eq!(
        is_usable(&PublicKey::Es256(Box::new([0; 65]))),
        Err(Flaw::Key)
    );
}
