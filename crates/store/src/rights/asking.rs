//! A member asks, on their own page, and sees what became of it.

use switchboard_rules::events::EventKind;
use switchboard_rules::ids::{MemberId, RightId};
use switchboard_rules::look::Words;
use switchboard_rules::policy::{Action, Grant};
use switchboard_rules::rights::{Kind, OPEN_MAX, due};

use super::{Standing, kept, sealed};
use crate::answers::records;
use crate::disclose::{Recorded, Sealed};
use crate::engine::{Arg, Value};
use crate::entry::{self, Draft};
use crate::fault::Fault;
use crate::mint::random_id;
use crate::own_page::{Sight, code_words, grant, nobody};
use crate::personal::RightWords;
use crate::tx::{Tx, Verdict};

/// What came of asking.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    /// It is asked for, and the clock runs.
    Yes(RightId),
    /// As many of theirs wait as may.
    TooMany,
}

const OPEN: &str =
    "select count(*) from right_asked where member = $1 and answered_at is null and covered = $2";
const ASK: &str = "insert into right_asked (bucket, id, member, kind, asked_at, due_at, said_sealed, covered) values ($1, $2, $3, $4, $5, $6, $7, $8)";

/// Asks for something. The clock runs from this commit on.
pub fn ask(tx: &mut Tx<'_, '_>, kind: Kind, words: &Words) -> Result<Verdict<Asked>, Fault> {
    let (grant, member) = match grant(tx, Action::AskRight, None)? {
        Ok(granted) => granted,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    // Held, so that two forms sent at once count one another.
    let records = records(tx, member)?;
    let Some((_, key)) = records.iter().find(|(one, _)| *one == member) else {
        return Ok(Verdict::Refused(nobody()));
    };
    // Each sort counts by itself: what was asked with an officer's code uses up nothing of what the member may ask.
    let is_covered = tx.is_own_covered()?;
    let of = [
        Arg::Bytes(member.as_bytes()),
        Arg::Int(i64::from(is_covered)),
    ];
    let open = tx.one(OPEN, &of, |row| row.int(0))?;
    if open.unwrap_or(0) >= OPEN_MAX {
        return Ok(Verdict::Given(Asked::TooMany));
    }
    let (id, now) = (RightId::from_bytes(random_id()?), tx.now());
    let due_at = due(now, &tx.world.zone);
    let said = sealed(tx, (member, key), (id, "said_sealed"), words)?;
    tx.later(
        ASK,
        vec![
            Value::Int(id.bucket()),
            Value::Bytes(id.as_bytes().to_vec()),
            Value::Bytes(member.as_bytes().to_vec()),
            Value::Text(kind.code().to_owned()),
            Value::Int(now.millis()),
            Value::Int(due_at.millis()),
            Value::Bytes(said),
            Value::Int(i64::from(is_covered)),
        ],
    );
    let subject = entry::subject_of(tx, member, "")?;
    let coded = code_words(tx)?;
    let detail = format!(
        "right={id} what={} due={}{coded}",
        kind.code(),
        due_at.millis()
    );
    let draft = Draft::act(EventKind::RightAsked, &grant).detail(detail);
    entry::write(tx, &draft, &subject)?;
    Ok(Verdict::Given(Asked::Yes(id)))
}

/// What the member asked for, the newest first, with the words: at most twenty.
pub struct OwnRights {
    /// How each stands.
    pub standing: Vec<Standing>,
    /// The words, in the same order; none where the page is covered.
    pub words: Option<Recorded<RightWords>>,
    /// How much is shown.
    pub sight: Sight,
}

const OWN: &str = "select id, member, kind, asked_at, due_at, acknowledged_at, extended_at, answered_at, late_at, said_sealed, why_sealed, answer_sealed, covered from right_asked where member = $1 order by asked_at desc, id limit 20";
const COVERED: &str = "select id, member, kind, asked_at, due_at, acknowledged_at, extended_at, answered_at, late_at, said_sealed, why_sealed, answer_sealed, covered from right_asked where member = $1 and covered = 1 order by asked_at desc, id limit 20";

/// What the member asked for, and what they were told.
pub fn own(tx: &mut Tx<'_, '_>) -> Result<Verdict<OwnRights>, Fault> {
    let (grant, member) = match grant(tx, Action::SeeOwnPage, None)? {
        Ok(granted) => granted,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    if tx.is_own_covered()? {
        return covered(tx, &grant, member);
    }
    let mut found = Vec::new();
    for (record, key) in records(tx, member)? {
        for one in tx.all(OWN, &[Arg::Bytes(record.as_bytes())], kept)? {
            found.push((one, key.clone()));
        }
    }
    found.sort_by_key(|(one, _)| std::cmp::Reverse(one.standing.asked_at));
    found.truncate(crate::personal::HITS_MAX);
    let standing = found.iter().map(|(one, _)| one.standing).collect();
    let rows: Vec<_> = found.into_iter().map(|(one, key)| one.row(&key)).collect();
    let words = if rows.is_empty() {
        None
    } else {
        let sealed = Sealed::<RightWords>::new(rows);
        Some(tx.record(&grant, EventKind::OwnPageShown, sealed)?)
    };
    Ok(Verdict::Given(OwnRights {
        standing,
        words,
        sight: Sight::Whole,
    }))
}

/// How those stand that were asked on such a page, without a word: what was answered by law may say what takes two to read.
fn covered(
    tx: &mut Tx<'_, '_>,
    grant: &Grant,
    member: MemberId,
) -> Result<Verdict<OwnRights>, Fault> {
    let mut standing = Vec::new();
    for (record, _) in records(tx, member)? {
        let found = tx.all(COVERED, &[Arg::Bytes(record.as_bytes())], kept)?;
        standing.extend(found.into_iter().map(|one| one.standing));
    }
    standing.sort_by_key(|one| std::cmp::Reverse(one.asked_at));
    standing.truncate(crate::personal::HITS_MAX);
    if !standing.is_empty() {
        let subject = entry::subject_of(tx, member, "")?;
        let coded = code_words(tx)?;
        let draft =
            Draft::act(EventKind::OwnPageShown, grant).detail(coded.trim_start().to_owned());
        entry::write(tx, &draft, &subject)?;
    }
    Ok(Verdict::Given(OwnRights {
        standing,
        words: None,
        sight: Sight::Covered,
    }))
}
