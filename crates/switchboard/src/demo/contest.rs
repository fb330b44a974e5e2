//! A whole contest in a temporary world: two rival campaigns, a bank each, and somebody for every role.

use switchboard_store::banks::{NameStyle, NewBank, NewContest, Wanted};
use switchboard_store::door::invitations::{self, Guest, Guests};
use switchboard_store::door::{NewAccount, SignedIn};
use switchboard_store::rules::contest::{Kind, Plan};
use switchboard_store::rules::ids::{AccountId, BankId, CampaignId, ContestId};
use switchboard_store::rules::moment::{Moment, Span};
use switchboard_store::rules::policy::{Opened, Role, Scope};
use switchboard_store::rules::script::Script;
use switchboard_store::scripts;
use switchboard_store::{Auth, Done, Fault, SessionKey, Verdict, World, banks, door};

use crate::web::messages::Words;

/// Somebody's way in.
#[derive(Debug, Clone)]
pub struct WayIn {
    /// Whose it is.
    pub account: AccountId,
    /// The role.
    pub role: Role,
    /// The campaign's name, where the role is a campaign's.
    pub campaign: Option<String>,
    /// The account's name.
    pub name: String,
    /// The code to type into the sign-in page.
    pub code: String,
    /// A token for the JSON API.
    pub token: String,
}

/// What was set up.
#[derive(Debug, Clone)]
pub struct Setup {
    /// Everybody.
    pub people: Vec<WayIn>,
    /// The contest.
    pub contest: ContestId,
    /// The campaigns, in the order of their organisers among the people.
    pub campaigns: Vec<CampaignId>,
    /// The banks, one a campaign, in the same order.
    pub banks: Vec<BankId>,
}

/// How long the codes work: longer than any demo runs.
const CODES: Span = Span::days(30);
/// Callers of each campaign.
const CALLERS: u32 = 3;

/// Sets the contest up. Members are imported beside it.
pub fn set_up(world: &World, words: &Words, now: Moment) -> Result<Setup, Fault> {
    let (contest, campaigns) = contest(world, words, now)?;
    let mut people = vec![
        person(
            world,
            words,
            "demo-officer",
            Role::MembershipOfficer,
            Scope::Organisation,
            None,
            now,
        )?,
        person(
            world,
            words,
            "demo-returning",
            // Of every contest: so the demo shows how another is made, and made ready.
            Role::ReturningOfficer,
            Scope::Organisation,
            None,
            now,
        )?,
        person(
            world,
            words,
            "demo-dpo",
            Role::Dpo,
            Scope::Organisation,
            None,
            now,
        )?,
        person(
            world,
            words,
            "demo-committee",
            Role::Committee,
            Scope::Contest(contest),
            None,
            now,
        )?,
    ];
    let (mut sides, mut made) = (Vec::new(), Vec::new());
    for (campaign, bank, name) in campaigns {
        let scope = Scope::Campaign(campaign);
        let organiser = person(
            world,
            words,
            "demo-organiser",
            Role::Organiser,
            scope,
            Some(&name),
            now,
        )?;
        invite(world, words, (&organiser, campaign), now)?;
        people.push(organiser);
        for n in 1..=CALLERS {
            let mut caller = person(
                world,
                words,
                "demo-caller",
                Role::Caller,
                scope,
                Some(&format!("{name} {n}")),
                now,
            )?;
            caller.campaign = Some(name.clone());
            people.push(caller);
        }
        sides.push(campaign);
        made.push(bank);
    }
    Ok(Setup {
        people,
        contest,
        campaigns: sides,
        banks: made,
    })
}

type Campaigns = Vec<(CampaignId, BankId, String)>;

fn contest(world: &World, words: &Words, now: Moment) -> Result<(ContestId, Campaigns), Fault> {
    let words = words.clone();
    let (from, until) = (now.minus(Span::days(1)), now.plus(Span::days(20)));
    let plan = Plan::of_calls(Kind::Contest, from, until)
        .map_err(|error| Fault::World(error.to_string()))?;
    let done = world
        .write("demo-contest", Auth::Console, now, move |tx| {
            let new = NewContest {
                name: words.t("demo-contest"),
                style: NameStyle::Titled,
                plan,
            };
            let contest = banks::new_contest(tx, &new)?;
            let script = Script::read(include_str!("script.toml"));
            let mut campaigns = Vec::new();
            for key in ["demo-campaign-a", "demo-campaign-b"] {
                let name = words.t(key);
                let campaign = banks::new_campaign(tx, contest, &name)?;
                let bank = NewBank {
                    campaign,
                    contest,
                    name: words.t("demo-bank"),
                    opening: String::new(),
                    script: String::new(),
                    notes: key == "demo-campaign-b",
                };
                let bank = banks::new_bank(tx, &bank)?;
                if let Ok(script) = &script {
                    scripts::lay(tx, campaign, bank, script)?;
                }
                campaigns.push((campaign, bank, name));
            }
            Ok(Verdict::Given((contest, campaigns)))
        })
        .wait()?;
    given(done)
}

fn person(
    world: &World,
    words: &Words,
    key: &str,
    role: Role,
    scope: Scope,
    campaign: Option<&str>,
    now: Moment,
) -> Result<WayIn, Fault> {
    let name = words
        .say(key)
        .text("campaign", campaign.unwrap_or_default())
        .to_string();
    let new = NewAccount {
        label: name.clone(),
        role,
        scope,
        code_until: now.plus(CODES),
        reusable: true,
        made_at: now.minus(Span::days(7)),
    };
    let made = world
        .write("demo-account", Auth::Console, now, move |tx| {
            door::add_account(tx, &new)
        })
        .wait()?;
    let (account, code) = given(made)?;
    let code = code.expose();
    let signed = signed_in(world, (&code, Opened::Token), now)?;
    let token = signed.token.expose().to_owned();
    Ok(WayIn {
        account,
        role,
        campaign: campaign.map(str::to_owned),
        name,
        code,
        token,
    })
}

/// Signs somebody in with their code, as of then.
pub(super) fn signed_in(
    world: &World,
    (code, opened): (&str, Opened),
    now: Moment,
) -> Result<SignedIn, Fault> {
    let code = code.to_owned();
    let done = world
        .write("demo-token", Auth::Job("demo"), now, move |tx| {
            door::sign_in(tx, &code, opened)
        })
        .wait()?;
    given(done)
}

/// Gives everybody a token as of now: one of the day on which the contest was set up has run out since.
pub(super) fn new_tokens(world: &World, setup: &mut Setup, now: Moment) -> Result<(), Fault> {
    for person in &mut setup.people {
        let signed = signed_in(world, (&person.code, Opened::Token), now)?;
        signed.token.expose().clone_into(&mut person.token);
    }
    Ok(())
}

/// Opens every bank, once the contest is open: each campaign's by its own organiser.
pub fn open_banks(world: &World, setup: &Setup, now: Moment) -> Result<(), Fault> {
    let people = setup.people.iter();
    let organisers = people.filter(|one| one.role == Role::Organiser);
    for (organiser, bank) in organisers.zip(&setup.banks) {
        open(world, organiser, *bank, now)?;
    }
    Ok(())
}

fn open(world: &World, organiser: &WayIn, bank: BankId, now: Moment) -> Result<(), Fault> {
    let key = SessionKey::of(&organiser.token).ok_or(Fault::NoSeat)?;
    let done = world
        .write("demo-open", Auth::Session(key), now, move |tx| {
            banks::set_open(tx, bank, Wanted::Open)
        })
        .wait()?;
    given(done)
}

/// People whom the organiser has invited and who haven't joined yet, as its page shows them.
fn invite(
    world: &World,
    words: &Words,
    (organiser, campaign): (&WayIn, CampaignId),
    now: Moment,
) -> Result<(), Fault> {
    let key = SessionKey::of(&organiser.token).ok_or(Fault::NoSeat)?;
    let names = ["demo-guest-a", "demo-guest-b"].map(|key| words.t(key));
    let people = names.iter().filter_map(|name| Guest::parse(name, "").ok());
    let guests = Guests {
        bank: None,
        people: people.collect(),
    };
    let done = world
        .write("demo-invite", Auth::Session(key), now, move |tx| {
            invitations::invite(tx, campaign, &guests)
        })
        .wait()?;
    given(done).map(|_| ())
}

/// What an act of the demo gave; a refusal ends the demo.
pub(super) fn given<T>(done: Done<T>) -> Result<T, Fault> {
    granted(done.verdict)
}

/// The same of its verdict alone, where the proof is still needed.
pub(super) fn granted<T>(verdict: Verdict<T>) -> Result<T, Fault> {
    match verdict {
        Verdict::Given(value) => Ok(value),
        Verdict::Refused(refusal) => Err(Fault::World(format!("the demo was refused: {refusal}"))),
    }
}
