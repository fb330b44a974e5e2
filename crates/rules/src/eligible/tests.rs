use super::*;
use crate::screening::List;
use proptest::prelude::*;

const MEMBER: MemberFacts = MemberFacts {
    standing: Standing::Current,
    objection: None,
    care: Care::Usual,
    age_at_least: Some(40),
    reported: false,
    kin: Kin::Nobody,
    calls_are_fine: false,
    turn: None,
    whereabouts: Whereabouts::UNKNOWN,
    resting_until: None,
    open_elsewhere: false,
};

/// A Tuesday at noon in London: 24 November 2026.
const NOON: Moment = Moment::from_millis(1_795_521_600_000);

fn uk() -> RulePack {
    RulePack::built_in("uk-2026-11").unwrap()
}

fn list_of(days_ago: i64) -> Vec<Dated> {
    let dated = Date::parse("2026-11-24").unwrap().plus_days(-days_ago);
    vec![Dated {
        list: List::Tps,
        dated: dated.unwrap(),
    }]
}

/// A case of the table: what is known, put together word by word.
struct Case {
    member: MemberFacts,
    turn: Turn,
    numbers: Vec<NumberFacts>,
    lists: Vec<Dated>,
    now: Moment,
}

impl Case {
    fn new() -> Self {
        let closes = NOON.plus(Span::days(7));
        let terms = Terms::new(3, Span::hours(20), NOON.plus(Span::days(3)), closes).unwrap();
        let campaign = |n| CampaignId::from_bytes([n; 16]);
        Self {
            member: MEMBER,
            turn: Turn {
                terms,
                campaign: campaign(1),
                first: Some(campaign(1)),
                rung: Rung {
                    owed: 3,
                    ..Rung::default()
                },
                is_asked_for: false,
            },
            numbers: vec![NumberFacts::FREE],
            lists: list_of(1),
            now: NOON,
        }
    }

    fn number(&mut self) -> &mut NumberFacts {
        self.numbers.first_mut().expect("a number")
    }

    fn listed(&mut self, days_ago: Option<i64>) {
        let today = Date::parse("2026-11-24").unwrap();
        self.number().listed = Some(Listed {
            list: List::Tps,
            since: days_ago.map(|days| today.plus_days(-days).unwrap()),
        });
    }

    fn know(&mut self, fact: &str) {
        let hours_ago = |hours| Some(NOON.minus(Span::hours(hours)));
        match fact {
            "nothing" => {}
            "deceased" => self.member.standing = Standing::Deceased,
            "ended" => self.member.standing = Standing::Ended,
            "restricted" => self.member.care = Care::Restricted,
            "protected" => self.member.care = Care::Protected,
            "objection" => self.member.objection = Some(Size::ThisCampaign),
            "age 15" => self.member.age_at_least = Some(15),
            "age 16" => self.member.age_at_least = Some(16),
            "reported" => self.member.reported = true,
            // Whether they live where the caller lives is found out by the store; here it is the same.
            "own" | "own address" => self.member.kin = Kin::Own,
            "known" => self.member.kin = Kin::Known,
            "staff" => self.member.kin = Kin::Staff,
            "no number" => self.numbers.clear(),
            "second" => self.numbers.push(NumberFacts::FREE),
            "do not call" => self.number().do_not_call = true,
            "listed long ago" => self.listed(None),
            "listed 27 days ago" => self.listed(Some(27)),
            "listed 28 days ago" => self.listed(Some(28)),
            "calls are fine" => self.member.calls_are_fine = true,
            "shared by 6" => self.number().shared_by = 6,
            "shared by 7" => self.number().shared_by = 7,
            "shared by 351" => self.number().shared_by = 351,
            "caller's own number" => self.number().callers_own = true,
            "used" => self.turn.rung.own = 3,
            "no list" => self.lists.clear(),
            "list of 27 days" => self.lists = list_of(27),
            "list of 28 days" => self.lists = list_of(28),
            "kept for another" => self.turn.first = Some(CampaignId::from_bytes([2; 16])),
            "open elsewhere" => self.member.open_elsewhere = true,
            "number open elsewhere" => self.number().open_elsewhere = true,
            "resting" => self.member.resting_until = Some(NOON.plus(Span::hours(1))),
            "resting long" => self.member.resting_until = Some(NOON.plus(Span::days(2))),
            "rung an hour ago" => self.turn.rung.last_at = hours_ago(1),
            "rung a day ago" => self.turn.rung.last_at = hours_ago(24),
            "asked for" => self.turn.is_asked_for = true,
            "household rung an hour ago" => self.number().rung_at = hours_ago(1),
            "household rung five hours ago" => self.number().rung_at = hours_ago(5),
            "over" => self.now = self.turn.terms.closes_at(),
            "night" => self.now = NOON.plus(Span::hours(10)),
            "sunday" => self.now = NOON.plus(Span::days(5)),
            other => panic!("`{other}` is no fact of the table"),
        }
    }

    fn answer(&self) -> Result<(), NotNow> {
        let member = MemberFacts {
            turn: Some(self.turn),
            ..self.member
        };
        let frame = Frame {
            pack: &uk(),
            lists: &self.lists,
            now: self.now,
        };
        may_ring(&member, &self.numbers, frame)
    }
}

#[test]
fn the_table_of_who_may_be_called_holds_and_names_every_reason() {
    let mut said = std::collections::BTreeSet::new();
    for line in include_str!("../../tests/callable.table").lines() {
        let Some((facts, answer)) = line.split_once('|').filter(|_| !line.starts_with('#')) else {
            continue;
        };
        let mut case = Case::new();
        for fact in facts.trim().split(", ") {
            case.know(fact);
        }
        let key = match case.answer() {
            Ok(()) => "not-now-ring",
            Err(reason) => reason.key(),
        };
        assert_eq!(key.strip_prefix("not-now-"), Some(answer.trim()), "{line}");
        said.insert(key);
    }
    for key in NotNow::KEYS {
        assert!(said.contains(key), "no line of the table says {key}");
    }
}

#[test]
fn reasons_that_end_say_when() {
    let reason = |facts: &[&str]| {
        let mut case = Case::new();
        for fact in facts {
            case.know(fact);
        }
        case.answer().unwrap_err()
    };
    let at = |hours| NOON.plus(Span::hours(hours));
    let resting = |hours| NotNow::Resting { until: at(hours) };
    assert_eq!(reason(&["resting"]), resting(1));
    assert_eq!(reason(&["rung an hour ago"]), resting(19));
    assert_eq!(reason(&["household rung an hour ago"]), resting(3));
    // The longest of several.
    let all = ["resting", "rung an hour ago", "household rung an hour ago"];
    assert_eq!(reason(&all), resting(19));
    let until = NOON.plus(Span::days(3));
    assert_eq!(reason(&["kept for another"]), NotNow::KeptFor { until });
    let next = Some(at(20));
    assert_eq!(reason(&["night"]), NotNow::OutsideHours { next });
    assert_eq!(reason(&["over"]), NotNow::OutsideHours { next: None });
}

#[test]
fn a_number_s_rest_takes_no_call_from_those_who_share_it_before_calling_ends() {
    let mut case = Case::new();
    let closes = NOON.plus(Span::hours(2));
    case.turn.terms = Terms::new(3, Span::ZERO, NOON.minus(Span::hours(9)), closes).unwrap();
    case.number().rung_at = Some(NOON);
    case.number().shared_by = 3;
    let until = NOON.plus(Span::minutes(30));
    assert_eq!(case.answer(), Err(NotNow::Resting { until }));
    case.now = until;
    assert_eq!(case.answer(), Ok(()));
}

#[test]
fn without_a_list_the_pack_demands_nobody_is_rung_and_without_the_demand_it_still_counts() {
    let demo = RulePack::built_in("demo-2026-11").unwrap();
    let ask = |listed| {
        let number = NumberFacts {
            listed,
            ..NumberFacts::FREE
        };
        let frame = Frame {
            pack: &demo,
            lists: &[],
            now: NOON,
        };
        may_ring(&MEMBER, &[number], frame)
    };
    assert_eq!(ask(None), Ok(()));
    let since = Date::parse("2026-11-24");
    let list = List::Ctps;
    assert_eq!(ask(Some(Listed { list, since })), Err(NotNow::Screened));
}

#[test]
fn every_size_of_objection_stops_the_call() {
    for size in Size::ALL {
        let mut case = Case::new();
        case.member.objection = Some(size);
        assert_eq!(case.answer(), Err(NotNow::Objection { size }));
    }
}

#[test]
fn what_an_act_must_lift_lasts_and_what_passes_does_not() {
    let until = NOON;
    let passing = [
        NotNow::OwnHousehold,
        NotNow::Known,
        NotNow::Staff,
        NotNow::NoNumber,
        NotNow::Screened,
        NotNow::OfficeNumber,
        NotNow::CallsUsed,
        NotNow::ListTooOld,
        NotNow::KeptFor { until },
        NotNow::OpenElsewhere,
        NotNow::NumberOpenElsewhere,
        NotNow::Resting { until },
        NotNow::OutsideHours { next: None },
    ];
    assert!(passing.iter().all(|reason| !reason.lasts()));
    let size = Size::ThisCampaign;
    let lasting = [
        NotNow::Deceased,
        NotNow::Ended,
        NotNow::Restricted,
        NotNow::Protected,
        NotNow::Objection { size },
        NotNow::UnderAge,
        NotNow::Reported,
        NotNow::DoNotCall,
    ];
    assert!(lasting.iter().all(|reason| reason.lasts()));
    assert_eq!(passing.len() + lasting.len(), NotNow::KEYS.len());
}

fn number() -> impl Strategy<Value = NumberFacts> {
    let sizes = prop::sample::select(vec![1_u16, 2, 6, 7, 351]);
    (any::<[bool; 3]>(), sizes).prop_map(|([dnc, listed, open], shared_by)| NumberFacts {
        do_not_call: dnc,
        listed: listed.then_some(Listed {
            list: List::Tps,
            since: None,
        }),
        shared_by,
        open_elsewhere: open,
        ..NumberFacts::FREE
    })
}

proptest! {
    #[test]
    fn a_member_is_rung_only_at_a_number_that_may_be_called_and_lies_nowhere_else(
        numbers in prop::collection::vec(number(), 0..5),
    ) {
        let good = |number: &&NumberFacts| {
            !number.do_not_call && number.listed.is_none() && number.shared_by <= 6
        };
        let wanted = numbers.iter().any(|number| good(&number))
            && numbers.iter().filter(good).all(|number| !number.open_elsewhere);
        let (pack, lists) = (uk(), list_of(1));
        let frame = Frame { pack: &pack, lists: &lists, now: NOON };
        prop_assert_eq!(may_ring(&MEMBER, &numbers, frame).is_ok(), wanted);
        for number in &numbers {
            prop_assert_eq!(stands(&MEMBER, number, frame).is_ok(), good(&number));
        }
    }
}
