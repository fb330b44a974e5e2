//! An office to tell stories in: a live world without members, where people work.

use switchboard_rules::events::EventKind;
use switchboard_rules::ids::AccountId;
use switchboard_rules::moment::{Moment, Span};
use switchboard_rules::person::Email;
use switchboard_rules::policy::{Opened, Reason, Role, Scope};
use switchboard_rules::request::{Because, Kind};

use super::house::{EVENING, given};
use super::server::{drop_database, laid};
use crate::door::{self, Added, AppKey, Handed, Hashing, NewAccount, NewPassword, SignedIn, Step};
use crate::engine::{Arg, Options, Place};
use crate::requests::{self, Asked, Asking, Decided, Decision};
use crate::session::{Auth, SessionKey};
use crate::tx::{Tx, Verdict};
use crate::world::{Done, World};
use crate::{Fault, Meta, WorldKind};

pub(crate) const PASSWORD: &str = "kettle drawn by four geese";
pub(crate) const OTHER: &str = "nine umbrellas at the weir";
/// Cheap, so that a story takes no longer than its telling.
pub(crate) const CHEAP: Hashing = Hashing {
    memory_kib: 64,
    passes: 1,
    lanes: 1,
};

/// A live world without members, where people work.
pub(crate) struct Office {
    pub(crate) world: World,
    pub(crate) dir: tempfile::TempDir,
}

pub(crate) fn on_both(story: impl Fn(&Office)) {
    story(&Office::open(None));
    if let Some(place) = laid() {
        story(&Office::open(Some(place.clone())));
        drop_database(&place);
    }
}

pub(crate) fn options(hashing: Hashing) -> Options {
    Options {
        hashing,
        ..Options::default()
    }
}

/// Somebody who holds an office, with what they know and have.
pub(crate) struct Holder {
    pub(crate) account: AccountId,
    pub(crate) email: String,
    pub(crate) code: String,
}

impl Office {
    fn open(place: Option<Place>) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let meta = Meta::new(WorldKind::Live, "Invented Party", "test.example.org").unwrap();
        let data = dir.path().join("data");
        let world = World::create_in(&data, place, &meta, EVENING, options(CHEAP)).unwrap();
        Self { world, dir }
    }

    pub(crate) fn act<T: Send + 'static>(
        &self,
        auth: Auth,
        now: Moment,
        act: impl FnMut(&mut Tx<'_, '_>) -> Result<Verdict<T>, Fault> + Send + 'static,
    ) -> Done<T> {
        self.world.write("story", auth, now, act).wait().unwrap()
    }

    pub(crate) fn add(&self, label: &str, role: Role, now: Moment) -> Holder {
        let email = format!("{}@office.example.org", label.to_lowercase());
        match given(Ok(self.try_add(label, role, &email, now))) {
            Added::New(account, code) => Holder {
                account,
                email,
                code: code.expose(),
            },
            Added::AddressTaken => panic!("the address is taken"),
        }
    }

    pub(crate) fn try_add(&self, label: &str, role: Role, email: &str, now: Moment) -> Done<Added> {
        let new = NewAccount {
            label: label.to_owned(),
            role,
            scope: Scope::Organisation,
            code_until: now.plus(Span::days(1)),
            reusable: false,
            made_at: now,
        };
        let email = Email::parse(email).unwrap();
        self.act(Auth::Console, now, move |tx| {
            door::add_account_with(tx, &new, Some(&email))
        })
    }

    pub(crate) fn with_code(&self, code: &str, now: Moment) -> Option<SignedIn> {
        let code = code.to_owned();
        let done = self.act(Auth::Job("door"), now, move |tx| {
            door::sign_in(tx, &code, Opened::Code)
        });
        match done.verdict {
            Verdict::Given(signed_in) => Some(signed_in),
            Verdict::Refused(_) => None,
        }
    }

    pub(crate) fn with_password(
        &self,
        email: &str,
        password: &str,
        number: &str,
        now: Moment,
    ) -> Option<SignedIn> {
        let checked = self.world.check_password(email, password).unwrap();
        let number = number.to_owned();
        let done = self.act(Auth::Job("door"), now, move |tx| {
            door::sign_in_with_password(tx, &checked, &number)
        });
        match done.verdict {
            Verdict::Given(signed_in) => Some(signed_in),
            Verdict::Refused(_) => None,
        }
    }

    /// Chooses a password with a session of a code; answers what the app is to be told.
    pub(crate) fn choose(&self, session: &SignedIn, password: &str, now: Moment) -> App {
        let new = NewPassword::parse(password, &[]).ok().unwrap();
        let hashed = self.world.hash(&new).unwrap();
        given(Ok(self.act(auth(session), now, move |tx| {
            door::set_password(tx, &hashed)
        })));
        self.app(session, now)
    }

    pub(crate) fn app(&self, session: &SignedIn, now: Moment) -> App {
        let found = given(Ok(self.act(auth(session), now, door::set_up)));
        match found.step {
            Step::App(key) => App::of(&key),
            Step::Password | Step::Done => panic!("no app is being set up"),
        }
    }

    pub(crate) fn confirm(
        &self,
        session: &SignedIn,
        number: &str,
        now: Moment,
    ) -> Option<SignedIn> {
        let number = number.to_owned();
        given(Ok(self.act(auth(session), now, move |tx| {
            door::confirm_app(tx, &number)
        })))
    }

    /// From a code all the way in.
    pub(crate) fn set_up(&self, holder: &Holder, now: Moment) -> (SignedIn, App) {
        let begun = self.with_code(&holder.code, now).expect("a good code");
        let app = self.choose(&begun, PASSWORD, now);
        let number = app.number(now);
        (self.confirm(&begun, &number, now).unwrap(), app)
    }

    /// Asks that somebody be let back in.
    pub(crate) fn ask_back(&self, by: &SignedIn, account: AccountId, now: Moment) -> Done<Asked> {
        let because = Because::parse("Their telephone fell into the weir").unwrap();
        let asking =
            Asking::about_nobody(Kind::RecoverAccount, door::about_record(account), because);
        self.act(auth(by), now, move |tx| requests::ask(tx, &asking))
    }

    /// The code that the first of two asks for and the second approves.
    pub(crate) fn let_back(
        &self,
        (asks, agrees): (&SignedIn, &SignedIn),
        account: AccountId,
        now: Moment,
    ) -> Handed {
        let asked = given(Ok(self.ask_back(asks, account, now)));
        let Asked::New { id, .. } = asked else {
            panic!("{asked:?}")
        };
        let decided = self.act(auth(agrees), now, move |tx| {
            requests::decide(tx, id, Decision::Approve, None)
        });
        match given(Ok(decided)) {
            Decided::Handed(handed) => handed,
            other => panic!("{other:?}"),
        }
    }

    pub(crate) fn entries(&self, kind: EventKind) -> i64 {
        let code = i64::from(kind.code());
        self.world
            .0
            .db
            .read("look", move |raw| {
                raw.one(
                    "select count(*) from entry where kind = $1",
                    &[Arg::Int(code)],
                    |row| row.int(0),
                )
            })
            .unwrap()
            .unwrap()
    }

    /// All entries, of whatever kind.
    pub(crate) fn all_entries(&self) -> i64 {
        let all = self.world.0.db.read("look", |raw| {
            raw.one("select count(*) from entry", &[], |row| row.int(0))
        });
        all.unwrap().unwrap()
    }

    /// How many messages of a kind wait for an account.
    pub(crate) fn messages(&self, kind: &'static str, account: AccountId) -> i64 {
        self.world
            .0
            .db
            .read("look", move |raw| {
                raw.one(
                    "select count(*) from outbox where kind = $1 and recipient = $2",
                    &[Arg::Text(kind), Arg::Bytes(account.as_bytes())],
                    |row| row.int(0),
                )
            })
            .unwrap()
            .unwrap()
    }

    pub(crate) fn is_in(&self, session: &SignedIn, now: Moment) -> bool {
        let key = SessionKey::of(session.token.expose()).unwrap();
        self.world.standing(key, now).unwrap().is_some()
    }
}

pub(crate) fn auth(session: &SignedIn) -> Auth {
    Auth::Session(SessionKey::of(session.token.expose()).unwrap())
}

pub(crate) fn reason<T>(done: Done<T>) -> Reason {
    let Done { verdict, .. } = done;
    match verdict {
        Verdict::Given(_) => panic!("given"),
        Verdict::Refused(refusal) => refusal.reason,
    }
}

/// An app on a phone.
pub(crate) struct App(totp_rs::Totp);

impl App {
    pub(crate) fn of(key: &AppKey) -> Self {
        let secret = totp_rs::Secret::try_from_base32(key.groups().concat()).unwrap();
        Self(totp_rs::Builder::new().with_secret(secret).build().unwrap())
    }

    pub(crate) fn number(&self, now: Moment) -> String {
        let seconds = u64::try_from(now.millis() / 1000).unwrap();
        self.0.generate(seconds).to_string()
    }
}

pub(crate) fn later(minutes: i64) -> Moment {
    EVENING.plus(Span::minutes(minutes))
}
