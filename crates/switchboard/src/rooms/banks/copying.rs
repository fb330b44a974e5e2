//! A copy of a bank: the same audience and words, begun anew.

use std::sync::Arc;

use askama::Template;
use axum::Router;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use serde::Deserialize;
use switchboard_store::audiences::{Counted, NamedChoice};
use switchboard_store::banks::{Added, Cloning, Draw, Source};

use super::{actions, bank_of};
use crate::app::App;
use crate::ctx::Ctx;
use crate::problem::Problem;
use crate::taking::{Form, Path};
use crate::web::messages::Words;
use crate::web::page::{Html, Page, unprinted};
use crate::web::shell::{Link, Shell};

/// How many characters a name has at most.
const NAME_MAX: usize = 80;

/// The address of the page and its form.
pub(super) fn routes() -> Router<Arc<App>> {
    Router::new().route("/banks/{bank}/copy", get(ask).post(copy))
}

async fn ask(ctx: Ctx, Path(bank): Path<String>) -> Result<Html<Copy>, Problem> {
    let source = actions::cloned_from(&ctx, bank_of(&ctx, &bank)?).await?;
    Ok(Html(page(&ctx, bank, source, (Typed::default(), None))))
}

#[derive(Deserialize)]
struct CopyForm {
    csrf: String,
    #[serde(flatten)]
    typed: Typed,
}

async fn copy(
    ctx: Ctx,
    Path(bank): Path<String>,
    Form(form): Form<CopyForm>,
) -> Result<Response, Problem> {
    ctx.check_form(&form.csrf)?;
    let id = bank_of(&ctx, &bank)?;
    // Whoever may not copy it is refused first; where there is no copy the page shows what was read here.
    let source = actions::cloned_from(&ctx, id).await?;
    let wrong = match name_of(&form.typed.name) {
        Some(name) => {
            let draw = form.typed.draw();
            let new = Cloning { of: id, name, draw };
            match not(actions::clone_bank(&ctx, new, &source).await?) {
                Ok(to) => return Ok(to.into_response()),
                Err(wrong) => wrong,
            }
        }
        None => "audience-wrong-name",
    };
    Ok(Html(page(&ctx, bank, source, (form.typed, Some(wrong)))).into_response())
}

/// A name as it is kept; none where it is none.
pub(super) fn name_of(typed: &str) -> Option<String> {
    let name = typed.split_whitespace().collect::<Vec<_>>().join(" ");
    (!name.is_empty() && name.chars().count() <= NAME_MAX).then_some(name)
}

/// Where the copy is, or the key of why there is none.
fn not(added: Added) -> Result<Redirect, &'static str> {
    match added {
        Added::Done(bank) => Ok(Redirect::to(&format!("/banks/{bank}"))),
        Added::Withdrawn => Err("audience-withdrawn"),
        Added::TooMany => Err("audience-too-many"),
        Added::EverTooMany => Err("audience-ever-too-many"),
        Added::NotCounted | Added::Not(Counted::Moved) => Err("copy-not-counted-any"),
        Added::Not(Counted::Unknown) => Err("audience-no-such"),
        Added::Not(Counted::BookFull) => Err("audience-book-full"),
        Added::Not(Counted::NotReady) => Err("audience-not-ready"),
        Added::Not(Counted::About(_) | Counted::Withheld) => Err("audience-withheld"),
    }
}

/// Whom a bank rings, in words, each group with its field; nothing for everybody.
pub(super) fn groups(words: &Words, whom: &[NamedChoice]) -> Vec<String> {
    let named = |one: &NamedChoice| {
        let said = (one.name.as_str(), one.question.as_deref());
        words
            .say("copy-group")
            .text("field", words.t(one.choice.field().label()))
            .text("group", crate::named::group(words, &one.choice, said))
            .to_string()
    };
    whom.iter().map(named).collect()
}

/// Why there can't be a copy: the answers by which its members were chosen aren't counted any more.
fn not_counted(words: &Words, whom: &[NamedChoice]) -> String {
    match whom.iter().find_map(|one| one.question.as_deref()) {
        Some(question) => words
            .say("copy-not-counted")
            .text("question", question)
            .to_string(),
        None => words.t("copy-not-counted-any"),
    }
}

fn page(
    ctx: &Ctx,
    bank: String,
    source: Source,
    (typed, wrong): (Typed, Option<&'static str>),
) -> Copy {
    let whom = &source.audience;
    Copy {
        shell: ctx.shell(),
        bank,
        groups: groups(&ctx.words, whom),
        not_counted: (!source.is_counted).then(|| not_counted(&ctx.words, whom)),
        campaign_id: source.campaign.to_string(),
        bank_name: source.name,
        campaign: source.campaign_name,
        sample: source.sample,
        typed,
        wrong,
    }
}

/// What was typed.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    /// The copy's name.
    pub name: String,
    /// `same` or `anew`.
    pub draw: String,
}

impl Typed {
    fn draw(&self) -> Draw {
        if self.draw == "same" {
            Draw::Same
        } else {
            Draw::Anew
        }
    }

    fn is_same(&self) -> bool {
        self.draw() == Draw::Same
    }
}

/// A copy of a bank: `GET` and `POST /banks/{bank}/copy`. The form sends `csrf`, `name` and `draw`.
#[derive(Template)]
#[template(path = "banks/copy.html")]
pub struct Copy {
    /// What stands around it.
    pub shell: Shell,
    /// The bank's id.
    pub bank: String,
    /// The bank's name.
    pub bank_name: String,
    /// The campaign's name.
    pub campaign: String,
    /// The campaign's id.
    pub campaign_id: String,
    /// Whom it rings; nothing for everybody.
    pub groups: Vec<String>,
    /// How many of them are drawn, where not all are rung.
    pub sample: Option<u32>,
    /// Why no copy can be made, where that is known before.
    pub not_counted: Option<String>,
    /// What was typed.
    pub typed: Typed,
    /// The key of why there is no copy.
    pub wrong: Option<&'static str>,
}

unprinted!(Copy, Typed);

impl Page for Copy {
    fn title_key(&self) -> &'static str {
        "copy-title"
    }

    fn samples() -> Vec<(&'static str, Self)> {
        let page = |groups: &[&str], wrong: Option<&'static str>| Self {
            shell: Shell::sample("Organiser 1", &[Link::Home]),
            bank: "0bank0sample0".to_owned(),
            bank_name: "Evening bank".to_owned(),
            campaign: "Harbour campaign".to_owned(),
            campaign_id: "0campaign0sample0".to_owned(),
            not_counted: None,
            groups: groups.iter().map(|group| (*group).to_owned()).collect(),
            sample: (!groups.is_empty()).then_some(200),
            typed: Typed {
                name: if wrong.is_some() { "Second round" } else { "" }.to_owned(),
                draw: if wrong.is_some() { "same" } else { "" }.to_owned(),
            },
            wrong,
        };
        let gone = |words: &Words| {
            let why = words.say("copy-not-counted");
            why.text("question", "Whom will you vote for?").to_string()
        };
        let not_counted = page(
            &["Your own calls: Said “Undecided” to “Whom will you vote for?”"],
            None,
        );
        vec![
            (
                "banks-copy-not-counted",
                Self {
                    not_counted: Some(gone(&not_counted.shell.words)),
                    ..not_counted
                },
            ),
            ("banks-copy", page(&["Branch: Harbour", "Age: 18-34"], None)),
            ("banks-copy-everybody", page(&[], None)),
            (
                "banks-copy-not",
                page(
                    &["Branch: Harbour", "Age: 18-34"],
                    Some("audience-too-many"),
                ),
            ),
        ]
    }
}

#[cfg(test)]
mod tests {
    use switchboard_store::rules::audience::{Choice, Field};

    use super::*;

    #[test]
    fn a_group_that_a_bank_rings_stands_with_its_field() {
        let one = |field, value: &str| NamedChoice {
            choice: Choice::parse(field, value).unwrap(),
            name: value.to_owned(),
            question: None,
        };
        let whom = [one(Field::Age, "35-64"), one(Field::Joined, "this-year")];
        let groups = groups(&Words::english(), &whom);
        assert_eq!(groups, ["Age: 35-64", "Joined: This year"]);
    }
}
