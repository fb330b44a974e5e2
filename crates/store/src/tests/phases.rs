//! `phases.table`: what a campaign's people may do around the beginning of each phase, on both engines.
//!
//! Every act that policy knows is asked about the campaign's own bank, card, campaign and contest, with the facts that the
//! store itself reads of the bank's row then. Run with `UPDATE_MATRIX=1` after a change, read the difference, commit both.

use std::fmt::Write as _;
use std::path::Path;
use std::sync::{Arc, Mutex};

use switchboard_rules::contest::{Dates, Kind, Phase, Plan};
use switchboard_rules::ids::{AccountId, BankId, CardId};
use switchboard_rules::moment::{Moment, Span, TypedError, Zone};
use switchboard_rules::policy::{Action, Reason, Resource, Role, Scope};

use super::house::{EVENING, House, Person, on_both};
use super::rivals::Rivals;
use crate::banks::{self, Look};
use crate::desk::{self, Dealt};
use crate::fault::Fault;
use crate::tx::{Tx, Verdict};

/// The first minute after clocks are set forward in London, as it is typed on the page.
const SPRING: &str = "2027-03-28T02:00";
/// The first minute that isn't there twice when they are set back.
const AUTUMN: &str = "2027-10-31T02:00";

/// A date as the page reads it.
fn typed(text: &str) -> Result<Moment, TypedError> {
    Zone::parse("Europe/London").unwrap().typed(text)
}

fn plan() -> Plan {
    let [spring, autumn] = [SPRING, AUTUMN].map(|text| typed(text).unwrap());
    let dates = Dates {
        announced: EVENING.plus(Span::days(1)),
        nominations: Some(EVENING.plus(Span::days(9))),
        access: spring,
        ballot: Some(spring.plus(Span::days(30))),
        closed: autumn,
        deleted: autumn.plus(Span::days(30)),
    };
    Plan::parse(Kind::Contest, dates).unwrap()
}

/// When it is asked, seen from the beginning of a phase, and whether the row says so by then.
const WHEN: [(i64, bool); 5] = [
    (-1_000, false),
    (0, false),
    (0, true),
    (1_000, true),
    (-1_000, true),
];

/// Why nothing stays of what was only asked.
const UNDONE: &str = "it was only asked";

const HEAD: &str = "\
What a campaign's people may do around the beginning of each phase. Made by a test; don't edit it.

  #  it is done            .  it is refused, for the phase is another

Five moments for each phase: a second before it; its very second, where no row says so yet; the same second, where the row
says so; a second after; and a second before by the clock of a node that is behind, where the row says so already.
Access is typed as 2:00 in the night in which clocks are set forward in London, the close as 2:00 in the one in which they are set
back.
";

#[test]
fn at_each_phases_second_every_act_of_a_campaign_is_as_the_table_says() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/tests/phases.table");
    on_both(12, |house| {
        let table = told(house);
        if std::env::var_os("UPDATE_MATRIX").is_some() {
            std::fs::write(&path, &table).unwrap();
        }
        let kept = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(
            kept == table,
            "{} says otherwise; look at what changed, then run with UPDATE_MATRIX=1:\n{table}",
            path.display()
        );
    });
}

#[test]
fn on_the_nights_of_the_table_the_page_asks_again_for_a_minute_that_is_not_there_or_is_there_twice()
{
    assert_eq!(typed("2027-03-28T01:00"), Err(TypedError::Skipped));
    assert_eq!(typed("2027-03-28T01:59"), Err(TypedError::Skipped));
    // A second before access by the store's clock is a minute to one by the wall.
    let before = typed("2027-03-28T00:59").unwrap();
    assert_eq!(typed(SPRING).unwrap(), before.plus(Span::minutes(1)));
    assert_eq!(typed("2027-10-31T01:00"), Err(TypedError::Twice));
    assert_eq!(typed("2027-10-31T01:59"), Err(TypedError::Twice));
    let before = typed("2027-10-31T00:59").unwrap();
    assert_eq!(typed(AUTUMN).unwrap(), before.plus(Span::minutes(121)));
}

/// One line: what is done, and how it was answered at each moment.
struct Line {
    what: String,
    cells: String,
}

fn told(house: &House) -> String {
    let rivals = Rivals::with(house, plan());
    let bank = rivals.banks[0];
    let campaign = super::seconds::campaign_of(house, bank);
    let organiser = house.person("Olwen", Role::Organiser, Scope::Campaign(campaign));
    // A year lies between the first phase and the last.
    house.tamper("update sign_in_code set expires_at = expires_at + 34560000000");
    let people = [("caller", &rivals.callers[0]), ("organiser", &organiser)];
    let mut lines: Vec<Line> = Vec::new();
    for (phase, at) in plan().begins() {
        if phase == Phase::Access {
            let early = at.minus(Span::minutes(5));
            rivals.sign_all(early);
            assert_eq!(rivals.prepare(early), 1);
        }
        for (off, is_switched) in WHEN {
            let now = Moment::from_millis(at.millis() + off);
            if is_switched {
                rivals.begin(at);
            }
            let mut at_once = Vec::new();
            for (who, person) in people {
                let person = house.again(person, now);
                at_once.extend(asked(house, who, &person, (bank, now)));
                at_once.extend(done(house, who, &person, (bank, now)));
            }
            if lines.is_empty() {
                let line = |(what, _): &(String, char)| Line {
                    what: what.clone(),
                    cells: String::new(),
                };
                lines = at_once.iter().map(line).collect();
            }
            for (line, (what, cell)) in lines.iter_mut().zip(at_once) {
                assert_eq!(line.what, what);
                line.cells.push(cell);
            }
        }
    }
    house.settle(typed(AUTUMN).unwrap().plus(Span::days(31)));
    written(&lines)
}

fn written(lines: &[Line]) -> String {
    let mut text = format!("{HEAD}\n{:<52}", "");
    for (phase, _) in plan().begins() {
        let _ = write!(text, "{:<13}", phase.text());
    }
    text = text.trim_end().to_owned() + "\n";
    for line in lines.iter().filter(|line| line.cells.contains(['#', '.'])) {
        let _ = write!(text, "{:<52}", line.what);
        let cells: Vec<char> = line.cells.chars().collect();
        for five in cells.chunks(WHEN.len()) {
            let _ = write!(text, "{:<13}", five.iter().collect::<String>());
        }
        text = text.trim_end().to_owned() + "\n";
    }
    text
}

/// What policy says to each act that it knows, asked with the facts of the bank as the store reads them. Asking is undone: each of a
/// thousand refusals would have its entry.
fn asked(
    house: &House,
    who: &str,
    person: &Person,
    (bank, now): (BankId, Moment),
) -> Vec<(String, char)> {
    let account = person.account;
    let told = Arc::new(Mutex::new(Vec::new()));
    let answers = Arc::clone(&told);
    let ask = move |tx: &mut Tx<'_, '_>| -> Result<Verdict<()>, Fault> {
        let row = desk::bank(tx, bank)?.unwrap();
        let mut said = Vec::new();
        for action in Action::ALL {
            let mut best = ' ';
            for resource in own(&row, account) {
                best = match tx.ask(*action, &resource, row.facts)? {
                    Ok(_) => '#',
                    Err(refusal) if refusal.reason == Reason::PhaseNotOpen && best != '#' => '.',
                    Err(_) => best,
                };
            }
            said.push(best);
        }
        *answers.lock().unwrap() = said;
        Err(Fault::World(UNDONE.to_owned()))
    };
    let undone = house.act(person, now, ask);
    assert!(matches!(undone, Err(Fault::World(why)) if why == UNDONE));
    let said = std::mem::take(&mut *told.lock().unwrap());
    assert_eq!(said.len(), Action::ALL.len());
    let named = Action::ALL.iter().zip(said);
    named
        .map(|(action, cell)| (format!("{who:<10}may {}", action.text()), cell))
        .collect()
}

/// Everything of the campaign's own.
fn own(row: &desk::BankRow, holder: AccountId) -> [Resource; 5] {
    let Resource::Bank {
        bank,
        campaign,
        contest,
    } = row.resource()
    else {
        panic!("a bank is a bank");
    };
    let card = Resource::Card {
        card: CardId::from_bytes([5; 16]),
        bank,
        campaign,
        contest,
        holder,
    };
    [
        row.resource(),
        card,
        Resource::Campaign { campaign, contest },
        Resource::Contest { contest },
        Resource::Account { account: holder },
    ]
}

/// What the store really does: a member's name on a desk, a bank opened, figures that say how many members there are.
fn done(
    house: &House,
    who: &str,
    person: &Person,
    (bank, now): (BankId, Moment),
) -> Vec<(String, char)> {
    let account = person.account;
    let deal = move |tx: &mut Tx<'_, '_>| desk::next(tx, bank, account);
    let again = move |tx: &mut Tx<'_, '_>| desk::own_desk(tx, account);
    let open = move |tx: &mut Tx<'_, '_>| banks::set_open(tx, bank, banks::Wanted::Open);
    let watch = move |tx: &mut Tx<'_, '_>| banks::watch(tx, bank, Look::First);
    let dealt = verdict(house.act(person, now, deal), |dealt| {
        matches!(dealt, Dealt::Card(_))
    });
    let lies = verdict(house.act(person, now, again), Option::is_some);
    let opened = verdict(house.act(person, now, open), |()| true);
    let counted = verdict(house.act(person, now, watch), |seen| {
        seen.filled.rounded().is_some() || seen.left.rounded().is_some()
    });
    [
        ("gets a member's name", dealt),
        ("finds it on the desk again", lies),
        ("opens the bank", opened),
        ("reads how many members there are", counted),
    ]
    .map(|(what, cell)| (format!("{who:<10}{what}"), cell))
    .into()
}

fn verdict<T>(done: Result<crate::world::Done<T>, Fault>, shows: impl Fn(&T) -> bool) -> char {
    match done.unwrap().verdict {
        Verdict::Given(value) if shows(&value) => '#',
        Verdict::Given(_) => '.',
        Verdict::Refused(refusal) if refusal.reason == Reason::PhaseNotOpen => '.',
        Verdict::Refused(_) => ' ',
    }
}
