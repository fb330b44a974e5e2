//! What a running program holds: one world, the words, the files, the limits. Passed along, never a global.

use std::sync::Arc;

use switchboard_store::fairness::{Board, Measured};
use switchboard_store::rules::ids::ContestId;
use switchboard_store::rules::moment::Span;
use switchboard_store::training::Notice;
use switchboard_store::{World, WorldKind};

use crate::clock::Clock;
use crate::config::Config;
use crate::decoys::Decoys;
use crate::front::Front;
use crate::guard::Guard;
use crate::jobs::streams::Streams;
use crate::lately::Lately;
use crate::limits::Limits;
use crate::oidc::Last;
use crate::oidc::Provider;
use crate::practice::{self, Practice};
use crate::rooms::banks::parts::Parts;
use crate::rooms::log::served::Served;
use crate::rooms::roll::progress::Imports;
use crate::rooms::roll::tries::Tries;
use crate::web::assets::Assets;
use crate::web::messages::Words;

/// How old may be what everybody sees of a contest.
const BOARDS_FRESH: Span = Span::seconds(5);
/// How long its figures stand: nobody follows a rival's evening by asking again and again.
const MEASURED_FRESH: Span = Span::hours(1);

/// Everything a request needs. Cheap to share.
#[derive(Debug)]
pub struct App {
    /// The world that is served.
    pub world: World,
    /// The sentences, in the language of whoever says nothing of theirs. A request has its own (`Ctx::words`).
    pub usual: Words,
    /// Style sheet and scripts.
    pub assets: Assets,
    /// The time.
    pub clock: Clock,
    /// How often somebody may ask.
    pub limits: Limits,
    /// What stands before a password is looked at.
    pub guard: Guard,
    /// Imports that run in this process.
    pub imports: Imports,
    /// Files that were tried in this process.
    pub tries: Tries,
    /// Live streams of this process, and what ends them.
    pub streams: Streams,
    /// What live pages of a bank show alike.
    pub parts: Parts,
    /// What this process has of the public log.
    pub log: Served,
    /// The contests that everybody may look at.
    pub contests: Lately<(), Vec<(ContestId, String)>>,
    /// What everybody may see of each.
    pub boards: Lately<ContestId, Option<Board>>,
    /// What was used and taken in each, of a contest that is over or not.
    pub measured: Lately<(ContestId, bool), Measured>,
    /// How cookies are made.
    pub cookies: Cookies,
    /// How the world is reached.
    pub front: Front,
    /// The organisation's own sign-in, where one is configured.
    pub provider: Option<Provider>,
    /// The test copy that runs beside it, if one does.
    pub decoys: Decoys,
    /// Where callers practise, and what goes there and back.
    pub practice: Practice,
    /// Which words the notice before the first card has.
    pub notice: Notice,
    /// The organisation's zone, for pages.
    pub zone: jiff::tz::TimeZone,
}

/// How cookies are made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cookies {
    /// Over HTTPS: `__Host-` names, Secure.
    Secure,
    /// A demo on loopback: unprefixed, `HttpOnly`, `SameSite=Strict`.
    Loopback,
    /// A test copy over HTTPS. Browsers don't tell a host's ports apart, so its cookies have names of their own: a session
    /// of the live world is never sent to it as one of its own, nor the other way.
    TestSecure,
    /// A test copy on loopback.
    TestLoopback,
    /// Practice over HTTPS, at the same address as the live world, so under names of its own likewise.
    PracticeSecure,
    /// Practice on loopback.
    PracticeLoopback,
}

impl Cookies {
    /// Whether they are sent over HTTPS alone.
    pub const fn is_secure(self) -> bool {
        matches!(self, Self::Secure | Self::TestSecure | Self::PracticeSecure)
    }

    /// The same way, for a test copy.
    #[must_use]
    pub const fn of_test(self) -> Self {
        if self.is_secure() {
            Self::TestSecure
        } else {
            Self::TestLoopback
        }
    }

    /// The same way, for practice.
    #[must_use]
    pub const fn of_practice(self) -> Self {
        if self.is_secure() {
            Self::PracticeSecure
        } else {
            Self::PracticeLoopback
        }
    }

    /// The session cookie's name.
    pub const fn session(self) -> &'static str {
        match self {
            Self::Secure => "__Host-switchboard",
            Self::Loopback => "switchboard",
            Self::TestSecure => "__Host-switchboard-test",
            Self::TestLoopback => "switchboard-test",
            Self::PracticeSecure => "__Host-switchboard-practice",
            Self::PracticeLoopback => "switchboard-practice",
        }
    }

    /// The name of the cookie of a member before their own page.
    pub const fn own(self) -> &'static str {
        match self {
            Self::Secure => "__Host-switchboard-own",
            Self::Loopback => "switchboard-own",
            Self::TestSecure => "__Host-switchboard-test-own",
            Self::TestLoopback => "switchboard-test-own",
            Self::PracticeSecure => "__Host-switchboard-practice-own",
            Self::PracticeLoopback => "switchboard-practice-own",
        }
    }

    /// The name of the cookie with the tickets of the last cards.
    pub const fn cards(self) -> &'static str {
        match self {
            Self::Secure => "__Host-switchboard-cards",
            Self::Loopback => "switchboard-cards",
            Self::TestSecure => "__Host-switchboard-test-cards",
            Self::TestLoopback => "switchboard-test-cards",
            Self::PracticeSecure => "__Host-switchboard-practice-cards",
            Self::PracticeLoopback => "switchboard-practice-cards",
        }
    }

    /// The name of the cookie that says that its holder signed in with this browser before.
    pub const fn known(self) -> &'static str {
        match self {
            Self::Secure => "__Host-switchboard-known",
            Self::Loopback => "switchboard-known",
            Self::TestSecure => "__Host-switchboard-test-known",
            Self::TestLoopback => "switchboard-test-known",
            Self::PracticeSecure => "__Host-switchboard-practice-known",
            Self::PracticeLoopback => "switchboard-practice-known",
        }
    }

    /// The name of the cookie by which a browser is known.
    pub const fn device(self) -> &'static str {
        match self {
            Self::Secure => "__Host-switchboard-device",
            Self::Loopback => "switchboard-device",
            Self::TestSecure => "__Host-switchboard-test-device",
            Self::TestLoopback => "switchboard-test-device",
            Self::PracticeSecure => "__Host-switchboard-practice-device",
            Self::PracticeLoopback => "switchboard-practice-device",
        }
    }

    /// The name of the cookie with the language that was chosen in this browser.
    pub const fn language(self) -> &'static str {
        match self {
            Self::Secure | Self::PracticeSecure => "__Host-switchboard-language",
            Self::Loopback | Self::PracticeLoopback => "switchboard-language",
            Self::TestSecure => "__Host-switchboard-test-language",
            Self::TestLoopback => "switchboard-test-language",
        }
    }

    /// The name of the cookie of whoever is on the way to the organisation's own sign-in and back.
    pub const fn errand(self) -> &'static str {
        match self {
            Self::Secure => "__Host-switchboard-errand",
            Self::Loopback => "switchboard-errand",
            Self::TestSecure => "__Host-switchboard-test-errand",
            Self::TestLoopback => "switchboard-test-errand",
            Self::PracticeSecure => "__Host-switchboard-practice-errand",
            Self::PracticeLoopback => "switchboard-practice-errand",
        }
    }

    /// The line of that cookie, for whoever comes back from there. It opens nothing.
    pub fn set_errand(self, value: &str, age_s: i64) -> String {
        self.set_lax(self.errand(), value, age_s)
    }

    /// The line of the language's cookie: a link in a letter is read in it too. It opens nothing.
    pub fn set_language(self, value: &str, age_s: i64) -> String {
        self.set_lax(self.language(), value, age_s)
    }

    /// The line of a cookie that comes along from another site.
    fn set_lax(self, name: &str, value: &str, age_s: i64) -> String {
        let strict = self.set(name, value, age_s);
        strict.replace("SameSite=Strict", "SameSite=Lax")
    }

    /// A `Set-Cookie` line; an `age_s` of 0 deletes it.
    pub fn set(self, name: &str, value: &str, age_s: i64) -> String {
        let secure = if self.is_secure() { "; Secure" } else { "" };
        format!("{name}={value}; Path=/; HttpOnly; SameSite=Strict; Max-Age={age_s}{secure}")
    }
}

impl App {
    /// The program around an open world.
    pub fn new(world: World, clock: Clock, cookies: Cookies) -> Arc<Self> {
        Self::behind(world, clock, cookies, Front::default())
    }

    /// The same, reached in a way that was configured.
    pub fn behind(world: World, clock: Clock, cookies: Cookies, front: Front) -> Arc<Self> {
        let practice = Practice::beside(&world);
        Arc::new(Self::build(world, (clock, cookies), front, practice))
    }

    /// The program around the practice world of a live one: it knows that one's tickets, and signs receipts for it. Of how that
    /// one is reached it has the address and the languages; no certificate, and no sign-in of the organisation's.
    pub fn practising(live: &Self, world: World) -> Arc<Self> {
        let config = Config {
            language: live.front.config.language.clone(),
            ..Config::default()
        };
        let front = Front {
            config: Arc::new(config),
            certificate: None,
            provider: Last::default(),
            metrics_from: Vec::new(),
            ..live.front.clone()
        };
        let how = (live.clock, live.cookies.of_practice());
        Arc::new(Self::build(world, how, front, live.practice.within()))
    }

    fn build(
        world: World,
        (clock, cookies): (Clock, Cookies),
        front: Front,
        practice: Practice,
    ) -> Self {
        let words = Words::english();
        let notice = practice::notice(&words);
        world.say_notice(notice);
        let usual = front.config.language.usual.language();
        switchboard_store::audiences::offer_tags(&world, front.config.audiences.offered());
        let zone =
            jiff::tz::TimeZone::get(&world.meta().zone_name).unwrap_or(jiff::tz::TimeZone::UTC);
        // A test copy has people of its own, and so has practice.
        let provider = match world.meta().kind {
            WorldKind::Live | WorldKind::Demo => {
                Provider::of(&front.config.oidc, world.dir(), &front.provider)
            }
            WorldKind::Decoy | WorldKind::Practice => None,
        };
        Self {
            provider,
            world,
            usual: Words::of(usual),
            assets: Assets::load(),
            clock,
            limits: Limits::default(),
            guard: Guard::default(),
            imports: Imports::default(),
            tries: Tries::default(),
            streams: Streams::default(),
            parts: Parts::default(),
            log: Served::default(),
            contests: Lately::new(BOARDS_FRESH),
            boards: Lately::new(BOARDS_FRESH),
            measured: Lately::new(MEASURED_FRESH),
            cookies,
            decoys: Decoys::of(&front.config.decoy),
            front,
            practice,
            notice,
            zone,
        }
    }

    /// The site that passkeys are for, where there can be any.
    pub fn site(&self) -> Option<switchboard_store::rules::passkey::Site> {
        self.front.site(self.cookies)
    }

    /// Which world the pages say they belong to.
    pub fn face(&self) -> crate::web::shell::World {
        match self.world.meta().kind {
            WorldKind::Live => crate::web::shell::World::Live,
            WorldKind::Demo => crate::web::shell::World::Demo,
            WorldKind::Decoy => crate::web::shell::World::Decoy,
            WorldKind::Practice => crate::web::shell::World::Practice,
        }
    }
}
