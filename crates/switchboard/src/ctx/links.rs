//! The menu: the rooms that somebody may enter, as their roles say it.

use switchboard_store::door::Standing;
use switchboard_store::rules::policy::{Opened, Role, Scope};

use crate::web::shell::Link;

/// The links of whoever is signed in.
pub(super) fn of(standing: &Standing) -> Vec<Link> {
    let held = standing.roles.iter();
    let whole = held.filter(|(_, scope)| !matches!(scope, Scope::Branch(_)));
    let whole: Vec<Role> = whole.map(|(role, _)| *role).collect();
    let holds = |wanted: Role| whole.contains(&wanted);
    if standing.opened == Opened::SetUp {
        return Vec::new();
    }
    if standing.roles.is_empty() {
        // Whoever has left and came in afresh: their own record, and nothing else.
        return vec![Link::Record];
    }
    let mut links = vec![Link::Home];
    if holds(Role::MembershipOfficer) {
        links.extend([Link::Import, Link::Search, Link::Reports]);
        links.extend([Link::Duplicates, Link::Branches, Link::Forget]);
    }
    if standing.keeps_branches_alone() {
        links.extend([Link::Search, Link::Branches, Link::Forget, Link::Requests]);
    }
    if [Role::MembershipOfficer, Role::Dpo, Role::Approver]
        .into_iter()
        .any(holds)
    {
        links.push(Link::Requests);
        links.push(Link::Reasons);
    }
    if holds(Role::MembershipOfficer) || holds(Role::Dpo) {
        links.extend([Link::Forgetting, Link::Retention]);
    }
    if holds(Role::MembershipOfficer) || holds(Role::Dpo) {
        links.push(Link::OpeningLines);
        links.push(Link::Hooks);
    }
    if holds(Role::Dpo) {
        links.push(Link::Complaints);
        if !links.contains(&Link::Branches) {
            links.push(Link::Branches);
        }
        links.extend([Link::Ledger, Link::Exposure]);
    }
    if holds(Role::MembershipOfficer) || holds(Role::Dpo) {
        links.extend([Link::Exhibits, Link::Installation]);
    }
    if [Role::MembershipOfficer, Role::ReturningOfficer, Role::Dpo]
        .into_iter()
        .any(holds)
    {
        links.push(Link::Accounts);
    }
    if holds(Role::Dpo) || holds(Role::Auditor) {
        links.push(Link::Cases);
    }
    if holds(Role::Dpo) {
        links.push(Link::Rights);
    }
    if whole.iter().any(|role| role.is_office()) {
        links.push(Link::Licences);
    }
    let freezes = [Role::MembershipOfficer, Role::ReturningOfficer, Role::Dpo];
    if freezes.into_iter().any(holds) {
        links.extend([Link::Freezes, Link::Calendar]);
    }
    links.extend([Link::Record, Link::May, Link::Sessions]);
    if standing.opened == Opened::Password {
        links.push(Link::Own);
    }
    links
}
