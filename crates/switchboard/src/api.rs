//! The JSON API's description and manners.

mod described;
mod fits;
mod taken;

use axum::Json;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use utoipa::OpenApi;

pub(crate) use described::{body_of, operation};
pub(crate) use fits::{Misfit, body, query};
pub(crate) use taken::{one_of, some_of};

use crate::problem::json::ProblemBody;
use crate::rooms::{
    audiences, banks, branches, desk, duplicates, fairness, hooks, joining, leaving, log, members,
    programs, requests, rights, roll, scripts, shifts, training,
};

/// The description served at `/api/openapi.json`.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "Switchboard",
        description = "The phone bank's JSON API. Send `Authorization: Bearer <token>`. Errors are RFC 9457 problem+json. What an account may not see answers 404. A method that an address doesn't have answers 405, and `Allow` says which it has. No text may hold the character U+0000. Every answer with personal data is in the ledger before it is sent.",
        license(name = "AGPL-3.0-or-later", identifier = "AGPL-3.0-or-later")
    ),
    paths(
        banks::api::list,
        banks::api::show,
        banks::api::groups,
        banks::api::beside::side_by_side,
        banks::api::callers::bank_callers,
        banks::api::figures::bank_figures,
        banks::api::why::why,
        banks::api::switching::open_bank,
        banks::api::switching::pause_bank,
        banks::api::switching::order_bank,
        banks::api::switching::closing,
        banks::api::switching::close,
        banks::api::copy,
        audiences::api::count,
        audiences::api::table,
        audiences::api::answers,
        audiences::api::count_answers,
        audiences::api::adding::add_bank,
        desk::api::next,
        desk::api::number,
        desk::api::outcome,
        desk::api::hand_back,
        desk::call_api::hold_longer,
        desk::call_api::change_outcome,
        desk::call_api::pass_on_complaint,
        desk::call_api::rings_back,
        desk::evening_api::own_evening,
        desk::evening_api::branches,
        desk::evening_api::set_branches,
        desk::evening_api::take_break,
        desk::evening_api::languages,
        desk::evening_api::set_languages,
        roll::api::search,
        branches::api::totals,
        roll::api::reports,
        roll::api::callers,
        roll::api::undo_reports,
        roll::api::settle,
        roll::api::imports::import,
        roll::api::imports::undo_import,
        duplicates::api::pairs,
        duplicates::api::apart,
        duplicates::api::compare,
        duplicates::api::merging::merge,
        duplicates::api::merging::merges,
        duplicates::api::merging::undo,
        requests::api::waiting,
        requests::api::decide,
        rights::api::forget,
        rights::api::forgetting,
        rights::api::certificate,
        rights::api::retention,
        rights::asked::api::rights,
        rights::asked::api::right,
        rights::asked::api::acknowledge_right,
        rights::asked::api::extend_right,
        rights::asked::api::answer_right,
        shifts::api::list_shifts,
        shifts::api::plan_shift,
        shifts::api::shift,
        shifts::api::change_shift,
        shifts::api::cancel_shift,
        shifts::api::take_shift,
        shifts::api::give_back_shift,
        shifts::api::shift_calendar,
        joining::api::campaign_people,
        fairness::api::campaign_draw,
        training::api::own_training,
        training::api::campaign_training,
        training::api::ask_training,
        members::api::open,
        members::api::show,
        members::api::reason,
        members::api::uncover,
        members::api::mark,
        members::api::lift,
        members::api::object,
        members::api::allow,
        members::api::note,
        members::api::changing::add,
        members::api::changing::correct,
        members::api::changing::end,
        members::api::changing::resume,
        leaving::api::leave,
        leaving::api::leaver,
        log::api::entries,
        hooks::api::hooks,
        hooks::api::campaign_hooks,
        hooks::api::install_hook,
        hooks::api::install_campaign_hook,
        hooks::api::hook,
        hooks::api::test_hook,
        hooks::api::rotate_hook,
        hooks::api::end_hook_secret,
        hooks::api::remove_hook,
        programs::api::programs,
        programs::api::end_program,
        scripts::api::list_scripts,
        scripts::api::write,
        scripts::api::use_script,
        scripts::counted_api::bank_answers
    ),
    components(schemas(ProblemBody))
)]
#[derive(Debug)]
struct Description;

/// `GET /api/openapi.json`.
pub(crate) async fn openapi() -> Response {
    (
        [(header::CACHE_CONTROL, "public, max-age=60")],
        Json(described::document()),
    )
        .into_response()
}

/// An answer that nobody keeps.
pub(crate) fn no_store(body: impl IntoResponse) -> Response {
    (
        [
            (header::CACHE_CONTROL, "no-store"),
            (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        ],
        body,
    )
        .into_response()
}
