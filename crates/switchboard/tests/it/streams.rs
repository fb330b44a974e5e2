//! The organiser's live page: a stream that begins with what there is, and ends when its access has.

use std::time::{Duration, Instant};

use axum::body::BodyDataStream;
use axum::http::Method;
use futures_core::Stream as _;
use switchboard_store::rules::moment::Span;
use tower::ServiceExt as _;

use crate::house::{House, Person, Plan, on_both};

pub(crate) fn open(house: &House, person: &Person<'_>) -> BodyDataStream {
    let request = person.request(
        Method::GET,
        &format!("/banks/{}/live", house.banks[0]),
        None,
    );
    let response = house
        .runtime
        .block_on(house.router().oneshot(request))
        .unwrap();
    assert_eq!(response.status(), 200);
    assert_eq!(response.headers()["content-type"], "text/event-stream");
    assert!(
        response.headers()["cache-control"]
            .to_str()
            .unwrap()
            .starts_with("no-")
    );
    response.into_body().into_data_stream()
}

/// The next piece; none when the stream has ended.
pub(crate) fn next(house: &House, stream: &mut BodyDataStream, within: Duration) -> Option<String> {
    house.runtime.block_on(async {
        let mut stream = std::pin::pin!(stream);
        let piece = std::future::poll_fn(|context| stream.as_mut().poll_next(context));
        let piece = tokio::time::timeout(within, piece)
            .await
            .expect("nothing came and nothing ended");
        piece.map(|bytes| String::from_utf8(bytes.unwrap().to_vec()).unwrap())
    })
}

#[test]
fn the_live_page_begins_with_what_there_is_and_ends_a_second_after_its_access() {
    on_both(Plan::default(), |house| {
        let (organiser, colleague) = (house.organiser(0), house.organiser(0));
        let (mut stream, mut other) = (open(house, &organiser), open(house, &colleague));
        let first = next(house, &mut stream, Duration::from_secs(5)).unwrap();
        assert!(first.starts_with("data:") && first.contains('<'), "{first}");
        next(house, &mut other, Duration::from_secs(5)).unwrap();

        house.end_access(&organiser);
        let ended = Instant::now();
        while next(house, &mut stream, Duration::from_secs(3)).is_some() {}
        let took = ended.elapsed();
        assert!(
            took <= Duration::from_millis(1_300),
            "the stream went on for {took:?}"
        );

        // Those not meant go on: the clock on their page moves, so a new part comes.
        house.pass(Span::minutes(1));
        assert!(
            next(house, &mut other, Duration::from_secs(5)).is_some(),
            "the colleague's stream ended too"
        );
    });
}

#[test]
fn a_page_that_is_opened_after_an_act_is_never_sent_what_stood_before_it() {
    on_both(Plan::default(), |house| {
        let (organiser, colleague) = (house.organiser(0), house.organiser(0));
        let within = Duration::from_secs(5);
        let mut watched = open(house, &colleague);
        let before = next(house, &mut watched, within).unwrap();
        assert!(before.contains("data-state=\"open\""), "{before}");
        let pause = format!("/banks/{}/pause", house.banks[0]);
        organiser.post(&pause, &[]).expect(303);
        // The colleague's part isn't a second old, and is shared.
        let first = next(house, &mut open(house, &organiser), within).unwrap();
        assert!(first.contains("data-state=\"paused\""), "{first}");
    });
}

#[test]
fn a_live_page_is_shut_by_the_change_feed_before_its_own_tick() {
    on_both(Plan::default(), |house| {
        let mut took = Vec::new();
        for _ in 0..3 {
            let organiser = house.organiser(0);
            let mut stream = open(house, &organiser);
            next(house, &mut stream, Duration::from_secs(5)).unwrap();
            house.end_access(&organiser);
            let ended = Instant::now();
            while next(house, &mut stream, Duration::from_secs(3)).is_some() {}
            took.push(ended.elapsed());
        }
        // A tick alone lets each go on for most of a second.
        assert!(
            took.iter().min().unwrap() <= &Duration::from_millis(600),
            "{took:?}"
        );
    });
}

/// Reads what comes until the stream ends; says how long that took.
fn until_its_end(house: &House, stream: &mut BodyDataStream) -> Duration {
    let from = Instant::now();
    while next(house, stream, Duration::from_secs(4)).is_some() {}
    from.elapsed()
}

/// A live page asks for its access some seconds ahead, so each of these has to reach it by itself.
#[test]
fn signing_out_a_freeze_and_the_clock_end_a_live_page_within_a_second() {
    on_both(Plan::default(), |house| {
        let soon = Duration::from_millis(1_900);
        let [leaves, frozen, stays] = [(); 3].map(|()| house.organiser(0));
        let mut streams = [&leaves, &frozen, &stays].map(|who| open(house, who));
        for stream in &mut streams {
            next(house, stream, Duration::from_secs(5)).unwrap();
        }
        let [left, stopped, other] = &mut streams;

        leaves.post("/sign-out", &[]).expect(303);
        assert!(until_its_end(house, left) < soon, "signed out");
        let target = format!("account-{}", frozen.account());
        let press = [("target", target.as_str()), ("reason", "Asks too often")];
        house.dpo().post("/freezes", &press).expect(303);
        assert!(until_its_end(house, stopped) < soon, "frozen");

        // Four hours idle, or twelve in all: whoever has the page open isn't idle, and is shown out after twelve.
        for minutes in [180, 180, 180, 178] {
            house.pass(Span::minutes(minutes));
            next(house, other, Duration::from_secs(5)).expect("it goes on");
        }
        house.pass(Span::minutes(1));
        next(house, other, Duration::from_secs(5)).expect("a minute is left");
        house.pass(Span::seconds(61));
        assert!(until_its_end(house, other) < soon, "twelve hours are over");
    });
}
