//! Scripts: written by a campaign's organisers alone, kept in versions, answered under seal, counted in safe figures.

use switchboard_rules::card::Outcome;
use switchboard_rules::moment::{Moment, Span};
use switchboard_rules::policy::{Reason, Role, Scope};
use switchboard_rules::script::{Opening, Script, Sent};

use super::answers::{NEXT, case, read};
use super::calls::card;
use super::house::{EVENING, House, Person, given, on_both};
use super::walls::shred;
use crate::desk::{self, CardOnDesk, Report, Said, Taken};
use crate::scripts::{self, Kept, Version};
use crate::tx::Verdict;
use crate::walls;

const FILE: &str = r#"
title = "Support"
languages = ["en", "cy"]
[[part]]
id = "support"
words = { en = "Will you vote for {campaign}?", cy = "A wnewch chi bleidleisio?" }
ask = "single"
choices = [{ id = "yes", words = "Yes", then = "hours" }, { id = "no", words = "No" }]
[[part]]
id = "why"
words = "What keeps you?"
ask = "text"
max = 40
then = "end"
[[part]]
id = "hours"
words = "How gladly?"
ask = "scale"
from = 0
to = 5
low = "not"
high = "very"
"#;

fn script(title: &str) -> Script {
    Script::read(&FILE.replace("Support", title)).unwrap()
}

fn organiser(house: &House, campaign: usize) -> Person {
    let scope = Scope::Campaign(house.campaigns[campaign]);
    house.person("Olwen Organiser", Role::Organiser, scope)
}

/// A published version of the first campaign, on its bank.
fn on_bank(house: &House, title: &str) -> Version {
    let who = organiser(house, 0);
    let (campaign, bank) = (house.campaigns[0], house.banks[0]);
    let new = script(title);
    let kept = given(house.act(&who, EVENING, move |tx| {
        scripts::keep(tx, campaign, None, &new)
    }));
    let Kept::Script(id) = kept else { panic!() };
    let new = script(title);
    let kept = given(house.act(&who, EVENING, move |tx| {
        scripts::publish(tx, campaign, id, &new)
    }));
    let Kept::Version(version) = kept else {
        panic!()
    };
    given(house.act(&who, EVENING, move |tx| scripts::put_on(tx, bank, version)));
    version
}

fn said(answers: &[(&str, &str)]) -> Said {
    let sent = |(part, value): &(&str, &str)| Sent {
        part: (*part).to_owned(),
        value: (*value).to_owned(),
    };
    Said {
        answers: answers.iter().map(sent).collect(),
        language: "cy".to_owned(),
    }
}

fn report(house: &House, who: &Person, card: &CardOnDesk, outcome: Outcome, said: Said) -> Taken {
    let report = Report {
        card: card.card,
        outcome,
        note: None,
    };
    given(house.act(who, EVENING, move |tx| {
        desk::report_with(tx, &report, &said)
    }))
}

const SEALED: &str = "select count(*) from card where answers_sealed is not null";
const COUNTED: &str = "select coalesce(cast(sum(n) as bigint), 0) from answer_tally";

#[test]
fn answers_are_sealed_for_the_campaign_counted_once_and_read_in_a_case_alone() {
    on_both(1, |house| {
        on_bank(house, "Support");
        let caller = house.caller(0);
        let (card, _) = card(house, &caller, house.banks[0], EVENING);
        assert!(card.bank.script.contains("What keeps you?"));
        let answers = [
            ("support", "no"),
            ("why", "The weather"),
            ("hours", "4"),
            ("nobody", "x"),
        ];
        assert_eq!(
            report(house, &caller, &card, Outcome::Answered, said(&answers)),
            Taken::InTime
        );
        assert_eq!(
            report(house, &caller, &card, Outcome::Answered, said(&answers)),
            Taken::Before
        );
        assert_eq!((house.count(SEALED), house.count(COUNTED)), (1, 2));
        let sealed = house.read(|raw| {
            raw.one("select answers_sealed from card", &[], |row| {
                Ok(row.bytes(0)?.to_vec())
            })
        });
        let sealed = sealed.unwrap();
        assert!(!sealed.windows(7).any(|bytes| bytes == b"weather"));
        let (asks, id) = case(house, 0);
        let opened = read(house, &asks, id, NEXT);
        let answers = opened[0].answers.iter();
        let lines: Vec<String> = answers
            .map(|a| format!("{} {}", a.asked, a.answered))
            .collect();
        assert_eq!(
            lines,
            [
                "A wnewch chi bleidleisio? No",
                "What keeps you? The weather"
            ]
        );
        house.settle(NEXT);
    });
}

#[test]
fn a_short_answer_lies_sealed_in_the_length_of_a_longer_one() {
    on_both(4, |house| {
        on_bank(house, "Support");
        let caller = house.caller(0);
        for answer in ["yes", "no"] {
            let (card, _) = card(house, &caller, house.banks[0], EVENING);
            let said = said(&[("support", answer)]);
            report(house, &caller, &card, Outcome::Answered, said);
        }
        let lengths = house.read(|raw| {
            let of = "select answers_sealed from card where answers_sealed is not null limit 10";
            raw.all(of, &[], |row| Ok(row.bytes(0)?.len()))
        });
        // What stands before and behind is 29 bytes.
        assert_eq!(lengths, [512 + 29, 512 + 29]);
        house.settle(NEXT);
    });
}

#[test]
fn nobodys_answers_are_kept_where_the_member_was_not_spoken_to_or_wants_no_calls() {
    on_both(4, |house| {
        on_bank(house, "Support");
        let caller = house.caller(0);
        for outcome in ["no-answer", "wrong-number", "dont-call-anyone"] {
            let (card, _) = card(house, &caller, house.banks[0], EVENING);
            let outcome = Outcome::parse(outcome, None).unwrap();
            report(house, &caller, &card, outcome, said(&[("support", "yes")]));
        }
        assert_eq!((house.count(SEALED), house.count(COUNTED)), (0, 0));
    });
}

#[test]
fn whoever_wants_no_calls_after_all_takes_their_answers_back_and_the_counts_know_it() {
    on_both(4, |house| {
        on_bank(house, "Support");
        let caller = house.caller(0);
        let (first, _) = card(house, &caller, house.banks[0], EVENING);
        let yes = || said(&[("support", "yes"), ("hours", "4")]);
        report(house, &caller, &first, Outcome::Answered, yes());
        let (second, _) = card(house, &caller, house.banks[0], EVENING);
        report(house, &caller, &second, Outcome::Answered, yes());
        assert_eq!((house.count(SEALED), house.count(COUNTED)), (2, 8));
        let none = Outcome::parse("dont-call-anyone", None).unwrap();
        report(house, &caller, &second, none, yes());
        assert_eq!((house.count(SEALED), house.count(COUNTED)), (1, 4));
        report(house, &caller, &second, none, yes());
        assert_eq!((house.count(SEALED), house.count(COUNTED)), (1, 4));
        report(house, &caller, &first, none, Said::default());
        assert_eq!((house.count(SEALED), house.count(COUNTED)), (0, 0));
        assert_eq!(house.count("select count(*) from answer_tally"), 0);
        house.settle(EVENING);
    });
}

#[test]
fn an_outcome_that_becomes_one_without_a_talk_takes_the_answers_back_and_another_talk_keeps_them() {
    on_both(2, |house| {
        on_bank(house, "Support");
        let caller = house.caller(0);
        let (card, _) = card(house, &caller, house.banks[0], EVENING);
        let yes = said(&[("support", "yes"), ("hours", "4")]);
        report(house, &caller, &card, Outcome::Answered, yes);
        let amend = |outcome| {
            let report = Report {
                card: card.card,
                outcome,
                note: None,
            };
            given(house.act(&caller, EVENING, move |tx| desk::amend(tx, &report)))
        };
        assert_eq!(amend(Outcome::Refused), Taken::InTime);
        assert_eq!((house.count(SEALED), house.count(COUNTED)), (1, 4));
        assert_eq!(amend(Outcome::NoAnswer), Taken::InTime);
        assert_eq!((house.count(SEALED), house.count(COUNTED)), (0, 0));
        house.settle(EVENING);
    });
}

#[test]
fn another_outcome_takes_answers_of_its_own_and_those_of_before_go_with_their_counts() {
    on_both(2, |house| {
        on_bank(house, "Support");
        let caller = house.caller(0);
        let (card, _) = card(house, &caller, house.banks[0], EVENING);
        report(house, &caller, &card, Outcome::NoAnswer, Said::default());
        let amend = |outcome, said: Said| {
            let report = Report {
                card: card.card,
                outcome,
                note: None,
            };
            let change = move |tx: &mut crate::Tx<'_, '_>| desk::amend_with(tx, &report, &said);
            assert_eq!(given(house.act(&caller, EVENING, change)), Taken::InTime);
            (house.count(SEALED), house.count(COUNTED))
        };
        let yes = || said(&[("support", "yes"), ("hours", "4")]);
        assert_eq!(amend(Outcome::Busy, yes()), (0, 0), "nobody talked");
        assert_eq!(amend(Outcome::Answered, yes()), (1, 4));
        let no = said(&[("support", "no"), ("why", "")]);
        assert_eq!(amend(Outcome::Refused, no), (1, 2), "in their place");
        let same = amend(Outcome::Refused, yes());
        assert_eq!(same, (1, 4), "a tick slips as well as a thumb");
        let no = said(&[("support", "no"), ("why", "")]);
        assert_eq!(amend(Outcome::Refused, no), (1, 2));
        let back = Outcome::CallBack(EVENING.plus(Span::minutes(30)));
        // As a form sends it whose questions were left alone.
        let none = said(&[("why", "")]);
        assert_eq!(amend(back, none), (1, 2), "those of before stay");
        assert_eq!(amend(Outcome::NoAnswer, yes()), (0, 0));
        house.settle(EVENING);
    });
}

#[test]
fn a_card_keeps_the_version_it_was_dealt_with_and_what_is_published_never_changes() {
    on_both(2, |house| {
        let before = on_bank(house, "Support");
        let caller = house.caller(0);
        let (dealt, _) = card(house, &caller, house.banks[0], EVENING);
        let other = on_bank(house, "Another");
        assert_ne!(before, other);
        let (again, _) = card(house, &caller, house.banks[0], EVENING);
        assert_eq!(again.card, dealt.card);
        assert_eq!(again.bank.version, Some(before));
        assert!(again.bank.script.contains("Support"));
        report(
            house,
            &caller,
            &again,
            Outcome::Answered,
            said(&[("support", "yes")]),
        );
        let key = format!("{before}.support.yes");
        let whats = house.read(|raw| {
            raw.all(
                "select what from answer_tally order by what limit 9",
                &[],
                |row| Ok(row.text(0)?.to_owned()),
            )
        });
        assert!(whats.contains(&key), "{whats:?}");
        // Published once more without a change it is the same version; with one it is the next, and the first stays.
        let (who, campaign, id) = (organiser(house, 0), house.campaigns[0], before.of());
        let old = script("Support");
        let same = given(house.act(&who, EVENING, move |tx| {
            scripts::publish(tx, campaign, id, &old)
        }));
        assert_eq!(same, Kept::Version(before));
        // What is published is what was sent, whatever somebody else keeps as the draft meanwhile.
        let between = script("Somebody else");
        given(house.act(&who, EVENING, move |tx| {
            scripts::keep(tx, campaign, Some(id), &between)
        }));
        let new = script("Support now");
        let next = given(house.act(&who, EVENING, move |tx| {
            scripts::publish(tx, campaign, id, &new)
        }));
        assert_eq!(next, Kept::Version(Version::new(id, 2)));
        let text = given(house.act(&who, EVENING, move |tx| {
            scripts::version(tx, campaign, before)
        }));
        assert_eq!(text, script("Support").text());
        let second = Version::new(id, 2);
        let text = given(house.act(&who, EVENING, move |tx| {
            scripts::version(tx, campaign, second)
        }));
        assert_eq!(text, script("Support now").text());
        house.settle(EVENING);
    });
}

#[test]
fn a_rival_sees_and_uses_no_script_and_a_caller_writes_none() {
    on_both(1, |house| {
        let version = on_bank(house, "Support");
        let (red, rival_bank) = (house.campaigns[0], house.banks[1]);
        let rival = organiser(house, 1);
        let refused = |verdict| match verdict {
            Verdict::Refused(refusal) => refusal.reason,
            Verdict::Given(()) => panic!("given"),
        };
        let look = move |tx: &mut crate::tx::Tx<'_, '_>| {
            Ok(match scripts::open(tx, red, version.of())? {
                Verdict::Given(_) => Verdict::Given(()),
                Verdict::Refused(refusal) => Verdict::Refused(refusal),
            })
        };
        let done = house.act(&rival, EVENING, look).unwrap();
        assert_eq!(refused(done.verdict), Reason::NotYourCampaign);
        let done = house.act(&rival, EVENING, move |tx| {
            scripts::put_on(tx, rival_bank, version)
        });
        assert_eq!(refused(done.unwrap().verdict), Reason::NotYourCampaign);
        let done = house.act(&house.caller(0), EVENING, look).unwrap();
        assert_eq!(refused(done.verdict), Reason::NotYourRole);
    });
}

#[test]
fn what_was_answered_is_shown_in_safe_counts_and_nothing_below_ten() {
    on_both(1, |house| {
        on_bank(house, "Support");
        let caller = house.caller(0);
        let (card, _) = card(house, &caller, house.banks[0], EVENING);
        report(
            house,
            &caller,
            &card,
            Outcome::Answered,
            said(&[("support", "yes"), ("hours", "5")]),
        );
        let (who, bank) = (organiser(house, 0), house.banks[0]);
        let seen = |now: Moment| {
            let answered = given(house.act(&who, now, move |tx| scripts::answered(tx, bank)));
            let question = &answered.questions[0];
            assert_eq!(answered.questions.len(), 2);
            let all = question.answers.iter();
            let all: Vec<String> = all
                .map(|(words, count)| format!("{words} {count}"))
                .collect();
            format!("{}: {}", question.total, all.join(", "))
        };
        assert_eq!(
            seen(EVENING),
            "fewer than 10: Yes fewer than 10, No fewer than 10"
        );
        house.tamper("update answer_tally set n = 23");
        let moved = seen(EVENING);
        assert_eq!(moved, seen(EVENING), "alike each time");
        let is_near = |count: &str| count.parse::<u64>().is_ok_and(|n| n.abs_diff(23) <= 7);
        let (total, answers) = moved.split_once(": Yes ").unwrap();
        let (yes, no) = answers.split_once(", No ").unwrap();
        assert!(is_near(total) && is_near(yes), "{moved}");
        assert_eq!(no, "fewer than 10");
    });
}

#[test]
fn answers_go_with_the_campaigns_key_and_the_certificate_counts_them() {
    on_both(2, |house| {
        on_bank(house, "Support");
        let caller = house.caller(0);
        let (card, _) = card(house, &caller, house.banks[0], EVENING);
        report(
            house,
            &caller,
            &card,
            Outcome::Answered,
            said(&[("support", "yes")]),
        );
        shred(&house.world, house, NEXT);
        walls::sweep(&house.world, NEXT).unwrap();
        assert_eq!((house.count(SEALED), house.count(COUNTED)), (0, 0));
        let (who, red) = (organiser(house, 0), house.campaigns[0]);
        let said = given(house.act(&who, NEXT, move |tx| walls::certificate(tx, red)));
        assert_eq!((said.calls, said.notes, said.answers), (1, 0, 1));
    });
}

#[test]
fn the_opening_lines_are_the_organisations_and_stand_on_every_card() {
    on_both(1, |house| {
        let words = "Hello, {caller} here, for {campaign}, from {organisation}.";
        let set = |who: &Person| {
            let opening = Opening::parse(words).unwrap();
            let done = house.act(who, EVENING, move |tx| {
                scripts::set_opening(tx, "en", &opening)
            });
            done.unwrap().verdict
        };
        assert!(matches!(set(&organiser(house, 0)), Verdict::Refused(_)));
        let officer = house.person("Orla", Role::MembershipOfficer, Scope::Organisation);
        assert!(matches!(set(&officer), Verdict::Given(())));
        let (card, _) = card(house, &house.caller(0), house.banks[0], EVENING);
        let lines = scripts::opening_of(&card.bank.lines.unwrap());
        assert_eq!(lines.get("en").map(String::as_str), Some(words));
        house.settle(EVENING);
    });
}
