use proptest::prelude::*;

use super::*;
use crate::branches::Lineage;

const NOW: Moment = Moment::from_millis(1_795_543_200_000);
const ME: AccountId = AccountId::from_bytes([1; 16]);
const CONTEST: ContestId = ContestId::from_bytes([3; 16]);
const MINE: CampaignId = CampaignId::from_bytes([5; 16]);
const RIVAL: CampaignId = CampaignId::from_bytes([6; 16]);
const BANK: BankId = BankId::from_bytes([7; 16]);
const BRANCH: BranchId = BranchId::from_bytes([8; 16]);

const OF_BANK: Target = Target::Bank {
    bank: BANK,
    campaign: MINE,
    contest: CONTEST,
};
const OF_CAMPAIGN: Target = Target::Campaign {
    campaign: MINE,
    contest: CONTEST,
};
const TARGETS: [Target; 6] = [
    Target::Account(ME),
    OF_BANK,
    OF_CAMPAIGN,
    Target::Branch(BRANCH),
    Target::Contest(CONTEST),
    Target::Reading,
];

/// Which kinds of freeze stop which act: one letter each, in the order of [`What::ALL`].
fn stops(action: Action) -> String {
    let letters = What::ALL.into_iter().zip("abcdef".chars());
    let stops = letters.map(|(what, letter)| if what.stops(action) { letter } else { '-' });
    stops.collect()
}

#[test]
fn each_kind_of_freeze_stops_what_the_table_says_and_nothing_else() {
    let lines = Action::ALL
        .iter()
        .map(|action| format!("{} {}\n", stops(*action), action.text()));
    let table: String = lines.collect();
    if std::env::var_os("UPDATE_FREEZES").is_some() {
        std::fs::write("tests/freezes.list", &table).unwrap();
    }
    assert_eq!(table, include_str!("../../tests/freezes.list"));
}

#[test]
fn no_freeze_stops_what_must_not_be_lost_nor_what_stops_something() {
    use Action as A;
    for action in [
        A::Record,
        A::RecordLate,
        A::Object,
        A::ObjectFor,
        A::PauseBank,
        A::SeeOwnRecord,
        A::TakeOwnExhibit,
        A::EndOwnSessions,
        A::Freeze,
        A::AppealFreeze,
    ] {
        assert_eq!(stops(action), "------", "{action:?}");
    }
    // Whoever looks into it reads the ledger while nobody reads the roll.
    assert!(!What::Reading.stops(A::SeeLedger));
    // An account that is frozen ends nobody else's access, and lifts nothing.
    for action in [A::ShutAccount, A::EndTerm, A::LiftFreeze, A::ConfirmFreeze] {
        assert_eq!(stops(action), "a-----", "{action:?}");
    }
}

#[test]
fn a_freeze_covers_what_lies_in_it_and_a_rival_goes_on() {
    let bank = |bank, campaign| Resource::Bank {
        bank,
        campaign,
        contest: CONTEST,
    };
    let other = BankId::from_bytes([9; 16]);
    let stopped = |target, resource| stopping(&[target], ME, Action::Lease, &resource);
    assert_eq!(stopped(OF_BANK, bank(BANK, MINE)), Some(What::Bank));
    assert_eq!(stopped(OF_BANK, bank(other, MINE)), None);
    assert_eq!(
        stopped(OF_CAMPAIGN, bank(other, MINE)),
        Some(What::Campaign)
    );
    assert_eq!(stopped(OF_CAMPAIGN, bank(other, RIVAL)), None);
    let contest = Target::Contest(CONTEST);
    assert_eq!(stopped(contest, bank(other, RIVAL)), Some(What::Contest));
    assert_eq!(
        stopped(Target::Reading, bank(other, RIVAL)),
        Some(What::Reading)
    );
    assert_eq!(
        stopped(Target::Account(ME), bank(BANK, MINE)),
        Some(What::Account)
    );
    let somebody = Target::Account(AccountId::from_bytes([2; 16]));
    assert_eq!(stopped(somebody, bank(BANK, MINE)), None);
    let member = |branch| Resource::Member {
        stands: Lineage::at(branch),
    };
    let opens = |branch| {
        stopping(
            &[Target::Branch(BRANCH)],
            ME,
            Action::OpenMember,
            &member(branch),
        )
    };
    assert_eq!(opens(BRANCH), Some(What::Branch));
    assert_eq!(opens(BranchId::from_bytes([9; 16])), None);
}

#[test]
fn a_form_names_a_thing_by_its_kind_and_id() {
    for target in TARGETS {
        let read = Target::parse(&target.word()).unwrap();
        assert_eq!((read.what(), read.id()), (target.what(), target.id()));
    }
    for wrong in ["", "campaign", "campaign-", "campaign-x", "world-0"] {
        assert_eq!(Target::parse(wrong), None, "{wrong}");
    }
}

/// A freeze that stops nothing must not hide one that stops something.
#[test]
fn of_several_freezes_the_one_that_stops_the_act_is_found() {
    let both = [OF_CAMPAIGN, Target::Account(ME)];
    let bank = Resource::Bank {
        bank: BANK,
        campaign: MINE,
        contest: CONTEST,
    };
    let watch = stopping(&both, ME, Action::WatchBank, &bank);
    assert_eq!(watch, Some(What::Account));
}

#[test]
fn one_person_freezes_the_same_for_four_hours_a_day_and_no_longer() {
    let pressed = |target, at, confirmed| Pressed {
        target,
        at,
        confirmed,
    };
    let hours = |n| NOW.plus(Span::hours(n));
    let first = [pressed(OF_CAMPAIGN, NOW, false)];
    assert_eq!(until(OF_CAMPAIGN, NOW, &[]), Some(hours(4)));
    // Pressed again, wider or narrower, it ends when the first would have.
    for target in [
        OF_CAMPAIGN,
        OF_BANK,
        Target::Contest(CONTEST),
        Target::Reading,
    ] {
        assert_eq!(
            until(target, hours(1), &first),
            Some(hours(4)),
            "{target:?}"
        );
        assert_eq!(until(target, hours(4), &first), None, "{target:?}");
        assert_eq!(until(target, hours(23), &first), None, "{target:?}");
        assert_eq!(
            until(target, hours(24), &first),
            Some(hours(28)),
            "{target:?}"
        );
    }
    // Something else is not the same, and what a second person confirmed is theirs too.
    let rival = Target::Campaign {
        campaign: RIVAL,
        contest: CONTEST,
    };
    assert_eq!(until(rival, hours(5), &first), Some(hours(9)));
    let agreed = [pressed(OF_CAMPAIGN, NOW, true)];
    assert_eq!(until(OF_CAMPAIGN, hours(5), &agreed), Some(hours(9)));
}

fn moment() -> impl Strategy<Value = Moment> {
    (0_i64..100_000).prop_map(Moment::from_millis)
}

fn stretch() -> impl Strategy<Value = Stretch> {
    (moment(), moment()).prop_map(|(from, until)| Stretch { from, until })
}

proptest! {
    #[test]
    fn hours_lost_are_never_more_than_the_freeze_or_the_calls_and_add_up(
        freeze in stretch(),
        calls in stretch(),
        cut in moment(),
    ) {
        let lost = freeze.shared(calls).as_millis();
        prop_assert!(lost >= 0);
        prop_assert!(lost <= freeze.length().as_millis());
        prop_assert!(lost <= calls.length().as_millis());
        prop_assert_eq!(lost, calls.shared(freeze).as_millis());
        // Counted in two halves it is the same.
        let cut = cut.clamp(freeze.from, freeze.until.max(freeze.from));
        let before = Stretch { until: cut.min(freeze.until), ..freeze };
        let after = Stretch { from: cut, ..freeze };
        prop_assert_eq!(lost, before.shared(calls).as_millis() + after.shared(calls).as_millis());
    }

    #[test]
    fn what_lies_in_two_contests_is_lost_once(
        freeze in stretch(),
        calls in prop::collection::vec(stretch(), 0..5),
    ) {
        let ms = (freeze.from.millis()..freeze.until.millis()).step_by(97);
        let mut rough = 0_i64;
        for at in ms.map(Moment::from_millis) {
            rough += 97 * i64::from(calls.iter().any(|one| one.holds(at)));
        }
        let exact = lost(freeze, &calls).as_millis();
        prop_assert!((exact - rough).abs() <= 97 * 12, "{exact} {rough}");
        prop_assert!(exact <= freeze.length().as_millis());
    }

    #[test]
    fn however_often_one_person_presses_it_stands_still_for_at_most_four_hours_of_a_day(
        presses in prop::collection::vec((0_i64..72 * 60, prop::sample::select(&TARGETS[1..3])), 1..40),
    ) {
        let mut presses = presses;
        presses.sort_by_key(|(minute, _)| *minute);
        let mut done: Vec<Pressed> = Vec::new();
        let mut frozen: Vec<(Moment, Moment)> = Vec::new();
        for (minute, target) in presses {
            let at = NOW.plus(Span::minutes(minute));
            if let Some(until) = until(target, at, &done) {
                frozen.push((at, until));
                done.push(Pressed { target, at, confirmed: false });
            }
        }
        // In any 24 hours from a press on the campaign stands still for at most four of them.
        for (from, _) in &frozen {
            let day = from.plus(SAME_PERSON_WITHIN);
            let minutes = (0..24 * 60).filter(|m| {
                let at = from.plus(Span::minutes(*m));
                at < day && frozen.iter().any(|(a, b)| *a <= at && at < *b)
            });
            prop_assert!(minutes.count() <= 4 * 60);
        }
    }
}
