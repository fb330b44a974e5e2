use proptest::prelude::*;

use super::*;

const CALL: &str = r#"
title = "Ask for support"
languages = ["en", "cy"]

[[part]]
id = "hello"
words = { en = "Is now a **good time**, {name}?", cy = "Ydy hi'n amser da?" }

[[part]]
id = "support"
words = "Will you vote for {campaign}?"
ask = "single"
choices = [
  { id = "yes", words = "Yes", then = "help" },
  { id = "no", words = "No" },
  { id = "voted", words = "Voted already", then = "end" },
]

[[part]]
id = "why"
words = "What keeps you?"
ask = "multi"
choices = [ { id = "time", words = "No time" }, { id = "other", words = "Something else" } ]
then = "end"

[[part]]
id = "help"
words = """
Would you help?
On a scale: say "how much"."""
ask = "scale"
from = 0
to = 5
low = "not at all"
high = "gladly"

[[part]]
id = "when"
words = "From when on?"
ask = "date"
from = "2026-11-01"
to = "2026-12-31"

[[part]]
id = "hours"
words = "How many hours?"
ask = "number"
min = 0
max = 40

[[part]]
id = "else"
words = "Anything else?"
ask = "text"
max = 20
"#;

fn sent(all: &[(&str, &str)]) -> Vec<Sent> {
    let one = |(part, value): &(&str, &str)| Sent {
        part: (*part).to_owned(),
        value: (*value).to_owned(),
    };
    all.iter().map(one).collect()
}

fn kept(all: &[(&str, &str)]) -> (Vec<String>, usize) {
    let script = Script::read(CALL).unwrap();
    let (answers, dropped) = script.answers(&sent(all));
    let text = kept_text(&script, &answers, 0).unwrap_or_default();
    let lines = Kept::read(&text);
    let line = |kept: Kept| format!("{}={} ({})", kept.part, kept.value, kept.answered);
    (lines.into_iter().map(line).collect(), dropped)
}

#[test]
fn opening_lines_with_a_field_inside_another_are_refused() {
    for text in [
        "{campaign} {organisation} {cam{caller}paign}",
        "{caller} {organisation} {{campaign}}",
    ] {
        assert_eq!(Opening::parse(text), Err(OpeningError::Field), "{text}");
    }
}

#[test]
fn a_file_whose_normal_form_could_not_be_read_again_is_refused() {
    // A backslash is one character here and two in the normal form.
    let words = "\\".repeat(1_900);
    let mut text = "title = 'T'\nlanguages = ['en']\n".to_owned();
    for part in 0..30 {
        text += &[
            "[[part]]\nid = 'p",
            &part.to_string(),
            "'\nwords = '",
            &words,
            "'\n",
        ]
        .concat();
    }
    assert!(text.len() <= FILE_BYTES_MAX);
    let wrong = Script::read(&text).unwrap_err().wrong;
    assert_eq!(wrong, Wrong::Large(FILE_BYTES_MAX.to_string()));
    let short = text.replace(&words, "\\");
    let script = Script::read(&short).unwrap();
    assert_eq!(Script::read(&script.text()), Ok(script));
}

#[test]
fn what_was_counted_of_answers_is_found_again_in_what_is_kept_of_them() {
    let script = Script::read(FILE_OF_ALL).unwrap();
    let sent = |part: &str, value: &str| Sent {
        part: part.to_owned(),
        value: value.to_owned(),
    };
    let sent = [
        sent("one", "a"),
        sent("some", "x"),
        sent("some", "y"),
        sent("step", "3"),
        sent("words", "a b"),
    ];
    let (answers, _) = script.answers(&sent);
    let keys = tally_keys(&script, &answers);
    assert_eq!(keys.len(), 7);
    let text = kept_text(&script, &answers, 0).unwrap();
    assert_eq!(counted_keys(&script, &text), keys);
}

const FILE_OF_ALL: &str = r#"
title = "All"
languages = ["en"]
[[part]]
id = "one"
words = "Which?"
ask = "single"
choices = [{ id = "a", words = "A" }, { id = "b", words = "B" }]
[[part]]
id = "some"
words = "Which of them?"
ask = "multi"
choices = [{ id = "x", words = "X" }, { id = "y", words = "Y" }]
[[part]]
id = "step"
words = "How much?"
ask = "scale"
from = 0
to = 5
low = "not"
high = "very"
[[part]]
id = "words"
words = "What else?"
ask = "text"
max = 40
"#;

#[test]
fn a_file_is_written_back_in_one_form_and_that_form_stays() {
    let script = Script::read(CALL).unwrap();
    let text = script.text();
    assert_eq!(Script::read(&text).unwrap(), script);
    assert_eq!(Script::read(&text).unwrap().text(), text);
    insta::assert_snapshot!(text);
}

#[test]
fn only_what_the_answers_lead_to_is_kept_and_what_does_not_fit_is_left_out() {
    let all = [
        ("support", "yes"),
        ("why", "time"),
        ("help", "4"),
        ("when", "2027-01-01"),
        ("hours", "3"),
        ("else", "  She asks for a lift  "),
        ("nobody", "x"),
    ];
    let (lines, dropped) = kept(&all);
    assert_eq!(
        lines,
        [
            "support=yes (Yes)",
            "help=4 (4)",
            "hours=3 (3)",
            "else=She asks for a lift (She asks for a lift)"
        ]
    );
    assert_eq!(dropped, 3);
    let (lines, _) = kept(&[
        ("support", "no"),
        ("why", "other"),
        ("why", "time"),
        ("help", "1"),
    ]);
    assert_eq!(
        lines,
        [
            "support=no (No)",
            "why=time other (No time, Something else)"
        ]
    );
    assert_eq!(
        kept(&[("support", "voted"), ("help", "1")]).0,
        ["support=voted (Voted already)"]
    );
    assert_eq!(kept(&[("support", "maybe"), ("hours", "41")]), (vec![], 2));
}

#[test]
fn what_is_counted_are_choices_and_steps_and_nothing_typed() {
    let script = Script::read(CALL).unwrap();
    let all = [
        ("support", "yes"),
        ("help", "4"),
        ("hours", "3"),
        ("else", "x"),
    ];
    let (answers, _) = script.answers(&sent(&all));
    let keys = tally_keys(&script, &answers);
    assert_eq!(keys, ["support", "support.yes", "help", "help.4"]);
}

#[test]
fn a_part_that_not_every_answer_leads_to_says_which_do() {
    let script = Script::read(CALL).unwrap();
    let lead = |at| {
        let leads: Vec<Lead> = script.leads(at);
        leads
            .into_iter()
            .map(|lead| (lead.part, lead.choices))
            .collect::<Vec<_>>()
    };
    assert_eq!(lead(1), []);
    assert_eq!(lead(2), [(1, vec![1])]);
    assert_eq!(lead(3), [(1, vec![0])]);
    assert_eq!(lead(4), []);
}

#[test]
fn what_is_not_translated_is_listed() {
    let script = Script::read(CALL).unwrap();
    let missing = script.untranslated();
    assert_eq!(missing.len(), 13);
    assert_eq!(missing.first(), Some(&("cy", "support".to_owned())));
    assert!(missing.contains(&("cy", "help.low".to_owned())));
    assert_eq!(
        script.parts()[0].words().in_language(1),
        "Ydy hi'n amser da?"
    );
    assert_eq!(
        script.parts()[1].words().in_language(1),
        "Will you vote for {campaign}?"
    );
    assert_eq!((script.language("cy"), script.language("de")), (1, 0));
}

#[test]
fn each_error_names_its_line_and_what_to_do() {
    let broken = |from: &str, to: &str| {
        Script::read(&CALL.replace(from, to))
            .unwrap_err()
            .to_string()
    };
    let errors = [
        broken("title = \"Ask for support\"\n", ""),
        broken("{name}?", "{phone}?"),
        broken("{name}?", "{name?"),
        broken("id = \"why\"", "id = \"support\""),
        broken("id = \"why\"", "id = \"Why not\""),
        broken("then = \"help\"", "then = \"hello\""),
        broken("then = \"help\"", "then = \"nowhere\""),
        broken("then = \"help\"", "then = \"end\""),
        broken("\"multi\"", "\"many\""),
        broken("cy = \"Ydy", "de = \"Ydy"),
        broken("en = \"Is now a **good time**, {name}?\", ", ""),
        broken("min = 0", "min = 41"),
        broken("max = 20", "max = 20\nmost = 3"),
        broken("from = 0\n", "from = 0.5\n"),
        broken("high = \"gladly\"", "high = gladly"),
        broken("\"2026-12-31\"", "\"tomorrow\""),
        broken(
            "{ id = \"time\", words = \"No time\" }",
            "{ id = \"time\", words = \"No time\", then = \"end\" }",
        ),
    ];
    insta::assert_snapshot!(errors.join("\n"));
}

#[test]
fn nothing_but_the_closed_list_is_ever_filled_in_and_what_is_filled_in_is_not_read_again() {
    let fills = Fills {
        name: "{campaign}",
        branch: "Dock",
        caller: "Cai",
        campaign: "Ceri",
        contest: "Leader",
    };
    assert_eq!(
        fills.fill("Hello {name} of {branch}"),
        "Hello {campaign} of Dock"
    );
    for field in [
        "phone",
        "email",
        "address",
        "Name",
        " name",
        "",
        "name.phone",
        "birth_date",
    ] {
        assert!(pieces(&format!("{{{field}}}")).is_err(), "{field}");
    }
    assert_eq!(
        Field::listed(),
        "{name}, {branch}, {caller}, {campaign}, {contest}"
    );
}

/// Words as an organiser might write them, with all that could break a file.
fn words() -> impl Strategy<Value = String> {
    "[a-zâŵ\"\\\\'#=\\[\\], .*_<>&\n-]{0,40}[a-z\"\\\\]".prop_map(|text| text.trim().to_owned())
}

fn any_script() -> impl Strategy<Value = String> {
    let part = (
        words(),
        0_u8..7,
        proptest::collection::vec((words(), 0_usize..6), 1..4),
        0_usize..8,
    );
    proptest::collection::vec(part, 1..7).prop_map(|parts| {
        use std::fmt::Write as _;
        let mut out = "title = \"T\"\nlanguages = [\"en\"]\n".to_owned();
        let quoted = |text: &str| serde_like(text);
        let count = parts.len();
        let target = |at: usize, jump: usize| match at + jump {
            to if jump == 0 || to >= count => "end".to_owned(),
            to => format!("p{to}"),
        };
        for (at, (words, kind, choices, jump)) in parts.iter().enumerate() {
            let _ = write!(out, "[[part]]\nid = \"p{at}\"\nwords = {}\n", quoted(words));
            if *kind < 2 {
                let _ = write!(out, "ask = \"single\"\nchoices = [");
                for (number, (words, jump)) in choices.iter().enumerate() {
                    let words = words.replace('\n', " ");
                    let then = if *jump == 5 {
                        String::new()
                    } else {
                        format!(", then = \"{}\"", target(at, *jump))
                    };
                    let _ = write!(
                        out,
                        "{{ id = \"c{number}\", words = {}{then} }},",
                        quoted(words.trim())
                    );
                }
                out.push_str("]\n");
            } else if *kind == 2 {
                out.push_str("ask = \"text\"\nmax = 9\n");
            }
            if *jump > 5 {
                let _ = writeln!(out, "then = \"{}\"", target(at, *jump - 5));
            }
        }
        out
    })
}

fn serde_like(text: &str) -> String {
    format!(
        "\"{}\"",
        text.replace('\\', "\\\\")
            .replace('"', "\\\"")
            .replace('\n', "\\n")
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    #[test]
    fn any_text_is_read_or_refused_with_a_line(text in "\\PC{0,200}|[a-z=\"\\[\\]{}\n,. ]{0,200}") {
        if let Err(error) = Script::read(&text) {
            prop_assert!(error.line >= 1);
            prop_assert!(error.line <= text.matches('\n').count() + 1);
        }
    }

    #[test]
    fn every_script_comes_back_from_its_own_text_and_ends_whatever_is_answered(
        text in any_script(),
        picks in proptest::collection::vec(0_usize..4, 8),
    ) {
        let Ok(script) = Script::read(&text) else { return Ok(()) };
        let normal = script.text();
        prop_assert_eq!(&Script::read(&normal).unwrap(), &script);
        prop_assert_eq!(Script::read(&normal).unwrap().text(), normal);
        let answers: Vec<Sent> = picks.iter().enumerate().map(|(at, pick)| Sent {
            part: format!("p{at}"),
            value: format!("c{pick}"),
        }).collect();
        let reached = script.reached(&answers);
        prop_assert!(reached.windows(2).all(|two| two[0] < two[1]));
        prop_assert!(reached.len() <= script.parts().len());
        let (kept, _) = script.answers(&answers);
        prop_assert!(kept.iter().all(|answer| reached.contains(&answer.part)));
        for part in script.parts() {
            for piece in pieces(part.words().in_language(0)).unwrap() {
                prop_assert!(matches!(piece, Piece::Said(_) | Piece::Field(_)));
            }
        }
    }
}

#[test]
fn opening_lines_say_who_calls_for_whom_and_from_which_organisation() {
    let whole = "Hello, {caller} here for {campaign}, from {organisation}.";
    let opening = Opening::parse(whole).unwrap();
    let filled = opening.fill("The {caller} Union", "Cai", ("Ceri", "Leader"));
    assert_eq!(filled, "Hello, Cai here for Ceri, from The {caller} Union.");
    let wrong = |text: &str| Opening::parse(text).unwrap_err();
    assert_eq!(wrong(" \n"), OpeningError::Length);
    assert_eq!(wrong(&"x".repeat(OPENING_MAX + 1)), OpeningError::Length);
    assert_eq!(
        wrong("{caller} of {campaign}"),
        OpeningError::Lacks("organisation")
    );
    assert_eq!(wrong(&format!("{whole} {{name}}")), OpeningError::Field);
    assert_eq!(wrong(&format!("{whole} {{")), OpeningError::Field);
}
