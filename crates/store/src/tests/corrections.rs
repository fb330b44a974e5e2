//! Records changed by an officer's hand: in force at once, on the desks too.

use switchboard_rules::person::PhoneKind;
use switchboard_rules::roll::{Typed, Wrong};

use super::calls::{card, has_somebody, numbers};
use super::house::{EVENING, given, import, member, on_both};
use super::looks::{file, officer, open, shown, told, words};
use crate::desk;
use crate::machine;
use crate::members::{self, Added, Corrected};
use crate::roll::{self, Query};
use crate::{banks, tx::Verdict};

fn new_mobile(number: &str) -> Typed {
    Typed {
        phones: Some(vec![(PhoneKind::Mobile, number.to_owned())]),
        ..Typed::default()
    }
}

#[test]
fn a_corrected_number_is_the_one_on_the_next_card_and_the_same_file_does_not_take_it_back() {
    on_both(1, |house| {
        let who = officer(house);
        let look = open(house, &who, 0, EVENING);
        let typed = new_mobile("07700 900777");
        let corrected =
            given(house.act(&who, EVENING, move |tx| members::correct(tx, look, &typed)));
        assert!(
            matches!(&corrected, Corrected::Done(parts) if parts.contains(&"mobile")),
            "{corrected:?}"
        );
        import(&house.world, vec![member(0)]);
        let caller = house.caller(0);
        let (dealt, _) = card(house, &caller, house.banks[0], EVENING);
        let (shown_numbers, _) = numbers(house, &caller, dealt.card, EVENING);
        assert_eq!(shown_numbers, ["tel:+447700900777"]);
        let found = given(house.act(&who, EVENING, |tx| {
            roll::search(tx, &Query::Number("07700900777".to_owned()))
        }));
        assert_eq!(found.handles.len(), 1);
        let (shown, _) = shown(house, &who, look, EVENING);
        assert!(shown.beside.versions[0].is_by_hand);
        assert_eq!(shown.beside.versions[0].by, "Orla Officer");
        assert!(shown.beside.versions.last().unwrap().is_first);
        let (_, _, detail) = &told(house, 318)[0];
        assert!(
            detail.contains("fields=") && !detail.contains("900777"),
            "{detail}"
        );
    });
}

#[test]
fn a_wrong_field_or_a_taken_number_changes_nothing() {
    on_both(2, |house| {
        let who = officer(house);
        let look = open(house, &who, 0, EVENING);
        let versions = house.count("select count(*) from member_row");
        let typed = Typed {
            email: Some("nobody".to_owned()),
            ..new_mobile("ask Ann")
        };
        let answer = given(house.act(&who, EVENING, move |tx| members::correct(tx, look, &typed)));
        assert_eq!(
            answer,
            Corrected::Wrong(vec![Wrong::Phone(0), Wrong::Email])
        );
        let typed = Typed {
            external: Some("M-000001".to_owned()),
            ..Typed::default()
        };
        let answer = given(house.act(&who, EVENING, move |tx| members::correct(tx, look, &typed)));
        assert_eq!(answer, Corrected::Taken);
        let answer = given(house.act(&who, EVENING, move |tx| {
            members::correct(tx, look, &Typed::default())
        }));
        assert_eq!(answer, Corrected::Done(Vec::new()));
        assert_eq!(house.count("select count(*) from member_row"), versions);
        assert_eq!(
            house.count("select count(*) from entry where kind = 318"),
            0
        );
    });
}

#[test]
fn a_name_changed_by_hand_is_found_by_the_search_once_its_change_is_followed() {
    on_both(2, |house| {
        machine::index_names(&house.world, EVENING).unwrap();
        let who = officer(house);
        let look = open(house, &who, 0, EVENING);
        let mut cursor = house.world.feed_now().unwrap();
        let typed = Typed {
            family: Some("Zobalotta".to_owned()),
            ..Typed::default()
        };
        given(house.act(&who, EVENING, move |tx| members::correct(tx, look, &typed)));
        // What the import said may come first, on an engine whose acts overlap.
        let by_hand = |_| {
            std::thread::park_timeout(std::time::Duration::from_millis(25));
            let changes = house.world.feed(&mut cursor).unwrap();
            let mut of_the_roll = changes.into_iter().filter(|change| change.kind == "roll");
            of_the_roll
                .find_map(|change| machine::by_hand(&house.world, &change.reference).unwrap())
        };
        let about = (0..400).find_map(by_hand).expect("the feed says so");
        machine::index_name(&house.world, about, EVENING).unwrap();
        let hits = |name: &str| {
            let query = Query::Name(name.to_owned());
            given(house.act(&who, EVENING, move |tx| roll::search(tx, &query)))
                .handles
                .len()
        };
        assert_eq!((hits("zobal"), hits("evansw"), hits("feather")), (1, 0, 1));
        assert_eq!(file(house, &who, look, EVENING).family, "Zobalotta");
    });
}

#[test]
fn a_member_added_by_hand_is_rung_and_one_whose_membership_ends_is_not() {
    on_both(1, |house| {
        let who = officer(house);
        let typed = Typed {
            family: Some("Khan".to_owned()),
            external: Some("K-1".to_owned()),
            ..new_mobile("07700 900778")
        };
        let again = typed.clone();
        let added = given(house.act(&who, EVENING, move |tx| members::add(tx, &typed)));
        let Added::Done(look) = added else {
            panic!("{added:?}")
        };
        let twice = given(house.act(&who, EVENING, move |tx| members::add(tx, &again)));
        assert_eq!(twice, Added::Taken);
        given(house.act(&who, EVENING, move |tx| {
            members::reason(tx, look, &words("she joined today"))
        }));
        for bank in house.banks {
            banks::fill(&house.world, bank, EVENING).unwrap();
        }
        let (one, two) = (house.caller(0), house.caller(0));
        let (first, _) = card(house, &one, house.banks[0], EVENING);
        let (second, _) = card(house, &two, house.banks[0], EVENING);
        given(house.act(&who, EVENING, move |tx| {
            members::end(tx, look, &words("she left again"))
        }));
        let open = [(&one, first.card), (&two, second.card)].map(|(caller, card)| {
            let account = caller.account;
            let done = house
                .act(caller, EVENING, move |tx| {
                    desk::show_number(tx, card, account)
                })
                .unwrap();
            matches!(done.verdict, Verdict::Given(desk::Shown::Numbers(..)))
        });
        assert_eq!(
            open.iter().filter(|is| **is).count(),
            1,
            "the card of whoever left is gone"
        );
        let rival = house.caller(1);
        assert!(!has_somebody(house, &rival, house.banks[1], EVENING));
        let (now, _) = shown(house, &who, look, EVENING);
        assert!(now.beside.ended.is_some());
        given(house.act(&who, EVENING, move |tx| {
            members::resume(tx, look, &words("it was a mistake"))
        }));
        assert!(has_somebody(house, &rival, house.banks[1], EVENING));
        assert!(shown(house, &who, look, EVENING).0.beside.ended.is_none());
    });
}
