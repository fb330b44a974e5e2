//! The organisation's own sign-in: what its tokens say, compared with what was asked (`OpenID` Connect Core 1.0, §3.1.3.7;
//! Back-Channel Logout 1.0, §2.6), without a signature being looked at: that is the store's (`docs/decisions/0026`).
//!
//! Who somebody is stands in issuer and subject alone. An address in a token is not even read.

#[cfg(test)]
mod tests;

use crate::moment::{Moment, Span};

/// How long somebody may take at the organisation's own sign-in.
pub const GOOD_FOR: Span = Span::minutes(10);

/// How long ago they may have shown there who they are; asked for with every sign-in. It is as long as an office may lie idle.
pub const AUTH_AGE_MAX: Span = Span::hours(1);

/// How far the clocks of two machines may differ.
const LEEWAY: Span = Span::minutes(1);

/// How old the news may be that somebody signed out.
const LOGOUT_AGE_MAX: Span = Span::minutes(5);

/// The most bytes of a subject, a session's name or a token's number (Core 1.0, §2, allows 255).
const NAME_MAX: usize = 255;

/// Why a token is not taken. Whoever sent it is told none of these.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Flaw {
    /// It can't be read.
    #[error("it can't be read")]
    Unreadable,
    /// It is signed in a way that isn't taken, or not at all.
    #[error("it is signed in a way that isn't taken")]
    Algorithm,
    /// It is signed by a key that the issuer doesn't publish.
    #[error("it is signed by an unknown key")]
    Key,
    /// The signature is not the key's.
    #[error("the signature is not the key's")]
    Signature,
    /// It is another kind of token.
    #[error("it is another kind of token")]
    Kind,
    /// Somebody else issued it.
    #[error("somebody else issued it")]
    Issuer,
    /// It is for somebody else.
    #[error("it is for somebody else")]
    Audience,
    /// It is over, or not yet good, or says no time.
    #[error("its time is over or none")]
    Time,
    /// It answers another question.
    #[error("it answers another question")]
    Nonce,
    /// It names nobody.
    #[error("it names nobody")]
    Subject,
    /// Who it is was shown too long ago, or when isn't said.
    #[error("who it is was shown too long ago")]
    Stale,
}

/// What a token says, as far as anything hangs on it.
#[derive(Debug, Clone, Default)]
pub struct Claims {
    /// Who issued it.
    pub issuer: String,
    /// For whom.
    pub audience: Vec<String>,
    /// Who asked for it, if it says so.
    pub asked_by: Option<String>,
    /// Whom the issuer knows by this.
    pub subject: Option<String>,
    /// The session at the issuer.
    pub session: Option<String>,
    /// What was asked.
    pub nonce: Option<String>,
    /// Until when it is good.
    pub until: Option<Moment>,
    /// When it was made.
    pub made: Option<Moment>,
    /// When its subject showed who they are.
    pub shown: Option<Moment>,
    /// How well, in the issuer's words.
    pub acr: Option<String>,
    /// By what.
    pub amr: Vec<String>,
    /// Its own number.
    pub number: Option<String>,
    /// Whether it says that somebody signed out.
    pub is_logout: bool,
}

/// Whose tokens are taken, and which of them are good enough for an office.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Trusted {
    /// The issuer, exactly as it writes itself.
    pub issuer: String,
    /// What we are called there.
    pub client: String,
    /// How well whoever holds an office must have shown who they are: one of these …
    pub office_acr: Vec<String>,
    /// … or by one of these. Where both are empty no office comes in by it.
    pub office_amr: Vec<String>,
}

/// What was asked.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'a> {
    /// What only the answer to this very question can hold.
    pub nonce: &'a str,
    /// When.
    pub at: Moment,
    /// Whether they were to show afresh who they are.
    pub afresh: bool,
}

impl Trusted {
    /// Whether an ID token answers what was asked.
    pub fn check_sign_in(
        &self,
        claims: &Claims,
        asked: &Asked<'_>,
        now: Moment,
    ) -> Result<(), Flaw> {
        self.check_both(claims, now)?;
        if claims.is_logout {
            return Err(Flaw::Kind);
        }
        if claims.nonce.as_deref() != Some(asked.nonce) {
            return Err(Flaw::Nonce);
        }
        is_name(claims.subject.as_deref())?;
        if claims.session.is_some() {
            is_name(claims.session.as_deref())?;
        }
        if claims.made.is_none_or(|at| at < asked.at.minus(LEEWAY)) {
            return Err(Flaw::Time);
        }
        let since = if asked.afresh {
            asked.at
        } else {
            asked.at.minus(AUTH_AGE_MAX)
        };
        match claims.shown {
            Some(at) if at < since.minus(LEEWAY) || at > now.plus(LEEWAY) => Err(Flaw::Stale),
            None if asked.afresh => Err(Flaw::Stale),
            Some(_) | None => Ok(()),
        }
    }

    /// Whether a logout token says that somebody signed out, just now.
    pub fn check_logout(&self, claims: &Claims, now: Moment) -> Result<(), Flaw> {
        self.check_both(claims, now)?;
        if !claims.is_logout || claims.nonce.is_some() {
            return Err(Flaw::Kind);
        }
        is_name(claims.number.as_deref())?;
        if claims.subject.is_none() && claims.session.is_none() {
            return Err(Flaw::Subject);
        }
        for name in [&claims.subject, &claims.session] {
            if name.is_some() {
                is_name(name.as_deref())?;
            }
        }
        match claims.made {
            Some(at) if at >= now.minus(LOGOUT_AGE_MAX) => Ok(()),
            Some(_) | None => Err(Flaw::Time),
        }
    }

    /// Issuer, audience and time.
    fn check_both(&self, claims: &Claims, now: Moment) -> Result<(), Flaw> {
        if claims.issuer != self.issuer {
            return Err(Flaw::Issuer);
        }
        // For us alone: a token that somebody else may use too proves nothing here.
        let is_ours = claims.audience.len() == 1 && claims.audience.contains(&self.client);
        let by_us = claims.asked_by.as_ref().is_none_or(|by| *by == self.client);
        if !is_ours || !by_us {
            return Err(Flaw::Audience);
        }
        let is_over = claims.until.is_none_or(|at| at <= now.minus(LEEWAY));
        let is_early = claims.made.is_none_or(|at| at > now.plus(LEEWAY));
        if is_over || is_early {
            return Err(Flaw::Time);
        }
        Ok(())
    }

    /// Whether the token says that its subject showed well enough, and lately, who they are, for somebody who holds an
    /// office (ASVS 5.0, 6.8.4).
    pub fn is_strong(&self, claims: &Claims, now: Moment) -> bool {
        let by_class = claims
            .acr
            .as_ref()
            .is_some_and(|acr| self.office_acr.contains(acr));
        let by_means = claims.amr.iter().any(|amr| self.office_amr.contains(amr));
        let lately = claims
            .shown
            .is_some_and(|at| at >= now.minus(AUTH_AGE_MAX).minus(GOOD_FOR));
        (by_class || by_means) && lately
    }
}

/// Until when the number of a logout token must be remembered: until the token itself is too old.
pub fn remembered_until(claims: &Claims, now: Moment) -> Moment {
    claims.made.unwrap_or(now).plus(LOGOUT_AGE_MAX).plus(LEEWAY)
}

fn is_name(text: Option<&str>) -> Result<(), Flaw> {
    match text {
        Some(text) if !text.is_empty() && text.len() <= NAME_MAX => Ok(()),
        Some(_) | None => Err(Flaw::Subject),
    }
}
