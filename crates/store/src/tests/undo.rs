//! Undoing an import: what goes back, what stays, and who is listed.

use switchboard_rules::alike::Choice;
use switchboard_rules::person::{AreaName, BranchName, Email, Tags};
use switchboard_rules::policy::{Role, Scope};
use switchboard_rules::roll::{Part, Parts, RollRow};

use super::calls::has_somebody;
use super::duplicates::{id_of, twin};
use super::house::{EVENING, House, Person, import, importing, member, on_both, switched};
use super::merges::{external, hits, merged, pair, undo as unmerge};
use crate::duplicates::{Merged, Unmerged};
use crate::roll::{self, Ends, EndsMax, Extent, Import, Plan, Undone};
use crate::session::Auth;
use crate::tx::Verdict;

fn officer(house: &House) -> Person {
    house.person("Orla Officer", Role::MembershipOfficer, Scope::Organisation)
}

fn moved(n: u32) -> RollRow {
    let mut row = member(n);
    row.branch = BranchName::parse("Elsewhere").ok();
    row.email = Email::parse(&format!("moved{n}@members.example.org")).ok();
    row
}

fn imported(house: &House, rows: Vec<RollRow>) -> Import {
    let said = rows.into_iter().map(Into::into).collect();
    switched(
        importing(&house.world, &Plan::default(), said, EVENING),
        EVENING,
    )
}

fn undo_as(house: &House, auth: &Auth, import: &Import) -> Option<Import> {
    match roll::undo(&house.world, auth, import.id, || EVENING, |_| {}).unwrap() {
        Verdict::Given(Undone::Done(import)) => {
            roll::follow(&house.world, EVENING).unwrap();
            Some(*import)
        }
        Verdict::Given(Undone::NotDone) => None,
        Verdict::Refused(refusal) => panic!("refused: {}", refusal.reason.code()),
    }
}

fn undo(house: &House, import: &Import) -> Option<Import> {
    undo_as(house, &Auth::Console, import)
}

const IN_FORCE: &str = "select count(*) from member_row r where r.branch = 'Abercwm' and r.import = (select x.import from member_row x where x.bucket = r.bucket and x.member = r.member order by x.import desc limit 1)";

#[test]
fn an_undo_puts_back_what_the_file_changed_and_the_file_can_be_imported_again() {
    on_both(4, |house| {
        let bad = imported(house, (0..4).map(moved).collect());
        assert_eq!(house.count(IN_FORCE), 0);
        let undone = undo(house, &bad).unwrap();
        assert_eq!((undone.counts.changed, undone.counts.by_hand), (4, 0));
        assert_eq!(undone.counts.fields.of(Part::Branch), 4);
        assert_eq!(house.count(IN_FORCE), 4);
        assert_eq!(
            import(&house.world, (0..4).map(member).collect()).unchanged,
            4
        );
        assert_eq!(
            imported(house, (0..4).map(moved).collect()).counts.changed,
            4
        );
        assert!(undo(house, &bad).is_none(), "once");
        assert!(undo(house, &undone).is_none(), "an undo is not undone");
        assert_eq!(
            house.count("select count(*) from entry where kind = 305"),
            1
        );
    });
}

#[test]
fn what_changed_since_stays_and_is_listed_for_whoever_undid_it() {
    on_both(2, |house| {
        let bad = imported(house, (0..2).map(moved).collect());
        let mut newer = moved(0);
        newer.branch = BranchName::parse("Third").ok();
        import(&house.world, vec![newer]);
        let uploader = officer(house);
        let undone = undo_as(house, &uploader.auth(), &bad).unwrap();
        assert_eq!((undone.counts.changed, undone.counts.by_hand), (2, 1));
        assert_eq!(undone.counts.fields.of(Part::Email), 2);
        assert_eq!(undone.counts.fields.of(Part::Branch), 1);
        let id = undone.id;
        let done = house
            .act(&uploader, EVENING, move |tx| roll::notes(tx, id, 0))
            .unwrap();
        let Verdict::Given(page) = done.verdict else {
            panic!("refused")
        };
        assert_eq!(page.parts, [Parts::NONE.with(Part::Branch)]);
        let numbers = page.members.disclose(&done.proof).unwrap();
        assert_eq!(numbers.0, ["M-000000"]);
        let other = officer(house);
        let refused = house
            .act(&other, EVENING, move |tx| roll::notes(tx, id, 0))
            .unwrap();
        assert!(
            matches!(refused.verdict, Verdict::Refused(_)),
            "another officer"
        );
    });
}

#[test]
fn whom_the_consoles_import_and_its_undo_left_every_officer_may_look_at_and_nobody_else() {
    on_both(2, |house| {
        let bad = imported(house, (0..2).map(moved).collect());
        let mut newer = moved(0);
        newer.branch = BranchName::parse("Third").ok();
        import(&house.world, vec![newer]);
        let undone = undo(house, &bad).unwrap();
        let (parts, numbers) = left(house, &officer(house), &undone);
        assert_eq!(parts, [Parts::NONE.with(Part::Branch)]);
        assert_eq!(numbers, ["M-000000"]);
        let (caller, id) = (house.caller(0), undone.id);
        let refused = house
            .act(&caller, EVENING, move |tx| roll::notes(tx, id, 0))
            .unwrap();
        assert!(matches!(refused.verdict, Verdict::Refused(_)));
    });
}

#[test]
fn an_undo_lifts_no_objection_and_ends_whom_the_import_made() {
    on_both(1, |house| {
        let mut stopped = moved(0);
        stopped.do_not_call = true;
        let bad = imported(house, vec![stopped, member(1)]);
        crate::banks::fill(&house.world, house.banks[0], EVENING).unwrap();
        let undone = undo(house, &bad).unwrap();
        assert_eq!((undone.counts.changed, undone.counts.ended), (1, 1));
        assert_eq!(undone.counts.by_hand, 1, "the mark stays and is listed");
        let caller = house.caller(0);
        assert!(!has_somebody(house, &caller, house.banks[0], EVENING));
    });
}

#[test]
fn who_left_by_a_full_roll_is_a_member_again_after_its_undo() {
    on_both(3, |house| {
        let queued = || house.count("select count(*) from queue where class = 1");
        let before = queued();
        let plan = Plan {
            extent: Extent::FullRoll(EndsMax::Count(9)),
            ..Plan::default()
        };
        let mut running = importing(&house.world, &plan, vec![member(0).into()], EVENING);
        assert!(matches!(running.leave(EVENING).unwrap(), Ends::Written(_)));
        let bad = switched(running, EVENING);
        roll::follow(&house.world, EVENING).unwrap();
        assert_eq!(queued(), before / 3);
        assert_eq!(undo(house, &bad).unwrap().counts.resumed, 2);
        assert_eq!(queued(), before);
    });
}

#[test]
fn an_undo_brings_nobody_back_who_was_forgotten() {
    on_both(1, |house| {
        let bad = imported(house, vec![moved(0)]);
        // What forgetting comes to: nothing opens the member any more.
        house.tamper("update member set erase_key = born_import");
        let undone = undo(house, &bad).unwrap();
        assert_eq!(undone.counts.changed, 0);
        assert_eq!(house.count("select count(*) from member_row"), 2);
    });
}

/// Whom a page of an undo says that it left, with the parts.
fn left(house: &House, uploader: &Person, undone: &Import) -> (Vec<Parts>, Vec<String>) {
    let id = undone.id;
    let done = house
        .act(uploader, EVENING, move |tx| roll::notes(tx, id, 0))
        .unwrap();
    let Verdict::Given(page) = done.verdict else {
        panic!("refused")
    };
    let numbers = page.members.disclose(&done.proof).unwrap();
    (page.parts, numbers.0.clone())
}

const IS_MEMBER: &str = "select count(*) from member m where not exists (select 1 from member_end e where e.member = m.id and e.ended_at is not null and e.import = (select x.import from member_end x where x.bucket = m.bucket and x.member = m.id order by x.import desc limit 1))";

#[test]
fn whoever_was_merged_with_a_record_that_the_import_made_stays_a_member_and_the_merge_comes_first()
{
    for stays in ["T-000000", "M-000000"] {
        on_both(1, |house| {
            let uploader = officer(house);
            let bad = imported(house, vec![twin(0)]);
            let [of_m, of_t] = pair(house, &uploader);
            let looks = match stays {
                "T-000000" => [of_t, of_m],
                _ => [of_m, of_t],
            };
            let Merged::Done(merge) = merged(house, &uploader, looks, Choice::default()) else {
                panic!("not merged")
            };
            let undone = undo_as(house, &uploader.auth(), &bad).unwrap();
            assert_eq!((undone.counts.ended, undone.counts.by_hand), (0, 1));
            assert_eq!(house.count(IS_MEMBER), 1, "the one person goes on");
            assert_eq!(hits(house, &uploader, external("M-000000")), 1);
            let listed = left(house, &uploader, &undone);
            assert_eq!(listed, (vec![Parts::NONE], vec!["T-000000".to_owned()]));
            let apart = unmerge(house, &uploader, merge, EVENING);
            assert!(matches!(apart, Unmerged::Done(_)));
            assert_eq!(house.count(IS_MEMBER), 2, "and then by hand");
        });
    }
}

#[test]
fn whoever_was_merged_after_a_full_roll_ended_them_is_not_made_a_second_member_by_its_undo() {
    let rows = [member(0), twin(0), member(1)];
    super::house::on_both_of(
        &rows,
        switchboard_rules::budget::Caps::NOVEMBER_2026,
        |house| {
            let plan = Plan {
                extent: Extent::FullRoll(EndsMax::Count(9)),
                ..Plan::default()
            };
            let said = vec![member(0).into(), member(1).into()];
            let mut running = importing(&house.world, &plan, said, EVENING);
            assert!(matches!(running.leave(EVENING).unwrap(), Ends::Written(_)));
            let full = switched(running, EVENING);
            let who = officer(house);
            let looks = pair(house, &who);
            let Merged::Done(_) = merged(house, &who, looks, Choice::default()) else {
                panic!("not merged")
            };
            let undone = undo_as(house, &who.auth(), &full).unwrap();
            assert_eq!((undone.counts.resumed, undone.counts.by_hand), (0, 1));
            assert_eq!(house.count(IS_MEMBER), 2);
            let gone = id_of(house, "T-000000");
            let queued = house.read(|raw| {
                let args = [crate::engine::Arg::Bytes(gone.as_bytes())];
                let sql = "select count(*) from queue where member = $1 and class in (0, 1)";
                raw.one(sql, &args, |row| row.int(0))
            });
            assert_eq!(queued, Some(0));
        },
    );
}

#[test]
fn area_and_tags_come_from_a_file_are_corrected_by_hand_and_go_back_with_the_file() {
    let ward = |name: &str, tags: &str| {
        let mut row = member(0);
        row.area = AreaName::parse(name).ok();
        row.tags = Tags::parse(tags).unwrap();
        row
    };
    on_both(1, |house| {
        let first = imported(house, vec![ward("Harbour", "walker")]);
        assert_eq!(first.counts.fields.of(Part::Area), 1);
        let again = imported(house, vec![ward(" Harbour ", "Walker,walker")]);
        assert_eq!(again.counts.unchanged, 1, "in another spelling");
        let second = imported(house, vec![ward("Hill", "walker; driver")]);
        assert_eq!(second.counts.fields.of(Part::Tags), 1);
        let in_force = || {
            let row = super::hand::stored(house);
            (
                row.area.map(|area| area.as_str().to_owned()),
                row.tags.text(),
            )
        };
        assert_eq!(
            in_force(),
            (Some("Hill".to_owned()), "driver; walker".to_owned())
        );
        let by_hand = super::hand::correct(house, |row| row.tags = Tags::default());
        assert_eq!(by_hand, Parts::NONE.with(Part::Tags));
        let undone = undo(house, &second).unwrap();
        assert_eq!(undone.counts.fields.of(Part::Area), 1);
        assert_eq!(
            in_force(),
            (Some("Harbour".to_owned()), String::new()),
            "what was corrected since stays"
        );
    });
}
