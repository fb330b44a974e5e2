//! A copy of all that is kept about the member, to read and as JSON.

use switchboard_rules::audience::Spoken;
use switchboard_rules::events::EventKind;
use switchboard_rules::ids::{CampaignId, ContestId, MemberId};
use switchboard_rules::policy::Action;

use super::head::Head;
use super::looks::{After, Heard, Looked, Source, sources};
use super::object::{self, Objections};
use super::{Key, grant, nobody};
use crate::audiences;
use crate::desk::shape;
use crate::disclose::{Attempted, Recorded, Sealed};
use crate::engine::{Arg, Row};
use crate::entry::Draft;
use crate::fault::Fault;
use crate::members::{clear_file, notes_alone, sealed_file};
use crate::personal::{Counted, MemberFile, OwnCounted, OwnLooks};
use crate::session::id16;
use crate::tx::{Tx, Verdict};
use crate::walls;

/// The most entries that one act hands out: a copy is taken in slices, between which others get their turn.
pub const SLICE: usize = 50;

/// All that is kept about the member, or a later slice of it: the record stands in the first.
pub struct Copy {
    /// Their record with the office's notes; none where nothing of it is in force.
    pub file: Option<Recorded<MemberFile>>,
    /// The branch, which stands in clear.
    pub branch: String,
    /// The kind of membership, in clear.
    pub kind: String,
    /// The language in which they would like to be rung, by its code, in clear.
    pub language: String,
    /// The year of joining, in clear.
    pub joined_year: Option<i64>,
    /// The last day of the membership, in clear; empty when none is said.
    pub ends_on: String,
    /// The area, in clear; empty when none is said.
    pub area: String,
    /// The tags, in clear, parted by `; `.
    pub tags: String,
    /// How each campaign has it that came of its calls, where it chooses whom to ring by that; in the first slice.
    pub called: Vec<Called>,
    /// What was done.
    pub heads: Attempted<Vec<Head>>,
    /// What was shown, in the same order.
    pub looks: Recorded<OwnLooks>,
    /// What campaigns wrote.
    pub heard: Vec<Heard>,
    /// What the member said against calls.
    pub objections: Objections,
    /// Where the record came from.
    pub sources: Vec<Source>,
    /// Where the next slice begins, if there is one.
    pub after: Option<After>,
}

/// How one campaign has it that came of its calls.
pub struct Called {
    /// The campaign's name.
    pub campaign: String,
    /// The level, in clear; of whoever answered its question, reached.
    pub level: Spoken,
    /// Which answer it counts, where it counts one.
    pub counted: Option<Recorded<OwnCounted>>,
}

/// In the state that stands: what is written of the next is none yet.
const CALLED: &str = "select c.id, c.contest, c.name, s.number, s.level, s.answer_sealed from spoken s join campaign c on c.id = s.campaign join spoken_state t on t.bucket = c.bucket and t.campaign = c.id and t.number = s.number where s.bucket = $1 and s.member = $2 order by c.name, c.id limit 200";

/// A row of a state about the member.
struct Stood {
    campaign: CampaignId,
    contest: ContestId,
    name: String,
    number: i64,
    level: Spoken,
    sealed: Option<Vec<u8>>,
}

impl Stood {
    fn read(row: &Row<'_>) -> Result<Self, Fault> {
        let id = |at: usize| id16(row.bytes(at)?).ok_or_else(|| shape("campaign"));
        Ok(Self {
            campaign: CampaignId::from_bytes(id(0)?),
            contest: ContestId::from_bytes(id(1)?),
            name: row.text(2)?.to_owned(),
            number: row.int(3)?,
            level: Spoken::from_code(row.int(4)?).ok_or_else(|| shape("spoken"))?,
            sealed: row.opt_bytes(5)?.map(<[u8]>::to_vec),
        })
    }
}

fn called(tx: &mut Tx<'_, '_>, member: MemberId, key: &Key) -> Result<Vec<Called>, Fault> {
    let args = [Arg::Int(member.bucket()), Arg::Bytes(member.as_bytes())];
    let stood = tx.all(CALLED, &args, Stood::read)?;
    let mut all = Vec::with_capacity(stood.len());
    for mut one in stood {
        let counted = match one.sealed.take() {
            Some(sealed) => counted(tx, (member, key), (&one, sealed))?,
            None => None,
        };
        all.push(Called {
            campaign: one.name,
            level: one.level,
            counted,
        });
    }
    Ok(all)
}

/// Which answer a campaign counts, under a grant that names it: the campaign of the key is the grant's.
fn counted(
    tx: &mut Tx<'_, '_>,
    (member, key): (MemberId, &Key),
    (stood, sealed): (&Stood, Vec<u8>),
) -> Result<Option<Recorded<OwnCounted>>, Fault> {
    let Ok((grant, _)) = grant(
        tx,
        Action::TakeOwnCopy,
        Some((stood.campaign, stood.contest)),
    )?
    else {
        return Ok(None);
    };
    let Some(campaign) = grant.campaign() else {
        return Ok(None);
    };
    let question = audiences::question_of(tx.raw(), campaign, stood.number)?;
    let (Some(question), Some(wrapped)) = (question, walls::kept(tx, campaign)?) else {
        return Ok(None);
    };
    let counted = Counted {
        member: *member.as_bytes(),
        campaign,
        number: stood.number,
        sealed,
        question: question.closed().clone(),
    };
    let sealed = Sealed::<OwnCounted>::new(vec![counted.row(key, &wrapped)]);
    let draft = Draft::act(EventKind::OwnAnswersShown, &grant).detail("counted=1");
    tx.record_as(draft, sealed).map(Some)
}

/// Hands the member a copy, or the next slice of one.
pub fn copy(tx: &mut Tx<'_, '_>, after: Option<After>) -> Result<Verdict<Copy>, Fault> {
    let (grant, member) = match grant(tx, Action::TakeOwnCopy, None)? {
        Ok(granted) => granted,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    let Some(looked) = Looked::read(tx, member, after, SLICE)? else {
        return Ok(Verdict::Refused(nobody()));
    };
    let key = looked.key_of(member).cloned();
    let key = key.filter(|_| after.is_none());
    let clear = clear_file(tx, member)?;
    let file = match &key {
        Some(key) => sealed_file(tx, member, key)?,
        None => None,
    };
    let branch = file.as_ref().map(|row| row.branch.clone());
    let file = match (file, &key) {
        (Some(row), Some(key)) => {
            let mut rows = vec![row];
            rows.extend(notes_alone(tx, member, key)?);
            let draft = Draft::act(EventKind::OwnCopyTaken, &grant);
            Some(tx.record_as(draft, Sealed::<MemberFile>::new(rows))?)
        }
        _ => None,
    };
    let called = match &key {
        Some(key) => called(tx, member, key)?,
        None => Vec::new(),
    };
    let next = looked.after;
    let opened = looked.open(tx, (Action::TakeOwnCopy, EventKind::OwnCopyTaken), &grant)?;
    Ok(Verdict::Given(Copy {
        file,
        branch: branch.unwrap_or_default(),
        kind: clear.kind,
        language: clear.language,
        joined_year: clear.joined_year,
        ends_on: clear.ends_on,
        area: clear.area,
        tags: clear.tags,
        called,
        heads: opened.heads,
        looks: opened.looks,
        heard: opened.heard,
        objections: object::standing(tx, member)?,
        sources: sources(tx, member)?,
        after: next,
    }))
}
