//! A member before their own page, and whoever answers what members ask for.

use switchboard_rules::branches::Lineage;
use switchboard_rules::ids::MemberId;
use switchboard_rules::policy::seat::{covered_member_seat, member_seat};

use super::*;

/// The member whose session it is.
const MEMBER: MemberId = MemberId::from_bytes([11; 16]);
const NEIGHBOUR: MemberId = MemberId::from_bytes([12; 16]);
const SYSTEM: AccountId = AccountId::from_bytes([0; 16]);

/// The member, before their own page; none where somebody else asks.
pub(super) fn actor(standing: Standing) -> Option<Actor> {
    match standing {
        Standing::AsMember => Some(member_seat(SYSTEM, MEMBER, Session::Running)),
        Standing::Covered => Some(covered_member_seat(SYSTEM, MEMBER, Session::Running)),
        _ => None,
    }
}

const fn page(member: MemberId) -> Resource {
    Resource::OwnPage { member, of: None }
}

const fn is_members(action: Action) -> bool {
    matches!(
        action,
        Action::SeeOwnPage
            | Action::TakeOwnCopy
            | Action::ObjectOwn
            | Action::AllowOwn
            | Action::AskRight
    )
}

/// A member's page, and what members ask for.
pub(super) fn resources(action: Action) -> Vec<(&'static str, Resource)> {
    if is_members(action) {
        return vec![("a member's own page", page(MEMBER))];
    }
    let stands = Lineage::NOWHERE;
    match action {
        Action::SeeRights => vec![("the organisation", Resource::Organisation)],
        _ => vec![
            ("a member's request", Resource::Member { stands }),
            ("one's own request", Resource::OwnMember { stands }),
        ],
    }
}

/// The same as a member: the session of a member has no roles, so each column says the same.
pub(super) fn special(action: Action) -> Vec<Case> {
    let case = |situation, resource| Case {
        situation,
        resource,
        facts: Facts::OPEN,
        standing: Standing::AsMember,
    };
    if is_members(action) {
        let of = Some((MINE, CONTEST));
        let member = MEMBER;
        return vec![
            case("as that member", page(MEMBER)),
            case(
                "as that member, of a campaign",
                Resource::OwnPage { member, of },
            ),
            case("as another member", page(NEIGHBOUR)),
            Case {
                standing: Standing::Covered,
                ..case("as them, by an officer's code", page(MEMBER))
            },
            Case {
                standing: Standing::Covered,
                ..case("the same, of a campaign", Resource::OwnPage { member, of })
            },
        ];
    }
    match action {
        Action::SeeRights => vec![case("as a member", Resource::Organisation)],
        _ => Vec::new(),
    }
}
