//! Whom a row is about, where its file holds no membership number: by two things that agree, never by one alone.
//!
//! A household shares an e-mail address, an office its telephone. So each way takes two things ([`By`]), and where two
//! members fit, or what fits stands under another membership number, the row goes back to its uploader.

use switchboard_rules::alike::folded;
use switchboard_rules::branches::name_key;
use switchboard_rules::ids::{MemberId, bucket_of};
use switchboard_rules::person::{BranchName, Email, ExternalId, Name, Phone};
use switchboard_rules::roll::{By, Reason, RollRow, SaidRow};

use super::hand::NEW;
use super::lookups::What;
use super::whole::{self, WHOLE, Whole};
use crate::duplicates::alias::Aliases;
use crate::engine::{Arg, Raw, Rows, Stmt};
use crate::fault::Fault;
use crate::session::id16;
use crate::world::Inner;

/// Whom a row is about.
pub(crate) enum Match {
    /// One member.
    One(Box<Whole>),
    /// Nobody on the roll.
    Nobody,
    /// It can't be told: why, and who it may be.
    Unclear(Reason, Vec<MemberId>),
    /// It can't be told, because more members share its address or its number than are opened for a row.
    Shared,
}

/// Who is found by something, a page of them; nobody whom only an import under way would make.
const FOUND: &str = "select member from lookup where bucket = $1 and what = $2 and blind = $3 and member > $4 and not exists (select 1 from import_dark d where d.import = lookup.import) order by member limit $5";
/// As many members may share an address or a number before a row by it is unclear anyway.
const SHARED_MAX: usize = 20;

/// Finds whom each row is about, in their order.
pub(crate) fn matches(
    world: &Inner,
    raw: &mut Raw<'_>,
    by: By,
    (rows, aliases): (&[&SaidRow], &Aliases),
) -> Result<Vec<Match>, Fault> {
    rows.iter()
        .map(|row| one(world, raw, by, (row, aliases)))
        .collect()
}

fn one(
    world: &Inner,
    raw: &mut Raw<'_>,
    by: By,
    (row, aliases): (&SaidRow, &Aliases),
) -> Result<Match, Fault> {
    let keys = keys(world, by, row)?;
    if keys.is_empty() || !holds_both(by, row) {
        return Ok(Match::Unclear(Reason::NothingToMatch, Vec::new()));
    }
    let mut found: Vec<MemberId> = Vec::new();
    for (what, blind) in &keys {
        let members = sharers(raw, (*what, blind), (&[], SHARED_MAX + 1))?;
        if members.len() > SHARED_MAX {
            return Ok(Match::Shared);
        }
        found.extend(members);
    }
    found.sort_unstable();
    found.dedup();
    let mut fits: Vec<Fit> = Vec::new();
    for member in found {
        let Some(whole) = open(world, raw, member)?.filter(|whole| agree(by, &whole.row, row))
        else {
            continue;
        };
        // What was known of somebody before they were merged leads to the record they go on under.
        let keeper = aliases.keeper(member);
        let number = whole.row.external_id.clone();
        if let Some(fit) = fits.iter_mut().find(|fit| fit.whole.member == keeper) {
            fit.numbers.push(number);
            continue;
        }
        let whole = if keeper == member {
            Some(whole)
        } else {
            open(world, raw, keeper)?
        };
        fits.extend(whole.map(|whole| Fit {
            numbers: vec![whole.row.external_id.clone(), number],
            whole,
        }));
    }
    let may_be = || fits.iter().map(|fit| fit.whole.member).collect::<Vec<_>>();
    match (fits.len(), &row.external_id) {
        (0, _) => Ok(Match::Nobody),
        (1, Some(id)) if fits.iter().any(|fit| !fit.numbers.contains(id)) => {
            Ok(Match::Unclear(Reason::AnotherNumber, may_be()))
        }
        (1, None) if fits.iter().any(|fit| is_elsewhere(&fit.whole, row)) => {
            Ok(Match::Unclear(Reason::Provisional, may_be()))
        }
        (1, _) => Ok(fits
            .pop()
            .map_or(Match::Nobody, |fit| Match::One(Box::new(fit.whole)))),
        _ => Ok(Match::Unclear(Reason::SeveralFit, may_be())),
    }
}

/// Whether a record that a branch's officer added may be somebody else's than the row's, whatever was typed on it: it has a
/// number for the time being alone, no file has spoken of it, and the row doesn't say its branch. Taken for one, somebody who
/// joins elsewhere would stand on that officer's part of the roll.
fn is_elsewhere(kept: &Whole, row: &SaidRow) -> bool {
    let key = |name: &Option<BranchName>| name.as_ref().map(|name| name_key(name.as_str()));
    let says_so = row.branch.is_some() && key(&kept.row.branch) == key(&row.branch);
    let is_new = kept.row.external_id.as_str().starts_with(NEW) && kept.digest.is_empty();
    is_new && !says_so
}

/// Who is found by an address or a number: so many of them, behind a member.
pub(super) fn sharers(
    raw: &mut Raw<'_>,
    (what, blind): (What, &[u8; 16]),
    (after, most): (&[u8], usize),
) -> Result<Vec<MemberId>, Fault> {
    let args = [
        Arg::Int(bucket_of(blind)),
        Arg::Text(what.text()),
        Arg::Bytes(blind),
        Arg::Bytes(after),
        Arg::Int(i64::try_from(most).unwrap_or(i64::MAX)),
    ];
    let members = raw.all(FOUND, &args, |row| Ok(id16(row.bytes(0)?)))?;
    Ok(members
        .into_iter()
        .flatten()
        .map(MemberId::from_bytes)
        .collect())
}

/// A member who fits a row, with the membership numbers by which they are known.
struct Fit {
    whole: Whole,
    numbers: Vec<ExternalId>,
}

fn open(world: &Inner, raw: &mut Raw<'_>, member: MemberId) -> Result<Option<Whole>, Fault> {
    let args = vec![Arg::Int(member.bucket()), Arg::Bytes(member.as_bytes())];
    let found = raw.gather(&[Stmt::owning(WHOLE, args)])?;
    let row = found.first().and_then(Rows::first);
    row.map(|row| whole::read(world, &row)).transpose()
}

/// The blind indexes by which members are found who may fit.
pub(super) fn keys(world: &Inner, by: By, row: &SaidRow) -> Result<Vec<(What, [u8; 16])>, Fault> {
    let blind = &world.keys.current()?.blind;
    Ok(match by {
        By::ExternalId => Vec::new(),
        By::EmailAndName | By::EmailAndNumber => row
            .email
            .iter()
            .map(|email| {
                let key = blind.short("email", email.index_key().as_bytes());
                (What::Email, key)
            })
            .collect(),
        By::NumberAndName => row
            .phones
            .iter()
            .map(|phone| {
                let key = blind.short("number", phone.index_key().as_bytes());
                (What::Number, key)
            })
            .collect(),
    })
}

pub(super) fn holds_both(by: By, row: &SaidRow) -> bool {
    match by {
        By::ExternalId => row.external_id.is_some(),
        By::EmailAndName => row.email.is_some() && row.name.is_some(),
        By::NumberAndName => !row.phones.is_empty() && row.name.is_some(),
        By::EmailAndNumber => row.email.is_some() && !row.phones.is_empty(),
    }
}

/// Whether both things agree with what is in force; a lookup may be older than that.
fn agree(by: By, kept: &RollRow, row: &SaidRow) -> bool {
    let email = || {
        let (kept, said) = (kept.email.as_ref(), row.email.as_ref());
        kept.is_some() && kept.map(Email::index_key) == said.map(Email::index_key)
    };
    let number = || {
        let same = |phone: &Phone| {
            kept.phones
                .iter()
                .any(|known| known.index_key() == phone.index_key())
        };
        row.phones.iter().any(same)
    };
    let name = || {
        row.name
            .as_ref()
            .is_some_and(|name| same_name(&kept.name, name))
    };
    match by {
        By::ExternalId => false,
        By::EmailAndName => email() && name(),
        By::NumberAndName => number() && name(),
        By::EmailAndNumber => email() && number(),
    }
}

/// The same given and family name, whatever the capitals and accents.
pub(super) fn same_name(one: &Name, other: &Name) -> bool {
    folded(one.given()) == folded(other.given()) && folded(one.family()) == folded(other.family())
}

/// What of a row, or of a version of a record, `--match` may know somebody by.
#[derive(Clone, Copy)]
pub(crate) struct Things<'a> {
    pub(crate) name: Option<&'a Name>,
    pub(crate) email: Option<&'a Email>,
    pub(crate) phones: &'a [Phone],
}

impl<'a> From<&'a SaidRow> for Things<'a> {
    fn from(row: &'a SaidRow) -> Self {
        Self {
            name: row.name.as_ref(),
            email: row.email.as_ref(),
            phones: &row.phones,
        }
    }
}

impl<'a> From<&'a RollRow> for Things<'a> {
    fn from(row: &'a RollRow) -> Self {
        Self {
            name: Some(&row.name),
            email: row.email.as_ref(),
            phones: &row.phones,
        }
    }
}

/// The texts under which `by` knows somebody: two things each, so a row with several numbers has several, and one that lacks
/// one of the two has none.
pub(crate) fn key_texts(by: By, things: Things<'_>) -> Vec<String> {
    let names = || -> Vec<String> {
        let text = |name: &Name| format!("{}|{}", folded(name.given()), folded(name.family()));
        things.name.map(text).into_iter().collect()
    };
    let emails = || -> Vec<String> { things.email.map(Email::index_key).into_iter().collect() };
    let numbers = || -> Vec<String> {
        let keys = things.phones.iter().map(Phone::index_key);
        keys.map(str::to_owned).collect()
    };
    let (firsts, seconds) = match by {
        By::ExternalId => return Vec::new(),
        By::EmailAndName => (emails(), names()),
        By::NumberAndName => (numbers(), names()),
        By::EmailAndNumber => (emails(), numbers()),
    };
    let both = |first: &String| {
        let text = |second: &String| format!("{}|{first}|{second}", by.word());
        seconds.iter().map(text).collect::<Vec<_>>()
    };
    firsts.iter().flat_map(both).collect()
}

#[cfg(test)]
mod tests {
    use switchboard_rules::person::{NameText, Region};

    use super::*;

    #[test]
    fn somebody_is_known_by_two_things_together_and_never_by_one() {
        let text = NameText {
            given: "Si\u{e2}n",
            family: "Evansworth",
            ..NameText::default()
        };
        let name = Name::parse(text).unwrap();
        let email = Email::parse("Sian@Example.org").unwrap();
        let phones =
            ["07700 900123", "020 7946 0123"].map(|text| Phone::parse(text, Region::GB).unwrap());
        let whole = Things {
            name: Some(&name),
            email: Some(&email),
            phones: &phones,
        };
        let count = |by, things| key_texts(by, things).len();
        let counts = By::ALL.map(|(by, _)| count(by, whole));
        assert_eq!(counts, [0, 1, 2, 2]);
        let mut all: Vec<String> = By::ALL
            .iter()
            .flat_map(|(by, _)| key_texts(*by, whole))
            .collect();
        all.sort();
        all.dedup();
        assert_eq!(all.len(), 5, "none stands for another: {all:?}");
        let alone = [
            Things {
                email: None,
                phones: &[],
                ..whole
            },
            Things {
                name: None,
                phones: &[],
                ..whole
            },
            Things {
                name: None,
                email: None,
                ..whole
            },
        ];
        for (by, _) in By::ALL {
            assert!(alone.iter().all(|things| count(by, *things) == 0), "{by:?}");
        }
    }
}
