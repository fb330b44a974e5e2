//! One request's context: which world, who asks, and how to answer. Handlers get this and nothing of the store.

mod links;
mod origin;
mod own;
mod reading;
mod stopped;
mod unfit;

use std::convert::Infallible;
use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, header};
use switchboard_store::desk::Ticket;
use switchboard_store::door::{Device, Named, Recovery, Standing};
use switchboard_store::freezes::{Back as HoursBack, Notice};
use switchboard_store::own_page::OwnKey;
use switchboard_store::rules::ids::AccountId;
use switchboard_store::rules::moment::Moment;
use switchboard_store::rules::policy::{Opened, Reason, Refusal};
use switchboard_store::{Auth, Done, Fault, Frozen, Proof, SessionKey, Tx, Verdict};
use tokio::sync::oneshot;

use crate::app::{App, Cookies};
use crate::problem::{Face, Problem, What};
use crate::web::again::{Back, By};
use crate::web::messages::Words;
use crate::web::page::Stamp;
use crate::web::place::Place;
use crate::web::shell::{Outside, Shell, Test};
pub(crate) use origin::same_origin;

/// One request's context.
#[derive(Debug, Clone)]
pub struct Ctx {
    /// The program.
    pub app: Arc<App>,
    /// The sentences, in the language of whoever asks.
    pub words: Words,
    /// When the request came.
    pub now: Moment,
    /// The session it says it belongs to.
    pub key: Option<SessionKey>,
    /// The session of a member before their own page, if the browser has one: it opens that page and nothing else.
    pub own: Option<OwnKey>,
    /// Tickets of cards that were dealt to this browser: write-only.
    pub tickets: Vec<Ticket>,
    /// What says that somebody signed in with this browser before.
    pub browsers: Vec<String>,
    /// The page that the request is for, or the one that its form stood on.
    pub here: Back,
    /// What this browser is known by, where it was seen before.
    device: Option<Device>,
    standing: Option<Arc<Standing>>,
    frozen: Option<Frozen>,
    stopped: Arc<[Notice]>,
    back: Arc<[HoursBack]>,
    is_api: bool,
}

impl FromRequestParts<Arc<App>> for Ctx {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Problem> {
        let is_api = parts.uri.path().starts_with("/api/");
        let key = if is_api {
            bearer(&parts.headers)
        } else {
            cookie(&parts.headers, app.cookies.session())
        };
        let mut ctx = Self {
            now: app.clock.now(),
            key: key.and_then(SessionKey::of),
            own: own::key(parts, app.cookies, is_api),
            tickets: tickets(&parts.headers, app.cookies),
            browsers: browsers(&parts.headers, app.cookies),
            here: here(parts),
            device: cookie(&parts.headers, app.cookies.device()).and_then(Device::parse),
            standing: None,
            frozen: None,
            stopped: Arc::default(),
            back: Arc::default(),
            is_api,
            words: reading::words(&parts.headers, app, is_api),
            app: Arc::clone(app),
        };
        if app.world.may_be_frozen() {
            ctx.frozen = ctx.load_frozen().await?;
        }
        if parts.method != Method::GET
            && parts.method != Method::HEAD
            && !is_api
            && !same_origin(&parts.headers)
        {
            return Err(ctx.problem(What::BadForm));
        }
        if let Some(key) = ctx.key {
            app.limits
                .session(key, ctx.now)
                .map_err(|again| ctx.problem(What::TooMany(again)))?;
            if !is_api {
                let standing = ctx.load_standing(key).await?;
                match standing {
                    // A program's token is a bearer's: as a cookie it opens nothing.
                    Some(standing) if standing.opened == Opened::Program => ctx.key = None,
                    standing => ctx.standing = standing.map(Arc::new),
                }
                if let Some(chosen) = ctx.standing().and_then(|standing| standing.language) {
                    ctx.words = Words::of(chosen);
                }
            }
        }
        parts.extensions.insert(ctx.clone());
        Ok(ctx)
    }
}

/// A request of whoever it may be: what is the same for everybody costs no look for a session.
#[derive(Debug, Clone)]
pub struct Anybody(pub Ctx);

impl FromRequestParts<Arc<App>> for Anybody {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Infallible> {
        let ctx = Ctx {
            now: app.clock.now(),
            key: None,
            own: None,
            tickets: Vec::new(),
            browsers: Vec::new(),
            here: Back::home(),
            device: None,
            standing: None,
            frozen: None,
            stopped: Arc::default(),
            back: Arc::default(),
            is_api: false,
            words: reading::words(&parts.headers, app, false),
            app: Arc::clone(app),
        };
        parts.extensions.insert(ctx.clone());
        Ok(Self(ctx))
    }
}

impl Ctx {
    async fn load_standing(&self, key: SessionKey) -> Result<Option<Standing>, Problem> {
        let (world, now) = (self.app.world.clone(), self.now);
        self.blocking(move || world.standing(key, now)).await
    }

    async fn load_frozen(&self) -> Result<Option<Frozen>, Problem> {
        let world = self.app.world.clone();
        self.blocking(move || world.frozen()).await
    }

    /// Whether the world stands still after a restore.
    pub fn frozen(&self) -> Option<Frozen> {
        self.frozen
    }

    /// Runs something that waits for the store on a thread that may wait.
    pub async fn blocking<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, Fault> + Send + 'static,
    ) -> Result<T, Problem> {
        let (answer, answered) = oneshot::channel();
        let work = move || {
            let _whoever_asked_may_have_left = answer.send(work());
        };
        // Without its type: else the runtime brings code of its own for each of some hundred reads.
        drop(tokio::task::spawn_blocking(
            Box::new(work) as Box<dyn FnOnce() + Send>
        ));
        match answered.await {
            Ok(result) => result.map_err(|fault| self.problem(fault)),
            Err(_) => Err(self.problem(Fault::Panic { name: "blocking" })),
        }
    }

    /// Runs one act as whoever asks; a refusal becomes the answer.
    pub async fn act<T, F>(&self, name: &'static str, act: F) -> Result<(T, Proof), Problem>
    where
        F: FnMut(&mut Tx<'_, '_>) -> Result<Verdict<T>, Fault> + Send + 'static,
        T: Send + 'static,
    {
        let key = self.key.ok_or_else(|| self.signed_out())?;
        self.act_as(name, Auth::Session(key), act).await
    }

    /// Runs one act under another authority than the session's.
    pub async fn act_as<T, F>(
        &self,
        name: &'static str,
        auth: Auth,
        act: F,
    ) -> Result<(T, Proof), Problem>
    where
        F: FnMut(&mut Tx<'_, '_>) -> Result<Verdict<T>, Fault> + Send + 'static,
        T: Send + 'static,
    {
        let Done { verdict, proof } = self
            .app
            .world
            .write(name, auth, self.now, act)
            .await
            .map_err(|fault| self.problem(fault))?;
        match verdict {
            Verdict::Given(value) => Ok((value, proof)),
            Verdict::Refused(refusal) => Err(self.refused(refusal).await),
        }
    }

    /// Runs one act as the member before their own page. Whoever is none is sent to prove who they are.
    pub async fn act_own<T, F>(&self, name: &'static str, act: F) -> Result<(T, Proof), Problem>
    where
        F: FnMut(&mut Tx<'_, '_>) -> Result<Verdict<T>, Fault> + Send + 'static,
        T: Send + 'static,
    {
        let key = self.own.ok_or_else(|| self.problem(What::OwnFirst))?;
        self.app
            .limits
            .own(key, self.now)
            .map_err(|again| self.problem(What::TooMany(again)))?;
        self.act_own_on(name, act).await
    }

    /// The same where what was let through goes on in slices.
    pub async fn act_own_on<T, F>(&self, name: &'static str, act: F) -> Result<(T, Proof), Problem>
    where
        F: FnMut(&mut Tx<'_, '_>) -> Result<Verdict<T>, Fault> + Send + 'static,
        T: Send + 'static,
    {
        let key = self.own.ok_or_else(|| self.problem(What::OwnFirst))?;
        let done = self.app.world.write(name, Auth::Member(key), self.now, act);
        let Done { verdict, proof } = done.await.map_err(|fault| self.problem(fault))?;
        match verdict {
            Verdict::Given(value) => Ok((value, proof)),
            Verdict::Refused(refusal) if refusal.reason == Reason::SignedOut => {
                Err(self.problem(What::OwnFirst))
            }
            Verdict::Refused(refusal) => Err(self.problem(What::Refused(refusal))),
        }
    }

    /// The account behind the session, as the token says; the store checks it in every act.
    pub fn account(&self) -> Result<AccountId, Problem> {
        self.key
            .map(|key| key.account())
            .ok_or_else(|| self.signed_out())
    }

    /// Under whose authority this request acts.
    pub fn auth(&self) -> Result<Auth, Problem> {
        let key = self.key.ok_or_else(|| self.signed_out())?;
        Ok(Auth::Session(key))
    }

    /// Who is signed in, for menus.
    pub fn standing(&self) -> Option<&Standing> {
        self.standing.as_deref()
    }

    /// What this browser is known by, or will be.
    pub fn device(&self) -> Result<Device, Problem> {
        match &self.device {
            Some(device) => Ok(device.clone()),
            None => Device::fresh().map_err(|fault| self.problem(fault)),
        }
    }

    /// A problem with this request's face.
    pub fn problem(&self, what: impl Into<What>) -> Problem {
        let face = if self.is_api {
            Face::Json(self.words.clone())
        } else {
            Face::Page(Box::new(self.shell()))
        };
        let problem = Problem::new(what, face).asked_at(self.now);
        problem.stopped_by(&self.stopped)
    }

    fn signed_out(&self) -> Problem {
        self.app.world.count_stranger();
        self.problem(What::Refused(Refusal::new(Reason::SignedOut)))
    }

    /// A moment as pages show it.
    pub fn stamp(&self, at: Moment) -> Stamp {
        Stamp::new(at.millis(), &self.app.zone)
    }

    /// A way back in that waits, as pages show it.
    pub fn recovery(&self, one: &Recovery) -> crate::web::recovery::Recovery {
        crate::web::recovery::Recovery {
            account: one.account.to_string(),
            name: one.label.clone(),
            asked_at: self.stamp(one.asked_at),
            due_at: self.stamp(one.due_at),
            is_own: self.key.is_some_and(|key| key.account() == one.account),
        }
    }

    /// A place as pages name it.
    pub fn place(&self, named: &Named) -> Place {
        let name = |name: &Option<String>| name.clone().unwrap_or_default();
        if let Some(branch) = &named.branch {
            return Place::Branch(branch.clone());
        }
        match (&named.bank, &named.campaign, &named.contest) {
            (Some(bank), campaign, _) => Place::Bank {
                bank: bank.clone(),
                campaign: name(campaign),
            },
            (None, Some(campaign), contest) => Place::Campaign {
                campaign: campaign.clone(),
                contest: name(contest),
            },
            (None, None, Some(contest)) => Place::Contest(contest.clone()),
            (None, None, None) => Place::Organisation,
        }
    }

    /// What stands around public pages.
    pub fn outside(&self) -> Outside {
        Outside {
            words: self.words.clone(),
            assets: self.app.assets.clone(),
            world: self.app.face(),
            now: self.stamp(self.now),
            frozen: self
                .frozen
                .map(|frozen| self.stamp(frozen.made_at.unwrap_or(frozen.since))),
            test: self.app.world.meta().licensed.as_ref().map(|of| Test {
                licence: of.licence.to_string(),
                until: self.stamp(of.until),
            }),
        }
    }

    /// What stands around this session's pages.
    pub fn shell(&self) -> Shell {
        Shell {
            outside: self.outside(),
            csrf: self.key.map(|key| key.form_proof()).unwrap_or_default(),
            account_name: self
                .standing
                .as_ref()
                .map(|standing| standing.label.clone()),
            links: self
                .standing
                .as_ref()
                .map(|standing| links::of(standing))
                .unwrap_or_default(),
            again: self
                .standing
                .as_ref()
                .filter(|standing| standing.is_aged)
                .map(|_| self.here.clone()),
            shows_by: self
                .standing
                .as_ref()
                .and_then(|standing| shows_by(standing.opened)),
            freezes: self.freezes(),
            back: self.hours_back(),
        }
    }

    /// Refuses a form that does not carry this session's proof.
    pub fn check_form(&self, csrf: &str) -> Result<(), Problem> {
        match self.key {
            Some(key) if key.form_proof() != csrf => Err(self.problem(What::BadForm)),
            _ => Ok(()),
        }
    }
}

const fn shows_by(opened: Opened) -> Option<By> {
    match opened {
        Opened::Password => Some(By::Password),
        Opened::Passkey => Some(By::Passkey),
        Opened::Oidc => Some(By::Identity),
        Opened::Code
        | Opened::SetUp
        | Opened::PasswordAlone
        | Opened::Joined
        | Opened::Device
        | Opened::OidcAlone
        | Opened::Token
        | Opened::Program
        | Opened::Console
        | Opened::Demo
        | Opened::Member => None,
    }
}

/// The value of a cookie.
pub(crate) fn cookie<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find_map(|(found, value)| (found == name).then_some(value))
}

fn bearer(headers: &HeaderMap) -> Option<&str> {
    headers
        .get(header::AUTHORIZATION)?
        .to_str()
        .ok()?
        .strip_prefix("Bearer ")
}

/// How many cards' tickets a browser keeps.
pub const TICKETS_MAX: usize = 4;

fn tickets(headers: &HeaderMap, cookies: Cookies) -> Vec<Ticket> {
    let text = cookie(headers, cookies.cards()).unwrap_or_default();
    text.split('~')
        .take(TICKETS_MAX)
        .filter_map(Ticket::parse)
        .collect()
}

/// Where whoever asks comes back to once they have shown again who they are. Only pages can be come back to.
fn here(parts: &Parts) -> Back {
    let text = |name| {
        parts
            .headers
            .get(name)
            .and_then(|value| value.to_str().ok())
    };
    if parts.method == Method::GET {
        let path = parts.uri.path_and_query().map_or("/", |path| path.as_str());
        return Back::parse(path);
    }
    match (text(header::REFERER), text(header::HOST)) {
        (Some(referer), Some(host)) => Back::from_referer(referer, host),
        _ => Back::home(),
    }
}

fn browsers(headers: &HeaderMap, cookies: Cookies) -> Vec<String> {
    let mark = cookie(headers, cookies.known());
    mark.map(str::to_owned).into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    #[test]
    fn a_cookie_is_found_among_others() {
        let value = HeaderValue::from_static("a=1; switchboard=abc; b=2");
        let headers = HeaderMap::from_iter([(header::COOKIE, value)]);
        assert_eq!(cookie(&headers, "switchboard"), Some("abc"));
        assert_eq!(cookie(&headers, "switch"), None);
    }
}
