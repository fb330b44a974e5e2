//! From what the store shows to pages, and to a calendar's file.

use switchboard_store::rules::shift::{Event, calendar as written};
use switchboard_store::shifts::{Line, Listed, Shown};

use super::pages::{BankChoice, One, Row, Shifts, Typed};
use crate::ctx::Ctx;

/// The page of a campaign's shifts.
pub(super) fn list(ctx: &Ctx, campaign: String, found: Listed) -> Shifts {
    let rings = found.rings;
    let rows = found.shifts.into_iter().map(|line| row(ctx, line, rings));
    Shifts {
        shell: ctx.shell(),
        campaign,
        campaign_name: found.campaign,
        zone: ctx.app.world.meta().zone_name.clone(),
        rows: rows.collect(),
        banks: found
            .banks
            .iter()
            .map(|bank| BankChoice {
                id: bank.id.to_string(),
                name: bank.name.clone(),
            })
            .collect(),
        plans_whole: found.plans_whole,
        wrong: None,
        typed: Typed::default(),
        said: None,
    }
}

fn row(ctx: &Ctx, line: Line, rings: bool) -> Row {
    let is_over = line.hours.ends() <= ctx.now;
    Row {
        shift: line.id.to_string(),
        bank: line.bank,
        starts: ctx.stamp(line.hours.starts()),
        ends: ctx.stamp(line.hours.ends()),
        places: u64::from(line.places),
        left: u64::from(line.left),
        words: line.words,
        is_cancelled: line.is_cancelled,
        is_mine: line.is_mine,
        may_take: rings && !line.is_cancelled && !line.is_mine && !is_over && line.left > 0,
        may_give_back: rings && line.is_mine && !line.is_cancelled && !is_over,
    }
}

/// The page of one shift; its form says how the shift is now.
pub(super) fn one(ctx: &Ctx, found: Shown) -> One {
    let hours = found.line.hours;
    let may_change = found.leads && !found.line.is_cancelled && ctx.now < hours.starts();
    let may_cancel = found.leads && !found.line.is_cancelled && ctx.now < hours.ends();
    let taken = found.line.places.saturating_sub(found.line.left);
    let row = row(ctx, found.line, found.rings);
    One {
        shell: ctx.shell(),
        campaign: found.campaign_id.to_string(),
        campaign_name: found.campaign,
        zone: ctx.app.world.meta().zone_name.clone(),
        typed: Typed {
            starts: row.starts.input(),
            ends: row.ends.input(),
            places: row.places.to_string(),
            words: row.words.clone(),
            bank: String::new(),
        },
        row,
        leads: found.leads,
        more: u64::from(taken).saturating_sub(found.names.len().try_into().unwrap_or(u64::MAX)),
        names: found.names,
        may_change,
        may_cancel,
        wrong: None,
        said: None,
    }
}

/// The shift as a calendar reads it.
pub(super) fn calendar(ctx: &Ctx, found: &Shown) -> String {
    let words = ctx.shell().words.clone();
    let id = found.line.id;
    let host = ctx.app.front.host();
    let address = host.map(|host| format!("https://{host}/shifts/{id}"));
    let summary = words
        .say("shifts-event")
        .text("campaign", found.campaign.clone())
        .to_string();
    let page = address.clone().map(|address| {
        let page = words.say("shifts-event-page").text("address", address);
        page.to_string()
    });
    let description: Vec<String> = [Some(found.line.words.clone()), page]
        .into_iter()
        .flatten()
        .filter(|part| !part.is_empty())
        .collect();
    written(&Event {
        uid: &format!("{id}@{}", ctx.app.world.meta().log_name()),
        written_at: ctx.now,
        hours: found.line.hours,
        summary: &summary,
        description: &description.join("\n"),
        url: address.as_deref(),
        sequence: found.turn,
        is_cancelled: found.line.is_cancelled,
    })
}
