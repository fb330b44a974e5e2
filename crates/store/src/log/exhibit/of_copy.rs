//! What an account did in a test copy, as exhibits: so that an outsider judges there too.

use switchboard_rules::ids::AccountId;
use switchboard_rules::moment::Moment;

use super::make::Opened;
use super::{Handed, Of, Opens, Plan, Wanted, Whose, Why, choose};
use crate::fault::Fault;
use crate::world::World;

/// The most exhibits of one account.
const PARTS_MAX: usize = 6;

/// The exhibits of one account of a test copy between two moments, and whether they are all. No policy is asked and no entry
/// is written: nobody in a copy exists, and its log may have ended.
pub(crate) fn of_copy(
    copy: &World,
    account: AccountId,
    [from, until, now]: [Moment; 3],
    kinds: &dyn Fn(u16) -> Option<String>,
) -> Result<(Vec<Handed>, bool), Fault> {
    let (mut parts, mut first) = (Vec::new(), 0);
    while parts.len() < PARTS_MAX {
        let plan = Plan {
            wanted: Wanted {
                of: Of::Checked(account),
                from,
                until,
                first,
                end: None,
                opens: Opens::Accounts,
                why: Some(Why::Dispute),
            },
            whose: Whose::Account(account),
            records: 1,
            is_whole: true,
            rings_for: std::collections::BTreeSet::new(),
        };
        let Some(chosen) = choose(copy, plan, now)? else {
            return Ok((parts, false));
        };
        let opened = Opened::of_copy(copy, chosen)
            .ok_or_else(|| Fault::World("this world is no test copy".to_owned()))?;
        let handed = opened.make(copy, kinds)?;
        let next = handed.next;
        parts.push(handed);
        match next {
            Some(next) => first = next,
            None => return Ok((parts, true)),
        }
    }
    Ok((parts, false))
}
