//! A tester goes into the test copy of their licence: an entry in the live log, and a code that works once in the copy.

use switchboard_store::decoy::{self, Entering};
use switchboard_store::rules::ids::LicenceId;
use switchboard_store::rules::policy::{Reason, Refusal, Role};
use switchboard_store::{Auth, Fault, Tx, Verdict, licences};

use super::Running;
use crate::app::App;
use crate::ctx::Ctx;
use crate::problem::{Problem, What};

/// How a tester comes in.
#[derive(Clone, PartialEq, Eq)]
pub struct WayIn {
    /// The address of the test copy.
    pub url: String,
    /// The code to type there; it works once, for ten minutes.
    pub code: String,
}

impl std::fmt::Debug for WayIn {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("WayIn")
    }
}

/// Lets whoever asks into the test copy of a licence, in one of [`decoy::ROLES`]. Whoever is no tester of it is told that
/// there is none.
///
pub async fn enter(ctx: &Ctx, licence: LicenceId, role: Role) -> Result<WayIn, Problem> {
    let key = ctx
        .key
        .ok_or_else(|| ctx.problem(What::Refused(Refusal::new(Reason::SignedOut))))?;
    let (app, now) = (std::sync::Arc::clone(&ctx.app), ctx.now);
    let way = ctx
        .blocking(move || {
            let who = (Auth::Session(key), licences::may_enter as Gate);
            enter_as(&app, who, (licence, role), now)
        })
        .await?;
    match way {
        Verdict::Given(way) => Ok(way),
        Verdict::Refused(refusal) => Err(ctx.problem(What::Refused(refusal))),
    }
}

/// Says in the act itself whether the licence may be used by whoever is behind it.
pub type Gate = fn(&mut Tx<'_, '_>, LicenceId) -> Result<Verdict<()>, Fault>;

/// The same for whoever `auth` is, behind a gate.
///
/// # Errors
/// What either store says. The live world's entry comes first: where the copy fails, the ledger says rather too much.
pub fn enter_as(
    app: &App,
    (auth, gate): (Auth, Gate),
    (licence, role): (LicenceId, Role),
    now: switchboard_store::rules::moment::Moment,
) -> Result<Verdict<WayIn>, Fault> {
    let none = || Ok(Verdict::Refused(Refusal::new(Reason::NotYours)));
    let (Some(Running { of, app: copy, .. }), Some(url)) =
        (app.decoys.running(licence), app.decoys.url())
    else {
        return none();
    };
    if now < of.from || now >= of.until {
        return none();
    }
    let testers = of.testers;
    let done = app
        .world
        .write("decoy-entered", auth, now, move |tx| {
            match gate(tx, licence)? {
                Verdict::Given(()) => decoy::entered(tx, licence, role, &testers),
                Verdict::Refused(refusal) => Ok(Verdict::Refused(refusal)),
            }
        })
        .wait()?;
    let tester = match done.verdict {
        Verdict::Given(tester) => tester,
        Verdict::Refused(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    let entering = Entering {
        tester,
        role,
        called: app.usual.t("decoy-tester"),
    };
    let code = decoy::enter(&copy.world, &entering, now)?;
    Ok(Verdict::Given(WayIn {
        url,
        code: code.expose(),
    }))
}
