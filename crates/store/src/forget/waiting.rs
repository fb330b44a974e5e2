//! Who is being forgotten: when, and by which day nothing of them is readable anywhere. It names nobody.

use switchboard_rules::events::EventKind;
use switchboard_rules::forgetting::{Keep, days_left};
use switchboard_rules::ids::{MemberId, RequestId};
use switchboard_rules::moment::{Date, Moment};
use switchboard_rules::policy::{Action, Facts, Resource};

use crate::desk::shape;
use crate::engine::Arg;
use crate::entry::{self, Draft};
use crate::fault::Fault;
use crate::session::id16;
use crate::tx::{Tx, Verdict};

/// Somebody who is forgotten.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Forgotten {
    /// The request of the two people; none where a retention rule did it.
    pub request: Option<RequestId>,
    /// When.
    pub at: Moment,
    /// The day at whose end nothing of them is readable anywhere, backups included.
    pub everywhere: Date,
    /// How many days are left until then.
    pub days_left: i64,
}

/// A page of them, newest first.
#[derive(Debug)]
pub struct ForgottenPage {
    /// At most twenty.
    pub all: Vec<Forgotten>,
    /// How many days a backup is kept.
    pub keep: Keep,
    /// Where the next page begins, if there is one.
    pub after: Option<After>,
}

/// A place in the list. Its text is safe in an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct After {
    at: Moment,
    member: MemberId,
}

impl After {
    /// Reads what `to_string` wrote.
    pub fn parse(text: &str) -> Option<Self> {
        let (at, member) = text.split_once('-')?;
        Some(Self {
            at: Moment::from_millis(at.parse().ok()?),
            member: MemberId::parse(member).ok()?,
        })
    }
}

impl std::fmt::Display for After {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}-{}", self.at.millis(), self.member)
    }
}

const PAGE: usize = 20;
const LIST: &str = "select member, at, key_month, request from forgotten where (at, member) < ($1, $2) order by at desc, member desc limit $3";

/// Shows who is being forgotten.
pub fn being_forgotten(
    tx: &mut Tx<'_, '_>,
    after: Option<After>,
) -> Result<Verdict<ForgottenPage>, Fault> {
    let grant = match tx.ask(Action::SeeForgetting, &Resource::Organisation, Facts::SHUT)? {
        Ok(grant) => grant,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    let (at, member) = after.map_or((i64::MAX, Vec::new()), |after| {
        (after.at.millis(), after.member.as_bytes().to_vec())
    });
    let args = [
        Arg::Int(at),
        Arg::Bytes(&member),
        Arg::Int(i64::try_from(PAGE).unwrap_or(0).saturating_add(1)),
    ];
    let mut rows = tx.all(LIST, &args, |row| {
        let id = |at: usize| id16(row.bytes(at)?).ok_or_else(|| shape("forgotten"));
        let place = After {
            at: Moment::from_millis(row.int(1)?),
            member: MemberId::from_bytes(id(0)?),
        };
        Ok((place, row.int(2)?, id(3)?))
    })?;
    let is_more = rows.len() > PAGE;
    rows.truncate(PAGE);
    let after = rows.last().filter(|_| is_more).map(|(place, ..)| *place);
    let mut all = Vec::with_capacity(rows.len());
    for (place, month, request) in rows {
        let everywhere = tx.forgotten_by(place.at, month)?;
        all.push(Forgotten {
            request: (request != [0; 16]).then(|| RequestId::from_bytes(request)),
            at: place.at,
            everywhere,
            days_left: days_left(everywhere, tx.now(), &tx.world.zone),
        });
    }
    entry::write(tx, &Draft::act(EventKind::ForgettingShown, &grant), &[])?;
    Ok(Verdict::Given(ForgottenPage {
        all,
        keep: crate::machine::month::keep(tx.raw())?,
        after,
    }))
}
