//! The public log: how long it is, what it hashes to, and what that proves.

use askama::Template;

use crate::web::page::{Cache, Page, Stamp, unprinted};
use crate::web::shell::{Outside, sample_stamp};

/// The log as anybody may see it: `GET /log`.
///
/// It knows no session, so that it may be kept by a proxy for a minute.
#[derive(Template)]
#[template(path = "log/public.html")]
pub struct PublicLog {
    /// What stands around it.
    pub shell: Outside,
    /// The log's name in checkpoints.
    pub origin: String,
    /// The end of that, under which its files lie: `/log/NAME/checkpoint`.
    pub name: String,
    /// The key to check checkpoints with, as a C2SP verifier key.
    pub key: String,
    /// The newest checkpoint; none before the first.
    pub checkpoint: Option<Checkpoint>,
    /// Who else keeps it.
    pub witnesses: Vec<Witness>,
    /// The last checkpoint on which enough witnesses agreed.
    pub agreed: Option<Agreed>,
    /// The log that this one goes on from, since a restore.
    pub before: Option<Before>,
    /// Each time that it went on over lost entries.
    pub resumed: Vec<ResumedOnce>,
}

/// That the log went on after a restore over entries of which only the hashes are left.
#[derive(Clone, Debug)]
pub struct ResumedOnce {
    /// When.
    pub at: Stamp,
    /// The first index that may be lost.
    pub from: u64,
    /// The first index after them.
    pub to: u64,
    /// How many are.
    pub lost: u64,
}

/// Somebody else who keeps what the log looked like, and signs that it only grew.
#[derive(Clone, Debug)]
pub struct Witness {
    /// Its name.
    pub name: String,
    /// What it countersigned last.
    pub cosigned: Option<Cosigned>,
    /// Whether it is still asked.
    pub is_asked: bool,
    /// Whether and why it is behind.
    pub behind: Option<Behind>,
}

/// What a witness countersigned last.
#[derive(Clone, Debug)]
pub struct Cosigned {
    /// How many entries.
    pub size: u64,
    /// When.
    pub at: Stamp,
}

/// That a witness is behind.
#[derive(Clone, Debug)]
pub struct Behind {
    /// Since when.
    pub since: Stamp,
    /// The key of the sentence that says why.
    pub why_key: &'static str,
}

/// What enough witnesses agreed on.
#[derive(Clone, Debug)]
pub struct Agreed {
    /// How many entries.
    pub size: u64,
    /// When.
    pub at: Stamp,
}

/// A log that ended when a backup was restored.
#[derive(Clone, Debug)]
pub struct Before {
    /// Its name.
    pub origin: String,
    /// Entries that it had signed.
    pub size: u64,
    /// The root of that, in hexadecimal; empty where none was signed.
    pub root: String,
    /// Entries that are in this log too.
    pub from: u64,
    /// Entries that were lost.
    pub lost: u64,
    /// When.
    pub at: Stamp,
}

/// A signed size and root.
#[derive(Clone, Debug)]
pub struct Checkpoint {
    /// Entries in it.
    pub size: u64,
    /// The tree's root, base64.
    pub root: String,
    /// When it was signed.
    pub at: Stamp,
    /// How old it was when the page was made, in seconds.
    pub age_s: u64,
}

impl PublicLog {
    /// The address that is this log's alone.
    fn address(&self) -> String {
        format!("/log/{}", self.name)
    }
}

unprinted!(PublicLog);

impl Page for PublicLog {
    const CACHE: Cache = Cache::PublicMinute;

    fn title_key(&self) -> &'static str {
        "public-log-title"
    }

    fn samples() -> Vec<(&'static str, Self)> {
        let page = |checkpoint| Self {
            shell: Outside::sample(),
            origin: "demo.example.org/switchboard".to_owned(),
            name: "switchboard-0a1b2c3d".to_owned(),
            key:
                "demo.example.org/switchboard+c3e2f0a1+AcF2bGJhc2U2NHNhbXBsZWtleXNhbXBsZWtleXNhbXA="
                    .to_owned(),
            checkpoint,
            witnesses: Vec::new(),
            agreed: None,
            before: None,
            resumed: Vec::new(),
        };
        let checkpoint = Checkpoint {
            size: 4_220,
            root: "b3V0c2lkZXJzY2FuY2hlY2t0aGlzcm9vdGhhc2hzYW0=".to_owned(),
            at: sample_stamp(0),
            age_s: 3,
        };
        let restored = Self {
            before: Some(Before {
                origin: "demo.example.org/live-0a1b2c3d".to_owned(),
                size: 4_120,
                root: "5f0e".repeat(16),
                from: 4_100,
                lost: 20,
                at: sample_stamp(-60),
            }),
            ..page(Some(checkpoint.clone()))
        };
        let resumed = Self {
            resumed: vec![ResumedOnce {
                at: sample_stamp(-60),
                from: 4_100,
                to: 4_120,
                lost: 18,
            }],
            ..page(Some(checkpoint.clone()))
        };
        let behind = |minutes, why_key| {
            Some(Behind {
                since: sample_stamp(minutes),
                why_key,
            })
        };
        let witness = |name: &str| Witness {
            name: format!("witness.example.org/{name}"),
            cosigned: Some(Cosigned {
                size: 4_211,
                at: sample_stamp(0),
            }),
            is_asked: true,
            behind: None,
        };
        let witnessed = Self {
            witnesses: vec![
                witness("harbour"),
                Witness {
                    cosigned: Some(Cosigned {
                        size: 4_100,
                        at: sample_stamp(-90),
                    }),
                    behind: behind(-80, "witness-silent"),
                    ..witness("meadow")
                },
                Witness {
                    cosigned: None,
                    behind: behind(-100, "witness-stranger"),
                    ..witness("auditor")
                },
                Witness {
                    cosigned: Some(Cosigned {
                        size: 3_907,
                        at: sample_stamp(-400),
                    }),
                    is_asked: false,
                    ..witness("former")
                },
            ],
            agreed: Some(Agreed {
                size: 4_211,
                at: sample_stamp(0),
            }),
            ..page(Some(checkpoint.clone()))
        };
        vec![
            ("log-public-witnessed", witnessed),
            ("log-public", page(Some(checkpoint))),
            ("log-public-new", page(None)),
            ("log-public-restored", restored),
            ("log-public-resumed", resumed),
        ]
    }
}
