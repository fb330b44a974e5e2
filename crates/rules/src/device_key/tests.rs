use super::*;
use proptest::prelude::*;

fn weak(text: &str) -> Option<WeakPin> {
    Pin::parse(text).err()
}

#[test]
fn a_pin_is_six_to_twelve_digits_that_follow_no_simple_rule() {
    for good in ["482917", " 482917 ", "048291", "7319402856", "482917360582"] {
        assert_eq!(weak(good), None, "{good}");
    }
    for (text, why) in [
        ("", WeakPin::Short),
        ("48291", WeakPin::Short),
        ("4829173605821", WeakPin::Long),
        ("48291a", WeakPin::NotDigits),
        ("4829 17", WeakPin::NotDigits),
        ("٤٨٢٩١٧", WeakPin::NotDigits),
        ("000000", WeakPin::Simple),
        ("777777777777", WeakPin::Simple),
        ("123456", WeakPin::Simple),
        ("890123", WeakPin::Simple),
        ("987654321", WeakPin::Simple),
        ("135791", WeakPin::Simple),
        ("121212", WeakPin::Simple),
        ("4747474", WeakPin::Simple),
        ("482482", WeakPin::Simple),
        ("48294829", WeakPin::Simple),
        ("159753", WeakPin::Common),
        ("112233", WeakPin::Common),
        ("007007", WeakPin::Simple),
    ] {
        assert_eq!(weak(text), Some(why), "{text}");
    }
}

#[test]
fn a_pin_prints_none_of_its_digits() {
    let pin = Pin::parse("482917").unwrap();
    assert_eq!(format!("{pin:?} {:?}", Some(&pin)), "Pin Some(Pin)");
}

#[test]
fn a_key_is_a_point_that_is_not_compressed() {
    let mut point = [7; 65];
    assert_eq!(DeviceKey::parse(&point), None);
    point[0] = 4;
    let key = DeviceKey::parse(&point).unwrap();
    assert_eq!(key.as_bytes(), &point);
    assert_eq!(DeviceKey::parse(&point[..64]), None);
    assert_eq!(DeviceKey::parse(&[point.as_slice(), &[0]].concat()), None);
}

#[test]
fn what_is_signed_differs_by_purpose_site_and_challenge() {
    let site = |origin: &str| Site {
        name: "example.org".to_owned(),
        origin: origin.to_owned(),
    };
    let here = site("https://example.org");
    assert_eq!(
        signed_text(Purpose::SignIn, &here, "abc"),
        "switchboard device key v1\nsign-in\nhttps://example.org\nabc"
    );
    let texts = [
        signed_text(Purpose::SignIn, &here, "abc"),
        signed_text(Purpose::Add, &here, "abc"),
        signed_text(Purpose::SignIn, &site("https://example.com"), "abc"),
        signed_text(Purpose::SignIn, &here, "abd"),
    ];
    let all: std::collections::BTreeSet<_> = texts.iter().collect();
    assert_eq!(all.len(), texts.len());
}

proptest! {
    #[test]
    fn any_text_at_all_is_read_or_refused(text in ".*") {
        if let Ok(pin) = Pin::parse(&text) {
            prop_assert!((6..=12).contains(&pin.expose().len()));
        }
    }
}
