use super::*;
use crate::events::EventKind;

const NOW: Moment = Moment::from_millis(1_795_543_200_000);
const TESTER: AccountId = AccountId::from_bytes([1; 16]);
const OTHER: AccountId = AccountId::from_bytes([2; 16]);
const ID: LicenceId = LicenceId::from_bytes([9; 16]);

fn hours(n: i64) -> Moment {
    NOW.plus(Span::hours(n))
}

fn scope(rooms: &[Room], techniques: &[Technique]) -> Scope {
    Scope {
        rooms: rooms.iter().copied().collect(),
        techniques: techniques.iter().copied().collect(),
    }
}

fn terms() -> Terms {
    Terms {
        testers: BTreeSet::from([TESTER]),
        at: Where::Live,
        scope: scope(&[Room::Members], &[Technique::Look, Technique::Probe]),
        from: hours(1),
        until: hours(3),
    }
}

/// Written down at 0:00, signed at 0:10, cosigned at 1:30, from 1:00 until 3:00, at place 100.
fn licence() -> Licence {
    Licence {
        id: ID,
        terms: terms(),
        happened: Happened {
            signed: Some(NOW.plus(Span::minutes(10))),
            agreed: Some(NOW.plus(Span::minutes(90))),
            ..Happened::default()
        },
        index: Some(100),
    }
}

fn act(minutes: i64, kind: EventKind) -> Act {
    Act {
        account: TESTER,
        at: NOW.plus(Span::minutes(minutes)),
        index: 200,
        kind,
        purpose: "search members".to_owned(),
        opened: "password".to_owned(),
        licence: Some(ID),
    }
}

fn judged(act: &Act) -> Result<LicenceId, Uncovered> {
    judge(act, Where::Live, &[licence()])
}

#[test]
fn what_is_done_between_the_cosignature_and_the_end_is_covered_to_the_millisecond() {
    for (minutes, expected) in [
        (60, Err(Uncovered::TooEarly)),
        (89, Err(Uncovered::TooEarly)),
        (90, Ok(ID)),
        (179, Ok(ID)),
        (180, Err(Uncovered::TooLate)),
    ] {
        assert_eq!(
            judged(&act(minutes, EventKind::Search)),
            expected,
            "{minutes}"
        );
    }
}

#[test]
fn the_mark_alone_covers_nothing() {
    let good = act(100, EventKind::Search);
    let cases = [
        (
            Act {
                licence: None,
                ..good.clone()
            },
            Uncovered::None,
        ),
        (
            Act {
                licence: Some(LicenceId::from_bytes([8; 16])),
                ..good.clone()
            },
            Uncovered::Unknown,
        ),
        (
            Act {
                account: OTHER,
                ..good.clone()
            },
            Uncovered::OtherAccount,
        ),
        (
            Act {
                index: 100,
                ..good.clone()
            },
            Uncovered::BeforeItWasWritten,
        ),
        (
            Act {
                kind: EventKind::MemberCorrected,
                ..good.clone()
            },
            Uncovered::OutOfScope,
        ),
        (
            Act {
                kind: EventKind::CardDealt,
                ..good.clone()
            },
            Uncovered::OutOfScope,
        ),
        (
            Act {
                opened: "token".to_owned(),
                ..good.clone()
            },
            Uncovered::OutOfScope,
        ),
    ];
    for (act, expected) in cases {
        assert_eq!(judged(&act), Err(expected), "{act:?}");
    }
    let decoy = Licence {
        terms: Terms {
            at: Where::Decoy,
            ..terms()
        },
        ..licence()
    };
    assert_eq!(
        judge(&good, Where::Live, std::slice::from_ref(&decoy)),
        Err(Uncovered::OtherWorld)
    );
    // In the copy accounts and places are its own; what may be tried is the licence's there too.
    assert_eq!(
        judge(
            &Act {
                account: OTHER,
                index: 3,
                ..good.clone()
            },
            Where::Decoy,
            &[decoy]
        ),
        Ok(ID)
    );
    let unplaced = Licence {
        index: None,
        ..licence()
    };
    assert_eq!(
        judge(&good, Where::Live, &[unplaced]),
        Err(Uncovered::BeforeItWasWritten)
    );
    let unseen = Licence {
        happened: Happened {
            agreed: None,
            ..licence().happened
        },
        ..licence()
    };
    assert_eq!(
        judge(&good, Where::Live, &[unseen]),
        Err(Uncovered::TooEarly)
    );
}

#[test]
fn what_a_program_does_is_covered_where_automating_was_agreed_alone() {
    let by = |opened: String| {
        judged(&Act {
            opened,
            ..act(100, EventKind::Search)
        })
    };
    for opened in ["token", "program"] {
        assert_eq!(by(opened.to_owned()), Err(Uncovered::OutOfScope));
        let vouched = format!("{opened} vouched={OTHER}");
        assert_eq!(by(vouched), Err(Uncovered::OutOfScope));
    }
    assert_eq!(by("passkey".to_owned()), Ok(ID));
}

#[test]
fn a_refused_try_counts_in_the_room_of_what_was_asked_for() {
    assert_eq!(judged(&act(100, EventKind::Refusal)), Ok(ID));
    let elsewhere = Act {
        purpose: "import a file".to_owned(),
        ..act(100, EventKind::Refusal)
    };
    assert_eq!(judged(&elsewhere), Err(Uncovered::OutOfScope));
    let unknown = Act {
        purpose: "fly".to_owned(),
        ..elsewhere
    };
    assert_eq!(judged(&unknown), Err(Uncovered::OutOfScope));
}

#[test]
fn it_goes_from_waiting_to_reported_and_each_moment_is_exact() {
    let at = |licence: &Licence, minutes| licence.stands(NOW.plus(Span::minutes(minutes)));
    let whole = licence();
    let waiting = Licence {
        happened: Happened::default(),
        ..licence()
    };
    let signed = Licence {
        happened: Happened {
            agreed: None,
            ..whole.happened
        },
        ..licence()
    };
    assert_eq!(at(&waiting, 5), Stands::Waiting);
    assert_eq!(at(&waiting, 180), Stands::Unused);
    assert_eq!(at(&signed, 100), Stands::Signed);
    assert_eq!(
        at(&signed, 180),
        Stands::Unused,
        "nobody cosigned it in time"
    );
    assert_eq!(at(&whole, 89), Stands::Agreed);
    assert_eq!(at(&whole, 90), Stands::Running);
    let due = hours(3 + 72);
    assert_eq!(at(&whole, 180), Stands::Over { due });
    assert_eq!(
        whole.stands(due.minus(Span::millis(1))),
        Stands::Over { due }
    );
    assert_eq!(whole.stands(due), Stands::Overdue);
    let ended = |minutes| Licence {
        happened: Happened {
            ended: Some(NOW.plus(Span::minutes(minutes))),
            ..whole.happened
        },
        ..licence()
    };
    assert_eq!(
        at(&ended(20), 20),
        Stands::Unused,
        "it ended before it could be used"
    );
    assert!(matches!(at(&ended(120), 121), Stands::Over { .. }));
    assert!(matches!(
        judge(&act(121, EventKind::Search), Where::Live, &[ended(120)]),
        Err(Uncovered::TooLate)
    ));
    let reported = Licence {
        happened: Happened {
            reported: Some(hours(4)),
            ..whole.happened
        },
        ..licence()
    };
    assert_eq!(at(&reported, 10_000), Stands::Reported);
}

#[test]
fn terms_are_checked_before_anybody_is_bothered_with_them() {
    let check = |change: &dyn Fn(&mut Terms)| {
        let mut one = terms();
        change(&mut one);
        one.check(NOW)
    };
    assert_eq!(check(&|_| ()), Ok(()));
    assert_eq!(check(&|t| t.from = NOW), Ok(()));
    assert_eq!(check(&|t| t.testers.clear()), Err(TermsError::NoTester));
    assert_eq!(
        check(&|t| t.testers = (0..13).map(|n| AccountId::from_bytes([n; 16])).collect()),
        Err(TermsError::TooManyTesters)
    );
    assert_eq!(check(&|t| t.scope.rooms.clear()), Err(TermsError::NoRoom));
    assert_eq!(
        check(&|t| t.scope.techniques.clear()),
        Err(TermsError::NoTechnique)
    );
    assert_eq!(
        check(&|t| t.from = NOW.minus(Span::millis(1))),
        Err(TermsError::Past)
    );
    assert_eq!(
        check(&|t| t.from = NOW.plus(Span::days(93))),
        Err(TermsError::Ahead)
    );
    assert_eq!(check(&|t| t.until = t.from), Err(TermsError::Over));
    assert_eq!(
        check(&|t| t.until = t.from.plus(Span::days(15))),
        Err(TermsError::TooLong)
    );
}

#[test]
fn a_scope_reads_back_from_its_words_and_an_address_belongs_to_the_longest_that_fits() {
    let one = scope(
        &[Room::Roll, Room::Desk],
        &[Technique::Probe, Technique::Look],
    );
    assert_eq!(one.text(), "rooms=desk,roll techniques=look,probe");
    assert_eq!(Scope::parse(&one.text()), Some(one));
    for wrong in [
        "",
        "rooms=desk",
        "rooms= techniques=look",
        "rooms=roll,desk techniques=look",
    ] {
        assert_eq!(Scope::parse(wrong), None, "{wrong}");
    }
    for (path, expected) in [
        ("/roll/search", Some(Room::Members)),
        ("/roll/import", Some(Room::Roll)),
        ("/rollback", None),
        ("/ledger/exposure", Some(Room::Banks)),
        ("/ledger", Some(Room::Log)),
        ("/", None),
    ] {
        assert_eq!(Room::of_address(path), expected, "{path}");
    }
}

#[test]
fn a_licence_reads_back_from_its_entry_and_from_nothing_that_says_a_word_twice() {
    let text = entered(ID, &terms());
    for tail in ["", " signed=a,b words=00"] {
        assert_eq!(read_entered(&format!("{text}{tail}")), Some((ID, terms())));
    }
    let until = format!("until={}", terms().until.millis());
    for wrong in [
        String::new(),
        text.replace("world=live", "world=moon"),
        text.replace(&until, "until=soon"),
        text.replace(&until, &format!("until=1 {until}")),
        format!("{text}x"),
        text.replace("testers=", "testers=x,"),
    ] {
        assert_eq!(read_entered(&wrong), None, "{wrong}");
    }
}

#[test]
fn what_one_does_is_judged_in_the_room_in_which_it_is_refused() {
    use crate::policy::Action as A;
    for (kind, action) in [
        (EventKind::DeviceKeysShown, A::SeeOwnSessions),
        (EventKind::SessionsShown, A::SeeOwnSessions),
        (EventKind::SessionsShown, A::SeeOwnPrograms),
        (EventKind::ProgramTokenMade, A::MakeOwnProgram),
        (EventKind::ProgramTokenEnded, A::EndOwnProgram),
        (EventKind::PasskeyAdded, A::AddOwnPasskey),
        (EventKind::RequestAsked, A::AskRequest),
        (EventKind::AloneAsked, A::FinishAlone),
        (EventKind::DecoyEntered, A::EnterDecoy),
        (EventKind::LicenceChecked, A::CheckLicence),
        (EventKind::Search, A::SearchMembers),
        (EventKind::CardDealt, A::Lease),
        (EventKind::ImportTried, A::TryImport),
        (EventKind::TermGranted, A::GrantTerm),
        (EventKind::BankOpened, A::OpenBank),
        (EventKind::RetentionCounted, A::CountRetention),
        (EventKind::LedgerPageShown, A::SeeLedger),
    ] {
        assert_eq!(Room::of_entry(kind, ""), Some(Room::of(action)), "{kind:?}");
    }
}

#[test]
fn whoever_tests_anything_comes_in_and_goes_under_it() {
    for kind in [
        EventKind::SignIn,
        EventKind::SignOut,
        EventKind::LicencesShown,
    ] {
        assert_eq!(judged(&act(100, kind)), Ok(ID));
    }
    assert_eq!(
        judged(&act(100, EventKind::PasswordSet)),
        Err(Uncovered::OutOfScope)
    );
}

#[test]
fn the_answer_to_several_acts_is_covered_not_covered_or_partly() {
    let (yes, no) = (Ok(ID), Err(Uncovered::None));
    assert_eq!(answer([]), Answer::Nothing);
    assert_eq!(answer(&[yes, yes]), Answer::Covered);
    assert_eq!(answer(&[no]), Answer::NotCovered);
    assert_eq!(answer(&[yes, no]), Answer::Partly);
}

#[test]
fn every_kind_that_somebody_can_cause_has_a_room_and_the_systems_own_have_none_nor_has_reading_answers()
 {
    for kind in EventKind::ALL {
        let room = Room::of_entry(*kind, "");
        let is_systems = kind.code() < 200 || *kind == EventKind::Heads;
        let is_jobs = matches!(
            kind,
            EventKind::SnapshotPrepared
                | EventKind::SnapshotGone
                | EventKind::ContestLate
                | EventKind::OwnCodesAsked
                | EventKind::ComplaintLate
                | EventKind::RightLate
                | EventKind::RightEnded
        );
        let takes_two_each_time = matches!(kind, EventKind::AnswersOpened | EventKind::AnswersRead);
        let has_none = is_systems || is_jobs || takes_two_each_time;
        assert_eq!(room.is_none(), has_none, "{kind:?} {}", kind.code());
    }
}

#[test]
fn no_agreed_test_covers_what_a_campaign_wrote_and_a_refusal_of_it_is_one_of_requests() {
    let everything = Scope {
        rooms: Room::ALL.iter().copied().collect(),
        techniques: Technique::ALL.iter().copied().collect(),
    };
    let act = |kind| super::Act {
        account: TESTER,
        at: Moment::from_millis(0),
        index: 0,
        kind,
        purpose: String::new(),
        opened: "password".to_owned(),
        licence: None,
    };
    for kind in [EventKind::AnswersOpened, EventKind::AnswersRead] {
        assert!(!act(kind).is_within(&everything), "{kind:?}");
    }
    assert!(act(EventKind::CasesShown).is_within(&everything));
    let asked = crate::policy::Action::ReadAnswers.text();
    assert_eq!(
        Room::of_entry(EventKind::Refusal, asked),
        Some(Room::Requests)
    );
}
