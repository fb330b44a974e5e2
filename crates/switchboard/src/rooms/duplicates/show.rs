//! From what the store answers to pages.

use switchboard_store::Hit;
use switchboard_store::members::Beside;
use switchboard_store::rules::alike::Sign;
use switchboard_store::rules::ids::LookId;
use switchboard_store::rules::look::Whose;

use super::actions::{self, Made, Pairs, Record, Shown};
use super::pages::{Cell, Compare, Duplicates, Line, ListSaid, Masked, MergeRow, Pair, Side};
use crate::ctx::Ctx;

/// Signs that speak against.
pub(super) const AGAINST: [Sign; 3] = [Sign::OtherBirth, Sign::OtherMiddle, Sign::OtherSuffix];

pub(super) fn list(
    ctx: &Ctx,
    page: &Pairs,
    said: Option<ListSaid>,
    is_further: bool,
) -> Duplicates {
    let (twos, _) = page.members.0.as_chunks::<2>();
    let pairs = page.pairs.iter().zip(twos).map(|(pair, [one, other])| {
        let (against, signs): (Vec<Sign>, Vec<Sign>) =
            pair.signs.iter().partition(|sign| AGAINST.contains(sign));
        Pair {
            one: masked(one, pair.one.clone()),
            other: masked(other, pair.other.clone()),
            score: u64::from(pair.score),
            alike: (!pair.signs.has(Sign::SameName)).then_some(u64::from(pair.alike) / 10),
            signs: signs.into_iter().map(Sign::label).collect(),
            against: against.into_iter().map(Sign::label).collect(),
            is_identical: pair.is_identical,
        }
    });
    Duplicates {
        shell: ctx.shell(),
        said,
        is_looking: page.standing.is_looking,
        done_at: page.standing.done_at.map(|at| ctx.stamp(at)),
        members: page.standing.members,
        open: page.standing.open,
        identical: page.standing.identical,
        pairs: pairs.collect(),
        is_further,
        after: page.after.map(|after| after.to_string()),
    }
}

fn masked(hit: &Hit, handle: String) -> Masked {
    Masked {
        handle,
        name: hit.name.clone(),
        branch: hit.branch.clone(),
        number: hit.number.clone(),
        former: hit.former,
    }
}

pub(super) fn merges(ctx: &Ctx, made: &Made) -> Vec<MergeRow> {
    let (twos, _) = made.members.0.as_chunks::<2>();
    let rows = made.merges.iter().zip(twos);
    rows.map(|(merge, [keeper, gone])| MergeRow {
        merge: merge.id.to_string(),
        at: ctx.stamp(merge.at),
        by: merge.by.clone(),
        is_of_many: merge.is_of_many,
        keeper: masked(keeper, String::new()),
        gone: Masked {
            // It has ended because it was merged, which the page says anyway.
            former: false,
            ..masked(gone, String::new())
        },
    })
    .collect()
}

pub(super) fn compare(
    ctx: &Ctx,
    looks: [LookId; 2],
    error: Option<&'static str>,
    compared: &actions::Compare,
) -> Compare {
    let [look, other] = looks.map(|look| look.to_string());
    let mut page = Compare {
        shell: ctx.shell(),
        look,
        other,
        error,
        asked: None,
        until: None,
        one: None,
        two: None,
        lines: Vec::new(),
        is_own: false,
    };
    match compared {
        actions::Compare::Asked(why) => page.asked = Some(why.label()),
        actions::Compare::Both(both) => {
            let [one, two] = both.as_ref();
            let until = one.beside.until.min(two.beside.until);
            page.until = Some(ctx.stamp(until));
            page.one = Some(side(ctx, one));
            page.two = Some(side(ctx, two));
            page.lines = lines(one, two);
            page.is_own = [one, two]
                .iter()
                .any(|record| record.beside.whose == Whose::Own);
        }
    }
    page
}

fn side(ctx: &Ctx, record: &Record) -> Side {
    let beside = &record.beside;
    let (name, membership) = match &record.file {
        Shown::Whole(file) => (file.full_name(), file.external.clone()),
        Shown::Covered(file) => (file.name.clone(), file.external.clone()),
    };
    Side {
        name,
        membership,
        whose: match beside.whose {
            Whose::Own => Some("whose-own"),
            Whose::Colleague => Some("whose-colleague"),
            Whose::Others => None,
        },
        is_covered: matches!(record.file, Shown::Covered(_)),
        marks: marks(beside),
        opened: beside.looks.opened,
        since: beside
            .versions
            .iter()
            .find(|version| version.is_first)
            .map(|version| ctx.stamp(version.at)),
    }
}

fn marks(beside: &Beside) -> Vec<&'static str> {
    [
        (beside.is_protected, "member-is-protected"),
        (beside.is_restricted, "member-is-restricted"),
        (beside.is_deceased, "member-is-deceased"),
        (beside.is_do_not_call, "member-is-do-not-call"),
        (beside.objections.is_any(), "compare-objects"),
        (beside.ended.is_some(), "compare-former"),
    ]
    .into_iter()
    .filter_map(|(is_so, key)| is_so.then_some(key))
    .collect()
}

/// Every field in the order of the page.
fn lines(one: &Record, two: &Record) -> Vec<Line> {
    let (first, second) = (cells(one), cells(two));
    FIELDS
        .iter()
        .zip(first.into_iter().zip(second))
        .map(|((field, label), (one, two))| {
            let can_both = *field == "numbers";
            Line {
                field,
                label,
                differs: one != two || one == Cell::Covered,
                can_both,
                chosen: match (one.is_empty(), two.is_empty()) {
                    (false, false) if can_both => "both",
                    // A day of ending is not taken over unless somebody says so.
                    (true, false) if *field != "ends_on" => "other",
                    _ => "one",
                },
                one,
                two,
            }
        })
        .collect()
}

const FIELDS: [(&str, &str); 12] = [
    ("name", "field-name"),
    ("numbers", "compare-numbers"),
    ("email", "field-email"),
    ("address", "field-address"),
    ("birth_date", "field-birth-date"),
    ("branch", "field-branch"),
    ("kind", "field-kind"),
    ("language", "field-language"),
    ("joined_on", "field-joined-on"),
    ("ends_on", "field-ends-on"),
    ("area", "field-area"),
    ("tags", "field-tags"),
];

/// What one record says in each of [`FIELDS`].
fn cells(record: &Record) -> [Cell; 12] {
    let says = |text: &str| {
        let lines = Some(text).filter(|text| !text.is_empty());
        Cell::Says(lines.into_iter().map(str::to_owned).collect())
    };
    let open_only = |text: &str| match &record.file {
        Shown::Whole(_) => says(text),
        Shown::Covered(_) => Cell::Covered,
    };
    let beside = &record.beside;
    let joined = beside.joined_year.map(|year| year.to_string());
    let open = [
        says(&beside.branch),
        says(&beside.kind),
        says(&beside.language),
        says(joined.as_deref().unwrap_or_default()),
        says(&beside.ends_on),
        open_only(&beside.area),
        open_only(&beside.tags),
    ];
    let sealed = match &record.file {
        Shown::Whole(file) => {
            let mut address = file.address.clone();
            if !file.postcode.is_empty() {
                address.push(file.postcode.clone());
            }
            let numbers = file.phones.iter().map(|phone| phone.shown.clone());
            [
                says(&file.full_name()),
                Cell::Says(numbers.collect()),
                says(&file.email),
                Cell::Says(address),
                says(&file.birth_date),
            ]
        }
        Shown::Covered(file) => [
            says(&file.name),
            Cell::Says(file.numbers.clone()),
            Cell::Covered,
            Cell::Covered,
            Cell::Covered,
        ],
    };
    let [name, numbers, email, address, birth_date] = sealed;
    let [branch, kind, language, joined, ends, area, tags] = open;
    [
        name, numbers, email, address, birth_date, branch, kind, language, joined, ends, area, tags,
    ]
}
