//! What an import means: said on the form, tried first, undone afterwards, and whom it left to be looked at.

use std::sync::Arc;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use serde::Deserialize;
use switchboard_store::roll::{EndsMax, Extent, Plan};
use switchboard_store::rules::counts::Safe;
use switchboard_store::rules::person::Region;
use switchboard_store::rules::roll::{By, Parts};

use super::as_read::said;
use super::importing::{Reading, Tried};
use super::pages::{FileRow, Noted, Notes, TrialCount, TrialPage, TrialPart, TurnedBack, part_key};
use super::{FILE_BYTES_MAX, Purpose, actions, import_of, pass_on, show, take_file, why};
use crate::app::App;
use crate::ctx::Ctx;
use crate::problem::{Problem, What};
use crate::taking::{Form, Multipart, Path, Query};
use crate::web::page::Html;

/// The addresses of trying, undoing and looking after.
pub fn routes() -> Router<Arc<App>> {
    Router::new()
        .route(
            "/roll/tries",
            post(try_file).layer(DefaultBodyLimit::max(FILE_BYTES_MAX)),
        )
        .route("/roll/tries/{try}", get(tried))
        .route("/roll/import/{import}/undo", post(undo))
        .route("/roll/import/{import}/notes", get(notes))
}

/// What a form says of its file, gathered field by field.
pub(super) struct Asked {
    region: String,
    extent: String,
    by: String,
    ends_max: String,
    clears: String,
    new_numbers: String,
    sheet: String,
}

impl Asked {
    pub(super) fn of(ctx: &Ctx) -> Self {
        Self {
            region: ctx.app.world.meta().region.clone(),
            extent: "partial".to_owned(),
            by: By::default().word().to_owned(),
            ends_max: String::new(),
            clears: String::new(),
            new_numbers: String::new(),
            sheet: String::new(),
        }
    }

    /// Takes one field; none where the form has no such field.
    pub(super) fn take(&mut self, name: &str, text: String) -> Option<()> {
        let field = match name {
            "region" => &mut self.region,
            "extent" => &mut self.extent,
            "match" => &mut self.by,
            "ends-max" => &mut self.ends_max,
            "clears" => &mut self.clears,
            "new-numbers" => &mut self.new_numbers,
            "sheet" => &mut self.sheet,
            _ => return None,
        };
        *field = text;
        Some(())
    }

    /// How the file is to be read and what it means; none where a field says what it can't.
    pub(super) fn reading(&self) -> Option<Reading> {
        let typed = self.ends_max.replace([',', ' '], "");
        let most = match typed.as_str() {
            "" => EndsMax::Usual,
            typed => EndsMax::parse(typed)?,
        };
        let extent = match self.extent.as_str() {
            "partial" => Extent::Partial,
            "full-roll" => Extent::FullRoll(most),
            _ => return None,
        };
        let clears = match self.clears.as_str() {
            "" | "none" => Parts::NONE,
            "all" => Parts::ALL,
            _ => return None,
        };
        let prefix = self.new_numbers.trim();
        Some(Reading {
            overrides: Vec::new(),
            region: Region::parse(&self.region).ok()?,
            sheet: Some(self.sheet.clone()).filter(|sheet| !sheet.trim().is_empty()),
            plan: Plan {
                extent,
                by: By::parse(&self.by)?,
                new_numbers: (!prefix.is_empty()).then(|| prefix.to_owned()),
                clears,
            },
        })
    }
}

async fn try_file(
    ctx: Ctx,
    headers: HeaderMap,
    Multipart(parts): Multipart,
) -> Result<Response, Problem> {
    take_file(ctx, headers, parts, Purpose::Trial).await
}

/// Takes a file in to try it; answers when all of it was tried.
pub(super) async fn receive(
    ctx: &Ctx,
    file: axum::extract::multipart::Field<'_>,
    reading: Reading,
) -> Result<Response, Problem> {
    let actions::Incoming { pieces, begun } = actions::try_file(ctx, reading)?;
    pass_on(ctx, file, pieces).await?;
    match begun.await {
        Ok(Ok(id)) => Ok(Redirect::to(&format!("/roll/tries/{id}")).into_response()),
        Ok(Err(error)) => show::import_error(ctx, error),
        Err(_) => Err(ctx.problem(What::BadForm)),
    }
}

async fn tried(ctx: Ctx, Path(import): Path<String>) -> Result<Html<TrialPage>, Problem> {
    show::keeper(&ctx)?;
    let id = import_of(&ctx, &import)?;
    let trial = ctx.app.tries.get(id, ctx.account()?);
    let trial = trial.ok_or_else(|| ctx.problem(What::NotFound))?;
    Ok(Html(page(&ctx, &trial.tried)))
}

fn page(ctx: &Ctx, tried: &Tried) -> TrialPage {
    let file = &tried.file;
    let n = |count: i64| u64::try_from(count).unwrap_or(0);
    let home = Region::parse(&ctx.app.world.meta().region).ok();
    TrialPage {
        shell: ctx.shell(),
        created: count(file.created),
        changed: count(file.changed),
        unchanged: count(file.unchanged),
        by_hand: count(file.by_hand),
        rejected: n(file.rejected),
        duplicates: n(file.duplicates),
        refused: count(file.refused),
        repeated: count(file.repeated),
        parts: tried
            .filled
            .iter()
            .map(|(part, filled)| TrialPart {
                key: part_key(*part),
                filled: *filled,
                changed: file
                    .fields
                    .iter()
                    .find(|(other, _)| other == part)
                    .map(|(_, changed)| count(*changed)),
            })
            .collect(),
        leaving: file.leaving.map(|leaving| count(leaving.leaving)),
        too_many: file.leaving.is_some_and(|leaving| leaving.too_many),
        unclear: file.leaving.map_or(0, |leaving| leaving.unclear),
        notices: tried.notices.clone(),
        dropped: tried.dropped.clone(),
        first: tried
            .first
            .iter()
            .map(|(line, row)| FileRow {
                line: *line,
                said: said(row, home)
                    .into_iter()
                    .map(|(field, text)| (field.key(), text))
                    .collect(),
            })
            .collect(),
        turned_back: tried
            .turned_back
            .iter()
            .map(|reject| TurnedBack {
                line: reject.line,
                reason: why::said(&ctx.words, &reject.reason),
                cells: reject.record.join(" \u{b7} "),
            })
            .collect(),
    }
}

fn count(count: Safe) -> TrialCount {
    count.rounded().map_or(TrialCount::Few, TrialCount::About)
}

#[derive(Deserialize)]
struct OnlyForm {
    csrf: String,
}

async fn undo(
    ctx: Ctx,
    Path(import): Path<String>,
    Form(form): Form<OnlyForm>,
) -> Result<Response, Problem> {
    ctx.account()?;
    ctx.check_form(&form.csrf)?;
    let id = import_of(&ctx, &import)?;
    let shown = actions::undo(&ctx, id).await?.unwrap_or(id);
    Ok(Redirect::to(&format!("/roll/import/{shown}")).into_response())
}

#[derive(Deserialize)]
struct Wanted {
    after: Option<i64>,
}

async fn notes(
    ctx: Ctx,
    Path(import): Path<String>,
    Query(wanted): Query<Wanted>,
) -> Result<Html<Notes>, Problem> {
    let id = import_of(&ctx, &import)?;
    let found = actions::notes(&ctx, id, wanted.after.unwrap_or(0)).await?;
    let noted = found.members.0.iter().zip(&found.parts);
    Ok(Html(Notes {
        shell: ctx.shell(),
        import: id.to_string(),
        noted: noted
            .map(|(number, parts)| Noted {
                number: number.clone(),
                keys: if parts.is_empty() {
                    vec!["notes-merged"]
                } else {
                    parts.iter().map(super::pages::part_key).collect()
                },
            })
            .collect(),
        after: found.after,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(fields: &[(&str, &str)]) -> Option<Plan> {
        let mut asked = Asked {
            region: "GB".to_owned(),
            extent: "partial".to_owned(),
            by: "external".to_owned(),
            ends_max: String::new(),
            clears: String::new(),
            new_numbers: String::new(),
            sheet: String::new(),
        };
        for (name, text) in fields {
            asked.take(name, (*text).to_owned())?;
        }
        asked.reading().map(|reading| reading.plan)
    }

    #[test]
    fn a_form_says_what_the_file_means_and_nothing_is_guessed() {
        assert_eq!(asked(&[]), Some(Plan::default()));
        let full = asked(&[("extent", "full-roll"), ("ends-max", "134,000")]).unwrap();
        assert_eq!(full.extent, Extent::FullRoll(EndsMax::Count(134_000)));
        let usual = asked(&[("extent", "full-roll")]).unwrap();
        assert_eq!(usual.extent, Extent::FullRoll(EndsMax::Usual));
        assert_eq!(
            asked(&[("match", "email+name")]).unwrap().by,
            By::EmailAndName
        );
        for wrong in [
            ("extent", "all"),
            ("match", "email"),
            ("ends-max", "many"),
            ("shoe", "7"),
        ] {
            assert_eq!(asked(&[("extent", "full-roll"), wrong]), None, "{wrong:?}");
        }
    }
}
