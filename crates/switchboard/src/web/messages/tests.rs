//! What sentences do.

mod languages;

use super::*;

fn words() -> Words {
    Words::from_text(
        Language::English,
        "plain = Hello.\nnamed = You have { $name }.\n\
         counted = { $count ->\n    [one] one\n   *[other] { $count } in all\n}\n",
        None,
    )
}

#[test]
fn a_sentence_is_said_with_its_gaps_filled_and_no_invisible_marks() {
    assert_eq!(words().t("plain"), "Hello.");
    assert_eq!(
        words().say("named").text("name", "Mrs Evans").to_string(),
        "You have Mrs Evans."
    );
    assert_eq!(
        words().t_args("named", &[("name", "Anwen".into())]),
        "You have Anwen."
    );
}

#[test]
fn numbers_choose_the_plural_and_get_their_commas() {
    assert_eq!(
        words().say("counted").number("count", 1_u64).to_string(),
        "one"
    );
    assert_eq!(
        words()
            .say("counted")
            .number("count", 600_000_u64)
            .to_string(),
        "600,000 in all"
    );
    assert_eq!(words().number(1_000_000_u64), "1,000,000");
    assert_eq!(words().number(999_u64), "999");
}

#[test]
fn a_missing_sentence_or_an_unfilled_gap_shows_its_key() {
    assert_eq!(words().t("absent"), "⟦absent⟧");
    assert_eq!(words().t("named"), "⟦named⟧");
}

#[test]
fn a_sentence_does_not_print_what_fills_it() {
    let words = words();
    let printed = format!("{:?}", words.say("named").text("name", "Mrs Evans"));
    assert!(!printed.contains("Evans"), "{printed}");
}

#[test]
fn welsh_numbers_choose_among_the_six_forms_that_welsh_has() {
    let text = "counted = { $count ->\n    [zero] dim cath\n    [one] un gath\n    [two] dwy gath\n    \
                [few] { $count } cath\n    [many] { $count } chath\n   *[other] { $count } cath i gyd\n}\n";
    let words = Words::from_text(Language::Welsh, text, None);
    for (count, said) in [
        (0_u64, "dim cath"),
        (1, "un gath"),
        (2, "dwy gath"),
        (3, "3 cath"),
        (6, "6 chath"),
        (4, "4 cath i gyd"),
        (13, "13 cath i gyd"),
        (20_000, "20,000 cath i gyd"),
    ] {
        assert_eq!(
            words.say("counted").number("count", count).to_string(),
            said
        );
    }
}

#[test]
fn what_a_language_lacks_is_said_in_english() {
    let words = Words::from_text(Language::Welsh, "other = Arall\n", Some(self::words()));
    assert_eq!(words.t("plain"), "Hello.");
    assert_eq!(words.t("absent"), "⟦absent⟧");
    assert!(!words.has("plain"), "it is not Welsh");
}

#[test]
fn each_language_says_which_it_is_and_whether_it_was_reviewed() {
    for language in Language::ALL {
        let words = Words::of(language);
        assert_eq!(words.language(), language);
        assert_eq!(words.tag(), language.code());
        assert_eq!(words.is_unreviewed(), language == Language::Welsh);
    }
    let samples = || Words::of_samples().language();
    assert_eq!(samples(), Language::English);
    assert_eq!(
        Words::of(Language::Welsh).speaking(samples),
        Language::Welsh
    );
    assert_eq!(samples(), Language::English);
}
