//! What a campaign is told of the members of its contest, and the book of its questions.

use std::sync::Arc;

use switchboard_rules::audience::{
    Audience, Choice, Columns, Count, Field, QUESTIONS_MAX, SPOKEN_QUESTIONS_MAX,
};
use switchboard_rules::counts::Safe;
use switchboard_rules::events::EventKind;
use switchboard_rules::ids::{CampaignId, ContestId};
use switchboard_rules::policy::{Action, Reason, Refusal};

use super::spoken::question::MayList;
use super::spoken::sealed::Wall;
use super::spoken::{self, Found, Own, OwnCalls};
use super::{Place, read};
use crate::engine::{Arg, Value};
use crate::entry::{self, Draft};
use crate::fault::Fault;
use crate::line;
use crate::tx::{Tx, Verdict};
use crate::walls;

/// What counting an audience answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Counted {
    /// About so many.
    About(Safe),
    /// Too few, or nearly the same people as a larger group.
    Withheld,
    /// The contest has no such group.
    Unknown,
    /// The campaign has asked as many different questions as it may; those in its book are answered again.
    BookFull,
    /// Nothing can be counted yet; look again in a moment.
    NotReady,
    /// It was chosen by an answer of a state of own calls that stands no more, or of none: it may be another answer now.
    Moved,
}

/// One level to choose, with what is published of it.
#[derive(Debug, Clone)]
pub struct Facet {
    /// The choice.
    pub choice: Choice,
    /// Its name: a branch's, an answer's words, or the choice as it is written.
    pub name: String,
    /// The words of the question, of an answer to one.
    pub question: Option<String>,
    /// How many levels stand above it.
    pub depth: usize,
    /// How many it has, about.
    pub count: Safe,
}

/// A question in a campaign's book with its answer.
#[derive(Debug, Clone)]
pub struct Chosen {
    /// Whom it was about.
    pub audience: Audience,
    /// What was answered, and is again.
    pub counted: Counted,
}

/// What an organiser sees before they choose.
#[derive(Debug, Clone)]
pub struct Overview {
    /// The campaign's name.
    pub campaign: String,
    /// Its contest.
    pub contest: ContestId,
    /// Everybody, about.
    pub everybody: Counted,
    /// The levels of each field.
    pub fields: Vec<(Field, Vec<Facet>)>,
    /// Whether the organisation had branches when these members were counted: without any nobody is chosen by branch. Of members that
    /// aren't counted yet it isn't denied.
    pub has_branches: bool,
    /// How it stands with what came of the campaign's own calls.
    pub own_calls: OwnCalls,
    /// The number of the state of its own calls that is counted here, by which an answer is chosen; none where none is.
    pub state: Option<i64>,
    /// Leave to read of which questions the answers can be counted; none where nothing can be counted yet.
    pub may_list: Option<MayList>,
    /// How many different questions the campaign has asked beyond the published tables, also of earlier states of its own calls.
    pub asked: usize,
    /// How many of these are about its own calls, of at most [`SPOKEN_QUESTIONS_MAX`].
    pub asked_of_own: usize,
    /// What it was told to those of them that can be told again.
    pub book: Vec<Chosen>,
}

const BOOK: &str = "select audience, told from audience_asked where bucket = $1 and campaign = $2 order by audience limit 200";
const ASKED: &str =
    "select told from audience_asked where bucket = $1 and campaign = $2 and audience = $3";
const MANY: &str = "select count(*) from audience_asked where bucket = $1 and campaign = $2";
/// What a question about own calls has in it. Names are written without `=`, so this is in no other question.
const OF_OWN: &str = "spoken=";
/// How many questions about own calls a campaign has asked, of whatever state.
pub(super) const OWN_MANY: &str = "select count(*) from audience_asked where bucket = $1 and campaign = $2 and audience like '%spoken=%'";

/// Whether a campaign's questions can be answered now. It tells nothing of any member.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Readiness {
    /// The campaign's contest.
    pub contest: ContestId,
    /// Whether this node has counted its members, and the state of the campaign's own calls where one stands.
    pub is_ready: bool,
    /// The number of that state, as in [`Overview::state`]; none where none is counted here.
    pub state: Option<i64>,
}

/// How it stands with counting, for whoever may ask; everybody else is refused. Nothing is shown, so no entry is written: what comes after
/// has its own.
///
/// # Errors
/// Where the store can't be read.
pub fn readiness(tx: &mut Tx<'_, '_>, campaign: CampaignId) -> Result<Verdict<Readiness>, Fault> {
    let Some(place) = Place::of(tx, campaign)? else {
        return Ok(Verdict::Refused(Refusal::new(Reason::NotYourCampaign)));
    };
    if let Err(refusal) = tx.ask(Action::CountAudience, &place.resource(), place.facts)? {
        return Ok(Verdict::Refused(refusal));
    }
    let contest = place.contest;
    let (is_ready, state) = match columns_now(tx, contest)? {
        None => (false, None),
        Some(_) => match spoken::now(tx, (campaign, contest))? {
            Found::There(own) => (true, Some(own.number)),
            Found::NotYet => (true, None),
            Found::NotReady => (false, None),
        },
    };
    Ok(Verdict::Given(Readiness {
        contest,
        is_ready,
        state,
    }))
}

/// Shows what can be chosen, how many each level has, and the campaign's book.
pub fn look(tx: &mut Tx<'_, '_>, campaign: CampaignId) -> Result<Verdict<Overview>, Fault> {
    let Some(place) = Place::of(tx, campaign)? else {
        return Ok(Verdict::Refused(Refusal::new(Reason::NotYourCampaign)));
    };
    let grant = match tx.ask(Action::CountAudience, &place.resource(), place.facts)? {
        Ok(grant) => grant,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    let columns = columns_now(tx, place.contest)?;
    let may_list = MayList::of(&place);
    let mut overview = Overview {
        campaign: place.name,
        contest: place.contest,
        everybody: Counted::NotReady,
        fields: Vec::new(),
        has_branches: true,
        own_calls: OwnCalls::NotYet,
        state: None,
        may_list: None,
        asked: 0,
        asked_of_own: 0,
        book: Vec::new(),
    };
    let args = [Arg::Int(campaign.bucket()), Arg::Bytes(campaign.as_bytes())];
    let book = tx.all(BOOK, &args, |row| {
        Ok((row.text(0)?.to_owned(), row.opt_int(1)?))
    })?;
    // How many questions are left is known also while nothing can be counted.
    overview.asked = book.len();
    let of_own = book.iter().filter(|(text, _)| text.contains(OF_OWN));
    overview.asked_of_own = of_own.count();
    let Some(columns) = columns else {
        return Ok(Verdict::Given(overview));
    };
    let found = spoken::now(tx, (campaign, place.contest))?;
    let own = match &found {
        Found::There(own) => Some(own),
        Found::NotYet | Found::NotReady => None,
    };
    overview.state = own.map(|own| own.number);
    overview.may_list = Some(may_list);
    let world = tx.world;
    let wrapped = walls::kept_now(tx.raw(), campaign)?;
    // Where this node lacks the key, lines of answers are passed over, as they are once it is shredded.
    let wall = Wall::open(&world.keys, campaign, wrapped.as_ref()).ok();
    let of = (own, wall.as_ref());
    overview.book = book
        .iter()
        .filter_map(|(text, kept)| again((text.as_str(), *kept), &columns, of))
        .collect();
    // A blind would put them in an order of its own.
    let by_text = |chosen: &Chosen| chosen.audience.to_string();
    overview.book.sort_by_cached_key(by_text);
    overview.own_calls = match &found {
        Found::NotYet => OwnCalls::NotYet,
        Found::NotReady => OwnCalls::NotReady,
        Found::There(own) => own.calls(),
    };
    overview.everybody = told(&columns, &Audience::EVERYBODY);
    overview.has_branches = columns.has_branches();
    overview.fields = Field::ALL
        .map(|field| (field, facets(&columns, field)))
        .to_vec();
    let of_own = own.map_or_else(Vec::new, |own| own.facets());
    overview.fields.push((Field::Spoken, of_own));
    let draft = Draft::act(EventKind::AudienceCounted, &grant).detail("published=1");
    entry::write(tx, &draft, &[])?;
    Ok(Verdict::Given(overview))
}

/// A question of the book with its answer; none where it was of a state that stands no more: that isn't told again. Nor is one about an
/// answer once the campaign's key is gone: nobody can know which it was.
fn again(
    (text, kept): (&str, Option<i64>),
    columns: &Columns,
    (own, wall): (Option<&Arc<Own>>, Option<&Wall<'_>>),
) -> Option<Chosen> {
    let (plain, number) = match text.split_once('@') {
        Some((plain, number)) => (plain, Some(number.parse::<i64>().ok()?)),
        None => (text, None),
    };
    let audience = match (Audience::parse(plain), number) {
        (Ok(audience), _) => audience,
        (Err(_), Some(number)) => wall?.of_asked(text, number)?,
        (Err(_), None) => return None,
    };
    let counted = match number {
        None => told(columns, &audience),
        Some(number) => {
            let own = own.filter(|own| own.number == number)?;
            kept.map_or_else(|| own.told(&audience), of_kept)
        }
    };
    Some(Chosen { audience, counted })
}

/// What stands in the book instead of a number that was withheld.
const WITHHELD: i64 = -1;

/// How an answer about own calls is kept; none where it is no answer.
fn to_keep(counted: Counted) -> Option<i64> {
    match counted {
        Counted::About(safe) => {
            let told = safe.rounded().and_then(|told| i64::try_from(told).ok());
            Some(told.unwrap_or(WITHHELD))
        }
        Counted::Withheld => Some(WITHHELD),
        Counted::Unknown | Counted::BookFull | Counted::NotReady | Counted::Moved => None,
    }
}

/// The answer that was given, as it was given: another node, or another month, has no other to average it with.
fn of_kept(kept: i64) -> Counted {
    u64::try_from(kept).map_or(Counted::Withheld, |told| {
        Counted::About(Safe::again(Some(told)))
    })
}

/// What is to be counted now, if this node has built it: last month's is nobody's answer any more.
pub(super) fn columns_now(
    tx: &mut Tx<'_, '_>,
    contest: ContestId,
) -> Result<Option<Arc<Columns>>, Fault> {
    let (world, now) = (tx.world, tx.now());
    let source = read::source_in(tx.raw(), &world.zone, contest, now)?;
    Ok(source.and_then(|source| world.shelf.of_source(contest, &source)))
}

pub(super) fn facets(columns: &Columns, field: Field) -> Vec<Facet> {
    let levels = columns.levels(field).iter().map(|level| Facet {
        choice: level.choice.clone(),
        name: level.name.clone(),
        question: None,
        depth: level.depth,
        count: level.count,
    });
    levels.collect()
}

fn told(columns: &Columns, audience: &Audience) -> Counted {
    match columns.count(audience) {
        Ok(Count::About(count)) => Counted::About(count),
        Ok(Count::Withheld) => Counted::Withheld,
        Err(_) => Counted::Unknown,
    }
}

/// How many an audience has, where a campaign was told before: by the published tables, or by its book. It costs no question; none
/// where it was not told, or nothing can be counted.
pub(crate) fn told_before(
    tx: &mut Tx<'_, '_>,
    (campaign, contest): (CampaignId, ContestId),
    audiences: &[Audience],
) -> Result<Vec<Option<Safe>>, Fault> {
    let Some(columns) = columns_now(tx, contest)? else {
        return Ok(vec![None; audiences.len()]);
    };
    let args = [Arg::Int(campaign.bucket()), Arg::Bytes(campaign.as_bytes())];
    let book = tx.all(BOOK, &args, |row| Ok(row.text(0)?.to_owned()))?;
    let one = |audience: &Audience| {
        let is_known = audience.is_published() || book.contains(&audience.to_string());
        match is_known.then(|| told(&columns, audience)) {
            Some(Counted::About(count)) => Some(count),
            _ => None,
        }
    };
    Ok(audiences.iter().map(one).collect())
}

/// Counts an audience for a campaign. What the published tables don't answer is written into its book first, and costs one of
/// its questions; what stands there already costs nothing. `seen` is the number of the state of own calls by which an answer was chosen
/// ([`Overview::state`]); by another nothing is counted.
pub fn count(
    tx: &mut Tx<'_, '_>,
    campaign: CampaignId,
    (audience, seen): (&Audience, Option<i64>),
) -> Result<Verdict<Counted>, Fault> {
    let Some(place) = Place::of(tx, campaign)? else {
        return Ok(Verdict::Refused(Refusal::new(Reason::NotYourCampaign)));
    };
    let grant = match tx.ask(Action::CountAudience, &place.resource(), place.facts)? {
        Ok(grant) => grant,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    if !spoken::is_of_now(tx.raw(), campaign, (audience, seen))? {
        return Ok(Verdict::Given(Counted::Moved));
    }
    let counted = counted(tx, (campaign, place.contest), audience)?;
    let detail = format!("audience={}", audience.in_log());
    let draft = Draft::act(EventKind::AudienceCounted, &grant).detail(detail);
    entry::write(tx, &draft, &[])?;
    Ok(Verdict::Given(counted))
}

/// How a question stands in the book: in clear, but for an answer, which is a blind under the campaign's key. None where it asks for one and
/// that key is shredded.
fn in_book(
    tx: &mut Tx<'_, '_>,
    campaign: CampaignId,
    (audience, number): (&Audience, Option<i64>),
) -> Result<Option<String>, Fault> {
    let Some(number) = number else {
        return Ok(Some(audience.to_string()));
    };
    let world = tx.world;
    let wrapped = walls::kept_now(tx.raw(), campaign)?;
    let wall = Wall::open(&world.keys, campaign, wrapped.as_ref())?;
    Ok(wall.asked(audience, number)?)
}

/// The same within another act of the campaign; its grant and its entry are the caller's.
pub(crate) fn counted(
    tx: &mut Tx<'_, '_>,
    (campaign, contest): (CampaignId, ContestId),
    audience: &Audience,
) -> Result<Counted, Fault> {
    let (counted, number) = match audience.spoken() {
        None => match columns_now(tx, contest)? {
            Some(columns) => (told(&columns, audience), None),
            None => return Ok(Counted::NotReady),
        },
        Some(_) => match spoken::now(tx, (campaign, contest))? {
            Found::There(own) => (own.told(audience), Some(own.number)),
            Found::NotReady => return Ok(Counted::NotReady),
            Found::NotYet => return Ok(Counted::Unknown),
        },
    };
    if counted == Counted::Unknown || audience.is_published() {
        return Ok(counted);
    }
    // Who of the campaign asks at the same time waits, on whatever node: the book never holds one too many.
    line::campaign(tx, campaign)?;
    let Some(text) = in_book(tx, campaign, (audience, number))? else {
        return Ok(Counted::Unknown);
    };
    let (bucket, id) = (Arg::Int(campaign.bucket()), Arg::Bytes(campaign.as_bytes()));
    let asked = tx.one(ASKED, &[bucket, id, Arg::Text(&text)], |row| row.opt_int(0))?;
    if let Some(kept) = asked {
        return Ok(kept.map_or(counted, of_kept));
    }
    let many = tx.one(MANY, &[bucket, id], |row| row.int(0))?.unwrap_or(0);
    if u64::try_from(many).unwrap_or(0) >= QUESTIONS_MAX {
        return Ok(Counted::BookFull);
    }
    let mut kept = None;
    if number.is_some() {
        kept = to_keep(counted);
        let many = tx.one(OWN_MANY, &[bucket, id], |row| row.int(0))?;
        if u64::try_from(many.unwrap_or(0)).unwrap_or(0) >= SPOKEN_QUESTIONS_MAX {
            return Ok(Counted::BookFull);
        }
    }
    tx.later(
        "insert into audience_asked (bucket, campaign, audience, at, told) values ($1, $2, $3, $4, $5)",
        vec![
            Value::Int(campaign.bucket()),
            Value::Bytes(campaign.as_bytes().to_vec()),
            Value::Text(text),
            Value::Int(tx.now().millis()),
            kept.map_or(Value::Null, Value::Int),
        ],
    );
    Ok(counted)
}
