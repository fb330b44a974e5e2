//! "My record": everybody's own, with or without a role.

use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use switchboard_store::log::exhibit::{RecordLine, Wanted};
use switchboard_store::rules::events::EventKind;

use super::actions::{self, Took};
use super::asked::{As, Asked, end_of, first_of, span_of};
use super::files;
use super::pages::{self, Act, MyRecord, RecordRow, Wrong};
use crate::ctx::Ctx;
use crate::problem::{Problem, What};
use crate::taking::{Form, Query};
use crate::web::page::Html;

#[derive(Deserialize, Default)]
pub(super) struct Before {
    before: Option<String>,
}

pub(super) async fn page(
    ctx: Ctx,
    Query(wanted): Query<Before>,
) -> Result<Html<MyRecord>, Problem> {
    let before = wanted.before.filter(|text| !text.is_empty());
    let before = match before {
        Some(text) => Some(id_of(&text).ok_or_else(|| ctx.problem(What::NotFound))?),
        None => None,
    };
    shown(&ctx, before, None).await
}

async fn shown(
    ctx: &Ctx,
    before: Option<[u8; 16]>,
    wrong: Option<Wrong>,
) -> Result<Html<MyRecord>, Problem> {
    let page = actions::own_page(ctx, before).await?;
    Ok(Html(MyRecord {
        shell: ctx.shell(),
        rows: page.lines.into_iter().map(|line| row(ctx, line)).collect(),
        before: page
            .older
            .map(|id| format!("{:032x}", u128::from_be_bytes(id))),
        wrong,
    }))
}

/// Takes one's own record along.
pub(super) async fn take(ctx: Ctx, Form(asked): Form<Asked>) -> Result<Response, Problem> {
    ctx.check_form(&asked.csrf)?;
    let (from, until) = match span_of(&ctx, &asked) {
        Ok(span) => span,
        Err(wrong) => return Ok(shown(&ctx, None, Some(wrong)).await?.into_response()),
    };
    let wanted = Wanted {
        end: end_of(&asked),
        ..Wanted::own(from, until, first_of(&asked))
    };
    if asked.file() == As::Columns {
        actions::may_take(&ctx, wanted).await?;
        return files::columns(&ctx);
    }
    match actions::exhibit(&ctx, wanted.clone()).await? {
        Took::Handed(handed) => files::answer(&ctx, &asked, &wanted, &handed),
        Took::Nobody => Err(ctx.problem(What::NotFound)),
        Took::NotSigned => {
            let page = shown(&ctx, None, Some(Wrong::NotSigned)).await?;
            Ok(page.into_response())
        }
    }
}

/// An id in 32 hexadecimal digits.
fn id_of(text: &str) -> Option<[u8; 16]> {
    let is_hex = text.len() == 32 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    let id = u128::from_str_radix(text, 16).ok().filter(|_| is_hex)?;
    Some(id.to_be_bytes())
}

/// A line as the pages show it.
pub(super) fn row(ctx: &Ctx, line: RecordLine) -> RecordRow {
    let forgotten = line.members.iter().filter(|number| **number == 0).count();
    let told = line.members.iter().filter(|number| **number > 0);
    let fields = line.fields.split(',').filter(|field| !field.is_empty());
    RecordRow {
        index: line.index,
        at: ctx.stamp(line.at),
        account: line.account.map(|(_, name)| name),
        number: line.number,
        opened: pages::way(&line.opened),
        vouched: line.vouched,
        act: match EventKind::from_code(line.kind) {
            Some(kind) => Act::Known(kind.label().to_owned()),
            None => Act::Unknown(line.kind),
        },
        purpose: line.purpose,
        campaign: line.campaign,
        bank: line.bank,
        fields: fields.map(str::to_owned).collect(),
        members: told.map(|number| format!("M{number}")).collect(),
        forgotten: u64::try_from(forgotten).unwrap_or(u64::MAX),
        detail: line.detail,
        is_beside: line.is_beside,
    }
}
