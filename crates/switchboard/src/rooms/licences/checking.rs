//! "It was only a test": the question, the answer, and its proof.

use std::io::{Cursor, Write as _};

use axum::http::header;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use switchboard_store::Fault;
use switchboard_store::licences::{ACCOUNTS_MAX, Check, Checked, Question};
use switchboard_store::rules::ids::AccountId;
use zip::result::ZipError;
use zip::write::{SimpleFileOptions, ZipWriter};

use super::pages::{CheckForm, CheckWrong};
use super::{actions, answer, moment, show};
use crate::ctx::Ctx;
use crate::problem::Problem;
use crate::taking::{Form, Query};
use crate::web::page::Html;

#[derive(Deserialize)]
pub(super) struct Filled {
    account: Option<String>,
}

pub(super) async fn form(
    ctx: Ctx,
    Query(filled): Query<Filled>,
) -> Result<Html<CheckForm>, Problem> {
    actions::may_check(&ctx).await?;
    let account = AccountId::parse(&filled.account.unwrap_or_default());
    let sent = Sent {
        accounts: account.map(|id| id.to_string()).unwrap_or_default(),
        ..Sent::default()
    };
    Ok(Html(sent.page(&ctx, None)))
}

#[derive(Deserialize, Default)]
pub(super) struct Sent {
    csrf: String,
    #[serde(default)]
    accounts: String,
    #[serde(default)]
    from: String,
    #[serde(default)]
    until: String,
    #[serde(default, rename = "as")]
    file: String,
}

impl Sent {
    fn page(&self, ctx: &Ctx, wrong: Option<CheckWrong>) -> CheckForm {
        CheckForm {
            shell: ctx.shell(),
            accounts: self.accounts.clone(),
            from: self.from.clone(),
            until: self.until.clone(),
            wrong,
        }
    }

    fn question(&self, ctx: &Ctx) -> Result<Question, CheckWrong> {
        let words = self.accounts.split([' ', ',', ';', '\n', '\r', '\t']);
        let ids = words.filter(|word| !word.is_empty()).map(AccountId::parse);
        let accounts = ids.collect::<Result<Vec<_>, _>>();
        let accounts = accounts.map_err(|_| CheckWrong::Account)?;
        let (Some(from), Some(until)) = (moment(ctx, &self.from), moment(ctx, &self.until)) else {
            return Err(CheckWrong::Time);
        };
        match accounts.len() {
            0 => Err(CheckWrong::Account),
            n if n > ACCOUNTS_MAX => Err(CheckWrong::TooMany),
            _ if from >= until => Err(CheckWrong::Time),
            _ => Ok(Question {
                accounts,
                from,
                until,
            }),
        }
    }
}

pub(super) async fn check(ctx: Ctx, Form(sent): Form<Sent>) -> Result<Response, Problem> {
    ctx.check_form(&sent.csrf)?;
    let question = match sent.question(&ctx) {
        Ok(question) => question,
        Err(wrong) => {
            actions::may_check(&ctx).await?;
            return Ok(Html(sent.page(&ctx, Some(wrong))).into_response());
        }
    };
    let wrong = match actions::check(&ctx, question.clone()).await? {
        Check::Checked(checked) if sent.file == "json" => return proof(&ctx, &checked),
        Check::Checked(checked) if sent.file == "zip" => {
            let packed = packed(&checked).map_err(|fault| ctx.problem(fault))?;
            return Ok(file("application/zip", "licence-check.zip", packed));
        }
        Check::Checked(checked) => {
            let asked = [sent.accounts, sent.from, sent.until];
            return Ok(Html(show::answer(&ctx, asked, &checked)).into_response());
        }
        Check::Nobody(_) => CheckWrong::Account,
        Check::NotSigned => CheckWrong::NotSigned,
    };
    Ok(Html(sent.page(&ctx, Some(wrong))).into_response())
}

/// The answer with its exhibits as one JSON object, for programs.
fn proof(ctx: &Ctx, checked: &Checked) -> Result<Response, Problem> {
    let object = answer::object(checked).map_err(|fault| ctx.problem(fault))?;
    let body = object.to_string().into_bytes();
    Ok(file("application/json", "licence-check.json", body))
}

/// The files that prove it, packed into one.
fn packed(checked: &Checked) -> Result<Vec<u8>, Fault> {
    let files = answer::files(checked)?;
    let write = || {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, text) in &files {
            zip.start_file(
                format!("licence-check/{name}"),
                SimpleFileOptions::default(),
            )?;
            zip.write_all(text.as_bytes())?;
        }
        Ok(zip.finish()?.into_inner())
    };
    write().map_err(|error: ZipError| Fault::World(error.to_string()))
}

fn file(kind: &'static str, name: &str, body: Vec<u8>) -> Response {
    let name = format!("attachment; filename=\"{name}\"");
    let headers = [
        (header::CONTENT_TYPE, kind.to_owned()),
        (header::CONTENT_DISPOSITION, name),
    ];
    (headers, body).into_response()
}
