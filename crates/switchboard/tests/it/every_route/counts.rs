//! Before access no page of a campaign tells how many members there are: two houses, one with a roll twelve times as long,
//! answer its people with the same bytes, but for ids and keys.

use axum::http::Method;
use switchboard_store::rules::contest::Kind;
use switchboard_store::rules::moment::Span;
use switchboard_store::rules::policy::{Role, Scope};
use switchboard_store::{Tx, banks, contests};

use super::table::TABLE;
use crate::house::{House, Person, Plan, contest_of, given, grounds};

/// How many members are on the shorter roll and on the longer one: no rounding makes them alike.
const ROLLS: [usize; 2] = [12, 144];

#[test]
fn before_access_no_page_of_a_campaign_tells_how_many_members_there_are() {
    for (short, long) in grounds().into_iter().zip(grounds()) {
        eprintln!("on {}", short.name);
        let [short, long] = [(short, ROLLS[0]), (long, ROLLS[1])].map(|(ground, members)| {
            let plan = Plan {
                members,
                ..Plan::default()
            };
            told(&House::build(&ground, plan))
        });
        assert_eq!(short.before.len(), long.before.len());
        assert!(short.before.len() > 40, "{} pages", short.before.len());
        let both = short.before.iter().zip(&long.before);
        let telling: Vec<String> = both
            .filter(|(short, long)| short != long)
            .map(|(short, long)| first_difference(short, long))
            .collect();
        assert!(
            telling.is_empty(),
            "these tell how long the roll is:\n{}",
            telling.join("\n")
        );
        assert_ne!(short.after, long.after, "it would be seen if one did");
    }
}

struct Told {
    /// Every page before access, of an organiser and of a caller.
    before: Vec<String>,
    /// The organiser's bank once it is open.
    after: String,
}

fn told(house: &House) -> Told {
    let now = house.now();
    let begins = now.plus(Span::hours(25));
    let (contest, campaigns, banks) = contest_of(Kind::Contest, house.world(), begins);
    contests::fix_at_once(house.world(), contest, &|| now).unwrap();
    let scope = Scope::Campaign(campaigns[0]);
    let people = [Role::Organiser, Role::Caller].map(|role| Person::signed_in(house, role, scope));
    let bank = banks[0];
    let ids = [
        ("{contest}", contest.to_string()),
        ("{campaign}", campaigns[0].to_string()),
        ("{bank}", bank.to_string()),
    ];
    let mut before = Vec::new();
    for person in &people {
        for (method, path, ..) in TABLE {
            if *method != "GET" || path.ends_with("/live") || path.contains("/assets/") {
                continue;
            }
            let mut address = (*path).to_owned();
            for (name, id) in &ids {
                address = address.replace(name, id);
            }
            if !address.contains('{') && is_the_campaigns(path) {
                let answer = person.ask(Method::GET, &address, None);
                let body = without_ids(&answer.body);
                before.push(format!("{path}: {} {body}", answer.status.as_u16()));
            }
        }
    }
    // What an organiser does to the bank before access is answered alike, too.
    for act in ["open", "pause", "open"] {
        let answer = people[0].post(&format!("/banks/{bank}/{act}"), &[]);
        let body = without_ids(&answer.body);
        before.push(format!("POST {act}: {} {body}", answer.status.as_u16()));
    }
    contests::open_at_once(house.world(), contest, house.now()).unwrap();
    house.pass(Span::hours(25));
    let organiser = Person::signed_in(house, Role::Organiser, scope);
    let open = move |tx: &mut Tx<'_, '_>| banks::set_open(tx, bank, banks::Wanted::Open);
    given(house.act(organiser.auth(), open));
    let after = organiser.get(&format!("/banks/{bank}")).expect(200).body;
    Told {
        before,
        after: without_ids(&after),
    }
}

/// Where two pages part: the address, and the line of each.
fn first_difference(short: &str, long: &str) -> String {
    let (path, _) = short.split_once(' ').unwrap_or((short, ""));
    let mut lines = short.lines().zip(long.lines());
    let found = lines.find(|(short, long)| short != long);
    format!("{path} {found:?}")
}

/// The public log and what proves it are everybody's, and grow with every act of the house; the machine's own figures are for
/// the machine itself, from which the story asks.
fn is_the_campaigns(path: &str) -> bool {
    let public = ["/log", "/metrics", "/health", "/.well-known"];
    !public.iter().any(|of| path.starts_with(of))
}

/// A page without its ids, keys and tokens: any word of sixteen letters or more that no message holds.
fn without_ids(body: &str) -> String {
    let is_part = |c: char| c.is_ascii_alphanumeric() || "_+=-".contains(c);
    let mut out = String::new();
    for word in body.split_inclusive(|c: char| !is_part(c)) {
        let (text, rest) = word.split_at(word.trim_end_matches(|c| !is_part(c)).len());
        let is_id = text.len() >= 16 && text.contains(|c: char| c.is_ascii_digit());
        out.push_str(if is_id { "ID" } else { text });
        out.push_str(rest);
    }
    out
}
