//! Adding a key of one's telephone, with a PIN.

use askama::Template;
use axum::http::StatusCode;

use crate::web::page::{Page, unprinted};
use crate::web::shell::{Link, Shell, World};

/// "This telephone and a PIN": `GET /device`, for whoever joined or came in with a code that somebody handed them.
///
/// `POST /device/code` mails a code, `POST /device/options` gives the script a challenge, and `POST /device` takes `code`,
/// `pin`, `again` and what the script fills in. Without script it says what to do instead.
#[derive(Template)]
#[template(path = "door/device.html")]
pub struct AddDevice {
    /// What stands around it.
    pub shell: Shell,
    /// What was just done.
    pub said: Option<DeviceSaid>,
    /// Where the code goes.
    pub email: Option<String>,
    /// Who handed the reader their code.
    pub vouched: Option<String>,
    /// Whether a code was mailed and still works.
    pub is_mailed: bool,
    /// The code itself, in a demo, which mails nothing.
    pub shown: Option<String>,
    /// The key of what was wrong.
    pub error: Option<&'static str>,
    /// Whether device keys can be used at this address.
    pub is_offered: bool,
}

/// What was just done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeviceSaid {
    /// A code is on its way.
    Mailed,
    /// The key is there.
    Added,
    /// Nothing was mailed: too many were in this hour.
    TooMany,
    /// Nothing was mailed: there is no address.
    NoAddress,
}

impl DeviceSaid {
    const ALL: [Self; 4] = [Self::Mailed, Self::Added, Self::TooMany, Self::NoAddress];

    /// Its name in the address.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Mailed => "mailed",
            Self::Added => "added",
            Self::TooMany => "too-many",
            Self::NoAddress => "no-address",
        }
    }

    /// Reads what the address says.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|said| said.code() == code)
    }

    /// The page with it.
    pub fn address(self) -> String {
        format!("/device?said={}", self.code())
    }

    /// The key of what it says.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Mailed => "device-said-mailed",
            Self::Added => "device-said-added",
            Self::TooMany => "device-said-too-many",
            Self::NoAddress => "device-no-address",
        }
    }
}

impl AddDevice {
    fn is_added(&self) -> bool {
        self.said == Some(DeviceSaid::Added)
    }

    /// Whether there is a code to be typed.
    fn has_code(&self) -> bool {
        self.is_mailed || self.shown.is_some()
    }

    /// Whether a code can be had.
    fn can_ask(&self) -> bool {
        self.email.is_some() || self.shell.world == World::Demo
    }
}

unprinted!(AddDevice);

impl Page for AddDevice {
    fn title_key(&self) -> &'static str {
        "device-title"
    }

    fn status(&self) -> StatusCode {
        if self.error.is_some() {
            StatusCode::UNPROCESSABLE_ENTITY
        } else {
            StatusCode::OK
        }
    }

    fn samples() -> Vec<(&'static str, Self)> {
        let page = || Self {
            shell: Shell::sample("Cai Caller", &[Link::Home, Link::Record, Link::Sessions]),
            said: None,
            email: Some("cai@example.org".to_owned()),
            vouched: Some("Olwen Organiser".to_owned()),
            is_mailed: false,
            shown: None,
            error: None,
            is_offered: true,
        };
        let mailed = || Self {
            is_mailed: true,
            ..page()
        };
        vec![
            ("door-device", page()),
            (
                "door-device-mailed",
                Self {
                    said: Some(DeviceSaid::Mailed),
                    ..mailed()
                },
            ),
            (
                "door-device-wrong",
                Self {
                    error: Some("device-code-wrong"),
                    ..mailed()
                },
            ),
            (
                "door-device-shown",
                Self {
                    shown: Some("0482-9175".to_owned()),
                    email: None,
                    vouched: None,
                    ..page()
                },
            ),
            (
                "door-device-added",
                Self {
                    said: Some(DeviceSaid::Added),
                    ..page()
                },
            ),
            (
                "door-device-no-name",
                Self {
                    is_offered: false,
                    ..page()
                },
            ),
        ]
    }
}
