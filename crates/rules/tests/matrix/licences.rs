//! Agreed tests, as one signs them and as they are.

use switchboard_rules::ids::{AccountId, LicenceId};
use switchboard_rules::policy::{Action, Resource};

/// A test that this account wrote down, as somebody else may sign it.
pub(super) fn requests(asker: AccountId) -> [(&'static str, Resource); 3] {
    let licence = |guarded, tests| Resource::LicenceRequest {
        licence: LicenceId::from_bytes([9; 16]),
        asker,
        guarded,
        tests,
    };
    [
        ("a test, signed by a DPO", licence(true, false)),
        ("a test, signed by an office", licence(false, false)),
        ("a test to be done by oneself", licence(true, true)),
    ]
}

/// What an act about agreed tests is done to.
pub(super) fn resources(action: Action) -> Vec<(&'static str, Resource)> {
    let whole = ("the organisation", Resource::Organisation);
    let one = [
        ("one that oneself does", Resource::Licence { tests: true }),
        ("another", Resource::Licence { tests: false }),
    ];
    let listed = (action == Action::SeeLicences).then_some(whole);
    listed.into_iter().chain(one).collect()
}
