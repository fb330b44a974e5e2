//! The fields of a record over JSON.

use std::sync::Arc;

use axum::response::Response;
use axum::routing::post;
use axum::{Json, Router};
use serde::{Deserialize, Serialize};
use switchboard_store::members::{Added, Corrected};
use switchboard_store::rules::roll::{Typed, Wrong};
use utoipa::ToSchema;
use utoipa::openapi::{RefOr, Schema};

use super::{DoneBody, WordsBody, in_words};
use crate::app::App;
use crate::ctx::Ctx;
use crate::problem::Problem;
use crate::rooms::members::changing::phone_kind;
use crate::rooms::members::{actions, look_of};
use crate::taking;

/// The addresses of the fields.
pub fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/api/v1/members", post(add))
        .route("/api/v1/members/{look}/correct", post(correct))
        .route("/api/v1/members/{look}/end", post(end))
        .route("/api/v1/members/{look}/resume", post(resume))
}

/// Fields of a record. What is left out stays as it is; what is empty is cleared.
#[derive(Deserialize, ToSchema)]
pub(crate) struct FieldsBody {
    /// "Mrs".
    #[schema(max_length = 500)]
    title: Option<String>,
    /// First name.
    #[schema(max_length = 500)]
    given_name: Option<String>,
    /// Further first names.
    #[schema(max_length = 500)]
    middle_name: Option<String>,
    /// Surname.
    #[schema(max_length = 500)]
    family_name: Option<String>,
    /// What comes behind the name.
    #[schema(max_length = 500)]
    suffix: Option<String>,
    /// Membership number; it can't be cleared.
    #[schema(max_length = 500)]
    membership: Option<String>,
    /// All the numbers.
    #[schema(max_items = 16)]
    numbers: Option<Vec<TypedNumberBody>>,
    /// E-mail address.
    #[schema(max_length = 500)]
    email: Option<String>,
    /// The lines of the address, without the postcode.
    #[schema(max_length = 3000)]
    address: Option<String>,
    /// Postcode.
    #[schema(max_length = 500)]
    postcode: Option<String>,
    /// Birth date.
    #[schema(max_length = 500)]
    birth_date: Option<String>,
    /// Branch.
    #[schema(max_length = 500)]
    branch: Option<String>,
    /// Kind of membership.
    #[schema(max_length = 500)]
    kind: Option<String>,
    /// The language in which they would like to be rung: a BCP 47 tag or a name; empty for none.
    #[schema(max_length = 100)]
    language: Option<String>,
    /// The day or the year of joining.
    #[schema(max_length = 500)]
    joined_on: Option<String>,
    /// The last day of the membership.
    #[schema(max_length = 500)]
    ends_on: Option<String>,
    /// The area in which the member lives or votes.
    #[schema(max_length = 500)]
    area: Option<String>,
    /// All the tags, parted by commas or semicolons: at most 16, of 40 letters each.
    #[schema(max_length = 1000)]
    tags: Option<String>,
    /// Whether the member has died.
    deceased: Option<bool>,
}

fn number_kinds() -> RefOr<Schema> {
    crate::api::one_of(["mobile", "landline", "work", "other"])
}

/// A number as it is typed.
#[derive(Deserialize, ToSchema)]
pub(crate) struct TypedNumberBody {
    /// Which of them it is.
    #[schema(schema_with = number_kinds)]
    kind: String,
    /// The number.
    #[schema(max_length = 100)]
    number: String,
}

impl FieldsBody {
    fn typed(self) -> Typed {
        let numbers = |numbers: Vec<TypedNumberBody>| {
            let typed = numbers.into_iter();
            typed
                .map(|one| (phone_kind(&one.kind), one.number))
                .collect()
        };
        Typed {
            title: self.title,
            given: self.given_name,
            middle: self.middle_name,
            family: self.family_name,
            suffix: self.suffix,
            external: self.membership,
            phones: self.numbers.map(numbers),
            email: self.email,
            address: self.address,
            postcode: self.postcode,
            birth_date: self.birth_date,
            branch: self.branch,
            kind: self.kind,
            language: self.language,
            joined_on: self.joined_on,
            ends_on: self.ends_on,
            area: self.area,
            tags: self.tags,
            deceased: self.deceased,
        }
    }
}

/// What came of it.
#[derive(Serialize, ToSchema)]
pub(crate) struct CorrectedBody {
    /// done, unchanged, wrong (nothing was changed), taken (the membership number is another member's) or
    /// elsewhere (the branch is none of those whose roll this account keeps).
    state: &'static str,
    /// The parts that changed; or, where the state is wrong, the fields that can't be read.
    fields: Vec<&'static str>,
    /// A look at the record of a member who was added; null otherwise.
    look: Option<String>,
}

impl CorrectedBody {
    const fn of(state: &'static str, fields: Vec<&'static str>) -> Self {
        Self {
            state,
            fields,
            look: None,
        }
    }

    fn wrong(wrong: &[Wrong]) -> Self {
        let name = |one: &Wrong| one.key().trim_start_matches("wrong-");
        Self::of("wrong", wrong.iter().map(name).collect())
    }
}

#[utoipa::path(post, operation_id = "correct_member", path = "/api/v1/members/{look}/correct", tag = "members", params(("look" = String, Path, description = "the look")), request_body = FieldsBody,
    responses((status = 200, body = CorrectedBody, description = "what came of it"), (status = 401, description = "no token, or one whose time is over"), (status = 403, description = "refused; `type` says why"), (status = 404, description = "nothing is here for this account"), (status = 422, description = "the body can't be read")))]
pub(crate) async fn correct(
    ctx: Ctx,
    taking::Path(look): taking::Path<String>,
    taking::Json(body): taking::Json<FieldsBody>,
) -> Result<Response, Problem> {
    let look = look_of(&ctx, &look)?;
    let body = match actions::correct(&ctx, look, body.typed()).await? {
        Corrected::Done(parts) if parts.is_empty() => CorrectedBody::of("unchanged", parts),
        Corrected::Done(parts) => CorrectedBody::of("done", parts),
        Corrected::Wrong(wrong) => CorrectedBody::wrong(&wrong),
        Corrected::Taken => CorrectedBody::of("taken", Vec::new()),
        Corrected::Elsewhere => CorrectedBody::of("elsewhere", Vec::new()),
    };
    Ok(crate::api::no_store(Json(body)))
}

#[utoipa::path(post, operation_id = "add_member", path = "/api/v1/members", tag = "members", request_body = FieldsBody,
    responses((status = 200, body = CorrectedBody, description = "what came of it"), (status = 401, description = "no token, or one whose time is over"), (status = 403, description = "refused; `type` says why"), (status = 404, description = "nothing is here for this account"), (status = 422, description = "the body can't be read")))]
pub(crate) async fn add(
    ctx: Ctx,
    taking::Json(body): taking::Json<FieldsBody>,
) -> Result<Response, Problem> {
    let body = match actions::add(&ctx, body.typed()).await? {
        Added::Done(look) => CorrectedBody {
            look: Some(look.to_string()),
            ..CorrectedBody::of("done", Vec::new())
        },
        Added::Wrong(wrong) => CorrectedBody::wrong(&wrong),
        Added::Taken => CorrectedBody::of("taken", Vec::new()),
        Added::Elsewhere => CorrectedBody::of("elsewhere", Vec::new()),
    };
    Ok(crate::api::no_store(Json(body)))
}

#[utoipa::path(post, operation_id = "end_membership", path = "/api/v1/members/{look}/end", tag = "members", params(("look" = String, Path, description = "the look")), request_body = WordsBody,
    responses((status = 200, body = DoneBody, description = "ended; no desk gets the member"), (status = 401, description = "no token, or one whose time is over"), (status = 403, description = "refused; `type` says why"), (status = 404, description = "nothing is here for this account"), (status = 422, description = "the words say too little")))]
pub(crate) async fn end(
    ctx: Ctx,
    taking::Path(look): taking::Path<String>,
    taking::Json(body): taking::Json<WordsBody>,
) -> Result<Response, Problem> {
    in_words(&ctx, &look, &body.words, actions::end).await
}

#[utoipa::path(post, operation_id = "resume_membership", path = "/api/v1/members/{look}/resume", tag = "members", params(("look" = String, Path, description = "the look")), request_body = WordsBody,
    responses((status = 200, body = DoneBody, description = "the membership goes on"), (status = 401, description = "no token, or one whose time is over"), (status = 403, description = "refused; `type` says why"), (status = 404, description = "nothing is here for this account"), (status = 422, description = "the words say too little")))]
pub(crate) async fn resume(
    ctx: Ctx,
    taking::Path(look): taking::Path<String>,
    taking::Json(body): taking::Json<WordsBody>,
) -> Result<Response, Problem> {
    in_words(&ctx, &look, &body.words, actions::resume).await
}
