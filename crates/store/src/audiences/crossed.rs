//! The published table of two fields, as one table: what every campaign of the contest may see, without a question.

use std::sync::Arc;

use switchboard_rules::audience::{Columns, Field};
use switchboard_rules::counts::Safe;
use switchboard_rules::events::EventKind;
use switchboard_rules::ids::CampaignId;
use switchboard_rules::policy::{Action, Reason, Refusal};

use super::Place;
use super::asked::{Facet, columns_now, facets};
use crate::entry::{self, Draft};
use crate::fault::Fault;
use crate::tx::{Tx, Verdict};

/// How many lines a table has at most.
pub const LINES_MAX: usize = 100;
/// How many columns it has at most: a field with more levels belongs on the lines.
pub const COLUMNS_MAX: usize = 25;

/// How many members have a level of one field and a level of another.
#[derive(Debug, Clone)]
pub struct Crossed {
    /// The lines: levels of the first field.
    pub lines: Vec<Facet>,
    /// The columns: levels of the second.
    pub columns: Vec<Facet>,
    /// For each line the number of each column; [`Safe::FEW`] where none can be told.
    pub cells: Vec<Vec<Safe>>,
    /// Whether there are more lines.
    pub is_cut: bool,
    /// Whether there are more columns.
    pub is_narrowed: bool,
    /// Whether the organisation had branches when these members were counted.
    pub has_branches: bool,
}

/// Leave to read the table of two fields, which its entry was written for. It is worked out beside the writer: there may be thousands
/// of branches.
pub struct MayCross {
    columns: Arc<Columns>,
    fields: [Field; 2],
}

impl MayCross {
    /// The table.
    pub fn table(&self) -> Crossed {
        let [one, two] = self.fields;
        let mut lines = facets(&self.columns, one);
        let is_cut = lines.len() > LINES_MAX;
        lines.truncate(LINES_MAX);
        let mut columns = facets(&self.columns, two);
        let is_narrowed = columns.len() > COLUMNS_MAX;
        columns.truncate(COLUMNS_MAX);
        Crossed {
            lines,
            columns,
            cells: self.columns.crossed(self.fields, [LINES_MAX, COLUMNS_MAX]),
            is_cut,
            is_narrowed,
            has_branches: self.columns.has_branches(),
        }
    }
}

/// Asks for the table of two fields; none where nothing is counted yet, or where both are one field.
pub fn cross(
    tx: &mut Tx<'_, '_>,
    campaign: CampaignId,
    fields: [Field; 2],
) -> Result<Verdict<Option<MayCross>>, Fault> {
    let Some(place) = Place::of(tx, campaign)? else {
        return Ok(Verdict::Refused(Refusal::new(Reason::NotYourCampaign)));
    };
    let grant = match tx.ask(Action::CountAudience, &place.resource(), place.facts)? {
        Ok(grant) => grant,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    let [one, two] = fields;
    let columns = columns_now(tx, place.contest)?.filter(|_| one != two);
    let Some(columns) = columns else {
        return Ok(Verdict::Given(None));
    };
    let detail = format!("table={},{}", one.text(), two.text());
    let draft = Draft::act(EventKind::AudienceCounted, &grant).detail(detail);
    entry::write(tx, &draft, &[])?;
    Ok(Verdict::Given(Some(MayCross { columns, fields })))
}
