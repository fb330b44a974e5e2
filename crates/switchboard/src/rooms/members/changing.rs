//! The fields of a record: correcting, adding, ending and resuming.

use std::sync::Arc;

use axum::Router;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use serde::Deserialize;
use switchboard_store::MemberFile;
use switchboard_store::door::Standing;
use switchboard_store::members::{Added, Beside, Corrected};
use switchboard_store::rules::person::PhoneKind;
use switchboard_store::rules::roll::{Typed, Wrong};

use super::actions::{self, File, Sight};
use super::pages::{Against, Correct, Fields, KINDS, PhoneField, Said};
use super::{ActForm, back, in_words, look_of, officer};
use crate::app::App;
use crate::ctx::Ctx;
use crate::problem::Problem;
use crate::taking::{Form, Path};
use crate::web::page::Html;

/// The addresses of the fields.
pub fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/members/new", get(blank).post(add))
        .route("/members/{look}/correct", get(fields).post(correct))
        .route("/members/{look}/end", post(end))
        .route("/members/{look}/resume", post(resume))
}

/// All the fields, as the form sends them.
#[derive(Deserialize, Clone)]
struct FieldsForm {
    csrf: String,
    title: String,
    given: String,
    middle: String,
    family: String,
    suffix: String,
    membership: String,
    phone_1: String,
    kind_1: String,
    phone_2: String,
    kind_2: String,
    phone_3: String,
    kind_3: String,
    phone_4: String,
    kind_4: String,
    email: String,
    address: String,
    postcode: String,
    birth_date: String,
    branch: String,
    kind: String,
    language: Option<String>,
    joined_on: String,
    ends_on: String,
    area: String,
    tags: String,
    deceased: Option<String>,
    /// Whether the form was shown with that box ticked.
    was_deceased: Option<String>,
}

/// The kind of number of this name; other where it is unknown.
pub(super) fn phone_kind(code: &str) -> PhoneKind {
    KINDS
        .iter()
        .find(|(_, known, _)| *known == code)
        .map_or(PhoneKind::Other, |(kind, ..)| *kind)
}

impl FieldsForm {
    fn phones(&self) -> Vec<PhoneField> {
        let lines = [
            (&self.kind_1, &self.phone_1),
            (&self.kind_2, &self.phone_2),
            (&self.kind_3, &self.phone_3),
            (&self.kind_4, &self.phone_4),
        ];
        let field = |(kind, text): (&String, &String)| PhoneField {
            kind: phone_kind(kind),
            text: text.clone(),
        };
        lines.into_iter().map(field).collect()
    }

    fn typed(&self) -> Typed {
        let phones = self.phones().into_iter();
        let some = |text: &String| Some(text.clone());
        Typed {
            title: some(&self.title),
            given: some(&self.given),
            middle: some(&self.middle),
            family: some(&self.family),
            suffix: some(&self.suffix),
            external: some(&self.membership),
            phones: Some(phones.map(|one| (one.kind, one.text)).collect()),
            email: some(&self.email),
            address: some(&self.address),
            postcode: some(&self.postcode),
            birth_date: some(&self.birth_date),
            branch: some(&self.branch),
            kind: some(&self.kind),
            language: self.language.clone(),
            joined_on: some(&self.joined_on),
            ends_on: some(&self.ends_on),
            area: some(&self.area),
            tags: some(&self.tags),
            deceased: self.said_of_death(),
        }
    }

    /// What the box says, where somebody has changed it: another's word that came meanwhile stands.
    fn said_of_death(&self) -> Option<bool> {
        let (was, is) = (self.was_deceased.is_some(), self.deceased.is_some());
        (was != is).then_some(is)
    }

    fn fields(&self) -> Fields {
        Fields {
            title: self.title.clone(),
            given: self.given.clone(),
            middle: self.middle.clone(),
            family: self.family.clone(),
            suffix: self.suffix.clone(),
            membership: self.membership.clone(),
            phones: self.phones(),
            email: self.email.clone(),
            address: self.address.clone(),
            postcode: self.postcode.clone(),
            birth_date: self.birth_date.clone(),
            branch: self.branch.clone(),
            kind: self.kind.clone(),
            language: self.language.clone().unwrap_or_default(),
            joined_on: self.joined_on.clone(),
            ends_on: self.ends_on.clone(),
            area: self.area.clone(),
            tags: self.tags.clone(),
            is_deceased: self.deceased.is_some(),
            was_deceased: self.was_deceased.is_some(),
        }
    }
}

/// Four lines, with the kinds that are free.
fn lines(mut phones: Vec<PhoneField>) -> Vec<PhoneField> {
    for (kind, ..) in KINDS {
        if phones.len() < KINDS.len() && !phones.iter().any(|line| line.kind == kind) {
            phones.push(PhoneField {
                kind,
                text: String::new(),
            });
        }
    }
    phones.resize_with(KINDS.len(), || PhoneField {
        kind: PhoneKind::Other,
        text: String::new(),
    });
    phones
}

fn filled(file: &MemberFile, beside: &Beside) -> Fields {
    let phones = file.phones.iter().map(|phone| PhoneField {
        kind: phone.kind,
        text: phone.shown.clone(),
    });
    Fields {
        title: file.title.clone(),
        given: file.given.clone(),
        middle: file.middle.clone(),
        family: file.family.clone(),
        suffix: file.suffix.clone(),
        membership: file.external.clone(),
        phones: lines(phones.collect()),
        email: file.email.clone(),
        address: file.address.join("\n"),
        postcode: file.postcode.clone(),
        birth_date: file.birth_date.clone(),
        branch: beside.branch.clone(),
        kind: beside.kind.clone(),
        language: beside.language.clone(),
        joined_on: beside
            .joined_year
            .map(|year| year.to_string())
            .unwrap_or_default(),
        ends_on: beside.ends_on.clone(),
        area: beside.area.clone(),
        tags: beside.tags.clone(),
        is_deceased: beside.is_deceased,
        was_deceased: beside.is_deceased,
    }
}

fn page(ctx: &Ctx, look: Option<String>, fields: Fields) -> Correct {
    Correct {
        shell: ctx.shell(),
        look,
        fields,
        wrong: Vec::new(),
        against: None,
        numbers: !ctx.standing().is_some_and(Standing::keeps_branches_alone),
    }
}

/// The same fields once more, with what is wrong; nothing typed is lost.
fn again(page: Correct, wrong: Vec<Wrong>, against: Option<Against>) -> Response {
    let page = Correct {
        wrong,
        against,
        ..page
    };
    (StatusCode::UNPROCESSABLE_ENTITY, Html(page)).into_response()
}

async fn fields(ctx: Ctx, Path(look): Path<String>) -> Result<Response, Problem> {
    let id = look_of(&ctx, &look)?;
    let Sight::Record(record) = actions::show(&ctx, id).await? else {
        return Ok(Redirect::to(&format!("/members/{look}")).into_response());
    };
    Ok(match &record.file {
        File::Whole(file) => {
            let fields = filled(file, &record.beside);
            Html(page(&ctx, Some(look), fields)).into_response()
        }
        File::Covered(_) => Redirect::to(&format!("/members/{look}")).into_response(),
    })
}

async fn correct(
    ctx: Ctx,
    Path(look): Path<String>,
    Form(form): Form<FieldsForm>,
) -> Result<Response, Problem> {
    ctx.check_form(&form.csrf)?;
    let id = look_of(&ctx, &look)?;
    let again_with = |wrong, against| again(page(&ctx, Some(look), form.fields()), wrong, against);
    Ok(match actions::correct(&ctx, id, form.typed()).await? {
        Corrected::Done(parts) if parts.is_empty() => back(id, Said::Unchanged),
        Corrected::Done(_) => back(id, Said::Corrected),
        Corrected::Wrong(wrong) => again_with(wrong, None),
        Corrected::Taken => again_with(Vec::new(), Some(Against::Taken)),
        Corrected::Elsewhere => again_with(Vec::new(), Some(Against::Elsewhere)),
    })
}

async fn blank(ctx: Ctx) -> Result<Html<Correct>, Problem> {
    officer(&ctx)?;
    let fields = Fields {
        phones: lines(Vec::new()),
        ..Fields::default()
    };
    Ok(Html(page(&ctx, None, fields)))
}

async fn add(ctx: Ctx, Form(form): Form<FieldsForm>) -> Result<Response, Problem> {
    ctx.check_form(&form.csrf)?;
    let again_with = |wrong, against| again(page(&ctx, None, form.fields()), wrong, against);
    Ok(match actions::add(&ctx, form.typed()).await? {
        Added::Done(look) => back(look, Said::Added),
        Added::Wrong(wrong) => again_with(wrong, None),
        Added::Taken => again_with(Vec::new(), Some(Against::Taken)),
        Added::Elsewhere => again_with(Vec::new(), Some(Against::Elsewhere)),
    })
}

async fn end(
    ctx: Ctx,
    Path(look): Path<String>,
    Form(form): Form<ActForm>,
) -> Result<Response, Problem> {
    in_words(&ctx, &look, &form, Said::Ended, actions::end).await
}

async fn resume(
    ctx: Ctx,
    Path(look): Path<String>,
    Form(form): Form<ActForm>,
) -> Result<Response, Problem> {
    in_words(&ctx, &look, &form, Said::Resumed, actions::resume).await
}
