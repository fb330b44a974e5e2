use std::collections::BTreeMap;

use super::*;
use proptest::prelude::*;

const VECTORS: &str = include_str!("../../tests/passkey.vectors");

fn bytes(hex: &str) -> Vec<u8> {
    let pairs = hex.as_bytes().chunks(2);
    let text = |pair| std::str::from_utf8(pair).unwrap();
    pairs
        .map(|pair| u8::from_str_radix(text(pair), 16).unwrap())
        .collect()
}

/// Every section's lines.
fn vectors() -> Vec<(&'static str, BTreeMap<&'static str, Vec<u8>>)> {
    let sections = VECTORS.split("\n[").skip(1);
    let read = sections.map(|section| {
        let (name, lines) = section.split_once("]\n").unwrap();
        let lines = lines.lines().filter_map(|line| line.split_once(" = "));
        (name, lines.map(|(key, hex)| (key, bytes(hex))).collect())
    });
    read.collect()
}

fn site(name: &str) -> Site {
    Site {
        name: name.to_owned(),
        origin: format!("https://{name}"),
    }
}

/// Adding with that section's passkey.
fn add(of: &BTreeMap<&str, Vec<u8>>, at: &str) -> Result<Vec<u8>, Flaw> {
    let data = AuthenticatorData::parse(in_attestation(&of["attestation"])?)?;
    data.check(Purpose::Add, &site(at))?;
    Ok(data.made.unwrap().credential.to_vec())
}

#[test]
fn what_the_specification_prints_is_read_and_those_without_their_holder_are_refused() {
    let found = vectors();
    assert_eq!(found.len(), 7);
    for (name, of) in &found {
        let data = AuthenticatorData::parse(in_attestation(&of["attestation"]).unwrap()).unwrap();
        let made = data.made.as_ref().unwrap();
        assert_eq!(made.credential, of["credential"], "{name}");
        assert_eq!(PublicKey::parse(made.key_bytes).as_ref(), Ok(&made.key));
        let (knows, shows) = match *name {
            "none-es256" => (false, false),
            "none-es256-topOrigin" => (false, true),
            _ => (true, true),
        };
        let expected = if knows {
            Ok(of["credential"].clone())
        } else {
            Err(Flaw::Holder)
        };
        assert_eq!(add(of, "example.org"), expected, "{name}");
        assert_eq!(add(of, "example.com"), Err(Flaw::Site), "{name}");
        let signing_in = data.check(Purpose::SignIn, &site("example.org"));
        assert!(signing_in.is_err(), "{name}");
        let Some(shown) = of.get("get_data") else {
            continue;
        };
        let shown = AuthenticatorData::parse(shown).unwrap();
        assert_eq!(shown.made, None);
        let answer = shown.check(Purpose::SignIn, &site("example.org"));
        assert_eq!(answer.is_ok(), shows, "{name}");
        assert!(shown.check(Purpose::Add, &site("example.org")).is_err());
    }
}

#[test]
fn the_three_kinds_of_keys_are_read_and_no_other() {
    let key = |name: &str| {
        let found = vectors();
        let (_, of) = found.iter().find(|(found, _)| *found == name).unwrap();
        let data = in_attestation(&of["attestation"]).unwrap();
        let made = AuthenticatorData::parse(data).unwrap().made.unwrap();
        (made.key, made.key_bytes.to_vec())
    };
    assert!(matches!(key("made-es256").0, PublicKey::Es256(point) if point[0] == 4));
    assert!(matches!(key("made-eddsa").0, PublicKey::EdDsa(_)));
    assert!(
        matches!(key("made-rs256").0, PublicKey::Rs256 { n, e } if n.len() == 256 && e == [1, 0, 1])
    );
    let (_, es256) = key("made-es256");
    // Another curve, another algorithm, another kind; a label twice; something more; one byte less or more.
    for (at, byte) in [(6, 2), (4, 0x27), (2, 1), (5, 0x03), (0, 0xa6), (0, 0xa4)] {
        let mut changed = es256.clone();
        changed[at] = byte;
        assert!(PublicKey::parse(&changed).is_err(), "{at} {byte}");
    }
    assert!(PublicKey::parse(&es256[..es256.len() - 1]).is_err());
    assert!(PublicKey::parse(&[&es256[..], &[0]].concat()).is_err());
    let (_, rs256) = key("made-rs256");
    let exponent = rs256.len() - 3;
    for (at, byte) in [(exponent, 0), (exponent + 2, 0), (rs256.len() - 6, 0)] {
        let mut changed = rs256.clone();
        changed[at] = byte;
        assert!(PublicKey::parse(&changed).is_err(), "{at} {byte}");
    }
}

#[test]
fn a_page_of_another_site_or_in_another_sites_frame_proves_nothing() {
    let ours = ClientData {
        purpose: "webauthn.get",
        challenge: "abc",
        origin: "https://example.org",
        is_framed: false,
    };
    let check = |data: ClientData<'_>| data.check(Purpose::SignIn, "abc", &site("example.org"));
    assert_eq!(check(ours), Ok(()));
    for (data, flaw) in [
        (
            ClientData {
                purpose: "webauthn.create",
                ..ours
            },
            Flaw::Purpose,
        ),
        (
            ClientData {
                challenge: "abd",
                ..ours
            },
            Flaw::Challenge,
        ),
        (
            ClientData {
                origin: "https://example.org.evil.example",
                ..ours
            },
            Flaw::Origin,
        ),
        (
            ClientData {
                origin: "http://example.org",
                ..ours
            },
            Flaw::Origin,
        ),
        (
            ClientData {
                is_framed: true,
                ..ours
            },
            Flaw::Framed,
        ),
    ] {
        assert_eq!(check(data), Err(flaw));
    }
}

#[test]
fn a_challenge_is_good_for_five_minutes_and_a_clock_may_be_a_minute_ahead() {
    let made = Moment::from_millis(1_795_543_200_000);
    for (millis, good) in [
        (-60_001, false),
        (-60_000, true),
        (0, true),
        (299_999, true),
        (300_000, false),
    ] {
        assert_eq!(
            is_good(made, made.plus(Span::millis(millis))),
            good,
            "{millis}"
        );
    }
}

#[test]
fn a_count_that_stands_still_or_goes_back_means_that_there_is_a_copy() {
    for (before, now, is_fine) in [
        (0, 0, true),
        (0, 1, true),
        (1, 2, true),
        (1, 1, false),
        (2, 1, false),
        (1, 0, false),
        (u32::MAX, 0, false),
    ] {
        assert_eq!(goes_on(before, now), is_fine, "{before} {now}");
    }
}

#[test]
fn who_is_said_to_be_backed_up_but_cannot_be_is_refused() {
    let of = |flags: u8| {
        let data = [&site("example.org").hash()[..], &[flags], &[0; 4]].concat();
        let data = AuthenticatorData::parse(&data).unwrap();
        data.check(Purpose::SignIn, &site("example.org"))
    };
    for (flags, answer) in [
        (0x05, Ok(())),
        (0x0d, Ok(())),
        (0x1d, Ok(())),
        (0x15, Err(Flaw::Contradiction)),
        (0x04, Err(Flaw::Holder)),
        (0x01, Err(Flaw::Holder)),
        (0x00, Err(Flaw::Holder)),
    ] {
        assert_eq!(of(flags), answer, "{flags:02x}");
    }
}

#[test]
fn what_comes_unasked_beside_is_passed_over_if_it_is_a_map_and_nothing_follows() {
    let head = [&site("example.org").hash()[..], &[0x85], &[0; 4]].concat();
    for (more, is_read) in [
        (&[0xa0][..], true),
        (&[0xa1, 0x61, b'a', 0xf5], true),
        (&[], false),
        (&[0x00], false),
        (&[0xa0, 0x00], false),
        (&[0xa1, 0x61, b'a'], false),
    ] {
        let data = [&head[..], more].concat();
        assert_eq!(AuthenticatorData::parse(&data).is_ok(), is_read, "{more:?}");
    }
}

proptest! {
    #[test]
    fn no_bytes_make_a_reader_panic(bytes: Vec<u8>) {
        let _ = in_attestation(&bytes);
        let _ = AuthenticatorData::parse(&bytes);
        let _ = PublicKey::parse(&bytes);
    }

    #[test]
    fn a_passkey_that_was_cut_or_lengthened_is_none(which in 0..7_usize, cut in 0..600_usize, more: Vec<u8>) {
        let found = vectors();
        let whole = &found[which].1["attestation"];
        if cut < whole.len() {
            let data = in_attestation(&whole[..cut]).and_then(AuthenticatorData::parse);
            prop_assert!(data.is_err());
        }
        if !more.is_empty() {
            prop_assert!(in_attestation(&[&whole[..], &more].concat()).is_err());
            let data = in_attestation(whole).unwrap();
            prop_assert!(AuthenticatorData::parse(&[data, &more].concat()).is_err());
        }
    }
}
