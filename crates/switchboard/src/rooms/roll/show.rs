//! From what an act answered to the officer's pages.

use axum::http::header;
use axum::response::{IntoResponse, Response};
use switchboard_store::door::Standing;
use switchboard_store::roll::{Counts, Import};
use switchboard_store::rules::policy::{Reason, Refusal, Role};
use switchboard_store::rules::roll::{Field, MapError, TriedOut};
use switchboard_store::{Hits, RejectedRows};

use super::file::FileError;
use super::importing::ImportError;
use super::pages::{
    self, Heading, Hit, ImportList, ImportState, Kind, Progress, SearchState, Tallies,
};
use super::progress::{self, Stage};
use super::rejects::RejectWriter;
use crate::ctx::Ctx;
use crate::problem::{Problem, What};
use crate::web::messages::Words;
use crate::web::page::{Html, Stamp};

/// The forms alone hold nothing, so the store is not asked; what is sent with them is decided there.
pub(super) fn officer(ctx: &Ctx) -> Result<(), Problem> {
    let Some(standing) = ctx.standing() else {
        return Err(ctx.problem(What::Refused(Refusal::new(Reason::SignedOut))));
    };
    if standing
        .roles
        .iter()
        .any(|(role, _)| *role == Role::MembershipOfficer)
    {
        return Ok(());
    }
    Err(ctx.problem(What::Refused(Refusal::new(Reason::NotYours))))
}

/// The same for what is done for the whole roll.
pub(super) fn keeper(ctx: &Ctx) -> Result<(), Problem> {
    officer(ctx)?;
    if ctx.standing().is_some_and(Standing::keeps_branches_alone) {
        return Err(ctx.problem(What::Refused(Refusal::new(Reason::NotYours))));
    }
    Ok(())
}

pub(super) fn form(ctx: &Ctx, error: Option<pages::ImportError>) -> pages::Import {
    let headings = Field::ALL
        .iter()
        .filter(|(field, _)| !matches!(field, Field::Ignore | Field::Fax | Field::Gender));
    let list = ImportList {
        regions: ["GB", "IE", "US"].map(str::to_owned).to_vec(),
        region: ctx.app.world.meta().region.clone(),
        headings: headings
            .map(|(field, word)| Heading {
                key: field_key(*field, word),
                aliases: vec![(*word).to_owned()],
            })
            .filter(|heading| ctx.words.has(&heading.key))
            .collect(),
        error,
    };
    pages::Import {
        shell: ctx.shell(),
        state: ImportState::Form(list),
    }
}

fn field_key(_field: Field, word: &str) -> String {
    format!("field-{}", word.replace('_', "-"))
}

pub(super) fn refused(ctx: &Ctx, error: pages::ImportError) -> Response {
    Html(form(ctx, Some(error))).into_response()
}

pub(super) fn import_error(ctx: &Ctx, error: ImportError) -> Result<Response, Problem> {
    let error = match error {
        ImportError::Refused(refusal) => return Err(ctx.problem(What::Refused(refusal))),
        ImportError::Store(switchboard_store::Fault::World(_)) => pages::ImportError::Busy,
        ImportError::Store(fault) => return Err(ctx.problem(fault)),
        ImportError::TriedOut(out) => tried_out(out),
        // A full roll is stopped at its end, when its page is open already.
        ImportError::TooManyLeave(_) | ImportError::Unclear(_) => pages::ImportError::NoMatch,
        ImportError::File(error) => file_error(&error),
    };
    Ok(refused(ctx, error))
}

/// What is spent, for the page.
pub(super) fn tried_out(out: TriedOut) -> pages::ImportError {
    match out {
        TriedOut::Tries => pages::ImportError::TriedOut,
        TriedOut::Rows => pages::ImportError::RowsOut,
        TriedOut::Told => pages::ImportError::ToldOut,
    }
}

/// What is wrong with a file, for the page.
pub(super) fn file_error(error: &FileError) -> pages::ImportError {
    use pages::ImportError as Page;
    match error {
        FileError::Empty => Page::Empty,
        FileError::Kind(kind) => Page::Kind(kind.word()),
        FileError::Locked => Page::Locked,
        FileError::Damaged => Page::Damaged,
        FileError::TooLarge => Page::WorkbookTooLarge,
        FileError::Bomb => Page::Bomb,
        FileError::NoSuchSheet { sheets, .. } => Page::NoSuchSheet(sheets.join(", ")),
        FileError::NoSheets => Page::NoSheets,
        FileError::Encoding { line } => Page::Encoding(*line),
        FileError::Nul { line } => Page::Nul(*line),
        FileError::RecordTooLong { line } => Page::RowTooLong(*line),
        FileError::TooManyColumns { found } => {
            Page::TooManyColumns(u64::try_from(*found).unwrap_or(u64::MAX))
        }
        FileError::Header(MapError::NoExternalId) => Page::NoMembershipNumber,
        FileError::Header(MapError::NoName) => Page::NoName,
        FileError::Header(MapError::Twice { first, second, .. }) => Page::Twice {
            first: first.clone(),
            second: second.clone(),
        },
        FileError::Header(MapError::NoEmail | MapError::NoPhone) => Page::NoMatch,
        FileError::Header(_) => Page::NoKnownColumn,
        FileError::Read(_) => Page::NotReadable,
    }
}

pub(super) fn run(ctx: &Ctx, status: &Import) -> pages::Import {
    let progress = ctx.app.imports.get(status.id);
    pages::Import {
        shell: ctx.shell(),
        state: stands(status, progress, ctx.stamp(ctx.now)),
    }
}

/// How an import stands: the store says whether it is over, this process how far it is. The two are read one after the
/// other, so an import that ends in between is done here and still running there: it is looked at again.
fn stands(status: &Import, progress: Option<progress::Progress>, now: Stamp) -> ImportState {
    let import = status.id.to_string();
    match (status.state.as_str(), progress) {
        ("done" | "undone", progress) => ImportState::Finished {
            import,
            at: now,
            tallies: Tallies {
                kind: match (status.what.as_str(), status.state.as_str()) {
                    ("undo", _) => Kind::Undo,
                    (_, "undone") => Kind::Undone,
                    _ => Kind::Import,
                },
                ..tallies(status.counts)
            },
            dropped: progress
                .as_ref()
                .map(|p| p.dropped.clone())
                .unwrap_or_default(),
            notices: progress.map(|p| p.notices).unwrap_or_default(),
        },
        (
            _,
            Some(progress::Progress {
                stage: Stage::Stopped(leaving),
                ..
            }),
        ) => ImportState::Stopped {
            import,
            leaving: leaving.leaving,
            unclear: leaving.unclear,
        },
        ("running", Some(p)) if !matches!(p.stage, Stage::Abandoned(_)) => ImportState::Running {
            import,
            progress: Progress {
                read: p.read,
                total: p.total.max(p.read),
            },
        },
        ("running", None) => ImportState::Running {
            import,
            progress: Progress { read: 0, total: 1 },
        },
        (_, progress) => ImportState::Abandoned {
            import,
            why: match progress.map(|progress| progress.stage) {
                Some(Stage::Abandoned(why)) => why,
                _ => None,
            },
        },
    }
}

fn tallies(counts: Counts) -> Tallies {
    let n = |n: i64| u64::try_from(n).unwrap_or(0);
    Tallies {
        created: n(counts.created),
        changed: n(counts.changed),
        kind: Kind::Import,
        unchanged: n(counts.unchanged),
        ended: n(counts.ended),
        resumed: n(counts.resumed),
        by_hand: n(counts.by_hand),
        rejected: n(counts.rejected),
        duplicates: n(counts.duplicates),
        fields: counts
            .fields
            .iter()
            .map(|(part, count)| (pages::part_key(part), n(count)))
            .collect(),
    }
}

pub(super) fn found(hits: &Hits, handles: Vec<String>) -> SearchState {
    let hits = hits.0.iter().zip(handles).map(|(hit, handle)| Hit {
        handle,
        name: hit.name.clone(),
        branch: hit.branch.clone(),
        numbers: if hit.number.is_empty() {
            Vec::new()
        } else {
            vec![hit.number.clone()]
        },
        email: None,
        membership: None,
    });
    SearchState::Found {
        hits: hits.collect(),
        after: None,
    }
}

/// The rejected rows as a CSV file that is never kept on the way.
pub(super) fn rejects(words: &Words, rows: &RejectedRows) -> Response {
    let header = rows.0.iter().find(|row| row.line == 0);
    let header = header.map(|row| row.cells.clone()).unwrap_or_default();
    let mut out = Vec::new();
    let written = write(&mut out, (words, &header), rows);
    if written.is_err() {
        return axum::http::StatusCode::INTERNAL_SERVER_ERROR.into_response();
    }
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8"),
        (header::CONTENT_LANGUAGE, words.tag()),
        (
            header::CONTENT_DISPOSITION,
            "attachment; filename=\"rows-not-taken.csv\"",
        ),
        (header::CACHE_CONTROL, "no-store"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ];
    (headers, out).into_response()
}

fn write(
    out: &mut Vec<u8>,
    (words, header): (&Words, &[String]),
    rows: &RejectedRows,
) -> Result<(), csv::Error> {
    let mut writer = RejectWriter::new(out, words, header)?;
    for row in rows.0.iter().filter(|row| row.line > 0) {
        writer.write(&super::file::Reject {
            line: row.line,
            record: row.cells.clone(),
            reason: row.reason.clone(),
            external_id: None,
            stop: None,
        })?;
    }
    writer.finish()?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::web::shell::sample_stamp;
    use switchboard_store::rules::ids::ImportId;

    fn seen(state: &str, stage: Option<Stage>) -> ImportState {
        let status = Import {
            id: ImportId::from_bytes([7; 16]),
            state: state.to_owned(),
            what: "partial".to_owned(),
            counts: Counts::default(),
        };
        let progress = stage.map(|stage| progress::Progress {
            read: 5,
            total: 9,
            dropped: Vec::new(),
            notices: Vec::new(),
            stage,
        });
        stands(&status, progress, sample_stamp(0))
    }

    #[test]
    fn an_import_that_ends_between_two_looks_is_never_called_stopped() {
        assert!(matches!(
            seen("running", Some(Stage::Done)),
            ImportState::Running { .. }
        ));
        assert!(matches!(
            seen("done", Some(Stage::Running)),
            ImportState::Finished { .. }
        ));
        let stopped = Stage::Abandoned(Some(pages::ImportError::NotReadable));
        assert!(matches!(
            seen("running", Some(stopped)),
            ImportState::Abandoned { .. }
        ));
    }
}
