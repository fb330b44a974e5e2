//! Rows of files that were given back and name a forgotten member: they can be found only by opening each, so a job goes
//! through them in slices. What it looks for is kept sealed with the request, and wiped with the last slice.

use std::collections::HashSet;
use std::sync::Arc;

use switchboard_rules::ids::{ImportId, MemberId};
use switchboard_rules::moment::Moment;

use super::identity::Identity;
use crate::desk::shape;
use crate::engine::{Arg, Value};
use crate::fault::Fault;
use crate::line::KEY;
use crate::requests::{Filed, Outcome, keep_work};
use crate::session::{Auth, id16};
use crate::tx::{Tx, Verdict};
use crate::world::World;

/// How many rows one slice opens: few enough to hold the writer for less than 5 ms.
const SLICE: i64 = 200;
const ROWS: &str = "select bucket, import, line, sealed from import_reject where (bucket, import, line) > ($1, $2, $3) order by bucket, import, line limit $4";
const DELETE: &str = "delete from import_reject where bucket = $1 and import = $2 and line = $3";

/// Looks through the first slice; where there are more rows, a job goes on.
pub(super) fn begin(tx: &mut Tx<'_, '_>, filed: &Filed, needles: &[u8]) -> Result<Outcome, Fault> {
    match slice(tx, needles, &Place::START)? {
        None => Ok(Outcome::Done),
        Some(place) => {
            keep_work(tx, filed, Some((needles, &place.bytes())))?;
            Ok(Outcome::More)
        }
    }
}

/// Looks through the next slice.
pub(super) fn go_on(
    tx: &mut Tx<'_, '_>,
    filed: &Filed,
    needles: &[u8],
    at: &[u8],
) -> Result<Outcome, Fault> {
    let from = Place::read(at).ok_or_else(|| shape("request"))?;
    match slice(tx, needles, &from)? {
        None => {
            keep_work(tx, filed, None)?;
            Ok(Outcome::Done)
        }
        Some(place) => {
            keep_work(tx, filed, Some((needles, &place.bytes())))?;
            Ok(Outcome::More)
        }
    }
}

/// Looks through all rows for several members who will be forgotten, before they are: whoever breaks it off begins again.
pub(crate) fn forget_rejects(
    world: &World,
    members: &[MemberId],
    now: Moment,
) -> Result<(), Fault> {
    let needles = Arc::new(world.0.db.read("forget-identity", |raw| {
        let mut needles = Vec::new();
        for member in members {
            let by_id = [Arg::Int(member.bucket()), Arg::Bytes(member.as_bytes())];
            let key = raw.one(KEY, &by_id, |row| Ok((row.bytes(0)?.to_vec(), row.int(1)?)))?;
            let Some((wrapped, month)) = key.filter(|(wrapped, _)| !wrapped.is_empty()) else {
                continue;
            };
            let identity = Identity::gather((&world.0, raw), *member, &wrapped, month)?;
            needles.extend(identity.needles());
            needles.push(b'\n');
        }
        Ok(needles)
    })?);
    let mut at = Some(Place::START.bytes());
    while let Some(from) = at {
        let needles = Arc::clone(&needles);
        let done = world
            .write("forget-rejects", Auth::Job("forget"), now, move |tx| {
                let from = Place::read(&from).ok_or_else(|| shape("import_reject"))?;
                let next = slice(tx, &needles, &from)?;
                Ok(Verdict::Given(next.map(|place| place.bytes())))
            })
            .wait()?;
        at = match done.verdict {
            Verdict::Given(next) => next,
            Verdict::Refused(_) => None,
        };
    }
    Ok(())
}

/// A row of `import_reject`, by its key.
struct Place {
    bucket: i64,
    import: [u8; 16],
    line: i64,
}

impl Place {
    const START: Self = Self {
        bucket: -1,
        import: [0; 16],
        line: -1,
    };

    fn bytes(&self) -> Vec<u8> {
        let numbers = [self.bucket.to_be_bytes(), self.line.to_be_bytes()].concat();
        [numbers.as_slice(), &self.import].concat()
    }

    fn read(bytes: &[u8]) -> Option<Self> {
        let (bucket, rest) = bytes.split_first_chunk::<8>()?;
        let (line, import) = rest.split_first_chunk::<8>()?;
        Some(Self {
            bucket: i64::from_be_bytes(*bucket),
            line: i64::from_be_bytes(*line),
            import: id16(import)?,
        })
    }
}

/// Deletes what names the member among the next rows; answers where to go on, if there are more.
fn slice(tx: &mut Tx<'_, '_>, needles: &[u8], from: &Place) -> Result<Option<Place>, Fault> {
    let args = [
        Arg::Int(from.bucket),
        Arg::Bytes(&from.import),
        Arg::Int(from.line),
        Arg::Int(SLICE),
    ];
    let rows = tx.all(ROWS, &args, |row| {
        let place = Place {
            bucket: row.int(0)?,
            import: id16(row.bytes(1)?).ok_or_else(|| shape("import_reject"))?,
            line: row.int(2)?,
        };
        Ok((place, row.bytes(3)?.to_vec()))
    })?;
    let needles = Needles::read(needles);
    let is_whole = i64::try_from(rows.len()).unwrap_or(i64::MAX) < SLICE;
    let mut last = None;
    for (place, sealed) in rows {
        let import = ImportId::from_bytes(place.import);
        let opened = crate::rejects::row(import, place.line, sealed);
        // A row that can't be opened tells nobody anything.
        let names_them = crate::rejects::open(&tx.world.keys, &opened)
            .is_ok_and(|row| needles.stand_in(&row.cells));
        if names_them {
            let key = vec![
                Value::Int(place.bucket),
                Value::Bytes(place.import.to_vec()),
                Value::Int(place.line),
            ];
            tx.later(DELETE, key);
        }
        last = Some(place);
    }
    Ok(last.filter(|_| !is_whole))
}

/// What a row that names the member holds in one of its cells: their number in the books, their e-mail address, or the
/// digits of a telephone number. A name alone may be anybody's.
struct Needles {
    words: HashSet<String>,
    numbers: Vec<String>,
}

impl Needles {
    fn read(bytes: &[u8]) -> Self {
        let text = String::from_utf8_lossy(bytes);
        let words: HashSet<String> = text.lines().map(str::to_lowercase).collect();
        let numbers = words
            .iter()
            .map(|word| digits(word))
            .filter(|digits| digits.len() >= 8)
            .collect();
        Self { words, numbers }
    }

    fn stand_in(&self, cells: &[String]) -> bool {
        cells.iter().any(|cell| {
            let cell = cell.trim().to_lowercase();
            let own = digits(&cell);
            // Of a number the last nine digits: with or without its country, with or without the nought.
            let is_number =
                own.len() >= 8 && self.numbers.iter().any(|number| tail(number) == tail(&own));
            self.words.contains(&cell) || is_number
        })
    }
}

fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

fn tail(digits: &str) -> &str {
    digits
        .get(digits.len().saturating_sub(9)..)
        .unwrap_or(digits)
}

#[cfg(test)]
mod tests {
    use super::Needles;

    #[test]
    fn a_row_is_about_them_by_number_address_or_telephone_and_not_by_name_alone() {
        let needles = Needles::read(b"M-000017\ngwen@example.org\n+447700900017");
        for (cell, is_theirs) in [
            ("M-000017", true),
            (" m-000017 ", true),
            ("M-00001", false),
            ("Gwen@Example.org", true),
            ("07700 900017", true),
            ("+44 7700 900 017", true),
            ("0044-7700-900017", true),
            ("07700 900018", false),
            ("Gwenllian Evansworth", false),
            ("", false),
            ("17", false),
        ] {
            assert_eq!(needles.stand_in(&[cell.to_owned()]), is_theirs, "{cell}");
        }
    }
}
