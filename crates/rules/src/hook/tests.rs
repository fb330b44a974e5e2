//! Which addresses may be called, and how long one is tried.

use super::*;

fn reads(text: &str, reach: Reach) -> Result<(String, u16, String), AddressError> {
    let read = Address::parse(text, reach)?;
    Ok((read.host().to_owned(), read.port(), read.path()))
}

#[test]
fn an_organiser_names_only_what_everybody_reaches() {
    let inside = Err(AddressError::Inside);
    for (text, wanted) in [
        ("https://127.0.0.1/", inside.clone()),
        ("https://10.1.2.3/a", inside.clone()),
        ("https://169.254.169.254/latest/meta-data", inside.clone()),
        ("https://192.168.0.7:8443/", inside.clone()),
        ("https://172.31.0.1/", inside.clone()),
        ("https://100.64.0.1/", inside.clone()),
        ("https://0.0.0.0/", inside.clone()),
        ("https://[::1]/", inside.clone()),
        ("https://[::ffff:10.0.0.1]/", inside.clone()),
        ("https://[fe80::1]/", inside.clone()),
        ("https://[fd00::1]/", inside.clone()),
        ("https://[64:ff9b::a00:1]/", inside.clone()),
        ("https://[2002:a00:1::]/", inside),
        ("https://127.1/", Err(AddressError::Form)),
        ("https://2130706433/", Err(AddressError::Form)),
        ("https://0x7f.0x1/", Err(AddressError::Form)),
        ("http://hooks.example.org/", Err(AddressError::Plain)),
        ("http://127.0.0.1/", Err(AddressError::Inside)),
        ("https://me@hooks.example.org/", Err(AddressError::Form)),
        ("https://hooks.example.org/a#b", Err(AddressError::Form)),
        ("https://hooks.example.org/a b", Err(AddressError::Form)),
        ("https:///a", Err(AddressError::Form)),
        ("ftp://hooks.example.org/", Err(AddressError::Form)),
        ("hooks.example.org", Err(AddressError::Form)),
        ("https://hooks.example.org:0/", Err(AddressError::Form)),
        ("https://[2001:4860::1", Err(AddressError::Form)),
        (
            "https://Hooks.example.org",
            Ok(("hooks.example.org".to_owned(), 443, "/".to_owned())),
        ),
        (
            "https://hooks.example.org:8443/in?to=a",
            Ok(("hooks.example.org".to_owned(), 8443, "/in?to=a".to_owned())),
        ),
        (
            "https://hooks.example.org?to=a",
            Ok(("hooks.example.org".to_owned(), 443, "/?to=a".to_owned())),
        ),
        (
            "https://[2a00:1450::1]:444/a",
            Ok(("2a00:1450::1".to_owned(), 444, "/a".to_owned())),
        ),
    ] {
        assert_eq!(reads(text, Reach::Public), wanted, "{text}");
    }
    let long = format!("https://hooks.example.org/{}", "a".repeat(ADDRESS_MAX));
    assert_eq!(reads(&long, Reach::Public), Err(AddressError::Long));
}

#[test]
fn the_own_network_is_called_where_the_operator_says_so_and_the_link_itself_never() {
    for (text, is_internal, is_here) in [
        ("https://10.1.2.3/", true, false),
        ("https://[fd00::1]/", true, false),
        ("https://127.0.0.1:8443/", true, true),
        ("http://127.0.0.1:8080/", true, true),
        ("http://[::1]:8080/", true, true),
        ("http://10.1.2.3/", false, false),
        ("https://169.254.169.254/", false, false),
        ("https://[fe80::1]/", false, false),
        ("https://192.0.2.7/", false, false),
        ("https://192.0.2.7/", false, false),
    ] {
        assert_eq!(reads(text, Reach::Internal).is_ok(), is_internal, "{text}");
        assert_eq!(reads(text, Reach::Here).is_ok(), is_here, "{text}");
    }
}

#[test]
fn the_waits_grow_over_about_three_days_and_chance_moves_them_by_a_quarter_at_most() {
    let waits: Vec<i64> = (0..14)
        .map(|tries| wait_after(tries, 128).as_millis())
        .collect();
    assert!(waits.is_sorted(), "{waits:?}");
    let until = |tries: usize| waits[..tries].iter().sum::<i64>();
    assert!(until(11) < TRIED_FOR.as_millis() && until(13) > TRIED_FOR.as_millis());
    for tries in 0..10 {
        let middle = wait_after(tries, 128).as_millis();
        for chance in [0, 1, 127, 255] {
            let moved = (wait_after(tries, chance).as_millis() - middle).abs();
            assert!(moved * 4 <= middle, "{tries} {chance}");
        }
        assert_ne!(wait_after(tries, 0), wait_after(tries, 255));
    }
}

#[test]
fn an_event_is_read_by_its_type_and_says_nothing_but_letters() {
    for event in Event::ALL {
        assert_eq!(Event::from_text(event.text()), Some(*event));
        let letters = |byte: u8| byte.is_ascii_lowercase() || byte == b'.';
        assert!(event.text().bytes().all(letters), "{event:?}");
    }
    assert_eq!(Event::from_text("bank"), None);
}

#[test]
fn a_campaigns_webhook_names_no_port_but_those_of_web_servers() {
    for (text, wanted) in [
        ("https://hooks.example.org/", Ok(443)),
        ("https://hooks.example.org:8443/", Ok(8443)),
        ("https://hooks.example.org:22/", Err(AddressError::Port)),
        ("https://hooks.example.org:5432/", Err(AddressError::Port)),
    ] {
        let read = Address::parse(text, Reach::Public);
        let read = read.and_then(|address| address.for_campaign(Reach::Public));
        assert_eq!(read.map(|address| address.port()), wanted, "{text}");
    }
}

#[test]
fn what_a_campaign_plans_is_told_no_officer_and_what_officers_do_no_campaign() {
    for event in Event::ALL {
        let is_plan = ["bank.", "shift.", "script."];
        let is_plan = is_plan.iter().any(|start| event.text().starts_with(start));
        let is_both = matches!(event, Event::Test | Event::PhaseBegun);
        assert_eq!(event.is_for(true), is_plan || is_both, "{event:?}");
        assert_eq!(event.is_for(false), !is_plan, "{event:?}");
    }
}
