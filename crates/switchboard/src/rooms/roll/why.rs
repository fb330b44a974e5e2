//! Why a row was given back, in the words of whoever reads it: on the page of a try, in the file of rows that weren't taken,
//! and at the console.

use switchboard_store::rules::roll::{Gap, Rejection};

use crate::web::messages::Words;

#[cfg(test)]
mod tests;

/// The sentence: which column is wrong, and what to write there.
pub fn said(words: &Words, why: &Rejection) -> String {
    let gaps = why.reason.gaps().into_iter();
    let sentence = gaps.fold(words.say(why.reason.key()), |sentence, (name, gap)| {
        sentence.text(name, filled(words, gap))
    });
    match &why.column {
        None => sentence.to_string(),
        Some(column) => words
            .say("reject-in-column")
            .text("column", column)
            .text("reason", sentence.to_string())
            .to_string(),
    }
}

/// What stands in a gap. Numbers and days are as the file has them: no commas, the year first.
fn filled(words: &Words, gap: Gap) -> String {
    match gap {
        Gap::Number(_) | Gap::Day(_) => gap.to_string(),
        Gap::Like(region) => region
            .own_example()
            .map_or_else(|| words.t("reject-example-abroad"), str::to_owned),
    }
}
