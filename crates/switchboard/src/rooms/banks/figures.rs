//! A bank's figures as a file for a spreadsheet (CSV, RFC 4180): what its page shows, rounded as there, and nothing else.

use std::io;
use std::sync::Arc;

use axum::Router;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use csv::{Terminator, WriterBuilder};
use switchboard_store::banks::{Look, Watched};
use switchboard_store::rules::counts::Safe;

use super::pages::Running;
use super::{actions, bank_of};
use crate::app::App;
use crate::ctx::Ctx;
use crate::problem::{Problem, What};
use crate::taking::Path;
use crate::web::csv_cell::disarmed;
use crate::web::messages::Words;
use crate::web::page::{Stamp, Tally};

/// The address of the file.
pub(super) fn routes() -> Router<Arc<App>> {
    Router::new().route("/banks/{bank}/figures.csv", get(file))
}

async fn file(ctx: Ctx, Path(bank): Path<String>) -> Result<Response, Problem> {
    let figures = written(&ctx, &bank).await?;
    let name = format!("attachment; filename=\"{}\"", figures.name);
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (header::CONTENT_DISPOSITION, name),
    ];
    Ok((headers, figures.text).into_response())
}

/// A bank's figures as a file.
pub(super) struct Figures {
    /// The file's name: of the bank and the day, in ASCII.
    name: String,
    /// What stands in it.
    pub(super) text: Vec<u8>,
}

/// The file, with the entry that it was shown: the one way to it, for a page and for a token.
pub(super) async fn written(ctx: &Ctx, bank: &str) -> Result<Figures, Problem> {
    let id = bank_of(ctx, bank)?;
    let watched = actions::watch(ctx, id, Look::First).await?;
    let at = ctx.stamp(ctx.now);
    let text = csv(&ctx.words, &watched, &at);
    Ok(Figures {
        name: file_name(&watched, &at),
        text: text.map_err(|_| ctx.problem(What::BadForm))?,
    })
}

/// `evening-calls-2026-11-24.csv`; of a name without a letter or figure of ASCII the bank's id stands there.
fn file_name(watched: &Watched, at: &Stamp) -> String {
    let name = watched.line.name.to_ascii_lowercase();
    let parts = name.split(|c: char| !c.is_ascii_alphanumeric());
    let parts: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
    let slug = if parts.is_empty() {
        watched.line.id.to_string()
    } else {
        parts.join("-")
    };
    format!("{slug}-{}.csv", at.date())
}

fn csv(words: &Words, watched: &Watched, at: &Stamp) -> io::Result<Vec<u8>> {
    // A mark by which spreadsheets know the encoding.
    let mut out = Vec::from("\u{feff}".as_bytes());
    let mut writer = WriterBuilder::new()
        .terminator(Terminator::CRLF)
        .from_writer(&mut out);
    let heads = [
        "figures-csv-at",
        "figures-csv-campaign",
        "figures-csv-bank",
        "figures-csv-what",
        "figures-csv-about",
    ];
    writer.write_record(heads.map(|key| words.t(key)))?;
    let about = |count: Safe| match count.rounded() {
        Some(number) => number.to_string(),
        None => Tally::from(count).text(words),
    };
    let progress = [
        ("watch-audience", watched.filled),
        ("watch-rung", watched.rung),
        ("watch-reached", watched.reached),
        ("watch-left", watched.left),
    ];
    // As on its page: in a bank that is closed for good nobody is left to ring.
    let is_closed = Running::of(&watched.line.state) == Running::Closed;
    let progress = progress
        .into_iter()
        .filter(|(key, _)| !is_closed || *key != "watch-left")
        .map(|(key, count)| (words.t(key), about(count)));
    let outcomes = watched.outcomes.iter();
    let outcomes = outcomes.map(|(code, n)| (words.t(&format!("outcome-{code}")), about(*n)));
    let on = (words.t("beside-on"), watched.on.len().to_string());
    let counted_at = at.iso();
    for (what, count) in progress.chain(outcomes).chain([on]) {
        writer.write_record([
            counted_at.as_str(),
            disarmed(&watched.line.campaign).as_ref(),
            disarmed(&watched.line.name).as_ref(),
            disarmed(&what).as_ref(),
            count.as_str(),
        ])?;
    }
    writer.flush()?;
    drop(writer);
    Ok(out)
}

#[cfg(test)]
mod tests {
    use switchboard_store::banks::BankLine;
    use switchboard_store::rules::counts::safe;
    use switchboard_store::rules::deal::Order;
    use switchboard_store::rules::ids::{BankId, CampaignId};

    use super::*;
    use crate::web::shell::sample_stamp;

    fn watched(name: &str, state: &str) -> Watched {
        Watched {
            line: BankLine {
                id: BankId::from_bytes([1; 16]),
                name: name.to_owned(),
                campaign_id: CampaignId::from_bytes([2; 16]),
                campaign: "@Harbour".to_owned(),
                contest: "Leadership".to_owned(),
                state: state.to_owned(),
                rings: false,
                watches: true,
            },
            filled: safe(1_234),
            rung: safe(43),
            reached: safe(9),
            left: safe(1_191),
            outcomes: vec![("answered".to_owned(), safe(12))],
            on: Vec::new(),
            resting: Vec::new(),
            account_exposure: 1,
            campaign_exposure: 1,
            callers: 1,
            may_add: true,
            whom: Vec::new(),
            sample: None,
            is_missed: false,
            order: Order::Random,
            may_ask: None,
        }
    }

    fn file(watched: &Watched) -> String {
        let text = csv(&Words::english(), watched, &sample_stamp(0)).unwrap();
        String::from_utf8(text).unwrap()
    }

    #[test]
    fn a_file_is_rounded_and_no_name_in_it_is_run_by_a_spreadsheet() {
        let file = file(&watched("=cmd(), \"now\"", "open"));
        insta::assert_snapshot!(file.replace("\r\n", "␍\n"));
    }

    #[test]
    fn a_closed_banks_file_says_nothing_of_members_still_to_ring() {
        assert!(file(&watched("Evening", "open")).contains("Still to ring"));
        assert!(!file(&watched("Evening", "closed")).contains("Still to ring"));
    }

    #[test]
    fn a_file_is_named_for_its_bank_and_its_day() {
        let at = sample_stamp(0);
        let day = at.date();
        for (name, wanted) in [
            ("Evening calls", "evening-calls".to_owned()),
            ("  Cylch 2 \"/etc\" ", "cylch-2-etc".to_owned()),
            ("夕方", BankId::from_bytes([1; 16]).to_string()),
        ] {
            let watched = watched(name, "open");
            assert_eq!(file_name(&watched, &at), format!("{wanted}-{day}.csv"));
        }
    }
}
