//! Nothing personal in `Debug`: a log line or a panic that prints a value tells its type.

use std::fmt::Debug;

use switchboard_rules::card::Outcome;
use switchboard_rules::ids::CardId;
use switchboard_rules::policy::{Role, Scope};
use switchboard_rules::roll::{Reason, Rejection};

use super::calls::{card, ticket};
use super::house::{EVENING, on_both};
use crate::banks::{CallerOn, Resting};
use crate::contests::AccountLine;
use crate::desk::Report;
use crate::door::NewAccount;
use crate::personal::{
    Dialable, FirstName, Hit, Hits, Numbers, RejectedRow, RejectedRows, TitledName,
};
use crate::roll::{Query, Reject};

const SECRET: &str = "Penhaligon";

fn check(value: &impl Debug) {
    let text = format!("{value:?} {value:#?}");
    assert!(!text.contains(SECRET), "{text}");
}

fn secret() -> String {
    SECRET.to_owned()
}

fn dialable() -> Dialable {
    Dialable {
        shown: secret(),
        tel: secret(),
    }
}

fn hit() -> Hit {
    Hit {
        name: secret(),
        branch: secret(),
        number: secret(),
        former: false,
    }
}

/// A file without a header may have anything for a heading.
fn why() -> Rejection {
    Rejection {
        column: Some(secret()),
        reason: Reason::Nameless,
    }
}

fn rejected() -> RejectedRow {
    RejectedRow {
        line: 1,
        reason: why(),
        cells: vec![secret()],
    }
}

#[test]
fn what_holds_a_person_tells_only_its_name() {
    check(&TitledName {
        called: secret(),
        branch: secret(),
        language: None,
    });
    check(&FirstName {
        called: secret(),
        branch: secret(),
        language: None,
    });
    check(&dialable());
    check(&Numbers(vec![dialable()]));
    check(&hit());
    check(&Hits(vec![hit()]));
    check(&rejected());
    check(&RejectedRows(vec![rejected()]));
    check(&Reject {
        line: 1,
        reason: why(),
        cells: vec![secret()],
        external_id: None,
        stop: None,
    });
    check(&Report {
        card: CardId::from_bytes([1; 16]),
        outcome: Outcome::Answered,
        note: Some(secret()),
    });
    for query in [Query::Name, Query::Number, Query::Email, Query::External] {
        check(&query(secret()));
    }
    check(&Resting {
        account: secret(),
        since: EVENING,
    });
    check(&CallerOn {
        account: secret(),
        since: EVENING,
        cards: 1,
    });
    check(&AccountLine {
        account: switchboard_rules::ids::AccountId::from_bytes([1; 16]),
        label: secret(),
        role: None,
        campaign: None,
        ended: false,
        on: false,
    });
    check(&NewAccount {
        label: secret(),
        role: Role::Dpo,
        scope: Scope::Organisation,
        code_until: EVENING,
        reusable: false,
        made_at: EVENING,
    });
    let seen = std::panic::catch_unwind(|| check(&secret()));
    assert!(seen.is_err(), "the check itself sees what is printed");
}

#[test]
fn a_ticket_that_is_printed_can_not_be_used() {
    on_both(1, |house| {
        let caller = house.caller(0);
        let (dealt, _) = card(house, &caller, house.banks[0], EVENING);
        let printed = format!("{:?}", ticket(&dealt));
        let mac = dealt.ticket.rsplit('.').next().unwrap();
        assert!(!printed.contains(mac), "{printed}");
    });
}
