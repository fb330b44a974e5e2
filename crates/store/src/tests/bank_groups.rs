//! How far a bank is with each group of its audience: told in batches, alike on every node, and for good.

use switchboard_rules::audience::Audience;
use switchboard_rules::budget::Caps;
use switchboard_rules::moment::{Moment, Span};
use switchboard_rules::policy::Reason;

use super::audiences::{organiser, rows};
use super::house::{EVENING, House, Person, given, on_both_of};
use super::leaving::overtakes;
use super::looks::refused;
use crate::banks;
use crate::session::Auth;
use crate::tx::{Tx, Verdict};

/// Whom the bank was done with, and as many outcomes: of each field three quarters have one value, 180 members, and 60 the other.
fn done(house: &House) {
    let done = house.tamper("update queue set class = 9, due_at = 0 where bank = (select id from bank where name = 'Red evening') and exists (select 1 from member_row r where r.bucket = queue.bucket and r.member = queue.member and ((r.kind = 'student' and (r.age_band = '75+' or r.joined_year = 1999)) or (r.kind = 'full' and r.age_band = '75+' and r.joined_year = 1999)))");
    assert_eq!(done, 240);
    house.tamper("insert into tally (bucket, account, bank, what, n) select 0, id, id, 'answered', 240 from bank where name = 'Red evening'");
}

type Told = Vec<(String, Option<u64>, Option<u64>)>;

/// Each group that is told of, with how many were done with and how many there are.
fn told(house: &House, who: &Person, now: Moment) -> Told {
    let bank = house.banks[0];
    banks::bring_up_to_date(&house.node(), bank, now).unwrap();
    let see = move |tx: &mut Tx<'_, '_>| banks::groups(tx, bank);
    let progress = given(house.act(who, now, see));
    let line = |line: &banks::GroupLine| {
        let alone = Audience::of([line.group.choice.clone()]).unwrap();
        let members = line
            .members
            .and_then(switchboard_rules::counts::Safe::rounded);
        (alone.to_string(), line.done.rounded(), members)
    };
    progress.groups.iter().map(line).collect()
}

#[test]
fn progress_is_told_by_group_and_stands_still_until_half_as_many_more_were_talked_to() {
    on_both_of(&rows(), Caps::NOVEMBER_2026, |house| {
        let (olwen, bank) = (organiser(house, 0), house.banks[0]);
        assert_eq!(told(house, &olwen, EVENING), [], "nobody was talked to");
        done(house);
        // Whose calls are used up were not talked to.
        let used = house.tamper("update queue set class = 9, due_at = -2 where bank = (select id from bank where name = 'Red evening') and class = 1 and rank % 3 = 0");
        assert!(used > 50, "{used}");
        crate::audiences::prepare(&house.world, house.contest, EVENING).unwrap();
        let first = told(house, &olwen, EVENING);
        for (name, truth, all) in [
            ("kind=student", Some(180_u64), 240_u64),
            ("kind=full", None, 240),
            ("age=18-34", None, 240),
            ("age=65+", Some(180), 240),
            ("joined=this-year", None, 240),
            ("joined=earlier", Some(180), 240),
        ] {
            let (_, done, members) = first.iter().find(|(group, ..)| group == name).unwrap();
            let is_near = match (*done, truth) {
                (Some(done), Some(truth)) => done.abs_diff(truth) <= 37,
                (done, truth) => done == truth,
            };
            assert!(is_near, "{name} {done:?}");
            let members = members.unwrap();
            assert!(members.abs_diff(all) <= 7, "{name} {members}");
        }
        // One more, and another 118: nothing moves.
        let all = "update queue set class = 9, due_at = 0 where bank = (select id from bank where name = 'Red evening')";
        house.tamper(all);
        for more in ["update tally set n = 241", "update tally set n = 359"] {
            house.tamper(more);
            assert_eq!(told(house, &olwen, EVENING.plus(Span::minutes(1))), first);
        }
        house.tamper("update tally set n = 360");
        let second = told(house, &olwen, EVENING.plus(Span::minutes(2)));
        assert_ne!(second, first);

        // What was told stays when its queue is let go of, whatever comes late, and also where somebody looks between two slices.
        given(house.act(&olwen, EVENING, move |tx| banks::close(tx, bank)));
        assert_eq!(banks::empty_closed(&house.world, EVENING).unwrap(), 480);
        house.tamper("update tally set n = 900");
        assert_eq!(told(house, &olwen, EVENING.plus(Span::minutes(3))), second);
        for (who, why) in [
            (organiser(house, 1), Reason::NotYourBank),
            (house.caller(0), Reason::NotYourRole),
        ] {
            let tried = refused(house, &who, EVENING, move |tx: &mut Tx<'_, '_>| {
                banks::groups(tx, bank)
            });
            assert_eq!(tried, why);
        }
        house.settle(EVENING.plus(Span::minutes(4)));
    });
}

#[test]
fn a_closed_banks_groups_are_told_once_more_before_its_queue_goes_and_never_after() {
    on_both_of(&rows(), Caps::NOVEMBER_2026, |house| {
        let (olwen, bank) = (organiser(house, 0), house.banks[0]);
        crate::audiences::prepare(&house.world, house.contest, EVENING).unwrap();
        let look = || {
            let see = move |tx: &mut Tx<'_, '_>| banks::groups(tx, bank);
            let progress = given(house.act(&olwen, EVENING, see));
            let line = |line: &banks::GroupLine| line.done.rounded();
            progress.groups.iter().map(line).collect::<Vec<_>>()
        };
        done(house);
        given(house.act(&olwen, EVENING, move |tx| banks::close(tx, bank)));
        // While somebody counts, the queue waits.
        let counting = house.world.0.shelf.looks_alone().unwrap();
        assert_eq!(banks::empty_closed(&house.world, EVENING).unwrap(), 0);
        drop(counting);
        assert_eq!(look(), []);
        assert_eq!(banks::empty_closed(&house.world, EVENING).unwrap(), 480);
        let last = look();
        assert!(last.iter().any(Option::is_some), "nobody had looked before");
        house.tamper("update tally set n = 900");
        banks::bring_up_to_date(&house.node(), bank, EVENING).unwrap();
        assert_eq!(look(), last);
        house.settle(EVENING);
    });
}

#[test]
fn a_campaigns_banks_are_counted_by_groups_four_times_together_and_a_rivals_by_themselves() {
    on_both_of(&rows(), Caps::NOVEMBER_2026, |house| {
        let (olwen, rival) = (organiser(house, 0), organiser(house, 1));
        crate::audiences::prepare(&house.world, house.contest, EVENING).unwrap();
        let second = house.another_bank(0);
        let looks = |who: &Person, bank| {
            banks::bring_up_to_date(&house.world, bank, EVENING).unwrap();
            let see = move |tx: &mut Tx<'_, '_>| banks::groups(tx, bank);
            let progress = given(house.act(who, EVENING, see));
            (progress.groups.len(), progress.is_last)
        };
        let [first, theirs] = house.banks;
        done(house);
        house.tamper("update queue set class = 9, due_at = 0");
        house.tamper("insert into tally (bucket, account, bank, what, n) select 0, id, id, 'answered', 240 from bank where name <> 'Red evening'");
        let (groups, is_last) = looks(&olwen, first);
        assert!(groups > 0 && !is_last);
        for told in 1..4 {
            house.tamper("update tally set n = n + n");
            let told_now = house.count("select cast(sum(told) as bigint) from bank_groups");
            assert_eq!(told_now, told);
            assert_eq!(looks(&olwen, first).1, told == 3, "{told}");
        }
        assert_eq!(looks(&olwen, second), (0, true), "none is left for it");
        house.tamper("update tally set n = n + n");
        let before = house.count("select max(done) from bank_groups");
        looks(&olwen, first);
        assert_eq!(house.count("select max(done) from bank_groups"), before);
        let (groups, is_last) = looks(&rival, theirs);
        assert!(groups > 0 && !is_last);
        house.settle(EVENING);
    });
}

#[test]
fn two_banks_that_are_counted_at_once_share_the_last_table() {
    on_both_of(&rows(), Caps::NOVEMBER_2026, |house| {
        crate::audiences::prepare(&house.world, house.contest, EVENING).unwrap();
        let (first, second) = (house.banks[0], house.another_bank(0));
        done(house);
        house.tamper("update queue set class = 9, due_at = 0");
        house.tamper("insert into tally (bucket, account, bank, what, n) select 0, id, id, 'answered', 240 from bank where name <> 'Red evening'");
        banks::bring_up_to_date(&house.world, first, EVENING).unwrap();
        house.tamper("update bank_groups set told = 3");
        house.tamper("update tally set n = 480");
        // While the first one's is being written, the other node counts the second.
        let campaign = house.campaigns[0];
        let writes = move |tx: &mut Tx<'_, '_>| {
            crate::line::campaign(tx, campaign)?;
            tx.run("update bank_groups set told = told + 1, done = 480", &[])?;
            Ok(Verdict::Given(()))
        };
        let early = overtakes(house, Auth::Console, writes, |node| {
            banks::bring_up_to_date(node, second, EVENING).unwrap();
        });
        assert!(!early);
        let told = "select cast(sum(told) as bigint) from bank_groups";
        assert_eq!(house.count(told), 4);
        house.settle(EVENING);
    });
}
