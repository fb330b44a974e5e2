//! Webhooks told to a receiver that listens, which checks them as docs/webhooks.md says.

use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

use aws_lc_rs::hmac;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use switchboard_store::door::{self, NewAccount};
use switchboard_store::hooks::{self, Ended, Installed, New, Rotated, Shown, State};
use switchboard_store::rules::hook::{Address, Reach};
use switchboard_store::rules::ids::{AccountId, HookId};
use switchboard_store::rules::moment::{Moment, Span};
use switchboard_store::rules::policy::{Opened, Role, Scope};
use switchboard_store::{
    Auth, Done, Fault, Meta, Options, SessionKey, Tx, Verdict, World, WorldKind, outbox,
};

use super::Telling;
use crate::config::Config;

const NOW: Moment = Moment::from_millis(1_795_545_420_000);

/// What a receiver was sent: its lines, and its body.
struct Sent {
    head: String,
    body: String,
}

impl Sent {
    fn line(&self, name: &str) -> &str {
        let start = format!("{name}: ");
        let line = self.head.lines().find_map(|line| line.strip_prefix(&start));
        line.unwrap_or_else(|| panic!("{name} in {}", self.head))
    }

    /// Whether one of the signatures is of this secret: the check of the specification, over another library than the one that signs.
    fn is_of(&self, secret: &str) -> bool {
        let key = STANDARD
            .decode(secret.strip_prefix("whsec_").unwrap())
            .unwrap();
        let key = hmac::Key::new(hmac::HMAC_SHA256, &key);
        let (id, at) = (self.line("webhook-id"), self.line("webhook-timestamp"));
        let text = format!("{id}.{at}.{}", self.body);
        self.line("webhook-signature").split(' ').any(|one| {
            let mac = STANDARD.decode(one.strip_prefix("v1,").unwrap()).unwrap();
            hmac::verify(&key, text.as_bytes(), &mac).is_ok()
        })
    }
}

/// Listens, and answers each call with the next of these statuses; then nobody listens any more.
fn receiver(statuses: &'static [u16]) -> (String, Receiver<Sent>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!(
        "http://{}/in?key=open-sesame",
        listener.local_addr().unwrap()
    );
    let (tell, told) = channel();
    thread::spawn(move || {
        for status in statuses {
            let (mut stream, _) = listener.accept().unwrap();
            let mut seen = Vec::new();
            let mut some = [0; 4096];
            let (head, body) = loop {
                let read = stream.read(&mut some).unwrap();
                assert!(read > 0, "cut");
                seen.extend_from_slice(&some[..read]);
                let text = String::from_utf8_lossy(&seen);
                if let Some((head, body)) = text.split_once("\r\n\r\n")
                    && let Some(length) = head
                        .lines()
                        .find_map(|line| line.strip_prefix("content-length: "))
                    && body.len() == length.parse::<usize>().unwrap()
                {
                    break (head.to_owned(), body.to_owned());
                }
            };
            let answer = format!(
                "HTTP/1.1 {status} So\r\nlocation: http://127.0.0.1:1/\r\ncontent-length: 6\r\n\r\nsecret"
            );
            let _cut = stream.write_all(answer.as_bytes());
            tell.send(Sent { head, body }).unwrap();
        }
    });
    (url, told)
}

/// A world with two officers, the first of whom installs webhooks.
struct Place {
    _dir: tempfile::TempDir,
    world: World,
    code: String,
    account: AccountId,
    telling: Telling,
}

fn given<T>(done: Result<Done<T>, Fault>) -> T {
    match done.unwrap().verdict {
        Verdict::Given(value) => value,
        Verdict::Refused(refusal) => panic!("{refusal:?}"),
    }
}

fn hire(world: &World, label: &str) -> (AccountId, String) {
    let new = NewAccount {
        label: label.to_owned(),
        role: Role::MembershipOfficer,
        scope: Scope::Organisation,
        code_until: NOW.plus(Span::days(30)),
        reusable: true,
        made_at: NOW,
    };
    let made = world.write("hire", Auth::Console, NOW, move |tx| {
        door::add_account(tx, &new)
    });
    let (account, code) = given(made.wait());
    (account, code.expose())
}

impl Place {
    fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let meta = Meta::new(WorldKind::Demo, "Example Party", "log.example.org").unwrap();
        let data = dir.path().join("data");
        let world = World::create(&data, None, &meta, NOW, Options::default()).unwrap();
        let (account, code) = hire(&world, "Orla Officer");
        let _colleague = hire(&world, "Olwen Officer");
        Self {
            _dir: dir,
            account,
            code,
            telling: Telling::new(Config::default()).unwrap(),
            world,
        }
    }

    fn act<T: Send + 'static>(
        &self,
        now: Moment,
        act: impl FnMut(&mut Tx<'_, '_>) -> Result<Verdict<T>, Fault> + Send + 'static,
    ) -> T {
        let code = self.code.clone();
        let signed = self
            .world
            .write("token", Auth::Job("story"), now, move |tx| {
                door::sign_in(tx, &code, Opened::Token)
            });
        let token = given(signed.wait()).token.expose().to_owned();
        let officer = Auth::Session(SessionKey::of(&token).unwrap());
        given(self.world.write("story", officer, now, act).wait())
    }

    fn install(&self, url: &str) -> (HookId, String) {
        let new = New {
            campaign: None,
            address: Address::parse(url, Reach::Here).unwrap(),
            kinds: Vec::new(),
        };
        match self.act(NOW, move |tx| hooks::install(tx, &new)) {
            Installed::Done(hook, secret) => (hook, secret.expose().to_owned()),
            Installed::TooMany => panic!("too many"),
        }
    }

    fn test(&self, hook: HookId, now: Moment) {
        assert!(self.act(now, move |tx| hooks::test(tx, hook)));
    }

    fn shown(&self, hook: HookId) -> Shown {
        self.act(NOW, move |tx| hooks::show(tx, hook))
    }

    /// Rounds of the job until nothing is under way.
    fn rounds(&mut self, now: Moment) {
        self.telling.round(&self.world, now).unwrap();
        while self.telling.is_busy() {
            thread::park_timeout(Duration::from_millis(5));
            self.telling.round(&self.world, now).unwrap();
        }
    }
}

#[test]
fn an_event_is_told_signed_and_again_under_the_same_id_until_it_is_taken() {
    let (url, told) = receiver(&[500, 302, 204]);
    let mut place = Place::new();
    let (hook, secret) = place.install(&url);
    place.test(hook, NOW);
    // The process ends between the commit and the call: another goes on.
    place.telling = Telling::new(Config::default()).unwrap();
    place.rounds(NOW);
    let first = told.recv_timeout(Duration::from_secs(5)).unwrap();
    assert!(
        first
            .head
            .starts_with("POST /in?key=open-sesame HTTP/1.1\r\n"),
        "{}",
        first.head
    );
    assert!(first.is_of(&secret) && !first.is_of("whsec_b3RoZXI="));
    let body: serde_json::Value = serde_json::from_str(&first.body).unwrap();
    let wanted = serde_json::json!({
        "type": "hook.test",
        "timestamp": "2026-11-24T18:37:00Z",
        "data": { "hook": hook.to_string() }
    });
    assert_eq!(body, wanted);
    // Too early for another try; then one that leads elsewhere, which isn't followed; then it is taken.
    place.rounds(NOW.plus(Span::seconds(1)));
    assert!(told.try_recv().is_err());
    for (minutes, status) in [(1, 302), (5, 204)] {
        let later = NOW.plus(Span::minutes(minutes));
        place.rounds(later);
        let again = told.recv_timeout(Duration::from_secs(5)).unwrap();
        assert_eq!(again.line("webhook-id"), first.line("webhook-id"));
        assert_ne!(
            again.line("webhook-timestamp"),
            first.line("webhook-timestamp")
        );
        assert!(again.is_of(&secret));
        assert_eq!(place.shown(hook).told[0].status, Some(status));
    }
    let shown = place.shown(hook);
    assert_eq!(
        shown.told[0].ended.map(|(ended, _)| ended),
        Some(Ended::Taken)
    );
    assert_eq!((shown.told[0].tries, shown.line.state), (3, State::On));
    assert!(!shown.line.host.contains("sesame"), "{}", shown.line.host);
}

#[test]
fn two_secrets_are_valid_for_a_day_after_a_new_one_is_made() {
    let (url, told) = receiver(&[200, 200]);
    let mut place = Place::new();
    let (hook, before) = place.install(&url);
    let Rotated::Done(secret) = place.act(NOW, move |tx| hooks::rotate(tx, hook, None)) else {
        panic!("its own answerer needs no address");
    };
    let secret = secret.expose().to_owned();
    for (hours, is_of_both) in [(23, true), (25, false)] {
        let at = NOW.plus(Span::hours(hours));
        place.test(hook, at);
        place.rounds(at);
        let sent = told.recv_timeout(Duration::from_secs(5)).unwrap();
        assert!(sent.is_of(&secret));
        assert_eq!(sent.is_of(&before), is_of_both);
    }
}

#[test]
fn a_webhook_that_nobody_answers_for_or_that_is_removed_is_told_nothing_more() {
    let (url, told) = receiver(&[200]);
    let mut place = Place::new();
    let (removed, _) = place.install(&url);
    place.test(removed, NOW);
    place.act(NOW, move |tx| hooks::remove(tx, removed));
    let (left, _) = place.install(&url);
    place.test(left, NOW);
    let account = place.account;
    let (ended, by) = (Span::minutes(1), Auth::Console);
    let leaving = place.world.write("end", by, NOW.plus(ended), move |tx| {
        door::end_access(tx, account)
    });
    given(leaving.wait());
    place.rounds(NOW.plus(Span::minutes(2)));
    assert!(told.recv_timeout(Duration::from_millis(200)).is_err());
    assert!(!hooks::is_due(&place.world, NOW.plus(Span::days(9))).unwrap());
}

#[test]
fn what_nobody_takes_for_three_days_ends_its_webhook_and_its_owners_get_a_letter() {
    let mut place = Place::new();
    // Nobody listens there.
    let (hook, _) = place.install("http://127.0.0.1:1/");
    place.test(hook, NOW);
    place.rounds(NOW);
    let shown = place.shown(hook);
    assert_eq!(
        (shown.told[0].said.as_str(), shown.line.state),
        ("connection", State::On)
    );
    assert_eq!(outbox::queue(&place.world, NOW).unwrap().waiting, 0);
    for hours in [14, 28, 42, 56] {
        place.rounds(NOW.plus(Span::hours(hours)));
        assert_eq!(place.shown(hook).line.state, State::On);
    }
    let later = NOW.plus(Span::hours(73));
    place.rounds(later);
    let shown = place.shown(hook);
    assert_eq!(
        (shown.line.state, shown.line.why.as_str()),
        (State::Off, "not-taken")
    );
    assert_eq!(
        shown.told[0].ended.map(|(ended, _)| ended),
        Some(Ended::GivenUp)
    );
    // Both officers.
    assert_eq!(outbox::queue(&place.world, later).unwrap().waiting, 2);
    // A new secret brings it back.
    place.act(later, move |tx| hooks::rotate(tx, hook, None));
    assert_eq!(place.shown(hook).line.state, State::On);
}

#[test]
fn a_slow_address_holds_up_no_other() {
    let slow = TcpListener::bind("127.0.0.1:0").unwrap();
    let slow_url = format!("http://{}/", slow.local_addr().unwrap());
    let (url, told) = receiver(&[200, 200]);
    let mut place = Place::new();
    let (stuck, _) = place.install(&slow_url);
    let (quick, _) = place.install(&url);
    place.test(stuck, NOW);
    place.test(stuck, NOW);
    for _ in 0..2 {
        place.test(quick, NOW);
        place.telling.round(&place.world, NOW).unwrap();
        assert!(told.recv_timeout(Duration::from_secs(5)).is_ok());
        while place
            .shown(quick)
            .told
            .iter()
            .any(|one| one.ended.is_none())
        {
            thread::park_timeout(Duration::from_millis(5));
            place.telling.round(&place.world, NOW).unwrap();
        }
    }
    assert!(place.telling.is_busy());
    assert_eq!(
        place
            .shown(stuck)
            .told
            .iter()
            .map(|one| one.tries)
            .sum::<u64>(),
        1
    );
}
