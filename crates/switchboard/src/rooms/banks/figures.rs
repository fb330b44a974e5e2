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

use super::{actions, bank_of};
use crate::app::App;
use crate::ctx::Ctx;
use crate::problem::{Problem, What};
use crate::taking::Path;
use crate::web::csv_cell::disarmed;
use crate::web::messages::Words;
use crate::web::page::Tally;

/// The address of the file.
pub(super) fn routes() -> Router<Arc<App>> {
    Router::new().route("/banks/{bank}/figures.csv", get(file))
}

async fn file(ctx: Ctx, Path(bank): Path<String>) -> Result<Response, Problem> {
    let text = written(&ctx, &bank).await?;
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8"),
        (
            header::CONTENT_DISPOSITION,
            "attachment; filename=\"figures.csv\"",
        ),
    ];
    Ok((headers, text).into_response())
}

/// The file's text, with the entry that it was shown: the one way to it, for a page and for a token.
pub(super) async fn written(ctx: &Ctx, bank: &str) -> Result<Vec<u8>, Problem> {
    let id = bank_of(ctx, bank)?;
    let watched = actions::watch(ctx, id, Look::First).await?;
    csv(&ctx.words, &watched).map_err(|_| ctx.problem(What::BadForm))
}

fn csv(words: &Words, watched: &Watched) -> io::Result<Vec<u8>> {
    // A mark by which spreadsheets know the encoding.
    let mut out = Vec::from("\u{feff}".as_bytes());
    let mut writer = WriterBuilder::new()
        .terminator(Terminator::CRLF)
        .from_writer(&mut out);
    let heads = [
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
    let progress = progress.map(|(key, count)| (words.t(key), about(count)));
    let outcomes = watched.outcomes.iter();
    let outcomes = outcomes.map(|(code, n)| (words.t(&format!("outcome-{code}")), about(*n)));
    let on = (words.t("beside-on"), watched.on.len().to_string());
    for (what, count) in progress.into_iter().chain(outcomes).chain([on]) {
        writer.write_record([
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

    #[test]
    fn a_file_is_rounded_and_no_name_in_it_is_run_by_a_spreadsheet() {
        let watched = Watched {
            line: BankLine {
                id: BankId::from_bytes([1; 16]),
                name: "=cmd(), \"now\"".to_owned(),
                campaign_id: CampaignId::from_bytes([2; 16]),
                campaign: "@Harbour".to_owned(),
                contest: "Leadership".to_owned(),
                state: "open".to_owned(),
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
        };
        let file = String::from_utf8(csv(&Words::english(), &watched).unwrap()).unwrap();
        insta::assert_snapshot!(file.replace("\r\n", "␍\n"));
    }
}
