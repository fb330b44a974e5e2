//! Practice: a world of invented members beside the live one, in which callers try the desk before they ring anybody.
//!
//! It has its own directory, database, keys and log, lives for a day and is thrown away. Nothing goes from one world to the
//! other but what a browser carries: a ticket there, a receipt back ([`Seal`]). The live world's log says that somebody
//! finished; nothing else of practice is in it.

mod desk;
mod seal;

use std::path::{Path, PathBuf};

pub use desk::{Entered, Far, enter, far};
pub(crate) use seal::is_fresh;
pub use seal::{RECEIPT_LASTS, Seal, TICKET_LASTS, Who};
use switchboard_rules::budget::{Caps, NewCaps};
use switchboard_rules::ids::{BankId, ContestId};
use switchboard_rules::moment::{Moment, Span};

use crate::engine::{Arg, Options};
use crate::fault::Fault;
use crate::meta::{Meta, WorldKind};
use crate::seal::{fresh, hex};
use crate::session::Auth;
use crate::tx::Verdict;
use crate::world::World;
use crate::{banks, contests};

/// How many cards one person has in a day's practice: three times what it takes. Nobody empties it for others.
const CARDS_MAX: u32 = 15;
/// The same in the hour, in the evening, and in all of the day that practice lasts.
const CAPS: Caps = Caps {
    hour: CARDS_MAX,
    evening: CARDS_MAX,
    contest: CARDS_MAX,
    new: NewCaps {
        lasts: Span::hours(24),
        hour: CARDS_MAX,
        evening: CARDS_MAX,
    },
};

/// Where practice worlds lie: in the live world's directory, and in no backup of it.
pub fn folder(live: &Path) -> PathBuf {
    live.join("practice")
}

impl World {
    /// Makes a new practice world beside a live one, with nobody in it yet. Of the live world it has the name, the zone, the
    /// region and the usual language, and nothing else.
    ///
    /// # Errors
    /// What the disk or the store says.
    pub fn create_practice(live: &Self, now: Moment) -> Result<Self, Fault> {
        let tail: [u8; 8] = fresh()?;
        let tail = hex(&tail);
        let dir = folder(live.dir()).join(&tail);
        let mut builder = std::fs::DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(&dir)?;
        let meta = Meta {
            kind: WorldKind::Practice,
            origin: format!("{}/practice-{tail}", live.meta().origin),
            pack_name: "demo-2026-11".to_owned(),
            caps: CAPS,
            search: false,
            before: None,
            licensed: None,
            ..live.meta().clone()
        };
        let options = Options {
            usual: live.0.usual,
            ..Options::default()
        };
        Self::create(&dir, None, &meta, now, options)
    }
}

const WAITING: &str = "select count(*) from (select 1 from queue where bank = $1 and class = 1 and due_at <= $2 limit 1000) waiting";

/// How many members wait to be rung for the first time in its bank, counted up to a thousand.
///
/// # Errors
/// What the store says.
pub fn waiting(practice: &World, bank: BankId, now: Moment) -> Result<usize, Fault> {
    let found = practice.0.db.read("practice-waiting", |raw| {
        let args = [Arg::Bytes(bank.as_bytes()), Arg::Int(now.millis())];
        raw.one(WAITING, &args, |row| row.int(0))
    })?;
    Ok(usize::try_from(found.unwrap_or(0)).unwrap_or(0))
}

const OPEN: &str = "update bank set state = 'open' where bucket = $1 and id = $2";

/// Opens practice's contest and its bank, once its members are there.
///
/// # Errors
/// Where this is no practice world, or the store says so.
pub fn begin(
    practice: &World,
    (contest, bank): (ContestId, BankId),
    now: Moment,
) -> Result<(), Fault> {
    if practice.meta().kind != WorldKind::Practice {
        return Err(Fault::World("this world is not for practice".to_owned()));
    }
    contests::open_at_once(practice, contest, now)?;
    banks::fill(practice, bank, now)?;
    let open = practice.write("practice-open", Auth::Job("practice"), now, move |tx| {
        let key = [Arg::Int(bank.bucket()), Arg::Bytes(bank.as_bytes())];
        tx.run(OPEN, &key)?;
        Ok(Verdict::Given(()))
    });
    open.wait().map(|_| ())
}
