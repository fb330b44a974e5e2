//! One member at a time over JSON.

pub(crate) mod changing;

use std::sync::Arc;

use axum::response::Response;
use axum::routing::{get, post};
use axum::{Json, Router};
use serde::{Deserialize, Serialize};
use switchboard_store::members::{Begun, Beside, Opening};
use switchboard_store::rules::ids::{CampaignId, LookId};
use switchboard_store::rules::look::{Mark, Purpose, Words};
use switchboard_store::rules::policy::{Reason, Refusal};
use switchboard_store::{CoveredFile, MemberFile};
use utoipa::ToSchema;
use utoipa::openapi::{RefOr, Schema};

use super::actions::{self, File, Record, Sight};
use super::look_of;
use super::show::kind_key;
use crate::app::App;
use crate::ctx::Ctx;
use crate::problem::{Problem, What};
use crate::taking;

/// The room's API addresses.
pub fn routes() -> Router<Arc<App>> {
    Router::new()
        .merge(changing::routes())
        .route("/api/v1/members/open", post(open))
        .route("/api/v1/members/{look}", get(show))
        .route("/api/v1/members/{look}/reason", post(reason))
        .route("/api/v1/members/{look}/uncover", post(uncover))
        .route("/api/v1/members/{look}/mark", post(mark))
        .route("/api/v1/members/{look}/lift", post(lift))
        .route("/api/v1/members/{look}/object", post(object))
        .route("/api/v1/members/{look}/allow", post(allow))
        .route("/api/v1/members/{look}/note", post(note))
}

fn purposes() -> RefOr<Schema> {
    crate::api::one_of(Purpose::ALL.map(Purpose::code))
}

fn marks_there_are() -> RefOr<Schema> {
    crate::api::one_of(Mark::ALL.map(Mark::code))
}

/// Which hit is opened, and what for.
#[derive(Deserialize, ToSchema)]
pub(crate) struct OpenBody {
    /// The hit's `member`.
    #[schema(max_length = 256)]
    member: String,
    /// What it is for.
    #[schema(schema_with = purposes)]
    purpose: String,
    /// In words; needed for other.
    #[schema(max_length = 2000)]
    words: Option<String>,
}

/// A look that has begun.
#[derive(Serialize, ToSchema)]
pub(crate) struct LookBody {
    /// Its id, for the other addresses; it serves this account for an hour.
    look: String,
}

#[utoipa::path(post, operation_id = "open_member", path = "/api/v1/members/open", tag = "members", request_body = OpenBody,
    responses((status = 200, body = LookBody, description = "the look has begun"), (status = 401, description = "no token, or one whose time is over"), (status = 403, description = "refused; `type` says why, `look-over` that the hit is too old"), (status = 404, description = "nothing is here for this account"), (status = 422, description = "the body can't be read, or the words say too little")))]
pub(crate) async fn open(
    ctx: Ctx,
    taking::Json(body): taking::Json<OpenBody>,
) -> Result<Response, Problem> {
    let purpose = Purpose::from_code(&body.purpose).ok_or_else(|| ctx.problem(What::BadForm))?;
    let opening = Opening {
        handle: body.member,
        purpose,
        words: body.words.unwrap_or_default(),
    };
    match actions::begin(&ctx, opening).await? {
        Begun::Look(look) => Ok(crate::api::no_store(Json(LookBody {
            look: look.to_string(),
        }))),
        Begun::Stale => Err(ctx.problem(What::Refused(Refusal::new(Reason::LookOver)))),
        Begun::Words(error) => Err(ctx.misfit("/words", error)),
    }
}

/// A record, or what is asked before it.
#[derive(Serialize, ToSchema)]
pub(crate) struct RecordBody {
    /// asked, covered or whole.
    state: &'static str,
    /// Why a fuller reason is asked for first: drawn, own or colleague; null when the record is shown.
    why: Option<&'static str>,
    /// The name; masked where the record is covered; empty while a reason is asked for.
    name: String,
    /// Membership number.
    membership: String,
    /// Telephone numbers; masked where the record is covered.
    numbers: Vec<PhoneLineBody>,
    /// E-mail address.
    email: String,
    /// The lines of the address.
    address: Vec<String>,
    /// Birth date, as 1961-03-24.
    birth_date: String,
    /// Branch.
    branch: String,
    /// Kind of membership.
    kind: String,
    /// The language in which they would like to be rung, by its BCP 47 code; empty when none is said.
    language: String,
    /// Year of joining.
    joined_year: Option<i64>,
    /// The area in which the member lives or votes; empty when none is said.
    area: String,
    /// Tags, parted by `; `.
    tags: String,
    /// protected, restricted, deceased, do-not-call, objects: what stands against calls.
    marks: Vec<&'static str>,
    /// Notes, the newest first.
    notes: Vec<String>,
}

/// A telephone number.
#[derive(Serialize, ToSchema)]
pub(crate) struct PhoneLineBody {
    /// mobile, landline, work-phone or phone.
    kind: &'static str,
    /// As it is read.
    number: String,
}

impl RecordBody {
    fn asked(why: &'static str) -> Self {
        Self {
            why: Some(why),
            ..Self::empty("asked")
        }
    }

    fn empty(state: &'static str) -> Self {
        Self {
            state,
            why: None,
            name: String::new(),
            membership: String::new(),
            numbers: Vec::new(),
            email: String::new(),
            address: Vec::new(),
            birth_date: String::new(),
            branch: String::new(),
            kind: String::new(),
            language: String::new(),
            joined_year: None,
            area: String::new(),
            tags: String::new(),
            marks: Vec::new(),
            notes: Vec::new(),
        }
    }

    fn whole(file: &MemberFile) -> Self {
        let numbers = file.phones.iter().map(|phone| PhoneLineBody {
            kind: kind_key(phone.kind).trim_start_matches("member-"),
            number: phone.shown.clone(),
        });
        let mut address = file.address.clone();
        address.extend((!file.postcode.is_empty()).then(|| file.postcode.clone()));
        Self {
            name: file.full_name(),
            membership: file.external.clone(),
            numbers: numbers.collect(),
            email: file.email.clone(),
            address,
            birth_date: file.birth_date.clone(),
            notes: file.notes.clone(),
            ..Self::empty("whole")
        }
    }

    fn covered(file: &CoveredFile) -> Self {
        let numbers = file.numbers.iter().map(|number| PhoneLineBody {
            kind: "phone",
            number: number.clone(),
        });
        Self {
            name: file.name.clone(),
            membership: file.external.clone(),
            numbers: numbers.collect(),
            ..Self::empty("covered")
        }
    }

    fn of(record: &Record) -> Self {
        let body = match &record.file {
            File::Whole(file) => Self::whole(file),
            File::Covered(file) => Self::covered(file),
        };
        Self {
            branch: record.beside.branch.clone(),
            kind: record.beside.kind.clone(),
            language: record.beside.language.clone(),
            joined_year: record.beside.joined_year,
            area: record.beside.area.clone(),
            tags: record.beside.tags.clone(),
            marks: marks(&record.beside),
            ..body
        }
    }
}

fn marks(beside: &Beside) -> Vec<&'static str> {
    let all = [
        (beside.is_protected, "protected"),
        (beside.is_restricted, "restricted"),
        (beside.is_deceased, "deceased"),
        (beside.is_do_not_call, "do-not-call"),
        (beside.objections.is_any(), "objects"),
    ];
    let standing = all.into_iter().filter(|(is, _)| *is);
    standing.map(|(_, name)| name).collect()
}

#[utoipa::path(get, operation_id = "show_member", path = "/api/v1/members/{look}", tag = "members", params(("look" = String, Path, description = "the look")),
    responses((status = 200, body = RecordBody, description = "the record, or what is asked first"), (status = 401, description = "no token, or one whose time is over"), (status = 403, description = "refused; `type` says why"), (status = 404, description = "nothing is here for this account")))]
pub(crate) async fn show(
    ctx: Ctx,
    taking::Path(look): taking::Path<String>,
) -> Result<Response, Problem> {
    let look = look_of(&ctx, &look)?;
    let body = match actions::show(&ctx, look).await? {
        Sight::Asked(why, _) => RecordBody::asked(why.code()),
        Sight::Record(record) => RecordBody::of(&record),
    };
    Ok(crate::api::no_store(Json(body)))
}

/// Words: a reason or a note, at least a short sentence.
#[derive(Deserialize, ToSchema)]
pub(crate) struct WordsBody {
    /// The words.
    #[schema(min_length = 8, max_length = 2000)]
    words: String,
}

/// A mark with its reason.
#[derive(Deserialize, ToSchema)]
pub(crate) struct MarkBody {
    /// Which mark.
    #[schema(schema_with = marks_there_are)]
    mark: String,
    /// Why.
    #[schema(min_length = 8, max_length = 2000)]
    words: String,
}

/// Whose calls an objection is against.
#[derive(Deserialize, ToSchema)]
pub(crate) struct ObjectBody {
    /// A campaign's id, or all.
    #[schema(max_length = 26)]
    campaign: String,
}

/// What was done.
#[derive(Serialize, ToSchema)]
pub(crate) struct DoneBody {
    /// done.
    done: &'static str,
}

fn done() -> Response {
    crate::api::no_store(Json(DoneBody { done: "done" }))
}

/// An act upon the record that is open, with words of why.
async fn in_words<'c, Done>(
    ctx: &'c Ctx,
    look: &str,
    text: &str,
    act: impl FnOnce(&'c Ctx, LookId, Words) -> Done,
) -> Result<Response, Problem>
where
    Done: Future<Output = Result<(), Problem>>,
{
    let look = look_of(ctx, look)?;
    let words = Words::parse(text).map_err(|error| ctx.misfit("/words", error))?;
    act(ctx, look, words).await?;
    Ok(done())
}

#[utoipa::path(post, operation_id = "give_reason", path = "/api/v1/members/{look}/reason", tag = "members", params(("look" = String, Path, description = "the look")), request_body = WordsBody,
    responses((status = 200, body = DoneBody, description = "given; the record is open"), (status = 401, description = "no token, or one whose time is over"), (status = 403, description = "refused; `type` says why"), (status = 404, description = "nothing is here for this account"), (status = 422, description = "the words say too little")))]
pub(crate) async fn reason(
    ctx: Ctx,
    taking::Path(look): taking::Path<String>,
    taking::Json(body): taking::Json<WordsBody>,
) -> Result<Response, Problem> {
    in_words(&ctx, &look, &body.words, actions::reason).await
}

#[utoipa::path(post, operation_id = "uncover_member", path = "/api/v1/members/{look}/uncover", tag = "members", params(("look" = String, Path, description = "the look")),
    responses((status = 200, body = DoneBody, description = "this look shows all of it from here"), (status = 401, description = "no token, or one whose time is over"), (status = 403, description = "refused; `type` says why"), (status = 404, description = "nothing is here for this account")))]
pub(crate) async fn uncover(
    ctx: Ctx,
    taking::Path(look): taking::Path<String>,
) -> Result<Response, Problem> {
    actions::uncover(&ctx, look_of(&ctx, &look)?).await?;
    Ok(done())
}

#[utoipa::path(post, operation_id = "mark_member", path = "/api/v1/members/{look}/mark", tag = "members", params(("look" = String, Path, description = "the look")), request_body = MarkBody,
    responses((status = 200, body = DoneBody, description = "marked, and off every desk"), (status = 401, description = "no token, or one whose time is over"), (status = 403, description = "refused; `type` says why"), (status = 404, description = "nothing is here for this account"), (status = 422, description = "the body can't be read, or the words say too little")))]
pub(crate) async fn mark(
    ctx: Ctx,
    taking::Path(look): taking::Path<String>,
    taking::Json(body): taking::Json<MarkBody>,
) -> Result<Response, Problem> {
    let mark = Mark::from_code(&body.mark).ok_or_else(|| ctx.problem(What::BadForm))?;
    let act = |ctx, look, why| actions::mark(ctx, look, mark, why);
    in_words(&ctx, &look, &body.words, act).await
}

#[utoipa::path(post, operation_id = "lift_mark", path = "/api/v1/members/{look}/lift", tag = "members", params(("look" = String, Path, description = "the look")), request_body = MarkBody,
    responses((status = 200, body = DoneBody, description = "lifted; what else stands against calls goes on standing"), (status = 401, description = "no token, or one whose time is over"), (status = 403, description = "refused; `type` says why"), (status = 404, description = "nothing is here for this account"), (status = 422, description = "the body can't be read, or the words say too little")))]
pub(crate) async fn lift(
    ctx: Ctx,
    taking::Path(look): taking::Path<String>,
    taking::Json(body): taking::Json<MarkBody>,
) -> Result<Response, Problem> {
    let mark = Mark::from_code(&body.mark).ok_or_else(|| ctx.problem(What::BadForm))?;
    let act = |ctx, look, why| actions::lift(ctx, look, mark, why);
    in_words(&ctx, &look, &body.words, act).await
}

#[utoipa::path(post, operation_id = "object_for_member", path = "/api/v1/members/{look}/object", tag = "members", params(("look" = String, Path, description = "the look")), request_body = ObjectBody,
    responses((status = 200, body = DoneBody, description = "these calls are stopped"), (status = 401, description = "no token, or one whose time is over"), (status = 403, description = "refused; `type` says why"), (status = 404, description = "nothing is here for this account"), (status = 422, description = "the body can't be read")))]
pub(crate) async fn object(
    ctx: Ctx,
    taking::Path(look): taking::Path<String>,
    taking::Json(body): taking::Json<ObjectBody>,
) -> Result<Response, Problem> {
    let look = look_of(&ctx, &look)?;
    let campaign = match body.campaign.as_str() {
        "all" => None,
        id => {
            let id = CampaignId::parse(id);
            Some(id.map_err(|error| ctx.misfit("/campaign", error))?)
        }
    };
    actions::object(&ctx, look, campaign).await?;
    Ok(done())
}

#[utoipa::path(post, operation_id = "allow_calls", path = "/api/v1/members/{look}/allow", tag = "members", params(("look" = String, Path, description = "the look")), request_body = WordsBody,
    responses((status = 200, body = DoneBody, description = "the member's objections have ended"), (status = 401, description = "no token, or one whose time is over"), (status = 403, description = "refused; `type` says why"), (status = 404, description = "nothing is here for this account"), (status = 422, description = "the words say too little")))]
pub(crate) async fn allow(
    ctx: Ctx,
    taking::Path(look): taking::Path<String>,
    taking::Json(body): taking::Json<WordsBody>,
) -> Result<Response, Problem> {
    in_words(&ctx, &look, &body.words, actions::allow).await
}

#[utoipa::path(post, operation_id = "write_note", path = "/api/v1/members/{look}/note", tag = "members", params(("look" = String, Path, description = "the look")), request_body = WordsBody,
    responses((status = 200, body = DoneBody, description = "kept"), (status = 401, description = "no token, or one whose time is over"), (status = 403, description = "refused; `type` says why"), (status = 404, description = "nothing is here for this account"), (status = 422, description = "the words say too little")))]
pub(crate) async fn note(
    ctx: Ctx,
    taking::Path(look): taking::Path<String>,
    taking::Json(body): taking::Json<WordsBody>,
) -> Result<Response, Problem> {
    in_words(&ctx, &look, &body.words, actions::note).await
}
