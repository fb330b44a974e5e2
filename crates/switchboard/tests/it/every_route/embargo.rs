//! The same table before access: whoever rings for a campaign tries every address, and gets nothing of the roll, though its
//! bank is open and its queue is full. Once in the last hour, when its row is switched already; once when the time has come
//! and no row is switched, for what must be ready isn't signed.

use std::collections::BTreeSet;
use std::time::Instant;

use switchboard_store::rules::contest::Kind;
use switchboard_store::rules::events::EventKind;
use switchboard_store::rules::moment::Span;
use switchboard_store::rules::policy::{Role, Scope};
use switchboard_store::{Tx, banks, contests};

use super::Scene;
use super::lists::OPEN;
use super::table::TABLE;
use crate::house::{House, Person, Plan, contest_of, entries, given, on_both};

/// The longest that trying every address may take.
const SECONDS_MAX: u64 = 60;

#[test]
fn before_access_no_address_shows_a_campaign_anything_of_the_roll() {
    let plan = Plan {
        members: 12,
        ..Plan::default()
    };
    on_both(plan, |house| {
        let scene = Scene::set(house);
        for waits in [Waits::ForTheTime, Waits::ForTheRow] {
            nothing_is_shown(house, &scene, waits);
        }
    });
}

/// What access waits for.
#[derive(Clone, Copy, PartialEq)]
enum Waits {
    ForTheTime,
    ForTheRow,
}

fn nothing_is_shown(house: &House, scene: &Scene<'_>, waits: Waits) {
    let campaign = embargoed(house, scene, waits);
    let people =
        [Role::Caller, Role::Organiser].map(|role| Person::signed_in(house, role, campaign));
    let (begun, mut tried) = (Instant::now(), 0);
    for person in &people {
        for (method, path, _, body, _) in TABLE {
            let address = format!("{method} {path}");
            if OPEN.contains(&address.as_str()) || *path == "/sign-out" {
                continue;
            }
            let answer = scene.ask(person, method, path, body, "");
            for member in &house.members {
                for told in [&member.family, &member.external, &member.mobile] {
                    let is_typed = body.contains(told.as_str());
                    let is_shown = answer.body.contains(told.as_str());
                    assert!(is_typed || !is_shown, "{address} shows {told}");
                }
            }
            tried += 1;
        }
    }
    let took = begun.elapsed();
    println!("{tried} addresses tried under embargo in {took:?}");
    assert!(took.as_secs() < SECONDS_MAX, "{took:?}");
    let accounts: BTreeSet<_> = people.iter().map(Person::account).collect();
    let all = entries(house);
    let mut theirs = all.iter().filter(|line| accounts.contains(&line.account));
    let shows = |code| EventKind::from_code(code).is_some_and(EventKind::discloses);
    assert!(
        !theirs.any(|line| shows(line.kind)),
        "somebody was shown to them"
    );
}

/// A contest that is as open as it can be, but for the calendar: access begins in an hour.
fn embargoed(house: &House, scene: &Scene<'_>, waits: Waits) -> Scope {
    let now = house.now();
    let ahead = Span::days(1).as_millis() + Span::hours(1).as_millis();
    let at = match waits {
        Waits::ForTheTime => now.plus(Span::millis(ahead)),
        Waits::ForTheRow => now,
    };
    let (contest, campaigns, theirs) = contest_of(Kind::Contest, house.world(), at);
    match waits {
        Waits::ForTheTime => contests::open_at_once(house.world(), contest, now).unwrap(),
        Waits::ForTheRow => {
            contests::fix_at_once(house.world(), contest, &|| now).unwrap();
        }
    }
    let scope = Scope::Campaign(campaigns[0]);
    let organiser = Person::signed_in(house, Role::Organiser, scope);
    let bank = theirs[0];
    let open = move |tx: &mut Tx<'_, '_>| banks::set_open(tx, bank, banks::Wanted::Open);
    if waits == Waits::ForTheTime {
        house.pass(Span::hours(1));
        given(house.act(organiser.auth(), open));
        house.pass(Span::hours(-1));
    } else {
        // Were the calendar enough, the bank would be open from here on.
        organiser.post(&format!("/banks/{bank}/open"), &[]);
    }
    scene.put("contest", contest.to_string());
    scene.put("bank", theirs[0].to_string());
    scene.put("campaign", campaigns[0].to_string());
    scope
}
