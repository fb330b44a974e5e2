//! The same table for whoever holds the right role and showed too long ago that it is them: what hands out personal data, opens
//! a way in or takes two people asks once more and leaves everything as it was; everything else goes on.

use std::collections::BTreeMap;

use switchboard_store::door;
use switchboard_store::rules::policy::Opened;
use switchboard_store::{Auth, Tx};

use super::lists::AGAIN;
use super::table::{AWAY, Of, TABLE};
use super::{Scene, word};
use crate::house::{Answer, House, Person, Plan, given, on_both};

/// The right people once more, each in a session that was opened with a passkey twenty minutes ago.
pub(super) fn grown_old<'h, 'p>(
    house: &'h House,
    right: impl Fn(Of) -> &'p Person<'h>,
) -> BTreeMap<&'static str, Person<'h>>
where
    'h: 'p,
{
    let all = [
        Of::Caller,
        Of::Organiser,
        Of::Officer,
        Of::Returning,
        Of::Dpo,
    ];
    all.map(|of| (word(of), session(house, right(of)))).into()
}

/// Another session of somebody, as if they had come in with a passkey.
fn session<'h>(house: &'h House, person: &Person<'h>) -> Person<'h> {
    let code = person.code.clone();
    let act = move |tx: &mut Tx<'_, '_>| door::sign_in(tx, &code, Opened::Passkey);
    let signed_in = given(house.act(Auth::Job("story"), act));
    let told = (person.account(), person.code.clone(), person.token.clone());
    let aged = Person::of(house, told);
    let jar = [(
        "switchboard".to_owned(),
        signed_in.token.expose().to_owned(),
    )];
    aged.set_jar(jar.into());
    aged
}

/// What whoever came in so gets otherwise than the table says, which is played by people with codes: they have something to show
/// again, and choose no caller's password.
const OTHERWISE: [(&str, &str); 10] = [
    ("GET /sign-in/again", "200"),
    ("POST /sign-in/again", "422"),
    ("POST /sign-in/again/passkey", "422"),
    ("POST /sign-in/again/oidc", "503"),
    ("GET /joined", "404"),
    ("POST /joined", "404"),
    // A key of the telephone is for whoever came in with a code.
    ("GET /device", "404"),
    ("POST /device/code", "404"),
    ("POST /device/options", "404"),
    ("POST /device", "404"),
];

fn asks_again(answer: &Answer) -> bool {
    answer.status == 403 && answer.body.contains("/sign-in/again")
}

#[test]
fn whoever_showed_too_long_ago_who_they_are_shows_it_again_where_the_table_says_and_nothing_is_done()
 {
    let plan = Plan {
        members: 12,
        config: AWAY,
        ..Plan::default()
    };
    on_both(plan, |house| {
        let scene = Scene::set(house);
        let (mut wrong, mut again) = (Vec::new(), Vec::new());
        for (method, path, of, body, expected) in TABLE {
            let aged = scene.ask(&scene.aged[word(*of)], method, path, body, "");
            let address = format!("{method} {path}");
            let answer = if asks_again(&aged) {
                again.push(address.clone());
                // Nothing was done: the same works for who has just shown it, as if nobody had tried.
                scene.ask(scene.who(4, *of), method, path, body, "")
            } else {
                aged
            };
            let got = scene.short(&answer);
            let mut others = OTHERWISE.iter().filter(|(path, _)| *path == address);
            let expected = others.next().map_or(expected[4], |(_, answer)| answer);
            if got != expected {
                wrong.push(format!("{address}: {got}, not {expected}"));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
        assert_eq!(again, AGAIN);
    });
}
