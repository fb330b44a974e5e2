//! The organiser's evening: banks side by side, and how fast each of them goes.

use switchboard_rules::counts::Safe;
use switchboard_rules::events::EventKind;
use switchboard_rules::moment::Span;
use switchboard_rules::pace::Forecast;
use switchboard_rules::policy::{Reason, Role, Scope};

use super::house::{EVENING, given, on_both};
use crate::banks;
use crate::tx::Verdict;

#[test]
fn banks_stand_side_by_side_with_the_calls_of_the_hour_and_of_the_evening() {
    on_both(20, |house| {
        house.another_bank(0);
        let at = |minutes| EVENING.minus(Span::minutes(minutes));
        let rung = |sql| assert!(house.tamper(sql) > 0, "{sql}");
        // Before this evening began, an hour and a half ago, and by now.
        rung(
            "insert into tally (bucket, account, bank, what, n) select 0, id, id, 'answered', 100 from bank where name = 'Red evening'",
        );
        assert_eq!(banks::note_pace(&house.world, at(20 * 60)).unwrap(), 1);
        assert_eq!(banks::note_pace(&house.world, at(19 * 60)).unwrap(), 0);
        rung("update tally set n = 140");
        assert_eq!(banks::note_pace(&house.world, at(90)).unwrap(), 1);
        rung("update tally set n = 170");
        assert_eq!(banks::note_pace(&house.node(), at(20)).unwrap(), 1);
        // What only waits for its outcome is no call that is over.
        rung(
            "insert into tally (bucket, account, bank, what, n) select 0, id, id, 'dealt', 500 from bank where name = 'Red evening'",
        );

        let (campaign, bank) = (house.campaigns[0], house.banks[0]);
        let organiser = house.person("Olwen", Role::Organiser, Scope::Campaign(campaign));
        let see = move |tx: &mut crate::Tx<'_, '_>| banks::side_by_side(tx, campaign);
        let seen = given(house.act(&organiser, EVENING, see));
        let names: Vec<&str> = seen
            .iter()
            .map(|one| one.watched.line.name.as_str())
            .collect();
        assert_eq!(names, ["Red evening", "Second evening"]);
        // One page is one entry, which says what was on it.
        let entries = super::looks::told(house, EventKind::CountsShown.code());
        let [(_, _, detail)] = entries.as_slice() else {
            panic!("{entries:?}");
        };
        let both = seen.iter().map(|one| one.watched.line.id.to_string());
        assert_eq!(
            *detail,
            format!("beside={}", both.collect::<Vec<_>>().join(","))
        );
        let near = |count: Safe, truth: u64| {
            let told = count.rounded().unwrap();
            assert!(told.abs_diff(truth) <= 7, "{told} {truth}");
        };
        near(seen[0].hour, 30);
        near(seen[0].evening, 70);
        assert_eq!(seen[1].evening, Safe::FEW);
        assert_eq!(seen[0].dry, Forecast::Soon);
        assert_eq!(seen[1].dry, Forecast::Unknown);

        let leads_one = house.person("Bea", Role::Organiser, Scope::Bank(bank));
        assert_eq!(given(house.act(&leads_one, EVENING, see)).len(), 1);
        for (who, wanted) in [
            (house.caller(0), Reason::NotYourRole),
            (house.caller(1), Reason::NotYourBank),
        ] {
            match house.act(&who, EVENING, see).unwrap().verdict {
                Verdict::Refused(refusal) => assert_eq!(refusal.reason, wanted),
                Verdict::Given(_) => panic!("shown"),
            }
        }
        // Two days later the newest note is left, for the next evening begins there.
        rung("update tally set n = n + 1 where what = 'answered'");
        let later = EVENING.plus(Span::days(3));
        assert_eq!(banks::note_pace(&house.world, later).unwrap(), 1);
        assert_eq!(house.count("select count(*) from bank_pace"), 2);
        house.settle(EVENING);
    });
}
