//! From what the store answered to the pages of scripts.

use axum::extract::multipart;
use axum::response::{IntoResponse, Redirect, Response};
use switchboard_store::rules::ids::{CampaignId, ScriptId};
use switchboard_store::rules::script::{FILE_BYTES_MAX, Fills, Script};
use switchboard_store::scripts::{Kept, Lines, Opened, Shelf, UsedOn, Version};

use super::pages::{BankLine, Editor, Line, Missing, Preview, Scripts, VersionLine, Wrong};
use crate::ctx::Ctx;
use crate::problem::{Problem, What};
use crate::spoken::{Spoken, first_words};

/// What stands in the form, and what was just done.
pub(super) struct Typed {
    pub(super) text: String,
    pub(super) said: Option<&'static str>,
}

/// What a page says of what was just done: a closed list.
pub(super) fn said(code: Option<&str>) -> Option<&'static str> {
    Some(match code? {
        "kept" => "script-said-kept",
        "published" => "script-said-published",
        "used" => "script-said-used",
        "full" => "script-said-full",
        _ => return None,
    })
}

/// Where the browser goes after something was kept.
pub(super) fn after(campaign: CampaignId, kept: Kept) -> Response {
    let to = match kept {
        Kept::Script(id) => format!("/campaigns/{campaign}/scripts/{id}?said=kept"),
        Kept::Version(version) => {
            let id = version.of();
            format!("/campaigns/{campaign}/scripts/{id}?said=published")
        }
        Kept::Full => format!("/campaigns/{campaign}/scripts?said=full"),
    };
    Redirect::to(&to).into_response()
}

/// The script has as many versions as there may be.
pub(super) fn full((campaign, script): (CampaignId, ScriptId)) -> Response {
    Redirect::to(&format!("/campaigns/{campaign}/scripts/{script}?said=full")).into_response()
}

pub(super) fn list(
    ctx: &Ctx,
    campaign: CampaignId,
    shelf: Shelf,
    said: Option<&'static str>,
) -> Scripts {
    let used = |id: ScriptId| {
        let on = shelf.banks.iter();
        let on = on.filter(|used| used.version.is_some_and(|version| version.of() == id));
        on.map(|used| used.name.clone())
            .collect::<Vec<_>>()
            .join(", ")
    };
    let lines = shelf.scripts.iter().map(|line| Line {
        script: line.id.to_string(),
        title: line.title.clone(),
        version: line.version,
        changed_at: ctx.stamp(line.changed_at),
        used: used(line.id),
    });
    let lines = lines.collect();
    Scripts {
        shell: ctx.shell(),
        campaign: campaign.to_string(),
        campaign_name: shelf.campaign,
        said,
        lines,
        example: include_str!("../../demo/script.toml"),
    }
}

/// A script that is not kept yet.
pub(super) fn new(ctx: &Ctx, campaign: CampaignId, shelf: Shelf, text: String) -> Editor {
    let names = (shelf.campaign.as_str(), shelf.contest.as_str());
    let (wrong, preview, missing) = read(ctx, &text, names, &shelf.lines);
    Editor {
        shell: ctx.shell(),
        campaign: campaign.to_string(),
        campaign_name: shelf.campaign,
        script: None,
        said: None,
        text,
        wrong,
        preview,
        missing,
        versions: Vec::new(),
        banks: Vec::new(),
    }
}

pub(super) fn editor(
    ctx: &Ctx,
    (campaign, script): (CampaignId, ScriptId),
    opened: Opened,
    typed: Typed,
) -> Editor {
    let names = (opened.campaign.as_str(), opened.contest.as_str());
    let (wrong, preview, missing) = read(ctx, &typed.text, names, &opened.lines);
    let versions = opened.versions.iter().map(|version| VersionLine {
        number: version.number,
        at: ctx.stamp(version.at),
    });
    let bank = |used: &UsedOn| BankLine {
        id: used.bank.to_string(),
        name: used.name.clone(),
        version: used
            .version
            .filter(|version| version.of() == script)
            .map(Version::counted),
    };
    Editor {
        shell: ctx.shell(),
        campaign: campaign.to_string(),
        script: Some(script.to_string()),
        said: typed.said,
        text: typed.text,
        wrong,
        preview,
        missing,
        versions: versions.collect(),
        banks: opened.banks.iter().map(bank).collect(),
        campaign_name: opened.campaign,
    }
}

type Seen = (Option<Wrong>, Vec<Preview>, Vec<Missing>);

/// What is wrong with the text; or how it looks on the card, in each language, with an invented name.
fn read(ctx: &Ctx, text: &str, (campaign, contest): (&str, &str), lines: &Lines) -> Seen {
    let script = match Script::read(text) {
        Ok(script) => script,
        Err(error) => {
            let wrong = Wrong {
                line: u64::try_from(error.line).unwrap_or(u64::MAX),
                key: error.wrong.key(),
                word: error.wrong.word().to_owned(),
            };
            return (Some(wrong), Vec::new(), Vec::new());
        }
    };
    let words = &ctx.words;
    let (name, branch) = (
        words.t("script-invented-name"),
        words.t("script-invented-branch"),
    );
    let fills = Fills {
        name: &name,
        branch: &branch,
        caller: &words.t("script-invented-caller"),
        campaign,
        contest,
    };
    let organisation = &ctx.app.world.meta().organisation;
    let languages = script.languages().iter().enumerate();
    let previews = languages.map(|(at, code)| Preview {
        code: code.clone(),
        opening: first_words(&ctx.app.usual, lines, code, organisation, &fills),
        spoken: Spoken::of(&script, at, &fills),
    });
    let missing = script.untranslated().into_iter();
    let missing = missing.map(|(language, part)| Missing {
        language: language.to_owned(),
        part,
    });
    (None, previews.collect(), missing.collect())
}

/// The text of a file that was sent; whose form it is must be said before the file comes.
pub(super) async fn uploaded(
    ctx: &Ctx,
    mut parts: axum::extract::Multipart,
) -> Result<String, Problem> {
    let bad = || ctx.problem(What::BadForm);
    let mut is_ours = false;
    while let Some(part) = parts.next_field().await.map_err(|_| bad())? {
        match part.name() {
            Some("csrf") => {
                ctx.check_form(&part.text().await.map_err(|_| bad())?)?;
                is_ours = true;
            }
            Some("file") if is_ours => {
                let bytes = bytes(part).await.ok_or_else(bad)?;
                return Ok(String::from_utf8_lossy(&bytes).into_owned());
            }
            _ => {}
        }
    }
    Err(bad())
}

async fn bytes(mut part: multipart::Field<'_>) -> Option<Vec<u8>> {
    let mut all = Vec::new();
    while let Some(piece) = part.chunk().await.ok()? {
        all.extend_from_slice(&piece);
        // One more than is taken, so that the page says what is wrong.
        if all.len() > FILE_BYTES_MAX + 1 {
            all.truncate(FILE_BYTES_MAX + 1);
            return Some(all);
        }
    }
    Some(all)
}
