//! Choosing the question of which a campaign's answers are counted: what its page says, and what a page of before does.

use std::collections::BTreeMap;

use switchboard_rules::audience::{Audience, STATES_MAX, Spoken};
use switchboard_rules::budget::Caps;
use switchboard_rules::events::EventKind;

use super::answered_audiences::{
    FILE, after, answer, chooses, counting, members, moves, prepares, publishes, says, tally,
};
use super::answers_at_rest::with_answers;
use super::audiences::{adds, organiser, rows, standing};
use super::house::{EVENING, House, Person, given, on_both_of};
use crate::audiences::spoken::making::{Making, Next};
use crate::audiences::{self, Counted, Counting, Questions};
use crate::banks::{self, Added, NewOwnBank};
use crate::engine::Arg;
use crate::tx::Tx;

fn questions(house: &House, who: &Person) -> Questions {
    let campaign = house.campaigns[0];
    let look = move |tx: &mut Tx<'_, '_>| audiences::questions(tx, campaign);
    let may = given(house.act(who, EVENING, look));
    may.read(&house.world).unwrap()
}

fn entries(house: &House, kind: EventKind) -> i64 {
    let sql = "select count(*) from entry where kind = $1";
    let of = [Arg::Int(i64::from(kind.code()))];
    house
        .read(|raw| raw.one(sql, &of, |row| row.int(0)))
        .unwrap()
}

fn withdraws(house: &House) {
    house.tamper("insert into withdrawn (bucket, campaign, at, by_account, after, followed) select bucket, campaign, 1, campaign, campaign, 1 from spoken_state");
}

#[test]
fn an_answer_that_was_chosen_on_a_page_of_another_state_is_neither_counted_nor_rung() {
    on_both_of(&rows(), Caps::NOVEMBER_2026, |house| {
        let ((olwen, _), campaign) = (with_answers(house), house.campaigns[0]);
        assert_eq!(standing(house, campaign), Some(1));
        let audience = Audience::parse("spoken=answer-3").unwrap();
        let new = |state| NewOwnBank {
            campaign,
            name: "Undecided".to_owned(),
            opening: String::new(),
            script: "Will you vote?".to_owned(),
            notes: false,
            order: switchboard_rules::deal::Order::Random,
            audience: audience.clone(),
            state,
            sample: None,
        };
        let asked = house.count("select count(*) from audience_asked");
        for stale in [None, Some(2)] {
            let of = audience.clone();
            let count = move |tx: &mut Tx<'_, '_>| audiences::count(tx, campaign, (&of, stale));
            assert_eq!(given(house.act(&olwen, EVENING, count)), Counted::Moved);
            let new = new(stale);
            let add = move |tx: &mut Tx<'_, '_>| banks::add_bank(tx, &new);
            let added = given(house.act(&olwen, EVENING, add));
            assert_eq!(added, Added::Not(Counted::Moved));
        }
        let rows = "select count(*) from audience_asked";
        assert_eq!(house.count(rows), asked, "no question is used");
        let new = new(Some(1));
        let add = move |tx: &mut Tx<'_, '_>| banks::add_bank(tx, &new);
        let added = given(house.act(&olwen, EVENING, add));
        assert!(matches!(added, Added::Done(_)), "{added:?}");
        house.settle(after(20));
    });
}

#[test]
fn a_question_chosen_while_a_state_is_made_is_the_one_by_which_it_stands() {
    on_both_of(&rows(), Caps::NOVEMBER_2026, |house| {
        let ((olwen, script), world) = (counting(house), &house.world);
        let at = (house.campaigns[0], house.contest);
        says(house, (script, &members(house)[..60]), "no", 1);
        let next = Next::of(world, at.0).unwrap();
        let making = Making::claim(world, at, 0, EVENING).unwrap().unwrap();
        let making = making.by(&next);
        assert!(making.put(world, &next.rows, EVENING).unwrap());
        let much = Some((script, "much"));
        assert_eq!(chooses(house, &olwen, much), Counting::Chosen);
        assert!(!making.stand(world, EVENING).unwrap());
        assert_eq!(standing(house, at.0), None);
        // It is begun anew at once.
        assert_eq!(moves(house, 0), 1);
        assert_eq!(standing(house, at.0), Some(1));
        assert_eq!(tally(house), BTreeMap::from([(Spoken::Reached, 60)]));
        let found = questions(house, &olwen);
        assert_eq!(found.standing, found.chosen);
        assert_eq!(found.chosen.unwrap().closed().part(), "much");
        house.settle(after(20));
    });
}

#[test]
fn after_the_last_state_no_other_question_is_chosen() {
    on_both_of(&rows(), Caps::NOVEMBER_2026, |house| {
        let (olwen, script) = counting(house);
        says(house, (script, &members(house)[..60]), "no", 1);
        assert_eq!(moves(house, 0), 1);
        assert!(!questions(house, &olwen).is_last());
        assert_eq!(STATES_MAX, 8);
        house.tamper("update spoken_state set number = 8");
        assert!(questions(house, &olwen).is_last());
        for asked in [Some((script, "much")), None] {
            assert_eq!(chooses(house, &olwen, asked), Counting::Last);
        }
        let chosen = questions(house, &olwen).chosen.unwrap();
        assert_eq!(chosen.closed().part(), "whom");
    });
}

#[test]
fn a_question_says_its_script_and_a_newer_version_is_another_until_it_is_chosen() {
    on_both_of(&rows(), Caps::NOVEMBER_2026, |house| {
        let (olwen, script) = counting(house);
        let twin = publishes(
            house,
            (&olwen, 0),
            (None, &FILE.replace("\"Whom\"", "\"Twin\"")),
        );
        let later = FILE.replace("Undecided", "Unsure");
        publishes(house, (&olwen, 0), (Some(script), &later));
        let found = questions(house, &olwen);
        let title = |id| {
            let mut of = found.listed.iter().filter(|one| one.version().of() == id);
            of.next().unwrap().title().to_owned()
        };
        assert_eq!(
            (title(script).as_str(), title(twin).as_str()),
            ("Whom", "Twin")
        );
        assert!(!found.is_cut);
        let chosen = found.chosen.unwrap();
        assert_eq!(chosen.title(), "Whom");
        let mut same = found.listed.iter().filter(|one| one.is_same(&chosen));
        let newer = same.next().unwrap();
        assert_ne!(newer.version(), chosen.version());
        let whom = Some((script, "whom"));
        assert_eq!(chooses(house, &olwen, whom), Counting::Chosen);
        let chosen = questions(house, &olwen).chosen.unwrap();
        assert_eq!(chosen.version(), newer.version());
        house.settle(after(20));
    });
}

#[test]
fn more_scripts_than_are_looked_through_are_said_to_be_more() {
    on_both_of(&rows(), Caps::NOVEMBER_2026, |house| {
        let olwen = organiser(house, 0);
        for at in 0..21 {
            assert!(!questions(house, &olwen).is_cut, "{at}");
            publishes(house, (&olwen, 0), (None, FILE));
        }
        let found = questions(house, &olwen);
        assert!(found.is_cut);
        assert_eq!(found.listed.len(), 40);
        house.settle(after(20));
    });
}

#[test]
fn a_campaign_whose_question_never_made_a_state_goes_without_a_word_of_one() {
    on_both_of(&rows(), Caps::NOVEMBER_2026, |house| {
        counting(house);
        withdraws(house);
        assert_eq!(moves(house, 0), 0);
        assert_eq!(house.count("select count(*) from spoken_state"), 0);
        assert_eq!(house.count("select count(*) from spoken_question"), 0);
        assert_eq!(entries(house, EventKind::SpokenGone), 0);
    });
}

#[test]
fn a_campaign_that_had_a_state_goes_with_an_entry() {
    on_both_of(&rows(), Caps::NOVEMBER_2026, |house| {
        let (_, script) = counting(house);
        says(house, (script, &members(house)[..60]), "no", 1);
        assert_eq!(moves(house, 0), 1);
        assert_eq!(tally(house), BTreeMap::from([(answer(1), 60)]));
        withdraws(house);
        assert_eq!(moves(house, 8), 0);
        assert_eq!(entries(house, EventKind::SpokenGone), 1);
    });
}

#[test]
fn a_copy_is_known_to_be_none_where_another_question_is_counted() {
    on_both_of(&rows(), Caps::NOVEMBER_2026, |house| {
        let ((olwen, script), campaign) = (with_answers(house), house.campaigns[0]);
        let Added::Done(bank) = adds(house, &olwen, (campaign, "spoken=answer-3", None)) else {
            panic!("no bank");
        };
        let source = |house: &House| {
            let look = move |tx: &mut Tx<'_, '_>| banks::cloned_from(tx, bank);
            given(house.act(&olwen, EVENING, look))
        };
        assert!(source(house).is_counted);
        let much = Some((script, "much"));
        assert_eq!(chooses(house, &olwen, much), Counting::Chosen);
        assert!(source(house).is_counted, "what stands stays as it is");
        assert_eq!(moves(house, 7), 1);
        assert!(!source(house).is_counted);
        house.settle(after(20));
    });
}

#[test]
fn a_page_that_is_looked_at_is_one_entry_and_its_scripts_are_read_beside_the_writer() {
    on_both_of(&rows(), Caps::NOVEMBER_2026, |house| {
        let (olwen, _) = counting(house);
        prepares(house);
        let campaign = house.campaigns[0];
        let before = house.count("select count(*) from entry");
        let look = move |tx: &mut Tx<'_, '_>| audiences::look(tx, campaign);
        let seen = given(house.act(&olwen, EVENING, look));
        let found = seen.may_list.unwrap().read(&house.world).unwrap();
        assert_eq!(found.listed.len(), 2);
        assert_eq!(found.chosen.unwrap().closed().part(), "whom");
        assert_eq!(house.count("select count(*) from entry"), before + 1);
        house.settle(after(20));
    });
}
