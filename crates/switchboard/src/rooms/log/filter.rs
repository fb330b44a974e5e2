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
            Query::WrongDays(_) => Err(ctx.problem(What::BadForm)),
        }
    }

    /// What is asked for. What only our own links and lists say, and is none of it, is nowhere.
    pub(super) fn query(&self, ctx: &Ctx) -> Result<Query, Problem> {
        let absent = || ctx.problem(What::NotFound);
        let filter = Filter {
            account: read(&self.account, |text| AccountId::parse(text).ok()).ok_or_else(absent)?,
            kind: read(&self.kind, kind).ok_or_else(absent)?,
            campaign: read(&self.campaign, |text| CampaignId::parse(text).ok())
                .ok_or_else(absent)?,
            before: read(&self.before, |text| text.parse().ok()).ok_or_else(absent)?,
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

/// A word read, or none where nothing is said; nothing at all for one that can't be read.
fn read<T>(word: &Option<String>, parse: impl Fn(&str) -> Option<T>) -> Option<Option<T>> {
    match word.as_deref().filter(|text| !text.is_empty()) {
        None => Some(None),
        Some(text) => parse(text).map(Some),
    }
}

fn kind(name: &str) -> Option<EventKind> {
    let mut all = EventKind::ALL.iter().copied();
    all.find(|kind| kind.name() == name)
}
