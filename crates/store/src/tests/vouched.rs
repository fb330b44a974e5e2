//! Who vouched for somebody, as exhibits say it: open where accounts are, covered elsewhere.

use switchboard_ledger::entry::Tag;

use super::exhibits::{by_office, dpo, own, taken};
use super::house::{EVENING, House, Person, on_both};
use super::invitations::{invited, joined, organiser, with_session};
use crate::door;
use crate::log::exhibit::{Handed, Of, Opens, RecordLine};
use crate::session::SessionKey;
use crate::tx::Verdict;

/// The lines of one account's entries, by how their session was opened.
fn opened<'a>(handed: &'a Handed, purpose: &str) -> Vec<&'a RecordLine> {
    let lines = handed.lines.iter().filter(|line| !line.is_beside);
    lines.filter(|line| line.purpose == purpose).collect()
}

fn sessions_parts(handed: &Handed) -> Vec<Option<String>> {
    let entries = handed
        .exhibit
        .entries
        .iter()
        .filter(|entry| !entry.is_beside);
    entries
        .map(|entry| {
            let mut parts = entry.opened.act.iter();
            let (_, part) = parts.find(|(tag, _)| *tag == Tag::SESSION).unwrap();
            let bytes = part.bytes()?;
            Some(String::from_utf8_lossy(bytes).into_owned())
        })
        .collect()
}

#[test]
fn who_vouched_is_open_in_an_exhibit_where_accounts_are_and_in_ones_own_record() {
    on_both(1, |house: &House| {
        let by = organiser(house);
        let begun = joined(house, invited(house, &by, "cai@example.org"));
        let own_sessions = with_session(house, &begun, door::own_sessions);
        assert!(matches!(own_sessions, Verdict::Given(_)));
        house.settle(EVENING);
        let cai = Person {
            account: begun.account,
            key: SessionKey::of(begun.token.expose()).unwrap(),
            code: String::new(),
        };
        let vouched = format!("joined vouched={}", by.account);
        let purpose = "see and end one's own sessions";
        let told = |handed: &Handed| -> (String, Option<String>) {
            let lines = opened(handed, purpose);
            assert_eq!(lines.len(), 1);
            (lines[0].opened.clone(), lines[0].vouched.clone())
        };
        let open = (vouched.clone(), Some("Olwen Organiser".to_owned()));
        assert_eq!(told(&taken(house, &cai, &own())), open);
        let office = dpo(house);
        let named = taken(house, &office, &by_office(Of::Span, Opens::Accounts));
        assert_eq!(told(&named), open);
        assert!(sessions_parts(&named).contains(&Some(vouched)));
        let acts = taken(house, &office, &by_office(Of::Span, Opens::Acts));
        assert_eq!(told(&acts), (String::new(), None));
        let parts = sessions_parts(&acts);
        assert!(parts.contains(&None) && parts.contains(&Some("code".to_owned())));
        let id = by.account.to_string();
        assert!(parts.iter().flatten().all(|part| !part.contains(&id)));
    });
}
