//! The door's pages: signing in and having signed out.

use askama::Template;
use axum::http::StatusCode;

use crate::web::page::{Page, unprinted};
use crate::web::shell::Shell;

/// The form that asks for the code: `GET /sign-in`.
///
/// `POST /sign-in` with `csrf`, `code`. It says what is recorded before
/// anybody signs in. A refused code comes back as this page with an error,
/// and never with the code.
#[derive(Template)]
#[template(path = "door/sign_in.html")]
pub struct SignIn {
    /// What stands around it.
    pub shell: Shell,
    /// Why the last code was refused.
    pub error: Option<SignInError>,
}

/// Why a code was refused; never which part of it was wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignInError {
    /// Nobody has this code, or it is used up, or the account has ended.
    NotAccepted,
    /// Nothing was typed.
    Empty,
}

impl SignInError {
    /// The key of its sentence.
    pub const fn key(self) -> &'static str {
        match self {
            Self::NotAccepted => "sign-in-error-not-accepted",
            Self::Empty => "sign-in-error-empty",
        }
    }
}

/// "You are signed out": `GET /signed-out`, after `POST /sign-out` with `csrf`.
#[derive(Template)]
#[template(path = "door/signed_out.html")]
pub struct SignedOut {
    /// What stands around it.
    pub shell: Shell,
    /// Why, when it was not the person's own wish.
    pub why: SignedOutWhy,
}

/// How a session ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignedOutWhy {
    /// By the person.
    Asked,
    /// By time, or because access ended.
    Ended,
}

impl SignedOutWhy {
    /// The key of its sentence.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Asked => "signed-out-asked",
            Self::Ended => "signed-out-ended",
        }
    }
}

unprinted!(SignIn, SignedOut);

impl Page for SignIn {
    fn title_key(&self) -> &'static str {
        "sign-in-title"
    }

    fn status(&self) -> StatusCode {
        if self.error.is_some() {
            StatusCode::UNPROCESSABLE_ENTITY
        } else {
            StatusCode::OK
        }
    }

    fn samples() -> Vec<(&'static str, Self)> {
        let page = |error| Self {
            shell: Shell::sample_stranger(),
            error,
        };
        vec![
            ("door-sign-in", page(None)),
            ("door-sign-in-refused", page(Some(SignInError::NotAccepted))),
            ("door-sign-in-empty", page(Some(SignInError::Empty))),
        ]
    }
}

impl Page for SignedOut {
    fn title_key(&self) -> &'static str {
        "signed-out-title"
    }

    fn samples() -> Vec<(&'static str, Self)> {
        let page = |why| Self {
            shell: Shell::sample_stranger(),
            why,
        };
        vec![
            ("door-signed-out", page(SignedOutWhy::Asked)),
            ("door-session-ended", page(SignedOutWhy::Ended)),
        ]
    }
}
