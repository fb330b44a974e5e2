//! How far a bank is with each group of its audience: told in batches, alike on every node, and for good.

use switchboard_rules::audience::Audience;
use switchboard_rules::budget::Caps;
use switchboard_rules::moment::{Moment, Span};
use switchboard_rules::policy::Reason;

use super::audiences::{organiser, rows};
use super::house::{EVENING, House, Person, given, on_both_of};
use super::looks::refused;
use crate::banks;
use crate::tx::Tx;

/// Whom the bank was done with: students of the youngest and some of the oldest, and as many outcomes.
fn done(house: &House) {
    let done = house.tamper("update queue set class = 9, due_at = 0 where bank = (select id from bank where name = 'Red evening') and exists (select 1 from member_row r where r.bucket = queue.bucket and r.member = queue.member and ((r.kind = 'student' and r.age_band = '18-24') or (r.kind = 'full' and r.age_band = '75+' and r.joined_year = 1999)))");
    assert_eq!(done, 180);
    house.tamper("insert into tally (bucket, account, bank, what, n) select 0, id, id, 'answered', 180 from bank where name = 'Red evening'");
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
fn progress_is_told_by_group_and_stands_still_until_fifty_more_were_talked_to() {
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
            ("kind=student", 120_u64, 240_u64),
            ("kind=full", 60, 240),
            ("age=18-34", 120, 240),
            ("age=65+", 60, 240),
            ("joined=this-year", 60, 240),
            ("joined=earlier", 120, 240),
        ] {
            let (_, done, members) = first.iter().find(|(group, ..)| group == name).unwrap();
            let (done, members) = (done.unwrap(), members.unwrap());
            assert!(done.abs_diff(truth) <= 7, "{name} {done}");
            assert!(members.abs_diff(all) <= 7, "{name} {members}");
        }
        // One more, and another 48: nothing moves.
        let all = "update queue set class = 9, due_at = 0 where bank = (select id from bank where name = 'Red evening')";
        house.tamper(all);
        for more in ["update tally set n = 181", "update tally set n = 229"] {
            house.tamper(more);
            assert_eq!(told(house, &olwen, EVENING.plus(Span::minutes(1))), first);
        }
        house.tamper("update tally set n = 230");
        let second = told(house, &olwen, EVENING.plus(Span::minutes(2)));
        assert_ne!(second, first);

        // What was told stays when its queue is let go of, whatever comes late, and also where somebody looks between two slices.
        given(house.act(&olwen, EVENING, move |tx| banks::close(tx, bank)));
        assert_eq!(banks::empty_closed(&house.world, EVENING).unwrap(), 480);
        house.tamper("update tally set n = 430");
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
        house.tamper("update tally set n = 400");
        banks::bring_up_to_date(&house.node(), bank, EVENING).unwrap();
        assert_eq!(look(), last);
        house.settle(EVENING);
    });
}
