//! Addresses that are apart: what a stranger is shown, what everybody keeps, what writes again.

/// Addresses that answer a stranger with more than a door. This list only shrinks; `/join/…` is a door of its own, the same
/// for every id. (The log's own address says the same as
/// the one of whatever log is the newest.) Signing in with a device key is a door of its own too, as with a passkey; so is coming
/// back from the organisation's own sign-in, which shows nothing, and the page about languages, which says nothing of anybody. What that posts itself (`POST /oidc/logout`) has no cookie and no
/// form's proof: its signature is its proof, and it is answered with no word. The page that a phone keeps for a place without a
/// line knows nobody, nor does the script that shows it.
pub(super) const OPEN: [&str; 33] = [
    "GET /api/openapi.json",
    "GET /assets/{name}",
    "GET /desk/cards/{card}/late",
    "GET /desk/offline",
    "GET /fairness",
    "GET /fairness/{contest}",
    "GET /healthz",
    "GET /join/{invitation}",
    "GET /language",
    "GET /log",
    "GET /log/checkpoint",
    "GET /log/tile/{*path}",
    "GET /log/{log}/checkpoint",
    "GET /log/{log}/tile/{*path}",
    "GET /metrics",
    "GET /offline-worker.js",
    "GET /oidc/back",
    "GET /oidc/in",
    "GET /rang",
    "GET /rang/code",
    "GET /rang/done",
    "GET /readyz",
    "GET /sign-in",
    "GET /signed-out",
    "GET /testing",
    "POST /join/{invitation}",
    "POST /rang",
    "POST /rang/code",
    "POST /sign-in",
    "POST /sign-in/device",
    "POST /sign-in/device/options",
    "POST /sign-in/passkey",
    "POST /sign-in/passkey/options",
];

/// What a committee's member and an auditor open: what everybody has, and nothing of anybody else.
pub(super) const KEPT: [&str; 28] = [
    "GET /",
    // To where a member proves who they are.
    "GET /rang/mine",
    "POST /rang/objection",
    "POST /rang/calls",
    "GET /rang/copy",
    "GET /rang/copy.json",
    "GET /rang/requests",
    "POST /rang/requests",
    "POST /rang/done",
    "GET /api/v1/banks",
    // Nothing runs there, and it says so to everybody.
    "GET /practice/{*path}",
    "POST /practice/{*path}",
    "GET /practice/done",
    "POST /practice/notice",
    "POST /practice/leave",
    "GET /accounts/own/may",
    "GET /contests",
    "GET /record",
    "POST /record/exhibit",
    "GET /sessions",
    "GET /programs",
    "POST /programs",
    "GET /api/v1/programs",
    "GET /passkeys",
    "POST /passkeys/options",
    "POST /passkeys",
    "POST /language",
    "POST /sessions/others",
];

/// What an auditor opens besides: that our offices read what campaigns wrote, never about whom.
pub(super) const AUDITED: [&str; 2] = ["GET /answers/campaigns/{campaign}", "GET /answers"];

/// Addresses that ask once more who it is, of whoever holds the right role and showed it too long ago. A page that hands out
/// personal data, opens a way in or takes two people belongs here. Not those of the programming interface: a token has nothing
/// to show again, and is as old as it is.
pub(super) const AGAIN: [&str; 36] = [
    "POST /frozen",
    "POST /campaigns/{campaign}/people",
    "POST /campaigns/{campaign}/people/file",
    "POST /campaigns/{campaign}/people/{invitation}/code",
    "GET /roll/import/{import}/rejects",
    "POST /requests/{request}",
    "GET /members/{look}/own-code",
    "POST /members/{look}/own-code",
    "GET /members/colleagues",
    "POST /members/colleagues",
    "GET /licences/new",
    "POST /licences/new",
    "GET /licences/check",
    "POST /licences/check",
    "POST /accounts/{account}/roles",
    "POST /accounts/{account}/code",
    "POST /accounts/{account}/record",
    "GET /answers/ask",
    "POST /answers/ask",
    "GET /answers/cases/{case}",
    "POST /rights/forget/request",
    "POST /rights/retention",
    "POST /contests/{contest}/ready/{item}",
    "POST /hooks",
    "POST /campaigns/{campaign}/hooks",
    "POST /hooks/{hook}/rotate",
    "GET /ledger/exhibit",
    "POST /ledger/exhibit",
    "POST /record/exhibit",
    "POST /sessions/{session}/end",
    "POST /sessions/devices/{key}/remove",
    "POST /programs",
    "POST /passkeys/{passkey}/remove",
    "POST /identity/disconnect",
    "POST /sessions/others",
    "POST /campaigns/{campaign}/withdraw",
];
