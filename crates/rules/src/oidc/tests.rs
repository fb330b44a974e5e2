use super::*;

const NOW: Moment = Moment::from_millis(1_800_000_000_000);

type Boxed = Box<dyn Fn(&mut Claims)>;
type Change = fn(&mut Claims);

fn trusted() -> Trusted {
    Trusted {
        issuer: "https://id.example.org".to_owned(),
        client: "switchboard".to_owned(),
        office_acr: vec!["two".to_owned()],
        office_amr: vec!["hwk".to_owned()],
    }
}

fn claims() -> Claims {
    Claims {
        issuer: "https://id.example.org".to_owned(),
        audience: vec!["switchboard".to_owned()],
        subject: Some("248289761001".to_owned()),
        session: Some("s1".to_owned()),
        nonce: Some("n".to_owned()),
        until: Some(NOW.plus(Span::minutes(5))),
        made: Some(NOW),
        shown: Some(NOW.minus(Span::minutes(10))),
        ..Claims::default()
    }
}

fn asked(afresh: bool) -> Asked<'static> {
    Asked {
        nonce: "n",
        at: NOW.minus(Span::minutes(2)),
        afresh,
    }
}

#[test]
fn an_id_token_answers_what_was_asked_or_is_not_taken() {
    let text = |text: &str| Some(text.to_owned());
    let table: Vec<(&str, Boxed, Result<(), Flaw>)> = vec![
        ("as it is", Box::new(|_| ()), Ok(())),
        (
            "another issuer",
            Box::new(|c| c.issuer.push('/')),
            Err(Flaw::Issuer),
        ),
        (
            "for others",
            Box::new(|c| c.audience = vec!["other".to_owned()]),
            Err(Flaw::Audience),
        ),
        (
            "for others too",
            Box::new(|c| c.audience.push("other".to_owned())),
            Err(Flaw::Audience),
        ),
        (
            "for nobody",
            Box::new(|c| c.audience.clear()),
            Err(Flaw::Audience),
        ),
        (
            "asked by others",
            Box::new(move |c| c.asked_by = text("other")),
            Err(Flaw::Audience),
        ),
        (
            "another question",
            Box::new(move |c| c.nonce = text("m")),
            Err(Flaw::Nonce),
        ),
        (
            "no question",
            Box::new(|c| c.nonce = None),
            Err(Flaw::Nonce),
        ),
        ("nobody", Box::new(|c| c.subject = None), Err(Flaw::Subject)),
        (
            "an empty name",
            Box::new(move |c| c.subject = text("")),
            Err(Flaw::Subject),
        ),
        (
            "a long name",
            Box::new(|c| c.subject = Some("s".repeat(256))),
            Err(Flaw::Subject),
        ),
        (
            "over",
            Box::new(|c| c.until = Some(NOW.minus(Span::minutes(1)))),
            Err(Flaw::Time),
        ),
        ("no end", Box::new(|c| c.until = None), Err(Flaw::Time)),
        (
            "of tomorrow",
            Box::new(|c| c.made = Some(NOW.plus(Span::minutes(2)))),
            Err(Flaw::Time),
        ),
        (
            "before the question",
            Box::new(|c| c.made = Some(NOW.minus(Span::minutes(4)))),
            Err(Flaw::Time),
        ),
        ("of no time", Box::new(|c| c.made = None), Err(Flaw::Time)),
        (
            "a logout",
            Box::new(|c| c.is_logout = true),
            Err(Flaw::Kind),
        ),
        (
            "shown yesterday",
            Box::new(|c| c.shown = Some(NOW.minus(Span::days(1)))),
            Err(Flaw::Stale),
        ),
        (
            "shown tomorrow",
            Box::new(|c| c.shown = Some(NOW.plus(Span::days(1)))),
            Err(Flaw::Stale),
        ),
        (
            "shown, nobody says when",
            Box::new(|c| c.shown = None),
            Ok(()),
        ),
    ];
    for (what, change, answer) in table {
        let mut of = claims();
        change(&mut of);
        assert_eq!(
            trusted().check_sign_in(&of, &asked(false), NOW),
            answer,
            "{what}"
        );
    }
}

#[test]
fn whoever_was_to_show_afresh_who_they_are_did_so_after_being_asked() {
    let ask = |shown| {
        let of = Claims { shown, ..claims() };
        trusted().check_sign_in(&of, &asked(true), NOW)
    };
    assert_eq!(ask(Some(NOW.minus(Span::minutes(1)))), Ok(()));
    assert_eq!(ask(Some(NOW.minus(Span::minutes(10)))), Err(Flaw::Stale));
    assert_eq!(ask(None), Err(Flaw::Stale));
}

#[test]
fn an_office_comes_in_by_what_the_configuration_names_and_lately_and_by_nothing_where_it_names_none()
 {
    let strong = |acr: Option<&str>, amr: &[&str], minutes: Option<i64>| {
        let of = Claims {
            acr: acr.map(str::to_owned),
            amr: amr.iter().map(|amr| (*amr).to_owned()).collect(),
            shown: minutes.map(|minutes| NOW.minus(Span::minutes(minutes))),
            ..claims()
        };
        let none = Trusted {
            office_acr: Vec::new(),
            office_amr: Vec::new(),
            ..trusted()
        };
        assert!(!none.is_strong(&of, NOW));
        trusted().is_strong(&of, NOW)
    };
    assert!(strong(Some("two"), &[], Some(1)));
    assert!(strong(None, &["pwd", "hwk"], Some(1)));
    assert!(!strong(Some("one"), &["pwd"], Some(1)));
    assert!(!strong(None, &[], Some(1)));
    assert!(!strong(Some("two"), &["hwk"], Some(90)));
    assert!(!strong(Some("two"), &["hwk"], None));
}

#[test]
fn news_of_a_sign_out_is_of_this_moment_names_somebody_and_answers_no_question() {
    let news = || Claims {
        nonce: None,
        is_logout: true,
        number: Some("j1".to_owned()),
        ..claims()
    };
    let table: [(&str, Change, Result<(), Flaw>); 11] = [
        ("as it is", |_| (), Ok(())),
        ("by the session alone", |c| c.subject = None, Ok(())),
        ("by the subject alone", |c| c.session = None, Ok(())),
        (
            "of nobody",
            |c| (c.subject, c.session) = (None, None),
            Err(Flaw::Subject),
        ),
        ("an ID token", |c| c.is_logout = false, Err(Flaw::Kind)),
        (
            "with a question",
            |c| c.nonce = Some("n".to_owned()),
            Err(Flaw::Kind),
        ),
        ("without a number", |c| c.number = None, Err(Flaw::Subject)),
        (
            "old",
            |c| c.made = Some(NOW.minus(Span::minutes(6))),
            Err(Flaw::Time),
        ),
        (
            "over",
            |c| c.until = Some(NOW.minus(Span::minutes(2))),
            Err(Flaw::Time),
        ),
        (
            "for others",
            |c| c.audience = vec!["other".to_owned()],
            Err(Flaw::Audience),
        ),
        (
            "of others",
            |c| c.issuer = "https://evil.example".to_owned(),
            Err(Flaw::Issuer),
        ),
    ];
    for (what, change, answer) in table {
        let mut of = news();
        change(&mut of);
        assert_eq!(trusted().check_logout(&of, NOW), answer, "{what}");
    }
}
