//! The log: what was done, for those who check it.

pub mod actions;
pub mod api;
mod asked;
mod files;
mod filter;
mod office;
pub mod pages;
mod public;
mod record;
pub mod served;

use std::sync::Arc;

use axum::Router;
use axum::routing::{get, post};
use switchboard_store::log::{EntryLine, Filter, Resumed, SHOWN_DAYS, ShownHour};
use switchboard_store::rules::events::EventKind;
use switchboard_store::rules::ids::AccountId;
use switchboard_store::rules::moment::Moment;

use crate::app::App;
use crate::ctx::Ctx;
use crate::problem::Problem;
use crate::taking::Query;
use crate::web::page::Html;
use filter::Wanted;
use pages::{
    Act, CallerEvening, Day, Entry, Explorer, Exposure, Filters, KindChoice, Lost, Most, Shown,
    Tried,
};

/// The room's addresses.
pub fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/ledger", get(explore))
        .route("/ledger/exposure", get(exposure))
        .route("/ledger/exhibit", get(office::form).post(office::take))
        .route("/record", get(record::page))
        .route("/record/exhibit", post(record::take))
        .route("/log", get(public::page))
        .route("/log/checkpoint", get(public::checkpoint))
        .route("/log/cosigned", get(public::cosigned))
        .route("/log/tile/{*path}", get(public::tile))
        .route("/log/{log}/checkpoint", get(public::named_checkpoint))
        .route("/log/{log}/cosigned", get(public::named_cosigned))
        .route("/log/{log}/tile/{*path}", get(public::named_tile))
}

async fn explore(ctx: Ctx, Query(wanted): Query<Wanted>) -> Result<Html<Explorer>, Problem> {
    let (filter, are_days_wrong) = match wanted.query(&ctx)? {
        filter::Query::For(filter) => (filter, false),
        // Nothing is looked for before the days are right; that somebody asked is an entry all the same.
        filter::Query::WrongDays(filter) => (empty(filter), true),
    };
    let page = actions::page(&ctx, filter).await?;
    let resumed = actions::resumed(&ctx).await?;
    let older = page.older.map(|before| before.to_string());
    let days = if filter == Filter::default() {
        days(&ctx, &page.shown)
    } else {
        Vec::new()
    };
    let entries: Vec<Entry> = page
        .lines
        .into_iter()
        .map(|line| entry(&ctx, line))
        .collect();
    let label = page.label.unwrap_or_default();
    let account = filter.account.map(|id| {
        let name = if is_system(id) {
            ctx.words.t("explorer-system")
        } else {
            label
        };
        (id.to_string(), name)
    });
    let kinds = EventKind::ALL.iter().map(|k| KindChoice {
        code: k.name().to_owned(),
        key: k.label().to_owned(),
    });
    let campaigns = page.campaigns.into_iter();
    let campaigns = campaigns.map(|(id, name)| (id.to_string(), name));
    Ok(Html(Explorer {
        shell: ctx.shell(),
        filters: Filters {
            account,
            kind: filter.kind.map(|k| k.name().to_owned()),
            kinds: kinds.collect(),
            campaign: filter.campaign.map(|id| id.to_string()),
            campaigns: campaigns.collect(),
            days: wanted.days(),
            are_days_wrong,
        },
        days,
        entries,
        before: older,
        lost: resumed.iter().map(lost).collect(),
    }))
}

/// The same filter for a span in which nothing is.
fn empty(filter: Filter) -> Filter {
    let never = Moment::from_millis(0);
    Filter {
        from: Some(never),
        until: Some(never),
        ..filter
    }
}

fn is_system(account: AccountId) -> bool {
    *account.as_bytes() == [0; 16]
}

/// The last days of the organisation's zone with what was shown in each, the oldest first. An hour belongs to the day in which
/// it began.
fn days(ctx: &Ctx, hours: &[ShownHour]) -> Vec<Day> {
    let mut date = ctx.stamp(ctx.now).date();
    let mut days = Vec::new();
    for _ in 0..SHOWN_DAYS {
        let mut day = Day {
            date,
            looks: 0,
            members: 0,
        };
        for hour in hours {
            if ctx.stamp(hour.from).date() == date {
                day.looks = day.looks.saturating_add(hour.looks);
                day.members = day.members.saturating_add(hour.members);
            }
        }
        days.push(day);
        let Ok(before) = date.yesterday() else { break };
        date = before;
    }
    days.reverse();
    days
}

fn lost(once: &Resumed) -> Lost {
    Lost {
        count: once.lost,
        from: once.resumption.from,
        to: once.resumption.size,
    }
}

fn entry(ctx: &Ctx, line: EntryLine) -> Entry {
    Entry {
        index: u64::try_from(line.index).ok(),
        at: ctx.stamp(line.at),
        account: line.account.to_string(),
        account_name: if is_system(line.account) {
            ctx.words.t("explorer-system")
        } else {
            line.label
        },
        opened: pages::way(&line.opened),
        vouched: line.vouched,
        act: match EventKind::from_code(line.kind) {
            Some(kind) => Act::Known(kind.label().to_owned()),
            None => Act::Unknown(line.kind),
        },
        purpose: line.purpose,
        campaign: line.campaign.map(|(_, name)| name),
        bank: line.bank.map(|(_, name)| name),
        shown: Shown {
            fields: line
                .fields
                .split(',')
                .filter(|f| !f.is_empty())
                .map(str::to_owned)
                .collect(),
            members: u64::try_from(line.members).unwrap_or(0),
        },
        tried: line
            .tried
            .into_iter()
            .map(|one| Tried {
                account: one.account.to_string(),
                account_name: one.label,
                refused: one.refused,
                numbers: one.numbers,
            })
            .collect(),
        tried_more: u64::try_from(line.tried_more).unwrap_or(u64::MAX),
    }
}

async fn exposure(ctx: Ctx) -> Result<Html<Exposure>, Problem> {
    let exposure = actions::exposure(&ctx).await?;
    let caps = ctx.app.world.meta().caps;
    let most = exposure.campaigns.into_iter().map(|c| Most {
        campaign: c.campaign,
        callers: c.callers.into(),
        account_evening: caps.evening.into(),
        account_contest: caps.contest.into(),
        campaign_contest: c.most,
    });
    let evenings = exposure.evenings.into_iter().map(|line| CallerEvening {
        evening: ctx.stamp(line.evening),
        account: line.id.to_string(),
        account_name: line.account,
        contest: line.contest,
        cards: line.cards.into(),
        numbers: line.numbers.into(),
    });
    Ok(Html(Exposure {
        shell: ctx.shell(),
        campaigns: most.collect(),
        evenings: evenings.collect(),
        before: None,
    }))
}
