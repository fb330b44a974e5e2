//! The pages for what didn't work: refused, not found, too fast, broken.

use askama::Template;
use axum::http::StatusCode;

use super::{Page, Stamp, unprinted};
use crate::web::again::{Back, By};
use crate::web::shell::{Link, Shell, sample_stamp};

/// A refusal, with its reason.
///
/// What one may not see must look as if it weren't there: a hidden refusal
/// shows the words and the status of [`NotFound`], whatever its key.
#[derive(Template)]
#[template(path = "web/refused.html")]
pub struct Refused {
    /// What stands around it.
    pub shell: Shell,
    /// The key of the reason's sentence: `refusal-…`.
    pub message_key: String,
    /// Whether even the reason would tell too much.
    pub hidden: bool,
}

/// Nothing is here.
#[derive(Template)]
#[template(path = "web/not_found.html")]
pub struct NotFound {
    /// What stands around it.
    pub shell: Shell,
}

/// Something broke: a number to look for in the server's log, nothing else.
#[derive(Template)]
#[template(path = "web/fault.html")]
pub struct Fault {
    /// What stands around it.
    pub shell: Shell,
    /// The number under which the server's log has the cause.
    pub reference: String,
}

/// Too many requests.
#[derive(Template)]
#[template(path = "web/rate_limited.html")]
pub struct RateLimited {
    /// What stands around it.
    pub shell: Shell,
    /// When to come back.
    pub again_at: Stamp,
}

/// Who it is was shown too long ago for this: the form that shows it again, `GET /sign-in/again` with `to`.
///
/// `POST /sign-in/again` with `csrf`, `password`, `number` and `to`. It is the answer too to an act that wanted it.
#[derive(Template)]
#[template(path = "web/show_again.html")]
pub struct ShowAgain {
    /// What stands around it.
    pub shell: Shell,
    /// Where it leads back to.
    pub to: Back,
    /// Whether it stands in the place of something that was not done.
    pub was_refused: bool,
    /// Whether the last try was wrong.
    pub is_wrong: bool,
}

impl Page for ShowAgain {
    fn title_key(&self) -> &'static str {
        "again-title"
    }

    fn status(&self) -> StatusCode {
        if self.is_wrong {
            StatusCode::UNPROCESSABLE_ENTITY
        } else if self.was_refused {
            StatusCode::FORBIDDEN
        } else {
            StatusCode::OK
        }
    }

    fn samples() -> Vec<(&'static str, Self)> {
        let page = |was_refused, is_wrong| Self {
            shell: Shell {
                shows_by: Some(By::Password),
                ..Shell::sample("Orla Officer", &[Link::Home])
            },
            to: Back::parse("/requests"),
            was_refused,
            is_wrong,
        };
        let mut with_passkey = page(true, false);
        with_passkey.shell.shows_by = Some(By::Passkey);
        let mut with_identity = page(true, false);
        with_identity.shell.shows_by = Some(By::Identity);
        vec![
            ("web-show-again-identity", with_identity),
            ("web-show-again-passkey", with_passkey),
            ("web-show-again", page(false, false)),
            ("web-show-again-refused", page(true, false)),
            ("web-show-again-wrong", page(false, true)),
        ]
    }
}

impl Refused {
    fn shown_key(&self) -> &str {
        if self.hidden {
            "not-found-text"
        } else {
            &self.message_key
        }
    }
}

unprinted!(Refused, NotFound, Fault, RateLimited, ShowAgain);

impl Page for Refused {
    fn title_key(&self) -> &'static str {
        if self.hidden {
            "not-found-title"
        } else {
            "refused-title"
        }
    }

    fn status(&self) -> StatusCode {
        if self.hidden {
            StatusCode::NOT_FOUND
        } else {
            StatusCode::FORBIDDEN
        }
    }

    fn samples() -> Vec<(&'static str, Self)> {
        let page = |key: &str, hidden| Self {
            shell: Shell::sample("Caller 1", &[Link::Home]),
            message_key: key.to_owned(),
            hidden,
        };
        vec![
            ("web-refused", page("refusal-bank-not-open", false)),
            ("web-refused-hidden", page("refusal-not-your-bank", true)),
        ]
    }
}

impl Page for NotFound {
    fn title_key(&self) -> &'static str {
        "not-found-title"
    }

    fn status(&self) -> StatusCode {
        StatusCode::NOT_FOUND
    }

    fn samples() -> Vec<(&'static str, Self)> {
        let signed_in = Shell::sample("Caller 1", &[Link::Home]);
        vec![
            ("web-not-found", Self { shell: signed_in }),
            (
                "web-not-found-stranger",
                Self {
                    shell: Shell::sample_stranger(),
                },
            ),
        ]
    }
}

impl Page for Fault {
    fn title_key(&self) -> &'static str {
        "fault-title"
    }

    fn status(&self) -> StatusCode {
        StatusCode::INTERNAL_SERVER_ERROR
    }

    fn samples() -> Vec<(&'static str, Self)> {
        let shell = Shell::sample("Caller 1", &[Link::Home]);
        vec![(
            "web-fault",
            Self {
                shell,
                reference: "7k2m-9qxd".to_owned(),
            },
        )]
    }
}

impl Page for RateLimited {
    fn title_key(&self) -> &'static str {
        "rate-limited-title"
    }

    fn status(&self) -> StatusCode {
        StatusCode::TOO_MANY_REQUESTS
    }

    fn samples() -> Vec<(&'static str, Self)> {
        let page = Self {
            shell: Shell::sample_stranger(),
            again_at: sample_stamp(1),
        };
        vec![("web-rate-limited", page)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hidden_refusal_cannot_be_told_from_a_page_that_is_not_there() {
        let shell = || Shell::sample("Caller 1", &[Link::Home]);
        let hidden = Refused {
            shell: shell(),
            message_key: "refusal-not-your-bank".to_owned(),
            hidden: true,
        };
        let absent = NotFound { shell: shell() };
        assert_eq!(hidden.render().unwrap(), absent.render().unwrap());
        assert_eq!(hidden.status(), absent.status());
    }
}
