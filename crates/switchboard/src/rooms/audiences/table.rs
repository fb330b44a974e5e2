//! Two fields side by side: `GET /campaigns/{campaign}/table?one=branch&two=age`.

use std::sync::Arc;

use askama::Template;
use axum::Router;
use axum::routing::get;
use serde::Deserialize;
use switchboard_store::audiences::{COLUMNS_MAX, Crossed, Facet, LINES_MAX};
use switchboard_store::rules::audience::Field;
use switchboard_store::rules::counts::Safe;

use super::{actions, campaign_of, show};
use crate::app::App;
use crate::ctx::Ctx;
use crate::problem::Problem;
use crate::taking::{Path, Query};
use crate::web::messages::Words;
use crate::web::page::{Html, Page, Tally, unprinted};
use crate::web::shell::{Link, Shell};

/// The address of the page.
pub(super) fn routes() -> Router<Arc<App>> {
    Router::new().route("/campaigns/{campaign}/table", get(see))
}

#[derive(Deserialize)]
struct Wanted {
    one: Option<String>,
    two: Option<String>,
}

async fn see(
    ctx: Ctx,
    Path(campaign): Path<String>,
    Query(wanted): Query<Wanted>,
) -> Result<Html<Table>, Problem> {
    let id = campaign_of(&ctx, &campaign)?;
    let seen = actions::look(&ctx, id).await?;
    let fields = [
        field_of(wanted.one.as_deref()).unwrap_or(Field::Branch),
        field_of(wanted.two.as_deref()).unwrap_or(Field::Age),
    ];
    let crossed = actions::cross(&ctx, id, fields).await?;
    let shell = ctx.shell();
    Ok(Html(Table {
        campaign_id: campaign,
        campaign: seen.campaign,
        fields,
        crossed: crossed.map(|crossed| shown(crossed, &shell.words)),
        shell,
    }))
}

/// The field of this name.
pub(super) fn field_of(text: Option<&str>) -> Option<Field> {
    Field::ALL
        .into_iter()
        .find(|field| Some(field.text()) == text)
}

fn shown(crossed: Crossed, words: &Words) -> Shown {
    let name = |facet: &Facet| show::name(facet, words);
    let told = |count: Safe| (count != Safe::FEW).then(|| Tally::from(count));
    let lines = crossed.lines.iter().zip(crossed.cells);
    let lines = lines.map(|(facet, cells)| Line {
        name: format!("{}{}", "· ".repeat(facet.depth), name(facet)),
        cells: cells.into_iter().map(told).collect(),
    });
    Shown {
        columns: crossed.columns.iter().map(name).collect(),
        lines: lines.collect(),
        is_cut: crossed.is_cut,
        is_narrowed: crossed.is_narrowed,
        has_branches: crossed.has_branches,
    }
}

/// Two fields side by side.
#[derive(Template)]
#[template(path = "audiences/table.html")]
pub struct Table {
    /// What stands around it.
    pub shell: Shell,
    /// The campaign's id.
    pub campaign_id: String,
    /// Its name.
    pub campaign: String,
    /// The fields of lines and columns.
    pub fields: [Field; 2],
    /// The table; none where nothing is counted yet, or both are one field.
    pub crossed: Option<Shown>,
}

/// A table as it is shown.
#[derive(Clone, Debug)]
pub struct Shown {
    /// The names of the columns.
    pub columns: Vec<String>,
    /// The lines.
    pub lines: Vec<Line>,
    /// Whether there are more lines.
    pub is_cut: bool,
    /// Whether there are more columns.
    pub is_narrowed: bool,
    /// Whether there were branches when the members were counted.
    pub has_branches: bool,
}

/// One line of the table.
#[derive(Clone, Debug)]
pub struct Line {
    /// Its name.
    pub name: String,
    /// Its numbers; none where none can be told.
    pub cells: Vec<Option<Tally>>,
}

impl Table {
    fn one(&self) -> Field {
        let [one, _] = self.fields;
        one
    }

    fn two(&self) -> Field {
        let [_, two] = self.fields;
        two
    }

    fn lists(&self) -> [(&'static str, &'static str, Field); 2] {
        [
            ("one", "cross-one", self.one()),
            ("two", "cross-two", self.two()),
        ]
    }

    fn all() -> [Field; 6] {
        Field::ALL
    }

    fn is_same(&self) -> bool {
        self.one() == self.two()
    }

    /// Why nothing stands in a table without lines or columns.
    fn why_empty(&self, table: &Shown) -> &'static str {
        if !table.has_branches && self.fields.contains(&Field::Branch) {
            return "audience-no-branches";
        }
        "cross-empty"
    }

    fn caption(&self) -> String {
        let words = &self.shell.words;
        words
            .say("cross-caption")
            .text("one", words.t(self.one().label()))
            .text("two", words.t(self.two().label()))
            .to_string()
    }

    fn columns_max() -> usize {
        COLUMNS_MAX
    }

    fn lines_max() -> usize {
        LINES_MAX
    }
}

unprinted!(Table);

impl Page for Table {
    fn title_key(&self) -> &'static str {
        "cross-title"
    }

    fn samples() -> Vec<(&'static str, Self)> {
        let page = |fields, crossed| Self {
            shell: Shell::sample("Organiser 1", &[Link::Home]),
            campaign_id: "0campaign0sample0".to_owned(),
            campaign: "Harbour campaign".to_owned(),
            fields,
            crossed,
        };
        let line = |name: &str, cells: [Option<Tally>; 3]| Line {
            name: name.to_owned(),
            cells: cells.to_vec(),
        };
        let about = |count| Some(Tally::About(count));
        let shown = Shown {
            columns: ["18-34", "35-64", "65+"].map(str::to_owned).to_vec(),
            lines: vec![
                line("Harbour", [about(1_610), about(3_020), about(1_490)]),
                line("· Quay", [about(70), about(210), None]),
                line("Hill", [about(825), about(1_960), about(965)]),
            ],
            is_cut: true,
            is_narrowed: false,
            has_branches: true,
        };
        let bare = Shown {
            lines: Vec::new(),
            is_cut: false,
            has_branches: false,
            ..shown.clone()
        };
        let fields = [Field::Branch, Field::Age];
        vec![
            ("audiences-table", page(fields, Some(shown))),
            ("audiences-table-no-branches", page(fields, Some(bare))),
            ("audiences-table-none", page(fields, None)),
            ("audiences-table-same", page([Field::Age; 2], None)),
        ]
    }
}
