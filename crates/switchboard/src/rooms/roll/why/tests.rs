use super::{Rejection, Words, said};
use crate::language::Language;
use switchboard_store::rules::person::{PhoneError, Region};
use switchboard_store::rules::roll::{Gap, Reason};

fn in_column(reason: Reason) -> Rejection {
    Rejection {
        column: Some("Mobile".to_owned()),
        reason,
    }
}

/// The same words at the console's errors and on the page: whoever looks one up finds the other.
#[test]
fn each_reason_is_said_in_english_as_it_is_written_for_a_developer() {
    let words = Words::english();
    let abroad = Region::parse("IE").unwrap();
    let abroad = [Region::US, abroad].map(|region| Reason::Phone(PhoneError::TooShort, region));
    for reason in Reason::EACH.iter().copied().chain(abroad) {
        for why in [Rejection::from(reason), in_column(reason)] {
            assert_eq!(said(&words, &why), why.to_string());
        }
    }
}

#[test]
fn each_reason_has_its_sentence_in_welsh_with_what_fills_it() {
    let (words, english) = (Words::welsh_alone(), Words::english());
    for reason in Reason::EACH.iter().copied() {
        let why = in_column(reason);
        let sentence = said(&words, &why);
        assert!(!sentence.contains('\u{27e6}'), "{sentence}");
        assert!(sentence.starts_with("colofn `Mobile`: "), "{sentence}");
        let whole = Rejection::from(reason);
        assert_ne!(said(&words, &whole), said(&english, &whole));
        for (name, gap) in reason.gaps() {
            let filled = match gap {
                Gap::Like(_) => "07700 900123".to_owned(),
                Gap::Number(_) | Gap::Day(_) => gap.to_string(),
            };
            assert!(sentence.contains(&filled), "{name}: {sentence}");
        }
    }
}

#[test]
fn a_number_abroad_is_shown_with_its_country_in_the_readers_language() {
    let ireland = Region::parse("IE").unwrap();
    let why = in_column(Reason::Phone(PhoneError::NoAreaCode, ireland));
    assert_eq!(
        said(&Words::of(Language::Welsh), &why),
        "colofn `Mobile`: mae'r cod ardal ar goll; ysgrifennwch ef fel +44 7700 900123, gyda chod y wlad"
    );
}

#[test]
fn what_a_later_program_kept_is_said_as_a_row_that_was_not_taken() {
    let why = Rejection::parse("shoe-size:44\nShoes");
    assert_eq!(
        said(&Words::english(), &why),
        "this row was not taken; import it again to read why"
    );
    assert_eq!(
        said(&Words::of(Language::Welsh), &why),
        "ni chymerwyd y rhes hon; mewnforiwch hi eto i ddarllen pam"
    );
}
