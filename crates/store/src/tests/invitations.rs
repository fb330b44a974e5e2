//! Invitations as the store keeps them: the letter, their end, and what the password of a caller opens who was made organiser.

use switchboard_rules::ids::{AccountId, InvitationId};
use switchboard_rules::moment::Span;
use switchboard_rules::person::Email;
use switchboard_rules::policy::{Opened, Reason, Role, Scope};

use super::house::{EVENING, House, Person, given, on_both};
use crate::door::invitations::{self, Guest, Guests, Inviting, Page, Told};
use crate::door::{self, NewPassword, SignedIn, WayIn};
use crate::engine::Value;
use crate::machine::{Handed, letters};
use crate::session::{Auth, SessionKey};
use crate::tx::{Tx, Verdict};

const PASSWORD: &str = "kettle drawn by four geese";

pub(super) fn organiser(house: &House) -> Person {
    let scope = Scope::Campaign(house.campaigns[0]);
    house.person("Olwen Organiser", Role::Organiser, scope)
}

/// Invites somebody to ring for the first campaign: the invitation, and its code.
pub(super) fn invited(house: &House, by: &Person, email: &'static str) -> (InvitationId, String) {
    let campaign = house.campaigns[0];
    let done = given(house.act(by, EVENING, move |tx| {
        let guests = Guests {
            bank: None,
            people: vec![Guest::parse("Cai Caller", email).unwrap()],
        };
        invitations::invite(tx, campaign, &guests)
    }));
    let Inviting::Done { told, .. } = done else {
        panic!("nobody was invited")
    };
    match told.into_iter().next() {
        Some(Told::New { id, code, .. }) => (id, code.expose()),
        _ => panic!("nobody was invited"),
    }
}

fn as_job<T: Send + 'static>(
    house: &House,
    act: impl FnMut(&mut Tx<'_, '_>) -> Result<Verdict<T>, crate::Fault> + Send + 'static,
) -> Verdict<T> {
    let done = house.world.write("story", Auth::Job("door"), EVENING, act);
    done.wait().unwrap().verdict
}

pub(super) fn with_session<T: Send + 'static>(
    house: &House,
    session: &SignedIn,
    act: impl FnMut(&mut Tx<'_, '_>) -> Result<Verdict<T>, crate::Fault> + Send + 'static,
) -> Verdict<T> {
    let key = SessionKey::of(session.token.expose()).unwrap();
    let done = house.world.write("story", Auth::Session(key), EVENING, act);
    done.wait().unwrap().verdict
}

pub(super) fn joined(house: &House, (id, code): (InvitationId, String)) -> SignedIn {
    match as_job(house, move |tx| invitations::join(tx, id, &code, "a-test")) {
        Verdict::Given(signed_in) => signed_in,
        Verdict::Refused(refusal) => panic!("{refusal}"),
    }
}

fn with_password(house: &House, email: &str) -> Option<SignedIn> {
    let checked = house.world.check_password(email, PASSWORD).unwrap();
    match as_job(house, move |tx| {
        door::sign_in_with_password(tx, &checked, "")
    }) {
        Verdict::Given(signed_in) => Some(signed_in),
        Verdict::Refused(_) => None,
    }
}

const TERM: &str = "insert into term (bucket, account, id, role, scope_kind, scope, from_at, granted_by) values ($1, $2, $3, $4, 'campaign', $5, $6, $3)";

/// Makes an account an organiser of the first campaign, from so many days on.
fn promote(house: &House, account: AccountId, days: i64) {
    let campaign = house.campaigns[0];
    let _done = as_job(house, move |tx| {
        tx.later(
            TERM,
            vec![
                Value::Int(account.bucket()),
                Value::Bytes(account.as_bytes().to_vec()),
                Value::Bytes(vec![9; 16]),
                Value::Text(Role::Organiser.text().to_owned()),
                Value::Bytes(campaign.as_bytes().to_vec()),
                Value::Int(EVENING.plus(Span::days(days)).millis()),
            ],
        );
        Ok(Verdict::Given(()))
    });
}

#[test]
fn the_password_of_a_caller_who_is_made_organiser_opens_nothing_and_a_running_session_only_rings() {
    for days in [0, 3] {
        on_both(1, |house| {
            let by = organiser(house);
            let begun = joined(house, invited(house, &by, "cai@example.org"));
            assert_eq!(begun.opened, Opened::Joined);
            let password = NewPassword::parse_alone(PASSWORD, &["Cai Caller"]).unwrap();
            let hash = house.world.hash(&password).unwrap();
            let set = with_session(house, &begun, move |tx| {
                let email = Email::parse("cai@example.org").unwrap();
                door::set_callers_password(tx, &email, &hash)
            });
            assert!(matches!(set, Verdict::Given(WayIn::Set)));
            let alone = with_password(house, "cai@example.org").unwrap();
            assert_eq!(alone.opened, Opened::PasswordAlone);

            promote(house, alone.account, days);
            assert!(with_password(house, "cai@example.org").is_none());
            let campaign = house.campaigns[0];
            let look = move |tx: &mut Tx<'_, '_>| invitations::people(tx, campaign, Page::FIRST);
            let Verdict::Refused(refusal) = with_session(house, &alone, look) else {
                panic!("it saw whom the organiser invited")
            };
            let why = match days {
                0 => Reason::RingsOnly,
                _ => Reason::TermNotBegun,
            };
            assert_eq!(refusal.reason, why);
            let own = with_session(house, &alone, door::own_sessions);
            assert!(matches!(own, Verdict::Given(_)), "it still runs");
            house.settle(EVENING);
        });
    }
}

#[test]
fn the_letter_holds_link_and_names_and_goes_nowhere_once_the_invitation_is_used_or_gone() {
    on_both(1, |house| {
        let by = organiser(house);
        let (id, code) = invited(house, &by, "cai@example.org");
        joined(house, invited(house, &by, "used@example.org"));
        let (gone, _) = invited(house, &by, "gone@example.org");
        let campaign = house.campaigns[0];
        given(house.act(&by, EVENING, move |tx| {
            invitations::take_back(tx, campaign, gone)
        }));
        let mut seen = Vec::new();
        letters(&house.world, EVENING, Span::days(5), "", &mut |letter| {
            seen.push((
                letter.kind.clone(),
                letter.address.clone(),
                letter.vars.clone(),
            ));
            Handed::Taken("250".to_owned())
        })
        .unwrap();
        let about = seen.iter().filter(|(kind, ..)| kind == "invitation");
        let about: Vec<_> = about.collect();
        assert_eq!(about.len(), 1, "{about:?}");
        let (_, address, vars) = about[0];
        assert_eq!(address, "cai@example.org");
        let var = |name: &str| {
            let found = vars.iter().find(|(known, _)| known == name);
            found.map(|(_, value)| value.as_str())
        };
        assert_eq!(var("invitation"), Some(id.to_string().as_str()));
        assert_eq!(var("guest"), Some("Cai Caller"));
        assert_eq!(var("by"), Some("Olwen Organiser"));
        let told = format!("{vars:?}");
        assert!(!told.contains(&code) && !told.contains(&code.replace('-', "")));
    });
}

#[test]
fn name_and_address_of_whoever_did_not_join_are_erased_a_month_later_and_with_joining_at_once() {
    on_both(1, |house| {
        let by = organiser(house);
        joined(house, invited(house, &by, "used@example.org"));
        let kept = "select count(*) from invitation where label_sealed is not null or email_sealed is not null";
        assert_eq!(house.count(kept), 0, "they are the account's now");
        invited(house, &by, "cai@example.org");
        let later = |days| EVENING.plus(Span::days(days));
        assert_eq!(invitations::forget_old(&house.world, later(36)).unwrap(), 0);
        assert_eq!(house.count(kept), 1);
        assert_eq!(invitations::forget_old(&house.world, later(38)).unwrap(), 1);
        assert_eq!(house.count(kept), 0);
        assert_eq!(house.count("select count(*) from invitation"), 1);
    });
}

#[test]
fn an_organiser_sends_so_many_invitations_again_in_a_day_and_no_more() {
    on_both(2, |house| {
        let own = organiser(house);
        let campaign = house.campaigns[0];
        let (id, _) = invited(house, &own, "cai@example.org");
        let renew = |now| {
            house
                .act(&house.again(&own, now), now, move |tx| {
                    invitations::renew(tx, campaign, id)
                })
                .unwrap()
                .verdict
        };
        for _ in 0..invitations::RENEWALS_A_DAY_MAX {
            assert!(matches!(renew(EVENING), Verdict::Given(Some(_))));
        }
        let letters = house.count("select count(*) from outbox where kind = 'invitation'");
        let Verdict::Refused(refusal) = renew(EVENING) else {
            panic!("one more")
        };
        assert_eq!(refusal.reason, Reason::RenewalsSpent);
        let after = house.count("select count(*) from outbox where kind = 'invitation'");
        assert_eq!(letters, after, "no letter");
        let tomorrow = EVENING.plus(Span::days(1)).plus(Span::minutes(1));
        assert!(matches!(renew(tomorrow), Verdict::Given(Some(_))));
    });
}

#[test]
fn who_organises_one_bank_invites_for_it_and_sees_nobody_of_the_campaigns_other_banks() {
    on_both(2, |house| {
        let (campaign, bank) = (house.campaigns[0], house.banks[0]);
        let next = house.another_bank(0);
        let own = organiser(house);
        let small = house.person("Olga Organiser", Role::Organiser, Scope::Bank(bank));
        let foreign = house.person("Osian", Role::Organiser, Scope::Bank(house.banks[1]));
        let invite = |by: &Person, at: Option<switchboard_rules::ids::BankId>| {
            house.act(by, EVENING, move |tx| {
                let guests = Guests {
                    bank: at,
                    people: vec![Guest::parse("Cai Caller", "").unwrap()],
                };
                invitations::invite(tx, campaign, &guests)
            })
        };
        let why = |done: Result<crate::world::Done<Inviting>, crate::Fault>| match done {
            Ok(done) => match done.verdict {
                Verdict::Refused(refusal) => Some(refusal.reason),
                Verdict::Given(_) => None,
            },
            Err(fault) => panic!("{fault}"),
        };
        assert_eq!(why(invite(&small, Some(bank))), None);
        assert_eq!(why(invite(&small, None)), Some(Reason::NotYourCampaign));
        assert_eq!(why(invite(&small, Some(next))), Some(Reason::NotYourBank));
        let elsewhere = invite(&foreign, Some(house.banks[1]));
        assert_eq!(
            why(elsewhere),
            Some(Reason::NotYourBank),
            "of another campaign"
        );
        assert_eq!(why(invite(&own, Some(next))), None);
        assert_eq!(why(invite(&own, None)), None);
        let list = |by: &Person| {
            given(house.act(by, EVENING, move |tx| {
                invitations::people(tx, campaign, Page::FIRST)
            }))
        };
        let (theirs, all) = (list(&small), list(&own));
        assert_eq!((theirs.invited.len(), all.invited.len()), (1, 3));
        assert!(!theirs.is_whole && all.is_whole);
        assert_eq!((theirs.banks.len(), all.banks.len()), (1, 2));
        let mine = theirs.invited[0].id;
        // All three were made at one moment, so their order is their ids'.
        let mut ids = all.invited.iter().map(|one| one.id);
        let others = ids.find(|id| *id != mine).unwrap();
        for (id, is_theirs) in [(mine, true), (others, false)] {
            let renewed = house.act(&small, EVENING, move |tx| {
                invitations::renew(tx, campaign, id)
            });
            let given = matches!(renewed.unwrap().verdict, Verdict::Given(Some(_)));
            assert_eq!(given, is_theirs);
        }
        let code = given(house.act(&small, EVENING, move |tx| {
            invitations::renew(tx, campaign, mine)
        }));
        let code = code.unwrap().code.expose();
        let cai = joined(house, (mine, code));
        let (account, at) = (cai.account, campaign);
        let lost = move |tx: &mut Tx<'_, '_>| invitations::code_for_caller(tx, at, mine);
        given(house.act(&small, EVENING, lost));
        // Who rings in another bank too is let back in by who organises both.
        let also = switchboard_rules::giving::Giving {
            account,
            role: Role::Caller,
            at: switchboard_rules::policy::Place::Bank {
                bank: next,
                campaign,
                contest: house.contest,
            },
            from: EVENING,
            until: None,
        };
        given(house.act(&own, EVENING, move |tx| door::grant_term(tx, &also)));
        let no = house.act(&small, EVENING, lost).unwrap().verdict;
        assert!(matches!(no, Verdict::Refused(_)));
        given(house.act(&own, EVENING, lost));
        house.settle(EVENING);
    });
}
