//! The same table for whoever holds the right role too early or too late: they get what anybody gets who has an account and
//! no role, and nothing they try leaves anything behind but its refusal.

use std::collections::BTreeSet;

use switchboard_store::door;
use switchboard_store::rules::events::EventKind;
use switchboard_store::rules::giving::Giving;
use switchboard_store::rules::moment::Span;
use switchboard_store::rules::policy::{Role, Scope};
use switchboard_store::{Auth, Tx};

use super::lists::OPEN;
use super::table::Of::{Caller, Dpo, Officer, Organiser, Returning};
use super::table::{Of, TABLE};
use super::{LEFT, Scene, word};
use crate::house::{House, Person, Plan, entries, given, hire, on_both};

const ALL: [Of; 5] = [Caller, Organiser, Officer, Returning, Dpo];

fn role(house: &House, of: Of) -> (Role, Scope) {
    let campaign = Scope::Campaign(house.campaigns[0]);
    match of {
        Of::Anybody | Caller => (Role::Caller, campaign),
        Organiser => (Role::Organiser, campaign),
        Officer => (Role::MembershipOfficer, Scope::Organisation),
        Returning => (Role::ReturningOfficer, Scope::Contest(house.contest)),
        Dpo => (Role::Dpo, Scope::Organisation),
    }
}

/// Somebody whose only role begins in three days.
fn early(house: &House, of: Of) -> Person<'_> {
    let (role, scope) = role(house, of);
    let soon = house.now().plus(Span::days(3));
    let person = Person::of(house, hire(house.world(), soon, role, scope));
    let jar = [("switchboard".to_owned(), person.token.clone())];
    person.set_jar(jar.into());
    person
}

/// Somebody whose role lasts an hour more, and is the only one that isn't ended.
fn late(house: &House, of: Of) -> Person<'_> {
    let (role, scope) = role(house, of);
    let person = Person::told(house, role, scope);
    let account = person.account();
    let terms = move |tx: &mut Tx<'_, '_>| door::terms_of(tx, account);
    let held = given(house.act(Auth::Console, terms)).terms.remove(0);
    let giving = Giving {
        account,
        role,
        at: held.place.at,
        from: house.now(),
        until: Some(house.now().plus(Span::hours(1))),
    };
    given(house.act(Auth::Console, move |tx| door::grant_term(tx, &giving)));
    given(house.act(Auth::Console, move |tx| {
        door::end_term(tx, account, held.id)
    }));
    person
}

/// What the programming interface answers to somebody who may work in no bank.
const NO_BANKS: &str = "[]";

/// Whether an answer gives nothing: a refusal, a page that isn't there, the way to one's own record, or the form that takes
/// a late word.
fn is_nothing(got: &str) -> bool {
    [
        "401",
        "403",
        "404",
        "303 late",
        "303 /record",
        "303 /rang",
        // Practice isn't there until somebody who may practise wants it.
        "303 /training?said=soon",
    ]
    .contains(&got)
}

#[test]
fn a_role_that_begins_later_or_is_over_opens_no_address() {
    let plan = Plan {
        members: 12,
        ..Plan::default()
    };
    on_both(plan, |house| {
        let mut over: Vec<Person<'_>> = ALL.map(|of| late(house, of)).into();
        house.pass(Span::days(1));
        let scene = Scene::set(house);
        for person in &mut over {
            person.renew_token();
            person.sign_in().expect(303);
        }
        let soon = ALL.map(|of| early(house, of));
        let mut wrong = Vec::new();
        for (when, people) in [("too early", soon.as_slice()), ("too late", &over)] {
            for (method, path, of, body, _) in TABLE {
                let address = format!("{method} {path}");
                let is_public = OPEN.contains(&address.as_str()) || *path == "/sign-out";
                if is_public || LEFT.contains(&address.as_str()) {
                    continue;
                }
                let at = ALL.iter().position(|one| word(*one) == word(*of)).unwrap();
                let answer = scene.ask(&people[at], method, path, body, "");
                let got = scene.short(&answer);
                if !is_nothing(&got) && answer.body != NO_BANKS {
                    wrong.push(format!("{when:<9} {address}: {got}"));
                }
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
        left_nothing(house, soon.iter().chain(&over));
    });
}

/// Of all that they tried nothing stands in the ledger but refusals, and that they came in.
fn left_nothing<'p>(house: &House, people: impl Iterator<Item = &'p Person<'p>>) {
    let accounts: BTreeSet<_> = people.map(Person::account).collect();
    let quiet = [EventKind::Refusal, EventKind::SignIn].map(EventKind::code);
    let all = entries(house);
    let done = all
        .iter()
        .filter(|line| accounts.contains(&line.account) && !quiet.contains(&line.kind));
    let done: Vec<_> = done.map(|line| (line.kind, line.detail.clone())).collect();
    assert!(done.is_empty(), "{done:?}");
}
