//! A request of a member before their own page: another cookie, another authority, no account.

use axum::http::request::Parts;
use switchboard_store::own_page::OwnKey;

use super::{Ctx, cookie};
use crate::app::Cookies;
use crate::problem::{Problem, What};
use crate::web::shell::Shell;

/// The member's session that a browser says it has. Programs have none: there is no key of a member's for them.
pub(super) fn key(parts: &Parts, cookies: Cookies, is_api: bool) -> Option<OwnKey> {
    let text = cookie(&parts.headers, cookies.own()).filter(|_| !is_api)?;
    OwnKey::of(text)
}

impl Ctx {
    /// What stands around a member's own page: nothing of whoever else may be signed in with this browser.
    pub fn own_shell(&self) -> Shell {
        Shell {
            csrf: self.own.map(|key| key.form_proof()).unwrap_or_default(),
            account_name: None,
            links: Vec::new(),
            again: None,
            shows_by: None,
            ..self.shell()
        }
    }

    /// Lets the member take a copy of all, a few times.
    pub fn may_copy(&self) -> Result<(), Problem> {
        let key = self.own.ok_or_else(|| self.problem(What::OwnFirst))?;
        let limited = self.app.limits.own_copy(key, self.now);
        limited.map_err(|again| self.problem(What::TooMany(again)))
    }

    /// Refuses a form that does not carry the proof of this member's session.
    pub fn check_own_form(&self, csrf: &str) -> Result<(), Problem> {
        match self.own {
            Some(key) if key.form_proof() == csrf => Ok(()),
            Some(_) => Err(self.problem(What::BadForm)),
            None => Err(self.problem(What::OwnFirst)),
        }
    }
}
