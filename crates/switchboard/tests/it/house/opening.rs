//! Opening a contest of real members: everything is signed, its members are fixed, and its phase begins.

use switchboard_store::contests::{self, Item, SignedAs, Signing, Texts};
use switchboard_store::rules::ids::ContestId;
use switchboard_store::rules::moment::{Moment, Span};
use switchboard_store::rules::policy::{Role, Scope};
use switchboard_store::rules::screening::List;
use switchboard_store::screening::Filling;
use switchboard_store::{Auth, SessionKey, Verdict, World};

use super::{given, hire};

const TEXTS: Texts = Texts {
    notice: [7; 32],
    draft: [8; 32],
};

/// As two offices do it, at a moment at which access is due.
pub(crate) fn open_signed(world: &World, contest: ContestId, now: Moment) {
    let hired = [Role::ReturningOfficer, Role::Dpo].map(|role| {
        let (account, _, token) = hire(world, now, role, Scope::Organisation);
        (account, token)
    });
    let [(returning, runs), (dpo, signs)] = hired;
    let auth = |token: &str| Auth::Session(SessionKey::of(token).unwrap());
    let duty = world.write("duty", auth(&runs), now, move |tx| {
        contests::set_duty(tx, contest, [returning, dpo])
    });
    given(duty.wait().unwrap());
    if !world.pack().screens().is_empty() {
        take_in_a_list(world, now);
    }
    for item in Item::ALL {
        let read = world.write("ready", auth(&signs), now, move |tx| {
            contests::ready(tx, contest, TEXTS)
        });
        let page = given(read.wait().unwrap());
        let line = page.lines.iter().find(|line| line.item == item).unwrap();
        let signing = Signing {
            item,
            digest: line.digest.unwrap(),
            reason: "No list is loaded".to_owned(),
            as_of: Some(now.minus(Span::days(9))),
        };
        let sign = world.write("sign", auth(&signs), now, move |tx| {
            contests::sign(tx, contest, &signing, TEXTS)
        });
        assert_eq!(given(sign.wait().unwrap()), SignedAs::Signed);
    }
    contests::prepare(world, TEXTS, &|| now).unwrap();
    assert!(contests::begin_phases(world, TEXTS, now).unwrap() > 0);
}

/// The list that the rules of calling demand, with a number that nobody here has.
fn take_in_a_list(world: &World, now: Moment) {
    let today = world.zone().local(now).date;
    let mut filling = Filling::begin(world, List::Tps, today, 1).unwrap();
    filling.take("020 7946 0001");
    let Verdict::Given(told) = filling.even_so().finish(&Auth::Console, &|| now).unwrap() else {
        panic!("the console may take in a list")
    };
    told.unwrap();
}
