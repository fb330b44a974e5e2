//! The roll, and its part that stands in one branch and under it.

use switchboard_rules::branches::Lineage;
use switchboard_rules::ids::BranchId;

use super::*;

/// Whose officer "one branch's" is.
pub(super) const BRANCH: BranchId = BranchId::from_bytes([10; 16]);
const UNDER: BranchId = BranchId::from_bytes([11; 16]);
const ABOVE: BranchId = BranchId::from_bytes([12; 16]);
const BESIDE: BranchId = BranchId::from_bytes([13; 16]);

/// Where somebody may stand.
fn standing() -> [(&'static str, Lineage); 5] {
    [
        ("in the branch", Lineage::of([BRANCH, ABOVE])),
        ("under the branch", Lineage::of([UNDER, BRANCH, ABOVE])),
        ("above the branch", Lineage::at(ABOVE)),
        ("in another branch", Lineage::of([BESIDE, ABOVE])),
        ("in no branch known", Lineage::NOWHERE),
    ]
}

/// A place in the tree, for acts that look at more than one member.
pub(super) fn places() -> Vec<(&'static str, Resource)> {
    let places = standing().into_iter().take(4);
    let places = places.map(|(at, stands)| (at, Resource::Branch { stands }));
    [("the organisation", Resource::Organisation)]
        .into_iter()
        .chain(places)
        .collect()
}

/// One member.
pub(super) fn members() -> Vec<(&'static str, Resource)> {
    let [(_, here), ..] = standing();
    let members = standing().map(|(at, stands)| (at, Resource::Member { stands }));
    let own = [
        ("one's own record", Resource::OwnMember { stands: here }),
        (
            "one's own, in no branch known",
            Resource::OwnMember {
                stands: Lineage::NOWHERE,
            },
        ),
    ];
    members.into_iter().chain(own).collect()
}

/// The same, where whose record it is counts for nothing.
pub(super) fn others() -> Vec<(&'static str, Resource)> {
    standing()
        .map(|(at, stands)| (at, Resource::Member { stands }))
        .to_vec()
}

/// That a member be forgotten, as this account asks for it; what others ask for is decided wherever the member stands.
pub(super) fn forgetting(asker: AccountId) -> Vec<(&'static str, Resource)> {
    if asker != ME {
        return Vec::new();
    }
    let names = [
        "forgetting, in the branch",
        "forgetting, under the branch",
        "forgetting, above the branch",
        "forgetting, in another branch",
        "forgetting, in no branch known",
    ];
    let all = names.into_iter().zip(standing());
    let all = all.map(|(name, (_, stands))| (name, Resource::ForgetRequest { asker, stands }));
    all.collect()
}

/// A membership officer's role in a branch: given and taken by the organisation's officials, and in no branch by its own.
pub(super) fn at_branch() -> Place {
    Place::Branch { branch: BRANCH }
}
