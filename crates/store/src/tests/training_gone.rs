//! What somebody was trained in goes thirty days after they left, and what a bank wanted when it is closed for good.

use switchboard_rules::events::EventKind;
use switchboard_rules::moment::Span;
use switchboard_rules::policy::{Role, Scope};

use super::house::{EVENING, given, on_both};
use crate::training::{self, Notice, Wish};
use crate::{Auth, banks, door};

#[test]
fn training_goes_thirty_days_after_its_account_ended_and_a_closed_bank_wants_nothing() {
    on_both(1, |house| {
        let notice = Notice::of(&["Read this".to_owned()]);
        let [leaves, stays] = [(); 2].map(|()| house.caller(0));
        for who in [&leaves, &stays] {
            given(house.act(who, EVENING, move |tx| training::read_notice(tx, notice)));
        }
        let scope = Scope::Campaign(house.campaigns[0]);
        let organiser = house.person("Olwen Organiser", Role::Organiser, scope);
        let bank = house.banks[0];
        given(house.act(&organiser, EVENING, move |tx| {
            training::ask(tx, bank, Wish::Practice)
        }));
        let kept = || {
            (
                house.count("select count(*) from training"),
                house.count("select count(*) from bank_training"),
            )
        };
        let forget =
            |days| training::forget_old(&house.world, EVENING.plus(Span::days(days))).unwrap();
        assert_eq!((forget(29), kept()), (0, (2, 1)));
        given(house.act(&organiser, EVENING, move |tx| banks::close(tx, bank)));
        let account = leaves.account;
        let end = house.world.write("end", Auth::Console, EVENING, move |tx| {
            door::end_access(tx, account)
        });
        given(end.wait());
        assert_eq!((forget(29), kept()), (1, (2, 0)));
        assert_eq!((forget(31), kept()), (1, (1, 0)));
        assert_eq!((forget(31), kept()), (0, (1, 0)));
        assert_eq!(EventKind::TrainingErased.code(), 1093);
        assert_eq!(
            house.count("select count(*) from entry where kind = 1093"),
            2
        );
    });
}

#[test]
fn training_goes_too_where_the_last_role_ran_out_and_the_account_stays() {
    on_both(1, |house| {
        let notice = Notice::of(&["Read this".to_owned()]);
        let who = house.caller(0);
        given(house.act(&who, EVENING, move |tx| training::read_notice(tx, notice)));
        let forget = || training::forget_old(&house.world, EVENING).unwrap();
        assert_eq!(forget(), 0, "the role runs");
        house.tamper("update term set until_at = 1 where role = 'caller'");
        let kept = || house.count("select count(*) from training");
        assert_eq!((forget(), kept()), (1, 0));
        let ended = "select count(*) from account where ended_at is not null";
        assert_eq!(house.count(ended), 0);
    });
}
