//! The page for everybody, the list that leads to it, and a campaign's own.

use askama::Template;
use switchboard_store::rules::fairness::draw::Stage;

use super::stood::Stood;
use crate::web::page::{Cache, Page, Stamp, unprinted};
use crate::web::shell::{Link, Outside, Shell, sample_stamp};

/// The contests: `GET /fairness`.
#[derive(Template)]
#[template(path = "fairness/contests.html")]
pub struct Contests {
    /// What stands around it.
    pub shell: Outside,
    /// Each with its id and name.
    pub contests: Vec<(String, String)>,
}

/// One contest, for everybody: `GET /fairness/{contest}`.
#[derive(Template)]
#[template(path = "fairness/fairness.html")]
pub struct Fairness {
    /// What stands around it.
    pub shell: Outside,
    /// The contest's name.
    pub name: String,
    /// Whether calling is over.
    pub is_over: bool,
    /// When calling begins.
    pub opens_at: Stamp,
    /// When it ends.
    pub closes_at: Stamp,
    /// What every campaign gets.
    pub terms: Terms,
    /// Who has first call, and how that was drawn.
    pub draw: Option<Draw>,
    /// What each campaign used.
    pub campaigns: Vec<Line>,
    /// As of when figures are.
    pub measured_at: Stamp,
    /// Since when it is counted what headquarters took.
    pub took_since: Stamp,
    /// What it took.
    pub took: Vec<Taken>,
    /// What stood still.
    pub stood: Stood,
}

/// What every campaign gets.
#[derive(Clone, Debug)]
pub struct Terms {
    /// The message keys of the fields a caller sees: `field-…`.
    pub field_keys: Vec<String>,
    /// Cards for one account in an hour.
    pub cards_hour: u64,
    /// Cards for one account in an evening.
    pub cards_evening: u64,
    /// Cards for one account in the contest.
    pub cards_contest: u64,
}

/// Calls to one member, and the draw.
#[derive(Clone, Debug)]
pub struct Draw {
    /// Calls of one campaign to one member.
    pub slots: u64,
    /// Hours of rest after a call.
    pub rest_hours: u64,
    /// How many people a caller may put aside in an evening, and say to know.
    pub put_aside: (u64, u64),
    /// Until when each has first call on its share.
    pub first_call_until: Stamp,
    /// What was committed to, in hexadecimal digits.
    pub commitment: String,
    /// The entry that holds it.
    pub committed: Option<u64>,
    /// Until when fingerprints are taken at the latest.
    pub fingerprints_until: Stamp,
    /// Until when words can be shown at least, once they can.
    pub words_until: Option<Stamp>,
    /// What it was drawn from.
    pub shown: Option<Shown>,
}

/// What a draw was made of.
#[derive(Clone, Debug)]
pub struct Shown {
    /// When it was shown.
    pub at: Stamp,
    /// The secret, in hexadecimal digits.
    pub secret: String,
    /// The seed, in hexadecimal digits.
    pub seed: String,
    /// The entry that holds both.
    pub entry: Option<u64>,
}

/// A campaign.
#[derive(Clone, Debug)]
pub struct Line {
    /// Its id.
    pub id: String,
    /// The 16 bytes of its id, in hexadecimal digits.
    pub bytes: String,
    /// Its name.
    pub name: String,
    /// Members shown to its callers.
    pub cards: u64,
    /// Whether it was added after the campaigns of the draw were fixed.
    pub is_left_out: bool,
    /// The fingerprint of its own words.
    pub fingerprint: Option<String>,
    /// The words, once it has shown them.
    pub words: Option<String>,
}

/// Something that headquarters took.
#[derive(Clone, Debug)]
pub struct Taken {
    /// The key of its words.
    pub key: &'static str,
    /// How often.
    pub n: u64,
}

/// A campaign's own page: `GET /contests/campaigns/{campaign}`.
#[derive(Template)]
#[template(path = "fairness/campaign.html")]
pub struct Campaign {
    /// What stands around it.
    pub shell: Shell,
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its contest's name.
    pub contest: String,
    /// Its contest's id.
    pub contest_id: String,
    /// When calling begins.
    pub opens_at: Stamp,
    /// When it ends.
    pub closes_at: Stamp,
    /// Accounts that may ring.
    pub callers: u64,
    /// Accounts with a card now.
    pub on_now: u64,
    /// Members shown so far, exactly.
    pub cards: u64,
    /// Its banks.
    pub banks: Vec<OwnBank>,
    /// The fingerprint of its own words.
    pub fingerprint: Option<String>,
    /// The words, once it has shown them.
    pub words: Option<String>,
    /// Whether it was added after the campaigns of the draw were fixed.
    pub is_left_out: bool,
    /// What campaigns may do about them now; none where the contest has no draw.
    pub draw: Option<Stage>,
    /// Whether whoever looks may do it.
    pub may_add: bool,
    /// Until when fingerprints are taken at the latest.
    pub fingerprints_until: Option<Stamp>,
    /// Until when words can be shown at least, once they can.
    pub words_until: Option<Stamp>,
    /// The fingerprint of words that were tried.
    pub checked: Option<String>,
    /// Whether what it wrote is destroyed.
    pub is_shredded: bool,
    /// What stood still and touched it.
    pub stood: Stood,
    /// What became of what was typed.
    pub slip: Option<Slip>,
}

/// A bank of the campaign.
#[derive(Clone, Debug)]
pub struct OwnBank {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Whether it is open.
    pub is_open: bool,
}

macro_rules! slips {
    ($($(#[$doc:meta])* $name:ident = $key:literal;)+) => {
        /// What became of a fingerprint or of words that were typed.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Slip { $($(#[$doc])* $name,)+ }

        impl Slip {
            /// The key of its sentence.
            pub const fn key(self) -> &'static str {
                match self { $(Self::$name => $key,)+ }
            }
        }
    };
}

slips! {
    /// It is none.
    Fingerprint = "campaign-lot-fingerprint";
    /// It counts.
    Added = "campaign-lot-added";
    /// Words are shown by now.
    TooLate = "campaign-lot-too-late";
    /// None, or too many.
    Words = "campaign-lot-words";
    /// They count.
    Shown = "campaign-lot-shown";
    /// Others may still hand in a fingerprint.
    NotYet = "campaign-lot-not-yet";
    /// They are others than those of the fingerprint.
    Others = "campaign-lot-others";
    /// It is drawn.
    Drawn = "campaign-lot-drawn";
    /// The campaign was added after the first fingerprint.
    LeftOut = "campaign-lot-left-out";
    /// The contest has no draw.
    NoDraw = "campaign-lot-no-draw";
    /// What words give was said, and nothing kept.
    Checked = "campaign-lot-checked";
}

impl Slip {
    /// Whether it is good news.
    pub const fn is_good(self) -> bool {
        matches!(self, Self::Added | Self::Shown | Self::Checked)
    }
}

unprinted!(Contests);
unprinted!(Fairness);
unprinted!(Campaign);

impl Page for Contests {
    const CACHE: Cache = Cache::PublicMinute;

    fn title_key(&self) -> &'static str {
        "fairness-list-title"
    }

    fn samples() -> Vec<(&'static str, Self)> {
        let page = |contests: &[(&str, &str)]| Self {
            shell: Outside::sample(),
            contests: contests
                .iter()
                .map(|(id, name)| ((*id).to_owned(), (*name).to_owned()))
                .collect(),
        };
        let all = [
            ("0contest1sample0", "Leadership 2026"),
            ("0contest2sample0", "Deputy 2026"),
        ];
        vec![
            ("fairness-contests", page(&all)),
            ("fairness-contests-none", page(&[])),
        ]
    }
}

/// A sample of 32 bytes in hexadecimal digits.
fn sample_hex(digit: &str) -> String {
    digit.repeat(64)
}

impl Page for Fairness {
    const CACHE: Cache = Cache::PublicMinute;

    fn title_key(&self) -> &'static str {
        "fairness-title"
    }

    fn samples() -> Vec<(&'static str, Self)> {
        let line = |name: &str, cards, print: Option<&str>, words: Option<&str>| Line {
            id: format!("0campaign{}0", name.len()),
            bytes: "1f".repeat(16),
            name: name.to_owned(),
            cards,
            is_left_out: name.starts_with('Z'),
            fingerprint: print.map(sample_hex),
            words: words.map(str::to_owned),
        };
        let took = [
            ("took-searches", 1_204),
            ("took-openings", 312),
            ("took-files", 2),
            ("took-answers", 0),
            ("took-figures", 31),
            ("took-changes", 87),
            ("took-roles", 1),
            ("took-settings", 0),
            ("took-console", 14),
            ("took-freezes", 3),
        ];
        let page = |is_over, shown: Option<Shown>| Self {
            shell: Outside::sample(),
            name: "Leadership 2026".to_owned(),
            is_over,
            opens_at: sample_stamp(-8_640),
            closes_at: sample_stamp(if is_over { -60 } else { 8_640 }),
            terms: Terms {
                field_keys: [
                    "field-title",
                    "field-family-name",
                    "field-branch",
                    "field-language",
                    "field-phone",
                ]
                .map(str::to_owned)
                .to_vec(),
                cards_hour: 40,
                cards_evening: 180,
                cards_contest: 1_260,
            },
            draw: Some(Draw {
                slots: 3,
                rest_hours: 20,
                put_aside: (10, 5),
                first_call_until: sample_stamp(0),
                commitment: sample_hex("c"),
                committed: Some(19_480),
                fingerprints_until: sample_stamp(-10_080),
                words_until: Some(sample_stamp(-8_640)),
                shown: shown.clone(),
            }),
            campaigns: vec![
                line(
                    "Harbour campaign",
                    if is_over { 14_249 } else { 14_200 },
                    Some("a"),
                    Some("red kettle, seven larks"),
                ),
                line(
                    "Orchard campaign",
                    if is_over { 13_902 } else { 13_900 },
                    None,
                    None,
                ),
                line("Quarry campaign", 0, Some("d"), None),
                line("Zenith campaign", 0, None, None),
            ],
            measured_at: sample_stamp(-20),
            took_since: sample_stamp(-8_640),
            took: took.map(|(key, n)| Taken { key, n }).to_vec(),
            stood: Stood::sample(),
        };
        let shown = Shown {
            at: sample_stamp(-8_640),
            secret: sample_hex("5"),
            seed: sample_hex("e"),
            entry: Some(20_001),
        };
        let nothing = Self {
            draw: None,
            campaigns: Vec::new(),
            stood: Stood::none(),
            ..page(false, None)
        };
        vec![
            ("fairness", page(false, Some(shown.clone()))),
            ("fairness-over", page(true, Some(shown))),
            ("fairness-before", page(false, None)),
            ("fairness-nothing", nothing),
        ]
    }
}

impl Page for Campaign {
    fn title_key(&self) -> &'static str {
        "campaign-title"
    }

    fn samples() -> Vec<(&'static str, Self)> {
        let page = |print: Option<&str>, draw, has_shown: bool, slip| Self {
            shell: Shell::sample("Organiser 1", &[Link::Home]),
            id: "0campaign1sample0".to_owned(),
            name: "Harbour campaign".to_owned(),
            contest: "Leadership 2026".to_owned(),
            contest_id: "0contest1sample0".to_owned(),
            opens_at: sample_stamp(1_440),
            closes_at: sample_stamp(8_640),
            callers: 20,
            on_now: 3,
            cards: 14_249,
            banks: vec![
                OwnBank {
                    id: "0bank1sample0".to_owned(),
                    name: "Evening bank".to_owned(),
                    is_open: true,
                },
                OwnBank {
                    id: "0bank2sample0".to_owned(),
                    name: "Weekend bank".to_owned(),
                    is_open: false,
                },
            ],
            fingerprint: print.map(sample_hex),
            words: has_shown.then(|| "red kettle, seven larks".to_owned()),
            is_left_out: false,
            draw: Some(draw),
            may_add: true,
            fingerprints_until: Some(sample_stamp(720)),
            words_until: Some(sample_stamp(2_160)),
            checked: None,
            is_shredded: false,
            stood: Stood::none(),
            slip,
        };
        let (first, then, over) = (Stage::Fingerprints, Stage::Words, Stage::Over);
        let deleted = Self {
            is_shredded: true,
            stood: Stood::sample(),
            ..page(None, over, false, None)
        };
        let checked = Self {
            checked: Some(sample_hex("c")),
            ..page(None, first, false, Some(Slip::Checked))
        };
        let watched = Self {
            may_add: false,
            ..page(Some("a"), then, false, None)
        };
        let left_out = Self {
            is_left_out: true,
            ..page(None, first, false, None)
        };
        vec![
            ("campaign-checked", checked),
            ("campaign-watched", watched),
            ("campaign-left-out", left_out),
            ("campaign-withheld", page(Some("a"), over, false, None)),
            ("campaign", page(None, first, false, None)),
            (
                "campaign-added",
                page(Some("a"), first, false, Some(Slip::Added)),
            ),
            (
                "campaign-slip",
                page(None, first, false, Some(Slip::Fingerprint)),
            ),
            ("campaign-words", page(Some("a"), then, false, None)),
            (
                "campaign-words-slip",
                page(Some("a"), then, false, Some(Slip::Others)),
            ),
            (
                "campaign-words-shown",
                page(Some("a"), then, true, Some(Slip::Shown)),
            ),
            ("campaign-words-none", page(None, then, false, None)),
            (
                "campaign-drawn",
                page(Some("a"), over, true, Some(Slip::Drawn)),
            ),
            ("campaign-deleted", deleted),
        ]
    }
}
