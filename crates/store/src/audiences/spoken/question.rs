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
use super::super::asked::OWN_MANY;
use crate::desk::shape;
use crate::engine::{Arg, Raw, Row, Value};
use crate::entry::{self, Draft};
use crate::fault::Fault;
use crate::leaving;
use crate::line;
use crate::scripts::Version;
use crate::tx::{Tx, Verdict};
use crate::world::World;

/// The number under which the question of the next state lies.
pub(super) const NEXT: i64 = 0;
/// So many questions are listed.
const LISTED_MAX: usize = 40;
/// So many scripts are looked through.
const SCRIPTS_MAX: usize = 20;

/// A question of which a campaign counts the answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CountedQuestion {
    version: Version,
    closed: Closed,
    title: String,
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

    /// The title of its script, as it is called now; empty where there is no such script any more.
    pub fn title(&self) -> &str {
        &self.title
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
            title: row.text(3)?.to_owned(),
        })
    }
}

/// Whether both are the same question in the same version, or none.
pub(super) fn is_very(one: Option<&CountedQuestion>, other: Option<&CountedQuestion>) -> bool {
    let very = |of: Option<&CountedQuestion>| of.map(|of| (of.version, of.closed.text()));
    very(one) == very(other)
}

const KEPT: &str = "select q.script, q.version, q.body, coalesce((select s.title from script s where s.campaign = q.campaign and s.id = q.script), '') from spoken_question q where q.bucket = $1 and q.campaign = $2 and q.number = $3";

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

/// Where an answer of a state stands in the state that stands now, and that one's number; none where that doesn't count it.
pub(crate) fn now_of(
    raw: &mut Raw<'_>,
    campaign: CampaignId,
    (number, place): (i64, AnswerPlace),
) -> Result<Option<(AnswerPlace, i64)>, Fault> {
    let Some(stands) = super::standing(raw, campaign)? else {
        return Ok(None);
    };
    let before = of_state(raw, campaign, number)?;
    let now = of_state(raw, campaign, stands.number)?;
    let moved = before
        .zip(now)
        .and_then(|(before, now)| before.moved(place, &now));
    Ok(moved.map(|place| (place, stands.number)))
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

/// The questions of a campaign's published scripts, and of which of them it counts the answers.
#[derive(Debug, Clone)]
pub struct Questions {
    /// Of which it counts the answers, from the next state on; none where it counts none.
    pub chosen: Option<CountedQuestion>,
    /// By which the state that stands was made; none where it counts none, or there is no state.
    pub standing: Option<CountedQuestion>,
    /// The number of the state that stands; none before the first.
    pub state: Option<i64>,
    /// How many questions about own calls the campaign has asked in its contest, of whatever state.
    pub asked_of_own: u64,
    /// Those that can be chosen, at most forty, of the script that was written on last first.
    pub listed: Vec<CountedQuestion>,
    /// Whether there are more, or more scripts than were looked through.
    pub is_cut: bool,
}

impl Questions {
    /// Whether the state that stands is the last of this contest: no other question can be chosen any more.
    pub fn is_last(&self) -> bool {
        self.state.is_some_and(super::is_last)
    }
}

/// Leave to read the questions that a campaign can choose, which an entry was written for. They are read beside the writer: a script may be
/// long.
#[derive(Debug, Clone)]
pub struct MayList {
    campaign: CampaignId,
    name: String,
    contest: String,
}

/// The newest version of each script, of as many as are looked through and one more.
const PUBLISHED: &str = "select v.script, v.number, v.body, s.title from script s join script_version v on v.bucket = s.bucket and v.script = s.id and v.number = s.version where s.campaign = $1 and s.version > 0 order by s.changed_at desc, s.id limit 21";

/// A published script: its version, its text and its title.
type Published = (Version, String, String);

fn published_row(row: &Row<'_>) -> Result<Published, Fault> {
    let version = Version::read(row, 0)?.ok_or_else(|| shape("script_version"))?;
    Ok((version, row.text(2)?.to_owned(), row.text(3)?.to_owned()))
}

impl MayList {
    pub(in crate::audiences) fn of(place: &Place) -> Self {
        Self {
            campaign: place.campaign,
            name: place.name.clone(),
            contest: place.contest_name.clone(),
        }
    }

    /// The questions as they are now; to be called outside of any act.
    ///
    /// # Errors
    /// Where the store can't be read.
    pub fn read(&self, world: &World) -> Result<Questions, Fault> {
        let campaign = self.campaign;
        let found = world.0.db.read("audience-questions", |raw| {
            let of = [Arg::Bytes(campaign.as_bytes())];
            let published = raw.all(PUBLISHED, &of, published_row)?;
            let chosen = of_state(raw, campaign, NEXT)?;
            let state = super::standing(raw, campaign)?.map(|stands| stands.number);
            let standing = match state {
                Some(number) => of_state(raw, campaign, number)?,
                None => None,
            };
            let key = [Arg::Int(campaign.bucket()), Arg::Bytes(campaign.as_bytes())];
            let many = raw.one(OWN_MANY, &key, |row| row.int(0))?.unwrap_or(0);
            Ok((published, chosen, (standing, state), many))
        })?;
        let (published, chosen, (standing, state), many) = found;
        let scripts = published.iter().take(SCRIPTS_MAX);
        let each = scripts.flat_map(|script| self.questions_of(script));
        let mut listed: Vec<CountedQuestion> = each.take(LISTED_MAX + 1).collect();
        let is_cut = published.len() > SCRIPTS_MAX || listed.len() > LISTED_MAX;
        listed.truncate(LISTED_MAX);
        Ok(Questions {
            chosen,
            standing,
            state,
            asked_of_own: u64::try_from(many).unwrap_or(0),
            listed,
            is_cut,
        })
    }

    /// The questions of a script whose answers can be counted.
    fn questions_of(&self, (version, body, title): &Published) -> Vec<CountedQuestion> {
        let fills = fills(&self.name, &self.contest);
        let script = Script::read(body).ok();
        let all = script.map_or_else(Vec::new, |script| script.closed());
        let one = |closed: Closed| CountedQuestion {
            version: *version,
            closed: closed.filled(&fills),
            title: title.clone(),
        };
        all.into_iter().map(one).collect()
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

/// Leave to read which questions can be chosen, for whoever may count.
///
/// # Errors
/// Where the store can't be read.
pub fn questions(tx: &mut Tx<'_, '_>, campaign: CampaignId) -> Result<Verdict<MayList>, Fault> {
    let Some(place) = Place::of(tx, campaign)? else {
        return Ok(Verdict::Refused(Refusal::new(Reason::NotYourCampaign)));
    };
    let grant = match tx.ask(Action::CountAudience, &place.resource(), place.facts)? {
        Ok(grant) => grant,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    entry::write(tx, &Draft::act(EventKind::ScriptsShown, &grant), &[])?;
    Ok(Verdict::Given(MayList::of(&place)))
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
    /// The last state of this contest stands: none comes after it that could count another's answers.
    Last,
}

const NEWEST: &str = "select v.script, v.number, v.body, s.title from script s join script_version v on v.bucket = s.bucket and v.script = s.id and v.number = s.version where s.bucket = $1 and s.id = $2 and s.campaign = $3";
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
    let stands = super::standing(tx.raw(), campaign)?;
    if stands.is_some_and(|stands| super::is_last(stands.number)) {
        return Ok(Verdict::Given(Counting::Last));
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
        Some(CountedQuestion {
            version, closed, ..
        }) => {
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
    let Some(found) = tx.one(NEWEST, &args, published_row)? else {
        return Ok(None);
    };
    let all = MayList::of(place).questions_of(&found);
    Ok(all.into_iter().find(|one| one.closed.part() == part))
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
