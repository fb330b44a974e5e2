//! Who is told that a campaign's answers are opened, who ever stood on its side, and how far back is looked.

use std::collections::BTreeSet;

use switchboard_rules::answers::{Purpose, Wanted};
use switchboard_rules::card::Outcome;
use switchboard_rules::ids::AccountId;
use switchboard_rules::moment::Span;
use switchboard_rules::policy::{Reason, Role, Scope};

use super::answers::{NEXT, case, leaves, office, opened, refused, ring, try_ask, try_read};
use super::house::{EVENING, House, Person, given, on_both};
use crate::answers::{self, PARTS_MAX};
use crate::engine::Arg;
use crate::session::Auth;
use crate::tx::Verdict;

/// Who hears of the first campaign's case, with and without the two who open it.
fn heard(house: &House, two: [AccountId; 2], by_letter: bool) -> BTreeSet<AccountId> {
    let wanted = Wanted {
        campaign: house.campaigns[0],
        contest: house.contest,
        purpose: Purpose::Complaint,
        guarded: false,
    };
    let done = house
        .world
        .write("heard", Auth::Job("test"), EVENING, move |tx| {
            answers::concerned(tx, &wanted, two, by_letter).map(Verdict::Given)
        });
    given(done.wait())
}

/// Everybody has an address from now on.
fn addressed(house: &House) {
    house.tamper("update account set email_sealed = label_sealed");
}

const NO_TWO: [AccountId; 2] = [AccountId::from_bytes([0; 16]); 2];

#[test]
fn the_campaign_is_whoever_organises_it_or_a_bank_of_it_can_be_written_to_and_is_none_of_the_two() {
    on_both(1, |house| {
        let of = |role, scope| house.person("Rhys Red", role, scope).account;
        let all = |who: &[AccountId]| who.iter().copied().collect::<BTreeSet<_>>();
        let olwen = heard(house, NO_TWO, false);
        let [olwen] = olwen.into_iter().collect::<Vec<_>>()[..] else {
            panic!("the bank's organiser alone")
        };
        assert!(
            heard(house, NO_TWO, true).is_empty(),
            "no letter reaches them"
        );
        addressed(house);
        assert_eq!(heard(house, NO_TWO, true), all(&[olwen]));
        let bank = of(Role::Organiser, Scope::Bank(house.banks[0]));
        of(Role::Organiser, Scope::Bank(house.banks[1]));
        assert_eq!(heard(house, NO_TWO, true), all(&[olwen]));
        addressed(house);
        assert_eq!(heard(house, NO_TWO, true), all(&[olwen, bank]));
        assert_eq!(heard(house, [olwen, NO_TWO[0]], true), all(&[bank]));
        assert_eq!(heard(house, [NO_TWO[0], bank], true), all(&[olwen]));
        assert!(heard(house, [olwen, bank], true).is_empty());
        let runs = of(Role::ReturningOfficer, Scope::Organisation);
        addressed(house);
        assert_eq!(heard(house, [olwen, bank], true), all(&[runs]));
        assert!(heard(house, [olwen, bank], true).contains(&runs));
        // Nobody organises it any more: whoever did lately hears, and whoever runs the contest unless they are one of the two.
        leaves(house, olwen);
        assert_eq!(heard(house, NO_TWO, true), all(&[bank]));
        leaves(house, bank);
        assert_eq!(heard(house, NO_TWO, true), all(&[olwen, bank, runs]));
        assert_eq!(heard(house, [runs, bank], true), all(&[olwen]));
        house.tamper("update term set from_at = from_at - 7862400000, ended_at = ended_at - 7862400000 where ended_at is not null");
        assert_eq!(heard(house, NO_TWO, true), all(&[runs]));
        assert!(heard(house, [runs, bank], true).is_empty());
    });
}

/// Gives somebody one more role that ended so many days ago, past every other part of the program.
fn once_held(
    house: &House,
    who: &Person,
    (role, kind, scope): (&'static str, &'static str, [u8; 16]),
    days: i64,
    id: u8,
) {
    let account = who.account;
    let held = move |raw: &mut crate::engine::Raw<'_>| {
        let at = EVENING.minus(Span::days(days)).millis();
        let id = [id; 16];
        let args = [
            Arg::Int(account.bucket()),
            Arg::Bytes(account.as_bytes()),
            Arg::Bytes(&id),
            Arg::Text(role),
            Arg::Text(kind),
            Arg::Bytes(&scope),
            Arg::Int(at),
        ];
        raw.run("insert into term (bucket, account, id, role, scope_kind, scope, from_at, ended_at, granted_by) values ($1, $2, $3, $4, $5, $6, $7, $7, $2)", &args)
    };
    house.world.0.db.write("held", held).unwrap();
}

#[test]
fn a_role_in_the_contest_counts_for_ever_behind_however_many_later_ones() {
    on_both(1, |house| {
        ring(house, 0, Outcome::Answered, "kind", EVENING);
        let places = [
            ("campaign", *house.campaigns[1].as_bytes()),
            ("bank", *house.banks[1].as_bytes()),
            ("contest", *house.contest.as_bytes()),
        ];
        for (kind, scope) in places {
            let officer = office(house, Role::MembershipOfficer);
            for n in 0..70 {
                once_held(house, &officer, ("auditor", "organisation", [0; 16]), 1, n);
            }
            // None of these is a side.
            once_held(
                house,
                &officer,
                ("returning-officer", "contest", *house.contest.as_bytes()),
                1,
                71,
            );
            once_held(house, &officer, ("caller", "campaign", [7; 16]), 1, 72);
            given(try_ask(house, &officer, 0));
            once_held(house, &officer, ("caller", kind, scope), 400, 73);
            assert_eq!(
                refused(try_ask(house, &officer, 0)),
                Reason::InContest,
                "{kind}"
            );
        }
    });
}

#[test]
fn it_is_said_when_more_entries_lead_to_a_member_than_are_looked_through() {
    on_both(1, |house| {
        ring(house, 0, Outcome::Answered, "kind", EVENING);
        let (asks, id) = case(house, 0);
        let look = || {
            let done = try_read(house, &asks, id, NEXT).unwrap();
            let Verdict::Given(reading) = done.verdict else {
                panic!("refused")
            };
            let is_cut = reading.is_cut;
            (opened(reading, &done.proof).unwrap().len(), is_cut)
        };
        assert_eq!(look(), (1, false));
        let more = |raw: &mut crate::engine::Raw<'_>| {
            for n in 0..PARTS_MAX {
                let mut entry = [0xff; 16];
                entry[8..].copy_from_slice(&n.to_be_bytes());
                let args = [Arg::Bytes(&entry)];
                raw.run("insert into entry_subject (bucket, member, entry, part_sealed, entry_bucket) select bucket, id, $1, erase_key, 0 from member", &args)?;
            }
            Ok(())
        };
        house.world.0.db.write("more", more).unwrap();
        assert_eq!(look(), (0, true), "the call lies behind them");
    });
}
