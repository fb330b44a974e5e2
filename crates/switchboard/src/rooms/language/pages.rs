//! The page about languages.

use askama::Template;
use switchboard_store::rules::language::Language;

use crate::web::messages::Words;
use crate::web::page::{Page, unprinted};
use crate::web::shell::{Link, Shell};

/// Which languages there are, who wrote them, and the own account's: `GET /language`; `POST` there with `csrf` and `language`.
#[derive(Template)]
#[template(path = "language/languages.html")]
pub struct Languages {
    /// What stands around it.
    pub shell: Shell,
    /// What the account has chosen; none outside where nobody is signed in.
    pub own: Option<Option<Language>>,
    /// The key of what was just done.
    pub said_key: Option<&'static str>,
}

/// One language to choose.
struct Choice {
    code: &'static str,
    name: String,
    is_own: bool,
}

impl Languages {
    /// What decides the language of pages: a link doesn't, for whoever has chosen one for their account.
    const fn text_key(&self) -> &'static str {
        match self.own {
            Some(Some(_)) => "language-text-own",
            _ => "language-text",
        }
    }

    /// Every language as it calls itself, and the one that the account has chosen.
    fn choices(&self) -> Vec<Choice> {
        let own = self.own.flatten();
        let all = Language::ALL.into_iter();
        all.map(|one| Choice {
            code: one.code(),
            name: Words::of(one).t("language-itself"),
            is_own: own == Some(one),
        })
        .collect()
    }
}

unprinted!(Languages, Choice);

impl Page for Languages {
    fn title_key(&self) -> &'static str {
        "language-title"
    }

    fn samples() -> Vec<(&'static str, Self)> {
        let own = |own, said_key| Self {
            shell: Shell::sample("Caller 3", &[Link::Home, Link::Record]),
            own: Some(own),
            said_key,
        };
        let stranger = Self {
            shell: Shell::sample_stranger(),
            own: None,
            said_key: None,
        };
        vec![
            ("language", stranger),
            ("language-own", own(None, None)),
            (
                "language-own-chosen",
                own(Some(Language::Welsh), Some("language-said-chosen")),
            ),
        ]
    }
}
