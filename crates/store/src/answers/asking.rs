//! Asking to read what a campaign wrote about the member with a number in the books.

use switchboard_rules::answers::{Purpose, Wanted};
use switchboard_rules::events::EventKind;
use switchboard_rules::ids::{CampaignId, ContestId};
use switchboard_rules::policy::{Action, Facts, Reason, Refusal, Resource, Role};
use switchboard_rules::request::{Because, Kind};

use crate::engine::Arg;
use crate::entry::{self, Draft};
use crate::fault::Fault;
use crate::hush::says_only_its_name;
use crate::members::whose_resource;
use crate::requests::{self, Asked, Asking, Cannot, Second};
use crate::roll::{Query, find};
use crate::session::id16;
use crate::tx::{Tx, Verdict};

/// A campaign to choose, with its contest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// The campaign.
    pub campaign: CampaignId,
    /// Its name.
    pub name: String,
    /// Its contest's name.
    pub contest: String,
}

/// What somebody asks to read.
#[derive(Clone)]
pub struct Question {
    /// The member's number in the books.
    pub number: String,
    /// Whose answers.
    pub campaign: CampaignId,
    /// What for.
    pub what_for: Purpose,
    /// Why, in words.
    pub because: Because,
}
says_only_its_name!(Question);

/// The most campaigns that the form offers, those of the newest contests first.
const CHOICES: &str = "select p.id, p.name, c.name from campaign p join contest c on c.id = p.contest order by c.id desc, p.name, p.id limit 200";

/// Shows the form to whoever may ask for some campaign's answers; it shows nobody.
pub fn form(tx: &mut Tx<'_, '_>) -> Result<Verdict<Vec<Choice>>, Fault> {
    let nowhere = (
        CampaignId::from_bytes([0; 16]),
        ContestId::from_bytes([0; 16]),
    );
    let resource = wanted_of(tx, nowhere)?;
    if let Err(refusal) = tx.ask(Action::AskRequest, &resource, Facts::SHUT)? {
        return Ok(Verdict::Refused(refusal));
    }
    let choices = tx.all(CHOICES, &[], |row| {
        Ok(Choice {
            campaign: CampaignId::from_bytes(id16(row.bytes(0)?).unwrap_or_default()),
            name: row.text(1)?.to_owned(),
            contest: row.text(2)?.to_owned(),
        })
    })?;
    Ok(Verdict::Given(choices))
}

/// Asks. Whether somebody has a number is told, and so it is written down, as every other search is.
pub fn ask(tx: &mut Tx<'_, '_>, question: &Question) -> Result<Verdict<Asked>, Fault> {
    let Some((contest, ..)) = place(tx, question.campaign)? else {
        return Ok(Verdict::Given(Asked::Not(Cannot::NotUnderstood)));
    };
    let resource = wanted_of(tx, (question.campaign, contest))?;
    let grant = match tx.ask(Action::AskRequest, &resource, Facts::SHUT)? {
        Ok(grant) => grant,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    let found = find(tx, &Query::External(question.number.clone()))?;
    let Some(member) = found.first().copied() else {
        let draft = Draft::act(EventKind::Search, &grant).detail("by=external-id found=0");
        entry::write(tx, &draft, &[])?;
        return Ok(Verdict::Given(Asked::Not(Cannot::NoSuchMember)));
    };
    let whose = whose_resource(tx, member, grant.account())?;
    if matches!(whose, Resource::OwnMember { .. }) {
        return Ok(Verdict::Refused(Refusal::new(Reason::OwnRecord)));
    }
    let Resource::Answers { guarded, .. } = resource else {
        return Err(Fault::NoSeat);
    };
    let wanted = Wanted {
        campaign: question.campaign,
        contest,
        purpose: question.what_for,
        guarded,
    };
    let asking = Asking {
        kind: Kind::ReadAnswers,
        member,
        about: wanted.text(),
        because: question.because.clone(),
        second: Second::Person,
    };
    requests::ask(tx, &asking)
}

/// What policy is asked about of whoever asks: as the data protection officer where they are one.
fn wanted_of(
    tx: &mut Tx<'_, '_>,
    (campaign, contest): (CampaignId, ContestId),
) -> Result<Resource, Fault> {
    let now = tx.now();
    let terms = tx.terms()?;
    let guarded = terms
        .iter()
        .any(|term| term.role == Role::Dpo && term.runs(now));
    Ok(Resource::Answers {
        asker: tx.account()?,
        guarded,
        campaign,
        contest,
    })
}

const PLACE: &str = "select p.contest, p.name, c.name from campaign p join contest c on c.id = p.contest where p.bucket = $1 and p.id = $2";

/// A campaign's contest, its name and the contest's.
pub(crate) fn place(
    tx: &mut Tx<'_, '_>,
    campaign: CampaignId,
) -> Result<Option<(ContestId, String, String)>, Fault> {
    let args = [Arg::Int(campaign.bucket()), Arg::Bytes(campaign.as_bytes())];
    tx.one(PLACE, &args, |row| {
        let contest = ContestId::from_bytes(id16(row.bytes(0)?).unwrap_or_default());
        Ok((contest, row.text(1)?.to_owned(), row.text(2)?.to_owned()))
    })
}

/// The campaign's name and its contest's.
pub(super) fn names(tx: &mut Tx<'_, '_>, campaign: CampaignId) -> Result<(String, String), Fault> {
    let found = place(tx, campaign)?;
    Ok(found
        .map(|(_, name, contest)| (name, contest))
        .unwrap_or_default())
}

/// Whether what a request says can be read at all: the campaign is one of that contest.
pub(crate) fn is_readable(tx: &mut Tx<'_, '_>, about: &str) -> Result<bool, Fault> {
    let Some(wanted) = Wanted::parse(about) else {
        return Ok(false);
    };
    let found = place(tx, wanted.campaign)?;
    Ok(found.is_some_and(|(contest, ..)| contest == wanted.contest))
}

/// Whose answers a request is about, by name, and what for.
pub(crate) fn named(tx: &mut Tx<'_, '_>, about: &str) -> Result<Option<(Choice, Purpose)>, Fault> {
    let Some(wanted) = Wanted::parse(about) else {
        return Ok(None);
    };
    let campaign = wanted.campaign;
    Ok(place(tx, campaign)?.map(|(_, name, contest)| {
        let choice = Choice {
            campaign,
            name,
            contest,
        };
        (choice, wanted.purpose)
    }))
}
