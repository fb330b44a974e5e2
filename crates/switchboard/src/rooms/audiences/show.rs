//! From what the store answered to the organiser's page.

use switchboard_store::audiences::{
    Chosen, Counted, CountedQuestion, Facet, Overview, OwnCalls, Questions,
};
use switchboard_store::rules::audience::{Choice, Field};
use switchboard_store::rules::ids::CampaignId;

use super::pages::{Answers, Level, List, NewBank, Said, Typed};
use crate::ctx::Ctx;
use crate::web::bars::Chart;
use crate::web::messages::Words;
use crate::web::page::Tally;

/// How many bars a chart has at most.
const BARS_MAX: usize = 30;
/// So many characters of an answer stand beside its number in a chart.
const LABEL_MAX: usize = 30;

/// The page with what was typed and what was answered.
pub(super) fn page(
    ctx: &Ctx,
    campaign: CampaignId,
    (seen, listed): (&Overview, Option<&Questions>),
    (mut typed, mut said): (Typed, Option<Said>),
) -> NewBank {
    if typed.is_stale(seen.state) {
        // The same place may be another answer now: nobody sends it on by pressing twice.
        typed.spoken.clear();
        if !said.is_some_and(Said::is_good) {
            let is_counting = seen.own_calls == OwnCalls::NotReady;
            said = Some(if is_counting {
                Said::NotReady
            } else {
                Said::Moved
            });
        }
    }
    let shell = ctx.shell();
    let words = &shell.words;
    // What this organisation hasn't got, or this campaign not yet, isn't offered.
    let is_there = |(field, facets): &&(Field, Vec<Facet>)| match field {
        Field::Area | Field::Tag | Field::Spoken => !facets.is_empty(),
        Field::Branch => seen.has_branches,
        Field::Kind | Field::Age | Field::Joined => true,
    };
    let fields = seen.fields.iter().filter(is_there);
    let lists = fields.map(|(field, facets)| List {
        name: field.text(),
        label_key: field.label(),
        options: facets
            .iter()
            .map(|facet| level(facet, typed.of(*field), words))
            .collect(),
    });
    let is_waiting = seen.everybody == Counted::NotReady;
    NewBank {
        campaign_id: campaign.to_string(),
        campaign: seen.campaign.clone(),
        lists: lists.collect(),
        has_branches: seen.has_branches,
        said: said.or(is_waiting.then_some(Said::NotReady)),
        charts: charts(seen, words),
        own_calls: own_calls(ctx, seen, words),
        state: seen
            .state
            .map_or_else(String::new, |state| state.to_string()),
        answers: listed.map(|listed| {
            let wanted = said.map(|_| typed.question.as_str());
            answers(listed, wanted, words)
        }),
        asked: seen.asked,
        asked_of_own: seen.asked_of_own,
        book: seen.book.iter().map(|one| line(seen, one, words)).collect(),
        typed,
        shell,
    }
}

/// As of when what came of own calls stands, and whether it moves again.
fn own_calls(ctx: &Ctx, seen: &Overview, words: &Words) -> String {
    let is_told =
        |(field, facets): &(Field, Vec<Facet>)| *field == Field::Spoken && !facets.is_empty();
    let (at, key) = match seen.own_calls {
        OwnCalls::NotYet => return words.t("audience-spoken-not-yet"),
        OwnCalls::NotReady => return words.t("audience-spoken-counting"),
        OwnCalls::AsOf { at, .. } if !seen.fields.iter().any(is_told) => {
            (at, "audience-spoken-untold")
        }
        OwnCalls::AsOf { at, is_last: true } => (at, "audience-spoken-last"),
        OwnCalls::AsOf { at, is_last: false } => (at, "audience-spoken-there"),
    };
    let at = ctx.stamp(at).full(words);
    words.say(key).text("at", at).to_string()
}

fn level(facet: &Facet, chosen: &str, words: &Words) -> Level {
    let value = facet.choice.value();
    let name = format!("{}{}", "· ".repeat(facet.depth), name(facet, words));
    let count = Tally::from(facet.count).text(words);
    Level {
        is_chosen: value == chosen,
        text: words
            .say("audience-option")
            .text("name", name)
            .text("count", count)
            .to_string(),
        value,
    }
}

/// The questions of which the campaign may count the answers; where the form was sent, with what was chosen in it.
fn answers(listed: &Questions, wanted: Option<&str>, words: &Words) -> Answers {
    let about = |key: &'static str, one: &CountedQuestion| {
        let sentence = words.say(key);
        sentence.text("question", one.closed().words()).to_string()
    };
    if listed.is_last() {
        let standing = listed.standing.as_ref();
        return Answers {
            text: words.t("audience-answers-last"),
            now: standing.map(|one| about("audience-answers-counted", one)),
            notes: Vec::new(),
            options: Vec::new(),
        };
    }
    let chosen = listed.chosen.as_ref();
    let options = options(listed, wanted, words);
    let stands = chosen.is_some() && listed.chosen == listed.standing;
    let now = if stands {
        "audience-answers-counted"
    } else {
        "audience-answers-now"
    };
    let text = if options.is_empty() {
        "audience-answers-none"
    } else {
        "audience-answers-text"
    };
    let is_newer = |one: &CountedQuestion| {
        chosen.is_some_and(|chosen| chosen.is_same(one) && chosen.version() != one.version())
    };
    let notes = [
        ("audience-answers-newer", listed.listed.iter().any(is_newer)),
        ("audience-answers-more", listed.is_cut),
    ];
    let notes = notes.into_iter().filter(|(_, is_so)| *is_so);
    Answers {
        text: words.t(text),
        now: chosen.map(|one| about(now, one)),
        notes: notes.map(|(key, _)| words.t(key)).collect(),
        options,
    }
}

/// What can be chosen; first what is counted, where it isn't on the list any more.
fn options(listed: &Questions, wanted: Option<&str>, words: &Words) -> Vec<Level> {
    let value = |one: &CountedQuestion| format!("{}.{}", one.version().of(), one.closed().part());
    let chosen = listed.chosen.as_ref();
    let is_listed = |chosen: &CountedQuestion| listed.listed.iter().any(|one| one.is_same(chosen));
    let left = chosen.filter(|chosen| !is_listed(chosen));
    let all: Vec<&CountedQuestion> = left.into_iter().chain(&listed.listed).collect();
    let wanted = match wanted {
        Some(wanted) => wanted.to_owned(),
        None => chosen.map_or_else(String::new, value),
    };
    let text = |one: &CountedQuestion| {
        let asked = one.closed().words();
        let is_twin =
            |other: &&CountedQuestion| !other.is_same(one) && other.closed().words() == asked;
        if one.title().is_empty() || !all.iter().any(is_twin) {
            return asked.to_owned();
        }
        let titled = words.say("audience-answers-titled");
        let titled = titled.text("question", asked);
        titled.text("title", one.title()).to_string()
    };
    let option = |one: &CountedQuestion| {
        let value = value(one);
        Level {
            text: text(one),
            is_chosen: value == wanted,
            value,
        }
    };
    all.iter().copied().map(option).collect()
}

pub(super) fn name(facet: &Facet, words: &Words) -> String {
    let said = (facet.name.as_str(), facet.question.as_deref());
    crate::named::group(words, &facet.choice, said)
}

fn charts(seen: &Overview, words: &Words) -> Vec<Chart> {
    let charts = seen.fields.iter().map(|(field, facets)| Chart {
        title_key: field.title(),
        bars: facets
            .iter()
            .filter(|facet| *field != Field::Branch || facet.depth == 0)
            .take(BARS_MAX)
            .map(|facet| (label(facet, words), Tally::from(facet.count)))
            .collect(),
    });
    charts.filter(|chart| !chart.bars.is_empty()).collect()
}

/// What stands beside a bar: of an answer its own words alone, and not too many of them, so that they don't run into the number.
fn label(facet: &Facet, words: &Words) -> String {
    match facet.question {
        Some(_) => cut(&facet.name),
        None => name(facet, words),
    }
}

/// As much of some words as fits beside a bar.
pub(super) fn cut(words: &str) -> String {
    if words.chars().count() <= LABEL_MAX {
        return words.to_owned();
    }
    let kept: String = words.chars().take(LABEL_MAX - 1).collect();
    format!("{}…", kept.trim_end())
}

/// A question of the book: its groups in names, and its answer.
fn line(seen: &Overview, one: &Chosen, words: &Words) -> (String, String) {
    let named = |choice: &Choice| {
        let fields = seen.fields.iter().flat_map(|(_, facets)| facets);
        let facet = fields.clone().find(|facet| facet.choice == *choice);
        facet.map_or_else(|| choice.value(), |facet| name(facet, words))
    };
    let groups: Vec<String> = one.audience.choices().iter().map(named).collect();
    let count = match one.counted {
        Counted::About(count) => Tally::from(count).text(words),
        _ => "–".to_owned(),
    };
    (groups.join(" · "), count)
}

#[cfg(test)]
mod tests {
    use switchboard_store::rules::counts::safe;

    use super::*;

    #[test]
    fn beside_a_bar_stand_an_answers_own_words_alone_and_thirty_characters_at_most() {
        let words = Words::english();
        let facet = |name: &str, question: Option<&str>| Facet {
            choice: Choice::parse(Field::Spoken, "answer-1").expect("it is a level"),
            name: name.to_owned(),
            question: question.map(str::to_owned),
            depth: 0,
            count: safe(120),
        };
        let asked = Some("Whom will you vote for?");
        assert_eq!(label(&facet("Undecided", asked), &words), "Undecided");
        let long = "é".repeat(31);
        let shown = label(&facet(&long, asked), &words);
        assert_eq!(shown, format!("{}…", "é".repeat(29)));
        assert_eq!(cut(&"é".repeat(30)), "é".repeat(30));
    }
}
