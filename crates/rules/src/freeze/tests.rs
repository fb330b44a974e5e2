use proptest::prelude::*;

use super::*;
use crate::branches::Lineage;

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
    let world = Resource::Organisation;
    let stops = letters.map(|(what, letter)| {
        if what.stops(action, &world) {
            letter
        } else {
            '-'
        }
    });
    stops.collect()
}

const fn alone(target: Target) -> Standing {
    Standing {
        target,
        confirmed: false,
    }
}

const MYSELF: Who = Who {
    account: ME,
    in_office: false,
};

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
        A::EndOwnProgram,
        A::Freeze,
        A::AppealFreeze,
    ] {
        assert_eq!(stops(action), "------", "{action:?}");
    }
    // Whoever looks into it reads the ledger while nobody reads the roll.
    assert!(!What::Reading.stops(A::SeeLedger, &Resource::Organisation));
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
    let stopped = |target, resource| stopping(&[alone(target)], MYSELF, Action::Lease, &resource);
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
            &[alone(Target::Branch(BRANCH))],
            MYSELF,
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
    let both = [alone(OF_CAMPAIGN), alone(Target::Account(ME))];
    let bank = Resource::Bank {
        bank: BANK,
        campaign: MINE,
        contest: CONTEST,
    };
    let watch = stopping(&both, MYSELF, Action::WatchBank, &bank);
    assert_eq!(watch, Some(What::Account));
}

/// One official's word doesn't take the tools from another; two people's does.
#[test]
fn an_officials_account_that_one_person_froze_looks_at_nobody_and_lets_nobody_in_but_ends_lifts_and_decides()
 {
    use Action as A;
    let official = Who {
        in_office: true,
        ..MYSELF
    };
    let frozen = alone(Target::Account(ME));
    let agreed = Standing {
        confirmed: true,
        ..frozen
    };
    let stopped = |one, who, action| stopping(&[one], who, action, &Resource::Organisation);
    for action in [
        A::EndTerm,
        A::ShutAccount,
        A::LiftFreeze,
        A::ConfirmFreeze,
        A::DecideRequest,
    ] {
        assert_eq!(stopped(frozen, official, action), None, "{action:?}");
        let all = Some(What::Account);
        assert_eq!(stopped(agreed, official, action), all, "{action:?}");
        assert_eq!(stopped(frozen, MYSELF, action), all, "{action:?}");
    }
    for action in [
        A::OpenMember,
        A::GrantTerm,
        A::AddAccount,
        A::AddOwnPasskey,
        A::ChangeKeys,
    ] {
        let all = Some(What::Account);
        assert_eq!(stopped(frozen, official, action), all, "{action:?}");
    }
}

#[test]
fn while_nobody_reads_the_roll_no_record_of_a_member_is_taken_along_either() {
    let member = Resource::Member {
        stands: Lineage::NOWHERE,
    };
    let takes = |resource| {
        stopping(
            &[alone(Target::Reading)],
            MYSELF,
            Action::TakeExhibit,
            &resource,
        )
    };
    assert_eq!(takes(member), Some(What::Reading));
    assert_eq!(takes(Resource::Ledger), None);
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
}
