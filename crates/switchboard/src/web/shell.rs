//! What stands around every page: the words, the files, the world's banner, and
//! for a signed-in person their name and the rooms they may enter.

use crate::language::Language;

use crate::web::again::{Back, By};
use crate::web::assets::Assets;
use crate::web::messages::{Sentence, Words};
use crate::web::page::Stamp;
use crate::web::stopped::{HoursBack, Stopped};

/// Which kind of world a page belongs to; a demo says so on every page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum World {
    /// Real members.
    Live,
    /// Invented members; calling hours are always open.
    Demo,
    /// A test copy: invented members, for one licence's testers.
    Decoy,
    /// Practice: invented members, for whoever is going to ring.
    Practice,
}

/// The agreed test that a test copy is for, as its pages say it.
#[derive(Clone, Debug)]
pub struct Test {
    /// The licence's id.
    pub licence: String,
    /// Until when it runs.
    pub until: Stamp,
}

/// A link at the top of the page, for those whose role opens it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Link {
    /// `GET /`
    Home,
    /// `GET /roll/import`
    Import,
    /// `GET /roll/search`
    Search,
    /// `GET /roll/reports`
    Reports,
    /// `GET /requests`
    Requests,
    /// `GET /rights/forget`
    Forget,
    /// `GET /rights/forgetting`
    Forgetting,
    /// `GET /rights/retention`
    Retention,
    /// `GET /branches`
    Branches,
    /// `GET /duplicates`
    Duplicates,
    /// `GET /members/reasons`
    Reasons,
    /// `GET /ledger`
    Ledger,
    /// `GET /ledger/exposure`
    Exposure,
    /// `GET /ledger/exhibit`
    Exhibits,
    /// `GET /record`
    Record,
    /// `GET /answers`
    Cases,
    /// `GET /rights/requests`
    Rights,
    /// `GET /licences`
    Licences,
    /// `GET /accounts`
    Accounts,
    /// `GET /accounts/own/may`
    May,
    /// `GET /own`
    Own,
    /// `GET /sessions`
    Sessions,
    /// `GET /installation`
    Installation,
    /// `GET /freezes`
    Freezes,
    /// `GET /contests`
    Calendar,
    /// `GET /opening-lines`
    OpeningLines,
    /// `GET /hooks`
    Hooks,
    /// `GET /complaints`
    Complaints,
}

impl Link {
    /// Where it leads.
    pub const fn href(self) -> &'static str {
        match self {
            Self::Home => "/",
            Self::Import => "/roll/import",
            Self::Search => "/roll/search",
            Self::Reports => "/roll/reports",
            Self::Requests => "/requests",
            Self::Forget => "/rights/forget",
            Self::Forgetting => "/rights/forgetting",
            Self::Retention => "/rights/retention",
            Self::Branches => "/branches",
            Self::Duplicates => "/duplicates",
            Self::Reasons => "/members/reasons",
            Self::Ledger => "/ledger",
            Self::Exposure => "/ledger/exposure",
            Self::Exhibits => "/ledger/exhibit",
            Self::Record => "/record",
            Self::Cases => "/answers",
            Self::Rights => "/rights/requests",
            Self::Licences => "/licences",
            Self::Accounts => "/accounts",
            Self::May => "/accounts/own/may",
            Self::Own => "/own",
            Self::Sessions => "/sessions",
            Self::Installation => "/installation",
            Self::Freezes => "/freezes",
            Self::Calendar => "/contests",
            Self::OpeningLines => "/opening-lines",
            Self::Hooks => "/hooks",
            Self::Complaints => "/complaints",
        }
    }

    /// The key of a line that says what it is for.
    pub const fn hint_key(self) -> &'static str {
        match self {
            Self::Home => "nav-home-hint",
            Self::Import => "nav-import-hint",
            Self::Search => "nav-search-hint",
            Self::Reports => "nav-reports-hint",
            Self::Requests => "nav-requests-hint",
            Self::Forget => "nav-forget-hint",
            Self::Forgetting => "nav-forgetting-hint",
            Self::Retention => "nav-retention-hint",
            Self::Branches => "nav-branches-hint",
            Self::Duplicates => "nav-duplicates-hint",
            Self::Reasons => "nav-reasons-hint",
            Self::Ledger => "nav-ledger-hint",
            Self::Exposure => "nav-exposure-hint",
            Self::Exhibits => "nav-exhibits-hint",
            Self::Record => "nav-record-hint",
            Self::Cases => "nav-cases-hint",
            Self::Rights => "nav-rights-hint",
            Self::Licences => "nav-licences-hint",
            Self::Accounts => "nav-accounts-hint",
            Self::May => "nav-may-hint",
            Self::Own => "nav-own-hint",
            Self::Sessions => "nav-sessions-hint",
            Self::Installation => "nav-installation-hint",
            Self::Freezes => "nav-freezes-hint",
            Self::Calendar => "nav-calendar-hint",
            Self::OpeningLines => "nav-opening-lines-hint",
            Self::Hooks => "hooks-home-hint",
            Self::Complaints => "nav-complaints-hint",
        }
    }

    /// The key of what it says.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Home => "nav-home",
            Self::Import => "nav-import",
            Self::Search => "nav-search",
            Self::Reports => "nav-reports",
            Self::Requests => "nav-requests",
            Self::Forget => "nav-forget",
            Self::Forgetting => "nav-forgetting",
            Self::Retention => "nav-retention",
            Self::Branches => "nav-branches",
            Self::Duplicates => "nav-duplicates",
            Self::Reasons => "nav-reasons",
            Self::Ledger => "nav-ledger",
            Self::Exposure => "nav-exposure",
            Self::Exhibits => "nav-exhibits",
            Self::Record => "nav-record",
            Self::Cases => "nav-cases",
            Self::Rights => "nav-rights",
            Self::Licences => "nav-licences",
            Self::Accounts => "nav-accounts",
            Self::May => "nav-may",
            Self::Own => "nav-own",
            Self::Sessions => "nav-sessions",
            Self::Installation => "nav-installation",
            Self::Freezes => "nav-freezes",
            Self::Calendar => "nav-calendar",
            Self::OpeningLines => "nav-opening-lines",
            Self::Hooks => "hooks-home",
            Self::Complaints => "nav-complaints",
        }
    }
}

/// Around a page that anybody may see: it knows nobody, so a proxy may keep it.
#[derive(Clone, Debug)]
pub struct Outside {
    /// The sentences.
    pub words: Words,
    /// The style sheet and scripts.
    pub assets: Assets,
    /// Which world this is.
    pub world: World,
    /// When the page was made.
    pub now: Stamp,
    /// As of when its data is, while it stands still after a restore.
    pub frozen: Option<Stamp>,
    /// The agreed test that this is a copy for, if it is one.
    pub test: Option<Test>,
}

/// Around a page of one session.
#[derive(Clone, Debug)]
pub struct Shell {
    /// What stands around public pages too.
    pub outside: Outside,
    /// The token that each form sends back in its field `csrf`.
    pub csrf: String,
    /// The account's name; none before sign-in.
    pub account_name: Option<String>,
    /// The rooms this account may enter.
    pub links: Vec<Link>,
    /// Where to come back to, if who it is was shown too long ago for some acts.
    pub again: Option<Back>,
    /// By what they show it; none of who came in with something that is used up.
    pub shows_by: Option<By>,
    /// What stops this account now, where that was looked up.
    pub freezes: Vec<Stopped>,
    /// The hours that are given back to this account, where that was looked up.
    pub back: Vec<HoursBack>,
}

impl Outside {
    /// The sentence of a key.
    pub fn t(&self, key: &str) -> String {
        self.words.t(key)
    }

    /// A sentence with gaps to fill.
    pub fn say<'a>(&'a self, key: &'a str) -> Sentence<'a> {
        self.words.say(key)
    }

    /// Every other language, each as it calls itself.
    pub fn other_languages(&self) -> Vec<(&'static str, String)> {
        let all = Language::ALL.into_iter();
        all.filter(|one| *one != self.words.language())
            .map(|one| (one.code(), Words::of(one).t("language-itself")))
            .collect()
    }

    /// What stands at the top of every page, where it isn't the live world.
    pub fn banner(&self) -> Option<String> {
        match (&self.test, self.world) {
            (Some(test), _) => Some(
                self.say("shell-decoy-banner")
                    .text("licence", test.licence.clone())
                    .text("time", test.until.full(&self.words))
                    .to_string(),
            ),
            (None, World::Demo) => Some(self.t("shell-demo-banner")),
            (None, World::Practice) => Some(self.t("practice-banner")),
            (None, World::Live | World::Decoy) => None,
        }
    }

    /// Whether nobody here is real and nothing counts.
    pub fn is_practice(&self) -> bool {
        self.world == World::Practice
    }

    /// The address of a file in `assets/`.
    pub fn asset(&self, file: &str) -> String {
        self.assets.url(file)
    }

    /// Invented, for samples: a demo world on an evening in November.
    pub fn sample() -> Self {
        Self {
            words: Words::of_samples(),
            assets: Assets::load(),
            world: World::Demo,
            now: sample_stamp(0),
            frozen: None,
            test: None,
        }
    }
}

impl std::ops::Deref for Shell {
    type Target = Outside;

    fn deref(&self) -> &Outside {
        &self.outside
    }
}

/// More links than this are folded on a small screen.
const LINKS_UNFOLDED: usize = 5;

impl Shell {
    /// Whether the menu is folded on a small screen: it would stand between the reader and the page.
    pub fn is_long(&self) -> bool {
        self.links.len() > LINKS_UNFOLDED
    }

    /// Invented, for samples: nobody is signed in.
    pub fn sample_stranger() -> Self {
        Self {
            outside: Outside::sample(),
            csrf: "sample-csrf-token".to_owned(),
            account_name: None,
            links: Vec::new(),
            again: None,
            shows_by: None,
            freezes: Vec::new(),
            back: Vec::new(),
        }
    }

    /// Invented, for samples: somebody who practises.
    pub fn sample_practice() -> Self {
        let mut shell = Self::sample("Caller", &[]);
        shell.outside.world = World::Practice;
        shell
    }

    /// Invented, for samples: nobody is signed in, in a test copy.
    pub fn sample_test() -> Self {
        let mut shell = Self::sample_stranger();
        shell.outside.world = World::Decoy;
        shell.outside.test = Some(Test {
            licence: "5ha0m3s7v5q1x9e2d8k4r6t0w3".to_owned(),
            until: sample_stamp(180),
        });
        shell
    }

    /// Invented, for samples: somebody is signed in.
    pub fn sample(account_name: &str, links: &[Link]) -> Self {
        Self {
            account_name: Some(account_name.to_owned()),
            links: links.to_vec(),
            ..Self::sample_stranger()
        }
    }
}

/// Invented, for samples: 24 November 2026, 18:37 in London, plus some minutes.
pub fn sample_stamp(minutes: i64) -> Stamp {
    const BASE_MS: i64 = 1_795_545_420_000;
    Stamp::new(
        BASE_MS.saturating_add(minutes.saturating_mul(60_000)),
        &jiff::tz::TimeZone::UTC,
    )
}
