//! From what the store answered to the organiser's page.

use switchboard_store::audiences::{Chosen, Counted, CountedQuestion, Facet, Overview, OwnCalls};
use switchboard_store::rules::audience::{Choice, Field};
use switchboard_store::rules::ids::CampaignId;

use super::actions::Listed;
use super::pages::{Answers, Level, List, NewBank, Said, Typed};
use crate::ctx::Ctx;
use crate::web::bars::Chart;
use crate::web::messages::Words;
use crate::web::page::Tally;

/// How many bars a chart has at most.
const BARS_MAX: usize = 30;

/// The page with what was typed and what was answered.
pub(super) fn page(
    ctx: &Ctx,
    campaign: CampaignId,
    (seen, listed): (&Overview, &Listed),
    (typed, said): (Typed, Option<Said>),
) -> NewBank {
    let shell = ctx.shell();
    let words = &shell.words;
    // What this organisation hasn't got, or this campaign not yet, isn't offered.
    let is_there = |(field, facets): &&(Field, Vec<Facet>)| match field {
        Field::Area | Field::Tag | Field::Spoken => !facets.is_empty(),
        _ => true,
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
        said: said.or(is_waiting.then_some(Said::NotReady)),
        charts: charts(seen, words),
        own_calls: own_calls(ctx, seen, words),
        answers: answers(listed, words),
        asked: seen.asked,
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

/// The questions of which the campaign may count the answers.
fn answers(listed: &Listed, words: &Words) -> Answers {
    let chosen = listed.chosen.as_ref();
    let option = |one: &CountedQuestion| Level {
        value: format!("{}.{}", one.version().of(), one.closed().part()),
        text: one.closed().words().to_owned(),
        is_chosen: chosen.is_some_and(|chosen| chosen.is_same(one)),
    };
    Answers {
        now: chosen.map(|chosen| {
            words
                .say("audience-answers-now")
                .text("question", chosen.closed().words())
                .to_string()
        }),
        options: listed.all.iter().map(option).collect(),
    }
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
            .map(|facet| (name(facet, words), Tally::from(facet.count)))
            .collect(),
    });
    charts.filter(|chart| !chart.bars.is_empty()).collect()
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
