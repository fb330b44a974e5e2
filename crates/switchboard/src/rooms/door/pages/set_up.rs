//! Setting one's own password and app.

use askama::Template;
use axum::http::StatusCode;

use crate::rooms::door::qr::{Square, square};
use crate::web::page::{Page, unprinted};
use crate::web::shell::{Link, Shell};

/// Where a code leads whoever holds an office: `GET /set-up`.
///
/// First `POST /set-up/password` with `password` and `again`, then `POST /set-up/app` with `number`.
#[derive(Template)]
#[template(path = "door/set_up.html")]
pub struct SetUp {
    /// What stands around it.
    pub shell: Shell,
    /// The address that one signs in with.
    pub email: String,
    /// What comes next.
    pub step: Step,
    /// The key of what was wrong.
    pub error: Option<&'static str>,
    /// Whether the organisation has a sign-in of its own that may be connected instead.
    pub has_provider: bool,
}

/// What comes next.
pub enum Step {
    /// A password.
    Password,
    /// The app.
    App(Shared),
}

/// What the app is told.
pub struct Shared {
    /// For typing.
    pub groups: Vec<String>,
    /// For a camera.
    pub square: Option<Square>,
}

impl Shared {
    /// From what the store gives.
    pub fn of(key: &switchboard_store::door::AppKey, issuer: &str, email: &str) -> Self {
        Self {
            groups: key.groups().into_iter().map(str::to_owned).collect(),
            square: square(&key.address(issuer, email)),
        }
    }
}

/// One's own password and app, later: `GET /own`.
///
/// `POST /own/password` with `old`, `number`, `password`, `again`; `POST /own/app` with `old` and `number`.
#[derive(Template)]
#[template(path = "door/own.html")]
pub struct Own {
    /// What stands around it.
    pub shell: Shell,
    /// The address that one signs in with.
    pub email: String,
    /// Which form was wrong, and the key of what.
    pub error: Option<(OwnForm, &'static str)>,
}

/// A form of [`Own`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OwnForm {
    /// Another password.
    Password,
    /// Another app.
    App,
}

impl Own {
    fn error_in(&self, form: OwnForm) -> Option<&'static str> {
        self.error.filter(|(of, _)| *of == form).map(|(_, key)| key)
    }

    fn password_error(&self) -> Option<&'static str> {
        self.error_in(OwnForm::Password)
    }

    fn app_error(&self) -> Option<&'static str> {
        self.error_in(OwnForm::App)
    }
}

unprinted!(SetUp, Step, Shared, Own);

const fn status_of(is_wrong: bool) -> StatusCode {
    if is_wrong {
        StatusCode::UNPROCESSABLE_ENTITY
    } else {
        StatusCode::OK
    }
}

impl Page for SetUp {
    fn title_key(&self) -> &'static str {
        match self.step {
            Step::Password => "set-up-title",
            Step::App(_) => "set-up-app-title",
        }
    }

    fn status(&self) -> StatusCode {
        status_of(self.error.is_some())
    }

    fn samples() -> Vec<(&'static str, Self)> {
        let page = |step, error| Self {
            shell: Shell::sample("Officer 1", &[]),
            email: "officer1@office.example.org".to_owned(),
            step,
            error,
            has_provider: true,
        };
        let app = || {
            let address = "otpauth://totp/Sample:officer1%40office.example.org?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Sample";
            let groups = [
                "GEZD", "GNBV", "GY3T", "QOJQ", "GEZD", "GNBV", "GY3T", "QOJQ",
            ];
            Step::App(Shared {
                groups: groups.map(str::to_owned).into(),
                square: square(address),
            })
        };
        vec![
            ("door-set-up-password", page(Step::Password, None)),
            (
                "door-set-up-weak",
                page(Step::Password, Some("password-common")),
            ),
            ("door-set-up-app", page(app(), None)),
            (
                "door-set-up-number",
                page(app(), Some("set-up-number-wrong")),
            ),
        ]
    }
}

impl Page for Own {
    fn title_key(&self) -> &'static str {
        "own-title"
    }

    fn status(&self) -> StatusCode {
        status_of(self.error.is_some())
    }

    fn samples() -> Vec<(&'static str, Self)> {
        let page = |error| Self {
            shell: Shell::sample("Officer 1", &[Link::Home, Link::Own]),
            email: "officer1@office.example.org".to_owned(),
            error,
        };
        vec![
            ("door-own", page(None)),
            (
                "door-own-weak",
                page(Some((OwnForm::Password, "password-short"))),
            ),
            ("door-own-wrong", page(Some((OwnForm::App, "own-wrong")))),
        ]
    }
}
