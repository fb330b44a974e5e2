//! What a world is: a handful of facts written by `init` or `demo`.

use switchboard_rules::budget::Caps;
use switchboard_rules::forgetting::Keep;
use switchboard_rules::ids::LicenceId;
use switchboard_rules::moment::{Moment, Zone};
use switchboard_rules::pack::RulePack;

use crate::engine::{Arg, Db};
use crate::fault::Fault;
use crate::seal::fresh;

/// What kind of world.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WorldKind {
    /// Real members.
    Live,
    /// Invented members, all hours open.
    Demo,
    /// A test copy: invented members for one licence's testers, all hours open.
    Decoy,
    /// Practice: invented members for whoever is going to ring, all hours open, thrown away after a day.
    Practice,
}

impl WorldKind {
    /// The name in the database and the ledger.
    pub const fn text(self) -> &'static str {
        match self {
            Self::Live => "live",
            Self::Demo => "demo",
            Self::Decoy => "decoy",
            Self::Practice => "practice",
        }
    }

    fn from_text(text: &str) -> Option<Self> {
        [Self::Live, Self::Demo, Self::Decoy, Self::Practice]
            .into_iter()
            .find(|kind| kind.text() == text)
    }
}

/// The facts of a world.
#[derive(Debug, Clone)]
pub struct Meta {
    /// The kind of world.
    pub kind: WorldKind,
    /// The organisation's name, as callers say it.
    pub organisation: String,
    /// The log's name: unique, public, never changed.
    pub origin: String,
    /// The IANA name of the organisation's time zone.
    pub zone_name: String,
    /// The region of telephone numbers without a country code, as in `GB`.
    pub region: String,
    /// The name of the rule pack in force.
    pub pack_name: String,
    /// Whether members' names may be searched; the index lives in memory only.
    pub search: bool,
    /// The budget of cards.
    pub caps: Caps,
    /// How long backups are kept: a retired month key is destroyed after that. Two people change it later, so an act reads it
    /// where it stands (`machine::month`), and not here.
    pub backup_keep: Keep,
    /// The log that this one goes on from, since a restore; none if it is its own beginning.
    pub before: Option<LogBefore>,
    /// The licence that everything in this world is done under; none but in a test copy.
    pub licensed: Option<Licensed>,
}

/// The licence that a test copy is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Licensed {
    /// Its id.
    pub licence: LicenceId,
    /// Until when it runs: this moment is already outside.
    pub until: Moment,
    /// The name of the log that holds its entry.
    pub live: String,
}

impl Licensed {
    fn text(&self) -> String {
        format!("{} {} {}", self.licence, self.until.millis(), self.live)
    }

    fn parse(text: &str) -> Option<Self> {
        let mut words = text.split(' ');
        let licensed = Self {
            licence: LicenceId::parse(words.next()?).ok()?,
            until: Moment::from_millis(words.next()?.parse().ok()?),
            live: words.next()?.to_owned(),
        };
        words.next().is_none().then_some(licensed)
    }
}

const LICENSED: &str = "licensed";

/// A log that ended when a backup was restored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogBefore {
    /// Its name.
    pub origin: String,
    /// The last size that it is known to have signed.
    pub size: u64,
    /// The root at that size, in hexadecimal; empty where none was signed.
    pub root: String,
    /// How many of its entries the new log begins with.
    pub from: u64,
    /// When.
    pub at: Moment,
}

impl LogBefore {
    /// Entries that it had signed and that are lost.
    pub const fn lost(&self) -> u64 {
        self.size.saturating_sub(self.from)
    }

    pub(crate) fn text(&self) -> String {
        let Self {
            origin,
            size,
            root,
            from,
            at,
        } = self;
        format!("{origin} {size} {root} {from} {}", at.millis())
    }

    fn parse(text: &str) -> Option<Self> {
        let mut words = text.split(' ');
        let before = Self {
            origin: words.next()?.to_owned(),
            size: words.next()?.parse().ok()?,
            root: words.next()?.to_owned(),
            from: words.next()?.parse().ok()?,
            at: Moment::from_millis(words.next()?.parse().ok()?),
        };
        words.next().is_none().then_some(before)
    }
}

impl Meta {
    /// The log's own short name, such as `live-0a1b2c3d`: the end of its name in checkpoints, which no other log of this
    /// organisation ever had or will have.
    #[must_use]
    pub fn log_name(&self) -> &str {
        self.origin.rsplit('/').next().unwrap_or_default()
    }

    /// The facts of a new world. `host` names the log, with a random tail so that no two worlds share one.
    pub fn new(kind: WorldKind, organisation: &str, host: &str) -> Result<Self, Fault> {
        let tail: [u8; 4] = fresh()?;
        let tail = crate::seal::hex(&tail);
        Ok(Self {
            kind,
            organisation: organisation.to_owned(),
            origin: format!("{host}/{}-{tail}", kind.text()),
            zone_name: "Europe/London".to_owned(),
            region: "GB".to_owned(),
            pack_name: match kind {
                WorldKind::Live => "uk-2026-11".to_owned(),
                WorldKind::Demo | WorldKind::Decoy | WorldKind::Practice => {
                    "demo-2026-11".to_owned()
                }
            },
            search: true,
            caps: Caps::NOVEMBER_2026,
            backup_keep: Keep::USUAL,
            before: None,
            licensed: None,
        })
    }

    pub(crate) fn zone(&self) -> Result<Zone, Fault> {
        Zone::parse(&self.zone_name).map_err(|e| Fault::World(e.to_string()))
    }

    pub(crate) fn pack(&self) -> Result<RulePack, Fault> {
        RulePack::built_in(&self.pack_name).ok_or_else(|| {
            Fault::World(
                "the rule pack of this world is not in this program; use the newer one".to_owned(),
            )
        })
    }

    pub(crate) fn write(&self, db: &Db) -> Result<(), Fault> {
        let mut facts = vec![
            ("kind", self.kind.text().to_owned()),
            ("organisation", self.organisation.clone()),
            ("origin", self.origin.clone()),
            ("zone", self.zone_name.clone()),
            ("region", self.region.clone()),
            ("pack", self.pack_name.clone()),
            ("search", self.search.to_string()),
            (
                "caps",
                format!(
                    "{} {} {}",
                    self.caps.hour, self.caps.evening, self.caps.contest
                ),
            ),
            ("backup-keep", self.backup_keep.as_days().to_string()),
            (
                "caps-new",
                format!("{} {}", self.caps.new.hour, self.caps.new.evening),
            ),
        ];
        if let Some(licensed) = &self.licensed {
            facts.push((LICENSED, licensed.text()));
        }
        db.write("meta", move |raw| {
            for (key, value) in &facts {
                raw.run(
                    "insert into meta (key, value) values ($1, $2)",
                    &[Arg::Text(key), Arg::Text(value)],
                )?;
            }
            Ok(())
        })?;
        Ok(())
    }

    pub(crate) fn read(db: &Db) -> Result<Self, Fault> {
        let rows = db.read("meta", |raw| {
            raw.all(
                "select key, value from meta order by key limit 100",
                &[],
                |row| Ok((row.text(0)?.to_owned(), row.text(1)?.to_owned())),
            )
        })?;
        let fact = |wanted: &str| -> Result<String, Fault> {
            rows.iter().find(|(key, _)| key == wanted).map(|(_, value)| value.clone()).ok_or_else(|| {
                Fault::World(format!("the database does not say its `{wanted}`; was it made by `switchboard init`?"))
            })
        };
        let mut caps = Caps::NOVEMBER_2026;
        let numbers = |text: &str| {
            text.split(' ')
                .filter_map(|n| n.parse().ok())
                .collect::<Vec<u32>>()
        };
        if let [hour, evening, contest] = *numbers(&fact("caps")?).as_slice() {
            caps = Caps {
                hour,
                evening,
                contest,
                ..caps
            };
        }
        if let [hour, evening] = *numbers(&fact("caps-new")?).as_slice() {
            caps.new.hour = hour;
            caps.new.evening = evening;
        }
        let kind = WorldKind::from_text(&fact("kind")?).ok_or_else(|| {
            Fault::World("the kind of this world is unknown; use the newer program".to_owned())
        })?;
        let licensed = fact(LICENSED).ok().and_then(|text| Licensed::parse(&text));
        // Else what is done in it would carry no licence.
        if kind == WorldKind::Decoy && licensed.is_none() {
            return Err(Fault::World(
                "this test copy does not say under which licence it is; it can't be used"
                    .to_owned(),
            ));
        }
        Ok(Self {
            kind,
            organisation: fact("organisation")?,
            origin: fact("origin")?,
            zone_name: fact("zone")?,
            region: fact("region")?,
            pack_name: fact("pack")?,
            search: fact("search")? == "true",
            caps,
            backup_keep: fact("backup-keep")?
                .parse()
                .ok()
                .and_then(|days| Keep::days(days).ok())
                .ok_or_else(|| {
                    Fault::World(
                        "the database does not say for how many days backups are kept".to_owned(),
                    )
                })?,
            before: fact("log_before")
                .ok()
                .and_then(|text| LogBefore::parse(&text)),
            licensed,
        })
    }
}
