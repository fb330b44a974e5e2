//! What an officer does with possible duplicates.

use switchboard_store::duplicates::{
    self, Bulk, BulkBegun, Candidate, Compared, MergeMade, Merged, MergesAfter, Merging, Standing,
    Told, Unmerged,
};
use switchboard_store::members::{self, Beside, File, Sight};
use switchboard_store::rules::ids::{BulkId, LookId, MergeId};
use switchboard_store::rules::look::{Why, Words};
use switchboard_store::{CoveredFile, Disclosed, Hits, MemberFile, Proof};

use crate::ctx::Ctx;
use crate::problem::{Problem, What};

/// A page of pairs.
pub struct Pairs {
    /// The pairs.
    pub pairs: Vec<Candidate>,
    /// Two masked members for each, in their order.
    pub members: Disclosed<Hits>,
    /// Where the next page begins.
    pub after: Option<i64>,
    /// How looking stands.
    pub standing: Standing,
}

/// Shows a page of pairs.
pub async fn page(ctx: &Ctx, after: Option<i64>) -> Result<Pairs, Problem> {
    let (page, proof) = ctx
        .act("duplicates", move |tx| duplicates::page(tx, after))
        .await?;
    let members = page.members.disclose(&proof);
    Ok(Pairs {
        pairs: page.pairs,
        members: members.map_err(|shut| ctx.problem(What::Shut(shut)))?,
        after: page.after,
        standing: page.standing,
    })
}

/// Asks that the roll be looked through.
pub async fn seek(ctx: &Ctx) -> Result<(), Problem> {
    ctx.act("duplicates-seek", duplicates::seek)
        .await
        .map(|_| ())
}

/// Says that the two of a pair are two people.
pub async fn tell_apart(ctx: &Ctx, one: String, other: String) -> Result<Told, Problem> {
    ctx.act("duplicates-apart", move |tx| {
        duplicates::tell_apart(tx, &one, &other)
    })
    .await
    .map(|(told, _)| told)
}

/// The same of two who are compared.
pub async fn looked_apart(ctx: &Ctx, looks: [LookId; 2]) -> Result<Told, Problem> {
    ctx.act("duplicates-apart", move |tx| {
        duplicates::looked_apart(tx, looks)
    })
    .await
    .map(|(told, _)| told)
}

/// Begins to compare a pair.
pub async fn begin(ctx: &Ctx, one: String, other: String) -> Result<Compared, Problem> {
    ctx.act("duplicates-begin", move |tx| {
        duplicates::begin(tx, &one, &other)
    })
    .await
    .map(|(begun, _)| begun)
}

/// What a page of two looks shows.
pub enum Compare {
    /// A fuller reason is asked for first.
    Asked(Why),
    /// Both records.
    Both(Box<[Record; 2]>),
}

/// One of the two.
pub struct Record {
    /// The record.
    pub file: Shown,
    /// What stands beside it.
    pub beside: Beside,
}

/// How much of it.
pub enum Shown {
    /// All.
    Whole(Box<Disclosed<MemberFile>>),
    /// Masked.
    Covered(Disclosed<CoveredFile>),
}

/// Shows both, or asks for a reason.
pub async fn compare(ctx: &Ctx, looks: [LookId; 2]) -> Result<Compare, Problem> {
    let [one, other] = looks;
    let ((one, other), proof) = ctx
        .act("duplicates-compare", move |tx| {
            duplicates::sights(tx, one, other)
        })
        .await?;
    let (one, other) = match (one, other) {
        (Sight::Asked(why, _), _) | (_, Sight::Asked(why, _)) => return Ok(Compare::Asked(why)),
        (Sight::Record(one), Sight::Record(other)) => (*one, *other),
    };
    let both = [record(ctx, one, &proof)?, record(ctx, other, &proof)?];
    Ok(Compare::Both(Box::new(both)))
}

fn record(ctx: &Ctx, shown: members::Shown, proof: &Proof) -> Result<Record, Problem> {
    let file = match shown.file {
        File::Whole(file) => file
            .disclose(proof)
            .map(|file| Shown::Whole(Box::new(file))),
        File::Covered(file) => file.disclose(proof).map(Shown::Covered),
    };
    Ok(Record {
        file: file.map_err(|shut| ctx.problem(What::Shut(shut)))?,
        beside: shown.beside,
    })
}

/// Gives the fuller reason.
pub async fn reason(ctx: &Ctx, looks: [LookId; 2], words: Words) -> Result<(), Problem> {
    ctx.act("duplicates-reason", move |tx| {
        duplicates::reason(tx, looks, &words)
    })
    .await
    .map(|_| ())
}

/// Merges two records.
pub async fn merge(ctx: &Ctx, merging: Merging) -> Result<Merged, Problem> {
    ctx.act("duplicates-merge", move |tx| {
        duplicates::merge(tx, &merging)
    })
    .await
    .map(|(merged, _)| merged)
}

/// A page of merges.
pub struct Made {
    /// The newest first.
    pub merges: Vec<MergeMade>,
    /// Two masked members for each, in their order.
    pub members: Disclosed<Hits>,
    /// Where the next page begins.
    pub after: Option<MergesAfter>,
}

/// Shows merges that stand.
pub async fn merges(ctx: &Ctx, after: Option<MergesAfter>) -> Result<Made, Problem> {
    let (page, proof) = ctx
        .act("duplicates-merges", move |tx| duplicates::made(tx, after))
        .await?;
    let members = page.members.disclose(&proof);
    Ok(Made {
        merges: page.merges,
        members: members.map_err(|shut| ctx.problem(What::Shut(shut)))?,
        after: page.after,
    })
}

/// Undoes a merge.
pub async fn unmerge(ctx: &Ctx, merge: MergeId) -> Result<Unmerged, Problem> {
    ctx.act("duplicates-unmerge", move |tx| {
        duplicates::unmerge(tx, merge)
    })
    .await
    .map(|(unmerged, _)| unmerged)
}

/// How many pairs say the same, and the merges of many.
pub async fn identical(ctx: &Ctx) -> Result<(u64, Vec<Bulk>), Problem> {
    let (counted, _) = ctx
        .act("duplicates-count", duplicates::count_identical)
        .await?;
    let (bulks, _) = ctx.act("duplicates-bulks", duplicates::bulks).await?;
    Ok((counted, bulks))
}

/// Begins to merge all that say the same.
pub async fn merge_identical(ctx: &Ctx, counted: u64) -> Result<BulkBegun, Problem> {
    ctx.act("duplicates-merge-identical", move |tx| {
        duplicates::merge_identical(tx, counted)
    })
    .await
    .map(|(begun, _)| begun)
}

/// Begins to undo a merge of many.
pub async fn undo_bulk(ctx: &Ctx, bulk: BulkId) -> Result<BulkBegun, Problem> {
    ctx.act("duplicates-undo-bulk", move |tx| {
        duplicates::undo_bulk(tx, bulk)
    })
    .await
    .map(|(begun, _)| begun)
}
