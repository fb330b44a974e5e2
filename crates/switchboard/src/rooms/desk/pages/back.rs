//! Who is calling me back, and one's own evening.

use askama::Template;

use super::{BANK, LEFT, Left, caller};
use crate::web::page::{Page, unprinted};
use crate::web::shell::Shell;

/// "Somebody is calling me back": `GET /desk/{bank}/back`.
///
/// `POST /desk/{bank}/back` with `csrf`, `number`; the number travels in the body alone. Where it leads to a card, the browser is
/// sent there; otherwise this page answers, with one sentence for every reason.
#[derive(Template)]
#[template(path = "desk/back.html")]
pub struct Back {
    /// What stands around it.
    pub shell: Shell,
    /// The bank's id.
    pub bank: String,
    /// What came of it.
    pub stage: BackStage,
}

/// How far asking has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BackStage {
    /// Waiting for a number.
    Asked,
    /// It is nobody whom this caller may be told.
    Nobody,
    /// A card on the desk comes first.
    Held,
}

/// "My evening": `GET /desk/{bank}/evening`.
#[derive(Template)]
#[template(path = "desk/evening.html")]
pub struct Evening {
    /// What stands around it.
    pub shell: Shell,
    /// The bank's id.
    pub bank: String,
    /// The bank's name.
    pub bank_name: String,
    /// Cards this evening.
    pub cards: u64,
    /// Numbers seen this evening.
    pub numbers: u64,
    /// What came of the own cards in this bank, all evenings, by the key of its word.
    pub outcomes: Vec<(String, u64)>,
    /// Minutes of breaks this evening.
    pub rested: u64,
    /// What is left of the account's cards.
    pub left: Left,
}

unprinted!(Back, Evening);

impl Page for Back {
    fn title_key(&self) -> &'static str {
        "back-title"
    }

    fn samples() -> Vec<(&'static str, Self)> {
        let page = |stage| Self {
            shell: caller(),
            bank: BANK.to_owned(),
            stage,
        };
        vec![
            ("desk-back", page(BackStage::Asked)),
            ("desk-back-nobody", page(BackStage::Nobody)),
            ("desk-back-held", page(BackStage::Held)),
        ]
    }
}

impl Page for Evening {
    fn title_key(&self) -> &'static str {
        "evening-title"
    }

    fn samples() -> Vec<(&'static str, Self)> {
        let page = |cards, outcomes: &[(&str, u64)]| Self {
            shell: caller(),
            bank: BANK.to_owned(),
            bank_name: "Evening bank".to_owned(),
            cards,
            numbers: cards,
            outcomes: outcomes
                .iter()
                .map(|(what, n)| ((*what).to_owned(), *n))
                .collect(),
            rested: cards,
            left: LEFT,
        };
        let came = [("outcome-answered", 9), ("outcome-no-answer", 21)];
        vec![
            ("desk-evening", page(31, &came)),
            ("desk-evening-none", page(0, &[])),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn this_evening_comes_first_and_what_came_of_all_of_them_stands_under_a_heading_of_its_own() {
        let (_, page) = Evening::samples().remove(0);
        let html = page.render().unwrap();
        let place = |text: &str| html.find(text).unwrap();
        let heading = place("<h2 id=\"all-evenings\">");
        assert!(place("class=\"lead\"") < heading);
        assert!(heading < place("<table"));
    }
}
