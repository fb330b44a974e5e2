//! Whoever was invited: the page behind the link, and choosing how to come back.
//!
//! The page tells nobody whether its link invites anyone. Its code is looked at however often it was wrong: a pause after
//! wrong ones could be brought about by anybody who has the link, and would keep its owner out. The code has 60 bits.

use std::net::SocketAddr;
use std::sync::Arc;

use axum::Router;
use axum::extract::ConnectInfo;
use axum::http::header::SET_COOKIE;
use axum::response::{AppendHeaders, IntoResponse, Redirect, Response};
use axum::routing::get;
use serde::Deserialize;
use switchboard_store::door::{NewPassword, OwnWay, WayIn, Weak};
use switchboard_store::rules::ids::{BankId, InvitationId};
use switchboard_store::rules::person::Email;

use super::pages::{Join, JoinError, Way};
use super::{actions, invitation_of};
use crate::app::App;
use crate::ctx::Ctx;
use crate::problem::{Problem, What};
use crate::taking::{Form, Path};
use crate::web::page::Html;

/// How long a browser is known after its holder set a password with it.
const KNOWN_FOR_S: i64 = 180 * 24 * 3600;
/// Which words about what is written down the page shows; their text lies beside this file under that name.
const NOTICE: &str = "2026-11-27";

/// The addresses of joining.
pub(super) fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/join/{invitation}", get(ask).post(join))
        .route("/joined", get(way).post(set_way))
}

fn page(ctx: &Ctx, invitation: InvitationId, error: Option<JoinError>) -> Response {
    let page = Join {
        shell: ctx.shell(),
        invitation: invitation.to_string(),
        takes_birth: takes_birth(ctx),
        error,
    };
    Html(page).into_response()
}

async fn ask(ctx: Ctx, Path(invitation): Path<String>) -> Result<Response, Problem> {
    Ok(page(&ctx, invitation_of(&ctx, &invitation)?, None))
}

#[derive(Deserialize)]
struct JoinForm {
    #[serde(default)]
    csrf: String,
    #[serde(default)]
    code: String,
    #[serde(default)]
    number: String,
    #[serde(default)]
    year: String,
    #[serde(default)]
    read: String,
}

/// What somebody shows besides the link.
enum Shown {
    Code(String),
    /// A membership number and the year they were born in.
    Birth(String, i16),
}

/// What was typed; a code counts first.
fn shown(ctx: &Ctx, form: JoinForm) -> Result<Shown, JoinError> {
    if !form.code.trim().is_empty() {
        return Ok(Shown::Code(form.code));
    }
    if !takes_birth(ctx) || form.number.trim().is_empty() {
        return Err(JoinError::Empty);
    }
    // A year that is none is as wrong as any other.
    match form.year.trim().parse() {
        Ok(year) => Ok(Shown::Birth(form.number, year)),
        Err(_) => Err(JoinError::Empty),
    }
}

/// Whether the organisation has switched on that number and birth year stand in for a code.
pub(super) fn takes_birth(ctx: &Ctx) -> bool {
    ctx.app.front.config.joining.birth_year
}

async fn join(
    ctx: Ctx,
    ConnectInfo(from): ConnectInfo<SocketAddr>,
    Path(invitation): Path<String>,
    Form(form): Form<JoinForm>,
) -> Result<Response, Problem> {
    let id = invitation_of(&ctx, &invitation)?;
    ctx.check_form(&form.csrf)?;
    let too_many = |again| ctx.problem(What::TooMany(again));
    ctx.app
        .limits
        .sign_in(from.ip(), ctx.now)
        .map_err(too_many)?;
    let has_read = form.read == "yes";
    let shown = match shown(&ctx, form) {
        Err(error) => return Ok(page(&ctx, id, Some(error))),
        Ok(_) if !has_read => return Ok(page(&ctx, id, Some(JoinError::Unread))),
        Ok(shown) => shown,
    };
    let joined = match shown {
        Shown::Code(code) => actions::join(&ctx, id, code, NOTICE).await?,
        Shown::Birth(number, year) => {
            actions::join_by_birth(&ctx, id, (number, year), NOTICE).await?
        }
    };
    let Some(signed_in) = joined else {
        ctx.app.limits.wrong_code(from.ip(), ctx.now);
        return Ok(page(&ctx, id, Some(JoinError::Wrong)));
    };
    let age_s = signed_in.until.since(ctx.now).as_millis() / 1000;
    let cookies = ctx.app.cookies;
    let session = cookies.set(cookies.session(), signed_in.token.expose(), age_s);
    let session = AppendHeaders([(SET_COOKIE, session)]);
    Ok((session, Redirect::to("/joined")).into_response())
}

/// Where the work of a caller is: the desk of the only bank, or the first page.
fn onward(bank: Option<BankId>) -> String {
    bank.map_or_else(|| "/".to_owned(), |bank| format!("/desk/{bank}"))
}

async fn way(ctx: Ctx) -> Result<Html<Way>, Problem> {
    let (known, bank) = actions::own_way(&ctx).await?;
    Ok(Html(Way {
        shell: ctx.shell(),
        email: known.email.unwrap_or_default(),
        onward: onward(bank),
        has_device: known.may_add_key && ctx.app.site().is_some(),
        error: None,
    }))
}

#[derive(Deserialize)]
struct WayForm {
    csrf: String,
    email: String,
    password: String,
    again: String,
}

async fn set_way(
    ctx: Ctx,
    ConnectInfo(from): ConnectInfo<SocketAddr>,
    Form(form): Form<WayForm>,
) -> Result<Response, Problem> {
    ctx.check_form(&form.csrf)?;
    let too_many = |again| ctx.problem(What::TooMany(again));
    ctx.app
        .limits
        .sign_in(from.ip(), ctx.now)
        .map_err(too_many)?;
    let (known, bank) = actions::own_way(&ctx).await?;
    let error = match good(&ctx, &known, &form) {
        Ok((email, password)) => match actions::set_way(&ctx, email, password).await? {
            WayIn::Set => return Ok(onwards(&ctx, &form.email, &onward(bank))),
            WayIn::AddressTaken => {
                ctx.app.limits.wrong_code(from.ip(), ctx.now);
                "joined-taken"
            }
        },
        Err(error) => error,
    };
    Ok(Html(Way {
        shell: ctx.shell(),
        email: form.email,
        onward: onward(bank),
        has_device: known.may_add_key && ctx.app.site().is_some(),
        error: Some(error),
    })
    .into_response())
}

/// On to the work; the browser is known from now on, so that strangers' tries don't hold its holder up.
fn onwards(ctx: &Ctx, email: &str, to: &str) -> Response {
    let cookies = ctx.app.cookies;
    let mark = ctx.app.world.browser_mark(email);
    let line = mark.and_then(|mark| {
        cookies
            .set(cookies.known(), &mark, KNOWN_FOR_S)
            .parse()
            .ok()
    });
    let mut answer = Redirect::to(to).into_response();
    if let Some(line) = line {
        answer.headers_mut().append(SET_COOKIE, line);
    }
    answer
}

/// Address and password, if they are good enough; or else what to say.
fn good(ctx: &Ctx, known: &OwnWay, form: &WayForm) -> Result<(Email, NewPassword), &'static str> {
    let email = Email::parse(&form.email).map_err(|_| "joined-email")?;
    if form.password != form.again {
        return Err("password-differs");
    }
    let organisation = &ctx.app.world.meta().organisation;
    let own = [known.label.as_str(), email.as_str(), organisation];
    let password = NewPassword::parse_alone(&form.password, &own).map_err(weak_key)?;
    Ok((email, password))
}

/// The key of why a password is not taken.
const fn weak_key(weak: Weak) -> &'static str {
    match weak {
        Weak::Short => "joined-short",
        Weak::Long => "password-long",
        Weak::Common => "password-common",
        Weak::Own => "password-own",
        Weak::Date => "password-date",
        Weak::Pattern => "password-pattern",
        Weak::Word => "password-word",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::web::messages::Words;

    #[test]
    fn the_words_that_somebody_read_are_kept_under_the_name_in_their_entry() {
        assert_eq!(NOTICE, "2026-11-27");
        let words = Words::english();
        let shown: String = ["title", "what", "who", "why", "object"]
            .map(|part| words.t(&format!("join-notice-{part}")) + "\n")
            .concat();
        let kept = include_str!("notice-2026-11-27.txt");
        assert_eq!(
            shown, kept,
            "other words need another name, and a file of it"
        );
    }
}
