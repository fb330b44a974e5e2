//! From exact totals to a page, a CSV file and a body.

use std::collections::BTreeMap;
use std::io;

use switchboard_store::branches::{Figures, Line, Totals};
use switchboard_store::door::Standing;
use switchboard_store::rules::branches::Tree;
use switchboard_store::rules::ids::BranchId;

use super::choices;
use super::pages::{Branch, Branches, Row, Said};
use crate::ctx::Ctx;
use crate::web::csv_cell::disarmed;

/// The page of a year.
pub(super) fn page(ctx: &Ctx, totals: &Totals, may_edit: bool, said: Option<Said>) -> Branches {
    Branches {
        shell: ctx.shell(),
        said,
        year: totals.year,
        this_year: ctx.app.world.zone().local(ctx.now).date.year,
        is_part: ctx.standing().is_some_and(Standing::keeps_branches_alone),
        branches: by_branch(totals),
        kinds: by_kind(totals),
        all: totals.all(),
        unplaced: totals.unplaced(),
        places: if may_edit {
            Some(choices(&totals.tree))
        } else {
            None
        },
    }
}

/// Every branch of the tree with all that stand under it, then the names in no branch.
fn by_branch(totals: &Totals) -> Vec<Row> {
    let mut own: BTreeMap<Option<BranchId>, Figures> = BTreeMap::new();
    for line in totals.lines.iter().filter(|line| line.branch.is_some()) {
        let sum = own.entry(line.branch).or_default();
        *sum = sum.plus(line.figures);
    }
    let mut rows: Vec<Row> = Vec::new();
    for placed in totals.tree.in_order() {
        let all = totals.tree.with_all_under(placed.branch.id);
        let figures = all
            .iter()
            .filter_map(|id| own.get(&Some(*id)).copied())
            .fold(Figures::default(), Figures::plus);
        rows.push(Row {
            branch: Some(placed.branch.id.to_string()),
            name: placed.branch.name.clone(),
            depth: placed.depth,
            figures,
        });
    }
    let mut others: BTreeMap<&str, Figures> = BTreeMap::new();
    for line in totals.lines.iter().filter(|line| line.branch.is_none()) {
        let sum = others.entry(&line.name).or_default();
        *sum = sum.plus(line.figures);
    }
    rows.extend(others.into_iter().map(|(name, figures)| Row {
        branch: None,
        name: name.to_owned(),
        depth: 0,
        figures,
    }));
    rows
}

fn by_kind(totals: &Totals) -> Vec<Row> {
    let mut kinds: BTreeMap<&str, Figures> = BTreeMap::new();
    for line in &totals.lines {
        let sum = kinds.entry(&line.kind).or_default();
        *sum = sum.plus(line.figures);
    }
    let row = |(name, figures): (&str, Figures)| Row {
        branch: None,
        name: name.to_owned(),
        depth: 0,
        figures,
    };
    kinds.into_iter().map(row).collect()
}

/// The lines as CSV, each branch's own members only, so that a column can be added up.
pub(super) fn csv(ctx: &Ctx, totals: &Totals) -> io::Result<Vec<u8>> {
    let words = &ctx.words;
    let mut out = Vec::from("\u{feff}".as_bytes());
    let mut writer = csv::Writer::from_writer(&mut out);
    let heads = [
        "totals-csv-year",
        "totals-csv-branch",
        "totals-csv-above",
        "totals-csv-kind",
        "totals-csv-start",
        "totals-csv-joined",
        "totals-csv-left",
        "totals-csv-end",
    ];
    writer.write_record(heads.map(|key| words.t(key)))?;
    for line in &totals.lines {
        let f = line.figures;
        let above = line
            .branch
            .map(|id| above(&totals.tree, id))
            .unwrap_or_default();
        writer.write_record([
            totals.year.to_string(),
            disarmed(&line.name).into_owned(),
            disarmed(&above).into_owned(),
            disarmed(&line.kind).into_owned(),
            f.at_start.to_string(),
            f.joined.to_string(),
            f.left.to_string(),
            f.at_end.to_string(),
        ])?;
    }
    writer.flush()?;
    drop(writer);
    Ok(out)
}

/// The names above a branch, from the top.
pub(super) fn above(tree: &Tree, branch: BranchId) -> String {
    let mut names = Vec::new();
    let mut at = tree.get(branch).and_then(|b| b.parent);
    while let Some(parent) = at.and_then(|id| tree.get(id)) {
        names.push(parent.name.as_str());
        if names.len() > switchboard_store::rules::branches::DEPTH_MAX {
            break;
        }
        at = parent.parent;
    }
    names.reverse();
    names.join(" / ")
}

/// The page of one branch.
pub(super) fn branch(ctx: &Ctx, tree: &Tree, id: BranchId, said: Option<Said>) -> Option<Branch> {
    let branch = tree.get(id)?;
    let own = tree.with_all_under(id);
    let places = choices(tree)
        .into_iter()
        .filter(|choice| !own.iter().any(|id| id.to_string() == choice.branch))
        .collect();
    Some(Branch {
        shell: ctx.shell(),
        said,
        branch: id.to_string(),
        name: branch.name.clone(),
        above: above(tree, id),
        places,
    })
}

/// One line over JSON.
pub(super) fn figures_of(line: &Line) -> [u64; 4] {
    let f = line.figures;
    [f.at_start, f.joined, f.left, f.at_end]
}
