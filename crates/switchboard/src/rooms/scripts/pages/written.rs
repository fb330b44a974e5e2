//! Writing a script.

use askama::Template;
use axum::http::StatusCode;

use super::{CAMPAIGN, organiser};
use crate::spoken::{self, Line, Spoken};
use crate::web::messages::Words;
use crate::web::page::{Page, Stamp, unprinted};
use crate::web::shell::{Shell, sample_stamp};

/// A script as it is written on: `GET /campaigns/{campaign}/scripts/{script}`.
///
/// `POST` there with `csrf`, `text` and `do` (`preview`, `keep`, `publish`); `POST …/use` with `csrf`, `bank`, `version`;
/// `GET …/{version}` is the file.
#[derive(Template)]
#[template(path = "scripts/editor.html")]
pub struct Editor {
    /// What stands around it.
    pub shell: Shell,
    /// The campaign's id.
    pub campaign: String,
    /// The campaign's name.
    pub campaign_name: String,
    /// The script's id; none while it isn't kept.
    pub script: Option<String>,
    /// The key of what was just done.
    pub said: Option<&'static str>,
    /// The file.
    pub text: String,
    /// What is wrong with it.
    pub wrong: Option<Wrong>,
    /// How it looks on the card, in each language.
    pub preview: Vec<Preview>,
    /// What is not translated.
    pub missing: Vec<Missing>,
    /// What was published, newest first.
    pub versions: Vec<VersionLine>,
    /// The campaign's banks.
    pub banks: Vec<BankLine>,
}

/// What is wrong with a file.
pub struct Wrong {
    /// The line.
    pub line: u64,
    /// The key of the sentence that says what to do.
    pub key: &'static str,
    /// The word that is meant.
    pub word: String,
}

/// A script as a caller sees it.
pub struct Preview {
    /// The language.
    pub code: String,
    /// The organisation's lines.
    pub opening: Vec<Line>,
    /// The script.
    pub spoken: Spoken,
}

impl Preview {
    fn language(&self, words: &Words) -> String {
        let language = spoken::Language {
            code: self.code.clone(),
            is_chosen: true,
        };
        language.name(words)
    }
}

/// Words that are not translated.
pub struct Missing {
    /// Into which language.
    pub language: String,
    /// The name of the part, with the choice's behind a dot.
    pub part: String,
}

/// A version in the list.
pub struct VersionLine {
    /// Which.
    pub number: i64,
    /// When it was published.
    pub at: Stamp,
}

/// A bank in the list.
pub struct BankLine {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Which version of this script it uses.
    pub version: Option<i64>,
}

unprinted!(Editor, Wrong, Preview, Missing, VersionLine, BankLine);

impl Editor {
    fn action(&self) -> String {
        let campaign = &self.campaign;
        match &self.script {
            Some(script) => format!("/campaigns/{campaign}/scripts/{script}"),
            None => format!("/campaigns/{campaign}/scripts"),
        }
    }
}

impl Page for Editor {
    fn title_key(&self) -> &'static str {
        "script-title"
    }

    fn status(&self) -> StatusCode {
        if self.wrong.is_some() {
            StatusCode::UNPROCESSABLE_ENTITY
        } else {
            StatusCode::OK
        }
    }

    fn samples() -> Vec<(&'static str, Self)> {
        let page = || Self {
            shell: organiser(),
            campaign: CAMPAIGN.to_owned(),
            campaign_name: "Harbour campaign".to_owned(),
            script: Some("01k7000000000000000000000s".to_owned()),
            said: Some("script-said-published"),
            text: include_str!("../../../demo/script.toml").to_owned(),
            wrong: None,
            preview: vec![Preview {
                code: "en".to_owned(),
                opening: vec![Line::plain("Hello, my name is Cai.")],
                spoken: spoken::sample(),
            }],
            missing: vec![Missing {
                language: "cy".to_owned(),
                part: "support.yes".to_owned(),
            }],
            versions: vec![VersionLine {
                number: 1,
                at: sample_stamp(0),
            }],
            banks: vec![BankLine {
                id: "01k7000000000000000000000b".to_owned(),
                name: "Evening bank".to_owned(),
                version: Some(1),
            }],
        };
        let wrong = Self {
            script: None,
            said: None,
            text: "title = \"Hello\"".to_owned(),
            wrong: Some(Wrong {
                line: 1,
                key: "script-wrong-missing",
                word: "languages".to_owned(),
            }),
            preview: Vec::new(),
            missing: Vec::new(),
            versions: Vec::new(),
            banks: Vec::new(),
            ..page()
        };
        vec![("script-editor", page()), ("script-editor-wrong", wrong)]
    }
}
