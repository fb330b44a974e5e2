//! A campaign's own answers: levels of its states, sealed where they lie.

use std::collections::BTreeMap;

use switchboard_rules::audience::{AnswerPlace, Audience, Field, Spoken};
use switchboard_rules::budget::Caps;
use switchboard_rules::ids::{CampaignId, CardId, MemberId, ScriptId};
use switchboard_rules::moment::{Moment, Span};
use switchboard_rules::script::Script;

use super::answers::refused;
use super::audiences::{adds, organiser, rows, standing};
use super::house::{EVENING, House, Person, given, on_both, on_both_of};
use super::own_page::{ADDRESS, as_member, comes_in};
use crate::answers::seal_answers;
use crate::audiences::spoken::making::{Making, Next};
use crate::audiences::{self, Counted, Counting};
use crate::banks::{self, Added, Cloning, Draw};
use crate::engine::Arg;
use crate::scripts::{self, Kept};
use crate::session::Auth;
use crate::tx::{Tx, Verdict};
use crate::{line, own_page, walls};

pub(super) const FILE: &str = r#"
title = "Whom"
languages = ["en"]
[[part]]
id = "whom"
words = "Whom will you vote for?"
ask = "single"
choices = [{ id = "yes", words = "Us" }, { id = "no", words = "Them" }, { id = "unsure", words = "Undecided" }]
[[part]]
id = "much"
words = "How surely?"
ask = "scale"
from = 1
to = 3
low = "not"
high = "very"
[[part]]
id = "why"
words = "Why?"
ask = "text"
max = 40
"#;

const MEMBERS: &str = "select id from member order by id limit 1000";
const CARD: &str = "insert into card (bucket, id, member, bank, campaign, contest, account, rank, class, state, dealt_at, until_at, extensions, late, ended_at, outcome, script_id, script_version, answers_sealed) values ($1, $2, $3, $4, $5, $6, $7, 0, 1, 'done', 0, 0, 0, 0, $8, $9, $10, 1, $11)";
const ERASED: &str = "update card set state = 'erased', outcome = null, answers_sealed = null";
pub(super) const ANSWERED: &str = "select count(*) from spoken s join spoken_state t on t.campaign = s.campaign and t.number = s.number where s.answer_sealed is not null";

pub(super) fn members(house: &House) -> Vec<[u8; 16]> {
    house.read(|raw| {
        raw.all(MEMBERS, &[], |row| {
            Ok(<[u8; 16]>::try_from(row.bytes(0)?).unwrap())
        })
    })
}

pub(super) fn answer(before: usize) -> Spoken {
    Spoken::Answered(AnswerPlace::after(before).unwrap())
}

/// A script of a campaign, published; another version of it where it is there.
pub(super) fn publishes(
    house: &House,
    (who, campaign): (&Person, usize),
    (id, text): (Option<ScriptId>, &str),
) -> ScriptId {
    let campaign = house.campaigns[campaign];
    let script = Script::read(text).unwrap();
    let new = script.clone();
    let kept = given(house.act(who, EVENING, move |tx| {
        scripts::keep(tx, campaign, id, &new)
    }));
    let Kept::Script(id) = kept else { panic!() };
    let published = given(house.act(who, EVENING, move |tx| {
        scripts::publish(tx, campaign, id, &script)
    }));
    assert!(matches!(published, Kept::Version(_)));
    id
}

pub(super) fn chooses(house: &House, who: &Person, asked: Option<(ScriptId, &str)>) -> Counting {
    let campaign = house.campaigns[0];
    let asked = asked.map(|(script, part)| (script, part.to_owned()));
    given(house.act(who, EVENING, move |tx| {
        audiences::count_answers(tx, campaign, asked.as_ref())
    }))
}

/// The first campaign's organiser, with a script, of which it counts the answers to the first question.
pub(super) fn counting(house: &House) -> (Person, ScriptId) {
    let olwen = organiser(house, 0);
    let script = publishes(house, (&olwen, 0), (None, FILE));
    let chosen = chooses(house, &olwen, Some((script, "whom")));
    assert_eq!(chosen, Counting::Chosen);
    (olwen, script)
}

/// Cards of the first campaign that ended so, at this time; it tells several to one member apart.
pub(super) fn rings(
    house: &House,
    (script, members): (ScriptId, &[[u8; 16]]),
    (outcome, said, time): (&'static str, Option<&'static str>, u8),
) {
    let (campaign, bank, contest) = (house.campaigns[0], house.banks[0], house.contest);
    let members = members.to_vec();
    let act = move |tx: &mut Tx<'_, '_>| {
        let wrapped = walls::kept(tx, campaign)?.unwrap();
        let wall = tx.world.keys.campaign(campaign.as_bytes(), &wrapped)?;
        for member in &members {
            let mut id = *member;
            id[15] ^= time;
            let (key, month) = line::member(tx, MemberId::from_bytes(*member))?;
            let key = tx.world.keys.member(member, month, &key)?.campaign(&wall)?;
            let text = said.map(|said| format!("whom\t{said}\tWhom?\t{said}"));
            let sealed = text.map(|text| seal_answers(&key, &id, &text));
            let sealed = sealed.transpose()?;
            let args = [
                Arg::Int(CardId::from_bytes(id).bucket()),
                Arg::Bytes(&id),
                Arg::Bytes(member),
                Arg::Bytes(bank.as_bytes()),
                Arg::Bytes(campaign.as_bytes()),
                Arg::Bytes(contest.as_bytes()),
                Arg::Bytes(&[7; 16]),
                Arg::Int(i64::from(time)),
                Arg::Text(outcome),
                Arg::Bytes(script.as_bytes()),
                sealed.as_deref().map_or(Arg::Null, Arg::Bytes),
            ];
            tx.run(CARD, &args)?;
        }
        Ok(Verdict::Given(()))
    };
    let done = house.world.write("story", Auth::Console, EVENING, act);
    given(done.wait());
}

pub(super) fn says(house: &House, of: (ScriptId, &[[u8; 16]]), said: &'static str, time: u8) {
    rings(house, of, ("answered", Some(said), time));
}

pub(super) fn moves(house: &House, days: i64) -> usize {
    audiences::move_states(&house.world, after(days)).unwrap()
}

pub(super) fn after(days: i64) -> Moment {
    EVENING.plus(Span::days(days))
}

/// How many would stand so in the next state: where nothing happened since, as many as do in the one that stands.
pub(super) fn tally(house: &House) -> BTreeMap<Spoken, usize> {
    let next = Next::of(&house.world, house.campaigns[0]).unwrap();
    let mut all = BTreeMap::new();
    for (_, stand) in next.rows {
        *all.entry(stand.level).or_default() += 1;
    }
    all
}

fn changed(house: &House) -> u64 {
    Next::of(&house.world, house.campaigns[0]).unwrap().changed
}

/// Does to one row what somebody at the database could do.
pub(super) fn tampers(house: &House, sql: &'static str, with: [Vec<u8>; 2]) {
    let act = move |tx: &mut Tx<'_, '_>| {
        let args = [Arg::Bytes(&with[0]), Arg::Bytes(&with[1])];
        assert_eq!(tx.run(sql, &args)?, 1);
        Ok(Verdict::Given(()))
    };
    let done = house.world.write("tamper", Auth::Console, EVENING, act);
    given(done.wait());
}

pub(super) fn prepares(house: &House) {
    let campaign = house.campaigns[0];
    assert!(audiences::prepare(&house.world, house.contest, EVENING).unwrap());
    audiences::prepare_own(&house.world, (campaign, house.contest), EVENING).unwrap();
}

pub(super) fn asks(house: &House, who: &Person, (campaign, text): (CampaignId, &str)) -> Counted {
    let audience = Audience::parse(text).unwrap();
    let state = standing(house, campaign);
    let act = move |tx: &mut Tx<'_, '_>| audiences::count(tx, campaign, (&audience, state));
    given(house.act(who, EVENING, act))
}

#[test]
fn a_campaign_chooses_one_closed_question_of_its_own_scripts_alone() {
    on_both_of(&rows(), Caps::NOVEMBER_2026, |house| {
        let (olwen, rival) = (organiser(house, 0), organiser(house, 1));
        let script = publishes(house, (&olwen, 0), (None, FILE));
        let theirs = publishes(house, (&rival, 1), (None, FILE));
        let campaign = house.campaigns[0];
        let look = move |tx: &mut Tx<'_, '_>| audiences::questions(tx, campaign);
        let parts = |house: &House| {
            let may = given(house.act(&olwen, EVENING, look));
            let found = may.read(&house.world).unwrap();
            let chosen = found
                .chosen
                .as_ref()
                .map(|one| one.closed().part().to_owned());
            let all: Vec<String> = found
                .listed
                .iter()
                .map(|one| one.closed().part().to_owned())
                .collect();
            (chosen, all)
        };
        let both = vec!["whom".to_owned(), "much".to_owned()];
        assert_eq!(parts(house), (None, both.clone()), "not the text");
        for wrong in [(script, "why"), (script, "else"), (theirs, "whom")] {
            assert_eq!(chooses(house, &olwen, Some(wrong)), Counting::NotListed);
        }
        assert_eq!(house.count("select count(*) from spoken_question"), 0);
        let whom = Some((script, "whom"));
        assert_eq!(chooses(house, &olwen, whom), Counting::Chosen);
        assert_eq!(parts(house), (Some("whom".to_owned()), both.clone()));
        assert_eq!(chooses(house, &olwen, None), Counting::Chosen);
        assert_eq!(parts(house), (None, both));
        let entries = "select count(*) from entry where kind = 1102";
        assert_eq!(house.count(entries), 2);
        // Nobody chooses for another campaign, nor sees what it could choose.
        let act = move |tx: &mut Tx<'_, '_>| audiences::count_answers(tx, campaign, None);
        refused(house.act(&rival, EVENING, act));
        refused(house.act(&rival, EVENING, look));
        assert_eq!(house.count(entries), 2);
        house.settle(after(1));
    });
}

#[test]
fn those_who_said_so_are_counted_and_rung_and_whoever_said_something_else_since_is_not() {
    on_both_of(&rows(), Caps::NOVEMBER_2026, |house| {
        let ((olwen, script), campaign) = (counting(house), house.campaigns[0]);
        let all = members(house);
        rings(house, (script, &all[..20]), ("no-answer", None, 1));
        says(house, (script, &all[20..170]), "unsure", 1);
        says(house, (script, &all[170..330]), "no", 1);
        assert_eq!(moves(house, 0), 1);
        prepares(house);
        let told = asks(house, &olwen, (campaign, "spoken=answer-3"));
        let Counted::About(told) = told else {
            panic!("{told:?}");
        };
        assert!(told.rounded().unwrap().abs_diff(150) <= 37, "{told}");
        for few in ["spoken=answer-1", "spoken=answer-4", "spoken=not-reached"] {
            let asked = asks(house, &olwen, (campaign, few));
            assert_eq!(asked, Counted::Unknown, "{few}");
        }
        let look = move |tx: &mut Tx<'_, '_>| audiences::look(tx, campaign);
        let seen = given(house.act(&olwen, EVENING, look));
        let (_, facets) = seen
            .fields
            .iter()
            .find(|(of, _)| *of == Field::Spoken)
            .unwrap();
        let question = Some("Whom will you vote for?".to_owned());
        let said: Vec<&str> = facets
            .iter()
            .filter(|facet| facet.question == question)
            .map(|facet| facet.name.as_str())
            .collect();
        assert_eq!(said, ["Them", "Undecided"]);
        let Added::Done(bank) = adds(house, &olwen, (campaign, "spoken=answer-3", None)) else {
            panic!("no bank");
        };
        let source = given(house.act(&olwen, EVENING, move |tx| banks::cloned_from(tx, bank)));
        let whom = &source.audience[0];
        assert_eq!(
            (whom.name.as_str(), &whom.question),
            ("Undecided", &question)
        );
        // One of them says something else before it is filled, one isn't reached again.
        says(house, (script, &all[20..21]), "no", 2);
        rings(house, (script, &all[21..22]), ("no-answer", None, 2));
        assert_eq!(banks::fill(&house.world, bank, EVENING).unwrap(), 149);
        let queued = house.read(|raw| {
            let of = "select member from queue where bank = $1 order by bucket, member limit 1000";
            raw.all(of, &[Arg::Bytes(bank.as_bytes())], |row| {
                Ok(<[u8; 16]>::try_from(row.bytes(0)?).unwrap())
            })
        });
        assert!(queued.iter().all(|member| all[21..170].contains(member)));
        // Under another question the third answer is another one: a copy doesn't ring whoever gave that.
        let much = Some((script, "much"));
        assert_eq!(chooses(house, &olwen, much), Counting::Chosen);
        assert_eq!(moves(house, 7), 1);
        let new = Cloning {
            of: bank,
            name: "Again".to_owned(),
            draw: Draw::Anew,
        };
        let copied = given(house.act(&olwen, EVENING, move |tx| banks::clone_bank(tx, &new)));
        assert_eq!(copied, Added::NotCounted);
        house.settle(after(20));
    });
}

#[test]
fn the_newest_answer_counts_from_the_next_state_on_and_none_is_taken_back() {
    on_both_of(&rows(), Caps::NOVEMBER_2026, |house| {
        let (_, script) = counting(house);
        let all = members(house);
        says(house, (script, &all[..60]), "no", 3);
        says(house, (script, &all[..10]), "unsure", 1);
        assert_eq!(moves(house, 0), 1);
        assert_eq!(tally(house), BTreeMap::from([(answer(1), 60)]));
        says(house, (script, &all[..50]), "unsure", 5);
        assert_eq!((changed(house), moves(house, 3)), (50, 0), "three days");
        assert_eq!(moves(house, 7), 1);
        let stands = BTreeMap::from([(answer(1), 10), (answer(2), 50)]);
        assert_eq!((changed(house), tally(house)), (0, stands.clone()));
        // An older card, calls in vain, erasure: none takes it back.
        says(house, (script, &all[..5]), "no", 4);
        rings(house, (script, &all[..5]), ("no-answer", None, 6));
        rings(house, (script, &all[..5]), ("call-back", None, 7));
        assert_eq!((changed(house), tally(house)), (0, stands.clone()));
        house.tamper(ERASED);
        assert_eq!((changed(house), tally(house)), (0, stands));
        house.settle(after(20));
    });
}

#[test]
fn another_question_begins_without_the_answers_to_the_one_before() {
    on_both_of(&rows(), Caps::NOVEMBER_2026, |house| {
        let (olwen, script) = counting(house);
        let all = members(house);
        says(house, (script, &all[..60]), "no", 1);
        assert_eq!(moves(house, 0), 1);
        assert_eq!(house.count(ANSWERED), 60);
        let much = Some((script, "much"));
        assert_eq!(chooses(house, &olwen, much), Counting::Chosen);
        assert_eq!(house.count(ANSWERED), 60, "what stands stays as it is");
        assert_eq!(changed(house), 60);
        assert_eq!(tally(house), BTreeMap::from([(Spoken::Reached, 60)]));
        assert_eq!(moves(house, 7), 1);
        assert_eq!((house.count(ANSWERED), changed(house)), (0, 0));
        // Back again: they answered it, and say so still.
        assert_eq!(
            chooses(house, &olwen, Some((script, "whom"))),
            Counting::Chosen
        );
        assert_eq!((changed(house), moves(house, 14)), (60, 1));
        assert_eq!(tally(house), BTreeMap::from([(answer(1), 60)]));
        house.settle(after(20));
    });
}

#[test]
fn an_option_that_is_in_a_later_version_too_counts_as_the_same_one() {
    on_both_of(&rows(), Caps::NOVEMBER_2026, |house| {
        let (olwen, script) = counting(house);
        let all = members(house);
        says(house, (script, &all[..60]), "no", 1);
        says(house, (script, &all[60..70]), "yes", 1);
        assert_eq!(moves(house, 0), 1);
        let later = FILE.replace(r#"{ id = "yes", words = "Us" }, "#, "");
        publishes(house, (&olwen, 0), (Some(script), &later));
        let stands = BTreeMap::from([(answer(0), 10), (answer(1), 60)]);
        assert_eq!(
            (changed(house), tally(house)),
            (0, stands),
            "not chosen yet"
        );
        assert_eq!(
            chooses(house, &olwen, Some((script, "whom"))),
            Counting::Chosen
        );
        let will = BTreeMap::from([(Spoken::Reached, 10), (answer(0), 60)]);
        assert_eq!((changed(house), tally(house)), (10, will));
        house.settle(after(1));
    });
}

#[test]
fn nothing_of_an_answer_lies_in_clear_and_it_opens_in_its_own_row_alone() {
    on_both_of(&rows(), Caps::NOVEMBER_2026, |house| {
        let (_, script) = counting(house);
        let all = members(house);
        says(house, (script, &all[..30]), "yes", 1);
        says(house, (script, &all[30..60]), "unsure", 1);
        assert_eq!(moves(house, 0), 1);
        let rows = house.read(|raw| {
            let of = "select level, answer_sealed from spoken order by bucket, member limit 100";
            raw.all(of, &[], |row| Ok((row.int(0)?, row.bytes(1)?.to_vec())))
        });
        assert_eq!(rows.len(), 60);
        let (level, len) = (rows[0].0, rows[0].1.len());
        assert!(rows.iter().all(|row| row.0 == level && row.1.len() == len));
        let apart: std::collections::BTreeSet<&[u8]> =
            rows.iter().map(|row| row.1.as_slice()).collect();
        assert_eq!(apart.len(), 60, "no two are alike");
        // Somebody's answer put into another's row.
        house.tamper(ERASED);
        let moved = "update spoken set answer_sealed = (select x.answer_sealed from spoken x where x.member = $1) where member = $2";
        tampers(house, moved, [all[0].to_vec(), all[30].to_vec()]);
        let stands = [(Spoken::Reached, 1), (answer(0), 30), (answer(2), 29)];
        assert_eq!(tally(house), BTreeMap::from(stands));
        house.settle(after(1));
    });
}

#[test]
fn whoever_is_forgotten_and_a_wall_that_is_shredded_take_the_answers_with_them() {
    on_both_of(&rows(), Caps::NOVEMBER_2026, |house| {
        let (_, script) = counting(house);
        let all = members(house);
        says(house, (script, &all[..60]), "no", 1);
        assert_eq!(moves(house, 0), 1);
        let forgotten = "update member set erase_key = $1 where id = $2";
        tampers(house, forgotten, [Vec::new(), all[0].to_vec()]);
        let one = BTreeMap::from([(Spoken::Reached, 1), (answer(1), 59)]);
        assert_eq!(tally(house), one);
        house.tamper("update campaign_key set shredded_at = 1");
        assert_eq!(tally(house), BTreeMap::from([(Spoken::Reached, 60)]));
    });
}

#[test]
fn each_record_of_a_merged_person_has_the_persons_answer_under_its_own_key() {
    on_both_of(&rows(), Caps::NOVEMBER_2026, |house| {
        let (_, script) = counting(house);
        let all = members(house);
        house.tamper("insert into member_alias (bucket, member, keeper, merge) select m.bucket, m.id, (select id from member order by id limit 1), m.id from member m where m.id = (select id from member order by id limit 1 offset 1)");
        // The second goes on under the first, whom nobody rang.
        says(house, (script, &all[1..60]), "no", 1);
        assert_eq!(moves(house, 0), 1);
        assert_eq!(house.count(ANSWERED), 60);
        house.tamper(ERASED);
        let gone = "delete from spoken where answer_sealed <> $1 and member = $2";
        tampers(house, gone, [Vec::new(), all[1].to_vec()]);
        assert_eq!(tally(house), BTreeMap::from([(answer(1), 60)]));
        house.settle(after(1));
    });
}

#[test]
fn a_campaign_that_withdrew_keeps_neither_answers_nor_its_question() {
    on_both_of(&rows(), Caps::NOVEMBER_2026, |house| {
        let (_, script) = counting(house);
        says(house, (script, &members(house)[..60]), "no", 1);
        assert_eq!(moves(house, 0), 1);
        house.tamper("insert into withdrawn (bucket, campaign, at, by_account, after, followed) select bucket, campaign, 1, campaign, campaign, 1 from spoken_state");
        assert_eq!(moves(house, 8), 0);
        for table in [
            "select count(*) from spoken",
            "select count(*) from spoken_state",
            "select count(*) from spoken_question",
        ] {
            assert_eq!(house.count(table), 0, "{table}");
        }
        house.settle(after(20));
    });
}

#[test]
fn the_members_own_copy_says_which_answer_a_campaign_counts() {
    on_both(1, |house| {
        let (_, script) = counting(house);
        let (campaign, world) = (house.campaigns[0], &house.world);
        says(house, (script, &members(house)[..]), "unsure", 1);
        let next = Next::of(world, campaign).unwrap();
        let at = (campaign, house.contest);
        let making = Making::claim(world, at, 0, EVENING).unwrap().unwrap();
        let making = making.by(&next);
        assert!(making.put(world, &next.rows, EVENING).unwrap());
        assert!(making.stand(world, EVENING).unwrap());
        let now = EVENING.plus(Span::minutes(5));
        let key = comes_in(house, ADDRESS, now);
        let done = as_member(house, key, now, |tx| own_page::copy(tx, None));
        let Verdict::Given(mut copy) = done.verdict else {
            panic!("refused")
        };
        assert_eq!(copy.called.len(), 1);
        let called = copy.called.remove(0);
        assert_eq!(called.level, Spoken::Reached, "in clear");
        let counted = called.counted.unwrap().disclose(&done.proof).unwrap();
        let counted = counted.0.as_ref().unwrap();
        assert_eq!(
            (counted.question.as_str(), counted.answer.as_str()),
            ("Whom will you vote for?", "Undecided")
        );
        house.settle(now);
    });
}
