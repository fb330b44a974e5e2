//! A code for somebody who has left opens their own record: two people make it, and the person hears of it at once.

use switchboard_rules::events::EventKind;
use switchboard_rules::ids::{AccountId, RequestId};
use switchboard_rules::moment::{Moment, Span};
use switchboard_rules::policy::{Opened, Reason, Role};
use switchboard_rules::request::{Because, Kind};

use super::house::{EVENING, given};
use super::office::{Holder, Office, auth, later, on_both, reason};
use super::own_record::own_page;
use crate::door::{self, Handed, SignedIn, about_record};
use crate::engine::Arg;
use crate::machine::{self, letters};
use crate::requests::{self, Asked, Asking, Cannot, Decided, Decision};
use crate::session::Auth;
use crate::world::World;

fn asking(account: AccountId) -> Asking {
    let because = Because::parse("They asked for it by letter").unwrap();
    Asking::about_nobody(Kind::OpenRecord, about_record(account), because)
}

fn ask(world: &World, who: Auth, account: AccountId, now: Moment) -> Asked {
    let asking = asking(account);
    let asked = world.write("ask", who, now, move |tx| requests::ask(tx, &asking));
    given(asked.wait())
}

fn new(asked: Asked) -> RequestId {
    let Asked::New { id, .. } = asked else {
        panic!("{asked:?}")
    };
    id
}

fn decide(world: &World, who: Auth, id: RequestId, yes: Decision, now: Moment) -> Decided {
    let because = Because::parse("so we agreed").unwrap();
    let done = world.write("decide", who, now, move |tx| {
        requests::decide(tx, id, yes, Some(&because))
    });
    given(done.wait())
}

fn handed(decided: Decided) -> Handed {
    let Decided::Handed(handed) = decided else {
        panic!("{decided:?}")
    };
    handed
}

/// The code that the first of two asks for and the second approves.
pub(super) fn made_by_two(
    world: &World,
    (asks, approves): (Auth, Auth),
    account: AccountId,
    now: Moment,
) -> String {
    let id = new(ask(world, asks, account, now));
    let decided = decide(world, approves, id, Decision::Approve, now);
    handed(decided).code.expose()
}

/// A caller who has left, and two offices.
struct Cast {
    left: Holder,
    dpo: SignedIn,
    approver: SignedIn,
    others: [AccountId; 2],
}

fn cast(office: &Office) -> Cast {
    let (della, ari) = (
        office.add("Della", Role::Dpo, EVENING),
        office.add("Ari", Role::Approver, EVENING),
    );
    let left = office.add("Cai", Role::Caller, EVENING);
    let account = left.account;
    given(Ok(office.act(Auth::Console, EVENING, move |tx| {
        door::end_access(tx, account)
    })));
    Cast {
        dpo: office.set_up(&della, EVENING).0,
        approver: office.set_up(&ari, EVENING).0,
        others: [della.account, ari.account],
        left,
    }
}

/// Codes of an account that work now.
fn codes(office: &Office, account: AccountId, now: Moment) -> i64 {
    let sql = "select count(*) from sign_in_code where account = $1 and used_at is null and expires_at > $2";
    let args = [Arg::Bytes(account.as_bytes()), Arg::Int(now.millis())];
    let found = office
        .world
        .0
        .db
        .read("look", |raw| raw.one(sql, &args, |row| row.int(0)));
    found.unwrap().unwrap()
}

#[test]
fn an_office_alone_gets_no_code_for_somebody_who_has_left() {
    on_both(|office| {
        let cast = cast(office);
        let account = cast.left.account;
        let back = given(Ok(office.ask_back(&cast.dpo, account, later(1))));
        assert_eq!(back, Asked::Not(Cannot::NotUnderstood), "no way back in");
        let id = new(ask(&office.world, auth(&cast.dpo), account, later(1)));
        let own = office.act(auth(&cast.dpo), later(1), move |tx| {
            requests::decide(tx, id, Decision::Approve, None)
        });
        assert_eq!(reason(own), Reason::SecondPerson);
        let console = office.act(Auth::Console, later(1), move |tx| {
            requests::decide(tx, id, Decision::Approve, None)
        });
        assert!(matches!(console.verdict, crate::tx::Verdict::Refused(_)));
        assert_eq!(codes(office, account, later(1)), 0, "asking makes none");
        assert_eq!(office.entries(EventKind::CodeHandedOut), 0);
    });
}

#[test]
fn a_leavers_code_is_made_by_two_works_once_and_opens_their_own_record_alone() {
    on_both(|office| {
        let cast = cast(office);
        let account = cast.left.account;
        let id = new(ask(&office.world, auth(&cast.dpo), account, later(1)));
        assert_eq!(
            ask(&office.world, auth(&cast.dpo), account, later(1)),
            Asked::Already(id)
        );
        let decided = decide(
            &office.world,
            auth(&cast.approver),
            id,
            Decision::Approve,
            later(2),
        );
        let handed = handed(decided);
        assert_eq!(
            (handed.label.as_str(), codes(office, account, later(2))),
            ("Cai", 1)
        );
        let code = handed.code.expose();
        let inside = office.with_code(&code, later(3)).expect("it works");
        assert_eq!((inside.opened, inside.account), (Opened::Code, account));
        assert!(office.with_code(&code, later(3)).is_none(), "it works once");
        let page = own_page(&office.world, &auth(&inside), None, later(3));
        assert!(
            page.lines
                .iter()
                .any(|line| line.kind == EventKind::SignIn.code())
        );
        let accounts = office.act(auth(&inside), later(3), |tx| door::accounts(tx, None));
        assert_eq!(reason(accounts), Reason::NotYours);
        assert_eq!(office.entries(EventKind::CodeHandedOut), 1);
        // Whoever left says that it wasn't they: one office shuts what two opened.
        let shut = office.act(auth(&cast.dpo), later(3), move |tx| {
            door::shut_account(tx, account)
        });
        assert!(matches!(shut.verdict, crate::tx::Verdict::Given(())));
        let after = office.act(auth(&inside), later(3), door::own_sessions);
        assert_eq!(reason(after), Reason::SignedOut);
        // Everybody hears of it.
        for who in cast.others.into_iter().chain([account]) {
            assert_eq!(office.messages("record-code-made", who), 1);
        }
        // The next one ends this one.
        let both = (auth(&cast.dpo), auth(&cast.approver));
        let (first, second) = (
            made_by_two(&office.world, both.clone(), account, later(4)),
            made_by_two(&office.world, both, account, later(5)),
        );
        assert!(office.with_code(&first, later(6)).is_none());
        assert!(office.with_code(&second, later(6)).is_some());
    });
}

#[test]
fn the_person_hears_at_their_own_address_at_once_that_a_code_was_asked_for_and_by_whom() {
    on_both(|office| {
        let cast = cast(office);
        let account = cast.left.account;
        ask(&office.world, auth(&cast.dpo), account, later(1));
        let mut told = Vec::new();
        letters(&office.world, later(1), Span::days(5), "", &mut |letter| {
            if letter.kind == "record-code-asked" {
                let by = letter.vars.iter().find(|(name, _)| name == "by");
                told.push((letter.address.clone(), by.unwrap().1.clone()));
            }
            machine::Handed::Taken("250".to_owned())
        })
        .unwrap();
        assert_eq!(told, [(cast.left.email.clone(), "Della".to_owned())]);
        let both = [
            ("request-waits", cast.others[1]),
            ("record-code-made", account),
        ];
        assert_eq!(both.map(|(kind, who)| office.messages(kind, who)), [1, 0]);
    });
}

#[test]
fn a_leavers_code_that_was_refused_taken_back_or_not_decided_is_never_made() {
    on_both(|office| {
        let cast = cast(office);
        let account = cast.left.account;
        let world = &office.world;
        let refused = new(ask(world, auth(&cast.dpo), account, later(1)));
        let no = decide(
            world,
            auth(&cast.approver),
            refused,
            Decision::Refuse,
            later(1),
        );
        assert_eq!(no, Decided::Refused);
        let back = new(ask(world, auth(&cast.dpo), account, later(2)));
        let withdrawn = office.act(auth(&cast.dpo), later(2), move |tx| {
            requests::withdraw(tx, back)
        });
        assert_eq!(given(Ok(withdrawn)), Decided::Withdrawn);
        let id = new(ask(world, Auth::Console, account, later(3)));
        let late = later(3).plus(Span::days(8));
        assert_eq!(requests::lapse(world, late).unwrap(), 1);
        for id in [refused, back, id] {
            let fresh = auth(&cast.approver);
            let yes = decide(world, fresh, id, Decision::Approve, later(4));
            assert!(matches!(yes, Decided::Not(_)), "{yes:?}");
        }
        assert_eq!(codes(office, account, later(4)), 0);
    });
}

#[test]
fn nobody_who_holds_a_role_is_opened_by_two_either_but_whoever_only_keeps_checkpoints() {
    on_both(|office| {
        let cast = cast(office);
        let (caller, colleague) = (
            office.add("Cadi", Role::Caller, EVENING),
            office.add("Orla", Role::MembershipOfficer, EVENING),
        );
        for holder in [&caller, &colleague] {
            let asked = ask(&office.world, auth(&cast.dpo), holder.account, later(1));
            assert_eq!(asked, Asked::Not(Cannot::NotUnderstood));
        }
        let nobody = AccountId::from_bytes([9; 16]);
        let asked = ask(&office.world, auth(&cast.dpo), nobody, later(1));
        assert_eq!(asked, Asked::Not(Cannot::NotUnderstood));
        // Whoever came back between asking and approving holds a role.
        let account = cast.left.account;
        let id = new(ask(&office.world, auth(&cast.dpo), account, later(1)));
        let came_back = "update term set ended_at = null where role = 'caller'";
        office
            .world
            .0
            .db
            .write("back", move |raw| raw.run(came_back, &[]))
            .unwrap();
        let decided = decide(
            &office.world,
            auth(&cast.approver),
            id,
            Decision::Approve,
            later(1),
        );
        assert_eq!(decided, Decided::Failed);
        assert_eq!(codes(office, account, later(1)), 0);
        let auditor = office.add("Aled", Role::Auditor, EVENING);
        let account = auditor.account;
        let back = given(Ok(office.ask_back(&cast.dpo, account, later(2))));
        assert_eq!(back, Asked::Not(Cannot::NotUnderstood), "no way back in");
        let both = (auth(&cast.dpo), auth(&cast.approver));
        let code = made_by_two(&office.world, both, account, later(2));
        assert_eq!(office.messages("record-code-asked", account), 1);
        assert!(office.with_code(&code, later(3)).is_some());
    });
}

#[test]
fn a_code_for_a_colleague_ends_with_their_office_and_opens_no_record_after_it() {
    on_both(|office| {
        let cast = cast(office);
        let orla = office.add("Orla", Role::MembershipOfficer, EVENING);
        let (account, ends) = (orla.account, later(60));
        office
            .world
            .0
            .db
            .write("term", move |raw| {
                let args = [Arg::Int(ends.millis()), Arg::Bytes(account.as_bytes())];
                raw.run("update term set until_at = $1 where account = $2", &args)
            })
            .unwrap();
        let osian = office.add("Osian", Role::MembershipOfficer, EVENING);
        let (second, _) = office.set_up(&osian, EVENING);
        let handed = office.let_back((&cast.dpo, &second), account, later(1));
        assert_eq!(handed.until, ends);
        assert!(office.with_code(&handed.code.expose(), later(61)).is_none());
    });
}
