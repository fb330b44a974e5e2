//! Which entries of the ledger are asked for, as the words of a query say it.

use serde::Deserialize;
use switchboard_store::log::Filter;
use switchboard_store::rules::events::EventKind;
use switchboard_store::rules::ids::{AccountId, CampaignId};

use super::asked::{begins, ends};
use crate::ctx::Ctx;
use crate::problem::{Problem, What};

/// The words.
#[derive(Deserialize, Default)]
pub(crate) struct Wanted {
    account: Option<String>,
    kind: Option<String>,
    campaign: Option<String>,
    /// A day, the first, or milliseconds since 1970 in UTC.
    from: Option<String>,
    /// A day, the last, or milliseconds since 1970 in UTC, not included.
    until: Option<String>,
    before: Option<String>,
}

/// What a query asks for.
pub(super) enum Query {
    /// These entries.
    For(Filter),
    /// Days that are none, or no span; all else is so.
    WrongDays(Filter),
}

impl Wanted {
    /// The days as they were typed.
    pub(super) fn days(&self) -> [String; 2] {
        [&self.from, &self.until].map(|day| day.clone().unwrap_or_default())
    }

    /// What is asked for, for the API: days that are none are a bad request.
    pub(super) fn filter(&self, ctx: &Ctx) -> Result<Filter, Problem> {
        match self.query(ctx)? {
            Query::For(filter) => Ok(filter),
            Query::WrongDays(_) => {
                Err(ctx.misfit("?from", "must be a day or a moment, and before `until`"))
            }
        }
    }

    /// What is asked for. What only our own links and lists say, and is none of it, is nowhere.
    pub(super) fn query(&self, ctx: &Ctx) -> Result<Query, Problem> {
        let absent = |Absent| ctx.problem(What::NotFound);
        let account = |text: &str| AccountId::parse(text).ok();
        let campaign = |text: &str| CampaignId::parse(text).ok();
        let filter = Filter {
            account: read(self.account.as_ref(), account).map_err(absent)?,
            kind: read(self.kind.as_ref(), kind).map_err(absent)?,
            campaign: read(self.campaign.as_ref(), campaign).map_err(absent)?,
            before: read(self.before.as_ref(), |text| text.parse().ok()).map_err(absent)?,
            from: None,
            until: None,
        };
        let [from, until] = self.days();
        Ok(match (begins(ctx, &from), ends(ctx, &until)) {
            (Ok(Some(from)), Ok(Some(until))) if from >= until => Query::WrongDays(filter),
            (Ok(from), Ok(until)) => Query::For(Filter {
                from,
                until,
                ..filter
            }),
            _ => Query::WrongDays(filter),
        })
    }
}

/// A word that is none of those that our own links and lists say.
struct Absent;

/// A word read, or none where nothing is said.
fn read<T>(word: Option<&String>, parse: impl Fn(&str) -> Option<T>) -> Result<Option<T>, Absent> {
    match word.map(String::as_str).filter(|text| !text.is_empty()) {
        None => Ok(None),
        Some(text) => parse(text).map(Some).ok_or(Absent),
    }
}

fn kind(name: &str) -> Option<EventKind> {
    let mut all = EventKind::ALL.iter().copied();
    all.find(|kind| kind.name() == name)
}
