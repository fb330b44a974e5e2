//! The table itself, and what a stranger is shown.

/// Who holds the right role.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Of {
    /// Anybody: the address is public.
    Anybody,
    Caller,
    Organiser,
    Officer,
    Returning,
    Dpo,
}
use Of::{Anybody, Caller, Dpo, Officer, Organiser, Returning};

/// method, path, whose it is, form or body, then stranger, leaver, rival, wrong role, right role.
pub(super) type Row = (
    &'static str,
    &'static str,
    Of,
    &'static str,
    [&'static str; 5],
);

/// All the fields of a record; the second time its membership number is taken.
const FIELDS: &str = "title=Mrs&given=Amina&middle=&family=Khan&suffix=&membership=M-NEW-1&phone_1=07700 900777&kind_1=mobile&phone_2=&kind_2=landline&phone_3=&kind_3=work&phone_4=&kind_4=other&email=&address=&postcode=&birth_date=&branch=&kind=&joined_on=&ends_on=";

/// In the order of an evening, so that the right role's column is one.
#[rustfmt::skip]
pub(super) const TABLE: &[Row] = &[
    //                                                                     stranger  leaver    rival     wrong     right
    ("GET",  "/",                              Anybody,   "",            ["303 in", "303 in", "200",    "200",    "200"]),
    ("GET",  "/sign-in",                       Anybody,   "",            ["200",    "200",    "200",    "200",    "200"]),
    ("POST", "/sign-in",                       Anybody,   "code=WRONG",  ["422",    "422",    "422",    "422",    "422"]),
    ("GET",  "/sign-in/password",              Anybody,   "",            ["404",    "404",    "404",    "404",    "404"]),
    ("POST", "/sign-in/password",              Anybody,   "email=a&password=b&number=c", ["404", "404", "404", "404", "404"]),
    ("GET",  "/signed-out",                    Anybody,   "",            ["200",    "200",    "200",    "200",    "200"]),
    ("GET",  "/log",                           Anybody,   "",            ["200",    "200",    "200",    "200",    "200"]),
    ("GET",  "/log/checkpoint",                Anybody,   "",            ["200",    "200",    "200",    "200",    "200"]),
    ("GET",  "/frozen",                        Anybody,   "",            ["404",    "404",    "404",    "404",    "404"]),
    ("POST", "/frozen",                        Officer,   "because=Looked at it", ["303 in", "303 in", "404", "404",   "404"]),
    ("GET",  "/healthz",                       Anybody,   "",            ["200",    "200",    "200",    "200",    "200"]),
    ("GET",  "/readyz",                        Anybody,   "",            ["200",    "200",    "200",    "200",    "200"]),
    ("GET",  "/metrics",                       Anybody,   "",            ["200",    "200",    "200",    "200",    "200"]),
    ("GET",  "/assets/{name}",                 Anybody,   "",            ["200",    "200",    "200",    "200",    "200"]),
    ("GET",  "/api/openapi.json",              Anybody,   "",            ["200",    "200",    "200",    "200",    "200"]),

    ("GET",  "/desk/{bank}",                   Caller,    "",            ["303 in", "303 in", "404",    "403",    "200"]),
    ("POST", "/desk/{bank}/next",              Caller,    "csrf",        ["303 in", "303 in", "404",    "403",    "303 card"]),
    ("GET",  "/desk/cards/{card}",             Caller,    "",            ["303 in", "303 in", "303 late", "403", "200"]),
    ("POST", "/desk/cards/{card}/heartbeat",   Caller,    "csrf",        ["303 in", "303 in", "404",    "404",    "200"]),
    ("POST", "/desk/cards/{card}/number",      Caller,    "csrf",        ["303 in", "303 in", "404",    "404",    "303 card"]),
    ("POST", "/desk/cards/{card}/extend",      Caller,    "csrf",        ["303 in", "303 in", "404",    "404",    "303 card"]),
    ("POST", "/desk/cards/{card}/outcome",     Caller,    "outcome=answered", ["404", "404",  "404",    "404",    "303 saved"]),
    ("GET",  "/desk/cards/{card}/saved",       Caller,    "",            ["303 in", "303 in", "404",    "404",    "200"]),
    ("GET",  "/desk/cards/{card}/late",        Anybody,   "",            ["200",    "200",    "200",    "200",    "200"]),
    ("POST", "/desk/cards/{card}/late",        Caller,    "outcome=busy", ["404",   "404",    "404",    "404",    "200"]),

    ("GET",  "/api/v1/banks",                  Anybody,   "",            ["401",    "401",    "200",    "200",    "200"]),
    ("POST", "/api/v1/banks/{bank}/next",      Caller,    "{}",          ["401",    "401",    "404",    "403",    "200"]),
    ("POST", "/api/v1/cards/{card}/number",    Caller,    "{}",          ["401",    "401",    "404",    "404",    "200"]),
    ("POST", "/api/v1/cards/{card}/outcome",   Caller,    r#"{"outcome":"busy"}"#, ["404", "404", "404", "404",   "200"]),

    ("GET",  "/banks/{bank}",                  Organiser, "",            ["303 in", "303 in", "404",    "403",    "200"]),
    ("GET",  "/banks/{bank}/live",             Organiser, "",            ["303 in", "303 in", "404",    "403",    "stream"]),
    ("POST", "/banks/{bank}/pause",            Organiser, "csrf",        ["303 in", "303 in", "404",    "403",    "303 bank"]),
    ("POST", "/banks/{bank}/open",             Organiser, "csrf",        ["303 in", "303 in", "404",    "403",    "303 bank"]),
    ("GET",  "/api/v1/banks/{bank}",           Organiser, "",            ["401",    "401",    "404",    "403",    "200"]),

    ("GET",  "/roll/import",                   Officer,   "",            ["303 in", "303 in", "404",    "404",    "200"]),
    ("POST", "/roll/import",                   Officer,   "file",        ["303 in", "303 in", "404",    "404",    "303 import"]),
    ("GET",  "/roll/import/{import}",          Officer,   "",            ["303 in", "303 in", "404",    "404",    "200"]),
    ("GET",  "/roll/import/{import}/rejects",  Officer,   "",            ["303 in", "303 in", "404",    "404",    "200"]),
    ("POST", "/roll/import/{import}/undo",     Officer,   "csrf",        ["303 in", "303 in", "404",    "404",    "303 import"]),
    ("GET",  "/roll/import/{import}/notes",    Officer,   "",            ["303 in", "303 in", "404",    "404",    "200"]),
    ("POST", "/roll/tries",                    Officer,   "file",        ["303 in", "303 in", "404",    "404",    "303 tried"]),
    ("GET",  "/roll/tries/{try}",              Officer,   "",            ["303 in", "303 in", "404",    "404",    "200"]),
    ("GET",  "/roll/search",                   Officer,   "",            ["303 in", "303 in", "404",    "404",    "200"]),
    ("POST", "/roll/search",                   Officer,   "by=name&text=Brack", ["303 in", "303 in", "404", "404", "200"]),
    ("POST", "/api/v1/members/search",         Officer,   r#"{"by":"name","text":"Brack"}"#, ["401", "401", "404", "404", "200"]),

    ("GET",  "/roll/reports",                  Officer,   "",            ["303 in", "303 in", "404",    "404",    "200"]),
    ("POST", "/roll/reports/{report}",         Officer,   "finding=right", ["303 in", "303 in", "404",  "404",    "303 reports"]),
    ("GET",  "/api/v1/reports",                Officer,   "",            ["401",    "401",    "404",    "404",    "200"]),
    ("POST", "/api/v1/reports/{report}",       Officer,   r#"{"finding":"right"}"#, ["401", "401", "404", "404",  "200"]),

    ("GET",  "/requests",                      Officer,   "",            ["303 in", "303 in", "404",    "404",    "200"]),
    ("POST", "/requests/{request}",            Officer,   "step=approve", ["303 in", "303 in", "404",   "404",    "303 requests"]),
    ("GET",  "/api/v1/requests",               Officer,   "",            ["401",    "401",    "404",    "404",    "200"]),
    ("POST", "/api/v1/requests/{request}",     Officer,   r#"{"step":"approve"}"#, ["401", "401", "404", "404",  "200"]),
    ("GET",  "/branches",                      Officer,   "",            ["303 in", "303 in", "404",    "404",    "200"]),
    ("POST", "/branches",                      Officer,   "name=Quay&parent=", ["303 in", "303 in", "404", "404",  "303 branches"]),
    ("GET",  "/branches/totals.csv",           Officer,   "",            ["303 in", "303 in", "404",    "404",    "200"]),
    ("POST", "/branches/place",                Officer,   "csrf",        ["303 in", "303 in", "404",    "404",    "303 branches"]),
    ("GET",  "/branches/{branch}",             Officer,   "",            ["303 in", "303 in", "404",    "404",    "200"]),
    ("POST", "/branches/{branch}",             Officer,   "do=rename&name=Dock", ["303 in", "303 in", "404", "404", "303 branch"]),
    ("GET",  "/api/v1/totals",                 Officer,   "",            ["401",    "401",    "404",    "404",    "200"]),
    ("POST", "/members/open",                  Officer,   "member=00&purpose=rings-us", ["303 in", "303 in", "404", "404", "403"]),
    ("GET",  "/members/{look}",                Officer,   "",            ["303 in", "303 in", "404",    "404",    "200"]),
    ("POST", "/members/{look}/reason",         Officer,   "words=She rang about this", ["303 in", "303 in", "404", "404", "303 member"]),
    ("POST", "/members/{look}/note",           Officer,   "words=She rang about this", ["303 in", "303 in", "404", "404", "303 member"]),
    ("POST", "/members/{look}/mark",           Officer,   "mark=protected&words=She asked for it", ["303 in", "303 in", "404", "404", "303 member"]),
    ("POST", "/members/{look}/uncover",        Officer,   "csrf",        ["303 in", "303 in", "404",    "404",    "303 member"]),
    ("POST", "/members/{look}/lift",           Officer,   "mark=protected&words=She asked for it", ["303 in", "303 in", "404", "404", "303 member"]),
    ("POST", "/members/{look}/object",         Officer,   "campaign=all", ["303 in", "303 in", "404",   "404",    "303 member"]),
    ("POST", "/members/{look}/allow",          Officer,   "words=She rang about this", ["303 in", "303 in", "404", "404", "303 member"]),
    ("GET",  "/members/{look}/correct",        Officer,   "",            ["303 in", "303 in", "404",    "404",    "200"]),
    ("POST", "/members/{look}/correct",        Officer,   FIELDS,        ["303 in", "303 in", "404",    "404",    "303 member"]),
    ("POST", "/members/{look}/end",            Officer,   "words=She rang about this", ["303 in", "303 in", "404", "404", "303 member"]),
    ("POST", "/members/{look}/resume",         Officer,   "words=She rang about this", ["303 in", "303 in", "404", "404", "303 member"]),
    ("GET",  "/members/new",                   Officer,   "",            ["303 in", "303 in", "404",    "404",    "200"]),
    ("POST", "/members/new",                   Officer,   FIELDS,        ["303 in", "303 in", "404",    "404",    "422"]),
    ("POST", "/api/v1/members",                Officer,   "{}",          ["401",    "401",    "404",    "404",    "200"]),
    ("POST", "/api/v1/members/{look}/correct", Officer,   r#"{"email":""}"#, ["401", "401",   "404",    "404",    "200"]),
    ("POST", "/api/v1/members/{look}/end",     Officer,   r#"{"words":"She rang about this"}"#, ["401", "401", "404", "404", "200"]),
    ("POST", "/api/v1/members/{look}/resume",  Officer,   r#"{"words":"She rang about this"}"#, ["401", "401", "404", "404", "200"]),
    ("GET",  "/members/reasons",               Officer,   "",            ["303 in", "303 in", "404",    "404",    "200"]),
    ("POST", "/members/reasons/{reason}",      Officer,   "reading=fine", ["303 in", "303 in", "404",   "404",    "303 reasons"]),
    ("GET",  "/members/colleagues",            Officer,   "",            ["303 in", "303 in", "404",    "404",    "200"]),
    ("POST", "/members/colleagues",            Officer,   "account=00000000000000000000000001&number=M-1", ["303 in", "303 in", "404", "404", "303 colleagues"]),
    ("POST", "/api/v1/members/open",           Officer,   r#"{"member":"00","purpose":"letter"}"#, ["401", "401", "404", "404", "403"]),
    ("GET",  "/api/v1/members/{look}",         Officer,   "",            ["401",    "401",    "404",    "404",    "200"]),
    ("POST", "/api/v1/members/{look}/reason",  Officer,   r#"{"words":"She rang about this"}"#, ["401", "401", "404", "404", "200"]),
    ("POST", "/api/v1/members/{look}/uncover", Officer,   "{}",          ["401",    "401",    "404",    "404",    "200"]),
    ("POST", "/api/v1/members/{look}/mark",    Officer,   r#"{"mark":"restricted","words":"She rang about this"}"#, ["401", "401", "404", "404", "200"]),
    ("POST", "/api/v1/members/{look}/lift",    Officer,   r#"{"mark":"restricted","words":"She rang about this"}"#, ["401", "401", "404", "404", "200"]),
    ("POST", "/api/v1/members/{look}/object",  Officer,   r#"{"campaign":"all"}"#, ["401", "401", "404", "404", "200"]),
    ("POST", "/api/v1/members/{look}/allow",   Officer,   r#"{"words":"She rang about this"}"#, ["401", "401", "404", "404", "200"]),
    ("POST", "/api/v1/members/{look}/note",    Officer,   r#"{"words":"She rang about this"}"#, ["401", "401", "404", "404", "200"]),

    // In a demo, where these stories play, everybody types a code: `accounts.rs` tells what a live world answers.
    ("GET",  "/set-up",                        Officer,   "",            ["303 in", "303 in", "404",    "404",    "404"]),
    ("POST", "/set-up/password",               Officer,   "password=x&again=x", ["303 in", "303 in", "404", "404", "404"]),
    ("POST", "/set-up/app",                    Officer,   "number=1",    ["303 in", "303 in", "404",    "404",    "404"]),
    ("GET",  "/own",                           Officer,   "",            ["303 in", "303 in", "404",    "404",    "404"]),
    ("POST", "/own/password",                  Officer,   "old=x&number=1&password=y&again=y", ["303 in", "303 in", "404", "404", "404"]),
    ("POST", "/own/app",                       Officer,   "old=x&number=1", ["303 in", "303 in", "404", "404",    "404"]),
    ("GET",  "/accounts",                      Officer,   "",            ["303 in", "303 in", "404",    "404",    "200"]),
    ("POST", "/accounts/{account}/code",       Officer,   "csrf",        ["303 in", "303 in", "404",    "404",    "200"]),
    ("POST", "/accounts/{account}/shut",       Officer,   "csrf",        ["303 in", "303 in", "404",    "404",    "303 /accounts?said=shut"]),
    ("POST", "/accounts/{account}/recovery",   Officer,   "csrf",        ["303 in", "303 in", "404",    "404",    "303 /?said=nothing-waits"]),

    ("GET",  "/rights/forget",                 Officer,   "",            ["303 in", "303 in", "404",    "404",    "200"]),
    ("POST", "/rights/forget",                 Officer,   "number=M-40003", ["303 in", "303 in", "404", "404",    "200"]),
    ("POST", "/rights/forget/request",         Officer,   "member", ["303 in", "303 in", "404",  "404",    "303 requests"]),
    ("GET",  "/rights/forgetting",             Officer,   "",            ["303 in", "303 in", "404",    "404",    "200"]),
    ("GET",  "/rights/forgetting/{forgotten}", Officer,   "",            ["303 in", "303 in", "404",    "404",    "200"]),
    ("GET",  "/rights/retention",              Officer,   "",            ["303 in", "303 in", "404",    "404",    "200"]),
    ("POST", "/rights/retention",              Officer,   "rule=reports&months=9&reason=so that it is asked for", ["303 in", "303 in", "404", "404", "303 requests"]),
    ("POST", "/rights/retention/count",        Officer,   "csrf",        ["303 in", "303 in", "404",    "404",    "200"]),
    ("POST", "/api/v1/members/forget",         Officer,   r#"{"number":"M-40004","reason":"so that it is asked for"}"#, ["401", "401", "404", "404", "200"]),
    ("GET",  "/api/v1/forgetting",             Officer,   "",            ["401",    "401",    "404",    "404",    "200"]),
    ("GET",  "/api/v1/forgetting/{forgotten}", Officer,   "",            ["401",    "401",    "404",    "404",    "200"]),
    ("GET",  "/api/v1/retention",              Officer,   "",            ["401",    "401",    "404",    "404",    "200"]),
    ("GET",  "/installation",                  Officer,   "",            ["303 in", "303 in", "404",    "404",    "200"]),
    ("GET",  "/contests/{contest}",            Returning, "",            ["303 in", "303 in", "404",    "404",    "200"]),
    ("GET",  "/ledger",                        Dpo,       "",            ["303 in", "303 in", "404",    "404",    "200"]),
    ("GET",  "/ledger/exposure",               Dpo,       "",            ["303 in", "303 in", "404",    "404",    "200"]),
    ("GET",  "/api/v1/ledger/entries",         Dpo,       "",            ["401",    "401",    "404",    "404",    "200"]),

    ("POST", "/sign-out",                      Anybody,   "csrf",        ["303 out", "303 out", "303 out", "303 out", "303 out"]),
];

/// Addresses that answer a stranger with more than a door. This list only shrinks.
pub(super) const OPEN: [&str; 11] = [
    "GET /api/openapi.json",
    "GET /assets/{name}",
    "GET /desk/cards/{card}/late",
    "GET /healthz",
    "GET /log",
    "GET /log/checkpoint",
    "GET /metrics",
    "GET /readyz",
    "GET /sign-in",
    "GET /signed-out",
    "POST /sign-in",
];
