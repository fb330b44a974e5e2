//! The language that somebody chooses for their account: their pages have it, and letters to them.

use switchboard_rules::events::EventKind;
use switchboard_rules::language::Language;
use switchboard_rules::moment::{Moment, Span};
use switchboard_rules::policy::{Role, Scope};

use super::house::{EVENING, House, Person, given, on_both};
use crate::door;
use crate::machine::{Handed, Reader, letters};
use crate::outbox::{self, Message, To};
use crate::session::{Auth, SessionKey};
use crate::tx::Verdict;

fn choose(house: &House, who: &Person, chosen: Option<Language>) -> bool {
    given(house.act(who, EVENING, move |tx| door::choose_language(tx, chosen)))
}

fn chosen(house: &House, who: &Person) -> Option<Language> {
    let standing = house.world.standing(who.key, EVENING).unwrap();
    standing.unwrap().language
}

fn entries(house: &House) -> i64 {
    assert_eq!(EventKind::LanguageChosen.code(), 1060);
    house.count("select count(*) from entry where kind = 1060")
}

fn write(house: &House, to: To) {
    let vars = format!("at={} way=call size=anyone", EVENING.millis());
    let put = house.world.write("put", Auth::Console, EVENING, move |tx| {
        outbox::put(tx, Message::ObjectionTaken, to, &vars)?;
        Ok(Verdict::Given(()))
    });
    given(put.wait());
}

/// Who reads the letters that are due.
fn readers(house: &House, now: Moment) -> Vec<Reader> {
    let mut seen = Vec::new();
    let give_up = Span::days(5);
    letters(
        &house.world,
        now,
        give_up,
        "operator@example.org",
        &mut |letter| {
            seen.push(letter.reader);
            Handed::Taken("250".to_owned())
        },
    )
    .unwrap();
    seen
}

#[test]
fn somebody_chooses_their_language_and_it_goes_with_them_and_with_nobody_else() {
    on_both(1, |house| {
        let caller = house.caller(0);
        let other = house.caller(0);
        assert_eq!(chosen(house, &caller), None);
        assert!(choose(house, &caller, Some(Language::Welsh)));
        assert!(
            !choose(house, &caller, Some(Language::Welsh)),
            "it is that already"
        );
        let elsewhere = house.again(&caller, EVENING);
        assert_eq!(chosen(house, &elsewhere), Some(Language::Welsh));
        assert_eq!(chosen(house, &other), None);
        assert_eq!(entries(house), 1);
        assert!(choose(house, &elsewhere, None));
        assert_eq!(chosen(house, &caller), None);
        assert_eq!(entries(house), 2);
        house.settle(EVENING);
    });
}

#[test]
fn a_letter_is_for_whoever_reads_it_in_their_own_language() {
    on_both(1, |house| {
        let account = given(
            house
                .world
                .write("hire", Auth::Console, EVENING, |tx| {
                    let new = door::NewAccount {
                        label: "Dilys Dpo".to_owned(),
                        role: Role::Dpo,
                        scope: Scope::Organisation,
                        code_until: EVENING.plus(Span::days(1)),
                        reusable: true,
                        made_at: EVENING,
                    };
                    let email =
                        switchboard_rules::person::Email::parse("dilys@example.org").unwrap();
                    door::add_account_with(tx, &new, Some(&email))
                })
                .wait(),
        );
        let door::Added::New(account, code) = account else {
            panic!("the address is taken");
        };
        let code = code.expose();
        let key = SessionKey::of(&house.token(&code, EVENING)).unwrap();
        let dilys = Person { account, key, code };
        write(house, To::Account(account));
        assert_eq!(readers(house, EVENING), [Reader::Account(None)]);
        choose(house, &dilys, Some(Language::Welsh));
        write(house, To::Account(account));
        write(house, To::Operator);
        let mut all = readers(house, EVENING);
        all.sort_by_key(|reader| *reader == Reader::Other);
        assert_eq!(all, [Reader::Account(Some(Language::Welsh)), Reader::Other]);
    });
}
