//! The door's pages: signing in, having signed out, and setting one's own password and app.

mod device_key;
mod identity;
mod passkeys;
mod sessions;
mod set_up;

pub use device_key::{AddDevice, DeviceSaid};
pub use identity::{Failed, Identity, IdentityFailed, IdentityRow, Onward, Said as IdentitySaid};
pub use passkeys::{PasskeyRow, Passkeys, PasskeysSaid};
pub use sessions::{KeyRow, SessionRow, Sessions, SessionsSaid};
pub use set_up::{Own, OwnForm, SetUp, Shared, Step};

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
    /// What other ways in there are.
    pub way: Way,
    /// Whether passkeys can be used at this address.
    pub has_passkeys: bool,
    /// What the organisation's own sign-in is called, where there is one.
    pub provider: Option<String>,
}

/// What other ways in there are than a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// None: in a demo everybody types a code.
    CodesAlone,
    /// A password, for whoever holds an office or joined as a caller.
    Passwords,
    /// Nobody keeps the roll yet: the page says how to name somebody at the console.
    NobodyNamed,
}

/// The form for whoever has a password: `GET /sign-in/password`.
///
/// `POST /sign-in/password` with `email`, `password` and `number`, which callers leave empty. Which of the three was wrong, it doesn't say.
#[derive(Template)]
#[template(path = "door/staff.html")]
pub struct StaffSignIn {
    /// What stands around it.
    pub shell: Shell,
    /// The address as it was typed.
    pub email: String,
    /// Why the last try was refused.
    pub error: Option<StaffError>,
}

/// Why a try was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StaffError {
    /// The three don't belong together.
    NotAccepted,
    /// The address or the password is missing.
    Empty,
}

impl StaffError {
    /// The key of its sentence.
    pub const fn key(self) -> &'static str {
        match self {
            Self::NotAccepted => "staff-not-accepted",
            Self::Empty => "staff-empty",
        }
    }
}

/// Why a code was refused; never which part of it was wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignInError {
    /// Nobody has this code, or it is used up, or the account has ended.
    NotAccepted,
    /// Nothing was typed.
    Empty,
    /// The passkey is none of an account that may come in, or came too late.
    Passkey,
    /// The device key is none of an account that may come in, or came too late, or the PIN is another one.
    Device,
}

impl SignInError {
    /// The key of its sentence.
    pub const fn key(self) -> &'static str {
        match self {
            Self::NotAccepted => "sign-in-error-not-accepted",
            Self::Empty => "sign-in-error-empty",
            Self::Passkey => "sign-in-error-passkey",
            Self::Device => "sign-in-error-device",
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

impl SignIn {
    /// What was wrong with the code.
    fn code_error(&self) -> Option<SignInError> {
        self.error
            .filter(|error| matches!(error, SignInError::NotAccepted | SignInError::Empty))
    }

    /// What was wrong with the passkey.
    fn passkey_error(&self) -> Option<SignInError> {
        self.error.filter(|error| *error == SignInError::Passkey)
    }

    /// What was wrong with the device key or its PIN.
    fn device_error(&self) -> Option<SignInError> {
        self.error.filter(|error| *error == SignInError::Device)
    }
}

unprinted!(SignIn, SignedOut, StaffSignIn);

impl Page for StaffSignIn {
    fn title_key(&self) -> &'static str {
        "staff-title"
    }

    fn status(&self) -> StatusCode {
        if self.error.is_some() {
            StatusCode::UNPROCESSABLE_ENTITY
        } else {
            StatusCode::OK
        }
    }

    fn samples() -> Vec<(&'static str, Self)> {
        let page = |email: &str, error| Self {
            shell: Shell::sample_stranger(),
            email: email.to_owned(),
            error,
        };
        let typed = "officer1@office.example.org";
        vec![
            ("door-staff", page("", None)),
            (
                "door-staff-refused",
                page(typed, Some(StaffError::NotAccepted)),
            ),
            ("door-staff-empty", page("", Some(StaffError::Empty))),
        ]
    }
}

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
            way: Way::CodesAlone,
            has_passkeys: true,
            provider: None,
        };
        let live = |way| Self { way, ..page(None) };
        vec![
            ("door-sign-in", page(None)),
            ("door-sign-in-refused", page(Some(SignInError::NotAccepted))),
            ("door-sign-in-empty", page(Some(SignInError::Empty))),
            ("door-sign-in-passkey", page(Some(SignInError::Passkey))),
            ("door-sign-in-device", page(Some(SignInError::Device))),
            ("door-sign-in-live", live(Way::Passwords)),
            (
                "door-sign-in-identity",
                Self {
                    provider: Some("the staff sign-in".to_owned()),
                    ..live(Way::Passwords)
                },
            ),
            (
                "door-sign-in-test",
                SignIn {
                    shell: Shell::sample_test(),
                    ..page(None)
                },
            ),
            (
                "door-sign-in-first",
                SignIn {
                    has_passkeys: false,
                    ..live(Way::NobodyNamed)
                },
            ),
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
