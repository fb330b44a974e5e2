//! A campaign is taken out of its contest by two people's word.

use switchboard_rules::giving::Giving;
use switchboard_rules::ids::{BankId, CampaignId, RequestId};
use switchboard_rules::moment::Span;
use switchboard_rules::policy::{Place, Reason, Role, Scope};
use switchboard_rules::request::Because;

use super::calls::has_somebody;
use super::freezes::refused;
use super::house::{EVENING, House, Person, given, on_both};
use super::leaving::overtakes;
use crate::banks::NewBank;
use crate::requests::{self, Asked, Cannot, Decided, Decision};
use crate::session::Auth;
use crate::tx::{Tx, Verdict};
use crate::world::{Done, World};
use crate::{banks, door, leaving};

pub(super) fn why() -> Because {
    Because::parse("Its candidate has withdrawn").unwrap()
}

/// One asks that a campaign be taken out.
fn ask(house: &House, who: &Person, campaign: CampaignId) -> RequestId {
    let asks = move |tx: &mut Tx<'_, '_>| leaving::ask_withdrawal(tx, campaign, why());
    match given(house.act(who, EVENING, asks)) {
        Asked::New { id, .. } => id,
        other => panic!("{other:?}"),
    }
}

fn approve(house: &House, who: &Person, id: RequestId) -> Result<Done<Decided>, crate::Fault> {
    house.act(who, EVENING, move |tx| {
        requests::decide(tx, id, Decision::Approve, None)
    })
}

/// The returning officer asks, and a data protection officer agrees.
pub(super) fn withdraw(house: &House, returning: &Person, campaign: CampaignId) {
    let id = ask(house, returning, campaign);
    let dpo = house.person("Della Dpo", Role::Dpo, Scope::Organisation);
    given(approve(house, &dpo, id));
}

#[test]
fn a_campaign_is_taken_out_when_a_second_official_agrees_and_by_no_rival_and_nobody_alone() {
    on_both(4, |house| {
        let [ours, theirs] = house.campaigns;
        let office = |role| house.person("Orla Official", role, Scope::Organisation);
        let (returning, dpo) = (office(Role::ReturningOfficer), office(Role::Dpo));
        let caller = house.caller(0);
        house.person("Olwen Organiser", Role::Organiser, Scope::Campaign(ours));
        let letters =
            || house.count("select count(*) from outbox where kind = 'campaign-withdrawn'");
        let id = ask(house, &returning, ours);
        // Whoever organises it hears of it, and nothing has ended.
        let asked = letters();
        assert!(asked >= 1);
        assert!(has_somebody(house, &caller, house.banks[0], EVENING));
        assert_eq!(
            refused(approve(house, &returning, id)),
            Reason::SecondPerson
        );
        // An official who stands with the rival agrees to nothing, and asks for nothing.
        let scope = Scope::Campaign(theirs);
        let rival = house.person("Rival Rita", Role::Caller, scope);
        let made = house.world.write("office", Auth::Console, EVENING, {
            let giving = Giving {
                account: rival.account,
                role: Role::ReturningOfficer,
                at: Place::Organisation,
                from: EVENING,
                until: Some(EVENING.plus(Span::days(30))),
            };
            move |tx| door::grant_term(tx, &giving)
        });
        given(made.wait());
        assert_eq!(refused(approve(house, &rival, id)), Reason::InContest);
        let asks = move |tx: &mut Tx<'_, '_>| leaving::ask_withdrawal(tx, ours, why());
        assert_eq!(refused(house.act(&rival, EVENING, asks)), Reason::InContest);
        given(approve(house, &dpo, id));
        assert!(
            letters() >= asked * 2 + 2,
            "the offices and its organisers hear of it"
        );
        assert!(!is_dealt(house, &caller, house.banks[0]));
        // It can't be asked for again, nor is a bank added to it.
        let again = given(house.act(&returning, EVENING, asks));
        assert_eq!(again, Asked::Not(Cannot::NotUnderstood));
        let new = NewBank {
            campaign: ours,
            contest: house.contest,
            name: "Late bank".to_owned(),
            opening: "Good evening".to_owned(),
            script: String::new(),
            notes: false,
        };
        let bank = house
            .world
            .write("bank", Auth::Console, EVENING, move |tx| {
                banks::new_bank(tx, &new).map(Verdict::Given)
            });
        let why = bank.wait().map(|_| ()).unwrap_err().to_string();
        assert!(why.contains("make a new campaign"), "{why}");
        house.settle(EVENING);
    });
}

/// Whether somebody is dealt a card, or told that there is none.
fn is_dealt(house: &House, who: &Person, bank: BankId) -> bool {
    let account = who.account;
    let next = move |tx: &mut Tx<'_, '_>| crate::desk::next(tx, bank, account);
    matches!(
        house.act(who, EVENING, next).unwrap().verdict,
        Verdict::Given(_)
    )
}

#[test]
fn a_bank_that_is_laid_while_its_campaign_withdraws_on_another_node_is_closed_with_it() {
    on_both(4, |house| {
        let ours = house.campaigns[0];
        let office = |role| house.person("Orla Official", role, Scope::Organisation);
        let (returning, dpo) = (office(Role::ReturningOfficer), office(Role::Dpo));
        let id = ask(house, &returning, ours);
        let contest = house.contest;
        let lays = move |tx: &mut Tx<'_, '_>| {
            let new = NewBank {
                campaign: ours,
                contest,
                name: "Late bank".to_owned(),
                opening: "Good evening".to_owned(),
                script: String::new(),
                notes: false,
            };
            banks::new_bank(tx, &new).map(Verdict::Given)
        };
        let key = dpo.key;
        let overtaken = overtakes(house, Auth::Console, lays, move |node: &World| {
            let agrees =
                move |tx: &mut Tx<'_, '_>| requests::decide(tx, id, Decision::Approve, None);
            given(
                node.write("agree", Auth::Session(key), EVENING, agrees)
                    .wait(),
            );
        });
        assert!(!overtaken, "the withdrawal waits for the bank");
        let open = "select count(*) from bank where state <> 'closed'";
        assert_eq!(house.count(open), 1, "the rival's alone");
        assert!(house.count("select count(*) from bank") >= 3);
    });
}
