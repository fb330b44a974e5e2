//! A campaign's banks side by side: `GET /campaigns/{campaign}/banks`.

use std::sync::Arc;

use askama::Template;
use axum::Router;
use axum::routing::get;
use switchboard_store::banks::Beside as Found;
use switchboard_store::rules::pace::Forecast;

use super::chart::{self, Bar};
use super::{actions, live};
use crate::app::App;
use crate::ctx::Ctx;
use crate::problem::Problem;
use crate::taking::{Path, campaign_of};
use crate::web::messages::Words;
use crate::web::page::{Html, Page, Stamp, Tally, unprinted};
use crate::web::shell::{Link, Shell, sample_stamp};

/// The address of the page.
pub(super) fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/campaigns/{campaign}/banks", get(show))
        .route("/campaigns/{campaign}/banks/live", get(live::stream_beside))
}

async fn show(ctx: Ctx, Path(campaign): Path<String>) -> Result<Html<Beside>, Problem> {
    let found = actions::side_by_side(&ctx, campaign_of(&ctx, &campaign)?).await?;
    let mut names = found.iter().map(|one| one.watched.line.campaign.clone());
    Ok(Html(Beside {
        shell: ctx.shell(),
        campaign,
        campaign_name: names.next().unwrap_or_default(),
        live: part(&ctx, found),
    }))
}

/// The part of the page that changes.
pub(super) fn part(ctx: &Ctx, found: Vec<Found>) -> SideBySide {
    SideBySide {
        words: ctx.words.clone(),
        at: ctx.stamp(ctx.app.clock.now()),
        rows: found.into_iter().map(|one| row(ctx, one)).collect(),
    }
}

fn row(ctx: &Ctx, one: Found) -> Row {
    let watched = one.watched;
    Row {
        bank: watched.line.id.to_string(),
        name: watched.line.name,
        state_key: match watched.line.state.as_str() {
            "open" => "bank-state-open",
            "paused" => "bank-state-paused",
            _ => "beside-closed",
        },
        audience: Tally::from(watched.filled),
        rung: Tally::from(watched.rung),
        reached: Tally::from(watched.reached),
        left: Tally::from(watched.left),
        on: u64::try_from(watched.on.len()).unwrap_or(0),
        hour: Tally::from(one.hour),
        evening: Tally::from(one.evening),
        dry: match one.dry {
            Forecast::Soon => Dry::Soon,
            Forecast::At(at) => Dry::At(ctx.stamp(at)),
            Forecast::NotThisEvening => Dry::NotThisEvening,
            Forecast::Unknown => Dry::Unknown,
        },
    }
}

/// A campaign's banks side by side: `GET /campaigns/{campaign}/banks`.
///
/// Script listens to `GET /campaigns/{campaign}/banks/live` (each event's data is [`SideBySide`] rendered) and swaps what stands in
/// `#live`; without script the page loads itself anew every 30 s.
#[derive(Template)]
#[template(path = "banks/beside.html")]
pub struct Beside {
    /// What stands around it.
    pub shell: Shell,
    /// The campaign's id.
    pub campaign: String,
    /// The campaign's name.
    pub campaign_name: String,
    /// What changes while one looks.
    pub live: SideBySide,
}

/// The part of [`Beside`] that changes: a page holds it and the stream sends it.
#[derive(Template)]
#[template(path = "banks/beside_live.html")]
pub struct SideBySide {
    /// The sentences.
    pub words: Words,
    /// When this was counted.
    pub at: Stamp,
    /// The banks.
    pub rows: Vec<Row>,
}

/// One bank.
#[derive(Clone, Debug)]
pub struct Row {
    /// Its id, in addresses.
    pub bank: String,
    /// Its name.
    pub name: String,
    /// The key of how it stands.
    pub state_key: &'static str,
    /// Members in its audience.
    pub audience: Tally,
    /// Of them, rung.
    pub rung: Tally,
    /// Of them, spoken to.
    pub reached: Tally,
    /// Still to ring.
    pub left: Tally,
    /// Accounts with a card now: not members, so not rounded.
    pub on: u64,
    /// Calls in the last hour.
    pub hour: Tally,
    /// Calls this evening.
    pub evening: Tally,
    /// When it runs dry.
    pub dry: Dry,
}

/// When a bank runs dry.
#[derive(Clone, Debug)]
pub enum Dry {
    /// Almost nobody is left.
    Soon,
    /// At this pace about then.
    At(Stamp),
    /// Not this evening.
    NotThisEvening,
    /// Too few calls to say.
    Unknown,
}

impl Dry {
    fn text(&self, words: &Words) -> String {
        match self {
            Self::Soon => words.t("beside-dry-soon"),
            Self::At(at) => words
                .say("beside-dry-at")
                .text("time", at.clock())
                .to_string(),
            Self::NotThisEvening => words.t("beside-dry-not"),
            Self::Unknown => words.t("beside-dry-unknown"),
        }
    }
}

/// A drawing of one number of several banks.
struct Drawing {
    key: &'static str,
    bars: Vec<chart::Drawn>,
    height: u64,
}

impl SideBySide {
    fn drawings(&self) -> Vec<Drawing> {
        let all: Vec<&Row> = self.rows.iter().collect();
        // In a bank that is closed for good nobody is left to ring.
        let going_on = self.rows.iter().filter(|row| !row.is_closed());
        let going_on: Vec<&Row> = going_on.collect();
        let both = [
            self.drawn("beside-chart-hour", &all, |row| row.hour),
            self.drawn("beside-chart-left", &going_on, |row| row.left),
        ];
        let shown = both.into_iter().filter(|one| !one.bars.is_empty());
        shown.collect()
    }

    /// The bars of one number, each named for its bank.
    fn drawn(&self, key: &'static str, rows: &[&Row], count: fn(&Row) -> Tally) -> Drawing {
        let bars: Vec<Bar> = rows.iter().map(|row| row.bar(count)).collect();
        let mut drawn = chart::drawn(&bars, &self.words);
        for (drawn, row) in drawn.iter_mut().zip(rows) {
            drawn.label.clone_from(&row.name);
        }
        Drawing {
            key,
            height: chart::height(&bars),
            bars: drawn,
        }
    }
}

impl Row {
    fn is_open(&self) -> bool {
        self.state_key == "bank-state-open"
    }

    fn is_closed(&self) -> bool {
        self.state_key == "beside-closed"
    }

    fn bar(&self, count: fn(&Self) -> Tally) -> Bar {
        Bar {
            key: "beside-bank".to_owned(),
            count: count(self),
        }
    }
}

unprinted!(Beside, SideBySide);

impl Page for Beside {
    fn title_key(&self) -> &'static str {
        "beside-title"
    }

    fn samples() -> Vec<(&'static str, Self)> {
        let evening = Row {
            bank: "0bank0sample0".to_owned(),
            name: "Evening bank".to_owned(),
            state_key: "bank-state-open",
            audience: Tally::About(9_870),
            rung: Tally::About(1_425),
            reached: Tally::About(310),
            left: Tally::About(95),
            on: 3,
            hour: Tally::About(60),
            evening: Tally::About(145),
            dry: Dry::At(sample_stamp(93)),
        };
        let others = [
            ("Weekend bank", "bank-state-paused", Dry::NotThisEvening),
            ("Young members", "bank-state-open", Dry::Soon),
            ("Harbour branch", "bank-state-open", Dry::Unknown),
            ("First evening", "beside-closed", Dry::NotThisEvening),
        ];
        let others = others.map(|(name, state_key, dry)| Row {
            name: name.to_owned(),
            state_key,
            left: Tally::About(420),
            on: 0,
            hour: Tally::FewerThanTen,
            evening: Tally::FewerThanTen,
            dry,
            ..evening.clone()
        });
        let rows: Vec<Row> = std::iter::once(evening).chain(others).collect();
        vec![(
            "banks-beside",
            Self {
                shell: Shell::sample("Organiser 1", &[Link::Home]),
                campaign: "0campaign0sample0".to_owned(),
                campaign_name: "Harbour campaign".to_owned(),
                live: SideBySide {
                    words: Words::of_samples(),
                    at: sample_stamp(0),
                    rows,
                },
            },
        )]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_open_bank_is_told_when_it_is_done_and_a_closed_one_has_nobody_left_to_ring() {
        let (_, page) = Beside::samples().remove(0);
        let words = Words::english();
        let closed = page.live.rows.iter().find(|row| row.is_closed()).unwrap();
        let html = page.live.render().unwrap();
        assert!(!html.contains(&format!("Closed for good · {}", closed.dry.text(&words))));
        let open = page.live.rows.iter().filter(|row| row.is_open());
        for row in open {
            assert!(
                html.contains(&format!(" · {}", row.dry.text(&words))),
                "{}",
                row.name
            );
        }
        let drawings = page.live.drawings();
        let [hour, left] = drawings.as_slice() else {
            panic!("two numbers are drawn");
        };
        assert_eq!(hour.bars.len(), page.live.rows.len());
        assert!(!left.bars.iter().any(|bar| bar.label == closed.name));
    }
}
