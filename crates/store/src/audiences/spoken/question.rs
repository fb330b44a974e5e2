//! The one question of which a campaign counts the answers, in the next state; and by which question each state was made.
//!
//! It is kept as it was published when it was chosen. Options go by their names: a card of another version of the script counts
//! where its answer has one of them, else its member was reached.

use switchboard_rules::audience::AnswerPlace;
use switchboard_rules::events::EventKind;
use switchboard_rules::ids::{CampaignId, ContestId, ScriptId};
use switchboard_rules::policy::{Action, Reason, Refusal};
use switchboard_rules::script::{Closed, Fills, Script};

use super::super::Place;
use crate::desk::shape;
use crate::engine::{Arg, Raw, Row, Value};
use crate::entry::{self, Draft};
use crate::fault::Fault;
use crate::leaving;
use crate::line;
use crate::scripts::Version;
use crate::tx::{Tx, Verdict};

/// The number under which the question of the next state lies.
pub(super) const NEXT: i64 = 0;
/// So many questions are listed.
const LISTED_MAX: usize = 40;

/// A question of which a campaign counts the answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CountedQuestion {
    version: Version,
    closed: Closed,
}

impl CountedQuestion {
    /// The version of the script in which it was published.
    pub const fn version(&self) -> Version {
        self.version
    }

    /// The question with its options.
    pub const fn closed(&self) -> &Closed {
        &self.closed
    }

    /// Whether another is the same question, in whatever version.
    pub fn is_same(&self, other: &Self) -> bool {
        self.version.of() == other.version.of() && self.closed.part() == other.closed.part()
    }

    /// Where an answer stands in the same question in another version; none in another question, or where it isn't offered there.
    pub(super) fn moved(&self, place: AnswerPlace, to: &Self) -> Option<AnswerPlace> {
        let moved = self.closed.moved(place, &to.closed);
        moved.filter(|_| self.is_same(to))
    }

    fn read(row: &Row<'_>) -> Result<Self, Fault> {
        let damaged = || shape("spoken_question");
        Ok(Self {
            version: Version::read(row, 0)?.ok_or_else(damaged)?,
            closed: Closed::parse(row.text(2)?).ok_or_else(damaged)?,
        })
    }
}

const KEPT: &str = "select script, version, body from spoken_question where bucket = $1 and campaign = $2 and number = $3";

/// By which question a state was made, or the [`NEXT`] one will be; none where it counts no answers.
pub(crate) fn of_state(
    raw: &mut Raw<'_>,
    campaign: CampaignId,
    number: i64,
) -> Result<Option<CountedQuestion>, Fault> {
    let args = [
        Arg::Int(campaign.bucket()),
        Arg::Bytes(campaign.as_bytes()),
        Arg::Int(number),
    ];
    raw.one(KEPT, &args, CountedQuestion::read)
}

/// Where an answer of a state stands in the state that stands now; none where that doesn't count it.
pub(crate) fn now_of(
    raw: &mut Raw<'_>,
    campaign: CampaignId,
    (number, place): (i64, AnswerPlace),
) -> Result<Option<AnswerPlace>, Fault> {
    let Some(stands) = super::standing(raw, campaign)? else {
        return Ok(None);
    };
    let before = of_state(raw, campaign, number)?;
    let now = of_state(raw, campaign, stands.number)?;
    Ok(before
        .zip(now)
        .and_then(|(before, now)| before.moved(place, &now)))
}

const CLEAR: &str =
    "delete from spoken_question where bucket = $1 and campaign = $2 and number = $3";
const PUT: &str = "insert into spoken_question (bucket, campaign, number, script, version, body) values ($1, $2, $3, $4, $5, $6)";

/// Keeps by which question a state is made, instead of what stood there.
pub(super) fn put(
    tx: &mut Tx<'_, '_>,
    (campaign, number): (CampaignId, i64),
    question: Option<&CountedQuestion>,
) {
    let of = vec![
        Value::Int(campaign.bucket()),
        Value::Bytes(campaign.as_bytes().to_vec()),
        Value::Int(number),
    ];
    tx.later(CLEAR, of.clone());
    if let Some(question) = question {
        let own = vec![
            question.version.script(),
            question.version.number(),
            Value::Text(question.closed.text()),
        ];
        tx.later(PUT, [of, own].concat());
    }
}

/// The questions of a campaign's published scripts, and which of them it counts the answers to.
#[derive(Debug, Clone)]
pub struct Questions {
    /// Of which it counts the answers, from the next state on; none where it counts none.
    pub chosen: Option<CountedQuestion>,
    /// By which the state that stands was made; none where it counts none, or there is no state.
    pub standing: Option<CountedQuestion>,
    campaign: String,
    contest: String,
    published: Vec<(Version, String)>,
}

impl Questions {
    /// Those that can be chosen, at most forty, of the script that was written on last first. To be worked out beside the writer: a script
    /// may be long.
    pub fn listed(&self) -> Vec<CountedQuestion> {
        let fills = fills(&self.campaign, &self.contest);
        let of = |(version, body): &(Version, String)| {
            let script = Script::read(body).ok();
            let all = script.map_or_else(Vec::new, |script| script.closed());
            let version = *version;
            all.into_iter().map(move |closed| CountedQuestion {
                version,
                closed: closed.filled(&fills),
            })
        };
        self.published
            .iter()
            .flat_map(of)
            .take(LISTED_MAX)
            .collect()
    }
}

/// What stands in a question: everybody is asked it, so nobody's name.
const fn fills<'a>(campaign: &'a str, contest: &'a str) -> Fills<'a> {
    Fills {
        name: "…",
        branch: "…",
        caller: "…",
        campaign,
        contest,
    }
}

/// The newest version of each script, of as many as are looked through.
const PUBLISHED: &str = "select v.script, v.number, v.body from script s join script_version v on v.bucket = s.bucket and v.script = s.id and v.number = s.version where s.campaign = $1 and s.version > 0 order by s.changed_at desc, s.id limit 20";

/// Shows which questions can be chosen, to whoever may count.
///
/// # Errors
/// Where the store can't be read.
pub fn questions(tx: &mut Tx<'_, '_>, campaign: CampaignId) -> Result<Verdict<Questions>, Fault> {
    let Some(place) = Place::of(tx, campaign)? else {
        return Ok(Verdict::Refused(Refusal::new(Reason::NotYourCampaign)));
    };
    let grant = match tx.ask(Action::CountAudience, &place.resource(), place.facts)? {
        Ok(grant) => grant,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    let published = tx.all(PUBLISHED, &[Arg::Bytes(campaign.as_bytes())], |row| {
        let version = Version::read(row, 0)?.ok_or_else(|| shape("script_version"))?;
        Ok((version, row.text(2)?.to_owned()))
    })?;
    let chosen = of_state(tx.raw(), campaign, NEXT)?;
    let standing = match super::standing(tx.raw(), campaign)? {
        Some(stands) => of_state(tx.raw(), campaign, stands.number)?,
        None => None,
    };
    entry::write(tx, &Draft::act(EventKind::ScriptsShown, &grant), &[])?;
    Ok(Verdict::Given(Questions {
        chosen,
        standing,
        campaign: place.name,
        contest: place.contest_name,
        published,
    }))
}

/// What became of choosing a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Counting {
    /// The next state counts its answers, or no answers.
    Chosen,
    /// The campaign has no such question that can be counted.
    NotListed,
    /// The campaign has withdrawn.
    Withdrawn,
}

const NEWEST: &str = "select v.script, v.number, v.body from script s join script_version v on v.bucket = s.bucket and v.script = s.id and v.number = s.version where s.bucket = $1 and s.id = $2 and s.campaign = $3";
/// So that it is taken away with all of a campaign, also where no state was ever made.
const BEGUN: &str = "insert into spoken_state (bucket, campaign, contest, number, made_at, making, held_until, seed) values ($1, $2, $3, 0, 0, $4, 0, $4) on conflict (bucket, campaign) do nothing";

/// Chooses of which question the campaign counts the answers, from the next state on: one of its scripts as it is published now, by the
/// name of its part; or of none. What stands stays as it is.
///
/// # Errors
/// Where the store can't be read.
pub fn count_answers(
    tx: &mut Tx<'_, '_>,
    campaign: CampaignId,
    asked: Option<&(ScriptId, String)>,
) -> Result<Verdict<Counting>, Fault> {
    let Some(place) = Place::of(tx, campaign)? else {
        return Ok(Verdict::Refused(Refusal::new(Reason::NotYourCampaign)));
    };
    let grant = match tx.ask(Action::CountAudience, &place.resource(), place.facts)? {
        Ok(grant) => grant,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    // Whoever chooses another, or withdraws the campaign, at the same time waits.
    line::campaign(tx, campaign)?;
    if leaving::is_withdrawn(tx, campaign)? {
        return Ok(Verdict::Given(Counting::Withdrawn));
    }
    let question = match asked {
        None => None,
        Some(asked) => match published(tx, &place, asked)? {
            Some(question) => Some(question),
            None => return Ok(Verdict::Given(Counting::NotListed)),
        },
    };
    begin(tx, (campaign, place.contest));
    put(tx, (campaign, NEXT), question.as_ref());
    let words = match &question {
        Some(CountedQuestion { version, closed }) => {
            format!("version={version} question={}", closed.part())
        }
        None => "question=none".to_owned(),
    };
    let detail = format!("campaign={campaign} {words}");
    let draft = Draft::act(EventKind::SpokenQuestion, &grant).detail(detail);
    entry::write(tx, &draft, &[])?;
    Ok(Verdict::Given(Counting::Chosen))
}

/// The question as it is published now; none where the campaign has none of that name whose answers can be counted.
fn published(
    tx: &mut Tx<'_, '_>,
    place: &Place,
    (script, part): &(ScriptId, String),
) -> Result<Option<CountedQuestion>, Fault> {
    let args = [
        Arg::Int(script.bucket()),
        Arg::Bytes(script.as_bytes()),
        Arg::Bytes(place.campaign.as_bytes()),
    ];
    let found = tx.one(NEWEST, &args, |row| {
        let version = Version::read(row, 0)?.ok_or_else(|| shape("script_version"))?;
        Ok((version, row.text(2)?.to_owned()))
    })?;
    let Some((version, body)) = found else {
        return Ok(None);
    };
    let script = Script::read(&body).ok();
    let all = script.map_or_else(Vec::new, |script| script.closed());
    let closed = all.into_iter().find(|closed| closed.part() == part);
    let fills = fills(&place.name, &place.contest_name);
    Ok(closed.map(|closed| CountedQuestion {
        version,
        closed: closed.filled(&fills),
    }))
}

fn begin(tx: &mut Tx<'_, '_>, (campaign, contest): (CampaignId, ContestId)) {
    tx.later(
        BEGUN,
        vec![
            Value::Int(campaign.bucket()),
            Value::Bytes(campaign.as_bytes().to_vec()),
            Value::Bytes(contest.as_bytes().to_vec()),
            Value::Bytes(vec![0; 16]),
        ],
    );
}
